"""Which claims are compared at all: pairs that share a key, all of them where few do, else neighbours in a sorted list.

The sorted neighbourhood is that of Hernández & Stolfo (The Merge/Purge Problem for Large Databases, 1995), within each key, so
that the number of pairs grows in proportion to that of claims. Pairs are made as columns of numbers: millions of them as tuples
would take more time and room than the comparisons.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from factbase.reconcile.work import forked, shares, slices

T = TypeVar("T")
Ints = NDArray[np.int64]
Places = NDArray[np.int32]
"""Positions, in half the room: of a million claims there are twenty million pairs."""

BUCKET = 24
"""Things under one key that are all compared with one another; in larger buckets only neighbours are."""
WINDOW = 5
"""How many neighbours of a large bucket a thing is compared with."""


class Keys(NamedTuple):
    """What things can be found under, as columns: the hash of each key, and the position of the thing that has it, in order."""

    hashes: Ints
    owner: Places

    def within(self, places: Places) -> Keys:
        """Those of the things at some positions, in ascending order, as if there were no others."""
        number = np.full(int(self.owner[-1]) + 1 if len(self.owner) else 0, -1, np.int32)
        number[places] = np.arange(len(places), dtype=np.int32)
        owner = number[self.owner]
        kept = owner >= 0
        return Keys(self.hashes[kept], owner[kept])


class Pairs(NamedTuple):
    """Pairs as columns: the lower position, the higher one, and how many keys brought the two together; in ascending order."""

    left: Places
    right: Places
    shared: Places

    def where(self, kept: NDArray[np.bool_] | Ints | slice) -> Pairs:
        """Some of the pairs, by a mask, or by their places in another order."""
        return Pairs(self.left[kept], self.right[kept], self.shared[kept])


def hashed(things: Sequence[T], keys: Callable[[T], Iterable[Hashable]], jobs: int = 1) -> Keys:
    """The keys of things. They are held by their hashes: of a million claims two keys meet in one bucket by chance once in a
    million runs, and are then only compared in vain.

    Args:
        jobs: processes to work them out in.
    """
    some = slices(len(things), shares(len(things), jobs))
    found = list(forked(lambda share: _hashed(things, keys, some[share]), len(some), jobs))
    return Keys(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _hashed(things: Sequence[T], keys: Callable[[T], Iterable[Hashable]], places: range) -> Keys:
    hashes, owners = array("q"), array("i")
    for place in places:
        own = set(map(hash, keys(things[place])))
        hashes.extend(own)
        owners.extend([place] * len(own))
    return Keys(np.frombuffer(hashes, np.int64), np.frombuffer(owners, np.int32))


def candidates(keys: Keys) -> Pairs:
    """Pairs of positions, each pair once, of things that stand in such an order that neighbours are likely to be alike."""
    count = int(keys.owner[-1]) + 1 if len(keys.owner) else 1
    met = _met(keys, count)
    met.sort()
    first = np.flatnonzero(np.concatenate(([True], met[1:] != met[:-1]))) if len(met) else np.empty(0, np.intp)
    shared = np.diff(np.append(first, len(met))).astype(np.int32)
    left, right = np.divmod(met[first], count)
    return Pairs(left.astype(np.int32), right.astype(np.int32), shared)


def _met(keys: Keys, count: int) -> Ints:
    """The pairs that meet under each key, as numbers."""
    order = np.argsort(keys.hashes, kind="stable")
    hashes, owner = keys.hashes[order], keys.owner[order].astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else np.empty(0, np.intp)
    sizes = np.diff(np.append(starts, len(owner)))
    small = ((starts[sizes == size], size) for size in range(2, BUCKET + 1))
    made = [_all_pairs(owner[first[:, None] + np.arange(size)], count) for first, size in small]
    large = np.repeat(sizes > BUCKET, sizes)
    run = np.repeat(np.arange(len(sizes)), sizes)[large]
    made += [_neighbours(owner[large], run, apart, count) for apart in range(1, WINDOW + 1)]
    return np.concatenate(made)


def _all_pairs(buckets: Ints, count: int) -> Ints:
    """The pairs within each of some buckets of one size, as numbers."""
    left, right = np.triu_indices(buckets.shape[1], 1)
    return np.asarray(buckets[:, left] * count + buckets[:, right]).ravel()


def _neighbours(owner: Ints, run: Ints, apart: int, count: int) -> Ints:
    """The pairs so many places apart in one bucket, as numbers."""
    inside = run[apart:] == run[:-apart]
    return np.asarray(owner[:-apart][inside] * count + owner[apart:][inside])
