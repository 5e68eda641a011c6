"""Optional packages, imported on demand, with a clear message if one is missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from briefer.errors import ExtraMissingError


def load(module: str, what: str, *, input: str | None = None) -> ModuleType:
    """Return an optional module; `what` names what needs it, such as "PDF files".

    Raises ExtraMissingError, which names the package to install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ExtraMissingError(f"{what} need the package {package}", input=input, hint=install(package)) from error


def install(package: str) -> str:
    """Return how to install a package: by its own name, which works however briefer was installed."""
    return f"try `pip install {package}`"
