"""Who the subject of a cue is: the phrase before it, with the clause it ends in, or what a pronoun points back to."""

from __future__ import annotations

from briefer.claims.parts.cues import Cue
from briefer.claims.parts.scanning import Scan, floor_before
from briefer.claims.parts.shared_subjects import shared_subject
from briefer.construction import Marker, Order
from briefer.grammar.nouns import nouns, singular
from briefer.grammar.parsing import Tokens
from briefer.grammar.patterns import pattern
from briefer.grammar.phrases import phrase_before, subject_before

LONGEST_RELATIVE = 25  # tokens between a subject's head and its verb
FRONTED = pattern("PREP [DET NOMINAL OF PREP TIME]{1,8}+ ,")  # "In a separate case, | the family of a man …"
WITHIN = frozenset("DNnZvLSFIMVGBRAWTHO")  # classes within a noun phrase with a participle or a clause
GOVERNING = frozenset("SFvVGI")  # classes whose object stands right behind them
GOVERNING_FAR = frozenset({"S", "F", "I"})  # "to save | the pier": the verb may look like a noun
CLAUSE_IN_PHRASE = pattern("DET{0,3} NOUN++ VERB")
LONG_SUBJECT = pattern(
    """DET{0,3} [NOUN NUM POSS]++ [NOMINAL DET OF PREP TO TIME WHILE CUE ING ADV]*+
    (?: [WHO THAT ASKS] [NOMINAL DET OF PREP TO TIME WHILE CUE ING ADV AUX OBJ]*+ )?+"""
)
# A clause with one comma only: "The singer who is known for her jokes, | said"
HALF_SET_OFF = pattern('DET{0,3} [NOUN NUM]++ (?P<who>WHO) [^ , ; : " CUE]{2,20}+')
RE_RELATIVE_SUBJECT = pattern(
    """DET{0,3} NOMINAL++ (?:[OF PREP] DET{0,3} NOMINAL++)*+ (?P<pronoun>WHO) ADV*+ [AUX CUE VERB WORD]
    [^ , ; : " WHO THAT ASKS WHILE PRON CUE]*+ $"""
)


def subject_of(here: Scan, cue: Cue) -> tuple[Tokens | None, bool]:
    """Return the subject of a cue, clauses in it included, and whether the cue stands in a relative clause to it.

    It is looked for once a cue, whichever construction asks first.
    """
    if here.subject is None or here.subject[0] is not cue:
        here.subject = (cue, *_found(here, cue))
    return here.subject[1:]


def _found(here: Scan, cue: Cue) -> tuple[Tokens | None, bool]:
    """Return the subject of a cue, clauses in it included, and whether the cue stands in a relative clause to it."""
    parse, tags = here.parse, here.parse.tags
    unnamed = _unnamed(here, cue.start)
    if unnamed:
        return unnamed, False
    subject = subject_before(parse, cue.start, floor_before(here, cue.start))
    if subject is None and here.found and cue.start > here.first and tags[cue.start - 1] == ",":
        subject = subject_before(parse, cue.start, here.first)  # the claim found lies in the apposition
    if subject is None and here.found and here.covered == cue.start:
        # The claim found may lie in a clause of the subject: "two members who opposed the plan | said".
        ended = subject_before(parse, cue.start, here.first)
        whole = with_relative(here, ended) if ended else None
        subject = whole if whole != ended else None
    if subject is None and cue.start > here.first and tags[cue.start - 1] in "WT":
        antecedent = antecedent_of(here, cue.start - 1)
        if antecedent:
            return antecedent[0], True
    if subject is None and cue.start > here.first and tags[cue.start - 1] == ",":
        match = HALF_SET_OFF.fullmatch(tags, here.first, cue.start - 1)
        subject = ((here.first, match.end()), (here.first, match.start("who"))) if match else None
    subject = _from_opening(here, cue.start, subject) or shared_subject(here, cue)
    if subject is None:
        return None, False
    return with_relative(here, _past_time(here, subject))[0], False


