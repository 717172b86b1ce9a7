"""The command line: a mirror of the Python API."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=True)


@app.callback()
def _root() -> None:
    """Cross-source fact reconciliation: which articles state the same figure, which conflict, and why."""


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Articles: files or folders.")],
    format: Annotated[str, typer.Option(help="jsonl")] = "jsonl",
) -> None:
    """Print every amount that the articles state."""
    from factbase.extract.claims import extract as extract_claims
    from factbase.model import Document, Problem, plain
    from factbase.read import items

    for item in items(paths):
        if isinstance(item, Problem):
            print(item, file=sys.stderr)
        elif isinstance(item, Document):
            claims, problems = extract_claims(item)
            for claim in claims:
                print(json.dumps(plain(claim), ensure_ascii=False))
            for problem in problems:
                print(problem, file=sys.stderr)


def main() -> None:
    """Run the command line."""
    app()
