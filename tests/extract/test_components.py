"""Extraction inside a spaCy pipeline gives what extraction gives."""

from __future__ import annotations

import pytest
import spacy

from factbase.extract import components
from factbase.extract.claims import extract
from factbase.model import Document

TEXTS = {
    "en": "The port paid nearly $2.5 billion for 24 cranes, 40% more than planned.",
    "nl": "De haven betaalde bijna 2,5 miljard dollar voor 24 kranen, 40 procent meer dan gepland.",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_amounts_in_a_blank_pipeline(lang: str) -> None:
    nlp = spacy.blank(lang)
    nlp.add_pipe("factbase_amounts")
    doc = nlp(TEXTS[lang])
    spans = doc.spans[components.SPANS]
    assert [s._.amount.unit for s in spans][::2] == ["USD", "%"]
    assert len(spans) == 3
    for span in spans:
        assert doc.text[span._.amount.start : span._.amount.end] in span.text
    assert "doc.spans" in nlp.analyze_pipes()["summary"]["factbase_amounts"]["assigns"]


@pytest.mark.parametrize("lang", TEXTS)
def test_claims_are_those_of_extract(lang: str) -> None:
    doc = components.blank(lang)(TEXTS[lang])
    expected, _ = extract(Document(name="factbase_claims", text=TEXTS[lang], lang=lang))
    assert list(doc._.claims) == expected
    assert len(doc._.claims) == 3
