"""Listings of code on pages: they are told from preformatted prose by their marks, and are no text of an article."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefer.languages import load_sections

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RE_CODE = re.compile(
    r"[;{}]\s*$|^\s*[}\])]|\w\(.*\)|[\w\])]\s?(?:=|==|:=|\+=|=>|->|&&|\|\|)\s?[\w\"'\[({]"
    r"|^\s*(?:#|//|/\*|\$|>>>|--|<!|</?\w|import |from \w+ import|def |class |return\b|if \(|for \(|var |let |const )"
)
# "Get-Service till*", "PS C:\>", "C:\>", "user@host:~$"
RE_SHELL = re.compile(r"[$>] \S|[A-Z][a-z]+-[A-Z]\w+|(?:PS )?[A-Z]:\\|[\w.-]++@[\w.-]++:\S*[$#]")
RE_FLAG = re.compile(r"\s--?[a-z][\w-]*+(?=[=\s]|$)")
SHARE = 0.5  # of the lines that have marks of code
FEWEST = 1  # lines
FEW = 3  # listings of a page that tells what to type here and there, rather than how to program
SHORT = 4  # lines of commands to type
LARGEST = 20_000  # characters that are looked at
PROSE = 100  # characters of paragraphs without which a listing is all there is


def drop(tree: HtmlElement) -> None:
    """Empty the listings of a page with some prose: a few lines to type, and all of them where they are most of it."""
    listings = {element: "".join(element.itertext()) for element in tree.iter("pre")}
    found = {element: text for element, text in listings.items() if is_code(text)}
    prose = sum(len(text) for element in tree.iter("p") for text in element.itertext())
    mostly = prose < sum(map(len, found.values()))
    few = len(found) <= FEW
    for element, text in found.items() if prose >= PROSE else ():
        if mostly or (few and text.count("\n", 1) <= SHORT and any(map(_is_command, text.splitlines()))):
            element.clear(keep_tail=True)


def is_code(text: str) -> bool:
    r"""Return whether at least half of the lines look like code.

    >>> is_code("gauge = read(1)\nprint(gauge)"), is_code("Dear Moll,\nthe gauge (new) is read at six.")
    (True, False)
    >>> is_code("sudo reboot"), is_code("Get-Service gauge | Where-Object Status"), is_code("make sure it rains\nnow")
    (True, True, False)
    """
    lines = [line for line in text[:LARGEST].splitlines() if line.strip()]
    return len(lines) >= FEWEST and sum(map(_is_coded, lines)) >= SHARE * len(lines)


def _is_coded(line: str) -> bool:
    """Return whether a line has the marks of code, or is a command of a shell rather than the start of a sentence."""
    return RE_CODE.search(line) is not None or _is_command(line)


def _is_command(line: str) -> bool:
    words = line.split()
    if not words or words[-1].endswith((".", "!", "?")):
        return False
    return words[0] in _commands() or bool(RE_SHELL.match(line.strip()) or RE_FLAG.search(line))


@cache
def _commands() -> frozenset[str]:
    return frozenset(load_sections("", "listings.txt")["command"])
