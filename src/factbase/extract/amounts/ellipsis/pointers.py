"""Numbers that point back to things named before: "er 24", "the first six", "will build the three at its yard"."""

from __future__ import annotations

from factbase.extract.amounts.lexer import SIGN, WORD
from factbase.extract.amounts.reading import Quantity, Reading

_REACH = 40
"""Tokens back to the noun that is pointed to."""
_WITHIN, _BESIDE = 6, 3
"""Tokens back to an "er" beside a verb in the plural, and beside a pronoun: "dat waren er 3 miljoen"."""
_MANY, _PARTED = 100, 9
"""From this number on "er" counts it though so many tokens part them: "het land heeft er, dankzij subsidie, al ruim 38.000"."""


class Pointers:
    """The words of one article that make a bare number one of things known."""

    def __init__(self, reading: Reading) -> None:
        self.tokens, self.nouns, self.another = reading.tokens, reading.nouns, reading.usage.another

    def points(self, q: Quantity) -> bool:
        """Whether words point back to a thing named before: "er 24", "the first six", "out of the 24"."""
        norm, i = self.tokens.norm, q.first
        if self.is_part(q):
            return True
        closed = self._closed(q)
        if closed and norm[i - 1] in self.another:
            return True
        if closed and self.nouns.ranked.before(self.tokens, i) is not None:
            return True
        near = any(w in self.nouns.pointers for w in norm[max(0, i - (_PARTED if q.value >= _MANY else 4)) : i])
        first = (
            i > 1
            and norm[i - 1] in self.nouns.pointed_by
            and (norm[i - 2] in self.nouns.determiners or norm[i - 2] in self.nouns.of)
        )
        return closed and (near or first)

    def several(self, q: Quantity) -> bool:
        """Whether words point back to things, as the verb beside them is in the plural: "er zijn 3 miljoen geleverd"."""
        norm, i = self.tokens.norm, q.first
        at = next((k for k in range(i - 1, max(-1, i - _WITHIN), -1) if norm[k] in self.nouns.pointers), None)
        if at is None or any(self.tokens.kind[k] != WORD for k in range(at, i)):
            return False
        if norm[at - 1] in self.nouns.several_pronouns:
            return i - at <= _BESIDE  # "te horen dat er dit jaar nog eens 2,5 miljard bijkomt"
        return norm[at - 1] in self.nouns.several or norm[at + 1] in self.nouns.several

    def is_part(self, q: Quantity) -> bool:
        """Whether a number is a part of things named before: "220,000 of these", "220.000 daarvan"."""
        after, then = (*self.tokens.norm[q.last : q.last + 2], "", "")[:2]
        return after in self.nouns.thereof or (after in self.nouns.of and then in self.nouns.theirs)

    def to(self, q: Quantity, last: Quantity | None) -> str | None:
        """What a number that points back is of: what was counted `last`, else the plural noun before it, else things."""
        unit = last.unit if last is not None else self._noun_before(q)
        theirs = self.nouns.theirs.get(self.tokens.norm[q.last + 1])
        if unit is not None or theirs:
            return unit or theirs
        return None if theirs is not None or not self.nouns.pointers else self.nouns.thing

    def definite(self, q: Quantity) -> bool:
        """Whether an article or pointer makes a bare number one of things known: "will build the three at its yard"."""
        norm, i = self.tokens.norm, q.first
        return norm[i - 1] in self.nouns.determiners and self._closed(q)

    def _noun_before(self, q: Quantity) -> str | None:
        """The nearest plural noun before the number, or before the "er" that points back from it."""
        near = range(q.first - 1, max(-1, q.first - _PARTED - 1), -1)
        pointer = next((i for i in near if self.tokens.norm[i] in self.nouns.pointers), None)
        found = self._plural_before(pointer, q) if pointer is not None else None
        return found or self._plural_before(q.first, q)

    def _plural_before(self, end: int, q: Quantity) -> str | None:
        tokens = self.tokens
        for i in range(end - 1, max(-1, q.first - _REACH), -1):
            following = tokens.norm[i + 1]
            if following in self.nouns.pointers or following in self.nouns.after_verb:
                continue  # the verb of "haalden er elf de eindstreep", "dorpelingen vrezen de mijn"
            if tokens.norm[i] in self.nouns.modifying and tokens.kind[i + 1] == WORD and following not in self.nouns.stop:
                continue  # a part of "data firm"
            word = tokens.norm[i]
            named = word not in self.nouns.nominal and word not in self.nouns.numerals
            if named and tokens.kind[i] == WORD and self.nouns.is_plural(word):
                return self.nouns.lemma(word)
        return None

    def _closed(self, q: Quantity) -> bool:
        """Whether no noun follows a number."""
        after = self.tokens.norm[q.last]
        sign = self.tokens.kind[q.last] == SIGN
        shapes = self.nouns.participle_shapes
        verb = shapes is not None and any(shapes.fullmatch(word) for word in self.tokens.norm[q.last : q.last + 2])
        return sign or verb or after in self.nouns.stop or after in self.nouns.pointed_after
