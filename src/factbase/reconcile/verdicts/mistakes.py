"""Whether a slip of the pen accounts for a difference by itself."""

from __future__ import annotations

from factbase.model import Kind
from factbase.reconcile.comparisons import times
from factbase.reconcile.comparisons.slips import slipped
from factbase.reconcile.views import View
from factbase.reconcile.views.concepts import growing_concepts

WEEK = 7
"""Days within which articles tell one state of things."""
THOUSANDS = 1000
"""Counts below this go up one by one from article to article, so that they may well come to the same digits: 123, 132."""


def plainly_slipped(a: View, b: View, grows: bool = False) -> bool:
    """Whether one slip accounts for the difference, so that what else differs a little need not.

    Args:
        grows: whether the two may be a running total at two times, which may come to the same digits by itself.
    """
    slip = slipped(a, b)
    if slip == "digits":
        money = a.claim.kind is Kind.MONEY
        return (money and not grows) or (_near(a, b) and (money or _settled_count(a, b) or _one_weeks_count(a, b)))
    return slip in ("scale", "currency", "tenfold") or (slip == "nought" and len(a.digits) > 2)


def _near(a: View, b: View) -> bool:
    """Whether two claims are of times, or of articles, so near one another that the same digits are hardly met by chance."""
    reach = 400 if min(len(a.digits), len(b.digits)) > 2 else 31
    return days_apart(a, b) <= reach or (a.claim.doc != b.claim.doc and times.days_apart(a, b) <= WEEK)


def _settled_count(a: View, b: View) -> bool:
    """Whether two counts of some digits are of what was decided once, as grants are, so that the second is no later total."""
    concepts = {a.claim.concept, b.claim.concept}
    return min(len(a.digits), len(b.digits)) > 2 and None not in concepts and concepts.isdisjoint(growing_concepts())


def _one_weeks_count(a: View, b: View) -> bool:
    """Whether two articles of one week count the same by the thousands, to three digits: it hardly grows to the same digits."""
    many = min(len(a.digits), len(b.digits)) > 2 and min(a.amount, b.amount) >= THOUSANDS
    return many and a.claim.doc != b.claim.doc and times.days_apart(a, b) <= WEEK


def days_apart(a: View, b: View) -> int:
    """Days between the times that two claims are of; 0 where one of them is not known."""
    x, y = a.when.end, b.when.end
    return abs((x - y).days) if x and y else 0
