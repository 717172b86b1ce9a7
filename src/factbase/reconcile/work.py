"""How the reconciler uses the machine: work dealt out to forks, and no search for cycles where none are made."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TypeVar

T = TypeVar("T")

_share: Callable[[int], Any] | None = None


@contextmanager
def acyclic() -> Iterator[None]:
    """Run without the cycle collector, which visits every living object again and again although views make no cycles.

    That cost a quarter of the time of twenty thousand claims, and more of larger sets. Reference counts free what is dropped.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def forked(work: Callable[[int], T], shares: int) -> list[T]:
    """`work(0)`, `work(1)` ... the first here, each other in a process of its own that sees what this one holds; only results
    are copied.

    Where the system cannot fork, the shares are worked off one by one.
    """
    if shares < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(i) for i in range(shares)]
    gc.freeze()  # so that no fork's collector writes on the pages that all share
    try:
        with multiprocessing.get_context("fork").Pool(shares - 1, _hold, (work,)) as pool:
            others = pool.map_async(_do, range(1, shares), chunksize=1)
            return [work(0), *others.get()]
    finally:
        gc.unfreeze()


def slices(count: int, shares: int) -> list[range]:
    """So many places in so many runs of about equal length, none empty but the first."""
    edges = [count * n // shares for n in range(shares + 1)]
    found = [range(start, end) for start, end in pairwise(edges) if start < end]
    return found or [range(0)]


def _hold(work: Callable[[int], Any]) -> None:
    global _share
    _share = work


def _do(i: int) -> Any:
    assert _share is not None
    return _share(i)
