"""Gold annotation as claims, to see the reconciler by itself.

    tools/gold_claims.py FOLDER... > claims.jsonl

Reads evaluation folders (STEM.txt beside STEM.json) and prints one claim a line in our own form: the slots are gold's, the
interval and the exchange rate are ours, since gold has neither.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from factbase.extract.article import Article
from factbase.extract.measures import concept_of
from factbase.model import Claim, Document, Hedge, Interval, Kind, Status, claim_id, plain
from factbase.normalise.convert import convert


def articles(folders: list[str]) -> Iterator[dict[str, Any]]:
    """Every annotated article with its text."""
    for folder in folders:
        for path in sorted(Path(folder).glob("*.json")):
            if path.name != "relations.json":
                text = path.with_suffix(".txt").read_text(encoding="utf-8")
                yield json.loads(path.read_text(encoding="utf-8")) | {"text": text}


def claims(row: dict[str, Any]) -> list[Claim]:
    """The claims of one annotated article, in order."""
    document = Document(
        name=row["doc"], text=row["text"], lang=row["lang"], published=row["published"], publisher=row["publisher"]
    )
    article = Article(document)
    return [_claim(document, article, gold) for gold in row["claims"]]


def _claim(document: Document, article: Article, gold: dict[str, Any]) -> Claim:
    amount = Decimal(str(gold["amount"]))
    high = Decimal(str(gold["amount_high"])) if gold["amount_high"] is not None else None
    hedge, kind = Hedge(gold["hedge"]), Kind(gold["kind"])
    allowed = interval(gold["quote"], amount, high, hedge, kind)
    context = article.sentences[article.sentence_at(gold["start"])]
    claim = Claim(
        id=claim_id(document.name, gold["start"], gold["end"], kind, amount, gold["unit"]),
        doc=document.name,
        start=gold["start"],
        end=gold["end"],
        quote=gold["quote"],
        kind=kind,
        amount=amount,
        amount_high=high,
        unit=gold["unit"],
        hedge=hedge,
        low=allowed.low,
        high=allowed.high,
        payer=tuple(gold["payer"]),
        payee=tuple(gold["payee"]),
        programme=gold["programme"],
        status=Status(gold["status"][0]),
        date=gold["date"],
        speaker=gold["speaker"],
        measure=gold["measure"],
        concept=concept_of(gold["measure"], "en"),
        context=context,
        sentence=" ".join(document.text[context[0] : context[1]].split()),
        lang=document.lang,
        published=document.published,
        publisher=document.publisher,
    )
    return convert(claim)[0]


def interval(quote: str, amount: Decimal, high: Decimal | None, hedge: Hedge, kind: Kind) -> Interval:
    """A stand-in until normalise.intervals: half a unit of the last digit written, widened by the hedge."""
    if hedge is Hedge.RANGE and high is not None:
        return Interval(low=amount, high=high)
    exponent = len(str(int(amount))) - len(str(int(amount)).rstrip("0")) if amount == int(amount) and amount else 0
    step = Decimal(10) ** (exponent if amount == int(amount) else amount.as_tuple().exponent)  # type: ignore[operator]
    half = min(step / 2, abs(amount) * Decimal("0.05")) if amount >= 20 or kind is not Kind.COUNT else Decimal(0)
    tenth = abs(amount) / 10
    return {
        Hedge.EXACT: lambda: Interval(low=amount - half, high=amount + half),
        Hedge.ABOUT: lambda: Interval(low=amount - max(half, tenth / 2), high=amount + max(half, tenth / 2)),
        Hedge.UNDER: lambda: Interval(low=amount - tenth, high=amount),
        Hedge.OVER: lambda: Interval(low=amount, high=amount + tenth * 3 / 2),
        Hedge.AT_LEAST: lambda: Interval(low=amount, high=None),
        Hedge.AT_MOST: lambda: Interval(low=None, high=amount),
        Hedge.RANGE: lambda: Interval(low=amount - half, high=amount + half),
    }[hedge]()


def main() -> None:
    """Print the claims of the folders given."""
    for row in articles(sys.argv[1:]):
        for claim in claims(row):
            print(json.dumps(plain(claim), ensure_ascii=False))


if __name__ == "__main__":
    main()
