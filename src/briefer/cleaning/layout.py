"""What cleaning returns: the blocks of a document and its front matter."""

from __future__ import annotations

from typing import NamedTuple

from briefer.model import Block, Byline, Span


class Layout(NamedTuple):
    """The blocks of a document in text order, and where its front matter stands.

    The blocks are disjoint and cover every character that is no white space, but for what is `unread`: the stretches
    between the samples of a text with too many paragraphs, of which there are `paragraphs` in all. `headline` and
    `dateline` leave out the punctuation that only joins them to what follows, so each may be shorter than its block.
    """

    blocks: tuple[Block, ...]
    headline: Span | None = None
    dek: Span | None = None
    byline: Byline | None = None
    dateline: Span | None = None
    published: Span | None = None
    paragraphs: int = 0
    unread: tuple[Span, ...] = ()
