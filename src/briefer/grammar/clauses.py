"""Where the content of an attribution ends: clause ends, and what belongs to the next attribution or to the cue."""

from __future__ import annotations

from functools import cache

from briefer.grammar.listed import listed
from briefer.grammar.parsing import Parse
from briefer.grammar.patterns import pattern
from briefer.grammar.remarks import NEAR, denied_aside, glosses, leaves_the_past, sums_up, tells_the_effect, turns
from briefer.languages import load_lines, load_words
from briefer.model import Span

# After a comma: a participle that opens a report of its own (", adding that"), or a subject with a cue (", she said").
REPORT_AFTER = pattern(
    """ADV*+ (?: ING | BUT DET{0,2} NOMINAL++ AND DET{0,2} NOMINAL++ ADV*+ (?:AUX ADV*+)? CUE
    | [ASKS WHO AND BUT]? (?: PRON | DET{0,2} NOMINAL++ (?: , (?:DET WORD | WORD | WHO) [^ , ; : " CUE]{0,16}+ , )?+ )
    ADV*+ (?:AUX ADV*+)? CUE )"""
)
# A subject with its verb and what opens its words: "and the mayor said that", "and she said, “…”".
CUED = pattern("ADV*+ (?:PRON | DET{0,2} NOMINAL++) ADV*+ (?:AUX ADV*+)? CUE")  # "after | some critics said"
SPEAKS = pattern(
    """(?:PRON | DET{0,2} NOMINAL++ (?:, (?:DET WORD | WORD | WHO) [^ , ; : " CUE]{0,16}+ ,)?+)
    ADV*+ (?:AUX ADV*+)? CUE (?=[THAT " , : PRON])"""
)
SAID_LAST = pattern("(?:PRON | DET{1,2} NOMINAL++ | NAME++) ADV*+ CUE (?= $ | [.])")  # "and the minister said."
WITH_ANOTHER = pattern("PREP DET{0,2} NOMINAL{1,8}+ ING")
# ", said the mayor", "said a spokesman for the ministry here on Monday"
SAYS = pattern("CUE DET{0,2} NOUN{1,5}+ (?:ADV | [PREP OF] DET{0,2} [NOUN NUM TIME]++ | TIME)*+ (?=$ | [. ,])")
CLAUSE_OF_ITS_OWN = pattern("ADV*+ (?:PRON | DET{1,3} NOUN{1,3}+ (?:, WHO [^ , ]{1,24}+ ,)?+) ADV*+ AUX")
ASIDE_TO_THAT = pattern('(?:[PREP TO]? [DET POSS]*+ [TIME NOUN NUM ADV]++){1,3}+ ,? (?=[THAT " :])')
A_FINITE = pattern("FINITE")
SUBCLAUSE = pattern("[THAT WHO ASKS]")
BEHIND_MARK = pattern(
    """(?<=[, " '])PREP (?P<occasion> [DET NOUN POSS NUM]{1,6}+)
    (?: [PREP OF TO]? [DET NOUN POSS NUM TIME] | , (?=[PREP NUM TIME]))*+ $"""
)
LONGEST_SETTING = 24  # tokens
FAR = 40  # tokens
FINAL = ".,;:-"


def clause_end(
    parse: Parse,
    start: int,
    last: int,
    *,
    relative: bool = False,
    inserted: bool = False,
    cue_form: str = "",
    clausal: bool = True,
    finite: bool = True,
) -> int:
    """Return the token before which the clause that begins at token `start` ends; `last` is the sentence's end.

    `relative` clauses ("who said …,") end where the main clause goes on, `inserted` ones at the comma before its verb.
    `cue_form` is the form of the cue: a verb
    of reporting in the same form after "and" belongs to the source, not to the content. `clausal` content has a verb
    of its own before a relative clause is over; content that is not `finite` has no verb in the form of the cue.
    """
    tags = parse.tags
    quoted = parse.quoted
    position = start
    depth = 0
    while position < last:
        letter = tags[position]
        if quoted[position]:
            pass
        elif letter == "(":
            depth += 1
        elif letter == ")":
            if not depth:
                break
            depth -= 1
        elif (
            not depth
            and position > start
            and (
                (inserted and letter == "," and tags[position + 1 : position + 2] in ("A", "V"))
                or _ends_before(parse, start, position, last, relative, cue_form, clausal, finite)
            )
        ):
            break
        position += 1
    return trimmed(parse, start, position)


