"""The folders that an agent may read: a name that leads out of them, by whatever link, is refused."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from briefer.errors import BrieferError, InputMissingError, OptionError


class OutsideError(BrieferError):
    """The path is not below a folder that was named at the start."""

    kind = "outside"


class Folders:
    """Folders named at the start; raises OptionError if one of them is none."""

    def __init__(self, names: Sequence[str]) -> None:
        self.roots = [Path(os.path.realpath(name)) for name in names]
        for name, root in zip(names, self.roots, strict=True):
            if not root.is_dir():
                raise OptionError(f"{name} is not a folder", hint="name folders that hold articles")

    def find(self, name: str) -> tuple[Path, str]:
        """Return the file or folder that a name leads to, and the rest of the name, of what is in that file.

        A name is absolute, or relative to one of the folders. Raises OutsideError for what lies outside, be it there or
        not, and InputMissingError for what is not there.
        """
        inside = False
        for root in self.roots if "\0" not in name else ():
            path = Path(os.path.realpath(root / name))
            for place in (path, *path.parents):
                if not self.holds(place):
                    break
                inside = True
                if place.is_file() or (place == path and place.exists()):
                    return place, path.relative_to(place).as_posix().removeprefix(".")
        if inside:
            raise InputMissingError("no such file or folder", input=name, hint='brief(".") lists what is there')
        raise OutsideError("this is outside the folders that may be read", input=name, hint="give a path inside them")

    def holds(self, path: Path) -> bool:
        """Return whether a path, with all links followed, lies in one of the folders."""
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(root) for root in self.roots)

    def shown(self, path: Path) -> str:
        """Return a path as `find` takes it: relative to the folder, if there is one only.

        >>> Folders(["/"]).shown(Path("/news/storm.txt"))
        'news/storm.txt'
        """
        return (path.relative_to(self.roots[0]) if len(self.roots) == 1 else path).as_posix()
