"""The known terms in one article's text, as the finders of names share them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from factbase.extract.names.lexicon import Entry, find_known, lexicon
from factbase.extract.text.article import Article
from factbase.extract.text.geography import geography

_PLAIN = re.compile(r"[^\W_]+")


class Terms:
    """A text with its known terms.

    Attributes:
        text, folded, lang: the article.
        lex: the words of its language.
        hits: (start, end, entry) of each known term, in order of appearance.
        tender: the country in whose money the article counts, where that is one country's own.
        purses: the countries in whose own money, none of the world's, it counts anything.
        sums: spans of amounts of money: the "R254bn" behind "Eskom" is no part of its name.
        owned: starts of phrases whose country the text itself says ("the Danish government").
        roles: spans of roles that turned out to be no state's ("the club president").
    """

    def __init__(self, article: Article) -> None:
        self.text, self.lang = article.text, article.lang
        self.tender: str | None = article.shared.get("tender")
        self.purses: frozenset[str] = article.shared.get("purses", frozenset())
        self._document = article.document
        self.sums: list[tuple[int, int]] = article.shared.get("sums", [])
        self.folded = article.folded
        self.lex = lexicon(article.lang)
        self.hits = find_known(self.text, self.folded, self.lex)
        self.owned: set[int] = set()
        self.roles: list[tuple[int, int]] = []

    @cached_property
    def press(self) -> str | None:
        """The country for which the article's paper speaks; None where its name and address tell none, or several."""
        told = geography(self.lang).home(self._document.publisher, self._document.url)
        return told[0] if len(told) == 1 else None

    @cached_property
    def at(self) -> dict[int, tuple[int, Entry]]:
        """The known term that starts at an offset."""
        return {start: (end, entry) for start, end, entry in self.hits}

    @cached_property
    def ends(self) -> dict[int, Entry]:
        """The known term that ends at an offset."""
        return {end: entry for _, end, entry in self.hits}

    @cached_property
    def starts(self) -> list[int]:
        """Where the known terms start, in order."""
        return [start for start, _, _ in self.hits]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in the text, as it is spelled; counted once, so that asking costs nothing in a long text."""
        return Counter(_PLAIN.findall(self.text))
