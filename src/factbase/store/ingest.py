"""Putting documents and claims in: by content, by difference, and with a history of what was there before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, delete, insert, or_, select, update

from factbase.model import Claim, Document, Problem, content_id
from factbase.store import rows
from factbase.store.rows import Row
from factbase.store.sql import (
    CHUNK,
    CLAIM,
    CLAIM_PARTY,
    DOCUMENT,
    HISTORY,
    HISTORY_CLAIM,
    PROBLEM,
    RELATION,
    SERIES,
    SERIES_CLAIM,
    SUM,
    SUM_PART,
    chunks,
    now,
    put,
)

Item = tuple[Document | None, Iterable[Claim], Sequence[Problem]]
"""One thing read: a document with its claims and problems; None with the claims of a table, or with problems alone."""


@dataclass
class Ingested:
    """What one batch came to.

    Attributes:
        new, changed, unchanged: numbers of documents.
        claims_in: claims that are new or say something else than before; claims_out: claims that went.
        problems: what the store itself had to say, such as two articles of one name.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    claims_in: int = 0
    claims_out: int = 0
    problems: list[Problem] = field(default_factory=list)


# --- what comes in


@dataclass
class Parcel:
    """A document with what was read in it."""

    document: Document
    claims: Iterable[Claim]
    problems: Sequence[Problem]


@dataclass
class Batch:
    """A batch by what it is about: articles, claims of tables by the table's name, and problems of what could not be read."""

    articles: list[Parcel]
    tables: dict[str, list[Claim]]
    problems: list[Problem]


def sort(items: Iterable[Item]) -> Batch:
    """The batch with each article once, whatever its order: of two articles with one name the one of the first path stays."""
    articles: dict[str, Parcel] = {}
    tables: dict[str, list[Claim]] = defaultdict(list)
    others: list[Problem] = []
    for document, claims, problems in items:
        if document is None:
            for claim in claims:
                tables[table_of(claim)].append(claim)
            others += problems
            continue
        parcel, other = Parcel(document, claims, problems), articles.get(document.name)
        if other is None or other.document.digest == document.digest:
            articles[document.name] = parcel
            continue
        first, second = sorted((other, parcel), key=lambda p: (p.document.path or "", p.document.digest))
        articles[document.name] = first
        others.append(_same_name(first.document, second.document))
    return Batch([articles[name] for name in sorted(articles)], tables, others)


def table_of(claim: Claim) -> str:
    """The table that a claim without an article came from: its `doc` is `TABLE:SOURCE`."""
    return claim.doc.partition(":")[0]


def _same_name(kept: Document, left: Document) -> Problem:
    return Problem(
        severity="error",
        code="store.name",
        message=f"two articles are called {kept.name!r}; {kept.path or 'one'} was kept and this one left out: rename it",
        source=left.path or left.name,
    )


def table_id(name: str) -> str:
    """The id of a table, which an article of the same name does not share."""
    return content_id("table", name)


