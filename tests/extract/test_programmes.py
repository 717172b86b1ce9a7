"""Programmes: every example of every language, and what must hold for any text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import knowledge
from factbase.extract.programmes.belonging import component
from factbase.extract.programmes.naming import programmes
from factbase.extract.text.article import Article, Mention
from factbase.model import Document, Kind

EXAMPLES = [(lang, row) for lang in knowledge.languages() for row in knowledge.read(f"lang/{lang}/examples/programmes.yaml")]


def article(text: str, lang: str) -> Article:
    return Article(Document(name="example", text=text, lang=lang))


@pytest.mark.parametrize(("lang", "row"), EXAMPLES, ids=lambda value: value["text"][:40] if isinstance(value, dict) else value)
def test_example(lang: str, row: dict[str, Any]) -> None:
    mentions = []
    for words in row["amounts"]:
        start = row["text"].index(words)
        kind = Kind.COUNT if words in row.get("counts", ()) else Kind.MONEY
        mentions.append(Mention(start, start + len(words), kind, Decimal(1), "EUR"))
    assert component(article(row["text"], lang), mentions) == []
    assert {row["text"][m.start : m.end]: m.programme for m in mentions} == row["amounts"]
    for mention in mentions:
        assert (mention.programme is None) == (not any(step.slot == "programme" for step in mention.steps))


@settings(max_examples=60)
@given(st.text(max_size=200), st.sampled_from(["en", "nl", "xx"]))
def test_any_text_gives_programmes_in_order(text: str, lang: str) -> None:
    text = f"The {text} Fund gave 2 euros to Project {text}"
    found = programmes(article(text, lang))
    assert [p.start for p in found] == sorted(p.start for p in found)
    assert all(0 <= p.start < p.end <= len(text) and p.id for p in found)
