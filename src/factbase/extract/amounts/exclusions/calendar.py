"""Numbers that are days of a month or years, and state no amount."""

from __future__ import annotations

from factbase.extract.amounts.lexer import NUMBER, WORD
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.reading import Reading

_PAST = 2000
"""Years up to this are seldom what a preposition sets things for or against."""
_YEAR_DIGITS = 4
_TOLL = 10
"""Tokens from what a toll has come to back to the toll."""


class Calendar:
    """Tells days and years from amounts, in one article."""

    def __init__(self, reading: Reading) -> None:
        self.tokens, self.grammar, self.nouns = reading.tokens, reading.grammar, reading.nouns
        self.hedges, self.money, self.measures = reading.hedges, reading.money, reading.measures
        self.usage = reading.usage
        data = reading.grammar.data
        self.months, self.month_words = reading.grammar.months(), frozenset(data["months_ambiguous"])
        self.years_after = frozenset(data["years_after"])
        self.years_before = frozenset(data["years_before"])
        self.year_parts = self.years_after | frozenset(data["year_parts"])
        self.year_nouns, self.years_told = frozenset(data["year_nouns"]), frozenset(data["years_told"])
        self.year_determiners = self.nouns.determiners - self.nouns.whole  # "the 2024 elections", but "all 1984 flats"
        self.currency_verbs = frozenset(data["currency_verbs"])
        self.before_counts = frozenset(data["before_counts"])
        self.months_after = frozenset(data["months_after"])

    def days(self, numbers: list[Number]) -> set[int]:
        """Indexes of the numbers that are days of a month: beside a month's name, or joined to such a one."""
        norm, days = self.tokens.norm, set()
        for i, n in enumerate(numbers):
            if not n.digits or not n.plain or n.value > 31:
                continue
            after = n.last + (1 if norm[n.last] == "." else 0)
            beside = (norm[after] in self.months and not self._verb_may(after)) or self._day_of(n)
            if beside or self._bracketed(n):
                days.add(i)
        for i in sorted(days, reverse=True):
            j = i - 1
            while j >= 0 and numbers[j].plain and numbers[j].value <= 31 and 1 <= numbers[j + 1].first - numbers[j].last <= 2:
                between = norm[numbers[j].last : numbers[j + 1].first]
                if not all(w in ("-", "–", ",", "/", "&") or w in self.usage.joins or self.hedges.to.starts(w) for w in between):
                    break
                days.add(j)
                j -= 1
        for i in sorted(days):
            j = i + 1
            while (
                j < len(numbers) and numbers[j].plain and numbers[j].value <= 31 and numbers[j].first - numbers[j - 1].last == 1
            ):
                if norm[numbers[j - 1].last] not in ("-", "–") or j in days:
                    break
                days.add(j)
                j += 1
        return days

    def _bracketed(self, n: Number) -> bool:
        """Whether a number stands in brackets behind a day of the week: "on Monday morning (13)"."""
        norm, i = self.tokens.norm, n.first
        closed = norm[i - 1] == "(" and norm[n.last] == ")"
        return closed and any(word.startswith(self.grammar.weekdays) for word in norm[max(0, i - 3) : i - 1])

    def _day_of(self, n: Number) -> bool:
        """Whether a number is a day of the month before it, and no amount of that month: "in April 6 dollars were left"."""
        if not self._month_before(n.first):
            return False
        norm = self.tokens.norm
        if norm[n.first - 2] in self.months_after and not self._goes_on(n.last):
            return False
        if norm[n.first - 2].isdigit() and self._counts(n):
            return False  # "op 1 januari 13 euro"
        return self.measures.after(self.tokens, n.last) is None

    def _counts(self, n: Number) -> bool:
        """Whether a currency or a plural stands right behind a number."""
        money = self.money.after(self.tokens, n.last)
        head = self.nouns.head(self.tokens, n.last, True)
        return money is not None or (head is not None and head.plural and not self.tokens.breaks(n.last))

    def _goes_on(self, i: int) -> bool:
        """Whether a date goes on at token i: "in April 20, 2024", "in May 29 to June 25"."""
        norm = self.tokens.norm
        to = norm[i] in ("-", "–") or self.hedges.to.starts(norm[i])
        return (norm[i] == "," and norm[i + 1].isdigit()) or (to and norm[i + 1] in self.months)

    def _month_before(self, i: int) -> bool:
        norm = self.tokens.norm
        if norm[i - 1] in self.months and not self.tokens.breaks(i):
            return self.tokens.capital(i - 1) or norm[i - 1] not in self.month_words
        return norm[i - 1] == "." and norm[i - 2] in self.months and len(norm[i - 2]) <= 4 and not self.tokens.breaks(i)

    def _verb_may(self, i: int) -> bool:
        return self.tokens.norm[i] in self.month_words and not self.tokens.capital(i)

    def after_year_word(self, n: Number) -> bool:
        """Whether a sentence opens in a year, so that capitals behind it are a name: "In 2014 BP paid"."""
        i = n.first - 1
        opens = i >= 0 and self.tokens.capital(i) and self.tokens.norm[i] in self.years_after
        return opens and n.plain and 1900 <= n.value <= 2100

    def year(self, n: Number, prev: str, counted: bool) -> bool:
        """Whether the number is a year.

        Args:
            prev: the word before it.
            counted: whether a noun follows that it may count.
        """
        if not (
            n.digits and n.plain and n.last - n.first == 1 and 1500 <= n.value <= 2100 and len(self.tokens.norm[n.first]) == 4
        ):
            return False
        if prev in self.months or prev in self.years_after:
            return not (counted and self._counts_here(n, prev))
        if n.value >= 1900 and self.tokens.norm[n.last] in self.years_before:
            return True  # "back at 2019 levels"
        if self._stretch(n, prev):
            return True
        through = self.usage.through.before(self.tokens, n.first)
        if through is not None and self._years_before(through[0]):
            return True  # "van 2004 tot en met 2012"
        if through is not None and not (counted and not self.tokens.capital(n.last)):
            return n.value >= 1900  # "tot en met 2030"
        if self.tokens.norm[n.last] in self.nouns.people_after:
            return False  # "raakten er 2059 gewond"
        first = n.first == 0 or self.tokens.breaks(n.first)
        leads = first or prev in self.year_determiners or prev.endswith(self.nouns.possessive)
        if leads and 1950 <= n.value < 2050 and n.value != 2000:
            return True  # "the 2024 elections"
        if (prev == "," and self._month_before(n.first - 2)) or (prev.isdigit() and self._month_before(n.first - 1)):
            return True
        return not counted and n.value >= 1900 and not self._told(n)

    def _told(self, n: Number) -> bool:
        """Whether a number is one that a toll has come to: "the death toll has passed 2000", "dodental boven de 2000"."""
        tokens, norm, i = self.tokens, self.tokens.norm, self.hedges.opens(self.tokens, n.first)
        hedged = i < n.first and norm[i] not in self.years_after
        if i == 0 or not (hedged or norm[i - 1] in self.nouns.reaching or self.hedges.to_level(tokens, n.first)):
            return False
        for k in range(i - 1, max(-1, i - _TOLL), -1):
            if tokens.breaks(k + 1) or tokens.kind[k] == NUMBER or norm[k] in (".", ";", ":"):
                return False
            if self.nouns.toll(norm[k]) is not None:
                return True
        return False

    def _counts_here(self, n: Number, prev: str) -> bool:
        """Whether a number counts though years stand behind such a word, too: "dit jaar 1900 banen", "cut staff by 1900 jobs"."""
        norm, i = self.tokens.norm, n.first - 2
        if i < 0 or self.tokens.breaks(i + 1) or self.tokens.breaks(n.first) or self.tokens.capital(n.last):
            return False
        if prev in self.year_nouns:
            return norm[i] in self.years_told
        goes_on = self.tokens.kind[i] == WORD and norm[i] not in self.nouns.clause_openers and norm[i] not in self.nouns.joins
        return prev in self.before_counts and n.value <= _PAST and goes_on

    def _years_before(self, i: int) -> bool:
        """Whether a year stands right before token i."""
        word = self.tokens.norm[i - 1]
        return word.isdigit() and len(word) == 4 and word[:2] in ("19", "20")

    def _stretch(self, n: Number, prev: str) -> bool:
        """Whether the words before make a number a year: "at the end of 2022", "between 2019 and 2022", "from 2019 to 2022"."""
        norm, i = self.tokens.norm, n.first
        if i > 1 and prev in self.nouns.of and norm[i - 2] in self.year_parts:
            return True
        if i < 3 or not (prev in self.usage.joins or self.hedges.to.starts(prev)):
            return False
        opened = self.hedges.between.before(self.tokens, i - 2) or self.hedges.from_.before(self.tokens, i - 2)
        first = norm[i - 2]
        things = self.nouns.is_plural(norm[n.last]) and not self.tokens.capital(n.last)
        return opened is not None and len(first) == 4 and first.isdigit() and 1900 <= int(first) < n.value and not things

    def prices(self, n: Number, taken: int) -> bool:
        """Whether a number is the year of whose money a sum is given in: "$46.6 billion (in 2011 dollars)".

        Args:
            taken: the token before which the words belong to the amount before.
        """
        norm, i = self.tokens.norm, n.first - 1
        if not (n.digits and n.plain and 1900 <= n.value <= 2100) or i < 1 or norm[i] not in self.years_after:
            return False
        follows = taken == i or (norm[i - 1] == "(" and taken == i - 1)
        return follows and taken > 0 and self.money.after(self.tokens, n.last) is not None

    def before_verb(self, n: Number, k: int) -> bool:
        """Whether a number is a year before a verb that looks like a currency at token k: "in May 2025 won work"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first - 1
        if not (n.digits and n.plain and 1900 <= n.value <= 2100) or norm[k] not in self.currency_verbs or i < 0:
            return False
        dated = norm[i] in self.months or norm[i] in self.years_after or (norm[i] in self.usage.joins and self._years_before(i))
        return dated and not tokens.breaks(n.first) and len(norm[n.first]) == _YEAR_DIGITS

    def opens_range(self, n: Number) -> bool:
        """Whether a number that looks like a year opens a range of another unit: "between 2000 and 10,000 euros"."""
        tokens, norm, j = self.tokens, self.tokens.norm, n.last
        if tokens.kind[j + 1] != NUMBER or tokens.breaks(j + 1):
            return False
        if not (norm[j] in self.usage.joins or norm[j] in self.hedges.dash or self.hedges.to.starts(norm[j])):
            return False
        if norm[j] in self.usage.joins and self.hedges.between.before(tokens, n.first) is None:
            return False  # "56 percent in 2017 and 58 percent in 2018"
        high = self.grammar.at(tokens, j + 1)
        if high is None or high.scale != 1 or high.value <= n.value:
            return False  # "of 2022 – 39 percent more than before", "brings the total of 2024 to 27 billion crowns"
        return self.money.after(tokens, high.last) is not None or self.measures.after(tokens, high.last) is not None
