"""The store: what goes into a base and what comes out."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from factbase.model import (
    Claim,
    Conflict,
    Copy,
    Document,
    Figure,
    IndexEntry,
    Judgement,
    Origin,
    Problem,
    Reconciliation,
    Relation,
    Series,
    SumCheck,
    content_id,
)
from factbase.settings import Settings
from factbase.store import (
    backup,
    blocks,
    check,
    conclusions,
    history,
    ingest,
    judgements,
    known,
    provenance,
    rows,
    search,
    sketches,
)
from factbase.store.brief import Brief, briefs
from factbase.store.database import Database
from factbase.store.errors import NotThereError
from factbase.store.history import Version
from factbase.store.ingest import Ingested, Intake, Item
from factbase.store.method import method
from factbase.store.search import Hit
from factbase.store.sql import (
    ACTIVITY,
    BASE,
    CLAIM,
    CLAIM_PARTY,
    CONFLICT,
    DOCUMENT,
    FIGURE,
    PROBLEM,
    SERIES_CLAIM,
    chunks,
    now,
)

__all__ = ["Hit", "Ingested", "Item", "Store", "Version"]


class Store:
    """An open base. A context manager; every method is one transaction.

    Methods raise `StoreError` with a message for the user: `BusyError` where another writer does not finish in time,
    `NotThereError` where what was named is not in the base.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.settings = database, settings
        self._session: int | None = None
        self._methods: dict[str, str] = {}
        self._tables: dict[str, Intake] = {}

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
        """Open a base, make it where there is none, and bring an older one up to date after a backup copy.

        Args:
            where: an SQLite file, or a URL such as `postgresql://user@host/name`.
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
        replaces its own claims, and its former version goes into the history.

        Claims without a document come from tables (their `doc` is `TABLE:SOURCE`), which may be spread over any number of
        batches. What a table no longer says goes when `finish` tells that it was read to its end.

        Returns:
            what changed; its problems say which articles share a name, of which only one can be kept.
        """
        done = Ingested()
        found = ingest.sort(batch)
        with self._writing() as connection:
            for parcel in found.articles:
                intake = Intake(connection, parcel.document, "article", lambda: self._activity(connection))
                intake.take(connection, parcel.claims, done)
                intake.close(connection, parcel.problems, done)
            self._sign(connection, [parcel.document for parcel in found.articles])
            for name, claims in sorted(found.tables.items()):
                self._table(connection, name).take(connection, claims, done)
            ingest.put_problems(connection, [rows.problem_row(problem, "read") for problem in found.problems])
        done.problems += [problem for problem in found.problems if problem.code == "store.name"]
        return done

    def _sign(self, connection: Connection, documents: Sequence[Document]) -> None:
        """Note that articles which another release or other knowledge had read are read in this session, and alike. What was
        concluded from them was concluded in the other way, too: it waits to be concluded again."""
        stale = sorted({document.id for document in documents} - known.alike(connection, documents, self._method()))
        for chunk in chunks(stale):
            connection.execute(update(DOCUMENT).where(DOCUMENT.c.id.in_(chunk)).values(activity=self._activity(connection)))
            connection.execute(update(CLAIM).where(CLAIM.c.document.in_(chunk)).values(pending=True))

    def finish(self) -> Ingested:
        """Tell that the tables whose claims came in through `ingest` since the base was opened were read to their end: claims
        that they had before and no longer state go."""
        done = Ingested()
        if self._tables:
            with self._writing() as connection:
                for intake in self._tables.values():
                    intake.activity = lambda: self._activity(connection)
                    intake.close(connection, (), done)
                self._tables = {}
        return done

    def _table(self, connection: Connection, name: str) -> Intake:
        """The table on its way in, from its first claims of this session on."""
        if name not in self._tables:
            document = Document(name=name, text="")
            self._tables[name] = Intake(connection, document, "table", lambda: self._activity(connection))
        return self._tables[name]

    def unchanged(self, document: Document) -> bool:
        """Whether the base holds this very version, read by this release with this knowledge: it need not be read again."""
        with self.database.read() as connection:
            return document.id in known.alike(connection, [document], self._method())

    def held(self, document: Document) -> tuple[int, list[Problem]] | None:
        """Of an article that need not be read again, how many claims it has and what was wrong with it; None of any other."""
        with self.database.read() as connection:
            if document.id not in known.alike(connection, [document], self._method()):
                return None
            return known.stating(connection, document), known.told(connection, document)

    def origins(self) -> dict[str, Origin]:
        """Where each article, by name, was read from, in which version, and the date that the user gave it."""
        with self.database.read() as connection:
            return known.origins(connection)

    def drop_problems(self, sources: Collection[str], kept: Iterable[Problem]) -> None:
        """Forget what could not be read in files that were read anew, but for what is still wrong with them.

        Args:
            sources: the files and folders. kept: all that was wrong this time.
        """
        with self.database.read() as connection:
            gone = known.outdated(connection, sources, kept)
        if gone:
            with self._writing() as connection:
                known.drop_problems(connection, gone)

    def told(self, document: Document) -> list[Problem]:
        """What was wrong with an article or table when it was read."""
        with self.database.read() as connection:
            return known.told(connection, document)

    def stating(self, document: Document) -> int:
        """How many claims the base holds of an article, in whatever version."""
        with self.database.read() as connection:
            return known.stating(connection, document)

    def retract(self, doc: str, by: str | None = None, note: str | None = None) -> int:
        """Take an article (or table) and its claims out of the base; it stays in the history. Figures that rested on it go with
        it, and what is left of them waits to be reconciled again (`pending`). Reading the article again brings it back.

        Returns:
            the number of claims that went.

        Raises:
            NotThereError: where the base holds no such article.
        """
        names = content_id("document", doc), ingest.table_id(doc)
        with self._writing() as connection:
            query = select(DOCUMENT).where(DOCUMENT.c.id.in_(names)).order_by(DOCUMENT.c.form)
            held = connection.execute(query).mappings().first()
            if held is None:
                raise NotThereError(f"{self.database.name}: holds no article {doc!r}; `factbase documents` lists them")
            change = ingest.Change(held["id"], held)
            gone = list(connection.execute(select(CLAIM.c.id).where(CLAIM.c.document == held["id"])).scalars())
            change.remove(connection, gone)
            change.archive(connection, "retracted", by, note)
            connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id == held["id"]))
        return len(gone)

    def returning(self, documents: Iterable[Document]) -> list[Problem]:
        """A warning for each of these articles that somebody took out: reading it now brings it back."""
        with self.database.read() as connection:
            return history.returning(connection, {document.name: document.path for document in documents})

    def history(self, doc: str) -> list[Version]:
        """The former versions of an article with their claims as they were, latest first."""
        with self.database.read() as connection:
            return history.versions(connection, doc)

    # --- what is held

    def documents(self, names: Collection[str] | None = None) -> list[Document]:
        """The articles (of these names), by name."""
        query = select(DOCUMENT).where(DOCUMENT.c.form == "article")
        with self.database.read() as connection:
            if names is None:
                found = [rows.document_of(row) for row in connection.execute(query).mappings()]
            else:
                found = []
                for chunk in chunks(sorted(names)):
                    ids = [content_id("document", name) for name in chunk]
                    found += [rows.document_of(row) for row in connection.execute(query.where(DOCUMENT.c.id.in_(ids))).mappings()]
        return sorted(found, key=lambda document: document.name)

    def tables(self) -> list[str]:
        """The names of the tables of claims."""
        with self.database.read() as connection:
            found = connection.execute(select(DOCUMENT.c.name).where(DOCUMENT.c.form == "table").order_by(DOCUMENT.c.name))
            return list(found.scalars())

    def sketches(self, method: str) -> dict[str, frozenset[int] | None]:
        """The sketch of every article by name, by which copies are found; None where its present version has none yet."""
        with self.database.read() as connection:
            return sketches.held(connection, method)

    def keep_sketches(self, method: str, made: Mapping[Document, frozenset[int]]) -> None:
        """Keep the sketches of some articles, for `sketches`."""
        if made:
            with self._writing() as connection:
                sketches.keep(connection, method, made)

    def claims(self, docs: Collection[str] | None = None, ids: Collection[str] | None = None, tabled: bool = True) -> list[Claim]:
        """The claims (of these articles, or with these ids; with those of tables or without), in order of article and place."""
        if ids is not None:
            with self.database.read() as connection:
                found = [
                    claim for chunk in chunks(sorted(set(ids))) for claim in ingest.claims(connection, CLAIM.c.id.in_(chunk))
                ]
            found = [claim for claim in found if docs is None or claim.doc in docs]
            return sorted(found, key=lambda claim: (claim.doc, claim.start, claim.end, claim.id))
        return list(self.each_claim(docs, tabled))

    def each_claim(self, docs: Collection[str] | None = None, tabled: bool = True) -> Generator[Claim, None, None]:
        """Like `claims`, one after the other, for bases that do not fit into memory."""
        with self.database.read() as connection:
            if docs is None:
                yield from ingest.claims(connection, *(() if tabled else (CLAIM.c.subject.is_(None),)))
            else:
                for chunk in chunks(sorted(set(docs))):
                    yield from ingest.claims(
                        connection, CLAIM.c.doc.in_(chunk), *(() if tabled else (CLAIM.c.subject.is_(None),))
                    )

    def claims_paid_by(self, payers: Collection[str]) -> list[Claim]:
        """The claims, those of tables aside, with one of these payers, in order of article and place."""
        with self.database.read() as connection:
            paid = select(CLAIM_PARTY.c.claim).where(CLAIM_PARTY.c.role == "payer", CLAIM_PARTY.c.name.in_(sorted(payers)))
            return list(ingest.claims(connection, CLAIM.c.subject.is_(None), CLAIM.c.id.in_(paid)))

    def claim_counts(self) -> dict[str, int]:
        """How many claims each article (or source of a table) has, by its name."""
        with self.database.read() as connection:
            found = connection.execute(select(CLAIM.c.doc, func.count()).group_by(CLAIM.c.doc))
            return {doc: int(count) for doc, count in found}

    def briefs(self) -> dict[str, Brief]:
        """What questions look at in every claim, by id."""
        with self.database.read() as connection:
            return {found.id: found for found in briefs(connection)}

    def pending(self) -> frozenset[str]:
        """Ids of the claims that wait to be reconciled: new, changed, or left behind by a claim that went."""
        with self.database.read() as connection:
            return frozenset(connection.execute(select(CLAIM.c.id).where(CLAIM.c.pending)).scalars())

    def pending_docs(self) -> frozenset[str]:
        """The articles (or sources of tables) of these claims."""
        with self.database.read() as connection:
            return frozenset(connection.execute(select(CLAIM.c.doc).where(CLAIM.c.pending).distinct()).scalars())

    def problems(self) -> list[Problem]:
        """All that the user must know of, by source and place."""
        with self.database.read() as connection:
            found = [rows.problem_of(row) for row in connection.execute(select(PROBLEM)).mappings()]
        return sorted(found, key=lambda p: (p.source or "", p.position or "", p.code, p.message, p.severity))

    def search(self, query: str, kind: str = "claim", limit: int = 50) -> list[Hit]:
        """Claims (by quote, sentence, measure, programme, subject) or figures (by label, measure, subject) that hold every word
        of the query, best first. Case, accents and punctuation do not count, and the last word may be a beginning."""
        with self.database.read() as connection:
            return search.search(connection, query, kind, limit)

    # --- what is concluded

    def conclude(
        self,
        reconciliation: Reconciliation,
        scope: Collection[str] | None = None,
        notes: Mapping[str, str] | None = None,
        entries: Iterable[IndexEntry] | None = None,
        gone: Collection[str] | None = None,
    ) -> None:
        """Put conclusions in, touching only those that differ from what is there. A figure, series or conflict whose claims stay
        the same keeps its id.

        Args:
            reconciliation: what `reconcile` came to.
            scope: ids of the claims that were reconciled. Conclusions about other claims stay as they are. None for all claims.
                Copies are always replaced as a whole.
            notes: what to remember of how it was done, for `note`.
            entries: the new index of blocks; with `gone`, only what of it changed beside the claims that went.
        """
        with self._writing() as connection:
            conclusions.conclude(connection, reconciliation, scope, self._activity(connection), now())
            if entries is not None and gone is None:
                blocks.replace(connection, entries)
            elif entries is not None and gone is not None:
                blocks.update(connection, entries, gone)
            for key, value in (notes or {}).items():
                connection.execute(delete(BASE).where(BASE.c.key == key))
                connection.execute(insert(BASE), {"key": key, "value": value})

    def block_index(self) -> tuple[dict[str, IndexEntry], set[str]]:
        """The index of blocks by claim, as it was last concluded, and the claims among them that the base no longer has."""
        with self.database.read() as connection:
            return blocks.held(connection)

    def method(self) -> str:
        """The program and the knowledge that conclusions are drawn with in this session, in short."""
        return content_id("method", self._method()["program"], self._method()["knowledge"])

    def note(self, key: str) -> str:
        """What was noted with the last conclusions; empty where nothing was."""
        with self.database.read() as connection:
            return connection.execute(select(BASE.c.value).where(BASE.c.key == key)).scalar() or ""

    def named(self, start: str) -> list[str]:
        """Ids of the figures whose own id, or that of their conflict or of one of their claims, begins so."""
        with self.database.read() as connection:
            return conclusions.named(connection, start)

    def series(self, only: Collection[str] | None = None) -> list[Series]:
        """What is measured (of these ids, which are few), by id."""
        with self.database.read() as connection:
            return conclusions.series(connection, only)

    def series_of(self, claims: Collection[str]) -> list[Series]:
        """What is measured by any of these claims, by id."""
        with self.database.read() as connection:
            ids: set[str] = set()
            for chunk in chunks(sorted(set(claims))):
                ids |= set(connection.execute(select(SERIES_CLAIM.c.series).where(SERIES_CLAIM.c.claim.in_(chunk))).scalars())
            return [found for chunk in chunks(sorted(ids)) for found in conclusions.series(connection, chunk)]

    def figures(self, only: Collection[str] | None = None) -> list[Figure]:
        """What the claims come to (of these ids, which are few), by label, date and id."""
        with self.database.read() as connection:
            return conclusions.figures(connection, only)

    def conflicts(self, of: Collection[str] | None = None) -> list[Conflict]:
        """Which claims cannot all be right (of these figures, which are few), widest gap first."""
        with self.database.read() as connection:
            return conclusions.conflicts(connection, of)

    def relations(self, of: Collection[str] | None = None) -> list[Relation]:
        """The verdicts on two claims (one of them of these ids), by their ids."""
        with self.database.read() as connection:
            return conclusions.relations(connection, of)

    def sums(self) -> list[SumCheck]:
        """Parts against totals, by the total's id."""
        with self.database.read() as connection:
            return conclusions.sums(connection)

    def copies(self) -> list[Copy]:
        """Articles that restate one text, by name."""
        with self.database.read() as connection:
            return conclusions.copies(connection)

    def counts(self) -> dict[str, int]:
        """How many figures and conflicts there are, without reading them."""
        with self.database.read() as connection:
            counted = {"figures": FIGURE, "conflicts": CONFLICT}
            return {k: int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for k, t in counted.items()}

    def memberships(self) -> dict[str, tuple[str | None, str | None]]:
        """For every claim that was concluded upon, its series and its figure."""
        with self.database.read() as connection:
            return conclusions.memberships(connection)

    # --- what people decide

    def judge(self, kind: str, subjects: Sequence[str], by: str, note: str = "", at: str | None = None) -> Judgement:
        """Put a decision into the log.

        Args:
            kind: `accept` or `error` (a claim, with its conflict), `different` or `same` (claims, or a conflict for all of its
                claims), `merge` or `split` (names of entities), `undo` (judgements).
            subjects: ids or names of what it is about.
            by: the person. note: why. at: ISO 8601 time with zone, now where not given.

        Raises:
            NotThereError: where the base does not hold a subject.
            StoreError: where the kind, the author or the number of subjects will not do.
        """
        with self._writing() as connection:
            made = judgements.made(kind, judgements.checked(connection, kind, subjects), by, note, at)
            judgements.add(connection, [made])
        return made

    def undo(self, judgement: str, by: str, note: str = "") -> Judgement:
        """Take a judgement back; both stay in the log."""
        return self.judge("undo", [judgement], by, note)

    def judgements(self) -> list[Judgement]:
        """The judgements in force, by time: those that were not taken back."""
        return judgements.in_force(self.judgement_log())

    def judgement_log(self) -> list[Judgement]:
        """All that was ever judged, also what was taken back and the taking back, by time."""
        with self.database.read() as connection:
            return judgements.log(connection)

    def export_judgements(self) -> str:
        """The whole log as JSONL, in an order that does not depend on the base, so that a team can keep it in version control."""
        lines = [json.dumps(j.model_dump(), sort_keys=True) for j in self.judgement_log()]
        return "".join(f"{line}\n" for line in lines)

    def import_judgements(self, lines: Iterable[str], source: str = "judgements") -> int:
        """Add the judgements of a JSONL export that the log lacks, and return how many. Their claims need not be here.

        Raises:
            StoreError: for a line that holds no judgement or was changed after it was made; then nothing is imported.
        """
        found = judgements.from_lines(lines, source)
        with self._writing() as connection:
            return judgements.add(connection, found)

    # --- trust

    def provenance(self, figure: str) -> dict[str, Any]:
        """How a figure came to be, as PROV-JSON: articles with their hashes, claims with their rates, program, knowledge and
        judgements.

        Raises:
            NotThereError: where the base holds no such figure.
        """
        with self.database.read() as connection:
            found = provenance.of_figure(connection, figure)
            if found is None:
                raise NotThereError(f"{self.database.name}: holds no figure {figure}; `factbase figures` lists them")
            return found

    def check_db(self) -> list[Problem]:
        """Whether the base is whole: the database's own checks, and what its content must fulfil. Empty where all is well."""
        name = self.database.name
        index = not self.database.read_only
        with self.database.write() if index else self.database.read() as connection:
            found = list(check.database(connection, name, index))
            if any(problem.code == "store.damaged" for problem in found):
                connection.rollback()  # a damaged file may refuse to commit
                return found
            found += check.values(connection, name)
            for some in chunks(connection.execute(select(DOCUMENT.c.id).order_by(DOCUMENT.c.name)).scalars().all()):
                found += check.contents(connection, some)
        return found

    def backup(self, path: str | Path) -> None:
        """Write a copy of the base as it is now to a new SQLite file. Others may go on writing meanwhile; of a PostgreSQL base
        the copy is an SQLite base with the same content.

        Raises:
            StoreError: where the file exists already or cannot be written.
        """
        path = Path(path)
        with backup.made_whole(path) as part:
            if self.database.sqlite:
                self.database.snapshot(part)
            else:
                self._copy_into(part)

    def copy_to(self, where: str | Path) -> int:
        """Copy everything into another, empty base, for example from SQLite to PostgreSQL, and return the number of rows.

        Raises:
            StoreError: where the other base is not empty.
        """
        return self._copy_into(where)

    def _copy_into(self, where: str | Path) -> int:
        target = Database(where, wait=self.database.wait)
        try:
            with self.database.read() as source, target.write() as connection:
                return backup.copy_rows(source, connection)
        finally:
            target.close()

    # --- writing

    @contextmanager
    def _writing(self, checked: bool = True, first: bool = False) -> Iterator[Connection]:
        """A writing transaction; a session that begins in one that fails was never there. See `Database.write`."""
        session = self._session
        try:
            with self.database.write(checked, first) as connection:
                yield connection
        except BaseException:
            self._session, self._tables = session, {}
            raise

    def _activity(self, connection: Connection) -> int:
        """The row that says with which program, knowledge and rates this session writes."""
        if self._session is None:
            made = connection.execute(
                insert(ACTIVITY),
                {"started": now(), **self._method()},
            )
            assert made.inserted_primary_key is not None
            self._session = int(made.inserted_primary_key[0])
        return self._session

    def _method(self) -> dict[str, str]:
        """All that what is read in an article depends on, beside the article."""
        if not self._methods:
            self._methods = method(self.settings)
        return self._methods
