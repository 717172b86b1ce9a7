"""Changes and the levels that they lead to: both hold for one time."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from factbase.extract.times.comparing import guessed
from factbase.extract.times.giving import give
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["reached"]

_NEAR = 40  # characters between a change and the level behind it
_WORD = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(",;:.")


def reached(line: Timeline) -> None:
    """ "Sales fell 8% to 55 million", "a 10% rise to 44,500 cases": what dates one of them dates the other."""
    for change, level in itertools.pairwise(line.mentions):
        gap = line.text[change.end : level.start]
        if change.kind is not Kind.PERCENT or level.kind is Kind.PERCENT or len(gap) > _NEAR or not _STOPS.isdisjoint(gap):
            continue
        if line.grammar.change_to.isdisjoint(word.lower() for word in _WORD.findall(gap)):
            continue
        dated, other = (level, change) if level.date is not None else (change, level)
        if dated.date is not None and (other.date is None or guessed(other)):
            give(other, dated.date, "led to", f"of one change with the figure at characters {dated.start}-{dated.end}")
