"""What compose refuses: a brief in which something is not the slice of the text that it claims to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

import briefer
from briefer.composing import compose
from briefer.errors import BrokenPromiseError

TEXT = "The council met on Monday.\n\n“The well is dry,” the mayor said. “It has been dry since May.”"


def test_content_twice_or_out_of_order_is_refused() -> None:
    brief = briefer.brief(TEXT)
    first, second = brief.claims[0].content
    for content in ((first, first, second), (second, first)):
        with pytest.raises(BrokenPromiseError, match="overlaps itself or is out of order"):
            compose(replace(brief, claims=(replace(brief.claims[0], content=content),), key_claims=()))
    assert compose(brief) is brief


def test_quotation_behind_a_colon_is_content_once() -> None:
    text = "The mayor said:\n\n“The well is dry. It has been dry since May.”\n\nThe council met."
    brief = briefer.brief(text)
    spans = [span for claim in brief.claims if claim.cue for span in claim.content]
    assert [span.of(text) for span in spans] == ["“The well is dry. It has been dry since May.”"]
