"""Truth discovery on made-up sources whose truth is known to the test and not to the program."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.reconcile.truth import Floats, Ints, discover

Rows = list[tuple[int, int, int, float]]
"""Claims as (source, measure, item, value)."""


def arrays(rows: Rows) -> tuple[Ints, Ints, Ints, Floats]:
    source, measure, item, value = zip(*rows, strict=True)
    return (
        np.array(source, dtype=np.int64),
        np.array(measure, dtype=np.int64),
        np.array(item, dtype=np.int64),
        np.array(value, dtype=np.float64),
    )


def chosen(rows: Rows) -> list[float]:
    found = discover(*arrays(rows))
    return [rows[at][3] for at in found.chosen]


def right(rows: Rows, truth: Floats) -> float:
    return float(np.mean([abs(a - b) < 1e-6 for a, b in zip(chosen(rows), truth, strict=True)]))


def test_the_majority_wins_where_nothing_else_is_known() -> None:
    assert chosen([(0, 0, 0, 5.0), (1, 0, 0, 5.0), (2, 0, 0, 9.0)]) == [5.0]


def test_near_values_support_each_other() -> None:
    rows: Rows = []
    random = np.random.default_rng(1)
    for item in range(200):
        rows += [(s, 0, item, 1000.0 + item + float(random.choice([-40, 40]))) for s in range(4)]
    item = 200
    rows += [(0, 0, item, 50.0), (1, 0, item, 50.1), (2, 0, item, 50.2), (3, 0, item, 90.0), (4, 0, item, 90.0)]
    assert chosen(rows)[item] in (50.0, 50.1, 50.2)


def test_a_few_good_sources_outweigh_many_poor_ones() -> None:
    random = np.random.default_rng(2)
    truth = random.integers(100, 900, 400).astype(float)
    rows: Rows = []
    for item, value in enumerate(truth):
        for source in range(12):
            good = source < 3
            said = value if random.random() < (0.95 if good else 0.45) else value + 7.0
            rows.append((source, 0, item, said))
    votes = [max({r[3] for r in rows if r[2] == i}, key=[r[3] for r in rows if r[2] == i].count) for i in range(400)]
    by_vote = float(np.mean(np.array(votes) == truth))
    assert right(rows, truth) > by_vote + 0.1
    assert right(rows, truth) > 0.95


def test_the_smaller_camp_wins_that_is_trusted_elsewhere() -> None:
    """Most sources mean another thing by measure 1, and they are careless about measure 0."""
    random = np.random.default_rng(3)
    truth = random.integers(100, 900, 600).astype(float)
    rows: Rows = []
    for item, value in enumerate(truth):
        measure = item % 2
        for source in range(12):
            careful = source < 4
            if measure == 1 and not careful:
                said = value + 15 + random.integers(0, 2)
            elif random.random() < (0.97 if careful else 0.5):
                said = value
            else:
                said = value + random.integers(-50, 50)
            rows.append((source, measure, item, float(said)))
    assert right(rows, truth) > 0.95


def test_who_repeats_the_careless_counts_less() -> None:
    """A robot that copies whatever stands there is no second witness for it."""
    random = np.random.default_rng(4)
    truth = random.integers(100, 900, 1500).astype(float)
    rows: Rows = []
    anonymous = 10
    for item, value in enumerate(truth):
        for editor in random.permutation(5)[:2]:
            said = value if random.random() < 0.9 else value + random.integers(1, 90)
            rows.append((int(editor), 0, item, float(said)))
        careless = value if random.random() < 0.3 else value + float(random.integers(1, 90))
        rows.append((anonymous, 0, item, careless))
        anonymous += 1
        rows.append((6, 0, item, careless if random.random() < 0.95 else value))
    assert discover(*arrays(rows)).repeats[6] > 0.3
    assert right(rows, truth) > 0.85


def test_a_person_outweighs_all() -> None:
    rows: Rows = [(0, 0, 0, 5.0), (1, 0, 0, 5.0), (2, 0, 0, 9.0)]
    judged = np.array([False, False, True])
    assert discover(*arrays(rows), right=judged).chosen.tolist() == [2]
    assert discover(*arrays(rows), wrong=np.array([True, True, False])).chosen.tolist() == [2]


def test_nothing_is_chosen_for_an_item_without_claims() -> None:
    assert discover(*arrays([(0, 0, 0, 5.0), (0, 0, 2, 6.0)])).chosen.tolist() == [0, -1, 1]


claims = st.tuples(st.integers(0, 5), st.integers(0, 6), st.sampled_from([0.0, -3.5, 1.0, 1.01, 7e9, 1e300]))


@given(st.lists(claims, min_size=1, max_size=40), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_value_is_always_one_that_is_claimed_whatever_the_order(rows: list[tuple[int, int, float]], random) -> None:  # type: ignore[no-untyped-def]
    whole: Rows = [(source, item % 2, item, value) for source, item, value in rows]
    shuffled = list(whole)
    random.shuffle(shuffled)
    one, other = discover(*arrays(whole)), discover(*arrays(shuffled))
    for item, (a, b) in enumerate(zip(one.chosen, other.chosen, strict=True)):
        said = {r[3] for r in whole if r[2] == item}
        assert (a == -1) == (not said)
        if said:
            assert whole[a][3] in said
            assert whole[a][3] == pytest.approx(shuffled[b][3])
    assert ((one.share >= 0) & (one.share <= 1)).all()


@pytest.mark.slow
def test_a_million_claims_take_seconds() -> None:
    random = np.random.default_rng(5)
    items, each = 60_000, 18
    item = np.repeat(np.arange(items), each)
    source = np.concatenate([random.permutation(55)[:each] for _ in range(items)])
    truth = np.round(random.normal(100, 20, items), 2)
    good = random.random(len(item)) < random.uniform(0.4, 0.95, 55)[source]
    value = np.where(good, truth[item], np.round(truth[item] + random.normal(0, 5, len(item)), 2))
    found = discover(source, item % 16, item, value)
    assert np.mean(np.abs(value[found.chosen] - truth) < 1e-9) > 0.99
