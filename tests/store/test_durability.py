"""What is committed stays, what is not leaves no trace, readers never wait, and a full disk is a sentence and not a ruin.

The processes here are real ones, killed by the kernel.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from example import article, conclusions

from factbase.engine import local
from factbase.extract.claims import extract
from factbase.model import Document
from factbase.store import BusyError, Store, StoreError
from factbase.store.sql import ACTIVITY, put

FORK = multiprocessing.get_context("fork")
KILLS = {"sqlite": 50, "postgresql": 15}
"""On PostgreSQL it is the server's log that is put to the test, so fewer do."""


def _articles(folder: Path, version: int, count: int = 48) -> dict[str, Document]:
    """A folder of articles; each third one says something else in each version, and each sixth has a copy elsewhere."""
    folder.mkdir(exist_ok=True)
    written = {}
    for n in range(count):
        amount = 100 + n // 6 + (version if n % 3 == 0 else 0)
        text = (
            f"date 2025-09-0{1 + n % 9}\n\nThe Netherlands gave Ukraine {amount} million euros in 2024. Norway has pledged "
            f"{n + 2} billion dollars for fund number {n}.\n\nThat is {n % 50 + 2} per cent more than in the year before."
        )
        (folder / f"article-{n:02}.txt").write_text(text)
        written[f"article-{n:02}"] = Document(name=f"article-{n:02}", text=text)
    return written


def _run(folder: Path, where: str, log: Path | None) -> None:
    """The main job, which notes in the log what it was told is committed."""
    local.BATCH = 4  # many commits, so that many of them can be missed
    if log:
        ingest = Store.ingest

        def noted(self: Store, batch: Any) -> Any:
            batch = list(batch)
            done = ingest(self, batch)
            with log.open("a") as file:
                file.writelines(f"{document.name} {document.digest}\n" for document, _, _ in batch if document)
            return done

        Store.ingest = noted  # type: ignore[method-assign]
    local.run([folder], where)
    os._exit(0)


def _contents(where: str) -> tuple[object, ...]:
    with Store.open(where) as store:
        return (
            [(d.name, d.digest) for d in store.documents()],
            store.claims(),
            store.series(),
            store.figures(),
            store.conflicts(),
            store.relations(),
            store.sums(),
            store.copies(),
            store.problems(),
        )


