"""EDTF dates as spans of days."""

import datetime as dt

import pytest

from factbase import edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-08-31", dt.date(2025, 8, 31), dt.date(2025, 8, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2023-35", dt.date(2023, 7, 1), dt.date(2023, 9, 30)),
        ("2024-40", dt.date(2024, 1, 1), dt.date(2024, 6, 30)),
        ("2022-02-24/..", dt.date(2022, 2, 24), None),
        ("../2030", None, dt.date(2030, 12, 31)),
        ("2022-02/2024-10-11", dt.date(2022, 2, 1), dt.date(2024, 10, 11)),
        ("2021~", dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
    ],
)
def test_a_date_is_a_span_of_days(text: str, earliest: dt.date | None, latest: dt.date | None) -> None:
    date = edtf.parse(text)
    assert (date.earliest, date.latest) == (earliest, latest)


@pytest.mark.parametrize("text", ["", "..", "../..", "2023-02-30", "2023-13", "yesterday", "2024/2023", "2023-Q3", "1/2/3"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(edtf.EdtfError):
        edtf.parse(text)
