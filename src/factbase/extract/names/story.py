"""What an article is about: its most prominent names.

Two figures of like amount, time and measure are seldom one thing when their articles speak of other lands and bodies; the
reconciler weighs that, and a search finds a figure by what its article is about.
"""

from __future__ import annotations

from collections import Counter

from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.text.article import Article
from factbase.extract.text.geography import geography
from factbase.normalise.bodies import is_medium
from factbase.normalise.folding import fold

LEAD = 3
"""Sentences that say what an article is about: a heading and two more."""
WEIGHT = 3
"""What a name in the lead counts for, against one further down."""
MOST = 6
"""Names that are kept."""
_PLACES = frozenset({"seat", "parliament", "ministry"})


def story(article: Article) -> tuple[str, ...]:
    """The names that the article is about, most prominent first.

    A name counts once for each mention and more in the lead. Persons are left out: they speak, and others speak of the same
    figures. So are news media, or whatever an agency sends would be one story. A seat or house that stands for a state ("the
    White House") counts by its own words too, as it may be what the article is about. Where no state is named, that of a town
    or a body is, if there is room.
    """
    if not article.sentences:
        return ()
    lead = article.sentences[min(LEAD, len(article.sentences)) - 1][1]
    found: Counter[str] = Counter()
    for name in names(article):
        if name.kind not in ("person", "group") and not is_medium(name.id):
            for key in _keys(name):
                found[key] += WEIGHT if name.start < lead else 1
    states = any(name.kind == "country" for name in names(article))
    if not states and (land := _land(article, lead)) is not None:
        found[land] = 1
    return tuple(sorted(found, key=lambda key: (-found[key], key))[:MOST])


def _land(article: Article, lead: int) -> str | None:
    """The country that the title and the lead of an article speak of most, by a town or a body in it: "Tea Board of Kenya"."""
    title, known = article.document.title or "", geography(article.lang)
    sights = (*known.sights(title, fold(title)), *known.sights(article.text[:lead], article.folded[:lead]))
    lands = Counter(sight.country for sight in sights)
    return min(lands, key=lambda land: (-lands[land], land), default=None)


def _keys(name: Name) -> tuple[str, ...]:
    own = name.id.title() if name.kind == "place" and name.id.isupper() else name.id
    return (own, name.text) if name.form in _PLACES and name.text[:1].isupper() else (own,)
