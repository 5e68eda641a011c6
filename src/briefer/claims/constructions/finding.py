"""The constructions in which English reports what somebody says: each finds attributions in one sentence."""

from __future__ import annotations

from briefer.claims.attributions import Attribution
from briefer.claims.constructions.according import according
from briefer.claims.constructions.complements import (
    Report,
    audience_at,
    closes,
    complement,
    main_clause_after,
    to_end,
)
from briefer.claims.constructions.contents import (
    RE_CLOSING_ASIDE,
    RE_VERBAL,
    can_be_said,
    interrupted,
    passage_ending,
    quotation,
)
from briefer.claims.constructions.nominal import nominal_at
from briefer.claims.constructions.passives import passive, when_asked
from briefer.claims.constructions.reading import Cue, Reading, attribution, cue_at, floor_before, keep
from briefer.claims.constructions.subjects import (
    QUOTING,
    antecedent_of,
    main_subject,
    opens_with_subject,
    quoted_after,
    quoted_before,
    shared_subject,
    with_apposition,
    with_relative,
    without_adjunct,
)
from briefer.claims.transcripts import turns
from briefer.grammar.clauses import clause_end, content
from briefer.grammar.cues import CueVerb
from briefer.grammar.parsing import Parse, Tokens
from briefer.grammar.phrases import antecedent_before, phrase_after, phrase_before, subject_before
from briefer.model import Complement, Construction, Marker, Order, Role

LABEL = Construction("headline label", Marker.COLON)
INFINITIVE = Construction("infinitive", Marker.INFINITIVE)
INVERTED = Construction("inverted", Marker.VERB, Order.INVERTED)
FRONTED = Construction("content first", Marker.VERB, Order.BEFORE)
AS_CLAUSE = Construction("as-clause", Marker.VERB, Order.AROUND)
GAP = Construction("relative gap", Marker.VERB, Order.GAP)
PARTICIPLE = Construction("participle", Marker.PARTICIPLE)
DENYING = frozenset({"deny", "dispute", "refute", "reject"})  # what is denied stands behind: ", a claim Roe | denied"
OPENING = 3  # tokens before a participle that opens a sentence: "and while | saying"
LONGEST_LABEL = 8  # tokens before the colon of a headline that opens with who says it
READ = frozenset({Role.HEADLINE, Role.DEK, Role.BODY})  # nobody speaks in a byline, a caption or boilerplate


def find(parse: Parse) -> list[Attribution]:
    """Return all attributions of a document in text order; no content lies within another's."""
    found: list[Attribution] = []
    bounds = parse.words.bounds
    spoken = turns(parse)
    spoken_paragraphs = {parse.sentences[index].paragraph for index in spoken}
    for index in range(len(parse.sentences)):
        first, last = bounds[index], bounds[index + 1]
        if index in spoken:
            found.append(spoken[index])
        elif parse.sentences[index].paragraph in spoken_paragraphs:
            continue
        elif first < last and parse.sentences[index].role in READ:
            found += attributions(Reading(parse, index, first, last, first))
    return found


def attributions(here: Reading) -> list[Attribution]:
    """Return the attributions of one sentence in text order."""
    parse = here.parse
    verbs = parse.verbs
    lower = parse.words.lower
    if parse.sentences[here.index].role is Role.HEADLINE:
        _keep_any(here, _label(here))
    for position in range(here.first, here.last):
        if parse.quoted[position] or position < here.covered:
            continue
        word = lower[position]
        if word == "according" and position + 2 < here.last and lower[position + 1] == "to":
            according(here, position, position + 2)
        elif word == "in" and tuple(lower[position + 1 : position + 4]) == ("the", "words", "of"):
            according(here, position, position + 4)
        elif parse.tags[position] in "Gv" and position > here.first and parse.tags[position - 1] in "DL":
            # "the nominating convention", "the alleged theft": no report, or one that names nobody
            _keep_any(here, nominal_at(here, position))
        elif (parse.tags[position] in "VGv" or (word == "asked" and position == here.first)) and verbs[word]:
            verb_at(here, position, verbs[word])
        elif parse.tags[position] in "nvR":
            _keep_any(here, nominal_at(here, position))
    return here.found


