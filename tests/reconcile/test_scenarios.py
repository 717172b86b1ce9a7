"""Small worlds of claims and what they must come to: `scenarios/*.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from scenario import claims_of

from factbase.reconcile import blocks, reconcile

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.yaml"))


@pytest.fixture(params=SCENARIOS, ids=lambda p: p.stem)
def scenario(request: pytest.FixtureRequest) -> dict[str, Any]:
    return yaml.safe_load(request.param.read_text(encoding="utf-8"))


def test_series_hold_what_measures_one_thing(scenario: dict[str, Any]) -> None:
    claims = claims_of(scenario)
    found = {frozenset(s.claims) for s in reconcile(claims.values()).series if len(s.claims) > 1}
    assert found == {frozenset(claims[name].id for name in names) for names in scenario["series"]}


def test_relations_say_why(scenario: dict[str, Any]) -> None:
    claims = claims_of(scenario)
    kinds = {frozenset((r.a, r.b)): r.kind for r in reconcile(claims.values()).relations}
    for pair, kind in scenario.get("relations", {}).items():
        a, b = pair.split(" | ") if " | " in pair else pair.split()
        assert kinds.get(frozenset((claims[a].id, claims[b].id))) == kind, pair


def test_diagnoses_name_the_slip(scenario: dict[str, Any]) -> None:
    claims = claims_of(scenario)
    found = {(d.claim, d.kind) for c in reconcile(claims.values()).conflicts for d in c.diagnosis}
    for name, kind in scenario.get("diagnosis", {}).items():
        assert (claims[name].id, kind) in found
    for name, kind in scenario.get("never", {}).items():
        assert (claims[name].id, kind) not in found


def test_the_likeliest_slip_comes_first(scenario: dict[str, Any]) -> None:
    claims = claims_of(scenario)
    first = [c.diagnosis[0].claim for c in reconcile(claims.values()).conflicts if c.diagnosis]
    for name in scenario.get("likeliest", ()):
        assert claims[name].id in first


def test_relations_say_it_in_words(scenario: dict[str, Any]) -> None:
    claims = claims_of(scenario)
    texts = {frozenset((r.a, r.b)): r.text for r in reconcile(claims.values()).relations}
    for pair, words in scenario.get("texts", {}).items():
        assert words in texts[frozenset(claims[name].id for name in pair.split())]


def test_figures_tell_how_well_they_are_supported(scenario: dict[str, Any]) -> None:
    claims = claims_of(scenario)
    figures = {i: f for f in reconcile(claims.values()).figures for i in f.claims}
    for name, expected in scenario.get("figures", {}).items():
        found = figures[claims[name].id]
        assert {key: getattr(found, key) for key in expected} == expected, name
        assert all(step.text for step in found.steps)


def test_block_by_block_equals_all_at_once(scenario: dict[str, Any]) -> None:
    claims = list(claims_of(scenario).values())
    whole = reconcile(claims)
    parts = [reconcile(block, beside=claims) for block in blocks(reversed(claims)).values()]
    for what in ("series", "figures", "conflicts", "relations"):
        assert sorted((x for p in parts for x in getattr(p, what)), key=repr) == sorted(getattr(whole, what), key=repr)


def test_nobody_pays_himself_for_want_of_agreement(scenario: dict[str, Any]) -> None:
    given = claims_of(scenario)
    for found in reconcile(given.values()).series:
        own = [c for c in given.values() if c.id in found.claims]
        assert not found.payer or found.payer != found.payee or any(c.payer == c.payee for c in own)
