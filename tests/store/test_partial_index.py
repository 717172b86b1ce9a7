"""PostgreSQL's index of claims to search in holds those of articles alone, and searches go through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from example import article
from sqlalchemy import Connection, create_engine, event, text

from factbase.engine import tables
from factbase.read import table as reading
from factbase.settings import Settings
from factbase.store import Store

pytestmark = pytest.mark.slow

ROWS = "".join(f"paper {n},lake,euro depth,{n}.5 euro,,2024\n" for n in range(300))


@pytest.fixture
def base(postgresql: str) -> Iterator[Store]:
    """A base with two articles' claims and a table's."""
    table, _ = reading.read("source,subject,measure,value,unit,date\n" + ROWS, "water", "water.csv")
    assert table is not None
    with Store.open(postgresql) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        tables.take(store, table, Settings())
        yield store


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def test_the_index_is_partial(base: Store, postgresql: str) -> None:
    with connected(postgresql) as connection:
        made = connection.execute(text("SELECT indexdef FROM pg_indexes WHERE indexname = 'claim_search'")).scalar_one()
        held = connection.execute(
            text("SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = 'claim_search'::regclass")
        ).scalar_one()
    assert "USING gin" in made
    assert held.strip("()").upper() in ("SUBJECT IS NULL", "NOT (SUBJECT IS NOT NULL")


def test_a_search_finds_claims_of_articles_by_it(base: Store, postgresql: str) -> None:
    asked: list[tuple[str, Any]] = []

    @event.listens_for(base.database.engine, "before_cursor_execute")
    def _(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    assert sorted(hit.text for hit in base.search("euro")) == ["5 euro", "5 euro", "7 euro"]
    ((statement, parameters),) = [each for each in asked if "to_tsquery" in each[0]]
    with connected(postgresql) as connection:
        connection.exec_driver_sql("ANALYZE claim")
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters))
    assert "claim_search" in plan


def test_a_row_that_is_no_longer_of_a_table_is_found(base: Store, postgresql: str) -> None:
    with connected(postgresql) as connection:
        connection.exec_driver_sql("UPDATE claim SET subject = NULL WHERE quote = '3.5 euro'")
    assert "3.5 euro" in [hit.text for hit in base.search("euro")]
    base.retract("a")
    assert sorted(hit.text for hit in base.search("euro")) == ["3.5 euro", "5 euro"]
