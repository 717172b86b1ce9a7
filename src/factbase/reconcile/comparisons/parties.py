"""Who pays, who receives, out of what, and who says so."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from factbase.reconcile.comparisons.level import Level, neutral
from factbase.reconcile.views.names import is_state, only_states
from factbase.reconcile.views.view import View

SPELT = 0.93
"""Names at least this like by Jaro and Winkler are spellings of one name."""


def payer(a: View, b: View) -> Level:
    """Who gives or pays."""
    return _parties(a, b, "payer", a.payer, b.payer)


def payee(a: View, b: View) -> Level:
    """Who receives."""
    return _parties(a, b, "payee", a.payee, b.payee)


def _parties(a: View, b: View, role: str, x: frozenset[str], y: frozenset[str]) -> Level:
    if not x or not y:
        return neutral(f"The {role} is not stated on both sides.")
    if x == y:
        return Level("same", lambda: f"Both name {', '.join(sorted(x))} as {role}.")
    if x & y:
        return Level("shared", lambda: f"Both name {', '.join(sorted(x & y))} as {role}, one of them others too.")
    states = only_states(x) and only_states(y)
    if not states and any(alike(p, q) for p in x for q in y if p not in b.apart):
        return Level("alike", lambda: f"The {role}s have names alike: {', '.join(sorted(x))}; {', '.join(sorted(y))}.")

    def both() -> str:
        return f"{', '.join(sorted(x))}; {', '.join(sorted(y))}"

    if crossed(a, b):
        return Level("crossed", lambda: f"Who is {role} on one side has the other part on the other: {both()}.")
    return Level("unlike" if states else "unlike names", lambda: f"Other {role}: {both()}.")


def crossed(a: View, b: View) -> bool:
    """Whether the payer of one side is the payee of the other: more likely one text is misread than that money goes both ways."""
    return not (a.payer.isdisjoint(b.payee) and a.payee.isdisjoint(b.payer))


@lru_cache(maxsize=50_000)
def alike(a: str, b: str) -> bool:
    """Whether two folded names may be one: one within the other, or spelt nearly alike, as compounds are in two languages."""
    if is_state(a) or is_state(b):
        return a == b
    x, y = set(a.split()), set(b.split())
    if not x or not y or numbered_apart(a, b):
        return False
    return x <= y or y <= x or JaroWinkler.similarity(a.replace(" ", ""), b.replace(" ", ""), score_cutoff=SPELT) > 0


@lru_cache(maxsize=50_000)
def numbered_apart(a: str, b: str) -> bool:
    """Whether two folded names bear other numbers: Line 7 and Line 77, Phase 2 and Phase 3."""
    x, y = ({word for word in name.split() if word.isdigit()} for name in (a, b))
    return bool(x and y) and x != y


def programme(a: View, b: View) -> Level:
    """The named fund, operation or deal."""
    if a.programme and b.programme:
        if alike(a.programme, b.programme) and a.programme not in b.apart:
            return Level("same", lambda: f"Both belong to {a.claim.programme}.")
        return Level("unlike", lambda: f"Other programmes: {a.claim.programme}; {b.claim.programme}.")
    if one := a.programme or b.programme:
        other = b if a.programme else a
        if one in other.payee or one in other.payer:
            return Level("same", lambda: f"{other.claim.programme or one} is a programme on one side and a party on the other.")
    return neutral("No programme is named on both sides.")


def speaker(a: View, b: View) -> Level:
    """Who gives the figure."""
    if not a.speaker or not b.speaker or a.claim.doc == b.claim.doc:
        return neutral("No speaker on both sides.")
    if alike(a.speaker, b.speaker):
        return Level("same", lambda: f"Both quote {a.claim.speaker}.")
    return Level("unlike", lambda: f"Other speakers: {a.claim.speaker}; {b.claim.speaker}.")


def speaker_differs(a: View, b: View) -> bool:
    """Whether two amounts are given by two speakers."""
    return bool(a.speaker and b.speaker) and not alike(a.speaker, b.speaker)
