"""Views made in several processes."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from factbase.model import Claim
from factbase.reconcile.views.company import NOBODY, Stated
from factbase.reconcile.views.view import View
from factbase.reconcile.work import forked, slices

_SLOTS = [f.name for f in fields(View)]
_COMPANY = _SLOTS.index("company")
_sent = attrgetter(*_SLOTS[1:_COMPANY], *_SLOTS[_COMPANY + 1 :])
"""What a view holds beside its claim and its company, which the process that asks for views has itself."""
_BATCH = 20_000
"""Views that are sent at a time, so that what is sent does not take much room beside what is made of it."""


def views(
    claims: Sequence[Claim], company: Mapping[str, frozenset[Stated]], make: Callable[[int], View], jobs: int
) -> list[View]:
    """The views of claims, in order.

    Args:
        company: the telling amounts of each article. make: the view of the claim at a place. jobs: processes to make them in.
    """
    shares = slices(len(claims), jobs)

    def work(share: int) -> Sequence[View | bytes]:
        made = [make(at) for at in shares[share]]
        if share == 0:
            return made
        starts = range(0, len(made), _BATCH)
        return [pickle.dumps(list(map(_sent, made[at : at + _BATCH])), pickle.HIGHEST_PROTOCOL) for at in starts]

    found: list[View] = []
    for made in forked(work, len(shares)):
        for one in made:
            if isinstance(one, bytes):
                found.extend(_unpacked(one, claims, len(found), company))
            else:
                found.append(one)
    return found


def _unpacked(sent: bytes, claims: Sequence[Claim], first: int, company: Mapping[str, frozenset[Stated]]) -> Iterator[View]:
    """The views of the claims from a place on."""
    for at, slots in enumerate(pickle.loads(sent), first):
        claim = claims[at]
        every: list[Any] = [claim, *slots[: _COMPANY - 1], company.get(claim.doc, NOBODY), *slots[_COMPANY - 1 :]]
        yield View(*every)
