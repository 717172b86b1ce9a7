"""Tables of claims: `source,subject,measure,value,unit,date`, the value as published.

Where a cell leaves open whether a comma or a point parts thousands from decimals, what the same source writes elsewhere tells. A
unit may hold the scale of its cells ("mln euro").
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from factbase import edtf
from factbase.model import Claim, Kind, Problem, Step
from factbase.plural import count
from factbase.read.cell import Cell, cell, currency, decimal_mark, factor, scaled
from factbase.read.dates import given

COLUMNS = ("source", "subject", "measure", "value", "unit", "date")
_NEEDED = ("source", "subject", "measure", "value")


class _Reader(Protocol):
    """What a reader of CSV is, for types."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """A table of claims by column, all columns equally long.

    Attributes:
        name: the file's stem. path: the file. digest: SHA-256 of its content.
        lines: each row's line in the file.
        sources, subjects, measures, values, units, dates: the columns as published, units without a scale, as `cells` hold it.
        cells: what each value states.
    """

    name: str
    path: str
    digest: str
    lines: list[int]
    sources: list[str]
    subjects: list[str]
    measures: list[str]
    values: list[str]
    units: list[str]
    dates: list[str]
    cells: list[Cell]


def read(content: str, name: str, path: str) -> tuple[Table | None, list[Problem]]:
    """A table from the content of its file, and what was wrong; None where it is no table of claims.

    How a source parts decimals is told by its own clear cells, so cells are read after all rows were seen.
    """
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content))
    problems: list[Problem] = []

    def problem(code: str, message: str, severity: str = "error", line: int | None = None) -> None:
        where = {"source": path, "position": f"line {line or reader.line_num}"}
        problems.append(Problem.model_validate({"severity": severity, "code": code, "message": message, **where}))

    columns: tuple[list[str], ...] = ([], [], [], [], [], [])
    lines: list[int] = []
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        if fault := _header(header):
            problem("read.table", f"not read: {fault}")
            return None, problems
        _rows(reader, header, columns, lines, problem)
    except csv.Error as error:
        problem("read.table", f"the rest is not read: no CSV ({error})")
    _leave_nameless(columns, lines, problem)
    if not lines and not problems:
        problem("read.empty", "there are no rows in it", line=1)
    if not lines:
        return None, problems
    sources, subjects, measures, values, units, dates = columns
    said = {date: given(date) or date for date in set(dates) if date.strip() and not edtf.valid(date.strip())}
    dates = [said.get(date, date) for date in dates] if said else dates
    votes: dict[str, int] = {}
    for source, value in zip(sources, values, strict=True):
        if style := decimal_mark(value):
            votes[source] = votes.get(source, 0) + style
    cells = [
        cell(value, None if not (vote := votes.get(source)) else vote > 0) for source, value in zip(sources, values, strict=True)
    ]
    units = _scale(cells, values, units)
    if open_ := [at for at, found in enumerate(cells) if found.unclear and "." in values[at] and not votes.get(sources[at])]:
        point, more = values[open_[0]], len(open_) - 1
        more_so = f", as {'is 1 other' if more == 1 else f'are {more} others'}" if more else ""
        told = f"{point!r} is read with a point of decimals{more_so}: nothing else of its source tells; write 118000 or 118,000"
        problem("read.point", told, "note", lines[open_[0]])
    empty = Counter(value for value, found in zip(values, cells, strict=True) if found.amount is None)
    for value, rows in empty.most_common():
        first = next(line for line, other in zip(lines, values, strict=True) if other == value)
        times = f" (so in {rows} rows)" if rows > 1 else ""
        problem("read.cell", f"no figure in {value!r}{times}: left out", "note", first)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Table(name, path, digest, lines, sources, subjects, measures, values, units, dates, cells), problems


def _scale(cells: list[Cell], values: list[str], units: list[str]) -> list[str]:
    """Bring the cells to single units where their column of units holds a scale ("mln euro") that they do not give themselves,
    and return the units without it."""
    factors = {unit: scale for unit in set(units) if (scale := factor(unit))}
    if not factors:
        return units
    for at, (found, value, unit) in enumerate(zip(cells, values, units, strict=True)):
        if found.amount is not None and unit in factors and not scaled(value):
            cells[at] = replace(found, amount=found.amount * factors[unit][0])
    return [factors[unit][1] if unit in factors else unit for unit in units]


def _header(header: list[str]) -> str | None:
    """What is wrong with the first line of a table, None where nothing is."""
    if absent := [column for column in _NEEDED if column not in header]:
        needs = f"a table of claims needs the columns {', '.join(COLUMNS)} in its first line; missing "
        return f"{needs}{', '.join(absent)}; found {', '.join(header)[:200] or 'nothing'}"
    if twice := [column for column in COLUMNS if header.count(column) > 1]:
        return f"the column {twice[0]} is there twice in its first line"
    return None


def _rows(
    reader: _Reader, header: list[str], columns: tuple[list[str], ...], lines: list[int], problem: Callable[[str, str], None]
) -> None:
    """Put the cells of every whole row into the columns, and its line into `lines`."""
    at = [header.index(column) if column in header else None for column in COLUMNS]
    needed = max(header.index(column) for column in _NEEDED) + 1
    adders = [(column.append, i) for column, i in zip(columns, at, strict=True)]
    for row in reader:
        if len(row) < needed:
            if row:
                problem("read.table", f"not read: {count(len(row), 'cell')} where the header has {len(header)}")
            continue
        if len(row) > len(header) and any(extra.strip() for extra in row[len(header) :]):
            told = "quote what holds the mark that parts them"
            problem("read.table", f"not read: {count(len(row), 'cell')} where the header has {len(header)}; {told}")
            continue
        lines.append(reader.line_num)
        width = len(row)
        for add, i in adders:
            add(row[i] if i is not None and i < width else "")


def _leave_nameless(columns: tuple[list[str], ...], lines: list[int], problem: Callable[..., None]) -> None:
    """Take the rows out that do not say who states what of what: their figures would be nobody's, of nothing."""
    nameless: dict[int, str] = {}
    for name, column in zip(COLUMNS[:3], columns, strict=False):
        if blank := {cell for cell in set(column) if not cell.strip()}:
            nameless |= {at: name for at, cell in enumerate(column) if cell in blank}
    if not nameless:
        return
    for at, name in sorted(nameless.items()):
        problem("read.table", f"not read: its {name} is empty", line=lines[at])
    for column in columns:
        column[:] = [cell for at, cell in enumerate(column) if at not in nameless]
    lines[:] = [line for at, line in enumerate(lines) if at not in nameless]


