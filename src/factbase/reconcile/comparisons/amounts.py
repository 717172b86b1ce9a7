"""The amounts of two claims."""

from __future__ import annotations

from factbase.model import Kind
from factbase.reconcile.comparisons.articles import contested, one_story, place
from factbase.reconcile.comparisons.level import NEUTRAL, Level, neutral
from factbase.reconcile.comparisons.slips import belied, ratio_of, slipped
from factbase.reconcile.comparisons.times import aged, days_apart, run_together, time, two_times
from factbase.reconcile.views.amounts import same_figures, touch
from factbase.reconcile.views.company import COMMON
from factbase.reconcile.views.view import View, spans

PLAIN = frozenset({"scale", "digits", "tenfold"})
"""Slips that are likelier than that a hedge was meant to leave so much room."""
GROWTH = 12
"""What a running total grows by at most, as a ratio, from one article to another."""
YEARS = 400
"""Days after which a running total that stands lower is another one."""
PARITY = 1.12
"""Currencies nearer in worth than this give equal numbers for amounts that may simply be near one another."""

EQUAL = 1.2
"""How far amounts that allow one value may be apart, as a ratio, and be taken to be equal."""
HEDGED = 3
"""How far a writer's "at least" or "up to" stays, as a ratio, from what it is meant to bound."""


def agreeing(digits: int) -> str:
    """The level of two equal amounts, the shorter of so many digits."""
    return "equal, exact" if digits >= 4 else "equal, telling" if digits == 3 else "equal" if digits == 2 else "equal, round"


def slip_level(slip: str, digits: int) -> str:
    """The level of two amounts a slip apart, the shorter of so many digits, or of swapped digits the longer."""
    return f"slip, {slip}{', exact' if digits >= 4 else ', telling' if digits == 3 else ', round' if digits == 1 else ''}"


def amount(a: View, b: View) -> Level:
    """The amounts: near-equal ones are evidence, never proof."""
    both = spans(a, b)
    if both is None:
        return neutral("No rate is known to compare the amounts by.")
    x, y, m, n = both
    same_number = a.claim.unit != b.claim.unit and same_figures(a.claim, b.claim)
    if touch(x, y) and not same_number and ratio_of(m, n) <= EQUAL:
        level = agreeing(1 if max(m, n) < COMMON else min(len(a.digits), len(b.digits)))
        return Level(level, lambda: f"The amounts agree: {a.claim.quote}; {b.claim.quote}.")
    slip = slipped(a, b)
    if touch(x, y) and not same_number and slip not in PLAIN:
        if ratio_of(m, n) > HEDGED:
            return Level("possible, far", lambda: f"One bound is far from the other amount: {a.claim.quote}; {b.claim.quote}.")
        return Level("possible", lambda: f"The hedges allow one value: {a.claim.quote}; {b.claim.quote}.")
    if slip is not None and a.claim.doc != b.claim.doc and (belied(a, b) or belied(b, a)):
        return Level("slip, by its worth", lambda: f"One slip apart, {slip}, and what one sentence adds in other money agrees.")
    if slip not in (None, "currency") and a.claim.unit != b.claim.unit and a.claim.kind is Kind.MONEY:
        both_said = f"{a.claim.quote}; {b.claim.quote}"
        return Level(f"slip, {slip}, converted", lambda: f"One slip apart at the rate of the time, {slip}: {both_said}.")
    if slip is not None:
        count = max(len(a.digits), len(b.digits)) if slip == "digits" else min(len(a.digits), len(b.digits))
        if slip == "currency" and (a.stray or b.stray):
            level = "slip, currency, stray" if count > 1 else "slip, currency, stray, round"
            return Level(level, lambda: "The same amount, in money that one of the articles has no land for.")
        if slip == "currency" and count <= 2 and ratio_of(m, n) <= PARITY:
            both_said = f"{a.claim.quote}; {b.claim.quote}"
            return Level("slip, currency, near parity", lambda: f"The same number in money of like worth: {both_said}.")
        return Level(slip_level(slip, count), lambda: f"One slip apart, {slip}: {a.claim.quote}; {b.claim.quote}.")
    if a.when.period and b.when.period and time(a, b).level == "other period":
        return neutral("The amounts are of two periods, so that they may well differ.")
    ratio = ratio_of(m, n)
    if a.claim.doc == b.claim.doc and place(a, b).level == "conversion":
        return Level(NEUTRAL, lambda: f"One converts the other, and is off by a factor {ratio:.3g}.")
    if a.claim.doc == b.claim.doc and two_times(a, b) and ratio <= 10:
        return Level("apart, two times", lambda: f"The amounts of two times: {a.claim.quote}; {b.claim.quote}.")

    def text() -> str:
        return f"The amounts differ by a factor {ratio:.3g}: {a.claim.quote}; {b.claim.quote}."

    if contested(a, b) and ratio <= 10:
        return Level("apart, two speakers", text)
    running = run_together(a, b)
    if running and a.when.end and a.when.end == b.when.end:
        return Level("running" if ratio <= 2 else "running, apart" if ratio <= 20 else "far apart", text)
    if running and a.when.end and b.when.end:
        first, last = (m, n) if a.when.end < b.when.end else (n, m)
        if last < first and days_apart(a, b) > YEARS:
            return Level("far apart", text)
        if last < first:
            return Level("fallen, near" if ratio <= 1.25 else "fallen" if ratio <= 4 else "far apart", text)
        if ratio > 4 and abs((a.when.end - b.when.end).days) <= 7:
            return Level("far apart", text)
        return Level("grown" if ratio <= 2 else "grown, far" if ratio <= GROWTH else "far apart", text)
    if ratio <= 4 and (one_story(a, b) or (a.claim.doc == b.claim.doc and a.heading != b.heading)):
        return Level("near" if ratio <= 1.25 else "apart, one story", text)
    if a.digits == b.digits and ratio < 11 and a.claim.doc != b.claim.doc and days_apart(a, b) <= 3:
        return Level("nought apart", text)
    level = "near" if ratio <= 1.25 else "apart" if ratio <= 4 else "far apart"
    return Level(f"{level}, aged" if aged(a, b) else level, text)
