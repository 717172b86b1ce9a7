"""What cells of tables for people hold: short ids, dates and verdicts with their sign, the same in every list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STYLE = {"conflict": "bold red", "agree": "green", "explained": "yellow", "single": "dim"}
"""Of each verdict the style of its word; its sign says the same without colour."""


def short(row: Mapping[str, Any]) -> str:
    """As much of a row's id as tells it apart."""
    return str(row["id"])[:8]


def when(date: str | None) -> str:
    """An EDTF date as lists show it: a span in words, everything else as it is, so that a column can be run down."""
    start, slash, end = (date or "").partition("/")
    if not slash:
        return start
    if start in ("", ".."):
        return f"until {end}"
    return f"since {start}" if end in ("", "..") else f"{start} to {end}"


def verdict(row: Mapping[str, Any]) -> Any:
    """A row's verdict with its sign."""
    from rich.text import Text

    from factbase.model import Support, Verdict
    from factbase.report import words

    sign, word, _ = words.verdict(Verdict(row["verdict"]), Support(row["support"]))
    return Text(f"{sign} {word}", style=STYLE[row["verdict"]])
