"""How large or small an amount given in a table or a claim file may be."""

from __future__ import annotations

from decimal import Decimal

ORDERS = 100
"""Orders of magnitude from one, either way, within which amounts are kept: whatever people count lies far within it, and beyond
it (`1e400`) nothing that draws, sorts or divides numbers can be relied upon."""


def held(amount: Decimal) -> bool:
    """Whether a base can hold an amount."""
    return amount.is_finite() and (not amount or abs(amount.adjusted()) <= ORDERS)
