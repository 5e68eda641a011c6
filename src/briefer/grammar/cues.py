"""The words that report, read from the language's data files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from briefer.errors import LanguageDataError
from briefer.languages import load_lines

VOWELS = "aeiou"


class CueVerb(NamedTuple):
    """One form of a cue verb: `frames` are what may follow it, `prepositions` what its object may hang on."""

    lemma: str
    family: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    form: str  # base, s, past, participle, ing; past also where the participle is the same
    particle: tuple[str, ...] = ()  # the words after the verb in "point out"


class Entry(NamedTuple):
    """A line of the data file."""

    verb: str  # the lemma without its particle
    lemma: str
    family: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    irregular: tuple[str, ...]  # past and participle
    particle: tuple[str, ...]
    doubling: bool  # the last consonant doubles though the verb has several syllables: "averred"


class CueVerbs(dict[str, tuple[CueVerb, ...]]):
    """Maps a lower-case word to the cue verbs that it may be a form of, the ones with particles first.

    A word is looked up when a text has it: forming all forms of all verbs would take longer than most briefs.
    """

    LIMIT = 200_000  # entries, so that a corpus of noise cannot eat the memory

    def __init__(self, language: str) -> None:
        super().__init__()
        self._lines: dict[str, list[tuple[str, str]]] = {}  # a verb's lines in the file, each with its family
        self._irregular: dict[str, list[str]] = {}
        family = ""
        for line in load_lines(language, "cues.txt"):
            if line.startswith("["):
                family = line.strip("[]")
                continue
            name, *fields = line.split()
            verb = name.partition("_")[0]
            self._lines.setdefault(verb, []).append((line, family))
            for word in fields:
                if _is_irregular(word):
                    self._irregular.setdefault(word, []).append(verb)

    def entries(self) -> list[Entry]:
        """Return all entries of the data file."""
        return [_entry(*line) for lines in self._lines.values() for line in lines]

    def __missing__(self, word: str) -> tuple[CueVerb, ...]:
        if len(self) > self.LIMIT:
            self.clear()
        found: list[CueVerb] = []
        for verb in dict.fromkeys((*_stems(word), *self._irregular.get(word, ()))):
            for line in self._lines.get(verb, ()):
                entry = _entry(*line)
                for form, other in _forms(entry):  # "hit" is two of them
                    cue = CueVerb(entry.lemma, entry.family, entry.frames, entry.prepositions, form, entry.particle)
                    if other == word and cue not in found:
                        found.append(cue)
        found.sort(key=lambda cue: (-len(cue.particle), cue.family, cue.lemma))
        self[word] = tuple(found)
        return self[word]


@cache
def cue_verbs(language: str) -> CueVerbs:
    """Return the cue verbs of a language."""
    return CueVerbs(language)


def forms(language: str) -> dict[str, tuple[str, ...]]:
    """Return {verb: its forms} of all cue verbs, to be looked through; claims look words up one by one."""
    entries = cue_verbs(language).entries()
    return {entry.verb: tuple(word for _, word in _forms(entry)) for entry in entries}


def _stems(word: str) -> tuple[str, ...]:
    """Return the verbs of which a word could be a regular form.

    >>> _stems("denied")
    ('denied', 'denie', 'deni', 'den', 'deny')
    """
    if word.endswith("s"):
        return (word, word[:-1], word[:-2], word[:-3], word[:-3] + "y")
    if word.endswith("ed"):
        return (word, word[:-1], word[:-2], word[:-3], word[:-3] + "y")
    if word.endswith("ing"):
        return (word, word[:-3], word[:-3] + "e", word[:-4])
    return (word,)


def _is_irregular(field: str) -> bool:
    """Tell whether a field is a past form or a participle, and neither a frame nor prepositions."""
    return len(field) > 1 and field[1] != ":"


def _entry(line: str, family: str) -> Entry:
    name, *rest = line.split()
    frames: set[str] = set()
    prepositions: set[str] = set()
    irregular: list[str] = []
    doubling = False
    for field in rest:
        if field.startswith("p:"):
            prepositions.update(field[2:].split(","))
        elif field == "+":
            doubling = True
        elif _is_irregular(field):
            irregular.append(field)
        else:
            frames.add(field)
    if (not frames and not prepositions) or len(irregular) not in (0, 2):
        raise LanguageDataError(f"cues: cannot read {line!r}", hint="reinstall briefer")
    verb, *particle = name.split("_")
    lemma = name.replace("_", " ")
    return Entry(
        verb, lemma, family, frozenset(frames), frozenset(prepositions), tuple(irregular), tuple(particle), doubling
    )


def _forms(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (form, word) of a verb; the past before the participle, so that one word for both counts as past."""
    verb, irregular = entry.verb, entry.irregular
    stem = verb[:-1] if verb.endswith("e") else verb
    double = verb + verb[-1] if entry.doubling or _doubles(verb) else stem
    yield "base", verb
    if double.endswith("zz"):
        yield "s", double + "es"
    elif verb.endswith(("s", "sh", "ch", "x", "z", "o")):
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
    """Tell whether the last consonant doubles before -ed: after one short vowel in one syllable, and British -l."""
    spelt = verb.replace("qu", "qw")  # "quip": its u is no vowel
    if len(verb) < 3 or spelt[-1] in VOWELS + "wxyh" or spelt[-2] not in VOWELS or spelt[-3] in VOWELS:
        return False
    return spelt[-1] == "l" or _syllables(spelt) == 1


def _syllables(verb: str) -> int:
    return sum(a in VOWELS and b not in VOWELS for a, b in zip(verb, verb[1:] + "x", strict=False))
