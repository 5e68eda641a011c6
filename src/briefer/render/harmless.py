"""The gate that all output passes: no character that steers a terminal, an editor or a reader gets through.

Print shows such a character as a mark, and leaves out what only says where a line may break. JSON escapes it, so that
nothing is lost. (Unicode Technical Reports 36 and 55; CVE-2021-42574 for bidirectional controls.)
"""

from __future__ import annotations

import re

# Where a line may or may not break: SOFT HYPHEN, ZERO WIDTH SPACE, WORD JOINER, ZERO WIDTH NO-BREAK SPACE.
RE_BREAKS = re.compile("[\u00ad\u200b\u2060\ufeff]")
# C0 and C1 controls but white space, bidirectional controls, joiners, annotation signs, invisible operators, tags and
# lone surrogates. One class of characters, which `re` looks for fast; what stands around them is asked after that.
RE_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200c-\u200f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
JOINERS = "\u200c\u200d"
# What they may stand behind: Arabic and Indic letters, pictures.
RE_JOINABLE = re.compile(
    "[\u0620-\u1fff\u2190-\u2bff\ua8e0-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc\U0001f000-\U0001faff]"
)
# The flag of a region: a black flag, its letters as tags, and the end of these.
RE_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,12}\U000e007f")
LONGEST_FLAG = 14
RE_LINES = re.compile("[\x0b\x0c\x85\u2028\u2029]|\r(?!\n)")  # what some programs take for the end of a line
RE_PAINT = re.compile("\x1b\\[(?:0|1|2|31|33|35|1;36)m")  # the colours that `--color` asks for
PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
PASS = "surrogatepass"  # lone surrogates, which are not printable
RE_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    r"""Return text with white space folded, and with characters that could steer a terminal shown as marks.

    >>> visible("red\x1b[31m  alert")
    'red␛[31m alert'
    """
    return marked(" ".join(text.split()))


def marked(text: str) -> str:
    """Return text with white space kept, and with characters that could steer a terminal shown as marks."""
    return text if _is_printable(text) else RE_UNSAFE.sub(_mark, RE_BREAKS.sub("", text))


def printed(text: str, *, coloured: bool = False) -> str:
    """Return the text of a brief as it may leave: what a renderer has let through is marked here."""
    if not coloured:
        return text if _is_printable(text) else RE_LINES.sub(_mark, marked(text))
    pieces = RE_PAINT.split(text)
    paints = [*RE_PAINT.findall(text), ""]
    return "".join(printed(piece) + paint for piece, paint in zip(pieces, paints, strict=True))


def escaped(rows: str) -> str:
    r"""Return JSON with such characters as escapes: it is equal to what it was.

    >>> print(escaped('"a\u202eb"'))
    "a\u202eb"
    """
    return rows if _is_printable(rows) else RE_ESCAPED.sub(_escape, rows)


def _is_printable(text: str) -> bool:
    """Tell whether Unicode calls all of a text printable but its line feeds: it has none of the characters above.

    Asking is twenty times as fast as looking for them where the many ASCII letters are taken away first.
    """
    return text.encode("utf-8", PASS).translate(None, PLAIN).decode("utf-8", PASS).isprintable()


def _mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    if (match[0] in JOINERS and _joins(match)) or (code >= 0xE0000 and _is_of_flag(match)):
        return match[0]
    if code < 0x20:
        return chr(0x2400 + code)  # the pictures of control characters
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _joins(match: re.Match[str]) -> bool:
    return RE_JOINABLE.match(match.string, max(match.start() - 1, 0)) is not None


def _is_of_flag(match: re.Match[str]) -> bool:
    at = match.start()
    start = match.string.rfind("\U0001f3f4", max(at - LONGEST_FLAG, 0), at)
    flag = RE_FLAG.match(match.string, start) if start >= 0 else None
    return flag is not None and at < flag.end()


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
