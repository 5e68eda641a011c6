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
from briefer import pipeline
from briefer.digest import Options
from briefer.digest_model import Digest, Story, StoryClaim
from briefer.errors import BrieferError, OptionError
from briefer.readers import Item, read, read_item
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


def corpus(*texts: str) -> list[Item]:
    return [Item(name=str(n), label=str(n), text=text, id=str(n)) for n, text in enumerate(texts, 1)]


def claims_of(*texts: str) -> list[StoryClaim]:
    (story,) = digesting.digest(corpus(*texts), Options(same_story=True)).stories
    return list(story.claims)


ACCUSED = (
    "Mayor Ida Brook said the dam at Holm had leaked for months.\n\n"
    "The Kell Institute accused Velmora of hiding the leaks from the town. Residents left their homes on Sunday."
)


@pytest.mark.parametrize(
    ("answer", "denied"),
    [
        ("A spokesman for Velmora denied that it had hidden leaks from the town.", True),
        ("The chairman of Velmora, Ivo Lind, denied hiding leaks from the town.", True),
        ("A spokesman for Velmora denied that it would move its offices.", False),  # something else
        ("The Kell Institute denied that it had hidden leaks from the town.", False),  # who accuses denies nothing
        ("Velmora said that it had not been asked about leaks in the town.", False),  # a negation is no denial
    ],
)
def test_what_counts_as_a_denial(answer: str, denied: bool) -> None:
    found = claims_of(ACCUSED, f"The dam at Holm is still leaking.\n\n{answer} The town council meets on Friday.")
    about = [claim for claim in found if "Velmora" in claim.slice.text and claim.slice.article == 1]
    assert [bool(claim.denied_by) for claim in about] == [denied]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Olav Brandt said the mine would close in May.", "Brandt said the mine would close in May.", True),
        ("Norland's army said it had left the pass.", "The Norland military said it had left the pass.", True),
        ("The Holm Water Board said the pipes were old.", "Water Board officials said the pipes were old.", None),
        ("Olav Brandt said the mine would close in May.", "Kari Brandt said the mine would close in May.", False),
        ("Mayor Ida Brook said the bridge was safe.", "Ada Novak said the bridge was safe.", False),
    ],
)
def test_who_is_one_source(one: str, other: str, same: bool | None) -> None:
    from briefer.digest.identities import Mention, are_two, identify

    mentions = []
    for number, text in enumerate((one, other), 1):
        (item,) = corpus(text)
        document = read_item(item)
        claim = pipeline.brief(document, pipeline.Options()).claims[0]
        assert claim.source
        assert claim.source.start is not None
        words = document.text[claim.source.start : claim.source.end]
        mentions.append(Mention(number, claim.source, words))
    found = identify(mentions)
    if same is not None:
        assert (len(found) == 1) is same
    if len(found) == 2:
        assert are_two(*found) is (same is False and "Brandt" not in one)


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        ("Fire chief Ada Novak said the fire began in the kitchen of the old hotel.", "other_source"),
        ("The Kell Post said the fire began in the kitchen of the old hotel.", None),  # a paper is no source of its own
        ("Fire chief Ada Novak said the fire did not begin in the kitchen of the old hotel.", None),
        ("Fire chief Ada Novak said the hotel had 40 rooms.", None),
    ],
)
def test_who_else_says_so(other: str, relation: str | None) -> None:
    found = claims_of(
        "Fire at the Grand Hotel.\n\nMayor Ida Brook said the fire had begun in the kitchen of the old hotel.",
        f"The Grand Hotel burnt down.\n\n{other}",
    )
    told = {
        report.relation.value
        for claim in found
        for report in claim.reports
        if report.slice.article != claim.slice.article
    }
    assert ("other_source" in told) is (relation == "other_source")


