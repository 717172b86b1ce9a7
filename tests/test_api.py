"""The Python API: the command line's words."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import factbase
import factbase.api
from factbase.query import QueryError

TEXT = "The ministry paid nearly 12 million euros for the new school."


def test_the_function_and_the_subpackage_of_its_name_both_work() -> None:
    from factbase.extract.claims import extract as inner

    for _ in range(2):
        claims, problems = factbase.extract(TEXT)
        assert [int(c.amount) for c in claims] == [12_000_000]
        assert problems == []
    assert callable(inner)


@pytest.mark.parametrize(
    "code",
    [
        "import factbase; print(len(factbase.extract(T)[0]), len(factbase.extract(T)[0]))",
        "import factbase.extract.claims as c, factbase; print(len(factbase.extract(T)[0]), 1 if c.extract else 0)",
        "from factbase import extract; print(len(extract(T)[0]), len(extract(T)[0]))",
    ],
)
def test_it_works_whatever_was_imported_first(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(factbase.__file__).parent.parent))
    done = subprocess.run([sys.executable, "-c", f"T = {TEXT!r}\n{code}"], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["1", "1"], done.stderr


def test_results_are_tables(bridge: factbase.api.Base) -> None:
    assert bridge.figures.to_frame().shape == (5, 14)
    assert "Fjord Bridge" in bridge.figures._repr_html_()
    assert repr(bridge.claims) == "<8 claims>"
    assert repr(bridge.conflicts) == f"<1 conflicts: {bridge.conflicts[0].reason}>"
    assert len(bridge.claims[:3]) == 3
    assert bridge.show(bridge.conflicts[0].id).figure.verdict == "conflict"


def test_a_figure_shown_by_itself_is_what_it_is_among_all(bridge: factbase.api.Base) -> None:
    every = bridge.dossiers()
    assert len(every) == 5
    for whole in every:
        shown = bridge.show(whole.figure.id)
        named = {(r.a, r.b, r.kind) for r in whole.relations}
        assert replace(shown, relations=()) == replace(whole, relations=())
        assert {(r.a, r.b, r.kind) for r in shown.relations} == named
        assert bridge.find(whole.figure.claims[0][:12]) == whole.figure


def test_an_id_that_begins_nothing_or_several_is_told(bridge: factbase.api.Base) -> None:
    with pytest.raises(QueryError, match="no figure, conflict or claim begins with 'zz'"):
        bridge.find("zz")
    with pytest.raises(QueryError, match="5 figures have ids that begin with ''"):
        bridge.find("")


def test_articles_to_answers_in_three_lines(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    result = factbase.run([tmp_path / "one.txt"], tmp_path / "one.db")
    assert (result.documents, result.claims) == (1, 1)
    with factbase.open(tmp_path / "one.db") as base:
        assert [int(a.figure.value) for a in base.query("new school")] == [12_000_000]
        assert repr(base) == f"<base {tmp_path}/one.db: 1 figures, 0 open conflicts>"


@pytest.mark.parametrize("kind", [str, Path])
def test_one_path_need_not_be_in_a_list(tmp_path: Path, kind: type) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    assert factbase.run(kind(tmp_path / "one.txt"), tmp_path / "one.db").documents == 1


def test_claims_can_be_taken_one_after_the_other(bridge: factbase.api.Base) -> None:
    assert [row for _, row in bridge.each_claim()] == bridge.claims.rows()
    some = bridge.each_claim("coast-daily")
    assert next(some)[0].doc == "coast-daily"
    some.close()
    assert len(bridge.documents) == 5
