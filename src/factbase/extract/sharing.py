"""Figures that share the time of another: what the text repeats, converts, adds up, lists, or goes on about."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factbase.extract.dates import give
from factbase.model import Kind, Status

if TYPE_CHECKING:
    from factbase.extract.article import Mention
    from factbase.extract.dates import Dater
    from factbase.extract.timex import Timex

_CONVERSION = re.compile(r"\s*[(\[][^()\[\]\d]{0,20}")
_STATES = frozenset({Status.DELIVERED, Status.OTHER})
_PARTS = 5  # parts at most that are tried to add up to a total
_WITHIN = Decimal("0.015")  # how far a sum of rounded parts may be off its total
_SCOPE = 4  # sentences at the head of an article in which what it lists may be dated


def share(dater: Dater) -> None:
    """Date the figures that have no time of their own, by every rule in turn."""
    for rule in (converted, repeated, summed, continued, converted, repeated, scoped):
        rule(dater)


def converted(dater: Dater) -> None:
    """An amount and its conversion in brackets hold for one time."""
    for one, two in itertools.pairwise(dater.mentions):
        if one.kind is not Kind.MONEY or two.kind is not Kind.MONEY or one.unit == two.unit:
            continue
        if _CONVERSION.fullmatch(dater.text[one.end : two.start]) and (one.date is None) != (two.date is None):
            dated, other = (one, two) if one.date else (two, one)
            give(other, dated.date or "", "converted", "as the amount that it converts or that converts it")


def repeated(dater: Dater) -> None:
    """A figure that the article dates in one place holds for the same time where it is repeated.

    Not where the time is a day or a week, unless the number is so exact that it cannot well be another's.
    """
    dated: dict[Any, Mention] = {}
    for mention in dater.mentions:
        if mention.date is not None and (_period(mention.date) or _exact(mention)):
            dated.setdefault(_figure(mention), mention)
    for mention in dater.mentions:
        twin = dated.get(_figure(mention))
        if mention.date is None and twin is not None and mention.amount > 20 and not _elsewhere(dater, mention):
            give(mention, twin.date or "", "repeated", f"the same figure is dated at characters {twin.start}-{twin.end}")


def _figure(mention: Mention) -> tuple[Any, ...]:
    return mention.kind, mention.unit, mention.amount, mention.amount_high


def _period(date: str) -> bool:
    """Whether a date is coarser than a week, or runs from a day until now."""
    return len(date) <= 7 or (date.startswith("../")) or ("/" in date and date[:10] != date[-10:] and not _is_week(date))


def _is_week(date: str) -> bool:
    first, _, last = date.partition("/")
    return len(first) == 10 and len(last) == 10 and first[:7] <= last[:7] and abs(int(last[8:]) - int(first[8:])) == 6


def _exact(mention: Mention) -> bool:
    return len(str(int(mention.amount)).rstrip("0")) >= 3


def _elsewhere(dater: Dater, mention: Mention) -> bool:
    """Whether the mention's clause says that it recurs, or holds up to now."""
    clause = dater.sentence(dater.article.sentence_at(mention.start)).at(mention.start)
    return bool(
        dater.words.to_date.search(dater.text, clause.start, clause.end) or dater.words.rates.search(dater.text, clause.start, clause.end)
    )


def summed(dater: Dater) -> None:
    """Parts that add up to a dated total, and follow it, hold for its time."""
    for i, total in enumerate(dater.mentions):
        if total.date is None or total.kind is not Kind.MONEY:
            continue
        parts: list[Mention] = []
        for mention in dater.mentions[i + 1 : i + 2 + _PARTS]:
            if mention.kind is not total.kind or mention.unit != total.unit or mention.amount >= total.amount:
                continue
            parts.append(mention)
            off = sum((p.amount for p in parts), Decimal(0)) - total.amount
            if len(parts) > 1 and abs(off) <= total.amount * _WITHIN:
                for part in parts:
                    if part.date is None:
                        give(part, total.date, "part", f"one of the parts of the total at characters {total.start}-{total.end}")
                break


def continued(dater: Dater) -> None:
    """A figure in a list, or in a sentence that goes on about the one before it, shares its time."""
    order = list(dater.by_sentence.items())
    for at, (index, mentions) in enumerate(order):
        _listed(dater, mentions)
        open_ones = [m for m in mentions if m.date is None]
        if not open_ones or any(_own_time(dater, t) for t in dater.times(index)):
            continue
        start, end = dater.article.sentences[index]
        if not (found := dater.words.continues.search(dater.text, start, min(end, start + 90))):
            continue
        if (source := _source(dater, order, at, index)) is None:
            continue
        date, what = source
        for mention in open_ones:
            if not _elsewhere(dater, mention):
                give(mention, date, "continued", f"“{found[0]}” goes on about {what}")


def _own_time(dater: Dater, time: Timex) -> bool:
    """Whether a time could date a figure by itself: no comparison, no event, no time of day."""
    return time.value is not None and time.relation not in ("compared", "of") and time.meaning not in ("event", "clock", "rate")


def _listed(dater: Dater, mentions: list[Mention]) -> None:
    """Of figures in one sentence, those that lack a time share that of one of their kind and state."""
    dated = [m for m in mentions if m.date is not None and _is_shared(dater, m)]
    for mention in mentions:
        if mention.date is None and not _elsewhere(dater, mention):
            before = [m for m in dated if m.kind is mention.kind and (m.status in _STATES) == (mention.status in _STATES)]
            if before:
                nearest = min(before, key=lambda m: abs(m.start - mention.start))
                give(mention, nearest.date or "", "listed", f"in one row with the figure at characters {nearest.start}-{nearest.end}")


def _is_shared(dater: Dater, mention: Mention) -> bool:
    """Whether a figure's time may hold for its neighbours: it came from another sentence, or is an interval."""
    return id(mention) not in dater.chosen or dater.chosen[id(mention)].relation in ("since", "until", "by")


def _source(dater: Dater, order: list[tuple[int, list[Mention]]], at: int, index: int) -> tuple[str, str] | None:
    """The time that a continuing sentence takes over: of the figure before it, else of the sentence before it."""
    if at > 0 and order[at - 1][0] >= index - 2:
        before = order[at - 1][1][-1]
        if before.date is not None and _period(before.date) and dater.text.count("\n", before.end, order[at][1][0].start) == 0:
            return before.date, f"the figure at characters {before.start}-{before.end}"
    start = dater.article.sentences[index][0]
    if index > 0 and "\n" not in dater.text[dater.article.sentences[index - 1][1] : start]:
        times = [t for t in dater.times(index - 1) if _own_time(dater, t) and t.coarse > 3]
        if times and index - 1 not in dater.by_sentence:
            time = times[0]
            return time.value or "", f"“{dater.text[time.start : time.end]}”"
    return None


def scoped(dater: Dater) -> None:
    """An article that announces a list of everything since a day dates what it lists by it."""
    for index in range(min(_SCOPE, len(dater.article.sentences))):
        if index in dater.by_sentence:
            continue
        start, end = dater.article.sentences[index]
        if not dater.words.totality.search(dater.text, start, end):
            continue
        time = next((t for t in dater.times(index) if t.relation == "since" and t.value), None)
        if time is None:
            continue
        for mention in dater.mentions:
            if mention.date is None and mention.status in _STATES and not _elsewhere(dater, mention):
                give(mention, time.value or "", "scope", f"“{dater.text[time.start : time.end]}” dates what the article lists", time)
        return
