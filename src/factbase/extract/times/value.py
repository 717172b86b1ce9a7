"""What expressions of time come to: EDTF dates, reckoned from the time an article speaks from.

Each meaning that `lang/<code>/dates.yaml` names is one function here, from the values of its words to a date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from factbase import edtf


@dataclass(frozen=True, slots=True)
class Reference:
    """The time an article speaks from: its publication, as exactly as it is known."""

    year: int
    month: int | None = None
    day: int | None = None
    fiscal: int = 1  # the month in which the financial year of the article's state begins
    fiscal_start: bool = False  # whether that state calls a financial year by the year that it begins in

    @classmethod
    def of(cls, date: str | None) -> Reference | None:
        """The reference that an EDTF date gives; the end of an interval, None for none and for one that is open at its end."""
        if not date or not edtf.valid(date) or edtf.parse(date).latest is None:
            return None
        point = edtf.parse(date).end
        found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", point)
        if not found:
            return None
        month = int(found[2]) if found[2] and int(found[2]) <= 12 else None
        return cls(int(found[1]), month, int(found[3]) if month and found[3] else None)

    @property
    def text(self) -> str:
        """As EDTF, at its own precision."""
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def date(self) -> dt.date | None:
        """The day, where it is known to the day."""
        return dt.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def latest(self) -> dt.date:
        """The last day that it can be."""
        return self.date or _last(self.year, self.month or 12)


_LATE = 7  # the month from which the new year is the one that comes
_SCHOOL = 7  # the month from which a coming school year or season is the present one
_REPORTING = 4  # months of a year in which the full year that is reported on is the one before
_LONGEST = 60  # months that "the three months to June" may be
_ODD_YEAR = re.compile(r"(\d{4})(?:-(\d\d))?/(\d{4})(?:-(\d\d))?")
_PAIR = 20  # years that "2024-30" may span

# --- calendar -----------------------------------------------------------------------------------


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _month(year: int, month: int, plus: int = 0) -> str:
    total = year * 12 + month - 1 + plus
    return f"{total // 12:04}-{total % 12 + 1:02}"


def interval(start: str, end: str) -> str | None:
    value = start if start == end else f"{start}/{end}"
    return value if edtf.valid(value) else None


def _months(year: int, first: int, size: int, shift: int = 0) -> str:
    """So many months from a first one on, moved by so many such stretches: a quarter, a half year."""
    first += shift * size
    return f"{_month(year, first)}/{_month(year, first, size - 1)}"


def _week(day: dt.date) -> str:
    monday = day - dt.timedelta(days=day.weekday())
    return f"{monday}/{monday + dt.timedelta(days=6)}"


def begin(value: str) -> str:
    """The left end of an EDTF date."""
    return value.split("/")[0]


def finish(value: str) -> str:
    """The right end of an EDTF date."""
    return value.split("/")[-1]


def since(value: str, ref: Reference | None) -> str:
    """The interval from a time until now, open where now is unknown or comes before it."""
    start = begin(value)
    if ref is None or start > ref.text:
        return f"{start}/.."
    return interval(start, ref.text) or f"{start}/.."


def nearest(value: str, ref: Reference) -> str:
    """A day or month without a year, put into the year that brings it nearest to now; of two as near, the later one."""
    found = re.fullmatch(r"(\d{4})-(\d\d)((?:-\d\d)?)", value)
    if found is None or ref.month is None:
        return value
    ahead = (int(found[2]) - ref.month) % 12
    if ahead == 0:
        return value
    year = ref.year + (1 if int(found[2]) < ref.month else 0) - (0 if ahead <= 6 else 1)
    return f"{year:04}-{found[2]}{found[3]}"


# --- what the meanings compute --------------------------------------------------------------------

Groups = dict[str, Any]
Resolved = tuple[str | None, str]
"""An EDTF date, or None where the reference does not suffice, and its grain."""


def _point(year: int | None, month: int, day: int | None, ref: Reference | None, future: bool) -> str | None:
    if year is None:
        if ref is None:
            return None
        year = ref.year
        if ref.month is not None:
            here, there = (ref.month, ref.day or 31), (month, day or 1)
            if future:
                # In a sentence about what is to come, whichever is nearer.
                months = (month - ref.month) % 12
                year += 1 if there < here and months <= 6 else 0
                year -= 1 if there > here and months > 6 else 0
            elif there > here:
                year -= 1
    value = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    return value if edtf.valid(value) else None


def _day(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    if g.get("iso"):
        return (g["iso"] if edtf.valid(g["iso"]) else None), ("day" if g["iso"].count("-") == 2 else "month")
    return _point(g.get("year"), g["month"], g["day"], ref, future), "day"


def _month_of(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    if (shift := g.get("shift")) is None:
        return _point(g.get("year"), g["month"], None, ref, future), "month"
    if ref is None:
        return None, "month"
    if ref.month is None:
        return _month(ref.year, g["month"]) if shift == 0 else None, "month"
    year = ref.year
    if shift < 0 and g["month"] >= ref.month:
        year -= 1
    elif shift > 0 and g["month"] <= ref.month:
        year += 1
    return _month(year, g["month"]), "month"


def _year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Fiscal 2024", "FY24"."""
    year = g.get("year") or (2000 + g["year2"] if "year2" in g else None)
    return (f"{year:04}" if year else None), "year"


