"""The linter on a draft with three right numbers and three wrong ones, and in every format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import factbase.check
from factbase.cli import app
from factbase.cli.exits import FOUND, INCOMPLETE, USAGE

DRAFT = """\
---
title: The bridge
date: 2025-03-10
---
Denmark has budgeted €640 million for the Fjord Bridge, the transport ministry said.
Denmark has paid €85 million to Norway for steel. Some 1,200 workers will build the bridge.

Denmark has budgeted €640 billion for the Fjord Bridge, the transport ministry said.
Some 2,100 workers will build the bridge.
Denmark has budgeted €900 million for the Fjord Bridge, the transport ministry said.
"""
UNKNOWN = "The zoo of Utrecht spent 3 million euros on penguins in 2021.\n"


@pytest.fixture
def check(articles_db: Path, tmp_path: Path) -> Callable[..., Result]:
    def run(text: str, *arguments: str) -> Result:
        path = tmp_path / "draft.md"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(app, ["check", str(path), "--db", str(articles_db), *arguments], prog_name="factbase")

    return run


def _findings(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_right_numbers_are_supported_and_wrong_ones_contradicted(check: Callable[..., Result]) -> None:
    result = check(DRAFT, "--json")
    assert result.exit_code == FOUND
    outcomes = {f["quote"]: f["outcome"] for f in _findings(result)}
    assert {q for q, o in outcomes.items() if o in ("supported", "disputed")} == {"€640 million", "€85 million", "1,200 workers"}
    assert {q for q, o in outcomes.items() if o == "contradicted"} == {"€640 billion", "2,100 workers", "€900 million"}


def test_a_draft_written_years_later_is_held_to_its_sources_all_the_same(check: Callable[..., Result]) -> None:
    later = DRAFT.replace("date: 2025-03-10", "date: 2027-08-02")
    outcomes = {f["quote"]: f["outcome"] for f in _findings(check(later, "--json"))}
    assert {outcomes[q] for q in ("€640 billion", "€900 million")} == {"contradicted"}


def test_a_place_is_that_of_the_file(check: Callable[..., Result]) -> None:
    lines = DRAFT.splitlines()
    for finding in _findings(check(DRAFT, "--json")):
        line = lines[finding["line"] - 1]
        assert line[finding["column"] - 1 : finding["end_column"] - 1] == finding["quote"]


def test_the_text_reads_like_a_compilers_and_names_the_slip(check: Callable[..., Result]) -> None:
    out = check(DRAFT).stdout
    assert re.search(r"draft\.md:8:22: error: EUR 640bn .*contradicted by .*Harbour Post", out)
    assert "thousand-fold too large" in out
    assert "two digits swapped" in out
    quiet = check(DRAFT, "--quiet").stdout
    assert "[supported]" not in quiet
    assert "[contradicted]" in quiet


def test_what_no_source_states_is_unknown_and_no_failure(check: Callable[..., Result]) -> None:
    result = check(UNKNOWN, "--json")
    assert result.exit_code == 0
    assert [f["outcome"] for f in _findings(result)] == ["unknown"]


def test_an_amount_one_slip_from_what_is_told_of_the_same_name_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(factbase.check, "CLEAR", 100.0)  # no figure is near enough to be taken for the draft's
    feed, draft, db = tmp_path / "feed.jsonl", tmp_path / "draft.md", tmp_path / "a.db"
    text = "Insurer Halberd paid Vermont $350 million for the fallen bridge, its broker said."
    feed.write_text(json.dumps({"id": "wire", "published": "2024-05-02", "text": text}) + "\n")
    factbase.run([feed], db)
    hints = {
        "Vermont got $530 million.": True,
        "Vermont got $412 million.": False,
        "The zoo of Utrecht paid $530 million.": False,
    }
    for said, hint in hints.items():
        draft.write_text(f"{said}\n")
        (found,) = _findings(CliRunner().invoke(app, ["check", str(draft), "--db", str(db), "--json"], prog_name="factbase"))
        assert found["outcome"] == "unknown"
        assert ("two digits swapped" in str(found["slips"])) == hint, said
        assert ("did you mean" in found["message"]) == hint, said


def test_sarif_has_what_code_scanning_asks_for(check: Callable[..., Result]) -> None:
    log = json.loads(check(DRAFT, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["endColumn"] > region["startColumn"]
        assert (result["level"] == "none") == (result["kind"] != "fail")
    assert [r["level"] for r in run["results"]].count("error") == 3


def test_github_annotations_are_one_line_each(check: Callable[..., Result]) -> None:
    lines = check(DRAFT, "--format", "github").stdout.splitlines()
    errors = [line for line in lines if line.startswith("::error file=")]
    assert len(errors) == 3
    form = re.compile(r"::(error|warning|notice) file=[^:]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=")
    assert all(form.match(line) for line in lines)


def test_a_draft_that_is_not_there(check: Callable[..., Result], articles_db: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(tmp_path / "none.md"), "--db", str(articles_db)], prog_name="factbase")
    assert result.exit_code == INCOMPLETE
    assert "none.md" in result.stderr
    assert check(DRAFT, "--format", "xml").exit_code == USAGE
    assert check(DRAFT, "--date", "tomorrow").exit_code == USAGE


def test_a_draft_without_a_date_is_told_which_days_rates_it_has(check: Callable[..., Result]) -> None:
    text = "Denmark has budgeted $700 million for the Fjord Bridge, the transport ministry said.\n"
    assert "draft.md: note: it gives no date: its currencies are converted at the rates of 2025-03-10" in (
        check(text, "--date", "2025-03-10").stderr
    )
    assert "no date" not in check("---\ndate: 2025-03-10\n---\n" + text).stderr
    assert "no date" not in check(text.replace("$", "€")).stderr
    assert "no date" not in check(text, "--quiet").stderr


def test_a_draft_from_stdin(articles_db: Path) -> None:
    result = CliRunner().invoke(app, ["check", "-", "--db", str(articles_db), "--json"], input=DRAFT, prog_name="factbase")
    assert result.exit_code == FOUND
    assert {f["path"] for f in _findings(result)} == {"-"}


TOLLS = {
    "morning": ("2025-05-01", "The ferry Lark sank off Tern Island. At least 12 people were killed, the coast guard said."),
    "noon": ("2025-05-02", "The death toll of the ferry Lark off Tern Island rose to 19, the coast guard said."),
    "evening": ("2025-05-05", "The death toll of the ferry Lark off Tern Island has risen to 31, the coast guard said."),
}


def test_an_older_total_is_out_of_date(tmp_path: Path) -> None:
    feed, draft, db = tmp_path / "feed.jsonl", tmp_path / "draft.md", tmp_path / "lark.db"
    rows = [{"id": name, "published": day, "text": text} for name, (day, text) in TOLLS.items()]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    factbase.run([feed], db)
    draft.write_text("The death toll of the ferry Lark off Tern Island is 19. Later the death toll of the ferry Lark was 31.\n")
    result = CliRunner().invoke(app, ["check", str(draft), "--db", str(db), "--json"], prog_name="factbase")
    assert result.exit_code == 0
    old, new = _findings(result)
    assert (old["outcome"], new["outcome"]) == ("outdated", "supported")
    assert old["message"].endswith("out of date; right by noon, morning, now 31 death as of 5 May 2025")


def test_what_a_person_turned_down_supports_nothing(tmp_path: Path) -> None:
    feed, draft, db = tmp_path / "feed.jsonl", tmp_path / "draft.md", tmp_path / "cranes.db"
    texts = {
        "gazette": "Ghana will pay 450 million cedis for 12 cranes in Tema, the ministry of transport said.",
        "courier": "Ghana will pay 540 million cedis for 12 cranes in Tema, the ministry of transport said on Monday.",
    }
    rows = [{"id": name, "published": "2025-03-05", "publisher": name, "text": text} for name, text in texts.items()]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    factbase.run([feed], db)
    draft.write_text("\n".join(texts.values()), encoding="utf-8")

    def outcomes() -> list[str]:
        result = CliRunner().invoke(app, ["check", str(draft), "--db", str(db), "--json"], prog_name="factbase")
        return [f["outcome"] for f in _findings(result) if "cedis" in f["quote"]]

    assert outcomes() == ["disputed", "disputed"]
    base = factbase.open(db)
    (conflict,) = base.conflicts
    right = next(c for c in base.claims if c.quote == "450 million cedis")
    told = ["judge", conflict.id, "--accept", right.id, "--by", "ann", "--db", str(db)]
    assert CliRunner().invoke(app, told, prog_name="factbase").exit_code == 0
    assert outcomes() == ["supported", "contradicted"]
