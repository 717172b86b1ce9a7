"""Ingest is idempotent and incremental, and a former version is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from example import article, conclusions
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from vocabulary import parcels

from factbase.model import Claim, Problem
from factbase.settings import Settings
from factbase.store import NotThereError, Store
from factbase.store.history import Version


def test_the_same_twice_is_the_same_once(where: str) -> None:
    batch = [article("a", 5, 7, problem="p"), article("b", 9)]
    with Store.open(where) as store:
        first = store.ingest(batch)
        assert (first.new, first.claims_in) == (2, 3)
        held = store.claims(), store.documents(), store.problems()
        again = store.ingest(batch)
        assert (again.new, again.changed, again.unchanged, again.claims_in) == (0, 0, 2, 0)
        assert (store.claims(), store.documents(), store.problems()) == held


def test_a_changed_article_replaces_its_own_claims_and_no_others(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7, problem="old"), article("b", 9)])
        done = store.ingest([article("a", 5, 8, problem="new")])
        assert (done.changed, done.claims_in, done.claims_out) == (1, 1, 1)
        assert [int(c.amount) for c in store.claims()] == [5, 8, 9]
        assert [p.message for p in store.problems()] == ["new"]


def test_former_versions_are_kept_whole(where: str) -> None:
    versions = [article("a", 1, 2), article("a", 2, 3), article("a", 1, 3, 4)]
    with Store.open(where) as store:
        for version in versions:
            store.ingest([version])
        store.retract("a", by="Ann", note="withdrawn by the paper")
        history = store.history("a")
    assert [v.reason for v in history] == ["retracted", "changed", "changed"]
    assert (history[0].by, history[0].note) == ("Ann", "withdrawn by the paper")
    for found, (document, claims, _) in zip(reversed(history), versions, strict=True):
        assert isinstance(found, Version)
        assert found.text == document.text
        assert list(found.claims) == sorted(claims, key=lambda c: c.start)
        assert found.ingested < found.ended


def test_another_reading_of_the_same_text_is_told_from_a_changed_text(where: str) -> None:
    document, claims, _ = article("a", 5)
    reread = [claims[0].model_copy(update={"payer": ("BE",), "measure": "aid"})]
    with Store.open(where) as store:
        store.ingest([(document, claims, [])])
        done = store.ingest([(document, reread, [])])
        assert (done.changed, done.claims_in, done.claims_out) == (1, 1, 0)
        assert store.claims() == reread
        assert [(v.reason, list(v.claims)) for v in store.history("a")] == [("reread", claims)]


def test_what_need_not_be_read_again_is_known(where: str) -> None:
    document, claims, _ = article("a", 5)
    with Store.open(where) as store:
        assert not store.unchanged(document)
        store.ingest([(document, claims, [])])
        assert store.unchanged(document)
        assert not store.unchanged(document.model_copy(update={"text": "other"}))


def test_what_other_settings_read_alike_is_concluded_again(where: str) -> None:
    document, claims, _ = article("a", 5)
    with Store.open(where) as store:
        store.ingest([(document, claims, [])])
        store.conclude(conclusions(claims))
        assert not store.pending()
    with Store.open(where, settings=Settings(base_currency="USD")) as store:
        assert store.held(document) is None
        assert store.ingest([(document, claims, [])]).unchanged == 1
        assert store.pending() == {claim.id for claim in claims}
        assert store.held(document) == (1, [])


def test_no_figure_stands_with_a_claim_that_it_has_lost(where: str) -> None:
    batch = [article("a", 5, 7), article("b", 5), article("c", 9)]
    with Store.open(where) as store:
        store.ingest(batch)
        store.conclude(conclusions(store.claims()))
        assert not store.pending()
        assert {int(f.value) for f in store.figures()} == {5, 7, 9}
        assert store.retract("b") == 1
        assert {int(f.value) for f in store.figures()} == {7, 9}
        assert store.conflicts() == []
        assert store.relations() == []
        assert [c.doc for c in store.claims(ids=store.pending())] == ["a"]


def test_retracting_what_is_not_there_says_so(where: str) -> None:
    with Store.open(where) as store, pytest.raises(NotThereError, match="holds no article 'a'"):
        store.retract("a")


def test_of_two_articles_with_one_name_the_user_is_told(where: str) -> None:
    one, two = article("a", 5, path="x/a.txt"), article("a", 6, path="y/a.txt")
    for batch in ([one, two], [two, one]):
        with Store.open(where) as store:
            done = store.ingest(batch)
            assert [p.code for p in done.problems] == ["store.name"]
            assert "x/a.txt was kept" in done.problems[0].message
            assert done.problems[0] in store.problems()
            assert [int(c.amount) for c in store.claims()] == [5]


def test_problems_of_files_that_were_read_anew_are_those_of_this_time(where: str) -> None:
    def problem(source: str, position: str) -> Problem:
        return Problem(severity="error", code="read.json", message="cut off", source=source, position=position)

    before = [problem("a.jsonl", "line 1"), problem("a.jsonl", "line 2"), problem("b.jsonl", "line 1")]
    with Store.open(where) as store:
        store.ingest([(None, [], before)])
        store.drop_problems({"a.jsonl"}, before[1:2])
        assert store.problems() == before[1:]


@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))
def test_any_order_of_ingestion_gives_the_same_base(data: st.DataObject, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    items = data.draw(parcels())
    order = data.draw(st.permutations(items))
    size = data.draw(st.integers(1, 4))
    held = []
    for batches in ([items], [order[n : n + size] for n in range(0, len(order), size)]):
        folder: Path = tmp_path_factory.mktemp("base")
        with Store.open(folder / "base.db") as store:
            for batch in batches:
                store.ingest(batch)
            store.conclude(conclusions(store.claims()))
            held.append(
                (
                    store.documents(),
                    store.claims(),
                    store.problems(),
                    store.series(),
                    store.figures(),
                    store.conflicts(),
                    store.relations(),
                    store.sums(),
                )
            )
            assert [p for p in store.check_db() if p.code != "store.quote"] == []
    assert held[0] == held[1]


def test_a_claim_may_move_from_one_series_to_another(where: str) -> None:
    def one(claims: list[Claim], *groups: tuple[int, ...]) -> list[tuple[str, ...]]:
        return [tuple(claims[n].id for n in group) for group in groups]

    with Store.open(where) as store:
        store.ingest([article("a", 1, 2, 3)])
        claims = store.claims()
        for groups in ([(0, 1), (2,)], [(0,), (1, 2)], [(0, 1, 2)], [(0,), (1,), (2,)]):
            parts = [conclusions([claims[n] for n in group], str(group)) for group in groups]
            merged = [
                s.model_copy(update={"claims": ids})
                for p, ids in zip(parts, one(claims, *groups), strict=True)
                for s in p.series[:1]
            ]
            store.conclude(
                parts[0].model_copy(update={"series": tuple(merged), "figures": (), "conflicts": (), "relations": (), "sums": ()})
            )
            assert sorted(s.claims for s in store.series()) == sorted(one(claims, *groups))
