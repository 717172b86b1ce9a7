"""What an ambiguous currency means, where the article alone does not tell: by its paper, and why."""

from __future__ import annotations

from factbase.extract.amounts.mentions import find_mentions
from factbase.extract.text.article import Article
from factbase.model import Document

TEXT = "The bridge cost $40 million. Queensland paid."


def units(text: str, publisher: str | None = None) -> list[str]:
    found, _ = find_mentions(Article(Document(name="t", text=text, lang="en", publisher=publisher)))
    return [m.unit for m in found if m.kind == "money"]


def test_the_name_of_a_paper_counts() -> None:
    assert units(TEXT.replace("Queensland", "The state")) == ["USD"]
    assert units(TEXT, "The Brisbane Ledger") == ["AUD"]
    assert units(TEXT.replace("Queensland", "Texas"), "The Houston Ledger") == ["USD"]


def test_a_paper_is_of_its_country_by_name_or_address() -> None:
    text = "The bridge cost 40 million crowns."
    told = {"NRK": "NOK", "The Copenhagen Post": "DKK", "thelocal.no": "NOK", "news.example.io": "SEK", "https://[": "SEK"}
    assert {paper: units(text, paper)[0] for paper in told} == told


def test_a_resolved_currency_says_why() -> None:
    found, _ = find_mentions(Article(Document(name="t", text=TEXT, lang="en", publisher="The Brisbane Ledger")))
    (step,) = [s for s in found[0].steps if s.rule == "money.resolved"]
    assert "AUD" in step.text
    assert TEXT[step.start : step.end] == "$40 million"


def test_countries_do_not_change_a_dollar_that_is_named() -> None:
    assert units("Ottawa, Toronto and Alberta paid US$3 million, Canada said.") == ["USD"]


def test_an_address_may_open_with_its_country() -> None:
    text = "The guards found 17 goats worth K10 million."
    told = {"malawi24.com": "MWK", "www.zambianews365.com": "ZMW", "malawianer.io": "ZMW", "pngdaily.com": "ZMW"}
    assert {paper: units(text, paper)[0] for paper in told} == told
