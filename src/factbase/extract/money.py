"""Currencies: symbols, codes and names before and behind a number, and what an ambiguous one means in its article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.lexer import WORD, Phrases, Tokens
from factbase.extract.numbers import exact

_CODE = re.compile(r"[A-Z]{3}")
_SCALED_CODE = re.compile(r"([kmbt])([a-z]{3})", re.IGNORECASE)
_PREFIXES = {"k": Decimal(1000), "t": Decimal(1000), "m": Decimal(10**6), "b": Decimal(10**9)}


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
        currencies: dict[str, dict[str, Any]] = knowledge.read("currencies.yaml")
        data = knowledge.read(f"lang/{lang}/units.yaml")["money"]
        self.behind: Phrases[Currency] = Phrases()
        self.ahead: Phrases[Currency] = Phrases()
        self.codes = set(currencies)
        self._places = {code: [p.lower() for p in row.get("in", {}).get(lang, [])] for code, row in currencies.items()}
        self.current = {code for code, row in currencies.items() if not row.get("old")}
        self._lower = set(data["lower_codes"])
        self._not_ahead = set(data["codes_that_are_words"])
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
        for code, row in currencies.items():
            for symbol in [*row.get("symbols", []), *data["symbols"].get(code, [])]:
                others = dollars if symbol == "$" else ("CNY",) if symbol == "¥" else ()
                sign = not symbol.replace(".", "").replace(" ", "").isalpha()
                value = Currency(code, others, weak=symbol in weak, sign=sign)
                self.ahead.add(symbol, value)
                if symbol not in weak or symbol == "R":
                    self.behind.add(symbol, value)
                if symbol.endswith("$") and len(symbol) > 1:
                    self.ahead.add("$" + symbol[:-1], Currency(code, sign=True))
            self.ahead.add(code + "$", Currency(code, sign=True))
            self.ahead.add(code, Currency(code))
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
            return None
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
                if not raw.isupper() and not (j + 1 < end and norm == "c"):
                    return False
                if not tokens.touches(j + 1) and (alone or norm in ("a", "e", "i", "o")):
                    return False
            elif end - start == 1 and norm.upper() in self.codes and len(norm) == 3:
                written = raw.isupper() or norm in self._lower
                if norm in self._not_ahead or not written:
                    return False
        return True

    def after(self, tokens: Tokens, i: int) -> tuple[int, Currency] | None:
        """(end, currency) of a symbol, code or name that stands right behind, at token i."""
        if i >= len(tokens):
            return None
        found = self.behind.at(tokens, i)
        if found is None:
            if tokens.kind[i] == WORD and len(tokens.norm[i]) == 4 and (scaled := _SCALED_CODE.fullmatch(tokens.norm[i])):
                code = scaled.group(2).upper()
                if code in self.current and tokens.raw(i).isupper():
                    return i + 1, Currency(code, scale=_PREFIXES[scaled.group(1)])
            return None
        end, currency = found
        if end - i == 1 and tokens.kind[i] == WORD:
            norm, raw = tokens.norm[i], tokens.raw(i)
            if len(norm) == 3 and norm.upper() == currency.code and not currency.others:
                if not (raw.isupper() or norm in self._lower):
                    return None
            elif len(norm) == 1 and raw.isascii() and not (raw.isupper() or currency.worth is not None):
                return None
        return end, currency

    def mentions(self, code: str, text: str) -> int:
        """How often the text names a place or the people of a currency."""
        words = [w for w in dict.fromkeys(self._places.get(code, [])) if len(w) > 3]
        if not words:
            return 0
        return len(re.findall(r"\b(?:" + "|".join(map(re.escape, words)) + ")", text))


def resolve(money: Money, currency: Currency, text: str, stated: Counter[str]) -> tuple[str, str] | None:
    """What an ambiguous currency means in its article: (code, why), None where the usual meaning stands.

    Args:
        text: the article in lower case.
        stated: how often each currency is stated plainly in the article.
    """
    candidates = [currency.code, *currency.others]
    plain = [c for c in candidates if stated[c]]
    if len(plain) == 1 and plain[0] != currency.code and stated[plain[0]] >= 1:
        return plain[0], "as the article states that currency elsewhere in full"
    if plain and currency.code in plain:
        return None
    ranked = sorted(((money.mentions(c, text), c) for c in candidates), reverse=True)
    best, code = ranked[0]
    usual = next(n for n, c in ranked if c == currency.code)
    if code != currency.code and best >= 2 and best > 2 * usual:
        return code, f"as the article speaks {best} times of the country or people that use it"
    return None


@lru_cache(maxsize=16)
def money(lang: str) -> Money:
    """The words for money of a language."""
    return Money(lang)
