"""The page of a digest in a real browser: from a claim to its words in each article, by mouse, keyboard, on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from briefer import digest as digesting
from briefer.digest import Options
from briefer.readers import Item
from briefer.render.digests import render

Visit = Callable[..., Any]
ARTICLES = Path(__file__).parents[2] / "examples" / "06-digest" / "articles"
SHOWN = "[...document.querySelectorAll('article')].filter((one) => one.offsetHeight > 0).map((one) => one.id)"
SEEN = """() => [...document.querySelectorAll('article [data-m]')].some((piece) => {
  const box = piece.getBoundingClientRect();
  const marked = getComputedStyle(piece).outlineStyle == 'solid';
  return marked && box.height > 0 && box.top >= 0 && box.top <= innerHeight; })"""


@cache
def page(stories: int = 2) -> str:
    items = [Item(name=path.name, label=path.name, path=str(path)) for path in sorted(ARTICLES.iterdir())]
    return render(digesting.digest(items, Options(stories=stories)), "html")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_chip_shows_its_article_with_the_words_marked(visit: Visit, java_script_enabled: bool) -> None:
    window = visit(page(), java_script_enabled=java_script_enabled)
    chips = window.locator("#s1 .claims .chip")
    assert chips.count() > 5
    for at in range(chips.count()):
        chip = chips.nth(at)
        if not chip.is_visible():  # of a claim that only one article has
            continue
        chip.click()
        number = chip.inner_text().partition("]")[0].strip("[")
        if java_script_enabled:
            assert window.evaluate(SHOWN) == [f"article-{number}"]
            assert window.evaluate(SEEN)
        else:
            assert window.locator(f"#article-{number}").is_visible()


def test_arrows_step_through_the_reports_and_the_number_leads_back(visit: Visit) -> None:
    window = visit(page())
    window.locator("#s1 .claims .claim", has=window.locator(".chip:nth-of-type(2)")).first.locator(
        ".chip"
    ).first.click()
    before = window.evaluate(SHOWN)
    window.locator(":target .step[aria-label='next report']").click()
    assert window.evaluate(SHOWN) != before
    window.locator(":target a:not(.step)").click()
    assert window.evaluate("document.querySelector(':target').classList.contains('claim')")


def test_every_link_is_reached_by_tab(visit: Visit) -> None:
    window = visit(page())
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == "Skip to the articles"
    for _ in range(12):
        window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    assert window.evaluate("location.hash").startswith("#")
    assert window.evaluate("[...document.querySelectorAll('[tabindex]')].every((one) => one.tabIndex == 0)")


@pytest.mark.parametrize("stories", [1, 2])
def test_headings_and_regions_make_sense_when_read_out(visit: Visit, stories: int) -> None:
    window = visit(page(stories))
    levels = window.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map((one) => +one.tagName[1])")
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    names = window.evaluate("[...document.querySelectorAll('[role=region], section')].map((one) => one.ariaLabel)")
    named = [name for name in names if name]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window(visit: Visit, width: int) -> None:
    window = visit(page(), viewport={"width": width, "height": 800})
    assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_print_has_all_articles(visit: Visit) -> None:
    window = visit(page())
    window.emulate_media(media="print")
    assert len(window.evaluate(SHOWN)) == 6
    assert not window.locator(".step").first.is_visible()


def test_dark_and_light_can_be_switched(visit: Visit) -> None:
    window = visit(page(), color_scheme="dark")
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    before = window.evaluate(colour)
    window.locator(".theme").click()
    assert window.evaluate(colour) != before
