"""The site of docs: every page has its place, links lead somewhere, and nothing is asked of other hosts."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import yaml

from processes import PATIENCE

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CONFIGURATION = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
FETCHED = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")}


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_hook", ROOT / "releasing" / "site.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listed(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    else:
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from listed(part)


def test_every_page_has_its_place() -> None:
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert pages - set(listed(CONFIGURATION["nav"])) == set(), "name it in the nav of mkdocs.yml"


def test_links_beside_the_docs_are_moved() -> None:
    page = SimpleNamespace(file=SimpleNamespace(abs_src_path=str(DOCS / "how-to" / "service.md")))
    moved = hook().on_page_markdown(
        "[a](../json.md#x) [b](../../README.md#use) [c](../../examples/recipes) [d](https://example.org/x)\n"
        "[e](missing.md) ![f](../brief.png)\n```text\n[g](../../README.md)\n```",
        page,
    )
    assert moved == (
        "[a](../json.md#x) [b](../project/README.md#use) [c](../project/examples/recipes/README.md) "
        "[d](https://example.org/x)\n[e](missing.md) ![f](../brief.png)\n```text\n[g](../../README.md)\n```"
    )


class Fetched(HTMLParser):
    """What a browser would fetch for a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value or "" for name, value in attrs if (tag, name) in FETCHED}


def test_site_builds_without_a_warning_and_asks_nothing_of_other_hosts(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="mkdocs-material is not installed: pip install 'briefer-cli[docs]'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(list(DOCS.rglob("*.md")))
    for page in pages:
        for address in Fetched(page.read_text(encoding="utf-8")).found:
            assert not re.match(r"(?:https?:)?//", address), f"{page.name} asks for {address}"
    for sheet in (tmp_path / "site").rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name
