"""A shallow grammar: one letter a token, noun phrases and clause ends as patterns over the letters."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from briefer.grammar.cues import CueVerbs, cue_verbs
from briefer.grammar.listed import listed
from briefer.grammar.nouns import is_plural, nouns, singular
from briefer.grammar.patterns import CLASSES, pattern
from briefer.languages import DEFAULT, load_lines
from briefer.words import Words

VERB_LETTERS = {"ing": "G", "participle": "v"}  # of cue verbs by form; all other forms are V
PUNCTUATION = {
    **dict.fromkeys("“”\"„«»``''", '"'),
    **dict.fromkeys("‘’'", "'"),
    **dict.fromkeys(("-", "–", "—", "--", "‒", "―"), "-"),
    **dict.fromkeys((".", "!", "?", "...", "…"), "."),
    ",": ",",
    ";": ";",
    ":": ":",
    **dict.fromkeys("([{", "("),
    **dict.fromkeys(")]}", ")"),
    "&": "C",
    "%": "n",
    "'s": "L",
}


@cache
def word_classes(language: str) -> dict[str, str]:
    """Return {lower-case word: class letter}; cue verbs are not among them."""
    classes = dict.fromkeys(load_lines(language, "grammar_verbs.txt"), "v")
    for line in load_lines(language, "tags.txt"):
        name, *words = line.split()
        classes.update(dict.fromkeys(words, CLASSES[name].letter))
    return classes


PERIODICALS = frozenset({"Daily", "Weekly", "Monthly"})  # parts of names of papers, though no other noun in -ly is


class Tagger(dict[str, str]):
    """Maps a token as it stands to its class letter; grows as it is asked."""

    LIMIT = 200_000  # entries, so that a corpus of noise cannot eat the memory

    def __init__(self, language: str) -> None:
        super().__init__(PUNCTUATION)
        self.classes = word_classes(language)
        self.verbs = cue_verbs(language)

    def __missing__(self, token: str) -> str:
        if len(self) > self.LIMIT:
            self.clear()
            self.update(PUNCTUATION)
        lower = token.lower().replace("’", "'")
        if token == "May":
            lower = "may_month"
        letter = PUNCTUATION.get(lower) or self.classes.get(lower)
        if (letter is None or letter == "v") and (cues := self.verbs[lower]):
            letter = VERB_LETTERS.get(cues[0].form, "V")
        if letter is None:
            first = token[0]
            if first.isdigit():
                letter = "Z"
            elif lower.endswith("n't"):
                letter = "A"
            elif first.isupper() or RE_ARTICLE.match(token):
                letter = "N"
            elif lower.endswith("ly") and len(lower) > 4:
                letter = "R"
            elif lower.endswith("ed") and len(lower) > 4:
                letter = "v"
            elif first.isalpha():
                letter = "n"
            else:
                letter = "x"
        elif token == "Will" or (token[0].isupper() and len(token) > 1 and (token.isupper() or letter in "Vv")):
            letter = "N"  # "US" is no pronoun, "Post" no verb, and "Will" a name more often than a question
        elif token in PERIODICALS:
            letter = "N"
        self[token] = letter
        return letter


# The article within an Arabic name: "al-Seda"
RE_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el|ul)-[A-Z]")
FEWEST = 3  # words that a line in title case or in capitals has more of
TITLE_SHARE = 0.6  # of words with a capital, from which on a line is in title case


def _is_title(texts: list[str]) -> bool:
    words = [token for token in texts if token[0].isalpha()]
    return len(words) > FEWEST and sum(token[0].isupper() for token in words) > TITLE_SHARE * len(words)


def _is_shouted(texts: list[str]) -> bool:
    """Tell whether a sentence is in capitals, as old wires and bulletins are."""
    return (
        all(token.isupper() or not token[0].isalpha() for token in texts)
        and sum(token[0].isalpha() for token in texts) > FEWEST
    )


def _untold(words: Words) -> list[tuple[int, int]]:
    """Return the runs of tokens in which a capital tells nothing: a headline in title case, sentences in capitals."""
    runs = list(pairwise(words.bounds))
    return [
        (first, last)
        for first, last in runs
        if _is_shouted(words.texts[first:last]) or (first == runs[0][0] and _is_title(words.texts[first:last]))
    ]


CLITIC = pattern("(?<=[PRON WHO])POSS")  # "he's said", "who's there"
SINCE = pattern("(?<=AUX)WHILE(?=FINITE)")  # "has since said"
DEMONSTRATIVE = pattern("(?<=[OF PREP])THAT(?=[WORD NUM TIME])")  # "of that report"

SIGN = pattern("[-.](?=NUM)")  # "-5 degrees", ".5 percent"
APOSTROPHE = pattern("(?<=NOUN)'(?=[NOUN CUE])")  # "the Northern Times' correspondent"
TITLED = pattern("(?<=NAME)[ADV TIME DET](?=[CUE AUX VERB NAME POSS ,])")
QUOTED = 60  # tokens back in which a single mark may have opened a quotation


def _is_possessive(words: Words, letters: str, at: int) -> bool:
    """Tell whether an apostrophe behind a plural makes it a possessive: it closes no quotation in single marks."""
    starts, ends = words.starts, words.ends
    if words.texts[at - 1][-1] != "s" or ends[at - 1] != starts[at] or ends[at] == starts[at + 1]:
        return False
    opening = letters.rfind("'", max(0, at - QUOTED), at)
    return opening < 0 or ends[opening] != starts[opening + 1]


def _is_surname(words: Words, at: int, language: str) -> bool:
    """Tell whether a word with a capital is the name behind a title: "Dr. Long", "Ms. April"."""
    return words.texts[at][0].isupper() and words.lower[at - 1] in nouns(language).titles


def _is_of_number(words: Words, at: int) -> bool:
    """Tell whether a minus or a point stands before a number and behind a gap or a mark: it is no punctuation then."""
    if words.ends[at] != words.starts[at + 1] or len(words.texts[at]) > 1:
        return False
    return not at or words.ends[at - 1] < words.starts[at] or not words.texts[at - 1][-1].isalnum()


@cache
def tagger(language: str) -> Tagger:
    """Return the tagger of a language."""
    return Tagger(language)


def tag(words: Words, language: str) -> str:
    """Return the class letters of all tokens as one string, so that patterns can run over it."""
    tag_of = tagger(language)
    letters = "".join(words.told(tag_of.__getitem__))
    for first, last in _untold(words):
        small = (tag_of[token] for token in words.lower[first:last])
        told = "".join(known if known != "n" else letters[first + at] for at, known in enumerate(small))
        letters = f"{letters[:first]}{told}{letters[last:]}"
    if "May" in words.texts:
        letters = "".join(
            "N" if token == "May" and at and letters[at - 1] == "N" else letters[at]
            for at, token in enumerate(words.texts)
        )  # Theresa May, but "in May"
    letters = CLITIC.sub("A", SINCE.sub("R", DEMONSTRATIVE.sub("D", letters)))
    letters = APOSTROPHE.sub(lambda found: "L" if _is_possessive(words, letters, found.start()) else "'", letters)
    letters = SIGN.sub(lambda found: "Z" if _is_of_number(words, found.start()) else found[0], letters)
    letters = TITLED.sub(lambda found: "N" if _is_surname(words, found.start(), language) else found[0], letters)
    return _nouns_told(_joined(letters, words, language), words, language)


JOINT = pattern(
    """(?<=NUM)-(?=[NOUN TIME CUE ING VERB]) | (?<=WORD)DET | (?<=[NOUN PRON -])DET(?=ADV? [AUX CUE])
    | (?<=[NOUN NUM])ING | (?<=[DET WORD])PREP(?=WORD)"""
)
ARTICLES = frozenset({"a", "an", "the"})
FLOATING = frozenset({"both", "all", "each"})
FOLLOWS_FLOATING = frozenset("RAV")


def _joined(letters: str, words: Words, language: str) -> str:
    """Return the letters with those told that hang on the words beside them.

    The number of "a 50-state poll" counts nothing, nor does "one" in "number one"; in "Roe and Doe both said" the
    subject stands before "both"; "Charging" within a name is no participle, "outside" in "outside groups" no place.
    """
    changed = list(letters)
    lower, texts = words.lower, words.texts
    outside = listed(language, "behind outside")
    for match in JOINT.finditer(letters):
        at = match.start()
        letter = letters[at]
        if letter == "-":
            if texts[at] == "-" and words.ends[at - 1] == words.starts[at] and words.ends[at] == words.starts[at + 1]:
                changed[at - 1 : at + 1] = "nn"
        elif letter == "D":
            if lower[at - 1] == "number":
                changed[at] = "Z"
            elif lower[at] in FLOATING and letters[at + 1 : at + 2] in FOLLOWS_FLOATING:
                changed[at] = "R"
        elif letter == "G":
            if texts[at][0].isupper():
                changed[at] = "N"
        elif lower[at] == "outside" and singular(lower[at + 1]) in outside:
            changed[at] = "n"
    return "".join(changed)


# A cue that may be a noun, and behind a determiner an -ing form or a verb without a noun of its own.
MAY_BE_NOUN = pattern("CUE | (?<=[DET POSS])[ING VERB](?![NOUN POSS NUM VERB])")
CLAUSE_OPENERS, CLAUSAL = frozenset("THPDN"), frozenset("cta")  # classes; frames
INDEFINITE = frozenset({"a", "an", "another"})
SINGULAR = frozenset({"another", "one"})


def _is_base_or_past(cues: CueVerbs, word: str) -> bool:
    return any(cue.form in ("base", "past") for cue in cues[word])


def _is_many(word: str) -> bool:
    """Tell whether a word with a capital is a plural: a people, a party, a kind of people."""
    known = nouns(DEFAULT)
    one = singular(word)
    return is_plural(word) and (one in known.types or one in known.places or one in known.countries)


def _nouns_told(letters: str, words: Words, language: str) -> str:
    """Return the letters with nouns and participles that look like cue verbs made n and v.

    "Its claims" and "a new report said": behind a determiner a base form is a noun, and so is an -s form right
    behind it; "the proposed law": a past form there is a participle.
    """
    cues = cue_verbs(language)
    only_verbs, standing_alone = listed(language, "only verbs"), listed(language, "standing alone")
    lower = words.lower
    changed = list(letters)
    for match in MAY_BE_NOUN.finditer(letters):
        at = match.start()
        if not at or lower[at] in only_verbs:
            continue
        before = changed[at - 1]
        if letters[at] != "V":
            changed[at] = "n"  # "the lab's finding that", "the move"
            continue
        forms = {cue.form for cue in cues[lower[at]]}
        if before == "D" and lower[at - 1] in standing_alone:
            governed = at > 1 and changed[at - 2] == "S"  # "for some reason"
            if forms == {"base"} if governed or lower[at - 1] in SINGULAR else forms == {"s"}:
                changed[at] = "n"  # "another report", "two judges": what stands alone agrees with its verb
            continue
        if before == "R" and at > 1 and changed[at - 2] in "DL" and "past" not in forms:
            changed[at] = "n"  # "the first estimate"
        elif before in "DL" or (before in "SF" and "past" not in forms):
            changed[at] = "v" if forms == {"past"} else "n"
        elif (
            before == "I"
            and lower[at - 2 : at - 1] == ["according"]
            and (forms == {"s"} or letters[at + 1 : at + 2] == "n")
        ):
            changed[at] = "n"  # "according to campaign aides", but not "according to plan"
        elif (forms == {"base"} and _is_noun_form(changed, lower, at, cues, language)) or (
            forms == {"s"} and _is_plural_form(changed, letters, lower, at, cues, language)
        ):
            changed[at] = "n"
        elif lower[at] == "reasons" and letters[at + 1 : at + 2] == "H":
            changed[at] = "n"  # "went on to list reasons why"
    return "".join(changed)


def _is_noun_form(changed: list[str], lower: list[str], at: int, cues: CueVerbs, language: str) -> bool:
    """Tell by the word before that a base form is a noun."""
    before = changed[at - 1]
    if before == "V":
        return True  # "expressed support": two verbs do not stand side by side
    if before in "nN" and changed[at + 1 : at + 2] == ["V"] and lower[at + 1] in listed(language, "never participles"):
        return True  # "the first police report said"
    if before in "NnxvG" and _takes_no_base(changed, lower, at, cues):
        return True  # "the White House report", "a police report"
    # "Marders campaign manager": a surname, though it looks like a plural
    return before == "N" and changed[at + 1 : at + 2] == ["n"] and not _is_many(lower[at - 1])


@cache
def _adjectival(language: str) -> tuple[str, ...]:
    return tuple(sorted(listed(language, "adjectival")))


def _is_plural_form(changed: list[str], letters: str, lower: list[str], at: int, cues: CueVerbs, language: str) -> bool:
    """Tell by the words around that an -s form is a plural noun."""
    before = changed[at - 1]
    if before == "A" or (before == "n" and is_plural(lower[at - 1])):
        return True  # "there are fears", "early sales figures": an auxiliary or a plural takes no -s form
    if before == "n" and changed[at - 2 : at - 1] == ["V"] and lower[at - 1].endswith(_adjectival(language)):
        return True  # "proposed high-level talks"
    if lower[at - 1] in listed(language, "light") and letters[at + 1 : at + 2] == "T":
        return True  # "raised fears that"
    if before in "nN" and letters[at + 1 : at + 2] == "V" and _is_base_or_past(cues, lower[at + 1]):
        return True  # "many reform advocates believe"
    if before == "n" and letters.startswith(",V", at + 1):
        return True  # "known for her loud jokes, said": the verb stands behind the comma
    return before in "VG" and any(cue.form != "base" for cue in cues[lower[at - 1]])  # "announced plans to"


def _takes_no_base(changed: list[str], lower: list[str], at: int, cues: CueVerbs) -> bool:
    """Tell whether the noun before a base form is no subject of it: it is singular, or a phrase with "a" goes on."""
    start = at - 1
    while start and changed[start - 1] in "Nnv":
        start -= 1
    if start and lower[start - 1] in INDEFINITE:
        return True
    if is_plural(lower[at - 1]):
        return False
    # "Notes from the meeting | show that": the head of the subject may stand further to the left.
    following = "".join(changed[at + 1 : at + 2])
    opens = following in CLAUSE_OPENERS or (following == "n" and is_plural(lower[at + 1]))  # "show | prices rose"
    if not opens or not any(cue.frames & CLAUSAL for cue in cues[lower[at]]):
        return True
    if start > 1 and changed[start - 1] == "C" and changed[at - 1] == "N":  # "farmers in Avon and Upper Teal | warn"
        start -= 1
        while start and changed[start - 1] in "Nnv":
            start -= 1
    while start and changed[start - 1] == "D":
        start -= 1
    return start < 2 or changed[start - 1] not in "SF" or not _is_of_many(changed, lower, start - 2)


def _is_of_many(changed: list[str], lower: list[str], at: int) -> bool:
    """Tell whether a plural stands at a token, or before a participle there: "documents", "documents obtained"."""
    if at and changed[at] in "vV":
        at -= 1
    return changed[at] in "nN" and is_plural(lower[at])
