"""Parts of a dated whole: they hold for its time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from factbase.extract.parts import totals
from factbase.extract.times.giving import give
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["divided", "summed"]

_ROW = 70  # characters between a whole and the words that tell of its part


def summed(line: Timeline) -> None:
    """Parts that add up to a dated total, and follow it, hold for its time."""
    for total, parts in totals(line.mentions):
        for part in parts:
            if total.date is not None and part.date is None:
                give(part, total.date, "part", f"one of the parts of the total at characters {total.start}-{total.end}")


def divided(line: Timeline) -> None:
    """ "It needed 450 beds in May, of which 250 were for minors": a part holds for the time of its whole."""
    for whole, part in itertools.pairwise(line.mentions):
        if whole.date is None or part.date is not None or part.kind not in (whole.kind, Kind.PERCENT):
            continue
        led = line.words.parts.search(line.text, whole.end, min(part.start, whole.end + _ROW))
        if led is not None and line.index(whole) == line.index(part):
            give(part, whole.date, "part of", f"a part of the figure at characters {whole.start}-{whole.end}")
