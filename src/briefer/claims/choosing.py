"""Which claims an editor would print: central ones first, with what speaks against them, nobody heard too often."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from briefer.claims.comparing import SAME, Candidate, Overlaps, find_supports, similarity, weigh
from briefer.claims.disputes import answers, find_caveats
from briefer.claims.slices import may_be
from briefer.grammar.nouns import singular
from briefer.languages import get, load_words
from briefer.model import Claim, Complement, Kind, Marker, Role, Score, Sentence, SourceEntry, SourceType
from briefer.words import Words

A_SOURCE = 2  # key claims of one source at most
AGAIN = -0.5  # a fact of a sentence that the summary has
FEW = 3  # key claims up to which facts of the article's own fill the list
NEVER = frozenset({Kind.REFUSAL, Kind.QUESTION})  # nothing is claimed
KIND_WEIGHTS = {  # added to a claim's score: what an editor looks for beyond the centrality of the sentence
    Kind.DENIAL: 0.5,
    Kind.THREAT: 0.5,
    Kind.UNCERTAINTY: 0.5,
    Kind.ALLEGATION: 0.35,
    Kind.BELIEF: 0.2,
    Kind.PROMISE: 0.2,
    Kind.DEMAND: 0.15,
    Kind.FACT: 0.1,
    Kind.INTENTION: -0.1,
}
TYPE_WEIGHTS = {SourceType.PERSON: 0.15, SourceType.DOCUMENT: 0.15, SourceType.GROUP: -0.15}
HEADLINE_WEIGHT = 0.8  # of the share of a claim's words that stand in the headline
RANK_WEIGHT = 0.6  # of the sentence's place among the scores, 0 to 1
EARLY_WEIGHT = 0.2  # of being early in the article
LEAD = (0.5, 0.3)  # added in the first sentences of the body, where news has its central claim
TOPIC_WORDS = 3  # of a claim that are asked for
TOPIC_WEIGHT = 0.5  # of how often the article uses the claim's words
REPETITION = 0.5  # taken off for a claim as near as can be to one chosen already
CROWDING, CROWDING_AUTHOR = 0.8, 0.5  # taken off for each claim already chosen of the same source
DOUBT = 0.25  # added for what the author says is not so or has not happened
PHRASE = -0.25  # a bare noun phrase says less than a clause
FIGURE = -0.35  # a figure of the author's stands behind what people say
OUTER = -0.3  # a report of a report, where the inner one is a claim as well
LEANING = -0.45  # opens with a pronoun that nothing in the slice explains
LEAD_FIGURES = 3  # sentences of the body whose figures may be key; later ones need words of the headline
CARRIED = 2  # words of the headline that a later figure needs
FULL, FULL_WEIGHT = 8, 0.4  # telling words of a claim that says enough, and what that is worth
SHORTEST, LONGEST = 4, 45  # words between which a claim reads well
LEAST = 0.5  # score below which nothing is key


class Bag(dict[str, str]):
    """Maps a token as it stands to the word that tells texts apart, "" for the others; grows as it is asked."""

    LIMIT = 100_000  # entries, so that a corpus of noise cannot eat the memory

    def __missing__(self, token: str) -> str:
        if len(self) > self.LIMIT:
            self.clear()
        lower = token.lower()
        word = ""
        telling = len(token) > 3 or (len(token) > 1 and token[0].isupper()) or token.isdigit()
        if telling and token[0].isalnum() and lower not in get("en").stop_words:
            word = singular(lower.removesuffix("."))
        self[token] = word
        return word


@cache
def _bag() -> Bag:
    return Bag()


def _section(name: str) -> frozenset[str]:
    return load_words("en", "key_claims.txt", name)


def choose(
    text: str,
    sentences: Sequence[Sentence],
    words: Words,
    claims: Sequence[Claim],
    scores: Sequence[Score],
    number: int,
    title: str | None = None,
    summary: Sequence[int] = (),
) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """Return the claims with score, caveats and supports set, and the ids of the key claims, best first.

    Key claims are of high confidence; at most two are of one source; a denial follows the claim that it denies.
    Where hardly anybody says anything, facts of the article's own fill the list, rather of sentences that are not
    among those of the `summary`. The choice is greedy with a penalty for repetition: maximal marginal
    relevance (Carbonell and Goldstein, 1998).
    """
    article = _Article(text, sentences, words, scores, title)
    article.reported = {claim.sentence for claim in claims if claim.via}
    candidates = [_candidate(article, claim) for claim in claims]
    overlaps = Overlaps(candidates)
    supports = find_supports(candidates, overlaps, article.topic)
    caveats = find_caveats(text, candidates, overlaps)
    replies = answers(caveats)
    said = [c for c in candidates if _may_be_key(article, c, reply=c.claim.id in replies)]
    facts = [_told_again(candidate, summary) for candidate in candidates if _is_fact(candidate)]
    choice = _Choice(said + facts, supports, article.topic)
    _greedy(choice, len(said), caveats, number)
    _fill(choice, range(len(said), len(choice.pool)), min(number, FEW))
    chosen = tuple(candidate.claim.id for candidate in choice.chosen)
    complete = tuple(
        replace(
            candidate.claim,
            score=candidate.score,
            caveats=caveats.get(candidate.claim.id, ()),
            supports=supports.get(candidate.claim.id, ()),
        )
        for candidate in candidates
    )
    return complete, chosen


def tally(claims: Sequence[Claim]) -> tuple[SourceEntry, ...]:
    """Return the sources of an article, the most heard first, then by their first claim."""
    rows: dict[tuple[str, SourceType], list[str]] = {}
    for claim in claims:
        if claim.source:
            rows.setdefault((claim.source.name or "unnamed", claim.source.type), []).append(claim.id)
    entries = [SourceEntry(name, kind, len(ids), tuple(ids)) for (name, kind), ids in rows.items()]
    return tuple(sorted(entries, key=lambda entry: -entry.mentions))


class _Article:
    """What the claims are weighed against: the headline, the topic, the order of sentences by score."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], words: Words, scores: Sequence[Score], title: str | None
    ) -> None:
        self.text = text
        self.words = words
        self.sentences = sentences
        self.reported: set[int] = set()  # sentences that hold a report within a report
        body = [sentence.index for sentence in sentences if sentence.role is Role.BODY]
        bags = {index: self._of(*words.bounds[index : index + 2]) for index in body}
        self.headline = self._headline(body, bags, title)
        ranked = sorted(body, key=lambda index: (-scores[index].value, index))
        self.places = {index: 1 - place / len(ranked) for place, index in enumerate(ranked)}
        self.order = {index: place for place, index in enumerate(body)}
        counts = Counter(word for found in bags.values() for word in found)
        most = max(counts.values(), default=1)
        self.topic = {word: count / most for word, count in counts.items() if count > 1}

    def _of(self, first: int, last: int) -> set[str]:
        found = set(map(_bag().__getitem__, self.words.texts[first:last]))
        found.discard("")
        return found

    def _headline(self, body: Sequence[int], bags: Mapping[int, set[str]], title: str | None) -> frozenset[str]:
        """Return the words of headline and dek, and of the first body sentence where there is neither."""
        found: set[str] = set()
        for sentence in self.sentences:
            if sentence.role in (Role.HEADLINE, Role.DEK):
                found |= self._of(*self.words.bounds[sentence.index : sentence.index + 2])
        if title and not found:
            bag = _bag()
            found = {word for token in title.split() if (word := bag[token.strip(",.:;!?'\"“”‘’()")])}
        return frozenset(found or (bags[body[0]] if body else set()))

    def content(self, claim: Claim) -> frozenset[str]:
        """Return the telling words of a claim's content."""
        starts = self.words.starts
        found: set[str] = set()
        for span in claim.content:
            found |= self._of(bisect_left(starts, span.start), bisect_left(starts, span.end))
        return frozenset(found)

    def leans(self, claim: Claim) -> bool:
        """Tell whether the slice opens with a pronoun that stands for something outside of it."""
        at = bisect_left(self.words.starts, claim.start)
        lower = self.words.lower
        last = min(at + 3, len(lower))
        quoted = not lower[at][0].isalnum()
        while at < last and (not lower[at][0].isalnum() or lower[at] in _section("openers")):
            at += 1
        if at == last or claim.construction.marker is Marker.WORDING or lower[at] not in _section("leaning"):
            return False
        if lower[at + 1 : at + 2] == ["who"]:
            return False
        return quoted or not may_be(claim.source, lower[at])


