"""The index of blocks: what a base keeps of each claim so that a new article touches only its own blocks.

A block is a component of linked claims (`align.components`); it can be reconciled by itself. Which claims are compared at all
hangs on what can be found under each key and, where that is much, on who stands next to whom. So an entry holds a claim's keys,
its place in line and its block, and these entries tell, without the claims themselves,

- which pairs a change brings together, and which it parts because others now stand between them,
- which blocks may fall apart (one of their pairs is parted, or a claim of theirs changed or went) and are linked anew.

Only claims of those pairs and blocks are fetched. What comes out is what linking everything would give.

The columns of all entries are looked through at each change: a microsecond a claim, of which a claim's comparison takes hundreds.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from factbase.model import IndexEntry
from factbase.reconcile import align
from factbase.reconcile.align import Forest
from factbase.reconcile.candidates import Ints, Keys, Pairs, Places, candidates
from factbase.reconcile.keys import keys
from factbase.reconcile.lineup import ALIKE, is_told_apart, place
from factbase.reconcile.links import Decided, Node, signature
from factbase.reconcile.reach import Reach
from factbase.reconcile.screen import Screen
from factbase.reconcile.views import View


def entry(v: View, block: str = "") -> IndexEntry:
    """A claim as the index has it."""
    hashes = array("q", sorted({_hash(key) for key in keys(v)}))
    said = repr([sorted(slot) if isinstance(slot, frozenset) else slot for slot in signature(v)]) if is_told_apart(v) else ""
    return IndexEntry(v.id, v.claim.doc, block, hashes.tobytes(), place(v), f"{_number(said):x}" if said else "")


def _hash(key: Sequence[str]) -> int:
    """A number for a key that does not change from run to run, as `hash` does for text: numbers hash to the same everywhere."""
    return hash(tuple(map(_number, key)))


@lru_cache(maxsize=100_000)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=7).digest())


_BLOCK = "block "
"""Before the name of a block that goes by itself, to tell it from the claim it is named after."""


class Update(NamedTuple):
    """What a change comes to.

    Attributes:
        entries: those that are new or say something else now.
        gone: ids of claims that are no longer there.
        touched: the claims of each block that is to be reconciled, by id.
    """

    entries: list[IndexEntry]
    gone: frozenset[str]
    touched: list[list[str]]


class Change(NamedTuple):
    """What changed in a base since its index was made.

    Attributes:
        fresh: all claims of the articles of which some are new or changed.
        gone: ids of claims that went.
        joined, parted: the pairs of claims that people joined or parted; was_joined, was_parted: those before.
    """

    fresh: Sequence[View]
    gone: Collection[str] = ()
    joined: Decided = frozenset()
    parted: Decided = frozenset()
    was_joined: Decided = frozenset()
    was_parted: Decided = frozenset()

    @property
    def decided(self) -> set[str]:
        """Claims of which people decided something else since."""
        return {i for pair in ({*self.joined} ^ {*self.was_joined}) | ({*self.parted} ^ {*self.was_parted}) for i in pair}


def updated(held: Mapping[str, IndexEntry], change: Change, views: Callable[[Collection[str]], Iterable[View]]) -> Update:
    """The index brought up to date.

    Args:
        held: the entries by claim.
        views: gives the views of claims by id; asked once, for the claims that have to be compared.
    """
    fresh = {v.id: entry(v) for v in change.fresh}
    now = {i: e for i, e in held.items() if i not in change.gone} | fresh
    number = {i: n for n, i in enumerate(held.keys() | fresh.keys())}
    before = _Register(held.values(), _told(change.was_joined, change.was_parted), number)
    after = _Register(now.values(), _told(change.joined, change.parted), number)
    changed = (before.nodes ^ after.nodes) | (after.nodes & fresh.keys())
    dirty = {held[i].block for i in (*changed, *fresh, *change.gone, *change.decided) if i in held}
    parted, met = _turned(before, after, changed)
    blocks = np.array([held[i].block if i in held else "" for i in number], np.object_)
    dirty |= set(blocks[parted.left[blocks[parted.left] == blocks[parted.right]]].tolist())
    inside = {i for i, e in now.items() if e.block in dirty or i in fresh}
    within = after.pairs(after.keys(inside))
    same = blocks[within.left] == blocks[within.right]
    dirty_at = np.fromiter((i in inside for i in number), np.bool_, len(number))
    within = within.where(same & dirty_at[within.left] & dirty_at[within.right])
    ids = list(number)
    links = _links(ids, np.concatenate([within.left, met.left]), np.concatenate([within.right, met.right]), views)
    links += [(i, after.stands.get(i, i)) for i in inside]
    links += [(min(pair), max(pair)) for pair in change.joined if all(i in now for i in pair)]
    return _regrouped(held, now, fresh, change, inside, links)


def _told(joined: Decided, parted: Decided) -> set[str]:
    """Claims that people spoke of: these stand for themselves."""
    return {i for pair in (*joined, *parted) for i in pair}


class _Register:
    """The claims of an index by what they can be found under; many that are alike in every slot stand in as one.

    Attributes:
        stands: for claims that another stands in for, that one. nodes: the claims that are compared.
    """

    def __init__(self, entries: Iterable[IndexEntry], alone: set[str], number: Mapping[str, int]) -> None:
        every = list(entries)
        count = Counter(e.alike for e in every if e.alike and e.claim not in alone)
        groups: dict[str, list[str]] = defaultdict(list)
        for e in every:
            if count[e.alike] > ALIKE and e.claim not in alone:
                groups[e.alike].append(e.claim)
        self.stands = {i: first for first, group in ((min(group), group) for group in groups.values()) for i in group}
        self._number, self._at = number, [e for e in every if self.stands.get(e.claim, e.claim) == e.claim]
        self.nodes = {e.claim for e in self._at}
        self._hashes = np.frombuffer(b"".join(e.keys for e in self._at), np.int64)
        sizes = np.fromiter((len(e.keys) // 8 for e in self._at), np.int64, len(self._at))
        self._owner = np.repeat(np.arange(len(self._at)), sizes)

    def keys(self, claims: Collection[str]) -> Ints:
        """The keys of some claims, those that are compared."""
        wanted = np.fromiter((e.claim in claims for e in self._at), np.bool_, len(self._at))
        return np.unique(self._hashes[wanted[self._owner]])

    def pairs(self, keys: Ints) -> Pairs:
        """The pairs that meet under some keys, by the claims' numbers, the lower one first."""
        found = np.flatnonzero(np.isin(self._hashes, keys))
        owners, local = np.unique(self._owner[found], return_inverse=True)
        line = np.array(sorted(range(len(owners)), key=lambda n: self._at[owners[n]].place), np.int64)
        rank = np.empty(len(line), np.int32)
        rank[line] = np.arange(len(line), dtype=np.int32)
        order = np.argsort(rank[local], kind="stable")
        pairs = candidates(Keys(self._hashes[found][order], rank[local][order]))
        number = np.array([self._number[self._at[n].claim] for n in owners[line]], np.int32)
        a, b = number[pairs.left], number[pairs.right]
        return Pairs(np.minimum(a, b), np.maximum(a, b), pairs.shared)


