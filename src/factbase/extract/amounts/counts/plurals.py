"""How a language makes its plurals, and so which word behind a number is the noun that it counts."""

from __future__ import annotations

import re
from functools import lru_cache

from factbase import knowledge
from factbase.extract.amounts.counts.nouns import Nouns
from factbase.extract.amounts.lexer import SIGN, WORD, Tokens

_ATTRIBUTE = 7
"""Tokens of an attribute of several words before its noun."""


class SuffixS(Nouns):
    """Languages whose plural ends in -s and whose adjectives do not agree: English."""

    def lemma(self, word: str) -> str:
        if word in self.plurals:
            return self.plurals[word]
        for ending, rest in self.endings.items():
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word.removesuffix(ending) + rest
        if word.endswith("s") and not word.endswith(self.singular_endings) and len(word) > 3:
            return word[:-1]
        return word.removesuffix("'s")

    def is_plural(self, word: str) -> bool:
        if word in self.plurals:
            return True
        if word in self.singular_words or word in self.stop:
            return False
        return (len(word) > 3 and word.endswith("s") and not word.endswith(self.singular_endings)) or (
            len(word) > 4 and word.endswith(self.plural_endings)
        )

    def is_modifier(self, tokens: Tokens, i: int) -> bool:
        return tokens.norm[i] not in self.stop

    def measure(self, tokens: Tokens, i: int) -> str | None:
        word = tokens.norm[i]
        if tokens.kind[i] != WORD or tokens.capital(i) or word in self.stop or word in self.people_after or len(word) < 3:
            return None
        return None if len(word) > 4 and word.endswith(self.verbal_endings) else word

    def _accept(self, tokens: Tokens, k: int, last: int, tail: str, whole: str, many: bool) -> int | None:
        if tail in self.counters and (tokens.breaks(last) or tokens.kind[last] == SIGN):
            return last  # "20 million head."
        if tail in self.counters and tokens.norm[last] in self.of:
            return last  # "four head of cattle"
        if not self.is_plural(tail) and not (last > k + 1 and self.is_plural(whole) and tokens.kind[last - 1] == WORD):
            return None
        if tail in self.nominal and tokens.kind[last] == WORD and not tokens.breaks(last):
            nxt = tokens.norm[last]
            if nxt not in self.stop and nxt not in self.people_after:
                return None  # "12 injured soldiers"
        after = tokens.norm[last : last + 2]
        goes_on = not tokens.breaks(last) and self.stop.isdisjoint(after) and self.is_plural(after[1])
        if tail in self.modifying and goes_on:
            return None  # "22 police parking bays"
        end = last
        # a plural may be part of a longer noun: "operations experts", "arms deals", "enterprises"
        while tokens.kind[end] == WORD and not tokens.breaks(end) and self.is_plural(tokens.norm[end]) and end - last < 2:
            if tokens.norm[end] in self.nominal:
                break
            if tokens.norm[end] in self.finite and tokens.norm[end - 1] not in self.plural_attributes:
                break  # "the contract for 900 doses lasts until May"
            end += 1
        if tail in self.others and end == last:
            return end
        if end == last and tokens.capital(k) and self._titled_on(tokens, end):
            return None  # "300 Friends First tickets"
        return end

    def _titled_on(self, tokens: Tokens, i: int) -> bool:
        """Whether a name goes on at token i up to the plural that it names: "First tickets" of "Friends First tickets"."""
        while not tokens.breaks(i) and tokens.kind[i] == WORD and tokens.norm[i] not in self.stop:
            if not tokens.capital(i):
                return i > 0 and tokens.capital(i - 1) and self.is_plural(tokens.norm[i])
            i += 1
        return False


