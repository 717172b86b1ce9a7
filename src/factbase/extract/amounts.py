"""Every amount of an article: numbers with their unit, hedge and interval, as mentions that later components fill.

The text is read once into small tokens; numbers are found among them; then each is looked at with what stands around it:
currency, measure or counted noun, hedge, range, conversion. Language is data, in
`lang/<code>/{numbers,units,hedges,nouns}.yaml`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rapidfuzz.distance import Levenshtein

from factbase.extract.article import Article, Mention
from factbase.extract.counts import Head, Nouns, nouns
from factbase.extract.hedges import Found, Hedges, hedges
from factbase.extract.lexer import NUMBER, SIGN, WORD, Tokens
from factbase.extract.money import Currency, Money, Resolver, money
from factbase.extract.numbers import Grammar, Number, grammar
from factbase.extract.quantities import Measures, measures
from factbase.model import Hedge, Kind, Problem, Step
from factbase.normalise.intervals import interval

_NOISE = re.compile(
    r"\b\d{4}-\d{1,2}(?:-\d{1,2})?(?:T[\d:.Z+]+)?\b"  # ISO dates
    r"|\b\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|\+\d[\d ()/-]{7,}\d\b|\b\d{3}-\d{3,4}-\d{4}\b|\b0\d{1,3}-\d{6,8}\b"  # telephones
    r"|\b\d{1,4}(?:\.\d{1,4}){3,5}\b|\bv\d+(?:\.\d+)+\b"  # versions, addresses
    r"|\[\d{1,3}\]"  # citations
)


@dataclass(slots=True)
class Quantity:
    """A number on its way to a mention: the tokens it covers, what it is, and how that came about."""

    number: Number
    first: int
    last: int
    value: Decimal
    high: Decimal | None = None
    kind: Kind | None = None
    unit: str = ""
    per: str | None = None
    currency: Currency | None = None
    step: Decimal = Decimal(1)
    hedge: Hedge | None = None
    near: bool = False
    prefixed: bool = False
    shared: bool = False
    steps: list[Step] = field(default_factory=list)


class Finder:
    """The amounts of one article."""

    def __init__(self, article: Article) -> None:
        lang = article.lang
        self.article, self.text = article, article.text
        self.tokens = Tokens(article.text)
        self.grammar: Grammar = grammar(lang)
        self.money: Money = money(lang)
        self.measures: Measures = measures(lang)
        self.hedges: Hedges = hedges(lang)
        self.nouns: Nouns = nouns(lang)
        self.taken = 0  # the token up to which quantities are read
        data = self.grammar.data
        self.labels, self.months = frozenset(data["labels"]), self.grammar.months()
        self.years_after, self.clock = frozenset(data["years_after"]), frozenset(data["clock"])
        one = data["pronoun_one"]
        self.ones, self.one_after = frozenset(one["words"]), frozenset(one["after"])

    def find(self) -> list[Quantity]:
        """Every quantity in order."""
        numbers = self.grammar.find(self.tokens)
        if not numbers:
            return []
        noise = [m.span() for m in _NOISE.finditer(self.text)]
        found: list[Quantity] = []
        days: set[int] = self._days(numbers)
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
            quantity = self._quantity(number, self.taken)
            if quantity is not None:
                self.taken = quantity.last
                found.append(quantity)
        found = self._combine(found)
        self._hedge(found)
        found = self._bounds(found)
        found = self._elliptic(found)
        self._resolve(found)
        self._convert(found)
        return found

    # --- what is no quantity --------------------------------------------------------------------

    def _days(self, numbers: list[Number]) -> set[int]:
        """Numbers that are days of a month: beside a month's name, or joined to such a one."""
        norm, days = self.tokens.norm, set()
        size = len(norm)
        for i, n in enumerate(numbers):
            if not n.digits or not n.plain or n.value > 31:
                continue
            after = n.last + (1 if n.last < size and norm[n.last] == "." else 0)
            if (after < size and norm[after] in self.months and not self._verb_may(after)) or self._month_before(n.first):
                days.add(i)
        for i in sorted(days, reverse=True):
            j = i - 1
            while j >= 0 and numbers[j].plain and numbers[j].value <= 31 and 1 <= numbers[j + 1].first - numbers[j].last <= 2:
                between = norm[numbers[j].last : numbers[j + 1].first]
                if not all(
                    w in ("-", "–", ",", "/", "&") or w in self.grammar.data["and"] or w in ("to", "tot", "t", "m")
                    for w in between
                ):
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

    def _month_before(self, i: int) -> bool:
        norm = self.tokens.norm
        if i and norm[i - 1] in self.months and not self.tokens.breaks(i):
            return self.tokens.capital(i - 1) or norm[i - 1] not in ("may", "mar", "march")
        return i > 1 and norm[i - 1] == "." and norm[i - 2] in self.months and len(norm[i - 2]) <= 4 and not self.tokens.breaks(i)

    def _verb_may(self, i: int) -> bool:
        return self.tokens.norm[i] in ("may", "march", "mar", "mei") and not self.tokens.capital(i) and self.article.lang == "en"

    def _is_label(self, n: Number) -> bool:
        """Model names, versions, ordinals, line numbers: numbers that name and do not count."""
        tokens, norm = self.tokens, self.tokens.norm
        i, j, size = n.first, n.last, len(self.tokens)
        if n.digits:
            if tokens.touches(i) and tokens.kind[i - 1] == WORD:
                return True
            if i > 1 and norm[i - 1] in "-–/" and tokens.touches(i) and tokens.touches(i - 1) and tokens.kind[i - 2] == WORD:
                return True
            if tokens.touches(i) and norm[i - 1] in "#№@_":
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

    # --- one number -----------------------------------------------------------------------------

    def _quantity(self, n: Number, taken: int) -> Quantity | None:
        tokens, norm, size = self.tokens, self.tokens.norm, len(self.tokens)
        if n.article:
            q = Quantity(n, n.first, n.last, n.value)
            return q if not tokens.breaks(n.last) and self._money_behind(q, n.last) and q.last - n.last == 1 else None
        q = Quantity(n, n.first, n.last, n.value, n.high, step=n.step)
        if n.rule != "number.digits" or n.note:
            q.steps.append(self._step("amount", n.rule, f"read as {n.value:f}" + (f", {n.note}" if n.note else ""), q))
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
                self._multiply(q, parts[0].value)
                j += 1
        j = self._short_scale(q, j)
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
            q.steps.append(self._hedge_step(inner))
            j = inner.last
        q.last = n.last = j
        k = j
        if n.fraction and k + 1 < size and self.grammar.is_article(norm[k]):
            k += 1  # "half a percentage point"
        if k + 1 < size and norm[k] in ("-", "–") and tokens.kind[k + 1] == WORD and tokens.touches(k + 1):
            k += 1
        if n.high is not None and k < size and norm[k] in ("of", "aan", "van") and k + 1 < size:
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
        if measure is not None:
            end, unit = measure
            if unit.kind is not Kind.PERCENT and self._clock(n, k, end):
                return None
            q.kind, q.unit, q.last = unit.kind, unit.name, end
            if unit.name == "count" and n.value == 1 and not n.digits:
                return None
            if per := self.measures.per(tokens, end):
                q.last, q.per = per
                q.unit = f"{unit.name} per {per[1]}" if unit.kind is not Kind.PERCENT else q.unit
            q.steps.append(self._step("unit", "unit.measure", f"the unit is {q.unit}", q))
            return q
        if self._is_label(n):
            return None
        if self.measures.age_before.before(tokens, n.first) or self._aged(n):
            q.kind, q.unit = Kind.OTHER, "year of age"
            q.steps.append(self._step("unit", "unit.age", "an age", q))
            return q
        return self._counted(q, k)

    def _aged(self, n: Number) -> bool:
        """Whether the number is someone's age: "a man of 49", "iemand van negentig"."""
        norm, i = self.tokens.norm, n.first
        ends = n.last >= len(norm) or self.tokens.kind[n.last] != WORD or norm[n.last] in self.nouns.stop
        return i > 1 and n.value < 120 and norm[i - 1] in self.nouns.of and norm[i - 2] in self.nouns.aged and ends

    def _part_of_name(self, n: Number) -> bool:
        """Whether letters stand before the digits: "F-16", "B52"."""
        tokens, i = self.tokens, n.first
        if not n.digits or not tokens.touches(i):
            return False
        if tokens.kind[i - 1] == WORD:
            return True
        return i - 1 > self.taken and tokens.norm[i - 1] in "-–/" and tokens.touches(i - 1) and tokens.kind[i - 2] == WORD

    def _multiply(self, q: Quantity, scale: Decimal) -> None:
        q.value *= scale
        if q.high is not None:
            q.high *= scale
        q.step *= scale
        q.number.scale *= scale
        q.number.plain = False

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
            capital = tokens.raw(j).isupper()
            if not tokens.touches(j) or (self.measures.after(tokens, j) is not None and not capital):
                head = self.nouns.head(tokens, end, True) if tokens.touches(j) and word == "m" else None
                tonnes = self.measures.after(tokens, end) if tokens.touches(j) else None
                if head is None and tonnes is None:
                    return j
            if capital and word == "m" and not (self.nouns.head(tokens, end, True) or self.measures.after(tokens, end)):
                return j
            if word == "b" and not capital:
                return j
        if word == "mm" and not (q.currency or behind):
            return j
        if (
            word in ("k",)
            and not tokens.touches(j)
            and not (q.currency or behind or end >= len(tokens) or tokens.kind[end] == SIGN)
        ):
            return j
        if self.measures.after(tokens, j) is not None and not (q.currency or behind) and scale < 10**6 and not tokens.touches(j):
            return j
        self._multiply(q, scale)
        q.steps.append(self._step("amount", "number.abbreviation", f"'{tokens.raw(j)}' multiplies by {scale:f}", q))
        return dotted if behind else end

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
        if len(word) == 1 and word.isalpha() and currency.worth is not None and word != "c" and not tokens.touches(k):
            return False
        q.currency, q.last = currency, end
        self._is_money(q)
        return True

    def _is_money(self, q: Quantity) -> Quantity:
        currency = q.currency
        assert currency is not None
        q.kind, q.unit = Kind.MONEY if q.number.high is None else Kind.OTHER, currency.code
        if currency.scale != 1:
            self._multiply(q, currency.scale)
        if currency.worth is not None:
            q.value *= currency.worth
            q.step *= currency.worth
            q.steps.append(self._step("amount", "money.coin", f"in {currency.code}, of which this coin is {currency.worth}", q))
        if per := self.measures.per(self.tokens, q.last):
            q.per = per[1]
        rule = "money.before" if q.prefixed else "money.after"
        q.steps.append(self._step("unit", rule, f"the currency is {q.unit}", q))
        return q

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
            and (norm[k] not in ("a", "p") or norm[k + 1 : k + 2] == ["."])
        ):
            return None
        if n.plain and len(norm[n.first]) > 1 and norm[n.first][0] == "0":
            return None  # "0800", "007"
        if n.digits and n.plain and k == q.last and k < size and tokens.touches(k) and tokens.kind[k] == WORD:
            return None
        one = n.value == 1 and not n.digits
        if n.bare:
            return None
        if k > q.last and not self.nouns.is_plural(norm[k]) and (what := self._measured(n, q, k)) is not None:
            q.kind, q.unit, q.last = Kind.OTHER, what, k + 1  # "a 500-bed hospital"
            return q
        head = self.nouns.head(tokens, k, n.value != 1)
        prev = norm[n.first - 1] if n.first else ""
        counted = head is not None and not (prev in self.nouns.determiners and head.last - k > 1)
        if self._year(n, prev, counted):
            return None
        if one:
            return self._one(q, k, prev)
        if head is None:
            if self._named(n, prev):
                return None
            if (people := self._people(n, k)) is not None:
                q.kind, q.unit, q.last = Kind.COUNT, people, k + 1
                q.steps.append(self._step("unit", "count.name", f"counts '{people}', a name", q))
                return q
            if (what := self._measured(n, q, k)) is not None:
                q.kind, q.unit, q.last = Kind.OTHER, what, k + 1
                return q
            return self._unitless(q, k)
        if n.plain and (prev in self.labels or (prev == "." and n.first > 1 and norm[n.first - 2] in self.labels)):
            return None
        if n.plain and n.value < 1000 and self._model(n):
            return None
        if self._predicate(n, head):
            return self._unitless(q, k)
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
        q.steps.append(
            self._step(
                "unit",
                "count.head",
                f"counts '{self.text[tokens.start[head.first] : tokens.end[head.last - 1]]}', head '{head.lemma}'",
                q,
            )
        )
        return q

    def _people(self, n: Number, k: int) -> str | None:
        """A name that does not change in the plural: "1.2 million Rohingya", "300 Swiss"."""
        tokens, size = self.tokens, len(self.tokens)
        if k >= size or tokens.breaks(k) or tokens.kind[k] != WORD or not tokens.capital(k) or n.value < 2 or k > n.last:
            return None
        if tokens.norm[k] in self.nouns.stop or tokens.norm[k] in self.months or (n.plain and n.value < 100):
            return None
        after = tokens.norm[k + 1] if k + 1 < size else "."
        alone = tokens.breaks(k + 1) or k + 1 >= size or after in self.nouns.stop or after in ".,;:!?)"
        return tokens.raw(k) if alone and n.value == n.value.to_integral_value() else None

    def _measured(self, n: Number, q: Quantity, k: int) -> str | None:
        """A singular noun that the number measures: "six-speed gearbox", "a 12 page report"."""
        tokens, size = self.tokens, len(self.tokens)
        if k >= size or n.value <= 1 or tokens.breaks(k) or (what := self.nouns.measure(tokens, k)) is None:
            return None
        if k > q.last:
            return what
        follows = k + 1 < size and tokens.kind[k + 1] == WORD and not tokens.breaks(k + 1)
        return what if follows and n.value < 1000 and tokens.norm[k + 1] not in self.nouns.stop else None

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
        opens = i == 0 or tokens.breaks(i) or tokens.norm[i - 1] in ".!?:"
        after = head.last < len(tokens) and tokens.norm[head.last] in self.nouns.after_verb and not tokens.breaks(head.last)
        return opens and after and head.last - head.first == 1 and tokens.norm[head.first] not in self.nouns.plurals

    def _one(self, q: Quantity, k: int, prev: str) -> Quantity | None:
        """ "one" is a number before a noun or an "of", else a pronoun."""
        tokens, norm = self.tokens, self.tokens.norm
        if prev in self.one_after or k >= len(tokens):
            return None if prev in self.one_after else self._unitless(q, k)
        if tokens.kind[k] != WORD:
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
        if not (a.plain and b.plain and b.first - a.last == 1 and tokens.norm[a.last] in "-–" and max(a.value, b.value) < 100):
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

    def _year(self, n: Number, prev: str, counted: bool) -> bool:
        if not (
            n.digits and n.plain and n.last - n.first == 1 and 1500 <= n.value <= 2100 and len(self.tokens.norm[n.first]) == 4
        ):
            return False
        if prev in self.months or prev in self.years_after:
            return True
        if (prev == "," and self._month_before(n.first - 2)) or (prev.isdigit() and self._month_before(n.first - 1)):
            return True
        return not counted and n.value >= 1900

    def _named(self, n: Number, prev: str) -> bool:
        """Whether the word before makes a bare number its name: "article 5", "Leopard 1", "S&P 500"."""
        tokens, i = self.tokens, n.first
        if i <= self.taken or tokens.breaks(i) or not (n.plain or prev in self.labels):
            return False
        if prev in self.labels:
            return True
        if prev == "." and i > 1 and tokens.norm[i - 2] in self.labels:
            return True
        if tokens.kind[i - 1] != WORD or not tokens.capital(i - 1) or n.value >= 10000:
            return False
        first = i == 1 or tokens.breaks(i - 1) or tokens.norm[i - 2] in (".", "!", "?", ":", "“", '"', "‘")
        return not first and prev not in self.nouns.stop

    def _unitless(self, q: Quantity, k: int | None = None) -> Quantity | None:
        """A number without a unit of its own: an ellipsis, perhaps, to be resolved by its context."""
        n, norm = q.number, self.tokens.norm
        prev = norm[n.first - 1] if n.first else ""
        if n.bare or self._is_label(n) or self._year(n, prev, False) or (self._named(n, prev) and q.kind is None):
            return None
        if n.collective and not n.digits and n.last - n.first == 1:
            return None
        return q

    # --- neighbours -----------------------------------------------------------------------------

    def _combine(self, found: list[Quantity]) -> list[Quantity]:
        """Ranges, units shared with a neighbour, and money with its coins."""
        out: list[Quantity] = []
        for b in found:
            if out:
                a = out[-1]
                if self._coins(a, b):
                    continue
                joined = self._join(a, b)
                if joined is False:
                    out.pop()
                    continue
                if isinstance(joined, Quantity):
                    out[-1] = joined
                    continue
            out.append(b)
        return out

    def _coins(self, a: Quantity, b: Quantity) -> bool:
        """ "3 euro en 50 cent", "15 dollars and 15": the second number is coins of the first."""
        if (
            a.kind is not Kind.MONEY
            or a.high is not None
            or a.number.scale != 1
            or a.value != a.value.to_integral_value()
            or a.currency is None
            or a.currency.worth
        ):
            return False
        gap = self.tokens.norm[a.last : b.first]
        if len(gap) > 1 or (gap and gap[0] not in self.grammar.data["and"]) or self.tokens.breaks(b.first):
            return False
        coin = b.currency is not None and b.currency.worth is not None and b.currency.worth < 1
        if (
            coin
            and b.currency is not None
            and (b.currency.open or b.currency.code in (a.unit, *a.currency.others))
            and b.number.value < 100
        ):
            worth = b.currency.worth or Decimal(0)
            a.value, a.last, a.step = a.value + b.number.value * worth, b.last, worth
            return True
        plain = (
            b.kind is None
            and b.number.scale == 1
            and 0 < b.value < 100
            and b.value == b.value.to_integral_value()
            and not b.number.decimals
        )
        ends = (
            b.last >= len(self.tokens) or self.tokens.breaks(b.last) or self.tokens.norm[b.last] in (".", "!", "?", ",", ";", ")")
        )
        if (
            plain
            and (ends or (gap and b.last < len(self.tokens) and self.tokens.norm[b.last] in self.grammar.data["and"]))
            and (gap or not a.prefixed or b.value >= 10)
        ):
            a.value, a.last, a.step = a.value + b.value / 100, b.last, Decimal("0.01")
            return True
        return False

    def _join(self, a: Quantity, b: Quantity) -> Quantity | Literal[False] | None:
        """One range of two quantities, None where they stay two (units may be shared), False where both are a score."""
        tokens, norm, h = self.tokens, self.tokens.norm, self.hedges
        gap = range(a.last, b.first)
        if len(gap) > 4 or tokens.breaks(b.first):
            return None
        words = norm[a.last : b.first]
        if a.last >= b.first:
            return None
        dash = len(words) == 1 and words[0] in h.dash
        to = (found := h.to.at(tokens, a.last)) is not None and found[0] == b.first
        joint = (found := h.and_.at(tokens, a.last)) is not None and found[0] == b.first
        either = (found := h.or_.at(tokens, a.last)) is not None and found[0] == b.first
        listed = all(w in (",", "-", "–") or w in self.grammar.data["and"] or h.or_.starts(w) for w in words)
        toward = len(words) == 1 and words[0] in self.hedges.toward
        if not (dash or to or joint or either or listed or toward):
            return None
        between = h.between.before(tokens, a.first)
        start = h.from_.before(tokens, a.first)
        opening = between or start
        ranged = (joint and between is not None) or dash or to
        if to and not between:
            before = start[0] if start else a.first
            by = before > 0 and h.by.before(tokens, before) is not None
            ranged = (
                b.value <= 4 * a.value
                if by
                else not any(w in h.change for w in norm[max(0, before - (5 if start else 2)) : before])
            )
        if either:
            ranged = (
                a.kind is None
                and a.number.scale == b.number.scale == 1
                and 0 < b.value - a.value <= 2
                and b.value <= 20
                and b.kind is not None
                and b.kind is not Kind.MONEY
            )
        same = self._share(a, b, ranged)
        if same and a.currency is not None and b.currency is not None and a.currency.worth != b.currency.worth:
            return None
        if dash and not (a.number.digits or b.number.digits) and tokens.touches(a.last):
            return None
        if dash and a.kind is None and b.kind is None:
            short = a.number.plain and b.number.plain and a.value < 100 and b.value < 100
            touching = tokens.touches(a.last) and tokens.touches(b.first)
            if short and touching and (a.value >= b.value or norm[a.last] == "-"):
                return False
        if not ranged or not same or a.high is not None or b.high is not None:
            return None
        low, high = a.value, b.value
        if low > high and not (between is not None or (to and start is not None)):
            return None
        if low == high:
            return None
        a.value, a.high = min(low, high), max(low, high)
        a.last, a.kind, a.unit, a.currency, a.per, a.hedge = (
            b.last,
            b.kind,
            b.unit,
            b.currency or a.currency,
            b.per or a.per,
            Hedge.RANGE,
        )
        a.steps += b.steps
        if opening:
            a.steps.append(
                Step(
                    slot="hedge",
                    rule="range.words",
                    text="a range, as its opening word says",
                    start=tokens.start[opening[0]],
                    end=tokens.end[b.last - 1],
                )
            )
        else:
            a.steps.append(self._step("hedge", "range.joined", "a range of two numbers", a))
        return a

    def _share(self, a: Quantity, b: Quantity, ranged: bool) -> bool:
        """Give a's missing scale and unit from b or the other way round; whether the two are of one unit then."""
        if b.kind is not None and a.kind is None:
            small = abs(a.value) < 1000 and a.number.scale == 1 and b.number.scale > 1
            if small and (not ranged or a.value * b.number.scale <= b.value):
                self._multiply(a, b.number.scale)
            if b.kind in (Kind.MONEY, Kind.PERCENT) or ranged or b.kind is Kind.COUNT or b.number.rule != "number.vague":
                a.kind, a.unit, a.currency, a.per, a.shared = b.kind, b.unit, b.currency, b.per, True
                if b.currency is not None and b.currency.worth is not None:
                    a.value *= b.currency.worth
                a.steps.append(self._step("unit", "unit.shared", "takes scale and unit of the number it is joined to", a))
                return True
            return False
        if a.kind is not None and b.kind is None and a.kind in (Kind.MONEY, Kind.PERCENT) and ranged:
            if a.kind is Kind.MONEY and a.number.scale == 1 and b.number.scale > 1 and abs(a.value) < 1000:
                self._multiply(a, b.number.scale)
            b.kind, b.unit, b.currency, b.shared = a.kind, a.unit, a.currency, True
            return True
        if a.kind is None and b.kind is None:
            small = abs(a.value) < 1000 and a.number.scale == 1 and b.number.scale > 1
            if ranged and small and a.value * b.number.scale <= b.value:
                self._multiply(a, b.number.scale)
            return True
        if a.kind is not b.kind:
            return False
        if (a.kind is Kind.MONEY and a.unit == b.unit) or (
            a.currency and b.currency and (b.unit in a.currency.others or a.unit in b.currency.others)
        ):
            small = abs(a.value) < 1000 and a.number.scale == 1 and b.number.scale > 1
            if ranged and small and a.value * b.number.scale <= b.value:
                self._multiply(a, b.number.scale)
            return True
        return a.unit == b.unit

    def _bounds(self, found: list[Quantity]) -> list[Quantity]:
        """A lower and an upper bound joined are one range: "more than 100 and fewer than 300"."""
        lower, upper = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER, Hedge.AT_MOST)
        out: list[Quantity] = []
        for b in found:
            a = out[-1] if out else None
            if (
                a is not None
                and a.high is None
                and b.high is None
                and {a.hedge, b.hedge} & set(lower)
                and {a.hedge, b.hedge} & set(upper)
            ):
                low, high = (a, b) if a.hedge in lower else (b, a)
                gap = self.tokens.norm[a.last : b.first]
                joint = set(self.tokens.norm[a.last : self.hedges.opens(self.tokens, b.first)])
                joined = joint and joint <= (self.hedges.joins | {","}) and len(gap) <= 9 and not self.tokens.breaks(b.first)
                if joined and low.value < high.value and self._share(a, b, True):
                    a.value, a.high, a.last, a.hedge = low.value, high.value, b.last, Hedge.RANGE
                    a.steps += [*b.steps, self._step("hedge", "range.bounds", "a lower and an upper bound", a)]
                    continue
            out.append(b)
        return out

    # --- hedges ---------------------------------------------------------------------------------

    def _hedge(self, found: list[Quantity]) -> None:
        last = 0
        previous: Quantity | None = None
        for q in found:
            if q.hedge is None:
                before = self.hedges.before(self.tokens, q.first)
                if before is not None and (
                    before.first < last or (q.kind is Kind.DURATION and self.hedges.during(self.tokens, before))
                ):
                    before = None
                after = self.hedges.after(self.tokens, q.last)
                if before is None and after is None:
                    after = self.hedges.beyond(self.tokens, q.last)
                chosen = before if before is not None and before.hedge is not Hedge.EXACT else after or before
                if chosen is not None:
                    q.hedge, q.near = chosen.hedge, chosen.near
                    q.steps.append(self._hedge_step(chosen))
                elif (
                    previous is not None
                    and previous.shared
                    and previous.hedge not in (None, Hedge.RANGE)
                    and q.first - previous.last <= 2
                ):
                    q.hedge, q.near = previous.hedge, previous.near
            last, previous = q.last, q

    def _hedge_step(self, found: Found) -> Step:
        tokens = self.tokens
        start, end = tokens.start[found.first], tokens.end[found.last - 1]
        return Step(
            slot="hedge", rule=f"hedge.{found.hedge}", text=f"'{self.text[start:end]}' says {found.hedge}", start=start, end=end
        )

    # --- context --------------------------------------------------------------------------------

    def _elliptic(self, found: list[Quantity]) -> list[Quantity]:
        """What a bare number counts: people by what befell them, money or things by what stands around it."""
        article, tokens = self.article, self.tokens
        sentence = [article.sentence_at(tokens.start[q.first]) for q in found]
        anchors = [(i, q) for i, q in enumerate(found) if q.kind in (Kind.MONEY, Kind.COUNT) and q.number.high is None]
        for i, q in enumerate(found):
            if q.kind is Kind.COUNT and q.value >= 10**6 and self._misspelt(q, found):
                continue
            if q.kind is Kind.COUNT and q.unit in self.nouns.others:
                self._back_to_noun(q, i, found, sentence)
            if q.kind is not None:
                continue
            if self._of_people(q):
                q.kind, q.unit = Kind.COUNT, self.nouns.person
                q.steps.append(self._step("unit", "count.people", "counts people, as what befell them says", q))
                continue
            if q.number.fraction or q.number.high is not None or q.value < 2:
                continue
            if i + 1 < len(found) and self._converted(q, found[i + 1]):
                own = next((p for j, p in reversed(anchors) if j < i and p.kind is Kind.MONEY and not self._bracketed(p)), None)
                if own is not None and own.unit != found[i + 1].unit:
                    self._like(q, own)
                    continue
            toll = self._toll(q)
            if toll is not None:
                q.kind, q.unit = Kind.COUNT, toll
                q.steps.append(self._step("unit", "count.toll", f"counts '{toll}', as the words before say", q))
                continue
            big = q.number.scale >= 10**6
            earlier = [p for j, p in anchors if j < i and sentence[j] == sentence[i]]
            counted = [p for p in earlier if p.kind is Kind.COUNT]
            near = (earlier if big else counted or earlier)[-1] if earlier else None
            if big:
                large = [(j, p) for j, p in anchors if p.number.scale >= 10**6 and not self._bracketed(p)]
                here = [p for j, p in large if sentence[j] == sentence[i] and j < i]
                near = (
                    here[-1]
                    if here
                    else next((p for j, p in reversed(large) if j < i), None) or next((p for j, p in large if j > i), near)
                )
                near = (
                    near or next((p for j, p in reversed(anchors) if j < i), None) or next((p for j, p in anchors if j > i), None)
                )
                same = next((p for _, p in anchors if p.value == q.value), None)
                if same is not None:
                    near = same
                if near is not None:
                    self._like(q, near)
                elif (code := self.money.bare) is not None:
                    q.kind, q.unit = Kind.MONEY, code
                    q.steps.append(
                        self._step("unit", "money.bare", f"an amount without unit, taken for {code} as usual in this language", q)
                    )
            elif near is None:
                before = [p for j, p in anchors if j < i and sentence[i] - sentence[j] == 1]
                near = next((p for p in reversed(before) if p.kind is Kind.COUNT), None)
                if near is not None and q.value == q.value.to_integral_value():
                    self._like(q, near)
                elif near is None and q.value == q.value.to_integral_value() and self._pointed(q):
                    last = next((p for j, p in reversed(anchors) if j < i and p.kind is Kind.COUNT), None)
                    q.kind, q.unit = Kind.COUNT, last.unit if last is not None else self._noun_before(q) or self.nouns.thing
                    q.steps.append(self._step("unit", "count.pointed", f"counts '{q.unit}', which the article named before", q))
            elif near.kind is Kind.COUNT and q.value == q.value.to_integral_value():
                self._like(q, near)
        return found

    def _converted(self, q: Quantity, following: Quantity) -> bool:
        """Whether the next quantity is money in brackets right behind q."""
        gap = self.tokens.norm[q.last : following.first]
        return following.kind is Kind.MONEY and len(gap) == 1 and gap[0] in "(["

    def _bracketed(self, q: Quantity) -> bool:
        return q.first > 0 and self.tokens.norm[q.first - 1] in "([" and q.kind is Kind.MONEY

    def _pointed(self, q: Quantity) -> bool:
        """Whether words point back to a thing named before: "er 24", "the first six", "out of the 24"."""
        norm, i = self.tokens.norm, q.first
        after = norm[q.last] if q.last < len(norm) else "."
        closed = (
            after in self.nouns.stop
            or self.tokens.kind[q.last if q.last < len(norm) else -1] == SIGN
            or after in self.nouns.pointed_after
        )
        near = any(w in self.nouns.pointers for w in norm[max(0, i - 4) : i])
        first = (
            i > 1
            and norm[i - 1] in self.nouns.pointed_by
            and (norm[i - 2] in self.nouns.determiners or norm[i - 2] in self.nouns.of)
        )
        return closed and (near or first)

    def _noun_before(self, q: Quantity) -> str | None:
        """The nearest plural noun before the number, in its own sentence or the one before."""
        tokens = self.tokens
        for i in range(q.first - 1, max(-1, q.first - 40), -1):
            if tokens.kind[i] == WORD and tokens.norm[i] not in self.nouns.nominal and self.nouns.is_plural(tokens.norm[i]):
                return self.nouns.lemma(tokens.norm[i])
        return None

    def _toll(self, q: Quantity) -> str | None:
        """What a number of something counts that was named before it: "the death toll rose to 40,000"."""
        tokens, norm = self.tokens, self.tokens.norm
        for i in range(q.first - 1, max(-1, q.first - 25), -1):
            if tokens.breaks(i + 1) or tokens.kind[i] == NUMBER or norm[i] in ".!?;":
                return None
            if (unit := self.nouns.tolls.get(norm[i])) is not None:
                return unit
            if norm[i] in self.nouns.number_of and i + 2 < q.first:
                k = i + 1 + (norm[i + 1] in self.nouns.of)
                k += norm[k] in self.nouns.determiners
                head = self.nouns.head(tokens, k, True)
                return head.lemma if head is not None and head.last <= q.first else None
            if norm[i] in self.hedges.change and i and self.nouns.is_plural(norm[i - 1]) and tokens.kind[i - 1] == WORD:
                return self.nouns.lemma(norm[i - 1]) if self._to(q.first) else None
            if norm[i] in self.nouns.nominal and i > 1 and norm[i - 1] in self.nouns.determiners:
                return self.nouns.person
        return None

    def _misspelt(self, q: Quantity, found: list[Quantity]) -> bool:
        """Whether the counted noun is a currency gone wrong: "800 million eruos" where 800 million euros stand elsewhere."""
        same = next((p for p in found if p.kind is Kind.MONEY and p.value == q.value and p.high == q.high), None)
        word = self.tokens.norm[q.last - 1]
        if same is None or len(word) < 4:
            return False
        if min((Levenshtein.distance(word, form, score_cutoff=2) for form in self.money.forms(same.unit)), default=3) > 2:
            return False
        q.kind, q.unit, q.currency = same.kind, same.unit, same.currency
        text = f"'{word}' taken for a misspelt currency, as the article states the same amount in {same.unit}"
        q.steps.append(self._step("unit", "money.misspelt", text, q))
        return True

    def _to(self, i: int) -> bool:
        """Whether the words right before token i, hedges aside, lead to a level: "rose to", "steeg naar"."""
        i = self.hedges.opens(self.tokens, i)
        norm = self.tokens.norm
        return i > 0 and (norm[i - 1] in self.hedges.toward or self.hedges.to.before(self.tokens, i) is not None)

    def _like(self, q: Quantity, near: Quantity) -> None:
        q.kind, q.unit, q.currency = near.kind, near.unit, near.currency
        what = "money" if near.kind is Kind.MONEY else "count"
        q.steps.append(self._step("unit", f"{what}.elliptic", f"takes the unit '{near.unit}' of a neighbouring amount", q))

    def _back_to_noun(self, q: Quantity, i: int, found: list[Quantity], sentence: list[int]) -> None:
        for j in range(i - 1, -1, -1):
            if sentence[i] - sentence[j] > 1:
                break
            if found[j].kind is Kind.COUNT and found[j].unit not in self.nouns.others:
                q.unit = found[j].unit
                return
        q.unit = self.nouns.person

    def _of_people(self, q: Quantity) -> bool:
        """Whether what befell the counted says that they are people: "35,418 were killed", "killing 12"."""
        tokens, norm, nouns_ = self.tokens, self.tokens.norm, self.nouns
        if q.value != q.value.to_integral_value() or q.number.fraction or q.value < 2:
            return False
        i = q.first
        while i > 0 and (found := self.hedges._before.before(tokens, i)) is not None and found[0] < i:
            i = found[0]
        if i and norm[i - 1] in nouns_.people_before and not tokens.breaks(i):
            return True
        k, steps = q.last, 0
        while k < len(tokens) and steps < 8 and not tokens.breaks(k):
            word = norm[k]
            if word in nouns_.people_after:
                return True
            if word not in nouns_.people_across:
                return False
            k, steps = k + 1, steps + 1
        return False

    def _resolve(self, found: list[Quantity]) -> None:
        """What ambiguous currencies mean in this article."""
        ambiguous = [q for q in found if q.kind is Kind.MONEY and q.currency is not None and q.currency.others]
        if not ambiguous:
            return
        stated = Counter(q.unit for q in found if q.kind is Kind.MONEY and q.currency is not None and not q.currency.others)
        by_value = {
            (q.value, q.high): q.unit for q in found if q.kind is Kind.MONEY and q.currency is not None and not q.currency.others
        }
        resolver = Resolver(self.money, self.text, stated)
        for q in ambiguous:
            currency, at = q.currency, self.tokens.start[q.first]
            assert currency is not None
            same = by_value.get((q.value, q.high))
            if same is not None and same in currency.others:
                answer: tuple[str, str] | None = (same, "as the article states the same amount so in full")
            else:
                answer = resolver(currency, at, self.article.sentences[self.article.sentence_at(at)])
            if answer is not None:
                q.unit = answer[0]
                q.steps.append(self._step("unit", "money.resolved", f"ambiguous currency read as {answer[0]}, {answer[1]}", q))
            else:
                q.steps.append(self._step("unit", "money.usual", f"ambiguous currency read as {q.unit}, its usual meaning", q))

    def _convert(self, found: list[Quantity]) -> None:
        """A conversion in brackets takes the hedge of what it converts."""
        norm = self.tokens.norm
        for a, b in itertools.pairwise(found):
            if (
                a.kind is Kind.MONEY
                and b.kind is Kind.MONEY
                and a.unit != b.unit
                and b.hedge is None
                and a.hedge not in (None, Hedge.EXACT, Hedge.RANGE)
            ):
                gap = norm[a.last : b.first]
                if 1 <= len(gap) <= 2 and gap[0] in "([":
                    b.hedge, b.near = a.hedge, a.near
                    b.steps.append(
                        self._step("hedge", "hedge.conversion", "a conversion takes the hedge of the amount it converts", b)
                    )

    def _step(self, slot: str, rule: str, text: str, q: Quantity) -> Step:
        return Step(slot=slot, rule=rule, text=text, start=self.tokens.start[q.first], end=self.tokens.end[q.last - 1])

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
