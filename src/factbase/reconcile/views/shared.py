"""Views made in several processes."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter

from factbase.model import Claim
from factbase.reconcile.views.company import NOBODY, Stated
from factbase.reconcile.views.view import View
from factbase.reconcile.work import forked, slices

_HERE = ("claim", "company")
"""What the process that asks for views holds itself, and need not be sent."""
_SENT = [f.name for f in fields(View) if f.name not in _HERE]
_sent = attrgetter(*_SENT)


def views(
    claims: Sequence[Claim], company: Mapping[str, frozenset[Stated]], make: Callable[[int], View], jobs: int
) -> list[View]:
    """The views of claims, in order.

    Args:
        company: the telling amounts of each article. make: the view of the claim at a place. jobs: processes to make them in.
    """
    shares = slices(len(claims), jobs)

    def work(share: int) -> list[View] | bytes:
        made = [make(at) for at in shares[share]]
        return made if share == 0 else pickle.dumps(list(map(_sent, made)), pickle.HIGHEST_PROTOCOL)

    found: list[View] = []
    for share, made in zip(shares, forked(work, len(shares)), strict=True):
        if isinstance(made, bytes):
            for at, slots in zip(share, pickle.loads(made), strict=True):
                claim = claims[at]
                found.append(View(claim=claim, company=company.get(claim.doc, NOBODY), **dict(zip(_SENT, slots, strict=True))))
        else:
            found += made
    return found
