"""A linter for the numbers in one's own text: every amount in a draft looked up in the base.

Each amount of the draft is compared with the claims of the base by the evidence that aligns claims. Equal amounts speak for one
thing, but unequal ones not against it, as a wrong amount is what is looked for. The likeliest series is then judged as
reconciliation would judge it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from factbase import edtf
from factbase.model import Claim, Diagnosis, Document, Figure, Problem, Relation, Series, Support
from factbase.normalise.convert import convert
from factbase.reconcile import compare
from factbase.reconcile.diagnose import diagnose
from factbase.reconcile.verdicts.judge import AGREEING, CLASHES, judge
from factbase.reconcile.views import View, view
from factbase.settings import Settings

CLEAR = 0.0
"""Bits of evidence from which two claims are taken to speak of one thing."""
CLOSE = 2.0
"""Bits within which another series is as likely as the likeliest."""
COMMON = 50
"""Series that a name may stand in and still tell what an amount is about."""
SLIPS = ("digits", "scale")
"""Slips of the pen that make an amount one which no source states."""
_NOT_EVIDENCE = {"printed", "place"}


class Outcome(StrEnum):
    """What the base says to an amount of the draft."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    OUTDATED = "outdated"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


MEANINGS = {
    Outcome.SUPPORTED: "A source in the base states this figure, and every other can be right too.",
    Outcome.CONTRADICTED: "The sources state this figure, and none of them allows the amount.",
    Outcome.DISPUTED: "The sources of this figure differ among themselves; some allow the amount, some do not.",
    Outcome.OUTDATED: "The sources that allow the amount tell of an earlier time; a later figure of the same thing differs.",
    Outcome.ELSEWHERE: "The sources state it only of another time, status or scope.",
    Outcome.UNKNOWN: "No source in the base states this figure.",
}
LEVELS = {
    Outcome.SUPPORTED: "note",
    Outcome.CONTRADICTED: "error",
    Outcome.DISPUTED: "warning",
    Outcome.OUTDATED: "warning",
    Outcome.ELSEWHERE: "note",
    Outcome.UNKNOWN: "note",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: lines and columns count from 1, `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What the base says to one amount of a draft.

    Attributes:
        claim: the amount as extracted from the draft.
        agreeing, contrary, others: claims of the base with the relation of the draft's claim to each.
        slips: what single slip in the draft would mend the contradiction, likeliest first.
        figure: the figure of the base that it was compared with.
        newer: the later figure of the same series, where that one is out of date.
    """

    path: str
    place: Place | None
    claim: Claim
    outcome: Outcome
    agreeing: tuple[tuple[Claim, Relation], ...] = ()
    contrary: tuple[tuple[Claim, Relation], ...] = ()
    others: tuple[tuple[Claim, Relation], ...] = ()
    slips: tuple[Diagnosis, ...] = ()
    figure: Figure | None = None
    newer: Figure | None = None


class Base:
    """The claims to check against, by series, ready for comparison.

    Args:
        claims, series, figures: of the base.
    """

    def __init__(self, claims: Iterable[Claim], series: Iterable[Series], figures: Iterable[Figure]) -> None:
        self._views = {c.id: view(c) for c in claims}
        self._series = {s.id: [self._views[c] for c in s.claims if c in self._views] for s in series}
        placed = {v.id for members in self._series.values() for v in members}
        self._series |= {v.id: [v] for v in self._views.values() if v.id not in placed}
        figures = list(figures)
        self._figure_of = {c: f for f in figures for c in f.claims}
        self._standing: dict[str, Figure] = {}  # the latest figure of each series, which no other supersedes
        for figure in sorted(figures, key=lambda f: (_last(f), f.id)):
            if figure.support is not Support.SUPERSEDED:
                self._standing[figure.series] = figure
        self._by_key: dict[object, set[str]] = {}
        for series_id, members in self._series.items():
            for member in members:
                for key in _keys(member):
                    self._by_key.setdefault(key, set()).add(series_id)

    def look_up(self, claim: Claim, path: str = "", place: Place | None = None) -> Finding:
        """What the base says to a claim of a draft."""
        draft = view(claim)
        # A draft repeats its sources: that it is written later does not make its figure a newer one.
        near = [[(v, judge(draft, v, ages=False)) for v in members] for members in self._near(draft)]
        if not near:
            slip, figure = self._slip(draft)
            return Finding(path, place, claim, Outcome.UNKNOWN, slips=slip, figure=figure)
        # Of several figures that it may be and that none agrees with, the one that most articles state.
        related = next((found for found in near if any(r.kind in AGREEING for _, r in found)), max(near, key=_witnesses))
        related = [(v, r) for v, r in related if not self._turned_down(v)] or related
        agreeing = sorted(((v, r) for v, r in related if r.kind in AGREEING), key=lambda each: AGREEING.index(each[1].kind))
        contrary = [(v, r) for v, r in related if r.kind in CLASHES]
        others = [(v, r) for v, r in related if r.kind not in (*AGREEING, *CLASHES)]
        if agreeing and contrary:
            outcome = Outcome.DISPUTED
        elif agreeing:
            outcome = Outcome.SUPPORTED
        elif contrary:
            outcome = Outcome.CONTRADICTED
        else:
            outcome = Outcome.ELSEWHERE if others else Outcome.UNKNOWN
        slips = diagnose([(draft, v) for v, _ in contrary]) if contrary else ()
        nearest = (agreeing or contrary or others)[0][0]
        newer = self._newer(draft, [v for v, _ in agreeing])
        if newer is not None:
            outcome = Outcome.OUTDATED
        return Finding(
            path,
            place,
            claim,
            outcome,
            _claims(agreeing),
            _claims(contrary),
            _claims(others),
            tuple(s for s in slips if s.claim == claim.id),
            self._figure_of.get(nearest.id),
            newer,
        )

    def _turned_down(self, v: View) -> bool:
        """Whether a person who settled a claim's figure found another amount to be right: the claim then says nothing."""
        figure, claim = self._figure_of.get(v.id), v.claim
        if figure is None or figure.support is not Support.SETTLED or claim.unit != figure.unit:
            return False
        low, high = claim.interval.low, claim.interval.high
        below = high is not None and figure.low is not None and high < figure.low
        return below or (low is not None and figure.high is not None and low > figure.high)

    def _slip(self, draft: View) -> tuple[tuple[Diagnosis, ...], Figure | None]:
        """Of an amount that no source states: the slip that would make it one that is told of the same party or name, with the
        figure of that. A hint, no contradiction, as it may well be another figure."""
        named = {key for key in _keys(draft) if isinstance(key, tuple) and key[0] in ("party", "name")}
        beside = {series for key in named for series in self._by_key.get(key, ()) if len(self._by_key[key]) <= COMMON}
        members = [v for series in sorted(beside) for v in self._series[series] if v.dimension == draft.dimension]
        found: list[tuple[float, Diagnosis, View]] = []
        for v in members:
            slips = [s for s in diagnose([(draft, v)]) if s.kind in SLIPS and s.claim == draft.id]
            found += [(slip.weight, slip, v) for slip in slips[:1]]
        if not found:
            return (), None
        _, slip, right = max(found, key=lambda each: (each[0], each[2].id))
        return (slip,), self._figure_of.get(right.id)

    def _newer(self, draft: View, agreeing: Sequence[View]) -> Figure | None:
        """The figure that has replaced all those which allow an amount; None where the draft itself says of which time it is."""
        figures = [self._figure_of.get(v.id) for v in agreeing]
        if draft.claim.date or not figures or any(f is None or f.support is not Support.SUPERSEDED for f in figures):
            return None
        return next((self._standing.get(f.series) for f in figures if f is not None), None)

    def _near(self, draft: View) -> list[list[View]]:
        """The series that may be what the draft speaks of, the likeliest first, by the mean evidence over their claims. A draft
        is not contradicted by one of them where another, hardly less likely, agrees with it."""
        candidates: dict[str, int] = {}
        for key in _keys(draft):
            for series in self._by_key.get(key, ()):
                candidates[series] = candidates.get(series, 0) + 1
        scored = []
        for series in candidates:
            members = [v for v in self._series[series] if v.dimension == draft.dimension]
            if members:
                scores = [evidence(draft, v) for v in members]
                mean, best = sum(scores) / len(scores), max(zip(scores, members, strict=True), key=lambda each: each[0])
                scored.append((mean, best[0], series, members, best[1]))
        scored.sort(key=lambda s: (-s[0], -s[1], s[2]))
        near = [members for mean, _, _, members, _ in scored if mean > CLEAR and mean >= scored[0][0] - CLOSE]
        if near:
            return near
        # a series of many kinds of words, of which one states this very amount in words like these
        alike = sorted((s for s in scored if s[1] > CLOSE), key=lambda s: (-s[1], s[2]))
        return [members for _, _, _, members, best in alike if judge(draft, best, ages=False).kind in AGREEING][:1]


def _last(figure: Figure) -> dt.date:
    """The last day that a figure is of; the first of all for one without a time."""
    return (edtf.parse(figure.date).latest or dt.date.max) if figure.date else dt.date.min


def _witnesses(found: Sequence[tuple[View, Relation]]) -> int:
    return len({v.claim.doc for v, _ in found})


def _claims(found: Sequence[tuple[View, Relation]]) -> tuple[tuple[Claim, Relation], ...]:
    return tuple((v.claim, r) for v, r in found)


def _keys(v: View) -> set[object]:
    """What two claims of one thing are likely to share at least one of."""
    keys: set[object] = (
        {("party", p) for p in v.payer | v.payee} | {("word", w) for w in v.measure} | {("name", n) for n in v.names}
    )
    keys |= {("programme", v.programme)} if v.programme else set()
    keys |= {("concept", v.claim.concept)} if v.claim.concept else set()
    return keys | {("digits", v.digits)}


def evidence(a: View, b: View) -> float:
    """Bits of evidence that two claims measure one thing. Their amounts may speak for it, never against."""
    weights = [(step.slot, step.weight or 0.0) for step in compare.waterfall(a, b)]
    return sum(max(0.0, bits) if slot == "amount" else bits for slot, bits in weights if slot not in _NOT_EVIDENCE)


def check(
    paths: Iterable[str | Path], base: Base, settings: Settings | None = None, day: str | None = None
) -> tuple[list[Finding], list[Problem]]:
    """Look up every amount of the drafts.

    Args:
        day: ISO day that an undated draft is taken to be of, by which its currencies are converted.

    Returns:
        what the base says to each amount, and what was wrong with the drafts, with a note on rates of a day that was assumed.
    """
    from factbase.extract.claims import extract
    from factbase.read import items

    findings: list[Finding] = []
    problems: list[Problem] = []
    settings = settings or Settings()
    for item in items(paths, settings):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if isinstance(item, Claim):
            claims, path = [item], item.doc
            where: Callable[[Claim], Place | None] = _nowhere
        else:
            document = item if item.published or not day else item.model_copy(update={"published": day})
            claims, found = extract(document)
            problems += found
            where, path = places(document), document.path or "-"
        rated = False
        for claim in claims:
            converted, more = convert(claim, settings)
            problems += more
            rated |= converted.conversion is not None and claim.unit != settings.base_currency
            findings.append(base.look_up(converted, path, where(claim)))
        if rated and isinstance(item, Document) and not item.published:
            message = f"it gives no date: its currencies are converted at the rates of {day or 'a day assumed'} (--date)"
            problems.append(Problem(severity="note", code="check.undated", message=message, source=path))
    return findings, problems


def _nowhere(claim: Claim) -> None:
    """The place of a claim that comes from a table."""


def places(document: Document) -> Callable[[Claim], Place | None]:
    """Where each claim stands in the document's file, for claims in order.

    Reading takes front matter and markup off, so offsets in the text are not offsets in the file. A text that the file holds
    as it is gives exact places; of a page each quote is looked for after the one before it.
    """
    text = document.text
    raw = text
    if document.path:
        raw = Path(document.path).read_bytes().decode("utf-8", errors="replace")
    shift = raw.find(text)
    last = 0

    def place(claim: Claim) -> Place | None:
        nonlocal last
        start = shift + claim.start if shift >= 0 else raw.find(claim.quote, last)
        if start < 0:
            return None
        last = start
        end = start + len(claim.quote)
        return Place(*_position(raw, start), *_position(raw, end))

    return place


def _position(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def counts(findings: Iterable[Finding]) -> Mapping[Outcome, int]:
    """Number of findings by outcome."""
    listed = [f.outcome for f in findings]
    return {outcome: listed.count(outcome) for outcome in Outcome}
