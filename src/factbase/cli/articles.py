"""What was read: `factbase claims`, `documents`, `history` and `problems`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import cells, output
from factbase.cli.exits import USAGE, fail
from factbase.cli.options import Db, Format, Json, Limit, Output, Quiet, chosen_format, open_base
from factbase.plural import count

if TYPE_CHECKING:
    from collections.abc import Generator

    from factbase.api import Base
    from factbase.model import Claim, Problem
    from factbase.table import Row

_SEVERITIES = ("error", "warning", "note")
_NAMED = 8
"""Tables of claims that are named where articles are listed."""


def claims(
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    article: Annotated[str | None, typer.Option("--article", help="Of this article only.")] = None,
    search: Annotated[str | None, typer.Option("--search", metavar="WORDS", help="With all of these words, best first.")] = None,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print the claims: every stated amount with its slots.

    Each with its words, its place in the article, its series and its figure.

    \b
    Examples:
      factbase claims --db aid.db
      factbase claims --search "solar panels" --db aid.db
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
        with closing(_searched(base, search, article) if search else base.each_claim(article)) as found:
            rows = (row | {"stated": stated(claim)} if people else row for claim, row in found)
            output.some(rows, format, as_json, columns, limit, "No claims.")


def _searched(base: Base, words: str, article: str | None) -> Generator[tuple[Claim, Row], None, None]:
    """Claims that hold some words, each with its row."""
    found = base.search(words, limit=sys.maxsize)
    yield from ((claim, row) for claim, row in zip(found, found.rows(), strict=True) if article in (None, claim.doc))


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
            output.note(f"{count(len(tables), 'table')} of claims beside them: {named}", quiet)


def history(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its name, as in `factbase documents`.")],
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print the former versions of an article, the latest first.

    Each with what it stated and the next version does not. Articles that were retracted have theirs, too.

    \b
    Examples:
      factbase history 2025-10-03-wire --db aid.db
      factbase history 2025-10-03-wire --json | jq '.[].claims[].quote'
    """
    from factbase.report.words import stated

    columns: list[tuple[str, Any]] = [
        ("held from", lambda r: r["ingested"][:16].replace("T", " ")),
        ("until", lambda r: r["ended"][:16].replace("T", " ")),
        ("ended as", lambda r: r["reason"]),
        ("by", lambda r: r["by"] or ""),
        ("note", lambda r: r["note"] or ""),
        ("claims", lambda r: len(r["claims"])),
        ("stated only then", lambda r: ", ".join(r["dropped"])),
    ]
    with open_base(db) as base:
        versions = base.history(article)
        after = Counter(stated(claim) for claim in base.store.claims([article]))
        rows = versions.rows()
        if chosen_format(format, as_json) is Format.TABLE:
            for row, version in zip(rows, versions, strict=True):
                before = Counter(stated(claim) for claim in version.claims)
                row["dropped"], after = list(before - after), before
        output.some(rows, format, as_json, columns, limit, f"{article} is as it was first read.")


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
    for command in (claims, documents, history, problems):
        app.command()(command)
