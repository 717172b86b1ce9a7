"""What an amount's own sentence says of an actor in it, as features."""

from __future__ import annotations

from functools import lru_cache

from factbase.extract.parties.candidate import ROLES, Candidate
from factbase.extract.parties.flow import channels, penalties
from factbase.extract.parties.rivals import BEHIND, BEHIND_REACH
from factbase.extract.parties.scene import Actor
from factbase.extract.parties.sorts import sort_of
from factbase.extract.parties.spot import Spot

_WHERE = ("in", "at", "chez")  # prepositions that rather say where than to whom
_LOOSE = (*_WHERE, "aim")  # places that tell a role less surely than "to" and "from"
_SOURCES = ("from", "chez", "by")  # prepositions before whom one raises money from, "by" in "a round led *by Peru*"
_NEAR = 8  # words that count as near
_ONLOOKING = ("say", "approve", "fine", "wish")  # classes of verbs whose subject may be nobody to the amount
_TELLING = ("say", "announce")  # classes of verbs by which who gives may tell of it
_STANDING = ("pronoun", "role", "leader", "people", "adjective", "capital", "force")


def beside(candidate: Candidate, actor: Actor, rank: int, spot: Spot, with_another: bool) -> None:
    """Add the features of an actor in the amount's own sentence, the `rank`-th nearest to it.

    Args:
        with_another: whether the actor itself goes with another amount.
    """
    scene, marker = spot.scene, actor.marker.removesuffix("+adj") or "bare"
    crossed = min(scene.crossed(actor.first, spot.first), scene.crossed(actor.last, spot.first))
    after = actor.first > spot.last
    distance = actor.first - spot.last if after else spot.first - actor.last
    if candidate.actor is None:
        candidate.actor = actor
        candidate.group = (scene.index, actor.group) if marker != "at" or actor.roles else None
    near = "near" if distance <= _NEAR and not crossed else "clause" if not crossed else "across" if crossed == 1 else "far"
    candidate.add(f"here, {near}")
    if rank == 0:
        candidate.add("nearest")
    if actor.first <= spot.last and actor.last >= spot.first:
        candidate.add("inside the amount")
        return
    candidate.add(_stands(marker, after, crossed > 0))
    place = actor.outer or marker
    if with_another or (after and actor.first > spot.fence and marker in BEHIND):
        candidate.add("with another amount")
        return
    if "asker" in spot.silent and place == "for" and actor.kind in ("country", "place"):
        if not _is_collected(spot):
            candidate.plays("payee", "as beneficiary")
        return
    behind_row = distance if actor.first <= spot.end or not after else actor.first - spot.end
    if after and not crossed and behind_row <= BEHIND_REACH:
        _by_place(candidate, actor, place, spot)
    if spot.settled and actor.verb == spot.verb and actor.marker == "subject":
        for role in {role for role, rule in actor.roles if rule.startswith("verb")} & spot.settled:
            candidate.plays(role, "by parallel")  # "the 5 million that *Peru* pledged"
    for role, rule in actor.roles:
        _by_words(candidate, actor, role, rule, spot, near)
    if marker == "whose" and not after:
        candidate.plays("payer", "by place, whose")
    tells = marker == "subject" and actor.verb is not None and scene.verbs[actor.verb].kind in _TELLING
    if spot.unsaid and tells and actor.kind == "country":
        candidate.plays("payer", "by announcing")  # "*Peru* said that 5 million would be set aside"
    if not actor.roles:
        candidate.add(f"no role, {marker} {near}")
        if marker == "subject" and actor.verb is not None and scene.verbs[actor.verb].kind in _ONLOOKING:
            candidate.add(f"only {scene.verbs[actor.verb].kind}, is {actor.kind}")
    if actor.form in _STANDING:
        candidate.add(f"as {actor.form}")


def _is_collected(spot: Spot) -> bool:
    """Whether a body is said to raise the amount, which then has it, for whomever: "*Oxfam* raised 5 million for Peru"."""
    if spot.verb is None or spot.scene.verbs[spot.verb].kind != "raise":
        return False
    collecting = (a for a in spot.scene.actors if a.verb == spot.verb and a.kind == "organisation" and a.id not in channels())
    return any(role == "payee" and rule.startswith("verb raise") for a in collecting for role, rule in a.roles)


def _by_place(candidate: Candidate, actor: Actor, place: str, spot: Spot) -> None:
    """The role that a preposition right behind the amount gives: "5 million *to Peru*"."""
    things = actor.form == "pronoun" and place in ("of", "in")  # "2 million of it"
    by_verb = {role for role, rule in actor.roles if rule.startswith("verb") and actor.verb == spot.verb}
    if things or place not in BEHIND or not by_verb <= {BEHIND[place]}:
        return
    turned = "penalty" in spot.silent and not (by_verb and _pays(spot))  # a fine *to Peru*, but "pays Peru's fine *to Chile*"
    role = ROLES[1 - ROLES.index(BEHIND[place])] if turned else BEHIND[place]
    if actor.kind == "place" and place in _WHERE:
        candidate.plays(role, "by place, where")
    elif _describes(actor):
        candidate.plays(role, "by place, adjective")
    elif spot.share and place == "of":  # "58 percent *of the Irish*"
        candidate.plays(role, "by place, share")
    else:
        candidate.plays(role, f"by place, {place}" if place in _LOOSE else "by place")


