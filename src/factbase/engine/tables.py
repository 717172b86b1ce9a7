"""Tables of claims: from columns to reconciled figures, without an object for each of a million rows.

An item is a subject, a measure and a date; its claims are weighed by `reconcile.truth`, all measures of a table together, and
its figure's value is one that a source states. Money in several currencies is compared in the base currency.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from factbase import edtf
from factbase.model import Document, Kind, Problem, Support, Verdict, content_id
from factbase.normalise import rates
from factbase.normalise.intervals import from_amount
from factbase.read.table import Table, claim_ids, kinds
from factbase.reconcile.truth import Ints, discover
from factbase.reconcile.work import acyclic, aside
from factbase.settings import Settings

if TYPE_CHECKING:
    from factbase.store import Store

SAME = 0.01
"""Values this close agree, as a share of the value, unless smaller differences are unusual in the measure."""
GREATEST = 1e300
"""Amounts beyond it, either way, count as this much where they are compared: differences of any two must be numbers, too."""
LARGE = 50_000
"""Rows from which on it is worth while to start a process."""
PAIRS = 20
"""Most pairs of claims that one conflict of a table lists: the furthest apart."""
_CODE = re.compile("[A-Z]{3}")
"""What looks like the code of a currency."""
_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One subject, measure and date of a table with what its claims come to.

    Attributes:
        rows: its claims, as rows of the table. chosen: the row whose value stands.
        agree: those of the rows whose value is as good as the same. share: the share of trust that stands with it.
        sources: how many state something.
    """

    subject: str
    measure: str
    date: str
    rows: Sequence[int]
    chosen: int
    agree: Sequence[int]
    share: float
    sources: int


@acyclic()
def fuse(
    table: Table, settings: Settings, right: frozenset[str] = frozenset(), wrong: frozenset[str] = frozenset()
) -> tuple[list[Item], list[Problem]]:
    """What the claims of a table come to, item by item, in order of subject, measure and date.

    Args:
        right, wrong: ids of claims that a person judged.
    """
    sorts = kinds(table)
    said = np.flatnonzero([found.amount is not None for found in table.cells])
    values, comparable, problems = _values(table, said.tolist(), sorts, settings)
    problems += _dates(table)
    rows = said[comparable]
    if not len(rows):
        return [], problems
    subject, subjects = _codes(table.subjects, rows)
    measure, measures = _codes(table.measures, rows)
    date, dates = _codes(list(map(str.strip, table.dates)), rows)
    source, _ = _codes(table.sources, rows)
    whole = (subject * len(measures) + measure) * len(dates) + date
    item = np.unique(whole, return_inverse=True)[1].astype(np.int64)
    ids = claim_ids(table) if right or wrong else []
    judged = [np.array([ids[i] in which for i in rows]) if which else None for which in (right, wrong)]
    votes = _votes(source, item, values)
    found = discover(
        source[votes], measure[votes], item[votes], values[votes], *(None if mask is None else mask[votes] for mask in judged)
    )
    chosen = votes[found.chosen]
    apart = np.abs(values - values[chosen[item]])
    agrees = apart <= np.maximum(np.minimum(found.usual[measure], SAME * np.abs(values)), 1e-9 * np.abs(values))
    order = np.argsort(item, kind="stable")
    count = int(item.max()) + 1
    edges = np.searchsorted(item[order], np.arange(count + 1))
    agreeing = order[agrees[order]]
    ends = np.searchsorted(item[agreeing], np.arange(count + 1)).tolist()
    stating = np.bincount(item[votes], minlength=count)
    first = order[edges[:-1]]
    members, agree = rows[order].tolist(), rows[agreeing].tolist()
    columns = (subject[first], measure[first], date[first], edges[:-1], edges[1:], rows[chosen], found.share, stating)
    return [
        Item(
            subject=subjects[s],
            measure=measures[m],
            date=dates[d],
            rows=members[start:end],
            chosen=row,
            agree=agree[ends[number] : ends[number + 1]],
            share=share,
            sources=several,
        )
        for number, (s, m, d, start, end, row, share, several) in enumerate(zip(*(c.tolist() for c in columns), strict=True))
    ], problems


def _codes(column: Sequence[str], rows: Ints) -> tuple[Ints, list[str]]:
    """The names in some rows of a column as numbers in order of name, so that nothing depends on the order of rows."""
    names = column if len(rows) == len(column) else [column[i] for i in rows]
    every = sorted(set(names))
    number = {name: at for at, name in enumerate(every)}
    return np.fromiter(map(number.__getitem__, names), dtype=np.int64, count=len(names)), every


