"""Knowledge files are parsed once and kept in a cache that may always be lost, damaged or out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factbase import knowledge

NAME = "lang/nl/clauses.yaml"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache of this test's own."""
    monkeypatch.setenv("FACTBASE_CACHE", str(tmp_path / "kept"))
    yield tmp_path / "kept" / "knowledge"
    knowledge.read.cache_clear()


def fresh(name: str = NAME) -> object:
    knowledge.read.cache_clear()
    return knowledge.read(name)


def test_what_is_kept_is_what_the_file_holds(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = fresh()
    assert len(list(kept.iterdir())) == 1
    assert fresh() == parsed
    monkeypatch.setenv("FACTBASE_CACHE", "")
    assert fresh() == parsed


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 64])
def test_a_damaged_cache_is_written_anew(kept: Path, damage: bytes) -> None:
    parsed = fresh()
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    for written in (damage, whole[:-1], whole[:40] + damage + whole[40:-1] + b"?"):
        file.write_bytes(written)
        assert fresh() == parsed
        assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("FACTBASE_CACHE", str(tmp_path / "file"))
    assert fresh()
    monkeypatch.setenv("FACTBASE_CACHE", "~nobody-of-this-name/x")
    assert fresh()
    knowledge.read.cache_clear()


def test_a_changed_file_is_read_anew(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.yaml").write_text("words: [one]")
    monkeypatch.setattr(knowledge, "_user_folders", (tmp_path,))
    assert fresh("own.yaml") == {"words": ["one"]}
    (tmp_path / "own.yaml").write_text("words: [one, two]")
    assert fresh("own.yaml") == {"words": ["one", "two"]}


def test_a_lemma_is_spelt_out_by_the_language_under_whose_code_its_list_stands(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.yaml").write_text("gift: {rows: [{en: [regift~past], nl: [schenken~past]}], kinds: [gift~]}")
    monkeypatch.setattr(knowledge, "_user_folders", (tmp_path,))
    assert fresh("own.yaml") == {"gift": {"rows": [{"en": ["regifted"], "nl": ["schonk", "schonken"]}], "kinds": ["gift~"]}}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("organisations.yaml", "Dock Board: {en: [Dock Board of Hull]\n", "organisations.yaml:2:1: no YAML"),
        ("organisations.yaml", "- Dock Board\n", "expected a mapping (key: value)"),
        ("organisations.yaml", "Dock Board: [Dock Board of Hull]\n", "Dock Board: expected fields, such as {any, called"),
        ("organisations.yaml", "Dock Board: {names: [Dock Board of Hull]}\n", "unknown field 'names'; known are any, called"),
        ("organisations.yaml", "Dock Board: {en: Dock Board of Hull}\n", "en must be a list, as in [one, two]"),
        ("organizations.yaml", "Dock Board: {en: [Dock Board of Hull]}\n", "nearest is organisations.yaml"),
        ("organisations.yml", "Dock Board: {en: [Dock Board of Hull]}\n", "nearest is organisations.yaml"),
        (
            "organisations.yaml",
            "Dock Board: {en: [Dock Board of Hull]}\nDock Board: {}\n",
            "organisations.yaml:2:1: no YAML: 'Dock Board' stands twice, first in line 1",
        ),
        ("lang/en/hedge.yaml", "a: [b]\n", "nearest is lang/en/hedges.yaml"),
        ("lang/en/parties.yaml", "verbs: {give: [regift~pasts]}\n", "regift~pasts: no forms are called 'pasts'; known are all, "),
        ("lang/en/verbs.yaml", "irregular: {regift: [regave]}\n", "regift: expected 2 forms (past, participle), not 1"),
    ],
)
def test_a_users_file_that_would_not_be_understood_is_refused(name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(content)
    with pytest.raises(knowledge.KnowledgeError, match=re.escape(said)) as refused:
        knowledge.use_folders([tmp_path])
    assert str(refused.value).startswith(str(tmp_path / name))
    assert knowledge.user_folders() == ()


def test_the_shipped_files_have_the_form_that_is_asked_of_a_users() -> None:
    for folder in (knowledge._SHIPPED, knowledge._PACKAGE / "lang"):
        for path in folder.rglob("*.yaml"):
            content = knowledge._content(path)
            if isinstance(content, dict):
                knowledge._check_entries(content, content, path)
