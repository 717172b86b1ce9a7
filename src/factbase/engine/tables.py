"""Tables of claims in the base: the rows that a table and its figures are there, made column by column."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from factbase import edtf
from factbase.acyclic import acyclic
from factbase.engine.fusing import Item, fuse
from factbase.model import Document, Kind, Problem, Support, Verdict, content_id
from factbase.normalise.intervals import from_amount
from factbase.read.table import Table, claim_ids, kinds
from factbase.reconcile.work import aside
from factbase.settings import Settings

if TYPE_CHECKING:
    from factbase.store import Store

LARGE = 50_000
"""Rows from which on it is worth while to start a process."""
PAIRS = 20
"""Most pairs of claims that one conflict of a table lists: the furthest apart."""
_Row = tuple[object, ...]


def document(table: Table) -> Document:
    """The table as the base lists it: a few words instead of its rows, with the hash of its content."""
    text = f"Table of {len(table.lines)} claims by {len(set(table.sources))} sources, SHA-256 {table.digest}."
    return Document(name=table.name, text=text, path=table.path)


def take(
    store: Store,
    table: Table,
    settings: Settings,
    right: frozenset[str] = frozenset(),
    wrong: frozenset[str] = frozenset(),
    jobs: int = 1,
) -> list[Problem]:
    """Put a table and its figures into the base in place of what it held before under this name, and say what is wrong with it.

    Args:
        right, wrong: ids of claims that a person judged.
        jobs: with two, what the claims come to is worked out while they are put in.
    """
    with aside(lambda: fuse(table, settings, right, wrong), jobs if len(table.lines) >= LARGE else 1) as fused:
        keep(store, table, fused)
        return fused()[1]


@acyclic()
def keep(store: Store, table: Table, fused: Callable[[], tuple[list[Item], list[Problem]]]) -> None:
    """Put a table and its figures into the base.

    Args:
        fused: gives what `fuse` came to; it is asked when the claims are in.
    """
    from factbase.store.bulk import put_table

    home = document(table)
    ids, sorts = claim_ids(table), kinds(table)

    @cache
    def disputes() -> list[_Dispute]:
        return [(item, _against(table, item)) for item in fused()[0] if _verdict(item)[0] is Verdict.CONFLICT]

    put_table(
        store,
        home,
        lambda: fused()[1],
        {
            "claim": lambda: _claims(table, ids, sorts),
            "series": lambda: _series(table, fused()[0], sorts),
            "series_claim": lambda: _series_claims(table, fused()[0], ids),
            "figure": lambda: _figures(table, fused()[0], sorts),
            "figure_claim": lambda: _members(table, fused()[0], ids),
            "conflict": lambda: _conflicts(table, disputes()),
            "conflict_claim": lambda: _conflict_claims(table, disputes(), ids),
            "conflict_pair": lambda: _conflict_pairs(table, disputes(), ids),
        },
        written=chain((table.name,), table.sources, table.subjects, table.measures, table.values, table.units, table.dates),
    )


_Sorts = Sequence[tuple[Kind, str]]
"""Kind and unit of each row."""


def _claims(table: Table, ids: list[str], sorts: _Sorts) -> Iterator[_Row]:
    name = json.dumps(table.name)[1:-1]
    known: dict[tuple[str, int, Kind], tuple[_Row, _Row]] = {}  # a table says few things in many rows
    columns = (table.cells, sorts, table.values, table.dates, table.measures, table.subjects, table.sources, table.lines)
    for i, found, (kind, unit), value, date, measure, subject, source, line in zip(ids, *columns, strict=True):
        if found.amount is None:
            continue
        key = value, id(found), kind
        stated = known.get(key)
        if stated is None:
            stated = known[key] = _stated(found.amount, value, kind)
        steps = f'[{{"slot":"amount","rule":"table","text":"line {line} of {name}"}}]'
        yield (
            i, source, value, *stated[0], unit, *stated[1], *_days(date.strip()), measure, subject, source, steps,
        )  # fmt: skip


def _stated(amount: Decimal, value: str, kind: Kind) -> tuple[_Row, _Row]:
    """Kind and amount, and the ends of the interval, as columns hold them."""
    interval = from_amount(amount, quote=value, kind=kind)
    low = amount if interval.low is None else interval.low
    high = amount if interval.high is None else interval.high
    return (kind.value, str(amount), float(amount)), (str(low), float(low), str(high), float(high))


@lru_cache(maxsize=1 << 16)
def _days(date: str) -> tuple[str | None, str | None, str | None]:
    """A date with its first and last day; nothing of what is no date (`_dates` says so)."""
    if not edtf.valid(date):
        return None, None, None
    when = edtf.parse(date)
    earliest = when.earliest.isoformat() if when.earliest else None
    return date, earliest, when.latest.isoformat() if when.latest else None


@lru_cache(maxsize=1 << 18)
def _id(kind: str, table: str, *parts: str) -> str:
    return content_id(kind, table, *parts)


def _series_id(table: Table, item: Item) -> str:
    return _id("series", table.name, item.subject, item.measure)


def _figure_id(table: Table, item: Item) -> str:
    return _id("figure", table.name, item.subject, item.measure, item.date)


def _conflict_id(table: Table, item: Item) -> str:
    return _id("conflict", table.name, item.subject, item.measure, item.date)


def _by_series(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items of one subject and measure together; they come in that order."""
    group: list[Item] = []
    for item in items:
        if group and (group[0].subject, group[0].measure) != (item.subject, item.measure):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _series(table: Table, items: Sequence[Item], sorts: _Sorts) -> Iterator[_Row]:
    for group in _by_series(items):
        first = group[0]
        kind, unit = sorts[first.chosen]
        label = f"{first.subject}: {first.measure}"
        digest = content_id(*(item.date for item in group), *(table.values[item.chosen] for item in group))
        yield _series_id(table, first), label, kind.value, unit, first.subject, first.measure, digest


