"""The notes of a search for programmes in one article: what was found so far, and what its names and words tell."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from factbase import knowledge
from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.unity import compound_kind
from factbase.extract.programmes.words import words_of
from factbase.extract.text.article import Article
from factbase.normalise.folding import fold

_LONGEST = 90
"""Characters of the name of a programme."""
QUOTED = re.compile(r"[\"“„«‘']([^\W\d_][^\"“”„«»\n]{1,58}?[\w+!?])[,.]?[\"”»’'](?!\w)")


@lru_cache(maxsize=4)
def _known(_folders: tuple[Path, ...]) -> dict[str, str]:
    return {name: row.get("type", "programme") for name, row in knowledge.read("programmes.yaml").items()}


@lru_cache(maxsize=4)
def _bodies(_folders: tuple[Path, ...]) -> frozenset[str]:
    """Known bodies, folded, by every name: their own names are no programme's."""
    rows = knowledge.read("organisations.yaml").items()
    return frozenset(
        fold(term) for name, row in rows for term in (name, *(t for key in ("any", "en", "nl") for t in (row or {}).get(key, ())))
    )


def capital(text: str, at: int) -> bool:
    """Whether a capital stands at an offset."""
    return text[at : at + 1].isupper()


class Notes:
    """What is known while the programmes of one article are looked for.

    Attributes:
        known: the programmes of the knowledge files, each with its kind.
        bodies: known bodies, folded, by every name.
        found: the programmes found so far, in the order of finding.
        spelled: where names begin that go on in small words up to their letters in brackets.
    """

    def __init__(self, article: Article) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self.words = words_of(article.lang)
        self.known = _known(knowledge.user_folders())
        self.bodies = _bodies(knowledge.user_folders())
        self.names = names(article)
        self.found: list[Programme] = []
        self.spelled: set[int] = set()

    def add(self, start: int, end: int, kind: str, how: str, name: str | None = None) -> None:
        name = name or self.in_english(self.text[start:end])
        if 1 < len(name) <= _LONGEST:
            self.found.append(Programme(start, end, " ".join(name.split()), kind, how))

    def add_all(self, pattern: str, kind: str, how: str, name: str | None = None, flags: int = 0) -> None:
        """Note every place where a pattern stands in the text."""
        for again in re.finditer(pattern, self.text, flags):
            self.add(*again.span(), kind, how, name)

    def is_body(self, name: Name) -> bool:
        """Whether a name is a known body's."""
        return fold(name.id) in self.bodies

    def in_english(self, name: str) -> str:
        """The English name of one that says plainly what it is: a Pandemiefonds is a Pandemic Fund, in whatever language."""
        words = name.split()
        last = fold(words[-1]) if words else ""
        found = self.words.compound.fullmatch(last)
        before = [self.words.english.get(fold(word)) for word in words[:-1]]
        if not all(before) or not (found or (before and last in self.words.endings)):
            return name
        head = [self.words.english[found[1]], self.words.endings[found[2]]] if found else [self.words.endings[last]]
        return " ".join([*(word for word in before if word), *head])

    def kind_of(self, name: str) -> str | None:
        """The kind of programme that a name's own words tell, None for names of other things."""
        folded = fold(name)
        if any(body in folded for body in self.words.bodies):
            return None
        parts = folded.split()
        if len(parts) > 1 and parts[0] in self.words.prefixes:
            return self.words.prefixes[parts[0]]
        if len(parts) > 1 and parts[-1] in self.words.heads:
            proper = [part for part in parts[:-1] if part not in self.words.plain and len(part) > 2]
            return self.words.heads[parts[-1]] if proper else None
        if kind := compound_kind(parts[-1] if parts else "", self.words):
            return kind
        for part, behind in pairwise(parts):  # "Facility for Coastal Towns", "Tijdelijk Kustfonds Zeeland"
            if behind in self.words.onward and part in self.words.heads:
                return self.words.heads[part]
            if kind := compound_kind(part, self.words):
                return kind
        return None

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence begins at an offset."""
        return self.article.sentences[self.article.sentence_at(at)][0] == at

    def ends_body(self, at: int) -> bool:
        """Whether the last part of a body's name begins, or its letters: "the Department for Mines and Harbour Plans (DMHP)"."""
        return self.words.body_before.search(self.folded[max(0, at - _LONGEST) : at]) is not None

    def names_body(self, name: str) -> bool:
        """Whether a name says that it is a body's: "the National Board for Small Industries"."""
        words = fold(name).split()
        heads = self.words.body_heads
        return words[-1] in heads or any(a in heads and b in self.words.onward for a, b in pairwise(words))
