"""A reading: what bears on the state of one mention."""

from __future__ import annotations

from dataclasses import dataclass, field

from factbase.extract.status.cue import Cue
from factbase.extract.text.article import Mention
from factbase.model import Kind


@dataclass(slots=True)
class Reading:
    """What bears on one mention's status: the features of its own words, and those that others share with it.

    Attributes:
        index: its sentence.
        cues: the cues of the sentence, each with its place.
        own: the features of its own words; `lent` those that it takes over from others.
        borrowed: the words of the amount that it goes with.
        repeats: the figures that it is one of the places of.
    """

    mention: Mention
    index: int
    cues: list[Cue]
    own: dict[str, float]
    lent: dict[str, float] = field(default_factory=dict)
    borrowed: str = ""
    repeats: list[Repeats] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The entry of `kinds` that the mention falls under."""
        return str(self.mention.kind) if self.mention.kind in (Kind.MONEY, Kind.PERCENT) else "count"

    @property
    def values(self) -> dict[str, float]:
        """Its own features and those it has been lent."""
        values = dict(self.own)
        for name, value in self.lent.items():
            values[name] = values.get(name, 0.0) + value
        return values

    def lend(self, other: dict[str, float], share: float) -> None:
        """Add a share of another's features."""
        for name, value in other.items():
            self.lent[name] = self.lent.get(name, 0.0) + share * value


@dataclass(slots=True)
class Repeats:
    """The places at which an article gives one figure, and how much each counts at the others."""

    readings: list[Reading]
    share: float
