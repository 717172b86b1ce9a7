"""Finding the expressions of time in running text.

An expression is read in two layers: a core ("August", "last year", "the first four months of 2024", "the invasion") found by the
language's forms, and what stands before it: which part of the time ("late") and which relation to it ("since", "until", "by").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import compress, count
from typing import NamedTuple

from factbase import edtf
from factbase.extract.text.words import maker, remembered, split
from factbase.extract.times.events import Event
from factbase.extract.times.grammar import WORD, grammar
from factbase.extract.times.meanings import BACKWARD, MEANINGS, Groups
from factbase.extract.times.rows import Found, Rows
from factbase.extract.times.timex import ENDING, Timex
from factbase.extract.times.value import Reference, begin, finish, nearest, since

__all__ = ["Finder"]

_BREAKS = frozenset(',;:()"“”')
_NEAR = 24  # words around a time in which a word may put it in the future
_YEARLESS = frozenset({"day", "month", "bare_month", "quarter", "half", "bare_half", "full_year"})
_CLOSES = frozenset(",.;)")
_POSSESSIVE = frozenset({"'s", "’s"})
_A_YEAR = 4  # characters of a year
_CLOSE = 24  # characters before a bare year in which a word for a year may stand
_STRETCHES = frozenset({"first_units", "bare_first_units", "quarter", "half"})
_SHIFTS = {"back_shift": -1, "previous": -1, "forth_shift": 1}
_EARLIER = frozenset({"back_shift", "previous", "ago", "back_year"})  # "from" one of these tells what something is compared with
_EARLY = 6  # months of a year in which "the end of the year" may be that of the year before
_FRAME = 3  # words after a bare year among which a noun of years may stand
_PERIODS = frozenset({"year", "month", "quarter", "half"})  # "up 12% on October 2024"
_PHRASE = 5  # words of the longest relation that is looked for
_CLAUSE = 70  # characters between "since" and the time in its clause
_DATED = frozenset({"shift", "iso", "numeric", "year4"})  # classes beside which a day or month needs no year
_OF_SOMETHING = frozenset({"bare_half", "bare_first_units"})  # no time where a noun follows: "the first half of the match"

_lower = remembered(str.lower)


class _Word(NamedTuple):
    start: int
    end: int
    lower: str


_word = maker(_Word)


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
        self.rows = Rows(text, self.grammar)
        self._lower: str | None = None

    def find(self, start: int, end: int) -> list[Timex]:
        """The expressions in text[start:end], which should be a sentence, in order and without overlap."""
        starts, ends, written = split(WORD, self.text, start, end)
        lowered = list(map(_lower, written))
        begins = list(compress(count(), map(self.grammar.begins, lowered)))
        if not begins:
            return []
        words = list(map(_word, zip(starts, ends, lowered, strict=True)))
        found: list[Found] = []
        free = 0
        for first in begins:
            if first < free or (core := self._core(words, first, end)) is None:
                continue
            whole = self._left(words, first, free, core)
            free = first
            while free < len(words) and words[free].start < whole.time.end:
                free += 1
            if (kept := self._kept(words, free, whole)) is not None:
                found.append(kept)
        joined = self.rows.join(found)
        return [self._related(t) for t in self._since_clauses(words, joined)]

    def _kept(self, words: list[_Word], after: int, found: Found) -> Found | None:
        """What an expression is in view of the word after it; None where that makes it no time."""
        time, bare = found.time, found.bare
        follow = words[after].lower if after < len(words) else ""
        something = time.meaning in _OF_SOMETHING or (time.meaning == "back" and time.grain == "period")
        if something and follow in self.grammar.of:
            return None
        if found.groups.get("told") and (follow in self.grammar.leads or follow[:1].isdigit()):
            return None  # "in the period from 2019 to 2022", "in the period 2019-2022"
        if time.meaning == "now" and self.text[time.end : time.end + 2] in _POSSESSIVE:
            return None  # "in today's money"
        if time.meaning == "bare_spread" and time.relation != "at":
            bare = True
        elif bare and self._framed(words, after, time):
            bare = False
        return found if bare == found.bare else replace(found, bare=bare)

    def ahead(self, start: int, end: int) -> bool:
        """Whether text[start:end] has a word that speaks of what is to come."""
        return not self.grammar.future.isdisjoint(WORD.findall(self.text[start:end].lower()))

    def _ahead(self, words: list[_Word], at: int) -> bool:
        """Whether the part of the sentence around a word speaks of what is to come."""
        future = self.grammar.future
        for step in (1, -1):
            i = at
            while 0 <= i < len(words) and abs(i - at) < _NEAR and words[i].lower not in _BREAKS:
                if words[i].lower in future and not self._is_cause(words, i):
                    return True
                i += step
        return False

    def _is_cause(self, words: list[_Word], at: int) -> bool:
        """Whether a word that can look ahead gives a cause: "died due to dengue", but "is due to open"."""
        follow = words[at + 1].lower if at + 1 < len(words) else ""
        return follow == self.grammar.causes.get(words[at].lower) and words[at - 1].lower not in self.grammar.copulas

    # --- the core ---

    def _core(self, words: list[_Word], at: int, end: int) -> Found | None:
        """The longest form that begins at a word, else the event that is named there."""
        word = words[at]
        key = "#" if word.lower[0].isdigit() else word.lower
        best: tuple[int, str, Groups] | None = None
        likely = self.grammar.forms.any(key)
        for form in self.grammar.forms.by_word[key] if likely is not None and likely.match(self.text, word.start, end) else ():
            found = form.pattern.match(self.text, word.start, end)
            if not found or (best is not None and found.end() <= best[0]):
                continue
            if (groups := self.grammar.forms.groups(found, self.reference)) is not None:
                best = found.end(), form.meaning, groups
        if best is not None:
            return self._resolved(words, at, *best)
        if (event := self._event(word)) is not None:
            time = Timex(word.start, word.start, word.end, event.date, "event", "", "day")
            return Found(time, False, {"year": int(event.date[:4])})
        return None

    def _resolved(self, words: list[_Word], at: int, stop: int, meaning: str, groups: Groups) -> Found:
        """What a form comes to where it stands."""
        value, grain = None, "year"
        if not groups.get("year_unknown"):
            future = self._ahead(words, at) and words[at - 1].lower not in self.grammar.since
            value, grain = MEANINGS[meaning](groups, self.reference, future)
        yearless = meaning in _YEARLESS and "year" not in groups and not _DATED & groups.keys()
        shift = int(groups.get("n", 1)) * _SHIFTS.get(meaning, 0)
        start = words[at].start
        time = Timex(start, start, stop, value, meaning, "", grain, yearless=yearless, shift=shift)
        return Found(time, meaning.startswith("bare_"), groups)

    def _event(self, word: _Word) -> Event | None:
        """The known event that a word names here: one whose surroundings the article speaks of, the latest before it."""
        candidates = self.grammar.events.get(word.lower)
        if not candidates:
            return None
        if self._lower is None:
            self._lower = self.text.lower()
        lower = self._lower
        limit = self.reference.latest.isoformat() if self.reference else "9999"
        fitting = [e for e in candidates if e.date <= limit and (not e.near or any(n in lower for n in e.near))]
        following = lower[word.start : word.end + 80]
        named = [e for e in fitting if any(following.startswith(n) for n in e.names[self.grammar.lang])]
        return max(named, key=lambda e: (sum(lower.count(n) for n in e.near), e.date), default=None)

    # --- what stands before it ---

    def _left(self, words: list[_Word], at: int, free: int, core: Found) -> Found:
        """Take in the part and the relation that stand before the core."""
        grammar, time, part = self.grammar, core.time, ""
        after_article = at - 1 if at > free and words[at - 1].lower in grammar.articles else at
        got = self._phrase(words, at, free, grammar.parts) or self._phrase(words, after_article, free, grammar.parts)
        if got is not None:
            at, part, _ = got
        if at > free and words[at - 1].lower in grammar.articles:
            at -= 1
        relation, lead = "", ""
        if (got := self._phrase(words, at, free, grammar.relations)) is not None:
            at, relation, lead = got
            if time.grain in _PERIODS:
                relation = grammar.year_relations.get(lead, relation)
            if relation == "from" and (
                time.meaning in _EARLIER or (time.meaning == "shifted" and core.groups.get("shift") == -1)
            ):
                relation = "compared"  # "fell 12% from a year earlier to 3 million"
            if relation == "before" and time.meaning == "back_year":
                relation = "compared"  # "30% ahead of the same period last year"
            if relation == "by" and self.text[time.end : time.end + 2] in _POSSESSIVE:
                at, relation, lead = at + len(lead.split()), "", ""  # "hit by last year's storms"
        start = words[at].start if relation or part else time.start
        end = time.end - 1 if self.text[time.end - 1] == "," else time.end
        value = self._in_part(words, at, time, part, relation)
        bare = core.bare and not part and (not relation or time.meaning == "bare_unit")
        time = replace(time, start=start, end=end, value=value, relation=relation, lead=lead, part=part)
        return replace(core, time=time, bare=bare)

    def _in_part(self, words: list[_Word], at: int, time: Timex, part: str, relation: str) -> str | None:
        """The part of a year that is meant: "the end of 2024" is its December, "mid-2024" its June."""
        value = time.value
        if value and part == "close" and time.grain == "decade":
            return f"{int(finish(value)) + 1:04}"  # "the end of the decade" is 2030 to most
        if not value or time.grain != "year" or len(value) != _A_YEAR:
            return value
        if part == "middle":
            return value + "-06"
        if part != "close" or relation in ("since", "from"):
            return value
        year = int(value) - 1 if self._closed(words, at, time, relation) else int(value)
        return f"{year:04}-12"

    def _closed(self, words: list[_Word], at: int, time: Timex, relation: str) -> bool:
        """Whether "the end of the year" is that of the year before: of what is past, told early in a year."""
        month = self.reference.month if self.reference else None
        early = month is not None and month <= _EARLY
        return early and time.meaning == "bare_unit" and relation not in ENDING and not self._ahead(words, at)

    def _phrase(self, words: list[_Word], at: int, free: int, table: dict[tuple[str, ...], str]) -> tuple[int, str, str] | None:
        """The longest phrase of a table that ends before a word: where it begins, what it stands for, and its words."""
        if at <= free or words[at - 1].lower not in self.grammar.leads:
            return None
        for size in range(min(_PHRASE, at - free), 0, -1):
            phrase = tuple(w.lower for w in words[at - size : at])
            if phrase in table:
                return at - size, table[phrase], " ".join(phrase)
        return None

    # --- bare years and halves ---

    def _framed(self, words: list[_Word], after: int, time: Timex) -> bool:
        """Whether a bare year stands where only a year would (in brackets, before a budget), or a half before a profit."""
        if time.meaning in _OF_SOMETHING:
            return after < len(words) and self.grammar.accounts.match(self.text, words[after].start) is not None
        if time.meaning != "bare_year":
            return False
        follow = words[after].lower if after < len(words) else ""
        if follow in ("'", "’") and after + 1 < len(words) and words[after + 1].lower == "s":
            return True
        if follow in (")", ":") and self.text[max(0, time.core - 1) : time.core] == "(":
            return True
        if follow in _CLOSES and self._told(time):
            return True  # "in its first year, 2026,"
        return self._before_noun(words, after + 1 if follow == "-" and after + 1 < len(words) else after)

    def _before_noun(self, words: list[_Word], after: int) -> bool:
        """Whether a noun of years follows: "the 2025 budget", "its 2025 defence budget"."""
        for word in words[after : after + _FRAME]:
            if not word.lower.isalpha() or (word.lower,) in self.grammar.relations:
                return False
            if word.lower.startswith(self.grammar.year_nouns):
                return True
        return False

    def _told(self, time: Timex) -> bool:
        """Whether a word for a year stands right before a bare year, with a comma between."""
        before = self.text[max(0, time.core - _CLOSE) : time.core].rstrip()
        return before.endswith(",") and before[:-1].lower().endswith(self.grammar.years)

    # --- relations ---

    def _since_clauses(self, words: list[_Word], found: list[Timex]) -> Iterator[Timex]:
        """Give "since it opened last Thursday" its relation: "since" reaches the first time in its clause."""
        since_words = [w for w in words if w.lower in self.grammar.since]
        if found and len(since_words) > 1:  # not "the beginning of 2016"
            since_words = [w for w in since_words if not any(t.start < w.start < t.end for t in found)]
        used = {t.start for t in found if t.relation == "since"}
        for time in found:
            if time.relation in ("", "at", "of", "in"):
                for word in since_words:
                    if word.start not in used and self._reaches(word, time, found):
                        used.add(word.start)
                        time = replace(time, relation="since", start=word.start, lead=word.lower)
            yield time

    def _reaches(self, word: _Word, time: Timex, found: list[Timex]) -> bool:
        """Whether nothing parts "since" from a time behind it: no sign, and no other time."""
        gap = self.text[word.end : time.start].rstrip().removesuffix(",")  # "since it was founded, in January 2018, it has"
        near = word.end <= time.start and len(gap) < _CLAUSE and _BREAKS.isdisjoint(gap)
        return near and not any(word.end <= t.start < time.start for t in found)

    def _related(self, time: Timex) -> Timex:
        """Apply the relation: "since" opens an interval, "until" what is still to come closes one."""
        value, ref = time.value, self.reference
        if value is None or time.meaning in BACKWARD:
            return time
        if time.relation == "since":
            return replace(time, value=self._onward(time, value) or since(value, ref))
        if time.relation == "from" and ref is not None and time.grain == "year" and value > str(ref.year):
            return replace(time, value=f"{begin(value)}/..")
        if time.relation == "from" and time.yearless and ref is not None and self._opens(time):
            coming = nearest(value, ref)
            return replace(time, value=f"{coming}/..") if coming > ref.text else time
        if time.relation in ENDING or (time.relation == "to" and time.meaning != "range"):
            latest = edtf.parse(value).latest
            ahead = latest is not None and ref is not None and latest > ref.latest
            if time.relation == "until" and time.meaning in _STRETCHES and not ahead:
                return time  # "through the first nine months"
            return replace(time, value=f"../{finish(value)}" if ahead else finish(value))
        return time

    def _opens(self, time: Timex) -> bool:
        """Whether a time opens a sentence, or what stands behind a comma: "From April, it will give 300"."""
        before = self.text[: time.start].rstrip()
        return before[-1:] in ("", ".", ",", "!", "?") or self.text[time.start - 1 : time.start] == "\n"

    def _onward(self, time: Timex, value: str) -> str | None:
        """The open interval of what begins now or later: "starting next year", "from this month on"."""
        ref = self.reference
        if time.lead not in self.grammar.onward or ref is None or len(begin(value)) < _A_YEAR:
            return None
        coming = nearest(value, ref) if time.yearless else value
        starts = coming > ref.text or (time.grain == "year" and value == f"{ref.year:04}")
        return f"{begin(coming)}/.." if starts else None