def _past_time(here: Scan, subject: tuple[Tokens, Tokens]) -> tuple[Tokens, Tokens]:
    """Return the subject before a time that stands between it and its verb: "The bank | this week | said"."""
    start, end = subject[0]
    tags = here.parse.tags
    if not set(tags[start:end]) <= set("DMZ") or "M" not in tags[start:end] or start <= here.first:
        return subject
    earlier = subject_before(here.parse, start, floor_before(here, start))
    if earlier and tags[start - 1] == "M" and earlier[0][1] == start:
        whole = (earlier[0][0], end)
        return whole, whole  # "Notes over the last | several weeks"
    return earlier if earlier and tags[start - 1] not in ",SF" else subject


def _from_opening(here: Scan, end: int, subject: tuple[Tokens, Tokens] | None) -> tuple[Tokens, Tokens] | None:
    """Return the subject from where its clause opens, if what was found is but the end of a longer phrase.

    What a preposition or a verb governs is no subject: "Crews testing remains found in graves in southern Marle | say",
    "the head of the union that runs the port | said".
    """
    tags = here.parse.tags
    start = subject[0][0] if subject else end
    if subject and (tags[start] in "PO" or not _is_governed(here, start)):
        return subject
    opening = _opening(here, start) if subject or tags[end - 1] in "nNMZO" else None
    if (
        opening is None
        or LONG_SUBJECT.fullmatch(tags, opening, end) is None
        or not _is_one_phrase(here, opening, start)
    ):
        return subject
    whole = (opening, end if subject is None else subject[0][1])
    here.found = [made for made in here.found if made.cue[0] < opening]
    return whole, whole


def _is_governed(here: Scan, start: int) -> bool:
    """Tell whether a preposition or a verb stands right before a phrase: it is that word's object."""
    if start <= here.first:
        return False
    tags = here.parse.tags
    if tags[start - 1] == "H":
        return CLAUSE_IN_PHRASE.match(tags, start) is not None  # "a school where | two pupils fell ill | said"
    before = tags[here.first : start].rstrip("n")[-1:]
    return tags[start - 1] in GOVERNING or before in GOVERNING_FAR or here.parse.words.lower[start - 1] == "since"


def _opening(here: Scan, start: int) -> int | None:
    """Return where the clause opens in which a token stands: with the sentence, behind a quotation or a comma."""
    tags, opening = here.parse.tags, start
    lowest = max(here.first, start - LONGEST_RELATIVE)
    while opening > lowest and tags[opening - 1] in WITHIN and not here.parse.quoted[opening - 1]:
        opening -= 1
    while opening < start and tags[opening] in "R":
        opening += 1
    adverbial = opening > here.first and FRONTED.fullmatch(tags, here.first, opening) is not None
    opens = (
        adverbial
        or opening == here.first
        or (tags[opening - 1] in 'CKR",' and not tags[here.first : opening].strip("CKR"))
    )
    return opening if opening < start and (opens or here.parse.quoted[opening - 1]) else None


def _is_one_phrase(here: Scan, opening: int, end: int) -> bool:
    """Tell whether no report of its own stands in a phrase, but one that a participle or a clause of it makes."""
    return all(
        made.construction.marker is Marker.PARTICIPLE or made.source == (made.cue[0] - 1, made.cue[0])
        for made in here.found
        if opening < made.cue[0] < end
    )


def _unnamed(here: Scan, before: int) -> Tokens | None:
    """Return a subject with a clause in which it asks to stay unnamed: "a nurse who asked not to be named"."""
    parse = here.parse
    lower = parse.words.lower
    end = before - (before > here.first and parse.tags[before - 1] == ",")
    if end <= here.first or lower[end - 1] not in here.listed("unnamed"):
        return None
    for at in range(end - 2, max(here.first, end - LONGEST_RELATIVE), -1):
        if lower[at] == "who":
            comma = at - (parse.tags[at - 1] == ",")
            phrase = phrase_before(parse, comma, here.first)
            if phrase is None:
                return None
            here.found = [made for made in here.found if made.cue[0] < phrase[0]]
            return (phrase[0], end)
    return None


