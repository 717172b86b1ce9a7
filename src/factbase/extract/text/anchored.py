"""Patterns that begin with known words, tried only where one of these stands.

To look for a phrase at every letter of a text is what a search by pattern alone does; the words of an article are few, and what a
word may begin is remembered over all articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from factbase.extract.text.article import Article
from factbase.extract.text.words import remembered
from factbase.normalise.folding import fold

_HEAD = re.compile(r"\w+")


class Anchored:
    """A pattern over an article's folded text that can only begin where a word does, and with one of some words.

    Args:
        pattern: the pattern; it begins with `(?<!\\w)` or says more.
        phrases: every phrase that it may begin with; stems may be among them. Where one does not begin with a word ("'t"), the
            whole text is searched.
    """

    def __init__(self, pattern: re.Pattern[str], phrases: Iterable[object]) -> None:
        found = [_HEAD.match(fold(str(phrase))) for phrase in phrases]
        heads = tuple({head[0] for head in found if head is not None})
        self._pattern = pattern
        self._begins = remembered(lambda word: word.startswith(heads)) if None not in found else None

    def finditer(self, article: Article, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """What the pattern finds in the folded text between two offsets, in order and without overlap, as `finditer` does."""
        text, free = article.folded, start
        end = len(text) if end is None else end
        if self._begins is None:
            yield from self._pattern.finditer(text, start, end)
            return
        match, places = self._pattern.match, article.places(self._begins)
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            if at >= free and (found := match(text, at, end)) is not None:
                yield found
                free = found.end()

    def search(self, article: Article, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first of these, if any."""
        return next(self.finditer(article, start, end), None)
