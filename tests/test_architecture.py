"""The floors of the house: who may import whom, what start-up may cost, what public names owe their readers."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from processes import PATIENCE

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.glob("briefer/**/*.py"))
}
# The first part of a module's name within briefer -> its floor, and the step on it. A module imports from lower floors,
# from lower steps of its floor and from its own package; nothing imports a neighbour on the same step.
FLOORS = {
    **dict.fromkeys(("calling", "construction", "deferring", "errors", "remembering"), (0, 0)),
    "model": (0, 1),
    "digest_model": (0, 2),
    **dict.fromkeys(("extras", "languages", "pools", "posts", "quotations", "sampling", "settings"), (1, 0)),
    **dict.fromkeys(("cleaning", "places", "render", "sentences", "words"), (1, 1)),
    **dict.fromkeys(("grammar", "readers"), (1, 2)),
    **dict.fromkeys(("claims", "outlets", "ranking"), (2, 0)),
    **dict.fromkeys(("checking", "composing", "databases", "headline"), (2, 1)),
    "pipeline": (3, 0),
    **dict.fromkeys(("batch", "digest", "evaluation"), (4, 0)),
    **dict.fromkeys(("api", "serving"), (5, 0)),
    "cli": (5, 1),
    "__main__": (6, 0),
}
ONLY_IMPORTERS = {
    "nltk": {"briefer.ranking.classic"},
    "sumy": {"briefer.ranking.classic"},
    "sentencex": {"briefer.sentences"},
    "snowballstemmer": {"briefer.words", "briefer.ranking.classic"},
    "typer": {module for module in MODULES if module.startswith("briefer.cli")},
    "chardet": {"briefer.readers.decoding"},
    "markdown_it": {"briefer.readers.markdown"},
    "yaml": {"briefer.readers.front_matter"},
    "trafilatura": {"briefer.readers.html"},
    "lxml": {
        *("briefer.readers.chapters", "briefer.readers.feeds"),
        *(
            "briefer.readers.blocks",
            "briefer.readers.html",
            "briefer.readers.clutter",
            "briefer.readers.listings",
            "briefer.readers.rejoining",
        ),
        *(module for module in MODULES if module.startswith("briefer.readers.metadata")),
    },
    "jinja2": {"briefer.render.pages", "briefer.render.template"},
    "markupsafe": {"briefer.render.overview", "briefer.render.pages", "briefer.render.template"},
    "rich": {"briefer.cli.progress", "briefer.evaluation.tables"},
    "mcp": {"briefer.serving.server"},
}
HEAVY = {
    "nltk",
    "sumy",
    "numpy",
    "lxml",
    "rich",
    "jinja2",
    "pydantic",
    "trafilatura",
    "requests",
    "chardet",
    "markdown_it",
    "pypdfium2",
    "fsspec",
    "dask",
    "distributed",
    "zstandard",
    "ftfy",
    "mcp",
}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "requests"}
LONGEST = 400  # lines


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements within a node, at any depth; they stand in bodies, not in expressions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        if not isinstance(child, ast.expr):
            yield from statements(child)


@cache
def imports(path: Path, module: str) -> frozenset[str]:
    """Return what a module imports, be it at the top, late within a function, or for its types alone.

    These are full names, also of "from x import module".
    """
    found: set[str] = set()
    for node in statements(parsed(read(path))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found.update(name if name in MODULES else str(node.module) for name in names)
    return frozenset(found)


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_modules_import_from_lower_floors() -> None:
    inner = {module: path for module, path in MODULES.items() if module != "briefer"}  # which opens all floors to users
    found = [
        f"{module} imports {name}"
        for module, path in inner.items()
        for name in imports(path, module)
        if name.startswith("briefer.")  # `briefer` itself has the version
        and part(name) != part(module)
        and FLOORS[part(name)] >= FLOORS[part(module)]
    ]
    assert found == []


def test_page_shows_the_floors_as_they_are(request: pytest.FixtureRequest) -> None:
    """`pytest --update-goldens` draws them anew."""
    page = ROOT / "docs" / "architecture.md"
    there = {part(module) for module in MODULES}
    rows: dict[tuple[int, int], list[str]] = {}
    for name, place in FLOORS.items():
        if name in there:
            kind = "/" if (SOURCE / "briefer" / name).is_dir() else ".py"
            rows.setdefault(place, []).append(f"`{name}{kind}`")
    table = ["| floor | |", "|---|---|"]
    for floor, step in sorted(rows, reverse=True):
        table.append(f"| {'' if (floor, step + 1) in rows else floor} | {' '.join(sorted(rows[floor, step]))} |")
    text = page.read_text(encoding="utf-8")
    before, rest = text.split("<!-- floors -->\n")
    drawn = f"{before}<!-- floors -->\n" + "\n".join(table) + "\n<!-- /floors -->" + rest.split("<!-- /floors -->")[1]
    if request.config.getoption("--update-goldens"):
        page.write_text(drawn, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == drawn


def test_every_module_has_a_floor() -> None:
    assert {part(module) for module in MODULES if module != "briefer"} <= set(FLOORS)


def circles(imported: dict[str, set[str]]) -> set[frozenset[str]]:
    """Return the groups of modules each of which leads to all others of its group, by any number of imports."""

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            new = imported[waiting.pop()] - found
            found |= new
            waiting += new
        return found

    beyond = {module: reached(module) for module in imported}
    return {
        frozenset(other for other in beyond[module] if module in beyond[other])
        for module in imported
        if module in beyond[module]
    }


def test_circles_are_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"e"}}) == {
        frozenset("bc"),
        frozenset("e"),
    }


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Late imports count: they only hide a circle from Python. Who needs only a type needs the module of the type."""
    imported = {module: MODULES.keys() & imports(path, module) for module, path in MODULES.items()}
    assert circles(imported) == set()


