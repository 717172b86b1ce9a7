"""Putting documents and claims in: by content, by difference, and with a history of what was there before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, delete, insert, or_, select, update

from factbase.model import Claim, Document, Problem
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

    document: Document | None
    form: str
    claims: Iterable[Claim]
    problems: Sequence[Problem]


def parcels(batch: Iterable[Item], done: Ingested) -> list[Parcel]:
    """The batch by document, each once, whatever its order: of two articles with one name the one of the first path stays."""
    articles: dict[str, Parcel] = {}
    loose: dict[str, list[Claim]] = defaultdict(list)
    others: list[Problem] = []
    for document, claims, problems in batch:
        if document is None:
            for claim in claims:
                loose[claim.doc].append(claim)
            others += problems
            continue
        parcel = Parcel(document, "article", claims, problems)
        other = articles.get(document.name)
        if other is None or other.document is None or other.document.digest == document.digest:
            articles[document.name] = parcel
            continue
        first, second = sorted(
            (other, parcel), key=lambda p: (p.document.path or "", p.document.digest) if p.document else ("", "")
        )
        articles[document.name] = first
        done.problems.append(_same_name(document.name, first.document, second.document))
    for name in loose.keys() & articles.keys():
        parcel = articles[name]
        articles[name] = Parcel(parcel.document, parcel.form, [*parcel.claims, *loose.pop(name)], parcel.problems)
    tabled = [Parcel(Document(name=name, text=""), "table", loose[name], ()) for name in sorted(loose)]
    return [*(articles[name] for name in sorted(articles)), *tabled, Parcel(None, "table", (), [*others, *done.problems])]


def _same_name(name: str, kept: Document | None, left: Document | None) -> Problem:
    return Problem(
        severity="error",
        code="store.name",
        message=f"two articles are called {name!r}; {(kept and kept.path) or 'one'} was kept and this one left out: rename it",
        source=(left and left.path) or name,
    )


def take(connection: Connection, parcel: Parcel, done: Ingested, activity: Callable[[], int]) -> None:
    """Put one document in, chunk by chunk, touching only what differs from what is there."""
    if parcel.document is None:
        _put_problems(connection, [rows.problem_row(problem, "read") for problem in parcel.problems])
        return
    row = rows.document_row(parcel.document, parcel.form)
    name = row["id"]
    problems = {r["id"]: r for r in (rows.problem_row(problem, "read", name) for problem in parcel.problems)}
    held = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == name)).mappings().one_or_none()
    had = _prints(connection, name) if held else {}
    seen: set[str] = set()
    total = hashlib.sha256("".join(sorted(problems)).encode())
    change = Change(connection, name, held)
    if held is None:
        connection.execute(insert(DOCUMENT), [{**row, "claims_digest": "", "ingested": now(), "activity": activity()}])
    for chunk in chunks(parcel.claims):
        new: list[Claim] = []
        changed: list[Claim] = []
        for claim in chunk:
            if claim.id in seen:
                continue
            seen.add(claim.id)
            print_ = _print(claim, name)
            total.update(print_)
            if claim.id not in had:
                new.append(claim)
            elif had[claim.id] != print_:
                changed.append(claim)
        change.add(new)
        change.mend(changed)
        done.claims_in += len(new) + len(changed)
    gone = had.keys() - seen
    change.remove(gone)
    done.claims_out += len(gone)
    row["claims_digest"] = total.hexdigest()
    if held is None:
        connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == name).values(claims_digest=row["claims_digest"]))
        done.new += 1
    elif all(held[key] == value for key, value in row.items()):
        done.unchanged += 1
        return
    else:
        change.archive("changed" if held["digest"] != row["digest"] else "reread")
        row |= {"ingested": now(), "activity": activity()}
        connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == name).values(row))
        connection.execute(delete(PROBLEM).where(PROBLEM.c.document == name))
        done.changed += 1
    if parcel.document.path:
        connection.execute(delete(PROBLEM).where(PROBLEM.c.document.is_(None), PROBLEM.c.source == parcel.document.path))
    _put_problems(connection, list(problems.values()))


def _prints(connection: Connection, document: str) -> dict[str, bytes]:
    """What every claim of a document says, in short."""
    return {claim.id: _print(claim, document) for claim in claims(connection, CLAIM.c.document == document)}


def _print(claim: Claim, document: str) -> bytes:
    """What a claim says, in short."""
    return rows.fingerprint({**rows.claim_row(claim, document), "payer": claim.payer, "payee": claim.payee})


class Change:
    """Changes to the claims of one document, noted so that its former version can be told."""

    def __init__(self, connection: Connection, document: str, held: RowMapping | None) -> None:
        self.connection, self.document, self.held = connection, document, held
        self.history: int | None = None

    def add(self, claims: Sequence[Claim]) -> None:
        """Claims that were not there."""
        if not claims:
            return
        if self.held:
            self._note([{"id": claim.id, "claim": None} for claim in claims])
        put(self.connection, CLAIM, [{**rows.claim_row(claim, self.document), "pending": True} for claim in claims])
        put(self.connection, CLAIM_PARTY, [row for claim in claims for row in rows.party_rows(claim.id, "claim", claim)])

    def mend(self, claims: Sequence[Claim]) -> None:
        """Claims that now say something else. They stay where they are, so that what refers to them does too."""
        if not claims:
            return
        ids = [claim.id for claim in claims]
        self._note_former(ids)
        for claim in claims:
            row = rows.claim_row(claim, self.document)
            self.connection.execute(
                update(CLAIM).where(CLAIM.c.id == bindparam("key")), [{**row, "pending": True, "key": claim.id}]
            )
        self.connection.execute(delete(CLAIM_PARTY).where(CLAIM_PARTY.c.claim.in_(ids)))
        put(self.connection, CLAIM_PARTY, [row for claim in claims for row in rows.party_rows(claim.id, "claim", claim)])

    def remove(self, ids: Iterable[str]) -> None:
        """Claims that are no longer stated. No figure stands with claims that it has lost: its series goes, and the claims that
        are left, also those that were compared with the lost ones, wait to be reconciled."""
        for chunk in chunks(sorted(ids)):
            self._note_former(chunk)
            run = self.connection.execute
            touched = select(SERIES_CLAIM.c.series).where(SERIES_CLAIM.c.claim.in_(chunk))
            beside = select(SERIES_CLAIM.c.claim).where(SERIES_CLAIM.c.series.in_(touched))
            compared = (
                select(RELATION.c.a).where(RELATION.c.b.in_(chunk)).union(select(RELATION.c.b).where(RELATION.c.a.in_(chunk)))
            )
            run(update(CLAIM).where(or_(CLAIM.c.id.in_(beside), CLAIM.c.id.in_(compared))).values(pending=True))
            run(delete(SERIES).where(SERIES.c.id.in_(touched)))
            run(delete(SUM).where(SUM.c.id.in_(select(SUM_PART.c.sum).where(SUM_PART.c.claim.in_(chunk)))))
            run(delete(CLAIM).where(CLAIM.c.id.in_(chunk)))

    def archive(self, reason: str, by: str | None = None, note: str | None = None) -> None:
        """Say why the former version ended."""
        seq = self._version()
        self.connection.execute(update(HISTORY).where(HISTORY.c.seq == seq).values(reason=reason, by=by, note=note))

    def _note_former(self, ids: Sequence[str]) -> None:
        former = claims(self.connection, CLAIM.c.id.in_(ids))
        self._note([{"id": claim.id, "claim": rows.to_json(claim.model_dump())} for claim in former])

    def _note(self, notes: list[Row]) -> None:
        seq = self._version()
        put(self.connection, HISTORY_CLAIM, [{"history": seq, **note} for note in notes])

    def _version(self) -> int:
        """The history's row for the former version."""
        if self.history is None:
            assert self.held is not None
            made = self.connection.execute(
                insert(HISTORY),
                {
                    "name": self.held["name"],
                    "digest": self.held["digest"],
                    "reason": "changed",
                    "ingested": self.held["ingested"],
                    "ended": now(),
                    "document": rows.to_json(rows.document_of(self.held).model_dump()),
                    "activity": self.held["activity"],
                },
            )
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


def _put_problems(connection: Connection, found: Iterable[Row]) -> None:
    """Insert problems that are not there yet."""
    for chunk in chunks({row["id"]: row for row in found}.values()):
        there = set(connection.execute(select(PROBLEM.c.id).where(PROBLEM.c.id.in_([row["id"] for row in chunk]))).scalars())
        put(connection, PROBLEM, [row for row in chunk if row["id"] not in there])
