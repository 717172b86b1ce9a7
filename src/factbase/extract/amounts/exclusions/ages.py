"""Numbers that are somebody's age, and those that say how many children somebody has."""

from __future__ import annotations

from factbase.extract.amounts.lexer import NUMBER, WORD
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.reading import Reading
from factbase.extract.text.geography import geography
from factbase.normalise.folding import fold

_ROW = 16
"""Tokens back to the first of a row of ages."""
_AGES = 6
"""Tokens of a row of ages."""
_CHILDREN = 15
"""More children has no parent, and a number above is the parent's age."""
_NEAR = 5
"""Tokens back to whom an age is the least or greatest of."""
_AGE = 3
"""Digits that an age has not."""


class Ages:
    """Tells ages from amounts, in one article."""

    def __init__(self, reading: Reading) -> None:
        self.text, self.tokens, self.lang = reading.text, reading.tokens, reading.article.lang
        self.hedges, self.measures, self.nouns, self.usage = reading.hedges, reading.measures, reading.nouns, reading.usage

    def children(self, n: Number) -> bool:
        """Whether the number says of how many somebody is a parent: "a father of six", "mother-of-two", but "a mother of 34"."""
        norm, i = self.tokens.norm, n.first - 1
        i -= i > 0 and norm[i] == "-"
        if i < 1 or n.value > _CHILDREN or norm[i] not in self.nouns.of:
            return False
        if norm[i - 1 - (norm[i - 1] == "-")] not in self.nouns.parents:
            return False
        return self.nouns.head(self.tokens, n.last, True) is None

    def aged(self, n: Number) -> bool:
        """Whether the number is someone's age: "a man of 49", "iemand van negentig"."""
        norm, i = self.tokens.norm, n.first
        ends = self.nouns.head(self.tokens, n.last, True) is None
        if i < 2 or n.value >= 120 or not ends:
            return False
        if self._of_age(i):
            return True
        if self._aged_name(n) or self._aged_too(n):
            return True
        if self._extreme(i):
            return True
        if self.nouns.age_bounds.before(self.tokens, i) is not None:
            return True  # "half of them are under 18", "wie boven de 60 is"
        k = self.hedges.opens(self.tokens, i)  # "children under five"
        return 0 < k < i and norm[k - 1] in self.nouns.plurals and self.nouns.lemma(norm[k - 1]) in self.nouns.aged

    def _extreme(self, i: int) -> bool:
        """Whether the number at token i is the age of the youngest or oldest: "the youngest was only 12"."""
        for k in range(i - 1, max(-1, i - _NEAR), -1):
            if self.tokens.breaks(k + 1) or self.tokens.kind[k] != WORD:
                return False
            if self.tokens.norm[k] in self.nouns.age_extremes:
                return True
        return False

    def _of_age(self, i: int) -> bool:
        """Whether an age follows at token i, as whose it is stands before: "a man of 49", "two boys, 6 and 9, survived"."""
        norm = self.tokens.norm
        whose = norm[i - 2] if (norm[i - 1] in self.nouns.of or (norm[i - 1] == "," and self._apposed(i))) else None
        if whose is None or whose.endswith(self.nouns.aged_endings):
            return whose is not None
        return whose in self.nouns.aged or self.nouns.lemma(whose) in self.nouns.aged

    def _apposed(self, i: int) -> bool:
        """Whether bare numbers stand between commas from token i on, as ages do: ", 38, " and ", 6 and 9, "."""
        tokens, norm, last = self.tokens, self.tokens.norm, i
        while last - i < _AGES and norm[last].isdigit() and norm[last + 1] in self.nouns.joins:
            last += 2
        closed = tokens.breaks(last + 1) or norm[last + 1] in (",", ".", ";", ")")
        return closed and norm[last].isdigit() and len(norm[last]) < _AGE

    def _aged_too(self, n: Number) -> bool:
        """Whether the number follows another that is an age: the 18 of "aged 16 and 18"."""
        tokens, norm, first = self.tokens, self.tokens.norm, n.first
        joins = self.nouns.joins | {",", "-", "–"}
        while n.first - _ROW < first > 2 and n.value < 120:
            if norm[first - 1] not in joins and not self.hedges.to.starts(norm[first - 1]):
                break
            if tokens.kind[first - 2] != NUMBER and norm[first - 2] not in self.nouns.numerals:
                break
            first -= 2
        return first < n.first and (self.measures.age_before.before(tokens, first) is not None or self._of_age(first))

    def _aged_name(self, n: Number) -> bool:
        """Whether a number stands behind a name of someone, not of a place: "Ann Brown (41)", "Ann Brown, 41, of Leeds"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        after = "." if tokens.breaks(n.last) else norm[n.last]
        closed = (norm[i - 1] == "(" and after == ")") or (norm[i - 1] == "," and after in (",", ";", ".", ")", "—", "–"))
        closed = closed and n.plain and 1 < n.value < 110
        first = i - 1
        if closed and norm[first - 1] == "." and len(norm[first - 2]) == 1 and tokens.capital(first - 2):
            first -= 1  # "Jan R. (50)"
        while closed and first > 0 and i - first < 7 and tokens.kind[first - 1] == WORD:
            inner = norm[first - 1] in self.usage.particles  # "Jan van der Berg"
            if not tokens.capital(first - 1) and not (inner and first < i - 1):
                break
            first -= 1
        while first < i - 1 and not tokens.capital(first):
            first += 1
        if i - 1 - first < 2 or any(tokens.raw(k).isupper() and len(tokens.norm[k]) > 1 for k in range(first, i - 1)):
            return False
        if norm[first - 1] in self.nouns.places or norm[first - 1] in self.nouns.of:
            return False
        name = self.text[tokens.start[first] : tokens.end[i - 2]]
        return not geography(self.lang).sights(name, fold(name))
