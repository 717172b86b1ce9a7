"""What a base knows of articles that come in again: which version it holds, how that was read, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, select

from factbase.model import Document, Origin, Problem
from factbase.store import rows
from factbase.store.sql import ACTIVITY, CLAIM, DOCUMENT, PROBLEM, chunks


def alike(connection: Connection, documents: Sequence[Document], method: Mapping[str, str]) -> set[str]:
    """Ids of those of the articles that are here in the same version and place, read with this method."""
    versions = {document.id: (document.digest, document.path) for document in documents}
    found: set[str] = set()
    for chunk in chunks(sorted(versions)):
        query = (
            select(DOCUMENT.c.id, DOCUMENT.c.digest, DOCUMENT.c.path)
            .join(ACTIVITY, DOCUMENT.c.activity == ACTIVITY.c.seq)
            .where(DOCUMENT.c.id.in_(chunk), *(ACTIVITY.c[name] == value for name, value in method.items()))
        )
        found |= {row.id for row in connection.execute(query) if versions[row.id] == (row.digest, row.path)}
    return found


def stating(connection: Connection, document: Document) -> int:
    """How many claims the base holds of an article, in whatever version."""
    counting = select(func.count()).select_from(CLAIM).where(CLAIM.c.document == document.id)
    return int(connection.execute(counting).scalar_one())


def told(connection: Connection, document: Document) -> list[Problem]:
    """What was wrong with an article or table when it was read."""
    query = select(PROBLEM).where(PROBLEM.c.document == document.id, PROBLEM.c.stage == "read").order_by(PROBLEM.c.id)
    return [rows.problem_of(row) for row in connection.execute(query).mappings()]


def origins(connection: Connection) -> dict[str, Origin]:
    """Where each article, by name, was read from, in which version, and the date that the user gave it."""
    d = DOCUMENT.c
    query = select(d.name, d.path, d.digest, d.published, d.published_from).where(d.form == "article")
    found = connection.execute(query).all()
    return {r.name: Origin(r.path, r.digest, r.published if r.published_from == "user" else None) for r in found}


def outdated(connection: Connection, sources: Collection[str], kept: Iterable[Problem]) -> list[str]:
    """Ids of what could not be read in these files and folders, but for what still is wrong with them."""
    still = {rows.problem_row(problem, "read")["id"] for problem in kept}
    query = select(PROBLEM.c.id, PROBLEM.c.source).where(PROBLEM.c.document.is_(None), PROBLEM.c.stage == "read")
    return [row.id for row in connection.execute(query) if row.source in sources and row.id not in still]


def drop_problems(connection: Connection, ids: Iterable[str]) -> None:
    """Forget problems."""
    for chunk in chunks(ids):
        connection.execute(delete(PROBLEM).where(PROBLEM.c.id.in_(chunk)))
