"""A table put in by plain SQL reads back as what went in, on both databases."""

from __future__ import annotations

from factbase.engine import tables
from factbase.model import Claim, Verdict
from factbase.read import table as reading
from factbase.settings import Settings
from factbase.store import Store

ROWS = "".join(
    f"{source},läke,d\x00epth,{value},m,2024-05-17T09\n"
    for source, value in (("nor\u00a0d", "12.1"), ("south", "12.10"), ("east", "99"))
)


def test_a_table_comes_back_as_it_went_in(where: str) -> None:
    table, problems = reading.read("source,subject,measure,value,unit,date\n" + ROWS, "water", "water.csv")
    assert table is not None
    assert not problems
    items, _ = tables.fuse(table, Settings())
    with Store.open(where) as store:
        for _ in range(2):  # the second time in place of the first
            tables.keep(store, table, items, problems)
            told = {claim.id: claim for claim in reading.claims(table) if isinstance(claim, Claim)}
            assert {claim.id: claim for claim in store.claims()} == told
            (figure,) = store.figures()
            assert (figure.subject, figure.measure, figure.date, figure.verdict) == (
                "läke", "d\x00epth", "2024-05-17T09", Verdict.CONFLICT,
            )  # fmt: skip
            (conflict,) = store.conflicts()
            assert conflict.figure == figure.id
            assert set(conflict.claims) <= set(figure.claims) == set(told)
            assert not store.pending()
            assert not store.check_db()
            assert not store.search("12")  # a table's claims are found by their figure
            assert [hit.id for hit in store.search("lake", "figure")] == [figure.id]
        assert store.unchanged(tables.document(table))
        assert store.retract("water") == 3
        assert not store.figures()
        assert not store.conflicts()
