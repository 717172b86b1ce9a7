"""Times that point at one named before: "that year", "a year earlier", "the same quarter", "since then"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from factbase.extract.times.timex import Timex
from factbase.extract.times.value import begin, finish, in_year, month_at, moved, own_year, since, year_before

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["of_told_year", "resolved"]

_BACK = 2  # sentences back in which the time pointed at is looked for
_COMMA = 2  # characters between a time and the word for "then" behind its comma
_DAYS = 2  # how coarse a day or a week is at most
_REPORTING = 4  # the month until which articles tell of the year that has closed
_SHIFTED = frozenset({"back_shift", "forth_shift", "ago"})  # meanings that are reckoned from a time themselves
_SHORT = {"day": 1, "week": 7}  # units that are reckoned from a day, in days
_NO_DAYS = _SHIFTED | {"event"}  # meanings that no day is reckoned from
_SIZES = {"quarter": 3, "half": 6}  # in months
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_OF = re.compile(r"(\d{4})-(\d\d)(?:-\d\d)?$")
_OF_YEAR = re.compile(r"\d{4}(?:-\d\d)?")
_MONTHS = re.compile(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")


def resolved(line: Timeline, time: Timex, index: int, so_far: list[Timex]) -> Timex:
    """A time of a sentence that points at one named before it, there (`so_far`) or in the sentences before."""
    before = _named(line, time, index, so_far)
    if not before:
        return _year_ago(line, time)
    if time.meaning == "since_then":
        event = next((t for t in reversed(before) if t.meaning == "event" or t.relation == "since"), before[-1])
        return replace(time, value=since(event.value or "", line.finder.reference), relation="since")
    before = [t for t in before if t.meaning != "event" or t.relation == "since"] or before
    if time.meaning == "forth_shift" and time.value:
        return time  # "over the next year", of what is to come
    if time.meaning == "back_month":
        year = _year(replace(time, value=None), before).value
        return replace(time, value=f"{year}{time.value[4:]}") if time.value and year and len(year) == 4 else time
    if time.meaning == "back_year" or (time.meaning == "back" and time.grain != "year"):
        return _same(time, before)
    if time.grain in _SHORT:
        return _day(time, before)
    if time.grain == "month":
        return _month(time, before)
    return _year(time, before) if time.grain == "year" else time


def of_told_year(line: Timeline, time: Timex, index: int, so_far: list[Timex]) -> Timex:
    """ "By the end of the year it had grown to 300": of the year that was told of just before, where that has closed."""
    published, told_of = line.published, [so_far]
    if not time.value or time.grain != "year" or published is None or not line.tells_past(*line.article.sentences[index]):
        return time
    if index:
        told_of.append(line.times(index - 1))
    for times in told_of:
        years = (t.value or "" for t in reversed(times) if t.grain == "year" and t.relation != "compared")
        year = next((value[:4] for value in years if _OF_YEAR.fullmatch(value)), "")
        if year and int(year) < published.year:
            return replace(time, value=year + time.value.removeprefix("../")[4:])
    return time


def _day(time: Timex, before: list[Timex]) -> Timex:
    """ "On Sunday 105 were missing; a day earlier it was 70": reckoned from the last day named."""
    day = next((t.value for t in reversed(before) if _DAY.fullmatch(t.value or "") and t.meaning not in _NO_DAYS), None)
    if day is None or not time.shift:
        return time
    return replace(time, value=str(dt.date.fromisoformat(day) + dt.timedelta(days=time.shift * _SHORT[time.grain])))


def _month(time: Timex, before: list[Timex]) -> Timex:
    """ "In May 105 were ill; two months later it was 70": reckoned from the last month or day named."""
    month = next((m for t in reversed(before) if t.meaning not in _NO_DAYS and (m := _MONTH_OF.match(t.value or ""))), None)
    if month is None or not time.shift:
        return time
    return replace(time, value=month_at(int(month[1]), int(month[2]), time.shift))


def _named(line: Timeline, time: Timex, index: int, so_far: list[Timex]) -> list[Timex]:
    """The times named before one: in its sentence, else in the one before; a year is rather reckoned from no mere day."""
    if before := [t for t in so_far if t.value and t.meaning != "event"]:
        return before
    for least in (_DAYS + 1, 0) if time.grain == "year" else (0,):
        for earlier in range(index - 1, max(-1, index - 1 - _BACK), -1):
            if before := [t for t in line.times(earlier) if t.value and t.coarse >= least and not _only_reckoned(time, t)]:
                return before
    return _part(line, time, index) if time.grain in _SIZES else []


def _only_reckoned(time: Timex, before: Timex) -> bool:
    """Whether a day named is but reckoned from the one that "that date" means: "on 7 May; two days earlier ... By that date"."""
    return time.meaning == "back" and time.grain == "day" and before.meaning in _SHIFTED


def _part(line: Timeline, time: Timex, index: int) -> list[Timex]:
    """The last quarter or half year named, however far back: "2 percent more in the quarter"."""
    for earlier in range(index - 1 - _BACK, -1, -1):
        if before := [t for t in line.times(earlier) if t.value and (t.grain == time.grain or _sized(t, time.grain))]:
            return before
    return []


def _year_ago(line: Timeline, time: Timex) -> Timex:
    """ "A year earlier", with no time named before: the year before the article's, unless that tells of the year before."""
    published = line.published
    if time.meaning != "back_shift" or time.grain != "year" or time.shift != -1 or published is None:
        return time
    return time if (published.month or 1) <= _REPORTING else replace(time, value=f"{published.year - 1:04}")


