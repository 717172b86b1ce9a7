"""Amounts whose unit a bare number beside them shares: "of the 60 villages, 12", "from 4,000 to 40,000 kilos"."""

from __future__ import annotations

from bisect import bisect_left

from factbase.extract.amounts.ellipsis.enumeration import Enumeration
from factbase.extract.amounts.ellipsis.tolls import Tolls
from factbase.extract.amounts.lexer import WORD
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.extract.amounts.units import POINT
from factbase.model import Kind

PLAIN = (Kind.MONEY, Kind.COUNT)
"""What an article states of its own: shares and measures are of these."""
_ROWED = (Kind.MONEY, Kind.COUNT, Kind.PERCENT, Kind.DURATION)
_MEMBERS = 6
"""Numbers of a row up to the one that names their unit."""
_LIKE = 50
"""How many times one sum of a row may be another."""
_BESIDE = 5
"""Tokens between two levels of one change."""
_APART = 8
"""Tokens between two parts of one sum."""
_TIMED = 5
"""Tokens between a level and the one it changed to, where a time stands between them."""
_SENTENCE = 12
"""Numbers of a sentence that are looked back to."""


def near(places: list[int], i: int, found: list[Quantity], ahead: bool = True) -> Quantity | None:
    """The quantity among `places` (ascending indexes) last before i, else first behind it."""
    at = bisect_left(places, i)
    if at:
        return found[places[at - 1]]
    return found[places[at]] if ahead and at < len(places) else None


