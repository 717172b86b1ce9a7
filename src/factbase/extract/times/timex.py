"""Expressions of time in running text.

An expression is read in two layers: a core ("August", "last year", "the first four months of 2024", "the invasion") found by the
language's forms, and what stands before it: which part of the time ("late") and which relation to it ("since", "until", "by").
The notions follow TimeML's TIMEX3 (Pustejovsky et al. 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import compress, count
from typing import NamedTuple

from factbase import edtf
from factbase.extract.text.words import maker, remembered, split
from factbase.extract.times.events import Event
from factbase.extract.times.grammar import WORD, grammar
from factbase.extract.times.value import BACKWARD, MEANINGS, Groups, Reference, begin, finish, interval, nearest, since

_BREAKS = frozenset(',;:()"“”')
_NEAR = 24  # words around a time in which a word may put it in the future
_ENDING = frozenset({"until", "by", "as_of", "before"})
_YEARLESS = frozenset({"day", "month", "bare_month"})
_CLOSES = frozenset(",.;)")
_POSSESSIVE = frozenset({"'s", "’s"})
_A_YEAR = 4  # characters of a year
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_STRETCHES = frozenset({"first_units", "bare_first_units", "quarter", "half"})
_ROW = 2  # months behind the first that make a row of months one period
_SHIFTS = {"back_shift": -1, "previous": -1, "forth_shift": 1}
_EARLY = 6  # months of a year in which "the end of the year" may be that of the year before
_FRAME = 3  # words after a bare year among which a noun of years may stand
_GRAINS = {
    "day": 1,
    "weekday": 1,
    "week": 2,
    "month": 3,
    "season": 4,
    "quarter": 4,
    "half": 5,
    "year": 6,
    "span": 6,
    "period": 6,
    "decade": 7,
}
_OF_SOMETHING = frozenset({"bare_half", "bare_first_units"})  # no time where a noun follows: "the first half of the match"


_lower = remembered(str.lower)


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression of time.

    Attributes:
        start, end: the whole expression in the text, with its preposition; `core` is where the time itself begins.
        value: EDTF, None where it cannot be resolved (a weekday in an undated article).
        meaning: the name of the form's meaning in dates.yaml, or `event`.
        relation: what stands before it makes of it: `at`, `since`, `until`, `by`, `as_of`, `of`, `for`, `after`, `before`,
            `compared`, or empty where nothing stands there.
        grain: how coarse it is, from `day` to `decade`.
        lead: the words of the relation, as written, in lower case.
        yearless: whether it is a day or month without a year, so that the year is a guess.
        shift: of a time reckoned from one named before, how many units it lies behind (below zero) or after it.
    """

    start: int
    core: int
    end: int
    value: str | None
    meaning: str
    relation: str
    grain: str
    lead: str = ""
    yearless: bool = False
    shift: int = 0

    @property
    def coarse(self) -> int:
        """The grain as a number, a day being 1."""
        return _GRAINS[self.grain]


class _Word(NamedTuple):
    start: int
    end: int
    lower: str


_word = maker(_Word)


def _next_to(first: Timex, second: Timex) -> bool:
    """Whether two months follow each other: "in October and November"."""
    one, two = _MONTH.fullmatch(first.value or ""), _MONTH.fullmatch(second.value or "")
    if one is None or two is None or first.relation not in ("at", "of", "for", "") or second.relation not in ("", "of"):
        return False
    return (int(two[1]) - int(one[1])) * 12 + int(two[2]) - int(one[2]) == 1


