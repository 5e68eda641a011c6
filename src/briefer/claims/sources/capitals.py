"""Words with a capital: whether they are names or only open a sentence, and how the text uses them elsewhere."""

from __future__ import annotations

from briefer.grammar.parsing import Parse, Tokens


class Capitals:
    """Where an article has words with a capital; looked up when first asked for, since few articles need it."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.openings = frozenset(parse.words.bounds)  # first tokens of sentences
        self._within: frozenset[str] | None = None
        self._uses: dict[str, list[int]] | None = None
        self._first_runs: dict[str, Tokens | None] = {}

    def is_elsewhere(self, word: str) -> bool:
        """Tell whether a word has a capital within a sentence anywhere."""
        if self._within is None:
            openings = self.openings
            self._within = frozenset(
                word for word, uses in self._by_word().items() if any(at not in openings for at in uses)
            )
        return word in self._within

    def uses(self, word: str) -> list[int]:
        """Return the tokens at which a word has a capital, in order."""
        return self._by_word().get(word, [])

    def first_run(self, word: str) -> Tokens | None:
        """Return the run of capitals around the first use of a word within a sentence; None when it never is there."""
        if word not in self._first_runs:
            self._first_runs[word] = self._searched(word)
        return self._first_runs[word]

    def _searched(self, word: str) -> Tokens | None:
        tags, openings = self.parse.tags, self.openings
        for position in self.uses(word):
            start, end = position, position + 1
            while start and tags[start - 1] == "N" and start not in openings:
                start -= 1
            while end < len(tags) and tags[end] == "N" and end not in openings:
                end += 1
            if end - start > 1 or position not in openings:
                return start, end
        return None

    def _by_word(self) -> dict[str, list[int]]:
        if self._uses is None:
            self._uses = {}
            lower, tags = self.parse.words.lower, self.parse.tags
            position = tags.find("N")
            while position >= 0:
                self._uses.setdefault(lower[position], []).append(position)
                position = tags.find("N", position + 1)
        return self._uses
