"""The rows that commands print and exports hold: claims, figures and conflicts as JSON types, contract fields first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from factbase.model import Claim, Conflict, Figure, plain
from factbase.table import Row

if TYPE_CHECKING:
    from factbase.store.history import Version

_CLAIM_FIRST = (
    *("id", "doc", "start", "end", "quote", "kind", "amount", "amount_high", "unit", "hedge", "low", "high"),
    *("payer", "payee", "programme", "status", "date", "speaker", "measure"),
)
_CONVERTED = {
    **{key: f"base_{key}" for key in ("unit", "amount", "low", "high")},
    **{key: key for key in ("rate", "rate_date", "rate_source")},
}
"""Of a conversion's fields the columns in a table."""


def claim_row(claim: Claim, *, steps: bool = False) -> Row:
    """A claim with the contract's fields first; its explanation only where asked for, as it is long."""
    whole = plain(claim)
    row: Row = {name: whole.pop(name) for name in _CLAIM_FIRST}
    whole.pop("steps")
    if steps:
        from factbase.report import explanation

        whole["steps"] = [plain(step) for step in explanation.steps(claim)]
    row |= whole
    return row


def membership(concluded: Mapping[str, tuple[str | None, str | None]]) -> Callable[[str], dict[str, str | None]]:
    """For a claim's id its `series`, null where it stands alone, and its `figure`.

    Args:
        concluded: claim to its series and figure, of the whole base.
    """
    sizes = Counter(series for series, _ in concluded.values())

    def where(claim: str) -> dict[str, str | None]:
        series, figure = concluded.get(claim, (None, None))
        return {"series": series if sizes[series] > 1 else None, "figure": figure}

    return where


_FIGURE_FIRST = (
    *("id", "series", "label", "value", "low", "high", "unit", "date", "verdict", "support", "sources", "claims"),
    *("subject", "measure"),
)


def figure_row(figure: Figure, *, steps: bool = False) -> Row:
    """A figure; `value`, `low` and `high` are in `unit`."""
    whole: Row = plain(figure)
    return {name: whole[name] for name in (*_FIGURE_FIRST, *(["steps"] if steps else []))}


def conflict_row(conflict: Conflict) -> Row:
    """A conflict with its diagnosis, likeliest slip first."""
    row: Row = plain(conflict)
    return row


def version_row(version: Version) -> Row:
    """A former version of an article: its own fields without the text, and what it stated."""
    whole: Row = plain(version.model_copy(update={"claims": ()}))
    return {name: value for name, value in whole.items() if name not in ("text", "repairs")} | {
        "claims": [{name: plain(getattr(claim, name)) for name in _CLAIM_FIRST} for claim in version.claims]
    }


def flat(row: Mapping[str, Any]) -> Row:
    """The row with nested values opened, for tables: `conversion` as `base_*` columns, a diagnosis as its likeliest text."""
    out: Row = {}
    for name, value in row.items():
        if name == "conversion":
            conversion = value or {}
            interval = conversion.get("interval") or {}
            opened = {**conversion, "low": interval.get("low"), "high": interval.get("high")}
            out |= {name: opened.get(key) for key, name in _CONVERTED.items()}
        elif name == "context":
            out["context_start"], out["context_end"] = value or (None, None)
        elif name == "diagnosis":
            out["diagnosis_kind"] = value[0]["kind"] if value else None
            out["diagnosis"] = value[0]["text"] if value else None
        elif name == "pairs":
            out["pairs"] = [f"{a}~{b}" for a, b in value]
        elif name != "steps":
            out[name] = value
    return out
