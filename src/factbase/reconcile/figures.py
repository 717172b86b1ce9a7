"""From a series to its figures: the thing at one time, what its witnesses come to, and the conflicts among them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TypeVar

from factbase.model import Conflict, Figure, Kind, Relation, Series, Status, Step, Support, Verdict, content_id
from factbase.reconcile import diagnose, fuse, labels
from factbase.reconcile.comparisons import times
from factbase.reconcile.verdicts.consequences import follow
from factbase.reconcile.verdicts.judge import CLASHES, EXPLAINED, judge
from factbase.reconcile.verdicts.revisions import in_time
from factbase.reconcile.views import View

T = TypeVar("T")

ALL = 40
"""Series of up to this many claims have all their pairs judged."""
WINDOW = dt.timedelta(days=3)
"""Running totals that hold at days this close are one figure."""


def series(members: Sequence[View]) -> Series:
    """The measured thing that the members share: what most of them say of each slot."""
    claims = [v.claim for v in members]
    payer, payee = _most([c.payer for c in claims if c.payer], ()), _most([c.payee for c in claims if c.payee], ())
    if payer and payer == payee and not any(c.payer == c.payee for c in claims if c.payer):
        # Some claims have a party pay and some have it receive, and none both: the one that more say.
        pays = sum(c.payer == payer for c in claims) >= sum(c.payee == payee for c in claims)
        payer, payee = (payer, ()) if pays else ((), payee)
    programme = _most([c.programme for c in claims if c.programme], None)
    concept = _most([c.concept for c in claims if c.concept], None)
    status = _most([c.status for c in claims if c.status is not Status.OTHER], Status.OTHER)
    measure = _most([c.measure for c in claims if c.measure and c.lang == "en"] or [c.measure for c in claims if c.measure], "")
    return Series(
        id=content_id("series", min(c.id for c in claims)),
        label=labels.label(claims, payer, payee, programme, status, measure),
        kind=claims[0].kind,
        unit=_most([c.unit for c in claims], ""),
        payer=payer,
        payee=payee,
        programme=programme,
        concept=concept,
        status=status,
        subject=claims[0].subject,
        measure=measure,
        claims=tuple(sorted(c.id for c in claims)),
    )


def _most(values: Sequence[T], default: T) -> T:
    if not values:
        return default
    if values.count(values[0]) == len(values):  # as nearly always
        return values[0]
    count = Counter(values)
    return min(count, key=lambda v: (-count[v], str(v)))


def grows(members: Sequence[View]) -> bool:
    """Whether a series is a running total: some claims say so, and most others allow it."""
    return any(v.running for v in members) and sum(map(times.could_run, members)) * 2 > len(members)


def split(members: Sequence[View]) -> list[list[View]]:
    """The members by the time that they hold for: each stated period, and for the rest each moment.

    What does not grow by itself (a pledge, a budget) holds from when it was said on, so undated claims of it are one figure.
    """
    periods: dict[tuple[object, object], list[View]] = defaultdict(list)
    moments: list[View] = []
    for v in sorted(members, key=lambda v: (v.when.end or dt.date.max, v.id)):
        if v.when.period:
            periods[v.when.start, v.when.end].append(v)
        else:
            moments.append(v)
    groups = list(periods.values())
    growing = grows(members)
    current: list[View] = []
    for v in moments:
        first = current[0].when.end if current else None
        if current and (not growing or first is None or v.when.end is None or v.when.end - first <= WINDOW):
            current.append(v)
        else:
            current = [v]
            groups.append(current)
    return groups


Concluded = tuple[Series, list[Figure], list[Conflict], list[Relation]]


def conclude(
    members: Sequence[View], witness: dict[str, str], settled: frozenset[str] = frozenset(), wrong: frozenset[str] = frozenset()
) -> Concluded:
    """What one series comes to.

    Args:
        members: its claims.
        witness: for each document the witness it belongs to.
        settled, wrong: ids of claims that a person found right or wrong.
    """
    whole = series(members)
    groups = split(members)
    followed, running = _followed(members), grows(members)
    relations = [judge(a, b, followed, steps=False, grows=running) for a, b in _compared(members, groups)]
    by_id = {v.id: v for v in members}
    relations = follow(relations, by_id, running)
    staged = [_stages(group, relations) for group in groups]
    groups = [stage for stages in staged for stage in stages]
    home = {v.id: i for i, group in enumerate(groups) for v in group}
    wrong |= {i for r in relations if r.kind in CLASHES and {r.a, r.b} & settled for i in (r.a, r.b)} - settled
    clashes: dict[int, list[Relation]] = defaultdict(list)
    for r in relations:
        if r.kind in CLASHES and not {r.a, r.b} & wrong and not {r.a, r.b} & settled:
            clashes[max(home[r.a], home[r.b], key=lambda i: (_last(groups[i]), i))].append(r)
    found = [
        _figure(whole, group, relations, clashes[i], witness, settled, wrong | _taken_back(clashes[i], by_id))
        for i, group in enumerate(groups)
    ]
    printed = [min((v.claim.published for v in group if v.claim.published), default=None) for group in groups]
    figures = labels.distinct(found, printed)
    conflicts = [_conflict(figure, clashes[i], by_id, members) for i, figure in enumerate(figures) if clashes[i]]
    if running:
        order = sorted((_last(g), f.id, i) for i, (f, g) in enumerate(zip(figures, groups, strict=True)) if not g[0].when.period)
        pairs = [(i, j) for (day, _, i), (later, _, j) in pairwise(order) if day != dt.date.min and later > day]
        return whole, _superseded(figures, pairs, TOTAL), conflicts, relations
    starts = [home[stages[0][0].id] for stages in staged]
    pairs = [(i, i + 1) for start, stages in zip(starts, staged, strict=True) for i in range(start, start + len(stages) - 1)]
    return whole, _superseded(figures, pairs, PLAN), conflicts, relations


TOTAL = ("later total of a running series", "An older total, right in its time")
PLAN = ("revised since", "A plan or estimate that has been revised since")


def _superseded(figures: Sequence[Figure], pairs: Sequence[tuple[int, int]], why: tuple[str, str]) -> list[Figure]:
    """The figures, those that another replaces marked as such: an older total, or a plan that was revised.

    They were right in their time. What is in conflict stays so, and what a person settled stays settled.

    Args:
        pairs: numbers of the older figure and of the newer. why: the rule, and how the explanation begins.
    """
    found = list(figures)
    for i, j in pairs:
        old, new = figures[i], figures[j]
        if old.support in (Support.SINGLE, Support.CORROBORATED):
            text = f"{why[1]}: “{new.label}” replaces it, with {new.value} {new.unit}."
            step = Step(slot="support", rule=why[0], text=text)
            found[i] = old.model_copy(update={"support": Support.SUPERSEDED, "steps": (*old.steps, step)})
    return found


def _stages(group: list[View], relations: Sequence[Relation]) -> list[list[View]]:
    """A plan or estimate before and after each revision, oldest first; mostly one stage.

    Claims are of one stage unless every relation that joins them is a revision.
    """
    ids = {v.id for v in group}
    within = [r for r in relations if r.a in ids and r.b in ids]
    if not any(r.kind == "revised" for r in within):
        return [group]
    stage = {v.id: v.id for v in group}

    def root(i: str) -> str:
        while stage[i] != i:
            stage[i] = i = stage[stage[i]]
        return i

    for r in within:
        if r.kind != "revised":
            x, y = sorted((root(r.a), root(r.b)))
            stage[y] = x
    stages: dict[str, list[View]] = defaultdict(list)
    for v in group:
        stages[root(v.id)].append(v)
    return sorted(stages.values(), key=lambda vs: (max(v.published or dt.date.min for v in vs), vs[0].id))


def _taken_back(clashes: Sequence[Relation], by_id: dict[str, View]) -> frozenset[str]:
    """Claims that a later one corrects: they have no say in the figure's value."""
    pairs = (in_time(by_id[r.a], by_id[r.b]) for r in clashes if r.kind == "corrected")
    return frozenset(first.id for first, _ in pairs)


