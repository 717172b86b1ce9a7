"""Parts against the total that a text announces, in one article."""

from __future__ import annotations

from collections.abc import Sequence

from factbase.model import SumCheck
from factbase.reconcile.views import View


def sums(views: Sequence[View]) -> tuple[SumCheck, ...]:
    """Every announced total with its parts, and whether they add up."""
    return ()
