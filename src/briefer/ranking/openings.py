"""How a sentence opens: whether it leans on the one before it, or turns round what the text has said."""

from __future__ import annotations

from functools import cache

from briefer import languages
from briefer.ranking.article import Article

FIRST = 4  # tokens of a sentence that are looked at
SHORT = 6  # tokens of a sentence that says something of the one before it alone


class Openings:
    """The openings of an article's sentences; where nothing ships for its language, none leans and none turns."""

    def __init__(self, article: Article) -> None:
        self.words = article.words
        self.sentences = article.sentences
        self.listed = _listed(article.language)
        self._turns_or_links = self.listed["turning"] | self.listed["linking"]
        self._openers = self._turns_or_links | self.listed["title"]

    def _words(self, index: int) -> list[str]:
        """Return the first words of a sentence in lower case."""
        first, last = self.words.bounds[index], self.words.bounds[index + 1]
        return [word for word in self.words.lower[first : min(first + FIRST, last)] if word[0].isalnum()]

    def turns(self, index: int) -> bool:
        """Tell whether a sentence opens by contradicting: "But in fact, …"."""
        words = self._words(index)
        return bool(words) and words[0] in self.listed["turning"]

    def leans(self, index: int) -> bool:
        """Tell whether a sentence opens with a word for something named before: "He …", "But such a bridge …"."""
        words = self._words(index)
        while words and words[0] in self._turns_or_links:
            words.pop(0)
        listed = self.listed
        if len(words) > 1 and (
            (words[1] in listed["comparing"] and words[0] in listed["article"])
            or (words[1] in listed["pointing"] and words[0] in listed["definite"])
        ):
            return True
        return bool(words) and (words[0] in listed["leaning"] or self._quotes(index))

    def _quotes(self, index: int) -> bool:
        """Tell whether a sentence quotes somebody by a pronoun alone: "…, it added."."""
        first, last = self.words.bounds[index], self.words.bounds[index + 1]
        tokens = self.words.lower[first:last]
        leaning, reporting = self.listed["leaning"], self.listed["reporting"]
        if leaning.isdisjoint(tokens) or reporting.isdisjoint(tokens):
            return False
        return any(
            not before[0].isalnum() and who in leaning and verb in reporting
            for before, who, verb in zip(tokens, tokens[1:], tokens[2:], strict=False)
        )

    def surname(self, index: int) -> str | None:
        """Return the surname that a sentence opens with if a sentence before has told the whole name: "Mr Lind …"."""
        first, last = self.words.bounds[index], self.words.bounds[index + 1]
        lower, texts = self.words.lower, self.words.texts
        while first < last and (not lower[first][0].isalnum() or lower[first] in self._openers):
            first += 1
        if last - first < FIRST or not texts[first][0].isupper() or texts[first + 1][0].isupper():
            return None
        name = texts[first]
        at = texts.index(name)
        whole = 0 < at < first and texts[at - 1][0].isupper() and at not in self.words.bounds
        return name if whole and lower[at - 1] not in self.listed["article"] else None

    def completes(self, index: int) -> bool:
        """Tell whether a sentence only means something with the one before it, in the same paragraph: "It failed."."""
        if not 0 < index < len(self.sentences):
            return False
        before, own = self.sentences[index - 1 : index + 1]
        short = self.words.bounds[index + 1] - self.words.bounds[index] <= SHORT
        return short and own.role == before.role and own.paragraph == before.paragraph and self.leans(index)


@cache
def _listed(language: str) -> dict[str, frozenset[str]]:
    sections = languages.load_sections("ranking/leaning", f"{language}.txt")
    # Sections of the data file.
    names = ("turning", "linking", "leaning", "article", "comparing", "definite", "pointing", "reporting", "title")
    return {name: frozenset(word for line in sections.get(name, ()) for word in line.split()) for name in names}
