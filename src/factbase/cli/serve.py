"""Serving: `factbase serve-reconcile`."""

from __future__ import annotations

from typing import Annotated

import typer

from factbase.cli import output
from factbase.cli.exits import USAGE, fail
from factbase.cli.options import Db, Quiet, open_base


def serve_reconcile(
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes any that is free.")] = 8765,
    db: Db = None,
    quiet: Quiet = False,
) -> None:
    """Serve the entities of a base to OpenRefine.

    Reconciliation Service API 0.2, on this machine only, until interrupted.

    In OpenRefine: Reconcile, Start reconciling, Add standard service, and give it the address that is printed.

    \b
    Example:
      factbase serve-reconcile --db aid.db --port 8765
    """
    from factbase import service

    with open_base(db) as base:
        matcher = service.Matcher(base.entities())
    try:
        server = service.serve(matcher, port)
    except OSError as error:
        fail(f"port {port} cannot be used ({error.strerror}); give another with --port", USAGE)
    output.note(f"http://127.0.0.1:{server.server_address[1]}/ serves {len(matcher.entities)} entities; Ctrl+C ends it", quiet)
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            output.note("ended", quiet)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("serve-reconcile")(serve_reconcile)
