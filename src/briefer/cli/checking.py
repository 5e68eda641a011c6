"""`briefer check`: whether a quotation stands in articles, who says it, and what differs."""

from typing import Annotated, Any

import typer

from briefer.cli.app import app, guarded, write
from briefer.cli.helping import Helped
from briefer.cli.listing import TableFormat, TableOption, write_json
from briefer.cli.messages import complain
from briefer.errors import BrieferError, OptionError

EXAMPLES = """
briefer check "Nobody signed a paper" article.txt
briefer check "The cable is worn … nobody may ride" inbox/
briefer check "Nobody signed a paper" article.txt --format json
"""


@app.command(cls=Helped, epilog=EXAMPLES)
@guarded
def check(
    quote: Annotated[str, typer.Argument(metavar="QUOTATION", help="The words; … stands for what is left out.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Articles, folders, corpora or archives.")],
    format: TableOption = TableFormat.TEXT,
) -> None:
    """Tell whether a quotation stands in articles, who says it, and what differs.

    The exit code is 0 if one of them has these words in this order, whatever their case and punctuation, and 1 if none
    has or some could not be read.
    """
    from briefer import pipeline, readers
    from briefer.batch.inputs import find
    from briefer.checking import Match, check_dict

    order = [str(match) for match in Match]
    found: list[dict[str, Any]] = []
    failed = False
    try:
        for item in find(files):
            try:
                checked = check_dict(pipeline.brief(readers.read_item(item), pipeline.Options()), quote)
            except OptionError:
                raise
            except BrieferError as error:
                error.input = error.input or item.label
                complain(error)
                failed = True
            else:
                found += [{"article": item.label, **place} for place in checked["places"]]
    except OptionError as error:
        complain(error)
        raise typer.Exit(2) from None
    found.sort(key=lambda place: (order.index(place["match"]), -place["similarity"]))
    verdict = found[0]["match"] if found else str(Match.ABSENT)
    if format is TableFormat.JSON:
        write_json({"quote": quote, "verdict": verdict, "places": found})
    else:
        write("".join(f"{line}\n" for place in found for line in _shown(place)) or f"{verdict}\n", None)
    if failed or verdict in (Match.NEAR, Match.ABSENT):
        raise typer.Exit(1)


def _shown(place: dict[str, Any]) -> list[str]:
    """Return a place as lines: verdict and speaker, the words of the article, what differs."""
    from briefer.render.harmless import visible

    speakers = [f"{visible(who['source'] or 'unnamed source')} ({who['kind']})" for who in place["said_by"]]
    marks = "in quotation marks" if place["in_quotation_marks"] else "not in quotation marks"
    where = f"{visible(place['article'])} ¶{place['paragraph']}"
    lines = [" · ".join([place["match"], *(speakers[:1] or ["nobody is said to say it"]), marks, where])]
    lines.append("  " + " … ".join(visible(span["text"]) for span in place["spans"]))
    for one in place["differences"]:
        quoted, there = (f"“{visible(one[key])}”" if one[key] else "nothing" for key in ("quote", "text"))
        lines.append(f"  quotation: {quoted} · article: {there}")
    return lines
