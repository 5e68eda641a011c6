"""What the author adds behind reported words: a view of them, their effect, facts against them, a denial."""

from __future__ import annotations

from briefer.grammar.listed import listed
from briefer.grammar.nouns import singular
from briefer.grammar.parsing import Parse
from briefer.grammar.patterns import pattern
from briefer.languages import load_words

SUMMARY = pattern("DET [NOUN VERB]{0,2} (?: [THAT OF TO WHO] | [CUE VERB] PREP)")
DENIED_ASIDE = pattern(
    """DET? WORD?? (?P<noun>[WORD CUE PRON]) [THAT WHO]?+ (?:PRON | DET{0,2} NOMINAL{1,5}+ | DET) ADV*+
    (?:AUX ADV*+)?+ CUE (?= $ | [. , ; -])"""
)
# Behind a dash up to the end: "– a feat that nobody has repeated"
GLOSS = pattern(
    """DET (?! NOUN*+ ADV*+ FINITE) [NOUN VERB NUM ADV AND POSS]++
    (?: [OF PREP TO ING] [DET NOUN VERB NUM ADV AND POSS TIME OF PREP ,]*+ )?+
    (?: $ | [.] | ,? [THAT WHO] [^ - ; : " ]*+ (?: $ | [.]) )"""
)
JUDGED_BY_FACTS = pattern("ADV*+ DET? [NOUN OF NUM POSS DET]{1,7}? ADV*+ FINITE")
AUXILIARY = pattern("(?<!TO)AUX")  # not "to have"
TURN = pattern("ADV*+ NAME++ ADV*+ [CUE VERB]")
NEAR = 10  # tokens within which a clause has its verb
LONGEST_CLAUSE = 40  # tokens looked at before a comma
EFFECT = 5  # tokens within which the effect of what was said is named


def denied_aside(parse: Parse, comma: int, last: int) -> int | None:
    """Return the end of an aside behind a comma or a dash in which somebody denies it: ", a claim X denies"."""
    match = DENIED_ASIDE.match(parse.tags, comma + 1, last)
    if match is None:
        return None
    lower, noun = parse.words.lower, match.start("noun")
    if lower[noun] != "something" and singular(lower[noun]) not in listed(parse.language, "summing up"):
        return None
    denying = load_words(parse.language, "constructions.txt", "denying")
    return match.end() if any(cue.lemma in denying for cue in parse.cues_at(match.end() - 1)) else None


def sums_up(parse: Parse, position: int, last: int) -> bool:
    """Tell whether an apposition in the article's own voice follows: ", a sign that …"."""
    if SUMMARY.match(parse.tags, position, last) is None:
        return False
    nouns = listed(parse.language, "summing up")
    return any(word in nouns for word in parse.words.lower[position : min(position + 4, last)])


def glosses(parse: Parse, dash: int, last: int) -> bool:
    """Tell whether the article says behind a dash what something is: "runs on water – a feat that nobody has repeated".

    What was only announced belongs to the content: "wanted one thing – a boat".
    """
    lower, article = parse.words.lower, dash + 1
    if lower[article] not in ("a", "an") or GLOSS.match(parse.tags, article, last) is None:
        return False
    before = range(dash - 2, dash)
    return not any(lower[at] == "thing" or parse.tags[at] == "Z" for at in before)


def tells_the_effect(parse: Parse, position: int, last: int) -> bool:
    """Tell whether the author tells how what was said was received: ", sending shares up", ", drawing laughter"."""
    lower = parse.words.lower
    if lower[position] not in load_words(parse.language, "fronting.txt", "provoking"):
        return False
    reactions = load_words(parse.language, "fronting.txt", "reaction")
    return any(word in reactions for word in lower[position + 1 : min(position + EFFECT, last)])


def leaves_the_past(parse: Parse, start: int, comma: int, last: int) -> bool:
    """Tell whether the author goes on in the present behind reported words in the past.

    "He said the bridge was safe, | but cracks are plain to see": a cue in the past shifts the tenses of what it
    reports (sequence of tenses), so that a clause in the present behind one that was shifted is somebody else's.
    """
    lower, joint = parse.words.lower, comma + 1
    if parse.tags[joint] != "K" and lower[joint] not in listed(parse.language, "contrasts"):
        return False
    if parse.tags[joint + 1 : joint + 2] == "T":
        return False
    tenses = dict.fromkeys(listed(parse.language, "past tense"), "past")
    tenses |= dict.fromkeys(listed(parse.language, "present tense"), "present")

    def first(begin: int, end: int) -> str | None:
        return next(
            (tenses[lower[at]] for at in range(begin, end) if lower[at] in tenses and not parse.quoted[at]), None
        )

    return (
        first(max(start, comma - LONGEST_CLAUSE), comma) == "past"
        and first(joint, min(last, joint + NEAR)) == "present"
    )


def turns(parse: Parse, comma: int, last: int) -> bool:
    """Tell whether the author turns against what a source says behind ", but" or ", yet"."""
    return _turns_away(parse, comma, last) or _judges(parse, comma + 1, last)


def _turns_away(parse: Parse, comma: int, last: int) -> bool:
    """Tell whether the author goes on behind ", but" with what somebody did who is called by name.

    "He said the plan was good, | but Roe won": what a source says of the past stands behind an auxiliary.
    """
    tags = parse.tags
    return TURN.match(tags, comma + 2, last) is not None and bool(AUXILIARY.search(tags, max(comma - NEAR, 0), comma))


def _judges(parse: Parse, after: int, last: int) -> bool:
    """Tell whether the author weighs what a source says: ", but that is a guess", ", yet half the seats were left"."""
    if parse.words.lower[after] == "yet":
        return JUDGED_BY_FACTS.match(parse.tags, after + 1, last) is not None
    return parse.words.lower[after + 1 : after + 2] in (["that"], ["that's"]) and parse.tags[after + 2 : after + 3] in (
        "A",
        "L",
    )
