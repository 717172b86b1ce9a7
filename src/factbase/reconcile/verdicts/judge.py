"""The verdict on two claims of one series: why they differ, or that they cannot both be right."""

from __future__ import annotations

from decimal import Decimal

from factbase.model import Hedge, Kind, Relation
from factbase.reconcile import compare
from factbase.reconcile.comparisons import times
from factbase.reconcile.comparisons.amounts import PLAIN
from factbase.reconcile.comparisons.slips import slipped
from factbase.reconcile.verdicts.forms import (
    CLOSE,
    assumed,
    cut,
    distance,
    either_side,
    ends,
    other_end,
    precise,
    repeated,
    rounded,
    turned,
    two_rates,
)
from factbase.reconcile.verdicts.revisions import AGED, behind, by_change, by_sentence
from factbase.reconcile.verdicts.scope import by_place, by_scope, by_status
from factbase.reconcile.verdicts.timing import by_time
from factbase.reconcile.verdicts.wording import apart, in_unit, rates, said
from factbase.reconcile.views import View
from factbase.reconcile.views.amounts import common, meets, same_figures
from factbase.reconcile.views.worth import beside

CLASHES = ("conflict", "corrected")
"""Verdicts on two claims that cannot both be right; of the latter, one article says which was wrong."""
EXPLAINED = ("time", "revised", "status", "scope")
"""Verdicts on two claims that differ and can both be right."""
AGREEING = ("agree", "rounding", "hedge", "currency")
"""Verdicts on two claims that state one amount."""
AGED_KINDS = ("time", "revised", "different")
"""Verdicts that days between two printings may give by themselves."""
FAINT, FAINTEST = 1.5, -0.5
"""Bits below which two claims printed long apart are rather two things than one that is given falsely; where a slip tells them
apart, that in itself speaks for one thing."""
SCRAMBLED = 4
"""Digits from which two that changed places are rather a slip of the pen than chance: 14.86 and 14.68, 7,478 and 7,874."""


def judge(
    a: View, b: View, followed: frozenset[str] = frozenset(), steps: bool = True, grows: bool = False, ages: bool = True
) -> Relation:
    """The verdict on two claims that measure one thing.

    Args:
        followed: ids of claims whose article follows a running total through one day, giving several values of it.
        grows: whether their series is a running total, so that a later claim may well be higher.
        steps: whether to say what spoke for and against their being one thing.
        ages: whether days between the two printings may by themselves have changed the thing; not where one repeats the other.
    """
    a, b = (a, b) if a.id <= b.id else (b, a)
    kind, text, gap = verdict(a, b, followed, grows, ages)
    return Relation(a=a.id, b=b.id, kind=kind, text=text, gap=gap, steps=compare.waterfall(a, b) if steps else ())


def verdict(
    a: View, b: View, followed: frozenset[str] = frozenset(), grows: bool = False, ages: bool = True
) -> tuple[str, str, float | None]:
    """Kind, sentence and gap of two claims of one series: one amount, two with a reason to differ, or a conflict."""
    x, y = a.claim, b.claim
    if repeated(x, y):
        return "agree", f"Both say {x.quote}.", 0.0
    both = common(x, y)
    if both is None:
        return "different", f"{said(x)} and {said(y)} cannot be compared: no exchange rate is known.", None
    left, right, m, n, unit = both
    gap = distance(left, right) or _share(m, n)
    if other_end(x, y):
        gap = max(gap, *(_share(i, j) for i, j in zip(ends(x), ends(y), strict=True)))
    slip = slipped(a, b)
    if meets(left, right) and (same := _meeting(a, b, slip)) is not None:
        return (*same, 0.0)
    found = _one_amount(a, b, abs(m - n) <= CLOSE * max(abs(m), abs(n)), slip) or _reason(a, b, slip, followed, grows, ages)
    if found is not None:
        return (*found, gap)
    return "conflict", f"{said(x)} against {said(y)}: {apart(x, y, gap)}{in_unit(unit, x, y)}.{rates(x, y)}", gap


def _share(m: Decimal, n: Decimal) -> float:
    """How far two numbers are apart, as a share of the larger."""
    return float(abs(m - n) / (max(abs(m), abs(n)) or 1))


def _meeting(a: View, b: View, slip: str | None) -> tuple[str, str] | None:
    """How two claims agree whose intervals meet; None where what they say sets them apart even so."""
    x, y = a.claim, b.claim
    plain = slip in PLAIN and Hedge.RANGE not in (x.hedge, y.hedge)
    if not (same_figures(x, y) or other_end(x, y) or plain):
        return _agreement(a, b)
    if assumed(x, y) and not other_end(x, y):
        return "currency", f"{said(x)} and {said(y)} may be one amount: one of them is of no known day, and so is its rate."
    return None


def _agreement(a: View, b: View) -> tuple[str, str]:
    """In what way two claims whose intervals meet agree."""
    x, y = a.claim, b.claim
    if x.kind is Kind.MONEY and x.unit != y.unit:
        return "currency", f"{said(x)} and {said(y)} are one amount at the rate of the time.{rates(x, y)}"
    if x.amount == y.amount and x.hedge is y.hedge and x.amount_high == y.amount_high:
        return "agree", f"Both say {x.quote}."
    if x.hedge is not y.hedge or Hedge.EXACT not in (x.hedge, y.hedge):
        return "hedge", f"{said(x)} and {said(y)} allow one value."
    return "rounding", f"{said(x)} and {said(y)} are one amount, rounded differently."


def _one_amount(a: View, b: View, close: bool, slip: str | None) -> tuple[str, str] | None:
    """How two claims whose intervals do not meet are one amount all the same: converted or rounded by each in its own way."""
    x, y = a.claim, b.claim
    same_number = same_figures(x, y)
    if two_rates(a, b):
        return "currency", f"{said(x)} and {said(y)} give the worth of one sum in other money, each at the rate of its own time."
    if beside(x, y) and not same_number and close:
        return "currency", f"{said(x)} and {said(y)} are one amount, converted at a rate of its own.{rates(x, y)}"
    told_apart = same_number or slip == "digits" or either_side(x, y) or other_end(x, y) or precise(a, b)
    if (close and not told_apart) or rounded(x, y) or rounded(y, x) or cut(x, y) or turned(a, b):
        return "rounding", f"{said(x)} and {said(y)} are one amount, one of them rounded."
    return None


def _reason(a: View, b: View, slip: str | None, followed: frozenset[str], grows: bool, ages: bool) -> tuple[str, str] | None:
    """Why two amounts differ and can both be right; None where no reason is found, which makes them a conflict."""
    x, y = a.claim, b.claim
    scrambled = slip == "digits" and min(len(a.digits), len(b.digits)) >= SCRAMBLED
    meant_alike = slip is not None and x.doc == y.doc and a.heading != b.heading  # a heading means what its text says
    found = None
    if not meant_alike:
        found = by_sentence(a, b) or by_status(a, b)
        found = found or (None if scrambled else by_scope(a, b))
        found = found or (None if scrambled and x.kind is Kind.MONEY and not grows else by_time(a, b, followed, grows))
    if found := found or by_change(a, b, grows, ages) or by_place(a, b):
        return found
    may_change = ages and not scrambled and not behind(a, b)
    long_apart = may_change and x.doc != y.doc and times.days_between(a, b) > AGED and x.subject is None
    if long_apart and compare.score(a, b) < (FAINTEST if slip else FAINT):
        return "different", f"{said(x)} and {said(y)} were printed long apart, and little joins them."
    return None
