"""Putting a whole table of claims and its figures in: millions of rows by plain SQL, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select, text

from factbase.model import Document, Problem
from factbase.store import rows
from factbase.store.sql import CLAIM, DOCUMENT, PROBLEM, SERIES, SERIES_CLAIM, now
from factbase.store.types import escape, storable

if TYPE_CHECKING:
    from factbase.store.base import Store

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claim": (
        "id", "document", "doc", "char_start", "char_end", "quote", "kind", "amount", "amount_value", "unit", "hedge",
        "low", "low_value", "high", "high_value", "status", "conditional", "date", "date_earliest", "date_latest",
        "measure", "subject", "publisher", "steps", "pending",
    ),
    "series": ("id", "label", "kind", "unit", "status", "subject", "measure", "digest"),
    "series_claim": ("series", "position", "claim"),
    "figure": (
        "id", "series", "label", "value", "value_real", "low", "low_value", "high", "high_value", "unit", "date",
        "date_earliest", "date_latest", "verdict", "support", "sources", "subject", "measure", "steps", "digest",
    ),
    "figure_claim": ("figure", "position", "claim"),
    "conflict": ("id", "figure", "gap", "reason", "digest"),
    "conflict_claim": ("conflict", "position", "claim"),
    "conflict_pair": ("conflict", "position", "a", "b"),
}  # fmt: skip
"""The columns that each kind of row brings, in order; others take their defaults."""

_CHUNK = 10_000
_Row = tuple[object, ...]


def put_table(
    store: Store,
    document: Document,
    problems: Sequence[Problem],
    content: Mapping[str, Iterable[_Row]],
    written: Iterable[str],
) -> None:
    """Put a table in, in place of what the base held of it.

    Args:
        content: rows for the tables of COLUMNS, in that order.
        written: all text in them that comes from outside.
    """
    strange = not storable("".join(set(written)))
    with store.database.read() as connection:
        new = connection.execute(select(DOCUMENT.c.id).where(DOCUMENT.c.id == document.id)).first() is None
    with store._writing(checked=not new) as connection:
        activity, time = store._activity(connection), now()
        if not new:
            _clear(connection, document.id)
        row = rows.document_row(document, "table")
        connection.execute(insert(DOCUMENT), [{**row, "claims_digest": row["digest"], "ingested": time, "activity": activity}])
        with _unhindered(connection):
            for table, columns in COLUMNS.items():
                extra = (time, activity) if table == "figure" else ()
                names = (*columns, *(("concluded", "activity") if extra else ()))
                made = content[table] if not extra else ((*row, *extra) for row in content[table])
                _insert(connection, table, names, made, strange)
        found = {r["id"]: r for r in (rows.problem_row(problem, "read", document.id) for problem in problems)}
        if found:
            connection.execute(insert(PROBLEM), list(found.values()))


def _clear(connection: Connection, document: str) -> None:
    """Take out the table, its claims and all that was concluded from them."""
    series = select(SERIES_CLAIM.c.series).join(CLAIM, CLAIM.c.id == SERIES_CLAIM.c.claim).where(CLAIM.c.document == document)
    connection.execute(delete(SERIES).where(SERIES.c.id.in_(series)))
    connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id == document))


@contextmanager
def _unhindered(connection: Connection) -> Iterator[None]:
    """Put rows in without the indexes to find them by, and make these when all are there: sorting once is cheaper than finding
    a place for each. In a base that holds many claims already the indexes stay.

    The rows are made from checked values, so that the constraints on single values, which SQLite would work out for each row,
    are not asked meanwhile. The indexes come back in the same transaction, so that whatever goes wrong leaves them as they were.
    """
    if connection.dialect.name != "sqlite" or connection.execute(select(CLAIM.c.seq).offset(_CHUNK).limit(1)).first():
        yield
        return
    made = [
        row
        for table in COLUMNS
        for row in connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = :t"), {"t": table}
        )
    ]
    for name, _ in made:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    for _, sql in made:
        connection.exec_driver_sql(sql)


_FREE = frozenset(
    ("doc", "quote", "unit", "date", "measure", "subject", "publisher", "steps", "label", "reason", "amount", "value")
)
"""Columns of which the text comes from outside; that of others is ours."""


def _insert(connection: Connection, table: str, columns: Sequence[str], made: Iterable[_Row], strange: bool) -> None:
    """Put rows in.

    Args:
        strange: whether some text may hold what a database refuses.
    """
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"
    for chunk in _chunks(made):
        if strange:
            named = zip(columns, zip(*chunk, strict=True), strict=True)
            whole = [_safe(column) if name in _FREE else column for name, column in named]
            chunk = list(zip(*whole, strict=True))
        connection.exec_driver_sql(sql, chunk)


def _safe(column: tuple[object, ...]) -> Iterable[object]:
    """The column with its text as the column's type would bring it in."""
    strange = {value for value in set(column) if isinstance(value, str) and not (value.isascii() and "\0" not in value)}
    if not strange:
        return column
    safe = {value: escape(value) for value in strange}
    return [safe.get(value, value) if isinstance(value, str) else value for value in column]


def _chunks(made: Iterable[_Row]) -> Iterator[list[_Row]]:
    remaining = iter(made)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
