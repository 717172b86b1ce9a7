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

from factbase.extract.article import Article, Mention
from factbase.extract.counts import Nouns, nouns
from factbase.extract.hedges import Found, Hedges, hedges
from factbase.extract.lexer import NUMBER, SIGN, WORD, Tokens
from factbase.extract.money import Currency, Money, money, resolve
from factbase.extract.numbers import Grammar, Number, grammar
from factbase.extract.quantities import Measures, measures
from factbase.model import Hedge, Kind, Problem, Step
from factbase.normalise.intervals import interval

_NOISE = re.compile(
    r"\b\d{4}-\d{1,2}(?:-\d{1,2})?(?:T[\d:.Z+]+)?\b"  # ISO dates
    r"|\b\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b"
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
        taken = 0
        days: set[int] = self._days(numbers)
        at = 0
        for index, number in enumerate(numbers):
            start = self.tokens.start[number.first]
            while at < len(noise) and noise[at][1] <= start:
                at += 1
            if (at < len(noise) and noise[at][0] <= start) or index in days:
                continue
            quantity = self._quantity(number, taken)
            if quantity is not None:
                taken = quantity.last
                found.append(quantity)
        found = self._combine(found)
        self._hedge(found)
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
        q.last = j
        k = j
        if k + 1 < size and norm[k] in ("-", "–") and tokens.kind[k + 1] == WORD and tokens.touches(k + 1):
            k += 1
        if n.high is not None and k < size and norm[k] in ("of", "aan", "van") and k + 1 < size:
            k += 1
        if tokens.breaks(k) and k < size:
            return self._unitless(q)
        if self._money_behind(q, k):
            return q if not self._is_label_money(n, q) else None
        if q.prefixed:
            return self._is_money(q)
        measure = self.measures.after(tokens, k)
        if measure is None and k == j and k < size and tokens.kind[k] == WORD and not n.digits and norm[k] in self.measures.folds:
            measure = None
        if measure is not None and not (n.digits and tokens.touches(n.first) and n.first and tokens.kind[n.first - 1] == WORD):
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
        if k > j and n.plain and n.digits and tokens.kind[k] == WORD and self._model_name(n, k):
            return None
        if self._is_label(n):
            return None
        return self._counted(q, k)

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
        if k >= len(tokens) or tokens.breaks(k):
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
        if after is None:
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
        info = end - k == 1 and word in self._uncertain()
        if info and n.value < 1000 and not (n.scale > 1):
            return False
        if end - k == 1 and word in self._weights() and self._weighs(n, end):
            return False
        if end - k == 1 and len(word) == 1 and word.isalpha() and not n.digits:
            return False
        if n.first > 0 and n.digits and tokens.touches(n.first) and tokens.kind[n.first - 1] == WORD and not q.prefixed:
            return False
        q.currency, q.last = currency, end
        self._is_money(q)
        return True

    def _uncertain(self) -> frozenset[str]:
        return self.money.uncertain

    def _weights(self) -> frozenset[str]:
        return self.money.weights

    def _weighs(self, n: Number, end: int) -> bool:
        norm = self.tokens.norm
        return end < len(norm) and (norm[end] in ("of", "-") or norm[end] in self.nouns.data.get("weighed", ()))

    def _is_label_money(self, n: Number, q: Quantity) -> bool:
        return False

    def _is_money(self, q: Quantity) -> Quantity:
        currency = q.currency
        assert currency is not None
        q.kind, q.unit = Kind.MONEY, currency.code
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

    def _model_name(self, n: Number, k: int) -> bool:
        return False

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
        if n.digits and n.plain and k == q.last and k < size and tokens.touches(k) and tokens.kind[k] == WORD:
            return None
        one = n.value == 1 and not n.digits
        if n.bare:
            return None
        head = self.nouns.head(tokens, k, n.value != 1)
        prev = norm[n.first - 1] if n.first else ""
        if self._year(n, prev, head is not None):
            return None
        if one:
            return self._one(q, k, prev)
        if head is None:
            if self._named(n, prev):
                return None
            return self._unitless(q, k)
        if n.plain and (prev in self.labels or (prev == "." and n.first > 1 and norm[n.first - 2] in self.labels)):
            return None
        if n.plain and n.value < 100 and self._named(n, prev) and not head.plural:
            return None
        q.unit, q.last = head.lemma, head.last
        if (
            head.lemma.lower() in self.nouns.abstract
            or n.high is not None
            or n.fraction
            or n.value < 2
            or n.value != n.value.to_integral_value()
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
            return None
        q.unit, q.last = norm[k], k + 1
        return q

    def _year(self, n: Number, prev: str, counted: bool) -> bool:
        if not (
            n.digits and n.plain and n.last - n.first == 1 and 1500 <= n.value <= 2100 and len(self.tokens.norm[n.first]) == 4
        ):
            return False
        if prev in self.months or prev in self.years_after or (prev == "," and self._month_before(n.first - 2)):
            return True
        return not counted

    def _named(self, n: Number, prev: str) -> bool:
        """Whether the word before makes a bare number its name: "article 5", "Leopard 1", "S&P 500"."""
        tokens, i = self.tokens, n.first
        if not n.plain or i == 0 or tokens.breaks(i):
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
            ranged = not any(w in h.change for w in norm[max(0, before - (5 if start else 2)) : before])
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
        if a.kind is None or a.kind is not b.kind:
            return a.kind is None and b.kind is None
        if (a.kind is Kind.MONEY and a.unit == b.unit) or (
            a.currency and b.currency and (b.unit in a.currency.others or a.unit in b.currency.others)
        ):
            small = abs(a.value) < 1000 and a.number.scale == 1 and b.number.scale > 1
            if ranged and small and a.value * b.number.scale <= b.value:
                self._multiply(a, b.number.scale)
            return True
        return a.unit == b.unit

    # --- hedges ---------------------------------------------------------------------------------

    def _hedge(self, found: list[Quantity]) -> None:
        last = 0
        previous: Quantity | None = None
        for q in found:
            if q.hedge is None:
                before = self.hedges.before(self.tokens, q.first)
                if before is not None and before.first < last:
                    before = None
                after = self.hedges.after(self.tokens, q.last)
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
            big = q.number.scale >= 10**6
            earlier = [p for j, p in anchors if j < i and sentence[j] == sentence[i]]
            near = earlier[-1] if earlier else None
            if big:
                near = (
                    near or next((p for j, p in reversed(anchors) if j < i), None) or next((p for j, p in anchors if j > i), None)
                )
                same = next((p for _, p in anchors if p.value == q.value), None)
                if same is not None:
                    near = same
                if near is not None:
                    self._like(q, near)
            elif near is None:
                before = [p for j, p in anchors if j < i and sentence[i] - sentence[j] == 1]
                near = before[-1] if before else None
                if near is not None and near.kind is Kind.COUNT and q.value == q.value.to_integral_value():
                    self._like(q, near)
            elif near.kind is Kind.COUNT and q.value == q.value.to_integral_value():
                self._like(q, near)
        return found

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
        known: dict[Currency, tuple[str, str] | None] = {}
        lower: str | None = None
        for q in ambiguous:
            currency = q.currency
            assert currency is not None
            same = by_value.get((q.value, q.high))
            if same is not None and same in currency.others and same != currency.code:
                answer: tuple[str, str] | None = (same, "as the article states the same amount so in full")
            else:
                if currency not in known:
                    lower = lower if lower is not None else self.text.lower()
                    known[currency] = resolve(self.money, currency, lower, stated)
                answer = known[currency]
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
