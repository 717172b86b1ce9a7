"""What is measured or counted, and which part of it."""

from __future__ import annotations

from functools import partial

from factbase.model import Kind
from factbase.reconcile.comparisons.level import NEUTRAL, Level, neutral
from factbase.reconcile.views.concepts import ancestors, interchangeable, vague_concepts
from factbase.reconcile.views.view import View
from factbase.reconcile.views.words import animals, meanings, people


def noun(a: View, b: View) -> Level:
    """What is counted."""
    if a.claim.kind is not Kind.COUNT:
        return neutral("Nothing is counted.")
    x, y = a.claim.unit.lower(), b.claim.unit.lower()
    if x == y:
        if a.claim.concept in vague_concepts() and a.claim.doc != b.claim.doc and not (a.names & b.names or a.places & b.places):
            return Level("same, at large", lambda: f"Both count {a.claim.unit}, with no name in common.")
        return Level("same", lambda: f"Both count {a.claim.unit}.")
    if x[:5] == y[:5] or x.endswith(y) or y.endswith(x):
        return Level("alike", lambda: f"Counted nouns alike: {x}; {y}.")
    if _of_animals(a) != _of_animals(b):
        return Level("unlike things", lambda: f"Animals are counted on one side alone: {x}; {y}.")
    if a.claim.concept and a.claim.concept == b.claim.concept:
        return Level(NEUTRAL, lambda: f"Other nouns for one concept: {x}; {y}.")
    if not meanings(x, a.claim.lang or "en").isdisjoint(meanings(y, b.claim.lang or "en")):
        return Level("alike", lambda: f"Two words for what is counted: {x}; {y}.")
    level = "other language" if a.claim.lang != b.claim.lang else "unlike" if _human(a) and _human(b) else "unlike things"
    return Level(level, lambda: f"Other nouns are counted: {x}; {y}.")


def _of_animals(v: View) -> bool:
    return v.claim.unit.lower() in animals(v.claim.lang or "en")


def _human(v: View) -> bool:
    """Whether people are counted, whom texts name by ever other nouns: the dead, victims, residents, Syrians."""
    unit = v.claim.unit
    return unit[:1].isupper() or unit.lower() in people(v.claim.lang or "en")


def measure(a: View, b: View) -> Level:
    """What is measured, in words; where both only repeat their concept, what narrows it."""

    def both() -> str:
        return f"“{a.claim.measure}”; “{b.claim.measure}”"

    if a.labelled and b.labelled:
        if a.measure == b.measure:
            if not a.measure:
                level = "plain" if a.claim.concept == b.claim.concept else NEUTRAL
                return Level(level, lambda: "Nothing narrows what is measured.")
            return Level("narrowed alike", lambda: f"What is measured is narrowed alike: {both()}.")
        level = "narrowed once" if not a.measure or not b.measure else "narrowed otherwise"
        return Level(level, lambda: f"What is measured is narrowed otherwise: {both()}.")
    if not a.measure or not b.measure or a.labelled != b.labelled:
        return neutral("What is measured is not said alike on both sides.")
    shared = len(a.measure & b.measure)
    if not shared and a.claim.lang != b.claim.lang and not (a.claim.concept and b.claim.concept):
        return neutral("What is measured is said in two languages.")
    return Level(worded(shared, len(a.measure), len(b.measure)), lambda: f"What is measured: {both()}.")


def part(a: View, b: View) -> Level:
    """What sets an amount apart from the whole: an extra, so much a year, a share of it."""
    if a.part == b.part:
        return neutral("Both are set apart from the whole alike." if a.part else "Nothing sets them apart.")
    both = "; ".join(", ".join(sorted(v.part)) or "nothing" for v in (a, b))
    level = "unlike" if a.part and b.part else "once, one article" if a.claim.doc == b.claim.doc else "once"
    return Level(level, lambda: f"What sets them apart from the whole: {both}.")


def worded(shared: int, one: int, other: int) -> str:
    """The level of two measures of so many words, at least one, by how many of them both have."""
    share, least = 2 * shared / (one + other), min(one, other)
    if share > 0.99:
        return "same" if least > 2 else "same, brief"
    if shared == least:
        return "within" if least > 1 else "within, brief"
    return "close" if share >= 0.7 else "half" if share >= 0.45 else "little" if share > 0.15 else "none"


_KINDS = {kind: Level(kind.value, partial("Both are of the kind {}.".format, kind)) for kind in Kind}


def kind(a: View, b: View) -> Level:
    """Whether money, things or shares are compared."""
    return _KINDS[a.claim.kind]


def basis(a: View, b: View) -> Level:
    """What one amount each is for: a year, a person; few texts say it wherever they give the amount."""
    x, y = a.claim.per, b.claim.per
    if not x and not y:
        return neutral("Neither is an amount for one of anything.")
    if x == y:
        return Level("same", lambda: f"Both are per {x}.")
    if not x or not y:
        return Level("once", lambda: f"One side alone says per {x or y}.")
    return Level("unlike", lambda: f"One is per {x}, the other per {y}.")


def concept(a: View, b: View) -> Level:
    """The concept that is measured."""
    x, y = a.claim.concept, b.claim.concept
    if not x or not y:
        return neutral("No concept is known on both sides.")
    if x == y:
        return Level("same", lambda: f"Both measure {x}.")
    if interchangeable(x, y):
        return Level("near", lambda: f"Writers use one for the other: {x}; {y}.")
    if x in ancestors(y) or y in ancestors(x):
        return Level("kin", lambda: f"One concept is part of the other: {x}; {y}.")
    vague = x in vague_concepts() or y in vague_concepts()
    return Level("unlike, vague" if vague else "unlike", lambda: f"Other concepts: {x}; {y}.")


def scope(a: View, b: View) -> Level:
    """Which part or basis of the thing is meant."""
    if not a.scopes or not b.scopes:
        return neutral("No word of scope on both sides.")
    shared = {group for group, _ in a.scopes} & {group for group, _ in b.scopes}
    same = a.scopes & b.scopes
    if apart := sorted(shared - {group for group, _ in same}):
        ours, theirs = ([m for g, m in sorted(v.scopes) if g == apart[0]] for v in (a, b))
        return Level("unlike", lambda: f"Other {apart[0]}: {', '.join(ours)}; {', '.join(theirs)}.")
    if same:
        return Level("same", lambda: f"Both say {', '.join(sorted(m for _, m in same))}.")
    return neutral("No word of scope on both sides.")
