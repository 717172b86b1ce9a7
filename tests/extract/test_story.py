"""What an article is about: the names of its lead and those it keeps naming, whoever speaks of them."""

import pytest

from factbase.extract.claims import extract
from factbase.extract.names.story import MOST, story
from factbase.extract.text.article import Article
from factbase.model import Document

HARBOUR = """Peru borrows for a harbour at Chancay

Peru will borrow 900 million dollars from the World Bank, finance minister Alonso Segura said. The harbour at Chancay is to open
in 2027. Chile and Ecuador built harbours before. The World Bank asked Peru for a study first."""

KAMER = """Verbouwing van het Binnenhof kost 40 miljoen meer

Het Binnenhof in Den Haag valt duurder uit. Minister Hugo de Jonge meldt dat aan de Kamer. Ook Rotterdam verbouwt."""


def about(text: str, lang: str) -> tuple[str, ...]:
    return story(Article(Document(name="d", text=text, lang=lang)))


def test_names_in_the_lead_and_named_often_come_first() -> None:
    found = about(HARBOUR, "en")
    assert found[0] == "PE"
    assert set(found[1:3]) == {"Chancay", "World Bank"}
    assert set(found) > {"CL", "EC"}


def test_who_speaks_is_not_what_the_article_is_about() -> None:
    assert not any("Segura" in name for name in about(HARBOUR, "en"))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("LONDON (Reuters) - Peru borrows 9 million dollars from the World Bank.", "en"),
        ("DEN HAAG (ANP) - Peru leent 9 miljoen dollar van de Wereldbank, meldt Reuters.", "nl"),
    ],
)
def test_an_agency_is_no_story(text: str, lang: str) -> None:
    found = set(about(text, lang))
    assert found >= {"PE", "World Bank"}
    assert found.isdisjoint({"Reuters", "ANP"})


def test_a_seat_of_a_state_counts_by_its_own_words_too() -> None:
    assert {"NL", "Binnenhof"} <= set(about(KAMER, "nl"))


@pytest.mark.parametrize(
    ("title", "text", "lang"),
    [
        (None, "NAIROBI - The Tea Board of Kenya pays 9 million dollars to growers.", "en"),
        ("Kenya's tea board settles", "The Highland Board pays 9 million dollars to growers.", "en"),
        ("Theeraad van Kenia schikt", "De Hoogland Raad betaalt telers 9 miljoen dollar.", "nl"),
    ],
)
def test_where_no_state_is_named_a_town_a_body_or_the_title_may_tell_one(title: str | None, text: str, lang: str) -> None:
    assert "KE" in story(Article(Document(name="d", text=text, lang=lang, title=title)))


def test_few_names_are_kept() -> None:
    many = "Peru, Chile, Ecuador, Bolivia, Brazil, Cuba, Panama and Mexico met. They gave 3 million dollars."
    assert len(about(many, "en")) == MOST


@pytest.mark.parametrize("text", ["", "   ", "It cost 3 million dollars."])
def test_an_article_without_names_is_about_none(text: str) -> None:
    assert about(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The state will relieve Voltra of R254bn of debt. A Voltra R254bn rescue was approved.", "en"),
        ("De staat neemt van Voltra R254bn schuld over. Een Voltra R254bn reddingsplan is goedgekeurd.", "nl"),
    ],
)
def test_a_sum_of_money_is_no_part_of_a_name(text: str, lang: str) -> None:
    claims, _ = extract(Document(name="d", text=text, lang=lang))
    assert {name for claim in claims for name in claim.story} - {"NL"} == {"Voltra"}
