"""What a comparison comes to."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from factbase.reconcile.views.view import View

NEUTRAL = "unstated"


class Level(NamedTuple):
    """The outcome of one comparison: a level that has a weight, and a sentence, made only when it is asked for."""

    level: str
    say: Callable[[], str]

    @property
    def text(self) -> str:
        """The sentence for the analyst."""
        return self.say()


@cache
def neutral(why: str) -> Level:
    """The outcome of a comparison that tells nothing, one for each reason: most comparisons of most pairs come to one."""
    return Level(NEUTRAL, lambda: why)


Comparison = Callable[[View, View], Level]


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Dice's coefficient of two sets of words."""
    return 0.0 if a.isdisjoint(b) else 2 * len(a & b) / (len(a) + len(b))
