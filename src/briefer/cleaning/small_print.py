"""The small print below an article: whose report it is, who else worked on it, where to write, what to support."""

from __future__ import annotations

from briefer.cleaning.lines import QUOTES
from briefer.cleaning.patterns import Wording, opens
from briefer.cleaning.piece import Piece, key
from briefer.deferring import Deferred

LONGEST = 600  # characters: appeals for money are the longest
LONGEST_PHRASED = 280  # characters of a notice that a phrase in it gives away
LONG = 400  # characters: a longer paragraph needs two phrases
EARLY = 120  # characters within which the phrase stands
LONGEST_CONTACT = 160  # characters
FEW = 4  # words beside an address
LEAST_TAGS = 2
LEAST_HASHES = 3  # that end a press release
LEAST_BUTTONS = 3  # words in a row of buttons
LONGEST_KEYWORDS = 200  # characters
LEAST_KEYWORDS = 5
FEW_WORDS = 3  # of one of them
RE_INITIALS = Deferred(r"\((?:[A-Za-z]{2,8}/)*[A-Za-z]{2,5}\)|\([A-Z]\.\s?[A-Z]\.\)")  # of who wrote it: "(dpa/ab)"
RE_ADDRESS = Deferred(r"\S@\w[\w-]*\.\w")  # an e-mail address


def is_small_print(piece: Piece, lower: str, words: Wording) -> bool:
    """Return whether one of the last paragraphs of a text is small print by its wording; a quotation is none."""
    if piece.length > LONGEST or lower[0] in QUOTES:
        return False
    if opens(lower, words.end_openers) or opens(lower.lstrip("([-–— "), words.end_openers):
        return True
    if piece.length <= LONGEST_PHRASED:
        start = lower[:EARLY]  # small print may be joined to the last sentence of the article
        if any(phrase in start for phrase in words.end_inside):
            return True
    return (
        site_phrases(lower, words) > (piece.length > LONG)
        or _is_contact(piece, lower, words)
        or is_row(piece, lower, words)
        or _is_keywords(piece)
        or RE_INITIALS.fullmatch(piece.text) is not None
    )


def is_end(piece: Piece, words: Wording) -> bool:
    """Return whether a line ends a press release: "– ENDS –", "Notes to editors", "-30-" or "###"."""
    mark = "".join(piece.text.replace("–", "-").replace("—", "-").split())
    label = mark.strip("-[]():.*")
    if not label.strip("#"):
        return len(label) >= LEAST_HASHES
    return not label[0].islower() and (label.lower() in words.ends or mark in words.ends)  # a line of a poem is small


def site_phrases(lower: str, words: Wording) -> int:
    """Return how many phrases a paragraph has in which a site speaks of itself; a quotation counts none."""
    if lower[0] in QUOTES:
        return 0
    return sum(phrase in lower for phrase in words.site)


def _is_contact(piece: Piece, lower: str, words: Wording) -> bool:
    """Return whether a short piece is there for an address or account, such as "Write to ann@example.org"."""
    if piece.length > LONGEST_CONTACT:
        return False
    if lower.startswith("follow ") and any(network in lower for network in words.end_follow):
        return True
    if "@" not in lower or not RE_ADDRESS.search(lower):
        return False
    return lower.count(" ") < FEW or lower.lstrip("(").startswith(words.end_contacts)


def _is_keywords(piece: Piece) -> bool:
    """Return whether a line is a list of words that a page is filed under: "pier, mole, Marle, harbour office"."""
    if piece.closed or piece.length > LONGEST_KEYWORDS:
        return False
    parts = piece.text.split(", ")
    return len(parts) >= LEAST_KEYWORDS and all(part.count(" ") < FEW_WORDS and part[-1:].isalnum() for part in parts)


def is_row(piece: Piece, lower: str, words: Wording) -> bool:
    """Return whether a line is a row of hashtags, or of buttons such as "Facebook Twitter E-mail"."""
    if lower[0] == "#":
        tokens = lower.split()
        return len(tokens) >= LEAST_TAGS and all(token[0] == "#" for token in tokens)
    if not piece.is_label():
        return False
    labels = [label for token in lower.split() if (label := key(token))]
    return len(labels) >= LEAST_BUTTONS and all(label in words.labels for label in labels)
