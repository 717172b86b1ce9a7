"""Commands that fill a base: extract, run, retract."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import output
from factbase.cli.exits import INCOMPLETE, USAGE, fail
from factbase.cli.options import (
    By,
    Db,
    Format,
    Json,
    Knowledge,
    Note,
    Output,
    Quiet,
    chosen_db,
    chosen_format,
    chosen_settings,
    quiet_asked,
)
from factbase.plural import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factbase.engine.local import RunResult
    from factbase.model import Claim, Problem
    from factbase.settings import Settings

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH", help="Files and folders of .txt, .md, .html, .jsonl, .csv; - for stdin.")
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes to work with; 0 for one a core.")]


def extract(
    paths: Paths,
    format: Output = None,
    as_json: Json = False,
    steps: Annotated[bool, typer.Option("--steps", help="With the explanation of every slot.")] = False,
    knowledge: Knowledge = None,
    quiet: Quiet = False,
) -> None:
    """Print every amount that articles state; keep nothing.

    \b
    Examples:
      factbase extract article.txt
      factbase extract articles/ --format jsonl > claims.jsonl
      echo "Nearly $9 billion has been given." | factbase extract -
    """
    settings = chosen_settings(knowledge)
    found: list[Problem] = []
    from factbase.report.words import stated
    from factbase.rows import claim_row

    columns: list[tuple[str, Callable[[dict[str, Any]], str]]] = [
        ("article", lambda r: r["doc"]),
        ("amount", lambda r: r["stated"]),
        ("payer", lambda r: ", ".join(r["payer"])),
        ("payee", lambda r: ", ".join(r["payee"])),
        ("programme", lambda r: r["programme"] or ""),
        ("status", lambda r: r["status"]),
        ("date", lambda r: r["date"] or ""),
        ("as written", lambda r: r["quote"]),
    ]
    shown = chosen_format(format, as_json)
    claims = _claims(paths, settings, found)
    rows = (claim_row(claim, steps=steps) | ({"stated": stated(claim)} if shown is Format.TABLE else {}) for claim in claims)
    output.rows(rows, shown, columns, empty="No amounts found.")
    if output.problems(found, quiet):
        raise typer.Exit(INCOMPLETE)


def _claims(paths: list[str], settings: Settings, found: list[Problem]) -> Iterator[Claim]:
    from factbase.extract.claims import extract as extract_claims
    from factbase.extract.names import trained
    from factbase.model import Claim, Problem
    from factbase.read import items

    trained.use(settings.spacy_model)
    for item in items(paths, settings):
        if isinstance(item, Problem):
            found.append(item)
        elif isinstance(item, Claim):
            yield item
        else:
            claims, problems = extract_claims(item)
            found += problems
            yield from claims


def run(
    paths: Paths,
    db: Db = None,
    base_currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help="ISO 4217 code that amounts are compared in.")
    ] = None,
    rates: Annotated[
        list[Path] | None, typer.Option("--rates", metavar="FILE", help="Your own exchange rates (CSV); they win.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published", metavar="DATE", help="Date of the articles that give none; it stays with them. `none` forgets it."
        ),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Take articles out whose files are gone from these folders.")] = False,
    jobs: Jobs = None,
    knowledge: Knowledge = None,
    quiet: Quiet = False,
) -> None:
    """Read articles into a base, reconcile them and flag conflicts.

    Works out which claims state the same figure, and whether all of them can be right.
    Running again on the same articles changes nothing; a changed article replaces what it said before; judgements stay.

    \b
    Examples:
      factbase run seeds/ --db aid.db
      factbase run undated.txt --published 2025-10-03 --db aid.db
      factbase run wire.jsonl table.csv --db aid.db --currency USD --jobs 0
    """
    from factbase.engine.local import run as run_local

    settings = chosen_settings(knowledge, base_currency=base_currency, rates=tuple(rates or ()), published=published, jobs=jobs)
    _check_money(settings)
    place = chosen_db(db)
    begun = time.monotonic()
    with _Progress(quiet) as progress:
        result = run_local(paths, place, settings, progress, prune)
    errors = output.problems(result.problems, quiet, kept=True)
    gone = ", ".join(result.withdrawn)
    output.note(
        f"{_read(result)} read; {f'{gone} taken out; ' if gone else ''}{place} now has "
        f"{count(result.figures, 'figure')} and {count(result.conflicts, 'open conflict')} "
        f"({time.monotonic() - begun:.1f} s)",
        quiet,
    )
    if errors:
        raise typer.Exit(INCOMPLETE)


def _read(result: RunResult) -> str:
    """What a run read, such as `2 articles and 1 table with 9 claims`, or `5 articles (4 unchanged) with 9 claims`."""
    same = f" ({result.unchanged} unchanged)" if result.unchanged else ""
    kinds = [count(result.documents, "article") + same] if result.documents or not result.tables else []
    kinds += [count(result.tables, "table")] if result.tables else []
    return f"{' and '.join(kinds)} with {count(result.claims, 'claim')}"


def _check_money(settings: Settings) -> None:
    """Hold the base currency and the files of rates to be usable before anything is read.

    Raises:
        typer.Exit: where they are not: every amount would go unconverted, or be converted at rates that the user did not mean.
    """
    from factbase.normalise import rates

    if unread := [p for p in rates.user_quotes(settings.rates)[1] if p.position is None]:
        fail(f"{unread[0].source}: {unread[0].message}", USAGE)
    if not rates.known(settings.base_currency, settings.rates):
        fail(
            f"no rate of {settings.base_currency!r} is known on any day, so nothing can be compared in it; "
            "write an ISO 4217 code, or give its rates with --rates",
            USAGE,
        )


class _Progress:
    """A bar on stderr while a terminal looks on; nothing otherwise. Called with (done, total or None, what)."""

    def __init__(self, quiet: bool) -> None:
        self._console = output.console(stderr=True)
        self._shown = self._console.is_terminal and not quiet_asked(quiet)

    def __enter__(self) -> Callable[[int, int | None, str], None]:
        if not self._shown:
            return lambda done, total, what: None
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._bar.start()
        task = self._bar.add_task("reading", total=None)
        return lambda done, total, what: self._bar.update(task, completed=done, total=total, description=what)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()


def retract(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", help="Names, as in `factbase documents`.")],
    note: Note = "",
    by: By = None,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Take articles out of a base, and all that rests on them.

    They stay in its history (`factbase history`). Reading one again brings it back.

    \b
    Examples:
      factbase retract 2025-10-03-wire --db aid.db
    """
    from factbase.cli.options import open_base, who

    with open_base(db, write=True) as base:
        base.retract(*articles, by=who(by), note=note or None)
        left = len(base.conflicts)
    output.note(f"{', '.join(articles)} retracted; {count(left, 'open conflict')} left", quiet)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (extract, run, retract):
        app.command()(command)
