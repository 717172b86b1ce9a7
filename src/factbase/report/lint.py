"""A draft's findings as text like a compiler's, as JSON, as SARIF 2.1.0 and as GitHub annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from factbase.check import LEVELS, MEANINGS, Finding, Outcome, Place
from factbase.model import Claim, Relation, plain
from factbase.report.text import conversion
from factbase.report.words import apart, as_of, label, printed, quantity, source, stated

_SHOWN = 3
"""Sources named for a finding; the rest are counted."""
_KINDS = {Outcome.SUPPORTED: "pass", Outcome.CONTRADICTED: "fail", Outcome.DISPUTED: "fail", Outcome.OUTDATED: "fail"}
"""What SARIF calls an outcome; the others are for review."""
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def message(finding: Finding) -> str:
    """The finding in a sentence."""
    said = stated(finding.claim)
    about = f" ({label(finding.figure)})" if finding.figure else ""
    match finding.outcome:
        case Outcome.SUPPORTED:
            return f"{said}{about}: supported by {_names(finding.agreeing)}"
        case Outcome.CONTRADICTED:
            gap = min((r.gap for _, r in finding.contrary if r.gap is not None), default=None)
            away = "" if gap is None else f", {apart(gap)}"
            return f"{said}{about}: contradicted by {_names(finding.contrary)}{away}"
        case Outcome.DISPUTED:
            return f"{said}{about}: disputed: {_names(finding.agreeing)} for it, {_names(finding.contrary)} against"
        case Outcome.OUTDATED if finding.newer:
            later = " ".join(filter(None, (quantity(finding.newer.value, finding.newer.unit), as_of(finding.newer.date))))
            return f"{said}{about}: out of date; right by {_names(finding.agreeing)}, now {later}"
        case Outcome.ELSEWHERE:
            nearest = finding.others[0][1]
            return f"{said}{about}: stated only otherwise ({nearest.kind}): {nearest.text}"
    meant = f"; did you mean {label(finding.figure)}?" if finding.figure else ""
    return f"{said}: not stated by any source in the base{meant}"


def _names(found: Sequence[tuple[Claim, Relation]]) -> str:
    names = list(dict.fromkeys(source(claim) for claim, _ in found))
    shown = ", ".join(names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def details(finding: Finding) -> Iterator[str]:
    """The sources' words, with the conversion, and what slip would mend it."""
    for found, word in ((finding.contrary, "against"), (finding.agreeing, "for")):
        seen: set[str] = set()
        for claim, _ in found:
            if (name := source(claim)) in seen:
                continue
            seen.add(name)
            if len(seen) > _SHOWN:
                break
            origin = ", ".join(part for part in (name, printed(claim.published)) if part)
            said = claim.sentence or claim.quote
            line = f"{word}: {stated(claim)} in {origin}" + (f": “{said}”" if said else "")
            yield line + (f" {conversion(claim)}" if conversion(claim) else "")
    if finding.outcome is Outcome.CONTRADICTED and (converted := conversion(finding.claim)):
        yield f"yours: {converted}"
    if finding.outcome in (Outcome.CONTRADICTED, Outcome.UNKNOWN):
        for slip in finding.slips[:1]:
            mended = f" ({quantity(slip.mended, slip.unit)})" if slip.mended is not None and slip.unit else ""
            yield f"perhaps: {slip.text}{mended}"


def _where(finding: Finding) -> str:
    place = finding.place
    return f"{finding.path}:{place.line}:{place.column}" if place else finding.path


def text(findings: Iterable[Finding], *, all: bool = True) -> Iterator[str]:
    """Lines like a compiler's: `draft.md:3:14: error: …`, the evidence indented below.

    Args:
        all: with what is supported or unknown; otherwise only what asks for attention.
    """
    for finding in findings:
        level = LEVELS[finding.outcome]
        if all or level != "note":
            yield f"{_where(finding)}: {level}: {message(finding)} [{finding.outcome}]"
            for line in details(finding):
                yield f"    {line}"


def json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Rows of JSON types."""
    return [
        {
            "path": f.path,
            **_flat(f.place),
            "outcome": f.outcome.value,
            "level": LEVELS[f.outcome],
            "message": message(f),
            "quote": f.claim.quote,
            "amount": plain(f.claim.amount),
            "unit": f.claim.unit,
            "figure": f.figure.id if f.figure else None,
            "newer": f.newer.id if f.newer else None,
            "agreeing": [c.id for c, _ in f.agreeing],
            "contrary": [c.id for c, _ in f.contrary],
            "others": [{"claim": c.id, "kind": r.kind, "text": r.text} for c, r in f.others],
            "slips": [{"kind": s.kind, "text": s.text} for s in f.slips],
        }
        for f in findings
    ]


def _flat(place: Place | None) -> dict[str, int | None]:
    names = ("line", "column", "end_line", "end_column")
    return {name: getattr(place, name) if place else None for name in names}


def github(findings: Iterable[Finding]) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the lines of a pull request; supported amounts are left out."""
    words = {"error": "error", "warning": "warning", "note": "notice"}
    for f in findings:
        if f.outcome is Outcome.SUPPORTED:
            continue
        at = (
            f",line={f.place.line},endLine={f.place.end_line},col={f.place.column},endColumn={f.place.end_column}"
            if f.place
            else ""
        )
        body = "\n".join([message(f), *details(f)])
        yield f"::{words[LEVELS[f.outcome]]} file={_property(f.path)}{at},title=factbase {f.outcome}::{_data(body)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Iterable[Finding], version: str) -> dict[str, Any]:
    """A SARIF 2.1.0 log, for code scanning and editors."""
    rules = [
        {
            "id": outcome.value,
            "shortDescription": {"text": MEANINGS[outcome]},
            "defaultConfiguration": {"level": LEVELS[outcome]},
        }
        for outcome in Outcome
    ]
    order = [outcome.value for outcome in Outcome]
    results = [
        {
            "ruleId": f.outcome.value,
            "ruleIndex": order.index(f.outcome.value),
            "level": LEVELS[f.outcome],
            "kind": _KINDS.get(f.outcome, "review"),
            "message": {"text": "\n".join([message(f), *details(f)])},
            "locations": [{"physicalLocation": _location(f)}],
            "partialFingerprints": {"claim/v1": f.claim.id},
        }
        for f in findings
    ]
    for result in results:
        if result["kind"] != "fail":  # SARIF 3.27.9: only a failure has a level
            result["level"] = "none"
    driver = {"name": "factbase", "version": version, "rules": rules}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _location(finding: Finding) -> dict[str, Any]:
    from pathlib import Path
    from urllib.parse import quote

    path = Path(finding.path)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if p := finding.place:
        location["region"] = {
            "startLine": p.line,
            "startColumn": p.column,
            "endLine": p.end_line,
            "endColumn": p.end_column,
            "snippet": {"text": finding.claim.quote},
        }
    return location
