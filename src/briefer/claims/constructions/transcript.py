"""Interviews, transcripts, records of parliaments: a paragraph that opens with a name is in the words of that name.

So are the paragraphs below a heading that is a name, in the record of a call or a hearing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from briefer.claims.attributions import Attribution
from briefer.claims.rules import Rule
from briefer.construction import Construction, Marker
from briefer.deferring import Deferred
from briefer.grammar.parsing import Parse, Tokens
from briefer.languages import load_sections
from briefer.model import Role, Sentence

CONSTRUCTION = Construction("transcript", Marker.COLON)
# "ROE: …", "Jane Roe (Norland): …", "Jane Roe, Chief of Staff: …", "HON. J. ROE (Minister for Roads).- …", "Jane Roe,
# rapporteur. – …"; bounded, so that it cannot backtrack far
RE_OPENER = Deferred(
    r"(?P<name>[A-Z0-9][^\n:()]{0,59}?)"
    r"(?P<role> \([^()\n]{1,80}\)|, [A-Z][\w&/.-]*+(?: (?:of|and|for|the|[A-Z&][\w&/.-]*+)){0,7}"
    r"|, [^\n:.()]{1,90}(?=\. ?[-–—]))?"
    r"(?P<mark>:|\. ?[-–—]{1,2})(?=\s)"
)
RE_MARK = Deferred(r":\s|\. ?[-–—]")  # what every such opening has
LONGEST_OPENER = 160  # code points
RE_INITIALS = Deferred(r"(?P<name>[A-Z]{2})(?P<role>(?!))?(?P<mark>) (?=[A-Z“\"‘])(?![A-Z][a-z]++ [A-Z])")
RE_LETTER = Deferred(r"(?P<letter>[QA])[:.]\s")  # "Q: Why?", "A. Because."
RE_FULL_NAME = Deferred(r"\b([A-Z])[a-zà-ÿ]++ ([A-Z])[a-zà-ÿ]++")
SPOKEN = (Role.BODY, Role.DATELINE)  # "Jane Roe (Norland):" is taken for one
PRESIDING = frozenset({"SPEAKER", "CHAIR", "CHAIRMAN"})  # who calls on others
OFFICE = "The "
FEWEST = 2  # turns that make a transcript
FEWEST_IN_BRACKETS = 3  # where all that tells them is a bracket behind the name
LONGEST_SPEAKER = 6  # words
SHORTEST_NAME = 2  # words of a name that is a heading
# "Jane Roe", "Jane Roe - Chief Executive", "Jane Roe, Norland Bank:"
RE_HEAD = Deferred(
    r"(?P<name>[A-Z][^\n:(),|–—-]{2,58}?)(?P<mark>\s*(?:,|[-–—|(:\[]+|of\b))?(?(mark)(?:\s*\S.{0,90})?)", re.DOTALL
)
# "The Minister (Jane Roe)"
RE_HOLDER = Deferred(r"The [A-Z][^\n:()]{3,80}(?P<mark>\()(?P<name>[A-Z][^\n:()]{2,58})\):?")


class Turn(NamedTuple):
    """How a paragraph opens: tokens of the name and of the mark behind it, and where the words begin."""

    name: Tokens
    mark: Tokens
    start: int  # code point
    bracketed: bool


def find(parse: Parse) -> dict[int, Attribution]:
    """Return {sentence: its attribution} for all turns; empty when the article is no interview or transcript.

    Each sentence of a turn is a claim of its speaker. A single "Name:" is rather a label, so it takes two turns to make
    a transcript, and one of the speakers twice or in capitals, or no paragraph without a speaker.
    """
    return _labelled(parse) or _headed(parse)


def _labelled(parse: Parse) -> dict[int, Attribution]:
    """Return the sentences of paragraphs that open with a name, if they are a transcript."""
    found: dict[int, Attribution] = {}
    turns: list[Turn] = []
    paragraphs = _paragraphs([sentence for sentence in parse.sentences if sentence.role in SPOKEN])
    known: frozenset[str] = frozenset()
    if any(RE_INITIALS.match(parse.text, opening.start) for opening, _ in paragraphs):
        known = frozenset("".join(match.groups()) for match in RE_FULL_NAME.finditer(parse.text))
    for opening, following in paragraphs:
        turn = _turn(parse, opening.start, known)
        if turn is None or RE_LETTER.match(parse.text, opening.start):
            continue
        turns.append(turn)
        if parse.words.texts[turn.name[1] - 1].upper() in PRESIDING:
            continue
        begin = bisect_left(parse.words.starts, turn.start)
        for sentence in (opening, *following):
            start = max(begin, parse.words.bounds[sentence.index])
            end = parse.words.bounds[sentence.index + 1]
            if start < end:
                found[sentence.index] = _said(parse, sentence, turn, (start, end))
    if _is_transcript(parse, turns, len(paragraphs)):
        return found
    return _answers(parse)


def _answers(parse: Parse) -> dict[int, Attribution]:
    """Return {sentence: its attribution} for the answers behind "A:", which are those of the one person introduced."""
    text, starts = parse.text, parse.words.starts
    if sum(RE_LETTER.match(text, sentence.start) is not None for sentence in parse.sentences) < 2 * FEWEST:
        return {}
    paragraphs = _paragraphs([one for one in parse.sentences if one.role in (*SPOKEN, Role.HEADING)])
    lettered = [(RE_LETTER.match(text, opening.start), opening, following) for opening, following in paragraphs]
    letters = [match["letter"] if match else "" for match, _, _ in lettered]
    if letters.count("Q") < FEWEST or letters.count("A") < FEWEST:
        return {}
    people = {
        match[0]: match.start() for match in RE_FULL_NAME.finditer(text, 0, lettered[letters.index("Q")][1].start)
    }
    if len(people) != 1:
        return {}
    (name, place), found = next(iter(people.items())), {}
    source = (bisect_left(starts, place), bisect_left(starts, place + len(name)))
    for match, opening, following in lettered:
        if match is None or match["letter"] == "Q":
            continue
        begin = bisect_left(starts, match.end())
        for sentence in (opening, *following):
            start, end = max(begin, parse.words.bounds[sentence.index]), parse.words.bounds[sentence.index + 1]
            if start < end:
                content = (parse.span((start, end)),)
                found[sentence.index] = Attribution(
                    CONSTRUCTION, sentence.index, source, (begin - 1, begin), ":", "assert", content
                )
    return found


def _headed(parse: Parse) -> dict[int, Attribution]:
    """Return the sentences below headings that are names, if one of those comes back or is that of a host."""
    sentences = parse.sentences
    if not any(sentence.role is Role.HEADING for sentence in sentences):
        return {}
    hosts = load_sections(parse.language, "genres.txt")["call host"]
    found: dict[int, Attribution] = {}
    names: Counter[str] = Counter()
    turn: Turn | None = None
    parted = 0  # headings that the cleaning parted from the paragraphs they open
    for opening, following in _paragraphs([one for one in sentences if one.role in (*SPOKEN, Role.HEADING)]):
        said = [one for one in (opening, *following) if one.role is not Role.HEADING]
        if opening.role is Role.HEADING:
            end = [one for one in (opening, *following) if one.role is Role.HEADING][-1].end
            turn = _head(parse, opening.start, end)
            names[(parse.span(turn.name).of(parse.text) if turn else parse.text[opening.start : end]).lower()] += 1
            parted += turn is not None and bool(said)
        for sentence in said:
            if turn is None:
                break
            span = (parse.words.bounds[sentence.index], parse.words.bounds[sentence.index + 1])
            found[sentence.index] = _said(parse, sentence, turn, span)
    told = parted >= FEWEST or any(names[host] for host in hosts) or _come_back(parse, found, names)
    return found if told else {}


def _come_back(parse: Parse, found: dict[int, Attribution], names: Counter[str]) -> bool:
    """Return whether somebody speaks again below a second heading."""
    speakers = {parse.span(one.source).of(parse.text).lower() for one in found.values() if one.source}
    return any(names[speaker] > 1 for speaker in speakers)


def _head(parse: Parse, start: int, end: int) -> Turn | None:
    """Return the speaker that a heading names: a name, and what he is behind a mark."""
    while parse.text[end - 1] in ". ":
        end -= 1
    match = RE_HOLDER.fullmatch(parse.text, start, end) or RE_HEAD.fullmatch(parse.text, start, end)
    if match is None:
        return None
    first, last = (bisect_left(parse.words.starts, place) for place in match.span("name"))
    if not set(parse.tags[first:last]) <= set("NZ.") or not SHORTEST_NAME <= last - first <= LONGEST_SPEAKER:
        return None
    return Turn((first, last), (last, last + 1) if match["mark"] else (last - 1, last), end, bracketed=False)


def _said(parse: Parse, sentence: Sentence, turn: Turn, content: Tokens) -> Attribution:
    return Attribution(CONSTRUCTION, sentence.index, turn.name, turn.mark, ":", "assert", (parse.span(content),))


def _turn(parse: Parse, at: int, known: frozenset[str]) -> Turn | None:
    """Return the speaker that a paragraph opens with: a few words with capitals, and a colon or a dash behind them."""
    text, end = parse.text, min(len(parse.text), at + LONGEST_OPENER)
    labelled = RE_OPENER.match(text, at, end) if RE_MARK.search(text, at, end) else None
    match = labelled or _initials(text, at, known)
    if match is None:
        return None
    starts = parse.words.starts
    first, end, mark = (bisect_left(starts, place) for place in (at, match.end("name"), match.start("mark")))
    begin = bisect_left(starts, match.end())
    tags = parse.tags[first:end]
    if text.startswith(OFFICE, at) and text[at + len(OFFICE)].isupper():  # "The President:"
        tags = re.sub(r"(?<=N)F(?=N)", "N", tags[1:])  # of health
    if not tags or not set(tags) <= set("NZ.") or end - first > LONGEST_SPEAKER or mark > begin:
        return None
    return Turn(
        (first, end),
        (min(mark, end - 1), max(begin, mark + 1)) if mark == begin else (mark, begin),
        match.end(),
        match["role"] is not None,
    )


def _initials(text: str, at: int, known: frozenset[str]) -> re.Match[str] | None:
    """Return the initials that a paragraph opens with, if they are those of a name in the text: "AD She was all in"."""
    match = RE_INITIALS.match(text, at)
    if match is None or match["name"] not in known:
        return None
    places = [found.start() for found in re.finditer(rf"\b{match['name']}\b", text)]
    return match if len(places) > 1 and all(place == 0 or text[place - 1] == "\n" for place in places) else None


def _is_transcript(parse: Parse, turns: Sequence[Turn], paragraphs: int) -> bool:
    names = [parse.span(turn.name).of(parse.text) for turn in turns]
    shouted = any(name.split()[-1].isupper() for name in names)
    bracketed = sum(turn.bracketed for turn in turns) >= FEWEST_IN_BRACKETS
    spoken = shouted or bracketed or len(set(names)) < len(names) or len(names) == paragraphs
    return len(names) >= FEWEST and spoken


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[Sentence, list[Sentence]]]:
    """Return the first sentence of each paragraph with the ones that follow in it."""
    paragraphs: list[tuple[Sentence, list[Sentence]]] = []
    for sentence in sentences:
        if paragraphs and paragraphs[-1][0].paragraph == sentence.paragraph:
            paragraphs[-1][1].append(sentence)
        else:
            paragraphs.append((sentence, []))
    return paragraphs


RULE = Rule(CONSTRUCTION, in_document=find)
EXAMPLES = """
> {ROE}[:] <The bridge is safe.> ¶ POE: Are you sure? ¶ ROE: I am.
> {Hon. J. FALK}[.-] <I ask the Minister to publish the report.> ¶ Hon. I. ROTH.- Madam Speaker, it will be published.
> {The Minister of Roads}[:] <It is safe.> ¶ Ada Dunn: Is it? ¶ The Minister of Roads: It is. ¶ Ada Dunn: I see.
> {Ada Dunn}, rapporteur[. –] <I ask for a vote.> ¶ Olga Wenk, on behalf of the town. – I am against. ¶ Ada Dunn. – So?
> Ada Dunn and Olga Wenk sat down with us. ¶ {OW} <I did it every time.> ¶ AD She was all in. ¶ OW For sure. ¶ AD Yes.
> {Ada Eason} (Quarn)[:] <Chips are cheap.> ¶ Ari Card (Gorm): It is a top stock. ¶ Rik Munn (Sealine): It is not.
> {Ada Dunn} dives in Marle. ¶ Q: Are the piles safe? ¶ A: <They are rotten.> ¶ Q: Since when? ¶ A: Since May.
! Ada Dunn met Olga Wenk. ¶ Q: Are they safe? ¶ A: They are rotten. ¶ Q: Since when? ¶ A: Since May.
! Note: The bridge is old. ¶ It was built by the town.
"""
