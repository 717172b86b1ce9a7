"""Amounts: every wording of the example files, properties over generated text, and what must never happen."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import knowledge
from factbase.extract.amounts.lexer import Tokens
from factbase.extract.amounts.mentions import find_mentions
from factbase.extract.amounts.numbers.grammar import grammar
from factbase.extract.text.article import Article, Mention
from factbase.model import Document, Hedge, Kind

LANGUAGES = ("en", "nl")
EXAMPLES = [(lang, row) for lang in LANGUAGES for row in knowledge.read(f"lang/{lang}/examples/amounts.yaml")]
SENTENCES = [(lang, row) for lang in LANGUAGES for row in knowledge.read(f"lang/{lang}/examples/sentences.yaml")]
NUMBERS = [(lang, row) for lang in LANGUAGES for row in knowledge.read(f"lang/{lang}/examples/numbers.yaml")]


def mentions(text: str, lang: str = "en") -> list[Mention]:
    found, _ = find_mentions(Article(Document(name="t", text=text, lang=lang)))
    return found


def read_number(text: str, lang: str) -> Decimal | None:
    """The value of a text that is one number and nothing else, None otherwise."""
    tokens = Tokens(text)
    found = grammar(lang).find(tokens)
    whole = len(found) == 1 and found[0].first == 0 and found[0].last == len(tokens)
    return found[0].value if whole else None


def short(m: Mention, rated: bool = False) -> str:
    """A mention as the example files write it; `rated` with what money is reckoned by."""
    high = f"..{m.amount_high.normalize():f}" if m.amount_high is not None else ""
    per = f" / {m.per}" if rated and m.per else ""
    return f"{m.kind} {m.hedge} {m.amount.normalize():f}{high} {m.unit}{per}".strip()


@pytest.mark.parametrize(("lang", "row"), EXAMPLES, ids=lambda v: v["text"][:50] if isinstance(v, dict) else v)
def test_example(lang: str, row: dict[str, Any]) -> None:
    found = mentions(row["text"], lang)
    rated = any(" / " in amount for amount in row["amounts"])
    assert [short(m, rated) for m in found] == row["amounts"]


@pytest.mark.parametrize(("lang", "row"), SENTENCES, ids=lambda v: v[0][:40] if isinstance(v, list) else v)
def test_sentences(lang: str, row: list[str]) -> None:
    text = " ".join(row)
    article = Article(Document(name="t", text=text, lang=lang))
    assert [text[a:b] for a, b in article.sentences] == row


@pytest.mark.parametrize(("lang", "row"), NUMBERS, ids=lambda v: str(next(iter(v))) if isinstance(v, dict) else v)
def test_numbers_as_written(lang: str, row: dict[str, Any]) -> None:
    for words, value in row.items():
        assert read_number(str(words), lang) == (None if value is None else Decimal(str(value)))


# --- round trips: every notation of a number gives it back --------------------------------------

UNITS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
EENHEDEN = ["", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
            "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]  # fmt: skip
TIENTALLEN = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def english(n: int) -> str:
    """A whole number in English words."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= scale:
            rest = n % scale
            return f"{english(n // scale)} {name}" + (f" {english(rest)}" if rest else "")
    if n >= 100:
        return f"{UNITS[n // 100]} hundred" + (f" and {english(n % 100)}" if n % 100 else "")
    return UNITS[n] if n < 20 else TENS[n // 10] + (f"-{UNITS[n % 10]}" if n % 10 else "")


def dutch(n: int) -> str:
    """A whole number in Dutch words."""
    for scale, name in ((10**9, "miljard"), (10**6, "miljoen")):
        if n >= scale:
            rest = n % scale
            return f"{dutch(n // scale)} {name}" + (f" {dutch(rest)}" if rest else "")
    if n >= 1000:
        head = "" if n // 1000 == 1 else dutch(n // 1000)
        return f"{head}duizend" + (f" {dutch(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        head = "" if n // 100 == 1 else EENHEDEN[n // 100]
        return f"{head}honderd" + (dutch(n % 100) if n % 100 else "")
    if n < 20:
        return EENHEDEN[n]
    unit = EENHEDEN[n % 10]
    joiner = "ën" if unit.endswith("e") else "en"
    return (unit + joiner if unit else "") + TIENTALLEN[n // 10]


WHOLE = st.one_of(st.integers(2, 2000), st.integers(2, 10**12 - 1))


@given(WHOLE)
@settings(max_examples=200, deadline=None)
def test_words_give_the_number_back(n: int) -> None:
    assert read_number(english(n), "en") == n
    assert read_number(dutch(n), "nl") == n


@given(st.integers(0, 10**15), st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_digits_give_the_number_back_in_every_notation(n: int, cents: int) -> None:
    value = Decimal(n) + Decimal(cents) / 100
    plain = f"{n:,}.{cents:02}"
    assert read_number(plain, "en") == value
    assert read_number(plain.translate(str.maketrans(",.", ".,")), "nl") == value
    for separator in (" ", "\u00a0", "\u202f", "'"):
        assert read_number(f"{n:,}".replace(",", separator), "en") == n


@given(st.sampled_from(["€{}", "EUR {}", "{} euro", "{} EUR"]), st.integers(1, 10**12), st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_money_gives_the_number_back(form: str, n: int, lang: str) -> None:
    digits = f"{n:,}" if lang == "en" else f"{n:,}".replace(",", ".")
    (mention,) = mentions(form.format(digits), lang)
    assert (mention.kind, mention.amount, mention.unit) == (Kind.MONEY, n, "EUR")


# --- arbitrary text -----------------------------------------------------------------------------

WORDS = """$ € £ 5 2,5 1.234.567 miljoen million euro of to tot - ( ) nearly bijna between tussen and en half een a % people
mensen ½ 1/2 F-16 . , hundred honderd twintig in the May 2024 Rs 's cent dozen ^ e x10"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\u200f", "\u0301"])


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_mentions_that_lie_in_it(text: str) -> None:
    for lang in LANGUAGES:
        end = 0
        for m in mentions(text, lang):
            assert end <= m.start < m.end <= len(text)
            assert any(c.isalnum() for c in text[m.start : m.end])
            assert m.amount.is_finite()
            assert m.low is None or m.high is None or m.low <= m.high
            assert (m.hedge is Hedge.RANGE) == (m.amount_high is not None)
            end = m.end


HOSTILE = {
    "digits": "7" * 1_000_000,
    "points": "1." * 60_000,
    "signs": "$" * 10_000,
    "amounts": "$5 " * 10_000,
    "hyphens": "3-" * 20_000,
    "rtl": "\u200f5\u200f" * 10_000,
    "combining": "5\u0301" * 10_000,
    "number words": "twenty " * 10_000,
    "dutch word": "honderd" * 10_000,
    "hundreds": "hundred and " * 8_000,
    "brackets": "((5)) " * 8_000,
    "tolls": "toll of many 5 " * 5_000,
    "conversions": "€5 million (5 million) " * 2_000,
    "bare": "5 million, " * 5_000,
    "kroner": "5 kroner in Norway, " * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_gives_no_exception(name: str) -> None:
    for lang in LANGUAGES:
        mentions(HOSTILE[name][:2000], lang)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    text = HOSTILE[name]
    for lang in LANGUAGES:
        times = []
        for size in (len(text) // 8, len(text)):
            start = time.process_time()  # a machine that is busy with other things fails no test
            mentions(text[:size], lang)
            times.append(time.process_time() - start)
        assert times[1] < 24 * times[0] + 0.5, f"{name} in {lang}: {times}"


CURRENCIES = knowledge.read("currencies.yaml")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_currency_is_read_by_code_sign_and_name(lang: str) -> None:
    digits, *scaled = ("5,000", "5 million", "5 mn", "5bn") if lang == "en" else ("5.000", "5 miljoen", "5 mld", "5mrd")
    for code, row in CURRENCIES.items():
        if row.get("old"):
            continue
        wordings = [f"{digits} {name}" for name in row.get(lang, [])] + [f"{code} {digits}", f"{digits} {code}"]
        wordings += [written for amount in scaled for written in (f"{code} {amount}", f"{code}{amount}", f"{amount} {code}")]
        wordings += [f"{symbol}{digits}" for symbol in row.get("symbols", [])]
        for wording in wordings:
            assert [(m.kind, m.unit) for m in mentions(f"Total: {wording}.", lang)] == [("money", code)], wording
