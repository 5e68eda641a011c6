"""The HTML page as bytes: all of the article in it, marked where the brief says, and nothing in it that acts."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from typer.testing import Result

import briefer
from briefer import pipeline, readers
from briefer.errors import BrieferError
from briefer.model import Brief, Claim, Document
from briefer.pipeline import Options
from briefer.readers import Known
from briefer.render import View, render
from briefer.render.harmless import visible
from examples import examples
from processes import PATIENCE

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "render"
ARTICLES = {
    f"{path.parent.name}-{path.stem}": path
    for path in sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
}
VIEW = View(format="html")
ELEMENTS = (
    "html head meta title style noscript body a header span bdi label input main section h1 h2 h3 p ul ol li details "
    "summary table caption thead tbody tr th td svg rect footer code kbd div button article nav title script"
)
HOSTILE = (
    'Storm </title><script>window.hit = 1</script> & "quotes"\n\n'
    "The mayor said <img src=x onerror=window.hit=1> the pier is shut, </script><!-- and no boats sail.\n\n"
    '“Never,” said Ada <b onclick="hit()">Novak</b>, the head of the union, javascript:alert(1) </p></article></html>'
)


def cases(name: str) -> list[Any]:
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["name"]) for row in rows]


@cache
def brief_of(name: str) -> Brief:
    return pipeline.brief(readers.read(ARTICLES[name]), Options())


@cache
def page_of(name: str) -> str:
    return render(brief_of(name), VIEW)


def numbers(brief: Brief) -> dict[str, int]:
    """Return the number of each claim by its id: key claims first, as they are printed."""
    keys = list(brief.key_claims)
    return {id: at for at, id in enumerate(keys + [c.id for c in brief.claims if c.id not in keys], 1)}


def parsed(page: str) -> lxml_html.HtmlElement:
    page.encode("utf-8")
    return lxml_html.document_fromstring(page)


def article_of(page: str) -> lxml_html.HtmlElement:
    """Return the article without our own words in it."""
    article = parsed(page).get_element_by_id("article")
    for label in article.xpath("./h2 | ./details/summary"):
        label.drop_tree()
    return article


def folded(words: str) -> str:
    return " ".join(words.split())


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("name", ARTICLES)
def test_the_whole_article_is_there(name: str) -> None:
    assert folded(article_of(page_of(name)).text_content()) == visible(brief_of(name).document.text)


@examples(150)
@given(st.one_of(st.text(max_size=300), st.text("ab<>&\"'/ .\n\r\t\x00\x0b\x1c\x85\u2028\u202e\ud800", max_size=80)))
def test_the_whole_of_any_text_is_there(text: str) -> None:
    try:
        brief = briefer.brief(text)
    except BrieferError:
        return
    assert folded(article_of(render(brief, VIEW)).text_content()) == visible(brief.document.text)


def covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text that lies in any of the spans."""
    offsets = {offset for start, end in spans for offset in range(start, end)}
    return "".join(text[offset] for offset in sorted(offsets))


def wanted_marks(claim: Claim) -> dict[str, list[tuple[int, int]]]:
    sources = [source for source in (claim.source, *claim.via) if source]
    return {
        "s": [(s.start, s.end) for s in sources if s.start is not None and s.end is not None],
        "r": [tuple(s.resolved_from) for s in sources if s.resolved_from],  # type: ignore[misc]
        "q": [(claim.cue.start, claim.cue.end)] if claim.cue else [],
        "a": [tuple(claim.audience)] if claim.audience else [],  # type: ignore[list-item]
        "o": [tuple(span) for span in claim.content] or [(claim.start, claim.end)],  # type: ignore[misc]
        "h": [tuple(span) for span in claim.certainty.markers],  # type: ignore[misc]
    }


