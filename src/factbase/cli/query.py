"""Asking in words: `factbase query`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from factbase.cli import cells, output
from factbase.cli.options import Db, Format, Json, Limit, Output, Quiet, chosen_format, open_base

if TYPE_CHECKING:
    from factbase.query import Answer

ANSWERS = 8
"""Answers that people are shown where they say no number."""


def query(
    text: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]...", help="Words in any language it knows.")] = None,
    payer: Annotated[str | None, typer.Option(help="Who pays: a name or a code (NL).")] = None,
    payee: Annotated[str | None, typer.Option(help="Who receives.")] = None,
    programme: Annotated[str | None, typer.Option(help="Fund, initiative, operation or deal.")] = None,
    status: Annotated[str | None, typer.Option(help="pledged, budgeted, committed, delivered, requested or other.")] = None,
    concept: Annotated[str | None, typer.Option(help="A key of the concept file, such as military_aid.")] = None,
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="Stated in this currency by some source.")] = None,
    verdict: Annotated[str | None, typer.Option(help="single, agree, explained or conflict.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="About this day, month or year, or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="About this day, month or year, or earlier.")] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="As it stood on a day: of each series one figure.")] = None,
    db: Db = None,
    format: Output = None,
    as_json: Json = False,
    limit: Limit = None,
    quiet: Quiet = False,
) -> None:
    """Find figures by words, parties, time; typos are forgiven.

    \b
    Examples:
      factbase query Dutch military aid to Ukraine
      factbase query Nederlandse steun Oekraïne --at 2025-03-01
      factbase query --payer NL --status delivered --since 2024 --verdict conflict
      factbase query aid --currency USD --format csv
    """
    from factbase.query import QueryError

    filters = {
        "payer": payer, "payee": payee, "programme": programme, "status": status, "concept": concept,
        "currency": currency, "verdict": verdict, "since": since, "until": until, "at": at,
    }  # fmt: skip
    words = " ".join(text or ())
    if not words and not any(filters.values()):
        raise QueryError("what to look for? give words, or a filter such as --payer NL")
    shown = chosen_format(format, as_json)
    with open_base(db) as base:
        output.unfinished(base, quiet)
        answers = base.query(words, limit=limit or (ANSWERS if shown is Format.TABLE else None), **filters)
        if shown is not Format.TABLE:
            rows = answers.rows()
            for row in rows if shown is Format.CSV else ():
                row.pop("over_time")
            output.rows(rows, shown)
        elif not answers:
            output.note("Nothing found. Other words, fewer filters, or `factbase figures` for all there is.", quiet)
        else:
            _answers(answers)
            output.more(answers.total, len(answers), "answer", quiet)


def _answers(answers: Iterable[Answer]) -> None:
    """Answers as paragraphs: what it is, what it comes to, who says so, and how it changed."""
    from rich.text import Text

    from factbase.model import Verdict
    from factbase.report.words import as_of, figure_span, figure_value, printed, quoted, source, sources, verdict

    told: set[str] = set()
    for answer in answers:
        figure, claim = answer.figure, answer.claim
        sign, word, _ = verdict(figure.verdict, figure.support)
        heading = Text(output.visible(answer.label), style="bold").append(f"  {figure.id[:8]}", style="not bold dim")
        line = Text(figure_value(figure, answer.claims), style="bold cyan")
        when = f"  {as_of(figure.date)}" if figure.date else ""
        line.append(f"  ({figure_span(figure, answer.claims)}){when}  ", style="not bold default")
        line.append(f"{sign} {word}", style=f"not bold {cells.STYLE[figure.verdict]}")
        if figure.verdict is not Verdict.SINGLE:
            line.append(f"  {sources(figure)}", style="not bold default")
        origin = ", ".join(part for part in (source(claim), printed(claim.published)) if part)
        output.paragraph(heading, line, Text(output.visible(f"{quoted(claim)} {origin}".strip()), style="italic"), end="")
        if len(answer.over_time) > 1 and figure.series not in told:
            told.add(figure.series)
            _chart(answer)
        output.paragraph()


def _chart(answer: Answer) -> None:
    """The figures of one series over time as bars."""
    from factbase.report import bars
    from factbase.report.words import figure_span, figure_value, time

    screen, figures, unit = output.console(), answer.over_time, answer.over_time[-1].unit
    greatest = max(f.value for f in figures if f.unit == unit)
    dates = [time(f.date) or "no date" for f in figures]
    values = [figure_value(f, answer.claims) for f in figures]
    for figure, date, value in zip(figures, dates, values, strict=True):
        drawn = bars.bar(figure.value, greatest) if figure.unit == unit else ""
        line = f"    {date.ljust(max(map(len, dates)))}  {value.rjust(max(map(len, values)))}  "
        line += f"{drawn.ljust(24)}  {figure_span(figure, answer.claims)}"
        screen.print(line.rstrip(), markup=False, no_wrap=True, overflow="ellipsis")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(query)
