"""What can go wrong that a user can act on: one exception per case, each with a hint what to try."""

from __future__ import annotations


class BrieferError(Exception):
    """Base of all errors that briefer reports: `input` is what it happened to, `hint` what to try (may be empty)."""

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
        # Keyword arguments are lost by the default pickling, and errors travel between processes.
        return _rebuild, (type(self), self.message, self.input, self.hint)


def _rebuild(kind: type[BrieferError], message: str, where: str | None, hint: str) -> BrieferError:
    return kind(message, input=where, hint=hint)


class InputMissingError(BrieferError):
    """There is no such file or folder."""

    kind = "missing"


class InputUnreadableError(BrieferError):
    """The input exists, but reading it fails: permissions, a folder in place of a file, an I/O error."""

    kind = "unreadable"


class TooLargeError(BrieferError):
    """The input, or what it unpacks to, is larger than allowed."""

    kind = "too-large"


class TimeLimitError(BrieferError):
    """Briefing the input takes longer than allowed."""

    kind = "timeout"


class ExtraMissingError(BrieferError):
    """The input or the option needs a package that is not installed."""

    kind = "extra"


class FormatError(BrieferError):
    """The input is of a kind that briefer does not read, or not the kind that it claims to be."""

    kind = "format"


class DecodingError(BrieferError):
    """The bytes are no text in the encoding asked for, or in any that could be recognised."""

    kind = "decoding"


class EmptyInputError(BrieferError):
    """There is nothing but white space."""

    kind = "empty"


class OutputError(BrieferError):
    """A brief cannot be written where it should go."""

    kind = "output"


class CorpusError(BrieferError):
    """A row of a corpus is not what it should be."""

    kind = "corpus"


class OptionError(BrieferError):
    """An option has a value that cannot be used."""

    kind = "option"


class TemplateError(OptionError):
    """A template of the user's own cannot be read, or does not fit the brief."""

    kind = "template"


class LanguageDataError(BrieferError):
    """Language data is missing or broken: the installation is damaged."""

    kind = "language-data"


class BrokenPromiseError(BrieferError):
    """A part of the brief is not a slice of the document: a bug in briefer, and no brief is printed."""

    kind = "bug"
