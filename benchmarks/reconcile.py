"""How the reconciler grows: made-up claims, a quarter as many series, spread as in news (Zipf), on the processors given.

    benchmarks/reconcile.py [--claims N ...] [--jobs 2] [--seed 1]

Prints for each size the time by the clock and by the processors, the memory and how well the series were found, and the
exponent of growth between the first size and the last. Claims are made in the measured process and are not part of the time,
but of the memory, which is that of all processes together.

Measured in November 2026 on two cores of an idle virtual machine, whose speed changes by a third from day to day: a million
claims in 254 to 309 s and 5.4 GB, 100,000 in 20 s, 10,000 in 1.7 s, exponent 1.09. Views, keys, links, clustering and conclusions
are shared out, and columns of numbers tell hopeless pairs (`reconcile.reach`); the making of pairs is left to one process, and
so is the cutting of large groups, beside which another concludes the small ones. Fifty shares instead of two cost a hundred
seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import random
import resource
import threading
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from factbase import knowledge
from factbase.model import Claim, Conversion, Interval, Kind, Status
from factbase.reconcile import share_out
from factbase.reconcile.figures import Concluded
from factbase.reconcile.records import record

STATES = sorted(map(str, knowledge.read("countries.yaml")))[:192]
CONCEPTS = ["military_aid", "humanitarian_aid", "reconstruction", "donation", "budget", "damage", "investment", "compensation"]
THINGS = [
    "bridges",
    "tanks",
    "drones",
    "shelters",
    "schools",
    "ships",
    "grain",
    "vaccines",
    "rails",
    "dikes",
    "loans",
    "hospitals",
]


def make(count: int, seed: int) -> Iterator[tuple[int, Claim]]:
    """Claims with the number of their series, in no order: the k-th series is met in proportion to 1/k."""
    rng, series = random.Random(seed), max(1, count // 4)
    weights = [1 / (k + 1) for k in range(series)]
    chosen = array("l", [*range(series), *rng.choices(range(series), weights, k=count - series)])
    order = array("l", range(count))
    rng.shuffle(order)
    for n in order:
        k = chosen[n]
        own = random.Random(f"{seed} {k}")
        words = f"{own.choice(THINGS)} {own.choice(THINGS)} lot {''.join(own.choices('bcdfghjklm', k=5))}"
        payer, payee, concept = own.choice(STATES), own.choice(STATES), own.choice(CONCEPTS)
        status = own.choice((Status.PLEDGED, Status.BUDGETED))
        amount = Decimal(own.randint(100, 999) * 10 ** own.randint(5, 7) * (1 if rng.random() > 0.02 else 1000))
        day = f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        interval = Interval(low=amount * Decimal("0.995"), high=amount * Decimal("1.005"))
        yield (
            k,
            Claim(
                id=f"{n:016x}",
                doc=f"article {n // 3}",
                start=n % 3 * 100,
                end=n % 3 * 100 + 9,
                quote=f"€ {amount}",
                kind=Kind.MONEY,
                amount=amount,
                unit="EUR",
                low=interval.low,
                high=interval.high,
                payer=(payer,) if rng.random() > 0.1 else (),
                payee=(payee,),
                status=status,
                measure=f"{concept.replace('_', ' ')} {words}",
                concept=concept,
                context=(n % 3 * 100, n % 3 * 100 + 99),
                sentence=f"{payer} gives {payee} € {amount} of {concept.replace('_', ' ')} for {words}.",
                lang="en",
                published=day,
                publisher=f"paper {rng.randint(1, 400)}",
                conversion=Conversion(
                    unit="EUR",
                    amount=amount,
                    interval=interval,
                    rate=Decimal(1),
                    rate_low=Decimal(1),
                    rate_high=Decimal(1),
                    rate_date=day,
                    rate_source="identity",
                ),
            ),
        )


def digest(concluded: Iterable[Concluded]) -> tuple[array[int], array[int], int, int]:
    """The numbers of the claims series by series, how many each series has, and the number of figures and of conflicts."""
    members, sizes, count, clashes = array("l"), array("l"), 0, 0
    for series, figures, conflicts, _ in concluded:
        members.extend(int(claim, 16) for claim in series.claims)
        sizes.append(len(series.claims))
        count, clashes = count + len(figures), clashes + len(conflicts)
    return members, sizes, count, clashes


def spent() -> float:
    """Processor time of this process and those it started, in seconds."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class Memory(threading.Thread):
    """Watches the memory of this process and its children together; pages that they share count once.

    Attributes:
        most: bytes at most, as seen twice a second.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self._done = 0, threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.5):
            self.most = max(self.most, sum(map(self._share, ["self", *self._children()])))

    def close(self) -> float:
        """The most there was, in GB."""
        self._done.set()
        self.join()
        return self.most / 1e9

    @staticmethod
    def _children() -> list[str]:
        found: list[str] = []
        for task in Path("/proc/self/task").iterdir():
            with contextlib.suppress(OSError):  # a thread may end between the two looks
                found += (task / "children").read_text().split()
        return found

    @staticmethod
    def _share(pid: str) -> int:
        """Its pages, those shared with others in part (Pss)."""
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            return 0  # it ended
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def quality(truth: array[int], found: array[int]) -> tuple[float, float]:
    """Precision and recall of pairs of claims in one series, counted without listing them."""

    def pairs(sizes: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in sizes)

    both = pairs(Counter(zip(truth, found, strict=True)).values())
    return both / max(1, pairs(Counter(found).values())), both / max(1, pairs(Counter(truth).values()))


def measured(count: int, jobs: int, seed: int) -> tuple[float, float]:
    """Print what one size takes; return seconds by the clock and of processors."""
    truth, found, claims = array("l", bytes(8 * count)), array("l", bytes(8 * count)), []
    for k, claim in make(count, seed):
        truth[int(claim.id, 16)] = k
        claims.append(record(claim))
    memory = Memory()
    memory.start()
    begin, used = time.perf_counter(), spent()
    shares = share_out(claims, digest, jobs)
    took, used, most = time.perf_counter() - begin, spent() - used, memory.close()
    series = figures = conflicts = 0
    for members, sizes, more, clashes in shares:
        rest = iter(members)
        for size in sizes:
            series += 1
            for claim_number in islice(rest, size):
                found[claim_number] = series
        figures, conflicts = figures + more, conflicts + clashes
    p, r = quality(truth, found)
    print(
        f"{count:>9,} claims  {took:8.1f} s  {used:8.1f} s of processors, {used / count * 1e6:4.0f} µs a claim  {most:5.2f} GB  "
        f"{series:,} series, {figures:,} figures, {conflicts:,} conflicts  alignment p {p:.3f} r {r:.3f}",
        flush=True,
    )
    return took, used


def main() -> None:
    """Measure each size."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    args.add_argument("--jobs", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    a = args.parse_args()
    times = [measured(count, a.jobs, a.seed) for count in a.claims]
    if len(times) > 1:
        growth = math.log(a.claims[-1] / a.claims[0])
        by_clock, by_processor = (math.log(last / first) / growth for first, last in zip(times[0], times[-1], strict=True))
        print(f"exponent {by_clock:.3f} by the clock, {by_processor:.3f} by processor time")


if __name__ == "__main__":
    main()
