"""Evidence: a weighted sum of features, whose points are known at once and whose features are worked out only when asked.

The model is linear, so what amounts lend each other can be added up in points: a few numbers, however many features an article
has. Which features those were is of interest to who trains the weights.
"""

from __future__ import annotations

from collections.abc import Sequence

Points = tuple[float, ...]
"""Points for each state, in order."""


class Evidence:
    """What bears on an amount, as points for each state.

    Args:
        points: what it comes to.
        own: features that it consists of.
        terms: other evidence that it is a sum of, each with how much that counts.
    """

    __slots__ = ("_features", "_terms", "points")

    def __init__(self, points: Points, own: dict[str, float] | None = None, terms: Sequence[tuple[Evidence, float]] = ()) -> None:
        self.points = points
        self._features, self._terms = own, terms

    def plus(self, other: Evidence, share: float = 1.0) -> Evidence:
        """With a share of other evidence."""
        points = [a + share * b for a, b in zip(self.points, other.points, strict=True)]
        return Evidence(tuple(points), terms=((self, 1.0), (other, share)))

    @classmethod
    def total(cls, rows: Sequence[Evidence]) -> Evidence:
        """All evidence of a row, which is not empty."""
        return cls(tuple(map(sum, zip(*(row.points for row in rows), strict=True))), terms=[(row, 1.0) for row in rows])

    @property
    def features(self) -> dict[str, float]:
        """What it consists of, by the name of each feature."""
        if self._features is None:
            added: dict[str, float] = {}
            for term, share in self._terms:
                for name, value in term.features.items():
                    added[name] = added.get(name, 0.0) + share * value
            self._features = added
        return self._features
