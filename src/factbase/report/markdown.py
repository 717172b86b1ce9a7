"""Markdown: the conflict report, and tables of claims, figures and conflicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from factbase.model import Conflict, Status
from factbase.plural import count
from factbase.report import bars
from factbase.report.columns import Column
from factbase.report.conflicts import EXPLAINED, LIKELY, ConflictReport
from factbase.report.dossier import COMPARED, Dossier, Witness
from factbase.report.text import conversion, judged
from factbase.report.words import VERDICTS, allowed, apart, as_of, number, percent, place, printed, source, stated, time
from factbase.table import Row

MARK = "\x00"
"""Stands for the bold sign until the text around it is escaped."""
METHOD = """\
Each stated amount is kept as an interval: what a writer who rounds would write so, with “about”, “nearly” and “at least” given
their room. Money is converted at the rates that the writer may have used. Two claims conflict where they state the same figure
and their intervals have no value in common; a difference of time, status or scope is no conflict. Articles that restate one text
count as one source."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def table(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(c.name for c in columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_cell(row.get(c.name)) for c in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list):
        return escape("; ".join(map(str, value)))
    return escape(str(value))


def write(report: ConflictReport) -> str:
    """The conflict report, with the same content as the page."""
    lines = [f"# {escape(report.title)}", ""]
    by = f" by {count(report.publishers, 'publisher')}" if report.publishers else ""
    tabled = f", {count(report.tabled, 'source')} in tables" if report.tabled else ""
    lines += [
        f"{count(report.articles, 'article')}{by}{tabled}. Made on {time(report.made)} with factbase {report.method.version}.",
        "",
    ]
    lines += ["| verdict | figures | |", "| --- | ---: | --- |"]
    for verdict, (sign, word, sentence) in reversed(VERDICTS.items()):
        lines.append(f"| {sign} {word} | {report.verdicts[verdict.value]} | {sentence} |")
    lines.append("")
    if report.conflicts:
        lines += ["## Figures whose sources cannot all be right", ""]
        for dossier in report.conflicts:
            lines += [*_entry(dossier), ""]
        if report.left_out:
            lines += [
                f"{count(report.left_out, 'more conflict')} with smaller gaps: `factbase conflicts` lists all.",
                "",
            ]
    else:
        lines += ["## No open conflicts", "", "Every difference is within what the words allow, or has a reason given below.", ""]
    if report.settled:
        lines += ["## Conflicts that were settled", ""]
        for dossier in report.settled:
            lines += [*_entry(dossier), ""]
    lines += [*_explained(report), *_sums(report), *_copies(report), *_method(report)]
    return "\n".join(lines).rstrip() + "\n"


def _entry(dossier: Dossier) -> Iterator[str]:
    """A figure with all that is known of it: why its sources differ, who says what, what would mend it."""
    yield f"### {escape(dossier.label)}" + (f", {time(dossier.figure.date)}" if dossier.figure.date else "")
    yield ""
    if dossier.conflict:
        yield f"**{apart(dossier.conflict.gap).capitalize()}.** {escape(dossier.reason)}"
        yield ""
    for judgement in dossier.judgements:
        note = f": {escape(judgement.note)}" if judgement.note else ""
        yield f"> Judged **{judgement.kind}** by {escape(judgement.by)} on {time(judgement.at[:10])}{note}"
        yield ""
    yield "```text"
    lines = [(f"{n} {w.source[:24]}", w.interval, w.value) for n, w in enumerate(dossier.witnesses, 1)]
    lines.append(("reconciled", dossier.reconciled, dossier.value))
    yield from bars.forest(lines)
    yield "```"
    yield ""
    yield f"Reconciled: {dossier.stated} ({dossier.between}); independent sources: {dossier.figure.sources}."
    yield ""
    for n, witness in enumerate(dossier.witnesses, 1):
        yield from _witness(n, witness, witness.claim.id in dossier.odd)
    if dossier.conflict and dossier.conflict.diagnosis:
        yield from _slips(dossier.conflict)
    if dossier.relations:
        yield from _compared(dossier)
    if dossier.steps:
        yield f"How the value came about: {escape(' '.join(step.text for step in dossier.steps))}"
        yield ""
    if dossier.conflict:
        yield f'Settle it: `factbase judge {dossier.conflict.id} --accept CLAIM --note "why"`'