def _compared(members: Sequence[View], groups: Sequence[Sequence[View]]) -> Iterator[tuple[View, View]]:
    """The pairs to judge: all, or in a large series one of each statement against those of its figure and of the next.

    A statement that clashes is judged again for its other claims, so that a conflict names them.
    """
    if len(members) <= ALL:
        yield from combinations(sorted(members, key=lambda v: v.id), 2)
        return
    before: list[View] = []
    for group in sorted(groups, key=lambda g: (_last(g), g[0].id)):
        statements: dict[object, list[View]] = defaultdict(list)
        for v in sorted(group, key=lambda v: v.id):
            statements[v.claim.unit, v.claim.amount, v.claim.amount_high, v.claim.hedge].append(v)
        ranked = sorted(statements.values(), key=lambda vs: (-len(vs), vs[0].id))
        first = [vs[0] for vs in ranked[:ALL]]
        yield from combinations(first, 2)
        for vs in ranked[ALL:]:
            yield first[0], vs[0]
        for vs in ranked:
            for v in vs[1:ALL]:
                yield (v, first[0]) if v.id != first[0].id else (v, vs[0])
        for v in before:
            yield v, first[0]
        before = first[:1]


def _last(group: Sequence[View]) -> dt.date:
    return max((v.when.end or dt.date.min for v in group), default=dt.date.min)


