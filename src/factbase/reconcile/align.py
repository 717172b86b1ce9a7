"""From claims to series: which claims measure one thing, whatever the time.

Claims that share a key are compared, those with more evidence for than against are linked, and what is linked is clustered by
average linkage, so that a chain of half-likenesses does not tie unlike things together; some pairs can never be one thing,
however alike. The work is bounded: what is compared grows in proportion to the claims (`candidates`), and claims that are alike
in every slot stand in as one.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np

from factbase.model import Kind
from factbase.reconcile import compare, sums
from factbase.reconcile.candidates import WINDOW, Pairs, candidates
from factbase.reconcile.screen import Screen
from factbase.reconcile.views import View, changed, only_states, spans, touch
from factbase.reconcile.work import forked

NEVER = -1000.0
SLICE = 100_000
"""Candidate pairs that are taken out of their columns at a time."""
ALIKE = 6
"""More claims than this that are alike in every slot and amount are compared as one."""
SLIP = 1.5
"""Bits of evidence for a pair that a slip sets apart, from which two series are looked at as one."""
NEARLY = -1.0
"""Bits of evidence from which a claim left alone is brought to a series that a slip, or a like story, sets it apart from."""
MANY = 60
"""Series of more claims than this are looked at for slips by one claim of each statement."""
CLUSTER = 240
"""The most that are clustered by comparing all pairs; larger components are dealt out to the nearest of their first claims."""

Node = list[View]
Decided = Collection[frozenset[str]]


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


def pieces(found: Iterable[Node], joined: Decided = frozenset(), parted: Decided = frozenset()) -> Iterator[Piece]:
    """Components as they are clustered, large ones cut. Each piece can be worked off by itself."""
    for component in found:
        nodes = _nodes(component, {*joined, *parted}) if len(component) > CLUSTER else []
        if len(nodes) <= CLUSTER:
            yield Piece(component)
            continue
        parts: dict[str, list[frozenset[str]]] = defaultdict(list)
        for pair in _parts(component):
            parts[min(pair)].append(pair)
        for part in _dealt(nodes, joined):
            views = [v for node in part for v in node]
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


def link(a: View, b: View, enough: float = -1e9) -> float:
    """The score of a pair, NEVER where two claims cannot be one thing."""
    return NEVER if cannot(a, b) else compare.score(a, b, enough)


def cannot(a: View, b: View) -> bool:
    """Whether two claims can never be one thing.

    That is so in another dimension, for two amounts of one sentence that cannot be equal, for money set aside for two periods,
    for two ways of valuing, for rows of tables about two subjects, and between other states where these were surely read.
    """
    if a.dimension != b.dimension or a.claim.subject != b.claim.subject:
        return True
    parted = _other_states(a.payer, b.payer) and (a.payee == b.payee or _other_states(a.payee, b.payee))
    if parted and not (a.doubted or b.doubted or compare.crossed(a, b)):
        return True
    x, y = a.claim, b.claim
    time = compare.time(a, b).level if a.when.period and b.when.period else ""
    if x.doc == y.doc and x.context is not None and x.context == y.context:
        if x.kind is Kind.MONEY and x.unit != y.unit:
            return not compare.may_convert(a, b)
        if time == "other period" or changed(x, y):
            return False
        both = spans(a, b)
        return (both is None or not touch(both[0], both[1])) and not compare.contested(a, b)
    if time == "other plan":
        return True
    return bool(a.scopes and b.scopes) and compare.scope(a, b).level == "unlike" and any(g == "valuation" for g, _ in a.scopes)


def _other_states(a: frozenset[str], b: frozenset[str]) -> bool:
    return a is not b and bool(a) and bool(b) and a.isdisjoint(b) and only_states(a) and only_states(b)


def keys(v: View) -> Iterator[tuple[str, ...]]:
    """What a claim can be found under: two claims that share none are not compared."""
    d, claim = v.dimension, v.claim
    if claim.subject is not None:
        yield d, "table", claim.subject.lower(), claim.measure.lower(), claim.unit
        return
    yield d, "article", claim.doc
    topics = {claim.concept, *compare.ancestors(claim.concept)} if claim.concept else set()
    parties = v.payer | v.payee
    for one, other in combinations(sorted(parties), 2):
        yield d, "parties", one, other
    slip = compare.scrambled(v.digits)
    for party in parties:
        yield d, "party and amount", party, v.digits[:2]
    for word in {*parties, *v.places, v.speaker, *v.opening, *v.story, *sorted(v.names)[:8]} - {""}:
        yield d, "word and digits", word, slip
    if len(slip) > 1:
        for days in _days(v):
            yield d, "digits and days", slip, days
    for place in parties | v.places | v.about:
        for topic in topics:
            yield d, "place and concept", place, str(topic)
    for word in v.programme.split():
        if len(word) > 3:
            yield d, "programme", word
    if len(parties) < 2:
        for pair in combinations(sorted(v.measure)[:5], 2):
            yield d, "measure", *pair
    if not parties:
        for place in v.places:
            yield d, "place and amount", place, "".join(sorted(v.digits[:2]))
    for topic in topics:
        yield d, "concept and amount", str(topic), v.digits[:2]
        if not parties:
            yield d, "concept", str(topic)
    if claim.kind is Kind.COUNT:
        yield d, "noun", claim.unit.lower()[-8:]
    for name in sorted(v.names)[:8]:
        if claim.concept:
            yield d, "name and concept", name, claim.concept
        yield d, "name and amount", name, v.digits[:2]


def _days(v: View) -> tuple[str, ...]:
    """Two weeks that the article was printed in, half a week apart, of which articles of three days share at least one."""
    if v.published is None:
        return ()
    day = v.published.toordinal()
    return f"{day // 7}", f"{(day + 3) // 7} and a half"


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
    pairs = candidates(keys(node[0]) for node in nodes)
    screen = Screen([node[0] for node in nodes])
    for found in forked(lambda share: _links(nodes, pairs, screen, share, jobs), jobs):
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


def _links(nodes: Sequence[Node], pairs: Pairs, screen: Screen, share: int, shares: int) -> list[tuple[int, int]]:
    """Links among one share of the pairs, as few as connect what all of them would."""
    forest, found = _Forest(len(nodes)), []
    edges = np.quantile(pairs.left, np.linspace(0, 1, shares + 1)) if len(pairs.left) else np.zeros(shares + 1)
    for at in range(0, len(pairs.left), SLICE):
        some = pairs.where(slice(at, at + SLICE))
        mine = (some.left >= edges[share]) & ((some.left < edges[share + 1]) | (share == shares - 1))
        mine[mine] = ~screen.apart(some.left[mine], some.right[mine])
        for n, m in zip(some.left[mine].tolist(), some.right[mine].tolist(), strict=True):
            if forest.root(n) != forest.root(m) and _linked(nodes[n][0], nodes[m][0]):
                forest.unite(n, m)
                found.append((n, m))
    return found


def _linked(a: View, b: View) -> bool:
    """Whether two claims are to be looked at together: likely one thing, or set apart by a slip and else nearly as likely."""
    score = link(a, b, NEARLY)
    return score > 0 or (score > NEARLY and compare.slipped(a, b) is not None)


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


def signature(v: View) -> tuple[object, ...]:
    """Every slot that says what is measured, with the amount."""
    c = v.claim
    slots = (c.payer, c.payee, v.programme, c.status, c.date, c.concept, c.measure, c.subject, v.scopes)
    return v.dimension, c.unit, v.digits[:3], round(v.amount) if math.isfinite(v.amount) else v.amount, *slots


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
    return _slips(_mended(groups, parted), parted)


def _mended(groups: list[Node], parted: Decided) -> list[Node]:
    """Series joined where a slip, and nothing else that matters, keeps a claim of one from a claim of the other."""
    groups = sorted(groups, key=lambda g: g[0].id)
    written, heads = list(map(_written, groups)), list(map(_heads, groups))
    at = 0
    while at < len(groups):
        for other in range(at + 1, len(groups)):
            if _may_clash(written[at], written[other]) and _one_but_for_a_slip(heads[at], heads[other], parted):
                groups[at] = sorted([*groups[at], *groups.pop(other)], key=lambda v: v.id)
                written[at], heads[at] = _written(groups[at]), _heads(groups[at])
                del written[other], heads[other]
                break
        else:
            at += 1
    return groups


def _heads(group: Node) -> Node:
    """A series' claims, or of a long one the first of those that say the same: what it says, however often it says it."""
    if len(group) <= MANY:
        return group
    first: dict[object, View] = {}
    for v in group:
        first.setdefault(signature(v), v)
    return list(first.values())[:MANY]


