"""Options that many commands share, and what they come to."""

from __future__ import annotations

import getpass
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factbase.cli.exits import USAGE, fail

if TYPE_CHECKING:
    from factbase.api import Base
    from factbase.config import Config
    from factbase.settings import Settings


class Format(StrEnum):
    """How rows are printed: for people, or for machines."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


Db = Annotated[
    str | None,
    typer.Option("--db", metavar="FILE|URL", help="The base. Default: FACTBASE_DB, `db` in factbase.toml, or factbase.db."),
]
Output = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="table|json|jsonl|csv",
        help="table for people (default), or json, jsonl, csv.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress, summary, warnings or notes; errors still.")]
Knowledge = Annotated[
    list[Path] | None,
    typer.Option("--knowledge", metavar="FOLDER", help="A folder of your own knowledge files. May be repeated."),
]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many rows.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides. Default: the user's name.", envvar="FACTBASE_USER")]
Note = Annotated[str, typer.Option("--note", help="Why, for those who read it later.")]


class Globals:
    """The options given before the command; the same option after the command wins."""

    def __init__(
        self,
        db: str | None = None,
        format: Format | None = None,
        quiet: bool = False,
        knowledge: tuple[Path, ...] = (),
        config: Path | None = None,
    ) -> None:
        self.db = db
        self.format = format
        self.quiet = quiet
        self.knowledge = knowledge
        self._config = config

    def config(self) -> Config:
        """The configuration in force.

        Raises:
            factbase.config.ConfigError: where it cannot be read.
        """
        from factbase.config import load

        return load(self._config)


_GIVEN: ContextVar[Globals | None] = ContextVar("given", default=None)


def remember(globals_: Globals) -> None:
    """Keep the options given before the command."""
    _GIVEN.set(globals_)


def given() -> Globals:
    """The options given before the command that is running."""
    return _GIVEN.get() or Globals()


def chosen_format(format: Format | None, as_json: bool) -> Format:
    """The format asked for, by whichever option."""
    return Format.JSON if as_json else format or given().format or Format.TABLE


def chosen_db(db: str | None) -> str:
    """The base asked for: after the command, before it, by the environment, by the configuration, or the default."""
    from factbase.config import DEFAULT_DB

    return db or given().db or given().config().db or DEFAULT_DB


def open_base(db: str | None, *, write: bool = False) -> Base:
    """Open the base asked for, and put the user's names in force, by which he may ask it.

    Raises:
        factbase.store.StoreError: where there is none, or it cannot be used.
        factbase.config.ConfigError, factbase.knowledge.KnowledgeError: where the user's knowledge cannot be used.
    """
    from factbase.api import Base

    chosen_knowledge()
    return Base.open(chosen_db(db), write=write)


def chosen_knowledge(knowledge: list[Path] | None = None) -> tuple[Path, ...]:
    """The user's knowledge folders: after the command, before it, by the configuration or by the environment; put in force.

    Raises:
        factbase.config.ConfigError, factbase.knowledge.KnowledgeError: where they cannot be used.
    """
    from factbase import knowledge as files

    configured = given().config().values.get("knowledge", ())
    folders = tuple(knowledge or ()) or given().knowledge or tuple(configured) or files.user_folders()
    files.use_folders(folders)
    return folders


def chosen_settings(knowledge: list[Path] | None = None, **overrides: object) -> Settings:
    """The settings of this run; knowledge folders are put in force.

    Raises:
        factbase.config.ConfigError, factbase.knowledge.KnowledgeError: where they cannot be used.
    """
    return given().config().settings(knowledge=chosen_knowledge(knowledge), **overrides)


def quiet_asked(quiet: bool) -> bool:
    """Whether to print nothing but the answer and errors."""
    return quiet or given().quiet


def who(by: str | None) -> str:
    """The author: named, or the user of this machine.

    Raises:
        typer.Exit: where neither is known.
    """
    if by:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        fail("who decides? give --by NAME", USAGE)
