"""How long tables of claims take: read, reconciled, and kept in a base.

    python benchmarks/fusion.py [CLAIMS.csv ...]

Without a file a table is made up: 1.8 million claims of 55 sources about 100,000 items in 16 measures, whose truth only this
script knows. No table of truths is read for files; score them with `factbase figures --format csv`.
"""

from __future__ import annotations

import resource
import sys
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


def measured(name: str, content: str) -> list[tables.Item]:
    """Print what each step takes, and return the items."""
    begun = time.perf_counter()
    table, _ = read(content, name, f"{name}.csv")
    assert table is not None
    was_read = time.perf_counter()
    items, _ = tables.fuse(table, Settings())
    fused = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "a.db") as store:
        tables.keep(store, table, items, [])
    kept = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{name}: {len(table.lines):,} claims, {len(items):,} items: read {was_read - begun:.1f} s, "
        f"reconciled {fused - was_read:.1f} s, kept {kept - fused:.1f} s; {memory:.1f} GB at most"
    )
    return items


def main() -> None:
    """Run the benchmark."""
    for path in map(Path, sys.argv[1:]):
        measured(path.stem, path.read_text(encoding="utf-8"))
    if not sys.argv[1:]:
        content, truth = made_up()
        items = measured("made up", content)
        by_name = {(i.subject, i.measure): i for i in items}
        table, _ = read(content, "made up", "")
        assert table is not None
        chosen = [by_name[f"subject {n // MEASURES}", f"measure {n % MEASURES}"].chosen for n in range(ITEMS)]
        right = sum(float(table.values[row]) == truth[n] for n, row in enumerate(chosen))
        print(f"right: {right / ITEMS:.4f}")


if __name__ == "__main__":
    main()
