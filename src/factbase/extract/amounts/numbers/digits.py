"""Numbers written in digits: what their dots, commas, spaces and powers mean, by the language and by the article's own usage."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import Enum
from itertools import compress

from factbase.extract.amounts.lexer import NUMBER, Tokens

LONGEST = 30
"""Digits beyond this are no number that news states."""
_HABIT = 3
"""Numbers of three digits behind a decimal sign from which on that sign separates thousands, if nothing speaks against it."""
_POWERS = 40
"""Powers beyond this are none that news states."""
_SPLIT = re.compile(r"[.,]")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009'’]")
_POWER = re.compile(r"(.*?)(?:\^([+-]{0,2}\d+)|e([+-]?\d+)|\s?[x×]\s?10\^([+-]?\d+))$", re.IGNORECASE)


class Habit(Enum):
    """How an article writes its separators: as its language does, as another does at times (GROUPED: between its thousands),
    or throughout."""

    OWN = "own"
    MIXED = "mixed"
    GROUPED = "grouped"
    SWAPPED = "swapped"


class Digits:
    """How one language writes digits: its decimal sign, and the one between groups of three."""

    def __init__(self, decimal: str, group: str) -> None:
        self._decimal, self._group = decimal, group

    def read(self, text: str, scaled: bool, habit: Habit = Habit.OWN) -> tuple[Decimal, Decimal, str] | None:
        """(value, step, note) of digits as written, None where the separators make no number.

        Args:
            scaled: a scale word of a thousand million or more follows, before which an article that writes its separators the
                other way at times means no thousands by "1.356". Others do: "1.644 miljard yen".
            habit: how the article writes its separators.
        """
        if len(text) > LONGEST + 10:
            return None
        power = None
        if not text[-1].isdigit() or "^" in text or "e" in text.lower() or "x" in text or "×" in text:
            power = _POWER.match(text)
            if not power:
                return None
            text = power.group(1)
        parted = self._parted(_SPACES.sub("", text), scaled, habit)
        if parted is None:
            return None
        whole, part, note = parted
        try:
            value = Decimal(f"{whole}.{part}" if part else whole)
        except InvalidOperation:
            return None
        if part:
            step = Decimal(1).scaleb(-len(part))
        else:
            zeros = len(whole) - len(whole.rstrip("0")) if value else 0
            step = Decimal(1).scaleb(zeros)
        if power is not None:
            raised = _raised(value, power)
            return (raised, Decimal(1), note) if raised is not None else None
        return value, step, note

    def _parted(self, text: str, scaled: bool, habit: Habit) -> tuple[str, str, str] | None:
        """(digits before the decimal sign, digits behind it, note), None where the separators make no number."""
        seps = _SPLIT.findall(text)
        if not seps:
            return text, "", ""
        pieces = _SPLIT.split(text)
        if len(seps) == 1:
            return self._one_sign(pieces, seps[0], scaled, habit)
        heads, tail, first, last = pieces[:-1], pieces[-1], seps[0], seps[-1]
        if len(set(seps)) == 1:  # 1,234,567
            indian = last == "," and len(tail) == 3 and len(pieces[0]) <= 2 and all(len(p) == 2 for p in heads[1:])
            return ("".join(pieces), "", "") if _grouped(pieces) or indian else None
        if first in seps[seps.index(last) :] or len(set(seps[:-1])) != 1 or seps.count(last) != 1:
            return None
        groups = len(heads[0]) <= 3 and all(len(p) == 3 for p in heads[1:])
        indian = first == "," and len(heads[-1]) == 3 and all(len(p) == 2 for p in heads[1:-1]) and len(heads[0]) <= 2
        return ("".join(heads), tail, "") if groups or indian else None  # 1.234.567,89

    def _one_sign(self, pieces: list[str], sign: str, scaled: bool, habit: Habit) -> tuple[str, str, str]:
        """The same of digits with one separator, which parts thousands or decimals: 60.000, 60.5, 1,356 billion."""
        whole, tail = pieces
        point, grouped = self._group if habit is Habit.SWAPPED else self._decimal, _grouped(pieces)
        if not grouped:
            return whole, tail, ""
        if sign == point and (scaled or not (tail == "000" or habit is Habit.GROUPED)):
            return whole, tail, f"'{sign}' read as the decimal sign"
        if sign == point:
            why = "nothing but zeros follow" if tail == "000" else "it does in longer numbers of the article"
            return whole + tail, "", f"'{sign}' read as separating thousands, as {why}"
        if scaled and habit in (Habit.MIXED, Habit.SWAPPED) and not tail.endswith("00"):
            return whole, tail, f"'{sign}' read as the decimal sign, as a scale word follows"
        return whole + tail, "", f"'{sign}' read as separating thousands"

    def habit(self, tokens: Tokens) -> Habit:
        """How the article writes its separators: the other way where it has such numbers and none of its language's own."""
        own = other = groups = open_ = 0
        large = False
        for word in compress(tokens.norm, map(NUMBER.__eq__, tokens.kind)):
            if len(word) > 2:
                seps = _SPLIT.findall(word)
                if not seps:
                    continue
                pieces = _SPLIT.split(word)
                if len(seps) == 1 and (len(pieces[1]) != 3 or len(pieces[0]) > 3 or pieces[0] == "0"):
                    sign = seps[0]  # a decimal sign
                elif len(set(seps)) == 2 and seps.count(seps[-1]) == 1:
                    sign = seps[-1]
                elif len(seps) > 1 and len(set(seps)) == 1 and all(len(p) == 3 for p in pieces[1:]):
                    sign = "," if seps[0] == "." else "."
                    groups += sign != self._decimal
                else:
                    open_ += seps[0] == self._decimal and len(set(seps)) == 1
                    large |= len(pieces[0]) > 1
                    continue
                if sign == self._decimal:
                    own += 1
                else:
                    other += 1
        if not own and not other and open_ >= _HABIT and large:
            return Habit.SWAPPED
        if own or not other:
            return Habit.GROUPED if groups else Habit.OWN
        return Habit.SWAPPED if other > 1 else Habit.MIXED


def _grouped(pieces: list[str]) -> bool:
    """Whether digits between separators are thousands, millions and so on: 1.234.567."""
    return len(pieces[0]) <= 3 and pieces[0] != "0" and all(len(piece) == 3 for piece in pieces[1:])


def _raised(value: Decimal, power: re.Match[str]) -> Decimal | None:
    """The value to its power, or times the power of ten behind it: 2^10, 1.5e6; None of what no news states."""
    exponent = power.group(2) or power.group(3) or power.group(4)
    number = int(exponent.replace("--", "").replace("+-", "-").replace("++", "").replace("-+", "-"))
    if abs(number) > _POWERS:
        return None
    if not power.group(2):
        return value.scaleb(number)
    return Decimal(str(float(value) ** number)) if value else value
