"""Exporting: `factbase export`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from factbase.cli import output
from factbase.cli.exits import NO_BASE, USAGE, fail
from factbase.cli.options import Db, Quiet, open_base


def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="claims, figures or conflicts.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here; default: stdout.")] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="csv, json, jsonl, parquet, xlsx, md, html or jsonld."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the conflict report.")] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="Conflicts in the report at most, the widest gaps first.")
    ] = 200,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Write claims, figures, conflicts, or the conflict report.

    Without --format the file's ending tells the format. Conflicts as md or html are the conflict report.

    \b
    Examples:
      factbase export conflicts --format md
      factbase export conflicts --out report.html --title "Aid to Ukraine"
      factbase export claims --out claims.parquet
      factbase export figures --format csv > figures.csv
    """
    from factbase.report import charts
    from factbase.report import export as exports
    from factbase.report.errors import ExportError

    exports.named(what)
    if format is not None and format not in set(exports.Format):
        raise ExportError(f"no format {format!r}; there are {', '.join(exports.Format)}")
    if format is None and out is None:
        fail("give --format, or --out with an ending that tells it", USAGE)
    chosen = exports.Format(format) if format else exports.format_of(out or Path())
    if chosen in exports.BINARY and out is None:
        if sys.stdout.isatty():
            fail(f"{chosen} is binary; give --out FILE", USAGE)
        out = Path("/dev/stdout")
    with open_base(db) as base:
        output.unfinished(base, quiet)
        if chosen in exports.BINARY:
            assert out is not None
            _replace(out, lambda path: exports.binary(base, what, chosen, path))
        else:
            text = exports.text(base, what, chosen, title, limit)
            if out is None:
                sys.stdout.write(text)
            else:
                _replace(out, lambda path: path.write_text(text, encoding="utf-8", newline=""))
    if chosen is exports.Format.HTML and not charts.drawn():
        output.note(
            "its pictures are of characters; with the extra `charts` (altair, vl-convert) installed they are drawn", quiet
        )
    if out is not None:
        output.note(f"{what} written to {out}", quiet)


def _replace(out: Path, write: Callable[[Path], object]) -> None:
    """Write beside the file, in a folder that is made if need be, and put it in its place when it is whole, so that a failure
    leaves what was there."""
    if out.exists() and not out.is_file():
        write(out)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        os.close(handle)
    except OSError as error:
        fail(f"{out}: cannot be written: {error.strerror}", NO_BASE)
    try:
        write(Path(name))
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error
    finally:
        Path(name).unlink(missing_ok=True)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(export)
