"""Checking one's own text: `factbase check`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from factbase.cli import output
from factbase.cli.exits import FOUND, INCOMPLETE, USAGE, fail
from factbase.cli.options import Db, Json, Knowledge, Quiet, chosen_settings, open_base, quiet_asked
from factbase.plural import count

FORMATS = ("text", "json", "sarif", "github")


def check(
    drafts: Annotated[list[str], typer.Argument(metavar="DRAFT", help="Texts of your own; - for stdin.")],
    db: Db = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json|sarif|github", help="How to print.")] = "text",
    as_json: Json = False,
    date: Annotated[str | None, typer.Option("--date", metavar="DAY", help="Day of undated drafts. Default: today.")] = None,
    knowledge: Knowledge = None,
    quiet: Quiet = False,
) -> None:
    """Look up every amount in a draft of your own.

    Each is supported, contradicted or unknown, with the sources' words.

    Exits with 1 where a source contradicts the draft, so that it can stand in a pre-commit hook or in CI. With --quiet only
    contradicted, disputed and outdated amounts are printed.

    \b
    Examples:
      factbase check draft.md --db aid.db
      factbase check drafts/ --format sarif > factbase.sarif
      git show HEAD:story.md | factbase check -
    """
    chosen = "json" if as_json else format
    if chosen not in FORMATS:
        fail(f"no format {chosen!r}; there are {', '.join(FORMATS)}", USAGE)
    from factbase import __version__, edtf
    from factbase import check as checks
    from factbase.report import lint, words

    if date is not None and not edtf.valid(date):
        fail(f"--date {date!r} is no day; write 2025-08-31", USAGE)
    settings = chosen_settings(knowledge)
    with open_base(db) as base:
        output.unfinished(base, quiet)
        against = checks.Base(base.claims, base.series, base.figures)
    findings, problems = checks.check(drafts, against, settings, date or words.today())
    if chosen == "text":
        output.lines(lint.text(findings, all=not quiet_asked(quiet)))
    elif chosen == "github":
        output.lines(lint.github(findings))
    else:
        print(
            json.dumps(
                lint.json(findings) if chosen == "json" else lint.sarif(findings, __version__), ensure_ascii=False, indent=2
            )
        )
    errors = output.problems(problems, quiet)
    counts = checks.counts(findings)
    output.note(f"{count(len(findings), 'amount')}: " + (", ".join(f"{n} {o}" for o, n in counts.items() if n) or "none"), quiet)
    if counts[checks.Outcome.CONTRADICTED]:
        raise typer.Exit(FOUND)
    if errors:
        raise typer.Exit(INCOMPLETE)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(check)
