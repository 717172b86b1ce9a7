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


@pytest.mark.parametrize(
    ("part", "content", "told"),
    [
        ("rules", {"past": {"change": [["(", ""]]}}, "rules of past"),
        ("rules", {"past": {"change": [["$"]]}}, "rules of past"),
        ("sets", {"lately": ["pasts"]}, "sets: no form is called pasts; known are base, "),
    ],
)
def test_what_is_wrong_with_a_language_is_told(part: str, content: dict[str, Any], told: str) -> None:
    words = copy.deepcopy(knowledge.read("lang/en/verbs.yaml"))
    words[part] = {**words[part], **content}
    with pytest.raises(InflectionError, match=told):
        Inflection(words)


def test_one_line_teaches_a_verb(tmp_path: Path) -> None:
    (folder := tmp_path / "lang" / "en").mkdir(parents=True)
    (folder / "parties.yaml").write_text("verbs: {give: [regift~, bankroll~lately]}")
    (folder / "verbs.yaml").write_text("irregular: {bankroll: [bankrolled, bankrollen]}\nsets: {lately: [participle]}")
    try:
        knowledge.use_folders([tmp_path])
        give = knowledge.read("lang/en/parties.yaml")["verbs"]["give"]
        assert {"regift", "regifts", "regifted", "regifting"} <= set(give)
        assert "bankrollen" in give  # the shipped lists have it, too
    finally:
        knowledge.use_folders([])
    assert "bankrollen" not in knowledge.read("lang/en/parties.yaml")["verbs"]["give"]
