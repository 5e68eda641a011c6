"""What a worker does: an input in, a rendered brief or a failure out. Everything here travels between processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer import pipeline, readers
from briefer.batch.inputs import Input
from briefer.errors import BrieferError
from briefer.pipeline import Options
from briefer.render import View, render


@dataclass(frozen=True, slots=True)
class Plan:
    """How every input of a run is briefed and shown."""

    options: Options
    view: View
    encoding: str | None = None


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


def work(inputs: Sequence[Input], plan: Plan) -> list[Result]:
    """Return one result an input, in order; raises nothing that an input could cause."""
    return [_one(item, plan) for item in inputs]


def _one(item: Input, plan: Plan) -> Result:
    try:
        if item.error:
            raise item.error
        if item.path is not None:
            document = readers.read(item.path, encoding=plan.encoding)
        else:
            known = {"id": item.id, "title": item.title, "language": item.language, "published": item.published}
            if item.html is not None:
                document = readers.read_markup(item.html, **known)
            else:
                document = readers.read_text(item.text or "", **known)
        return Result(item.name, render(pipeline.brief(document, plan.options), plan.view))
    except BrieferError as error:
        return Result(item.name, None, Failure(item.label, error.kind, error.message, error.hint))
    except (Exception, RecursionError) as error:
        message = f"internal error: {type(error).__name__}: {error}".splitlines()[0]
        return Result(item.name, None, Failure(item.label, "bug", message, "please report it with the article"))
