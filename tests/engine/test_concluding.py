"""Concluding block by block: whatever comes, changes, goes or is decided, a base says what one run over all of it says."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factbase.engine import concluding
from factbase.engine.concluding import conclude
from factbase.model import Claim, Conversion, Document, Interval, Kind, Status, content_id
from factbase.settings import Settings
from factbase.store import Store

THINGS = {"wells": ("DK", "KE", 12_000_000), "roofs": ("FR", "PE", 97_000_000), "ferries": ("NO", "GH", 5_300_000)}


def article(name: str, *told: tuple[str, float]) -> tuple[Document, list[Claim], list[Any]]:
    """An article that gives so many times the usual amount for each thing."""
    document = Document(name=name, text=f"{name} " * 40, lang="en", published="2024-06-01", publisher=name)
    return document, [_claim(document, at, *one) for at, one in enumerate(told)], []


def _claim(document: Document, at: int, thing: str, times: float) -> Claim:
    payer, payee, usual = THINGS[thing]
    amount = Decimal(int(usual * times))
    span = Interval(low=amount, high=amount)
    return Claim(
        id=content_id("claim", document.name, at, amount),
        doc=document.name,
        start=9 * at,
        end=9 * at + 5,
        quote=str(amount),
        kind=Kind.MONEY,
        amount=amount,
        unit="EUR",
        low=amount,
        high=amount,
        payer=(payer,),
        payee=(payee,),
        status=Status.PLEDGED,
        measure=f"aid for {thing}",
        concept="aid",
        context=(9 * at, 9 * at + 8),
        sentence=f"{payer} gives {payee} {amount} for {thing}.",
        lang="en",
        published=document.published,
        publisher=document.publisher,
        conversion=Conversion(
            unit="EUR", amount=amount, interval=span, rate=Decimal(1), rate_low=Decimal(1), rate_high=Decimal(1),
            rate_date="2024-06-01", rate_source="identity",
        ),
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    """A base with four articles on each thing, concluded as a whole."""
    with Store.open(tmp_path / "a.db") as store:
        store.ingest([article(f"{thing} {n}", (thing, 1)) for thing in THINGS for n in range(4)])
        conclude(store, Settings())
        yield store


def says(store: Store) -> tuple[list[str], ...]:
    """What a base comes to, with its index of blocks."""
    whole = (store.series(), store.figures(), store.conflicts(), store.relations(), store.sums())
    return *(sorted(x.model_dump_json(exclude={"steps"}) for x in found) for found in whole), sorted(
        map(str, store.block_index()[0].values())
    )


def holds(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Conclude; the same must come of concluding upon everything. Returns the claims reconciled, without that."""
    touched: list[list[str]] = []
    way = concluding.reconcile

    def noted(claims: Iterable[Claim], *rest: Any) -> Any:
        claims = list(claims)
        touched.append(sorted(claim.id for claim in claims))
        return way(claims, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(concluding, "reconcile", noted)
        conclude(store, Settings())
    assert not store.pending()
    found = says(store)
    conclude(store, Settings(), everything=True)
    assert found == says(store)
    return touched


def test_an_article_more_is_reconciled_with_its_own_blocks_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.ingest([article("more", ("wells", 1.2))])
    (touched,) = holds(store, monkeypatch)
    assert {claim.doc for claim in store.claims(ids=touched)} == {"more", *(f"wells {n}" for n in range(4))}


def test_articles_that_change_and_go_leave_what_one_run_says(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.ingest([article("wells 1", ("wells", 1000), ("roofs", 1))])
    store.ingest([article("late", ("ferries", 1.5)), article("wells 2")])  # two batches, one conclusion
    holds(store, monkeypatch)
    store.retract("roofs 0")
    (touched,) = holds(store, monkeypatch)
    assert {claim.measure for claim in store.claims(ids=touched)} == {"aid for roofs"} | ({"aid for wells"} & _beside(store))
    store.ingest([article("roofs 0", ("roofs", 2), ("wells", 2))])
    holds(store, monkeypatch)


def _beside(store: Store) -> set[str]:
    """What the articles speak of, too, that have a claim on roofs."""
    docs = {claim.doc for claim in store.claims() if claim.measure == "aid for roofs"}
    return {claim.measure for claim in store.claims() if claim.doc in docs}


def test_what_people_join_part_and_take_back_is_followed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (next(c.id for c in store.claims() if c.doc == doc) for doc in ("wells 0", "roofs 0"))
    joined = store.judge("same", [one, other], "analyst")
    holds(store, monkeypatch)
    assert any({one, other} <= set(series.claims) for series in store.series())
    parted = store.judge("different", [one, next(c.id for c in store.claims() if c.doc == "wells 1")], "analyst")
    holds(store, monkeypatch)
    store.undo(joined.id, "analyst")
    store.undo(parted.id, "analyst")
    store.ingest([article("more", ("ferries", 1))])
    holds(store, monkeypatch)
    assert not any({one, other} <= set(series.claims) for series in store.series())


def test_a_base_whose_index_was_made_by_another_program_is_concluded_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "method", lambda self: "another")
    store.ingest([article("more", ("wells", 1))])
    assert holds(store, monkeypatch) == []
    store.ingest([article("still more", ("wells", 1))])
    assert len(holds(store, monkeypatch)) == 1
