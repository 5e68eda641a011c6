"""The roles that the look of a page tells: headline, dek, headings, captions, footnotes; and the metadata's word."""

from __future__ import annotations

import re
from functools import cache

from briefer.languages import DEFAULT, load_sections
from briefer.model import Role
from briefer.readers.pdf.lines import Line
from briefer.readers.pdf.paragraphs import DISPLAY, LEADER, Paragraph, ends

HEADLINE = 1.2  # of the usual size: the least of the largest words on the first page
LONGEST_HEADLINE = 250  # characters
LONGEST_HEADING = 160
LONGEST_TITLE = 300
LONGEST_NAME = 80
UPPER = 0.35  # of the height of the first page: the headline stands above it
NEAR = 12  # paragraphs in which the headline is looked for
PROSE = 100  # characters: the article has begun
MASTHEAD = 3  # words, at most, of the name of a paper above the headline
FINE = 0.86  # of the usual size: the most that captions have which do not say that they are
LONGEST_CAPTION = 200
QUOTES = "\"'“”‘’«»„‹›"
NOTE = 0.93  # of the usual size: the most that footnotes have
RE_MARKER = re.compile(r"(?:\[?\d{1,3}(?!\d)\]?|[*†‡§¶¹²³⁴-⁹]{1,3})[.)\]]?\s*[^\W\d_\"“'‘(]?[\w\"“'‘(]")
RE_BETWEEN = re.compile(r"\s*(?:;|,|&|\band\b|\bund\b|\bet\b)\s*")
RE_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d[./-]\d")
RE_FILE = re.compile(r"[\w.\\/:~-]*")


def footnotes(lines: list[Line], body: float) -> int:
    """Return the index from which the lines at the bottom of a column are footnotes; their number if none are."""
    first = len(lines)
    while first and lines[first - 1].size < NOTE * body:
        first -= 1
    for number in range(first, len(lines)):
        if RE_MARKER.match(lines[number].text):
            return number if first or number else len(lines)
    return len(lines)


def assign(paragraphs: list[Paragraph], texts: list[str], body: float, height: float, title: str) -> dict[int, Role]:
    """Return the roles that are known, by the index of the paragraph; `title` is the metadata's, "" if there is none.

    `height` is what the first page has above its bottom, in points.
    """
    roles: dict[int, Role] = {}
    headline = _headline(paragraphs, texts, body, height, title)
    if headline is not None:
        roles[headline] = Role.HEADLINE
        for number in range(headline):
            if _is_above(paragraphs[number], texts[number], body):
                roles[number] = Role.BOILERPLATE
        if _is_dek(paragraphs, texts, headline + 1, body):
            roles[headline + 1] = Role.DEK
    last = max((number for number, one in enumerate(paragraphs) if len(texts[number]) >= PROSE), default=0)
    begun = False
    for number, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        if number in roles:
            continue
        large = paragraph.size > DISPLAY * body
        between = begun and number < last and paragraph.size < FINE * body and len(text) <= LONGEST_CAPTION
        if between or (paragraph.size < 0.97 * body and _is_caption(text)):
            roles[number] = Role.CAPTION
        elif large and begun and text[0] in QUOTES and _stands_in(text, texts, number):
            roles[number] = Role.BOILERPLATE  # words of the article, shown once more and larger
        elif (large or paragraph.bold) and _is_heading(text) and (begun or (large and headline is not None)):
            roles[number] = Role.HEADING
        elif len(text) >= PROSE and not large:
            begun = True
    return roles


