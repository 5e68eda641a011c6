"""Sentence spans: sentencex proposes where sentences end, and a few rules of our own for news and prose correct it.

sentencex is fast and knows the terminators and abbreviations of its languages, but it never splits a quotation, takes
quadratic time on unpaired quotation marks and panics on rare white space. So we pass it the text in windows and without
quotation marks, and handle quotations, parentheses, lists and citations ourselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefer import quotations
from briefer.deferring import Deferred
from briefer.languages import get, load_sections
from briefer.model import Block, Sentence

WINDOW = 10_000  # code points shown to sentencex at once: bounds memory and its worst cases
LONGEST = 2_000  # code points of a sentence: what has no end by then, such as a transcript, is cut at a clause
LONGEST_QUOTE = 200  # code points up to which a quotation stays whole, whatever sentences it holds
LONGEST_ASIDE = 500  # code points of a parenthesis that is a sentence of its own
FEWEST_WORDS = 4  # of a sentence that ends in a dotted abbreviation: "At 5 a.m. Mr. Smith …" goes on
LONGEST_SHORT_FORM = 4  # code points of an abbreviation that a small letter gives away
LONGEST_MARKER = 8  # code points of a list marker, "(viii)."

RE_EXOTIC_SPACE = Deferred(r"[\x00\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")
RE_SURROGATE = Deferred(r"[\ud800-\udfff]")
RE_VISIBLE = Deferred(r"\S")
RE_FALLBACK = Deferred(r"[.!?…]+(?=\s)|[。！？।۔]+")

# A place where a sentence may end: terminators and what closes with them, before white space or run into a word.
CLOSING = r"[\"”“’'»«›‹)\]](?!\w)|\s[»›]|\s(?:\.\.\.|…)(?!\w)|\s?\[(?:\d[\d\s,;–-]{0,20}|\.\.\.|…)\]"
# It opens with one class of characters, not with a choice or a condition, which lets `re` skip ahead to them.
BROKEN_OFF = r"(?:(?=[\"”])|(?<=[a-z]\s[–—])(?=\s[A-Z])|(?<=[a-z]\s--)(?=\s[A-Z]))"
TERMINATORS = rf"[.!?…–—-](?:(?<=[.!?…])[.!?…]*|(?<=-)-{BROKEN_OFF}|(?<=[–—]){BROKEN_OFF})"
RE_SITE = Deferred(rf"({TERMINATORS})(?:((?:{CLOSING})*)(?=\s|\Z)|(?=[A-Z\d]))")
RE_CLOSING = Deferred(rf"(?:{CLOSING})*")
# Scripts without spaces: what closes with a terminator, and the particle that carries a Japanese sentence on.
WIDE_TERMINATORS = "。！？．｡」』）》〉】"  # or what closes with them
RE_WIDE_CLOSING = Deferred(r"[”’」』）》〉】\"'】)]*")
RE_PARTICLE = Deferred(r"(?<=[”’」』）》〉】\"'】)])[ぁ-ゖ]")
# A Chinese sentence goes on after a quotation with who says it: “…。”他对记者说。
RE_SAYS = Deferred(
    r"(?<=[”’」』])[^\s，。！？：、“”「」]{1,10}?(?:[说說问問称稱道喊答]|表示|指出|补充|補充)(?=[。，！？：])"
)
RE_WIDE = Deferred(r"(?!と)[\u3040-\u30ff\u3400-\u9fff]")  # which a European mark may stand before, too
# What may stand before the first word of the next sentence, and that word.
RE_NEXT = Deferred(r"\s*([\"“”„«»‹›‘’'`¿¡(\[*_–—-]*)\s?([\w’']*)")
RE_MARKER = Deferred(r"[•⁃]?\s?\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]{1,2}")
RE_DOTTED = Deferred(r"(?:[^\W\d_]\.)*[^\W\d_]")
RE_JOINED_WORD = Deferred(r"(?:[A-Z][a-z]+|[A-Z]+)(?=[\s,;:'’]|\.\s)")
RE_NOTE = Deferred(r"\s\d{1,3}(?=\s([A-Z][\w’']*))")
RE_FOOTNOTE = Deferred(r"\d{1,3}(?: \d{1,3})*(?=\s[A-Z])")
ADDRESSES = ("www", "http", "https")  # which open what follows a sentence
RE_PLAIN = Deferred(r"(?=[a-z]*[aeiouy])[a-z]{3,}|.*[\d)]")
RE_TWO_WORDS = Deferred(r"\s*([a-z]+)\s+([a-z]+)")
RE_NAME_AND_VERB = Deferred(r"\s*(?:[A-Z][\w.’'-]*\s+){1,4}([a-z]+)")
RE_LIST = Deferred(r"([•⁃]\s?|\()?(\d{1,3}|[a-zA-Z])([.)]{1,2})\s")
# What sentencex is shown in place of quotation marks.
BLANKS = (
    *((mark, " ") for mark in '"“”„«»‹›‘\0'),
    ("''", "  "),  # a typewriter's double marks, before their halves are looked at
    ("``", "  "),
    *((f"{space}{mark}", f"{space} ") for mark in "'’`" for space in " \n\r"),
    ("`", "’"),
)


class Rules(NamedTuple):
    """A language's sentence rules, from its `sentences.txt`; any may be empty."""

    titles: frozenset[str] = frozenset()  # abbreviations that a capital follows within the sentence
    words: frozenset[str] = frozenset()  # plain words that sentencex takes for abbreviations
    starters: frozenset[str] = frozenset()  # capitalised words that open a sentence after initials
    interrupters: frozenset[str] = frozenset()  # capitalised words that open a sentence after a dash
    reporting: frozenset[str] = frozenset()  # verbs that carry a sentence on after a quoted question
    hours: frozenset[str] = frozenset()  # a.m and p.m
    times: frozenset[str] = frozenset()  # what may follow them within the sentence
    ordinals: frozenset[str] = frozenset()  # where "3." is how "third" is written: words that do not follow it


