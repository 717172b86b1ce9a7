"""The conflict report's content, whatever its format: conflicts, settled ones, explained differences, sums, copies and method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from factbase.model import Claim, Copy, Document, Figure, Relation, SumCheck, Verdict
from factbase.report import words
from factbase.report.dossier import Dossier

EXPLAINED = {
    "rounding": ("Rounding", "One amount, written with more digits or fewer."),
    "hedge": ("Hedges", "“About”, “nearly” or “over” leave room for the other's value."),
    "currency": ("Exchange rates", "One amount in two currencies, within the rates of the time."),
    "time": ("Time", "Figures of different times, most often a later total."),
    "revised": ("Revisions", "A plan, budget or estimate that was changed between the two: the older was right in its time."),
    "status": ("State of the money", "Promised, budgeted, committed and delivered are different figures."),
    "scope": ("Scope", "A part against the whole, or another programme."),
    "different": ("Different things", "Amounts that agree between the same parties, and yet are for different things."),
}
"""Of each kind of explanation: a heading and a sentence."""


LIKELY = 4
"""Slips that would mend a conflict which a report gives at once; the others are counted."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A difference that has a reason.

    Attributes:
        a, b: the claims; `relation` the reason.
        more: further pairs of the same two figures with the same kind of reason, which are not listed.
    """

    relation: Relation
    a: Claim
    b: Claim
    label: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class RateUsed:
    """One exchange rate that claims were converted at.

    Attributes:
        rate: units of `currency` for one of `base`.
    """

    currency: str
    base: str
    day: str
    rate: Decimal
    source: str
    claims: int


@dataclass(frozen=True, slots=True)
class Method:
    """What a reader needs to repeat the work."""

    version: str
    knowledge: str
    base_currencies: tuple[str, ...]
    rates: tuple[RateUsed, ...]
    unconverted: int


@dataclass(frozen=True, slots=True)
class ConflictReport:
    """All that the report says.

    Attributes:
        made: ISO day.
        tabled: sources that only tables of claims name.
        verdicts: number of figures by verdict.
        conflicts: open ones, the widest gap first; `settled` those that a person decided.
        left_out: open conflicts that the report has no room for.
        sums: checks of parts against totals, those that fail first, with the claims they name in `claims`.
    """

    title: str
    made: str
    articles: int
    tabled: int
    publishers: int
    languages: tuple[str, ...]
    verdicts: Mapping[str, int]
    conflicts: tuple[Dossier, ...]
    settled: tuple[Dossier, ...]
    left_out: int
    explained: Mapping[str, tuple[Explained, ...]]
    sums: tuple[SumCheck, ...]
    copies: tuple[Copy, ...]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    method: Method


def build(
    dossiers: Sequence[Dossier],
    *,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    figures: Iterable[Figure],
    relations: Iterable[Relation],
    sums: Iterable[SumCheck],
    copies: Iterable[Copy],
    title: str,
    made: str,
    left_out: int = 0,
) -> ConflictReport:
    """The report of a base.

    Args:
        dossiers: of the figures that have an open conflict, or claims that a person judged.
        made: ISO day to put on it.
        left_out: open conflicts for which no dossier is given.
    """
    listed = list(figures)
    counts = {v.value: sum(f.verdict is v for f in listed) for v in Verdict}
    open_ones = sorted(
        (d for d in dossiers if d.conflict), key=lambda d: (-d.conflict.gap, d.figure.id) if d.conflict else (0, "")
    )
    settled = [d for d in dossiers if not d.conflict and d.judgements]
    return ConflictReport(
        title=title,
        made=made,
        articles=len(documents),
        tabled=len({c.doc for c in claims.values()} - documents.keys()),
        publishers=len({d.publisher for d in documents.values() if d.publisher}),
        languages=tuple(sorted({d.lang for d in documents.values() if d.lang})),
        verdicts=counts,
        conflicts=tuple(open_ones),
        settled=tuple(settled),
        left_out=left_out,
        explained=_explained(relations, claims, listed),
        sums=tuple(sorted(sums, key=lambda s: (s.holds, s.total))),
        copies=tuple(copies),
        claims=claims,
        documents=documents,
        method=_method(claims.values()),
    )


def _explained(
    relations: Iterable[Relation], claims: Mapping[str, Claim], figures: Iterable[Figure]
) -> dict[str, tuple[Explained, ...]]:
    figure_of = {c: f for f in figures for c in f.claims}
    first: dict[tuple[str, frozenset[str]], Relation] = {}
    more: dict[tuple[str, frozenset[str]], int] = {}
    for relation in relations:
        if relation.kind not in EXPLAINED or relation.a not in claims or relation.b not in claims:
            continue
        ends = frozenset(figure_of[c].id if c in figure_of else c for c in (relation.a, relation.b))
        key = (relation.kind, ends)
        if key in first:
            more[key] = more.get(key, 0) + 1
        else:
            first[key] = relation
    out: dict[str, list[Explained]] = {}
    for key, relation in first.items():
        a, b = claims[relation.a], claims[relation.b]
        figure = figure_of.get(relation.a) or figure_of.get(relation.b)
        label = words.label(figure) if figure else a.measure or b.measure
        out.setdefault(relation.kind, []).append(Explained(relation, a, b, label, more.get(key, 0)))
    return {
        kind: tuple(sorted(out[kind], key=lambda e: (e.label, e.relation.a, e.relation.b))) for kind in EXPLAINED if kind in out
    }


def _method(claims: Iterable[Claim]) -> Method:
    from factbase import __version__, knowledge
    from factbase.model import Kind

    used: dict[tuple[str, str, str, Decimal, str], int] = {}
    bases: set[str] = set()
    unconverted = 0
    for claim in claims:
        c = claim.conversion
        if c is None:
            unconverted += claim.kind is Kind.MONEY
            continue
        bases.add(c.unit)
        if c.rate_source != "identity":
            key = (claim.unit, c.unit, c.rate_date, c.rate, c.rate_source)
            used[key] = used.get(key, 0) + 1
    rates = tuple(RateUsed(*key, claims=n) for key, n in sorted(used.items()))
    return Method(__version__, knowledge.digest(), tuple(sorted(bases)), rates, unconverted)
