"""Every amount of an article: numbers with their unit, hedge and interval, as mentions that later components fill.

The text is read once into small tokens; numbers are found among them; then each is looked at with what stands around it:
currency, measure or counted noun, hedge, range, conversion. Language is data, in
`lang/<code>/{numbers,units,hedges,nouns}.yaml`.
"""

from __future__ import annotations

import itertools
import re

from factbase.extract.amounts.context import Context
from factbase.extract.amounts.counts.counting import Counting
from factbase.extract.amounts.ellipsis.enumeration import Enumeration
from factbase.extract.amounts.ellipsis.rules import Ellipsis
from factbase.extract.amounts.exclusions.ages import Ages
from factbase.extract.amounts.exclusions.calendar import Calendar
from factbase.extract.amounts.exclusions.labels import Labels
from factbase.extract.amounts.lexer import WORD
from factbase.extract.amounts.money.currencies import Currency
from factbase.extract.amounts.money.sums import Sums
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.ranges import Ranges
from factbase.extract.amounts.ranks import Ranks
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.extract.amounts.units import Measure
from factbase.extract.text.article import Article, Mention
from factbase.model import Hedge, Kind, Problem
from factbase.normalise.intervals import interval

_QUOTATION = 200
"""Tokens back to where a quotation may have begun."""


