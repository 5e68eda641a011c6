"""Noun phrases and clause ends around a cue."""

from __future__ import annotations

from briefer.grammar.listed import listed
from briefer.grammar.nouns import is_plural, nouns, singular
from briefer.grammar.openings import is_adverbial
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.patterns import pattern
from briefer.model import SourceType

# A noun phrase with what hangs on it; a cue form, a time or an adverb in it stands before a noun.
FORWARD = pattern(
    """
    DET{0,3}
    (?: (?: (?<=DET)[CUE ING](?=[NOUN POSS]) | [NOUN NUM OTHER] | VERB(?=[NOUN VERB NUM]) | ADV(?=[VERB WORD])
      | [ING TIME](?=[NOUN POSS]) | POSS)++ | (?<=DET)(?=OF) )
    (?: [OF PREP] DET{0,3}
        (?: (?<=DET)[CUE ING](?=[NOUN POSS]) | [NOUN NUM OTHER] | VERB(?=[NOUN VERB NUM]) | POSS
          | [ING TIME](?=[NOUN POSS]))++
      | OF [OBJ PRON])*+
    (?: (?<=NAME)AND DET{0,2} NAME++)*+
    (?: (?<=WORD)AND WORD{0,3}+ NAME++)?+
    """
)
# What a relative pronoun stands for: a phrase with what hangs on it, a clause with "that" included.
ANTECEDENT = pattern(
    """
    DET{0,3} [NOMINAL CUE ING]++ (?: [OF PREP] DET{0,3} [NOMINAL TIME CUE ING]++)*+
    (?: [THAT WHO] [ADV AUX]*+ [VERB CUE] [ADV AUX]*+ (?: [PREP OF]? DET{0,3} [NOUN NUM TIME]++)*+)? $
    """
)
# Behind a noun a participle, or a subject with its verb, and when that was: "held since July", "Orbit filed in May".
TIMED = pattern("(?<=NOUN) (?:DET WORD | NAME{1,3})? [VERB CUE] [PREP WHILE]? TIME{1,3}+ $")
LONGEST_REDUCED = 8  # tokens
GOVERNS = pattern("CUE(?=[DET NOUN NUM OF])")
CLAUSE_WITHIN = pattern("THAT | WHO | $")
PREDICATE = pattern("[AUX CUE]")
FRONTED = frozenset({("at", "least"), ("at", "most")})  # prepositions that open a number: "at least half of voters"
PEOPLE = frozenset({SourceType.PERSON, SourceType.GROUP, SourceType.ANONYMOUS, SourceType.ORGANISATION})
SINGLE = frozenset({SourceType.PERSON, SourceType.ANONYMOUS, SourceType.GROUP})
ITEMS = pattern("(?:DET{0,3} NOMINAL{1,8}+ (?:[OF PREP] DET{0,3} NOMINAL{1,8}+){0,2}+ ,)++")
ADJECTIVE, ADJECTIVES = pattern("DET WORD{1,2} ,"), pattern("[WORD VERB]{2,4}")
LONGEST_ABBREVIATION = 3  # tokens from bracket to bracket
COMPARED = frozenset({("more", "than"), ("fewer", "than"), ("less", "than")})  # "more than half of the voters"
LONGEST_APPOSITION = 30  # tokens between the commas of "X, the mayor of …, said"


def phrase_before(parse: Parse, end: int, first: int, *, absolute: bool = False) -> Tokens | None:
    """Return the noun phrase that ends right before token `end` and does not begin before token `first`.

    An `absolute` one may hang on "with": "with | the aides of the senator from Norland | saying that …".
    """
    tags = parse.tags
    last = end - 1
    if last < first:
        return None
    reduced = _before_reduced_clause(tags, last, first)
    if reduced is not None:
        whole = phrase_before(parse, reduced, first, absolute=absolute)
        return (whole[0], end) if whole else None
    last = _without_time(tags, _without_aside(parse, last, first), first)
    end = last + 1
    if (
        tags[last] in "vV"
        and last > first
        and tags[last - 1] not in "vV"
        and parse.words.lower[last] in listed(parse.language, "asked")
    ):
        return _people_asked(parse, end, first)
    letter = tags[last]
    if letter == "P" or (letter == "D" and parse.words.lower[last] in listed(parse.language, "standing alone")):
        return (last, end)
    if letter == "D":
        return None
    if letter in ")L":
        return _closed_before(parse, last, first)
    start = _core_before(tags, end, first)
    if start is None:
        return None
    while start - 2 >= first and tags[start - 1] in "FSI":
        further = _core_before(tags, start - 1, first)
        if further is None:
            further = _before_participle(tags, start - 1, first)
        if further is None:
            break
        start = further
    # "In Washington officials said": a phrase that hangs on a preposition is no subject unless a name closes it.
    quantity = _quantity_before(parse, start, first)
    if quantity is not None:
        return (quantity, end)
    if start > first and tags[start - 1] in "SFI":
        return _behind_preposition(parse, start, end, first, absolute)
    if start - 2 >= first and tags[start - 1] == "C":
        start = _joined_before(tags, start, first)
    return (start, end)


