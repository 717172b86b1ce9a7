"""What an editor would call a series: who pays whom, for what, in which state; never a piece of somebody's sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factbase import knowledge
from factbase.model import NEWS_OF, Claim, Figure, Kind, Status

_NAMES = 2
"""Names of a story that a label gives."""
_UNTOLD = {Kind.MONEY: "amount", Kind.PERCENT: "share", Kind.COUNT: "number"}
_STEM = 3
"""Letters that a noun and its plural begin with alike."""


def label(
    claims: Sequence[Claim], payer: Sequence[str], payee: Sequence[str], programme: str | None, status: Status, measure: str
) -> str:
    """The name of the series of these claims, from the slots that most of them give."""
    parties = " -> ".join(", ".join(side) for side in (payer, payee) if side)
    owned = bool(parties or programme)
    told = status if status is not Status.OTHER and (owned or claims[0].kind is Kind.MONEY) else None
    what = ", ".join(part for part in (_what(claims, measure), programme, told) if part)
    if owned or claims[0].subject:
        return f"{parties}: {what}" if parties else what
    return f"{what}{_news(claims)}"


def distinct(figures: Sequence[Figure], printed: Sequence[str | None]) -> list[Figure]:
    """The figures of a series, those of one label told apart by the day on which each was first printed.

    Args:
        printed: that day of each figure, where it is known.
    """
    count = Counter(figure.label for figure in figures)
    return [
        figure.model_copy(update={"label": _printed(figure, day)}) if day and count[figure.label] > 1 else figure
        for figure, day in zip(figures, printed, strict=True)
    ]


def _printed(figure: Figure, day: str) -> str:
    time = f", as of {figure.date}" if figure.date else ""
    return f"{figure.label.removesuffix(time)}, first printed {day}{time}"


def _what(claims: Sequence[Claim], measure: str) -> str:
    """What is measured: the measure where it is a concept's or was given as such, else what is counted; with its aspects."""
    own = [c for c in claims if c.measure == measure]
    if measure and any(c.concept or c.context is None for c in own):
        return measure
    aspects = [part for part in measure.split(", ")[1:] if part in _aspects()]
    return ", ".join([_noun(own or claims), *aspects])


def _noun(claims: Sequence[Claim]) -> str:
    """What claims count, as they write it."""
    if claims[0].kind is not Kind.COUNT:
        return _UNTOLD.get(claims[0].kind, claims[0].kind.value)
    written = Counter(_counted(claim) for claim in claims)
    return min(written, key=lambda noun: (-written[noun], noun)) or _UNTOLD[Kind.COUNT]


def _counted(claim: Claim) -> str:
    last = claim.quote.split()[-1] if claim.quote.split() else ""
    return last if last[:_STEM].lower() == claim.unit[:_STEM].lower() else claim.unit


def _news(claims: Sequence[Claim]) -> str:
    """The names that most of the claims' articles are about, the most prominent first."""
    stories = [claim.story[: _NAMES + 1] for claim in claims if claim.story]
    count = Counter(name for story in stories for name in story)
    place = {name: min(story.index(name) for story in stories if name in story) for name in count}
    names = sorted(count, key=lambda name: (-count[name], place[name], name))[:_NAMES]
    return f" ({NEWS_OF} {', '.join(names)})" if names else ""


def _aspects() -> frozenset[str]:
    """The labels of what a figure is within its concept: per year, in all."""
    return frozenset(str(entry["label"]) for entry in knowledge.read("concepts.yaml")["aspects"].values())
