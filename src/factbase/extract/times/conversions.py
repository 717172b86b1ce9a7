"""Figures that say another one in other money, or in another way: both hold for one time."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from factbase.extract.times.comparing import other_side
from factbase.extract.times.giving import give
from factbase.model import Kind

if TYPE_CHECKING:
    from factbase.extract.text.article import Mention
    from factbase.extract.times.timeline import Timeline

__all__ = ["converted"]

_CONVERSION = re.compile(r"\s*[(\[][^()\[\]\d]{0,20}")
_WORD = re.compile(r"[^\W\d_]+")
_ROW = 70  # characters between an amount and its worth in words
_HEDGE = 2  # words before the worth of an amount: "about", "well over"
_BRACKET = 2  # characters between a worth in brackets and the time behind it


def converted(line: Timeline) -> None:
    """ "3 million dollars (2.8 million euros)", "3 billion in 2024, or 6% of output": what is said twice holds for one time."""
    for one, two in itertools.pairwise(line.mentions):
        gap = line.text[one.end : two.start]
        in_words = len(gap) < _ROW and line.grammar.conversions.search(gap) is not None
        worth = one.kind is Kind.MONEY is two.kind and one.unit != two.unit
        gap_in_brackets = _CONVERSION.fullmatch(gap) is not None
        if worth and (in_words or gap_in_brackets or _apposed(line, gap)):
            behind = gap_in_brackets and one.date != two.date and _stands_behind(line, two)
            if (one.date is None) != (two.date is None) or (in_words and one.date != two.date) or behind:
                dated, other = (one, two) if one.date and not behind else (two, one)
                give(other, dated.date or "", "converted", "as the amount that it converts or that converts it")
        elif in_words and two.date is None and one.date is not None and not other_side(line, one):
            give(two, one.date, "otherwise", "as the figure that it says in another way")


def _stands_behind(line: Timeline, mention: Mention) -> bool:
    """Whether a figure's own time stands right behind the bracket that it closes: "1 million (2 million) in 2023"."""
    own = line.own.get(id(mention))
    return own is not None and 0 <= own.start - mention.end <= _BRACKET


def _apposed(line: Timeline, gap: str) -> bool:
    """Whether but a comma and a word or two part an amount from its worth: "542 million shillings, about 4 million euros"."""
    words = _WORD.findall(gap.lower())
    return gap.startswith(",") and "," not in gap[1:] and len(words) <= _HEDGE and line.words.coordinators.isdisjoint(words)
