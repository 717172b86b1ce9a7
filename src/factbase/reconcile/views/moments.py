"""The time that a claim holds for, and whether it is a running total."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from factbase import edtf
from factbase.model import Claim, Status
from factbase.reconcile.views.concepts import growing_concepts, toll_concepts

LONG = dt.timedelta(days=60)
"""Days after an event from which its toll is looked back on rather than still rising."""


@dataclass(frozen=True, slots=True)
class When:
    """The time a claim holds for.

    Attributes:
        start, end: first and last day, None where unknown.
        stated: whether the text gives it; otherwise it holds at publication.
        period: a year, month or the like that the amount is for, rather than a moment it is true at.
        cumulative: runs from a start until `end`.
    """

    start: dt.date | None
    end: dt.date | None
    stated: bool
    period: bool
    cumulative: bool


def runs(claim: Claim, growing: bool) -> bool:
    """Whether the claim is a running total: what was delivered, raised or lost so far.

    Args:
        growing: whether its words say so.
    """
    if _so_far(claim, published(claim)):
        return True
    planned = claim.status in (Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED)
    if claim.date is not None and (edtf.parse(claim.date).interval or len(claim.date) == 4):
        return bool(edtf.parse(claim.date).interval) and not _plan(claim)
    return growing or (claim.concept in growing_concepts() and not planned)


def published(claim: Claim) -> dt.date | None:
    return edtf.parse(claim.published).latest if claim.published else None


def _plan(claim: Claim) -> bool:
    """Whether the money is set for a run of whole years, and not counted from a day until another."""
    if claim.date is None or claim.status not in (Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED):
        return False
    date = edtf.parse(claim.date)
    return len(date.end) == 4 and len(date.start) in (0, 2, 4)


def _looked_back(claim: Claim, latest: dt.date | None, published: dt.date | None) -> bool:
    """Whether the date is the day of an event that was long past: its toll is as known when it was told."""
    if claim.concept not in toll_concepts() or claim.date is None or len(claim.date) == 4:
        return False  # a year may be what deaths are counted by
    return latest is not None and published is not None and published - latest > LONG


def _so_far(claim: Claim, published: dt.date | None) -> bool:
    """Whether a toll is dated by the year that its article was printed in: the dead of this year are those counted until then."""
    if published is None or claim.date != f"{published.year}" or claim.concept not in toll_concepts():
        return False
    return claim.status in (Status.DELIVERED, Status.OTHER) and not claim.conditional


def when(claim: Claim, published: dt.date | None, running: bool) -> When:
    """The time a claim holds for: as stated, else at publication."""
    if claim.date is None:
        return _moment(published, published, False, False, False)
    date = edtf.parse(claim.date)
    if date.interval:
        plan = _plan(claim)
        return _moment(date.earliest, date.latest or published, True, plan, not plan)
    if _looked_back(claim, date.latest, published):
        return _moment(published, published, False, False, False)
    if _so_far(claim, published):
        return _moment(date.earliest, published, True, False, True)
    moment = date.earliest == date.latest or (len(claim.date) > 4 and running)
    return _moment(date.earliest, date.latest, True, not moment, False)


@lru_cache(maxsize=65536)
def _moment(start: dt.date | None, end: dt.date | None, stated: bool, period: bool, cumulative: bool) -> When:
    """One object for all claims of one time."""
    return When(start, end, stated, period, cumulative)
