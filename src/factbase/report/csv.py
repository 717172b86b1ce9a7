"""CSV that spreadsheets cannot be tricked with, and that reads back exactly.

A text cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break, also in their
full-width forms) is written with an apostrophe before it, which spreadsheets hide (OWASP, "CSV injection"). Lists are
joined by `; `.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def safe(value: Any) -> str:
    """A cell: empty for nothing, a number as it is, a text that no spreadsheet will run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return safe("; ".join(str(item).replace("\\", "\\\\").replace(";", "\\;") for item in value)) if value else ""
    text = str(value)
    return "'" + text if _RUNS.match(text) else text


def unsafe(cell: str) -> str:
    """The text that `safe` was given."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def split(cell: str) -> list[str]:
    """The list that `safe` was given."""
    if not cell:
        return []
    items, item, at = [], "", 0
    text = unsafe(cell)
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            item += text[at + 1]
            at += 2
        elif text.startswith("; ", at):
            items.append(item)
            item = ""
            at += 2
        else:
            item += text[at]
            at += 1
    return [*items, item]


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV after RFC 4180, with a heading."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(row.get(name)) for name in columns] for row in rows)
    return out.getvalue()


def read(text: str) -> list[dict[str, str]]:
    """The cells of each row by column, apostrophes taken off again."""
    return [{name: unsafe(cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))]
