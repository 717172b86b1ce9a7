"""Sketches of articles, by which copies are found, kept so that a run makes those of new articles alone."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from factbase.model import Document
from factbase.store.sql import DOCUMENT, SKETCH, chunks, put


def held(connection: Connection, method: str) -> dict[str, frozenset[int] | None]:
    """See `Store.sketches`."""
    same = (SKETCH.c.document == DOCUMENT.c.id) & (SKETCH.c.digest == DOCUMENT.c.digest) & (SKETCH.c.method == method)
    query = select(DOCUMENT.c.name, SKETCH.c.hashes).join(SKETCH, same, isouter=True).where(DOCUMENT.c.form == "article")
    return {
        name: None if hashes is None else frozenset(int(h, 16) for h in hashes.split())
        for name, hashes in connection.execute(query)
    }


def keep(connection: Connection, method: str, made: Mapping[Document, frozenset[int]]) -> None:
    """See `Store.keep_sketches`."""
    found = [
        {"document": d.id, "digest": d.digest, "method": method, "hashes": " ".join(f"{h:x}" for h in sorted(hashes))}
        for d, hashes in made.items()
    ]
    for chunk in chunks(found):
        connection.execute(delete(SKETCH).where(SKETCH.c.document.in_([row["document"] for row in chunk])))
        put(connection, SKETCH, chunk)
