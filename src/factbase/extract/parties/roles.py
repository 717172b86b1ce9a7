"""Payer and payee of each amount: who gives and who gets.

Every name near an amount is a candidate for each role, and so is nobody. What the text says for or against one is a set of
features (`evidence`): the place that it has to the amount's verb and nouns (`frames`), the preposition before it, how far off
it stands, what it does elsewhere in the article (`profile`); for nobody, what kind of amount it is (`flow`). A conditional logit
model weighs them (`choice`; trained by `tools/train_parties.py` with the rules as its prior, so that without evidence the rules
decide). A second pass looks at the first (`neighbours`): an amount in a row of amounts, a conversion in brackets, the same
amount in the headline are paid by the same. Where nobody is likelier, the slot stays empty.
"""

from __future__ import annotations

import math
from collections.abc import Set

from factbase.extract.parties.candidate import ROLES, Candidate
from factbase.extract.parties.choice import Model, choose, model
from factbase.extract.parties.evidence import rows
from factbase.extract.parties.neighbours import conversions, relate
from factbase.extract.text.article import Article, Mention
from factbase.model import Problem, Step


def parties(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Set `payer` and `payee` of each mention. Needs kinds and concepts (`measures`); takes names from `article.shared`."""
    everything = sorted(mentions, key=lambda m: (m.start, m.end))
    same = conversions(article, everything)
    ordered = [m for i, m in enumerate(everything) if i not in same]
    chosen = model()
    table = rows(article, ordered)
    first = [chosen.first_pass(row) for row in table]
    related = relate(article, ordered, table, first)
    for mention, row, before, more in zip(ordered, table, first, related, strict=True):
        scores = chosen.second_pass(before, more)
        for role, ids in choose(scores, row, chosen.threshold).items():
            if ids:
                setattr(mention, role, ids)
                mention.steps += [
                    _step(role, row[party], scores[role][party], chosen, more[role][party], article) for party in ids
                ]
    for i, other in same.items():
        original = everything[other]
        everything[i].payer, everything[i].payee = original.payer, original.payee
        everything[i].steps += [
            step.model_copy(update={"rule": "conversion", "text": f"As of the amount that it converts: {step.text}"})
            for step in original.steps
            if step.slot in ROLES
        ]
    return []


def _step(role: str, candidate: Candidate, score: float, chosen: Model, related: Set[str], article: Article) -> Step:
    """Why a candidate plays the role: the features that speak loudest for it."""
    of, more = chosen.weight(role), chosen.second[role]
    ranked = [(-of(f), name) for name, f in candidate.spelled(role)] + [(-more.get(f, 0.0), f) for f in related]
    strongest = sorted(ranked)[:2]
    reasons = "; ".join(f for weight, f in strongest if weight < 0)
    actor = candidate.actor
    written = article.text[actor.start : actor.end] if actor else candidate.id
    words = f" (“{' '.join(written.split())}”)" if written != candidate.id else ""
    return Step(
        slot=role,
        rule=strongest[0][1] if strongest else "model",
        text=f"{candidate.id}{words} is {role} with probability {score:.2f}: {reasons or 'no single strong reason'}.",
        start=actor.start if actor else None,
        end=actor.end if actor else None,
        weight=round(math.log2(max(score, 1e-6) / max(1 - score, 1e-6)), 2),
    )
