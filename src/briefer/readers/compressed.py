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
GZIP = b"\x1f\x8b"
GZIP_HEADER = 31  # zlib's number for data with the header and checksum of gzip, in windows of any size
GZIP_MORSEL = 512  # packed bytes at a time, of which gzip makes half a megabyte at most
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
    from zlib import decompressobj

    frames = _Frames(stream, lambda: decompressobj(GZIP_HEADER), GZIP, GZIP_MORSEL)
    return cast(BinaryIO, io.BufferedReader(frames, BLOCK))


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

    What follows a frame and does not begin with `magic`, if that is given, is left alone, as gzip itself does. The
    modules' own streams fail at it, do not say what is cut short, or do not limit memory.
    """

    def __init__(
        self, source: BinaryIO, start: Callable[[], _Decompressor], magic: bytes = b"", morsel: int = MORSEL
    ) -> None:
        super().__init__()
        self._source = source
        self._start = start
        self._magic = magic
        self._morsel = morsel
        self._is_first = True
        self._frame: _Decompressor | None = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - typeshed's own word for it
        while not self._ready:
            packed = self._packed or self._source.read(self._morsel)
            self._packed = b""
            if self._frame is None and not self._is_first and packed:
                if not self._begins(packed):
                    return 0
                packed, self._packed = self._packed, b""
            if not packed:
                if self._frame:
                    raise EOFError("it ends too early")
                return 0
            frame = self._frame = self._frame or self._start()
            self._ready = memoryview(frame.decompress(packed))
            if frame.eof:
                self._packed = frame.unused_data
                self._frame = None
                self._is_first = False
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _begins(self, packed: bytes) -> bool:
        """Return whether another frame begins here; what is left is used up otherwise."""
        while len(packed) < len(self._magic) and (more := self._source.read(self._morsel)):
            packed += more
        if packed.startswith(self._magic):
            self._packed = packed
            return True
        while self._source.read(self._morsel):
            pass
        return False


METHODS = (
    Method("gzip", GZIP, _gzip),
    Method("bzip2", b"BZh", _bzip2),
    Method("xz", b"\xfd7zXZ\0", _xz),
    Method("Zstandard", b"\x28\xb5\x2f\xfd", _zstandard),
)