def _witness(number: int, witness: Witness, odd: bool) -> Iterator[str]:
    """One source in its own words, with what they allow; `odd` where it is against the others."""
    claim = witness.claim
    origin = ", ".join(part for part in (escape(witness.source), printed(claim.published), claim.lang) if part)
    yield f"{number}. {'✗' if odd else '✓'} **{escape(stated(claim))}**: {origin}"
    yield ""
    if claim.quote:
        yield f"    > “{escape(witness.before + MARK + claim.quote + MARK + witness.after).replace(MARK, '**')}”"
        yield ""
    facts = [f"allows {allowed(claim)}", escape(conversion(claim))]
    facts += [f"status {claim.status}"] if claim.status is not Status.OTHER else []
    facts += [as_of(claim.date)] if claim.date else []
    facts += [f"restates {escape(witness.copy_of)}, counted as one source"] if witness.copy_of else []
    facts += [escape(judged(witness))] if witness.judged else []
    linked = witness.document and witness.document.url
    where = f"[{escape(claim.doc)}]({linked})" if linked else escape(claim.doc)
    where = ", ".join(filter(None, (where, escape(place(claim)), f"claim `{claim.id}`")))
    yield f"    {'; '.join(f for f in facts if f)}. {where}."
    yield ""


def _slips(conflict: Conflict) -> Iterator[str]:
    yield "What would mend it, likeliest first:"
    yield ""
    for n, slip in enumerate(conflict.diagnosis[:LIKELY], 1):
        yield f"{n}. {escape(slip.text)} ({slip.kind})"
    yield ""
    if (more := len(conflict.diagnosis) - LIKELY) > 0:
        yield f"And {more} less likely: `factbase show {conflict.id} --steps` gives them."
        yield ""


def _compared(dossier: Dossier) -> Iterator[str]:
    order = {w.claim.id: n for n, w in enumerate(dossier.witnesses, 1)}
    yield "Compared with each other:"
    yield ""
    for relation in dossier.relations[:COMPARED]:
        yield f"- {order[relation.a]} and {order[relation.b]}: {relation.kind}: {escape(relation.text)}"
    if (more := len(dossier.relations) - COMPARED) > 0:
        yield f"- and {more} more pairs, which `factbase show {dossier.figure.id} --steps` gives"
    yield ""


def _explained(report: ConflictReport) -> Iterator[str]:
    yield "## Differences that have a reason"
    yield ""
    if not report.explained:
        yield "There are none."
        yield ""
    for kind, listed in report.explained.items():
        heading, sentence = EXPLAINED[kind]
        yield f"### {heading}"
        yield ""
        yield sentence
        yield ""
        for e in listed:
            label = f"**{escape(e.label)}**: " if e.label else ""
            more = f" And {e.more} more pairs of the same two figures." if e.more else ""
            yield f"- {label}{escape(e.relation.text)}{more}"
        yield ""


def _sums(report: ConflictReport) -> Iterator[str]:
    if not report.sums:
        return
    yield "## Parts and totals"
    yield ""
    for check in report.sums:
        total = report.claims.get(check.total)
        where = f" ({escape(source(total))})" if total else ""
        yield f"- {'✓ holds' if check.holds else '✗ does not hold'}: {escape(check.text)}{where}"
    yield ""


def _copies(report: ConflictReport) -> Iterator[str]:
    if not report.copies:
        return
    yield "## Articles counted as one source"
    yield ""
    for copy in report.copies:
        yield f"- {escape(copy.a)} and {escape(copy.b)} share {percent(copy.share)} of their text"
    yield ""


def _method(report: ConflictReport) -> Iterator[str]:
    method = report.method
    yield "## Method"
    yield ""
    yield METHOD
    yield ""
    if method.rates:
        yield "| currency | rate | day | source | claims |"
        yield "| --- | ---: | --- | --- | ---: |"
        for r in method.rates:
            yield f"| {r.currency} | {number(r.rate, 6)} for {r.base} 1 | {time(r.day)} | {escape(r.source)} | {r.claims} |"
        yield ""
    if method.unconverted:
        yield f"{method.unconverted} amounts could not be converted, because no rate is known."
        yield ""
    yield f"factbase {method.version}; knowledge files `{method.knowledge[:16]}` (SHA-256)."
