"""XLSX: typed cells, a heading that stays in sight, a sheet that says what the columns mean, links from claims to articles.

Spreadsheets hold numbers as floats of 15 digits; an amount that this would round is written as text, and its cell says so.
Text is written as text, so nothing in it is ever run as a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from factbase.report.columns import Column
from factbase.report.errors import needs
from factbase.table import Row

_CELL = 32767
"""Characters that a cell holds."""


def write(path: Path, sheets: Mapping[str, tuple[Sequence[Row], Sequence[Column]]], links: Mapping[str, str]) -> None:
    """Write a workbook.

    Args:
        sheets: of each sheet its rows and columns.
        links: article name to its address, for cells of the column `doc`.

    Raises:
        ExportError: where openpyxl is missing.
    """
    openpyxl = needs("openpyxl", "tables")
    styles = needs("openpyxl.styles", "tables")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, (rows, columns) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append([c.name for c in columns])
        for number, row in enumerate(rows, 2):
            for place, column in enumerate(columns, 1):
                _put(sheet.cell(number, place), row.get(column.name), column, links, styles)
        for cell in sheet[1]:
            cell.font = styles.Font(bold=True)
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = sheet.dimensions
        for place, column in enumerate(columns, 1):
            longest = max((len(str(row.get(column.name) or "")) for row in rows), default=0)
            sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = max(8, min(60, longest + 2, 60))
    about = book.create_sheet("columns")
    about.append(["sheet", "column", "type", "unit", "meaning"])
    for title, (_, columns) in sheets.items():
        for column in columns:
            about.append([title, column.name, column.type, column.unit.replace("`", ""), column.meaning])
    whole = BytesIO()  # a disk that is full would leave the archive half closed
    book.save(whole)
    path.write_bytes(whole.getvalue())


def _put(cell: Any, value: Any, column: Column, links: Mapping[str, str], styles: Any) -> None:
    if value is None or value == []:
        return
    if isinstance(value, Decimal):
        if Decimal(float(value)) == value or len(value.normalize().as_tuple().digits) <= 15:
            cell.value = int(value) if value == value.to_integral_value() else float(value)
            cell.number_format = "#,##0" if value == value.to_integral_value() else "#,##0.############"
        else:
            _text(cell, f"{value:f}")
    elif isinstance(value, bool):
        cell.value = value
    elif isinstance(value, int | float):
        cell.value = value
        cell.number_format = "0.0%" if column.name == "gap" else "General"
    elif isinstance(value, list):
        _text(cell, "; ".join(map(str, value)))
    else:
        _text(cell, str(value))
        if column.name == "doc" and (address := links.get(str(value), "")).startswith(("http://", "https://")):
            cell.hyperlink = address
            cell.font = styles.Font(color="0563C1", underline="single")


def _text(cell: Any, text: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("�", text)[:_CELL]
    cell.data_type = "s"


def read(path: Path, sheet: str, columns: Sequence[Column]) -> list[Row]:
    """The rows of a sheet, with the columns' types."""
    from factbase.report.columns import parse

    openpyxl = needs("openpyxl", "tables")
    lines = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    names = list(next(lines))
    types = {c.name: c.type for c in columns}
    out = []
    for line in lines:
        row: Row = {}
        for name, value in zip(names, line, strict=True):
            if types[name] == "exact" and value is not None:
                row[name] = Decimal(str(value))
            elif types[name] == "list":
                row[name] = parse(value or "", "list")
            else:
                row[name] = value
        out.append(row)
    return out
