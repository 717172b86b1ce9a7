"""`docs/schema.md`, made from the models: `python -m factbase.store.describe > docs/schema.md`."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, create_engine, inspect, text
from sqlmodel import SQLModel

from factbase.store import tables
from factbase.store.database import VERSION
from factbase.store.sql import JUDGEMENT
from factbase.store.views import LEFT_OUT, SEARCHED, VIEWS, statements

_INTRODUCTION = f"""# The database

<!-- Made by `python -m factbase.store.describe > docs/schema.md`; a test sees that it is current. Do not edit. -->

One SQLite file or one PostgreSQL database, schema version {VERSION}. Any program may read it while factbase writes: Datasette,
DuckDB, pandas, plain SQL. Begin with the views; write through factbase only. (While the first table of all comes into an SQLite
file that holds nothing yet, readers wait: it is written straight into the file, which takes half the writing.)

- **Amounts** are exact decimals as text (`amount`), each beside a REAL of the same value to sort and compare by (`amount_value`).
- **Dates** are EDTF (`date`), each beside the first and last day that it covers, empty where it is open.
- **Ids** are derived from content, so the same input has the same ids in every base.
- **Text** may hold U+10FFFE: it stands, with four hexadecimal digits after it, for a character that no database stores (NUL, a
  lone surrogate), and doubled for itself.
- **JSON** columns hold explanations: a list of steps, each with `slot`, `rule`, `text`, and where they apply `start`, `end`,
  `weight`.

An older base is brought up to date by the first command that writes to it; an SQLite file is copied to `NAME.VERSION.bak` before,
and commands that only read say so. A base that a newer factbase wrote is refused and left as it is.
"""


def _models() -> list[type[SQLModel]]:
    """The tables, in the order in which `tables` declares them."""
    return [model for model in vars(tables).values() if isinstance(model, type) and hasattr(model, "__table__")]


def _table(model: type[SQLModel]) -> list[str]:
    table = model.__table__  # type: ignore[attr-defined]
    lines = [
        f"### {table.name}",
        "",
        " ".join((model.__doc__ or "").split()),
        "",
        "| column | type | | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for column in table.columns:
        kind = (
            column.type.__class__.__name__.lower().replace("autostring", "text").replace("str", "text").replace("exact", "text")
        )
        marks = ["key"] if column.primary_key else []
        marks += [f"→ {key.target_fullname}" for key in column.foreign_keys]
        marks += ["may be empty"] if column.nullable else []
        meaning = (model.model_fields[column.name].description or "").replace("|", "\\|")
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
        tables.Table.metadata.create_all(connection)
        for statement in statements("sqlite"):
            connection.execute(text(statement))
        for view, what in VIEWS.items():
            columns = ", ".join(f"`{column['name']}`" for column in inspect(connection).get_columns(view))
            lines += [f"### {view}", "", what, "", f"Columns: {columns}.", ""]
    engine.dispose()
    lines += ["## Tables", ""]
    for model in _models():
        lines += _table(model)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(schema(), end="")
