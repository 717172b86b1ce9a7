"""Amounts: offsets, values and intervals on text of our own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbase.extract.claims import extract
from factbase.model import Claim, Document


def claims(text: str, lang: str) -> list[Claim]:
    found, _ = extract(Document(name="t", text=text, lang=lang))
    assert all(text[c.start : c.end] == c.quote for c in found)
    return found


@pytest.mark.parametrize(
    ("lang", "text", "amount", "unit"),
    [
        ("en", "The port authority spent nearly €2.4bn on cranes.", 2_400_000_000, "EUR"),
        ("nl", "Het havenbedrijf gaf bijna € 2,4 miljard uit aan kranen.", 2_400_000_000, "EUR"),
        ("en", "Some 60,000 striking teachers marched.", 60_000, "teacher"),
        ("nl", "Zo'n 60.000 stakende leraren liepen mee.", 60_000, "leraar"),
    ],
)
def test_amounts_are_found_with_their_unit(lang: str, text: str, amount: int, unit: str) -> None:
    (claim,) = claims(text, lang)
    assert claim.amount == Decimal(amount)
    assert claim.unit == unit
