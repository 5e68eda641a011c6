"""What stands on a page around its headline, and how the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements of HTML that show no text.
UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "option", "form", "iframe"})
# Elements within a line; all others begin a new one.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "u"}
)
# Where a page speaks of other articles and other people.
RE_ELSEWHERE = re.compile(
    r"comment|related|recommend|recirc|sidebar|trending|popular|newsletter|promo|teaser", re.IGNORECASE
)
ELSEWHERE = frozenset({"aside", "footer", "nav"})
# How a frame around all of a page says that it has a sidebar, which makes it none.
RE_LAYOUT = re.compile(r"(?<!\S)(?:has|with|no|layout|page)\S*sidebar\S*", re.IGNORECASE)
RE_OWN = re.compile(r"(?<![a-z])(?:authors?|byline|meta)(?![a-z])", re.IGNORECASE)  # an aside on the article itself
RE_SPACE = re.compile(r"[^\S\n]+")
RE_LINE = re.compile(r" ?\n[ \n]*")
REACH = 4000  # characters of text after a headline
MANY = 1500  # elements after a headline
SMALL = 60  # elements within one that is a line
LEVELS, FEW = 3, 40  # ancestors, and elements before them, that are looked at above a headline
DEEPEST = 20  # elements within elements of one byline
NEAR = 600  # characters below a headline in which a line tells date or author
LINE = 120  # characters of it
TEXTUAL = frozenset(
    {"p", "div", "span", "small", "li", "time", "em", "i", "strong", "b", "h2", "h3", "h4", "h5", "h6", "address"}
)
LONGEST = 2000  # characters of one element
SENTENCE = 40  # characters of a piece of text that may be prose
FINAL_MARKS = (".", "!", "?", "…", '"', "”", "’", "»", ")", ":")


def words(element: HtmlElement) -> str:
    """Return the text of an element on one line, its beginning where it is long."""
    found: list[str] = []
    size = 0
    for text in _texts(element):
        found.append(text)
        size += len(text.strip())
        if size > LONGEST:
            break
    return " ".join("".join(found).split())


def _texts(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of an element, without those of styles and scripts within it."""
    if next(element.iter("style", "script"), element) is element:
        yield from element.itertext()
        return
    yield element.text or ""
    for child in element:
        if child.tag not in UNSEEN:
            yield from _texts(child)
        yield child.tail or ""


def opening(element: HtmlElement) -> str:
    """Return the first piece of text in an element, by which most elements need no closer look."""
    return next((text for part in element.itertext() if (text := part.strip())), "")


def is_small(element: HtmlElement) -> bool:
    """Return whether an element holds few others, so that it may be a line rather than a page."""
    return next(islice(element.iter(), SMALL, None), None) is None


def label(element: HtmlElement) -> str:
    """Return the classes and the like by which a page calls an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def below(heading: HtmlElement, reach: int = REACH) -> Iterator[HtmlElement]:
    """Yield the elements that follow a heading in the order of the page, as far as `reach` characters of text.

    Another article, which some pages show below the first, ends them.
    """
    count = seen = 0
    told = _article(heading) is not None
    for element in _following(heading):
        if (told and element.tag == "article") or (element.tag == "h1" and words(element) != words(heading)):
            return
        if element.tag in UNSEEN:
            continue
        yield element
        count += 1
        seen += len((element.text or "").strip()) + len((element.tail or "").strip())
        if seen > reach or count > MANY:
            return


def above(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements just before a heading, the nearest first, with what is inside them."""
    at: HtmlElement | None = heading
    left = FEW
    for _ in range(LEVELS):
        if at is None or at.tag == "body":
            return
        for sibling in at.itersiblings(preceding=True):
            for element in sibling.iter():
                if element.tag not in UNSEEN:
                    yield element
                left -= 1
                if not left:
                    return
        at = at.getparent()


def nearby(heading: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the elements just above a heading and below it that hold one short line, with its words."""
    for element in (*above(heading), *below(heading, NEAR)):
        if element.tag not in TEXTUAL or not is_small(element):
            continue
        text = lines(element).replace("\n", " ").strip(" ,")
        if text and len(text) <= LINE:
            yield element, text


def headed(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the headings and the paragraphs in one style of a page, where none of them is its headline."""
    for element in islice(tree.iter("h2", "h3", "h4", "h5", "h6", "em", "address", "small"), MANY):
        if is_small(element) and 0 < len(text := lines(element).replace("\n", " ")) <= LINE:
            yield element, text


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    at: HtmlElement | None = element
    while at is not None:
        for sibling in at.itersiblings():
            yield from sibling.iter()
        at = at.getparent()


def is_elsewhere(element: HtmlElement, heading: HtmlElement | None = None) -> bool:
    """Return whether an element stands in a part of the page that is not the article's: one that lacks the heading."""
    shared = {heading, *heading.iterancestors()} if heading is not None else set()
    at: HtmlElement | None = element
    while at is not None and at.tag != "body" and at not in shared:
        if (at.tag in ELSEWHERE and not _is_of_article(at)) or RE_ELSEWHERE.search(RE_LAYOUT.sub("", label(at))):
            return True
        at = at.getparent()
    return False


def is_beside(element: HtmlElement, heading: HtmlElement | None) -> bool:
    """Return whether an element is not of the article that the heading stands in: elsewhere, or of another."""
    return is_elsewhere(element, heading) or is_of_another(element, heading)


def is_prose(words: str) -> bool:
    """Return whether a piece of text is a sentence rather than a section's name, a byline or a date."""
    return len(words) >= SENTENCE and words.endswith(FINAL_MARKS)


def _is_of_article(element: HtmlElement) -> bool:
    """Return whether an article's footer, or an aside called its meta, may tell when and by whom it was written."""
    told = element.tag == "footer" or (element.tag == "aside" and RE_OWN.search(label(element)) is not None)
    return told and _article(element) is not None


def is_of_another(element: HtmlElement, heading: HtmlElement | None) -> bool:
    """Return whether an element stands in an article other than the one that the heading stands in."""
    own = _article(heading) if heading is not None else None
    return own is not None and _article(element) not in (None, own, *own.iterancestors("article"))


def _article(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("article"), None)


def lines(element: HtmlElement) -> str:
    """Return the text of an element, with a new line where the page begins a new piece of it.

    Elements of one sort side by side, such as the entries of a list, are told apart by a comma.
    """
    found: list[str] = []
    _collect(element, found, 0)
    return RE_LINE.sub("\n", RE_SPACE.sub(" ", "".join(found))).strip()[:LONGEST]


def _collect(element: HtmlElement, found: list[str], depth: int) -> None:
    if element.text:
        found.append(element.text.replace("\n", " "))
    for child in element:
        if child.tag not in UNSEEN and depth < DEEPEST and len(found) < MANY:
            found.append(_between(child, found))
            _collect(child, found, depth + 1)
            if child.tag not in INLINE:
                found.append("\n")
        if child.tail:
            if child.tag in INLINE and child.tail[:1].isalnum():
                found.append("\n")
            found.append(child.tail.replace("\n", " "))


def _between(child: HtmlElement, found: list[str]) -> str:
    """Return what parts an element from the words before it."""
    before = child.getprevious()
    if before is not None and not (before.tail or "").strip():
        if before.tag == child.tag and before.get("class") == child.get("class"):
            return ","
        return "\n"
    glued = bool(found) and found[-1][-1:].isalnum()
    return "\n" if child.tag not in INLINE or glued else ""
