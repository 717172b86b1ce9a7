"""The clauses of a sentence: where one ends, which of them only say something of a part of another, and which report speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count
from operator import itemgetter
from typing import Any, NamedTuple

from factbase import knowledge
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.patterns import any_of
from factbase.extract.text.words import remembered

_SETS = ("subordinators", "phrasal", "fixed", "free_relatives", "temporal", "coordinators", "copulas", "prepositions")
_BREAK = re.compile(r"[;:\[\]]|,(?!\d)|\s[-–—]\s|[“”\"„]|—")
_start = itemgetter(0)


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence without a boundary in it.

    Attributes:
        start, end: offsets in the article.
        kind: `main`; `sub` for one that a subordinator opens, `time` for one of time ("when the day began"); `free` for one that
            stands for a thing ("what was delivered").
        opener: the word that opens it, in lower case, where it is a subordinator or coordinator.
        saying: offsets of the words that report speech.
    """

    start: int
    end: int
    kind: str
    opener: str = ""
    saying: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Words:
    tells: Callable[[str], int]
    subordinators: frozenset[str]
    phrasal: frozenset[str]
    marked: dict[str, str]
    fixed: frozenset[str]
    free: frozenset[str]
    temporal: frozenset[str]
    coordinators: frozenset[str]
    copulas: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]
    goes_on: frozenset[str]
    saying: re.Pattern[str]


_OPENS, _MAY_SAY = 1, 2  # what a word may tell of clauses


