"""The values that a wording allows: from number, hedge and digits written to an interval.

A number in the news is rounded. How far is inferred from the digits that the writer chose, as Beancount infers its tolerances:
half a unit of the last significant digit ("8.7 billion" is 8.65 to 8.75). Trailing zeros of an integer say nothing about
precision ("100 billion" may be 104 rounded), so there the half unit is capped at a share of the value. What hedges add follows
the findings of Ferson et al., "Natural language of uncertainty: numeric hedge words" (Int. J. of Approximate Reasoning 57, 2015),
that "about" reaches some percent to either side and that one-sided hedges ("almost", "over") stay near the number they name.
The shares below are calibrated on the development corpora: rounding and hedge traps meet, stated conflicts stay apart.
"""

from __future__ import annotations

import re
from decimal import Decimal

from factbase.model import Hedge, Interval, Kind

ROUNDING = Decimal("0.04")
"""An unhedged number lies within this share of its value, and within half a unit of its last significant digit."""
ABOUT = (Decimal("0.05"), Decimal("0.10"))
"""`about` reaches half a unit of the last significant digit, but at least and at most these shares."""
NEAR = (Decimal("0.02"), Decimal("0.10"))
""" `under` reaches a unit of the last significant digit downwards, but at least and at most these shares."""
OVER = Decimal("0.20")
"""`over` said closely ("just over", "ruim") reaches this share above the number."""
BEYOND = Decimal("0.50")
"""`over` said openly ("more than") reaches this share above: news names the nearest round number that was passed."""
COUNTED = 1000
"""Whole counts below this are counted, not rounded."""

_DIGITS = re.compile(r"\d[\d.,'’\u00a0\u202f ]*")


def step(amount: Decimal) -> Decimal:
    """The unit of the last significant digit of a value: 100 of 8700, 0.1 of 3.5; trailing zeros are not significant."""
    if not amount:
        return Decimal(1)
    return Decimal(1).scaleb(int(amount.normalize().as_tuple().exponent))


def brief(amount: Decimal) -> str:
    """An amount for a sentence: whole numbers from a thousand on, four digits below."""
    return f"{amount:,.0f}" if abs(amount) >= 1000 else f"{amount:.4g}"


def rounded(amount: Decimal) -> Decimal:
    """To twelve significant digits: more than any rate has, and no endless fractions."""
    return Decimal(f"{amount:.12g}")


def through(interval: Interval, low: Decimal, high: Decimal) -> Interval:
    """An interval divided by whichever rate, of those from `low` to `high`, puts its ends furthest apart."""
    ends = []
    for end, towards_zero, away in ((interval.low, high, low), (interval.high, low, high)):
        ends.append(None if end is None else rounded(end / (towards_zero if end >= 0 else away)))
    return Interval(low=ends[0], high=ends[1])


def written_step(amount: Decimal, quote: str) -> Decimal:
    """As `step`, but counting zeros that were written after a decimal sign: 0.01 billion of "2.50 billion"."""
    unit = step(amount)
    found = _DIGITS.search(quote)
    if not found or not amount:
        return unit
    digits = re.sub(r"\D", "", found.group()).lstrip("0")
    zeros = len(digits) - len(digits.rstrip("0"))
    decimals = re.search(r"[.,](\d+)\D*$", found.group())
    if zeros and decimals and len(decimals.group(1)) != 3 and zeros <= len(decimals.group(1)):
        return unit.scaleb(-zeros)
    return unit


def interval(
    amount: Decimal,
    hedge: Hedge = Hedge.EXACT,
    amount_high: Decimal | None = None,
    *,
    kind: Kind = Kind.MONEY,
    unit: Decimal | None = None,
    near: bool = False,
) -> Interval:
    """The values that a stated amount allows, in single units.

    Args:
        amount, amount_high: the stated value, or a range's two ends in any order.
        kind: whole counts below a thousand are taken as counted.
        unit: the unit of the last significant digit, where more is known of it than `step` can tell.
        near: the hedge's words bind it to the number ("just over", "ruim"), not "more than".
    """
    if amount_high is not None:
        low, high = sorted((amount, amount_high))
        return Interval(low=low - _rounding(low, kind, None), high=high + _rounding(high, kind, None))
    size, unit = abs(amount), step(amount) if unit is None else unit
    match hedge:
        case Hedge.ABOUT:
            reach = min(max(unit / 2, size * ABOUT[0]), size * ABOUT[1])
            low, high = amount - reach, amount + reach
        case Hedge.UNDER:
            low, high = amount - min(max(unit, size * NEAR[0]), size * NEAR[1]), amount
        case Hedge.OVER:
            low, high = amount, amount + size * (OVER if near else BEYOND)
        case Hedge.AT_LEAST:
            return Interval(low=amount, high=None)
        case Hedge.AT_MOST:
            return Interval(low=None, high=amount)
        case _:
            reach = _rounding(amount, kind, unit)
            low, high = amount - reach, amount + reach
    return Interval(low=low, high=high)


def _rounding(amount: Decimal, kind: Kind, unit: Decimal | None) -> Decimal:
    size = abs(amount)
    if kind is Kind.COUNT and size < COUNTED and amount == amount.to_integral_value():
        return Decimal(0)
    return min((step(amount) if unit is None else unit) / 2, size * ROUNDING)


def from_amount(
    amount: Decimal,
    amount_high: Decimal | None = None,
    hedge: Hedge = Hedge.EXACT,
    quote: str | None = None,
    kind: Kind = Kind.MONEY,
) -> Interval:
    """As `interval`, for a claim that is known by its values and perhaps by the words of its amount (a table's cell)."""
    unit = written_step(amount, quote) if quote is not None else None
    return interval(amount, hedge, amount_high, kind=kind, unit=unit)
