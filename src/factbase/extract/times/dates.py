"""Which time each figure holds for: the expressions of time around it, and which of them is its own.

A sentence may hold many times: when the figure was told, when the thing it speaks of happened, and when the figure itself
holds. Each time within reach of a figure is weighed by how it stands to it (the clause, the preposition, the verb or noun
it belongs to), and the best is taken if it is good enough. What is compared with another figure is in `comparing.py`, what
shares the time of one in `sharing.py`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from factbase import edtf, knowledge
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.clauses import Clause, Sentence, words_of
from factbase.extract.times.comparing import following, grown, other_side, reckoned_from, sides
from factbase.extract.times.finder import Finder
from factbase.extract.times.giving import give
from factbase.extract.times.meanings import BACKWARD
from factbase.extract.times.publication import is_printed, publication
from factbase.extract.times.timex import Timex
from factbase.extract.times.value import (
    Reference,
    begin,
    finish,
    in_year,
    moved,
    nearest,
    own_year,
    since,
    year_before,
)
from factbase.model import Kind, Problem, Status

__all__ = ["dates", "publication"]

# How a time stands to a figure, in points; it needs more than nothing to be the figure's own.
WEIGHTS = {
    "since": 4.0,
    "until": 3.5,
    "range": 3.0,
    "for": 1.8,
    "at, coarse": 2.5,
    "at, day": 1.5,
    "bare, coarse": 2.0,
    "bare, day": 0.5,
    "clock": 0.7,
    "same clause": 2.0,
    "heads the sentence": 2.0,
    "clause of time at the head": 1.0,
    "next clause": -0.5,
    "other clause": -1.5,
    "stands by itself": 1.0,
    "subordinate clause without the figure": -5.0,
    "clause that stands for the figure": 1.0,
    "clause about the figure": 1.5,
    "right after the figure": 1.5,
    "right before the figure": 1.5,
    "another figure between": -0.7,
    "word between": -0.08,
    "belongs to a noun": -6.0,
    "belongs to the budget": 0.5,
    "belongs to the report": 0.0,
    "belongs to a past event": -1.0,
    "time of saying": -5.0,
    "told before, of a state": 6.0,
    "told long before": 4.0,
    "day of the promise": -6.0,
    "compared with": -8.0,
    "beside the other side of a comparison": -8.0,
    "up to now, elsewhere": -6.0,
    "what recurs, elsewhere": -6.0,
    "since, later": -3.0,
    "with another figure": -2.5,
    "said of something in it": -2.0,
    "content of what was said": -2.5,
    "what it grows from": -8.0,
    "long horizon": -2.0,
    "of what came before the figure": -4.0,
    "beyond a semicolon": -6.0,
    "of another verb": -6.0,
    "of the next figure": -6.0,
}
_STATES = frozenset({Status.DELIVERED, Status.OTHER})
_ENDING = frozenset({"until", "by", "as_of", "before"})
_FIGURES = frozenset(Kind) - {Kind.DURATION}
_INTERVALS = frozenset(
    {"range", "past_span", "next_span", "this_and_next", "bare_spread", "until_year", "so_far", "first_units", "year_pair"}
)
_COMING = frozenset({Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED})
_NAMED = frozenset({"month", "bare_month"})
_DEICTIC = frozenset({"weekday", "now", "clock", "shifted", "weekend", "ago"})
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_NOUN = re.compile(r"\s+[a-zà-ÿ]")  # a word right after a time, as in "by the Feb. 6 quake"
_LETTERS = re.compile(r"[^\W\d_]+")
_HORIZON = 5  # years ahead beyond which "over the next ten years" is a schedule, no time at which a figure holds
_BETWEEN = 2  # figures between a time and a figure that count against it: a list has many
_TIMES = 12  # times in one sentence, nearest first, that are weighed for a figure
_FRONT = 2  # words before a time that still heads its sentence
_ANTECEDENT = 4  # words that may stand between a figure and the clause about it: "2 billion in military aid that"
_DAY = 10  # characters of a day: "2024-05-31"
_REPORTING = 4  # the month until which articles tell of the year that has closed
_MONTHS = re.compile(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")
_FOUR_DIGITS = re.compile(r"\d{4}")
_SIZES = {"quarter": 3, "half": 6}  # in months
_ROW = 22  # characters between two ways of saying one figure
_SUPERLATIVE = 50  # characters before "since 2008" in which "the most" may stand
_STANDING = 60  # characters around a figure in which words may say that it is how a count stands
_STOPS = frozenset(",.;:()")
_ROW_END = ";"
_SUBJECT = 4  # words of a noun phrase that a time belongs to
_REACH = 40  # characters of it
_PAST = 30  # days after which an event is told of as one that was
_DAYS = 2  # how coarse a day or a week is at most
_COMMA = 3  # characters between a time and a clause about it
_MONTH = 3  # how coarse a month is
_YEARS = 6  # how coarse a year is
_LED = 3  # words before a time of an event in which "after" may stand
_SOON = 4  # months ahead within which what is to come names a month without its year
_OLD = 540  # days after which an event is no longer what the article reports


def dates(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `date` of the mentions, with a step that says from which words."""
    from factbase.extract.times.sharing import share

    dater = Dater(article, mentions)
    dater.run()
    share(dater)
    return []


