"""Bringing an older base up to date with Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

_FOLDER = Path(__file__).parent / "migrations"


def newest() -> str:
    """The schema that the last migration leads to, the one that `tables` describes: `0006`."""
    return max(path.name[1:5] for path in (_FOLDER / "versions").glob("v*.py"))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that the base lacks, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
