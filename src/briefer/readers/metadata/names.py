"""The names of the authors in what a web page says of them: "By Jane Doe and John Roe, Staff Writers"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from briefer.languages import DEFAULT, load_lines, load_sections

LONGEST_TEXT = 400  # characters that names are looked for in
LONGEST = 60  # characters of a name
WORDS = 6  # of a name
MOST = 30  # authors of one article
RE_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|https?://\S+|www\.\S+|\S*@\S+")  # also e-mail and @handles
RE_LETTERS = re.compile(r"[\W_]+")
RE_SPACE = re.compile(r"[^\S\n]+")
RE_BREAK = re.compile(r"\s[–—-]+\s|[|/•·:\n,;&]")
RE_WORD = re.compile(r"[\w.'’‘ʼ“”\"‐-]+")
RE_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
RE_RULE = re.compile(r"\s[–—-]\s|[|/•·]")
RE_DIGITS = re.compile(r"\d")
SOFT = ",;&"  # marks after which another name may follow
EDGES = " .*–—-"


class Wording:
    """What stands around names, in small letters."""

    def __init__(self) -> None:
        page = load_sections("", "page_authors.txt")
        byline = load_sections(DEFAULT, "byline.txt")
        openers = "|".join(sorted(map(re.escape, page["opener"]), key=len, reverse=True))
        self.opener = re.compile(rf"(?:{openers})(?:\s*:\s*|\s+)", re.IGNORECASE)
        labels = "|".join(map(re.escape, page["label"]))
        self.label = re.compile(rf"(?:{labels})(?:\s*:\s*|\s*\n\s*)", re.IGNORECASE)
        self.label_start = re.compile(rf"(?:{labels})\b", re.IGNORECASE)
        inner = "|".join(page["inner"])
        self.inner = re.compile(rf"\b(?:by|By|BY|(?:{inner})(?=\s[A-ZÀ-Þ]))\s+(?=[^\W\d_])")
        self.link = re.compile(rf"(?:^|(?<=\S)\s+)(?:{'|'.join(map(re.escape, page['link']))})(?:\s+|$)")
        self.ending = re.compile(rf"(?<=\S)\s(?:{'|'.join(map(re.escape, page['ending']))})(?:\s|$)")
        self.accounts = frozenset(page["account"])
        self.staff = frozenset(page["staff"])
        self.suffixes = frozenset(page["suffix"])
        self.degrees = frozenset(page["degree"])
        self.stops = frozenset(page["stop"])
        self.roles = frozenset(byline["role"])
        self.jobs = tuple(page["job"])
        self.positions = frozenset(page["position"])
        self.outlets = self.roles | frozenset(page["outlet"])
        self.particles = frozenset(byline["particle"])


@cache
def wording() -> Wording:
    """Return the wording, read once."""
    return Wording()


def _is_person(name: str) -> bool:
    """Return whether a name begins with a given name: many have a site of their own that is called like them."""
    pieces = name.casefold().split()
    return len(pieces) > 1 and pieces[0] in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(name for line in load_lines(DEFAULT, "given_names.txt") for name in line.split()[1:])


@cache
def _places() -> frozenset[str]:
    rows = (line.partition(":")[2].split() for line in load_lines(DEFAULT, "places.txt"))
    return frozenset(form.replace("_", " ") for row in rows for form in row)


def letters(text: str) -> str:
    """Return nothing but the letters and digits of a text, for comparing names.

    >>> letters("The Harbour-Post")
    'theharbourpost'
    """
    return RE_LETTERS.sub("", text).casefold()


def declared(text: str, sites: Collection[str] = ()) -> list[str]:
    """Return the names in a field that is there for the author; they are slices of the text.

    `sites`: the letters of what the site is called. A user's name such as "jdoe7" is one where it is all there is.
    """
    return _people(text, sites, strict=False)


def shown(text: str, sites: Collection[str] = ()) -> list[str]:
    """Return the names in a byline as the page shows it, among dates, jobs and links; lines are parts of it."""
    return _people(text, sites, strict=True)


def in_line(text: str, sites: Collection[str] = ()) -> list[str]:
    """Return the names in a line beside a headline: below a word such as "By", or of two words beside a date.

    >>> in_line("By Jane Doe, Oslo"), in_line("3 May 2024 | 13:10 | Jane Doe"), in_line("Jane Doe wins again")
    (['Jane Doe'], ['Jane Doe'], [])
    """
    opener = wording().opener.match(text)
    found = shown(text, sites)
    if opener and opener[0].casefold().startswith("from"):  # "From Wikipedia, the free encyclopedia"
        return []
    if opener:
        return _right_behind(opener, found)
    if RE_YEAR.search(text) is None:
        return found if _is_with_site(text, found, sites) else []  # "Jane Doe, The Harbour Post"
    if RE_RULE.search(text) and all(" " in name and name[0].isupper() for name in found):
        return found
    return _right_behind(wording().inner.search(text), found)  # "3 May 2024 by Jane Doe"


def _is_with_site(text: str, names: list[str], sites: Collection[str]) -> bool:
    """Return whether a line is one name of several words and the site's."""
    return len(names) == 1 and " " in names[0] and letters(text.partition(names[0])[2]) in sites


