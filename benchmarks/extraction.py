"""Speed of extraction with every slot, against spaCy's blank tokeniser on the same articles in the same run, and linearity.

    python benchmarks/extraction.py ARTICLES.jsonl... [--rounds N] [--profile]

Ratios are what to look at, as machines differ. Target: extraction runs at half the tokeniser's speed or more, and
an article ten times as long takes about ten times as long.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from factbase.extract.amounts import find_mentions
from factbase.extract.article import Article
from factbase.extract.claims import COMPONENTS, extract
from factbase.model import Document
from factbase.read import items


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median time of some rounds, after one to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def parts(documents: list[Document]) -> dict[str, float]:
    """Seconds by component, in one pass."""
    spent: dict[str, float] = {}
    for document in documents:
        article = Article(document)
        start = time.perf_counter()
        mentions, _ = find_mentions(article)
        spent["amounts"] = spent.get("amounts", 0.0) + time.perf_counter() - start
        for component in COMPONENTS:
            start = time.perf_counter()
            component(article, mentions)
            name = f"{component.__module__.rpartition('.')[2]}"
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - start
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="print where the time goes, by function")
    args = parser.parse_args()
    documents = [item for item in items(args.paths) if isinstance(item, Document)]
    size = sum(len(d.text.encode()) for d in documents)
    blank = {lang: spacy.blank(lang) for lang in {d.lang or "en" for d in documents}}

    def tokenise() -> None:
        for d in documents:
            blank[d.lang or "en"].tokenizer(d.text)

    def work() -> None:
        for d in documents:
            extract(d)

    tokenising, extracting = seconds(tokenise, args.rounds), seconds(work, args.rounds)
    print(f"{len(documents)} articles, {size / 1000:.0f} kB")
    print(f"spaCy blank tokeniser  {size / tokenising / 1e6:6.2f} MB/s   1.00")
    print(f"extraction, all slots  {size / extracting / 1e6:6.2f} MB/s   {tokenising / extracting:.2f}")
    spent = parts(documents)
    for name, value in sorted(spent.items(), key=lambda row: -row[1]):
        print(f"  {name:20} {100 * value / sum(spent.values()):5.1f} %   {tokenising / value:6.2f} of the tokeniser's speed")
    once = 1.0
    longest = sorted(documents, key=lambda d: -len(d.text))[:5]
    for times in (1, 4, 16):
        long = [d.model_copy(update={"text": "\n\n".join([d.text] * times)}) for d in longest]
        spent_long = seconds(lambda long=long: [extract(d) for d in long], 1)  # type: ignore[misc]
        once = spent_long if times == 1 else once
        print(f"articles {times:2} times as long: {spent_long / times / once:5.2f} of the time a byte")
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(work)
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
