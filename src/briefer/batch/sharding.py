"""Splits inputs between independent runs, by a hash that is the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from briefer.batch.naming import filed, folded
from briefer.errors import OptionError
from briefer.readers import Item

RE_SHARD = re.compile(r"([0-9]{1,9})/([0-9]{1,9})", re.ASCII)


class Shard(NamedTuple):
    """Part number `part` of `parts`, from 1."""

    part: int
    parts: int

    @property
    def label(self) -> str:
        """Return a label for this shard's own files; empty for the whole."""
        return "" if self.parts == 1 else f"-{self.part}-of-{self.parts}"

    def takes(self, name: str) -> bool:
        """Return whether a name belongs to this shard; it belongs to exactly one of the `parts`.

        Names whose briefs might share a file name stay together, such as names that differ only in case or in
        characters that file systems refuse: only a run that sees both can keep them apart.
        """
        return self.owns(filed(name))

    def owns(self, path: str) -> bool:
        """Return whether a brief of this shard may be filed under a name, rather than another shard's."""
        digest = sha256(folded(path).encode("utf-8")).digest()
        return int.from_bytes(digest[:8], "big") % self.parts == self.part - 1

    def of(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items of this shard, in order; unreadable ones are split like the others."""
        return iter(items) if self.parts == 1 else (item for item in items if self.takes(item.name))


WHOLE = Shard(1, 1)


def parse(text: str) -> Shard:
    """Parse a shard written as i/n; raises OptionError unless 1 ≤ i ≤ n."""
    match = RE_SHARD.fullmatch(text)
    if match and 1 <= int(match[1]) <= int(match[2]):
        return Shard(int(match[1]), int(match[2]))
    raise OptionError(f"--shard {text} is not a part of a whole", hint="write --shard 1/8 up to --shard 8/8")
