"""Opinions of courts: the parties are the headline; court, docket, bench and formulas are no sentences."""

from __future__ import annotations

import re

from briefer.cleaning.genres.lines import fix, is_short, joined, openers, pattern, section
from briefer.cleaning.piece import Piece, key
from briefer.deferring import Deferred
from briefer.model import Role

HEAD = 25  # lines within which the parties stand
LONGEST_NAMES = 200  # characters of the parties
RE_VERSUS = Deferred(
    r"(?:\s|^|-)(?:v|vs|V|VS)\.?(?:\s|$|-)|\sversus\s|\s(?:against|AGAINST)$|^-against-$|^[-–(] ?(?:and|AND) ?[-–)]$"
)
RE_CITED = Deferred(r"\(.{0,30}\d{4}\)\.?$")
RE_DOCKET = Deferred(r"[\s)]*(?:Case|Docket|Civil|Civ\.|Criminal|Cause|File|Index|No)\b", re.IGNORECASE)
FOOT = 10  # lines at the end, among which the formula of the order stands
RE_WRITER = Deferred(
    r"(?:(?:Mr\. |MR\. )?(?:Chief )?(?:Justice|JUSTICE|CHIEF JUSTICE|Judge|JUDGE|Lord|LORD|Lady|LADY)\s+)?"
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3},? .{0,120}"
)
# "See Roe v. Poe, 11 Norl. Rep. 3, 8 (2009).", "Id., at 22.": a sentence that is a citation alone
RE_CITATION = Deferred(
    r"(?:^|(?<=[.!?)\"”] ))(?:(?:But )?(?:See|Cf\.|Accord)(?:,? (?:also|generally|e\.g\.),?)? )?"
    r"(?:[A-Z][^;()!?\n]{1,80} v\.? [^;()\n]{1,120}\((?:[^()]{0,30} )?\d{4}\)"
    r"|Id\.(?:,? at \d{1,4}(?:[-–]\d{1,4})?)?)\.?(?= [A-Z]|\s*$)"
)


def read(text: str, pieces: list[Piece]) -> bool:
    """Give the parties, the lines above the opinion and its formulas their roles."""
    head = pieces[:HEAD]
    parties = next((number for number, piece in enumerate(head) if _is_versus(piece)), None)
    if parties is None or not any(_names_court(piece) for piece in head if piece is not head[parties]):
        return False
    first, last = _parties(pieces, parties)
    whole = joined(text, pieces, first, last)
    if whole.length > LONGEST_NAMES:
        whole.role = Role.BOILERPLATE
        return False
    fix([whole], Role.HEADLINE)
    fix(pieces[:first], Role.BOILERPLATE)
    begin = next((n for n in range(first + 1, len(pieces)) if _begins(pieces[n])), len(pieces))
    fix(pieces[first + 1 : begin], Role.BOILERPLATE)
    for piece in pieces[begin:]:
        if key(piece.lower()) in section("opinion line"):
            fix([piece], Role.BOILERPLATE)
        elif _is_writer(piece):
            fix([piece], Role.HEADING)
        else:
            piece.asides = tuple(
                (piece.start + match.start(), piece.start + match.end(), Role.BOILERPLATE)
                for match in RE_CITATION.finditer(piece.text)
            )
            if piece.asides and piece.asides[0][:2] == (piece.start, piece.end):
                fix([piece], Role.BOILERPLATE)
    ordered = next((n for n in range(max(begin, len(pieces) - FOOT), len(pieces)) if _is_order(pieces[n])), len(pieces))
    fix((piece for piece in pieces[ordered:] if not piece.prose), Role.BOILERPLATE)
    return True


def _is_order(piece: Piece) -> bool:
    return "ordered" in key(piece.lower()) and key(piece.lower()) in section("opinion line")


def _names_court(piece: Piece) -> bool:
    return is_short(piece) and not piece.prose and pattern("court").search(piece.lower()) is not None


def _is_versus(piece: Piece) -> bool:
    """Return whether a line names the parties, or stands between them."""
    if piece.prose or piece.length > LONGEST_NAMES:
        return False
    if pattern("matter").match(piece.lower()):
        return True
    found = RE_VERSUS.search(piece.text)
    return found is not None and (piece.text[:1].isupper() or found.start() == 0) and not RE_CITED.search(piece.text)


def _parties(pieces: list[Piece], number: int) -> tuple[int, int]:
    """Return the half-open run of pieces that name the parties around the "v." at a number."""
    text = pieces[number].text
    first, last = number, number + 1
    if pattern("matter").match(text.lower()):
        return first, last
    match = RE_VERSUS.search(text)
    if match and not text[: match.start()].strip(" -)"):
        while first > 0 and (first == number or _is_party(pieces[first])):
            first -= 1
    if match and (not text[match.end() :].strip(" -)") or RE_DOCKET.match(text, match.end())):
        last = min(len(pieces), last + 1)
    return first, last


def _is_party(piece: Piece) -> bool:
    return key(piece.lower()) in section("party")


def _begins(piece: Piece) -> bool:
    """Return whether a piece is the first of the opinion itself."""
    return piece.prose and not _is_writer(piece) and not _is_bench(piece) and not piece.text.isupper()


def _is_bench(piece: Piece) -> bool:
    lower = piece.lower()
    return pattern("bench").match(lower) is not None or (
        " for the " in lower and lower.rstrip(".").endswith(openers("party"))
    )


def _is_writer(piece: Piece) -> bool:
    """Return whether a line tells whose opinion follows: "ROE, J., dissenting."."""
    if piece.length > LONGEST_NAMES or not RE_WRITER.match(piece.text):
        return False
    return piece.lower().rstrip(" .:").endswith(openers("opinion writer"))
