"""From vocabulary to rows and back, exactly."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from factbase import edtf
from factbase.model import (
    Claim,
    Conflict,
    Conversion,
    Diagnosis,
    Document,
    Figure,
    Interval,
    Problem,
    Relation,
    Series,
    Step,
    SumCheck,
    content_id,
)

Row = dict[str, Any]

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode

# --- parts of values ----------------------------------------------------------------------------


def to_json(value: Any) -> str:
    """Compact JSON in a fixed order of keys; decimals as strings, so that nothing is lost."""
    return _ENCODE(value)


def steps_to_json(steps: Sequence[Step]) -> str:
    """Steps as JSON without their empty fields."""
    return _ENCODE([{key: value for key, value in vars(step).items() if value is not None} for step in steps]) if steps else "[]"


def steps_from_json(text: str) -> tuple[Step, ...]:
    """Undo `steps_to_json`."""
    return () if text == "[]" else tuple(Step(**step) for step in json.loads(text))


def days(date: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of an EDTF date; both None where it is open or no EDTF."""
    if date is None or not edtf.valid(date):
        return None, None
    parsed = edtf.parse(date)
    return parsed.earliest, parsed.latest


def real(value: Decimal | None) -> float | None:
    """The nearest REAL, to sort and compare by; an infinity where it is beyond them."""
    return None if value is None else float(value)


def fingerprint(values: tuple[Any, ...]) -> bytes:
    """What tells one row's content from another's."""
    return hashlib.blake2b(repr(values).encode("utf-8", "backslashreplace"), digest_size=16).digest()


def digest(row: Row, *below: Iterable[Any]) -> Row:
    """The row with the SHA-256 of what it and the rows below it say, to see what changed."""
    said = repr((*row.values(), *map(tuple, below)))
    return {**row, "digest": hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()}


# --- what is read -------------------------------------------------------------------------------


def document_row(document: Document, form: str) -> Row:
    """A document's columns, without those that say when and by whom it came in."""
    earliest, latest = days(document.published)
    return {
        "id": document.id,
        "name": document.name,
        "form": form,
        "digest": document.digest,
        "text": document.text,
        "lang": document.lang,
        "published": document.published,
        "published_earliest": earliest,
        "published_latest": latest,
        "published_from": document.published_from,
        "publisher": document.publisher,
        "title": document.title,
        "url": document.url,
        "path": document.path,
        "repairs": steps_to_json(document.repairs),
    }


def document_of(row: RowMapping) -> Document:
    """Undo `document_row`."""
    return Document(
        name=row["name"],
        text=row["text"],
        lang=row["lang"],
        published=row["published"],
        published_from=row["published_from"],
        publisher=row["publisher"],
        title=row["title"],
        url=row["url"],
        path=row["path"],
        repairs=steps_from_json(row["repairs"]),
    )


def problem_row(problem: Problem, stage: str, document: str | None = None) -> Row:
    """A problem's columns. The same problem of the same article is one row, however often it is met."""
    return {
        "id": content_id("problem", stage, document, *(value for _, value in problem)),
        "document": document,
        "stage": stage,
        **dict(problem),
    }


def problem_of(row: RowMapping) -> Problem:
    """Undo `problem_row`."""
    return Problem(**{name: row[name] for name in Problem.model_fields})


# --- what is claimed ----------------------------------------------------------------------------


def claim_row(claim: Claim, document: str) -> Row:
    """A claim's columns; its parties are rows of their own."""
    earliest, latest = days(claim.date)
    context, conversion = claim.context or (None, None), claim.conversion
    return {
        "id": claim.id,
        "document": document,
        "doc": claim.doc,
        "char_start": claim.start,
        "char_end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind.value,
        "amount": claim.amount,
        "amount_value": float(claim.amount),
        "amount_high": claim.amount_high,
        "unit": claim.unit,
        "per": claim.per,
        "hedge": claim.hedge.value,
        "low": claim.low,
        "low_value": real(claim.low),
        "high": claim.high,
        "high_value": real(claim.high),
        "programme": claim.programme,
        "status": claim.status.value,
        "conditional": claim.conditional,
        "date": claim.date,
        "date_earliest": earliest,
        "date_latest": latest,
        "speaker": claim.speaker,
        "measure": claim.measure,
        "concept": claim.concept,
        "subject": claim.subject,
        "story": json.dumps(claim.story, ensure_ascii=False) if claim.story else None,
        "context_start": context[0],
        "context_end": context[1],
        "sentence": claim.sentence,
        "lang": claim.lang,
        "published": claim.published,
        "publisher": claim.publisher,
        "base_unit": conversion and conversion.unit,
        "base_amount": conversion and conversion.amount,
        "base_value": conversion and real(conversion.amount),
        "base_low": conversion and conversion.interval.low,
        "base_low_value": conversion and real(conversion.interval.low),
        "base_high": conversion and conversion.interval.high,
        "base_high_value": conversion and real(conversion.interval.high),
        "rate": conversion and conversion.rate,
        "rate_low": conversion and conversion.rate_low,
        "rate_high": conversion and conversion.rate_high,
        "rate_date": conversion and conversion.rate_date,
        "rate_source": conversion and conversion.rate_source,
        "steps": steps_to_json(claim.steps),
    }


