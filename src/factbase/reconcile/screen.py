"""Pairs that can never be one thing, told for whole columns of pairs at once: most candidates of a large set end here.

It tells what `links.cannot` asks first, and no more: other dimensions, other subjects of tables, other states surely read.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from factbase.reconcile.candidates import Ints, Places
from factbase.reconcile.views import View
from factbase.reconcile.views.names import is_state

Mask = NDArray[np.bool_]
T = TypeVar("T", bound=Hashable)


class Screen:
    """Some views, by what sets two of them apart for certain."""

    def __init__(self, views: Sequence[View]) -> None:
        self._dimension, _ = codes([v.dimension for v in views])
        self._subject, _ = codes([v.claim.subject for v in views])
        parties, sets = codes([v.payer for v in views] + [v.payee for v in views])
        self._payer, self._payee = parties[: len(views)], parties[len(views) :]
        self._states = States(sets)

    def apart(self, left: Places, right: Places) -> Mask:
        """Which of the pairs, of positions of views, can never be one thing."""
        found = (self._dimension[left] != self._dimension[right]) | (self._subject[left] != self._subject[right])
        rest = np.flatnonzero(~found)
        rest = rest[self._states.other(self._payer[left[rest]], self._payer[right[rest]])]
        a, b = left[rest], right[rest]
        others = (self._payee[a] == self._payee[b]) | self._states.other(self._payee[a], self._payee[b])
        crossed = self._states.share(self._payer[a], self._payee[b]) | self._states.share(self._payee[a], self._payer[b])
        found[rest] = others & ~crossed
        return np.asarray(found)


class States:
    """Sets of parties, by number, with the states in them as bits."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        states = [frozenset(filter(is_state, found)) for found in sets]
        place = {state: divmod(at, 64) for at, state in enumerate(sorted(frozenset().union(*states)))}
        self._bits = np.zeros((len(place) // 64 + 1, len(sets)), dtype=np.uint64)
        for column, found in enumerate(states):
            for state in found:
                word, bit = place[state]
                self._bits[word, column] |= np.uint64(1 << bit)
        self._only = np.array(
            [bool(all_) and len(found) == len(all_) for found, all_ in zip(states, sets, strict=True)], np.bool_
        )

    def share(self, a: Ints, b: Ints) -> Mask:
        """Where one state is in both."""
        found = np.zeros(len(a), np.bool_)
        for word in self._bits:  # a reduction over a few columns would take several times as long
            found |= (word[a] & word[b]) != 0
        return found

    def other(self, a: Ints, b: Ints) -> Mask:
        """Where both are of states alone, and share none."""
        return np.asarray(self._only[a] & self._only[b] & ~self.share(a, b))


def codes(said: Sequence[T]) -> tuple[Ints, list[T]]:
    """A number for each thing said, the same for the same, and what each number stands for."""
    number: dict[T, int] = {}
    codes = [number.setdefault(thing, len(number)) for thing in said]
    return np.array(codes, dtype=np.int64), list(number)
