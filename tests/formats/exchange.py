"""Formats in which articles are sent and published: pages, mails, feeds, rows of a corpus."""

from __future__ import annotations

import csv
import io
import json
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from html import escape

from formats.article import Article

NAMES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
STUB = "View this email in your browser: https://courier.example/1"


def body(article: Article) -> str:
    """Return what stands below the headline as HTML."""
    parts = [words for words in (article.dek, article.byline) if words]
    lines = [f"<p>{escape(words)}</p>" for words in parts]
    lines += [f"<h2>{escape(words)}</h2>" if head else f"<p>{escape(words)}</p>" for words, head in article.paragraphs]
    return "\n".join(lines)


def plain(article: Article) -> str:
    """Return what stands below the headline as text."""
    parts = [part for part in (article.dek, article.byline) if part]
    return "\n\n".join([*parts, *(words for words, _ in article.paragraphs)]) + "\n"


def html(article: Article) -> bytes:
    """Return a web page with an article and what stands around one."""
    title = escape(article.headline or "")
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>'
        f"<article>{heading}\n{body(article)}</article><footer><p>© The Example Courier</p></footer></body></html>"
    ).encode()


def mhtml(article: Article) -> bytes:
    """Return a page as a browser saves it in one file, with a picture."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Example>"
    message["Snapshot-Content-Location"] = "https://courier.example/1"
    message.attach(MIMEText(html(article).decode(), "html", "utf-8"))
    picture = MIMEText("GIF89a", "plain", "us-ascii")
    picture.replace_header("Content-Type", "image/gif")
    message.attach(picture)
    return message.as_bytes(policy=SMTP)


def mail(article: Article) -> bytes:
    """Return a mail in plain text, with Windows line ends."""
    message = _message(article)
    message.set_content(plain(article), cte="8bit")
    return message.as_bytes()


def newsletter(article: Article) -> bytes:
    """Return a mail in HTML, whose plain text only says that it is."""
    message = _message(article)
    message.set_content(STUB)
    message.add_alternative(f"<html><body>{body(article)}</body></html>", subtype="html", cte="quoted-printable")
    return message.as_bytes()


def _message(article: Article) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "noreply@courier.example"
    message["To"] = "reader@example.com"
    message["Message-ID"] = "<1@courier.example>"
    if article.headline:
        message["Subject"] = article.headline
    return message


def rss(article: Article) -> bytes:
    """Return an RSS feed with one entry, its text as HTML that is escaped."""
    title = f"<title>{escape(escape(article.headline, quote=False))}</title>" if article.headline else ""
    content = f"<description>It is in the news.</description><content:encoded>{escape(body(article))}</content:encoded>"
    feed = f'<rss version="2.0" {NAMES}><channel><title>Courier</title><item>{title}{content}</item></channel></rss>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{feed}\n'.encode()


def atom(article: Article) -> bytes:
    """Return an Atom feed with one entry, its text as XHTML."""
    title = f"<title>{escape(article.headline)}</title>" if article.headline else ""
    content = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{body(article)}</div></content>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{title}{content}</entry></feed>\n'.encode()


def jsonl(article: Article) -> bytes:
    """Return a corpus of one row."""
    row = {"id": "1", "title": article.headline, "html": body(article)}
    return (json.dumps(row) + "\n").encode()


def table(article: Article) -> bytes:
    """Return a table of one row."""
    rows = io.StringIO()
    csv.writer(rows).writerows([("id", "headline", "content"), ("1", article.headline, body(article))])
    return rows.getvalue().encode()


def notebook(article: Article) -> bytes:
    """Return a notebook with a cell for each paragraph, and one of code."""
    lines = [f"# {article.headline}"] if article.headline else []
    lines += [part for part in (article.dek, article.byline) if part]
    lines += [f"## {words}" if head else words for words, head in article.paragraphs]
    cells = [{"cell_type": "markdown", "source": [words]} for words in lines]
    return json.dumps({"cells": [*cells, {"cell_type": "code", "source": ["print(1)"]}], "nbformat": 4}).encode()


def jats(article: Article) -> bytes:
    """Return an article in the XML of journals, with a note and a reference that are none of its text."""
    sections = "".join(
        f"</sec><sec><title>{escape(one.text)}</title>" if one.heading else f"<p>{escape(one.text)}</p>"
        for one in article.paragraphs
    )
    front = "".join(f"<p>{escape(line)}</p>" for line in (article.dek, article.byline) if line)
    title = f"<title-group><article-title>{escape(article.headline or '')}</article-title></title-group>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN" "JATS.dtd">\n'
        '<article article-type="news" xml:lang="en"><front><journal-meta><journal-id>c</journal-id></journal-meta>'
        f"<article-meta>{title}</article-meta></front><body>{front}<sec>{sections}</sec></body><back><ref-list><ref>"
        "<mixed-citation>Lind A. Piers. 2020.</mixed-citation></ref></ref-list></back></article>\n"
    ).encode()
