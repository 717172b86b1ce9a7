"""A figure with what questions look at: its claims, and the words that they and its label say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from factbase import edtf
from factbase.query.lexicon import lexicon
from factbase.query.vocabulary import Words

if TYPE_CHECKING:
    from factbase.store.brief import BriefClaim, BriefFigure, BriefSeries


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure, ready for questions.

    Attributes:
        claims: what states it.
        parties: who pays and receives, and the programme. about: whom its articles are about.
        concepts: what it is of, with the broader concepts.
        said: words of its label and slots. nearby: words of its claims' sentences and stories.
    """

    figure: BriefFigure
    series: BriefSeries | None
    claims: Sequence[BriefClaim]
    said: Words
    nearby: Words
    parties: set[str]
    about: set[str]
    concepts: set[str]

    @classmethod
    def of(cls, figure: BriefFigure, series: BriefSeries | None, claims: Sequence[BriefClaim]) -> Self:
        """A figure made ready for questions."""
        parties: set[str] = set()
        concepts: set[str] = set()
        broader = lexicon().broader
        holders: list[BriefClaim | BriefSeries] = [*claims]
        for holder in holders + ([series] if series else []):
            parties.update(holder.payer, holder.payee)
            if holder.programme:
                parties.add(holder.programme)
            concept = holder.concept
            while concept is not None and concept not in concepts:
                concepts.add(concept)
                concept = broader.get(concept)
        labels = {figure.label, figure.measure or "", figure.subject or "", figure.unit, *parties, *concepts}
        labels.update(text for c in claims for text in (c.measure, c.subject or "", c.unit, c.speaker or ""))
        return cls(
            figure=figure,
            series=series,
            claims=claims,
            said=Words(labels),
            nearby=Words({" ".join((c.sentence or c.quote, *c.story)) for c in claims}),
            parties=parties,
            about={name for c in claims for name in c.story},
            concepts=concepts,
        )


def effective_day(figure: BriefFigure, claims: Iterable[BriefClaim]) -> dt.date | None:
    """The last day that a figure is about: of its date, or else the day on which it was first printed."""
    if figure.date is not None and (latest := edtf.parse(figure.date).latest) is not None:
        return latest
    return first_printed(claims)


def first_printed(claims: Iterable[BriefClaim]) -> dt.date | None:
    """The day on which the first of some claims was printed."""
    return min((day for c in claims if c.published and (day := edtf.parse(c.published).earliest)), default=None)


def begins(entry: Entry) -> dt.date | None:
    """The first day that a figure is about; the day on which it was first printed where it gives no time."""
    if entry.figure.date is not None:
        return edtf.parse(entry.figure.date).earliest
    return effective_day(entry.figure, entry.claims)
