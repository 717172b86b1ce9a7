"""Assertions about figures, for an analyst's own tests.

    from factbase.testing import money


    def test_aid(figure):
        assert figure("Dutch military aid to Ukraine", at="2025-08-31") == money("8.7bn EUR")

A figure equals an amount where a value exists that both allow: the amount as widely as its digits and hedge are meant, the figure
as widely as its sources leave it, another currency at the rates of the figure's own time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factbase import knowledge
from factbase.model import Claim, Document, Figure, Interval, Kind
from factbase.plural import count
from factbase.report.dossier import Dossier, Witness
from factbase.report.words import (
    allowed,
    apart,
    as_of,
    is_currency,
    number,
    printed,
    quoted,
    source,
    span,
    stated,
    time,
    verdict,
)
from factbase.settings import Settings

_QUOTES = 3
"""Sources shown in a failure message; the rest are counted."""


class Agreement:
    """Whether a figure and an amount have a value in common; where they have none it prints what clashes.

    Args:
        holds: whether they do. told: what the base has instead, in one line, as pytest prints no more of a value.
    """

    def __init__(self, holds: bool, told: str) -> None:
        self.holds, self.told = holds, told

    def __bool__(self) -> bool:
        return self.holds

    def __repr__(self) -> str:
        return str(self.holds) if self.holds else self.told


class Amount:
    """An amount as somebody would write it, to hold a figure against.

    Args:
        lang: the language that it is written in; otherwise the one, English first, in which most of it is an amount.

    Raises:
        ValueError: where the text does not state exactly one amount.
    """

    def __init__(self, text: str, lang: str | None = None) -> None:
        __tracebackhide__ = True
        self.text = text
        languages = (lang,) if lang else tuple(sorted(knowledge.languages(), key=lambda code: (code != "en", code)))
        found = [_claims(text, code) for code in languages]
        read = max(found, key=lambda claims: len(claims) == 1 and len(claims[0].quote))
        if len(read) != 1:
            said = ", ".join(repr(c.quote) for c in found[0]) or "none"
            example = "such as '8.7bn EUR' or 'nearly 60,000 soldiers'"
            raise ValueError(f"{text!r} must state exactly one amount, {example}; found {said}")
        self.claim: Claim = read[0]

    def __repr__(self) -> str:
        return f"{stated(self.claim)} ({allowed(self.claim)})"

    def in_unit(self, figure: Figure, settings: Settings | None = None) -> tuple[Interval | None, Claim]:
        """The interval in a figure's unit, converted at the rates of the figure's time; None where that cannot be."""
        claim = self.claim
        if claim.kind is not Kind.MONEY or claim.unit == figure.unit:
            counted = claim.kind is Kind.COUNT and figure.unit != "%" and not is_currency(figure.unit)
            comparable = claim.unit == figure.unit or counted  # a noun may be of another language
            return (claim.interval if comparable else None), claim
        from factbase.normalise.convert import convert

        at = claim.model_copy(update={"date": figure.date})
        target = (settings or Settings()).model_copy(update={"base_currency": figure.unit})
        converted, _ = convert(at, target)
        return (converted.conversion.interval if converted.conversion else None), converted


def _claims(text: str, lang: str) -> list[Claim]:
    from factbase.extract.claims import extract

    return extract(Document(name="expected", text=text, lang=lang))[0]


def money(text: str, lang: str | None = None) -> Amount:
    """An amount of money as somebody would write it: `8.7bn EUR`, `nearly $9 billion`.

    Raises:
        ValueError: where the text does not state exactly one amount of money.
    """
    __tracebackhide__ = True
    amount = Amount(text, lang)
    if amount.claim.kind is not Kind.MONEY:
        raise ValueError(
            f"{text!r} names no currency; write it as in '8.7bn EUR', or use factbase.testing.amount for what is no money"
        )
    return amount


def amount(text: str, lang: str | None = None) -> Amount:
    """An amount of anything: `60,000 soldiers`, `2.26%`, `ruim 40 doden`.

    Raises:
        ValueError: where the text does not state exactly one amount.
    """
    __tracebackhide__ = True
    return Amount(text, lang)


_PLAIN = ("value", "unit", "date", "verdict", "sources", "support", "label", "low", "high", "claims")
"""What of a figure a test may look at by name, beside what `Found` adds."""


class Found:
    """A figure under test: compare it with `==` or `agrees_with`, or look at `value`, `interval`, `verdict`, `sources`, `quotes`.

    Attributes:
        dossier: the figure with its claims and comparisons.
        question: the words it was found by.
        others: other figures that the words could mean, each with its value and id.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, dossier: Dossier, question: str = "", others: tuple[str, ...] = ()) -> None:
        self.dossier = dossier
        self.question = question
        self.others = others

    @property
    def figure(self) -> Figure:
        """The figure itself."""
        return self.dossier.figure

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        if name.startswith("_") or not hasattr(self.figure, name):
            there = ", ".join(sorted((*_PLAIN, "interval", "quotes", "agrees_with", "explain")))
            raise AttributeError(f"a figure under test has no {name!r}; it has {there}", name=name, obj=self)
        return getattr(self.figure, name)

    @property
    def interval(self) -> Interval:
        """The values that the sources leave open, in `unit`."""
        return Interval(low=self.figure.low, high=self.figure.high)

    @property
    def quotes(self) -> tuple[str, ...]:
        """The sentences that state it, in order of publication."""
        return tuple(w.claim.sentence or w.claim.quote for w in self.dossier.witnesses)

    def agrees_with(self, other: Amount | Found | str) -> Agreement:
        """Whether a value exists that both allow, which explains itself. A text is read as `amount` reads it.

        Raises:
            ValueError: where the two cannot be compared at all: another kind of unit, or no exchange rate.
        """
        __tracebackhide__ = True
        if self._gap(other) == 0.0:
            return Agreement(True, "")
        return Agreement(False, f"{next(self.explain(other))}; {self._held()}; factbase show {self.figure.id[:8]}")

    def _gap(self, other: Amount | Found | str) -> float:
        __tracebackhide__ = True
        from factbase.reconcile.verdicts.forms import distance

        if isinstance(other, Found):
            if other.figure.unit != self.figure.unit:
                raise ValueError(self._incomparable(other))
            return distance(self.interval, other.interval)
        expected = amount(other) if isinstance(other, str) else other
        interval, _ = expected.in_unit(self.figure)
        if interval is None:
            raise ValueError(self._incomparable(expected))
        return distance(self.interval, interval)

    def _incomparable(self, what: Amount | Found) -> str:
        """What cannot be compared, and what the words of the question were taken to mean."""
        others = f"; the words could also mean {'; '.join(self.others)}" if self.others else ""
        return f"{what!r} cannot be compared with {self.dossier.stated}, {self.dossier.label}{others}"

    def __eq__(self, other: object) -> bool:
        __tracebackhide__ = True
        if isinstance(other, Amount | Found | str):
            return self._gap(other) == 0.0
        return NotImplemented

    def __repr__(self) -> str:
        return f"{self.dossier.label}: {self.dossier.stated} ({self.dossier.between})"

    def _held(self) -> str:
        """What the base has: value, interval, time and verdict."""
        when = f" {as_of(self.figure.date)}" if self.figure.date else ""
        sign, word, _ = verdict(self.figure.verdict, self.figure.support)
        return f"the base has {self.dossier.stated} ({self.dossier.between}){when}; {sign} {word}"

    def explain(self, other: Amount | Found | str | None = None) -> Iterator[str]:
        """The lines of a failure message: what was expected, what the base has, and who says so."""
        figure = self.figure
        if other is not None:
            expected = amount(other) if isinstance(other, str) else other
            try:
                gap = self._gap(other)
                held = f"agrees with {expected!r}" if gap == 0 else f"is not {expected!r}: {apart(gap)}"
            except ValueError as error:
                held = f"is not {expected!r}: {error}"
            yield f"{self.dossier.label} {held}"
            if isinstance(expected, Amount) and (c := expected.in_unit(figure)[1].conversion):
                yield f"  expected = {span(c.interval, c.unit)} at {number(c.rate, 5)} ({c.rate_source}, {time(c.rate_date)})"
        yield f"  {self._held()}"
        shown: dict[str, Witness] = {}
        for witness in self.dossier.witnesses:
            shown.setdefault(witness.source, witness)
        for witness in list(shown.values())[:_QUOTES]:
            claim = witness.claim
            origin = ", ".join(part for part in (source(claim), printed(claim.published)) if part)
            yield f"    {': '.join(filter(None, (stated(claim), origin, quoted(claim, 24))))}"
        if (more := len(self.dossier.witnesses) - min(len(shown), _QUOTES)) > 0:
            yield f"    and {count(more, 'more claim')}; factbase show {figure.id[:8]}"
        if self.others:
            yield f"  the words could also mean {'; '.join(self.others)}"
