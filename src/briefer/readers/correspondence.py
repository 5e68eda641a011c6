"""What in the text of a mail is no part of it: quoted mails, signatures, greetings, and what lists and lawyers add."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from briefer.languages import load_sections
from briefer.model import Mark, Role, Span

FEW_WORDS = 40  # above a mail that is passed on: a remark of the sender, and what is passed on is the text
LONGEST_INTRODUCTION = 300  # characters of the line above a quoted mail, which may be wrapped
MOST_WRAPPED = 3  # lines of it
LONGEST_SIGNATURE = 40  # lines under "-- "
SHORT_SIGNATURE = 12  # lines under "--" without the space, which may as well be a rule between paragraphs
MOST_PASSED_ON = 10  # mails that were passed on one within another
LONGEST_CLOSING = 8  # lines from "Best regards" on
LONGEST_LINE = 60  # characters of a greeting, and of the lines under "Best regards"
LONGEST_FOOTER = 500  # characters of a paragraph that lists add
LONGEST_NOTICE = 3_000  # characters of a legal notice
HEADERS = ("subject", "to", "sent", "from")  # of a mail, and sections of mail.txt
RE_QUOTED = re.compile(r" ?>")
RE_QUOTE = re.compile(r" ?> ?")
RE_LIST = re.compile(r"\s*\[[^\[\]]{1,40}\]")
RE_RULE = re.compile(r"[_=*-]{20,}")
RE_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+")
RE_BEHIND = re.compile(
    r"\s*(?:[<\[(](?:mailto:)?[^\s@<>]*@[^\s<>]*[>\])]|\S+@\S+).*", re.DOTALL
)  # an address and all behind
RE_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
RE_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
RE_ADDRESSED = re.compile(r"[A-ZÀ-Þ][\w.'’-]{1,20}(?: (?:and|und|et|y|&|[A-ZÀ-Þ][\w.'’-]{0,20})){0,3},")
RE_SIGNED = re.compile(r"(?:[-–—~]\s?)?[A-ZÀ-Þ][\w'’-]{1,20}(?: [A-ZÀ-Þ][\w.'’-]{0,20}){0,2}")
RE_LINK = re.compile(r"[<(\[]?https?://\S+[>)\]]?")
RE_WORD = re.compile(r"\w+")
RE_ARMOUR = re.compile(r"-----(BEGIN|END) PGP (SIGNED MESSAGE|SIGNATURE)-----\s*")


class Wording:
    """The data file as what it is asked: phrases of a subject, of lines, within lines."""

    def __init__(self) -> None:
        words = load_sections("", "mail.txt")
        reply, forward = (f"(?:{'|'.join(map(re.escape, words[name]))})" for name in ("reply", "forward"))
        self.prefix = re.compile(rf"\s*(?:\[[^\[\]]{{1,40}}\]\s*)?(?:{reply}|({forward}))(?:\[\d+\])?\s?:\s*", re.I)
        self.wrote_openers = tuple(f"{entry} " for entry in words["wrote opener"])
        self.wrote = re.compile(rf"\b(?:{'|'.join(map(re.escape, words['wrote']))})\b")
        self.labels = {label: name for name in HEADERS for label in words[name]}
        self.original = frozenset(words["original"])
        self.forwarded = frozenset(words["forwarded"])
        self.sent_from = words["sent from"]
        self.greetings = tuple(f"{entry} " for entry in words["greeting"]) + words["greeting"]
        self.closings = frozenset(words["closing"])
        self.footers = words["footer"]
        self.footer_lines = frozenset(words["footer line"])
        self.disclaimers = words["disclaimer"]
        self.stubs = words["stub"]
        self.no_author = frozenset(words["no author"])


@cache
def wording() -> Wording:
    """Return the wording, read once."""
    return Wording()


class Subject(NamedTuple):
    """What a subject says without "Re:" and the like, and whether the mail passes another on."""

    text: str
    forward: bool


class Headers(NamedTuple):
    """The headers that stand above a mail which is passed on, as they stand there; "" for one that does not."""

    sender: str = ""
    sent: str = ""
    subject: str = ""


class Parted(NamedTuple):
    """What is no part of a mail's own text, and the headers of the mail that it passes on, if it does."""

    marks: tuple[Mark, ...]
    passed_on: Headers | None


