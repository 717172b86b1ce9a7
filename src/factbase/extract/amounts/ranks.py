"""Ranks that bound one another: "between the tenth and the fifteenth", "hoger dan de tiende maar lager dan de vijftiende".

A rank by itself is a place in an order and no amount; two of them that bound what is spoken of are a range of places.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import compress, count, pairwise

from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Hedge, Kind

_GAP = 6
"""Tokens within which one rank bounds another."""


class Ranks:
    """The ranges of ranks of one article."""

    def __init__(self, reading: Reading) -> None:
        self.tokens, self.hedges, self.nouns, self.note = reading.tokens, reading.hedges, reading.nouns, reading.note
        self.ordinals = reading.grammar.numerals.ordinals

    def find(self) -> list[Quantity]:
        """Every range of ranks, in order."""
        norm = self.tokens.norm
        places = compress(count(), map(self.ordinals.__contains__, norm))
        return [q for a, b in pairwise(places) if b - a <= _GAP and (q := self._range(a, b)) is not None]

    def _range(self, a: int, b: int) -> Quantity | None:
        low, high = self.ordinals[self.tokens.norm[a]], self.ordinals[self.tokens.norm[b]]
        if low >= high or not (self._between(a, b) or self._bounded(a, b)):
            return None
        number = Number(a, b + 1, low, low, Decimal(1), Decimal(1), False, high=high, rule="number.ranks")
        q = Quantity(number, a, b + 1, low, high, Kind.OTHER, hedge=Hedge.RANGE)
        self.note(q, "hedge", "range.ranks", "two ranks that bound one another")
        return q

    def _opens(self, i: int) -> int:
        """The token before which the article of the rank at token i stands."""
        return i - 1 if self.tokens.norm[i - 1] in self.nouns.determiners else i

    def _between(self, a: int, b: int) -> bool:
        first = self._opens(a)
        joined = self.hedges.and_.at(self.tokens, a + 1)
        opened = self.hedges.between.before(self.tokens, first) or self.hedges.between.before(self.tokens, a)
        return opened is not None and joined is not None and joined[0] in (b, self._opens(b))

    def _bounded(self, a: int, b: int) -> bool:
        lower = self.hedges.before(self.tokens, self._opens(a))
        upper = self.hedges.before(self.tokens, self._opens(b))
        if lower is None or upper is None or self.tokens.norm[a + 1] not in self.hedges.joins or upper.first != a + 2:
            return False
        return lower.hedge in (Hedge.OVER, Hedge.AT_LEAST) and upper.hedge in (Hedge.UNDER, Hedge.AT_MOST)
