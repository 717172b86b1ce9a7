"""Amounts that differ because they are of two things, or of one thing in two states."""

from __future__ import annotations

from math import inf

from factbase.model import Kind, Status
from factbase.reconcile.comparisons import parties, things, times
from factbase.reconcile.comparisons.slips import ratio_of, slipped
from factbase.reconcile.verdicts.mistakes import WEEK, plainly_slipped
from factbase.reconcile.verdicts.wording import said
from factbase.reconcile.views import View, spans
from factbase.reconcile.views.company import HEADLINE
from factbase.reconcile.views.concepts import stateless_concepts
from factbase.reconcile.views.worth import beside, bracketed

NEAR_BY = 1.1
"""How far two amounts may be from one another, as a ratio, and be of one state of the money all the same."""
OF_ONE_TIME = 1.25
"""The same of two amounts that are stated for one time."""


def by_status(a: View, b: View) -> tuple[str, str] | None:
    """Whether the one is, say, budgeted and the other delivered."""
    if times.status(a, b).level == "unlike" and not plainly_slipped(a, b) and not _one_state(a, b):
        return "status", f"{said(a.claim)} is {a.claim.status}, {said(b.claim)} is {b.claim.status}."
    return None


def _one_state(a: View, b: View) -> bool:
    """Whether two amounts near one another are of one state of the money, which one of them was only read not to be of: what a
    heading gives is what its text gives, what is promised this week is not paid yet, and damage is in none."""
    both = spans(a, b)
    ratio = ratio_of(both[2], both[3]) if both else inf
    if {a.claim.concept, b.claim.concept} <= stateless_concepts():
        return True
    if times.time(a, b).level == "same" and ratio <= OF_ONE_TIME:
        return True
    if a.claim.unit != b.claim.unit or ratio > NEAR_BY:
        return False
    if a.claim.doc == b.claim.doc:
        return _heads(a, b) == 1
    return Status.REQUESTED not in (a.claim.status, b.claim.status) and times.days_apart(a, b) <= WEEK


def by_scope(a: View, b: View) -> tuple[str, str] | None:
    """Whether the two name different parts of the thing, or the one what it may yet come to."""
    feared = [v for v in (a, b) if v.feared]
    if len(feared) == 1 and a.claim.kind is Kind.COUNT:
        counted = b if feared[0] is a else a
        return "scope", f"{said(feared[0].claim)} is what it may come to, {said(counted.claim)} what was counted."
    if len(feared) == 2 and a.claim.kind is Kind.COUNT and a.published != b.published and slipped(a, b) is None:
        return "time", f"{said(a.claim)} and {said(b.claim)} are what it might come to, as it looked on two days."
    if a.former != b.former and (why := _before(*((a, b) if a.former else (b, a)))) is not None:
        return why
    found = things.scope(a, b)
    return ("scope", found.text) if found.level == "unlike" and not plainly_slipped(a, b) else None


def _before(former: View, now: View) -> tuple[str, str] | None:
    """Whether the one is what an article says to have been stated before, and the other was not itself printed before."""
    if former.published is None or now.published is None or now.published < former.published or slipped(former, now):
        return None
    return "time", f"{said(former.claim)} is what was stated before, {said(now.claim)} is not."


def by_place(a: View, b: View) -> tuple[str, str] | None:
    """Whether one article gives two amounts by itself, which are then two things: no other source, no headline over a text."""
    x, y = a.claim, b.claim
    if x.doc != y.doc or x.subject is not None:
        return None
    if beside(x, y):
        if bracketed(x, y):
            return None
        return "different", f"{said(x)} and {said(y)} stand side by side, and neither gives the other's worth."
    if slipped(a, b) or parties.speaker_differs(a, b):
        return None
    if _heads(a, b) == 1:
        return None
    return "different", f"{said(x)} and {said(y)} stand in one article, which does not set one against the other."


def _heads(a: View, b: View) -> int:
    """How many of two claims stand in the headline of their article."""
    return sum(c.context is not None and c.context[0] <= HEADLINE for c in (a.claim, b.claim))
