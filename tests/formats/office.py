"""Word processors' formats and e-books, as small as their programs would open them."""

from __future__ import annotations

from formats.article import Article
from formats.packing import escape, packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD_TYPES = {
    "word/document.xml": f"{WORD_ML}.document.main+xml",
    "word/styles.xml": f"{WORD_ML}.styles+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
# The ids are German, the names English, as Word writes them.
WORD_STYLES = {
    "Standard": ("Normal", ""),
    "Titel": ("Title", ""),
    "Untertitel": ("Subtitle", ""),
    "berschrift1": ("heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    "berschrift2": ("heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    "Beschriftung": ("caption", ""),
}


def docx_parts(body: str, *, styles: str | None = None, core: str = "") -> dict[str, str | bytes]:
    """Return the parts of a Word document around the XML of its body."""
    if styles is None:
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
            for key, (name, more) in WORD_STYLES.items()
        )
    relation = '<Relationship Id="{}" Type="{}" Target="{}"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in WORD_TYPES.items())
        + "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{space}">'
        + relation.format("r1", f"{RELATIONS}/officeDocument", "word/document.xml")
        + relation.format("r2", CORE, "docProps/core.xml")
        + "</Relationships>",
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
        f"{core}</cp:coreProperties>",
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{space}">'
        + relation.format("r1", f"{RELATIONS}/styles", "styles.xml")
        + "</Relationships>",
        "word/styles.xml": f'{HEAD}<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }


def docx(article: Article) -> bytes:
    """Return a Word document with the front in its own styles."""

    def paragraph(words: str, style: str = "Standard") -> str:
        first, _, rest = escape(words).partition(" ")
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{first} </w:t></w:r>'
            f"<w:r><w:rPr><w:b/></w:rPr><w:t>{rest}</w:t></w:r></w:p>"
        )

    body = [paragraph(article.headline, "Titel")] if article.headline else []
    body += [paragraph(article.dek, "Untertitel")] if article.dek else []
    body += [paragraph(article.byline)] if article.byline else []
    body += [paragraph(words, "berschrift1" if heading else "Standard") for words, heading in article.paragraphs]
    return packed(docx_parts("".join(body)))


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_SPACES = " ".join(
    f'xmlns:{name}="{ODF}{uri}:1.0"'
    for name, uri in (
        *((name, name) for name in ("office", "text", "style", "table", "meta", "manifest")),
        *(("draw", "drawing"), ("svg", "svg-compatible")),
    )
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt_parts(body: str, *, automatic: str = "", meta: str = "", manifest: str = "") -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument text around the XML of its body."""
    named = {"Title": "", "Subtitle": "", "Heading_20_1": "Heading 1", "Illustration": ""}
    styles = "".join(
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"/>'
        for name, shown in named.items()
    )
    root = f'{ODF_SPACES} {DC} office:version="1.3"'
    kinds = {"/": "application/vnd.oasis.opendocument.text"} | dict.fromkeys(
        ("content.xml", "styles.xml", "meta.xml"), "text/xml"
    )
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    entries = "".join(entry.format(*kind) for kind in kinds.items())
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": f'<manifest:manifest {root} manifest:version="1.3">{entries}{manifest}'
        "</manifest:manifest>",
        "meta.xml": f"<office:document-meta {root}><office:meta>{meta}</office:meta></office:document-meta>",
        "styles.xml": f"<office:document-styles {root}><office:styles>{styles}</office:styles>"
        "</office:document-styles>",
        "content.xml": f"{HEAD}<office:document-content {root}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
    }


def _odt_body(article: Article) -> str:
    def paragraph(words: str, style: str) -> str:
        return f'<text:p text:style-name="{style}">{escape(words)}</text:p>'

    body = [paragraph(article.headline, "P1")] if article.headline else []
    body += [paragraph(article.dek, "Subtitle")] if article.dek else []
    body += [paragraph(article.byline, "Standard")] if article.byline else []
    for words, heading in article.paragraphs:
        body.append(
            f'<text:h text:outline-level="1">{escape(words)}</text:h>' if heading else paragraph(words, "Text_20_body")
        )
    return "\n".join(body)


ODT_TITLE = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'


def odt(article: Article) -> bytes:
    """Return an OpenDocument text; its title is in a style that is based on the one for titles."""
    return packed(odt_parts(_odt_body(article), automatic=ODT_TITLE))


def fodt(article: Article) -> bytes:
    """Return the same as one file of XML."""
    return (
        f'{HEAD}<office:document {ODF_SPACES} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{ODT_TITLE}</office:automatic-styles>"
        f"<office:body><office:text>{_odt_body(article)}</office:text></office:body></office:document>"
    ).encode()


def epub_parts(
    chapters: dict[str, str | bytes], *, metadata: str = "", manifest: str = "", spine: str = ""
) -> dict[str, str | bytes]:
    """Return the parts of an EPUB 3 around its chapters, by their file names."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    order = spine or "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>",
        "OEBPS/content.opf": f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" {DC} '
        'xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<metadata>{metadata}</metadata><manifest>{items}{manifest}</manifest><spine>{order}</spine></package>",
        **{f"OEBPS/{name}": content for name, content in chapters.items()},
    }


