"""Views made in several processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from factbase.model import Claim
from factbase.reconcile.views.company import NOBODY, Stated
from factbase.reconcile.views.view import View
from factbase.reconcile.work import forked, shares, slices

_SLOTS = [f.name for f in fields(View)]
_COMPANY = _SLOTS.index("company")
_sent = attrgetter(*_SLOTS[1:_COMPANY], *_SLOTS[_COMPANY + 1 :])
"""What a view holds beside its claim and its company, which the process that asks for views has itself."""


def views(
    claims: Sequence[Claim], company: Mapping[str, frozenset[Stated]], make: Callable[[int], View], jobs: int
) -> list[View]:
    """The views of claims, in order.

    Args:
        company: the telling amounts of each article. make: the view of the claim at a place. jobs: processes to make them in.
    """
    some = slices(len(claims), shares(len(claims), jobs))
    if len(some) < 2:
        return [make(at) for at in range(len(claims))]
    found: list[View] = []
    for made in forked(lambda share: [_sent(make(at)) for at in some[share]], len(some), jobs):
        for slots in made:
            claim = claims[len(found)]
            every: list[Any] = [claim, *slots[: _COMPANY - 1], company.get(claim.doc, NOBODY), *slots[_COMPANY - 1 :]]
            found.append(View(*every))
    return found
