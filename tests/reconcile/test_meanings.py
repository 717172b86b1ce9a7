"""What words mean, by which sentences of two languages are compared: `lang/*/examples/meanings.yaml` and the vocabularies."""

from __future__ import annotations

from typing import Any

import pytest

from factbase import knowledge
from factbase.reconcile.views.words import meanings

LANGUAGES = ("en", "nl")
EXAMPLES = [(lang, row) for lang in LANGUAGES for row in knowledge.read(f"lang/{lang}/examples/meanings.yaml")]


@pytest.mark.parametrize(("lang", "row"), EXAMPLES, ids=lambda x: x["text"][:40] if isinstance(x, dict) else x)
def test_words_mean_what_the_vocabulary_says(lang: str, row: dict[str, Any]) -> None:
    found = meanings(row["text"], lang)
    assert {f"={key}" for key in row["means"]} <= found
    assert not {f"={key}" for key in row["not"]} & found


def test_every_meaning_has_words_in_every_language() -> None:
    vocabularies = [knowledge.read(f"lang/{lang}/vocabulary.yaml") for lang in LANGUAGES]
    assert all(v.keys() == vocabularies[0].keys() for v in vocabularies)
    assert all(words and all(isinstance(word, str) for word in words) for v in vocabularies for words in v.values())


def test_a_word_that_tells_nothing_means_nothing() -> None:
    assert meanings("of the and which", "en") == meanings("van de en die", "nl") == frozenset()


def test_a_word_that_is_not_known_stands_for_itself() -> None:
    assert meanings("Bramblethorpe", "en") == {"bramb"}
    assert meanings("Bramblethorpe", "xx") == {"bramb"}
