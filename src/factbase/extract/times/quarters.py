"""Companies whose year is no calendar year: what their "first quarter" is, by when they report on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from factbase import edtf
from factbase.extract.times.value import Reference, month_at
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["counted"]

_RESULTS = 3  # figures of turnover, profit and the like that make an article one of results
_HEAD = 5  # sentences at the head of an article that name the quarter it reports on
_SHIFTS = (0, 3, 6, -3, -6)  # months by which a financial year may begin later than January, likeliest first
_FRESH = range(-10, 101)  # days after its end in which a quarter is reported on


def counted(line: Timeline) -> Reference | None:
    """The reference of an article of results, with the month from which it counts its quarters.

    "Second quarter", said in November, ended in September: companies report within a hundred days.
    """
    ref = line.published
    if ref is None or ref.date is None or _results(line) < _RESULTS:
        return ref
    for index in range(min(_HEAD, len(line.article.sentences))):
        start, end = line.article.sentences[index]
        if line.grammar.accounts.search(line.text, start, end) is None or line.finder.ahead(start, end):
            continue
        for time in line.finder.find(start, end):
            if time.value and time.grain in ("quarter", "half") and time.relation in ("", "at", "for", "of"):
                return _shifted(time.value, ref, ref.date) if time.yearless else ref
    return ref


def _results(line: Timeline) -> int:
    """How many figures stand in sentences of turnover, profit and the like."""
    return sum(
        sum(m.kind in (Kind.MONEY, Kind.PERCENT) for m in mentions)
        for index, mentions in line.by_sentence.items()
        if line.grammar.accounts.search(line.text, *line.article.sentences[index])
    )


def _shifted(quarter: str, ref: Reference, day: dt.date) -> Reference:
    """The reference with the year that makes a quarter, read as one of the calendar, freshly closed."""
    last = edtf.parse(quarter).end
    for shift in _SHIFTS:
        end = edtf.parse(month_at(int(last[:4]), int(last[5:7]), shift)).latest
        if end is not None and (day - end).days in _FRESH:
            month = (shift % 12) + 1
            return replace(ref, fiscal=month, quarters=month) if shift else ref
    return ref
