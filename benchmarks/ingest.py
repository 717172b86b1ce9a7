"""What one article costs that comes into a base: against concluding upon the whole base, in time of processors.

    python benchmarks/ingest.py [--claims 100000] [--articles 5] [--jobs 1] [--seed 1]

The news is made up: topics with names, states and a handful of figures of their own, met in proportion to 1/k, and articles of
three claims on one topic each, two in a hundred of them with a slip. Articles come one after the other into a base that was
concluded as a whole; then everything is concluded afresh, to see that it says the same.

Measured in November 2026, while others used the machine: 100,000 claims in 73 s, one article more in 2.1 to 3.3 s. Most of it is
looking through the index of blocks and the sketches; what is compared and reconciled is a few hundred claims.

What an article touches is its blocks: where all claims hang together in one, as the claims of `benchmarks/reconcile.py` do that
have nothing to tell their topics apart, that is all of them.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from factbase import knowledge
from factbase.engine.concluding import conclude
from factbase.model import Claim, Conversion, Document, Interval, Kind, Status, content_id
from factbase.settings import Settings
from factbase.store import Store

STATES = sorted(map(str, knowledge.read("countries.yaml")))[:192]
CONCEPTS = ["military_aid", "humanitarian_aid", "reconstruction", "donation", "budget", "damage", "investment", "compensation"]
THINGS = ["bridges", "tanks", "drones", "shelters", "schools", "ships", "grain", "vaccines", "rails", "dikes", "loans", "clinics"]
EACH = 3
"""Claims of an article."""


def articles(count: int, seed: int) -> Iterator[tuple[Document, list[Claim]]]:
    """So many articles."""
    rng, topics = random.Random(seed), max(1, count // 12)
    for n, topic in enumerate(rng.choices(range(topics), [1 / (k + 1) for k in range(topics)], k=count)):
        own = random.Random(f"{seed} {topic}")
        names = tuple(
            "".join(own.choices("bcdfghjklmnprst", k=4)).title() + own.choice(("grad", "ford", "berg")) for _ in range(3)
        )
        payer, payee = own.choice(STATES), own.choice(STATES)
        day = f"2024-{own.randint(1, 12):02}-{min(28, own.randint(1, 20) + rng.randint(0, 8)):02}"
        said, text = [], ""
        for k in rng.sample(range(8), EACH):
            what = random.Random(f"{seed} {topic} {k}")
            concept, thing, digits = what.choice(CONCEPTS), what.choice(THINGS), what.randint(100, 999) * 10 ** what.randint(5, 7)
            amount = Decimal(digits * (1 if rng.random() > 0.02 else 1000))
            start = len(text) + 1
            sentence = f"In {names[k % 3]}, {payer} pays {payee} € {amount} of {concept.replace('_', ' ')} for {thing}."
            text = f"{text} {sentence}"
            said.append((start, sentence, amount, concept, thing))
        document = Document(name=f"article {seed} {n}", text=text, lang="en", published=day, publisher=f"paper {n % 400}")
        yield document, [_claim(document, names, payer, payee, *one) for one in said]


def _claim(
    document: Document,
    names: tuple[str, ...],
    payer: str,
    payee: str,
    start: int,
    sentence: str,
    amount: Decimal,
    concept: str,
    thing: str,
) -> Claim:
    span = Interval(low=amount * Decimal("0.995"), high=amount * Decimal("1.005"))
    day = document.published or ""
    quote = f"€ {amount}"
    at = start + sentence.index(quote)
    return Claim(
        id=content_id("claim", document.name, at),
        doc=document.name,
        start=at,
        end=at + len(quote),
        quote=quote,
        kind=Kind.MONEY,
        amount=amount,
        unit="EUR",
        low=span.low,
        high=span.high,
        payer=(payer,),
        payee=(payee,),
        status=Status.PLEDGED,
        measure=f"{concept.replace('_', ' ')} for {thing}",
        concept=concept,
        story=names,
        context=(start, start + len(sentence)),
        sentence=sentence,
        lang="en",
        published=day,
        publisher=document.publisher,
        conversion=Conversion(
            unit="EUR",
            amount=amount,
            interval=span,
            rate=Decimal(1),
            rate_low=Decimal(1),
            rate_high=Decimal(1),
            rate_date=day,
            rate_source="identity",
        ),
    )


def spent() -> float:
    """Processor time of this process and those it started, in seconds."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def said(store: Store) -> tuple[set[str], set[str]]:
    """What a base comes to: its figures and its conflicts, without when they were concluded."""
    return {f.model_dump_json() for f in store.figures()}, {c.model_dump_json() for c in store.conflicts()}


def main() -> None:
    """Run the benchmark."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--claims", type=int, default=100_000)
    args.add_argument("--articles", type=int, default=5)
    args.add_argument("--jobs", type=int, default=1)
    args.add_argument("--seed", type=int, default=1)
    a = args.parse_args()
    settings = Settings(jobs=a.jobs)
    made = [(document, claims, []) for document, claims in articles(a.claims // EACH + a.articles, a.seed)]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "a.db", settings=settings) as store:
        store.ingest(made[: -a.articles])
        begun = spent()
        conclude(store, settings)
        whole = spent() - begun
        entries, _ = store.block_index()
        sizes = Counter(entry.block for entry in entries.values())
        largest = max(sizes.values())
        print(f"{len(entries):,} claims in {len(sizes):,} blocks, the largest of {largest:,}: {whole:.1f} s", flush=True)
        each = []
        for item in made[-a.articles :]:
            begun = spent()
            store.ingest([item])
            found = conclude(store, settings)
            each.append(spent() - begun)
            touched = sum(len(series.claims) for series in found.series)
            print(
                f"one article more: {each[-1]:.2f} s, {touched} claims reconciled, 1/{whole / each[-1]:.0f} of the whole",
                flush=True,
            )
        by_steps = said(store)
        conclude(store, settings, everything=True)
        print(f"one article: {sum(each) / len(each) / whole:.3f} of the whole; the same as at once: {by_steps == said(store)}")


if __name__ == "__main__":
    main()
