"""A figure with everything that a reader may ask about it: witnesses, their words, what was compared, what was decided.

Every report is written from dossiers, so that all of them say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factbase.model import (
    Claim,
    Conflict,
    Copy,
    Document,
    Figure,
    Interval,
    Judgement,
    Relation,
    Series,
    Step,
    SumCheck,
)
from factbase.report.words import base_interval

CONTEXT = 320
"""Characters of context at most on either side of a quote."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A claim as one source's word.

    Attributes:
        before, after: the rest of the sentence around `claim.quote`, white space made single.
        interval: what the claim allows in the figure's unit; None where it could not be converted.
        copy_of: the article whose text this one restates, so that the two are one witness.
        judged: what a person decided about this claim, None where nothing.
    """

    claim: Claim
    document: Document | None
    before: str
    after: str
    interval: Interval | None
    copy_of: str | None = None
    judged: Judgement | None = None

    @property
    def source(self) -> str:
        """The publisher where it is known, else the article's name."""
        return self.claim.publisher or (self.document.publisher if self.document else None) or self.claim.doc


@dataclass(frozen=True, slots=True)
class Dossier:
    """A figure and what is known about it.

    Attributes:
        witnesses: its claims, and those that its conflict names beside them, in order of publication.
        relations: comparisons between its claims, conflicts first.
        elsewhere: comparisons of its claims with claims of other figures, with their reason.
        others: the claims that `elsewhere` names, by id.
        sums: checks in which one of its claims is total or part.
        judgements: what people decided about its conflict, its claims or itself, and did not take back.
    """

    figure: Figure
    series: Series | None
    witnesses: tuple[Witness, ...]
    conflict: Conflict | None
    relations: tuple[Relation, ...]
    elsewhere: tuple[Relation, ...]
    others: Mapping[str, Claim]
    sums: tuple[SumCheck, ...]
    judgements: tuple[Judgement, ...]

    @property
    def label(self) -> str:
        """What the figure is, without its time."""
        return self.series.label if self.series else self.figure.label

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the value came about."""
        return self.figure.steps

    @property
    def odd(self) -> frozenset[str]:
        """The ids of claims that are in conflict and do not allow the reconciled value; all in conflict where none stands out."""
        contested = {c for pair in (self.conflict.pairs if self.conflict else ()) for c in pair}
        reconciled = Interval(low=self.figure.low, high=self.figure.high)
        outside = {w.claim.id for w in self.witnesses if w.interval is not None and not w.interval.meets(reconciled)} & contested
        return frozenset(outside or contested)

    def witness(self, claim: str) -> Witness | None:
        """The witness whose claim has this id."""
        return next((w for w in self.witnesses if w.claim.id == claim), None)


def context(claim: Claim, document: Document | None) -> tuple[str, str]:
    """The words before and after the quote in its sentence, white space made single, long ones cut at a word."""
    if document is None or claim.context is None or document.text[claim.start : claim.end] != claim.quote:
        before, _, after = (claim.sentence or claim.quote).partition(claim.quote)
        return before, after
    start, end = claim.context
    before = " ".join(document.text[start : claim.start].split())
    after = " ".join(document.text[claim.end : end].split())
    if document.text[start : claim.start][-1:].isspace():
        before += " "
    if document.text[claim.end : end][:1].isspace():
        after = " " + after
    if len(before) > CONTEXT:
        before = "… " + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + " …"
    return before, after


def gather(
    figures: Iterable[Figure],
    *,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    series: Mapping[str, Series],
    conflicts: Iterable[Conflict],
    relations: Sequence[Relation],
    sums: Sequence[SumCheck],
    copies: Iterable[Copy],
    judgements: Sequence[Judgement],
) -> list[Dossier]:
    """A dossier for each figure, in the figures' order."""
    by_claim: dict[str, list[Relation]] = {}
    for relation in relations:
        by_claim.setdefault(relation.a, []).append(relation)
        by_claim.setdefault(relation.b, []).append(relation)
    sums_of: dict[str, list[SumCheck]] = {}
    for check in sums:
        for claim in (check.total, *check.parts):
            sums_of.setdefault(claim, []).append(check)
    conflict_of = {c.figure: c for c in conflicts}
    first = _first_printing(copies, documents)
    return [
        _dossier(f, claims, documents, series.get(f.series), conflict_of.get(f.id), by_claim, sums_of, first, judgements)
        for f in figures
    ]


def _first_printing(copies: Iterable[Copy], documents: Mapping[str, Document]) -> dict[str, str]:
    """For each article that restates another: the earliest of its family."""
    family: dict[str, set[str]] = {}
    for copy in copies:
        joined = family.get(copy.a, {copy.a}) | family.get(copy.b, {copy.b})
        for name in joined:
            family[name] = joined

    def printed(name: str) -> tuple[str, str]:
        document = documents.get(name)
        return (document.published if document and document.published else "9999", name)

    first = {name: min(members, key=printed) for name, members in family.items()}
    return {name: origin for name, origin in first.items() if name != origin}


def _dossier(
    figure: Figure,
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    series: Series | None,
    conflict: Conflict | None,
    by_claim: Mapping[str, list[Relation]],
    sums_of: Mapping[str, list[SumCheck]],
    first: Mapping[str, str],
    judgements: Sequence[Judgement],
) -> Dossier:
    named = dict.fromkeys((*figure.claims, *(conflict.claims if conflict else ())))
    own = [claims[c] for c in named if c in claims]
    ids = {c.id for c in own}
    seen: dict[tuple[str, str], Relation] = {(r.a, r.b): r for c in ids for r in by_claim.get(c, ())}
    inside = [r for r in seen.values() if r.a in ids and r.b in ids]
    outside = [r for r in seen.values() if not (r.a in ids and r.b in ids)]
    inside.sort(key=lambda r: (r.kind != "conflict", -(r.gap or 0), r.a, r.b))
    outside.sort(key=lambda r: (r.kind == "different", r.kind, r.a, r.b))
    about = {figure.id, figure.series, *ids, *([conflict.id] if conflict else [])}
    judged = [j for j in judgements if about & set(j.subjects)]
    by_subject = {s: j for j in judged for s in j.subjects if s in ids}
    witnesses = []
    for claim in sorted(own, key=lambda c: (c.published or "9999", c.doc, c.start)):
        document = documents.get(claim.doc)
        before, after = context(claim, document)
        interval = base_interval(claim, figure.unit)
        witnesses.append(Witness(claim, document, before, after, interval, first.get(claim.doc), by_subject.get(claim.id)))
    return Dossier(
        figure=figure,
        series=series,
        witnesses=tuple(witnesses),
        conflict=conflict,
        relations=tuple(inside),
        elsewhere=tuple(outside),
        others={c: claims[c] for r in outside for c in (r.a, r.b) if c not in ids and c in claims},
        sums=tuple(dict.fromkeys(s for c in own for s in sums_of.get(c.id, ()))),
        judgements=tuple(judged),
    )
