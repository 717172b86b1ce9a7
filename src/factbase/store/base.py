"""The store: what goes into a base, what is concluded from it and what people decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, delete, insert, select, update

from factbase.model import (
    Document,
    IndexEntry,
    Judgement,
    Origin,
    Problem,
    Reconciliation,
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
    rows,
    sketches,
)
from factbase.store.database import Database
from factbase.store.errors import NotThereError
from factbase.store.holdings import Holdings
from factbase.store.ingest import Ingested, Intake, Item
from factbase.store.method import method
from factbase.store.sql import (
    ACTIVITY,
    BASE,
    CLAIM,
    DOCUMENT,
    chunks,
    now,
)

__all__ = ["Ingested", "Item", "Store"]


class Store(Holdings):
    """An open base. A context manager; every method is one transaction.

    Methods raise `StoreError` with a message for the user: `BusyError` where another writer does not finish in time,
    `NotThereError` where what was named is not in the base.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        super().__init__(database)
        self.settings = settings
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

    def keep_sketches(self, method: str, made: Mapping[Document, frozenset[int]]) -> None:
        """Keep the sketches of some articles, for `sketches`."""
        if made:
            with self._writing() as connection:
                sketches.keep(connection, method, made)

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

    def method(self) -> str:
        """The program and the knowledge that conclusions are drawn with in this session, in short."""
        return content_id("method", self._method()["program"], self._method()["knowledge"])

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

    def import_judgements(self, lines: Iterable[str], source: str = "judgements") -> int:
        """Add the judgements of a JSONL export that the log lacks, and return how many. Their claims need not be here.

        Raises:
            JudgementError: for a line that holds no judgement or was changed after it was made; then nothing is imported.
        """
        found = judgements.from_lines(lines, source)
        with self._writing() as connection:
            return judgements.add(connection, found)

    # --- trust

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

    def backup(self, to: str | Path) -> None:
        """Write a copy of the base as it is now to a new SQLite file, or into an empty database of a server. Others may go on
        writing meanwhile; the copy is a base of its own, with the same content.

        Args:
            to: a file, or a URL as for `open`.

        Raises:
            StoreError: where the file exists already, the database is not empty, or either cannot be written.
        """
        if "://" in str(to):
            self._copy_to(to)
            return
        with backup.made_whole(Path(to)) as part:
            if self.database.sqlite:
                self.database.snapshot(part)
            else:
                self._copy_to(part)

    def _copy_to(self, where: str | Path) -> None:
        target = Database(where, wait=self.database.wait)
        try:
            with self.database.read() as source, target.write() as connection:
                backup.copy_rows(source, connection, target.name)
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