def _quantity_before(parse: Parse, start: int, first: int) -> int | None:
    """Return where the words before a number begin that belong to it: "about | half", "more than | half"."""
    if start - 2 >= first and tuple(parse.words.lower[start - 2 : start]) in COMPARED:
        return start - 2
    approximate = start > first and parse.words.lower[start - 1] in listed(parse.language, "approximate")
    return start - 1 if approximate and parse.tags[start] in "DZ" else None


def _closed_before(parse: Parse, last: int, first: int) -> Tokens | None:
    """Return the phrase that a bracket or a possessive closes: "the Friends (FOM)", "a friend of Roe's"."""
    tags = parse.tags
    opening = tags.rfind("(", first, last) if tags[last] == ")" else last
    inner = phrase_before(parse, opening, first) if opening > first else None
    if inner is None or (tags[last] == "L" and "F" not in tags[inner[0] : inner[1]]):
        return None
    return (inner[0], last + 1)


def _behind_preposition(parse: Parse, start: int, end: int, first: int, absolute: bool) -> Tokens | None:
    """Return the subject that a phrase behind a preposition holds, None when it is an adverbial."""
    if absolute and parse.words.lower[start - 1] == "with":
        return (start, end)
    if _opens_phrase(parse, start - 1, first):
        return (start - 1, end)
    return _after_adverbial(parse, start, end, first)


def _joined_before(tags: str, start: int, first: int) -> int:
    """Return where a phrase begins that "and" ties to what begins at a token: "Roe and | her deputy"."""
    joined = _core_before(tags, start - 1, first)
    while joined is not None and joined - 1 > first and tags[joined - 1] in "FS":
        joined = _core_before(tags, joined - 1, first)  # "Minister of Health and Welfare", "Clerks in Avon and Marle"
    if joined is not None and (joined == first or tags[joined - 1] in ',";:-B') and tags[joined] in "NnD":
        return joined
    return start


def _people_asked(parse: Parse, end: int, first: int) -> Tokens | None:
    """Return the phrase that ends in a participle of polls: "those | surveyed", "four in 10 farmers | polled"."""
    if parse.words.lower[end - 2] == "those":
        return (end - 2, end)
    asked = phrase_before(parse, end - 1, first)
    return (asked[0], end) if asked else None


def _without_aside(parse: Parse, last: int, first: int) -> int:
    """Return the last token of a phrase before "for its part"."""
    aside = last - 2 > first and parse.words.lower[last] == "part" and parse.words.lower[last - 2] == "for"
    return last - 3 if aside and parse.tags[last - 3] in "nN" else last


def _before_reduced_clause(tags: str, last: int, first: int) -> int | None:
    """Return where a clause begins that says when something was done to the noun before it, None where none is.

    "The family of a man | held since July", "a letter | the board sent in June": the noun before it is the subject's.
    """
    found = TIMED.search(tags[max(first, last - LONGEST_REDUCED) : last + 1])
    return last + 1 - len(found[0]) if found else None


def _without_time(tags: str, last: int, first: int) -> int:
    """Return the last token of a phrase before what says when: "a report last year", "the senator on Monday"."""
    while last > first and tags[last] == "M" and tags[last - 1] in "nNM":
        last -= 1
    if last - 1 > first and tags[last] == "M" and tags[last - 1] in "SBD" and tags[last - 2] in "nNP":
        last -= 2  # "the senator | on Monday", "the fund | this week", "a boy missing | since March"
    return last


def _time_behind_comma(tags: str, end: int, first: int) -> int:
    """Return the end of a subject before what says when: "Roe, the mayor, | on Tuesday"."""
    last = end
    while last > first and tags[last - 1] == "M":
        last -= 1
    if last > first and tags[last - 1] == "S":
        last -= 1
    return last if last > first and tags[last - 1] == "," else end


def _opens_phrase(parse: Parse, position: int, first: int) -> bool:
    """Tell whether a preposition opens a subject: "at least half of voters", "outside experts"."""
    word = parse.words.lower[position]
    if word == "outside":
        return parse.tags[position + 1] == "n" and (position == first or parse.tags[position - 1] in ",;CKBT")
    return (word, parse.words.lower[position + 1]) in FRONTED


def _before_participle(tags: str, link: int, first: int) -> int | None:
    """Return where a phrase begins that a participle ties to a preposition: "a person involved | in the talks"."""
    if tags[link - 1] == "S":
        link -= 1  # "a survey carried out for the council"
    if link - 2 < first or tags[link - 1] not in "vV" or tags[link - 2] not in "nN":
        return None
    return _core_before(tags, link - 1, first)


