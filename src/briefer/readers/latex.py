"""LaTeX: title, authors, headings and running text; commands, formulas, figures and references are left out."""

from __future__ import annotations

import re

from briefer.model import Document, Mark, Role
from briefer.readers.decoding import decode
from briefer.readers.items import Origin

RE_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
# Environments without running text.
RE_LEFT_OUT = re.compile(
    r"\\begin\{(figure|table|tabular|equation|align|eqnarray|displaymath|verbatim|lstlisting|tikzpicture|algorithm"
    r"|thebibliography|minted|gather|multline)\*?\}.{0,20000}?\\end\{\1\*?\}",
    re.DOTALL,
)
RE_DISPLAY = re.compile(r"\\\[.{0,5000}?\\\]|\$\$.{0,5000}?\$\$", re.DOTALL)
# Commands of LaTeX, as below.
RE_HEADING = re.compile(r"\\(?:part|chapter|section|subsection|subsubsection|paragraph)\*?(?:\[[^\]]{0,200}\])?\{")
# Commands that show none of their words.
RE_DROPPED = re.compile(
    r"[~ ]?\\(?:cite\w*|ref|eqref|pageref|autoref|cref|label|footnote|index|bibliography|bibliographystyle|vspace"
    r"|hspace|includegraphics|thanks|usepackage|input|include|url|thispagestyle)\*?(?:\[[^\]]{0,200}\]){0,2}"
    r"\{(?:[^{}]++|\{[^{}]{0,500}+\})*+\}"
)
RE_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[^{}]{0,60}\}(?:\[[^\]]{0,200}\])?")
RE_ITEM = re.compile(r"\\item(?:\[[^\]]{0,100}\])?\s*")
RE_ESCAPED = re.compile(r"\\([%&$#_{} ])")
RE_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\*?|[^a-zA-Z])(?:\[[^\]]{0,100}\])?")
RE_AND = re.compile(r"\\and\b|\\\\|\n|,")
RE_SPACE = re.compile(r"\s+")
SIGNS = (("``", "“"), ("''", "”"), ("---", "—"), ("--", "–"), ("~", " "), ("$", ""), ("{", ""), ("}", ""))
HELD = {sign: chr(0xE000 + number) for number, sign in enumerate("%&$#_{} ")}  # escaped signs, while others are dropped
MOST_AUTHORS = 30
LONGEST = 4_000  # characters of an argument


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of the document, a blank line between paragraphs, its headings marked."""
    decoded = decode(data, origin)
    source = RE_COMMENT.sub("", decoded.text.replace("\r\n", "\n"))
    title, author = _argument(source, "\\title{"), _argument(source, "\\author{")
    start, end = source.find("\\begin{document}"), source.rfind("\\end{document}")
    body = source[start + len("\\begin{document}") if start >= 0 else 0 : end if end > start else len(source)]
    for command in ("\\title{", "\\author{", "\\date{"):
        argument = _argument(body, command)
        body = body.replace(f"{command}{argument}}}", "") if argument else body
    body = RE_DISPLAY.sub("", RE_LEFT_OUT.sub("", body))
    pieces: list[str] = []
    marks: list[Mark] = []
    at = 0
    for paragraph, heading in _paragraphs(body):
        if words := _plain(paragraph):
            if heading:
                marks.append(Mark(at, at + len(words), Role.HEADING))
            pieces.append(words)
            at += len(words) + 2
    names = [name for part in RE_AND.split(author) if (name := _plain(part)) and not any(map(str.isdigit, name))]
    return Document(
        "\n\n".join(pieces),
        sha256="",
        format="latex",
        encoding=decoded.encoding,
        title=_plain(title) or None,
        authors=tuple(names[:MOST_AUTHORS]),
        marks=tuple(marks),
        warnings=decoded.warnings,
    )


def _argument(source: str, command: str) -> str:
    """Return the argument of the first command of this name, whose brace `command` ends with; "" for none."""
    start = source.find(command)
    return _braced(source, start + len(command)) if start >= 0 else ""


def _braced(source: str, start: int) -> str:
    """Return what stands from `start` to the brace that closes it; "" where it is not closed soon."""
    depth = 1
    for at in range(start, min(len(source), start + LONGEST)):
        depth += (source[at] == "{") - (source[at] == "}")
        if not depth:
            return source[start:at]
    return ""


def _paragraphs(body: str) -> list[tuple[str, bool]]:
    """Return the paragraphs of a body, and which of them are headings."""
    found: list[tuple[str, bool]] = []
    at = 0
    for heading in RE_HEADING.finditer(body):
        if heading.start() < at:
            continue
        words = _braced(body, heading.end())
        found += [(piece, False) for piece in body[at : heading.start()].split("\n\n")]
        found.append((words, True))
        at = heading.end() + len(words) + 1
    return found + [(piece, False) for piece in RE_ITEM.sub("\n\n", body[at:]).split("\n\n")]


def _plain(source: str) -> str:
    source = RE_ENVIRONMENT.sub(" ", RE_DROPPED.sub("", source))
    source = RE_ESCAPED.sub(lambda match: HELD[match[1]], source)
    source = RE_COMMAND.sub("", source)
    for sign, plain in SIGNS:
        source = source.replace(sign, plain)
    for sign, held in HELD.items():
        source = source.replace(held, sign)
    return RE_SPACE.sub(" ", source).strip()
