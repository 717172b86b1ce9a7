"""Folding: text without case and accents, character by character, so that offsets hold."""

from __future__ import annotations

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


def fold(text: str) -> str:
    """The text without case and accents and with straight quotes: same length, same offsets."""
    return _word(text) if len(text) <= 32 else text.translate(_FOLD)


@lru_cache(maxsize=65536)
def _word(text: str) -> str:
    return text.translate(_FOLD)
