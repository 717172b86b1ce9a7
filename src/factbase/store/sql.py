"""What statements over many rows share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, insert

from factbase.store.rows import Row

T = TypeVar("T")
CHUNK = 2000
"""Rows a statement: fewer than any database's limit of parameters."""


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
