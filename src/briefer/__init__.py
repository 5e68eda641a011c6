r"""briefer turns an article into a brief anyone can check: headline, key sentences, and who said what.

    brief(article)        the brief of a text, a Path, bytes, a stream or a Document
    read(source)          the Document in a file, in bytes or in a stream
    read_all(source)      the Documents in an archive, a feed or a corpus, one by one
    claims(inputs)        the claims of many articles as plain records, for a data frame
    digest(inputs)        many articles: the stories in them, and who says what in which of them
    check_quote(quote, article)     whether an article has a quotation, where, and who says it

    Brief, Digest         what comes back: to_dict(), to_json(), render(format), print(…), notebooks
    Claim, Document       its parts; offsets count Unicode code points of Document.text
    Options               the options of `brief` as a record
    BrieferError          the base of all errors

`help(briefer.api)` describes the functions with their options and errors.

>>> import briefer
>>> brief = briefer.brief("Rain stops play\n\nThe final was put off, the club said on Monday.")
>>> brief.headline.text
'Rain stops play'
>>> [(claim.source.name, claim.kind.value, brief.text_of(claim)) for claim in brief.claims]
[('club', 'statement', 'The final was put off')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefer.errors import BrieferError
from briefer.model import Claim, Document

if TYPE_CHECKING:
    from briefer.api import Brief, Digest, brief, check_quote, claims, digest
    from briefer.pipeline import Options
    from briefer.readers import read, read_all

__version__ = "0.1.0"
__all__ = [
    "Brief",
    "BrieferError",
    "Claim",
    "Digest",
    "Document",
    "Options",
    "__version__",
    "brief",
    "check_quote",
    "claims",
    "digest",
    "read",
    "read_all",
]

LAZY = {  # `briefer --version` should not wait for them
    "Brief": "briefer.api",
    "Digest": "briefer.api",
    "Options": "briefer.pipeline",
    "brief": "briefer.api",
    "check_quote": "briefer.api",
    "read": "briefer.readers",
    "read_all": "briefer.readers",
}
CALLED = frozenset({"claims", "digest"})  # packages that are functions, too: see `briefer.calling`


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name in CALLED:
        return import_module(f"briefer.{name}")
    if name not in LAZY:
        raise AttributeError(f"module 'briefer' has no attribute {name!r}")
    return getattr(import_module(LAZY[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
