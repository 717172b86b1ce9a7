"""A number of a text: its value, its scale, and how it was written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


def exact(value: str | int | float) -> Decimal:
    """A number of a knowledge file: 1e6, "1/4", 12."""
    fraction = Fraction(str(value))
    return decimal(fraction)


def decimal(fraction: Fraction) -> Decimal:
    """A fraction as a decimal, to 15 digits where it does not end."""
    value, rest = Decimal(fraction.numerator) / Decimal(fraction.denominator), fraction.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return value if rest == 1 else Decimal(f"{value:.15g}")


@dataclass(slots=True)
class Number:
    """A number at tokens first..last (exclusive).

    Attributes:
        value: in single units; `high` the upper end of a vague magnitude ("tens of millions"), else None.
        base: what stood before the last scale word (2.5 of "2.5 million"), to share a scale with a neighbour.
        scale: the product of the scale words, 1 without.
        step: the unit of the last digit written.
        digits: whether it begins in digits; `plain`: digits only, without sign, separator or scale.
        bare: a scale word without a numeral ("million euros"); `fraction`: below one and said as a fraction.
        collective: "a dozen", "tiental". `article`: a bare "een" or "a", a number only before a coin.
        rule: the name of the rule that read it.
        grouped: of digits read with a decimal sign, their value if that sign separates thousands: 4200 of a Dutch "4,200".
    """

    first: int
    last: int
    value: Decimal
    base: Decimal
    scale: Decimal
    step: Decimal
    digits: bool
    plain: bool = False
    bare: bool = False
    fraction: bool = False
    collective: bool = False
    article: bool = False
    decimals: bool = False
    high: Decimal | None = None
    rule: str = "number.digits"
    note: str = ""
    grouped: Decimal | None = None
