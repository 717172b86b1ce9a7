"""Parquet: typed columns, exact amounts as decimals, units and meanings in the schema's metadata."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from factbase.report.columns import Column
from factbase.report.errors import ExportError, needs
from factbase.table import Row

_DIGITS = 38
"""Digits that a Parquet decimal of 128 bits holds."""


def write(path: Path, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """Write rows.

    Raises:
        ExportError: where pyarrow is missing, or an amount has more than 38 digits.
    """
    pa = needs("pyarrow", "tables")
    parquet = needs("pyarrow.parquet", "tables")
    arrays, fields = [], []
    for column in columns:
        values = [row.get(column.name) for row in rows]
        kind = _type(pa, column, values)
        fields.append(pa.field(column.name, kind, metadata={"unit": column.unit, "meaning": column.meaning}))
        arrays.append(pa.array(values, type=kind))
    parquet.write_table(pa.table(arrays, schema=pa.schema(fields)), path)


def _type(pa: Any, column: Column, values: Sequence[Any]) -> Any:
    match column.type:
        case "exact":
            return pa.decimal128(*_shape(column.name, [v for v in values if v is not None]))
        case "integer":
            return pa.int64()
        case "number":
            return pa.float64()
        case "flag":
            return pa.bool_()
        case "list":
            return pa.list_(pa.string())
    return pa.string()


def _shape(name: str, values: Sequence[Decimal]) -> tuple[int, int]:
    """Digits in all and after the point that hold every value exactly."""
    scale = max((max(0, -_exponent(v)) for v in values), default=0)
    whole = max((v.adjusted() + 1 for v in values if v), default=1)
    if whole + scale > _DIGITS:
        raise ExportError(
            f"column {name}: amounts of {whole + scale} digits do not fit into Parquet's {_DIGITS}; export JSONL or CSV"
        )
    return _DIGITS, scale


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def read(path: Path) -> list[Row]:
    """The rows of a file."""
    parquet = needs("pyarrow.parquet", "tables")
    rows: list[Row] = parquet.read_table(path).to_pylist()
    return rows
