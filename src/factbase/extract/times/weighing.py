"""How a time stands to a figure, in points: rows of named rules, each for one class of sentence.

A time needs more than nothing to be the figure's own.
"""

from __future__ import annotations

from factbase.extract.times.belonging import BELONGS
from factbase.extract.times.between import BETWEEN
from factbase.extract.times.candidate import COMING, Candidate
from factbase.extract.times.kinds import KIND
from factbase.extract.times.places import APART, ELSEWHERE, NEAR, PLACE
from factbase.extract.times.rules import every, first
from factbase.model import Kind

__all__ = ["weigh"]

_BETWEEN = 2  # figures between a time and a figure that count against it: a list has many
_WORDS = 30  # words between them that count against it
_WORD = -0.08  # points for each


def weigh(candidate: Candidate) -> bool:
    """Count the points of a candidate; whether it is one at all."""
    if _no_time(candidate):
        return False
    first(KIND, candidate)
    if not first(NEAR, candidate):
        every(APART, candidate)
        if not first(PLACE, candidate):
            every(ELSEWHERE, candidate)
    if candidate.figures_between:
        candidate.count("another figure between", -0.7 * min(candidate.figures_between, _BETWEEN))
    candidate.points += _WORD * min(_WORDS, candidate.words_between)
    every(BETWEEN, candidate)
    every(BELONGS, candidate)
    return True


def _no_time(c: Candidate) -> bool:
    """What dates no figure: an event that nothing is since, "every year", "over five years" of what has been."""
    if c.time.meaning == "bare_spread":
        return c.mention.status not in COMING or c.mention.kind is Kind.PERCENT
    return c.time.meaning in ("rate", "implied") or (c.time.meaning == "event" and c.time.relation != "since")
