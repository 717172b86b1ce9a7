"""Commands that ask a base: claims, figures, conflicts, show, query, problems, documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factbase.cli import output
from factbase.cli.exits import FOUND, USAGE, fail
from factbase.cli.options import Db, Format, Json, Limit, Output, Quiet, chosen_format, open_base

if TYPE_CHECKING:
    from factbase.api import Base
    from factbase.model import Conflict, Figure, Problem
    from factbase.query import Answer
    from factbase.table import Row

ANSWERS = 8
"""Answers that people are shown where they say no number."""

_SEVERITIES = ("error", "warning", "note")
ATTENTION = ("conflict", "explained", "agree", "single")
"""Verdicts in the order in which people are shown them."""
VERDICT_STYLE = {"conflict": "bold red", "agree": "green", "explained": "yellow", "single": "dim"}


def _verdict(row: Row) -> Any:
    from rich.text import Text

    from factbase.model import Verdict
    from factbase.report.words import VERDICTS

    sign, word, _ = VERDICTS[Verdict(row["verdict"])]
    return Text(f"{sign} {word}", style=VERDICT_STYLE[row["verdict"]])


def _short(row: Row) -> str:
    return str(row["id"])[:8]


FIGURE_COLUMNS: list[tuple[str, Any]] = [
    ("id", _short),
    ("figure", lambda r: r["name"]),
    ("value", lambda r: r["shown"]),
    ("between", lambda r: r["between"]),
    ("as of", lambda r: r["date"] or ""),
    ("verdict", _verdict),
    ("sources", lambda r: r["sources"]),
]


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
        ("id", _short),
        ("article", lambda r: r["doc"]),
        ("amount", lambda r: r["stated"]),
        ("measure", lambda r: r["measure"]),
        ("status", lambda r: r["status"]),
        ("date", lambda r: r["date"] or ""),
        ("as written", lambda r: r["quote"]),
    ]
    with open_base(db) as base:
        if article is not None and not base.store.documents([article]):
            fail(f"no article {article!r}; `factbase documents` lists them", USAGE)
        told = zip(base.claims, base.claims.rows(), strict=True)
        rows = (row for claim, row in told if article in (None, claim.doc))
        if chosen_format(format, as_json) is Format.TABLE:
            rows = (row | {"stated": stated(claim)} for claim, row in told if article in (None, claim.doc))
        _print(rows, format, as_json, columns, limit, "No claims.")


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
        if chosen_format(format, as_json) is Format.TABLE:
            _print(_for_people(base, verdict, limit), format, as_json, FIGURE_COLUMNS, limit, "No figures.")
        else:
            rows = (row for row in base.figures.rows() if verdict in (None, row["verdict"]))
            _print(rows, format, as_json, FIGURE_COLUMNS, limit, "No figures.")


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
        if chosen_format(format, as_json) is not Format.TABLE:
            count = _print(base.conflicts.rows(), format, as_json, [], limit, "")
        elif count := len(base.conflicts):
            figures = {f.id: f for f in base.figures}
            for conflict in base.conflicts[:limit]:
                _conflict(conflict, figures[conflict.figure])
            output.more(count, limit, "conflict", quiet)
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
        Text("✗ ", style=VERDICT_STYLE["conflict"]).append(output.visible(reason(conflict, figure)), style="default"),
    ]
    if conflict.diagnosis:
        lines.append(Text(f"likeliest slip: {output.visible(conflict.diagnosis[0].text)}"))
    output.paragraph(*lines)


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
    import json

    from factbase.model import plain
    from factbase.report import text

    with open_base(db) as base:
        dossier = base.show(id)
    if chosen_format(None, as_json) in (Format.JSON, Format.JSONL):
        whole = {name: plain(value) for name, value in _shallow(dossier).items()}
        whole["witnesses"] = [{name: plain(value) for name, value in _shallow(w).items()} for w in dossier.witnesses]
        print(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        output.lines(text.write(dossier, min(output.width(), 110), steps=steps).splitlines())


def _shallow(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


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
        answers = base.query(words, limit=None if shown is Format.TABLE else limit, **filters)
        if shown is not Format.TABLE:
            rows = answers.rows()
            for row in rows if shown is Format.CSV else ():
                row.pop("over_time")
            output.rows(rows, shown)
        elif not answers:
            output.note("Nothing found. Other words, fewer filters, or `factbase figures` for all there is.", quiet)
        else:
            _answers(answers[: limit or ANSWERS])
            output.more(len(answers), limit or ANSWERS, "answer", quiet)


def _answers(answers: Iterable[Answer]) -> None:
    """Answers as paragraphs: what it is, what it comes to, who says so, and how it changed."""
    from rich.text import Text

    from factbase.model import Verdict
    from factbase.report.words import VERDICTS, as_of, figure_span, figure_value, printed, quoted, source, sources

    told: set[str] = set()
    for answer in answers:
        figure, claim = answer.figure, answer.claim
        sign, word, _ = VERDICTS[figure.verdict]
        heading = Text(output.visible(answer.label), style="bold").append(f"  {figure.id[:8]}", style="not bold dim")
        line = Text(figure_value(figure, answer.claims), style="bold cyan")
        when = f"  {as_of(figure.date)}" if figure.date else ""
        line.append(f"  ({figure_span(figure, answer.claims)}){when}  ", style="not bold default")
        line.append(f"{sign} {word}", style=f"not bold {VERDICT_STYLE[figure.verdict]}")
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
        _print((plain(p) for p in sorted(base.problems, key=_urgency)), format, as_json, columns, limit, "No problems.")


def _urgency(problem: Problem) -> tuple[int, str, list[int], str]:
    """What to sort problems by: errors first, then by source and place, line 9 before line 18."""
    place = [int(number) for number in re.findall(r"\d+", problem.position or "")]
    return _SEVERITIES.index(problem.severity), problem.source or "", place, problem.message


def documents(db: Db = None, format: Output = None, as_json: Json = False, limit: Limit = None, quiet: Quiet = False) -> None:
    """Print the articles of a base.

    \b
    Examples:
      factbase documents --db aid.db --format csv
    """
    names = ("name", "publisher", "published", "lang", "title")
    columns: list[tuple[str, Any]] = [(n, lambda r, n=n: r[n] or "") for n in names]
    with open_base(db) as base:
        counts = base.store.claim_counts()
        rows = (
            {k: v for k, v in row.items() if k != "text"} | {"claims": counts.get(row["name"], 0)}
            for row in base.documents.rows()
        )
        _print(rows, format, as_json, [*columns, ("claims", lambda r: r["claims"])], limit, "No articles.")


def _print(rows: Any, format: Format | None, as_json: bool, columns: list[tuple[str, Any]], limit: int | None, empty: str) -> int:
    from itertools import islice

    return output.rows(islice(rows, limit), chosen_format(format, as_json), columns, empty=empty)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (query, show, figures, conflicts, claims, documents, problems):
        app.command()(command)
