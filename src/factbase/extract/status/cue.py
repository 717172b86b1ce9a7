"""A cue: a word or phrase of a cue class, and how much it counts by where it stands to an amount."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

PLACES = {"unit": 1.2, "near": 1.0, "governs": 0.9, "clause": 0.7, "sentence": 0.35, "aside": 0.15}
"""How much a cue counts by where it stands: in the amount's own words, within five words of it, in the clause that its clause is
what is asked or promised in ("NATO asks that"), in its clause, elsewhere in its sentence, in a clause about something else."""
BESIDE = frozenset({"near", "clause", "governs"})
"""The places from which a cue speaks of the amount and of no other."""
TENSES = frozenset(
    {"future", "want", "perfect", "obligation", "passive_now", "be_now", "infinitive", "if", "proposal", "denial", "ignore"}
)
"""Classes that tell how a verb is meant, and nothing without one."""
BESIDE_OTHERS = frozenset({"going", "fear", "saving"})
"""Classes whose phrases hide no shorter ones: "will go" tells of posts that go, and of money that goes to somebody."""
WEAK = frozenset(
    {"conference", "crew", "goods", "receive", "worth", "aid_frame", "announce", "gift", "rate", "past", "ahead"}
    | {"people", "posts", "going", "fear", "small", "unreal", "loan"}
)
"""Classes that say little by themselves."""
MUTE = TENSES | WEAK
OWN_WORDS = frozenset({"people", "posts", "crew", "goods"})
"""Classes that say something of a figure in its own words only."""


class Cue(NamedTuple):
    """A word or phrase of a cue class.

    Attributes:
        name: its class, with the form of the verb where that is known ("transfer.done").
        start, end: offsets in the article.
        place: one of `PLACES` where it is seen from an amount.
        clause: the place of its clause in the sentence.
    """

    name: str
    start: int
    end: int
    place: str = ""
    clause: int = 0


def strong(cue: Cue) -> bool:
    """Whether a cue says something by itself."""
    return cue.name not in MUTE


def told(cues: Iterable[Cue]) -> bool:
    """Whether the clause of an amount says something of its state."""
    return any(strong(cue) and cue.place in BESIDE for cue in cues)
