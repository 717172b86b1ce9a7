"""A dossier as plain text, for a terminal or a mail: what the figure is, who says what, how it came about."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from factbase.model import Claim, Status, Step
from factbase.report import bars
from factbase.report.dossier import COMPARED, Dossier, Witness
from factbase.report.words import allowed, apart, as_of, number, place, printed, quantity, sources, span, stated, time, verdict
from factbase.report.words import source as source_of

PRIOR = "prior"
"""The slot of the step that every comparison begins with."""
FAINT = 0.5
"""Bits below which a reason says too little to be given in a line."""
CHIEF = 3
"""Reasons for and against two claims being one thing that are given in a line; all of them where steps are asked for."""


def write(dossier: Dossier, width: int = 100, *, steps: bool = False) -> str:
    """The whole dossier.

    Args:
        width: columns to wrap at.
        steps: with the explanation of every slot of every claim.
    """
    lines = [*_head(dossier, width), "", *_picture(dossier, width), ""]
    for n, witness in enumerate(dossier.witnesses, 1):
        lines += [*_witness(n, witness, dossier, width, steps), ""]
    lines += [
        *_conflict(dossier, width, steps),
        *_comparisons(dossier, width, steps),
        *_sums(dossier, width),
        *_how(dossier, width),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _wrap(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent if first is None else first, subsequent_indent=indent) or [indent]


def _head(dossier: Dossier, width: int) -> Iterator[str]:
    figure = dossier.figure
    sign, word, sentence = verdict(figure.verdict, figure.support)
    yield from _wrap(dossier.label, width)
    when = f" {as_of(figure.date)}" if figure.date else ""
    yield from _wrap(f"{dossier.stated}{when} ({dossier.between})", width)
    yield from _wrap(f"{sign} {word}: {sentence} {sources(figure, 'independent')}; {figure.support}.", width)
    yield f"figure {figure.id}  series {figure.series}" + (f"  conflict {dossier.conflict.id}" if dossier.conflict else "")


def _picture(dossier: Dossier, width: int) -> list[str]:
    lines = [(f"[{n}] {w.source[:28]}", w.interval, w.value) for n, w in enumerate(dossier.witnesses, 1)]
    lines.append(("reconciled", dossier.reconciled, dossier.value))
    margin = max(len(label) for label, _, _ in lines)
    picture = bars.forest(lines, max(20, min(60, width - margin - 2)))
    return [*picture, f"{' ' * margin}  {dossier.shown_unit}"]


def _witness(n: int, witness: Witness, dossier: Dossier, width: int, steps: bool) -> Iterator[str]:
    claim = witness.claim
    origin = ", ".join(part for part in (witness.source, printed(claim.published), claim.lang) if part)
    yield from _wrap(f"[{n}] {stated(claim)}: {origin}", width)
    if claim.quote:
        yield from _wrap(f"“{witness.before}»{claim.quote}«{witness.after}”", width, "    ")
    yield f"    {', '.join(filter(None, (claim.doc, place(claim), f'claim {claim.id}')))}"
    slots = [
        ("payer", ", ".join(claim.payer)),
        ("payee", ", ".join(claim.payee)),
        ("programme", claim.programme or ""),
        ("status", "" if claim.status is Status.OTHER else claim.status.value),
        ("date", time(claim.date)),
        ("said by", claim.speaker or ""),
    ]
    yield from _wrap(" · ".join(f"{name} {value}" for name, value in slots if value), width, "    ")
    yield from _wrap(f"allows {allowed(claim)}", width, "    ")
    if line := conversion(claim):
        yield from _wrap(line, width, "    ")
    if witness.copy_of:
        yield from _wrap(f"restates {witness.copy_of}: the two count as one source", width, "    ")
    if witness.judged:
        yield from _wrap(judged(witness), width, "    ")
    if steps:
        for step in witness.steps:
            yield from _wrap(f"{step.slot}: {step.text} [{step.rule}]", width, "      ", "    - ")


def judged(witness: Witness) -> str:
    """What a person decided about a claim, in a sentence."""
    assert witness.judged is not None
    decided = {"accept": "accepted as right", "error": "judged an error"}.get(witness.judged.kind, witness.judged.kind)
    note = f": {witness.judged.note}" if witness.judged.note else ""
    return f"{decided} by {witness.judged.by} on {witness.judged.at[:10]}{note}"


def conversion(claim: Claim) -> str:
    """How a claim's amount was converted, in a sentence; empty where it was not."""
    c = claim.conversion
    if c is None or c.rate_source == "identity":
        return ""
    spread = "" if c.rate_low == c.rate_high else f", {number(c.rate_low)} to {number(c.rate_high)} around that time"
    return (
        f"= {quantity(c.amount, c.unit)}, allowing {span(c.interval, c.unit)} "
        f"({claim.unit} {number(c.rate, 5)} for {c.unit} 1, {c.rate_source}, {time(c.rate_date)}{spread})"
    )