def stems(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds words beginning with any of the stems; a stem of several words stands for itself."""
    return re.compile(r"(?<!\w)" + any_of((str(word).lower() for word in words), space=r"\s+"), re.IGNORECASE)


@lru_cache(maxsize=32)
def _words(lang: str) -> _Words:
    data: dict[str, Any] = knowledge.read(f"lang/{lang}/clauses.yaml")
    sets = {key: frozenset(str(w) for w in data[key]) for key in _SETS}
    heads = {str(w).lower().split()[0] for w in data["saying"]}
    openers = sets["subordinators"] | sets["free_relatives"]

    def tells(word: str) -> int:
        lower = word.lower()
        return (_OPENS if lower in openers else 0) | (_MAY_SAY if any(head in lower for head in heads) else 0)

    return _Words(
        remembered(tells),
        sets["subordinators"],
        sets["phrasal"],
        {str(word): str(marker) for word, marker in (data.get("marked") or {}).items()},
        sets["fixed"],
        sets["free_relatives"],
        sets["temporal"],
        sets["coordinators"],
        sets["copulas"],
        sets["prepositions"],
        frozenset(data["determiners"]),
        frozenset(data.get("behind_relatives", ())),
        stems(data["saying"]),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `lang/<code>/clauses.yaml` that tell how a figure stands to others and to a time."""

    budgets: re.Pattern[str]
    year_budgets: re.Pattern[str]
    budget_behind: re.Pattern[str]
    reports: re.Pattern[str]
    earlier: re.Pattern[str]
    change: re.Pattern[str]
    continues: re.Pattern[str]
    adds: re.Pattern[str]
    to_date: re.Pattern[str]
    rates: re.Pattern[str]
    back: frozenset[str]
    respectively: re.Pattern[str]
    totality: re.Pattern[str]
    against: re.Pattern[str]
    told: re.Pattern[str]
    parts: re.Pattern[str]
    prepositions: frozenset[str]
    of: frozenset[str]
    determiners: frozenset[str]
    ways: frozenset[str]
    comparatives: re.Pattern[str]
    complementizers: frozenset[str]
    subordinators: frozenset[str]
    temporal: frozenset[str]
    coordinators: frozenset[str]


@lru_cache(maxsize=32)
def words_of(lang: str) -> Words:
    """The words of a language, compiled once."""
    data: dict[str, Any] = knowledge.read(f"lang/{lang}/clauses.yaml")

    def whole(words: Iterable[object], after: str = r"(?!\w)") -> re.Pattern[str]:
        return re.compile(r"(?<!\w)" + any_of(str(word).lower() for word in words) + after, re.IGNORECASE)

    return Words(
        budgets=stems(data["budgets"]),
        year_budgets=stems(data["year_budgets"]),
        budget_behind=re.compile(rf"(?:['’]s)? {stems(data['budget_behind']).pattern}", re.IGNORECASE),
        reports=stems(data["reports"]),
        earlier=whole(data["earlier_side"], r"\W*$"),
        against=whole(data["earlier_side"]),
        change=whole(data["change_from"], r"\W*$"),
        continues=whole([*data["continues"], *data["adds"]]),
        adds=whole(data["adds"]),
        to_date=whole(data["to_date"]),
        back=frozenset(data["back"]),
        rates=whole(data["rates"], r"(?!\w)(?!\s+" + any_of(data["back"]) + r"(?!\w))"),
        respectively=whole(data["respectively"]),
        totality=whole(data["totality"]),
        told=re.compile(whole(data["demonstratives"], r"\s+").pattern + r"(\w+)", re.IGNORECASE),
        parts=whole(data["parts"]),
        prepositions=frozenset(data["prepositions"]),
        of=frozenset(data["of"]),
        determiners=frozenset(data["determiners"]),
        ways=frozenset(data["ways"]),
        comparatives=whole(data["comparatives"]),
        complementizers=frozenset(data["complementizers"]),
        subordinators=frozenset(data["subordinators"]),
        temporal=frozenset(data["temporal"]),
        coordinators=frozenset(data["coordinators"]),
    )


class _Signs(NamedTuple):
    """What may part a sentence, whatever figures it holds: its breaks, the index of each token that may open a clause, and the
    offsets of the words that report speech."""

    breaks: list[tuple[int, int]]
    openers: list[int]
    saying: list[int]


def _signs(article: Article, index: int, words: _Words) -> _Signs:
    """The signs of a sentence, looked for once for all who part it."""
    known: dict[int, _Signs] = article.shared.setdefault("clause signs", {})
    if index not in known:
        span = article.sentences[index]
        telling = list(map(words.tells, article.words(index)))  # one look at each word: most tell nothing
        told = list(compress(count(), telling))
        reports = any(telling[i] & _MAY_SAY for i in told)
        known[index] = _Signs(
            [found.span() for found in _BREAK.finditer(article.text, *span)],
            [i for i in told if telling[i] & _OPENS],
            [found.start() for found in words.saying.finditer(article.text, *span)] if reports else [],
        )
    return known[index]


class Sentence:
    """One sentence of an article in clauses.

    Args:
        index: which one.
        lang: a language that has a clauses.yaml.
        solid: spans that no boundary falls into (amounts, times).
    """

    def __init__(self, article: Article, index: int, lang: str, solid: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text = article.text
        self.start, self.end = start, end = article.sentences[index]
        words, spans = _words(lang), sorted(solid)
        heads = [s for s, _ in spans]

        def inside(offset: int) -> bool:
            at = bisect_right(heads, offset) - 1
            return at >= 0 and spans[at][0] < offset < spans[at][1]

        breaks, self._openers, saying = _signs(article, index, words)
        cuts = [cut for cut in breaks if not inside(cut[0])]
        self.clauses: list[Clause] = []
        self._tokens, self._lower = article.tokens(index), article.words(index)
        at = start
        for cut, after in [*cuts, (end, end)]:
            if text[at:cut].strip():
                self._add(at, cut, words, inside)
            at = after
        if not self.clauses:
            self.clauses.append(Clause(start, end, "main"))
        self._starts = [c.start for c in self.clauses]
        for offset in saying:
            self.at(offset).saying.append(offset)

    def _add(self, start: int, end: int, words: _Words, inside: Any) -> None:
        """The clauses between two signs: one, or more where a subordinator stands inside."""
        kind, opener, at = "main", "", start
        begin, stop = (bisect_left(self._tokens, offset, key=_start) for offset in (start, end))
        opening = begin  # the word behind what may open a clause: "and", a preposition
        while opening < stop and (
            (word := self._lower[opening]) in words.coordinators or (opening == begin and word in words.prepositions)
        ):
            opening += 1
        for i in self._openers[bisect_left(self._openers, begin) : bisect_left(self._openers, stop)]:
            word, first = self._lower[i], i <= opening
            if inside(self._tokens[i].start):
                continue
            if word in words.free and (first or kind == "main"):
                sort = "free"
            elif word in words.subordinators and self._subordinates(i, begin, stop, word, first, words):
                sort = "time" if word in words.temporal else "sub"
            else:
                continue
            if first:
                kind, opener = sort, word
            else:
                self.clauses.append(Clause(at, self._tokens[i].start, kind, opener))
                kind, opener, at = sort, word, self._tokens[i].start
        self.clauses.append(Clause(at, end, kind, opener))

    def _subordinates(self, i: int, begin: int, stop: int, word: str, first: bool, words: _Words) -> bool:
        """Whether a word that can open a clause does so here: no article or name follows one that can head a phrase, and what can
        point at a thing ("that money") does not open the sentence."""
        follow = self._tokens[i + 1].text if i + 1 < stop else ""
        if word in words.phrasal and (follow.lower() in words.articles or not follow[:1].islower()):
            return False
        if f"{word} {follow.lower()}" in words.fixed:
            return False
        if (marker := words.marked.get(word)) is not None and marker not in self._lower[i + 1 : stop]:
            return False  # "asks for some 3 million"
        if first and not any(c.end <= self._tokens[i].start for c in self.clauses):
            # At the head of a sentence: "When it", but "That money".
            return word not in words.articles
        before = self._lower[i - 1] if i > begin else ""
        if not before and follow in words.goes_on:
            return True  # "de bank, die in 2008 omviel, ..."
        pointing = not before or any(
            before in opener for opener in (words.coordinators, words.copulas, words.prepositions, words.temporal)
        )
        return not (word in words.articles and pointing)

    @classmethod
    def of(cls, article: Article, index: int, mentions: Iterable[Mention], lang: str) -> Sentence:
        """The clauses of an article's sentence with these mentions in it, cached in the article."""
        cache: dict[int, Sentence] = article.shared.setdefault("clauses", {})
        if index not in cache:
            cache[index] = cls(article, index, lang, [(m.start, m.end) for m in mentions])
        return cache[index]

    def at(self, offset: int) -> Clause:
        """The clause that holds the offset, or the one before it."""
        return self.clauses[self.place(offset)]

    def place(self, offset: int) -> int:
        """The place in the sentence of the clause that holds the offset, or of the one before it."""
        return (bisect_right(self._starts, offset) or 1) - 1

    def index(self, clause: Clause) -> int:
        """Its place in the sentence."""
        return bisect_right(self._starts, clause.start) - 1
