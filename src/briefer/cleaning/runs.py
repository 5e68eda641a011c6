"""Where the article stands on a pasted page: the run of lines that speaks most for being one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from briefer.cleaning.piece import Piece

LINKS = frozenset({"link", "long link"})
RE_NUMBER = re.compile(r"\d+")
LEAST_NUMBERS = 3  # in the date and time of a comment

# What a line of each kind adds to the run of lines that it stands in; prose adds its length in hundreds of characters.
# Found by coordinate ascent on the F1 of 89 pages (94.7 on all, 94.1 on folds held out); no value matters much alone.
WEIGHTS = {
    "label": -1.0,
    "link": -0.5,
    "long link": -0.1,
    "listed": 0.05,  # a link or an item of a list below a line that ends in a colon
    "short": 0.3,  # a finished short line
    "clock": -0.5,  # the time over a part of a live blog
    "date": -2.0,
    "caption": -0.3,
    "notice": -1.0,
    "interruption": -0.5,  # a notice that says that the article goes on
    "repeated": 0.0,
    "after": -3.0,
    "comments": -3.0,
    "commenter": -3.0,
    "comment": -1.0,  # prose below the point where the comments begin
}
# Kinds of lines between two paragraphs that are neighbours nevertheless.
BETWEEN = frozenset({"clock", "notice", "label", "caption", "interruption"})
MOST = 6.0  # that one paragraph adds
LONE = 0.7, 0.8  # factor and loss for a paragraph without a neighbour: teasers stand alone
STOPS = {"comments": 8.0, "commenter": 3.0}  # how much of a run ends for good when the readers' comments begin
CREDITED = 4.0  # what a run has for a start below a byline or date
NEAR = 6  # lines below the byline or date in which it may begin, buttons and pictures not counted

# Below a run that short for an article lists may go on with it: offers, recipes, reviews with a paragraph now and then.
SHORT_RUN = 2000  # characters
LEAST_PROSE = 4  # paragraphs in what follows, an item of many words among them
LONG_ITEM = 100  # characters
PROSE_SHARE = 0.2  # of its characters
MAINLY = 0.6  # of the characters, from which it is no list but the article itself between buttons and boxes
ENDS = frozenset({"after", "comments", "commenter", "date"})
BARS = ENDS | {"notice", "label"}
BAR = 2  # such lines in a row that are the foot of an article
ITEMS = frozenset({"prose", "short", "long link", "repeated"})


def article_run(pieces: Sequence[Piece], kinds: Sequence[str], credits: Collection[int]) -> tuple[int, int]:
    """Return the half-open run of lines that is the article; `credits` are the indexes of bylines and dates."""
    first, last = best_run(line_scores(pieces, kinds), run_starts(kinds, credits))
    if first < last and pieces[last - 1].end - pieces[first].start <= SHORT_RUN:
        last = _extended(pieces, kinds, last)
    return first, last


def line_scores(pieces: Sequence[Piece], kinds: Sequence[str]) -> list[float]:
    """Return how much each line speaks for the run of lines around it being the article."""
    scores: list[float] = []
    total = most = 0.0
    stopped = listed = False
    for index, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        if kind == "prose":
            score = min(piece.length / 100, MOST)
            if not (_has_prose(kinds, index, -1) or _has_prose(kinds, index, 1)):
                score = max(0.0, score - LONE[1]) * LONE[0]
            if stopped:
                score = WEIGHTS["comment"]
        elif listed and kind in LINKS:
            score = WEIGHTS["listed"]
        else:
            score = WEIGHTS[kind]
        if kind in STOPS and (total >= STOPS[kind] or (most > 0 and _is_dated_comment(piece, kind))):
            stopped = True
        total = max(0.0, total) + score
        most = max(most, total)
        # Kinds below which no list goes on.
        if kind in ("notice", "label", "after", "comments"):
            listed = False
        elif piece.text[-1] == ":":
            listed = True
        scores.append(score)
    return scores


def _has_prose(kinds: Sequence[str], index: int, step: int) -> bool:
    """Return whether a paragraph is the neighbour of another, up to a button, picture or notice between them."""
    for other in (index + step, index + 2 * step):
        if not 0 <= other < len(kinds):
            return False
        if kinds[other] == "prose":
            return True
        if kinds[other] not in BETWEEN:
            return False
    return False


def _is_dated_comment(piece: Piece, kind: str) -> bool:
    """Return whether a line such as "Ann on 3 May 2021 at 4:47 pm said:" stands over a reader's comment."""
    return kind == "commenter" and len(RE_NUMBER.findall(piece.text)) >= LEAST_NUMBERS


def run_starts(kinds: Sequence[str], credits: Collection[int]) -> dict[int, float]:
    """Return what a run that begins at a paragraph has for a start: the first below a byline or date has some."""
    starts: dict[int, float] = {}
    credit = 0
    lines = NEAR + 1  # since the credit
    for index, kind in enumerate(kinds):
        if index in credits:
            credit, lines = index, 0
        elif kind == "prose" and lines <= NEAR:
            first = index
            while first - 1 > credit and kinds[first - 1] == "short":
                first -= 1
            starts[first] = CREDITED
            lines = NEAR + 1
        lines += kind not in BETWEEN
    return starts


def best_run(scores: Sequence[float], starts: Mapping[int, float]) -> tuple[int, int]:
    """Return the half-open run with the greatest sum (Kadane's algorithm), the first of equals.

    `starts`: what a run that begins at an index has besides.
    """
    best = total = 0.0
    first = last = start = 0
    for index, score in enumerate(scores):
        least = starts.get(index, 0.0)
        if total <= least:
            total, start = least, index
        total += score
        if total > best:
            best, first, last = total, start, index + 1
    return first, last


def _extended(pieces: Sequence[Piece], kinds: Sequence[str], last: int) -> int:
    """Return the end of a short run with the lists that go on below it, the same end where none do."""
    count = len(kinds)
    end = last
    while end < count and kinds[end] not in ENDS:
        if pieces[end].length > 1 and all(kind in BARS for kind in kinds[end : end + BAR]):
            break
        end += 1
    lists = prose = end
    while lists > last and kinds[lists - 1] not in ITEMS:
        lists -= 1
    while prose > last and kinds[prose - 1] != "prose":
        prose -= 1
    if _long_lines(pieces, kinds, last, prose)[1] >= MAINLY:
        return prose
    count, share = _long_lines(pieces, kinds, last, lists)
    return lists if count >= LEAST_PROSE and share >= PROSE_SHARE else last


def _long_lines(pieces: Sequence[Piece], kinds: Sequence[str], first: int, last: int) -> tuple[int, float]:
    """Return how many of the lines are prose or as long as it, and their share of the characters, notices left out."""
    count = long = total = 0
    for piece, kind in zip(pieces[first:last], kinds[first:last], strict=True):
        if kind in BETWEEN:
            continue
        total += piece.length
        if kind == "prose" or (kind == "long link" and piece.length >= LONG_ITEM):
            count += 1
            long += piece.length
    return count, long / max(1, total)
