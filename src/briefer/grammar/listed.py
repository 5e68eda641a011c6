"""Words that single rules of the grammar ask for, from the language's `grammar_words.txt`."""

from __future__ import annotations

from functools import cache

from briefer.languages import load_sections


@cache
def listed(language: str, rule: str) -> frozenset[str]:
    """Return the words that a rule asks for; raises KeyError for a rule without a list."""
    return frozenset(word for line in _sections(language)[rule] for word in line.split())


@cache
def irregular(language: str) -> dict[str, str]:
    """Return {plural: singular} of the nouns that no ending tells."""
    return dict(pair.split("=") for line in _sections(language)["irregular"] for pair in line.split())


@cache
def _sections(language: str) -> dict[str, tuple[str, ...]]:
    return load_sections(language, "grammar_words.txt")
