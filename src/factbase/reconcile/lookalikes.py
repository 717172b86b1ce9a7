"""Figures that look like one and are two: what an analyst would stumble over, with the reason they were kept apart.

Two kinds are worth a word: one measure between the same parties in two states (budgeted against delivered), and amounts that
agree between the same parties though they are for different things. They are found when a report is made and not stored, since
they join what reconciling keeps in separate blocks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from factbase.model import Claim, Relation, Series
from factbase.reconcile import relation
from factbase.reconcile.views.amounts import common, meets

AT_MOST = 4
"""Look-alikes of one claim, and states of one measure, that are compared: a reader wants the nearest, not all."""

TELLING = ("concept", "programme", "payee", "noun", "time")


def lookalikes(claims: Mapping[str, Claim], series: Iterable[Series]) -> list[Relation]:
    """Relations between claims of different series that a reader might take for one figure, each with its reason.

    Args:
        claims: all claims by id. series: what they were reconciled into; a claim in none stands for itself.
    """
    home = {claim: one.id for one in series for claim in one.claims}
    known = [claim for claim in claims.values() if claim.payer and (claim.payee or claim.programme) and claim.amount]
    pairs = {**_states(known, home), **_equals(known, home)}
    found = (relation(a, b) for a, b in pairs.values())
    return sorted((r for r in found if r.kind in ("status", "scope") or _telling(r)), key=lambda r: (r.a, r.b))


def _telling(found: Relation) -> bool:
    """Whether a reader would accept the reason: another concept, programme, party or noun, not the day of printing."""
    return found.kind == "different" and any(s.slot in TELLING and (s.weight or 0) <= -0.5 for s in found.steps)


Pairs = dict[tuple[str, str], tuple[Claim, Claim]]


def _add(pairs: Pairs, home: Mapping[str, str], a: Claim, b: Claim) -> None:
    """Keep one pair of claims for each pair of series."""
    ends = sorted((home.get(a.id, a.id), home.get(b.id, b.id)))
    if ends[0] != ends[1]:
        pairs.setdefault((ends[0], ends[1]), (a, b))


def _states(claims: Sequence[Claim], home: Mapping[str, str]) -> Pairs:
    """One measure between the same parties in two states of the money: the largest amount of each state."""
    largest: dict[tuple[object, ...], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.concept:
            of = largest[claim.kind, claim.payer, claim.payee, claim.programme, claim.concept]
            if claim.status not in of or _base(claim) > _base(of[claim.status]):
                of[claim.status] = claim
    pairs: Pairs = {}
    for states in largest.values():
        for a, b in list(combinations(states.values(), 2))[:AT_MOST]:
            _add(pairs, home, a, b)
    return pairs


def _equals(claims: Sequence[Claim], home: Mapping[str, str]) -> Pairs:
    """Amounts that agree, of the same payer, in different series; by amount, so that only neighbours are compared."""
    by_payer: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        for payer in claim.payer:
            by_payer[claim.kind, payer].append(claim)
    pairs: Pairs = {}
    for members in by_payer.values():
        members.sort(key=lambda c: (_base(c), c.id))
        values = [_base(c) for c in members]
        for i, claim in enumerate(members):
            until = bisect_left(values, values[i] * Decimal("1.02"), i)
            for other in members[i + 1 : min(until, i + 1 + AT_MOST)]:
                both = common(claim, other)
                if both is not None and meets(both[0], both[1]):
                    _add(pairs, home, claim, other)
    return pairs


def _base(claim: Claim) -> Decimal:
    return claim.conversion.amount if claim.conversion else claim.amount
