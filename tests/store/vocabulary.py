"""Hypothesis strategies for any value of the vocabulary, hostile text included."""

from __future__ import annotations

import itertools
from decimal import Decimal

from hypothesis import strategies as st

from factbase.model import (
    Claim,
    Conflict,
    Conversion,
    Copy,
    Diagnosis,
    Document,
    Figure,
    Hedge,
    Interval,
    Kind,
    Problem,
    Reconciliation,
    Relation,
    Series,
    Status,
    Step,
    SumCheck,
    Support,
    Verdict,
    claim_id,
    content_id,
)

HOSTILE = (
    "'; DROP TABLE claim; --",
    "a\0b",
    "\ud800",
    "\U0010fffe0000",
    "<script>alert(1)</script>",
    "\x1b[31m",
    "NULL",
    '"',
    "\\",
    "%s :a ?",
)

text = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=20))
names = st.one_of(st.sampled_from(("NL", "UA", "EU", "NATO")), text)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
dates = st.sampled_from(
    ("2024", "2024-04", "2025-08-31", "2023-33", "2022-02-24/2025-08-31", "2022-02-24/..", "../2030", "2024?")
)
weights = st.none() | st.floats(allow_nan=False)
steps = st.lists(
    st.builds(Step, slot=text, rule=text, text=text, start=st.none() | st.integers(0, 99), weight=weights), max_size=2
).map(tuple)
parties = st.lists(names, max_size=3).map(tuple)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(decimals), draw(decimals)))
    return Interval(low=draw(st.sampled_from((low, None))), high=draw(st.sampled_from((high, None))))


@st.composite
def claims(draw: st.DrawFn, doc: str = "a") -> Claim:
    start, kind, amount, unit, interval = (
        draw(st.integers(0, 10**6)),
        draw(st.sampled_from(Kind)),
        draw(decimals),
        draw(text),
        draw(intervals()),
    )
    end = start + draw(st.integers(0, 99))
    return Claim(
        id=claim_id(doc, start, end, kind, amount, unit),
        doc=doc,
        start=start,
        end=end,
        quote=draw(text),
        kind=kind,
        amount=amount,
        amount_high=draw(st.none() | decimals),
        unit=unit,
        per=draw(st.none() | text),
        hedge=draw(st.sampled_from(Hedge)),
        low=interval.low,
        high=interval.high,
        payer=draw(parties),
        payee=draw(parties),
        programme=draw(st.none() | text),
        status=draw(st.sampled_from(Status)),
        conditional=draw(st.booleans()),
        date=draw(st.none() | dates),
        speaker=draw(st.none() | text),
        measure=draw(text),
        concept=draw(st.none() | text),
        subject=draw(st.none() | text),
        context=draw(st.none() | st.just((start, end + 10))),
        sentence=draw(st.none() | text),
        lang=draw(st.sampled_from(("en", "nl", None))),
        published=draw(st.none() | dates),
        publisher=draw(st.none() | text),
        conversion=draw(st.none() | conversions()),
        steps=draw(steps),
    )


@st.composite
def conversions(draw: st.DrawFn) -> Conversion:
    low, rate, high = sorted(draw(st.tuples(decimals, decimals, decimals)))
    return Conversion(
        unit="EUR",
        amount=draw(decimals),
        interval=draw(intervals()),
        rate=rate,
        rate_low=low,
        rate_high=high,
        rate_date="2025-01-02",
        rate_source=draw(text),
    )


def documents(name: st.SearchStrategy[str] = text) -> st.SearchStrategy[Document]:
    return st.builds(
        Document,
        name=name,
        text=text,
        lang=st.sampled_from(("en", "nl", None)),
        published=st.none() | dates | text,
        published_from=st.none() | text,
        publisher=st.none() | text,
        title=st.none() | text,
        url=st.none() | text,
        path=st.none() | text,
        repairs=steps,
    )


problems = st.builds(
    Problem,
    severity=st.sampled_from(("error", "warning", "note")),
    code=text,
    message=text,
    source=st.none() | text,
    position=st.none() | text,
)


