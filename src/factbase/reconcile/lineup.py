"""Claims lined up to be compared: like beside like, with what each can be found under and what columns tell of two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from factbase.reconcile.candidates import Pairs, Places, candidates, hashed
from factbase.reconcile.keys import keys
from factbase.reconcile.links import Decided, Node, signature
from factbase.reconcile.reach import Reach
from factbase.reconcile.screen import Screen
from factbase.reconcile.views import View

ALIKE = 6
"""More claims than this that are alike in every slot and amount are compared as one."""

BETWEEN = "\x1f"
"""Stands between the parts of a place, and sorts before whatever a part may go on with."""


class Lineup:
    """Some views as nodes, in an order in which neighbours are likely to be alike.

    Keys and columns are worked out once, for all views together as for those of any of their components.

    Attributes:
        nodes: claims that are compared as one. first: one claim of each, by which it is compared.
        at: the position of each node, by the id of its first claim.
    """

    def __init__(self, ordered: Sequence[View], named: Decided, jobs: int = 1) -> None:
        self.nodes = sorted(nodes(ordered, named), key=lambda node: place(node[0]))
        self.first: Node = [node[0] for node in self.nodes]
        self.at = {v.id: n for n, v in enumerate(self.first)}
        self._keys = hashed(self.first, keys, jobs)

    def pairs(self, places: Places | None = None) -> Pairs:
        """The positions of nodes that are to be compared; of some of the nodes, in ascending order, positions among these."""
        return candidates(self._keys if places is None else self._keys.within(places))

    @cached_property
    def screen(self) -> Screen:
        """What sets nodes apart for certain."""
        return Screen(self.first)

    @cached_property
    def reach(self) -> Reach:
        """What bounds the evidence for two nodes being one thing."""
        return Reach(self.first)

    def places(self, component: Node) -> Places:
        """The positions of the nodes of a component, in ascending order."""
        return np.array(sorted(self.at[v.id] for v in component if v.id in self.at), np.int32)


def nodes(ordered: Sequence[View], named: Decided) -> list[Node]:
    """Claims that are alike in every slot as one node where there are many of them, all others as nodes of their own.

    Args:
        named: pairs with claims that a person spoke of; these stand for themselves.
    """
    alone = {i for pair in named for i in pair}
    groups: dict[object, Node] = defaultdict(list)
    for v in ordered:
        groups[v.id if v.id in alone or not is_told_apart(v) else signature(v)].append(v)
    found: list[Node] = []
    for group in groups.values():
        found += [group] if len(group) > ALIKE else [[v] for v in group]
    return sorted(found, key=lambda node: node[0].id)


def is_told_apart(v: View) -> bool:
    """Whether a claim says enough of what it measures for another that says the same to stand in for it."""
    return bool(v.payer or v.payee or v.programme or v.claim.subject)


def place(v: View) -> str:
    """Where a claim stands in a sorted neighbourhood: by what it says, then by amount."""
    c = v.claim
    parties = ",".join(sorted(v.payer)) + ">" + ",".join(sorted(v.payee))
    said = parties, v.programme, c.concept or "", c.status, " ".join(sorted(v.measure)), c.date or "", v.digits, v.id
    return BETWEEN.join(said)
