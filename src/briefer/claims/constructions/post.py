"""Posts of social networks within an article, signed by who wrote them: "Open! — Jane Roe (@janeroe) May 3, 2016"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from briefer import posts
from briefer.claims.attributions import Attribution
from briefer.claims.rules import Rule
from briefer.construction import Complement, Construction, Marker, Order
from briefer.grammar.parsing import Parse
from briefer.model import Role, Span

SHORTEST = 5  # tokens of a post that says something
CONSTRUCTION = Construction("post", Marker.COLON, Order.BEFORE, Complement.QUOTE)


def find(parse: Parse) -> dict[int, Attribution]:
    """Return {sentence: its attribution} for the posts: each is one claim of whose name signs it."""
    found: dict[int, Attribution] = {}
    openings = [sentence.start for sentence in parse.sentences]
    starts = parse.words.starts
    for post in posts.find(parse.text):
        index = bisect_right(openings, post.start) - 1
        source = (bisect_left(starts, post.name[0]), bisect_left(starts, post.name[1]))
        cue = (bisect_left(starts, post.sign[0]), bisect_left(starts, post.sign[1]))
        said = bisect_left(starts, post.end) - bisect_left(starts, post.start)
        if index < 0 or parse.sentences[index].role is not Role.BODY or source[0] == source[1] or said < SHORTEST:
            continue
        content = (Span(post.start, post.end),)
        found[index] = Attribution(CONSTRUCTION, index, source, cue, ":", "assert", content)
    return found


RULE = Rule(CONSTRUCTION, in_document=find)
EXAMPLES = """
> <The bridge is open again!> [—] {Jane Roe} (@janeroe) May 3, 2016
> <The bridge is open again. I can hardly believe it.> ¶ [—] {Jane Roe} (@janeroe) 3 May 2016
! The bridge! — Jane Roe (@janeroe) May 3, 2016
! The bridge is open again — for good, Jane Roe (@janeroe) hopes.
! Jane Roe (@janeroe) keeps the bridge — and its keys.
"""
