"""The index of blocks in a base: read whole, written by difference, in the transaction of the conclusions that it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, select

from factbase.model import IndexEntry
from factbase.store.sql import BLOCK, CLAIM, chunks, put


def held(connection: Connection) -> tuple[dict[str, IndexEntry], set[str]]:
    """The entries by claim, and the claims among them that the base no longer has."""
    columns = [BLOCK.c[name] for name in IndexEntry._fields]
    entries = {row[0]: IndexEntry(*row) for row in connection.execute(select(*columns)).all()}
    gone = select(BLOCK.c.claim).join(CLAIM, CLAIM.c.id == BLOCK.c.claim, isouter=True).where(CLAIM.c.id.is_(None))
    return entries, set(connection.execute(gone).scalars())


def replace(connection: Connection, entries: Iterable[IndexEntry]) -> None:
    """Put a whole new index in."""
    connection.execute(delete(BLOCK))
    for chunk in chunks(entries):
        put(connection, BLOCK, [entry._asdict() for entry in chunk])


def update(connection: Connection, entries: Iterable[IndexEntry], gone: Collection[str]) -> None:
    """Put in what changed, and take out what is gone."""
    for ids in chunks(sorted(gone)):
        connection.execute(delete(BLOCK).where(BLOCK.c.claim.in_(ids)))
    for chunk in chunks(entries):
        connection.execute(delete(BLOCK).where(BLOCK.c.claim.in_([entry.claim for entry in chunk])))
        put(connection, BLOCK, [entry._asdict() for entry in chunk])
