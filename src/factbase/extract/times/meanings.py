"""What expressions of time come to: one function for each meaning that `lang/<code>/dates.yaml` names.

Each takes what the words of the expression say, the time the article speaks from, and whether the words around it look ahead; it
gives an EDTF date, or None where the reference does not suffice, and how coarse that date is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from factbase import edtf
from factbase.extract.times.value import MONTHS, Reference, ago, begin, interval, month_at, months, week

__all__ = ["BACKWARD", "MEANINGS", "Groups"]

_LATE = 7  # the month from which the new year is the one that comes
_SCHOOL = 7  # the month from which a coming school year or season is the present one
_REPORTING = 4  # months of a year in which the full year that is reported on is the one before
_LONGEST = 60  # months that "the three months to June" may be
_PARTS = frozenset({"month", "quarter", "half"})  # of a year
_DAY = 24  # hours
_PAIR = 20  # years that "2024-30" may span

Groups = dict[str, Any]
"""What the classes of a form say: `{"month": 2, "day": 6}`."""
Resolved = tuple[str | None, str]
"""An EDTF date, or None where the reference does not suffice, and its grain."""
Meaning = Callable[[Groups, Reference | None, bool], Resolved]

MEANINGS: dict[str, Meaning] = {}
BACKWARD = frozenset({"back", "back_month", "back_year", "back_shift", "previous", "forth_shift", "since_then"})
"""Meanings that point at a time named before."""


def meaning(*names: str) -> Callable[[Meaning], Meaning]:
    """Register a function as what these meanings of dates.yaml come to."""

    def register(function: Meaning) -> Meaning:
        MEANINGS.update(dict.fromkeys(names, function))
        return function

    return register


def _point(year: int | None, month: int, day: int | None, ref: Reference | None, future: bool) -> str | None:
    if year is None:
        if ref is None:
            return None
        year = ref.year
        if ref.month is not None:
            here, there = (ref.month, ref.day or 31), (month, day or 1)
            if future:
                # In a sentence about what is to come, whichever is nearer.
                apart = (month - ref.month) % 12
                year += 1 if there < here and apart <= 6 and (apart or day) else 0  # "by the end of March", said in March
                year -= 1 if there > here and apart > 6 else 0
            elif there > here:
                year -= 1
    value = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    return value if edtf.valid(value) else None


@meaning("day")
def _day(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "3 May 2021", "on May 3rd", "2021-05-03"."""
    if g.get("iso"):
        return (g["iso"] if edtf.valid(g["iso"]) else None), ("day" if g["iso"].count("-") == 2 else "month")
    return _point(g.get("year"), g["month"], g["day"], ref, future), "day"


