r"""briefer from Python: articles in; briefs, records and digests out.

Options are keywords, the same for `brief` and `claims`, with the names and meanings of the command line:

    method="auto"       a name that `briefer methods` lists
    sentences, words, ratio     the summary's length, at most one of them; None: what fits the article
    claims=6            key claims at most
    title=None          a headline in place of the article's own
    language="auto"     or a code, such as "en"
    clean=True          False takes everything as article text
    encoding=None, fix_text=False, max_bytes=67108864      how to read: see `briefer.read`

All errors are a BrieferError with `message`, `input` and `hint`. Offsets are half-open, in Unicode code points of
`brief.document.text`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, TypedDict, TypeVar, Unpack

from briefer import digest_model, model
from briefer.errors import BrieferError, OptionError, suggestion
from briefer.model import Document

if TYPE_CHECKING:
    from briefer.pipeline import Options
    from briefer.pools import Cause
    from briefer.readers import Item, Reading
    from briefer.readers.items import Columns
    from briefer.render.records import Record

Article = str | os.PathLike[str] | bytes | BinaryIO | Document
NAME = 1024  # characters up to which a text may be the name of a file
Input = str | os.PathLike[str] | Document | model.Brief


class Keywords(TypedDict, total=False):
    """The options of `brief` and `claims`: the fields of `Options` and `Reading`."""

    method: str
    sentences: int | None
    words: int | None
    ratio: float | None
    claims: int
    title: str | None
    language: str
    clean: bool
    encoding: str | None
    fix_text: bool
    max_bytes: int


Made = TypeVar("Made", "Brief", "Digest")


class _Spanned(Protocol):
    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...


class Brief(model.Brief):
    r"""The brief of an article: its fields are those of `briefer.model.Brief`, its text is `document.text`.

    >>> found = brief("Rain stops play\n\nThe final was put off, the club said on Monday.")
    >>> found
    <Brief 'Rain stops play': 1 sentence, 1 claim>
    >>> found.to_dict()["claims"][0]["source"]["name"]
    'club'
    """

    __slots__ = ()

    def text_of(self, item: _Spanned) -> str:
        """Return the words of anything with `start` and `end`: a claim, a cue, a sentence; "" where those are None."""
        return "" if item.start is None or item.end is None else self.document.text[item.start : item.end]

    def to_dict(self, *, full: bool = False, explain: bool = False) -> dict[str, Any]:
        """Return the JSON brief as plain data; `full` adds the text and all sentences, `explain` scores and rules."""
        from briefer.render.json import as_dict

        return as_dict(self, full=full, explain=explain)

    def to_json(self, *, full: bool = False, explain: bool = False, indent: int | None = 2) -> str:
        """Return the JSON brief, as `briefer --format json` prints it; on one line if `indent` is None."""
        from briefer.render.json import dumped

        return dumped(self.to_dict(full=full, explain=explain), indent)

    def records(self) -> list[Record]:
        """Return one flat record per claim, in text order: see `briefer.claims`."""
        return _records(self)

    def render(self, format: str = "text", **view: Any) -> str:  # noqa: ANN401 - the fields of View
        """Return the brief in a format of the command line; `view` has fields of `briefer.render.View`.

        Raises OptionError for an unknown format.
        """
        from briefer.render import View, render

        return render(self, View(format, **view))

    def __str__(self) -> str:
        return self.render()

    def __repr__(self) -> str:
        from briefer.render.digest_phrases import counted

        title = repr(self.headline.text) if self.headline else "without a headline"
        parts = counted(len(self.summary), "sentence"), counted(len(self.claims), "claim")
        return f"<Brief {title}: {', '.join(parts)}>"

    def _repr_html_(self) -> str:
        from briefer.render.notebook import fragment

        return fragment(self)


class Digest(digest_model.Digest):
    """The stories of many articles: its fields are those of `briefer.digest_model.Digest`."""

    __slots__ = ()

    def to_dict(self, *, full: bool = False) -> dict[str, Any]:
        """Return the JSON digest as plain data; `full` adds the brief of each article."""
        from briefer.render.digest_json import digest_dict

        return digest_dict(self, full=full)

    def to_json(self, *, full: bool = False) -> str:
        """Return the JSON digest, as `briefer digest --format json` prints it."""
        return self.render("json", full=full)

    def render(self, format: str = "text", **view: Any) -> str:  # noqa: ANN401 - of `render.digests.render`
        """Return the digest as text, markdown, json or html; raises OptionError for an unknown format."""
        from briefer.render.digests import FORMATS, render

        if format not in FORMATS:
            raise OptionError(f"unknown format {format!r}", hint=suggestion(format, list(FORMATS)))
        return render(self, format, **view)

    def __str__(self) -> str:
        return self.render()

    def __repr__(self) -> str:
        from briefer.render.digest_phrases import counted

        stories = counted(len(self.stories), "story", "stories")
        return f"<Digest: {stories}, {counted(len(self.articles), 'article')}>"

    def _repr_html_(self) -> str:
        from briefer.render.notebook import digest_fragment

        return digest_fragment(self)


def brief(article: Article, **options: Unpack[Keywords]) -> Brief:
    """Return the brief of an article.

    `article` is its text, or a `Path`, bytes, a stream of bytes, or a `Document` from `briefer.read`. A string is
    always text: the name of a file is refused, not briefed.

    Raises OptionError for an option that does not exist or cannot be used, EmptyInputError for a text without words,
    and the errors of `briefer.read`.

    >>> brief("The ferry will be late, the harbour master warned.", claims=1).key_claims
    ('c1',)
    >>> brief("The ferry will be late.", sentence=1)
    Traceback (most recent call last):
    briefer.errors.OptionError: there is no option 'sentence'; did you mean sentences?
    """
    from briefer import pipeline

    chosen, reading = _chosen(options)
    return _of(Brief, pipeline.brief(_document(article, reading), chosen))


def claims(
    inputs: Input | Iterable[Input],
    *,
    text: str | None = None,
    id: str | None = None,
    keep: Iterable[str] = (),
    jobs: int = 1,
    on_error: Callable[[BrieferError], object] | None = None,
    **options: Unpack[Keywords],
) -> list[Record]:
    """Return the claims of many articles as flat records, ready for `pandas.DataFrame` or `csv.DictWriter`.

    `inputs` are files, folders, globs, corpora and archives, as for `briefer batch`, or documents and briefs at hand,
    one or many. The keys of a record are the columns of CSV (docs/csv.md); its values are text, numbers, booleans,
    and None for what is not known. Text is as in the article, with its line breaks. `jobs` is the number of processes.

    Of corpora, `text` and `id` name the fields that hold these where the usual names do not tell, and `keep` names
    fields that every record carries along, such as ["outlet", "topic"].

    An input that cannot be read or briefed is passed to `on_error`, and the rest goes on; without `on_error`, its
    BrieferError is raised.

    >>> [(row["source"], row["kind"]) for row in claims(brief("It will rain, Ada Lind said."))]
    [('Ada Lind', 'statement')]
    """
    from briefer import pools

    chosen, reading = _chosen(options)
    reading = reading._replace(columns=_columns(text, id, keep))
    found: list[Record] = []
    tasks = _tasks(inputs, reading)
    for _, result in pools.run(_work, tasks, _Plan(chosen, reading), jobs=jobs, lost=_lost, risky=_is_risky):
        if isinstance(result, BrieferError):
            if on_error is None:
                raise result
            on_error(result)
        else:
            found += result
    return found


def digest(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    stories: int | None = None,
    claims: int = 8,
    words: int | None = None,
    min_articles: int = 2,
    same_story: bool = False,
    language: str = "auto",
    text: str | None = None,
    id: str | None = None,
    keep: Iterable[str] = (),
    jobs: int = 1,
    on_error: Callable[[BrieferError], object] | None = None,
) -> Digest:
    """Return the digest of many articles: the stories in them, and who says what in which of them.

    `inputs` are files, folders, globs, corpora and archives, one or many; the other options are those of `briefer
    digest`. `stories` and `claims` limit what is told, `words` the summary of a story; `same_story` takes all articles
    as one story. `text`, `id` and `keep` name fields of corpora, as for `claims`.

    An input that cannot be read or briefed is passed to `on_error`, and the rest goes on; without `on_error`, its
    BrieferError is raised. Raises OptionError for an option that cannot be used.
    """
    import briefer.digest as digesting
    from briefer.batch.inputs import find
    from briefer.readers import Reading

    def fail(error: BrieferError) -> None:
        raise error

    options = digesting.Options(stories, claims, words, min_articles, same_story, language)
    paths = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    reading = Reading(columns=_columns(text, id, keep))
    items = find([os.fspath(path) for path in paths], reading=reading, briefs=True)
    return _of(Digest, digesting.digest(items, options, jobs=jobs, reading=reading, on_error=on_error or fail))


def check_quote(quote: str, article: Article | model.Brief, **options: Unpack[Keywords]) -> dict[str, Any]:
    """Return whether an article has a quotation, where, who says it, and what differs; docs/agents.md has every key.

    `article` is what `brief` takes, or a brief at hand. The `verdict` is "verbatim", "same words", "shortened", "near"
    or "absent". Raises OptionError for a quotation without words or with more than 200, and the errors of `brief`.

    >>> found = check_quote("the pier was unsafe", "Ada Lund, the harbour master, denied that the pier was unsafe.")
    >>> found["verdict"], [(who["source"], who["kind"]) for who in found["places"][0]["said_by"]]
    ('verbatim', [('Ada Lund', 'denial')])
    """
    from briefer.checking import check_dict

    return check_dict(article if isinstance(article, model.Brief) else brief(article, **options), quote)


class _Plan(NamedTuple):
    """How every article is read and briefed."""

    options: Options
    reading: Reading


def _work(tasks: Sequence[Item | Document | model.Brief], plan: _Plan) -> list[list[Record] | BrieferError]:
    return [_recorded(task, plan) for task in tasks]


def _recorded(task: Item | Document | model.Brief, plan: _Plan) -> list[Record] | BrieferError:
    """Return the records of an article, or why there are none."""
    from briefer import pipeline, readers

    try:
        if isinstance(task, model.Brief):
            return _records(task)
        document = task if isinstance(task, Document) else readers.read_item(task, plan.reading)
        return _records(pipeline.brief(document, plan.options))
    except BrieferError as error:
        error.input = error.input or _label(task)
        return error


def _records(found: model.Brief) -> list[Record]:
    from briefer.render.records import records

    return records(found, str)


def _lost(task: Item | Document | model.Brief, cause: Cause) -> BrieferError:
    return BrieferError("the process died while briefing it", input=_label(task), hint="brief it alone to see why")


def _label(task: Item | Document | model.Brief) -> str | None:
    if isinstance(task, model.Brief):
        task = task.document
    return (task.id or task.path) if isinstance(task, Document) else task.label


def _is_risky(task: Item | Document | model.Brief) -> bool:
    from briefer.readers.items import is_risky

    return not isinstance(task, Document | model.Brief) and is_risky(task)


def _tasks(inputs: Input | Iterable[Input], reading: Reading) -> Iterator[Item | Document | model.Brief]:
    from briefer.batch.inputs import find

    several = [inputs] if isinstance(inputs, str | os.PathLike | Document | model.Brief) else inputs
    for one in several:
        if isinstance(one, Document | model.Brief):
            yield one
        else:
            yield from find([os.fspath(one)], reading=reading)


def _document(article: Article, reading: Reading) -> Document:
    from briefer import readers

    if isinstance(article, Document):
        return article
    if isinstance(article, str):
        _refuse_name(article)
        return readers.read_text(article, reading=reading)
    return readers.read(article, encoding=reading.encoding, fix_text=reading.fix_text, max_bytes=reading.max_bytes)


def _refuse_name(text: str) -> None:
    """Raise OptionError for a text that is the name of a file or an address."""
    from briefer.readers.formats import supported

    words = text.strip()
    if not words or any(char in words for char in "\n\0"):
        return
    if "://" in words and len(words.split()) == 1:
        raise OptionError(f"{words!r} is an address, and briefer works offline", hint="give it the page's bytes")
    is_name = len(words.split()) == 1 and supported(words)
    if is_name or (len(words) < NAME and os.path.lexists(words)):
        raise OptionError(f"{words!r} is the name of a file, not a text", hint=f"try briefer.brief(Path({words!r}))")


def _chosen(given: Mapping[str, Any]) -> tuple[Options, Reading]:
    """Return the options for briefing and for reading; raises OptionError for an unknown one."""
    from briefer.pipeline import Options
    from briefer.readers import Reading

    names = list(Keywords.__annotations__)
    for name in given:
        if name not in names:
            raise OptionError(f"there is no option {name!r}", hint=suggestion(name, names))
    reading = {name: given[name] for name in Reading._fields if name in given}
    return Options(**{name: given[name] for name in given if name not in reading}), Reading(**reading)


def _columns(text: str | None, id: str | None, keep: Iterable[str]) -> Columns:
    """Return what the fields of corpora hold; one name to keep may stand alone."""
    from briefer.readers.items import Columns

    return Columns(text, id, (keep,) if isinstance(keep, str) else tuple(keep))


def _of(kind: type[Made], found: model.Brief | digest_model.Digest) -> Made:
    """Return a record as one of its subclasses here."""
    return kind(**{field.name: getattr(found, field.name) for field in fields(found)})
