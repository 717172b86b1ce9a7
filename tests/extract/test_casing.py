"""Headlines whose capitals say nothing are read as sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.extract.claims import extract
from factbase.extract.text.casing import is_headline, recased
from factbase.model import Document

BODY = {
    "en": (
        "\n\nNorway will give Kenya 40 million euros for new wells, its development minister told reporters in Oslo on Monday. "
        "The money comes out of the Nordic Water Fund, which the minister set up last year with help of the World Bank. "
        "The wells are to be dug by Talvo before the next drought, and the villages will pay for their upkeep.\n"
    ),
    "nl": (
        "\n\nNoorwegen geeft Kenia 40 miljoen euro voor nieuwe putten, zei de minister van ontwikkeling maandag in Oslo. "
        "Het geld komt uit het Noordse Waterfonds, dat de minister vorig jaar oprichtte met hulp van de Wereldbank. "
        "De putten worden voor de volgende droogte gegraven door Talvo, en de dorpen betalen zelf het onderhoud.\n"
    ),
}


@pytest.mark.parametrize(
    ("lang", "line", "read"),
    [
        ("en", "Norway Gives Kenya 40 Million Euros For Wells", "Norway gives Kenya 40 million euros for wells"),
        ("en", "Nordic Water Fund Gives Kenya 40 Million For Wells", "Nordic Water Fund gives Kenya 40 million for wells"),
        ("en", "NORWAY GIVES KENYA'S VILLAGES 40 MILLION FOR WELLS", "Norway gives Kenya's villages 40 million for wells"),
        (
            "en",
            "World Bank And Talvo Dig Wells In Kenya, Minister Says",
            "World Bank and Talvo dig wells in Kenya, minister says",
        ),
        ("en", "U.S. MPs Ask: Why Did F-16s Cost K1.6bn In Kenya?", "U.S. MPs Ask: Why Did F-16s Cost K1.6bn In Kenya?"),
        (
            "en",
            "Why Did The F-16s Of Norway Cost R$ 40 Million On Monday",
            "Why did the F-16s of Norway cost R$ 40 million on Monday",
        ),
        ("nl", "NOORWEGEN GEEFT KENIA 40 MILJOEN VOOR PUTTEN", "Noorwegen geeft Kenia 40 miljoen voor putten"),
        ("nl", "Noorwegen geeft Kenia 40 miljoen", "Noorwegen geeft Kenia 40 miljoen"),
    ],
)
def test_a_headline_is_read_as_its_article_writes(lang: str, line: str, read: str) -> None:
    assert recased(line + BODY[lang], lang) == read + BODY[lang]


@pytest.mark.parametrize(
    ("lang", "plain", "cased"),
    [
        ("en", "Norway gives Kenya 40 million euros for wells", "Norway Gives Kenya 40 Million Euros For Wells"),
        ("en", "Norway gives Kenya 40 million euros for wells", "NORWAY GIVES KENYA 40 MILLION EUROS FOR WELLS"),
        ("nl", "Noorwegen geeft Kenia 40 miljoen euro voor putten", "NOORWEGEN GEEFT KENIA 40 MILJOEN EURO VOOR PUTTEN"),
    ],
)
def test_what_is_claimed_hangs_on_no_capital(lang: str, plain: str, cased: str) -> None:
    first, second = (
        extract(Document(name="a", text=line + BODY[lang], lang=lang, published="2024-06-15"))[0] for line in (plain, cased)
    )
    assert len(first) == 2
    assert [(c.amount, c.payer, c.payee, c.status, c.speaker) for c in first] == [
        (c.amount, c.payer, c.payee, c.status, c.speaker) for c in second
    ]
    assert second[0].quote == cased[second[0].start : second[0].end]


def test_a_paragraph_and_a_sentence_are_no_headlines() -> None:
    assert not is_headline("Norway gives Kenya forty million for wells")
    assert not is_headline("Prime Minister Eva Maas Visits Kenya.")


@given(st.text(alphabet="AaBb İßéÉ.'1-\n", max_size=60))
def test_no_character_moves(text: str) -> None:
    assert len(recased(text, "en")) == len(text)
