"""How old an article without a date can be at most, from what it names.

An article that names a fund is no older than the fund (`data/launches.yaml`), and none is older than what it tells of as past:
"stood at 4 million on 31 August 2025", "since 2022". A day without a year that it speaks of ("on October 10") is then taken as
the first such day since. What comes out is an open time, "on that day or later": it bounds what
may be concluded, such as the exchange rates that the writer may have used, and claims no more.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from factbase import edtf, knowledge
from factbase.extract.text.article import Article
from factbase.extract.times.finder import Finder
from factbase.extract.times.grammar import WORD
from factbase.extract.times.value import Reference
from factbase.model import Document

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = frozenset({"day", "month", "year", "bare_year"})
_MONTH = 3  # how coarse a month is


def not_before(text: str, lang: str) -> tuple[str, str] | None:
    """The day that the article is surely not older than, and the words that show it; None where nothing does."""
    found = [(launched, name) for name, launched in _launches() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    found += _told(text, lang)
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
        return day.isoformat(), f"{words!r}, after {name!r} of {since:%Y-%m}"
    return since.isoformat(), f"{name!r}, which lies behind it"


def _told(text: str, lang: str) -> list[tuple[dt.date, str]]:
    """Days and months with their year that the article tells of in the past tense, and years since which it reckons."""
    finder, out = Finder(text, lang, None), []
    past, future = finder.grammar.past, finder.grammar.future
    for start, end in Article(Document(name="", text=text, lang=lang)).sentences:
        if not _YEAR.search(text, start, end):
            continue
        words = {word.lower() for word in WORD.findall(text[start:end])}
        for time in finder.find(start, end):
            if time.value is None or not edtf.valid(time.value) or time.meaning not in _DATED:
                continue
            tells = time.relation in ("", "at", "as_of") and time.coarse <= _MONTH and words & past and not words & future
            back = time.relation == "since" and time.lead not in finder.grammar.onward
            if (tells or back) and (day := edtf.parse(time.value).earliest) is not None:
                out.append((day, text[time.core : time.end]))
    return out


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
