"""Every single slip that would mend a conflict, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from factbase.model import Claim, Diagnosis, Interval, Kind
from factbase.normalise.display import party
from factbase.reconcile.comparisons import articles
from factbase.reconcile.comparisons.slips import belied
from factbase.reconcile.views import View

PRIOR = {"scale": 3.0, "currency": 3.0, "digits": 2.0, "stale": 2.0, "unstated": 1.5, "date": 1.0, "status": 1.0, "scope": 0.5}
"""How likely writers are to slip so, to rank by, in bits."""
BELIED = 2.0
"""Bits for a slip that mends what an article gives as the worth in other money, too."""
MORE = 2
"""Further articles that say the same, beyond which still more tell nothing."""
_SCALES = (
    (Decimal(1000), "thousand-fold"),
    (Decimal(1_000_000), "million-fold"),
    (Decimal(10), "ten-fold"),
    (Decimal(100), "hundred-fold"),
)


@dataclass(frozen=True, slots=True)
class _Mend:
    kind: str
    amount: Decimal
    unit: str
    text: str
    weight: float


def diagnose(pairs: Sequence[tuple[View, View]], older: Sequence[View] = ()) -> tuple[Diagnosis, ...]:
    """Every slip or omission on one side that would mend a conflict.

    Args:
        pairs: the claims that cannot both be right.
        older: other claims of the series, among which a stale value may be found.
    """
    rates = _rates([v.claim for pair in pairs for v in pair])
    found: dict[tuple[str, str, str], tuple[_Mend, int]] = {}
    against: dict[str, int] = {}
    for a, b in pairs:
        for wrong, right in ((a, b), (b, a)):
            against[wrong.id] = against.get(wrong.id, 0) + 1
            for mend in (
                *_currency(wrong.claim, right.claim, rates),
                *_scale(wrong.claim, right.claim, rates),
                *_digits(wrong, right),
            ):
                if belied(wrong, right):
                    told = f"{mend.text} So says the worth that it gives beside it."
                    mend = replace(mend, weight=mend.weight + BELIED, text=told)
                key = (mend.kind, wrong.id, str(mend.amount) + mend.unit)
                found[key] = (mend, found.get(key, (mend, 0))[1] + 1)
    by_id = {v.id: v for pair in pairs for v in pair}
    fewer = {i: _seconds(v, [w for p in pairs for w in p if v in p and w is not v], older, rates) for i, v in by_id.items()}
    out = []
    for (_, claim, _), (mend, count) in found.items():
        shared = (2.0 * count + against[claim]) / len(pairs)
        weight = round(PRIOR[mend.kind] + mend.weight + shared + fewer[claim], 3)
        out.append(Diagnosis(kind=mend.kind, claim=claim, mended=mend.amount, unit=mend.unit, text=mend.text, weight=weight))
    out += _stale(pairs, older)
    out += _omissions(pairs)
    unique: dict[tuple[str, str | None, Decimal | None], Diagnosis] = {}
    for d in sorted(out, key=lambda d: (-d.weight, d.kind, d.claim or "", d.text)):
        unique.setdefault((d.kind, d.claim, d.mended), d)
    return tuple(unique.values())


def _seconds(wrong: View, right: Sequence[View], others: Sequence[View], rates: Mapping[str, Decimal]) -> float:
    """Bits for the one side's being wrong, by how many more articles of the series, `MORE` at most, say what the other says."""

    def told(v: View) -> int:
        allowed, docs = v.claim.interval, set[str]()
        for o in others:
            if o.claim.doc != v.claim.doc and o.claim.doc not in docs and _meets(o.claim, allowed, v.claim.unit, rates):
                docs.add(o.claim.doc)
                if len(docs) == MORE:
                    break
        return len(docs)

    return float(max(map(told, right), default=0) - told(wrong))


def _rates(claims: Sequence[Claim]) -> dict[str, Decimal]:
    """Units of each currency for one unit of the base, as the claims' own conversions give them."""
    return {c.unit: c.conversion.rate for c in sorted(claims, key=lambda c: c.id) if c.conversion}


def _meets(claim: Claim, interval: Interval, unit: str, rates: Mapping[str, Decimal]) -> bool:
    """Whether an interval in some unit meets what a claim allows."""
    if claim.kind is not Kind.MONEY or claim.unit == unit:
        return claim.interval.meets(interval)
    if claim.conversion is None or unit not in rates:
        return False
    spread = Decimal("0.02")
    low = None if interval.low is None else interval.low / rates[unit] * (1 - spread)
    high = None if interval.high is None else interval.high / rates[unit] * (1 + spread)
    return claim.conversion.interval.meets(Interval(low=low, high=high))


def _who(claim: Claim) -> str:
    return claim.publisher or claim.doc


def _currency(wrong: Claim, right: Claim, rates: Mapping[str, Decimal]) -> Iterator[_Mend]:
    """The sign of another currency."""
    if wrong.kind is not Kind.MONEY:
        return
    for unit in sorted(rates):
        if unit != wrong.unit and _meets(right, wrong.interval, unit, rates):
            text = f"Read as {unit}, {wrong.quote} in {_who(wrong)} would agree with {right.quote} in {_who(right)}."
            yield _Mend("currency", wrong.amount, unit, text, 1.0 if unit == right.unit else 0.0)


def _times(interval: Interval, factor: Decimal) -> Interval:
    return Interval(
        low=None if interval.low is None else interval.low * factor,
        high=None if interval.high is None else interval.high * factor,
    )


