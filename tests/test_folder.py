"""The index of a folder as bytes: what it tells of each brief, which sources are one, and that nothing in it runs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from briefer import pipeline, readers
from briefer.model import Brief
from briefer.pipeline import Options
from briefer.readers import Known
from briefer.render.folder import LONGEST, entry, index
from briefer.render.harmless import visible
from briefer.render.json import as_dict

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("examples/*/article.*"), *ROOT.glob("tests/corpus/*.txt")])
HOSTILE = json.loads((ROOT / "tests" / "cases" / "render" / "hostile.json").read_text(encoding="utf-8"))
DAYS = json.loads((ROOT / "tests" / "cases" / "render" / "days.json").read_text(encoding="utf-8"))


def brief_of(text: str, **known: Any) -> Brief:
    return pipeline.brief(readers.read_text(text, known=Known(**known)), Options())


def row(output: str, brief: Brief, label: str | None = None) -> dict[str, object]:
    # As it comes out of a worker or a manifest: plain data only.
    return {"input": label or output, "output": output, "entry": json.loads(json.dumps(entry(brief)))}


class Page(HTMLParser):
    """The elements of a page, as a parser sees them without scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def data(self) -> Any:
        return json.loads(next(text for tag, text in self.texts if tag == "script" and text.startswith("{")))

    def links(self) -> list[str]:
        return [attributes.get("href") or "" for tag, attributes in self.elements if tag == "a"]


def pages(rows: Iterable[dict[str, object]], failures: Iterable[dict[str, object]] = (), title: str = "News") -> Page:
    return Page(index(rows, failures, title))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_entry_is_small_and_true(path: Path) -> None:
    brief = pipeline.brief(readers.read(path), Options())
    data = as_dict(brief)
    found: Any = json.loads(json.dumps(entry(brief)))
    assert found["headline"] == visible(data["headline"]["text"])
    assert (found["words"], found["claims"]) == (brief.words, len(data["claims"]))
    anonymous = [claim for claim in data["claims"] if claim["source"] and claim["source"]["type"] == "anonymous"]
    assert found["anonymous"] == len(anonymous)
    assert sum(found["kinds"].values()) == len(data["claims"])
    claims = {claim["id"]: claim for claim in data["claims"]}
    listed = [claim for _, _, said in found["sources"] for claim in said]
    assert sorted(identity for identity, _, _ in listed) == sorted(claims)
    for identity, kind, words in listed:
        assert kind == claims[identity]["kind"]
        whole = visible(claims[identity]["text"])
        assert words == whole or (whole.startswith(words.removesuffix(" …")) and len(words) <= LONGEST + 2)
    names = {(name, kind) for name, kind, _ in found["sources"] if name}
    assert names <= {(visible(source["name"]), source["type"]) for source in data["sources"]}
    assert len(json.dumps(found)) < len(json.dumps(data)) / 3


@pytest.mark.parametrize("text", DAYS, ids=str)
def test_dates_are_understood(text: str) -> None:
    found = entry(brief_of("The pier is shut, the mayor said.", published=text))
    assert (found["date"], found["day"]) == (visible(text), DAYS[text])


def test_every_brief_is_a_row_with_and_without_script() -> None:
    briefs = [pipeline.brief(readers.read(path), Options()) for path in ARTICLES]
    page = pages(row(f"{number}.brief.html", brief) for number, brief in enumerate(briefs))
    assert [found[1] for found in page.data()["rows"]] == [f"{number}.brief.html" for number in range(len(briefs))]
    assert {f"{number}.brief.html" for number in range(len(briefs))} <= set(page.links())
    shown = {text for tag, text in page.texts if tag == "a"}
    for brief in briefs:
        assert brief.headline
        assert visible(brief.headline.text) in shown


def test_same_rows_same_bytes_whatever_the_order_of_their_keys() -> None:
    rows = [row(f"{path.stem}.html", pipeline.brief(readers.read(path), Options())) for path in ARTICLES]
    turned = [json.loads(json.dumps(one, sort_keys=True)) for one in rows]
    assert index(rows, (), "News") == index(turned, (), "News")


