"""Numbers in digits, in words, and in digits with words of scale behind them: "2.5 million", "two hundred and six"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from factbase.extract.amounts.lexer import NUMBER, WORD, Tokens
from factbase.extract.amounts.numbers.digits import Digits, Habit
from factbase.extract.amounts.numbers.fractional import Fractions
from factbase.extract.amounts.numbers.number import Number, exact
from factbase.extract.amounts.numbers.numerals import Numerals, Part, State

_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_LEADING = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})*")
_GROUPS = re.compile(r"\d{3}(?:[.,]\d{3})*")


class Runs:
    """Reads the tokens of one number after another, without its fraction, in one language."""

    def __init__(self, data: dict[str, Any], numerals: Numerals, fractions: Fractions) -> None:
        self.numerals, self.fractions = numerals, fractions
        self.digits = Digits(data["decimal"], data["group"])
        self._group: str = data["group"]
        self.vague = {word: exact(value) for word, value in data["vague"].items()}
        self.short = {word: exact(value) for word, value in data["abbreviations"].items()}
        self._point = set(data["point"])
        self._needs, self._counted = set(data["collectives_need"]), set(data["collectives_counted"])
        self._alone = set(data["alone"])

    def digits_at(self, tokens: Tokens, i: int, habit: Habit) -> Number | None:
        """The number in digits at token i, with the words of scale behind it; `habit`: how the article writes them."""
        norm, text = tokens.norm, tokens.raw(i)
        j = i + 1
        scaled = False
        if tokens.kind[j] == WORD:
            parts = self.numerals.known.get(norm[j])
            scaled = (parts is not None and parts.role == "S" and parts.value >= 10**9) or self.short.get(norm[j], 0) >= 10**9
        read = self.digits.read(text, scaled, habit)
        if read is None:
            return None
        value, step, note = read
        apart = not tokens.touches(j) or tokens.touches(i)  # "2 . 5 million", "$2. 5 million"
        if text.isdigit() and norm[j] == "." and tokens.kind[j + 1] == NUMBER and apart:
            tail, after = norm[j + 1], self.numerals.known.get(norm[j + 2])
            if tail.isdigit() and not tokens.touches(j + 1) and (norm[j + 2] == "%" or (after is not None and after.role == "S")):
                value, step, j, note = Decimal(f"{text}.{tail}"), Decimal(1).scaleb(-len(tail)), j + 2, "digits set apart"
        if (end := self._set_apart(tokens, i, text)) > i + 1:
            text = "".join(norm[k] for k in range(i, end) if tokens.kind[k] == NUMBER).replace(self._group, "")
            value, step, j, note = Decimal(text), Decimal(1), end, "groups of digits set apart"
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
        if number.decimals and _THOUSANDS.fullmatch(text):
            number.grouped = value * 1000
        return self.scaled(tokens, number, habit)

    def _set_apart(self, tokens: Tokens, i: int, text: str) -> int:
        """The end of digits with a space behind a sign between their thousands: "2,430, 445 people", "46, 362,301 francs"."""
        norm, j = tokens.norm, i + 1
        while (
            norm[j] == self._group
            and tokens.kind[j + 1] == NUMBER
            and tokens.touches(j)
            and not tokens.touches(j + 1)
            and not tokens.breaks(j + 1)
            and _GROUPS.fullmatch(norm[j + 1])
        ):
            j += 2
        if j == i + 1 or not _LEADING.fullmatch(text) or tokens.kind[j] != WORD:
            return i + 1
        if norm[j] in self.numerals.and_:
            return i + 1
        certain = self._group in text or j > i + 3 or norm[j - 1].startswith("0")
        certain = certain or (self._group != "." and self._group in norm[j - 1])  # a dot may have ended a sentence
        return j if certain and norm[j].islower() and not tokens.breaks(j) else i + 1

    def scaled(self, tokens: Tokens, n: Number, habit: Habit) -> Number:
        """Scale words behind digits: "2.5 million", "3 hundred and 21", "115 billion 146 million 528 thousand"."""
        norm = tokens.norm
        state = State(group=n.value, place=1, started=True)
        j = n.last
        while True:
            k = j + 1 if norm[j] == "-" and tokens.touches(j) and tokens.touches(j + 1) else j
            if tokens.breaks(k):
                break
            if norm[k] in self.numerals.and_ and k == j and state.place == 100 and tokens.kind[k + 1] == NUMBER:
                read = self.digits.read(tokens.raw(k + 1), False, habit)
                if read and read[0] < 100 and read[1] >= 1 and not self.numerals.follows_scale(tokens, k + 2):
                    state, j = state._replace(group=state.group + read[0], place=1), k + 2
                    continue
            if tokens.kind[k] == WORD:
                parts = self.numerals.known.get(norm[k])
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
                after = self.numerals.add(state._replace(group=state.group), parts, False)
                if parts.role == "H" and state.group >= 100 and n.value == n.value.to_integral_value() and state.last is None:
                    after = state._replace(group=state.group * parts.value, place=100)
                if after is None:
                    break
                state, j = after, k + 1
                n.scale *= parts.value
                continue
            if k == j and (on := self._digits_on(tokens, k, state, habit)) is not None:
                state, n.step = on
                j, n.scale = k + 1, Decimal(1)
                continue
            break
        if j > n.last:
            n.value, n.last, n.plain, n.rule = state.total + state.group, j, False, "number.scaled"
            n.step *= state.product if state.last else n.scale
        return n

    def _digits_on(self, tokens: Tokens, k: int, state: State, habit: Habit) -> tuple[State, Decimal] | None:
        """The state after the digits at token k that go on a number, and their step; None where they begin another.

        A scale stands before them, and behind them a lower one ("two lakh 96 thousand"), or one that multiplies them all
        ("37 thousand 230 crore").
        """
        if state.last is None or state.group or (tokens.kind[k], tokens.kind[k + 1]) != (NUMBER, WORD):
            return None
        part = self.numerals.known.get(tokens.norm[k + 1])
        read = self.digits.read(tokens.raw(k), False, habit)
        if part is None or part.role != "S" or read is None or tokens.breaks(k) or tokens.breaks(k + 1):
            return None
        lower = part.value < state.last and read[0] * part.value < state.last
        all_of_it = part.value > state.last > read[0] and read[0] == read[0].to_integral_value()
        return (state._replace(group=read[0], place=1), read[1]) if lower or all_of_it else None

    def words_at(self, tokens: Tokens, i: int) -> Number | None:
        """A run of numeral words."""
        norm, numerals = tokens.norm, self.numerals
        state, j, used = State(), i, 0
        frac: Decimal | None = None
        bare = pointed = False
        if norm[i] in numerals.articles and not (numerals.parts(norm[i]) and numerals.follows_scale(tokens, i + 1)):
            opened = self._after_article(tokens, i)
            if not isinstance(opened, State):
                return opened
            state, j, used = opened, i + 1, 1
        while frac is None:
            k, joined = self._onward(tokens, i, j, state, used)
            if k == j and (on := self._digits_on(tokens, k, state, Habit.OWN)) is not None:
                state, j, used = on[0], k + 1, used + 1
                continue
            if tokens.kind[k] != WORD:
                break
            if norm[k] in self._point and state.started and (decimals := self._read_point(tokens, k + 1)):
                value, j, step = decimals
                state, used, pointed = state._replace(group=state.group + value, place=1), used + 1, True
                break
            parts = numerals.parts(norm[k])
            if parts and parts[0].role == "C" and (counted := self._collective(tokens, i, k, state, used, joined)):
                return counted
            if not parts or parts[0].role in "OPCVF":
                break
            lone = norm[k] in numerals.articles and not numerals.follows_scale(tokens, k + 1)
            if joined and (lone or self.fractions.at(tokens, k)):
                break
            after, frac = self._take(state, parts, joined)
            if after is None or (joined and not numerals.joins(tokens, k, state, after)):
                frac = None
                break
            bare = not used and parts[0].role in "HS" and len(parts) == 1 and norm[k] not in self._alone
            state, j, used = after, k + 1, used + 1
        if not used or not state.started or self._ordinal(tokens, j):
            return None
        value = state.total + state.group + (frac or 0)
        product = state.product if state.last and not state.group and state.last != 1 else Decimal(1)
        step = Decimal(1)
        if value >= 10 and value == value.to_integral_value():
            step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
        number = Number(i, j, value, value / product, product, step, False, bare=bare and used == 1, rule="number.words")
        if frac is not None or pointed:
            number.decimals = True
            return self.scaled(tokens, number, Habit.OWN)
        return number

    def _after_article(self, tokens: Tokens, i: int) -> Number | State | None:
        """What an article begins: it counts only before a collective, a hundred, a scale or a spoken point: "a dozen"."""
        norm, k = tokens.norm, i + 1
        part = self.numerals.known.get(norm[k]) if tokens.kind[k] == WORD else None
        if part and part.role == "C" and part.value > 1:
            return Number(
                i, k + 1, part.value, part.value, Decimal(1), part.value, False, collective=True, rule="number.collective"
            )
        pointed = norm[k] in self._point and self._read_point(tokens, k + 1) is not None
        if not pointed and not (part and part.role in "HS") and not (part is None and self.numerals.follows_scale(tokens, k)):
            return None
        return State(group=Decimal(1), place=1, started=True)

    def _onward(self, tokens: Tokens, i: int, j: int, state: State, used: int) -> tuple[int, bool]:
        """Where a run that came to token j goes on, past a hyphen and an "and", and whether an "and" joins; no token: nowhere."""
        norm, k, joined = tokens.norm, j, False
        if j == i:
            return k, joined
        if tokens.breaks(k):
            return len(tokens), joined
        if norm[k] == "-" and tokens.kind[k + 1] == WORD and (tokens.touches(k) or used):
            if not tokens.touches(k) and not tokens.touches(k + 1) and state.place != 10:
                return len(tokens), joined
            k += 1
        if norm[k] in self.numerals.and_:
            joined, k = True, k + 1
            k += norm[k] == "-"
        return k, joined

    def _collective(self, tokens: Tokens, i: int, k: int, state: State, used: int, joined: bool) -> Number | None:
        """The number that a collective at token k closes or is: "two dozen", "dozijn"; None of one that needs other words."""
        word, worth = tokens.norm[k], self.numerals.parts(tokens.norm[k])[0].value
        if used and ((not joined and word not in self._needs) or word in self._counted):
            value, rule = (state.total + state.group) * worth, "number.words"
        elif not used and word not in self._needs:
            value, rule = worth, "number.collective"
        else:
            return None
        return Number(i, k + 1, value, value, Decimal(1), worth, False, collective=True, rule=rule)

    def _take(self, state: State, parts: Sequence[Part], joined: bool) -> tuple[State | None, Decimal | None]:
        """The state after the parts of one word, and the fraction it ends in; no state where the word does not go on the run."""
        after: State | None = state
        for n, part in enumerate(parts):
            if part.role == "A":
                joined = True
                continue
            if part.role == "F" and n and after is not None:
                return after, part.value
            if part.role in "FOP":
                return None, None
            if part == Part("U", Decimal(1)) and n + 1 < len(parts) and parts[n + 1].role == "F" and n:
                continue  # "tweeëneenhalf": the "een" belongs to the half
            after = self.numerals.add(after, part, joined) if after is not None else None
            joined = False
        return after, None

    def _ordinal(self, tokens: Tokens, j: int) -> bool:
        """Whether a hyphen and an ordinal go on a run that ends before token j: "twenty-first"."""
        norm = tokens.norm
        if norm[j] != "-" or not tokens.touches(j) or tokens.kind[j + 1] != WORD:
            return False
        parts = self.numerals.parts(norm[j + 1])
        return bool(parts) and parts[0].role == "O"

    def _read_point(self, tokens: Tokens, k: int) -> tuple[Decimal, int, Decimal] | None:
        """ "point zero eight", "komma vijf": the digits after a spoken decimal sign."""
        digits, first = "", k
        while tokens.kind[k] == WORD and (parts := self.numerals.parts(tokens.norm[k])):
            if len(parts) == 1 and parts[0].role in "UT" and len(digits) < 12:
                digits += str(parts[0].value)
            elif (
                len(parts) >= 1
                and k == first
                and parts[0].role in "DUT"
                and (value := self.numerals.value(list(parts))) is not None
                and value < 100
            ):
                digits += str(value)
                k += 1
                break
            else:
                break
            k += 1
        return (Decimal("0." + digits), k, Decimal(1).scaleb(-len(digits))) if digits else None

    def vague_at(self, tokens: Tokens, i: int) -> Number | None:
        """ "tens of thousands", "honderden miljoenen", "millions": a magnitude with its upper end."""
        norm, value, j = tokens.norm, self.vague[tokens.norm[i]], i + 1
        if tokens.kind[i - 1] == NUMBER or self.numerals.numeral(norm[i - 1]):
            return None
        while True:
            k = j + 1 if norm[j] in self.fractions.of else j
            scale = self.vague.get(norm[k]) if tokens.kind[k] == WORD else None
            if scale is None and (p := self.numerals.known.get(norm[k])) and p.role == "S":
                scale = p.value
            if scale is None or scale < 1000 or (k == j and scale <= value):
                break
            value, j = value * scale, k + 1
        return Number(i, j, value, value, Decimal(1), value, False, high=value * 10, rule="number.vague")
