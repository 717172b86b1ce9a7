"""A time that may be a figure's own, and how it stands to the figure."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from factbase.extract.text.article import Mention
from factbase.extract.text.clauses import Clause, Sentence
from factbase.extract.times.timex import Timex
from factbase.model import Kind, Status

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["COMING", "STATES", "Candidate"]

STATES = frozenset({Status.DELIVERED, Status.OTHER})
"""States of a figure that tells how things stand, or stood: a count, a stock, what has been paid."""
COMING = frozenset({Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED})
"""States of a figure that tells what is to come."""
_FRONT = 2  # words before a time that still heads its sentence
_APOSTROPHES = ("'s", "’s")


class Candidate:
    """A time weighed for a figure.

    Attributes:
        own, its: the clauses that the figure and the time stand in.
        here, there: the places of these clauses in the sentence.
        points: what the rules of `weighing.py` gave, and `reasons` which they were.
    """

    def __init__(self, line: Timeline, mention: Mention, time: Timex, sentence: Sentence) -> None:
        self.line, self.mention, self.time, self.sentence = line, mention, time, sentence
        self.own: Clause = sentence.at(mention.start)
        self.its: Clause = sentence.at(time.core)
        self.points = 0.0
        self.reasons: list[str] = []

    def count(self, reason: str, points: float) -> None:
        """Add the points of a reason."""
        self.points += points
        self.reasons.append(reason)

    @cached_property
    def here(self) -> int:
        return self.sentence.index(self.own)

    @cached_property
    def there(self) -> int:
        return self.sentence.index(self.its)

    @property
    def together(self) -> bool:
        """Whether figure and time stand in one clause."""
        return self.own is self.its

    @property
    def behind(self) -> bool:
        """Whether the time stands behind the figure."""
        return self.mention.end <= self.time.start

    @property
    def day(self) -> bool:
        """Whether the time is a day."""
        return self.time.coarse <= 1

    @cached_property
    def gap(self) -> tuple[int, int]:
        """Where what stands between the two begins and ends."""
        return min(self.mention.end, self.time.end), max(self.mention.start, self.time.start)

    @cached_property
    def words_between(self) -> int:
        """How many words stand between the two."""
        return self.line.count_words(*self.gap)

    @cached_property
    def figures_between(self) -> int:
        """How many figures begin between the two."""
        left, right = self.gap
        return bisect_left(self.line.starts, right) - bisect_left(self.line.starts, left)

    @property
    def state(self) -> bool:
        """Whether the figure tells how things stand."""
        return self.mention.status in STATES

    @property
    def of_past(self) -> bool:
        """Whether the figure can be of an event long past: a count, a stock, a damage."""
        return self.state or self.mention.status is Status.REQUESTED

    @property
    def act(self) -> bool:
        """Whether the figure is of an act that is news on its day (a promise, a fine), rather than a count or a stock."""
        return not self.state or (self.mention.kind is Kind.MONEY and self.mention.status is Status.OTHER)

    @cached_property
    def figured(self) -> bool:
        """Whether a figure stands before the time in the time's clause."""
        last = self.line.last_figure(self.time.core)
        return last is not None and last.start >= self.its.start

    @cached_property
    def heads(self) -> bool:
        """Whether the time stands before any figure and near the front of its clause: then it holds beyond the clause."""
        return not self.figured and self.line.count_words(self.its.start, self.time.start) <= _FRONT

    @cached_property
    def possesses(self) -> bool:
        """Whether the figure is the time's: "last year's 3 million"."""
        text, end = self.line.text, self.time.end
        return text[end : end + 2] in _APOSTROPHES and not text[end + 2 : self.mention.start].strip() and end < self.mention.start

    @cached_property
    def brackets(self) -> tuple[int, int] | None:
        """The brackets of its sentence that the figure stands in, if any."""
        text, start, end = self.line.text, self.sentence.start, self.sentence.end
        opened, closed = text.rfind("(", start, self.mention.start), text.find(")", self.mention.end, end)
        parted = opened < 0 or closed < 0 or ")" in text[opened : self.mention.start] or "(" in text[self.mention.end : closed]
        return None if parted else (opened, closed)

    @cached_property
    def owner(self) -> str | None:
        """The noun that the time belongs to, if any."""
        return owner(self.line, self.time, self.its)


_OF = 40  # characters before "of 6 February" in which its noun stands
_AFTER = 60  # characters after "last year's" in which its noun stands
_BESIDE = 30  # characters after "the Feb. 6" in which its noun stands
_ARTICLE = 6  # characters before a day in which an article may stand
_COMMA = 3  # characters between a comma and "of late March"


def owner(line: Timeline, time: Timex, its: Clause) -> str | None:
    """The noun that a time belongs to: "the quake of February 6", "last week's quake", "the Feb. 6 quake"; None for none."""
    text = line.text
    if time.relation == "of":
        aside = time.start - its.start <= _COMMA and its.start > 0 and text[its.start - 1] == ","  # "the tally, of late March,"
        return line.letters(max(0 if aside else its.start, time.start - _OF), time.start)[-1]
    if text[time.end : time.end + 2] in _APOSTROPHES:
        found = line.letters(time.end + 2, time.end + _AFTER)
        return next((w for w in found if line.words.budgets.match(w)), found[0])
    before = line.letters(max(0, time.core - _ARTICLE), time.core)[-1].lower()
    if time.coarse > 1 or before not in line.grammar.articles:
        return None
    follows = text[time.end : time.end + _BESIDE]
    return line.letters(time.end, time.end + _BESIDE)[0] if not time.relation or _is_noun(follows) else None


def _is_noun(follows: str) -> bool:
    """Whether a word in lower case stands right behind a time: "by the Feb. 6 quake"."""
    word = follows.lstrip()
    return word != follows and word[:1].islower()
