"""Hedges: how exactly a number is meant, by the words before and behind it."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from factbase import knowledge
from factbase.extract.amounts.lexer import SIGN, WORD, Phrases, Tokens
from factbase.model import Hedge

REACH = 4
"""How many other words ("a total of", "the equivalent of") may stand between a hedge and its number."""


@dataclass(frozen=True, slots=True)
class Found:
    """A hedge at tokens first..last; `near` where its words bind the number closely."""

    hedge: Hedge
    first: int
    last: int
    near: bool = False


_MARK = 4
"""Tokens from the noun for a threshold to its amount."""
_DENIAL = 10
"""Tokens from a word that denies ("no", "never") to the comparative that it turns round, where a verb stands before that."""
_SUBJECT = 3
"""The same where whom the word speaks of stands right before the comparative."""
_TURNED = {Hedge.OVER: Hedge.AT_MOST, Hedge.UNDER: Hedge.AT_LEAST}


class Hedges:
    """The hedges of one language."""

    def __init__(self, lang: str) -> None:
        data = knowledge.read(f"lang/{lang}/hedges.yaml")
        near = set(data["near"])
        self._before: Phrases[tuple[Hedge, bool]] = Phrases()
        self._after: Phrases[tuple[Hedge, bool]] = Phrases()
        for phrases, key in ((self._before, "before"), (self._after, "after")):
            for name, words in data[key].items():
                for phrase in words:
                    phrases.add(phrase, (Hedge(name), phrase in near))
        self.phrases = frozenset(str(phrase) for words in data["before"].values() for phrase in words)
        self._fill: Phrases[bool] = Phrases((phrase, True) for phrase in data["between"])
        bounds = data["bounds"]
        self._bounds = {word: Hedge(name) for name, words in bounds["before_a_noun"].items() for word in words}
        self._bound_prefixes = {prefix: Hedge(name) for name, prefixes in bounds["prefixes"].items() for prefix in prefixes}
        self._unbounded = frozenset(bounds["not"])
        self._only_after = {phrase: frozenset(data["sums"]) for phrase in data["only_after_sums"]}
        self.rising, self._rough = frozenset(data["rising"]), frozenset(data["rough"])
        self._not_after = {hedge: frozenset(words) for hedge, words in data["not_after"].items()}
        self.places = frozenset(data["places"])
        self._among, self._are = frozenset(data["among"]["words"]), frozenset(data["among"]["verbs"])
        self._needs_before = {phrase: frozenset(words) for phrase, words in data["durations"].items()}
        words = data["range"]
        self.between: Phrases[bool] = Phrases((w, True) for w in words["between"])
        self.and_: Phrases[bool] = Phrases((w, True) for w in words["and"])
        self.from_: Phrases[bool] = Phrases((w, True) for w in words["from"])
        self.to: Phrases[bool] = Phrases((w, True) for w in words["to"])
        self.or_: Phrases[bool] = Phrases((w, True) for w in words["or"])
        self.dash = {w for w in words["dash"] if w}
        self.by: Phrases[bool] = Phrases((w, True) for w in words["by"])
        self.joins = frozenset(words["joins"])
        beyond = data["beyond"]
        self._beyond, self._beyond_fill = frozenset(beyond["words"]), frozenset(beyond["between"])
        self.marks, self._also_approved = frozenset(beyond["marks"]), frozenset(beyond["also_approved"])
        self.toward = frozenset(words.get("toward", ()))
        self.change, self.spans = frozenset(data["change"]), frozenset(data["spans"])
        self.spread, self.being = frozenset(data["spread"]), frozenset(data["being"])
        self._extents = frozenset(data["extents"])
        known = data["known"]
        self._comparatives, self._definite = frozenset(known["comparatives"]), frozenset(known["definite"])
        self.levels = frozenset(known["levels"])
        turned = {key: frozenset(words) for key, words in data["turned"].items()}
        self._turned = self._comparatives | turned["also"]
        self._deny, self._have, self._subjects = turned["deny"], turned["have"], turned["subjects"]
        self._ends, self._amid = turned["ends"], turned["amid"]
        self._others, self._joining = turned["others"], turned["joining"]
        self._adjectives = frozenset(data["after_adjectives"])
        self._of = frozenset(knowledge.read(f"lang/{lang}/numbers.yaml")["of"])
        self.still = frozenset(data["still"])
        rows = data["rows"]
        self.converted, self.row = frozenset(rows["converted"]), frozenset(rows["between"])
        self.compared: Phrases[bool] = Phrases((phrase, True) for phrase in rows["compared"])
        self.not_money = frozenset(rows["not_money"])

    def is_extent(self, tokens: Tokens, i: int) -> bool:
        """Whether a noun right before token i tells of some change and not of a known one: "een daling", not "de daling"."""
        front = tokens.norm[max(0, i - 1 - REACH) : i - 1]
        return i > 0 and tokens.norm[i - 1] in self._extents and self._definite.isdisjoint(front)

    def before(self, tokens: Tokens, i: int) -> Found | None:
        """The hedge that speaks for the number at token i; an `exact` one ("precisely") ends the search."""
        if (bound := self._bound(tokens, i)) is not None:
            return bound
        j, steps = i, 0
        while j > 0 and steps <= REACH and not tokens.breaks(j):
            found = self._before.before(tokens, j)
            if found is not None:
                start, (hedge, near) = found
                if not self._denied(tokens, start, j, i):
                    if self._compares(tokens, start, j, i):
                        return None
                    outer = self._before.before(tokens, start) if hedge is Hedge.EXACT and start > 0 else None
                    if (
                        outer
                        and not self._denied(tokens, outer[0], start, i)
                        and outer[1][0] is not Hedge.EXACT
                        and not tokens.breaks(start)
                    ):
                        return Found(outer[1][0], outer[0], start, outer[1][1])
                    if hedge in _TURNED and self._none_has(tokens, start, j):
                        return Found(_TURNED[hedge], start, j)
                    return Found(hedge, start, j, near)
            filler = self._fill.before(tokens, j)
            if filler is None:
                return None
            j, steps = filler[0], steps + 1
        return None

    def within(self, tokens: Tokens, first: int, last: int) -> Found | None:
        """The hedge that the number itself is, where its last word says that there are about so many: "een twintigtal"."""
        return Found(Hedge.ABOUT, first, last) if tokens.norm[last - 1] in self._rough else None

    def _bound(self, tokens: Tokens, i: int) -> Found | None:
        """A bound that a noun names: "a minimum payout of 500 pounds", "een maximale boete van", "een minimumbedrag van"."""
        norm = tokens.norm
        if i < 3 or norm[i - 1] not in self._of or tokens.breaks(i) or norm[i - 2] in self._unbounded:
            return None
        for prefix, hedge in self._bound_prefixes.items():
            if norm[i - 2].startswith(prefix) and len(norm[i - 2]) > len(prefix):
                return Found(hedge, i - 2, i)
        at = next((k for k in (i - 3, i - 4) if k >= 0 and norm[k] in self._bounds), None)
        return Found(self._bounds[norm[at]], at, i) if at is not None else None

    def _compares(self, tokens: Tokens, start: int, end: int, i: int) -> bool:
        """Whether the words compare with a figure that is known: "(far) less than the €1.8 billion first mentioned".

        A mark is no such figure: "surpassed the 10,000 mark".
        """
        definite = any(word in self._definite for word in tokens.norm[end:i])
        if not definite or not _ends_in(self._comparatives, tokens, start, end):
            return False
        return not self._marked(tokens, i)

    def _marked(self, tokens: Tokens, i: int) -> bool:
        """Whether the number at token i is of a threshold: "the 10,000 mark"."""
        phrase = itertools.takewhile(_goes_on, tokens.norm[i : i + _MARK + 2])  # two signs beside the words
        return not self.marks.isdisjoint(phrase)

    def _none_has(self, tokens: Tokens, start: int, end: int) -> bool:
        """Whether nobody has more (or less) than the number: "no firm gets more than", "never fell below", "niemand meer dan".

        The word that denies stands right before the comparative, before a verb of having or reaching that does, or before whom it
        speaks of: "krijgt geen enkel bedrijf meer dan". Of those whom "no help reached over 500" speaks of there are more.
        """
        norm = tokens.norm
        if start == 0 or tokens.breaks(start) or not _ends_in(self._turned, tokens, start, end):
            return False
        if norm[start - 1] in self._deny:
            return True
        verb = norm[start - 1] in self._have
        denying, reach = (self._deny, _DENIAL) if verb else (self._subjects, _SUBJECT)
        if not verb and norm[start] in self._others:  # "voor meer dan"
            return False
        for k in range(start - 1 - verb, max(-1, start - 1 - reach), -1):
            if tokens.breaks(k + 1) or norm[k] in self._ends or (not verb and norm[k] in self._others):
                return False
            if norm[k] in denying:
                return k == 0 or norm[k - 1] not in self._amid
            if norm[k] in self._definite and norm[k - 1] not in self._joining:
                return False  # "with no rivals the firm had"
        return False

    def _denied(self, tokens: Tokens, start: int, end: int, i: int) -> bool:
        """Whether the words at tokens start..end say something else of the number at token i: "the Senate passed 3 laws"."""
        phrase = " ".join(tokens.norm[start:end])
        if (sums := self._only_after.get(phrase)) is not None:
            k = start - 1
            while k > 0 and tokens.norm[k] in self.still:
                k -= 1
            return (k < 0 or tokens.norm[k] not in sums) and not self._marked(tokens, i)
        words = self._not_after.get(phrase)
        if words is None:
            return False
        if "*" in words or start == 0:
            return "*" in words
        before = tokens.norm[start - 1]
        return before in words or any(word[0] == "*" and before.endswith(word[1:]) for word in words)

    def during(self, tokens: Tokens, found: Found) -> bool:
        """Whether the words mean a stretch of time and no bound: "built over eight years", "over twee jaar"."""
        phrase = " ".join(tokens.norm[found.first : found.last])
        needs = self._needs_before.get(phrase)
        return needs is not None and (found.first == 0 or tokens.norm[found.first - 1] not in needs)

    def among(self, tokens: Tokens, found: Found, end: int) -> bool:
        """Whether the words say among whom somebody is: "Onder de 59 gewonden zijn twee kinderen"."""
        if " ".join(tokens.norm[found.first : found.last]) not in self._among or tokens.breaks(end):
            return False
        opens = found.first == 0 or tokens.breaks(found.first) or tokens.kind[found.first - 1] == SIGN
        return opens and tokens.norm[end] in self._are

    def opens(self, tokens: Tokens, i: int) -> int:
        """The token at which the hedge that stands right before token i opens; i where none stands there."""
        found = self._before.before(tokens, i)
        return found[0] if found else i

    def from_level(self, tokens: Tokens, i: int) -> bool:
        """Whether the words right before token i, hedges aside, lead from a level: "rose from", "steeg van"."""
        return self.from_.before(tokens, self.opens(tokens, i)) is not None

    def to_level(self, tokens: Tokens, i: int) -> bool:
        """Whether the words right before token i, hedges aside, lead to a level: "rose to", "steeg naar"."""
        norm = tokens.norm
        return any((norm[at - 1] in self.toward or self.to.before(tokens, at) is not None) for at in (i, self.opens(tokens, i)))

    def beyond(self, tokens: Tokens, first: int, last: int) -> Found | None:
        """A threshold, the amount at tokens first..last, that was passed: "the mark of a billion has thereby been exceeded"."""
        marked = any(word in self.marks for word in tokens.norm[max(0, first - _MARK) : first])
        for k in range(last, min(last + 5, len(tokens))):
            word = tokens.norm[k]
            if tokens.breaks(k):
                return None
            marked = marked or word in self.marks
            if word in self._beyond:
                passed = k > last and (marked or word not in self._also_approved)
                return Found(Hedge.OVER, k, k + 1) if passed else None
            if word not in self._beyond_fill:
                return None
        return None

    def after(self, tokens: Tokens, i: int) -> Found | None:
        """The hedge that stands behind an amount which ends before token i."""
        if tokens.breaks(i):
            return None
        found = self._after.at(tokens, i)
        if found is None and tokens.norm[i] == ",":
            found = self._after.at(tokens, i + 1)  # "$3 billion, give or take"
            found = found if found is not None and found[1][0] is Hedge.ABOUT and found[0] - i > 2 else None
        if found is None:
            return None
        end, (hedge, near) = found
        first = i + (tokens.norm[i] == ",")
        if tokens.kind[first] == SIGN and not tokens.touches(first) and tokens.kind[end] != WORD:
            return None  # "3 million euros + 2 million in bonuses"
        if tokens.norm[end - 1] in self._adjectives and tokens.norm[end + 1] in self._of:
            return None  # "70 houses at a minimum cost of"
        if self._opens_amount(tokens, first, end) or self.to.starts(tokens.norm[end]):
            return None  # "15 billion yen, or about $105 million", "40 nurses and up to 30 doctors"
        ahead = self._before.at(tokens, first + 1)
        if ahead is not None and ahead[0] > end:
            return None  # "40 dead and more than 500 hurt"
        return Found(hedge, i, end, near)

    def _opens_amount(self, tokens: Tokens, first: int, i: int) -> bool:
        """Whether an amount begins at token i, before which the words are a hedge of its own: "or about US$220m"."""
        hedged = self._before.before(tokens, i, first + 1) is not None
        if not (hedged and self.or_.starts(tokens.norm[first])):
            return False
        return tokens.kind[i] != SIGN or unicodedata.category(tokens.norm[i]) == "Sc"


def _goes_on(word: str) -> bool:
    """Whether a token may stand between a number and the noun for a threshold: a word, "-", a sign of money ("¥5-million")."""
    return word[-1].isalnum() or word == "-" or unicodedata.category(word[-1]) == "Sc"


def _ends_in(phrases: frozenset[str], tokens: Tokens, start: int, end: int) -> bool:
    """Whether the tokens start..end are or end in one of the phrases."""
    return any(" ".join(tokens.norm[at:end]) in phrases for at in range(start, end))


@lru_cache(maxsize=16)
def hedges(lang: str) -> Hedges:
    """The hedges of a language."""
    return Hedges(lang)
