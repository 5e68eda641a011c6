"""Captions: SubRip and WebVTT (w3.org/TR/webvtt1), whose cues are words of speech between two times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefer.deferring import Deferred
from briefer.model import Document
from briefer.readers.spoken.utterances import Utterance, is_name, paragraphs

ARROW = "-->"
TIME = r"(?:(\d{1,3}):)?(\d\d):(\d\d)[.,](\d{3})"
RE_TIMES = Deferred(rf"[ \t]*{TIME}[ \t]*-->[ \t]*{TIME}")
RE_VOICE = Deferred(r"<v(?:\.[\w.]*)?[ \t]+([^>]{1,80})>")
RE_TAG = Deferred(r"</?[^<>]{0,80}>|\{\\[^{}]{0,40}\}")
RE_NAME = Deferred(r"(?:>>+\s*)?([^\W\d_][\w.'’-]{0,30}(?:[ _][\w.'’&-]{1,30}){0,4}):\s+")
RE_SOUND = Deferred(r"(?:\[[^\]]{0,60}\]|\([^)]{0,60}\)|[♪♫#*][^♪♫#*]{0,200}[♪♫#*]?)\s*")
RE_LANGUAGE = Deferred(r"^Language:\s*([A-Za-z]{2,3})\b", re.MULTILINE)
TURN = (">>", "-", "–", "—")  # before the words of another, unnamed speaker
FEWEST = 2
PAUSE = 3.0  # seconds of silence that part paragraphs


def find(text: str) -> Document | None:
    """Return what is said in captions, a paragraph for what one speaker says without a pause; None for other texts."""
    lines = text.lstrip("\ufeff").splitlines()
    first = next((number for number, line in enumerate(lines) if RE_TIMES.match(line)), None)
    headed = lines[0].startswith("WEBVTT") if lines else False
    if first is None or not (headed or first <= 1 or not any(line.strip() for line in lines[: first - 1])):
        return None
    found = list(_utterances(lines))
    if not found or sum(ARROW in line for line in lines) < FEWEST - headed:
        return None
    head = "\n".join(lines[:first]) if headed else ""
    language = RE_LANGUAGE.search(head)
    return Document(
        "\n\n".join(paragraphs(found)),
        sha256="",
        format="captions",
        language=language[1].lower() if language else None,
    )


def _utterances(lines: list[str]) -> Iterator[Utterance]:
    """Yield the words of the cues in order; who speaks goes on speaking until another one does."""
    from html import unescape  # its table of names would cost every plain text some milliseconds

    speaker: str | None = None
    shown: list[str] = []  # the last cue: rolling captions show its lines again above the next
    end = 0.0
    for start, stop, cue in _cues(lines):
        apart = start - end > PAUSE and end > 0
        end = stop
        voice = next((match[1].strip() for line in cue if (match := RE_VOICE.search(line))), None)
        seen = [words for line in cue if (words := " ".join(unescape(RE_TAG.sub("", line)).split()))]
        fresh = [words for words in seen if words not in shown]
        shown = seen
        for words in fresh:
            name, words, turned = _parted(words)
            if voice or name or turned:
                speaker, apart = voice or name, apart or (turned and not name)
            if words:
                yield Utterance(speaker, words, apart)
                apart = False


def _parted(words: str) -> tuple[str | None, str, bool]:
    """Return the speaker named before some words, the words without sounds, and whether somebody else begins."""
    words = RE_SOUND.sub("", words) if RE_SOUND.match(words) else words
    name = RE_NAME.match(words)
    if name and is_name(name[1]):
        return name[1].replace("_", " "), words[name.end() :], False
    turned = words.startswith(TURN) and words.lstrip(">-–— ") != ""
    return None, words.lstrip(">-–— ") if turned else words, turned


def _cues(lines: list[str]) -> Iterator[tuple[float, float, list[str]]]:
    """Yield (first second, last second, lines) of the cues; notes, styles and numbers lie between them."""
    number = 0
    while number < len(lines):
        times = RE_TIMES.match(lines[number])
        number += 1
        if not times:
            continue
        cue: list[str] = []
        while number < len(lines) and lines[number].strip() and not RE_TIMES.match(lines[number]):
            cue.append(lines[number])
            number += 1
        if number < len(lines) and RE_TIMES.match(lines[number]) and cue and cue[-1].strip().isdecimal():
            cue.pop()  # the number of the next cue, without a blank line before it
        yield _seconds(times.groups()[:4]), _seconds(times.groups()[4:]), cue


def _seconds(fields: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(field or 0) for field in fields)
    return 3600 * hours + 60 * minutes + seconds + thousandths / 1000
