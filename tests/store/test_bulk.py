"""A table put in by plain SQL reads back as what went in, on both databases."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import event

from factbase.engine import tables
from factbase.model import Claim, Verdict
from factbase.read import table as reading
from factbase.settings import Settings
from factbase.store import Store

ROWS = "".join(
    f"{source},läke,d\x00epth,{value},m,2024-05-17T09\n"
    for source, value in (("nor\u00a0d", "12.1"), ("south", "12.10"), ("east", "99"))
)


def test_a_table_comes_back_as_it_went_in(where: str) -> None:
    table, problems = reading.read("source,subject,measure,value,unit,date\n" + ROWS, "water", "water.csv")
    assert table is not None
    assert not problems
    with Store.open(where) as store:
        for _ in range(2):  # the second time in place of the first
            assert not tables.take(store, table, Settings())
            told = {claim.id: claim for claim in reading.claims(table) if isinstance(claim, Claim)}
            assert {claim.id: claim for claim in store.claims()} == told
            (figure,) = store.figures()
            assert (figure.subject, figure.measure, figure.date, figure.verdict) == (
                "läke", "d\x00epth", "2024-05-17T09", Verdict.CONFLICT,
            )  # fmt: skip
            (conflict,) = store.conflicts()
            assert conflict.figure == figure.id
            assert set(conflict.claims) <= set(figure.claims) == set(told)
            assert not store.pending()
            assert not store.check_db()
            assert not store.search("12")  # a table's claims are found by their figure
            assert [hit.id for hit in store.search("lake", "figure")] == [figure.id]
        assert store.unchanged(tables.document(table))
        assert store.retract("water") == 3
        assert not store.figures()
        assert not store.conflicts()


def _table(rows: int) -> reading.Table:
    lines = "".join(f"paper {n % 7},lake {n // 7},depth,{n % 5}.5,m,2024\n" for n in range(rows))
    table, _ = reading.read("source,subject,measure,value,unit,date\n" + lines, "water", "water.csv")
    assert table is not None
    return table


def _keep(where: Path, table: reading.Table) -> None:
    with Store.open(where) as store:
        tables.take(store, table, Settings())


def _killed_half_way(where: Path, table: reading.Table) -> None:
    """Put a table in with so little memory that SQLite writes before the end, and be gone before it comes."""
    store = Store.open(where)
    store.database.engine.dispose()
    event.listen(store.database.engine, "connect", lambda connection, _: connection.execute("PRAGMA cache_size = 5"))

    def members(*_: Any) -> Iterator[tuple[object, ...]]:
        if Path(f"{where}-journal").stat().st_size:
            os._exit(9)
        yield from ()

    tables._members = members
    tables.take(store, table, Settings())


def test_a_first_table_whose_writer_is_killed_was_never_there(tmp_path: Path) -> None:
    table, where = _table(3000), tmp_path / "base.db"
    _keep(tmp_path / "whole.db", table)
    child = multiprocessing.get_context("fork").Process(target=_killed_half_way, args=(where, table))
    child.start()
    child.join()
    assert child.exitcode == 9
    assert Path(f"{where}-journal").stat().st_size
    with Store.open(where) as store:
        assert not store.claims()
        assert not store.check_db()
    _keep(where, table)
    with Store.open(where) as store, Store.open(tmp_path / "whole.db") as whole:
        assert store.claims() == whole.claims()
        assert store.figures() == whole.figures()
    with sqlite3.connect(where) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_first_table_comes_in_while_others_have_the_base_open(tmp_path: Path) -> None:
    table, where = _table(100), tmp_path / "base.db"
    with Store.open(where) as other:
        with other.database.read() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM claim").fetchall()
            _keep(where, table)
            assert connection.exec_driver_sql("SELECT count(*) FROM claim").scalar() == 0
        assert len(other.claims()) == 100


def test_the_same_table_again_changes_nothing(tmp_path: Path) -> None:
    table, where = _table(100), tmp_path / "base.db"
    _keep(where, table)
    shape = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    with Store.open(tmp_path / "new.db"), sqlite3.connect(tmp_path / "new.db") as new, sqlite3.connect(where) as filled:
        assert filled.execute(shape).fetchall() == new.execute(shape).fetchall()
    with Store.open(where) as store:
        before = store.claims(), store.series(), store.figures(), store.conflicts()
    _keep(where, table)
    with Store.open(where) as store:
        assert (store.claims(), store.series(), store.figures(), store.conflicts()) == before


def test_two_writers_of_one_new_table_both_put_it_in(tmp_path: Path) -> None:
    table, where = _table(2000), tmp_path / "base.db"
    Store.open(where).close()
    writers = [multiprocessing.get_context("fork").Process(target=_keep, args=(where, table)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    _keep(tmp_path / "once.db", table)
    with Store.open(where) as store, Store.open(tmp_path / "once.db") as once:
        assert store.claims() == once.claims()
        assert store.figures() == once.figures()
        assert not store.check_db()
