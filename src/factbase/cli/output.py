"""Printing: rows on stdout in any format, everything else on stderr."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from factbase.cli.options import Format, chosen_format, quiet_asked
from factbase.plural import count

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from factbase.api import Base
    from factbase.model import Problem

_NUMBERS = {"value", "amount", "sources", "claims"}
_WHOLE = {"id", "value", "amount", "verdict", "status", "lang"}
"""Headings of columns whose cells are not broken over lines."""
_ROOMY = {"between", "also", "hedge", "programme", "title", "position", "code"}
"""Headings of columns that a narrow terminal goes without."""
ALIKE = 8
"""Problems of one kind in one file that are printed where a base has them all; the others are counted."""
NARROW = 110
"""Columns of a terminal below which a table leaves out what others say too; no other format leaves anything out."""
LONG = 30
"""Columns of a cell from which it has a line of its own where rows are paragraphs."""
FOLDED = 12
"""Columns that a cell which may be broken over lines needs at least."""
WIDE = 200
"""Columns of a table that goes to a pipe or a file, where nothing tells its width."""


def console(*, stderr: bool = False) -> Console:
    """A console for stdout or stderr: NO_COLOR and pipes are respected."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the program to say that its reader went away."""
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDE
    return Screen(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def rows(
    rows: Iterable[dict[str, Any]],
    format: Format,
    columns: Sequence[tuple[str, Any]] = (),
    title: str | None = None,
    empty: str = "Nothing found.",
) -> int:
    """Print rows, and say how many.

    Args:
        rows: JSON types, in order.
        columns: for people: of each column its heading and a function from a row to its text.
        empty: what people are told where there are none.
    """
    count = 0
    if format is Format.JSON:
        listed = list(rows)
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return len(listed)
    if format is Format.JSONL:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
            count += 1
        return count
    listed = list(rows)
    if format is Format.CSV:
        from factbase.report.csv import safe
        from factbase.rows import flat

        flattened = [flat(row) for row in listed]
        names = list(dict.fromkeys(name for row in flattened for name in row))
        if not names:
            return 0
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([safe(row.get(name)) for name in names] for row in flattened)
        return len(listed)
    if not listed:
        note(empty)
        return 0
    shown = [(name, text) for name, text in columns if name not in _ROOMY or width() >= NARROW]
    table(([text(row) for _, text in shown] for row in listed), [name for name, _ in shown], title)
    return len(listed)


def some(
    found: Iterable[dict[str, Any]],
    format: Format | None,
    as_json: bool,
    columns: Sequence[tuple[str, Any]],
    limit: int | None,
    empty: str,
) -> int:
    """As `rows`, of the first so many, in the format that the options ask for."""
    return rows(islice(found, limit), chosen_format(format, as_json), columns, empty=empty)


def table(lines: Iterable[Sequence[Any]], headings: Sequence[str], title: str | None = None) -> None:
    """Print a table for people; on a terminal too narrow for one each row as a paragraph."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    lines = [[cell if isinstance(cell, Text) else Text(visible(str(cell))) for cell in line] for line in lines]
    if _least(lines, headings) > width():
        _stacked(lines, headings)
        return
    shown = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for heading in headings:
        shown.add_column(heading, justify="right" if heading in _NUMBERS else "left", no_wrap=heading in _WHOLE, overflow="fold")
    for line in lines:
        shown.add_row(*line)
    console().print(shown)


def _least(lines: Sequence[Sequence[Text]], headings: Sequence[str]) -> int:
    """The columns of a terminal that a table needs at least to be read."""
    widest = [max([len(heading), *(line[n].cell_len for line in lines)]) for n, heading in enumerate(headings)]
    kept = [w if heading in _WHOLE else min(w, FOLDED) for w, heading in zip(widest, headings, strict=True)]
    return sum(kept) + 3 * (len(headings) - 1)


def _stacked(lines: Sequence[Sequence[Text]], headings: Sequence[str]) -> None:
    """Rows as paragraphs: long cells each on a line of their own, the short ones together."""
    from rich.text import Text

    for first, *others in lines:
        told = [
            (cell.cell_len > LONG, Text(f"{heading}: ").append(cell))
            for heading, cell in zip(headings[1:], others, strict=True)
            if cell.plain
        ]
        short = Text(" · ").join(cell for long, cell in told if not long)
        paragraph(Text(first.plain, style="bold"), *(cell for long, cell in told if long), *([short] if short else []))


def paragraph(*lines: Text, end: str = "\n") -> None:
    """Print lines for people that belong together, those after the first indented, wrapped at the terminal's width."""
    from rich.padding import Padding

    screen = console()
    for n, line in enumerate(lines):
        screen.print(Padding(line, (0, 0, 0, 2), expand=False) if n else line)
    screen.print(end=end)


_CONTROL = {c: "�" for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\n\t"}


def visible(text: str) -> str:
    """Text that cannot command a terminal: control characters of an article's text are shown as replaced."""
    return text.translate(_CONTROL)


def lines(found: Iterable[str]) -> None:
    """Print lines for people on stdout."""
    for line in found:
        print(visible(line))


def note(message: str, quiet: bool = False) -> None:
    """Tell the user something on stderr, unless asked to be quiet."""
    if not quiet_asked(quiet):
        print(visible(message), file=sys.stderr)


def unfinished(base: Base, quiet: bool = False) -> None:
    """Say where a run that was cut off, or still goes on, has left claims that no figure takes account of yet."""
    if waiting := len(base.store.pending()):
        note(
            f"{count(waiting, 'claim')} not reconciled yet: a run is under way or was cut off; `factbase run` finishes it", quiet
        )


def more(number: int, limit: int | None, noun: str, quiet: bool = False) -> None:
    """Say how many of a number were left out."""
    if limit is not None and number > limit:
        note(f"{count(number - limit, f'more {noun}')}; --limit {number} prints all", quiet)


def problems(found: Iterable[Problem], quiet: bool = False, kept: bool = False) -> int:
    """Print errors, and warnings and notes unless quiet, on stderr. Gives the number of errors.

    Args:
        kept: whether a base has them all, so that notes are only counted, and of many like ones in one file some will do.
    """
    errors = notes = 0
    alike: Counter[tuple[str, str | None]] = Counter()
    for problem in found:
        errors += problem.severity == "error"
        notes += problem.severity == "note" and kept
        if (problem.severity == "note" and kept) or (problem.severity != "error" and quiet_asked(quiet)):
            continue
        alike[problem.code, problem.source] += 1
        if not kept or alike[problem.code, problem.source] <= ALIKE:
            print(visible(str(problem)), file=sys.stderr)
    for (code, source), times in alike.items():
        if kept and times > ALIKE:
            print(visible(f"{source}: {times - ALIKE} more of {code}; `factbase problems` lists them"), file=sys.stderr)
    if notes:
        note(f"{count(notes, 'note')}; `factbase problems` lists them", quiet)
    return errors


def width() -> int:
    """Columns of the terminal, or of a wide pipe."""
    return console().width
