"""Gold annotation as claims, to see the reconciler by itself.

    tools/gold_claims.py FOLDER... > claims.jsonl

Reads evaluation folders (STEM.txt beside STEM.json) and prints one claim a line in our own form: the slots are gold's, the
interval and the exchange rate are ours, since gold has neither.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from factbase.extract.measures.concepts import concept_of
from factbase.extract.names.story import story
from factbase.extract.text.article import Article
from factbase.model import Claim, Document, Hedge, Interval, Kind, Status, claim_id, plain
from factbase.normalise.convert import convert
from factbase.normalise.intervals import from_amount

NEAR = re.compile(r"\b(ruim|net iets meer dan|iets meer dan|just over|a little over|slightly more than|well over)\W*$", re.I)


def articles(folders: Iterable[str | Path]) -> Iterator[dict[str, Any]]:
    """Every annotated article with its text and the name of its folder."""
    for folder in folders:
        for path in sorted(Path(folder).glob("*.json")):
            if path.name != "relations.json":
                text = path.with_suffix(".txt").read_text(encoding="utf-8")
                yield json.loads(path.read_text(encoding="utf-8")) | {"text": text, "folder": Path(folder).name}


def claims(row: dict[str, Any]) -> list[Claim]:
    """The claims of one annotated article, in order."""
    document = Document(
        name=row["doc"], text=row["text"], lang=row["lang"], published=row["published"], publisher=row["publisher"]
    )
    article = Article(document)
    return [_claim(document, article, story(article), gold) for gold in row["claims"]]


def _claim(document: Document, article: Article, about: tuple[str, ...], gold: dict[str, Any]) -> Claim:
    amount = Decimal(str(gold["amount"]))
    high = Decimal(str(gold["amount_high"])) if gold["amount_high"] is not None else None
    hedge, kind = Hedge(gold["hedge"]), Kind(gold["kind"])
    allowed = from_amount(amount, high, hedge, gold["quote"], kind)
    if hedge is Hedge.OVER and NEAR.search(document.text[max(0, gold["start"] - 30) : gold["start"]]):
        allowed = Interval(low=allowed.low, high=amount * Decimal("1.2"))
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
        story=about,
        context=context,
        sentence=" ".join(document.text[context[0] : context[1]].split()),
        lang=document.lang,
        published=document.published,
        publisher=document.publisher,
    )
    return convert(claim)[0]


def main() -> None:
    """Print the claims of the folders given."""
    for row in articles(sys.argv[1:]):
        for claim in claims(row):
            print(json.dumps(plain(claim), ensure_ascii=False))


if __name__ == "__main__":
    main()
