"""What must hold of any claims: no order, no split into runs and no copy changes what they come to."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario import claim

from factbase.model import Claim, Figure, Judgement, Step
from factbase.reconcile import blocks, compare, links, reconcile, relation, share_out
from factbase.reconcile.reach import Reach
from factbase.reconcile.screen import Screen
from factbase.reconcile.views import view
from factbase.reconcile.views.company import NOBODY, companies

SLOTS = st.fixed_dictionaries(
    {
        "doc": st.sampled_from(["tide", "gale", "dune", "reef"]),
        "start": st.sampled_from([0, 100, 200, 300]),
        "amount": st.sampled_from([12_000_000, 12_500_000, 21_000_000, 12_000_000_000, 300_000_000]),
        "unit": st.sampled_from(["EUR", "EUR", "USD"]),
        "payer": st.sampled_from([["DK"], ["DK"], ["FR"], []]),
        "payee": st.sampled_from([["KE"], ["KE"], ["PE"], []]),
        "status": st.sampled_from(["delivered", "pledged", "other"]),
        "date": st.sampled_from([None, None, "2024", "2025", "2024-05-01"]),
        "hedge": st.sampled_from(["exact", "about", "over", "under"]),
        "measure": st.sampled_from(["aid for wells", "aid", "school meals"]),
        "concept": st.sampled_from(["aid", "education", None]),
        "published": st.sampled_from(["2024-06-01", "2024-06-02", "2025-06-01"]),
        "sentence": st.sampled_from(["Denmark pays for wells in Kenya.", "France pays for school meals in Peru."]),
    }
)
CLAIMS = st.lists(SLOTS, max_size=12).map(lambda rows: list({c.id: c for c in (claim(**row) for row in rows)}.values()))


def key(found: object) -> list[str]:
    return sorted(map(repr, found))  # type: ignore[call-overload]


@settings(deadline=None, max_examples=40)
@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_does_not_matter(claims: list[Claim], random: object) -> None:
    whole = reconcile(claims)
    random.shuffle(claims)  # type: ignore[attr-defined]
    assert reconcile(claims) == whole


@settings(deadline=None, max_examples=40)
@given(CLAIMS, st.sampled_from(["payer", "payee", "concept", "status"]), st.floats(-3, 3))
def test_how_claims_were_read_makes_no_other_series(claims: list[Claim], slot: str, weight: float) -> None:
    told = [c.model_copy(update={"steps": (Step(slot=slot, rule="read", text="", weight=weight),)}) for c in claims]
    assert reconcile(told).series == reconcile(claims).series


@settings(deadline=None, max_examples=40)
@given(CLAIMS)
def test_block_by_block_equals_all_at_once(claims: list[Claim]) -> None:
    whole = reconcile(claims)
    parts = [reconcile(block, beside=claims) for block in blocks(claims).values()]
    for what in ("series", "figures", "conflicts", "relations"):
        assert key(x for part in parts for x in getattr(part, what)) == key(getattr(whole, what))


@settings(deadline=None, max_examples=30)
@given(CLAIMS, st.integers(0, 12))
def test_a_second_run_touches_only_its_own_blocks(claims: list[Claim], cut: int) -> None:
    early = sorted({c.doc for c in claims})[:cut]
    first = [c for c in claims if c.doc in early]  # an article comes whole
    before, after = blocks(first), blocks(claims)
    kept = [reconcile(block, beside=first) for name, block in before.items() if name in after]
    new = [reconcile(block, beside=claims) for name, block in after.items() if name not in before]
    whole = reconcile(claims)
    for what in ("figures", "conflicts"):
        assert key(x for part in (*kept, *new) for x in getattr(part, what)) == key(getattr(whole, what))


@settings(deadline=None, max_examples=40)
@given(CLAIMS)
def test_every_claim_is_in_one_figure_whose_value_some_witness_allows(claims: list[Claim]) -> None:
    found = reconcile(claims)
    assert sorted(i for f in found.figures for i in f.claims) == sorted(c.id for c in claims)
    by_id = {c.id: c for c in claims}
    for figure in found.figures:
        held = [by_id[i] for i in figure.claims]
        assert any(_allows(c, figure, held) for c in held)


def _allows(claim: Claim, figure: Figure, held: list[Claim]) -> bool:
    """Whether a claim allows a figure's value: in its own money, or by way of the base at the rates that the others give."""
    if claim.unit == figure.unit:
        return claim.interval.contains(figure.value)
    rates = [r for c in held if c.unit == figure.unit and c.conversion for r in (c.conversion.rate_low, c.conversion.rate_high)]
    base = claim.conversion.interval
    return (base.low is None or min(rates) * base.low <= figure.value) and (
        base.high is None or figure.value <= max(rates) * base.high
    )


