"""Sources that are not named: how many, who they are and belong to, and why the text keeps their names back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.sources.labels import DEFINITE, POSSESSIVE, Naming, Phrase
from briefer.claims.sources.roles import COURTESY
from briefer.grammar.tagging import ARTICLES
from briefer.languages import load_sections
from briefer.model import Anonymity, Source, SourceType

MEMORY = 20  # sentences for which "the officials" still belong where they were said to belong
PLURAL_PRONOUNS = frozenset({"those", "several", "some"})
MOST_SPOKEN_TO = 12
LONGEST_COUNT = 9  # digits
NAMED = frozenset({SourceType.AUTHOR, SourceType.DOCUMENT})


class _Rules(NamedTuple):
    marks: frozenset[str]
    numbers: dict[str, int]
    generic: frozenset[str]
    hypothetical: frozenset[str]
    stems: tuple[str, ...]  # one of them is in every condition
    condition: str  # regular expressions, which few articles need compiled
    reason: str


@cache
def _rules(language: str = "en") -> _Rules:
    sections = load_sections(language, "anonymity.txt")
    numbers = {word: number for number, word in enumerate(" ".join(sections["number"]).split(), 1)}
    condition, reason = ("|".join(sections[name]) for name in ("condition", "reason"))
    return _Rules(
        frozenset(" ".join(sections["mark"]).split()),
        numbers | {"a": 1, "an": 1, "another": 1, "both": 2},
        frozenset(" ".join(sections["generic"]).split()),
        frozenset(" ".join(sections["hypothetical"]).split()),
        sections["stem"],
        rf"\b(?:{condition})[^.;\n]*",
        rf"\b(?:{reason})\b.*",
    )


class Unnamed:
    """Makes the anonymous sources of one article, in text order: affiliations are remembered."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.parse = naming.parse
        self.rules = _rules()
        self._affiliations: dict[str, tuple[int, str]] = {}  # noun -> (sentence, affiliation read last)
        text = self.parse.text
        # Most articles promise nobody anything, and looking for a few stems is much cheaper than for the patterns.
        promising = any(stem in text for stem in self.rules.stems)
        condition = re.compile(self.rules.condition, re.IGNORECASE)
        paragraphs = self.parse.paragraphs if promising else ()
        self._promises = [match for start, end in paragraphs for match in condition.finditer(text, start, end)]
        self._starts = [match.start() for match in self._promises]

    def is_marked(self, phrase: Phrase) -> bool:
        """Tell whether the text itself calls a source anonymous."""
        return not self.rules.marks.isdisjoint(self.parse.words.lower[phrase.start : phrase.core])

    def is_hypothetical(self, phrase: Phrase) -> bool:
        """Tell whether nobody in particular is meant: "a reader would ask", "to name a judge takes months"."""
        tags = self.parse.tags
        if phrase.start > 1 and tags[phrase.start - 2] == "I" and tags[phrase.end : phrase.end + 1] != "W":
            return True
        return not self.rules.hypothetical.isdisjoint(self.parse.words.lower[phrase.end : phrase.end + 1])

    def count(self, phrase: Phrase) -> int | None:
        """Return how many people a phrase counts; None where it does not."""
        if phrase.single:
            return 1
        whole = self.parse.words.lower[phrase.start : phrase.label]
        if not self.naming.nouns.collectives.isdisjoint(whole):
            return None  # "eight percent of the voters"
        numbers = list(self._numbers(phrase.start, phrase.head))
        if numbers:
            share = len(numbers) > 1 and phrase.label > phrase.start and self.parse.tags[phrase.label - 1] == "Z"
            return None if share else numbers[0]  # "eight of 10 voters"
        return None if phrase.plural or self.parse.words.lower[phrase.head] in PLURAL_PRONOUNS else 1

    def _numbers(self, start: int, end: int) -> Iterator[int]:
        """Yield the numbers in a run of tokens; an article is one, unless "of" makes it part of a quantity."""
        tags, words = self.parse.tags, self.parse.words
        quantity = "F" in tags[start:end]
        for position in range(start, end):
            word = words.lower[position]
            if word in self.rules.numbers and not (quantity and word in ("a", "an")):
                yield self.rules.numbers[word]
            elif tags[position] == "Z" and word.isdecimal() and len(word) < LONGEST_COUNT:
                yield int(word)
            elif tags[position] in "NnL" and not quantity:
                return

    def is_few(self, phrase: Phrase) -> bool:
        """Tell whether a phrase counts no more people than a reporter speaks to."""
        count = self.count(phrase)
        return count is not None and count <= MOST_SPOKEN_TO

    def source(self, phrase: Phrase, sentence: int, affiliation: str | None = None) -> Source:
        """Return an anonymous source with what the text says of it."""
        naming, parse = self.naming, self.parse
        span = parse.span((phrase.start, phrase.end))
        label, told = self._label(phrase), affiliation or self._affiliation(phrase)
        if told:
            self._affiliations[phrase.noun] = (sentence, told)
        elif self._is_bare(phrase) and self._may_belong(phrase):
            before = self._affiliations.get(phrase.noun)
            if before and sentence - before[0] <= MEMORY:
                told = before[1]
                if not naming.is_name(phrase.head):
                    label = label.lower()
                label = f"{told} {label}"
        role = phrase.noun if parse.tags[phrase.head] in "Nn" else None
        return Source(
            span.start,
            span.end,
            label,
            SourceType.ANONYMOUS,
            anonymity=Anonymity(self.count(phrase), role, told, None),
        )

    def _label(self, phrase: Phrase) -> str:
        """Return the words of the phrase without counts and marks, with what tells where its people belong."""
        parse = self.parse
        if phrase.single or parse.tags[phrase.head] == "D":
            return parse.span((phrase.start, phrase.core if phrase.single else phrase.end)).of(parse.text)
        start, end = phrase.label, phrase.core
        while start < phrase.head and (parse.tags[start] in "DZR" or parse.words.lower[start] in self.rules.marks):
            start += 1
        belonging = self.naming.belonging(phrase)
        return parse.span((start, belonging[1] if belonging else end)).of(parse.text)

    def _may_belong(self, phrase: Phrase) -> bool:
        """Tell whether a phrase can mean those spoken of before: "the man", "two officials", but not "one voter"."""
        if self.parse.words.lower[phrase.start] in DEFINITE:
            return True
        nouns = self.naming.nouns
        return nouns.types.get(phrase.noun) is SourceType.ANONYMOUS and phrase.noun not in nouns.crowds

    def _is_bare(self, phrase: Phrase) -> bool:
        """Tell whether nothing but a count or an article stands before the noun."""
        before = range(phrase.label, phrase.head)
        bare = not phrase.single and self.parse.words.lower[phrase.start] not in POSSESSIVE
        return bare and all(self.parse.tags[position] in "DZ" for position in before)

    def _affiliation(self, phrase: Phrase) -> str | None:
        parse = self.parse
        lower = parse.words.lower
        first = phrase.head
        for at in range(phrase.start, phrase.head):
            if lower[at] not in self.rules.marks | self.rules.generic and self._is_body(at, phrase.head):
                first = at
                break
        last = first
        while last < phrase.head and (parse.tags[last] == "N" or self._is_body(last, phrase.head)):
            last += 1
        if last > first:
            return parse.span((first, last)).of(parse.text)
        belonging = self.naming.belonging(phrase)
        if belonging is None:
            return None
        first, last = belonging
        if (last - first > 1 and lower[first] in ARTICLES) or lower[first].rstrip(".") in COURTESY:
            first += 1
        return parse.span((first, last)).of(parse.text)

    def _is_body(self, position: int, head: int) -> bool:
        """Tell whether a token before the head opens the name of what its people belong to."""
        parse = self.parse
        named = self.naming.is_name(position) or (position + 1 < head and parse.tags[position + 1] == "N")
        if named and parse.tags[position] == "N" and parse.words.lower[position].rstrip(".") not in COURTESY:
            return True
        types, lower = self.naming.nouns.types, parse.words.lower
        before = parse.tags[position - 1] if position else ""
        if before == "C" or (before == "n" and lower[position - 1] in types):
            return False  # "customer service" is no organisation
        return types.get(lower[position]) is SourceType.ORGANISATION

    # -- anonymity said outright --------------------------------------------------------------------------------------

    def promised(self, attribution: Attribution, source: Source) -> Source:
        """Return the source marked as anonymous where the text promises so, with the reason that it gives.

        The promise stands in the sentence of the claim, behind the source, or in the next one, which then is about it.
        """
        if not self._promises or source.type in NAMED or source.start is None:
            return source
        if source.type is not SourceType.ANONYMOUS and source.name and not self._may_hide(source):
            return source
        sentences = self.parse.sentences
        here = sentences[attribution.sentence]
        index = bisect_left(self._starts, max(here.start, source.start))
        if index == len(self._starts):
            return source
        match = self._promises[index]
        if match.start() >= here.end and not self._continues(attribution.sentence + 1, match.start(), source):
            return source
        end = max(match.start(), min(match.end(), self._end(attribution, match.start())))
        reason = re.search(self.rules.reason, self.parse.text[match.start() : end], re.IGNORECASE | re.DOTALL)
        words = reason[0].strip(' ,“”"') if reason else None
        anonymity = source.anonymity or Anonymity(None, source.role or self._noun(attribution), None, None)
        return replace(source, type=SourceType.ANONYMOUS, anonymity=replace(anonymity, reason=words))

    def _end(self, attribution: Attribution, start: int) -> int:
        """Return where the words of a promise end at the latest: before the cue, or at a comma before a verb."""
        parse = self.parse
        cue = parse.span(attribution.cue).start
        if cue > start:
            return cue
        first = bisect_left(parse.words.starts, start)
        comma = parse.tags.find(",V", first)
        return parse.words.starts[comma] if comma >= 0 else len(parse.text)

    def _may_hide(self, source: Source) -> bool:
        """Tell whether a source with a label may be people all the same: a group, somebody who speaks for others."""
        return source.type is SourceType.GROUP or (source.type is SourceType.ORGANISATION and source.role is not None)

    def _continues(self, sentence: int, promise: int, source: Source) -> bool:
        sentences = self.parse.sentences
        if sentence >= len(sentences) or not sentences[sentence].start <= promise < sentences[sentence].end:
            return False
        first = self.parse.words.bounds[sentence]
        opening = self.parse.words.lower[first : first + 4]
        noun = source.anonymity.role if source.anonymity else None
        return opening[:1] in (["he"], ["she"], ["they"]) or (
            opening[:1] == ["the"] and noun is not None and any(word.startswith(noun) for word in opening)
        )

    def _noun(self, attribution: Attribution) -> str | None:
        return self.naming.take_apart(*attribution.source).noun if attribution.source else None