def _scale(wrong: Claim, right: Claim, rates: Mapping[str, Decimal]) -> Iterator[_Mend]:
    """Million for billion, or the decimal point one place off."""
    meant = wrong.interval
    if meant.low is None or meant.high is None:  # "at least 29 people" a million times too large would still allow 28
        meant = Interval(low=wrong.amount, high=wrong.amount)
    for size, name in _SCALES:
        for factor in (size, 1 / size):
            closed = right.low is not None and right.high is not None
            copied = wrong.unit == right.unit and wrong.hedge is right.hedge and wrong.amount * factor == right.amount
            if copied or (closed and _meets(right, _times(meant, factor), wrong.unit, rates)):
                word = "too small" if factor > 1 else "too large"
                agree = f"mended, it would agree with {right.quote} in {_who(right)}"
                text = f"{wrong.quote} in {_who(wrong)} is {name} {word}: {agree}."
                yield _Mend("scale", wrong.amount * factor, wrong.unit, text, 0.5 if size >= 1000 else -0.5)


def _digits(wrong: View, right: View) -> Iterator[_Mend]:
    """Two digits swapped, one lost, added or mistaken."""
    x, y = wrong.claim, right.claim
    if (x.kind is Kind.MONEY and x.unit != y.unit) or x.amount == y.amount or not x.amount:
        return  # people are counted as "person" here and as "mens" there
    a, b = _aligned(x.amount, y.amount)
    text = None
    if sorted(a) == sorted(b) and sum(p != q for p, q in zip(a, b, strict=True)) == 2 if len(a) == len(b) else False:
        text, weight = "has two digits swapped", 1.0
    elif len(a) == len(b) and len(a) > 2 and sum(p != q for p, q in zip(a, b, strict=True)) == 1:
        text, weight = "has one digit mistaken", -1.0
    elif abs(len(a) - len(b)) == 1 and min(len(a), len(b)) > 1 and _dropped(a, b):
        text, weight = f"has a digit {'lost' if len(a) < len(b) else 'too many'}", 0.0
    if text:
        sentence = f"{x.quote} in {_who(x)} {text}: it should be {y.quote}, as in {_who(y)}."
        yield _Mend("digits", y.amount, x.unit, sentence, weight)


def _aligned(a: Decimal, b: Decimal) -> tuple[str, str]:
    """The digits of two amounts from the first to the last that either writes."""
    exponent = min(int(x.normalize().as_tuple().exponent) for x in (a, b))
    return tuple(str(int(abs(x).scaleb(-exponent))) for x in (a, b))  # type: ignore[return-value]


def _dropped(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _stale(pairs: Sequence[tuple[View, View]], older: Sequence[View]) -> Iterator[Diagnosis]:
    """An older value of the same series, repeated."""
    for v in sorted({v.id: v for pair in pairs for v in pair}.values(), key=lambda v: v.id):
        for past in sorted(older, key=lambda p: (p.when.end is None, p.when.end, p.id)):
            before = past.when.end and v.when.end and past.when.end < v.when.end
            printed = not (past.published and v.published) or past.published < v.published
            if (
                before
                and printed
                and (past.claim.unit == v.claim.unit or v.claim.kind is Kind.COUNT)
                and past.claim.amount == v.claim.amount
                and past.claim.doc != v.claim.doc
            ):
                day = past.claim.date or past.claim.published
                text = f"{v.claim.quote} in {_who(v.claim)} is what {_who(past.claim)} gave earlier ({day})."
                yield Diagnosis(kind="stale", claim=v.id, text=text, weight=PRIOR["stale"])
                break


def _omissions(pairs: Sequence[tuple[View, View]]) -> Iterator[Diagnosis]:
    """A party, time, state or part that one side leaves open or sees otherwise."""
    for a, b in pairs:
        for open_, said in ((a, b), (b, a)):
            x, y = open_.claim, said.claim
            for role in ("payer", "payee"):
                if getattr(y, role) and not getattr(x, role):
                    names = ", ".join(map(party, getattr(y, role)))
                    money = x.kind is Kind.MONEY  # nobody pays for the dead
                    silent = f"does not say who the {role} of {x.quote} is" if money else f"names nobody for {x.quote}"
                    text = f"{_who(x)} {silent}; {_who(y)} names {names}. It may be others' too."
                    yield Diagnosis(
                        kind="unstated", claim=x.id, text=text, weight=PRIOR["unstated"] + (0.5 if role == "payer" else 0.0)
                    )
            if y.programme and not x.programme:
                text = f"{_who(x)} names no programme for {x.quote}; {_who(y)} speaks of {y.programme}."
                yield Diagnosis(kind="scope", claim=x.id, text=text, weight=PRIOR["scope"])
            if y.date and not x.date:
                text = f"{_who(x)} gives no time for {x.quote}; in {_who(y)} it is {y.date}."
                yield Diagnosis(kind="date", claim=x.id, text=text, weight=PRIOR["date"])
        x, y = sorted((a.claim, b.claim), key=lambda c: (c.published or "", c.id))
        if x.published and y.published and x.published != y.published and articles.printed(a, b).level != "days":
            text = f"{x.quote} was printed on {x.published}, {y.quote} on {y.published}: it may have been revised in between."
            yield Diagnosis(kind="date", claim=y.id, text=text, weight=PRIOR["date"] - 0.5)
        if x.status is not y.status:
            text = f"{x.quote} is {x.status} in {_who(x)}, {y.quote} is {y.status} in {_who(y)}."
            yield Diagnosis(kind="status", claim=None, text=text, weight=PRIOR["status"])
        if a.scopes != b.scopes:
            measures = f": “{x.measure}”; “{y.measure}”" if x.measure != y.measure else ""
            text = f"One may be a part of the other{measures}."
            yield Diagnosis(kind="scope", claim=None, text=text, weight=PRIOR["scope"])
