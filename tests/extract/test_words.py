"""The words of a text in one split, and what is known of a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.extract.amounts.lexer import Tokens
from factbase.extract.text import words
from factbase.extract.text.article import Article
from factbase.extract.text.phrases import Phrases
from factbase.model import Document

TEXTS = st.text(alphabet="ab Zé.,;'’-–12 \n\u00a0½€(İ", max_size=60)


@given(TEXTS, st.integers(0, 20), st.integers(0, 60))
def test_split_is_finditer(text: str, start: int, end: int) -> None:
    pattern = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*|\S)")
    end = max(start, min(end, len(text)))
    starts, ends, found = words.split(pattern, text, start, end)
    spans = [(m.start() + start, m.end() + start, m[0]) for m in pattern.finditer(text[start:end])]
    assert list(zip(starts, ends, found, strict=True)) == spans


@given(TEXTS)
def test_tokens_of_an_article_and_of_its_amounts_stand_where_they_say(text: str) -> None:
    article = Article(Document(name="a", text=text, lang="en"))
    text = article.text
    for index, (start, end) in enumerate(article.sentences):
        tokens = article.tokens(index)
        assert [text[t.start : t.end] for t in tokens] == [t.text for t in tokens]
        assert "".join(t.text for t in tokens) == "".join(text[start:end].split())
    small = Tokens(text)
    assert [small.raw(i).lower().replace("’", "'") for i in range(len(small))] == small.norm[: len(small)]
    assert all(small.breaks(len(small)) and small.norm[i] == "\n" for i in (-2, -1, len(small), len(small) + 1))
    assert [small.breaks(i) for i in range(1, len(small))] == [
        "\n" in text[small.end[i - 1] : small.start[i]] for i in range(1, len(small))
    ]


def test_what_is_remembered_is_asked_once_and_forgotten_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_MOST", 3)
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = words.remembered(length)
    assert list(map(known, ["a", "bb", "a", "ccc", "bb"])) == [1, 2, 1, 3, 2]
    assert asked == ["a", "bb", "ccc"]
    assert [known("dddd"), known("a")] == [4, 1]
    assert asked == ["a", "bb", "ccc", "dddd", "a"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("They put the money up.", ["offer"]),
        ("They put one two three four money up.", []),
        ("They give military aid.", ["give", "aid"]),
        ("A landmine and minefields", ["mine"]),
    ],
)
def test_phrases_with_gaps_stems_and_ends(text: str, keys: list[str]) -> None:
    phrases = Phrases({"offer": ["put .. up"], "give": ["give"], "aid": ["militar* aid"], "mine": ["*mine"]}, gap=3)
    article = Article(Document(name="a", text=text, lang="en"))
    assert [hit.key for hit in phrases.hits(article.tokens(0))] == keys
