"""Speed of extraction with every slot, against spaCy's blank tokeniser on the same articles in the same run, and linearity.

    python benchmarks/extraction.py ARTICLES.jsonl... [--rounds N] [--profile]

Ratios are what to look at, as machines differ. Both are timed by the processor time of their thread, in turn and article by
article, so that neither has the caches to itself, in two states: *cold*, the first time that this process sees the articles (the
knowledge files are loaded, but every word is new), and *warm*, the least time of some rounds after that (both remember words).
Cold is what a short run sees, warm what a long one comes to. Besides: an article ten times as long takes about ten times as long.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from factbase.extract.amounts.mentions import find_mentions
from factbase.extract.claims import COMPONENTS, as_claims, extract
from factbase.extract.text.article import Article, Mention
from factbase.model import Document
from factbase.read import items

OPENING = {"en": "Peru pays 3 million euros.", "nl": "Peru betaalt 3 miljoen euro."}
"""A sentence by language that has the knowledge files loaded."""


def seconds(work: Callable[[], object]) -> float:
    """The processor time that some work takes."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


class Least:
    """The least time of each piece of work over some rounds, by name and article."""

    def __init__(self) -> None:
        self._times: dict[str, dict[int, float]] = {}

    def add(self, name: str, article: int, work: Callable[[], object]) -> None:
        """Time a piece of work on an article."""
        times = self._times.setdefault(name, {})
        times[article] = min(times.get(article, float("inf")), seconds(work))

    def totals(self) -> dict[str, float]:
        """Seconds for all articles, by name."""
        return {name: sum(times.values()) for name, times in self._times.items()}


def parts(documents: list[Document], rounds: int) -> dict[str, float]:
    """Seconds by component."""
    least = Least()
    for _ in range(rounds):
        for i, document in enumerate(documents):
            article = Article(document)
            mentions: list[Mention] = []
            least.add("amounts", i, lambda a=article, m=mentions: m.extend(find_mentions(a)[0]))  # type: ignore[misc]
            for component in COMPONENTS:
                name = component.__module__.rpartition(".")[2]
                least.add(name, i, lambda c=component, a=article, m=mentions: c(a, m))  # type: ignore[misc]
            least.add("claims", i, lambda a=article, m=mentions: as_claims(a, m))  # type: ignore[misc]
    return least.totals()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="print where the time goes, by function")
    args = parser.parse_args()
    documents = [item for item in items(args.paths) if isinstance(item, Document)]
    size = sum(len(d.text.encode()) for d in documents)
    languages = {d.lang or "en" for d in documents}
    tokenisers = {lang: spacy.blank(lang).tokenizer for lang in languages}
    for lang in languages:
        extract(Document(name="opening", text=OPENING.get(lang, OPENING["en"]), lang=lang))
        tokenisers[lang](OPENING.get(lang, OPENING["en"]))
    print(f"{len(documents)} articles, {size / 1000:.0f} kB")
    tokenising = 0.0
    for state, rounds in (("cold", 1), ("warm", args.rounds)):
        least = Least()
        for _ in range(rounds):
            for i, d in enumerate(documents):
                least.add("tokenising", i, lambda d=d: tokenisers[d.lang or "en"](d.text))  # type: ignore[misc]
                least.add("extraction", i, lambda d=d: extract(d))  # type: ignore[misc]
        tokenising, extraction = least.totals()["tokenising"], least.totals()["extraction"]
        print(f"{state}: spaCy's blank tokeniser {size / tokenising / 1e6:6.2f} MB/s   1.00")
        print(f"{state}: extraction, all slots   {size / extraction / 1e6:6.2f} MB/s   {tokenising / extraction:.3f}")
    spent = parts(documents, args.rounds)
    for name, value in sorted(spent.items(), key=lambda row: -row[1]):
        print(f"  {name:20} {100 * value / sum(spent.values()):5.1f} %   {tokenising / value:6.2f} of the tokeniser's speed")
    once = 1.0
    longest = sorted(documents, key=lambda d: -len(d.text))[:5]
    for times in (1, 4, 16):
        long = [d.model_copy(update={"text": "\n\n".join([d.text] * times)}) for d in longest]
        spent_long = seconds(lambda long=long: [extract(d) for d in long])  # type: ignore[misc]
        once = spent_long if times == 1 else once
        print(f"articles {times:2} times as long: {spent_long / times / once:5.2f} of the time a byte")
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(lambda: [extract(d) for d in documents])
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
