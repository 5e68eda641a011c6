"""The index of a folder in a real browser: search, filters, order; by mouse, by keyboard, without script, on phones."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefer import pipeline, readers
from briefer.model import Brief
from briefer.pipeline import Options
from briefer.readers import Known
from briefer.render import View, render
from briefer.render.folder import entry, index
from briefer.render.harmless import visible

ROOT = Path(__file__).parents[2]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
DAYS = ("2024-05-06", "", "2023-01-31", "May 7, 2024", "2024-02-01")
HOSTILE = json.loads((ROOT / "tests" / "cases" / "render" / "hostile.json").read_text(encoding="utf-8"))
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
Row = dict[str, Any]
Visit = Callable[..., Any]


@cache
def brief_of(path: Path) -> Brief:
    known = Known(published=DAYS[ARTICLES.index(path) % len(DAYS)] or None)
    return pipeline.brief(readers.read_text(path.read_text(encoding="utf-8"), known=known), Options())


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}.html"


@cache
def rows() -> tuple[Row, ...]:
    return tuple({"input": str(path), "output": name(path), "entry": entry(brief_of(path))} for path in ARTICLES)


@cache
def page_of(times: int = 1) -> str:
    """Return the index of our own articles, so many times over."""
    found = [row for _ in range(times) for row in rows()]
    failure = {"input": "broken.pdf", "error": "format", "message": "it has no text", "hint": "run OCR"}
    return index(found, [failure], "Our own articles")


def settled(window: Any) -> None:
    """Wait until the page has shown what was asked for; the policy of the page forbids Playwright's own waiting."""
    window.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def headlines(window: Any) -> list[str]:
    return window.locator("#table tbody .headline > a").all_inner_texts()


def status(window: Any) -> str:
    return window.locator("#status").inner_text()


def all_headlines() -> list[str]:
    return [row["entry"]["headline"] for row in rows()]


def said_by(name: str) -> list[tuple[str, str]]:
    """Return page and words of every claim of a source."""
    return [
        (f"{row['output']}#{identity}", words)
        for row in rows()
        for source, _, said in row["entry"]["sources"]
        if source == name
        for identity, _, words in said
    ]


def test_all_briefs_are_there_in_their_order(visit: Visit) -> None:
    window = visit(page_of())
    assert headlines(window) == all_headlines()
    assert status(window) == f"{len(ARTICLES)} briefs"
    assert window.locator("#table tbody .headline > a").first.get_attribute("href") == rows()[0]["output"]


def test_search_by_words_of_headline_claim_source_and_file(visit: Visit) -> None:
    window = visit(page_of())
    row = rows()[0]["entry"]
    claim = next(words for source, _, said in row["sources"] for _, _, words in said if source)
    for words in (row["headline"][:24].upper(), claim[:40], "  ".join(row["headline"].split()[:3]), "01-harbour"):
        window.fill("#q", words)
        settled(window)
        assert headlines(window) == [row["headline"]], words
        assert status(window) == f"1 of {len(ARTICLES)} briefs"
        assert window.locator("#table tbody mark").count() > 0
    window.fill("#q", "nobody-ever-wrote-this")
    settled(window)
    assert status(window) == f"0 of {len(ARTICLES)} briefs"
    window.fill("#q", "")
    settled(window)


def test_search_does_not_mind_accents_and_curly_marks(visit: Visit) -> None:
    brief = pipeline.brief(
        readers.read_text("Café “Zoë’s” Opens İn Ångermanland\n\nIt is open, the owner said."), Options()
    )
    window = visit(index([{"input": "a", "output": "a.html", "entry": entry(brief)}], [], "One"))
    for words in ("cafe", "ZOE'S", '"zoe', "angermanland", "ÅNGERMANLAND"):
        window.fill("#q", words)
        settled(window)
        assert headlines(window) == [visible(brief.headline.text)] if brief.headline else False


