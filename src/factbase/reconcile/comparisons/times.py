"""The times that two claims hold for, and the state of the money."""

from __future__ import annotations

import datetime as dt

from factbase.model import Status
from factbase.reconcile.comparisons.level import Level, neutral
from factbase.reconcile.comparisons.slips import one_amount
from factbase.reconcile.views.view import View

_NEAR_STATUS = (
    frozenset({Status.PLEDGED, Status.BUDGETED}),
    frozenset({Status.PLEDGED, Status.COMMITTED}),
    frozenset({Status.BUDGETED, Status.COMMITTED}),
    frozenset({Status.COMMITTED, Status.DELIVERED}),
)


MONTH, YEAR = 31, 366
"""Days of the longest month, and of the longest year."""


def status(a: View, b: View) -> Level:
    """The state of the money: pledged, budgeted, committed, delivered, requested."""
    x, y = a.claim.status, b.claim.status
    if x is y:
        return Level("same" if x is not Status.OTHER else "other", lambda: f"Both are {x}.")
    if Status.OTHER in (x, y):
        return neutral("One side gives no state of the money.")
    if frozenset({x, y}) in _NEAR_STATUS:
        return Level("near", lambda: f"{x} against {y}, which writers use for one another.".capitalize())
    level = "unlike, one amount" if one_amount(a, b) else "unlike"
    return Level(level, lambda: f"{x} against {y}.".capitalize())


def time(a: View, b: View) -> Level:
    """The time that the figures hold for."""
    x, y = a.when, b.when
    if not (x.stated and y.stated):
        if x.cumulative != y.cumulative:
            run, moment = (x, y) if x.cumulative else (y, x)
            if run.start and moment.end and moment.end < run.start and not _ahead(a) and not _ahead(b):
                return Level("before", lambda: "One was printed before the other began to be counted.")
        if x.period != y.period:
            period, moment = (x, y) if x.period else (y, x)
            if moment.end and period.start and period.end and not period.start.year - 2 < moment.end.year < period.end.year + 2:
                return Level("far", lambda: "One is for a period far from when the other was printed.")
        return neutral("The time is not stated on both sides.")
    if (x.start, x.end) == (y.start, y.end):
        return Level("same", lambda: f"Both are for {a.claim.date}.")
    if x.period and y.period:
        if x.start and x.end and y.start and y.end and (x.start > y.end or y.start > x.end):
            planned = planned_money(a) or planned_money(b)
            return Level("other plan" if planned else "other period", lambda: f"Other periods: {a.claim.date}; {b.claim.date}.")
        if x.start == y.start and _counted(a) and _counted(b):
            return Level("later", lambda: f"Counted from one day, until another: {a.claim.date}; {b.claim.date}.")
        return Level("part period", lambda: f"One period is part of the other: {a.claim.date}; {b.claim.date}.")
    if x.cumulative and y.cumulative:
        if x.start and y.start and abs((x.start - y.start).days) > 45:
            return Level("other start", lambda: f"Counted from different days: {a.claim.date}; {b.claim.date}.")
        return Level("later", lambda: f"Counted from one day, until another: {a.claim.date}; {b.claim.date}.")
    if x.start == y.start and _counted(a) and _counted(b):
        return Level("later", lambda: f"Counted from one day, until another: {a.claim.date}; {b.claim.date}.")
    if x.period != y.period:
        return Level("part period", lambda: f"A period against a moment or a running total: {a.claim.date}; {b.claim.date}.")
    return Level("later", lambda: f"Another moment: {a.claim.date}; {b.claim.date}.")


def _ahead(v: View) -> bool:
    """Whether the claim's time begins after the printing, as that of what is planned, so that nothing has been counted yet."""
    return v.when.start is not None and v.published is not None and v.when.start > v.published


def _counted(v: View) -> bool:
    """Whether the claim's time is written as from one day until another."""
    return v.claim.date is not None and "/" in v.claim.date


def planned_money(v: View) -> bool:
    """Whether the money is set for a period beforehand, so that another period's is another thing."""
    return v.claim.status in (Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED)


def days_apart(a: View, b: View) -> int:
    """Days between the printing of two articles, at least: one known by its month alone may be of any day of it."""
    x, y = a.published, b.published
    if x is None or y is None or a.published_from is None or b.published_from is None:
        return 10_000
    if x == y:
        return 0
    return max(0, (b.published_from - x if x < y else a.published_from - y).days)


def days_between(a: View, b: View, longest: int = YEAR) -> int:
    """Days between what two articles tell of, at most those between their printing: where one looks back on a day, from that.

    Args:
        longest: the most days that a time may have to be looked back on, of which the last counts.
    """
    x, y = (_looked_back(v, longest) or v.published for v in (a, b))
    days = days_apart(a, b)
    return days if x is None or y is None else min(days, abs((x - y).days))


def _looked_back(v: View, longest: int) -> dt.date | None:
    """The last day of the time that an article looks back on for a claim."""
    start, end = v.when.start, v.when.end
    if not v.when.stated or start is None or end is None or not past(v):
        return None
    return end if (end - start).days <= longest else None


def past(v: View) -> bool:
    """Whether the time of a claim lay behind when its article was printed."""
    return v.published is not None and v.when.end is not None and v.when.end < v.published


def two_times(a: View, b: View) -> bool:
    """Whether one article gives two amounts of one concept, of which at least one is said to be of a time of its own."""
    x, y = a.when, b.when
    return a.claim.concept == b.claim.concept is not None and (x.stated or y.stated) and (x.start, x.end) != (y.start, y.end)


def aged(a: View, b: View) -> bool:
    """Whether so much time lies between two statements that what they measure may have changed."""
    if a.when.stated and b.when.stated:
        return (a.when.start, a.when.end) != (b.when.start, b.when.end)
    return a.claim.doc != b.claim.doc and 45 < days_apart(a, b) < 10_000


def could_run(v: View) -> bool:
    """Whether the amount may be a running total: neither set by a decision nor of a stated period."""
    if v.added or v.when.period:
        return False
    return v.running or v.claim.status in (Status.DELIVERED, Status.OTHER)


def run_together(a: View, b: View) -> bool:
    """Whether two claims may be one running total at two moments."""
    return (a.running or b.running) and could_run(a) and could_run(b)
