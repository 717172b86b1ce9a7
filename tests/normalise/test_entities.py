"""Entities: which names are one, why, and that a person's word wins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase import knowledge
from factbase.model import Judgement
from factbase.normalise.entities import is_known, label, terms
from factbase.normalise.merging import FEATURES, canonical, compare, merges


def judgement(kind: str, *subjects: str, at: str = "2026-01-01T00:00:00Z") -> Judgement:
    return Judgement(id=f"{kind}-{at}", kind=kind, subjects=subjects, by="analyst", at=at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Harbour Renewal Fund", "Harbour Renewal fund", "programme"),
        ("Clean Rivers Initiative", "CRI", "programme"),
        ("Project Lotus", "Operation Lotus", "programme"),
        ("Kustlijn Partnerfonds", "Kustlijn Partner Fund", "programme"),
        ("Volodymyr Zelensky", "Volodimir Zelenski", "person"),
        ("Albion Rovers Group plc", "Albion Rovers Group", "organisation"),
        ("Nordmar Shipping BV", "Nordmar Shiping", "organisation"),
    ],
)
def test_one_entity(a: str, b: str, kind: str) -> None:
    [merge] = merges([(a, kind), (b, kind), (b, kind)])
    assert {merge.a, merge.b} == {a, b}
    assert merge.steps
    assert all(step.weight and step.text for step in merge.steps)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Horizon 2020", "Horizon 2021", "programme"),
        ("National Bank of Denmark", "National Bank of Sweden", "organisation"),
        ("Anna Holm", "Peter Holm", "person"),
        ("Harbour Renewal Fund", "Forest Renewal Fund", "programme"),
        ("Eastern Development Bank", "Western Development Bank", "organisation"),
        ("Lotus", "Lotus", "programme"),
        ("NL", "NO", "country"),
        ("World Bank", "World Vision", "organisation"),
    ],
)
def test_two_entities(a: str, b: str, kind: str) -> None:
    assert merges([(a, kind), (b, kind)]) == []


def test_the_known_and_then_the_more_frequent_name_stands_for_both() -> None:
    [merge] = merges([("Project Lotus", "programme")] + [("Operation Lotus", "programme")] * 3)
    assert merge.into == "Operation Lotus"
    [merge] = merges([("Horizon Europ", "programme")] * 3 + [("Horizon Europe", "programme")])
    assert merge.into == "Horizon Europe"


def test_a_persons_word_wins_and_can_be_taken_back() -> None:
    names = [("Project Lotus", "programme"), ("Operation Lotus", "programme"), ("Blue Door", "programme")]
    split = judgement("split", "Project Lotus", "Operation Lotus")
    assert merges(names, [split]) == []
    joined = judgement("merge", "Project Lotus", "Blue Door", at="2026-01-02T00:00:00Z")
    assert [(m.a, m.b, m.by) for m in merges(names, [split, joined])] == [("Blue Door", "Project Lotus", "judgement")]
    back = judgement("undo", joined.id, at="2026-01-03T00:00:00Z")
    assert merges(names, [split, joined, back]) == []


def test_a_chain_never_joins_what_was_split() -> None:
    pairs = [judgement("merge", "A one", "B one"), judgement("merge", "B one", "C one", at="2026-01-02T00:00:00Z")]
    split = judgement("split", "A one", "C one", at="2026-01-03T00:00:00Z")
    names = [(name, "organisation") for name in ("A one", "B one", "C one")]
    joined = canonical(merges(names, [*pairs, split]), [*pairs, split])
    assert joined.get("A one", "A one") != joined.get("C one", "C one")


def test_names_for_display() -> None:
    assert (label("TR"), label("TR", "nl"), label("NL", "nl"), label("World Bank", "nl")) == (
        "Turkey",
        "Turkije",
        "Nederland",
        "Wereldbank",
    )
    assert label("Nordmar Shipping", "nl") == "Nordmar Shipping"


def test_a_users_own_file_adds_an_organisation(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "organisations.yaml").write_text("Nordmar Shipping: {nl: [Noordmeer Rederij]}\n")
    knowledge.use_folders([tmp_path])
    try:
        assert is_known("Nordmar Shipping")
        assert {t.term for t in terms() if t.id == "Nordmar Shipping"} == {"Nordmar Shipping", "Noordmeer Rederij"}
    finally:
        knowledge.use_folders([])
    assert not is_known("Nordmar Shipping")


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["organisation", "person", "programme"]))
def test_comparing_is_symmetric_and_explained(a: str, b: str, kind: str) -> None:
    assert compare(a, b, kind).score == compare(b, a, kind).score
    assert len(compare(a, b, kind).steps) <= len(FEATURES)
