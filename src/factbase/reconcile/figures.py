"""From a series to its figures: the thing at one time, what its witnesses come to, and the conflicts among them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from factbase.model import Claim, Conflict, Figure, Relation, Series, Status, Support, Verdict, content_id
from factbase.reconcile import diagnose, fuse, judge
from factbase.reconcile.views import View

WINDOW = dt.timedelta(days=3)
"""Running totals that hold at days this close are one figure."""


def series(members: Sequence[View]) -> Series:
    """The measured thing that the members share: what most of them say of each slot."""
    claims = [v.claim for v in members]
    payer, payee = _most([c.payer for c in claims if c.payer], ()), _most([c.payee for c in claims if c.payee], ())
    programme = _most([c.programme for c in claims if c.programme], None)
    concept = _most([c.concept for c in claims if c.concept], None)
    status = _most([c.status for c in claims if c.status is not Status.OTHER], Status.OTHER)
    measure = _most([c.measure for c in claims if c.measure and c.lang == "en"] or [c.measure for c in claims if c.measure], "")
    parties = f"{', '.join(payer)} -> {', '.join(payee)}" if payer and payee else ", ".join(payer or payee)
    what = ", ".join(x for x in (measure or concept or "amount", programme, status if status is not Status.OTHER else None) if x)
    return Series(
        id=content_id("series", min(c.id for c in claims)),
        label=f"{parties}: {what}" if parties else what,
        kind=claims[0].kind,
        unit=_most([c.unit for c in claims], ""),
        payer=payer,
        payee=payee,
        programme=programme,
        concept=concept,
        status=status,
        subject=claims[0].subject,
        measure=measure,
        claims=tuple(sorted(c.id for c in claims)),
    )


def _most[T](values: Sequence[T], default: T) -> T:  # type: ignore[valid-type]
    if not values:
        return default
    count = Counter(values)
    return min(count, key=lambda v: (-count[v], str(v)))


def split(members: Sequence[View]) -> list[list[View]]:
    """The members by the time that they hold for: each stated period, and for the rest each moment.

    What does not grow by itself (a pledge, a budget) holds from when it was said on, so undated claims of it are one figure.
    """
    periods: dict[tuple[object, object], list[View]] = defaultdict(list)
    moments: list[View] = []
    for v in sorted(members, key=lambda v: (v.when.end or dt.date.max, v.id)):
        if v.when.period:
            periods[v.when.start, v.when.end].append(v)
        else:
            moments.append(v)
    groups = list(periods.values())
    growing = sum(v.growing for v in members) * 2 > len(members)
    current: list[View] = []
    for v in moments:
        first = current[0].when.end if current else None
        if current and (not growing or first is None or v.when.end is None or v.when.end - first <= WINDOW):
            current.append(v)
        else:
            current = [v]
            groups.append(current)
    return groups
