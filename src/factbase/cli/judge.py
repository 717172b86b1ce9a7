"""Judging: `factbase judge`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import output
from factbase.cli.exits import USAGE, DefaultGroup, fail
from factbase.cli.options import By, Db, Json, Limit, Note, Output, Quiet, chosen_format, open_base, who
from factbase.plural import count

if TYPE_CHECKING:
    from factbase.api import Base

SHOWN = 5
"""Conflicts at most that are named after a judgement."""

judge = typer.Typer(
    cls=DefaultGroup, no_args_is_help=True, rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]}
)


@judge.callback()
def _judge() -> None:
    """Settle a conflict, or say which claims are one figure.

    What a person decides outlives every run. `factbase judge conflict --help` lists the options of settling.

    \b
    Examples:
      factbase judge 9f3a --accept 1c22 --note "confirmed by the ministry"
      factbase judge 9f3a --error 77b0 --note "dollars printed as euros"
      factbase judge 9f3a --different
      factbase judge same 1c22 77b0
      factbase judge list
      factbase judge undo 4d10
      factbase judge export > judgements.jsonl
    """


@judge.command("conflict", hidden=True)
def _conflict(
    conflict: Annotated[str, typer.Argument(metavar="CONFLICT", help="Its id, or the beginning.")],
    accept: Annotated[str | None, typer.Option("--accept", metavar="CLAIM", help="This claim is right.")] = None,
    error: Annotated[str | None, typer.Option("--error", metavar="CLAIM", help="This claim is wrong.")] = None,
    different: Annotated[bool, typer.Option("--different", help="The claims are of different figures.")] = False,
    note: Note = "",
    by: By = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Settle one conflict.

    \b
    Example:
      factbase judge 9f3a --accept 1c22 --note "confirmed by the ministry"
    """
    if sum((accept is not None, error is not None, different)) != 1:
        fail("say one of --accept CLAIM, --error CLAIM or --different", USAGE)
    with open_base(db, write=True) as base:
        ids = {c.id: c for c in base.conflicts}
        _check_open(conflict, ids, base)
        chosen = ids[_one(conflict, ids, "conflict", "factbase conflicts")]
        if different:
            made = base.judge("different", [chosen.id], who(by), note)
        else:
            claim = _one(accept or error or "", chosen.claims, "claim of this conflict", f"factbase show {chosen.id[:8]}")
            made = base.judge("accept" if accept else "error", [chosen.id, claim], who(by), note)
        left = chosen.id in {c.id for c in base.conflicts}
        tell(f"judgement {made.id}; the conflict is {'still open' if left else 'settled'}", base, set(ids), quiet)


def _check_open(conflict: str, ids: Iterable[str], base: Base) -> None:
    """Hold a conflict to be open still.

    Raises:
        typer.Exit: where a judgement in force has settled it.
    """
    if any(i.startswith(conflict) for i in ids):
        return
    for made in base.judgements:
        if conflict and any(subject.startswith(conflict) for subject in made.subjects):
            fail(f"{conflict} is settled by judgement {made.id[:8]}; `factbase judge undo {made.id[:8]}` takes that back", USAGE)


