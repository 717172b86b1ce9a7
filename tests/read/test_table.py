"""Cells of published tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.model import Claim, Problem
from factbase.read.cell import cell
from factbase.read.table import claim_ids, claims, kinds, read


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("$ 317,431,401,300", "317431401300", "USD"),
        ("15.4M", "15400000", ""),
        ("2.26%", "2.26", "%"),
        ("1,07 miljard", "1070000000", ""),
        ("1,07 mrd euro", "1070000000", "EUR"),
        ("(1,204)", "-1204", ""),
        ("−3,5", "-3.5", ""),
        ("1.234.567,89", "1234567.89", ""),
        ("60 000", "60000", ""),
        ("1 204 300,5", "1204300.5", ""),
        ("60\u00a0000", "60000", ""),
        ("Calm", "0", ""),
        ("Calm Calm", "0", ""),
        ("29.97 Steady", "29.97", ""),
        ("8G16", "8", ""),
        ("48 9", "48", ""),
        ("10 -12", "10", ""),
        ("1017.7mb", "1017.7", ""),
        ("CO-7", "7", ""),
        ("1.5e6", "1500000", ""),
        ("EUR 5", "5", "EUR"),
        ("5 EUR", "5", "EUR"),
        (".5", "0.5", ""),
        ("+7", "7", ""),
        ("N/A", None, ""),
        ("Unlimited", None, ""),
        ("--", None, ""),
        ("", None, ""),
        ("1,2,3", None, ""),
        ("clear skies", None, ""),
    ],
)
def test_a_cell_is_its_first_number(text: str, amount: str | None, unit: str) -> None:
    found = cell(text)
    assert (found.amount, found.unit) == (None if amount is None else Decimal(amount), unit)


def test_a_source_is_read_by_its_own_decimal_mark() -> None:
    rows = 'a,x,m,"1,5"\na,y,m,60.000\nb,x,m,1.5\nb,y,m,60.000\nc,y,m,"60,000"\n'
    table, problems = read("source,subject,measure,value\n" + rows, "t", "t.csv")
    assert table is not None
    assert [found.amount for found in table.cells] == [
        Decimal("1.5"),
        Decimal(60000),
        Decimal("1.5"),
        Decimal(60),
        Decimal(60000),
    ]
    assert not problems


@pytest.mark.parametrize(
    ("value", "unit", "amount", "left"),
    [
        ('"1.000,5"', "mld euro", "1000500000000", "EUR"),
        ("31", "EUR mln", "31000000", "EUR"),
        ("31", "€m", "31000000", "EUR"),
        ("2.5", "million people", "2500000", "people"),
        ("2.5", "thousand", "2500", "cost"),
        ("31 mln", "mln euro", "31000000", "EUR"),  # said twice
        ("31", "m", "31", "m"),
        ("31", "t", "31", "t"),
        ("31", "euro", "31", "EUR"),
        ("31", "person", "31", "person"),
    ],
)
def test_a_column_of_units_may_hold_the_scale(value: str, unit: str, amount: str, left: str) -> None:
    table, _ = read(f"source,subject,measure,value,unit\na,dam,cost,{value},{unit}\n", "t", "t.csv")
    assert table is not None
    ((_, found),) = kinds(table)
    assert (table.cells[0].amount, found) == (Decimal(amount), left)


def test_a_point_that_may_part_thousands_is_told() -> None:
    rows = 'a,x,m,118.000\na,y,m,119.500\nb,x,m,"1.5"\nb,y,m,60.000\nc,y,m,"60,000"\n'
    _, problems = read("source,subject,measure,value\n" + rows, "t", "t.csv")
    (problem,) = problems
    assert (problem.severity, problem.position) == ("note", "line 2")
    assert problem.message.startswith("'118.000' is read with a point of decimals, as is 1 other:")


def test_a_claim_is_the_same_wherever_it_stands() -> None:
    head, rows = "source,subject,measure,value,date\n", ["a,x,m,1,2024\n", "b,x,m,1,2024\n", "a,x,m,1,2024\n"]
    one, other = (read(head + "".join(r), "t", "t.csv")[0] for r in (rows, rows[::-1]))
    assert one is not None
    assert other is not None
    assert sorted(claim_ids(one)) == sorted(claim_ids(other))
    assert len(set(claim_ids(one))) == 3


def test_hours_are_dates() -> None:
    table, _ = read("source,subject,measure,value,date\na,x,m,1,2024-05-17T09\na,x,m,1,2024-05-32\n", "t", "t.csv")
    assert table is not None
    found = list(claims(table))
    assert [c.date for c in found if isinstance(c, Claim)] == ["2024-05-17T09", None]
    assert [p.code for p in found if isinstance(p, Problem)] == ["read.date"]


@given(st.integers(-(10**15), 10**15))
def test_grouped_integers_come_back(number: int) -> None:
    assert cell(f"{number:,}").amount == number
    assert cell(f"{number:,}".replace(",", "."), comma=True).amount == number


@given(st.text(max_size=40))
def test_any_cell_is_read_without_complaint(text: str) -> None:
    cell(text)


def test_other_marks_between_cells_are_told_by_the_header() -> None:
    for mark in ";\t":
        content = f"Source{mark}subject{mark}measure{mark}value\nnorth{mark}lake{mark}depth{mark}12,5 m\n"
        found, problems = read(content, "water", "water.csv")
        assert not problems
        assert found is not None
        assert (found.sources, found.values) == (["north"], ["12,5 m"])


def test_a_row_that_names_nobody_or_nothing_is_told_and_left_out() -> None:
    rows = "source,subject,measure,value\nA,Quay,cost,1\n,Quay,cost,2\nB, ,cost,3\nC,Quay,,4\nD,Quay,cost,5\n"
    table, problems = read(rows, "t", "t.csv")
    assert table is not None
    assert (table.lines, table.sources, len(table.cells)) == ([2, 6], ["A", "D"], 2)
    assert [str(p) for p in problems] == [
        f"t.csv:line {line}: error: not read: its {name} is empty"
        for line, name in ((3, "source"), (4, "subject"), (5, "measure"))
    ]


def test_a_header_that_will_not_do_is_shown() -> None:
    found, (problem,) = read("bron;onderwerp\na;b\n", "water", "water.csv")
    assert found is None
    assert problem.message.endswith("missing source, subject, measure, value; found bron;onderwerp")
    assert (problem.source, problem.position) == ("water.csv", "line 1")