TEXTS = (
    "The pier is shut, said Ada Novak. The company said it would stay so. NOVAK Press said nothing is known.",
    "The bridge is shut, said Ada Novak. The company said it would open. “We wait,” said ada novak.",
)


def test_sources_are_one_where_name_and_type_are_the_same() -> None:
    entries = [
        {"sources": [["Ada Novak", "person", [["c1", "denial", "one"]]], ["company", "organisation", []]]},
        {"sources": [["ADA NOVAK", "person", [["c1", "statement", "two"], ["c2", "statement", "three"]]]]},
        {"sources": [["Ada Novak", "organisation", [["c9", "statement", "four"]]], ["", "author", []]]},
    ]
    shared = {"headline": "H", "lead": "", "date": "", "day": "", "words": 1, "language": "en", "claims": 1}
    rows: list[dict[str, object]] = [
        {"input": f"{n}.txt", "output": f"{n}.html", "entry": {**shared, "anonymous": 0, "kinds": {}, **found}}
        for n, found in enumerate(entries)
    ]
    page = pages(rows)
    person, organisation, company = page.data()["sources"]
    assert person == ["ADA NOVAK", 0, 0]
    assert organisation == ["Ada Novak", 1, 0]
    assert company == ["company", 1, 1]
    assert [[number for number, _ in found[11]] for found in page.data()["rows"]] == [[0, 2], [0], [1, -1]]
    assert {"0.html#c1", "1.html#c1", "1.html#c2", "2.html#c9"} <= set(page.links())
    words = " ".join(" ".join(text for _, text in page.texts).split())
    assert "3 claims in 2 articles" in words
    assert "only where name and type are the same" in words


def test_lead_does_not_repeat_the_headline() -> None:
    brief = brief_of("The ferry to Lowmere was late. The wind had turned overnight. Nobody on the quay minded much.")
    found = entry(brief)
    assert brief.headline is not None
    assert brief.headline.origin == "made"
    assert found["lead"]
    assert str(found["headline"]) not in str(found["lead"])
    assert entry(brief_of("The ferry was late."))["lead"] == ""


def test_one_of_anything_is_not_several() -> None:
    found = pages([row("a.html", brief_of("Ada Novak said that the pier is shut."))])
    words = " ".join(" ".join(text for _, text in found.texts).split())
    assert "1 brief " in words
    assert "1 claim " in words
    assert "1 claims" not in words


def test_links_lead_to_the_anchors_of_the_pages() -> None:
    """The claim's id is the anchor on the page of the brief, in the article."""
    from briefer.render import View, render

    brief = pipeline.brief(readers.read(ARTICLES[0]), Options())
    anchors = set(re.findall(r' id="([^"]+)"', render(brief, View(format="html"))))
    links = {link.partition("#")[2] for link in pages([row("a.html", brief)]).links() if link.startswith("a.html#")}
    assert links
    assert links <= anchors


ADDRESSES = {
    "a b.html": "a%20b.html",
    "sub/ä#?.html": "sub/%C3%A4%23%3F.html",
    "javascript:alert(1)": "javascript%3Aalert%281%29",
    "//example.org/x.html": "example.org/x.html",
    "\\\\example.org\\x.html": "example.org/x.html",
    'a"onclick="x': "a%22onclick%3D%22x",
    "%2e.html": "%252e.html",
}


