"""Places that an article sets against one another: so many in one province, so many in the next.

A place says what a count measures only beside another: news of one fire names its town, its province and its country in turn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from factbase import knowledge
from factbase.extract.names.finder import names
from factbase.extract.names.lexicon import lexicon
from factbase.extract.names.name import Name
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.clauses import words_of
from factbase.model import Kind, Step

_NEAR = 5  # words between a count and its place
_REACH = 20  # characters before a place in which a preposition stands, or its sentence begins
_WORD = re.compile(r"\w+")
_SIGNS = frozenset({",", "/", "-", "–", "&"})
_PAUSE = re.compile(r"[,;:.!?–—]")


def set_apart(article: Article, mentions: Sequence[Mention]) -> dict[int, Name]:
    """The place of each count, by the mention's id, where the article counts the same in other places too.

    Args:
        mentions: in order of appearance, with their concepts.
    """
    counts = [m for m in mentions if m.kind is Kind.COUNT and m.concept is not None]
    if len(counts) < 2 or article.lang not in knowledge.languages():
        return {}
    named = [n for n in names(article) if n.kind == "place" or (n.kind == "country" and n.form == "name")]
    joined = {id(n) for a, b in pairwise(named) if _and(article, a, b) for n in (a, b)}
    places = [n for n in named if id(n) not in joined]
    ends, found, last = [n.end for n in places], dict[int, Name](), 0
    for at, mention in enumerate(counts):
        start, end = article.sentences[article.sentence_at(mention.start)]
        start = max(start, last)
        end = min([end, *(m.start for m in counts[at + 1 : at + 2])])
        near = [n for n in places[bisect_left(ends, start) :][:8] if n.start >= start and n.end <= end]
        if (place := _of(article, mention, near)) is not None:
            found[id(mention)] = place
        last = max(mention.end, place.end if place is not None else 0)
    placed = [m for m in counts if id(m) in found]
    of_amount, of_concept = defaultdict[object, set[str]](set), defaultdict[object, set[str]](set)
    for mention in placed:
        of_amount[mention.concept, mention.amount].add(found[id(mention)].id)
    for mention in placed:
        if len(of_amount[mention.concept, mention.amount]) == 1:  # else one figure is told of the town and of its province
            of_concept[mention.concept].add(found[id(mention)].id)
    return {id(m): found[id(m)] for m in placed if len(of_concept[m.concept]) > 1 and found[id(m)].id in of_concept[m.concept]}


def _of(article: Article, mention: Mention, places: Sequence[Name]) -> Name | None:
    """The nearest of some places that a count is said to be of, one behind it before one ahead."""
    text, near = article.text, lexicon(article.lang).locative
    for place in places:
        between = text[mention.end : place.start]
        if place.start >= mention.end and near.search(between) and _close(between):
            return place  # "306 in Sindh", "165 deaths in Punjab"
    for place in reversed(places):
        between = text[place.end : mention.start]
        if place.end > mention.start or len(_WORD.findall(between)) > _NEAR:
            continue
        led = near.search(text[max(0, place.start - _REACH) : place.start].lower()) is not None
        opening = place.start - article.sentences[article.sentence_at(mention.start)][0] < _REACH
        if (led and opening and between.strip() == ",") or not _PAUSE.search(between):
            return place  # "in Punjab the toll rose to 165", "Balochistan with 234", "Balochistan (125)", "In Sindh, nine died"
    return None


def _and(article: Article, one: Name, other: Name) -> bool:
    """Whether two places stand side by side, so that what is counted is of both: "in Turkey and Syria"."""
    between = article.text[one.end : other.start].strip().lower()
    return between in _SIGNS or between in words_of(article.lang).coordinators


def _close(between: str) -> bool:
    return len(_WORD.findall(between)) <= _NEAR and not _PAUSE.search(between)


def step(place: Name) -> Step:
    """Why a place is part of what a count measures."""
    text = f"The article counts the same in other places than {place.text}."
    return Step(slot="measure", rule="place", text=text, start=place.start, end=place.end)
