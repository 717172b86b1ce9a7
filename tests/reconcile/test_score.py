"""The score that skips what cannot tell is the sum of every comparison's weight; and what single comparisons tell."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario import claim
from test_properties import CLAIMS

from factbase.model import Claim
from factbase.reconcile import compare
from factbase.reconcile.comparisons import things
from factbase.reconcile.views import view


@settings(deadline=None, max_examples=60)
@given(CLAIMS, st.floats(-10, 10))
def test_skipped_comparisons_tell_nothing(claims: list[Claim], enough: float) -> None:
    table = compare.weights()
    for a, b in combinations(map(view, claims), 2):
        whole = table["prior"]["all"] + sum(table.get(slot, {}).get(level, 0.0) for slot, level in compare.levels(a, b).items())
        assert math.isclose(compare.score(a, b), whole, abs_tol=1e-9)
        assert (compare.score(a, b, enough) > enough) == (whole > enough) or math.isclose(whole, enough, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("cow", "en"), ("child", "en"), "unlike things"),
        (("rund", "nl"), ("person", "en"), "unlike things"),
        (("shop", "en"), ("depot", "en"), "unlike things"),
        (("survivor", "en"), ("person", "en"), "unlike"),
        (("cow", "en"), ("cow", "en"), "same"),
    ],
)
def test_two_nouns_count_alike_only_where_both_count_people(one: tuple[str, str], other: tuple[str, str], level: str) -> None:
    a, b = (view(claim(doc=f"{unit} {lang}", amount=500, unit=unit, kind="count", lang=lang)) for unit, lang in (one, other))
    assert things.noun(a, b).level == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("cost", "cost", "same"),
        ("cost", "budget", "near"),
        ("raised", "capital_raised", "near"),
        ("aid", "military_aid", "kin"),
        ("cost", "deaths", "unlike, vague"),
        ("debt", "deaths", "unlike"),
    ],
)
def test_writers_use_some_concepts_for_one_another(one: str, other: str, level: str) -> None:
    a, b = (view(claim(doc=n, amount=500, unit="EUR", kind="money", concept=key)) for n, key in (("a", one), ("b", other)))
    assert things.concept(a, b).level == things.concept(b, a).level == level
