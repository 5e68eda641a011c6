"""Web pages: the article's text, found by trafilatura (Barbaresi 2021), or otherwise all visible text."""

from __future__ import annotations

import logging
import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefer import sampling
from briefer.errors import FormatError
from briefer.model import Document, Mark, Role, Span
from briefer.readers import charsets, clutter, listings, metadata
from briefer.readers.blocks import UNSEEN, Block, blocks
from briefer.readers.extraction import trafilatura
from briefer.readers.items import Origin
from briefer.readers.metadata.surroundings import FINAL_MARKS
from briefer.readers.rejoining import left_out

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4096,}")
RE_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)|'[^']*(?:'|$)")
ATTRIBUTES = 500  # of one tag; each is compared with all others, so that a tag of 100,000 takes minutes

LONGEST_NODE = (
    9_000_000  # bytes of a page below which the parser drops nothing, as no piece has its limit of 10 million
)
DEPTH = 256  # of elements within elements, the parser's own limit where pieces may not be of any length
TOO_DEEP = "/" + "/*" * DEPTH

RE_NOTE = re.compile(r"\s*(?:\[\s*(?:[a-z]{1,5}\s)?[\w*†‡]{1,4}\s*\]|\d{1,3}|[*†‡])\s*")
MOST_PIECES = 10  # of text in the mark of a note
# What whole pages have, and the entry of a feed has not: then all that is shown is the article.
RE_PAGE = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|h1|main|article|nav|header|footer|aside|form|script)\b|itemprop=",
    re.IGNORECASE,
)
LONGEST_FRAGMENT = 100_000  # characters
RE_BLOCK = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
RE_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
SHOWN_LATER = 0.3  # of the text in a page's paragraphs, from which a hidden part of it is the article
LONGEST_ARTICLE = (
    5_000_000  # characters: what is longer is a book or a dump, and takes minutes to look for an article in
)
MOST_ELEMENTS = 30_000  # of a page in which an article is looked for, which takes four seconds
HEAD = 100_000  # characters of a page with more, in which it says what it is
SHORT = 500  # characters of an article in which precision may have lost the rest
FAR_MORE = 3  # times as long an article is found without
SMALL, SMALL_PAGE = 200, 2000  # characters of an article, and of a page that is rather shown whole
FRONT, BACK = 4, 5  # paragraphs that the cleaning judges
LINES, SHORT_LINE = 15, 40  # paragraphs at the end that may be short lines, and characters of such a line
LISTS = 0.3  # of the paragraphs without the end of a sentence, beyond which an article is one of lists
UNSHOWN = "this is the text the page gives to search engines; it shows its readers less"
LABEL = 80  # characters of a line above the dek

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # else it writes to standard error


class Shown(NamedTuple):
    """All that a page shows, its headings marked, and what it quotes of another mail."""

    text: str
    marks: tuple[Mark, ...]
    quoted: tuple[Span, ...]


class Paragraph(NamedTuple):
    """The words of a paragraph, and whether the page has it as a heading."""

    words: str
    heading: bool


def read(data: bytes, origin: Origin) -> Document:
    """Return the article on a page, with a blank line between paragraphs and its headings marked.

    The title is the page's own, without the site's name; the text contains it only if the article does.
    """
    decoded = charsets.decoded(data, origin)
    return read_markup(decoded.text, origin.path, encoding=decoded.encoding, warnings=decoded.warnings)