@pytest.mark.parametrize("output", ADDRESSES)
def test_addresses_stay_below_the_index(output: str) -> None:
    page = pages([row(output, brief_of("Storm"))])
    assert page.data()["rows"][0][1] == ADDRESSES[output]
    assert ADDRESSES[output] in page.links()


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (["in/2024/a.txt", "in/2024/b.txt"], ["a.txt", "b.txt"]),
        (["in/2024/a.txt", "in/2023/a.txt"], ["2024/a.txt", "2023/a.txt"]),
        (["in/ab/x.txt", "in/ac/x.txt"], ["ab/x.txt", "ac/x.txt"]),
        (["in/a.txt"], ["in/a.txt"]),
        (["a.txt", "b/a.txt"], ["a.txt", "b/a.txt"]),
        (["corpus.jsonl, row 1", "corpus.jsonl, row 2"], ["corpus.jsonl, row 1", "corpus.jsonl, row 2"]),
        (["in/a.txt", "in/a.txt"], ["in/a.txt", "in/a.txt"]),
    ],
)
def test_files_are_named_without_the_folder_that_all_share(labels: list[str], shown: list[str]) -> None:
    rows = [row(f"{number}.html", brief_of("Storm"), label) for number, label in enumerate(labels)]
    assert [found[2] for found in pages(rows).data()["rows"]] == shown


def test_failures_are_listed() -> None:
    failure: dict[str, object] = {"input": "a<b>.pdf", "error": "format", "message": "no \x1btext", "hint": "run OCR"}
    page = pages([], [failure])
    texts = [text for _, text in page.texts]
    assert {"a<b>.pdf", "no ␛text", "run OCR"} <= set(texts)
    assert ("details", {"class": "failures note", "id": "failures", "open": None}) in page.elements


def test_nothing_but_our_own_script_may_run() -> None:
    page = index([row("a.html", brief_of(TEXTS[0]))], (), "News")
    policy = dict(
        part.split(" ", 1) for part in re.findall(r'Content-Security-Policy" content="([^"]+)"', page)[0].split("; ")
    )
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    for name, element in (("script-src", "<script>"), ("style-src", "<style>")):
        body = re.findall(rf"{element}(.*?)</", page, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in body]
        assert policy[name] == " ".join(f"'sha256-{digest}'" for digest in digests)
    assert not re.search(r"\bon\w+=|\bstyle=|javascript:|https?://", page.partition("<body>")[2])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    brief = brief_of(f"{words}\n\nThe pier is shut, said Ada {words} Novak.", title=words, published=words)
    rows = [{**row("a.html", brief), "input": words}]
    rows[0]["entry"]["sources"].append([visible(words), "person", [["c1", "statement", visible(words)]]])  # type: ignore[index]
    page = pages(rows, [{"input": words, "error": "e", "message": words, "hint": words}], words)
    plain = pages([row("a.html", brief_of("Storm"))], [{"input": "a", "error": "e", "message": "m", "hint": "h"}])
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain.elements} | {"ul", "li", "b", "bdi", "span"}
    assert len([tag for tag, _ in page.elements if tag in ("script", "style")]) == 3
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert page.data()["rows"][0][0] == visible(words)
    for link in page.links():
        assert link.startswith(("a.html", "#"))


def test_an_empty_folder_has_a_page() -> None:
    page = pages([])
    assert page.data()["rows"] == []
    assert any(text.strip() == "0 briefs" for _, text in page.texts)


def test_a_brief_of_another_language_says_so() -> None:
    brief = brief_of("Le pont est fermé, a dit le maire lundi. Il restera fermé pendant des mois.", language="fr")
    page = pages([row("a.html", brief)])
    assert any(tag == "a" and attributes.get("lang") == "fr" for tag, attributes in page.elements)


def test_a_row_shows_who_wrote_it_and_its_first_key_claim() -> None:
    known = Known(authors=("Ada <Lind>",), site="Avelin Courier")
    document = readers.read_text("Pier shut\n\nThe pier is shut until May, the mayor, Tove Marsh, said.", known=known)
    found = entry(pipeline.brief(document, Options()))
    assert found["by"] == "Ada <Lind> · Avelin Courier"
    assert found["first"] == ["c1", "statement", "The pier is shut until May", "the mayor, Tove Marsh"]
    page = index([{"input": "a.txt", "output": "a.html", "entry": found}], [], "Inbox")
    assert "Ada &lt;Lind&gt; · Avelin Courier · a.txt" in page
    assert '<a class="words" href="a.html#c1" dir="auto">The pier is shut until May</a>' in page
    assert "no-dates no-anonymous" in page, "columns that say nothing are left out"
