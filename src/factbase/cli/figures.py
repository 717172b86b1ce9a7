"""What the claims come to: `factbase figures` and `show`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import cells, output
from factbase.cli.exits import USAGE, fail
from factbase.cli.options import Db, Format, Json, Limit, Output, Quiet, chosen_format, open_base

if TYPE_CHECKING:
    from factbase.api import Base
    from factbase.table import Row

ATTENTION = ("conflict", "explained", "agree", "single")
"""Verdicts in the order in which people are shown them."""

COLUMNS: list[tuple[str, Any]] = [
    ("id", cells.short),
    ("figure", lambda r: r["name"]),
    ("value", lambda r: r["shown"]),
    ("between", lambda r: r["between"]),
    ("as of", lambda r: cells.when(r["date"])),
    ("verdict", cells.verdict),
    ("sources", lambda r: r["sources"]),
]


def figures(
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    verdict: Annotated[str | None, typer.Option(help="Only single, agree, explained or conflict.")] = None,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print the figures: what the claims about one thing come to.

    \b
    Examples:
      factbase figures --db aid.db
      factbase figures --db aid.db --verdict conflict --format csv
    """
    if verdict is not None:
        from factbase.model import Verdict

        if verdict not in set(Verdict):
            fail(f"no verdict {verdict!r}; there are {', '.join(Verdict)}", USAGE)
    with open_base(db) as base:
        output.unfinished(base, quiet)
        if chosen_format(format, as_json) is Format.TABLE:
            output.some(_for_people(base, verdict, limit), format, as_json, COLUMNS, limit, "No figures.")
        else:
            rows = (row for row in base.figures.rows() if verdict in (None, row["verdict"]))
            output.some(rows, format, as_json, COLUMNS, limit, "No figures.")


def _for_people(base: Base, verdict: str | None, limit: int | None) -> list[Row]:
    """Rows of figures, what asks for attention first, in the words of their claims."""
    from factbase.report.words import figure_span, figure_value, label
    from factbase.rows import figure_row

    chosen = [f for f in base.figures if verdict in (None, f.verdict)]
    chosen = sorted(chosen, key=lambda f: ATTENTION.index(f.verdict))[:limit]
    held = {c.id: c for c in base.store.claims(ids={c for f in chosen for c in f.claims})}
    rows = []
    for figure in chosen:
        own = [held[c] for c in figure.claims if c in held]
        told = {"name": label(figure), "shown": figure_value(figure, own), "between": figure_span(figure, own)}
        rows.append(figure_row(figure) | told)
    return rows


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of a figure, a conflict or a claim; a beginning will do.")],
    db: Db = None,
    steps: Annotated[bool, typer.Option("--steps", help="With the explanation of every slot of every claim.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Print one figure whole: who says what, and the reasoning.

    Every claim with its quote, interval and exchange rate, what spoke for and against, and what a person judged.

    \b
    Examples:
      factbase show 3f2a91c04be7d655 --db aid.db
      factbase show 3f2a --steps
    """
    from factbase.model import plain
    from factbase.report import text

    with open_base(db) as base:
        dossier = base.show(id)
    if chosen_format(None, as_json) in (Format.JSON, Format.JSONL):
        whole = {name: plain(value) for name, value in _shallow(dossier).items()}
        whole["witnesses"] = [
            {name: plain(value) for name, value in _shallow(w).items()} | {"steps": [plain(step) for step in w.steps]}
            for w in dossier.witnesses
        ]
        print(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        output.lines(text.write(dossier, min(output.width(), 110), steps=steps).splitlines())


def _shallow(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (show, figures):
        app.command()(command)
