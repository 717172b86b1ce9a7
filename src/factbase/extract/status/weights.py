"""The linear model of `data/status.yaml`: how many points each feature speaks for and against each state."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.status.evidence import Evidence, Points
from factbase.model import Status

STATES = tuple(Status)
_NONE = (0.0,) * len(STATES)


@dataclass(frozen=True)
class Weights:
    """`data/status.yaml`: what each feature says of a kind of quantity, what the kind starts from, and what is shared.

    Attributes:
        points: by kind and feature.
        start: by kind, the points without any feature.
        shares: how much of its evidence an amount takes over from others, by how it stands to them.
    """

    points: dict[str, dict[str, Points]]
    start: dict[str, Points]
    shares: dict[str, float]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Weights:
        """The weights that a file holds: points for all kinds, and what is added for one kind."""
        common = {name: _row(points) for name, points in data["weights"].items()}
        points, start = {}, {}
        for kind, entry in data["kinds"].items():
            more = entry.get("weights") or {}
            points[kind] = common | {name: plus(common.get(name, _NONE), _row(own)) for name, own in more.items()}
            start[kind] = _row(entry["start"])
        return cls(points, start, {name: float(value) for name, value in data["shares"].items()})

    def evidence(self, kind: str, features: dict[str, float]) -> Evidence:
        """What features say of a kind of quantity."""
        table = self.points[kind]
        told = [name for name in features if name in table]
        strengths = [features[name] for name in told]
        by_state = zip(*[table[name] for name in told], strict=True)
        points = tuple([sum(map(operator.mul, strengths, points)) for points in by_state]) if told else _NONE
        return Evidence(points, features)

    def score(self, kind: str, evidence: Evidence) -> Points:
        """The points of each state, given what bears on a figure."""
        return plus(evidence.points, self.start[kind])

    def best(self, kind: str, evidence: Evidence) -> Status:
        """The state with the most points."""
        scores = self.score(kind, evidence)
        return STATES[scores.index(max(scores))]


def _row(points: dict[str, Any]) -> Points:
    given = {Status(name): float(value) for name, value in points.items()}
    return tuple(given.get(s, 0.0) for s in STATES)


def plus(one: Sequence[float], two: Sequence[float]) -> Points:
    """Points of two, added up."""
    return tuple(map(operator.add, one, two))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights in force, read once."""
    return Weights.of(knowledge.read("status.yaml"))
