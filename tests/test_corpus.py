"""Articles on topics that no rule was written for: what is found must not fall below what was found before."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from factbase.extract.claims import extract
from factbase.model import Claim, Document

CORPUS = Path(__file__).parent / "corpus"
FLOORS: dict[str, float] = yaml.safe_load((CORPUS / "floors.yaml").read_text(encoding="utf-8"))
KINDS = ("money", "count", "percent")


def same_amount(gold: dict[str, Any], claim: Claim) -> bool:
    """Whether a claim states a gold amount: spans that overlap, one kind, one value, for money one currency."""
    high = gold["amount_high"]
    return (
        min(gold["end"], claim.end) > max(gold["start"], claim.start)
        and claim.kind.value == gold["kind"]
        and claim.amount == Decimal(str(gold["amount"]))
        and (claim.amount_high is None if high is None else claim.amount_high == Decimal(str(high)))
        and (gold["kind"] != "money" or claim.unit == gold["unit"])
    )


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    """Shares of gold amounts found, of claims that are gold, and of slots that are right among the found ones."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for path in sorted(CORPUS.glob("*/*.json")):
        if path.name == "relations.json":
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        document = Document(name=gold["doc"], text=text, lang=gold["lang"], published=gold["published"], title=gold["title"])
        claims = [c for c in extract(document)[0] if c.kind.value in KINDS]
        of["precision"] += len(claims)
        for want in gold["claims"]:
            assert text[want["start"] : want["end"]] == want["quote"], f"{want['id']} is misplaced"
            of["recall"] += 1
            claim = next((c for c in claims if same_amount(want, c)), None)
            if claim is None:
                continue
            right["precision"] += 1
            right["recall"] += 1
            checks = {
                "hedge": claim.hedge.value == want["hedge"],
                "status": claim.status.value in want["status"],
                "payer": sorted(claim.payer) == sorted(want["payer"]),
                "payee": sorted(claim.payee) == sorted(want["payee"]),
                "programme": claim.programme == want["programme"],
            }
            if want["date"]:
                checks["date"] = claim.date == want["date"]
            if want["speaker"]:
                checks["speaker"] = claim.speaker == want["speaker"]
            for slot, ok in checks.items():
                of[slot] += 1
                right[slot] += ok
    return {slot: right[slot] / of[slot] for slot in of}


@pytest.mark.parametrize("slot", FLOORS)
def test_other_topics_fare_no_worse_than_before(found: dict[str, float], slot: str) -> None:
    assert found[slot] >= FLOORS[slot], f"{slot}: {found[slot]:.3f}, was {FLOORS[slot]}"