def subject(line: str, *, listed: bool = False) -> Subject:
    """Return the subject without what mail programs and, if it came by one, a list put before it.

    >>> subject("[press] WG: AW: Storm closes pier"), subject("[Update] Storm closes pier")
    (Subject(text='Storm closes pier', forward=True), Subject(text='[Update] Storm closes pier', forward=False))
    """
    forward = False
    for _ in range(20):
        found = wording().prefix.match(line)
        if not found:
            break
        listed = True
        forward = forward or bool(found[1])
        line = line[found.end() :]
    if listed:  # or answers another mail, so that what stands in brackets was there already
        line = RE_LIST.sub("", line)
    return Subject(line.strip(), forward)


def is_stub(text: str) -> bool:
    """Return whether a text stands in for an HTML part rather than being the same: a word or two, or an excuse."""
    count = len(RE_WORD.findall(text[:20_000]))
    if count < 10:
        return True
    lower = text[:2000].lower()
    return count < 150 and any(phrase in lower for phrase in wording().stubs)


def marks(text: str, *, forward: bool = False) -> tuple[Mark, ...]:
    """Return what is no part of a mail's own text, as boilerplate: the marks of `part`."""
    return part(text, forward=forward).marks


def part(text: str, *, forward: bool = False, quoted: Sequence[Span] = ()) -> Parted:
    """Return what is no part of a mail's own text, as boilerplate, and whose text it is if that is passed on.

    `forward`: the subject says that the mail passes another on, which is its text then. `quoted`: what is quoted
    without a sign for it in the text, in its order.
    """
    lines = _Lines(text, quoted)
    lines.mark_armour()
    lines.mark_quotes(forward)
    lines.mark_signature()
    lines.mark_additions()
    lines.mark_greeting_and_closing()
    return Parted(tuple(lines.marked()), lines.passed_on)


def unquoted(text: str) -> str:
    r"""Return a text in which a mail that is passed on as a quotation, as Apple Mail does, stands as the text it is.

    >>> unquoted("Look:\n\n> Begin forwarded message:\n> \n> From: Anna\n> \n> The pier is shut.\n> > Why?")
    'Look:\n\nBegin forwarded message:\n\nFrom: Anna\n\nThe pier is shut.\n> Why?'
    """
    lines = text.split("\n")
    quoted = (number for number, line in enumerate(lines) if RE_QUOTED.match(line))
    first = next(quoted, len(lines))
    above = next((line for line in reversed(lines[:first]) if line.strip()), "")
    if first == len(lines) or wording().wrote.search(above) or not _is_divider(lines[first].lstrip(" >")):
        return text
    for number in range(first, len(lines)):
        if found := RE_QUOTE.match(lines[number]):
            lines[number] = lines[number][found.end() :]
        elif lines[number].strip():
            break
    return "\n".join(lines)


def _is_divider(line: str) -> bool:
    """Return whether a line says that a mail that is passed on follows it."""
    return line.strip().lower().replace("’", "'").strip("-_*=<> :") in wording().forwarded


def sender(line: str) -> str:
    """Return the name in a header "From" that was repeated as text, or the address where there is no name.

    >>> sender("Lund, Anna [mailto:a@example.org]"), sender("*Anna Lund* <a@example.org>"), sender("a@example.org")
    ('Lund, Anna', 'Anna Lund', 'a@example.org')
    """
    name = RE_BEHIND.sub("", line).strip(" \t*\"'")
    found = RE_ADDRESS.search(line)
    address = found[0] if found and found[0].partition("@")[0].lower() not in wording().no_author else ""
    return name or address


