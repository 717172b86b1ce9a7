"""Looking up the words and phrases of a knowledge file among the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, count
from typing import NamedTuple

from factbase.extract.text.article import Token, lowered
from factbase.extract.text.words import remembered


class Hit(NamedTuple):
    """A phrase's place in a text: its key, character offsets, index of first and last token, and its words and letters."""

    key: str
    start: int
    end: int
    first: int
    last: int
    words: int
    letters: int = 0


_Phrase = tuple[str, list[str], int, int, bool]
"""A key, the words of its phrase behind the first, how many words and letters it has in all, and whether those words stand for
themselves: no stem, end or gap among them."""


class Phrases:
    """Phrases by key, looked up by their first word.

    A word may end in `*` (a stem) or begin with it (the end of a compound); `..` stands for up to `gap` other words.
    """

    def __init__(self, entries: Mapping[str, Iterable[object]], gap: int = 5) -> None:
        self._gap = gap
        self._exact: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        self._tails: dict[str, list[_Phrase]] = {}
        for key, phrases in entries.items():
            for phrase in phrases:
                words = tuple(str(phrase).lower().split())
                if words:
                    self._add(key, words)
        self.starting: Callable[[str], tuple[_Phrase, ...]] = remembered(self._starting)
        """Every phrase whose first word this may be."""

    def _add(self, key: str, phrase: tuple[str, ...]) -> None:
        plain = not any("*" in word or word == ".." for word in phrase[1:])
        head, entry = phrase[0], (key, [*phrase[1:]], len(phrase) - phrase.count(".."), sum(map(len, phrase)), plain)
        if head.startswith("*"):
            self._tails.setdefault(head[1:], []).append(entry)
        elif head.endswith("*"):
            self._stems.setdefault(head[:-1], []).append(entry)
        else:
            self._exact.setdefault(head, []).append(entry)

    def _starting(self, word: str) -> tuple[_Phrase, ...]:
        found = list(self._exact.get(word, ()))
        for cut in range(2, min(len(word), 24) + 1):
            found += self._stems.get(word[:cut], ())
            if cut < len(word):
                found += self._tails.get(word[-cut:], ())
        return tuple(found)

    def hits(self, tokens: Sequence[Token]) -> list[Hit]:
        """Phrases among the tokens, in order; of two that share their first or last word the longer one."""
        found: list[Hit] = []
        words = list(map(lowered, tokens))
        options = list(map(self.starting, words))
        for i in compress(count(), options):
            for key, rest, size, letters, plain in options[i]:
                if plain:
                    if rest and words[i + 1 : i + size] != rest:
                        continue
                    last = i + size - 1
                elif (end := self._match(rest, words, i)) is not None:
                    last = end
                else:
                    continue
                found.append(Hit(key, tokens[i].start, tokens[last].end, i, last, size, letters))
        if len(found) < 2:
            return found
        edges = [hit.first for hit in found] + [hit.last for hit in found if hit.last != hit.first]
        if len(set(edges)) == len(edges):
            return found
        longest: dict[int, tuple[int, int]] = {}
        for hit in found:
            for at in (hit.first, hit.last):
                longest[at] = max(longest.get(at, (0, 0)), (hit.words, hit.letters))
        return [hit for hit in found if (hit.words, hit.letters) >= max(longest[hit.first], longest[hit.last])]

    def _match(self, rest: Sequence[str], words: Sequence[str], at: int) -> int | None:
        """Index of the last word of a phrase whose first word stands at `at`; None where the rest does not follow."""
        place, gap, size = at, 0, len(words)
        for part in rest:
            if part == "..":
                gap = self._gap
                continue
            limit = min(place + 2 + gap, size)
            if "*" in part:
                found = next((i for i in range(place + 1, limit) if matches(part, words[i])), None)
                if found is None:
                    return None
                place = found
            elif part in words[place + 1 : limit]:
                place = words.index(part, place + 1)
            else:
                return None
            gap = 0
        return place


def matches(pattern: str, word: str) -> bool:
    """Whether one word fits one word of a phrase: `militar*`, `*schade` or itself."""
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:]) and word != pattern[1:] if pattern.startswith("*") else word == pattern
