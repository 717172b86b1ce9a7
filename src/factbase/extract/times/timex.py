"""One expression of time in running text, after TimeML's TIMEX3 (Pustejovsky et al. 2003)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEICTIC", "ENDING", "Timex"]

ENDING = frozenset({"until", "by", "as_of", "before"})
"""Relations of a time at which something ends, or stands."""
DEICTIC = frozenset({"weekday", "now", "clock", "shifted", "weekend", "ago"})
"""Meanings that point from the day of the article."""
_GRAINS = {
    "day": 1,
    "weekday": 1,
    "week": 2,
    "month": 3,
    "season": 4,
    "quarter": 4,
    "half": 5,
    "year": 6,
    "span": 6,
    "period": 6,
    "decade": 7,
}


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression of time.

    Attributes:
        start, end: the whole expression in the text, with its preposition; `core` is where the time itself begins.
        value: EDTF, None where it cannot be resolved (a weekday in an undated article).
        meaning: the name of the form's meaning in dates.yaml, or `event`.
        relation: what stands before it makes of it: `at`, `since`, `until`, `by`, `as_of`, `of`, `for`, `after`, `before`,
            `compared`, or empty where nothing stands there.
        grain: how coarse it is, from `day` to `decade`.
        part: which part of the time is meant, as the language's `parts` name it: `whole` of "the whole of 2022"; empty for none.
        lead: the words of the relation, as written, in lower case.
        yearless: whether it is a day, month, quarter or half without a year, so that the year is a guess.
        shift: of a time reckoned from one named before, how many units it lies behind (below zero) or after it.
    """

    start: int
    core: int
    end: int
    value: str | None
    meaning: str
    relation: str
    grain: str
    lead: str = ""
    yearless: bool = False
    shift: int = 0
    part: str = ""

    @property
    def coarse(self) -> int:
        """The grain as a number: a day 1, a month 3, a year 6."""
        return _GRAINS[self.grain]
