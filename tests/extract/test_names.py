"""Names: every example of every language, and what must hold for any text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factbase import config, knowledge
from factbase.engine.local import work
from factbase.extract.claims import extract
from factbase.extract.names import trained
from factbase.extract.names.finder import names
from factbase.extract.text.article import Article
from factbase.model import Document
from factbase.normalise.folding import fold
from factbase.settings import Settings

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
    assert not found.keys() & set(row.get("no_names", ()))


@given(st.text(max_size=300), st.sampled_from(["en", "nl", "xx"]))
@example("B\u00a0A", "en")  # read with a plain space between
def test_any_text_gives_names_in_order_at_their_offsets(text: str, lang: str) -> None:
    read = article(text, lang)
    found = names(read)
    assert all(read.text[name.start : name.end] == name.text for name in found)
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


@pytest.fixture
def pipeline(tmp_path: Path) -> Iterator[str]:
    """The folder of a pipeline that knows one person and one body; none is in force after the test."""
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Quorra Flynn"}, {"label": "ORG", "pattern": "encom"}])
    nlp.to_disk(tmp_path)
    yield str(tmp_path)
    trained.use(None)


PIPED = "We met Quorra Flynn at encom."
OURS, THEIRS = [("Quorra Flynn", "organisation")], [("Quorra Flynn", "person"), ("encom", "organisation")]


@pytest.mark.slow
def test_a_trained_pipeline_adds_names_and_corrects_kinds(pipeline: str) -> None:
    assert [(n.text, n.kind) for n in names(article(PIPED, "en"))] == OURS
    trained.use(pipeline)
    assert [(n.text, n.kind) for n in names(article(PIPED, "en"))] == THEIRS


@pytest.mark.slow
def test_the_environment_names_a_pipeline_where_the_settings_do_not(pipeline: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(trained.VARIABLE, pipeline)
    assert [(n.text, n.kind) for n in names(article(PIPED, "en"))] == THEIRS
    assert config.load().settings().spacy_model == pipeline  # so that a base knows how its articles were read


@pytest.mark.slow
def test_a_run_uses_the_pipeline_of_its_settings(pipeline: str) -> None:
    document = Document(name="a", text=PIPED + " It cost 5 euros, encom said.", lang="en", published="2026-05-01")
    for model, jobs, speaker in ((None, 1, None), (pipeline, 1, "encom"), (pipeline, 2, "encom")):
        (item,) = work([document], Settings(spacy_model=model, jobs=jobs))
        assert [claim.speaker for claim in item[1]] == [speaker]
        assert item[2] == []


def test_a_pipeline_that_is_not_there_is_named_before_the_first_article() -> None:
    with pytest.raises(trained.PipelineError, match="no_such_pipeline"):
        next(iter(work([], Settings(spacy_model="no_such_pipeline"))))
    trained.use(None)


@pytest.mark.parametrize(
    ("lang", "text", "state"),
    [
        ("en", "Finance Minister Ana Molo gave clinics R2 billion, schools R3 billion and roads R1.5 billion.", "ZA"),
        ("nl", "Het ministerie van Financiën legt 75 miljoen rand bij, na 20 miljoen rand in mei en 5 miljoen rand nu.", "ZA"),
        ("nl", "Het ministerie van Financiën legt 75 miljoen euro bij, na 20 miljoen euro in mei en 5 miljoen euro nu.", "NL"),
    ],
)
def test_a_ministry_is_of_the_country_in_whose_money_the_article_counts(lang: str, text: str, state: str) -> None:
    claims, _ = extract(Document(name="x", text=text, lang=lang))
    assert {name for claim in claims for name in claim.payer} == {state}
