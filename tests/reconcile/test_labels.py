"""What series and figures are called: their slots in words, never a piece of a sentence, and no two of a series alike."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from factbase.extract.claims import extract
from factbase.model import Claim, Document, Figure, Kind, Status
from factbase.reconcile import reconcile
from factbase.report.words import label

FERRY = {
    "en": "ODENSE - The drama club of Odense in Denmark played on Monday. {}",
    "nl": "ODENSE - De toneelclub van het Deense Odense speelde maandag. {}",
}


def figures(lang: str, *sentences: str) -> list[Figure]:
    """The figures of articles, one sentence about money or things in each."""
    claims: list[Claim] = []
    for day, sentence in enumerate(sentences, 1):
        about = Document(name=f"{lang}{day}", text=FERRY[lang].format(sentence), lang=lang, published=f"2024-03-{day:02}")
        claims += extract(about)[0]
    return list(reconcile(claims).figures)


@pytest.mark.parametrize(
    ("lang", "sentence", "said"),
    [
        ("en", "The counter in the hall went up to 3.5 million euros on Sunday.", "amount (news of Odense, Denmark)"),
        ("nl", "Aan het eind van die lange dag stond de teller op 3,5 miljoen euro.", "amount (news of Odense, Denmark)"),
        ("en", "Over 400 puppeteers from all over the island showed up there.", "puppeteers (news of Odense, Denmark)"),
        ("nl", "Ruim 400 poppenspelers van het hele eiland kwamen erop af.", "poppenspelers (news of Odense, Denmark)"),
    ],
)
def test_no_label_holds_a_piece_of_a_sentence(lang: str, sentence: str, said: str) -> None:
    (figure,) = figures(lang, sentence)
    words = set(re.findall(r"\w+", label(figure))) - set(Status)  # whatever its state is taken to be
    assert words == set(re.findall(r"\w+", said))  # of two names either may come first


@pytest.mark.parametrize(
    ("lang", "sentence", "said"),
    [
        ("en", "Denmark has pledged 40 million euros in military aid to Kenya.", "Denmark → Kenya: military aid, pledged"),
        ("nl", "Denemarken heeft Kenia 40 miljoen euro aan militaire steun toegezegd.", "Denmark → Kenya: military aid, pledged"),
    ],
)
def test_a_label_is_made_of_slots(lang: str, sentence: str, said: str) -> None:
    (figure,) = figures(lang, sentence)
    assert label(figure) == said


def test_no_two_figures_of_a_series_are_called_alike() -> None:
    def planned(doc: str, amount: int, printed: str) -> Claim:
        return Claim(
            id=doc, doc=doc, start=0, end=2, quote=f"€{amount} million", kind=Kind.MONEY, amount=Decimal(amount * 10**6),
            low=Decimal(amount * 10**6), high=Decimal(amount * 10**6), unit="EUR", payer=("DK",), programme="Harbour Fund",
            status=Status.BUDGETED, concept="budget", measure="budget", date="2027", published=printed,
        )  # fmt: skip

    found = reconcile([planned("a", 40, "2024-03-01"), planned("b", 52, "2025-11-20")])
    assert len(found.series) == 1
    assert [f.label for f in found.figures] == [
        "DK: budget, Harbour Fund, budgeted, first printed 2024-03-01, as of 2027",
        "DK: budget, Harbour Fund, budgeted, first printed 2025-11-20, as of 2027",
    ]