_Written = tuple[frozenset[str], frozenset[str], frozenset[tuple[str, str]]]


def _written(group: Node) -> _Written:
    """The digits that a series' amounts are written with, whatever their order and scale, their currencies, and the articles in
    which somebody gives them."""
    return (
        frozenset(compare.scrambled(v.digits) for v in group),
        frozenset(v.claim.unit for v in group if v.claim.kind is Kind.MONEY),
        frozenset((v.claim.doc, v.claim.concept) for v in group if v.speaker and v.claim.concept),
    )


def _may_clash(a: _Written, b: _Written) -> bool:
    """Whether any claim of one series can be a slip away from one of the other, or contested by it in one article."""
    return not a[2].isdisjoint(b[2]) or not a[0].isdisjoint(b[0]) or (a[1] != b[1] and bool(a[1]) and bool(b[1])) or len(a[1]) > 1


def _one_but_for_a_slip(a: Node, b: Node, parted: Decided) -> bool:
    """Whether a slip between the closest two claims of two series outweighs what speaks against the two on the whole."""
    pairs = [(v, w) for v in a for w in b]
    slips = [(v, w) for v, w in pairs if (compare.slipped(v, w) or compare.contested(v, w)) and link(v, w) >= SLIP]
    if not slips or any(frozenset((v.id, w.id)) in parted or cannot(v, w) for v, w in pairs):
        return False
    spoilt = {v.id for pair in slips for v in pair}
    rest = [link(v, w) for v, w in pairs if not {v.id, w.id} & spoilt] or [link(v, w) for v, w in pairs]
    return sum(rest) > -SLIP * len(rest)


