"""One claim with all that comparisons need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factbase import edtf
from factbase.model import Claim, Kind, Status, Step
from factbase.reconcile.views.amounts import Span, digits, dimension, span
from factbase.reconcile.views.company import NOBODY, Stated, alone, heading, largest, leads, stray
from factbase.reconcile.views.concepts import label, topics, within
from factbase.reconcile.views.cues import (
    ANSWERED,
    FEARED,
    FORMER,
    NOT_RUNNING,
    REFUSED,
    around,
    changes,
    own_words,
    reached,
    scopes,
    scopes_of,
)
from factbase.reconcile.views.moments import When, is_running, moment_of, published
from factbase.reconcile.views.names import capitals, countries, folded, names
from factbase.reconcile.views.words import TEXTS, fillers, fold, interned, meanings, stopwords

GIVEN = {
    slot: 1 << n
    for n, slot in enumerate(
        (
            "payer",
            "payee",
            "programme",
            "speaker",
            "published",
            "about",
            "places",
            "words",
            "topics",
            "names",
            "scopes",
            "story",
            "company",
        )
    )
}
"""One bit for each slot that a claim may leave open; so are TIME, COUNTED, CONCEPT, LARGEST and LEADING."""
_BITS = tuple(GIVEN.values())
TIME, COUNTED, CONCEPT, LARGEST, LEADING = 1 << 13, 1 << 14, 1 << 15, 1 << 16, 1 << 17
BITS = 18
NOTHING: frozenset[str] = frozenset()
"""One empty set for all views: a set of nothing takes as much room as a small one."""


@dataclass(slots=True, eq=False)
class View:
    """One claim with what comparisons need. Built by `view`; `given` has a bit for each slot that it states.

    Nothing changes it, and it is not declared frozen only because that doubles what making one costs.
    """

    claim: Claim
    dimension: str
    payer: frozenset[str]
    payee: frozenset[str]
    programme: str
    speaker: str
    when: When
    published: dt.date | None
    published_from: dt.date | None
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
    story: frozenset[str]
    company: frozenset[Stated]
    heading: bool
    largest: bool
    stray: bool
    doubted: frozenset[str]
    guessed: bool
    apart: frozenset[str]
    running: bool
    added: bool
    feared: bool
    former: bool
    refused: bool
    changes: frozenset[str]
    digits: str
    own: Span
    base: Span | None
    amount: float
    base_amount: float
    base_unit: str
    worth: tuple[float, str] | None
    given: int

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def stated(self) -> Stated:
        """As `company.stated` of the claim, of what is known already."""
        return self.dimension, self.claim.unit if self.claim.kind is Kind.MONEY else "", self.claim.amount


def view(claim: Claim, apart: frozenset[str] = NOTHING, company: frozenset[Stated] = NOBODY, worth: Claim | None = None) -> View:
    """The claim made ready for comparison.

    Args:
        apart: names, folded, that a person told from the claim's own.
        company: the telling amounts of its article (`companies`), where they are known.
        worth: the sum beside it that gives its worth in other money (`worths`).
    """
    lang = claim.lang or "en"
    text = claim.sentence or ""
    plain = label(claim.concept)
    said, part = within(claim.measure)
    labelled = bool(plain) and (said == plain or said.startswith(f"{plain},"))
    copied = claim.concept is None and said in text  # words of the sentence, which is compared by itself
    words = "" if copied else said[len(plain) :] if labelled else claim.measure
    measure = meanings(words, lang) | meanings(words, "en")
    near, printed = own_words(claim), published(claim)
    running = is_running(claim, near)
    moment = moment_of(claim, printed, running)
    cues = scopes_of(claim, near)
    converted = claim.conversion
    own = span(claim.low, claim.high)
    slots: dict[str, Any] = {
        "payer": folded(claim.payer),
        "payee": folded(claim.payee),
        "programme": fold(claim.programme or ""),
        "speaker": fold(claim.speaker or ""),
        "published": printed,
        "about": interned(
            countries(claim.measure) | (names(claim.measure, first=not text.startswith(claim.measure)) - capitals(claim))
        ),
        "places": countries(text),
        "words": interned(meanings(text, lang) - fillers(lang)),
        "topics": topics(text, lang),
        "names": names(text),
        "scopes": interned(scopes(claim.measure, "en") | scopes(claim.measure, lang) | cues),
        "story": folded(claim.story) if text else NOTHING,
        "company": company,
    }
    most = claim.kind is not Kind.PERCENT and largest(claim, company)
    stated = moment.stated * TIME + (claim.kind is Kind.COUNT) * COUNTED + bool(claim.concept) * CONCEPT
    stated += most * LARGEST + leads(claim) * LEADING
    return View(
        claim=claim,
        dimension=dimension(claim),
        **slots,
        when=moment,
        published_from=edtf.parse(claim.published).earliest if claim.published else None,
        measure=interned(measure),
        labelled=labelled,
        part=part if labelled or copied else NOTHING,
        heading=heading(claim) and alone(claim, company),
        largest=most,
        stray=stray(claim, slots["places"], company),
        doubted=_doubted(claim.steps),
        guessed=_guessed(claim.steps),
        opening=interned(names(text, first=True) - slots["names"] - stopwords(lang)),
        apart=apart,
        running=running or (claim.status is Status.DELIVERED and not moment.period),
        added=not cues.isdisjoint(NOT_RUNNING),
        feared=FEARED in cues,
        former=FORMER in cues,
        refused=REFUSED in cues,
        changes=interned(_changes(claim, text, lang)),
        digits=digits(claim.amount),
        own=own,
        base=span(converted.low, converted.high, own) if converted else None,
        amount=float(claim.amount),
        base_amount=float(converted.amount) if converted else 0.0,
        base_unit=converted.unit if converted else "",
        worth=(float(worth.conversion.amount), worth.conversion.unit) if worth is not None and worth.conversion else None,
        given=stated + sum([bit for bit, value in zip(_BITS, slots.values(), strict=True) if value]),
    )


def _changes(claim: Claim, text: str, lang: str) -> frozenset[str]:
    """How the text says that the figure answers an earlier one."""
    found = changes(around(claim, ANSWERED), lang)
    return found | {"revised"} if reached(text, claim.quote, lang) else found


SURE = 1.5
"""Bits in favour of a party from which it is taken to be read rightly: below, about half of them are not."""


@lru_cache(maxsize=TEXTS)
def _doubted(steps: tuple[Step, ...]) -> frozenset[str]:
    """The party slots that were filled on little evidence, as the last step of each says."""
    last = {step.slot: step.weight for step in steps if step.slot in ("payer", "payee")}
    return frozenset(slot for slot, weight in last.items() if weight is not None and weight < SURE)


@lru_cache(maxsize=TEXTS)
def _guessed(steps: tuple[Step, ...]) -> bool:
    """Whether the concept was told by no word near the amount, but taken from another amount or from afar."""
    last = [step.weight for step in steps if step.slot == "concept"]
    return bool(last) and last[-1] is not None and last[-1] < 0


def spans(a: View, b: View) -> tuple[Span, Span, float, float] | None:
    """Both claims' spans and amounts in one unit, or None where no rate is known."""
    if a.claim.kind is not Kind.MONEY or a.claim.unit == b.claim.unit:
        return a.own, b.own, a.amount, b.amount
    if a.base is None or b.base is None or a.base_unit != b.base_unit:
        return None
    return a.base, b.base, a.base_amount, b.base_amount
