"""How work is dealt out to processes: in order, with its errors, and not hanging on a process that is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import traceback
from itertools import chain
from pathlib import Path

import pytest

from factbase.reconcile.work import SHARE, aside, forked, shares, slices, turns


def test_shares_come_in_their_order_from_processes_of_their_own() -> None:
    found = list(forked(lambda share: (share, os.getpid()), 7, 2))
    assert [share for share, _ in found] == list(range(7))
    pids = [pid for _, pid in found]
    assert len(set(pids) - {os.getpid()}) == 7 - pids.count(os.getpid()) > 0
    assert os.getpid() in pids, "the process that asks works, too"


def test_one_process_works_off_the_shares_itself() -> None:
    assert set(forked(lambda share: os.getpid(), 3, 1)) == {os.getpid()}


def test_a_share_may_come_to_more_than_a_pipe_holds() -> None:
    assert [len(found) for found in forked(lambda share: bytes(1_000_000 + share), 3, 2)] == [1_000_000, 1_000_001, 1_000_002]


@pytest.mark.parametrize("wrong", [0, 1], ids=["in a process of its own", "in the process that asks"])
def test_what_a_share_raises_comes_through_and_says_where(wrong: int) -> None:
    def fail(share: int) -> int:
        if share == wrong:
            raise LookupError("no such claim")
        return share

    with pytest.raises(LookupError, match="no such claim") as raised:
        list(forked(fail, 4, 2))
    assert "in fail" in "".join([*getattr(raised.value, "__notes__", ()), *traceback.format_exception(raised.value)])


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    def fail(share: int) -> int:
        if share == 0:
            raise ValueError(lambda: share)
        return share

    with pytest.raises(RuntimeError, match="ValueError"):
        list(forked(fail, 2, 2))


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(RuntimeError, match="killed"):
        list(forked(lambda share: None if share else os.kill(os.getpid(), signal.SIGKILL), 2, 2))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_forks_take_turns_at_numbers_so_that_each_is_taken_once(jobs: int) -> None:
    with turns(5000) as waiting:
        taken = list(forked(lambda _: list(waiting), jobs, jobs))
    assert sorted(chain(*taken)) == list(range(5000))


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_aside_is_done_once_and_told_when_asked(jobs: int) -> None:
    done = []

    def work() -> tuple[int, int]:
        done.append(1)
        return os.getpid(), len(done)

    with aside(work, jobs) as told:
        assert not done
        pid, times = told()
        assert (pid, times) == told()
    assert times == 1
    assert (pid == os.getpid()) is (jobs == 1)


def test_work_aside_that_fails_says_so_when_asked_and_is_ended_where_nobody_asks() -> None:
    def fail() -> int:
        raise LookupError("no such item")

    with aside(fail, 2) as told, pytest.raises(LookupError, match="no such item"):
        told()
    with aside(lambda: os.kill(os.getpid(), signal.SIGKILL), 2) as told, pytest.raises(RuntimeError, match="killed"):
        told()
    begun = time.monotonic()
    with aside(lambda: time.sleep(60), 2):
        pass
    assert time.monotonic() - begun < 30


ORPHANS = """
import os, signal, sys
from factbase.reconcile.work import forked

def work(share):
    if share == 0:
        os.kill(os.getppid(), signal.SIGKILL)
    return bytes(10_000_000)

list(forked(work, 4, 2))
"""


def test_processes_end_whose_asker_is_killed() -> None:
    # they hold its output: it closes when the last of them has ended
    done = subprocess.run([sys.executable, "-c", ORPHANS], capture_output=True, timeout=60, env=_environment())
    assert done.returncode == -signal.SIGKILL
    assert done.stderr == b""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}


@pytest.mark.parametrize(("count", "jobs"), [(0, 2), (1, 2), (10, 3), (10 * SHARE + 7, 2), (5, 1)])
def test_every_place_is_in_one_slice(count: int, jobs: int) -> None:
    found = slices(count, shares(count, jobs))
    assert list(chain.from_iterable(found)) == list(range(count))
    assert jobs > 1 or len(found) == 1
