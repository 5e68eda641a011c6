"""One page for all briefs, written when all are there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefer.batch.targets import is_own_page
from briefer.batch.work import Failure, Result
from briefer.batch.writing import put
from briefer.errors import OutputError
from briefer.readers import Item


class Page:
    """Gathers the sections of a page in input order; raises OutputError if a page of somebody else is in the way."""

    ordered = True
    interrupted = False
    report: str | None = None

    def __init__(self, path: Path) -> None:
        if path.exists() and not is_own_page(path):
            raise OutputError("this page was not made by briefer", input=str(path), hint="name another output")
        self.path = Path(os.path.realpath(path))
        self.labels: dict[int, str] = {}
        self.rows: list[tuple[str, Mapping[str, Any], str]] = []
        self.failures: list[Failure] = []

    def take(self, number: int, item: Item) -> bool:
        """Note an input; the page is made anew each time."""
        self.labels[number] = item.label
        return False

    def write(self, number: int, result: Result) -> Failure | None:
        """Keep the section of an article."""
        label = self.labels.pop(number)
        if result.failure:
            self.failures.append(result.failure)
        elif result.rendered is not None and result.entry is not None:
            self.rows.append((label, result.entry, result.rendered))
        return result.failure

    def finish(self) -> None:
        """Write the page; raises OSError."""
        from briefer.render import overview

        title = self.path.stem.replace("-", " ").replace("_", " ").capitalize()
        made = overview.page(self.rows, [failure._asdict() for failure in self.failures], title)
        with put(self.path) as file:
            file.write(made.encode("utf-8"))
