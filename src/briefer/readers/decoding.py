"""Decodes bytes: by byte order mark, strict UTF-8, chardet, then Windows-1252."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from briefer.errors import DecodingError, FormatError
from briefer.readers.items import Origin, Reading

BYTE_ORDER_MARKS = (  # the longer first: UTF-32-LE begins like UTF-16-LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HEAD = 64 * 1024  # bytes that the guards look at
NUL_SHARE = 0.05  # UTF-16 of Latin text has about half NULs, a text file none
RE_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_SHARE = 0.02  # of C0 controls other than white space and ESC, beyond which a decoded text is no text
BINARY = "looks like binary data"
CONVERT = "convert it to plain text first"
HINT = f"{CONVERT}, or name its encoding with --encoding"  # UTF-16 of Chinese without a mark is no more than bytes
DOUBT = 0.5  # chardet's confidence below which the reader of a brief should know; short Latin texts score far lower
TEXT_BYTES = 400  # below so many bytes chardet's confidence says little, and no warning is given
UNTOUCHED = (  # what ftfy would do besides undoing wrong decodings
    *("unescape_html", "remove_terminal_escapes", "fix_latin_ligatures", "fix_character_width", "uncurl_quotes"),
    *("fix_line_breaks", "fix_surrogates", "remove_control_chars"),
)
REPAIRED = "wrongly decoded letters were repaired, so that the text differs from the input"


class Decoded(NamedTuple):
    """A decoded text, the Python name of its encoding, and warnings."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, origin: Origin, encoding: str | None = None) -> Decoded:
    """Return the text in `data`, without a byte order mark.

    `encoding` is the one the format itself declares; the user's choice overrides it. On request, text that somebody
    decoded wrongly before us is repaired.

    Raises FormatError for binary data, and DecodingError if the requested encoding is unknown or does not fit.
    """
    decoded = _decoded(data, origin, encoding)
    if origin.reading.fix_text:
        text, warnings = repaired(decoded.text, origin.reading, origin.path)
        decoded = Decoded(text, decoded.encoding, decoded.warnings + warnings)
    return decoded


def repaired(text: str, reading: Reading, name: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return a text with mojibake repaired, if requested, and a warning if anything changed.

    Only wrongly decoded letters change: quotation marks, ligatures, line ends and entities stay. Raises
    ExtraMissingError.
    """
    if not reading.fix_text:
        return text, ()
    from briefer import extras

    ftfy = extras.load("ftfy", "repaired texts", input=name)
    fixed = str(
        ftfy.fix_text(text, ftfy.TextFixerConfig(**dict.fromkeys(UNTOUCHED, False), normalization=None, explain=False))
    )
    return fixed, ((REPAIRED,) if fixed != text else ())


def _decoded(data: bytes, origin: Origin, encoding: str | None) -> Decoded:
    asked = origin.reading.encoding or encoding
    if asked:
        return _asked(data, origin, asked)
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :] if name == "utf-8" else data, origin, name)
    head = data[:HEAD]
    suspect = head.count(0) > NUL_SHARE * len(head) or b"\x1b$" in head or b"\x1b(" in head
    if not suspect:
        try:
            return _checked(Decoded(data.decode("utf-8"), "utf-8"), origin)
        except UnicodeDecodeError:
            pass
    return _checked(_guessed(data, origin), origin)


def _asked(data: bytes, origin: Origin, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), codecs.lookup(name).name)
    except LookupError as error:
        raise DecodingError(
            f"unknown encoding {name!r}", input=origin.path, hint="try utf-8, latin-1 or cp1252"
        ) from error
    except UnicodeError as error:
        raise DecodingError(
            f"this is not valid {name}", input=origin.path, hint="leave out --encoding to detect it"
        ) from error


def _marked(data: bytes, origin: Origin, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeError as error:
        raise DecodingError(
            f"its byte order mark says {name}, but it is not valid {name}", input=origin.path, hint="set --encoding"
        ) from error


def _guessed(data: bytes, origin: Origin) -> Decoded:
    import chardet  # 30 ms to import, and most texts are UTF-8

    found = chardet.detect(data, prefer_superset=True)
    name, kind = found["encoding"], found.get("mime_type")
    if name is None:
        what = f"looks like {kind}" if kind and kind != "application/octet-stream" else BINARY
        raise FormatError(f"{what}, not text", input=origin.path, hint=HINT if what == BINARY else CONVERT)
    for candidate in (name, "cp1252"):
        try:
            text = data.decode(candidate)
        except (UnicodeError, LookupError):
            continue
        warnings: tuple[str, ...] = ()
        expected = candidate.lower() in ("windows-1252", "cp1252")
        if found["confidence"] < DOUBT and len(data) > TEXT_BYTES and not expected:
            warnings = (f"the encoding was guessed as {candidate}; set --encoding if letters look wrong",)
        return Decoded(text, codecs.lookup(candidate).name, warnings)
    raise DecodingError("the encoding was not recognised", input=origin.path, hint="name it with --encoding")


def _checked(decoded: Decoded, origin: Origin) -> Decoded:
    head = decoded.text[:HEAD]
    if not RE_CONTROL.search(head):
        return decoded
    controls = len(RE_CONTROL.findall(head))
    if controls > max(1, CONTROL_SHARE * len(head)):
        raise FormatError(f"{BINARY}, not text", input=origin.path, hint=HINT)
    return decoded
