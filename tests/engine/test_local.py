"""The whole job on one machine: any split into runs, any order and any number of processes give one result."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from factbase import knowledge
from factbase.engine import concluding, extracting, local
from factbase.model import Claim, Document, Problem, plain
from factbase.reconcile import reconcile
from factbase.reconcile.copies import sketch
from factbase.settings import Settings
from factbase.store import Store


def claim(doc: str, amount: float, payer: str, date: str, **more: object) -> dict[str, object]:
    base = {"doc": doc, "kind": "money", "amount": amount, "unit": "EUR", "payer": [payer], "payee": ["KE"], "status": "pledged"}
    return {**base, "concept": "aid", "measure": "flood aid", "date": date, "published": date, "lang": "en", **more}


CLAIMS = [
    claim("a", 40_000_000, "NL", "2024-05-17"),
    claim("b", 40_000_000, "NL", "2024-05-17"),
    claim("c", 55_000_000, "NL", "2024-05-17"),
    claim("a", 7_000_000, "BE", "2024-05-17", start=40, end=50),
    claim("d", 7_600_000, "BE", "2024-05-18", unit="USD"),
]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def content(db: Path) -> str:
    """All conclusions of a base, in a form to compare; ids of figures may have come about in another order."""
    with Store.open(db, create=False, read_only=True) as store:
        figures = sorted((plain(f.model_copy(update={"id": "", "series": ""})) for f in store.figures()), key=str)
        conflicts = sorted((sorted(c.claims), sorted(c.pairs), c.gap) for c in store.conflicts())
        return json.dumps([figures, conflicts])


def test_any_order_and_any_split_into_runs_give_one_result(tmp_path: Path) -> None:
    whole = local.run([write(tmp_path / "all.jsonl", CLAIMS)], tmp_path / "whole.db")
    assert whole.claims == 5
    assert whole.figures > 0
    for name, parts in {"turned": [CLAIMS[::-1]], "split": [CLAIMS[2:], CLAIMS[:2]], "ones": [[c] for c in CLAIMS]}.items():
        db = tmp_path / f"{name}.db"
        by_doc: dict[object, list[dict[str, object]]] = {}
        for number, part in enumerate(parts):
            # what an article says comes in as a whole: a later run with the same name replaces it
            for row in part:
                by_doc.setdefault(row["doc"], []).append(row)
            docs = {row["doc"] for row in part}
            local.run([write(tmp_path / f"{name}{number}.jsonl", [r for d in docs for r in by_doc[d]])], db)
        assert content(db) == content(tmp_path / "whole.db")


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path, db = write(tmp_path / "all.jsonl", CLAIMS), tmp_path / "a.db"
    first = local.run([path], db)
    before = content(db)
    again = local.run([path], db)
    assert (first.claims, first.figures, first.conflicts) == (again.claims, again.figures, again.conflicts)
    assert content(db) == before


def test_an_article_that_the_base_holds_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, db = tmp_path / "articles", tmp_path / "a.db"
    folder.mkdir()
    text = "The government of Ghana has set aside {} million euros for new roads in the north."
    for name, amount in (("one", 40), ("two", 45)):
        (folder / f"{name}.txt").write_text(text.format(amount))
    read: list[str] = []
    extract = extracting.extract

    def counted(document: Document) -> tuple[list[Claim], list[Problem]]:
        read.append(document.name)
        return extract(document)

    monkeypatch.setattr(extracting, "extract", counted)
    first = local.run([folder], db)
    before = content(db)
    assert (len(read), first.documents, first.claims) == (2, 2, 2)
    same = first.model_copy(update={"unchanged": 2})
    assert local.run([folder], db) == same
    assert local.run([folder], db, Settings(jobs=1)) == same
    assert (len(read), content(db)) == (2, before)

    (folder / "two.txt").write_text(text.format(46))  # another version: only this one
    local.run([folder], db)
    assert len(read) == 3
    local.run([folder], db, Settings(base_currency="USD"))  # other settings: all, and from then on none
    local.run([folder], db, Settings(base_currency="USD"))
    assert len(read) == 5

    extra = tmp_path / "extra" / "lang" / "en"
    extra.mkdir(parents=True)
    (extra / "query.yaml").write_text("ignore: [actually]\n")
    try:
        local.run([folder], db, Settings(base_currency="USD", knowledge=(tmp_path / "extra",)))
        assert len(read) == 7
    finally:
        knowledge.use_folders([])
    (folder / "one.txt").write_bytes(b"\x00\x01")  # what went wrong in between is told, and taken back
    assert local.run([folder], db, Settings(base_currency="USD")).problems
    (folder / "one.txt").write_text(text.format(40))
    assert not [p for p in local.run([folder], db, Settings(base_currency="USD")).problems if p.severity == "error"]
    with Store.open(db, create=False, read_only=True) as store:
        assert not [p for p in store.problems() if p.severity == "error"]


def test_processes_give_the_order_of_one(tmp_path: Path) -> None:
    text = "The government of Ghana has set aside 40 million euros for the roads of village number {} in the north."
    documents = [Document(name=f"d{n}", text=text.format(n), lang="en", published="2024-05-17") for n in range(20)]
    note = Problem(severity="note", code="test", message="between two articles")
    items = [*documents[:7], note, *documents[7:]]
    one = list(extracting.work(items, Settings(jobs=1)))
    two = list(extracting.work(items, Settings(jobs=2)))
    assert one == two
    assert [d.name if d else None for d, _, _ in one] == [*(f"d{n}" for n in range(7)), None, *(f"d{n}" for n in range(7, 20))]


def test_a_defect_in_one_article_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: Document) -> tuple[list[Claim], list[Problem]]:
        if document.name == "bad":
            raise RuntimeError("no such thing")
        return [], []

    monkeypatch.setattr(extracting, "extract", broken)
    documents = [Document(name=name, text="Forty million euros.", lang="en") for name in ("a", "bad", "c")]
    found = list(extracting.work(documents, Settings()))
    assert [document and document.name for document, _, _ in found] == ["a", "bad", "c"]
    assert [p.code for _, _, problems in found for p in problems] == ["extract.failed"]


def test_an_article_that_a_defect_keeps_from_being_read_again_keeps_its_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, db, right = tmp_path / "articles", tmp_path / "a.db", extracting.extract
    folder.mkdir()
    text = "The government of Ghana has set aside {} million euros for new roads in the north."
    for name, amount in (("one", 40), ("two", 40)):
        (folder / f"{name}.txt").write_text(text.format(amount))
    first = local.run([folder], db)

    def broken(document: Document) -> tuple[list[Claim], list[Problem]]:
        if document.name == "one":
            raise RuntimeError("no such thing")
        return right(document)

    monkeypatch.setattr(extracting, "extract", broken)
    for _ in range(2):  # and again, as long as it cannot be read
        for name in ("one", "two"):
            (folder / f"{name}.txt").write_text(text.format(45))
        failed = local.run([folder], db)
        (problem,) = [p for p in failed.problems if p.code == extracting.FAILED]
        assert problem.message.endswith("; the claim read in it before stays")
        with Store.open(db, create=False, read_only=True) as store:
            assert {(c.doc, int(c.amount)) for c in store.claims()} == {("one", 40_000_000), ("two", 45_000_000)}
            assert [str(p) for p in store.problems() if p.code == extracting.FAILED] == [str(problem)]
            assert [d.text for d in store.documents(["one"])] == [text.format(40)]  # the version that its claims quote
    monkeypatch.setattr(extracting, "extract", right)
    assert local.run([folder], db).claims == first.claims
    with Store.open(db, create=False, read_only=True) as store:
        assert {int(c.amount) for c in store.claims()} == {45_000_000}
        assert not [p for p in store.problems() if p.code == extracting.FAILED]


def test_an_article_without_a_date_is_in_no_conflict_by_its_rate_alone(tmp_path: Path) -> None:
    folder, db = tmp_path / "articles", tmp_path / "a.db"
    folder.mkdir()
    text = "The government of Ghana has set aside {} for new roads in the north, the ministry said."
    (folder / "dated.txt").write_text("ACCRA, 5 March 2024 - " + text.format("40 million euros"))
    (folder / "undated.txt").write_text(text.format("40 million dollars"))  # at a rate of 2022 the same
    found = local.run([folder], db)
    assert (found.figures, found.conflicts) == (1, 0)
    (note,) = [p for p in found.problems if p.code == "rate.undated"]
    assert note.message.startswith("no date is in it, so its 1 claim can be placed in time by words alone and the day of 1 rate")
    with Store.open(db, create=False, read_only=True) as store:
        assert [c.doc for c in store.claims() if c.conversion and c.conversion.assumed] == ["undated"]
    told = local.run([folder], db, Settings(published="2024-03-06"))
    assert (told.figures, told.conflicts) == (1, 1)
    assert not [p for p in told.problems if p.code == "rate.undated"]


def test_a_note_says_which_article_of_a_feed_it_means(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    lines = [{"id": f"wire-{n}", "text": f"The town pays {n} million euros for a crane.", "lang": "en"} for n in (3, 4)]
    feed.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert [p.position for p in local.run([feed], tmp_path / "a.db").problems] == ["article wire-3", "article wire-4"]


def published(db: Path) -> dict[str, str | None]:
    with Store.open(db, create=False, read_only=True) as store:
        return {document.name: document.published for document in store.documents()}


def test_a_date_that_the_user_gave_stays_until_it_is_taken_back(tmp_path: Path) -> None:
    folder, db = tmp_path / "articles", tmp_path / "a.db"
    folder.mkdir()
    (folder / "roads.txt").write_text("The town now pays 14 million dollars for roads, the mayor said.")
    given = local.run([folder], db, Settings(published="2024-03-06"))
    before = content(db)
    again = local.run([folder], db)
    assert published(db) == {"roads": "2024-03-06"}
    assert content(db) == before
    for told in (given, again):
        assert [p.message for p in told.problems] == [
            "dated 2024-03-06 by --published, as no date is in it; `--published none` takes that back"
        ]
    (folder / "roads.txt").write_text("The town now pays 15 million dollars for roads, the mayor said.")
    local.run([folder], db)
    assert published(db) == {"roads": "2024-03-06"}
    local.run([folder], db, Settings(published="2024-04"))
    assert published(db) == {"roads": "2024-04"}
    local.run([folder], db, Settings(published="none"))
    assert published(db) == {"roads": None}
    local.run([folder], db)
    assert published(db) == {"roads": None}


def test_a_broken_line_of_a_feed_is_told_again_and_the_good_ones_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed, db = tmp_path / "feed.jsonl", tmp_path / "a.db"
    good = [json.dumps({"id": f"a{n}", "text": f"Ghana pays {n} million euros for roads.", "lang": "en"}) for n in (3, 4)]
    feed.write_text(f"{good[0]}\n{{broken\n{good[1]}\n{{worse\n")
    first = local.run([feed], db)
    read: list[str] = []
    monkeypatch.setattr(extracting, "extract", lambda document: (read.append(document.name) or [], []))
    again = local.run([feed], db)
    assert read == []
    assert (again.documents, again.claims) == (first.documents, first.claims) == (2, 2)

    def broken(problems: Iterable[Problem]) -> list[str | None]:
        return sorted(p.position or "" for p in problems if p.code == "read.json")

    assert broken(first.problems) == broken(again.problems) == ["line 2", "line 4"]
    feed.write_text(f"{good[0]}\n\n{good[1]}\n{{worse\n")
    local.run([feed], db)
    with Store.open(db, create=False, read_only=True) as store:
        assert broken(store.problems()) == ["line 4"]


def test_what_was_wrong_with_a_folder_is_forgotten_when_it_is_right(tmp_path: Path) -> None:
    folder, db = tmp_path / "articles", tmp_path / "a.db"
    (folder / "later").mkdir(parents=True)
    (folder / "roads.txt").write_text("Ghana pays 40 million euros for roads.")
    local.run([folder], db)
    (folder / "later" / "b.txt").write_text("")
    local.run([folder], db)

    def told() -> list[str]:
        with Store.open(db, create=False, read_only=True) as store:
            return [p.code for p in store.problems() if p.source != str(folder / "roads.txt")]

    assert told() == ["read.empty"]
    local.run([folder / "roads.txt"], db)
    assert told() == ["read.empty"]  # nobody looked there
    (folder / "later" / "b.txt").write_text("Ghana pays 41 million euros for roads, on 3 March 2024.")
    local.run([folder], db)
    assert "read.empty" not in told()


def test_articles_of_one_name_in_two_folders_are_two_whichever_run_they_come_in(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    for day, amount in (("monday", 40), ("tuesday", 45)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "index.txt").write_text(f"Ghana pays {amount} million euros for roads.")
    local.run([tmp_path / "monday"], db)
    second = local.run([tmp_path / "tuesday"], db)
    (told,) = [p for p in second.problems if p.code == "read.name"]
    assert told.message.startswith("another article is named 'index' too (")
    assert told.message.endswith("this one is kept as 'index~2'")
    before = content(db)
    third = local.run([tmp_path / "tuesday", tmp_path / "monday"], db)
    assert not [p for p in third.problems if p.code == "read.name"]
    assert content(db) == before
    with Store.open(db, create=False, read_only=True) as store:
        assert {c.doc: int(c.amount) for c in store.claims()} == {"index": 40_000_000, "index~2": 45_000_000}
    (tmp_path / "monday" / "index.txt").rename(tmp_path / "moved.txt")
    (tmp_path / "moved.txt").rename(tmp_path / "tuesday" / "roads.txt")
    local.run([tmp_path / "tuesday"], db)
    assert set(published(db)) == {"index", "index~2", "roads"}


def test_an_article_whose_file_is_gone_stays_until_it_is_pruned(tmp_path: Path) -> None:
    folder, db = tmp_path / "articles", tmp_path / "a.db"
    folder.mkdir()
    for name, amount in (("one", 40), ("two", 45)):
        (folder / f"{name}.txt").write_text(f"Ghana pays {amount} million euros for roads.")
    (tmp_path / "feed.jsonl").write_text(json.dumps({"id": "fed", "text": "Ghana pays 50 million euros for roads."}))
    local.run([folder, tmp_path / "feed.jsonl"], db)
    (folder / "two.txt").unlink()
    (told,) = [p for p in local.run([folder], db).problems if p.code == "read.gone"]
    assert told.message == "their files are gone, and they stay in the base: two; --prune or `factbase retract` takes them out"
    assert not [p for p in local.run([folder / "one.txt"], db).problems if p.code == "read.gone"]
    assert set(published(db)) == {"one", "two", "fed"}
    pruned = local.run([folder], db, prune=True)
    assert pruned.withdrawn == ("two",)
    assert set(published(db)) == {"one", "fed"}
    assert pruned.figures == local.run([folder], db).figures


def test_progress_is_told_and_a_bad_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("The government of Ghana has set aside 40 million euros for new roads in the north.")
    told: list[tuple[int, int | None, str]] = []
    result = local.run([tmp_path], tmp_path / "a.db", progress=lambda *told_now: told.append(told_now))
    assert result.documents == 1
    assert [p.code for p in result.problems if p.severity == "error"] == ["read.empty"]
    assert {what for _, _, what in told} >= {"reading", "reconciling"}


def test_a_merge_in_force_does_not_make_a_run_reconcile_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db, file, touched = tmp_path / "a.db", tmp_path / "claims.jsonl", []

    def run(rows: list[dict[str, object]]) -> int:
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        local.run([file], db)
        return touched.pop() if touched else 0

    def counted(way: Callable[..., Any]) -> Callable[..., Any]:
        def count(claims: Iterable[Claim], *rest: Any) -> Any:
            touched.append(len(claims := list(claims)))
            return way(claims, *rest)

        return count

    for way in ("reconcile", "reconcile_indexed"):
        monkeypatch.setattr(concluding, way, counted(getattr(concluding, way)))
    assert run(CLAIMS[:4]) == 4
    with Store.open(db) as store:
        store.judge("merge", ["KE", "Kenya"], "analyst")
    assert run(CLAIMS[:4]) == 4  # the merge is new
    assert run(CLAIMS[:4]) == 0
    assert run(CLAIMS) < 5  # the new claim and those of its block
    with Store.open(db) as store:
        assert sorted(map(repr, store.figures())) == sorted(map(repr, reconcile(store.claims(), (), store.judgements()).figures))


def test_an_article_is_sketched_once_in_each_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = " ".join(f"The council of town {n} bought {n} boats for the ferry across the lake." for n in range(30))
    (tmp_path / "tide.txt").write_text(story)
    (tmp_path / "gale.txt").write_text(f"By our own reporter. {story}")
    sketched: list[str] = []

    def noted(text: str) -> frozenset[int]:
        sketched.append(text)
        return sketch(text)

    monkeypatch.setattr(concluding, "sketch", noted)
    db = tmp_path / "a.db"
    local.run([tmp_path / "tide.txt", tmp_path / "gale.txt"], db)
    assert len(sketched) == 2
    local.run([tmp_path / "tide.txt", tmp_path / "gale.txt"], db)
    assert len(sketched) == 2
    with Store.open(db) as store:
        assert [(c.a, c.b) for c in store.copies()] == [("gale", "tide")]
    (tmp_path / "gale.txt").write_text("Another town bought 12 boats.")
    local.run([tmp_path / "tide.txt", tmp_path / "gale.txt"], db)
    assert len(sketched) == 3
    with Store.open(db) as store:
        assert not store.copies()
