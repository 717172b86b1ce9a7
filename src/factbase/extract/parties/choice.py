"""Which candidate plays which role: a conditional logit model (McFadden 1974) over their features, in two passes.

The weights are `data/party_weights.yaml`, one readable number a feature. Nobody is a candidate, too; a slot is filled by the
likeliest one where it is likelier than the threshold of its role.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.parties.candidate import NOBODY, ROLES, Candidate, Related, Shares, spelled

_KNOWN = 65_536  # sets of features whose weight is remembered
_UNSEEN = 0.01  # probability of a party that only an amount before knows of
_LEAST = 1e-9  # probability below which none is told apart
_FLOOR = math.log(_LEAST)


class _Weights(dict[str, float]):
    """The weights of features as they bear on one role, found by name once and then looked up in C."""

    def __init__(self, role: str, named: Mapping[str, float]) -> None:
        super().__init__()
        self._role, self._named = role, named

    def __missing__(self, feature: str) -> float:
        name = spelled(feature, self._role)
        weight = self[feature] = self._named.get(name, 0.0) if name is not None else 0.0
        return weight


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by role and feature for the two passes, in natural logits, and from what probability on a role is filled."""

    first: dict[str, dict[str, float]]
    second: dict[str, dict[str, float]]
    threshold: dict[str, float]
    _weights: dict[str, _Weights] = field(default_factory=dict)
    _wide: dict[str, dict[frozenset[str], float]] = field(default_factory=dict)
    _more: dict[str, dict[frozenset[str], float]] = field(default_factory=dict)

    def logits(self, role: str, row: Mapping[str, Candidate]) -> dict[str, float]:
        """What the first pass thinks of the candidates of an amount."""
        weights = self._weights.get(role)
        if weights is None:
            weights = self._weights[role] = _Weights(role, self.first[role])
        of, total, known, logits = weights.__getitem__, math.fsum, self._wide.setdefault(role, {}), {}
        for party, candidate in row.items():
            wide = known.get(candidate.wide)
            if wide is None:
                if len(known) >= _KNOWN:
                    known.clear()
                wide = known[candidate.wide] = total(map(of, candidate.wide))
            logits[party] = total(map(of, candidate.held)) + wide
        return logits

    def first_pass(self, row: Mapping[str, Candidate]) -> Shares:
        """How likely each candidate plays each role by what is said around the amount."""
        return exclusive({role: probabilities(self.logits(role, row)) for role in ROLES})

    def second_pass(self, first: Shares, related: Related) -> Shares:
        """How likely after what the amounts around say."""
        return exclusive({role: probabilities(self._revised(role, first[role], related[role])) for role in ROLES})

    def _revised(self, role: str, first: Mapping[str, float], related: Mapping[str, frozenset[str]]) -> dict[str, float]:
        known, get, out = self._more.setdefault(role, {}), self.second[role].get, {}
        for party, features in related.items():
            more = known.get(features)
            if more is None:
                more = known[features] = math.fsum(filter(None, map(get, features)))
            out[party] = logit(first, party) + more
        return out


def logit(first: Mapping[str, float], party: str) -> float:
    """With what a candidate enters the second pass, by its probability in the first."""
    p = first.get(party, _UNSEEN)
    return math.log(p) if p > _LEAST else _FLOOR


def exclusive(independent: Shares) -> Shares:
    """The probabilities of each role given that nobody plays both: marginals over all pairs of payer and payee that differ."""
    payer, payee = (independent[role] for role in ROLES)
    return {ROLES[0]: _less(payer, payee), ROLES[1]: _less(payee, payer)}


def _less(own: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """The probabilities of one role, each times that of not playing the other one; both have the same candidates in order."""
    left = dict(zip(own, [p * (1.0 - q) for p, q in zip(own.values(), other.values(), strict=True)], strict=True))
    if NOBODY in left:
        left[NOBODY] = own[NOBODY]
    total = sum(left.values()) or 1.0
    return {party: p / total for party, p in left.items()}


def probabilities(logits: Mapping[str, float]) -> dict[str, float]:
    """The softmax of the candidates' logits, `NOBODY` among them."""
    top = max(logits.values(), default=0.0)
    least, exp = top - 60.0, math.exp
    parts = [exp(z - top) if z > least else exp(-60.0) for z in logits.values()]
    total = sum(parts)
    return {party: part / total for party, part in zip(logits, parts, strict=True)}


@lru_cache(maxsize=2)
def _model(_state: int) -> Model:
    content: dict[str, Any] = knowledge.read("party_weights.yaml")
    both: dict[str, dict[str, dict[str, float]]] = {
        name: {role: _sum(content[name].get("both") or {}, content[name].get(role) or {}) for role in ROLES}
        for name in ("first", "second")
    }
    return Model(both["first"], both["second"], {role: float(content["threshold"][role]) for role in ROLES})


def _sum(a: Mapping[str, float], b: Mapping[str, float]) -> dict[str, float]:
    return {key: a.get(key, 0.0) + b.get(key, 0.0) for key in {*a, *b}}


def model() -> Model:
    """The weights in force."""
    return _model(id(knowledge.read("party_weights.yaml")))


def choose(
    scores: Mapping[str, Mapping[str, float]], row: Mapping[str, Candidate], threshold: Mapping[str, float]
) -> dict[str, tuple[str, ...]]:
    """Fill each role: the likeliest candidate above the threshold, with those coordinated with it; nobody in both roles."""
    taken: dict[str, tuple[str, ...]] = {}
    groups = _groups(row)
    shares = {role: [(sum(map(scores[role].__getitem__, members)), members) for members in groups] for role in ROLES}
    used: set[str] = set()
    for role in sorted(ROLES, key=lambda r: -max((p for p, _ in shares[r]), default=0.0)):
        p, members = max((one for one in shares[role] if used.isdisjoint(one[1])), default=(0.0, ()))
        taken[role] = members if p >= threshold[role] else ()
        used.update(taken[role])
    return taken


def _groups(row: Mapping[str, Candidate]) -> list[tuple[str, ...]]:
    """Candidates, with those who are coordinated together ("Peru and Chile"): they share what speaks for any of them."""
    groups: dict[object, list[str]] = {}
    for party, candidate in row.items():
        if party != NOBODY:
            groups.setdefault(candidate.group or party, []).append(party)
    for members in groups.values():
        if len(members) > 1:
            members.sort(key=lambda member: (row[member].actor.start if row[member].actor else 0, member))  # type: ignore[union-attr]
    return [tuple(members) for members in groups.values()]
