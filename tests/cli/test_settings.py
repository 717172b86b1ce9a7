"""What a run is told is looked at before it begins: a wrong word must not cost what the base holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from factbase import knowledge
from factbase.cli import app
from factbase.cli.exits import INCOMPLETE, USAGE


def run(*arguments: str | Path) -> Result:
    """Run a command as a user does."""
    try:
        return CliRunner().invoke(app, [str(a) for a in arguments], prog_name="factbase")
    finally:
        knowledge.use_folders([])


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A base of one claim."""
    (tmp_path / "one.txt").write_text("Denmark has budgeted 640 million euros for the bridge, the ministry said on 3 March 2025.")
    assert run("run", tmp_path / "one.txt", "--db", tmp_path / "one.db").exit_code == 0
    return tmp_path / "one.db"


def claims(db: Path) -> list[dict[str, Any]]:
    """The claims of a base."""
    return list(json.loads(run("claims", "--db", db, "--json").stdout))


@pytest.mark.parametrize(
    ("name", "content", "option", "said"),
    [
        ("own/organisations.yaml", "Dock Board: [x", "--knowledge", "organisations.yaml:2:1: no YAML"),
        ("own", "", "--knowledge", "own: no such knowledge folder"),
        ("rates.csv", "datum,koers\n2025-03-03,1.1\n", "--rates", "missing date, currency, per_eur"),
        ("none.csv", None, "--rates", "none.csv: this file of rates cannot be read: No such file or directory"),
    ],
)
def test_files_that_cannot_be_used_stop_the_run(
    name: str, content: str | None, option: str, said: str, db: Path, tmp_path: Path
) -> None:
    before, file = claims(db), tmp_path / name
    if content is not None:
        file.parent.mkdir(exist_ok=True)
        file.write_text(content)
    given = file.parent if option == "--knowledge" and content else file
    result = run("run", tmp_path / "one.txt", "--db", db, option, given)
    assert result.exit_code == USAGE
    assert said in result.stderr
    assert claims(db) == before != []


@pytest.mark.parametrize("code", ["EURO", "XXQ", ""])
def test_a_currency_that_nothing_can_be_compared_in_stops_the_run(code: str, db: Path, tmp_path: Path) -> None:
    result = run("run", tmp_path / "one.txt", "--db", db, "--currency", code or "?")
    assert result.exit_code == USAGE
    assert "write an ISO 4217 code" in result.stderr


def test_a_currency_may_be_written_small(db: Path, tmp_path: Path) -> None:
    assert run("run", tmp_path / "one.txt", "--db", db, "--currency", "usd").exit_code == 0
    assert [c["conversion"]["unit"] for c in claims(db)] == ["USD"]


@pytest.mark.parametrize("row", ["2025-03-03,USD,abc", "2025-13-03,USD,1.1", "2025-03-03,USX,1.1", "2025-03-03,USD,0"])
def test_a_row_of_rates_that_cannot_be_used_is_told_by_the_exit_code(row: str, db: Path, tmp_path: Path) -> None:
    (rates := tmp_path / "rates.csv").write_text(f"date,currency,per_eur,source\n{row},desk\n")
    result = run("run", tmp_path / "one.txt", "--db", db, "--rates", rates)
    assert result.exit_code == INCOMPLETE
    assert f"rates.csv:line 2: error: no rate in '{row.replace(',', ', ')}'" in result.stderr


def test_a_base_is_asked_by_the_users_own_names(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "organisations.yaml").write_text("Harbour Board of Esbjerg: {en: [the Quay People]}\n")
    text = "On 3 March 2025 the Harbour Board of Esbjerg paid 40 million euros to Denmark for the quay."
    (tmp_path / "two.txt").write_text(text)
    own = ("--knowledge", tmp_path / "own")
    assert run("run", tmp_path / "two.txt", "--db", tmp_path / "two.db", *own).exit_code == 0
    ask = ("query", "--payer", "Quay People", "--db", tmp_path / "two.db", "--json")
    assert run(*ask).exit_code == USAGE
    assert len(json.loads(run(*own, *ask).stdout)) == 1
