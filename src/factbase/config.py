"""`factbase.toml`: what a project sets once, so that its commands stay short.

    db = "aid.db"                  # the base that commands read and write
    base_currency = "EUR"          # what amounts are compared in
    knowledge = ["knowledge"]      # folders added to the shipped knowledge
    rates = ["rates.csv"]          # the project's own exchange rates, which win

The file is looked for in the working folder and its parents, or named by FACTBASE_CONFIG or `--config`. Paths in it are
relative to it. Every key of `factbase.settings.Settings` may stand in it, and `db`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factbase.settings import Settings

NAME = "factbase.toml"
DEFAULT_DB = "factbase.db"
_PATHS = ("rates", "knowledge")


class ConfigError(ValueError):
    """A configuration file cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Config:
    """What holds for one command before its own options are looked at.

    Attributes:
        path: the file it was read from, None where there is none.
        db: path or URL of the base, None where neither file nor environment names one.
        values: the keys of Settings that are set.
    """

    path: Path | None
    db: str | None
    values: Mapping[str, Any]

    def settings(self, **overrides: Any) -> Settings:
        """The settings of a run; an override that is None or empty leaves what is configured.

        Raises:
            ConfigError: where a value is of the wrong type or outside its range.
        """
        from pydantic import ValidationError

        from factbase.settings import Settings

        chosen = {**self.values, **{k: v for k, v in overrides.items() if v not in (None, (), [])}}
        try:
            return Settings(**chosen)
        except ValidationError as error:
            said = ((e["loc"], e["msg"].removeprefix("Value error, ")) for e in error.errors())
            faults = "; ".join(f"{'.'.join(map(str, place))}: {message}" for place, message in said)
            raise ConfigError(f"{self.path or 'settings'}: {faults}") from error


def find(start: Path | None = None) -> Path | None:
    """The configuration file in force for a folder: FACTBASE_CONFIG, or the nearest `factbase.toml` upwards."""
    if named := os.environ.get("FACTBASE_CONFIG"):
        return Path(named)
    folder = (start or Path.cwd()).resolve()
    return next((p for f in (folder, *folder.parents) if (p := f / NAME).is_file()), None)


def load(path: Path | None = None) -> Config:
    """Read the configuration in force, or the one at `path`.

    Raises:
        ConfigError: where the file cannot be read, is no TOML or holds an unknown key.
    """
    db = os.environ.get("FACTBASE_DB")
    model = os.environ.get("FACTBASE_SPACY_MODEL")
    named = {"spacy_model": model} if model else {}
    path = path or find()
    if path is None:
        return Config(None, db, named)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    from factbase.settings import Settings

    known = {"db", *Settings.model_fields}
    if unknown := sorted(set(content) - known):
        raise ConfigError(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    here = path.resolve().parent
    configured_db = content.pop("db", None)
    if configured_db is not None and not isinstance(configured_db, str):
        raise ConfigError(f"{path}: db must be a path or a URL in quotes")
    if configured_db and "://" not in configured_db:
        configured_db = str(here / configured_db)
    for key in _PATHS:
        if key in content:
            listed = content[key] if isinstance(content[key], list) else [content[key]]
            content[key] = tuple(here / str(item) for item in listed)
    return Config(path, db or configured_db, content | named)
