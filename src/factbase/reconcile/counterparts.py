"""Counterparts: what one article gives is one thing of another article, not two, however often each repeats it.

That linkage is one to one between two sources was made a constraint by Jaro (Advances in Record-Linkage Methodology as Applied to
Matching the 1985 Census of Tampa, Florida, JASA 1989). Here it is evidence: articles slip, and the nearest may be wrong.
Running totals, of which an article gives several, and amounts for periods are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from factbase.reconcile.comparisons import times
from factbase.reconcile.links import NEARLY, NEVER, Node

Evidence = Mapping[tuple[int, int], float]
"""Bits for each pair of nodes, the lower position first."""
AHEAD = 6.0
"""The most bits that a claim may be ahead of, or behind, the next best of its article for it to tell more or less."""
TOLD = 2.0
"""Bits that being so far ahead is worth."""


def weigh(linked: dict[tuple[int, int], float], first: Node) -> None:
    """Adds to the evidence for two claims what their being the nearest in their articles tells, or not."""
    rivals = _Rivals(linked, first)
    told = {}
    for (i, j), bits in linked.items():
        if NEVER < bits < -NEVER and rivals.apply(i, j):
            ahead = max(-AHEAD, min(AHEAD, bits - max(NEARLY, rivals.best(i, j))))
            told[i, j] = bits + ahead / AHEAD * TOLD
    linked.update(told)


def unite(clusters: dict[int, list[int]], linked: Evidence, first: Node) -> None:
    """Unites clusters of which a claim each are one another's counterparts, where little speaks against the two on the whole."""
    rivals = _Rivals(linked, first)
    home = {i: number for number, ids in clusters.items() for i in ids}
    found = [(-bits, i, j) for (i, j), bits in linked.items() if bits > 0 and home[i] != home[j]]
    refused: set[tuple[int, int, int]] = set()  # two clusters of so many claims together, of which many claims may be near
    for less, i, j in sorted(found):
        one, other = home[i], home[j]
        tried = (min(one, other), max(one, other), len(clusters[one]) + len(clusters[other]))
        if one == other or tried in refused or not rivals.apply(i, j) or rivals.best(i, j) > -less:
            continue
        between = [linked[min(x, y), max(x, y)] for x in clusters[one] for y in clusters[other]]
        if NEVER in between or sum(between) < NEARLY * len(between):
            refused.add(tried)
            continue
        for x in clusters[other]:
            home[x] = one
        clusters[one] += clusters.pop(other)


class _Rivals:
    """For two claims of two articles, others of the two articles that are as near, and are other things."""

    def __init__(self, linked: Evidence, first: Node) -> None:
        self._linked = linked
        self._docs = docs = [v.claim.doc for v in first]
        self._period = [v.when.period for v in first]
        self._runs = [times.could_run(v) for v in first]
        self._running = [runs and v.running for runs, v in zip(self._runs, first, strict=True)]
        self._near: dict[tuple[int, str], list[int]] = defaultdict(list)
        times_given = Counter(docs)
        if len(times_given) == len(docs):
            return  # most often: no article gives two things that are alike, so nobody has a rival
        for (i, j), bits in linked.items():
            if bits > NEARLY:
                if times_given[docs[j]] > 1:
                    self._near[i, docs[j]].append(j)
                if times_given[docs[i]] > 1:
                    self._near[j, docs[i]].append(i)

    def apply(self, i: int, j: int) -> bool:
        """Whether the two are of two articles that are to give the thing once: it is no running total and for no period."""
        if self._docs[i] == self._docs[j] or self._period[i] or self._period[j]:
            return False
        return not ((self._running[i] or self._running[j]) and self._runs[i] and self._runs[j])

    def best(self, i: int, j: int) -> float:
        """Bits for the best of the rivals of two claims; NEVER where there are none."""
        return max((*self._of(i, j), *self._of(j, i)), default=NEVER) if self._near else NEVER

    def _of(self, i: int, j: int) -> Iterator[float]:
        """Bits for a claim with those that stand beside the other in its article, and are not what that one is."""
        for k in self._near.get((i, self._docs[j]), ()):
            if k != j and self._linked[min(j, k), max(j, k)] <= 0:
                yield self._linked[min(i, k), max(i, k)]
