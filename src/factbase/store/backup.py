"""Safe copies of a live base."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text

from factbase.store.errors import StoreError
from factbase.store.tables import Table

_CHUNK = 2000


def free_name(path: Path) -> Path:
    """The path, or the first of `path.2`, `path.3` ... that does not exist."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """A place to write to that becomes `path` only when all went well.

    Raises:
        StoreError: where the path exists or its folder cannot be written to.
    """
    if path.exists():
        raise StoreError(f"{path}: exists already; give another name for the copy")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        raise StoreError(f"{path}: the copy cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):  # a disk that takes nothing lets nothing go either, and has been told of
            part.unlink(missing_ok=True)


def copy_rows(source: Connection, target: Connection, name: str) -> None:
    """Copy every row of one base into another, empty one, of any two databases.

    Args:
        name: the other base's, for messages.

    Raises:
        StoreError: where it is not empty.
    """
    if target.execute(select(func.count()).select_from(Table.metadata.tables["document"])).scalar():
        raise StoreError(f"{name}: holds articles already; give an empty database to copy to")
    target.execute(Table.metadata.tables["base"].delete())
    for table in Table.metadata.sorted_tables:
        found = source.execute(select(table).order_by(*table.primary_key), execution_options={"yield_per": _CHUNK}).mappings()
        for chunk in found.partitions(_CHUNK):
            target.execute(insert(table), [dict(row) for row in chunk])
        if target.dialect.name == "postgresql" and "seq" in table.c:
            last = target.execute(select(func.max(table.c.seq))).scalar()
            if last:
                target.execute(text("SELECT setval(pg_get_serial_sequence(:t, 'seq'), :n)"), {"t": table.name, "n": last})
