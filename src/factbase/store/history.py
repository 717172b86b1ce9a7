"""Former versions of articles: those that were replaced, read again by another factbase, or retracted."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from factbase.model import Claim, Document, Problem, content_id
from factbase.store import ingest
from factbase.store.sql import CLAIM, DOCUMENT, HISTORY, HISTORY_CLAIM, chunks


class Version(Document):
    """A former version of an article.

    Attributes:
        reason: `changed`, `reread` by another factbase, or `retracted`.
        ingested, ended: ISO 8601 times between which it held.
        by, note: who retracted it and why.
        claims: its claims as they were.
    """

    reason: str
    ingested: str
    ended: str
    by: str | None = None
    note: str | None = None
    claims: tuple[Claim, ...] = ()


def versions(connection: Connection, doc: str) -> list[Version]:
    """See `Store.history`."""
    names = content_id("document", doc), ingest.table_id(doc)
    now_held = {c.id: c for c in ingest.claims(connection, CLAIM.c.document.in_(names))}
    found = []
    for row in connection.execute(select(HISTORY).where(HISTORY.c.name == doc).order_by(HISTORY.c.seq.desc())).mappings().all():
        differs = select(HISTORY_CLAIM.c.id, HISTORY_CLAIM.c.claim).where(HISTORY_CLAIM.c.history == row["seq"])
        for key, text in connection.execute(differs):
            if text is None:
                now_held.pop(key, None)
            else:
                now_held[key] = Claim(**json.loads(text))
        claims = sorted(now_held.values(), key=lambda c: (c.doc, c.start, c.end, c.id))
        said = {name: row[name] for name in ("reason", "ingested", "ended", "by", "note")}
        found.append(Version(**json.loads(row["document"]), **said, claims=tuple(claims)))
    return found


def returning(connection: Connection, wanted: Mapping[str, str | None]) -> list[Problem]:
    """See `Store.returning`.

    Args:
        wanted: articles by name, with the file each is read from.
    """
    found: list[Problem] = []
    for chunk in chunks(sorted(wanted)):
        held = select(DOCUMENT.c.name).where(DOCUMENT.c.name.in_(chunk), DOCUMENT.c.form == "article")
        out = sorted(set(chunk) - set(connection.execute(held).scalars()))
        query = select(HISTORY).where(HISTORY.c.name.in_(out)).order_by(HISTORY.c.seq)
        last = {row["name"]: row for row in connection.execute(query).mappings()} if out else {}
        for name, row in last.items():
            if row["reason"] == "retracted":
                why = "".join((f" by {row['by']}" if row["by"] else "", f" ({row['note']})" if row["note"] else ""))
                message = f"had been retracted on {row['ended'][:10]}{why} and was read again: take it from the input too"
                found.append(Problem(severity="warning", code="store.returned", message=message, source=wanted[name] or name))
    return found
