"""What a bare number counts by a word for such numbers before it: "the death toll rose to 40,000", "Killed: 60"."""

from __future__ import annotations

from bisect import bisect_left

from factbase.extract.amounts.lexer import SIGN, WORD
from factbase.extract.amounts.reading import Quantity, Reading

_BACK, _ROW = 25, 45
"""Tokens back to what is counted; to what the levels of a row are of."""
_AGO = 90
"""Tokens back to where a number was last said to be of something."""
_NEAR = 12
"""Tokens from the beginning of a sentence in which a pronoun takes up a toll."""
_YEAR_DIGITS = 4
_CAUSE = 6
"""Tokens from a verb back to what is counted, past its cause."""
_PEOPLE = 8
"""Tokens behind a number in which stands what befell the people that it counts."""


class Tolls:
    """Finds the nouns that the words before the bare numbers of one article make them count.

    Attributes:
        numbers: the tokens at which the article's other numbers begin.
    """

    def __init__(self, reading: Reading, numbers: set[int]) -> None:
        self.reading, self.tokens, self.article, self.text = reading, reading.tokens, reading.article, reading.text
        self.hedges, self.nouns, self.numbers = reading.hedges, reading.nouns, numbers

    def of(self, q: Quantity) -> str | None:
        """What a number of something counts that was named before it: "the death toll rose to 40,000"."""
        tokens, norm = self.tokens, self.tokens.norm
        if (group := self._group(q)) is not None:
            return group
        if (listed := self._labelled(q)) is not None or (listed := self._reached(q)) is not None:
            return listed
        changing: str | None = None  # "the prisoners rose to 400": only where no toll is named farther back
        moved = False  # a change up to the number carries over others: "the dead in the three lands have risen to 840"
        level = self.hedges.to_level(tokens, q.first) or self.hedges.from_level(tokens, q.first)
        for i in range(q.first - 1, max(-1, q.first - (_ROW if level else _BACK)), -1):
            if tokens.breaks(i + 1) or (norm[i] in ".!?;" and self.reading.ends_sentence(i)):
                return changing
            if i in self.numbers and not moved:
                if changing is not None or not level:
                    return changing
                continue  # "the number of fires rose in three states: to 20 in one, to 35 in another"
            if (unit := self.nouns.toll(norm[i])) is not None:
                return unit
            if norm[i] in self.nouns.number_of and i + 2 < q.first:
                return self._numbered(i, q.first) or changing or self._numbered_before(i)
            if norm[i] in self.hedges.change and i and level:
                moved = True
                k = i - 1
                while k > 0 and norm[k] in self.hedges.still:
                    k -= 1  # "targets have also fallen"
                if changing is None and norm[k] not in self.hedges.change and self.nouns.named_plural(self.tokens, k):
                    changing = self.nouns.lemma(norm[k])
            if norm[i] in self.nouns.nominal and norm[i - 1] in self.nouns.determiners:
                return changing or self.nouns.person
        return changing

    def _group(self, q: Quantity) -> str | None:
        """Who make up a group of so many: "a crew of just 90", "een team van twaalf"."""
        norm, i = self.tokens.norm, self.hedges.opens(self.tokens, q.first) - 1
        closed = self.tokens.kind[q.last] != WORD or norm[q.last] in self.nouns.stop
        return self.nouns.groups.get(norm[i - 1]) if i > 0 and closed and norm[i] in self.nouns.of else None

    def _numbered(self, i: int, end: int) -> str | None:
        """What "the number of" at token i is said to be of before token `end`."""
        tokens, norm = self.tokens, self.tokens.norm
        k = i + 1 + (norm[i + 1] in self.nouns.of)
        k += norm[k] in self.nouns.determiners
        head = self.nouns.head(tokens, k, True)
        if head is None:
            return self.nouns.plurals.get(norm[k])
        return head.lemma if head.last <= end else None

    def _numbered_before(self, i: int) -> str | None:
        """What a "number" without a noun at token i was said to be of: "The number of nurses fell. The number is 800." """
        norm = self.tokens.norm
        if norm[i + 1] in self.nouns.of:
            return None
        for k in range(i - 1, max(-1, i - _AGO), -1):
            if norm[k] in self.nouns.number_of:
                return self._numbered(k, i)
        return None

    def _labelled(self, q: Quantity) -> str | None:
        """What a line of a list of facts counts: "Killed: 60", "Houses destroyed: at least 1,700"."""
        tokens, norm, i = self.tokens, self.tokens.norm, self.hedges.opens(self.tokens, q.first) - 1
        if i < 1 or norm[i] != ":":
            return None
        goes_on = tokens.kind[q.last] != SIGN and not tokens.breaks(q.last)
        if goes_on and norm[q.last] not in self.nouns.stop:
            return None
        first = i = self._before_year(i)
        while first > 0 and i - first < 4 and tokens.kind[first - 1] == WORD and not tokens.breaks(first):
            first -= 1
        opens = first == 0 or tokens.breaks(first) or norm[first - 1] in (".", ";", "•", "-", "–", "*", ":")
        words = norm[first:i]
        if not opens or not words:
            return None
        verbs = self.nouns.strong_participle  # "gezonken boten"
        noun = next((w for w in words if self.nouns.is_plural(w) and w not in self.nouns.people_after and not verbs(w)), None)
        if noun is not None:
            return self.nouns.lemma(noun)
        return self.nouns.person if any(w in self.nouns.people_after for w in words) else None

    def _before_year(self, i: int) -> int:
        """The token at which a label ends whose year stands before the sign at token i: "Cars, 2023:", "Auto's in 2023:"."""
        norm = self.tokens.norm
        if not (norm[i - 1].isdigit() and len(norm[i - 1]) == _YEAR_DIGITS):
            return i
        return i - 2 if norm[i - 2] in (",", "(", *self.nouns.places) else i

    def _reached(self, q: Quantity) -> str | None:
        """What a number that something comes to counts: "cyclone deaths pass 750", "the dead now number 446"."""
        tokens, norm = self.tokens, self.tokens.norm
        hedge = self.hedges.before(tokens, q.first)
        says = hedge is not None and norm[hedge.first] in self.nouns.reaching  # "deaths exceeded 750", by its verb more
        i = hedge.first if hedge is not None and says else self.hedges.opens(tokens, q.first) - 1
        if i < 1 or norm[i] not in self.nouns.reaching:
            return None
        k = i - 1
        while k > 0 and norm[k] in self.hedges.still:
            k -= 1
        if tokens.kind[k] != WORD:
            return None
        if norm[k] in self.nouns.nominal:
            return self.nouns.plurals.get(norm[k], norm[k])
        if (unit := self.nouns.toll(norm[k])) is not None:
            return unit
        return self.nouns.lemma(norm[k]) if self.nouns.named_plural(tokens, k) else self._died_of(k)

    def _died_of(self, k: int) -> str | None:
        """What is counted farther before, of which the words up to token k say the cause: "deaths from storm Agaton"."""
        tokens, norm = self.tokens, self.tokens.norm
        for j in range(k, max(-1, k - _CAUSE), -1):
            if tokens.breaks(j + 1) or tokens.kind[j] != WORD or j in self.numbers:
                return None
            if norm[j] in self.nouns.causes and norm[j - 1] in self.nouns.people_of:
                return self.nouns.lemma(norm[j - 1])
        return None

    def restated(self, q: Quantity, sentence: int) -> str | None:
        """What a number counts that a pronoun stands for: "The toll rises. Officially that stands at 202." """
        tokens, norm, i = self.tokens, self.tokens.norm, q.first
        if sentence == 0:
            return None
        starts = self.article.sentences
        first = bisect_left(tokens.start, starts[sentence][0])
        if i - first > _NEAR or not any(w in self.nouns.restated for w in norm[first:i]):
            return None
        before = bisect_left(tokens.start, starts[sentence - 1][0])
        units = [unit for w in norm[before:first] if (unit := self.nouns.toll(w)) is not None]
        return units[-1] if units else None

    def at_level(self, q: Quantity) -> bool:
        """Whether a word that leads to a level stands right before the number: "stands at", "staat op"."""
        i = self.hedges.opens(self.tokens, q.first)
        return self.tokens.norm[i - 1] in self.nouns.places

    def among(self, q: Quantity, sentence: int) -> str | None:
        """Of whom a sentence opens that then says how many of them: "Of the farmers asked, 400 ..."."""
        tokens, norm = self.tokens, self.tokens.norm
        if q.number.high is not None or q.number.fraction or not q.whole or q.value < 2:
            return None
        i = self.hedges.opens(tokens, q.first)
        pointers = self.nouns.pointers
        if not i or not (norm[i - 1] in pointers if pointers else norm[i - 1] == ","):
            return None
        k = bisect_left(tokens.start, self.article.sentences[sentence][0])
        if q.first - k > _ROW or k + 2 >= i or norm[k] not in self.nouns.of or norm[k + 1] not in self.nouns.determiners:
            return None
        head = self.nouns.head(tokens, k + 2, True)
        return head.lemma if head is not None and head.plural and head.last <= i else None

    def apposed(self, q: Quantity) -> str | None:
        """What a number counts that says how many "more" are: "no land has more people with HIV: about 8 million"."""
        tokens, norm = self.tokens, self.tokens.norm
        i = self.hedges.opens(tokens, q.first) - 1
        hedged = i + 1 < q.first  # "ever more pensioners, some 1.2 million": without, a comma may open another matter
        if i < 2 or not (norm[i] in (":", "–", "—", "(") or (norm[i] == "," and hedged)):
            return None
        for k in range(i - 2, max(-1, i - 14), -1):
            if tokens.breaks(k + 1) or k in self.numbers or norm[k] in ".!?;:":
                return None
            if norm[k] in self.nouns.many and self.nouns.named_plural(self.tokens, k + 1):
                return self.nouns.lemma(norm[k + 1])
        return None

    def of_people(self, q: Quantity) -> bool:
        """Whether what befell the counted says that they are people: "35,418 were killed", "killing 12"."""
        tokens, norm, nouns = self.tokens, self.tokens.norm, self.nouns
        if q.value != q.value.to_integral_value() or q.number.fraction or q.value < 2:
            return False
        i = q.first
        while (at := self.hedges.opens(tokens, i)) < i:
            i = at
        if norm[i - 1] in nouns.people_before and not tokens.breaks(i):
            return True
        if norm[i - 1] in nouns.of and norm[i - 2] in nouns.people_of:
            return True  # "the death of four"
        k, steps = q.last, 0
        while steps < _PEOPLE and not tokens.breaks(k):
            word = norm[k]
            if word in nouns.people_after or nouns.people_phrases.at(tokens, k) is not None:
                return True
            if word not in nouns.people_across:
                return False
            k, steps = k + 1, steps + 1
        return False
