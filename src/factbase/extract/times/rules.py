"""Named rules of a row: what each is called, what it counts, and for which class of sentence it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from factbase.extract.times.candidate import Candidate

__all__ = ["Rule", "every", "first", "rule"]

Test = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which a time can stand to a figure: what it is called, what it counts, and whether it holds."""

    reason: str
    points: float
    holds: Test


def rule(row: list[Rule], reason: str, points: float) -> Callable[[Test], Test]:
    """Add a test to a row of rules."""

    def add(test: Test) -> Test:
        row.append(Rule(reason, points, test))
        return test

    return add


def first(row: list[Rule], candidate: Candidate) -> bool:
    """Count the first rule of a row that holds; whether one does."""
    found = next((rule for rule in row if rule.holds(candidate)), None)
    if found is not None:
        candidate.count(found.reason, found.points)
    return found is not None


def every(row: list[Rule], candidate: Candidate) -> None:
    """Count each rule of a row that holds."""
    for rule in row:
        if rule.holds(candidate):
            candidate.count(rule.reason, rule.points)
