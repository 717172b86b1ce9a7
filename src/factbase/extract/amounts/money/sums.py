"""Sums of money: the currency before or behind a number, an abbreviated scale, coins and slang."""

from __future__ import annotations

from decimal import Decimal

from factbase.extract.amounts.exclusions.labels import Labels
from factbase.extract.amounts.lexer import NUMBER, SIGN, WORD
from factbase.extract.amounts.money.currencies import Currency
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Kind

_TELLS, _TELLS_WORDS = 15, 60
"""Words on either side of slang for a sum in which others must speak of money; of a number in words, which few weights have."""
_CENTS = 2
"""Digits of the cents of a sum."""
_WEIGHED = 8
"""Tokens back to the word for how heavy something is."""
_ALIKE = 6
"""Tokens between two sums that are abbreviated alike."""


class Sums:
    """Reads the numbers of one article as money."""

    def __init__(self, reading: Reading, labels: Labels) -> None:
        self.reading, self.tokens, self.grammar, self.note = reading, reading.tokens, reading.grammar, reading.note
        self.money, self.measures, self.nouns, self.labels = reading.money, reading.measures, reading.nouns, labels

    def likely(self, currency: Currency, n: Number) -> bool:
        """Whether a number is written as money is where the sign before it says little: with a scale or separators."""
        tokens, k = self.tokens, n.last
        k += tokens.norm[k] == "-" and tokens.touches(k)  # "P12-M"
        word = tokens.norm[k]
        short = self.grammar.short_scale(word) is not None
        near = tokens.touches(k) or not (tokens.breaks(k) or self.grammar.short_needs_money(word))
        scale = n.scale > 1 or (short and near)
        if currency.scaled:
            return scale and n.digits and tokens.touches(n.first)
        return scale or not currency.weak or (n.digits and not n.plain)

    def short_scale(self, q: Quantity, j: int) -> int:
        """The end of an abbreviated scale behind the number, which is then multiplied: "34.2bn", "7 mln.", "$500M"."""
        tokens, norm, n = self.tokens, self.tokens.norm, q.number
        if tokens.kind[j] != WORD or tokens.breaks(j):
            return j
        word = norm[j]
        if n.scale != 1 and n.rule != "number.fraction" and not self.grammar.short_is(word, "scaled"):
            return j  # "1.3 lakh cr"
        scale = self.grammar.short_scale(word)
        if scale is None or not n.digits:
            return j
        end = j + 1
        dotted = end + 1 if norm[end] == "." and tokens.touches(end) and len(word) > 1 else end
        behind = self.money.after(tokens, dotted)
        if self.grammar.short_needs_money(word) and not (q.currency or behind or self._as_before(word, q)):
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
        if (
            self.grammar.short_is(word, "attached")
            and not tokens.touches(j)
            and not (q.currency or behind or tokens.kind[end] == SIGN)
        ):
            return j
        q.multiply(scale)
        self.note(q, "amount", "number.abbreviation", f"'{tokens.raw(j)}' multiplies by {scale:f}")
        return dotted if behind and not q.prefixed else end

    def _as_before(self, word: str, q: Quantity) -> bool:
        """Whether the sum right before is abbreviated alike: the millions of "£34m, up from 29m"."""
        tokens, norm, previous = self.tokens, self.tokens.norm, self.reading.previous
        if previous is None or previous.kind is not Kind.MONEY or norm[previous.last - 1] != word:
            return False
        gap = norm[previous.last : q.first]
        return len(gap) <= _ALIKE and not any(w in ".;:!?" for w in gap) and not tokens.breaks(q.first) and tokens.touches(q.last)

    def cents_apart(self, q: Quantity, j: int) -> int:
        """The end of cents with a space between them and their sign, which the sum then holds: "N6,601,770. 99 for roads"."""
        tokens, norm, n = self.tokens, self.tokens.norm, q.number
        grouped = q.prefixed and n.digits and not n.plain and n.scale == 1 and not n.decimals
        if not grouped or norm[j] != self.grammar.data["decimal"] or not tokens.touches(j):
            return j
        cents = norm[j + 1] if tokens.kind[j + 1] == NUMBER and not tokens.breaks(j + 1) else ""
        if len(cents) != _CENTS or not cents.isdigit() or norm[j + 2] not in self.nouns.stop:
            return j  # "It cost $1,400. 20 people came."
        q.step = Decimal(1).scaleb(-_CENTS)
        q.value += Decimal(cents) * q.step.copy_sign(q.value)
        self.note(q, "amount", "number.cents_apart", f"read as {q.value:f}, with the cents set apart")
        return j + 2

    def behind(self, q: Quantity, k: int) -> bool:
        """A currency behind the number."""
        tokens, n = self.tokens, q.number
        found = self.money.after(tokens, k)
        if found is None or (
            n.article and (found[0] - k > 1 or found[1].code == tokens.norm[k].upper() or len(tokens.norm[k]) < 4)
        ):
            return False
        end, currency = found
        next_one = tokens.kind[end] == NUMBER and not tokens.touches(end)
        if next_one and n.plain and 1900 <= n.value <= 2100 and tokens.raw(k) == currency.code:
            return False  # "in May 2023 NOK 1.3 billion followed"
        if q.currency is not None:
            if tokens.kind[end] == NUMBER and not tokens.touches(k) and currency.code != q.currency.code:
                return False
            same = currency.code == q.currency.code
            if same or (not currency.others and currency.code in q.currency.others):
                q.currency, q.last = currency if not same else q.currency, end  # "$5 Canadian", "$5 million dollars"
                self.state(q)
            return same or q.unit == currency.code
        word = tokens.norm[end - 1]
        if end - k == 1 and word in self.money.uncertain and n.value < 1000 and n.scale == 1:
            return False
        beside = self.money.may_weigh(word) and (self._beside_weight(n.first, end) or self._weighing(n.first))
        if end - k == 1 and (beside or self.money.weighs(tokens, end)):
            return False
        if end - k == 1 and len(word) == 1 and word.isalpha() and not n.digits:
            return False
        if end - k == 1 and word in self.reading.hedges.marks and tokens.norm[n.first - 1] in self.nouns.determiners:
            return False  # "passed the 10,000 mark"
        if end - k == 1 and n.scale == 1 and word in self.money.adjectives and not self._ends_phrase(end):
            return False  # "40 real estate agents"
        if not q.prefixed and self.labels.part_of_name(n):
            return False
        single = len(word) == 1 and word.isalpha() and word not in self.money.lower_letters
        if single and currency.worth is not None and not tokens.touches(k):
            return False
        q.currency, q.last = currency, end
        self.state(q)
        return True

    def _beside_weight(self, first: int, end: int) -> bool:
        """Whether a weight stands right beside: "540 kilograms or 1,185 pounds", "12 pounds and 3 ounces"."""
        tokens, norm = self.tokens, self.tokens.norm
        ahead = end + (norm[end] in (*self.nouns.joins, ",", "("))
        number = not tokens.breaks(ahead)
        if number and (tokens.kind[ahead] == NUMBER or self.grammar.numeral(norm[ahead])):
            behind = self.measures.after(tokens, ahead + 1)
            if behind is not None and behind[1].name in self.measures.weights:
                return True
        i, between = first, {"(", ",", *self.nouns.either, *self.nouns.joins}
        while i > 0 and i > first - 3 and norm[i - 1] in between:
            i -= 1
        before = self.measures.before(tokens, i) if i < first else None
        return before is not None and before.name in self.measures.weights

    def _weighing(self, first: int) -> bool:
        """Whether words before token `first` say that something weighs so much: "weighing 40 pounds", "the weight is about"."""
        tokens, norm = self.tokens, self.tokens.norm
        for i in range(first - 1, max(-1, first - _WEIGHED), -1):
            if tokens.breaks(i + 1) or tokens.kind[i] != WORD:
                return False
            if norm[i] in self.money.weighing:
                return True
        return False

    def state(self, q: Quantity) -> Quantity:
        """The quantity as money in the currency that stands at it, with the rate behind it."""
        currency = q.currency
        assert currency is not None
        q.kind, q.unit = Kind.MONEY if q.number.high is None else Kind.OTHER, currency.code
        if q.number.grouped is not None and q.number.scale == currency.scale == 1 and self._thousands(q):
            self.note(q, "amount", "number.regrouped", q.regroup())
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

    def _thousands(self, q: Quantity) -> bool:
        """Whether three digits behind a decimal sign are no thousandths of a coin, as fuel and rates of exchange have."""
        rated = self.measures.per(self.tokens, q.last) is not None
        return not rated and (q.number.value >= 10 or q.number.value * 10 % 1 == 0)

    def slang(self, q: Quantity, k: int, end: int) -> bool:
        """Whether a weight is slang for a sum: the Dutch "zes ton", 600,000 euros, near words of money and none of goods."""
        slang, n = self.money.slang.get(self.tokens.norm[k]), q.number
        if slang is None or end - k != 1 or n.value >= slang.below:
            return False
        if not self._ends_phrase(end) and self.tokens.norm[end] not in slang.money:
            return False  # "een ton cement", but "een ton bijschrijven"
        norm, reach = self.tokens.norm, _TELLS if n.digits or n.article else _TELLS_WORDS
        if any(w in slang.goods for w in norm[max(0, k - _TELLS) : end + _TELLS]):
            return False
        if not slang.tells(norm[max(0, k - reach) : end + reach]):
            return False
        q.currency, q.last = Currency(slang.code, worth=slang.worth), end
        return True

    def _ends_phrase(self, j: int) -> bool:
        """Whether no noun follows at token j."""
        tokens = self.tokens
        return tokens.breaks(j) or tokens.kind[j] == SIGN or tokens.norm[j] in self.nouns.stop
