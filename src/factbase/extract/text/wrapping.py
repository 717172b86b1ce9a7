"""Lines that were broken to fit a width: wire copy and plain-text mail, whose line breaks end no sentence."""

from __future__ import annotations

import re
from itertools import pairwise

_WIDEST = 100
"""Characters of the longest line of a text that is broken to fit a width; a paragraph in one line is longer."""
_NARROWEST = 40
_FEWEST = 4
"""Lines that must be full before a text is taken to be broken so."""
_SHORT = 0.6
"""Of the width: a line shorter than that is a headline."""
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.!?:]\W*$")


def unwrapped(text: str) -> str:
    """A text whose lines are joined by spaces where only the width of the page parted them, of the same length.

    A break is one of the page's where the next line's first word would not have fitted behind the line, as greedy filling leaves
    it. Headlines, lists and verse break earlier: only a text most of whose breaks within a paragraph are of that sort is joined,
    and then wherever a line that is not short ends within a sentence.
    """
    if text.find("\n") < 0:
        return text
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    width = max((end - start for start, end in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    within = [(*a, *b) for a, b in pairwise(lines) if b[0] - a[1] == 1]
    full = [row for row in within if row[1] - row[0] + 1 + _first_word(text, row[2], row[3]) > width]
    if len(full) < _FEWEST or 2 * len(full) < len(within):
        return text
    parts, at = [], 0
    for row in within:
        start, end, _, _ = row
        if end - start >= _SHORT * width and not _ENDS.search(text, start, end):
            parts += [text[at:end], " "]
            at = end + 1
    return "".join([*parts, text[at:]])


def _first_word(text: str, start: int, end: int) -> int:
    """The length of the first word of a line."""
    word = _WORD.search(text, start, end)
    return word.end() - start if word else 0
