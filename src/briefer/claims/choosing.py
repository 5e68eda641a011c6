"""Which claims an editor would print: central ones first, with what speaks against them, nobody heard too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from briefer.claims.comparing import SAME, Candidate, Overlaps, find_supports, similarity
from briefer.claims.contradicting import told_as_denials
from briefer.claims.disputes import answers, find_caveats
from briefer.claims.weighing import Article, weighed
from briefer.construction import Marker
from briefer.grammar.parsing import Parse
from briefer.languages import load_words
from briefer.model import Claim, Kind, Polarity, Score, SourceEntry, SourceType

# Set by hand. A quarter more or less changes the key claims of so many in a hundred mixed articles: REPETITION 13,
# CROWDING 5 to 14, ANNOUNCED 4, NAMED_SHARE up to 23 (one of two words no longer suffices), the others none.
A_SOURCE = 2  # key claims of one source at most
AGAIN = -0.5  # a fact of a sentence that the summary has
REPLY = 6  # the seat kept for a denial: the last of a brief as usual, whatever is asked for, so that fewer open more
FEW = 3  # key claims up to which facts of the article's own fill the list
NEVER = frozenset({Kind.REFUSAL, Kind.QUESTION})  # nothing is claimed
REPETITION = 0.5  # taken off for a claim as near as can be to one chosen already
CROWDING, CROWDING_AUTHOR = 0.5, 0.5  # taken off for each claim already chosen of the same source
LEAD_FIGURES = 3  # sentences of the body whose figures may be key; later ones need words of the headline
CARRIED = 2  # words of the headline that a later figure needs
LEAST = 0.0  # score below which nothing is key
ANNOUNCED = 0.4  # share of the headline's words from which on a claim is the news
ANSWERED = frozenset({Kind.ALLEGATION, Kind.CRITICISM})  # whom they name is to be heard
NAMED_SHARE = 0.5  # share of the words of a name by which a claim speaks of somebody


def choose(
    parse: Parse,
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
    article = Article(parse, scores, title, summary)
    article.reported = {claim.sentence for claim in claims if claim.via}
    candidates = _by_full_name([weighed(article, claim) for claim in claims])
    if denials := told_as_denials(parse, candidates):
        candidates = _by_full_name([weighed(article, denials.get(claim.id, claim)) for claim in claims])
    overlaps = Overlaps(candidates)
    supports = find_supports(candidates, overlaps, article.topic)
    caveats = find_caveats(parse, candidates, overlaps)
    replies = answers(caveats)
    said = [c for c in candidates if _may_be_key(article, c, reply=c.claim.id in replies)]
    facts = [_told_again(candidate, summary) for candidate in candidates if _is_fact(candidate)]
    choice = _Choice(article, said + facts, supports, summary)
    _greedy(choice, len(said), caveats, number)
    _fill(choice, range(len(said), len(choice.pool)), min(number, FEW))
    chosen = tuple(candidate.claim.id for candidate in choice.chosen)
    complete = tuple(
        one.claim.weighed(one.score, caveats.get(one.claim.id, ()), supports.get(one.claim.id, ()))
        for one in candidates
    )
    return complete, chosen


def tally(claims: Sequence[Claim]) -> tuple[SourceEntry, ...]:
    """Return the sources of an article, the most heard first, then by their first claim.

    Capitals make no difference: the name is as first written.
    """
    rows: dict[tuple[str, SourceType], list[str]] = {}
    names: dict[tuple[str, SourceType], str] = {}
    for claim in claims:
        if claim.source:
            name = claim.source.name or "unnamed"
            key = name.casefold(), claim.source.type
            names.setdefault(key, name)
            rows.setdefault(key, []).append(claim.id)
    entries = [SourceEntry(names[key], key[1], len(ids), tuple(ids)) for key, ids in rows.items()]
    return tuple(sorted(entries, key=lambda entry: -entry.mentions))


def _may_be_key(article: Article, candidate: Candidate, *, reply: bool) -> bool:
    """Tell whether a claim can be key; a `reply` disputes another claim, and need not say much to stand beside it."""
    claim = candidate.claim
    if claim.confidence != "high" or claim.kind in NEVER or not (reply or candidate.words):
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


def _by_full_name(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, those of a person's short name as of the full one, where one person alone bears it."""
    full: dict[str, set[str]] = {}
    for one in candidates:
        name = one.speaker.split()
        if one.claim.source and one.claim.source.type is SourceType.PERSON and len(name) > 1:
            for at in range(1, len(name)):
                full.setdefault(" ".join(name[at:]), set()).add(one.speaker)
    bearers = {short: next(iter(names)) for short, names in full.items() if len(names) == 1}
    return [one._replace(speaker=bearers[one.speaker]) if one.speaker in bearers else one for one in candidates]


