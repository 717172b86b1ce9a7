"""From claims to series: which claims measure one thing, whatever the time.

Claims that share a key are compared, those with more evidence for than against are linked, and what is linked is clustered by
average linkage, so that a chain of half-likenesses does not tie unlike things together; some pairs can never be one thing,
however alike. The work is bounded: what is compared grows in proportion to the claims (`candidates`), and claims that are alike
in every slot stand in as one.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from factbase.model import Kind
from factbase.reconcile import counterparts, sums
from factbase.reconcile.candidates import WINDOW, Pairs, Places
from factbase.reconcile.comparisons.slips import reckoned_apart, slipped
from factbase.reconcile.lineup import Lineup, nodes
from factbase.reconcile.links import NEARLY, NEVER, Decided, Links, Node, link
from factbase.reconcile.reach import Reach
from factbase.reconcile.screen import Screen
from factbase.reconcile.strays import brought_home, one_but_for_slips
from factbase.reconcile.views import View
from factbase.reconcile.work import forked, shares

SLICE = 100_000
"""Candidate pairs that are taken out of their columns at a time."""
BATCH = 4096
"""Nodes of a large component that are looked at as columns before they are dealt out one by one."""
CLUSTER = 240
"""The most that are clustered by comparing all pairs; larger components are dealt out to the nearest of their first claims."""


def align(views: Iterable[View], together: Iterable[tuple[str, str]] = (), apart: Iterable[tuple[str, str]] = ()) -> list[Node]:
    """The views grouped into series, singles included, in an order that does not depend on the input's.

    Args:
        together, apart: pairs of claim ids that a person joined or parted.
    """
    joined, parted = {frozenset(p) for p in together}, {frozenset(p) for p in apart}
    lineup = Lineup(sorted(views, key=lambda v: v.id), {*joined, *parted})
    return split(pieces(components(lineup, joined), lineup, joined), joined, parted)


class Piece(NamedTuple):
    """Views that are clustered together.

    Attributes:
        apart: pairs of them that are a total and a part of it; None where that is yet to be worked out.
    """

    views: Node
    apart: Decided | None = None


def pieces(
    found: Iterable[Node], lineup: Lineup | None, joined: Decided = frozenset(), parted: Decided = frozenset()
) -> Iterator[Piece]:
    """Components as they are clustered, large ones cut. Each piece can be worked off by itself.

    Args:
        lineup: of all of them, where there is one.
    """
    for component in found:
        line = lineup or (Lineup(component, {*joined, *parted}) if len(component) > CLUSTER else None)
        if line is None or len(component) <= CLUSTER or len(places := line.places(component)) <= CLUSTER:
            yield Piece(component)
            continue
        cut = [[v for node in part for v in node] for part in _dealt(line, places, joined)]
        # A total and its parts stand in one article: only articles of which two claims came into one piece can have them in it.
        docs = {doc for views in cut for doc, count in Counter(v.claim.doc for v in views).items() if count > 1}
        parts: dict[str, list[frozenset[str]]] = defaultdict(list)
        for pair in _parts([v for v in component if v.claim.doc in docs]):
            parts[min(pair)].append(pair)
        for views in cut:
            ids = {v.id for v in views}
            yield Piece(views, {pair for i in ids & parts.keys() for pair in parts[i] if pair <= ids})


def split(found: Iterable[Piece], joined: Decided = frozenset(), parted: Decided = frozenset()) -> list[Node]:
    """The series of each piece."""
    groups: list[Node] = []
    for views, apart in found:
        parts = _parts(views) if apart is None else apart
        groups += _cluster(nodes(views, {*joined, *parted}), joined, {*parted, *parts})
    return sorted(groups, key=lambda g: g[0].id)


def _parts(component: Node) -> set[frozenset[str]]:
    """Each total of an article with its parts: a total and a part of it are two things."""
    added = {frozenset((s.total, part)) for s in sums.sums(component) if s.holds for part in s.parts}
    return added | {frozenset((a.id, b.id)) for a, b in _placed(component)}


def _placed(component: Node) -> Iterator[tuple[View, View]]:
    """A count of an article with each smaller one of the same things in one place: 937 dead, 306 of them in one province."""
    whole: dict[tuple[str, str | None], list[View]] = defaultdict(list)
    placed: list[View] = []
    for v in component:
        if v.claim.kind is Kind.COUNT and v.labelled and v.claim.subject is None:
            if v.about:
                placed.append(v)
            else:
                whole[v.claim.doc, v.claim.concept].append(v)
    for part in placed:
        for total in whole.get((part.claim.doc, part.claim.concept), ()):
            if total.claim.amount > part.claim.amount:
                yield total, part


def components(lineup: Lineup, joined: Decided = frozenset(), jobs: int = 1) -> list[Node]:
    """Views connected by links that are for rather than against. Each component can be aligned by itself.

    Args:
        jobs: processes to look for links in.
    """
    forest, at = Forest(len(lineup.nodes)), {v.id: n for n, node in enumerate(lineup.nodes) for v in node} if joined else {}
    for pair in sorted(map(sorted, joined)):
        if all(i in at for i in pair):
            forest.unite(at[pair[0]], at[pair[-1]])
    pairs, screen, reach = lineup.pairs(), lineup.screen, lineup.reach
    some = _shared_out(pairs, shares(len(lineup.nodes), jobs))
    for found in forked(lambda share: links(lineup.first, pairs.where(some[share]), screen, reach), len(some), jobs):
        for n, m in found:
            forest.unite(n, m)
    parts: dict[int, Node] = defaultdict(list)
    for n, node in enumerate(lineup.nodes):
        parts[forest.root(n)] += node
    return sorted((sorted(part, key=lambda v: v.id) for part in parts.values()), key=lambda part: part[0].id)


class Forest:
    """What is connected to what, as sets that are united (Galler & Fischer, An Improved Equivalence Algorithm, 1964)."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, i: int) -> int:
        parent = self.parent
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    def unite(self, i: int, j: int) -> bool:
        """Whether the two were apart until now."""
        x, y = self.root(i), self.root(j)
        if x == y:
            return False
        self.parent[max(x, y)] = min(x, y)
        return True