def _label(here: Reading) -> Attribution | None:
    """Find the label of a headline: "Mayor: Bridge Will Open"."""
    parse = here.parse
    colon = parse.tags.find(":", here.first, min(here.first + LONGEST_LABEL, here.last))
    source = phrase_after(parse, here.first, colon) if colon > here.first else None
    if source is None or source[1] != colon or RE_VERBAL.search(parse.tags, here.first, colon):
        return None
    span = to_end(here, colon + 1)
    if span is None:
        return None
    return Attribution(LABEL, here.index, source, (colon, colon + 1), ":", "assert", (span,), sure=False)


def _keep_any(here: Reading, made: Attribution | None) -> None:
    if made:
        keep(here, made)


def verb_at(here: Reading, position: int, verbs: tuple[CueVerb, ...]) -> None:
    """Try the cue verbs that a token may be a form of; keep the first attribution that one of them makes."""
    for verb in verbs:
        cue = cue_at(here, position, verb)
        if cue is None:
            continue
        if cue.passive:
            made = passive(here, cue)
        elif verb.form == "ing":
            made = participle(here, cue)
        elif cue.infinitive:
            subject = subject_before(here.parse, cue.start, floor_before(here, cue.start))
            made = complement(here, Report(cue, subject[0], construction=INFINITIVE)) if subject else None
        else:
            made = active(here, cue)
        if made:
            keep(here, made)
            return


def active(here: Reading, cue: Cue) -> Attribution | None:
    """Return the attribution of a finite active cue: its subject behind it, before it, or shared with another cue."""
    if cue.verb.form == "past" and here.parse.words.lower[cue.end : cue.end + 1] == ["by"]:
        agent = phrase_after(here.parse, cue.end + 1, here.last)
        made = _as_noted(here, cue, cue.start, agent) if agent else None  # "as reported by X"
        if made:
            return made
    if cue.verb.lemma == "ask" and cue.verb.form == "past" and cue.start == cue.at:
        opening = cue.start == here.first or here.parse.words.lower[cue.start - 1] == "when"
        if opening:
            return when_asked(here, cue)
    return inverted(here, cue) or subject_verb(here, cue)


def inverted(here: Reading, cue: Cue) -> Attribution | None:
    """Find "…," said X and …, said X."""
    parse, tags = here.parse, here.parse.tags
    if "q" not in cue.verb.frames or "a" in cue.verb.frames or cue.start - 1 < here.first or cue.start != cue.at:
        return None
    before = cue.start - 1
    passage = passage_ending(here, before)
    if passage is None and (tags[before] != "," or opens_with_subject(here, cue.start)):
        return None
    if passage is None and cue.verb.frames.isdisjoint("ct") and "s" in cue.verb.frames:
        return None  # "a boat, called Roe"
    if passage is not None and not can_be_said(here, passage):
        return None
    source = phrase_after(parse, cue.end, here.last)
    if source is None or tags[source[0]] in "O":
        return None
    source = without_adjunct(here, source)
    after = source[1]
    if passage is None and (after < here.last and tags[after] not in ".,-;(" and tags[after] not in "SRMBFGW"):
        return None
    source = with_apposition(here, source)
    if passage is not None:
        return attribution(
            here, INVERTED._replace(complement=Complement.QUOTE), cue, source, quotation(here, passage, source[1])
        )
    contents = interrupted(here, before, source[1])
    return attribution(here, INVERTED._replace(complement=Complement.MAIN), cue, source, contents) if contents else None


def subject_verb(here: Reading, cue: Cue) -> Attribution | None:
    """Return the attribution of a cue with its subject before it."""
    source, relative = _subject(here, cue)
    if source is None:
        return None
    if here.parse.words.lower[cue.at] in QUOTING and (quoted := quoted_after(here, cue.end)):
        return _quoting(here, cue, source, quoted)
    if relative:
        return complement(here, Report(cue, source, relative=True))
    return (
        _as_noted(here, cue, source[0], source)
        or _behind_content(here, cue, source)
        or _gap(here, cue, source)
        or complement(here, Report(cue, source))
    )


