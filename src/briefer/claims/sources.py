"""Who a source is: its type, its canonical name and role, and whom a pronoun or a short form stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefer.claims.nouns import Nouns, is_plural, singular
from briefer.claims.people import COURTESY, PRONOUNS, People, Person
from briefer.claims.phrases import phrase_after
from briefer.claims.scene import Attribution, Scene, Tokens
from briefer.model import Anonymity, Source, SourceType, Span

RE_CONDITION = re.compile(
    r"(?:on (?:the )?condition of anonymity|asked not to be (?:named|identified)|declined to be (?:named|identified)"
    r"|requested anonymity|speaking anonymously|who (?:asked|requested) (?:for )?anonymity|was granted anonymity"
    r"|not authori[sz]ed to (?:speak|comment|discuss))[^.;\n]*",
    re.IGNORECASE,
)
RE_REASON = re.compile(
    r"\b(?:because|since|as|in order to|so as|given|out of|for fear|citing|not authori[sz]ed"
    r"|to (?:discuss|speak|talk|describe|avoid))\b.*",
    re.IGNORECASE | re.DOTALL,
)
NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1, "another": 1, "both": 2}
ANONYMOUS_MARKS = frozenset({"anonymous", "unnamed", "unidentified"})
PLURALS = {SourceType.ANONYMOUS, SourceType.GROUP, SourceType.ORGANISATION}
DEFINITE = frozenset({"the", "that", "this"})
OBLIQUE = "FSI,(WG"


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase taken apart: `head` is the last token of its core, `core` ends behind it."""

    start: int
    end: int
    core: int

    @property
    def head(self) -> int:
        return self.core - 1


