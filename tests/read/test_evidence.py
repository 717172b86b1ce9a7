"""How old an undated article can be at most."""

from __future__ import annotations

import pytest

from factbase.read.evidence import not_before


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("en", "The Inflation Reduction Act pays for the plant, the company said on March 3.", "2023-03-03"),
        ("en", "The Inflation Reduction Act pays for the plant, the company said on September 3.", "2022-09-03"),
        ("en", "The Inflation Reduction Act pays for the plant.", "2022-07-27"),
        ("en", "AUKUS costs more than the Inflation Reduction Act, a senator said.", "2022-07-27"),
        ("nl", "Uit het Nationaal Groeifonds komt geld voor de brug, zei de minister op 3 maart.", "2021-03-03"),
        ("nl", "Uit het Nationaal Groeifonds komt geld voor de brug.", "2020-09-07"),
        ("en", "On 31 August 2025 the tally stood at 4 million euros.", "2025-08-31"),
        ("en", "The plant was opened in May 2019 and has grown since 2021.", "2021-01-01"),
        ("en", "The plant will open on 3 May 2031.", None),
        ("en", "Aid was promised until May 2031.", None),
        ("en", "The tally stood at 4 million euros in May 2019; on March 3 the town said more.", "2020-03-03"),
        ("nl", "Op 31 augustus 2025 stond de teller op 4 miljoen euro.", "2025-08-31"),
        ("nl", "De fabriek gaat op 3 mei 2031 open.", None),
        ("en", "Starting in 2031 the port takes ships of any size.", None),
        ("en", "From 2031 the port takes ships of any size.", None),
        ("nl", "Vanaf 2031 kan de haven grotere schepen aan.", None),
        ("nl", "De haven groeit sinds 2021.", "2021-01-01"),
        ("en", "The plant costs more, the company said on March 3.", None),
        ("en", "The Inflation reduction act is a phrase here, and AUKUSIAN a word.", None),
        ("nl", "De brug wordt duurder, zei de minister op 3 maart.", None),
    ],
)
def test_an_article_is_no_older_than_what_it_names(lang: str, text: str, day: str | None) -> None:
    found = not_before(text, lang)
    assert (found and found[0]) == day
