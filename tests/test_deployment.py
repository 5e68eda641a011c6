"""What runs briefer elsewhere: the image, hooks, pipelines, timers. Their commands are run here, their rights read."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from typer.testing import Result

from processes import PATIENCE

ROOT = Path(__file__).parents[1]
RECIPES = ROOT / "examples" / "recipes"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CLI = Callable[..., Result]


class Instruction(NamedTuple):
    """An instruction of a Dockerfile, with the number of its stage from 0."""

    stage: int
    word: str
    rest: str


def instructions(dockerfile: str) -> Iterator[Instruction]:
    """Yield the instructions, each on one line, without comments."""
    stage = -1
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", dockerfile, flags=re.MULTILINE))
    for line in filter(str.strip, joined.splitlines()):
        word, _, rest = line.partition(" ")
        assert word.isupper(), line
        stage += word == "FROM"
        yield Instruction(stage, word, " ".join(rest.split()))


DOCKERFILE = list(instructions((ROOT / "Dockerfile").read_text(encoding="utf-8")))
LAST = max(one.stage for one in DOCKERFILE)


def said(word: str, stage: int = LAST) -> list[str]:
    return [one.rest for one in DOCKERFILE if (one.stage, one.word) == (stage, word)]


def test_image_is_slim_and_holds_no_tools_of_its_building() -> None:
    bases = [rest.split()[0] for stage in range(LAST + 1) for rest in said("FROM", stage)]
    assert len(bases) == 2
    assert all(re.fullmatch(r"python:3\.\d+-slim", base) for base in bases)
    assert len(set(bases)) == 1, "a virtual environment runs with the Python that it was made with"
    assert said("COPY") == ["--from=build /opt/briefer /opt/briefer"]
    assert not any("pip" in command or "apt" in command for command in said("RUN"))
    assert "ADD" not in {one.word for one in DOCKERFILE}
    assert all("--no-cache-dir" in command for command in said("RUN", 0) if "pip install" in command)


def test_image_does_not_run_as_root() -> None:
    words = [one.word for one in DOCKERFILE if one.stage == LAST]
    (user,) = said("USER")
    number = int(user.partition(":")[0])  # a number, by which Kubernetes sees that it is not root
    assert number >= 1000
    assert f"--uid {number} " in said("RUN")[-1]
    assert words.index("USER") > words.index("RUN")
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert json.loads(said("ENTRYPOINT")[0]) == ["briefer"]
    assert json.loads(said("CMD")[0]) == ["--help"]


def test_image_runs_without_network() -> None:
    assert not {"EXPOSE", "VOLUME", "HEALTHCHECK"} & {one.word for one in DOCKERFILE}
    assert not any(re.search(r"curl|wget|https?://", one.rest) for one in DOCKERFILE)
    (extras,) = [rest.partition("=")[2].split(",") for rest in said("ARG", 0)]
    assert set(extras) <= set(PROJECT["project"]["optional-dependencies"])


def test_image_is_built_from_what_the_wheel_needs() -> None:
    """What is copied is there, is not ignored, and is all that the build reads."""
    copied = [name for rest in said("COPY", 0) for name in rest.split()[:-1]]
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        "pyproject.toml",
        PROJECT["project"]["readme"],
        *PROJECT["project"]["license-files"],
        *wheel["shared-data"],
        *(Path(package).parts[0] for package in wheel["packages"]),
    }
    assert set(copied) == needed
    assert all((ROOT / name).exists() for name in copied)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1] == "*"
    assert {line[1:] for line in ignored if line.startswith("!")} == needed


def has_docker() -> bool:
    if shutil.which("docker") is None:
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=PATIENCE).returncode == 0  # noqa: S607
    except OSError:
        return False


@pytest.mark.slow
def test_image_builds_and_briefs() -> None:
    if not has_docker():
        pytest.skip("no Docker daemon answers")
    article = (ROOT / "examples" / "01-harbour" / "article.txt").read_bytes()
    commands = (
        ["docker", "build", "--quiet", "--tag", "briefer-test", str(ROOT)],
        ["docker", "run", "--rm", "-i", "--network", "none", "--read-only", "briefer-test"],
    )
    for command in commands:
        done = subprocess.run(command, input=article, capture_output=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
    assert b"KEY CLAIMS" in done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of articles, in which commands run, with the places that the recipes name."""
    for name in ("articles", "srv/inbox", "srv/archive"):
        (tmp_path / name).mkdir(parents=True)
        shutil.copy(ROOT / "examples" / "01-harbour" / "article.txt", tmp_path / name / "harbour.txt")
        shutil.copy(ROOT / "examples" / "02-council" / "article.md", tmp_path / name / "council.md")
    (tmp_path / "srv" / "briefs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, cli: CLI, folder: Path) -> None:
    """Run a command of a recipe, with the folders of a server below a folder here."""
    program, *arguments = shlex.split(command.replace("/srv/", f"{folder}/srv/"))
    assert Path(program).name == "briefer"
    result = cli(*arguments)
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("number", [0, 1])
def test_hook(number: int, cli: CLI, repository: Path) -> None:
    """A hook gets the files that have changed behind its arguments."""
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[number]
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["language"] == "python"
    files = sorted(str(path.relative_to(repository)) for path in (repository / "articles").iterdir())
    run(f"{hook['entry']} {shlex.join(files)}", cli, repository)
    if "batch" in hook["entry"]:
        assert len(list((repository / "briefs").glob("*.md"))) == 2
    else:
        (repository / "broken.txt").write_bytes(b"\0\1\2\3" * 100)
        assert cli(*shlex.split(hook["entry"])[1:], "broken.txt").exit_code == 1


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml"])
def test_pipeline(name: str, cli: CLI, repository: Path) -> None:
    data = yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))
    jobs = data.get("jobs") or data
    steps = [step for job in jobs.values() for step in job.get("steps") or job["script"]]
    commands = [step.get("run") if isinstance(step, dict) else step for step in steps]
    ours = [command for command in commands if command and command.startswith("briefer ")]
    assert len(ours) == 2
    for command in ours:
        run(command, cli, repository)
    assert (repository / "briefs.html").exists()
    assert (repository / "claims.csv").exists()
    assert "'briefer'" not in str(commands), "the package is called briefer-cli"


