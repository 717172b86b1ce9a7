"""One claim with all that comparisons need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import compress

from factbase import edtf
from factbase.model import Claim, Kind, Status
from factbase.reconcile.views.amounts import Span, digits, dimension, span
from factbase.reconcile.views.company import NOBODY, Stated, alone, heading, largest, leads, stray
from factbase.reconcile.views.cues import FEARED, FORMER, NOT_RUNNING, REFUSED
from factbase.reconcile.views.moments import When, published, runs, when
from factbase.reconcile.views.names import capitals, folded
from factbase.reconcile.views.sense import NOTHING, sense
from factbase.reconcile.views.words import fold

GIVEN = {
    slot: 1 << n
    for n, slot in enumerate(
        (
            *("payer", "payee", "programme", "speaker", "published", "story", "company"),
            *("about", "places", "words", "topics", "names", "scopes"),
            *("largest", "prominence", "time", "noun", "concept"),
        )
    )
}
"""One bit for each slot that a claim may leave open."""
_BITS = tuple(GIVEN.values())


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
    text = claim.sentence or ""
    told = sense(text, claim.quote, claim.measure, claim.concept, claim.lang or "en", capitals(claim))
    printed = published(claim)
    running = runs(claim, told.growing)
    moment = when(claim, printed, running)
    payer, payee = folded(claim.payer), folded(claim.payee)
    programme, speaker = fold(claim.programme or ""), fold(claim.speaker or "")
    story = folded(claim.story) if text else NOTHING
    most = claim.kind is not Kind.PERCENT and largest(claim, company)
    slots = (
        *(payer, payee, programme, speaker, printed, story, company),
        *(told.about, told.places, told.words, told.topics, told.names, told.scopes),
        *(most, leads(claim), moment.stated, claim.kind is Kind.COUNT, claim.concept),
    )
    converted = claim.conversion
    own = span(claim.low, claim.high)
    return View(
        claim=claim,
        dimension=dimension(claim),
        payer=payer,
        payee=payee,
        programme=programme,
        speaker=speaker,
        when=moment,
        published=printed,
        published_from=edtf.parse(claim.published).earliest if claim.published else None,
        measure=told.measure,
        labelled=told.labelled,
        part=told.part,
        about=told.about,
        places=told.places,
        words=told.words,
        topics=told.topics,
        names=told.names,
        opening=told.opening,
        scopes=told.scopes,
        story=story,
        company=company,
        heading=heading(claim) and alone(claim, company),
        largest=most,
        stray=stray(claim, told.places, company),
        apart=apart,
        running=running or (claim.status is Status.DELIVERED and not moment.period),
        added=not told.cues.isdisjoint(NOT_RUNNING),
        feared=FEARED in told.cues,
        former=FORMER in told.cues,
        refused=REFUSED in told.cues,
        changes=told.changes,
        digits=digits(claim.amount),
        own=own,
        base=span(converted.low, converted.high, own) if converted else None,
        amount=float(claim.amount),
        base_amount=float(converted.amount) if converted else 0.0,
        base_unit=converted.unit if converted else "",
        worth=(float(worth.conversion.amount), worth.conversion.unit) if worth is not None and worth.conversion else None,
        given=sum(compress(_BITS, slots)),
    )


def spans(a: View, b: View) -> tuple[Span, Span, float, float] | None:
    """Both claims' spans and amounts in one unit, or None where no rate is known."""
    if a.claim.kind is not Kind.MONEY or a.claim.unit == b.claim.unit:
        return a.own, b.own, a.amount, b.amount
    if a.base is None or b.base is None or a.base_unit != b.base_unit:
        return None
    return a.base, b.base, a.base_amount, b.base_amount
