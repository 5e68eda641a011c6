"""trafilatura, imported without what it would do beyond reading."""

from __future__ import annotations

from functools import cache
from types import ModuleType


@cache
def trafilatura() -> ModuleType:
    """Return the module; hidden IPv6 keeps a network library that it brings along from trying out a socket."""
    import socket  # for the flag alone
    from importlib import import_module

    known, socket.has_ipv6 = socket.has_ipv6, False
    try:
        return import_module("trafilatura")
    finally:
        socket.has_ipv6 = known
