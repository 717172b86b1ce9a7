"""A figure with everything that a reader may ask about it: witnesses, their words, what was compared, what was decided.

Every report is written from dossiers, so that all of them say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
from factbase.report.explanation import steps
from factbase.report.nouns import plural
from factbase.report.words import base_interval, base_value, figure_span, figure_value, label, reason

_DISTANCE = re.compile(r": (?:\d+%|less than 0\.01%|0\.\d+%) apart\.")
"""How far two claims are apart, in the sentence on them; reports give it beside that."""
COMPARED = 6
"""Slips, and pairs of claims with what spoke for and against them, that are shown unless all are asked for."""
CONTEXT = 320
"""Characters of context at most on either side of a quote."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A claim as one source's word.

    Attributes:
        before, after: the rest of the sentence around `claim.quote`, white space made single.
        interval: what the claim allows in the dossier's unit; None where it could not be converted.
        value: the stated amount in that unit; None for a range, and where it could not be converted.
        copy_of: the article whose text this one restates, so that the two are one witness.
        judged: what a person decided about this claim, None where nothing.
    """

    claim: Claim
    document: Document | None
    before: str
    after: str
    interval: Interval | None
    value: Decimal | None
    copy_of: str | None = None
    judged: Judgement | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """How each slot of the claim came about."""
        return steps(self.claim)

    @property
    def source(self) -> str:
        """The publisher where it is known, else the article's name."""
        return self.claim.publisher or (self.document.publisher if self.document else None) or self.claim.doc


@dataclass(frozen=True, slots=True)
class Dossier:
    """A figure and what is known about it.

    Attributes:
        witnesses: its claims, and those that its conflict names beside them, in order of publication.
        unit: what all of its witnesses can be shown in: the figure's unit, or the base currency where they state several.
        reconciled, value: the figure's interval and value in `unit`.
        relations: comparisons between its claims, conflicts first.
        elsewhere: comparisons of its claims with claims of other figures, with their reason.
        others: the claims that `elsewhere` names, by id.
        sums: checks in which one of its claims is total or part.
        judgements: what people decided about its conflict, its claims or itself, and did not take back.
    """

    figure: Figure
    series: Series | None
    witnesses: tuple[Witness, ...]
    unit: str
    reconciled: Interval
    value: Decimal
    conflict: Conflict | None
    relations: tuple[Relation, ...]
    elsewhere: tuple[Relation, ...]
    others: Mapping[str, Claim]
    sums: tuple[SumCheck, ...]
    judgements: tuple[Judgement, ...]

    @property
    def label(self) -> str:
        """What the figure is, for people, without its time."""
        return label(self.figure)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of its witnesses."""
        return tuple(w.claim for w in self.witnesses)

    @property
    def stated(self) -> str:
        """The figure's value, for people."""
        return figure_value(self.figure, self.claims)

    @property
    def between(self) -> str:
        """What its sources leave open, for people."""
        return figure_span(self.figure, self.claims)

    @property
    def shown_unit(self) -> str:
        """The unit that all of its witnesses are shown in, for people."""
        return plural(self.unit, self.claims)

    @property
    def reason(self) -> str:
        """Why its claims cannot all be right, without repeating what it is, how far apart they are or the likeliest slip; empty
        where they can."""
        return _DISTANCE.sub(".", reason(self.conflict, self.figure)) if self.conflict else ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the value came about."""
        return self.figure.steps

    @property
    def odd(self) -> frozenset[str]:
        """The ids of claims in conflict that do not allow a value which several sources support; all in conflict otherwise."""
        contested = {c for pair in (self.conflict.pairs if self.conflict else ()) for c in pair}
        outside = {w.claim.id for w in self.witnesses if w.interval and not w.interval.meets(self.reconciled)} & contested
        return frozenset(outside if outside and self.figure.sources > 1 else contested)

    def witness(self, claim: str) -> Witness | None:
        """The witness whose claim has this id."""
        return next((w for w in self.witnesses if w.claim.id == claim), None)


def context(claim: Claim, document: Document | None) -> tuple[str, str]:
    """The words before and after the quote in its sentence, white space made single, long ones cut at a word."""
    if not claim.quote:
        return claim.sentence or "", ""
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
    unit = _common_unit(figure, own)
    witnesses = []
    for claim in sorted(own, key=lambda c: (c.published or "9999", c.doc, c.start)):
        document = documents.get(claim.doc)
        before, after = context(claim, document)
        interval, stated = base_interval(claim, unit), base_value(claim, unit)
        witnesses.append(
            Witness(claim, document, before, after, interval, stated, first.get(claim.doc), by_subject.get(claim.id))
        )
    reconciled, value = _in_unit(figure, own, unit)
    return Dossier(
        figure=figure,
        series=series,
        witnesses=tuple(witnesses),
        unit=unit,
        reconciled=reconciled,
        value=value,
        conflict=conflict,
        relations=tuple(inside),
        elsewhere=tuple(outside),
        others={c: claims[c] for r in outside for c in (r.a, r.b) if c not in ids and c in claims},
        sums=tuple(dict.fromkeys(s for c in own for s in sums_of.get(c.id, ()))),
        judgements=tuple(judged),
    )


def _common_unit(figure: Figure, claims: Sequence[Claim]) -> str:
    """The figure's unit where every claim has it; otherwise the base currency, where every claim was converted into it."""
    if all(base_interval(c, figure.unit) is not None for c in claims):
        return figure.unit
    bases = {c.conversion.unit for c in claims if c.conversion}
    return bases.pop() if len(bases) == 1 else figure.unit


def _in_unit(figure: Figure, claims: Sequence[Claim], unit: str) -> tuple[Interval, Decimal]:
    """The figure's interval and value in another unit, at the rate of one of its own claims."""
    interval = Interval(low=figure.low, high=figure.high)
    rate = next((c.conversion.rate for c in claims if c.unit == figure.unit and c.conversion and c.conversion.unit == unit), None)
    if unit == figure.unit or not rate:
        return interval, figure.value
    low, high = (None if end is None else end / rate for end in (interval.low, interval.high))
    return Interval(low=low, high=high), figure.value / rate