class _Lines:
    """The lines of a mail, and which of them are no part of its text."""

    def __init__(self, text: str, quoted: Sequence[Span]) -> None:
        self.words = wording()
        self.texts: list[str] = []
        self.starts: list[int] = []
        at = 0
        for line in text.split("\n"):
            self.texts.append(line)
            self.starts.append(at)
            at += len(line) + 1
        self.lower = [line.strip().lower().replace("’", "'") for line in self.texts]
        self.quoted = [RE_QUOTED.match(line) is not None for line in self.texts]
        for start, end in quoted:
            first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
            if not _is_divider(self.texts[min(first, len(self.texts) - 1)]):  # what is passed on is the text
                self.quoted[first:last] = [True] * (last - first)
        self.out = [False] * len(self.texts)
        self.passed_on: Headers | None = None

    def marked(self) -> Iterator[Mark]:
        """Yield the marks, one for lines that follow each other."""
        first: int | None = None
        last = 0
        for number, line in enumerate(self.lower):
            if not line:
                continue
            if not self.out[number]:
                if first is not None:
                    yield self._mark(first, last)
                first = None
                continue
            first, last = number if first is None else first, number
        if first is not None:
            yield self._mark(first, last)

    def _mark(self, first: int, last: int) -> Mark:
        return Mark(self.starts[first], self.starts[last] + len(self.texts[last]), Role.BOILERPLATE)

    def _leave(self, first: int, end: int) -> None:
        self.out[first:end] = [True] * (end - first)

    def mark_armour(self) -> None:
        """Mark the lines that PGP puts around a signed text, and its signature."""
        signature = False
        hashes = False
        for number, line in enumerate(self.texts):
            found = RE_ARMOUR.fullmatch(line) if line.startswith("-----") else None
            if found:
                signature = found[1] == "BEGIN" and found[2] == "SIGNATURE"
                hashes = found[2] == "SIGNED MESSAGE"
            elif hashes and not line.strip():
                hashes = False
            if found or signature or hashes:
                self.out[number] = True

    def mark_quotes(self, forward: bool) -> None:
        """Mark quoted mails with the lines above them; one that is passed on stays, but for its headers."""
        number = passed = 0
        while number < len(self.lower):
            line = self.lower[number]
            size = 0
            if not line or self.out[number]:
                number += 1
                continue
            if self.quoted[number]:
                self.out[number] = True
            elif size := self._introduction(number):
                following = self._next(number + size)
                self._leave(number, number + size)
                if not (following < len(self.lower) and self.quoted[following]):
                    self._leave(number, len(self.lower))
                    return
            else:
                bare = line.strip("-_*=<> :")
                passed_on = bare in self.words.forwarded
                below = self._next(number + 1) if passed_on or bare in self.words.original else number
                size = self._headers(below, alone=below == number)
                if size or below > number:
                    passed += 1
                    if number and RE_RULE.fullmatch(self.lower[number - 1]):
                        self.out[number - 1] = True
                    if not (forward or passed_on) or passed > MOST_PASSED_ON or not self._is_remark(number):
                        self._leave(number, len(self.lower))
                        return
                    self._leave(0, below + size)
                    self.passed_on = self._values(below, below + size) if size else None
                    size += below - number
            number += max(size, 1)

    def _next(self, number: int) -> int:
        while number < len(self.lower) and not self.lower[number]:
            number += 1
        return number

    def _introduction(self, number: int) -> int:
        """Return how many lines from here on introduce a quoted mail: "On 3 April 2020, Anna Lund wrote:"."""
        line = self.lower[number].strip("*_ ")
        opened = line.startswith(self.words.wrote_openers)
        if not opened and "@" not in line and not self.words.wrote.search(line):
            return 0
        size = 1
        while not line.endswith(":"):
            if size == MOST_WRAPPED or number + size >= len(self.lower) or not self.lower[number + size]:
                return 0
            line += " " + self.lower[number + size].strip("*_ ")
            size += 1
        if len(line) > LONGEST_INTRODUCTION or not self.words.wrote.search(line):
            return 0
        following = self._next(number + size)
        if following < len(self.lower) and self.quoted[following]:
            return size
        certain = RE_ADDRESS.search(line) or (opened and RE_TIME.search(line) and RE_YEAR.search(line))
        return size if certain else 0

    def _headers(self, number: int, *, alone: bool) -> int:
        """Return how many lines from here on repeat the headers of a mail; `alone`: no line above says that they do."""
        seen: set[str] = set()
        end = number
        for line in range(number, min(number + 12, len(self.lower))):
            label, colon, _ = self.lower[line].replace("*", "").partition(":")
            name = self.words.labels.get(label.strip()) if colon else None
            if name is None:
                folded = self.texts[line][:1].isspace() and self.lower[line - 1]  # a list of names on several lines
                if not seen or (self.lower[line] and len(seen) > 2 and not folded):
                    break
                continue
            if alone and not seen and name != "from":
                break
            seen.add(name)
            end = line + 1
        return end - number if "from" in seen and "sent" in seen and len(seen) > 2 else 0

    def _values(self, first: int, end: int) -> Headers:
        """Return what the headers on these lines say; a line without a label goes on with the one above."""
        values = dict.fromkeys(HEADERS, "")
        last = ""
        for number in range(first, end):
            label, colon, value = self.texts[number].replace("*", "").partition(":")
            name = self.words.labels.get(label.strip().lower().replace("’", "'")) if colon else None
            last = name or last
            values[last] = f"{values[last]} {value if name else self.texts[number]}".strip()
        return Headers(values["from"], values["sent"], values["subject"])

    def _is_remark(self, number: int) -> bool:
        words = 0
        for line in range(number):
            if not self.out[line]:
                words += len(RE_WORD.findall(self.lower[line]))
        return words < FEW_WORDS

    def mark_signature(self) -> None:
        """Mark what stands under "-- ", and what lists put under a rule at the end."""
        for number, line in enumerate(self.texts):
            if self.out[number]:
                continue
            if line.rstrip() == "--" and (line == "-- " or self._is_signature(number + 1)):
                most = number + (LONGEST_SIGNATURE if line == "-- " else SHORT_SIGNATURE)
                end = number + 1
                while end < len(self.texts) and not self.out[end] and end <= most:
                    end += 1
                if end <= most:
                    self._leave(number, end)
            elif RE_RULE.fullmatch(line.strip()) and len(self.texts) - number <= LONGEST_CLOSING:
                below = " ".join(self.lower[number:])
                if "http" in below or "@" in below:
                    self._leave(number, len(self.texts))
            elif self.lower[number].startswith(self.words.sent_from) and len(line) <= 2 * LONGEST_LINE:
                self.out[number] = True

    def _is_signature(self, number: int) -> bool:
        """Return whether no line from here on says anything: "--" may as well part an article from what follows."""
        lines = self.texts[number : number + SHORT_SIGNATURE]
        return all(len(line) <= LONGEST_LINE and not line.rstrip().endswith((".", "!", "?")) for line in lines)

    def mark_additions(self) -> None:
        """Mark what newsletters, lists and lawyers add, paragraph by paragraph, and lines of nothing but a link."""
        first = 0
        while (first := self._next(first)) < len(self.lower):
            end = first
            while end < len(self.lower) and self.lower[end]:
                end += 1
            paragraph = " ".join(self.lower[first:end])
            size = len(paragraph)
            if (size <= LONGEST_FOOTER and any(phrase in paragraph for phrase in self.words.footers)) or (
                size <= LONGEST_NOTICE and any(phrase in paragraph for phrase in self.words.disclaimers)
            ):
                self._leave(first, end)
            for number in range(first, end):
                line = self.lower[number]
                if line.strip("[]<>|· ") in self.words.footer_lines or RE_LINK.fullmatch(line):
                    self.out[number] = True
            first = end

    def mark_greeting_and_closing(self) -> None:
        """Mark "Dear all," above the text, and "Best regards" with the name under it."""
        own = [number for number, line in enumerate(self.lower) if line and not self.out[number]]
        if own and (self._is_greeting(self.lower[own[0]]) or self._is_name(own[0], greeting=True)):
            self.out[own[0]] = True
        if len(own) > 1 and self._is_name(own[-1], greeting=False):
            self.out[own[-1]] = True
        for place, number in list(enumerate(own))[-LONGEST_CLOSING:]:
            if self.lower[number].strip(" ,.!–-") in self.words.closings:
                below = own[place:]
                if all(len(self.texts[line]) <= LONGEST_LINE for line in below):
                    for line in below:
                        self.out[line] = True
                return

    def _is_greeting(self, line: str) -> bool:
        return len(line) <= LONGEST_LINE and line[-1] in ",!:" and line.startswith(self.words.greetings)

    def _is_name(self, number: int, *, greeting: bool) -> bool:
        """Return whether a line is a name that greets, "Anna,", or one that signs, apart from the text."""
        line = self.texts[number]
        if greeting:
            return RE_ADDRESSED.fullmatch(line) is not None
        apart = number > 0 and not self.texts[number - 1].strip()
        return apart and RE_SIGNED.fullmatch(line) is not None
