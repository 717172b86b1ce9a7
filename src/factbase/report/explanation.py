"""How each slot of a claim came about: the steps that were noted when it was read, and those that its values tell by themselves.

Every place that explains a claim (`factbase show --steps`, `--json`, the HTML report) shows these.
"""

from __future__ import annotations

from decimal import Decimal

from factbase.model import Claim, Hedge, Kind, Step
from factbase.report.words import allowed, percent, stated

_HEDGES = {
    Hedge.ABOUT: "“about” leaves room on either side",
    Hedge.UNDER: "“nearly” stays below the number",
    Hedge.OVER: "“over” goes beyond the number, but news names the last round number that was passed",
    Hedge.AT_LEAST: "“at least” has no upper end",
    Hedge.AT_MOST: "“at most” has no lower end",
    Hedge.RANGE: "each end as far as its digits leave open",
}


def steps(claim: Claim) -> tuple[Step, ...]:
    """The whole explanation of a claim."""
    told = {step.slot for step in claim.steps}
    plain = () if "amount" in told or not claim.quote else (_amount(claim),)
    return (*plain, *claim.steps, interval(claim))


def _amount(claim: Claim) -> Step:
    text = f"“{' '.join(claim.quote.split())}” is {stated(claim)}, as its digits stand"
    return Step(slot="amount", rule="number.written", text=text, start=claim.start, end=claim.end)


def interval(claim: Claim) -> Step:
    """Why a claim's words allow the values that they do; the reach is told as a share of the stated amount."""
    low, high = _share(claim, claim.low), _share(claim, claim.high)
    if claim.amount_high is not None:
        why = _HEDGES[Hedge.RANGE]
    elif claim.hedge is not Hedge.EXACT:
        why = _HEDGES[claim.hedge]
    elif claim.low == claim.high == claim.amount:
        why = "a small number that was counted" if claim.kind is Kind.COUNT else "nothing was rounded"
    else:
        why = "half a unit of the last digit that is written, at most 4%, as writers round"
    reach = ", ".join(f"{percent(share)} {side}" for share, side in ((low, "below"), (high, "above")) if share)
    text = f"allows {allowed(claim)}: {why}{f' ({reach})' if reach and claim.amount_high is None else ''}"
    return Step(slot="interval", rule=f"interval.{claim.hedge}", text=text)


def _share(claim: Claim, end: Decimal | None) -> float:
    """How far an end of the interval is from the amount, as a share of that."""
    return float(abs(end - claim.amount) / abs(claim.amount)) if end is not None and claim.amount else 0.0
