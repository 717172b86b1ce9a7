"""Amounts that differ because they are of two times."""

from __future__ import annotations

import datetime as dt

from factbase import edtf
from factbase.model import Kind
from factbase.reconcile.comparisons import articles, names, times
from factbase.reconcile.comparisons.slips import slipped, telling_slip
from factbase.reconcile.verdicts.mistakes import WEEK, days_apart, plainly_slipped
from factbase.reconcile.verdicts.wording import said
from factbase.reconcile.views import View
from factbase.reconcile.views.amounts import common
from factbase.reconcile.views.concepts import shifting_concepts, toll_concepts
from factbase.reconcile.views.moments import When

NEAR = dt.timedelta(days=2)
"""Two totals of a growing series as of days this close are expected to agree."""
RISE = 2.5
"""The most that a count is expected to rise by from one day to the next."""
MONTH, YEAR = dt.timedelta(days=31), dt.timedelta(days=366)
SWAPPED = 3
"""Digits from which two that changed places in planned money are a slip, whatever times it was read to be of."""
COUNTED = dt.timedelta(days=180)
"""How long after an event what it did is still being counted."""


def by_time(a: View, b: View, followed: frozenset[str], grows: bool) -> tuple[str, str] | None:
    """Whether the two are of two periods or days, or a later total of what grows.

    Args:
        followed: ids of claims whose article follows a running total through one day.
        grows: whether their series is a running total.
    """
    x, y = a.when, b.when
    if x.period and y.period:
        return _by_periods(a, b)
    if x.period != y.period:
        return _by_period(*((a, b) if x.period else (b, a)))
    slip = slipped(a, b)
    if a.added != b.added and (grows or a.running or b.running) and not plainly_slipped(a, b, grows=True):
        more, whole = (a, b) if a.added else (b, a)
        return "scope", f"{said(more.claim)} is what came on top or comes by the year, {said(whole.claim)} a total."
    if x.cumulative != y.cumulative and not slip and not articles.contested(a, b):
        since, single = (a, b) if x.cumulative else (b, a)
        if not single.running and (both := common(single.claim, since.claim)) is not None and both[2] < both[3]:
            return "scope", f"{said(since.claim)} is counted from {since.when.start}; {said(single.claim)} may be a part of it."
    shifting = a.claim.concept in shifting_concepts() and a.claim.concept == b.claim.concept
    if shifting and x.end and y.end and x.end != y.end and not slip:
        first, last = (a, b) if x.end < y.end else (b, a)
        return "time", f"{said(first.claim)} before, {said(last.claim)} later: such a number goes up and down."
    if _final(a, b):
        return None
    if not (grows or times.run_together(a, b)) or x.end is None or y.end is None or plainly_slipped(a, b, grows=True):
        return None
    if x.cumulative and y.cumulative and x.start and y.start and abs((x.start - y.start).days) > 45:
        return "time", f"{said(a.claim)} and {said(b.claim)} are counted from different days."
    if abs(x.end - y.end) <= NEAR and not _next_day(a, b) and (a.id in followed or b.id in followed) and not slip:
        return "time", f"{said(a.claim)} and {said(b.claim)} are a running total at two hours of one day."
    if _undated(a, b) or _undated(b, a):
        return "time", f"{said(a.claim)} and {said(b.claim)} are a running total in one month; of one the day is not known."
    return _later(a, b, x.end, y.end) or _later(a, b, _as_of(a), _as_of(b))


def _by_periods(a: View, b: View) -> tuple[str, str] | None:
    """Whether each is for a period of its own."""
    x, y = a.when, b.when
    if (x.start, x.end) == (y.start, y.end) or _misdated(a, b) or _decided_within(a, b):
        return None
    if _overlap(x, y) and plainly_slipped(a, b):
        return None
    return "time", f"{said(a.claim)} is for {a.claim.date}, {said(b.claim)} for {b.claim.date}."