def test_filter_by_source_with_the_keyboard_alone(visit: Visit) -> None:
    window = visit(page_of())
    source = "Marta Kivela"
    window.locator("#source").focus()
    window.keyboard.type("marta")
    assert window.locator("#source").get_attribute("aria-expanded") == "true"
    window.keyboard.press("ArrowDown")
    chosen = window.locator("#source").get_attribute("aria-activedescendant")
    assert window.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    window.keyboard.press("Enter")
    said = said_by(source)
    assert status(window) == f"1 of {len(ARTICLES)} briefs, {len(said)} claim{'s' * (len(said) != 1)} by {source}"
    links = window.locator("#table .hits a")
    assert [link.get_attribute("href") for link in links.all()] == [href for href, _ in said[:3]]
    assert links.all_inner_texts() == [words for _, words in said[:3]]
    window.keyboard.press("Escape")
    assert headlines(window) == all_headlines()


def test_a_source_that_nobody_quotes_is_said_to_be_none(visit: Visit) -> None:
    window = visit(page_of())
    window.focus("#source")
    window.keyboard.type("zzzz")
    assert window.locator("#choices").inner_text() == "no source has this in its name"
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    assert headlines(window) == all_headlines()
    window.keyboard.press("Escape")
    assert not window.locator("#choices").is_visible()


def test_filter_by_kind_shows_the_claims_of_that_kind(visit: Visit) -> None:
    window = visit(page_of())
    with_denials = [row["entry"]["headline"] for row in rows() if row["entry"]["kinds"].get("denial")]
    assert 0 < len(with_denials) < len(ARTICLES)
    label = window.locator("#kind option", has_text="denial").inner_text()
    window.select_option("#kind", label=label)
    assert headlines(window) == with_denials
    count = sum(row["entry"]["kinds"].get("denial", 0) for row in rows())
    assert label == f"denial ({count})"
    assert status(window).endswith(f"{count} claims of the kind denial")
    badges = set(window.locator("#table .hits .badge").all_inner_texts())
    assert badges == {"denial"}
    window.click("[type=reset]")
    assert headlines(window) == all_headlines()


def test_filters_and_search_go_together(visit: Visit) -> None:
    window = visit(page_of(), hash="#kind=denial")
    row = next(row for row in rows() if row["entry"]["kinds"].get("denial"))
    wanted = [words for _, _, said in row["entry"]["sources"] for _, kind, words in said if kind == "denial"]
    window.fill("#q", row["entry"]["headline"])
    settled(window)
    assert headlines(window) == [row["entry"]["headline"]]
    assert window.locator("#table .hits a").all_inner_texts() == wanted[:3]
    window.fill("#q", f"{row['entry']['headline']} nobody-ever-wrote-this")
    settled(window)
    assert headlines(window) == []


def sorted_by(window: Any, column: str) -> str:
    window.click(f"#table thead button:has-text('{column}')")
    return window.locator(f"#table thead th:has(button:text-is('{column}'))").get_attribute("aria-sort")


def test_sorting(visit: Visit) -> None:
    window = visit(page_of())
    entries = [row["entry"] for row in rows()]
    assert sorted_by(window, "Words") == "descending"
    words = [int(text.replace(",", "")) for text in window.locator("#table td:nth-child(3)").all_inner_texts()]
    assert words == sorted((item["words"] for item in entries), reverse=True)
    assert sorted_by(window, "Words") == "ascending"
    assert window.locator("#table td:nth-child(3)").first.inner_text() == str(min(item["words"] for item in entries))
    assert sorted_by(window, "Words") == "none"
    assert headlines(window) == all_headlines()
    assert sorted_by(window, "Headline") == "ascending"
    assert headlines(window) != all_headlines()
    assert sorted(headlines(window)) == sorted(all_headlines())
    assert window.locator("#table thead th[aria-sort=ascending]").count() == 1
    assert sorted_by(window, "Date") == "descending"
    dates = window.locator("#table td.date").all_inner_texts()
    known = sorted((item["day"] for item in entries if item["day"]), reverse=True)
    assert dates == known + [""] * (len(entries) - len(known))
    sorted_by(window, "Date")
    assert window.locator("#table td.date").all_inner_texts() == known[::-1] + [""] * (len(entries) - len(known))
    assert sorted_by(window, "Anonymous") == "descending"
    shares = [item["anonymous"] / item["claims"] for item in entries if item["claims"]]
    assert window.locator("#table td:nth-child(5)").first.inner_text() == f"{round(100 * max(shares))} %"


