"""Verbs that are listed once, by their lemma: the forms of every example, and what a table may not say."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from factbase import knowledge
from factbase.inflection import Inflection, InflectionError

EXAMPLES = [
    (lang, lemma, forms)
    for lang in knowledge.languages()
    if any(True for _ in knowledge.places(f"lang/{lang}/verbs.yaml"))
    for lemma, forms in knowledge.read(f"lang/{lang}/examples/verbs.yaml").items()
]


def inflection(lang: str) -> Inflection:
    return Inflection(knowledge.read(f"lang/{lang}/verbs.yaml"))


@pytest.mark.parametrize(("lang", "lemma", "forms"), EXAMPLES, ids=[f"{lang}-{lemma}" for lang, lemma, _ in EXAMPLES])
def test_a_lemma_stands_for_its_forms(lang: str, lemma: str, forms: list[str]) -> None:
    assert sorted(inflection(lang).phrases(lemma)) == sorted(forms)


def test_an_unknown_set_of_forms_is_told_with_those_that_are_known() -> None:
    with pytest.raises(InflectionError, match="give~pasts: no forms are called 'pasts'; known are all, "):
        inflection("en").phrases("give~pasts")


@pytest.mark.parametrize(
    ("part", "content", "told"),
    [
        ("irregular", {"give": ["gave"]}, "give: expected 2 forms"),
        ("rules", {"past": {"change": [["(", ""]]}}, "rules of past"),
        ("rules", {"past": {"change": [["$"]]}}, "rules of past"),
    ],
)
def test_what_is_wrong_with_a_language_is_told(part: str, content: dict[str, Any], told: str) -> None:
    words = copy.deepcopy(knowledge.read("lang/en/verbs.yaml"))
    words[part] = {**words[part], **content}
    with pytest.raises(InflectionError, match=told):
        Inflection(words)


def written(folder: Path, **files: str) -> Path:
    """A knowledge folder of English files."""
    (folder / "lang" / "en").mkdir(parents=True)
    for name, text in files.items():
        (folder / "lang" / "en" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_one_line_teaches_a_verb(tmp_path: Path) -> None:
    folder = written(tmp_path, parties="verbs: {give: [regift~]}", verbs="irregular: {bankroll: [bankrolled, bankrollen]}")
    try:
        knowledge.use_folders([folder])
        give = knowledge.read("lang/en/parties.yaml")["verbs"]["give"]
        assert {"regift", "regifts", "regifted", "regifting"} <= set(give)
        assert "bankrollen" in give  # the shipped lists have it, too
    finally:
        knowledge.use_folders([])
    assert "bankrollen" not in knowledge.read("lang/en/parties.yaml")["verbs"]["give"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"parties": "verbs: {give: [regift~pasts]}"}, "parties.yaml: regift~pasts: no forms are called 'pasts'"),
        ({"verbs": "irregular: {regift: [regave]}"}, "verbs.yaml: regift: expected 2 forms"),
    ],
)
def test_a_user_is_told_of_a_slip_before_the_run(tmp_path: Path, files: dict[str, str], told: str) -> None:
    with pytest.raises(knowledge.KnowledgeError, match=told):
        knowledge.use_folders([written(tmp_path, **files)])
