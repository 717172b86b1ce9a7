"""Reckoning with EDTF dates: the time an article speaks from, and periods moved, cut and set against it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from factbase import edtf


@dataclass(frozen=True, slots=True)
class Reference:
    """The time an article speaks from: its publication, as exactly as it is known."""

    year: int
    month: int | None = None
    day: int | None = None
    fiscal: int = 1  # the month in which the financial year of the article's state begins
    quarters: int = 1  # the month in which the year begins whose quarters the article counts by
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
        return self.date or last_day(self.year, self.month or 12)


MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
"""How many months a unit of time has."""
_UNTIL_DAY = re.compile(r"\d{4}-\d\d-01/\d{4}-\d\d-\d\d")
_ODD_YEAR = re.compile(r"(\d{4})(?:-(\d\d))?/(\d{4})(?:-(\d\d))?")


def last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def month_at(year: int, month: int, plus: int = 0) -> str:
    total = year * 12 + month - 1 + plus
    return f"{total // 12:04}-{total % 12 + 1:02}"


def interval(start: str, end: str) -> str | None:
    value = start if start == end else f"{start}/{end}"
    return value if edtf.valid(value) else None


def months(year: int, first: int, size: int, shift: int = 0) -> str:
    """So many months from a first one on, moved by so many such stretches: a quarter, a half year."""
    first += shift * size
    return f"{month_at(year, first)}/{month_at(year, first, size - 1)}"


def week(day: dt.date) -> str:
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
    year = ref.year + (1 if int(found[2]) < ref.month else 0) - (0 if ahead <= 6 else 1)
    return f"{year:04}-{found[2]}{found[3]}"


def year_before(value: str, shift: int = -1) -> str | None:
    """A period of some months, a year, or a part of one until a day, moved back by a year; None for anything else."""
    parts = value.split("/")
    if any(re.fullmatch(r"\d{4}(?:-\d\d)?", part) is None for part in parts) and _UNTIL_DAY.fullmatch(value) is None:
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


def ago(ref: Reference, unit: str, n: float) -> str | None:
    """The time so many units ago, at the unit's own precision."""
    size = MONTHS.get(unit)
    if size is not None:
        if ref.month is None:
            return f"{ref.year - int(n * size) // 12:04}" if unit in ("year", "decade") else None
        return month_at(ref.year, ref.month, -int(n * size))
    if ref.date is None:
        return None
    return str(ref.date - dt.timedelta(days=int(n * (7 if unit == "week" else 1))))
