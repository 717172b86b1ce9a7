"""The concepts that texts speak of."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.reconcile.views.words import TEXTS, WORD, interned, known_language


@lru_cache(maxsize=1)
def concepts() -> dict[str, Any]:
    """The concept file's entries by key."""
    found: dict[str, Any] = knowledge.read("concepts.yaml")["concepts"]
    return found


@lru_cache(maxsize=1)
def growing_concepts() -> frozenset[str]:
    """Concepts of things that only add up as time goes by."""
    return frozenset(knowledge.read("series.yaml")["growing"])


@lru_cache(maxsize=1)
def toll_concepts() -> frozenset[str]:
    """Concepts of what an event did, which a text dates by the event and not by when the toll was taken."""
    return frozenset(knowledge.read("series.yaml")["tolls"])


@lru_cache(maxsize=1)
def shifting_concepts() -> frozenset[str]:
    """Concepts of which a later number may well be lower."""
    return frozenset(knowledge.read("series.yaml")["shifting"])


@lru_cache(maxsize=1)
def stateless_concepts() -> frozenset[str]:
    """Concepts of money that is reckoned, and neither promised nor paid."""
    return frozenset(knowledge.read("series.yaml")["stateless"])


@lru_cache(maxsize=1)
def vague_concepts() -> frozenset[str]:
    """Concepts that say how money moves and not what for."""
    return frozenset(knowledge.read("series.yaml")["vague"])


@lru_cache(maxsize=10_000)
def interchangeable(x: str, y: str) -> bool:
    """Whether writers use the one concept for the other: what a bridge costs and what is budgeted for it."""
    return any(x in row and y in row for row in knowledge.read("series.yaml")["interchangeable"])


@lru_cache(maxsize=4096)
def label(key: str | None) -> str:
    """The label that the extractor writes a measure with, before what narrows it."""
    return str(concepts().get(key, {}).get("label", {}).get("en", "")) if key else ""


@lru_cache(maxsize=8)
def _topic_words(lang: str) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Single concept words of a language, stems (`militar*`) and ends of compounds (`*schade`), each with their concepts."""
    tables: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    for key, entry in concepts().items():
        for word in (entry.get("words") or {}).get(lang, ()):
            bare = str(word).lower().strip("*")
            if " " not in bare:
                kind = 1 if str(word).endswith("*") else 2 if str(word).startswith("*") else 0
                tables[kind].setdefault(bare, set()).add(key)
    exact, starts, ends = ({word: frozenset(keys) for word, keys in table.items()} for table in tables)
    return exact, starts, ends


@lru_cache(maxsize=100_000)
def _topics_of(word: str, lang: str) -> frozenset[str]:
    exact, starts, ends = _topic_words(lang)
    found = set(exact.get(word, ()))
    for cut in range(3, len(word) + 1):
        found |= starts.get(word[:cut], frozenset())
        found |= ends.get(word[-cut:], frozenset())
    return frozenset(found)


@lru_cache(maxsize=TEXTS)
def topics(text: str, lang: str) -> frozenset[str]:
    """The concepts that the words of a text speak of, which two languages share."""
    known = known_language(lang)
    return interned(frozenset().union(*(_topics_of(word.lower(), known) for word in WORD.findall(text))))


@lru_cache(maxsize=10_000)
def ancestors(key: str) -> frozenset[str]:
    """The broader concepts that a concept falls under."""
    known, found, at = concepts(), set(), key
    while (parent := known.get(at, {}).get("parent")) and parent not in found:
        found.add(at := parent)
    return frozenset(found)


@lru_cache(maxsize=1)
def _aspects() -> dict[str, bool]:
    """The labels of what a figure is within its concept, and whether each sets it apart from the whole."""
    return {str(entry["label"]): bool(entry.get("apart")) for entry in knowledge.read("concepts.yaml")["aspects"].values()}


@lru_cache(maxsize=TEXTS)
def within(measure: str) -> tuple[str, frozenset[str]]:
    """A measure without what it ends on that sets it apart from the whole, and that: “aid, total, extra” is an extra in aid."""
    known, apart = _aspects(), []
    words = measure.split(", ")
    while len(words) > 1 and words[-1] in known:
        apart.append(words.pop())
    kept = [word for word in reversed(apart) if not known[word]]
    return ", ".join([*words, *kept]), interned(frozenset(word for word in apart if known[word]))
