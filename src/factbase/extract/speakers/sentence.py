"""A sentence in which somebody may be said to state something."""

from __future__ import annotations

from dataclasses import dataclass, field

from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Attribution, Speaker
from factbase.normalise.bodies import is_medium

Spot = tuple[int, str]
"""A word that may begin words of saying, and where."""


@dataclass(slots=True)
class SpeechSentence:
    """A sentence as its attributions are being found.

    Attributes:
        index, start, end: its place; of what is too long to be one, the end is that of its head.
        names: those in it that may speak.
        spots: the words in it that may begin words of saying.
        back: whether it reports the sentence before.
        blocked: where words stand that look like saying and are none.
        found: who is said to state something, so far.
        unnamed: ends of words by which somebody whom the article does not name is said to state something.
    """

    index: int
    start: int
    end: int
    names: list[Name]
    spots: list[Spot]
    back: bool
    blocked: list[tuple[int, int]]
    found: list[Attribution] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)

    def is_blocked(self, at: int) -> bool:
        """Whether words that are no saying stand at an offset."""
        return any(a <= at < b for a, b in self.blocked)

    def add(self, start: int, end: int, who: Speaker | None, rule: str, weak: bool = False) -> bool:
        """Note that somebody is said to state something, if anybody is."""
        if who is not None:
            weak = weak or is_medium(who.name)
            self.found.append(Attribution(start, end, who.name, rule, self.back, who.sort, weak))
        elif not weak:
            self.unnamed.append(end)
        return who is not None
