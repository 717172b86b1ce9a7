"""One value for a figure: what its witnesses allow together, and among that what the most of them say.

Where the intervals of all witnesses meet, the value lies in their meet; where they do not, in the meet of the heaviest group
that has one (interval intersection after Marzullo, Maintaining the Time in a Distributed System, 1983, with weights).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from factbase.model import Claim, Hedge, Interval, Step


def fuse(claims: Sequence[Claim], weights: dict[str, float]) -> tuple[Decimal, Interval, str, tuple[Step, ...]]:
    """The reconciled value, its interval, its unit, and how it came about. Never a value that no witness allows.

    Args:
        claims: those of one figure, not empty.
        weights: how much each claim counts, by id; copies of one witness share theirs.
    """
    unit = _unit(claims)
    held = [
        (interval, amount, weights.get(c.id, 1.0), c) for c in claims if (found := _in(c, unit)) for interval, amount in (found,)
    ]
    best = _heaviest([(i, w) for i, _, w, _ in held])
    inside = [(a, w, c) for i, a, w, c in held if i.meets(best)]
    # The writer who was most exact knows best: among equals the one with the most digits and no hedge.
    inside.sort(key=lambda x: (x[0], x[2].id))
    exact = [x for x in inside if x[2].hedge is Hedge.EXACT and best.contains(x[0])] or [x for x in inside if best.contains(x[0])]
    value = (
        _median([(a, w * len(a.normalize().as_tuple().digits)) for a, w, _ in exact]) if exact else _nearest(best, inside[0][0])
    )
    text = f"{len(inside)} of {len(claims)} claims allow {best.low} to {best.high} {unit}; the weightiest among them is {value}."
    return value, best, unit, (Step(slot="value", rule="interval meet, weighted median", text=text),)


def _unit(claims: Sequence[Claim]) -> str:
    units = {c.unit for c in claims}
    if len(units) == 1 or claims[0].kind != "money":
        return claims[0].unit if len(units) == 1 else min(units, key=lambda u: (-sum(c.unit == u for c in claims), u))
    bases = sorted(c.conversion.unit for c in claims if c.conversion)
    return bases[0] if bases else min(units)


def _in(claim: Claim, unit: str) -> tuple[Interval, Decimal] | None:
    if claim.unit == unit or claim.kind != "money":
        return claim.interval, claim.amount
    if claim.conversion and claim.conversion.unit == unit:
        return claim.conversion.interval, claim.conversion.amount
    return None


def _heaviest(held: Sequence[tuple[Interval, float]]) -> Interval:
    """The stretch that intervals of the greatest weight share; of equal ones the narrowest, then the lowest."""
    lows = sorted({i.low for i, _ in held if i.low is not None})
    best: tuple[float, Decimal, Interval] | None = None
    for point in lows or [Decimal(0)]:
        over = [(i, w) for i, w in held if i.contains(point)]
        if not over:
            continue
        shared = over[0][0]
        for i, _ in over[1:]:
            shared = shared.meet(i) or shared
        width = shared.high - shared.low if shared.high is not None and shared.low is not None else Decimal("Infinity")
        weight = round(sum(w for _, w in over), 9)
        if best is None or (weight, -width) > (best[0], -best[1]):
            best = weight, width, shared
    return best[2] if best else held[0][0]


def _median(values: Sequence[tuple[Decimal, float]]) -> Decimal:
    total, run = sum(w for _, w in values), 0.0
    for value, weight in sorted(values):
        run += weight
        if run * 2 >= total:
            return value
    return values[-1][0]


def _nearest(interval: Interval, value: Decimal) -> Decimal:
    if interval.low is not None and value < interval.low:
        return interval.low
    if interval.high is not None and value > interval.high:
        return interval.high
    return value