@pytest.mark.parametrize("package", ONLY_IMPORTERS)
def test_package_has_one_importer(package: str) -> None:
    importers = {
        module for module, path in MODULES.items() if any(n.split(".")[0] == package for n in imports(path, module))
    }
    assert importers <= ONLY_IMPORTERS[package]


def test_nothing_imports_the_network() -> None:
    for module, path in MODULES.items():
        flag = {"socket"} if module == "briefer.readers.extraction" else set()  # it hides IPv6 from what it imports
        assert not (NETWORK - flag) & imports(path, module), module


def test_data_is_found_beside_the_code() -> None:
    """Language data ships in the wheel: nothing in it needs a download."""
    for module, path in MODULES.items():
        assert "nltk.download" not in read(path), module


def test_modules_are_not_too_long() -> None:
    lines = {module: len(read(path).splitlines()) for module, path in MODULES.items()}
    assert {module: number for module, number in lines.items() if number > LONGEST} == {}


RE_SMALL = re.compile(r"[a-z]{2,}(?:['’ -][a-z]+)*")
RE_ALTERNATIVES = re.compile(r"[^()\[\]|]+(?:\|[^()\[\]|]+)++")
MOST_WORDS = 3


def words_listed(node: ast.AST) -> list[str]:
    """Return the words in small letters that a collection holds, or a string as the alternatives of a pattern."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        values = [item.value for item in node.elts if isinstance(item, ast.Constant)]
        return [value for value in values if isinstance(value, str) and RE_SMALL.fullmatch(value)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
        runs = ([word.strip("?:^$ ") for word in run.split("|")] for run in RE_ALTERNATIVES.findall(node.value))
        return max(([word for word in run if RE_SMALL.fullmatch(word)] for run in runs), key=len, default=[])
    return []


def bare_lists(source: str) -> list[str]:
    """Return the lists of words without a comment above their statement or within it, as line and first words."""
    found: list[tuple[int, int, str]] = []

    def visit(node: ast.AST, line: int) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue  # a docstring
            own = child.lineno if isinstance(child, ast.stmt) else line
            names = [target.id for target in getattr(child, "targets", ()) if isinstance(target, ast.Name)]
            if isinstance(child, ast.Subscript) or any(name.startswith("__") for name in names):
                continue  # a type, `__all__`
            words = words_listed(child)
            if len(words) > MOST_WORDS:
                found.append((own, child.end_lineno, " ".join(words[:MOST_WORDS])))  # type: ignore[attr-defined]
            visit(child, own)

    visit(parsed(source), 0)
    if not found:
        return []
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    return [f"{first}: {words} …" for first, last, words in found if comments.isdisjoint(range(first - 1, last + 1))]


def test_lists_of_words_are_seen() -> None:
    assert bare_lists('A = ("mayor", "clerk", "guard", "diver")') == ["1: mayor clerk guard …"]
    assert bare_lists('A = f(r"^(?:mayor|clerk|guard|diver)$")') == ["1: mayor clerk guard …"]
    assert bare_lists('# Fields of a row\nA = ("mayor", "clerk", "guard", "diver")') == []
    assert bare_lists('A = ("mayor", "clerk", "guard", "1")') == []


def test_lists_of_words_are_data_or_say_why_not() -> None:
    """Words of a language belong to `data/`; names of a format's parts, of fields or sections carry a comment."""
    found = {module: bare_lists(read(path)) for module, path in MODULES.items()}
    assert {module: lists for module, lists in found.items() if lists} == {}


