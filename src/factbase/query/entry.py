"""A figure with what questions look at: its claims, and the words that they and its label say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self, TypeAlias

from factbase import edtf
from factbase.model import Claim, Figure, Series
from factbase.query.lexicon import lexicon, words

if TYPE_CHECKING:
    from factbase.store.brief import Brief

    Said: TypeAlias = Claim | Brief
    """A claim, or as much of it as questions look at."""


@dataclass(slots=True)
class Entry:
    """A figure, ready for questions.

    Attributes:
        claims: what states it.
        parties: who pays and receives, and the programme. about: whom its articles are about.
        concepts: what it is of, with the broader concepts.
        said: words of its label and slots. nearby: words of its claims' sentences and stories.
    """

    figure: Figure
    series: Series | None
    claims: Sequence[Said]
    parties: set[str] = field(default_factory=set)
    about: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    nearby: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, figure: Figure, series: Series | None, claims: Sequence[Said]) -> Self:
        """A figure made ready for questions."""
        made = cls(figure, series, claims)
        lex = lexicon()
        holders: list[Said | Series] = [*claims, *([series] if series else [])]
        for party in holders:
            made.parties |= {*party.payer, *party.payee, *([party.programme] if party.programme else [])}
            concept = party.concept
            while concept is not None and concept not in made.concepts:
                made.concepts.add(concept)
                concept = lex.broader.get(concept)
        made.about = {name for c in claims for name in c.story}
        labels = [figure.label, figure.measure or "", figure.subject or "", figure.unit, *made.parties]
        labels += [t for c in claims for t in (c.measure, c.subject or "", c.unit, c.speaker or "")]
        made.said = {w for label in set(labels) for w in words(label)} | {w for c in made.concepts for w in c.split("_")}
        made.nearby = {w for t in {" ".join((c.sentence or c.quote, *c.story)) for c in claims} for w in words(t)}
        return made


def effective_day(figure: Figure, claims: Iterable[Said]) -> dt.date | None:
    """The last day that a figure is about: of its date, or else the day on which it was first printed."""
    if figure.date is not None and (latest := edtf.parse(figure.date).latest) is not None:
        return latest
    return first_printed(claims)


def first_printed(claims: Iterable[Said]) -> dt.date | None:
    """The day on which the first of some claims was printed."""
    return min((day for c in claims if c.published and (day := edtf.parse(c.published).earliest)), default=None)


def begins(entry: Entry) -> dt.date | None:
    """The first day that a figure is about; the day on which it was first printed where it gives no time."""
    if entry.figure.date is not None:
        return edtf.parse(entry.figure.date).earliest
    return effective_day(entry.figure, entry.claims)
