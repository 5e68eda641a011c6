"""A headless Chromium that opens pages; each page must keep quiet and at home."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from processes import PATIENCE

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return the browser; skip where there is none, or nothing to drive it."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not there: pip install playwright")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium is installed; on Debian: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), timeout=1000 * PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that opens HTML, or a file, in a window of its own.

    At the end of the test no page may have complained, asked for anything but files, or opened a dialog.
    """
    contexts = []
    complaints: list[str] = []
    requests: list[str] = []

    def open_page(page: str | Path, hash: str = "", **options: Any) -> Any:
        target = page
        if isinstance(page, str):
            target = tmp_path / f"page{len(contexts)}.html"
            target.write_text(page, encoding="utf-8", newline="")
        options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        context = chromium.new_context(**options)
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(1000 * PATIENCE)  # milliseconds
        window.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        window.on("pageerror", lambda error: complaints.append(str(error)))
        window.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        window.on("request", lambda request: requests.append(request.url))
        window.goto(f"{target.as_uri()}{hash}")
        return window

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
