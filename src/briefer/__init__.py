"""briefer turns an article into a brief anyone can check.

>>> import briefer
>>> brief = briefer.brief("Rain stops play.\\n\\nThe final was put off, the club said on Monday.")
>>> [claim.source.name for claim in brief.claims]
['The club']
"""

from __future__ import annotations

__version__ = "0.1.0"
