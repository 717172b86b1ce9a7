"""Results as a list that knows its columns: iterate it, index it, make a data frame of it, see it in a notebook."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from factbase.model import plain

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
Row = dict[str, Any]
_TOLD = 2
"""Conflicts whose reason stands in the short form of a table."""


def _as_row(item: Any) -> Row:
    row = plain(item)
    assert isinstance(row, dict)
    return row


class Table(Sequence[T], Generic[T]):
    """An immutable sequence of values with a view of each as a row.

    Args:
        items: the values.
        row: the row of a value, as JSON types; by default its fields.
        name: what the rows are (`figures`), for captions and error messages.
        total: how many there are in all, where these are the first of them.
    """

    def __init__(
        self, items: Iterable[T], row: Callable[[T], Row] = _as_row, name: str = "rows", total: int | None = None
    ) -> None:
        self._items = tuple(items)
        self._row = row
        self.name = name
        self.total = len(self._items) if total is None else total

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Table[T]: ...
    def __getitem__(self, index: int | slice) -> T | Table[T]:
        if isinstance(index, slice):
            return Table(self._items[index], self._row, self.name)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __repr__(self) -> str:
        """How many of what; of conflicts also the first reasons, as a failing test prints no more than this."""
        reasons = [reason for item in self._items[:_TOLD] if (reason := getattr(item, "reason", None))]
        return f"<{len(self)} {self.name}{': ' if reasons else ''}{' | '.join(reasons)}>"

    def rows(self) -> list[Row]:
        """Every value as a row of JSON types."""
        return [self._row(item) for item in self._items]

    def to_frame(self, library: Literal["pandas", "polars"] = "pandas") -> pd.DataFrame:
        """The rows as a data frame of pandas or of polars, whichever is installed and asked for.

        Raises:
            ImportError: where the library is not installed, saying what to install.
        """
        import importlib

        try:
            frames = importlib.import_module(library)
        except ImportError as error:
            raise ImportError(f"{library} is not installed; pip install {library}, or factbase[tables] for pandas") from error
        frame: pd.DataFrame = frames.DataFrame(self.rows())
        return frame

    def _repr_html_(self, limit: int = 50) -> str:
        """The first rows as an HTML table, which notebooks show."""
        rows = [self._row(item) for item in self._items[:limit]]
        if not rows:
            return f"<p>No {html.escape(self.name)}.</p>"
        columns = [c for c in rows[0] if any(row.get(c) not in (None, [], "") for row in rows)]
        head = "".join(f"<th scope='col'>{html.escape(c)}</th>" for c in columns)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(_cell(row.get(c)))}</td>" for c in columns) + "</tr>" for row in rows)
        more = f"<caption>{len(rows)} of {self.total} {html.escape(self.name)}</caption>"
        return f"<table>{more}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
