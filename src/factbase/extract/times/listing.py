"""Figures in one list, and sentences that go on about the one before: they share its time."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factbase.extract.times.candidate import STATES
from factbase.extract.times.comparing import guessed, of_other_side, other_side
from factbase.extract.times.giving import give, lasts
from factbase.extract.times.timex import ENDING
from factbase.extract.times.tolls import latest
from factbase.model import Kind, Status

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline

__all__ = ["continued"]

_WORD = re.compile(r"[^\W\d_]+")
_MONTH = 3  # how coarse a month is
_ROW = 70  # characters between two figures of one row
_ROW_BREAKS = frozenset(";:()")
_LISTED = 4  # neighbours in a row that a time is taken from
_HEDGED = 3  # words before "than" from which on "and more than" is no comparison with the figure before
_OPENING = 90  # characters of a sentence in which it says that it goes on
_BACK = 2  # sentences back in which the figure it goes on about stands


@dataclass(frozen=True, slots=True)
class _Source:
    """A time that another sentence takes over: whose it is, and of what kind of figure where it is one's."""

    date: str
    whose: str
    kind: Kind | None


def continued(line: Timeline) -> None:
    """ "It gave 3 million in 2023. Of that 2 million was for food": a list, or a sentence that goes on, shares a time."""
    before: Mention | None = None
    for index, mentions in line.by_sentence.items():
        _listed(line, mentions)
        if any(m.date is None for m in mentions) and not _has_time(line, index):
            _go_on(line, before, mentions, index)
        told = (m for m in reversed(mentions) if m.date is not None and not (other_side(line, m) or guessed(m)))
        before = latest([*reversed(shown)]) if (shown := list(told)) else mentions[-1]


def _has_time(line: Timeline, index: int) -> bool:
    """Whether a sentence has a time that could date a figure, other than of what its figures are compared with."""
    return any(line.dates_by_itself(t) and not of_other_side(line, t, index) for t in line.times(index))


def _go_on(line: Timeline, before: Mention | None, mentions: list[Mention], index: int) -> None:
    """Date the figures of a sentence that says, near its head, that it goes on about what came before."""
    start, end = line.article.sentences[index]
    found = line.words.continues.search(line.text, start, min(end, start + _OPENING))
    if found is None or (source := _source(line, before, mentions[0], index)) is None:
        return
    for mention in mentions:
        if mention.status is Status.PLEDGED and line.words.adds.match(found[0]) and line.is_over(source.date):
            continue  # "In addition it will get 30 buses" is no promise of the time that is over
        if mention.date is None and not line.ongoing(mention) and _goes_with(mention, source):
            give(mention, source.date, "continued", f"“{found[0]}” goes on about {source.whose}")


def _goes_with(mention: Mention, source: _Source) -> bool:
    """Whether a figure is of the thing that its sentence goes on about, or tells how things stood."""
    return source.kind in (None, mention.kind) or mention.status in STATES


def _listed(line: Timeline, mentions: list[Mention]) -> None:
    """Of figures in one sentence, those that lack a time share that of one of their kind and state."""
    dated = [m for m in mentions if m.date is not None and _is_shared(line, m)]
    starts = [m.start for m in dated]
    for mention in mentions:
        if mention.date is not None or line.sets_beside(line.clause(mention)):
            continue
        if not line.ongoing(mention) and (other := _rowed(line, mention, mentions)) is not None:
            give(mention, other.date or "", "row", _in_row(other))
            line.own[id(mention)] = line.own[id(other)]
        elif dated and not other_side(line, mention):
            at = bisect_left(starts, mention.start)
            around = sorted(dated[max(0, at - _LISTED) : at + _LISTED], key=lambda m: abs(m.start - mention.start))
            if (near := next((m for m in around if _lends(line, m, mention)), None)) is not None:
                give(mention, near.date or "", "listed", _in_row(near))


def _lends(line: Timeline, other: Mention, mention: Mention) -> bool:
    """Whether a dated figure of a sentence gives its time to another one: what grows to all, else to those behind it."""
    own = line.own.get(id(other))
    relation = own.relation if own is not None else ""
    bounded = relation == "since" or relation in ENDING
    if other.kind is not mention.kind or not (bounded or (other.status in STATES) == (mention.status in STATES)):
        return False
    if relation == "since":
        return not (mention.start < other.start and _is_aside(line, mention)) and not _has_own_time(line, other, mention)
    return not line.ongoing(mention) and (other.start < mention.start or own is None)


