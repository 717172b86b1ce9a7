"""The whole job on one machine: read, extract, convert, store, reconcile.

Extraction is a pure function of a document, so it runs over a pool of processes; what comes back is put into the base in
batches, in the order read. Then whatever a new, changed or withdrawn claim touches is reconciled again, block by block, which
gives what a run over everything gives.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from factbase import knowledge, read
from factbase.engine import tables
from factbase.engine.concluding import Progress, conclude, processes
from factbase.extract.claims import extract
from factbase.extract.names import trained
from factbase.model import Claim, Document, Problem, Value
from factbase.normalise import rates
from factbase.normalise.convert import UNDATED, convert
from factbase.read.article import DATE_IT
from factbase.read.table import Table
from factbase.settings import Settings

if TYPE_CHECKING:
    from factbase.store import Store

BATCH = 256
"""Documents to a transaction: few enough that a stopped run loses little, enough that commits cost nothing."""
CHUNK = 8
"""Documents to a task, so that passing them to a process costs little beside reading them."""
FAILED = "extract.failed"
"""The problem of an article in which a defect of ours kept claims from being found."""

_Item = tuple[Document | None, list[Claim], list[Problem]]


class RunResult(Value):
    """What a run came to.

    Attributes:
        documents, claims: how many were read in this run.
        figures, conflicts: how many the base holds after it.
        problems: all that the user must know of, in the order met.
    """

    documents: int
    claims: int
    figures: int
    conflicts: int
    problems: tuple[Problem, ...] = ()


def run(
    paths: Iterable[str | Path],
    db: str | Path,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> RunResult:
    """Read what the paths hold into a base and reconcile it.

    Args:
        db: an SQLite file, made where there is none, or a database URL.
        progress: called now and then with (done, total or None, what).

    Raises:
        StoreError: where the base cannot be opened or written. Bad input never raises: it is in `problems`.
    """
    from factbase.store import Store

    settings = settings or Settings()
    tell = progress or (lambda done, total, what: None)
    if settings.knowledge:
        knowledge.use_folders(settings.knowledge)
    problems = list(rates.user_quotes(settings.rates)[1])
    documents = claims = 0
    with Store.open(db, settings=settings) as store:
        batch: list[_Item] = []
        tabled, known = _Tables(store, settings, tell), _Known(store)
        for item in _spared(store, work(known.taken(tabled.taken(read.things(paths, settings))), settings)):
            problems += item[2]
            documents += item[0] is not None
            claims += len(item[1])
            batch.append(item)
            if len(batch) >= BATCH:
                problems += _put(store, batch)
                batch = []
            tell(documents + known.documents, None, "reading")
        if batch:
            problems += _put(store, batch)
        store.finish()
        done = conclude(store, settings, tell)
        problems += [*known.problems, *tabled.problems, *done.problems]
        documents += known.documents + tabled.tables
        claims += known.claims + tabled.claims
        return RunResult(
            documents=documents,
            claims=claims,
            **store.counts(),
            problems=tuple(problems),
        )


def _put(store: Store, batch: list[_Item]) -> list[Problem]:
    """Put what was read into the base, and say what is wrong with that."""
    returned = store.returning([document for document, _, _ in batch if document is not None])
    return [*returned, *store.ingest(batch).problems]


def _spared(store: Store, items: Iterable[_Item]) -> Iterator[_Item]:
    """What was read, but for articles whose claims could not be found although the base has claims of them: a defect of ours
    says nothing about an article, so what was read in it before stays, in the version that it was read in."""
    for document, claims, problems in items:
        kept = store.stating(document) if document is not None and any(p.code == FAILED for p in problems) else 0
        if not kept:
            yield document, claims, problems
            continue
        stay = "; the claim read in it before stays" if kept == 1 else f"; the {kept} claims read in it before stay"
        told = [p.model_copy(update={"message": p.message + stay}) if p.code == FAILED else p for p in problems]
        yield None, [], told


class _Tables:
    """Puts tables into the base as they are met, and passes everything else on.

    Attributes:
        tables, claims: how many were met. problems: what was wrong.
    """

    def __init__(self, store: Store, settings: Settings, tell: Progress) -> None:
        self.store, self.settings, self.tell = store, settings, tell
        self.tables = self.claims = 0
        self.problems: list[Problem] = []

    def taken(self, things: Iterable[Document | Claim | Table | Problem]) -> Iterator[Document | Claim | Problem]:
        """What is no table."""
        for thing in things:
            if isinstance(thing, Table):
                self._take(thing)
            else:
                yield thing

    def _take(self, table: Table) -> None:
        self.tables += 1
        self.claims += sum(found.amount is not None for found in table.cells)
        judged = self.store.judgements()
        if not judged and self.store.unchanged(document := tables.document(table)):
            self.problems += self.store.told(document)
            return
        self.tell(0, len(table.lines), f"reconciling {table.name}")
        right = frozenset(s for j in judged if j.kind == "accept" for s in j.subjects)
        wrong = frozenset(s for j in judged if j.kind == "error" for s in j.subjects)
        self.problems += tables.take(self.store, table, self.settings, right, wrong, processes(self.settings))


class _Known:
    """Passes on what has to be read, without the articles that the base holds as they are, read in the way of this run.

    Attributes:
        documents, claims, problems: what the articles held back came to when they were read.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.documents = self.claims = 0
        self.problems: list[Problem] = []

    def taken(self, things: Iterable[Document | Claim | Problem]) -> Iterator[Document | Claim | Problem]:
        """What is new."""
        for thing in things:
            held = self.store.held(thing) if isinstance(thing, Document) else None
            if held is None or any(problem.code == FAILED for problem in held[1]):
                yield thing
                continue
            self.documents += 1
            self.claims += held[0]
            self.problems += held[1]


