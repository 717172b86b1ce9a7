"""Numbers that name and do not count: models, versions, flats, scores, addresses, short codes."""

from __future__ import annotations

import re

from factbase.extract.amounts.lexer import NUMBER, SIGN, WORD
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.reading import Reading

_NOISE = re.compile(
    r"(?=[\d+v\[])(?:\b\d{4}-\d{1,2}(?:-\d{1,2})?(?:T[\d:.Z+]+)?\b"  # ISO dates
    r"|\b(?:19|20)\d\d/['’]?(?:(?:19|20)\d\d|\d\d)\b"  # years that run over two: 2023/24
    r"|\b\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b|\b\d{1,3}:\d{1,3}(?::\d{2})?(?:\b|(?=[ap]\.?m\b))"
    r"|(?<=\b[A-Z]{2})\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b"  # bank accounts
    r"|\+\d[\d ()/-]{7,}\d\b|\b\d{3}-\d{3,4}-\d{4}\b|\b0\d{1,3}-\d{6,8}\b"  # telephones
    r"|\b(?!\d{1,3}(?:\.\d{3})+\b)\d{1,4}(?:\.\d{1,4}){3,5}\b|\bv\d+(?:\.\d+)+\b"  # versions, addresses
    r"|(?<=\bY)2K\b"
    r"|\[\d{1,3}\])"  # citations
)


_LISTED = 16
"""Tokens back to the word that names a row of numbers."""
_ROW = 25
"""Tokens within which the amount before stands in one row with the next."""

_LEAD, _SHORT = 6, 4
"""Words before a name that opens in a number, and the letters of those that headings write small as well."""


