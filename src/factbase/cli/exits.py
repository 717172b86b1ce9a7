"""Exit codes, and the one place where an error becomes a message and a code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

FINE = 0
FOUND = 1
USAGE = 2
INCOMPLETE = 3
NO_BASE = 4
CUT = 141
"""What a shell says of a program whose reader went away, as with `| head`."""

EXIT_CODES = {
    FINE: "fine",
    FOUND: "something was found that asks for attention: a contradiction in a draft, damage in a base, an open conflict "
    "where --exit-code was given",
    USAGE: "the command, an option or the configuration is wrong; nothing was done",
    INCOMPLETE: "some input could not be used; the rest was done",
    NO_BASE: "the base does not exist, is not a factbase, or cannot be written, or the output cannot",
    130: "interrupted",
    CUT: "whoever read the output went away, as `| head` does",
}


class Group(TyperGroup):
    """A group of commands in which our own errors end as one message that says what to do, never as a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error of ours becomes a message on stderr and an exit code."""
        from factbase.config import ConfigError
        from factbase.knowledge import KnowledgeError

        try:
            done = super().invoke(ctx)
            sys.stdout.flush()  # here, where it can still be told that it cannot be
            return done
        except (ConfigError, KnowledgeError) as error:
            fail(str(error), USAGE)
        except KeyboardInterrupt:
            typer.echo("factbase: interrupted", err=True)
            raise
        except BrokenPipeError:
            _no_more_output()
            raise typer.Exit(CUT) from None
        except OSError as error:
            if error.errno not in _NOT_WRITTEN:
                raise
            _no_more_output()
            fail(f"{error.filename or 'the output'}: cannot be written whole: {error.strerror}", NO_BASE)
        except Exception as error:
            code = next((_CODES[c.__name__] for c in type(error).__mro__ if _ours(c) and c.__name__ in _CODES), None)
            if code is None:
                raise
            fail(str(error), code)


class DefaultGroup(Group):
    """A group whose hidden command `conflict` is meant where the first argument names no command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the hidden command before arguments that begin with none."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["conflict", *args]
        return super().parse_args(ctx, args)


_CODES = {
    "NotThereError": USAGE,
    "JudgementError": USAGE,
    "PipelineError": USAGE,
    "StoreError": NO_BASE,
    "QueryError": USAGE,
    "ExportError": USAGE,
}
"""By name, so that no command pays for importing what it does not use."""


_NOT_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
"""Of the operating system's errors those of a disk that takes no more."""


def _no_more_output() -> None:
    """Send what is still held back nowhere, so that the interpreter does not fail at it once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ours(kind: type) -> bool:
    return kind.__module__.startswith("factbase.")


def fail(message: str, code: int) -> NoReturn:
    """End with a message on stderr.

    Raises:
        typer.Exit: always.
    """
    typer.echo(f"factbase: {message}", err=True)
    raise typer.Exit(code)