# --- extracting ---------------------------------------------------------------------------------


def work(items: Iterable[Document | Claim | Problem], settings: Settings) -> Iterator[_Item]:
    """Each thing read with its claims, converted, in the order read: documents through the pool where `jobs` asks for one."""
    jobs = processes(settings)
    trained.use(settings.spacy_model)
    with _pool(jobs, settings) as pool:
        waiting: deque[Future[list[_Item]] | list[_Item]] = deque()
        chunk: list[Document] = []

        def send() -> None:
            if chunk:
                waiting.append(pool.submit(_several, tuple(chunk), settings) if pool else _several(tuple(chunk), settings))
                chunk.clear()

        for item in items:
            if isinstance(item, Document):
                chunk.append(item)
                if len(chunk) >= CHUNK or pool is None:
                    send()
            else:
                send()
                waiting.append([_other(item, settings)])
            while waiting and (len(waiting) > 4 * jobs or not isinstance(waiting[0], Future) or waiting[0].done()):
                yield from _result(waiting.popleft())
        send()
        while waiting:
            yield from _result(waiting.popleft())


def _result(done: Future[list[_Item]] | list[_Item]) -> list[_Item]:
    return done.result() if isinstance(done, Future) else done


@contextmanager
def _pool(jobs: int, settings: Settings) -> Iterator[ProcessPoolExecutor | None]:
    """A pool of fresh processes that know the user's folders; none where one process is asked for."""
    if jobs == 1:
        yield None
        return
    pool = ProcessPoolExecutor(
        jobs, get_context("spawn"), initializer=_begin, initargs=(tuple(settings.knowledge), settings.spacy_model)
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(folders: tuple[Path, ...], spacy_model: str | None) -> None:
    if folders:
        knowledge.use_folders(folders)
    trained.use(spacy_model)


def _several(documents: Sequence[Document], settings: Settings) -> list[_Item]:
    return [_one(document, settings) for document in documents]


def _one(document: Document, settings: Settings) -> _Item:
    """One document's claims. A pure function, whatever the document: a defect in a rule must not stop the other articles."""
    try:
        found, problems = extract(document)
        claims, more = _converted(found, settings)
    except Exception as error:  # the problem names it, and the run's exit code tells
        message = f"nothing was read from it because of a defect in factbase, please report it: {type(error).__name__}: {error}"
        problem = Problem(severity="error", code=FAILED, message=message, source=document.path or document.name)
        return document, [], [problem]
    return document, claims, [*problems, *_undated(document, claims, more)]


def _undated(document: Document, claims: Sequence[Claim], problems: Sequence[Problem]) -> Iterator[Problem]:
    """The same problems, those that come from an article's having no date as one."""
    rates = sum(problem.code == UNDATED for problem in problems)
    yield from (problem for problem in problems if problem.code != UNDATED)
    if not (rates or (claims and document.published is None)):
        return
    told = [] if document.published else [f"its {_count(len(claims), 'claim')} can be placed in time by words alone"]
    told += [f"the day of {_count(rates, 'rate')} of exchange is assumed"] if rates else []
    why = "no date is in it" if document.published is None else f"its date is not known but for {document.published}"
    message = f"{why}, so {' and '.join(told)}: {DATE_IT}"
    yield Problem(severity="note", code=UNDATED, message=message, source=document.path or document.name)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _other(item: Claim | Problem, settings: Settings) -> _Item:
    if isinstance(item, Problem):
        return None, [], [item]
    return None, *_converted([item], settings)


def _converted(claims: Iterable[Claim], settings: Settings) -> tuple[list[Claim], list[Problem]]:
    done: list[Claim] = []
    problems: list[Problem] = []
    for claim in claims:
        claim, wrong = convert(claim, settings)
        done.append(claim)
        problems += wrong
    return done, problems
