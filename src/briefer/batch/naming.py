"""Names of outputs: they stay inside their folder, are what any file system takes, and no two are the same."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

LONGEST = 180  # bytes of a part of a name: file systems allow 255, and our endings come on top
LONGEST_PATH = 1000  # bytes of a whole name: systems allow 1024 or 4096 with the folder
FORBIDDEN = frozenset(':*?"<>|')
RE_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # no files on Windows


class Names:
    """Gives each input the name of its output; the same inputs in the same order get the same names."""

    def __init__(self, suffix: str, reserved: frozenset[str]) -> None:
        """Names end with `suffix`; the `reserved` names at the top of the folder are nobody's."""
        self._ending = f".brief{suffix}"
        self._reserved = reserved
        self._taken: set[int] = set()
        self._numbers: dict[int, int] = {}  # the last one given out for a name that was wanted again

    def give(self, name: str) -> str:
        """Return a relative name, with / between its parts, that was not given out before."""
        base = self._safe(name)
        key = _key(base)
        if key not in self._taken:
            self._taken.add(key)
            return base + self._ending
        number = self._numbers.get(key, 1) + 1
        while (other := _key(f"{base}-{number}")) in self._taken:
            number += 1
        self._numbers[key] = number
        self._taken.add(other)
        return f"{base}-{number}{self._ending}"

    def _safe(self, name: str) -> str:
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", "..", ".")]
        safe = [_safe(part) for part in parts] or ["unnamed"]
        for index, part in enumerate(safe[:-1]):
            # A folder must not be in the place of a file of ours, nor end as Windows would not let it.
            if part.casefold().endswith(self._ending) or (not index and part.casefold() in self._reserved):
                safe[index] += "_"
            elif part.endswith((".", " ")):
                safe[index] = f"{part[:-1]}_"
        path = "/".join(safe)
        if len(path.encode()) > LONGEST_PATH:
            path = f"{safe[-1]}-{blake2b(path.encode(), digest_size=8).hexdigest()}"
        return path


def _safe(part: str) -> str:
    """Return a part of a path as any file system takes it."""
    kept = "".join(c if c.isprintable() and c not in FORBIDDEN else "_" for c in part)
    kept = kept.encode("utf-8")[:LONGEST].decode("utf-8", "ignore")
    return f"{kept}_" if RE_DEVICE.fullmatch(kept) else kept


def _key(name: str) -> int:
    """Return a number for what some file systems take for the same name; a chance hit costs a needless suffix."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return int.from_bytes(blake2b(folded.encode("utf-8"), digest_size=8).digest(), "big")
