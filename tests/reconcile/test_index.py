"""The index of blocks: whatever comes, changes or goes, it says of blocks what linking everything says."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario import claim

from factbase.model import Claim, IndexEntry, Judgement
from factbase.reconcile import index, reconcile_indexed, told, update_index

DOCS = ["tide", "gale", "dune", "reef", "moor", "fjord"]
SLOTS = st.fixed_dictionaries(
    {
        "start": st.sampled_from([0, 100, 200]),
        "amount": st.sampled_from([12_000_000, 12_500_000, 21_000_000, 12_000_000_000, 300_000_000]),
        "unit": st.sampled_from(["EUR", "EUR", "USD"]),
        "payer": st.sampled_from([["DK"], ["DK"], ["FR"], []]),
        "payee": st.sampled_from([["KE"], ["PE"], []]),
        "status": st.sampled_from(["delivered", "pledged", "other"]),
        "measure": st.sampled_from(["aid for wells", "aid", "school meals"]),
        "concept": st.sampled_from(["aid", "education", None]),
        "published": st.sampled_from(["2024-06-01", "2024-06-02", "2025-06-01"]),
        "sentence": st.sampled_from(["Denmark pays for wells in Kenya.", "France pays for school meals in Peru."]),
    }
)
ARTICLE = st.lists(SLOTS, max_size=4)
DECIDED = st.lists(st.tuples(st.sampled_from(["same", "different"]), st.integers(0, 20), st.integers(0, 20)), max_size=2)
STEPS = st.lists(st.tuples(st.dictionaries(st.sampled_from(DOCS), ARTICLE, max_size=3), DECIDED), min_size=2, max_size=4)


class Base:
    """Articles that come, change and go, with an index that is brought up to date at each step."""

    def __init__(self) -> None:
        self.claims: dict[str, list[Claim]] = {}
        self.entries: dict[str, IndexEntry] = {}
        self.judgements: list[Judgement] = []
        self.fetched: set[str] = set()

    def step(self, articles: dict[str, list[dict[str, Any]]], decided: list[tuple[str, int, int]]) -> list[list[str]]:
        """What a step touches."""
        was = told(self.judgements)
        for doc, rows in articles.items():
            self.claims[doc] = list({c.id: c for c in (claim(doc=doc, **row) for row in rows)}.values())
        every = sorted(c.id for found in self.claims.values() for c in found)
        pairs = [(kind, every[a % len(every)], every[b % len(every)]) for kind, a, b in decided] if every else []
        self.judgements = [
            Judgement(id=f"{n}", kind=kind, subjects=(a, b), by="analyst", at="2025-01-01T00:00:00+00:00")  # type: ignore[arg-type]
            for n, (kind, a, b) in enumerate(pairs)
            if a != b
        ]
        fresh = [c for doc in articles for c in self.claims[doc]]
        gone = {i for i in self.entries if i not in every}
        update = update_index(self.entries, gone, fresh, self._of, self.judgements, was)
        self.entries = {i: e for i, e in self.entries.items() if i not in update.gone} | {e.claim: e for e in update.entries}
        return update.touched

    def _of(self, docs: Collection[str]) -> list[Claim]:
        self.fetched |= set(docs)
        return [c for doc in docs for c in self.claims[doc]]

    def whole(self) -> dict[str, IndexEntry]:
        """The index as a run over everything makes it."""
        claims = [c for found in self.claims.values() for c in found]
        return {e.claim: e for e in reconcile_indexed(claims, (), self.judgements)[1]}


@pytest.mark.parametrize(("bucket", "window", "alike"), [(24, 5, 6), (2, 1, 6), (2, 2, 1)])
@settings(deadline=None, max_examples=12)
@given(STEPS)
def test_step_by_step_equals_all_at_once(bucket: int, window: int, alike: int, steps: list[Any]) -> None:
    where = "factbase.reconcile"
    with (
        patch(f"{where}.candidates.BUCKET", bucket),
        patch(f"{where}.candidates.WINDOW", window),
        patch(f"{where}.lineup.ALIKE", alike),
        patch(f"{where}.index.ALIKE", alike),
    ):
        base = Base()
        for articles, decided in steps:
            before = {frozenset(block) for block in _blocks(base.entries)}
            touched = base.step(articles, decided)
            assert base.entries == base.whole()
            for block in {frozenset(block) for block in _blocks(base.entries)} - before:
                assert sorted(block) in touched
            for doc in articles:
                assert {c.id for c in base.claims[doc]} <= {i for block in touched for i in block}


def _blocks(entries: dict[str, IndexEntry]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for e in entries.values():
        found.setdefault(e.block, []).append(e.claim)
    return list(found.values())


def test_an_article_of_another_thing_fetches_none_of_what_it_does_not_touch() -> None:
    base = Base()
    wells = {"payer": ["DK"], "payee": ["KE"], "measure": "aid for wells", "unit": "EUR", "published": "2024-06-01"}
    base.step({f"well {n}": [{**wells, "amount": 12_000_000}] for n in range(5)}, [])
    roofs = {"payer": ["FR"], "payee": ["PE"], "measure": "school roofs", "unit": "EUR", "published": "2023-01-01"}
    assert [len(block) for block in base.step({"roof": [{**roofs, "amount": 970_000}]}, [])] == [1]
    assert not base.fetched
    assert [len(block) for block in base.step({"well 9": [{**wells, "amount": 12_000_000}]}, [])] == [6]


def test_a_key_has_one_number_in_every_process_and_on_every_machine() -> None:
    assert index._hash(("money", "parties", "DK", "KE")) == -2876404069186577940
