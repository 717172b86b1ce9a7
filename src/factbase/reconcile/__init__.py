"""Reconciling: which claims state the same figure, which conflict, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TypeVar

import numpy as np

from factbase.acyclic import acyclic
from factbase.model import Claim, Copy, IndexEntry, Judgement, Reconciliation, Relation, content_id
from factbase.normalise.decisions import Decisions, decisions
from factbase.reconcile import align, compare, figures, index, sums
from factbase.reconcile.copies import witnesses
from factbase.reconcile.lineup import Lineup
from factbase.reconcile.links import Decided, Node, link
from factbase.reconcile.records import record
from factbase.reconcile.verdicts.judge import judge
from factbase.reconcile.views import View, shared, view
from factbase.reconcile.views.company import NOBODY, Stated, companies
from factbase.reconcile.views.worth import worths
from factbase.reconcile.work import aside, forked, shares, slices, turns
from factbase.settings import Settings

__all__ = ["blocks", "explained", "reconcile", "reconcile_indexed", "relation", "share_out", "told", "update_index"]

T = TypeVar("T")

WORTHWHILE = 5000
"""Claims from which on it is worth while to start processes."""


def reconcile(
    claims: Iterable[Claim],
    copies: Iterable[Copy] = (),
    judgements: Iterable[Judgement] = (),
    settings: Settings | None = None,
    beside: Iterable[Claim] = (),
    jobs: int = 1,
    known: Iterable[Collection[str]] | None = None,
) -> Reconciliation:
    """Series, figures, conflicts and sums of a set of claims. A pure function, whatever the order of its input.

    Args:
        copies: articles that are one witness (`factbase.reconcile.copies`).
        judgements: what people decided; `undo` takes one back. Subjects are claims, or conflicts with all their claims.
        beside: the other claims of the same articles, where only some blocks are reconciled: sums are of whole articles, and what
            else an article gives tells what its figures are not.
        jobs: processes to reconcile in. What comes out does not depend on it; for a few claims one is used.
        known: ids of the claims of each block, where the blocks are known (`index`); else they are found.
    """
    with acyclic():
        return _reconcile(claims, tuple(copies), judgements, beside, jobs, known)[0]


def reconcile_indexed(
    claims: Iterable[Claim],
    copies: Iterable[Copy] = (),
    judgements: Iterable[Judgement] = (),
    settings: Settings | None = None,
    jobs: int = 1,
) -> tuple[Reconciliation, list[IndexEntry]]:
    """As `reconcile`, with the index by which later changes are told (`index`)."""
    with acyclic():
        found, blocks_ = _reconcile(claims, tuple(copies), judgements, (), jobs, None)
        of = [(v, block[0].id) for block in blocks_ for v in block]
        some = slices(len(of), shares(len(of), jobs if len(of) >= WORTHWHILE else 1))
        made = forked(lambda share: [index.entry(*of[at]) for at in some[share]], len(some), jobs)
        return found, [entry for share in made for entry in share]


def _reconcile(
    claims: Iterable[Claim],
    pairs: tuple[Copy, ...],
    judgements: Iterable[Judgement],
    beside: Iterable[Claim],
    jobs: int,
    known: Iterable[Collection[str]] | None,
) -> tuple[Reconciliation, list[Node]]:
    """The reconciliation, and the blocks that it was made of."""
    held = _in_force(judgements)
    decided = decisions(held)
    claims, beside = list(claims), list(beside)
    company = companies((*claims, *beside))
    jobs = jobs if len(claims) >= WORTHWHILE else 1
    worth = worths((*claims, *beside))
    views = _views(claims, decided, company, worth, jobs)
    by_id = {v.id: v for v in views}
    given = None if known is None else [sorted((by_id[i] for i in block), key=lambda v: v.id) for block in known]
    witness = witnesses({v.claim.doc for v in views}, pairs)
    concluded, found = _all_concluded(views, witness, held, jobs, given)
    named = {c.id: c.claims for _, _, conflicts, _ in concluded for c in conflicts}
    if any(i in named for j in held for i in j.subjects):
        held = _spelled_out(held, named)
        concluded, found = _all_concluded(views, witness, held, jobs, given)
    docs = {v.claim.doc for v in views}
    rest = _views((c for c in beside if c.doc in docs and c.id not in by_id), decided, company, worth, 1)
    return Reconciliation(
        series=tuple(sorted((s for s, _, _, _ in concluded), key=lambda x: x.id)),
        figures=tuple(sorted((f for _, fs, _, _ in concluded for f in fs), key=lambda x: x.id)),
        conflicts=tuple(sorted((c for _, _, cs, _ in concluded for c in cs), key=lambda x: x.id)),
        relations=tuple(sorted((r for _, _, _, rs in concluded for r in rs), key=lambda x: (x.a, x.b))),
        sums=sums.sums([*views, *rest]),
        copies=pairs,
    ), found


def _spelled_out(held: Iterable[Judgement], named: Mapping[str, Iterable[str]]) -> list[Judgement]:
    """The judgements, those on a conflict as ones on all its claims."""
    return [j.model_copy(update={"subjects": tuple(x for i in j.subjects for x in named.get(i, (i,)))}) for j in held]


def _all_concluded(
    views: Sequence[View], witness: dict[str, str], held: Sequence[Judgement], jobs: int, given: list[Node] | None
) -> tuple[list[figures.Concluded], list[Node]]:
    """What every series comes to, its pieces dealt out to so many processes, and the blocks: those given, or those found."""
    joined, parted = _decided(held, "same"), _decided(held, "different")
    lineup = Lineup(views, {*joined, *parted}, jobs) if given is None else None
    found = align.components(lineup, joined, jobs) if lineup else given or []

    def cut(large: Iterable[Node]) -> Iterator[align.Piece]:
        return align.pieces(large, lineup, joined, parted)

    done = _in_turns(found, cut, lambda some: list(_conclude(some, witness, held)), jobs)
    return [concluded for share in done for concluded in share], found


def _conclude(found: Iterable[align.Piece], witness: dict[str, str], held: Sequence[Judgement]) -> Iterator[figures.Concluded]:
    """What the series of some pieces come to."""
    settled = frozenset(i for j in held if j.kind == "accept" for i in j.subjects)
    wrong = frozenset(i for j in held if j.kind == "error" for i in j.subjects)
    joined, parted = _decided(held, "same"), _decided(held, "different")
    for piece in found:
        for group in align.split([piece], joined, parted):
            yield figures.conclude(group, witness, settled, wrong)


RUNS = 200
"""Runs of pieces that processes take one by one: while the last is worked off the others wait."""


def _in_turns(
    found: Iterable[Node],
    cut: Callable[[Iterable[Node]], Iterable[align.Piece]],
    conclude: Callable[[Iterator[align.Piece]], T],
    jobs: int,
) -> list[T]:
    """What a function comes to for the pieces of components, in so many processes.

    While this process cuts the large components, another begins with the small ones; what it has not taken by then all share.

    Args:
        cut: gives the pieces of large components.
    """
    small: list[Node] = []
    large: list[Node] = []
    for component in found:
        (small if len(component) <= align.CLUSTER else large).append(component)
    runs = _runs(map(align.Piece, small))
    with (
        turns(len(runs)) as waiting,
        aside(lambda: conclude(piece for n in waiting for piece in runs[n]), jobs if large else 1) as begun,
    ):
        pieces = list(cut(large))
        pieces += [piece for n in waiting for piece in runs[n]]
        done = [begun()]
    runs = _runs(pieces)
    with turns(len(runs)) as waiting:
        return done + list(forked(lambda _: conclude(piece for n in waiting for piece in runs[n]), max(1, jobs), jobs))


def _runs(pieces: Iterable[align.Piece]) -> list[list[align.Piece]]:
    """The pieces in runs that processes take one by one, each when it is through with the one before.

    Some pieces take many times as long as others of as many claims. In a run are pieces of like texts, which are more likely to
    share memory.
    """
    every = sorted(pieces, key=lambda piece: piece.views[0].claim.sentence or "")
    ends = np.cumsum([0, *(len(piece.views) for piece in every)])
    edges = np.searchsorted(ends, ends[-1] * np.arange(RUNS + 1) / RUNS)
    return [every[start:end] for start, end in pairwise(edges) if start < end]


def blocks(claims: Iterable[Claim], judgements: Iterable[Judgement] = (), jobs: int = 1) -> dict[str, list[Claim]]:
    """The claims in groups that can be reconciled by themselves, each under a key that tells its content.

    Reconciling block by block, with the other claims of its articles beside it, gives what reconciling everything at once gives.
    A block whose key is known need not be done again as long as no article in it has changed.
    """
    own, held = {c.id: c for c in claims}, _in_force(judgements)
    jobs = jobs if len(own) >= WORTHWHILE else 1
    views = _views(own.values(), decisions(held), companies(own.values()), worths(own.values()), jobs)
    joined, parted = _decided(held, "same"), _decided(held, "different")
    groups = align.components(Lineup(views, {*joined, *parted}, jobs), joined, jobs)
    return {content_id("block", *(v.id for v in group)): [own[v.id] for v in group] for group in groups}


def update_index(
    held: Mapping[str, IndexEntry],
    gone: Collection[str],
    fresh: Iterable[Claim],
    claims: Callable[[Collection[str]], Iterable[Claim]],
    judgements: Iterable[Judgement] = (),
    before: tuple[Decided, Decided] = (frozenset(), frozenset()),
    jobs: int = 1,
) -> index.Update:
    """The index of a base after a change, with the blocks that have to be reconciled again.

    Args:
        held: the entries by claim. gone: claims that are no longer there.
        fresh: all claims of the articles of which some are new or changed.
        claims: gives all claims of some articles.
        judgements: what people decided. before: the pairs that they had joined and parted when the index was made (`told`).
    """
    decided, fresh = decisions(_in_force(judgements)), list(fresh)

    def views(stated: Collection[Claim]) -> list[View]:
        return _views(stated, decided, companies(stated), worths(stated), jobs if len(stated) >= WORTHWHILE else 1)

    new = views(fresh)
    known = {v.id: v for v in new}

    def asked(ids: Collection[str]) -> Iterator[View]:
        docs = {held[i].doc for i in ids if i not in known}
        yield from (v for v in (*views(list(claims(docs))), *new) if v.id in ids)

    with acyclic():
        return index.updated(held, index.Change(new, gone, *told(judgements), *before), asked)


def told(judgements: Iterable[Judgement]) -> tuple[Decided, Decided]:
    """The pairs of claims that people joined, and those that they parted."""
    held = _in_force(judgements)
    return _decided(held, "same"), _decided(held, "different")


def _views(
    claims: Iterable[Claim],
    decided: Decisions,
    company: Mapping[str, frozenset[Stated]],
    worth: Mapping[str, Claim],
    jobs: int,
) -> list[View]:
    """The claims made ready for comparison, each name as people decided, in the order of their ids."""
    unique = list({c.id: c for c in claims}.values())
    named = list(map(decided.named, unique))

    def make(at: int) -> View:
        return view(named[at], decided.others(unique[at]), company.get(unique[at].doc, NOBODY), worth.get(unique[at].id))

    return sorted(shared.views(named, company, make, jobs), key=lambda v: v.id)


def share_out(claims: Iterable[Claim], digest: Callable[[Iterator[figures.Concluded]], T], jobs: int) -> list[T]:
    """Reconcile in so many processes and bring home only what `digest` makes of the series, figures and conflicts of each share.

    For sets so large that sending all conclusions from process to process would cost more than drawing them. Copies, judgements
    and sums are left out: a set of this size has no people behind it.
    """
    with acyclic():
        held = [record(c) for c in claims]
        company = companies(held)
        held.sort(key=lambda c: (c.sentence or "", c.measure, c.id))  # what one text says is worked out once
        worth = worths(held)

        def make(at: int) -> View:
            return view(held[at], company=company.get(held[at].doc, NOBODY), worth=worth.get(held[at].id))

        found = shared.views(held, company, make, jobs)
        views = sorted(found, key=lambda v: v.id)
        views = [v for n, v in enumerate(views) if n == 0 or v.id != views[n - 1].id]
        lineups = [Lineup(views, (), jobs)]
        witness = witnesses({v.claim.doc for v in views}, ())

        def cut(large: Iterable[Node]) -> Iterator[align.Piece]:
            yield from align.pieces(large, lineups.pop())  # of a million claims half a gigabyte, and of no use from then on

        return _in_turns(align.components(lineups[0], jobs=jobs), cut, lambda some: digest(_conclude(some, witness, ())), jobs)


def relation(a: Claim, b: Claim) -> Relation:
    """The verdict on any two claims, with what spoke for and against their being one figure."""
    a, b = sorted((a, b), key=lambda c: c.id)
    x, y = view(a), view(b)
    found = judge(x, y)
    if link(x, y) > 0:
        return found
    against = [step for step in found.steps if (step.weight or 0) < 0 and step.slot not in ("prior", "place", "amount")]
    if not against:
        return found.model_copy(update={"kind": "different", "text": "Too little says that they measure one thing."})
    why = min(against, key=lambda step: step.weight or 0)
    kind = why.slot if why.slot in ("status", "scope") else "different"
    return found.model_copy(
        update={"kind": kind, "text": f"{a.quote} ({a.doc}) and {b.quote} ({b.doc}) are two figures. {why.text}"}
    )


def explained(
    found: Relation, a: Claim, b: Claim, judgements: Iterable[Judgement] = (), beside: Iterable[Claim] = ()
) -> Relation:
    """The verdict on two claims of one series with what spoke for and against. Few are ever looked at, so that this is told
    when it is asked for.

    Args:
        beside: the claims of their articles, as what else an article gives speaks for and against, too.
    """
    if found.steps:
        return found
    own = list(beside)
    x, y = _views((a, b), decisions(_in_force(judgements)), companies(own), worths(own), 1)
    return found.model_copy(update={"steps": compare.waterfall(x, y)})


def _in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    every = sorted(judgements, key=lambda j: (j.at, j.id))
    undone = {i for j in every if j.kind == "undo" for i in j.subjects}
    return [j for j in every if j.id not in undone and j.kind != "undo"]


def _decided(held: Sequence[Judgement], kind: str) -> set[frozenset[str]]:
    """The pairs of claims that people joined or parted."""
    return {frozenset(pair) for j in held if j.kind == kind for pair in combinations(sorted(j.subjects), 2)}