def _slips(groups: list[Node], parted: Decided) -> list[Node]:
    """Claims brought to the series that one slip of the pen keeps them from.

    A slip sets a claim apart from the whole of its series, and its likeness to the claims that it was meant to repeat is lost in
    the average. A claim left alone goes where a slip is likeliest; one that has found other company goes where it would have been
    more at home, had it been written without the slip.
    """
    if len(groups) < 2:
        return groups
    moved: dict[object, int] = {}
    heads = list(map(_heads, groups))
    written, parties = list(map(_written, heads)), [{party for w in g for party in (w.payer, w.payee)} for g in heads]
    series = [i for i, g in enumerate(groups) if len(g) > 1]
    for at, group in enumerate(heads):
        for v in group:
            mine, alone = _written([v]), len(groups[at]) == 1
            near = [
                i
                for i in series
                if i != at and (_may_clash(mine, written[i]) or (alone and (v.payer in parties[i] or v.payee in parties[i])))
            ]
            own = [w for w in group if w.id != v.id] if near else []
            if not own and not alone:
                continue  # a long series that says one thing
            found = max((_drawn(v, own, heads[i], -i, parted) for i in near), default=NOT_DRAWN)
            if found > NOT_DRAWN:
                moved[v.id if len(groups[at]) <= MANY else (at, signature(v))] = -found[1]
    out: dict[int, Node] = defaultdict(list)
    for i, group in enumerate(groups):
        for v in group:
            out[moved.get(v.id if len(group) <= MANY else (i, signature(v)), i) if moved else i].append(v)
    return [sorted(group, key=lambda v: v.id) for _, group in sorted(out.items())]


