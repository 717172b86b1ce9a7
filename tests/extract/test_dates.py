"""Times in text and the figures they belong to: the examples of every language, and what must hold of any text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import edtf, knowledge
from factbase.extract.claims import extract
from factbase.extract.status.state import component as status
from factbase.extract.text.article import Article, Mention
from factbase.extract.times.dates import dates
from factbase.extract.times.finder import Finder
from factbase.extract.times.publication import publication
from factbase.extract.times.value import Reference
from factbase.model import Document, Kind

LANGUAGES = ("en", "nl")


def examples(name: str, part: str | None = None) -> list[Any]:
    """Every example of a file, in every language, with the language."""
    rows = []
    for lang in LANGUAGES:
        content = knowledge.read(f"lang/{lang}/examples/{name}.yaml")
        rows += [pytest.param(lang, row, id=f"{lang}: {row['text'][:60]}") for row in (content[part] if part else content)]
    return rows


def mentions_of(text: str, quotes: list[str]) -> list[Mention]:
    """Mentions where the quotes stand, with a number and a kind that go with the words."""
    out = []
    for quote in quotes:
        for found in re.finditer(rf"(?<!\d){re.escape(quote)}(?!\d)", text):
            digits = re.search(r"\d[\d.,]*", quote)
            number = Decimal(re.sub(r"[.,](?=\d{3}(?!\d))", "", digits[0]).replace(",", ".")) if digits else Decimal(1)
            money = re.search(r"[$€£]|euro|dollar|pound|pond|crown|kron|(?:yen|rupees|rand|[mb]illion|miljoen|miljard)$", quote)
            percent = re.search(r"percent|procent|^\d+$", quote)
            scale = re.search(r"(mil|m$)|(bil|mil?jard|bn)", quote)
            number *= 1_000_000 if scale else 1
            kind = Kind.PERCENT if percent else Kind.MONEY if money else Kind.COUNT
            # The currency as far as these texts go: what repeats or adds up must have one.
            currencies = {"USD": r"\$|dollar", "ZAR": r"^R\d|rand$", "JPY": r"yen$", "INR": r"rupees$"}
            named = next((code for code, words in currencies.items() if re.search(words, quote)), None)
            unit = named or ("EUR" if money else quote.split()[-1])
            out.append(Mention(found.start(), found.end(), kind, number, unit))
    return out


def read(lang: str, text: str, published: object, quotes: list[str]) -> list[Mention]:
    """The mentions with status and date filled."""
    article = Article(Document(name="example", text=text, lang=lang, published=str(published) if published else None))
    mentions = mentions_of(text, quotes)
    assert status(article, mentions) == []
    assert dates(article, mentions) == []
    return mentions


@pytest.mark.parametrize(("lang", "row"), examples("dates", "expressions"))
def test_what_a_wording_gives(lang: str, row: dict[str, Any]) -> None:
    text = row["text"]
    finder = Finder(text, lang, Reference.of(str(row["from"])) if "from" in row else None)
    found = [t for t in finder.find(0, len(text)) if t.meaning != "event" or t.relation == "since"]
    got = {text[t.start : t.end]: t.value for t in found}
    assert got == {words: None if value is None else str(value) for words, value in row["gives"].items()}


@pytest.mark.parametrize(("lang", "row"), examples("dates", "figures"))
def test_which_time_a_figure_holds_for(lang: str, row: dict[str, Any]) -> None:
    mentions = read(lang, row["text"], row["published"], list(row["dates"]))
    got = {row["text"][m.start : m.end]: m.date for m in mentions}
    assert got == {quote: None if value is None else str(value) for quote, value in row["dates"].items()}
    for mention in mentions:
        assert mention.date is None or any(step.slot == "date" for step in mention.steps)


@pytest.mark.parametrize(("lang", "row"), examples("status"))
def test_the_state_of_an_amount(lang: str, row: dict[str, Any]) -> None:
    mentions = read(lang, row["text"], None, list(row["status"]))
    assert {row["text"][m.start : m.end]: str(m.status) for m in mentions} == row["status"]
    assert [row["text"][m.start : m.end] for m in mentions if m.conditional] == row.get("conditional", [])
    for mention in mentions:
        assert any(step.slot == "status" for step in mention.steps)


WORDS = st.sampled_from(
    [
        "since",
        "sinds",
        "until",
        "tot",
        "by",
        "the",
        "end",
        "of",
        "eind",
        "van",
        "2024",
        "1999",
        "31",
        "30",
        "2",
        "Feb.",
        "February",
        "februari",
        "May",
        "mei",
        "Monday",
        "maandag",
        "last",
        "vorige",
        "this",
        "dit",
        "year",
        "jaar",
        "week",
        "quarter",
        "Q3",
        "first",
        "eerste",
        "half",
        "of",
        "in",
        "op",
        "and",
        "en",
        "to",
        "-",
        "/",
        ",",
        ".",
        "(",
        ")",
        "ago",
        "geleden",
        "invasion",
        "oorlog",
        "Kyiv",
        "that",
        "dat",
        "year's",
        "respectively",
        "said",
        "zei",
        "5",
        "12:30",
        "uur",
        "euros",
        "miljoen",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.sampled_from(["en", "nl", "xx", None]),
    st.sampled_from([None, "2024", "2024-02", "2024-02-29", "2022-02-24/.."]),
)
def test_any_text_gives_dates_that_parse(text: str, lang: str | None, published: str | None) -> None:
    article = Article(Document(name="any", text=text, lang=lang, published=published))
    mentions = [Mention(m.start(), m.end(), Kind.MONEY, Decimal(5), "EUR") for m in re.finditer(r"5|miljoen", text)]
    status(article, mentions)
    dates(article, mentions)
    for mention in mentions:
        if mention.date is not None:
            date = edtf.parse(mention.date)
            assert date.earliest is None or date.latest is None or date.earliest <= date.latest
    printed, _how = publication(text, lang)
    assert printed is None or edtf.valid(printed)


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_the_finder_fail(text: str, lang: str) -> None:
    for time in Finder(text, lang, Reference(2024, 2, 29)).find(0, len(text)):
        assert time.start <= time.core < time.end <= len(text)
        assert time.value is None or edtf.valid(time.value)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Net sales for the first quarter were SEK 977m (928), a margin of 12.9 percent (10.6)."),
        ("en", "Net sales for the first quarter were SEK 977m (SEK 928m), a margin of 12.9 percent (10.6 percent)."),
        ("nl", "De omzet was in het eerste kwartaal 977 miljoen kroon (928), de marge 12,9 procent (10,6)."),
    ],
)
def test_a_figure_alone_in_brackets_is_of_the_year_before(lang: str, text: str) -> None:
    claims, _ = extract(Document(name="results", text=text, lang=lang, published="2024-05-16"))
    assert [c.date for c in claims] == ["2024-01/2024-03", "2023-01/2023-03"] * 2
