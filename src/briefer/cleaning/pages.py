"""Pages pasted from a browser: the article's run of paragraphs among navigation, links, notices and comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from briefer.cleaning.bylines import authors, dated_authors, is_bio
from briefer.cleaning.comments import is_commenter
from briefer.cleaning.dateline import dateline_length
from briefer.cleaning.front import (
    LONGEST_DEK,
    LONGEST_HEADLINE,
    Front,
    adopt,
    credit,
    find_title,
    is_dek_like,
    is_name_line,
)
from briefer.cleaning.lines import LONGEST, LONGEST_LABEL, furniture, is_clock, is_date, opens_after
from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece, key
from briefer.cleaning.rest import DATELINES, FOOT, is_heading
from briefer.cleaning.runs import LINKS, article_run
from briefer.cleaning.small_print import is_small_print, site_phrases
from briefer.model import Role

MIN_FURNITURE = 3  # different labels that only a page has
MIN_FOREIGN = 25  # labels and links where none of them is known: then their repetition tells
RE_TIME = re.compile(r"\d[:.h]\d\d")  # of day: a live blog has one over each of its parts
RE_YEAR = re.compile(r"\b(?:19|20)\d\d")
RE_LONG_WORD = re.compile(r"\w{4,}")
ABOVE = 60  # lines above the run in which the headline is looked for
BELOW = 25  # lines below it in which the writer is introduced
LONGEST_LEAD = 100  # characters of a notice that links follow
REFRAIN = 2  # times a line comes again that is part of a list, not a quotation out of the text
LEAST_CAPTION = 30  # characters
CONTINUED = 40  # characters from which a line that ends in mid-sentence may go on in the next
LEAST_HEADLINE = 0.8  # score
CREDIT_REACH = 5  # lines from a headline down to byline or date
# Kinds of lines (see `runs.WEIGHTS`).
TITLES = frozenset({"link", "long link", "short", "prose", "repeated"})
FURNITURE = frozenset(  # kinds, too
    {"clock", "interruption", "label", "date", "notice", "after", "comments", "commenter", "repeated"}
)


def is_page(pieces: Sequence[Piece], words: Wording) -> bool:
    """Return whether a text that is mostly labels looks like a whole web page, pasted."""
    labels = [key(piece.lower()) for piece in pieces if piece.is_label()]
    known = {label for label in labels if label in words.labels or label in words.furniture or label in words.after}
    if len(known) >= MIN_FURNITURE:
        return True
    repeated = len(labels) - len(set(labels))
    return len(labels) >= MIN_FOREIGN and 2 * len(labels) >= len(pieces) and len(known) + repeated >= 2 * MIN_FURNITURE


def read(pieces: list[Piece], title: str | None, words: Wording) -> Front | None:
    """Give all pieces of a page their roles; None when it holds no run of prose."""
    kinds = line_kinds(pieces, words)
    credits = [number for number, piece in enumerate(pieces) if _is_credit(piece, kinds[number], words)]
    first, last = article_run(pieces, kinds, frozenset(credits))
    if first == last:
        return None
    front = Front(body=first)
    for piece in (*pieces[:first], *pieces[last:]):
        if not piece.fixed:
            piece.role = Role.BOILERPLATE
    _read_above(front, pieces, kinds, title, words)
    _read_run(front, pieces[first:last], kinds[first:last], words)
    names = front.names()
    for piece in pieces[last : last + BELOW]:
        if not piece.fixed and piece.length <= LONGEST and is_bio(piece, piece.lower(), words, names, ""):
            piece.role = Role.BIO
    return front


def line_kinds(pieces: Sequence[Piece], words: Wording) -> list[str]:
    """Return what kind of line each piece is: prose, one of the keys of WEIGHTS."""
    kinds: list[str] = []
    seen: set[str] = set()
    for index, piece in enumerate(pieces):
        kind = _line_kind(piece, words)
        if kind == "prose" or (piece.length >= CONTINUED and kind in LINKS):
            if piece.text in seen:
                kind = "repeated"
            seen.add(piece.text)
        continues = kind == "prose" and piece.text[0].islower() and index > 0
        if continues and kinds[-1] in LINKS and pieces[index - 1].length >= CONTINUED:
            kinds[-1] = "prose"
        kinds.append(kind)
    return kinds


def _line_kind(piece: Piece, words: Wording) -> str:
    lower = piece.lower()
    if piece.length > LONGEST:
        return "notice" if lower.count("cookie") > 2 or site_phrases(lower, words) > 1 else "prose"
    if piece.length <= LONGEST_LABEL and (kind := _label_kind(piece, lower, words)):
        return kind
    if is_commenter(piece, lower, words):
        return "commenter"
    role = furniture(piece, lower, words)
    if role is not None:
        if lower.startswith(words.interruption_openers):
            return "interruption"
        return "caption" if role is Role.CAPTION else "notice"
    if piece.prose or (piece.length >= CONTINUED and piece.text[0].islower() and " " in piece.text):
        return "notice" if site_phrases(lower, words) else "prose"
    if piece.closed:
        return "short"
    return "link" if piece.length <= LONGEST_LABEL else "long link"


def _label_kind(piece: Piece, lower: str, words: Wording) -> str:
    label = key(lower)
    if label in words.comments:
        return "comments"
    if not piece.closed and opens_after(lower, words):
        return "notice" if lower[-1] == ":" else "after"  # "More:" stands amid an article, "More stories" below it
    if label in words.interruptions:
        return "interruption"
    if label in words.labels or not label or (lower[0] == "@" and " " not in lower):
        return "label"
    if is_date(lower, words):
        return "date"
    if is_clock(lower, words):
        return "clock" if RE_TIME.search(lower) else "date"
    return ""


def _read_run(front: Front, run: list[Piece], kinds: Sequence[str], words: Wording) -> None:
    """Give the lines within the article's run their roles."""
    following = False  # within a list of links that a line such as "Related stories" opened
    refrains = _refrains(run, kinds)
    for index, (piece, kind) in enumerate(zip(run, kinds, strict=True)):
        if kind in ("after", "comments") or (kind == "notice" and piece.length <= LONGEST_LEAD):
            following = True
        elif kind == "interruption":
            following = ":" in piece.text  # not below "Advertisement"
        elif kind in ("prose", "short"):
            following = False
        if piece.fixed:
            continue
        if kind == "repeated" and piece.text in refrains:
            continue
        if kind in FURNITURE or (following and not piece.closed):
            piece.role = Role.BOILERPLATE
        elif kind == "caption":
            piece.role = Role.CAPTION
        elif kind in LINKS:
            _read_link(front, run, kinds, index, words)
    for piece in run[-FOOT:]:
        if piece.role is Role.BODY and not piece.fixed and is_small_print(piece, piece.lower(), words):
            piece.role = Role.BOILERPLATE
    for piece in [piece for piece in run if piece.role is Role.BODY and not piece.fixed][:DATELINES]:
        piece.dateline = dateline_length(piece, words)


