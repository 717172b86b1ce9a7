"""What questions look at in figures, series and claims, without the rest of them: a base of many is asked in a fraction of the
time and room."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, Text, func, select, type_coerce

from factbase.store.sql import CLAIM, CLAIM_PARTY, FIGURE, FIGURE_CLAIM, SERIES, SERIES_CLAIM, SERIES_PARTY
from factbase.store.types import Str, unescape


class BriefClaim(NamedTuple):
    """Some fields of a claim; see `factbase.model.Claim`."""

    id: str
    payer: tuple[str, ...]
    payee: tuple[str, ...]
    programme: str | None
    status: str
    concept: str | None
    unit: str
    measure: str
    subject: str | None
    speaker: str | None
    quote: str
    sentence: str | None
    story: tuple[str, ...]
    published: str | None


class BriefSeries(NamedTuple):
    """Some fields of a series; see `factbase.model.Series`.

    Attributes:
        size: how many claims it has.
    """

    id: str
    payer: tuple[str, ...]
    payee: tuple[str, ...]
    programme: str | None
    concept: str | None
    kind: str
    size: int


class BriefFigure(NamedTuple):
    """Some fields of a figure; see `factbase.model.Figure`."""

    id: str
    claims: tuple[str, ...]
    series: str
    label: str
    measure: str | None
    subject: str | None
    unit: str
    date: str | None
    verdict: str
    sources: int


class Briefs(NamedTuple):
    """A base in brief: its figures by label, date and id, its series and claims by id."""

    figures: list[BriefFigure]
    series: dict[str, BriefSeries]
    claims: dict[str, BriefClaim]


def briefs(connection: Connection) -> Briefs:
    """Everything in brief."""
    members = _lists(connection, FIGURE_CLAIM, "figure", "claim")
    counted = select(_raw(SERIES_CLAIM.c.series), func.count()).group_by(SERIES_CLAIM.c.series)
    sizes = {key: int(size) for key, size in connection.execute(counted)}
    payers, payees = _parties(connection, SERIES_PARTY, "series")
    figures = (
        BriefFigure._make((key, members.get(key, ()), *rest)) for key, *rest in _rows(connection, FIGURE, BriefFigure._fields[2:])
    )
    return Briefs(
        figures=sorted(figures, key=lambda figure: (figure.label, figure.date or "", figure.id)),
        series={
            key: BriefSeries._make((key, payers.get(key, ()), payees.get(key, ()), *rest, sizes.get(key, 0)))
            for key, *rest in _rows(connection, SERIES, BriefSeries._fields[3:-1])
        },
        claims={claim.id: claim for claim in claims(connection)},
    )


def claims(connection: Connection) -> Iterator[BriefClaim]:
    """Every claim in brief, in no order."""
    payers, payees = _parties(connection, CLAIM_PARTY, "claim")
    names = cache(lambda story: tuple(json.loads(story)) if story else ())  # one for all claims of an article
    for key, *fields, story, published in _rows(connection, CLAIM, BriefClaim._fields[3:]):
        yield BriefClaim._make((key, payers.get(key, ()), payees.get(key, ()), *fields, names(story), published))


def _rows(connection: Connection, table: Table, columns: tuple[str, ...]) -> Iterator[list[Any]]:
    """The id and some columns of every row."""
    known: dict[Any, Any] = {}  # rows have most of their words in common
    query = select(_raw(table.c.id), *(_raw(table.c[name]) for name in columns))
    for row in connection.execute(query, execution_options={"yield_per": 10_000}):
        yield [known[cell] if cell in known else known.setdefault(cell, _plain(cell)) for cell in row]


def _parties(connection: Connection, table: Table, owner: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Payers and payees by their claim or series."""
    payers, payees = (_lists(connection, table, owner, "name", role) for role in ("payer", "payee"))
    return payers, payees


def _lists(connection: Connection, table: Table, owner: str, column: str, role: str | None = None) -> dict[str, tuple[str, ...]]:
    """What a table lists of each owner, in order."""
    query = select(_raw(table.c[owner]), _raw(table.c[column])).order_by(table.c.position)
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for key, value in connection.execute(query if role is None else query.where(table.c.role == role)):
        found[key] += (unescape(value),)
    return found


def _plain(cell: Any) -> Any:
    return unescape(cell) if isinstance(cell, str) else cell


def _raw(column: Column[Any]) -> ColumnElement[Any]:
    """The column as the database has it, text without what its type does to each value."""
    return type_coerce(column, Text()) if isinstance(column.type, Str) else column
