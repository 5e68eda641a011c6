"""Which claims an editor would print: central ones first, with what speaks against them, nobody heard too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefer.claims.nouns import singular
from briefer.model import Claim, Kind, Polarity, Role, Score, Sentence, SourceEntry, SourceType, Span
from briefer.words import Words

A_SOURCE = 2  # key claims of one source at most
SAME = 0.6  # share of the smaller claim's words from which on two claims say the same
ABOUT = 0.5  # share of a denial's words from which on it is about a claim
DOUBTED = 0.6  # share of a claim's words that the author's doubt takes up
NEVER = frozenset({Kind.REFUSAL, Kind.QUESTION})  # nothing is claimed
UNDECIDED = NEVER | {Kind.UNCERTAINTY}  # these neither support a claim nor are supported
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
LEAD_WEIGHT = 0.2  # of being early in the article
TOPIC_WORDS = 3  # of a claim that are asked for
TOPIC_WEIGHT = 0.5  # of how often the article uses the claim's words
REPETITION = 0.5  # taken off for a claim as near as can be to one chosen already
CROWDING = 0.5  # taken off for each claim already chosen of the same source
DOUBT = 0.25  # added for what the author says is not so or has not happened
PHRASE = -0.25  # a bare noun phrase says less than a clause
FIGURE = -0.35  # a figure of the author's stands behind what people say
SHORTEST, LONGEST = 4, 45  # words between which a claim reads well
VAGUE_DENIALS = frozenset(
    [
        "allegation",
        "accusation",
        "claim",
        "charge",
        "report",
        "it",
        "that",
        "this",
        "them",
        "wrongdoing",
        "suggestion",
        "rumour",
        "rumor",
        "any",
        "all",
        "the",
    ]
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    claim: Claim
    words: frozenset[str]
    score: float


def choose(
    text: str,
    sentences: Sequence[Sentence],
    words: Words,
    claims: Sequence[Claim],
    scores: Sequence[Score],
    number: int,
) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """Return the claims with score, caveats and supports set, and the ids of the key claims, best first.

    Key claims are of high confidence; at most two are of one source; a denial follows the claim that it denies.
    The choice is greedy with a penalty for repetition: maximal marginal relevance (Carbonell and Goldstein, 1998).
    """
    headline = _headline_words(text, sentences, words)
    places = _places(sentences, scores)
    contents = [_content_words(text, claim) for claim in claims]
    topic = _topic(text, sentences)
    candidates = [
        _Candidate(claim, content, _score(claim, content, headline, topic, places, sentences))
        for claim, content in zip(claims, contents, strict=True)
    ]
    supports = _supports(candidates)
    caveats = _caveats(candidates)
    chosen = _greedy(candidates, supports, caveats, number)
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


def _content_words(text: str, claim: Claim) -> frozenset[str]:
    return frozenset(word for span in claim.content for word in _bag(span.of(text)))


def _bag(text: str) -> set[str]:
    """Return the words of a text that tell it from another: of four letters or more, or with a capital."""
    found = set()
    for token in text.split():
        word = token.strip("“”\"'‘’.,;:!?()[]—–-").removesuffix("’s").removesuffix("'s")
        if len(word) > 3 or (word[:1].isupper() and len(word) > 1) or word.isdigit():
            found.add(singular(word.lower()))
    return found


def _headline_words(text: str, sentences: Sequence[Sentence], words: Words) -> frozenset[str]:
    """Return the words of headline and dek, and of the first body sentence where there is neither."""
    spans = [Span(s.start, s.end) for s in sentences if s.role in (Role.HEADLINE, Role.DEK)]
    if not spans:
        spans = [Span(s.start, s.end) for s in sentences if s.role is Role.BODY][:1]
    return frozenset(word for span in spans for word in _bag(span.of(text)))


def _places(sentences: Sequence[Sentence], scores: Sequence[Score]) -> dict[int, float]:
    """Return the place of each body sentence among the scores: 1 for the best, towards 0 for the last."""
    body = [sentence.index for sentence in sentences if sentence.role is Role.BODY]
    ranked = sorted(body, key=lambda index: (-scores[index].value, index))
    return {index: 1 - place / len(ranked) for place, index in enumerate(ranked)}


def _topic(text: str, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return for each word in how many sentences of the body it stands, as a share of the most frequent one's."""
    counts = Counter(
        word
        for sentence in sentences
        if sentence.role is Role.BODY
        for word in _bag(text[sentence.start : sentence.end])
    )
    most = max(counts.values(), default=1)
    return {word: count / most for word, count in counts.items() if count > 1}


