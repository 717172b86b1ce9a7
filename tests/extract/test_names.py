"""Names: every example of every language, and what must hold for any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase import knowledge
from factbase.extract.article import Article
from factbase.extract.names import fold, names
from factbase.model import Document

EXAMPLES = [(lang, row) for lang in knowledge.languages() for row in knowledge.read(f"lang/{lang}/examples/names.yaml")]


def article(text: str, lang: str) -> Article:
    return Article(Document(name="example", text=text, lang=lang))


@pytest.mark.parametrize(("lang", "row"), EXAMPLES, ids=lambda value: value["text"][:40] if isinstance(value, dict) else value)
def test_example(lang: str, row: dict[str, Any]) -> None:
    found = {name.text: (name.id, name.kind) for name in names(article(row["text"], lang))}
    for words, wanted in row["names"].items():
        assert words in found, found
        assert found[words] == tuple(wanted) if isinstance(wanted, list) else found[words][0] == wanted
    if not row["names"]:
        assert found == {}


@given(st.text(max_size=300), st.sampled_from(["en", "nl", "xx"]))
def test_any_text_gives_names_in_order_at_their_offsets(text: str, lang: str) -> None:
    found = names(article(text, lang))
    assert all(text[name.start : name.end] == name.text for name in found)
    assert [name.start for name in found] == sorted(name.start for name in found)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_every_country_is_found_by_every_name_of_its_language() -> None:
    missed = []
    for code, rows in knowledge.read("countries.yaml").items():
        for lang, row in rows.items():
            for form in ("name", "adjective"):
                for term in row.get(form, ()):
                    text = f"Over {term} gaat het." if lang == "nl" else f"It is {term} that counts."
                    found = [name.id for name in names(article(text, lang))]
                    if code not in found:
                        missed.append((lang, term, code, found))
    # Names that two states share belong to the one more often meant.
    assert {term for _, term, _, _ in missed} <= {"Congo", "American Samoa", "Dominicaans", "Dominicaanse"}


@pytest.mark.slow
def test_a_trained_pipeline_adds_names_and_corrects_kinds(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import spacy

    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Quorra Flynn"}, {"label": "ORG", "pattern": "encom"}])
    pipeline.to_disk(tmp_path)
    text = "We met Quorra Flynn at encom."
    assert [(n.text, n.kind) for n in names(article(text, "en"))] == [("Quorra Flynn", "organisation")]
    monkeypatch.setenv("FACTBASE_SPACY_MODEL", str(tmp_path))
    assert [(n.text, n.kind) for n in names(article(text, "en"))] == [("Quorra Flynn", "person"), ("encom", "organisation")]
