"""Articles to claims, over one process or several: extraction is a pure function of an article."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from factbase import knowledge
from factbase.engine.concluding import processes
from factbase.extract.claims import extract
from factbase.extract.names import trained
from factbase.model import Claim, Document, Problem
from factbase.normalise.convert import UNDATED, convert
from factbase.plural import count
from factbase.read.article import DATE_IT
from factbase.settings import Settings

CHUNK = 8
"""Documents to a task, so that passing them to a process costs little beside reading them."""
FAILED = "extract.failed"
"""The problem of an article in which a defect of ours kept claims from being found."""

Item = tuple[Document | None, list[Claim], list[Problem]]
"""One thing read, with what it states and what is wrong with it."""


def work(items: Iterable[Document | Claim | Problem], settings: Settings) -> Iterator[Item]:
    """Each thing read with its claims, converted, in the order read: documents through the pool where `jobs` asks for one."""
    jobs = processes(settings)
    trained.use(settings.spacy_model)
    with _pool(jobs, settings) as pool:
        waiting: deque[Future[list[Item]] | list[Item]] = deque()
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


def _result(done: Future[list[Item]] | list[Item]) -> list[Item]:
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


def _several(documents: Sequence[Document], settings: Settings) -> list[Item]:
    return [_one(document, settings) for document in documents]


def _one(document: Document, settings: Settings) -> Item:
    """One document's claims. A pure function, whatever the document: a defect in a rule must not stop the other articles."""
    try:
        found, problems = extract(document)
        claims, more = _converted(found, settings)
    except Exception as error:  # the problem names it, and the run's exit code tells
        message = f"nothing was read from it because of a defect in factbase, please report it: {type(error).__name__}: {error}"
        problem = Problem(
            severity="error", code=FAILED, message=message, source=document.path or document.name, position=_place(document)
        )
        return document, [], [problem]
    return document, claims, [*problems, *_undated(document, claims, more)]


def _undated(document: Document, claims: Sequence[Claim], problems: Sequence[Problem]) -> Iterator[Problem]:
    """The same problems, those that come from an article's having no date as one."""
    rates = sum(problem.code == UNDATED for problem in problems)
    yield from (problem for problem in problems if problem.code != UNDATED)
    if not (rates or (claims and document.published is None)):
        return
    told = [] if document.published else [f"its {count(len(claims), 'claim')} can be placed in time by words alone"]
    told += [f"the day of {count(rates, 'rate')} of exchange is assumed"] if rates else []
    why, do = ("no date is in it", f": {DATE_IT}") if document.published is None else ("its day is not known", "")
    message = f"{why}, so {' and '.join(told)}{do}"
    yield Problem(
        severity="note", code=UNDATED, message=message, source=document.path or document.name, position=_place(document)
    )


def _place(document: Document) -> str | None:
    """Which article of its file is meant, where a file holds several."""
    return None if document.path is None or Path(document.path).stem == document.name else f"article {document.name}"


def _other(item: Claim | Problem, settings: Settings) -> Item:
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