def _votes(source: Ints, item: Ints, values: NDArray[np.float64]) -> Ints:
    """One claim for each source and item, in order: where a source contradicts itself, what is nearest to the item's median."""
    order = np.lexsort((values, item))
    starts = np.searchsorted(item[order], np.arange(int(item.max()) + 2))
    median = values[order][(starts[:-1] + starts[1:] - 1) // 2][item]
    order = np.lexsort((values, np.abs(values - median), source, item))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (item[order][1:] != item[order][:-1]) | (source[order][1:] != source[order][:-1])
    return np.asarray(order[first])


def _values(
    table: Table, said: Sequence[int], sorts: Sequence[tuple[Kind, str]], settings: Settings
) -> tuple[NDArray[np.float64], NDArray[np.bool_], list[Problem]]:
    """The rows' values in a unit that a measure's rows share; which of the rows have one; and what has no rate.

    Args:
        said: the rows that state an amount. sorts: kind and unit of each row of the table.
    """
    amounts = [found.amount for found in table.cells if found.amount is not None]
    currencies: dict[str, set[str]] = {}
    for measure, (kind, unit) in {(table.measures[i], sorts[i]) for i in said}:
        if kind is Kind.MONEY:
            currencies.setdefault(measure, set()).add(unit)
    mixed = {measure for measure, units in currencies.items() if len(units) > 1}
    strange = {(measure, unit) for measure, unit in set(zip(table.measures, table.units, strict=True)) if measure in currencies}
    strange = {(measure, unit) for measure, unit in strange if _CODE.fullmatch(unit.strip())}
    problems: list[Problem] = []
    kept = np.ones(len(said), dtype=bool)

    def left_out(at: int, row: int, code: str, message: str) -> None:
        kept[at] = False
        where = f"line {table.lines[row]}"
        problems.append(Problem(severity="warning", code=code, message=message, source=table.path, position=where))

    for at, i in enumerate(said if mixed or strange else ()):
        kind, unit = sorts[i]
        if kind is not Kind.MONEY and (table.measures[i], table.units[i]) in strange:
            left_out(at, i, "unit.unknown", f"{unit!r} is no currency known here: not compared with amounts of money")
        elif table.measures[i] in mixed and kind is Kind.MONEY:
            rate = _rate(unit, settings.base_currency, table.dates[i].strip(), settings)
            if rate is None:
                when = table.dates[i] or "a row without a date"
                left_out(at, i, "rate.missing", f"no rate of {unit} is known for {when}: not compared")
                continue
            amounts[at] = amounts[at] / rate
    values = np.fromiter(map(float, amounts), dtype=np.float64, count=len(amounts))
    return np.clip(values, -GREATEST, GREATEST)[kept], kept, problems


def _dates(table: Table) -> list[Problem]:
    """What is wrong with the dates, in one sentence, as it may be wrong with all of them."""
    none = {date for date in set(table.dates) if date.strip() and not edtf.valid(date.strip())}
    if not none:
        return []
    count = Counter(date for date in table.dates if date in none)
    common, rows = min(count.items(), key=lambda each: (-each[1], each[0]))
    times = f" (in {rows} rows)" if rows > 1 else ""
    others = count.total() - rows
    more = f", nor is that of {others} other {'row' if others == 1 else 'rows'}" if others else ""
    message = f"{common!r} is no date{times}{more}: left out (EDTF: 2024-03-01, 2024-03, 2024)"
    where = f"line {table.lines[table.dates.index(common)]}"
    return [Problem(severity="warning", code="read.date", message=message, source=table.path, position=where)]


@lru_cache(maxsize=65536)
def _rate(unit: str, base: str, date: str, settings: Settings) -> Decimal | None:
    if unit == base:
        return Decimal(1)
    if not edtf.valid(date):
        return None
    when = edtf.parse(date)
    if when.earliest is None or when.latest is None:
        return None
    span = rates.span(unit, base, when.earliest, when.latest, settings.rates)
    return span.mean if span else None


# --- into the base ------------------------------------------------------------------------------


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
    a, b = (max(-GREATEST, min(GREATEST, float(_amount(table, n)))) for n in (row, other))
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
            f"{others} of {len(item.rows)} claims differ from the value that is trusted most."
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
