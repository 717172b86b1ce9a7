"""How long tables of claims take: read, reconciled, and kept in a base.

    python benchmarks/fusion.py [CLAIMS.csv ...] [--jobs 2]

Without a file a table is made up: 1.8 million claims of 55 sources about 100,000 items in 16 measures, whose truth only this
script knows. No table of truths is read for files; score them with `factbase figures --format csv`.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from factbase.engine import tables
from factbase.read.table import read
from factbase.settings import Settings
from factbase.store import Store

ITEMS, EACH, SOURCES, MEASURES = 100_000, 18, 55, 16


def made_up(seed: int = 1) -> tuple[str, np.ndarray]:
    """A table of claims, and the truth of its items."""
    random = np.random.default_rng(seed)
    item = np.repeat(np.arange(ITEMS), EACH)
    source = np.concatenate([random.permutation(SOURCES)[:EACH] for _ in range(ITEMS)])
    truth = np.round(random.normal(100, 20, ITEMS), 2)
    good = random.random(len(item)) < random.uniform(0.4, 0.95, SOURCES)[source]
    value = np.where(good, truth[item], np.round(truth[item] + random.normal(0, 5, len(item)), 2))
    rows = (
        f"s{s},subject {i // MEASURES},measure {i % MEASURES},{v:.2f},,2024-05-17\n"
        for s, i, v in zip(source, item, value, strict=True)
    )
    return "source,subject,measure,value,unit,date\n" + "".join(rows), truth


def measured(name: str, content: str, jobs: int) -> tables.Table:
    """Print what reading takes, and what reconciling and keeping do, of which the one is done while the other begins."""
    begun, used = time.perf_counter(), spent()
    table, _ = read(content, name, f"{name}.csv")
    assert table is not None
    was_read = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "a.db") as store:
        tables.take(store, table, Settings(), jobs=jobs)
        kept = time.perf_counter()
        count = store.counts()["figures"]
    memory = sum(resource.getrusage(of).ru_maxrss for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
    print(
        f"{name}: {len(table.lines):,} claims, {count:,} figures: {kept - begun:.1f} s by the clock, {spent() - used:.1f} s of "
        f"processors (read {was_read - begun:.1f} s, reconciled and kept {kept - was_read:.1f} s); at most {memory:.1f} GB"
    )
    return table


def spent() -> float:
    """Processor time of this process and those it started, in seconds."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def main() -> None:
    """Run the benchmark."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", type=Path, nargs="*", metavar="CLAIMS.csv")
    args.add_argument("--jobs", type=int, default=2)
    a = args.parse_args()
    for path in a.files:
        measured(path.stem, path.read_text(encoding="utf-8"), a.jobs)
    if not a.files:
        content, truth = made_up()
        table = measured("made up", content, a.jobs)
        by_name = {(i.subject, i.measure): i for i in tables.fuse(table, Settings())[0]}
        chosen = [by_name[f"subject {n // MEASURES}", f"measure {n % MEASURES}"].chosen for n in range(ITEMS)]
        right = sum(float(table.values[row]) == truth[n] for n, row in enumerate(chosen))
        print(f"right: {right / ITEMS:.4f}")


if __name__ == "__main__":
    main()
