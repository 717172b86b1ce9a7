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


class Pairs(NamedTuple):
    """Pairs as columns: the lower position, the higher one, and how many keys brought the two together."""

    left: Places
    right: Places
    shared: Places

    def where(self, kept: NDArray[np.bool_] | Ints | slice) -> Pairs:
        """Some of the pairs, by a mask, or by their places in another order."""
        return Pairs(self.left[kept], self.right[kept], self.shared[kept])


def candidates(things: Sequence[T], keys: Callable[[T], Iterable[Hashable]], jobs: int = 1) -> Pairs:
    """Pairs of positions, each pair once; those of small buckets, which tell most, come first.

    Args:
        things: in such an order that neighbours are likely to be alike.
        keys: those of a thing. They are held by their hashes: of a million claims two keys meet in one bucket by chance once in a
            million runs, and are then only compared in vain.
        jobs: processes to work out the keys in.
    """
    some = slices(len(things), shares(len(things), jobs))
    found = list(forked(lambda share: _hashed(things, keys, some[share]), len(some), jobs))
    by_key, owner = (np.concatenate(column) for column in zip(*found, strict=True))
    if not len(owner):
        return Pairs(*(np.empty(0, np.int32) for _ in range(3)))
    pairs, count = _together(by_key, owner), int(owner.max()) + 1
    del found, by_key, owner  # of a million claims a third of a gigabyte
    unique, first, shared = np.unique(pairs, return_index=True, return_counts=True)
    order = np.argsort(first)
    left, right = np.divmod(unique[order], count)
    return Pairs(left.astype(np.int32), right.astype(np.int32), shared[order].astype(np.int32))


def _together(by_key: Ints, owner: Ints) -> Ints:
    """The pairs that meet under each key, as numbers; those of small buckets first.

    Args:
        by_key: hashes of keys. owner: the place of the thing that has each.
    """
    order = np.argsort(by_key, kind="stable")
    by_key, owner, count = by_key[order], owner[order], int(owner.max()) + 1
    starts = np.flatnonzero(np.concatenate(([True], by_key[1:] != by_key[:-1])))
    sizes = np.diff(np.append(starts, len(owner)))
    small = ((starts[sizes == size], size) for size in range(2, BUCKET + 1))
    made = [_all_pairs(owner[first[:, None] + np.arange(size)], count) for first, size in small]
    large = np.repeat(sizes > BUCKET, sizes)
    run = np.repeat(np.arange(len(sizes)), sizes)[large]
    made += [_neighbours(owner[large], run, apart, count) for apart in range(1, WINDOW + 1)]
    return np.concatenate(made)


def _hashed(things: Sequence[T], keys: Callable[[T], Iterable[Hashable]], places: range) -> tuple[Ints, Ints]:
    """The hashes of the keys of some things, and for each the place of the thing."""
    hashes, owners = array("q"), array("q")
    for place in places:
        for key in set(keys(things[place])):
            hashes.append(hash(key))
            owners.append(place)
    return np.frombuffer(hashes, np.int64), np.frombuffer(owners, np.int64)


def _all_pairs(buckets: Ints, count: int) -> Ints:
    """The pairs within each of some buckets of one size, as numbers."""
    left, right = np.triu_indices(buckets.shape[1], 1)
    return np.asarray(buckets[:, left] * count + buckets[:, right]).ravel()


def _neighbours(owner: Ints, run: Ints, apart: int, count: int) -> Ints:
    """The pairs so many places apart in one bucket, as numbers."""
    inside = run[apart:] == run[:-apart]
    return np.asarray(owner[:-apart][inside] * count + owner[apart:][inside])
