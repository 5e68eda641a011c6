"""The options that several commands share."""

from enum import StrEnum
from typing import Annotated

import typer

from briefer.cli.terminal import When


class Format(StrEnum):
    """The output formats."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    CSV = "csv"


class Detail(StrEnum):
    """How much of the text the JSON carries."""

    BRIEF = "brief"
    FULL = "full"


FormatOption = Annotated[Format | None, typer.Option("--format", "-f", help="How the brief is written.")]
DetailOption = Annotated[Detail, typer.Option(help="JSON only: full adds the text and every sentence.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Show scores and the rules that found the claims.")]
ClaimsOption = Annotated[int, typer.Option(help="How many key claims at most.")]
SentencesOption = Annotated[int | None, typer.Option(help="Summary length in sentences.")]
WordsOption = Annotated[int | None, typer.Option(help="Summary length in words, never more.")]
RatioOption = Annotated[float | None, typer.Option(help="Summary length as a share of the sentences.")]
MethodOption = Annotated[str, typer.Option(help="How sentences are ranked; see `briefer methods`.")]
TitleOption = Annotated[str | None, typer.Option(help="The headline, when the text has none.")]
LanguageOption = Annotated[str, typer.Option(help="The language of the text: auto, or a code such as en.")]
CleanOption = Annotated[bool, typer.Option("--clean/--no-clean", help="Tell body text from the rest.")]
EncodingOption = Annotated[str | None, typer.Option(help="The encoding of the input, when it is not recognised.")]
ColourOption = Annotated[When, typer.Option("--color", help="Text only: colour; auto means on a terminal.")]
TemplateOption = Annotated[
    str | None, typer.Option("--template", metavar="FILE", help="Render with a Jinja template of your own.")
]
