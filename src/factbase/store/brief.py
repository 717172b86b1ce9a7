"""What questions look at in claims, without the rest of them: a base of many claims is asked in half the time and room."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Text, select, type_coerce

from factbase.store.sql import CLAIM, CLAIM_PARTY
from factbase.store.types import unescape


class Brief(NamedTuple):
    """Some fields of a claim; see `factbase.model.Claim`."""

    id: str
    payer: tuple[str, ...]
    payee: tuple[str, ...]
    programme: str | None
    status: str
    concept: str | None
    unit: str
    measure: str
    subject: str | None
    speaker: str | None
    quote: str
    sentence: str | None
    story: tuple[str, ...]
    published: str | None


_PLAIN = ("programme", "status", "concept", "unit", "measure", "subject", "speaker", "quote", "sentence", "story", "published")


def briefs(connection: Connection) -> Iterator[Brief]:
    """Every claim in brief, in no order."""
    parties: dict[str, dict[str, tuple[str, ...]]] = {"payer": defaultdict(tuple), "payee": defaultdict(tuple)}
    columns = (CLAIM_PARTY.c.role, CLAIM_PARTY.c.claim, CLAIM_PARTY.c.name)
    for row in connection.execute(select(*map(_raw, columns)).order_by(CLAIM_PARTY.c.position)):
        role, claim, name = tuple(row)
        parties[role][claim] += (unescape(name),)
    payers, payees = parties["payer"], parties["payee"]
    known: dict[Any, Any] = {None: None}  # claims have most of their words in common

    def same(text: Any) -> Any:
        if text not in known:
            known[text] = unescape(text)
        return known[text]

    query = select(_raw(CLAIM.c.id), *(_raw(CLAIM.c[name]) for name in _PLAIN))
    for row in connection.execute(query, execution_options={"yield_per": 10_000}):
        key, programme, status, concept, unit, measure, subject, speaker, quote, sentence, story, published = tuple(row)
        yield Brief(
            id=key,
            payer=payers.get(key, ()),
            payee=payees.get(key, ()),
            programme=same(programme),
            status=same(status),
            concept=same(concept),
            unit=same(unit),
            measure=same(measure),
            subject=same(subject),
            speaker=same(speaker),
            quote=unescape(quote),
            sentence=sentence and unescape(sentence),
            story=tuple(json.loads(unescape(story))) if story else (),
            published=same(published),
        )


def _raw(column: Column[Any]) -> ColumnElement[str]:
    """The column's text as the database has it, without what the type does to each value."""
    return type_coerce(column, Text())
