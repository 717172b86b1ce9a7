"""Putting a whole table of claims and its figures in: millions of rows by plain SQL, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, text

from factbase.model import Document, Problem
from factbase.store import rows
from factbase.store.sql import CLAIM, DOCUMENT, PROBLEM, SERIES, SERIES_CLAIM, now
from factbase.store.types import escape, storable

if TYPE_CHECKING:
    from factbase.store.base import Store

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claim": (
        "id", "doc", "quote", "kind", "amount", "amount_value", "unit", "low", "low_value", "high", "high_value",
        "date", "date_earliest", "date_latest", "measure", "subject", "publisher", "steps",
    ),
    "series": ("id", "label", "kind", "unit", "subject", "measure", "digest"),
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
"""The columns that each kind of row brings, in order."""

SAME: Mapping[str, Mapping[str, str]] = {
    "claim": {
        "char_start": "0", "char_end": "0", "hedge": "'exact'", "status": "'other'", "conditional": "false", "pending": "false",
    },
    "series": {"status": "'other'"},
}  # fmt: skip
"""Columns that hold the same in every row, as SQL: what is not passed on a million times is not paid for a million times. Those
named neither here nor there are empty."""

_CHUNK = 10_000
_Row = tuple[object, ...]


def put_table(
    store: Store,
    document: Document,
    problems: Callable[[], Sequence[Problem]],
    content: Mapping[str, Callable[[], Iterable[_Row]]],
    written: Iterable[str],
) -> None:
    """Put a table in, in place of what the base held of it.

    Args:
        problems: gives what is wrong with it; asked when the rows are in.
        content: gives the rows for the tables of COLUMNS; each is asked when those before it are in.
        written: all text in them that comes from outside.
    """
    strange = not storable("".join(set(written)))
    while True:
        with store.database.read() as connection:
            new = not _held(connection, document.id)
            first = new and not _held(connection)
        with store._writing(checked=not new, first=first) as connection:
            if new and _held(connection, document.id):
                continue  # another process has put it in meanwhile: now it is to be replaced, which is checked
            _put(store, connection, document, problems, content, new, strange)
            return


def _held(connection: Connection, document: str | None = None) -> bool:
    """Whether the base has this article or table, or any."""
    asked = select(DOCUMENT.c.id) if document is None else select(DOCUMENT.c.id).where(DOCUMENT.c.id == document)
    return connection.execute(asked.limit(1)).first() is not None


def _put(
    store: Store,
    connection: Connection,
    document: Document,
    problems: Callable[[], Sequence[Problem]],
    content: Mapping[str, Callable[[], Iterable[_Row]]],
    new: bool,
    strange: bool,
) -> None:
    activity, time = store._activity(connection), now()
    if not new:
        _clear(connection, document.id)
    row = rows.document_row(document, "table")
    connection.execute(insert(DOCUMENT), [{**row, "claims_digest": row["digest"], "ingested": time, "activity": activity}])
    whose = {"claim": {"document": f"'{document.id}'"}, "figure": {"concluded": f"'{time}'", "activity": str(activity)}}
    with _unhindered(connection):
        for table, columns in COLUMNS.items():
            same = {**SAME.get(table, {}), **whose.get(table, {})}
            _insert(connection, table, columns, same, content[table](), strange)
    found = {r["id"]: r for r in (rows.problem_row(problem, "read", document.id) for problem in problems())}
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
    a place for each. In a base that holds many claims already the indexes stay. The full-text index, which leaves claims of
    tables out, is not asked for each of them either.

    The rows are made from checked values, so that the constraints on single values, which SQLite would work out for each row,
    are not asked meanwhile. The indexes come back in the same transaction, so that whatever goes wrong leaves them as they were.
    """
    if connection.dialect.name != "sqlite" or connection.execute(select(CLAIM.c.seq).offset(_CHUNK).limit(1)).first():
        yield
        return
    of: BindParameter[str] = bindparam("of", list(COLUMNS), expanding=True)
    asked = text("SELECT type, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN :of")
    made = [*connection.execute(asked.bindparams(of))]
    made += connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE name = 'claim_search_insert'"))
    for kind, name, _ in made:
        connection.exec_driver_sql(f'DROP {kind} "{name}"')
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    for *_, sql in made:
        connection.exec_driver_sql(sql)


_FREE = frozenset(
    ("doc", "quote", "unit", "date", "measure", "subject", "publisher", "steps", "label", "reason", "amount", "value")
)
"""Columns of which the text comes from outside; that of others is ours."""


def _insert(
    connection: Connection, table: str, columns: Sequence[str], same: Mapping[str, str], made: Iterable[_Row], strange: bool
) -> None:
    """Put rows in.

    Args:
        same: what is the same in all rows, by column, as SQL.
        strange: whether some text may hold what a database refuses.
    """
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    values = ", ".join([*[mark] * len(columns), *same.values()])
    sql = f"INSERT INTO {table} ({', '.join((*columns, *same))}) VALUES ({values})"
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
