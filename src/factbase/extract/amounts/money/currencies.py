"""Currencies: symbols, codes and names before and behind a number, and what an ambiguous one means in its article."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import ahocorasick

from factbase import knowledge
from factbase.extract.amounts.lexer import WORD, Phrases, Tokens
from factbase.extract.amounts.numbers.number import exact
from factbase.normalise.folding import fold

_SCALED_CODE = re.compile(r"([kmbt])([a-z]{3})", re.IGNORECASE)
_AS_CODE: tuple[list[str], ...] = ([], ["$"])
"""What follows the letters of a currency's code where they are no part of its name: "top 5", "top $5"."""
_PAIR = 3
"""Tokens of a pair of currencies."""
_PHRASE = 5
"""Tokens behind "pounds of" within which its noun stands."""
_INNER = frozenset("-'\"’‘“”")
"""Signs that may stand inside a noun phrase."""
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
        scaled: needs one right behind it that has a word of scale.
        sign: contains a currency sign, so that an "m" behind the number is a million.
        open: a coin of no currency of its own ("cent").
        written: of a sign that is read only in its own letters, its spellings.
    """

    code: str
    others: tuple[str, ...] = ()
    worth: Decimal | None = None
    scale: Decimal = Decimal(1)
    weak: bool = False
    scaled: bool = False
    sign: bool = False
    open: bool = False
    written: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slang:
    """A weight that is slang for a sum: how much of which currency, below what number, near which words and not near which.

    `endings` are those of compounds that are such words.
    """

    code: str
    worth: Decimal
    below: int
    money: frozenset[str]
    endings: tuple[str, ...]
    goods: frozenset[str]

    def tells(self, words: Iterable[str]) -> bool:
        """Whether one of the words speaks of money."""
        return any(word in self.money or word.endswith(self.endings) for word in words)


class Money:
    """The words for money of one language."""

    def __init__(self, lang: str) -> None:
        read: dict[str, dict[str, Any]] = knowledge.read("currencies.yaml")
        currencies = dict(sorted(read.items(), key=lambda row: bool(row[1].get("old"))))  # a name means the one in use
        units = knowledge.read(f"lang/{lang}/units.yaml")
        data, weighed = units["money"], units["weighed"]
        self._weighed, self._given, self._adjectival = set(weighed["of"]), set(weighed["to"]), tuple(weighed["adjectives"])
        self.weighing = frozenset(weighed["by"])
        self._sums, self._sum_endings = set(weighed["sums"]), tuple(weighed["endings"])
        self.behind: Phrases[Currency] = Phrases()
        self.ahead: Phrases[Currency] = Phrases()
        self.codes = set(currencies)
        self.current = {code for code, row in currencies.items() if not row.get("old")}
        self._lower = set(data["lower_codes"])
        self.lower_letters = frozenset(data.get("lower_letters", ()))
        self.adjectives = frozenset(data["adjectives"])
        self._not_ahead = set(data["codes_that_are_words"])
        self._letter_words, self.events = frozenset(data["letters_that_are_words"]), frozenset(data["events"])
        self.bare: str | None = data.get("bare")
        self.slang = {
            word: Slang(
                row["of"],
                exact(row["worth"]),
                row["below"],
                frozenset(row["money"]),
                tuple(row["endings"]),
                frozenset(row["goods"]),
            )
            for word, row in data["slang"].items()
        }
        self.tenders: dict[str, set[str]] = {}
        for code, row in currencies.items():
            for country in row.get("countries", ()):
                self.tenders.setdefault(country, set()).add(code)
        self.clues: dict[str, set[str]] = {}
        for code, clues in data["places"].items():
            for word in clues:
                self.clues.setdefault(fold(word), set()).add(code)
        self._clue = ahocorasick.Automaton()
        for word in self.clues:
            self._clue.add_word(word, word)
        self._clue.make_automaton()
        names = {code: row.get(lang, []) for code, row in currencies.items()}
        heads = _heads(names, data, self.current)
        self._forms: dict[str, set[str]] = {}
        for info in heads.values():
            self._forms.setdefault(info["default"], set()).update(info["forms"])
        self.uncertain = frozenset(form for info in heads.values() if info.get("number") for form in info["forms"])
        self._weights = frozenset(form for info in heads.values() if info.get("measure") for form in info["forms"])
        by_head = self._add_names(lang, names, data, heads)
        shared: dict[str, tuple[str, list[str]]] = {}
        own = {form for info in heads.values() if "others" in info for form in info["forms"]}
        for key, info in heads.items():
            for form in info["forms"]:
                if form in own and "others" not in info:
                    continue
                default, codes = shared.setdefault(form, (info["default"], []))
                codes.extend(c for c in [info["default"], *info.get("others", ()), *by_head.get(key, [])] if c not in codes)
        for form, (default, codes) in shared.items():
            value = Currency(default, tuple(c for c in codes if c != default))
            self.behind.add(form, value)
            for ending in data["possessive"]:
                self.behind.add(form + ending, value)  # "40 million kronor's worth"
        for coin in data["coins"].values():
            for form in coin["forms"]:
                code = coin.get("of", data["coin_currency"])
                value = Currency(code, worth=exact(coin["worth"]), open="of" not in coin)
                self.behind.add(form, value)
                if len(form) > 1 and "of" in coin:
                    self.ahead.add(form, value)
        self._goods = frozenset(word for slang in self.slang.values() for word in slang.goods)
        self._add_signs(currencies, data, tuple(by_head.get("dollar", ())))
        for code in currencies:
            self.ahead.add(code, Currency(code, weak=code.lower() in self._not_ahead))
            self.behind.add(code, Currency(code))

    def _add_names(
        self, lang: str, names: dict[str, list[str]], data: dict[str, Any], heads: dict[str, dict[str, Any]]
    ) -> dict[str, list[str]]:
        """Add the full names of all currencies, with every form of their head noun; the codes of each head."""
        by_form: dict[str, list[str]] = {}
        for key, info in heads.items():
            for form in dict.fromkeys((key, *info["forms"])):
                by_form.setdefault(form, []).append(key)
        by_head: dict[str, list[str]] = {}
        for code, known in names.items():
            for name in (*known, *data["names"].get(code, ())):
                value = Currency(code)
                self.behind.add(name, value)
                self.ahead.add(name, value)
                first, head = _parted(name.lower())
                for key in by_form.get(head, ()):
                    if name in known and (code in self.current or heads[key]["default"] == code):
                        codes = by_head.setdefault(key, [])
                        codes += [code] if code not in codes else []
                    for form in heads[key]["forms"] if first else ():
                        self.behind.add(first + form, value)
                        self.ahead.add(first + form, value)
        used: dict[str, list[str]] = {}
        for country, tender in self.tenders.items():
            if len(tender) == 1:
                used.setdefault(next(iter(tender)), []).append(country)
        words = _adjectives(lang)
        for key, codes in by_head.items():
            for code in codes:
                for country in used.get(code, ()):
                    for word, adjective in words.get(country, ()):
                        for join in (" ",) if adjective else data["name_joins"]:
                            for form in heads[key]["forms"]:
                                self.behind.add(f"{word}{join}{form}", Currency(code))
        return by_head

    def _add_signs(self, currencies: dict[str, dict[str, Any]], data: dict[str, Any], dollars: tuple[str, ...]) -> None:
        """Add the signs of all currencies: those shared by several mean the most usual one unless the article tells."""
        shared = knowledge.read("signs.yaml")
        self.magnitudes = {word: frozenset(codes) for word, codes in shared["magnitudes"].items()}
        self.plain, self.world = frozenset(shared["plain"]), frozenset(shared["world"])
        self.widespread = self.world | frozenset(shared["widespread"])
        weak, both = {*shared["weak"], *data["weak_symbols"]}, set(shared["behind"])
        scaled = set(shared["scaled"])
        meanings: dict[str, list[str]] = {sign: list(codes) for sign, codes in shared["signs"].items()}
        for code, row in currencies.items():
            for sign in (*row.get("symbols", ()), *data["symbols"].get(code, ()), code + "$"):
                codes = meanings.setdefault(sign, [])
                codes += [code] if code not in codes else []
        meanings["$"] = ["USD", *(code for code in dollars if code != "USD")]
        meanings["¥"] = ["JPY", "CNY"]
        writings: dict[str, set[str]] = {}
        for sign in meanings:
            writings.setdefault(sign.lower(), set()).add(sign)
        self._signs = frozenset(meanings)
        for sign, (code, *others) in meanings.items():
            letters = sign.replace(".", "").replace(" ", "").replace("/", "").isalpha()
            written = frozenset(writings[sign.lower()]) if sign in weak else frozenset()
            value = Currency(code, tuple(others), weak=sign in weak, scaled=sign in scaled, sign=not letters, written=written)
            self.ahead.add(sign, value)
            if sign not in weak or sign in both:
                self.behind.add(sign, value)
            if sign.endswith("$") and len(sign) > 1 and sign[:-1] not in currencies:
                self.ahead.add("$" + sign[:-1], Currency(code, tuple(others), sign=True))

    def clues_in(self, folded: str) -> list[tuple[int, set[str]]]:
        """(offset, currencies) of the words of a folded text that speak for those who use a currency: "tasmanian", "rcmp"."""
        found = ((last + 1 - len(word), word) for last, word in self._clue.iter(folded))
        return [(at, self.clues[word]) for at, word in found if not at or not folded[at - 1].isalnum()]

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
        while not self._written_well(tokens, start, i, currency):
            # a shorter one may do: "$" of "a $"
            shorter = self.ahead.before(tokens, i, start + 1)
            if shorter is None or shorter[0] <= start:
                return None
            start, currency = shorter
        return start, currency

    def quotes(self, tokens: Tokens, i: int) -> bool:
        """Whether the number at token i is the rate of two currencies: "EUR/USD 1.0845", "USD/KZT: 384.05"."""
        k = i - 1 - (tokens.norm[i - 1] in (":", "="))
        if k < _PAIR - 1 or tokens.norm[k - 1] != "/" or not (tokens.touches(k) and tokens.touches(k - 1)):
            return False
        return all(tokens.raw(at) in self.codes for at in (k, k - 2)) and not tokens.breaks(i)

    def _written_well(self, tokens: Tokens, start: int, end: int, currency: Currency) -> bool:
        """Whether letters of a symbol or code are written as such: "A$" touching, "EUR" in capitals, no "all 5"."""
        if currency.written and tokens.text[tokens.start[start] : tokens.end[end - 1]] not in currency.written:
            return False
        for j in range(start, end):
            if tokens.kind[j] != WORD:
                continue
            raw, norm = tokens.raw(j), tokens.norm[j]
            if j > 0 and j == start and tokens.touches(j) and tokens.kind[j - 1] == WORD:
                return False
            if len(norm) == 1:
                alone = end - start == 1
                if raw.isascii() and not raw.isupper() and not (j + 1 < end and norm in self.lower_letters):
                    return False
                if not tokens.touches(j + 1) and (norm in self._letter_words or (alone and raw not in tokens.letters)):
                    return False
            elif norm.upper() in self.codes and tokens.norm[j + 1 : end] in _AS_CODE and not self._is_code(raw):
                return False  # "may top $1 billion"
        return True

    def _is_code(self, raw: str) -> bool:
        """Whether a currency's code is written as one: in capitals, or as its papers write it ("Rwf")."""
        return raw.isupper() or raw in self._signs or raw.lower() in self._lower

    def after(self, tokens: Tokens, i: int) -> tuple[int, Currency] | None:
        """(end, currency) of a symbol, code or name that stands right behind, at token i."""
        found = self.behind.at(tokens, i)
        if found is None:
            scaled = self._scaled(tokens, i)
            return (i + 1, scaled) if scaled is not None else None
        end, currency = found
        if currency.written and tokens.text[tokens.start[i] : tokens.end[end - 1]] not in currency.written:
            return None
        if end - i == 1 and tokens.kind[i] == WORD:
            norm, raw = tokens.norm[i], tokens.raw(i)
            if len(norm) == 3 and norm.upper() == currency.code and not currency.others:
                if not self._is_code(raw):
                    return None
            elif len(norm) == 1 and raw.isascii() and not (raw.isupper() or currency.worth is not None):
                return None
        return end, currency

    def may_weigh(self, word: str) -> bool:
        """Whether a currency's name is that of a weight too: "pound"."""
        return word in self._weights

    def weighs(self, tokens: Tokens, end: int) -> bool:
        """Whether a currency's name that ends before token `end` is a weight: "pounds of rice", not "pounds of extra funding"."""
        if tokens.norm[end - 1] not in self._weights:
            return False
        if tokens.norm[end] not in self._weighed:
            return tokens.norm[end] == "-" or (tokens.norm[end] in self._goods and not tokens.breaks(end))
        if self._given:
            named = tokens.capital(end + 1) and not tokens.norm[end + 1].endswith(self._adjectival)
            if named or tokens.norm[end + 1] in self._given:
                return False  # "vijf pond aan de armen", "aan Jan."
        phrase = itertools.islice(tokens.norm, end + 1, end + 1 + _PHRASE)
        words = itertools.takewhile(lambda word: word[-1].isalnum() or word in _INNER, phrase)
        return not any(word in self._sums or word.endswith(self._sum_endings) for word in words)

    def _scaled(self, tokens: Tokens, i: int) -> Currency | None:
        """A code that carries a scale: "MEUR", "KUSD"."""
        if tokens.kind[i] != WORD or len(tokens.norm[i]) != 4 or not tokens.raw(i).isupper():
            return None
        found = _SCALED_CODE.fullmatch(tokens.norm[i])
        if found is None or found.group(2).upper() not in self.current:
            return None
        return Currency(found.group(2).upper(), scale=_PREFIXES[found.group(1)])