def test_crontab(cli: CLI, repository: Path) -> None:
    lines = (RECIPES / "crontab").read_text(encoding="utf-8").splitlines()
    jobs = [line for line in lines if line and not line.startswith("#") and "=" not in line.split(" ")[0]]
    assert len(jobs) == 2
    for job in jobs:
        match = re.fullmatch(r"((?:[\d*/,-]+ ){5})(briefer .*)", job)
        assert match, job
        run(match[2], cli, repository)
    assert (repository / "srv" / "briefs" / "today.html").exists()


def unit(name: str) -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((RECIPES / name).read_text(encoding="utf-8"))
    return parser


def test_service(cli: CLI, repository: Path) -> None:
    service = unit("briefer.service")["Service"]
    run(service["ExecStart"], cli, repository)
    assert (repository / "srv" / "briefs" / "index.html").exists()
    assert service["User"] not in ("root", "0")
    assert all(service[name] == "yes" for name in ("PrivateNetwork", "NoNewPrivileges", "ProtectHome", "PrivateTmp"))
    assert service["ReadOnlyPaths"] in service["ExecStart"]
    assert service["ReadWritePaths"] in service["ExecStart"]
    assert unit("briefer.timer")["Timer"]["OnCalendar"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for name in ("briefer.service", "briefer.timer"):
        text = (RECIPES / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/briefer/bin/briefer", "/bin/true"), encoding="utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
        timeout=PATIENCE,
    )
    ours = [line for line in done.stderr.splitlines() if "briefer" in line]
    assert ours == []