def _core_before(tags: str, end: int, first: int) -> int | None:
    """Return where the core of a noun phrase that ends before `end` begins."""
    position = end - 1
    if tags[position] not in "NnZxOMD":
        return None
    while position > first:
        letter = tags[position - 1]
        if letter in "NnZvLx" or (
            letter in "VGMR" and tags[position] in "NnZvVG" and position - 1 > first and tags[position - 2] in "DNnZvLF"
        ):
            position -= 1
        elif (
            letter == "C"
            and tags[position] in "Nn"
            and tags[end - 1] == "n"
            and position - 1 > first
            and position < end - 1
            and tags[position - 2] == tags[position]
        ):
            position -= 2  # "European and Asian governments"
        elif letter == ")" and (named := _abbreviated(tags, position - 1, first)) is not None:
            position = named  # "the Friends of Marle (FOM) group"
        else:
            break
    while position > first and tags[position] in "LM" and tags[position - 1] == "M":
        position -= 1  # "last year's winner"
    # A name that follows a common noun opens a phrase of its own: "in a statement Clinton said".
    while position > first and tags[position - 1] == "D":
        position -= 1
    return position


def _abbreviated(tags: str, closing: int, first: int) -> int | None:
    """Return the last token of the name whose abbreviation stands in the brackets that close at a token."""
    opening = tags.rfind("(", max(first, closing - LONGEST_ABBREVIATION), closing)
    named = opening > first and tags[opening - 1] == "N" and not tags[opening + 1 : closing].strip("N")
    return opening - 1 if named else None


def _after_adverbial(parse: Parse, start: int, end: int, first: int) -> Tokens | None:
    """Return the subject that follows an adverbial in one run: "In a statement Monday | Jane Roe", "In Marle | police".

    A common noun is the subject where the sentence opens with the preposition, and the noun is one of people.
    """
    tags, position = parse.tags, end
    while position > start and tags[position - 1] == "N":
        position -= 1
    if position == end:
        return _people_after_place(parse, start, end, first)
    titles = nouns(parse.language).titles
    titled = next((at for at in range(position + 1, end) if parse.words.lower[at] in titles), position)
    if titles.get(parse.words.lower[titled]):
        position = titled  # "Writing in the Herald | Sir Tom Roe"
    return (position, end) if start < position < end else None


def _people_after_place(parse: Parse, start: int, end: int, first: int) -> Tokens | None:
    """Return the people behind a place: "In Marle | local officials", "At the station | passengers"."""
    tags, last = parse.tags, end - 1
    opening = start - 1
    while opening > first and tags[opening - 1] not in "CKR,":
        opening -= 1
    if tags[opening] != "S" or tags[last] != "n" or (opening > first and tags[first:opening].strip("CKR")):
        return None
    word = parse.words.lower[last]
    if not is_plural(word) or nouns(parse.language).types.get(singular(word)) not in PEOPLE:
        return None
    behind = last
    while behind > start and tags[behind - 1] == "n":
        behind -= 1
    if behind > start and tags[behind - 1] == "N":
        return (behind, end)
    return (last, end) if last - behind <= 1 else None


def subject_before(parse: Parse, end: int, first: int) -> tuple[Tokens, Tokens] | None:
    """Return (whole, head) of the subject that ends right before token `end`, appositions and all.

    "Jane Roe, a spokeswoman for the city, said" gives the whole up to the second comma and the head "Jane Roe".
    """
    tags = parse.tags
    if end - 1 < first:
        return None
    if tags[end - 1] == "M":
        end = _time_behind_comma(tags, end, first)
    if tags[end - 1] == "-":
        opening = tags.rfind("-", max(first, end - LONGEST_APPOSITION), end - 1)
        head = phrase_before(parse, opening, first) if opening > first else None
        return ((head[0], end - 1), head) if head else None
    if tags[end - 1] != ",":
        phrase = phrase_before(parse, end, first)
        if phrase and (name := _name_of(parse, phrase, first)):
            return ((name[0], end), name)
        if phrase is None:
            return None
        whole = _with_first_of_two(parse, phrase, first)
        if whole == phrase:
            whole = _with_list(parse, phrase, first)
        return whole, whole
    comma = end - 1
    lowest = max(first, comma - LONGEST_APPOSITION)
    nearest: tuple[Tokens, Tokens] | None = None
    for position in range(comma - 1, lowest, -1):
        if tags[position] == "," and position + 1 < comma and tags[position + 1] in "DWZSNnRHGvVBFO":
            head = phrase_before(parse, position, first)
            if head and not tags[position + 1 : comma].strip("R"):
                return head, head  # "The doctors, | however, | said"
            fronted = head is not None and head[0] == first and is_adverbial(parse, first)  # "Asked about it, | Roe, …"
            if head and not fronted and tags[head[0]] != "P" and (tags[head[1] - 1] in "Nn)" or tags[head[0]] == "D"):
                found = ((head[0], comma), head)
                if head[0] == first:
                    return found  # the apposition has commas of its own
                nearest = nearest or found
    if nearest:
        return nearest
    alone = phrase_before(parse, comma, first)  # "Sen. Jane Roe (D-Ohio), said"
    return (alone, alone) if alone and alone[0] == first else None


