"""Patterns that are tried only where a word stands that may begin them find what a plain search does."""

import re

import pytest

from factbase.extract.text.anchored import Anchored
from factbase.extract.text.article import Article
from factbase.model import Document

TEXT = "The fund, a new Fünd fund-raiser, was set up. Het fonds set upon 't fonds: fund fund."


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        (r"(?<!\w)(?:fund)(?!\w)", ["fund"]),
        (r"(?<!\w)(?:set up|fund fund)", ["set up", "fund fund"]),
        (r"(?<![\w-])(?:fon)\w*", ["fon"]),  # a stem
        (r"(?<!\w)(?:'t|het) fonds", ["'t", "het"]),  # what begins with a sign is looked for everywhere
        (r"(?<!\w)(?:fünd)(?!\w)", ["Fünd"]),
        (r"(?!)", []),
    ],
)
@pytest.mark.parametrize("start", [0, 5, 46])
def test_it_finds_what_a_search_finds(pattern: str, phrases: list[str], start: int) -> None:
    article = Article(Document(name="a", text=TEXT, lang="en"))
    plain, end = re.compile(pattern), len(TEXT) - 2
    anchored = Anchored(plain, phrases)
    assert [m.span() for m in anchored.finditer(article, start, end)] == [
        m.span() for m in plain.finditer(article.folded, start, end)
    ]
    first, expected = anchored.search(article, start), plain.search(article.folded, start)
    assert (first and first.span()) == (expected and expected.span())