def read_markup(
    markup: str, name: str | None = None, *, encoding: str | None = None, warnings: tuple[str, ...] = ()
) -> Document:
    """Return the article on a decoded page; `name` is its name in errors.

    Raises FormatError if it cannot be parsed.
    """
    try:
        tree, cut = _parse(markup)
        crowded = _is_crowded(tree)
        fragment = len(markup) <= LONGEST_FRAGMENT and not RE_PAGE.search(markup)
        known = metadata.Metadata() if fragment else metadata.find(_parse(markup[:HEAD])[0] if crowded else tree)
        _drop_hidden(tree)
        _drop_note_marks(tree)
        listings.drop(tree)
        clutter.drop(tree)
        article = _visible(tree) if crowded or fragment else _article(tree, len(markup))
        if len(places := sampling.places(len(article), sampling.PARAGRAPHS)) < len(article):
            warnings = (*warnings, sampling.told(len(places), len(article), "paragraphs"))
            article = [article[place] for place in places]
        if _is_more(declared := _declared(known.body), article):
            article = declared
            warnings = (*warnings, UNSHOWN)
        text, marks, dek = _article_document(article, known)
        if len(text) < SMALL:
            visible = _joined(_visible(tree))
            if not text or len(visible) < SMALL_PAGE:
                text, marks, dek = visible, (), None
    except (Exception, RecursionError) as error:  # what a broken page can raise down there is not to be foreseen
        raise _broken(error, name) from error
    if cut and not text:
        raise FormatError("this web page is nested too deeply", input=name, hint="save its text instead")
    if cut:
        warnings = (*warnings, "the page is nested too deeply, and its deepest parts were not read")
    return Document(
        text=text,
        sha256="",
        format="html",
        encoding=encoding,
        language=known.language,
        title=known.title,
        dek=dek,
        authors=known.authors,
        published=known.published,
        site=known.site,
        url=known.url,
        marks=marks,
        warnings=warnings,
    )


def visible(markup: str, name: str | None = None) -> Shown:
    """Return everything a page shows, for mails and other pages that are nothing but article.

    Raises FormatError if it cannot be parsed.
    """
    try:
        tree, _ = _parse(markup)
        for element in _hidden(tree):
            element.clear(keep_tail=True)
        found = _seen(tree)
        quotations = {
            inner for quotation in tree.iter("blockquote") if _is_mail(quotation) for inner in quotation.iter()
        }
    except (Exception, RecursionError) as error:
        raise _broken(error, name) from error
    marks: list[Mark] = []
    quoted: list[Span] = []
    at = 0
    before = False  # whether the block above is quoted
    for block in found:
        end = at + len(block.words)
        if block.heading:
            marks.append(Mark(at, end, Role.HEADING))
        if block.element in quotations:
            quoted.append(Span(quoted.pop().start if before else at, end))
        before = block.element in quotations
        at = end + 2
    return Shown("\n\n".join(block.words for block in found), tuple(marks), tuple(quoted))


def _is_mail(quotation: HtmlElement) -> bool:
    """Return whether a quotation is another mail, as mail programs say, rather than words that an article quotes."""
    return quotation.get("type") == "cite" or "gmail_quote" in (quotation.get("class") or "").split()


def _broken(error: BaseException, name: str | None) -> FormatError:
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return FormatError(f"this web page cannot be parsed ({what})", input=name, hint="save its text instead")


def _parse(markup: str) -> tuple[HtmlElement, bool]:
    """Return the tree of a page, and whether a part was too deep to be read."""
    markup = RE_LONG_TAG.sub(_bounded, markup.replace("\0", ""))
    data = markup.encode("utf-8", "replace")
    if len(data) >= LONGEST_NODE:  # such as a picture or a script within the page, or all of it one paragraph
        tree, cut = _tree(data, huge=True)
        if not cut and not tree.xpath(TOO_DEEP):
            return tree, False
    return _tree(data, huge=False)


def _tree(data: bytes, *, huge: bool) -> tuple[HtmlElement, bool]:
    from lxml import etree, html

    parser = html.HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=huge,
    )
    try:
        tree = html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but white space and comments
        return html.Element("html"), False
    return tree, any("depth" in entry.message for entry in parser.error_log.filter_from_fatals())


def _drop_hidden(tree: HtmlElement) -> None:
    """Empty hidden elements, so that nobody is quoted with words that the page's readers never saw.

    A hidden element with much of the page's text is kept: it is the article, which a script reveals.
    """
    hidden = _hidden(tree)
    if not hidden:
        return
    tag = "p" if _size_in(tree, "p") else "*"
    most = SHOWN_LATER * _size_in(tree, tag)
    for element in hidden:
        if element.getparent() is not None and _size_in(element, tag) <= most:
            element.clear(keep_tail=True)