def _ends_before(
    parse: Parse,
    start: int,
    position: int,
    last: int,
    relative: bool,
    cue_form: str,
    clausal: bool,
    finite: bool,
) -> bool:
    """Tell whether a clause ends before a token outside quotations and brackets."""
    tags = parse.tags
    letter = tags[position]
    if letter == ";":
        return True
    if not finite and letter in ",-BCK" and (SUBCLAUSE.search(tags, max(start, position - FAR), position)):
        finite = True
    if letter == ":":
        return position + 1 < last and tags[position + 1] == '"'
    if letter == "," and _leads_up(parse, start, position):
        return False
    if letter == "," and cue_form == "past" and finite and leaves_the_past(parse, start, position, last):
        return True
    if letter in ",-":
        return _ends_at_comma(parse, position, last, relative, cue_form, finite)
    if parse.quoted[position - 1]:
        closed = _ends_behind_quotation(parse, position, last, relative, cue_form, finite)
        if closed is not None:
            return closed
    if letter == "B" and not finite and CUED.match(tags, position + 1, last) and _reports(parse, position + 1, last):
        return True  # "defended the plan after critics said …"
    if letter in "CK" and position > start + finite:
        return _joins_another(parse, position, last, cue_form, finite)
    if not relative or letter not in "VA":
        return False
    if clausal and tags[start] != "I" and not A_FINITE.search(tags, start, position):
        return False
    if letter == "A" and tags[position - 1] in "nM" and _has_its_verb(tags, start, position):
        return True
    return tags[position - 1] in "NOZ" or parse.words.lower[position] in listed(parse.language, "never participles")


def _ends_behind_quotation(
    parse: Parse, position: int, last: int, relative: bool, cue_form: str, finite: bool
) -> bool | None:
    """Tell whether a clause ends at what follows a quotation, None where the mark tells nothing."""
    if parse.text[parse.words.ends[position - 1] - 2] == ",":
        # The comma that would end the clause may stand inside the quotation marks: “…,” adding that
        return _ends_at_comma(parse, position - 1, last, relative, cue_form, finite)
    if parse.tags[position] == "B":
        return _contrasts(parse, position, last)
    if parse.tags[position] == "G" and not finite:
        return _speaks(parse, position, last)  # "called it a “political trial” | saying that"
    return None


def _joins_another(parse: Parse, joint: int, last: int, cue_form: str, finite: bool) -> bool:
    """Tell whether a clause that is no part of the content follows "and" or "but"."""
    tags, after = parse.tags, joint + 1
    if tags[joint] == "C" and not finite and CLAUSE_OF_ITS_OWN.match(tags, after, last):
        return True  # "accused them of theft and the players were asked to leave"
    if cue_form and _goes_on(parse, after, last, cue_form, finite):
        return True
    said = SAID_LAST.match(tags, after, last)
    if said and parse.words.lower[said.end() - 1] in listed(parse.language, "never participles"):
        return True
    return bool(SPEAKS.match(tags, after, last)) and _reports(parse, after, last)


def _leads_up(parse: Parse, start: int, comma: int) -> bool:
    """Tell whether a comma closes what only leads up to a clause, or opens what is put into it right behind "that".

    "Argued that as they learned more, | he will lose", "said that|, according to the log, the ship had left".
    """
    tags = parse.tags
    if tags[start] != "T" or tags.find(",", start, comma) >= 0:
        return False
    return comma == start + 1 or tags[start + 1] in "BH" or parse.words.lower[start + 1] == "as"


def _has_its_verb(tags: str, start: int, position: int) -> bool:
    """Tell whether the clause before an auxiliary has one already: "who said that it | was late | was fined"."""
    opening = max(tags.rfind(letter, start, position) for letter in "TWHB,C")
    return "A" in tags[max(opening, start) : position]


def phrase_end(parse: Parse, start: int, last: int, *, relative: bool, inserted: bool, cue_form: str) -> int:
    """Return where a noun phrase that is content ends: before a clause that a comma sets off from it."""
    end = clause_end(
        parse, start, last, relative=relative, inserted=inserted, cue_form=cue_form, clausal=False, finite=False
    )
    tags = parse.tags
    for position in range(start + 1, end - 1):
        if tags[position] == "," and tags[position + 1] in "KB" and not parse.quoted[position]:
            return trimmed(parse, start, position)
    return end


def _ends_at_comma(parse: Parse, comma: int, last: int, relative: bool, cue_form: str, finite: bool) -> bool:
    tags = parse.tags
    after = comma + 1
    if after >= last:
        return True
    if relative and tags[after] in "AV":
        return True
    letter = tags[after]
    word = parse.words.lower[after]
    if letter == "G" and word in load_words(parse.language, "fronting.txt", "aside"):
        return True
    if tells_the_effect(parse, after, last):
        return True
    if (
        word == "without"
        and parse.words.lower[after + 1 : after + 2] != []
        and parse.words.lower[after + 1] in load_words(parse.language, "fronting.txt", "without")
    ):
        return True
    if word == "with" and (other := WITH_ANOTHER.match(tags, after, last)):
        # "declined to comment, with a spokesman saying", but not "with many choosing to leave"
        cues = parse.verbs[parse.words.lower[other.end() - 1]]
        return any(cue.family in ("assert", "find") and cue.frames & STRONG for cue in cues)
    if letter == "V" and word in listed(parse.language, "never participles") and SAYS.match(tags, after, last):
        return True
    if finite and letter == "K" and turns(parse, comma, last):
        return True
    if letter in "CK" and after + 1 < last:
        return (bool(cue_form) and _goes_on(parse, after + 1, last, cue_form, finite)) or _speaks(parse, after, last)
    if letter == "B":
        return _contrasts(parse, after, last)
    if denied_aside(parse, comma, last) is not None:
        return True
    if letter == "D" and (sums_up(parse, after, last) or (tags[comma] == "-" and glosses(parse, comma, last))):
        return True
    return _speaks(parse, after, last)


