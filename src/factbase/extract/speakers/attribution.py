"""An attribution: somebody is said to state something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Speaker(NamedTuple):
    """Who states something: the canonical name, and the sort, which is `person`, `body` or `group`."""

    name: str
    sort: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to state something.

    Attributes:
        start, end: the words of saying and the speaker.
        speaker: who, canonically.
        rule: `verb`, `by`, `according`, `document`, `headline`, `group`, `pronoun`.
        back: whether it reports the sentence before ("Dat meldt ...").
        sort: `person`, `body` or `group`.
        weak: whether the verb only tells what somebody wants or thinks of ("hopes for"), so that one of saying goes first.
    """

    start: int
    end: int
    speaker: str
    rule: str
    back: bool
    sort: str
    weak: bool = False
