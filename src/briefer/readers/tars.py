"""Tar archives, read as a stream."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from briefer.readers.items import Item, Reading
from briefer.readers.members import Member, called, items, wanted
from briefer.readers.unpacking import Unpacked, damaged

WHAT = "tar archive"
LONGEST_EXTENSION = 1024 * 1024  # bytes of a header that is read as a whole, such as a long name
EXTENSIONS = frozenset(
    {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
)


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the files in order, except links, devices and hidden files.

    Raises FormatError if the archive is damaged, after the files before the damage.
    """
    yield from items(_members(stream, item), item)


def _members(stream: BinaryIO, item: Item) -> Iterator[Member]:
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
            while header := archive.next():
                archive.members.clear()  # type: ignore[attr-defined] # it would keep them all
                content = archive.extractfile(header) if header.isreg() and wanted(header.name) else None
                if content is None:
                    continue
                source = cast(BinaryIO, content)
                raw = Unpacked(source, WHAT, called(item, header.name))
                yield Member(header.name, io.BufferedReader(raw))
                if raw.broken:  # which has been told
                    return
    except (tarfile.TarError, ValueError, ArithmeticError) as error:
        raise damaged(WHAT, item.label, error) from error


class _Header(tarfile.TarInfo):
    """A header that tells when it is damaged: the module takes that for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        try:
            header = super().frombuf(buf, encoding, errors)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error
        if header.type in EXTENSIONS and header.size > LONGEST_EXTENSION:
            raise tarfile.ReadError("it has a name that is too long")
        return header