class SuffixEn(Nouns):
    """Languages whose attributive adjectives end in -e and whose plurals end in -en or -s: Dutch."""

    _LONG = re.compile(r"[^aeiouy]([aeou])([bcdfgklmnprstvz])$|^([aeou])([bcdfgklmnprstvz])$")

    def lemma(self, word: str) -> str:
        if word in self.plurals:
            return self.plurals[word]
        for size in range(len(word) - 3, 2, -1):  # compounds end in a known word
            if (known := self.plurals.get(word[-size:])) is not None and size >= 4 and len(word) - size >= 3:
                return word[:-size] + known
        for ending, rest in self.endings.items():
            if word.endswith(ending):
                return word.removesuffix(ending) + rest
        if word.endswith("'s"):
            return word[:-2]
        if word.endswith("s") and not word.endswith((*self.singular_endings, *self.kept_endings)) and len(word) > 3:
            return word[:-1]
        if word.endswith("en") and len(word) > 4:
            stem = word[:-2]
            if stem.endswith(("e", "ë")):
                return stem + "e" if stem.endswith("i") else stem
            if stem[-1] == stem[-2] and stem[-1] not in "aeiou":
                return stem[:-1]
            unstressed = re.search(r"[^aeiou][aeiou]\w*[^aeiouy]e[lmnr]$|ik$|ig$|ing$", stem)
            if self._LONG.search(stem) and not unstressed:
                stem = stem[:-1] + stem[-2] + stem[-1]
            if stem[-1] == "v":
                return stem[:-1] + "f"
            if stem[-1] == "z":
                return stem[:-1] + "s"
            return stem
        return word

    def is_plural(self, word: str) -> bool:
        if word in self.plurals:
            return True
        if word in self.stop or len(word) < 4:
            return False
        return word.endswith(self.plural_endings) or (word.endswith("s") and not word.endswith(self.singular_endings))

    def _attribute(self, tokens: Tokens, k: int) -> int | None:
        norm = tokens.norm
        if (due := self._due(tokens, k)) is not None:
            return due
        if norm[k] not in self.prepositions or not self.prepositions.isdisjoint(norm[k + 1 : k + 2]):
            return None  # "zet 300 miljoen op voor verwoeste flats": the first is a part of the verb
        for j in range(k + 2, min(k + _ATTRIBUTE, len(tokens) - 1)):
            if tokens.kind[j] != WORD or tokens.breaks(j) or norm[j] in self.people_after:
                return None
            follows = tokens.kind[j + 1] == WORD and not tokens.breaks(j + 1) and norm[j + 1] not in self.auxiliaries
            if follows and self.is_plural(norm[j + 1]) and self.prenominal.fullmatch(norm[j]):
                return j + 1
        return None

    def _due(self, tokens: Tokens, k: int) -> int | None:
        """The end of what is yet to be done with the counted: "(40) nog te bouwen (woningen)"."""
        norm, i = tokens.norm, k + (tokens.norm[k] in self.due_adverbs)
        noun = i + 2
        if norm[i] not in self.due or any(tokens.breaks(j) for j in range(k + 1, noun + 1)):
            return None
        verb = tokens.kind[i + 1] == WORD and norm[i + 1].endswith(self.infinitive_endings)
        counted = tokens.kind[noun] == WORD and norm[noun] not in self.stop
        return noun if verb and counted and (self.is_plural(norm[noun]) or self.is_modifier(tokens, noun)) else None

    def is_modifier(self, tokens: Tokens, i: int) -> bool:
        word = tokens.norm[i]
        return word in self.modifiers or (word.endswith("e") and word not in self.plurals) or tokens.capital(i)

    def _accept(self, tokens: Tokens, k: int, last: int, tail: str, whole: str, many: bool) -> int | None:
        if tail in self.modifiers and last < len(tokens):
            return None
        if tail in self.others:
            return last
        if self.is_plural(tail) or (last > k + 1 and self.is_plural(whole)):
            following = tokens.norm[last]
            if (
                tail.endswith("s")
                and tail not in self.plurals
                and tokens.capital(k)
                and self.is_plural(following)
                and not tokens.breaks(last)
            ):
                return None  # "Nederlands officieren"
            return last
        if self.is_modifier(tokens, last - 1) or tokens.capital(k):
            return None
        return 0


_KINDS: dict[str, type[Nouns]] = {"s": SuffixS, "en": SuffixEn}


@lru_cache(maxsize=16)
def nouns(lang: str) -> Nouns:
    """The counted nouns of a language."""
    return _KINDS[knowledge.read(f"lang/{lang}/nouns.yaml").get("plural", "s")](lang)