def test_most_quoted_sources_lead_to_their_claims(visit: Visit) -> None:
    window = visit(page_of())
    first = window.locator("#quoted details").first
    source = first.locator("summary bdi").inner_text()
    said = said_by(source)
    assert first.locator(".count").inner_text().startswith(f"{len(said)} claims in")
    assert len(said) == max(
        len(said_by(entry[0])) for row in rows() for entry in row["entry"]["sources"] if entry[0][:1].isupper()
    )
    first.locator("summary").focus()
    window.keyboard.press("Enter")
    links = first.locator(".said a")
    links.first.wait_for()
    assert [(link.get_attribute("href"), link.inner_text()) for link in links.all()] == said
    first.locator("button").click()
    assert window.locator("#source").input_value() == source
    assert status(window).endswith(f"{len(said)} claims by {source}")
    window.select_option("#type", label="anonymous")
    assert window.locator("#quoted .badge").first.inner_text() == "anonymous"


def test_a_claim_is_one_click_away_in_its_page(visit: Visit, tmp_path: Path) -> None:
    for path in ARTICLES:
        (tmp_path / name(path)).write_text(render(brief_of(path), View(format="html")), encoding="utf-8")
    (tmp_path / "index.html").write_text(page_of(), encoding="utf-8")
    window = visit(tmp_path / "index.html")
    window.locator("#quoted summary").first.click()
    link = window.locator("#quoted .said a").first
    href, words = link.get_attribute("href"), link.inner_text()
    link.click()
    window.wait_for_url(f"**/{href}")
    marked = "[...document.querySelectorAll('article .on-o')].map((piece) => piece.textContent).join('')"
    settled(window)
    shown, squeezed = ("".join(text.removesuffix(" …").split()) for text in (window.evaluate(marked), words))
    assert shown
    assert squeezed in shown or shown in squeezed  # the words to print may be the whole sentence


def test_address_keeps_what_is_asked_for(visit: Visit) -> None:
    window = visit(page_of(), hash="#q=pier&kind=denial&by=-5")
    assert window.locator("#q").input_value() == "pier"
    assert window.locator("#table thead th[aria-sort=descending]").inner_text().startswith("Words")
    assert "denial" in status(window)
    window.fill("#q", "ferr")
    settled(window)
    assert "q=ferr" in window.evaluate("location.hash")
    other = visit(page_of(), hash="#source=person%3ANobody&kind=none&by=__proto__")
    assert headlines(other) == all_headlines()


def test_without_script_the_table_stands_in(visit: Visit) -> None:
    window = visit(page_of(), java_script_enabled=False)
    links = window.locator(".plain .headline > a")
    assert links.all_inner_texts() == all_headlines()
    assert not window.locator("#table").is_visible()
    assert not window.locator(".filters").is_visible()
    assert window.locator(".sources li li a").count() > 5
    assert window.get_by_text("1 input failed").is_visible()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_nothing_is_wider_than_the_window(visit: Visit, java_script_enabled: bool) -> None:
    window = visit(page_of(), java_script_enabled=java_script_enabled)
    for width in (320, 360, 600, 800, 1100, 1600):
        window.set_viewport_size({"width": width, "height": 700})
        assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_rows_are_cards_that_can_be_sorted(visit: Visit) -> None:
    window = visit(page_of(), **PHONE)
    first = window.locator("#table tbody tr").first.bounding_box()
    assert first["width"] > 300
    assert first["height"] > 80
    assert window.get_by_role("columnheader").count() == 5
    assert first["y"] + first["height"] < PHONE["viewport"]["height"], "the first story is above the fold"
    sorts = [head.bounding_box() for head in window.get_by_role("columnheader").all()]
    assert sorts[0]["y"] == sorts[1]["y"], "one beside the other"
    assert window.get_by_role("row").count() == len(ARTICLES) + 1
    sorted_by(window, "Headline")
    assert headlines(window) != all_headlines()


def test_print_has_every_hit_and_no_controls(visit: Visit) -> None:
    window = visit(page_of(30))
    assert window.locator("#table tbody tr").count() == 100
    window.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    window.emulate_media(media="print")
    assert window.locator("#table tbody tr").count() == 30 * len(ARTICLES)
    assert not window.locator(".filters").is_visible()
    assert not window.locator("#more").is_visible()