def _speaks(parse: Parse, after: int, last: int) -> bool:
    """Tell whether a report of its own begins: ", adding that", ", she said", ", and the mayor has promised"."""
    tags = parse.tags
    match = REPORT_AFTER.match(tags, after, last)
    if not match:
        return False
    verb = match.end() - 1
    # ", she noted", but not ", but it would hold"
    closing = (verb + 1 >= last or tags[verb + 1] in ".,") and tags[verb - 1] != "A"
    cues = parse.cues_at(verb)
    if not cues:
        return parse.words.lower[after] == "according"
    quoting = tags[verb + 1 : verb + 2] in ('"', ",")
    return any(
        cue.frames & STRONG
        and (quoting or cue.frames != QUOTING)
        and (closing or tags[after] == "G" or "m" not in cue.frames)
        for cue in cues
    )


def _contrasts(parse: Parse, position: int, last: int) -> bool:
    return parse.words.lower[position] in listed(parse.language, "contrasts") and _reports(parse, position + 1, last)


STRONG = frozenset("ctqaf")
QUOTING = {"q"}  # frames of what opens no report without a quotation: ", beginning with the roof"
BINDING = frozenset({"promise", "threaten"})  # families whose infinitives are reports: "and vowed to go"


def _reports(parse: Parse, position: int, last: int) -> bool:
    """Tell whether the clause that begins here has a source of its own: ", while officials denied it"."""
    for at in range(position, min(last, position + NEAR)):
        letter = parse.tags[at]
        if letter == "V":
            return any(cue.frames & STRONG and "m" not in cue.frames for cue in parse.cues_at(at))
        if letter in ",A":
            return False
    return False


def _goes_on(parse: Parse, position: int, last: int, cue_form: str, finite: bool) -> bool:
    """Tell whether a cue in the form of the last one follows: "called for calm and | said he would go".

    Where the content is not finite, no verb in it could have that form: "backed the plan and | praised Roe".
    """
    tags = parse.tags
    while position < last and (tags[position] == "R" or (tags[position] == "A" and not finite)):
        position += 1
    following = tags[position + 1] if position + 1 < last else "."
    if position < last and tags[position] == "G" and following == "T":
        return True  # "said it was safe and | stressing that"
    if position >= last or tags[position] != ("G" if cue_form == "ing" else "V"):
        return False  # "is calling for calm and | demanding that"
    if not finite and following in "OPTI" and cue_form in ("s", "past"):
        return any(cue.form in ("s", "past") for cue in parse.cues_at(position))
    if not finite and following in 'DNnOPTIZ"S':
        return any(cue.form == cue_form for cue in parse.cues_at(position))
    match = ASIDE_TO_THAT.match(tags, position + 1, last)
    if match:
        following = tags[match.end()]  # "and said | in a statement | that"
    elif following == "n" and parse.words.lower[position] in listed(parse.language, "never participles"):
        following = "N"  # "and said allies wanted to know"
    return any(
        cue.form == cue_form
        and cue.frames & STRONG
        and ("m" not in cue.frames or following in 'T"')
        and cue.family != "believe"  # what somebody else in the content felt: "they sought peace but feared …"
        and (
            following in 'TPH":,'
            or ("c" in cue.frames and following in "DNO")
            or (following == "B" and "s" in cue.frames and parse.words.lower[position + 1] == "as")
            or (following == "I" and cue.family in BINDING)
            or (following in "SFI" and cue.family == "assert" and parse.words.lower[position + 1] in cue.prepositions)
            or cue.particle
        )
        for cue in parse.cues_at(position)
    )


def without_setting(parse: Parse, start: int, end: int) -> int:
    """Return the end of content without where it was said: "… would fail|, in an interview on Radio Marle".

    Only a comma or a closing quotation mark shows that the words are the article's own.
    """
    match = BEHIND_MARK.search(parse.tags, max(start + 1, end - LONGEST_SETTING), end)
    if (
        match is None
        or parse.quoted[match.start()]
        or parse.words.lower[match.start()] not in listed(parse.language, "settings")
    ):
        return end  # "for an interview" is no setting
    if occasions(parse.language).isdisjoint(parse.words.lower[match.start("occasion") : match.end("occasion")]):
        return end
    return trimmed(parse, start, match.start())


@cache
def occasions(language: str) -> frozenset[str]:
    """Return the nouns for where something is said or stands: an interview, a statement."""
    return frozenset(load_lines(language, "occasions.txt"))


def trimmed(parse: Parse, start: int, end: int) -> int:
    """Return the end without closing punctuation, which is not part of what was said unless it is quoted."""
    tags = parse.tags
    while end > start and tags[end - 1] in FINAL and not parse.quoted[end - 1]:
        end -= 1
    return end


def content(parse: Parse, start: int, end: int) -> Span | None:
    """Return the span of content tokens, None when there are none or nothing but punctuation."""
    if end <= start or not any(letter not in "\"'.,;:-()" for letter in parse.tags[start:end]):
        return None
    return parse.span((start, end))
