"""Who is named: `factbase entities`, which also merges and splits names."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import output
from factbase.cli.exits import USAGE, fail
from factbase.cli.judge import tell, two
from factbase.cli.options import By, Db, Json, Limit, Note, Output, Quiet, chosen_format, open_base, who

if TYPE_CHECKING:
    from factbase.model import Entity

entities = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@entities.callback(invoke_without_command=True)
def _entities(
    context: typer.Context,
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print who claims name, with the names that may be one and why; merge names of one party, or split.

    \b
    Examples:
      factbase entities --db aid.db
      factbase entities merge "Fund for Drones" "Purchase of drones fund"
      factbase entities split "Fund for Drones" "Purchase of drones fund"
    """
    if context.invoked_subcommand:
        return
    columns: list[tuple[str, Any]] = [
        ("id", lambda r: r["id"]),
        ("name", lambda r: r["name"]),
        ("kind", lambda r: r["kind"]),
        ("also", lambda r: ", ".join(r["aliases"][:6])),
        ("one with", lambda r: "; ".join(map(_one_with, r["merges"]))),
    ]
    with open_base(db) as base:
        rows, merges = base.entities().rows()[:limit], base.merges().rows()
        rows = [{**row, "merges": _merges_of(row["id"], merges)} for row in rows]
        output.rows(rows, chosen_format(format, as_json), columns, empty="No parties are named.")


def _merges_of(id_: str, merges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The merges of one name, each with the other name and the reasons in plain words."""
    return [
        {
            "name": m["b"] if m["a"] == id_ else m["a"],
            "decided": m["by"] == "judgement",
            "score": m["score"],
            "why": [step["text"] for step in m["steps"]],
        }
        for m in merges
        if id_ in (m["a"], m["b"])
    ]


def _one_with(merge: dict[str, Any]) -> str:
    """A merge in a cell: a proposal has a question mark."""
    return f"{merge['name']}{'' if merge['decided'] else '?'} ({' '.join(merge['why'])})"


Names = Annotated[list[str], typer.Argument(metavar="NAME NAME", help="Names or ids, as `factbase entities` prints them.")]


@entities.command("merge")
def _merge(names: Names, note: Note = "", by: By = None, db: Db = None, quiet: Quiet = False) -> None:
    """The names are of one party.

    \b
    Example:
      factbase entities merge "Fund for Drones" "Purchase of drones fund" --note "its name until 2024"
    """
    _judge_names("merge", names, note, by, db, quiet)


@entities.command("split")
def _split(names: Names, note: Note = "", by: By = None, db: Db = None, quiet: Quiet = False) -> None:
    """The names are of different parties, whatever the program thinks.

    \b
    Example:
      factbase entities split Georgia "Georgia (US)"
    """
    _judge_names("split", names, note, by, db, quiet)


def _judge_names(kind: str, names: list[str], note: str, by: str | None, db: str | None, quiet: bool) -> None:
    with open_base(db, write=True) as base:
        held = base.entities()
        chosen = list(dict.fromkeys(_known(name, held) for name in names))
        two(chosen, "names")
        before = {c.id for c in base.conflicts}
        made = base.judge(kind, chosen, who(by), note)
        tell(f"judgement {made.id}: {' and '.join(chosen)} are {'one' if kind == 'merge' else 'not one'}", base, before, quiet)


def _known(name: str, held: Sequence[Entity]) -> str:
    """The id of the one party or programme that goes by a name, whichever way its letters are written.

    Raises:
        typer.Exit: where no claim names it, or several go by it.
    """
    called: dict[str, set[str]] = defaultdict(set)
    for entity in held:
        for form in (entity.id, entity.name, *entity.aliases):
            called[form.casefold()].add(entity.id)
    ids = {entity.id for entity in held}
    found = {name} & ids or {id_ for id_ in ids if id_.casefold() == name.casefold()} or called.get(name.casefold(), set())
    if len(found) > 1:
        fail(f"{name!r} may be {' or '.join(map(repr, sorted(found)))}; give the id", USAGE)
    if not found:
        near = difflib.get_close_matches(name, sorted(ids), n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ";"
        fail(f"no claim names {name!r}{meant} `factbase entities` prints the names", USAGE)
    return found.pop()


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(entities, name="entities")
