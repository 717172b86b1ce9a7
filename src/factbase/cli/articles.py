"""What was read: `factbase claims`, `documents` and `problems`."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import cells, output
from factbase.cli.exits import USAGE, fail
from factbase.cli.options import Db, Format, Json, Limit, Output, Quiet, chosen_format, open_base

if TYPE_CHECKING:
    from factbase.model import Problem

_SEVERITIES = ("error", "warning", "note")
_NAMED = 8
"""Tables of claims that are named where articles are listed."""


def claims(
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    article: Annotated[str | None, typer.Option("--article", help="Of this article only.")] = None,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print the claims: every stated amount with its slots.

    Each with its words, its place in the article, its series and its figure.

    \b
    Examples:
      factbase claims --db aid.db
      factbase claims --db aid.db --format jsonl | jq -r 'select(.unit == "USD") | .quote'
    """
    from factbase.report.words import stated

    columns: list[tuple[str, Any]] = [
        ("id", cells.short),
        ("article", lambda r: r["doc"]),
        ("amount", lambda r: r["stated"]),
        ("measure", lambda r: f"{r['subject']}: {r['measure']}" if r["subject"] else r["measure"]),
        ("status", lambda r: r["status"]),
        ("date", lambda r: cells.when(r["date"])),
        ("as written", lambda r: r["quote"]),
    ]
    with open_base(db) as base:
        if article is not None and not base.store.documents([article]) and article not in base.store.claim_counts():
            fail(f"no article {article!r}; `factbase documents` lists them", USAGE)
        people = chosen_format(format, as_json) is Format.TABLE
        with closing(base.each_claim(article)) as found:
            rows = (row | {"stated": stated(claim)} if people else row for claim, row in found)
            output.some(rows, format, as_json, columns, limit, "No claims.")


def documents(db: Db = None, format: Output = None, as_json: Json = False, limit: Limit = None, quiet: Quiet = False) -> None:
    """Print the articles of a base.

    \b
    Examples:
      factbase documents --db aid.db --format csv
    """
    columns: list[tuple[str, Any]] = [
        ("name", lambda r: r["name"]),
        ("publisher", lambda r: r["publisher"] or ""),
        ("published", lambda r: cells.when(r["published"]) + (" (--published)" if r["published_from"] == "user" else "")),
        ("lang", lambda r: r["lang"] or ""),
        ("title", lambda r: r["title"] or ""),
    ]
    with open_base(db) as base:
        counts = base.store.claim_counts()
        rows = (
            {k: v for k, v in row.items() if k != "text"} | {"claims": counts.get(row["name"], 0)}
            for row in base.documents.rows()
        )
        output.some(rows, format, as_json, [*columns, ("claims", lambda r: r["claims"])], limit, "No articles.")
        if tables := base.store.tables():
            named = ", ".join(tables[:_NAMED]) + (" and others" if len(tables) > _NAMED else "")
            output.note(f"{output.count(len(tables), 'table')} of claims beside them: {named}", quiet)


def problems(db: Db = None, format: Output = None, as_json: Json = False, limit: Limit = None, quiet: Quiet = False) -> None:
    """Print what was wrong with the input.

    \b
    Examples:
      factbase problems --db aid.db
    """
    from factbase.model import plain

    columns: list[tuple[str, Any]] = [
        (n, lambda r, n=n: r[n] or "") for n in ("severity", "source", "position", "code", "message")
    ]
    with open_base(db) as base:
        output.some((plain(p) for p in sorted(base.problems, key=_urgency)), format, as_json, columns, limit, "No problems.")


def _urgency(problem: Problem) -> tuple[int, str, list[int], str]:
    """What to sort problems by: errors first, then by source and place, line 9 before line 18."""
    place = [int(number) for number in re.findall(r"\d+", problem.position or "")]
    return _SEVERITIES.index(problem.severity), problem.source or "", place, problem.message


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (claims, documents, problems):
        app.command()(command)
