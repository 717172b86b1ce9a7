"""Figures that share the time of another: what the text repeats, converts, adds up, lists, or goes on about."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from factbase.extract.parts import totals
from factbase.extract.times.candidate import STATES, owner
from factbase.extract.times.comparing import other_side
from factbase.extract.times.giving import give, lasts
from factbase.extract.times.listing import continued
from factbase.extract.times.results import accounted
from factbase.extract.times.scope import budgeted, narrated, scoped, surveyed, traded
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline

__all__ = ["share"]

_CONVERSION = re.compile(r"\s*[(\[][^()\[\]\d]{0,20}")
_WORD = re.compile(r"[^\W\d_]+")
_MONTH = 3  # how coarse a month is
_ROW = 70  # characters between an amount and its worth in words
_HEDGE = 2  # words before the worth of an amount: "about", "well over"
_DIGITS = 3  # digits that make a number so exact that it cannot well be another's
_SMALL = 20  # numbers up to which are too common to be known again


def share(line: Timeline) -> None:
    """Date the figures that have no time of their own, by every rule in turn."""
    for rule in (
        told_after,
        accounted,
        converted,
        repeated,
        summed,
        continued,
        narrated,
        spoken,
        converted,
        repeated,
        scoped,
        traded,
        surveyed,
        budgeted,
    ):
        rule(line)


def told_after(line: Timeline) -> None:
    """ "30 have died. That was reported last month": what the next sentence says was told before holds for that time."""
    for index, mentions in line.by_sentence.items():
        mention, following = mentions[-1], index + 1
        if mention.date is not None or mention.status not in STATES or mention.kind is Kind.PERCENT:
            continue
        if following >= len(line.article.sentences) or following in line.by_sentence:
            continue
        start, end = line.article.sentences[following]
        if "\n" in line.text[mention.end : start] or not (opening := line.words.told.match(line.text, start, end)):
            continue
        sentence, report = line.sentence(following), line.words.reports.match(opening[1]) is not None
        said = (t for t in line.times(following) if t.value and t.coarse <= _MONTH and sentence.at(t.start).saying)
        if (time := next((t for t in said if report or line.before(t, 1)), None)) is not None:
            give(mention, time.value or "", "told after", f"“{opening[0]} …” says when it was told", time)


def spoken(line: Timeline) -> None:
    """What one speaker told on an earlier day holds for that day, wherever in the article it is quoted."""
    told: dict[tuple[str, Kind], str] = {}
    for mention in line.mentions:
        key = (mention.speaker or "", mention.kind)
        if mention.date is None and mention.status in STATES and key in told:
            if not _has_free_time(line, line.index(mention)):
                give(mention, told[key], "spoken", f"as what {mention.speaker} told elsewhere in the article")
        elif mention.speaker and mention.date and id(mention) in line.told and line.own[id(mention)].coarse <= 1:
            told.setdefault(key, mention.date)


def _has_free_time(line: Timeline, index: int) -> bool:
    """Whether a sentence has a time that belongs to no noun of it."""
    sentence = line.sentence(index)
    return any(line.dates_by_itself(t) and owner(line, t, sentence.at(t.core)) is None for t in line.times(index))


def converted(line: Timeline) -> None:
    """ "3 million dollars (2.8 million euros)", "3 billion in 2024, or 6% of output": what is said twice holds for one time."""
    for one, two in itertools.pairwise(line.mentions):
        gap = line.text[one.end : two.start]
        in_words = len(gap) < _ROW and line.grammar.conversions.search(gap) is not None
        worth = one.kind is Kind.MONEY is two.kind and one.unit != two.unit
        if worth and (in_words or _CONVERSION.fullmatch(gap) or _apposed(line, gap)):
            if (one.date is None) != (two.date is None) or (in_words and one.date != two.date):
                dated, other = (one, two) if one.date else (two, one)
                give(other, dated.date or "", "converted", "as the amount that it converts or that converts it")
        elif in_words and two.date is None and one.date is not None and not other_side(line, one):
            give(two, one.date, "otherwise", "as the figure that it says in another way")


def _apposed(line: Timeline, gap: str) -> bool:
    """Whether but a comma and a word or two part an amount from its worth: "542 million shillings, about 4 million euros"."""
    words = _WORD.findall(gap.lower())
    return gap.startswith(",") and "," not in gap[1:] and len(words) <= _HEDGE and line.words.coordinators.isdisjoint(words)


def repeated(line: Timeline) -> None:
    """A figure that the article dates in one place holds for the same time where it is repeated.

    Not where the time is a day or a week, unless the number is so exact that it cannot well be another's.
    """
    dated: dict[Any, Mention] = {}
    for mention in line.mentions:
        standing = mention.kind is Kind.COUNT or mention.status in STATES
        if mention.date is not None and (standing or lasts(mention.date) or _is_exact(mention)):
            dated.setdefault(_number(mention), mention)
    for mention in line.mentions:
        twin = dated.get(_number(mention))
        if mention.date is not None or twin is None or mention.amount <= _SMALL or line.ongoing(mention):
            continue
        if mention.kind is Kind.COUNT or _is_exact(mention) or not line.has_time(line.index(mention)):
            give(mention, twin.date or "", "repeated", f"the same figure is dated at characters {twin.start}-{twin.end}")


def _number(mention: Mention) -> tuple[Any, ...]:
    return mention.kind, mention.unit, mention.amount, mention.amount_high


def _is_exact(mention: Mention) -> bool:
    return len(str(int(mention.amount)).rstrip("0")) >= _DIGITS


def summed(line: Timeline) -> None:
    """Parts that add up to a dated total, and follow it, hold for its time."""
    for total, parts in totals(line.mentions):
        for part in parts:
            if total.date is not None and part.date is None:
                give(part, total.date, "part", f"one of the parts of the total at characters {total.start}-{total.end}")
