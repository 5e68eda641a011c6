"""What a release says of itself is true of this tree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import briefer

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_DEVELOPERS = {"test", "dev", "docs", "browser", "bench", "frames", "all"}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9_.-]", line)[0].lower() for line in requirements}


def test_the_page_of_dependencies_names_all() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    missing = {name for name in names(PROJECT["dependencies"]) if f"| {name} |" not in page}
    assert missing == set()
    for extra in PROJECT["optional-dependencies"].keys() - FOR_DEVELOPERS:
        row = next((line for line in page.splitlines() if line.startswith(f"| `{extra}` |")), "")
        asked = names(PROJECT["optional-dependencies"][extra])
        assert {name for name in asked if f"{name} (" not in row and f"| {name} |" not in page} == set(), extra


def test_one_version_everywhere() -> None:
    assert f"\nversion: {briefer.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## {briefer.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
