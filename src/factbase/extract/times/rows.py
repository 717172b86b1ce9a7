"""Times that stand in one row: "from 2027 to 2029", "in 2023 and 2024", "July, August and September"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from factbase.extract.times.grammar import WORD, Grammar
from factbase.extract.times.meanings import Groups
from factbase.extract.times.timex import Timex
from factbase.extract.times.value import begin, finish, interval

__all__ = ["Found", "Rows"]

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_ROW = 2  # months or years behind the first that make a row of them one period
_FIGURE = re.compile(r"[^.,;:\n\d]{0,20}\d[\d.,]*(?: [^\W\d]+){0,2}(?P<join>[,;]| \w+) ?")
_NUMBER = re.compile(r" (?:\w+ )?\d")
_LONGEST = 24  # characters between two times of one row


@dataclass(frozen=True, slots=True)
class Found:
    """An expression as the forms give it: `bare` where only a row or a frame can make it a time, `groups` what its words say."""

    time: Timex
    bare: bool
    groups: Groups

    @property
    def dated(self) -> bool:
        """Whether its own words give the year."""
        return "year" in self.groups


class Rows:
    """Joins the times of one text that stand in one row."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text, self.grammar = text, grammar

    def join(self, found: list[Found]) -> list[Timex]:
        """Make one interval of two times that a word joins, and drop what was no time after all."""
        out: list[Timex] = []
        at = 0
        while at < len(found):
            time = found[at].time
            if (row := self._months(found, at)) is not None:
                last, months = row
                out.append(replace(time, end=found[last].time.end, value=months, meaning="range", grain="span"))
                at = last + 1
                continue
            if (years := self._years(found, at)) is not None:
                last, span = years
                out.append(replace(time, end=found[last].time.end, value=span, meaning="range", grain="span"))
                at = last + 1
                continue
            if at + 1 < len(found) and (value := self._range(found[at], found[at + 1])) is not None:
                relation = "at" if time.relation in ("", "from", "of", "between", "since") else time.relation
                end = found[at + 1].time.end
                out.append(replace(time, end=end, value=value, meaning="range", relation=relation, grain="span"))
                at += 2
                continue
            if not found[at].bare:
                out.append(time)
            elif out and out[-1].meaning in (time.meaning, time.meaning.removeprefix("bare_")) and self._in_row(out[-1], time):
                out.append(replace(time, relation=out[-1].relation))  # "of 2004 and 2010"
            at += 1
        return out

    def follow(self, first: Timex, second: Timex) -> bool:
        """Whether two years follow each other in one row: "in 2023 and 2024"."""
        one, two = _YEAR.fullmatch(first.value or ""), _YEAR.fullmatch(second.value or "")
        if one is None or two is None or first.relation not in ("at", "for", "of") or second.relation not in ("", first.relation):
            return False
        row = self.grammar.joins.get(tuple(WORD.findall(self.text[first.end : second.start].lower()))) == "and"
        return row and int(two[0]) - int(one[0]) == 1

    def _months(self, found: list[Found], at: int) -> tuple[int, str] | None:
        """Three or more months in a row are one period, in the year of the last: "July, August and September 2024"."""
        last = at
        while last + 1 < len(found) and self._beside(found[last].time, found[last + 1].time) and _months_apart(found, last) == 1:
            last += 1
        end = _MONTH.fullmatch(found[last].time.value or "")
        if last - at < _ROW or end is None:
            return None
        first = int(end[1]) * 12 + int(end[2]) - 1 - (last - at)
        value = interval(f"{first // 12:04}-{first % 12 + 1:02}", end[0])
        return (last, value) if value else None

    def _years(self, found: list[Found], at: int) -> tuple[int, str] | None:
        """Three or more years in a row are one time: "in 2022, 2023 and 2024"."""
        last = at
        while last + 1 < len(found) and self._beside(found[last].time, found[last + 1].time) and _years_apart(found, last) == 1:
            last += 1
        if last - at < _ROW:
            return None
        value = interval(found[at].time.value or "", found[last].time.value or "")
        return (last, value) if value else None

    def _in_row(self, first: Timex, second: Timex) -> bool:
        """Whether a time goes on in the row of one before it: "of 2004 and 2010", "January saw 36 fires, February 32"."""
        return self._beside(first, second) or (second.meaning == "bare_month" and self._figure_between(first, second))

    def _figure_between(self, first: Timex, second: Timex) -> bool:
        """Whether two times have a figure each, in one enumeration."""
        gap = _FIGURE.fullmatch(self.text, first.end, second.core)
        if gap is None or _NUMBER.match(self.text, second.end) is None:
            return False
        words = tuple(WORD.findall(gap["join"].lower()))
        return words in ((",",), (";",)) or self.grammar.joins.get(words) == "and"

    def _beside(self, first: Timex, second: Timex) -> bool:
        """Whether two times stand in one row: "2004 and 2010"."""
        words = tuple(WORD.findall(self.text[first.end : second.core].lower()))
        return words == (",",) or self.grammar.joins.get(words) == "and"

    def _range(self, one: Found, two: Found) -> str | None:
        """The interval that two times and the word between them name: "between 2027 and 2029", "from October to March"."""
        first, second = one.time, two.time
        if first.value is None or second.value is None or "event" in (first.meaning, second.meaning):
            return None
        gap = self.text[first.end : second.core if second.relation else second.start].lower()
        if len(gap) > _LONGEST:
            return None
        kind = self.grammar.joins.get(tuple(w for w in WORD.findall(gap) if w not in self.grammar.articles))
        if kind is None or (kind == "and" and first.relation != "between" and not self._follow(first, second)):
            return None
        return interval(begin(_in_year_of(one, two)), finish(second.value))

    def _follow(self, first: Timex, second: Timex) -> bool:
        """Whether "and" makes one time of two: months that follow each other, years over which something is spread."""
        return _next_to(first, second) or (first.lead in self.grammar.spread and self.follow(first, second))


