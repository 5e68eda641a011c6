"""The front matter of an article: headline, dek, byline, date, in the lines above its first paragraph."""

from __future__ import annotations

import re

from briefer.cleaning.bylines import DATE_END, authors, date_within, dated_authors, marked_authors, names_at
from briefer.cleaning.lines import furniture, is_date
from briefer.cleaning.patterns import Wording
from briefer.cleaning.piece import Piece, is_list_item, key
from briefer.model import Role

LINES = 12  # of front matter, at most
LONGEST_HEADLINE = 220  # characters
LONGEST_DEK = 320
SHORTEST_TITLE = 15  # letters and digits
LEAST = -2.5  # log-odds from which a line is the headline
LEAST_CLOSED = -1.4  # the same where a full stop or the like ends it
RE_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
RE_REACH = re.compile(r"\S+@\S+\.\w+|\+?[\d ()./-]{7,20}")  # an e-mail address or the number of a telephone
RE_LABEL = re.compile(r"[A-Z][\w. ]{0,30}:\s")  # a speaker's name in a transcript, a field in a form


class Front:
    """What was found so far; `body` is the index of the first piece below the front matter."""

    def __init__(self, body: int = 0) -> None:
        self.headline: Piece | None = None
        self.dek: Piece | None = None
        self.byline: Piece | None = None
        self.authors: tuple[tuple[int, int], ...] = ()
        self.published: tuple[int, int] | None = None
        self.body = body
        self.boxed = False  # within a box of the main points
        self.titled = False  # the title is known, but no line of the text

    def write(self, piece: Piece, names: list[tuple[int, int]], lower: str, words: Wording) -> None:
        """Take a byline with these names, and the date in it, unless one that names somebody is known."""
        piece.role = Role.BYLINE
        if self.byline is None or (names and not self.authors):
            self.byline, self.authors = piece, tuple(names)
            self.published = self.published or date_within(piece, lower, words)

    def date(self, piece: Piece) -> None:
        """Take a line that is a date unless one is known; what parts it from a name above or below does not count."""
        if self.published is None:
            self.published = (piece.end - len(piece.text.lstrip(DATE_END)), piece.end)

    def names(self) -> list[str]:
        """Return the authors' names as the byline has them."""
        byline = self.byline
        if byline is None:
            return []
        return [byline.text[start - byline.start : end - byline.start] for start, end in self.authors]


def read(pieces: list[Piece], title: str | None, words: Wording) -> Front:
    """Find the front matter from the first line on and give its pieces their roles."""
    front = Front()
    if any(piece.fixed for piece in pieces):
        adopt(front, pieces, words)
    known = None if front.headline else find_title(pieces, title) or _without_site(pieces)
    front.titled = title is not None and known is None
    index = _pass_above(front, pieces, words)
    while index < min(len(pieces), LINES):
        if not _take(front, pieces, index, known, words):
            break
        index += 1
    front.body = index
    return front


def _pass_above(front: Front, pieces: list[Piece], words: Wording) -> int:
    """Give the lines above a headline that the reader knew their roles; return where to read on, 0 if there are none.

    They are what a sheet has at its top, or the buttons of a page that was printed; prose is the article's.
    """
    index = next((number for number, piece in enumerate(pieces[:LINES]) if piece is front.headline), 0)
    above = pieces[:index]
    if any(piece.prose for piece in above):
        return 0
    for piece in above:
        if not piece.fixed and not credit(front, piece, piece.lower(), words):
            piece.role = Role.BOILERPLATE
    return index


def find_title(pieces: list[Piece], title: str | None) -> Piece | None:
    """Return the first piece that is the title known from outside, whatever the site's name around it."""
    if not title:
        return None
    wanted = fold(title)
    for piece in pieces[: 4 * LINES]:
        if piece.length <= LONGEST_HEADLINE and not piece.fixed:
            found = fold(piece.text)
            if found and (found == wanted or (2 * len(found) > len(wanted) and found in wanted)):
                return piece
    return None


def _without_site(pieces: list[Piece]) -> Piece | None:
    """Return the headline of a page whose first line has it with the name of the site behind a bar."""
    title, bar, _ = pieces[0].text.rpartition("|") if pieces and not pieces[0].fixed else ("", "", "")
    wanted = fold(title)
    if not bar or len(wanted) < SHORTEST_TITLE:
        return None
    return next((piece for piece in pieces[1:LINES] if not piece.fixed and fold(piece.text) == wanted), None)


