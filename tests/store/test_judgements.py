"""The log of judgements: append-only, with author and time, and a file that a team can share."""

from __future__ import annotations

import json

import pytest
from example import article, conclusions
from sqlalchemy import text

from factbase.store import NotThereError, Store, StoreError


@pytest.fixture
def store(where: str):  # type: ignore[no-untyped-def]
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))
        yield store


def test_a_conflict_stands_for_its_claims(store: Store) -> None:
    conflict = store.conflicts()[0]
    made = store.judge("different", [conflict.id], by="Ann", note="another year")
    assert set(made.subjects) == {conflict.id, *conflict.claims}
    assert made.subjects[-1] == conflict.id
    assert store.judgements() == [made]


def test_one_claim_of_a_conflict_is_right_or_wrong(store: Store) -> None:
    conflict = store.conflicts()[0]
    made = store.judge("accept", [conflict.id, conflict.claims[0]], by="Ann")
    assert made.subjects == (conflict.claims[0], conflict.id)
    assert store.judge("error", [conflict.claims[1]], by="Ann").subjects == (conflict.claims[1],)


def test_undoing_keeps_both_in_the_log(store: Store) -> None:
    made = store.judge("same", [c.id for c in store.claims()[:2]], by="Ann")
    undone = store.undo(made.id, by="Bob", note="mistaken")
    assert store.judgements() == []
    assert store.judgement_log() == [made, undone]


def test_judgements_outlive_claims_and_conflicts(store: Store) -> None:
    made = store.judge("different", [store.conflicts()[0].id], by="Ann")
    store.retract("a")
    store.retract("b")
    assert store.judgements() == [made]


@pytest.mark.parametrize(
    ("kind", "subjects", "by", "says"),
    [
        ("accept", ["nothing"], "Ann", "no claim or conflict nothing"),
        ("undo", ["nothing"], "Ann", "no judgement nothing"),
        ("same", [], "Ann", "needs two things"),
        ("merge", ["NATO"], "Ann", "needs two things"),
        ("nonsense", ["x"], "Ann", "is no judgement; choose one of"),
        ("merge", ["NATO", "OTAN"], " ", "needs its author"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused_with_what_to_do(
    store: Store, kind: str, subjects: list[str], by: str, says: str
) -> None:
    with pytest.raises(StoreError, match=says):
        store.judge(kind, subjects, by=by)
    assert store.judgement_log() == []


def test_a_claim_of_another_conflict_is_refused(store: Store) -> None:
    lone = next(c for c in store.claims() if c.amount == 7)
    with pytest.raises(StoreError, match="is not in conflict"):
        store.judge("accept", [store.conflicts()[0].id, lone.id], by="Ann")


def test_a_judgement_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no time zone"):
        store.judge("merge", ["NATO", "OTAN"], by="Ann", at="2026-01-02T03:04:05")


@pytest.mark.parametrize(
    "statement", ["UPDATE judgement SET note = 'x'", "DELETE FROM judgement", "DELETE FROM judgement_subject"]
)
def test_the_database_itself_refuses_to_rewrite_the_log(store: Store, statement: str) -> None:
    store.judge("merge", ["NATO", "OTAN"], by="Ann")
    with pytest.raises(StoreError, match="only ever added"), store.database.write() as connection:
        connection.execute(text(statement))


def test_a_team_shares_its_log_as_lines(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    made = store.judge("merge", ["NATO", "OTAN\0\ud800"], by="Ann", note="French")
    store.undo(made.id, by="Bob")
    lines = store.export_judgements()
    with Store.open(tmp_path / "other.db") as other:
        assert other.import_judgements(lines.splitlines()) == 2
        assert other.import_judgements(lines.splitlines()) == 0
        assert other.judgement_log() == store.judgement_log()
        assert other.export_judgements() == lines


def test_a_line_changed_by_hand_is_refused_with_its_number(store: Store) -> None:
    store.judge("merge", ["NATO", "OTAN"], by="Ann")
    line = json.loads(store.export_judgements())
    with pytest.raises(StoreError, match=r"team\.jsonl:2: was changed after it was made"):
        store.import_judgements(["", json.dumps({**line, "by": "Eve"})], "team.jsonl")
    with pytest.raises(StoreError, match=r"team\.jsonl:1: is no judgement"):
        store.import_judgements(["{"], "team.jsonl")
    with pytest.raises(NotThereError):
        store.undo("nothing", by="Ann")
