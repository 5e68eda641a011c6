"""Which language a text is in, and the data that briefer ships for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefer.errors import LanguageDataError, OptionError

DATA = Path(__file__).with_name("data")
DEFAULT = "en"
SAMPLE = 20_000  # code points that detection looks at: more never changed an answer, and long texts stay cheap
RE_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Language:
    """What briefer knows about a language; without a Snowball stemmer words count as they stand."""

    code: str
    name: str
    stemmer: str | None
    stop_words: frozenset[str]


def load_lines(code: str, name: str) -> tuple[str, ...]:
    """Return the entries of a data file in file order, without comments (`#` to the end of the line) and blanks.

    Raises LanguageDataError when the file is not there.
    """
    path = DATA / code / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LanguageDataError(f"cannot read language data {code}/{name}", hint="reinstall briefer") from error
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))


def load_sections(code: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return {section: entries} of a data file whose sections open with `[name]`; no file gives no sections."""
    if not (DATA / code / name).is_file():
        return {}
    sections: dict[str, list[str]] = {}
    entries: list[str] = []
    for entry in load_lines(code, name):
        if entry.startswith("["):
            entries = sections.setdefault(entry.strip("[]"), [])
        else:
            entries.append(entry)
    return {section: tuple(entries) for section, entries in sections.items()}


@cache
def known() -> dict[str, tuple[str, str | None]]:
    """Return {code: (name, Snowball stemmer or None)} of the languages with data, in the order of the data file."""
    rows = (line.split() for line in load_lines("", "languages.txt"))
    return {code: (name, None if stemmer == "-" else stemmer) for code, name, stemmer in rows}


@cache
def get(code: str) -> Language:
    """Return a language with its data; a code without data gives a language without stop words and stemmer."""
    if code not in known():
        return Language(code, code, None, frozenset())
    name, stemmer = known()[code]
    return Language(code, name, stemmer, frozenset(load_lines(code, "stopwords.txt")))


def identify(text: str, declared: str | None = None) -> str:
    """Return the language code of a text: the declared one if it has data, else the one whose stop words fill most.

    Raises OptionError never; an unrecognised text counts as English.
    """
    if declared:
        code = declared.lower().replace("_", "-").partition("-")[0]
        if code in known():
            return code
    counts = Counter(RE_WORD.findall(text[:SAMPLE].lower()))
    scores = {code: sum(counts[word] for word in get(code).stop_words) for code in known()}
    best = max(scores, key=lambda code: scores[code], default=DEFAULT)
    return best if scores.get(best) else DEFAULT


def check(code: str) -> str:
    """Return the code as given if it is `auto` or has data; raise OptionError otherwise."""
    if code != "auto" and code not in known():
        raise OptionError(f"unknown language {code!r}", hint=f"try auto or one of {', '.join(known())}")
    return code
