"""The encodings that web pages declare, and what their bytes say against them."""

from __future__ import annotations

import re

from briefer.errors import DecodingError
from briefer.readers.decoding import BYTE_ORDER_MARKS, Decoded, decode
from briefer.readers.items import Origin

HEAD = 4096  # bytes in which a page declares its encoding; the standard asks for the first 1024
RE_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
# What pages call by the first name is the second, which holds all of it: encoding.spec.whatwg.org.
SUPERSETS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
}
# Others are either no encodings of pages or, like UTF-16, cannot hold a declaration that can be read as ASCII.
RE_KNOWN = re.compile(
    r"utf-?8|(?:windows-|cp)(?:125[0-8]|874|932|949)|iso-?8859-\d+|koi8-[ru]|gb18030|big5hkscs|euc-jp|iso-2022-jp"
    r"|macintosh"
)

RE_SINGLE = re.compile(r"(?:windows-|cp)(?:125[0-8]|874)|iso-?8859-\d+|koi8-[ru]|macintosh")


def decoded(data: bytes, origin: Origin) -> Decoded:
    """Return the text by byte order mark, by what the page declares, or as any other text."""
    if not origin.reading.encoding and not data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        found = RE_DECLARED.search(data[:HEAD])
        name = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
        name = SUPERSETS.get(name, name)
        if RE_SINGLE.fullmatch(name) and _is_utf8(data):
            return decode(data, origin, "utf-8")
        if RE_KNOWN.fullmatch(name):
            try:
                return decode(data, origin, name)
            except DecodingError:
                pass  # pages declare what their bytes are not, more often than one would think
    return decode(data, origin)


def _is_utf8(data: bytes) -> bool:
    """Return whether bytes beyond ASCII are valid UTF-8, which text in an encoding of single bytes hardly ever is."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