def _delimiter(content: str) -> str:
    """What parts the cells, told by the header: a comma, or what programs of lands that write decimals with one put instead."""
    header = content.lstrip("\ufeff\r\n").partition("\n")[0].lower()
    found = {mark: sum(column.strip(' "\r') in COLUMNS for column in header.split(mark)) for mark in ",;\t"}
    return max(found, key=lambda mark: found[mark])


def kinds(table: Table) -> list[tuple[Kind, str]]:
    """For each row what sort of quantity, and its unit: what the cell names before what the column says."""
    return [
        _kind(found.unit, unit, found.rest, measure)
        for found, unit, measure in zip(table.cells, table.units, table.measures, strict=True)
    ]


@lru_cache(maxsize=1 << 16)
def _kind(named: str, unit: str, rest: str, measure: str) -> tuple[Kind, str]:
    unit = named or unit.strip()
    if unit == "%":
        return Kind.PERCENT, "%"
    if code := currency(unit):
        return Kind.MONEY, code
    return Kind.OTHER, unit or rest or measure


def claims(table: Table) -> Iterator[Claim | Problem]:
    """The rows as claims; a date that is none is a problem. Rows without a figure are left out."""
    from factbase.normalise.intervals import from_amount

    ids = claim_ids(table)
    for at, (found, (kind, unit)) in enumerate(zip(table.cells, kinds(table), strict=True)):
        if found.amount is None:
            continue
        date: str | None = table.dates[at].strip() or None
        if date and not edtf.valid(date):
            message = f"{date!r} is no date, or more than one (write 2024-03-01, 2024-03 or 2024): left out"
            where = {"source": table.path, "position": f"line {table.lines[at]}"}
            yield Problem.model_validate({"severity": "warning", "code": "read.date", "message": message, **where})
            date = None
        interval = from_amount(found.amount, quote=table.values[at], kind=kind)
        yield Claim(
            id=ids[at],
            doc=table.sources[at],
            start=0,
            end=0,
            quote=table.values[at],
            kind=kind,
            amount=found.amount,
            unit=unit,
            low=interval.low,
            high=interval.high,
            date=date,
            measure=table.measures[at],
            subject=table.subjects[at],
            publisher=table.sources[at],
            steps=(Step(slot="amount", rule="table", text=f"line {table.lines[at]} of {table.name}"),),
        )


def claim_ids(table: Table) -> list[str]:
    """Each row's id, from what it says and not from its place, so that a sorted table has the same claims."""
    seen: dict[str, int] = {}
    ids = []
    columns = (table.sources, table.subjects, table.measures, table.dates, table.values, table.units)
    for row in zip(*columns, strict=True):
        said = "\x1f".join((table.name, *row))
        seen[said] = times = seen.get(said, 0) + 1
        ids.append(hashlib.sha256(f"{said}\x1f{times}".encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return ids
