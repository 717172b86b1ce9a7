"""Hypotheses: amounts that their clause denies, proposes, or makes hang on something, and so states of nothing."""

from __future__ import annotations

from factbase.extract.status.cue import Cue
from factbase.extract.status.lexicon import TOKEN
from factbase.extract.status.reading import Reading
from factbase.extract.text.clauses import Clause
from factbase.model import Step

_PLACES = frozenset({"near", "clause"})
_NEAR_ONLY = frozenset({"unreal", "proposal"})
_DENIED = 3  # words between a denial and the amount it denies


def hypothesis(reading: Reading, clause: Clause, text: str) -> Step | None:
    """The words that make a reading's amount no plain statement, as a step; `clause` is the amount's own."""
    for cue in reading.cues:
        if cue.place in _PLACES and _makes_unreal(cue, reading, clause, text):
            said = f"“{text[cue.start : cue.end]}” makes it no plain statement"
            return Step(slot="conditional", rule=cue.name, text=said, start=cue.start, end=cue.end)
    return None


def _makes_unreal(cue: Cue, reading: Reading, clause: Clause, text: str) -> bool:
    """Whether a cue opens a condition, tells what is not real, or denies the amount right behind it."""
    if cue.name == "if":
        return clause.start <= cue.start and not text[clause.start : cue.start].strip()
    if cue.name == "denial":
        before = cue.end <= reading.mention.start
        return before and len(TOKEN.findall(text, cue.end, reading.mention.start)) <= _DENIED
    return cue.name in _NEAR_ONLY and cue.place == "near"