@st.composite
def parcels(draw: st.DrawFn) -> list[tuple[Document, list[Claim], list[Problem]]]:
    """A few articles of different names, each with its claims and problems."""
    found = []
    for document in draw(st.lists(documents(), max_size=4, unique_by=lambda d: d.name)):
        stated = draw(st.lists(claims(document.name), max_size=4, unique_by=lambda c: c.id))
        found.append((document, stated, draw(st.lists(problems, max_size=2, unique_by=str))))
    return found


@st.composite
def reconciliations(draw: st.DrawFn, held: list[Claim]) -> Reconciliation:
    """Conclusions of any kind about claims that a base holds."""
    series, figures, conflicts = [], [], []
    rest = draw(st.permutations(held))
    while rest:
        size = draw(st.integers(1, 3))
        ids, rest = tuple(claim.id for claim in rest[:size]), rest[size:]
        one = Series(
            id=content_id("series", *ids),
            label=draw(text),
            kind=draw(st.sampled_from(Kind)),
            unit=draw(text),
            payer=draw(parties),
            payee=draw(parties),
            programme=draw(st.none() | text),
            concept=draw(st.none() | text),
            status=draw(st.sampled_from(Status)),
            subject=draw(st.none() | text),
            measure=draw(text),
            claims=ids,
        )
        interval = draw(intervals())
        figure = Figure(
            id=content_id("figure", *ids),
            series=one.id,
            label=draw(text),
            value=draw(decimals),
            low=interval.low,
            high=interval.high,
            unit=draw(text),
            date=draw(st.none() | dates),
            verdict=draw(st.sampled_from(Verdict)),
            support=draw(st.sampled_from(Support)),
            sources=len(ids),
            claims=ids,
            subject=draw(st.none() | text),
            measure=draw(st.none() | text),
            steps=draw(steps),
        )
        series.append(one)
        figures.append(figure)
        if len(ids) > 1 and draw(st.booleans()):
            diagnosis = st.builds(
                Diagnosis,
                kind=text,
                claim=st.sampled_from((None, *ids)),
                mended=st.none() | decimals,
                unit=st.none() | text,
                text=text,
                weight=st.floats(allow_nan=False),
            )
            conflicts.append(
                Conflict(
                    id=content_id("conflict", *ids),
                    figure=figure.id,
                    claims=ids,
                    pairs=((ids[0], ids[1]),),
                    gap=draw(st.floats(0, allow_infinity=False)),
                    reason=draw(text),
                    diagnosis=tuple(draw(st.lists(diagnosis, max_size=2))),
                )
            )
    ids = sorted(claim.id for claim in held)
    docs = sorted({claim.doc for claim in held})
    gaps = st.none() | st.floats(0, allow_infinity=False)
    relations = [
        Relation(a=a, b=b, kind=draw(text), text=draw(text), gap=draw(gaps), steps=draw(steps))
        for a, b in itertools.pairwise(ids)
    ]
    sums = []
    if len(ids) > 2:
        interval = draw(intervals())
        sums = [
            SumCheck(
                total=ids[0],
                parts=tuple(ids[1:]),
                holds=draw(st.booleans()),
                low=interval.low,
                high=interval.high,
                unit=draw(text),
                text=draw(text),
            )
        ]
    copies = [Copy(a=a, b=b, share=draw(st.floats(0, 1))) for a, b in itertools.pairwise(docs)]
    return Reconciliation(
        series=tuple(series),
        figures=tuple(figures),
        conflicts=tuple(conflicts),
        relations=tuple(relations),
        sums=tuple(sums),
        copies=tuple(copies),
        problems=tuple(draw(st.lists(problems, max_size=2, unique_by=str))),
    )


EXAMPLE = Claim(
    id=claim_id("a", 4, 18, "money", Decimal(8700000000), "EUR"),
    doc="a",
    start=4,
    end=18,
    quote="8.7 billion euros",
    kind=Kind.MONEY,
    amount=Decimal(8700000000),
    unit="EUR",
    hedge=Hedge.UNDER,
    low=Decimal(8500000000),
    high=Decimal(8700000000),
    payer=("NL",),
    payee=("UA",),
)