QUOTE = "“We knew of the crack in the hull two days before the ferry left port and told nobody,”"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Captain Olav Brandt", "the captain", True),  # what one article describes, the other names
        ("The Holm Ferry Company", "A statement of Holm Ferries", True),
        ("Captain Olav Brandt", "Ada Novak, a lawyer,", False),  # two persons: one article is wrong, not known which
        ("Captain Olav Brandt", "an official who asked not to be named", False),
    ],
)
def test_who_is_quoted_with_the_same_words_is_one(one: str, other: str, same: bool) -> None:
    found = claims_of(
        f"The ferry sank off Holm.\n\n{QUOTE} {one} said.", f"The ferry lies at Holm.\n\n{QUOTE} {other} said."
    )
    sources = {report.source for claim in found for report in claim.reports if "crack" in report.slice.text}
    assert (len(sources) == 1) is same


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("The police", "Two witnesses", True),
        ("Her father", "Doctors at the hospital", True),
        ("The police", "Officials", False),  # who may be the police
        ("The police", "The Kell Post", False),
    ],
)
def test_what_has_no_name_is_another_source_if_of_another_sort(one: str, other: str, two: bool) -> None:
    found = claims_of(
        f"A crash at Holm.\n\n{one} said the red lorry had crossed the icy bridge at high speed.",
        f"A lorry fell.\n\n{other} said the red lorry crossed the icy bridge at a high speed.",
    )
    relations = {report.relation.value for claim in found for report in claim.reports}
    assert ("other_source" in relations) is two


def test_smaller_stories_that_are_left_out_are_counted(made: Digest) -> None:
    found = digesting.digest(items(), Options(stories=1))
    assert (len(found.stories), found.unclustered) == (1, ())
    assert found.warnings == ("a smaller story is left out",)


def test_a_folder_gets_a_page_a_story_and_an_index(cli: CLI, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    assert cli("digest", ARTICLES, "-o", pages).exit_code == 0
    assert sorted(path.name for path in pages.iterdir()) == ["index.html", "story-1.html", "story-2.html"]
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(story[^"]+)"', index) == ["story-1.html", "story-2.html"]
    assert "Eldmoor" not in (pages / "story-1.html").read_text(encoding="utf-8")
    before = {path: path.read_bytes() for path in pages.iterdir()}
    assert cli("digest", ARTICLES, "-o", pages).exit_code == 0  # its own pages are made anew
    assert {path: path.read_bytes() for path in pages.iterdir()} == before
    assert cli("digest", ARTICLES, "-o", pages, "--format", "json").exit_code == 2


def test_a_page_of_the_users_own_is_left_alone(cli: CLI, tmp_path: Path) -> None:
    own = tmp_path / "index.html"
    own.write_text("<p>My own page.</p>", encoding="utf-8")
    assert cli("digest", ARTICLES, "-o", tmp_path).exit_code == 1
    assert own.read_text(encoding="utf-8") == "<p>My own page.</p>"


def test_questions_and_captions_are_in_no_summary() -> None:
    texts = [
        "Storm over Holm.\n\nWho will pay for the pier of Holm after the storm?\n\nIn this file photo, the pier of "
        f"Holm is seen in an undated picture.\n\nThe storm broke the pier of Holm in {parts} parts, the mayor said.\n\n"
        "The pier of Holm will be closed for a year after the storm."
        for parts in ("two", "three")
    ]
    (story,) = digesting.digest(corpus(*texts), Options(same_story=True)).stories
    found = " ".join(item.slice.text for item in story.summary)
    assert "broke the pier" in found
    assert "?" not in found
    assert "photo" not in found


def test_a_text_in_many_papers_is_compared_with_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefer.digest import copying
    from briefer.digest.shingles import BREAK

    compared = 0
    compare = copying.compare

    def counted(*traces: Any) -> float | None:
        nonlocal compared
        compared += 1
        return compare(*traces)

    monkeypatch.setattr(copying, "compare", counted)
    dice = random.Random(3)  # noqa: S311
    text = [dice.randrange(1, 2**32) for _ in range(200)]
    traces = [[BREAK, *text, *(dice.randrange(1, 2**32) for _ in range(20))] for _ in range(300)]
    pairs = copying.find(traces)
    assert set(copying.groups(300, [(pair.one, pair.other) for pair in pairs])) == {0}
    assert compared <= copying.NEAREST * 300


def test_neighbours_are_few_however_many_articles_share_a_word() -> None:
    from briefer.digest import grouping

    profiles = [(("port", 0.8), (f"name{at}", 0.6)) for at in range(400)]
    found = list(grouping._neighbours(profiles))
    assert len(found) <= grouping.NEIGHBOURS * 400
    assert {at for _, at, _ in found} == {*range(1, 400)}


def test_key_claims_do_not_repeat_one_another(made: Digest) -> None:
    library = made.stories[1]
    about = [claim.id for claim in library.claims if "8,000" in claim.slice.text]
    assert len(about) == 2
    assert len({*about} & {*library.key_claims}) == 1
