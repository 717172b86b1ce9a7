"""What the claims of a table come to: columns to reconciled items, without an object for each of a million rows.

An item is a subject, a measure and a date; its claims are weighed by `reconcile.truth`, all measures of a table together, and
its figure's value is one that a source states. Money in several currencies is compared in the base currency.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from factbase import edtf
from factbase.acyclic import acyclic
from factbase.model import Kind, Problem
from factbase.normalise import rates
from factbase.read.table import Table, claim_ids, kinds
from factbase.reconcile.truth import Ints, discover
from factbase.settings import Settings

SAME = 0.01
"""Values this close agree, as a share of the value, unless smaller differences are unusual in the measure."""
_CODE = re.compile("[A-Z]{3}")
"""What looks like the code of a currency."""


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
    return values[kept], kept, problems


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
    message = f"{common!r} is no date{times}{more}: such rows meet their like alone (EDTF: 2024-03-01, 2024-03, 2024)"
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