def _quoting(here: Reading, cue: Cue, source: Tokens, quoted: Tokens) -> Attribution | None:
    """Find "“…,” X quoted Y as saying", which are the words of Y; words behind "saying" are found with that."""
    passage = passage_ending(here, source[0] - 1) if source[0] > here.first else None
    if passage is None or not can_be_said(here, passage):
        return None
    return attribution(
        here, FRONTED._replace(complement=Complement.QUOTE), cue, quoted, quotation(here, passage, cue.end)
    )


def _subject(here: Reading, cue: Cue) -> tuple[Tokens | None, bool]:
    """Return the subject of a cue, clauses in it included, and whether the cue stands in a relative clause to it."""
    parse, tags = here.parse, here.parse.tags
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
    subject = subject or shared_subject(here, cue)
    return (with_relative(here, subject)[0] if subject else None), False


def _behind_content(here: Reading, cue: Cue, source: Tokens) -> Attribution | None:
    """Find '"…," X said' and "…, X said"."""
    before = source[0] - 1
    if before < here.first or cue.verb.frames.isdisjoint("qc"):
        return None
    passage = passage_ending(here, before)
    if passage is not None and can_be_said(here, passage):
        if "s" in cue.verb.frames and cue.end < here.last and here.parse.tags[cue.end] in 'DNO"':
            return None  # "“…,” a page of a group called the “Friends of Marle”"
        audience = audience_at(here, cue.end, cue)[0] if "a" in cue.verb.frames else None
        return attribution(
            here,
            FRONTED._replace(complement=Complement.QUOTE),
            cue,
            source,
            quotation(here, passage, cue.end),
            audience=audience,
        )
    if here.parse.tags[before] != "," or not closes(here, cue) or cue.verb.lemma in DENYING:
        return None
    if "c" not in cue.verb.frames and here.parse.tags[cue.end : cue.end + 1] == "I":
        return None  # "as the river rose, the dam began to leak"
    contents = interrupted(here, before, cue.end)
    if not contents or _opens_quotation(here, cue.end):
        return None
    return attribution(here, FRONTED._replace(complement=Complement.MAIN), cue, source, contents)


def _as_noted(here: Reading, cue: Cue, opening: int, source: Tokens) -> Attribution | None:
    """Find "As X noted, …" and "…, as X has noted": the clause beside it is the content.

    `opening` is the first token behind "as": the source, or the verb in "as reported by X".
    """
    tags, marker = here.parse.tags, opening - 1
    end = max(cue.end, source[1])
    if marker < here.first or here.parse.words.lower[marker] != "as" or "c" not in cue.verb.frames:
        return None
    match = RE_CLOSING_ASIDE.match(tags, end, here.last)
    if end < here.last and (tags[end] == "I" or here.parse.words.lower[end] == "with"):
        return None  # "as X claims to know", "as X joked with her"
    end = match.end() if match else end
    if end < here.last and tags[end] not in ",.-":
        return None  # "as X noted that …", "as he told the court how …"
    if marker == here.first or (marker == here.first + 1 and tags[here.first] in "CKR"):
        span = to_end(here, end + 1) if end + 1 < here.last and tags[end] == "," else None
        return attribution(here, AS_CLAUSE, cue, source, [span]) if span else None
    if tags[marker - 1] not in ",-":
        return None
    contents = interrupted(here, marker - 1, end)
    return attribution(here, AS_CLAUSE, cue, source, contents) if contents else None


def _opens_quotation(here: Reading, at: int) -> bool:
    """Tell whether a whole quotation follows: "when asked about it, she said, “No comment.”"."""
    tags = here.parse.tags
    if at + 1 >= here.last or tags[at] != "," or tags[at + 1] != '"':
        return False
    words = here.parse.words
    return at + 2 < here.last and words.texts[at + 2][0].isupper() and words.texts[at + 2] != "I"


