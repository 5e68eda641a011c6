"""One page for a folder: contents, denials, and a section for each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html
from typer.testing import Result

import briefer

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(ROOT.glob("examples/0*/article.*"))
CLI = Callable[..., Result]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for path in EXAMPLES:
        (folder / f"{path.parent.name}{path.suffix}").write_bytes(path.read_bytes())
    return folder


def page_of(target: Path) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(target.read_text(encoding="utf-8"))


def test_each_article_has_its_section_and_each_claim_leads_to_its_words(cli: CLI, inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "today.html"
    result = cli(str(inbox), "-o", str(target))
    assert (result.exit_code, result.stderr) == (0, f"{len(EXAMPLES)} briefs\n")
    page = page_of(target)
    assert page.findtext(".//h1") == "Today"
    ids = Counter(page.xpath("//@id"))
    assert set(ids.values()) == {1}
    links = [href.removeprefix("#") for href in page.xpath("//@href") if href.startswith("#")]
    assert set(links) - {""} <= set(ids)
    titles = [element.text_content() for element in page.xpath("//section[@class='story']/h2")]
    assert [element.text_content() for element in page.xpath("//nav//a")] == titles
    assert len(titles) == len(EXAMPLES)
    for section, path in zip(page.xpath("//section[@class='story']"), EXAMPLES, strict=True):
        claims = briefer.brief(path).to_dict()
        by_id = {claim["id"]: claim for claim in claims["claims"]}
        shown = section.xpath(".//ol[@class='claims']/li/a[@class='words']")
        wanted = [" ".join(by_id[key]["text"].split()) for key in claims["key_claims"][:3]]
        assert [link.text for link in shown] == wanted
        for link in shown:
            (place,) = section.xpath(f".//article//*[@id='{link.get('href')[1:]}']/ancestor::*/@data-p")[-1:]
            assert f"¶{place}" in link.getnext().text_content()


def test_denials_stand_beside_what_they_deny(cli: CLI, inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "today.html"
    cli(str(inbox), "-o", str(target))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row] for row in page_of(target).xpath("//tbody/tr[td/a]")
    ]
    copy = (inbox / "01-harbour.txt").read_text(encoding="utf-8")
    (inbox / "again.txt").write_text(copy.replace("Port Avelin Votes", "Port Avelin Has Voted"), encoding="utf-8")
    cli(str(inbox), "-o", str(target))
    again = page_of(target).xpath("//tbody/tr[td/a]")
    assert len(again) == len(rows), "the same words stand there once"
    assert max(len(row.xpath("td[3]//a")) for row in again) == 2, "with both their articles"
    assert any("accepted the transfer" in row[0] and row[1].endswith("The union") for row in rows)


def test_nothing_acts_or_loads_and_no_input_is_lost(cli: CLI, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    attack = "<script>window.hit=1</script>"
    text = (
        f"Storm {attack} closes pier\n\nThe mayor, Ada Lind, said the pier {attack} is shut. She denied any {attack}."
    )
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_text(text, encoding="utf-8")
    (folder / "c.txt").write_text(" ", encoding="utf-8")
    target = tmp_path / "all.html"
    result = cli("batch", str(folder), "--out", str(target))
    assert result.exit_code == 1
    page = page_of(target)
    assert page.xpath("//script | //img | //iframe | //@style | //@onclick") == []
    assert "script-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert len(page.xpath("//section[@class='story']")) == 1, "the same article stands there once"
    assert "also b.txt" in page.xpath("//nav")[0].text_content()
    assert "c.txt" in page.xpath("//details[@class='note']")[0].text_content()
    before = target.read_bytes()
    assert cli("batch", str(folder), "--out", str(target), "--jobs", "2").exit_code == 1
    assert target.read_bytes() == before


def test_a_page_of_somebody_else_is_never_replaced(cli: CLI, inbox: Path) -> None:
    page = inbox / "page.html"
    page.write_text("<html><body><p>The pier is shut, Ada Lind said.</p></body></html>", encoding="utf-8")
    result = cli(str(inbox), "-o", str(page))
    assert (result.exit_code, "page.html" in result.stderr) == (2, True)
    assert "Ada Lind said" in page.read_text(encoding="utf-8")
    assert cli(str(inbox / "01-harbour.txt"), str(page), "-o", str(inbox / "two.html")).exit_code == 0
    assert len(page_of(inbox / "two.html").xpath("//section[@class='story']")) == 2
    again = cli(str(inbox), "-o", str(inbox / "two.html"))
    assert (again.exit_code, again.stderr) == (0, f"{len(EXAMPLES) + 1} briefs\n"), "its own page is no input"


def test_formats_that_do_not_fit_are_refused(cli: CLI, inbox: Path, tmp_path: Path) -> None:
    for more in (("--format", "json"), ("--template", str(EXAMPLES[0]))):
        assert cli("batch", str(inbox), "--out", str(tmp_path / "a.html"), *more).exit_code == 2