class Neighbours:
    """The quantities of one article in order, each with its sentence. Methods take the index of a bare number.

    Attributes:
        anchors: indexes of the sums and counts, ranges apart.
        worth: those of them that say another's worth in other money.
        money: indexes of the sums, such worths apart.
        parts: by the identity of a bare number, the sum that it is a part of.
    """

    def __init__(self, reading: Reading, found: list[Quantity], tolls: Tolls) -> None:
        self.tokens, self.hedges, self.nouns = reading.tokens, reading.hedges, reading.nouns
        self.measures, self.points, self.found, self.tolls = reading.measures, reading.measures.points, found, tolls
        self.rows = Enumeration(reading)
        self.parts: dict[int, Quantity] = {}
        self.sentence = [reading.article.sentence_at(reading.tokens.start[q.first]) for q in found]
        self.anchors = [i for i, q in enumerate(found) if q.kind in PLAIN and q.number.high is None]
        self.worth = {i for i in self.anchors if self.rows.conversion(found[i], found[i - 1] if i else None)}
        self.money = [i for i in self.anchors if found[i].kind is Kind.MONEY and i not in self.worth]

    def before(self, i: int) -> Quantity | None:
        """The quantity right before, in the same sentence."""
        return self.found[i - 1] if i and self.sentence[i - 1] == self.sentence[i] else None

    def behind(self, i: int) -> Quantity | None:
        """The quantity right behind, in the same sentence."""
        following = i + 1 < len(self.found) and self.sentence[i + 1] == self.sentence[i]
        return self.found[i + 1] if following else None

    def closing(self, i: int) -> Quantity | None:
        """What closes the row that a bare number opens: the ten years of "five, eight and ten years", or 40 million euros."""
        norm, found, last = self.tokens.norm, self.found, i
        while last + 1 < len(found) and found[last + 1].first - found[last].last == 1 and last - i < _MEMBERS:
            sign = norm[found[last].last]
            if sign in self.nouns.joins:
                return found[last + 1] if last > i and self._rowed(found[i], found[last + 1]) else None
            if sign != ",":
                return None
            last += 1
        return None

    def _rowed(self, q: Quantity, closing: Quantity) -> bool:
        """Whether a bare number can be one of a row: of money, it is written before no other scale, and is like in size."""
        if closing.kind is not Kind.MONEY:
            return closing.kind in _ROWED
        written = closing.value / closing.number.scale
        return (
            q.number.scale in (1, closing.number.scale)
            and written > 0
            and 1 <= _LIKE * q.value / q.number.scale / written <= _LIKE**2
        )

    def paired(self, i: int) -> Quantity | None:
        """The amount that a bare number makes a pair with: a level and what it rose to, a whole and its part, two in brackets, a
        year's and, in brackets behind it, that of the year before."""
        q, a = self.found[i], self.before(i)
        return a if a is not None and self._pair(q, a) else self._led_to(i)

    def percentage(self, i: int) -> bool:
        """Whether a percent sign stands behind the bracket that the number stands in, or has behind it: "0.6 (9.9)%"."""
        norm, q = self.tokens.norm, self.found[i]
        opens = norm[q.last] == "(" and i + 1 < len(self.found)
        inner = self.found[i + 1] if opens else q
        if norm[inner.first - 1] != "(" or norm[inner.last : inner.last + 1] != [")"]:
            return False
        unit = self.measures.after(self.tokens, inner.last + 1)
        return unit is not None and unit[1].kind is Kind.PERCENT

    def _pair(self, q: Quantity, a: Quantity) -> bool:
        level = a.kind in PLAIN and self._level(a, q)
        return level or self.rows.bracketed(q, a) or self.rows.year_before(q, a) or self._part(q, a)

    def _from(self, q: Quantity) -> bool:
        return self.hedges.from_level(self.tokens, q.first)

    def _level(self, a: Quantity, b: Quantity) -> bool:
        """Whether b is the level that a changed to: "from 1.2 million to 2 million", or another: "to 12 dollars, not to 6"."""
        if b.first - a.last == 1 and self.tokens.norm[a.last] in self.hedges.toward:
            return True
        to = self.hedges.to.at(self.tokens, a.last)
        return (to is not None and to[0] == b.first) or (b.first - a.last <= _BESIDE and self._to(a) and self._to(b))

    def _to(self, q: Quantity) -> bool:
        i = self.hedges.opens(self.tokens, q.first)
        return self.hedges.to.before(self.tokens, i) is not None or (self.tokens.norm[i - 1] in self.hedges.toward)

    def _part(self, q: Quantity, whole: Quantity) -> bool:
        """Whether the sentence opened with what a bare number is a part of: "Of the 60 villages, 12 were affected"."""
        if whole.kind is not Kind.COUNT or whole.number.high is not None or q.number.high is not None:
            return False
        if not 1 < q.value <= whole.value:
            return False
        norm, i = self.tokens.norm, self.hedges.opens(self.tokens, whole.first)
        i -= norm[i - 1] in self.nouns.determiners
        if norm[i - 1] not in self.nouns.of:
            return False
        i -= 1
        return i == 0 or self.tokens.breaks(i) or norm[i - 1] in (".", "!", "?", ":", ";", ",") or norm[i - 1] in self.nouns.out

    def _led_to(self, i: int) -> Quantity | None:
        """The amount that a number leads to or is put for: "from 4,000 to nearly 40,000 kilos", "not 75,500 but 77,100 beds"."""
        q, after = self.found[i], self.behind(i)
        if after is None or after.kind is None or not after.unit or q.number.high is not None:
            return None
        norm, end = self.tokens.norm, self.hedges.opens(self.tokens, after.first)
        to = self.hedges.to.at(self.tokens, q.last)
        reached = to[0] if to is not None else q.last + 1 if q.last < end and norm[q.last] in self.hedges.toward else -1
        if (reached in (end, after.first) and self.hedges.from_level(self.tokens, q.first)) or self._rose_to(q, after):
            return after
        k = q.last + (q.last < end and norm[q.last] == ",")
        before = self.hedges.opens(self.tokens, q.first) - 1
        denied = before >= 0 and norm[before] in self.nouns.denials
        return after if denied and end - 1 <= k < after.first and norm[k] in self.nouns.clause_openers else None

    def _rose_to(self, q: Quantity, after: Quantity) -> bool:
        """Whether a level is named with its time before what it changed to: "from the 10 million of May to 25 million francs"."""
        norm, end = self.tokens.norm, self.hedges.opens(self.tokens, after.first)
        if not 0 < end - q.last <= _TIMED or not self._to(after):
            return False
        if any(self.tokens.breaks(k) or norm[k] in ".,;:()" for k in range(q.last, end)):
            return False
        i = self.hedges.opens(self.tokens, q.first)
        i -= norm[i - 1] in self.nouns.determiners
        return self.hedges.from_.before(self.tokens, i) is not None

    def whole(self, i: int) -> Quantity | None:
        """The amount of which a bare number is a part: "30 million houses in five years, of which 20 million ..."."""
        q = self.found[i]
        at = self.hedges.opens(self.tokens, q.first)
        if q.number.high is not None or q.number.fraction:
            return None
        if self.nouns.parts.before(self.tokens, at) is None:
            return self._next_part(i)
        for j in range(i - 1, max(-1, i - _MEMBERS), -1):
            if self.sentence[j] != self.sentence[i]:
                return None
            whole = self.found[j]
            if whole.kind in PLAIN:
                self._scale(q, whole)
                if whole.kind is Kind.MONEY:
                    self.parts[id(q)] = whole
                return whole if whole.value > q.value else None
        return None

    def _next_part(self, i: int) -> Quantity | None:
        """The sum of which a bare number is a part, as the one before it is: "including 68 from Spain and 12 from Italy"."""
        q, part = self.found[i], self.before(i)
        whole = self.parts.get(id(part))
        at = self.hedges.opens(self.tokens, q.first) - 1
        joined = self.tokens.norm[at] in self.nouns.joins or self.tokens.norm[at] == ","
        if whole is None or part is None or not joined or not 0 < at - part.last < _APART:
            return None
        self._scale(q, whole)
        self.parts[id(q)] = whole
        return whole

    def _scale(self, part: Quantity, whole: Quantity) -> None:
        """Give the part of a sum the scale that its writer left out: "552 million euros, including 68 from the bank"."""
        short = part.number.plain and part.number.digits and part.value < whole.value / whole.number.scale
        if whole.kind is Kind.MONEY and short and whole.number.scale > 1:
            part.multiply(whole.number.scale)

    def compared(self, i: int) -> Quantity | None:
        """The amount of the sentence that a bare number continues in a row, or is compared with, and takes its scale from."""
        q, first = self.found[i], max(0, i - _SENTENCE)
        earlier = [self.found[j] for j in range(first, i) if self.sentence[j] == self.sentence[i] and j not in self.worth]
        row = self.rows.before(q, earlier)
        if row is not None and row.kind is Kind.PERCENT and self.tolls.of(q) is not None:
            return None  # "the number of jobs fell by 7 percent (from 291)"
        toll = self.tolls.of(q) if row is not None and row.kind is Kind.MONEY and self._from(q) else None
        if toll is not None and toll not in self.nouns.takings and not self.nouns.is_abstract(toll):
            return None  # "the number of farms with a debt of 2 million euros rose from 3 million"
        return row

    def of_sum(self, i: int) -> Quantity | None:
        """The sum that words behind a bare number call one, and it a part of: "522 million of the money", but not half of it."""
        if self.found[i].number.fraction or self.nouns.of_sum.at(self.tokens, self.found[i].last) is None:
            return None
        return near(self.money, i, self.found, ahead=False)

    def converted(self, i: int) -> Quantity | None:
        """The sum whose money a bare number is in, as its worth in other money stands in brackets behind it."""
        q, following = self.found[i], self.found[i + 1] if i + 1 < len(self.found) else None
        if following is None or following.kind is not Kind.MONEY:
            return None
        gap = self.tokens.norm[q.last : following.first]
        own = near(self.money, i, self.found, ahead=False) if len(gap) == 1 and gap[0] in "([" else None
        return own if own is not None and own.unit != following.unit else None

    def shared_noun(self, i: int) -> Quantity | None:
        """The count whose noun the number shares: the 15 of "15 national and over 26 local seats"."""
        q, after = self.found[i], self.behind(i)
        if after is None or after.kind is not Kind.COUNT:
            return None
        norm, end = self.tokens.norm, self.hedges.opens(self.tokens, after.first) - 1
        words = range(q.last, end)
        named = all(self.tokens.kind[k] == WORD and norm[k] not in self.nouns.stop for k in words)
        return after if 0 < len(words) <= 4 and named and norm[end] in self.nouns.joins else None

    def rate(self, i: int) -> Quantity | None:
        """The percentage that a decimal behind it shares its unit with: "pay by 0.4 percent and tax by 0.5", "0.8 percentage
        points or 0.5 points"; not the points that an index rose by."""
        q, rate = self.found[i], self.before(i)
        if rate is None or rate.kind is not Kind.PERCENT:
            return None
        if not q.number.decimals or q.number.scale != 1 or q.value >= 100:
            return None
        if q.kind is Kind.OTHER:
            return rate if q.unit == POINT and self.tokens.norm[rate.last - 1].endswith(self.points) else None
        by = q.kind is None and self.hedges.by.before(self.tokens, self.hedges.opens(self.tokens, q.first)) is not None
        return rate if by else None
