"""The date that a sender gives with an article or a row, in whichever way feeds, spreadsheets and people write one."""

from __future__ import annotations

import re
from functools import lru_cache

from factbase import edtf, knowledge
from factbase.extract.times.finder import Finder

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)|(\d{4})(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d\d?)[-/.](\d\d?)[-/.](\d{4})(?:[T ]\d\d?:\d\d.*)?")
_QUARTER = re.compile(r"(\d{4})[-/ ]?[QqKk]([1-4])")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?|[+-]\d{4}\b")
_GRAINS = frozenset({"day", "month", "quarter", "half"})
_LONGEST = 60
_BESIDE = 3
"""Words at most that may stand beside a date: a weekday of another language, a time zone."""


@lru_cache(maxsize=4096)
def given(text: str, lang: str | None = None) -> str | None:
    """The EDTF date that a text gives: itself, the day of a time stamp, or the one date that it writes in words or numbers.

    Where day and month cannot be told apart ("03/04/2025"), the use of `lang` decides; None where it has none, and wherever a
    text gives no date or more than one.
    """
    said = text.strip()
    if found := _STAMP.fullmatch(said):
        return found[1] if edtf.valid(found[1]) else None
    if edtf.valid(said):
        return said
    if found := _YEAR_FIRST.fullmatch(said):
        year, month, day = (part for part in found.groups() if part)
        return _day(year, month, day)
    if found := _YEAR_LAST.fullmatch(said):
        first, second, year = found.groups()
        if int(second) > 12:
            return _day(year, first, second)
        if int(first) > 12 or first == second:
            return _day(year, second, first)
    if found := _QUARTER.fullmatch(said):
        return f"{found[1]}-{32 + int(found[2])}"
    return _written(said, lang)


def _day(year: str, month: str, day: str) -> str | None:
    made = f"{year}-{int(month):02}-{int(day):02}"
    return made if edtf.valid(made) else None


def _written(text: str, lang: str | None) -> str | None:
    """A date in the words of a language, that of the article first; numbers alone are read in that one only."""
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    others = knowledge.languages() if any(c.isalpha() for c in text) else ()
    for language in dict.fromkeys((*([lang] if lang in knowledge.languages() else []), *others)):
        found = [f for f in Finder(text, language, None).find(0, len(text)) if f.value and f.grain in _GRAINS]
        if len(found) != 1 or not edtf.valid(str(found[0].value)):
            continue
        rest = _CLOCK.sub(" ", text[: found[0].core] + " " + text[found[0].end :])
        if not any(c.isdigit() for c in rest) and len(re.findall(r"\w+", rest)) <= _BESIDE:
            return found[0].value
    return None