def claim_of(row: RowMapping, parties: Mapping[str, tuple[str, ...]]) -> Claim:
    """Undo `claim_row`."""
    conversion = None
    if row["base_unit"] is not None:
        conversion = Conversion(
            unit=row["base_unit"],
            amount=row["base_amount"],
            interval=Interval(low=row["base_low"], high=row["base_high"]),
            rate=row["rate"],
            rate_low=row["rate_low"],
            rate_high=row["rate_high"],
            rate_date=row["rate_date"],
            rate_source=row["rate_source"],
        )
    return Claim(
        id=row["id"],
        doc=row["doc"],
        start=row["char_start"],
        end=row["char_end"],
        quote=row["quote"],
        kind=row["kind"],
        amount=row["amount"],
        amount_high=row["amount_high"],
        unit=row["unit"],
        per=row["per"],
        hedge=row["hedge"],
        low=row["low"],
        high=row["high"],
        payer=parties.get("payer", ()),
        payee=parties.get("payee", ()),
        programme=row["programme"],
        status=row["status"],
        conditional=row["conditional"],
        date=row["date"],
        speaker=row["speaker"],
        measure=row["measure"],
        concept=row["concept"],
        subject=row["subject"],
        story=tuple(json.loads(row["story"] or "[]")),
        context=None if row["context_start"] is None else (row["context_start"], row["context_end"]),
        sentence=row["sentence"],
        lang=row["lang"],
        published=row["published"],
        publisher=row["publisher"],
        conversion=conversion,
        steps=steps_from_json(row["steps"]),
    )


def party_rows(owner: str, column: str, value: Claim | Series) -> list[Row]:
    """Payers and payees of a claim or series, in their order."""
    return [
        {column: owner, "role": role, "position": position, "name": name}
        for role, names in (("payer", value.payer), ("payee", value.payee))
        for position, name in enumerate(names)
    ]


def member_rows(owner: str, column: str, claims: Sequence[str]) -> list[Row]:
    """The claims of a series, figure, conflict or sum, in their order."""
    return [{column: owner, "position": position, "claim": claim} for position, claim in enumerate(claims)]


# --- what is concluded --------------------------------------------------------------------------


def series_row(series: Series) -> Row:
    """A series' columns."""
    row = {name: value for name, value in series if name not in ("payer", "payee", "claims")}
    row |= {"kind": series.kind.value, "status": series.status.value}
    return digest(row, series.payer, series.payee, series.claims)


def figure_row(figure: Figure) -> Row:
    """A figure's columns."""
    earliest, latest = days(figure.date)
    row = {
        "id": figure.id,
        "series": figure.series,
        "label": figure.label,
        "value": figure.value,
        "value_real": float(figure.value),
        "low": figure.low,
        "low_value": real(figure.low),
        "high": figure.high,
        "high_value": real(figure.high),
        "unit": figure.unit,
        "date": figure.date,
        "date_earliest": earliest,
        "date_latest": latest,
        "verdict": figure.verdict.value,
        "support": figure.support.value,
        "sources": figure.sources,
        "subject": figure.subject,
        "measure": figure.measure,
        "steps": steps_to_json(figure.steps),
    }
    return digest(row, figure.claims)


def figure_of(row: RowMapping, claims: tuple[str, ...]) -> Figure:
    """Undo `figure_row`."""
    fields = {name: row[name] for name in Figure.model_fields if name not in ("claims", "steps")}
    return Figure(**fields, claims=claims, steps=steps_from_json(row["steps"]))


def series_of(row: RowMapping, parties: Mapping[str, tuple[str, ...]], claims: tuple[str, ...]) -> Series:
    """Undo `series_row`."""
    fields = {name: row[name] for name in Series.model_fields if name not in ("payer", "payee", "claims")}
    return Series(**fields, payer=parties.get("payer", ()), payee=parties.get("payee", ()), claims=claims)


def conflict_row(conflict: Conflict) -> Row:
    """A conflict's columns."""
    row = {"id": conflict.id, "figure": conflict.figure, "gap": conflict.gap, "reason": conflict.reason}
    return digest(
        row, conflict.claims, conflict.pairs, *((d.kind, d.claim, d.mended, d.unit, d.text, d.weight) for d in conflict.diagnosis)
    )


def pair_rows(owner: str, conflict: Conflict) -> list[Row]:
    """Its pairs that cannot both be right."""
    return [{"conflict": owner, "position": n, "a": a, "b": b} for n, (a, b) in enumerate(conflict.pairs)]


def diagnosis_rows(owner: str, conflict: Conflict) -> list[Row]:
    """Its diagnosis, likeliest first."""
    return [{"conflict": owner, "position": n, **dict(diagnosis)} for n, diagnosis in enumerate(conflict.diagnosis)]


def diagnosis_of(row: RowMapping) -> Diagnosis:
    """Undo `diagnosis_rows`."""
    return Diagnosis(**{name: row[name] for name in Diagnosis.model_fields})


def relation_row(relation: Relation) -> Row:
    """A relation's columns."""
    return digest({**vars(relation), "steps": steps_to_json(relation.steps)})


def relation_of(row: RowMapping) -> Relation:
    """Undo `relation_row`."""
    return Relation(
        a=row["a"], b=row["b"], kind=row["kind"], text=row["text"], gap=row["gap"], steps=steps_from_json(row["steps"])
    )


def sum_id(check: SumCheck) -> str:
    """The id of a sum: that of its total and parts."""
    return content_id("sum", check.total, *check.parts)


def sum_row(check: SumCheck) -> Row:
    """A sum's columns."""
    return digest({"id": sum_id(check), **{k: v for k, v in check if k != "parts"}}, check.parts)


def sum_of(row: RowMapping, parts: tuple[str, ...]) -> SumCheck:
    """Undo `sum_row`."""
    return SumCheck(**{name: row[name] for name in SumCheck.model_fields if name != "parts"}, parts=parts)
