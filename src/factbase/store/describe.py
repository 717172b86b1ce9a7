"""`docs/schema.md`, made from the models: `python -m factbase.store.describe > docs/schema.md`."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Table, create_engine, inspect, text

from factbase.store import tables
from factbase.store.database import VERSION
from factbase.store.tables import JUDGEMENT, METADATA
from factbase.store.views import LEFT_OUT, SEARCHED, VIEWS, statements

_INTRODUCTION = f"""# The database

<!-- Made by `python -m factbase.store.describe > docs/schema.md`; a test sees that it is current. Do not edit. -->

One SQLite file or one PostgreSQL database, schema version {VERSION}. Any program may read it while factbase writes: Datasette,
DuckDB, pandas, plain SQL. Begin with the views; write through factbase only.

- **Amounts** are exact decimals as text (`amount`), each beside a REAL of the same value to sort and compare by (`amount_value`).
- **Dates** are EDTF (`date`), each beside the first and last day that it covers, empty where it is open.
- **Ids** are derived from content, so the same input has the same ids in every base.
- **Text** may hold U+10FFFE: it stands, with four hexadecimal digits after it, for a character that no database stores (NUL, a
  lone surrogate), and doubled for itself.
- **JSON** columns hold explanations: a list of steps, each with `slot`, `rule`, `text`, and where they apply `start`, `end`,
  `weight`.

An older base is brought up to date when it is opened; an SQLite file is copied to `NAME.VERSION.bak` before. A base that a newer
factbase wrote is refused and left as it is.
"""


_KINDS = {"String": "text", "Str": "text", "Exact": "text"}
"""What the page calls types of columns; others go by their own name."""


def _table(table: Table) -> list[str]:
    lines = [
        f"### {table.name}",
        "",
        table.info["doc"],
        "",
        "| column | type | | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for column in table.columns:
        kind = _KINDS.get(type(column.type).__name__, type(column.type).__name__.lower())
        marks = ["key"] if column.primary_key else []
        marks += [f"→ {key.target_fullname}" for key in column.foreign_keys]
        marks += ["may be empty"] if column.nullable else []
        meaning = (column.doc or "").replace("|", "\\|")
        lines.append(f"| `{column.name}` | {kind} | {', '.join(marks)} | {meaning} |")
    checks = sorted(str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint))
    if checks:
        lines += ["", "Always true: " + "; ".join(f"`{check}`" for check in checks) + "."]
    if table.name in SEARCHED:
        out = f"; rows with {LEFT_OUT[table.name]} are left out" if table.name in LEFT_OUT else ""
        lines += ["", f"Full-text index: {', '.join(f'`{column}`' for column in SEARCHED[table.name])}{out}."]
    if table is JUDGEMENT:
        lines += ["", "The database refuses to change or delete rows of this table and the next."]
    return [*lines, ""]


def schema() -> str:
    """The whole page."""
    engine = create_engine("sqlite://")
    lines = [_INTRODUCTION, "## Views", ""]
    with engine.begin() as connection:
        tables.make(connection)
        for statement in statements("sqlite"):
            connection.execute(text(statement))
        for view, what in VIEWS.items():
            columns = ", ".join(f"`{column['name']}`" for column in inspect(connection).get_columns(view))
            lines += [f"### {view}", "", what, "", f"Columns: {columns}.", ""]
    engine.dispose()
    lines += ["## Tables", ""]
    for table in METADATA.tables.values():
        lines += _table(table)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(schema(), end="")
