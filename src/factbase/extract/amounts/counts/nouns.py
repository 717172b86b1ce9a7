"""What a number counts: the head of the noun phrase behind it, in the singular."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.extract.amounts.counts.words import NounWords
from factbase.extract.amounts.lexer import NUMBER, WORD, Tokens
from factbase.extract.text.words import remembered

LONGEST = 9
"""Tokens within which the head of a counted noun phrase stands."""
_MODEL = 3
"""Digits of the models that are known by a number alone: "737"."""


@dataclass(frozen=True, slots=True)
class Head:
    """A counted noun: tokens first..last (exclusive) end in the head; `plural` where its form says so."""

    first: int
    last: int
    lemma: str
    plural: bool
    partitive: bool = False


class Nouns(NounWords):
    """How one language counts things. Subclasses know where its plural stands; the words are data."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        self.toll = remembered(self._toll)

    def _toll(self, word: str) -> str | None:
        """What a word for a number of something counts: the "death" of "toll", the "leerling" of "leerlingenaantal"."""
        if (known := self.tolls.get(word)) is not None:
            return known
        ending = next((e for e in self.toll_endings if word.endswith(e)), "")
        counted = word.removesuffix(ending)
        if not ending or word in self.stop or counted in self.numerals:  # "meestal" counts no tits
            return None
        return self.lemma(counted) if self.is_plural(counted) else None

    def lemma(self, word: str) -> str:
        """The singular of a plural noun."""
        raise NotImplementedError

    def measure(self, tokens: Tokens, i: int) -> str | None:
        """A singular noun at token i that says what a number measures: the page of "a 12 page report"."""
        return None

    def is_abstract(self, lemma: str) -> bool:
        """Whether the noun names no people, equipment, organisations, casualties or buildings, but talk, time or events."""
        low = lemma.lower()
        if low in self.abstract or low.endswith(self.abstract_heads):
            return True
        return not low.endswith(self.concrete) and low.endswith(self.abstract_endings)

    def is_plural(self, word: str) -> bool:
        """Whether the word looks like a plural noun."""
        raise NotImplementedError

    def named_plural(self, tokens: Tokens, i: int) -> bool:
        """Whether token i is a plural noun, not the auxiliary of "laten stijgen tot" nor the name of "winst Heineken daalt"."""
        word, opens = tokens.norm[i], i == 0 or tokens.breaks(i) or tokens.kind[i - 1] != WORD
        named = not opens and tokens.capital(i) and not tokens.capital(i + 1)
        other = word in self.auxiliaries or word in self.numerals  # "met een miljoen stijgen tot"
        return tokens.kind[i] == WORD and not named and not other and self.is_plural(word)

    def is_modifier(self, tokens: Tokens, i: int) -> bool:
        """Whether token i can stand before a noun as its adjective or name."""
        raise NotImplementedError

    # --- the phrase -----------------------------------------------------------------------------

    def head(self, tokens: Tokens, i: int, many: bool) -> Head | None:
        """The counted noun phrase that begins at token i, behind its number.

        Args:
            many: whether the number is not one, so that a plural is to be expected.
        """
        partitive = False
        k = i
        if tokens.norm[i] in "-–" and tokens.kind[i + 1] == NUMBER:
            return None
        if tokens.norm[k] in self.out and tokens.norm[k + 1] in self.of:
            k += 1
        if tokens.norm[k] in self.of and not tokens.breaks(k):
            partitive, k = True, k + 1
            if tokens.norm[k] in self.determiners:
                k += 1
            elif tokens.norm[k] in self.nearly and (tokens.kind[k + 1] == NUMBER or tokens.norm[k + 1] in self.numerals):
                k += 1  # "1,300 of about 1,650 workers"
            elif not (tokens.kind[k] == NUMBER or tokens.norm[k] in self.numerals):
                return None
            if tokens.kind[k] == NUMBER or tokens.norm[k] in self.numerals:
                whole = self._counted_whole(tokens, k, many)
                return Head(i, i, whole.lemma, True, True) if whole is not None else None
        return self._walk(tokens, k, many, partitive)

    def _counted_whole(self, tokens: Tokens, k: int, many: bool) -> Head | None:
        """What the number at token k counts, of which the number before is a part: the drones of "56 of the 87 drones"."""
        k += 1
        while tokens.norm[k] in self.numerals:
            k += 1
        if tokens.norm[k] in self.of and tokens.norm[k + 1] in self.determiners:
            k += 2  # "39 out of 44 of the forces"
        return self._walk(tokens, k, many, True)

    def _walk(self, tokens: Tokens, k: int, many: bool, partitive: bool) -> Head | None:
        if tokens.kind[k] == NUMBER and (numbered := self._numbered_model(tokens, k)) is not None:
            return numbered
        first, steps = k, 0
        while k < len(tokens) and steps < LONGEST:
            if tokens.breaks(k):
                return None
            step = self._skip(tokens, k, first)
            if step > k:
                k, steps = step, steps + 1
                continue
            if tokens.kind[k] != WORD:
                return None
            word = tokens.norm[k]
            if k == first and word in self.numerals and tokens.kind[k + 1] == WORD:
                return None  # "from 1,100 two years ago"
            last = k + 1
            whole = word
            while (tokens.norm[last] == "-" or tokens.slashed(last)) and tokens.touches(last) and tokens.touches(last + 1):
                if tokens.kind[last + 1] not in (WORD, NUMBER):
                    break
                whole, last = f"{whole}-{tokens.norm[last + 1]}", last + 2
            if last == k + 1 and tokens.kind[last] == NUMBER and not tokens.breaks(last):
                parted = tokens.capital(k) and self._plural_name(tokens, last + 1) is not None  # "Boeing 787s"
                last += tokens.touches(last) or parted  # "H100s", "A320neos"
            tail = tokens.norm[last - 1]
            if self._suspended(tokens, last):
                k, steps = last + 2, steps + 1
                continue
            if (name := self._plural_name(tokens, last)) is not None:
                model = tokens.text[tokens.start[k] : tokens.end[last - 1]] + name[1]
                return Head(first, name[0], model, True, partitive)
            if last == k + 1 and self._initials_plural(tokens, k) and not self.is_plural(word):
                return Head(first, last, word[:-1], True, partitive)
            if (word in self.joins or word in self.either) and k > first and (ahead := self._joined(tokens, k)):
                k, steps = ahead, steps + 1
                continue
            part = (k > first and tokens.norm[k - 1] == "-") or (tokens.touches(last) and tokens.kind[last] == NUMBER)
            if k == first and word in self.inner and self._goes_on(tokens, k):
                k, steps = last, steps + 1
                continue
            if self._attributive(tokens, k, last) or (k > first and self._adverbial(tokens, k, last)):
                k, steps = last, steps + 1
                continue
            if (past := self._attribute(tokens, k)) is not None:
                k, steps = past, steps + 1
                continue
            if word in self.stop and last == k + 1 and not part and not self._initials(tokens, k):
                return None
            found = self._accept(tokens, k, last, tail, whole, many)
            if found is not None:
                return Head(first, found, self._name(tokens, found), True, partitive) if found > 0 else None
            k, steps = last, steps + 1
        return None

    def _attribute(self, tokens: Tokens, k: int) -> int | None:
        """The end of an attribute of several words that opens at token k: "(12) in Utrecht gevestigde (scholen)"."""
        return None

    def _suspended(self, tokens: Tokens, i: int) -> bool:
        """Whether a hyphen at token i leaves a compound open for the next one: "300 huur- en koopwoningen"."""
        if tokens.norm[i] != "-" or not tokens.touches(i) or tokens.touches(i + 1):
            return False
        return tokens.norm[i + 1] in self.joins or tokens.norm[i + 1] in self.either

    def _numbered_model(self, tokens: Tokens, k: int) -> Head | None:
        """What a number counts that a model's own number follows: "six 737-800s", "four 777 freighters"."""
        if tokens.breaks(k) or not tokens.norm[k].isdigit() or len(tokens.norm[k]) != _MODEL:
            return None
        end = k + 1
        while tokens.norm[end] == "-" and tokens.touches(end) and tokens.kind[end + 1] == NUMBER:
            end += 2
        if (name := self._plural_name(tokens, end)) is not None:
            return Head(k, name[0], tokens.text[tokens.start[k] : tokens.end[end - 1]] + name[1], True)
        if not tokens.breaks(end) and not tokens.touches(end) and tokens.kind[end] == WORD:
            noun = tokens.norm[end]
            if self.is_plural(noun) and noun not in self.stop and noun not in self.people_after and noun not in self.numerals:
                return Head(k, end + 1, self._name(tokens, end + 1), True)
        return None

    def _initials(self, tokens: Tokens, k: int) -> bool:
        """Whether a word that opens something else is the initials of a land before its noun: "2,000 US troops"."""
        raw = tokens.raw(k)
        follows = tokens.kind[k + 1] == WORD and not tokens.breaks(k + 1)
        return len(raw) > 1 and raw.isupper() and follows and tokens.raw(k + 1).islower()

    def _attributive(self, tokens: Tokens, k: int, last: int) -> bool:
        """Whether the word at k is an adjective or participle before the noun, and no verb or adverb: "300 gesloten scholen"."""
        norm = tokens.norm
        if not (norm[k] in self.attributive or self.strong_participle(norm[k])) or tokens.breaks(last):
            return False
        goes_on = self.is_plural(norm[last]) or (
            tokens.kind[last] == WORD
            and self.is_modifier(tokens, last)
            and self.is_plural(norm[last + 1])
            and norm[last + 1] not in self.stop
        )
        return norm[last] not in self.stop and norm[last] not in self.nominal and goes_on

    def _goes_on(self, tokens: Tokens, k: int) -> bool:
        """Whether an adverb right behind the number stands inside its phrase: "2,604 already existing places"."""
        for j in range(k + 1, min(k + 5, len(tokens))):
            if tokens.kind[j] != WORD or tokens.breaks(j):
                return False
            if self._attributive(tokens, j, j + 1):
                continue
            if tokens.norm[j] in self.stop:
                return False
            if j > k + 1 and self.is_plural(tokens.norm[j]):
                return True
            if not self.is_modifier(tokens, j):
                return False
        return False

    def _adverbial(self, tokens: Tokens, k: int, last: int) -> bool:
        """Whether the word at k is a participle behind its adverb, before the noun: "512 recently arrived visitors"."""
        norm = tokens.norm
        behind = norm[k - 1].endswith(self.adverb_endings) and norm[k].endswith(self.participle_endings)
        return behind and tokens.kind[last] == WORD and norm[last] not in self.stop

    def _plural_name(self, tokens: Tokens, last: int) -> tuple[int, str] | None:
        """(end, letters behind the digits) of a model name in the plural, whose digits end before `last`: "F-16's", "P-8As"."""
        if tokens.kind[last - 1] != NUMBER or not tokens.touches(last):
            return None
        if tokens.norm[last].endswith("s") and not (tokens.touches(last + 1) and tokens.norm[last + 1] == "-"):
            return last + 1, tokens.raw(last)[:-1].removesuffix("'").removesuffix("’")
        if tokens.norm[last] == "'" and tokens.touches(last + 1) and tokens.norm[last + 1] == "s":
            return last + 2, ""
        return None

    def _initials_plural(self, tokens: Tokens, k: int) -> bool:
        """Whether the word at k is the plural of initials, whatever letters it ends in: "GPUs", "SUVs"."""
        raw = tokens.raw(k)
        return raw.endswith("s") and len(raw) > 2 and raw[:-1].isupper() and raw.isalpha()

    def _joined(self, tokens: Tokens, k: int) -> int | None:
        """Where to walk on past an "and" between two adjectives: "small and medium-sized enterprises"."""
        norm = tokens.norm
        for j in range(k + 1, min(k + 6, len(tokens))):
            if tokens.breaks(j) or (tokens.kind[j] != WORD and norm[j] != "-"):
                return None
            if norm[j] in self.stop and norm[j - 1] != "-":
                return None
            if j > k + 1 and self.is_plural(norm[j]) and norm[j] not in self.nominal:
                return k + 1
        return None

    def _skip(self, tokens: Tokens, k: int, first: int) -> int:
        """Past what may stand inside a noun phrase and is no word of it: "(Dutch)", "40L70-", "U.S.-made"."""
        norm = tokens.norm
        sign = norm[k]
        if tokens.kind[k] == NUMBER and k == first and 0 < len(norm[k + 1]) <= 3 and norm[k + 1] not in self.scales:
            return k + 2  # "300 122 mm rounds", "seven 7.56mm rounds"
        if sign == "(" and norm[k + 2] == ")":
            return k + 3
        if sign in ("'", '"', "“", "‘", "„", "”", "’"):
            another = tokens.kind[k + 1] == NUMBER or norm[k + 1] in self.numerals
            return k if another else k + 1  # "“a week or two” three centres"
        if sign == "-" and tokens.touches(k) and tokens.touches(k + 1):
            return k + 1
        if sign == "." and tokens.touches(k) and len(norm[k - 1]) == 1 and k > first:
            return k + 1
        if tokens.kind[k] == NUMBER and k > first and (tokens.touches(k) or tokens.capital(k - 1)):
            return k + 1
        if tokens.kind[k] == NUMBER and k > first and tokens.touches(k + 1) and 0 < len(norm[k + 1]) <= 3:
            return k + 2  # "eight new 132kV substations"
        if tokens.kind[k] == WORD and k > first and tokens.touches(k) and sign != "s":
            after_point = norm[k - 1] == "." and len(sign) == 1  # "U.S."
            if after_point or tokens.kind[k - 1] == NUMBER:  # "A320neo"
                return k + 1
        return k

    def _accept(self, tokens: Tokens, k: int, last: int, tail: str, whole: str, many: bool) -> int | None:
        """The end of the phrase where the word at k..last is its head, 0 where there is none, None to walk on."""
        raise NotImplementedError

    def _name(self, tokens: Tokens, end: int) -> str:
        """The lemma of the head that ends before `end`; a word that is a name keeps its capital."""
        k = end - 1
        word = tokens.norm[k]
        if word in self.others:
            return word
        if len(word) < 4 and tokens.norm[k - 1] == "-" and tokens.touches(k) and word not in self.plurals:
            return f"{tokens.norm[k - 2]}-{self.lemma('xx' + word)[2:]}"  # "start-ups"
        lemma = self.lemma(word)
        raw = tokens.raw(k)
        titled = tokens.kind[k - 1] == WORD and tokens.capital(k - 1) and tokens.capital(k) and lemma.islower()
        if raw[:1].isupper() and raw[1:].islower() and not titled:
            return lemma[:1].upper() + lemma[1:]
        return lemma
