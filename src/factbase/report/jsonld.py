"""JSON-LD: judged conflicts as schema.org ClaimReview, quotes as W3C Web Annotations, the figures as a Dataset.

A ClaimReview says that somebody reviewed a claim, so there is one for each claim that a person accepted or called an error, and
none for what only the program thinks. Quotes carry a TextQuoteSelector and a TextPositionSelector, so that other tools find
them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from factbase.model import Document, Judgement
from factbase.report.dossier import Dossier, Witness
from factbase.report.words import stated, time

CONTEXT = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "Annotation": "oa:Annotation",
    "hasBody": "oa:hasBody",
    "hasTarget": "oa:hasTarget",
    "hasSource": "oa:hasSource",
    "hasSelector": "oa:hasSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": "oa:start",
    "end": "oa:end",
}
_ROOM = 32
"""Characters of prefix and suffix, which tell two equal quotes apart."""

_RATINGS = {"accept": (5, "Correct"), "error": (1, "Incorrect")}


def write(dossiers: Iterable[Dossier]) -> dict[str, Any]:
    """A graph of all that the dossiers hold."""
    graph: list[dict[str, Any]] = []
    for dossier in dossiers:
        graph.append(_figure(dossier))
        for witness in dossier.witnesses:
            graph.append(annotation(witness))
            for judgement in dossier.judgements:
                if judgement.kind in _RATINGS and witness.claim.id in judgement.subjects:
                    graph.append(_review(witness, judgement, dossier))
    return {"@context": CONTEXT, "@graph": graph}


def _figure(dossier: Dossier) -> dict[str, Any]:
    figure = dossier.figure
    return {
        "@id": f"urn:factbase:figure:{figure.id}",
        "@type": "Dataset",
        "name": named(dossier),
        "description": f"{dossier.stated} ({dossier.between}); {figure.verdict}",
        **({"temporalCoverage": figure.date} if figure.date else {}),
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": named(dossier),
            "value": str(figure.value),
            **({"minValue": str(figure.low)} if figure.low is not None else {}),
            **({"maxValue": str(figure.high)} if figure.high is not None else {}),
            "unitText": figure.unit,
        },
        "isBasedOn": [{"@id": f"urn:factbase:claim:{w.claim.id}"} for w in dossier.witnesses],
    }


def named(dossier: Dossier) -> str:
    """What a figure is and when it holds, in words."""
    return ", ".join(filter(None, (dossier.label, time(dossier.figure.date))))


def annotation(witness: Witness) -> dict[str, Any]:
    """A claim as a Web Annotation on its article."""
    claim = witness.claim
    quote: dict[str, Any] = {"@type": "TextQuoteSelector", "exact": claim.quote}
    if witness.document is not None:
        text = witness.document.text
        quote |= {"prefix": text[max(0, claim.start - _ROOM) : claim.start], "suffix": text[claim.end : claim.end + _ROOM]}
    return {
        "@id": f"urn:factbase:claim:{claim.id}",
        "@type": ["Annotation", "Claim"],
        "hasBody": {"@type": "PropertyValue", "value": str(claim.amount), "unitText": claim.unit, "description": stated(claim)},
        "hasTarget": {
            "hasSource": _address(witness.document, claim.doc),
            "hasSelector": [quote, {"@type": "TextPositionSelector", "start": claim.start, "end": claim.end}],
        },
    }


def _address(document: Document | None, name: str) -> str:
    return document.url if document and document.url else f"urn:factbase:article:{name}"


def _review(witness: Witness, judgement: Judgement, dossier: Dossier) -> dict[str, Any]:
    claim, document = witness.claim, witness.document
    value, word = _RATINGS[judgement.kind]
    return {
        "@id": f"urn:factbase:judgement:{judgement.id}:{claim.id}",
        "@type": "ClaimReview",
        "datePublished": judgement.at[:10],
        "author": {"@type": "Person", "name": judgement.by},
        "claimReviewed": claim.sentence or claim.quote,
        **({"reviewBody": judgement.note} if judgement.note else {}),
        "about": named(dossier),
        "reviewRating": {"@type": "Rating", "ratingValue": value, "bestRating": 5, "worstRating": 1, "alternateName": word},
        "itemReviewed": {
            "@id": f"urn:factbase:claim:{claim.id}",
            "@type": "Claim",
            "appearance": {
                "@type": "NewsArticle",
                **({"url": document.url} if document and document.url else {}),
                **({"headline": document.title} if document and document.title else {}),
                **({"datePublished": claim.published} if claim.published else {}),
                "publisher": {"@type": "Organization", "name": witness.source},
            },
        },
    }
