"""What the documents show is what happens: console blocks, help texts, and the briefs of examples/."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from typer.testing import Result

import manual
import reference
from briefer.cli import app
from processes import PATIENCE

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CORPUS = ROOT / "tests" / "corpus"
FOLDERS = sorted(path for path in ROOT.glob("examples/[0-9]*") if path.is_dir())
DIGESTS = [path for path in FOLDERS if (path / "articles").is_dir()]
EXAMPLES = [path for path in FOLDERS if path not in DIGESTS]
DIGEST_SUFFIXES = {"text": "txt", "markdown": "md", "json": "json", "html": "body.html"}
SUFFIXES = {"text": "txt", "markdown": "md", "json": "json", "csv": "csv", "html": "body.html"}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
SETUP = "<!-- setup -->"  # on the line before a block that is not to be run
# A fenced block, with the line before it.
RE_BLOCK = re.compile(r"^(?P<before>[^\n]*)\n```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
RE_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RE_RUN = re.compile(
    r"^(?P<before>[^\n]*)\n```(?P<kind>console|python|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
RE_FILE = re.compile(r"<!-- file (\S+) -->")  # above a block that a reader saves under that name
RE_NEEDS = re.compile(r"<!-- needs (\w+) -->")
RE_INSTALLS = re.compile(r"\$ (?:pip|pipx|uv|apt)\b")  # what this machine has
TESTED_ELSEWHERE = {"python.md", "scale.md"}  # below, and in test_scale.py
RE_SHOWN = re.compile(r"there is|True|near$|Luis|\[\(")  # how a comment begins that shows what is printed
RE_LINK = re.compile(r"\]\(([^):#]+)[^):]*\)")  # to a file of ours
# A recipe of CONTRIBUTING.md, and a fenced block of it: a whole file, lines for one, or commands.
RE_RECIPE = re.compile(r"^### (?P<name>.*)\n(?P<body>(?:(?!##).*\n)*)", re.MULTILINE)
RE_STEP = re.compile(
    r"^(?:<!-- (?P<how>new|in) (?P<path>\S+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
PAGES = sorted(
    [
        README,
        CONTRIBUTING,
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("benchmarks/*.md"),
        *ROOT.glob("examples/templates/*.md"),
    ]
)
ELLIPSIS = "…"  # a line of its own: any number of lines


class Example(NamedTuple):
    """A command of a console block, without its prompt, and the lines that are said to follow."""

    command: str
    output: list[str]


def blocks() -> list[tuple[bool, list[Example]]]:
    """Return the console blocks of the README: whether it is a setup block, and its commands."""
    text = README.read_text(encoding="utf-8")
    return [(match["before"].strip() == SETUP, list(examples(match["body"]))) for match in RE_BLOCK.finditer(text)]


def examples(body: str) -> Iterator[Example]:
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)
    assert not parts[0].strip(), f"output before the first command: {parts[0]!r}"
    for part in parts[1:]:
        command, *output = part.rstrip("\n").split("\n")
        while command.endswith("\\"):
            command = f"{command[:-1]}{output.pop(0)}"
        yield Example(command, output)


def matches(printed: list[str], shown: list[str]) -> bool:
    """Tell whether the lines printed are the lines shown, in which a lone … stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ELLIPSIS else re.escape(line.rstrip()) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def test_lines_match_with_ellipsis() -> None:
    assert matches(["a", "b", "c"], ["a", "…", "c"])
    assert matches(["a", "c"], ["a", "…", "c"])
    assert not matches(["a", "b"], ["a", "…", "c"])
    assert not matches(["a", "b"], ["a"])


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the README's commands speak of, in which they run one after the other."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    for name in ("articles", "inbox"):
        (folder / name).mkdir()
    for article in ("examples/01-harbour/article.txt", "examples/02-council/article.md"):
        for place in (folder, folder / "articles", folder / "inbox"):
            shutil.copy(ROOT / article, place)
    rows = [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in sorted(CORPUS.glob("*.txt"))]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],  # noqa: S607
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PATH": path, **environment},
        timeout=PATIENCE,
    )


def test_readme_shows_how_to_set_up_and_what_comes_out() -> None:
    assert any(setup for setup, _ in blocks()), f"no console block after {SETUP}"
    assert any(example.output for setup, found in blocks() if not setup for example in found), "no output is shown"


@pytest.mark.parametrize("number", [n for n, (setup, _) in enumerate(blocks()) if not setup])
def test_readme_console_block(number: int, playground: Path, request: pytest.FixtureRequest) -> None:
    """Each command succeeds, and where output is shown it is what comes out."""
    for command, shown in blocks()[number][1]:
        done = run(command, playground)
        if shown and ELLIPSIS not in shown and request.config.getoption("--update-goldens"):
            text = README.read_text(encoding="utf-8")
            README.write_text(text.replace("\n".join(shown), done.stdout.rstrip("\n")), encoding="utf-8")
            continue
        assert done.returncode == 0 or shown, f"$ {command}\n{done.stdout}"
        assert not shown or matches(done.stdout.splitlines(), shown), f"$ {command}\n{done.stdout}"


