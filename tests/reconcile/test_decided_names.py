"""What people decide on names: merged ones are one, split ones are not, and an undo takes it back."""

from __future__ import annotations

from scenario import claim

from factbase.model import Claim, Judgement
from factbase.reconcile import blocks, reconcile


def judgement(id_: str, kind: str, *subjects: str) -> Judgement:
    return Judgement(id=id_, kind=kind, subjects=subjects, by="Ada", at=f"2024-06-0{len(id_)}T12:00:00+00:00")  # type: ignore[arg-type]


def pair(first: str, second: str) -> list[Claim]:
    """Two figures months apart that little but the programme's name could tie."""
    common = {"unit": "EUR", "payer": ["DK"], "status": "pledged", "measure": "wells", "concept": None, "date": None}
    return [
        claim(
            doc="tide",
            start=0,
            programme=first,
            amount=12_000_000,
            published="2024-06-01",
            sentence="Wells cost money.",
            **common,
        ),
        claim(
            doc="gale", start=0, programme=second, amount=12_500_000, published="2024-07-20", sentence="Rain is scarce.", **common
        ),
    ]


def one(claims: list[Claim], *judgements: Judgement) -> bool:
    return len(reconcile(claims, judgements=judgements).series) == 1


def test_merged_names_are_one_until_undone() -> None:
    claims = pair("Blue Wells Fund", "Fonds voor Bronnen")
    merged = judgement("a", "merge", "Blue Wells Fund", "Fonds voor Bronnen")
    assert not one(claims)
    assert one(claims, merged)
    assert not one(claims, merged, judgement("bb", "undo", merged.id))


def test_split_names_stay_two_however_alike() -> None:
    claims = pair("Blue Wells Fund", "Blue Wells Fund North")
    assert one(claims)
    assert not one(claims, judgement("a", "split", "Blue Wells Fund", "Blue Wells Fund North"))


def test_blocks_hold_the_claims_as_they_are() -> None:
    claims = pair("Blue Wells Fund", "Fonds voor Bronnen")
    found = blocks(claims, [judgement("a", "merge", "Blue Wells Fund", "Fonds voor Bronnen")])
    assert sorted((c for block in found.values() for c in block), key=lambda c: c.id) == sorted(claims, key=lambda c: c.id)