def is_labelled(text: str) -> bool:
    """Return whether a text begins like lines of which `labelled` may return names."""
    return wording().label_start.match(text) is not None


def labelled(text: str, sites: Collection[str] = ()) -> list[str]:
    r"""Return the names in lines that say of themselves, anywhere on a page, that they are the author's.

    >>> labelled("Author:\nJane Doe"), labelled("Authors are welcome")
    (['Jane Doe'], [])
    """
    label = wording().label.match(text)
    return _right_behind(label, shown(text, sites)) if label else []


def _right_behind(words: re.Match[str] | None, names: list[str]) -> list[str]:
    """Return the names if the first of them stands right behind some words, else none."""
    return names if words and names and words.string[words.end() :].startswith(names[0]) else []


def is_account(name: str, sites: Collection[str], *, firm: bool = False) -> bool:
    """Return whether a name is the site itself, its staff or a user of its system, none of which is an author.

    A person whose site bears the same name is one, unless the page says that it is an organisation (`firm`).
    """
    known = letters(name)
    if not known or known in sites:
        return firm or not _is_person(name)
    small = name.casefold().strip(EDGES)
    words = wording()
    pieces = small.split()
    if len(pieces) == 1:
        return small in words.accounts or small in words.staff or small.endswith("admin")
    return small in words.accounts or pieces[-1] in words.staff


def is_outlet(name: str) -> bool:
    """Return whether a name is that of a paper, an agency or a job: by its words, or by a "The" before it."""
    pieces = [piece.strip(".") for piece in name.casefold().split()]
    words = wording()
    if pieces[:1] == ["the"] or (len(pieces) > 1 and pieces[0] in words.staff):
        return True
    return any(piece in words.outlets or piece.endswith(words.jobs) for piece in pieces)


def _is_position(name: str) -> bool:
    """Return whether a part behind a name is what somebody does: "Head Librarian", but not "Anna Warden"."""
    return name.casefold().split()[-1].strip(".") in wording().positions and not _is_person(name)


def _people(text: str, sites: Collection[str], *, strict: bool) -> list[str]:
    words = wording()
    text = RE_SPACE.sub(" ", RE_ASIDE.sub("\n", text[:LONGEST_TEXT])).strip()
    opener = words.opener.match(text)
    found = _names(text[opener.end() :] if opener else text, sites, strict=strict, named=opener is not None)
    if strict and not found and not opener and (inner := words.inner.search(text)):
        return _names(text[inner.end() :], sites, strict=True, named=True)  # "3 May 2024 by Jane Doe"
    return found


