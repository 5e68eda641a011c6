"""Inputs in object stores: single objects, all objects below a URL, or those that match a pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from briefer import places
from briefer.errors import BrieferError, InputMissingError, OptionError
from briefer.readers import FORMATS, Item, Reading, expand
from briefer.readers.items import failed


def find(
    url: str, wanted: Callable[[PurePosixPath], bool], reading: Reading, skip: Callable[[str], bool]
) -> Iterator[Item]:
    """Yield the documents that a URL names, in the order of folders on disk.

    `wanted` says whether a path below the URL is an input, `skip` whether a whole URL never is. A listing that fails
    becomes an item with an error.
    """
    for item in _objects(url, wanted, skip):
        format = FORMATS.get(PurePosixPath(item.path or "").suffix.lower())
        if item.error or (format and not format.several):
            yield item  # whoever briefs it looks into it: one request an object here would be the slowest part of a run
        else:
            yield from expand(item, reading)


def _objects(url: str, wanted: Callable[[PurePosixPath], bool], skip: Callable[[str], bool]) -> Iterator[Item]:
    try:
        if places.has_magic(url) and not places.is_object(url):
            yield from _matches(url, wanted, skip)
        elif places.is_folder(url):
            yield from _below(url, wanted, skip)
        elif not skip(url):
            yield _item(url, url.rpartition("/")[2])
    except OptionError:
        raise
    except BrieferError as error:
        error.input = error.input or url
        yield failed(error)


def _matches(url: str, wanted: Callable[[PurePosixPath], bool], skip: Callable[[str], bool]) -> Iterator[Item]:
    """Yield the objects that match a pattern, and those below folders that match, each once."""
    found = False
    folders: set[PurePosixPath] = set()
    for match, is_folder in places.matches(url):
        found = True
        path = PurePosixPath(match)
        if not folders.isdisjoint(path.parents):
            continue
        if is_folder:
            folders.add(path)
            yield from _below(match, wanted, skip)
        elif not skip(match):
            yield _item(match, path.name)
    if not found:
        raise InputMissingError("nothing matches", input=url, hint="check the pattern")


def _below(url: str, wanted: Callable[[PurePosixPath], bool], skip: Callable[[str], bool]) -> Iterator[Item]:
    for address, relative in places.walk(url):
        if wanted(PurePosixPath(relative)) and not skip(address):
            yield _item(address, relative)


def _item(url: str, name: str) -> Item:
    return Item(name=name, label=url, path=url)