def _parted(name: str) -> tuple[str, str]:
    """A currency's name before its head noun, and that: ("fiji-", "dollar"), ("new zealand ", "dollar")."""
    at = max(name.rfind(" "), name.rfind("-")) + 1
    return name[:at], name[at:]


def _heads(names: dict[str, list[str]], data: dict[str, Any], current: set[str]) -> dict[str, dict[str, Any]]:
    """The head nouns of currency names: those of the data, and the last word of each other name of a current currency."""
    heads: dict[str, dict[str, Any]] = dict(data["heads"])
    known = {form for key, info in heads.items() for form in (key, *info["forms"])} | set(data["not_heads"])
    for code in sorted(current):
        for name in names.get(code, ()):
            head = _parted(name.lower())[1]
            if head not in known:
                forms = [head, *(head + ending for ending in data["plural_endings"])]
                heads[head] = {"forms": forms, "default": code, "number": True}
                known.update(forms)
    return heads


def _adjectives(lang: str) -> dict[str, list[tuple[str, bool]]]:
    """The words that stand before a head noun for a country, and whether each is an adjective: Taiwan, Taiwanese."""
    out: dict[str, list[tuple[str, bool]]] = {}
    for country, languages in knowledge.read("countries.yaml").items():
        forms = languages.get(lang, {})
        rows = [(word, False) for word in forms.get("name", ())] + [(word, True) for word in forms.get("adjective", ())]
        out[country] = [(word.lower(), adjective) for word, adjective in rows]
    return out


@lru_cache(maxsize=16)
def money(lang: str) -> Money:
    """The words for money of a language."""
    return Money(lang)