def _drop_note_marks(tree: HtmlElement) -> None:
    """Empty the raised numbers that lead to notes, such as "[12]": they are no words of the sentence they stand in."""
    for element in tree.iter("sup"):
        if RE_NOTE.fullmatch("".join(islice(element.itertext(), MOST_PIECES))) and any(
            "#" in link.get("href", "") for link in (*element.iter("a"), *element.iterancestors("a"))
        ):
            element.clear(keep_tail=True)


def _hidden(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements that are not shown, by what they say themselves; style sheets are not read."""
    return [
        element
        for element in tree.xpath("//*[@style or @hidden] | //template")
        if element.tag == "template"
        or element.get("hidden", "until-found").lower() != "until-found"
        or RE_HIDDEN.search(element.get("style", ""))
    ]


def _size_in(tree: HtmlElement, tag: str) -> int:
    """Return how many characters the elements of a name hold, "*" for all."""
    found = tree.iter(tag) if tag != "*" else [tree]
    return sum(len(text) for element in found for text in element.itertext())


def _bounded(match: re.Match[str]) -> str:
    """Return the beginning of a tag as it is, or nothing but its name where it has too many attributes."""
    tag = match[0]
    return tag.split(None, 1)[0] if len(RE_QUOTED.sub("", tag).split()) > ATTRIBUTES else tag


def _is_crowded(tree: HtmlElement) -> bool:
    """Return whether a page has too many elements to look for an article in: a table, a list or a dump."""
    return next(islice(tree.iter("*"), MOST_ELEMENTS, None), None) is not None


def _article(tree: HtmlElement, size: int) -> list[Paragraph]:
    """Return the paragraphs of the article; none where trafilatura sees no article. `size`: characters of the page."""
    if size > LONGEST_NODE and _size(found := _visible(tree)) > LONGEST_ARTICLE:
        return found
    found = _extracted(tree, favor_precision=True)
    if _size(found) < SHORT:
        usual = _extracted(tree, favor_precision=False)
        if _size(usual) > FAR_MORE * _size(found):
            found = usual
    return _rejoined(found, tree)


def _declared(body: str | None) -> list[Paragraph]:
    """Return the paragraphs of an article that is written out in JSON-LD, as HTML or with line breaks."""
    if not body or len(body) > LONGEST_ARTICLE:
        return []
    if RE_BLOCK.search(body):
        return _visible(_parse(body)[0])
    return [Paragraph(words, False) for line in unescape(body).split("\n") if (words := " ".join(line.split()))]


def _is_more(declared: list[Paragraph], article: list[Paragraph]) -> bool:
    """Return whether an article is far longer as it is declared than as the page shows it.

    Or the extraction took it from there, as one paragraph, since the page shows none.
    """
    if _size(declared) < SHORT:
        return False
    return _size(declared) > FAR_MORE * _size(article) or (len(article) == 1 < len(declared))


def _rejoined(found: list[Paragraph], tree: HtmlElement) -> list[Paragraph]:
    """Return the paragraphs with those between them that the extraction left out."""
    missed = left_out([paragraph.words for paragraph in found], tree)
    rejoined = [Paragraph(words, False) for words in missed.get(-1, ())]
    for number, paragraph in enumerate(found):
        rejoined.append(paragraph)
        rejoined += (Paragraph(words, False) for words in missed.get(number, ()))
    return rejoined


def _extracted(tree: HtmlElement, *, favor_precision: bool) -> list[Paragraph]:
    from copy import deepcopy

    found = trafilatura().bare_extraction(deepcopy(tree), favor_precision=favor_precision, include_comments=False)
    body = getattr(found, "body", None)
    return _paragraphs(body) if body is not None else []


def _size(paragraphs: list[Paragraph]) -> int:
    return sum(len(paragraph.words) for paragraph in paragraphs)


def _visible(tree: HtmlElement) -> list[Paragraph]:
    return [Paragraph(block.words, block.heading) for block in _seen(tree)]


def _seen(tree: HtmlElement) -> list[Block]:
    from lxml import etree

    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    return list(blocks(tree))


def _paragraphs(tree: HtmlElement) -> list[Paragraph]:
    return [Paragraph(block.words, block.heading) for block in blocks(tree)]


def _article_document(
    paragraphs: list[Paragraph], known: metadata.Metadata
) -> tuple[str, tuple[Mark, ...], str | None]:
    """Return the text of an article, its marks, and the dek; the title stands in `Document.title` alone.

    Front and end are left to the cleaning, which knows bylines, datelines and notes on the author; what lies between
    has been found to be the article already. So has the front of an article of lists, which looks like a pasted page.
    """
    title, found = known.title, known.dek
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.words != title]
    prose = [paragraph.words for paragraph in paragraphs if not paragraph.heading]
    unfinished = sum(not words.endswith(FINAL_MARKS) for words in prose)
    front = 0 if unfinished > LISTS * len(prose) else FRONT
    back = _back(paragraphs)
    dek, dek_number = _place(found, paragraphs)
    if found and dek and dek_number is None and _opens(found, paragraphs):
        paragraphs.insert(dek_number := 0, Paragraph(dek, False))
    marks: list[Mark] = []
    at = 0
    for number, (words, heading) in enumerate(paragraphs):
        end = at + len(words)
        if number == dek_number:
            marks.append(Mark(at, end, Role.DEK))
        elif heading:
            marks.append(Mark(at, end, Role.HEADLINE if title is None and number == 0 else Role.HEADING))
        elif front <= number < back and not (number < FRONT and _is_byline(words, known.authors)):
            marks.append(Mark(at, end, Role.BODY))
        at = end + 2
    return _joined(paragraphs), tuple(marks), dek


def _back(paragraphs: list[Paragraph]) -> int:
    """Return the number of the paragraph from which on the cleaning judges: the last few, short lines not counted."""
    count = len(paragraphs)
    prose = 0
    for number in range(count - 1, max(-1, count - 1 - LINES), -1):
        prose += len(paragraphs[number].words) > SHORT_LINE
        if prose == BACK:
            return number
    return max(0, count - LINES)


def _is_byline(words: str, authors: tuple[str, ...]) -> bool:
    """Return whether a paragraph is short, no sentence, and names an author."""
    return len(words) <= LABEL and not words.endswith(FINAL_MARKS) and any(name in words for name in authors)


def _place(dek: metadata.Dek | None, paragraphs: list[Paragraph]) -> tuple[str | None, int | None]:
    """Return the dek, and which paragraph it is if it is one; no dek where it is but a piece of the article."""
    if dek is None:
        return None, None
    wanted = metadata.letters(dek.text)
    known = [metadata.letters(words) for words, _ in paragraphs[:FRONT]]
    if dek.named and wanted in known[:-1]:
        number = known.index(wanted)  # further down it is said again
        return dek.text, number if all(_is_label(paragraph) for paragraph in paragraphs[:number]) else None
    if any(words.startswith(wanted) or (2 * len(words) > len(wanted) and wanted.startswith(words)) for words in known):
        return None, None
    return dek.text, None


def _opens(dek: metadata.Dek, paragraphs: list[Paragraph]) -> bool:
    """Return whether a dek is the article's first paragraph, set apart, which the extraction left out."""
    wanted = metadata.letters(dek.text)
    left_behind = all(metadata.letters(words) != wanted for words, _ in paragraphs)
    return dek.opening and dek.text.endswith(FINAL_MARKS) and left_behind


def _is_label(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a byline, a date or the like rather than prose."""
    return len(paragraph.words) <= LABEL and not paragraph.words.endswith(FINAL_MARKS)


def _joined(paragraphs: list[Paragraph]) -> str:
    return "\n\n".join(paragraph.words for paragraph in paragraphs)
