"""Whether two claims are one thing: what can never be, and what the evidence comes to."""

from __future__ import annotations

import math
from collections.abc import Collection

from factbase.model import Kind
from factbase.reconcile import compare
from factbase.reconcile.comparisons import articles, names, parties, things, times
from factbase.reconcile.comparisons.slips import may_convert, one_amount
from factbase.reconcile.views import View, spans
from factbase.reconcile.views.amounts import touch
from factbase.reconcile.views.cues import changed
from factbase.reconcile.views.names import only_states

NEVER = -1000.0
DAYS, TELLING = 3, 3
"""Days between articles that tell one news, and digits of a number that two things seldom share."""
Node = list[View]
Decided = Collection[frozenset[str]]
SLIP = 1.5
"""Bits of evidence for a pair that a slip sets apart, from which two series are looked at as one."""
NEARLY = -1.0
"""Bits of evidence from which a claim left alone is brought to a series that a slip, or a like story, sets it apart from."""


def link(a: View, b: View, enough: float = -1e9) -> float:
    """The score of a pair, NEVER where two claims cannot be one thing."""
    return NEVER if cannot(a, b) else compare.score(a, b, enough)


class Links:
    """The scores of pairs of a few claims, each worked out once: clustering asks for most of them, and mending slips again."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, a: View, b: View) -> float:
        """As `link`, for views that live as long as this."""
        pair = (id(a), id(b)) if id(a) < id(b) else (id(b), id(a))
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = link(a, b)
        return found


def cannot(a: View, b: View) -> bool:
    """Whether two claims can never be one thing.

    That is so in another dimension, for two amounts of one sentence that cannot be equal, for money set aside for two periods,
    for two ways of valuing, for rows of tables about two subjects, for programmes of two numbers, and between other states.
    """
    if a.dimension != b.dimension or a.claim.subject != b.claim.subject:
        return True
    if a.programme and b.programme and a.programme != b.programme and parties.numbered_apart(a.programme, b.programme):
        return True
    parted = _other_states(a.payer, b.payer) and (a.payee == b.payee or _other_states(a.payee, b.payee))
    if parted and not parties.crossed(a, b):
        return True
    x, y = a.claim, b.claim
    time = times.time(a, b).level if a.when.period and b.when.period else ""
    if x.doc == y.doc and x.context is not None and x.context == y.context:
        if x.kind is Kind.MONEY and x.unit != y.unit:
            return not may_convert(a, b)
        if time == "other period" or changed(x, y):
            return False
        both = spans(a, b)
        return (both is None or not touch(both[0], both[1])) and not articles.contested(a, b)
    if time == "other plan":
        return not _one_number(a, b)
    return bool(a.scopes and b.scopes) and things.scope(a, b).level == "unlike" and any(g == "valuation" for g, _ in a.scopes)


def _one_number(a: View, b: View) -> bool:
    """Whether articles of the same days, or about one name, give one telling number, or but for a slip: a date is then sooner
    misread than the number met by chance."""
    near = a.claim.doc != b.claim.doc and (times.days_apart(a, b) <= DAYS or names.one_name(a, b))
    return near and min(len(a.digits), len(b.digits)) >= TELLING and one_amount(a, b)


def _other_states(a: frozenset[str], b: frozenset[str]) -> bool:
    return a is not b and bool(a) and bool(b) and a.isdisjoint(b) and only_states(a) and only_states(b)


def signature(v: View) -> tuple[object, ...]:
    """Every slot that says what is measured, with the amount."""
    c = v.claim
    slots = (c.payer, c.payee, v.programme, c.status, c.date, c.concept, c.measure, c.subject, v.scopes)
    return v.dimension, c.unit, v.digits[:3], round(v.amount) if math.isfinite(v.amount) else v.amount, *slots
