"""Partial, open and uncertain dates: the part of EDTF (ISO 8601-2) that figures in news need.

A day `2025-08-31`, a month `2024-04`, a year `2024`, a quarter `2023-33` to `2023-36`, a half-year `2024-40` or `2024-41`,
an interval `2022-02-24/2025-08-31`, an open one `2022-02-24/..` or `../2030`, each optionally uncertain (`?`, `~`, `%`).
A date is a span of days: `earliest` and `latest` are its first and last day, None where it is open.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d(?::?\d\d){0,2}(?:Z|[+-]\d\d(?::?\d\d)?)?)?)?)?[?~%]?")
_OPEN = ("", "..")


class EdtfError(ValueError):
    """The text is no EDTF date of the kinds used here, or names a day that does not exist."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """One EDTF date with its bounds in days.

    Attributes:
        text: the date as written, `2022-02-24/..`.
        earliest: the first day it covers, None where open to the past.
        latest: the last day it covers, None where open to the future.
    """

    text: str
    earliest: dt.date | None
    latest: dt.date | None

    @property
    def interval(self) -> bool:
        """Whether it has two stated ends (`2022-02-24/2025-08-31`), as cumulative figures do."""
        return "/" in self.text

    @property
    def start(self) -> str:
        """The left side of an interval, or the whole date."""
        return self.text.split("/")[0]

    @property
    def end(self) -> str:
        """The right side of an interval, or the whole date."""
        return self.text.split("/")[-1]

    def __str__(self) -> str:
        return self.text


def _point(text: str) -> tuple[dt.date, dt.date]:
    found = _POINT.fullmatch(text)
    if not found:
        raise EdtfError(f"not an EDTF date: {text!r}")
    year, part, day = int(found[1]), found[2], found[3]
    try:
        if part is None:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        month = int(part)
        if day is not None:
            return (one := dt.date(year, month, int(day))), one
        if 33 <= month <= 36:
            first = 3 * (month - 33) + 1
            return dt.date(year, first, 1), _month_end(year, first + 2)
        if month in (40, 41):
            first = 1 if month == 40 else 7
            return dt.date(year, first, 1), _month_end(year, first + 5)
        return dt.date(year, month, 1), _month_end(year, month)
    except ValueError as error:
        raise EdtfError(f"no such date: {text!r} ({error})") from None


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=65536)
def parse(text: str) -> Edtf:
    """Read an EDTF date.

    Raises:
        EdtfError: for anything else, for a day that does not exist, and for an interval that ends before it begins.
    """
    sides = text.split("/")
    if len(sides) > 2 or all(side in _OPEN for side in sides):
        raise EdtfError(f"not an EDTF date: {text!r}")
    earliest = None if sides[0] in _OPEN else _point(sides[0])[0]
    latest = None if sides[-1] in _OPEN else _point(sides[-1])[1]
    if earliest and latest and latest < earliest:
        raise EdtfError(f"the interval ends before it begins: {text!r}")
    return Edtf(text, earliest, latest)


def valid(text: str) -> bool:
    """Whether `parse` would read the text."""
    try:
        parse(text)
    except EdtfError:
        return False
    return True
