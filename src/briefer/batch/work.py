"""A worker's job: an input in, a rendered brief or a failure out. Everything here travels between processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

from briefer import pipeline, readers
from briefer.errors import BrieferError
from briefer.model import Brief
from briefer.pipeline import Options
from briefer.readers import USUAL, Item, Reading
from briefer.render import TABLES, View, render

INDEXED = "html"  # the format whose folders get an index page


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run briefs and renders its inputs."""

    options: Options
    view: View
    reading: Reading = USUAL


class Failure(NamedTuple):
    """Why an input got no brief."""

    input: str
    error: str
    message: str
    hint: str


class Result(NamedTuple):
    """The rendered brief of an input, or its failure.

    `sha256` is the input's, `seconds` the time it took, `entry` its entry on the folder's index page, or on the one for
    all articles.
    """

    name: str
    rendered: str | None
    failure: Failure | None = None
    sha256: str | None = None
    seconds: float = 0.0
    entry: dict[str, object] | None = None


def work(inputs: Sequence[Item], plan: Plan) -> list[Result]:
    """Return one result per input, in order; no input can make it raise."""
    return [_one(item, plan) for item in inputs]


def _one(item: Item, plan: Plan) -> Result:
    start = perf_counter()
    rendered = failure = digest = entry = None
    try:
        document = readers.read_item(item, plan.reading)
        brief = pipeline.brief(document, plan.options)
        rendered = _rendered(brief, plan.view)
        digest = document.sha256
        if plan.view.overview:
            from briefer.render import overview  # only needed for pages, as the next

            entry = overview.entry(brief)
        elif plan.view.format == INDEXED:
            from briefer.render import folder

            entry = folder.entry(brief)
    except BrieferError as error:
        failure = Failure(item.label, error.kind, error.message, error.hint)
    except (Exception, RecursionError) as error:
        message = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
        failure = Failure(item.label, "bug", message, "please report it with the article")
    seconds = perf_counter() - start
    if failure:
        return Result(item.name, None, failure, seconds=seconds)
    return Result(item.name, rendered, None, digest, seconds, entry)


def _rendered(brief: Brief, view: View) -> str:
    """Return the brief as text, or as rows of tables."""
    if view.format not in TABLES:
        return render(brief, view)
    from briefer.databases import rows

    return rows.packed(brief, view)
