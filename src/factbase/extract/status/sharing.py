"""What an amount takes over from others: those that it repeats, converts, lists, rounds or goes on about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from factbase.extract.parts import totals
from factbase.extract.status.cue import MUTE, OWN_WORDS, strong, told
from factbase.extract.status.cues import Cues
from factbase.extract.status.evidence import Evidence
from factbase.extract.status.reading import Reading, Repeats
from factbase.extract.status.weights import Weights
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind, Status

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CONVERSION = re.compile(r"\s*[(\[][^()\[\]\d]{0,20}")
_LOOK = 12  # figures back among which one of the same kind is looked for
_SENTENCES = 2  # sentences back from which it shares
_OPENING_WORDS = 60  # characters at the head of a sentence in which it goes on with the one before
_TITLE = 2  # figures of a headline
_HEAD = 3  # sentences with which an article opens, its headline among them
_BELOW = 4  # figures below a headline's among which the one it rounds is looked for
_ROUNDED = Decimal("0.05")
_TOGETHER = 60  # characters between an amount and its conversion
_WORTH = 3  # words between an amount and its worth in another currency
_DIGITS = 2  # digits before the zeros of a number that is no round one
_FEW = 20  # counts up to this are another thing's as often as not


class Sharing:
    """Lends the readings of an article each other's features, by the shares of the weights."""

    def __init__(self, article: Article, cues: Cues, table: Weights) -> None:
        self._article, self._text, self._cues, self._table = article, article.text, cues, table

    def share(self, readings: list[Reading]) -> None:
        """Lend every reading what it takes over; they come sentence by sentence in order of appearance."""
        for at, reading in enumerate(readings):
            self._borrow(reading, readings[max(0, at - _LOOK) : at])
        self._sums(readings)
        self._pool(readings)
        self._headline(readings)
        self._average(readings)
        self._opening(readings)

    def _borrow(self, reading: Reading, before: Sequence[Reading]) -> None:
        """An amount in a list, or in a sentence that goes on about the one before, shares its evidence."""
        near = itertools.takewhile(lambda r: reading.index - r.index <= _SENTENCES, reversed(before))
        last = next((r for r in itertools.islice(near, _LOOK) if r.mention.kind is reading.mention.kind), None)
        if last is None or reading.mention.kind is Kind.PERCENT:
            return
        if share := self._share(reading, last):
            reading.lend(last.evidence, share)
            reading.borrowed = self._text[last.mention.start : last.mention.end]

    def _share(self, reading: Reading, last: Reading) -> float:
        """How much an amount shares of the evidence of the one before it."""
        shares, has_own = self._table.shares, told(reading.cues)
        speaks = any(map(strong, reading.cues))
        if last.index == reading.index:
            unsaid = not has_own and not any(strong(c) and c.place == "unit" for c in reading.cues)
            return shares["listed"] if unsaid else 0.0
        if self._is_part(reading):
            own = any(strong(c) and c.place in ("near", "clause") for c in reading.cues)
            return shares["part"] * (shares["alike"] if own else 1.0)
        next_to = reading.index - last.index == 1 and "\n\n" not in self._text[last.mention.end : reading.mention.start]
        return shares["continued"] if next_to and not speaks else 0.0

    def _is_part(self, reading: Reading) -> bool:
        """Whether a sentence opens with words that take a part of the amount before: "Of that sum, ..."."""
        start, end = self._article.sentences[reading.index]
        found = self._cues.lexicon.words.parts.search(self._text, start, min(end, start + _OPENING_WORDS))
        return found is not None and found.start() < reading.mention.start

    def _sums(self, readings: Sequence[Reading]) -> None:
        """The parts of a delivered total have been delivered, though their verbs be in the present ("supplies 2 billion")."""
        of = {id(r.mention): r for r in readings}
        for total, parts in totals([r.mention for r in readings]):
            reading = of[id(total)]
            if self._table.best(reading.kind, evidence := reading.evidence) is Status.DELIVERED:
                for part in parts:
                    of[id(part)].lend(evidence, self._table.shares["part"])

    def _pool(self, readings: Sequence[Reading]) -> None:
        """A figure that the article repeats or converts has one status: its evidence is added up."""
        shares = self._table.shares
        groups = self._groups(readings)
        before = {id(r): r.evidence for group in groups for r in group}
        for group in groups:
            same = group[0].mention.unit != group[-1].mention.unit or _exact(group[0].mention)
            repeats = Repeats(group, 1.0 if same else shares["round"])
            total = Evidence.total([before[id(r)] for r in group])
            converted = len(group) == 2 and abs(group[1].mention.start - group[0].mention.end) < _TOGETHER
            for reading in group:
                reading.repeats.append(repeats)
                share = shares["alike"] if told(reading.cues) and not converted else shares["repeated"]
                reading.lend(total.plus(before[id(reading)], -1.0), share / (len(group) - 1))

    def _groups(self, readings: Sequence[Reading]) -> list[list[Reading]]:
        """The places of each figure that the article gives more than once, or converts."""
        groups: dict[Any, list[Reading]] = {}
        for reading in readings:
            m = reading.mention
            groups.setdefault((m.kind, m.unit, m.amount, m.amount_high), []).append(reading)
        for one, two in itertools.pairwise(readings):
            if one.mention.kind is not Kind.MONEY or two.mention.kind is not Kind.MONEY:
                continue
            between = self._text[one.mention.end : two.mention.start]
            if _CONVERSION.fullmatch(between) or (one.mention.unit != two.mention.unit and self._apposed(between)):
                groups[id(one)] = [one, two]
        return [g for g in groups.values() if len(g) > 1 and (g[0].mention.kind is Kind.MONEY or g[0].mention.amount > _FEW)]

    def _apposed(self, between: str) -> bool:
        """Whether but a comma and few words part an amount from its worth: "542 million shillings, about 4 million euros"."""
        words = _WORD.findall(between.lower())
        prepositions = self._cues.lexicon.words.prepositions
        return between.startswith(",") and len(words) <= _WORTH and prepositions.isdisjoint(words)

    def _headline(self, readings: Sequence[Reading]) -> None:
        """A headline rounds the figure that its story opens with: "nearing a billion" is the 987 million below it.

        Where it gives what its text does not, as by a slip, it tells of what its story opens with all the same.
        """
        for at, reading in enumerate(readings[:_TITLE]):
            if reading.index > 0 or reading.mention.kind is not Kind.MONEY or told(reading.cues):
                continue
            one = reading.mention
            below = [r for r in readings[at + 1 : at + 1 + _BELOW] if r.index > 0 and r.mention.unit == one.unit]
            rounded = (r for r in below if 0 < abs(one.amount - r.mention.amount) <= _ROUNDED * one.amount)
            alone = not any(r.mention.amount == one.amount for r in readings if r is not reading)
            other = next(rounded, below[0] if below and alone else None)
            if other is not None:
                reading.lend(other.evidence, self._table.shares["repeated"])

    def _average(self, readings: Sequence[Reading]) -> None:
        """What the article's figures of a kind are on the whole says something of each."""
        share = self._table.shares["article"]
        for kind in Kind:
            alike = [r for r in readings if r.mention.kind is kind]
            if len(alike) < 2:
                continue
            before = [r.evidence for r in alike]
            total = Evidence.total(before)
            for reading, own in zip(alike, before, strict=True):
                reading.lend(total.plus(own, -1.0), share / (len(alike) - 1))

    def _opening(self, readings: Sequence[Reading]) -> None:
        """What an article opens with (a contract, a budget, a toll) says something of all its figures, by the share `about`.

        It says more, by the share `opening`, of those whose clause says nothing.
        """
        sentences = range(min(_HEAD, len(self._article.sentences))) if readings else ()
        names = frozenset(cue.name for index in sentences for cue in self._cues.of(index).cues) - MUTE - OWN_WORDS
        said = {
            (share, kind): self._table.evidence(kind, dict.fromkeys((f"{share} {name}" for name in names), 1.0))
            for share in ("about", "opening")
            for kind in {reading.kind for reading in readings}
        }
        for reading in readings:
            reading.opening = names
            reading.lend(said["about", reading.kind], self._table.shares["about"])
            if not told(reading.cues):
                reading.lend(said["opening", reading.kind], self._table.shares["opening"])


def _exact(mention: Mention) -> bool:
    """Whether a number is so exact that it is hardly another thing's."""
    return len(str(int(mention.amount)).rstrip("0")) >= _DIGITS
