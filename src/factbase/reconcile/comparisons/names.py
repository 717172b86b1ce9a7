"""The names in two sentences and of two stories."""

from __future__ import annotations

from functools import lru_cache

from factbase.reconcile.comparisons.level import NEUTRAL, Level, neutral
from factbase.reconcile.comparisons.parties import programme
from factbase.reconcile.views.names import is_broad, is_state
from factbase.reconcile.views.view import View
from factbase.reconcile.views.words import STEM


def about(a: View, b: View) -> Level:
    """Places and names in the words that say what is measured."""
    parties = a.payer | a.payee | b.payer | b.payee
    return compared_names(a.about - parties, b.about - parties, "what is measured")


def places(a: View, b: View) -> Level:
    """States named in the two sentences, beside the parties."""
    if a.claim.doc == b.claim.doc:
        return neutral("One article.")
    parties = a.payer | a.payee | b.payer | b.payee
    x, y = a.places - parties, b.places - parties
    if x and y and x.isdisjoint(y) and not (x.isdisjoint(b.story) and y.isdisjoint(a.story)):
        return neutral("What one sentence names, the other's article is about.")
    found = compared_names(x, y, "the sentences")
    return found if parties or found.level == NEUTRAL else Level(f"{found.level}, no party", found.say)


def compared_names(x: frozenset[str], y: frozenset[str], where: str) -> Level:
    if not x or not y:
        return neutral(f"No name in {where} on both sides.")
    if x == y:
        return Level("same", lambda: f"The same names in {where}: {', '.join(sorted(x))}.")
    both = f"{', '.join(sorted(x))}; {', '.join(sorted(y))}"
    if x < y or y < x:
        return Level("more", lambda: f"More names in {where} on one side: {both}.")
    return Level("shared" if x & y else "unlike", lambda: f"Other names in {where}: {both}.")


def names(a: View, b: View) -> Level:
    """Names in the two sentences."""
    if not a.names or not b.names or a.claim.doc == b.claim.doc:
        return neutral("One article, or no names.")
    shared = (a.names & b.names) | (a.opening & b.names) | (a.names & b.opening)
    if not shared:
        return Level(named_alike(0), lambda: "The sentences share no name.")
    return Level(named_alike(len(shared)), lambda: f"The sentences share the names {', '.join(sorted(shared))}.")


def named_alike(shared: int) -> str:
    """The level of two sentences that share so many names."""
    return "many" if shared > 2 else "some" if shared else "none"


def story(a: View, b: View) -> Level:
    """What the two articles are about: a name is more telling than a state or its capital, of which many things are reported, or
    than a body between states."""
    if not a.story or not b.story or a.claim.doc == b.claim.doc:
        return neutral("One article, or none that names what it is about.")
    if _other_story(a, b):
        leading = "; ".join((*a.claim.story[:3], *b.claim.story[:3]))
        return Level("none", lambda: f"The articles are about other names: {leading}.")
    shared = a.story & b.story
    if not shared and _kin(a.story, b.story):
        return Level("kin", lambda: "What one article is about has a part of its name in common with what the other is.")
    if not shared:
        return Level("name", lambda: "One sentence names what the other's article is about.")
    named = sum(not is_broad(x) for x in shared)
    level = "names" if named > 1 else "name" if named else "states" if len(shared) > 1 else "state"
    return Level(level, lambda: f"Both articles are about {', '.join(sorted(shared))}.")


def _other_story(a: View, b: View) -> bool:
    """Whether two articles are about other names, and the sentence of neither names what the other's is about."""
    if a.programme and programme(a, b).level == "same":
        return False
    return no_name_shared(a, b) and not _mentioned(a, b) and not _mentioned(b, a)


def one_name(a: View, b: View) -> bool:
    """Whether both articles are about one name, other than a state, its capital or a body of which many things are reported."""
    return not all(map(is_broad, a.story & b.story))


def no_name_shared(a: View, b: View) -> bool:
    """Whether both articles say what they are about, and share none of it."""
    return bool(a.story) and bool(b.story) and a.story.isdisjoint(b.story) and not _kin(a.story, b.story)


@lru_cache(maxsize=50_000)
def _kin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a name of one story is a part of one of the other: with a title before it, or a place after it."""
    rest = [frozenset(name.split()) for name in b if not is_state(name)]
    return any(x <= y or y <= x for name in a if not is_state(name) and (x := frozenset(name.split())) for y in rest if x and y)


def _mentioned(a: View, b: View) -> bool:
    """Whether the sentence of the one names something that the other's article is about."""
    words = {word[:STEM] for name in b.story if not is_state(name) for word in name.split()}
    return not (words.isdisjoint(a.names) and words.isdisjoint(a.opening))
