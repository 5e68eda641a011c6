"""What shows that a run of tokens holds a clause."""

from __future__ import annotations

import re

RE_VERBAL = re.compile(r"[AVvP]")
RE_FINITE = re.compile(r"[AVv]")  # the same without pronouns
