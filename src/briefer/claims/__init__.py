"""Who says what: attributions found, their sources resolved, and the key claims chosen.

Called as a function, `briefer.claims(…)` returns the claims of many articles as records: see `briefer.api.claims`.
"""

from __future__ import annotations

from briefer.calling import make_callable
from briefer.claims.attributing import attribute
from briefer.claims.choosing import choose, tally
from briefer.claims.references import explain

__all__ = ["attribute", "choose", "explain", "tally"]

make_callable(__name__)
