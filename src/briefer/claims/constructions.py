"""The constructions in which English reports what somebody says: each finds attributions in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefer.claims.clauses import clause_end, content, trimmed
from briefer.claims.lexicon import CueVerb
from briefer.claims.phrases import antecedent_before, phrase_after, phrase_before, subject_before
from briefer.claims.quotes import Passage
from briefer.claims.scene import Attribution, Scene, Tokens
from briefer.model import Role, Span

READ = frozenset({Role.HEADLINE, Role.DEK, Role.BODY})  # nobody speaks in a byline, a caption or boilerplate

# What may stand between a cue and its "that", its colon or its quotation: when, where and how it was said.
RE_ASIDE = re.compile(r",?R*(?:(?:[SF]?[DL]*[MNnZvRxG]+|R|M)(?:,?(?=[SFMRDNnZv]))?){0,6},?(?=T|\"|:)")
RE_TIME = re.compile(r"(?:S?D?M+Z?|R)+")
LONGEST_RUN = 40  # sentences that a quotation may go on for
LONGEST_TITLE = 6  # tokens of a quoted name: "Morning Joe"
VERB_GROUP = frozenset("RA")
BARE_START = frozenset("PDNnZO\"'HBSLGxvRMAI")
CLAUSAL = frozenset({"that", "clause", "quote", "question", "colon"})  # rules whose content is a clause of its own
FINITE = re.compile(r"[AVv]")
CORE_VERBS = frozenset({"say", "tell", "think", "believe"})  # a bare clause after these needs no proof


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb in its place: the verb group from `start` to `end`, particle included."""

    verb: CueVerb
    at: int
    start: int
    end: int
    negated: bool
    passive: bool
    infinitive: bool


def find(scene: Scene) -> list[Attribution]:
    """Return all attributions of a document in text order; no content lies within another's."""
    found: list[Attribution] = []
    bounds = scene.words.bounds
    for index in range(len(scene.sentences)):
        first, last = bounds[index], bounds[index + 1]
        if first < last and scene.sentences[index].role in READ:
            found += _Sentence(scene, index, first, last).attributions()
    return found


