"""Speakers: every example of every language, and what must hold for any text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase import knowledge
from factbase.extract.claims import extract
from factbase.extract.names.finder import component as find_names
from factbase.extract.speakers.speaker import component
from factbase.extract.text.article import Article, Mention
from factbase.model import ACTS_FOR, Document, Kind

EXAMPLES = [(lang, row) for lang in knowledge.languages() for row in knowledge.read(f"lang/{lang}/examples/speakers.yaml")]


def article(text: str, lang: str) -> Article:
    return Article(Document(name="example", text=text, lang=lang))


@pytest.mark.parametrize(("lang", "row"), EXAMPLES, ids=lambda value: value["text"][:40] if isinstance(value, dict) else value)
def test_example(lang: str, row: dict[str, Any]) -> None:
    mentions, kind = [], Kind(row.get("kind", "money"))
    for words in row["amounts"]:
        start = row["text"].index(words)
        mentions.append(Mention(start, start + len(words), kind, Decimal(1), "EUR"))
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


@pytest.mark.parametrize(
    ("lang", "text", "acts"),
    [
        ("en", "Danish Finance Minister Ada Smit spoke. The plan costs 9 million crowns, Smit said.", ["DK"]),
        ("nl", "De Deense minister Ada Smit sprak. Het plan kost 9 miljoen kronen, zei Smit.", ["DK"]),
        ("en", "Chief executive Ada Smit spoke. The plan costs 9 million crowns, Smit said.", []),
    ],
)
def test_for_whom_a_speaker_acts_is_said_wherever_the_article_says_it(lang: str, text: str, acts: list[str]) -> None:
    (claim,) = extract(Document(name="a", text=text, lang=lang))[0]
    assert claim.speaker == "Ada Smit"
    assert [step.rule.removeprefix(ACTS_FOR) for step in claim.steps if step.rule.startswith(ACTS_FOR)] == acts
