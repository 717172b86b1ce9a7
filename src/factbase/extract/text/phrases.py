"""Looking up the words and phrases of a knowledge file among the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, count
from typing import NamedTuple

from factbase.extract.text.article import Token, lowered
from factbase.extract.text.words import maker, remembered


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
_Ranked = tuple[int, str, list[str], int, int]
"""The rank of a phrase among those that one word may begin, its key, its words behind the first, how many words and letters."""
_Fitting = tuple[int, str, int, int, int]
"""The rank of a phrase that stands in a text, its key, the index of its last word, its number of words and of letters."""
_hit = maker(Hit)


class _Opening(NamedTuple):
    """The phrases that one word may begin, parted so that few are tried: by itself, by the word behind it, and all others."""

    alone: list[_Ranked]
    pairs: dict[str, list[_Ranked]]
    loose: list[_Ranked]


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
        self._opening: Callable[[str], _Opening | None] = remembered(self._opened)

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

    def _opened(self, word: str) -> _Opening | None:
        options = self.starting(word)
        opening = _Opening([], {}, [])
        for rank, (key, rest, size, letters, plain) in enumerate(options):
            where = opening.loose if not plain else opening.pairs.setdefault(rest[0], []) if rest else opening.alone
            where.append((rank, key, rest, size, letters))
        return opening if options else None

    def may_begin(self, word: str) -> bool:
        """Whether a word may be the first one of a phrase."""
        return self._opening(word) is not None

    def among(self, words: Sequence[str]) -> bool:
        """Whether a phrase stands among words in lower case."""
        openings = list(map(self._opening, words))
        return any(self._fitting(openings[i], words, i) for i in compress(count(), openings))  # type: ignore[arg-type]

    def hits(self, tokens: Sequence[Token], words: list[str] | None = None) -> list[Hit]:
        """Phrases among the tokens, in order; of two that share their first or last word the longer one.

        Args:
            words: the tokens in lower case, where they are at hand.
        """
        found: list[Hit] = []
        words = list(map(lowered, tokens)) if words is None else words
        openings = list(map(self._opening, words))
        for i in compress(count(), openings):
            fitting = self._fitting(openings[i], words, i)  # type: ignore[arg-type]
            if len(fitting) > 1:
                fitting.sort()
            start = tokens[i].start
            found += [_hit((key, start, tokens[last].end, i, last, size, letters)) for _, key, last, size, letters in fitting]
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

    def _fitting(self, opening: _Opening, words: list[str], at: int) -> list[_Fitting]:
        """The phrases that begin at a word."""
        alone, pairs, loose = opening
        fitting: list[_Fitting] = [(rank, key, at, size, letters) for rank, key, _, size, letters in alone]
        if pairs and at + 1 < len(words):
            for rank, key, rest, size, letters in pairs.get(words[at + 1], ()):
                if size == 2 or words[at + 1 : at + size] == rest:
                    fitting.append((rank, key, at + size - 1, size, letters))
        for rank, key, rest, size, letters in loose:
            if (last := self._match(rest, words, at)) is not None:
                fitting.append((rank, key, last, size, letters))
        return fitting

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
