"""What a figure may measure: the concepts of the knowledge files (`data/concepts.yaml`) and the words that tell them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.text.article import Article, Token, lowered
from factbase.extract.text.phrases import Hit, Phrases, matches
from factbase.extract.text.words import remembered
from factbase.model import Document

_GAP = 5  # words that `..` in a phrase may stand for
_WIDE = 12  # the same in verbs, which Dutch parts with an amount between: "trok daar 1,5 miljard euro extra voor uit"
_BESIDE = 8  # words around a broader concept in which one that narrows it is looked for


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of the concept file. `kinds` is empty where any kind of amount will do; `depth` counts broader concepts above."""

    key: str
    label: str
    parent: str | None
    kinds: frozenset[str]
    general: bool
    people: bool
    things: bool
    field: bool
    base: bool
    purse: str
    depth: int


@lru_cache(maxsize=1)
def _concepts_of(_digest: int) -> dict[str, Concept]:
    entries: dict[str, Any] = knowledge.read("concepts.yaml")["concepts"]

    def depth(key: str) -> int:
        seen, parent = {key}, entries[key].get("parent")
        while parent in entries and parent not in seen:
            seen.add(parent)
            parent = entries[parent].get("parent")
        return len(seen) - 1

    return {
        key: Concept(
            key,
            entry["label"].get("en", key),
            entry.get("parent"),
            frozenset(entry.get("kinds", ())),
            bool(entry.get("general")),
            bool(entry.get("people")),
            bool(entry.get("things")),
            bool(entry.get("field")),
            bool(entry.get("base")),
            str(entry.get("purse", "")),
            depth(key),
        )
        for key, entry in entries.items()
    }


def concepts() -> dict[str, Concept]:
    """Every concept of the concept files in force, by key."""
    return _concepts_of(id(knowledge.read("concepts.yaml")))


def ancestors(key: str) -> tuple[str, ...]:
    """The concept and the broader ones above it, narrowest first: `military_aid`, `aid`."""
    return _ancestors(key, id(knowledge.read("concepts.yaml")))


@lru_cache(maxsize=4096)
def _ancestors(key: str, _digest: int) -> tuple[str, ...]:
    known, chain = concepts(), []
    at: str | None = key
    while at in known and at not in chain:
        chain.append(at)
        at = known[at].parent
    return tuple(chain)


class Lexicon(Phrases):
    """The concept words of one language, and the words that narrow a concept."""

    def __init__(self, lang: str, section: str = "concepts", row: str = "words") -> None:
        entries: dict[str, Any] = knowledge.read("concepts.yaml")[section]
        gap = _WIDE if row == "verbs" else _GAP
        super().__init__({key: (entry.get(row) or {}).get(lang, ()) for key, entry in entries.items()}, gap=gap)
        narrower: dict[str, list[tuple[str, str]]] = {}
        for key, entry in entries.items():
            for word in (entry.get("with") or {}).get(lang, ()):
                if entry.get("parent"):
                    narrower.setdefault(entry["parent"], []).append((str(word).lower(), key))
        self._with = {parent: ([*(key for _, key in words), parent], _first_of(words)) for parent, words in narrower.items()}

    def narrowed(self, hit: Hit, tokens: Sequence[Token]) -> str:
        """The narrower concept that words beside a broader one call for, else the concept itself."""
        if (options := self._with.get(hit.key)) is None:
            return hit.key
        keys, first = options
        return keys[min(map(first, map(lowered, tokens[max(0, hit.first - _BESIDE) : hit.last + 1 + _BESIDE])))]


def _first_of(options: Sequence[tuple[str, str]]) -> Callable[[str], int]:
    """A function that says which of these words a word is, by index; their number where it is none."""
    patterns = [pattern for pattern, _ in options]
    return remembered(lambda word: next((i for i, pattern in enumerate(patterns) if matches(pattern, word)), len(patterns)))


@lru_cache(maxsize=32)
def _lexicon(lang: str, section: str, row: str, _digest: int) -> Lexicon:
    return Lexicon(lang, section, row)


def lexicon(lang: str, section: str = "concepts", row: str = "words") -> Lexicon:
    """The concept words (or those of another section or row of the concept file) of a language."""
    return _lexicon(lang, section, row, id(knowledge.read("concepts.yaml")))


def concept_of(text: str, lang: str) -> str | None:
    """The concept that a description of a measure is about, None where no word of it is known.

    >>> concept_of("military aid to Ukraine, cumulative", "en")
    'military_aid'
    """
    article = Article(Document(name="measure", text=" ".join(text.split()), lang=lang))
    known, words, best = concepts(), lexicon(lang), None
    for index in range(len(article.sentences)):
        tokens = article.tokens(index)
        for hit in words.hits(tokens):
            key = words.narrowed(hit, tokens)
            rank = (known[key].general, -hit.words, hit.start, -known[key].depth)
            if best is None or rank < best[0]:
                best = rank, key
    return best[1] if best else None