@settings(deadline=None, max_examples=40)
@given(CLAIMS)
def test_conflicts_list_pairs_that_the_relations_call_conflicts(claims: list[Claim]) -> None:
    found = reconcile(claims)
    kinds = {(r.a, r.b): r.kind for r in found.relations}
    for conflict in found.conflicts:
        assert all(kinds[pair] in ("conflict", "corrected") for pair in conflict.pairs)
        assert {i for pair in conflict.pairs for i in pair} == set(conflict.claims)


@settings(deadline=None, max_examples=40)
@given(CLAIMS)
def test_a_relation_is_the_same_from_both_sides(claims: list[Claim]) -> None:
    for a, b in combinations(claims, 2):
        assert relation(a, b) == relation(b, a)


@given(CLAIMS, st.integers(1, 2))
@settings(deadline=None, max_examples=10)
def test_shares_come_to_what_one_process_comes_to(claims: list[Claim], jobs: int) -> None:
    found = share_out(claims, lambda concluded: [f for _, figures, _, _ in concluded for f in figures], jobs)
    assert key(f for share in found for f in share) == key(reconcile(claims).figures)


@given(CLAIMS)
@settings(deadline=None, max_examples=5)
def test_processes_do_not_change_what_comes_out(claims: list[Claim]) -> None:
    with patch("factbase.reconcile.WORTHWHILE", 0):
        assert reconcile(claims, jobs=3).model_dump_json() == reconcile(claims).model_dump_json()
        assert list(blocks(claims, jobs=3)) == list(blocks(claims))


@settings(deadline=None, max_examples=20)
@given(CLAIMS, st.randoms(use_true_random=False))
def test_components_that_are_cut_hang_on_neither_order_nor_processes(claims: list[Claim], random: object) -> None:
    with patch("factbase.reconcile.align.CLUSTER", 3):
        whole = reconcile(claims)
        parts = [reconcile(block, beside=claims) for block in blocks(claims).values()]
        assert key(x for part in parts for x in part.figures) == key(whole.figures)
        random.shuffle(claims)  # type: ignore[attr-defined]
        with patch("factbase.reconcile.WORTHWHILE", 0):
            assert reconcile(claims, jobs=2) == whole
    assert sorted(i for s in whole.series for i in s.claims) == sorted(c.id for c in claims)


def test_what_a_person_joined_stays_together_in_a_component_that_is_cut() -> None:
    slots = {"unit": "EUR", "payer": ["DK"], "payee": ["KE"], "measure": "aid for wells", "published": "2024-06-01"}
    claims = [claim(doc=f"paper {n}", amount=12_000_000 + n * 500_000, **slots) for n in range(9)]
    first, last = claims[0].id, claims[-1].id
    with patch("factbase.reconcile.align.CLUSTER", 2):
        found = reconcile(claims, judgements=[judgement("same", first, last)])
    assert any({first, last} <= set(s.claims) for s in found.series)


@settings(deadline=None, max_examples=60)
@given(CLAIMS)
def test_pairs_that_are_screened_off_cannot_be_one_thing(claims: list[Claim]) -> None:
    views = [view(c) for c in claims]
    left, right = np.array(list(combinations(range(len(views)), 2)), dtype=np.int32).reshape(-1, 2).T
    for apart, a, b in zip(Screen(views).apart(left, right), left, right, strict=True):
        if apart:
            assert links.cannot(views[a], views[b])


