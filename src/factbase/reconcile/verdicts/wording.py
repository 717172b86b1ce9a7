"""How a verdict puts two claims into words."""

from __future__ import annotations

from factbase.model import Claim, Hedge, Kind
from factbase.reconcile.verdicts.forms import either_side
from factbase.reconcile.views.worth import beside

_HEDGES = {
    Hedge.EXACT: "",
    Hedge.ABOUT: "about ",
    Hedge.UNDER: "nearly ",
    Hedge.OVER: "over ",
    Hedge.AT_LEAST: "at least ",
    Hedge.AT_MOST: "at most ",
    Hedge.RANGE: "",
}


def rates(x: Claim, y: Claim) -> str:
    """The rate that two sums in one sentence imply, against the official ones of the time that the writer may have used."""
    if not beside(x, y) or not x.amount or not y.amount or x.conversion is None or y.conversion is None:
        return ""
    first, second = sorted((x, y), key=lambda c: (c.start, c.id))
    assert first.conversion is not None
    assert second.conversion is not None
    low, high = second.conversion.rate_low / first.conversion.rate_high, second.conversion.rate_high / first.conversion.rate_low
    official = f"{low:.4g}" if f"{low:.4g}" == f"{high:.4g}" else f"{low:.4g} to {high:.4g}"
    return (
        f" They imply {second.amount / first.amount:.4g} {second.unit} for one {first.unit}; "
        f"the official rate of the time is {official} ({_sources(first, second)})."
    )


def _sources(*claims: Claim) -> str:
    names = sorted({c.conversion.rate_source for c in claims if c.conversion and c.conversion.rate_source != "identity"})
    return ", ".join(names) or "identity"


def apart(x: Claim, y: Claim, gap: float) -> str:
    """How far two claims that clash are from each other; where that is next to nothing, what sets them apart all the same."""
    if gap >= 0.005:
        return f"{gap:.0%} apart"
    if either_side(x, y):
        under = x if x.hedge is Hedge.UNDER else y
        return f"the bounds exclude each other: the one stays below {under.quote}, the other does not"
    return f"{gap:.2%} apart" if gap >= 0.0001 else "less than 0.01% apart"


def said(claim: Claim) -> str:
    """The amount as an analyst would read it, with its article."""
    return f"{_HEDGES[claim.hedge]}{claim.quote} ({claim.publisher or claim.doc}{f', as of {claim.date}' if claim.date else ''})"


def in_unit(unit: str, x: Claim, y: Claim) -> str:
    return f" in {unit}" if x.kind is Kind.MONEY and x.unit != y.unit else ""
