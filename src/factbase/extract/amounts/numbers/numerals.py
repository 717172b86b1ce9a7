"""The words of a language that numbers are made of, and how they add up to one: twenty, hundred, million, "tweeëntwintig".

The grammar is one for all languages: a numeral is a run of units, tens, hundreds and scales in descending order, joined by
spaces, hyphens, an "and", or written as one word. What a language calls them, and whether units come before tens, is data.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from factbase.extract.amounts.lexer import WORD, Tokens
from factbase.extract.amounts.numbers.number import exact


class Part(NamedTuple):
    """A word of a number, or a part of one: its role and its value.

    Roles are U unit, T teen, D ten, H hundred, S scale, A and, F half, O ordinal, P ordinal in the plural, C collective.
    """

    role: str
    value: Decimal


class State(NamedTuple):
    """What the parts read so far amount to: whole scales in `total`, the rest in `group`, whose last part was worth `place`."""

    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    place: int = 1000
    last: Decimal | None = None
    product: Decimal = Decimal(1)
    started: bool = False


class Numerals:
    """The numerals of one language: `known` are the words that are one part, `parts` reads the others, `ordinals` are ranks."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.bare_scales = frozenset(map(Decimal, data["bare_scales"]))
        self.units_first, self.compounds = bool(data["units_first"]), bool(data["compounds"])
        self.and_, self.articles = set(data["and"]), set(data["articles"])
        known: dict[str, Part] = {}
        for word, value in data["words"].items():
            known[word] = Part("U" if value < 10 else "T", exact(value))
        for role, key in (
            ("D", "tens"),
            ("H", "hundreds"),
            ("S", "scales"),
            ("C", "collectives"),
            ("F", "halves"),
            ("O", "ordinals"),
        ):
            for word, value in data[key].items():
                known.setdefault(word, Part(role, exact(value)))
        plural = data["ordinal_plural"]
        for word, part in list(known.items()):
            if part.role == "O" and plural:
                known.setdefault(word + plural, Part("P", part.value))
        self.known = known
        self.ordinals = {word: part.value for word, part in known.items() if part.role == "O"}
        self._suffixes = tuple(data["ordinal_suffixes"])
        self._words: dict[str, tuple[Part, ...]] = {}
        self._start = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))

    def parts(self, word: str) -> tuple[Part, ...]:
        """The numeral parts of a word, () where it is no numeral: (20,) of "twenty", (2, and, 20) of "tweeëntwintig"."""
        cut = self._words.get(word)
        if cut is None:
            if len(self._words) > 50_000:
                self._words.clear()
            cut = self._words[word] = self._analyse(word)
        return cut

    def _analyse(self, word: str) -> tuple[Part, ...]:
        if (part := self.known.get(word)) is not None:
            return (part,)
        if not self.compounds or not 5 < len(word) < 90 or not self._start.match(word):
            return self._ordinal(word)
        cut = self._cut(word, 0, {})
        return tuple(cut) if cut and len(cut) > 1 and self._sound(cut) else self._ordinal(word)

    def _cut(self, word: str, at: int, seen: dict[int, list[Part] | None]) -> list[Part] | None:
        if at == len(word):
            return []
        if at not in seen:
            seen[at] = None
            for size in range(min(16, len(word) - at), 1, -1):
                piece = word[at : at + size]
                part = self.known.get(piece) or (Part("A", Decimal(0)) if piece in self.and_ else None)
                if part and not (part.role == "A" and at == 0) and (rest := self._cut(word, at + size, seen)) is not None:
                    seen[at] = [part, *rest]
                    break
        return seen[at]

    def _sound(self, parts: list[Part]) -> bool:
        """Whether the parts of one word make one number: "vierkant" or "eenen" do not."""
        if any(p.role in "CV" for p in parts) or parts[-1].role == "A":
            return False
        if parts[-1].role in "FOP":
            return len(parts) > 1
        state: State | None = State()
        joined = False
        for part in parts:
            if part.role == "A":
                joined = True
                continue
            if part.role in "FOP" or state is None:
                return False
            state = self.add(state, part, joined)
            joined = False
        return state is not None

    def _ordinal(self, word: str) -> tuple[Part, ...]:
        for suffix in self._suffixes:
            if len(word) > len(suffix) + 2 and word.endswith(suffix):
                stem = word[: -len(suffix)]
                for form in (stem, stem + "t" if suffix == "ste" else stem):
                    parts = self.known.get(form)
                    cut = [parts] if parts else (self._cut(form, 0, {}) if self.compounds and len(form) < 80 else None)
                    if cut and all(p.role in "UTDHSA" for p in cut) and (value := self.value(cut)) is not None and value > 3:
                        return (Part("O", value),)
        return ()

    def value(self, parts: list[Part]) -> Decimal | None:
        """What parts add up to, None where they make no number."""
        state, joined = State(), False
        for part in parts:
            if part.role == "A":
                joined = True
            else:
                after = self.add(state, part, joined)
                if after is None:
                    return None
                state, joined = after, False
        return state.total + state.group

    def add(self, s: State, part: Part, joined: bool) -> State | None:
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
                return State(total=value, last=value, product=value, started=True)
            case "S" if s.total and s.last is not None and s.group == 0 and value < s.last and value in self.bare_scales:
                return s._replace(total=s.total + value, place=1000, last=value, product=value)
            case "S" if s.total and s.last is not None and value > s.last:
                return s._replace(total=s.total * value, last=value, product=s.product * value)
        return None

    def numeral(self, word: str) -> bool:
        """Whether the word is a numeral and no article."""
        parts = self.parts(word)
        return bool(parts) and parts[-1].role in "UTDHSF" and word not in self.articles

    def follows_scale(self, tokens: Tokens, k: int) -> bool:
        """Whether token k is a hundred or a scale."""
        if tokens.kind[k] != WORD:
            return False
        parts = self.known.get(tokens.norm[k])
        return parts is not None and parts.role in "HS"

    def is_one(self, word: str) -> bool:
        """Whether the word is one, in digits or in letters."""
        return word == "1" or self.parts(word) == (Part("U", Decimal(1)),)

    def joins(self, tokens: Tokens, k: int, state: State, after: State) -> bool:
        """Whether "and" joins within one number: after a hundred, or a lower part after a scale ("a thousand and five")."""
        if state.place == 1 and self.units_first and after.group - state.group >= 20:
            return True
        if state.place == 100 or (state.group and state.group % 100 == 0):
            return True
        if state.last is None or state.group:
            return False
        # what follows must be less than the scale and take no such scale itself: not "two million and three million"
        j = k + 1
        while tokens.kind[j] == WORD and (parts := self.parts(tokens.norm[j])):
            if any(p.role == "S" and p.value >= (state.last or 0) for p in parts):
                return False
            j += 1
        return True
