"""What changed: `factbase changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import cells, output
from factbase.cli.exits import FOUND
from factbase.cli.options import Db, Format, Json, Limit, Output, Quiet, chosen_format, open_base

if TYPE_CHECKING:
    from factbase.api import Base
    from factbase.model import Figure

COLUMNS: list[tuple[str, Any]] = [
    ("change", lambda r: r["kind"]),
    ("id", lambda r: r["figure"][:8]),
    ("figure", lambda r: r["label"]),
    ("as of", lambda r: cells.when(r["date"])),
    ("before", lambda r: r["told_before"]),
    ("now", lambda r: r["told_after"]),
]


def changes(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="The base as it was: what `factbase backup` copied.")],
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where anything changed.")] = False,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print what changed since a copy of the base was made.

    Conflicts that came up or were settled, other values, verdicts and numbers of sources, new figures, and those that are gone.

    \b
    Examples:
      factbase backup yesterday.db --db aid.db; factbase run articles/ --db aid.db
      factbase changes yesterday.db --db aid.db
    """
    from factbase.api import Base

    with Base.open(before) as then, open_base(db) as now:
        found = now.changes(then)
        rows = found.rows()[:limit]
        if chosen_format(format, as_json) is Format.TABLE:
            for row, change in zip(rows, found, strict=False):
                row |= {"told_before": _told(then, change.before), "told_after": _told(now, change.after)}
        output.rows(rows, chosen_format(format, as_json), COLUMNS, empty="Nothing changed.")
        output.more(len(found), limit, "change", quiet)
    if found and exit_code:
        raise typer.Exit(FOUND)


def _told(base: Base, figure: Figure | None) -> str:
    """A figure in a cell: its value, its verdict and its sources."""
    if figure is None:
        return "–"
    from factbase.report.words import figure_value, sources, verdict

    value = figure_value(figure, base.store.claims(ids=figure.claims))
    sign, word, _ = verdict(figure.verdict, figure.support)
    return f"{value}  {sign} {word}" + (f", {sources(figure)}" if figure.sources > 1 else "")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(changes)
