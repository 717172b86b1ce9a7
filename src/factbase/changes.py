"""What changed between two states of a base: yesterday's copy (`factbase backup`) and today's.

Figures are told apart by their claims, whose ids hang on nothing but the articles' words: the figure that holds most of what an
earlier one held is the same figure grown. A judgement, a rate or another version of the program changes figures too, and is told
in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from factbase.model import Figure, Verdict, plain
from factbase.report.words import is_currency, label
from factbase.table import Row

KINDS = ("conflict", "settled", "value", "verdict", "sources", "new", "gone")
"""Kinds of change in the order in which people are shown them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is not as it was.

    Attributes:
        kind: `conflict` (its sources cannot all be right any more), `settled` (now they can), `value`, `verdict`, `sources` (of
            several the first), `new` or `gone`.
        before, after: the figure then and now; None where there was or is none.
    """

    kind: str
    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or was where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


def changes(before: Sequence[Figure], after: Sequence[Figure]) -> list[Change]:
    """What changed from one list of figures to another, by kind and then in the figures' order."""
    of_claim = {claim: figure for figure in before for claim in figure.claims}
    shared = Counter((of_claim[c].id, figure.id) for figure in after for c in figure.claims if c in of_claim)
    heir: dict[str, str] = {}  # of each earlier figure the later one that holds most of it
    origin: dict[str, str] = {}  # of each of these the earlier one of which it holds most
    for (earlier, later), _ in shared.most_common():
        if heir.setdefault(earlier, later) == later:
            origin.setdefault(later, earlier)
    then = {figure.id: figure for figure in before}
    found = [Change("gone", figure, None) for figure in before if figure.id not in heir]
    for figure in after:
        earlier_one = then.get(origin.get(figure.id, ""))
        if kind := _kind(earlier_one, figure):
            found.append(Change(kind, earlier_one, figure))
    return sorted(found, key=lambda change: KINDS.index(change.kind))


def _kind(before: Figure | None, after: Figure) -> str | None:
    if before is None:
        return "new"
    if before.verdict is not after.verdict and Verdict.CONFLICT in (before.verdict, after.verdict):
        return "conflict" if after.verdict is Verdict.CONFLICT else "settled"
    told = [(f.value, f.unit if is_currency(f.unit) else "") for f in (before, after)]  # 29 lives are 29 people
    if told[0] != told[1]:
        return "value"
    if before.verdict is not after.verdict:
        return "verdict"
    return "sources" if before.sources != after.sources else None


def change_row(change: Change) -> Row:
    """A change as JSON types: its kind, and value, unit, verdict and sources before and after."""
    row: Row = {"kind": change.kind, "figure": change.figure.id, "label": label(change.figure), "date": change.figure.date}
    for when, figure in (("before", change.before), ("after", change.after)):
        for name in ("value", "unit", "verdict", "sources"):
            row[f"{name}_{when}"] = None if figure is None else plain(getattr(figure, name))
    return row
