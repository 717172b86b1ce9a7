"""Numbers that belong together: ranges, units and scales shared with a neighbour, money with its coins, two-sided bounds."""

from __future__ import annotations

from decimal import Decimal

from factbase.extract.amounts.lexer import NUMBER, Phrases
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Hedge, Kind, Step

_LEVELS = (Kind.MONEY, Kind.COUNT)
_LOWER, _UPPER = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER, Hedge.AT_MOST)
_WIDEST = 1000
"""How many times its low end the high end of a range may be."""


_CHANGE = 20
"""How many times a level that leaves out its scale may be the one that it changes to."""
_ALIKE = 2
"""How far apart two counts may be between which a comma stands for "or": "two, three homes"."""
_BETWEEN = 4
"""Tokens between the two numbers of a range."""


class Ranges:
    """Joins the quantities of one article."""

    def __init__(self, reading: Reading) -> None:
        self.tokens, self.article, self.text, self.note = reading.tokens, reading.article, reading.text, reading.note
        self.usage, self.money, self.hedges, self.nouns = reading.usage, reading.money, reading.hedges, reading.nouns

    def combine(self, found: list[Quantity]) -> list[Quantity]:
        """Ranges, units shared with a neighbour, and money with its coins."""
        out: list[Quantity] = []
        for b in found:
            if out:
                a = out[-1]
                if self._coins(a, b):
                    continue
                self._portion(a, b)
                if (joined := self._join(a, b)) is not None:
                    out[-1] = joined
                    continue
            out.append(b)
        return out

    def _coins(self, a: Quantity, b: Quantity) -> bool:
        """ "3 euro en 50 cent", "15 dollars and 15": the second number is coins of the first."""
        if a.kind is not Kind.MONEY or a.high is not None or a.number.scale != 1 or not a.integral:
            return False
        if a.currency is None or a.currency.worth:
            return False
        gap = self.tokens.norm[a.last : b.first]
        if len(gap) > 1 or (gap and gap[0] not in self.usage.joins) or self.tokens.breaks(b.first):
            return False
        worth = b.currency.worth if b.currency is not None else None
        coins = b.currency is not None and (b.currency.open or b.currency.code in (a.unit, *a.currency.others))
        if coins and worth is not None and worth < 1 and b.number.value * worth < 1:
            a.value, a.last, a.step = a.value + b.number.value * worth, b.last, worth
            return True
        if not self._bare_coins(b, bool(gap)) or not (gap or not a.prefixed or b.value >= 10):
            return False
        a.value, a.last, a.step = a.value + b.value / 100, b.last, Decimal("0.01")
        return True

    def _bare_coins(self, b: Quantity, joined: bool) -> bool:
        """Whether a number without unit behind a sum may be its coins: below a hundred, and at the end of its clause."""
        if b.kind is not None or b.number.scale != 1 or b.number.decimals or not 0 < b.value < 100 or not b.integral:
            return False
        if self.tokens.breaks(b.last):
            return True
        following = self.tokens.norm[b.last]
        return following in (".", "!", "?", ",", ";", ")") or (joined and following in self.usage.joins)

    def _portion(self, a: Quantity, b: Quantity) -> None:
        """ "5 of the 12 million euros": the part is in scale and unit of the whole that it is taken from."""
        gap = self.tokens.norm[a.last : b.first]
        partitive = len(gap) in (1, 2) and gap[0] in self.nouns.of and all(w in self.nouns.determiners for w in gap[1:])
        if not partitive or b.kind is not Kind.MONEY or b.high is not None or a.high is not None or a.currency is not None:
            return
        if a.last != a.number.last:
            return  # "two gifts of 12 million euros" are two gifts
        scale = b.number.scale if a.number.scale == 1 else Decimal(1)
        follows = self.nouns.is_plural(self.tokens.norm[b.last])  # "2 of the 3-million-euro prizes"
        if a.number.fraction or not (a.number.digits or a.value > 1) or a.value * scale > b.value or b.prefixed or follows:
            return
        if scale != 1:
            a.multiply(scale)
        a.kind, a.unit, a.currency, a.per, a.shared = b.kind, b.unit, b.currency, b.per, True
        a.steps = [step for step in a.steps if step.slot != "unit"]
        self.note(a, "unit", "unit.portion", "takes scale and unit of the amount it is a part of")

    def _join(self, a: Quantity, b: Quantity) -> Quantity | None:
        """One range of two quantities, None where they stay two (units may be shared)."""
        tokens, norm, h = self.tokens, self.tokens.norm, self.hedges
        words = norm[a.last : b.first]
        if not 0 < len(words) <= _BETWEEN or tokens.breaks(b.first):
            return None
        dash = len(words) == 1 and words[0] in h.dash
        to, joint = self._leads(h.to, a, b), self._leads(h.and_, a, b)
        either = (found := h.or_.at(tokens, a.last)) is not None and found[0] == b.first
        listed = all(w in (",", "-", "–") or w in self.usage.joins or h.or_.starts(w) for w in words)
        toward = len(words) == 1 and words[0] in h.toward
        if not (dash or to or joint or either or listed or toward):
            return None
        between = h.between.before(tokens, a.first)
        start = h.from_.before(tokens, a.first) or h.from_.before(tokens, h.opens(tokens, a.first))
        if either:
            ranged = self._close(a, b)
        elif to and not between:
            ranged = self._spans(a, b, start)
        else:
            ranged = dash or to or (joint and between is not None)
        if (toward or (to and not ranged)) and b.kind is None and (a.kind in _LEVELS or (start and a.kind is Kind.PERCENT)):
            self._level(a, b)
        leads = start is not None and (toward or to) and not ranged
        if leads and self._comparable(a, b):
            a.multiply(b.number.scale)  # "from $16.1 to $14.9 billion"
        if norm[a.last : b.first] == [","] and a.kind is None and b.kind is Kind.COUNT and not 0 < b.value - a.value <= _ALIKE:
            return None  # "the toll rose to 24, nine homes burned"
        same = self._share(a, b, ranged, either)
        if same and a.currency is not None and b.currency is not None and a.currency.worth != b.currency.worth:
            return None
        if dash and not (a.number.digits or b.number.digits) and tokens.touches(a.last):
            return None
        if not ranged or not same or a.high is not None or b.high is not None:
            return None
        if a.value == b.value or (a.value > b.value and between is None):
            return None  # "from 385 to 156" falls, and is no range
        return self._one(a, b, between or start)

    def _comparable(self, a: Quantity, b: Quantity) -> bool:
        """Whether a level that a change began at left its scale to the level that it ended at: "from 16.1 to 14.9 billion"."""
        if a.number.scale != 1 or b.number.scale == 1 or not a.number.digits or not 0 < a.value < 1000 or a.high is not None:
            return False
        own = a.kind is not None and (a.kind is not Kind.MONEY or a.unit != b.unit)
        if own or (a.kind is None and b.kind not in (None, Kind.MONEY)):
            return False
        return b.value > 0 and 1 <= _CHANGE * a.value * b.number.scale / b.value <= _CHANGE * _CHANGE

    def _close(self, a: Quantity, b: Quantity) -> bool:
        """Whether two numbers with "or" between are so close that they say how many roughly: "six or seven"."""
        return (
            a.kind is None
            and a.number.scale == b.number.scale == 1
            and (0 < b.value - a.value <= 2 if b.value <= 20 else b.value - a.value == 1)
            and (b.kind is not None or not (a.number.digits or b.number.digits or a.number.collective))
            and b.kind is not Kind.MONEY
        )

    def _spans(self, a: Quantity, b: Quantity, start: tuple[int, bool] | None) -> bool:
        """Whether "to" spans from a to b, and does not lead to a level: "rose 3 million to 12 million".

        Args:
            start: where "from" opens the pair.
        """
        tokens, h = self.tokens, self.hedges
        before = start[0] if start else a.first
        by = any(at > 0 and h.by.before(tokens, at) is not None for at in (before, h.opens(tokens, before)))
        extent = self._extent(a, b) or (start is not None and self._risen(a, b, start[0]))
        changes = (start is not None or not h.toward) and self._changes(before, bool(start)) and not extent
        if start is not None and not h.toward and start[0] + 1 == a.first:
            changes = changes or not self._spread(before)
        low = a.value * b.number.scale if a.number.scale == 1 and abs(a.value) < 1000 else a.value
        own = a.number.scale > 1 or (a.kind is not None and not a.shared)  # "by 3 million to 12 million" ends at a level
        ranged = (not own and b.value <= 4 * low) if by else not (changes and (start is not None or a.kind is not None))
        high = b.value / (b.currency.worth if b.currency is not None and b.currency.worth is not None else 1)  # "3 tot 5 ton"
        wide = a.value > 0 and high > _WIDEST * a.value * max(b.number.scale, Decimal(1))
        return ranged and (start is not None or not wide)  # "won 0.6 percent to 3,005" ends at a level

    def _extent(self, a: Quantity, b: Quantity) -> bool:
        """Whether two shares say how large a change is: "a drop of 10% to 15%"; "a rise of 0.5% to 5%" ends at a level."""
        of = a.first > 0 and self.tokens.norm[a.first - 1] in self.nouns.of
        return of and a.kind is b.kind is Kind.PERCENT and 0 < a.value < b.value <= 2 * a.value

    def _risen(self, a: Quantity, b: Quantity, opening: int) -> bool:
        """Whether what opens a pair says how large a change is: "een daling van 10 tot 15", two levels after "daalde van"."""
        of = self.tokens.norm[a.first - 1] in self.nouns.of
        high = b.value / b.number.scale if a.number.scale == 1 else b.value
        return of and 0 < a.value < high <= 2 * a.value and self.hedges.is_extent(self.tokens, opening)

    def _one(self, a: Quantity, b: Quantity, opening: tuple[int, bool] | None) -> Quantity:
        """The range from a to b, or from b to a."""
        tokens = self.tokens
        a.value, a.high = min(a.value, b.value), max(a.value, b.value)
        a.last, a.kind, a.unit, a.per, a.hedge = b.last, b.kind, b.unit, b.per or a.per, Hedge.RANGE
        a.currency = b.currency or a.currency
        a.steps += b.steps
        if opening is None:
            self.note(a, "hedge", "range.joined", "a range of two numbers")
            return a
        text, start, end = "a range, as its opening word says", tokens.start[opening[0]], tokens.end[b.last - 1]
        a.steps.append(Step(slot="hedge", rule="range.words", text=text, start=start, end=end))
        return a

    def _leads(self, phrases: Phrases[bool], a: Quantity, b: Quantity) -> bool:
        """Whether a phrase leads from a to b, or to b's hedge: "between 490 and as much as 935 million"."""
        found = phrases.at(self.tokens, a.last)
        return found is not None and (found[0] == b.first or found[0] == self.hedges.opens(self.tokens, b.first))

    def _level(self, a: Quantity, b: Quantity) -> None:
        """Give the level that a change ends at the unit and scale of the one it began at: "from 10 million euros to 20"."""
        if b.number.scale == 1 and a.number.scale > 1 and b.value < 1000:
            b.multiply(a.number.scale)
        b.kind, b.unit, b.currency, b.shared = a.kind, a.unit, a.currency, True
        self.note(b, "unit", "unit.level", "takes the unit of the level that it changed from")

    def _changes(self, before: int, opened: bool) -> bool:
        """Whether a verb of change stands right before token `before`, or in its clause where "from" opens the pair."""
        tokens, norm = self.tokens, self.tokens.norm
        for i in range(before - 1, max(-1, before - (14 if opened else 3)), -1):
            if tokens.breaks(i + 1) or norm[i] in (".", ";", ":", ",") or tokens.kind[i] == NUMBER:
                return False
            if norm[i] in self.hedges.change and norm[i] not in self.hedges.spans:
                return True
        return False

    def _spread(self, before: int) -> bool:
        """Whether what may be of many values stands in the clause before token `before`: "tickets from $15 to $40"."""
        tokens, norm = self.tokens, self.tokens.norm
        if before == 0 or tokens.breaks(before) or norm[before - 1] in ".;:!?" or norm[before - 1] in self.hedges.being:
            return True
        for i in range(before - 1, max(-1, before - 14), -1):
            if norm[i] in self.hedges.spread:
                return True
            if tokens.breaks(i) or norm[i] in (".", ";", ":"):
                return False
        return False

    def _share(self, a: Quantity, b: Quantity, ranged: bool, either: bool = False) -> bool:
        """Give a's missing scale and unit from b or the other way round; whether the two are of one unit then.

        `either` says that "or" stands between: "$2 or $3 billion".
        """
        if b.kind is not None and a.kind is None:
            if not ranged and not either and a.number.scale > b.number.scale and b.kind is not Kind.MONEY:
                return False  # "a value of 60 million, five times that of May"
            small = abs(a.value) < 1000 and a.number.scale == 1 and b.number.scale > 1
            if small and (not ranged or a.value * b.number.scale <= b.value):
                a.multiply(b.number.scale)
            if b.kind in (Kind.MONEY, Kind.PERCENT) or ranged or b.kind is Kind.COUNT or b.number.rule != "number.vague":
                a.kind, a.unit, a.currency, a.per, a.shared = b.kind, b.unit, b.currency, b.per, True
                if b.currency is not None and b.currency.worth is not None:
                    a.value *= b.currency.worth
                self.note(a, "unit", "unit.shared", "takes scale and unit of the number it is joined to")
                return True
            return False
        if a.kind is not None and b.kind is None and a.kind in (Kind.MONEY, Kind.PERCENT) and ranged:
            if a.kind is Kind.MONEY and a.number.scale == 1 and b.number.scale > 1 and abs(a.value) < 1000:
                a.multiply(b.number.scale)
            b.kind, b.unit, b.currency, b.shared = a.kind, a.unit, a.currency, True
            return True
        if a.kind is None and b.kind is None:
            small = abs(a.value) < 1000 and a.number.scale == 1 and b.number.scale > 1
            if (ranged or either) and small and a.value * b.number.scale <= b.value:
                a.multiply(b.number.scale)
            return True
        if a.kind is not b.kind:
            return False
        if (a.kind is Kind.MONEY and a.unit == b.unit) or (
            a.currency and b.currency and (b.unit in a.currency.others or a.unit in b.currency.others)
        ):
            small = abs(a.value) < 1000 and a.number.scale == 1 and b.number.scale > 1
            if (ranged or either) and small and a.value * b.number.scale <= b.value:
                a.multiply(b.number.scale)
            return True
        return a.unit == b.unit

    def bounds(self, found: list[Quantity]) -> list[Quantity]:
        """A lower and an upper bound joined are one range: "more than 100 and fewer than 300"."""
        out: list[Quantity] = []
        for b in found:
            a = out[-1] if out else None
            if a is not None and a.high is None and b.high is None and self._bounding(a, b):
                low, high = (a, b) if a.hedge in _LOWER else (b, a)
                gap = self.tokens.norm[a.last : b.first]
                joint = set(self.tokens.norm[a.last : self.hedges.opens(self.tokens, b.first)])
                told = (
                    a.kind is None or b.kind is None or bool(joint & self.hedges.joins)
                )  # "$50bn, more than $20bn of it insured" are two
                joined = told and joint <= self.hedges.joins | {","} and len(gap) <= 9 and not self.tokens.breaks(b.first)
                if joined and low.value < high.value and self._share(a, b, True):
                    a.value, a.high, a.last, a.hedge = low.value, high.value, b.last, Hedge.RANGE
                    a.steps += b.steps
                    self.note(a, "hedge", "range.bounds", "a lower and an upper bound")
                    continue
            out.append(b)
        return out

    def _bounding(self, a: Quantity, b: Quantity) -> bool:
        """Whether one may bound what the other bounds from the other side; "bijna 11 en ruim 9 procent" are two shares."""
        if a.near or b.near:
            return False
        return (a.hedge in _LOWER and b.hedge in _UPPER) or (a.hedge is Hedge.AT_MOST and b.hedge in _LOWER)
