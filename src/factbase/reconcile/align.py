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

from factbase.reconcile import sums
from factbase.reconcile.candidates import WINDOW, Pairs, candidates
from factbase.reconcile.comparisons.slips import reckoned_apart, slipped
from factbase.reconcile.keys import keys
from factbase.reconcile.links import NEARLY, NEVER, Decided, Node, link, signature
from factbase.reconcile.reach import Reach
from factbase.reconcile.screen import Screen
from factbase.reconcile.strays import brought_home, one_but_for_slips
from factbase.reconcile.views import View
from factbase.reconcile.work import forked, shares

SLICE = 100_000
"""Candidate pairs that are taken out of their columns at a time."""
ALIKE = 6
"""More claims than this that are alike in every slot and amount are compared as one."""
LARGE = 5000
"""Nodes of a component from which on it is worth while to start processes for it."""
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
    return split(pieces(components(views, joined), joined, parted), joined, parted)


class Piece(NamedTuple):
    """Views that are clustered together.

    Attributes:
        apart: pairs of them that are a total and a part of it; None where that is yet to be worked out.
    """

    views: Node
    apart: Decided | None = None


def pieces(found: Iterable[Node], joined: Decided = frozenset(), parted: Decided = frozenset(), jobs: int = 1) -> Iterator[Piece]:
    """Components as they are clustered, large ones cut. Each piece can be worked off by itself.

    Args:
        jobs: processes to work out in what the largest can be found under.
    """
    for component in found:
        nodes = _nodes(component, {*joined, *parted}) if len(component) > CLUSTER else []
        if len(nodes) <= CLUSTER:
            yield Piece(component)
            continue
        cut = [[v for node in part for v in node] for part in _dealt(nodes, joined, jobs if len(nodes) >= LARGE else 1)]
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
        groups += _cluster(_nodes(views, {*joined, *parted}), joined, {*parted, *parts})
    return sorted(groups, key=lambda g: g[0].id)


def _parts(component: Node) -> set[frozenset[str]]:
    """Each total of an article with its parts: a total and a part of it are two things."""
    return {frozenset((s.total, part)) for s in sums.sums(component) if s.holds for part in s.parts}


def components(views: Iterable[View], joined: Decided = frozenset(), jobs: int = 1) -> list[Node]:
    """Views connected by links that are for rather than against. Each component can be aligned by itself.

    Args:
        jobs: processes to look for links in.
    """
    ordered = sorted(views, key=lambda v: v.id)
    forest, at = _Forest(len(ordered)), {v.id: i for i, v in enumerate(ordered)}
    for pair in sorted(map(sorted, joined)):
        if all(i in at for i in pair):
            forest.unite(at[pair[0]], at[pair[-1]])
    nodes = sorted(_nodes(ordered, joined), key=lambda node: _place(node[0]))
    home = [at[node[0].id] for node in nodes]
    for n, node in enumerate(nodes):
        for v in node[1:]:
            forest.unite(home[n], at[v.id])
    first = [node[0] for node in nodes]
    pairs = candidates(first, keys, jobs)
    screen, reach = Screen(first), Reach(first)
    pairs, edges = _shared_out(pairs, shares(len(first), jobs))
    for found in forked(lambda share: _links(first, pairs.where(edges[share]), screen, reach), len(edges), jobs):
        for n, m in found:
            forest.unite(home[n], home[m])
    parts: dict[int, Node] = defaultdict(list)
    for i, v in enumerate(ordered):
        parts[forest.root(i)].append(v)
    return list(parts.values())


class _Forest:
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


def _shared_out(pairs: Pairs, count: int) -> tuple[Pairs, list[slice]]:
    """The pairs in shares of about as many, and where each share is. Pairs of one thing stay together, and in their order."""
    bounds = np.quantile(pairs.left, np.linspace(0, 1, count + 1)[1:-1]) if len(pairs.left) else np.zeros(count - 1)
    share = np.searchsorted(bounds, pairs.left, side="right").astype(np.uint16)
    edges = np.concatenate(([0], np.cumsum(np.bincount(share, minlength=count)))).tolist()
    return pairs.where(np.argsort(share, kind="stable")), [slice(start, end) for start, end in pairwise(edges)]


def _links(views: Node, pairs: Pairs, screen: Screen, reach: Reach) -> list[tuple[int, int]]:
    """Links among some pairs, as few as connect what all of them would."""
    forest, found = _Forest(len(views)), []
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


