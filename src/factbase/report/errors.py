"""What can go wrong with an export."""

from __future__ import annotations

import importlib
from typing import Any


class ExportError(ValueError):
    """An export cannot be made; the message says what to do."""


def needs(module: str, extra: str) -> Any:
    """Import what an export needs.

    Raises:
        ExportError: where it is not installed, saying which of our extras brings it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ExportError(f"this needs {module.partition('.')[0]}; pip install 'factbase[{extra}]'") from error