class Intake:
    """One document or table on its way in. What it says is compared with what is there, and only differences are written."""

    def __init__(self, connection: Connection, document: Document, form: str, activity: Callable[[], int]) -> None:
        self.document, self.activity = document, activity
        self.row = rows.document_row(document, form)
        if form == "table":
            self.row["id"] = table_id(document.name)
        self.id: str = self.row["id"]
        self.held = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == self.id)).mappings().one_or_none()
        self.had = {c.id: _print(c, self.id)[1] for c in claims(connection, CLAIM.c.document == self.id)} if self.held else {}
        self.seen: set[str] = set()
        self.total = hashlib.sha256()
        self.change = Change(self.id, self.held)
        if self.held is None:
            fresh = {**self.row, "claims_digest": "", "ingested": now(), "activity": activity()}
            put(connection, DOCUMENT, [fresh])

    def take(self, connection: Connection, stated: Iterable[Claim], done: Ingested) -> None:
        """Put claims in."""
        for chunk in chunks(stated):
            new: list[tuple[Claim, Row]] = []
            changed: list[tuple[Claim, Row]] = []
            for claim in chunk:
                if claim.id in self.seen:
                    continue
                self.seen.add(claim.id)
                row, print_ = _print(claim, self.id)
                self.total.update(print_)
                if claim.id not in self.had:
                    new.append((claim, row))
                elif self.had[claim.id] != print_:
                    changed.append((claim, row))
            strange = self._held_elsewhere(connection, [claim.id for claim, _ in new])
            mine = [(claim, row) for claim, row in new if claim.id not in strange]
            taken = [(c, r) for c, r in new if c.id in strange and self.row["form"] == "article" and strange[c.id] == "table"]
            self.change.add(connection, mine)
            self.change.mend(connection, [*changed, *taken])
            done.claims_in += len(mine) + len(changed) + len(taken)

    def close(self, connection: Connection, problems: Sequence[Problem], done: Ingested) -> None:
        """Take out what is no longer stated, and put in what was wrong."""
        gone = self.had.keys() - self.seen
        self.change.remove(connection, gone)
        done.claims_out += len(gone)
        found = {r["id"]: r for r in (rows.problem_row(problem, "read", self.id) for problem in problems)}
        self.total.update("".join(sorted(found)).encode())
        self.row["claims_digest"] = self.total.hexdigest()
        if self.held is None:
            done.new += 1
            connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == self.id).values(claims_digest=self.row["claims_digest"]))
        elif all(self.held[key] == value for key, value in self.row.items()):
            done.unchanged += 1
            return
        else:
            done.changed += 1
            # What else an article gives tells how its figures are to be read: all of them wait to be reconciled.
            connection.execute(update(CLAIM).where(CLAIM.c.document == self.id).values(pending=True))
            self.change.archive(connection, "changed" if self.held["digest"] != self.row["digest"] else "reread")
            self.row |= {"ingested": now(), "activity": self.activity()}
            connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == self.id).values(self.row))
            connection.execute(delete(PROBLEM).where(PROBLEM.c.document == self.id))
        put_problems(connection, found.values())

    def _held_elsewhere(self, connection: Connection, ids: list[str]) -> dict[str, str]:
        """Of these claims those that another document has, with its form. An article's own reading wins over a file of claims."""
        if not ids:
            return {}
        query = select(CLAIM.c.id, DOCUMENT.c.form).join(DOCUMENT, DOCUMENT.c.id == CLAIM.c.document).where(CLAIM.c.id.in_(ids))
        return {row[0]: row[1] for row in connection.execute(query)}


def _print(claim: Claim, document: str) -> tuple[Row, bytes]:
    """A claim's columns, and what it says in short."""
    row = rows.claim_row(claim, document)
    return row, rows.fingerprint((*row.values(), claim.payer, claim.payee))


