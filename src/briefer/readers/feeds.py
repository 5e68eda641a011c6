"""Feeds: RSS 0.9x to 2.0, RSS 1.0 and Atom (RFC 4287); their entries are articles.

lxml recovers from malformed markup, opens nothing that a feed refers to, and limits depth and size. Entities are turned
into text before it sees them, so none can expand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from briefer.errors import DecodingError, EmptyInputError, FormatError, TooLargeError
from briefer.readers.charsets import SUPERSETS
from briefer.readers.decoding import Decoded, decode
from briefer.readers.items import Item, Known, Origin, Reading, failed
from briefer.readers.metadata import dates, names
from briefer.readers.opening import limited

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RE_DECLARED = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)")
RE_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,400}\?>")
# The entities that XML knows without a declaration.
RE_AMPERSAND = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});)", re.DOTALL
)
ROOTS = ("rss", "RDF", "feed")
ENTRIES = ("item", "entry")
# Elements of other name spaces may have the same names, such as the title of a picture; RSS has none of its own.
OWN = frozenset(
    {
        *(
            "",
            "http://purl.org/rss/1.0/",
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://channel.netscape.com/rdf/simple/0.9/",
        ),
        *("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://backend.userland.com/rss2"),
    }
)
PREFIXES = {"http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/rss/1.0/modules/content/": "content:"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

RE_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
RE_MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,2000}>|&(?:[A-Za-z]{2,8}|#\d{1,7}|#x[\dA-Fa-f]{1,6});")
RE_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
RE_AUTHOR = re.compile(r"\S+@\S+\s+\((.{1,100})\)")  # "anna@example.org (Anna Lund)"
RE_SURNAME_FIRST = re.compile(r"[^\s,]+, ?[^\s,]+")
RE_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
RE_SPACE = re.compile(r"\s+")
MOST_ELEMENTS = 200_000  # starts and ends of elements up to the end of the next entry; a page has some thousands
MOST_AUTHORS = 20
LONGEST_NAME = 100  # characters of the name that a brief is filed under


class _Feed(NamedTuple):
    """What a feed says of itself, which holds for its entries as well."""

    title: str | None
    language: str | None
    authors: tuple[str, ...]
    encoding: str
    warnings: tuple[str, ...]


def expand(stream: BinaryIO, item: Item, reading: Reading) -> Iterator[Item]:
    """Yield the entries in order, including those with only a summary.

    Raises TooLargeError, DecodingError, and FormatError for other XML, or after the entries of a damaged feed.
    """
    from lxml import etree

    decoded = _decoded(limited(stream, reading, item.label), Origin(item.path, reading))
    source = _Source(_markup(decoded.text).encode("utf-8", "replace"))
    events = etree.iterparse(
        source,
        events=("start", "end"),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    feed: _Feed | None = None
    number = elements = 0
    root: Element | None = None
    try:
        for event, element in events:
            elements += 1
            if elements > MOST_ELEMENTS:
                hint = "check the file"
                raise TooLargeError("a part of this feed has too many elements", input=item.label, hint=hint)
            name = _local(element)
            if root is None:
                root = element
                if name not in ROOTS:
                    break
            elif event == "start":
                if name in ENTRIES and feed is None:
                    feed = _about(root, decoded)
            elif name in ENTRIES and feed and not source.ended:
                number += 1
                yield _entry(element, number, item, feed)
                _forget(element)
                elements = 0
    except etree.XMLSyntaxError:
        pass  # what was recovered has been seen
    if root is None or _local(root) not in ROOTS:
        raise FormatError(
            "this is not a feed", input=item.label, hint="RSS and Atom are the only XML that briefer reads"
        )
    if source.ended and any(entry.type_name == "ERR_TAG_NOT_FINISHED" for entry in events.error_log):
        raise FormatError("this feed is cut short", input=item.label, hint="check that it was copied whole")
    if not number:
        raise EmptyInputError("there are no entries in this feed", input=item.label, hint="check the file")


def _forget(element: Element) -> None:
    """Free the memory that an entry and what stands above it take."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Source(BytesIO):
    """The bytes of a feed, and whether their end was seen: what is closed only then was cut."""

    ended = False

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.ended = not data
        return data


def _decoded(data: bytes, origin: Origin) -> Decoded:
    """Return the XML as text, by the encoding that it declares or as any other text."""
    found = RE_DECLARED.match(data.lstrip())
    declared = found[1].decode("ascii").lower() if found else None
    try:
        return decode(data, origin, SUPERSETS.get(declared, declared) if declared else None)
    except DecodingError:
        if origin.reading.encoding:
            raise
        return decode(data, origin)


def _markup(text: str) -> str:
    """Return the XML without its declaration, in which nothing refers to entities of its own."""
    text = RE_DECLARATION.sub("", text.lstrip("\ufeff"), count=1).replace("\0", "")
    return RE_AMPERSAND.sub(lambda found: found[1] or "&amp;", text)


