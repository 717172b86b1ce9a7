"""A text as it would be typed: one sort of space, line end, apostrophe and quotation mark, and no signs that nobody sees.

Pages differ in these and say the same. Soft hyphens and zero-width spaces part words that are one, spaces at the end of a line
hide that it ends there, and a letter with its accent apart is another letter to every list of words.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from html import unescape
from typing import NamedTuple

_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_SIGNS = re.compile(  # each begins with a set of signs, for which a text is searched fast
    rf"(?P<space>[{_SPACES}](?<!\d.)|[{_SPACES}](?!\d))"  # between digits they join more surely than a space does
    r"|(?P<apostrophe>[’ʼ´`](?<=\w.)(?=\w)|[’‘](?<!\w.)(?=[sStTnN]\b))"
    r"|(?P<opens>[«„])|(?P<closes>[»‟])"
)
_SINGLE = re.compile(r"['‘’](?<!\w.)(?![stnSTN]\b|\d)(?=\S)([^'‘’\n]*(?:(?<=\w)['’]\w[^'‘’\n]*)*)(?<=\S)['’](?!\w)")
_TYPED = {"space": " ", "apostrophe": "'", "opens": "“", "closes": "”"}
_ANY = re.compile(rf"[\t\r\u2028\u2029\x0b\x0c\x85&{_UNSEEN}\u0300-\u036f]")
_EDGES = "  ", " \n", "\n "
_LOOSE = re.compile(
    rf"(?P<unseen>[{_UNSEEN}]+)"
    r"|(?P<line>(?<![ \t])[ \t]*(?:\r\n?|[\u2028\u2029\x0b\x0c\x85]|(?<=[ \t])\n))"
    r"|(?P<edge>(?<=\n)[ \t]+|(?<![ \t])[ \t]+\Z)"
    r"|(?P<gap> {2,})"
    r"|(?P<letter>[^\W\d_][\u0300-\u036f]+)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{1,6});)"
)


class Tidy(NamedTuple):
    """A text without what nobody sees, and where each of its characters comes from.

    Attributes:
        text: the text.
        starts, ends: for each of its characters where in the text before it what it stands for begins and ends.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text before what goes from `start` to `end` stood."""
        if start >= len(self.starts):
            last = self.ends[-1] if self.ends else 0
            return last, last
        return self.starts[start], self.ends[max(start, end - 1)]


def retyped(text: str) -> str:
    """A text with the spaces, apostrophes and quotation marks of a typewriter's keys, of the same length."""
    text = _SINGLE.sub(r"“\1”", text)
    return text if text.isascii() else _SIGNS.sub(_sign, text)


def tidied(text: str) -> Tidy | None:
    """A text without signs that nobody sees, spaces at the edge of lines and letters in two pieces; None where it has none."""
    if not (_ANY.search(text) or text.endswith(" ") or any(edge in text for edge in _EDGES)):
        return None
    parts, starts, ends, at = [], array("I"), array("I"), 0
    for found in _LOOSE.finditer(text):
        new = _tidy(found)
        if new == found.group():
            continue
        start, end = found.span()
        parts += [text[at:start], new]
        starts.extend([*range(at, start), *[start] * len(new)])
        ends.extend([*range(at + 1, start + 1), *[end] * len(new)])
        at = end
    if not parts:
        return None
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Tidy("".join([*parts, text[at:]]), starts, ends)


def _sign(found: re.Match[str]) -> str:
    return _TYPED[str(found.lastgroup)]


def _tidy(found: re.Match[str]) -> str:
    """What is read for a stretch of a text that is not as it would be typed."""
    kind, written = found.lastgroup, found.group()
    if kind == "letter":
        return unicodedata.normalize("NFC", written)
    if kind == "entity":
        return unescape(written)
    return {"line": "\n", "gap": " "}.get(str(kind), "")