def _refrains(run: Sequence[Piece], kinds: Sequence[str]) -> set[str]:
    """Return the lines that come again and again within the run alone, as those of a list do."""
    again = Counter(piece.text for piece, kind in zip(run, kinds, strict=True) if kind == "repeated")
    firsts = {piece.text for piece, kind in zip(run, kinds, strict=True) if kind != "repeated"}
    return {text for text, times in again.items() if times >= REFRAIN and text in firsts}


def _read_link(front: Front, run: list[Piece], kinds: Sequence[str], index: int, words: Wording) -> None:
    """Give a short unfinished line within the run its role: caption, byline, heading, or body if it is an item."""
    piece = run[index]
    lower = piece.lower()
    near_caption = "caption" in kinds[max(0, index - 1) : index + 2]
    if near_caption and piece.length > LEAST_CAPTION and lower[-1] != ":":
        piece.role = Role.CAPTION
    elif authors(piece, lower, words) is not None:
        credit(front, piece, lower, words)
    elif is_heading(run, index, lower, words):
        piece.role = Role.HEADING


def _read_above(front: Front, pieces: list[Piece], kinds: Sequence[str], title: str | None, words: Wording) -> None:
    """Find headline, dek, byline and date in the lines above the run."""
    first = front.body
    start = max(0, first - ABOVE)
    adopt(front, pieces, words)
    known = front.headline or find_title(pieces, title)
    index = pieces.index(known) if known is not None else _find_headline(pieces, kinds, start, first, words)
    if index is not None:
        front.headline = pieces[index]
        front.headline.role = Role.HEADLINE
        start = max(0, index - 3)
    for number in range(start, first):
        piece = pieces[number]
        if piece.role is not Role.BOILERPLATE or piece.fixed:
            continue
        lower = piece.lower()
        if piece.length <= 160 and _take_credit(front, pieces, number, lower, words):
            continue
        if kinds[number] == "caption":
            piece.role = Role.CAPTION
        elif (
            front.dek is None
            and index is not None
            and index < number <= index + 2
            and _is_dek(piece, front, kinds[number], words)
        ):
            piece.role, front.dek = Role.DEK, piece


def _take_credit(front: Front, pieces: list[Piece], number: int, lower: str, words: Wording) -> bool:
    if credit(front, pieces[number], lower, words):
        return True
    if front.byline is not None or front.headline is None or pieces[number].start < front.headline.start:
        return False
    return is_name_line(front, pieces, number, lower, words)