def _has_own_time(line: Timeline, other: Mention, mention: Mention) -> bool:
    """Whether another time stands before a figure: "has given 3 million since May, and last week promised 2 million"."""
    sentence, own = line.sentence(line.index(mention)), line.clause(mention)
    times = (t for t in line.times(line.index(mention)) if other.end <= t.start < mention.start and t.relation != "since")
    return any(line.dates_by_itself(t) and sentence.at(t.core) is own for t in times)


def _is_aside(line: Timeline, mention: Mention) -> bool:
    """Whether a figure stands between commas, and tells of a noun only: "the fund, worth 3 billion, has paid 2 since May"."""
    clause = line.clause(mention)
    return line.text[clause.start - 1 : clause.start] == "," == line.text[clause.end : clause.end + 1]


def _in_row(other: Mention) -> str:
    return f"in one row with the figure at characters {other.start}-{other.end}"


def _rowed(line: Timeline, mention: Mention, mentions: list[Mention]) -> Mention | None:
    """The figure of the same kind right before in one row: "had sales of 3 million and a profit of 1 million"."""
    before = [m for m in mentions if m.end <= mention.start]
    if before and _goes_on_behind(line, before[-1], mention):
        return None
    if not before or (other := before[-1]).date is None or other.kind is not mention.kind:
        return None
    own = line.own.get(id(other))
    if mention.kind is Kind.PERCENT and (own is None or not any(line.own.get(id(m)) is own for m in before[:-1])):
        return None  # two shares that go by one time make a row, one does not
    gap = line.text[other.end : mention.start]
    if "," in gap and not line.words.coordinators.isdisjoint(_WORD.findall(gap[gap.rindex(",") :])[:1]):
        return None  # another clause with a subject of its own
    if own is None or own.coarse < _MONTH or own.start > mention.start or len(gap) > _ROW or not _ROW_BREAKS.isdisjoint(gap):
        return None
    if any(other_side(line, m) for m in (mention, other)) or _compares(line, gap):
        return None
    return other if (other.status in STATES) == (mention.status in STATES) else None


def _goes_on_behind(line: Timeline, other: Mention, mention: Mention) -> bool:
    """Whether the clause of a figure ends and the verb of the one around it follows: "Talvo, which lost 7 million, owes 1"."""
    clause = line.clause(other)
    behind = line.text[clause.end : mention.start]
    return clause.kind == "sub" and behind.startswith(",") and any(map(line.grammar.is_verb, _WORD.findall(behind)[:1]))


def _compares(line: Timeline, gap: str) -> bool:
    """Whether a comparison stands between two figures, other than the "more than" right before the second."""
    found = line.words.comparatives.search(gap)
    return found is not None and (bool(gap[found.end() :].strip()) or len(gap[: found.start()].split()) < _HEDGED)


def _is_shared(line: Timeline, mention: Mention) -> bool:
    """Whether a figure's time may hold for its neighbours: it came from another sentence, or is an interval."""
    return id(mention) not in line.own or line.own[id(mention)].relation in ("since", *ENDING)


def _source(line: Timeline, before: Mention | None, mention: Mention, index: int) -> _Source | None:
    """The time that a continuing sentence takes over: of the figure before it, else of the sentence before it."""
    parted = before is not None and line.index(before) < index - 1 and line.has_time(index - 1)
    if before is not None and before.date is not None and not parted and _precedes(line, before, mention, index):
        own = line.own.get(id(before))
        if (lasts(before.date) or _tallies(before, mention)) and (own is None or own.relation != "of"):
            return _Source(before.date, f"the figure at characters {before.start}-{before.end}", before.kind)
    start = line.article.sentences[index][0]
    if index == 0 or index - 1 in line.by_sentence or "\n" in line.text[line.article.sentences[index - 1][1] : start]:
        return None
    time = next((t for t in line.times(index - 1) if line.dates_by_itself(t) and t.coarse >= _MONTH), None)
    return _Source(time.value or "", f"“{line.text[time.start : time.end]}”", None) if time is not None else None


def _precedes(line: Timeline, before: Mention, mention: Mention, index: int) -> bool:
    """Whether a figure stands in the same paragraph, in one of the sentences before."""
    return line.index(before) >= index - _BACK and line.text.count("\n", before.end, mention.start) == 0


def _tallies(one: Mention, two: Mention) -> bool:
    """Whether both are counts of what has happened: then they may share a day."""
    return one.kind is Kind.COUNT is two.kind and one.status in STATES and two.status in STATES
