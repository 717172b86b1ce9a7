"""Looking after a base: check-db, backup, provenance."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from factbase.cli import output
from factbase.cli.exits import FOUND
from factbase.cli.options import Db, Json, Output, Quiet, chosen_db, chosen_format, open_base


def check_db(db: Db = None, format: Output = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Check that a base is whole.

    The database's own checks, and that every quote still stands in its article.

    Exits with 1 where something is damaged.

    \b
    Example:
      factbase check-db --db aid.db
    """
    from factbase.model import plain

    names = ("severity", "source", "position", "code", "message")
    columns: list[tuple[str, Any]] = [(n, lambda r, n=n: r[n] or "") for n in names]
    with open_base(db) as base:
        found = base.store.check_db()
    output.rows([plain(p) for p in found], chosen_format(format, as_json), columns, empty=f"{chosen_db(db)} is whole.")
    if found:
        raise typer.Exit(FOUND)


def backup(
    to: Annotated[str, typer.Argument(metavar="FILE|URL", help="A file that does not exist, or an empty database.")],
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Copy a base as it is now; others may go on writing.

    From a file to a server, or back, as well: the copy is a base of its own.

    \b
    Examples:
      factbase backup aid-2025-11-21.db --db aid.db
      factbase backup postgresql://desk@server/aid --db aid.db
    """
    with open_base(db) as base:
        base.store.backup(to)
    output.note(f"{chosen_db(db)} copied to {to}", quiet)


def provenance(
    figure: Annotated[str, typer.Argument(metavar="ID", help="Of a figure, a conflict or a claim; a beginning will do.")],
    db: Db = None,
) -> None:
    """Print how a figure came to be, as PROV-JSON.

    Articles with their hashes, rates, program, knowledge, judgements.

    \b
    Example:
      factbase provenance 3f2a --db aid.db
    """
    with open_base(db) as base:
        print(json.dumps(base.store.provenance(base.find(figure).id), ensure_ascii=False, indent=2))


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("check-db")(check_db)
    app.command()(backup)
    app.command()(provenance)
