"""The page that describes the database is made from the models, and is current."""

from __future__ import annotations

from pathlib import Path

from factbase.store.describe import schema
from factbase.store.tables import Table

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema(), "run python -m factbase.store.describe > docs/schema.md"


def test_every_table_and_column_is_explained() -> None:
    page = schema()
    for table in Table.metadata.sorted_tables:
        part = page.split(f"### {table.name}\n")[1].split("\n### ")[0]
        for column in table.columns:
            row = next(line for line in part.splitlines() if line.startswith(f"| `{column.name}` |"))
            assert row.rstrip(" |").split("|")[-1].strip(), f"{table.name}.{column.name} has no meaning"
