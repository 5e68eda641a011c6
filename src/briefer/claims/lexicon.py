"""The words that report, read from the language's data files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from sys import intern
from typing import NamedTuple

from briefer.errors import LanguageDataError
from briefer.languages import load_lines

VOWELS = "aeiou"
STRESSED_LAST = frozenset({"admit", "rebut", "refer", "permit", "commit"})  # of several syllables, and yet they double


class CueVerb(NamedTuple):
    """One form of a cue verb: `frames` are what may follow it, `prepositions` what its object may hang on."""

    lemma: str
    family: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    form: str  # base, s, past, participle, ing; past also where the participle is the same
    particle: tuple[str, ...] = ()  # the words after the verb in "point out"


@cache
def cue_verbs(language: str) -> dict[str, tuple[CueVerb, ...]]:
    """Return {lower-case form: its cue verbs, the ones with particles first}."""
    table: dict[str, list[CueVerb]] = {}
    family = ""
    for line in load_lines(language, "cues.txt"):
        if line.startswith("["):
            family = intern(line.strip("[]"))
            continue
        lemma, frames, prepositions, irregular = _fields(line)
        verb, *particle = lemma.split("_")
        name = lemma.replace("_", " ")
        rest = tuple(particle)
        for form, word in _forms(verb, irregular):
            cue = CueVerb(name, family, frames, prepositions, form, rest)
            rows = table.get(word)
            if rows is None:
                table[word] = [cue]
            elif not any(row.lemma == name and row.family == family for row in rows):
                rows.append(cue)
    return {
        word: tuple(rows) if len(rows) == 1 else tuple(sorted(rows, key=_particles_first))
        for word, rows in table.items()
    }


def _particles_first(cue: CueVerb) -> tuple[int, str, str]:
    return (-len(cue.particle), cue.family, cue.lemma)


def _fields(line: str) -> tuple[str, frozenset[str], frozenset[str], tuple[str, ...]]:
    lemma, *rest = line.split()
    frames: set[str] = set()
    prepositions: set[str] = set()
    irregular: list[str] = []
    for field in rest:
        if field.startswith("p:"):
            prepositions.update(field[2:].split(","))
        elif len(field) == 1:
            frames.add(field)
        else:
            irregular.append(field)
    if (not frames and not prepositions) or len(irregular) not in (0, 2):
        raise LanguageDataError(f"cues: cannot read {line!r}", hint="reinstall briefer")
    return lemma, frozenset(frames), frozenset(prepositions), tuple(irregular)


def _forms(verb: str, irregular: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (form, word) of a verb; the past before the participle, so that one word for both counts as past."""
    stem = verb[:-1] if verb.endswith("e") else verb
    double = verb + verb[-1] if _doubles(verb) else stem
    yield "base", verb
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        yield "s", verb + "es"
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        yield "s", verb[:-1] + "ies"
    else:
        yield "s", verb + "s"
    if irregular:
        yield "past", irregular[0]
        if irregular[1] != irregular[0]:
            yield "participle", irregular[1]
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        yield "past", verb[:-1] + "ied"
    else:
        yield "past", double + "ed"
        if double != stem and verb[-1] == "l":
            yield "past", verb + "ed"  # American "signaled" beside British "signalled"
    yield "ing", "saying" if verb == "say" else verb + "ing" if verb.endswith("ee") else double + "ing"
    if double != stem and verb[-1] == "l":
        yield "ing", verb + "ing"


def _doubles(verb: str) -> bool:
    """Tell whether the last consonant doubles before -ed: after one short stressed vowel, and British -l."""
    if len(verb) < 3 or verb[-1] in VOWELS + "wxyh" or verb[-2] not in VOWELS or verb[-3] in VOWELS:
        return False
    return verb in STRESSED_LAST or (verb[-1] == "l" and verb not in ("appeal", "reveal")) or _syllables(verb) == 1


def _syllables(verb: str) -> int:
    return sum(a in VOWELS and b not in VOWELS for a, b in zip(verb, verb[1:] + "x", strict=False))
