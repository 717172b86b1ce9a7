"""When an article says it was published."""

import pytest

from factbase.extract.times.publication import publication


@pytest.mark.parametrize(
    ("text", "lang", "date", "how"),
    [
        (" date 2025-10-10 KYIV (ANP) - De bouw van de brug begint in 2027.", "nl", "2025-10-10", "prefix"),
        ("Nieuwe brug duurder\n\n date 2025-04 De bouw van de brug begint later.", "nl", "2025-04", "prefix"),
        ("Bridge over budget\n\nOslo, Monday, 9 February 2026.\nThe bridge costs more.", "en", "2026-02-09", "dateline"),
        ("Bridge over budget\n\nPosted on December 18, 2024 | 2 min read\n\nIt costs more.", "en", "2024-12-18", "dateline"),
        ("Brug valt duurder uit\nGepubliceerd: 17 november 2023\nDe brug kost meer.", "nl", "2023-11-17", "dateline"),
        ("Brug duurder\ndoor anp\nzaterdag, 28 februari 2026 om 11:21\n\nDe brug kost meer.", "nl", "2026-02-28", "dateline"),
        ("by Ann Lee July 10, 2024 11:19 PM 3 min read\nThe bridge costs more.", "en", "2024-07-10", "dateline"),
        ("Fri, 01 Mar 2024 22:54:27 PKT\n\nThe bridge costs more.", "en", "2024-03-01", "dateline"),
        ("LIMA (Newswire / Agency - 21st January, 2023) The bridge costs more.", "en", "2023-01-21", "dateline"),
        ("Updated: 3 May 2021\nThe bridge costs more.", "en", "2021-05-03", "updated"),
        ("Updated: 3 May 2021\nPublished: 1 May 2021\nThe bridge costs more.", "en", "2021-05-01", "dateline"),
        # An anniversary, with the same day named without its year.
        (
            "The mayor spoke on May 4.\n\nThe bridge fell exactly three years ago. The flood of May 4, 2019, took it.",
            "en",
            "2022-05-04",
            "evidence",
        ),
        # Dates that a sentence speaks of are no publication dates.
        ("The bridge fell on March 1, 2022, killing 44 people.", "en", None, ""),
        ("Nine killed in attack on March 1, 2022\n\nThe attack came at night.", "en", None, ""),
        ("De brug stortte op 3 mei 2019 in en is in 2024 herbouwd.", "nl", None, ""),
        ("Since Feb. 24, 2022, the bridge has been closed. A toll starts on January 1, 2025.", "en", None, ""),
        ("", "en", None, ""),
    ],
)
def test_what_an_article_prints_about_itself(text: str, lang: str, date: str | None, how: str) -> None:
    assert publication(text, lang) == (date, how)