def _misdated(a: View, b: View) -> bool:
    """Whether articles of one week, or about one name, give what a telling slip sets apart: a date is sooner misread than such
    digits are met by chance. Of planned money few digits will do, as it is dated now by its period and now by its plan."""
    near = a.claim.doc != b.claim.doc and (times.days_apart(a, b) <= WEEK or names.one_name(a, b))
    planned = times.planned_money(a) and times.planned_money(b)
    swapped = planned and slipped(a, b) == "digits" and min(len(a.digits), len(b.digits)) >= SWAPPED
    return near and (swapped or telling_slip(a, b))


def _decided_within(a: View, b: View) -> bool:
    """Whether two articles about one name date money that was promised or set aside by its year and by a day or month of that
    year: by when it was decided on, and not by what it is for."""
    planned = a.claim.doc != b.claim.doc and times.planned_money(a) and times.planned_money(b)
    shorter, longer = sorted(map(_length, (a.when, b.when)))
    return planned and shorter <= MONTH and longer <= YEAR and _overlap(a.when, b.when) and names.one_name(a, b)


def _length(when: When) -> dt.timedelta:
    return when.end - when.start if when.start and when.end else dt.timedelta.max


def _overlap(x: When, y: When) -> bool:
    """Whether two periods have days in common, as the month of a payment has with its year; one of no known end may have."""
    return not ((x.start and y.end and x.start > y.end) or (y.start and x.end and y.start > x.end))


def _by_period(period: View, moment: View) -> tuple[str, str] | None:
    """Whether what is stated for a period and what is stated as of a day are of two times."""
    start, end, day = period.when.start, period.when.end, moment.when.end
    told_apart = period.claim.doc == moment.claim.doc and day is not None and end is not None and day > end
    if plainly_slipped(period, moment) and not told_apart:
        return None
    if told_apart or (start and end and day and not start - YEAR <= day <= end + YEAR):
        return "time", f"{said(period.claim)} is for {period.claim.date}, {said(moment.claim)} is of another time."
    return None


def _next_day(a: View, b: View) -> bool:
    """Whether a count rose somewhat from one day to the next, as tolls do."""
    first, last = (a, b) if (a.when.end or dt.date.min) < (b.when.end or dt.date.min) else (b, a)
    rise = last.amount / first.amount if first.amount else 0.0
    days = max(1, days_apart(a, b))
    return a.claim.kind is Kind.COUNT and a.when.end != b.when.end and a.published != b.published and 1 < rise <= RISE**days


def _final(a: View, b: View) -> bool:
    """Whether both were printed so long after a day that one of them is of that what happened then is counted to the end."""
    if a.claim.concept not in toll_concepts() or a.claim.concept != b.claim.concept or not a.published or not b.published:
        return False
    days = [day for v in (a, b) if v.claim.date and (day := edtf.parse(v.claim.date).latest)]
    return bool(days) and min(a.published, b.published) - max(days) > COUNTED


def _undated(a: View, b: View) -> bool:
    """Whether the day of the one is known so roughly that the other's lies within it."""
    rough = not a.when.stated and a.published_from != a.published
    return bool(rough and a.published_from and a.published and b.when.end and a.published_from <= b.when.end <= a.published)


def _as_of(v: View) -> dt.date:
    """The last day that a running total may be of: the dead of a disaster are those counted until the printing."""
    assert v.when.end is not None
    late = v.published is not None and not v.when.cumulative and v.published - v.when.end > NEAR
    return v.published if late and v.published is not None else v.when.end


def _later(a: View, b: View, x: dt.date, y: dt.date) -> tuple[str, str] | None:
    """Whether the running total of the later day is the higher one."""
    if abs(x - y) <= NEAR and not _next_day(a, b):
        return None
    first, last = (a, b) if x < y else (b, a)
    both = common(first.claim, last.claim)
    assert both is not None
    if both[1].low is None or both[0].high is None or both[1].low >= both[0].high:
        return "time", f"{said(last.claim)} is a later total of what was {said(first.claim)} before."
    return None
