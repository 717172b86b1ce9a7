"""Tables of claims beside articles: reconciled figures, whatever the order of rows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import factbase
from factbase.engine import fusing, local
from factbase.model import Support, Verdict
from factbase.read import table as reading
from factbase.report import text
from factbase.settings import Settings
from factbase.store import Store

HEAD = "source,subject,measure,value,unit,date\n"
ROWS = [
    "north,lake,depth,12.1,m,2024-05-17T09\n",
    "south,lake,depth,12.1,m,2024-05-17T09\n",
    "east,lake,depth,21.1,m,2024-05-17T09\n",
    "north,lake,area,4 km2,,2024\n",
    "south,lake,area,n/a,,2024\n",
    "north,pond,depth,3.00,m,2024\n",
    "south,pond,depth,3.01,m,2024\n",
    "south,pond,depth,9.99,m,2024\n",
]


def write(path: Path, rows: list[str]) -> Path:
    path.write_text(HEAD + "".join(rows))
    return path


def test_a_table_becomes_figures(tmp_path: Path) -> None:
    result = local.run([write(tmp_path / "water.csv", ROWS)], tmp_path / "a.db")
    assert (result.documents, result.tables, result.claims, result.figures, result.conflicts) == (0, 1, 7, 3, 2)
    assert [p.code for p in result.problems] == ["read.cell"]
    with Store.open(tmp_path / "a.db", create=False) as store:
        figures = {(f.subject, f.measure): f for f in store.figures()}
        lake = figures["lake", "depth"]
        assert (str(lake.value), lake.unit, lake.date, lake.verdict, lake.sources) == (
            "12.1", "m", "2024-05-17T09", Verdict.CONFLICT, 3,
        )  # fmt: skip
        assert figures["lake", "area"].verdict is Verdict.SINGLE
        assert figures["pond", "depth"].support is Support.CONFLICTED
        claims = {c.id: c for c in store.claims()}
        assert len(claims) == 7
        assert {claims[i].publisher for i in lake.claims} == {"north", "south", "east"}
        conflict = next(c for c in store.conflicts() if c.figure == lake.id)
        assert {claims[i].quote for i in conflict.claims} == {"12.1", "21.1"}
        assert 0.4 < conflict.gap < 0.5
        assert store.pending() == frozenset()


def test_a_table_s_figure_is_shown_with_its_hour(tmp_path: Path) -> None:
    local.run([write(tmp_path / "water.csv", ROWS)], tmp_path / "a.db")
    with factbase.open(tmp_path / "a.db") as base:
        (depth,) = (f for f in base.figures if (f.subject, f.measure) == ("lake", "depth"))
        told = text.write(base.show(depth.id), 110)
    assert "as of 17 May 2024, 09:00" in told
    assert "21.1" in told


def test_the_order_of_rows_says_nothing(tmp_path: Path) -> None:
    settings = Settings()
    found = []
    for seed in range(4):
        rows = list(ROWS)
        random.Random(seed).shuffle(rows)
        table, _ = reading.read(HEAD + "".join(rows), "water", "water.csv")
        assert table is not None
        ids = reading.claim_ids(table)
        items, _ = fusing.fuse(table, settings)
        found.append([(i.subject, i.measure, i.date, table.values[i.chosen], sorted(ids[r] for r in i.agree)) for i in items])
    assert found[0] == found[1] == found[2] == found[3]


def test_a_table_again_changes_nothing_and_a_changed_one_replaces_it(tmp_path: Path) -> None:
    path, db = write(tmp_path / "water.csv", ROWS), tmp_path / "a.db"
    local.run([path], db)
    with Store.open(db, create=False) as store:
        before = store.figures()
    assert local.run([path], db).figures == 3
    with Store.open(db, create=False) as store:
        assert store.figures() == before
    write(path, ROWS[:2])
    assert local.run([path], db).figures == 1
    with Store.open(db, create=False) as store:
        assert [str(f.value) for f in store.figures()] == ["12.1"]
        assert len(store.claims()) == 2


def test_a_judgement_outweighs_the_sources(tmp_path: Path) -> None:
    path, db = write(tmp_path / "water.csv", ROWS), tmp_path / "a.db"
    local.run([path], db)
    with Store.open(db, create=False) as store:
        east = next(c.id for c in store.claims() if c.publisher == "east")
        store.judge("accept", [east], by="ada", note="I measured it")
    local.run([path], db)
    with Store.open(db, create=False) as store:
        assert str(next(f.value for f in store.figures() if f.subject == "lake" and f.measure == "depth")) == "21.1"


def test_money_in_several_currencies_is_compared_in_one(tmp_path: Path) -> None:
    rows = ["a,dam,cost,EUR 100m,,2024-03-01\n", "b,dam,cost,$108.1m,,2024-03-01\n", "c,dam,cost,$140m,,2024-03-01\n"]
    local.run([write(tmp_path / "dam.csv", rows)], tmp_path / "a.db")
    with Store.open(tmp_path / "a.db", create=False) as store:
        (figure,) = store.figures()
    assert (figure.value, figure.unit) in ((100_000_000, "EUR"), (108_100_000, "USD"))


def test_tables_and_articles_share_a_base(tmp_path: Path) -> None:
    article = tmp_path / "a.jsonl"
    article.write_text('{"doc": "a", "kind": "money", "amount": 5e6, "unit": "EUR", "payer": ["NL"]}\n')
    db = tmp_path / "a.db"
    local.run([write(tmp_path / "water.csv", ROWS)], db)
    result = local.run([article], db)
    assert result.figures == 4
    assert local.run([article, tmp_path / "water.csv"], db).figures == 4


@pytest.mark.filterwarnings("error")
def test_numbers_of_another_world_differ_from_all_others(tmp_path: Path) -> None:
    said = ("5", "5", "5.5", "1e99", "1e98", "-1e99", "1e400")
    rows = [f"source {n},lake {i},depth,{value},m,2024\n" for i in range(4) for n, value in enumerate(said)]
    local.run([write(tmp_path / "water.csv", rows)], tmp_path / "a.db")
    with Store.open(tmp_path / "a.db", create=False) as store:
        assert {str(f.value) for f in store.figures()} == {"5"}
        for conflict in store.conflicts():
            assert conflict.gap == 1.0
            assert len(conflict.claims) == 5  # what is chosen, and four that are neither it nor near it; 1e400 is left out
        assert not store.check_db()


def test_a_date_that_is_none_is_told_and_left_out(tmp_path: Path) -> None:
    """It made every later look at the base fail."""
    rows = ["a,dam,cost,5,m,2024-13-45\n", "b,dam,cost,5,m,next week\n", "c,dam,cost,7,m,2024\n", "d,dam,cost,7,m,next week\n"]
    result = local.run([write(tmp_path / "dam.csv", rows)], tmp_path / "a.db")
    assert [(p.code, p.position, p.message.partition(":")[0]) for p in result.problems] == [
        ("read.date", "line 3", "'next week' is no date (in 2 rows), nor is that of 1 other row")
    ]
    assert local.run([tmp_path / "dam.csv"], tmp_path / "a.db") == result  # told again, though nothing is read anew
    with factbase.open(tmp_path / "a.db") as base:
        assert sorted(claim.date or "" for claim in base.claims) == ["", "", "", "2024"]
        assert len(base.query(until="2030")) == 3
        assert not base.store.check_db()


def test_a_currency_that_nobody_knows_is_told_and_not_compared(tmp_path: Path) -> None:
    rows = ["a,dam,cost,12,XQZ,2024\n", "b,dam,cost,15,EUR,2024\n", "c,dam,cost,15,EUR,2024\n", "d,dam,height,9,XQZ,2024\n"]
    result = local.run([write(tmp_path / "dam.csv", rows)], tmp_path / "a.db")
    assert [(p.code, p.position) for p in result.problems] == [("unit.unknown", "line 2")]
    assert (result.figures, result.conflicts) == (2, 0)
