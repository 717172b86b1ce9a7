"""The amounts of two claims in one unit, as intervals."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache

from factbase.model import Claim, Hedge, Interval, Kind

Span = tuple[float, float]
"""An interval as two numbers, infinite where open: for comparing fast; verdicts are judged on exact decimals."""


def span(low: Decimal | None, high: Decimal | None, like: Span | None = None) -> Span:
    """An interval as numbers; the very object `like` where it says the same, as a million of them take room."""
    found = (-math.inf if low is None else float(low), math.inf if high is None else float(high))
    return like if found == like else found


def touch(a: Span, b: Span) -> bool:
    """As `meets`, for spans."""
    low = a[0] if a[0] > b[0] else b[0]
    high = a[1] if a[1] < b[1] else b[1]
    return low < high or (low == high and (a[0] == a[1] or b[0] == b[1]))


def dimension(claim: Claim) -> str:
    """What can be compared at all: money in any currency, percentages, counts, and every other unit by itself."""
    return claim.kind.value if claim.kind in (Kind.MONEY, Kind.COUNT, Kind.PERCENT) else f"{claim.kind.value} {claim.unit}"


@lru_cache(maxsize=100_000)
def digits(amount: Decimal) -> str:
    """The significant digits of an amount: 8700000000 gives "87"."""
    _, figures, _ = amount.normalize().as_tuple()
    return "".join(map(str, figures)).strip("0") or "0"


def common(a: Claim, b: Claim) -> tuple[Interval, Interval, Decimal, Decimal, str] | None:
    """Both claims' intervals and amounts in one unit, or None where no rate is known: their own unit where it is the same."""
    if a.kind is not Kind.MONEY or a.unit == b.unit:
        return a.interval, b.interval, a.amount, b.amount, a.unit
    x, y = a.conversion, b.conversion
    if x is None or y is None or x.unit != y.unit:
        return None
    return x.interval, y.interval, x.amount, y.amount, x.unit


def meets(a: Interval, b: Interval) -> bool:
    """Whether more than the outermost point is allowed by both: 345 rounds to 340 or to 350, and the two are not one figure."""
    shared = a.meet(b)
    if shared is None:
        return False
    return shared.low is None or shared.low != shared.high or a.low == a.high or b.low == b.high


def same_figures(a: Claim, b: Claim) -> bool:
    """Whether two sums in two currencies carry the same number although a converted one would not.

    More than so many dollars may be as many of a dearer currency; the same hedge on both sides is a repetition.
    """
    if a.kind is not Kind.MONEY or a.unit == b.unit or a.amount != b.amount or not a.amount or a.amount_high != b.amount_high:
        return False
    x, y = a.conversion, b.conversion
    if x is None or y is None or abs(x.amount - y.amount) <= abs(max(x.amount, y.amount)) * Decimal("0.04"):
        return False
    less, more = ((a, x), (b, y)) if x.amount < y.amount else ((b, y), (a, x))
    upward = less[0].hedge is not more[0].hedge and less[0].hedge in (Hedge.OVER, Hedge.AT_LEAST)
    return not (upward and abs(more[1].amount) <= abs(less[1].amount) * Decimal("1.1"))