def _conflict(dossier: Dossier, width: int, whole: bool) -> Iterator[str]:
    if dossier.conflict is None:
        return
    conflict = dossier.conflict
    yield from _wrap(f"CONFLICT, {apart(conflict.gap)}: {dossier.reason}", width)
    if conflict.diagnosis:
        yield "What would mend it, likeliest first:"
        listed = conflict.diagnosis if whole else conflict.diagnosis[:COMPARED]
        for diagnosis in listed:
            yield from _wrap(f"{diagnosis.text} [{diagnosis.kind}]", width, "    ", "  - ")
        if len(conflict.diagnosis) > len(listed):
            yield f"  and {len(conflict.diagnosis) - len(listed)} less likely, which --steps shows"
    yield ""


def _comparisons(dossier: Dossier, width: int, whole: bool) -> Iterator[str]:
    order = {w.claim.id: n for n, w in enumerate(dossier.witnesses, 1)}
    if dossier.relations:
        yield "Compared with each other:"
        shown = dossier.relations if whole else dossier.relations[:COMPARED]
        for relation in shown:
            yield from _wrap(
                f"[{order[relation.a]}] [{order[relation.b]}] {relation.kind}: {relation.text}", width, "      ", "  - "
            )
            yield from waterfall(relation.steps, width) if whole else _wrap(chief(relation.steps), width, " " * 8)
        if len(dossier.relations) > len(shown):
            more = len(dossier.relations) - len(shown)
            yield f"  and {more} more pairs; --steps shows them, and all that spoke for and against"
        yield ""
    listed = dossier.elsewhere
    if listed:
        yield "Compared with claims of other figures:"
        for relation in listed:
            ours, theirs = (relation.a, relation.b) if relation.a in order else (relation.b, relation.a)
            other = dossier.others.get(theirs)
            named = f"{stated(other)} ({source_of(other)})" if other else theirs
            yield from _wrap(f"[{order[ours]}] and {named}: {relation.kind}: {relation.text}", width, "      ", "  - ")
        yield ""


def chief(steps: Sequence[Step]) -> str:
    """What spoke loudest for and against two claims stating the same thing, in a sentence; empty where nothing was weighed."""
    weighed = [(s.weight or 0.0, s.text.rstrip(".")) for s in steps if s.slot != PRIOR and abs(s.weight or 0.0) >= FAINT]
    weighed.sort(key=lambda each: -abs(each[0]))
    sides = []
    for word, found in (("For", [w for w in weighed if w[0] > 0]), ("Against", [w for w in weighed if w[0] < 0])):
        told = "; ".join(f"{text} ({bits:+.1f})" for bits, text in found[:CHIEF])
        sides += [f"{word}: {told}"] if told else []
    return ". ".join(sides)


def waterfall(steps: Sequence[Step], width: int) -> Iterator[str]:
    """What spoke for (+) and against (-) two claims stating the same thing, in bits, with the running total."""
    total = 0.0
    for step in steps:
        if step.weight is None:
            yield from _wrap(step.text, width, "        ")
            continue
        total += step.weight
        yield from _wrap(f"{step.weight:+6.1f} {total:6.1f}  {step.slot}: {step.text}", width, " " * 24, "        ")


def _sums(dossier: Dossier, width: int) -> Iterator[str]:
    for check in dossier.sums:
        yield from _wrap(f"Sum: {'holds' if check.holds else 'DOES NOT HOLD'}: {check.text}", width, "    ", "")
    if dossier.sums:
        yield ""


def _how(dossier: Dossier, width: int) -> Iterator[str]:
    if dossier.steps:
        yield "How the value came about:"
        for step in dossier.steps:
            yield from _wrap(step.text, width, "    ", "  - ")
        yield ""
    for judgement in dossier.judgements:
        note = f": {judgement.note}" if judgement.note else ""
        decided = f"Judged {judgement.kind} by {judgement.by} on {judgement.at[:10]}{note} (judgement {judgement.id})"
        yield from _wrap(decided, width, "    ", "")
