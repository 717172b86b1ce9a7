"""What a claim can be found under."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from factbase.model import Kind
from factbase.reconcile.comparisons.slips import scrambled
from factbase.reconcile.views import View, concepts
from factbase.reconcile.views.view import GIVEN

MAIN = GIVEN["largest"] | GIVEN["prominence"]
"""The bits of a claim that is the largest amount of its article, or stands in its lead."""


def keys(v: View) -> Iterator[tuple[str, ...]]:
    """What a claim can be found under: two claims that share none are not compared."""
    d, claim = v.dimension, v.claim
    if claim.subject is not None:
        yield d, "table", claim.subject.lower(), claim.measure.lower(), claim.unit
        return
    yield d, "article", claim.doc
    topics = {claim.concept, *concepts.ancestors(claim.concept)} if claim.concept else set()
    parties = v.payer | v.payee
    for one, other in combinations(sorted(parties), 2):
        yield d, "parties", one, other
    slip, leading = scrambled(v.digits), v.digits[:2].ljust(2, "0")  # 50 million is found beside 50.9
    for party in parties:
        yield d, "party and amount", party, leading
    for word in {*parties, *v.places, v.speaker, *v.opening, *v.story, *sorted(v.names)[:8]} - {""}:
        yield d, "word and digits", word, slip
    if len(slip) > 1:
        for days in _days(v):
            yield d, "digits and days", slip, days
    if v.story and v.given & MAIN:  # what two articles are about is compared however each is read to measure it
        for party, days in product(parties, _days(v)):
            yield d, "main figure", party, days
    for place in parties | v.places | v.about:
        for topic in topics:
            yield d, "place and concept", place, str(topic)
    for word in v.programme.split():
        if len(word) > 3:
            yield d, "programme", word
    if len(parties) < 2:
        for pair in combinations(sorted(v.measure)[:5], 2):
            yield d, "measure", *pair
    if not parties:
        for place in v.places:
            yield d, "place and amount", place, "".join(sorted(leading))
    for topic in topics:
        yield d, "concept and amount", str(topic), leading
        if not parties:
            yield d, "concept", str(topic)
    if claim.kind is Kind.COUNT:
        yield d, "noun", claim.unit.lower()[-8:]
    # Stories of one thing meet whatever else the base holds: a concept of a large base is a bucket of which only neighbours are.
    for name in v.story:
        yield d, "story and kind", name, claim.concept or claim.unit
        if claim.date:  # what it measures may be read as two concepts
            yield d, "story and time", name, claim.date
    for name in sorted(v.names)[:8]:
        if claim.concept:
            yield d, "name and concept", name, claim.concept
        yield d, "name and amount", name, leading


def _days(v: View) -> tuple[str, ...]:
    """Two weeks that the article was printed in, half a week apart, of which articles of three days share at least one."""
    if v.published is None:
        return ()
    day = v.published.toordinal()
    return f"{day // 7}", f"{(day + 3) // 7} and a half"