def fold(text: str) -> str:
    """Return a text with nothing but its letters and digits, for comparing lines."""
    return "".join(filter(str.isalnum, text.lower()))


def _take(front: Front, pieces: list[Piece], index: int, known: Piece | None, words: Wording) -> bool:
    """Give a piece its role if it is front matter; False when it is the article itself."""
    piece = pieces[index]
    if piece.fixed:
        return piece.role is not Role.BODY
    if piece is known:
        piece.role, front.headline = Role.HEADLINE, piece
        return True
    if piece.length > LONGEST_DEK:
        return False
    lower = piece.lower()
    front.boxed = not piece.closed and (front.boxed or lower.startswith(words.boxes))
    if front.boxed:
        piece.role = Role.BOILERPLATE
        return True
    if credit(front, piece, lower, words):
        return True
    role = furniture(piece, lower, words)
    if role is not None:
        piece.role = role
        return True
    if front.headline is None:
        return _take_headline(front, pieces, index, lower, known, words)
    if is_name_line(front, pieces, index, lower, words):
        return True
    if front.dek is None and is_dek(front, pieces, index, words):
        piece.role, front.dek = Role.DEK, piece
        return True
    return False


def adopt(front: Front, pieces: list[Piece], words: Wording) -> None:
    """Take over the front matter that the reader knew, wherever in the text it stands."""
    for piece in pieces:
        if not piece.fixed:
            continue
        if piece.role is Role.HEADLINE and front.headline is None:
            front.headline = piece
        elif piece.role is Role.DEK and front.dek is None:
            front.dek = piece
        elif piece.role is Role.BYLINE and front.byline is None:
            lower = piece.lower()
            names = authors(piece, lower, words)
            if names is None:
                names = names_at(piece, 0, lower, words) or marked_authors(piece)
            front.byline, front.authors = piece, tuple(names or ())


def _take_headline(
    front: Front, pieces: list[Piece], index: int, lower: str, known: Piece | None, words: Wording
) -> bool:
    if (
        known is not None
        or _is_kicker(pieces, index, lower, words)
        or RE_REACH.fullmatch(lower)
        or key(lower) in words.labels
    ):
        pieces[index].role = Role.BOILERPLATE  # a line above the title, or where a picture stood
        return True
    if is_headline(pieces, index, words, titled=front.titled):
        pieces[index].role, front.headline = Role.HEADLINE, pieces[index]
        return True
    return False


def credit(front: Front, piece: Piece, lower: str, words: Wording) -> bool:
    """Take a piece that is a byline or a date; return whether it is one."""
    names = authors(piece, lower, words)
    if names is None:
        names = dated_authors(piece, lower, words)
    if names is not None:
        front.write(piece, names, lower, words)
        return True
    if is_date(lower, words):
        piece.role = Role.BOILERPLATE
        front.date(piece)
        return True
    return False


def is_name_line(front: Front, pieces: list[Piece], index: int, lower: str, words: Wording) -> bool:
    """Take a byline without "by": "Jane Doe | Reuters", "Jane Doe, Staff Writer", a name above or below a date.

    The part of the paper, which may stand in the same place, is taken as boilerplate.
    """
    piece = pieces[index]
    if piece.length > 100 or piece.closed or front.byline is not None or not piece.text[0].isupper():
        return False
    names = names_at(piece, 0, lower, words)
    if not names or not all(" " in piece.text[a - piece.start : b - piece.start] for a, b in names):
        return False
    rest = lower[names[-1][1] - piece.start :]
    if rest.startswith(":"):  # the name of a series: "First Look: …"
        return False
    has_role = any(word in words.byline_roles for word in re.split(r"\W+", rest))
    near = [other for other in pieces[max(0, index - 1) : index + 2] if other is not piece]
    dated = any(is_date(other.lower(), words) for other in near) or is_date(rest.strip(" |-–—•·,"), words)
    if not (has_role or dated):
        return False
    if words.byline_parts.isdisjoint(lower[: len(lower) - len(rest)].split()):
        front.write(piece, names, lower, words)
    else:
        piece.role = Role.BOILERPLATE  # "Film Reviews": where in the paper it stands
    return True


