"""Input as it comes: dates as people write them, tables that spreadsheets spoilt, halves of characters, names of bytes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from factbase.engine import local
from factbase.model import Claim, Document, Problem
from factbase.read import items
from factbase.read.dates import given
from factbase.settings import Settings
from factbase.store import Store


def read(path: Path) -> tuple[list[Document | Claim], list[Problem]]:
    """What a path holds, and what was wrong."""
    found = list(items([path]))
    return [i for i in found if not isinstance(i, Problem)], [i for i in found if isinstance(i, Problem)]


@pytest.mark.parametrize(
    ("text", "lang", "date"),
    [
        ("2025-01", "en", "2025-01"),
        ("2025-01-31T10:00:00Z", "en", "2025-01-31"),
        ("2025-01-31 00:00:00", None, "2025-01-31"),
        ("Fri, 31 Jan 2025 10:00:00 +0100", "en", "2025-01-31"),
        ("Fri, 31 Jan 2025 10:00:00 GMT", "nl", "2025-01-31"),
        ("31 januari 2025", "nl", "2025-01-31"),
        ("31 januari 2025", "en", "2025-01-31"),
        ("January 31, 2025", "en", "2025-01-31"),
        ("vrijdag 31 januari 2025, 10:00", "nl", "2025-01-31"),
        ("31-01-2025", "en", "2025-01-31"),
        ("01/31/2025", None, "2025-01-31"),
        ("2025/01/31", None, "2025-01-31"),
        ("20250131", None, "2025-01-31"),
        ("03/04/2025", "nl", "2025-04-03"),
        ("03/04/2025", "en", None),  # March or April
        ("03/04/2025", None, None),
        ("31 februari 2025", "nl", None),
        ("2025-02-30T10:00", "en", None),
        ("1 March 2025 and 3 May 2025", "en", None),
        ("yesterday", "en", None),
        ("1737590400", "en", None),
        ("", "en", None),
    ],
)
def test_a_given_date(text: str, lang: str | None, date: str | None) -> None:
    assert given(text, lang) == date


def test_the_date_of_a_feed_is_taken_and_said(tmp_path: Path) -> None:
    line = {"id": "a", "text": "The town paid 4 million euros.", "lang": "en"}
    dates = ["Fri, 31 Jan 2025 10:00:00 GMT", "2025-01-31T10:00:00Z", "soon"]
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(line | {"id": d, "published": d}) + "\n" for d in dates))
    found, problems = read(tmp_path / "feed.jsonl")
    assert [d.published for d in found if isinstance(d, Document)] == ["2025-01-31", "2025-01-31", None]
    assert [(p.position, p.severity) for p in problems if p.code == "read.date"] == [("line 1", "note"), ("line 3", "warning")]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            "source,subject,measure,value,unit,date\nA,Quay,cost,1,5,EUR,2023\n",
            "line 2: error: not read: 7 cells where",
        ),
        ("source,subject,measure,value,unit,date\nA\n", "line 2: error: not read: 1 cell where the header has 6"),
        ("source,subject,measure,value,unit,date,value\nA,Quay,cost,1,EUR,2023,5\n", "the column value is there twice"),
        ("source,subject,measure,value,unit,date\nA,Quay,cost,1,EUR,03/04/2023\n", "'03/04/2023' is no date, or more than one"),
    ],
)
def test_a_table_that_a_spreadsheet_spoilt(table: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(table)
    _, problems = read(tmp_path / "table.csv")
    assert told in str(problems[0])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"kind": "money", "amount": 5}', "it gives no doc and no unit"),
        ('{"kind": "mony", "amount": 5, "unit": "EUR", "doc": "d"}', "kind 'mony' is none of money, count, percent"),
        ('{"kind": "money", "amount": "twelve", "unit": "EUR", "doc": "d"}', "amount 'twelve' is no number"),
        ('{"kind": "money", "amount": 5, "amount_high": "x", "unit": "EUR", "doc": "d"}', "amount_high 'x' is no number"),
        ('{"kind": "money", "amount": 1e400, "unit": "EUR", "doc": "d"}', "1E+400 is no amount that a base can hold"),
        ('{"kind": "money", "amount": 5, "unit": "EUR", "doc": "d", "date": "soon"}', "date: not an EDTF date: 'soon'"),
    ],
)
def test_a_claim_that_is_none_names_its_field(line: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "claims.jsonl").write_text(line + "\n")
    _, (problem,) = read(tmp_path / "claims.jsonl")
    assert problem.message.startswith(f"not read: no claim ({told}")


def test_quarters_and_halves_are_dates() -> None:
    said = ("Q4 2024", "2024Q4", "2024-K1", "eerste helft van 2024", "2024Q5")
    assert [given(text) for text in said] == ["2024-10/2024-12", "2024-36", "2024-33", "2024-01/2024-06", None]


def test_a_table_may_have_empty_cells_behind_and_dates_of_a_spreadsheet(tmp_path: Path) -> None:
    rows = [
        "source;subject;measure;value;unit;date;;",
        "A;Quay;cost;1,5 mln;EUR;31-12-2023;;",
        "B;Quay;cost;1,6 mln;EUR;31 Dec 2023;;",
    ]
    (tmp_path / "table.csv").write_text("\n".join(rows))
    found, problems = read(tmp_path / "table.csv")
    assert not problems
    assert [(c.amount, c.date) for c in found if isinstance(c, Claim)] == [(1500000, "2023-12-31"), (1600000, "2023-12-31")]


def test_half_a_character_and_a_name_that_is_no_text_are_kept_as_lost(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    escaped = '{"id": "h\\ud83d", "text": "The town paid 6 million \\ud800 euros.", "title": "\\ud83d\\ude00"}\n'
    (folder / "half.jsonl").write_text(escaped)
    named = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt"))
    named.write_text("The town paid 7 million euros on 3 March 2025.")
    result = local.run([folder], tmp_path / "one.db", Settings())
    assert result.documents == 2
    assert [p.position for p in result.problems if p.code == "read.json"] == ["line 1"]
    with Store.open(tmp_path / "one.db", create=False, read_only=True) as store:
        assert {(d.name, d.title) for d in store.documents()} == {("h\ufffd", "\U0001f600"), ("caf\ufffd", None)}
        assert not store.check_db()


def test_a_link_that_leads_nowhere_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    _, (problem,) = read(tmp_path)
    assert "the link leads nowhere" in problem.message


def test_front_matter_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("---\ntitle: Quay\ndate: [oops\n---\nThe town paid 4 million euros.\n")
    _, problems = read(tmp_path / "one.md")
    assert [(p.code, p.position) for p in problems] == [("read.front", "line 3")]
    assert "unicode string" not in problems[0].message
