"""The key claims: every case of `cases/claims/key`, and that their choice stays linear."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefer
from briefer import readers
from briefer.claims.weighing import Article
from briefer.grammar.parsing import parse
from briefer.model import Brief, Claim, Score
from briefer.pipeline import Options, prepare

CASES = Path(__file__).parent / "cases" / "claims" / "key"


def read_cases(name: str) -> list[object]:
    cases: list[object] = []
    for part in (CASES / name).read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        text, *expected = body.strip().split("\n=> ")
        cases.append(pytest.param(text.strip(), [line.strip() for line in expected], id=title))
    return cases


def key_claims(brief: Brief) -> list[Claim]:
    claims = {claim.id: claim for claim in brief.claims}
    return [claims[identity] for identity in brief.key_claims]


def words(brief: Brief, claim: Claim) -> str:
    return brief.document.text[claim.start : claim.end]


@pytest.mark.parametrize(("text", "expected"), read_cases("words.txt"))
def test_words(text: str, expected: list[str]) -> None:
    brief = briefer.brief(text)
    printed = [" ".join(words(brief, claim).split()) for claim in key_claims(brief)]
    assert printed[:1] == ([] if expected == ["-"] else expected)


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("The cancellation was a surprise for the crews", True),
        ("These fears were old", True),
        ("The crews would do well without that meddling", True),
        ("The boats were old", False),  # of the headline
        ("The cancellation of the fair was a surprise", False),
        ("The harbour was calm this week", False),  # of the summary
        ("The Tern was a good boat", False),
        ("A fear kept the crews at home, and that fear was old", False),
    ],
)
def test_what_points_at_something_untold(said: str, points: bool) -> None:
    text = f"Norvale to keep its boats\n\nThe harbour of Norvale slept. {said}, Tom Reed said. Ida Brook left."
    document = readers.read_text(text)
    article = prepare(document, Options()).article
    found = briefer.brief(text).claims[0]
    scores = [Score(0.0)] * len(article.sentences)
    parsed = parse(text, article.sentences, article.words, "en")
    assert Article(parsed, scores, None, (1,)).points(found) is points


@pytest.mark.parametrize(
    ("said", "hangs"),
    [
        ("Of those, nine were old, Tom Reed said", True),
        ("Of the nine boats, four were old, Tom Reed said", False),
        ("The board had heard the complaint, Tom Reed said", True),
        ("The board had heard the complaint about the oars, Tom Reed said", False),
        ("The board had heard a complaint, and the complaint was old, Tom Reed said", False),
        ("The board had read the unexpected findings, Tom Reed said", True),
        ("The suspect's father had sold the oars, Tom Reed said", True),
        ("The suspect, Nils Holt, had sold the oars, Tom Reed said", False),
        ("The message was old, Tom Reed said", False),  # of the headline
        ("The remarks were old, Tom Reed said", False),  # of the summary, in another form
        ("The pensioner said that all the oars were old", True),
        ("The pensioner Tom Reed said that all the oars were old", False),
    ],
)
def test_what_hangs_on_the_text_around_it(said: str, hangs: bool) -> None:
    text = (
        f"A message from Norvale\n\nThe judge of Norvale remarked on Monday that it was late. {said}. Ida Brook left."
    )
    document = readers.read_text(text)
    article = prepare(document, Options()).article
    found = next(claim for claim in briefer.brief(text).claims if claim.sentence == 2)
    scores = [Score(0.0)] * len(article.sentences)
    parsed = parse(text, article.sentences, article.words, "en")
    assert Article(parsed, scores, None, (1,)).hangs(found) is hangs


@pytest.mark.parametrize(("text", "expected"), read_cases("choice.txt"))
def test_choice(text: str, expected: list[str]) -> None:
    brief = briefer.brief(text)
    chosen = key_claims(brief)
    printed = [words(brief, claim) for claim in chosen]
    assert expected
    for line in expected:
        what, _, opening = line.partition(": ")
        matching = [claim for claim, slice_ in zip(chosen, printed, strict=True) if slice_.startswith(opening)]
        if what == "only":
            assert len(printed) == int(opening), printed
        elif what == "first":
            assert printed[:1] and printed[0].startswith(opening), printed
        elif what == "out":
            assert not matching, printed
        else:
            assert matching, printed
            assert what != "support" or matching[0].supports
            assert what != "alone" or not matching[0].supports
            assert what != "caveat" or matching[0].caveats
            assert what != "undisputed" or not matching[0].caveats


@pytest.mark.parametrize(("text", "expected"), read_cases("references.txt"))
def test_references(text: str, expected: list[str]) -> None:
    brief = briefer.brief(text, sentences=1)
    body = brief.document.text
    found = [
        f"{pointing.of(body)}: {antecedent.of(body)}"
        for claim in key_claims(brief)
        for antecedent, pointing in claim.refers_to
    ]
    assert found == ([] if expected == ["-"] else expected)


def test_order_of_few_is_order_of_many() -> None:
    text = "Harbour of Harlow closes bit by bit\n\n" + "\n\n".join(
        f"{name} Reed said the {thing} of the harbour would be closed in {month}."
        for name, thing, month in zip(
            ("Tom", "Ida", "Mark", "Rosa", "Nils"),
            ("tunnel", "market", "museum", "quay", "station"),
            ("June", "July", "March", "April", "May"),
            strict=True,
        )
    )
    few, many = (briefer.brief(text, claims=number).key_claims for number in (2, 5))
    assert few == many[:2]
    assert len(many) == 5


def test_no_claims_asked_for() -> None:
    assert briefer.brief("Mayor Ida Brook said the harbour tunnel would open in June.", claims=0).key_claims == ()
