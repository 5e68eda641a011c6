"""What people said, as captions, exports of meetings and chats have it: who says it stands before the words."""

from __future__ import annotations

from briefer.model import Document
from briefer.readers.spoken import captions, records

HEAD = 2000  # characters within which the first times stand
FEWEST = 2  # times, without which nothing is looked at more closely


def find(text: str) -> Document | None:
    """Return the document that a plain text holds if it is captions, or the record of a meeting or a chat."""
    head = text[:HEAD]
    if captions.ARROW in head and (found := captions.find(text)):
        return found
    if head.count(":") >= FEWEST and (head.count("[") >= FEWEST or len(records.RE_CLOCK.findall(head)) >= FEWEST):
        return records.find(text)
    return None
