"""Comparing two claims slot by slot, in the manner of Fellegi and Sunter (A Theory for Record Linkage, JASA 1969).

Each comparison is one function that returns a level and a sentence for the analyst. A level's weight, in bits of evidence
that the two claims measure one thing, stands in `data/weights.yaml`; a slot that either claim leaves open is neutral. The
weights were fitted by `tools/fit_weights.py`; the sum of a pair's weights is its score.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, TypeVar

from factbase import knowledge
from factbase.model import Step
from factbase.reconcile.comparisons.amounts import amount
from factbase.reconcile.comparisons.articles import company, largest, place, printed, prominence, sentence, topics
from factbase.reconcile.comparisons.level import NEUTRAL, Comparison
from factbase.reconcile.comparisons.names import about, names, places, story
from factbase.reconcile.comparisons.parties import payee, payer, programme, speaker
from factbase.reconcile.comparisons.things import basis, concept, kind, measure, noun, part, scope
from factbase.reconcile.comparisons.times import status, time
from factbase.reconcile.views.view import GIVEN, View

T = TypeVar("T", bound=Any)

COMPARISONS: dict[str, Comparison] = {
    "kind": kind,
    "payer": payer,
    "payee": payee,
    "programme": programme,
    "status": status,
    "time": time,
    "printed": printed,
    "noun": noun,
    "measure": measure,
    "part": part,
    "about": about,
    "concept": concept,
    "basis": basis,
    "sentence": sentence,
    "topics": topics,
    "names": names,
    "places": places,
    "story": story,
    "scope": scope,
    "speaker": speaker,
    "place": place,
    "amount": amount,
    "company": company,
    "largest": largest,
    "prominence": prominence,
}


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Bits for each level of each comparison, and the `prior` of two claims that could be compared."""
    found: dict[str, dict[str, float]] = knowledge.read("weights.yaml")
    return found


def levels(a: View, b: View) -> dict[str, str]:
    """The level of every comparison of two claims."""
    return {slot: compare(a, b).level for slot, compare in COMPARISONS.items()}


NEEDS: dict[str, int] = {slot: GIVEN[slot] for slot in COMPARISONS if slot in GIVEN} | {
    "printed": GIVEN["published"],
    "sentence": GIVEN["words"],
    "scope": GIVEN["scopes"],
}
"""What both claims must state for a comparison to tell anything, or for those of EITHER one of the two."""
EITHER = NEEDS["programme"] | NEEDS["time"]
BETWEEN_ARTICLES = ("printed", "sentence", "topics", "names", "places", "speaker", "company", "largest")
"""Comparisons that tell nothing of two claims of one article; `place` tells nothing of two claims of two."""


def telling(known: int, one_article: bool) -> set[str]:
    """The comparisons that can tell something.

    Args:
        known: the slots that are stated (`stated`), one bit each.
    """
    silent = {slot for slot, bit in NEEDS.items() if not known & bit} | {*(BETWEEN_ARTICLES if one_article else ("place",))}
    return COMPARISONS.keys() - silent


def stated(a: T, b: T) -> T:
    """The slots that a pair states, of what each of the two does: numbers, or columns of them."""
    found: T = (a & b) | ((a | b) & EITHER)
    return found


@lru_cache(maxsize=20_000)
def _plan(known: int, one_article: bool) -> tuple[float, tuple[tuple[Comparison, dict[str, float], float], ...]]:
    """The prior, and each comparison that can tell something with its weights and the most that those after it can still add;
    the telling ones first.

    Args:
        known: the slots that are stated, one bit each.
    """
    table, told = weights(), telling(known, one_article)
    reach = {slot: [0.0, *table.get(slot, {}).values()] for slot in COMPARISONS if slot in told}
    order = sorted(reach, key=lambda slot: min(reach[slot]) - max(reach[slot]))
    rest, plan = 0.0, []
    for slot in reversed(order):
        bits = table.get(slot, {})
        plan.append((COMPARISONS[slot], bits, rest))
        rest += max(0.0, *bits.values()) if bits else 0.0
    return table["prior"]["all"], tuple(reversed(plan))


def score(a: View, b: View, enough: float = -math.inf) -> float:
    """Bits of evidence that two claims measure one thing; above zero means rather yes than no.

    Args:
        enough: stop as soon as the score cannot come above this; what is returned is then an upper bound.
    """
    total, plan = _plan(stated(a.given, b.given), a.claim.doc == b.claim.doc)
    for compare, bits, rest in plan:
        total += bits.get(compare(a, b)[0], 0.0)
        if total + rest <= enough:
            return total + rest
    return total


def waterfall(a: View, b: View) -> tuple[Step, ...]:
    """What spoke for and against, strongest first, with its weight in bits."""
    table, steps = weights(), []
    for slot, compare in COMPARISONS.items():
        level, say = compare(a, b)
        if level != NEUTRAL:
            steps.append(Step(slot=slot, rule=level, text=say(), weight=table.get(slot, {}).get(level, 0.0)))
    steps.sort(key=lambda step: (-abs(step.weight or 0), step.slot))
    return (*steps, Step(slot="prior", rule="all", text="How seldom two amounts are one thing.", weight=table["prior"]["all"]))
