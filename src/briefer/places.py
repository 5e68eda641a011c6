"""Object stores and other places outside this machine's folders, named by URL and reached through fsspec.

fsspec and the store's package (s3fs, gcsfs, adlfs) are only imported when such a URL is used. The rest of briefer
treats URLs as strings; the packages find credentials and endpoints themselves.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from briefer import extras
from briefer.errors import BrieferError, InputMissingError, InputUnreadableError, OutputError

STORES = {  # scheme -> the package that reaches it, None where fsspec alone does
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "memory": None,
    "file": None,
}
NEAR = ("memory", "file")  # what another machine would not find under the same URL
RE_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
RE_MAGIC = re.compile(r"[*?[]")


def known(name: str) -> bool:
    """Return whether a name is a URL that briefer opens through fsspec, which excludes web addresses."""
    return _scheme(name) in STORES


def local(name: str) -> str:
    """Return the path that a file:// URL names; other names as they are."""
    if _scheme(name) != "file":
        return name
    from urllib.parse import unquote

    return unquote(_rest(name).removeprefix("localhost"))


def shared(name: str) -> bool:
    """Return whether a name is such a URL and names the same object on every machine."""
    return known(name) and _scheme(name) not in NEAR


def has_magic(url: str) -> bool:
    """Return whether a URL is a pattern rather than a name."""
    return RE_MAGIC.search(_rest(url)) is not None


@contextmanager
def opened(url: str) -> Iterator[BinaryIO]:
    """Open an object for reading; raises InputMissingError, InputUnreadableError or ExtraMissingError, now or later."""
    with _worded(url):
        store, path = _store(url)
        source = store.open(path, "rb", cache_type="readahead")
    with source, io.BufferedReader(_Object(url, source)) as file:
        yield file


def is_folder(url: str) -> bool:
    """Return whether there are objects below a URL; raises what `opened` does, but not for a missing object."""
    with _worded(url):
        store, path = _store(url)
        try:
            return bool(store.isdir(path))
        except FileNotFoundError:
            return False


def walk(url: str) -> Iterator[tuple[str, str]]:
    """Yield the objects below a URL, hidden ones left out: their URLs, and their paths below it.

    The order is that of folders on disk: by name, a folder's files before its folders. Only one folder's names are
    in memory at a time. Raises what `opened` does.
    """
    with _worded(url):
        store, path = _store(url)
        for relative, _ in _below(store, path, ""):
            yield f"{url.rstrip('/')}/{relative}", relative


def sizes(url: str) -> Iterator[tuple[str, int]]:
    """Yield the paths of the objects below a URL, as `walk` does, with their sizes in bytes; none is not an error."""
    with _worded(url):
        store, path = _store(url)
        try:
            yield from _below(store, path, "")
        except FileNotFoundError:
            return


def is_object(url: str) -> bool:
    """Return whether an object is stored under a URL; raises what `opened` does, but not for a missing object."""
    with _worded(url):
        store, path = _store(url)
        return bool(store.isfile(path))


def matches(url: str) -> list[tuple[str, bool]]:
    """Return the URLs that match a pattern, sorted, and whether each is a folder; hidden ones only if it asks for them.

    Raises what `opened` does.
    """
    hidden = "/." in _rest(url)
    with _worded(url):
        store, pattern = _store(url)
        found = store.glob(pattern, detail=True)
        return [
            (str(store.unstrip_protocol(path)), found[path]["type"] == "directory")
            for path in sorted(found)
            if hidden or "/." not in path
        ]


def get(url: str) -> bytes | None:
    """Return the object stored under a URL, or None; raises what `opened` does."""
    with _worded(url):
        store, path = _store(url)
        try:
            return cast(bytes, store.cat_file(path))
        except FileNotFoundError:
            return None


