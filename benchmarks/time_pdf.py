"""Time the reading of PDFs of ten pages that are set from the examples, flush, with running heads.

    python benchmarks/time_pdf.py [FILE.pdf …]

Prints milliseconds of processor time a file, best and median of ten, warm: as it is read second and later in one
process. Whatever else the machine is at then matters little.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from briefer.readers import read_bytes  # noqa: E402
from formats.article import Article, article  # noqa: E402
from formats.pdfs import Style, typeset  # noqa: E402

TIMES = 10
STYLES = {  # name -> how often the examples are repeated to fill ten pages, and how they are set
    "ten pages, one column": (
        4,
        Style(set_flush=True, hyphens=True, gap=8, head="The Avelin Courier", bottom=45, size=11),
    ),
    "ten pages, two columns of small type": (
        6,
        Style(2, set_flush=True, hyphens=True, indent=12, gap=0, head="The Avelin Courier"),
    ),
}


def ten_pages() -> dict[str, bytes]:
    """Return PDFs of ten pages."""
    articles = [article(read_bytes(path.read_bytes())) for path in sorted(ROOT.glob("examples/*/article.txt"))]
    paragraphs = tuple(paragraph for one in articles for paragraph in one.paragraphs)
    front = articles[0].headline, articles[0].dek, articles[0].byline
    return {name: typeset(Article(*front, paragraphs * copies), style) for name, (copies, style) in STYLES.items()}


def main() -> None:
    """Print a line for each file."""
    files = {name: Path(name).read_bytes() for name in sys.argv[1:]} or ten_pages()
    for name, data in files.items():
        words = len(read_bytes(data).text.split())
        times = []
        for _ in range(TIMES):
            start = process_time()
            read_bytes(data, path="article.pdf")
            times.append(1000 * (process_time() - start))
        print(f"{name}: {words:,} words, best {min(times):.1f} ms, median {median(times):.1f} ms")


if __name__ == "__main__":
    main()
