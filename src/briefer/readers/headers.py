"""The headers of mails and saved pages (RFC 5322, RFC 2047): words decoded, names and dates made plain."""

from __future__ import annotations

import re
from datetime import date
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate

from briefer.readers import correspondence
from briefer.readers.charsets import SUPERSETS

LONGEST = 4_000  # characters that are looked at: the module that decodes them is slow on more
MOST_AUTHORS = 20
RE_SPACE = re.compile(r"\s+")
RE_VIA = re.compile(r"\s+(?:via|über|par|vía)\s+\S.*")
RE_LANGUAGE = re.compile(r"[A-Za-z]{2,3}\b")


def text(message: Message, name: str) -> str | None:
    """Return the words of a header on one line, None where there are none."""
    return _words(_raw(message, name)) or None


def authors(message: Message) -> tuple[str, ...]:
    """Return who the mail is from: names, or addresses where there is no name."""
    found: list[str] = []
    try:
        pairs = getaddresses([_raw(message, "from")])[:MOST_AUTHORS]
    except (RecursionError, ValueError, IndexError):
        return ()
    for name, address in pairs:
        words = RE_VIA.sub("", _words(name)).strip("'\" ")
        if not words and address.partition("@")[0].lower() not in correspondence.wording().no_author:
            words = address
        if words:
            found.append(words)
    return tuple(dict.fromkeys(found))


def published(message: Message) -> str | None:
    """Return the day of the sender's clock on which the mail was sent, as YYYY-MM-DD."""
    try:
        fields = parsedate(_raw(message, "date"))
        return date(*fields[:3]).isoformat() if fields else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def language(message: Message) -> str | None:
    """Return the language that the mail declares."""
    found = RE_LANGUAGE.match(_raw(message, "content-language").strip())
    return found[0].lower() if found else None


def filename(part: Message) -> str | None:
    """Return the name of an attachment."""
    try:
        return _words(part.get_filename() or "") or None
    except (LookupError, ValueError, TypeError):
        return None


def _raw(message: Message, name: str) -> str:
    """Return the first header of this name as it stands; bytes beyond ASCII are UTF-8, or else Windows-1252."""
    for header, value in message.raw_items():
        if header.lower() == name:
            data = str(value)[:LONGEST].encode("ascii", "surrogateescape")
            try:
                return data.decode("utf-8")
            except UnicodeDecodeError:
                return data.decode("cp1252", "replace")
    return ""


def _words(raw: str) -> str:
    """Return a header with its encoded words decoded, its white space folded."""
    try:
        pieces = decode_header(raw[:LONGEST])
    except (HeaderParseError, ValueError):
        pieces = [(raw, None)]
    words = "".join(
        piece if isinstance(piece, str) else _decoded(piece, (charset or "").lower()) for piece, charset in pieces
    )
    return RE_SPACE.sub(" ", words.replace("\0", "")).strip()


def _decoded(data: bytes, charset: str) -> str:
    if not charset:
        return data.decode("raw-unicode-escape", "replace")
    charset = charset.partition("*")[0]  # a language may follow
    for name in (SUPERSETS.get(charset, charset), "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")