def _gap(here: Reading, cue: Cue, source: Tokens) -> Attribution | None:
    """Find "an attack which X said was planned" and "attacks, which X denied any role in".

    The content is what the relative pronoun stands for, and the rest of the clause.
    """
    parse, tags = here.parse, here.parse.tags
    pronoun = source[0] - 1
    if pronoun < here.first or tags[pronoun] not in "WT" or cue.end >= here.last:
        return None
    end = pronoun - 1 if pronoun > here.first and tags[pronoun - 1] == "," else pronoun
    antecedent = antecedent_before(parse, end, here.first)
    if antecedent is None:
        return None
    letter = tags[cue.end]
    contents = [parse.span(antecedent)]
    if letter not in ".,;-":
        stop = clause_end(parse, cue.end, here.last, relative=True, cue_form=cue.verb.form)
        rest = content(parse, cue.end, stop)
        described = "s" in cue.verb.frames and parse.words.lower[cue.end] == "as"
        if rest is None or (letter not in 'AVv"' and not described and tags[stop - 1] not in "SFI"):
            return None
        contents.append(rest)
    elif tags[pronoun] == "T" or cue.verb.frames.isdisjoint("cn"):
        return None
    return attribution(here, GAP, cue, source, contents)


def participle(here: Reading, cue: Cue) -> Attribution | None:
    """Find ", saying that …" and "X saying that …"."""
    parse, tags = here.parse, here.parse.tags
    before = cue.start - 1
    if before < here.first:
        subject = None
    elif cue.start < cue.at:  # "is saying", "has been arguing"
        subject = subject_before(parse, cue.start, floor_before(here, cue.start))
    elif tags[before] in "NnO)P":
        phrase = phrase_before(parse, cue.start, floor_before(here, cue.start), absolute=True)
        subject = (phrase, phrase) if phrase else None
    elif parse.words.lower[before] == "as" and (quoted := quoted_before(here, before)):
        subject = (quoted, quoted)
    else:
        subject = main_subject(here, before)
    if subject is None:
        return _before_subject(here, cue)
    # "Roe, noting that it was late, | left": the clause of such a participle ends where the main verb stands
    inserted = cue.start == cue.at and before >= here.first and tags[subject[0][1] : cue.at].rstrip("R") == ","
    made = complement(here, Report(cue, subject[0], inserted=inserted, construction=PARTICIPLE))
    if made and _follows_gerund(here, before) and made.construction.complement is not Complement.THAT:
        return None
    if made and made.construction.complement is Complement.CLAUSE and "m" in cue.verb.frames and tags[before] in "nN":
        return None  # "its charging mat stood idle"
    bare = "q" not in cue.verb.frames and "as" not in parse.words.lower[cue.end : here.last]
    if made and made.construction.complement is Complement.PREDICATE and bare:
        return made._replace(sure=False)  # "buyers viewing the house" see it, and hold nothing of it
    if made and before >= here.first and tags[before] in "FSI" and not made.construction.clausal:
        return None  # "a history of blaming X" tells of no single act
    if made and before >= here.first and subject[0][0] == here.first and tags[before] in "NnO)" and cue.start == cue.at:
        return made._replace(sure=False)  # "an essay revealing that X moved many": where X ends is a guess
    return made


def _follows_gerund(here: Reading, joint: int) -> bool:
    """Tell whether "and" ties a participle to one behind a preposition: "a tool for sorting and | finding"."""
    tags, lower = here.parse.tags, here.parse.words.lower
    return (
        joint - 2 >= here.first and tags[joint] == "C" and lower[joint - 1].endswith("ing") and tags[joint - 2] in "FS"
    )


def _before_subject(here: Reading, cue: Cue) -> Attribution | None:
    """Find "While saying that …, Roe left": the subject stands behind the participle's clause."""
    tags = here.parse.tags
    if cue.start != cue.at or cue.start - here.first > OPENING:
        return None
    if tags[here.first : cue.start].strip("CKR") not in ("", "B", "S", "H"):
        return None
    comma = main_clause_after(here, cue.end)
    source = phrase_after(here.parse, comma + 1, here.last) if comma is not None else None
    if comma is None or source is None or tags[source[0]] == "O":
        return None
    before = Reading(here.parse, here.index, here.first, comma, here.covered)
    return complement(before, Report(cue, source, construction=PARTICIPLE))