@cache
def _rules(language: str) -> Rules:
    sections = load_sections(language, "sentences.txt")
    rules = {section: frozenset(entries) for section, entries in sections.items()}
    if "ordinals" in rules:
        rules["ordinals"] = get(language).stop_words
    return Rules(**rules)


def split(text: str, language: str) -> list[tuple[int, int]]:
    """Return the sentence spans of one paragraph, in order, with nothing but white space between them."""
    if len(text) <= WINDOW:
        return _spans(text, language)
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        found = _spans(text[start : start + WINDOW], language)
        following = start + WINDOW
        if following < len(text) and len(found) > 1:
            following = start + found.pop()[0]  # it may go on in the next window
        spans += [(start + first, start + last) for first, last in found]
        start = following
    return spans


def segment(text: str, blocks: Sequence[Block], language: str) -> tuple[Sentence, ...]:
    """Return the sentences of all blocks in text order; none crosses a block boundary."""
    sentences: list[Sentence] = []
    for block in blocks:
        for start, end in split(text[block.start : block.end], language):
            sentences.append(
                Sentence(len(sentences), block.start + start, block.start + end, block.role, block.paragraph)
            )
    return tuple(sentences)


def _spans(text: str, language: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for end in [*_ends(text, language), len(text)]:
        if first := RE_VISIBLE.search(text, start, end):
            start = first.start()
            while text[end - 1].isspace():
                end -= 1
            if end - start > LONGEST:
                spans += _cut(text, start, end)
            else:
                spans.append((start, end))
            start = end
    return spans


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut an overlong sentence at the strongest mark within reach, and return the pieces."""
    pieces = []
    while end - start > LONGEST:
        marks = ("\n", "; ", ": ", ", ", " ")
        at = next((at for mark in marks if (at := text.rfind(mark, start + LONGEST // 2, start + LONGEST)) > 0), -1)
        at = at if at > 0 else start + LONGEST - 1
        stop = at if text[at].isspace() else at + 1
        pieces.append((start, start + len(text[start:stop].rstrip())))
        following = RE_VISIBLE.search(text, stop, end)
        start = following.start() if following else end
    return [*pieces, (start, end)] if start < end else pieces


def _votes(text: str, language: str) -> list[int]:
    """Return where sentencex ends sentences, in order: the offset after each one's last visible character."""
    import sentencex  # type: ignore[import-untyped]  # only a text that is split needs it

    shown = text if text.isascii() else RE_EXOTIC_SPACE.sub(" ", text)
    # One for one, so that offsets hold.
    for mark, blank in BLANKS:
        if mark in shown:
            shown = shown.replace(mark, blank)
    try:
        try:
            boundaries = sentencex.get_sentence_boundaries(language, shown)
        except UnicodeEncodeError:
            boundaries = sentencex.get_sentence_boundaries(language, RE_SURROGATE.sub("�", shown))
    except BaseException as error:  # a Rust panic arrives as one
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return [match.end() for match in RE_FALLBACK.finditer(shown)]
    return [boundary["start_index"] + len(boundary["text"].rstrip()) for boundary in boundaries]


def _ends(text: str, language: str) -> list[int]:
    """Return the offsets after which sentences end, in order."""
    return _Splitter(text, _rules(language)).ends(_votes(text, language))


class _Splitter:
    """Judges each possible sentence end of a text once, from left to right."""

    __slots__ = ("found", "items", "quotations", "rules", "start", "text")

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        self.quotations = quotations.find(text, LONGEST_QUOTE)
        self.found: list[int] = []
        self.start = 0  # of the sentence at hand
        self.items: list[int] = []  # where the next items of the list at hand begin, last first

    def ends(self, votes: list[int]) -> list[int]:
        text = self.text
        self._begin(0)
        vote = 0
        for site in RE_SITE.finditer(text):
            first, last = site.span()
            voted = False
            while vote < len(votes) and votes[vote] <= last:
                if votes[vote] > first:
                    voted = True
                else:
                    self._other(votes[vote])
                vote += 1
            self._end_items(first)
            if site[2] is None:
                if end := self._joined(first, site.end(1)):
                    self._end(end)
            elif self._ends_here(first, site.end(1), last, voted):
                self._end(self._noted(last))
        for at in votes[vote:]:
            self._other(at)
        self._end_items(len(text))
        return self.found

    def _end(self, end: int) -> None:
        if end > self.start:
            self.found.append(end)
            self._begin(end)
        while self.items and self.items[-1] <= end:
            self.items.pop()

    def _end_items(self, before: int) -> None:
        while self.items and self.items[-1] <= before:
            self._end(self.items[-1])

    def _begin(self, at: int) -> None:
        text = self.text
        first = RE_VISIBLE.search(text, at)
        self.start = at = first.start() if first else len(text)
        if not self.items and (
            text[at : at + 1] in "•⁃(" or text[at + 1 : at + 2] in ".)" or text[at + 2 : at + 3] in ".)"
        ):
            self.items = _items(text, at, bool(self.rules.ordinals))

    def _other(self, at: int) -> None:
        """Judge an end that is not one of our sites: a terminator of another script, or an empty line."""
        text = self.text
        wide = text[at - 1] in WIDE_TERMINATORS
        closing = (RE_WIDE_CLOSING if wide else RE_CLOSING).match(text, at)
        end = closing.end() if closing else at
        if wide and (RE_PARTICLE.match(text, end) or RE_SAYS.match(text, end)):
            return
        # A word may run into the next one in scripts other than ours, too.
        joined = text[at - 1] == "." and text[at : at + 1].isupper() and text[at - 2 : at - 1].islower()
        joined = joined or (text[at - 1] in "!?" and RE_WIDE.match(text, end) is not None)
        if text[at - 1] in ".!?…)]" and not text[end : end + 1].isspace() and not joined:
            return
        self._end_items(at)
        if not self._quoted(at, end):
            self._end(end)

    def _ends_here(self, first: int, last: int, end: int, voted: bool) -> bool:
        """Judge a site: terminators from `first` to `last`, marks that close with them up to `end`."""
        text = self.text
        if self.quotations and self._quoted(first, end):
            return False
        following = RE_NEXT.match(text, end)
        if not following:
            return voted
        opening, word = following.groups()
        if word[:1].islower() and "(" not in opening:
            return self._ends_before_small(first, last, following, voted)
        if first - self.start < LONGEST_MARKER and RE_MARKER.fullmatch(text, self.start, end):
            return False
        if not voted:
            return word[:1].isupper() and self._missed(self._token(first), first, last, end, word)
        if text[first] != ".":
            if end == last:
                return True
            if text[first] in "!?" and opening == "(" and text[-1] == ")":
                return False  # “…!” (An aside that closes the paragraph.)
            if not word[:1].isupper() or not self._reported(end):
                return True
            return word in self.rules.starters and word not in self.rules.titles
        if not word and text[following.end() : following.end() + 1] in ",;:%)]}&":
            return following.end() == len(text)
        return self._agreed(self._token(first), first, end, word)

    def _ends_before_small(self, first: int, last: int, following: re.Match[str], voted: bool) -> bool:
        """Return whether a sentence ends before a small letter, which is rare."""
        text, word, at = self.text, following[2], following.start(1)
        if RE_LIST.match(text, at) and _items(text, at, bool(self.rules.ordinals)):
            return True
        branded = word[1:2].isupper() or word in ADDRESSES  # iPhone opens a sentence like any name
        token = self._token(first)
        number = text[first - 1].isdigit() and len(token) <= LONGEST_SHORT_FORM  # "3. a" counts, "555-0102. they" ends
        if not voted or (not branded and (number or following.start() > last)):
            return False
        if text[first] == "." and not RE_PLAIN.fullmatch(token) and (len(token) <= LONGEST_SHORT_FORM or "." in token):
            return False
        # A writer who opens sentences in small letters tells nothing by it, and a plain word is no abbreviation.
        plain = text[first] == "?" or (RE_PLAIN.fullmatch(token) is not None and token not in self.rules.titles)
        if text[first] in "!?" and (set(following[1]) & set("-–—") or self._carried_on(last)):
            plain = False  # “Leave me alone! he yelled.”, “and – there! – it is”
        return branded or not self.rules.starters or plain or self._opens_low()

    def _agreed(self, token: str, first: int, end: int, word: str) -> bool:
        """Return whether a sentence ends at a full stop where sentencex agrees."""
        rules = self.rules
        if token in rules.titles or token[-1:] in ("°", "º"):
            return False
        if rules.ordinals and len(token) <= 2 and token.isdigit():
            return word.lower() in rules.ordinals
        if (
            rules.starters
            and word[:1].isupper()
            and RE_DOTTED.fullmatch(token)
            and self.text[first : first + 2] != ".."
        ):
            return self._dotted(token, first, end, word)
        return True

    def _missed(self, token: str, first: int, last: int, end: int, word: str) -> bool:
        """Return whether a sentence ends before a capital although sentencex sees no end."""
        text, rules = self.text, self.rules
        if text[first] == "…" or token in rules.words:
            return True
        if text[first] in "-–—":
            return word in (rules.interrupters if last == end else rules.starters)
        if ")" in text[last:end]:
            opening = text.rfind("(", max(self.start, first - LONGEST_ASIDE), first)
            return opening == self.start or (opening > 0 and text[opening - 2 : opening - 1] in '.!?…”"')
        return token not in rules.titles and bool(RE_DOTTED.fullmatch(token)) and self._dotted(token, first, end, word)

    def _dotted(self, token: str, first: int, end: int, word: str) -> bool:
        """Return whether a sentence ends with initials ("U.S.") or a dotted abbreviation ("p.m.")."""
        text, rules = self.text, self.rules
        if text.count(" ", self.start, first) < FEWEST_WORDS - 1:
            return False
        if token.lower() in rules.hours:
            return word not in rules.times
        # "J. A. Smith" holds two initials, "the U.S. A man" an end.
        return word in rules.starters and (len(word) > 1 or text[end + 2 : end + 3] != ".")

    def _noted(self, end: int) -> int:
        """Return `end`, moved behind a footnote number: "so. 4 The …" has one, "so. 4 men …" does not."""
        if self.text[end + 1 : end + 2].isdigit() and (note := RE_NOTE.match(self.text, end)):
            return note.end() if note[1] in self.rules.starters else end
        return end

    def _joined(self, first: int, last: int) -> int:
        """Return the end of a sentence that runs into the next one, "end.Next", or into a footnote number; else 0."""
        text = self.text
        token = self._token(first)
        if text[last].isdigit():
            plain = token[-1:] == ")" or (len(token) > 3 and token.isalpha() and token[-1].islower())
            return match.end() if plain and (match := RE_FOOTNOTE.match(text, last)) else 0
        if len(token) < 3 or not (token[-2:].islower() or token[-1].isdigit()):
            return 0
        if token in self.rules.titles or not RE_JOINED_WORD.match(text, last) or any(mark in token for mark in "@/."):
            return 0
        return last

    def _token(self, end: int) -> str:
        """Return the word before the terminator at `end`, without opening marks."""
        text, start = self.text, self.start
        return text[max(text.rfind(" ", start, end), text.rfind("\n", start, end), start - 1) + 1 : end].lstrip(
            "(“\"‘'["
        )

    def _quoted(self, first: int, end: int) -> bool:
        """Return whether an unsplit quotation continues after `end`."""
        at = bisect_left(self.quotations, (first,)) - 1
        return at >= 0 and self.quotations[at][1] >= end

    def _opens_low(self) -> bool:
        opening = RE_NEXT.match(self.text, self.start)
        return opening is not None and opening[2][:1].islower()

    def _carried_on(self, end: int) -> bool:
        match = RE_TWO_WORDS.match(self.text, end)
        return match is not None and not self.rules.reporting.isdisjoint(match.groups())

    def _reported(self, end: int) -> bool:
        match = RE_NAME_AND_VERB.match(self.text, end)
        return match is not None and match[1] in self.rules.reporting


def _items(text: str, start: int, ordinals: bool) -> list[int]:
    """Return where the other items begin of a list whose first marker is at `start`, last first.

    The markers of a list have the same form and count up: "1) … 2) …". If only a full stop follows the number or
    letter, the list must begin with 1 or a, so that "J. Smith and K. Jones" is not taken for one.
    """
    marker = RE_LIST.match(text, start)
    if not marker:
        return []
    prefix, label, suffix = marker[1] or "", marker[2], marker[3]
    if suffix == "." and (ordinals or (not prefix and label not in ("1", "a"))):
        return []
    found: list[int] = []
    at = marker.end()
    while True:
        label = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        at = text.find(f" {prefix}{label}{suffix} ", at + 1, at + LONGEST)
        if at < 0:
            return found[::-1]
        found.append(at + 1)
        at += len(label) + len(suffix) + 1
