"""A figure that answers a question, and the claim whose words say it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factbase.model import Claim, Figure, Series, plain
from factbase.report.words import base_interval, figure_span, figure_value, label, sources, time
from factbase.table import Row


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure that answers a question.

    Attributes:
        score: share of the question's weight that it answers, 0 to 1.
        claim: the claim whose words say it best.
        over_time: every figure of its series, in order of time, itself among them.
        missed: terms of the question that it does not answer.
        claims: all that state it.
    """

    figure: Figure
    series: Series | None
    score: float
    claim: Claim
    over_time: tuple[Figure, ...]
    missed: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def label(self) -> str:
        """What the figure is, for people, without its time."""
        return label(self.figure)

    def __str__(self) -> str:
        when = f", {time(self.figure.date)}" if self.figure.date else ""
        return (
            f"{self.label}: {figure_value(self.figure, self.claims)} ({figure_span(self.figure, self.claims)}){when}; "
            f"{self.figure.verdict}, {sources(self.figure)}"
        )


def answer_row(answer: Answer) -> Row:
    """An answer as JSON types: the figure, the best quote with its place, the score."""
    figure, claim = answer.figure, answer.claim
    names = ("id", "series", "label", "value", "low", "high", "unit", "date", "verdict", "support", "sources")
    row: Row = {name: plain(getattr(figure, name)) for name in names}
    row |= {"quote": claim.sentence or claim.quote, "doc": claim.doc, "start": claim.start, "end": claim.end}
    row |= {"publisher": claim.publisher, "published": claim.published, "score": round(answer.score, 3)}
    row["over_time"] = [{"id": f.id, "date": f.date, "value": plain(f.value)} for f in answer.over_time]
    return row


def best(figure: Figure, claims: Sequence[Claim]) -> Claim:
    """The claim whose words to show: one that allows the figure's value, is attributed, exact and late."""

    def merit(claim: Claim) -> tuple[bool, bool, bool, str, str]:
        interval = base_interval(claim, figure.unit)
        allows = interval is not None and interval.contains(figure.value)
        return (allows, not claim.conditional, claim.unit == figure.unit, claim.published or "", claim.id)

    return max(claims, key=merit)