def _is_dek(piece: Piece, front: Front, kind: str, words: Wording) -> bool:
    if kind not in ("long link", "short", "prose") or piece.length > LONGEST_DEK or front.headline is None:
        return False
    if set(piece.text) & set("|@•") or (not piece.closed and RE_YEAR.search(piece.text)):
        return False
    return is_dek_like(piece, front.headline, words)


def _find_headline(pieces: Sequence[Piece], kinds: Sequence[str], start: int, first: int, words: Wording) -> int | None:
    """Return the index of the line above the run that shares most words with it and looks like its headline."""
    text = " ".join(piece.text for piece in pieces[first : first + 12])[:3000].lower()
    content = set(RE_LONG_WORD.findall(text))
    credits = {number for number in range(start, first) if _is_credit(pieces[number], kinds[number], words)}
    credited = _credited(kinds, credits, start, first)
    again = {pieces[number].text for number in range(start, first) if kinds[number] == "repeated"}
    best = None
    most = LEAST_HEADLINE
    linked = False  # below a line such as "More on this"
    distance = sum(kind in TITLES for kind in kinds[start:first])  # buttons and labels between do not count
    for index in range(start, min(first + 1, len(pieces))):
        piece, kind = pieces[index], kinds[index]
        if kind in ("after", "date", "prose"):
            linked = kind == "after"
        if kind not in TITLES:
            continue
        distance -= 1
        if piece.fixed or index in credits or not _may_be_headline(piece, index == first):
            continue
        if _is_opener(pieces, index - 1, words) or _is_trail(pieces, index):
            continue
        score = _headline_score(piece, content) - 0.03 * distance
        closes = index + 1 in credits  # the front matter: then it is no link, whatever stands above
        score += 0.8 * (index in credited) + 0.2 * closes + 0.3 * (piece.text in again)
        score -= 0.9 * _is_below_title(pieces, kinds, index, words) + 0.3 * (linked and not closes)
        if score > most:
            best, most = index, score
    if (
        best is not None
        and best > start
        and pieces[best].text[-1] == "."
        and _stands_over(pieces[best - 1], kinds[best - 1])
    ):
        return best - 1
    return best


def _is_below_title(pieces: Sequence[Piece], kinds: Sequence[str], index: int, words: Wording) -> bool:
    """Return whether the line right above could be a title, too: then this one is a dek, or one of many links."""
    if index == 0 or kinds[index - 1] not in TITLES or _is_trail(pieces, index - 1):
        return False
    above = pieces[index - 1]
    return above.text.count(" ") > 3 and not above.lower().endswith(words.series_endings)


def _is_trail(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a line is the way to the line below, with its title at the end: "Home > News > Title"."""
    return 0 <= index < len(pieces) - 1 and pieces[index].text.endswith(pieces[index + 1].text)


def _is_opener(pieces: Sequence[Piece], index: int, words: Wording) -> bool:
    """Return whether a line is nothing but what a byline opens with, such as "Author:", so that a name comes next."""
    return index >= 0 and pieces[index].lower().rstrip(" :") in words.byline_openers


def _credited(kinds: Sequence[str], credits: Set[int], start: int, first: int) -> set[int]:
    """Return the lines with a byline or date not far below: buttons, labels and notices between do not count."""
    found: set[int] = set()
    left = 0
    for number in range(first - 1, start - 1, -1):
        if left:
            found.add(number)
        if number in credits:
            left = CREDIT_REACH
        elif kinds[number] in TITLES:
            left = max(0, left - 1)
    return found


def _stands_over(piece: Piece, kind: str) -> bool:
    """Return whether a line right above a whole sentence is the headline, and the sentence its dek."""
    return kind in LINKS and not piece.fixed and piece.text.count(" ") > 3 and _may_be_headline(piece, opens_run=False)


def _may_be_headline(piece: Piece, opens_run: bool) -> bool:
    if opens_run and (piece.length > 120 or piece.closed):
        return False
    return 15 <= piece.length <= LONGEST_HEADLINE and piece.text[-1] not in ":," and not set(piece.text) & set("@>|•")


def _headline_score(piece: Piece, content: set[str]) -> float:
    """Return how far a line shares the words of the article, and has the length and the end of a headline."""
    long = RE_LONG_WORD.findall(piece.text.lower())
    if len(long) < 2:
        return -9.0
    score = 2.0 * sum(word in content for word in long) / len(long) + min(len(long), 8) / 16
    spaces = piece.text.count(" ")
    score -= 1.6 if spaces < 2 else 1.0 if spaces == 2 else 0.6 if spaces == 3 else 0.0
    return score - 1.2 * (piece.text[-1] == ".")


def _is_credit(piece: Piece, kind: str, words: Wording) -> bool:
    if kind == "date":
        return True
    lower = piece.lower()
    if lower in words.byline_openers:
        return True
    if piece.length <= 100 and authors(piece, lower, words) is not None:
        return True
    return dated_authors(piece, lower, words) is not None
