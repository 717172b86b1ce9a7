"""Filters of a question: exact, and checked before anything is looked for."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from rapidfuzz import fuzz, process

from factbase import edtf, knowledge
from factbase.model import Status, Verdict
from factbase.query.entry import Entry, begins, effective_day, first_printed
from factbase.query.lexicon import lexicon

E = TypeVar("E", Status, Verdict)


class QueryError(ValueError):
    """A question cannot be asked so; the message says what to do."""


def one_of(text: str, kind: type[E], what: str) -> E:
    """The value of a closed vocabulary that a filter names."""
    try:
        return kind(text.lower())
    except ValueError:
        raise QueryError(f"no {what} {text!r}; there are {', '.join(kind)}") from None


def concept(text: str) -> str:
    """The key of the concept file that a filter names, written with spaces or without."""
    keys = {key for of in (*lexicon().concepts.values(), *lexicon().stems.values()) for key in of}
    if (key := text.strip().lower().replace(" ", "_")) in keys:
        return key
    nearest = process.extract(key, sorted(keys), scorer=fuzz.WRatio, limit=3)
    raise QueryError(f"no concept {text!r}; nearest are {', '.join(m[0] for m in nearest)}")


def currency(text: str) -> str:
    """The code of a currency that there is."""
    if (code := text.strip().upper()) in knowledge.read("currencies.yaml"):
        return code
    raise QueryError(f"no currency {text!r}; write an ISO 4217 code such as EUR")


def date(text: str) -> edtf.Edtf:
    """The time that a filter names."""
    try:
        return edtf.parse(text)
    except edtf.EdtfError as error:
        raise QueryError(f"{error}; write a day as 2025-08-31, a month as 2025-08, a year as 2025") from None


def as_of(entries: list[Entry], text: str) -> list[Entry]:
    """Of each series the one figure that held on a day: the last one known for that day or earlier. Where there is none, what
    had by then been said of a time still to come, such as a budget of later years.

    Raises:
        QueryError: where the text is no day, month or year.
    """
    day = date(text).latest
    if day is None:
        raise QueryError(f"--at needs a day, month or year, not {text!r}")
    best: dict[str, tuple[tuple[bool, dt.date, int], Entry]] = {}
    for entry in entries:
        merit = _merit(entry, day)
        series = entry.figure.series
        if merit is not None and (series not in best or merit > best[series][0]):
            best[series] = merit, entry
    return [entry for _, entry in best.values()]


def _merit(entry: Entry, day: dt.date) -> tuple[bool, dt.date, int] | None:
    """How well a figure tells how things stood on a day: whether it is of that time, how late, and how many say so."""
    last, first, said = effective_day(entry.figure, entry.claims), begins(entry), first_printed(entry.claims)
    if last is not None and (last <= day or (first is not None and first <= day and entry.figure.date is not None)):
        return True, min(last, day), entry.figure.sources
    if said is not None and said <= day:
        return False, said, entry.figure.sources
    return None
