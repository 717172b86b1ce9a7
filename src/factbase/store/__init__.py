"""The base: documents, claims, what was concluded from them and what people decided, in SQLite or PostgreSQL.

`Store` is imported when it is first asked for, because the database libraries behind it take a while to load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factbase.store.errors import BusyError, NotThereError, StoreError

if TYPE_CHECKING:
    from factbase.store.base import Ingested, Store

__all__ = ["BusyError", "Ingested", "NotThereError", "Store", "StoreError"]


def __getattr__(name: str) -> Any:
    if name in ("Store", "Ingested"):
        from factbase.store import base

        return getattr(base, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
