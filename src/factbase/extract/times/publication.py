"""When an article was published, from what it prints about itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factbase import edtf, knowledge
from factbase.extract.text.patterns import any_of
from factbase.extract.times.finder import Finder
from factbase.extract.times.grammar import grammar
from factbase.extract.times.timex import Timex

_HEAD = 3000
_TAIL = 600
_PREFIX = re.compile(r"\A\W*(?:[^\n]{0,200}\n\s*){0,6}?[ \t]*date (\d{4}(?:-\d\d(?:-\d\d)?)?)(?![\w-])")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?\b(?:\s*[ap]\.?m\b\.?)?(?:\s*\b[A-Z]{2,4}\b)?", re.IGNORECASE)
_WIRE = re.compile(r"\A\W*(?:[A-ZÀ-Þ][\w'’.-]*[ ,/]*){1,6}\Z")
_PLACED = re.compile(r"\A\W*(?:[A-ZÀ-Þ][\w'’.-]*[ ,/]*){1,5},\s*\Z")
_DASH = re.compile(r"(?:\([^()\n]{2,40}\)\s*)?[-–—]\s+(?![a-zà-þ])")
_AGENCY = re.compile(r"\A\W*[A-ZÀ-Þ][A-ZÀ-Þ'. -]{2,40}(?:, [A-Za-z. ]{2,20})?\s*\([^()\n]*$")


@dataclass(frozen=True, slots=True)
class _Words:
    posted: re.Pattern[str]
    updated: re.Pattern[str]
    byline: re.Pattern[str]
    anniversary: re.Pattern[str]


@lru_cache(maxsize=32)
def _words(lang: str) -> _Words:
    data: dict[str, Any] = knowledge.read(f"lang/{lang}/dates.yaml")

    def some(words: Iterable[object]) -> str:
        return any_of(str(word).lower() for word in words)

    said = data["publication"]
    numbers, years = some(data["numbers"]), some(data["units"]["year"])
    return _Words(
        re.compile(rf"\b{some(said['posted'])}\b\W*$", re.IGNORECASE),
        re.compile(rf"\b{some(said['updated'])}\b\W*$", re.IGNORECASE),
        re.compile(rf"\b{some(said['byline'])}\b", re.IGNORECASE),
        re.compile(
            rf"\b{some(data['exactly'])}\s+(?P<n>{numbers}|\d{{1,3}})\s+{years}\s+{some(data['anniversary'])}\b",
            re.IGNORECASE,
        ),
    )


def publication(text: str, lang: str | None) -> tuple[str | None, str]:
    """When an article says it was published, and how it says so.

    Returns:
        An EDTF date and `prefix` (a scraper's "date 2025-10-10"), `dateline` (a line that prints the date: "The Hague, Monday,
        9 February 2026", "Posted on December 18, 2024"), `updated` (only a time of revision is printed) or `evidence` (an
        anniversary: "exactly two years ago"); `(None, "")` where it does not say.
    """
    lang = lang if lang and lang in knowledge.languages() else "en"
    prefix = found[1] if (found := _PREFIX.match(text)) and edtf.valid(found[1]) else ""
    if len(prefix) == 10:
        return prefix, "prefix"
    updated = None
    for date, how in _printed(text, lang):
        if not date.startswith(prefix):
            continue
        if how == "dateline":
            return date, how
        updated = updated or date
    if prefix:
        return prefix, "prefix"
    if updated is not None:
        return updated, "updated"
    if (day := _anniversary(text, lang)) is not None:
        return day, "evidence"
    return None, ""


def _printed(text: str, lang: str) -> list[tuple[str, str]]:
    """The dates that lines of the head and foot of the page print, with what they are."""
    words, out = _words(lang), []
    finder = Finder(text, lang, None)
    at = 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        if (start > _HEAD and at < len(text) - _TAIL) or not any(c.isdigit() for c in line):
            continue
        for found in finder.find(start, min(start + 160, start + len(line.rstrip()))):
            if found.grain != "day" or found.meaning != "day" or found.value is None:
                continue
            before, after = text[start : found.core], text[found.end : at].strip()
            if words.updated.search(before):
                out.append((found.value, "updated"))
            elif (
                words.posted.search(before)
                or _AGENCY.match(before)
                or _opens(found, before, after)
                or _own_line(found, before, after, words)
            ):
                out.append((found.value, "dateline"))
    return out


def _opens(found: Timex, before: str, after: str) -> bool:
    """Whether the date stands between the place that opens a story and its agency or its first sentence: "NAIROBI, 17 May 2024
    (Reuters) -", "ROTTERDAM, 12 maart 2024 – De brug"."""
    if after.startswith("("):
        return _WIRE.match(before) is not None
    return _PLACED.match(before) is not None and _DASH.match(after) is not None and not found.relation


def is_printed(text: str, time: Timex, lang: str) -> bool:
    """Whether a time is one that the page prints about itself ("date 2025-10", "Posted on", a dateline), no part of the text."""
    if time.meaning != "day" or time.value is None:
        return False
    start = text.rfind("\n", 0, time.core) + 1
    before = text[start : time.core]
    if before.strip() == "date":
        return True
    if time.core - start > 160 or time.grain != "day":
        return False
    end = text.find("\n", time.end)
    words = _words(lang)
    after = text[time.end : end if end >= 0 else len(text)].strip()
    return bool(
        words.posted.search(before)
        or words.updated.search(before)
        or _AGENCY.match(before)
        or _opens(time, before, after)
        or (len(after) < 60 and _own_line(time, before, after, words))
    )


def _own_line(found: Timex, before: str, after: str, words: _Words) -> bool:
    """Whether a line is there for its date: little else stands in it, and no preposition ties the date to a sentence."""
    clock = _CLOCK.search(before + " " + after)
    rest = _CLOCK.sub(" ", before + " " + after)
    others = [w for w in re.findall(r"\w+", rest) if not w.isdigit()]
    if (found.relation and not clock) or len(others) > 12:
        return False
    if len(before) + len(after) < 3:
        return True
    alone = not before.strip() or before.rstrip()[-1] in ",|•·-–—(:/"
    ends = not after or after[0] in ".|•·-–—),/" or bool(clock)
    if alone and (ends or len(others) <= 2) and len(others) <= 4:
        return True
    return bool(clock) and (len(others) <= 3 or bool(words.byline.search(rest)))


def _anniversary(text: str, lang: str) -> str | None:
    """The day that "exactly N years ago" gives, beside a full date whose day and month the article also names without a year."""
    words, finder = _words(lang), Finder(text, lang, None)
    numbers = grammar(lang).forms.values["n"]
    for found in words.anniversary.finditer(text):
        n = int(found["n"]) if found["n"].isdigit() else numbers.get(found["n"].lower())
        if n is None or n != int(n):
            continue
        window = finder.find(max(0, found.start() - 200), min(len(text), found.end() + 200))
        for time in window:
            if time.meaning != "day" or time.value is None or "/" in time.value or len(time.value) != 10:
                continue
            then = dt.date.fromisoformat(time.value)
            try:
                day = then.replace(year=then.year + int(n))
            except ValueError:
                continue
            written = text[time.core : time.end]
            yearless = re.sub(r"[\s,]*\b\d{4}$", "", written)
            if yearless != written and re.search(re.escape(yearless) + r"(?!\w|[\s,]*\d{4})", text):
                return day.isoformat()
    return None
