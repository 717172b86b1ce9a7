"""Which time each figure holds for: the expressions of time around it, and which of them is its own.

A sentence may hold many times: when the figure was told, when the thing it speaks of happened, and when the figure itself holds.
Each time within reach of a figure is weighed by how it stands to it (`weighing.py`), and the best is taken if it is good enough.
What is compared with another figure is in `comparing.py`, what shares the time of one in `sharing.py`.
"""

from __future__ import annotations

from dataclasses import replace

from factbase.extract.text.article import Article, Mention
from factbase.extract.text.clauses import Clause, Sentence
from factbase.extract.times.candidate import COMING, STATES, Candidate
from factbase.extract.times.comparing import grown, reckoned_from, sides
from factbase.extract.times.giving import give
from factbase.extract.times.sharing import share
from factbase.extract.times.timeline import Timeline
from factbase.extract.times.timex import DEICTIC, Timex
from factbase.extract.times.value import Reference, begin, interval, nearest
from factbase.extract.times.weighing import weigh
from factbase.model import Kind, Problem, Status

__all__ = ["dates"]

_TIMES = 12  # times in one sentence, nearest first, that are weighed for a figure
_COMMA = 3  # characters between a time and a clause about it
_REACH = 40  # characters of a noun phrase
_SUBJECT = 4  # words of one
_ARTICLE = 6  # characters before a time in which "of" may stand
_PAST = 30  # days after which an event is told of as one that was
_SOON = 4  # months ahead within which what is to come names a month without its year
_NEXT = 2  # months ahead within which what is told in the present tense does: "in April 6 dollars is left"
_DAY = 10  # characters of a day: "2024-05-31"
_YEARS = 6  # how coarse a year is
_APOSTROPHES = ("'", "’")
_COMES = frozenset({"", "at", "for", "from", "until", "by"})  # how a time stands that may lie ahead
_LONG = frozenset({"next_span", "bare_spread", "this_and_next", "until_year"})


