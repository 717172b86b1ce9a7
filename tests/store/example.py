"""A small world of articles and conclusions to test with."""

from __future__ import annotations

from decimal import Decimal

from factbase.model import (
    Claim,
    Conflict,
    Diagnosis,
    Document,
    Figure,
    Kind,
    Problem,
    Reconciliation,
    Relation,
    Series,
    SumCheck,
    Support,
    Verdict,
    claim_id,
    content_id,
)

Parcel = tuple[Document, list[Claim], list[Problem]]


def article(name: str, *amounts: int, problem: str | None = None, path: str | None = None) -> Parcel:
    """An article that states amounts of euros, each in a sentence of its own."""
    text, claims = "", []
    for amount in amounts:
        start = len(text) + 4
        quote = f"{amount} euro"
        text += f"Zij {quote}. "
        claims.append(
            Claim(
                id=claim_id(name, start, start + len(quote), "money", Decimal(amount), "EUR"),
                doc=name,
                start=start,
                end=start + len(quote),
                quote=quote,
                kind=Kind.MONEY,
                amount=Decimal(amount),
                unit="EUR",
                low=Decimal(amount),
                high=Decimal(amount),
                payer=("NL",),
                payee=("UA", "PL"),
                sentence=f"Zij {quote}.",
                measure="financiële steun",
                date="2025-08-31",
                lang="nl",
            )
        )
    problems = [Problem(severity="note", code="x", message=problem, source=name)] if problem else []
    return Document(name=name, text=text, lang="nl", published="2025-09", path=path), claims, problems


def conclusions(claims: list[Claim], label: str = "aid") -> Reconciliation:
    """Claims of one amount are one figure; two neighbouring amounts are a conflict of the lower one's figure."""
    by_amount: dict[Decimal, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        by_amount.setdefault(claim.amount, []).append(claim)
    series, figures, conflicts, relations = [], [], [], []
    for amount, group in sorted(by_amount.items()):
        ids = tuple(claim.id for claim in group)
        series.append(
            Series(
                id=content_id("series", *ids), label=label, kind=Kind.MONEY, unit="EUR", payer=("NL",), payee=("UA",), claims=ids
            )
        )
        figures.append(
            Figure(
                id=content_id("figure", *ids),
                series=series[-1].id,
                label=f"{label} of {amount}",
                value=amount,
                low=amount,
                high=amount,
                unit="EUR",
                date="2025-08-31",
                verdict=Verdict.AGREE,
                support=Support.CORROBORATED,
                sources=len(ids),
                claims=ids,
            )
        )
        if len(ids) > 1:
            diagnosis = Diagnosis(
                kind="scale", claim=ids[0], mended=amount * 1000, unit="EUR", text="A million for a billion.", weight=1.5
            )
            conflicts.append(
                Conflict(
                    id=content_id("conflict", *ids),
                    figure=figures[-1].id,
                    claims=ids,
                    pairs=((ids[0], ids[1]),),
                    gap=0.5,
                    reason="They differ.",
                    diagnosis=(diagnosis,),
                )
            )
            relations.append(Relation(a=ids[0], b=ids[1], kind="conflict", text="They differ.", gap=0.5))
    ids = tuple(sorted(claim.id for claim in claims))
    sums = (
        (SumCheck(total=ids[0], parts=ids[1:], holds=False, low=None, high=None, unit="EUR", text="They do not."),)
        if len(ids) > 2
        else ()
    )
    return Reconciliation(
        series=tuple(series), figures=tuple(figures), conflicts=tuple(conflicts), relations=tuple(relations), sums=sums
    )