def _headline(paragraphs: list[Paragraph], texts: list[str], body: float, height: float, title: str) -> int | None:
    """Return the index of the headline: what the metadata call the title, else the largest words of page one."""
    page = paragraphs[0].page if paragraphs else 0
    near = [
        number
        for number, paragraph in enumerate(paragraphs[:NEAR])
        if paragraph.page == page and len(texts[number]) <= LONGEST_HEADLINE
    ]
    wanted = _folded(title)
    for number in near:
        found = _folded(texts[number])
        if found and wanted and (found == wanted or (2 * len(found) > len(wanted) and found in wanted)):
            return number
    large = [
        number
        for number in near
        if paragraphs[number].size > HEADLINE * body
        and paragraphs[number].top > UPPER * height
        and any(map(str.isalpha, texts[number]))
    ]
    long = [number for number in large if len(texts[number].split()) > MASTHEAD]
    return max(long or large, key=lambda number: (round(paragraphs[number].size), -number), default=None)


def _is_above(paragraph: Paragraph, text: str, body: float) -> bool:
    """Return whether a line above the headline is the name of the paper or of a section of it."""
    if len(text) > 60 or len(text.split()) > 6 or ends(text) or RE_DATE.search(text):
        return False
    return abs(paragraph.size - body) > 0.05 * body or text.isupper()


def _is_dek(paragraphs: list[Paragraph], texts: list[str], number: int, body: float) -> bool:
    if number >= len(paragraphs):
        return False
    paragraph, text = paragraphs[number], texts[number]
    return (
        body * 1.05 < paragraph.size < 0.9 * paragraphs[number - 1].size
        and paragraph.page == paragraphs[number - 1].page
        and 5 <= len(text.split()) <= 45
    )


def _stands_in(text: str, texts: list[str], number: int) -> bool:
    words = text.strip(QUOTES + ".,!? ")
    near = texts[max(0, number - NEAR) : number] + texts[number + 1 : number + NEAR]
    return bool(words) and any(words in other for other in near)


def _is_heading(text: str) -> bool:
    if len(text) > LONGEST_HEADING or not any(map(str.isalpha, text)) or LEADER in text:
        return False
    return not ends(text) or text[-1] in "?!:"


def _is_caption(text: str) -> bool:
    return _captions().match(text) is not None


@cache
def _captions() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_sections("", "pdf.txt")["caption"]))
    return re.compile(rf"(?:{words})\.?\s*(?:\d+|[A-Z])\b", re.IGNORECASE)


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def believable_title(title: str) -> str:
    """Return a title of the metadata if it can be one, else "": not the name of a file, of a program or of nothing.

    >>> believable_title("Microsoft Word - final_v2.doc"), believable_title("Pier to Close by Autumn")
    ('', 'Pier to Close by Autumn')
    """
    words = load_sections("", "pdf.txt")
    lower = title.lower()
    if not 3 < len(title) <= LONGEST_TITLE or not any(map(str.isalpha, title)):
        return ""
    if lower.endswith(words["suffix"]) or lower in words["no title"]:
        return ""
    if lower.startswith(tuple(word for word in words["no title"] if word.endswith(("-", "/", ":")))):
        return ""
    return "" if RE_FILE.fullmatch(title) and (set("_./\\") & set(title) or any(map(str.isdigit, title))) else title


def believable_authors(authors: str) -> tuple[str, ...]:
    """Return the names in the metadata's field for the author; () when any is an account or a program.

    >>> believable_authors("Ada Osei; Bo Lind"), believable_authors("Microsoft Office User"), believable_authors("jdoe")
    (('Ada Osei', 'Bo Lind'), (), ())
    """
    names = [name for name in RE_BETWEEN.split(authors) if name]
    if any(name.count(" ") == 0 for name in names) and ";" not in authors:  # "Osei, Ada"
        names = [authors] if "," not in authors else []
    return tuple(names) if names and all(map(_is_name, names)) else ()


def _is_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 6 or len(name) > LONGEST_NAME or any(map(str.isdigit, name)) or "@" in name:
        return False
    small = {word.strip(".,").lower() for word in words}
    if small & set(load_sections("", "pdf.txt")["no author"]):
        return False
    particles = _particles()
    return all(word[0].isupper() or word.lower() in particles or not word[0].isascii() for word in words)


@cache
def _particles() -> frozenset[str]:
    return frozenset(load_sections(DEFAULT, "byline.txt")["particle"])
