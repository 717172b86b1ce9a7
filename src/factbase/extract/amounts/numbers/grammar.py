"""The numbers of a text in digits, words and mixtures of both, in any language that has a `numbers.yaml`.

Halves and fractions stand before a scale ("half a million") or behind a number ("two and a half million"); shares are said as
so many of so many ("one in five").
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import compress, count

from factbase import knowledge
from factbase.extract.amounts.lexer import FRACTION, NUMBER, SIGN, WORD, Phrases, Tokens
from factbase.extract.amounts.numbers.digits import Habit
from factbase.extract.amounts.numbers.fractional import Fractions
from factbase.extract.amounts.numbers.number import Number, decimal
from factbase.extract.amounts.numbers.numerals import Numerals, Part
from factbase.extract.amounts.numbers.runs import Runs
from factbase.extract.text.words import remembered


class Grammar:
    """The numbers of one language."""

    def __init__(self, lang: str) -> None:
        data = self.data = knowledge.read(f"lang/{lang}/numbers.yaml")
        self.numerals = Numerals(data)
        self.fractions = Fractions(data, self.numerals)
        self.runs = Runs(data, self.numerals, self.fractions)
        self._minus, self._division = set(data["minus"]), set(data["division"])
        self._short_money = set(data["abbreviations_money"])
        self._short_sorts = {sort: frozenset(words) for sort, words in data["abbreviations_alone"].items()}
        self._out_of = Phrases((" ".join(words), True) for words in data["out_of"])
        self._parts_of = frozenset(" ".join(words) for words in data["out_of_some"])
        alone = set(data["few_alone"])
        self._few = Phrases((words, words not in alone) for words in data["few"])
        self._months = set(data["months"])
        weekdays = knowledge.read(f"lang/{lang}/dates.yaml")["weekdays"].values()
        self.weekdays = tuple(form for forms in weekdays for form in forms if len(form) > 2)
        self._opens = remembered(
            lambda word: (
                not word[0].isalpha() or bool(self.parts(word)) or word in self.runs.vague or word in self.numerals.articles
            )
        )

    # --- numbers in a text ----------------------------------------------------------------------

    def find(self, tokens: Tokens) -> list[Number]:
        """Every number of the text in order, however it is used."""
        found: list[Number] = []
        habit: Habit | None = None
        free = 0
        for i in compress(count(), map(self._opens, tokens.norm)):
            kind = tokens.kind[i]
            if i < free or kind not in (WORD, NUMBER, FRACTION):
                continue
            if kind == NUMBER and habit is None:
                habit = self.runs.digits.habit(tokens)
            number = self.at(tokens, i, habit or Habit.OWN)
            if number is not None and not number.digits and (number.collective or self._scaling(tokens, i)):
                number = self._how_many(tokens, number, habit or Habit.OWN)
            if number is not None:
                free = number.last
                found.append(number)
        return found

    def at(self, tokens: Tokens, i: int, habit: Habit = Habit.OWN) -> Number | None:
        """The number that begins at token i."""
        kind, norm = tokens.kind[i], tokens.norm
        if kind == WORD and norm[i] in self.runs.vague and (vague := self.runs.vague_at(tokens, i)):
            return vague
        number = self.runs.digits_at(tokens, i, habit) if kind == NUMBER else None
        if number is None and kind == NUMBER:
            return None
        if number is None:
            number = self._read_fraction_first(tokens, i) or (self.runs.words_at(tokens, i) if kind == WORD else None)
        if number is None:
            return self._read_article(tokens, i, habit) if kind == WORD and norm[i] in self.numerals.articles else None
        number = self._with_fraction(tokens, number)
        return self._out_of_each(tokens, number, habit)

    def _how_many(self, tokens: Tokens, n: Number, habit: Habit) -> Number | None:
        """A bare scale or a collective, of which words may leave open how many: "a few hundred", "een paar", "several dozen"."""
        opened = self._few.at(tokens, n.first) if n.collective else None
        if opened is not None:
            end, number = opened
            after = self.at(tokens, end, habit) if self._scaling(tokens, end) and not tokens.breaks(end) else None
            if after is None:
                return n if number else None
            n = after
        elif self._few.before(tokens, n.first) is None:
            return n
        return Number(n.first, n.last, n.value, n.value, n.scale, n.value, False, high=n.value * 10, rule="number.few")

    def _scaling(self, tokens: Tokens, k: int) -> bool:
        """Whether token k multiplies what stands before it: a hundred, a million, a dozen."""
        if tokens.kind[k] != WORD:
            return False
        part = self.numerals.known.get(tokens.norm[k])
        return part is not None and (part.role in "HS" or (part.role == "C" and part.value >= 10))

    def _dozen(self, tokens: Tokens, k: int) -> Decimal | None:
        """The worth of a collective at token k that may be had in halves: dozen, dozijn."""
        part = self.numerals.known.get(tokens.norm[k]) if tokens.kind[k] == WORD else None
        return part.value if part is not None and part.role == "C" and part.value >= 10 and not tokens.breaks(k) else None

    def _read_article(self, tokens: Tokens, i: int, habit: Habit) -> Number | None:
        """An article that may mean one: "een op de twintig"; "een cent", where the caller finds a coin behind it."""
        if tokens.norm[i - 1] in self._minus and tokens.kind[i + 1] == SIGN:
            return Number(i, i + 1, Decimal(1), Decimal(1), Decimal(1), Decimal(1), False, rule="number.words")
        one = Number(i, i + 1, Decimal(1), Decimal(1), Decimal(1), Decimal(1), False, article=True, rule="number.article")
        if not self.numerals.parts(tokens.norm[i]):
            return one
        share = self._out_of_each(tokens, one, habit)
        return share if share.fraction or share.last < len(tokens) else None

    # --- fractions ------------------------------------------------------------------------------

    def _read_fraction_first(self, tokens: Tokens, i: int) -> Number | None:
        """A fraction that opens a number: "half a million", "driekwart miljard", "two thirds"."""
        found = self.fractions.at(tokens, i)
        if not found:
            return None
        value, j = found
        if tokens.norm[i] in self.numerals.articles and j == i + 1:
            return None
        if tokens.norm[i - 1] == "-" and tokens.touches(i):
            return None  # "first-half"
        if tokens.kind[i - 1] == WORD and (before := self.numerals.parts(tokens.norm[i - 1])) and before[-1].role == "O":
            return None  # "the second half"
        step, k = value, j
        if tokens.norm[k] == "-":
            k += 1
        if tokens.norm[k] in self.fractions.of:
            k += 1
        if tokens.norm[k] in self.numerals.articles:
            k += 1
        elif k > j and self.numerals.is_one(tokens.norm[k]) and not tokens.breaks(k + 1):
            k += self.numerals.follows_scale(tokens, k + 1)  # "a quarter of one million"
        if self.numerals.follows_scale(tokens, k) and not tokens.breaks(k):
            scale = self.numerals.known[tokens.norm[k]].value
            return Number(i, k + 1, value * scale, value, scale, step * scale, False, decimals=True, rule="number.fraction")
        if (dozen := self._dozen(tokens, k)) is not None:  # "half a dozen"
            value, step = value * dozen, step * dozen
            return Number(i, k + 1, value, value, Decimal(1), step, False, collective=True, rule="number.fraction")
        return Number(i, j, value, value, Decimal(1), step, False, fraction=value < 1, decimals=True, rule="number.fraction")

    def _with_written_fraction(self, tokens: Tokens, n: Number) -> Number | None:
        """A fraction in signs or digits behind digits, or of which they are the top: "2 1/4", "a 5-1/2-year term", "3/4"."""
        norm, k = tokens.norm, n.last
        if norm[k] == "/":
            below = n.plain and tokens.kind[k + 1] == NUMBER
            found = self.fractions.at(tokens, k - 1) if below else None
            if found is None:
                return None
            n.value, n.last = found
            n.base, n.fraction, n.plain, n.rule = n.value, True, False, "number.fraction"
            return n
        hyphen = norm[k] == "-" and tokens.touches(k)
        if not hyphen and tokens.kind[k] not in (FRACTION, NUMBER):
            return None
        found = self.fractions.at(tokens, k + hyphen)
        if found is None or not (tokens.kind[k] == FRACTION or found[1] == k + hyphen + 3):
            return None
        n.value += found[0]
        n.base, n.last, n.plain, n.decimals, n.step = n.value, found[1], False, True, found[0]
        return self.runs.scaled(tokens, n, Habit.OWN)

    def _with_fraction(self, tokens: Tokens, n: Number) -> Number:
        """A fraction behind a whole number: "two and a half million", "2 1/4", "one million and a half"."""
        if n.fraction or n.high is not None or n.bare:
            return n
        norm, k = tokens.norm, n.last
        if tokens.breaks(k):
            return n
        whole = n.value == n.value.to_integral_value()
        if n.digits and n.scale == 1 and whole and (written := self._with_written_fraction(tokens, n)) is not None:
            return written
        hyphen = norm[k] == "-" and tokens.touches(k)
        if hyphen:
            k += 1
        joined_and = norm[k] in self.numerals.and_
        if not joined_and:
            # "twintig drie vijfde", "three quarters"
            return (self._tail_fraction(tokens, n) if whole and not n.digits else None) or n
        k += 1
        if norm[k] == "-":
            k += 1
        found = self.fractions.at(tokens, k) or self._said_fraction(tokens, k)
        if found is None or tokens.kind[k] == NUMBER:
            return n
        value, j = found
        if value >= 1:
            return n
        if self.numerals.follows_scale(tokens, j):
            scale = self.numerals.known[norm[j]].value
            if n.scale == 1:
                n.value = n.base = n.value + value
                n.last, n.decimals, n.plain, n.step = j, True, False, value
                return self.runs.scaled(tokens, n, Habit.OWN)
            n.value += value * scale
            n.last, n.decimals, n.step = j + 1, True, value * scale
            return n
        if not n.collective and (dozen := self._dozen(tokens, j)) is not None:  # "two and a half dozen"
            n.value = n.base = n.step = (n.value + value) * dozen
            n.last, n.plain, n.collective, n.rule = j + 1, False, True, "number.fraction"
            return n
        unit = n.scale if n.scale >= 1000 else n.step if n.collective else Decimal(1)
        n.value += value * unit
        n.base = n.value / n.scale
        n.last, n.decimals, n.plain, n.step, n.rule = j, True, False, value * unit, "number.fraction"
        return n

    def _said_fraction(self, tokens: Tokens, k: int) -> tuple[Decimal, int] | None:
        """(value, end) of a fraction below one whose numerator takes several words: "fifty-four hundredths"."""
        over = self.runs.words_at(tokens, k) if tokens.kind[k] == WORD else None
        if over is None or tokens.breaks(over.last) or over.value != over.value.to_integral_value():
            return None
        part = self._tail_fraction(tokens, over)
        return (part.value, part.last) if part is not None and part.fraction else None

    def _tail_fraction(self, tokens: Tokens, n: Number) -> Number | None:
        """A run of words that ends in a denominator: "twenty-three fifths", "honderd en dertig vijfde"."""
        k = n.last
        if tokens.norm[k] in "-/":
            k += 1
        if tokens.kind[k] != WORD:
            return None
        parts = self.numerals.parts(tokens.norm[k])
        if parts and parts[0].role in "UTDH" and (under := self.runs.words_at(tokens, k)):
            last = self.numerals.parts(tokens.norm[under.last]) if tokens.kind[under.last] == WORD else ()
            if len(last) == 1 and last[0].role in "OP" and last[0].value < 100 and not self.numerals.units_first:
                value = decimal(Fraction(int(n.value), int(under.value + last[0].value)))  # "three twenty-firsts"
                n.value = n.base = n.step = value
                n.last, n.fraction, n.decimals, n.rule = under.last + 1, value < 1, True, "number.fraction"
                return n
        if len(parts) == 1 and parts[0].role in "OP" and parts[0].value > 2:
            plural = parts[0].role == "P"
            if (n.value == 1 and not self.fractions.closes(tokens, k + 1)) or (
                n.value > 1 and not plural and self.fractions.plural_says
            ):
                return None
            if not plural and n.value > 10 and not self.fractions.closes(tokens, k + 1):
                return None
            value = decimal(Fraction(int(n.value), int(parts[0].value)))
            n.value = n.base = n.step = value
            n.last, n.fraction, n.decimals, n.rule = k + 1, value < 1, True, "number.fraction"
            return n
        if (found := self.fractions.at(tokens, n.last)) and tokens.kind[n.last] == WORD and found[1] > n.last + 1:
            n.value += found[0]
            n.base, n.last, n.decimals, n.step, n.rule = n.value, found[1], True, found[0], "number.fraction"
            return n
        return None

    def _out_of_each(self, tokens: Tokens, n: Number, habit: Habit) -> Number:
        """ "one in five", "2 van de 3", "1 over 20"."""
        if n.scale != 1 or n.decimals or n.value < 1 or n.high is not None:
            return n
        after = self._out_of.at(tokens, n.last)
        if after is None:
            return n
        k = after[0]
        if tokens.kind[k] == NUMBER:
            other = self.runs.digits_at(tokens, k, habit)
        elif tokens.kind[k] == WORD and tokens.norm[k] not in self.numerals.articles:
            other = self.runs.words_at(tokens, k)
        else:
            other = None
        over = tokens.norm[n.last] in self._division
        if other is None or other.decimals or not (over or n.value < other.value <= 1000) or not other.value:
            return n
        follows = tokens.kind[other.last] == WORD and not tokens.breaks(other.last)
        if follows and " ".join(tokens.norm[n.last : k]) in self._parts_of and other.value not in (3, 4, 5, 10, 100):
            return n  # "two of the six seats" counts both
        small = n.value == 1 or (n.value < 10 and other.value in (3, 4, 5, 6, 7, 8, 9, 10, 20, 100))
        if not over and not small:
            return n
        if over and not self.fractions.closes(tokens, other.last):
            return n
        value = decimal(Fraction(int(n.value), int(other.value)))
        return Number(
            n.first,
            other.last,
            value,
            value,
            Decimal(1),
            value,
            n.digits,
            fraction=value < 1,
            decimals=True,
            rule="number.out_of",
        )

    # --- helpers for others ---------------------------------------------------------------------

    def parts(self, word: str) -> tuple[Part, ...]:
        """The numeral parts of a word, () where it is no numeral."""
        return self.numerals.parts(word)

    def numeral(self, word: str) -> bool:
        """Whether the word is a numeral and no article."""
        return self.numerals.numeral(word)

    def short_scale(self, word: str) -> Decimal | None:
        """The value of an abbreviated scale word."""
        return self.runs.short.get(word)

    def short_needs_money(self, word: str) -> bool:
        """Whether the abbreviation is a scale only of money ("5m")."""
        return word in self._short_money

    def short_is(self, word: str, sort: str) -> bool:
        """Whether the abbreviation is of this sort where no currency says that it is a scale (`abbreviations_alone`)."""
        return word in self._short_sorts[sort]

    def is_minus(self, word: str) -> bool:
        """Whether the word makes a number negative."""
        return word in self._minus

    def is_article(self, word: str) -> bool:
        """Whether the word is an indefinite article."""
        return word in self.numerals.articles

    def months(self) -> set[str]:
        """Names of months and their abbreviations."""
        return self._months


@lru_cache(maxsize=16)
def grammar(lang: str) -> Grammar:
    """The number grammar of a language."""
    return Grammar(lang)
