"""The tables as SQLAlchemy's core sees them, for statements over many rows, and what such statements share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert

from factbase.store import tables
from factbase.store.rows import Row

T = TypeVar("T")
CHUNK = 2000
"""Rows a statement: fewer than any database's limit of parameters."""


def _table(model: Any) -> Table:
    found: Table = model.__table__
    return found


BASE, ACTIVITY = _table(tables.Base), _table(tables.Activity)
DOCUMENT, PROBLEM = _table(tables.DocumentRow), _table(tables.ProblemRow)
HISTORY, HISTORY_CLAIM = _table(tables.History), _table(tables.HistoryClaim)
CLAIM, CLAIM_PARTY = _table(tables.ClaimRow), _table(tables.ClaimParty)
SERIES, SERIES_PARTY, SERIES_CLAIM = _table(tables.SeriesRow), _table(tables.SeriesParty), _table(tables.SeriesClaim)
FIGURE, FIGURE_CLAIM = _table(tables.FigureRow), _table(tables.FigureClaim)
CONFLICT, CONFLICT_CLAIM = _table(tables.ConflictRow), _table(tables.ConflictClaim)
PAIR, DIAGNOSIS = _table(tables.ConflictPair), _table(tables.DiagnosisRow)
RELATION, COPY, SKETCH = _table(tables.RelationRow), _table(tables.CopyRow), _table(tables.SketchRow)
BLOCK = _table(tables.BlockRow)
SUM, SUM_PART = _table(tables.SumRow), _table(tables.SumPart)
JUDGEMENT, JUDGEMENT_SUBJECT = _table(tables.JudgementRow), _table(tables.JudgementSubject)


def chunks(things: Iterable[T]) -> Iterator[list[T]]:
    """The things, CHUNK at a time."""
    rest = iter(things)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def put(connection: Connection, into: Table, new: list[Row]) -> None:
    """Insert rows, if any."""
    if new:
        connection.execute(insert(into), new)


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
