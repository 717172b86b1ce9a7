"""The figures of one article and the times in its sentences, with what stands between the two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from factbase import edtf, knowledge
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.clauses import Clause, Sentence, words_of
from factbase.extract.times import backward
from factbase.extract.times.finder import Finder
from factbase.extract.times.meanings import BACKWARD
from factbase.extract.times.publication import is_printed
from factbase.extract.times.quarters import counted
from factbase.extract.times.timex import Timex
from factbase.extract.times.value import Reference, begin
from factbase.model import Kind

__all__ = ["Timeline"]

_FIGURES = frozenset(Kind) - {Kind.DURATION}
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_FOUR_DIGITS = re.compile(r"\d{4}")
_REACH = 40  # characters of a noun phrase
_YEAR = re.compile(r"\d{4}")
_MONTHLY = re.compile(r"\d{4}(?:-\d\d){1,2}")
_QUOTES = frozenset("\"“„‘'")
_APPOSED = 4  # characters between a time and the figure that it is of
_YEARS = 6  # how coarse a year is


class Timeline:
    """The figures of one article, in order, and the times of its sentences.

    Attributes:
        mentions: the figures, in order of appearance; `starts` where each begins.
        by_sentence: those of each sentence that has any.
        published: the time the article speaks from; None where it is undated.
        own: the time that each figure was given from its own sentence, by the figure's id.
        told: ids of the figures whose day is the one on which they were told.
    """

    def __init__(self, article: Article, mentions: list[Mention]) -> None:
        self.article, self.text = article, article.text
        self.lang = article.lang if article.lang in knowledge.languages() else "en"
        self.words = words_of(self.lang)
        self.published = _in_accounts(Reference.of(article.document.published), mentions)
        # A duration is no figure that holds for a time: "the first four months of 2024" is a time itself.
        self.mentions = sorted((m for m in mentions if m.kind in _FIGURES), key=lambda m: (m.start, m.end))
        self.starts = [m.start for m in self.mentions]
        self.by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self.by_sentence.setdefault(article.sentence_at(mention.start), []).append(mention)
        self.finder = Finder(self.text, self.lang, self.published or self._own_reference())
        self.grammar = self.finder.grammar
        if (reference := counted(self)) != self.published:
            self.published = reference
            self.finder = Finder(self.text, self.lang, reference)
        self.own: dict[int, Timex] = {}
        self.told: set[int] = set()
        self._times: dict[int, list[Timex]] = {}
        self._sentences: dict[int, Sentence] = {}

    def _own_reference(self) -> Reference | None:
        """For an undated article, the year of the latest day that it names in the sentences around its figures."""
        finder = Finder(self.text, self.lang, None)
        years = [
            int(time.value[:4])
            for index in self.by_sentence
            if _FOUR_DIGITS.search(self.text, *self.article.sentences[index])  # what has no year in it is no day of its own
            for time in finder.find(*self.article.sentences[index])
            if time.meaning == "day" and time.value and time.value[:4].isdigit()
        ]
        return Reference(max(years)) if years else None

    # --- the times of a sentence ---

    def times(self, index: int) -> list[Timex]:
        """The times of a sentence; those that point back are resolved by what came before."""
        if index not in self._times:
            times = self._times[index] = []
            for time in filter(None, map(self._without_figure, self.finder.find(*self.article.sentences[index]))):
                if not (self._of_prices(time) or is_printed(self.text, time, self.lang)):
                    times.append(self._in_context(time, index, times))
            self._times[index] = self._closed(self._paired(times, index))
        return self._times[index]

    def _in_context(self, time: Timex, index: int, so_far: list[Timex]) -> Timex:
        """A time as what stands before it makes it: one that points back, or one that something is compared with."""
        if time.meaning in BACKWARD:
            return backward.resolved(self, time, index, so_far)
        if time.meaning == "bare_unit":
            return backward.of_told_year(self, time, index, so_far)
        if self._is_measured_against(time):
            return replace(time, relation="compared")
        return self._in_year(time, so_far)

    def _in_year(self, time: Timex, so_far: list[Timex]) -> Timex:
        """A day or month without a year, in the year that heads its sentence: "last year, 6,919 people came in September"."""
        head = so_far[0] if so_far else None
        if head is None or not time.yearless or not _MONTHLY.fullmatch(time.value or "") or not _YEAR.fullmatch(head.value or ""):
            return time
        index = self.article.sentence_at(time.core)
        opens = self.count_words(self.article.sentences[index][0], head.start) <= 1 or self.text[head.start - 1] in _QUOTES
        if head.relation not in ("", "at") or not opens or self.published is None or int(head.value or "") >= self.published.year:
            return time
        return replace(time, value=f"{head.value}{(time.value or '')[4:]}")

    def _is_measured_against(self, time: Timex) -> bool:
        """Whether a time is that of what something is compared with: "compared with the peak in 2008"."""
        if time.grain == "year" and self.letters(time.end, time.end + _REACH)[0] in self.grammar.level_nouns:
            return self.text[time.end : time.end + 1] == " "  # "43% below 2019 levels"
        if time.relation not in ("at", "of"):
            return False
        led = self.grammar.measured.search(self.text, max(0, time.start - _REACH), time.start)
        # Not "compared with the budget of 2020, 3 billion": that is the figure's own.
        return led is not None and not self.figures(led.start(), time.end + _APPOSED)

    def _without_figure(self, time: Timex) -> Timex | None:
        """A time as it is without the amount that was read into it, if one was: "in February 27 per cent of them"."""
        at = bisect_left(self.starts, time.end) - 1
        if at < 0 or self.mentions[at].end <= time.core or self.mentions[at].kind is Kind.OTHER:
            return time
        if time.core < self.starts[at] and self.mentions[at].end == time.end:
            return time  # "over the last year and a half"
        return next(iter(self.finder.find(time.start, self.starts[at])), None) if self.starts[at] > time.core else None

    def _of_prices(self, time: Timex) -> bool:
        """Whether a year only says in whose prices an amount is reckoned: "in 2009 prices"."""
        if time.coarse < _YEARS:
            return False
        follows = self.letters(time.end, time.end + _REACH)[0].lower()
        before = self.text[max(0, time.core - _REACH) : time.core]
        return follows in self.grammar.prices or self.grammar.price_levels.search(before) is not None

    def _paired(self, times: list[Timex], index: int) -> list[Timex]:
        """Two years in a row that one figure holds for are one time: "in 2023 and 2024 it helped 160,000 households"."""
        kinds = Counter(m.kind for m in self.by_sentence.get(index, ()))
        out: list[Timex] = []
        for time in times:
            last = out[-1] if out else None
            if last is not None and _says_anew(last, time, self.text[last.end : time.start]):
                out[-1] = time
            elif last is not None and max(kinds.values(), default=0) == 1 and self.finder.rows.follow(last, time):
                out[-1] = replace(last, end=time.end, value=f"{last.value}/{time.value}", meaning="range", grain="span")
            else:
                out.append(time)
        return out

    def _closed(self, times: list[Timex]) -> list[Timex]:
        """Where a sentence speaks of a closed year, what has grown "since 2021" has grown until then."""
        years = (t.value for t in times if t.relation == "at" and t.grain == "year" and _YEAR.fullmatch(t.value or ""))
        year = next(years, None)
        if year is None or self.published is None or int(year) >= self.published.year:
            return times
        return [
            replace(t, value=f"{begin(t.value)}/{year}") if t.relation == "since" and t.value and begin(t.value)[:4] < year else t
            for t in times
        ]

    # --- clauses and words ---

    def sentence(self, index: int) -> Sentence:
        """The clauses of a sentence."""
        mentions = self.by_sentence.get(index, ())
        times = self.times(index)
        if not any(self._breaks(t) for t in times):
            return Sentence.of(self.article, index, mentions, self.lang)
        if index not in self._sentences:
            solid = [(m.start, m.end) for m in mentions] + [(t.start - 1, t.end) for t in times]
            self._sentences[index] = Sentence(self.article, index, self.lang, solid)
        return self._sentences[index]

    def _breaks(self, time: Timex) -> bool:
        """Whether words in a time would be taken for the end of a clause: "May 6, 2021", "the year that ended in March"."""
        words = self.text[time.start : time.end].lower().split()
        return any(word.endswith(",") or word in self.words.subordinators for word in words)

    def index(self, mention: Mention) -> int:
        """The sentence that a figure stands in."""
        return self.article.sentence_at(mention.start)

    def clause(self, mention: Mention) -> Clause:
        """The clause that a figure stands in."""
        return self.sentence(self.index(mention)).at(mention.start)

    def letters(self, start: int, end: int) -> list[str]:
        """The words between two places; one empty word where there is none."""
        return [str(w) for w in _LETTERS.findall(self.text, start, end)] or [""]

    def count_words(self, start: int, end: int) -> int:
        """How many words stand between two places."""
        return len(_WORD.findall(self.text, start, end))

    def figures(self, start: int, end: int) -> list[Mention]:
        """The figures that begin between two places."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def next_figure(self, place: int) -> Mention | None:
        """The first figure that begins at a place or behind it."""
        at = bisect_left(self.starts, place)
        return self.mentions[at] if at < len(self.starts) else None

    def last_figure(self, place: int) -> Mention | None:
        """The last figure that begins before a place."""
        at = bisect_left(self.starts, place) - 1
        return self.mentions[at] if at >= 0 else None

    def tells_past(self, start: int, end: int) -> bool:
        """Whether text[start:end] tells of what has been: a verb in the past tense, and none of what is to come."""
        past = not self.grammar.past.isdisjoint(w.lower() for w in self.letters(start, end))
        return past and not self.finder.ahead(start, end)

    def tells_done(self, start: int, end: int) -> bool:
        """Whether text[start:end] tells of what was done, and not of what is needed, possible or to come."""
        words = [word.lower() for word in self.letters(start, end)]
        if not self.grammar.undone.isdisjoint(words) or self.finder.ahead(start, end):
            return False
        if any(word in self.grammar.past or word.endswith(self.grammar.past_endings) for word in words):
            return True
        return not self.grammar.perfect.isdisjoint(words) and any(map(self.grammar.participles.fullmatch, words))

    def tells_now(self, start: int, end: int) -> bool:
        """Whether text[start:end] tells of nothing that has been: no verb in the past tense, and no participle with "has"."""
        words = [word.lower() for word in self.letters(start, end)]
        told = self.grammar.past | self.grammar.perfect
        return told.isdisjoint(words) and not any(word.endswith(self.grammar.past_endings) for word in words)

    def sets_beside(self, clause: Clause) -> bool:
        """Whether a clause sets what is so now beside what has been: "..., while it puts 2 million into a fund"."""
        return clause.opener in self.grammar.contrasts and self.tells_now(clause.start, clause.end)

    def ongoing(self, mention: Mention) -> bool:
        """Whether the mention's clause says that it recurs, or holds up to now."""
        clause = self.clause(mention)
        found = (words.search(self.text, clause.start, clause.end) for words in (self.words.to_date, self.words.rates))
        return any(match is not None for match in found)

    # --- where a time lies ---

    def before(self, time: Timex, days: int) -> bool:
        """Whether a time lies so many days before the article."""
        return time.value is not None and self.is_over(time.value, days)

    def is_over(self, date: str, days: int = 1) -> bool:
        """Whether a date ended so many days before the article."""
        if self.published is None:
            return False
        latest = edtf.parse(date).latest
        return latest is not None and (self.published.latest - latest).days >= days

    def after(self, time: Timex) -> bool:
        """Whether a time lies wholly after the article: then it is no day on which something was announced."""
        if time.value is None or self.published is None:
            return False
        earliest = edtf.parse(time.value).earliest
        return earliest is not None and earliest > self.published.latest

    def dates_by_itself(self, time: Timex) -> bool:
        """Whether a time could date a figure by itself: no comparison, no event, no time of day."""
        return (
            time.value is not None
            and time.relation not in ("compared", "of")
            and time.meaning not in ("event", "clock", "rate", "back_shift", "implied")
        )

    def has_time(self, index: int) -> bool:
        """Whether a sentence has a time that could date a figure by itself."""
        return any(map(self.dates_by_itself, self.times(index)))


def _says_anew(vague: Timex, exact: Timex, between: str) -> bool:
    """Whether a time says which one the time right before it is: "in the previous year, between May 2018 and April 2019"."""
    return between in (", ", " (") and vague.meaning in BACKWARD and exact.meaning == "range" and exact.value is not None


@lru_cache(maxsize=1)
def _fiscal_years() -> dict[str, int]:
    """For each currency whose state does not begin its financial year in January, the month that it begins in."""
    months = knowledge.read("fiscal_years.yaml")["months"]
    return {currency: int(month) for month, currencies in months.items() for currency in currencies}


def _in_accounts(published: Reference | None, mentions: list[Mention]) -> Reference | None:
    """The time an article speaks from, with the financial year of the state in whose money it counts."""
    if published is None:
        return None
    counted = Counter(m.unit for m in mentions if m.kind is Kind.MONEY and m.unit in _fiscal_years())
    if not counted:
        return published
    currency = min(counted, key=lambda unit: (-counted[unit], unit))
    named = currency in knowledge.read("fiscal_years.yaml")["named_by_start"]
    return replace(published, fiscal=_fiscal_years()[currency], fiscal_start=named)
