"""From an article to its claims: the row of components, and the claim that each mention becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factbase.extract.amounts.mentions import find_mentions
from factbase.extract.measures.measuring import measures, verb_measures
from factbase.extract.names.finder import component as names
from factbase.extract.names.story import story
from factbase.extract.parties.roles import parties
from factbase.extract.programmes.belonging import component as programmes
from factbase.extract.speakers.speaker import component as speakers
from factbase.extract.status.state import component as status
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.plain import Tidy, tidied
from factbase.extract.times.dates import dates
from factbase.model import Claim, Document, Problem, Step, claim_id

Component = Callable[[Article, list[Mention]], list[Problem]]
"""Fills slots of the mentions, and says what it could not do. Order is in COMPONENTS."""

COMPONENTS: tuple[Component, ...] = (
    names,
    status,
    programmes,
    speakers,
    dates,
    measures,
    parties,
    verb_measures,
)


def extract(document: Document) -> tuple[list[Claim], list[Problem]]:
    """Every amount that the document states, as claims in order of appearance. A pure function of the document."""
    if (tidy := tidied(document.text)) is not None:
        claims, problems = _extract(document.model_copy(update={"text": tidy.text}))
        return [_placed(claim, document, tidy) for claim in claims], problems
    return _extract(document)


def _extract(document: Document) -> tuple[list[Claim], list[Problem]]:
    article = Article(document)
    mentions, problems = find_mentions(article)
    claims, more = complete(article, mentions)
    return claims, problems + more


def _placed(claim: Claim, document: Document, tidy: Tidy) -> Claim:
    """A claim of a tidied text with the places of what it rests on in the document's own."""
    start, end = tidy.span(claim.start, claim.end)
    return claim.model_copy(
        update={
            "id": claim_id(document.name, start, end, claim.kind, claim.amount, claim.unit),
            "start": start,
            "end": end,
            "quote": document.text[start:end],
            "context": tidy.span(*claim.context) if claim.context else None,
            "steps": tuple(_moved(step, tidy) for step in claim.steps),
        }
    )


def _moved(step: Step, tidy: Tidy) -> Step:
    if step.start is None or step.end is None:
        return step
    start, end = tidy.span(step.start, step.end)
    return step.model_copy(update={"start": start, "end": end})


def complete(article: Article, mentions: list[Mention]) -> tuple[list[Claim], list[Problem]]:
    """Run the slot components over mentions that are already found."""
    problems: list[Problem] = []
    for component in COMPONENTS:
        problems += component(article, mentions)
    return as_claims(article, mentions), problems


def as_claims(article: Article, mentions: Sequence[Mention]) -> list[Claim]:
    """The mentions as immutable claims with their context."""
    document, claims = article.document, []
    about = story(article) if mentions else ()
    for m in sorted(mentions, key=lambda m: (m.start, m.end)):
        context = article.sentences[article.sentence_at(m.start)]
        claims.append(
            Claim(
                id=claim_id(document.name, m.start, m.end, m.kind, m.amount, m.unit),
                doc=document.name,
                start=m.start,
                end=m.end,
                quote=document.text[m.start : m.end],
                kind=m.kind,
                amount=m.amount,
                amount_high=m.amount_high,
                unit=m.unit,
                per=m.per,
                hedge=m.hedge,
                low=m.low,
                high=m.high,
                payer=m.payer,
                payee=m.payee,
                programme=m.programme,
                status=m.status,
                conditional=m.conditional,
                date=m.date,
                speaker=m.speaker,
                measure=m.measure,
                concept=m.concept,
                story=about,
                context=context,
                sentence=" ".join(document.text[context[0] : context[1]].split()),
                lang=document.lang,
                published=document.published,
                publisher=document.publisher,
                steps=tuple(m.steps),
            )
        )
    return claims
