"""Mails: MIME (RFC 2045 to 2049) taken apart, the text chosen, the headers as title, author and date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import NamedTuple, NoReturn

from briefer.errors import DecodingError, EmptyInputError, FormatError
from briefer.model import Document, Mark, Role, Span
from briefer.readers import charsets, correspondence, headers, html
from briefer.readers.decoding import Decoded, decode, repaired
from briefer.readers.items import Known, Origin
from briefer.readers.metadata import dates

MOST_NAMES = 5  # attachments that a warning names
DEEPEST = 30  # parts within parts
ENCRYPTED_TEXT = "-----BEGIN PGP MESSAGE-----"
SEALED = ("multipart/encrypted", "application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
RE_LINK_BEHIND = re.compile(r" ?<(?:https?://|mailto:)[^<>\s]{1,2000}>")
# What mail programs leave of a picture in plain text.
RE_PICTURE = re.compile(r"\[(?:cid|image|inline image|bild):? ?[^\[\]\n]{0,200}\]", re.IGNORECASE)
RE_BLANKS = re.compile(r"\n{3,}")
NOT_PLAIN = "save its text instead"


class _Text(NamedTuple):
    """A piece of the text, and its headings and what it quotes if it was HTML."""

    words: str
    marks: tuple[Mark, ...] = ()
    quoted: tuple[Span, ...] = ()


class _Found:
    """What the parts of a mail hold: its texts, what was left out, and mails within it."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.texts: list[_Text] = []
        self.attachments: list[str] = []
        self.mails: list[Message] = []
        self.encodings: list[str] = []
        self.warnings: list[str] = []


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of a mail, with quoted mails, signatures and the like marked as boilerplate.

    If a mail has plain text and HTML, the plain text is read, unless it is only a stand-in; link addresses after their
    words are dropped. A mail that only forwards another yields that one, with its writer, subject and date.

    Raises FormatError for an encrypted mail, and EmptyInputError for one that only has attachments.
    """
    try:
        return _document(BytesParser(policy=compat32).parsebytes(data), origin, 0)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        raise FormatError(f"this mail cannot be parsed ({what})", input=origin.path, hint=NOT_PLAIN) from error


def _document(message: Message, origin: Origin, depth: int) -> Document:
    found = _Found(origin)
    _collect(message, found, depth)
    size = sum(len(text.words.split()) for text in found.texts)
    if found.mails and size < correspondence.FEW_WORDS:
        inner = _document(found.mails[0], origin, depth + 1)
        return replace(inner, warnings=(*inner.warnings, *_unread(found, found.mails[1:])))
    if not size:
        _refuse_empty(found)
    subject = correspondence.subject(headers.text(message, "subject") or "", listed="list-id" in message)
    text, marks, passed_on = _joined(found.texts, subject.forward)
    known = _known(message, subject.text, passed_on)
    title, warnings = repaired(known.title or "", origin.reading)
    return Document(
        text=text,
        sha256="",
        format="eml",
        encoding=found.encodings[0] if found.encodings else None,
        language=headers.language(message),
        title=title or None,
        authors=known.authors,
        published=known.published,
        marks=marks,
        warnings=(*dict.fromkeys((*found.warnings, *warnings)), *_unread(found, found.mails)),
    )


def _known(message: Message, subject: str, passed_on: correspondence.Headers | None) -> Known:
    """Return title, authors and date: those of the mail that is passed on, as it is its writer who speaks in it."""
    if passed_on is None or not passed_on.sender:
        return Known(title=subject, authors=headers.authors(message), published=headers.published(message))
    author = correspondence.sender(passed_on.sender)
    title = correspondence.subject(passed_on.subject).text or subject
    return Known(title=title, authors=(author,) if author else (), published=dates.day(passed_on.sent))


def _refuse_empty(found: _Found) -> NoReturn:
    what, hint = "it contains no text", "check that this is the right file"
    if found.attachments:
        what, hint = f"this mail has no text, only {_named(found.attachments)}", "save that and read it instead"
    raise EmptyInputError(what, input=found.origin.path, hint=hint)


def _unread(found: _Found, mails: list[Message]) -> tuple[str, ...]:
    """Return a warning that names what was attached."""
    names = [*found.attachments, *(headers.text(mail, "subject") or "a mail" for mail in mails)]
    return (f"attached and not read: {_named(names)}",) if names else ()


def _named(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def _joined(texts: list[_Text], forward: bool) -> tuple[str, tuple[Mark, ...], correspondence.Headers | None]:
    """Return the texts as one with their marks, and the headers of what they pass on.

    Nothing is marked where no word of the mail would be left.
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    passed_on: correspondence.Headers | None = None
    at = 0
    for words, headings, quoted in texts:
        furniture, found = correspondence.part(words, forward=forward, quoted=quoted)
        passed_on = passed_on or found
        kept = [mark for mark in headings if not any(mark.start < f.end and f.start < mark.end for f in furniture)]
        marks += [Mark(at + start, at + end, role) for start, end, role in sorted([*kept, *furniture])]
        pieces.append(words)
        at += len(words) + 2
    text = "\n\n".join(pieces)
    edges = [0, *(edge for mark in marks if mark.role is Role.BOILERPLATE for edge in mark[:2]), len(text)]
    own = any(text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))
    return (text, tuple(marks), passed_on) if own else (text, (), None)


