"""What the HTML pages share: the jinja2 environment, inlined styles and scripts, and the policy that admits only these.

A page is a single file that loads nothing from the network. Its Content-Security-Policy lists the hashes of its own
styles and scripts, so anything that an article smuggles in stays dead text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from briefer.render.harmless import printed

DATA = Path(__file__).parents[1] / "data" / "html"
# Languages written from right to left, of those that a document may declare (ISO 639).
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
UNKNOWN = "und"
RE_COMMENT = re.compile(r"^\s*/\*.*?\*/\s*\n|^\s*//[^\n]*\n", re.DOTALL | re.MULTILINE)
RE_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
RE_LOOSE = re.compile(r"\s*([{};,>])\s*")  # white space that says nothing in a style
RE_OPERATOR = re.compile(r" (=>|[=!]==|&&|\|\||\?\?) ")  # which no text in our scripts has between spaces
RE_DECLARED = re.compile(r"(?<=[{;])([\w-]+): ")
RE_ENDS_ELEMENT = re.compile(r"</(?:style|script)|<!--", re.IGNORECASE)
JSON_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment of our own templates: it escapes everything, and an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(DATA),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render_page(
    template: str,
    *,
    styles: tuple[str, ...],
    scripts: tuple[str, ...],
    language: str = "en",
    fallback_style: str = "",
    **data: object,
) -> str:
    """Return the page of a template that extends `page.html.j2`.

    `styles` and `scripts` name files in the data folder, in order; there may be no scripts. `fallback_style` applies
    where none run.
    `data` must hold `title`, and goes to the template together with `lang`, `dir` and `foreign` (not English).
    """
    style, style_hash = _asset(styles)
    script, script_hash = _asset(scripts) if scripts else (Markup(), "")
    hashes = [style_hash, _hash(fallback_style)] if fallback_style else [style_hash]
    page = (
        environment()
        .get_template(template)
        .render(
            data,
            policy=policy(hashes, [script_hash] if scripts else []),
            style=style,
            script=script,
            fallback_style=_inline(fallback_style, "the fallback style"),
            lang="" if language == UNKNOWN else language,
            dir=direction(language),
            foreign=language != "en",
        )
    )
    return printed(page)


def direction(language: str) -> str:
    """Return the value of `dir` for a language: rtl, ltr, or auto if the language is unknown."""
    if language == UNKNOWN:
        return "auto"
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def policy(styles: list[str], scripts: list[str]) -> Markup:
    """Return a Content-Security-Policy that admits only styles and scripts with these hashes, and loads nothing."""
    parts = [
        "default-src 'none'",
        "style-src " + " ".join(f"'{each}'" for each in styles),
        "script-src " + (" ".join(f"'{each}'" for each in scripts) or "'none'"),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return Markup("; ".join(parts))  # noqa: S704 - our own words and base64


def script_json(data: object) -> Markup:
    r"""Return data as JSON for `<script type="application/json">`, which no words in it can close.

    >>> print(script_json({"title": "</script>"}))
    {"title":"\u003c/script\u003e"}
    """
    rows = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char, escape in JSON_ESCAPES.items():  # several times quicker than one translation
        rows = rows.replace(char, escape)
    return Markup(rows)  # noqa: S704 - neither "<" nor "&" is left in it


@lru_cache
def _asset(names: tuple[str, ...]) -> tuple[Markup, str]:
    """Join files of one kind, without comments and indents; return them with their hash for the policy."""
    text = "".join((DATA / name).read_text(encoding="utf-8") for name in names)
    text = RE_INDENT.sub("", RE_COMMENT.sub("", text))
    if names[0].endswith(".css"):
        text = RE_DECLARED.sub(r"\1:", RE_LOOSE.sub(r"\1", text)).replace(";}", "}")
    else:
        text = RE_OPERATOR.sub(r"\1", text)
    return _inline(text, ", ".join(names)), _hash(text)


def _inline(text: str, what: str) -> Markup:
    if RE_ENDS_ELEMENT.search(text):
        raise ValueError(f"{what} would end the element that it stands in")
    return Markup(text)  # noqa: S704 - our own files, and numbers


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