def _fiscal_named(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Fiscal 2024": the twelve months that the article's state calls so, by the year in which they end or begin."""
    value, _ = _year(g, ref, future)
    if value is None or ref is None or ref.fiscal == 1:
        return value, "year"
    return _months(int(value) - (0 if ref.fiscal_start else 1), ref.fiscal, 12), "span"


def _fiscal_half(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The first half of its financial year", "the third quarter of the fiscal year": the last one that has closed."""
    size, number = 3 if g.get("unit") == "quarter" else 6, g.get("ordinal") or 0
    if ref is None or ref.month is None or ref.fiscal == 1:
        return None, "half"
    if not 1 <= number <= 12 // size:
        return None, "half"
    year = ref.year
    while _months(year, ref.fiscal + (number - 1) * size, size)[-7:] > ref.text[:7]:
        year -= 1
    return _months(year, ref.fiscal + (number - 1) * size, size), "quarter" if size == 3 else "half"


def _year_pair(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    first, second = g["year4"], g.get("year4b")
    if second is None:
        second = first // 100 * 100 + g["year2"]
        if second - first > _PAIR:
            return None, "span"
    return (interval(f"{first:04}", f"{second:04}") if first < second else None), "span"


def _decade(g: Groups, ref: Reference | None, future: bool) -> Resolved:
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
        return _month(ref.year, ref.month, shift), grain
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        return _months(ref.year, (ref.month - 1) // size * size + 1, size, shift), grain
    if ref.date is None:
        return None, grain
    if unit == "week":
        return _week(ref.date + dt.timedelta(weeks=shift)), grain
    return str(ref.date + dt.timedelta(days=shift)), grain


def _shifted(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    return _unit(g.get("unit", "year"), g.get("shift", 0), ref)


def _weekday(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    if ref is None or ref.date is None:
        return None, "weekday"
    shift, week = g.get("shift"), g.get("week")
    if week is not None:
        monday = ref.date - dt.timedelta(days=ref.date.weekday()) + dt.timedelta(weeks=week)
        return str(monday + dt.timedelta(days=g["weekday"] - 1)), "weekday"
    back = (ref.date.weekday() - (g["weekday"] - 1)) % 7
    if (shift or 0) > 0 or (shift is None and future and back):
        return str(ref.date + dt.timedelta(days=7 - back)), "weekday"
    if shift is not None and shift < 0 and back == 0:
        back = 7
    return str(ref.date - dt.timedelta(days=back)), "weekday"


def _weekend(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    if ref is None or ref.date is None:
        return None, "week"
    # "The weekend", of what has happened, is the last one that has begun.
    shift = g.get("shift", 0 if future or ref.date.weekday() >= 5 else -1)
    saturday = ref.date + dt.timedelta(days=5 - ref.date.weekday() + 7 * shift)
    return f"{saturday}/{saturday + dt.timedelta(days=1)}", "week"


def _season(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    first = g["season"]
    year = g.get("year")
    if year is None:
        if ref is None:
            return None, "season"
        year, shift = ref.year, g.get("shift", 0)
        month = ref.month or 12
        if shift < 0 and month < first + 2 - (1 if first < 12 else -10):
            year -= 1
        elif shift > 0 and month >= first:
            year += 1
        elif shift == 0 and first == 12 and month <= 2:
            year -= 1
    start = _month(year, first)
    return interval(start, _month(year, first, 2)), "season"


def _quarter(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    number = g.get("q") or g.get("ordinal") or 0
    if number == -1:
        number = 4
    year = g.get("year")
    if year is None and ref is not None:
        year = ref.year
        # A quarter that has not ended by now is last year's, unless the sentence looks ahead.
        if not future and ref.month is not None and number * 3 - 2 > ref.month:
            year -= 1
    return (_months(year, number * 3 - 2, 3) if year and 1 <= number <= 4 else None), "quarter"


def _half(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    number = g.get("h") or g.get("ordinal") or 0
    if number == -1:
        number = 2
    year = g.get("year")
    if year is None and ref is not None:
        year = ref.year - (1 if number == 2 and not future and (ref.month or 12) < 7 else 0)
    return (_months(year, number * 6 - 5, 6) if year and number in (1, 2) else None), "half"


def _first_units(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """The first four months of 2024, the last two quarters of the year."""
    year = g.get("year") or (ref.year if ref else None)
    size = {"month": 1, "quarter": 3, "half": 6}.get(g["unit"])
    if year is None or size is None or g.get("ordinal") not in (1, -1):
        return None, "span"
    months = int(g["n"] * size)
    if not 1 <= months <= 12:
        return None, "span"
    if (
        not g.get("year")
        and ref is not None
        and ref.month is not None
        and not future
        and g["ordinal"] == 1
        and months > ref.month
    ):
        year -= 1
    first = 1 if g["ordinal"] == 1 else 13 - months
    return interval(_month(year, first), _month(year, first, months - 1)), "span"


def _ending_span(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The three months to June", "the quarter ended 30 September 2021": so many units, the last of which is that month."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(g["unit"])
    end, _ = _month_of({"month": g["month"], "year": g.get("year")}, ref, future)
    if end is not None and g.get("ahead") and not g.get("year") and ref is not None and end < ref.text[:7]:
        end = _month(int(end[:4]) + 1, g["month"])  # "the year ending in September", said in May
    if (
        months is None
        or end is None
        or not 1 <= (size := int(months * g.get("n", 1))) <= 60
        or (g["unit"] == "month" and size == 1)
    ):
        return None, "span"
    return interval(_month(int(end[:4]), g["month"], 1 - size), end), "span"


def _school_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """A year that runs from one summer to the next: in May 2024 "the coming school year" is 2024/2025."""
    if ref is None:
        return None, "span"
    first = ref.year + g.get("shift", 0) - (1 if (ref.month or 12) < _SCHOOL else 0)
    return f"{first:04}/{first + 1:04}", "span"


def _fiscal_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "This financial year": the twelve months of the state's own accounts."""
    if ref is None or ref.fiscal == 1 or ref.month is None:
        return _shifted(g | {"unit": "year"}, ref, future)
    first = ref.year + g.get("shift", 0) - (1 if ref.month < ref.fiscal else 0)
    return _months(first, ref.fiscal, 12), "span"


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


def _full_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The full year": early in a year the one that has closed, unless the sentence looks ahead."""
    if g.get("year4"):
        return f"{g['year4']:04}", "year"
    if ref is None:
        return None, "year"
    return f"{ref.year - (1 if (ref.month or 12) <= _REPORTING and not future else 0):04}", "year"


def year_before(value: str, shift: int = -1) -> str | None:
    """A period of some months, or a year, moved back by a year; None for anything else."""
    parts = value.split("/")
    if any(re.fullmatch(r"\d{4}(?:-\d\d)?", part) is None for part in parts):
        return None
    return "/".join(f"{int(part[:4]) + shift:04}{part[4:]}" for part in parts)


def year_after(value: str) -> str | None:
    """A period of some months, or a year, moved on by a year; None for anything else."""
    return year_before(value, 1)


def own_year(value: str) -> bool:
    """Whether an interval is one year that is no calendar year: "2023/2024", "2023-04/2024-03"."""
    found = _ODD_YEAR.fullmatch(value)
    if found is None:
        return False
    first, month, last, end = (int(part or 0) for part in found.groups())
    return (last - first) * 12 + end - month == (11 if month else 12) and bool(month) == bool(end)


def moved(value: str, years: int) -> str:
    """A time moved by some years: as it is where it is a year that is no calendar year, else the year it ends in."""
    if own_year(value):
        return "/".join(f"{int(part[:4]) + years:04}{part[4:]}" for part in value.split("/"))
    year = finish(value)[:4]
    return f"{int(year) + years:04}" if year.isdigit() else ""


def in_year(value: str, year: str | None) -> str | None:
    """A period of some months put into another year, the one before where none is given."""
    if year is None or len(year) != 4 or not value[:4].isdigit():
        return year_before(value)
    shift = int(year) - int(finish(value)[:4])
    return "/".join(f"{int(part[:4]) + shift:04}{part[4:]}" for part in value.split("/")) if year_before(value) else None


def _back(ref: Reference, unit: str, n: float) -> str | None:
    """The time so many units ago, at the unit's own precision."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}.get(unit)
    if months is not None:
        if ref.month is None:
            return f"{ref.year - int(n * months) // 12:04}" if unit in ("year", "decade") else None
        return _month(ref.year, ref.month, -int(n * months))
    if ref.date is None:
        return None
    return str(ref.date - dt.timedelta(days=int(n * (7 if unit == "week" else 1))))


def _ago(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    unit, n = g["unit"], g.get("n", 2)
    grain = unit if unit in ("day", "week") else "year" if unit in ("year", "decade") and n >= 1 else "month"
    if ref is None or n > 400:
        return None, grain
    value = _back(ref, unit, n)
    if value and grain == "year":
        value = value[:4]
    if value and unit == "week":
        value = _week(dt.date.fromisoformat(value))
    return value, grain


def _past_span(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    unit, n = g["unit"], g.get("n", 1)
    if ref is None or n > 400:
        return None, "span"
    if unit == "year" and n == 1 and (ref.month or 12) <= 3:
        # What is reported in the first quarter about "the past year" is the year that closed.
        return f"{ref.year - 1:04}", "year"
    start = _back(ref, unit, n)
    return (interval(start[:4] if unit == "decade" else start, ref.text) if start else None), "span"


def _next_span(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    unit, n = g["unit"], g.get("n", 1)
    if ref is None or n > 400:
        return None, "span"
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}.get(unit)
    if months is None:
        if ref.date is None:
            return None, "span"
        return interval(ref.text, str(ref.date + dt.timedelta(days=int(n * (7 if unit == "week" else 1))))), "span"
    if unit in ("year", "decade") and n * months >= 24:
        return interval(f"{ref.year:04}", f"{ref.year + int(n * months) // 12:04}"), "span"
    if ref.month is None:
        return None, "span"
    return interval(_month(ref.year, ref.month), _month(ref.year, ref.month, int(n * months))), "span"


def _spread(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Over five years", of money yet to come: the years from now on."""
    if g["unit"] not in ("year", "decade") or not 2 <= g.get("n", 1) * (10 if g["unit"] == "decade" else 1) <= 60:
        return None, "span"
    return _next_span(g, ref, future)


def _until_year(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "Between now and 2030"."""
    return (interval(f"{ref.year:04}", f"{g['year4']:04}") if ref and g["year4"] > ref.year else None), "span"


def _this_and_next(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    return (interval(f"{ref.year:04}", f"{ref.year + 1:04}") if ref else None), "span"


def _back_shift(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "A day earlier": from the day of the article; coarser ones are reckoned from what came before, by the caller."""
    if g.get("unit") == "day" and ref is not None and ref.date is not None and g.get("n", 1) <= 3:
        return str(ref.date - dt.timedelta(days=int(g.get("n", 1)))), "day"
    return None, g.get("unit", "year")


def _forth_shift(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """ "The following year": reckoned from what came before, by the caller; "the next year", of what is to come, from now."""
    coming = future and ref is not None and g.get("ahead")
    return (f"{ref.year + 1:04}" if coming and ref else None), g.get("unit", "year")


def _so_far(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    value, grain = _unit(g.get("unit", "year"), 0, ref)
    if value is None or ref is None:
        return None, grain
    return interval(begin(value) if "/" in value else _first_day(value), ref.text) or value, "span"


def _first_day(value: str) -> str:
    return str(edtf.parse(value).earliest)


def _now(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    if ref is None or ref.date is None:
        return None, "day"
    return str(ref.date + dt.timedelta(days=g["now"])), "day"


def _clock(g: Groups, ref: Reference | None, future: bool) -> Resolved:
    """A time of day: of the day the article appears, as far as one can tell."""
    return (str(ref.date) if ref and ref.date else None), "day"


def _unresolved(grain: str) -> Callable[[Groups, Reference | None, bool], Resolved]:
    return lambda g, ref, future: (None, g.get("unit", grain))


MEANINGS: dict[str, Callable[[Groups, Reference | None, bool], Resolved]] = {
    "day": _day,
    "month": _month_of,
    "bare_month": _month_of,
    "year": _year,
    "bare_year": _year,
    "year_pair": _year_pair,
    "decade": _decade,
    "shifted": _shifted,
    "bare_unit": _shifted,
    "weekday": _weekday,
    "weekend": _weekend,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "bare_half": _half,
    "implied": lambda g, ref, future: _unit(g["unit"], -1, ref),
    "first_units": _first_units,
    "bare_first_units": _first_units,
    "ending_span": _ending_span,
    "school_year": _school_year,
    "full_year": _full_year,
    "fiscal_year": _fiscal_year,
    "new_year": _new_year,
    "fiscal_named": _fiscal_named,
    "fiscal_half": _fiscal_half,
    "ago": _ago,
    "past_span": _past_span,
    "next_span": _next_span,
    "bare_spread": _spread,
    "this_and_next": _this_and_next,
    "until_year": _until_year,
    "so_far": _so_far,
    "now": _now,
    "clock": _clock,
    # Times that an earlier sentence names: resolved by the caller, who knows what came before.
    "back": _unresolved("year"),
    "back_shift": _back_shift,
    "previous": lambda g, ref, future: _unit("year", -1, ref),
    "forth_shift": _forth_shift,
    "back_year": lambda g, ref, future: (f"{g['year']:04}" if g.get("year") else None, "span"),
    "since_then": _unresolved("span"),
    "rate": _unresolved("span"),
}
BACKWARD = frozenset({"back", "back_year", "back_shift", "previous", "forth_shift", "since_then"})
"""Meanings that point at a time named before."""