def dates(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `date` of the mentions, with a step that says from which words."""
    line = Timeline(article, mentions)
    for index, figures in line.by_sentence.items():
        times = [t for t in line.times(index) if t.value]
        if times and not _in_order(line, figures, times, index):
            _Choosing(line, index, times).run(figures)
            sides(line, figures)
    share(line)
    return []


def _in_order(line: Timeline, mentions: list[Mention], times: list[Timex], index: int) -> bool:
    """ "…in 2004 and in 2010 yielded 208 and 111 million respectively": the first with the first."""
    times = [t for t in times if t.meaning not in ("event", "rate")]
    if len(mentions) != len(times) or len(times) < 2:
        return False
    if not line.words.respectively.search(line.text, *line.article.sentences[index]):
        return False
    for mention, time in zip(mentions, times, strict=True):
        give(mention, time.value or "", "in order", f"“{line.text[time.start : time.end]}”, respectively", time)
    return True


class _Choosing:
    """The choice of a time for each figure of one sentence."""

    def __init__(self, line: Timeline, index: int, times: list[Timex]) -> None:
        self.line, self.times = line, times
        self.sentence: Sentence = line.sentence(index)
        self.moved: dict[int, Timex] = {}  # times that a figure put into another year, by where they stand

    def run(self, mentions: list[Mention]) -> None:
        """Give each figure the time that stands best to it."""
        bases = {t.start: m for t in self.times for m in mentions if reckoned_from(self.line, m, t)}
        for mention in mentions:
            # What one figure changed from dates no other: "cases were down 20% on last year, deaths up 46%".
            near = [t for t in self.times if bases.get(t.start, mention) is mention]
            if len(near) > _TIMES:
                near = sorted(near, key=lambda t: abs(t.start - mention.start))[:_TIMES]
            self._choose(mention, near)

    def _choose(self, mention: Mention, times: list[Timex]) -> None:
        own = self.sentence.at(mention.start)
        if own.opener in self.line.grammar.when and self._opened(mention, own, times):
            return
        times = self._seen_from(mention, own, times)
        candidates = [Candidate(self.line, mention, time, self.sentence) for time in times]
        candidates = [c for c in candidates if weigh(c)]
        _prefer_lasting(candidates)
        best = max(candidates, key=lambda c: c.points, default=None)
        if best is None or best.points <= 0 or best.time.value is None:
            if not self._of_event(mention, own, times):
                grown(self.line, mention, times)
            return
        behind = best.time.relation == "since" and own.kind == "sub" and own.start > best.time.end
        if behind and self._of_event(mention, own, times):
            return
        best = next((c for c in candidates if self._narrows(c, best)), best)
        self._take(best)

    def _take(self, best: Candidate) -> None:
        """Give a figure the time that was found best for it."""
        mention, time = best.mention, best.time
        if time.relation == "by" and self._is_level(mention):
            # What is reached by a time holds at that time; what is paid by then may be paid before.
            time = replace(time, value=(time.value or "").removeprefix("../"))
        self.line.own[id(mention)] = self.moved[time.start] = time
        time = self._until_now(mention, time)
        if "told before, of a state" in best.reasons:
            self.line.told.add(id(mention))
        words = f"“{self.line.text[time.start : time.end]}”"
        give(mention, time.value or "", f"own.{time.relation or time.meaning}", f"{words}: {', '.join(best.reasons)}", time)

    def _until_now(self, mention: Mention, time: Timex) -> Timex:
        """ "800 people have died this year": what has been counted in a year that is not over was counted until now."""
        published, clause = self.line.published, self.sentence.at(mention.start)
        if mention.kind is not Kind.COUNT or mention.status not in STATES or published is None or time.meaning != "shifted":
            return time
        owned = self.line.text[time.end : time.end + 1] in _APOSTROPHES  # "this year's fund"
        if owned or time.part or time.value != f"{published.year:04}" or not self.line.tells_done(clause.start, clause.end):
            return time
        return replace(time, value=interval(f"{time.value}-01-01", published.text) or time.value)

    def _opened(self, mention: Mention, own: Clause, times: list[Timex]) -> bool:
        """ "Since 2022, when the first 180 were bought": dated by the time right before the clause of the figure."""
        if any(own.start <= t.core < own.end and t.coarse <= _YEARS and t.meaning != "back" for t in times):
            return False
        time = next((t for t in times if 0 <= own.start - t.end <= _COMMA and t.meaning != "event"), None)
        if time is None:
            return False
        words = self.line.text[time.core : own.start + len(own.opener)].strip()
        self.line.own[id(mention)] = time
        give(mention, _start_of(time), "when", f"“{words}” opens what is said of it", time)
        return True

    def _seen_from(self, mention: Mention, own: Clause, times: list[Timex]) -> list[Timex]:
        """The times as a figure puts them: what is to come, or ends, names the next January and no long past one."""
        published = self.line.published
        times = [self.moved.get(t.start, t) for t in times]
        if published is None:
            return times
        if mention.status in COMING and not self.line.tells_past(self.sentence.start, self.sentence.end):
            return [_next(t, published) if t.core >= own.start else t for t in times]
        now = any(t.yearless for t in times) and self.line.tells_now(self.sentence.start, self.sentence.end)
        return [_next(t, published) if t.relation in ("until", "by") else _next(t, published, _NEXT) if now else t for t in times]

    def _narrows(self, candidate: Candidate, best: Candidate) -> bool:
        """ "In May … 3 million on 12 May": a day behind a figure that lies in the month or year that heads its sentence."""
        time, head, mention = candidate.time, best.time, best.mention
        value, wider = time.value or "", head.value or ""
        if len(value) != _DAY or not value.startswith(wider) or len(wider) == _DAY:
            return False
        if not time.relation == head.relation == "at" or not head.end <= mention.start < mention.end <= time.start:
            return False
        # Nor where another figure stands behind that day, or between: then the day is that one's.
        return not any(m.kind is mention.kind for m in self.line.figures(mention.end, self.sentence.end))

    def _is_level(self, mention: Mention) -> bool:
        """Whether a figure is what something reaches or amounts to: "wants to reach 3.5%", "grow to 5 million"."""
        hedges = (s.start for s in mention.steps if s.slot == "hedge" and s.start is not None)
        start = min((*hedges, mention.start))
        return self.line.grammar.levels.search(self.line.text, max(0, start - _REACH), start) is not None

    def _of_event(self, mention: Mention, own: Clause, times: list[Timex]) -> bool:
        """ "A 1960 flood that left 61 dead": what a clause tells of an event long past that stands right before it."""
        past = mention.status in STATES or mention.status is Status.REQUESTED
        if own.kind != "sub" or own.opener in self.line.words.complementizers or not past:
            return False
        if any(own.start <= t.core < own.end for t in times):
            return False
        time = next((t for t in times if self._is_past_event(t, own)), None)
        if time is None:
            return False
        self.line.own[id(mention)] = time
        give(mention, begin(time.value or ""), "event", f"what “{self.line.text[time.core : own.start].strip()}” did", time)
        return True

    def _is_past_event(self, time: Timex, own: Clause) -> bool:
        """Whether a time is of an event long past, right before a clause: "the fire of 6 May that", "the 1960 flood that"."""
        if not time.value or time.value.startswith("..") or time.meaning == "event" or time.relation == "compared":
            return False
        if time.meaning in DEICTIC and time.coarse < _YEARS:
            return False
        line = self.line
        of = time.relation == "of" or line.letters(max(0, time.core - _ARTICLE), time.core)[-1].lower() in line.grammar.of
        near = 0 <= own.start - time.end < _REACH and (0 if of else 1) <= line.count_words(time.end, own.start) <= _SUBJECT
        return near and not line.figures(time.end, own.start) and line.before(replace(time, value=begin(time.value)), _PAST)


def _prefer_lasting(candidates: list[Candidate]) -> None:
    """ "In May it pledged 3 million over five years": beside the time money is meant for, the promise's does not count."""
    if any(c.mention.status in COMING and c.points > 0 and _lasts(c) for c in candidates):
        for c in candidates:
            if not _lasts(c) and c.line.before(c.time, 1):
                c.count("day of the promise", -6.0)


def _lasts(c: Candidate) -> bool:
    """Whether a time is that for which money is meant."""
    return c.time.meaning in _LONG or (c.time.relation == "for" and c.line.after(c.time))


def _start_of(time: Timex) -> str:
    """The time itself, of one that something is since."""
    return begin(time.value or "") if time.relation == "since" else time.value or ""


def _next(time: Timex, published: Reference, soon: int = _SOON) -> Timex:
    """A month without a year, of what is yet to come, is the next one and none long past: "in January", said in November."""
    if not time.yearless or time.value is None or "/" in time.value or time.relation not in _COMES:
        return time
    if time.meaning == "full_year":
        return replace(time, value=f"{published.year:04}")
    value = nearest(time.value, published)
    if value <= published.text:
        return time
    if time.relation in ("until", "by"):
        return replace(time, value=f"../{value}")
    ahead = (int(value[:4]) - published.year) * 12 + int(value[5:7]) - (published.month or 1)
    return replace(time, value=value) if ahead <= soon else time
