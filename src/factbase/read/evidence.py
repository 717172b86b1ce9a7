"""How old an article without a date can be at most, from what it names.

An article that names a fund is no older than the fund (`data/launches.yaml`), and a day without a year that it speaks of ("on
October 10") is then taken as the first such day since. What comes out is an open time, "on that day or later": it bounds what
may be concluded, such as the exchange rates that the writer may have used, and claims no more.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from factbase import edtf, knowledge
from factbase.extract.timevalue import Reference
from factbase.extract.timex import Finder

_DIGIT = re.compile(r"\d")


def not_before(text: str, lang: str) -> tuple[str, str] | None:
    """The day that the article is surely not older than, and the words that show it; None where nothing does."""
    found = [(launched, name) for name, launched in _launches() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    if not found:
        return None
    since, name = max(found)
    # the year from the launch on has every day once
    after = since + dt.timedelta(days=364)
    finder = Finder(text, lang, None)
    later: list[tuple[dt.date, str]] = []
    for line in re.finditer(r"[^\n]+", text):
        if not _DIGIT.search(line[0]):
            continue
        for time in finder.find(line.start(), line.end()):
            if time.meaning == "day" and time.grain == "day" and time.value is None and time.relation == "at":
                words = text[time.core : time.end]
                day = _on(words, lang, after)
                if day is not None and since <= day <= after:
                    later.append((day, words))
    if later:
        day, words = min(later)
        return day.isoformat(), f"{words!r}, after {name} began in {since:%Y-%m}"
    return since.isoformat(), f"{name!r}, which began then"


def _on(words: str, lang: str, until: dt.date) -> dt.date | None:
    """The last day before `until` that the words may mean."""
    times = Finder(words, lang, Reference(until.year, until.month, until.day)).find(0, len(words))
    if len(times) != 1 or times[0].value is None or not edtf.valid(times[0].value):
        return None
    day = edtf.parse(times[0].value)
    if day.earliest is None or day.earliest != day.latest:
        return None
    return day.earliest if day.earliest <= until else day.earliest.replace(year=day.earliest.year - 1)


@lru_cache(maxsize=1)
def _launches() -> tuple[tuple[str, dt.date], ...]:
    """Names with the day on which the thing began."""
    known = knowledge.read("launches.yaml")
    return tuple(
        (str(name), first)
        for entry in known.values()
        for name in entry["names"]
        if (first := edtf.parse(str(entry["since"])).earliest) is not None
    )
