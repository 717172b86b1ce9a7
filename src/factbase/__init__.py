"""factbase: a cross-source fact-reconciliation knowledge base.

    import factbase

    factbase.run(["articles/"], db="aid.db")
    with factbase.open("aid.db") as base:
        for answer in base.query("Dutch military aid to Ukraine", at="2025-08-31"):
            print(answer)

    claims, problems = factbase.extract("Nearly $9 billion has been given.")

Nothing heavy is imported until one of these is called.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factbase.api import Base
    from factbase.engine.local import RunResult
    from factbase.model import Claim, Document, Problem
    from factbase.settings import Settings
    from factbase.table import Table

__version__ = "0.1.0"
__all__ = ["extract", "open", "run"]


def open(path: str | Path, *, create: bool = False, write: bool = False) -> Base:
    """Open a base by path or database URL, to ask it things, or with `write` to judge and retract.

    Raises:
        factbase.store.StoreError: where there is none, or it cannot be used.
    """
    from factbase.api import Base

    return Base.open(path, create=create, write=write)


def extract(text: str | Document, **about: Any) -> tuple[Table[Claim], list[Problem]]:
    """Every amount that a text states, and what was wrong.

    Args:
        text: the text, or a Document.
        about: what is known of a plain text: `lang`, `published` (EDTF), `publisher`, `title`, `name`.
    """
    from factbase.api import extract

    return extract(text, **about)


def run(paths: str | Path | Iterable[str | Path], db: str | Path, settings: Settings | None = None) -> RunResult:
    """Read articles into a base and reconcile it: the main job.

    Raises:
        factbase.store.StoreError: where the base cannot be written.
    """
    from factbase.api import run

    return run(paths, db, settings)


class _Extract(ModuleType):
    """The subpackage `factbase.extract`, which can be called as the function of its name."""

    def __call__(self, text: str | Document, **about: Any) -> tuple[Table[Claim], list[Problem]]:
        """See `factbase.api.extract`."""
        from factbase.api import extract

        return extract(text, **about)


class _Package(ModuleType):
    """This package. Importing `factbase.extract` puts the subpackage in the function's place; both must work, in any order."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "extract" and isinstance(value, ModuleType):
            value.__class__ = _Extract
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