def page(body: str) -> str:
    """Return a chapter around the XHTML of its body."""
    return (
        f'{HEAD.replace(" standalone", "  standalone")}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Chapter</title></head><body>{body}</body></html>'
    )


def epub(article: Article) -> bytes:
    """Return an e-book of one chapter, with a cover and a list of contents around it."""
    body = [f"<h1>{escape(article.headline)}</h1>"] if article.headline else []
    body += [f"<p>{escape(words)}</p>" for words in (article.dek, article.byline) if words]
    for words, heading in article.paragraphs:
        body.append(f"<h2>{escape(words)}</h2>" if heading else f"<p>{escape(words)}</p>")
    title = f"<dc:title>{escape(article.headline)}</dc:title>" if article.headline else ""
    chapters: dict[str, str | bytes] = {
        "cover.xhtml": page("<p>A cover</p>"),
        "text.xhtml": page("\n".join(body)),
    }
    return packed(
        epub_parts(chapters, metadata=f"{title}<dc:language>en</dc:language>")
        | {"OEBPS/nav.xhtml": page('<nav epub:type="toc"><ol><li><a href="text.xhtml">Chapter</a></li></ol></nav>')}
    )


RTF_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset204 Cyr;}"
    r"{\f2\fnil\fcharset2 Symbol;}}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s15 Title;}{\s16 Subtitle;}{\*\cs10 Default;}}"
)


def rtf_escaped(words: str) -> str:
    """Return words as RTF has them: in the code page where that has them, else as code units of UTF-16."""
    out = []
    for mark in words:
        if mark in "\\{}":
            out.append(f"\\{mark}")
        elif ord(mark) < 128:
            out.append(mark)
        elif len(raw := mark.encode("cp1252", "replace")) == 1 and raw != b"?":
            out.append(rf"\'{raw[0]:02x}")
        else:
            data = mark.encode("utf-16-le")
            units = [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)]
            out += [rf"\u{unit}?" for unit in units]
    return "".join(out)


def rtf(article: Article) -> bytes:
    """Return an RTF file with the front in its own styles, lines broken where no word ends."""

    def paragraph(words: str, style: int = 0) -> str:
        words = rtf_escaped(words)
        half = words.find(" ", len(words) // 2)
        return rf"\pard\plain\s{style} {words[:half]}{chr(10)}{words[half:]}\par" if half > 0 else words + r"\par "

    parts = [paragraph(article.headline, 15)] if article.headline else []
    parts += [paragraph(article.dek, 16)] if article.dek else []
    parts += [paragraph(article.byline)] if article.byline else []
    parts += [paragraph(words, 1 if heading else 0) for words, heading in article.paragraphs]
    return (RTF_HEAD + "\n".join(parts) + "}").encode("ascii")


def pptx(article: Article) -> bytes:
    """Return a presentation: the headline and what is under it on the first slide, one paragraph on each other one."""
    p, a = (f"http://schemas.openxmlformats.org/{name}/2006/main" for name in ("presentationml", "drawingml"))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    slides = [
        [("ctrTitle", article.headline or ""), *(("body", line) for line in (article.dek, article.byline) if line)]
    ]
    for paragraph in article.paragraphs:
        if paragraph.heading:
            slides.append([("title", paragraph.text)])
        else:
            slides[-1].append(("body", paragraph.text))
    shape = (
        '<p:sp><p:nvSpPr><p:nvPr><p:ph type="{}"/></p:nvPr></p:nvSpPr>'
        "<p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    number = shape.format("sldNum", "7")
    relation = '<Relationship Id="r{}" Type="{}/slide" Target="slides/slide{}.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{space}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
        'Target="ppt/presentation.xml"/></Relationships>',
        "ppt/presentation.xml": f'{HEAD}<p:presentation xmlns:p="{p}" xmlns:r="{RELATIONS}"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(slides)))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'{HEAD}<Relationships xmlns="{space}">'
        + "".join(relation.format(n, RELATIONS, n) for n in range(len(slides)))
        + "</Relationships>",
    }
    for n, shapes in enumerate(slides):
        words = "".join(shape.format(kind, escape(text)) for kind, text in shapes)
        parts[f"ppt/slides/slide{n}.xml"] = (
            f'{HEAD}<p:sld xmlns:p="{p}" xmlns:a="{a}"><p:cSld><p:spTree>{words}{number}</p:spTree></p:cSld></p:sld>'
        )
    return packed(parts)
