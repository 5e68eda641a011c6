"""Regular expressions that are compiled at their first use: half of them no run needs, and compiling is slow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# Methods of a compiled expression.
METHODS = frozenset({"match", "search", "fullmatch", "finditer", "findall", "sub", "split"})


class Deferred:
    """A regular expression with the methods of a compiled one."""

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    sub: Callable[..., str]
    split: Callable[..., list[str]]

    def __init__(self, expression: str, flags: int = 0) -> None:
        self.expression = expression
        self.flags = flags

    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(self.expression, self.flags)

    def __getattr__(self, name: str) -> object:
        """Compile the expression and keep its methods, which are then found without coming here."""
        if name not in METHODS:
            raise AttributeError(name)
        compiled = self.compiled()
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.expression!r})"
