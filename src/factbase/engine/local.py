"""The whole job on one machine: read, extract, convert, store, reconcile.

Extraction is a pure function of a document, so it runs over a pool of processes; what comes back is put into the base in
batches, in the order read. Then whatever a new, changed or withdrawn claim touches is reconciled again, block by block, which
gives what a run over everything gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from factbase import knowledge, read
from factbase.engine.arriving import Known, Met, Tables, spared
from factbase.engine.concluding import Progress, conclude
from factbase.engine.extracting import Item, work
from factbase.model import Problem, Value
from factbase.normalise import rates
from factbase.settings import Settings

if TYPE_CHECKING:
    from factbase.store import Store

BATCH = 256
"""Documents to a transaction: few enough that a stopped run loses little, enough that commits cost nothing."""
NAMED = 5
"""Articles that a note names; the others are counted."""


class RunResult(Value):
    """What a run came to.

    Attributes:
        documents, tables, claims: how many articles, tables and claims in them were read in this run.
        unchanged: how many of the articles the base held as they are.
        withdrawn: articles that were taken out, as their files are gone.
        figures, conflicts: how many the base holds after it.
        problems: all that the user must know of, in the order met.
    """

    documents: int
    claims: int
    figures: int
    conflicts: int
    tables: int = 0
    unchanged: int = 0
    withdrawn: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def run(
    paths: Iterable[str | Path],
    db: str | Path,
    settings: Settings | None = None,
    progress: Progress | None = None,
    prune: bool = False,
) -> RunResult:
    """Read what the paths hold into a base and reconcile it.

    Args:
        db: an SQLite file, made where there is none, or a database URL.
        progress: called now and then with (done, total or None, what).
        prune: take articles out whose files are no longer in the folders that they were read from.

    Raises:
        StoreError: where the base cannot be opened or written. Bad input never raises: it is in `problems`.
    """
    from factbase.store import Store

    settings, paths = settings or Settings(), list(paths)
    tell = progress or (lambda done, total, what: None)
    if settings.knowledge:
        knowledge.use_folders(settings.knowledge)
    problems = list(rates.user_quotes(settings.rates)[1])
    documents = claims = 0
    with Store.open(db, settings=settings) as store:
        held = store.origins()
        met, tabled, known = Met(paths, held), Tables(store, settings, tell), Known(store)
        batch: list[Item] = []
        for item in spared(store, work(known.taken(tabled.taken(met.taken(read.things(paths, settings, held)))), settings)):
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
        store.drop_problems(met.sources(), problems)
        gone = met.gone()
        for name in gone if prune else ():
            store.retract(name, note="its file is gone")
        done = conclude(store, settings, tell)
        problems += [*known.problems, *tabled.problems, *(() if prune else _left(gone)), *done.problems]
        return RunResult(
            documents=documents + known.documents,
            tables=tabled.tables,
            unchanged=known.documents,
            claims=claims + known.claims + tabled.claims,
            withdrawn=tuple(gone) if prune else (),
            **store.counts(),
            problems=tuple(problems),
        )


def _put(store: Store, batch: list[Item]) -> list[Problem]:
    """Put what was read into the base, and say what is wrong with that."""
    returned = store.returning([document for document, _, _ in batch if document is not None])
    return [*returned, *store.ingest(batch).problems]


def _left(gone: list[str]) -> list[Problem]:
    """What to tell of articles whose files are gone."""
    if not gone:
        return []
    named = ", ".join(gone[:NAMED]) + (f" and {len(gone) - NAMED} more" if len(gone) > NAMED else "")
    message = f"their files are gone, and they stay in the base: {named}; --prune or `factbase retract` takes them out"
    return [Problem(severity="warning", code="read.gone", message=message, source=named)]
