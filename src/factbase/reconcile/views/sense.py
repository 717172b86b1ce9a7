"""What the words of a claim tell, those of its sentence and those of its measure."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from factbase.reconcile.views.concepts import label, topics, within
from factbase.reconcile.views.cues import around, changes, grown, own_words, reached, scopes, scopes_of
from factbase.reconcile.views.names import countries, names
from factbase.reconcile.views.words import TEXTS, fillers, interned, meanings, stopwords

NOTHING: frozenset[str] = frozenset()
"""One empty set for all: a set of nothing takes as much room as a small one."""


class Sense(NamedTuple):
    """What words tell of an amount.

    Attributes:
        measure: what the measure means beyond its concept. labelled: whether it begins with the label of its concept.
        part: what sets it apart from the whole. about: states and names in the measure.
        places: states in the sentence. words: what its other words mean. topics: the concepts that it speaks of.
        names: its names. opening: the one that it opens with. scopes: words of scope. cues: those of them around the amount.
        changes: how the sentence says that the figure answers an earlier one.
        growing: whether something is told to add up as time goes by.
    """

    measure: frozenset[str]
    labelled: bool
    part: frozenset[str]
    about: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    topics: frozenset[str]
    names: frozenset[str]
    opening: frozenset[str]
    scopes: frozenset[tuple[str, str]]
    cues: frozenset[tuple[str, str]]
    changes: frozenset[str]
    growing: bool


@lru_cache(maxsize=TEXTS)
def sense(text: str, quote: str, measure: str, concept: str | None, lang: str, capitals: frozenset[str]) -> Sense:
    """What the words tell of the amount that a sentence quotes.

    Args:
        capitals: words that its parties say already.
    """
    plain = label(concept)
    said, part = within(measure)
    labelled = bool(plain) and (said == plain or said.startswith(f"{plain},"))
    copied = concept is None and said in text  # words of the sentence, which is compared by itself
    words = "" if copied else said[len(plain) :] if labelled else measure
    near = own_words(text, quote, lang)
    cues = scopes_of(near, quote, lang)
    own = names(text)
    return Sense(
        measure=interned(meanings(words, lang) | meanings(words, "en")),
        labelled=labelled,
        part=part if labelled or copied else NOTHING,
        about=interned(countries(measure) | (names(measure, first=not text.startswith(measure)) - capitals)),
        places=countries(text),
        words=interned(meanings(text, lang) - fillers(lang)),
        topics=topics(text, lang),
        names=own,
        opening=interned(names(text, first=True) - own - stopwords(lang)),
        scopes=interned(scopes(measure, "en") | scopes(measure, lang) | cues),
        cues=cues,
        changes=interned(changes(around(text, quote), lang) | ({"revised"} if reached(text, quote, lang) else NOTHING)),
        growing=grown(measure, "en") or (lang != "en" and grown(measure, lang)) or grown(near, lang),
    )
