"""Speakers: every example of every language, and what must hold for any text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import knowledge
from factbase.extract.article import Article, Mention
from factbase.extract.names import component as find_names
from factbase.extract.speakers import component
from factbase.model import Document, Kind

EXAMPLES = [(lang, row) for lang in knowledge.languages() for row in knowledge.read(f"lang/{lang}/examples/speakers.yaml")]


def article(text: str, lang: str) -> Article:
    return Article(Document(name="example", text=text, lang=lang))


@pytest.mark.parametrize(("lang", "row"), EXAMPLES, ids=lambda value: value["text"][:40] if isinstance(value, dict) else value)
def test_example(lang: str, row: dict[str, Any]) -> None:
    mentions = []
    for words in row["amounts"]:
        start = row["text"].index(words)
        mentions.append(Mention(start, start + len(words), Kind.MONEY, Decimal(1), "EUR"))
    assert component(article(row["text"], lang), mentions) == []
    assert {row["text"][m.start : m.end]: m.speaker for m in mentions} == row["amounts"]
    for mention in mentions:
        assert (mention.speaker is None) == (not any(step.slot == "speaker" for step in mention.steps))


@settings(max_examples=60)
@given(st.text(max_size=200), st.sampled_from(["en", "nl", "xx"]))
def test_any_text_is_survived_and_every_step_points_into_it(text: str, lang: str) -> None:
    text = f"“{text}, said Anna Berg of the World Bank. He {text} told Oxfam 2 euros volgens hem"
    mentions = [Mention(len(text) - 18, len(text) - 11, Kind.MONEY, Decimal(2), "EUR")]
    assert find_names(article(text, lang), mentions) == []
    assert component(article(text, lang), mentions) == []
    assert all(0 <= (step.start or 0) < (step.end or 1) <= len(text) for step in mentions[0].steps)
