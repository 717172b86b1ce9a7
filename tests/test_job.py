"""A user's job on the seeds, from articles to a judged conflict, through the command line alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from factbase.cli import app
from factbase.cli.exits import FOUND, INCOMPLETE

pytestmark = pytest.mark.slow
SEEDS = Path(__file__).parent.parent / "seeds"
KNOWN = {
    "000": ("Defence Innovation Review", "2025-10-14"),
    "002": ("ANP", "2025-10-10"),
    "003": ("Ministerie van Defensie", "2025-09"),
    "004": ("The Kyiv Independent", "2024-03-01"),
}
"""What a reader knows of the articles beside their text: publisher and date, as seeds/README.md gives them."""


def run(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=input, prog_name="factbase")


def rows(*arguments: str | Path) -> list[dict[str, Any]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds with what is known of them as front matter."""
    folder = tmp_path_factory.mktemp("seeds")
    for path in sorted(SEEDS.glob("*.txt")):
        publisher, date = KNOWN.get(path.stem[:3], (None, None))
        head = f"---\npublisher: {publisher}\ndate: {date}\n---\n" if publisher else ""
        (folder / path.name).write_text(head + path.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def db(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("job") / "aid.db"
    result = run("run", articles, "--db", path)
    assert result.exit_code == 0, result.stderr
    assert "5 articles" in result.stderr
    return path


def _claim(db: Path, doc: str, amount: float, unit: str) -> dict[str, Any]:
    found = [c for c in rows("claims", "--db", db) if c["doc"].startswith(doc) and (c["amount"], c["unit"]) == (amount, unit)]
    assert len(found) == 1, f"{len(found)} claims of {amount} {unit} in {doc}"
    return found[0]


def test_the_contradiction_is_found_and_explained(db: Path) -> None:
    euros, dollars = _claim(db, "003", 8.7e9, "EUR"), _claim(db, "000", 9e9, "USD")
    conflicts = [c for c in rows("conflicts", "--db", db) if sorted([euros["id"], dollars["id"]]) in map(sorted, c["pairs"])]
    assert len(conflicts) == 1
    assert 0.02 < conflicts[0]["gap"] < 0.2
    assert "currency" in {d["kind"] for d in conflicts[0]["diagnosis"]}
    assert euros["series"] == dollars["series"] is not None


def test_differences_with_a_reason_are_no_conflicts(db: Path) -> None:
    pairs = {frozenset(pair) for c in rows("conflicts", "--db", db) for pair in c["pairs"]}
    budgeted, delivered = _claim(db, "003", 13.6e9, "EUR"), _claim(db, "003", 8.7e9, "EUR")
    package, dollars = _claim(db, "000", 5e8, "EUR"), _claim(db, "000", 6e8, "USD")
    ammunition, converted = _claim(db, "004", 1e8, "EUR"), _claim(db, "004", 108.5e6, "USD")
    drones = _claim(db, "002", 5e8, "EUR")
    for a, b in ((budgeted, delivered), (package, dollars), (ammunition, converted), (package, drones)):
        assert frozenset((a["id"], b["id"])) not in pairs
    assert package["series"] is None or package["series"] != drones["series"]
    assert ammunition["figure"] == converted["figure"]


def test_running_again_changes_nothing(db: Path, articles: Path) -> None:
    before = [run(what, "--db", db, "--format", "jsonl").stdout for what in ("claims", "figures", "conflicts")]
    assert run("run", articles, "--db", db, "--quiet").exit_code == 0
    assert [run(what, "--db", db, "--format", "jsonl").stdout for what in ("claims", "figures", "conflicts")] == before


def test_words_in_either_language_find_the_same_figure(db: Path) -> None:
    english = rows("query", "Dutch military aid to Ukraine delivered", "--db", db)
    dutch = rows("query", "Nederlandse militaire steun aan Oekraïne", "--db", db)
    misspelt = rows("query", "Duch militry aid Ukriane", "--db", db)
    wanted = _claim(db, "003", 8.7e9, "EUR")["figure"]
    for answers in (english, dutch, misspelt):
        assert wanted in [a["id"] for a in answers[:6]]


def test_the_draft_the_report_and_the_judgement(db: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "Since the invasion the Dutch cabinet has budgeted about €13.6 billion for military support to Ukraine.\n"
        "The Netherlands will give 42 F-16 jets to Ukraine.\n",
        encoding="utf-8",
    )
    checked = run("check", draft, "--date", "2025-11-01", "--db", db)
    assert checked.exit_code == FOUND
    assert "draft.md:2:27: error" in checked.stdout
    assert "24 F-16 jets" in checked.stdout
    own = tmp_path / "own.db"
    assert run("backup", own, "--db", db).exit_code == 0
    wrong = _claim(own, "000", 9e9, "USD")["id"]
    conflict = next(c for c in rows("conflicts", "--db", own) if wrong in c["claims"])
    assert run("judge", conflict["id"], "--error", wrong, "--by", "Ada", "--note", "euros", "--db", own).exit_code == 0
    assert conflict["id"] not in {c["id"] for c in rows("conflicts", "--db", own)}
    report = tmp_path / "report.html"
    assert run("export", "conflicts", "--out", report, "--title", "Aid", "--db", own).exit_code == 0
    page = report.read_text(encoding="utf-8")
    assert "Conflicts that were settled" in page
    assert "by Ada" in page


def test_bad_input_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "latin.txt").write_bytes("De minister trok één miljoen euro uit voor de brug.\n".encode("latin-1"))
    (tmp_path / "cut.jsonl").write_text('{"id": "a", "text": "It cost 5 million euros."}\n{"id": "b", "te', encoding="utf-8")
    result = run("run", tmp_path, "--db", tmp_path / "bad.db")
    assert result.exit_code == INCOMPLETE
    for name in ("empty.txt", "binary.txt", "cut.jsonl"):
        assert name in result.stderr
    assert {d["name"] for d in rows("documents", "--db", tmp_path / "bad.db")} == {"a", "latin"}
    assert rows("problems", "--db", tmp_path / "bad.db")
