"""Every amount of an article: numbers with their unit, hedge and interval, as mentions that later components fill.

The text is read once into small tokens; numbers are found among them; then each is looked at with what stands around it:
currency, measure or counted noun, hedge, range, conversion. Language is data, in
`lang/<code>/{numbers,units,hedges,nouns}.yaml`.
"""

from __future__ import annotations

import itertools
import re

from factbase.extract.amounts.calendar import Calendar
from factbase.extract.amounts.context import Context
from factbase.extract.amounts.counts import Head
from factbase.extract.amounts.ellipsis import Ellipsis
from factbase.extract.amounts.enumeration import Enumeration
from factbase.extract.amounts.lexer import NUMBER, SIGN, WORD
from factbase.extract.amounts.money import Currency
from factbase.extract.amounts.numbers import Number
from factbase.extract.amounts.ranges import Ranges
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.extract.text.article import Article, Mention
from factbase.model import Hedge, Kind, Problem
from factbase.normalise.intervals import interval

_NOISE = re.compile(
    r"(?=[\d+v\[])(?:\b\d{4}-\d{1,2}(?:-\d{1,2})?(?:T[\d:.Z+]+)?\b"  # ISO dates
    r"|\b(?:19|20)\d\d/['’]?(?:(?:19|20)\d\d|\d\d)\b"  # years that run over two: 2023/24
    r"|\b\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b|\b\d{1,3}:\d{1,3}(?::\d{2})?\b"
    r"|(?<=\b[A-Z]{2})\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b"  # bank accounts
    r"|\+\d[\d ()/-]{7,}\d\b|\b\d{3}-\d{3,4}-\d{4}\b|\b0\d{1,3}-\d{6,8}\b"  # telephones
    r"|\b(?!\d{1,3}(?:\.\d{3})+\b)\d{1,4}(?:\.\d{1,4}){3,5}\b|\bv\d+(?:\.\d+)+\b"  # versions, addresses
    r"|\[\d{1,3}\])"  # citations
)


_ROW = 25
"""Tokens within which the amount before stands in one row with the next."""


