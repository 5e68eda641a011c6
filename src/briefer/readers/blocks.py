"""The paragraphs of a tree of HTML, with white space as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_SPACE = re.compile(r"[ \t\n\r\f\v]+")
RE_EDGE = re.compile(r" *\n *")
RE_SPACES = re.compile(r"  +")
RE_TAB = re.compile(r"[ \t]*\t[ \t]*")
# Elements of HTML that show no text of the article.
UNSEEN = (
    *("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "canvas", "audio", "video"),
    *("select", "option", "textarea", "button", "input", "map"),
)
# Elements within a line, of HTML and of the tree that trafilatura makes; all others begin and end a paragraph.
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cell", "cite", "code", "data", "del"),
        *("dfn", "em", "font", "graphic", "hi", "i", "img", "ins", "kbd", "label", "mark", "q"),
        *("ref", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("td", "th", "time", "tt", "u", "var", "wbr"),
    )
)
BREAKS = {"br": "\n", "lb": "\n", "td": "\t", "th": "\t", "cell": "\t"}
HEADINGS = frozenset({"head", "h1", "h2", "h3", "h4", "h5", "h6"})


class Block(NamedTuple):
    """The words between two edges of blocks, the innermost element that holds them, and how many are of links."""

    words: str
    heading: bool
    element: HtmlElement
    linked: int  # characters


def blocks(tree: HtmlElement, skipped: Collection[str] = ()) -> Iterator[Block]:
    """Yield the blocks of a tree in its order, without those of elements to be skipped."""
    from lxml import etree

    line: list[str] = []
    open_blocks = [tree]
    heading = False
    linked = links = 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        opens = event == "start"
        if tag in BREAKS:
            if not opens:
                line.append(BREAKS[tag])
        elif tag not in INLINE:
            if words := _folded(line):
                yield Block(words, heading, open_blocks[-1], linked)
            line = []
            linked = 0
            heading = opens and tag in HEADINGS
            if opens:
                open_blocks.append(element)
            else:
                open_blocks.pop()
        elif tag == "a":
            links += 1 if opens else -1
        if opens and tag in skipped:
            walk.skip_subtree()
            continue
        piece = element.text if opens else element.tail
        if piece and (opens or element is not tree):
            line.append(RE_SPACE.sub(" ", piece))
            if links:
                linked += len(piece)
    if words := _folded(line):
        yield Block(words, heading, tree, linked)


def _folded(line: list[str]) -> str:
    words = "".join(line)
    if "\n" in words:
        words = RE_EDGE.sub("\n", words)
    return RE_TAB.sub("\t", RE_SPACES.sub(" ", words)).strip()
