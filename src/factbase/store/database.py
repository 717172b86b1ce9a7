"""One database, SQLite or PostgreSQL: opening it, transactions, and errors that tell the user what to do."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from factbase.store import backup, migrate, views
from factbase.store.errors import BusyError, StoreError
from factbase.store.tables import Table

VERSION = migrate.newest()
"""The schema that this release writes."""

APPLICATION_ID = 0x66626173
"""`fbas`: marks an SQLite file as ours in its header (the `file` command shows it)."""

_LOCK = 0x666163746261
"""Key of the PostgreSQL advisory lock that one writer holds at a time."""


class Database:
    """An open database.

    Attributes:
        url: where it is, without a password.
        path: the SQLite file, None for PostgreSQL and for memory.
        wait: seconds that a writer waits for another.
    """

    def __init__(self, where: str | Path, *, create: bool = True, wait: float = 30.0, read_only: bool = False) -> None:
        url = _url(where)
        self.sqlite = url.get_backend_name() == "sqlite"
        self.path = Path(url.database) if self.sqlite and url.database and url.database != ":memory:" else None
        self.name = str(self.path) if self.path else _shown(url)
        self.wait, self.read_only = wait, read_only
        if self.path:
            _check_path(self.path, create and not read_only)
        self.engine: Engine = self._engine(url)
        try:
            self._settle(create and not read_only)
        except BaseException:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Let go of every connection; the last one to leave an SQLite file folds its log into it."""
        self.engine.dispose()

    # --- transactions

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A view of the base as it is now; writers do not change it and are not held up by it.

        Raises:
            StoreError: where the database refuses.
        """
        with self._errors(), self.engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def write(self, checked: bool = True, first: bool = False) -> Iterator[Connection]:
        """One transaction of one writer: all of it or nothing of it.

        Args:
            checked: whether SQLite looks up each reference. A writer that only adds rows which refer to one another may do
                without, and must not delete any, as what refers to them would stay.
            first: whether the base holds nothing yet, so that there are no readers to be kept waiting. See `_straight`.

        Raises:
            BusyError: where another writer does not finish in time.
            StoreError: where the database refuses, or was opened for reading alone.
        """
        if self.read_only:
            raise StoreError(f"{self.name}: cannot be written to, as it was opened for reading alone")
        options = {"factbase_write": True, "factbase_checked": checked}
        straight = self._straight() if first else nullcontext()
        with self._errors(), straight, self.engine.connect().execution_options(**options) as connection, connection.begin():
            if not self.sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = {int(self.wait * 1000)}"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection

    @contextmanager
    def _straight(self) -> Iterator[None]:
        """Write an SQLite file without the write-ahead log, through which every page is written twice. Instead, what was there
        before is kept beside the file until the commit, which is next to nothing for a base that was empty; a base left behind
        by a killed process goes back to that. Readers wait meanwhile, so this is for bases that hold nothing to read. Where
        another process has the base open, the log stays.
        """
        if not self.path:
            yield
            return
        self._use_journal("DELETE", 0)
        try:
            yield
        finally:
            self._use_journal("WAL", 0)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explain(error, self.name, self.wait) from error
        except sqlite3.Error as error:
            raise explain(DBAPIError("", {}, error), self.name, self.wait) from error

    # --- opening

    def _engine(self, url: URL) -> Engine:
        try:
            if not self.sqlite:
                return create_engine(url, connect_args={"connect_timeout": max(2, int(self.wait))})
            args: dict[str, Any] = {"timeout": self.wait, "isolation_level": None, "check_same_thread": False}
            if self.path is None:
                engine = create_engine(url, connect_args=args, poolclass=StaticPool)
            elif self.read_only:
                uri = f"{self.path.resolve().as_uri()}?{_reading(self.path)}"
                engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True, **args))
            else:
                engine = create_engine(url, connect_args=args)
        except (ArgumentError, NoSuchModuleError) as error:
            raise StoreError(f"{self.name}: {error}") from error
        except ModuleNotFoundError as error:
            raise StoreError(
                f"{self.name}: the driver {error.name} is not installed; install factbase with its `postgresql` extra"
            ) from error
        event.listen(engine, "connect", self._prepare)
        event.listen(engine, "begin", _begin)
        return engine

    def _prepare(self, connection: Any, _record: Any) -> None:
        """Settings of every SQLite connection. A full sync at commit, so that what is committed outlives a power cut."""
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(self.wait * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA cache_size = -262144")  # KiB at most: with the usual 2 MiB a table of claims is written many times
        cursor.close()

    def _settle(self, create: bool) -> None:
        """See that the database is ours and of this version; make it where it is empty."""
        with self._errors():
            found = self._version()
            if found == VERSION:
                if self.path and not self.read_only and self._journal() == "delete":
                    self._use_journal("WAL", 0)  # the writer of a first table was killed
                return
            if found is None:
                if not create:
                    raise StoreError(f"{self.name}: holds no base yet; make one with `factbase run PATH... --db {self.name}`")
                self._create()
                return
        if found > VERSION:
            raise StoreError(
                f"{self.name}: was written by a newer factbase (schema {found}, this one knows {VERSION}); "
                "update factbase, nothing was changed"
            )
        if self.read_only:
            raise StoreError(
                f"{self.name}: has the older schema {found}; `factbase run PATH... --db {self.name}` brings it up to date, "
                "as does whatever else writes to it"
            )
        self._upgrade(found)

    def _upgrade(self, found: str) -> None:
        """Bring an older base up to date, in one transaction, with a copy of an SQLite file beside it as it was."""
        if self.path:
            self.snapshot(backup.free_name(self.path.with_name(f"{self.path.name}.{found}.bak")))
        with self.write() as connection:
            if str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar()) < VERSION:
                migrate.upgrade(connection)

    def snapshot(self, path: Path) -> None:
        """Write an SQLite base as it is at this moment to a new file. Others may go on writing.

        Raises:
            StoreError: where the file cannot be written.
        """
        with self._errors(), closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(path),))

    def _version(self) -> str | None:
        """The schema's version, None for an empty database.

        Raises:
            StoreError: where it is another program's.
        """
        with self.engine.connect() as connection:
            names = inspect(connection).get_table_names()
            if not names:
                return None
            if "base" not in names or "alembic_version" not in names:
                raise StoreError(f"{self.name}: is a database of another program; choose another file or database")
            program = connection.execute(text("SELECT value FROM base WHERE key = 'program'")).scalar()
            if program != "factbase":
                raise StoreError(f"{self.name}: is a database of another program ({program})")
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())

    def _create(self) -> None:
        if self.path and not self._use_journal("WAL", self.wait):
            raise BusyError(f"{self.name}: another process has been using it for more than {self.wait:g} seconds; try again")
        with self.write() as connection:
            if inspect(connection).get_table_names():
                return  # another process made it while we waited
            if self.sqlite:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            elif (encoding := connection.execute(text("SHOW server_encoding")).scalar()) != "UTF8":
                raise StoreError(
                    f"{self.name}: holds text as {encoding}, which lacks letters that articles write; "
                    "make a database that holds UTF-8, as with `createdb --encoding UTF8 --template template0 NAME`"
                )
            Table.metadata.create_all(connection)
            for statement in views.statements(connection.dialect.name):
                connection.execute(text(statement))
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": VERSION})
            connection.execute(text("INSERT INTO base VALUES ('program', 'factbase')"))

    def _journal(self) -> str:
        """SQLite's mode of journal."""
        with closing(self.engine.raw_connection()) as connection:
            return str(connection.cursor().execute("PRAGMA journal_mode").fetchone()[0])

    def _use_journal(self, mode: str, wait: float) -> bool:
        """Switch to another mode of journal, and return whether others left the file alone for the moment that this takes: SQLite
        does not wait for them by itself.

        Args:
            mode: `WAL`, the write-ahead log in which readers and a writer do not meet, or `DELETE`.
            wait: seconds to try.
        """
        deadline = time.monotonic() + wait
        while True:
            try:
                with closing(self.engine.raw_connection()) as connection:
                    connection.cursor().execute(f"PRAGMA journal_mode = {mode}")
                return True
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at the start of a writing transaction, so that it waits there and never fails half-way."""
    options = connection.get_execution_options()
    checked = "ON" if options.get("factbase_checked", True) else "OFF"
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {checked}")  # only heard before a transaction begins
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("factbase_write") else "BEGIN")


def _url(where: str | Path) -> URL:
    text_ = str(where)
    if "://" not in text_:
        return URL.create("sqlite", database=text_)
    try:
        url = make_url(text_)
    except ArgumentError as error:
        raise StoreError(f"{text_}: is no database URL ({error}); give a file or postgresql://user@host/name") from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"{url.drivername}: such databases are not supported; give an SQLite file or a postgresql:// URL")
    return url


def _shown(url: URL) -> str:
    """An address as people write it: without the driver that we chose and without a password."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _check_path(path: Path, create: bool) -> None:
    """Say in plain words why an SQLite file cannot be opened, before SQLite does."""
    try:
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; give the file that shall hold the base")
        if path.exists():
            if not path.is_file():
                raise StoreError(f"{path}: is no ordinary file")
            with path.open("rb") as file:
                head = file.read(16)
            if head and head != b"SQLite format 3\0":
                raise StoreError(f"{path}: is no SQLite database; choose another file")
            return
        if not create:
            raise StoreError(f"{path}: no such base; make one with `factbase run PATH... --db {path}`")
        path.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(path.parent, os.W_OK):
            raise StoreError(f"{path}: the folder cannot be written to; choose another place with --db")
    except OSError as error:
        raise StoreError(f"{path}: cannot be used ({error.strerror}); choose another place with --db") from error


