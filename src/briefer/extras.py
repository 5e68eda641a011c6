"""Optional packages, imported on demand, with a clear message if one is missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from briefer.errors import ExtraMissingError


def load(module: str, what: str, *, input: str | None = None) -> ModuleType:
    """Return an optional module; `what` names what needs it, such as "PDF files".

    Raises ExtraMissingError, which names the package to install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise _missing(module, what, input) from error


def check(module: str, what: str) -> None:
    """Raise ExtraMissingError for a package that is not there; it is not imported yet."""
    if find_spec(module) is None:
        raise _missing(module, what, None)


def _missing(module: str, what: str, input: str | None) -> ExtraMissingError:
    package = module.partition(".")[0]
    return ExtraMissingError(f"{what} need the package {package}", input=input, hint=install(package))


def install(package: str) -> str:
    """Return how to install a package: by its own name, which works however briefer was installed."""
    return f"try `pip install {package}`"
