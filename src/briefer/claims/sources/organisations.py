"""Whether capitalised words name an organisation or a place, by the lists and by how the text uses them."""

from __future__ import annotations

from briefer.claims.sources.article import Article

MOST_USES = 30  # uses of a word that are looked at


def is_organisation(article: Article, start: int, end: int) -> bool:
    """Tell whether a run of capitalised words names an organisation or a place."""
    words, nouns = article.parse.words, article.nouns
    if end - start == 1:
        word, text = words.lower[start], words.texts[start]
        if word in nouns.organisations or word in nouns.places or word in nouns.organisation_words:
            return True
        return text.isupper() and len(text) > 1 and "." not in text
    lower = words.lower[start:end]
    joined = " ".join(lower)
    return joined in nouns.organisations or joined in nouns.places or not nouns.organisation_words.isdisjoint(lower)


def is_body(article: Article, word: str) -> bool:
    """Tell whether a word that no list knows is used as a place's or a company's name.

    "In | Tarsholm", "the port of | Tarsholm", "| Velmora's shares": no person is spoken of like this.
    """
    tags, lower, lexicon = article.parse.tags, article.parse.words.lower, article.lexicon
    for position in article.capitals.uses(word)[:MOST_USES]:
        following = tags[position + 1 : position + 2]
        if following == "L" and lower[position + 2 : position + 3] and lower[position + 2] in lexicon.held_by_bodies:
            return True
        if position < 2 or following in ("N", "L") or position in article.capitals.openings:
            continue
        before, further = lower[position - 1], lower[position - 2]
        if before in lexicon.locative and further not in lexicon.trusting and tags[position - 2] not in "VGv":
            return True
        if before == "of" and further in lexicon.settlements:
            return True
    return False
