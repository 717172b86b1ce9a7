"""Claims from the short form of the scenario files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from factbase.model import Claim, Hedge, Interval, claim_id
from factbase.normalise.convert import convert

DEFAULTS: dict[str, Any] = {"kind": "money", "start": 0, "lang": "en", "hedge": "exact"}


def claim(**given: Any) -> Claim:
    """One claim; the interval is half a unit of the second digit, or what the hedge says."""
    row = DEFAULTS | given
    for field in ("published", "date"):
        row[field] = str(row[field]) if row.get(field) else None
    amount = Decimal(str(row["amount"]))
    row.setdefault("quote", f"{amount} {row['unit']}")
    row["end"] = row["start"] + len(row["quote"])
    interval = _interval(amount, Hedge(row["hedge"]))
    row.update(low=row.get("low", interval.low), high=row.get("high", interval.high), amount=amount)
    row["id"] = claim_id(row["doc"], row["start"], row["end"], row["kind"], amount, row["unit"])
    for role in ("payer", "payee"):
        row[role] = tuple(row.get(role, ()))
    row.setdefault("context", (row["start"] - row["start"] % 100, row["start"] - row["start"] % 100 + 99))
    return convert(Claim(**row))[0]


def _interval(amount: Decimal, hedge: Hedge) -> Interval:
    exponent = int(amount.normalize().as_tuple().exponent)
    half = min(Decimal(1).scaleb(exponent) / 2, abs(amount) / 20)
    if hedge is Hedge.UNDER:
        return Interval(low=amount * Decimal("0.92"), high=amount)
    if hedge is Hedge.OVER:
        return Interval(low=amount, high=amount * Decimal("1.1"))
    if hedge is Hedge.AT_LEAST:
        return Interval(low=amount, high=None)
    if hedge is Hedge.AT_MOST:
        return Interval(low=None, high=amount)
    if hedge is Hedge.ABOUT:
        half = amount / 20
    return Interval(low=amount - half, high=amount + half)


def claims_of(scenario: dict[str, Any]) -> dict[str, Claim]:
    """The scenario's claims by their short names."""
    return {name: claim(**row) for name, row in scenario["claims"].items()}