def _shared_out(pairs: Pairs, count: int) -> list[slice]:
    """The pairs in shares of about as many. Pairs of one thing stay together."""
    total = len(pairs.left)
    bounds = pairs.left[total * np.arange(1, count) // count] if total else pairs.left
    return [slice(start, end) for start, end in pairwise([0, *np.searchsorted(pairs.left, bounds).tolist(), total])]


def links(views: Node, pairs: Pairs, screen: Screen, reach: Reach) -> list[tuple[int, int]]:
    """Links among some pairs, as few as connect what all of them would: those are looked at first that share most."""
    forest, found = Forest(len(views)), []
    pairs = pairs.where(np.argsort(-pairs.shared, kind="stable"))
    for at in range(0, len(pairs.left), SLICE):
        some = pairs.where(slice(at, at + SLICE))
        some = some.where(~screen.apart(some.left, some.right))
        some = some.where(~reach.short(some.left, some.right, NEARLY))
        for n, m in zip(some.left.tolist(), some.right.tolist(), strict=True):
            if forest.root(n) != forest.root(m) and _linked(views[n], views[m]):
                forest.unite(n, m)
                found.append((n, m))
    return found


def _linked(a: View, b: View) -> bool:
    """Whether two claims are to be looked at together: likely one thing, or set apart by a slip and else nearly as likely."""
    score = link(a, b, NEARLY)
    return score > 0 or (score > NEARLY and slipped(a, b) is not None)


def _cluster(nodes: Sequence[Node], joined: Decided, parted: Decided) -> list[Node]:
    """Average-linkage clustering with pairs that must and pairs that cannot be together."""
    if len(nodes) == 1:
        return [list(nodes[0])]
    clusters: dict[int, list[int]] = {i: [i] for i in range(len(nodes))}
    first, scores = [node[0] for node in nodes], Links()
    linked = {(i, j): scores(first[i], first[j]) for i, j in combinations(range(len(nodes)), 2)}
    for i, j in linked if joined or parted else ():
        pair = frozenset((first[i].id, first[j].id))
        linked[i, j] = -NEVER if pair in joined else NEVER if pair in parted else linked[i, j]
    _as_one(linked, nodes)
    counterparts.weigh(linked, first)
    evidence = dict(linked)
    heap = [(-s, i, j) for (i, j), s in linked.items() if s > 0]
    heapq.heapify(heap)
    after = len(nodes)
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in clusters or j not in clusters:
            continue
        merged = clusters.pop(i) + clusters.pop(j)
        for k, others in clusters.items():
            total = linked.pop((min(i, k), max(i, k))) + linked.pop((min(j, k), max(j, k)))
            linked[min(k, after), max(k, after)] = total
            mean = total / (len(merged) * len(others))
            if mean > 0:
                heapq.heappush(heap, (-mean, k, after))
        clusters[after] = merged
        after += 1
    counterparts.unite(clusters, evidence, first)
    groups = [sorted((v for i in ids for v in nodes[i]), key=lambda v: v.id) for ids in clusters.values()]
    return brought_home(one_but_for_slips(groups, parted, scores), parted, scores)


def _as_one(linked: dict[tuple[int, int], float], nodes: Sequence[Node]) -> None:
    """Lets a sum and what its sentence gives as its worth be one statement, where no rate of the time bears the worth out.

    They go together, and each is as much like another claim as the more alike of the two: one of them is false or reckoned in a
    way of its own, and must not keep the other from the claims that it repeats.
    """
    for i, j in reckoned_apart([node[0] for node in nodes]):
        if linked[i, j] <= 0:
            continue
        linked[i, j] = -NEVER
        for k in range(len(nodes)):
            one, other = (min(i, k), max(i, k)), (min(j, k), max(j, k))
            if k not in (i, j) and NEVER not in (linked[one], linked[other]):
                linked[one] = linked[other] = max(linked[one], linked[other])


def _dealt(lineup: Lineup, places: Places, joined: Decided) -> list[list[Node]]:
    """A large component in parts that can be clustered, in the manner of leader clustering.

    Each node goes to the leader that shares most keys with it, itself or through its followers, and that it is rather one thing
    with than not; where a few are none such, it leads others. A part that is full takes no more: that only happens to things said
    in hundreds of ways.

    Args:
        places: the positions of its nodes.
        joined: pairs of claims that a person joined; the one follows the other.
    """
    nodes, first = [lineup.nodes[n] for n in places], [lineup.first[n] for n in places]
    pairs = lineup.pairs(places)
    pairs = pairs.where(~lineup.screen.apart(places[pairs.left], places[pairs.right]))
    pairs = pairs.where(np.argsort(pairs.right, kind="stable"))
    edges = np.searchsorted(pairs.right, np.arange(len(nodes) + 1)).tolist()
    parts: list[list[Node]] = []
    home: list[int] = []
    leaders: list[int] = []
    friends, hopeless, begun = _friends(nodes, joined), set[tuple[int, int]](), 0
    left: list[int] = []
    shared: list[int] = []
    for at, node in enumerate(nodes):
        if at % BATCH == 0:
            begun = edges[at]
            ahead = pairs.where(slice(begun, edges[min(at + BATCH, len(nodes))]))
            left, shared = ahead.left.tolist(), ahead.shared.tolist()
            hopeless = _hopeless(ahead, home, leaders, lineup.reach, places)
        some = slice(edges[at] - begun, edges[at + 1] - begun)
        near: dict[int, int] = defaultdict(int)
        for other, count in zip(left[some], shared[some], strict=True):
            near[home[other]] += count
        ranked = sorted((-count, part) for part, count in near.items() if len(parts[part]) < CLUSTER)[:WINDOW]
        leads = (part for _, part in ranked if (at, part) not in hopeless and link(node[0], first[leaders[part]], 0.0) > 0)
        home.append(home[min(friends[at])] if at in friends else next(leads, len(parts)))
        if home[at] == len(parts):
            parts.append([])
            leaders.append(at)
        parts[home[at]].append(node)
    return parts


def _hopeless(pairs: Pairs, home: Sequence[int], leaders: Sequence[int], reach: Reach, places: Places) -> set[tuple[int, int]]:
    """Nodes with those parts that they may look at first and are surely not one thing with the leader of.

    Args:
        pairs: those that the nodes are the higher of. home: the part of each node dealt so far.
        leaders: the first node of each part.
        places: where the nodes stand in the columns of `reach`.
    """
    dealt = pairs.where(pairs.left < len(home))
    if not len(dealt.left):
        return set()
    found, which = np.unique(dealt.right.astype(np.int64) * len(leaders) + np.array(home)[dealt.left], return_inverse=True)
    node, part = np.divmod(found, len(leaders))
    order = np.lexsort((part, -np.bincount(which, dealt.shared), node))
    node, part = node[order], part[order]
    rank = np.arange(len(node)) - np.searchsorted(node, node)
    node, part = node[rank < WINDOW], part[rank < WINDOW]
    short = reach.short(places[np.array(leaders)[part]], places[node], 0.0)
    return set(zip(node[short].tolist(), part[short].tolist(), strict=True))


def _friends(nodes: Sequence[Node], joined: Decided) -> dict[int, list[int]]:
    """For the positions of nodes that a person joined to others, the others' positions."""
    at = {node[0].id: i for i, node in enumerate(nodes)} if joined else {}
    found: dict[int, list[int]] = defaultdict(list)
    for pair in joined:
        one, other = sorted(at.get(i, -1) for i in (min(pair), max(pair)))
        if one >= 0:
            found[other].append(one)
    return found
