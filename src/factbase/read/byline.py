"""Who an article is from, as its first line says."""

from __future__ import annotations

import re

_HEAD = 2500
_PLACE = r"(?:[A-ZÀ-Þ][\w'’.-]*|de|en|and|,|/)[ ,/]*"
_WIRE = re.compile(
    rf"(?:^|\n| date \d{{4}}(?:-\d\d){{0,2}} )[^\S\n]*(?:{_PLACE}){{1,8}}(?:,?\s*[\w., ]{{0,30}})?"
    r"\(\s*([A-Z][\w .&+/-]{1,30}?)\s*\)\s*[-–—]"
)


def agency(text: str) -> str | None:
    """The press agency that a wire story names where it opens: "BRUSSELS (Reuters) -"."""
    found = _WIRE.search(text[:_HEAD])
    return " ".join(found[1].split()) if found else None