class _Sentence:
    """The work on one sentence: `covered` is the token up to which an attribution found so far reaches."""

    def __init__(self, scene: Scene, index: int, first: int, last: int) -> None:
        self.scene = scene
        self.index = index
        self.first = first
        self.last = last
        self.covered = first
        self.found: list[Attribution] = []

    def attributions(self) -> list[Attribution]:
        scene = self.scene
        verbs = scene.verbs
        lower = scene.words.lower
        for position in range(self.first, self.last):
            if scene.quoted[position]:
                continue
            word = lower[position]
            if position < self.covered:
                continue
            if word == "according":
                self._according(position)
            elif scene.tags[position] in "VGv" and word in verbs:
                self._verb(position, verbs[word])
        return self.found

    # -- the cue ------------------------------------------------------------------------------------------------------

    def _cue(self, position: int, verb: CueVerb) -> Cue | None:
        scene = self.scene
        lower = scene.words.lower
        end = position + 1
        for word in verb.particle:
            if end >= self.last or lower[end] != word:
                return None
            end += 1
        start = position
        negated = passive = infinitive = False
        tags = scene.tags
        while start > self.first and tags[start - 1] in VERB_GROUP and not scene.quoted[start - 1]:
            start -= 1
            word = lower[start]
            if word in ("not", "never", "n't") or word.endswith("n't"):
                negated = True
            if word in BE:
                passive = verb.form in ("past", "participle")
        if verb.form == "base" and start == position and start - 2 > self.first and tags[start - 1] == "I":
            if tags[start - 2] not in "AVvn" or verb.frames.isdisjoint("cta"):
                return None
            infinitive = True  # "seemed to think", "went on to say", "is expected to announce"
            start -= 2
            while start > self.first and tags[start - 1] in VERB_GROUP:
                start -= 1
        return Cue(verb, position, start, end, negated, passive, infinitive)

    def _verb(self, position: int, verbs: tuple[CueVerb, ...]) -> None:
        for verb in verbs:
            cue = self._cue(position, verb)
            if cue is None:
                continue
            if cue.passive:
                made = self._passive(cue)
            elif verb.form == "ing":
                made = self._participle(cue)
            elif cue.infinitive:
                subject = subject_before(self.scene, cue.start, self._floor(cue.start))
                made = self._complement(cue, subject[0], False, rule="infinitive") if subject else None
            else:
                made = self._active(cue)
            if made:
                self._keep(made)
                return

    def _keep(self, made: Attribution) -> None:
        self.found.append(made)
        ends = self.scene.words.ends
        reach = max(span.end for span in made.content)
        while self.covered < self.last and ends[self.covered] <= reach:
            self.covered += 1
        self.covered = max(self.covered, made.cue[1])

    def _made(
        self,
        rule: str,
        cue: Cue,
        source: Tokens | None,
        contents: list[Span],
        *,
        audience: Tokens | None = None,
        end: int | None = None,
        sure: bool = True,
    ) -> Attribution:
        return Attribution(
            rule,
            self.index,
            source,
            (cue.start, end or cue.end),
            cue.verb.lemma,
            cue.verb.family,
            tuple(sorted(contents, key=lambda span: span.start)),
            audience,
            negated=cue.negated,
            passive=cue.passive,
            sure=sure,
        )

    # -- active verbs -------------------------------------------------------------------------------------------------

    def _active(self, cue: Cue) -> Attribution | None:
        return self._inverted(cue) or self._subject_verb(cue)

    def _inverted(self, cue: Cue) -> Attribution | None:
        """Find "…," said X and …, said X."""
        scene, tags = self.scene, self.scene.tags
        if "q" not in cue.verb.frames or "a" in cue.verb.frames or cue.start - 1 < self.first or cue.start != cue.at:
            return None
        before = cue.start - 1
        passage = self._passage_ending(before)
        if passage is None and (tags[before] != "," or self._opens_with_subject(cue.start)):
            return None
        if passage is not None and not self._can_be_said(passage):
            return None
        source = phrase_after(scene, cue.end, self.last)
        if source is None or tags[source[0]] in "O":
            return None
        after = source[1]
        if passage is None and (after < self.last and tags[after] not in ".,-;(" and tags[after] not in "SRMBFGW"):
            return None
        source = self._with_apposition(source)
        if passage is not None:
            return self._made("quote inverted", cue, source, self._quotation(passage, source[1]))
        contents = self._interrupted(before, source[1])
        return self._made("fronted inverted", cue, source, contents) if contents else None

    def _opens_with_subject(self, before: int) -> bool:
        """Tell whether the sentence opens with a subject whose apposition ends right here: "X, the mayor, said"."""
        subject = subject_before(self.scene, before, self._floor(before))
        return subject is not None and (subject[0][0] <= self._floor(before) or self.scene.quoted[subject[0][0] - 1] == 1)

    def _can_be_said(self, passage: Passage) -> bool:
        """Tell a quotation from a quoted title in a name: words before it that hold no verb make it a title."""
        lead = self._token_at(passage.start)
        floor = self.covered if self.found else self.first
        if lead <= floor or RE_VERBAL.search(self.scene.tags, floor, lead):
            return True
        inside = self.scene.tags[lead + 1 : self._token_at(passage.end) - 1].rstrip(",.")
        return len(inside) > LONGEST_TITLE or not set(inside) <= set("NZDFSC&")

    def _subject_verb(self, cue: Cue) -> Attribution | None:
        scene, tags = self.scene, self.scene.tags
        subject = subject_before(scene, cue.start, self._floor(cue.start))
        relative = False
        if subject is None and cue.start > self.first and tags[cue.start - 1] in "WT":
            subject = self._antecedent(cue.start - 1)
            relative = subject is not None
        if subject is None:
            subject = self._shared_subject(cue)
        if subject is None:
            return None
        source, head = subject
        before = source[0] - 1
        # '"…," X said' and "…, X said."
        if before >= self.first and not relative and "q" in cue.verb.frames | ({"q"} if "c" in cue.verb.frames else set()):
            passage = self._passage_ending(before)
            if passage is not None and self._can_be_said(passage):
                audience = self._audience(cue.end, cue)[0] if "a" in cue.verb.frames else None
                return self._made("quote", cue, source, self._quotation(passage, cue.end), audience=audience)
            if tags[before] == "," and self._closes(cue):
                contents = self._interrupted(before, cue.end)
                if contents:
                    return self._made("fronted", cue, source, contents)
        if not relative and before >= self.first and tags[before] in "WT" and cue.end < self.last:
            gap = self._gap(cue, source, before)
            if gap:
                return gap
        return self._complement(cue, source, relative)

    def _gap(self, cue: Cue, source: Tokens, pronoun: int) -> Attribution | None:
        """Find "an attack which X said was planned" and "attacks, which X denied any role in".

        The content is what the relative pronoun stands for, and the rest of the clause.
        """
        scene, tags = self.scene, self.scene.tags
        end = pronoun - 1 if pronoun > self.first and tags[pronoun - 1] == "," else pronoun
        antecedent = antecedent_before(scene, end, self.first)
        if antecedent is None:
            return None
        letter = tags[cue.end]
        contents = [scene.span(antecedent)]
        if letter not in ".,;-":
            stop = clause_end(scene, cue.end, self.last, relative=True, cue_form=cue.verb.form)
            rest = content(scene, cue.end, stop)
            if rest is None or (letter not in 'AVv"' and tags[stop - 1] not in "SFI"):
                return None
            contents.append(rest)
        elif tags[pronoun] == "T" or cue.verb.frames.isdisjoint("cn"):
            return None
        return self._made("relative", cue, source, contents)

    def _floor(self, before: int) -> int:
        return min(self.covered, before) if self.found else self.first

    def _shared_subject(self, cue: Cue) -> tuple[Tokens, Tokens] | None:
        """Return the source of the attribution before, for a second verb: "He denied it and said …"."""
        tags = self.scene.tags
        position = cue.start - 1
        if self.found and position >= self.first and tags[position] in "CK,":
            source = self.found[-1].source
            return (source, source) if source else None
        if position > self.first and tags[position] in "CK":
            return self._main_subject(position)
        return None

    def _main_subject(self, before: int) -> tuple[Tokens, Tokens] | None:
        """Return the subject that the sentence opens with, behind an adverbial if there is one."""
        scene, tags = self.scene, self.scene.tags
        if self.found and self.found[-1].source:
            source = self.found[-1].source
            return (source, source)
        position = self.first
        while position < before and tags[position] in "\"'CKR,":
            position += 1
        if position < before and tags[position] in "SBGvFIM":
            comma = tags.find(",", position, before)
            if comma < 0:
                return None
            position = comma + 1
            while position < before and tags[position] in "R,":
                position += 1
        phrase = phrase_after(scene, position, before)
        if phrase is None or tags[phrase[0]] == "O":
            return None
        return (phrase, phrase)

    def _antecedent(self, relative: int) -> tuple[Tokens, Tokens] | None:
        """Return the noun phrase before "who" or "which", for "X, who said"; the pronoun if there is none."""
        scene = self.scene
        end = relative
        if end > self.first and scene.tags[end - 1] == ",":
            end -= 1
        phrase = phrase_before(scene, end, self.first) if end > self.first else None
        if phrase is None:
            return None
        return (phrase, phrase)

    # -- what follows the cue -----------------------------------------------------------------------------------------

    def _complement(
        self, cue: Cue, source: Tokens | None, relative: bool, rule: str = "verb"
    ) -> Attribution | None:
        scene, tags, last = self.scene, self.scene.tags, self.last
        frames = cue.verb.frames
        at = cue.end
        audience: Tokens | None = None
        end = cue.end
        if at >= last:
            return None
        if "a" in frames:
            audience, at = self._audience(at, cue)
        start = self._content_start(at)
        if start is None:
            return None
        letter = tags[start]
        if cue.infinitive and letter not in 'T"H:P':
            return None
        if letter == ":" and (frames & set("cqtwa")):
            return self._after_colon(cue, source, audience, start)
        if letter == "T" and (frames & set("ctqa")):
            span = self._clause(start, relative, cue)
            return self._made(f"{rule} that", cue, source, [span], audience=audience) if span else None
        if letter == '"' and (frames & set("cqtawns")):
            return self._opening_quote(cue, source, audience, start, relative, rule)
        if letter == "H" and frames & set("wcqa"):
            span = self._clause(start, relative, cue)
            return self._made(f"{rule} question", cue, source, [span], audience=audience) if span else None
        if letter == "I":
            if "i" in frames or ("a" in frames and audience and "o" in frames):
                return self._rest(f"{rule} infinitive", cue, source, start, relative, audience)
            return None
        if letter in "SF" or (letter == "I" and "to" in cue.verb.prepositions):
            word = scene.words.lower[start]
            if word in cue.verb.prepositions:
                return self._rest(f"{rule} preposition", cue, source, start + 1, relative, audience, end=start + 1)
            if "c" not in frames:
                return None
        if audience and "a" in frames and letter in ".,":
            return None
        if frames & set("ofs") and "c" not in frames and start == cue.end:
            return self._object(cue, source, start, relative, rule)
        if "c" in frames and letter in BARE_START and self._is_clause(start, cue):
            return self._rest(f"{rule} clause", cue, source, start, relative, audience)
        if frames & set("ofs") and start == cue.end:
            return self._object(cue, source, start, relative, rule)
        if "n" in frames and "m" not in frames and letter in "DNnZOvP":
            return self._rest(f"{rule} object", cue, source, start, relative, audience, sure=False)
        return None

    def _object(self, cue: Cue, source: Tokens | None, start: int, relative: bool, rule: str) -> Attribution | None:
        scene, tags = self.scene, self.scene.tags
        frames = cue.verb.frames
        phrase = phrase_after(scene, start, self.last)
        if phrase is None:
            return None
        after = phrase[1]
        following = tags[after] if after < self.last else "."
        if following == "A":
            return None  # the subject of another clause: "because X blames Y does not mean …"
        word = scene.words.lower[after] if after < self.last else ""
        if "o" in frames and following == "I":
            return self._rest(f"{rule} object infinitive", cue, source, start, relative, None)
        if "f" in frames and (word in ("of", "for") or "of" in scene.words.lower[phrase[0] : phrase[1]]):
            return self._rest(f"{rule} accusation", cue, source, start, relative, None)
        if "s" in frames and "m" not in frames:
            return self._rest(f"{rule} predicate", cue, source, start, relative, None)
        if "s" in frames and (following in "D\"Nv'" or word == "as" or tags[start] in "O"):
            return self._rest(f"{rule} predicate", cue, source, start, relative, None)
        if frames & set("nf") and "m" not in frames:
            return self._rest(f"{rule} object", cue, source, start, relative, None, sure=False)
        return None

    def _rest(
        self,
        rule: str,
        cue: Cue,
        source: Tokens | None,
        start: int,
        relative: bool,
        audience: Tokens | None,
        *,
        end: int | None = None,
        sure: bool = True,
    ) -> Attribution | None:
        if start >= self.last:
            return None
        span = self._clause(start, relative, cue)
        return self._made(rule, cue, source, [span], audience=audience, end=end, sure=sure) if span else None

    def _to_end(self, start: int) -> Span | None:
        """Return the rest of the sentence, and of the quotation that it ends in."""
        span = content(self.scene, start, trimmed(self.scene, start, self.last))
        passage = self.scene.passages.at(span.end - 1) if span else None
        return Span(span.start, passage.end) if span and passage and passage.end > span.end else span

    def _clause(self, start: int, relative: bool, cue: Cue) -> Span | None:
        """Return the clause from a token on; a quotation that it ends in is taken whole, over several sentences."""
        stop = clause_end(self.scene, start, self.last, relative=relative, cue_form=cue.verb.form)
        span = content(self.scene, start, stop)
        if span is None or stop < self.last:
            return span
        passage = self.scene.passages.at(span.end - 1)
        return Span(span.start, passage.end) if passage and passage.end > span.end else span

    def _audience(self, at: int, cue: Cue) -> tuple[Tokens | None, int]:
        """Return the audience of "told X" and the token after it."""
        scene, tags = self.scene, self.scene.tags
        if at >= self.last:
            return None, at
        if tags[at] in "OP":
            return (at, at + 1), at + 1
        if tags[at] in "TH:\"":
            return None, at
        if tags[at] == "N":
            end = at + 1
            while end < self.last and tags[end] in "NL&'":
                end += 1
            if end < self.last and tags[end] == "n" and (end + 1 >= self.last or tags[end + 1] in "TPDNMS,:\".n"):
                end += 1
            return (at, end), end
        if tags[at] in "DnZv":
            end = at
            while end < self.last and tags[end] in "DZ":
                end += 1
            while end < self.last and tags[end] in "nNLv'" and not (end > at and tags[end] == "N" and tags[end - 1] == "n"):
                end += 1
            if end > at:
                return (at, end), end
        return None, at

    def _content_start(self, at: int) -> int | None:
        """Return the token at which the content begins, past what is said of when and how it was said."""
        tags, last = self.scene.tags, self.last
        if at >= last:
            return None
        match = RE_ASIDE.match(tags, at, last)
        if match and match.end() > at and not self.scene.quoted[match.end() - 1]:
            return match.end()
        match = RE_TIME.match(tags, at, last)
        if match and match.end() < last and "M" in match[0] and tags[match.end()] in "PDNnTH:\"":
            return match.end()
        return at

    def _is_clause(self, start: int, cue: Cue) -> bool:
        """Tell whether what follows is a clause with a subject and a verb."""
        tags = self.scene.tags
        if cue.verb.lemma in CORE_VERBS and (cue.verb.lemma != "tell" or start > cue.end):
            return True
        letter = tags[start]
        if letter in "P":
            return True
        stop = self.last
        subject = phrase_after(self.scene, start, stop)
        if subject is None:
            return bool(FINITE.search(tags, start, stop)) and letter in "BH\"'G"
        after = subject[1]
        while after < stop and tags[after] == "R":
            after += 1
        return after < stop and tags[after] in "AVv"

    def _after_colon(
        self, cue: Cue, source: Tokens | None, audience: Tokens | None, colon: int
    ) -> Attribution | None:
        scene = self.scene
        start = colon + 1
        if start >= self.last:
            passage = self._next_passage()
            spans = self._following(passage) if passage else self._next_paragraph()
            return self._made("colon", cue, source, spans, audience=audience) if spans else None
        if scene.tags[start] == '"':
            passage = scene.passages.at(scene.words.starts[start])
            if passage:
                return self._made("colon quote", cue, source, self._following(passage), audience=audience)
        span = self._to_end(start)
        return self._made("colon", cue, source, [span], audience=audience) if span else None

    def _opening_quote(
        self, cue: Cue, source: Tokens | None, audience: Tokens | None, start: int, relative: bool, rule: str
    ) -> Attribution | None:
        scene = self.scene
        passage = scene.passages.at(scene.words.starts[start])
        if passage is None:
            return None
        after = self._token_after(passage)
        if after >= self.last or scene.tags[after] in ".,":
            return self._made(f"{rule} quote", cue, source, self._following(passage), audience=audience)
        span = self._clause(start, relative, cue)
        return self._made(f"{rule} quote clause", cue, source, [span], audience=audience) if span else None

    # -- participles, passives and phrases ----------------------------------------------------------------------------

    def _participle(self, cue: Cue) -> Attribution | None:
        """Find ", saying that …" and "X saying that …"."""
        scene, tags = self.scene, self.scene.tags
        before = cue.start - 1
        if before < self.first:
            subject = None
        elif tags[before] in "A":
            subject = subject_before(scene, before, self._floor(before))
        elif tags[before] in "NnO)P":
            phrase = phrase_before(scene, cue.start, self._floor(cue.start))
            subject = (phrase, phrase) if phrase else None
        else:
            subject = self._main_subject(before)
        if cue.start < cue.at:  # "is saying", "has been arguing"
            subject = subject_before(scene, cue.start, self._floor(cue.start))
        if subject is None:
            return None
        made = self._complement(cue, subject[0], False, rule="participle")
        if made and before >= self.first and tags[before] in "FSI" and made.rule.split()[-1] not in CLAUSAL:
            return None  # "a history of blaming X" tells of no single act
        return made

    def _passive(self, cue: Cue) -> Attribution | None:
        """Find "is expected to …", "was told that …", "was quoted as saying …"."""
        scene, tags = self.scene, self.scene.tags
        subject = subject_before(scene, cue.start, self._floor(cue.start))
        at = cue.end
        if at >= self.last:
            return None
        letter = tags[at]
        word = scene.words.lower[at]
        if letter == "T" and cue.verb.frames & set("cta"):
            return self._rest("passive that", cue, None, at, False, None)
        if letter == "H" and "w" in cue.verb.frames:
            return self._rest("passive question", cue, None, at, False, None)
        if subject is None:
            return None
        if letter == "I" and cue.verb.family in ("assert", "find", "believe", "criticise", "intend"):
            stop = clause_end(scene, at, self.last)
            span = content(scene, at, stop)
            if span is None:
                return None
            return self._made("passive infinitive", cue, None, [scene.span(subject[0]), span])
        if word in ("of", "for", "as") and cue.verb.frames & set("fs"):
            stop = clause_end(scene, at, self.last)
            span = content(scene, at, stop)
            return self._made("passive object", cue, None, [scene.span(subject[0]), span]) if span else None
        return None

    def _according(self, position: int) -> None:
        """Find "according to X, …" and "…, according to X"."""
        scene, tags = self.scene, self.scene.tags
        if position + 2 >= self.last or scene.words.lower[position + 1] != "to":
            return
        source = phrase_after(scene, position + 2, self.last)
        if source is None:
            return
        source = self._with_apposition(source)
        verb = CueVerb("according to", "assert", frozenset("c"), frozenset(), "base")
        cue = Cue(verb, position, position, position + 2, False, False, False)
        if position == self.first or tags[position - 1] in "CKB" or (tags[position - 1] == '"' and position - 1 == self.first):
            start = source[1]
            while start < self.last and tags[start] in ",)":
                start += 1
            span = self._to_end(start)
            if span:
                self._keep(self._made("according to", cue, source, [span]))
            return
        before = position - 1
        passage = self._passage_ending(before)
        if passage is not None and self._token_at(passage.start) <= self.first + 1:
            contents = self._quotation(passage, source[1])
        else:
            if tags[before] in ",-(":
                contents = self._interrupted(before, source[1])
            else:
                start = self.covered if self.found and self.covered < position else self.first
                span = content(scene, start, position)
                contents = [span] if span else []
            if not contents:
                return
        self._keep(self._made("according to", cue, source, contents))

    # -- quoted and fronted content -----------------------------------------------------------------------------------

    def _passage_ending(self, position: int) -> Passage | None:
        """Return the quoted passage that ends at a token, a comma after it allowed."""
        scene = self.scene
        if position >= self.first and scene.tags[position] in ",-" and not scene.quoted[position]:
            position -= 1
        if position < self.first or not scene.quoted[position]:
            return None
        return scene.passages.at(scene.words.starts[position])

    def _token_at(self, offset: int) -> int:
        starts = self.scene.words.starts
        position = self.first
        while position < self.last and starts[position] < offset:
            position += 1
        return position

    def _token_after(self, passage: Passage) -> int:
        return self._token_at(passage.end)

    def _quotation(self, passage: Passage, after: int) -> list[Span]:
        """Return a quotation before its attribution, what led into it, and what goes on behind the attribution."""
        scene = self.scene
        start = passage.start
        sentence = scene.sentences[self.index]
        if start > sentence.start:
            # “The plan is "bad," he said”: the words before a partial quotation belong to the content.
            lead = self.first
            floor = self.covered if self.found else lead
            if floor < self.last and scene.words.starts[floor] < start:
                start = scene.words.starts[floor]
        spans = [Span(start, passage.end)]
        resumed = self._resumed_passage(after)
        if resumed:
            spans += self._following(resumed)
        else:
            spans += self._next_quotations()
        return spans

    def _resumed_passage(self, after: int) -> Passage | None:
        """Return the quotation that goes on after '," he said,'."""
        scene = self.scene
        for position in range(after, self.last):
            if scene.quoted[position]:
                return scene.passages.at(scene.words.starts[position])
        return None

    def _following(self, passage: Passage) -> list[Span]:
        return [Span(passage.start, passage.end), *self._next_quotations()]

    def _next_passage(self) -> Passage | None:
        """Return the passage that the next sentence opens with."""
        scene = self.scene
        if self.index + 1 >= len(scene.sentences):
            return None
        return scene.passages.at(scene.sentences[self.index + 1].start)

    def _next_paragraph(self) -> list[Span]:
        """Return the paragraph that a colon at the end of this one announces: a block quotation without marks."""
        sentences = self.scene.sentences
        own = sentences[self.index].paragraph
        following = [
            sentence
            for sentence in sentences[self.index + 1 : self.index + LONGEST_RUN]
            if sentence.paragraph == own + 1 and sentence.role == "body"
        ]
        if not following or sentences[self.index + 1].paragraph == own:
            return []
        return [Span(following[0].start, following[-1].end)]

    def _next_quotations(self) -> list[Span]:
        """Return the quotations right behind this sentence: nobody else speaks, so the same source goes on.

        They are the quoted sentences in the rest of the paragraph, and whole paragraphs after it that are nothing
        but one quotation.
        """
        scene = self.scene
        spans: list[Span] = []
        own = scene.sentences[self.index]
        reach = own.end
        paragraph = own.paragraph
        for index in range(self.index + 1, min(len(scene.sentences), self.index + LONGEST_RUN)):
            sentence = scene.sentences[index]
            if sentence.end <= reach:
                continue
            passage = scene.passages.at(sentence.start)
            if passage is None or passage.start < own.end or passage.end < sentence.end - 1:
                break
            if sentence.paragraph != paragraph and not self._only_quoted(index, passage):
                break
            paragraph = sentence.paragraph
            spans.append(Span(passage.start, passage.end))
            reach = passage.end
        return spans

    def _only_quoted(self, index: int, passage: Passage) -> bool:
        """Tell whether the paragraph that opens with sentence `index` is nothing but this quotation."""
        sentences = self.scene.sentences
        paragraph = sentences[index].paragraph
        while index < len(sentences) and sentences[index].paragraph == paragraph:
            if sentences[index].end > passage.end + 1:
                return False
            index += 1
        return True

    def _interrupted(self, comma: int, after: int) -> list[Span]:
        """Return the clause before an attribution, and what goes on behind it: "The plan, he said, would fail"."""
        scene, tags = self.scene, self.scene.tags
        resumed = self._resumed(after)
        start = self.first
        while start < comma and (tags[start] in ",;:-" or (resumed and tags[start] in "CK")):
            start += 1
        if start >= comma:
            return []
        if not resumed:
            if comma - start < 2 or not RE_VERBAL.search(tags, start, comma):
                return []
            if tags[start] in "SBvGRF" and tags.find(",", start, comma) < 0:
                return []  # an adverbial: "After the vote, she said …", "Asked about it, he said no"
        span = content(scene, start, trimmed(scene, start, comma))
        if span is None:
            return []
        # What was taken for a report of its own within this clause is what the source says.
        self.found = [made for made in self.found if made.content[0].start < span.start]
        return [span, *(resumed or self._next_quotations())]

    def _closes(self, cue: Cue) -> bool:
        """Tell whether nothing but an aside follows up to the next comma or the end: "…, she said on Monday"."""
        tags = self.scene.tags
        at = self._audience(cue.end, cue)[1] if "a" in cue.verb.frames else cue.end
        if at >= self.last or tags[at] in ".,;-)":
            return True
        match = RE_CLOSING_ASIDE.match(tags, at, self.last)
        return bool(match) and (match.end() >= self.last or tags[match.end()] in ".,;-)")

    def _resumed(self, after: int) -> list[Span]:
        """Return the rest of a clause that an attribution interrupts: "The plan, he said, would fail"."""
        scene, tags = self.scene, self.scene.tags
        match = RE_CLOSING_ASIDE.match(tags, after, self.last)
        position = match.end() if match else after
        if position >= self.last or tags[position] not in ",-" or position + 2 >= self.last:
            return []
        if tags[position + 1] in "GWCKB" or scene.words.lower[position + 1] == "according":
            return []
        span = content(scene, position + 1, clause_end(scene, position + 1, self.last))
        return [span] if span and span.end - span.start > 12 else []

    def _with_apposition(self, source: Tokens) -> Tokens:
        """Return a source with the apposition behind it: "said Jane Roe, a spokeswoman for the city"."""
        tags = self.scene.tags
        after = source[1]
        if after + 1 < self.last and tags[after] == "(":
            closing = tags.find(")", after, self.last)
            if closing > 0:
                source = (source[0], closing + 1)
                after = source[1]
        if after + 2 < self.last and tags[after] == "," and tags[after + 1] in "DWnNZ":
            phrase = phrase_after(self.scene, after + (2 if tags[after + 1] == "W" else 1), self.last)
            if phrase and (phrase[1] >= self.last or tags[phrase[1]] in ".,;-WS\"B"):
                return (source[0], phrase[1])
        return source


RE_CLOSING_ASIDE = re.compile(r"(?:[SFI][DL]*[MNnZvRxGVL]+|[SFI][OP]|R|D?M+Z?|,(?=[ZM])){0,6}")
RE_VERBAL = re.compile(r"[AVvP]")
BE = frozenset({"is", "was", "are", "were", "be", "been", "being", "am", "'s", "'re", "isn't", "wasn't", "aren't", "weren't"})