NOT_DRAWN = (NEARLY, 0)


def _drawn(v: View, own: Node, group: Node, number: int, parted: Decided) -> tuple[float, int]:
    """How strongly a slip draws a claim from its own series to another, with the other's number; NOT_DRAWN where it does not."""
    slips = [w for w in group if compare.slipped(v, w) or (not own and ("corrected" in v.changes or compare.one_story(v, w)))]
    if not slips or any(frozenset((v.id, w.id)) in parted for w in group):
        return NOT_DRAWN
    # What stands beside it in one sentence with another amount may be of the series that the slip is in, but not most of it.
    if sum(cannot(v, w) for w in group) * 2 > len(group):
        return NOT_DRAWN
    nearest = max(slips, key=lambda w: (link(v, w), w.id))
    # The more amounts a series has, the sooner one of them is a slip away by chance.
    drawn = link(v, nearest) - math.log2(len({w.claim.amount for w in group}))
    if own:
        mended = _mend(v, nearest)
        more = _mean(mended, group) - _mean(v, own)
        if not (compare.slipped(v, nearest) and link(v, nearest) >= SLIP and more > SLIP):
            return NOT_DRAWN
    return (drawn, number) if drawn > NEARLY else NOT_DRAWN


def _mean(v: View, group: Node) -> float:
    """The mean evidence between a claim and those of a series, as clustering takes it."""
    return sum(max(link(v, w), -10.0) for w in group) / len(group)


def _mend(v: View, right: View) -> View:
    """The claim as if it gave the amount of another."""
    x = right.claim
    amount = {name: getattr(x, name) for name in ("amount", "amount_high", "unit", "low", "high", "conversion")}
    same = {name: getattr(right, name) for name in ("digits", "own", "base", "amount", "base_amount", "base_unit")}
    return replace(v, claim=v.claim.model_copy(update=amount), **same)


def _dealt(nodes: Sequence[Node], joined: Decided) -> list[list[Node]]:
    """A large component in parts that can be clustered, in the manner of leader clustering.

    Each node goes to the leader that shares most keys with it, itself or through its followers, and that it is rather one thing
    with than not; where a few are none such, it leads others. A part that is full takes no more: that only happens to things said
    in hundreds of ways.

    Args:
        joined: pairs of claims that a person joined; the one follows the other.
    """
    nodes = sorted(nodes, key=lambda n: _place(n[0]))
    pairs = candidates(keys(node[0]) for node in nodes)
    pairs = pairs.where(~Screen([node[0] for node in nodes]).apart(pairs.left, pairs.right))
    pairs = pairs.where(np.argsort(pairs.right, kind="stable"))
    edges = np.searchsorted(pairs.right, np.arange(len(nodes) + 1)).tolist()
    parts: list[list[Node]] = []
    home: list[int] = []
    friends = _friends(nodes, joined)
    for at, node in enumerate(nodes):
        some = slice(edges[at], edges[at + 1])
        shared: dict[int, int] = defaultdict(int)
        for other, count in zip(pairs.left[some].tolist(), pairs.shared[some].tolist(), strict=True):
            shared[home[other]] += count
        near = sorted((-count, part) for part, count in shared.items() if len(parts[part]) < CLUSTER)[:WINDOW]
        leads = (part for _, part in near if link(node[0], parts[part][0][0], 0.0) > 0)
        home.append(home[min(friends[at])] if at in friends else next(leads, len(parts)))
        if home[at] == len(parts):
            parts.append([])
        parts[home[at]].append(node)
    return parts


def _friends(nodes: Sequence[Node], joined: Decided) -> dict[int, list[int]]:
    """For the positions of nodes that a person joined to others, the others' positions."""
    at = {node[0].id: i for i, node in enumerate(nodes)} if joined else {}
    found: dict[int, list[int]] = defaultdict(list)
    for pair in joined:
        one, other = sorted(at.get(i, -1) for i in (min(pair), max(pair)))
        if one >= 0:
            found[other].append(one)
    return found
