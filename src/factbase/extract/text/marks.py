"""Marks that lay a plain text out: signs before the items of a list, and those of headings and emphasis in Markdown."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import category

BULLET = "•"
"""What every sign before an item is read as."""
_SIGNS = frozenset("*+·‣⁃→»›>−")
"""Signs that open an item, besides dashes and pictures."""
_BEFORE_WORDS = frozenset("+>")
"""Those of them that say something of a number right behind: "> 40", "+ 3%"."""
_KINDS = ("So", "Pd")  # pictures and dashes, by their Unicode category
_APART = re.compile(r"^[ \t]*(?:(?P<sign>[^\w\s]\ufe0f?)|\d{1,2}\)|[a-z]\))[ \t\u00a0]+(?=\S)", re.M)
_GLUED = re.compile(r"^[ \t]*(?P<sign>[-–—*]|o(?=[ \t]))[ \t]*(?=\S)", re.M)
_WORD = re.compile(r"[^\W\d_]")
_MARKS = "#", "**", "__"
_MARKDOWN = re.compile(r"^[ \t]*#{1,6}(?=[ \t])|(?<![\w*_])(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)(?![\w*_])", re.M)


def unmarked(text: str) -> str:
    """A text that is not marked up and whose lists have one sign before each item, of the same length.

    A sign that touches what follows ("-Germany"), or is a letter ("o Germany"), opens an item where the next line has one too:
    alone "-12" is a number below zero.
    """
    if any(sign in text for sign in _MARKS):
        text = _MARKDOWN.sub(_blank, text)
    places = [m.span() for m in _APART.finditer(text) if _opens(m, text)]
    taken = {start for start, _ in places}
    lines = [m for m in _GLUED.finditer(text) if m.start() not in taken]
    for a, b in pairwise(lines):
        if text.count("\n", a.end(), b.start()) == 1:
            places += [a.span(), b.span()]
    parts, at = [], 0
    for start, end in sorted(set(places)):
        parts += [text[at:start], BULLET.ljust(end - start)]
        at = end
    return "".join([*parts, text[at:]]) if places else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _opens(found: re.Match[str], text: str) -> bool:
    """Whether what stands apart at the head of a line is a sign before an item."""
    sign = found["sign"]
    if sign is None:
        return True
    if sign in _BEFORE_WORDS:
        return _WORD.match(text, found.end()) is not None
    return sign in _SIGNS or category(sign[0]) in _KINDS
