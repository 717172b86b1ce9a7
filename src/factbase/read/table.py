"""Tables of claims: `source,subject,measure,value,unit,date`, the value as published.

A cell is read for the first number it holds, with its sign, scale and unit ("$ 317,431,401,300", "15.4M", "2.26%", "1,07
miljard", "29.97 Steady", "(1,204)"). Whether a comma or a point parts thousands from decimals is told by the cell where it can
be ("1,07", "1,234,567") and else by what the same source writes elsewhere. A unit may hold the scale of its cells ("mln euro").
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Protocol

from factbase import edtf, knowledge
from factbase.model import Claim, Kind, Problem, Step
from factbase.read.dates import given
from factbase.read.magnitude import held

COLUMNS = ("source", "subject", "measure", "value", "unit", "date")
_NEEDED = ("source", "subject", "measure", "value")
_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+\u2212])?\s*(?P<before>[^\d\s().,+\u2212-]{1,4})?\s*(?P<inner>[-+\u2212])?\s*"
    r"(?P<digits>\d{1,3}(?:[ ]\d{3})+(?![\d])(?:[.,]\d+)?|\d[\d.,'’\u00a0\u202f]*|[.,]\d+)"
    r"(?:[eE](?P<power>[-+]?\d{1,3}))?(?:\s*(?P<after>%|[^\W\d_]+|[€$£¥₺₴₽₹₩₪°\"″]))?"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(r"[^\W\d_]+|[^\w\s]+")
"""Words and signs of a unit: "€m" has one of each."""
_LONG = 3
"""Letters from which a word for a scale is no unit of its own."""
_GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",.'’\u00a0\u202f"}


class _Reader(Protocol):
    """What a reader of CSV is, for types."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell states.

    Attributes:
        amount: the number in single units; None where the cell states none.
        unit: `%` or an ISO 4217 code where the cell names it, else empty.
        rest: other words of the cell.
        unclear: the one mark in it may part thousands or decimals ("1.234").
    """

    amount: Decimal | None
    unit: str = ""
    rest: str = ""
    unclear: bool = False


@cache
def _words() -> tuple[frozenset[str], frozenset[str], dict[str, int], dict[str, str]]:
    known = knowledge.read("tables.yaml")
    scales = {word: int(factor) for factor, words in known["scales"].items() for word in words}
    return (
        frozenset(map(str, known["missing"])),
        frozenset(known["zero"]),
        scales,
        {k.lower(): v for k, v in known["currencies"].items()},
    )


@lru_cache(maxsize=1 << 18)
def cell(text: str, comma: bool | None = None) -> Cell:
    """Read a cell. `comma` says which mark parts decimals where the cell leaves it open; None takes English use."""
    missing, zero, scales, currencies = _words()
    plain = text.strip().lower()
    if plain in missing:
        return Cell(None)
    found = _NUMBER.search(text)
    if found is None:
        first = plain.split()[0] if plain.split() else ""
        return Cell(Decimal(0) if first in zero else None, rest="" if first in zero else text.strip())
    amount, unclear = _number(found["digits"], comma)
    if amount is None:
        return Cell(None, rest=text.strip())
    after, before = found["after"] or "", found["before"] or ""
    if found["power"]:
        amount = amount.scaleb(int(found["power"]))
    if after.lower() in scales:
        amount *= scales[after.lower()]
        after = _following(text, found.end())
    if not held(amount):
        return Cell(None, rest=text.strip())
    signs = f"{found['sign'] or ''}{found['inner'] or ''}".replace("\u2212", "-")
    if "-" in signs or (found["open"] and text.rstrip().endswith(")")):
        # a hyphen between a word and a number is no sign: "CO-7"
        amount = amount if before.isalpha() and found["inner"] and text[found.start("inner") - 1].isalpha() else -amount
    unit = "%" if after == "%" else next((c for w in (before, after) if (c := _currency(w, currencies))), "")
    return Cell(amount, unit, after if not unit else "", unclear)


def _following(text: str, at: int) -> str:
    found = re.match(r"\s*([^\W\d_]+|[€$£¥%])", text[at:])
    return found[1] if found else ""


def _currency(word: str, currencies: dict[str, str]) -> str:
    if word.lower() in currencies:
        return currencies[word.lower()]
    return word if len(word) == 3 and word.isupper() and word in _codes() else ""


@cache
def _codes() -> frozenset[str]:
    import pycountry

    return frozenset(c.alpha_3 for c in pycountry.currencies)


def _number(digits: str, comma: bool | None) -> tuple[Decimal | None, bool]:
    """The digits as a number, and whether their one mark may be of thousands or of decimals."""
    digits = digits.replace(" ", "").rstrip(".,'’\u00a0\u202f")
    marks = [c for c in digits if not c.isdigit()]
    if not marks:
        return Decimal(digits), False
    kinds = list(dict.fromkeys(marks))
    if len(kinds) > 2:
        return None, False
    last = kinds[-1]
    if len(kinds) == 2:
        whole, _, part = digits.rpartition(last)
        if marks.count(last) > 1 or last not in ",." or not _GROUPS[kinds[0]].fullmatch(whole):
            return None, False
        return Decimal(f"{whole.replace(kinds[0], '')}.{part}"), False
    grouped = _GROUPS[last].fullmatch(digits) is not None
    if len(marks) > 1 or last not in ",.":
        return (Decimal(digits.replace(last, "")), False) if grouped else (None, False)
    unclear = grouped and not digits.startswith("0")
    thousands = unclear and (last == "," if comma is None else (last == ",") != comma)
    return Decimal(digits.replace(last, "") if thousands else digits.replace(",", ".")), unclear


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
        if style := _style(value):
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
    for value, count in empty.most_common():
        first = next(line for line, other in zip(lines, values, strict=True) if other == value)
        times = f" (so in {count} rows)" if count > 1 else ""
        problem("read.cell", f"no figure in {value!r}{times}: left out", "note", first)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Table(name, path, digest, lines, sources, subjects, measures, values, units, dates, cells), problems


def _scale(cells: list[Cell], values: list[str], units: list[str]) -> list[str]:
    """Bring the cells to single units where their column of units holds a scale ("mln euro") that they do not give themselves,
    and return the units without it."""
    scaled = {unit: factor for unit in set(units) if (factor := _factor(unit))}
    if not scaled:
        return units
    scales = _words()[2]
    for at, (found, value, unit) in enumerate(zip(cells, values, units, strict=True)):
        own = any(word.lower() in scales for word in _LETTERS.findall(value))
        if found.amount is not None and unit in scaled and not own:
            cells[at] = replace(found, amount=found.amount * scaled[unit][0])
    return [scaled[unit][1] if unit in scaled else unit for unit in units]


def _factor(unit: str) -> tuple[int, str] | None:
    """The scale in a unit, and the unit without it: "mln euro", "EUR bn", "€m", "million people". Of short words, which may be
    units of their own (m, t), only where a currency stands beside them."""
    scales, currencies = _words()[2:]
    words = _UNIT.findall(unit)
    for at in (0, len(words) - 1) if len(words) > 1 or len(unit) >= _LONG else ():
        rest = " ".join(words[:at] + words[at + 1 :])
        if (factor := scales.get(words[at].lower())) and (_currency(rest, currencies) or (at == 0 and len(words[0]) >= _LONG)):
            return factor, rest
    return None


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
                problem("read.table", f"not read: {_cells(row)} where the header has {len(header)}")
            continue
        if len(row) > len(header) and any(extra.strip() for extra in row[len(header) :]):
            told = "quote what holds the mark that parts them"
            problem("read.table", f"not read: {_cells(row)} where the header has {len(header)}; {told}")
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


def _cells(row: list[str]) -> str:
    return f"{len(row)} cell{'' if len(row) == 1 else 's'}"


def _delimiter(content: str) -> str:
    """What parts the cells, told by the header: a comma, or what programs of lands that write decimals with one put instead."""
    header = content.lstrip("\ufeff\r\n").partition("\n")[0].lower()
    found = {mark: sum(column.strip(' "\r') in COLUMNS for column in header.split(mark)) for mark in ",;\t"}
    return max(found, key=lambda mark: found[mark])


@lru_cache(maxsize=1 << 18)
def _style(value: str) -> int:
    """Which mark a clear cell parts decimals with: 1 for a comma, -1 for a point, 0 where it does not tell."""
    if "," not in value and "." not in value:
        return 0
    found = _NUMBER.search(value)
    digits = found["digits"].replace(" ", "").rstrip(".,") if found else ""
    if ("," not in digits and "." not in digits) or cell(value).amount is None or cell(value).unclear:
        return 0
    last = digits[max(digits.rfind(","), digits.rfind("."))]
    return 1 if (last == ",") != (digits.count(last) > 1) else -1


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
    if code := _currency(unit, _words()[3]):
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