def test_every_sheet_of_print_names_the_columns(visit: Visit) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    sheets = pdfium.PdfDocument(visit(page_of(4)).pdf())
    for sheet in (0, 1, 2):
        assert "Headline" in sheets[sheet].get_textpage().get_text_range()


def test_more_rows_come_when_asked_for(visit: Visit) -> None:
    window = visit(page_of(30))
    total = 30 * len(ARTICLES)
    assert window.locator("#more").inner_text() == f"Show 100 more of {total - 100}"
    window.click("#more")
    assert window.locator("#table tbody tr").count() == 200
    assert window.evaluate("document.activeElement.closest('tr') === document.querySelectorAll('#table tbody tr')[100]")


def test_everything_can_be_reached_with_the_keyboard(visit: Visit) -> None:
    window = visit(page_of())
    reached = []
    for _ in range(40):
        window.keyboard.press("Tab")
        reached.append(window.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert reached[0] == "Skip to the briefs"
    for wanted in ("theme", "q", "source", "kind", "Clear", "Headline", "Date", all_headlines()[0]):
        assert wanted in reached, wanted


def test_focus_never_hides_below_the_head_of_the_table(visit: Visit) -> None:
    window = visit(page_of(3))
    window.evaluate("document.querySelectorAll('#table tbody a')[30].focus()")
    for _ in range(28):
        window.keyboard.press("Shift+Tab")
        top, head = window.evaluate(
            "[document.activeElement, document.querySelector('#table thead th')].map((e) => e.getBoundingClientRect())"
            ".map((box, at) => at ? box.bottom : box.top)"
        )
        assert top >= head


CONTRAST = """() => {
  const channel = (value) => (value /= 255) <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const colour = (text) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const behind = (element) => { for (let at = element; at; at = at.parentElement) {
    const found = colour(getComputedStyle(at).backgroundColor); if (found[3] === 255) return found; }
    return [255, 255, 255]; };
  const poor = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest('.unseen, noscript, script')) continue;
    const [one, two] = [light(colour(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(one, two) + .05) / (Math.min(one, two) + .05);
    if (ratio < 4.5) poor.push([element.className, element.textContent.slice(0, 30), ratio]);
  }
  return poor; }"""


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_contrast_is_that_of_wcag_aa(visit: Visit, color_scheme: str) -> None:
    window = visit(page_of(), color_scheme=color_scheme)
    window.locator("#failures summary").click()
    window.locator("#quoted summary").first.click()
    window.fill("#q", "the")
    settled(window)
    sorted_by(window, "Words")
    assert window.evaluate(CONTRAST) == []


def test_dark_and_light_can_be_switched(visit: Visit) -> None:
    window = visit(page_of(), color_scheme="light")
    before = window.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    window.locator("#theme").click()
    assert window.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before


def test_hostile_words_run_nothing(visit: Visit) -> None:
    hostile: list[Row] = []
    for number, words in enumerate(HOSTILE):
        text = f"{words}\n\nThe pier {words} is shut, said Ada {words} Novak. “{words},” said Kai Berg."
        brief = pipeline.brief(readers.read_text(text, known=Known(title=words, published=words)), Options())
        found: Any = entry(brief)
        found["sources"].append([visible(words), "person", [["c1", "denial", visible(words)]]])
        hostile.append({"input": words, "output": f"{number}.html", "entry": found})
    failures = [{"input": words, "error": "e", "message": words, "hint": words} for words in HOSTILE]
    page = index(hostile, failures, HOSTILE[1])
    for options in ({}, {"java_script_enabled": False}):
        window = visit(page, **options)
        if not options:
            window.select_option("#type", label="person")
            for summary in window.locator("#quoted summary").all():
                summary.click()
            window.fill("#q", "onerror")
            settled(window)
            window.fill("#source", "<")
            window.keyboard.press("ArrowDown")
            window.keyboard.press("Enter")
            assert window.evaluate("window.hit") is None
            assert window.locator("#table :is(img, svg, iframe, script, form, object, base, meta)").count() == 0
        assert window.locator("h1").inner_text() == HOSTILE[1]


def test_five_thousand_briefs_open_and_are_searched(visit: Visit) -> None:
    """How fast they do stands in benchmarks/README.md."""
    window = visit(page_of(5000 // len(ARTICLES) + 1))
    window.fill("#q", "pier")
    settled(window)
    assert " of " in status(window)
