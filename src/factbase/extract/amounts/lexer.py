"""From text to the small tokens that amounts are made of: digits, fraction signs, words and signs, each with its place.

One pass in C over the raw text; everything after it looks only near numbers. Unlike the tokens of `Article`, which are words as
readers see them, these split "500-million-euro", "F-16", "€2.4bn" and "U.S.$" into parts that a grammar can join again by place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import accumulate
from typing import Any, Generic, TypeVar

from factbase.extract.text.words import remembered, split

NUMBER, FRACTION, WORD, SIGN, LINK = 1, 2, 3, 4, 5
"""Kinds of tokens."""

_LEX = re.compile(
    r"([A-Za-z]+(?=[ ,])"  # most words
    r"|(?<![^\W\d_]{4})\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?!\d)(?:[.,]\d+)*"  # 1 234 567,89, but Fonds555 128
    r"|\d+(?:[.,]\d+)*(?:\^[+-]{0,2}\d{1,3}|[eE][+-]?\d{1,3}(?![^\W_])|\s?[x×]\s?10\^[+-]?\d{1,3})?"  # 1.234,5 1e10 1.1^23
    r"|[¼-¾⅐-⅞]"
    r"|(?:https?://|www\.)\S+"
    r"|[^\W\d_¼-¾⅐-⅞²³¹]+(?:['’][^\W\d_]+)*"
    r"|\S)"
)
_KINDS = re.compile(r"(\d)|([¼-¾⅐-⅞])|((?!(?:https?://|www\.)\S)[^\W\d_²³¹])|((?!(?:https?://|www\.)\S)\S)|(.)")


def _kind(word: str) -> int:
    found = _KINDS.match(word)
    return (found and found.lastindex) or SIGN


def _norm(word: str) -> str:
    return word.lower().replace("’", "'")


_kind_of, _norm_of = remembered(_kind), remembered(_norm)
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:[.,]\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_SEVERAL = re.compile(r"\d[.,]\d+[.,]\d")
_LETTER, _LETTER_APART = re.compile(r"\b[A-Z](?=\d)"), re.compile(r"(?:(?<=[a-z,] )|(?<=\())[A-Z](?= \d)")
_LINE = re.compile(r"\n")
_PIECES = re.compile(r"[.,]|\d+")
_LINE_END = "\n"
_BEYOND = 4
"""Signs behind the last token: as far as anyone looks past it."""


def _listed(literal: str) -> list[str] | None:
    """The pieces of digits with several separators that cannot be one number: "22,24,26"."""
    if literal.count(",") < 2 or _GROUPED.fullmatch(literal) or literal.strip("0123456789.,"):
        return None
    return _PIECES.findall(literal)


class Tokens:
    """The tokens of a text as parallel lists: `start`, `end`, `kind`, and `norm`, the text in lower case.

    `lines` are the tokens before which a line ends. Behind the last token, and so at the indices before the first, stand a few
    signs that are a line's end: who looks a few tokens ahead or back need not ask whether the text goes that far.
    """

    __slots__ = ("_letters", "_size", "end", "kind", "lines", "norm", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.start, self.end, words = split(_LEX, text, 0, len(text))
        self.kind, self.norm = list(map(_kind_of, words)), list(map(_norm_of, words))
        for i in range(len(words) - 1, -1, -1) if _SEVERAL.search(text) else ():
            if self.kind[i] == NUMBER and (pieces := _listed(words[i])):
                at = list(accumulate(map(len, pieces), initial=self.start[i]))
                self.start[i : i + 1], self.end[i : i + 1] = at[:-1], at[1:]
                self.kind[i : i + 1] = [NUMBER if piece[0].isdigit() else SIGN for piece in pieces]
                self.norm[i : i + 1] = pieces

        self._size = len(self.start)
        self.start += range(len(text) + 1, len(text) + 1 + _BEYOND)
        self.end += self.start[self._size :]
        self.kind += [SIGN] * _BEYOND
        self.norm += [_LINE_END] * _BEYOND
        self._letters: frozenset[str] | None = None
        self.lines = {bisect_left(self.start, found.start()) for found in _LINE.finditer(text)} - {0} | {self._size}

    def __len__(self) -> int:
        return self._size

    @property
    def letters(self) -> frozenset[str]:
        """The capital letters that the text writes right before digits, and so may set apart elsewhere: "R500" and "R 500"; and
        those that it sets apart more than once."""
        if self._letters is None:
            apart = Counter(_LETTER_APART.findall(self.text))
            self._letters = frozenset([*_LETTER.findall(self.text), *(letter for letter, times in apart.items() if times > 1)])
        return self._letters

    def raw(self, i: int) -> str:
        """Token i as written."""
        return self.text[self.start[i] : self.end[i]]

    def touches(self, i: int) -> bool:
        """Whether token i stands directly against token i - 1, without a space."""
        return self.start[i] == self.end[i - 1]

    def slashed(self, i: int) -> bool:
        """Whether token i is the stroke between two letters of a model: "F/A-18"."""
        letters = self.norm[i] == "/" and all(self.kind[k] == WORD and len(self.norm[k]) == 1 for k in (i - 1, i + 1))
        return letters and self.capital(i - 1) and self.capital(i + 1) and self.norm[i + 2] == "-"

    def capital(self, i: int) -> bool:
        """Whether token i begins with a capital."""
        return self.text[self.start[i] : self.end[i]][:1].isupper()

    def breaks(self, i: int) -> bool:
        """Whether a line ends between token i - 1 and token i."""
        return i in self.lines


V = TypeVar("V")
_END: Hashable = None


class Phrases(Generic[V]):
    """Phrases with a value each, found at or before a token, the longest first."""

    def __init__(self, entries: Iterable[tuple[str, V]] = ()) -> None:
        self._ahead: dict[Any, Any] = {}
        self._back: dict[Any, Any] = {}
        for phrase, value in entries:
            self.add(phrase, value)

    def add(self, phrase: str, value: V) -> None:
        """Add a phrase; the first value given to a phrase stays."""
        tokens = Tokens(phrase)
        words = tokens.norm[: len(tokens)]
        if not words:
            return
        for node, sequence in ((self._ahead, words), (self._back, words[::-1])):
            for word in sequence:
                node = node.setdefault(word, {})
            node.setdefault(_END, value)

    def starts(self, word: str) -> bool:
        """Whether any phrase begins with the word."""
        return word in self._ahead

    def at(self, tokens: Tokens, i: int) -> tuple[int, V] | None:
        """(end, value) of the longest phrase that begins at token i; no phrase runs over a line's end."""
        norm, lines, best = tokens.norm, tokens.lines, None
        node = self._ahead.get(norm[i])
        while node is not None:
            i += 1
            if _END in node:
                best = (i, node[_END])
            node = node.get(norm[i]) if i not in lines else None
        return best

    def before(self, tokens: Tokens, i: int, first: int = 0) -> tuple[int, V] | None:
        """(start, value) of the longest phrase that ends before token i and begins at `first` or later."""
        norm, lines, best = tokens.norm, tokens.lines, None
        node = self._back.get(norm[i - 1]) if i > first else None
        while node is not None:
            i -= 1
            if _END in node:
                best = (i, node[_END])
            node = node.get(norm[i - 1]) if i > first and i not in lines else None
        return best
