"""Truth discovery: from what many sources say about many items to one value an item, without knowing any of the answers.

The sources are weighed by how well they agree with each other, and the items are settled by the weighed sources, in turns, as
in TruthFinder (Yin, Han and Yu, Truth Discovery with Multiple Conflicting Information Providers on the Web, TKDE 2008), the
Investment family (Pasternack and Roth, Knowing What to Believe, COLING 2010) and AccuSim (Dong, Berti-Equille and Srivastava,
Integrating Conflicting Data, PVLDB 2009), from which the parts below are taken. What is done here and why:

- *Near values support each other*, by a kernel whose width is a share of the differences that are usual in the measure.
- *A source is judged by the others*: by the share of the other sources' weight that stands with it, never its own.
- *Trust is of the source, difficulty of the measure*. A source's agreement is taken against what is usual in each measure and
  averaged over its measures, each weighed by how much it tells (its variance p (1 - p): a measure on which all agree tells
  nothing). On a measure whose sources fall into camps the camp wins that is trusted elsewhere, though it be the smaller.
- *Trust is a power of agreement*, as in Investment, so that a few good sources can outweigh many poor ones.
- *Who has said little is judged by his like*: the fewer claims, the more a source's trust is that of the sources of its size.
- *Who repeats counts less*: a source that agrees with unreliable sources more often than a faultless one could is repeating
  them, and loses that share of its weight (the copying of Dong et al., estimated for a source against all others at once).
- *Several starts*: fixed points depend on where one begins, so the search begins once from all measures and once from each;
  another start is taken only where it makes sources much more of one mind about themselves, that is where trust differs far
  more between sources than within a source between measures (the correlation within classes of the analysis of variance).
- *A person outweighs all*: claims that were judged right or wrong are not discussed.

Everything is arrays: a million claims take seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

POWER = 5.0
"""Trust is relative agreement to this power. 4.5 to 6 are alike on the sets measured."""
WIDTH = 0.05
"""Width of the kernel, as a share of the lower quartile of differences between the values of an item, by measure."""
ROUNDS = 20
RISING = 5
"""Rounds over which trust grows from none to its full power, so that the first vote does not decide everything."""
OWN = 5.0
"""Claims after which a source's own record counts as much as that of its like."""
LIKE = 20.0
"""Claims after which a size of sources counts as much as all sources."""
CLASSES = 9
"""Sizes of sources: one claim, two or three, four to seven, ... 256 and more."""
REPEAT = 10.0
"""Pairs after which a size's own agreement counts as much as the usual one."""
SURE = 2.0
"""Standard errors beyond which agreement is taken for repeating."""
CLEARLY = 1.25
"""How much better than the plain start another one must be."""
STARTS = 8
"""Most measures that are tried as starts: those that tell the most."""
SAMPLE = 300_000
"""Claims that trust is learned from; items beyond are settled with the trust so learned."""
_TINY = 1e-12
_FLOOR = 1e-3


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was discovered.

    Attributes:
        chosen: for each item the index of the claim whose value was chosen, -1 where no claim is of it.
        share: for each item the share of weight that stands with the chosen value.
        trust: for each source its weight; 1 is the usual. repeats: the share of its word that is others'.
        usual: for each measure the lower quartile of the differences within items, in the measure's unit.
        starts: how clearly each start told sources apart, the plain one first.
    """

    chosen: Ints
    share: Floats
    trust: Floats
    repeats: Floats
    usual: Floats
    starts: tuple[float, ...]


def discover(
    source: Ints,
    measure: Ints,
    item: Ints,
    value: Floats,
    right: NDArray[np.bool_] | None = None,
    wrong: NDArray[np.bool_] | None = None,
) -> Discovery:
    """Choose a value for each item.

    Args:
        source, measure, item: for each claim the number of its source, measure and item, from 0. An item is of one measure.
        value: what the claim says, in a unit that its item's claims share: numbers whose differences are numbers.
        right, wrong: claims that a person found right or wrong.

    Returns:
        the choice for each item, always a value that some claim states; ties go to the lower value.
    """
    # sums of fractions depend on their order: in an order of their own, the claims' order says nothing
    order = np.lexsort((measure, source, value, item))
    source, measure, item, value = source[order], measure[order], item[order], value[order]
    right, wrong = _of(right, order), _of(wrong, order)
    claims = _Claims(source, measure, item, value, right, wrong)
    part = claims
    if len(value) > SAMPLE:
        kept = _sampled(item)
        renumbered = np.unique(item[kept], return_inverse=True)[1].astype(np.int64)
        part = _Claims(source[kept], measure[kept], renumbered, value[kept], _of(right, kept), _of(wrong, kept))
        part.sources, part.measures = claims.sources, claims.measures
    repeats = part.repeats()
    starts = [part.solve(repeats, None)]
    if claims.measures > 1:
        telling = np.argsort(-part.telling(repeats), kind="stable")[:STARTS]
        starts += [part.solve(repeats, int(only)) for only in telling]
    best = max(starts[1:], key=lambda start: start[0], default=starts[0])
    _, trust = best if best[0] > CLEARLY * starts[0][0] else starts[0]
    chosen, share = claims.settle(trust, repeats)
    chosen = np.where(chosen >= 0, order[chosen], -1)
    return Discovery(chosen, share, trust, repeats, claims.width / WIDTH, tuple(round(c, 4) for c, _ in starts))


def _of(mask: NDArray[np.bool_] | None, kept: NDArray[Any]) -> NDArray[np.bool_] | None:
    return None if mask is None else mask[kept]


def _sampled(item: Ints) -> NDArray[np.bool_]:
    """The claims of as many items as make the sample, spread evenly: the same for the same input."""
    every = int(np.ceil(len(item) / SAMPLE))
    scattered = (item.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)  # Fibonacci hashing
    return np.asarray(scattered % np.uint64(every) == 0)


class _Claims:
    """The claims with their values grouped: a group is one value of one item, and groups near each other know how near."""

    def __init__(self, source: Ints, measure: Ints, item: Ints, value: Floats, right: Any, wrong: Any) -> None:
        self.source, self.measure, self.item, self.value = source, measure, item, value
        self.right, self.wrong = right, wrong
        self.sources = int(source.max()) + 1 if len(source) else 0
        self.measures = int(measure.max()) + 1 if len(measure) else 0
        self.items = int(item.max()) + 1 if len(item) else 0
        self._group()
        self.width = self._widths()
        self._neighbours()

    # --- values and how near they are

    def _group(self) -> None:
        order = np.lexsort((self.value, self.item))
        item, value = self.item[order], self.value[order]
        first = np.ones(len(order), dtype=bool)
        first[1:] = (item[1:] != item[:-1]) | (np.abs(value[1:] - value[:-1]) > 1e-9 * np.abs(value[1:]))
        self.group = np.empty(len(order), dtype=np.int64)
        self.group[order] = np.cumsum(first) - 1
        self.group_item, self.group_value = item[first], value[first]
        self.groups = int(first.sum())
        self.group_claim = order[first]
        self.group_measure = self.measure[self.group_claim]

    def _widths(self) -> Floats:
        """For each measure the kernel's width: from the differences of all values of an item, each as often as it is met."""
        size = np.bincount(self.group, minlength=self.groups).astype(float)
        apart: list[Floats] = []
        weight: list[Floats] = []
        measure: list[Ints] = []
        for shift in range(1, 16):
            if shift >= self.groups:
                break
            at = np.flatnonzero(self.group_item[shift:] == self.group_item[:-shift])
            if not len(at):
                break
            apart.append(self.group_value[at + shift] - self.group_value[at])
            weight.append(size[at] * size[at + shift])
            measure.append(self.group_measure[at])
        width = np.full(self.measures, _TINY)
        if not apart:
            return width
        every, often, of = np.concatenate(apart), np.concatenate(weight), np.concatenate(measure)
        order = np.lexsort((every, of))
        every, often, of = every[order], often[order], of[order]
        edges = np.searchsorted(of, np.arange(self.measures + 1))
        for number in range(self.measures):
            a, b = edges[number], edges[number + 1]
            if b > a:
                run = np.cumsum(often[a:b])
                width[number] = max(WIDTH * every[a + int(np.searchsorted(run, run[-1] / 4))], _TINY)
        return width

    def _neighbours(self) -> None:
        """Pairs of groups of one item that are near, and how near. Values are in order, so that far ones are never met."""
        reach = -np.log(_FLOOR) * self.width[self.group_measure] if self.groups else np.empty(0)
        left: list[Ints] = []
        right: list[Ints] = []
        shift, at = 1, np.arange(self.groups)
        while True:
            at = at[at + shift < self.groups]
            near = (self.group_item[at] == self.group_item[at + shift]) & (
                self.group_value[at + shift] - self.group_value[at] <= reach[at]
            )
            at = at[near]
            if not len(at):
                break
            left.append(at)
            right.append(at + shift)
            shift += 1
        self.left = np.concatenate(left) if left else np.empty(0, dtype=np.int64)
        self.right_ = np.concatenate(right) if right else np.empty(0, dtype=np.int64)
        apart = self.group_value[self.right_] - self.group_value[self.left]
        self.near = np.exp(-apart / self.width[self.group_measure[self.left]]) if len(apart) else apart

    def _support(self, of_group: Floats) -> Floats:
        """What stands with each group: its own and, as far as they are near, its neighbours'."""
        n = self.groups
        return np.asarray(
            of_group
            + np.bincount(self.left, of_group[self.right_] * self.near, n)
            + np.bincount(self.right_, of_group[self.left] * self.near, n)
        )

    # --- who repeats

    def repeats(self) -> Floats:
        """For each source the share of its word that is others': how far it surely agrees with the sources of some size beyond
        what a faultless source could, by how those agree with everyone else."""
        shape, cell = (self.sources, self.measures, CLASSES), self.source * self.measures + self.measure
        size = self._sizes()
        mine = size[self.source]
        met = np.zeros(shape)
        same = np.zeros(shape)
        faced = np.zeros((self.sources, CLASSES))
        for number in range(CLASSES):
            one = (mine == number).astype(float)
            here = np.bincount(self.item, one, self.items)[self.item] - one
            agree = self._support(_sums(self.group, one, self.groups))[self.group] - one
            faced[:, number] = np.bincount(self.source, here > 0, self.sources)
            met[:, :, number] = np.bincount(cell, here, self.sources * self.measures).reshape(shape[:2])
            same[:, :, number] = np.bincount(cell, agree, self.sources * self.measures).reshape(shape[:2])
        all_met, all_same = met.sum(0), same.sum(0)
        usual = all_same.sum(1) / np.maximum(all_met.sum(1), 1)
        # of each size, the pairs in which this source has no part
        self_met, self_same = np.zeros(shape), np.zeros(shape)
        rows = np.arange(self.sources)
        self_met[rows, :, size], self_same[rows, :, size] = met.sum(2), same.sum(2)
        rest_met, rest_same = np.maximum(all_met - met - self_met, 0), np.maximum(all_same - same - self_same, 0)
        rest = np.minimum(1, (rest_same + REPEAT * usual[None, :, None]) / (rest_met + REPEAT))
        # two sources agree where both are right, so a size's rate of being right is its agreement over the root of the usual
        could = np.minimum(1, rest / np.sqrt(np.maximum(usual, _TINY))[None, :, None])
        pairs = np.maximum(met.sum(1), 1)
        expected, found = (met * could).sum(1) / pairs, same.sum(1) / pairs
        # a rate of either kind is as sure as its claims are many; pairs of one claim are not independent of each other
        stated = np.bincount(size, np.bincount(self.source, minlength=self.sources), CLASSES)
        elsewhere = np.minimum(stated, rest_met.sum(1))
        error = np.sqrt(0.25 / np.maximum(faced, 1) + 0.25 / np.maximum(elsewhere, 1))
        beyond = np.clip((found - expected - SURE * error) / np.maximum(1 - expected, _TINY), 0, 1)
        return np.asarray(beyond.max(1))

    def _sizes(self) -> Ints:
        count = np.maximum(np.bincount(self.source, minlength=self.sources), 1)
        return np.minimum(np.log2(count).astype(np.int64), CLASSES - 1)

    # --- trust

    def telling(self, repeats: Floats) -> Floats:
        """For each measure how much it tells of its sources."""
        _, _, count, tells = self._records(np.ones(self.sources), repeats)
        return np.asarray(count.sum(0) * tells)

    def _weights(self, trust: Floats, repeats: Floats) -> Floats:
        weight = (trust * (1 - repeats))[self.source]
        if self.wrong is not None:
            weight = np.where(self.wrong, 0.0, weight)
        if self.right is not None and self.right.any():
            weight = np.where(self.right, 1e6 * max(float(weight.max()), 1.0), weight)
        return np.asarray(weight)

    def _records(self, trust: Floats, repeats: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """For each source and measure its log agreement against the usual; that of its like; its claims; what measures tell."""
        weight = self._weights(trust, repeats)
        with_it = self._support(_sums(self.group, weight, self.groups))[self.group] - weight
        total = np.bincount(self.item, weight, self.items)[self.item]
        others = total - weight
        met = others > 1e-9 * total
        agreement = np.clip(with_it / np.where(met, others, 1.0), 0, 1)
        echo = repeats[self.source]
        agreement = agreement * (1 - echo) / np.maximum(1 - echo * agreement, _TINY)  # less what repeating explains
        shape = (self.sources, self.measures)
        cell = self.source[met] * self.measures + self.measure[met]
        count = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
        total_agreement = np.bincount(cell, agreement[met], shape[0] * shape[1]).reshape(shape)
        usual = (total_agreement.sum(0) + 0.5) / (count.sum(0) + 1)
        size = self._sizes()
        of_size = np.zeros((CLASSES, shape[1]))
        met_size = np.zeros((CLASSES, shape[1]))
        np.add.at(of_size, size, total_agreement)
        np.add.at(met_size, size, count)
        like = ((of_size + LIKE * usual) / (met_size + LIKE))[size]
        own = (total_agreement + OWN * like) / (count + OWN)
        base = np.log(usual + _FLOOR)
        return np.log(own + _FLOOR) - base, np.log(like + _FLOOR) - base, count, usual * (1 - usual)

    def solve(self, repeats: Floats, only: int | None) -> tuple[float, Floats]:
        """Trust of the sources from one start, and how clearly it tells them apart.

        Args:
            only: the measure whose sources are judged first; None for all at once.
        """
        trust = np.ones(self.sources)
        stated = np.bincount(self.source * self.measures + self.measure, minlength=self.sources * self.measures)
        stated = stated.reshape(self.sources, self.measures)
        for round_ in range(ROUNDS):
            own, like, count, tells = self._records(trust, repeats)
            if only is not None and round_ < RISING:
                tells = np.where(np.arange(self.measures) == only, tells, 1e-6)
            before = trust
            trust = np.exp(POWER * min(1.0, (round_ + 1) / RISING) * _merit(own, like, count * tells, stated * tells))
            if round_ > RISING and np.allclose(trust, before, rtol=1e-4):
                break
        own, _, count, tells = self._records(trust, repeats)
        mass = count * tells
        mean = (own * mass).sum(1) / np.maximum(mass.sum(1), _TINY)
        middle = (own * mass).sum() / max(float(mass.sum()), _TINY)
        between = float((mass.sum(1) * (mean - middle) ** 2).sum())
        within = float((mass * (own - mean[:, None]) ** 2).sum())
        return between / max(between + within, _TINY), trust

    def settle(self, trust: Floats, repeats: Floats) -> tuple[Ints, Floats]:
        """The value of each item by the weight that stands with it."""
        weight = self._weights(trust, repeats)
        support = self._support(_sums(self.group, weight, self.groups))
        order = np.lexsort((self.group_value, -support, self.group_item))
        first = np.ones(len(order), dtype=bool)
        first[1:] = self.group_item[order][1:] != self.group_item[order][:-1]
        best = order[first]
        chosen = np.full(self.items, -1, dtype=np.int64)
        chosen[self.group_item[best]] = self.group_claim[best]
        total = np.bincount(self.item, weight, self.items)
        share = np.zeros(self.items)
        share[self.group_item[best]] = np.minimum(1, support[best] / np.maximum(total[self.group_item[best]], _TINY))
        return chosen, share


def _merit(own: Floats, like: Floats, mass: Floats, stated: Floats) -> Floats:
    """Each source's record over its measures; of one that nobody can be held against, that of its like."""
    known = mass.sum(1)
    guess = (like * stated).sum(1) / np.maximum(stated.sum(1), _TINY)
    return np.asarray(np.where(known > 0, (own * mass).sum(1) / np.maximum(known, _TINY), guess))


def _sums(key: Ints, weight: Floats, length: int) -> Floats:
    return np.bincount(key, weight, length).astype(np.float64)
