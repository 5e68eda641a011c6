"""The options that several commands share."""

import inspect
import re
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_type_hints

import typer

from briefer.cli.helping import BRIEF, OUTPUT, READING
from briefer.cli.messages import fail_usage
from briefer.deferring import Deferred
from briefer.render import FORMATS, View

if TYPE_CHECKING:
    from briefer.pipeline import Options
    from briefer.readers import Reading
    from briefer.readers.items import Columns

    FormatName = str
else:
    FormatName = Literal[tuple(FORMATS)]

MAX_BYTES = "64MiB"
FOREVER = 1e9  # seconds from which on there is no limit: no system has a timer for more
RE_SIZE = Deferred(r"([0-9]{1,18})\s?([KMGT]?)(?:i?B)?", re.ASCII | re.IGNORECASE)


class Detail(StrEnum):
    """How much of the text the JSON includes."""

    BRIEF = "brief"
    FULL = "full"


def size(text: str) -> int:
    """Return the number of bytes in a size such as "64MiB"; K, M, G and T are powers of 1024.

    Raises typer.BadParameter for anything else.

    >>> size("64MiB"), size("2k"), size("900")
    (67108864, 2048, 900)
    """
    found = RE_SIZE.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise typer.BadParameter("write a size such as 64MiB, 500K or a number of bytes")
    return int(found[1]) << 10 * " KMGT".index(found[2].upper() or " ")


def _methods() -> list[str]:
    """Return the names of the methods, for completion in a shell."""
    from briefer.ranking import METHODS

    return list(METHODS)


def _languages() -> list[str]:
    """Return the codes of the languages, for completion in a shell."""
    from briefer.languages import catalogue

    return ["auto", *(language.code for language in catalogue())]


SentencesOption = Annotated[int | None, typer.Option(help="The summary's length in sentences.", rich_help_panel=BRIEF)]
WordsOption = Annotated[
    int | None, typer.Option(help="The summary's length in words, a hard limit.", rich_help_panel=BRIEF)
]
RatioOption = Annotated[
    float | None,
    typer.Option(help="The summary's length as a share of all sentences, such as 0.2.", rich_help_panel=BRIEF),
]
LanguageOption = Annotated[
    str,
    typer.Option(
        help="The text's language: auto, or a code such as en.", rich_help_panel=READING, autocompletion=_languages
    ),
]
CleanOption = Annotated[
    bool,
    typer.Option("--clean/--no-clean", help="Set the article apart from boilerplate.", rich_help_panel=READING),
]


TextOption = Annotated[
    str | None,
    typer.Option(
        "--text", metavar="FIELD", help="Corpora: this field holds the text; default: found.", rich_help_panel=READING
    ),
]
IdOption = Annotated[
    str | None,
    typer.Option(
        "--id", metavar="FIELD", help="Corpora: this field holds the id; default: found.", rich_help_panel=READING
    ),
]
KeepOption = Annotated[
    list[str] | None,
    typer.Option(
        "--keep", metavar="FIELD,…", help="Corpora: carry these fields along into the output.", rich_help_panel=READING
    ),
]


def columns(text: str | None, id: str | None, keep: list[str] | None) -> "Columns":
    """Return what the fields of a corpus hold; names to keep may come one by one or with commas between them."""
    from briefer.readers.items import Columns

    names = [name.strip() for given in keep or () for name in given.split(",")]
    return Columns(text, id, tuple(dict.fromkeys(filter(None, names))))


class Shared(NamedTuple):
    """The options that `summarize` and `batch` share, in the order of the help."""

    format: Annotated[
        FormatName | None, typer.Option("--format", "-f", help="The output format", rich_help_panel=OUTPUT)
    ] = None
    detail: Annotated[
        Detail, typer.Option(help="JSON only: full adds the text and all sentences", rich_help_panel=OUTPUT)
    ] = Detail.BRIEF
    raw: Annotated[
        bool,
        typer.Option("--raw", help="CSV only: for programs, without guards against formulas.", rich_help_panel=OUTPUT),
    ] = False
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="FILE", help="Render briefs with your own Jinja template.", rich_help_panel=OUTPUT
        ),
    ] = None
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show scores, and the rule that found each claim.", rich_help_panel=OUTPUT),
    ] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.", rich_help_panel=OUTPUT)] = (
        False
    )
    claims: Annotated[int, typer.Option(help="Print at most this many key claims.", rich_help_panel=BRIEF)] = 6
    sentences: SentencesOption = None
    words: WordsOption = None
    ratio: RatioOption = None
    method: Annotated[
        str,
        typer.Option(
            help="How sentences are ranked; see `briefer methods`.", rich_help_panel=BRIEF, autocompletion=_methods
        ),
    ] = "auto"
    language: LanguageOption = "auto"
    clean: CleanOption = True
    encoding: Annotated[
        str | None, typer.Option(help="The input's encoding; default: detected.", rich_help_panel=READING)
    ] = None
    fix_text: Annotated[
        bool,
        typer.Option("--fix-text", help="Repair garbled letters, such as Ã© for é.", rich_help_panel=READING),
    ] = False
    max_bytes: Annotated[
        int,
        typer.Option(
            parser=size, metavar="SIZE", help="Refuse documents larger than this, unpacked.", rich_help_panel=READING
        ),
    ] = MAX_BYTES  # type: ignore[assignment] # which is parsed like any other

    def options(self, title: str | None = None) -> "Options":
        """Return the pipeline's options."""
        from briefer.pipeline import Options

        return Options(
            self.method, self.sentences, self.words, self.ratio, self.claims, title, self.language, self.clean
        )

    def reading(self) -> "Reading":
        """Return the options for reading inputs."""
        from briefer.readers import Reading

        return Reading(self.encoding, self.fix_text, self.max_bytes)

    def view(self, format: str, **rest: Any) -> View:  # noqa: ANN401 - whatever View takes
        """Return the view for briefs in a format."""
        full = self.detail is Detail.FULL
        return View(format, full=full, explain=self.explain, template=self.template, raw=self.raw, **rest)

    def check_template(self) -> None:
        """Refuse a broken template before anything is read, and a template combined with a format."""
        if not self.template:
            return
        if self.format:
            fail_usage("--template decides the format; leave --format out")
        from briefer.render.template import load

        load(self.template)


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Replace a command's parameter `shared` by the options of `Shared`, and pass them to it as one record.

    >>> @spread
    ... def show(*, name: str, shared: Shared) -> None:
    ...     print(name, shared.format, shared.claims)
    >>> show(name="storm", format="csv")
    storm csv 6
    """
    hints = get_type_hints(Shared, include_extras=True)
    defaults = Shared._field_defaults
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name == "shared":
            parameters += [parameter.replace(name=n, default=defaults[n], annotation=hints[n]) for n in hints]
        else:
            parameters.append(parameter)

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401
        shared = Shared(**{name: given.pop(name) for name in hints if name in given})
        command(**given, shared=shared)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
