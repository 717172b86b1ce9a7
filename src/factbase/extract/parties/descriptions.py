"""Bodies that a text calls by their land and their trade: "the *Dutch chipmaker*", "het *Franse bedrijf*"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from factbase import knowledge
from factbase.extract.parties.grammar import Grammar
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Token

_BEFORE = 2  # words between the article and the adjective
_TRADE = 4  # words that say what a body does


def describe(actors: list[Actor], tokens: Sequence[Token], words: Grammar) -> None:
    """Make one actor of the adjective of a land, with a definite article, and a trade: it stands for a body named elsewhere."""
    for i, actor in enumerate(actors):
        if actor.form != "adjective" or actor.kind != "country" or not _definite(tokens, actor.first, words):
            continue
        if "-" in tokens[actor.last].text or _apposed(actors, i, tokens, words):
            continue  # "the French-born founder"; "ASML, the Dutch chipmaker, ..."
        last = _trade(tokens, actor.last + 1, words)
        if last is None or (i + 1 < len(actors) and actors[i + 1].first <= last + 1):
            continue  # "the Dutch chipmaker *ASML*"
        actors[i] = Actor("", "organisation", "role", actor.start, tokens[last].end, actor.first, last, land=actor.id)


def _definite(tokens: Sequence[Token], first: int, words: Grammar) -> bool:
    """Whether a definite article stands before an adjective, with at most a few plain words between."""
    for token in tokens[max(0, first - 1 - _BEFORE) : first][::-1]:
        if token.lower in words.determiners:
            return token.lower not in words.indefinite
        if not token.text.islower() or token.lower in words.function:
            return False
    return False


def _apposed(actors: Sequence[Actor], at: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether what an adjective begins says who the one right before it is, behind a comma."""
    if not at:
        return False
    between = [token.lower for token in tokens[actors[at - 1].last + 1 : actors[at].first]]
    return between[:1] == [","] and len(between) <= _BEFORE + 2 and words.determiners.intersection(between) != frozenset()


def _trade(tokens: Sequence[Token], at: int, words: Grammar) -> int | None:
    """The last of the plain words from a token on that say what a body does; None where they say nothing of the kind."""
    last = at - 1
    while last + 1 < min(len(tokens), at + _TRADE) and _plain(tokens[last + 1], words):
        last += 1
    if last < at:
        return None
    word = ungenitive(tokens[last])
    return last if trade(word, words) and not words.nouns.starting(word) else None


def trade(word: str, words: Grammar) -> bool:
    """Whether a word may say what a body does: "chipmaker", "bank"."""
    role = words.role_in(word)
    return words.roles[role] == "organisation" if role else words.descriptor.search(word) is not None


def _plain(token: Token, words: Grammar) -> bool:
    word = ungenitive(token)
    plain = token.text.islower() and word.replace("-", "").isalpha()
    return plain and word not in words.function and not words.verbs.starting(word)


def ungenitive(token: Token) -> str:
    """A noun without the mark of a genitive."""
    return token.lower.removesuffix("'s").removesuffix("’s")


def lands(read: Sequence[Scene], words: Grammar) -> dict[str, str]:
    """Of which land each body is by what the article calls it: "*Dutch* chipmaker ASML", "ASML, a *Dutch* chipmaker".

    Those of which it says nothing are of the land that they are known to be of.
    """
    if not any(actor.land or actor.form == "people" for one in read for actor in one.actors):
        return {}
    said: dict[str, Counter[str]] = {}
    for one in read:
        for before, actor in pairwise(one.actors):
            if before.kind == "country" and before.form == "adjective" and _is_body(actor):
                between = one.tokens[before.last + 1 : actor.first]
                if len(between) <= _TRADE and all(_plain(token, words) for token in between):
                    said.setdefault(actor.id, Counter())[before.id] += 1
            elif actor.kind == "country" and actor.form == "adjective" and _is_body(before):
                gap = [token.lower for token in one.tokens[before.last + 1 : actor.first]]
                if gap[:1] == [","] and gap[1:] and words.determiners.issuperset(gap[1:]):
                    said.setdefault(before.id, Counter())[actor.id] += 1
    return _known(id(knowledge.read("lands.yaml"))) | {body: counts.most_common(1)[0][0] for body, counts in said.items()}


@lru_cache(maxsize=2)
def _known(_state: int) -> dict[str, str]:
    return {str(body): str(land) for land, bodies in knowledge.read("lands.yaml").items() for body in bodies}


def _is_body(actor: Actor) -> bool:
    return actor.kind == "organisation" and actor.form == "name"
