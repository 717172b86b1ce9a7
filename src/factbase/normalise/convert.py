"""A claim's money in the base currency, with the rates that its writer may have used.

A writer who puts an amount in another currency takes the rate of the day of printing, the rate of the time that the figure is
of, or that time's average. The claim is converted at the likeliest of these, and its interval is widened by their span. Where
there is no rate the claim stays as it is and a problem says so: never nought, and never the rate of a wrong day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from factbase import edtf, knowledge
from factbase.model import ASSUMED, Claim, Conversion, Kind, Problem, Step
from factbase.normalise import rates
from factbase.normalise.intervals import brief, rounded, through
from factbase.settings import Settings

UNDATED = "rate.undated"
"""The problem of a sum whose time is too vague for one rate."""
_MONTH = dt.timedelta(days=31)
_QUARTER = dt.timedelta(days=92)
_RECENT = dt.timedelta(days=3653)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Times:
    """When a writer may have looked up a rate.

    Attributes:
        likeliest: the stretch whose last rate the conversion uses.
        spans: stretches any rate of which may have been used.
        averaged: stretches of which the average may have been used, or the last rate.
        vague: whether nothing better is known than that it was somewhere in `likeliest`, so that its middle rate is used.
    """

    likeliest: tuple[dt.date, dt.date]
    spans: tuple[tuple[dt.date, dt.date], ...]
    averaged: tuple[tuple[dt.date, dt.date], ...] = ()
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Rate:
    rate: Decimal
    low: Decimal
    high: Decimal
    date: str
    source: str
    vague: bool
    official_only: bool


def convert(claim: Claim, settings: Settings | None = None) -> tuple[Claim, list[Problem]]:
    """The claim with its `conversion`, where it is of money and a rate is known.

    Other kinds come back as they are. An unknown rate gives the problem `rate.missing`, a time too vague for one rate
    `rate.undated`; the latter is converted all the same, with an interval as wide as the rates of that time.
    """
    settings = settings or Settings()
    base = settings.base_currency
    if claim.kind != Kind.MONEY:
        return claim, []
    if claim.unit == base:
        same = Conversion(
            unit=base,
            amount=claim.amount,
            interval=claim.interval,
            rate=_ONE,
            rate_low=_ONE,
            rate_high=_ONE,
            rate_date=_day_of(claim.date, claim.published),
            rate_source="identity",
        )
        return claim.model_copy(update={"conversion": same}), []
    found = _rate(claim.unit, base, claim.date, claim.published, settings.rates)
    where = f"characters {claim.start}-{claim.end}"
    if found is None:
        return claim, [
            Problem(severity="warning", code="rate.missing", message=_missing(claim, settings), source=claim.doc, position=where)
        ]
    amount = rounded(claim.amount / found.rate)
    conversion = Conversion(
        unit=base,
        amount=amount,
        interval=through(claim.interval, found.low, found.high),
        rate=found.rate,
        rate_low=found.low,
        rate_high=found.high,
        rate_date=found.date,
        rate_source=found.source + (ASSUMED if found.vague else ""),
    )
    step = Step(slot="conversion", rule=f"rate.{found.source}", text=_sentence(claim, conversion, found))
    problems = []
    if found.vague:
        message = (
            f"the time of {claim.quote!r} is not certain, so it is in {base} only within the rates of all the time "
            f"it may be of ({found.low:.6g} to {found.high:.6g} {claim.unit} for 1 {base}); give the article's date"
        )
        problems.append(Problem(severity="note", code=UNDATED, message=message, source=claim.doc, position=where))
    return claim.model_copy(update={"conversion": conversion, "steps": (*claim.steps, step)}), problems


def _day_of(*dates: str | None) -> str:
    """The last day of the first of these that has one; an identity needs no day, so an open time gives none."""
    for date in dates:
        if date and (latest := edtf.parse(date).latest):
            return latest.isoformat()
    return ""


@lru_cache(maxsize=65536)
def _rate(unit: str, base: str, date: str | None, published: str | None, files: tuple[Path, ...]) -> _Rate | None:
    times = _times(unit, base, date, published, files)
    if times is None:
        return None
    lows, highs = [], []
    for start, end in times.spans:
        if (span := rates.span(unit, base, start, end, files)) is not None:
            lows.append(span.low)
            highs.append(span.high)
    for start, end in times.averaged:
        if (span := rates.span(unit, base, start, end, files)) is not None:
            lows.append(min(span.mean, span.last))
            highs.append(max(span.mean, span.last))
    chosen = next((s for t in (times.likeliest, *times.spans, *times.averaged) if (s := rates.span(unit, base, *t, files))), None)
    if chosen is None:
        return None
    rate, day = (chosen.middle, chosen.middle_day) if times.vague else (chosen.last, chosen.last_day)
    return _Rate(
        rate=rate,
        low=rounded(min(rate, *lows) * (1 - chosen.spread)),
        high=rounded(max(rate, *highs) * (1 + chosen.spread)),
        date=day.isoformat(),
        source=chosen.source,
        vague=times.vague,
        official_only=_official_only(unit, day) or _official_only(base, day),
    )


def _times(unit: str, base: str, date: str | None, published: str | None, files: tuple[Path, ...]) -> _Times | None:
    """When the writer may have looked up a rate, from the figure's time and the article's; None where no rate is in sight.

    - printed, and of no time of its own, or of a time yet to come: the month before printing;
    - printed, and a running total: the quarter before printing, since writers add up and convert as they go;
    - of a past day: then, or at printing;
    - of a past period: its average or its end, or at printing;
    - neither printed nor of a day: anywhere in the time it may be of, at most ten years back from the last rate.
    """
    figure = edtf.parse(date) if date else None
    article = edtf.parse(published) if published else None
    horizon = min((day for code in (unit, base) if (day := rates.last_day(code, files))), default=None)
    if article and article.earliest and article.latest:
        printing = (_before(article.earliest, _MONTH), article.latest)
        if figure is None or figure.earliest is None or figure.earliest > article.latest:
            return _Times(printing, (printing,))
        if figure.latest is None or (figure.interval and figure.latest >= _before(article.earliest, _QUARTER)):
            recently = (max(_before(article.earliest, _QUARTER), figure.earliest), article.latest)
            return _Times(printing, (recently,))
        if figure.latest >= _before(article.earliest, _QUARTER):
            return _Times(printing, ((min(figure.latest, printing[0]), article.latest),))
        then = (_before(figure.latest, _MONTH), figure.latest)
        if figure.interval or figure.latest - figure.earliest <= _MONTH:
            return _Times((figure.latest, figure.latest), (then, printing))
        return _Times((figure.latest, figure.latest), (printing,), ((figure.earliest, figure.latest),))
    if figure and figure.latest and (horizon is None or figure.latest <= horizon + _MONTH):
        if figure.interval or figure.earliest is None or figure.latest - figure.earliest <= _MONTH:
            start = _before(figure.latest, _MONTH)
            return _Times((figure.latest, figure.latest), ((start, figure.latest + _QUARTER),))
        return _Times((figure.latest, figure.latest), (), ((figure.earliest, figure.latest),))
    if horizon is None:  # a rate fixed for ever serves any day
        horizon = dt.date(2002, 1, 1)
    bounds = [e.earliest for e in (figure, article) if e and e.earliest and e.earliest <= horizon]
    ends = [e.latest for e in (article,) if e and e.latest]
    end = min([*ends, horizon])
    start = max(bounds) if bounds else end - _RECENT
    return _Times((min(start, end), end), ((min(start, end), end),), vague=True)


def _before(day: dt.date, stretch: dt.timedelta) -> dt.date:
    return day - stretch if day - dt.date.min > stretch else dt.date.min


@lru_cache(maxsize=4096)
def _official_only(currency: str, day: dt.date) -> bool:
    """Whether the currency's official rate was then far from the market's."""
    times = (edtf.parse(text) for text in knowledge.read("rates.yaml")["official_only"].get(currency, ()))
    return any((t.earliest is None or t.earliest <= day) and (t.latest is None or day <= t.latest) for t in times)


def _missing(claim: Claim, settings: Settings) -> str:
    """Why there is no rate, and what to do."""
    base, advice = settings.base_currency, "give rates in a file (date,currency,per_eur,source) with --rates"
    for code in (claim.unit, base):
        if not rates.known(code, settings.rates):
            return f"{claim.quote!r} is not convertible to {base}: no rate of {code} is known on any day; {advice}"
    when = claim.date or claim.published or "its time"
    last = rates.last_day(claim.unit, settings.rates)
    until = f" (the last one known is of {last})" if last else ""
    return f"{claim.quote!r} is not convertible to {base}: no rate of {claim.unit} is known for {when}{until}; {advice}"


def _sentence(claim: Claim, to: Conversion, found: _Rate) -> str:
    official = "; this is the official rate, and the market then paid others" if found.official_only else ""
    if found.vague:
        return (
            f"{claim.unit} {claim.amount:,f} is {to.unit} {brief(to.amount)} at a rate that is assumed, as the article gives no "
            f"date: {to.rate:f} {claim.unit} for 1 {to.unit} ({found.source}, {to.rate_date}), the middle of all that it may "
            f"have been, {to.rate_low:.6g} to {to.rate_high:.6g}{official}"
        )
    return (
        f"{claim.unit} {claim.amount:,f} is {to.unit} {brief(to.amount)} at {to.rate:f} {claim.unit} for 1 {to.unit} "
        f"({to.rate_source}, {to.rate_date}); the writer may have used {to.rate_low:.6g} to {to.rate_high:.6g}{official}"
    )