def _year(time: Timex, before: list[Timex]) -> Timex:
    """ "That year", "the year after", "two years earlier": reckoned from the last time named.

    "A year earlier", said twice, is twice the same year: it is reckoned from the time of the figure compared.
    """
    before = [t for t in before if t.meaning not in _SHIFTED and t.relation != "compared"] or before
    before = [t for t in before if t.coarse > _DAYS] or before  # the day it was said is no year to reckon from
    last = next((t for t in reversed(before) if "/" not in (t.value or "") or own_year(t.value or "")), before[-1])
    value = last.value or ""
    if last.meaning == time.meaning == "back_shift":
        return replace(time, value=value)
    if time.meaning == "back_shift" and time.shift == -1 and _is_part(last):
        return replace(time, value=year_before(value))
    if time.shift:
        return replace(time, value=moved(begin(value) if last.relation == "since" else value, time.shift) or None)
    if own_year(value):
        return replace(time, value=value)
    year = (begin(value) if last.relation == "since" else finish(value))[:4]
    return replace(time, value=year) if year.isdigit() else time


def _is_part(time: Timex) -> bool:
    """Whether a time is a part of a year, or some years, of which there is the same a year before: a month, a quarter."""
    value = time.value or ""
    if "-" in value and time.relation != "since" and len(value) < len("2024-05-31"):
        return True
    return "/" in value and year_before(value) is not None and not own_year(value)


def _same(time: Timex, before: list[Timex]) -> Timex:
    """ "The same quarter", "in the same period last year": the last such time that was no mere point of comparison."""
    if time.grain == "period" and time.meaning == "back" and 0 <= time.start - before[-1].end <= _COMMA:
        return replace(time, value=finish(before[-1].value or ""))  # "meer dan in 2022, toen waren het er 12"
    before = [t for t in before if not _only_reckoned(time, t)] or before
    fits = [t for t in before if time.grain in ("period", "span") or t.grain == time.grain or _sized(t, time.grain)]
    own = [t for t in fits if t.relation not in ("compared", "of") and t.meaning not in ("back_year", "back_shift")] or fits
    if not own:
        return time
    value = own[-1].value or ""
    if own[-1].relation == "since" and time.grain == "period":
        value = begin(value)  # "since 1988, when … at the time"
    if time.meaning == "back":
        return replace(time, value=value)
    # The year of the words themselves was read first; without one, it is the year before.
    return replace(time, value=in_year(value, time.value) or time.value)


def _sized(time: Timex, grain: str) -> bool:
    """Whether a time written in months is a quarter or a half year: "between April and June"."""
    return grain in _SIZES and time.meaning != "season" and months(time) == _SIZES[grain]


def months(time: Timex) -> int:
    """How many months an interval of months has; none where it is no such interval."""
    found = _MONTHS.fullmatch(time.value or "")
    if found is None:
        return 0
    first_year, first, last_year, last = map(int, found.groups())
    return (last_year - first_year) * 12 + last - first + 1
