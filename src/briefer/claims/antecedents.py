"""What a clause without a head of its own hangs on: "a leak in the bay, | which the firm denied any role in"."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.construction import Complement, Marker, Order
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.patterns import pattern

# A noun phrase with what hangs on it, up to where it must end
PHRASE = pattern("DET{0,3} [NOUN NUM TIME]++ (?: [OF PREP POSS] DET{0,3} [NOUN NUM TIME]++)*+ $")
HEADS = pattern("[DET NOUN NUM]")
LAST = pattern("PREP (DET [NOUN NUM VERB POSS]++ (?: OF DET{0,3} [NOUN NUM]++)*+) $")
FARTHEST = 30  # tokens over which an antecedent is looked for
VERBAL = frozenset("AVvG")


def before_relative(parse: Parse, pronoun: int, phrase: Tokens) -> int:
    """Return the token that the antecedent of a relative pronoun begins with, `pronoun` itself if none is sure.

    Of a `phrase` that opens with a verb it is what follows the verb: "killed in | strikes on Monday, which …", and of
    that rather the end, where an article shows it to be one phrase: "claimed responsibility for | the attack, which …".
    """
    first, last = phrase
    tags = parse.tags
    if not first < last <= pronoun or pronoun - last > 2:
        return pronoun
    if tags[first] not in VERBAL:
        return first
    if end := LAST.search(tags, first, last):
        return end.start(1)
    verb = max(at for at in range(first, last) if tags[at] in VERBAL)
    found = HEADS.search(tags, verb + 1, last)
    return found.start() if found else pronoun


def before_gap(parse: Parse, attribution: Attribution, first: int) -> int | None:
    """Return the token at which to begin a clause whose subject stands before its report, None where it has its own.

    "The man who police said | had died", "a garage they said | had been used". Only a phrase right before it counts.
    """
    made = attribution.construction
    if made.marker is not Marker.VERB or made.order is not Order.AFTER or made.complement is not Complement.CLAUSE:
        return None
    if attribution.source is None or parse.tags[first] not in "AVv" or parse.quoted[first]:
        return None
    start = parse.words.bounds[attribution.sentence]
    end = attribution.source[0]
    if end > start and parse.tags[end - 1] in "WT":
        end -= 1
    if end > start and parse.tags[end - 1] in ",-":
        end -= 1
    for at in range(max(start, end - FARTHEST), end):
        if PHRASE.match(parse.tags, at, end):
            return at
    return None