class Labels:
    """Tells names and labels from amounts, in one article."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.text, self.tokens, self.grammar = reading, reading.text, reading.tokens, reading.grammar
        self.hedges, self.money, self.measures, self.nouns = reading.hedges, reading.money, reading.measures, reading.nouns
        self.usage = reading.usage

    def noise(self) -> list[tuple[int, int]]:
        """Spans of dates in figures, telephone numbers, bank accounts, versions and citations."""
        return [found.span() for found in _NOISE.finditer(self.text)]

    def marks_no_amount(self, n: Number) -> bool:
        """Model names, versions, ordinals, line numbers: numbers that name and do not count."""
        tokens, norm = self.tokens, self.tokens.norm
        i, j = n.first, n.last
        if self._is_verb(n):
            return True
        if n.digits:
            if self.part_of_name(n) or (tokens.touches(i) and norm[i - 1] in "#№@_"):
                return True
            bracket = norm[j] == ")" and tokens.touches(j) and n.plain and n.value < 20
            if bracket and not tokens.breaks(j) and "(" not in norm[max(0, i - _LISTED) : i]:
                return True  # "1) homes, 2) schools"
            if bracket and norm[i - 1] == "(" and self.reading.taken == i - 1:
                return True  # "40 homes (2) burned": a footnote
            line = i == 0 or tokens.breaks(i)
            if (
                line
                and n.plain
                and n.value < 100
                and norm[j] in ".)"
                and tokens.touches(j)
                and not tokens.touches(j + 1)
                and not tokens.breaks(j + 1)
            ):
                return True
        return n.digits and tokens.touches(j) and tokens.kind[j] == WORD

    def _is_verb(self, n: Number) -> bool:
        """Whether a number word is a verb of the same letters, as what follows it says: "de rechter acht dat bewezen"."""
        norm, i = self.tokens.norm, n.first
        follows = self.usage.verbs.get(norm[i]) if n.last - i == 1 else None
        if follows is None or i == 0 or self.tokens.breaks(i) or self.tokens.breaks(n.last):
            return False
        before = self.nouns.determiners | self.nouns.whole | self.nouns.of
        return (
            norm[n.last] in follows
            and norm[i - 1] not in before
            and not any(w in self.nouns.pointers for w in norm[max(0, i - 2) : i])
        )

    def multiple(self, n: Number) -> bool:
        """Whether a scale leaves open how many of it: "a multi-million dollar deal"."""
        norm, i = self.tokens.norm, n.first
        k = i - 1 - (norm[i - 1] == "-")
        return n.bare and k >= 0 and norm[k] in self.usage.multi and not self.tokens.breaks(i)

    def hour(self, n: Number) -> int | None:
        """The end of a time of day said in words: "half zes", "kwart over vijf", "half past nine"; None where it is none."""
        tokens = self.tokens
        said = self.usage.hours.at(tokens, n.first)
        if said is None or tokens.kind[said[0]] == SIGN:
            return None
        number = self.grammar.at(tokens, said[0])
        if number is None or number.scale != 1 or not 1 <= number.value <= 12 or number.value % 1 or number.bare:
            return None
        unit = self.money.after(tokens, number.last) or self.measures.after(tokens, number.last)
        counts = (unit is not None or self.nouns.head(tokens, number.last, True) is not None) and not said[1]
        return None if counts or number.collective else number.last

    def dialled(self, n: Number) -> bool:
        """Whether the number is where a keyword is sent to: "text HELP to 70300", "sms WATER naar 4333"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        if not (n.plain and n.digits) or i < 3 or not (norm[i - 1] in self.hedges.toward or self.hedges.to.starts(norm[i - 1])):
            return False
        quoted = norm[i - 2] in ("'", '"', "’", "”")
        word = tokens.raw(i - 2 - quoted)
        near = norm[max(0, i - 7) : i - 2 - quoted]
        return word.isupper() and len(word) > 1 and any(w in self.usage.texting for w in near)

    def branded(self, n: Number) -> int | None:
        """The end of a name that opens in a number: "7-Eleven", "Seven & i"; None where it is none."""
        tokens, norm, j = self.tokens, self.tokens.norm, n.last
        first = n.first + 1
        hyphen = norm[first] == "-" and tokens.touches(first) and tokens.touches(first + 1)
        if hyphen and (end := self._strung(first + 1)) is not None:
            return end
        if n.digits and norm[n.first].isdigit() and hyphen and tokens.kind[first + 1] == WORD:
            word, raw = norm[first + 1], tokens.raw(first + 1)
            parts = self.grammar.parts(word)
            scaled = bool(parts) and parts[0].role in "HSC"
            unit = self.money.after(tokens, first + 1) or self.measures.after(tokens, first + 1)
            plain = raw[:1].isupper() and raw[1:].islower() and not scaled and unit is None
            return first + 2 if plain and self.grammar.short_scale(word) is None else None
        if not n.digits and norm[j] == "&" and tokens.capital(n.first) and j - n.first == 1:
            return j + 2
        return None

    def _strung(self, k: int) -> int | None:
        """The end of a number that hyphens string to another by the word at token k: "2-onder-1-kapwoning", "three-in-one"."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[k] not in self.nouns.stop or norm[k + 1] != "-":
            return None
        if norm[k] in self.nouns.joins or self.hedges.to.starts(norm[k]) or self.hedges.or_.starts(norm[k]):
            return None
        number = tokens.kind[k + 2] == NUMBER or norm[k + 2] in self.nouns.numerals or self.grammar.is_article(norm[k + 2])
        return k + 3 if number and tokens.touches(k + 1) and tokens.touches(k + 2) else None

    def part_of_name(self, n: Number) -> bool:
        """Whether letters stand before the digits ("F-16"), or a fraction in capitals between others: "Rode Halve Maan"."""
        tokens, i = self.tokens, n.first
        if n.fraction and not n.digits and tokens.capital(i):
            within = tokens.capital(i - 1) and tokens.capital(n.last) and not tokens.breaks(i) and not tokens.breaks(n.last)
            return within and not tokens.raw(i).isupper()
        if not n.digits or not tokens.touches(i):
            return False
        if tokens.kind[i - 1] == WORD:
            return True
        if i - 1 <= self.reading.taken or tokens.norm[i - 1] not in "-–/" or not tokens.touches(i - 1):
            return False
        if tokens.kind[i - 2] == NUMBER and i > 2 and tokens.touches(i - 2) and tokens.kind[i - 3] == WORD:
            return True  # "A350-1000"
        return tokens.kind[i - 2] == WORD and not self.grammar.is_minus(tokens.norm[i - 2])

    def titled(self, n: Number) -> bool:
        """Whether a number word in capitals is a name: "the Group of Seven leaders", "led by Nine Elms Partners"."""
        tokens, i, j = self.tokens, n.first, n.last
        if n.digits or i == 0 or not tokens.capital(i) or tokens.breaks(i) or tokens.kind[i - 1] != WORD:
            return False
        if tokens.norm[i - 1] in self.nouns.people_before or self.hedges.opens(tokens, i) < i:
            return False  # "Police Killed Six in Raid", "over Eight cows"
        if tokens.breaks(j):
            return False
        return tokens.text[tokens.start[j]].islower() or (tokens.capital(j) and self._in_small_letters(i))

    def _in_small_letters(self, i: int) -> bool:
        """Whether a sentence and no heading in capitals leads up to token i: long words of headings have them."""
        for k in range(i - 1, max(-1, i - _LEAD), -1):
            if self.tokens.breaks(k + 1) or self.tokens.kind[k] != WORD:
                return False
            if self.tokens.capital(k) and self.tokens.norm[k] not in self.nouns.numerals:
                return False  # "by Ten Eleven Partners" goes on
            if len(self.tokens.norm[k]) > _SHORT:
                return True
        return False

    def model(self, n: Number) -> bool:
        """Whether number and noun belong to different things: "14 Leopard 2 tanks", "the S&P 500 companies"."""
        tokens, i = self.tokens, n.first
        if i < 2 or i <= self.reading.taken or tokens.breaks(i) or tokens.kind[i - 1] != WORD or not tokens.capital(i - 1):
            return False
        if len(tokens.norm[i - 1]) == 1:
            return True
        if tokens.norm[i - 1].endswith(self.nouns.possessive):
            return False  # "the WHO's 15 offices" are its own
        before = tokens.norm[i - 2]
        return (
            n.value <= 20
            and not tokens.breaks(i - 1)
            and (tokens.kind[i - 2] == NUMBER or before in self.nouns.determiners or bool(self.grammar.parts(before)))
        )

    def named(self, n: Number, prev: str) -> bool:
        """Whether the word before makes a bare number its name: "article 5", "Leopard 1", "S&P 500"."""
        tokens, i = self.tokens, n.first
        listed = self.listed(n)
        said = (prev in self.usage.labels or listed) and not n.digits and n.scale == 1
        titled = not n.digits and tokens.capital(i) and not tokens.raw(i).isupper()
        if i <= self.reading.taken or tokens.breaks(i) or not (n.plain or said or titled):
            return False
        opens = self.hedges.opens(tokens, i)
        if opens and tokens.norm[opens - 1] in self.nouns.people_before:
            return False  # "Bus Crash Kills At Least 14"
        if prev in self.usage.labels:
            return not self.says_how_many(i - 1)
        if listed:
            return True
        if prev == "." and tokens.norm[i - 2] in self.usage.labels:
            return True
        if titled:  # "girls of Primary Four", but not "Police Killed Four" of a headline
            return n.last - i == 1 < i and tokens.capital(i - 1) and tokens.raw(i - 2).islower() and not tokens.breaks(i - 1)
        if tokens.kind[i - 1] != WORD or not tokens.capital(i - 1) or n.value >= 10000:
            return False
        first = i == 1 or tokens.breaks(i - 1) or tokens.norm[i - 2] in (".", "!", "?", ":", "“", '"', "‘")
        return not first and prev not in self.nouns.stop and not self.at_place(n)

    def listed(self, n: Number) -> bool:
        """Whether the number is joined to another that a label names: "numbers three and four", "sections 5 and 6"."""
        norm, first = self.tokens.norm, self._row_of(n)
        return first < n.first and norm[first - 1] in self.usage.labels and not self.says_how_many(first - 1)

    def numbered(self, n: Number) -> bool:
        """Whether the number is joined to another that an abbreviated label names: "No. 1, 2 and 3"."""
        norm, first = self.tokens.norm, self._row_of(n)
        return first < n.first and norm[first - 1] == "." and norm[first - 2] in self.usage.labels

    def _row_of(self, n: Number) -> int:
        """Where the row of bare numbers begins that a number stands in."""
        tokens, norm, first = self.tokens, self.tokens.norm, n.first
        joins = self.nouns.joins | {","}
        while n.first - _LISTED < first > 2 and n.last - n.first == 1 and norm[first - 1] in joins:
            if tokens.breaks(first) or not (tokens.kind[first - 2] == NUMBER or norm[first - 2] in self.nouns.numerals):
                return n.first
            first -= 2
        return first

    def says_how_many(self, i: int) -> bool:
        """Whether token i is a verb for how many there are: "the dead now number 446", "the toll could top 800"."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[i] not in self.nouns.reaching or i == 0:
            return False
        k = i - 1
        while k > 0 and (norm[k] in self.hedges.still or norm[k] in self.nouns.auxiliaries):
            k -= 1
        return tokens.kind[k] == WORD and (
            norm[k] in self.nouns.nominal or self.nouns.is_plural(norm[k]) or self.nouns.toll(norm[k]) is not None
        )

    def at_place(self, n: Number) -> bool:
        """Whether a place and its number stand in a row with others: "98 people died in Zimbabwe, in Malawi 56"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        first = self._place(i)
        if first is None or not n.plain or self.reading.taken <= i - _ROW:
            return False
        ends = tokens.breaks(n.last) or tokens.kind[n.last] == SIGN or norm[n.last] in self.nouns.joins
        follows = norm[first - 1] in (",", ";") or norm[first - 1] in self.nouns.joins
        if ends and follows:
            return True
        before = first - 2 if follows else i  # "in Zuid-Holland 781 en in Noord-Holland 605"
        ahead = next((k for k in range(n.last + 2, min(n.last + 7, len(tokens))) if tokens.kind[k] == NUMBER), None)
        opens = ends and ahead is not None and norm[n.last + 1] in self.nouns.places and self._place(ahead) == n.last + 1
        closes = follows and tokens.kind[before] == NUMBER and self._place(before) is not None
        return opens or closes

    def _place(self, i: int) -> int | None:
        """Where "in" and a name that end before token i begin: "in South Sudan", "in Zuid-Holland"; None where there is none."""
        tokens, k = self.tokens, i - 1
        while k > 0 and i - k < 6 and (tokens.capital(k) or tokens.norm[k] == "-") and not tokens.breaks(k):
            k -= 1
        return k if k < i - 1 and tokens.norm[k] in self.nouns.places and tokens.capital(i - 1) else None

    def score(self, a: Number, b: Number) -> bool:
        """Whether two numbers are a result ("2-1"): small, joined by a hyphen and without a unit."""
        tokens = self.tokens
        if not (a.plain and b.plain and b.first - a.last == 1 and tokens.norm[a.last] in "-–"):
            return False
        if max(a.value, b.value) >= 100 and (a.value < b.value or tokens.norm[a.last] != "-"):
            return False
        if not (tokens.touches(a.last) and tokens.touches(b.first)) or self.money.before(tokens, a.first):
            return False
        k = b.last
        hyphen = tokens.norm[k] == "-" and tokens.touches(k)
        k += hyphen
        unit = self.money.after(tokens, k) or self.measures.after(tokens, k) or self.grammar.short_scale(tokens.norm[k])
        if unit or self.grammar.parts(tokens.norm[k]):
            return False
        return a.value >= b.value or self.nouns.head(tokens, k, True) is None
