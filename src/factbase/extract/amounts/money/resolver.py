"""What an ambiguous currency means in one article: the "$" of a Canadian story, the crowns of a Swedish one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

from factbase.extract.amounts.money.currencies import Currency, Money
from factbase.extract.text.article import Article
from factbase.extract.text.geography import geography

_ENOUGH = 2
"""Words that must speak for a country before its dollar is read for the American one."""
_CLOSE = 80
"""How far behind an amount, in characters, its sentence names the country that uses its currency, rather than another."""
_HOME = 2
"""Words that a paper which is known to be of a country counts for."""


class Resolver:
    """Weighs the countries that an article speaks of, and the currencies that it states in full."""

    def __init__(
        self, money: Money, article: Article, stated: Counter[str], marked: frozenset[str], spans: Sequence[tuple[int, int]]
    ) -> None:
        """
        Args:
            stated: how often the article gives each currency unmistakably. marked: those that it gives by a sign of their own.
            spans: where it does so.
        """
        self._money, self._article, self._stated, self._marked, self._spans = money, article, stated, marked, spans
        self._counts: dict[tuple[str, ...], tuple[list[tuple[int, set[str]]], Counter[str]]] = {}

    @cached_property
    def _sights(self) -> list[tuple[int, str, set[str]]]:
        """(offset, what, currencies used there) of each word that speaks for a country or a currency's users."""
        text, folded = self._article.text, self._article.folded
        found = [
            (s.start, s.country, self._money.tenders.get(s.country, set()))
            for s in geography(self._article.lang).sights(text, folded)
        ]
        taken = {at for at, _, _ in found}
        starts = [start for start, _ in self._spans]  # of "5 million Canadian dollars", which tells nothing of others
        found += [(at, "", codes) for at, codes in self._money.clues_in(folded) if at not in taken and text[at] != "$"]

        def within(at: int) -> bool:
            before = bisect_right(starts, at)
            return before > 0 and at < self._spans[before - 1][1]

        return sorted((row for row in found if not within(row[0])), key=itemgetter(0))

    @cached_property
    def _home(self) -> set[str]:
        """The currencies of the paper's country, by its name or by how it writes another's dollar: "$US5 million"."""
        document, text = self._article.document, self._article.text
        countries = geography(self._article.lang).home(document.publisher, document.url)
        written = (codes for at, codes in self._money.clues_in(self._article.folded) if text[at] == "$")
        return {code for country in countries for code in self._money.tenders.get(country, ())}.union(*written)

    def _weigh(self, codes: tuple[str, ...]) -> tuple[list[tuple[int, set[str]]], Counter[str]]:
        """Where the article speaks of users of these currencies, and how often; "" counts all other countries' best."""
        known = self._counts.get(codes)
        if known is None:
            mentions = [(at, used & set(codes)) for at, _, used in self._sights]
            counts = Counter(code for _, found in mentions for code in found)
            for code in self._home & set(codes):
                counts[code] += _HOME
            others = Counter(what for _, what, used in self._sights if what and not used & set(codes))
            counts[""] = max(others.values(), default=0)
            known = self._counts[codes] = ([m for m in mentions if m[1]], counts)
        return known

    def __call__(self, currency: Currency, at: int, sentence: tuple[int, int]) -> tuple[str, str] | None:
        """(code, why) of an ambiguous currency at an offset, None where the usual meaning stands."""
        codes = (currency.code, *currency.others)
        mentions, counts = self._weigh(codes)
        if currency.code in self._money.world:
            return self._at_home(currency.code, codes, counts)
        before = bisect_left(mentions, at, key=itemgetter(0))
        around = (*mentions[max(0, before - 1) : before], *mentions[before : before + 1])
        near = [n for n in around if sentence[0] <= n[0] < min(sentence[1], at + _CLOSE)]
        best = self._best(codes, mentions, counts)
        code = next((c for c in codes if near and c in near[0][1]), None)
        if code and (near[0][0] < at or counts[best] < _ENOUGH * counts[code]):
            return code, "as its sentence speaks of the country or people that use it"
        if best != currency.code and counts[best]:
            return best, f"as the article speaks {counts[best]} times of the country or people that use it"
        if best != currency.code and self._stated[best]:
            return best, "as the article states that currency elsewhere in full"
        return None

    def _best(self, codes: tuple[str, ...], mentions: list[tuple[int, set[str]]], counts: Counter[str]) -> str:
        """The currency whose users the article speaks of most; of several, that of those it speaks of first."""
        scores = {code: counts[code] + min(1, self._stated[code]) for code in codes}
        most = {code for code, score in scores.items() if score == max(scores.values())}
        if len(most) == 1:
            return most.pop()
        first = next((found & most for _, found in mentions if found & most), most)
        return next(code for code in codes if code in first)

    def other(self, currency: Currency, without: str) -> str | None:
        """What an ambiguous currency means where it cannot be `without`: the usual, else that of whom the article speaks."""
        if currency.code != without:
            return currency.code
        _, counts = self._weigh((currency.code, *currency.others))
        best = max((code for code in currency.others if code != without), key=lambda c: counts[c], default=None)
        return best if best is not None and counts[best] else None

    def _elsewhere(self, codes: tuple[str, ...]) -> bool:
        """Whether the article states money of a land that uses neither these currencies nor one that the world counts in."""
        return any(count and code not in codes and code not in self._money.widespread for code, count in self._stated.items())

    def _at_home(self, usual: str, codes: tuple[str, ...], counts: Counter[str]) -> tuple[str, str] | None:
        """The dollar of the country that a story plays in.

        It stays the American one where the story counts in the money of a third land as well ("5.6 trillion yen (38 billion
        dollars)"); where America, or a country that has no dollars, is spoken of as often; and where the article marks the home
        dollar as such again and again ("NT$1.25 trillion ($39.9 billion)"). One full name is no such habit: "945 million
        Australian dollars ... another 170 million dollars"; and one that marks the American dollar too leaves the home one plain.
        """
        best = max(codes[1:], key=lambda c: counts[c], default=usual)
        score = counts[best]
        if {usual, best} <= self._marked and score > max(counts[usual], counts[""]):
            return best, "as the article marks the American one as such"
        rival = counts[usual] if self._stated[usual] else 2 * counts[usual]
        abroad = any(self._stated[code] for code in codes[1:] if code != best)  # dollars of several countries
        faint = best not in self._money.plain and best not in self._home
        if faint and counts[usual] and not self._stated[usual]:
            return None
        if score < _ENOUGH * (1 + (abroad or faint)) or score <= rival or score < counts[""]:
            return None
        if self._stated[best] > 1 or best in self._marked - self._home or (self._elsewhere(codes) and best not in self._home):
            return None
        return best, f"as the article speaks {score} times of the country or people that use it"
