"""Figures in the words of a reader: nouns as the sources write them, ranges whole, nothing said twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbase.extract.claims import extract
from factbase.model import Claim, Conflict, Document, Figure, Interval, Step, Support, Verdict
from factbase.report import explanation
from factbase.report.nouns import plural
from factbase.report.words import allowed, apart, figure_span, figure_value, number, place, reason, span, stated


def claims(text: str, lang: str) -> list[Claim]:
    """The claims of a text."""
    return extract(Document(name="one", text=text, lang=lang))[0]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "The storm killed 28 people.", "28 people"),
        ("en", "The quake destroyed nearly 16,000 structures.", "nearly 16,000 structures"),
        ("en", "The fire claimed 29 lives.", "29 lives"),
        ("en", "The army bought 24 aircraft.", "24 aircraft"),
        ("en", "The storm killed one person.", "1 person"),
        ("nl", "De storm kostte vijf mensen het leven.", "5 mensen"),
        ("nl", "Er staan ruim 300 woningen leeg.", "over 300 woningen"),
        ("nl", "De marine koopt 12 schepen.", "12 schepen"),
    ],
)
def test_counts_are_told_in_the_nouns_of_their_sources(lang: str, text: str, said: str) -> None:
    (claim,) = claims(text, lang)
    assert stated(claim) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("8652000000", "8.652bn"), ("12500", "12,500"), ("5e20", "500,000,000tn"), ("5e21", "5e21"), ("-1.23456e400", "-1.235e400")],
)
def test_numbers_that_nobody_reads_are_told_as_powers_of_ten(value: str, said: str) -> None:
    assert number(Decimal(value)) == said


def test_a_claim_is_found_where_it_stands() -> None:
    (claim,) = claims("The storm killed 28 people.", "en")
    assert place(claim) == "characters 17-26"
    row = Step(slot="amount", rule="table", text="line 2 of tolls")
    assert place(claim.model_copy(update={"start": 0, "end": 0, "steps": (row,)})) == "line 2 of tolls"
    assert not place(claim.model_copy(update={"start": 0, "end": 0, "steps": ()}))


@pytest.mark.parametrize(
    ("gap", "said"),
    [(0.104, "10.4% apart"), (0.0005, "0.1% apart"), (0.0004, "less than 0.1% apart"), (0.0, "bounds exclude each other")],
)
def test_nothing_clashes_by_nought_percent(gap: float, said: str) -> None:
    assert apart(gap) == said


@pytest.mark.parametrize(
    ("unit", "many"),
    [("EUR", "EUR"), ("%", "%"), ("person", "people"), ("mens", "mensen"), ("F-35", "F-35"), ("metric ton", "metric ton")],
)
def test_a_unit_without_claims(unit: str, many: str) -> None:
    assert plural(unit) == many


@pytest.mark.parametrize(
    ("lang", "text", "many"),
    [
        ("en", "Households were counted: 4,100. The city has 4,200 households.", "households"),
        ("en", "The pact has 27 countries as members.", "countries"),
    ],
)
def test_the_rules_of_a_language_help_where_no_quote_says_the_noun(lang: str, text: str, many: str) -> None:
    found = [c for c in claims(text, lang) if c.kind == "count"]
    assert found
    bare = [c.model_copy(update={"quote": str(c.amount)}) for c in found]
    assert {plural(c.unit, [c]) for c in bare} == {many}


def figure(value: str, low: str | None, high: str | None, unit: str) -> Figure:
    """A figure with no more than its value."""
    ends = {name: None if end is None else Decimal(end) for name, end in (("low", low), ("high", high))}
    return Figure(
        id="f",
        series="s",
        label="x",
        value=Decimal(value),
        unit=unit,
        date=None,
        verdict=Verdict.AGREE,
        sources=1,
        support=Support.SINGLE,
        claims=(),
        **ends,
    )


def test_a_range_is_told_whole() -> None:
    (claim,) = claims("The line will cost between 8 and 21.4 billion euros.", "en")
    assert figure_value(figure("8e9", "7.68e9", "21.45e9", "EUR"), [claim]) == "EUR 8bn to 21.4bn"
    assert figure_value(figure("8e9", "7.68e9", "8.4e9", "EUR"), [claim]) == "EUR 8bn"  # others do not allow the rest
    (single,) = claims("The line will cost 8 billion euros.", "en")
    assert figure_value(figure("8e9", "7.68e9", "21.45e9", "EUR"), [claim, single]) == "EUR 8bn"


def test_half_a_house_to_either_side_is_no_range() -> None:
    (claim,) = claims("The fire destroyed 15,798 houses.", "en")
    assert allowed(claim) == "15,798 houses"
    assert figure_span(figure("15798", "15797.5", "15798.5", "house"), [claim]) == "15,798 houses"
    assert span(Interval(low=Decimal("2.26"), high=Decimal("2.27")), "%") == "2.26 to 2.27%"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ghana pays 40 million euros.", "allows EUR 38.4m to 41.6m: half a unit of the last digit that is written, at most 4%"),
        ("Ghana pays 8.75 million euros.", "as writers round (0.1% below, 0.1% above)"),
        ("Ghana pays about 40 million euros.", "“about” leaves room on either side (10.0% below, 10.0% above)"),
        ("Ghana pays nearly 40 million euros.", "“nearly” stays below the number (10.0% below)"),
        ("Ghana pays more than 40 million euros.", "news names the last round number that was passed (50.0% above)"),
        ("Ghana pays at least 40 million euros.", "allows at least EUR 40m: “at least” has no upper end"),
        ("Ghana pays 40 to 50 million euros.", "each end as far as its digits leave open"),
        ("The storm killed 28 people.", "allows 28 people: a small number that was counted"),
    ],
)
def test_an_interval_says_why_it_is_as_wide_as_it_is(text: str, told: str) -> None:
    (claim,) = claims(text, "en")
    step = explanation.interval(claim)
    assert (step.slot, step.rule) == ("interval", f"interval.{claim.hedge}")
    assert told in step.text


def test_every_claim_explains_its_amount() -> None:
    for claim in claims("Ghana pays €101,980,000 for roads. The storm killed 28 people. It pays 5 million euros.", "en"):
        assert {"amount", "interval"} <= {step.slot for step in explanation.steps(claim)}


def test_a_reason_gives_its_times_in_words() -> None:
    figure = Figure.model_construct(label="quay: cost")
    said = "quay: cost: EUR 2 (Desk, as of 2024/2027) against EUR 3 (Post, as of 2025-03-03)."
    conflict = Conflict.model_construct(reason=said, diagnosis=())
    assert reason(conflict, figure) == "EUR 2 (Desk, for 2024 to 2027) against EUR 3 (Post, as of 3 March 2025)."
