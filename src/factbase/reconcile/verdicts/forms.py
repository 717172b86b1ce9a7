"""One amount written in two ways: rounded, cut off, converted, or given as the ends of a range."""

from __future__ import annotations

from decimal import Decimal

from factbase.model import Claim, Hedge, Interval, Kind
from factbase.reconcile.comparisons.slips import OWN_RATE
from factbase.reconcile.views import View
from factbase.reconcile.views.amounts import common

ROUNDING = Decimal("0.05")
"""The most that a writer who rounds to fewer digits moves an amount by."""
ROUNDING_TO_ONE = Decimal("0.08")
"""The same of one who leaves a single digit: 1.08 billion is 1 billion."""
EXACT = 3
"""Digits from which an amount is given exactly, so that it is another one's only where that rounds to it, or is cut off to it."""
CLOSE = Decimal("0.02")
"""Amounts this close are one amount that was cut off, converted or rounded in two ways."""


def distance(a: Interval, b: Interval) -> float:
    """The gap between the nearest ends of two intervals as a share of the larger end; 0 where they meet."""
    if a.meets(b):
        return 0.0
    low, high = sorted((a, b), key=lambda i: i.low if i.low is not None else Decimal("-Infinity"))
    assert low.high is not None
    assert high.low is not None
    return float((high.low - low.high) / (max(abs(high.low), abs(low.high)) or 1))


def repeated(x: Claim, y: Claim) -> bool:
    """Whether two claims say the very same, as most of a figure do, so that nothing else need be asked."""
    same = x.amount == y.amount and x.unit == y.unit and x.hedge is y.hedge
    return same and x.amount_high == y.amount_high and x.low == y.low and x.high == y.high


def rounded(coarse: Claim, fine: Claim) -> bool:
    """Whether `coarse` is what a writer makes of `fine` who rounds to as many digits as `coarse` has."""
    if coarse.unit != fine.unit or coarse.hedge not in (Hedge.EXACT, Hedge.ABOUT) or not coarse.amount or not fine.amount:
        return False
    if coarse.kind is Kind.PERCENT or coarse.amount_high is not None or fine.amount_high is not None:
        return False
    c, f = coarse.amount.normalize(), fine.amount.normalize()
    size = len(c.as_tuple().digits)
    room = ROUNDING_TO_ONE if size == 1 else ROUNDING
    if size >= len(f.as_tuple().digits) or abs(c - f) > room * max(abs(c), abs(f)):
        return False
    step = Decimal(1).scaleb(int(c.as_tuple().exponent))
    return -step / 2 <= abs(f) - abs(c) < step / 2  # half a step goes up: 750 is 800, and not 700


def precise(a: View, b: View) -> bool:
    """Whether two amounts are given so exactly that neither is a rounding of the other: 902 and 920, 902 and 920.4."""
    x, y = a.claim, b.claim
    exact = x.hedge is Hedge.EXACT and y.hedge is Hedge.EXACT and x.amount_high is None and y.amount_high is None
    if not exact or x.unit != y.unit or x.kind is Kind.PERCENT or _words(x, y):
        return False
    coarse, fine = sorted((a, b), key=lambda v: len(v.digits))
    if len(coarse.digits) == len(fine.digits):
        return len(coarse.digits) > 1
    if len(coarse.digits) < EXACT:
        return False
    step = Decimal(1).scaleb(int(coarse.claim.amount.normalize().as_tuple().exponent))
    return not -step / 2 <= abs(fine.claim.amount) - abs(coarse.claim.amount) < step


def other_end(x: Claim, y: Claim) -> bool:
    """Whether two ranges start alike and end differently, or the other way round: 2 to 4 billion, and 2 to 4.5 billion."""
    if x.amount_high is None or y.amount_high is None or x.unit != y.unit:
        return False
    pairs = list(zip(ends(x), ends(y), strict=True))
    return any(abs(m - n) > ROUNDING * max(abs(m), abs(n)) for m, n in pairs) and any(m == n for m, n in pairs)


def ends(claim: Claim) -> tuple[Decimal, Decimal]:
    """The ends of a range; of one amount, that amount twice."""
    return claim.amount, claim.amount if claim.amount_high is None else claim.amount_high


def either_side(x: Claim, y: Claim) -> bool:
    """Whether one amount is given as not reached on one side and as passed on the other: nearly 300, and over 300."""
    above = (Hedge.OVER, Hedge.AT_LEAST)
    sides = (x.hedge is Hedge.UNDER and y.hedge in above) or (y.hedge is Hedge.UNDER and x.hedge in above)
    return sides and x.amount == y.amount and x.unit == y.unit


def two_rates(a: View, b: View) -> bool:
    """Whether two sums that differ stand beside one and the same sum in other money, as its worth at the rates of two days."""
    if a.claim.unit != b.claim.unit or a.worth is None or b.worth is None or a.worth != b.worth or a.worth[1] == a.claim.unit:
        return False
    return all(
        v.base is not None and v.worth is not None and v.base[0] / OWN_RATE <= v.worth[0] <= v.base[1] * OWN_RATE for v in (a, b)
    )


def assumed(x: Claim, y: Claim) -> bool:
    """Whether the rate that two sums in different money are compared at is of no known day."""
    return x.unit != y.unit and any(c.conversion is not None and c.conversion.assumed for c in (x, y))


def _words(*claims: Claim) -> bool:
    """Whether some amount is written in words, as round numbers are."""
    return any(not any(ch.isdigit() for ch in c.quote) for c in claims)


def cut(x: Claim, y: Claim) -> bool:
    """Whether one article gives an amount in full and elsewhere, as in its headline, with the last digits cut off."""
    if x.doc != y.doc or x.unit != y.unit or x.kind is Kind.PERCENT or not x.amount or not y.amount:
        return False
    full, brief = sorted((x, y), key=lambda c: -len(c.amount.normalize().as_tuple().digits))
    f, b = full.amount.normalize(), brief.amount.normalize()
    if len(b.as_tuple().digits) >= len(f.as_tuple().digits) or x.amount_high is not None or y.amount_high is not None:
        return False
    return 0 <= f - b < Decimal(1).scaleb(int(b.as_tuple().exponent)) and f - b <= ROUNDING * f


def turned(a: View, b: View) -> bool:
    """Whether a round sum, given with a hedge, is what a writer makes of a sum in other money."""
    for rough, other in ((a, b), (b, a)):
        if rough.claim.hedge is Hedge.ABOUT and rough.claim.unit != other.claim.unit and len(rough.digits) <= 2:
            found = common(rough.claim, other.claim)
            if found is not None and abs(found[2] - found[3]) <= ROUNDING * max(abs(found[2]), abs(found[3])):
                return True
    return False
