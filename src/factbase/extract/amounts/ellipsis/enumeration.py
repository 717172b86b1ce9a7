"""A number in a row of amounts, or beside what it is compared with, is of their unit: "the EU gave 93 million, Japan 77"."""

from __future__ import annotations

from decimal import Decimal
from math import log10

from factbase.extract.amounts.lexer import NUMBER, SIGN
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Kind

_GAP = 9
"""Tokens between two members of a row."""
_NEAR = 8
"""Tokens between an amount and the one it is compared with."""
_LARGE = 10**6
_RATIO = 50
"""How many times one member of a row may be another."""
_SPREAD = 100
"""How many times a figure may be that of the year before."""
_SIGNED = 2
"""Tokens from an amount to one in brackets behind it: the bracket, and a sign."""
_CALENDAR = 1900, 2100
"""Plain numbers that are rather years."""
_UNITS = (Kind.MONEY, Kind.COUNT, Kind.PERCENT)


def _distance(q: Quantity, other: Quantity) -> float:
    """How many powers of ten apart two values are, or what was written before their scale words."""
    bases = (q.value, other.value), (q.value, other.value / other.number.scale if q.number.scale == 1 else other.value)
    return min(abs(log10(abs(a) / abs(b))) for a, b in bases if a and b)


class Enumeration:
    """The rows and comparisons of one article."""

    def __init__(self, reading: Reading) -> None:
        self.tokens, self.grammar, self.money = reading.tokens, reading.grammar, reading.money
        self.hedges, self.nouns = reading.hedges, reading.nouns

    def conversion(self, q: Quantity, previous: Quantity | None) -> bool:
        """Whether an amount says another's worth: "(about $5 million)", "omgerekend 5 miljoen dollar", "or about $5 million"."""
        tokens, norm = self.tokens, self.tokens.norm
        if previous is not None and q.kind is Kind.MONEY is previous.kind and q.unit != previous.unit:
            hedged = self.hedges.opens(tokens, q.first)
            if hedged < q.first and hedged - previous.last == 1 and norm[previous.last] == ",":
                return True  # "40 million crowns, about $5 million"
        for k in range(q.first - 1, max(-1, q.first - 6), -1):
            if norm[k] in ("(", "[") or norm[k] in self.hedges.converted:
                return q.kind is Kind.MONEY
            if tokens.kind[k] == NUMBER or norm[k] in (")", "]", ".", ";", ":") or tokens.breaks(k + 1):
                return False
            if previous is not None and self.hedges.or_.starts(norm[k]) and k - previous.last <= 1:
                return q.kind is Kind.MONEY is previous.kind and q.unit != previous.unit
        return False

    def before(self, q: Quantity, earlier: list[Quantity]) -> Quantity | None:
        """The amount of the same sentence that gives a bare number its unit, and its scale with it.

        Args:
            earlier: what the sentence states before q, conversions apart.
        """
        if not earlier:
            return None
        last = earlier[-1]
        if self._compared(q, last):
            last = min(earlier[::-1], key=lambda e: _distance(q, e) if e.kind in _UNITS and e.value else 99)
            alike = True
        else:
            alike = last.kind is Kind.MONEY and self._listed(q, last)
        if alike:
            base = last.value / last.number.scale  # "the EU gave 93 million, Japan 77"
            if q.number.scale == 1 and last.number.scale > 1 and (q.value < 1000 or q.value <= 20 * base):
                q.multiply(last.number.scale)
            return last
        return last if self._second(q, earlier) or self._named(q, last) else None

    def _named(self, q: Quantity, last: Quantity) -> bool:
        """Whether q stands in brackets behind a name in a sentence of money: "owe more than 40 million: Narok (50,202,331)"."""
        tokens, norm, i = self.tokens, self.tokens.norm, q.first
        bracketed = norm[i - 1] == "(" and norm[q.last] == ")" and tokens.capital(i - 2)
        whole = q.number.digits and q.number.scale == 1 and q.whole and q.value >= _LARGE and last.kind is Kind.MONEY
        return bracketed and whole and last.value > 0 and Decimal(1) / _RATIO <= q.value / last.value <= _RATIO

    def _compared(self, q: Quantity, last: Quantity) -> bool:
        """Whether words compare q with the amount before: "183,000 soldiers, down from half a million", "tegen 1,2 miljoen"."""
        i = self.hedges.opens(self.tokens, q.first)
        found = self.hedges.compared.before(self.tokens, i)
        return found is not None and last.kind in _UNITS and 0 <= found[0] - last.last <= _NEAR

    def member(self, number: Number, last: Quantity | None) -> Quantity | None:
        """A number behind a name as one of a row of amounts: the 88 of "the EU $93 million, Germany 88 and China 100"."""
        q = Quantity(number, number.first, number.last, number.value, step=number.step)
        if last is None or last.kind is not Kind.MONEY or not self._listed(q, last):
            return None
        q.multiply(last.number.scale)
        q.kind, q.unit, q.currency = last.kind, last.unit, last.currency
        return q

    def _listed(self, q: Quantity, last: Quantity) -> bool:
        """Whether only names and signs stand between q and the amount before: "China $100 million, Japan 77 and Peru 5"."""
        tokens, norm = self.tokens, self.tokens.norm
        gap = range(last.last, q.first)
        small = q.value < 1000 or q.value <= 20 * last.value / last.number.scale
        if not (0 < len(gap) <= _GAP and q.number.digits and q.number.scale == 1 and last.number.scale > 1 and small):
            return False
        parted = any(norm[k] in (",", ";") or norm[k] in self.nouns.joins for k in gap)
        named = any(tokens.capital(k) for k in gap)
        plain = all(
            norm[k] in (",", ";", "-", "'") or tokens.capital(k) or norm[k] in self.hedges.row or norm[k] in self.nouns.joins
            for k in gap
        )
        return parted and named and plain and not tokens.breaks(q.first) and self._closes(q.last)

    def bracketed(self, q: Quantity, last: Quantity) -> bool:
        """Whether both stand in brackets behind names in a row: "Arsenal (97.8 euros), Chelsea (90.7), Milan (73.5)"."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[last.first - 1] != "(" or norm[q.first - 1] != "(" or last.last >= q.first or norm[last.last] != ")":
            return False
        between = range(last.last + 1, q.first - 1)
        named = all(tokens.capital(k) or norm[k] in (",", ";", ".") or norm[k] in self.nouns.stop for k in between)
        alike = Decimal(1) / _RATIO <= q.value / last.value <= _RATIO if last.value > 0 else False
        closed = norm[q.last] == ")"
        return closed and alike and named and 0 < len(between) <= _GAP and last.kind in _UNITS

    def year_before(self, q: Quantity, last: Quantity) -> bool:
        """Whether q alone stands in brackets behind an amount, as reports give last year's: "net sales of SEK 977m (928)".

        It then takes on the amount's scale.
        """
        norm, gap = self.tokens.norm, self.tokens.norm[last.last : q.first]
        bracketed = gap[:1] == ["("] and len(gap) <= _SIGNED and norm[q.last] == ")"
        if not bracketed or last.kind not in (Kind.MONEY, Kind.PERCENT) or not q.number.digits or last.value <= 0:
            return False
        if q.number.plain and _CALENDAR[0] <= q.value < _CALENDAR[1]:
            return False
        scale = last.number.scale if q.number.scale == 1 else Decimal(1)
        if last.kind is Kind.MONEY and scale == 1 and q.number.plain:
            return False  # a footnote: "a price of $40 (1)"
        if not Decimal(1) / _SPREAD <= abs(q.value) * scale / last.value <= _SPREAD:
            return False
        q.multiply(scale)
        return True

    def _second(self, q: Quantity, earlier: list[Quantity]) -> bool:
        """Whether q closes its clause in a sentence that spoke of money alone: "students get $27,000, doctors 40,000"."""
        last = earlier[-1]
        if any(e.kind is not Kind.MONEY for e in earlier if e.kind in _UNITS or e.kind is None) or last.kind is not Kind.MONEY:
            return False
        i = self.hedges.opens(self.tokens, q.first)
        word = self.tokens.norm[i - 1]
        grouped = not q.number.plain and q.number.scale == 1 and q.number.digits and q.whole and q.value >= 1000
        alike = Decimal(1) / _RATIO <= q.value / last.value <= _RATIO if last.value else False
        return grouped and alike and word not in self.hedges.not_money and word not in (":", "(", "[") and self._closes(q.last)

    def _closes(self, j: int) -> bool:
        """Whether a clause or a member of a row may end before token j."""
        tokens = self.tokens
        if tokens.breaks(j):
            return True
        word = tokens.norm[j]
        if tokens.kind[j] == SIGN:
            return word not in ("-", "%", "/", "(")
        return word in self.nouns.joins or word in self.nouns.pointed_after or word in self.nouns.stop
