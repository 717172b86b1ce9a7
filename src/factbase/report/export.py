"""Exports of claims, figures and conflicts: which formats there are, and writing one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from factbase.model import Value
from factbase.report import columns as schema
from factbase.report import words
from factbase.report.columns import Column
from factbase.report.errors import ExportError
from factbase.rows import flat
from factbase.table import Row, Table

if TYPE_CHECKING:
    from factbase.api import Base
    from factbase.report.conflicts import ConflictReport


class Format(StrEnum):
    """The formats of exports."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"
    MD = "md"
    HTML = "html"
    JSONLD = "jsonld"


BINARY = {Format.PARQUET, Format.XLSX}
_ENDINGS = {".markdown": Format.MD, ".htm": Format.HTML, ".ndjson": Format.JSONL}


def format_of(path: Path) -> Format:
    """The format that a file's ending asks for.

    Raises:
        ExportError: for an ending that none has.
    """
    ending = path.suffix.lower()
    try:
        return _ENDINGS.get(ending) or Format(ending.removeprefix("."))
    except ValueError:
        raise ExportError(f"{path}: no format has this ending; give --format, one of {', '.join(Format)}") from None


def named(what: str) -> str:
    """What to export, held to be there.

    Raises:
        ExportError: where there is no such table.
    """
    if what not in schema.TABLES:
        raise ExportError(f"nothing named {what!r} to export; there are {', '.join(schema.TABLES)}")
    return what


def table(base: Base, what: str) -> tuple[Table[Value], Sequence[Row], tuple[Column, ...]]:
    """The values of a table, their flat rows with exact amounts, and the columns.

    Raises:
        ExportError: where there is no such table.
    """
    values: Table[Value] = getattr(base, named(what))
    rows = [schema.exact(value, flat(row)) for value, row in zip(values, values.rows(), strict=True)]
    return values, schema.complete(rows, schema.TABLES[what]), schema.TABLES[what]


def text(base: Base, what: str, format: Format, title: str | None = None, limit: int | None = None) -> str:
    """An export in a text format.

    Raises:
        ExportError: where the format cannot hold it.
    """
    if format is Format.HTML or (format is Format.MD and what == "conflicts"):
        if what != "conflicts":
            raise ExportError("HTML is the format of the conflict report: factbase export conflicts --format html")
        from factbase.report import html, markdown

        report = conflict_report(base, title, limit=limit)
        return html.write(report) if format is Format.HTML else markdown.write(report)
    if format is Format.JSONLD:
        from factbase.report import jsonld

        dossiers = base.dossiers()
        if what == "conflicts":
            dossiers = [d for d in dossiers if d.conflict or d.judgements]
        return json.dumps(jsonld.write(dossiers), ensure_ascii=False, indent=2) + "\n"
    values, rows, columns = table(base, what)
    if format is Format.JSON:
        return json.dumps(values.rows(), ensure_ascii=False, indent=2) + "\n"
    if format is Format.JSONL:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in values.rows())
    if format is Format.CSV:
        from factbase.report import csv

        return csv.write(rows, [c.name for c in columns])
    from factbase.report import markdown

    return markdown.table(rows, columns)


def binary(base: Base, what: str, format: Format, path: Path) -> None:
    """An export into a file of a binary format.

    Raises:
        ExportError: where what it needs is not installed, or an amount does not fit.
    """
    _, rows, columns = table(base, what)
    if format is Format.PARQUET:
        from factbase.report import parquet

        parquet.write(path, rows, columns)
    else:
        from factbase.report import xlsx

        links = {d.name: d.url for d in base.documents if d.url}
        xlsx.write(path, {what: (rows, columns)}, links)


def conflict_report(base: Base, title: str | None = None, made: str | None = None, limit: int | None = None) -> ConflictReport:
    """The conflict report of a base.

    Args:
        made: ISO day to put on it; today by default.
        limit: open conflicts at most, those with the widest gap; the report says how many it leaves out.
    """
    from factbase.report import conflicts
    from factbase.report.dossier import COMPARED

    widest = sorted(base.conflicts, key=lambda c: (-c.gap, c.id))
    contested = {c.figure for c in widest[:limit]}
    judged = {s for j in base.judgements if j.kind in ("accept", "error", "different") for s in j.subjects}
    unlisted = {c.figure for c in widest} - contested
    wanted = [f for f in base.figures if f.id in contested or (f.id not in unlisted and judged & set(f.claims))]
    return conflicts.build(
        [base.weighed(dossier, COMPARED) for dossier in base.dossiers(wanted)],
        claims={c.id: c for c in base.claims},
        documents={d.name: d for d in base.documents},
        figures=base.figures,
        relations=base.relations,
        sums=base.store.sums(),
        copies=base.store.copies(),
        title=title or "Conflicting figures",
        made=made or words.today(),
        left_out=len(unlisted),
    )
