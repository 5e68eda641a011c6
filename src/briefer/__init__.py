r"""briefer turns an article into a brief anyone can check.

>>> import briefer
>>> brief = briefer.brief("Rain stops play\n\nThe final was put off, the club said on Monday.")
>>> brief.headline.text
'Rain stops play'
>>> [(claim.source.name, claim.kind.value) for claim in brief.claims]
[('club', 'statement')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefer.errors import BrieferError
from briefer.model import Brief, Claim, Document

if TYPE_CHECKING:
    from briefer.pipeline import Options
    from briefer.readers import read, read_all

__version__ = "0.1.0"
__all__ = ["Brief", "BrieferError", "Claim", "Document", "Options", "__version__", "brief", "read", "read_all"]

LAZY = {  # `briefer --version` should not wait for them
    "Options": "briefer.pipeline",
    "read": "briefer.readers",
    "read_all": "briefer.readers",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in LAZY:
        raise AttributeError(f"module 'briefer' has no attribute {name!r}")
    return getattr(import_module(LAZY[name]), name)


def brief(article: str | Document, **options: Any) -> Brief:  # noqa: ANN401 - the fields of Options
    """Brief a text, or a document from `read`; `options` are the fields of `Options`.

    Raises EmptyInputError if the text has no words, and OptionError for an option that cannot be used.
    """
    from briefer import pipeline, readers

    chosen = pipeline.Options(**options)
    return pipeline.brief(readers.read_text(article) if isinstance(article, str) else article, chosen)
