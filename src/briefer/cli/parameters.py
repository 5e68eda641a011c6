"""The options that several commands share."""

import re
from enum import StrEnum
from typing import Annotated

import typer

from briefer.cli.terminal import When

MAX_BYTES = "64MiB"
RE_SIZE = re.compile(r"([0-9]{1,18})\s?([KMGT]?)(?:i?B)?", re.ASCII | re.IGNORECASE)


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


def size(text: str) -> int:
    """Return the bytes that are written as a number with or without a unit, of which each is 1024 times the one before.

    Raises typer.BadParameter for anything else.

    >>> size("64MiB"), size("2k"), size("900")
    (67108864, 2048, 900)
    """
    found = RE_SIZE.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise typer.BadParameter("write a size such as 64MiB, 500K or a number of bytes")
    return int(found[1]) << 10 * " KMGT".index(found[2].upper() or " ")


FormatOption = Annotated[Format | None, typer.Option("--format", "-f", help="How the brief is written.")]
DetailOption = Annotated[Detail, typer.Option(help="JSON only: full adds the text and every sentence.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Show scores and the rules that found the claims.")]
ClaimsOption = Annotated[int, typer.Option(help="How many key claims at most.")]
SentencesOption = Annotated[int | None, typer.Option(help="Summary length in sentences.")]
WordsOption = Annotated[int | None, typer.Option(help="Summary length in words, never more.")]
RatioOption = Annotated[float | None, typer.Option(help="Summary length as a share of the sentences.")]
MethodOption = Annotated[str, typer.Option(help="How sentences are ranked; see `briefer methods`.")]
TitleOption = Annotated[str | None, typer.Option(help="A headline in place of the text's own.")]
LanguageOption = Annotated[str, typer.Option(help="The language of the text: auto, or a code such as en.")]
CleanOption = Annotated[bool, typer.Option("--clean/--no-clean", help="Tell body text from the rest.")]
EncodingOption = Annotated[str | None, typer.Option(help="The encoding of the input, when it is not recognised.")]
FixTextOption = Annotated[bool, typer.Option("--fix-text", help="Repair letters that were decoded wrongly: Ã© for é.")]
MaxBytesOption = Annotated[
    int, typer.Option(parser=size, metavar="SIZE", help="The most that one document may have, unpacked.")
]
ColourOption = Annotated[When, typer.Option("--color", help="Text only: colour; auto means on a terminal.")]
TemplateOption = Annotated[
    str | None, typer.Option("--template", metavar="FILE", help="Render with a Jinja template of your own.")
]
