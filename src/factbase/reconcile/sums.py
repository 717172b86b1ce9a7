"""Parts against the total that a text gives, in one article.

A total and its parts stand near one another, in one unit: a run of amounts after the total ("€ 12 million, of which € 7 million
... and € 5 million ...") or before it. A run that adds up is a sum, whatever words announce it; one that does not is reported
only where the words say that the list is complete ("consists of", "bestaande uit").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from factbase.model import Claim, Interval, Kind, SumCheck
from factbase.reconcile.comparisons import parties, things, times
from factbase.reconcile.views import View
from factbase.reconcile.views.amounts import meets
from factbase.reconcile.views.words import language

REACH = 1200
"""How far from its total, in characters, the last part may stand."""
MOST = 5
"""The most parts that a run has."""
EXACT, ANNOUNCED = Decimal("0.01"), Decimal("0.04")
"""How near the parts must come to the total, as a share of it: where no words announce them, and where some do."""


def sums(views: Sequence[View]) -> tuple[SumCheck, ...]:
    """Every total with its parts, and whether they add up; one list of parts has one total."""
    rows: dict[tuple[str, str, str, str], list[View]] = defaultdict(list)
    for v in views:
        if v.claim.kind in (Kind.MONEY, Kind.COUNT, Kind.PERCENT) and v.claim.subject is None:
            unit = v.claim.unit if v.claim.kind is Kind.MONEY else v.claim.kind.value
            rows[v.claim.doc, v.dimension, v.claim.per or "", unit].append(v)
    found: list[SumCheck] = []
    for key in sorted(rows):
        found += _in_row(sorted(rows[key], key=lambda v: (v.claim.start, v.claim.end)))
    return tuple(sorted(found, key=lambda s: (s.total, s.parts)))


def _in_row(row: Sequence[View]) -> Iterator[SumCheck]:
    """The sums among the amounts of one unit in one article; parts belong to the total that is announced best, then nearest."""
    taken: set[str] = set()
    found = sorted(_candidates(row), key=lambda c: (not c.holds, -c.words, c.distance, -len(c.parts), c.total.start))
    for sum_ in found:
        ids = {p.id for p in sum_.parts}
        if not ids & taken:
            taken |= ids
            yield _check(sum_.total, sum_.parts, sum_.holds)


class _Candidate(NamedTuple):
    total: Claim
    parts: tuple[Claim, ...]
    holds: bool
    words: int
    distance: int


def _candidates(row: Sequence[View]) -> Iterator[_Candidate]:
    for at, view in enumerate(row):
        total = view.claim
        if total.amount_high is not None:
            continue
        for parts in _runs(row, at):
            words = max(_announced(c) for c in (total, *parts))
            added = sum(p.amount for p in parts)
            near = abs(added - total.amount) <= (ANNOUNCED if words else EXACT) * abs(total.amount)
            distance = min(abs(p.start - total.start) for p in parts)
            if meets(_added(parts), total.interval) and near and (words or total.kind is not Kind.PERCENT):
                yield _Candidate(total, parts, True, words, distance)
            elif words == 2 and total.context and {p.context for p in parts} == {total.context} and len(parts) == len(row) - 1:
                yield _Candidate(total, parts, False, words, distance)


def _runs(row: Sequence[View], at: int) -> Iterator[tuple[Claim, ...]]:
    """Runs of amounts after the total or before it that could be its parts: each smaller, of its kind, none said twice."""
    total = row[at]
    for side in (row[at + 1 :], row[:at][::-1]):
        for skip in (0, 1):
            run: list[View] = []
            for v in side[skip:]:
                if abs(v.claim.start - total.claim.start) > REACH or len(run) == MOST:
                    break
                if v.claim.amount >= total.claim.amount or any(v.claim.amount == other.claim.amount for other in run):
                    continue
                if v.claim.amount <= 0 or not _part(v, total, run):
                    break
                run.append(v)
                if len(run) > 1:
                    yield tuple(sorted((x.claim for x in run), key=lambda c: c.start))


def _part(v: View, total: View, run: Sequence[View]) -> bool:
    """Whether an amount could be a part of the total, beside the parts found so far."""
    if v.claim.amount_high is not None or (
        parties.payer(v, total).level.startswith("unlike") and not (v.payer | v.payee) & (total.payer | total.payee)
    ):
        return False
    if times.time(v, total).level in ("other plan", "other period", "part period", "far"):
        return False
    return v.claim.kind is not Kind.COUNT or things.noun(v, run[0] if run else total).level != "unlike"


def _added(parts: Sequence[Claim]) -> Interval:
    lows, highs = [p.low for p in parts], [p.high for p in parts]
    low = None if None in lows else sum((x for x in lows if x is not None), Decimal(0))
    high = None if None in highs else sum((x for x in highs if x is not None), Decimal(0))
    return Interval(low=low, high=high)


@lru_cache(maxsize=8)
def _words(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = language(lang)["sums"]
    complete, partial = (re.compile(rf"\b(?:{'|'.join(map(re.escape, table[k]))})\b", re.I) for k in ("complete", "partial"))
    return complete, partial


@lru_cache(maxsize=20_000)
def _says(sentence: str, lang: str) -> int:
    complete, partial = _words(lang)
    return 2 if complete.search(sentence) else 1 if partial.search(sentence) else 0


def _announced(claim: Claim) -> int:
    """2 where the claim's sentence says that a list of parts is complete, 1 where it speaks of parts, else 0."""
    return _says(claim.sentence or "", claim.lang or "en")


def _check(total: Claim, parts: Sequence[Claim], holds: bool) -> SumCheck:
    added = _added(parts)
    listed = " + ".join(p.quote for p in parts)
    verb = "add up to" if holds else "do not add up to"
    return SumCheck(
        total=total.id,
        parts=tuple(p.id for p in parts),
        holds=holds,
        low=added.low,
        high=added.high,
        unit=total.unit,
        text=f"In {total.publisher or total.doc}, {listed} {verb} {total.quote}.",
    )
