"""Formats of plain text with marks in it."""

from __future__ import annotations

import re
import textwrap

from formats.article import Article

RE_MARKDOWN = re.compile(r"([\\`*_\[\]<>#&])")
RE_RST = re.compile(r"([\\`*_|])")


def markdown(article: Article) -> bytes:
    """Return Markdown with front matter."""

    def escaped(words: str) -> str:
        return RE_MARKDOWN.sub(r"\\\1", words)

    parts = [f"# {escaped(article.headline)}"] if article.headline else []
    parts += [f"*{escaped(article.dek)}*"] if article.dek else []
    parts += [escaped(article.byline)] if article.byline else []
    parts += [f"## {escaped(words)}" if heading else escaped(words) for words, heading in article.paragraphs]
    return ("---\nlang: en\ntags: [news]\n---\n" + "\n\n".join(parts) + "\n").encode()


def rst(article: Article) -> bytes:
    """Return reStructuredText, its lines broken by hand."""

    def heading(words: str, mark: str) -> str:
        words = RE_RST.sub(r"\\\1", words)
        return f"{words}\n{mark * len(words)}"

    def paragraph(words: str) -> str:
        return "\n".join(textwrap.wrap(RE_RST.sub(r"\\\1", words), 80, break_on_hyphens=False))

    parts = [heading(article.headline, "=")] if article.headline else []
    parts += [paragraph(article.dek)] if article.dek else []
    parts += [paragraph(article.byline)] if article.byline else []
    parts += [heading(words, "-") if is_heading else paragraph(words) for words, is_heading in article.paragraphs]
    return ("\n\n".join(parts) + "\n").encode()


def text(article: Article) -> bytes:
    """Return plain text, with Windows line ends in UTF-16."""
    parts = [part for part in (article.headline, article.dek, article.byline) if part]
    return "\r\n\r\n".join([*parts, *(words for words, _ in article.paragraphs)]).encode("utf-16")


def latex(article: Article) -> bytes:
    """Return a LaTeX document."""
    title = f"\\title{{{article.headline}}}\n" if article.headline else ""
    escape = str.maketrans({sign: f"\\{sign}" for sign in "%&$#_"})
    parts = [part.translate(escape) for part in (article.dek, article.byline) if part]
    parts += [
        f"\\section{{{words.translate(escape)}}}" if head else words.translate(escape)
        for words, head in article.paragraphs
    ]
    body = "\n\n".join(parts)
    return f"\\documentclass{{article}}\n{title}\\begin{{document}}\n\\maketitle\n{body}\n\\end{{document}}\n".encode()


def wiki(article: Article) -> bytes:
    """Return a page of a wiki."""
    parts = [f"'''{article.headline}'''"] if article.headline else []
    parts += [part for part in (article.dek, article.byline) if part]
    parts += [f"== {words} ==" if head else words for words, head in article.paragraphs]
    return ("{{Infobox|a=1}}\n" + "\n\n".join(parts) + "\n\n[[Category:Towns]]\n").encode()
