"""Mails and saved pages: the text chosen, what is no part of it marked, the headers read, and mails that mean harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import BrieferError
from briefer.model import Document, Role
from briefer.readers import Reading, read, read_bytes
from briefer.readers.correspondence import marks, subject
from examples import examples, slow_but

CASES = Path(__file__).parent / "cases" / "readers"
MAILS = sorted((CASES / "mail").glob("*.eml"))
PAGES = sorted((CASES / "mhtml").glob("*.mhtml"))
REFUSED = json.loads((CASES / "mail" / "refused.json").read_text(encoding="utf-8"))
SIGNS = {Role.BOILERPLATE: "- ", Role.HEADING: "# ", Role.HEADLINE: "# ", Role.BODY: "+ "}


def shown(document: Document) -> str:
    """Return what was read as text: "-" before lines that are no part of it, "#" before headings."""
    about = ("title", "authors", "published", "language", "encoding", "url")
    lines = [f"{name}: {value}" for name in about if (value := getattr(document, name))]
    lines += [f"warning: {warning}" for warning in document.warnings]
    at = 0
    for line in document.text.split("\n"):
        roles = [mark.role for mark in document.marks if mark.start < at + len(line) and at < mark.end]
        lines.append((SIGNS[roles[0]] if roles else "+ ") + line if line else "")
        at += len(line) + 1
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in (*MAILS, *PAGES)])
def test_mail(path: Path) -> None:
    document = read(path)
    assert shown(document) == path.with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert document.format == path.suffix.removeprefix(".")
    previous = 0
    for mark in document.marks:
        assert previous <= mark.start < mark.end <= len(document.text)
        previous = mark.end


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in MAILS])
def test_line_ends_make_no_difference(path: Path) -> None:
    document = read_bytes(path.read_bytes().replace(b"\n", b"\r\n"), path="a.eml")
    assert shown(document) == shown(read(path))


@pytest.mark.parametrize("name", [None, "mail", "mail.txt", "mail.msg"])
@pytest.mark.parametrize("stem", ["reply-english", "newsletter", "signed-pgp", "forward-as-attachment"])
def test_mail_is_known_whatever_its_name(stem: str, name: str | None) -> None:
    assert read_bytes((CASES / "mail" / f"{stem}.eml").read_bytes(), path=name).format == "eml"


@pytest.mark.parametrize(
    "text",
    [
        "From: the pier one sees the boats.\n\nSubject: none.",
        "From: The mayor\nTo: The crews\nSubject: The harbour\n\nIt will close on Friday.",
        "Dear reader: it rains.",
        "From here on\nthe road is shut.\n",
    ],
)
def test_text_that_only_looks_like_a_mail(text: str) -> None:
    assert read_bytes(text.encode()).format == "text"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in REFUSED])
def test_mail_that_cannot_be_read(case: dict[str, str]) -> None:
    with pytest.raises(BrieferError) as caught:
        read_bytes(case["mail"].encode(), path="a.eml")
    assert str(caught.value) == f"a.eml: {case['error']}"


def test_encoding_that_was_asked_for_wins() -> None:
    mail = "From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\nŁódź, a reporter said.".encode("cp1250")
    assert read_bytes(mail, path="a.eml", reading=Reading("cp1250")).text == "Łódź, a reporter said."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Re: Re: RE[3]: Storm", "Storm"),
        ("AW: WG: Sturm", "Sturm"),
        ("TR : Tempête", "Tempête"),
        ("Re: [press] Storm", "Storm"),
        ("[Update] Storm", "[Update] Storm"),
        ("Reorganised: the harbour", "Reorganised: the harbour"),
        ("Fwd:", ""),
    ],
)
def test_subject(line: str, expected: str) -> None:
    assert subject(line).text == expected


def introductions() -> list[object]:
    lines = (CASES / "introductions.txt").read_text(encoding="utf-8").splitlines()
    cases = "\n".join(line for line in lines if not line.startswith("#")).strip().split("\n\n")
    return [
        pytest.param(case.removeprefix("no "), not case.startswith("no "), id=case.splitlines()[0]) for case in cases
    ]


@pytest.mark.parametrize("ending", ["\n", "\n\n"])
@pytest.mark.parametrize(("introduction", "quotes"), introductions())
def test_what_stands_above_a_quoted_mail(introduction: str, quotes: bool, ending: str) -> None:
    own = "The harbour will close.\n\n"
    text = f"{own}{introduction}{ending}Is it shut?\n\nWho says so?"
    found = marks(text)
    assert [text[start:end] for start, end, _ in found] == ([text[len(own) :]] if quotes else [])


@pytest.mark.parametrize(
    "divider",
    ["-------- Forwarded Message --------\nSubject: a", "Begin forwarded message:\n", "---------- Message transféré"],
)
def test_mail_that_is_passed_on_is_the_text_below_a_remark(divider: str) -> None:
    headers = f"{divider}\nFrom: Ben Ode\nDate: Tue, 3 Mar 2020\nTo: Anna Lund\n"
    remark, below = "For the morning meeting.\n\n", "\nThe harbour will close."
    [(start, end, _)] = marks(remark + headers + below)
    assert (start, end) == (0, len(remark + headers) - 1)
    remark *= 20
    [(start, end, _)] = marks(remark + headers + below)
    assert (start, end) == (len(remark), len(remark + headers + below))


HOSTILE = {
    "a header of 4 MB": b"From: a@example.org\nSubject: " + b"=?x?q?" * 700_000 + b"\n\nRain.",
    "names within names": b"From: " + b"(" * 100_000 + b"\n\nRain.",
    "100,000 headers": b"X-A: b\n" * 100_000 + b"From: a@example.org\n\nRain.",
    "parts within parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    + b"\nRain.",
    "mails within mails": b"Content-Type: message/rfc822\n\n" * 3_000 + b"Rain.",
    "20,000 parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nRain.\n" * 20_000 + b"--b--\n",
    "rules": b"From: a@example.org\n\n" + b"--\n" * 200_000 + b"Rain.",
    "forwarded again and again": b"Subject: Fwd: a\n\n" + b"Forwarded message\nFrom: a\nDate: b\nTo: c\n\n" * 50_000,
    "introductions": b"From: a@example.org\n\n" + b"On 3 March 2020 at 10:00 a@example.org wrote\n" * 100_000,
    "one line of brackets": b"From: a@example.org\n\n" + b"[image: <http://" * 200_000,
    "tags without end": b"Content-Type: text/html\n\n" + b"<a " * 20_000,
    "hidden in hidden": b"Content-Type: text/html\n\n" + b"<p style='display:none'>a</p>b" * 30_000,
}
QUICK = ("a header of 4 MB", "names within names", "parts within parts", "mails within mails", "tags without end")


@pytest.mark.processor_time(10)
@pytest.mark.parametrize("name", slow_but(HOSTILE, *QUICK))
def test_hostile_mail_takes_no_time(name: str) -> None:
    try:
        read_bytes(HOSTILE[name], path="a.eml")
    except BrieferError as error:
        assert "\n" not in str(error)


@examples(100)
@given(st.integers(0, len(MAILS) - 1), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=6))
def test_broken_mail_is_read_or_refused(number: int, changes: list[tuple[float, bytes]]) -> None:
    data = MAILS[number].read_bytes()
    for place, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + len(new) :]
    try:
        document = read_bytes(data, path="a.eml")
    except BrieferError as error:
        assert "\n" not in str(error)
        assert error.hint
    else:
        assert document.text.strip()


@examples(100)
@given(st.lists(st.sampled_from(["-- ", "--", "> a", "", "wrote:", "On 1", "From: a", "Sent: b", "To: c", "word."])))
def test_marks_follow_one_another(lines: list[str]) -> None:
    text = "\n".join(lines)
    previous = 0
    for start, end, role in marks(text, forward=len(lines) % 2 == 0):
        assert previous <= start < end <= len(text)
        assert role is Role.BOILERPLATE
        previous = end