def _overlap(one: Claim, other: Claim, *, most: bool) -> bool:
    """Tell whether two slices have words in common, or `most` of the words of the shorter one."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > (most and min(one.end - one.start, other.end - other.start) // 2)


class _Choice:
    """The key claims so far, and what each of the others would repeat."""

    def __init__(
        self,
        article: Article,
        pool: Sequence[Candidate],
        supports: Mapping[str, tuple[str, ...]],
        summary: Sequence[int] = (),
    ) -> None:
        self.article = article
        self.pool = pool
        self.supports = supports
        self.chosen: list[Candidate] = []
        self.used: Counter[str] = Counter()
        self.barred: set[str] = set()
        self.repeated = [0.0] * len(pool)
        self.summary = frozenset(summary)
        told = article.weights["told"]
        self.told = [told * (one.claim.sentence in summary) for one in pool]  # the news may be told again
        self.denied: Mapping[str, Sequence[Candidate]] = {}  # by the id of a denial, what it is about
        self.named = [0.0] * len(pool)  # what the source is owed for being spoken of in a claim chosen already

    def open_to(self, candidate: Candidate) -> bool:
        most = FEW if candidate.claim.construction.marker is Marker.FACT else A_SOURCE
        return candidate.claim.id not in self.barred and self.used[candidate.speaker] < most

    def take(self, candidate: Candidate) -> None:
        self.chosen.append(candidate)
        self.used[candidate.speaker] += 1
        self.barred.add(candidate.claim.id)
        self.barred.update(self.supports.get(candidate.claim.id, ()))
        for at, other in enumerate(self.pool):
            same = other.speaker == candidate.speaker
            if _overlap(other.claim, candidate.claim, most=not same):
                self.barred.add(other.claim.id)  # the same words would be printed twice
            if same and _denies_again(other, candidate, self.article.language):
                self.barred.add(other.claim.id)
            if not candidate.words.isdisjoint(other.words):
                self.repeated[at] = max(self.repeated[at], similarity(candidate, other, self.article.topic))
            if not same and _speaks_of(candidate, other):
                self.named[at] = self.article.weights["spoken_of"]

    def answer(self, accusation: Candidate, last: int) -> Candidate | None:
        """Return what the accused says for itself, denials before all else, None where it has been heard already."""
        if accusation.claim.kind not in ANSWERED:
            return None
        answers = [
            other
            for other in self.pool[:last]
            if not self.used[other.speaker] and self.open_to(other) and _speaks_of(accusation, other)
        ]
        return max(answers, key=lambda other: (other.claim.polarity is Polarity.DENIED, other.score), default=None)

    def subject_of(self, denial: Candidate) -> Candidate | None:
        """Return what a denial is about, None where that is chosen or in the summary."""
        denied = self.denied.get(denial.claim.id, [])
        if any(one in self.chosen or one.claim.sentence in self.summary for one in denied):
            return None
        about = [one for one in denied if self.open_to(one)]
        return max(about, key=lambda one: one.score, default=None)

    def reply(self, last: int) -> Candidate | None:
        """Return the best denial where none is chosen or in the summary: it has a seat of its own, the last one.

        What it denies has the seat behind it, so that both are among those of a brief as usual.
        """
        if len(self.chosen) not in (REPLY - 2, REPLY - 1):
            return None
        denials = [one for one in self.pool[:last] if one.claim.polarity is Polarity.DENIED]
        if any(one in self.chosen or one.claim.sentence in self.summary for one in denials):
            return None
        denials = [one for one in denials if self.open_to(one)]
        best = max(denials, key=lambda one: one.score, default=None)
        early = len(self.chosen) < REPLY - 1
        return None if early and (best is None or self.subject_of(best) is None) else best

    def best(self, places: Iterable[int]) -> Candidate | None:
        """Return the best of those at some places of the pool, None when none of them is left."""
        found: Candidate | None = None
        highest = 0.0
        for at in places:
            candidate, repeated = self.pool[at], self.repeated[at]
            if candidate.score < LEAST and candidate.claim.polarity is not Polarity.DENIED:
                continue
            if not self.open_to(candidate) or (repeated >= SAME and len(candidate.words) > 2):
                continue
            crowding = CROWDING if candidate.claim.cue else CROWDING_AUTHOR
            score = candidate.score - REPETITION * repeated - crowding * self.used[candidate.speaker]
            score += self.named[at] * (not self.used[candidate.speaker])
            score += self.told[at] * bool(self.chosen)
            if found is None or score > highest:
                found, highest = candidate, score
        return found


def _denies_again(other: Candidate, chosen: Candidate, language: str) -> bool:
    """Tell whether a source that is heard with a denial denies "the allegations" once more; both are of one source."""
    if other.claim.polarity is not Polarity.DENIED or chosen.claim.polarity is not Polarity.DENIED:
        return False
    return not load_words(language, "disputes.txt", "pointing").isdisjoint(other.words & chosen.words)


def _speaks_of(candidate: Candidate, other: Candidate) -> bool:
    """Tell whether a claim names the source of another: the one should be heard after the other."""
    return bool(other.party) and len(other.party & candidate.words) >= NAMED_SHARE * len(other.party)


def _announced(pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the claims that the headline announces: the one with most of its words, and one with those it quotes."""
    most = max(pool, key=lambda one: (one.announced, one.score), default=None)
    quoted = max((one for one in pool if one.quoted), key=lambda one: one.score, default=None)
    return [one for one in (most if most and most.announced >= ANNOUNCED else None, quoted) if one]


