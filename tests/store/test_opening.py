"""Opening: every way in which a place can be wrong gives a sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from example import article, conclusions
from sqlalchemy import create_engine, inspect, make_url, text

from factbase.store import Store, StoreError
from factbase.store import database as database_module
from factbase.store.database import APPLICATION_ID, VERSION, Database
from factbase.store.migrate import upgrade


def _fill(where: str | Path) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    _fill(tmp_path / "new" / "folder" / "base.db")


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    _fill(tmp_path / "base.db")
    with sqlite3.connect(tmp_path / "base.db") as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_empty_file_becomes_a_base(tmp_path: Path) -> None:
    (tmp_path / "base.db").touch()
    _fill(tmp_path / "base.db")


def test_a_link_leads_to_its_base(tmp_path: Path) -> None:
    _fill(tmp_path / "base.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "base.db")
    with Store.open(tmp_path / "link.db", create=False) as store:
        store.ingest([article("c", 9)])
    with Store.open(tmp_path / "base.db") as store:
        assert len(store.claims()) == 4


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: p.mkdir(), "is a folder"),
        (lambda p: p.write_text("a letter to my aunt, long enough to be one"), "is no SQLite database"),
        (lambda p: os.mkfifo(p), "is no ordinary file"),
        (lambda p: p.symlink_to(p), "no such base"),
        (
            lambda p: sqlite3.connect(p).execute("CREATE TABLE recipes (name)").connection.close(),
            "is a database of another program",
        ),
        (lambda p: None, "no such base; make one with `factbase run"),
    ],
)
def test_what_is_no_base_is_refused(tmp_path: Path, make, says: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "base.db"
    make(path)
    with pytest.raises(StoreError, match=says):
        Store.open(path, create=False)


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        Store.open(tmp_path / "file" / "base.db")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", "not supported"),
        ("://", "is no database URL"),
        ("postgresql://127.0.0.1:1/none", "^postgresql://127.0.0.1:1/none: no connection to the database"),
        ("postgresql+nothing://x/y", "nothing"),
    ],
)
def test_a_url_that_leads_nowhere_is_refused(url: str, says: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=says):
        Store.open(url, wait=2)


@pytest.mark.slow
def test_a_password_is_never_shown(postgresql: str) -> None:
    with pytest.raises(StoreError) as error:
        Store.open("postgresql://me:hunter2@127.0.0.1:1/none", wait=2)
    assert "hunter2" not in str(error.value)


@pytest.mark.slow
def test_a_server_database_that_lacks_letters_is_refused(postgresql: str) -> None:
    engine = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    name = make_url(postgresql).database
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}_latin TEMPLATE template0 ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C'"))
        try:
            with pytest.raises(StoreError, match=r"holds text as LATIN1.*createdb --encoding UTF8"):
                Store.open(make_url(postgresql).set(database=f"{name}_latin").render_as_string(hide_password=False))
        finally:
            connection.execute(text(f"DROP DATABASE {name}_latin WITH (FORCE)"))
    engine.dispose()


@pytest.mark.slow
def test_a_server_user_who_may_not_read_is_told_so(postgresql: str) -> None:
    _fill(postgresql)
    engine = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    reader = f"r{make_url(postgresql).database}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE {reader} LOGIN"))
        try:
            with pytest.raises(StoreError, match="does not allow this user to do that: grant SELECT"):
                Store.open(make_url(postgresql).set(username=reader).render_as_string(hide_password=False), read_only=True)
        finally:
            connection.execute(text(f"DROP ROLE {reader}"))
    engine.dispose()


@pytest.mark.slow
def test_another_programs_server_database_is_refused(postgresql: str) -> None:
    engine = create_engine(postgresql)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name text)"))
    engine.dispose()
    with pytest.raises(StoreError, match="is a database of another program"):
        Store.open(postgresql)


def test_a_newer_base_is_refused_and_left_alone(where: str) -> None:
    _fill(where)
    database = Database(where)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StoreError, match=f"written by a newer factbase .schema 9999, this one knows {VERSION}"):
        Store.open(where)


def _old(where: str, version: str) -> None:
    """Make an empty base of an older release."""
    database = object.__new__(Database)
    database.sqlite, database.path, database.name = "://" not in where, None, where
    url = where if "://" in where else f"sqlite:///{where}"
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade(connection, version)
        connection.execute(text("INSERT INTO base VALUES ('program', 'factbase')"))
    engine.dispose()


def _shape(where: str) -> dict[str, object]:
    """What a database holds, apart from its rows."""
    engine = create_engine(where if "://" in where else f"sqlite:///{where}")
    with engine.connect() as connection:
        look = inspect(connection)
        shape: dict[str, object] = {"views": sorted(look.get_view_names())}
        for table in sorted(look.get_table_names()):
            columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in look.get_columns(table)}
            indexes = sorted((i["name"], tuple(i["column_names"]), i["unique"]) for i in look.get_indexes(table))
            checks = sorted((c["name"], "".join(c["sqltext"].split())) for c in look.get_check_constraints(table))
            keys = sorted(
                (f["name"], tuple(f["constrained_columns"]), f["referred_table"], str(f["options"]))
                for f in look.get_foreign_keys(table)
            )
            unique = sorted(u["name"] or "" for u in look.get_unique_constraints(table))
            shape[table] = (columns, indexes, checks, keys, unique, look.get_pk_constraint(table)["constrained_columns"])
        if "://" not in where:
            shape["triggers"] = sorted(connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")))
    engine.dispose()
    return shape


def test_migrations_lead_to_what_the_models_say(where: str, tmp_path: Path) -> None:
    if "://" in where:
        with Store.open(where):
            new = _shape(where)
        engine = create_engine(where)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    else:
        with Store.open(tmp_path / "new.db"):
            new = _shape(str(tmp_path / "new.db"))
    _old(where, "head")
    assert _shape(where) == new


def test_an_older_base_is_brought_up_to_date_after_a_copy(where: str, tmp_path: Path) -> None:
    _old(where, "0001")
    engine = create_engine(where if "://" in where else f"sqlite:///{where}")
    document, claims, _ = article("a", 5)
    from factbase.store import rows
    from factbase.store.sql import ACTIVITY, CLAIM, CLAIM_PARTY, DOCUMENT, put

    with engine.begin() as connection:
        put(connection, ACTIVITY, [{"seq": 1, "started": "", "program": "0", "knowledge": "", "rates": "{}", "settings": "{}"}])
        put(
            connection, DOCUMENT, [{**rows.document_row(document, "article"), "claims_digest": "", "ingested": "", "activity": 1}]
        )
        older = [{**rows.claim_row(c, document.id), "pending": True} for c in claims]
        put(connection, CLAIM, [{name: value for name, value in row.items() if name != "story"} for row in older])
        put(connection, CLAIM_PARTY, rows.party_rows(claims[0].id, "claim", claims[0]))
    engine.dispose()
    if "://" not in where:
        with pytest.raises(StoreError, match="older schema 0001; `factbase run PATH"):
            Store.open(where, read_only=True)
    with Store.open(where) as store:
        assert store.claims() == claims
        assert [hit.id for hit in store.search("euro")] == [claims[0].id]
        assert store.check_db() == []
    if "://" not in where:
        copy = Path(f"{where}.0001.bak")
        with sqlite3.connect(copy) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
            assert connection.execute("SELECT count(*) FROM claim").fetchone() == (1,)


@pytest.mark.parametrize("version", ["0001", "0005"])
def test_an_older_base_that_was_brought_up_to_date_opens_again(where: str, version: str) -> None:
    _old(where, version)
    _fill(where)
    with Store.open(where, create=False, read_only="://" not in where) as store:
        assert len(store.claims()) == 3
        assert store.block_index() == ({}, set())


def test_a_base_that_was_new_when_its_version_was_told_as_the_one_before_is_brought_up_to_date(where: str) -> None:
    """Releases of one day made bases with the index of blocks, and called their schema 0005."""
    _fill(where)
    database = Database(where)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    database.close()
    _fill(where)
    with Store.open(where, create=False) as store:
        assert store.check_db() == []


def test_a_migration_that_fails_leaves_the_base_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(tmp_path / "base.db")
    _old(where, "0001")
    before = _shape(where)
    monkeypatch.setattr(
        database_module.migrate, "upgrade", lambda connection: upgrade(connection) or connection.execute(text("nonsense"))
    )
    with pytest.raises(StoreError):
        Store.open(where)
    assert _shape(where) == before


def test_readers_leave_nothing_beside_a_base(tmp_path: Path) -> None:
    path = tmp_path / "base.db"
    _fill(path)
    before = path.read_bytes()
    with Store.open(path, read_only=True) as store, Store.open(path, read_only=True) as other:
        assert len(store.claims()) == len(other.claims()) == 3
        with pytest.raises(StoreError, match="cannot be written to"):
            store.ingest([article("c", 9)])
    assert [found.name for found in tmp_path.iterdir()] == ["base.db"]
    assert path.read_bytes() == before


def test_a_reader_that_leaves_takes_nothing_from_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "base.db"
    with Store.open(path) as writer:
        writer.ingest([article("a", 5, 7)])
        with Store.open(path, read_only=True) as reader:
            assert len(reader.claims()) == 2
        writer.ingest([article("b", 5)])
        with Store.open(path, read_only=True) as reader:
            assert len(reader.claims()) == 3


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs POSIX users")
@pytest.mark.slow
def test_a_file_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    """As another user, because the superuser may write everything."""
    _fill(tmp_path / "base.db")
    (tmp_path / "base.db").chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    open_to_all = Path("/tmp") / f"factbase-ro-{os.getpid()}"
    shutil.copytree(tmp_path, open_to_all)
    open_to_all.chmod(0o755)
    program = f"""
import os, sys
from factbase.store import Store, StoreError
from factbase.model import Document
from factbase import knowledge
import factbase.store.base, alembic, sqlite3, importlib.metadata
importlib.metadata.version('pydantic')
if os.getuid() == 0: os.setuid(65534)
with Store.open({str(open_to_all / "base.db")!r}, read_only=True) as store:
    print(len(store.claims()), len(store.conflicts()))
    try: store.ingest([(Document(name="x", text=""), [], [])])
    except StoreError as error: print(error)
try:
    with Store.open({str(open_to_all / "base.db")!r}) as store:
        store.ingest([(Document(name="x", text=""), [], [])])
except StoreError as error: print(error)
"""
    try:
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    finally:
        shutil.rmtree(open_to_all)
    lines = done.stdout.splitlines()
    assert lines[:1] == ["3 1"], done.stderr
    assert "opened for reading alone" in lines[1], done.stderr
    assert "cannot be written to; give write permission" in lines[2], done.stderr