def _followed(members: Sequence[View]) -> frozenset[str]:
    """Claims of articles that give several values of the series for one day, on nobody's word or on one and the same."""
    days: dict[tuple[str, dt.date | None, str], list[View]] = defaultdict(list)
    for v in members:
        if times.could_run(v) and not (v.heading and v.claim.kind is Kind.MONEY):  # money is not counted from hour to hour
            days[v.claim.doc, v.when.end, v.speaker].append(v)
    found: set[str] = set()
    for group in days.values():
        amounts = [v.claim.amount for v in group if v.claim.unit == group[0].claim.unit]
        if min(amounts) * Decimal("1.05") < max(amounts):
            found |= {v.id for v in group}
    return frozenset(found)


def _figure(
    whole: Series,
    group: Sequence[View],
    relations: Sequence[Relation],
    clashes: Sequence[Relation],
    witness: dict[str, str],
    settled: frozenset[str],
    wrong: frozenset[str],
) -> Figure:
    claims = sorted((v.claim for v in group), key=lambda c: c.id)
    use = [c for c in claims if c.id in settled] or [c for c in claims if c.id not in wrong] or claims
    told = fuse.testimony(use, witness)
    value, interval, unit, steps = fuse.fuse(use, told.weights)
    ids = {c.id for c in claims}
    explained = any(r.kind in EXPLAINED for r in relations if r.a in ids and r.b in ids)
    if clashes:
        verdict, support = Verdict.CONFLICT, Support.CONFLICTED
    elif told.witnesses == 1:
        verdict, support = Verdict.SINGLE, Support.SINGLE
    else:
        verdict, support = Verdict.EXPLAINED if explained else Verdict.AGREE, Support.CORROBORATED
    if ids & settled:
        support = Support.SETTLED
    date = _most([c.date for c in claims if c.date], None) or _most([c.published for c in claims if c.published], None)
    return Figure(
        id=content_id("figure", claims[0].id),
        series=whole.id,
        label=f"{whole.label}, as of {date}" if date else whole.label,
        value=value,
        low=interval.low,
        high=interval.high,
        unit=unit,
        date=date,
        verdict=verdict,
        support=support,
        sources=told.witnesses,
        claims=tuple(c.id for c in claims),
        subject=whole.subject,
        measure=whole.measure or None,
        steps=(*steps, told.step()),
    )


def _conflict(figure: Figure, clashes: Sequence[Relation], by_id: dict[str, View], members: Sequence[View]) -> Conflict:
    pairs = tuple(sorted((r.a, r.b) for r in clashes))
    involved = tuple(sorted({i for pair in pairs for i in pair}))
    older = [v for v in members if v.id not in involved]
    found = diagnose.diagnose([(by_id[a], by_id[b]) for a, b in pairs[:ALL]], older[:ALL])
    widest = max(clashes, key=lambda r: (r.gap or 0.0, r.a, r.b))
    reason = f"{figure.label}: {widest.text}"
    if found:
        reason = f"{reason} {found[0].text}"
    return Conflict(
        id=content_id("conflict", *involved),
        figure=figure.id,
        claims=involved,
        pairs=pairs,
        gap=widest.gap or 0.0,
        reason=reason,
        diagnosis=found,
    )