def _candidate(article: _Article, claim: Claim) -> Candidate:
    words = article.content(claim)
    return Candidate(
        claim, words, weigh(words, article.topic), _score(article, claim, words), _speaker(article.text, claim)
    )


def _score(article: _Article, claim: Claim, words: frozenset[str]) -> float:
    length = sum(span.end - span.start for span in claim.content) / 6  # about six code points a word
    topic = article.topic
    best = sorted((topic.get(word, 0.0) for word in words), reverse=True)[:TOPIC_WORDS]
    order = article.order.get(claim.sentence, len(LEAD))
    score = RANK_WEIGHT * article.places.get(claim.sentence, 0.0)
    score += HEADLINE_WEIGHT * len(words & article.headline) / (len(words) + 3)
    score += TOPIC_WEIGHT * sum(best) / TOPIC_WORDS
    score += EARLY_WEIGHT * (1 - article.order.get(claim.sentence, 0) / max(1, len(article.order)))
    score += KIND_WEIGHTS.get(claim.kind, 0.0)
    if order < len(LEAD):
        score += LEAD[order]
    if claim.source:
        score += TYPE_WEIGHTS.get(claim.source.type, 0.0)
    score += FULL_WEIGHT * min(len(words), FULL) / FULL
    score += _form(claim)
    if claim.sentence in article.reported and not claim.via:
        score += OUTER
    if claim.confidence == "high" and article.leans(claim):
        score += LEANING
    if length < SHORTEST:
        score -= 0.5
    elif length > LONGEST:
        score -= 0.15
    return score


