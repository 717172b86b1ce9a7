"""Which time each figure holds for: the expressions of time around it, and which of them is its own.

A sentence may hold many times: when the figure was told, when the thing it speaks of happened, and when the figure
itself holds. Each time within reach of a figure is weighed by how it stands to it (the clause, the preposition, the
verb or noun it belongs to), and the best is taken if it is good enough; else a figure may share the time of the
figure that it repeats, converts or continues.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from factbase import edtf, knowledge
from factbase.extract.article import Article, Mention
from factbase.extract.clauses import Clause, Sentence, stems
from factbase.extract.publication import publication
from factbase.extract.timevalue import BACKWARD, Reference, finish, since
from factbase.extract.timex import Finder, Timex
from factbase.model import Kind, Problem, Status, Step

__all__ = ["dates", "publication"]

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")

# How a time stands to a figure, in points; a time needs more than nothing to be its own.
WEIGHTS = {
    "since": 4.0,
    "until": 3.5,
    "range": 3.0,
    "for": 2.5,
    "at, coarse": 2.5,
    "at, day": 1.0,
    "bare, coarse": 2.0,
    "bare, day": 0.0,
    "clock": 1.0,
    "same clause": 2.0,
    "heads the sentence": 2.0,
    "next clause": -0.5,
    "other clause": -1.5,
    "subordinate clause without the figure": -5.0,
    "clause that stands for the figure": 1.0,
    "right after the figure": 1.5,
    "another figure between": -0.7,
    "word between": -0.08,
    "belongs to a noun": -6.0,
    "belongs to a budget": 0.5,
    "time of the report": 0.0,
    "time of saying": -4.0,
    "told before, of a state": 4.0,
    "told long before": 3.0,
    "day of the promise": -3.0,
    "in other brackets": -3.0,
    "compared with": -8.0,
}
_STATES = frozenset({Status.DELIVERED, Status.OTHER})
_PROMISES = frozenset({Status.PLEDGED, Status.BUDGETED, Status.REQUESTED, Status.COMMITTED})


@dataclass(frozen=True, slots=True)
class _Words:
    budgets: re.Pattern[str]
    reports: re.Pattern[str]
    earlier: re.Pattern[str]
    continues: re.Pattern[str]


@lru_cache(maxsize=32)
def _words(lang: str) -> _Words:
    data: dict[str, Any] = knowledge.read(f"lang/{lang}/clauses.yaml")

    def ending(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\W*$", re.IGNORECASE
        )

    def whole(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
        )

    return _Words(stems(data["budgets"]), stems(data["reports"]), ending(data["earlier_side"]), whole(data["continues"]))


def dates(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `date` of the mentions, with a step that says from which words."""
    _Dater(article, mentions).run()
    return []


@dataclass(slots=True)
class _Choice:
    """A time weighed for a figure: the points, and what earned them."""

    time: Timex
    points: float
    reasons: list[str]


