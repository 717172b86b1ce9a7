"""What comes in against what the base holds: tables go in as they are met, articles that it has need not be read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from factbase.engine import tables
from factbase.engine.concluding import Progress, processes
from factbase.engine.extracting import FAILED, Item
from factbase.model import Claim, Document, Origin, Problem
from factbase.read.table import Table
from factbase.settings import Settings

if TYPE_CHECKING:
    from factbase.store import Store


class Met:
    """Notes what a run meets, and passes it on.

    Args:
        paths: the files and folders that the run reads.
        held: the articles that the base holds, by name.
    """

    def __init__(self, paths: Iterable[str | Path], held: Mapping[str, Origin]) -> None:
        self._folders = [Path(path) for path in paths if Path(path).is_dir()]
        self._held = held
        self._names: set[str] = set()
        self._sources: set[str] = set()

    def taken(self, things: Iterable[Document | Claim | Table | Problem]) -> Iterator[Document | Claim | Table | Problem]:
        """The same."""
        for thing in things:
            source = thing.source if isinstance(thing, Problem) else None if isinstance(thing, Claim) else thing.path
            self._sources |= {source} if source else set()
            self._names |= {thing.name} if isinstance(thing, Document) else set()
            yield thing

    def sources(self) -> set[str]:
        """The files and folders that were read."""
        within = {parent for source in self._sources for parent in Path(source).parents}
        walked = {p for p in within if any(p.is_relative_to(folder) for folder in self._folders)}
        return self._sources | {str(folder) for folder in (*self._folders, *walked)}

    def gone(self) -> list[str]:
        """The articles that were read from these folders before and whose files are no longer there, by name."""
        folders = [folder.resolve() for folder in self._folders]
        return [
            name
            for name, origin in sorted(self._held.items())
            if name not in self._names
            and origin.path
            and any(Path(origin.path).resolve().is_relative_to(folder) for folder in folders)
            and not Path(origin.path).exists()
        ]


class Tables:
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


class Known:
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


def spared(store: Store, items: Iterable[Item]) -> Iterator[Item]:
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