def _local(element: Element) -> str:
    """Return the name of an element without its name space, or the prefix of one that was not declared."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _fields(element: Element) -> dict[str, list[Element]]:
    """Return the children of an entry or a feed by name: those of RSS and Atom, "dc:…" and "content:…"."""
    fields: dict[str, list[Element]] = {}
    for child in element:
        space, _, name = str(child.tag).rpartition("}")
        space = space.removeprefix("{")
        if space in OWN or space in PREFIXES:
            fields.setdefault(PREFIXES.get(space, "") + name, []).append(child)
    return fields


def _about(root: Element, decoded: Decoded) -> _Feed:
    """Return what a feed says of itself above its first entry."""
    fields = _fields(root)
    channel = fields.get("channel")
    if channel:
        fields = _fields(channel[0])
    language = _first(fields, "language", "dc:language") or root.get(LANGUAGE) or ""
    found = RE_LANGUAGE.match(language.strip())
    own = found[0].lower() if found else None
    return _Feed(_title(fields), own, _authors(fields), decoded.encoding, decoded.warnings)


def _entry(element: Element, number: int, item: Item, feed: _Feed) -> Item:
    fields = _fields(element)
    url = _link(fields) or element.get(ABOUT)
    identity = _first(fields, "guid", "id") or url or str(number)
    label = f"{item.label}:{number} ({identity})"
    words = _content(fields)
    if not words:
        hint = "open its link, and save the page" if url else "check the feed"
        return failed(EmptyInputError("this entry has no text", input=label, hint=hint))
    language = RE_LANGUAGE.match(element.get(LANGUAGE) or "")
    is_markup = RE_MARKUP.search(words) is not None
    return Item(
        name=f"{item.name}/{_name(url or identity) or number}",
        label=label,
        text=None if is_markup else words,
        html=words if is_markup else None,
        id=identity,
        known=Known(
            title=_title(fields),
            authors=_authors(fields) or feed.authors,
            published=_day(fields),
            language=language[0].lower() if language else feed.language,
            site=feed.title,
            url=url if url and url.startswith(("http://", "https://")) else None,
            encoding=feed.encoding,
            warnings=feed.warnings,
        ),
    )


def _first(fields: dict[str, list[Element]], *names: str) -> str | None:
    for name in names:
        for element in fields.get(name, ()):
            if words := RE_SPACE.sub(" ", _text(element)).strip():
                return words
    return None


def _text(element: Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _title(fields: dict[str, list[Element]]) -> str | None:
    """Return the title without markup, of which RSS does not say whether there is any."""
    words = _first(fields, "title", "dc:title")
    if words and RE_MARKUP.search(words):
        words = RE_SPACE.sub(" ", unescape(RE_TAG.sub("", words))).strip()
    return words or None


def _content(fields: dict[str, list[Element]]) -> str | None:
    """Return the text of an entry, as HTML or plain: its content, else its summary."""
    for name in ("content:encoded", "content", "description", "summary"):
        for element in fields.get(name, ()):
            kind = element.get("type", "html")
            if element.get("src") or ("/" in kind and not kind.startswith("text/") and "xhtml" not in kind):
                continue  # it stands elsewhere, or is a picture
            words = _inner(element) if len(element) else element.text or ""
            if words.strip():
                return words
    return None


def _inner(element: Element) -> str:
    """Return what stands within an element as HTML, for content that is XHTML or was not escaped."""
    from lxml import etree

    for inner in element.iter("*"):
        inner.tag = _local(inner)
    etree.cleanup_namespaces(element)
    return (element.text or "") + "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)


def _authors(fields: dict[str, list[Element]]) -> tuple[str, ...]:
    """Return the names in the fields for authors, which hold whole bylines as often as one name each."""
    found: list[str] = []
    for element in [*fields.get("dc:creator", ()), *fields.get("author", ())][:MOST_AUTHORS]:
        words = _first(_fields(element), "name") if len(element) else RE_SPACE.sub(" ", _text(element)).strip()
        if words:
            addressed = RE_AUTHOR.fullmatch(words)
            words = addressed[1] if addressed else words
            found += (not RE_SURNAME_FIRST.fullmatch(words) and names.declared(words)) or [words]
    return tuple(dict.fromkeys(found))


def _link(fields: dict[str, list[Element]]) -> str | None:
    """Return the address of an entry: text in RSS, an attribute in Atom."""
    for element in fields.get("link", ()):
        if element.get("href") and element.get("rel", "alternate") == "alternate":
            return element.get("href").strip() or None
    return _first(fields, "link")


def _day(fields: dict[str, list[Element]]) -> str | None:
    """Return the day on which an entry was published, as YYYY-MM-DD, by the clock of who did."""
    words = _first(fields, "pubDate", "published", "issued", "dc:date", "updated", "modified", "created") or ""
    try:
        if found := RE_DAY.match(words):
            return date(*map(int, found.groups())).isoformat()
        fields_ = parsedate(words[:100])
        return date(*fields_[:3]).isoformat() if fields_ else dates.day(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _name(address: str) -> str:
    """Return the part of an address that says most, for the name of a file.

    >>> _name("https://example.org/news/storm/?from=feed"), _name("https://example.org/index.php?id=7")
    ('storm', 'id=7')
    """
    path, _, query = address.partition("#")[0].partition("?")
    parts = [part for part in path.partition("://")[2].split("/")[1:] if part] if "://" in path else [path]
    if query and (not parts or parts[-1].startswith("index.")):
        return query[:LONGEST_NAME]
    return (parts[-1] if parts else "").replace("/", "-")[:LONGEST_NAME]