SENTENCES = (
    "Denmark pays for wells in Kenya.",
    "France pays for school meals in Peru, and Wrenfield and Ostrava follow.",
    "Wrenfield gives Ostrava, Halden, Tibro, Skara, Vara, Lysa, Molde and Voss a grant for tanks and houses.",
    "On behalf of Halden and Tibro, Skara buys tanks for its defence.",
    "Ostrava repairs houses after the flood in Wrenfield and Halden.",
)
SLIPPED = (
    12_000_000,
    120_000_000,
    12_000_000_000,
    21_000_000,
    3_370_000,
    3_400_000_000,
    33_700_000,
    34_000,
    4_000_000,
    400_000_000,
)
"""Amounts a slip apart: in their noughts, by swapped digits, in the scale of a rounding."""
TOLD = SLOTS.flatmap(
    lambda row: st.fixed_dictionaries(
        {
            **{slot: st.just(value) for slot, value in row.items()},
            "amount": st.sampled_from(SLIPPED),
            "published": st.sampled_from(["2024-06-01", "2024-06-03", "2024-06-20", "2024-06", "2025-06-01"]),
            "sentence": st.sampled_from(SENTENCES),
            "per": st.sampled_from([None, None, "year", "person"]),
        }
    )
)


@settings(deadline=None, max_examples=100)
@given(st.lists(TOLD, max_size=9), st.sampled_from([-4.0, -2.0, -1.0, 0.0, 1.5]))
def test_pairs_that_columns_give_up_have_no_more_evidence_than_that(rows: list[dict[str, Any]], enough: float) -> None:
    claims = list({c.id: c for c in (claim(**row) for row in rows)}.values())
    beside = companies(claims)
    views = [view(c, company=beside.get(c.doc, NOBODY)) for c in claims]
    left, right = np.array(list(combinations(range(len(views)), 2)), dtype=np.int32).reshape(-1, 2).T
    for short, a, b in zip(Reach(views).short(left, right, enough), left, right, strict=True):
        if short and views[a].dimension == views[b].dimension:
            assert compare.score(views[a], views[b]) <= enough


def test_columns_give_up_what_differs_in_parties_words_and_amount() -> None:
    slots = {"unit": "EUR", "published": "2024-06-01"}
    a = claim(doc="tide", amount=12_000_000, payer=["DK"], payee=["KE"], measure="aid for wells", concept="aid", **slots)
    b = claim(doc="gale", amount=970_000_000, payer=["FR"], payee=["PE"], measure="school roofs", concept="education", **slots)
    left, right = np.array([[0, 0], [1, 2]], dtype=np.int32)
    assert Reach([view(a), view(b), view(a)]).short(left, right, 0.0).tolist() == [True, False]


def test_swapped_digits_of_amounts_beyond_all_measure_are_told() -> None:
    slots = {
        "payer": ["DK"],
        "payee": ["KE"],
        "status": "pledged",
        "measure": "aid",
        "concept": "aid",
        "unit": "EUR",
        "published": "2024-06-01",
    }
    found = reconcile(
        [claim(doc=doc, amount=Decimal(amount), **slots) for doc, amount in (("tide", "12E+400"), ("gale", "21E+400"))]
    )
    assert len(found.conflicts) == 1


def judgement(kind: str, *subjects: str, at: str = "2025-01-01T00:00:00+00:00", name: str = "j") -> Judgement:
    return Judgement(id=name, kind=kind, subjects=subjects, by="analyst", at=at)  # type: ignore[arg-type]


def test_a_person_settles_a_conflict_and_takes_it_back() -> None:
    base = {"payer": ["DK"], "payee": ["KE"], "status": "pledged", "measure": "aid for wells in Kenya", "concept": "aid"}
    right = claim(doc="tide", amount=12_000_000, unit="EUR", published="2024-06-01", **base)
    wrong = claim(doc="gale", amount=12_000_000_000, unit="EUR", published="2024-06-02", **base)
    open_ = reconcile([right, wrong])
    assert len(open_.conflicts) == 1
    accepted = judgement("accept", right.id)
    assert not reconcile([right, wrong], judgements=[accepted]).conflicts
    assert reconcile([right, wrong], judgements=[accepted]).figures[0].value == right.amount
    parted = judgement("different", open_.conflicts[0].id)
    assert len(reconcile([right, wrong], judgements=[parted]).figures) == 2
    undo = judgement("undo", "j", at="2025-01-02T00:00:00+00:00", name="k")
    assert reconcile([right, wrong], judgements=[accepted, undo]) == open_