class Sources:
    """Resolves the sources of one article, in text order: later ones lean on earlier ones."""

    def __init__(self, scene: Scene, people: People, nouns: Nouns, author: str | None) -> None:
        self.scene = scene
        self.people = people
        self.nouns = nouns
        self.author = author
        self._openings = frozenset(scene.words.bounds)
        self.speakers: list[tuple[int, Person]] = []
        self.last: tuple[int, Source] | None = None  # (sentence, source) of the claim before
        self.affiliations: dict[str, str] = {}  # head noun of anonymous sources -> affiliation read so far

    def resolve(self, attribution: Attribution) -> Source | None:
        """Return the source of an attribution; None when the text names none."""
        if attribution.source is None:
            return None
        start, end = attribution.source
        source = self._typed(attribution, start, end)
        source = self._anonymised(attribution, source)
        self.last = (attribution.sentence, source)
        return source

    # -- phrases ------------------------------------------------------------------------------------------------------

    def _typed(self, attribution: Attribution, start: int, end: int) -> Source:
        scene = self.scene
        span = scene.span((start, end))
        if end - start == 1 and scene.tags[start] in "PO":
            return self._pronoun(attribution, start, span)
        phrase = self._taken_apart(start, end)
        named = self._person(attribution, phrase, span)
        if named:
            return named
        if scene.tags[phrase.head] == "N":
            return self._proper(attribution, phrase, span)
        return self._common(attribution, phrase, span)

    def _taken_apart(self, start: int, end: int) -> _Phrase:
        tags = self.scene.tags
        core = start + 1
        while core < end and tags[core] not in OBLIQUE:
            core += 1
        return _Phrase(start, end, core)

    def _person(self, attribution: Attribution, phrase: _Phrase, span: Span) -> Source | None:
        scene = self.scene
        person = self.people.at(phrase.head)
        role: str | None = None
        if person is None and self._is_personal(phrase):
            person, role = self._in_apposition(phrase)
        if person is None:
            return None
        if role is None:
            role = self._role_before(phrase, person) or person.role or self._role_behind(phrase)
        person.role = person.role or role
        self.speakers.append((attribution.sentence, person))
        here = scene.span((phrase.head, phrase.core))
        fuller = scene.span(person.full)
        short = person.words[-1] != scene.words.lower[phrase.head] or len(person.words) > 1
        elsewhere = short and not (span.start <= fuller.start and fuller.end <= span.end) and here != fuller
        return Source(
            span.start,
            span.end,
            person.name,
            SourceType.PERSON,
            role=person.role,
            resolved_from=fuller if elsewhere and person.name not in span.of(scene.text) else None,
        )

    def _is_personal(self, phrase: _Phrase) -> bool:
        head = singular(self.scene.words.lower[phrase.head])
        return self.nouns.types.get(head) in (SourceType.PERSON, SourceType.ANONYMOUS, SourceType.GROUP)

    def _in_apposition(self, phrase: _Phrase) -> tuple[Person | None, str | None]:
        """Return the name behind a role: "another pollster, David Wood", "a spokesman for the city, Jon Roe"."""
        scene = self.scene
        for position in range(phrase.core, phrase.end - 1):
            if scene.tags[position] == "," and scene.tags[position + 1] == "N":
                name = phrase_after(scene, position + 1, phrase.end)
                if name:
                    last = name[0]
                    while last + 1 < name[1] and scene.tags[last + 1] in "Nn" and scene.tags[last] != "F":
                        last += 1
                    person = self.people.at(last)
                    if person:
                        return person, self._words(phrase.start, position)
        return None, None

    def _role_before(self, phrase: _Phrase, person: Person) -> str | None:
        """Return the words before a name: "business mogul Jane Roe", "Mayor Roe"."""
        name = len(person.words)
        lower = self.scene.words.lower
        start = phrase.head
        while start > phrase.start and (lower[start - 1] in person.words and phrase.head - start + 1 < name):
            start -= 1
        return self._words(phrase.start, start) if start > phrase.start else None

    def _role_behind(self, phrase: _Phrase) -> str | None:
        """Return the apposition behind a name: "Jane Roe, the mayor of Springfield"."""
        scene = self.scene
        if phrase.core + 1 < phrase.end and scene.tags[phrase.core] == "," and scene.tags[phrase.core + 1] in "DNn":
            end = phrase.core + 1
            while end < phrase.end and scene.tags[end] not in ",W":
                end += 1
            role = self._words(phrase.core + 1, end)
            head = self._taken_apart(phrase.core + 1, end).head
            noun = singular(scene.words.lower[head])
            return role if noun in self.nouns.types or noun in self.nouns.titles else None
        return None

    def _words(self, start: int, end: int) -> str | None:
        """Return the words of a role without articles and courtesy titles; None when nothing is left."""
        scene = self.scene
        while start < end and (scene.tags[start] in "DR," or scene.words.lower[start].rstrip(".") in COURTESY):
            start += 1
        return scene.span((start, end)).of(scene.text) if start < end else None

    # -- pronouns -----------------------------------------------------------------------------------------------------

    def _pronoun(self, attribution: Attribution, at: int, span: Span) -> Source:
        word = self.scene.words.lower[at]
        if word in PRONOUNS:
            person = self.people.behind(at, attribution.sentence, self.speakers)
            if person is None:
                return Source(span.start, span.end, None, SourceType.PERSON)
            self.speakers.append((attribution.sentence, person))
            return Source(
                span.start,
                span.end,
                person.name,
                SourceType.PERSON,
                role=person.role,
                resolved_from=self.scene.span(person.full),
            )
        if word in ("i", "we") and not self.scene.quoted[at]:
            return Source(span.start, span.end, self.author, SourceType.AUTHOR)
        if word in ("they", "it") and self.last:
            sentence, before = self.last
            near = attribution.sentence - sentence <= 1 and before.start is not None
            plural = (
                before.type in PLURALS
                if word == "they"
                else before.type in (SourceType.ORGANISATION, SourceType.DOCUMENT)
            )
            if near and plural and before.start is not None and before.end is not None:
                earlier = before.resolved_from or Span(before.start, before.end)
                return Source(
                    span.start, span.end, before.name, before.type, resolved_from=earlier, anonymity=before.anonymity
                )
        return Source(
            span.start,
            span.end,
            None,
            SourceType.GROUP if word in ("they", "everyone", "everybody") else SourceType.UNKNOWN,
        )

    # -- names that are no people's -----------------------------------------------------------------------------------

    def _opens_sentence(self, position: int) -> bool:
        return position in self._openings

    def _proper(self, attribution: Attribution, phrase: _Phrase, span: Span) -> Source:
        """Type a proper name: "the Pentagon", "Tehran", "the Daily Herald", "Republicans"."""
        scene = self.scene
        lower = scene.words.lower
        start = phrase.start
        while start < phrase.head and scene.tags[start] in "DR":
            start += 1
        name = scene.span((start, phrase.core)).of(scene.text)
        head = lower[phrase.head]
        noun = self.nouns.types.get(singular(head))
        if phrase.core - start == 1 and self._opens_sentence(start) and noun not in (None, SourceType.UNKNOWN):
            return self._common(attribution, phrase, span)
        country = self.nouns.countries.get(" ".join(lower[start : phrase.core]))
        if country:
            return Source(span.start, span.end, country, SourceType.ORGANISATION)
        if noun is SourceType.GROUP and is_plural(head):
            return Source(span.start, span.end, name, SourceType.GROUP)
        if noun is SourceType.DOCUMENT and not self.people.is_organisation(start, phrase.core):
            return Source(span.start, span.end, name, SourceType.DOCUMENT)
        if noun is SourceType.ANONYMOUS:
            return self._unnamed(phrase, span, singular(head))
        if noun is SourceType.PERSON and scene.tags[phrase.start] == "D":
            return Source(span.start, span.end, name, SourceType.PERSON, role=name)
        if is_plural(head) and scene.tags[phrase.start] != "D" and head in self.nouns.places:
            return Source(span.start, span.end, name, SourceType.GROUP)
        which = phrase.core + 1 < phrase.end and lower[phrase.core + 1] == "which"
        if which or self.people.is_organisation(start, phrase.core) or scene.tags[phrase.start] == "D":
            return Source(span.start, span.end, self._fullest(start, phrase.core), SourceType.ORGANISATION)
        length = phrase.core - start
        given = self.nouns.genders.get(lower[start])
        if length in (2, 3) or (given and lower[start] not in self.nouns.doubtful):
            return Source(span.start, span.end, name, SourceType.PERSON)
        return Source(span.start, span.end, name, SourceType.ORGANISATION if length > 3 else SourceType.UNKNOWN)

    def _fullest(self, start: int, end: int) -> str:
        return self.scene.span((start, end)).of(self.scene.text)

    # -- common nouns -------------------------------------------------------------------------------------------------

    def _common(self, attribution: Attribution, phrase: _Phrase, span: Span) -> Source:
        scene = self.scene
        word = scene.words.lower[phrase.head]
        noun = singular(word)
        kind = self.nouns.types.get(noun)
        if kind is None and "-" in noun:
            kind = self.nouns.types.get(noun.rpartition("-")[2])
        start = phrase.start
        lower = scene.words.lower
        if ANONYMOUS_MARKS.intersection(lower[start : phrase.core]):
            return self._unnamed(phrase, span, noun)
        if kind is SourceType.PERSON and is_plural(word):
            return Source(span.start, span.end, self._label(phrase), SourceType.GROUP)
        if kind is SourceType.PERSON:
            return self._role_holder(attribution, phrase, span, noun)
        if kind is SourceType.ANONYMOUS:
            if lower[start] in DEFINITE and not is_plural(word):
                return self._role_holder(attribution, phrase, span, noun, anonymous=True)
            return self._unnamed(phrase, span, noun)
        if kind is SourceType.DOCUMENT:
            return Source(span.start, span.end, self._publisher(phrase) or self._label(phrase), SourceType.DOCUMENT)
        if kind is SourceType.ORGANISATION:
            return Source(span.start, span.end, self._named(phrase) or self._label(phrase), SourceType.ORGANISATION)
        if kind is SourceType.GROUP or is_plural(word):
            if (
                not is_plural(word)
                and lower[start] in NUMBERS
                and kind is SourceType.GROUP
                and word not in ("public", "community", "audience", "crowd", "majority", "minority", "family")
            ):
                return self._unnamed(phrase, span, noun)
            return Source(span.start, span.end, self._label(phrase), SourceType.GROUP)
        return Source(span.start, span.end, self._label(phrase), SourceType.UNKNOWN)

    def _named(self, phrase: _Phrase) -> str | None:
        """Return the name in apposition: "a rival maker, Quay Laboratories"."""
        tags = self.scene.tags
        if phrase.core + 1 < phrase.end and tags[phrase.core] == "," and tags[phrase.core + 1] == "N":
            last = phrase.core + 1
            while last < phrase.end and tags[last] in "N&":
                last += 1
            return self._words(phrase.core + 1, last)
        return None

    def _label(self, phrase: _Phrase) -> str:
        return self._words(phrase.start, phrase.core) or self.scene.span((phrase.start, phrase.core)).of(
            self.scene.text
        )

    def _publisher(self, phrase: _Phrase) -> str | None:
        """Return whose document it is: "a report from the Daily Herald", "the Herald's report"."""
        scene = self.scene
        if phrase.core < phrase.end and scene.words.lower[phrase.core] in ("from", "by", "of", "in"):
            name = phrase_after(scene, phrase.core + 1, phrase.end)
            if name:
                last = name[0]
                while last < name[1] and scene.tags[last] in "DN&Z":
                    last += 1
                return self._words(name[0], last)
        return None

    def _role_holder(
        self, attribution: Attribution, phrase: _Phrase, span: Span, noun: str, *, anonymous: bool = False
    ) -> Source:
        """Resolve "the senator"; "a spokesman for the city" speaks for the city."""
        scene = self.scene
        lower = scene.words.lower
        if noun in SPOKESPEOPLE:
            body = self._spoken_for(phrase)
            if body:
                return Source(span.start, span.end, body, SourceType.ORGANISATION, role=noun)
        if lower[phrase.start] in DEFINITE or scene.tags[phrase.start] == "n":
            for sentence, person in reversed(self.speakers):
                if attribution.sentence - sentence > RECENT:
                    break
                if person.role and noun in re.findall(r"[\w-]+", person.role.lower()):
                    return self._as(person, attribution, span)
            holder = self.people.with_role(noun, phrase.start)
            if holder:
                return self._as(holder, attribution, span)
        if anonymous or lower[phrase.start] in ("a", "an", "one", "another"):
            return self._unnamed(phrase, span, noun)
        return Source(span.start, span.end, None, SourceType.PERSON, role=self._label(phrase))

    def _as(self, person: Person, attribution: Attribution, span: Span) -> Source:
        self.speakers.append((attribution.sentence, person))
        return Source(
            span.start,
            span.end,
            person.name,
            SourceType.PERSON,
            role=person.role,
            resolved_from=self.scene.span(person.full),
        )

    def _spoken_for(self, phrase: _Phrase) -> str | None:
        """Return whom a spokesperson speaks for: "a spokesman for X", "a City Hall spokeswoman"."""
        scene = self.scene
        if phrase.core < phrase.end and scene.words.lower[phrase.core] in ("for", "of", "at", "from", "with"):
            return self._words(phrase.core + 1, self._core_end(phrase.core + 1, phrase.end))
        return self._words(phrase.start, phrase.head)

    def _core_end(self, start: int, end: int) -> int:
        while start < end and self.scene.tags[start] not in ",(W":
            start += 1
        return start

    def _unnamed(self, phrase: _Phrase, span: Span, noun: str) -> Source:
        """Return an anonymous source with what the text says of it."""
        scene = self.scene
        lower = scene.words.lower
        first = lower[phrase.start]
        plural = is_plural(lower[phrase.head]) or noun == "people"
        count = NUMBERS.get(first) or (int(first) if first.isdigit() else None)
        affiliation = self._affiliation(phrase)
        if affiliation:
            self.affiliations.setdefault(noun, affiliation)
        else:
            affiliation = self.affiliations.get(noun)
        label = self._label(phrase)
        for mark in ANONYMOUS_MARKS:
            label = re.sub(rf"\b{mark}\b\s*", "", label, flags=re.IGNORECASE)
        if affiliation and affiliation not in label:
            label = f"{affiliation} {label}"
        return Source(
            span.start,
            span.end,
            label,
            SourceType.ANONYMOUS,
            anonymity=Anonymity(count if count is not None or plural else 1, noun, affiliation, None),
        )

    def _affiliation(self, phrase: _Phrase) -> str | None:
        scene = self.scene
        names = [position for position in range(phrase.start, phrase.head) if scene.tags[position] == "N"]
        names = [position for position in names if scene.words.lower[position] not in ANONYMOUS_MARKS]
        if names and scene.words.lower[names[0]] not in NUMBERS:
            return scene.span((names[0], names[-1] + 1)).of(scene.text)
        if phrase.core < phrase.end and scene.words.lower[phrase.core] in (
            "in",
            "at",
            "from",
            "with",
            "of",
            "for",
            "within",
            "inside",
        ):
            end = self._core_end(phrase.core + 1, phrase.end)
            return self._words(phrase.core + 1, end)
        return None

    # -- anonymity said outright --------------------------------------------------------------------------------------

    def _anonymised(self, attribution: Attribution, source: Source) -> Source:
        """Mark a source that "spoke on condition of anonymity", and keep the reason that the text gives."""
        if source.type in (SourceType.AUTHOR, SourceType.DOCUMENT) or source.start is None:
            return source
        sentence = self.scene.sentences[attribution.sentence]
        match = RE_CONDITION.search(self.scene.text, sentence.start, sentence.end)
        if match is None or (source.type is SourceType.PERSON and source.name):
            return source
        reason = RE_REASON.search(match[0])
        words = reason[0].strip(' ,“”"') if reason else None
        if source.anonymity is None:
            head = self._taken_apart(*attribution.source) if attribution.source else None
            noun = singular(self.scene.words.lower[head.head]) if head else ""
            source = replace(
                source,
                type=SourceType.ANONYMOUS,
                anonymity=Anonymity(None, noun or None, None, None),
            )
        assert source.anonymity is not None  # noqa: S101 - set just above
        return replace(source, anonymity=replace(source.anonymity, reason=words))


SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson"})
RECENT = 12  # sentences for which "the senator" still means the one who spoke last


def source_of(scene: Scene, tokens: Tokens, author: str | None, people: People, nouns: Nouns) -> Source | None:
    """Return a single source, for reports within reports."""
    lone = Attribution("", 0, tokens, tokens, "", "", ())
    return Sources(scene, people, nouns, author).resolve(lone)
