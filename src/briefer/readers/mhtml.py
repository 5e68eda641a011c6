"""Web pages saved as one file by a browser (RFC 2557): the page itself, without its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from briefer.errors import DecodingError, FormatError
from briefer.model import Document
from briefer.readers import charsets, headers, html
from briefer.readers.decoding import decode
from briefer.readers.items import Origin

DEEPEST = 30  # parts within parts


def read(data: bytes, origin: Origin) -> Document:
    """Return the article of the page as `html.read` finds it; address or title are else those it was saved with.

    Raises FormatError when there is no page in it.
    """
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        root = _root(message)
        payload = root.get_payload(decode=True) if root else None
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _none(origin) from error
    if root is None or not isinstance(payload, bytes):
        raise _none(origin)
    found = _page(payload, root.get_content_charset(""), origin)
    address = headers.text(root, "content-location") or headers.text(message, "snapshot-content-location")
    return replace(
        found,
        format="mhtml",
        title=found.title or headers.text(message, "subject"),
        url=found.url or (address if address and address.startswith(("http://", "https://")) else None),
    )


def _page(data: bytes, charset: str, origin: Origin) -> Document:
    """Return the page; the charset of its part is what it was saved in, whatever the page itself declares."""
    if charset and not origin.reading.encoding:
        try:
            decoded = decode(data, origin, charsets.SUPERSETS.get(charset, charset))
        except DecodingError:
            pass
        else:
            return html.read_markup(decoded.text, origin.path, encoding=decoded.encoding, warnings=decoded.warnings)
    return html.read(data, origin)


def _root(message: Message) -> Message | None:
    """Return the page that was saved: the part that is named as the start, else the first that is a page."""
    pages = [part for part in _parts(message, 0) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    named = (page for page in pages if isinstance(start, str) and page.get("Content-ID", "") == start)
    return next(named, None) or next(iter(pages), None)


def _parts(message: Message, depth: int) -> Iterator[Message]:
    payload = message.get_payload()
    if not isinstance(payload, list):
        yield message
    elif depth < DEEPEST:
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _none(origin: Origin) -> FormatError:
    return FormatError("it contains no web page", input=origin.path, hint="check the file, or save the page again")