class Finder(Reading):
    """The amounts of one article."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self.calendar, self.labels, self.ages, self.rows = Calendar(self), Labels(self), Ages(self), Enumeration(self)
        self.sums, self.counting = Sums(self, self.labels), Counting(self, self.labels, self.calendar)

    def find(self) -> list[Quantity]:
        """Every quantity in order."""
        numbers, ranks = self.grammar.find(self.tokens), Ranks(self).find()
        if not numbers:
            return ranks
        noise = self.labels.noise()
        found: list[Quantity] = []
        days: set[int] = self.calendar.days(numbers)
        at, skip = 0, -1
        for index, number in enumerate(numbers):
            start = self.tokens.start[number.first]
            while at < len(noise) and noise[at][1] <= start:
                at += 1
            if (at < len(noise) and noise[at][0] <= start) or index in days or index == skip:
                continue
            if index + 1 < len(numbers) and self.labels.score(number, numbers[index + 1]):
                skip = index + 1
                continue
            if number.first < self.taken or self.labels.multiple(number) or self.money.quotes(self.tokens, number.first):
                continue
            word = self.tokens.norm[number.first]
            if self.usage.hours.starts(word) and (hour := self.labels.hour(number)) is not None:
                self.taken = hour
                continue
            if (end := self.labels.branded(number)) is not None:
                self.taken = end
                continue
            quantity = self._quantity(number, self.taken) or self._in_row(number, found)
            if quantity is not None:
                self.taken, self.previous = quantity.last, quantity
                found.append(quantity)
        ranges, context = Ranges(self), Context(self)
        found = ranges.combine(self._unrated(found))
        context.hedge(found)
        found = ranges.bounds(found)
        context.resolve(found)
        Ellipsis(self, found).resolve()
        context.convert(found)
        return sorted(found + ranks, key=lambda q: q.first) if ranks else found

    def _unrated(self, found: list[Quantity]) -> list[Quantity]:
        """What is left without the two sides of exchange rates: "($1 = 0.92 euros)", "1 euro equals 1.08 dollars"."""
        norm, rates = self.tokens.norm, set()
        for i, (a, b) in enumerate(itertools.pairwise(found)):
            gap = " ".join(norm[a.last : b.first])
            if a.kind is Kind.MONEY is b.kind and a.unit != b.unit and gap in self.usage.equals and a.value in (1, 10, 100, 1000):
                rates |= {i, i + 1}
        return [q for i, q in enumerate(found) if i not in rates] if rates else found

    def _in_row(self, n: Number, found: list[Quantity]) -> Quantity | None:
        """A number that a name before it would name, were it not one of a row of amounts: "China 100 and Japan 77 million"."""
        if not n.plain or not found or self.tokens.touches(n.first) or not self.tokens.capital(n.first - 1) or n.value < 2:
            return None
        q = self.rows.member(n, found[-1])
        if q is not None:
            self.note(q, "unit", "money.row", f"one of a row of amounts in {q.unit}")
        return q

    def _quantity(self, n: Number, taken: int) -> Quantity | None:
        """A number with what stands around it; None where it is no amount.

        Args:
            taken: the token from which on the words are free: those before belong to the number before.
        """
        if (pair := self._or_two(n)) is not None:
            return pair
        if n.article:
            return self._coin(n)
        q = Quantity(n, n.first, n.last, n.value, n.high, step=n.step)
        if n.rule != "number.digits" or n.note:
            self.note(q, "amount", n.rule, f"read as {n.value:f}" + (f", {n.note}" if n.note else ""))
        self._take_before(q, taken)
        return self._of_unit(q, self._take_behind(q))

    def _coin(self, n: Number) -> Quantity | None:
        """An article as the number one: "a cent", "a grand"."""
        tokens, q = self.tokens, Quantity(n, n.first, n.last, n.value)
        if tokens.breaks(n.last):
            return None
        if self.sums.slang(q, n.last, n.last + 1):
            return self.sums.state(q)
        coin = self.sums.behind(q, n.last) and q.last - n.last == 1
        return q if coin and self._stated(q) else None

    def _take_before(self, q: Quantity, taken: int) -> None:
        """Take in the currency and the minus that stand before the number, in either order."""
        tokens, norm, i = self.tokens, self.tokens.norm, q.first
        negative = (
            i > taken
            and norm[i - 1] in ("-", "−", "–")
            and tokens.touches(i)
            and (i == 1 or not tokens.touches(i - 1) or norm[i - 2] in "$€£¥(<>=")
        )
        i -= negative
        before = self.money.before(tokens, i)
        if before is not None and self._event(q.number, before[0], i):
            before = None
        if before is not None and before[0] >= taken and self.sums.likely(before[1], q.number):
            q.first, q.currency, q.prefixed = before[0], before[1], True
            apart = q.first == 1 or not tokens.touches(q.first - 1)
            if q.first > taken and norm[q.first - 1] in ("-", "−") and tokens.touches(q.first) and apart:
                negative = True
                q.first -= 1
        elif negative:
            q.first = i
        if not negative and i > taken and self.grammar.is_minus(norm[i - 1]) and q.first == q.number.first:
            negative, q.first = True, i - 1
        elif not negative and i > taken + 1 and norm[i - 1] == "-" and self.grammar.is_minus(norm[i - 2]) and tokens.touches(i):
            negative, q.first = True, i - 2
        if negative:
            q.value = -q.value

    def _event(self, n: Number, first: int, end: int) -> bool:
        """Whether a currency's name with a year behind it is an event: "Euro 2024"."""
        return n.plain and 1900 <= n.value <= 2100 and " ".join(self.tokens.norm[first:end]) in self.money.events

    def _take_behind(self, q: Quantity) -> int:
        """Take in a scale and a hedge that stand behind the number; the token at which its unit may begin."""
        tokens, norm, n = self.tokens, self.tokens.norm, q.number
        j = n.last
        if q.prefixed and norm[j] == "$" and tokens.touches(j) and self.grammar.parts(norm[j + 1]):
            j += 1
            if (parts := self.grammar.parts(norm[j])) and len(parts) == 1 and parts[0].role == "S":
                q.multiply(parts[0].value)
                j += 1
        j = self.sums.cents_apart(q, j)
        hyphen = norm[j] == "-" and tokens.touches(j) and tokens.touches(j + 1)
        hyphen = hyphen and (len(norm[j + 1]) > 1 or (q.prefixed and tokens.capital(j + 1)))
        scaled = self.sums.short_scale(q, j + hyphen)  # "24.6-mln", "P5-B"
        j = scaled if scaled > j + hyphen else j
        dashed = norm[j] == "," and norm[j + 1] in ("-", "–", "—")
        if dashed and tokens.touches(j) and tokens.touches(j + 1):
            j += 2  # "250.000,-"
            j += norm[j] == "-" and tokens.touches(j)
            if q.currency is None and self.money.bare is not None and self.money.after(tokens, j) is None:
                q.currency, q.prefixed = Currency(self.money.bare), True
        inner = self.hedges.after(tokens, j)
        if inner is not None and self._unit_follows(inner.last):
            q.hedge, q.near = inner.hedge, inner.near
            self.note_hedge(q, inner)
            j = inner.last
        q.last = n.last = k = j
        if (n.fraction or n.collective) and (ahead := self._unit_of_fraction(k)) is not None:
            k = ahead
        if norm[k] in ("-", "–") and tokens.kind[k + 1] == WORD and tokens.touches(k + 1):
            k += 1
        if n.high is not None and norm[k] in self.grammar.data["vague_of"]:
            k += 1
        return k

    def _of_unit(self, q: Quantity, k: int) -> Quantity | None:
        """The number as a sum, a measure, an age or a count, by the words from token k on; None where it is no amount."""
        tokens, norm, n = self.tokens, self.tokens.norm, q.number
        if tokens.breaks(k):
            return self.sums.state(q) if q.prefixed else self.counting.unitless(q)
        if self.calendar.prices(n, self.taken) or (not q.prefixed and self.calendar.before_verb(n, k)):
            return None
        if self.sums.behind(q, k):
            return q
        if q.prefixed:
            return self.sums.state(q)
        if self.labels.part_of_name(n):
            return None
        measure = self.measures.after(tokens, k)
        if measure is not None and self._decade(n, measure[1]):
            return None
        if measure is not None and norm[k] == '"' and (not n.digits or self._in_quotation(k)):
            measure = None
        if measure is not None and not tokens.slashed(k + 1) and not (tokens.capital(k) and self.calendar.after_year_word(n)):
            return self._measured(q, k, *measure)
        if self.labels.marks_no_amount(n) or self.labels.dialled(n):
            return None
        if self.ages.children(n):
            q.kind, q.unit = Kind.OTHER, self.nouns.child
            self.note(q, "unit", "unit.children", "how many children somebody has")
            return q
        if self.measures.age_before.before(tokens, n.first) or self.ages.aged(n):
            q.kind, q.unit = Kind.OTHER, "year of age"
            self.note(q, "unit", "unit.age", "an age")
            return q
        return self.counting.count(q, k)

    def _decade(self, n: Number, unit: Measure) -> bool:
        """Whether the seconds behind a number are the years of "the 1990s"."""
        return unit.name == "second" and unit.attached and n.plain and (n.value >= 1000 or n.value % 10 == 0)

    def _measured(self, q: Quantity, k: int, end: int, unit: Measure) -> Quantity | None:
        """The number as of a measure that stands at tokens k..end, and per what; None where it is a time of day or "one"."""
        n = q.number
        if self.sums.slang(q, k, end):
            return self.sums.state(q)
        if unit.kind is not Kind.PERCENT and self._clock(n, k, end):
            return None
        q.kind, q.unit, q.last = unit.kind, unit.name, end
        if unit.name == "count" and n.value == 1 and not n.digits:
            return None
        if per := self.measures.per(self.tokens, end):
            q.last, q.per = per
            q.unit = f"{unit.name} per {per[1]}" if unit.kind is not Kind.PERCENT else q.unit
        self.note(q, "unit", "unit.measure", f"the unit is {q.unit}")
        return q

    def _stated(self, q: Quantity) -> bool:
        """Whether "a cent" is an amount: not "not a cent", nor the adjective of "a real chance"."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[q.first - 1] in self.usage.negations:
            return False
        follows = tokens.kind[q.last] == WORD and not tokens.breaks(q.last)
        return not follows or norm[q.last] in self.nouns.stop or norm[q.last - 1] not in self.money.adjectives

    def _or_two(self, n: Number) -> Quantity | None:
        """The number of "a week or two": of what stands before it, and no count of what follows."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        if n.digits or n.value > 3 or n.last - i != 1 or i < 3 or not self.hedges.or_.starts(norm[i - 1]) or tokens.breaks(i):
            return None
        if norm[i - 3] not in self.usage.some or tokens.kind[i - 2] != WORD or norm[i - 2] in self.nouns.stop:
            return None
        measure = self.measures.after(tokens, i - 2)
        kind, unit = (measure[1].kind, measure[1].name) if measure is not None else (Kind.OTHER, norm[i - 2])
        q = Quantity(n, i, n.last, n.value, step=n.step, kind=kind, unit=unit)
        self.note(q, "unit", "unit.or_two", f"of '{norm[i - 2]}', which the words before count")
        return q

    def _in_quotation(self, k: int) -> bool:
        """Whether a quotation that began on this line is open at token k, which then closes it and marks no inches."""
        open_, i = False, k
        while i > 0 and not self.tokens.breaks(i) and k - i < _QUOTATION:
            i -= 1
            open_ ^= self.tokens.norm[i] == '"'
        return open_

    def _unit_of_fraction(self, k: int) -> int | None:
        """Where the unit of a fraction begins: "half a percentage point", "a quarter of an hour"."""
        tokens = self.tokens
        first = k
        if tokens.norm[k] in self.nouns.of:
            k += 1
        if self.grammar.is_article(tokens.norm[k]):
            k += 1
        return k if k > first and (self.money.after(tokens, k) or self.measures.after(tokens, k)) else None

    def _unit_follows(self, k: int) -> bool:
        tokens = self.tokens
        if tokens.breaks(k) or self.grammar.numeral(tokens.norm[k]):
            return False
        return (
            self.money.after(tokens, k) is not None
            or self.measures.after(tokens, k) is not None
            or self.nouns.head(tokens, k, True) is not None
        )

    def _clock(self, n: Number, k: int, end: int) -> bool:
        """Whether a number before "uur" is a time of day."""
        word = self.tokens.norm[k]
        if word not in self.usage.clock:
            return False
        raw = self.tokens.raw(n.first)
        return bool(re.fullmatch(r"[012]?\d[.:][0-5]\d", raw)) or (
            n.plain and n.value <= 24 and self.tokens.norm[n.first - 1] in self.usage.clock_after
        )

    def mention(self, q: Quantity) -> Mention:
        """The quantity as a mention with its interval."""
        start, end = self.tokens.start[q.first], self.tokens.end[q.last - 1]
        hedge = Hedge.RANGE if q.high is not None else q.hedge or Hedge.EXACT
        kind = q.kind or Kind.OTHER
        bounds = interval(
            q.value, hedge, q.high, kind=kind, unit=q.step if q.step and not q.number.fraction else None, near=q.near
        )
        return Mention(start, end, kind, q.value, q.unit, q.high, q.per, hedge, bounds.low, bounds.high, steps=q.steps)


def find_mentions(article: Article) -> tuple[list[Mention], list[Problem]]:
    """Every amount that the article states, in order of appearance. Never raises on any text."""
    finder = Finder(article)
    return [finder.mention(q) for q in finder.find()], []
