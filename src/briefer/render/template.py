"""The brief rendered with the user's own Jinja template.

A template gets the JSON brief with text and sentences, and runs in a sandbox: it can reach neither Python's internals
nor files, except other templates in its own folder. Article text can control neither a terminal nor a page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from traceback import walk_tb
from typing import Any, NoReturn

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from markupsafe import Markup

from briefer.errors import TemplateError
from briefer.model import Brief
from briefer.render.harmless import marked, visible
from briefer.render.json import as_dict
from briefer.render.markdown import escaped
from briefer.render.phrases import claim_label, facts, reading_time, sourcing
from briefer.render.views import TEMPLATE_ENDINGS, View
from briefer.render.wrapping import wrapped

ESCAPED = (".html", ".htm", ".xhtml", ".xml", ".svg")  # templates by whose names the words of the article are escaped
LARGEST = 10_000_000  # characters that a template may make of one brief
LONGEST = 1_000_000  # parts of a value that a template makes by repetition, and steps of all its ranges together
RE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # what a terminal or a reader would take for a new line


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox that also limits what `*` and `**` can produce."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as jinja2 has it
        """Return left times or to the power of right; raises OverflowError where that is no sensible value."""
        if operator == "**":
            if max(abs(left), abs(right)) > 1000:
                raise OverflowError("too large a power")
        elif not (isinstance(left, int | float) and isinstance(right, int | float)):
            size, times = (right, left) if isinstance(left, int) else (left, right)
            if len(size) * times > LONGEST:
                raise OverflowError(f"a value of more than {LONGEST:,} parts")
        return super().call_binop(context, operator, left, right)


class _Beside(FileSystemLoader):
    """Loads the template that the user named, and others of its folder: no link leads out of it."""

    def __init__(self, place: Path) -> None:
        super().__init__(place.parent)
        self.main = place.name
        self.folder = os.path.realpath(place.parent)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's source; raises TemplateNotFound for one that is not of the folder."""
        found = super().get_source(environment, template)
        if template != self.main and not os.path.realpath(found[1]).startswith(os.path.join(self.folder, "")):  # noqa: PTH118
            raise TemplateNotFound(template)
        return found


def render(brief: Brief, view: View) -> str:
    """Render the brief with the view's template; raises TemplateError."""
    path = str(view.template)
    claims = {claim.id: claim for claim in brief.claims}
    numbers = {identity: number for number, identity in enumerate(brief.key_claims, 1)}
    data = as_dict(brief, full=True, explain=view.explain)
    rows = {row["id"]: row for row in data["claims"]}

    def label(claim: dict[str, Any]) -> str:
        return claim_label(claims[claim["id"]], brief, numbers, claims)

    template = load(path)
    extra = {"key": [rows[identity] for identity in brief.key_claims], "facts": facts(brief), "label": label}
    extra |= {"sourcing": sourcing(brief.sources), "range": _counted()}
    try:
        made = "".join(_bounded(template.generate(data, **extra)))
    except Exception as error:  # a template can fail in any way a program can
        _fail(path, error)
    return made if made.endswith("\n") else made + "\n"


@lru_cache(maxsize=4)
def load(path: str) -> Template:
    """Load a template from a file; raises TemplateError if it cannot be read or is not a template."""
    place = Path(path)
    try:
        if place.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        place.read_text(encoding="utf-8")
        return _environment(place, _is_escaped(place.name)).get_template(place.name)
    except UnicodeDecodeError:
        raise TemplateError("it is not UTF-8", input=path, hint="save the template as UTF-8") from None
    except OSError as error:
        raise TemplateError(f"cannot be read ({error.strerror})", input=path, hint="check the name") from None
    except Exception as error:
        _fail(path, error)


def _is_escaped(name: str) -> bool:
    lower = name.lower()
    for ending in TEMPLATE_ENDINGS:
        lower = lower.removesuffix(ending)
    return lower.endswith(ESCAPED)


def _environment(place: Path, escape: bool) -> _Sandbox:
    environment = _Sandbox(
        loader=_Beside(place),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_harmless,
    )
    environment.filters.update(FILTERS)
    return environment


def _harmless(value: object) -> object:
    """Show control and bidirectional characters as marks in a value about to be printed."""
    if value is None:
        return ""
    if isinstance(value, Markup):
        return Markup(marked(RE_BREAK.sub("\n", value)))  # noqa: S704 - it was markup before
    return marked(RE_BREAK.sub("\n", value)) if isinstance(value, str) else value


def _counted() -> Callable[..., range]:
    """Return a `range` that counts its steps, so that nested loops end too."""
    steps = 0

    def counted(*bounds: int) -> range:
        nonlocal steps
        found = safe_range(*bounds)
        steps += len(found)
        if steps > LONGEST:
            raise OverflowError(f"ranges of more than {LONGEST:,} steps")
        return found

    return counted


def _bounded(parts: Iterable[str]) -> Iterator[str]:
    total = 0
    for part in parts:
        total += len(part)
        if total > LARGEST:
            raise OverflowError(f"more than {LARGEST:,} characters")
        yield part


def _fail(path: str, error: Exception) -> NoReturn:
    """Raise a template's error as one line that names the place."""
    where, line = path, 0
    if isinstance(error, TemplateSyntaxError):
        where, line = error.filename or path, error.lineno
    else:
        for frame, number in walk_tb(error.__traceback__):
            file = frame.f_code.co_filename
            if not file.startswith("<") and Path(file).parent == Path(path).parent:
                where, line = file, number
    if isinstance(error, TemplateNotFound):
        what, hint = f"there is no template {error.name!r} beside it", "a template includes those of its own folder"
    else:
        what, hint = (str(error) or type(error).__name__).splitlines()[0], ""
    raise TemplateError(f"template {where}{f', line {line}' if line else ''}: {what}", hint=hint) from None


def _wrap(words: str, width: int = 80, indent: str = "") -> str:
    """Wrap words to a width in columns, with each line indented."""
    return wrapped(visible(words), width, indent, indent)


def _escaping(filter: Callable[[str], str], words: object) -> str:
    return filter(str(words))


FILTERS: dict[str, Callable[..., Any]] = {
    "wrap": _wrap,
    "markdown": partial(_escaping, escaped),
    "visible": partial(_escaping, visible),
    "minutes": reading_time,
}
