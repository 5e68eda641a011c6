"""Compressed data: gzip, bzip2, xz and Zstandard, unpacked as a stream."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple, Protocol, cast

from briefer import extras
from briefer.errors import FormatError
from briefer.readers.items import Item, Reading
from briefer.readers.opening import beginning
from briefer.readers.unpacking import BLOCK, Allowance, Counted, Unpacked

XZ_MEMORY = 128 * 1024 * 1024  # bytes that xz may take to unpack; its strongest preset takes 65 MiB
MORSEL = 256  # packed bytes at a time: Zstandard can make 8 MB of them


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the unpacked data as a stream; raises FormatError or ExtraMissingError."""
    head, stream = beginning(stream, 6)
    method = next((method for method in METHODS if head.startswith(method.magic)), None)
    if method is None:
        raise FormatError("this is not a compressed file", input=item.label, hint="check its name")
    packed = Counted(stream)
    source = method.open(cast(BinaryIO, packed), item.label)
    raw = Unpacked(source, f"{method.name} file", item.label, Allowance(reading, item.label), packed)
    with io.BufferedReader(raw, BLOCK) as unpacked:
        yield item._replace(stream=unpacked, data=None)


class Method(NamedTuple):
    """A way of compressing: the first bytes of its files, and what opens them."""

    name: str
    magic: bytes
    open: Callable[[BinaryIO, str], BinaryIO]


def _gzip(stream: BinaryIO, name: str) -> BinaryIO:
    from gzip import GzipFile

    return cast(BinaryIO, GzipFile(fileobj=stream, mode="rb"))


def _bzip2(stream: BinaryIO, name: str) -> BinaryIO:
    from bz2 import BZ2File

    return cast(BinaryIO, BZ2File(stream))


def _xz(stream: BinaryIO, name: str) -> BinaryIO:
    from lzma import LZMADecompressor

    return cast(BinaryIO, io.BufferedReader(_Frames(stream, lambda: LZMADecompressor(memlimit=XZ_MEMORY)), BLOCK))


def _zstandard(stream: BinaryIO, name: str) -> BinaryIO:
    zstandard = extras.load("zstandard", "Zstandard files", input=name)
    decompressor = zstandard.ZstdDecompressor()  # which refuses what needs more than 128 MiB
    return cast(BinaryIO, io.BufferedReader(_Frames(stream, decompressor.decompressobj), BLOCK))


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class _Frames(io.RawIOBase):
    """Data compressed in one or more consecutive frames; raises EOFError if the last is cut short.

    The modules' own streams either do not say so or do not limit memory.
    """

    def __init__(self, source: BinaryIO, start: Callable[[], _Decompressor]) -> None:
        super().__init__()
        self._source = source
        self._start = start
        self._frame: _Decompressor | None = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - typeshed's own word for it
        while not self._ready:
            packed = self._packed or self._source.read(MORSEL)
            self._packed = b""
            if not packed:
                if self._frame:
                    raise EOFError("it ends too early")
                return 0
            frame = self._frame = self._frame or self._start()
            self._ready = memoryview(frame.decompress(packed))
            if frame.eof:
                self._packed = frame.unused_data
                self._frame = None
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


METHODS = (
    Method("gzip", b"\x1f\x8b", _gzip),
    Method("bzip2", b"BZh", _bzip2),
    Method("xz", b"\xfd7zXZ\0", _xz),
    Method("Zstandard", b"\x28\xb5\x2f\xfd", _zstandard),
)