@pytest.mark.parametrize("name", ARTICLES)
def test_marks_are_where_the_brief_says(name: str) -> None:
    brief = brief_of(name)
    text = brief.document.text
    found: dict[str, str] = {}
    for piece in article_of(page_of(name)).xpath(".//*[@data-m]"):
        assert len(piece) == 0, "pieces do not nest"
        for mark in piece.get("data-m").split():
            found[mark] = found.get(mark, "") + piece.text
    wanted = {f"{item.sentence}u": text[item.start : item.end] for item in brief.summary}
    for claim in brief.claims:
        for letter, spans in wanted_marks(claim).items():
            if spans:
                wanted[f"{numbers(brief)[claim.id]}{letter}"] = covered(text, spans)
    assert {mark: squeezed(words) for mark, words in found.items()} == {m: squeezed(w) for m, w in wanted.items()}


@pytest.mark.parametrize("name", ARTICLES)
def test_paragraphs_bear_the_numbers_that_claims_name(name: str) -> None:
    brief = brief_of(name)
    article = article_of(page_of(name))
    for claim in brief.claims:
        assert article.xpath(f".//*[@id='{numbers(brief)[claim.id]}']/ancestor::*/@data-p")[-1:] == [
            str(claim.paragraph)
        ]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_link_within_the_page_leads_somewhere(name: str) -> None:
    page = parsed(page_of(name))
    ids = Counter(page.xpath("//@id"))
    assert set(ids.values()) == {1}
    targets = {href.removeprefix("#") for href in page.xpath("//@href")}
    assert targets <= set(ids)
    brief = brief_of(name)
    anchors = set(map(str, numbers(brief).values())) | {f"s{item.sentence}" for item in brief.summary}
    within = set(page.get_element_by_id("article").xpath("./descendant::*/@id"))
    assert within == anchors
    for anchor in anchors:
        lists = page.xpath(f"//section[@id='brief']//li[@id='brief-{anchor}']/a[@href='#{anchor}']")
        bars = page.xpath(f"//*[local-name()='svg']//a[@href='#{anchor}']")
        assert (len(lists), len(bars)) == (1, 1)


@pytest.mark.parametrize("name", ARTICLES)
def test_the_claims_stand_in_their_order_with_their_labels(name: str) -> None:
    brief = brief_of(name)
    text = brief.document.text
    items = parsed(page_of(name)).xpath("//li[@class='claim']")
    assert [item.find("a").get("id") for item in items] == list(numbers(brief))
    assert [int(item.get("value")) for item in items] == list(range(1, len(brief.claims) + 1))
    assert [item.get("id") for item in items] == [f"brief-{number}" for number in numbers(brief).values()]
    claims = {claim.id: claim for claim in brief.claims}
    for item in items:
        claim = claims[item.find("a").get("id")]
        assert item.find("a").text == visible(text[claim.start : claim.end])
        said = folded(item.find("p").text_content())
        assert said.endswith(f"¶{claim.paragraph}")
        if claim.kind != "statement":
            assert claim.kind in said
        if claim.source and claim.source.type == "anonymous":
            assert "anonymous" in said.lower()
        for marker in claim.certainty.markers if claim.certainty.level != "asserted" else ():
            assert visible(marker.of(text)) in said
        assert ("low confidence" in said) == (claim.confidence == "low")
        against = [int(number) for number in re.findall(r"disputed: see (\d+)", said)]
        assert against == sorted(against)
        assert len(against) == len(claim.caveats)