def _score(
    claim: Claim,
    words: frozenset[str],
    headline: frozenset[str],
    topic: Mapping[str, float],
    places: dict[int, float],
    sentences: Sequence[Sentence],
) -> float:
    length = sum(span.end - span.start for span in claim.content) / 6  # about six code points a word
    score = RANK_WEIGHT * places.get(claim.sentence, 0.0)
    score += HEADLINE_WEIGHT * len(words & headline) / (len(words) + 3)
    score += (
        TOPIC_WEIGHT * sum(sorted((topic.get(word, 0.0) for word in words), reverse=True)[:TOPIC_WORDS]) / TOPIC_WORDS
    )
    score += LEAD_WEIGHT * (1 - claim.sentence / max(1, len(sentences)))
    score += KIND_WEIGHTS.get(claim.kind, 0.0)
    if claim.source:
        score += TYPE_WEIGHTS.get(claim.source.type, 0.0)
    if claim.rule == "author figure":
        score += FIGURE
    elif claim.rule == "author" and claim.kind is Kind.FACT:
        score += DOUBT
    elif claim.rule.endswith("object"):
        score += PHRASE
    if length < SHORTEST:
        score -= 0.5
    elif length > LONGEST:
        score -= 0.15
    return score


def _similarity(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the shared part of the smaller claim, 0 where one is too small to tell."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller > 1 else 0.0


def _key(claim: Claim) -> str:
    source = claim.source
    if source is None:
        return ""
    return source.name or f"{source.start}"


def _supports(candidates: Sequence[_Candidate]) -> dict[str, tuple[str, ...]]:
    """Return for each claim the others in which another source says the same."""
    found: dict[str, list[str]] = {}
    for position, one in enumerate(candidates):
        for other in candidates[position + 1 :]:
            if one.claim.polarity is not other.claim.polarity or _key(one.claim) == _key(other.claim):
                continue
            if one.claim.kind in UNDECIDED or other.claim.kind in UNDECIDED or not (one.claim.cue and other.claim.cue):
                continue
            if len(one.words & other.words) > 3 and _similarity(one.words, other.words) >= SAME:
                found.setdefault(one.claim.id, []).append(other.claim.id)
                found.setdefault(other.claim.id, []).append(one.claim.id)
    return {identity: tuple(ids) for identity, ids in found.items()}


def _caveats(candidates: Sequence[_Candidate]) -> dict[str, tuple[str, ...]]:
    """Return for each claim the denials of it, and the author's own doubts about it.

    A denial is about a claim when it takes up the claim's words, or when it names nothing ("denied the allegations")
    and the claim, right before it, is an accusation that another source makes.
    """
    found: dict[str, list[str]] = {}
    for against in candidates:
        denies = against.claim.polarity is Polarity.DENIED
        if not denies and not (against.claim.kind is Kind.UNCERTAINTY and against.claim.rule == "author"):
            continue
        for other in candidates:
            if other.claim.id != against.claim.id and _is_against(against, other, denies=denies):
                found.setdefault(other.claim.id, []).append(against.claim.id)
    return {identity: tuple(ids) for identity, ids in found.items()}


def _is_against(against: _Candidate, other: _Candidate, *, denies: bool) -> bool:
    claim = other.claim
    if claim.polarity is Polarity.DENIED or claim.cue is None or _key(claim) == _key(against.claim):
        return False
    shared = len(against.words & other.words)
    if not denies:
        return shared > 2 and shared / len(other.words) >= DOUBTED
    if shared > 1 and shared / len(against.words) >= ABOUT:
        return True
    near = 0 <= against.claim.paragraph - claim.paragraph <= 1 and claim.content[0].start < against.claim.start
    return against.words <= VAGUE_DENIALS and near and claim.kind in (Kind.ALLEGATION, Kind.CRITICISM)


def _greedy(
    candidates: Sequence[_Candidate],
    supports: dict[str, tuple[str, ...]],
    caveats: dict[str, tuple[str, ...]],
    number: int,
) -> tuple[str, ...]:
    pool = [c for c in candidates if c.claim.confidence == "high" and c.claim.kind not in NEVER and c.words]
    by_id = {candidate.claim.id: candidate for candidate in pool}
    chosen: list[_Candidate] = []
    used: dict[str, int] = {}
    barred: set[str] = set()

    def take(candidate: _Candidate) -> None:
        chosen.append(candidate)
        used[_key(candidate.claim)] = used.get(_key(candidate.claim), 0) + 1
        barred.add(candidate.claim.id)
        barred.update(supports.get(candidate.claim.id, ()))

    while len(chosen) < number:
        best: _Candidate | None = None
        best_score = 0.0
        for candidate in pool:
            claim = candidate.claim
            if claim.id in barred or used.get(_key(claim), 0) >= A_SOURCE:
                continue
            repeated = max((_similarity(candidate.words, other.words) for other in chosen), default=0.0)
            if repeated >= SAME and len(candidate.words) > 2:
                continue
            score = candidate.score - REPETITION * repeated - CROWDING * used.get(_key(claim), 0)
            if best is None or score > best_score:
                best, best_score = candidate, score
        if best is None:
            break
        take(best)
        for identity in caveats.get(best.claim.id, ()):
            denial = by_id.get(identity)
            if (
                denial
                and identity not in barred
                and len(chosen) < number
                and used.get(_key(denial.claim), 0) < A_SOURCE
            ):
                take(denial)
    return tuple(candidate.claim.id for candidate in chosen)
