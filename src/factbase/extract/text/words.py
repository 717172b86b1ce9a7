"""The words of a text, and what is known of a word, without a loop in Python.

News repeats its words, so what a function says of one is kept in a table that a loop in C can look up (`map(table, words)`), as
spaCy's tokeniser does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import accumulate
from typing import TypeVar

V = TypeVar("V")
_MOST = 65_536  # words that a table remembers before it begins anew


class _Table(dict[str, V]):
    def __init__(self, function: Callable[[str], V]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> V:
        value = self._function(word)
        if len(self) >= _MOST:
            self.clear()
        self[word] = value
        return value


def remembered(function: Callable[[str], V]) -> Callable[[str], V]:
    """The function, a pure one of a short string, with its answers remembered: as `lru_cache`, and twice as fast in a loop."""
    return _Table(function).__getitem__


def maker(kind: type[V]) -> Callable[[Iterable[object]], V]:
    """What makes a named tuple of a row of its values, in C."""
    made: Callable[..., V] = tuple.__new__
    return partial(made, kind)


def split(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[list[int], list[int], list[str]]:
    """Starts, ends and words of what a pattern finds in text[start:end], in C; the whole of the pattern is its only group."""
    parts = pattern.split(text[start:end])
    edges = list(accumulate(map(len, parts), initial=start))
    return edges[1:-1:2], edges[2::2], parts[1::2]