def _in_year_of(one: Found, two: Found) -> str:
    """The first time of a row, which takes its year from the second, or from what comes before it."""
    left, right = one.time.value or "", finish(two.time.value or "")
    if one.dated or len(begin(left)) <= 4:
        return left
    if two.dated and "/" not in left:
        left = right[:4] + left[4:]
        return f"{int(left[:4]) - 1:04}{left[4:]}" if left > right else left
    if not two.dated and begin(left) > right:
        return f"{int(left[:4]) - 1:04}{begin(left)[4:]}"  # "from October to March"
    return left


def _months_apart(found: list[Found], at: int) -> int:
    """How many months the time behind one is after it, whatever their years; 0 where they are no months."""
    one, two = (_MONTH.fullmatch(found[i].time.value or "") for i in (at, at + 1))
    return (int(two[2]) - int(one[2])) % 12 if one is not None and two is not None else 0


def _years_apart(found: list[Found], at: int) -> int:
    """How many years the time behind one is after it; 0 where they are no years."""
    one, two = (_YEAR.fullmatch(found[i].time.value or "") for i in (at, at + 1))
    return int(two[0]) - int(one[0]) if one is not None and two is not None else 0


def _next_to(first: Timex, second: Timex) -> bool:
    """Whether two days or months follow each other: "on Saturday and Sunday", "in October and November"."""
    one, two = _MONTH.fullmatch(first.value or ""), _MONTH.fullmatch(second.value or "")
    if first.relation not in ("at", "of", "for", "") or second.relation not in ("", "of"):
        return False
    if first.coarse == second.coarse == 1 and first.value and second.value and first.meaning == second.meaning != "clock":
        return dt.date.fromisoformat(second.value) - dt.date.fromisoformat(first.value) == dt.timedelta(days=1)
    if one is None or two is None:
        return False
    return (int(two[1]) - int(one[1])) * 12 + int(two[2]) - int(one[2]) == 1
