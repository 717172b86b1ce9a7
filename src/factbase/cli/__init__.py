"""The command line: a mirror of the Python API, one module a group of commands.

Nothing heavy is imported here; a command imports what it needs when it runs, so that `--help` and completion are quick.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from factbase.cli.exits import EXIT_CODES, Group
from factbase.cli.options import Db, Format, Globals, Knowledge, Output, Quiet, remember

_EPILOG = "Exit codes: " + " · ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items()) + "."

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
)


def _version(asked: bool) -> None:
    if asked:
        from factbase import __version__

        typer.echo(f"factbase {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    db: Db = None,
    format: Output = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    quiet: Quiet = False,
    knowledge: Knowledge = None,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Use this factbase.toml.", envvar="FACTBASE_CONFIG")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Which articles state the same figure, which of them conflict, and why.

    Begin with `factbase run articles/`, then look at `factbase figures` and `factbase conflicts`.
    """
    remember(Globals(db, Format.JSON if as_json else format, quiet, tuple(knowledge or ()), config))


def _register() -> None:
    from factbase.cli import articles, base, build, changes, conflicts, draft, entities, export, figures, judge, query, serve

    for module in (build, query, figures, conflicts, articles, changes, draft, export, judge, entities, base, serve):
        module.register(app)


_register()


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what a terminal cannot show must not end a command
    app(prog_name="factbase")
