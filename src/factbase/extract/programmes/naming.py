"""Programmes: the named funds, initiatives, operations, deals and laws of an article.

A programme is known (data/programmes.yaml), or named by the text itself: by a head of its name (`heads`), by the words around it
(`phrases`), by its letters (`letters`) or as a work that is built (`works`). "The fund" is the fund named before (`unity`). Which
amount belongs to which: `belonging`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from factbase import knowledge
from factbase.extract.programmes import heads, letters, phrases, works
from factbase.extract.programmes.notes import Notes
from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.unity import Unity
from factbase.extract.text.article import Article
from factbase.normalise.folding import fold

_RANK = ("known", "topic", "quoted", "named", "head", "plain", "work")
"""Of two findings at one place, the one that says more."""
_SEARCHES: tuple[Callable[[Notes], None], ...] = (
    letters.hyphened,
    heads.named_by_head,
    heads.prefixed,
    phrases.quoted,
    phrases.called,
    phrases.called_behind,
    heads.with_plain_head,
    heads.numbered,
    phrases.in_apposition,
    phrases.behind_noun,
    phrases.beside_noun,
    letters.enlarged,
    phrases.listed,
    phrases.granted_under,
    letters.in_brackets,
    letters.in_small_letters,
    works.built,
)
"""In this order, as later ones look at what was found."""


@lru_cache(maxsize=4)
def _also_bodies(_folders: tuple[Path, ...]) -> frozenset[str]:
    """Programmes that are as well bodies: Gavi."""
    return frozenset(name for name, row in knowledge.read("programmes.yaml").items() if row.get("body"))


def programmes(article: Article) -> list[Programme]:
    """Every mention of a programme in order of appearance; found once and kept in `article.shared`."""
    if "programmes" not in article.shared:
        article.shared["programmes"] = _find(article)
    found: list[Programme] = article.shared["programmes"]
    return found


def _find(article: Article) -> list[Programme]:
    notes = Notes(article)
    for search in _SEARCHES:
        search(notes)
    found = [p for p in notes.found if p.start not in notes.spelled]
    bodies = _also_bodies(knowledge.user_folders())
    if any(p.id not in bodies for p in found):
        found = [p for p in found if p.id not in bodies]
    called = {fold(n.id).split()[-1] for n in notes.names if n.kind == "organisation" and " " in n.id}
    unity = Unity(article, notes.words, notes.known, called)
    return unity.with_short(unity.unified(_best(found)))


def _best(found: list[Programme]) -> list[Programme]:
    """Of findings that overlap, the one that says more."""
    kept: list[Programme] = []
    for programme in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or programme.start >= kept[-1].end:
            kept.append(programme)
        elif _RANK.index(programme.how) < _RANK.index(kept[-1].how) and (
            programme.how == "known" or programme.end >= kept[-1].end
        ):
            kept[-1] = programme
    return kept
