"""Who says what: attributions found, their sources resolved, and the key claims chosen."""

from __future__ import annotations

from briefer.claims.attributing import attribute
from briefer.claims.choosing import choose, tally
from briefer.claims.references import explain

__all__ = ["attribute", "choose", "explain", "tally"]
