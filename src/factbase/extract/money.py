"""Currencies: symbols, codes and names before and behind a number, and what an ambiguous one means in its article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from factbase import knowledge
from factbase.extract.lexer import WORD, Phrases, Tokens
from factbase.extract.numbers import exact

_CODE = re.compile(r"[A-Z]{3}")
_SCALED_CODE = re.compile(r"([kmbt])([a-z]{3})", re.IGNORECASE)
_PREFIXES = {"k": Decimal(1000), "t": Decimal(1000), "m": Decimal(10**6), "b": Decimal(10**9)}


WORLD = frozenset({"USD"})
"""Currencies that news everywhere counts in: not taken for another of their name on slight evidence."""


@dataclass(frozen=True, slots=True)
class Currency:
    """What a symbol or name says about the currency.

    Attributes:
        code: ISO 4217 code, of an ambiguous name the one it most often means.
        others: the codes it may mean as well; () where it is plain.
        worth: of a coin, its worth in the currency; else None.
        scale: of a code that carries a scale ("MEUR"), else 1.
        weak: needs a number that looks like money (a single letter before it).
        sign: contains a currency sign, so that an "m" behind the number is a million.
        open: a coin of no currency of its own ("cent").
    """

    code: str
    others: tuple[str, ...] = ()
    worth: Decimal | None = None
    scale: Decimal = Decimal(1)
    weak: bool = False
    sign: bool = False
    open: bool = False


class Money:
    """The words for money of one language."""

    def __init__(self, lang: str) -> None:
        read: dict[str, dict[str, Any]] = knowledge.read("currencies.yaml")
        currencies = dict(sorted(read.items(), key=lambda row: bool(row[1].get("old"))))  # a name means the one in use
        data = knowledge.read(f"lang/{lang}/units.yaml")["money"]
        self.behind: Phrases[Currency] = Phrases()
        self.ahead: Phrases[Currency] = Phrases()
        self.codes = set(currencies)
        self._places = {code: [p.lower() for p in row.get("in", {}).get(lang, [])] for code, row in currencies.items()}
        self.current = {code for code, row in currencies.items() if not row.get("old")}
        self._patterns: dict[tuple[str, ...], tuple[re.Pattern[str] | None, dict[str, set[str]]]] = {}
        self._lower = set(data["lower_codes"])
        self._not_ahead = set(data["codes_that_are_words"])
        self.bare: str | None = data.get("bare")
        self.default_coin = data["coin_currency"]
        heads: dict[str, dict[str, Any]] = data["heads"]
        self._forms: dict[str, set[str]] = {}
        for info in heads.values():
            self._forms.setdefault(info["default"], set()).update(info["forms"])
        self.uncertain = frozenset(form for info in heads.values() if info.get("number") for form in info["forms"])
        self.weights = frozenset(form for info in heads.values() if info.get("measure") for form in info["forms"])
        # names: as CLDR has them, and with every form of their head noun
        by_head: dict[str, list[str]] = {}
        for code, row in currencies.items():
            for name in row.get(lang, []):
                self.behind.add(name, Currency(code))
                head = name.lower().split()[-1]
                for key, info in heads.items():
                    if head == key or head in info["forms"]:
                        if not row.get("old") or info["default"] == code:
                            by_head.setdefault(key, []).append(code)
                        for form in info["forms"]:
                            self.behind.add(" ".join([*name.split()[:-1], form]), Currency(code))
                self._places[code] += [word.lower() for word in name.split()[:-1]]
        for code, names in data["names"].items():
            for name in names:
                self.behind.add(name, Currency(code))
                self.ahead.add(name, Currency(code))
        shared: dict[str, tuple[str, list[str]]] = {}
        for key, info in heads.items():
            for form in info["forms"]:
                default, codes = shared.setdefault(form, (info["default"], []))
                codes.extend(c for c in [info["default"], *by_head.get(key, [])] if c not in codes)
        for form, (default, codes) in shared.items():
            self.behind.add(form, Currency(default, tuple(c for c in codes if c != default)))
        for coin in data["coins"].values():
            for form in coin["forms"]:
                code = coin.get("of", data["coin_currency"])
                value = Currency(code, worth=exact(coin["worth"]), open="of" not in coin)
                self.behind.add(form, value)
                if len(form) > 1 and "of" in coin:
                    self.ahead.add(form, value)
        # signs and codes
        dollars = tuple(c for c in by_head.get("dollar", []) if c != "USD")
        weak = set(data["weak_symbols"])
        for code, words in data["places"].items():
            self._places[code] += words
        shared_symbols: dict[str, list[str]] = {}
        for code, symbols in data["symbols"].items():
            for symbol in symbols:
                shared_symbols.setdefault(symbol, []).append(code)
        for code, row in currencies.items():
            for symbol in [*row.get("symbols", []), *data["symbols"].get(code, [])]:
                others = (
                    dollars if symbol == "$" else ("CNY",) if symbol == "¥" else tuple(shared_symbols.get(symbol, [code])[1:])
                )
                sign = not symbol.replace(".", "").replace(" ", "").isalpha()
                value = Currency(code, others, weak=symbol in weak, sign=sign)
                self.ahead.add(symbol, value)
                if symbol not in weak or symbol == "R":
                    self.behind.add(symbol, value)
                if symbol.endswith("$") and len(symbol) > 1:
                    self.ahead.add("$" + symbol[:-1], Currency(code, sign=True))
            self.ahead.add(code + "$", Currency(code, sign=True))
            self.ahead.add(code, Currency(code, weak=code.lower() in self._not_ahead))
            self.behind.add(code, Currency(code))
            for name in row.get(lang, []):
                self.ahead.add(name, Currency(code))
                for info in heads.values():
                    if name.lower().split()[-1] in info["forms"] and " " in name:
                        for form in info["forms"]:
                            self.ahead.add(" ".join([*name.split()[:-1], form]), Currency(code))

    def forms(self, code: str) -> set[str]:
        """The words for a currency by itself: euro and euros of EUR."""
        return self._forms.get(code, set())

    def before(self, tokens: Tokens, i: int) -> tuple[int, Currency] | None:
        """(start, currency) of a symbol, code or name that stands right before token i."""
        found = self.ahead.before(tokens, i)
        if found is None:
            scaled = self._scaled(tokens, i - 1) if i and not tokens.breaks(i) else None
            return (i - 1, scaled) if scaled is not None else None
        start, currency = found
        if tokens.breaks(i):
            return None
        while not self._written_well(tokens, start, i):
            # a shorter one may do: "$" of "a $"
            shorter = self.ahead.before(tokens, i, start + 1)
            if shorter is None or shorter[0] <= start:
                return None
            start, currency = shorter
        return start, currency

    def _written_well(self, tokens: Tokens, start: int, end: int) -> bool:
        """Whether letters of a symbol or code are written as such: "A$" touching, "EUR" in capitals, no "all 5"."""
        for j in range(start, end):
            if tokens.kind[j] != WORD:
                continue
            raw, norm = tokens.raw(j), tokens.norm[j]
            if j > 0 and j == start and tokens.touches(j) and tokens.kind[j - 1] == WORD:
                return False
            if len(norm) == 1:
                alone = end - start == 1
                if raw.isascii() and not raw.isupper() and not (j + 1 < end and norm == "c"):
                    return False
                if not tokens.touches(j + 1) and (alone or norm in ("a", "e", "i", "o")):
                    return False
            elif end - start == 1 and norm.upper() in self.codes and len(norm) == 3:
                written = raw.isupper() or norm in self._lower
                if not written:
                    return False
        return True

    def after(self, tokens: Tokens, i: int) -> tuple[int, Currency] | None:
        """(end, currency) of a symbol, code or name that stands right behind, at token i."""
        if i >= len(tokens):
            return None
        found = self.behind.at(tokens, i)
        if found is None:
            scaled = self._scaled(tokens, i)
            return (i + 1, scaled) if scaled is not None else None
        end, currency = found
        if end - i == 1 and tokens.kind[i] == WORD:
            norm, raw = tokens.norm[i], tokens.raw(i)
            if len(norm) == 3 and norm.upper() == currency.code and not currency.others:
                if not (raw.isupper() or norm in self._lower):
                    return None
            elif len(norm) == 1 and raw.isascii() and not (raw.isupper() or currency.worth is not None):
                return None
        return end, currency

    def _scaled(self, tokens: Tokens, i: int) -> Currency | None:
        """A code that carries a scale: "MEUR", "KUSD"."""
        if tokens.kind[i] != WORD or len(tokens.norm[i]) != 4 or not tokens.raw(i).isupper():
            return None
        found = _SCALED_CODE.fullmatch(tokens.norm[i])
        if found is None or found.group(2).upper() not in self.current:
            return None
        return Currency(found.group(2).upper(), scale=_PREFIXES[found.group(1)])

    def places(self, codes: tuple[str, ...]) -> tuple[re.Pattern[str] | None, dict[str, set[str]]]:
        """A pattern for the places and peoples of these currencies, and which currencies each of its words speaks for."""
        known = self._patterns.get(codes)
        if known is None:
            words: dict[str, set[str]] = {}
            for code in codes:
                for word in self._places.get(code, []):
                    if len(word) > 3 or word == "uk":
                        words.setdefault(word, set()).add(code)
            pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")") if words else None
            known = self._patterns[codes] = (pattern, words)
        return known


class Resolver:
    """What ambiguous currencies mean in one article."""

    def __init__(self, money: Money, text: str, stated: Counter[str]) -> None:
        self._money, self._text, self._stated = money, text.lower(), stated
        self._found: dict[tuple[str, ...], list[tuple[int, set[str]]]] = {}
        self._counts: dict[tuple[str, ...], Counter[str]] = {}

    def _mentions(self, codes: tuple[str, ...]) -> list[tuple[int, set[str]]]:
        found = self._found.get(codes)
        if found is None:
            pattern, words = self._money.places(codes)
            found = [(m.start(), words[m.group()]) for m in pattern.finditer(self._text)] if pattern is not None else []
            self._found[codes] = found
        return found

    def __call__(self, currency: Currency, at: int, sentence: tuple[int, int]) -> tuple[str, str] | None:
        """(code, why) of an ambiguous currency at an offset, None where the usual meaning stands.

        A currency that the article states in full wins; then the place nearest before in the same sentence; then the place that
        the article speaks of most. The dollar stays the American one unless the article speaks never of America and often of
        another that has dollars.
        """
        codes = (currency.code, *currency.others)
        plain = [c for c in codes if self._stated[c]]
        mentions = self._mentions(codes)
        if currency.code not in WORLD:
            before = bisect_left(mentions, at, key=itemgetter(0))
            around = (*mentions[max(0, before - 1) : before], *mentions[before : before + 1])
            near = [n for n in around if sentence[0] <= n[0] < sentence[1]]
            if near and (code := next((c for c in codes if c in near[0][1]), None)):
                return code, "as its sentence speaks of the country or people that use it"
        if currency.code in plain:
            return None
        if len(plain) == 1:
            return plain[0], "as the article states that currency elsewhere in full"
        counts = self._counts.get(codes)
        if counts is None:
            counts = self._counts[codes] = Counter(code for _, found in mentions for code in found)
        if not counts:
            return None
        code = max(codes, key=lambda c: counts[c])
        usual, best = counts[currency.code], counts[code]
        if code != currency.code and (best >= 3 and not usual if currency.code in WORLD else best > usual):
            return code, f"as the article speaks {best} times of the country or people that use it"
        return None


@lru_cache(maxsize=16)
def money(lang: str) -> Money:
    """The words for money of a language."""
    return Money(lang)
