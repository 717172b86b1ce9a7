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
        power, note = None, ""
        if not text[-1].isdigit() or "^" in text or "e" in text.lower() or "x" in text or "×" in text:
            found = _POWER.match(text)
            if not found:
                return None
            text, power = found.group(1), found
        text = _SPACES.sub("", text)
        point = self._group if habit is Habit.SWAPPED else self._decimal
        seps = _SPLIT.findall(text)
        if not seps:
            whole, part = text, ""
        else:
            pieces = _SPLIT.split(text)
            last = seps[-1]
            heads, tail = pieces[:-1], pieces[-1]
            grouped = len(pieces[0]) <= 3 and pieces[0] != "0" and all(len(p) == 3 for p in pieces[1:])
            indian = len(seps) > 1 and len(tail) == 3 and len(pieces[0]) <= 2 and all(len(p) == 2 for p in heads[1:])
            if len(set(seps)) == 1:
                if len(seps) > 1:
                    if not (grouped or (indian and last == ",")):
                        return None
                    whole, part = "".join(pieces), ""
                elif grouped and last == point and not scaled and (tail == "000" or habit is Habit.GROUPED):
                    why = "nothing but zeros follow" if tail == "000" else "it does in longer numbers of the article"
                    whole, part, note = "".join(pieces), "", f"'{last}' read as separating thousands, as {why}"
                elif not grouped or last == point:
                    whole, part = pieces
                    if grouped and last == point:
                        note = f"'{last}' read as the decimal sign"
                elif scaled and habit in (Habit.MIXED, Habit.SWAPPED) and not tail.endswith("00"):
                    whole, part, note = pieces[0], pieces[1], f"'{last}' read as the decimal sign, as a scale word follows"
                else:
                    whole, part, note = "".join(pieces), "", f"'{last}' read as separating thousands"
            else:
                first = seps[0]
                if first in seps[seps.index(last) :] or len(set(seps[:-1])) != 1 or seps.count(last) != 1:
                    return None
                if not (len(heads[0]) <= 3 and all(len(p) == 3 for p in heads[1:])) and not (
                    first == "," and len(heads[-1]) == 3 and all(len(p) == 2 for p in heads[1:-1]) and len(heads[0]) <= 2
                ):
                    return None
                whole, part = "".join(heads), tail
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
            exponent = power.group(2) or power.group(3) or power.group(4)
            number = int(exponent.replace("--", "").replace("+-", "-").replace("++", "").replace("-+", "-"))
            if abs(number) > 40:
                return None
            value = (Decimal(str(float(value) ** number)) if value else value) if power.group(2) else value.scaleb(number)
            step = Decimal(1)
        return value, step, note

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