@dataclass(slots=True)
class Choice:
    """A time weighed for a figure: the points, and what earned them."""

    time: Timex
    points: float
    reasons: list[str]

    def count(self, reason: str, times: float = 1.0) -> None:
        """Add the points of a reason."""
        self.points += WEIGHTS[reason] * times
        if reason != "word between":
            self.reasons.append(reason)


class Dater:
    """The times of one article, and the figures to give them to."""

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
        self.chosen: dict[int, Timex] = {}
        self.told: set[int] = set()
        self._moved: dict[int, Timex] = {}
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

    # --- times and clauses of a sentence ---

    def times(self, index: int) -> list[Timex]:
        """The times of a sentence; those that point back are resolved by what came before."""
        if index not in self._times:
            self._times[index] = []
            for time in self.finder.find(*self.article.sentences[index]):
                if self._in_figure(time) or self._of_prices(time) or is_printed(self.text, time, self.lang):
                    continue
                self._times[index].append(self._backward(time, index) if time.meaning in BACKWARD else time)
            self._times[index] = self._together(self._times[index], index)
            self._close(self._times[index])
        return self._times[index]

    def _together(self, times: list[Timex], index: int) -> list[Timex]:
        """Two years in a row that one figure holds for are one time: "in 2023 and 2024 it helped 160,000 households"."""
        kinds = Counter(m.kind for m in self.by_sentence.get(index, ()))
        out: list[Timex] = []
        for time in times:
            last = out[-1] if out else None
            if last is not None and max(kinds.values(), default=0) == 1 and self.finder.rows.follow(last, time):
                out[-1] = replace(last, end=time.end, value=f"{last.value}/{time.value}", meaning="range", grain="span")
            else:
                out.append(time)
        return out

    def _in_figure(self, time: Timex) -> bool:
        """Whether an amount stands where a time was read."""
        at = bisect_left(self.starts, time.end) - 1
        return at >= 0 and self.mentions[at].end > time.core and self.mentions[at].kind is not Kind.OTHER

    def _of_prices(self, time: Timex) -> bool:
        """Whether a year only says in whose prices an amount is reckoned: "in 2009 prices"."""
        if time.coarse < _YEARS:
            return False
        follows = self.letters(time.end, time.end + _REACH)[0].lower()
        before = self.text[max(0, time.core - _REACH) : time.core]
        return follows in self.finder.grammar.prices or self.finder.grammar.price_levels.search(before) is not None

    def _backward(self, time: Timex, index: int) -> Timex:
        """A time that points at one named before: "that year", "a year earlier", "since then"."""
        before = [t for t in self._times[index] if t.value and t.meaning != "event"]
        for least in (_DAYS + 1, 0) if time.grain == "year" else (0,):
            for earlier in range(index - 1, max(-1, index - 3), -1):
                before = before or [t for t in self.times(earlier) if t.value and t.coarse >= least]
        if not before:
            return self._year_ago(time)
        if time.meaning == "since_then":
            event = next((t for t in reversed(before) if t.meaning == "event" or t.relation == "since"), before[-1])
            return replace(time, value=since(event.value or "", self.finder.reference), relation="since")
        before = [t for t in before if t.meaning != "event" or t.relation == "since"] or before
        if time.meaning == "forth_shift" and time.value:
            return time  # "over the next year", of what is to come
        if time.meaning == "back_year" or (time.meaning == "back" and time.grain != "year"):
            return self._same(time, before)
        # "A year earlier", said twice, is twice the same year: it is reckoned from the time of the figure compared.
        before = [
            t for t in before if t.meaning not in ("back_shift", "forth_shift", "ago") and t.relation != "compared"
        ] or before
        before = [t for t in before if t.coarse > _DAYS] or before  # the day it was said is no year to reckon from
        last = next((t for t in reversed(before) if "/" not in (t.value or "") or own_year(t.value or "")), before[-1])
        value = last.value or ""
        if time.grain != "year":
            return time
        if last.meaning == time.meaning == "back_shift":
            return replace(time, value=value)
        if time.meaning == "back_shift" and time.shift == -1 and "-" in value and last.relation != "since" and len(value) < 10:
            return replace(time, value=value and year_before(value))
        if time.meaning == "back_shift" and time.shift == -1 and "/" in value and year_before(value) and not own_year(value):
            return replace(time, value=year_before(value))
        if time.shift:
            return replace(time, value=moved(begin(value) if last.relation == "since" else value, time.shift) or None)
        if own_year(value):
            return replace(time, value=value)
        year = (begin(value) if last.relation == "since" else finish(value))[:4]
        return replace(time, value=year) if year.isdigit() else time

    def _year_ago(self, time: Timex) -> Timex:
        """ "A year earlier", with no time named before: the year before the article's, unless that tells of the year before."""
        published = self.published
        if time.meaning != "back_shift" or time.grain != "year" or time.shift != -1 or published is None:
            return time
        return time if (published.month or 1) <= _REPORTING else replace(time, value=f"{published.year - 1:04}")

    def _same(self, time: Timex, before: list[Timex]) -> Timex:
        """ "The same quarter", "in the same period last year": the last such time that was no mere point of comparison."""
        fits = [t for t in before if time.grain in ("period", "span") or t.grain == time.grain or _quarterly(t, time.grain)]
        own = [t for t in fits if t.relation not in ("compared", "of") and t.meaning not in ("back_year", "back_shift")] or fits
        if not own:
            return time
        value = own[-1].value or ""
        if own[-1].relation == "since" and time.grain == "period":
            value = begin(value)  # "since 1988, when … at the time"
        if time.meaning == "back":
            return replace(time, value=value)
        # The year of the words themselves was read first; without one, it is the year before.
        return replace(time, value=in_year(value, time.value) or time.value)

    def _close(self, times: list[Timex]) -> None:
        """Where a sentence speaks of a closed year, what has grown "since 2021" has grown until then."""
        year = next(
            (t.value for t in times if t.relation == "at" and t.grain == "year" and re.fullmatch(r"\d{4}", t.value or "")), None
        )
        if year is None or self.published is None or int(year) >= self.published.year:
            return
        for i, time in enumerate(times):
            if time.relation == "since" and time.value and begin(time.value)[:4] < year:
                times[i] = replace(time, value=f"{begin(time.value)}/{year}")

    def sentence(self, index: int) -> Sentence:
        """The clauses of a sentence."""
        mentions = self.by_sentence.get(index, ())
        times = self.times(index)
        if not any(self._breaks(t) for t in times):
            return Sentence.of(self.article, index, mentions, self.lang)
        if index not in self._sentences:
            solid = [(m.start, m.end) for m in mentions] + [(t.start - 1, t.end) for t in times]
            self._sentences[index] = Sentence(self.text, *self.article.sentences[index], self.lang, solid)
        return self._sentences[index]

    def _breaks(self, time: Timex) -> bool:
        """Whether words in a time would be taken for the end of a clause: "May 6, 2021", "the year that ended in March"."""
        words = self.text[time.start : time.end].lower().split()
        return any(word.endswith(",") or word in self.words.subordinators for word in words)

    # --- a figure's own time ---

    def run(self) -> None:
        """Give each figure the time in its own sentence that stands best to it."""
        for index, mentions in self.by_sentence.items():
            times = [t for t in self.times(index) if t.value]
            if not times or self._in_order(mentions, times, index):
                continue
            sentence = self.sentence(index)
            for mention in mentions:
                near = sorted(times, key=lambda t: abs(t.start - mention.start))[:_TIMES] if len(times) > _TIMES else times
                self._own(mention, near, sentence)
            sides(self, mentions)

    def _in_order(self, mentions: list[Mention], times: list[Timex], index: int) -> bool:
        """ "…in 2004 and in 2010 yielded 208 and 111 million respectively": the first with the first."""
        times = [t for t in times if t.meaning not in ("event", "rate")]
        if (
            len(mentions) != len(times)
            or len(times) < 2
            or not self.words.respectively.search(self.text, *self.article.sentences[index])
        ):
            return False
        for mention, time in zip(mentions, times, strict=True):
            give(mention, time.value or "", "in order", f"“{self.text[time.start : time.end]}”, respectively", time)
        return True

    def _own(self, mention: Mention, times: list[Timex], sentence: Sentence) -> None:
        own = sentence.at(mention.start)
        if own.opener in self.finder.grammar.when and (before := self._opening(own, times)) is not None:
            words = self.text[before.core : own.start + len(own.opener)]
            value = begin(before.value or "") if before.relation == "since" else before.value or ""
            self.chosen[id(mention)] = before
            give(mention, value, "when", f"“{words.strip()}” opens what is said of it", before)
            return
        times = [self._moved.get(t.start, t) for t in times]
        if self.published is not None and mention.status in _COMING:
            times = [_next(t, self.published) if t.core >= own.start else t for t in times]
        elif self.published is not None and not self.told_of(own):
            times = [_next(t, self.published) if t.relation in ("until", "by") else t for t in times]
        choices = [self.weigh(mention, time, sentence) for time in times]
        if mention.status in _COMING and any(c.points > 0 and self._lasting(c.time) for c in choices):
            for choice in choices:
                if not self._lasting(choice.time) and self.before(choice.time, 1):
                    choice.count("day of the promise")
        best = max(choices, key=lambda c: c.points, default=None)
        if best is None or best.points <= 0 or best.time.value is None:
            if not self._of_event(mention, times, sentence):
                grown(self, mention, times)
            return
        behind = best.time.relation == "since" and own.kind == "sub" and own.start > best.time.end
        if behind and self._of_event(mention, times, sentence):
            return
        best = next((c for c in choices if self._narrows(c.time, best.time, mention)), best)
        told = (t for t in times if own.start <= t.core < own.end and _day_of_news(t) and self.owner(t, own) is None)
        about = "clause about the figure" in best.reasons
        if not about and sentence.at(best.time.core) is not own and any(told):
            # The figure's own clause has the time of its telling: another clause's time is not for it.
            return
        if best.time.relation == "by" and self._level(mention):
            # What is reached by a time holds at that time; what is paid by then may be paid before.
            best.time = replace(best.time, value=(best.time.value or "").removeprefix("../"))
        self.chosen[id(mention)] = best.time
        self._moved[best.time.start] = best.time
        if "told before, of a state" in best.reasons:
            self.told.add(id(mention))
        words = self.text[best.time.start : best.time.end]
        rule = f"own.{best.time.relation or best.time.meaning}"
        give(mention, best.time.value or "", rule, f"“{words}”: {', '.join(best.reasons)}", best.time)

    def _level(self, mention: Mention) -> bool:
        """Whether a figure is what something reaches or amounts to: "wants to reach 3.5%", "grow to 5 million"."""
        hedges = (s.start for s in mention.steps if s.slot == "hedge" and s.start is not None)
        start = min((*hedges, mention.start))
        return self.finder.grammar.levels.search(self.text, max(0, start - _REACH), start) is not None

    def _narrows(self, time: Timex, chosen: Timex, mention: Mention) -> bool:
        """Whether a day behind a figure lies in the month or year that heads its sentence: "In May … 3 million on 12 May"."""
        value, head = time.value or "", chosen.value or ""
        inside = len(value) == _DAY and value.startswith(head) and len(head) < _DAY and time.relation == chosen.relation == "at"
        if not inside or not chosen.end <= mention.start < mention.end <= time.start:
            return False
        # Nor where another figure stands behind that day, or between: then the day is that one's.
        at = bisect_left(self.starts, mention.end)
        end = bisect_left(self.starts, self.article.sentences[self.article.sentence_at(mention.start)][1])
        return not any(m.kind is mention.kind for m in self.mentions[at:end])

    def _of_event(self, mention: Mention, times: list[Timex], sentence: Sentence) -> bool:
        """Date what a clause tells of an event long past that stands right before it: "a 1960 flood that left 61 dead"."""
        own = sentence.at(mention.start)
        if (
            own.kind != "sub"
            or own.opener in self.words.complementizers
            or not self._past(mention)
            or any(own.start <= t.core < own.end for t in times)
        ):
            return False
        for time in times:
            behind = self.letters(max(0, time.core - 6), time.core)[-1].lower() in self.finder.grammar.of
            least = 0 if time.relation == "of" or behind else 1  # "the fire of 6 May", "the May 6 fire"
            near = 0 <= own.start - time.end < _REACH and least <= self.count_words(time.end, own.start) <= _SUBJECT
            free = bisect_left(self.starts, time.end) == bisect_left(self.starts, own.start)
            dated = time.value and time.meaning != "event" and (time.meaning not in _DEICTIC or time.coarse >= _YEARS)
            if near and free and dated and self.before(replace(time, value=begin(time.value or "")), _PAST):
                self.chosen[id(mention)] = time
                give(mention, begin(time.value or ""), "event", f"what “{self.text[time.core : own.start].strip()}” did", time)
                return True
        return False

    def _lasting(self, time: Timex) -> bool:
        """Whether a time is that for which money is meant, beside which the time of the promise does not count."""
        return time.meaning in ("next_span", "bare_spread", "this_and_next", "until_year") or (
            time.relation == "for" and self._after(time)
        )

    def told_of(self, clause: Clause) -> bool:
        """Whether a clause tells of what has been: it has a verb in the past tense."""
        words = map(str.lower, _LETTERS.findall(self.text, clause.start, clause.end))
        return not self.finder.grammar.past.isdisjoint(words)

    def _opening(self, own: Clause, times: list[Timex]) -> Timex | None:
        """The time right before the clause of a figure: "since 2022, when the first 180 were bought"."""
        if any(own.start <= t.core < own.end and t.coarse <= _YEARS for t in times):
            return None
        return next((t for t in times if 0 <= own.start - t.end <= _COMMA and t.meaning != "event"), None)

    def weigh(self, mention: Mention, time: Timex, sentence: Sentence) -> Choice:
        """How a time stands to a figure in its sentence."""
        choice = Choice(time, 0.0, [])
        if (
            (time.meaning == "event" and time.relation != "since")
            or time.meaning in ("rate", "implied")
            or (time.meaning == "bare_spread" and (mention.status not in _COMING or mention.kind is Kind.PERCENT))
        ):
            choice.points = -99.0
            return choice
        day = time.coarse <= 1
        choice.count(
            _nature(time, day or time.meaning == "weekend", self.published is not None and (time.value or "").endswith("/.."))
        )
        own, its = sentence.at(mention.start), sentence.at(time.core)
        left, right = min(mention.end, time.end), max(mention.start, time.start)
        between = bisect_left(self.starts, right) - bisect_left(self.starts, left)
        self._place(choice, mention, sentence, own, its, between)
        if between:
            choice.count("another figure between", min(between, _BETWEEN))
        choice.count("word between", min(30, len(_WORD.findall(self.text, left, right))))
        if time.start >= mention.end and len(_WORD.findall(self.text, left, right)) <= 2:
            choice.count("right after the figure")
        elif day and mention.start >= time.end and not time.relation and len(_WORD.findall(self.text, left, right)) <= 1:
            choice.count("right before the figure")
        if (mention.end <= time.start and self.words.comparatives.search(self.text, left, right)) or (
            self._surpassed(time, its) or reckoned_from(self, mention, time)
        ):
            choice.count("compared with")
        if own is its and mention.end <= time.start and self._led_by_event(mention.end, time.start):
            choice.count("of what came before the figure")
        elif own is not its and mention.end <= time.start and _ROW_END in self.text[left:right] and time.relation != "since":
            choice.count("beyond a semicolon")
        if own is its and time.end <= mention.start and self._next_verb(its, time, mention):
            choice.count("of another verb")
        if self._bracketed(mention, time) or self._leads_next(mention, time) or self._is_now(mention, time):
            choice.count("of the next figure")
        self._company(choice, mention, own, its, day)
        self._other_side(choice, mention, sentence)
        return choice

    def _leads_next(self, mention: Mention, time: Timex) -> bool:
        """Whether a time behind a figure stands right before another one: "costs 4 million next year and in 2030 nearly 5"."""
        if time.start < mention.end:
            return False
        between = self.text[mention.end : time.start]
        joined = "," in between or not self.words.coordinators.isdisjoint(between.lower().split())
        at = bisect_left(self.starts, time.end)
        if not joined or at == len(self.starts) or self.mentions[at].kind is not mention.kind:
            return False
        gap = self.text[time.end : self.mentions[at].start]
        return len(gap) < _ROW and _STOPS.isdisjoint(gap) and self.count_words(time.end, self.mentions[at].start) <= _LED

    def _bracketed(self, mention: Mention, time: Timex) -> bool:
        """Whether a time stands in brackets with a figure of its own: "grows 1.5% next year (this year 1.8)"."""
        opened = self.text.rfind("(", max(0, time.start - _REACH), time.start)
        if opened < mention.end or ")" in self.text[opened : time.start]:
            return False
        closed = self.text.find(")", time.end, time.end + _REACH)
        return closed >= 0 and any(c.isdigit() for c in self.text[time.end : closed])

    def _is_now(self, mention: Mention, time: Timex) -> bool:
        """Whether a word right behind a figure says that it is so now, and the time is further on: "from 20% now to 60%"."""
        found = self.words.to_date.match(self.text, mention.end + 1)
        return found is not None and time.start >= found.end() and self._starts_after(mention, time)

    def _starts_after(self, mention: Mention, time: Timex) -> bool:
        """Whether another figure stands between a figure and a time behind it."""
        return bisect_left(self.starts, mention.end) < bisect_left(self.starts, time.start)

    def _next_verb(self, its: Clause, time: Timex, mention: Mention) -> bool:
        """Whether a second verb stands between a time and a figure: "should be ready in 2026 and will cost 20 billion"."""
        words = [w.lower() for w in self.letters(time.end, mention.start)]
        verbs = self.finder.grammar.auxiliaries
        joined = any(a in self.words.coordinators and b in verbs for a, b in itertools.pairwise(words))
        return joined and not self._heads(its, time)

    def _share(self, mention: Mention) -> bool:
        """Whether a figure is a share of something, rather than a change: "2% of GDP", but "a 2% fall"."""
        follows = self.letters(mention.end, mention.end + _REACH)[0].lower()
        return mention.kind is Kind.PERCENT and follows not in self.finder.grammar.change_nouns

    def _surpassed(self, time: Timex, its: Clause) -> bool:
        """Whether a time only says when there last was as much: "the most since 2008"."""
        start = max(its.start, time.start - _SUPERLATIVE)
        return time.relation == "since" and self.finder.grammar.superlatives.search(self.text, start, time.start) is not None

    def _led_by_event(self, start: int, end: int) -> bool:
        """Whether words between a figure and a time open what came before it: "56 people are dead after it hit on Thursday"."""
        relations, temporal = self.finder.grammar.relations, self.words.temporal
        between = self.text[start:end].lower().split()
        return any(word in temporal or relations.get((word,)) == "after" for word in between)

    def _place(self, choice: Choice, mention: Mention, sentence: Sentence, own: Clause, its: Clause, between: int) -> None:
        """Where the time stands: in the figure's clause, at the head of the sentence, in a clause of its own."""
        time = choice.time
        if own is its:
            choice.count("same clause")
            return
        here, there = sentence.index(own), sentence.index(its)
        if (
            (its.saying or time.coarse >= _MONTH)
            and own.opener in self.words.complementizers
            and there == here - 1
            and (time.coarse >= _MONTH or (mention.status in _STATES and mention.kind is Kind.COUNT))
            and self.before(time, 1)
        ):
            choice.count("same clause")
            return
        if time.relation in ("until", "by", "range") and self._runs(its, time) and abs(here - there) == 1:
            choice.count("same clause")
            return
        if self._tied(own, its, sentence, time):
            choice.count("same clause")
            choice.count("next clause")
            return
        if own.kind == "sub" and there < here and time.relation not in ("since", *_ENDING):
            if own.opener in self.words.complementizers:
                choice.count("content of what was said")
            elif time.coarse <= 2:
                choice.count("said of something in it")
        elif own.kind == "sub" and there > here and its.kind == "main" and time.relation not in ("since", *_ENDING):
            choice.count("said of something in it")
        if self.words.to_date.search(self.text, own.start, own.end):
            choice.count("up to now, elsewhere")
        if self.words.rates.search(self.text, own.start, own.end) and not (time.value or "").endswith("/.."):
            choice.count("what recurs, elsewhere")
        if its.kind == "free":
            choice.count("clause that stands for the figure")
        elif its.kind == "time" and there == 0 and time.relation != "since":
            choice.count("clause of time at the head")
        elif time.relation == "since" and its.kind == "time" and there == here + 1:
            choice.count("same clause")
        elif its.kind == "sub" and there == here + 1 and self._about(mention, its):
            choice.count("clause about the figure")
        elif there == here - 1 and self._alone(its, time):
            choice.count("same clause")
        elif its.kind in ("sub", "time") and time.relation != "since":
            choice.count("subordinate clause without the figure")
        elif there == 0 and time.start < mention.start and self._heads(its, time):
            choice.count("heads the sentence")
        else:
            if time.relation == "since":
                choice.count("since, later")
            elif self._figured(its, time):
                choice.count("with another figure")
            choice.count("next clause" if abs(there - here) == 1 else "other clause")
            if len(_WORD.findall(self.text, its.start, time.start)) + len(_WORD.findall(self.text, time.end, its.end)) <= 1:
                choice.count("stands by itself")

    def _runs(self, its: Clause, time: Timex) -> bool:
        """Whether a clause tells how long the thing that a figure is of goes on: "the plan, which runs until 2030"."""
        if its.kind != "sub" or self._figured(its, time):
            return False
        return not self.finder.grammar.running.isdisjoint(w.lower() for w in self.letters(its.start, time.start))

    def _tied(self, own: Clause, its: Clause, sentence: Sentence, time: Timex) -> bool:
        """Whether commas alone part a figure from a time: "the deal, of 3 billion in all, was signed in May"."""
        if own.kind != "main" or its.kind != "main":
            return False
        here, there = sentence.index(own), sentence.index(its)
        if abs(here - there) == 1:
            later = max(own, its, key=lambda c: c.start)
            first = self.letters(later.start, min(later.end, later.start + 20))[0].lower()
            free = not any(its.start <= s < its.end for s in self.starts)
            return first in self.words.prepositions and free and self.text[later.start - 1] == ","
        if here == there - 2 and here == 0:
            middle = sentence.clauses[here + 1]
            short = (
                self.count_words(own.start, own.end) <= _ANTECEDENT + 2
                and self.count_words(middle.start, middle.end) <= _ANTECEDENT + 2
            )
            return short and self.text[middle.start - 1] == "," and middle.kind == "main" and not self._figured(its, time)
        return False

    def _alone(self, clause: Clause, time: Timex) -> bool:
        """Whether a clause before the figure's is but its opener and a time: "that last year, arrivals hit"."""
        return self.count_words(clause.start, time.start) <= 1 and self.count_words(time.end, clause.end) == 0

    def _figured(self, clause: Clause, time: Timex) -> bool:
        """Whether a figure stands before a time in the clause of the time."""
        at = bisect_left(self.starts, time.core) - 1
        return at >= 0 and self.starts[at] >= clause.start

    def _heads(self, clause: Clause, time: Timex) -> bool:
        """Whether a time stands before any figure and near the front of its clause: then it holds beyond the clause."""
        return not self._figured(clause, time) and self.count_words(clause.start, time.start) <= _FRONT

    def _about(self, mention: Mention, its: Clause) -> bool:
        """Whether the clause after a figure tells of it: near behind it, and with no figure of its own."""
        at, end = bisect_left(self.starts, its.start), bisect_left(self.starts, its.end)
        other = any(m.kind is mention.kind or m.kind is Kind.MONEY for m in self.mentions[at:end])
        return not other and self.count_words(mention.end, its.start) <= _ANTECEDENT

    def _company(self, choice: Choice, mention: Mention, own: Clause, its: Clause, day: bool) -> None:
        """What the time belongs to: a verb of saying, a noun, the figure."""
        time = choice.time
        if time.meaning in ("next_span", "bare_spread") and _years(time) >= _HORIZON:
            choice.count("long horizon")
        if time.relation != "since" and (owner := self.owner(time, its, self._share(mention))) is not None:
            possessive = self.text[time.end : time.end + 2] in ("'s", "’s")  # "12 billion in today's money"
            adjacent = mention.end <= time.start and not possessive and not self.text[mention.end : time.start].strip()
            if self.words.budgets.match(owner) or adjacent:
                choice.count("belongs to the budget")
            elif self.words.reports.match(owner) and mention.status in _STATES:
                choice.count("belongs to the report")
            elif (
                mention.kind is not Kind.PERCENT
                and (self._past(mention) or own is its)
                and self.before(time, _OLD)
                and not self._since_then(time, its)
            ) or (own is its and self._subject(time, its, mention)):
                choice.count("belongs to a past event")
            else:
                choice.count("belongs to a noun")
            return
        if time.relation in ("at", "") and self._origin(time, its, mention):
            choice.count("belongs to a noun")
            return
        if time.relation in ("since", "for", *_ENDING) or time.coarse > 3:
            return
        if time.meaning == "clock":
            if mention.status not in _STATES:
                choice.count("day of the promise")
        elif any(abs(said - time.start) < 60 and not self._apart(time, said) for said in its.saying):
            choice.count("time of saying")
            least = 0 if mention.kind is Kind.COUNT else 1
            if mention.status in _STATES and mention.kind is not Kind.PERCENT and self.before(time, least):
                choice.count("told before, of a state")
            elif time.grain == "month" and self.before(time, 1 if time.meaning in _NAMED else 20):
                choice.count("told long before")
        if (
            time.meaning != "clock"
            and time.coarse <= 2
            and self._act(mention)
            and not (mention.status is Status.OTHER and self._stands(mention, own))
            and not (time.meaning == "back_shift" and mention.status in _STATES)
            and not self._after(time)
            and (time.meaning in _DEICTIC or not self.before(time, 4))
        ):
            choice.count("day of the promise")

    def _origin(self, time: Timex, its: Clause, mention: Mention) -> bool:
        """Whether a time only says when the thing came about: ", founded in 1856, employs 50,000 people"."""
        first = self.letters(its.start, time.start)
        inside = its.start <= mention.start < min(its.end, time.end + _ROW)
        return first[0].lower() in self.finder.grammar.origins and len(first) <= _FRONT and not inside

    def _apart(self, time: Timex, said: int) -> bool:
        """Whether a verb of saying stands in a clause of its own behind a time: "rose 3% on Monday after the group said"."""
        between = self.text[time.end : said].lower().split() if said > time.end else ()
        return not self.words.temporal.isdisjoint(between)

    def _subject(self, time: Timex, its: Clause, mention: Mention) -> bool:
        """Whether a closed year says which of the recurring things it was: "last year's conference raised 3 million"."""
        heads = time.start < mention.start and self.count_words(its.start, time.start) <= _SUBJECT
        taken_in = mention.kind is Kind.MONEY and mention.status in _STATES and time.meaning == "weekday"
        return heads and (time.coarse >= _YEARS or (taken_in and self._past(mention))) and self.before(time, 1)

    def _since_then(self, time: Timex, its: Clause) -> bool:
        """Whether the noun that a time belongs to is itself what something came after: "given after the floods of July 2021"."""
        before = self.letters(max(its.start, time.start - 40), time.start)[-_LED:]
        return any(self.finder.grammar.relations.get((word.lower(),)) in ("after", "since") for word in before)

    def _past(self, mention: Mention) -> bool:
        """Whether a figure can be of an event long past: a count, a stock, a damage."""
        return mention.status in _STATES or mention.status is Status.REQUESTED

    def _act(self, mention: Mention) -> bool:
        """Whether a figure is of an act that is news on its day (a promise, a fine), rather than a count or a stock."""
        return mention.status not in _STATES or (mention.kind is Kind.MONEY and mention.status is Status.OTHER)

    def _stands(self, mention: Mention, own: Clause) -> bool:
        """Whether the words around a figure say how a count stands: "the appeal had reached 8 million by noon"."""
        start = max(own.start, mention.start - _STANDING)
        return self.finder.grammar.standing.search(self.text, start, min(own.end, mention.end + _STANDING)) is not None

    def owner(self, time: Timex, its: Clause, percent: bool = False) -> str | None:
        """The noun that a time belongs to: "the quake of February 6", "last week's quake", "the Feb. 6 quake"; None for none."""
        text = self.text
        base = self.words.bases.search(text, max(its.start, time.start - 30), time.start)
        if percent and base and time.relation not in _ENDING:
            return ""
        if time.relation == "of":
            aside = (
                time.start - its.start <= _COMMA and its.start > 0 and text[its.start - 1] == ","
            )  # "the tally, of late March,"
            return self.letters(max(0 if aside else its.start, time.start - 40), time.start)[-1]
        if text[time.end : time.end + 2] in ("'s", "’s"):
            found = self.letters(time.end + 2, time.end + 60)
            return next((w for w in found if self.words.budgets.match(w)), found[0])
        before = self.letters(max(0, time.core - 6), time.core)[-1].lower()
        if time.coarse <= 1 and before in self.finder.grammar.articles and (not time.relation or _NOUN.match(text, time.end)):
            return self.letters(time.end, time.end + 30)[0]
        return None

    def letters(self, start: int, end: int) -> list[str]:
        """The words between two places; one empty word where there is none."""
        return [str(w) for w in _LETTERS.findall(self.text, start, end)] or [""]

    def _other_side(self, choice: Choice, mention: Mention, sentence: Sentence) -> None:
        """A time right after "against 172" is that figure's, and no other's."""
        time = choice.time
        year = self.published.year if self.published else None
        ahead = year is not None and time.value is not None and finish(time.value)[:4] >= str(year)
        other = following(self, mention)
        between = other is None or other.kind is not mention.kind or mention.end <= time.start < other.start
        if ahead and not between and other_side(self, mention):
            choice.count("what it grows from")
        at = bisect_left(self.starts, time.start) - 1
        other = self.mentions[at] if at >= 0 and self.starts[at] >= sentence.start else mention
        if (
            other is not mention
            and other.end <= time.start
            and self.count_words(other.end, time.start) <= 1
            and other_side(self, other)
        ):
            choice.count("beside the other side of a comparison")

    def count_words(self, start: int, end: int) -> int:
        """How many words stand between two places."""
        return len(_WORD.findall(self.text, start, end))

    def months(self, time: Timex) -> int:
        """How many months an interval of months has; none where it is no such interval."""
        found = _MONTHS.fullmatch(time.value or "")
        if found is None:
            return 0
        first_year, first, last_year, last = map(int, found.groups())
        return (last_year - first_year) * 12 + last - first + 1

    def before(self, time: Timex, days: int) -> bool:
        """Whether a time lies so many days before the article."""
        if time.value is None or self.published is None:
            return False
        latest = edtf.parse(time.value).latest
        return latest is not None and (self.published.latest - latest).days >= days

    def _after(self, time: Timex) -> bool:
        """Whether a time lies wholly after the article: then it is no day on which something was announced."""
        if time.value is None or self.published is None:
            return False
        earliest = edtf.parse(time.value).earliest
        return earliest is not None and earliest > self.published.latest


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