def _turned(before: _Register, after: _Register, changed: set[str]) -> tuple[Pairs, Pairs]:
    """The pairs that a change of some claims parts, and those that it brings together; what changed is parted and met anew."""
    keys = np.union1d(before.keys(changed), after.keys(changed))
    was, now = before.pairs(keys), after.pairs(keys)
    size = len(before._number)
    at = np.fromiter((i in changed for i in before._number), np.bool_, size)

    def apart(some: Pairs, others: Pairs) -> Pairs:
        code, there = (pairs.left.astype(np.int64) * size + pairs.right for pairs in (some, others))
        return some.where(~np.isin(code, there) | at[some.left] | at[some.right])

    return apart(was, now), apart(now, was)


def _links(
    ids: Sequence[str], left: Places, right: Places, views: Callable[[Collection[str]], Iterable[View]]
) -> list[tuple[str, str]]:
    """Links among some pairs of claims, by their numbers, as few as connect what all of them would."""
    if not len(left):
        return []
    named, local = np.unique(np.concatenate([left, right]), return_inverse=True)
    wanted = [ids[n] for n in named]
    found = {v.id: v for v in views(wanted)}
    line: Node = [found[i] for i in wanted]
    pairs = Pairs(local[: len(left)].astype(np.int32), local[len(left) :].astype(np.int32), np.ones(len(left), np.int32))
    return [(wanted[a], wanted[b]) for a, b in align.links(line, pairs, Screen(line), Reach(line))]


def _regrouped(
    held: Mapping[str, IndexEntry],
    now: Mapping[str, IndexEntry],
    fresh: Mapping[str, IndexEntry],
    change: Change,
    inside: set[str],
    links: Iterable[tuple[str, str]],
) -> Update:
    """The blocks that follow from the links found: claims inside go by their links, all others with their block."""

    def token(claim: str) -> str:
        return claim if claim in inside else f"{_BLOCK}{now[claim].block}"

    linked = [(token(a), token(b)) for a, b in links]
    tokens = sorted(inside.union(*linked))
    at = {name: n for n, name in enumerate(tokens)}
    forest = Forest(len(tokens))
    for a, b in linked:
        forest.unite(at[a], at[b])
    members: dict[str, list[str]] = defaultdict(list)
    for i, e in now.items():
        if i not in inside:
            members[f"{_BLOCK}{e.block}"].append(i)
    groups: dict[int, list[str]] = defaultdict(list)
    for n, name in enumerate(tokens):
        groups[forest.root(n)] += members.get(name, [name])
    sizes = Counter(e.block for e in held.values())
    entries, touched = [], []
    for group in map(sorted, groups.values()):
        former = {held[i].block for i in group if i in held}
        new = [now[i]._replace(block=group[0]) for i in group]
        entries += [e for e in new if e != held.get(e.claim)]
        whole = len(former) == 1 and sizes[next(iter(former))] == len(group)
        if not whole or not fresh.keys().isdisjoint(group):
            touched.append(group)
    return Update(entries, frozenset(change.gone), sorted(touched))
