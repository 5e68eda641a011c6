"""How much a claim weighs as news: where it stands, what the headline says, who says it and how it is worded."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain

from briefer.claims.comparing import STEM, Candidate, weigh
from briefer.claims.leaning import GENDERS, may_be
from briefer.construction import Complement, Marker, Order
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse
from briefer.grammar.patterns import pattern
from briefer.languages import get, load_sections, load_words
from briefer.model import Claim, Kind, Role, Score
from briefer.remembering import Remembered

# Words in quotation marks: "UN warns of 'catastrophe'", and not the clitic of "Norvale's"
RE_QUOTED = re.compile(r"(?<!\w)['\"‘“]([^'\"‘’“”]{3,80}+)['\"’”](?!\w)")
TOPIC_WORDS = 3  # of a claim that are asked for
FULL = 8  # telling words of a claim that says enough
SHORTEST, LONGEST = 4, 45  # words between which a claim reads well
TELLING = pattern(
    "[OF PREP WHO THAT TO] | , NAME++ [, .]"
)  # behind a noun they tell which one is meant: "the report on …", "the suspect, A. Bell, …"
LEAD = 2  # sentences of the body in which news has its central claim


@cache
def weights(language: str) -> dict[str, float]:
    """Return the weights of `key_claims.txt` by name."""
    pairs = (line.split("#")[0].split() for line in load_sections(language, "key_claims.txt")["weights"])
    return {name: float(weight) for name, weight in pairs}


@cache
def _bag(language: str) -> Remembered[str]:
    """Return for each token as it stands the word that tells texts apart, "" for those that tell nothing."""
    stop_words = get(language).stop_words

    def told(token: str) -> str:
        lower = token.lower()
        telling = len(token) > 3 or (len(token) > 1 and token[0].isupper()) or token.isdigit()
        telling = telling and token[0].isalnum() and lower not in stop_words
        return singular(lower.removesuffix("."), language) if telling else ""

    return Remembered(told)


class Article:
    """What the claims of an article are weighed against: headline, topic, the order of sentences by score.

    `headline` holds the telling words of headline and dek, `title` those of the headline alone, `quoted` those that it
    has in quotation marks.
    """

    def __init__(self, parse: Parse, scores: Sequence[Score], title: str | None, summary: Sequence[int] = ()) -> None:
        self.text = text = parse.text
        self.words = words = parse.words
        self.sentences = sentences = parse.sentences
        self.language = parse.language
        self.tags = parse.tags
        self.bag = _bag(parse.language)
        self._told = words.told(self.bag.__getitem__)
        self.weights = weights(parse.language)
        self.reported: set[int] = set()  # sentences that hold a report within a report
        body = [sentence.index for sentence in sentences if sentence.role is Role.BODY]
        bags = {index: self._of(*words.bounds[index : index + 2]) for index in body}
        self.title = self._title(title)
        self.title_stems = frozenset(word[:STEM] for word in self.title)  # "Russia" and "Russian ships"
        heads = [text[one.start : one.end] for one in sentences if one.role is Role.HEADLINE]
        quoted = RE_QUOTED.findall(" ".join(heads) or title or "")
        self.quoted = frozenset(word for words in quoted for token in words.split() if (word := self.bag[token]))
        self.headline = self._headline(body, bags)
        self.summary = {index: bags[index] for index in summary if index in bags}  # read before any claim
        ranked = sorted(body, key=lambda index: (-scores[index].value, index))
        self.places = {index: 1 - place / len(ranked) for place, index in enumerate(ranked)}
        self.order = {index: place for place, index in enumerate(body)}
        counts = Counter(chain.from_iterable(bags.values()))
        most = max(counts.values(), default=1)
        self.topic = {word: count / most for word, count in counts.items() if count > 1}

    def listed(self, section: str) -> frozenset[str]:
        """Return the words of a section of `key_claims.txt`."""
        return load_words(self.language, "key_claims.txt", section)

    def _of(self, first: int, last: int) -> set[str]:
        found = set(self._told[first:last])
        found.discard("")
        return found

    def _title(self, title: str | None) -> frozenset[str]:
        """Return the words of the headline, be it known from outside the text."""
        found: set[str] = set()
        for sentence in self.sentences:
            if sentence.role is Role.HEADLINE:
                found |= self._of(*self.words.bounds[sentence.index : sentence.index + 2])
        if title and not found:
            found = {word for token in title.split() if (word := self.bag[token.strip(",.:;!?'\"“”‘’()")])}
        return frozenset(found)

    def _headline(self, body: Sequence[int], bags: Mapping[int, set[str]]) -> frozenset[str]:
        """Return the words of headline and dek, and of the first body sentence where there is neither."""
        found = set(self.title)
        for sentence in self.sentences:
            if sentence.role is Role.DEK:
                found |= self._of(*self.words.bounds[sentence.index : sentence.index + 2])
        return frozenset(found or (bags[body[0]] if body else set()))

    def announced(self, claim: Claim, words: frozenset[str], party: frozenset[str]) -> float:
        """Return the share of the headline's words that a claim has, its source and its cue included."""
        if not self.title or not claim.cue:
            return 0.0
        found = {word[:STEM] for word in words | self._between(claim.cue.start, claim.cue.end) | party}
        share = len(found & self.title_stems) / len(self.title_stems)
        return share + self.weights["lead"] * (self.order.get(claim.sentence, LEAD) < LEAD)

    def party(self, claim: Claim) -> frozenset[str]:
        """Return the telling words of the source's name, or of what stands for it."""
        source = claim.source
        if source is None or source.start is None or source.end is None:
            return frozenset()
        named = {word for token in (source.name or "").split() if (word := self.bag[token])}
        return frozenset(named or self._between(source.start, source.end))

    def affiliation(self, claim: Claim, party: frozenset[str]) -> frozenset[str]:
        """Return the telling words of all that the article says of a source where it speaks."""
        source = claim.source
        if source is None or source.start is None or source.end is None:
            return frozenset()
        spans = [(source.start, source.end), *([source.resolved_from] if source.resolved_from else ())]
        return party.union(*[self._between(start, end) for start, end in spans])

    def _between(self, start: int, end: int) -> set[str]:
        starts = self.words.starts
        return self._of(bisect_left(starts, start), bisect_left(starts, end))

    def content(self, claim: Claim) -> frozenset[str]:
        """Return the telling words of a claim's content."""
        return frozenset().union(*[self._between(span.start, span.end) for span in claim.content])

    def leans(self, claim: Claim) -> bool:
        """Tell whether the slice opens with a pronoun that stands for something outside of it."""
        at = bisect_left(self.words.starts, claim.start)
        lower = self.words.lower
        last = min(at + 3, len(lower))
        quoted = not lower[at][0].isalnum()
        while at < last and (not lower[at][0].isalnum() or lower[at] in self.listed("openers")):
            at += 1
        if at == last or claim.construction.marker is Marker.WORDING or lower[at] not in self.listed("leaning"):
            return False
        if lower[at + 1 : at + 2] == ["who"]:
            return False
        source = claim.source
        behind = source is not None and source.start is not None and source.start > claim.start
        named = behind and source is not None and self.text[source.start : source.end].lower() not in GENDERS
        return quoted or named or not may_be(source, lower[at], self.language)

    def points(self, claim: Claim) -> bool:
        """Tell whether the slice opens with, or holds, what points at something the reader has not been told of.

        "The move was a mistake", "talks to ease these fears": nothing behind the noun says which, and no word of
        headline and summary.
        """
        first, last = (bisect_left(self.words.starts, offset) for offset in (claim.start, claim.end))
        lower, texts = self.words.lower, self.words.texts
        while first < last and not lower[first][0].isalnum():
            first += 1
        if lower[first : first + 1] == ["the"] and first + 2 < last:
            alone = lower[first + 2] in self.listed("verbs")
            return alone and lower[first + 1] == texts[first + 1] and not self._is_told(claim, self._told[first + 1])
        pointing = self.listed("pointing")
        for at in range(first, last - 1):
            if lower[at] in pointing and texts[at + 1].islower():
                noun = self._told[at + 1]
                known = self._is_told(claim, noun) or noun in self._told[first:at]
                if noun and not known and lower[at + 1] not in self.listed("times"):
                    return True
        return False

    def hangs(self, claim: Claim) -> bool:
        """Tell whether the slice or its label names what only the text around it introduces.

        "Of those, 40 …", "dismissed the allegations", "the suspect's father", "the pensioner" as the source: no word of
        that family stands in headline, summary, the slice before it, or the label.
        """
        first, last = (bisect_left(self.words.starts, offset) for offset in (claim.start, claim.end))
        lower, nouns = self.words.lower, self.listed("anaphoric")
        opening = next((at for at in range(first, last) if lower[at][0].isalnum()), first)
        if lower[opening] == "of" and lower[opening + 1] in self.listed("partitive"):
            return True
        label = self._pointing_label(claim)
        if label in nouns and not self._is_known(claim, label, first, last):
            return True
        told = {token[:STEM] for token in self.affiliation(claim, self.party(claim))}
        explained = {span.start for _, span in claim.refers_to}
        for at in range(first, last - 1):
            if lower[at] == "the" and self.words.starts[at] not in explained:
                head = self._head(at + 1, last)
                alone = singular(lower[head]) in nouns and not TELLING.match(self.tags, head + 1)
                known = lower[head][:STEM] in told or self._is_known(claim, lower[head], first, at)
                if alone and not known:
                    return True
        return False

    def _pointing_label(self, claim: Claim) -> str:
        """Return the noun of a label that is "the" and one noun, "" for any other."""
        source = claim.source
        if source is None or source.start is None or source.end is None:
            return ""
        article, _, noun = self.text[source.start : source.end].lower().partition(" ")
        return noun if article == "the" and noun == (source.name or noun).lower() else ""

    def _head(self, at: int, last: int) -> int:
        """Return the last of the nouns and participles from a token on: "the unexpected | result"."""
        while at + 1 < last and self.tags[at + 1] == "n" and self.tags[at] in "nv":
            at += 1
        return at

    def _is_known(self, claim: Claim, word: str, first: int, last: int) -> bool:
        """Tell whether a word of the same family stands above, or among some tokens of the slice."""
        stem = singular(word)[:STEM]
        if stem in self.title_stems or any(token.startswith(stem) for token in self.words.lower[first:last]):
            return True
        elsewhere = (bag for index, bag in self.summary.items() if index != claim.sentence)
        return any(token.startswith(stem) for bag in elsewhere for token in bag)

    def _is_told(self, claim: Claim, word: str) -> bool:
        """Tell whether the headline has a word, or a sentence of the summary that is not the claim's own."""
        elsewhere = (bag for index, bag in self.summary.items() if index != claim.sentence)
        return word in self.title or any(word in bag for bag in elsewhere)