RECIPES = {match["name"]: match["body"] for match in RE_RECIPE.finditer(CONTRIBUTING.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project that all recipes share: compiling its modules is most of what one costs."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("src", "tests", "docs"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "*.p*f"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.fixture
def workshop(project: Path) -> Iterator[Path]:
    """Return the copy for one recipe, whose traces go."""
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    yield project
    for path in [path for path in project.rglob("*") if path.is_file()]:
        if path not in before:
            path.unlink()
        elif path.read_bytes() != before[path]:
            path.write_bytes(before[path])


@pytest.mark.parametrize("name", RECIPES)
def test_recipe(name: str, workshop: Path) -> None:
    """Each recipe, followed to the letter in a copy of the project, does what it says."""
    steps = list(RE_STEP.finditer(RECIPES[name]))
    assert any(step["how"] for step in steps)
    assert any(step["kind"] == "console" for step in steps)
    for how, path, kind, body in (step.groups() for step in steps):
        if how == "new":
            assert not (ROOT / path).exists(), f"{path} is there: find another example"
            (workshop / path).write_text(body, encoding="utf-8")
        elif how == "in":
            before = "".join(line[1:] for line in body.splitlines(keepends=True) if line[0] == " ")
            after = "".join(line[1:] for line in body.splitlines(keepends=True))
            text = (workshop / path).read_text(encoding="utf-8")
            assert text.count(before) == 1, f"{path} has not these lines once: {before}"
            (workshop / path).write_text(text.replace(before, after), encoding="utf-8")
        elif kind == "console":
            for command, shown in examples(body):
                done = run(command, workshop, PYTHONPATH=str(workshop / "src"))
                assert done.returncode == 0, f"$ {command}\n{done.stdout}"
                assert matches(done.stdout.splitlines(), shown), f"$ {command}\n{done.stdout}"


def test_readme_python_block(
    playground: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(playground)
    (code,) = RE_PYTHON.findall(README.read_text(encoding="utf-8"))
    exec(code, {})  # noqa: S102 - as a reader would
    assert "\nunion denial The union denied having accepted anything\n" in capsys.readouterr().out


def test_python_page_runs(
    playground: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The blocks run one after the other; a comment behind a print shows what it prints."""
    monkeypatch.chdir(playground)
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    code = "\n".join(RE_PYTHON.findall(page))
    exec(code, {})  # noqa: S102 - as a reader would
    printed = capsys.readouterr().out.splitlines()
    assert [
        line for line in re.findall(r"print\(.*\)  # (\S.*)", code) if RE_SHOWN.match(line) and line not in printed
    ] == []


class Step(NamedTuple):
    """A fenced block of a page that is run, console or python, or saved as a file."""

    kind: str
    body: str
    needs: str  # a package that may not be there
    file: str


def steps(page: Path) -> list[Step]:
    """Return the blocks of a page that a reader would run, in their order."""
    found = RE_RUN.finditer(page.read_text(encoding="utf-8"))
    made = [
        Step(match["kind"], match["body"], _marked(RE_NEEDS, match["before"]), _marked(RE_FILE, match["before"]))
        for match in found
        if match["before"].strip() != SETUP and not RE_INSTALLS.match(match["body"])
    ]
    return [step for step in made if step.kind != "text" or step.file]


def _marked(mark: re.Pattern[str], line: str) -> str:
    match = mark.search(line)
    return match[1] if match else ""


GUIDES = [page for page in sorted(ROOT.glob("docs/**/*.md")) if page.name not in TESTED_ELSEWHERE and steps(page)]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_guide(page: Path, playground: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page, in their order, do what it says, in a folder with the examples."""
    folder = tmp_path / "reader"
    shutil.copytree(playground, folder)
    monkeypatch.chdir(folder)
    known: dict[str, object] = {}
    for kind, body, needs, file in steps(page):
        if needs and find_spec(needs) is None:
            continue
        if kind == "text":
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(body, encoding="utf-8")
        elif kind == "python":
            exec(body, known)  # noqa: S102 - as a reader would
        else:
            for command, shown in examples(body):
                done = run(command, folder)
                assert done.returncode == 0 or shown, f"$ {command}\n{done.stdout}"
                assert not shown or matches(done.stdout.splitlines(), shown), f"$ {command}\n{done.stdout}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_what_is_in_the_source_distribution(page: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    targets = [page, *(page.parent / link for link in RE_LINK.findall(page.read_text(encoding="utf-8")))]
    found = [target.resolve().relative_to(ROOT) for target in targets]
    assert [path for path in found if not (ROOT / path).exists() or f"/{path.parts[0]}" not in shipped] == []


def test_nobody_is_told_to_install_the_briefer_of_others() -> None:
    """That name belongs to another package: ours is briefer-cli. Hints name the package that is missing itself."""
    wrong = re.compile(r"""pip install [^`\n]*(?<![\w/.-])briefer(?!-cli)\b|["' ]briefer\[""")
    assert wrong.search("pip install -q 'briefer[pdf]'")
    assert not wrong.search("pip install 'briefer-cli[pdf]'")
    folders = ("src", "docs", "tests", "examples", "benchmarks")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".md", ".txt")]
    paths += [path for path in ROOT.glob("*.*") if path.suffix in (".md", ".toml")]
    paths.remove(Path(__file__))
    assert [str(path) for path in paths if wrong.search(path.read_text(encoding="utf-8", errors="replace"))] == []


def test_readme_names_every_command() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"briefer {name}" not in text] == []


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_option_and_says_what_it_does(cli: Callable[..., Result], name: str, flag: str) -> None:
    result = cli(name, flag)
    assert (result.exit_code, result.stderr) == (0, "")
    assert COMMANDS[name].help.splitlines()[0] in " ".join(result.stdout.split())
    for parameter in COMMANDS[name].params:
        if parameter.param_type_name == "option" and parameter.name != "help":
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", result.stdout), option
            assert parameter.help, f"{parameter.name} has no help"


def test_manual_page_says_what_the_help_says(request: pytest.FixtureRequest) -> None:
    """It ships in the wheel, as share/man/man1/briefer.1; `pytest --update-goldens` makes it anew."""
    group = typer.main.get_command(app)
    made = manual.page(group, group.make_context("briefer", [], resilient_parsing=True))
    check_golden(ROOT / "docs" / "briefer.1", made, request)
    shared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert shared["wheel"]["shared-data"] == {"docs/briefer.1": "share/man/man1/briefer.1"}


def test_reference_says_what_the_code_says(request: pytest.FixtureRequest) -> None:
    """`pytest --update-goldens` makes both pages anew."""
    group = typer.main.get_command(app)
    made = reference.commands(group, group.make_context("briefer", [], resilient_parsing=True))
    check_golden(ROOT / "docs" / "commands.md", made, request)
    check_golden(ROOT / "docs" / "library.md", reference.library(), request)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_help_is_no_wider_than_the_terminal_and_breaks_no_word(
    cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for name, command in COMMANDS.items():
        page = cli(name, "--help").stdout
        before, _, examples = page.partition("\nExamples:\n")
        longest = max(len(word) for word in before.split())
        assert max(map(len, before.splitlines())) <= max(width, longest + 6)
        words = {word for param in command.params for word in (param.help or "").split()}
        shown = {word.strip(".,;()") for word in before.split()}
        assert {word.strip(".,;()") for word in words} <= shown
        assert not command.epilog or examples.strip().startswith("briefer") or "| briefer" in examples
    listed = cli("--help").stdout
    assert "..." not in listed, "no sentence is cut"


def test_help_names_every_command(cli: Callable[..., Result]) -> None:
    listed = cli("--help").stdout
    for name, command in COMMANDS.items():
        assert re.search(rf"^\s+{name}\s+{re.escape(command.help.split()[0])}", listed, re.MULTILINE)


def run_example(folder: Path, format: str, cli: Callable[..., Result]) -> str:
    """Return what the command of an example prints in a format."""
    program, *arguments = shlex.split((folder / "command").read_text(encoding="utf-8"))
    assert program == "briefer"
    result = cli(*arguments, "--format", format)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes.decode("utf-8")  # with the line ends as they are


def check_golden(golden: Path, printed: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-goldens"):
        golden.write_bytes(printed.encode("utf-8"))
    assert golden.read_bytes().decode("utf-8") == printed, "run pytest --update-goldens, then read the diff"


@pytest.mark.parametrize("format", SUFFIXES)
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_example(
    folder: Path,
    format: str,
    cli: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(folder)
    golden = folder / f"brief.{SUFFIXES[format]}"
    printed = run_example(folder, format, cli)
    if format == "html":  # style and script, the same in every page, are files of their own
        printed = printed[printed.index("<body>") : printed.index("<script>")]
    check_golden(golden, printed, request)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_example_is_complete(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    wanted = {"command", *(f"brief.{suffix}" for suffix in SUFFIXES.values())}
    assert names in (wanted | {"article.txt"}, wanted | {"article.md"})


@pytest.mark.parametrize("format", DIGEST_SUFFIXES)
@pytest.mark.parametrize("folder", DIGESTS, ids=lambda folder: folder.name)
def test_example_of_a_digest(
    folder: Path,
    format: str,
    cli: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(folder)
    golden = folder / f"digest.{DIGEST_SUFFIXES[format]}"
    printed = run_example(folder, format, cli)
    if format == "html":
        printed = printed[printed.index("<body>") :]
    check_golden(golden, printed, request)


@pytest.mark.parametrize("folder", DIGESTS, ids=lambda folder: folder.name)
def test_example_of_a_digest_is_complete(folder: Path) -> None:
    wanted = {"articles", "command", *(f"digest.{suffix}" for suffix in DIGEST_SUFFIXES.values())}
    assert {path.name for path in folder.iterdir()} == wanted


def test_examples_are_numbered_without_gaps() -> None:
    assert [int(folder.name.split("-")[0]) for folder in FOLDERS] == list(range(1, len(FOLDERS) + 1))
