"""Patterns made of the words of knowledge files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from factbase.normalise.folding import fold


def alternatives(phrases: Iterable[object]) -> str:
    """An alternation of phrases, folded, the longest first; one that matches nothing where there are none."""
    return "|".join(re.escape(fold(phrase)) for phrase in sorted(map(str, phrases), key=len, reverse=True)) or r"(?!)"
