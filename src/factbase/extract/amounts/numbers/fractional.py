"""Fractions in signs, digits and words: ½, 1/4, "a quarter", "two thirds", "driekwart"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from factbase.extract.amounts.lexer import FRACTION, NUMBER, SIGN, WORD, Tokens
from factbase.extract.amounts.numbers.number import decimal, exact
from factbase.extract.amounts.numbers.numerals import Numerals

_VULGAR = {"¼": "1/4", "½": "1/2", "¾": "3/4",
           "⅐": "1/7", "⅑": "1/9", "⅒": "1/10", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5",
           "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}  # fmt: skip


class Fractions:
    """The fractions of one language."""

    def __init__(self, data: dict[str, Any], numerals: Numerals) -> None:
        self.numerals, self.of = numerals, set(data["of"])
        self.plural_says = data["ordinal_plural"] == "s"
        self._halves_need = set(data["halves_need"])

    def at(self, tokens: Tokens, k: int) -> tuple[Decimal, int] | None:
        """(value, end) of a fraction at token k: ½, 1/4, half, a quarter, three quarters, twee derde, two-thirds."""
        norm = tokens.norm
        if tokens.kind[k] == FRACTION:
            return exact(_VULGAR[norm[k]]), k + 1
        if tokens.kind[k] == NUMBER:
            if (share := self._in_digits(tokens, k)) is not None:
                return share, k + 3
            if not norm[k].isdigit() or len(norm[k]) > 4:
                return None
        elif tokens.kind[k] != WORD:
            return None
        part = self.numerals.known.get(norm[k])
        if part and part.role == "F":
            if norm[k] in self._halves_need and not (self.numerals.follows_scale(tokens, k + 1) or self._of_scale(tokens, k + 1)):
                return None
            return part.value, k + 1
        if (share := self._joined(norm[k])) is not None:
            return share, k + 1
        if norm[k] in self.numerals.articles:
            return self._counted(tokens, k, Decimal(1))
        if tokens.kind[k] == NUMBER:
            return self._counted(tokens, k, Decimal(norm[k]))
        return self._counted(tokens, k, part.value) if part and part.role in "UT" and part.value else None

    def _in_digits(self, tokens: Tokens, k: int) -> Decimal | None:
        """The share that digits with a stroke between them write: "1/4"; None of a date or a page: "3/4/2024", "12/7"."""
        norm, end = tokens.norm, k + 3
        if norm[k + 1] != "/" or tokens.kind[k + 2] != NUMBER:
            return None
        top, bottom = norm[k], norm[k + 2]
        written = tokens.touches(k + 1) and tokens.touches(k + 2) and top.isdigit() and bottom.isdigit()
        if not written or not 0 < int(top) < int(bottom) <= 1000 or norm[end] == "/":
            return None
        return decimal(Fraction(int(top), int(bottom)))

    def _counted(self, tokens: Tokens, k: int, counted: Decimal) -> tuple[Decimal, int] | None:
        """(value, end) of so many parts as the word at token k counts: "a quarter", "three quarters", "two-thirds"."""
        norm, j = tokens.norm, k + 1
        while norm[j] in "-/":
            j += 1
        under = self.numerals.known.get(norm[j]) if tokens.kind[j] == WORD else None
        if tokens.kind[j] == WORD and under is None and (found := self.numerals.parts(norm[j])) and len(found) == 1:
            under = found[0]
        if under and under.role == "F" and (counted == 1 or under.value < 1):
            lone = counted == 1 and norm[j] in self._halves_need
            if lone and not (self.closes(tokens, j + 1) or self.numerals.follows_scale(tokens, j + 1)):
                return None  # "a quarter earlier"
            return counted * under.value, j + 1
        if under and under.role in "OP" and under.value > 2 and tokens.kind[k] != NUMBER:
            if counted == 1 and under.role == "O" and not self.closes(tokens, j + 1):
                return None
            if counted > 1 and under.role == "O" and self.plural_says:
                return None
            return decimal(Fraction(int(counted), int(under.value))), j + 1
        return None

    def _joined(self, word: str) -> Decimal | None:
        """A fraction written as one word: "tweederde"."""
        parts = self.numerals.parts(word) if self.numerals.compounds and word[0].isalpha() else ()
        if len(parts) != 2 or parts[0].role != "U" or parts[1].role != "O" or not parts[0].value < parts[1].value <= 10:
            return None
        return decimal(Fraction(int(parts[0].value), int(parts[1].value)))

    def _of_scale(self, tokens: Tokens, j: int) -> bool:
        """Whether what a fraction is of is a scale, so that it needs no article: "quarter of a million"."""
        norm = tokens.norm
        if norm[j] not in self.of or not (norm[j + 1] in self.numerals.articles or self.numerals.is_one(norm[j + 1])):
            return False
        return self.numerals.follows_scale(tokens, j + 2) and tokens.norm[j + 3] != "-"

    def closes(self, tokens: Tokens, j: int) -> bool:
        """Whether the words at j let "a fifth" be a fraction: an "of", a sign or the text's end."""
        return tokens.norm[j] in self.of or tokens.norm[j] in self.numerals.and_ or tokens.kind[j] == SIGN
