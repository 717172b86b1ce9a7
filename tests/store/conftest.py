"""Every test that asks for `where` runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest


def _binaries() -> Path | None:
    """The folder of PostgreSQL's programs, newest release first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """URL of a PostgreSQL server: the one given in FACTBASE_TEST_POSTGRESQL, else a private one for this session."""
    given = os.environ.get("FACTBASE_TEST_POSTGRESQL")
    if given:
        yield given
        return
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL here: install Debian's `postgresql` or give a server's URL in FACTBASE_TEST_POSTGRESQL")
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed: pip install factbase[postgresql]")
    folder = Path(tempfile.mkdtemp(prefix="factbase-pg-"))
    data = folder / "data"
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str | Path) -> None:
        subprocess.run([*user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, timeout=120, cwd=folder)

    stop = map(str, [*user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    # It waits for the end of this process, however that comes: then the pipe closes, and the server goes with its folder.
    watch = subprocess.Popen(
        ["sh", "-c", 'folder=$1; shift; read -r _; "$@"; rm -rf "$folder"', "watch", str(folder), *stop],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    try:
        run(binaries / "initdb", "-D", data, "-U", "factbase", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-k {folder} -p {port} -c listen_addresses= -c fsync=off -c max_connections=50"
        run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        yield f"postgresql+psycopg://factbase@/postgres?host={folder}&port={port}"
    finally:
        watch.communicate(timeout=120)


@pytest.fixture
def postgresql(server: str) -> Iterator[str]:
    """URL of an empty database of its own."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url

    name = f"t{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty base may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "base.db")
    return str(request.getfixturevalue("postgresql"))