def get_file(url: str, path: str) -> bool:
    """Copy an object to a local file and return whether it exists; raises what `opened` does."""
    with _worded(url):
        store, there = _store(url)
        try:
            store.get_file(there, f"{path}.part")
        except FileNotFoundError:
            return False
        Path(f"{path}.part").replace(path)
        return True


def put(url: str, data: bytes) -> None:
    """Store an object whole, so that readers see either the old or the new one; raises OutputError."""
    with _worded(url, writing=True):
        store, path = _store(url)
        if _scheme(url) in NEAR:  # a store has no folders to make
            store.makedirs(store._parent(path), exist_ok=True)
        store.pipe_file(path, data)


def put_file(url: str, local: str) -> None:
    """Store a local file whole under a URL; raises OutputError."""
    with _worded(url, writing=True):
        store, path = _store(url)
        if _scheme(url) in NEAR:
            store.makedirs(store._parent(path), exist_ok=True)
        store.put_file(local, path)


def remove(url: str) -> None:
    """Remove an object if it exists; raises OutputError."""
    with _worded(url, writing=True):
        store, path = _store(url)
        try:
            store.rm_file(path)
        except FileNotFoundError:
            return


class _Object(io.RawIOBase):
    """An object read piece by piece; turns what the store raises meanwhile, and nothing else, into our errors."""

    def __init__(self, url: str, source: BinaryIO) -> None:
        self.url = url
        self.source = source

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - typeshed's own word for it
        with _worded(self.url):
            data = self.source.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self.source.seek(offset, whence)

    def tell(self) -> int:
        return self.source.tell()


def _scheme(name: str) -> str:
    match = RE_SCHEME.match(name)
    return match[1].lower() if match else ""


def _rest(url: str) -> str:
    return url.partition("://")[2]


def _store(url: str) -> tuple[Any, str]:
    """Return the store and the path within it; listings are not cached, since a corpus may have millions of names."""
    scheme = _scheme(url)
    what = f"{scheme}:// inputs and outputs"
    extras.load(STORES[scheme] or "fsspec", what, input=url)  # the package of a store brings fsspec along
    if "::" in url:  # fsspec would open one URL through another
        raise ValueError("chained URLs are not opened")
    core = extras.load("fsspec.core", what, input=url)
    store, path = core.url_to_fs(url, use_listings_cache=False)
    return store, path


def _below(store: Any, folder: str, above: str) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - fsspec has no types
    files: list[tuple[str, int]] = []
    folders: list[tuple[str, str]] = []
    for entry in store.ls(folder, detail=True):
        path = entry["name"].rstrip("/")
        name = path.rpartition("/")[2]
        if name.startswith(".") or path == folder.rstrip("/"):  # some stores list the folder itself
            continue
        if entry["type"] == "directory":
            folders.append((name, path))
        else:
            files.append((name, entry["size"] or 0))
    for name, size in sorted(files):
        yield f"{above}{name}", size
    for name, path in sorted(folders):
        yield from _below(store, path, f"{above}{name}/")


@contextmanager
def _worded(url: str, *, writing: bool = False) -> Iterator[None]:
    """Turn whatever exception a store's package raises into one of ours, with one line."""
    try:
        yield
    except (BrieferError, GeneratorExit):
        raise
    except FileNotFoundError as error:
        if writing:
            raise _unwritable(url, "no such bucket or folder") from error
        raise InputMissingError("no such object", input=url, hint="check the URL") from error
    except IsADirectoryError as error:
        raise InputUnreadableError(
            "this is a folder, not an object", input=url, hint="try `briefer batch URL --out DIR`"
        ) from error
    except Exception as error:
        reason = str(error).strip().splitlines()
        said = reason[0] if reason else type(error).__name__
        if writing:
            raise _unwritable(url, said) from error
        raise InputUnreadableError(
            f"cannot be read ({said})", input=url, hint="check the URL and the credentials"
        ) from error


def _unwritable(url: str, reason: str) -> OutputError:
    return OutputError(f"cannot be written ({reason})", input=url, hint="check the URL and the credentials")
