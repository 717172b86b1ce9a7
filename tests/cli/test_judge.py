"""A person's word: it settles, it can be taken back, it travels, and no run overwrites it."""

from __future__ import annotations

import getpass
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from factbase.cli import app
from factbase.cli.exits import FOUND, USAGE


@pytest.fixture
def db(bridge_db: Path, tmp_path: Path) -> Path:
    """A base of one's own."""
    import factbase

    path = tmp_path / "own.db"
    with factbase.open(bridge_db) as base:
        base.store.backup(path)
    return path


def run(db: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--db", str(db), *arguments], prog_name="factbase")


def rows(db: Path, *arguments: str) -> list[dict[str, Any]]:
    result = run(db, *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def claim(db: Path, quote: str) -> str:
    return str(next(row["id"] for row in rows(db, "claims") if row["quote"] == quote))


def test_an_error_settles_the_conflict_and_undo_opens_it_again(db: Path) -> None:
    conflict = rows(db, "conflicts")[0]["id"]
    done = run(db, "judge", conflict[:6], "--error", claim(db, "€460 million")[:6], "--by", "Ada", "--note", "digits swapped")
    assert done.exit_code == 0, done.stderr
    assert "settled" in done.stderr
    assert rows(db, "conflicts") == []
    listed = rows(db, "judge", "list")
    assert [(j["kind"], j["by"], j["note"]) for j in listed] == [("error", "Ada", "digits swapped")]
    assert run(db, "judge", "undo", listed[0]["id"][:8], "--by", "Ada").exit_code == 0
    assert len(rows(db, "conflicts")) == 1
    assert rows(db, "judge", "list") == []
    assert [j["kind"] for j in rows(db, "judge", "list", "--all")] == ["error", "undo"]


def test_a_settled_conflict_is_found_by_its_id_and_said_to_be_settled(db: Path) -> None:
    conflict = rows(db, "conflicts")[0]
    assert (
        run(db, "judge", conflict["id"], "--accept", claim(db, "€640 million"), "--by", "Ada", "--note", "asked").exit_code == 0
    )
    shown = run(db, "show", conflict["id"][:8]).stdout
    assert f"figure {conflict['figure']}" in shown
    assert "✓ settled: A person decided which of its sources is right." in shown
    assert "accepted as right by Ada" in shown
    assert "✓ settled" in run(db, "figures").stdout
    again = run(db, "judge", conflict["id"][:8], "--error", claim(db, "€460 million"), "--by", "Ada")
    assert again.exit_code == USAGE
    judgement = rows(db, "judge", "list")[0]["id"][:8]
    assert f"is settled by judgement {judgement}; `factbase judge undo {judgement}` takes that back" in again.stderr


def test_judgements_travel_to_another_base(db: Path, bridge_db: Path, tmp_path: Path) -> None:
    conflict = rows(db, "conflicts")[0]["id"]
    assert run(db, "judge", conflict, "--error", claim(db, "€460 million"), "--by", "Ada").exit_code == 0
    log = tmp_path / "judgements.jsonl"
    log.write_text(run(db, "judge", "export").stdout, encoding="utf-8")
    other = tmp_path / "other.db"
    shutil.copy(bridge_db, other)
    done = run(other, "judge", "import", str(log))
    assert "1 judgement added" in done.stderr
    assert rows(other, "conflicts") == []
    assert "0 judgements added" in run(other, "judge", "import", str(log)).stderr


def test_a_judgement_says_what_it_closed_and_opened(db: Path) -> None:
    conflict = rows(db, "conflicts")[0]["id"]
    done = run(db, "judge", conflict, "--error", claim(db, "€460 million"), "--by", "Ada")
    assert f"closed {conflict[:8]}; 0 open conflicts" in done.stderr
    undone = run(db, "judge", "undo", rows(db, "judge", "list")[0]["id"], "--by", "Ada")
    assert f"opened {conflict[:8]}; 1 open conflict\n" in undone.stderr


def test_names_may_be_written_small_and_nearly_right_ones_are_named(db: Path) -> None:
    names = [e["id"] for e in rows(db, "entities")]
    one, other = names[:2]
    assert f"{one} and {other} are one" in run(db, "entities", "merge", one.lower(), other.upper(), "--by", "Ada").stderr
    wrong = run(db, "entities", "merge", one, other + "x")
    assert wrong.exit_code == USAGE
    assert f"did you mean {other!r}?" in wrong.stderr
    for names in ([one], [one, one]):
        alone = run(db, "entities", "split", *names)
        assert alone.exit_code == USAGE
        assert "two names" in alone.stderr
    assert run(db, "judge", "same", claim(db, "€85 million")).exit_code == USAGE


def test_what_cannot_be_judged_says_why(db: Path) -> None:
    conflict = rows(db, "conflicts")[0]["id"]
    assert run(db, "judge", conflict).exit_code == USAGE
    assert "--accept CLAIM" in run(db, "judge", conflict).stderr
    outside = run(db, "judge", conflict, "--accept", claim(db, "€85 million"))
    assert outside.exit_code == USAGE
    assert "factbase show" in outside.stderr
    assert "factbase conflicts" in run(db, "judge", "zzzz", "--different").stderr
    assert run(db, "judge", "undo", "zzzz").exit_code == USAGE


def test_a_file_that_holds_no_judgements_is_wrong_usage(db: Path, tmp_path: Path) -> None:
    (tmp_path / "no.jsonl").write_text("no judgement\n")
    done = run(db, "judge", "import", str(tmp_path / "no.jsonl"))
    assert done.exit_code == USAGE
    assert "no.jsonl:1: is no judgement" in done.stderr


def test_the_help_of_judging_leads_to_the_options_of_settling(db: Path) -> None:
    assert "factbase judge conflict --help" in run(db, "judge", "--help").stdout
    assert "--accept" in run(db, "judge", "conflict", "--help").stdout


def test_the_report_tells_who_settled_what(db: Path) -> None:
    conflict = rows(db, "conflicts")[0]["id"]
    accepted = claim(db, "640 miljoen euro")
    assert run(db, "judge", conflict, "--accept", accepted, "--by", "Ada", "--note", "asked the ministry").exit_code == 0
    report = run(db, "export", "conflicts", "--format", "md").stdout
    assert "Conflicts that were settled" in report
    assert "by Ada" in report
    assert "asked the ministry" in report
    graph = json.loads(run(db, "export", "conflicts", "--format", "jsonld").stdout)["@graph"]
    reviews = [node for node in graph if node["@type"] == "ClaimReview"]
    assert [r["reviewRating"]["alternateName"] for r in reviews] == ["Correct"]
    assert reviews[0]["author"]["name"] == "Ada"


def test_retracting_an_article_takes_its_conflict_along(db: Path) -> None:
    assert run(db, "retract", "coast-daily", "--note", "withdrawn by the paper").exit_code == 0
    assert rows(db, "conflicts") == []
    assert "coast-daily" not in {row["name"] for row in rows(db, "documents")}
    (version,) = rows(db, "history", "coast-daily")
    assert (version["reason"], version["by"], version["note"]) == ("retracted", getpass.getuser(), "withdrawn by the paper")
    assert "€460 million" in {claim["quote"] for claim in version["claims"]}
    gone = run(db, "retract", "coast-daily")
    assert gone.exit_code == USAGE
    assert "no article 'coast-daily'" in gone.stderr


def test_a_changed_article_tells_what_it_stated_before(tmp_path: Path) -> None:
    article, base = tmp_path / "wire.txt", tmp_path / "a.db"
    for cost in (12, 13):
        article.write_text(f"ACCRA, 5 March 2024 - The town pays {cost} million euros for 3 cranes.")
        assert run(base, "run", str(article)).exit_code == 0
    told = run(base, "history", "wire").stdout
    assert "changed" in told
    assert "EUR 12m" in told
    assert "3 cranes" not in told  # it states that still
    assert "never held an article 'wires'" in run(base, "history", "wires").stderr


def test_entities_are_listed_and_merged(db: Path) -> None:
    named = {row["id"]: row for row in rows(db, "entities")}
    assert named["DK"]["name"] == "Denmark"
    assert named["Fjord Bridge"]["kind"] == "programme"
    assert run(db, "entities", "merge", "DK", "builders of the Fjord Bridge", "--by", "Ada").exit_code == 0
    assert [j["kind"] for j in rows(db, "judge", "list")] == ["merge"]
    after = {row["id"]: row for row in rows(db, "entities")}
    assert [(m["name"], m["decided"]) for m in after["DK"]["merges"]] == [("builders of the Fjord Bridge", True)]
    assert "Ada decided so" in after["DK"]["merges"][0]["why"][0]
    assert run(db, "entities", "merge", "DK", "Nobody").exit_code == USAGE


@pytest.mark.parametrize("name", ["DK", "dk", "Denmark", "Denemarken", "denmark"])
def test_an_entity_goes_by_any_of_its_names(name: str, db: Path) -> None:
    done = run(db, "entities", "merge", name, "Fjord Bridge", "--by", "Ada")
    assert "DK and Fjord Bridge are one" in done.stderr


def test_a_base_is_checked_and_copied(db: Path, tmp_path: Path) -> None:
    assert run(db, "check-db").exit_code == 0
    assert run(db, "backup", str(tmp_path / "copy.db")).exit_code == 0
    assert rows(tmp_path / "copy.db", "figures") == rows(db, "figures")
    assert run(db, "backup", str(tmp_path / "copy.db")).exit_code != 0


def test_damage_is_found(db: Path) -> None:
    import sqlite3

    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE claim SET quote = 'something else' WHERE doc = 'de-haven'")
    assert run(db, "check-db").exit_code == FOUND


def test_provenance_names_the_articles(db: Path) -> None:
    figure = rows(db, "figures")[0]["id"]
    told = json.loads(run(db, "provenance", figure[:8]).stdout)
    assert "entity" in told