def opens_with_subject(here: Scan, before: int) -> bool:
    """Tell whether the sentence opens with a subject whose apposition ends right here: "X, the mayor, said"."""
    subject = subject_before(here.parse, before, floor_before(here, before))
    return subject is not None and (
        subject[0][0] <= floor_before(here, before) or here.parse.quoted[subject[0][0] - 1] == 1
    )


def with_relative(here: Scan, subject: tuple[Tokens, Tokens]) -> tuple[Tokens, Tokens]:
    """Return the subject with the clause that it ends in: "two members who opposed the plan | said"."""
    start = subject[0][0]
    if here.parse.tags[start] == "v" and start > here.first and here.parse.tags[start - 1] == "W":
        start += 1  # "residents who | lost homes | said"
    floor = max(here.first, start - LONGEST_RELATIVE)
    match = RE_RELATIVE_SUBJECT.search(here.parse.tags[floor:start])
    if match is None or any(
        made.construction.order is not Order.GAP and made.cue[0] < floor + match.start("pronoun") for made in here.found
    ):
        return subject
    whole = (floor + match.start(), subject[0][1])
    here.found = [made for made in here.found if made.cue[0] < whole[0]]
    return whole, (floor + match.start(), floor + match.start("pronoun"))


def antecedent_of(here: Scan, relative: int) -> tuple[Tokens, Tokens] | None:
    """Return the noun phrase before "who" or "which", for "X, who said"; the pronoun if there is none."""
    parse = here.parse
    end = relative
    if end > here.first and parse.tags[end - 1] == ",":
        end -= 1
    phrase = phrase_before(parse, end, here.first) if end > here.first else None
    if phrase is None and parse.words.lower[relative] == "who":
        phrase = _behind_preposition(here, end)
    if phrase is not None and parse.words.lower[relative] == "who":
        phrase = _without_places(here, phrase)
        phrase = _nearer(here, phrase) if phrase else None
    if phrase is None:
        phrase = (relative, relative + 1)
        return (phrase, phrase) if parse.words.lower[relative] == "who" else None
    return (phrase, phrase)


def _behind_preposition(here: Scan, end: int) -> Tokens | None:
    """Return the phrase that a preposition governs: "with | a number of divers | who"."""
    tags, start = here.parse.tags, end
    while start > here.first and (tags[start - 1] in "DNnZvLF"):
        start -= 1
    governed = start < end and start > here.first and tags[start - 1] in "SI"
    return phrase_before(here.parse, end, start) if governed else None


def _nearer(here: Scan, phrase: Tokens) -> Tokens:
    """Return who is behind the preposition, where what is before it is no person: "criticism from | Roe, | who"."""
    tags, types = here.parse.tags, nouns(here.parse.language).types
    lower = here.parse.words.lower
    at = next((at for at in range(phrase[0] + 1, phrase[1] - 1) if lower[at] in ("from", "by", "for")), None)
    if at is None or tags[at - 1] != "n":
        return phrase
    heads = [singular(lower[head]) for head in (at - 1, phrase[1] - 1)]
    if heads[0] in types or not (tags[phrase[1] - 1] == "N" or heads[1] in types):
        return phrase
    return (at + 1, phrase[1])


def _without_places(here: Scan, phrase: Tokens) -> Tokens | None:
    """Return the phrase before a place set off by a comma: "a doctor from Marle, | Norland, | who said"."""
    places = nouns(here.parse.language).places
    words, tags = here.parse.words, here.parse.tags
    start, end = phrase
    while " ".join(words.lower[start:end]) in places and start - 2 > here.first and tags[start - 1] == ",":
        earlier = phrase_before(here.parse, start - 1, here.first)
        if earlier is None:
            return None
        start, end = earlier
    return (start, end)
