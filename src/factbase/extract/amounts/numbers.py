"""Numbers in digits, words and mixtures of both, in any language that has a `numbers.yaml`.

The grammar is one for all languages: a numeral is a run of units, tens, hundreds and scales in descending order, joined by
spaces, hyphens, an "and", or written as one word; halves and fractions stand before a scale ("half a million") or after it
("two and a half million"). What a language calls them, and whether units come before tens, is data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from factbase import knowledge
from factbase.extract.amounts.digits import Digits
from factbase.extract.amounts.lexer import FRACTION, NUMBER, SIGN, WORD, Phrases, Tokens
from factbase.extract.text.words import remembered

_VULGAR = {"¼": "1/4", "½": "1/2", "¾": "3/4",
           "⅐": "1/7", "⅑": "1/9", "⅒": "1/10", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5",
           "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}  # fmt: skip


def exact(value: str | int | float) -> Decimal:
    """A number of a knowledge file: 1e6, "1/4", 12."""
    fraction = Fraction(str(value))
    return decimal(fraction)


def decimal(fraction: Fraction) -> Decimal:
    """A fraction as a decimal, to 15 digits where it does not end."""
    value, rest = Decimal(fraction.numerator) / Decimal(fraction.denominator), fraction.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return value if rest == 1 else Decimal(f"{value:.15g}")


@dataclass(slots=True)
class Number:
    """A number at tokens first..last (exclusive).

    Attributes:
        value: in single units; `high` the upper end of a vague magnitude ("tens of millions"), else None.
        base: what stood before the last scale word (2.5 of "2.5 million"), to share a scale with a neighbour.
        scale: the product of the scale words, 1 without.
        step: the unit of the last digit written.
        digits: whether it begins in digits; `plain`: digits only, without sign, separator or scale.
        bare: a scale word without a numeral ("million euros"); `fraction`: below one and said as a fraction.
        collective: "a dozen", "tiental". `article`: a bare "een" or "a", a number only before a coin.
        rule: the name of the rule that read it.
    """

    first: int
    last: int
    value: Decimal
    base: Decimal
    scale: Decimal
    step: Decimal
    digits: bool
    plain: bool = False
    bare: bool = False
    fraction: bool = False
    collective: bool = False
    article: bool = False
    decimals: bool = False
    high: Decimal | None = None
    rule: str = "number.digits"
    note: str = ""


class _Part(NamedTuple):
    role: str  # U unit, T teen, D ten, H hundred, S scale, A and, F half, O ordinal, C collective, V vague
    value: Decimal


class _State(NamedTuple):
    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    place: int = 1000
    last: Decimal | None = None
    product: Decimal = Decimal(1)
    started: bool = False


class Grammar:
    """The numbers of one language."""

    def __init__(self, lang: str) -> None:
        data = self.data = knowledge.read(f"lang/{lang}/numbers.yaml")
        self.digits = Digits(data["decimal"], data["group"])
        self.bare_scales = frozenset(map(Decimal, data["bare_scales"]))
        self.units_first, self.compounds = bool(data["units_first"]), bool(data["compounds"])
        parts: dict[str, _Part] = {}
        for word, value in data["words"].items():
            parts[word] = _Part("U" if value < 10 else "T", exact(value))
        for role, key in (
            ("D", "tens"),
            ("H", "hundreds"),
            ("S", "scales"),
            ("C", "collectives"),
            ("F", "halves"),
            ("O", "ordinals"),
        ):
            for word, value in data[key].items():
                parts.setdefault(word, _Part(role, exact(value)))
        self._vague = {word: exact(value) for word, value in data["vague"].items()}
        plural = data["ordinal_plural"]
        for word, part in list(parts.items()):
            if part.role == "O" and plural:
                parts.setdefault(word + plural, _Part("P", part.value))
        self._parts = parts
        self._and, self._articles = set(data["and"]), set(data["articles"])
        self._of, self._point, self._minus = set(data["of"]), set(data["point"]), set(data["minus"])
        self._needs = set(data["collectives_need"])
        self._counted, self._division = set(data["collectives_counted"]), set(data["division"])
        self._alone = set(data["alone"])
        self._halves_need = set(data["halves_need"])
        self._short = {word: exact(value) for word, value in data["abbreviations"].items()}
        self._short_money = set(data["abbreviations_money"])
        self._short_sorts = {sort: frozenset(words) for sort, words in data["abbreviations_alone"].items()}
        self._out_of = Phrases((" ".join(words), True) for words in data["out_of"])
        self._suffixes = tuple(data["ordinal_suffixes"])
        self._words: dict[str, tuple[_Part, ...]] = {}
        starts = sorted((w for w in parts), key=len, reverse=True)
        self._start = re.compile("|".join(map(re.escape, starts)))
        self._months = set(data["months"])
        self._opens = remembered(
            lambda word: not word[0].isalpha() or bool(self.parts(word)) or word in self._vague or word in self._articles
        )

    # --- words ----------------------------------------------------------------------------------

    def parts(self, word: str) -> tuple[_Part, ...]:
        """The numeral parts of a word, () where it is no numeral: (20,) of "twenty", (2, and, 20) of "tweeëntwintig"."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) > 50_000:
                self._words.clear()
            known = self._words[word] = self._analyse(word)
        return known

    def _analyse(self, word: str) -> tuple[_Part, ...]:
        if (part := self._parts.get(word)) is not None:
            return (part,)
        if not self.compounds or not 5 < len(word) < 90 or not self._start.match(word):
            return self._ordinal(word)
        cut = self._cut(word, 0, {})
        return tuple(cut) if cut and len(cut) > 1 and self._sound(cut) else self._ordinal(word)

    def _cut(self, word: str, at: int, seen: dict[int, list[_Part] | None]) -> list[_Part] | None:
        if at == len(word):
            return []
        if at not in seen:
            seen[at] = None
            for size in range(min(16, len(word) - at), 1, -1):
                piece = word[at : at + size]
                part = self._parts.get(piece) or (_Part("A", Decimal(0)) if piece in self._and else None)
                if part and not (part.role == "A" and at == 0) and (rest := self._cut(word, at + size, seen)) is not None:
                    seen[at] = [part, *rest]
                    break
        return seen[at]

    def _sound(self, parts: list[_Part]) -> bool:
        """Whether the parts of one word make one number: "vierkant" or "eenen" do not."""
        if any(p.role in "CV" for p in parts) or parts[-1].role == "A":
            return False
        if parts[-1].role in "FOP":
            return len(parts) > 1
        state: _State | None = _State()
        joined = False
        for part in parts:
            if part.role == "A":
                joined = True
                continue
            if part.role in "FOP" or state is None:
                return False
            state = self._add(state, part, joined)
            joined = False
        return state is not None

    def _ordinal(self, word: str) -> tuple[_Part, ...]:
        for suffix in self._suffixes:
            if len(word) > len(suffix) + 2 and word.endswith(suffix):
                stem = word[: -len(suffix)]
                for form in (stem, stem + "t" if suffix == "ste" else stem):
                    parts = self._parts.get(form)
                    cut = [parts] if parts else (self._cut(form, 0, {}) if self.compounds and len(form) < 80 else None)
                    if cut and all(p.role in "UTDHSA" for p in cut) and (value := self._value(cut)) is not None and value > 3:
                        return (_Part("O", value),)
        return ()

    def _value(self, parts: list[_Part]) -> Decimal | None:
        state, joined = _State(), False
        for part in parts:
            if part.role == "A":
                joined = True
            else:
                after = self._add(state, part, joined)
                if after is None:
                    return None
                state, joined = after, False
        return state.total + state.group

    def _add(self, s: _State, part: _Part, joined: bool) -> _State | None:
        """The state after one more part, None where it cannot belong to the same number."""
        role, value = part
        match role:
            case "U" if s.place > 9 and (value or not s.started) and not (s.started and not s.total and not s.group):
                if self.units_first and s.place == 10:
                    return None  # "twintig drie" is no number where one says "drieëntwintig"
                return s._replace(group=s.group + value, place=1, started=True)
            case "T" if s.place >= 100:
                return s._replace(group=s.group + value, place=1, started=True)
            case "D" if s.place >= 100:
                return s._replace(group=s.group + value, place=10, started=True)
            case "D" if self.units_first and joined and s.place == 1 and 0 < s.group % 100 < 10:
                return s._replace(group=s.group + value, place=1)
            case "H" if s.group < 100 and (s.group == s.group.to_integral_value() or not s.total):
                return s._replace(group=(s.group or Decimal(1)) * value, place=100, started=True)
            case "S" if s.group:
                if s.last is None or value < s.last:
                    return s._replace(total=s.total + s.group * value, group=Decimal(0), place=1000, last=value, product=value)
                if value > s.last:
                    return s._replace(total=(s.total + s.group) * value, group=Decimal(0), place=1000, last=value, product=value)
            case "S" if not s.started:
                return _State(total=value, last=value, product=value, started=True)
            case "S" if s.total and s.last is not None and s.group == 0 and value < s.last and value in self.bare_scales:
                return s._replace(total=s.total + value, place=1000, last=value, product=value)
            case "S" if s.total and s.last is not None and value > s.last:
                return s._replace(total=s.total * value, last=value, product=s.product * value)
        return None

    # --- numbers in a text ----------------------------------------------------------------------

    def find(self, tokens: Tokens) -> list[Number]:
        """Every number of the text in order, however it is used."""
        found: list[Number] = []
        swapped: bool | None = None
        free = 0
        for i in compress(count(), map(self._opens, tokens.norm)):
            kind = tokens.kind[i]
            if i < free or kind not in (WORD, NUMBER, FRACTION):
                continue
            if kind == NUMBER and swapped is None:
                swapped = self.digits.swapped(tokens)
            number = self.at(tokens, i, bool(swapped))
            if number is not None:
                free = number.last
                found.append(number)
        return found

    def at(self, tokens: Tokens, i: int, swapped: bool = False) -> Number | None:
        """The number that begins at token i."""
        kind, norm = tokens.kind[i], tokens.norm
        if kind == WORD and norm[i] in self._vague and (vague := self._read_vague(tokens, i)):
            return vague
        number = self._read_digits(tokens, i, swapped) if kind == NUMBER else None
        if number is None and kind == NUMBER:
            return None
        if number is None:
            number = self._read_fraction_first(tokens, i) or (self._read_words(tokens, i) if kind == WORD else None)
        if number is None:
            return self._read_article(tokens, i, swapped) if kind == WORD and norm[i] in self._articles else None
        number = self._with_fraction(tokens, number)
        return self._out_of_each(tokens, number, swapped)

    def _read_vague(self, tokens: Tokens, i: int) -> Number | None:
        """ "tens of thousands", "honderden miljoenen", "millions": a magnitude with its upper end."""
        norm, value, j = tokens.norm, self._vague[tokens.norm[i]], i + 1
        if i and (tokens.kind[i - 1] == NUMBER or self.numeral(norm[i - 1])):
            return None
        while j < len(norm):
            k = j + 1 if norm[j] in self._of and j + 1 < len(norm) else j
            scale = self._vague.get(norm[k]) if tokens.kind[k] == WORD else None
            if scale is None and k == j and (p := self._parts.get(norm[k])) and p.role == "S":
                scale = p.value
            if scale is None or scale < 1000 or (k == j and scale <= value):
                break
            value, j = value * scale, k + 1
        return Number(i, j, value, value, Decimal(1), value, False, high=value * 10, rule="number.vague")

    def _read_article(self, tokens: Tokens, i: int, swapped: bool) -> Number | None:
        """An article that may mean one: "een op de twintig"; "een cent", where the caller finds a coin behind it."""
        if i and tokens.norm[i - 1] in self._minus and (i + 1 == len(tokens) or tokens.kind[i + 1] == SIGN):
            return Number(i, i + 1, Decimal(1), Decimal(1), Decimal(1), Decimal(1), False, rule="number.words")
        one = Number(i, i + 1, Decimal(1), Decimal(1), Decimal(1), Decimal(1), False, article=True, rule="number.article")
        if not self.parts(tokens.norm[i]):
            return one
        share = self._out_of_each(tokens, one, swapped)
        return share if share.fraction or share.last < len(tokens) else None

    def numeral(self, word: str) -> bool:
        """Whether the word is a numeral and no article."""
        parts = self.parts(word)
        return bool(parts) and parts[-1].role in "UTDHSF" and word not in self._articles

    def _read_digits(self, tokens: Tokens, i: int, swapped: bool) -> Number | None:
        norm, text = tokens.norm, tokens.raw(i)
        j = i + 1
        scaled = False
        if j < len(norm) and tokens.kind[j] == WORD:
            parts = self._parts.get(norm[j])
            scaled = (parts is not None and parts.role == "S" and parts.value >= 10**9) or self._short.get(norm[j], 0) >= 10**9
        read = self.digits.read(text, scaled, swapped)
        if read is None:
            return None
        value, step, note = read
        if text.isdigit() and j + 2 < len(norm) and norm[j] == "." and tokens.kind[j + 1] == NUMBER and not tokens.touches(j):
            tail, after = norm[j + 1], self._parts.get(norm[j + 2])
            if tail.isdigit() and not tokens.touches(j + 1) and (norm[j + 2] == "%" or (after is not None and after.role == "S")):
                value, step, j, note = Decimal(f"{text}.{tail}"), Decimal(1).scaleb(-len(tail)), j + 2, "digits set apart"
        point = tokens.touches(i) and norm[i - 1] in ".," and text.isdigit() and i > 0
        if point and (i == 1 or not tokens.touches(i - 1)):
            value = Decimal("0." + text)
            step, i, text = Decimal(1).scaleb(-len(text)), i - 1, "." + text
        number = Number(
            i,
            j,
            value,
            value,
            Decimal(1),
            step,
            True,
            plain=text.isdigit(),
            decimals=value != value.to_integral_value(),
            note=note,
        )
        return self._scales(tokens, number, swapped)

    def _scales(self, tokens: Tokens, n: Number, swapped: bool) -> Number:
        """Scale words behind digits: "2.5 million", "3 hundred and 21", "115 billion 146 million 528 thousand"."""
        norm, size = tokens.norm, len(tokens)
        state = _State(group=n.value, place=1, started=True)
        j = n.last
        while j < size:
            k = j + 1 if norm[j] == "-" and tokens.touches(j) and j + 1 < size and tokens.touches(j + 1) else j
            if tokens.breaks(k):
                break
            if norm[k] in self._and and k == j and state.place == 100 and k + 1 < size and tokens.kind[k + 1] == NUMBER:
                read = self.digits.read(tokens.raw(k + 1), False, swapped)
                if read and read[0] < 100 and read[1] >= 1 and not self._follows_scale(tokens, k + 2):
                    state, j = state._replace(group=state.group + read[0], place=1), k + 2
                    continue
            if tokens.kind[k] == WORD:
                parts = self._parts.get(norm[k])
                if (
                    parts is None
                    or parts.role not in "HSC"
                    or (parts.role == "C" and norm[k] in self._needs and norm[k] not in self._counted)
                ):
                    break
                if parts.role == "C":
                    n.value, n.last, n.collective, n.plain = n.value * parts.value, k + 1, True, False
                    n.step *= parts.value
                    return n
                if state.group == 0 and state.total == 0:
                    break
                after = self._add(state._replace(group=state.group), parts, False)
                if parts.role == "H" and state.group >= 100 and n.value == n.value.to_integral_value() and state.last is None:
                    after = state._replace(group=state.group * parts.value, place=100)
                if after is None:
                    break
                state, j = after, k + 1
                n.scale *= parts.value
                continue
            if tokens.kind[k] == NUMBER and k == j and state.last and k + 1 < size and tokens.kind[k + 1] == WORD:
                parts = self._parts.get(norm[k + 1])
                read = self.digits.read(tokens.raw(k), False, swapped)
                if parts and parts.role == "S" and parts.value < state.last and read and read[0] * parts.value < state.last:
                    state = state._replace(group=read[0])
                    j, n.step = k + 1, read[1]
                    n.scale = Decimal(1)
                    continue
            break
        if j > n.last:
            n.value, n.last, n.plain, n.rule = state.total + state.group, j, False, "number.scaled"
            n.step *= state.product if state.last else n.scale
        return n

    def _read_words(self, tokens: Tokens, i: int) -> Number | None:
        """A run of numeral words."""
        norm, size = tokens.norm, len(tokens)
        state: _State = _State()
        j, first_word, used = i, norm[i], 0
        frac: Decimal | None = None
        bare = pointed = False
        if first_word in self._articles and not (self.parts(first_word) and self._follows_scale(tokens, i + 1)):
            # an article counts only before a collective, a hundred or a scale: "a dozen", "een miljoen"
            k = i + 1
            part = self._parts.get(norm[k]) if k < size and tokens.kind[k] == WORD else None
            if part and part.role == "C":
                return Number(
                    i, k + 1, part.value, part.value, Decimal(1), part.value, False, collective=True, rule="number.collective"
                )
            if not (part and part.role in "HS") and not (part is None and self._follows_scale(tokens, k)):
                return None
            state, j = state._replace(group=Decimal(1), place=1, started=True), k
            used = 1
        while j < size and frac is None:
            k, joined = j, False
            if j > i:
                if tokens.breaks(k):
                    break
                if norm[k] == "-" and k + 1 < size and tokens.kind[k + 1] == WORD and (tokens.touches(k) or used):
                    if not tokens.touches(k) and not tokens.touches(k + 1) and state.place != 10:
                        break
                    k += 1
                if norm[k] in self._and and k + 1 < size:
                    joined, k = True, k + 1
                    if norm[k] == "-" and k + 1 < size:
                        k += 1
            if k >= size or tokens.kind[k] != WORD:
                break
            if norm[k] in self._point and state.started and (decimals := self._read_point(tokens, k + 1)):
                value, j, step = decimals
                state = state._replace(group=state.group + value, place=1)
                used, pointed = used + 1, True
                break
            parts = self.parts(norm[k])
            if not parts:
                break
            role = parts[0].role
            if role in "OPCV" or role == "F":
                if (role == "C" and used and not joined and norm[k] not in self._needs) or (
                    role == "C" and used and norm[k] in self._counted
                ):
                    value = (state.total + state.group) * parts[0].value
                    return Number(i, k + 1, value, value, Decimal(1), parts[0].value, False, collective=True, rule="number.words")
                if role == "C" and not used and norm[k] not in self._needs:
                    value = parts[0].value
                    return Number(i, k + 1, value, value, Decimal(1), value, False, collective=True, rule="number.collective")
                break
            if joined and (self._fraction(tokens, k) or (norm[k] in self._articles and not self._follows_scale(tokens, k + 1))):
                break
            after: _State | None = state
            word_joined = joined
            for n, part in enumerate(parts):
                if part.role == "A":
                    word_joined = True
                    continue
                if part.role in "FOP":
                    frac = part.value if part.role == "F" else None
                    if part.role != "F" or n == 0:
                        after = None
                    elif after is not None and n >= 2 and parts[n - 1] == _Part("U", Decimal(1)) and parts[n - 2].role == "A":
                        pass  # "tweeëneenhalf": the "een" belongs to the half
                    break
                if part == _Part("U", Decimal(1)) and n + 1 < len(parts) and parts[n + 1].role == "F" and n:
                    continue
                after = self._add(after, part, word_joined) if after is not None else None
                word_joined = False
            if after is None:
                frac = None
                break
            if joined and not self._joins(tokens, k, state, after):
                break
            bare = not used and parts[0].role in "HS" and len(parts) == 1 and norm[k] not in self._alone
            state, j, used = after, k + 1, used + 1
        if not used or not state.started:
            return None
        if j < size and tokens.kind[j] == WORD and not tokens.breaks(j):
            nxt = self.parts(norm[j])
        elif j + 1 < size and norm[j] == "-" and tokens.touches(j) and tokens.kind[j + 1] == WORD:
            nxt = self.parts(norm[j + 1])
            if nxt and nxt[0].role == "O":
                return None  # "twenty-first"
        value = state.total + state.group
        if frac is not None:
            value += frac
        last = state.last if state.last and not state.group else Decimal(1)
        product = state.product if last != 1 else Decimal(1)
        step = Decimal(1)
        if value and value == value.to_integral_value():
            step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value >= 10 else Decimal(1)
        number = Number(i, j, value, value / product, product, step, False, bare=bare and used == 1, rule="number.words")
        if frac is not None or pointed:
            number.decimals = True
            return self._scales(tokens, number, False)
        return number

    def _joins(self, tokens: Tokens, k: int, state: _State, after: _State) -> bool:
        """Whether "and" joins within one number: after a hundred, or a lower part after a scale ("a thousand and five")."""
        if state.place == 1 and self.units_first and after.group - state.group >= 20:
            return True
        if state.place == 100 or (state.group and state.group % 100 == 0):
            return True
        if state.last is None or state.group:
            return False
        # what follows must be less than the scale and take no such scale itself: not "two million and three million"
        j = k + 1
        while j < len(tokens) and tokens.kind[j] == WORD and (parts := self.parts(tokens.norm[j])):
            if any(p.role == "S" and p.value >= (state.last or 0) for p in parts):
                return False
            j += 1
        return True

    def _follows_scale(self, tokens: Tokens, k: int) -> bool:
        if k >= len(tokens) or tokens.kind[k] != WORD:
            return False
        parts = self._parts.get(tokens.norm[k])
        return parts is not None and parts.role in "HS"

    def _read_point(self, tokens: Tokens, k: int) -> tuple[Decimal, int, Decimal] | None:
        """ "point zero eight", "komma vijf": the digits after a spoken decimal sign."""
        digits, first = "", k
        while k < len(tokens) and tokens.kind[k] == WORD and (parts := self.parts(tokens.norm[k])):
            if len(parts) == 1 and parts[0].role in "UT" and len(digits) < 12:
                digits += str(parts[0].value)
            elif (
                len(parts) >= 1
                and k == first
                and parts[0].role in "DUT"
                and (value := self._value(list(parts))) is not None
                and value < 100
            ):
                digits += str(value)
                k += 1
                break
            else:
                break
            k += 1
        return (Decimal("0." + digits), k, Decimal(1).scaleb(-len(digits))) if digits else None

    # --- fractions ------------------------------------------------------------------------------

    def _fraction(self, tokens: Tokens, k: int) -> tuple[Decimal, int] | None:
        """(value, end) of a fraction at token k: ½, 1/4, half, a quarter, three quarters, twee derde, two-thirds."""
        norm, size = tokens.norm, len(tokens)
        if k >= size:
            return None
        if tokens.kind[k] == FRACTION:
            return exact(_VULGAR[norm[k]]), k + 1
        if tokens.kind[k] == NUMBER:
            if (
                k + 2 < size
                and norm[k + 1] == "/"
                and tokens.kind[k + 2] == NUMBER
                and tokens.touches(k + 1)
                and tokens.touches(k + 2)
            ):
                top, bottom = norm[k], norm[k + 2]
                if (
                    top.isdigit()
                    and bottom.isdigit()
                    and 0 < int(top) < int(bottom) <= 1000
                    and (k + 3 >= size or norm[k + 3] != "/")
                ):
                    return decimal(Fraction(int(top), int(bottom))), k + 3
            if not norm[k].isdigit() or len(norm[k]) > 4:
                return None
        elif tokens.kind[k] != WORD:
            return None
        part = self._parts.get(norm[k])
        if part and part.role == "F":
            if norm[k] in self._halves_need and not self._follows_scale(tokens, k + 1):
                return None
            return part.value, k + 1
        counted: Decimal | None = None
        j = k
        if norm[k] in self._articles:
            counted, j = Decimal(1), k + 1
        elif tokens.kind[k] == NUMBER:
            counted, j = Decimal(norm[k]), k + 1
        elif part and part.role in "UT" and part.value:
            counted, j = part.value, k + 1
        if counted is None or j >= size:
            return None
        while j < size and norm[j] in "-/" and j + 1 < size:
            j += 1
        under = self._parts.get(norm[j]) if tokens.kind[j] == WORD else None
        if tokens.kind[j] == WORD and under is None and (found := self.parts(norm[j])) and len(found) == 1:
            under = found[0]
        if under and under.role == "F" and (counted == 1 or under.value < 1):
            lone = counted == 1 and norm[j] in self._halves_need
            if lone and not (self._closes(tokens, j + 1) or self._follows_scale(tokens, j + 1)):
                return None  # "a quarter earlier"
            return counted * under.value, j + 1
        if under and under.role in "OP" and under.value > 2 and tokens.kind[k] != NUMBER:
            if counted == 1 and under.role == "O" and not self._closes(tokens, j + 1):
                return None
            if counted > 1 and under.role == "O" and self.data["ordinal_plural"] == "s":
                return None
            return decimal(Fraction(int(counted), int(under.value))), j + 1
        return None

    def _closes(self, tokens: Tokens, j: int) -> bool:
        """Whether the words at j let "a fifth" be a fraction: an "of", a sign or the text's end."""
        return j >= len(tokens) or tokens.norm[j] in self._of or tokens.norm[j] in self._and or tokens.kind[j] == SIGN

    def _read_fraction_first(self, tokens: Tokens, i: int) -> Number | None:
        """A fraction that opens a number: "half a million", "driekwart miljard", "two thirds"."""
        found = self._fraction(tokens, i)
        if not found:
            return None
        value, j = found
        if tokens.norm[i] in self._articles and j == i + 1:
            return None
        if i and tokens.norm[i - 1] == "-" and tokens.touches(i):
            return None  # "first-half"
        if i and tokens.kind[i - 1] == WORD and (before := self.parts(tokens.norm[i - 1])) and before[-1].role == "O":
            return None  # "the second half"
        step, k = value, j
        if k < len(tokens) and tokens.norm[k] == "-" and k + 1 < len(tokens):
            k += 1
        if k < len(tokens) and tokens.norm[k] in self._of:
            k += 1
        if k < len(tokens) and tokens.norm[k] in self._articles:
            k += 1
        elif k > j and k < len(tokens) and self._is_one(tokens.norm[k]) and not tokens.breaks(k + 1):
            k += self._follows_scale(tokens, k + 1)  # "a quarter of one million"
        if self._follows_scale(tokens, k) and not tokens.breaks(k):
            scale = self._parts[tokens.norm[k]].value
            return Number(i, k + 1, value * scale, value, scale, step * scale, False, decimals=True, rule="number.fraction")
        return Number(i, j, value, value, Decimal(1), step, False, fraction=value < 1, decimals=True, rule="number.fraction")

    def _is_one(self, word: str) -> bool:
        return word == "1" or self.parts(word) == (_Part("U", Decimal(1)),)

    def _with_fraction(self, tokens: Tokens, n: Number) -> Number:
        """A fraction behind a whole number: "two and a half million", "2 1/4", "one million and a half"."""
        if n.fraction or n.high is not None or n.bare:
            return n
        size, norm, k = len(tokens), tokens.norm, n.last
        if k >= size or tokens.breaks(k):
            return n
        whole = n.value == n.value.to_integral_value()
        if n.digits and n.scale == 1 and whole:
            if tokens.kind[k] == FRACTION or (
                tokens.kind[k] == NUMBER and (found := self._fraction(tokens, k)) and found[1] == k + 3
            ):
                joined = k
            elif (
                norm[k] == "/"
                and k + 1 < size
                and tokens.kind[k + 1] == NUMBER
                and (found := self._fraction(tokens, k - 1))
                and n.plain
            ):
                n.value, n.base, n.last, n.fraction, n.plain, n.rule = (
                    found[0],
                    found[0],
                    found[1],
                    True,
                    False,
                    "number.fraction",
                )
                return n
            else:
                joined = -1
            if joined >= 0 and (found := self._fraction(tokens, joined)):
                n.value += found[0]
                n.base, n.last, n.plain, n.decimals, n.step = n.value, found[1], False, True, found[0]
                return self._scales(tokens, n, False)
        hyphen = norm[k] == "-" and tokens.touches(k)
        if hyphen:
            k += 1
        joined_and = k < size and norm[k] in self._and
        if not joined_and:
            # "twintig drie vijfde", "three quarters"
            return (self._tail_fraction(tokens, n) if whole and not n.digits else None) or n
        k += 1
        if k < size and norm[k] == "-":
            k += 1
        found = self._fraction(tokens, k) or self._said_fraction(tokens, k)
        if found is None or (tokens.kind[k] == NUMBER):
            return n
        value, j = found
        if value >= 1:
            return n
        if self._follows_scale(tokens, j):
            scale = self._parts[norm[j]].value
            if n.scale == 1:
                n.value = n.base = n.value + value
                n.last, n.decimals, n.plain, n.step = j, True, False, value
                return self._scales(tokens, n, False)
            n.value += value * scale
            n.last, n.decimals, n.step = j + 1, True, value * scale
            return n
        unit = n.scale if n.scale >= 1000 else Decimal(1)
        n.value += value * unit
        n.base = n.value / n.scale
        n.last, n.decimals, n.plain, n.step, n.rule = j, True, False, value * unit, "number.fraction"
        return n

    def _said_fraction(self, tokens: Tokens, k: int) -> tuple[Decimal, int] | None:
        """(value, end) of a fraction below one whose numerator takes several words: "fifty-four hundredths"."""
        over = self._read_words(tokens, k) if k < len(tokens) and tokens.kind[k] == WORD else None
        if over is None or over.last >= len(tokens) or tokens.breaks(over.last) or over.value != over.value.to_integral_value():
            return None
        part = self._tail_fraction(tokens, over)
        return (part.value, part.last) if part is not None and part.fraction else None

    def _tail_fraction(self, tokens: Tokens, n: Number) -> Number | None:
        """A run of words that ends in a denominator: "twenty-three fifths", "honderd en dertig vijfde"."""
        k = n.last
        if tokens.norm[k] in "-/" and k + 1 < len(tokens):
            k += 1
        if k >= len(tokens) or tokens.kind[k] != WORD:
            return None
        parts = self.parts(tokens.norm[k])
        if parts and parts[0].role in "UTDH" and (under := self._read_words(tokens, k)) and under.last < len(tokens):
            last = self.parts(tokens.norm[under.last]) if tokens.kind[under.last] == WORD else ()
            if len(last) == 1 and last[0].role in "OP" and last[0].value < 100 and not self.units_first:
                value = decimal(Fraction(int(n.value), int(under.value + last[0].value)))  # "three twenty-firsts"
                n.value = n.base = n.step = value
                n.last, n.fraction, n.decimals, n.rule = under.last + 1, value < 1, True, "number.fraction"
                return n
        if len(parts) == 1 and parts[0].role in "OP" and parts[0].value > 2:
            plural = parts[0].role == "P"
            if (n.value == 1 and not self._closes(tokens, k + 1)) or (
                n.value > 1 and not plural and self.data["ordinal_plural"] == "s"
            ):
                return None
            if not plural and n.value > 10 and not self._closes(tokens, k + 1):
                return None
            value = decimal(Fraction(int(n.value), int(parts[0].value)))
            n.value = n.base = n.step = value
            n.last, n.fraction, n.decimals, n.rule = k + 1, value < 1, True, "number.fraction"
            if k + 1 < len(tokens) and tokens.norm[k + 1] in self._of:
                j = k + 2
                if j < len(tokens) and tokens.norm[j] in self._articles:
                    j += 1
                if self._follows_scale(tokens, j):
                    scale = self._parts[tokens.norm[j]].value
                    n.value, n.scale, n.last, n.fraction = value * scale, scale, j + 1, False
                    n.step = n.value
            return n
        if (found := self._fraction(tokens, n.last)) and tokens.kind[n.last] == WORD and found[1] > n.last + 1:
            n.value += found[0]
            n.base, n.last, n.decimals, n.step, n.rule = n.value, found[1], True, found[0], "number.fraction"
            return n
        return None

    def _out_of_each(self, tokens: Tokens, n: Number, swapped: bool) -> Number:
        """ "one in five", "2 van de 3", "1 over 20"."""
        if n.scale != 1 or n.decimals or n.value < 1 or n.high is not None or n.last >= len(tokens):
            return n
        after = self._out_of.at(tokens, n.last)
        if after is None or after[0] >= len(tokens):
            return n
        k = after[0]
        if tokens.kind[k] == NUMBER:
            other = self._read_digits(tokens, k, swapped)
        elif tokens.kind[k] == WORD and tokens.norm[k] not in self._articles:
            other = self._read_words(tokens, k)
        else:
            other = None
        over = tokens.norm[n.last] in self._division
        if other is None or other.decimals or not (over or n.value < other.value <= 1000) or not other.value:
            return n
        small = n.value == 1 or (n.value < 10 and other.value in (3, 4, 5, 6, 7, 8, 9, 10, 20, 100))
        if not over and not small:
            return n
        if over and not self._closes(tokens, other.last):
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

    def short_scale(self, word: str) -> Decimal | None:
        """The value of an abbreviated scale word."""
        return self._short.get(word)

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
        return word in self._articles

    def months(self) -> set[str]:
        """Names of months and their abbreviations."""
        return self._months


@lru_cache(maxsize=16)
def grammar(lang: str) -> Grammar:
    """The number grammar of a language."""
    return Grammar(lang)


def read_number(text: str, lang: str) -> Decimal | None:
    """The value of a text that is one number and nothing else, None otherwise."""
    tokens = Tokens(text)
    found = grammar(lang).find(tokens)
    if len(found) != 1 or found[0].first != 0 or found[0].last != len(tokens):
        return None
    return found[0].value