def public(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in parsed(read(path)).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def owed(module: str, path: Path) -> Iterator[str]:
    """Yield what a module owes its readers: docstrings and types of what is public."""
    if not ast.get_docstring(parsed(read(path))):
        yield f"{module} says nothing of itself"
    for node in public(path):
        if not ast.get_docstring(node):
            yield f"{module}.{node.name} has no docstring"
        for function in ast.walk(node):
            if isinstance(function, ast.FunctionDef):
                if not function.returns:
                    yield f"{module}.{function.name} does not say what it returns"
                arguments = function.args
                for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                    if not argument.annotation and argument.arg not in ("self", "cls"):
                        yield f"{module}.{function.name}: {argument.arg}"


def test_public_names_are_documented_and_typed() -> None:
    assert [debt for module, path in MODULES.items() for debt in owed(module, path)] == []


def loaded(code: str, stdin: str = "") -> set[str]:
    """Return the modules that a fresh Python has loaded after the code, which may leave with SystemExit 0."""
    script = (
        f"import sys, json, atexit\n"
        f"atexit.register(lambda: print(json.dumps(list(sys.modules)), file=sys.stderr))\n{code}"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=stdin, capture_output=True, encoding="utf-8", timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_importing_the_command_line_is_light() -> None:
    names = loaded("import briefer.cli")
    assert not HEAVY & names
    assert not {name for name in names if name.startswith("briefer.")} - {
        "briefer.construction",
        "briefer.errors",
        "briefer.model",
        "briefer.deferring",
        *("briefer.render", "briefer.render.views"),  # the table of formats, which the options are made from
        *(module for module in MODULES if module.startswith("briefer.cli")),
    }


def test_a_whole_run_is_light() -> None:
    article = next((ROOT / "examples").glob("*/article.txt")).read_text(encoding="utf-8")
    run = "import sys; sys.argv = ['briefer', 'summarize']\nfrom briefer.__main__ import main\nmain()"
    names = loaded(run, article)
    assert "briefer.claims" in names
    assert not HEAVY & names
    assert "multiprocessing" not in names


def test_import_times_name_nothing_heavy() -> None:
    """The interpreter's own list, which also shows what was loaded and thrown away."""
    article = next((ROOT / "examples").glob("*/article.txt"))
    command = [sys.executable, "-X", "importtime", "-m", "briefer", "summarize", str(article)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE)
    assert done.returncode == 0
    names = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "briefer" in names
    assert not HEAVY & names


def test_a_library_brief_needs_no_command_line() -> None:
    names = loaded("import briefer; briefer.brief('Storm closes pier. The mayor said so.')")
    assert not (HEAVY | {"typer"}) & names


def pages_with(word: str) -> list[Path]:
    return [path for path in sorted((ROOT / "tests").rglob("*.py")) if word in read(path)]


def test_no_test_fails_for_a_busy_machine() -> None:
    """What waits for a process waits with the patience that all tests share: a number of its own would be a clock."""
    found = [
        f"{path.name}:{call.lineno}"
        for path in pages_with("timeout=")
        for call in ast.walk(parsed(read(path)))
        if isinstance(call, ast.Call)
        and any(keyword.arg == "timeout" and isinstance(keyword.value, ast.Constant) for keyword in call.keywords)
        and ast.unparse(call.func).endswith((".communicate", ".wait", ".join", "subprocess.run"))
    ]
    assert found == []


def test_no_property_has_a_deadline() -> None:
    """What hypothesis tries has one by default, and that is a clock: `examples` takes it away."""
    found = [
        f"{path.name}:{function.lineno}"
        for path in pages_with("given")
        for function in statements(parsed(read(path)))
        if isinstance(function, ast.FunctionDef)
        and (calls := {ast.unparse(one.func) for one in function.decorator_list if isinstance(one, ast.Call)})
        and "given" in calls
        and "examples" not in calls
    ]
    assert found == []
