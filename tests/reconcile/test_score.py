"""The score that skips what cannot tell is the sum of every comparison's weight."""

from __future__ import annotations

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from test_properties import CLAIMS

from factbase.model import Claim
from factbase.reconcile import compare
from factbase.reconcile.views import view


@settings(deadline=None, max_examples=60)
@given(CLAIMS, st.floats(-10, 10))
def test_skipped_comparisons_tell_nothing(claims: list[Claim], enough: float) -> None:
    table = compare.weights()
    for a, b in combinations(map(view, claims), 2):
        whole = table["prior"]["all"] + sum(table.get(slot, {}).get(level, 0.0) for slot, level in compare.levels(a, b).items())
        assert math.isclose(compare.score(a, b), whole, abs_tol=1e-9)
        assert (compare.score(a, b, enough) > enough) == (whole > enough) or math.isclose(whole, enough, abs_tol=1e-9)