@pytest.mark.slow
def test_kills_lose_nothing_that_was_committed(where: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    kills = KILLS["postgresql" if "://" in where else "sqlite"]
    versions = [_articles(tmp_path / "articles", version) for version in range(10)]
    stated: dict[str, Counter[str]] = {}
    started = time.monotonic()
    first = FORK.Process(target=_run, args=(tmp_path / "articles", str(tmp_path / "unbroken.db"), None))
    first.start()
    first.join()
    assert first.exitcode == 0
    whole = time.monotonic() - started
    killed = survived = 0
    points = []
    while killed < kills:
        _articles(tmp_path / "articles", (killed // 5) % 10)
        log = tmp_path / f"log-{killed}-{survived}"
        process = FORK.Process(target=_run, args=(tmp_path / "articles", where, log))
        process.start()
        wait = chance.uniform(0.02, whole)
        process.join(wait)
        if process.is_alive():
            os.kill(process.pid or 0, signal.SIGKILL)
            process.join()
            killed += 1
            points.append(wait)
        else:
            assert process.exitcode == 0
            survived += 1
        try:
            store = Store.open(where, create=False)
        except StoreError as error:
            assert "no such base" in str(error) or "holds no base" in str(error)  # killed before the base was made  # noqa: PT017
            assert not log.exists()
            continue
        with store:
            assert store.check_db() == []
            held = {d.name: d for d in store.documents()}
            for line in log.read_text().splitlines() if log.exists() else ():
                name, digest = line.split()
                assert held[name].digest == digest, "a committed article was lost"
            for document in held.values():
                assert document.text in {version[document.name].text for version in versions}
                if document.digest not in stated:
                    stated[document.digest] = Counter(claim.id for claim in extract(document)[0])
                assert Counter(c.id for c in store.claims([document.name])) == stated[document.digest], (
                    "an article was half written"
                )
    last = FORK.Process(target=_run, args=(tmp_path / "articles", where, None))
    last.start()
    last.join()
    fresh = str(tmp_path / "fresh.db")
    other = FORK.Process(target=_run, args=(tmp_path / "articles", fresh, None))
    other.start()
    other.join()
    assert _contents(where) == _contents(fresh)
    print(f"{killed} kills at {min(points):.2f} to {max(points):.2f} s of {whole:.2f} s; {survived} runs ended before theirs")


def _write(where: str, writer: int, count: int) -> None:
    with Store.open(where, wait=120) as store:
        for n in range(count):
            store.ingest([article(f"w{writer}-{n}", *range(5)), article(f"x{writer}-{n}", *range(7))])
    os._exit(0)


def _read(where: str, until: float, told: Any) -> None:
    reads = broken = 0
    longest = 0.0
    with Store.open(where, create=False) as store:
        while time.monotonic() < until:
            begun = time.monotonic()
            count = Counter(claim.doc for claim in store.each_claim())
            longest = max(longest, time.monotonic() - begun)
            broken += any(n != (5 if doc[0] == "w" else 7) for doc, n in count.items())
            broken += {doc[1:] for doc in count if doc[0] == "w"} != {doc[1:] for doc in count if doc[0] == "x"}
            reads += 1
    told.put((reads, broken, longest))


@pytest.mark.slow
def test_two_writers_and_eight_readers_meet(where: str) -> None:
    with Store.open(where):
        pass
    told = FORK.Queue()
    writers = [FORK.Process(target=_write, args=(where, n, 20)) for n in range(2)]
    readers = [FORK.Process(target=_read, args=(where, time.monotonic() + 8, told)) for _ in range(8)]
    for process in (*readers, *writers):
        process.start()
    for process in writers:
        process.join()
        assert process.exitcode == 0
    results = [told.get(timeout=60) for _ in readers]
    for process in readers:
        process.join()
    assert all(broken == 0 and reads > 0 for reads, broken, _ in results)
    with Store.open(where) as store:
        assert len(store.documents()) == 80
        assert len(store.claims()) == 20 * 2 * 12
        assert store.check_db() == []
    print(f"{sum(r[0] for r in results)} reads beside 40 writes, none broken, the longest {max(r[2] for r in results):.2f} s")


def test_a_reader_does_not_wait_for_a_writer(where: str) -> None:
    with Store.open(where) as store, Store.open(where, wait=0.2) as other:
        store.ingest([article("a", 5)])
        with store.database.write() as connection:
            put(connection, ACTIVITY, [{"started": "", "program": "", "knowledge": "", "rates": "{}", "settings": "{}"}])
            # One that waited would give up with a BusyError: the writer does not end before the reader has read.
            assert len(other.claims()) == 1


def test_a_reader_sees_one_moment(where: str) -> None:
    with Store.open(where) as store, Store.open(where) as other:
        store.ingest([article("a", 5)])
        reading = other.each_claim()
        assert next(reading).doc == "a"
        store.ingest([article("b", 6)])
        assert list(reading) == []
        assert len(other.claims()) == 2


def test_a_second_writer_fails_clearly_after_its_wait(where: str) -> None:
    with Store.open(where) as store, Store.open(where, wait=0.2) as other:
        with (
            store.database.write(),
            pytest.raises(BusyError, match=r"another process has been writing for more than 0\.2 seconds"),
        ):
            other.ingest([article("a", 5)])
        assert other.ingest([article("a", 5)]).new == 1


def test_many_may_make_one_base_at_once(where: str) -> None:
    processes = [FORK.Process(target=_write, args=(where, n, 1)) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    with Store.open(where) as store:
        assert len(store.documents()) == 8
        assert store.check_db() == []


# --- a full disk


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A real file system of two megabytes."""
    folder.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    ).returncode == 0  # fmt: skip
    if not mounted:
        pytest.skip("a small file system can only be mounted by the superuser")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _fill(store: Store) -> int:
    """Ingest until it goes wrong, and return how many articles came in."""
    for n in range(1000):
        try:
            store.ingest([article(f"a{n}", *range(100))])
        except StoreError as error:
            assert "disk" in str(error)  # noqa: PT017
            assert "nothing of this batch was written" in str(error)  # noqa: PT017
            return n
    raise AssertionError("the disk never filled")


def test_a_full_disk_leaves_a_whole_base(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "small") as disk:
        (disk / "ballast").write_bytes(b"x" * 600_000)
        with Store.open(disk / "base.db") as store:
            came = _fill(store)
            assert came > 0
            assert [d.name for d in store.documents()] == sorted(f"a{n}" for n in range(came))
            assert len(store.claims()) == 100 * came
        (disk / "ballast").unlink()
        with Store.open(disk / "base.db") as store:
            assert store.check_db() == []
            assert store.ingest([article("after", 5)]).new == 1


def test_no_room_for_a_backup_leaves_nothing_behind(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "small") as disk, Store.open(tmp_path / "base.db") as store:
        store.ingest([article(f"a{n}", *range(100)) for n in range(30)])
        with pytest.raises(StoreError, match="disk"):
            store.backup(disk / "copy.db")
        assert list(disk.iterdir()) == []


def test_a_limit_on_file_size_leaves_a_whole_base(tmp_path: Path) -> None:
    """The kernel refuses to let the file grow; a run must end with a message and the base stay whole."""

    def limited(path: str) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Store.open(path) as store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
            came = _fill(store)
            os._exit(0 if came and len(store.documents()) == came else 1)

    process = FORK.Process(target=limited, args=(str(tmp_path / "base.db"),))
    process.start()
    process.join()
    assert process.exitcode == 0
    with Store.open(tmp_path / "base.db") as store:
        assert store.check_db() == []
        store.conclude(conclusions(store.claims()[:10]))
