"""What cannot all be right: `factbase conflicts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from factbase.cli import cells, output
from factbase.cli.exits import FOUND
from factbase.cli.options import Db, Format, Json, Limit, Output, Quiet, chosen_format, open_base

if TYPE_CHECKING:
    from factbase.model import Conflict, Figure


def conflicts(
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where a conflict is open.")] = False,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print the open conflicts, and what slip would mend each.

    A conflict is claims of one figure that cannot all be right, even allowing for rounding and exchange rates.

    \b
    Examples:
      factbase conflicts --db aid.db
      factbase conflicts --db aid.db --exit-code --quiet   (in CI)
    """
    with open_base(db) as base:
        output.unfinished(base, quiet)
        if chosen_format(format, as_json) is not Format.TABLE:
            count = output.some(base.conflicts.rows(), format, as_json, [], limit, "")
        elif count := len(base.conflicts):
            figures = {f.id: f for f in base.figures}
            for conflict in base.conflicts[:limit]:
                _conflict(conflict, figures[conflict.figure])
            output.more(count, limit, "conflict", quiet)
            output.note(
                "`factbase show ID` gives every claim with its words; `factbase judge ID --accept CLAIM` settles it", quiet
            )
        else:
            output.note("No open conflicts.", quiet)
    if count and exit_code:
        raise typer.Exit(FOUND)


def _conflict(conflict: Conflict, figure: Figure) -> None:
    """A conflict as a paragraph: which figure, why, and what would mend it."""
    from rich.text import Text

    from factbase.report.words import as_of, label, reason

    when = f"  {as_of(figure.date)}" if figure.date else ""
    heading = Text(output.visible(label(figure)), style="bold").append(f"  {conflict.id[:8]}{when}", style="not bold dim")
    lines = [
        heading,
        Text("✗ ", style=cells.STYLE["conflict"]).append(output.visible(reason(conflict, figure)), style="default"),
    ]
    if conflict.diagnosis:
        lines.append(Text(f"likeliest slip: {output.visible(conflict.diagnosis[0].text)}"))
    output.paragraph(*lines)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(conflicts)
