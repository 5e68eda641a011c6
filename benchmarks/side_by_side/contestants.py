"""One contestant in a process of its own: it prepares its input, then runs once for each line it reads.

    python contestants.py NAME INPUT

Prints a JSON line when it is ready, and one after each run: its processor seconds, and the peak memory so far in MB.
Peers cut words and sentences with their own means where these need no download, and with sentencex where they do.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

SENTENCES = 3  # of a summary, as briefer prints of most news
Row = dict[str, str]
Run = Callable[[], object]


def rows(path: Path) -> list[Row]:
    """Return the rows of a corpus."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def briefer(path: Path) -> Run:
    """The whole brief, from the text to JSON: headline, summary and key claims with their sources."""
    from briefer import pipeline, readers
    from briefer.render import View, render

    texts = [row["text"] for row in rows(path)]
    options, view = pipeline.Options(), View(format="json")
    return lambda: [render(pipeline.brief(readers.read_text(text), options), view) for text in texts]


def _sumy(path: Path, name: tuple[str, str]) -> Run:
    """Ranking alone: the document, with its words, is made beforehand."""
    from importlib import import_module

    from nltk.tokenize import NLTKWordTokenizer
    from sentencex import segment
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.utils import get_stop_words

    class Tokenizer:
        """What sumy asks of a tokeniser; its own needs a download."""

        def to_sentences(self, text: str) -> tuple[str, ...]:
            return tuple(sentence for sentence in map(str.strip, segment("en", text)) if sentence)

        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple(word for word in NLTKWordTokenizer().tokenize(sentence) if word.isalpha())

    module, cls = name
    summariser = getattr(import_module(f"sumy.summarizers.{module}"), cls)(Stemmer("english"))
    summariser.stop_words = get_stop_words("english")
    documents = [PlaintextParser.from_string(row["text"], Tokenizer()).document for row in rows(path)]
    for document in documents:
        for sentence in document.sentences:
            len(sentence.words)  # cut once, and kept
    return lambda: [summariser(document, SENTENCES) for document in documents]


def sumy_lexrank(path: Path) -> Run:
    """sumy's LexRank, ranking alone."""
    return _sumy(path, ("lex_rank", "LexRankSummarizer"))


def sumy_luhn(path: Path) -> Run:
    """sumy's Luhn, ranking alone."""
    return _sumy(path, ("luhn", "LuhnSummarizer"))


def summa(path: Path) -> Run:
    """summa's TextRank, from the text to a summary."""
    from summa.summarizer import summarize

    texts = [row["text"] for row in rows(path)]
    return lambda: [summarize(text, words=60) for text in texts]


def newspaper4k(path: Path) -> Run:
    """newspaper4k's summary of a text; its sentences are cut by sentencex, as its own cutter needs a download."""
    from newspaper import nlp
    from newspaper.text import StopWords
    from sentencex import segment

    nlp.split_sentences = lambda text: [sentence for sentence in map(str.strip, segment("en", text)) if sentence]
    stop_words = StopWords("en")
    texts = [row["text"] for row in rows(path)]
    return lambda: [nlp.summarize(text.partition("\n")[0], text, stop_words, SENTENCES) for text in texts]


def pysummarization(path: Path) -> Run:
    """pysummarization's automatic abstractor."""
    from pysummarization.abstractabledoc.top_n_rank_abstractor import TopNRankAbstractor
    from pysummarization.nlpbase.auto_abstractor import AutoAbstractor
    from pysummarization.tokenizabledoc.simple_tokenizer import SimpleTokenizer

    texts = [row["text"] for row in rows(path)]
    abstractor = AutoAbstractor()
    abstractor.tokenizable_doc = SimpleTokenizer()
    abstractor.delimiter_list = [".", "\n"]
    return lambda: [abstractor.summarize(text, TopNRankAbstractor()) for text in texts]


def briefer_sentences(path: Path) -> Run:
    """briefer's sentence ends."""
    from briefer.model import Block, Role
    from briefer.sentences import segment

    texts = [row["text"] for row in rows(path)]
    return lambda: [segment(text, [Block(0, len(text), Role.BODY, 1)], "en") for text in texts]


def sentencex(path: Path) -> Run:
    """sentencex, on which briefer's sentence ends stand."""
    from sentencex import segment

    texts = [row["text"] for row in rows(path)]
    return lambda: [segment("en", text) for text in texts]


def pysbd(path: Path) -> Run:
    """pysbd's sentence ends."""
    from pysbd import Segmenter

    texts = [row["text"] for row in rows(path)]
    segmenter = Segmenter(language="en", clean=False)
    return lambda: [segmenter.segment(text) for text in texts]


def spacy_blank(path: Path) -> Run:
    """spaCy's tokeniser and rules for sentence ends, without a model."""
    import spacy

    texts = [row["text"] for row in rows(path)]
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return lambda: [list(nlp(text).sents) for text in texts]


def briefer_pages(path: Path) -> Run:
    """Web pages read and briefed, to JSON."""
    from briefer import pipeline, readers
    from briefer.render import View, render

    pages = [row["html"].encode() for row in rows(path)]
    options, view = pipeline.Options(), View(format="json")
    return lambda: [render(pipeline.brief(readers.read_bytes(page, path="page.html"), options), view) for page in pages]


def trafilatura_pages(path: Path) -> Run:
    """trafilatura's extraction of the text of web pages, alone."""
    from trafilatura import extract

    logging.disable(logging.CRITICAL)
    pages = [row["html"] for row in rows(path)]
    return lambda: [extract(page) for page in pages]


def _pdfs(path: Path) -> Iterable[bytes]:
    return [file.read_bytes() for file in sorted(path.glob("*.pdf"))]


def briefer_pdfs(path: Path) -> Run:
    """PDFs read and briefed, to JSON."""
    from briefer import pipeline, readers
    from briefer.render import View, render

    files = _pdfs(path)
    options, view = pipeline.Options(), View(format="json")
    return lambda: [render(pipeline.brief(readers.read_bytes(data, path="file.pdf"), options), view) for data in files]


def pdfium_pdfs(path: Path) -> Run:
    """The text of PDFs as pdfium gives it, alone."""
    import pypdfium2

    files = _pdfs(path)
    return lambda: [[page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)] for data in files]


def main() -> None:
    """Be the contestant that the command line names."""
    name, path = sys.argv[1], Path(sys.argv[2])
    began = process_time()
    run = globals()[name](path)
    run()  # what is made when first needed is made now
    print(json.dumps(process_time() - began), flush=True)
    for _ in sys.stdin:
        began = process_time()
        run()
        used = process_time() - began
        print(json.dumps([used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]), flush=True)


if __name__ == "__main__":
    main()