def _pays(spot: Spot) -> bool:
    """Whether the amount's verb is one of paying, of which also a fine goes to the one behind "to"."""
    return spot.verb is not None and spot.scene.verbs[spot.verb].kind in _PAYING


_PAYING = ("spend", "fined", "owe", "flow")  # classes of verbs by which a fine goes to who gets it


def _by_words(candidate: Candidate, actor: Actor, role: str, rule: str, spot: Spot, near: str) -> None:
    """The role that a verb or noun gives the actor, as a rule of `frames` has it, so far as it holds for such an amount."""
    source, _, detail = rule.partition(" ")
    if source == "parallel" or rule.startswith("noun sum") or (source == "verb" and _trails(actor, spot)):
        return  # what hangs on a sum is said of it by its place
    kind, place = detail.split(" ", 1)[0], actor.outer or actor.marker.removesuffix("+adj") or "bare"
    if source == "verb" and role in spot.settled and actor.verb != spot.verb and actor.first < spot.first:
        return
    if kind in _SENDING and not spot.sent and (spot.counted or kind == _SENDING[1]):
        return  # who leave a land are its helpers or nobody's
    if kind in spot.turned:
        if not spot.goods:
            return  # who buys farms neither gives nor gets them
        detail += ", things"
    if spot.price and kind == "receive":
        role = ROLES[1 - ROLES.index(role)]  # who gets a site for 5 million pays them
    penalty = "penalty" in spot.silent
    if kind in spot.turned or (penalty and source != "noun" and kind in ("give", "receive")):
        role = ROLES[1 - ROLES.index(role)]  # who is given a fine pays, who buys tanks gets them
    if role == "payee" and penalty and kind in penalties() and actor.kind != "country":
        candidate.add(f"only {kind}, is {actor.kind}")
        return  # a court or a watchdog that fines someone does not keep the money
    if role == "payer" and source != "noun" and kind in spot.silent and not (kind == "raise" and place in _SOURCES):
        if kind == "announce" and spot.flow == "income" and actor.verb == spot.verb and actor.kind == "organisation":
            candidate.plays("payee", "by announcing")  # "*Acme* announced a round of 5 million"
        return
    if source == "inherited":
        heir = spot.scene.subjects.get(spot.verb) if spot.verb is not None else None
        if heir is not None and (heir is actor or (spot.verb in spot.scene.governed and heir.group == actor.group)):
            candidate.plays(role, "by verb, inherited")
    elif source == "verb":
        _by_verb(candidate, actor, role, detail, place, spot)
    elif actor.kind == "place" and place in _WHERE:
        candidate.plays(role, "by noun, where")
    else:
        candidate.plays(role, f"by noun, {near}")


_SENDING = ("depart", "convoy")  # classes by which those who leave a place come from it


def _by_verb(candidate: Candidate, actor: Actor, role: str, detail: str, place: str, spot: Spot) -> None:
    """The role that a verb gives the actor, the surer the more it is the amount's own verb."""
    if actor.kind == "place" and place in _WHERE:  # "a factory in Dresden"
        candidate.plays(role, "by verb, where")
        return
    own, plain = actor.verb == spot.verb, not actor.boundaries
    aim = spot.scene.verbs[actor.verb] if actor.verb is not None else None
    if not own and place == "object" and role == "payee" and aim is not None and aim.infinitive and aim.first > spot.last:
        candidate.plays(role, "by verb, purpose")  # "5 million to help *Peru*"
        return
    strength = "other" if not own else "loose" if not plain else "adjective" if _describes(actor) else "same"
    candidate.plays(role, f"by verb, {strength}")
    if detail == _ASKS and own and _collects(actor):
        candidate.plays(role, "by asking")  # "*Oxfam* asked for 5 million for Peru"
    elif strength == "same" and not (detail == _ASKS and _is_answered(actor, spot)):
        candidate.plays(role, f"by verb {detail}")


_ASKS = "request active subject"


def _collects(actor: Actor) -> bool:
    """Whether a body that asks for money is one that is given it, and spends it for others: Oxfam, but not the United Nations."""
    return actor.kind == "organisation" and actor.id not in channels() and sort_of(actor.id, actor.kind) in _COLLECTING


_COLLECTING = ("relief", "foundation")


def _is_answered(actor: Actor, spot: Spot) -> bool:
    """Whether who asks for an amount says of whom, and so asks for itself: "*Peru* asked Chile for 5 million"."""
    asked = (a for a in spot.scene.actors if a.verb == actor.verb and a is not actor)
    return any(role == "payer" and rule.startswith("verb request") for a in asked for role, rule in a.roles)


def _describes(actor: Actor) -> bool:
    """Whether the name only describes someone: "for *Brazilian* striker Neymar"."""
    return actor.marker.endswith("+adj")


def _trails(actor: Actor, spot: Spot) -> bool:
    """Whether a bare name stands behind the amount, whose verb stands before it: neither its subject nor its object."""
    bare = actor.marker.removesuffix("+adj") in ("object", "subject")
    return bare and actor.first > spot.last and spot.verb is not None and spot.scene.verbs[spot.verb].first < spot.first


@lru_cache(maxsize=256)
def _stands(marker: str, after: bool, crossed: bool) -> str:
    """The feature of where an actor stands to the amount, whatever the verb."""
    return f"stands as {marker} {'behind' if after else 'before'}, {'another' if crossed else 'same'} clause"