def _form(claim: Claim) -> float:
    if claim.construction.marker is Marker.FIGURE:
        return FIGURE
    if claim.construction.marker is Marker.WORDING and claim.kind is Kind.FACT:
        return DOUBT
    return PHRASE if claim.construction.complement is Complement.OBJECT else 0.0


def _may_be_key(article: _Article, candidate: Candidate, *, reply: bool) -> bool:
    """Tell whether a claim can be key; a `reply` disputes another claim, and needs no score to stand beside it."""
    claim = candidate.claim
    if claim.confidence != "high" or claim.kind in NEVER:
        return False
    if not reply and (not candidate.words or candidate.score < LEAST):
        return False
    if claim.construction.marker is Marker.FACT:
        return False
    if claim.construction.marker is Marker.FIGURE:
        late = article.order.get(claim.sentence, LEAD_FIGURES) >= LEAD_FIGURES
        return not late or len(candidate.words & article.headline) >= CARRIED
    return True


def _is_fact(candidate: Candidate) -> bool:
    claim = candidate.claim
    return claim.construction.marker is Marker.FACT and claim.confidence == "high"


def _told_again(candidate: Candidate, summary: Sequence[int]) -> Candidate:
    """Return a fact, with less of a score when the summary has its sentence."""
    return candidate._replace(score=candidate.score + AGAIN * (candidate.claim.sentence in summary))


def _speaker(text: str, claim: Claim) -> str:
    """Return what tells a source from others: its name, else its words, the same for "the firm" and "The firm"."""
    source = claim.source
    if source is None:
        return ""
    return source.name or (text[source.start : source.end].casefold() if source.start is not None else "")


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


class _Choice:
    """The key claims so far, and what each of the others would repeat."""

    def __init__(
        self, pool: Sequence[Candidate], supports: Mapping[str, tuple[str, ...]], topic: Mapping[str, float]
    ) -> None:
        self.pool = pool
        self.topic = topic
        self.supports = supports
        self.chosen: list[Candidate] = []
        self.used: Counter[str] = Counter()
        self.barred: set[str] = set()
        self.repeated = [0.0] * len(pool)

    def open_to(self, candidate: Candidate) -> bool:
        most = FEW if candidate.claim.construction.marker is Marker.FACT else A_SOURCE
        return candidate.claim.id not in self.barred and self.used[candidate.speaker] < most

    def take(self, candidate: Candidate) -> None:
        self.chosen.append(candidate)
        self.used[candidate.speaker] += 1
        self.barred.add(candidate.claim.id)
        self.barred.update(self.supports.get(candidate.claim.id, ()))
        for at, other in enumerate(self.pool):
            if other.speaker == candidate.speaker and _overlap(other.claim, candidate.claim):
                self.barred.add(other.claim.id)  # the same words would be printed twice
            self.repeated[at] = max(self.repeated[at], similarity(candidate, other, self.topic))

    def best(self, places: Iterable[int]) -> Candidate | None:
        """Return the best of those at some places of the pool, None when none of them is left."""
        found: Candidate | None = None
        highest = 0.0
        for at in places:
            candidate, repeated = self.pool[at], self.repeated[at]
            if not self.open_to(candidate) or (repeated >= SAME and len(candidate.words) > 2):
                continue
            crowding = CROWDING if candidate.claim.cue else CROWDING_AUTHOR
            score = candidate.score - REPETITION * repeated - crowding * self.used[candidate.speaker]
            if found is None or score > highest:
                found, highest = candidate, score
        return found


def _greedy(choice: _Choice, last: int, caveats: Mapping[str, tuple[str, ...]], number: int) -> None:
    """Choose the best of the first `last` of the pool again and again, and what denies a chosen one with it."""
    by_id = {candidate.claim.id: candidate for candidate in choice.pool[:last]}
    while len(choice.chosen) < number and (best := choice.best(range(last))) is not None:
        choice.take(best)
        for identity in caveats.get(best.claim.id, ()):
            denial = by_id.get(identity)
            if denial and len(choice.chosen) < number and choice.open_to(denial):
                choice.take(denial)


def _fill(choice: _Choice, facts: range, number: int) -> None:
    """Choose the best facts until there are `number` key claims."""
    while len(choice.chosen) < number and (best := choice.best(facts)) is not None:
        choice.take(best)
