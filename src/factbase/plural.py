"""Numbers with their English nouns, as messages write them."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 article`, `2 articles`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
