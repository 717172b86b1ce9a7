"""Money in the base currency: which rate, of which day, from where, and how far the writer's may differ."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.model import Claim
from factbase.normalise import rates
from factbase.normalise.convert import convert
from factbase.settings import Settings


def money(amount: str, unit: str, date: str | None = None, published: str | None = None, kind: str = "money") -> Claim:
    value = Decimal(amount)
    return Claim(
        id="c", doc="d", start=0, end=1, quote=amount, kind=kind, amount=value, unit=unit, low=value, high=value,
        date=date, published=published,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "date", "published", "rate", "day", "source"),
    [
        ("USD", None, "2024-03-01", "1.0813", "2024-03-01", "ECB"),
        ("USD", None, "2024-03-03", "1.0813", "2024-03-01", "ECB"),  # a Sunday: the Friday's
        ("USD", None, "2024-04-01", "1.0811", "2024-03-28", "ECB"),  # Easter Monday: the Thursday's
        ("USD", "2030", "2024-03-01", "1.0813", "2024-03-01", "ECB"),  # yet to come: the printing's
        ("USD", "2022-02-24/..", "2024-03-01", "1.0813", "2024-03-01", "ECB"),  # running up to the printing
        ("USD", "2015-06-30", "2024-03-01", "1.1189", "2015-06-30", "ECB"),
        ("USD", "2015-06-30", None, "1.1189", "2015-06-30", "ECB"),
        ("RUB", None, "2022-02-25", "92.5673", "2022-02-25", "ECB"),
        ("HRK", None, "2020-03-02", "7.4835", "2020-03-02", "ECB"),
        ("HRK", None, "2024-03-01", "7.53450", "2024-03-01", "fixed"),
        ("NLG", "1985", "1986-01-02", "2.20371", "1986-01-02", "fixed"),
    ],
)
def test_the_rate_is_of_the_claims_own_time(
    unit: str, date: str | None, published: str | None, rate: str, day: str, source: str
) -> None:
    claim, problems = convert(money("1000", unit, date, published))
    assert claim.conversion is not None
    assert (claim.conversion.rate, claim.conversion.rate_date, claim.conversion.rate_source) == (Decimal(rate), day, source)
    assert not problems
    assert claim.conversion.rate_low <= claim.conversion.rate <= claim.conversion.rate_high
    assert claim.steps[-1].slot == "conversion"


@pytest.mark.parametrize("unit", ["UAH", "SAR", "AED", "EGP", "NGN", "VND", "ARS", "KES", "PKR", "RUB"])
def test_what_the_ecb_does_not_quote_comes_from_the_polish_bank(unit: str) -> None:
    claim, problems = convert(money("1000000", unit, published="2024-05-17"))
    assert claim.conversion is not None
    assert claim.conversion.rate_source == "NBP"
    assert not problems


def test_both_central_banks_say_nearly_the_same() -> None:
    for unit in ("USD", "GBP", "JPY", "CZK", "TRY", "INR"):
        (polish,) = rates._nbp(unit)
        day = dt.date(2025, 3, 12).toordinal()
        theirs = polish.between(day, day)[1][-1]
        ours = rates.span(unit, "EUR", dt.date(2025, 3, 12), dt.date(2025, 3, 12))
        assert ours is not None
        assert abs(theirs / ours.last - 1) < Decimal("0.02")


@pytest.mark.parametrize(
    ("unit", "date", "published"),
    [
        ("XTS", None, "2024-03-01"),  # no currency at all
        ("USD", None, "2090-03-01"),  # after the last rate
        ("USD", "1950", "1950-02-03"),  # before the first
        ("HUF", None, "1984-03-01"),
    ],
)
def test_no_rate_is_said_and_gives_no_conversion(unit: str, date: str | None, published: str | None) -> None:
    claim, problems = convert(money("1000", unit, date, published))
    assert claim.conversion is None
    assert [p.code for p in problems] == ["rate.missing"]
    assert "--rates" in problems[0].message


def test_an_undated_claim_is_converted_within_the_rates_of_all_that_time() -> None:
    claim, problems = convert(money("1000", "USD", "2022-02-24/.."))
    assert claim.conversion is not None
    assert [p.code for p in problems] == ["rate.undated"]
    assert claim.conversion.rate_low < 1 < Decimal("1.15") < claim.conversion.rate_high
    assert claim.conversion.assumed
    assert claim.conversion.rate_source == "ECB, day assumed"
    assert "assumed, as the article gives no date" in claim.steps[-1].text


def test_other_kinds_and_the_base_currency_need_no_rate() -> None:
    assert convert(money("12", "%", kind="percent")) == (money("12", "%", kind="percent"), [])
    claim, problems = convert(money("12", "EUR"))
    assert claim.conversion is not None
    assert (claim.conversion.amount, claim.conversion.rate_source, problems) == (Decimal(12), "identity", [])


def test_another_base_currency_is_crossed_by_day() -> None:
    claim, _ = convert(money("1000", "GBP", published="2023-05-12"), Settings(base_currency="USD"))
    back, _ = convert(money("1000", "USD", published="2023-05-12"), Settings(base_currency="GBP"))
    assert claim.conversion is not None
    assert back.conversion is not None
    assert 1200 < claim.conversion.amount < 1300
    assert abs(claim.conversion.amount * back.conversion.amount - 1_000_000) < 1


def test_the_users_own_rates_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "date,currency,per_eur,source\n2024-03-01,USD,1.25,our desk\n2024,KPW,4,a guess\n2024-13,KPW,4,\n2024,KPW,0,\n"
    )
    settings = Settings(rates=(own,))
    claim, _ = convert(money("1000", "USD", published="2024-03-09"), settings)
    assert claim.conversion is not None
    assert (claim.conversion.rate, claim.conversion.rate_source) == (Decimal("1.25"), "our desk")
    later, _ = convert(money("1000", "USD", published="2024-06-09"), settings)  # a month on, a day's rate no longer stands
    assert later.conversion is not None
    assert later.conversion.rate_source == "ECB"
    guess, _ = convert(money("1000", "KPW", published="2024-11-09"), settings)
    assert guess.conversion is not None
    assert guess.conversion.amount == 250
    problems = rates.user_quotes(settings.rates)[1]
    assert [p.position for p in problems] == ["line 4", "line 5"]
    assert [p.severity for p in problems] == ["error", "error"]
    assert "'2024-13, KPW, 4'" in problems[0].message
    assert rates.user_quotes((tmp_path / "missing.csv",))[1][0].severity == "error"


def test_rates_of_a_spreadsheet_with_decimal_commas(tmp_path: Path) -> None:
    own = tmp_path / "koersen.csv"
    own.write_text("date;currency;per_eur;source\n2024-03-01;USD;1,25;desk\n", encoding="utf-8-sig")
    claim, _ = convert(money("1000", "USD", published="2024-03-01"), Settings(rates=(own,)))
    assert claim.conversion is not None
    assert claim.conversion.rate == Decimal("1.25")
    (named := tmp_path / "named.csv").write_text("datum;koers\n2024-03-01;1,25\n")
    (problem,) = rates.user_quotes((named,))[1]
    assert problem.position is None
    assert "missing date, currency, per_eur" in problem.message


@given(
    st.decimals(-(10**12), 10**12, places=2),
    st.dates(dt.date(2000, 1, 3), dt.date(2026, 10, 1)),
    st.sampled_from(["USD", "UAH", "JPY"]),
)
def test_the_converted_amount_lies_in_its_interval(amount: Decimal, published: dt.date, unit: str) -> None:
    claim, _ = convert(money(str(amount), unit, published=published.isoformat()))
    assert claim.conversion is not None
    assert claim.conversion.interval.contains(claim.conversion.amount)