class Finder(Reading):
    """The amounts of one article."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self.taken = 0  # the token up to which quantities are read
        data = self.grammar.data
        self.calendar = Calendar(self)
        self.labels = frozenset(data["labels"])
        self.rows = Enumeration(self)
        self.equals = frozenset(data["equals"])
        self.texting = frozenset(data["texting"])
        self.clock = frozenset(data["clock"])
        one = data["pronoun_one"]
        self.ones, self.one_after = frozenset(one["words"]), frozenset(one["after"])

    def find(self) -> list[Quantity]:
        """Every quantity in order."""
        numbers = self.grammar.find(self.tokens)
        if not numbers:
            return []
        noise = [m.span() for m in _NOISE.finditer(self.text)]
        found: list[Quantity] = []
        days: set[int] = self.calendar.days(numbers)
        at, skip = 0, -1
        for index, number in enumerate(numbers):
            start = self.tokens.start[number.first]
            while at < len(noise) and noise[at][1] <= start:
                at += 1
            if (at < len(noise) and noise[at][0] <= start) or index in days or index == skip:
                continue
            if index + 1 < len(numbers) and self._score(number, numbers[index + 1]):
                skip = index + 1
                continue
            if number.first < self.taken:
                continue
            if (end := self._branded(number)) is not None:
                self.taken = end
                continue
            quantity = self._quantity(number, self.taken) or self._in_row(number, found)
            if quantity is not None:
                self.taken = quantity.last
                found.append(quantity)
        ranges, context = Ranges(self), Context(self)
        found = ranges.combine(self._unrated(found))
        context.hedge(found)
        found = ranges.bounds(found)
        context.resolve(found)
        Ellipsis(self).resolve(found)
        context.convert(found)
        return found

    def _unrated(self, found: list[Quantity]) -> list[Quantity]:
        """What is left without the two sides of exchange rates: "($1 = 0.92 euros)", "1 euro equals 1.08 dollars"."""
        norm, rates = self.tokens.norm, set()
        for i, (a, b) in enumerate(itertools.pairwise(found)):
            gap = " ".join(norm[a.last : b.first])
            if a.kind is Kind.MONEY is b.kind and a.unit != b.unit and gap in self.equals and a.value in (1, 10, 100, 1000):
                rates |= {i, i + 1}
        return [q for i, q in enumerate(found) if i not in rates] if rates else found

    # --- what is no quantity --------------------------------------------------------------------

    def _is_label(self, n: Number) -> bool:
        """Model names, versions, ordinals, line numbers: numbers that name and do not count."""
        tokens, norm = self.tokens, self.tokens.norm
        i, j, size = n.first, n.last, len(self.tokens)
        if n.digits:
            if self._part_of_name(n) or (tokens.touches(i) and norm[i - 1] in "#№@_"):
                return True
            line = i == 0 or tokens.breaks(i)
            if (
                line
                and n.plain
                and n.value < 100
                and j + 1 < size
                and norm[j] in ".)"
                and tokens.touches(j)
                and not tokens.touches(j + 1)
                and not tokens.breaks(j + 1)
            ):
                return True
        if j < size and tokens.touches(j):
            if tokens.kind[j] == WORD and n.digits:
                return True
            if norm[j] in "^_=":
                return True
        return False

    def _in_row(self, n: Number, found: list[Quantity]) -> Quantity | None:
        """A number that a name before it would name, were it not one of a row of amounts: "China 100 and Japan 77 million"."""
        if not n.plain or not found or self.tokens.touches(n.first) or not self.tokens.capital(n.first - 1) or n.value < 2:
            return None
        q = self.rows.member(n, found[-1])
        if q is not None:
            self.note(q, "unit", "money.row", f"one of a row of amounts in {q.unit}")
        return q

    # --- one number -----------------------------------------------------------------------------

    def _quantity(self, n: Number, taken: int) -> Quantity | None:
        tokens, norm, size = self.tokens, self.tokens.norm, len(self.tokens)
        if n.article:
            q = Quantity(n, n.first, n.last, n.value)
            return q if not tokens.breaks(n.last) and self._money_behind(q, n.last) and q.last - n.last == 1 else None
        q = Quantity(n, n.first, n.last, n.value, n.high, step=n.step)
        if n.rule != "number.digits" or n.note:
            self.note(q, "amount", n.rule, f"read as {n.value:f}" + (f", {n.note}" if n.note else ""))
        # sign and currency before
        i = n.first
        negative = False
        if (
            i > taken
            and norm[i - 1] in ("-", "−", "–")
            and tokens.touches(i)
            and (i == 1 or not tokens.touches(i - 1) or norm[i - 2] in "$€£¥(<>=")
        ):
            negative, i = True, i - 1
        before = self.money.before(tokens, i)
        if before is None and not negative and i > taken and norm[i - 1] in ("-", "−") and tokens.touches(i - 1):
            before = None
        if (
            before is not None
            and n.plain
            and 1900 <= n.value <= 2100
            and self.tokens.end[i - 1] - self.tokens.start[before[0]] == 4
        ):
            before = None  # "Euro 2024"
        if before is not None and before[0] >= taken and not (before[1].weak and not self._looks_like_money(n)):
            q.first, q.currency, q.prefixed = before[0], before[1], True
            if (
                q.first > taken
                and norm[q.first - 1] in ("-", "−")
                and tokens.touches(q.first)
                and (q.first == 1 or not tokens.touches(q.first - 1))
            ):
                negative = True
                q.first -= 1
        elif negative:
            q.first = i
        if not negative and i > taken and self.grammar.is_minus(norm[i - 1]) and q.first == n.first:
            negative, q.first = True, i - 1
        elif not negative and i > taken + 1 and norm[i - 1] == "-" and self.grammar.is_minus(norm[i - 2]) and tokens.touches(i):
            negative, q.first = True, i - 2
        if negative:
            q.value = -q.value
        # a sign repeated, an abbreviated scale, hedges inside
        j = n.last
        if q.prefixed and j + 1 < size and norm[j] == "$" and tokens.touches(j) and self.grammar.parts(norm[j + 1]):
            j += 1
            if (parts := self.grammar.parts(norm[j])) and len(parts) == 1 and parts[0].role == "S":
                q.multiply(parts[0].value)
                j += 1
        hyphen = j + 1 < size and norm[j] == "-" and tokens.touches(j) and tokens.touches(j + 1) and len(norm[j + 1]) > 1
        scaled = self._short_scale(q, j + hyphen)  # "24.6-mln"
        j = scaled if scaled > j + hyphen else j
        if (
            j < size
            and norm[j] == ","
            and tokens.touches(j)
            and j + 1 < size
            and norm[j + 1] in ("-", "–", "—")
            and tokens.touches(j + 1)
        ):
            j += 2  # "250.000,-"
            if j < size and norm[j] == "-" and tokens.touches(j):
                j += 1
        inner = self.hedges.after(tokens, j)
        if inner is not None and self._unit_follows(inner.last):
            q.hedge, q.near = inner.hedge, inner.near
            self.note_hedge(q, inner)
            j = inner.last
        q.last = n.last = j
        k = j
        if n.fraction and (ahead := self._unit_of_fraction(k)) is not None:
            k = ahead
        if k + 1 < size and norm[k] in ("-", "–") and tokens.kind[k + 1] == WORD and tokens.touches(k + 1):
            k += 1
        if n.high is not None and k < size and norm[k] in self.grammar.data["vague_of"] and k + 1 < size:
            k += 1
        if q.prefixed and tokens.breaks(k):
            return self._is_money(q)
        if tokens.breaks(k):
            return self._unitless(q)
        if self._money_behind(q, k):
            return q
        if q.prefixed:
            return self._is_money(q)
        if self._part_of_name(n):
            return None
        measure = self.measures.after(tokens, k)
        if (
            measure is not None
            and measure[1].name == "second"
            and measure[1].attached
            and n.plain
            and (n.value >= 1000 or n.value % 10 == 0)
        ):
            return None  # "the 1990s"
        if measure is not None and not (tokens.capital(k) and self.calendar.after_year_word(n)):
            end, unit = measure
            if self._worth(q, k, end):
                return self._is_money(q)
            if unit.kind is not Kind.PERCENT and self._clock(n, k, end):
                return None
            q.kind, q.unit, q.last = unit.kind, unit.name, end
            if unit.name == "count" and n.value == 1 and not n.digits:
                return None
            if per := self.measures.per(tokens, end):
                q.last, q.per = per
                q.unit = f"{unit.name} per {per[1]}" if unit.kind is not Kind.PERCENT else q.unit
            self.note(q, "unit", "unit.measure", f"the unit is {q.unit}")
            return q
        if self._is_label(n) or self._dialled(n):
            return None
        if self.measures.age_before.before(tokens, n.first) or self._aged(n):
            q.kind, q.unit = Kind.OTHER, "year of age"
            self.note(q, "unit", "unit.age", "an age")
            return q
        return self._counted(q, k)

    def _dialled(self, n: Number) -> bool:
        """Whether the number is where a keyword is sent to: "text HELP to 70300", "sms WATER naar 4333"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        if not (n.plain and n.digits) or i < 3 or not (norm[i - 1] in self.hedges.toward or self.hedges.to.starts(norm[i - 1])):
            return False
        quoted = norm[i - 2] in ("'", '"', "’", "”")
        word = tokens.raw(i - 2 - quoted)
        near = norm[max(0, i - 7) : i - 2 - quoted]
        return word.isupper() and len(word) > 1 and any(w in self.texting for w in near)

    def _aged(self, n: Number) -> bool:
        """Whether the number is someone's age: "a man of 49", "iemand van negentig"."""
        norm, i = self.tokens.norm, n.first
        ends = n.last >= len(norm) or self.tokens.kind[n.last] != WORD or norm[n.last] in self.nouns.stop
        if i < 2 or n.value >= 120 or not ends:
            return False
        if norm[i - 1] in self.nouns.of and norm[i - 2] in self.nouns.aged:
            return True
        k = self.hedges.opens(self.tokens, i)  # "children under five"
        return 0 < k < i and norm[k - 1] in self.nouns.plurals and self.nouns.lemma(norm[k - 1]) in self.nouns.aged

    def _branded(self, n: Number) -> int | None:
        """The end of a name that opens in a number: "7-Eleven", "Seven & i"; None where it is none."""
        tokens, norm, j = self.tokens, self.tokens.norm, n.last
        first = n.first + 1
        hyphen = first + 1 < len(tokens) and norm[first] == "-" and tokens.touches(first) and tokens.touches(first + 1)
        if n.digits and norm[n.first].isdigit() and hyphen and tokens.kind[first + 1] == WORD:
            word, raw = norm[first + 1], tokens.raw(first + 1)
            parts = self.grammar.parts(word)
            scaled = bool(parts) and parts[0].role in "HSC"
            unit = self.money.after(tokens, first + 1) or self.measures.after(tokens, first + 1)
            plain = raw[:1].isupper() and raw[1:].islower() and not scaled and unit is None
            return first + 2 if plain and self.grammar.short_scale(word) is None else None
        if not n.digits and j + 1 < len(tokens) and norm[j] == "&" and tokens.capital(n.first) and j - n.first == 1:
            return j + 2
        return None

    def _part_of_name(self, n: Number) -> bool:
        """Whether letters stand before the digits: "F-16", "B52"."""
        tokens, i = self.tokens, n.first
        if not n.digits or not tokens.touches(i):
            return False
        if tokens.kind[i - 1] == WORD:
            return True
        if i - 1 <= self.taken or tokens.norm[i - 1] not in "-–/" or not tokens.touches(i - 1):
            return False
        if tokens.kind[i - 2] == NUMBER and i > 2 and tokens.touches(i - 2) and tokens.kind[i - 3] == WORD:
            return True  # "A350-1000"
        return tokens.kind[i - 2] == WORD and not self.grammar.is_minus(tokens.norm[i - 2])

    def _looks_like_money(self, n: Number) -> bool:
        return (
            n.scale > 1
            or (n.digits and not n.plain)
            or (
                n.last < len(self.tokens)
                and self.tokens.touches(n.last)
                and self.grammar.short_scale(self.tokens.norm[n.last]) is not None
            )
        )

    def _short_scale(self, q: Quantity, j: int) -> int:
        """The end of an abbreviated scale behind the number, which is then multiplied: "34.2bn", "7 mln.", "$500M"."""
        tokens, norm, n = self.tokens, self.tokens.norm, q.number
        if j >= len(tokens) or tokens.kind[j] != WORD or (n.scale != 1 and n.rule != "number.fraction") or tokens.breaks(j):
            return j
        word = norm[j]
        scale = self.grammar.short_scale(word)
        if scale is None or not n.digits:
            return j
        end = j + 1
        dotted = end + 1 if end < len(tokens) and norm[end] == "." and tokens.touches(end) and len(word) > 1 else end
        behind = self.money.after(tokens, dotted)
        if self.grammar.short_needs_money(word) and not (q.currency or behind):
            capital, is_unit = tokens.raw(j).isupper(), self.grammar.short_is(word, "unit")
            if not tokens.touches(j) or (self.measures.after(tokens, j) is not None and not capital):
                head = self.nouns.head(tokens, end, True) if tokens.touches(j) and is_unit else None
                tonnes = self.measures.after(tokens, end) if tokens.touches(j) else None
                if head is None and tonnes is None:
                    return j
            if capital and is_unit and not (self.nouns.head(tokens, end, True) or self.measures.after(tokens, end)):
                return j
            if self.grammar.short_is(word, "capital") and not capital:
                return j
        if self.grammar.short_is(word, "money_only") and not (q.currency or behind):
            return j
        if (
            self.grammar.short_is(word, "attached")
            and not tokens.touches(j)
            and not (q.currency or behind or end >= len(tokens) or tokens.kind[end] == SIGN)
        ):
            return j
        if self.measures.after(tokens, j) is not None and not (q.currency or behind) and scale < 10**6 and not tokens.touches(j):
            return j
        q.multiply(scale)
        self.note(q, "amount", "number.abbreviation", f"'{tokens.raw(j)}' multiplies by {scale:f}")
        return dotted if behind else end

    def _unit_of_fraction(self, k: int) -> int | None:
        """Where the unit of a fraction begins: "half a percentage point", "a quarter of an hour"."""
        tokens, size = self.tokens, len(self.tokens)
        first = k
        if k < size and tokens.norm[k] in self.nouns.of:
            k += 1
        if k < size and self.grammar.is_article(tokens.norm[k]):
            k += 1
        return k if k > first and (self.money.after(tokens, k) or self.measures.after(tokens, k)) else None

    def _unit_follows(self, k: int) -> bool:
        tokens = self.tokens
        if k >= len(tokens) or tokens.breaks(k) or self.grammar.numeral(tokens.norm[k]):
            return False
        return (
            self.money.after(tokens, k) is not None
            or self.measures.after(tokens, k) is not None
            or self.nouns.head(tokens, k, True) is not None
        )

    def _money_behind(self, q: Quantity, k: int) -> bool:
        """A currency behind the number."""
        tokens, n = self.tokens, q.number
        after = self.money.after(tokens, k)
        if after is None or (
            n.article and (after[0] - k > 1 or after[1].code == tokens.norm[k].upper() or len(tokens.norm[k]) < 4)
        ):
            return False
        end, currency = after
        if q.currency is not None:
            if end < len(tokens) and tokens.kind[end] == NUMBER and not tokens.touches(k) and currency.code != q.currency.code:
                return False
            same = currency.code == q.currency.code
            if same or (not currency.others and currency.code in q.currency.others):
                q.currency, q.last = currency if not same else q.currency, end  # "$5 Canadian", "$5 million dollars"
                self._is_money(q)
            return same or q.unit == currency.code
        word = tokens.norm[end - 1]
        if end - k == 1 and word in self.money.uncertain and n.value < 1000 and n.scale == 1:
            return False
        if end - k == 1 and word in self.money.weights and end < len(tokens) and tokens.norm[end] in ("of", "-"):
            return False
        if end - k == 1 and len(word) == 1 and word.isalpha() and not n.digits:
            return False
        if not q.prefixed and self._part_of_name(n):
            return False
        single = len(word) == 1 and word.isalpha() and word not in self.money.lower_letters
        if single and currency.worth is not None and not tokens.touches(k):
            return False
        q.currency, q.last = currency, end
        self._is_money(q)
        return True

    def _is_money(self, q: Quantity) -> Quantity:
        currency = q.currency
        assert currency is not None
        q.kind, q.unit = Kind.MONEY if q.number.high is None else Kind.OTHER, currency.code
        if currency.scale != 1:
            q.multiply(currency.scale)
        if currency.worth is not None:
            q.value *= currency.worth
            q.step *= currency.worth
            self.note(q, "amount", "money.coin", f"in {currency.code}, of which this coin is {currency.worth}")
        if per := self.measures.per(self.tokens, q.last):
            q.per = per[1]
        rule = "money.before" if q.prefixed else "money.after"
        self.note(q, "unit", rule, f"the currency is {q.unit}")
        return q

    def _worth(self, q: Quantity, k: int, end: int) -> bool:
        """Whether a weight is slang for a sum: the Dutch "zes ton", 600,000 euros, near words of money and none of goods."""
        slang, n = self.money.slang.get(self.tokens.norm[k]), q.number
        if slang is None or end - k != 1 or n.value >= slang.below or not self._ends_phrase(end):
            return False
        near = self.tokens.norm[max(0, k - 15) : end + 15]
        if any(w in slang.goods for w in near) or not any(w in slang.money for w in near):
            return False
        q.currency, q.last = Currency(slang.code, worth=slang.worth), end
        return True

    def _ends_phrase(self, j: int) -> bool:
        """Whether no noun follows at token j."""
        tokens = self.tokens
        return j >= len(tokens) or tokens.breaks(j) or tokens.kind[j] == SIGN or tokens.norm[j] in self.nouns.stop

    def _clock(self, n: Number, k: int, end: int) -> bool:
        """Whether a number before "uur" is a time of day."""
        word = self.tokens.norm[k]
        if word not in self.clock:
            return False
        raw = self.tokens.raw(n.first)
        return bool(re.fullmatch(r"[012]?\d[.:][0-5]\d", raw)) or (
            n.plain
            and n.value <= 24
            and n.first > 0
            and self.tokens.norm[n.first - 1] in self.grammar.data.get("clock_after", ())
        )

    # --- counts ---------------------------------------------------------------------------------

    def _counted(self, q: Quantity, k: int) -> Quantity | None:
        tokens, norm, n, size = self.tokens, self.tokens.norm, q.number, len(self.tokens)
        if (
            k < size
            and norm[k] in self.clock
            and n.digits
            and (n.plain or n.decimals)
            and n.value < 25
            and (len(norm[k]) > 1 or tokens.touches(k) or norm[k + 1 : k + 2] == ["."])
        ):
            return None
        if n.plain and len(norm[n.first]) > 1 and norm[n.first][0] == "0":
            return None  # "0800", "007"
        if n.digits and n.plain and k == q.last and k < size and tokens.touches(k) and tokens.kind[k] == WORD:
            return None
        one = n.value == 1 and not n.digits
        if n.bare or self._titled(n):
            return None
        if k > q.last and not self.nouns.is_plural(norm[k]) and (what := self._measured(n, q, k)) is not None:
            q.kind, q.unit, q.last = Kind.OTHER, what, k + 1  # "a 500-bed hospital"
            if what in self.nouns.crews and q.whole:
                q.kind = Kind.COUNT  # "a 64-member team"
            return q
        head = self.nouns.head(tokens, k, n.value != 1)
        prev = norm[n.first - 1] if n.first else ""
        counted = head is not None and not (prev in self.nouns.determiners and head.last - k > 1)
        if self.calendar.year(n, prev, counted) and not self.calendar.opens_range(n):
            return None
        if one:
            return self._one(q, k, prev)
        if head is None:
            if self._named(n, prev):
                return None
            if (people := self._people(n, k)) is not None:
                q.kind, q.unit, q.last = Kind.COUNT, people, k + 1
                self.note(q, "unit", "count.name", f"counts '{people}', a name")
                return q
            if (what := self._measured(n, q, k)) is not None:
                q.kind, q.unit, q.last = Kind.OTHER, what, k + 1
                return q
            return self._unitless(q, k)
        labelled = prev in self.labels and not self._numbers(n.first - 1)
        if n.plain and (labelled or (prev == "." and n.first > 1 and norm[n.first - 2] in self.labels)):
            return None
        if n.plain and n.value < 1000 and self._model(n):
            return None
        if self._predicate(n, head) or self._infinitive(n, head):
            return None if self.calendar.year(n, prev, False) else self._unitless(q, k)
        q.unit, q.last = head.lemma, max(head.last, q.last)
        if (
            self.nouns.is_abstract(head.lemma)
            or n.high is not None
            or n.fraction
            or q.value < 2
            or q.value != q.value.to_integral_value()
        ):
            q.kind = Kind.OTHER
        else:
            q.kind = Kind.COUNT
        words = self.text[tokens.start[head.first] : tokens.end[head.last - 1]]
        self.note(q, "unit", "count.head", f"counts '{words}', head '{head.lemma}'")
        return q

    def _people(self, n: Number, k: int) -> str | None:
        """A name that does not change in the plural: "1.2 million Rohingya", "300 Swiss"."""
        tokens, size = self.tokens, len(self.tokens)
        if k >= size or tokens.breaks(k) or tokens.kind[k] != WORD or not tokens.capital(k) or n.value < 2 or k > n.last:
            return None
        if tokens.norm[k] in self.nouns.stop or tokens.norm[k] in self.calendar.months or (n.plain and n.value < 100):
            return None
        after = tokens.norm[k + 1] if k + 1 < size else "."
        alone = tokens.breaks(k + 1) or k + 1 >= size or after in self.nouns.stop or after in ".,;:!?)"
        return tokens.raw(k) if alone and n.value == n.value.to_integral_value() else None

    def _measured(self, n: Number, q: Quantity, k: int) -> str | None:
        """A singular noun that the number measures: "six-speed gearbox", "a 12 page report"."""
        tokens, size = self.tokens, len(self.tokens)
        if k >= size or n.value <= 1 or tokens.breaks(k) or (what := self.nouns.measure(tokens, k)) is None:
            return None
        if self.grammar.numeral(what):
            return None  # "three-nought-four" is read figure by figure
        if k > q.last:
            return what
        follows = k + 1 < size and tokens.kind[k + 1] == WORD and not tokens.breaks(k + 1)
        return what if follows and n.value < 1000 and tokens.norm[k + 1] not in self.nouns.stop else None

    def _titled(self, n: Number) -> bool:
        """Whether a number word in capitals is a name: "the Group of Seven leaders"."""
        tokens, i, j = self.tokens, n.first, n.last
        if n.digits or i == 0 or not tokens.capital(i) or tokens.breaks(i) or tokens.kind[i - 1] != WORD:
            return False
        return j < len(tokens) and not tokens.breaks(j) and tokens.text[tokens.start[j]].islower()

    def _model(self, n: Number) -> bool:
        """Whether number and noun belong to different things: "14 Leopard 2 tanks", "the S&P 500 companies"."""
        tokens, i = self.tokens, n.first
        if i < 2 or i <= self.taken or tokens.breaks(i) or tokens.kind[i - 1] != WORD or not tokens.capital(i - 1):
            return False
        if len(tokens.norm[i - 1]) == 1:
            return True
        before = tokens.norm[i - 2]
        return (
            n.value <= 20
            and not tokens.breaks(i - 1)
            and (tokens.kind[i - 2] == NUMBER or before in self.nouns.determiners or bool(self.grammar.parts(before)))
        )

    def _predicate(self, n: Number, head: Head) -> bool:
        """Whether the "noun" after a number that opens its sentence is its verb: "Tien doorstonden de proef"."""
        tokens, i = self.tokens, n.first
        opens = i == 0 or tokens.breaks(i) or tokens.norm[i - 1] in ".!?:;"
        after = head.last < len(tokens) and tokens.norm[head.last] in self.nouns.after_verb and not tokens.breaks(head.last)
        following = tokens.norm[head.last] if head.last < len(tokens) else ""
        single = head.last - head.first == 1 and tokens.norm[head.first] not in self.nouns.plurals
        if single and (shapes := self.nouns.participle_shapes) is not None and shapes.fullmatch(tokens.norm[head.first]):
            return True  # "er werden 450 aangenomen"
        return single and ((opens and after) or following in self.nouns.reflexives)

    def _infinitive(self, n: Number, head: Head) -> bool:
        """Whether the "noun" behind a number closes a clause with an auxiliary, and is its verb: "wil 750 miljoen vrijmaken"."""
        tokens, norm, j = self.tokens, self.tokens.norm, head.last
        word = norm[j - 1]
        if not self.nouns.verb_shapes or j - head.first != 1 or word in self.nouns.plurals or tokens.capital(j - 1):
            return False
        closes = j >= len(tokens) or tokens.breaks(j) or tokens.kind[j] == SIGN or norm[j] in self.nouns.stop
        if not closes:
            return False
        ends = j >= len(tokens) or tokens.breaks(j) or norm[j] in (".", "!", "?", ";")
        certain = self.nouns.verb_shapes.fullmatch(word) is not None
        if not certain and not (ends and word.endswith(self.nouns.infinitive_endings)):
            return False
        auxiliaries = self.nouns.auxiliaries if certain else self.nouns.modals
        for i in range(n.first - 1, max(-1, n.first - 25), -1):
            if tokens.breaks(i + 1) or norm[i] in (".", ";", ":", "!", "?"):
                return False
            if norm[i] in auxiliaries:
                return True
        return False

    def _one(self, q: Quantity, k: int, prev: str) -> Quantity | None:
        """ "one" is a number before a noun or an "of", else a pronoun."""
        tokens, norm = self.tokens, self.tokens.norm
        if prev in self.one_after or k >= len(tokens):
            return None if prev in self.one_after else self._unitless(q, k)
        if tokens.kind[k] != WORD or self.grammar.numeral(norm[k]):
            return self._unitless(q, k)
        q.kind = Kind.OTHER
        if norm[k] in self.nouns.of:
            head = self.nouns.head(tokens, k, True)
            if head is not None:
                q.unit, q.last = head.lemma, head.last
            return q
        if norm[k] in self.nouns.stop:
            for joins in (self.hedges.to, self.hedges.or_):
                found = joins.at(tokens, k)
                if found is not None and found[0] < len(tokens) and self.grammar.parts(norm[found[0]]):
                    q.kind = None  # "one to two years"
                    return q
            return None
        q.unit, q.last = norm[k], k + 1
        return q

    def _score(self, a: Number, b: Number) -> bool:
        """Whether two numbers are a result ("2-1"): small, joined by a hyphen and without a unit."""
        tokens = self.tokens
        if not (a.plain and b.plain and b.first - a.last == 1 and tokens.norm[a.last] in "-–"):
            return False
        if max(a.value, b.value) >= 100 and (a.value < b.value or tokens.norm[a.last] != "-"):
            return False
        if not (tokens.touches(a.last) and tokens.touches(b.first)) or self.money.before(tokens, a.first):
            return False
        k = b.last
        hyphen = k + 1 < len(tokens) and tokens.norm[k] == "-" and tokens.touches(k)
        k += hyphen
        unit = (
            self.money.after(tokens, k)
            or self.measures.after(tokens, k)
            or self.grammar.short_scale(tokens.norm[k] if k < len(tokens) else "")
        )
        if unit or (k < len(tokens) and self.grammar.parts(tokens.norm[k])):
            return False
        return a.value >= b.value or self.nouns.head(tokens, k, True) is None

    def _named(self, n: Number, prev: str) -> bool:
        """Whether the word before makes a bare number its name: "article 5", "Leopard 1", "S&P 500"."""
        tokens, i = self.tokens, n.first
        if i <= self.taken or tokens.breaks(i) or not (n.plain or (prev in self.labels and not n.digits and n.scale == 1)):
            return False
        if prev in self.labels:
            return not self._numbers(i - 1)
        if prev == "." and i > 1 and tokens.norm[i - 2] in self.labels:
            return True
        if tokens.kind[i - 1] != WORD or not tokens.capital(i - 1) or n.value >= 10000:
            return False
        first = i == 1 or tokens.breaks(i - 1) or tokens.norm[i - 2] in (".", "!", "?", ":", "“", '"', "‘")
        return not first and prev not in self.nouns.stop and not self._at_place(n)

    def _numbers(self, i: int) -> bool:
        """Whether token i is a verb for how many there are: "the dead now number 446"."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[i] not in self.nouns.reaching or i == 0:
            return False
        k = i - 2 if i > 1 and norm[i - 1] in self.hedges.still else i - 1
        return tokens.kind[k] == WORD and (norm[k] in self.nouns.nominal or self.nouns.is_plural(norm[k]))

    def _at_place(self, n: Number) -> bool:
        """Whether a place and its number follow others in a row: "98 people died in Zimbabwe, in Malawi 56"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        if i < 3 or norm[i - 2] not in self.nouns.places or not n.plain:
            return False
        ends = n.last >= len(tokens) or tokens.breaks(n.last) or tokens.kind[n.last] == SIGN or norm[n.last] in self.nouns.joins
        return ends and (norm[i - 3] in (",", ";") or norm[i - 3] in self.nouns.joins) and self.taken > i - _ROW

    def _unitless(self, q: Quantity, k: int | None = None) -> Quantity | None:
        """A number without a unit of its own: an ellipsis, perhaps, to be resolved by its context."""
        n, norm = q.number, self.tokens.norm
        prev = norm[n.first - 1] if n.first else ""
        if n.bare or self._is_label(n) or (self._named(n, prev) and q.kind is None):
            return None
        if self.calendar.year(n, prev, False) and not self.calendar.opens_range(n):
            return None
        if n.collective and not n.digits and n.last - n.first == 1:
            return None
        return q

    # --- mentions -------------------------------------------------------------------------------

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