class Change:
    """Changes to the claims of one document, noted so that its former version can be told."""

    def __init__(self, document: str, held: RowMapping | None) -> None:
        self.document, self.held = document, held
        self.history: int | None = None

    def add(self, connection: Connection, new: Sequence[tuple[Claim, Row]]) -> None:
        """Claims that were not there."""
        if self.held and new:
            self._note(connection, [{"id": claim.id, "claim": None} for claim, _ in new])
        put(connection, CLAIM, [{**row, "pending": True} for _, row in new])
        put(connection, CLAIM_PARTY, [party for claim, _ in new for party in rows.party_rows(claim.id, "claim", claim)])

    def mend(self, connection: Connection, changed: Sequence[tuple[Claim, Row]]) -> None:
        """Claims that now say something else. They stay where they are, so that what refers to them does too."""
        if not changed:
            return
        ids = [claim.id for claim, _ in changed]
        if self.held:
            self._note_former(connection, ids)
        by_id = update(CLAIM).where(CLAIM.c.id == bindparam("key"))
        connection.execute(by_id, [{**row, "pending": True, "key": row["id"]} for _, row in changed])
        connection.execute(delete(CLAIM_PARTY).where(CLAIM_PARTY.c.claim.in_(ids)))
        put(connection, CLAIM_PARTY, [party for claim, _ in changed for party in rows.party_rows(claim.id, "claim", claim)])

    def remove(self, connection: Connection, ids: Iterable[str]) -> None:
        """Claims that are no longer stated. No figure stands with claims that it has lost: its series goes, and the claims that
        are left, also those that were compared with the lost ones, wait to be reconciled."""
        run = connection.execute
        for chunk in chunks(sorted(ids)):
            self._note_former(connection, chunk)
            touched = select(SERIES_CLAIM.c.series).where(SERIES_CLAIM.c.claim.in_(chunk))
            beside = select(SERIES_CLAIM.c.claim).where(SERIES_CLAIM.c.series.in_(touched))
            compared = (
                select(RELATION.c.a).where(RELATION.c.b.in_(chunk)).union(select(RELATION.c.b).where(RELATION.c.a.in_(chunk)))
            )
            run(update(CLAIM).where(or_(CLAIM.c.id.in_(beside), CLAIM.c.id.in_(compared))).values(pending=True))
            run(delete(SERIES).where(SERIES.c.id.in_(touched)))
            run(delete(SUM).where(SUM.c.id.in_(select(SUM_PART.c.sum).where(SUM_PART.c.claim.in_(chunk)))))
            run(delete(CLAIM).where(CLAIM.c.id.in_(chunk)))

    def archive(self, connection: Connection, reason: str, by: str | None = None, note: str | None = None) -> None:
        """Say why the former version ended."""
        seq = self._version(connection)
        connection.execute(update(HISTORY).where(HISTORY.c.seq == seq).values(reason=reason, by=by, note=note))

    def _note_former(self, connection: Connection, ids: Sequence[str]) -> None:
        former = claims(connection, CLAIM.c.id.in_(ids), CLAIM.c.document == self.document)
        self._note(connection, [{"id": claim.id, "claim": rows.to_json(claim.model_dump())} for claim in former])

    def _note(self, connection: Connection, notes: list[Row]) -> None:
        seq = self._version(connection)
        put(connection, HISTORY_CLAIM, [{"history": seq, **note} for note in notes])

    def _version(self, connection: Connection) -> int:
        """The history's row for the former version."""
        if self.history is None:
            assert self.held is not None
            former = {
                "name": self.held["name"],
                "digest": self.held["digest"],
                "reason": "changed",
                "ingested": self.held["ingested"],
                "ended": now(),
                "document": rows.to_json(rows.document_of(self.held).model_dump()),
                "activity": self.held["activity"],
            }
            made = connection.execute(insert(HISTORY), former)
            assert made.inserted_primary_key is not None
            self.history = int(made.inserted_primary_key[0])
        return self.history


def claims(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Claim]:
    """Claims in order of article and place, a chunk at a time with their parties."""
    query = select(CLAIM).where(*where).order_by(CLAIM.c.doc, CLAIM.c.char_start, CLAIM.c.char_end, CLAIM.c.id)
    found = connection.execute(query, execution_options={"yield_per": CHUNK}).mappings()
    for chunk in found.partitions(CHUNK):
        parties: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        wanted = (
            select(CLAIM_PARTY)
            .where(CLAIM_PARTY.c.claim.in_([row["id"] for row in chunk]))
            .order_by(CLAIM_PARTY.c.claim, CLAIM_PARTY.c.role, CLAIM_PARTY.c.position)
        )
        for claim, role, _, name in connection.execute(wanted):
            parties[claim][role] = (*parties[claim].get(role, ()), name)
        for row in chunk:
            yield rows.claim_of(row, parties.get(row["id"], {}))


def put_problems(connection: Connection, found: Iterable[Row]) -> None:
    """Insert problems that are not there yet."""
    for chunk in chunks({row["id"]: row for row in found}.values()):
        there = set(connection.execute(select(PROBLEM.c.id).where(PROBLEM.c.id.in_([row["id"] for row in chunk]))).scalars())
        put(connection, PROBLEM, [row for row in chunk if row["id"] not in there])
