"""What the rows of a list count or pay where only a number stands behind each name: "Homes damaged by county: / Kent: 3,500".

A row is a line of a name, a sign and a number. The unit stands in another row of the list, in the count whose parts the rows
are, or in the line that the list stands under.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from factbase.extract.amounts.lexer import WORD
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Kind

_PARTS = ":", "–", "—", "-", "|", "("
"""Signs between the name of a row and its number."""
_CLOSES = ")", ",", ";", ".", "*"
"""Signs that may stand behind the number of a row."""
_NAME = 9
"""Tokens of the name of a row, its sign included."""
_HEADING = 24
"""Tokens of a line that a list stands under, where no colon ends it."""
_NEARLY = Decimal("0.03")
"""How far the rows of a list may be off the total that they are parts of, as a share of it."""
_CLOSE = 20
"""How many times the sum of another row one may be that is named by a plural: "Harriers: 90,000", but "Shops: 812"."""
_UNITS = (Kind.MONEY, Kind.COUNT, Kind.PERCENT)
_YEARS = 1900, 2100


class Lists:
    """Finds the lists of one article and gives their bare numbers a unit.

    Args:
        found: its quantities in order.

    Attributes:
        named: the tokens at which the numbers of those lists begin whose rows are people or bodies, as the line above them says.
    """

    def __init__(self, reading: Reading, found: Sequence[Quantity]) -> None:
        self.reading, self.tokens, self.nouns, self.hedges = reading, reading.tokens, reading.nouns, reading.hedges
        self.found, self.named = found, set[int]()
        self.lines = sorted({0, *self.tokens.lines})
        self.lists = list(self._lists())  # a row stays one whatever unit it gets

    def settle(self) -> None:
        """Give the bare numbers of every list their unit."""
        for rows in self.lists:
            if self._named(rows):
                self.named.update(q.first for q in rows)
            bare = [q for q in rows if q.kind is None and q.number.high is None and not q.number.fraction]
            if bare and all(q.whole for q in bare):
                self._settle(rows, bare)

    def _settle(self, rows: Sequence[Quantity], bare: Sequence[Quantity]) -> None:
        units = {(q.kind, q.unit) for q in rows if q.kind in _UNITS}
        if len(units) > 1 or any(q.kind not in (None, *_UNITS) for q in rows):
            return
        if not self._named(rows) and (any(map(self._says, rows)) or 2 * sum(map(self._plural, rows)) > len(rows)):
            return
        if units:
            like = next(q for q in rows if q.kind in _UNITS)
            self._like([q for q in bare if self._alike(q, like)], like, "another row of its list")
        elif all(q.number.plain and _YEARS[0] <= q.value < _YEARS[1] for q in bare):
            return
        elif (total := self._total(rows)) is not None:
            self._like(bare, total, "the total that the rows of its list make up")
        elif (head := self._heading(rows[0])) and (noun := self._headed(head)) is not None:
            for q in bare:
                q.kind, q.unit = Kind.COUNT, noun
                self.reading.note(q, "unit", "count.listed", f"counts '{noun}', as the line above its list says")

    def _like(self, bare: Sequence[Quantity], other: Quantity, what: str) -> None:
        for q in bare:
            q.kind, q.unit, q.currency = other.kind, other.unit, other.currency
            self.reading.note(q, "unit", "unit.listed", f"takes the unit '{other.unit}' of {what}")

    def _alike(self, bare: Quantity, like: Quantity) -> bool:
        """Whether a row may be of the unit of another; among sums in millions "Employees: 8,000" is no sum."""
        if like.kind is not Kind.MONEY:
            return True
        large = bare.number.scale > 1 or like.number.scale == 1
        return large and (not self._plural(bare) or _CLOSE * bare.value >= like.value)

    # --- rows ------------------------------------------------------------------------------------

    def _lists(self) -> Iterator[list[Quantity]]:
        """The rows of each list, at least two on lines that follow each other."""
        rows: list[Quantity] = []
        last = -2
        for q in self.found:
            if not self._row(q):
                continue
            at = bisect_right(self.lines, q.first)
            if at != last + 1:
                if len(rows) > 1:
                    yield rows
                rows = []
            rows.append(q)
            last = at
        if len(rows) > 1:
            yield rows

    def _row(self, q: Quantity) -> bool:
        """Whether a line is a name, a sign and this number, and nothing else but a remark in brackets."""
        tokens, norm = self.tokens, self.tokens.norm
        start, end = self._line(q.first)
        i = self.hedges.opens(tokens, q.first)
        if not start < i - 1 < start + _NAME or norm[i - 1] not in _PARTS:
            return False
        first = next((k for k in range(start, i) if tokens.kind[k] == WORD), i)
        if first == i or not tokens.capital(first):
            return False
        rest = norm[q.last : end]
        return not rest or rest[0] == "(" or (len(rest) < 3 and all(sign in _CLOSES for sign in rest))

    def _named(self, rows: Sequence[Quantity]) -> bool:
        """Whether the line above a list says that its rows are people or bodies: "by county", "per gemeente"."""
        return any(self.tokens.norm[k] in self.nouns.named_rows for k in self._heading(rows[0]))

    def _says(self, q: Quantity) -> bool:
        """Whether what stands before the number of a row is no name but says what is counted: "Cars and light trucks: 847"."""
        tokens, nouns = self.tokens, self.nouns
        for k in range(self._line(q.first)[0], q.first):
            word = tokens.norm[k]
            if word == "(":
                return False
            if tokens.kind[k] != WORD or tokens.capital(k) or word in nouns.stop or word in nouns.determiners:
                continue
            if word in nouns.people_after or nouns.is_plural(word) or nouns.toll(word) is not None:
                return True
        return False

    def _plural(self, q: Quantity) -> bool:
        """Whether a row is named by one word that looks like a plural: "Tanks: 40"; some names do ("Bruges")."""
        start = self._line(q.first)[0]
        words = [k for k in range(start, q.first) if self.tokens.kind[k] == WORD]
        return len(words) == 1 and self.nouns.is_plural(self.tokens.norm[words[0]])

    def _line(self, k: int) -> tuple[int, int]:
        """The tokens from and to which the line of token k goes."""
        at = bisect_right(self.lines, k)
        return self.lines[at - 1], self.lines[at] if at < len(self.lines) else len(self.tokens)

    # --- what a list is of -----------------------------------------------------------------------

    def _total(self, rows: Sequence[Quantity]) -> Quantity | None:
        """The count of the line above of which the rows are all the parts."""
        start, _ = self._line(rows[0].first)
        if not start:
            return None
        above = self._line(start - 1)[0]
        whole = sum((q.value for q in rows), Decimal(0))
        totals = (q for q in self.found if above <= q.first < start and q.kind is Kind.COUNT and q.number.high is None)
        return next((q for q in totals if abs(q.value - whole) <= _NEARLY * q.value), None)

    def _heading(self, row: Quantity) -> range:
        """The tokens of the line right above a list, where it is a heading of it and has no number itself."""
        end, _ = self._line(row.first)
        if not end:
            return range(0)
        start, last = self._line(end - 1)[0], self.tokens.norm[end - 1]
        headline = last == ":" or (end - start <= _HEADING and last not in (".", "!", ";", ","))
        return range(start, end) if headline and not any(start <= q.first < end for q in self.found) else range(0)

    def _headed(self, words: range) -> str | None:
        """What the heading of a list says that its rows count: "Deaths by province", "Zoveel huizen werden verwoest:"."""
        tokens, norm, nouns = self.tokens, self.tokens.norm, self.nouns
        if any(norm[k] in nouns.people_after for k in words) and not any(nouns.is_plural(norm[k]) for k in words):
            return nouns.person
        for k in words:
            if tokens.kind[k] != WORD or norm[k] in nouns.people_after or norm[k] in nouns.verbs:
                continue
            if norm[k] in nouns.kinds_of_row:
                return None
            if (toll := nouns.toll(norm[k])) is not None:
                return toll
            if norm[k] not in nouns.stop and nouns.is_plural(norm[k]) and not (k > words.start and tokens.capital(k)):
                noun = nouns.lemma(norm[k])
                return None if nouns.is_abstract(noun) else noun
        return None