def weighed(article: Article, claim: Claim) -> Candidate:
    """Return a claim with its telling words and what it weighs."""
    words, party = article.content(claim), article.party(claim)
    return Candidate(
        claim,
        words,
        weigh(words, article.topic),
        _score(article, claim, words),
        _speaker(article.text, claim),
        article.announced(claim, words, party),
        party,
        affiliation=article.affiliation(claim, party),
        quoted=bool(article.quoted) and article.quoted <= words,
    )


def _score(article: Article, claim: Claim, words: frozenset[str]) -> float:
    length = sum(span.end - span.start for span in claim.content) / 6  # about six code points a word
    topic = article.topic
    best = sorted([topic[word] for word in words if word in topic], reverse=True)[:TOPIC_WORDS]
    order = article.order.get(claim.sentence, LEAD)
    has = {
        "sentence": article.places.get(claim.sentence, 0.0),
        "headline": len(words & article.headline) / (len(words) + 3),
        "topic": sum(best) / TOPIC_WORDS,
        "early": 1 - article.order.get(claim.sentence, 0) / max(1, len(article.order)),
        "first": order == 0,
        "second": order == 1,
        "full": min(len(words), FULL) / FULL,
        "outer": claim.sentence in article.reported and not claim.via,
        "leaning": claim.confidence == "high" and article.leans(claim),
        "pointing": claim.confidence == "high" and order > 0 and article.points(claim),
        "hanging": claim.confidence == "high" and order > 0 and article.hangs(claim),
        "short": length < SHORTEST,
        "long": length > LONGEST,
        **_form(claim),
        claim.kind: 1,
    }
    if claim.source:
        has[claim.source.type] = 1
    table = article.weights
    return sum([table.get(name, 0.0) * amount for name, amount in has.items() if amount])


def _form(claim: Claim) -> dict[str, float]:
    made = claim.construction
    if made.marker is Marker.FIGURE:
        return {"figure": 1}
    if made.marker is Marker.WORDING and claim.kind is Kind.FACT:
        return {"doubt": 1}
    return {"phrase": made.complement is Complement.OBJECT or made.order is Order.GAP}


def _speaker(text: str, claim: Claim) -> str:
    """Return what tells a source from others: its name, else its words, the same for "the firm" and "The firm"."""
    source = claim.source
    if source is None:
        return ""
    return source.name or (text[source.start : source.end].casefold() if source.start is not None else "")
