"""What a worker does: an input in, a rendered brief or a failure out. Everything here travels between processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer import pipeline, readers
from briefer.errors import BrieferError
from briefer.pipeline import Options
from briefer.readers import USUAL, Item, Reading
from briefer.render import View, render


@dataclass(frozen=True, slots=True)
class Plan:
    """How every input of a run is briefed and shown."""

    options: Options
    view: View
    reading: Reading = USUAL


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input got no brief."""

    input: str
    error: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Result:
    """The rendered brief of an input, or its failure."""

    name: str
    rendered: str | None
    failure: Failure | None = None


def work(inputs: Sequence[Item], plan: Plan) -> list[Result]:
    """Return one result an input, in order; raises nothing that an input could cause."""
    return [_one(item, plan) for item in inputs]


def _one(item: Item, plan: Plan) -> Result:
    try:
        document = readers.read_item(item, plan.reading)
        return Result(item.name, render(pipeline.brief(document, plan.options), plan.view))
    except BrieferError as error:
        return Result(item.name, None, Failure(item.label, error.kind, error.message, error.hint))
    except (Exception, RecursionError) as error:
        message = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
        return Result(item.name, None, Failure(item.label, "bug", message, "please report it with the article"))
