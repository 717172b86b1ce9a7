"""Conclusions are put in by difference, and ids outlive what does not concern them."""

from __future__ import annotations

import pytest
from example import article, conclusions

from factbase.model import Reconciliation
from factbase.store import Store, StoreError
from factbase.store.sql import FIGURE


def _rows(store: Store) -> dict[str, tuple[int, str]]:
    """Row number and time of every figure: the same while nothing touches it."""
    with store.database.read() as connection:
        return {row.id: (row.seq, row.concluded) for row in connection.execute(FIGURE.select())}


def test_only_what_changed_is_touched(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))
        before = _rows(store)
        store.conclude(conclusions(store.claims()))
        assert _rows(store) == before
        store.ingest([article("c", 7)])
        store.conclude(conclusions(store.claims()))
        after = _rows(store)
        same = before.keys() & after.keys()
        assert len(same) == 1
        assert all(before[key] == after[key] for key in same)


def test_a_conclusion_that_says_something_else_keeps_its_id(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5), article("b", 5)])
        store.conclude(conclusions(store.claims(), "aid"))
        before = store.conflicts()[0].id
        store.conclude(conclusions(store.claims(), "military aid"))
        assert store.figures()[0].label == "military aid of 5"
        assert store.conflicts()[0].id == before


def test_ids_that_a_release_makes_otherwise_do_not_orphan_judgements(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5), article("b", 5)])
        concluded = conclusions(store.claims())
        store.conclude(concluded)
        new = concluded.model_copy(
            update={
                "series": tuple(s.model_copy(update={"id": "S"}) for s in concluded.series),
                "figures": tuple(f.model_copy(update={"id": "F", "series": "S"}) for f in concluded.figures),
                "conflicts": tuple(c.model_copy(update={"id": "C", "figure": "F"}) for c in concluded.conflicts),
            }
        )
        store.conclude(new)
        assert (store.series(), store.figures(), store.conflicts()) == (
            list(concluded.series),
            list(concluded.figures),
            list(concluded.conflicts),
        )


def test_a_scope_leaves_the_rest_alone(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))
        sevens = [c for c in store.claims() if c.amount == 7]
        store.conclude(conclusions(sevens, "other"), scope=[c.id for c in sevens])
        assert sorted(f.label for f in store.figures()) == ["aid of 5", "other of 7"]
        assert len(store.conflicts()) == len(store.relations()) == 1
        store.conclude(Reconciliation(), scope=[c.id for c in sevens])
        assert [f.label for f in store.figures()] == ["aid of 5"]


def test_a_sum_may_reach_beyond_the_scope(where: str) -> None:
    """Sums are of whole articles, scopes are of blocks: what is concluded again is there once."""
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7, 9, 9)])
        whole = conclusions(store.claims())
        store.conclude(whole)
        sums, relations = store.sums(), store.relations()
        assert sums
        assert relations
        for claim in store.claims():
            store.conclude(whole, scope=[claim.id])
            assert (store.sums(), store.relations()) == (sums, relations)
            assert store.figures() == sorted(whole.figures, key=lambda f: (f.label, f.date or "", f.id))


def test_block_by_block_is_as_all_at_once(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5), article("c", 7, 7)])
        claims = store.claims()
        for amount in (7, 5):
            block = [c for c in claims if c.amount == amount]
            store.conclude(conclusions(block).model_copy(update={"sums": ()}), scope=[c.id for c in block])
        parts = store.series(), store.figures(), store.conflicts(), store.relations()
        store.conclude(conclusions(claims))
        assert (store.series(), store.figures(), store.conflicts(), store.relations()) == parts
        assert not store.pending()


def test_conclusions_about_claims_that_are_not_there_are_refused_whole(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5)])
        strange = conclusions(article("z", 9)[1])
        with pytest.raises(StoreError, match="contradicts what the base holds"):
            store.conclude(strange)
        assert store.figures() == []
        store.conclude(conclusions(store.claims()))
        assert len(store.figures()) == 1


def test_every_claim_knows_its_series_and_figure(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5)])
        store.conclude(conclusions(store.claims()))
        assert store.memberships() == {store.claims()[0].id: (store.series()[0].id, store.figures()[0].id)}
