"""Exports read back as they went out, and no cell runs anything."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factbase
from factbase.api import Base
from factbase.report import columns as schema
from factbase.report import csv as safe_csv
from factbase.report import export, parquet, text, xlsx
from factbase.report.errors import ExportError

RUNS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''=1"]


@pytest.mark.parametrize("text", RUNS)
def test_a_cell_that_would_run_is_text(text: str) -> None:
    assert safe_csv.safe(text).startswith("'")
    assert safe_csv.unsafe(safe_csv.safe(text)) == text


@pytest.mark.parametrize("text", ["'t Harde", "NL", "a=b", "2.26%", "€ 8,7 miljard", ""])
def test_an_honest_cell_stays_as_it_is(text: str) -> None:
    assert safe_csv.safe(text) == text


def test_a_negative_number_is_a_number() -> None:
    assert safe_csv.safe(Decimal("-1.50")) == "-1.50"


@given(st.text())
def test_any_text_reads_back(text: str) -> None:
    assert safe_csv.unsafe(safe_csv.safe(text)) == text


@given(st.lists(st.text(min_size=1), max_size=5))
def test_any_list_reads_back(items: list[str]) -> None:
    assert safe_csv.split(safe_csv.safe(items)) == items


def _typed(rows: list[dict[str, str]], columns: tuple[schema.Column, ...]) -> list[dict[str, Any]]:
    types = {c.name: c.type for c in columns}
    return [{name: schema.parse(cell, types[name]) for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize("what", schema.TABLES)
def test_csv_reads_back(what: str, bridge: Base) -> None:
    _, rows, columns = export.table(bridge, what)
    back = _typed(safe_csv.read(export.text(bridge, what, export.Format.CSV)), columns)
    assert back == [{k: v if v != "" else None for k, v in row.items()} for row in rows]


@pytest.mark.parametrize("what", schema.TABLES)
def test_parquet_reads_back(what: str, bridge: Base, tmp_path: Path) -> None:
    _, rows, _ = export.table(bridge, what)
    export.binary(bridge, what, export.Format.PARQUET, tmp_path / "out.parquet")
    assert parquet.read(tmp_path / "out.parquet") == list(rows)


@pytest.mark.parametrize("what", schema.TABLES)
def test_xlsx_reads_back(what: str, bridge: Base, tmp_path: Path) -> None:
    _, rows, columns = export.table(bridge, what)
    export.binary(bridge, what, export.Format.XLSX, tmp_path / "out.xlsx")
    back = xlsx.read(tmp_path / "out.xlsx", what, columns)
    for row, expected in zip(back, rows, strict=True):
        gap = expected.pop("gap", None)  # a spreadsheet's number has 15 digits
        assert row.pop("gap", None) == (gap and pytest.approx(gap))
        assert row == {k: v if v != "" else None for k, v in expected.items()}


@pytest.mark.parametrize("what", schema.TABLES)
@pytest.mark.parametrize("format", [export.Format.JSON, export.Format.JSONL])
def test_json_is_what_the_table_says(what: str, format: export.Format, bridge: Base) -> None:
    text = export.text(bridge, what, format)
    back = json.loads(text) if format is export.Format.JSON else [json.loads(line) for line in text.splitlines()]
    assert back == getattr(bridge, what).rows()


def test_a_workbook_links_claims_to_their_articles_and_runs_no_formula(bridge: Base, tmp_path: Path) -> None:
    import openpyxl

    _, _, columns = export.table(bridge, "claims")
    rows = [{"id": "=1+1", "doc": "harbour-post", "amount": Decimal("123456789012345678.9"), "quote": "\x00€ 1"}]
    links = {"harbour-post": "https://harbour-post.example/1"}
    xlsx.write(tmp_path / "out.xlsx", {"claims": (rows, columns)}, links)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["claims"]
    cells = {sheet.cell(1, n).value: sheet.cell(2, n) for n in range(1, sheet.max_column + 1)}
    assert (cells["id"].value, cells["id"].data_type) == ("=1+1", "s")
    assert cells["doc"].hyperlink.target == "https://harbour-post.example/1"
    assert cells["amount"].value == "123456789012345678.9"


def test_an_amount_too_long_for_parquet_is_refused_and_says_what_else_holds_it(tmp_path: Path) -> None:
    rows = [{"value": Decimal("1e40")}, {"value": Decimal("0.1")}]
    with pytest.raises(ExportError, match="JSONL or CSV"):
        parquet.write(tmp_path / "out.parquet", rows, [schema.Column("value", "exact", "a value")])


def test_every_column_of_a_row_is_documented(bridge: Base) -> None:
    from factbase.rows import flat

    for what, columns in schema.TABLES.items():
        named = {c.name for c in columns}
        assert {name for row in getattr(bridge, what).rows() for name in flat(row)} <= named


def test_a_cell_in_any_csv_reader_is_one_cell() -> None:
    out = safe_csv.write([{"a": 'x,"y"\nz', "b": ["p; q", "r"]}], ["a", "b"])
    assert list(csv.reader(io.StringIO(out, newline=""))) == [["a", "b"], ['x,"y"\nz', "p\\; q; r"]]


def test_claims_that_quote_nothing_are_in_every_export(tmp_path: Path) -> None:
    """They made the report fail."""
    row = {"kind": "money", "unit": "EUR", "payer": ["Quay Fund"], "payee": ["KE"], "measure": "aid", "programme": "Ferry Plan"}
    row |= {"status": "pledged", "published": "2024-01-02"}
    publisher = "The Broadcasting Corporation of the Northern and Eastern Provinces"
    rows = [{**row, "doc": "a", "amount": 4_600_000, "publisher": publisher}, {**row, "doc": "b", "amount": 6_400_000}]
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    factbase.run([path], tmp_path / "a.db")
    with factbase.open(tmp_path / "a.db") as base:
        assert len(base.conflicts) == 1
        for format in (export.Format.MD, export.Format.HTML, export.Format.JSONLD, export.Format.CSV):
            written = export.text(base, "conflicts", format)
            assert "“”" not in written
        page = export.text(base, "conflicts", export.Format.HTML)
        assert publisher in page
        assert "The Broadcasting Corporation of the…" in page  # where the picture has no room for it
        assert "»«" not in text.write(base.show(base.conflicts[0].id), 100)
