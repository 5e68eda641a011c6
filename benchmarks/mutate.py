"""Which guards no test misses: switches them off one at a time and runs the fast tests of claims.

    python benchmarks/mutate.py                       all of claims/, and phrases and clauses of grammar/
    python benchmarks/mutate.py claims/slices.py      one module or folder of src/briefer
    python benchmarks/mutate.py --commented           only guards that carry a comment, mostly their example
    python benchmarks/mutate.py --operands            also what such a guard is made of

A guard is the test of an `if`, which is made false; an operand of `and` or `or` in such a test, or in what a predicate
returns, is made neutral. A named doubt is taken off its list. The package is copied to a temporary
folder with every guard wrapped in a switch; a first run tells which tests a guard ever matters to, and only these are
run again without it. Every run is a fork of its own, so that no cache outlives it.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import contextlib
import importlib
import io
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("claims", "grammar/phrases.py", "grammar/clauses.py")
TESTS = (
    "test_claims.py",
    "test_certainty.py",
    "test_constructions.py",
    "test_doubts.py",
    "test_facts.py",
    "test_grammar.py",
    "test_key_claims.py",
    "test_pronouns.py",
    "test_sources.py",
)
DOUBTS = "briefer.claims.judging.doubts"  # has DOUBTS, records with a name and a test `stops`
PATIENCE = 60  # seconds until a guard counts as missed by what no longer ends
SWITCH = "_switch_"


class Guard(NamedTuple):
    """A condition that can be switched off."""

    number: int
    where: str  # path:line within src/briefer
    words: str  # the condition as it stands in the code
    whole: bool  # the test of an `if`, rather than an operand
    commented: bool


class Doubt(Protocol):
    """What is asked of a doubt here."""

    name: str
    stops: Callable[..., bool]

    def _replace(self, **fields: object) -> Doubt: ...


class Wrapping(ast.NodeTransformer):
    """Wraps the guards of one module in switches."""

    def __init__(self, path: str, source: str, guards: list[Guard]) -> None:
        self.path = path
        self.guards = guards
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        self.comments = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
        self.predicate = [False]

    def _switched(self, node: ast.expr, neutral: bool, last: int, *, whole: bool) -> ast.expr:
        lines = range(node.lineno, max(last, node.end_lineno or node.lineno) + 1)
        number = len(self.guards)
        self.guards.append(
            Guard(
                number, f"{self.path}:{node.lineno}", ast.unparse(node), whole, any(at in self.comments for at in lines)
            )
        )
        arguments = [ast.Constant(number), self.visit(node), ast.Constant(neutral)]
        return ast.Call(ast.Name(SWITCH, ast.Load()), arguments, [])

    def _operands(self, node: ast.expr) -> ast.expr:
        """Wrap the operands of `and` and `or` at the top of a condition."""
        if not isinstance(node, ast.BoolOp):
            return self.visit(node)  # type: ignore[no-any-return]
        neutral = isinstance(node.op, ast.And)
        node.values = [
            self._operands(value)
            if isinstance(value, ast.BoolOp)
            else self._switched(value, neutral, value.end_lineno or value.lineno, whole=False)
            for value in node.values
        ]
        return node

    def visit_If(self, node: ast.If) -> ast.If:
        guard = self._reserve(node)
        test = self._operands(node.test)
        node.test = ast.Call(ast.Name(SWITCH, ast.Load()), [ast.Constant(guard), test, ast.Constant(False)], [])
        node.body = [self.visit(statement) for statement in node.body]
        node.orelse = [self.visit(statement) for statement in node.orelse]
        return node

    def _reserve(self, node: ast.If) -> int:
        number = len(self.guards)
        lines = range(node.lineno, node.body[0].lineno + 1)
        words = ast.unparse(node.test)
        commented = any(at in self.comments for at in lines)
        self.guards.append(Guard(number, f"{self.path}:{node.lineno}", words, True, commented))
        return number

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.predicate.append(isinstance(node.returns, ast.Name) and node.returns.id == "bool")
        self.generic_visit(node)
        self.predicate.pop()
        return node

    def visit_Return(self, node: ast.Return) -> ast.Return:
        if self.predicate[-1] and isinstance(node.value, ast.BoolOp):
            node.value = self._operands(node.value)
            return node
        return self.generic_visit(node)  # type: ignore[return-value]


def copied(rooms: Sequence[str], folder: Path) -> list[Guard]:
    """Copy the package to a folder with the guards of some of its modules wrapped, and return these."""
    package = folder / "briefer"
    shutil.copytree(ROOT / "src" / "briefer", package, ignore=shutil.ignore_patterns("__pycache__"))
    guards: list[Guard] = []
    for room in rooms:
        place = package / room.removeprefix("src/").removeprefix("briefer/")
        if not place.exists():
            raise SystemExit(f"there is no {place.relative_to(package)} in src/briefer")
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            source = path.read_text(encoding="utf-8")
            wrapping = Wrapping(str(path.relative_to(package)), source, guards)
            tree = ast.fix_missing_locations(wrapping.visit(ast.parse(source)))
            path.write_text(ast.unparse(tree), encoding="utf-8")
    return guards


class Switches:
    """Which guard is off, and which have mattered since the last reset."""

    def __init__(self) -> None:
        self.off: int | None = None
        self.mattered: set[int | str] = set()

    def __call__(self, number: int, value: object, neutral: bool) -> object:
        if number == self.off:
            return neutral
        if bool(value) is not neutral:
            self.mattered.add(number)
        return value


def doubt_names() -> list[str]:
    """Return the names of the doubts, none where the package has no list of them."""
    return [doubt.name for doubt in getattr(importlib.import_module(DOUBTS), "DOUBTS", ())]


def watch_doubts(switches: Switches) -> None:
    """Have every doubt that stops something say so."""
    module: Any = importlib.import_module(DOUBTS)

    def watched(doubt: Doubt) -> Doubt:
        def stops(*arguments: object) -> bool:
            found = doubt.stops(*arguments)
            if found:
                switches.mattered.add(doubt.name)
            return bool(found)

        return doubt._replace(stops=stops)

    module.DOUBTS = tuple(map(watched, getattr(module, "DOUBTS", ())))


class Loop:
    """A pytest plugin that runs the collected tests once for each guard, in forks."""

    def __init__(self, switches: Switches, mutants: Sequence[int | str], jobs: int) -> None:
        self.switches = switches
        self.mutants = mutants
        self.jobs = jobs
        self.missed: list[int | str] = []
        self.idle: set[int | str] = set()  # of the missed, what no test ever comes to

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        global LOOP
        LOOP = (self, session.items)
        fork = multiprocessing.get_context("fork")
        with fork.Pool(1) as pool:
            broken, relevant = pool.apply(recorded)
        if broken:
            raise pytest.UsageError(f"{broken} fails before anything is switched off")
        self.idle = {mutant for mutant in self.mutants if mutant not in relevant}
        # A test that few guards matter to is the likeliest to miss one: it is run first, and the others seldom need to.
        spread = Counter(place for places in relevant.values() for place in places)
        work = [
            (mutant, sorted(relevant[mutant], key=spread.__getitem__)) for mutant in self.mutants if mutant in relevant
        ]
        caught: dict[int | str, bool] = dict.fromkeys(self.idle, False)
        with fork.Pool(self.jobs, maxtasksperchild=1) as pool:
            for done, (mutant, found) in enumerate(pool.imap_unordered(tried, work), 1):
                caught[mutant] = found
                if sys.stderr.isatty():
                    print(f"\r{done} of {len(work)}", end="", file=sys.stderr)
        self.missed = [mutant for mutant in self.mutants if not caught[mutant]]
        return True


LOOP: tuple[Loop, list[pytest.Item]]  # inherited by the forks


def recorded() -> tuple[str, dict[int | str, list[int]]]:
    """Run all tests; return the first that fails and, for each guard, the places of the tests that it matters to."""
    loop, items = LOOP
    watch_doubts(loop.switches)
    relevant: dict[int | str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        loop.switches.mattered.clear()
        if _fails(item):
            return item.nodeid, {}
        for mutant in loop.switches.mattered:
            relevant[mutant].append(place)
    return "", dict(relevant)


def tried(work: tuple[int | str, list[int]]) -> tuple[int | str, bool]:
    """Run the tests that a guard matters to without it, and tell whether one misses it."""
    mutant, places = work
    loop, items = LOOP
    if isinstance(mutant, int):
        loop.switches.off = mutant
    else:
        module: Any = importlib.import_module(DOUBTS)
        module.DOUBTS = tuple(doubt for doubt in module.DOUBTS if doubt.name != mutant)
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE)
    try:
        return mutant, any(_fails(items[place]) for place in places)
    except TimeoutError:
        return mutant, True
    finally:
        signal.alarm(0)


def _give_up(*_: object) -> None:
    raise TimeoutError


def _fails(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def main() -> None:
    """Print the guards and doubts that no test misses, and their share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), help="modules or folders of src/briefer")
    parser.add_argument("--commented", action="store_true", help="only guards that carry a comment, and the doubts")
    parser.add_argument("--operands", action="store_true", help="operands of `and` and `or`, too (three times as long)")
    parser.add_argument(
        "--tests", nargs="+", metavar="FILE", help="test files to run instead of the fast ones of claims"
    )
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        guards = copied(options.rooms, Path(name))
        switches = Switches()
        setattr(builtins, SWITCH, switches)
        sys.path.insert(0, name)
        sys.dont_write_bytecode = True
        judging = any("judging" in guard.where for guard in guards)
        doubts = doubt_names() if judging else []
        chosen = [
            guard
            for guard in guards
            if (guard.commented or not options.commented) and (guard.whole or options.operands)
        ]
        loop = Loop(switches, [*doubts, *(guard.number for guard in chosen)], options.jobs)
        tests = options.tests or [str(path) for file in TESTS if (path := ROOT / "tests" / file).exists()]
        with _silence():
            code = pytest.main(["-q", "-o", f"cache_dir={name}/cache", "--rootdir", str(ROOT), *tests], plugins=[loop])
        if code not in (0, 5):
            raise SystemExit(f"the tests could not be run: {code!r}; run them by themselves first")
    report(loop, guards, chosen, doubts)


