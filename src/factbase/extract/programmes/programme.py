"""A programme: one mention of a named fund, initiative, operation, deal or law."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Programme:
    """One mention of a programme.

    Attributes:
        start, end: the words.
        id: the canonical name.
        type: its kind in lang/*/programmes.yaml (`fund`, `operation`, `law`).
        how: `known`, `head`, `quoted`, `named` (by a naming phrase), `plain` (name before a plain head), `short` ("the fund").
    """

    start: int
    end: int
    id: str
    type: str
    how: str
