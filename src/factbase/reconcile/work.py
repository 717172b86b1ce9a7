"""How the reconciler uses the machine: work dealt out to forks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, TypeVar, cast

T = TypeVar("T")


def forked(work: Callable[[int], T], shares: int, jobs: int) -> Iterator[T]:
    """`work(0)`, `work(1)` ... in processes that see what this one holds, and in this one; only results are copied.

    A process writes a reference count on whatever it looks at, and the system then copies that page of memory for it: of a set of
    gigabytes a share soon copies most, so that shares are few, and this process works too instead of keeping a copy for nothing.

    Args:
        jobs: processes at a time, this one among them. With one, or where the system cannot fork, all is worked off here.

    Raises:
        RuntimeError: where a process is killed. What `work` raises comes through; the other processes are then ended.
    """
    if min(shares, jobs) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, range(shares))
        return
    fork = multiprocessing.get_context("fork")
    running: dict[Connection, tuple[int, ForkProcess]] = {}
    waiting, found, at = deque(range(shares)), dict[int, T](), 0
    gc.freeze()  # so that no fork's collector writes on the pages that all share
    try:
        while at < shares:
            while waiting and len(running) < jobs - 1:
                share = waiting.popleft()
                ours, theirs = fork.Pipe(duplex=False)
                process = fork.Process(target=_tell, args=(work, share, ours, theirs))
                process.start()
                theirs.close()
                running[ours] = share, process
            if waiting:
                share = waiting.popleft()
                found[share] = work(share)
            for ended in cast(list[Connection], wait(list(running), 0 if waiting else None)):
                share, process = running[ended]
                found[share] = _told(ended)
                process.join()
                ended.close()
                del running[ended]
            while at in found:
                yield found.pop(at)
                at += 1
    finally:
        for pipe, (_, process) in running.items():
            process.kill()
            process.join()
            pipe.close()
        gc.unfreeze()


@contextmanager
def aside(work: Callable[[], T], jobs: int) -> Iterator[Callable[[], T]]:
    """Begin some work in a process of its own, which sees what this one holds, and go on; what is given asks for its result.

    Args:
        jobs: with one, or where the system cannot fork, the work is done here when it is asked for.

    Raises:
        RuntimeError: when asked, where the process was killed. What `work` raises comes through then.
    """
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield cache(work)
        return
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_tell, args=(lambda _: work(), 0, ours, theirs))
    process.start()
    theirs.close()
    try:
        yield cache(lambda: cast(T, _told(ours)))
    finally:
        process.kill()
        process.join()
        ours.close()


@contextmanager
def turns(count: int) -> Iterator[Iterator[int]]:
    """The numbers below a few thousand that forks take in turn, each when it is free: no two get the same.

    They wait in a pipe that all read from, as the tokens of `make` do.
    """
    read, write = os.pipe()
    os.write(write, b"".join(n.to_bytes(TOKEN) for n in range(count)))
    os.close(write)
    try:
        yield map(int.from_bytes, iter(lambda: os.read(read, TOKEN), b""))
    finally:
        os.close(read)


TOKEN = 4
"""Bytes of a number in a pipe, which holds at least 64 kB."""


def _tell(work: Callable[[int], Any], share: int, ours: Connection, theirs: Connection) -> None:
    """Send what a share comes to, or what it raises."""
    ours.close()  # else it would wait for itself to read, were the process that asked killed
    try:
        said = pickle.dumps((work(share), None), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        error.add_note(traceback.format_exc())
        said = _error(error)
    with suppress(BrokenPipeError):  # nobody asks any more
        theirs.send_bytes(said)


def _error(error: BaseException) -> bytes:
    try:
        return pickle.dumps((None, error), pickle.HIGHEST_PROTOCOL)
    except Exception:  # it holds what cannot be sent
        return pickle.dumps((None, RuntimeError(traceback.format_exc())))


def _told(pipe: Connection) -> Any:
    try:
        found, error = pickle.loads(pipe.recv_bytes())
    except EOFError:
        raise RuntimeError("a process that reconciles was killed, as a system short of memory does") from None
    if error is not None:
        raise error
    return found


SHARE = 500_000
"""Things of a large set to a share: a fork of gigabytes copies what it touches, so many shares cost more than they even out."""


def shares(count: int, jobs: int) -> int:
    """The shares to work off so many things in."""
    return max(jobs, count // SHARE) if jobs > 1 else 1


def slices(count: int, shares: int) -> list[range]:
    """So many places in so many runs of about equal length, none empty but the first."""
    edges = [count * n // shares for n in range(shares + 1)]
    found = [range(start, end) for start, end in pairwise(edges) if start < end]
    return found or [range(0)]