@judge.command("same")
def _same(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM CLAIM", help="Claims that state one figure.")],
    note: Note = "",
    by: By = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Claims state one and the same figure.

    \b
    Example:
      factbase judge same 1c22 77b0 --note "both are the 2025 budget"
    """
    _claims("same", claims, note, by, db, quiet)


@judge.command("different")
def _different(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM CLAIM", help="Claims that state different figures.")],
    note: Note = "",
    by: By = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Claims state different figures.

    \b
    Example:
      factbase judge different 1c22 77b0 --note "one is with interest"
    """
    _claims("different", claims, note, by, db, quiet)


def _claims(kind: str, claims: list[str], note: str, by: str | None, db: str | None, quiet: bool) -> None:
    with open_base(db, write=True) as base:
        ids, before = [c.id for c in base.claims], {c.id for c in base.conflicts}
        chosen = list(dict.fromkeys(_one(c, ids, "claim", "factbase claims") for c in claims))
        two(chosen, "claims")
        made = base.judge(kind, chosen, who(by), note)
        tell(f"judgement {made.id}", base, before, quiet)


@judge.command("list")
def _list(
    db: Db = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was taken back.")] = False,
    format: Output = None,
    as_json: Json = False,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Print the judgements, the oldest first.

    \b
    Example:
      factbase judge list --all
    """
    from factbase.model import plain

    columns: list[tuple[str, Any]] = [
        ("id", lambda r: r["id"][:8]),
        ("date", lambda r: r["at"][:10]),
        ("by", lambda r: r["by"]),
        ("judgement", lambda r: r["kind"]),
        ("about", lambda r: ", ".join(s[:8] if len(s) == 16 else s for s in r["subjects"])),
        ("note", lambda r: r["note"]),
    ]
    with open_base(db) as base:
        found = base.store.judgement_log() if everything else base.store.judgements()
        output.rows([plain(j) for j in found[:limit]], chosen_format(format, as_json), columns, empty="No judgements.")


@judge.command("undo")
def _undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id, or the beginning.")],
    note: Note = "",
    by: By = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Take a judgement back; both stay in the log.

    \b
    Example:
      factbase judge undo 4d10 --note "the ministry corrected itself"
    """
    with open_base(db, write=True) as base:
        before = {c.id for c in base.conflicts}
        target = _one(judgement, [j.id for j in base.store.judgements()], "judgement in force", "factbase judge list")
        base.undo(target, who(by), note)
        tell(f"judgement {target} taken back", base, before, quiet)


@judge.command("export")
def _export(db: Db = None) -> None:
    """Print all judgements as JSON lines, for version control or a colleague.

    \b
    Example:
      factbase judge export --db aid.db > judgements.jsonl
    """
    with open_base(db) as base:
        sys.stdout.write(base.store.export_judgements())


@judge.command("import")
def _import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `factbase judge export` printed; - for stdin.")],
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Add the judgements of a file that the base lacks, and reconcile.

    \b
    Example:
      factbase judge import judgements.jsonl --db aid.db
    """
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except OSError as error:
        fail(f"{file}: cannot be read: {error.strerror}", USAGE)
    except UnicodeDecodeError as error:
        fail(
            f"{file}: is no UTF-8 ({error.reason} at byte {error.start}); `factbase judge export` writes what is read here", USAGE
        )
    with open_base(db, write=True) as base:
        before = {c.id for c in base.conflicts}
        added = base.import_judgements(text.splitlines(), str(file))
        tell(f"{count(added, 'judgement')} added", base, before, quiet)


def tell(done: str, base: Base, before: set[str], quiet: bool) -> None:
    """Say what was done, and which conflicts it closed and opened."""
    after = {c.id for c in base.conflicts}
    for ids, what in ((before - after, "closed"), (after - before, "opened")):
        if ids:
            done += f"; {what} {', '.join(sorted(i[:8] for i in ids)[:SHOWN])}{' …' if len(ids) > SHOWN else ''}"
    output.note(f"{done}; {count(len(after), 'open conflict')}", quiet)


def two(chosen: list[str], what: str) -> None:
    """Hold a judgement to be of two things at least.

    Raises:
        typer.Exit: where it is of fewer.
    """
    if len(chosen) < 2:
        fail(f"give two {what} or more", USAGE)


def _one(beginning: str, ids: Any, what: str, listed: str) -> str:
    """The one id that begins so.

    Raises:
        typer.Exit: where none does, or several do.
    """
    found = [i for i in ids if i.startswith(beginning)] if beginning else []
    if beginning in found:
        return beginning
    if len(found) != 1:
        fail(f"{'no' if not found else 'more than one'} {what} begins with {beginning!r}; see {listed}", USAGE)
    return str(found[0])


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(judge, name="judge")
