"""Opens files that may take too much memory or time in a separate process.

A page that is small in the file may unpack to something huge: content compressed a thousandfold, or drawings nested
within drawings. pdfium limits neither, and cannot be stopped once it has begun.
"""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import zlib

from briefer.errors import BrieferError, FormatError, TimeLimitError, TooLargeError
from briefer.readers.items import Origin
from briefer.readers.pdf.pdfium import File, extract

UNPACKED = 32 * 1024 * 1024  # bytes of all content streams: from here a file is risky
FORMS = 2000  # drawings that are looked at; more of them are risky
ASCII = 32 * 1024  # bytes of a stream that is written in letters, which would take long to unpack: as UNPACKED
DICTIONARY = 8192  # bytes in which the dictionary of a stream begins before it
MEMORY = 1024 * 1024 * 1024  # bytes that a risky file may take
SECONDS = 60  # that it may take
RE_FORM = re.compile(rb"/Subtype\s*/Form\b")
RE_NESTED = re.compile(rb"/XObject\b|/Resources\s+\d+\s+\d+\s+R")
RE_STREAM = re.compile(rb"stream\r?\n")
RE_HARMLESS = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)\b|/Length[12]\s")
RE_ASCII = re.compile(rb"/A(?:85|SCII85Decode|Hx|SCIIHexDecode)\b")
# Several compressions of one stream, and names that are written so that they are not found.
RE_HIDDEN = re.compile(
    rb"/(?:Fl|FlateDecode|LZW|LZWDecode|RL|RunLengthDecode)\s*/(?:Fl|LZW|RL|RunL)|/\w*#[0-9A-Fa-f]{2}"
)


def is_risky(data: bytes) -> bool:
    """Return whether, by its dictionaries, a file's pages may unpack to far more than the file itself."""
    for number, form in enumerate(RE_FORM.finditer(data)):
        start = max(data.rfind(b"obj", max(0, form.start() - DICTIONARY), form.start()), 0)
        end = data.find(b"stream", form.end(), form.end() + DICTIONARY)
        if number >= FORMS or RE_NESTED.search(data, start, end if end > 0 else form.end() + DICTIONARY):
            return True
    return _unpacks_large(data)


def _unpacks_large(data: bytes) -> bool:
    left = UNPACKED
    end = 0
    while found := RE_STREAM.search(data, end):
        if RE_HIDDEN.search(data, end, found.start()):
            return True
        start = found.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end + 9
        opening = max(data.rfind(b"obj", max(0, start - DICTIONARY), start), 0)
        if RE_HARMLESS.search(data, opening, start) or data.find(b"Fl", opening, start) < 0:
            continue
        if RE_ASCII.search(data, opening, start):
            if end - start > ASCII:
                return True
            continue
        try:
            left -= len(zlib.decompressobj().decompress(memoryview(data)[start:end], left))
        except zlib.error:
            continue
        if left <= 0:
            return True
    return RE_HIDDEN.search(data, end) is not None


def extract_apart(data: bytes, origin: Origin) -> File:
    """Run `extract` in a process with limited memory and time.

    Raises TooLargeError or TimeLimitError beyond the limits, and otherwise what `extract` raises.
    """
    command = [sys.executable, "-c", f"from {__name__} import main; main()"]
    path = os.pathsep.join(entry or os.curdir for entry in sys.path)
    request = pickle.dumps((data, origin))
    try:
        done = subprocess.run(  # noqa: S603
            command, input=request, capture_output=True, timeout=SECONDS, env={**os.environ, "PYTHONPATH": path}
        )
    except subprocess.TimeoutExpired as error:
        raise TimeLimitError(
            f"its pages take more than {SECONDS} seconds to unpack", input=origin.path, hint="save its text instead"
        ) from error
    if done.returncode:
        raise TooLargeError("its pages take too much memory to unpack", input=origin.path, hint="save its text instead")
    answer = pickle.loads(done.stdout)  # noqa: S301 (our own process wrote it)
    if isinstance(answer, BrieferError):
        raise answer
    if not isinstance(answer, File):
        raise FormatError("its pages cannot be read", input=origin.path, hint="save its text instead")
    return answer


def main() -> None:
    """Read a pickled file and origin from standard input and write the pages, or the error, to standard output."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):  # no Unix, or less is allowed already
        pass
    data, origin = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 (our own process wrote it)
    answer: File | BrieferError
    try:
        answer = extract(data, origin)
    except BrieferError as error:
        answer = error
    sys.stdout.buffer.write(pickle.dumps(answer))
