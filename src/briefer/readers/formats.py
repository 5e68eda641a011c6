"""The input formats and their suffixes."""

from __future__ import annotations

from os.path import splitext
from pathlib import PurePath
from typing import NamedTuple


class Format(NamedTuple):
    """An input format: the module that reads it, and whether one input may hold several documents.

    `cost` is how much of the allowed nesting depth opening it uses up.
    """

    module: str
    several: bool = False
    cost: int = 1


PLAIN = Format("plain")
MARKDOWN = Format("markdown")
HTML = Format("html")
MAIL = Format("mail")
MHTML = Format("mhtml")
MAILBOX = Format("mailboxes", several=True)
FEED = Format("feeds", several=True)
CORPUS = Format("corpora", several=True)
TABLE = Format("tables", several=True)
PARQUET = Format("parquet", several=True)
NOTEBOOK = Format("notebooks")
LATEX = Format("latex")
WIKI = Format("wiki")
JOURNAL = Format("journals")
REFUSED = Format("refused")
DOCX = Format("docx")
ODT = Format("odt")
EPUB = Format("epub")
RTF = Format("rtf")
RST = Format("rst")
PDF = Format("pdf")
COMPRESSED = Format("compressed", several=True)
TAR = Format("tars", several=True, cost=2)
ZIP = Format("zips", several=True, cost=2)
FORMATS = {  # suffix -> format
    ".txt": PLAIN,
    ".text": PLAIN,
    ".srt": PLAIN,
    ".vtt": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".rst": RST,
    ".docx": DOCX,
    ".docm": DOCX,
    ".dotx": DOCX,
    ".dotm": DOCX,
    ".doc": DOCX,
    ".pptx": DOCX,
    ".pptm": DOCX,
    ".ppsx": DOCX,
    ".odt": ODT,
    ".ott": ODT,
    ".fodt": ODT,
    ".epub": EPUB,
    ".rtf": RTF,
    ".pdf": PDF,
    ".eml": MAIL,
    ".mhtml": MHTML,
    ".mht": MHTML,
    ".mbox": MAILBOX,
    ".rss": FEED,
    ".atom": FEED,
    ".rdf": FEED,
    ".xml": FEED,
    ".nxml": JOURNAL,
    ".jsonl": CORPUS,
    ".ndjson": CORPUS,
    ".json": CORPUS,
    ".csv": TABLE,
    ".tsv": TABLE,
    ".parquet": PARQUET,
    ".ipynb": NOTEBOOK,
    ".tex": LATEX,
    ".wiki": WIKI,
    ".mediawiki": WIKI,
    ".wikitext": WIKI,
    **dict.fromkeys((".ppt", ".odp", ".xls", ".xlsx", ".ods", ".pages", ".key", ".numbers"), REFUSED),
    **dict.fromkeys((".msg", ".fb2", ".mobi", ".azw3", ".adoc", ".asciidoc", ".org"), REFUSED),
    ".zip": ZIP,
    ".tar": TAR,
    ".gz": COMPRESSED,
    ".bz2": COMPRESSED,
    ".xz": COMPRESSED,
    ".zst": COMPRESSED,
    ".tgz": COMPRESSED,
    ".tbz2": COMPRESSED,
    ".txz": COMPRESSED,
    ".tzst": COMPRESSED,
}
PDF_AT = 1024  # bytes within which the header of a PDF stands
AMBIGUOUS = frozenset(
    {".json", ".xml", ".csv", ".tsv"}
)  # seldom articles: in a folder such files are left alone unless asked for
UNPACKED = {  # suffix -> what stands in its place once the data is no longer compressed
    **dict.fromkeys((".gz", ".bz2", ".xz", ".zst"), ""),
    **dict.fromkeys((".tgz", ".tbz2", ".txz", ".tzst"), ".tar"),
}


def supported(name: str) -> bool:
    """Return whether a file with this name is read even if not named explicitly, such as one in a folder.

    >>> supported("storm.txt"), supported("storm.txt.gz"), supported("storm.gz"), supported("storm.csv.gz")
    (True, True, True, False)
    >>> supported("feed.rss"), supported("package.json")
    (True, False)
    """
    left_beside = PurePath(name).name.startswith("~$")  # by Word, while a document is open
    if FORMATS.get(_suffix(name), REFUSED) is REFUSED or left_beside:
        return False
    inner = suffix_beneath(name)
    return not inner or (inner in FORMATS and inner not in AMBIGUOUS)


def suffix_beneath(name: str) -> str:
    """Return a file's suffix without that of its compression, in lower case.

    >>> suffix_beneath("rows.JSONL.gz"), suffix_beneath("news.tgz"), suffix_beneath("storm.gz")
    ('.jsonl', '.tar', '')
    """
    suffix = _suffix(name)
    if suffix not in UNPACKED:
        return suffix
    return UNPACKED[suffix] or _suffix(name[: -len(suffix)])


def _suffix(name: str) -> str:
    return splitext(name)[1].lower()  # noqa: PTH122 - a Path would cost several times as much
