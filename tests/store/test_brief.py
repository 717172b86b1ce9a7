"""What questions look at in a claim is what the claim says."""

from __future__ import annotations

from example import article, conclusions

from factbase.model import Claim
from factbase.store import Store
from factbase.store.brief import BriefClaim, BriefFigure


def test_a_claim_in_brief_says_what_the_claim_says(where: str) -> None:
    with Store.open(where) as store:
        document, claims, problems = article("a", 5, 7)
        more: list[Claim] = [
            claims[0].model_copy(
                update={"payer": ("NL", "Fonds \x00"), "payee": ("UA",), "story": ("NL", "UA"), "speaker": "M\U0010fffe"}
            ),
            *claims[1:],
        ]
        store.ingest([(document, more, problems)])
        told = {claim.id: claim for claim in store.claims()}
        assert {key: {name: getattr(told[key], name) for name in BriefClaim._fields} for key in told} == {
            key: brief._asdict() for key, brief in store.briefs().claims.items()
        }
        assert [claim.id for claim in store.claims_paid_by(["NL", "DE"])] == [
            claim.id for claim in told.values() if {"NL", "DE"} & set(claim.payer)
        ]
        assert store.claim_counts() == {"a": len(told)}


def test_figures_and_series_in_brief_say_what_they_say(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))
        briefs = store.briefs()
        told = [{name: getattr(figure, name) for name in BriefFigure._fields} for figure in store.figures()]
        assert told == [brief._asdict() for brief in briefs.figures]
        assert {s.id: len(s.claims) for s in store.series()} == {key: brief.size for key, brief in briefs.series.items()}
        for series in store.series():
            brief = briefs.series[series.id]
            names = ("payer", "payee", "programme", "concept", "kind")
            assert [getattr(series, name) for name in names] == [getattr(brief, name) for name in names]


def test_the_series_of_some_claims(where: str) -> None:
    with Store.open(where) as store:
        store.ingest([article("a", 5, 7), article("b", 5)])
        store.conclude(conclusions(store.claims()))
        for series in store.series():
            assert store.series_of(series.claims[:1]) == [series]
        assert store.series_of([]) == []
