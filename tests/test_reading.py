"""Whatever people have, read as well as it looks: pages of many systems, exports, mails, records, papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer import pipeline, readers
from briefer.model import Role
from reported import claims, folded

CASES = Path(__file__).parent / "cases" / "reading"
READ = {Role.BODY, Role.HEADLINE, Role.DEK}


def cases() -> list[tuple[str, str, str, str]]:
    """Return name, name of the file, content and what is expected of each case: `=== file`, expectations, `---`."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            head, _, content = part.partition("\n---\n")
            name, _, expected = head.partition("\n")
            found.append((f"{path.stem}/{name}", name, content, expected))
    return found


def shortfalls(name: str, content: str, expected: str) -> list[str]:
    """Return what the brief of a case lacks."""
    brief = pipeline.brief(readers.read_bytes(content.encode(), path=name), pipeline.Options())
    text = brief.document.text
    read = [folded(text[one.start : one.end]) for one in brief.sentences if one.role in READ]
    body = [folded(text[one.start : one.end]) for one in brief.sentences if one.role is Role.BODY]
    told = claims(brief)
    stated = {
        "headline": folded(brief.headline.text) if brief.headline else "",
        "dek": folded(brief.dek.text) if brief.dek else "",
        "authors": "; ".join(name.text for name in brief.authors),
        "published": brief.published.text if brief.published else "",
        "language": brief.language,
    }
    summary = folded(" ".join(text[one.start : one.end] for one in brief.summary))
    out = []
    for line in expected.splitlines():
        what, _, words = line.partition(":")
        words = words.strip()
        if what in stated:
            right, have = stated[what] == words, stated[what]
        elif what == "first":
            right, have = bool(body) and body[0].startswith(words), str(body[:1])
        elif what == "last":
            right, have = bool(body) and body[-1].endswith(words), str(body[-1:])
        elif what == "has":
            right, have = any(words in one for one in read), str(read)
        elif what == "lacks":
            right, have = not any(words in one for one in read), str([one for one in read if words in one])
        elif what == "summary has":
            right, have = words in summary, summary
        elif what == "claim":
            who, _, said = words.partition(" | ")
            right, have = any(who in source and said in told_ for source, told_ in told), str(told)
        elif what == "no claim":
            right, have = not any(words in source or words in told_ for source, told_ in told), str(told)
        else:
            raise ValueError(line)
        if not right:
            out.append(f"{line}\n      IS {have[:400]}")
    return out


@pytest.mark.parametrize(("name", "content", "expected"), [pytest.param(*case[1:], id=case[0]) for case in cases()])
def test_reading(name: str, content: str, expected: str) -> None:
    assert shortfalls(name, content, expected) == []
