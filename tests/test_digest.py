"""The digest: stories, copies, sources and denials across articles, and that nothing in it is invented."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import Result

from briefer import digest as digesting
from briefer.digest import Options
from briefer.digest_model import Digest, Story, StoryClaim
from briefer.errors import BrieferError, OptionError
from briefer.readers import Item, read
from briefer.render.digests import FORMATS, render

CLI = Callable[..., Result]
ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "examples" / "06-digest" / "articles"
SCHEMA = json.loads((ROOT / "src" / "briefer" / "data" / "digest.schema.json").read_text(encoding="utf-8"))


def items(*paths: Path) -> list[Item]:
    return [Item(name=path.name, label=path.name, path=str(path)) for path in paths or sorted(ARTICLES.iterdir())]


@pytest.fixture(scope="module")
def made() -> Digest:
    return digesting.digest(items(), Options())


@pytest.fixture(scope="module")
def story(made: Digest) -> Story:
    return made.stories[0]


def outlets(made: Digest, numbers: tuple[int, ...]) -> list[str]:
    return [str(made.articles[n - 1].outlet).split(".")[0] for n in numbers]


def the(story: Story, words: str) -> StoryClaim:
    """Return the one claim of a story that has these words."""
    (found,) = [claim for claim in story.claims if words in claim.slice.text]
    return found


def test_articles_on_one_event_are_a_story(made: Digest) -> None:
    found = [outlets(made, story.articles) for story in made.stories]
    assert found == [
        ["marrowpost", "eskmouthcourier", "norvaleherald", "tidewater"],
        ["harrowdispatch", "ellingazette"],
    ]
    assert made.unclustered == ()


def test_what_belongs_to_no_story_is_listed(made: Digest) -> None:
    found = digesting.digest(items(), Options(min_articles=3))
    assert len(found.stories) == 1
    assert outlets(found, found.unclustered) == ["harrowdispatch", "ellingazette"]


def test_same_story_takes_all_articles_as_one() -> None:
    found = digesting.digest(items(), Options(same_story=True))
    assert [len(story.articles) for story in found.stories] == [6]


def test_copied_text_counts_once(story: Story) -> None:
    (copy,) = story.copies
    assert copy.articles == (1, 2)
    assert copy.share > 0.8
    assert (len(story.articles), story.independent) == (4, 3)


def test_a_copied_report_is_no_voice_of_its_own(story: Story) -> None:
    claim = the(story, "toppled over")
    assert [(report.slice.article, report.copied) for report in claim.reports] == [(1, False), (2, True)]
    assert claim.independent == 1


def test_reports_of_one_source_are_one_claim(story: Story) -> None:
    claim = the(story, "yearly inspection")
    assert {report.slice.article for report in claim.reports} == {1, 2, 5}
    assert {report.relation for report in claim.reports} == {"same_source"}
    assert claim.independent == 2


def test_a_denial_stands_at_the_claim_that_it_denies(story: Story) -> None:
    (denial,) = the(story, "of the crane had failed twice").denied_by
    assert denial.slice.article == 3
    assert "Wade" in denial.who
    assert the(story, "yearly inspection").denied_by == ()


def test_a_source_is_one_under_all_its_names(story: Story) -> None:
    (source,) = [source for source in story.sources if "Solvay" in source.name]
    assert {alias.article for alias in source.aliases} >= {1, 2, 5}


def test_unnamed_sources_are_named_by_their_words(story: Story) -> None:
    assert any("asked not to be named" in one.origin and one.articles == (5,) for one in story.unnamed)


def test_what_one_article_has_is_marked(story: Story) -> None:
    assert the(story, "the page on brakes was blank").only_in == 5


def test_every_text_is_a_slice_of_its_article(made: Digest) -> None:
    data = json.loads(render(made, "json"))
    texts = {entry.n: read(ARTICLES / Path(entry.id).name).text for entry in made.articles}
    found = 0

    def look(value: Any) -> None:
        nonlocal found
        if isinstance(value, dict):
            if "article" in value and value.get("start") is not None:
                assert texts[value["article"]][value["start"] : value["end"]] == value["text"]
                found += 1
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    look(data)
    assert found > 50


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_inputs_changes_nothing(made: Digest, seed: int) -> None:
    shuffled = items()
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    assert render(digesting.digest(shuffled, Options()), "json") == render(made, "json")


def test_jobs_change_nothing(made: Digest) -> None:
    assert render(digesting.digest(items(), Options(), jobs=2), "json") == render(made, "json")


@pytest.mark.parametrize("full", [False, True])
def test_json_fits_its_schema(made: Digest, full: bool) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(render(made, "json", full=full)))


def test_schema_is_printed(cli: CLI) -> None:
    assert json.loads(cli("schema", "digest").stdout) == SCHEMA


def test_words_are_a_hard_limit() -> None:
    for limit in (10, 40, 90):
        found = digesting.digest(items(), Options(words=limit))
        assert all(sum(len(item.slice.text.split()) for item in story.summary) <= limit for story in found.stories)


def test_options_that_cannot_be_used_are_refused() -> None:
    for options in ({"stories": 0}, {"claims": -1}, {"words": 0}, {"min_articles": 0}):
        with pytest.raises(OptionError, match="too small"):
            Options(**options)


def test_one_bad_input_costs_one_line(cli: CLI, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "good.md").write_bytes((ARTICLES / "1-marrow-post.md").read_bytes())
    result = cli("digest", tmp_path, "--jobs", "1")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert "Two hurt as crane falls" in result.stdout


def test_former_briefs_are_taken_as_they_are(cli: CLI, made: Digest, tmp_path: Path) -> None:
    briefs = tmp_path / "briefs"
    cli("batch", ARTICLES, "--out", briefs, "--format", "json", "--detail", "full", "--progress", "none")
    result = cli("digest", briefs, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    stories = json.loads(result.stdout)["stories"]
    assert json.dumps(stories) == json.dumps(json.loads(render(made, "json"))["stories"])


def test_a_damaged_brief_is_refused(cli: CLI, made: Digest, tmp_path: Path) -> None:
    briefs = tmp_path / "briefs.jsonl"
    cli("batch", ARTICLES, "--out", briefs, "--detail", "full", "--progress", "none")
    first, *rest = briefs.read_text(encoding="utf-8").splitlines()
    row = json.loads(first)
    row["claims"][0]["end"] = 10**6
    briefs.write_text("\n".join([json.dumps(row), *rest]) + "\n", encoding="utf-8")
    result = cli("digest", briefs, "--format", "json")
    assert result.exit_code == 1
    assert "this brief is damaged" in result.stderr
    assert len(json.loads(result.stdout)["articles"]) == 5


def test_output_is_never_an_input(cli: CLI, tmp_path: Path) -> None:
    article = tmp_path / "story.md"
    article.write_bytes((ARTICLES / "1-marrow-post.md").read_bytes())
    before = article.read_bytes()
    result = cli("digest", tmp_path, "-o", article)
    assert result.exit_code == 2
    assert article.read_bytes() == before


def test_suffix_of_the_output_names_the_format(cli: CLI, tmp_path: Path) -> None:
    target = tmp_path / "digest.md"
    assert cli("digest", ARTICLES, "-o", target).exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("# ")


def test_nothing_to_digest_is_wrong_usage(cli: CLI, tmp_path: Path) -> None:
    assert cli("digest", tmp_path).exit_code == 2


def test_errors_are_handed_over() -> None:
    found: list[BrieferError] = []
    digesting.digest([*items(), Item(name="no", label="no", path="/no/such/file")], Options(), on_error=found.append)
    assert [error.kind for error in found] == ["missing"]


def test_formats_of_the_command_line_are_those_of_the_renderers() -> None:
    from briefer.cli.digesting import NAMES

    assert {suffix: name for name, (_, suffix) in FORMATS.items()} == NAMES


@pytest.fixture(scope="module")
def page(made: Digest) -> str:
    return render(made, "html")


def test_page_has_no_script_and_loads_nothing(page: str) -> None:
    assert "<script" not in page
    assert "script-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_every_link_of_the_page_leads_somewhere(page: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert len(targets) > 50
    assert targets <= set(ids)


def test_page_has_the_whole_of_each_article(made: Digest, page: str) -> None:
    for entry in made.articles:
        found = re.search(rf'<article id="article-{entry.n}">(.*?)</article>', page, re.DOTALL)
        assert found
        shown = re.sub(r'<span class="ref".*?</span>', "", found[1])
        words = "".join(html.unescape(re.sub(r"<[^>]+>", "", shown)).split())
        brief = made.brief_of(entry.n)
        for sentence in brief.sentences:
            assert "".join(brief.document.text[sentence.start : sentence.end].split()) in words


def test_page_marks_the_slice_that_the_address_names(made: Digest, page: str) -> None:
    claim = made.stories[0].claims[0]
    name = f"r{claim.slice.article}-s1-{claim.id}-{claim.slice.start}"
    assert f':has(#{name}:target) [data-m~="{name}"]' in page
    marked = "".join(re.findall(rf'data-m="(?:[^"]* )?{name}(?: [^"]*)?">([^<]*)</span>', page))
    assert html.unescape(marked) == claim.slice.text


def test_hostile_words_stay_words() -> None:
    text = "Crane <script>alert(1)</script> falls\n\nThe police said <b>two</b> men were hurt at the port on Monday."
    rows = [Item(name=str(n), label=str(n), text=text + f" It was the {n}th time.", id=str(n)) for n in (3, 4)]
    made = digesting.digest(rows, Options(same_story=True))
    page = render(made, "html")
    assert "<script" not in page
    assert "<b>" not in page
    assert "\\<script\\>" in render(made, "markdown")
