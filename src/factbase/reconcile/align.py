"""From claims to series: which claims measure one thing, whatever the time.

Claims are linked where the evidence of `compare` is for it, and the linked ones are clustered by average linkage, so that a
chain of half-likenesses does not tie unlike things together; some pairs can never be one thing, however alike.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import combinations

from factbase.model import Kind
from factbase.reconcile import compare
from factbase.reconcile.views import View, common, meets

NEVER = -1000.0


def align(
    views: Iterable[View], together: Iterable[tuple[str, str]] = (), apart: Iterable[tuple[str, str]] = ()
) -> list[list[View]]:
    """The views grouped into series, singles included, in an order that does not depend on the input's.

    Args:
        together, apart: pairs of claim ids that a person joined or parted.
    """
    ordered = sorted(views, key=lambda v: v.id)
    joined, parted = {frozenset(p) for p in together}, {frozenset(p) for p in apart}
    groups: list[list[View]] = []
    for component in components(ordered, joined):
        groups += _cluster(component, joined, parted)
    return sorted(groups, key=lambda g: g[0].id)


def link(a: View, b: View) -> float:
    """The score of a pair, NEVER where two claims cannot be one thing."""
    return NEVER if cannot(a, b) else compare.score(a, b)


def cannot(a: View, b: View) -> bool:
    """Whether two claims can never be one thing.

    That is so in another dimension, for two amounts of one sentence that cannot be equal, for money set aside for two periods,
    and for two ways of valuing.
    """
    if a.dimension != b.dimension:
        return True
    x, y = a.claim, b.claim
    if x.doc == y.doc and x.context is not None and x.context == y.context:
        both = common(x, y)
        if (x.kind is Kind.MONEY and x.unit != y.unit) or compare.time(a, b).level == "other period":
            return False
        return both is None or not meets(both[0], both[1])
    if compare.time(a, b).level == "other plan":
        return True
    return compare.scope(a, b).level == "unlike" and any(group == "valuation" for group, _ in a.scopes)


def components(ordered: Sequence[View], joined: set[frozenset[str]]) -> list[list[View]]:
    """Views connected by links that are for rather than against."""
    parent = {v.id: v.id for v in ordered}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    for a, b in combinations(ordered, 2):
        if root(a.id) != root(b.id) and (frozenset((a.id, b.id)) in joined or link(a, b) > 0):
            x, y = sorted((root(a.id), root(b.id)))
            parent[y] = x
    found: dict[str, list[View]] = {}
    for v in ordered:
        found.setdefault(root(v.id), []).append(v)
    return list(found.values())


def _cluster(members: list[View], joined: set[frozenset[str]], parted: set[frozenset[str]]) -> list[list[View]]:
    """Average-linkage clustering with pairs that must and pairs that cannot be together."""
    if len(members) == 1:
        return [members]
    clusters: dict[int, list[int]] = {i: [i] for i in range(len(members))}
    scores: dict[tuple[int, int], float] = {}
    for i, j in combinations(range(len(members)), 2):
        pair = frozenset((members[i].id, members[j].id))
        scores[i, j] = 1000.0 if pair in joined else NEVER if pair in parted else link(members[i], members[j])
    heap = [(-s, i, j) for (i, j), s in scores.items() if s > 0]
    heapq.heapify(heap)
    sums = dict(scores)
    after = len(members)
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in clusters or j not in clusters:
            continue
        merged = sorted(clusters.pop(i) + clusters.pop(j))
        for k, others in clusters.items():
            total = sums.pop((min(i, k), max(i, k))) + sums.pop((min(j, k), max(j, k)))
            sums[min(k, after), max(k, after)] = total
            mean = total / (len(merged) * len(others))
            if mean > 0:
                heapq.heappush(heap, (-mean, k, after))
        clusters[after] = merged
        after += 1
    return [[members[i] for i in ids] for ids in sorted(clusters.values())]
