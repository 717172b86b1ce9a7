"""Slips of the pen that would make two amounts the same."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from factbase.model import Claim, Hedge, Kind
from factbase.reconcile.comparisons.things import noun
from factbase.reconcile.views.amounts import touch
from factbase.reconcile.views.company import NEARBY
from factbase.reconcile.views.view import View, spans
from factbase.reconcile.views.worth import beside, bracketed

_NUMBER = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)\d[\d.,'’\u00a0\u202f ]*")


def one_amount(a: View, b: View) -> bool:
    """Whether two amounts of some digits are equal, or but for a slip: they are then mostly one thing, whatever its state."""
    if min(len(a.digits), len(b.digits)) < 2:
        return False
    both = spans(a, b)
    return slipped(a, b) is not None or (both is not None and touch(both[0], both[1]) and ratio_of(both[2], both[3]) <= 1.2)


def may_convert(a: View, b: View) -> bool:
    """Whether one sum may be the other in other money: about equal, or some noughts off, or no rate is known to tell."""
    both = spans(a, b)
    if both is None:
        return True
    if both[2] * both[3] <= 0:
        return False
    off = math.log10(ratio_of(both[2], both[3]))
    return off <= CONVERTED or (off < NOUGHTS and abs(off - round(off)) <= CONVERTED / 3)


ROUNDED, CUT = 1.05, 1.02
"""How far a number in other money may be off and still be the same number: where a hedge says that it is rounded, and where none
does."""
MISRECKONED = 1.08
"""How far a sum in other money may be off and still be the worth of the sum that it stands beside, at the rate of some day."""
OWN_RATE = 1.02
"""How far a sum in other money may be off and still be reckoned at a rate of the time."""
CONVERTED = 0.3
"""How far a converted amount may be off, as a power of ten: by a factor two."""


NOUGHTS = 6.5
"""How many noughts a converted amount may be off: two scale words."""


def ratio_of(a: float, b: float) -> float:
    a, b = abs(a), abs(b)
    if not a or not b:
        return 1.0 if a == b else math.inf
    return a / b if a > b else b / a


def slipped(a: View, b: View) -> str | None:
    """The one slip of the pen that would make the amounts as written the same, if any: currency, scale, tenfold (a
    point lost), nought (or noughts lost) or digits."""
    x, y = a.claim, b.claim
    if (x.amount_high is None) != (y.amount_high is None):
        return None  # the end of a range is no number that somebody repeated
    headed = x.doc == y.doc and a.heading != b.heading
    if headed and _misscaled(a, b):
        return "scale"
    if x.kind is Kind.MONEY and x.unit != y.unit:
        hedged = not {x.hedge, y.hedge}.isdisjoint((Hedge.ABOUT, Hedge.UNDER, Hedge.OVER))
        room = ROUNDED if hedged else CUT
        alike = x.amount == y.amount or (touch(a.own, b.own) and ratio_of(a.amount, b.amount) <= room)
        return "currency" if alike else _misscaled_worth(a, b)
    if a.digits == b.digits:
        if a.amount == b.amount:
            return None
    elif scrambled(a.digits) != scrambled(b.digits):
        return _misscaled_rounding(a, b)
    if noun(a, b).level == "unlike":
        return None
    ratio = ratio_of(a.amount, b.amount)
    if a.digits == b.digits:
        if any(abs(ratio / factor - 1) < 1e-9 for factor in (1000, 1_000_000)):
            if x.doc == y.doc and not headed and len(a.digits) == 1:
                return None  # 6 billion of one donor and 6 million of another
            return "scale" if scaled(x) and scaled(y) else None
        if len(a.digits) > 1 and any(abs(ratio / factor - 1) < 1e-9 for factor in (10, 100)):
            if x.doc == y.doc and not headed and (ratio < 50 or len(a.digits) < 3):
                return None  # a tenth of it is mostly a part; a heading repeats what its text gives
            return "tenfold" if ratio < 50 and written(x.quote) == written(y.quote) else "nought"
        return None
    size = max(len(a.digits), len(b.digits))
    left, right = a.digits.ljust(size, "0"), b.digits.ljust(size, "0")  # 10.4 and 14.0 are one swap apart
    first, second = written(x.quote), written(y.quote)
    if not first or not second:
        return None  # words are not misread digit by digit
    if sorted(first) != sorted(second) and not (scaled(x) and scaled(y)):
        return None  # 180 and 81
    if size < 2 or sorted(left) != sorted(right) or ratio >= 10 or a.amount * b.amount <= 0:
        return None
    if x.amount.adjusted() != y.amount.adjusted():
        return None  # 350 million and 53 million
    return "digits" if size > 3 or sum(p != q for p, q in zip(left, right, strict=True)) == 2 else None


def _misscaled(heading: View, text: View) -> bool:
    """Whether an amount that a heading gives, rounded as headings are, is a thousand or a million times one of its text."""
    both = spans(heading, text)
    if both is None or not (scaled(heading.claim) or scaled(text.claim)):
        return False
    ratio = ratio_of(both[2], both[3])
    return any(abs(ratio / factor - 1) <= float(NEARBY) for factor in (1000, 1_000_000))


SCALES = {10: "tenfold", 100: "nought", 1000: "scale"}
"""What it is called when an amount is so many times another."""
FACTORS = {**SCALES, 1_000_000: "scale"}
"""The same where both are in one money, or count one thing: million stands for trillion, too."""


def _misscaled_rounding(a: View, b: View) -> str | None:
    """The slip in scale, if any, between an amount and its rounding in another article: 3.37 million, and 3.4 billion there."""
    ratio = ratio_of(a.amount, b.amount)
    if ratio * ROUNDED < min(FACTORS):
        return None  # most pairs by far
    factor = next((f for f in FACTORS if ratio_of(ratio, f) <= ROUNDED), None)
    if factor is None or a.claim.doc == b.claim.doc or a.amount * b.amount <= 0 or noun(a, b).level == "unlike":
        return None
    coarse, fine = sorted((a.digits, b.digits), key=len)
    least = 2 if factor >= 1000 else 3  # ten times as much is sooner met by chance
    if len(coarse) < least or coarse not in roundings(fine) or (factor >= 1000 and not (scaled(a.claim) and scaled(b.claim))):
        return None
    return FACTORS[factor]


@lru_cache(maxsize=100_000)
def roundings(digits: str) -> frozenset[str]:
    """What the digits of an amount are when it is rounded to fewer, but more than one: "4563" gives "456" and "46"."""
    sizes = range(2, len(digits))
    found = (Decimal(digits).scaleb(size - len(digits)).to_integral_value(ROUND_HALF_UP) for size in sizes)
    return frozenset(rounded for number in found if len(rounded := str(number).rstrip("0")) > 1)


def _misscaled_worth(a: View, b: View) -> str | None:
    """The slip in scale, if any, between two sums in different money: 1.6 billion yen, and 13 billion euros elsewhere.

    Within an article the one must be the other's worth, as two amounts of it are mostly two things.
    """
    both = spans(a, b)
    if both is None or not (scaled(a.claim) or scaled(b.claim)) or (a.claim.doc == b.claim.doc and not beside(a.claim, b.claim)):
        return None
    ratio = ratio_of(both[2], both[3])
    return next((slip for factor, slip in SCALES.items() if ratio_of(ratio, factor) <= ROUNDED), None)


def belied(v: View, w: View) -> bool:
    """Whether a sum is at odds with the one beside it, which gives its worth in other money and agrees with another article's:
    9 trillion yen ($58 million), and $58 billion elsewhere."""
    if v.worth is None or v.base is None or w.base is None or not v.worth[1] == v.base_unit == w.base_unit:
        return False
    return ratio_of(v.worth[0], v.base_amount) > MISRECKONED and ratio_of(v.worth[0], w.base_amount) <= ROUNDED


def reckoned_apart(views: Sequence[View]) -> Iterator[tuple[int, int]]:
    """Places of two views of which a sentence gives the one as the worth of the other, at no rate of the time."""
    sentences: dict[object, list[int]] = defaultdict(list)
    for at, v in enumerate(views):
        if v.worth is not None and v.worth[1] == v.base_unit and ratio_of(v.worth[0], v.base_amount) > OWN_RATE:
            sentences[v.claim.doc, v.claim.context].append(at)
    for found in sentences.values():
        for i, j in pairwise(sorted(found, key=lambda at: (views[at].claim.start, views[at].id))):
            if beside(views[i].claim, views[j].claim) and bracketed(views[i].claim, views[j].claim):
                yield min(i, j), max(i, j)


def telling_slip(a: View, b: View) -> bool:
    """Whether two amounts are a slip apart that is hardly ever chance: in many digits, or in money that an article has no land
    for."""
    digits = min(len(a.digits), len(b.digits))
    slip = slipped(a, b)
    if slip == "currency":
        return a.stray or b.stray
    return (slip in ("scale", "tenfold") and digits > 1) or (slip == "digits" and max(len(a.digits), len(b.digits)) > 3)


def scaled(claim: Claim) -> bool:
    """Whether the amount is written with a word for its scale, which may be mistaken: 3 million and not 3 000 000."""
    digits = written(claim.quote).rstrip("0")
    return not digits or Decimal(written(claim.quote)) != claim.amount


@lru_cache(maxsize=100_000)
def scrambled(digits: str) -> str:
    """The digits as they stay when some are swapped, or a scale or currency is mistaken."""
    return "".join(sorted(digits.replace("0", "")))


@lru_cache(maxsize=100_000)
def written(quote: str) -> str:
    """The digits of an amount as they are written, without points and commas, and without those of a name: 24 F-16 jets."""
    found = _NUMBER.search(quote)
    return "".join(ch for ch in found[0] if ch.isdigit()) if found else ""