def _name_of(parse: Parse, phrase: Tokens, first: int) -> Tokens | None:
    """Return the name before an apposition that lacks its second comma: "“…,” Roe, a clerk | said".

    It stands behind a quotation, or at the head of the sentence: "Jane Roe, a clerk | said", "Jane, a clerk | said".
    """
    tags, end = parse.tags, phrase[0] - 1
    start = end
    while start > first and tags[start - 1] == "N":
        start -= 1
    if start >= end or tags[end] != "," or parse.quoted[start]:
        return None
    behind = start > first and tags[start - 1] == '"'
    given = nouns(parse.language).is_given(parse.words.lower[start]) and tags[phrase[1] + 1 : phrase[1] + 2] != ","
    named = start == first and (end - start > 1 or given) and tags[phrase[0]] in "Dn"
    opening = named and not is_plural(parse.words.lower[_head(tags, phrase)])
    return (start, end) if behind or opening else None


def _head(tags: str, phrase: Tokens) -> int:
    """Return the last token of the core of a phrase: "a | trader | with Castle Brokers"."""
    head = phrase[0]
    while head + 1 < phrase[1] and tags[head + 1] in "nNZvL":
        head += 1
    return head


def _with_first_of_two(parse: Parse, phrase: Tokens, first: int) -> Tokens:
    """Return the second of two subjects with the first: "The mayor, who left early, and | her deputy"."""
    tags, joint = parse.tags, phrase[0] - 1
    if joint - 3 < first or tags[joint] != "C" or tags[joint - 1] != ",":
        return phrase
    comma = tags.rfind(",", max(first, joint - LONGEST_APPOSITION), joint - 1)
    if comma <= first or tags[comma + 1] not in "WDnN":
        return phrase
    head = phrase_before(parse, comma, first)
    if head is None or head[0] != first or tags[head[1] - 1] not in "Nn":
        return phrase
    if tags[comma + 1] != "W" and PREDICATE.search(tags, comma, joint):
        return phrase
    return (first, phrase[1])


def _with_list(parse: Parse, phrase: Tokens, first: int) -> Tokens:
    """Return the end of a list, or of a row of adjectives, from where the sentence opens with it.

    "Roe, Poe and | the council | said", "a long-serving, | well-known clerk | said"; not "the plan, Roe and Poe said,".
    """
    tags, (start, end) = parse.tags, phrase
    if start <= first or tags[start - 1] != "," or tags[end : end + 2][1:] == ",":
        return phrase
    adjectives = "C" not in tags[start:end]
    if adjectives:
        word, known = parse.words.lower[end - 1], nouns(parse.language)
        single = tags[end - 1] == "n" and not is_plural(word) and word not in known.collectives
        single = single and known.kind(word) in SINGLE
        if not single or not ADJECTIVES.match(tags, start, end):
            return phrase
    opening = max(first, start - LONGEST_APPOSITION)
    while opening < start and tags[opening] in "CKR":
        opening += 1
    listed_before = (ADJECTIVE if adjectives else ITEMS).fullmatch(tags, opening, start)
    return (opening, end) if listed_before else phrase


def antecedent_before(parse: Parse, end: int, first: int) -> Tokens | None:
    """Return what a relative pronoun at token `end` (or behind the comma there) stands for."""
    first = max(first, end - LONGEST_APPOSITION)
    match = ANTECEDENT.search(parse.tags[first:end])
    if not match or not match[0]:
        return None
    clause = CLAUSE_WITHIN.search(match[0])
    verbs = [found.start() for found in GOVERNS.finditer(match[0], 0, clause.start() if clause else len(match[0]))]
    start = first + match.start() + (verbs[-1] + 1 if verbs else 0)  # "lists | assault of a guard, who"
    while start < end and parse.tags[start] in "SF":
        start += 1
    return (start, end) if start < end else None


def phrase_after(parse: Parse, start: int, last: int) -> Tokens | None:
    """Return the noun phrase that begins at token `start`, ending before token `last`."""
    if start >= last:
        return None
    if parse.tags[start] in "PO":
        return (start, start + 1)
    match = FORWARD.match(parse.tags, start, last)
    return (start, match.end()) if match and match.end() > start else None