def _nature(time: Timex, day: bool, ahead: bool) -> str:
    """The kind of time that an expression is, as a reason."""
    if time.relation == "since":
        return "at, coarse" if ahead else "since"
    if time.relation in _ENDING:
        return "until"
    if time.relation == "compared":
        return "compared with"
    if time.meaning == "clock":
        return "clock"
    if time.relation == "for" and not day:
        return "for"
    if time.meaning in _INTERVALS:
        return "range"
    sort = "at" if time.relation in ("at", "after", "from", "to", "between") else "bare"
    return f"{sort}, {'day' if day else 'coarse'}"


def _day_of_news(time: Timex) -> bool:
    """Whether a time is of the days that the article reports on."""
    return time.meaning in _DEICTIC and time.coarse <= 2 and time.relation in ("", "at")


def _next(time: Timex, published: Reference) -> Timex:
    """A month without a year, of what is yet to come, is the next one and none long past: "in January", said in November."""
    if not time.yearless or time.value is None or time.relation not in ("", "at", "until", "by"):
        return time
    value = nearest(time.value, published)
    if value <= published.text:
        return time
    if time.relation in ("until", "by"):
        return replace(time, value=f"../{value}")
    return replace(time, value=value) if _months_ahead(value, published) <= _SOON else time


def _quarterly(time: Timex, grain: str) -> bool:
    """Whether a time written in months is a quarter or a half year: "between April and June"."""
    found = _MONTHS.fullmatch(time.value or "")
    if grain not in _SIZES or found is None or time.meaning == "season":
        return False
    first_year, first, last_year, last = map(int, found.groups())
    return (last_year - first_year) * 12 + last - first + 1 == _SIZES[grain]


def _months_ahead(value: str, published: Reference) -> int:
    return (int(value[:4]) - published.year) * 12 + int(value[5:7]) - (published.month or 1)


def _years(time: Timex) -> int:
    """How many years an interval spans."""
    value = time.value or ""
    first, last = begin(value)[:4], finish(value)[:4]
    return int(last) - int(first) + 1 if first.isdigit() and last.isdigit() else 0
