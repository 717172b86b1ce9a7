"""Parts against the totals that an article gives."""

from __future__ import annotations

from scenario import claim

from factbase.reconcile.sums import sums
from factbase.reconcile.views import view


def row(amounts: list[float], sentence: str) -> list[str]:
    claims = [
        claim(doc="ledger", start=100 * n, amount=a, unit="EUR", quote=f"{a:.0f} euro", sentence=sentence, context=(0, 999))
        for n, a in enumerate(amounts)
    ]
    return [s.text for s in sums([view(c) for c in claims]) if s.holds] + [
        "fails" for s in sums([view(c) for c in claims]) if not s.holds
    ]


def test_parts_that_follow_their_total_add_up() -> None:
    found = row([90e6, 52e6, 38e6], "The programme of 90 million consists of 52 million and 38 million.")
    assert len(found) == 1
    assert "52000000 euro + 38000000 euro add up to 90000000 euro" in found[0]


def test_a_complete_list_that_does_not_add_up_is_reported() -> None:
    assert row([90e6, 52e6, 21e6], "The fund of 90 million is made up of 52 million and 21 million.") == ["fails"]


def test_amounts_that_happen_to_stand_together_are_no_sum() -> None:
    assert row([90e6, 52e6, 21e6], "The bridge cost 90 million, the road 52 million and the quay 21 million.") == []