def _names(text: str, sites: Collection[str], *, strict: bool, named: bool) -> list[str]:
    """Return the names of a byline without its "By"; `named`: there was one, so that a single word is a name."""
    words = wording()
    found: list[str] = []
    soft = True  # whether another name may follow
    worked = False  # whether a job was told, behind which the parts of a house look like names
    for part, mark in _parts(text, words):
        opener = None if found else words.opener.match(part)  # "The Harbour Post | By Jane Doe"
        name = (part[opener.end() :] if opener else part).strip(EDGES)
        if not found and not is_account(name, sites) and not name.startswith("The "):
            name = _trimmed(name, words)
        small = name.casefold()
        if not name or small.replace(".", "") in words.degrees:
            soft = soft or mark in SOFT
            continue
        if found and small in words.suffixes:
            found[-1] += f", {part}"  # as the field has it but for white space
        elif _is_name(name, words, strict=strict, alone=not found and (named or not strict)):
            if found and (_is_aside(name, found, words) or (not soft and (strict or not _is_person(name)))):
                break
            known = () if named and " " in name else sites  # "By Jane Doe" names her though her site is called so
            if (is_outlet(name) and (strict or found)) or (found and _is_position(name)):
                worked = bool(found)
            elif not is_account(name, known) and _is_new(name, found) and (not worked or _is_person(name)):
                found.append(name)
        elif _ends(name, words, after=bool(found), strict=strict and (named or bool(found))):
            break
        soft = mark in SOFT
    return found[:MOST]


def _ends(part: str, words: Wording, *, after: bool, strict: bool) -> bool:
    """Return whether a part that is no name ends the names; `after` some, whatever is said of something else."""
    stops = any(piece in words.stops for piece in part.casefold().split())
    return (after and stops) or (strict and not is_outlet(part))


def _is_aside(name: str, found: list[str], words: Wording) -> bool:
    """Return whether a part in small letters is no further name: "additional reporting by John Roe"."""
    small = name[0].islower() and name.split()[0] not in words.particles
    return small and not found[0][0].islower()


def _is_new(name: str, found: list[str]) -> bool:
    """Return whether a name adds an author: not the place or the paper of a place that follows a name."""
    small = name.casefold()
    if not found or _is_person(name):
        return True
    return small not in _places() and small.partition(" ")[0] not in _places()


def _parts(text: str, words: Wording) -> Iterator[tuple[str, str]]:
    """Yield the parts of a byline, each with the mark that follows; a word such as "and" counts as a comma."""
    at = 0
    for match in [*RE_BREAK.finditer(text), None]:
        piece = text[at : match.start()] if match else text[at:]
        *first, last = words.link.split(piece.strip())
        for part in first:
            yield _ended(part, words), ","
        yield _ended(last, words), (match[0].strip() or "|") if match else ""
        at = match.end() if match else at


def _ended(part: str, words: Wording) -> str:
    """Return a part without what follows a name, as in "Jane Doe in Oslo" and "JANE DOE The Post"."""
    part = RE_SPACE.sub(" ", part).strip()
    ending = words.ending.search(part)
    return part[: ending.start()] if ending and " " in part[: ending.start()] else part


def _trimmed(part: str, words: Wording) -> str:
    """Return a part without jobs around the name, as in "Senior Reporter Jane Doe"; staff without names stays whole."""
    pieces = part.split(" ")
    if pieces[-1].casefold() in words.staff:
        return part
    while len(pieces) > 2 and pieces[-1].casefold().strip(".") in words.roles:
        pieces.pop()
    while len(pieces) > 2 and pieces[0].casefold().strip(".") in words.roles:
        pieces.pop(0)
    return " ".join(pieces)


def _is_name(name: str, words: Wording, *, strict: bool, alone: bool) -> bool:
    """Return whether a part may be a name; `alone`: a single word will do."""
    pieces = name.split()
    if len(name) > LONGEST or len(pieces) > WORDS or not any(map(str.isalpha, name)):
        return False
    if not all(RE_WORD.fullmatch(piece) for piece in pieces):
        return False
    if len(pieces) == 1:
        return alone and not (strict and name[0].islower()) and name.casefold() not in words.stops
    if RE_DIGITS.search(name) or any(piece.casefold() in words.stops for piece in pieces):
        return False
    return not strict or all(not piece[0].islower() or piece in words.particles for piece in pieces)
