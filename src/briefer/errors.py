"""The errors a user can act on: one exception per case, each with a hint."""

from __future__ import annotations

from collections.abc import Collection, Iterable


class BrieferError(Exception):
    """Base of all errors that briefer reports; `input` names the input, `hint` (may be empty) says what to try."""

    kind = "error"

    def __init__(self, message: str, *, input: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.input = input
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.input}: " if self.input else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between processes, and the default pickling loses keyword arguments.
        return _rebuild, (type(self), self.message, self.input, self.hint)


def _rebuild(kind: type[BrieferError], message: str, where: str | None, hint: str) -> BrieferError:
    return kind(message, input=where, hint=hint)


def closest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that a word is most like, None where it is like none."""
    from difflib import get_close_matches

    folded = {name.lower(): name for name in names}
    return next((folded[name] for name in get_close_matches(word.lower(), folded, 1)), None)


def suggestion(word: str, names: Collection[str]) -> str:
    """Return the hint for a word that is none of the names.

    >>> suggestion("lexrnk", ["lead", "lexrank"]), suggestion("best", ["lead", "lexrank"])
    ('did you mean lexrank?', 'try one of lead, lexrank')
    """
    meant = closest(word, names)
    return f"did you mean {meant}?" if meant else f"try one of {', '.join(names)}"


class InputMissingError(BrieferError):
    """There is no such file or folder."""

    kind = "missing"


class InputUnreadableError(BrieferError):
    """The input exists but cannot be read: no permission, a folder instead of a file, an I/O error."""

    kind = "unreadable"


class TooLargeError(BrieferError):
    """The input, or what it unpacks to, is larger than allowed."""

    kind = "too-large"


class TimeLimitError(BrieferError):
    """Briefing the input took longer than allowed."""

    kind = "timeout"


class ExtraMissingError(BrieferError):
    """The input or the option needs a package that is not installed."""

    kind = "extra"


class FormatError(BrieferError):
    """briefer does not read this kind of input, or the input is not what it claims to be."""

    kind = "format"


class DecodingError(BrieferError):
    """The bytes are not text in the requested encoding, or in any that briefer recognises."""

    kind = "decoding"


class EmptyInputError(BrieferError):
    """The input holds nothing but white space."""

    kind = "empty"


class OutputError(BrieferError):
    """A brief cannot be written to its destination."""

    kind = "output"


class CorpusError(BrieferError):
    """A corpus row is malformed."""

    kind = "corpus"


class OptionError(BrieferError):
    """An option has an unusable value."""

    kind = "option"


class TemplateError(OptionError):
    """A user's template cannot be read, or fails on a brief."""

    kind = "template"


class LanguageDataError(BrieferError):
    """Language data is missing or broken: the installation is damaged."""

    kind = "language-data"


class BrokenPromiseError(BrieferError):
    """A part of the brief is not a slice of the document: a bug in briefer, so no brief is printed."""

    kind = "bug"
