"""Who published an article, and when: what the document says of itself, in one form for all of them."""

from __future__ import annotations

from urllib.parse import urlsplit

from briefer.model import Brief, Document
from briefer.readers.metadata.dates import day

SERVED = ("www", "m", "amp", "mobile", "edition", "news")  # first parts of host names that name no outlet


def outlet_of(document: Document) -> str | None:
    """Return the paper or site, else the host of the address without what stands for its pages alone."""
    if document.site and document.site.strip():
        return " ".join(document.site.split())
    return host(document.url)


def host(url: str | None) -> str | None:
    """Return the host of an address as an outlet.

    >>> host("https://www.kellpost.example/news/7"), host("kellpost.example/7"), host(None)
    ('kellpost.example', 'kellpost.example', None)
    """
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname if url else None
    except ValueError:
        return None
    parts = (name or "").split(".")
    while len(parts) > 2 and parts[0] in SERVED:
        parts = parts[1:]
    return ".".join(parts) or None


def day_of(brief: Brief) -> str | None:
    """Return the day of publication as YYYY-MM-DD, None where it cannot be told."""
    stated = brief.published.text if brief.published else brief.document.published
    return day(stated) if stated else None
