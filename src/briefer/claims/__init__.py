"""Who says what: attributions found, their sources resolved, and the key claims chosen."""

from __future__ import annotations

from briefer.claims.attributing import attribute
from briefer.claims.choosing import choose, tally

__all__ = ["attribute", "choose", "tally"]