def _is_kicker(pieces: list[Piece], index: int, lower: str, words: Wording) -> bool:
    if key(lower) not in words.kickers or index + 1 >= len(pieces):
        return False
    return is_headline(pieces, index + 1, words)


def is_headline(pieces: list[Piece], index: int, words: Wording, *, titled: bool = False) -> bool:
    """Return whether a piece reads as the headline of what follows it.

    `titled`: the title is known and stands elsewhere, so that a whole sentence here is the first of the article.
    """
    piece = pieces[index]
    text = piece.text
    if piece.length > LONGEST_HEADLINE or index + 1 >= len(pieces) or not any(map(str.isalpha, text)):
        return False
    if text[-1] in ":,。．-–—" or is_list_item(text) or RE_NUMBERED.match(text) or text[0].islower():
        return False
    following = next((other for other in pieces[index + 1 : index + 6] if other.prose), None)
    if following is None and not pieces[index + 1].after_blank:
        return False  # one line of a list or a poem
    if RE_LABEL.match(text) and all(RE_LABEL.match(other.text) for other in pieces[index + 1 : index + 3]):
        return False
    if key(piece.lower()) in words.headings:
        return False
    tokens = text.split()
    if following is None:
        return not piece.closed and len(tokens) <= 15
    if piece.closed and (titled or not _may_close(tokens, pieces[index + 1], words)):
        return False
    return headline_score(tokens, following.text[:400].split(), words) > (LEAST_CLOSED if piece.closed else LEAST)


def _may_close(tokens: list[str], following: Piece, words: Wording) -> bool:
    """Return whether a headline may end as a sentence does: it stands apart and has a name or a topic in it."""
    if tokens[-1][-1] in "?!":
        return True
    if tokens[-1][-1] == "." and tokens[0].lower() in words.openings and not any(map(_is_capital, tokens[1:])):
        return False  # "The lights went out at nine."
    return following.after_blank


def _is_capital(token: str) -> bool:
    return token[0].isupper()


def headline_score(tokens: list[str], following: list[str], words: Wording) -> float:
    """Return the log-odds that a line is a headline rather than a first sentence.

    Fitted by logistic regression to 829 headlines of US politics news against 2,500 opening paragraphs.
    """
    count = len(tokens)
    small = [token.lower().strip(".,;:!?\"'“”‘’()") for token in tokens]
    long = [token for token in (token.lstrip("\"'“‘(") for token in tokens[1:]) if len(token) > 3]
    capital = sum(token[0].isupper() for token in long) / max(1, len(long))
    score = 6.1 - 0.4 * min(count, 40) + 4.6 * capital
    score -= 0.33 * min(4, sum(word in words.articles for word in small))
    score -= 0.96 * min(3, sum(word in words.verbs for word in small))
    if any(token[-1] in ":;" for token in tokens):
        score += 2.6
    if count <= 12:
        score += 0.8
    if following:
        content = {word.lower().strip(".,;:!?\"'“”‘’()") for word in following}
        long_words = [word for word in small if len(word) > 3]
        score += 2.4 * sum(word in content for word in long_words) / max(1, len(long_words))
        score -= 0.1 * min(40, len(following))
        if following[0].lower() in words.pronouns:
            score -= 0.75
    return score


def is_dek(front: Front, pieces: list[Piece], index: int, words: Wording) -> bool:
    """Return whether a piece is the line under the headline rather than the first paragraph or a subhead."""
    piece = pieces[index]
    headline = front.headline
    if headline is None or pieces[index - 1] is not headline or index + 1 >= len(pieces):
        return False
    if headline.text[-1] == ";" and not piece.after_blank:
        return True
    if not is_dek_like(piece, headline, words):
        return False
    if not piece.closed:
        return any(other.prose for other in pieces[index + 1 : index + 4])
    following = pieces[index + 1]
    if following.length > LONGEST_DEK:
        return False
    lower = following.lower()
    return authors(following, lower, words) is not None or is_date(lower, words)


def is_dek_like(piece: Piece, headline: Piece, words: Wording) -> bool:
    """Return whether a piece has the length and the form of a dek: some words, no list item, no name, no capitals."""
    text = piece.text
    if not 4 <= text.count(" ") + 1 <= 45 or text[-1] in ":," or is_list_item(text) or "@" in text:
        return False
    return not text.isupper() and text != headline.text and key(piece.lower()) not in words.headings