def _hashes(blocks: Iterable[str]) -> set[str]:
    return {"'sha256-" + base64.b64encode(hashlib.sha256(b.encode()).digest()).decode() + "'" for b in blocks}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_policy_admits_what_is_there_and_nothing_else(name: str) -> None:
    page = page_of(name)
    content = parsed(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert len(content) == 1
    policy = {part.split()[0]: set(part.split()[1:]) for part in content[0].split("; ")}
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    assert policy == {
        "default-src": {"'none'"},
        "style-src": _hashes(styles),
        "script-src": _hashes(scripts),
        "base-uri": {"'none'"},
        "form-action": {"'none'"},
    }


ATTACKS = json.loads((CASES / "hostile.json").read_text(encoding="utf-8"))


def hostile_page(attack: str) -> str:
    """Return a page whose article, and all that is known of it from outside, are an attack."""
    text = f"Storm {attack} closes pier\n\nBy Ada {attack} Novak\n\nThe mayor {attack} said the pier {attack} is shut."
    known = Known(title=attack, dek=attack, authors=(attack,), published=attack, site=attack, url=attack)
    return render(pipeline.brief(readers.read_text(text, id=attack, known=known), Options()), VIEW)


@pytest.mark.parametrize("name", [*ARTICLES, *ATTACKS])
def test_nothing_acts_or_loads(name: str) -> None:
    tree = parsed(page_of(name) if name in ARTICLES else hostile_page(name))
    counts = Counter(element.tag for element in tree.iter() if isinstance(element.tag, str))
    assert set(counts) <= set(ELEMENTS.split())
    assert counts["script"] == counts["main"] == counts["article"] == 1
    attributes = {attribute for element in tree.iter() for attribute in element.attrib}
    assert not {attribute for attribute in attributes if attribute.startswith("on")}
    assert attributes.isdisjoint({"style", "src", "srcset", "srcdoc", "action", "formaction", "background", "poster"})
    assert all(href.startswith("#") for href in tree.xpath("//@href"))


def test_hostile_words_are_shown() -> None:
    tree = parsed(render(briefer.brief(HOSTILE), VIEW))
    assert tree.findtext(".//head/title") == 'Storm </title><script>window.hit = 1</script> & "quotes"'
    assert "<img src=x onerror=window.hit=1>" in tree.get_element_by_id("article").text_content()


@pytest.mark.parametrize("case", cases("html_addresses"))
def test_address_of_the_article(case: dict[str, Any]) -> None:
    document = readers.read_text("Storm closes pier. The mayor said so.")
    page = render(pipeline.brief(replace(document, url=case["address"]), Options()), VIEW)
    shown = parsed(page).xpath("//header//span[@class='address']")
    links = parsed(page).xpath("//header[@class='bar']//a")
    assert len(shown) == 1
    if case["link"]:
        assert [(link.get("href"), link.get("rel")) for link in links] == [(case["address"], "noopener noreferrer")]
    else:
        assert links == []
        assert shown[0].text_content() == visible(case["address"])


@pytest.mark.parametrize("case", cases("html_languages"))
def test_language_and_direction(case: dict[str, Any]) -> None:
    document = readers.read_text("Storm closes pier. The mayor said so.")
    page = parsed(render(replace(pipeline.brief(document, Options()), language=case["language"]), VIEW))
    assert (page.get("lang"), page.get("dir")) == (case["lang"], case["dir"])
    heading = page.xpath("//h2[@class='label'][1]")[0]
    assert heading.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == case["lang"]
    own = heading.xpath("./span/@lang")
    assert own == ([] if case["language"] == "en" else ["en"])


def test_front_matter_from_outside_is_escaped() -> None:
    known = Known(
        title='<b>Storm</b> "closes" pier',
        dek="<i>Dek</i>",
        authors=("Ada <u>Novak</u>",),
        published="<2026>",
        site="<s>",
    )
    page = parsed(render(pipeline.brief(readers.read_text("The pier is shut.", known=known), Options()), VIEW))
    assert page.findtext(".//h1") == '<b>Storm</b> "closes" pier'
    header = page.get_element_by_id("brief").text_content()
    for words in ("<i>Dek</i>", "Ada <u>Novak</u>", "<2026>"):
        assert words in header
    assert "<s>" in page.xpath("//header[@class='bar']")[0].text_content()


def test_unsafe_characters_are_shown_as_marks() -> None:
    unsafe = "".join(map(chr, [*range(9), *range(0x0E, 0x20), 0x7F, *range(0x80, 0xA0), 0x061C, 0x200E, 0x200F]))
    unsafe += "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ud800\udfff"
    text = f"Storm {unsafe} closes pier\n\nThe mayor {unsafe} said the pier {unsafe} is shut."
    document = readers.read_text(text, known=Known(title=f"A{unsafe}", site=unsafe, url=unsafe))
    page = render(pipeline.brief(replace(document, path=f"a{unsafe}.txt"), Options()), VIEW)
    assert not set(page) & set(unsafe)
    assert "␛" in page
    page.encode("utf-8")


def test_line_breaks_of_the_article_stay() -> None:
    page = render(briefer.brief("Storm closes pier\n\nThe mayor said\nthe pier was shut.\n"), VIEW)
    assert "The mayor" in article_of(page).text_content()
    assert re.search(r"said\nthe", article_of(page).text_content())


def test_much_text_beside_the_article_is_folded_and_there() -> None:
    links = "\n\n".join(f"Read more: {'Something else happened today in town ' * 2}{n}" for n in range(9))
    body = "The mayor said the pier was shut on Friday after the storm. " * 4
    page = render(briefer.brief(f"Storm closes pier\n\n{body}\n\n{body}\n\n{links}"), VIEW)
    aside = parsed(page).xpath("//details[@class='aside']")
    assert len(aside) == 1
    assert aside[0].get("open") is None
    assert "Something else happened today in town 8" in folded(aside[0].text_content())
    assert not aside[0].xpath(".//*[@data-m]")


def test_a_menu_is_folded_though_it_has_few_words() -> None:
    body = "The mayor said the pier was shut on Friday after the storm. " * 4
    links = "\n\n".join(f"Read more: storm {n}" for n in range(8))
    page = render(briefer.brief(f"Storm closes pier\n\n{body}\n\n{body}\n\n{links}"), VIEW)
    assert len(parsed(page).xpath("//details[@class='aside']/p")) == 8


def test_explanations_are_shown_when_asked_for() -> None:
    brief = brief_of("01-harbour-article")
    explained = parsed(render(brief, View(format="html", explain=True))).xpath("//p[@class='explained']")
    assert len(explained) == len(brief.summary) + len(brief.claims)
    rules = {str(claim.construction) for claim in brief.claims}
    shown = " ".join(element.text_content() for element in explained)
    assert all(f"rule {rule} · score" in shown for rule in rules)
    assert 'class="explained"' not in page_of("01-harbour-article")


def test_without_script_the_address_marks_every_part_of_every_claim() -> None:
    page = page_of("01-harbour-article")
    fallback = re.findall(r"<noscript><style>(.*?)</style></noscript>", page, re.DOTALL)
    assert len(fallback) == 1
    marks = {mark for value in parsed(page).xpath("//@data-m") for mark in value.split()}
    for mark in marks:
        anchor = ("s" if mark.endswith("u") else "") + mark[:-1]
        selector = f"#{anchor}" if anchor[0] == "s" else f"#\\3{anchor[0]} {anchor[1:]}".rstrip()
        assert f':has({selector}:target) [data-m~="{mark}"]' in fallback[0]


def test_the_headline_stands_once() -> None:
    page = page_of("01-harbour-article")
    assert article_of(page).xpath("./*[contains(@class, 'again')]/@class") == ["headline again", "dek again"]


def test_a_claim_leads_to_its_words_on_the_web() -> None:
    document = readers.read_text("The pier – “our pier” – is shut, Ada Lind said.")
    brief = pipeline.brief(replace(document, url="https://courier.example/pier?a=1&b=2"), Options())
    links = parsed(render(brief, VIEW)).xpath("//a[@class='original']/@href")
    assert links == [
        "https://courier.example/pier?a=1&b=2#:~:text="
        "The%20pier%20%E2%80%93%20%E2%80%9Cour%20pier%E2%80%9D%20%E2%80%93%20is%20shut"
    ]
    unsafe = pipeline.brief(replace(document, url="javascript:alert(1)"), Options())
    assert parsed(render(unsafe, VIEW)).xpath("//a[@class='original']") == []


def test_a_word_alone_makes_a_page() -> None:
    page = parsed(render(briefer.brief("Storm"), VIEW))
    assert page.get_element_by_id("article").text_content().split()[-1] == "Storm"


def test_made_headline_is_called_so() -> None:
    brief = brief_of("05-statement-article")
    assert brief.headline and brief.headline.origin == "made"
    assert "headline made from the article" in page_of("05-statement-article")
    assert "headline made" not in page_of("01-harbour-article")


@pytest.mark.parametrize("name", [name for name in ARTICLES if name[0].isdigit()])
def test_page_is_small(name: str) -> None:
    assert len(page_of(name).encode()) <= 60_000


def test_cost_is_linear() -> None:
    """Twice the article has twice the pieces: marks that overlap never multiply."""
    text = "The mayor said the pier was shut. Ada Novak told reporters she may open it. He denied that “all is well”. "
    sizes = []
    for times in (40, 80):
        brief = briefer.brief("Storm closes pier\n\n" + "\n\n".join([text * 4] * times))
        sizes.append(len(article_of(render(brief, VIEW)).xpath(".//*[@data-m]")))
    assert sizes[1] <= 2.1 * sizes[0]


def _tokens() -> dict[str, tuple[str, str]]:
    css = (ROOT / "src/briefer/data/html/base.css").read_text(encoding="utf-8")
    return {name: (a, b) for name, a, b in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)}


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("case", cases("html_contrast"))
def test_contrast(case: dict[str, Any], mode: int) -> None:
    tokens = _tokens()
    found = {
        f"{ink} on {ground}": round(_contrast(tokens[ink][mode], tokens[ground][mode]), 2)
        for ink in case["ink"]
        for ground in case["on"]
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < case["least"]} == {}


