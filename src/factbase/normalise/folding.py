"""Folding: text without case and accents, character by character, so that offsets hold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = dict(zip("’‘`ıłøđ\u00a0‑–", "'''ilod --", strict=True))


class _Fold(dict[int, int]):
    def __missing__(self, code: int) -> int:
        char = chr(code)
        plain = _PLAIN.get(char)
        if plain is None:
            lower = char.lower()
            plain = unicodedata.normalize("NFD", lower if len(lower) == 1 else char)[0]
        self[code] = ord(plain)
        return self[code]


_FOLD = _Fold()
_FOREIGN = re.compile(r"([^\x00-_a-\x7f]+)")


def fold(text: str) -> str:
    """The text without case and accents and with straight quotes: same length, same offsets."""
    if len(text) <= 32:
        return _word(text)
    # A table looked up in C for every character is slow beside the lower case of what is plain ASCII, as most of a text is.
    pieces = _FOREIGN.split(text)
    pieces[::2] = map(str.lower, pieces[::2])
    pieces[1::2] = [piece.translate(_FOLD) for piece in pieces[1::2]]
    return "".join(pieces)


@lru_cache(maxsize=65536)
def _word(text: str) -> str:
    return text.translate(_FOLD)