class Finder:
    """Finds the expressions of time in one text.

    Args:
        text: the article.
        lang: its language.
        reference: the time it speaks from, None where nothing is known of it.
    """

    def __init__(self, text: str, lang: str, reference: Reference | None) -> None:
        self.text = text
        self.grammar = grammar(lang)
        self.reference = reference
        self._lower: str | None = None

    def find(self, start: int, end: int) -> list[Timex]:
        """The expressions in text[start:end], which should be a sentence, in order and without overlap."""
        starts, ends, written = split(WORD, self.text, start, end)
        lowered = list(map(_lower, written))
        begins = list(compress(count(), map(self.grammar.begins, lowered)))
        if not begins:
            return []
        words = list(map(_word, zip(starts, ends, lowered, strict=True)))
        found: list[tuple[Timex, bool, Groups]] = []
        free = 0
        for first in begins:
            at = first
            if at < free or (got := self._core(words, at, end)) is None:
                continue
            timex, bare, groups = got
            timex, bare = self._left(words, at, free, timex, bare)
            if self.text[timex.end - 1] == ",":
                timex = replace(timex, end=timex.end - 1)
            while at < len(words) and words[at].start < timex.end:
                at += 1
            free = at
            something = timex.meaning in _OF_SOMETHING or (timex.meaning == "back" and timex.grain == "period")
            if something and at < len(words) and words[at].lower in self.grammar.of:
                continue
            if timex.meaning == "now" and self.text[timex.end : timex.end + 2] in _POSSESSIVE:
                continue  # "in today's money"
            if bare and self._framed(words, at, timex):
                bare = False
            if timex.meaning == "bare_spread" and timex.relation != "at":
                bare = True
            found.append((timex, bare, groups))
        joined = self._join(words, found)
        return [self._related(t) for t in self._since_clauses(words, joined)]

    def ahead(self, start: int, end: int) -> bool:
        """Whether text[start:end] has a word that speaks of what is to come."""
        return not self.grammar.future.isdisjoint(WORD.findall(self.text[start:end].lower()))

    def _ahead(self, words: list[_Word], at: int) -> bool:
        """Whether the part of the sentence around a word speaks of what is to come."""
        future = self.grammar.future
        for step in (1, -1):
            i = at
            while 0 <= i < len(words) and abs(i - at) < _NEAR and words[i].lower not in _BREAKS:
                if words[i].lower in future:
                    return True
                i += step
        return False

    def _core(self, words: list[_Word], at: int, end: int) -> tuple[Timex, bool, Groups] | None:
        word = words[at]
        key = "#" if word.lower[0].isdigit() else word.lower
        best: tuple[int, str, Groups] | None = None
        likely = self.grammar.any_form(key)
        for form in self.grammar.forms[key] if likely is not None and likely.match(self.text, word.start, end) else ():
            found = form.pattern.match(self.text, word.start, end)
            if not found or (best is not None and found.end() <= best[0]):
                continue
            if (groups := self.grammar.groups(found, self.reference)) is not None:
                best = found.end(), form.meaning, groups
        if best is not None:
            stop, meaning, groups = best
            if groups.get("year_unknown"):
                value, grain = None, "year"
            else:
                value, grain = MEANINGS[meaning](
                    groups, self.reference, self._ahead(words, at) and words[at - 1].lower not in self.grammar.since
                )
            yearless = meaning in _YEARLESS and "year" not in groups and not {"shift", "iso", "numeric"} & groups.keys()
            shift = int(groups.get("n", 1)) * _SHIFTS.get(meaning, 0)
            timex = Timex(word.start, word.start, stop, value, meaning, "", grain, yearless=yearless, shift=shift)
            return timex, meaning.startswith("bare_"), groups
        if (event := self._event(word)) is not None:
            return Timex(word.start, word.start, word.end, event.date, "event", "", "day"), False, {"year": int(event.date[:4])}
        return None

    def _event(self, word: _Word) -> Event | None:
        """The known event that a word names here: one whose surroundings the article speaks of, the latest before it."""
        candidates = self.grammar.events.get(word.lower)
        if not candidates:
            return None
        if self._lower is None:
            self._lower = self.text.lower()
        limit = self.reference.latest.isoformat() if self.reference else "9999"
        fitting = [e for e in candidates if e.date <= limit and (not e.near or any(n in self._lower for n in e.near))]
        following = self._lower[word.start : word.end + 80]
        named = [e for e in fitting if any(following.startswith(n) for n in e.names[self.grammar.lang])]
        lower = self._lower
        return max(named, key=lambda e: (sum(lower.count(n) for n in e.near), e.date), default=None)

    def _left(self, words: list[_Word], at: int, free: int, timex: Timex, bare: bool) -> tuple[Timex, bool]:
        """Take in the part and the relation that stand before the core."""
        grammar, part = self.grammar, None
        after_article = at - 1 if at > free and words[at - 1].lower in grammar.articles else at
        if (
            got := self._phrase(words, at, free, grammar.parts) or self._phrase(words, after_article, free, grammar.parts)
        ) is not None:
            at, part, _ = got
        if at > free and words[at - 1].lower in grammar.articles:
            at -= 1
        relation, lead = "", ""
        if (got := self._phrase(words, at, free, grammar.relations)) is not None:
            at, relation, lead = got
            if timex.grain == "year":
                relation = grammar.year_relations.get(lead, relation)
            if relation == "by" and self.text[timex.end : timex.end + 2] in _POSSESSIVE:
                at, relation, lead = at + len(lead.split()), "", ""  # "hit by last year's storms"
        value = timex.value
        if value and part == "close" and timex.grain == "year" and len(value) == 4 and relation not in ("since", "from"):
            value = f"{int(value) - 1:04}" if self._closed(words, at, timex, relation) else value
            value += "-12"
        if value and part == "middle" and timex.grain == "year" and len(value) == 4:
            value += "-06"
        start = words[at].start if relation or part else timex.start
        core, end, meaning, grain = timex.core, timex.end, timex.meaning, timex.grain
        found = Timex(start, core, end, value, meaning, relation, grain, lead, timex.yearless, timex.shift)
        return found, bare and not part and (not relation or timex.meaning == "bare_unit")

    def _closed(self, words: list[_Word], at: int, timex: Timex, relation: str) -> bool:
        """Whether "the end of the year" is that of the year before: of what is past, told early in a year."""
        month = self.reference.month if self.reference else None
        early = month is not None and month <= _EARLY
        return early and timex.meaning == "bare_unit" and relation not in _ENDING and not self._ahead(words, at)

    def _phrase(self, words: list[_Word], at: int, free: int, table: dict[tuple[str, ...], str]) -> tuple[int, str, str] | None:
        if at <= free or words[at - 1].lower not in self.grammar.leads:
            return None
        for size in range(min(5, at - free), 0, -1):
            phrase = tuple(w.lower for w in words[at - size : at])
            if phrase in table:
                return at - size, table[phrase], " ".join(phrase)
        return None

    def _framed(self, words: list[_Word], after: int, timex: Timex) -> bool:
        """Whether a bare year stands where only a year would (in brackets, before a budget), or a half before a profit."""
        if timex.meaning in _OF_SOMETHING:
            return after < len(words) and self.grammar.accounts.match(self.text, words[after].start) is not None
        if timex.meaning != "bare_year":
            return False
        follow = words[after].lower if after < len(words) else ""
        before = self.text[max(0, timex.core - 1) : timex.core]
        if follow in ("'", "’") and after + 1 < len(words) and words[after + 1].lower == "s":
            return True
        if follow == "-" and after + 1 < len(words):
            after += 1
        if before == "(" and follow == ")":
            return True
        if follow in _CLOSES and self._told(timex):
            return True  # "in its first year, 2026,"
        # "the 2025 budget", "its 2025 defence budget"
        for word in words[after : after + _FRAME]:
            if not word.lower.isalpha() or (word.lower,) in self.grammar.relations:
                return False
            if word.lower.startswith(self.grammar.year_nouns):
                return True
        return False

    def _told(self, timex: Timex) -> bool:
        """Whether a word for a year stands right before a bare year, with a comma between."""
        before = self.text[max(0, timex.core - _NEAR) : timex.core].rstrip()
        return before.endswith(",") and before[:-1].lower().endswith(self.grammar.years)

    def _join(self, words: list[_Word], found: list[tuple[Timex, bool, Groups]]) -> list[Timex]:
        """Make one interval of two times that a word joins, and drop what was no time after all."""
        out: list[Timex] = []
        at = 0
        while at < len(found):
            timex, bare, _ = found[at]
            if (row := self._months(found, at)) is not None:
                last, months = row
                out.append(replace(timex, end=found[last][0].end, value=months, meaning="range", grain="span"))
                at = last + 1
                continue
            if at + 1 < len(found) and (value := self._range(found[at], found[at + 1])) is not None:
                second = found[at + 1][0]
                relation = "at" if timex.relation in ("", "from", "of", "between", "since") else timex.relation
                out.append(replace(timex, end=second.end, value=value, meaning="range", relation=relation, grain="span"))
                at += 2
                continue
            if (
                bare
                and out
                and out[-1].meaning in (timex.meaning, timex.meaning.removeprefix("bare_"))
                and self._beside(out[-1], timex)
            ):
                # "of 2004 and 2010"
                timex, bare = replace(timex, relation=out[-1].relation), False
            if not bare:
                out.append(timex)
            at += 1
        return out

    def follow(self, first: Timex, second: Timex) -> bool:
        """Whether two years follow each other in one row: "in 2023 and 2024"."""
        one, two = _YEAR.fullmatch(first.value or ""), _YEAR.fullmatch(second.value or "")
        if one is None or two is None or first.relation not in ("at", "for", "of") or second.relation not in ("", first.relation):
            return False
        row = self.grammar.joins.get(tuple(WORD.findall(self.text[first.end : second.start].lower()))) == "and"
        return row and int(two[0]) - int(one[0]) == 1

    def _months(self, found: list[tuple[Timex, bool, Groups]], at: int) -> tuple[int, str] | None:
        """Three or more months in a row are one period, in the year of the last: "July, August and September 2024"."""
        last = at
        while last + 1 < len(found) and self._beside(found[last][0], found[last + 1][0]) and self._follows(found, last):
            last += 1
        end = _MONTH.fullmatch(found[last][0].value or "")
        if last - at < _ROW or end is None:
            return None
        first = int(end[1]) * 12 + int(end[2]) - 1 - (last - at)
        value = interval(f"{first // 12:04}-{first % 12 + 1:02}", end[0])
        return (last, value) if value else None

    def _follows(self, found: list[tuple[Timex, bool, Groups]], at: int) -> bool:
        """Whether the time behind one is the month after it, whatever their years."""
        one, two = (_MONTH.fullmatch(found[i][0].value or "") for i in (at, at + 1))
        return one is not None and two is not None and (int(two[2]) - int(one[2])) % 12 == 1

    def _beside(self, first: Timex, second: Timex) -> bool:
        """Whether two times stand in one row: "2004 and 2010"."""
        words = tuple(WORD.findall(self.text[first.end : second.core].lower()))
        return words == (",",) or self.grammar.joins.get(words) == "and"

    def _range(self, one: tuple[Timex, bool, Groups], two: tuple[Timex, bool, Groups]) -> str | None:
        first, _, groups = one
        second, _, others = two
        if first.value is None or second.value is None or first.meaning == "event" or second.meaning == "event":
            return None
        gap = self.text[first.end : second.core].lower()
        if len(gap) > 24:
            return None
        kind = self.grammar.joins.get(tuple(w for w in WORD.findall(gap) if w not in self.grammar.articles))
        if kind is None or (kind == "and" and first.relation != "between" and not _next_to(first, second)):
            return None
        left = first.value
        if "year" not in groups and "year" in others and len(left) > 4 and "/" not in left:
            left = finish(second.value)[:4] + left[4:]
            if left > finish(second.value):
                left = f"{int(left[:4]) - 1:04}{left[4:]}"
        if "year" not in groups and "year" not in others and len(begin(left)) > 4 and begin(left) > finish(second.value):
            left = f"{int(left[:4]) - 1:04}{begin(left)[4:]}"  # "from October to March"
        return interval(begin(left), finish(second.value))

    def _since_clauses(self, words: list[_Word], found: list[Timex]) -> Iterator[Timex]:
        """Give "since it opened last Thursday" its relation: "since" reaches the first time in its clause."""
        since = [i for i, w in enumerate(words) if w.lower in self.grammar.since]
        used = {t.start for t in found if t.relation == "since"}
        for timex in found:
            if timex.relation in ("", "at", "of", "in") and since:
                for i in since:
                    if words[i].start in used:
                        continue
                    gap = self.text[words[i].end : timex.start]
                    if words[i].end <= timex.start and len(gap) < 70 and _BREAKS.isdisjoint(gap):
                        taken = any(words[i].end <= t.start < timex.start for t in found)
                        if not taken:
                            used.add(words[i].start)
                            timex = replace(timex, relation="since", start=words[i].start, lead=words[i].lower)
            yield timex

    def _related(self, timex: Timex) -> Timex:
        """Apply the relation: "since" opens an interval, "until" what is still to come closes one."""
        value, ref = timex.value, self.reference
        if value is None or timex.meaning in BACKWARD:
            return timex
        if timex.relation == "since" and timex.lead in self.grammar.onward and ref is not None and len(begin(value)) >= _A_YEAR:
            coming = nearest(value, ref) if timex.yearless else value
            if coming > ref.text or (timex.grain == "year" and value == f"{ref.year:04}"):
                return replace(timex, value=f"{begin(coming)}/..")
        if timex.relation == "since":
            return replace(timex, value=since(value, ref))
        if timex.relation == "from" and ref is not None and timex.grain == "year" and value > str(ref.year):
            return replace(timex, value=f"{begin(value)}/..")
        if timex.relation in _ENDING or (timex.relation == "to" and timex.meaning != "range"):
            latest = edtf.parse(value).latest
            ahead = latest is not None and ref is not None and latest > ref.latest
            if timex.relation == "until" and timex.meaning in _STRETCHES and not ahead:
                return timex  # "through the first nine months"
            return replace(timex, value=f"../{finish(value)}" if ahead else finish(value))
        return timex