def test_every_colour_is_a_token() -> None:
    """No colour outside the tokens, whose contrast is known."""
    for path in (ROOT / "src/briefer/data/html").glob("*.css"):
        rules = re.sub(
            r"^\s*--[\w-]+: light-dark.*$|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.M | re.S
        )
        assert re.findall(r"#[0-9a-f]{3,8}\b(?=[;, )])", rules.replace("--paper: #fff; --sheet: #fff;", "")) == [], path


SCRIPT = """
import sys
from briefer import pipeline, readers
from briefer.render import View, render

for path in sys.stdin.read().splitlines():
    brief = pipeline.brief(readers.read(path), pipeline.Options())
    sys.stdout.write(render(brief, View(format="html", explain=True)))
"""


def test_hash_seed_changes_nothing() -> None:
    names = "".join(f"{path}\n" for path in ARTICLES.values())
    pages = set()
    for seed in ("1", "4242"):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=names,
            capture_output=True,
            encoding="utf-8",
            env=surroundings,
            timeout=PATIENCE,
            check=True,
        )
        assert done.stdout.count("<!doctype html>") == len(ARTICLES)
        pages.add(done.stdout)
    assert len(pages) == 1


def test_several_articles_are_not_joined_to_one_page(cli: Callable[..., Result]) -> None:
    article = ARTICLES["01-harbour-article"]
    result = cli("summarize", article, article, "--format", "html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "briefer: a page holds one brief; for several use `briefer batch FILE… --out page.html`, or a folder\n"
    )


def test_batch_does_not_stream_pages(cli: Callable[..., Result]) -> None:
    result = cli("batch", ARTICLES["01-harbour-article"], "--out", "-", "--format", "html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "briefer: --out - cannot hold several pages; name a folder for html\n"


def test_page_from_the_command_line(cli: Callable[..., Result], tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    result = cli("summarize", ARTICLES["01-harbour-article"], "--format", "html", "--output", target)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8") == page_of("01-harbour-article")


def test_document_of_any_kind_has_a_page() -> None:
    brief = pipeline.brief(Document(text="Storm closes pier.", sha256="0" * 64), Options(title="Storm"))
    assert "<code>" + "0" * 64 + "</code>" in render(brief, VIEW)
