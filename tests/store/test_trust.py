"""Checks, copies, provenance, search and views: what makes a base worth keeping."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from example import article, conclusions
from sqlalchemy import text

from factbase.settings import Settings
from factbase.store import NotThereError, Store, StoreError


@pytest.fixture
def store(where: str):  # type: ignore[no-untyped-def]
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))
        yield store


def _all(store: Store) -> tuple[object, ...]:
    return (
        store.documents(),
        store.claims(),
        store.series(),
        store.figures(),
        store.conflicts(),
        store.relations(),
        store.sums(),
        store.copies(),
        store.judgement_log(),
        store.problems(),
    )


def _sql(store: Store, statement: str) -> list[tuple[object, ...]]:
    with store.database.write() as connection:
        found = connection.execute(text(statement))
        return [tuple(row) for row in found] if found.returns_rows else []


# --- check-db


def test_a_base_is_whole(store: Store) -> None:
    assert store.check_db() == []


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE document SET text = 'Zij 6 euro. ' WHERE name = 'a'", "store.digest"),
        ("UPDATE claim SET quote = '9 euro' WHERE doc = 'b'", "store.quote"),
        ("UPDATE claim SET amount = '9' WHERE doc = 'b'", "store.value"),
        ("DELETE FROM figure_claim", "store.empty"),
    ],
)
def test_damage_is_found(store: Store, damage: str, code: str) -> None:
    _sql(store, damage)
    assert code in {problem.code for problem in store.check_db()}


def test_every_article_is_looked_at_however_many_are_read_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.ingest([article(f"c{n}", n) for n in range(5)])
    _sql(store, "UPDATE claim SET quote = '99 euro' WHERE doc IN ('a', 'c1', 'c4')")
    monkeypatch.setattr("factbase.store.sql.CHUNK", 2)
    assert [problem.source for problem in store.check_db()] == ["a", "a", "c1", "c4"]


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "base.db"
    with Store.open(path) as store:
        store.ingest([article(f"a{n}", *range(50)) for n in range(20)])
    with closing(sqlite3.connect(path)) as connection:
        roots = connection.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'claim'").fetchall()
    data = bytearray(path.read_bytes())
    for (page,) in roots:
        data[(page - 1) * 4096 : (page - 1) * 4096 + 512] = os.urandom(512)
    path.write_bytes(data)
    with Store.open(path) as store:
        assert "store.damaged" in {problem.code for problem in store.check_db()}


def test_the_database_itself_keeps_the_rules(store: Store) -> None:
    for statement in (
        "UPDATE claim SET kind = 'nonsense'",
        "UPDATE claim SET low_value = high_value + 1",
        "UPDATE claim SET char_end = char_start - 1",
        "UPDATE claim SET document = 'nowhere'",
        "UPDATE figure SET verdict = 'perhaps'",
        "UPDATE conflict SET gap = -1",
        "INSERT INTO figure_claim SELECT figure, 99, 'nothing' FROM figure_claim",
    ):
        with pytest.raises(StoreError, match="contradicts what the base holds"):
            _sql(store, statement)
    assert store.check_db() == []


# --- copies


def test_a_disk_that_takes_nothing_is_told_by_the_name_of_the_copy(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "touch", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(StoreError, match=r"copy\.db: the copy cannot be written \(Read-only file system\)"):
        store.backup(tmp_path / "copy.db")


def test_a_backup_is_the_same_base(store: Store, tmp_path: Path) -> None:
    store.judge("different", [store.conflicts()[0].id], by="Ann")
    store.backup(tmp_path / "copies" / "copy.db")
    with Store.open(tmp_path / "copies" / "copy.db", create=False) as copy:
        assert _all(copy) == _all(store)
        assert copy.check_db() == []
        assert [h.id for h in copy.search("financiele")] == [h.id for h in store.search("financiele")]
    assert [p.name for p in (tmp_path / "copies").iterdir()] == ["copy.db"]
    with pytest.raises(StoreError, match="exists already"):
        store.backup(tmp_path / "copies" / "copy.db")


@pytest.mark.slow
def test_a_base_moves_from_sqlite_to_postgresql_and_back(tmp_path: Path, postgresql: str) -> None:
    with Store.open(tmp_path / "base.db") as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.ingest([article("a", 5, 8)])
        store.conclude(conclusions(store.claims()))
        store.backup(postgresql)
        with Store.open(postgresql) as other:
            assert _all(other) == _all(store)
            assert other.history("a") == store.history("a")
            other.ingest([article("c", 9)])
            with pytest.raises(StoreError, match="give an empty database"):
                store.backup(postgresql)
            other.backup(tmp_path / "back.db")
            with Store.open(tmp_path / "back.db") as back:
                assert _all(back) == _all(other)
                back.ingest([article("d", 9)])


# --- provenance


def test_a_figure_can_be_traced_to_all_that_made_it(where: str, tmp_path: Path) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("date,currency,per_eur,source\n")
    documents = {name: article(name, 5)[0] for name in ("a", "b")}
    with Store.open(where, settings=Settings(rates=(rates,))) as store:
        store.ingest([article("a", 5), article("b", 5)])
        store.conclude(conclusions(store.claims()))
        judged = store.judge("error", [store.claims()[0].id], by="Ann", note="misprint")
        figure = store.figures()[0]
        prov = store.provenance(figure.id)
    hashes = {e["fb:sha256"] for e in prov["entity"].values() if e["prov:type"] == "fb:Document"}
    assert hashes == {d.digest for d in documents.values()}
    kinds = [e["prov:type"] for e in prov["entity"].values()]
    assert kinds.count("fb:Claim") == 2
    assert kinds.count("fb:Knowledge") == 1
    assert any(a["prov:type"] == "prov:SoftwareAgent" for a in prov["agent"].values())
    assert any("rates.csv" in name for name in prov["entity"])
    assert f"fb:judgement/{judged.id}" in prov["entity"]
    named = {*prov["entity"], *prov["activity"], *prov["agent"]}
    for kind, links in prov.items():
        if kind not in ("prefix", "entity", "activity", "agent"):
            assert all(end in named for link in links.values() for end in link.values()), kind


def test_the_provenance_of_nothing_says_so(store: Store) -> None:
    with pytest.raises(NotThereError, match="holds no figure x"):
        store.provenance("x")


# --- search


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("euro", 3),
        ("EURO 7", 1),
        ("financiele", 3),
        ("finánciële steu", 3),
        ("steu financiële", 0),
        ("", 0),
        ("\"' OR 1=1 --", 0),
        ("euro*) NEAR(", 0),
        ("a\0b\ud800", 0),
        ("7 euro;", 1),
    ],
)
def test_words_are_found_the_same_way_everywhere(store: Store, query: str, found: int) -> None:
    assert len(store.search(query)) == found


def test_figures_are_found_by_label(store: Store) -> None:
    assert [hit.text for hit in store.search("aid of 7", "figure")] == ["aid of 7"]
    store.conclude(conclusions(store.claims(), "pénsions"))
    assert store.search("aid", "figure") == []
    assert len(store.search("pensions", "figure")) == 2
    store.retract("a")
    assert len(store.search("pensions", "figure")) == 0
    assert len(store.search("euro")) == 1


# --- views


def test_views_read_like_a_table(store: Store) -> None:
    assert _sql(store, "SELECT quote, payer, payee, amount_value FROM claims_view WHERE amount = '7'") == [
        ("7 euro", "NL", "UA; PL", 7.0)
    ]
    assert _sql(store, "SELECT label, payer, claims FROM figures_view ORDER BY label") == [
        ("aid of 5", "NL", 2),
        ("aid of 7", "NL", 1),
    ]
    assert _sql(store, "SELECT diagnosis, quotes FROM conflicts_view") == [("scale", "5 euro; 5 euro")]
    for view in ("claims_view", "figures_view", "conflicts_view"):
        with pytest.raises(StoreError):
            _sql(store, f"DELETE FROM {view}")


@pytest.mark.slow
def test_plain_sqlite_duckdb_and_pandas_can_read_the_file(tmp_path: Path) -> None:
    duckdb, pandas = pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    with Store.open(tmp_path / "base.db") as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))
    with sqlite3.connect(tmp_path / "base.db") as connection:
        assert pandas.read_sql("SELECT * FROM claims_view", connection).amount_value.sum() == 17
    try:
        duck = duckdb.connect()
        duck.execute(f"ATTACH '{tmp_path / 'base.db'}' AS base (TYPE sqlite)")
    except duckdb.Error:
        pytest.skip("DuckDB's SQLite extension is not installed, and no network to fetch it")
    assert duck.execute("SELECT sum(amount_value) FROM base.claim").fetchone() == (17.0,)
