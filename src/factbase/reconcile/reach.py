"""The most that the evidence for a pair can come to, told for whole columns of pairs at once: branch and bound.

Of a large set most candidates say little of one another, and comparing them slot by slot costs a hundred times what it costs to
see from a few columns of numbers that they cannot come far enough. What columns can tell of a slot bounds what its comparison
can say (`compare` has the weights); of every other slot the best is hoped. A bound may be too high, never too low.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from factbase.model import Kind
from factbase.reconcile import compare
from factbase.reconcile.candidates import Ints, Places
from factbase.reconcile.comparisons import articles, things, times
from factbase.reconcile.comparisons.amounts import EQUAL, agreeing, slip_level
from factbase.reconcile.comparisons.names import named_alike
from factbase.reconcile.comparisons.slips import FACTORS, ROUNDED, scrambled
from factbase.reconcile.links import DAYS, NEVER
from factbase.reconcile.screen import Mask, States, codes
from factbase.reconcile.views import View
from factbase.reconcile.views.view import GIVEN

Numbers = NDArray[np.float64]
BY_SETS = ("measure", "names", "topics", "company")
"""Slots whose columns are sets: looked at last, and only for the pairs that the others leave open."""
BOUNDED = {"amount", "printed", "payer", "payee", "kind", "concept", "status", "basis", *BY_SETS}
"""Slots that columns tell something of."""
SLACK = 1e-6
"""Bits added to every bound, since a sum differs in its last digit by the order in which it is added up."""
HALF = 0.5001
"""How far a number may be from its rounding, in steps of its last digit; a little more for what numbers in columns leave off."""
WORDS = 8
"""The members of a set that has more than this are not counted: it may share anything."""


class Reach:
    """Some views, by what bounds the evidence for two of them being one thing."""

    def __init__(self, views: Sequence[View]) -> None:
        self._doc, _ = codes([v.claim.doc for v in views])
        self._stated = np.array([v.given for v in views], np.int32)
        self._hopes = np.full((2, 1 << len(GIVEN)), np.nan)
        self._amounts, self._printed = _Amounts(views), _Printed(views)
        self._parties, self._measures = _Parties(views), _Measures(views)
        self._names, self._topics, self._company = _Names(views), _Topics(views), _Company(views)
        self._by_value = (
            _Table(views, [v.claim.kind for v in views], lambda a, b: _bits("kind", a.claim.kind.value)),
            _Table(views, [v.claim.concept for v in views], _concept),
            _Table(views, [v.claim.status for v in views], _status),
            _Table(views, [v.claim.per for v in views], lambda a, b: _bits("basis", things.basis(a, b).level)),
        )

    def short(self, left: Places, right: Places, enough: float) -> Mask:
        """For which of the pairs, of positions of views that share a dimension, `compare.score` surely comes to no more."""
        one_article = self._doc[left] == self._doc[right]
        met = self._amounts.met(left, right)
        most = self._hoped(left, right, one_article) + SLACK
        days = self._printed.days(left, right)
        most += self._amounts.most(left, right, met, one_article, days)
        most += self._printed.most(days, met) * ~one_article
        for table in self._by_value:
            most += table.most(left, right)
        most += self._parties.most(left, right)
        open_, hope = np.arange(len(left)), sum(map(_best, BY_SETS))
        for slot in BY_SETS:
            open_ = open_[most[open_] + hope > enough]
            hope -= _best(slot)
            most[open_] += self._by_sets(slot, left[open_], right[open_], one_article[open_], met.where(open_))
        short = np.ones(len(left), np.bool_)
        short[open_] = most[open_] <= enough
        return short

    def _by_sets(self, slot: str, left: Places, right: Places, one_article: Mask, met: _Met) -> Numbers:
        """The most bits that such a slot can give."""
        if slot == "measure":
            return self._measures.most(left, right)
        if slot == "names":
            return self._names.most(left, right) * ~one_article
        if slot == "topics":
            return self._topics.most(left, right) * ~one_article
        return self._company.most(left, right, met) * ~one_article

    def _hoped(self, left: Places, right: Places, one_article: Mask) -> Numbers:
        """The prior, and the best that the slots can say which no column bounds, of those that can say anything."""
        place = one_article.astype(np.intp), compare.stated(self._stated[left], self._stated[right])
        found: Numbers = self._hopes[place]
        if (new := np.isnan(found)).any():
            for article, stated in {*zip(place[0][new].tolist(), place[1][new].tolist(), strict=True)}:
                slots = compare.telling(stated, bool(article)) - BOUNDED
                self._hopes[article, stated] = compare.weights()["prior"]["all"] + sum(map(_best, slots))
            found = self._hopes[place]
        return found


def _bits(slot: str, level: str) -> float:
    return compare.weights().get(slot, {}).get(level, 0.0)


def _best(slot: str, *heads: str) -> float:
    """The most bits that a comparison can give; with heads, by a level that begins with one of them."""
    weights = compare.weights().get(slot, {}).items()
    found = [bits for level, bits in weights if not heads or level.startswith(heads)]
    return max(found, default=0.0) if heads else max([0.0, *found])


class _Table:
    """A comparison that hangs on what each of the two says in one slot, and on little else."""

    def __init__(self, views: Sequence[View], said: Sequence[Hashable], most: Callable[[View, View], float]) -> None:
        self._code, values = codes(said)
        first = dict(zip(reversed(self._code.tolist()), reversed(views), strict=True))
        self._of, self._most = [first[n] for n in range(len(values))], most
        self._bits = np.full((len(values), len(values)), np.nan)

    def most(self, left: Places, right: Places) -> Numbers:
        """The most bits that each pair can get."""
        place = self._code[left], self._code[right]
        found: Numbers = self._bits[place]
        if (new := np.isnan(found)).any():
            for a, b in {*zip(place[0][new].tolist(), place[1][new].tolist(), strict=True)}:
                self._bits[a, b] = self._most(self._of[a], self._of[b])
            found = self._bits[place]
        return found


def _concept(a: View, b: View) -> float:
    return _bits("concept", things.concept(a, b).level)


def _status(a: View, b: View) -> float:
    """Where two states are unlike, the level hangs on the amounts, too."""
    level = times.status(a, b).level
    return _best("status", "unlike") if level.startswith("unlike") else _bits("status", level)


class _Met(NamedTuple):
    """What two amounts have to do with each other.

    Attributes:
        known: whether they are of one unit, or a rate is known.
        other: whether they are sums in two currencies.
        touch: whether both allow some value.
        slip: whether they may be a slip apart.
        slipped: the most bits that a slip can give where they are of one unit, NEVER where none can.
        ratio: of the larger to the smaller.
        running: whether they may be one running total at two moments.
        period: whether both are for a period rather than true at a moment.
        same_time: whether both are of one stated time.
    """

    known: Mask
    other: Mask
    touch: Mask
    slip: Mask
    slipped: Numbers
    ratio: Numbers
    running: Mask
    period: Mask
    same_time: Mask

    def where(self, kept: Ints) -> _Met:
        """Some of the pairs."""
        return _Met._make(column[kept] for column in self)


class _Amounts:
    """Amounts, and the times that they hold for."""

    def __init__(self, views: Sequence[View]) -> None:
        self._money = np.array([v.claim.kind is Kind.MONEY for v in views], np.bool_)
        self._unit, _ = codes([v.claim.unit for v in views])
        self._base_unit, _ = codes([v.base_unit for v in views])
        self._based = np.array([v.base is not None for v in views], np.bool_)
        self._own = np.array([(*v.own, v.amount) for v in views], np.float64).reshape(-1, 3)
        self._base = np.array([(*(v.base or v.own), v.base_amount) for v in views], np.float64).reshape(-1, 3)
        self._digits = np.array([len(v.digits) for v in views], np.int32)
        self._written, _ = codes([v.digits for v in views])
        self._mantissa = np.array([float(f"0.{v.digits}") for v in views], np.float64)
        self._scrambled, _ = codes([scrambled(v.digits) for v in views])
        self._magnitude = np.array([v.claim.amount.adjusted() for v in views], np.int64)
        self._worth = np.array([v.worth is not None for v in views], np.bool_)
        self._time, _ = codes([(v.when.start, v.when.end) for v in views])
        self._stated = np.array([v.when.stated for v in views], np.bool_)
        self._period = np.array([v.when.period for v in views], np.bool_)
        self._running = np.array([v.running for v in views], np.bool_)
        self._could_run = np.array([times.could_run(v) for v in views], np.bool_)
        self._equal = np.array([_bits("amount", agreeing(digits)) for digits in range(5)])
        self._swaps = np.array([_slip(digits, "digits") for digits in range(5)])
        self._noughts = {
            factor: np.array([_slip(digits, *{slip, "nought"} if factor < 1000 else {slip}) for digits in range(5)])
            for factor, slip in FACTORS.items()
        }

    def met(self, left: Places, right: Places) -> _Met:
        """How the amounts of each pair stand to each other."""
        a, b = self._own[left], self._own[right]
        other = self._money[left] & (self._unit[left] != self._unit[right])
        known = ~other | (self._based[left] & self._based[right] & (self._base_unit[left] == self._base_unit[right]))
        stray = other & (_ratio(a[:, 2], b[:, 2]) <= ROUNDED)
        a[other], b[other] = self._base[left[other]], self._base[right[other]]
        ratio = _ratio(a[:, 2], b[:, 2])
        slipped = self._slipped(left, right, ratio)
        converted = other & (stray | np.any([_near_factor(ratio, factor) for factor in FACTORS], axis=0))
        low, high = np.maximum(a[:, 0], b[:, 0]), np.minimum(a[:, 1], b[:, 1])
        return _Met(
            known,
            other,
            (low < high) | ((low == high) & ((a[:, 0] == a[:, 1]) | (b[:, 0] == b[:, 1]))),
            np.where(other, converted, slipped > NEVER),
            np.where(other, NEVER, slipped),
            ratio,
            (self._running[left] | self._running[right]) & self._could_run[left] & self._could_run[right],
            self._period[left] & self._period[right],
            self._stated[left] & (self._time[left] == self._time[right]),
        )

    def _slipped(self, left: Places, right: Places, ratio: Numbers) -> Numbers:
        """The most bits that a slip between two amounts of one unit can give: in their noughts, by swapped digits, or in the
        scale of a rounding."""
        ours, others = self._digits[left], self._digits[right]
        least = np.minimum(ours, others)
        same = self._written[left] == self._written[right]
        swapped = ~same & (self._scrambled[left] == self._scrambled[right]) & (self._magnitude[left] == self._magnitude[right])
        found = np.where(swapped, self._swaps[np.minimum(np.maximum(ours, others), 4)], NEVER)
        off = np.abs(self._mantissa[left] - self._mantissa[right])
        rest = np.flatnonzero(same | ((least > 1) & (off <= HALF * 10.0**-least)))
        for factor, bits in self._noughts.items():
            near = rest[_near_factor(ratio[rest], factor)]
            near = near[same[near] | (least[near] > 2) | (factor >= 1000)]
            found[near] = np.maximum(found[near], bits[np.minimum(least[near], 4)])
        worth = (found > NEVER) & (self._worth[left] | self._worth[right])
        return np.where(worth, _best("amount"), found)

    def most(self, left: Places, right: Places, met: _Met, one_article: Mask, days: Numbers) -> Numbers:
        """The most bits that their comparison can give, in articles printed so many days apart at least."""
        free = max(0.0, *(_best("amount", head) for head in ("near", "apart", "far apart", "running", "grown", "fallen")))
        alike = self._written[left] == self._written[right]
        apart = _bits("amount", "apart"), _bits("amount", "apart, aged")
        equal = self._equal[np.minimum(np.minimum(self._digits[left], self._digits[right]), 4)]
        most = np.select(
            [
                ~met.known,
                one_article | (met.other & (met.touch | met.slip)),
                met.touch & (met.ratio <= EQUAL),
                met.touch,
                met.running | met.period | (alike & (met.ratio < 11)),
                met.ratio > 4,
                (met.ratio > 1.25) & (days > DAYS),
                met.ratio > 1.25,
            ],
            [
                np.zeros(len(left)),
                _best("amount"),
                equal,
                _bits("amount", "possible"),
                free,
                _best("amount", "far apart"),
                max(apart),
                max(*apart, _bits("amount", "apart, one story")),
            ],
            free,
        )
        return np.where(met.known, np.maximum(most, met.slipped), most)


def _ratio(a: Numbers, b: Numbers) -> Numbers:
    """As `slips.ratio_of`."""
    a, b = np.abs(a), np.abs(b)
    most, least = np.maximum(a, b), np.minimum(a, b)
    none = least == 0
    with np.errstate(invalid="ignore"):  # of two numbers beyond all measure nothing is known
        return np.where(none, np.where(most == 0, 1.0, np.inf), most / np.where(none, 1.0, least))


def _near_factor(ratio: Numbers, factor: int) -> Mask:
    """Whether ratios are a factor, as nearly as a rounded amount is its own."""
    return np.asarray((ratio >= factor / ROUNDED) & (ratio <= factor * ROUNDED))


def _slip(digits: int, *slips: str) -> float:
    """The most bits that one of some slips can give, in amounts of so many digits."""
    return max(_bits("amount", slip_level(slip, digits)) for slip in slips)


class _Printed:
    """Days of printing: the first and the last that an article may be of."""

    def __init__(self, views: Sequence[View]) -> None:
        self._known = np.array([v.published is not None and v.published_from is not None for v in views], np.bool_)
        self._first = np.array([v.published_from.toordinal() if v.published_from else 0 for v in views], np.int32)
        self._last = np.array([v.published.toordinal() if v.published else 0 for v in views], np.int32)

    def days(self, left: Places, right: Places) -> Numbers:
        """The fewest days that may lie between two articles, below zero where they may be of one day; nothing (nan) where that is
        not known."""
        apart = np.maximum(self._first[left], self._first[right]) - np.minimum(self._last[left], self._last[right])
        return np.where(self._known[left] & self._known[right], apart, np.nan)

    def most(self, days: Numbers, met: _Met) -> Numbers:
        """The most bits that the days between two articles can give."""
        far = _best("printed", "year")
        return np.select(
            [
                np.isnan(days),
                (days <= DAYS) & (met.touch | met.slip),
                days <= DAYS,
                days <= 45,
                met.running | met.same_time,
            ],
            [0.0, _best("printed", "days"), _bits("printed", "days"), _bits("printed", "weeks"), max(0.0, far)],
            far,
        )


class _Parties:
    """Payers and payees."""

    def __init__(self, views: Sequence[View]) -> None:
        found, sets = codes([v.payer for v in views] + [v.payee for v in views])
        self._role = {"payer": found[: len(views)], "payee": found[len(views) :]}
        self._states = States(sets)
        self._none = np.array([not parties for parties in sets], np.bool_)

    def most(self, left: Places, right: Places) -> Numbers:
        """The most bits that they can give together."""
        payer, payee = self._role["payer"], self._role["payee"]
        crossed = ~(self._apart(payer[left], payee[right]) & self._apart(payee[left], payer[right]))
        return np.asarray(sum(self._one(role, left, right, crossed) for role in self._role))

    def _apart(self, a: Ints, b: Ints) -> Mask:
        """Whether two sets of parties surely share none."""
        return np.asarray(self._none[a] | self._none[b] | self._states.other(a, b))

    def _one(self, role: str, left: Places, right: Places, crossed: Mask) -> Numbers:
        a, b = self._role[role][left], self._role[role][right]
        unlike = _bits(role, "unlike")
        return np.select(
            [self._none[a] | self._none[b], a == b, self._states.other(a, b)],
            [
                np.zeros(len(left)),
                np.full(len(left), _bits(role, "same")),
                np.where(crossed, max(unlike, _bits(role, "crossed")), unlike),
            ],
            _best(role, "shared", "alike", "crossed", "unlike"),
        )


class _Sets:
    """Sets of words or the like, and how much two of them share.

    Attributes:
        code: for each thing the number of its set. size: the members of each, at most one more than are counted.
    """

    def __init__(self, said: Sequence[frozenset[Any]]) -> None:
        self.code, sets = codes(said)
        member, _ = codes([one for found in sets for one in found])
        size = np.array([len(found) for found in sets], np.intp)
        ends = np.cumsum(size)
        self._members = np.full((WORDS, len(sets)), -1, np.int32)
        for n, row in enumerate(self._members):
            some = np.flatnonzero(size > n)
            row[some] = member[ends[some] - size[some] + n]
        self.size = np.minimum(size, WORDS + 1)

    def shared(self, a: Ints, b: Ints) -> Ints:
        """How many members sets share, by their numbers; of long ones those that are counted."""
        counted = min(WORDS, self.size[a].max(initial=0)), min(WORDS, self.size[b].max(initial=0))
        ours, others = self._members[: counted[0], a], self._members[: counted[1], b]
        others[others < 0] = -2
        found = np.zeros(len(a), np.intp)
        for member in ours:
            found += (member == others).any(axis=0)
        return found


def _by_shares(slot: str, level: Callable[[int, int, int], str]) -> Numbers:
    """The bits of a comparison by how many members two sets share and each has; the best where one is too long to count, nothing
    where one is empty."""
    found = np.zeros((WORDS + 2,) * 3)
    for shared, one, other in product(range(WORDS + 2), repeat=3):
        if max(one, other) > WORDS:
            found[shared, one, other] = _best(slot)
        elif shared <= min(one, other) and one and other:
            found[shared, one, other] = _bits(slot, level(shared, one, other))
    return found


class _Names:
    """Names in sentences. Those that open a sentence are names where another sentence has them, too."""

    def __init__(self, views: Sequence[View]) -> None:
        self._sets = _Sets([v.names | v.opening for v in views])
        self._stated = np.array([bool(v.names) for v in views], np.bool_)
        every = [_bits("names", named_alike(shared)) for shared in range(WORDS + 1)]
        self._bits = np.maximum.accumulate(every)  # fewer may be shared than are counted

    def most(self, left: Places, right: Places) -> Numbers:
        """The most bits that their comparison can give."""
        a, b = self._sets.code[left], self._sets.code[right]
        long = (self._sets.size[a] > WORDS) | (self._sets.size[b] > WORDS)
        most = np.where(long, _best("names"), self._bits[self._sets.shared(a, b)])
        return np.where(self._stated[left] & self._stated[right], most, 0.0)


class _Topics:
    """What sentences speak of."""

    def __init__(self, views: Sequence[View]) -> None:
        self._sets = _Sets([v.topics for v in views])
        self._bits = _by_shares("topics", lambda shared, one, other: articles.on_topic(2 * shared / (one + other)))

    def most(self, left: Places, right: Places) -> Numbers:
        """The most bits that their comparison can give."""
        a, b = self._sets.code[left], self._sets.code[right]
        return np.asarray(self._bits[self._sets.shared(a, b), self._sets.size[a], self._sets.size[b]])


class _Company:
    """What else articles give."""

    def __init__(self, views: Sequence[View]) -> None:
        self._sets = _Sets([v.company for v in views])
        self._others = np.array([len(v.company) > (v.stated in v.company) for v in views], np.bool_)
        self._heading = np.array([v.heading for v in views], np.bool_)

    def most(self, left: Places, right: Places, met: _Met) -> Numbers:
        """The most bits that their comparison can give."""
        a, b = self._sets.code[left], self._sets.code[right]
        x, y = self._sets.size[a], self._sets.size[b]
        shared = (x > WORDS) | (y > WORDS) | (self._sets.shared(a, b) > 0)
        alike = ~met.known | met.touch | (met.ratio <= 1) | met.slip | met.running
        free = ~alike & self._others[left] & self._others[right] & ~self._heading[left] & ~self._heading[right]
        most = np.where(shared, _best("company"), np.where(free, max(_bits("company", "free"), _bits("company", "taken")), 0.0))
        return np.where((x > 0) & (y > 0), most, 0.0)


class _Measures:
    """What is measured, by words."""

    def __init__(self, views: Sequence[View]) -> None:
        self._sets = _Sets([v.measure for v in views])
        self._lang, _ = codes([v.claim.lang for v in views])
        self._labelled = np.array([v.labelled for v in views], np.bool_)
        self._worded = _by_shares("measure", things.worded)

    def most(self, left: Places, right: Places) -> Numbers:
        """The most bits that their comparison can give."""
        a, b = self._sets.code[left], self._sets.code[right]
        x, y = self._sets.size[a], self._sets.size[b]
        labelled = self._labelled[left]
        same = a == b
        by_words = np.flatnonzero(~labelled & ~self._labelled[right] & (x > 0) & (y > 0))
        most = np.select(
            [labelled != self._labelled[right], ~labelled, ~same, x > 0],
            [0.0, 0.0, _best("measure", "narrowed once", "narrowed otherwise"), _bits("measure", "narrowed alike")],
            max(0.0, _bits("measure", "plain")),
        )
        a, b, x, y = a[by_words], b[by_words], x[by_words], y[by_words]
        most[by_words] = self._worded[self._sets.shared(a, b), x, y]
        other_tongue = by_words[self._lang[left[by_words]] != self._lang[right[by_words]]]
        most[other_tongue] = np.maximum(most[other_tongue], 0.0)
        return most
