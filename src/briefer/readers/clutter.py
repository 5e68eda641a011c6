"""What stands within an article's own part of a page and is none of its words: offers, credits, signatures of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from briefer.languages import load_sections

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Classes by which pages embed posts of social networks.
RE_POST = re.compile(
    r"\b(?:twitter-tweet|twitter-video|bluesky-embed|instagram-media|tiktok-embed|fb-post|mastodon-embed)\b"
)
RE_LINK = re.compile(r"(?:pic\.twitter\.com|https?:)\S*")
RE_WALL = re.compile(r"pay-?wall|reg-?wall|meter|subscri|premium-?(?:offer|teaser)|piano", re.IGNORECASE)
# What classes of pictures are called.
RE_PICTURE = re.compile(r"image|photo|picture|figure|caption|media", re.IGNORECASE)
OFFER = 1200  # characters of the longest offer
CREDIT = 400  # of the longest caption with its credit
GUIDES = frozenset({"div", "span", "a", "p", "nav", "ul"})  # elements that hold them
LEVELS = 3  # elements around a picture that may hold its caption
ROWS = 3  # numbered rows of a table
MOST = 2000  # elements of a kind that are looked at


def drop(tree: HtmlElement) -> None:
    """Empty the signatures of embedded posts, offers to subscribe, captions of pictures and numbers of rows."""
    for post in _some(tree, "blockquote"):
        if RE_POST.search(post.get("class") or ""):
            _unsign(post)
    _drop_replies(tree)
    for guide in list(tree.iter(*GUIDES)):
        if guide.get("id") in _names("guide") or _is_called(guide, "guide"):
            _drop_guide(guide)
    for wall in _some(tree, "div", "section", "aside"):
        if RE_WALL.search(f"{wall.get('class') or ''} {wall.get('id') or ''}") and _is_offer(wall):
            wall.clear(keep_tail=True)
    for picture in _some(tree, "img"):
        _drop_caption(picture)
    for table in _some(tree, "table"):
        _drop_row_numbers(table)


def _some(tree: HtmlElement, *tags: str) -> list[HtmlElement]:
    return list(islice(tree.iter(*tags), MOST))


@cache
def _names(part: str) -> frozenset[str]:
    return frozenset(load_sections("", "page_parts.txt")[part])


def _is_called(element: HtmlElement, part: str) -> bool:
    """Return whether one of the classes of an element says that it is such a part of a page."""
    return not _names(part).isdisjoint((element.get("class") or "").split())


def _drop_replies(tree: HtmlElement) -> None:
    """Empty the posts of a forum's thread but the first: side by side, each with who wrote it."""
    opened: set[HtmlElement] = set()  # what holds the posts
    for post in _some(tree, "div", "article", "li"):
        around = post.getparent()
        if around is None or not _is_called(post, "post"):
            continue
        if not any(_is_called(element, "poster") for element in islice(post.iter(), MOST)):
            continue
        if around in opened:
            post.clear(keep_tail=True)
        opened.add(around)


def _drop_guide(guide: HtmlElement) -> None:
    """Empty an element with words for guidance, unless it is long or a heading: some hide the headline so."""
    if sum(map(len, islice(guide.itertext(), MOST))) <= OFFER and next(guide.iter("h1", "h2", "p"), None) is None:
        guide.clear(keep_tail=True)


def _unsign(post: HtmlElement) -> None:
    """Empty what stands below the words of a post: its writer, the day, links to the network."""
    paragraphs = list(post.iter("p"))
    for link in _links(post):
        inside = any(link in paragraph.iter("a") for paragraph in paragraphs)
        if not inside or RE_LINK.fullmatch("".join(link.itertext()).strip()):
            link.text = None
            for child in list(link):
                link.remove(child)
    for paragraph in paragraphs:
        paragraph.tail = None
    for child in post:
        if paragraphs and child not in paragraphs:
            child.tail = None


def _links(post: HtmlElement) -> Iterator[HtmlElement]:
    yield from islice(post.iter("a"), MOST)


def _is_offer(element: HtmlElement) -> bool:
    """Return whether an element is short and speaks of a subscription: articles, too, stand in one called paywall."""
    words = " ".join(" ".join(islice(element.itertext(), MOST)).split()).lower()
    return len(words) <= OFFER and any(phrase in words for phrase in load_sections("", "offers.txt")["offer"])


def _drop_caption(picture: HtmlElement) -> None:
    """Empty the outermost element around a picture that is called one and holds no more than a caption."""
    found: HtmlElement | None = None
    at = picture.getparent()
    for _ in range(LEVELS):
        # Elements of HTML that hold more than the picture.
        if at is None or at.tag in ("body", "article", "main", "figure", "a", "td"):
            break
        size = sum(map(len, islice(at.itertext(), MOST)))
        if size > CREDIT:
            break
        if RE_PICTURE.search(at.get("class") or "") and size:
            found = at
        at = at.getparent()
    if found is not None:
        for element in found.iter():
            if element is not picture:
                element.text = None
            if element is not found:
                element.tail = None


def _drop_row_numbers(table: HtmlElement) -> None:
    """Empty the first cells of a table where they count its rows."""
    rows = [list(row.iter("td", "th")) for row in islice(table.iter("tr"), MOST)]
    cells = [(row[0].text or "").strip(" .\n\t") for row in rows if len(row) > 1]
    counted = [str(number) for number in range(1, len(cells) + 1)]
    if len(cells) >= ROWS and cells == counted:
        for row in rows:
            if len(row) > 1:
                row[0].text = None