def _reading(path: Path) -> str:
    """How a file is opened to be read. Whoever may write it takes SQLite's files of the log away with his last connection; one
    opened for reading alone would leave them behind, and in another user's name they would keep the base's owner from writing.
    So a file that may not be written is read as it is, unless a log beside it says that somebody is at it."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rw"
    beside = any(Path(f"{path}-{log}").exists() for log in ("wal", "journal"))
    return "mode=ro" if beside else "mode=ro&immutable=1"


def explain(error: DBAPIError, name: str, wait: float) -> StoreError:
    """The database's complaint as a sentence that says what to do."""
    cause: Any = error.orig
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    said = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or code in ("55P03", "40P01", "40001"):
        return BusyError(
            f"{name}: another process has been writing for more than {wait:g} seconds; nothing was written, try again"
        )
    for starts, sentence in _SENTENCES:
        if code.startswith(starts):
            return StoreError(f"{name}: {sentence} ({said})")
    if not code and "connect" in said:
        return StoreError(f"{name}: no connection to the database; see that its server runs and that the URL is right ({said})")
    return StoreError(f"{name}: the database refused ({code + ': ' if code else ''}{said}); nothing of this batch was written")


_SENTENCES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("SQLITE_FULL", "53100"), "the disk is full; nothing of this batch was written, the base is whole: make room and run again"),
    (("SQLITE_READONLY", "25006"), "cannot be written to; give write permission or choose another place with --db"),
    (("42501",), "the server does not allow this user to do that: grant SELECT to read, and all else to write"),
    (("SQLITE_CANTOPEN",), "cannot be opened; see that file and folder exist and can be read and written"),
    (("SQLITE_NOTADB",), "is no SQLite database; choose another file"),
    (("SQLITE_CORRUPT",), "is damaged; check it with `factbase check-db` and go back to a backup"),
    (
        ("SQLITE_IOERR",),
        "the disk refused to write or read; nothing of this batch was written: see that there is room and try again",
    ),
    (("SQLITE_CONSTRAINT", "23"), "what was to be written contradicts what the base holds; nothing of this batch was written"),
    (("3D000",), "no such database on the server; make it with `createdb`"),
    (("28",), "the server refuses this user or password"),
    (("08", "57"), "the connection to the server was lost; nothing of this batch was written, run again"),
)
