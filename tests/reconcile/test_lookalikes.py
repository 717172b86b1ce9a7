"""Figures that look like one and are two."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from factbase.model import Claim, Kind, Status, claim_id
from factbase.reconcile import reconcile
from factbase.reconcile.lookalikes import lookalikes


def claim(doc: str, amount: str, concept: str, status: str, published: str = "2025-03-01", **more: Any) -> Claim:
    value = Decimal(amount)
    return Claim(
        id=claim_id(doc, 0, len(amount), "money", value, "EUR"),
        doc=doc,
        start=0,
        end=len(amount),
        quote=amount,
        kind=Kind.MONEY,
        amount=value,
        unit="EUR",
        low=value,
        high=value,
        payer=("NO",),
        payee=("MW",),
        concept=concept,
        measure=concept.replace("_", " "),
        status=Status(status),
        published=published,
        lang="en",
        **more,
    )


def kinds(*claims: Claim) -> list[str]:
    known = {c.id: c for c in claims}
    return [r.kind for r in lookalikes(known, reconcile(claims).series)]


def test_a_budget_and_what_was_delivered_of_it_are_told_apart() -> None:
    budget = claim("gazette", "9000000", "humanitarian_aid", "budgeted")
    given = claim("herald", "4000000", "humanitarian_aid", "delivered")
    assert kinds(budget, given) == ["status"]


def test_one_amount_for_two_things_is_told_apart() -> None:
    roads = claim("gazette", "5500000", "infrastructure", "pledged", sentence="The road to the north is paved with it.")
    shells = claim("herald", "5500000", "ammunition", "pledged", "2024-06-12", sentence="Shells for the army are bought abroad.")
    assert kinds(roads, shells) == ["different"]


def test_what_is_one_figure_is_no_lookalike() -> None:
    assert (
        kinds(claim("gazette", "5500000", "infrastructure", "pledged"), claim("herald", "5500000", "infrastructure", "pledged"))
        == []
    )
