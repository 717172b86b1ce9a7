"""Tables of claims: `source,subject,measure,value,unit,date`, the value as published.

A cell is read for the first number it holds, with its sign, scale and unit ("$ 317,431,401,300", "15.4M", "2.26%", "1,07
miljard", "29.97 Steady", "(1,204)"). Whether a comma or a point parts thousands from decimals is told by the cell where it can
be ("1,07", "1,234,567") and else by what the same source writes elsewhere.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from factbase import edtf, knowledge
from factbase.model import Claim, Kind, Problem, claim_id

COLUMNS = ("source", "subject", "measure", "value", "unit", "date")
_NEEDED = ("source", "subject", "measure", "value")
_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+\u2212])?\s*(?P<before>[^\d\s().,+\u2212-]{1,4})?\s*(?P<inner>[-+\u2212])?\s*"
    r"(?P<digits>\d{1,3}(?:[ ]\d{3})+(?![\d])(?:[.,]\d+)?|\d[\d.,'’\u00a0\u202f]*|[.,]\d+)"
    r"(?:[eE](?P<power>[-+]?\d{1,3}))?(?:\s*(?P<after>%|[^\W\d_]+|[€$£¥₺₴₽₹₩₪°\"″]))?"
)
_GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",.'’\u00a0\u202f"}


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


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with its cell read. `line` is its line in the file."""

    line: int
    source: str
    subject: str
    measure: str
    value: str
    unit: str
    date: str
    cell: Cell


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


def rows(lines: Iterable[str], source: str) -> Iterator[Row | Problem]:
    """The rows of a table, each as it is read; what cannot be read is a problem.

    Sources that write decimals with a comma are told by their own clear cells, so rows come after the whole table was seen.
    """
    reader = csv.reader(lines)
    kept: list[tuple[int, str, str, str, str, str, str]] = []
    style: dict[str, list[int]] = {}
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        absent = [name for name in _NEEDED if name not in header]
        if absent:
            message = f"not read: a table of claims needs the columns {', '.join(COLUMNS)}; missing {', '.join(absent)}"
            yield Problem(severity="error", code="read.table", message=message, source=source, position="line 1")
            return
        at = [header.index(name) if name in header else None for name in COLUMNS]
        width = max(i for i in at if i is not None) + 1
        for row in reader:
            if not row:
                continue
            if len(row) < width:
                if len(row) <= max(i for i, name in zip(at, COLUMNS, strict=True) if i is not None and name in _NEEDED):
                    message = f"not read: {len(row)} columns where the header has {len(header)}"
                    yield Problem(
                        severity="error", code="read.table", message=message, source=source, position=f"line {reader.line_num}"
                    )
                    continue
                row += [""] * (width - len(row))
            publisher, subject, measure, value, unit, date = (row[i] if i is not None else "" for i in at)
            kept.append((reader.line_num, publisher, subject, measure, value, unit, date))
            if "," in value or "." in value:
                _learn(value, style.setdefault(publisher, [0, 0]))
    except csv.Error as error:
        message = f"the rest is not read: no CSV ({error})"
        yield Problem(severity="error", code="read.table", message=message, source=source, position=f"line {reader.line_num}")
    comma = {publisher: votes[0] > votes[1] for publisher, votes in style.items() if votes[0] != votes[1]}
    for line, publisher, subject, measure, value, unit, date in kept:
        yield Row(line, publisher, subject, measure, value, unit, date, cell(value, comma.get(publisher)))


def _learn(value: str, votes: list[int]) -> None:
    """Count what a clear cell shows: [decimals with a comma, decimals with a point]."""
    found = _NUMBER.search(value)
    digits = found["digits"].rstrip(".,") if found else ""
    if "," not in digits and "." not in digits:
        return
    if cell(value).unclear:
        return
    last = max(digits.rfind(","), digits.rfind("."))
    several = digits.count(digits[last]) > 1
    votes[(digits[last] == ",") == several] += 1


def claims(found: Iterable[Row | Problem], table: str) -> Iterator[Claim | Problem]:
    """The rows as claims; a cell without a figure and a date that is none are problems."""
    from factbase.normalise.intervals import from_amount

    for row in found:
        if isinstance(row, Problem):
            yield row
            continue
        position = f"line {row.line}"
        if row.cell.amount is None:
            message = f"no figure in {row.value!r}: left out"
            yield Problem(severity="note", code="read.cell", message=message, source=table, position=position)
            continue
        date: str | None = row.date.strip() or None
        if date and not edtf.valid(date):
            message = f"{date!r} is no date (EDTF: 2024-03-01, 2024-03, 2024): left out"
            yield Problem(severity="warning", code="read.date", message=message, source=table, position=position)
            date = None
        kind, unit = _kind(row)
        interval = from_amount(row.cell.amount, quote=row.value, kind=kind)
        yield Claim(
            id=claim_id(f"{table}:{row.source}", row.line, row.line, kind, row.cell.amount, unit),
            doc=f"{table}:{row.source}",
            start=0,
            end=0,
            quote=row.value,
            kind=kind,
            amount=row.cell.amount,
            unit=unit,
            low=interval.low,
            high=interval.high,
            date=date,
            measure=row.measure,
            subject=row.subject,
            publisher=row.source,
        )


def _kind(row: Row) -> tuple[Kind, str]:
    """What sort of quantity, and its unit: what the cell names before what the column says."""
    unit: Any = row.cell.unit or row.unit.strip()
    if unit == "%":
        return Kind.PERCENT, "%"
    _, _, _, currencies = _words()
    if code := _currency(unit, currencies):
        return Kind.MONEY, code
    return Kind.OTHER, unit or row.cell.rest or row.measure
