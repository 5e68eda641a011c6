"""Notebooks of Jupyter: their Markdown; code and what it printed are left out."""

from __future__ import annotations

import json
from dataclasses import replace

from briefer.errors import FormatError
from briefer.model import Document
from briefer.readers import markdown
from briefer.readers.decoding import decode
from briefer.readers.items import Origin


def read(data: bytes, origin: Origin) -> Document:
    """Return the text of the Markdown cells; raises FormatError when it is no notebook."""
    decoded = decode(data, origin)
    try:
        cells = json.loads(decoded.text)["cells"]
        source = "\n\n".join(_source(cell["source"]) for cell in cells if cell.get("cell_type") == "markdown")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        what = "this notebook cannot be parsed"
        raise FormatError(what, input=origin.path, hint="export it as Markdown or as a page") from error
    found = markdown.read_source(source)
    return replace(found, format="notebook", encoding=decoded.encoding, warnings=(*decoded.warnings, *found.warnings))


def _source(lines: object) -> str:
    return "".join(map(str, lines)) if isinstance(lines, list) else str(lines)
