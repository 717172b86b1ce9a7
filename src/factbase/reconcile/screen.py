"""Pairs that can never be one thing, told for whole columns of pairs at once: most candidates at large end here.

It tells what `align.cannot` asks first, and no more: other dimensions, other subjects of tables, other states.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from factbase.reconcile.candidates import Ints
from factbase.reconcile.views import View, is_state

Mask = NDArray[np.bool_]
T = TypeVar("T", bound=Hashable)


class Screen:
    """Some views, by what sets two of them apart for certain."""

    def __init__(self, views: Sequence[View]) -> None:
        self._dimension, _ = _codes(views, lambda v: v.dimension)
        self._subject, _ = _codes(views, lambda v: v.claim.subject)
        self._payer, payers = _codes(views, lambda v: v.payer)
        self._payee, payees = _codes(views, lambda v: v.payee)
        self._payers, self._payees = _States(payers), _States(payees)

    def apart(self, left: Ints, right: Ints) -> Mask:
        """Which of the pairs, of positions of views, can never be one thing."""
        found = (self._dimension[left] != self._dimension[right]) | (self._subject[left] != self._subject[right])
        a, b = self._payee[left], self._payee[right]
        same_or_other = (a == b) | self._payees.other(a, b)
        return np.asarray(found | (same_or_other & self._payers.other(self._payer[left], self._payer[right])))


class _States:
    """Sets of parties, by number: those of states alone as bits, one for each state."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        states = [found if found and all(map(is_state, found)) else frozenset() for found in sets]
        place = {state: at for at, state in enumerate(sorted(frozenset().union(*states)))}
        self._bits = np.zeros((len(sets), len(place) // 64 + 1), dtype=np.uint64)
        for row, found in enumerate(states):
            for state in found:
                word, bit = divmod(place[state], 64)
                self._bits[row, word] |= np.uint64(1 << bit)
        self._known = self._bits.any(axis=1)

    def other(self, a: Ints, b: Ints) -> Mask:
        """Where both are of states alone, and share none."""
        found = self._known[a] & self._known[b]
        found[found] = ~(self._bits[a[found]] & self._bits[b[found]]).any(axis=1)
        return np.asarray(found)


def _codes(views: Sequence[View], slot: Callable[[View], T]) -> tuple[Ints, list[T]]:
    """A number for each view by what a slot of it says, and what each number stands for."""
    number: dict[T, int] = {}
    codes = [number.setdefault(slot(v), len(number)) for v in views]
    return np.array(codes, dtype=np.int64), list(number)
