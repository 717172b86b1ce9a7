"""Articles that restate one text: one witness, not two.

A text is sketched by the hashes of its runs of four words, one in eight kept (Broder, On the Resemblance and Containment of
Documents, 1997, modulo sketch), and two texts are compared by containment, which also finds a brief cut from a long story.
Texts too short for a sampled sketch keep all their hashes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from zlib import crc32

from factbase.model import Copy

SHINGLE = 4
KEEP = 8
METHOD = f"crc32 of {SHINGLE} words, 1 in {KEEP}"
"""How texts are sketched: sketches made otherwise cannot be compared."""
SHARE = 0.35
ENOUGH = 6
"""Shared shingles below which a likeness may be chance: a stock phrase, a quotation."""
COMMON = 200
"""A shingle in more articles than this is page furniture and points to no copy."""
_WORD = re.compile(r"[^\W_]+")


def sketch(text: str) -> frozenset[int]:
    """The sampled shingle hashes of a text."""
    words = _WORD.findall(text.lower())
    hashes = {crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
    return frozenset(h for h in hashes if h % KEEP == 0)


def copies(sketches: Mapping[str, frozenset[int]]) -> tuple[Copy, ...]:
    """Pairs of articles of which one holds at least SHARE of the other, by way of an inverted index.

    Args:
        sketches: by document name.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        for h in sketches[name]:
            holders[h].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if len(names) <= COMMON:
            shared.update(combinations(names, 2))
    found = []
    for (a, b), count in shared.items():
        share = count / min(len(sketches[a]), len(sketches[b]))
        if count >= ENOUGH and share >= SHARE:
            found.append(Copy(a=a, b=b, share=round(share, 4)))
    return tuple(sorted(found, key=lambda c: (c.a, c.b)))


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