@meaning("month", "bare_month")
def _month_of(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "August", "last March", "March of last year"."""
    if (shift := g.get("shift")) is None:
        return _point(g.get("year"), g["month"], None, ref, future), "month"
    if ref is None:
        return None, "month"
    if ref.month is None:
        return month_at(ref.year, g["month"]) if shift == 0 else None, "month"
    year = ref.year
    if shift < 0 and g["month"] >= ref.month:
        year -= 1
    elif shift > 0 and g["month"] <= ref.month:
        year += 1
    return month_at(year, g["month"]), "month"


@meaning("year", "bare_year")
def _year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Fiscal 2024", "FY24"."""
    year = g.get("year") or (2000 + g["year2"] if "year2" in g else None)
    return (f"{year:04}" if year else None), "year"


@meaning("fiscal_named")
def _fiscal_named(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Fiscal 2024": the twelve months that the article's state calls so, by the year in which they end or begin."""
    value, _ = _year(g, ref, future)
    if value is None or ref is None or ref.fiscal == 1:
        return value, "year"
    return months(int(value) - (0 if ref.fiscal_start else 1), ref.fiscal, 12), "span"


@meaning("fiscal_half")
def _fiscal_half(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The first half of its financial year", "the third quarter of the fiscal year": the last one that has closed."""
    size, number = 3 if g.get("unit") == "quarter" else 6, g.get("ordinal") or 0
    grain = "quarter" if size == 3 else "half"
    if ref is None or ref.month is None or ref.fiscal == 1:
        return None, grain
    if g.get("year4") and 1 <= number <= 12 // size:
        year = g["year4"] - (0 if ref.fiscal_start else 1)
        return months(year, ref.fiscal + (number - 1) * size, size), grain
    return _fiscal_part(number, size, ref), grain


def _fiscal_part(number: int, size: int, ref: Reference) -> str | None:
    """The last quarter or half of a number, of a financial year, that has closed by now."""
    if not 1 <= number <= 12 // size:
        return None
    year = ref.year
    while (part := months(year, ref.fiscal + (number - 1) * size, size))[-7:] > ref.text[:7]:
        year -= 1
    return part


@meaning("year_pair")
def _year_pair(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "2024/25", "2021-2024"."""
    first, second = g["year4"], g.get("year4b")
    if second is None:
        second = first // 100 * 100 + g["year2"]
        if second - first > _PAIR:
            return None, "span"
    return (interval(f"{first:04}", f"{second:04}") if first < second else None), "span"


@meaning("decade")
def _decade(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The 1990s"."""
    year = g["year4"] if "year4" in g else 1900 + g["year2"]
    return (f"{year:04}/{year + 9:04}" if year % 10 == 0 else None), "decade"


def _unit(unit: str, shift: int, ref: Reference | None) -> Resolved:
    """The unit that lies so many units from now."""
    grain = unit
    if ref is None:
        return None, grain
    if unit == "year":
        return f"{ref.year + shift:04}", grain
    if unit == "decade":
        first = (ref.year // 10 + shift) * 10
        return f"{first:04}/{first + 9:04}", grain
    if ref.month is None:
        return None, grain
    if unit == "month":
        return month_at(ref.year, ref.month, shift), grain
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        return months(ref.year, (ref.month - 1) // size * size + 1, size, shift), grain
    if ref.date is None:
        return None, grain
    if unit == "week":
        return week(ref.date + dt.timedelta(weeks=shift)), grain
    return str(ref.date + dt.timedelta(days=shift)), grain


@meaning("shifted", "bare_unit")
def _shifted(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Last week", "this year", "next month"."""
    return _unit(g.get("unit", "year"), g.get("shift", 0), ref)


@meaning("weekday")
def _weekday(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "On Friday": the last one, or the next of what is to come."""
    if ref is None or ref.date is None:
        return None, "weekday"
    shift, weeks = g.get("shift"), g.get("week")
    if weeks is not None:
        monday = ref.date - dt.timedelta(days=ref.date.weekday()) + dt.timedelta(weeks=weeks)
        return str(monday + dt.timedelta(days=g["weekday"] - 1)), "weekday"
    back = (ref.date.weekday() - (g["weekday"] - 1)) % 7
    if (shift or 0) > 0 or (shift is None and future and back):
        return str(ref.date + dt.timedelta(days=7 - back)), "weekday"
    if shift is not None and shift < 0 and back == 0:
        back = 7
    return str(ref.date - dt.timedelta(days=back)), "weekday"


@meaning("weekend")
def _weekend(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Last weekend"."""
    if ref is None or ref.date is None:
        return None, "week"
    # "The weekend", of what has happened, is the last one that has begun.
    shift = g.get("shift", 0 if future or ref.date.weekday() >= 5 else -1)
    saturday = ref.date + dt.timedelta(days=5 - ref.date.weekday() + 7 * shift)
    return f"{saturday}/{saturday + dt.timedelta(days=1)}", "week"


@meaning("season")
def _season(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Last summer", "winter 2023": three months."""
    first = g["season"]
    year = g.get("year")
    if year is None:
        if ref is None:
            return None, "season"
        year, shift = ref.year, g.get("shift", 0)
        month = ref.month or 12
        if shift < 0 and (first == 12 or month <= first):
            year -= 1
        elif shift > 0 and month >= first:
            year += 1
        elif shift == 0 and first == 12 and month <= 2:
            year -= 1
    start = month_at(year, first)
    return interval(start, month_at(year, first, 2)), "season"


@meaning("quarter")
def _quarter(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The third quarter", "Q3 2023"."""
    number = g.get("q") or g.get("ordinal") or 0
    if number == -1:
        number = 4
    year = g.get("year")
    if year is None and ref is not None and ref.quarters != 1:
        return _fiscal_part(number, 3, ref), "quarter"
    if year is None and ref is not None:
        year = ref.year
        # A quarter that has not ended by now is last year's, unless the sentence looks ahead.
        if not future and ref.month is not None and number * 3 - 2 > ref.month:
            year -= 1
    return (months(year, number * 3 - 2, 3) if year and 1 <= number <= 4 else None), "quarter"


@meaning("half", "bare_half")
def _half(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The first half of 2025"."""
    number = g.get("h") or g.get("ordinal") or 0
    if number == -1:
        number = 2
    year = g.get("year")
    if year is None and ref is not None and ref.quarters != 1:
        return _fiscal_part(number, 6, ref), "half"
    if year is None and ref is not None:
        year = ref.year - (1 if number == 2 and not future and (ref.month or 12) < 7 else 0)
    return (months(year, number * 6 - 5, 6) if year and number in (1, 2) else None), "half"


@meaning("first_units", "bare_first_units")
def _first_units(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The first four months of 2024", "the last two quarters of the year"."""
    year = g.get("year") or (ref.year if ref else None)
    heads, unit = g.get("ordinal") == 1, g["unit"]
    size = int(g["n"] * MONTHS[unit]) if unit in _PARTS else 0
    if year is None or not 1 <= size <= 12 or g.get("ordinal") not in (1, -1):
        return None, "span"
    if ref is not None and ref.month is not None and not g.get("year") and heads and not future and size > ref.month:
        year -= 1  # not over yet
    first = 1 if heads else 13 - size
    return interval(month_at(year, first), month_at(year, first, size - 1)), "span"


@meaning("ending_span")
def _ending_span(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """So many units, the last of which ends then: "the three months to June", "the week to 7 March", "the five years to 2023"."""
    if "month" not in g:
        return interval(f"{g['year4'] - int(g['n']) + 1:04}", f"{g['year4']:04}"), "span"
    if g["unit"] == "week":
        last = _day({"year": g.get("year4"), **g}, ref, future)[0] if g.get("day") else None
        days = dt.timedelta(days=7 * int(g.get("n", 1)) - 1)
        return (f"{dt.date.fromisoformat(last) - days}/{last}" if last else None), "span"
    end, _ = _month_of({"month": g["month"], "year": g.get("year")}, ref, future)
    if end is not None and g.get("ahead") and not g.get("year") and ref is not None and end < ref.text[:7]:
        end = month_at(int(end[:4]) + 1, g["month"])  # "the year ending in September", said in May
    size = int(MONTHS[g["unit"]] * g.get("n", 1)) if g["unit"] in (*_PARTS, "year") else 0
    if end is None or not 1 <= size <= _LONGEST or (g["unit"] == "month" and size == 1):
        return None, "span"
    return interval(month_at(int(end[:4]), g["month"], 1 - size), end), "span"


@meaning("school_year")
def _school_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """A year that runs from one summer to the next: in May 2024 "the coming school year" is 2024/2025."""
    if ref is None:
        return None, "span"
    first = ref.year + g.get("shift", 0) - (1 if (ref.month or 12) < _SCHOOL else 0)
    return f"{first:04}/{first + 1:04}", "span"


@meaning("fiscal_year")
def _fiscal_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "This financial year": the twelve months of the state's own accounts."""
    if ref is None or ref.fiscal == 1 or ref.month is None:
        return _shifted(g | {"unit": "year"}, ref, future)
    first = ref.year + g.get("shift", 0) - (1 if ref.month < ref.fiscal else 0)
    return months(first, ref.fiscal, 12), "span"


@meaning("new_year")
def _new_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The new financial year", "the new year": the one whose beginning is nearest."""
    if ref is None or ref.month is None:
        return None, "span"
    if g.get("calendar"):
        return f"{ref.year + (1 if ref.month >= _LATE else 0):04}", "year"
    starts = _SCHOOL + 2 if g.get("school") else ref.fiscal
    ahead = (starts - ref.month) % 12
    shift = 1 if 0 < ahead <= 6 else 0
    if g.get("school"):
        first = ref.year - (1 if ref.month < starts else 0) + shift
        return f"{first:04}/{first + 1:04}", "span"
    return _fiscal_year({"shift": shift}, ref, future)


@meaning("full_year")
def _full_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The full year": early in a year the one that has closed, unless the sentence looks ahead."""
    if g.get("year4"):
        return f"{g['year4']:04}", "year"
    if ref is None:
        return None, "year"
    return f"{ref.year - (1 if (ref.month or 12) <= _REPORTING and not future else 0):04}", "year"


@meaning("ago")
def _ago(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Two years ago", at the precision of its unit."""
    unit, n = g["unit"], g.get("n", 2)
    grain = unit if unit in ("day", "week") else "year" if unit in ("year", "decade") and abs(n) >= 1 else "month"
    if ref is None or n > 400:
        return None, grain
    value = ago(ref, unit, n)
    if value and grain == "year":
        value = value[:4]
    if value and unit == "week":
        value = week(dt.date.fromisoformat(value))
    return value, grain


@meaning("hence")
def _hence(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "In two years' time", at the precision of its unit."""
    return _ago(g | {"n": -g["n"]}, ref, future)


@meaning("past_span")
def _past_span(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The past two months", "the past 24 hours", until now; "the past quarter", the last one that has closed."""
    unit, n = g["unit"], g.get("n", 1)
    if unit == "hour":
        unit, n = "day", math.ceil(n / _DAY)
    if ref is None or n > 400:
        return None, "span"
    if unit == "year" and n == 1 and (ref.month or 12) <= 3:
        # What is reported in the first quarter about "the past year" is the year that closed.
        return f"{ref.year - 1:04}", "year"
    if unit == "quarter" and n == 1:
        return _unit(unit, -1, ref)
    start = ago(ref, unit, n)
    return (interval(start[:4] if unit == "decade" else start, ref.text) if start else None), "span"


@meaning("next_span")
def _next_span(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The next ten years", from now."""
    unit, n = g["unit"], g.get("n", 1)
    if ref is None or n > 400:
        return None, "span"
    size = MONTHS.get(unit)
    if size is None:
        if ref.date is None:
            return None, "span"
        return interval(ref.text, str(ref.date + dt.timedelta(days=int(n * (7 if unit == "week" else 1))))), "span"
    if unit in ("year", "decade") and n * size >= 24:
        return interval(f"{ref.year:04}", f"{ref.year + int(n * size) // 12:04}"), "span"
    if ref.month is None:
        return None, "span"
    return interval(month_at(ref.year, ref.month), month_at(ref.year, ref.month, int(n * size))), "span"


@meaning("bare_spread")
def _spread(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Over five years", of money yet to come: the years from now on."""
    if g["unit"] not in ("year", "decade") or not 2 <= g.get("n", 1) * (10 if g["unit"] == "decade" else 1) <= 60:
        return None, "span"
    return _next_span(g, ref, future)


@meaning("until_year")
def _until_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Between now and 2030"."""
    return (interval(f"{ref.year:04}", f"{g['year4']:04}") if ref and g["year4"] > ref.year else None), "span"


@meaning("this_and_next")
def _this_and_next(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "This year and next"."""
    return (interval(f"{ref.year:04}", f"{ref.year + 1:04}") if ref else None), "span"


@meaning("back_shift")
def _back_shift(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "A day earlier": from the day of the article; coarser ones are reckoned from what came before, by the caller."""
    if g.get("unit") == "day" and ref is not None and ref.date is not None and g.get("n", 1) <= 3:
        return str(ref.date - dt.timedelta(days=int(g.get("n", 1)))), "day"
    return None, g.get("unit", "year")


@meaning("forth_shift")
def _forth_shift(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The following year": reckoned from what came before, by the caller; "the next year", of what is to come, from now."""
    coming = future and ref is not None and g.get("ahead")
    return (f"{ref.year + 1:04}" if coming and ref else None), g.get("unit", "year")


@meaning("so_far")
def _so_far(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "So far this year", until now."""
    value, grain = _unit(g.get("unit", "year"), 0, ref)
    if value is None or ref is None:
        return None, grain
    return interval(begin(value) if "/" in value else _first_day(value), ref.text) or value, "span"


def _first_day(value: str) -> str:
    return str(edtf.parse(value).earliest)


@meaning("now")
def _now(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Yesterday", "today"."""
    if ref is None or ref.date is None:
        return None, "day"
    return str(ref.date + dt.timedelta(days=g["now"])), "day"


@meaning("clock")
def _clock(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """A time of day: of the day the article appears, as far as one can tell."""
    return (str(ref.date) if ref and ref.date else None), "day"


@meaning("previous")
def _previous(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The previous year": the one before the article's own, where none was named before."""
    return _unit("year", -1, ref)


@meaning("implied")
def _implied(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Quarterly profit": of the last one that has closed."""
    return _unit(g["unit"], -1, ref)


@meaning("back_year")
def _back_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The same quarter of 2019": the year that the words themselves give."""
    return (f"{g['year']:04}" if g.get("year") else None), "span"


@meaning("back_month")
def _back_month(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "November of that year": the caller, who knows the year, puts the month into it."""
    return _point(None, g["month"], None, ref, future), "month"


@meaning("back")
def _back(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "That year": known to the caller alone, who knows what came before; "the course of the year" may be this one's."""
    unit = g.get("unit", "year")
    return _unit(unit, g["shift"], ref) if "shift" in g else (None, unit)


@meaning("since_then", "rate")
def _unresolved(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Since then", which the caller resolves; "every year", which is no time."""
    return None, g.get("unit", "span")
