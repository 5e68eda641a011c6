"""The page of a brief in a real browser: one click from a claim to its words, by mouse, by keyboard, without script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from briefer import pipeline, readers
from briefer.model import Brief
from briefer.pipeline import Options
from briefer.readers import Known
from briefer.render import View, render
from briefer.render.harmless import visible
from briefer.render.json import as_dict

ROOT = Path(__file__).parents[2]
EXAMPLES = {path.parent.name: path for path in sorted(ROOT.glob("examples/*/article.*"))}
HARBOUR, INTERVIEW = "01-harbour", "04-interview"
LETTERS = {"s": "source", "q": "cue", "o": "content", "a": "audience", "h": "hedges", "r": "antecedent"}
# The words that are marked now, by letter, as the page shows them.
MARKED = """() => Object.fromEntries([..."sqoahru"].map((letter) => [letter,
  [...document.querySelectorAll(`article .on-${letter}`)].map((piece) => piece.textContent).join("")]))"""
IN_VIEW = """(selector) => [...document.querySelectorAll(selector)].some((piece) => {
  const box = piece.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight; })"""
CHOSEN = "[...document.querySelectorAll('.brief li.on')].map((item) => item.id)"


@cache
def brief_of(name: str) -> Brief:
    return pipeline.brief(readers.read(EXAMPLES[name]), Options())


@cache
def page_of(name: str) -> str:
    return render(brief_of(name), View(format="html"))


def numbers(brief: Brief) -> dict[str, str]:
    """Return the number of each claim by its id: key claims first, as they are printed."""
    keys = list(brief.key_claims)
    return {id: str(at) for at, id in enumerate(keys + [c.id for c in brief.claims if c.id not in keys], 1)}


def key_numbers(name: str) -> list[str]:
    return [str(number) for number in range(1, len(brief_of(name).key_claims) + 1)]


def squeezed(words: str) -> str:
    return "".join(words.split())


def covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    offsets = {offset for start, end in spans for offset in range(start, end)}
    return squeezed("".join(text[offset] for offset in sorted(offsets)))


def wanted(brief: Brief, identity: str) -> dict[str, str]:
    """Return the words that are to be marked for a claim, as the JSON brief has them."""
    data = as_dict(brief, full=True)
    claim = next(claim for claim in data["claims"] if claim["id"] == identity)
    sources = [source for source in (claim["source"], *claim["via"]) if source]
    spans: dict[str, list[Any]] = {
        "s": [source for source in sources if source["start"] is not None],
        "r": [source["resolved_from"] for source in sources if source["resolved_from"]],
        "q": [claim["cue"]] if claim["cue"] else [],
        "a": [claim["audience"]] if claim["audience"] else [],
        "o": claim["content"],
    }
    return {
        letter: covered(data["text"], [(span["start"], span["end"]) for span in found])
        for letter, found in spans.items()
    }


def marked(window: Any) -> dict[str, str]:
    return {letter: squeezed(words) for letter, words in window.evaluate(MARKED).items()}


def chosen(window: Any) -> list[str]:
    return [identity.removeprefix("brief-") for identity in window.evaluate(CHOSEN)]


def test_click_marks_the_words_of_the_claim(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    brief = brief_of(HARBOUR)
    window.click(".others > summary")
    for claim, number in numbers(brief).items():
        window.click(f"#brief-{number} > a.words")
        found = marked(window)
        assert {letter: found[letter] for letter in "srqao"} == wanted(brief, claim)
        assert chosen(window) == [number]
        assert window.evaluate(IN_VIEW, "article .on-o")
        assert window.evaluate("location.hash") == f"#{number}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_claim_and_sentence_marks_its_words(visit: Callable[..., Any], name: str) -> None:
    window = visit(page_of(name))
    brief = brief_of(name)
    text = brief.document.text
    rows = window.evaluate(
        f"[...document.querySelectorAll('.brief li > a.words')].map((link) => {{ link.click();"
        f" return [link.hash.slice(1), ({MARKED})(), ({IN_VIEW})('article .on-o, article .on-u')]; }})"
    )
    found = {anchor: {letter: squeezed(words) for letter, words in marks.items()} for anchor, marks, _ in rows}
    assert len(found) == len(brief.claims) + len(brief.summary)
    for claim in brief.claims:
        hedges = covered(text, claim.certainty.markers)
        assert found[numbers(brief)[claim.id]] == wanted(brief, claim.id) | {"h": hedges, "u": ""}
    for item in brief.summary:
        sentence = squeezed(text[item.start : item.end])
        assert found[f"s{item.sentence}"] == dict.fromkeys("sqoahr", "") | {"u": sentence}
    assert all(in_view for _, _, in_view in rows)


def test_source_cue_and_content_differ_in_colour_and_line(visit: Callable[..., Any]) -> None:
    brief = brief_of(HARBOUR)
    claim = next(claim for claim in brief.claims if claim.audience and claim.cue and claim.content)
    for scheme in ("light", "dark"):
        window = visit(page_of(HARBOUR), f"#{numbers(brief)[claim.id]}", color_scheme=scheme)
        looks = {
            letter: window.eval_on_selector(
                f"article .on-{letter}",
                "(e) => { const s = getComputedStyle(e); return [s.backgroundColor, s.textDecorationStyle]; }",
            )
            for letter in "sqoa"
        }
        assert len({colour for colour, _ in looks.values()}) == 4
        assert len({line for _, line in looks.values()}) == 4
        legend = window.eval_on_selector_all(
            ".legend li:not(.off) span", "(all) => all.slice(0, 4).map((e) => getComputedStyle(e).backgroundColor)"
        )
        assert legend == [looks[letter][0] for letter in "sqoa"]


def test_link_to_one_claim(visit: Callable[..., Any]) -> None:
    brief = brief_of(HARBOUR)
    last = brief.claims[-1].id
    number = numbers(brief)[last]
    for address in (number, last):  # the number in print, or the id of JSON and CSV
        window = visit(page_of(HARBOUR), f"#{address}")
        assert chosen(window) == [number]
        assert marked(window)["o"] == wanted(brief, last)["o"]
        assert window.evaluate(IN_VIEW, "article .on-o")
        assert window.evaluate(IN_VIEW, f"#brief-{number}"), "the folded list has opened"
    window.keyboard.press("j")
    lit = "[...document.querySelectorAll('.ref, .claim')].filter((e) => e.matches('.on')).map((e) => e.id)"
    assert window.evaluate(lit) == ["brief-1", "1"]


def test_back_and_forward_follow_the_claims(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    first, second = key_numbers(HARBOUR)[:2]
    window.click(f"#brief-{first} > a.words")
    window.click(f"#brief-{second} > a.words")
    window.go_back()
    assert chosen(window) == [first]
    window.go_back()
    assert chosen(window) == []
    window.go_forward()
    assert chosen(window) == [first]


def test_keyboard(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    keys = key_numbers(HARBOUR)
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.className") == "skip unseen"
    assert window.evaluate("document.activeElement.getBoundingClientRect().width") > 50, "it shows when it has focus"
    window.keyboard.press("j")
    assert chosen(window) == [keys[0]]
    window.keyboard.press("j")
    assert chosen(window) == [keys[1]]
    window.keyboard.press("k")
    assert chosen(window) == [keys[0]]
    window.keyboard.press("k")
    assert chosen(window) != [keys[0]], "before the first comes the last"
    window.keyboard.press("Escape")
    assert chosen(window) == []
    assert window.evaluate("location.hash") == ""
    assert "".join(marked(window).values()) == ""
    window.focus(f"#brief-{keys[2]} > a.words")
    window.keyboard.press("Enter")
    assert chosen(window) == [keys[2]]
    assert window.evaluate("document.activeElement.hash") == f"#{keys[2]}", "focus stays in the list"
    window.keyboard.press("ArrowDown")
    assert chosen(window) == [keys[3]]
    assert window.evaluate("document.activeElement.hash") == f"#{keys[3]}"
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.matches('.brief a')")


def test_skip_link_shows_the_article_from_its_first_line(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "article"
    first, tools = (window.locator(selector).first.bounding_box() for selector in ("article p:not(.again)", ".tools"))
    assert first["y"] >= tools["y"] + tools["height"], "nothing hides below the tools"


def test_the_chosen_claim_is_framed_where_colours_are_the_reader_s_own(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR), forced_colors="active")
    key = key_numbers(HARBOUR)[0]
    window.click(f"#brief-{key} > a.words")
    assert window.evaluate(f"getComputedStyle(document.getElementById('brief-{key}')).outlineStyle") == "solid"


def test_letters_can_be_switched_off(visit: Callable[..., Any]) -> None:
    """As WCAG 2.1.4 asks of keys that are single letters: who speaks to the computer may type them unawares."""
    window = visit(page_of(HARBOUR))
    window.uncheck("#keys")
    window.keyboard.press("j")
    assert chosen(window) == []


def test_page_within_a_page_marks_words_all_the_same(visit: Callable[..., Any]) -> None:
    outer = f"<!doctype html><iframe width=1200 height=700 sandbox=allow-scripts srcdoc='{escape(page_of(HARBOUR))}'>"
    frame = visit(outer).frame_locator("iframe")
    key = key_numbers(HARBOUR)[0]
    frame.locator(f"#brief-{key} > a.words").click()
    assert frame.locator("article .on-o").count() > 0


def test_every_control_is_reached_by_tab_and_shows_focus(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    reached = set()
    for _ in range(80):
        window.keyboard.press("Tab")
        what = window.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [[e.id, e.hash, e.tagName], s.outlineStyle, e.getBoundingClientRect().height > 0]; })()"
        )
        if what[0][2] == "BODY":
            break
        assert what[1:] == ["solid", True], what
        reached |= set(what[0])
    keys = key_numbers(HARBOUR)
    assert {f"#{key}" for key in keys} | {"theme", "all"} | set(keys) <= reached


def test_words_of_the_article_lead_to_their_claim(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    for key in key_numbers(HARBOUR):
        window.locator(f"article [data-m~='{key}q'], article [data-m~='{key}o']").first.click()
        assert chosen(window) == [key]
        assert window.evaluate(IN_VIEW, f"#brief-{key}")
        window.keyboard.press("Escape")
        window.click(f"article [id='{key}']")
        assert chosen(window) == [key]
        assert window.evaluate("document.activeElement.hash") == f"#{key}"


def test_second_click_goes_on_to_the_next_claim_of_the_same_words(visit: Callable[..., Any]) -> None:
    window = visit(page_of(INTERVIEW))
    shared = window.evaluate(
        "[...document.querySelectorAll('article [data-m]')].findIndex((e) =>"
        " new Set(e.dataset.m.split(' ').map((m) => parseInt(m))).size > 1 && !e.dataset.m.includes('u'))"
    )
    assert shared >= 0
    piece = window.locator("article [data-m]").nth(shared)
    ids = []
    for _ in range(2):
        piece.click()
        ids += chosen(window)
    assert len(set(ids)) == 2


def test_hint_on_hover_and_on_focus(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    brief = brief_of(HARBOUR)
    claim = next(c for c in brief.claims if c.certainty.level == "possible")
    number = numbers(brief)[claim.id]
    assert not window.is_visible("[role=tooltip]")
    window.locator(f"article [data-m~='{number}q']").first.hover()
    window.wait_for_selector("[role=tooltip]:visible")
    assert f"{number}: " in window.inner_text("[role=tooltip]")
    assert "· possible: “" in window.inner_text("[role=tooltip]")
    window.keyboard.press("Escape")
    assert not window.is_visible("[role=tooltip]")
    window.locator("[id='1']").focus()
    window.keyboard.press("Tab")
    assert window.is_visible("[role=tooltip]")
    assert window.evaluate("document.activeElement.getAttribute('aria-describedby')") == "tip"


def test_strip_leads_to_the_words(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    brief = brief_of(HARBOUR)
    bars = window.evaluate(
        "[...document.querySelectorAll('.strip a')].map((a) => [a.getAttribute('href').slice(1),"
        " a.lastElementChild.getBoundingClientRect().top])"
    )
    heights = dict(bars)
    assert len(heights) == len(brief.claims) + len(brief.summary)
    tops = [heights[numbers(brief)[claim.id]] for claim in brief.claims]
    assert all(one <= other + 12 for one, other in pairwise(tops)), "as in the article"
    for anchor in ("1", f"s{brief.summary[-1].sentence}"):
        window.locator(f".strip a[href='#{anchor}'] rect").click()
        assert chosen(window) == [anchor]
        assert window.evaluate(IN_VIEW, "article .on-o, article .on-u")


def test_all_claims_can_be_marked_at_once(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    line = "(e) => getComputedStyle(e).textDecorationLine"
    quiet = window.eval_on_selector_all("article [data-m*='s']", f"(all) => all.map({line})")
    window.check("#all")
    loud = window.eval_on_selector_all("article [data-m*='s']", f"(all) => all.map({line})")
    assert set(quiet) == {"none"}
    assert set(loud) == {"underline"}


def test_the_headline_stands_once(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    height = "document.querySelector('article .headline').getBoundingClientRect().height"
    assert window.evaluate(height) <= 1
    brief = brief_of(HARBOUR)
    first = next(claim for claim in brief.claims if claim.paragraph == 1)
    window.evaluate(f"document.querySelector('#brief-{numbers(brief)[first.id]} > a.words').click()")
    assert window.evaluate(height) > 20, "a claim of the headline is shown in it"


def shown(window: Any) -> list[str]:
    return window.eval_on_selector_all(
        ".legend li", "(all) => all.filter((e) => e.offsetParent).map((e) => e.innerText)"
    )


def test_legend_explains_what_is_marked_at_present(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    assert shown(window) == ["in short"]
    window.click("#brief-2 > a.words")
    assert {"source", "cue", "content"} <= set(shown(window)) < {*LETTERS.values(), "in short", "hedge", "full name"}
    window.keyboard.press("Escape")
    window.check("#all")
    assert len(shown(window)) == 7
    window = visit(page_of(HARBOUR), java_script_enabled=False)
    assert len(shown(window)) == 7


def test_claims_of_low_confidence_fade_among_all(visit: Callable[..., Any]) -> None:
    brief = brief_of(INTERVIEW)
    assert any(claim.confidence == "low" for claim in brief.claims)
    window = visit(page_of(INTERVIEW))
    window.check("#all")
    ground = "(all) => all.map((e) => getComputedStyle(e).backgroundColor)"
    assert set(window.eval_on_selector_all("article .faint:not([data-m*='u'])", ground)) == {"rgba(0, 0, 0, 0)"}


def test_a_claim_can_be_taken_away(visit: Callable[..., Any]) -> None:
    known = Known(title="Pier shut", url="https://courier.example/pier")
    document = readers.read_text("The pier is shut until May, the mayor, Ada Novak, said.", known=known)
    page = render(pipeline.brief(document, Options()), View(format="html"))
    window = visit(page)
    window.evaluate("navigator.clipboard.writeText = async (words) => { window.taken = words; }")
    window.click("#brief-1 > a.words")
    window.click(".copy")
    window.wait_for_function("document.querySelector('.copy').textContent === 'Copied'")
    quote, place, address, _ = window.evaluate("window.taken").split("\n")
    assert quote == "“The pier is shut until May”"
    assert place.endswith("Ada Novak, ¶1 of: Pier shut")
    assert address == "https://courier.example/pier#:~:text=The%20pier%20is%20shut%20until%20May"
    assert window.get_attribute("#brief-1 .original", "href") == address


def test_a_narrow_screen_has_a_way_back_to_the_claims(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR), viewport={"width": 360, "height": 740})
    assert not window.evaluate(IN_VIEW, ".back")
    window.click("#brief-2 > a.words")
    assert window.evaluate(IN_VIEW, ".back")
    window.click(".back")
    assert window.evaluate(IN_VIEW, "#brief-2")
    assert not visit(page_of(HARBOUR)).is_visible(".back")


def test_buttons_step_and_clear(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR))
    keys = key_numbers(HARBOUR)
    assert not window.is_visible(".chosen")
    window.click(f"#brief-{keys[0]} > a.words")
    assert window.inner_text(".chosen [role=status]").startswith("1: ")
    window.click("[data-step='1']")
    assert chosen(window) == [keys[1]]
    window.click("[data-step='-1']")
    assert chosen(window) == [keys[0]]
    window.click("[data-step='0']")
    assert chosen(window) == []
    assert not window.is_visible(".chosen")


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_focus_goes_back_to_the_claim_when_its_buttons_are_gone(visit: Callable[..., Any], key: str) -> None:
    window = visit(page_of(HARBOUR))
    keys = key_numbers(HARBOUR)
    window.click(f"#brief-{keys[0]} > a.words")
    window.focus("[data-step='1']")
    window.keyboard.press("Enter")
    window.focus("[data-step='0']")
    window.keyboard.press(key)
    assert chosen(window) == []
    assert window.evaluate("document.activeElement.hash") == f"#{keys[1]}"


@pytest.mark.parametrize("name", [HARBOUR, INTERVIEW])
def test_without_script_links_jump_and_mark(visit: Callable[..., Any], name: str) -> None:
    window = visit(page_of(name), java_script_enabled=False)
    plain = "rgba(0, 0, 0, 0)"
    for number in key_numbers(name)[:3]:
        window.click(f"#brief-{number} > a.words")
        pieces = window.evaluate(
            "[...document.querySelectorAll('article [data-m]')].map((e) =>"
            " [e.dataset.m.split(' '), getComputedStyle(e).backgroundColor, getComputedStyle(e).textDecorationLine])"
        )
        for marks, colour, line in pieces:
            own = {mark.removeprefix(number) for mark in marks if mark in {number + letter for letter in LETTERS}}
            assert (line == "underline") == bool(own), (marks, line)
            if own & set("sqoa"):
                assert colour != plain
        assert window.evaluate(IN_VIEW, f"[id='{number}']")
    assert not window.is_visible(".chosen")


@pytest.mark.parametrize("name", [HARBOUR, INTERVIEW])
def test_narrow_screens_never_scroll_sideways(visit: Callable[..., Any], name: str) -> None:
    window = visit(page_of(name), viewport={"width": 360, "height": 740})
    assert window.evaluate("document.documentElement.scrollWidth") <= 360
    window.click(".others > summary")
    window.click(".names > summary")
    window.click("#brief-1 > a.words")
    assert window.evaluate("document.documentElement.scrollWidth") <= 360
    assert window.evaluate(IN_VIEW, "article .on-o")
    brief, article = (window.locator(selector).bounding_box() for selector in (".brief", ".reading"))
    assert brief["y"] + brief["height"] <= article["y"], "one above the other"


@pytest.mark.parametrize("width", [360, 1280])
def test_bar_on_top_says_what_it_has_to_say(visit: Callable[..., Any], width: int) -> None:
    known = Known(site="Avelin Courier", url="https://courier.example/pier")
    path = "letters/" * (1 if width < 400 else 40) + "pier.html"
    document = readers.read_text("Pier shut\n\nIt is shut.", id=path, known=known)
    page = render(pipeline.brief(document, Options()), View(format="html"))
    window = visit(page, viewport={"width": width, "height": 740})
    cut = "(all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className)"
    assert set(window.eval_on_selector_all(".bar > span", cut)) <= ({"file"} if width > 400 else set())
    assert window.locator(".bar .address a").bounding_box()["x"] < width
    assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_one_long_word_does_not_scroll_sideways(visit: Callable[..., Any]) -> None:
    text = f"{'Storm' * 60} closes pier\n\nThe mayor said that {'pier' * 200} https://{'a' * 300}/ is shut."
    known = Known(site="Holm" * 80, url="javascript:" + "a" * 300, authors=("Novak" * 80,), published="May" * 100)
    document = readers.read_text(text, id="storm/" * 60, known=known)
    page = render(pipeline.brief(document, Options()), View(format="html", explain=True))
    window = visit(page, viewport={"width": 360, "height": 740})
    assert window.evaluate("document.documentElement.scrollWidth") <= 360


def test_dark_mode_and_its_switch(visit: Callable[..., Any]) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = (visit(page_of(HARBOUR), color_scheme=scheme) for scheme in ("light", "dark"))
    colours = light.evaluate(ground), dark.evaluate(ground)
    assert colours[0] != colours[1]
    for window in (light, dark):
        window.focus("#theme")
        window.keyboard.press("Space")
    assert (dark.evaluate(ground), light.evaluate(ground)) == colours


def test_switch_works_without_script(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR), java_script_enabled=False)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    before = window.evaluate(ground)
    window.click("#theme")
    assert window.evaluate(ground) != before


def test_print(visit: Callable[..., Any]) -> None:
    window = visit(page_of(HARBOUR), color_scheme="dark")
    window.emulate_media(media="print")
    assert window.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    for selector in (".strip", ".theme", ".all"):
        assert not window.is_visible(selector)
    assert window.is_visible(f"#brief-{len(brief_of(HARBOUR).claims)}"), "what is folded is printed"
    line = "(all) => all.map((e) => getComputedStyle(e).textDecorationLine)"
    assert set(window.eval_on_selector_all("article [data-m*='o']", line)) == {"underline"}
    style = "(all) => all.map((e) => getComputedStyle(e).textDecorationStyle)"
    for letter in "sqoah":  # what the legend explains is there to be seen; a full name is a source of its own, too
        explained = window.eval_on_selector_all(f".legend .on-{letter}", style)
        assert explained[0] in window.eval_on_selector_all(f"article [data-m$='{letter}']", style), letter
    brief, article = (window.locator(selector).bounding_box() for selector in (".brief", ".reading"))
    assert brief["y"] + brief["height"] <= article["y"]


RIGHT_TO_LEFT = {
    "ar": "المجلس يصوت على إغلاق الرصيف القديم\n\nصوت مجلس المدينة يوم الثلاثاء على إغلاق الرصيف القديم في الميناء.",
    "he": "המועצה הצביעה על סגירת המזח הישן\n\nמועצת העיר הצביעה ביום שלישי על סגירת המזח הישן בנמל העיר.",
    "fa": "شورا به بستن اسکله قدیمی رای داد\n\nشورای شهر روز سه‌شنبه به بستن اسکله قدیمی بندر رای داد.",
    "ur": "پرانی گودی بند ہوگی\n\nشہر کی کونسل نے منگل کو بندرگاہ کی پرانی گودی بند کرنے کا فیصلہ کیا۔",
}


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_right_to_left(visit: Callable[..., Any], language: str) -> None:
    document = readers.read_text(RIGHT_TO_LEFT[language], known=Known(language=language))
    window = visit(render(pipeline.brief(document, Options()), View(format="html")))
    brief, article = (window.locator(selector).bounding_box() for selector in (".brief", ".reading"))
    assert brief["x"] > article["x"], "the brief comes first, which is on the right"
    assert window.evaluate("getComputedStyle(document.querySelector('article p')).direction") == "rtl"
    edge = window.evaluate(
        "(() => { const p = document.querySelector('article > :last-child'), r = document.createRange();"
        " r.selectNodeContents(p); return p.getBoundingClientRect().right - r.getClientRects()[0].right; })()"
    )
    assert abs(edge) < 2, "lines begin on the right"
    assert window.evaluate("document.documentElement.scrollWidth") <= 1280


def test_hostile_article_runs_nothing(visit: Callable[..., Any]) -> None:
    attacks = json.loads((ROOT / "tests/cases/render/hostile.json").read_text(encoding="utf-8"))
    every = " ".join(attacks)
    text = f"Storm {every} closes pier\n\nBy Ada {every} Novak\n\n" + "\n\n".join(
        f"The mayor {attack} said the pier {attack} is shut until Friday. “Never {attack},” said Ada Novak.\n\n{attack}"
        for attack in attacks
    )
    known = Known(title=every, dek=every, authors=(every,), published=every, site=every, url=every)
    for document in (readers.read_text(text), readers.read_text(text, id=every, known=known)):
        window = visit(render(pipeline.brief(document, Options()), View(format="html", explain=True)))
        window.evaluate("[...document.querySelectorAll('a.words')].slice(0, 12).forEach((link) => link.click())")
        window.evaluate("document.querySelectorAll('article *').forEach((e) => e.dispatchEvent(new Event('error')))")
        assert window.evaluate("window.hit") is None
        assert squeezed(visible(text)) in squeezed(window.evaluate("document.querySelector('article').textContent"))
        assert window.locator("script").count() == 1
        assert window.locator("article img, article iframe, article script, article form, article style").count() == 0


def test_long_article_opens(visit: Callable[..., Any]) -> None:
    text = brief_of(HARBOUR).document.text
    document = readers.read_text("\n\n".join([text] * 25))
    page = render(pipeline.brief(document, Options()), View(format="html"))
    window = visit(page)
    window.keyboard.press("j")
    assert len(chosen(window)) == 1
