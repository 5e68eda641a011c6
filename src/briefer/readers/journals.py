"""Articles in the XML of publishers: JATS of journals (NISO Z39.96) and NITF of news agencies (iptc.org).

Left out: references, notes, formulas, tables, acknowledgements. expat reads them as a stream and fetches nothing.
"""

from __future__ import annotations

from dataclasses import replace

from briefer.errors import FormatError
from briefer.model import Document, Role
from briefer.readers.items import Origin
from briefer.readers.metadata import dates
from briefer.readers.packages import BadMarkupError, parse, pieces, value
from briefer.readers.paragraphs import BODY, Paragraphs, Style

# Elements of both formats: what a paragraph in them is.
STYLES = {
    "article-title": Style(Role.HEADLINE),
    "hl1": Style(Role.HEADLINE),
    "subtitle": Style(Role.DEK),
    "hl2": Style(Role.DEK),
    "title": Style(level=2),
    "p": BODY,
    "byline": Style(Role.BYLINE),
    "caption": Style(Role.CAPTION),
    "media-caption": Style(Role.CAPTION),
}
# Left out with all that is in them; of the back matter and of what surrounds the article.
UNSEEN = frozenset(
    {
        *("back", "ref-list", "fn-group", "fn", "table-wrap", "table", "disp-formula", "inline-formula", "tex-math"),
        *("front-stub", "journal-meta", "permissions", "kwd-group", "funding-group", "aff", "author-notes", "history"),
        *("related-article", "counts", "custom-meta-group", "article-categories", "media-metadata", "media-producer"),
        *("sub-article", "response", "supplementary-material", "tobject", "revision-history", "body.end", "ack"),
    }
)
NAMES = ("surname", "given-names", "string-name")
FIELDS = ("year", "month", "day")  # of a date
XML_LANGUAGE = "lang"
DATE_LENGTH = 8  # digits of a day as NITF writes it


def read(data: bytes, origin: Origin) -> Document:
    """Return the article; raises FormatError when the XML is damaged."""
    handler = _Article()
    try:
        parse(pieces(data), handler, {})
    except BadMarkupError as error:
        raise FormatError(
            f"this XML is damaged ({error})", input=origin.path, hint="check that it was copied whole"
        ) from error
    text, marks = handler.paragraphs.finish()
    return replace(
        Document(text=text, sha256="", format="xml", marks=marks),
        language=handler.language,
        authors=tuple(handler.authors),
        published=handler.published(),
        site=handler.journal,
    )


class _Article:
    """Takes the elements of an article; their names are read without a name space."""

    def __init__(self) -> None:
        self.paragraphs = Paragraphs()
        self.authors: list[str] = []
        self.language: str | None = None
        self.journal: str | None = None
        self._date: dict[str, str] = {}
        self._stamp: str | None = None
        self._open: list[str] = []  # elements
        self._words: list[str] | None = None  # of the open paragraph
        self._named: dict[str, str] = {}
        self._field: list[str] | None = None  # the words of a field that is no paragraph

    def start(self, name: str, attributes: dict[str, str]) -> bool | None:
        local = name.rpartition(":")[2]
        if not self._open:
            self.language = value(attributes, XML_LANGUAGE)
        if local in UNSEEN or (local == "xref" and value(attributes, "ref-type") == "bibr"):
            return True
        self._open.append(local)
        if local in NAMES or (local in FIELDS and "pub-date" in self._open):
            self._field = []
        elif local == "date.issue":
            self._stamp = value(attributes, "norm")
        elif local == "pubdata":
            self._stamp = self._stamp or value(attributes, "date.publication")
            self.journal = value(attributes, "name") or self.journal
        elif local in STYLES and self._words is None and self._may_open(local):
            self._words = []
        return None

    def _may_open(self, local: str) -> bool:
        return not (local == "title" and "head" in self._open)  # of NITF, which has its headline in the body

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if self._field is not None and (local in NAMES or local in FIELDS):
            self._keep(local, " ".join("".join(self._field).split()))
            self._field = None
        elif local in ("name", "contrib") and self._named:
            given, last = self._named.pop("given-names", ""), self._named.pop("surname", "")
            if "contrib" in self._open:
                self.authors.append(f"{given} {last}".strip())
        elif local in STYLES and self._words is not None and self._is_outermost(local):
            style = STYLES["caption"] if "caption" in self._open or "media" in self._open else STYLES[local]
            if local == "hl2" and "hedline" not in self._open:
                style = STYLES["title"]
            self.paragraphs.add(" ".join("".join(self._words).split()), style)
            self._words = None
        self._open.pop()

    def _is_outermost(self, local: str) -> bool:
        return not any(other in STYLES and other != "caption" for other in self._open[:-1]) or local == "p"

    def _keep(self, local: str, words: str) -> None:
        if local in FIELDS:
            self._date.setdefault(local, words)
        elif local == "string-name":
            if "contrib" in self._open:
                self.authors.append(words)
        else:
            self._named[local] = words

    def data(self, text: str) -> None:
        if self._field is not None:
            self._field.append(text)
        elif self._words is not None:
            self._words.append(text)

    def published(self) -> str | None:
        """Return the day of publication, YYYY-MM-DD."""
        if self._stamp and self._stamp[:DATE_LENGTH].isdecimal():
            return dates.day(f"{self._stamp[:4]}-{self._stamp[4:6]}-{self._stamp[6:8]}")
        if len(self._date) < len(FIELDS):
            return None
        return dates.day("-".join(self._date[field].zfill(2) for field in FIELDS))