def _series_claims(table: Table, items: Sequence[Item], ids: list[str]) -> Iterator[_Row]:
    for group in _by_series(items):
        series = _series_id(table, group[0])
        for position, row in enumerate(row for item in group for row in item.rows):
            yield series, position, ids[row]


def _figures(table: Table, items: Sequence[Item], sorts: _Sorts) -> Iterator[_Row]:
    for item in items:
        unit = sorts[item.chosen][1]
        value = _amount(table, item.chosen)
        beside = [_amount(table, row) for row in item.agree if sorts[row][1] == unit]
        low, high = min(beside, default=value), max(beside, default=value)
        verdict, support = _verdict(item)
        date, earliest, latest = _days(item.date)
        text = f"{item.sources} sources; {item.share:.0%} of the trust that they have stands with it."
        steps = json.dumps([{"slot": "value", "rule": "truth discovery", "text": text}], separators=(",", ":"))
        label = f"{item.subject}: {item.measure}" + (f", as of {item.date}" if item.date else "")
        digest = content_id(value, low, high, verdict, item.share, item.sources)
        yield (
            _figure_id(table, item), _series_id(table, item), label, str(value), float(value), str(low), float(low), str(high),
            float(high), unit, date, earliest, latest, verdict.value, support.value, item.sources, item.subject, item.measure,
            steps, digest,
        )  # fmt: skip


def _verdict(item: Item) -> tuple[Verdict, Support]:
    if item.sources == 1:
        return Verdict.SINGLE, Support.SINGLE
    if len(item.agree) == len(item.rows):
        return Verdict.AGREE, Support.CORROBORATED
    return Verdict.CONFLICT, Support.CONFLICTED


def _members(table: Table, items: Sequence[Item], ids: list[str]) -> Iterator[_Row]:
    for item in items:
        figure = _figure_id(table, item)
        for position, row in enumerate(item.rows):
            yield figure, position, ids[row]


def _amount(table: Table, row: int) -> Decimal:
    amount = table.cells[row].amount
    assert amount is not None
    return amount


def _against(table: Table, item: Item) -> list[int]:
    """The rows that cannot be right if the chosen one is, furthest first."""
    agree = set(item.agree)
    rows = [row for row in item.rows if row not in agree]
    return sorted(rows, key=lambda row: (-_gap(table, row, item.chosen), row))[:PAIRS]


def _gap(table: Table, row: int, other: int) -> float:
    a, b = float(_amount(table, row)), float(_amount(table, other))
    return abs(a - b) / max(abs(a), abs(b)) if a != b else 0.0


_Dispute = tuple[Item, list[int]]
"""An item and the rows that cannot be right if the chosen one is."""


def _conflicts(table: Table, disputes: Sequence[_Dispute]) -> Iterator[_Row]:
    for item, against in disputes:
        furthest = against[0]
        others = len(item.rows) - len(item.agree)
        reason = (
            f"{item.subject}: {item.measure}{f', as of {item.date}' if item.date else ''}: {table.sources[item.chosen]} says "
            f"{table.values[item.chosen]}, {table.sources[furthest]} {table.values[furthest]}; "
            f"{others} of {len(item.rows)} claims {'differs' if others == 1 else 'differ'} from the value that is trusted most."
        )
        gap = _gap(table, furthest, item.chosen)
        yield _conflict_id(table, item), _figure_id(table, item), gap, reason, content_id(reason, gap, len(item.rows))


def _conflict_claims(table: Table, disputes: Sequence[_Dispute], ids: list[str]) -> Iterator[_Row]:
    for item, against in disputes:
        conflict = _conflict_id(table, item)
        for position, row in enumerate([item.chosen, *against]):
            yield conflict, position, ids[row]


def _conflict_pairs(table: Table, disputes: Sequence[_Dispute], ids: list[str]) -> Iterator[_Row]:
    for item, against in disputes:
        conflict = _conflict_id(table, item)
        for position, row in enumerate(against):
            a, b = sorted((ids[item.chosen], ids[row]))
            yield conflict, position, a, b
