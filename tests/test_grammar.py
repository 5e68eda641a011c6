"""The shallow grammar: its cues and their examples, and what holds for any text whatever."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import ascii_lowercase

import pytest

from briefer.grammar import marked
from briefer.grammar.cues import cue_verbs, forms
from briefer.languages import DATA
from marking import claims_of, failing

CASES = Path(__file__).parent / "cases" / "claims" / "constructions"
TEXTS = [
    marked.read(line).text
    for path in sorted(CASES.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
    if line.startswith((marked.FINDS, marked.LEAVES))
]


@pytest.mark.parametrize(
    "text",
    [
        "The crews were paid the same each",
        "The crews and the guards, both",
        "Roe told them all",
        "Many of the crews prefer to",
        "Many of the crews refuse to answer who",
        *TEXTS[::8],
    ],
)
def test_a_text_may_end_behind_any_word(text: str) -> None:
    words = text.split()
    for number in range(len(words)):
        cut = " ".join(words[: number + 1]).rstrip(".,:;”\"'")
        assert all(span.end <= len(cut) for claim in claims_of(cut) for span in claim.content)


@cache
def entries(name: str) -> dict[str, list[str]]:
    """Return the entries of a data file with their examples."""
    found: dict[str, list[str]] = {}
    entry = ""
    for line in (DATA / "en" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith((marked.FINDS, marked.LEAVES)):
            found[entry].append(line)
        elif line and line[0] not in "#[":
            entry = line.split()[0]
            found.setdefault(entry, [])
    return found


CUES = ("cues.txt", "nominal_cues.txt")


@pytest.mark.parametrize("name", CUES)
@pytest.mark.parametrize("letter", ascii_lowercase)
def test_examples_of_cues(name: str, letter: str) -> None:
    """Cues by their first letter: a test for each of a thousand examples costs more than the examples."""
    found = [(entry, line) for entry, lines in entries(name).items() if entry[0] == letter for line in lines]
    assert [(entry, line, wrong) for entry, line in found if (wrong := failing(marked.read(line)))] == []


@pytest.mark.parametrize("name", CUES)
def test_every_cue_has_an_example_that_is_found(name: str) -> None:
    assert not [
        entry for entry, lines in entries(name).items() if not any(line.startswith(marked.FINDS) for line in lines)
    ]


def test_cues_open_with_a_letter() -> None:
    assert {entry[0] for name in CUES for entry in entries(name)} <= set(ascii_lowercase)


def test_examples_say_something_new() -> None:
    lines = [line for name in CUES for found in entries(name).values() for line in found]
    assert len(set(lines)) == len(lines) > 800


# Forms that no rule of thumb makes: irregular ones, and those whose last consonant doubles or does not.
SPELT = """
aver avers averred averring
infer infers inferred inferring
refer refers referred referring
prefer prefers preferred preferring
concur concurs concurred concurring
regret regrets regretted regretting
rebut rebuts rebutted rebutting
submit submits submitted submitting
admit admits admitted admitting
commit commits committed committing
permit permits permitted permitting
quip quips quipped quipping
quiz quizzes quizzed quizzing
dub dubs dubbed dubbing
beg begs begged begging
snap snaps snapped snapping
slam slams slammed slamming
plan plans planned planning
blog blogs blogged blogging
whisper whispers whispered whispering
answer answers answered answering
offer offers offered offering
order orders ordered ordering
threaten threatens threatened threatening
consider considers considered considering
credit credits credited crediting
signal signals signalled signaled signalling signaling
label labels labelled labeled labelling labeling
reveal reveals revealed revealing
appeal appeals appealed appealing
detail details detailed detailing
focus focuses focused focusing
discuss discusses discussed discussing
echo echoes echoed echoing
veto vetoes vetoed vetoing
agree agrees agreed agreeing
decree decrees decreed decreeing
foresee foresees foresaw foreseen foreseeing
deny denies denied denying
query queries queried querying
convey conveys conveyed conveying
say says said saying
begin begins began begun beginning
forget forgets forgot forgotten forgetting
forbid forbids forbade forbidden forbidding
swear swears swore sworn swearing
write writes wrote written writing
speak speaks spoke spoken speaking
tell tells told telling
show shows showed shown showing
teach teaches taught teaching
think thinks thought thinking
feel feels felt feeling
hear hears heard hearing
know knows knew known knowing
understand understands understood understanding
undertake undertakes undertook undertaken undertaking
see sees saw seen seeing
seek seeks sought seeking
beseech beseeches besought beseeching
find finds found finding
hold holds held holding
bring brings brought bringing
lay lays laid laying
read reads read reading
set sets set setting
hit hits hit hitting
cast casts cast casting
forecast forecasts forecast forecasting
shoot shoots shot shooting
go goes went gone going
learn learns learned learnt learning
dream dreams dreamed dreamt dreaming
spell spells spelled spelt spelling
plead pleads pleaded pled pleading
prove proves proved proven proving
"""


def test_forms_of_cue_verbs() -> None:
    wanted = {words.split()[0]: tuple(words.split()) for words in SPELT.strip().splitlines()}
    known = forms("en")
    assert {verb: known.get(verb) for verb in wanted} == wanted


def test_every_form_is_found_and_is_spelt_as_english_is() -> None:
    verbs = cue_verbs("en")
    for verb, words in forms("en").items():
        for word in words:
            assert any(cue.lemma.split()[0] == verb for cue in verbs[word]), word
            assert not word.endswith(("yed", "yes")) or word[-4] in "aeo", word
            assert "eed" not in word or verb.endswith(("ee", "eed")) or "eed" in verb, word