def report(loop: Loop, guards: Sequence[Guard], chosen: Sequence[Guard], doubts: Sequence[str]) -> None:
    """Print what was missed by nobody, line by line, then the shares."""
    missed = set(loop.missed)
    for name in doubts:
        if name in missed:
            print(f"doubt {name}{' (never stops anything)' if name in loop.idle else ''}")
    for guard in sorted(chosen, key=lambda guard: not guard.commented):
        if guard.number in missed:
            mark = "#" if guard.commented else " "
            print(
                f"{mark} {guard.where}  {guard.words[:100]}{'  (never matters)' if guard.number in loop.idle else ''}"
            )
    _share("doubts", sum(name in missed for name in doubts), len(doubts))
    for what, of in (
        ("commented guards", [guard for guard in chosen if guard.commented and guard.whole]),
        ("commented operands", [guard for guard in chosen if guard.commented and not guard.whole]),
        ("all guards", [guard for guard in chosen if guard.whole]),
        ("all operands", [guard for guard in chosen if not guard.whole]),
    ):
        _share(what, sum(guard.number in missed for guard in of), len(of))


def _share(what: str, missed: int, all_: int) -> None:
    if all_:
        print(f"{what}: {missed} of {all_} missed by no test ({missed / all_:.0%})")


if __name__ == "__main__":
    main()
