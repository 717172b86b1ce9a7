"""Articles that restate one text: one witness, not two.

A text is sketched by the hashes of its runs of four words, one in eight kept (Broder, On the Resemblance and Containment of
Documents, 1997, modulo sketch), and two texts are compared by containment, which also finds a brief cut from a long story.
A hash of all its words beside them finds the same text again, also where it is too short to be sampled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from factbase.model import Copy

SHINGLE = 4
KEEP = 8
METHOD = f"crc32 of {SHINGLE} words, 1 in {KEEP}, and the whole"
"""How texts are sketched: sketches made otherwise cannot be compared."""
SHARE = 0.35
ENOUGH = 6
"""Shared shingles below which a likeness may be chance: a stock phrase, a quotation."""
COMMON = 200
"""A shingle in more articles than this is page furniture and points to no copy."""
AT_ONCE = 4_000_000
"""Pairs that are counted at a time."""
Ints = NDArray[np.int64]
_WORD = re.compile(r"[^\W_]+")


def sketch(text: str) -> frozenset[int]:
    """The sampled shingle hashes of a text, multiples of KEEP, and the hash of the whole, which is none."""
    words = _WORD.findall(text.lower())
    hashes = {crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
    whole = int.from_bytes(sha256(" ".join(words).encode()).digest()[:7]) * KEEP + 1
    return frozenset(h for h in hashes if h % KEEP == 0) | ({whole} if words else frozenset())


def copies(sketches: Mapping[str, frozenset[int]]) -> tuple[Copy, ...]:
    """Pairs of articles of which one holds at least SHARE of the other, by name, by way of an inverted index.

    Args:
        sketches: by document name.
    """
    names = sorted(sketches)
    same = dict.fromkeys(_same(sketches), 1.0)
    shingles = [[h for h in sketches[name] if h % KEEP == 0] for name in names]
    sizes = np.array([*map(len, shingles)], np.int64)
    hashes = np.fromiter(chain.from_iterable(shingles), np.int64, sizes.sum())
    holder = np.repeat(np.arange(len(names)), sizes)
    order = np.argsort(hashes, kind="stable")
    shared, count = _shared(hashes[order], holder[order], len(names))
    first, second = np.divmod(shared, max(1, len(names)))
    share = count / np.maximum(1, np.minimum(sizes[first], sizes[second]))
    found = np.flatnonzero((count >= ENOUGH) & (share >= SHARE))
    told = zip(first[found].tolist(), second[found].tolist(), share[found].tolist(), strict=True)
    alike = {(names[a], names[b]): round(how, 4) for a, b, how in told}
    return tuple(Copy(a=a, b=b, share=how) for (a, b), how in sorted((alike | same).items()))


def _same(sketches: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Articles of the very same words, each with the first of them by name: all pairs of a text printed often are too many."""
    printings: dict[int, list[str]] = defaultdict(list)
    for name, hashes in sketches.items():
        for whole in hashes:
            if whole % KEEP:
                printings[whole].append(name)
    for alike in printings.values():
        first, *others = sorted(alike)
        for other in others:
            yield first, other


def _shared(hashes: Ints, holder: Ints, articles: int) -> tuple[Ints, Ints]:
    """The pairs of articles that hold a shingle both, as numbers in ascending order, and how many they share.

    Args:
        hashes: of shingles, in order. holder: the article that has each, in order among those of one hash.
        articles: how many there are.
    """
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else hashes
    sizes = np.diff(np.append(starts, len(hashes)))
    pairs, counts = np.empty(0, np.int64), np.empty(0, np.int64)
    met = [pairs]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= COMMON)]).tolist():
        left, right = np.triu_indices(size, 1)
        runs = starts[sizes == size]
        for some in np.array_split(runs, 1 + len(runs) * len(left) // AT_ONCE):
            held = holder[some[:, None] + np.arange(size)]
            met.append((held[:, left] * articles + held[:, right]).ravel())
            if sum(map(len, met)) >= AT_ONCE:
                pairs, counts, met = *_counted(pairs, counts, met), []
    return _counted(pairs, counts, met)


def _counted(pairs: Ints, counts: Ints, met: list[Ints]) -> tuple[Ints, Ints]:
    """The pairs counted so far with those that were met since."""
    new = np.concatenate([pairs, *met])
    times = np.concatenate([counts, np.ones(len(new) - len(pairs), np.int64)])
    found, which = np.unique(new, return_inverse=True)
    return found, np.bincount(which, times, minlength=len(found)).astype(np.int64)


def witnesses(docs: Iterable[str], pairs: Iterable[Copy]) -> dict[str, str]:
    """For each article the witness it belongs to: the first name among its copies."""
    parent = {d: d for d in docs}

    def root(d: str) -> str:
        while parent[d] != d:
            parent[d] = d = parent[parent[d]]
        return d

    for pair in pairs:
        if pair.a in parent and pair.b in parent:
            x, y = sorted((root(pair.a), root(pair.b)))
            parent[y] = x
    return {d: root(d) for d in parent}
