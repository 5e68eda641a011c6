"""The check that every text of a digest is a slice of the article that it names, made at run time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefer.digest_model import Slice, Story
from briefer.errors import BrokenPromiseError


def verify(story: Story, text_of: Callable[[int], str]) -> Story:
    """Return the story once all that it prints has been found in its articles; raises BrokenPromiseError."""
    for what, slice in _slices(story):
        if slice.article not in story.articles:
            raise _broken(story, f"{what} is of article {slice.article}, which is no part of it")
        if not slice.text or text_of(slice.article)[slice.start : slice.end] != slice.text:
            raise _broken(story, f"{what} is not what article {slice.article} says")
    headline = story.headline
    if (
        headline
        and headline.start is not None
        and text_of(headline.article)[headline.start : headline.end] != headline.text
    ):
        raise _broken(story, "the headline is not what its article says")
    ids = {claim.id for claim in story.claims}
    named = [*story.key_claims, *(each for source in story.sources for each in source.claims)]
    for identity in (*named, *(each for day in story.timeline for each in day.claims)):
        if identity not in ids:
            raise _broken(story, f"there is no claim {identity}")
    return story


def _slices(story: Story) -> Iterator[tuple[str, Slice]]:
    for item in story.summary:
        yield "a sentence of the summary", item.slice
        for slice, _ in item.also:
            yield "a sentence like it", slice
    for claim in story.claims:
        yield claim.id, claim.slice
        for slice in (*(one.slice for one in claim.reports), *(one.slice for one in claim.denied_by)):
            yield f"a report of {claim.id}", slice
        for pair in claim.refers_to:
            for slice in pair:
                yield f"what {claim.id} refers to", slice
    for source in story.sources:
        for alias in source.aliases:
            yield f"a name of {source.id}", alias


def _broken(story: Story, message: str) -> BrokenPromiseError:
    return BrokenPromiseError(
        f"internal check failed: {message}", input=f"story {story.id}", hint="please report it with the articles"
    )
