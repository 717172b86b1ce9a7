"""The explanation of a state: the features that spoke most for it, and the words that they were read from."""

from __future__ import annotations

from factbase.extract.status.cue import PLACES, Cue
from factbase.extract.status.reading import Reading
from factbase.extract.status.weights import STATES, Weights
from factbase.model import Status, Step

_NAMED = 3  # features that a step names at most
_WORTH_TELLING = 0.5  # points from which what the article opens with is named, too
_RANKS = {place: rank for rank, place in enumerate(PLACES)}


def explanation(reading: Reading, state: Status, table: Weights, text: str) -> Step:
    """What spoke for the state of a reading, as a step."""
    at, points = STATES.index(state), table.points[reading.kind]
    spoke = sorted(((v * points[n][at], n) for n, v in reading.own.items() if n in points), reverse=True)
    nearest = sorted(reading.cues, key=lambda cue: _RANKS[cue.place])
    words: list[str] = []
    first: Cue | None = None
    for earned, name in spoke[:_NAMED]:
        if earned <= 0:
            continue
        base = name.split("+")[0]
        found = next((cue for cue in nearest if cue.name.startswith(base)), None)
        words.append(f"“{text[found.start : found.end]}” ({name}) {earned:+.1f}" if found else f"{name} {earned:+.1f}")
        first = first or found
    opened = sorted((table.shares["about"] * points[f"about {n}"][at], n) for n in reading.opening if f"about {n}" in points)
    if opened and sum(earned for earned, _ in opened) >= _WORTH_TELLING:
        words.append(f"the article opens with words of “{opened[-1][1]}” and the like {sum(e for e, _ in opened):+.1f}")
    if reading.borrowed:
        words.append(f"goes with “{reading.borrowed}”")
    said = f"{state}: " + (", ".join(words) or "nothing says otherwise")
    return Step(slot="status", rule="status", text=said, start=first.start if first else None, end=first.end if first else None)
