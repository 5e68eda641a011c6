"""Names of outputs: they stay inside their folder, suit every file system, and are all different."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

LONGEST = 180  # bytes of a part of a name: file systems allow 255, and our endings come on top
LONGEST_PATH = 1000  # bytes of a whole name: systems allow 1024 or 4096 with the folder
FOLDERS = 4096  # of which it is remembered whether a file is in their place
FORBIDDEN = frozenset(':*?"<>|')
RE_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # no files on Windows


class Names:
    """Names each input's output; the same inputs in the same order get the same names."""

    def __init__(
        self,
        suffix: str,
        reserved: frozenset[str],
        *,
        is_file: Callable[[str], bool] = lambda path: False,
        owns: Callable[[str], bool] = lambda path: True,
    ) -> None:
        """Names end with `suffix`; the `reserved` names at the top of the folder are never given out.

        `is_file` says where a file stands in the way of a folder, such as a corpus in the folder of its own briefs;
        `owns` says which names are ours if several runs write into one folder.
        """
        self._ending = f".brief{suffix}"
        self._reserved = reserved
        self._is_file = lru_cache(maxsize=FOLDERS)(is_file)
        self._owns = owns
        self._taken: set[int] = set()
        self._numbers: dict[int, int] = {}  # the last one given out for a name that was wanted again

    def give(self, name: str) -> str:
        """Return a relative name, with / between its parts, that has not been given out before."""
        base = self._free(filed(name))
        key = _key(base)
        if key not in self._taken and self._owns(base):
            self._taken.add(key)
            return base + self._ending
        number = self._numbers.get(key, 1) + 1
        while (other := _key(f"{base}-{number}")) in self._taken or not self._owns(f"{base}-{number}"):
            number += 1
        self._numbers[key] = number
        self._taken.add(other)
        return f"{base}-{number}{self._ending}"

    def _free(self, path: str) -> str:
        """Return a name none of whose folders takes the place of a file."""
        *folders, last = path.split("/")
        above = ""
        for folder in folders:
            place = folder.casefold()
            while (
                place.endswith(self._ending) or (not above and place in self._reserved) or self._is_file(above + folder)
            ):
                folder, place = f"{folder}_", f"{place}_"
            above += f"{folder}/"
        return above + last


def filed(name: str) -> str:
    """Return an input's name as a path that stays inside its folder and suits every file system."""
    parts = [_safe(part) for part in name.replace("\\", "/").split("/") if part not in ("", "..", ".")] or ["unnamed"]
    folders = [
        f"{part[:-1]}_" if part.endswith((".", " ")) else part for part in parts[:-1]
    ]  # Windows takes no such end
    path = "/".join([*folders, parts[-1]])
    if len(path.encode()) > LONGEST_PATH:
        path = f"{parts[-1]}-{blake2b(path.encode(), digest_size=8).hexdigest()}"
    return path


def folded(name: str) -> str:
    """Return a key that two names share if some file system takes them for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _safe(part: str) -> str:
    """Return a part of a path in a form that suits every file system."""
    kept = "".join(c if c.isprintable() and c not in FORBIDDEN else "_" for c in part)
    kept = kept.encode("utf-8")[:LONGEST].decode("utf-8", "ignore")
    return f"{kept}_" if RE_DEVICE.fullmatch(kept) else kept


def _key(name: str) -> int:
    """Return a hash of `folded`; a collision only costs a needless suffix."""
    return int.from_bytes(blake2b(folded(name).encode("utf-8"), digest_size=8).digest(), "big")
