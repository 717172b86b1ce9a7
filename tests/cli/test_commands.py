"""The commands from outside: what they print, where, and how they exit."""

from __future__ import annotations

import csv
import errno
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import factbase
from factbase.cli import app, cells
from factbase.cli.exits import CUT, FOUND, INCOMPLETE, NO_BASE, USAGE
from factbase.extract.claims import extract
from factbase.read import items
from factbase.settings import Settings
from factbase.store import Store


def run(*arguments: str | Path, input: str | None = None) -> Result:
    """Run a command as a user does."""
    return CliRunner().invoke(app, [str(a) for a in arguments], input=input, prog_name="factbase")


def _commands() -> list[str]:
    from typer.main import get_command

    group = get_command(app)
    return sorted(group.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", _commands())
def test_every_command_has_help_with_examples(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout or "Commands:" in result.stdout


def test_the_programs_help_tells_the_exit_codes() -> None:
    assert "Exit codes: 0 fine" in run("--help").stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, factbase.cli; print([m for m in ('spacy', 'sqlalchemy', 'altair', 'pydantic', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("what", ["claims", "figures", "conflicts", "documents", "problems"])
def test_one_answer_in_every_format(what: str, bridge_db: Path) -> None:
    as_json = json.loads(run(what, "--db", bridge_db, "--json").stdout)
    lines = [json.loads(line) for line in run(what, "--db", bridge_db, "--format", "jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(run(what, "--db", bridge_db, "--format", "csv").stdout)))
    assert as_json == lines
    assert len(table) == len(lines)
    assert run(what, "--db", bridge_db).exit_code == 0


def test_claims_say_their_series_and_figure(bridge_db: Path) -> None:
    rows = [json.loads(line) for line in run("claims", "--db", bridge_db, "--format", "jsonl").stdout.splitlines()]
    by_quote = {row["quote"]: row for row in rows}
    assert by_quote["€460 million"]["series"] == by_quote["640 miljoen euro"]["series"] is not None
    assert by_quote["€85 million"]["series"] is None
    assert by_quote["€85 million"]["figure"] is not None
    assert by_quote["€460 million"]["amount"] == 460000000


def test_options_stand_before_or_after_the_command(bridge_db: Path) -> None:
    assert run("--db", bridge_db, "--json", "figures").stdout == run("figures", "--db", bridge_db, "--json").stdout


def test_a_verdict_is_asked_for(bridge_db: Path) -> None:
    rows = json.loads(run("figures", "--verdict", "conflict", "--db", bridge_db, "--json").stdout)
    assert [row["verdict"] for row in rows] == ["conflict"]
    wrong = run("figures", "--verdict", "wrong", "--db", bridge_db)
    assert wrong.exit_code == USAGE
    assert "single, agree, explained, conflict" in wrong.stderr


def test_ci_can_fail_on_an_open_conflict(bridge_db: Path) -> None:
    assert run("conflicts", "--db", bridge_db).exit_code == 0
    assert run("conflicts", "--db", bridge_db, "--exit-code").exit_code == FOUND


def _outside(command: str) -> subprocess.CompletedProcess[str]:
    """A command line run by a shell, of which the exit code of the program is that of the whole."""
    program = f"{sys.executable} -m factbase"
    line = f"set -o pipefail; {command.replace('factbase ', program + ' ')}"
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", ["claims --format json", "figures", "query bridge", "conflicts"])
def test_a_reader_that_goes_away_is_no_finding(words: str, bridge_db: Path) -> None:
    done = _outside(f"factbase {words} --db {bridge_db} | true")
    assert (done.returncode, done.stderr) == (CUT, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "output", ["figures --json", "export claims -f csv", "export claims -f xlsx", "export figures -f jsonl -o /dev/full"]
)
def test_a_full_disk_is_said_without_a_traceback(output: str, bridge_db: Path) -> None:
    done = _outside(f"factbase {output} --db {bridge_db} > /dev/full")
    assert done.returncode == NO_BASE
    assert done.stderr.count("\n") == 1
    assert "cannot be written whole: No space left on device" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "figs"), "nothing named 'figs' to export; there are claims, figures, conflicts"),
        (("export", "claims"), "give --format, or --out with an ending that tells it"),
        (("judge", "import", "none.jsonl"), "none.jsonl: cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(arguments: tuple[str, ...], told: str, bridge_db: Path) -> None:
    done = run(*arguments, "--db", bridge_db)
    assert (done.exit_code, done.stderr) == (USAGE, f"factbase: {told}\n")


def test_an_export_to_where_nothing_can_be_written_is_named(bridge_db: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("export", "claims", "-o", tmp_path / "file" / "claims.csv", "--db", bridge_db)
    assert done.exit_code == NO_BASE
    assert f"{tmp_path}/file/claims.csv: cannot be written: " in done.stderr


def test_an_export_makes_the_folders_that_are_missing(bridge_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder" / "claims.csv"
    assert run("export", "claims", "-o", out, "--db", bridge_db).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("id,")


def test_an_export_that_the_disk_does_not_take_is_named_and_leaves_what_was_there(
    bridge_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    out = tmp_path / "claims.csv"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "write_text", full)
    done = run("export", "claims", "-o", out, "--db", bridge_db)
    assert (done.exit_code, done.stderr) == (NO_BASE, f"factbase: {out}: cannot be written whole: No space left on device\n")
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_a_conflict_is_told_once_at_any_width(columns: str, bridge_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    told = " ".join(run("conflicts", "--db", bridge_db).stdout.split())
    assert told.count("two digits swapped") == 1
    assert "24% apart." in told
    assert max(map(len, run("conflicts", "--db", bridge_db).stdout.splitlines())) <= int(columns)


def test_claims_are_found_by_their_words(bridge_db: Path) -> None:
    def found(*arguments: str) -> set[str]:
        rows = json.loads(run("claims", *arguments, "--json", "--db", bridge_db).stdout)
        return {row["quote"] for row in rows}

    assert "€460 million" in found("--search", "FJORD brid")
    assert found("--search", "fjord", "--article", "de-haven") < found("--search", "fjord")
    assert not found("--search", "fjord penguins")


@pytest.mark.parametrize("columns", ["30", "50", "80", "109", "200"])
@pytest.mark.parametrize("what", ["figures", "claims", "documents"])
def test_a_list_is_legible_at_any_width(what: str, columns: str, bridge_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = run(what, "--db", bridge_db).stdout
    assert max(map(len, shown.splitlines())) <= int(columns)
    wanted = {"figures": "Denmark: cost of the Fjord Bridge", "claims": "€460 million", "documents": "Coast Daily"}
    words = wanted[what].split()
    flowing = " ".join(shown.split())
    assert wanted[what] in flowing or all(word in flowing for word in words)
    rows = json.loads(run(what, "--db", bridge_db, "--json").stdout)
    names = {row["name"] if what == "documents" else row["id"][:8] for row in rows}
    assert all(name in shown for name in names)


def test_dates_in_lists_are_told_without_their_notation() -> None:
    told = {"2024-03": "2024-03", "2024/..": "since 2024", "../2030": "until 2030", "2024/2025-06": "2024 to 2025-06", None: ""}
    assert {date: cells.when(date) for date in told} == told


def test_what_was_read_is_counted_by_its_kind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The town of Ghent has set aside 5 million euros for trams, on 3 March 2025.")
    (tmp_path / "t.csv").write_text("source,subject,measure,value\nbureau,Utrecht,population,361742\n")
    db = tmp_path / "base" / "a.db"
    db.parent.mkdir()
    assert "\n1 article and 1 table with 2 claims read;" in "\n" + run("run", tmp_path, "--db", db).stderr
    assert "1 table with 1 claim read;" in run("run", tmp_path / "t.csv", "--db", db).stderr
    (tmp_path / "a.txt").unlink()
    assert "1 table with 1 claim read; a taken out;" in run("run", tmp_path, "--prune", "--db", db).stderr


def test_what_was_there_as_it_is_counts_as_unchanged(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The town of Ghent has set aside 5 million euros for trams, on 3 March 2025.")
    db = tmp_path / "a.db"
    assert "1 article with 1 claim read;" in run("run", tmp_path / "a.txt", "--db", db).stderr
    (tmp_path / "b.txt").write_text("The town of Ghent has set aside 6 million euros for buses, on 4 March 2025.")
    assert "2 articles (1 unchanged) with 2 claims read;" in run("run", tmp_path, "--db", db).stderr


@pytest.mark.parametrize("command", [("figures",), ("conflicts",), ("query", "trams"), ("export", "claims", "-f", "csv")])
def test_a_run_that_was_cut_off_is_told_of(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The town of Ghent has set aside 5 million euros for trams, on 3 March 2025.")
    db = tmp_path / "a.db"
    with Store.open(db) as store:  # as far as a run comes that is killed before it reconciles
        store.ingest([(document, *extract(document)) for document in items([tmp_path / "a.txt"], Settings())])
    assert "1 claim not reconciled" in run(*command, "--db", db).stderr
    assert "not reconciled" not in run(*command, "--quiet", "--db", db).stderr
    run("run", tmp_path / "a.txt", "--db", db)
    assert "not reconciled" not in run(*command, "--db", db).stderr


def test_what_is_left_out_is_counted(bridge_db: Path) -> None:
    answers = len(json.loads(run("query", "--payer", "DK", "--db", bridge_db, "--json").stdout))
    told = run("query", "--payer", "DK", "--limit", "2", "--db", bridge_db)
    assert f"{answers - 2} more answers; --limit {answers} prints all" in told.stderr
    assert "more answer" not in run("query", "--payer", "DK", "--db", bridge_db).stderr


def test_an_article_that_is_not_there_is_said_so(bridge_db: Path) -> None:
    result = run("claims", "--article", "coast-dayly", "--db", bridge_db)
    assert result.exit_code == USAGE
    assert "factbase documents" in result.stderr
    assert run("claims", "--article", "coast-daily", "--db", bridge_db).exit_code == 0
    assert "factbase documents" in run("retract", "coast-dayly", "--db", bridge_db).stderr


def test_show_takes_the_beginning_of_any_id(bridge_db: Path) -> None:
    conflict = json.loads(run("conflicts", "--db", bridge_db, "--json").stdout)[0]
    shown = [
        run("show", id_[:8], "--db", bridge_db).stdout for id_ in (conflict["id"], conflict["figure"], conflict["claims"][0])
    ]
    assert len(set(shown)) == 1
    assert "two digits swapped" in shown[0]
    assert "For: Both belong to Fjord Bridge (+2.9)" in shown[0]
    assert "prior: How seldom" not in shown[0]
    assert "prior: How seldom" in run("show", conflict["id"], "--steps", "--db", bridge_db).stdout
    missing = run("show", "zzzz", "--db", bridge_db)
    assert missing.exit_code == USAGE
    assert "factbase figures" in missing.stderr


def test_no_base_is_said_so(tmp_path: Path) -> None:
    result = run("figures", "--db", tmp_path / "none.db")
    assert result.exit_code == NO_BASE
    assert "none.db" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are my notes\n" * 100)
    result = run("figures", "--db", path)
    assert result.exit_code == NO_BASE
    assert path.read_bytes() == b"these are my notes\n" * 100


def test_input_that_cannot_be_used_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The bridge will cost 640 million euros, the ministry said on Monday.\n", encoding="utf-8")
    result = run("extract", good, tmp_path / "missing.txt", "--format", "jsonl")
    assert result.exit_code == INCOMPLETE
    assert "missing.txt" in result.stderr


def test_a_configuration_is_used_and_a_wrong_key_named(tmp_path: Path, bridge_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTBASE_DB", raising=False)
    (tmp_path / "factbase.toml").write_text(f'db = "{bridge_db.as_posix()}"\n', encoding="utf-8")
    assert json.loads(run("conflicts", "--json").stdout)
    (tmp_path / "factbase.toml").write_text("colour = 1\n", encoding="utf-8")
    wrong = run("conflicts")
    assert wrong.exit_code == USAGE
    assert "'colour'" in wrong.stderr


def test_export_goes_by_the_ending_and_replaces_whole_files(tmp_path: Path, bridge_db: Path) -> None:
    out = tmp_path / "figures.csv"
    out.write_text("old", encoding="utf-8")
    assert run("export", "figures", "--out", out, "--db", bridge_db).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("id,series,label")
    assert [p.name for p in tmp_path.iterdir()] == ["figures.csv"]
    unknown = run("export", "figures", "--out", tmp_path / "figures.doc", "--db", bridge_db)
    assert unknown.exit_code == USAGE
    assert "--format" in unknown.stderr


def test_an_article_cannot_command_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "sly.jsonl"
    row = {
        "id": "sly",
        "text": "The \x1b[2Jtown paid \x1b]0;owned\x07 5 million euros for the school.",
        "publisher": "A\x1b[31mB",
    }
    path.write_text(json.dumps(row), encoding="utf-8")
    db = tmp_path / "sly.db"
    assert run("run", path, "--db", db).exit_code == 0
    figure = json.loads(run("figures", "--db", db, "--json").stdout)[0]["id"]
    shown = (("figures",), ("claims",), ("documents",), ("show", figure), ("query", "school"))
    for words in shown:
        out = run(*words, "--db", db).stdout
        assert out.strip()
        assert "\x1b" not in out
        assert "\x07" not in out


def test_nothing_is_coloured_in_a_pipe(bridge_db: Path) -> None:
    assert "\x1b[" not in run("figures", "--db", bridge_db).stdout


def test_of_many_like_problems_in_one_file_some_are_printed_and_all_kept(tmp_path: Path) -> None:
    table, db = tmp_path / "rows.csv", tmp_path / "a.db"
    table.write_text("source,subject,measure,value,unit,date\n" + "A,Quay,cost,1,5,EUR,2023\n" * 30)
    result = CliRunner().invoke(app, ["run", str(table), "--db", str(db)])
    told = [line for line in result.stderr.splitlines() if "rows.csv" in line]
    assert len(told) == 9
    assert "22 more of read.table" in told[-1]
    with factbase.open(db) as base:
        assert len(base.problems) == 30


def test_a_claim_that_quotes_nothing_is_shown_without_empty_marks(tmp_path: Path) -> None:
    path, db = tmp_path / "claims.jsonl", tmp_path / "a.db"
    row = {"kind": "money", "unit": "EUR", "measure": "aid", "published": "2024-01-02"}
    rows = [
        {**row, "doc": f"d{n}", "amount": amount * 10**6, "programme": f"Plan {n}", "payer": [payer]}
        for n, amount, payer in ((7, 12, "Tide Fund"), (77, 350, "Quay Fund"), (177, 4100, "Dune Fund"))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert CliRunner().invoke(app, ["run", str(path), "--db", str(db), "-q"]).exit_code == 0
    result = CliRunner().invoke(app, ["query", "Plan 77", "--db", str(db)])
    assert "d77, 2 January 2024" in result.stdout
    assert "“" not in result.stdout
    assert result.stdout.splitlines()[0].startswith("Quay Fund: aid, Plan 77 ")  # a name that the base holds


def test_a_date_of_publication_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The town has set aside 4 million euros for the quay.")
    result = CliRunner().invoke(app, ["run", str(tmp_path), "--published", "last year", "--db", str(tmp_path / "a.db")])
    assert result.exit_code == USAGE
    assert "published: not an EDTF date: 'last year'; write a day as 2025-08-31" in result.stderr
    assert not (tmp_path / "a.db").exists()
