"""When an article was printed and by whom, as its page says: a page prefix, a published line, a dateline.

Looks only at furniture: short lines at the head of the page that are a date with at most a few names and words beside it, and
the line that opens a wire story ("THE HAGUE, 9 February 2026 (ANP) -"). A date inside a sentence is the story's, not the
page's. Names of months and days are CLDR's (in Babel), so that any language with a folder is read; words such as "updated" are
in `lang/*/page.yaml`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from factbase import edtf, knowledge

_HEAD = 2500
_LINES = 25
_LONG = 140
_WORDS_BESIDE = 8
_FEW = 1
_TIME = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:uur|h)?)"
PREFIX = re.compile(r"[ \t]*date (\d{4}(?:-\d\d(?:-\d\d)?)?)(?=\s|$)", re.M)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_PLACE = r"(?:[A-ZÀ-Þ][\w'’.-]*|de|en|and|,|/)[ ,/]*"
_WIRE = re.compile(
    rf"(?:^|\n| date \d{{4}}(?:-\d\d){{0,2}} )[^\S\n]*(?:{_PLACE}){{1,8}}(?:,?\s*[\w., ]{{0,30}})?"
    r"\(\s*([A-Z][\w .&+/-]{1,30}?)\s*\)\s*[-–—]"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date on a page.

    Attributes:
        date: EDTF day or month.
        kind: `prefix`, `published`, `dateline`, or `updated` for one that is later than the publication.
        start, end: its place in the text.
    """

    date: str
    kind: str
    start: int
    end: int


def publication(text: str) -> Dated | None:
    """The date of publication that the head of the page gives, the surest first; None where it gives none."""
    order = ("published", "prefix", "dateline", "updated")
    found = dates(text)
    # a prefix may know only the month where the dateline knows the day
    best = min(found, key=lambda d: (order.index(d.kind), d.start), default=None)
    if best is not None and len(best.date) < 10:
        return next((d for d in found if d.date.startswith(best.date) and len(d.date) == 10), best)
    return best


def dates(text: str) -> list[Dated]:
    """Every date in the furniture at the head of the page."""
    found = [Dated(m[1], "prefix", m.start(1), m.end(1)) for m in PREFIX.finditer(text[:_HEAD]) if edtf.valid(m[1])]
    at, seen = 0, 0
    for line in text[:_HEAD].split("\n"):
        if line.strip() and seen < _LINES:
            seen += 1
            found += _in_line(line, at)
        at += len(line) + 1
    return found


def agency(text: str) -> str | None:
    """The press agency that a wire story names where it opens: "BRUSSELS (Reuters) -"."""
    found = _WIRE.search(text[:_HEAD])
    return " ".join(found[1].split()) if found else None


def _in_line(line: str, at: int) -> list[Dated]:
    found = []
    grammar = _grammar()
    previous = 0
    for m in grammar.date.finditer(line):
        day = _day(m)
        if day is None:
            continue
        before, after = line[previous : m.start()], line[m.end() :]
        said = " ".join(_WORD.findall(before)).lower()
        kind = next((k for k, words in grammar.labels if said.endswith(words)), "")
        previous = m.end()
        if not kind:
            kind = "dateline" if _furniture(line, m.start(), m.end(), grammar) or _opens(before, after) else ""
        if kind:
            found.append(Dated(day, kind, at + m.start(), at + m.end()))
    return found


def _furniture(line: str, start: int, end: int, grammar: _Grammar) -> bool:
    """Whether the line is a date with names and page words beside it, and no sentence."""
    if len(line) > _LONG:
        return False
    beside = _WORD.findall(re.sub(_TIME, " ", line[:start] + " " + line[end:]))
    if not _FEW < len(beside) <= _WORDS_BESIDE:
        return len(beside) <= _FEW
    return all(w[0].isupper() or w.lower().strip(".") in grammar.furniture for w in beside) and not line[
        :start
    ].rstrip().endswith(tuple(f" {w}" for w in ("on", "op", "of", "van")))


def _opens(before: str, after: str) -> bool:
    """Whether place and date open a story: capitals before, and a bracket, a dash or a line's end after."""
    words = _WORD.findall(before)
    return (
        len(before) <= 60
        and len(words) <= 6
        and all(w[0].isupper() for w in words)
        and re.match(r"\s*(?:\.?\s*$|[(\[]|[-–—:]\s)", after) is not None
    )


def _day(found: re.Match[str]) -> str | None:
    """The EDTF day or month of a match, None where there is no such day."""
    part = found.groupdict()
    if part["iso"]:
        return part["iso"][:10] if edtf.valid(part["iso"][:10]) else None
    name = next((part[k] for k in ("m1", "m2", "m3") if part[k]), None)
    year = next((part[k] for k in ("y1", "y2", "y3", "y4") if part[k]), "")
    if name:
        month = _grammar().months[name.lower().rstrip(".")]
    else:
        first, second = int(part["n1"]), int(part["n2"])
        # 11.10.2024 is the eleventh of October; with slashes only what can be read in one way
        if "/" in found[0] and first <= 12 and second <= 12 and first != second:
            return None
        month = second if second <= 12 else first
    number = next((part[k] for k in ("d1", "d2") if part[k]), None)
    if number is None and part["n1"]:
        number = part["n1"] if int(part["n2"]) <= 12 else part["n2"]
    text = f"{year}-{month:02}" if number is None else f"{year}-{month:02}-{int(number):02}"
    return text if edtf.valid(text) and 1800 <= int(year) <= dt.date.max.year else None


@dataclass(frozen=True, slots=True)
class _Grammar:
    date: re.Pattern[str]
    months: dict[str, int]
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    furniture: frozenset[str]


@cache
def _grammar() -> _Grammar:
    """Full dates in every language that has a folder: a page in one language often has its furniture in another."""
    from babel import Locale

    months: dict[str, int] = {}
    days: set[str] = set()
    published: list[str] = []
    updated: list[str] = []
    furniture: set[str] = set()
    for code in knowledge.languages():
        locale = Locale.parse(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                months |= {str(name).lower().rstrip("."): n for n, name in locale.months[context][width].items()}
                days |= {str(name).lower().rstrip(".") for name in locale.days[context][width].values()}
        if any(True for _ in knowledge.places(f"lang/{code}/page.yaml")):
            words = knowledge.read(f"lang/{code}/page.yaml")
            published += words["published"]
            updated += words["updated"]
            furniture |= set(words["furniture"])
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, days), key=len, reverse=True))
    ordinal = r"(?:st|nd|rd|th|e|ste|de|er)?"
    pattern = (
        rf"\b(?:(?:{weekday})\b\.?,?\s+(?:the\s+)?)?(?:"
        r"(?P<iso>\d{4}-\d\d-\d\d(?:T[\d:.Z+-]*)?)"
        rf"|(?P<d1>\d{{1,2}}){ordinal}\.?\s+(?:of\s+)?(?P<m1>{names})\.?,?\s+(?P<y1>\d{{4}})"
        rf"|(?P<m2>{names})\.?\s+(?P<d2>\d{{1,2}}){ordinal},?\s+(?P<y2>\d{{4}})"
        rf"|(?P<m3>{names})\.?\s+(?P<y3>\d{{4}})"
        r"|(?P<n1>\d{1,2})(?P<sep>[./-])(?P<n2>\d{1,2})(?P=sep)(?P<y4>\d{4})"
        r")\b"
    )
    ends = (("updated", tuple(updated)), ("published", tuple(published)))
    return _Grammar(re.compile(pattern, re.I), months, ends, frozenset(furniture))
