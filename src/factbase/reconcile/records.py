"""Claims as light records, for reconciling more of them than fit into memory as they are.

A claim as read takes six kilobytes and more: its steps, the set of its fields, a dictionary. Reconciling asks for none of
but a few of these. A record holds what it does ask for in a twelfth of the room, and equal texts and numbers only once.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from factbase.model import ASSUMED, Claim, Conversion, Hedge, Interval, Kind, Status, Step


@dataclass(slots=True, eq=False)
class Converted:
    """See `Conversion`."""

    unit: str
    amount: Decimal
    low: Decimal | None
    high: Decimal | None
    rate: Decimal
    rate_low: Decimal
    rate_high: Decimal
    rate_date: str
    rate_source: str

    @property
    def assumed(self) -> bool:
        """Whether the day of the rate is not known."""
        return self.rate_source.endswith(ASSUMED)

    @property
    def interval(self) -> Interval:
        """The claim's interval in `unit`."""
        return Interval(low=self.low, high=self.high)


@dataclass(slots=True, eq=False)
class Record:
    """See `Claim`: all of it but its steps, which tell people how it was read."""

    id: str
    doc: str
    start: int
    end: int
    quote: str
    kind: Kind
    amount: Decimal
    amount_high: Decimal | None
    unit: str
    per: str | None
    hedge: Hedge
    low: Decimal | None
    high: Decimal | None
    payer: tuple[str, ...]
    payee: tuple[str, ...]
    programme: str | None
    status: Status
    conditional: bool
    date: str | None
    speaker: str | None
    measure: str
    concept: str | None
    subject: str | None
    story: tuple[str, ...]
    context: tuple[int, int] | None
    sentence: str | None
    lang: str | None
    published: str | None
    publisher: str | None
    conversion: Converted | None
    steps: tuple[Step, ...]

    @property
    def interval(self) -> Interval:
        """The values that the wording allows, in the claim's own unit."""
        return Interval(low=self.low, high=self.high)

    def model_copy(self, *, update: Mapping[str, Any]) -> Record:
        """The record with other slots."""
        return replace(self, **update)


_OFTEN = (
    *("doc", "quote", "unit", "per", "programme", "date", "speaker", "measure", "concept", "subject", "sentence", "lang"),
    *("published", "publisher"),
)


def record(claim: Claim) -> Claim:
    """The claim as a record. Its type is said to be a claim, as it answers whatever reconciliation asks of one."""
    if isinstance(claim, Record):
        return claim
    slots = {name: getattr(claim, name) for name in Record.__slots__}
    for name in _OFTEN:
        if slots[name] is not None:
            slots[name] = sys.intern(slots[name])
    slots["payer"], slots["payee"] = _shared(claim.payer), _shared(claim.payee)
    slots["story"], slots["context"] = _shared(claim.story), _shared(claim.context)
    slots["steps"] = ()
    if claim.conversion is not None:
        slots["conversion"] = _converted(claim, claim.conversion)
    return cast(Claim, Record(**slots))


def _converted(claim: Claim, found: Conversion) -> Converted:
    known = {value: value for value in (claim.amount, claim.low, claim.high)}
    interval = found.interval
    return Converted(
        sys.intern(found.unit),
        known.get(found.amount, found.amount) or found.amount,
        known.get(interval.low, interval.low),
        known.get(interval.high, interval.high),
        _shared(found.rate),
        _shared(found.rate_low),
        _shared(found.rate_high),
        sys.intern(found.rate_date),
        sys.intern(found.rate_source),
    )


@lru_cache(maxsize=100_000)
def _shared(value: Any) -> Any:
    """One object for all that say the same."""
    return value
