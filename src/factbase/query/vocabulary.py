"""The words of texts, looked for before any text is taken apart: most texts of a base hold none of those that a question asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from factbase.query.lexicon import fold, words


class Words:
    """The folded words of some texts.

    Args:
        texts: as written.
    """

    __slots__ = ("_found", "_text")

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = fold("\n".join(texts))
        self._found: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._text and word in self.all

    def __iter__(self) -> Iterator[str]:
        return iter(self.all)

    @property
    def all(self) -> frozenset[str]:
        """Every word, once."""
        if self._found is None:
            self._found = frozenset(words(self._text))
        return self._found

    def beginning(self, start: str) -> Iterator[str]:
        """The words that begin so, a folded text."""
        if start in self._text:
            yield from (word for word in self.all if word.startswith(start))


class Vocabulary:
    """The words of a base: of all its texts."""

    def __init__(self, texts: Sequence[Words]) -> None:
        self._texts = texts

    def __contains__(self, word: object) -> bool:
        return any(word in text for text in self._texts)

    def beginning(self, start: str) -> set[str]:
        """The words that begin so, a folded text."""
        return {word for text in self._texts for word in text.beginning(start)}

    @cached_property
    def sorted(self) -> list[str]:
        """Every word, once, in order."""
        return sorted(set().union(*(text.all for text in self._texts)))
