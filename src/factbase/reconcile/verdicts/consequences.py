"""Verdicts that follow from other verdicts of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from factbase.model import Hedge, Relation
from factbase.reconcile.comparisons import times
from factbase.reconcile.comparisons.slips import slipped
from factbase.reconcile.verdicts.forms import repeated
from factbase.reconcile.verdicts.judge import AGED_KINDS, AGREEING, CLASHES, EXPLAINED, verdict
from factbase.reconcile.verdicts.mistakes import WEEK
from factbase.reconcile.verdicts.revisions import answered
from factbase.reconcile.verdicts.wording import said
from factbase.reconcile.views import View
from factbase.reconcile.views.worth import beside


def follow(relations: Sequence[Relation], by_id: Mapping[str, View], grows: bool) -> list[Relation]:
    """The relations of a series, with the verdicts that follow from others.

    What agrees with a sum agrees with its worth in other money beside it, and what clashes with the one clashes with the
    other, whatever room rates and hedges leave. Where articles say why two amounts differ, that holds for what agrees with
    either. An amount that is stated before and after another did not change in between. And where a slip sets two claims at
    odds, those that agree with the one are at odds with the other: they need not have been revised.
    """
    if all(r.kind in AGREEING for r in relations):
        return list(relations)
    agreeing: dict[str, list[str]] = defaultdict(list)
    for r in relations:
        if r.kind in AGREEING:
            agreeing[r.a].append(r.b)
            agreeing[r.b].append(r.a)
    found = {(r.a, r.b): r for r in relations}
    found.update(_reckoned(found, agreeing, by_id))
    if not grows:
        found.update(_returned(found, agreeing, by_id))
        found.update(_answered(found, agreeing, by_id))
    found.update(_reached(found, agreeing, by_id))
    clashes = [r for r in found.values() if r.kind in CLASHES]
    told = {(r.a, r.b): known for r in clashes if (known := _told_apart(r, found, agreeing, by_id)) is not None}
    found.update(told)
    for clash in clashes:
        if (clash.a, clash.b) in told:
            continue
        for one, other in ((clash.a, clash.b), (clash.b, clash.a)):
            for third in agreeing[one]:
                key = (min(third, other), max(third, other))
                between = found.get(key)
                if between is None or between.kind in CLASHES:
                    continue
                v, w = by_id[one], by_id[third]
                twin = beside(v.claim, w.claim) and between.kind in (*AGREEING, "time") and w.claim.hedge is not Hedge.ABOUT
                near = v.claim.doc == w.claim.doc or times.days_apart(v, w) <= WEEK
                slip = not grows and near and between.kind in AGED_KINDS and slipped(v, by_id[other])
                y = by_id[other].claim
                misreckoned = beside(v.claim, y) and w.claim.unit == v.claim.unit and between.kind in AGED_KINDS
                if twin or slip or misreckoned:
                    nearer = by_id[one].claim
                    why = f"it gives the worth of {nearer.quote}" if twin else f"it agrees with {said(nearer)}"
                    text = f"{said(by_id[third].claim)} against {said(by_id[other].claim)}: {why}. {clash.text}"
                    found[key] = between.model_copy(update={"kind": "conflict", "text": text, "gap": clash.gap})
    return [found[r.a, r.b] for r in relations]


Found = Mapping[tuple[str, str], Relation]
Agreeing = Mapping[str, Sequence[str]]


def _reckoned(found: Found, agreeing: Agreeing, by_id: Mapping[str, View]) -> dict[tuple[str, str], Relation]:
    """Verdicts on sums that a writer only adds to give the worth of another in other money: where that other agrees with a claim,
    so does its worth, whatever rate the writer took."""
    told = {}
    for pair, r in found.items():
        if r.kind in AGREEING:
            continue
        for one, other in (pair, pair[::-1]):
            x, y = by_id[one].claim, by_id[other].claim
            for stated in agreeing.get(one, ()):
                z = by_id[stated].claim
                own = found.get((min(stated, other), max(stated, other)))
                if own is None or own.kind not in ("agree", "rounding") or not z.unit == y.unit != x.unit or not beside(x, z):
                    continue
                text = f"{said(x)} gives the worth of {z.quote}, which is what {said(y)} says."
                told[pair] = r.model_copy(update={"kind": "currency", "text": text})
    return told


def _returned(found: Found, agreeing: Agreeing, by_id: Mapping[str, View]) -> dict[tuple[str, str], Relation]:
    """Clashes in place of what time alone seemed to explain: where articles before and after another state one amount, and no
    other article states what that one does, the amount did not change in between."""
    clashes = {}
    for pair, r in found.items():
        if r.kind not in AGED_KINDS:
            continue
        for one, other in (pair, pair[::-1]):
            v, w = by_id[one], by_id[other]
            if v.claim.unit != w.claim.unit or any(by_id[i].claim.doc != w.claim.doc for i in agreeing.get(other, ())):
                continue
            again = next((u for i in sorted(agreeing.get(one, ())) if _between(w, v, u := by_id[i])), None)
            if again is not None and verdict(v, w, ages=False)[0] == "conflict":
                stays = f"{said(v.claim)}, which {said(again.claim)} states too"
                text = f"{said(w.claim)} against {stays}: it did not change in between."
                clashes[pair] = r.model_copy(update={"kind": "conflict", "text": text})
                break
    return clashes


def _reached(found: Found, agreeing: Agreeing, by_id: Mapping[str, View]) -> dict[tuple[str, str], Relation]:
    """Clashes in place of what time seemed to explain: where an article gives less than another had given by then, a later one
    that repeats the higher amount gives no later total. Nor does the other sentence of an article that gives one amount twice."""
    clashes = {}
    for pair, r in found.items():
        v, w = by_id[pair[0]], by_id[pair[1]]
        if r.kind != "time" or v.claim.doc == w.claim.doc or (v.when.period and w.when.period):
            continue
        for one, other in ((v, w), (w, v)):
            for third in sorted(agreeing.get(other.id, ())):
                u = by_id[third]
                clash = found.get((min(one.id, third), max(one.id, third)))
                if clash is None or clash.kind != "conflict" or not repeated(u.claim, other.claim):
                    continue
                if u.claim.doc == other.claim.doc or _no_later(u, one):
                    text = f"{said(one.claim)} against {said(other.claim)}, which {said(u.claim)} states too. {clash.text}"
                    clashes[pair] = r.model_copy(update={"kind": "conflict", "text": text, "gap": clash.gap})
    return clashes


def _no_later(one: View, other: View) -> bool:
    """Whether a claim was printed by another article than a second one, and no later."""
    if one.published is None or other.published is None or one.claim.doc == other.claim.doc:
        return False
    return one.published <= other.published


def _answered(found: Found, agreeing: Agreeing, by_id: Mapping[str, View]) -> dict[tuple[str, str], Relation]:
    """Clashes of what agrees with two amounts whose articles themselves say why they differ, but where a slip accounts for it."""
    clashes = [pair for pair, r in found.items() if r.kind == "conflict" and not slipped(by_id[pair[0]], by_id[pair[1]])]
    if not clashes:
        return {}
    reasons: dict[tuple[str, str], Relation] = {}
    for (one, other), r in found.items():
        if r.kind in EXPLAINED and answered(by_id[one], by_id[other]) is not None:
            reasons[one, other] = reasons[other, one] = r
    for _ in range(2):  # to what agrees with the one side, then with the other: each pair is met once a side, however many agree
        for (one, other), r in list(reasons.items()):
            for left in agreeing.get(one, ()):
                reasons.setdefault((left, other), r)
        reasons = {pair[::-1]: r for pair, r in reasons.items()}
    told = {pair: reasons[pair] for pair in clashes if pair in reasons}
    return {pair: found[pair].model_copy(update={"kind": r.kind, "text": r.text}) for pair, r in told.items()}


def _between(v: View, one: View, other: View) -> bool:
    """Whether a claim was printed between two others, in an article of its own."""
    if v.published is None or one.published is None or other.published is None or v.claim.doc in (one.claim.doc, other.claim.doc):
        return False
    first, last = sorted((one.published, other.published))
    return first < v.published < last


def _told_apart(clash: Relation, found: Found, agreeing: Agreeing, by_id: Mapping[str, View]) -> Relation | None:
    """The clash as an article has it that gives both amounts itself, for two things or two times; None where no article does."""
    if slipped(by_id[clash.a], by_id[clash.b]):
        return None
    for one, other in ((clash.a, clash.b), (clash.b, clash.a)):
        for third in agreeing.get(one, ()):
            if by_id[third].claim.doc != by_id[other].claim.doc or by_id[third].heading or by_id[other].heading:
                continue
            own = found.get((min(third, other), max(third, other)))
            if own is not None and own.kind not in (*CLASHES, *AGREEING):
                text = f"{said(by_id[one].claim)} is what {said(by_id[other].claim)} is told apart from. {own.text}"
                return clash.model_copy(update={"kind": own.kind, "text": text})
    return None
