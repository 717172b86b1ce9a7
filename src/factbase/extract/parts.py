"""Figures that add up to one before them: a total, and its parts in the sentences that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from factbase.extract.text.article import Mention
from factbase.model import Kind

_PARTS = 5  # parts at most that are tried to add up to a total
_WITHIN = Decimal("0.015")  # how far a sum of rounded parts may be off its total
_PART = Decimal("0.95")  # what is so near the total is no part of it


def totals(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, list[Mention]]]:
    """Every amount of money with the amounts after it that add up to it; mentions come in order of appearance."""
    for i, total in enumerate(mentions):
        if total.kind is not Kind.MONEY or total.amount_high is not None:
            continue
        parts: list[Mention] = []
        for mention in mentions[i + 1 : i + 2 + _PARTS]:
            if mention.kind is not total.kind or mention.unit != total.unit or mention.amount_high is not None:
                continue
            if mention.amount >= total.amount * _PART:
                continue
            parts.append(mention)
            off = sum((p.amount for p in parts), Decimal(0)) - total.amount
            if len(parts) > 1 and abs(off) <= total.amount * _WITHIN:
                yield total, parts
                break
