"""Sums that stand beside another to give its worth in other money."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from factbase.model import Claim, Hedge, Kind
from factbase.reconcile.views.cues import reckons

ROUGHLY = (Hedge.ABOUT, Hedge.UNDER, Hedge.OVER)
"""How a sum in other money is hedged that gives the worth of the one before it."""
_APPOSED = re.compile(r"^[^,;.:]*,\s(?:[^\W\d_A-Z][\w']*\s){1,2}$")
"""Words between a sum and its worth: what ends the clause, a comma, and the words of a hedge."""
BESIDE = 40
"""The most characters between two sums of which one gives the other's worth: room for brackets and a few words."""


def beside(x: Claim, y: Claim) -> bool:
    """Whether a sentence gives two sums in two currencies next to each other, the one to tell the other's worth."""
    gap = max(x.start, y.start) - min(x.end, y.end)
    return x.kind is Kind.MONEY and x.unit != y.unit and x.doc == y.doc and x.context == y.context is not None and gap <= BESIDE


def bracketed(x: Claim, y: Claim) -> bool:
    """Whether of two sums in one sentence the second stands in brackets, between dashes, behind "or", or hedged behind a comma
    ("10 million crowns, about 1 million euros"), to give the worth of the first."""
    first, second = sorted((x, y), key=lambda c: c.start)
    text = first.sentence or ""
    at = text.find(first.quote)
    to = text.find(second.quote, at + len(first.quote))
    between = text[at + len(first.quote) : to]
    if at < 0 or to < 0 or any(ch in between for ch in "([–—") or reckons(between, first.lang or "en"):
        return True
    return second.hedge in ROUGHLY and bool(_APPOSED.search(between))


def worths(claims: Iterable[Claim]) -> dict[str, Claim]:
    """For the id of each sum that its sentence gives the worth of, the sum in other money; and the other way round."""
    sentences: dict[tuple[str, tuple[int, int]], list[Claim]] = {}
    for claim in claims:
        if claim.kind is Kind.MONEY and claim.context is not None and claim.conversion is not None:
            sentences.setdefault((claim.doc, claim.context), []).append(claim)
    found: dict[str, Claim] = {}
    for sums in sentences.values():
        if len(sums) > 1:
            for x, y in pairwise(sorted(sums, key=lambda c: (c.start, c.id))):
                if beside(x, y) and bracketed(x, y):
                    found[x.id], found[y.id] = y, x
    return found
