"""Cleaning: cases as data, properties over any text, and its cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer import pipeline, readers
from briefer.cleaning import Layout, clean, keep
from briefer.cleaning.patterns import FILES
from briefer.cleaning.piece import mostly_labels
from briefer.languages import DEFAULT, load_sections
from briefer.model import Document, Mark, Role, Span
from examples import examples, slow_but

CASES = Path(__file__).parent / "cases" / "cleaning"
DIVIDER = "=== roles\n"
FIELDS = ("headline", "dek", "dateline", "published")


def document(text: str, *, title: str | None = None, marks: tuple[Mark, ...] = ()) -> Document:
    return Document(text, "", title=title, marks=marks)


def files(kind: str) -> list[object]:
    return [pytest.param(path, id=path.stem) for path in sorted((CASES / kind).glob("*.txt"))]


def check_roles(path: Path, language: str = "en") -> None:
    text, _, wanted = path.read_text(encoding="utf-8").partition(DIVIDER)
    layout = clean(document(text), language)
    blocks = iter(layout.blocks)
    for line in wanted.splitlines():
        name, _, value = line.partition(": ")
        if name == "authors":
            assert layout.byline is not None
            assert " | ".join(author.of(text) for author in layout.byline.authors) == value
        elif name in FIELDS:
            span = getattr(layout, name)
            assert span is not None
            assert span.of(text) == value
        else:
            role, paragraph, start = line.split(" ", 2)
            block = next(blocks)
            assert (str(block.role), str(block.paragraph)) == (role, paragraph), text[block.start : block.end]
            assert text.startswith(start, block.start)
    assert next(blocks, None) is None


@pytest.mark.parametrize("path", files("positive"))
def test_roles(path: Path) -> None:
    check_roles(path)


@pytest.mark.parametrize("path", files("languages"))
def test_roles_in_other_languages(path: Path) -> None:
    check_roles(path, path.stem.partition("-")[0])


@pytest.mark.parametrize("language", ["de", "es", "fr"])
@pytest.mark.parametrize("name", FILES)
def test_wording_of_other_languages_has_the_sections_of_the_english_one(language: str, name: str) -> None:
    own = load_sections(language, f"{name}.txt")
    assert own or name == "heading"
    assert own.keys() <= load_sections(DEFAULT, f"{name}.txt").keys()
    assert [entry for entries in own.values() for entry in entries if entry != entry.lower() or "’" in entry] == []


@pytest.mark.parametrize("path", files("negative"))
def test_everything_is_body(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    layout = clean(document(text), "en")
    assert [text[block.start : block.end] for block in layout.blocks if block.role is not Role.BODY] == []
    assert layout == keep(document(text))


@pytest.mark.xfail(reason="neither wording nor place tells this block's role", strict=True)
@pytest.mark.parametrize("path", files("known-failures"))
def test_known_failure(path: Path) -> None:
    check_roles(path)


def assert_covers(text: str, layout: Layout) -> None:
    """Blocks are in order, disjoint, trimmed, numbered, and leave out nothing but white space.

    The article's own numbers come before those of the boilerplate.
    """
    position = 0
    for block in layout.blocks:
        assert not text[position : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
        position = block.end
    assert not text[position:].strip()
    paragraph = 0
    for block in sorted(layout.blocks, key=lambda block: block.role is Role.BOILERPLATE):
        assert block.paragraph == paragraph + 1 or (block.paragraph == paragraph and block.role is not Role.BOILERPLATE)
        paragraph = block.paragraph
    for span in (layout.headline, layout.dek, layout.byline, layout.dateline, layout.published):
        assert span is None or 0 <= span.start < span.end <= len(text)
    if layout.byline:
        for author in layout.byline.authors:
            assert layout.byline.start <= author.start < author.end <= layout.byline.end


LINES = st.sampled_from(
    [
        "",
        " ",
        "By Jane Doe",
        "By",
        "Home",
        "Share this",
        "Related stories",
        "Comments",
        "PARIS (AP) — The town woke to snow on Monday, and the schools stayed shut for a third day, the mayor said.",
        "PARIS —",
        "(CNN)",
        "Jane Doe | Reuters",
        "March 3, 2021 5:30 pm",
        "10:45 am",
        "Contents",
        "The mayor said on Monday that the bridge will open in May, and that she will be the first to cross it.",
        "the mayor said on monday that the bridge will open in may",
        "- milk",
        "“Quote?”",
        "Image: A. Smith",
        "Jane Doe is a reporter at the Post.",
        "İstanbul’da 3 Ocak",
        "* * *",
        "\u200b",
        "#",
    ]
)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\f", "\u2028", "\u2029", "\x85", "\v", " \n\t\n"])
PAGES = st.lists(st.tuples(LINES, BREAKS), max_size=40).map(lambda rows: "".join(line + end for line, end in rows))


@example("0M\r0")  # a paragraph that is furniture from end to end
@examples(100)
@given(st.one_of(st.text(), PAGES))
def test_blocks_cover_the_text(text: str) -> None:
    assert_covers(text, clean(document(text), "en"))
    assert_covers(text, keep(document(text)))


@examples(100)
@given(PAGES)
def test_keep_splits_at_the_same_paragraphs(text: str) -> None:
    kept = keep(document(text))
    cleaned = clean(document(text), "en")
    assert {block.role for block in kept.blocks} <= {Role.BODY}
    assert {block.paragraph for block in kept.blocks} == {block.paragraph for block in cleaned.blocks}
    assert [block.end for block in kept.blocks] == [b.end for b in cleaned.blocks if b.role is not Role.DATELINE]


@examples(100)
@given(PAGES, st.data())
def test_marks_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    role = data.draw(st.sampled_from([Role.HEADLINE, Role.HEADING, Role.BOILERPLATE, Role.BODY, Role.BYLINE]))
    layout = clean(document(text, marks=(Mark(start, end, role),)), "en")
    assert_covers(text, layout)
    for block in layout.blocks:
        if start <= block.start and block.end <= end:
            assert block.role is role


def test_a_heading_that_is_wrapped_stays_one_block() -> None:
    text = "A title of\ntwo lines\n\nThe body of it says little, but it says it in a full sentence of some length."
    layout = clean(document(text, marks=(Mark(0, 20, Role.HEADLINE),)), "en")
    assert [str(block.role) for block in layout.blocks] == ["headline", "body"]
    assert layout.headline == Span(0, 20)


def test_a_title_from_outside_is_found_whatever_the_site_adds_to_it() -> None:
    text = "Dunmere Post\n\nNight Buses Start on Friday\n\nNight buses will run through the centre from Friday on."
    layout = clean(document(text, title="Night Buses Start on Friday - Dunmere Post"), "en")
    assert layout.headline is not None
    assert layout.headline.of(text) == "Night Buses Start on Friday"


def test_lines_above_a_headline_that_the_reader_knew_hide_no_byline() -> None:
    """What a sheet has at its top, or the buttons of a printed page."""
    head = "Home\n\nDunmere Post – proof\n\n3 May 2031\n\n"
    title = "Night Buses Start on Friday"
    text = f"{head}{title}\n\nBy Ada Brenner\n\nNight buses will run through the centre from Friday on, it said."
    layout = clean(document(text, marks=(Mark(len(head), len(head + title), Role.HEADLINE),)), "en")
    assert [str(block.role) for block in layout.blocks] == [*["boilerplate"] * 3, "headline", "byline", "body"]
    assert layout.published is not None
    assert layout.published.of(text) == "3 May 2031"
    prose = "It rains, and it will rain for days, the office said on Sunday in a note to all.\n\n"
    layout = clean(
        document(prose + text, marks=(Mark(len(prose + head), len(prose + head + title), Role.HEADLINE),)), "en"
    )
    assert layout.blocks[0].role is Role.BODY


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_endings_do_not_matter(ending: str) -> None:
    text = (CASES / "positive" / "plain-article.txt").read_text(encoding="utf-8").partition(DIVIDER)[0]
    roles = [block.role for block in clean(document(text), "en").blocks]
    assert [block.role for block in clean(document(text.replace("\n", ending)), "en").blocks] == roles


@pytest.mark.parametrize("language", ["de", "nl", "und"])
def test_the_english_wording_is_known_in_every_language(language: str) -> None:
    text = "Advertisement\n\nDer Fluss stieg am Sonntag weiter, und am Abend stand die untere Straße unter Wasser."
    assert [str(block.role) for block in clean(document(text), language).blocks] == ["boilerplate", "body"]


HOSTILE = {
    "single-line": "word " * 400_000,
    "capitals": "ABC " * 100_000,
    "brackets": "(" * 200_000,
    "dashes": "A — " * 100_000,
    "short-lines": "ab\n" * 20_000,
    "bylines": "By Ann Lee and Bo Roe\n\n" * 5_000,
    "clocks": "10:30 am\n" * 10_000,
    "contents": "Contents\n" + "Item\nOther\n" * 10_000,
    "white-space": " \n\t" * 300_000 + "x",
    "comments": "Comments\n" + "Ann Lee says:\nIt is so, and it was so before.\n" * 10_000,
    "page": "Home\nMenu\nShare\n"
    + ("A line of a page that ends as sentences do, and no earlier.\nAdvertisement\n" * 5_000),
    "links": "Home\nMenu\nShare\n" + "\n".join(f"Where link number {number} leads" for number in range(8_000)),
    "at-signs": "\n\n".join(["a@b" * 50 + "@ c"] * 2_000),
    "pull-quotes": "The same words come back again here.\n\n" * 10_000,
}


@pytest.mark.processor_time(3)
@pytest.mark.parametrize(
    "name", slow_but(HOSTILE, "single-line", "brackets", "dashes", "page", "white-space", "at-signs")
)
def test_cost_stays_linear(name: str) -> None:
    assert clean(document(HOSTILE[name]), "en").blocks


def test_few_short_lines_are_no_page() -> None:
    assert not mostly_labels([])


def test_what_opens_a_caption_is_no_dateline() -> None:
    text = (
        "FILE - In this Friday, May 1, 2026, file photo, the Grethe, a Norland-flagged ferry, is seen in waters off "
        "Holm. Prosecutors in Holm say they are investigating a man suspected of selling oil to the crew of the ferry "
        "in breach of the law. The ferry had left Holm in the spring with a crew of twelve, and it has not been seen "
        "since the storm of that week, although the coast guard of Norland has searched the bay for nine days.\n"
        "HOLM — The board of Holm promised Friday to deal with those who broke the law after the ferry was seized.\n"
        "The mayor said nobody had been hurt when the police came aboard, and that the crew would be heard on Monday."
    )
    brief = pipeline.brief(readers.read_text(text, known=readers.Known(title="Holm seizes ferry")), pipeline.Options())
    first, second, *_ = brief.sentences
    assert (first.role, second.role) == (Role.CAPTION, Role.BODY)
    assert text[first.start : first.end].startswith("FILE - In this")
