"""Speed, without a clock: how many calls a start and a brief take. A busy machine makes no more of them.

`pytest --update-goldens` writes what it counts to `call_counts.json`, and more than before with `--allow-regression`
alone. What takes longer within one call shows in `benchmarks` only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from processes import PATIENCE

ROOT = Path(__file__).parents[1]
COUNTS = Path(__file__).with_name("call_counts.json")
ARTICLES = sorted(ROOT.glob("examples/*/article.*"))
MARGIN = 1.25  # to what was counted: other versions of Python and of packages differ by less
SCRIPT = """
import json, sys

calls = 0

def count(frame, event, argument):
    global calls
    calls += event in ("call", "c_call")

def counted(run):
    global calls
    calls = 0
    sys.setprofile(count)
    run()
    sys.setprofile(None)
    return calls

def start():
    import briefer.cli
    from briefer import pipeline, readers
    from briefer.render import View, render
    brief(paths[0])

def brief(path):
    from briefer import pipeline, readers
    from briefer.render import View, render
    render(pipeline.brief(readers.read(path), pipeline.Options()), View(format="json"))

paths = sys.argv[1:]
found = {"start and first brief": counted(start)}
for path in paths:
    brief(path)  # what is kept for later briefs is there, as it is in a batch
found["all examples"] = counted(lambda: [brief(path) for path in paths])
print(json.dumps(found))
"""


def test_calls_are_no_more_than_before(request: pytest.FixtureRequest) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, ARTICLES)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        timeout=PATIENCE,
        check=True,
    )
    found = json.loads(done.stdout)
    before = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else found
    if request.config.getoption("--update-goldens"):
        grown = request.config.getoption("--allow-regression")
        before = {name: count if grown else min(count, before.get(name, count)) for name, count in found.items()}
        COUNTS.write_text(json.dumps(before, indent=2) + "\n", encoding="utf-8")
    assert found.keys() == before.keys()
    assert {name: count for name, count in found.items() if count > MARGIN * before[name]} == {}