def _greedy(choice: _Choice, last: int, caveats: Mapping[str, tuple[str, ...]], number: int) -> None:
    """Choose the best of the first `last` of the pool again and again, the news before all others.

    What denies a chosen claim comes with it, and what is said by whom it accuses. What a chosen denial is about stands
    behind it, unless the summary tells it.
    """
    by_id = {candidate.claim.id: candidate for candidate in choice.pool[:last]}
    choice.denied = {
        denial: [by_id[identity] for identity, denials in caveats.items() if denial in denials and identity in by_id]
        for denial in answers(caveats)
    }
    news = _announced(choice.pool[:last])
    while len(choice.chosen) < number:
        first = next((one for one in news if choice.open_to(one)), None)
        best = first or choice.reply(last) or choice.best(range(last))
        if best is None:
            break
        denied = choice.subject_of(best)
        choice.take(best)
        if len(choice.chosen) < number and denied is not None:
            choice.take(denied)  # behind it, so that no accusation takes the last seat alone
        for identity in caveats.get(best.claim.id, ()):
            denial = by_id.get(identity)
            if denial and len(choice.chosen) < number and choice.open_to(denial):
                choice.take(denial)
        if len(choice.chosen) < number and (answer := choice.answer(best, last)) is not None:
            choice.take(answer)


def _fill(choice: _Choice, facts: range, number: int) -> None:
    """Choose the best facts until there are `number` key claims."""
    while len(choice.chosen) < number and (best := choice.best(facts)) is not None:
        choice.take(best)
