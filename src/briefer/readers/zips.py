"""Zip archives."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from briefer.errors import FormatError
from briefer.readers.items import Item, Reading
from briefer.readers.members import Member, called, items, wanted
from briefer.readers.opening import limited
from briefer.readers.unpacking import Allowance, Unpacked, damaged

WHAT = "zip archive"
ENCRYPTED = 0x1


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the files in order, except links and hidden files; raises FormatError or TooLargeError."""
    if not stream.seekable():  # the directory stands at the end
        stream = io.BytesIO(limited(stream, reading, item.label))
    try:
        archive = zipfile.ZipFile(stream)
    except Exception as error:  # what a broken directory can raise is not to be foreseen
        raise damaged(WHAT, item.label, error) from error
    with archive:
        yield from items(_members(archive, item, reading), item)


def _members(archive: zipfile.ZipFile, item: Item, reading: Reading) -> Iterator[Member]:
    allowance = Allowance(reading, item.label)
    packed = 0
    for info in archive.infolist():
        if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or not wanted(info.filename):
            continue
        name = called(item, info.filename)
        packed += info.compress_size
        if info.flag_bits & ENCRYPTED:
            error = FormatError("it is encrypted", input=name, hint="unpack it with its password first")
            yield Member(info.filename, None, error)
            continue
        try:
            content = cast(BinaryIO, archive.open(info))
        except Exception as error:
            yield Member(info.filename, None, damaged(WHAT, name, error))
            continue
        yield Member(info.filename, io.BufferedReader(Unpacked(content, WHAT, name, allowance, packed)))
        if allowance.exceeded:  # which has been told
            return
