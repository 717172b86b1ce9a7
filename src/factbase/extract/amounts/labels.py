"""Numbers that name and do not count: models, versions, flats, scores, addresses, ages, short codes."""

from __future__ import annotations

import re

from factbase.extract.amounts.geography import geography
from factbase.extract.amounts.lexer import NUMBER, SIGN, WORD
from factbase.extract.amounts.number import Number
from factbase.extract.amounts.reading import Reading
from factbase.normalise.folding import fold

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


_AGES = 6
"""Tokens of a row of ages."""
_PARENT, _CHILDREN = 4, 15
"""Tokens back to a parent; more children has none, and a number above is the parent's age."""
_AGED = 8
"""Tokens between two names that have their age behind them."""
_AGE = 3
"""Digits that an age has not."""


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
        i, j, size = n.first, n.last, len(self.tokens)
        if self._is_verb(n):
            return True
        if n.digits:
            if self.part_of_name(n) or (tokens.touches(i) and norm[i - 1] in "#№@_"):
                return True
            bracket = j < size and norm[j] == ")" and tokens.touches(j) and n.plain and n.value < 20
            if bracket and not tokens.breaks(j) and "(" not in norm[max(0, i - _LISTED) : i]:
                return True  # "1) homes, 2) schools"
            if bracket and norm[i - 1] == "(" and self.reading.taken == i - 1:
                return True  # "40 homes (2) burned": a footnote
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

    def _is_verb(self, n: Number) -> bool:
        """Whether a number word is a verb of the same letters, as what follows it says: "de rechter acht dat bewezen"."""
        norm, i = self.tokens.norm, n.first
        follows = self.usage.verbs.get(norm[i]) if n.last - i == 1 else None
        if follows is None or i == 0 or n.last >= len(norm) or self.tokens.breaks(i) or self.tokens.breaks(n.last):
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
        k = i - 1 - (i > 1 and norm[i - 1] == "-")
        return n.bare and k >= 0 and norm[k] in self.usage.multi and not self.tokens.breaks(i)

    def hour(self, n: Number) -> int | None:
        """The end of a time of day said in words: "half zes", "kwart over vijf", "half past nine"; None where it is none."""
        tokens = self.tokens
        said = self.usage.hours.at(tokens, n.first)
        if said is None or said[0] >= len(tokens) or tokens.kind[said[0]] == SIGN:
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

    def fathered(self, n: Number) -> bool:
        """Whether the number says of how many somebody is a parent: "a father of six", "mother-of-two", but "a mother of 34"."""
        words = [w for w in self.tokens.norm[max(0, n.first - _PARENT) : n.first] if w != "-"]
        if len(words) < 2 or n.value > _CHILDREN or words[-1] not in self.nouns.of or words[-2] not in self.nouns.parents:
            return False
        return n.last >= len(self.tokens) or self.nouns.head(self.tokens, n.last, True) is None

    def aged(self, n: Number) -> bool:
        """Whether the number is someone's age: "a man of 49", "iemand van negentig"."""
        norm, i = self.tokens.norm, n.first
        ends = n.last >= len(norm) or self.nouns.head(self.tokens, n.last, True) is None
        if i < 2 or n.value >= 120 or not (ends or self._aged_both(n)):
            return False
        if self._of_age(i):
            return True
        if self._aged_name(n) or self._aged_too(n):
            return True
        k = self.hedges.opens(self.tokens, i)  # "children under five"
        return 0 < k < i and norm[k - 1] in self.nouns.plurals and self.nouns.lemma(norm[k - 1]) in self.nouns.aged

    def _of_age(self, i: int) -> bool:
        """Whether an age follows at token i, as whose it is stands before: "a man of 49", "two boys, 6 and 9, survived"."""
        norm = self.tokens.norm
        whose = norm[i - 2] if i > 1 and (norm[i - 1] in self.nouns.of or (norm[i - 1] == "," and self._apposed(i))) else None
        return whose is not None and (whose in self.nouns.aged or self.nouns.lemma(whose) in self.nouns.aged)

    def _apposed(self, i: int) -> bool:
        """Whether bare numbers stand between commas from token i on, as ages do: ", 38, " and ", 6 and 9, "."""
        tokens, norm, last = self.tokens, self.tokens.norm, i
        while last + 2 < len(tokens) and last - i < _AGES and norm[last].isdigit() and norm[last + 1] in self.nouns.joins:
            last += 2
        closed = last + 1 >= len(tokens) or tokens.breaks(last + 1) or norm[last + 1] in (",", ".", ";", ")")
        return closed and norm[last].isdigit() and len(norm[last]) < _AGE

    def _aged_too(self, n: Number) -> bool:
        """Whether the number follows another that is an age: the 18 of "aged 16 and 18"."""
        tokens, norm, first = self.tokens, self.tokens.norm, n.first
        joins = self.nouns.joins | {",", "-", "–"}
        while n.first - _LISTED < first > 2 and n.value < 120:
            if norm[first - 1] not in joins and not self.hedges.to.starts(norm[first - 1]):
                break
            if tokens.kind[first - 2] != NUMBER and norm[first - 2] not in self.nouns.numerals:
                break
            first -= 2
        return first < n.first and (self.measures.age_before.before(tokens, first) is not None or self._of_age(first))

    def _aged_name(self, n: Number) -> bool:
        """Whether a number stands behind a name of someone, not of a place: "Ann Brown (41)", "Ann Brown, 41, of Leeds"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        after = norm[n.last] if n.last < len(norm) and not tokens.breaks(n.last) else "."
        closed = (norm[i - 1] == "(" and after == ")") or (norm[i - 1] == "," and after in (",", ";", ".", ")"))
        closed = (closed or self._aged_both(n)) and n.plain and 1 < n.value < 110
        first = i - 1
        if closed and first > 1 and norm[first - 1] == "." and len(norm[first - 2]) == 1 and tokens.capital(first - 2):
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
        if first and (norm[first - 1] in self.nouns.places or norm[first - 1] in self.nouns.of):
            return False
        name = self.text[tokens.start[first] : tokens.end[i - 2]]
        return not geography(self.reading.article.lang).sights(name, fold(name))

    def _aged_both(self, n: Number) -> bool:
        """Whether the number stands behind one of two joined names that both have one: "Ann Brown, 24 and Joe Gray, 21 were"."""
        tokens, norm = self.tokens, self.tokens.norm

        def behind(i: int) -> bool:
            return i > 1 and norm[i - 1] == "," and norm[i].isdigit() and len(norm[i]) < _AGE and tokens.capital(i - 2)

        if not behind(n.first):
            return False
        around = range(max(0, n.first - _AGED), min(len(tokens), n.first + _AGED))
        joins = (k for k in around if norm[k] in self.nouns.joins)
        return any(
            behind(k - 1) and any(behind(j) for j in range(k + 1, min(k + _AGED, len(tokens)))) and tokens.capital(k + 1)
            for k in joins
        )

    def branded(self, n: Number) -> int | None:
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

    def part_of_name(self, n: Number) -> bool:
        """Whether letters stand before the digits ("F-16"), or a fraction in capitals between others: "Rode Halve Maan"."""
        tokens, i = self.tokens, n.first
        if n.fraction and not n.digits and tokens.capital(i) and i and n.last < len(tokens):
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
        """Whether a number word in capitals is a name: "the Group of Seven leaders"."""
        tokens, i, j = self.tokens, n.first, n.last
        if n.digits or i == 0 or not tokens.capital(i) or tokens.breaks(i) or tokens.kind[i - 1] != WORD:
            return False
        if tokens.norm[i - 1] in self.nouns.people_before or self.hedges.opens(tokens, i) < i:
            return False  # "Police Killed Six in Raid", "over Eight cows"
        return j < len(tokens) and not tokens.breaks(j) and tokens.text[tokens.start[j]].islower()

    def model(self, n: Number) -> bool:
        """Whether number and noun belong to different things: "14 Leopard 2 tanks", "the S&P 500 companies"."""
        tokens, i = self.tokens, n.first
        if i < 2 or i <= self.reading.taken or tokens.breaks(i) or tokens.kind[i - 1] != WORD or not tokens.capital(i - 1):
            return False
        if len(tokens.norm[i - 1]) == 1:
            return True
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
        if prev in self.usage.labels:
            return not self.says_how_many(i - 1)
        if listed:
            return True
        if prev == "." and i > 1 and tokens.norm[i - 2] in self.usage.labels:
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
        return 1 < first < n.first and norm[first - 1] == "." and norm[first - 2] in self.usage.labels

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
        """Whether token i is a verb for how many there are: "the dead now number 446"."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[i] not in self.nouns.reaching or i == 0:
            return False
        k = i - 2 if i > 1 and norm[i - 1] in self.hedges.still else i - 1
        return tokens.kind[k] == WORD and (norm[k] in self.nouns.nominal or self.nouns.is_plural(norm[k]))

    def at_place(self, n: Number) -> bool:
        """Whether a place and its number stand in a row with others: "98 people died in Zimbabwe, in Malawi 56"."""
        tokens, norm, i = self.tokens, self.tokens.norm, n.first
        first = self._place(i)
        if first is None or not n.plain or self.reading.taken <= i - _ROW:
            return False
        ends = n.last >= len(tokens) or tokens.breaks(n.last) or tokens.kind[n.last] == SIGN or norm[n.last] in self.nouns.joins
        follows = first > 1 and (norm[first - 1] in (",", ";") or norm[first - 1] in self.nouns.joins)
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
