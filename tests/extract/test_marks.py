"""The signs that lay a text out are no part of what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.extract.claims import extract
from factbase.extract.text.marks import unmarked
from factbase.model import Document

LISTS = {
    "en": """What the drought has cost

{b}Germany: €4 million for food
{b}Humanitarian income: £3m
{b}Ten thousand people lost their homes, the mayor said
{b}Houses destroyed: at least 1,700
{b}Employees: 8,000
{b}€12 million went to schools
""",
    "nl": """Wat de droogte kost

{b}Duitsland: 4 miljoen euro voor voedsel
{b}Humanitaire inkomsten: 3 miljoen pond
{b}Tienduizend mensen verloren hun huis, zei de burgemeester
{b}Verwoeste huizen: zeker 1.700
{b}Medewerkers: 8.000
{b}12 miljoen euro ging naar scholen
""",
}
SIGNS = ["- ", "* ", "– ", "— ", "· ", "▪ ", "► ", "‣ ", "1) ", "b) ", "+ ", "■ ", "✓ ", "✅ ", "» ", "→ ", "•\t", "-", "*", "o "]


def slots(text: str, lang: str) -> list[tuple[object, ...]]:
    found = extract(Document(name="list", text=text, lang=lang, published="2024-06-15"))[0]
    return [(c.quote, c.kind, c.amount, c.unit, c.hedge, c.payer, c.payee, c.status, c.speaker, c.concept) for c in found]


@pytest.mark.parametrize("lang", LISTS)
@pytest.mark.parametrize("sign", SIGNS)
def test_whatever_sign_opens_the_items_of_a_list_they_say_the_same(lang: str, sign: str) -> None:
    usual = slots(LISTS[lang].replace("{b}", "• "), lang)
    assert len(usual) == 6
    if sign in "+>":  # stands for itself before a number
        usual = usual[:-1]
    assert slots(LISTS[lang].replace("{b}", sign), lang)[: len(usual)] == usual


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It fell to\n-12 in May.", "It fell to\n-12 in May."),
        ("> 40 homes\n> Kent", "> 40 homes\n• Kent"),
        ("# Aid rises\n\n**Total:** £3m", "  Aid rises\n\n  Total:   £3m"),
        ("5 * 4 and 2**3", "5 * 4 and 2**3"),
        ("-Kent: 3\n-Essex: 4", "•Kent: 3\n•Essex: 4"),
    ],
)
def test_marks(text: str, read: str) -> None:
    assert unmarked(text) == read


@given(st.text(alphabet="-*o•>+1)# \n\tab–✅", max_size=40))
def test_no_place_moves(text: str) -> None:
    read = unmarked(text)
    assert len(read) == len(text)
    assert [i for i, sign in enumerate(read) if sign == "\n"] == [i for i, sign in enumerate(text) if sign == "\n"]
