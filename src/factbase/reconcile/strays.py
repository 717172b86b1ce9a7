"""Claims and series that only a slip of the pen keeps apart, brought together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from factbase.model import Kind
from factbase.reconcile.comparisons import articles
from factbase.reconcile.comparisons.slips import roundings, scrambled, slipped, telling_slip
from factbase.reconcile.links import NEARLY, SLIP, Decided, Links, Node, cannot, link, signature
from factbase.reconcile.views import View, spans
from factbase.reconcile.views.amounts import touch

MANY = 60
"""Series of more claims than this are looked at for slips by one claim of each statement."""


def one_but_for_slips(groups: list[Node], parted: Decided, links: Links) -> list[Node]:
    """Series joined where a slip, and nothing else that matters, keeps a claim of one from a claim of the other."""
    groups = sorted(groups, key=lambda g: g[0].id)
    written, heads = list(map(_written, groups)), list(map(_heads, groups))
    at = 0
    while at < len(groups):
        for other in range(at + 1, len(groups)):
            if _may_clash(written[at], written[other]) and _one_but_for_a_slip(heads[at], heads[other], parted, links):
                groups[at] = sorted([*groups[at], *groups.pop(other)], key=lambda v: v.id)
                written[at], heads[at] = _written(groups[at]), _heads(groups[at])
                del written[other], heads[other]
                break
        else:
            at += 1
    return groups


def _heads(group: Node) -> Node:
    """A series' claims, or of a long one the first of those that say the same: what it says, however often it says it."""
    if len(group) <= MANY:
        return group
    first: dict[object, View] = {}
    for v in group:
        first.setdefault(signature(v), v)
    return list(first.values())[:MANY]


class _Written(NamedTuple):
    """How the amounts of a series are written.

    Attributes:
        scrambled: their digits, whatever their order and scale.
        units: their currencies.
        spoken: the articles in which somebody gives them, with what they measure.
        digits: their digits. rounded: what these are rounded to.
    """

    scrambled: frozenset[str]
    units: frozenset[str]
    spoken: frozenset[tuple[str, str]]
    digits: frozenset[str]
    rounded: frozenset[str]


def _written(group: Node) -> _Written:
    return _Written(
        frozenset(scrambled(v.digits) for v in group),
        frozenset(v.claim.unit for v in group if v.claim.kind is Kind.MONEY),
        frozenset((v.claim.doc, v.claim.concept) for v in group if v.speaker and v.claim.concept),
        frozenset(v.digits for v in group),
        frozenset().union(*(roundings(v.digits) for v in group)),
    )


def _may_clash(a: _Written, b: _Written) -> bool:
    """Whether any claim of one series can be a slip away from one of the other, or contested by it in one article."""
    if not (a.spoken.isdisjoint(b.spoken) and a.scrambled.isdisjoint(b.scrambled)):
        return True
    if (a.units != b.units and a.units and b.units) or len(a.units) > 1:
        return True
    return not (a.digits.isdisjoint(b.rounded) and a.rounded.isdisjoint(b.digits))


def _one_but_for_a_slip(a: Node, b: Node, parted: Decided, links: Links) -> bool:
    """Whether a slip between the closest two claims of two series outweighs what speaks against the two on the whole."""
    pairs = [(v, w) for v in a for w in b]
    slips = [(v, w) for v, w in pairs if (slipped(v, w) or articles.contested(v, w)) and links(v, w) >= SLIP]
    if not slips or any((parted and frozenset((v.id, w.id)) in parted) or cannot(v, w) for v, w in pairs):
        return False
    spoilt = {v.id for pair in slips for v in pair}
    rest = [links(v, w) for v, w in pairs if not {v.id, w.id} & spoilt] or [links(v, w) for v, w in pairs]
    return sum(rest) > -SLIP * len(rest)


