"""What an article has said so far: who spoke, where the unnamed belong, whose the claim before was."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefer.claims.sources.people import Mentioned
from briefer.model import Source


@dataclass(slots=True, eq=False)
class Discourse:
    """Grows while sources are resolved in text order: later ones lean on earlier ones."""

    speakers: Mentioned = field(default_factory=list)  # (sentence, person) of the claims before
    unnamed: list[tuple[int, Source]] = field(default_factory=list)  # the same for one human without a name
    bodies: list[tuple[int, Source]] = field(default_factory=list)  # the same for firms and other bodies with a name
    affiliations: dict[str, tuple[int, str]] = field(default_factory=dict)  # noun -> (sentence, what was read last)
    last: tuple[int, Source] | None = None  # (sentence, source) of the claim before
