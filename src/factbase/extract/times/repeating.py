"""Figures that an article gives twice: what dates one of them dates the other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factbase.extract.times.candidate import STATES
from factbase.extract.times.giving import give, lasts
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline

__all__ = ["repeated", "rounded"]

_DIGITS = 3  # digits that make a number so exact that it cannot well be another's
_ROUNDED = Decimal("0.05")  # how far a headline rounds, as a part of the number
_SMALL = 20  # numbers up to which are too common to be known again


def repeated(line: Timeline) -> None:
    """A figure that the article dates in one place holds for the same time where it is repeated.

    Not where the time is a day or a week, unless the number is so exact that it cannot well be another's.
    """
    dated: dict[Any, Mention] = {}
    for mention in line.mentions:
        standing = mention.kind is Kind.COUNT or mention.status in STATES
        if mention.date is not None and (standing or lasts(mention.date)):
            dated.setdefault(_number(mention), mention)
    for mention in line.mentions:
        twin = dated.get(_number(mention))
        if mention.date is not None or twin is None or mention.amount <= _SMALL or line.ongoing(mention):
            continue
        if mention.kind is Kind.COUNT or not line.has_time(line.index(mention)):
            give(mention, twin.date or "", "repeated", f"the same figure is dated at characters {twin.start}-{twin.end}")


def rounded(line: Timeline) -> None:
    """ "Over 10 million visitors", in a headline, above "10.3 million people came last year": the number of the text, rounded."""
    headline = line.article.sentences[0][1] if line.article.sentences else 0
    if line.text[headline : headline + 1] != "\n":
        return
    for mention in line.by_sentence.get(0, ()):
        if mention.date is not None or mention.amount <= _SMALL or line.ongoing(mention):
            continue
        same = (m for m in line.mentions if m.start > headline and m.kind is mention.kind)
        same = (m for m in same if m.kind is Kind.COUNT or m.unit == mention.unit)
        near = next((m for m in same if abs(m.amount - mention.amount) <= _ROUNDED * m.amount), None)
        if near is not None and near.date is not None and lasts(near.date):
            give(mention, near.date, "rounded", f"the figure at characters {near.start}-{near.end}, rounded")


def _number(mention: Mention) -> tuple[Any, ...]:
    return mention.kind, mention.unit, mention.amount, mention.amount_high