def brought_home(groups: list[Node], parted: Decided, links: Links) -> list[Node]:
    """Claims brought to the series that one slip of the pen keeps them from.

    A slip sets a claim apart from the whole of its series, and its likeness to the claims that it was meant to repeat is lost in
    the average. A claim left alone goes where a slip is likeliest; one that has found other company goes where it would have been
    more at home, had it been written without the slip.
    """
    if len(groups) < 2:
        return groups
    moved: dict[object, int] = {}
    heads = list(map(_heads, groups))
    written, parties = list(map(_written, heads)), [{party for w in g for party in (w.payer, w.payee)} for g in heads]
    for at, group in enumerate(heads):
        for v in group:
            mine, alone = _written([v]), len(groups[at]) == 1
            near = [
                i
                for i, g in enumerate(groups)
                if (i < at if alone and len(g) == 1 else i != at and len(g) > 1)
                and (_may_clash(mine, written[i]) or (alone and (v.payer in parties[i] or v.payee in parties[i])))
            ]
            own = [w for w in group if w.id != v.id] if near else []
            if not own and not alone:
                continue  # a long series that says one thing
            found = max((_drawn(v, own, heads[i], -i, parted, links) for i in near), default=NOT_DRAWN)
            if found > NOT_DRAWN:
                moved[v.id if len(groups[at]) <= MANY else (at, signature(v))] = -found[1]
    out: dict[int, Node] = defaultdict(list)
    for i, group in enumerate(groups):
        for v in group:
            out[moved.get(v.id if len(group) <= MANY else (i, signature(v)), i) if moved else i].append(v)
    return [sorted(group, key=lambda v: v.id) for _, group in sorted(out.items())]


NOT_DRAWN = (NEARLY, 0)


def _drawn(v: View, own: Node, group: Node, number: int, parted: Decided, links: Links) -> tuple[float, int]:
    """How strongly a slip draws a claim from its own series to another, with the other's number; NOT_DRAWN where it does not."""
    slips = [w for w in group if slipped(v, w) or (not own and ("corrected" in v.changes or articles.one_story(v, w)))]
    if not slips or (parted and any(frozenset((v.id, w.id)) in parted for w in group)):
        return NOT_DRAWN
    # What stands beside it in one sentence with another amount may be of the series that the slip is in, but not most of it.
    if sum(cannot(v, w) for w in group) * 2 > len(group):
        return NOT_DRAWN
    nearest = max(slips, key=lambda w: (links(v, w), w.id))
    # The more amounts a series has, the sooner one of them is a slip away by chance.
    drawn = links(v, nearest) - math.log2(_values(group))
    if own:
        mended = _mend(v, nearest)
        more = _mean(mended, group, link) - _mean(v, own, links)
        if not (slipped(v, nearest) and links(v, nearest) >= SLIP and more > (-SLIP if telling_slip(v, nearest) else SLIP)):
            return NOT_DRAWN
    elif len(group) == 1 and not telling_slip(v, nearest) and slipped(v, nearest) in (None, "currency", "nought"):
        return NOT_DRAWN  # two that are alone: equal numbers of two currencies are often chance
    return (drawn, number) if drawn > NEARLY else NOT_DRAWN


def _values(group: Node) -> int:
    """How many amounts a series has that differ: a sum and its worth in other money are one."""
    told: list[View] = []
    for w in group:
        both = (spans(w, other) for other in told)
        if not any(found is not None and touch(found[0], found[1]) for found in both):
            told.append(w)
    return len(told)


def _mean(v: View, group: Node, score: Callable[[View, View], float]) -> float:
    """The mean evidence between a claim and those of a series, as clustering takes it."""
    return sum(max(score(v, w), -10.0) for w in group) / len(group)


def _mend(v: View, right: View) -> View:
    """The claim as if it gave the amount of another."""
    x = right.claim
    amount = {name: getattr(x, name) for name in ("amount", "amount_high", "unit", "low", "high", "conversion")}
    same = {name: getattr(right, name) for name in ("digits", "own", "base", "amount", "base_amount", "base_unit")}
    return replace(v, claim=v.claim.model_copy(update=amount), **same)
