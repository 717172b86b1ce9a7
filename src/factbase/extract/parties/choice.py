"""Which candidate plays which role: a conditional logit model (McFadden 1974) over their features, in two passes.

The weights are `data/party_weights.yaml`, one readable number a feature. Nobody is a candidate, too; a slot is filled by the
likeliest one where it is likelier than the threshold of its role.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.parties.candidate import NOBODY, ROLES, Candidate, Related, Shares, spelled

_KNOWN = 65_536  # sets of features whose weight is remembered
_UNSEEN = 0.01  # probability of a party that only an amount before knows of
_LEAST = 1e-9  # probability below which none is told apart
_FLOOR = math.log(_LEAST)
_LITTLE = math.exp(-60.0)  # the part of one whose logit is further below the best than that


class _Weights(dict[str, float]):
    """The weights of features as they bear on one role, found by name once and then looked up in C."""

    def __init__(self, role: str, named: Mapping[str, float]) -> None:
        super().__init__()
        self._role, self._named = role, named

    def __missing__(self, feature: str) -> float:
        name = spelled(feature, self._role)
        weight = self[feature] = self._named.get(name, 0.0) if name is not None else 0.0
        return weight


class _Sums(dict[frozenset[str], float]):
    """What the features of a set weigh together, added up once for each set."""

    def __init__(self, of: Callable[[str], float]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, features: frozenset[str]) -> float:
        if len(self) >= _KNOWN:
            self.clear()
        weight = self[features] = math.fsum(map(self._of, features))
        return weight


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by role and feature for the two passes, in natural logits, and from what probability on a role is filled."""

    first: dict[str, dict[str, float]]
    second: dict[str, dict[str, float]]
    threshold: dict[str, float]
    _held: dict[str, _Weights] = field(init=False)
    _wide: dict[str, _Sums] = field(init=False)
    _more: dict[str, _Sums] = field(init=False)

    def __post_init__(self) -> None:
        held = {role: _Weights(role, self.first[role]) for role in self.first}
        object.__setattr__(self, "_held", held)
        object.__setattr__(self, "_wide", {role: _Sums(of.__getitem__) for role, of in held.items()})
        more = {role: _Sums(defaultdict(float, of).__getitem__) for role, of in self.second.items()}
        object.__setattr__(self, "_more", more)

    def weight(self, role: str) -> Callable[[str], float]:
        """What a feature of the first pass, as candidates hold it, weighs for a role."""
        return self._held[role].__getitem__

    def logits(self, role: str, row: Mapping[str, Candidate]) -> list[float]:
        """What the first pass thinks of each candidate of an amount, in order."""
        held, wide, total = self._held[role].__getitem__, self._wide[role].__getitem__, math.fsum
        return [total(map(held, one.held)) + sum(map(wide, one.wide)) for one in row.values()]

    def first_pass(self, row: Mapping[str, Candidate]) -> Shares:
        """How likely each candidate plays each role by what is said around the amount."""
        payer, payee = (probabilities(self.logits(role, row)) for role in ROLES)
        return exclusive(row, payer, payee)

    def second_pass(self, first: Shares, related: Related) -> Shares:
        """How likely after what the amounts around say."""
        payer, payee = (probabilities(self._revised(role, first[role], related[role])) for role in ROLES)
        return exclusive(related[ROLES[0]], payer, payee)

    def _revised(self, role: str, first: Mapping[str, float], related: Mapping[str, frozenset[str]]) -> list[float]:
        more, get, log = self._more[role].__getitem__, first.get, math.log
        return [
            (log(p) if (p := get(party, _UNSEEN)) > _LEAST else _FLOOR) + more(features) for party, features in related.items()
        ]


def logit(first: Mapping[str, float], party: str) -> float:
    """With what a candidate enters the second pass, by its probability in the first."""
    p = first.get(party, _UNSEEN)
    return math.log(p) if p > _LEAST else _FLOOR


def exclusive(parties: Collection[str], payer: Sequence[float], payee: Sequence[float]) -> Shares:
    """The probabilities of each role given that nobody plays both: marginals over all pairs of payer and payee that differ."""
    return {ROLES[0]: _less(parties, payer, payee), ROLES[1]: _less(parties, payee, payer)}


def _less(parties: Collection[str], own: Sequence[float], other: Sequence[float]) -> dict[str, float]:
    """The probabilities of one role, each times that of not playing the other one."""
    left = [p * (1.0 - q) for p, q in zip(own, other, strict=True)]
    if NOBODY in parties:
        at = [*parties].index(NOBODY)
        left[at] = own[at]
    total = sum(left) or 1.0
    return dict(zip(parties, [p / total for p in left], strict=True))


def probabilities(logits: Sequence[float]) -> list[float]:
    """The softmax of the candidates' logits, that of `NOBODY` among them."""
    top = max(logits, default=0.0)
    least, exp = top - 60.0, math.exp
    parts = [exp(z - top) if z > least else _LITTLE for z in logits]
    total = sum(parts)
    return [part / total for part in parts]


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
    shares = {}
    for role in ROLES:
        of = scores[role]
        shares[role] = [(of[one[0]] if len(one) == 1 else sum(map(of.__getitem__, one)), one) for one in groups]
    best = {role: max(shares[role], default=_NONE) for role in ROLES}
    surer, other = sorted(ROLES, key=lambda role: -best[role][0])
    taken[surer] = best[surer][1] if best[surer][0] >= threshold[surer] else ()
    if not (used := frozenset(taken[surer])).isdisjoint(best[other][1]):
        best[other] = max((one for one in shares[other] if used.isdisjoint(one[1])), default=_NONE)
    taken[other] = best[other][1] if best[other][0] >= threshold[other] else ()
    return taken


_NONE: tuple[float, tuple[str, ...]] = (0.0, ())


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
