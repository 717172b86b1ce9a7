"""What changed between yesterday's base and today's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from factbase.cli import app
from factbase.cli.exits import FOUND, NO_BASE

QUAY = "Denmark has budgeted {} million euros for the Quay of Esbjerg, the transport ministry said on {} March 2025."


def run(*arguments: str | Path) -> Result:
    """Run a command as a user does, in a terminal so wide that no line is broken."""
    return CliRunner().invoke(app, [str(a) for a in arguments], prog_name="factbase", env={"COLUMNS": "200"})


@pytest.fixture
def days(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A folder of articles, the base of yesterday and the base that is read anew."""
    folder, then, now = tmp_path / "in", tmp_path / "then.db", tmp_path / "now.db"
    folder.mkdir()
    (folder / "post.txt").write_text(QUAY.format(640, 3))
    (folder / "school.txt").write_text("The town of Ribe paid 12 million euros for a new school on 4 March 2025.")
    assert run("run", folder, "--db", now).exit_code == 0
    assert run("backup", then, "--db", now).exit_code == 0
    return folder, then, now


def changed(then: Path, now: Path) -> list[tuple[str, float | None, float | None]]:
    """Of each change its kind and the value before and after."""
    rows = json.loads(run("changes", then, "--db", now, "--json").stdout)
    return [(row["kind"], row["value_before"], row["value_after"]) for row in rows]


def test_nothing_changed(days: tuple[Path, Path, Path]) -> None:
    folder, then, now = days
    assert run("run", folder, "--db", now).exit_code == 0
    told = run("changes", then, "--db", now, "--exit-code")
    assert (told.exit_code, told.stderr) == (0, "Nothing changed.\n")


def test_a_conflict_comes_up_and_is_settled(days: tuple[Path, Path, Path]) -> None:
    folder, then, now = days
    (folder / "daily.txt").write_text(QUAY.format(460, 3))
    assert run("run", folder, "--db", now).exit_code == 0
    ((kind, before, _),) = changed(then, now)
    assert (kind, before) == ("conflict", 640_000_000)
    told = run("changes", then, "--db", now, "--exit-code")
    assert told.exit_code == FOUND
    assert "EUR 640m  · one source" in told.stdout
    assert "✗ conflict" in told.stdout
    assert changed(now, then) == [("settled", changed(then, now)[0][2], 640_000_000)]


def test_figures_are_new_gone_and_better_supported(days: tuple[Path, Path, Path]) -> None:
    folder, then, now = days
    (folder / "school.txt").unlink()
    (folder / "daily.txt").write_text("The Quay of Esbjerg has a budget of 640 million euros from Denmark as of 3 March 2025.")
    (folder / "ferry.txt").write_text("Norway sold 3 ferries to Chile on 5 March 2025.")
    assert run("run", folder, "--db", now).exit_code == 0
    assert run("retract", "school", "--db", now).exit_code == 0
    assert sorted(kind for kind, _, _ in changed(then, now)) == ["gone", "new", "verdict"]
    left = run("changes", then, "--db", now, "--limit", "1")
    assert "2 more changes; --limit 3 prints all" in left.stderr


def test_a_copy_that_is_not_there_is_said_so(days: tuple[Path, Path, Path]) -> None:
    assert run("changes", "none.db", "--db", days[2]).exit_code == NO_BASE


def test_an_article_that_was_taken_out_and_comes_back_is_said_so(days: tuple[Path, Path, Path]) -> None:
    folder, _, now = days
    assert run("retract", "school", "--by", "Ada", "--note", "withdrawn", "--db", now).exit_code == 0
    again = run("run", folder, "--db", now)
    assert again.exit_code == 0
    assert "school.txt: warning: had been retracted on " in again.stderr
    assert "by Ada (withdrawn)" in again.stderr
    assert "retracted" not in run("run", folder, "--db", now).stderr
