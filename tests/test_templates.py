"""Templates of the user's own: the examples, the sandbox, and errors in one line that name the place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import Result

import briefer
from briefer.errors import TemplateError
from briefer.render import View, file_suffix, render
from briefer.render.template import LARGEST

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted(ROOT.glob("examples/templates/*.j2"))
ARTICLE = ROOT / "examples" / "01-harbour" / "article.txt"
CASES = json.loads((ROOT / "tests" / "cases" / "render" / "templates.json").read_text(encoding="utf-8"))
TEXT = (
    "Storm <b>closes</b> pier\n\nThe pier is shut, said Ada Novak. It could open on Friday, the mayor told Holm Radio."
)
HOSTILE = (
    '<script>alert(1)</script> & "quotes"\n\n'
    "“<img src=x onerror=alert(1)> is gone,” said Ada Novak of the *Harbour* [union](javascript:alert).\n"
)
CLI = Callable[..., Result]


def made(folder: Path, source: str, text: str = TEXT, name: str = "own.txt.j2") -> str:
    """Return what a template makes of a text."""
    (folder / name).write_text(source, encoding="utf-8")
    return render(briefer.brief(text), View(template=str(folder / name)))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_example(template: Path, cli: CLI, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.chdir(ROOT)
    result = cli("summarize", ARTICLE.relative_to(ROOT), "--template", template.relative_to(ROOT))
    assert (result.exit_code, result.stderr) == (0, "")
    golden = template.with_suffix("")
    if request.config.getoption("--update-goldens"):
        golden.write_text(result.stdout, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == result.stdout, "run pytest --update-goldens, then read the diff"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("text", ["Storm", TEXT, HOSTILE, "Le pont est fermé, a dit le maire. Il le restera."])
def test_examples_take_any_brief(template: Path, text: str) -> None:
    printed = render(briefer.brief(text), View(template=str(template)))
    if template.name.endswith(".ris.j2"):  # plain text, but for the note
        printed = printed.partition("N1  - ")[2]
    assert "<script>" not in printed
    assert "<img" not in printed.replace("\\<img", "")


def test_examples_are_described() -> None:
    readme = (ROOT / "examples" / "templates" / "README.md").read_text(encoding="utf-8")
    assert len(TEMPLATES) >= 2
    for path in TEMPLATES:
        assert f"]({path.name})" in readme
        assert f"]({path.stem})" in readme


@pytest.mark.parametrize("case", CASES["made"], ids=lambda case: case["name"])
def test_template(case: dict[str, str], tmp_path: Path) -> None:
    assert made(tmp_path, case["template"]) == case["made"]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_refused(case: dict[str, str], tmp_path: Path) -> None:
    """One line that names file and line; nothing hangs, and nothing eats the memory."""
    (tmp_path / "other.txt").write_text("one\n{{ nobody }}\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        made(tmp_path, case["template"])
    assert str(caught.value).replace(f"{tmp_path}/", "") == case["error"]


@pytest.mark.parametrize("name", ["own.html", "own.html.j2", "own.HTM.jinja", "own.xml.jinja2", "own.svg"])
def test_pages_are_escaped(name: str, tmp_path: Path) -> None:
    printed = made(tmp_path, "{{ headline.text }}|{{ key[0].text }}|{{ label(key[0]) }}", HOSTILE, name)
    assert "<" not in printed
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quotes&#34;" in printed


@pytest.mark.parametrize("name", ["own.txt", "own.md.j2", "own", "html", "own.html.txt"])
def test_texts_are_not_escaped(name: str, tmp_path: Path) -> None:
    assert made(tmp_path, "{{ headline.text }}", HOSTILE, name) == '<script>alert(1)</script> & "quotes"\n'


def test_escaping_can_be_left_to_the_template_but_control_characters_cannot(tmp_path: Path) -> None:
    printed = made(tmp_path, "{{ text | safe }}", "Storm \x1b[31m<b>closes</b>\r\nthe pier\x9b\u202e", "own.html")
    assert printed == "Storm ␛[31m<b>closes</b>\nthe pier⟨U+009B⟩⟨U+202E⟩\n"


def test_templates_of_the_same_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text("<{% block body %}{% endblock %}>", encoding="utf-8")
    printed = made(tmp_path, '{% extends "base.txt" %}{% block body %}{{ source.words }}{% endblock %}')
    assert printed == "<20>\n"


def test_output_has_an_end(tmp_path: Path) -> None:
    loop = "{% for a in text %}" * 4 + "{{ text }}" + "{% endfor %}" * 4
    with pytest.raises(TemplateError, match=f"more than {LARGEST:,} characters"):
        made(tmp_path, loop)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("sheet.md.j2", ".md"),
        ("page.html.jinja2", ".html"),
        ("page.HTML", ".HTML"),
        ("digest.J2", ".txt"),
        ("digest", ".txt"),
        ("a.b/digest", ".txt"),
    ],
)
def test_suffix_of_what_comes_out(name: str, suffix: str) -> None:
    assert file_suffix(View(template=name)) == suffix


def test_several_briefs_follow_one_another(cli: CLI, tmp_path: Path) -> None:
    template = tmp_path / "line.txt"
    template.write_text("{{ source.words }} {{ headline.text }}", encoding="utf-8")
    texts = []
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(f"Storm {number}\n\nThe pier is shut.\n", encoding="utf-8")
        texts.append(tmp_path / f"{number}.txt")
    result = cli("summarize", *texts, "--template", template)
    assert (result.exit_code, result.stdout) == (0, "6 Storm 1\n6 Storm 2\n")


def test_errors_on_the_command_line(cli: CLI, tmp_path: Path) -> None:
    """A template that is none is wrong usage; one that does not fit a brief costs that brief."""
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    missing = cli("summarize", article, "--template", tmp_path / "none.j2")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert (
        missing.stderr == f"briefer: {tmp_path}/none.j2: cannot be read (No such file or directory); check the name\n"
    )
    folder = cli("summarize", article, "--template", tmp_path)
    assert folder.stderr == f"briefer: {tmp_path}: cannot be read (it is a folder); check the name\n"
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    latin = cli("summarize", article, "--template", tmp_path / "latin.txt")
    assert latin.stderr == f"briefer: {tmp_path}/latin.txt: it is not UTF-8; save the template as UTF-8\n"
    (tmp_path / "broken.txt").write_text("one\ntwo {% if %}\n", encoding="utf-8")
    broken = cli("summarize", article, "--template", tmp_path / "broken.txt")
    assert (broken.exit_code, broken.stdout) == (2, "")
    place = f"template {tmp_path}/broken.txt, line 2"
    assert broken.stderr == f"briefer: {place}: Expected an expression, got 'end of statement block'\n"
    (tmp_path / "unfit.txt").write_text("{{ headline.author }}", encoding="utf-8")
    unfit = cli("summarize", article, article, "--template", tmp_path / "unfit.txt")
    assert (unfit.exit_code, unfit.stdout) == (1, "")
    assert unfit.stderr.count(f"briefer: {article}: template {tmp_path}/unfit.txt, line 1: ") == 2
    both = cli("summarize", article, "--template", tmp_path / "unfit.txt", "--format", "json")
    assert (both.exit_code, both.stderr) == (2, "briefer: --template decides the format; leave --format out\n")


@pytest.mark.parametrize(
    "text", ["Storm", TEXT, HOSTILE, 'The "pier": #shut\n\nIt - is [[shut]]: so, said {Ada} Novak.']
)
def test_a_note_has_properties(text: str) -> None:
    """What stands between the lines of hyphens is YAML, whatever the article says."""
    brief = briefer.brief(text)
    note = render(brief, View(template=str(ROOT / "examples" / "templates" / "obsidian.md.j2")))
    opening, properties, body = note.split("---\n", 2)
    assert opening == ""
    found = yaml.safe_load(properties)
    assert found["title"] == (" ".join(brief.headline.text.split()) if brief.headline else "untitled")
    assert set(found) == {"title", "authors", "published", "site", "url", "words", "sha256", "tags"}
    assert sorted(re.findall(r"\^(c\d+)$", body, re.MULTILINE)) == sorted(claim.id for claim in brief.claims)
    assert not re.search(r"\[\[[^\[\]]*[\[#^][^\[\]]*\]\]", re.sub(r"\[\[#\^c\d+\|against it\]\]", "", body))


@pytest.mark.parametrize("text", ["Storm", TEXT, HOSTILE, "ER  - \n\nTY  - JOUR\nThe pier is shut, Ada Novak said."])
def test_an_item_is_ris(text: str) -> None:
    """Each line is a tag with its value, and no line of an article becomes one."""
    item = render(briefer.brief(text), View(template=str(ROOT / "examples" / "templates" / "zotero.ris.j2")))
    lines = item.splitlines()
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    tags = [line[:2] for line in lines]
    assert (tags[0], tags[-1], tags.count("ER"), tags.count("TY")) == ("TY", "ER", 1, 1)
