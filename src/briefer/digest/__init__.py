"""Many articles, the stories in them, and every claim with its place: the recipe of a digest.

Called as a function, `briefer.digest(…)` returns the digest of files and folders: see `briefer.api.digest`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from briefer import pools
from briefer.calling import make_callable
from briefer.digest import copying, grouping, profiles
from briefer.digest.briefing import TIMEOUT, Article, Plan, lost, unpack, work
from briefer.digest.composing import verify
from briefer.digest.copying import Pair
from briefer.digest.material import Text
from briefer.digest.telling import Wanted, tell
from briefer.digest_model import Digest, Entry, Story
from briefer.errors import BrieferError, OptionError
from briefer.pipeline import Options as BriefOptions
from briefer.readers import USUAL, Item, Reading
from briefer.readers.items import is_risky, weight

__all__ = ["Options", "digest"]

make_callable(__name__)

KEY_CLAIMS = 8


@dataclass(frozen=True, slots=True)
class Options:
    """What shapes a digest; raises OptionError when made with values that cannot be used."""

    stories: int | None = None  # the largest of them, all if None
    claims: int = KEY_CLAIMS  # key claims of a story at most
    words: int | None = None  # of a story's summary, never exceeded
    min_articles: int = 2  # of a story
    same_story: bool = False  # whether all articles are of one story, whatever they say
    language: str = "auto"

    def __post_init__(self) -> None:
        for name, number, least in (
            ("stories", self.stories, 1),
            ("claims", self.claims, 0),
            ("words", self.words, 1),
            ("min-articles", self.min_articles, 1),
        ):
            if number is not None and number < least:
                raise OptionError(f"--{name} {number} is too small", hint=f"give {least} or more")


def digest(
    items: Iterable[Item],
    options: Options,
    *,
    jobs: int = 1,
    reading: Reading = USUAL,
    on_error: Callable[[BrieferError], object] = lambda error: None,
) -> Digest:
    """Return the digest of all items; the order in which they come changes nothing, nor do `jobs`.

    What cannot be read or briefed is handed to `on_error`, and the rest goes on.
    """
    plan = Plan(BriefOptions(language=options.language), reading)
    articles: list[Article] = []
    for _, result in pools.run(
        work, items, plan, jobs=jobs, lost=lost, timeout=TIMEOUT, ordered=True, risky=is_risky, weigh=weight
    ):
        if result.article:
            articles.append(result.article)
        elif result.error:
            on_error(result.error)
    return compose(sorted(articles, key=_order), options)


def compose(articles: Sequence[Article], options: Options) -> Digest:
    """Return the digest of articles in their order, by which they are numbered."""
    pairs = copying.find([article.trace for article in articles])
    groups = copying.groups(len(articles), [(pair.one, pair.other) for pair in pairs])
    stories = [list(range(len(articles)))] if options.same_story else _stories(articles, pairs)
    least = 1 if options.same_story else options.min_articles
    found = [members for members in stories if members and len(members) >= least]
    stories = found[: options.stories]
    clustered = {at for members in found for at in members}
    told: list[Story] = []
    of: dict[int, str] = {}
    wanted = Wanted(options.claims, options.words)
    copies: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        copies[pair.one].append(pair)
        copies[pair.other].append(pair)
    for number, members in enumerate(stories, 1):
        texts = [Text(at + 1, articles[at], unpack(articles[at]), groups[at] + 1) for at in members]
        mine = sorted({pair for at in members for pair in copies[at]})
        story = tell(f"story-{number}", texts, mine, wanted, lambda at: articles[at].trace)
        by_number = {text.n: text.text for text in texts}
        told.append(verify(story, by_number.__getitem__))
        of.update(dict.fromkeys(members, story.id))
    return Digest(
        articles=tuple(_entry(at, article, groups[at], of.get(at)) for at, article in enumerate(articles)),
        stories=tuple(told),
        unclustered=tuple(at + 1 for at in range(len(articles)) if at not in clustered),
        warnings=_left_out(len(found) - len(stories)),
        brief_of=lambda n: unpack(articles[n - 1]),
    )


def _left_out(stories: int) -> tuple[str, ...]:
    if not stories:
        return ()
    return ("a smaller story is left out" if stories == 1 else f"{stories} smaller stories are left out",)


def _stories(articles: Sequence[Article], pairs: Sequence[Pair]) -> list[list[int]]:
    """Return the stories, the largest first; what is copied belongs to the story of what it is copied from."""
    made = profiles.profiles([article.counts for article in articles], [article.language for article in articles])
    found = grouping.group(made, [_key(article) for article in articles])
    of = {at: number for number, members in enumerate(found) for at in members}
    for pair in sorted(pairs, key=lambda pair: (-pair.share, pair.one, pair.other)):
        one, other = of.get(pair.one), of.get(pair.other)
        if one is None and other is None:
            of[pair.one] = of[pair.other] = len(found)
            found.append([pair.one, pair.other])
        elif one is None or other is None:
            story = other if one is None else one
            new = pair.one if one is None else pair.other
            if story is not None:
                of[new] = story
                found[story].append(new)
    return sorted(map(sorted, found), key=lambda members: (-len(members), members))


def _order(article: Article) -> tuple[str, str, str, str]:
    """Return what articles are numbered by: the oldest first, those without a date last."""
    return (article.date or "~", article.id, article.sha256, article.label)


def _key(article: Article) -> str:
    return f"{article.sha256} {article.id}"


def _entry(at: int, article: Article, group: int, story: str | None) -> Entry:
    fields = article.id, article.outlet, article.date, article.title, article.sha256
    return Entry(at + 1, *fields, story, group + 1, article.kept)
