"""Looking up the words and phrases of a knowledge file among the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factbase.extract.article import Token

_CACHED_WORDS = 8192


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase's place in a text: its key, character offsets, index of first and last token, and its words and letters."""

    key: str
    start: int
    end: int
    first: int
    last: int
    words: int
    letters: int = 0


class Phrases:
    """Phrases by key, looked up by their first word.

    A word may end in `*` (a stem) or begin with it (the end of a compound); `..` stands for up to `gap` other words.
    """

    def __init__(self, entries: Mapping[str, Iterable[object]], gap: int = 5) -> None:
        self._gap = gap
        self._exact: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._tails: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._seen: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        for key, phrases in entries.items():
            for phrase in phrases:
                words = tuple(str(phrase).lower().split())
                if words:
                    self._add(key, words)

    def _add(self, key: str, phrase: tuple[str, ...]) -> None:
        head = phrase[0]
        if head.startswith("*"):
            self._tails.setdefault(head[1:], []).append((key, phrase))
        elif head.endswith("*"):
            self._stems.setdefault(head[:-1], []).append((key, phrase))
        else:
            self._exact.setdefault(head, []).append((key, phrase))

    def starting(self, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every phrase whose first word this may be."""
        known = self._seen.get(word)
        if known is None:
            found = list(self._exact.get(word, ()))
            for cut in range(2, min(len(word), 24) + 1):
                found += self._stems.get(word[:cut], ())
                if cut < len(word):
                    found += self._tails.get(word[-cut:], ())
            known = tuple(found)
            if len(self._seen) < _CACHED_WORDS:
                self._seen[word] = known
        return known

    def hits(self, tokens: Sequence[Token]) -> list[Hit]:
        """Phrases among the tokens, in order; of two that share their first or last word the longer one."""
        found: list[Hit] = []
        seen = self._seen
        for i, token in enumerate(tokens):
            options = seen.get(token.lower)
            if options is None:
                options = self.starting(token.lower)
            for key, phrase in options:
                last = i if len(phrase) == 1 else self._match(phrase, tokens, i)
                if last is not None:
                    words = len(phrase) - phrase.count("..")
                    found.append(Hit(key, token.start, tokens[last].end, i, last, words, sum(map(len, phrase))))
        if len(found) < 2:
            return found
        longest: dict[int, tuple[int, int]] = {}
        for hit in found:
            for at in (hit.first, hit.last):
                longest[at] = max(longest.get(at, (0, 0)), (hit.words, hit.letters))
        return [hit for hit in found if (hit.words, hit.letters) >= max(longest[hit.first], longest[hit.last])]

    def _match(self, phrase: Sequence[str], tokens: Sequence[Token], at: int) -> int | None:
        """Index of the last token where the phrase, whose first word fits at `at`, ends; None where it does not go on."""
        place, gap = at, 0
        for part in phrase[1:]:
            if part == "..":
                gap = self._gap
                continue
            for ahead in range(place + 1, min(place + 2 + gap, len(tokens))):
                if matches(part, tokens[ahead].lower):
                    place = ahead
                    break
            else:
                return None
            gap = 0
        return place


def matches(pattern: str, word: str) -> bool:
    """Whether one word fits one word of a phrase: `militar*`, `*schade` or itself."""
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:]) and word != pattern[1:] if pattern.startswith("*") else word == pattern