def _collect(part: Message, found: _Found, depth: int) -> None:
    """Add what a part holds, and the parts within it."""
    if depth > DEEPEST:
        raise FormatError("this mail is nested too deeply", input=found.origin.path, hint=NOT_PLAIN)
    kind = part.get_content_type()
    if kind in KINDS:
        KINDS[kind](part, found, depth + 1)
    elif kind.startswith("multipart/") and part.is_multipart():
        for inner in _parts(part):
            _collect(inner, found, depth + 1)
    elif kind.startswith("multipart/"):  # its boundary was not found
        _add_text(part, "text/plain", found)
    elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
        _add_text(part, kind, found)
    elif kind not in SIGNATURES:
        _add_attachment(part, found)


def _add_mail(part: Message, found: _Found, depth: int) -> None:
    found.mails += _parts(part)[:1]


def _add_digest(part: Message, found: _Found, depth: int) -> None:
    """Add the mails that a list sends in one, each under its subject."""
    for mail in [mail for wrapped in _parts(part) for mail in _parts(wrapped)]:
        if title := headers.text(mail, "subject"):
            found.texts.append(_Text(title, (Mark(0, len(title), Role.HEADING),)))
        _collect(mail, found, depth)


def _add_related(part: Message, found: _Found, depth: int) -> None:
    """Add the part that the others, its pictures, belong to (RFC 2387)."""
    parts = _parts(part)
    start = part.get_param("start")
    named = (inner for inner in parts if isinstance(start, str) and inner.get("Content-ID", "") == start)
    pages = (inner for inner in parts if inner.get_content_type() in ("text/html", "multipart/alternative"))
    root = next(named, None) or next(pages, None) or next(iter(parts), None)
    for inner in parts:
        if inner is root:
            _collect(inner, found, depth)
        elif inner.get_content_disposition() == "attachment":
            _add_attachment(inner, found)


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _choose(part: Message, found: _Found, depth: int) -> None:
    """Add one of several parts that say the same: plain text, unless it stands in for HTML."""
    plain = _Found(found.origin)
    rich = _Found(found.origin)
    for inner in _parts(part):
        _collect(inner, plain if inner.get_content_type() == "text/plain" else rich, depth)
    take_plain = plain.texts and not (rich.texts and all(correspondence.is_stub(text.words) for text in plain.texts))
    chosen = plain if take_plain else rich
    found.texts += chosen.texts
    found.encodings += chosen.encodings
    found.warnings += chosen.warnings
    found.attachments += [name for name in rich.attachments if not name.endswith(".ics")]
    found.mails += rich.mails


def _refuse_sealed(part: Message, found: _Found, depth: int = 0) -> None:
    """Raise FormatError for what only its addressee can open."""
    signed = str(part.get_param("smime-type", "")) == "signed-data"
    what = "is signed in a way that hides its text (S/MIME)" if signed else "is encrypted"
    hint = "open it in a mail program and save its text"
    raise FormatError(f"this mail {what}", input=found.origin.path, hint=hint)


KINDS: dict[str, Callable[[Message, _Found, int], None]] = {
    "message/rfc822": _add_mail,
    "multipart/alternative": _choose,
    "multipart/digest": _add_digest,
    "multipart/related": _add_related,
    **dict.fromkeys(SEALED, _refuse_sealed),
}


def _add_text(part: Message, kind: str, found: _Found) -> None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return
    try:
        decoded = _decoded(data, part, found.origin)
    except FormatError:  # no text, whatever the part says of itself
        _add_attachment(part, found)
        return
    found.encodings.append(decoded.encoding)
    found.warnings += decoded.warnings
    words = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if kind == "text/html":
        found.texts.append(_Text(*html.visible(words, found.origin.path)))
        return
    if words.lstrip().startswith(ENCRYPTED_TEXT):
        _refuse_sealed(part, found)
    if part.get_param("format") in ("flowed", "Flowed"):
        words = flowed(words, delete=str(part.get_param("delsp", "")).lower() == "yes")
    words = correspondence.unquoted(RE_PICTURE.sub("", RE_LINK_BEHIND.sub("", words)))
    found.texts.append(_Text(RE_BLANKS.sub("\n\n", words).strip("\n")))


def _add_attachment(part: Message, found: _Found) -> None:
    """Note an attachment; pictures within the text have no name of their own, or are shown there."""
    name = headers.filename(part)
    shown = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
    if not shown and (name or part.get_content_disposition() == "attachment"):
        found.attachments.append(name or part.get_content_type())


def _decoded(data: bytes, part: Message, origin: Origin) -> Decoded:
    """Return the text of a part by the charset that it declares, or as any other text where that is wrong."""
    charset = part.get_content_charset("")
    name = charsets.SUPERSETS.get(charset, charset)
    if name and charset not in ("us-ascii", "ascii", "unknown-8bit"):
        try:
            return decode(data, origin, name)
        except DecodingError:
            if origin.reading.encoding:
                raise
    return decode(data, origin)


def flowed(text: str, *, delete: bool = False) -> str:
    r"""Return a text in format=flowed (RFC 3676) with its paragraphs on one line each.

    >>> flowed("The pier \nis shut.\n> Is \n> it?\n-- \nAnna")
    'The pier is shut.\n> Is it?\n-- \nAnna'
    """
    lines: list[str] = []
    quoted_before = 0
    open_before = False
    for line in text.split("\n"):
        words = line.lstrip(">")
        quoted = len(line) - len(words)
        words = words.removeprefix(" ")
        signature = words == "-- "
        if open_before and quoted == quoted_before and not signature:
            lines[-1] = lines[-1][: -1 if delete else None] + words
        else:
            lines.append(f"{'>' * quoted} {words}" if quoted else words)
        open_before = words.endswith(" ") and not signature
        quoted_before = quoted
    return "\n".join(lines)
