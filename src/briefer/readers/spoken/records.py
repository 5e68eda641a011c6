"""Records of meetings and chats, as programs export them: a name, and mostly a time, before what somebody said."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefer.deferring import Deferred
from briefer.languages import load_sections
from briefer.model import Document, Mark, Role
from briefer.readers.spoken.utterances import Utterance, is_name, paragraphs

RE_CLOCK = Deferred(r"\b\d{1,2}:\d\d\b")
CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[- ][A-Za-z]{3}[- ]\d{2,4})"
TIMES = rf"(?:{DATE},?\s+)?{CLOCK}(?:\s*(?:-->|[-–—]|to)\s*{CLOCK})?"
STAMP = rf"(?P<stamp>[\[(]?{TIMES}[\])]?)"
BRACED = rf"(?P<stamp>[\[(]{TIMES}[\])])"
NAME = r"(?P<name>[~+@]?\w[^:\[\]()<>|\n\t]{0,58}?)"
BRACKETED = r"\[(?P<name>\w[^:\[\]\n]{0,58})\]"
GAP = r"\s*[-–—|]?\s*"
WORDS = r"(?P<words>.*)"
CHANNEL = ", ["  # "Harbour news, [05.03.24 07:10]"
RE_STAMPED = Deferred(STAMP)
FORMS = {  # by what a line looks like, the surest first: several may fit
    "stamp name: words": rf"{STAMP}{GAP}(?:From\s+)?{NAME}(?:\s+to\s+\w+)?\s*:\s+{WORDS}",
    "stamp [name]: words": rf"{STAMP}{GAP}{BRACKETED}:?\s+{WORDS}",
    "stamp <name> words": rf"{STAMP}\s*<[ @+]?{NAME}>\s+{WORDS}",
    "name stamp: words": rf"{NAME}\s*{BRACED}\s*:\s*{WORDS}",
    "[name]: words": rf"{BRACKETED}:\s*{WORDS}",
    "[name] stamp: words": rf"{BRACKETED}\s+{STAMP}:?\s+{WORDS}",
    "[name] stamp": rf"{BRACKETED}\s+{STAMP}(?P<words>)",
    "name stamp": rf"{NAME}[,:]?\s+{GAP}{STAMP}:?(?P<words>)",
    "stamp name": rf"{STAMP}\s+{GAP}{NAME}:?(?P<words>)",
    "stamp": rf"{STAMP}(?P<name>)(?P<words>)",
    "stamp words": rf"{STAMP}\s+(?P<name>){WORDS}",
}
NAMELESS = ("stamp", "stamp words")
INLINE = ("stamp name: words", "stamp [name]: words", "stamp <name> words", "[name] stamp: words")
FEWEST = 3  # lines of one form
TWICE = 2
MOST_WORDS = 6  # of a name
REACH = 12  # lines within which the first of them stands
LINES = 400  # that are looked at to find the form
LEAST_INLINE, LEAST_HEADS = 0.35, 0.08  # share of the lines that have the form
RE_SECONDS = Deferred(r"\d:\d\d:\d\d")
RE_FROM_ZERO = Deferred(r"[\[(]?(?:0?0:)?0?0:\d\d\b")  # a recording begins at nought, a programme of talks does not
RE_FIRST = Deferred(r"\d{1,2}:\d\d(?::\d\d)?")
RE_FIELDS = Deferred(r"\d+")
# Units as recorders write them, whatever the language.
RE_LENGTH = Deferred(r"\b\d{1,3}\s?(?:h|m|s|min|sec|minutes|seconds)\b")
RE_DATED = Deferred(rf"{DATE}|\b(?:19|20)\d\d\b|\d{{8}}")
RE_RECORDING = Deferred(r"(?P<title>.{2,120}?)-\d{8}[_-]\d{6,}\b.*")
INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202c\ufeff"))


class Line(NamedTuple):
    """A line of the form: who speaks, when, and the words that stand on the line itself."""

    name: str
    stamp: str
    words: str


def find(text: str) -> Document | None:
    """Return what is said in the record of a meeting or a chat, "NAME: words" a paragraph; None for other texts."""
    lines = [
        line.translate(INVISIBLE).replace("\xa0", " ").replace("\u202f", " ").strip() for line in text.splitlines()
    ]
    form = _form([line for line in lines if line][:LINES])
    if form is None:
        return None
    pattern = re.compile(FORMS[form])
    above: list[str] = []
    found = list(_utterances(lines, pattern, form, above))
    if not found:
        return None
    title, front = _front(above)
    pieces = [*([title] if title else []), *front, *paragraphs(found)]
    marks = (Mark(0, len(title), Role.HEADLINE),) if title else ()
    return Document("\n\n".join(pieces), sha256="", format="transcript", marks=marks)


def _form(lines: Sequence[str]) -> str | None:
    """Return the form that lines have by which they are a record; None for any other text."""
    for form, source in FORMS.items():
        pattern = re.compile(source)
        found = {number: one for number, line in enumerate(lines) if (one := _line(pattern, line))}
        if len(found) < FEWEST or min(found) >= REACH:
            continue
        below = len(lines) - min(found)
        least = LEAST_INLINE if any(line.words for line in found.values()) else LEAST_HEADS
        if len(found) >= least * below and _is_record(form, list(found.values())):
            return form
    return None


def _is_record(form: str, found: Sequence[Line]) -> bool:
    """Return whether lines of a form are a record rather than a programme, a list of results or a live report."""
    if form in NAMELESS:
        return RE_FROM_ZERO.match(found[0].stamp) is not None and _rises([line.stamp for line in found])
    times = Counter(line.name for line in found)
    again = sum(count for count in times.values() if count > 1)
    if again < TWICE:
        return False
    if form == "[name]: words":
        return 2 * again >= len(found)
    first = found[0].stamp
    timed = RE_SECONDS.search(first) or RE_FROM_ZERO.match(first) or RE_DATED.search(first) or first[0] in "[("
    if timed:
        return True
    closed = sum(line.words.endswith((".", "!", "?", "…")) for line in found)
    return 2 * again >= len(found) and (closed * 2 >= len(found) if form in INLINE else len(times) < len(found))


def _is_speaker(name: str) -> bool:
    """Return whether words before a time or a colon may be a name: few, and no sentence."""
    if len(name.split()) > MOST_WORDS or name[-1] in ".,;!?-" or RE_DATED.search(name) or name.isdecimal():
        return False
    return is_name(name) or " " not in name or name[0] == "+"


def _rises(stamps: Sequence[str]) -> bool:
    seconds = [_seconds(stamp) for stamp in stamps]
    return all(one <= two for one, two in itertools.pairwise(seconds))


def _seconds(stamp: str) -> int:
    total = 0
    for field in RE_FIELDS.findall(RE_FIRST.search(stamp)[0]):  # type: ignore[index]
        total = 60 * total + int(field)
    return total


def _line(pattern: re.Pattern[str], line: str) -> Line | None:
    match = pattern.fullmatch(line)
    if match is None:
        return None
    fields = match.groupdict()
    name = fields["name"].strip("~ ")
    channel = fields["name"] and line.startswith(CHANNEL, match.end("name"))  # which may be called anything
    if fields["name"] and not channel and not (name and _is_speaker(name)):
        return None
    return Line(name, fields.get("stamp") or "", fields["words"].strip())


def _utterances(lines: Sequence[str], pattern: re.Pattern[str], form: str, above: list[str]) -> Iterator[Utterance]:
    """Yield who says what; the lines above the first of them are put into `above`."""
    inline = form in INLINE
    current: Line | None = None
    skipping = False  # below a stamp without a name, where the program itself speaks
    for line in filter(None, lines):
        begun = _line(pattern, line)
        if begun:
            current, skipping = begun, False
        elif inline and RE_STAMPED.match(line):
            skipping = True
        if current is None:
            if not skipping:
                above.append(line)
            continue
        words = begun.words if begun else line
        if words and not skipping and not _is_no_speech(words):
            yield Utterance(current.name.replace("_", " ") or None, words, apart=bool(begun) and inline)


def _is_no_speech(words: str) -> bool:
    lower = words.lower()
    if lower.strip("<>[]() .") in _wording()["left out"]:
        return True
    return any(phrase in lower for phrase in _wording()["notice"])


@cache
def _wording() -> dict[str, tuple[str, ...]]:
    return load_sections("", "conversations.txt")


def _front(above: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the title in the lines above the first words, and what else they tell but dates and lengths."""
    kept: list[str] = []
    title: str | None = None
    for line in above:
        recorded = RE_RECORDING.fullmatch(line)
        if recorded:
            title = title or recorded["title"].replace("_", " ").strip()
        elif not (RE_CLOCK.search(line) or RE_LENGTH.search(line) or RE_DATED.search(line)):
            kept.append(line)
    if title is None and kept and len(kept[0]) <= 120 and kept[0][-1] not in ".:,;":
        title = kept.pop(0)
    return title, kept