def _nodes(ordered: Sequence[View], named: Decided) -> list[Node]:
    """Claims that are alike in every slot as one node where there are many of them, all others as nodes of their own.

    Args:
        named: pairs with claims that a person spoke of; these stand for themselves.
    """
    alone = {i for pair in named for i in pair}
    groups: dict[object, Node] = defaultdict(list)
    for v in ordered:
        groups[v.id if v.id in alone or not (v.payer or v.payee or v.programme or v.claim.subject) else signature(v)].append(v)
    nodes: list[Node] = []
    for group in groups.values():
        nodes += [group] if len(group) > ALIKE else [[v] for v in group]
    return sorted(nodes, key=lambda node: node[0].id)


def _place(v: View) -> tuple[str, ...]:
    """Where a claim stands in a sorted neighbourhood: by what it says, then by amount."""
    c = v.claim
    parties = ",".join(sorted(v.payer)) + ">" + ",".join(sorted(v.payee))
    return parties, v.programme, c.concept or "", c.status, " ".join(sorted(v.measure)), c.date or "", v.digits, v.id


def _cluster(nodes: Sequence[Node], joined: Decided, parted: Decided) -> list[Node]:
    """Average-linkage clustering with pairs that must and pairs that cannot be together."""
    if len(nodes) == 1:
        return [list(nodes[0])]
    clusters: dict[int, list[int]] = {i: [i] for i in range(len(nodes))}
    linked: dict[tuple[int, int], float] = {}
    for i, j in combinations(range(len(nodes)), 2):
        pair = frozenset((nodes[i][0].id, nodes[j][0].id))
        linked[i, j] = -NEVER if pair in joined else NEVER if pair in parted else link(nodes[i][0], nodes[j][0])
    _share(linked, nodes)
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
    groups = [sorted((v for i in ids for v in nodes[i]), key=lambda v: v.id) for ids in clusters.values()]
    return brought_home(one_but_for_slips(groups, parted), parted)


def _share(linked: dict[tuple[int, int], float], nodes: Sequence[Node]) -> None:
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


def _dealt(nodes: Sequence[Node], joined: Decided, jobs: int = 1) -> list[list[Node]]:
    """A large component in parts that can be clustered, in the manner of leader clustering.

    Each node goes to the leader that shares most keys with it, itself or through its followers, and that it is rather one thing
    with than not; where a few are none such, it leads others. A part that is full takes no more: that only happens to things said
    in hundreds of ways.

    Args:
        joined: pairs of claims that a person joined; the one follows the other.
        jobs: processes to work out keys in.
    """
    nodes = sorted(nodes, key=lambda n: _place(n[0]))
    first = [node[0] for node in nodes]
    pairs = candidates(first, keys, jobs)
    pairs = pairs.where(~Screen(first).apart(pairs.left, pairs.right))
    pairs = pairs.where(np.argsort(pairs.right, kind="stable"))
    edges = np.searchsorted(pairs.right, np.arange(len(nodes) + 1)).tolist()
    parts: list[list[Node]] = []
    home: list[int] = []
    leaders: list[int] = []
    friends, reach, hopeless = _friends(nodes, joined), Reach(first), set[tuple[int, int]]()
    for at, node in enumerate(nodes):
        if at % BATCH == 0:
            ahead = slice(edges[at], edges[min(at + BATCH, len(nodes))])
            hopeless = _hopeless(pairs.where(ahead), home, leaders, reach)
        some = slice(edges[at], edges[at + 1])
        shared: dict[int, int] = defaultdict(int)
        for other, count in zip(pairs.left[some].tolist(), pairs.shared[some].tolist(), strict=True):
            shared[home[other]] += count
        near = sorted((-count, part) for part, count in shared.items() if len(parts[part]) < CLUSTER)[:WINDOW]
        near = [(count, part) for count, part in near if (at, part) not in hopeless]
        leads = (part for _, part in near if link(node[0], first[leaders[part]], 0.0) > 0)
        home.append(home[min(friends[at])] if at in friends else next(leads, len(parts)))
        if home[at] == len(parts):
            parts.append([])
            leaders.append(at)
        parts[home[at]].append(node)
    return parts


def _hopeless(pairs: Pairs, home: Sequence[int], leaders: Sequence[int], reach: Reach) -> set[tuple[int, int]]:
    """Nodes with those parts that they may look at first and are surely not one thing with the leader of.

    Args:
        pairs: those that the nodes are the higher of. home: the part of each node dealt so far.
        leaders: the first node of each part.
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
    short = reach.short(np.array(leaders)[part], node, 0.0)
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
