"""Amounts that differ because the later answers the earlier: corrects it, or gives what was decided or reckoned since."""

from __future__ import annotations

import datetime as dt

from factbase.model import Kind
from factbase.reconcile.comparisons import times
from factbase.reconcile.comparisons.slips import slipped
from factbase.reconcile.verdicts.wording import said
from factbase.reconcile.views import View
from factbase.reconcile.views.amounts import digits
from factbase.reconcile.views.cues import changed

AGED = 45
"""Days after which a planned or reckoned amount may have changed; four times as many where both give it for one time."""


def by_sentence(a: View, b: View) -> tuple[str, str] | None:
    """Whether one sentence says that the one amount became the other."""
    x, y = sorted((a.claim, b.claim), key=lambda c: c.start)
    if x.doc != y.doc or x.context is None or x.context != y.context or x.unit != y.unit or not changed(x, y):
        return None
    kind = "revised" if times.planned_money(a) and times.planned_money(b) else "time"
    return kind, f"One sentence sets {said(x)} and {said(y)} against each other as before and after."


def by_change(a: View, b: View, grows: bool, ages: bool) -> tuple[str, str] | None:
    """Whether the later of two statements answers the earlier: corrects it, or gives what was decided or reckoned since."""
    beside_it = a.claim.doc == b.claim.doc
    first, last = in_time(a, b)
    days = 0 if beside_it else times.days_apart(a, b)
    if "corrected" in last.changes and (days or beside_it):
        return "corrected", f"{said(last.claim)} corrects {said(first.claim)}."
    if grows or slipped(a, b):
        return None
    if "revised" in last.changes and days:
        return "revised", f"{said(last.claim)} says that it has changed since {said(first.claim)}."
    if (why := answered(a, b)) is not None:
        return why
    one_time = a.when.stated and (a.when.start, a.when.end) == (b.when.start, b.when.end)
    if behind(a, b):
        return None
    if ages and AGED < times.days_between(a, b) < 10_000 and not (one_time and days < 4 * AGED):
        kind = "revised" if times.planned_money(a) and times.planned_money(b) else "time"
        return kind, f"{said(last.claim)} was printed {days} days after {said(first.claim)}: it may have changed in between."
    return None


def answered(a: View, b: View) -> tuple[str, str] | None:
    """Whether two articles themselves say why their amounts differ: the one was turned down, or the difference is given."""
    if a.claim.doc == b.claim.doc:
        return None
    if a.refused != b.refused:
        refused, other = (a, b) if a.refused else (b, a)
        return "scope", f"{said(refused.claim)} was turned down, {said(other.claim)} need not have been."
    return _stated_step(a, b)


def _stated_step(a: View, b: View) -> tuple[str, str] | None:
    """Whether an article of the two gives the difference as an amount of its own: 30.5 before, 1.3 on top, 31.8 now.

    Numbers that any article gives tell nothing (`company.telling`), nor does a difference as large as one of the two.
    """
    first, last = in_time(a, b)
    x, y = first.claim, last.claim
    step = abs(x.amount - y.amount)
    if x.kind is not Kind.MONEY or x.unit != y.unit or step in (x.amount, y.amount) or len(digits(step)) < 2:
        return None  # a round difference is met by chance
    text = f"{said(x)} and {said(y)} are {step:,f} {x.unit} apart, which the"
    if (*last.stated[:2], step) in last.company:
        return "revised", f"{text} later article gives: it tells of the change."
    if (*first.stated[:2], step) in first.company:
        return "scope", f"{text} earlier article gives: one of them leaves it out."
    return None


def behind(a: View, b: View) -> bool:
    """Whether both tell of one time that lay behind when the first of them was printed, so that it no longer changes."""
    first, _ = in_time(a, b)
    one_time = a.when.stated and b.when.stated and (a.when.start, a.when.end) == (b.when.start, b.when.end)
    return one_time and times.past(first)


def in_time(a: View, b: View) -> tuple[View, View]:
    """Two claims as they were stated: by the printing of their articles, or by their places in one."""
    x, y = sorted((a, b), key=lambda v: (v.published or dt.date.min, v.claim.start if a.claim.doc == b.claim.doc else 0, v.id))
    return x, y
