"""Figures that share the time of another: the rules for them, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factbase.extract.times.brackets import compared
from factbase.extract.times.changes import reached
from factbase.extract.times.conversions import converted
from factbase.extract.times.listing import continued
from factbase.extract.times.repeating import repeated, rounded
from factbase.extract.times.results import accounted
from factbase.extract.times.scope import budgeted, narrated, scoped, traded
from factbase.extract.times.surveys import surveyed
from factbase.extract.times.telling import spoken, told_after
from factbase.extract.times.tolls import tolled
from factbase.extract.times.wholes import divided, summed

if TYPE_CHECKING:
    from factbase.extract.times.timeline import Timeline

__all__ = ["share"]


def share(line: Timeline) -> None:
    """Date the figures that have no time of their own, by every rule in turn."""
    for rule in (
        told_after,
        tolled,
        accounted,
        compared,
        converted,
        repeated,
        reached,
        summed,
        divided,
        continued,
        narrated,
        spoken,
        converted,
        repeated,
        rounded,
        scoped,
        traded,
        surveyed,
        budgeted,
    ):
        rule(line)
