"""The score that skips what cannot tell is the sum of every comparison's weight; and what single comparisons tell."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario import claim, claims_of
from test_properties import CLAIMS

from factbase.model import Claim
from factbase.reconcile import compare, explained, reconcile
from factbase.reconcile.comparisons import articles, things
from factbase.reconcile.comparisons.level import NEUTRAL
from factbase.reconcile.views import View, view
from factbase.reconcile.views.company import companies


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


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("aid, extra", "aid", "once"),
        ("aid, extra", "aid, total", "once"),
        ("aid, extra", "aid, per year", "unlike"),
        ("aid, extra", "aid, total, extra", NEUTRAL),
        ("aid, total", "aid", NEUTRAL),
        ("extra classrooms", "classrooms", NEUTRAL),
    ],
)
def test_what_sets_one_side_apart_from_the_whole(one: str, other: str, level: str) -> None:
    given = {"amount": 500, "unit": "EUR", "kind": "money", "concept": "aid"}
    a, b = (view(claim(doc=doc, measure=said, **given)) for doc, said in (("a", one), ("b", other)))
    assert things.part(a, b).level == things.part(b, a).level == level


@pytest.mark.parametrize(
    ("amounts", "about", "level"),
    [
        ((900, 700), ("Harbour Tunnel", "Harbour Tunnel"), "one story"),
        ((900, 700), ("Harbour Tunnel", "Hill Line"), NEUTRAL),
        ((900, 700), ("PT", "PT"), NEUTRAL),
        ((900, 60), ("Harbour Tunnel", "Harbour Tunnel"), NEUTRAL),
    ],
)
def test_the_largest_amounts_of_two_articles_of_one_story(amounts: tuple[int, int], about: tuple[str, str], level: str) -> None:
    given = {"unit": "EUR", "kind": "money", "sentence": "So much."}
    rows = [claim(doc=doc, amount=x, story=(s,), **given) for doc, x, s in zip("ab", amounts, about, strict=True)]
    parts = [claim(doc=doc, amount=100, story=(s,), **given) for doc, s in zip("ab", about, strict=True)]
    company = companies([*rows, *parts])
    a, b = (view(row, company=company[row.doc]) for row in rows)
    assert articles.largest(a, b).level == articles.largest(b, a).level == level


def test_what_leads_two_articles_of_one_story_is_their_main_figure() -> None:
    def told(doc: str, at: int, story: str = "Harbour Tunnel") -> View:
        given = {"amount": 500, "unit": "EUR", "kind": "money", "sentence": "So much."}
        return view(claim(doc=doc, context=(at, at + 40), story=(story,), **given))

    assert articles.prominence(told("a", 0), told("b", 90)).level == "two leads"
    assert articles.prominence(told("a", 0), told("a", 90)).level == "one lead"
    assert articles.prominence(told("a", 0), told("b", 900)).level == NEUTRAL
    assert articles.prominence(told("a", 0), told("b", 0, "Hill Line")).level == NEUTRAL


def test_an_explanation_tells_what_was_scored() -> None:
    """What else an article gives counts, so that an explanation without the claims beside would tell of another score."""
    scenario = yaml.safe_load((Path(__file__).parent / "scenarios/bakery.yaml").read_text(encoding="utf-8"))
    claims = claims_of(scenario)
    a, b = claims["belied"], claims["stated"]
    found = next(r for r in reconcile(claims.values()).relations if {r.a, r.b} == {a.id, b.id})
    told = explained(found, a, b, beside=claims.values())
    assert "slip, by its worth" in {step.rule for step in told.steps}