class _Dater:
    def __init__(self, article: Article, mentions: list[Mention]) -> None:
        self.article, self.text = article, article.text
        self.lang = article.lang if article.lang in knowledge.languages() else "en"
        self.words = _words(self.lang)
        self.reference = Reference.of(article.document.published)
        self.finder = Finder(self.text, self.lang, self.reference or self._own_reference())
        self.mentions = sorted(mentions, key=lambda m: (m.start, m.end))
        self.by_sentence: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self.by_sentence.setdefault(article.sentence_at(mention.start), []).append(mention)
        self._times: dict[int, list[Timex]] = {}
        self._sentences: dict[int, Sentence] = {}

    def _own_reference(self) -> Reference | None:
        """For an undated article, the year of the latest day that it names."""
        years = [int(y) for y in re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)", self.text[:20000])]
        finder = Finder(self.text, self.lang, None)
        latest: int | None = None
        if years:
            for sentence in list(self.by_sentence_starts())[:60]:
                for time in finder.find(*sentence):
                    if time.meaning == "day" and time.value and "/" not in time.value:
                        latest = max(latest or 0, int(time.value[:4]))
        return Reference(latest) if latest else None

    def by_sentence_starts(self) -> Iterable[tuple[int, int]]:
        return self.article.sentences

    # --- times and clauses of a sentence ---

    def times(self, index: int) -> list[Timex]:
        """The times of a sentence; those that point back are resolved by what came before."""
        if index not in self._times:
            found = self.finder.find(*self.article.sentences[index])
            taken = [(m.start, m.end) for m in self.by_sentence.get(index, ())]
            found = [t for t in found if not any(t.core < b and a < t.end for a, b in taken)]
            self._times[index] = []
            for time in found:
                if time.meaning in BACKWARD:
                    time = self._backward(time, index)
                self._times[index].append(time)
        return self._times[index]

    def _backward(self, time: Timex, index: int) -> Timex:
        """A time that points at one named before: "that year", "a year earlier", "since then"."""
        before = [t for t in self._times[index] if t.value]
        for earlier in range(index - 1, max(-1, index - 3), -1):
            before = before or [t for t in self.times(earlier) if t.value]
        if not before:
            return time
        value = before[-1].value or ""
        if time.meaning == "since_then":
            event = next((t for t in reversed(before) if t.meaning == "event" or t.relation == "since"), before[-1])
            return replace(time, value=since(event.value or value, self.finder.reference), relation="since")
        year = finish(value)[:4]
        if not year.isdigit():
            return time
        if time.meaning == "back":
            if time.grain == "year":
                return replace(time, value=year)
            return replace(time, value=value) if time.grain == before[-1].grain else time
        return replace(time, value=f"{int(year) - 1:04}", relation="compared" if time.relation == "compared" else time.relation)

    def sentence(self, index: int) -> Sentence:
        """The clauses of a sentence."""
        if index not in self._sentences:
            start, end = self.article.sentences[index]
            solid = [(m.start, m.end) for m in self.by_sentence.get(index, ())] + [(t.start, t.end) for t in self.times(index)]
            self._sentences[index] = Sentence(self.text, start, end, self.lang, solid)
        return self._sentences[index]

    # --- the row of rules ---

    def run(self) -> None:
        for index, mentions in self.by_sentence.items():
            if times := [t for t in self.times(index) if t.value]:
                for mention in mentions:
                    self._own(mention, mentions, times, self.sentence(index))
                self._sides(mentions, times)
        self._repeated()
        self._converted()
        self._continued()
        self._repeated()

    def _own(self, mention: Mention, mentions: list[Mention], times: list[Timex], sentence: Sentence) -> None:
        """The time in the figure's own sentence that stands best to it."""
        best = max((self._weigh(mention, mentions, time, sentence) for time in times), key=lambda c: c.points, default=None)
        if best is None or best.points <= 0 or best.time.value is None:
            return
        words = self.text[best.time.start : best.time.end]
        self._set(
            mention,
            best.time.value,
            f"own.{best.time.relation or best.time.meaning}",
            f"“{words}”: {', '.join(best.reasons)}",
            best.time,
        )

    def _set(self, mention: Mention, value: str, rule: str, text: str, time: Timex | None = None) -> None:
        if not edtf.valid(value):
            return
        mention.date = value
        mention.steps.append(
            Step(slot="date", rule=rule, text=text, start=time.start if time else None, end=time.end if time else None)
        )

    def _weigh(self, mention: Mention, mentions: list[Mention], time: Timex, sentence: Sentence) -> _Choice:
        reasons: list[str] = []
        points = 0.0

        def count(reason: str, times: float = 1.0) -> None:
            nonlocal points
            points += WEIGHTS[reason] * times
            if reason != "word between":
                reasons.append(reason)

        day = time.coarse <= 1
        if time.meaning == "event" and time.relation != "since":
            return _Choice(time, -99.0, ["an event"])
        if time.relation in ("since",):
            count("since")
        elif time.relation in ("until", "by", "as_of", "before"):
            count("until")
        elif time.relation == "for" and not day:
            count("for")
        elif time.relation == "compared":
            count("compared with")
        elif time.meaning in ("range", "past_span", "next_span", "so_far", "first_units", "year_pair"):
            count("range")
        elif time.relation in ("at", "after", "from", "to", "between"):
            count("at, day" if day else "at, coarse")
        else:
            count("bare, day" if day else "bare, coarse")
        own, its = sentence.at(mention.start), sentence.at(time.core)
        self._place(count, mention, time, sentence, own, its)
        left, right = min(mention.end, time.end), max(mention.start, time.start)
        between = sum(1 for m in mentions if m is not mention and left <= m.start and m.end <= right)
        count("another figure between", between) if between else None
        count("word between", min(30, len(_WORD.findall(self.text, left, right))))
        if time.start >= mention.end and not re.search(r"\w+\W+\w+\W+\w", self.text[mention.end : time.start]):
            count("right after the figure")
        self._company(count, mention, time, its, day)
        return _Choice(time, points, reasons)

    def _place(self, count: Any, mention: Mention, time: Timex, sentence: Sentence, own: Clause, its: Clause) -> None:
        """Where the time stands: in the figure's clause, at the head of the sentence, in a clause of its own."""
        if own is its:
            count("same clause")
        elif its.kind == "free":
            count("clause that stands for the figure")
        elif its.kind == "sub" and time.relation != "since":
            count("subordinate clause without the figure")
        elif sentence.index(its) == 0 and time.start < mention.start:
            count("heads the sentence")
        else:
            count("next clause" if abs(sentence.index(its) - sentence.index(own)) == 1 else "other clause")

    def _company(self, count: Any, mention: Mention, time: Timex, its: Clause, day: bool) -> None:
        """What the time belongs to: a verb of saying, a noun, the figure."""
        text = self.text
        before = text[max(its.start, time.start - 40) : time.start]
        after = text[time.end : time.end + 30]
        noun = (time.relation == "of" or after[:2] in ("'s", "’s")) and time.meaning != "rate"
        if not noun and day and not time.relation:
            # "the Feb. 6 quake"
            noun = bool(re.search(r"\b(?:the|this|that)\s+$", text[max(0, time.core - 6) : time.core], re.IGNORECASE))
        if noun:
            owner = (
                (re.findall(r"[^\W\d_]+", before) or [""])[-1]
                if time.relation == "of"
                else (re.findall(r"[^\W\d_]+", after[2:]) or [""])[0]
            )
            if self.words.budgets.match(owner) or (mention.end <= time.start and not text[mention.end : time.start].strip()):
                count("belongs to a budget")
            elif self.words.reports.match(owner) and mention.status in _STATES:
                count("time of the report")
            else:
                count("belongs to a noun")
            return
        if time.relation in ("since", "until", "by", "as_of", "for") or time.coarse > 3:
            return
        near = [s for s in its.saying if abs(s - time.start) < 60]
        if near:
            count("time of saying")
            if mention.status in _STATES and mention.kind is not Kind.PERCENT and self._before(time, 1):
                count("told before, of a state")
            elif not day and time.grain == "month" and self._before(time, 20):
                count("told long before")
        elif time.coarse <= 2 and mention.status in _PROMISES:
            count("day of the promise")

    def _before(self, time: Timex, days: int) -> bool:
        """Whether a time lies so many days before the article."""
        if time.value is None or self.reference is None:
            return False
        latest = edtf.parse(time.value).latest
        return latest is not None and (self.reference.latest - latest).days >= days

    # --- figures that share a time ---

    def _sides(self, mentions: list[Mention], times: list[Timex]) -> None:
        """The two sides of a change: "from 61 to 15 percent in 2024", "104, against 172 in 2023"."""
        for mention in mentions:
            before = self.text[max(0, mention.start - 20) : mention.start]
            if not self.words.earlier.search(before):
                continue
            others = [m for m in mentions if m is not mention and m.date and re.fullmatch(r"\d{4}", m.date)]
            year = self.finder.reference.year if self.finder.reference else None
            if others and year is not None and int(others[0].date or 0) < year and mention.date in (None, others[0].date):
                value = f"{int(others[0].date or 0) - 1:04}"
                self._set(mention, value, "earlier side", f"the year before {others[0].date}, as the earlier side of a change")

    def _repeated(self) -> None:
        """A figure that the article dates in one place holds for the same time where it is repeated."""
        dated: dict[tuple[str, str, Any], Mention] = {}
        for mention in self.mentions:
            if mention.date is not None:
                dated.setdefault((mention.kind, mention.unit, mention.amount), mention)
        for mention in self.mentions:
            twin = dated.get((mention.kind, mention.unit, mention.amount))
            if mention.date is None and twin is not None and twin.date is not None and mention.amount > 20:
                self._set(mention, twin.date, "repeated", f"the same figure is dated at characters {twin.start}-{twin.end}")

    def _converted(self) -> None:
        """An amount and its conversion in brackets hold for one time."""
        for one, two in zip(self.mentions, self.mentions[1:], strict=False):
            if (
                one.kind is Kind.MONEY is two.kind
                and one.unit != two.unit
                and re.fullmatch(r"\s*[(\[][^()\[\]\d]{0,20}", self.text[one.end : two.start])
            ):
                if one.date and not two.date:
                    self._set(two, one.date, "converted", "the amount that it converts is dated")
                elif two.date and not one.date:
                    self._set(one, two.date, "converted", "its conversion is dated")

    def _continued(self) -> None:
        """A sentence that goes on about the figure before it ("of that", "also") shares its time."""
