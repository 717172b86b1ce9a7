"""A reading: what bears on the state of one mention."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from factbase.extract.status.cue import Cue
from factbase.extract.status.evidence import Evidence
from factbase.extract.text.article import Mention
from factbase.model import Kind


@dataclass(slots=True)
class Reading:
    """What bears on one mention's status: the features of its own words, and what others share with it.

    Attributes:
        kind: the entry of `kinds` in the weights that it falls under.
        index: its sentence.
        cues: the cues of the sentence, each with its place.
        own: the features of its own words.
        evidence: what these say, and what it takes over from others.
        borrowed: the words of the amount that it goes with.
        opening: the classes of the words that the article opens with.
        repeats: the figures that it is one of the places of.
    """

    mention: Mention
    kind: str
    index: int
    cues: list[Cue]
    own: dict[str, float]
    evidence: Evidence
    borrowed: str = ""
    opening: frozenset[str] = frozenset()
    repeats: list[Repeats] = field(default_factory=list)

    @property
    def values(self) -> dict[str, float]:
        """Its own features and those it has been lent."""
        return dict(self.evidence.features)

    def lend(self, other: Evidence, share: float) -> None:
        """Add a share of another's evidence."""
        self.evidence = self.evidence.plus(other, share)


def is_of_goods(cues: Iterable[Cue]) -> bool:
    """Whether an amount's own words name goods: "24 jets"."""
    return any(cue.name == "goods" and cue.place == "unit" for cue in cues)


def kind_of(mention: Mention, goods: Set[str]) -> str:
    """The entry of `kinds` in the weights that a mention falls under; `goods` are the units that its article counts goods in.

    Goods are given and promised as money is, people are not.
    """
    if mention.kind in (Kind.MONEY, Kind.PERCENT):
        return str(mention.kind)
    return "goods" if mention.unit in goods else "count"


@dataclass(slots=True)
class Repeats:
    """The places at which an article gives one figure, and how much each counts at the others."""

    readings: list[Reading]
    share: float
