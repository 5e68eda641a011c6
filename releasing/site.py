"""A hook for MkDocs: pages that link to files of the project beside docs/ find them in the site, below project/.

The same links work on disk, in the repository and in the site.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BESIDE = "project/"  # where files that are not in docs/ stand in the site
PAGES = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")  # of the project, whether or not a page links to them
RE_LINK = re.compile(r"(\]\()([^)\s:#]+)(#[^)\s]*)?(?=\))")
RE_FENCE = re.compile(r"^ *```")


def on_files(files: Any, config: Any, **rest: Any) -> Any:  # noqa: ANN401 - MkDocs' own
    """Add what pages link to, and what that links to."""
    from mkdocs.structure.files import File

    waiting = [*DOCS.rglob("*.md"), *(ROOT / name for name in PAGES)]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        if not path.is_relative_to(DOCS):
            files.append(File.generated(config, place(path), abs_src_path=str(path)))
        if path.suffix == ".md":
            waiting += targets(path)
    return files


def on_page_markdown(markdown: str, page: Any, **rest: Any) -> str:  # noqa: ANN401
    """Return a page with its links as they are in the site."""
    path = Path(page.file.abs_src_path)
    here = PurePosixPath(place(path)).parent

    def moved(match: re.Match[str]) -> str:
        target = found(path, match[2])
        return f"{match[1]}{os.path.relpath(place(target), here)}{match[3] or ''}" if target else match[0]

    return "\n".join(RE_LINK.sub(moved, line) if prose else line for prose, line in lines(markdown))


def targets(path: Path) -> Iterator[Path]:
    """Yield the files of the project that a page links to."""
    for prose, line in lines(path.read_text(encoding="utf-8")):
        for link in RE_LINK.finditer(line) if prose else ():
            if target := found(path, link[2]):
                yield target


def lines(markdown: str) -> Iterator[tuple[bool, str]]:
    """Yield the lines of a page, and whether each is outside a block of code."""
    inside = False
    for line in markdown.split("\n"):
        if RE_FENCE.match(line):
            inside = not inside
        yield not inside, line


def found(page: Path, link: str) -> Path | None:
    """Return the file that a link of a page leads to: of a folder, its README."""
    target = (page.parent / link).resolve()
    target = target / "README.md" if target.is_dir() else target
    return target if target.is_file() and target.is_relative_to(ROOT) else None


def place(path: Path) -> str:
    """Return where a file stands in the site."""
    return (path.relative_to(DOCS) if path.is_relative_to(DOCS) else BESIDE / path.relative_to(ROOT)).as_posix()
