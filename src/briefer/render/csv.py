"""The claims as CSV, one row per claim, for spreadsheets.

Rows end with CR LF, and cells are quoted as RFC 4180 says. A cell that a spreadsheet would run as a formula gets a
leading apostrophe (OWASP, CSV injection), the only change to the words of the article; `--raw` leaves it out, for
programs, which run nothing.
"""

from __future__ import annotations

import csv
import re
from io import StringIO

from briefer.model import Brief
from briefer.render.records import COLUMNS, Value, kept_name, records
from briefer.render.views import View

# What spreadsheets take for the start of a formula, also behind spaces and quotation marks, and as wide characters; and
# behind a semicolon, at which programs in many countries divide cells, whatever the quotes say.
FORMULA = r"(?=[\s'\"“”‘’«»„‚`]*[=+\-@\t\r\n＝＋－＠])"
RE_FORMULA = re.compile(rf"^{FORMULA}|(?<=;){FORMULA}")
YES, NO = "yes", "no"


def render(brief: Brief, view: View) -> str:
    """Return one row per claim, in text order, below a header row if the view asks for one."""
    rows = [list(record.values()) for record in records(brief, keep=view.keep)]
    return (header(view) if view.header else "") + _written(rows, raw=view.raw)


def header(view: View) -> str:
    """Return the row of the columns' names; those of a corpus may look like formulas as well."""
    return _written([[*COLUMNS, *map(kept_name, view.keep)]], raw=view.raw)


def safe(cell: str) -> str:
    """Make a cell that no spreadsheet takes for a formula.

    >>> print(safe("=SUM(A1);=1"), safe("2 - 1"))
    '=SUM(A1);'=1 2 - 1
    """
    return RE_FORMULA.sub("'", cell)


def _written(rows: list[list[Value]], *, raw: bool) -> str:
    lines = StringIO()
    csv.writer(lines, lineterminator="\r\n").writerows([[_cell(value, raw=raw) for value in row] for row in rows])
    return lines.getvalue()


def _cell(value: Value, *, raw: bool) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return value if raw or isinstance(value, int | float) else safe(value)
