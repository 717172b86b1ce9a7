"""Patterns made of the words of knowledge files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from factbase.normalise.folding import fold

_FEW = 4  # phrases that a pattern tries one by one


def alternatives(phrases: Iterable[object]) -> str:
    """A pattern of any of these phrases, folded, the longest first; one that matches nothing where there are none."""
    return any_of(fold(str(phrase)) for phrase in phrases)


def any_of(phrases: Iterable[str], space: str = r"\ ") -> str:
    """A pattern of any of these phrases as they are, the longest first; `space` is the pattern of a space in them.

    Where there are many they are parted by their first letters, so that at each place of a text only few are tried.
    """
    return _any_of(sorted(set(phrases), key=len, reverse=True), space) or r"(?!)"


def _any_of(phrases: Sequence[str], space: str) -> str:
    if len(phrases) <= _FEW:
        branches = [re.escape(phrase).replace(r"\ ", space) for phrase in phrases]
    else:
        parted: dict[str, list[str]] = {}
        for phrase in phrases:
            parted.setdefault(phrase[:1], []).append(phrase[1:])
        branches = [re.escape(letter).replace(r"\ ", space) + _any_of(rest, space) for letter, rest in parted.items()]
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else "".join(branches)
