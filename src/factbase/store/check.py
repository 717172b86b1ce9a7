"""Whether a base is whole: what its database says of itself, and what its content must fulfil."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError

from factbase.model import Claim, Document, Problem
from factbase.store import ingest, rows
from factbase.store.sql import CLAIM, CONFLICT, CONFLICT_CLAIM, DOCUMENT, FIGURE, FIGURE_CLAIM, SERIES, SERIES_CLAIM
from factbase.store.views import SEARCHED


def _wrong(code: str, message: str, source: str, position: str | None = None) -> Problem:
    return Problem(severity="error", code=f"store.{code}", message=message, source=source, position=position)


def database(connection: Connection, name: str, index: bool) -> Iterator[Problem]:
    """What SQLite finds wrong with its file, its references and (where it may be written) its full-text index. PostgreSQL keeps
    its references by itself."""
    if connection.dialect.name != "sqlite":
        return
    try:
        damaged = [said for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(100)") if said != "ok"]
    except DatabaseError as error:  # so badly that the check cannot go on
        damaged = [str(error.orig)]
    if damaged:
        for said in damaged:
            yield _wrong("damaged", f"the file is damaged: {said}; go back to a backup", name)
        return
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _wrong("reference", f"row {row} of table {table} refers to a row of {target} that is not there", name)
    for table in SEARCHED if index else ():
        try:
            connection.execute(text(f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('integrity-check', 1)"))
        except Exception as error:
            yield _wrong("index", f"the full-text index of {table} does not fit its table ({error.args[0]})", name)


def document(row_digest: str, held: Document) -> Iterator[Problem]:
    """A document must have the digest that it came in with."""
    if held.digest != row_digest:
        yield _wrong("digest", "text or metadata were changed in the base after the article was read; read it again", held.name)


def claim(held: Claim, held_in: Document | None) -> Iterator[Problem]:
    """A claim of an article must quote it."""
    if held_in is not None and held_in.text[held.start : held.end] != held.quote:
        where = f"characters {held.start}-{held.end}"
        yield _wrong("quote", f"the article does not say {held.quote!r} there (claim {held.id})", held.doc, where)


def values(connection: Connection, name: str) -> Iterator[Problem]:
    """The columns to sort by must say what the exact ones say, and no conclusion may stand without claims."""
    pairs = (("amount", "amount_value"), ("low", "low_value"), ("high", "high_value"), ("base_amount", "base_value"))
    for exact, real in pairs:
        for key, value, number in connection.execute(select(CLAIM.c.id, CLAIM.c[exact], CLAIM.c[real])):
            if rows.real(value) != number:
                yield _wrong("value", f"claim {key} has {exact} {value} but {real} {number}", name)
    members = ((SERIES, SERIES_CLAIM, "series"), (FIGURE, FIGURE_CLAIM, "figure"), (CONFLICT, CONFLICT_CLAIM, "conflict"))
    for owner, member, column in members:
        lone = select(owner.c.id).where(owner.c.id.not_in(select(member.c[column])))
        for (key,) in connection.execute(lone):
            yield _wrong("empty", f"{column} {key} has no claims; run factbase again to conclude anew", name)


def contents(connection: Connection, ids: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with some documents and the claims of those that are articles: a table holds no text to quote."""
    articles: dict[str, Document] = {}
    for row in connection.execute(select(DOCUMENT).where(DOCUMENT.c.id.in_(ids)).order_by(DOCUMENT.c.name)).mappings():
        held = rows.document_of(row)
        yield from document(row["digest"], held)
        if row["form"] == "article":
            articles[row["id"]] = held
    of = {held.name: held for held in articles.values()}
    for stated in ingest.claims(connection, CLAIM.c.document.in_(list(articles))):
        yield from claim(stated, of.get(stated.doc))
