"""Packages that can be called: `briefer.claims(paths)` is a function of the library, `briefer.claims` also a package.

Python gives a package's name to the package as soon as anything imports it, so the package itself takes the call.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

LIBRARY = "briefer.api"  # which has a function for each such package


class Called(ModuleType):
    """A package that hands calls to the function of the same name in the library."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the function has them
        """Call the function; see its own documentation, such as `help(briefer.api.claims)`."""
        return getattr(import_module(LIBRARY), self.__name__.rpartition(".")[2])(*args, **kwargs)


def make_callable(package: str) -> None:
    """Let an imported package be called."""
    sys.modules[package].__class__ = Called
