"""What each party does in the whole article, whatever the amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from factbase.extract.parties.candidate import PLAYS, ROLES
from factbase.extract.parties.flow import penalties
from factbase.extract.parties.scene import Actor, Scene

OPENING = 6  # sentences that open the article
MOST = 20  # actors of one sentence that are looked at, the nearest to the amount
BACK = 3  # sentences before an amount in which a party of it may be named
_MUTE = ("announce", "request")  # classes of verbs and nouns that say little of who gives in an article
_LEAD = 3  # sentences that say what the article is about


class Part(NamedTuple):
    """One party of a sentence: the actor that names it first, what it is, and the roles that its verbs and nouns give it.

    `plays` says of each role, too, whether it is idle (`Actor.idle`).
    """

    actor: Actor
    kind: str
    plays: frozenset[tuple[str, bool]]


Said = tuple[str, Part, frozenset[str], frozenset[str]]
"""A party's id, what its sentence says of it, and the features of that for an amount whose own sentence names it, too, or not."""


_NONE: frozenset[str] = frozenset()


def _roles_of(actor: Actor, turned: Set[str]) -> frozenset[str]:
    """The roles that an actor has for money, or, with the classes of trade `turned`, for goods: who buys tanks gets them."""
    return frozenset([_OPPOSITE[role] if kind in turned else role for role, kind in _kept(actor)])


def _kept(actor: Actor) -> list[tuple[str, str]]:
    """The roles of an actor with the classes that give them; a watchdog or a court keeps no fine."""
    kinds = ((role, rule.split(" ", 2)[1]) for role, rule in actor.roles)
    exacts = penalties() if actor.kind in _EXACTING else _NONE
    return [(role, kind) for role, kind in kinds if role != ROLES[1] or kind not in exacts]


_EXACTING = ("organisation", "group")  # kinds of those who may fine someone for a state


_OPPOSITE = dict(zip(ROLES, reversed(ROLES), strict=True))


def trades(read: Sequence[Scene], classes: Set[str]) -> bool:
    """Whether anyone in an article buys or sells, so that goods go the other way than money."""
    return any(rule.split(" ", 2)[1] in classes for one in read for actor in one.actors for _, rule in actor.roles)


class Cast:
    """The actors of an article's sentences, gathered once for all the amounts around them; `turned` as in `profile`."""

    def __init__(self, read: Sequence[Scene], turned: Set[str]) -> None:
        self._read, self._turned = read, turned
        self._parts: dict[tuple[int, bool], list[Part]] = {}
        self._said: dict[tuple[int, str], list[Said]] = {}
        self._players: dict[tuple[int, str], list[Actor]] = {}
        self._earlier: dict[tuple[int, str], Actor | None] = {}
        self._openers: dict[str, Actor | None] = {}

    def parts(self, index: int, ends: bool) -> list[Part]:
        """The parties of a sentence, of those named last in it (`ends`) or first."""
        known = self._parts.get((index, ends))
        if known is None:
            actors, by_party = self._read[index].actors, dict[str, Part]()
            for actor in actors[-MOST:] if ends else actors[:MOST]:
                roles = _roles_of(actor, self._turned) if actor.roles else _NONE
                plays = frozenset([(role, actor.idle) for role in roles])
                if (part := by_party.get(actor.id)) is None:
                    by_party[actor.id] = Part(actor, actor.kind, plays)
                elif (actor.kind and not part.kind) or not plays <= part.plays:
                    by_party[actor.id] = Part(part.actor, part.kind or actor.kind, part.plays | plays)
            known = self._parts[index, ends] = [*by_party.values()]
        return known

    def said(self, index: int, where: str) -> list[Said]:
        """The parties of a sentence that lies so to an amount's ("1 before"), with the features of each."""
        known = self._said.get((index, where))
        if known is None:
            parts = self.parts(index, where.endswith("before"))
            known = self._said[index, where] = [(p.actor.id, p, *_elsewhere(where, p.plays)) for p in parts]
        return known

    def players(self, index: int, role: str) -> list[Actor]:
        """The actors of a sentence that have a role."""
        known = self._players.get((index, role))
        if known is None:
            known = [a for a in self._read[index].actors if a.roles and role in _roles_of(a, self._turned)]
            self._players[index, role] = known
        return known

    def earlier(self, index: int, role: str) -> Actor | None:
        """The last one in the sentences right before one who has a role."""
        if (index, role) not in self._earlier:
            before = (self.players(i, role) for i in range(index - 1, max(-1, index - 2 * BACK - 1), -1))
            self._earlier[index, role] = next((players[-1] for players in before if players), None)
        return self._earlier[index, role]

    def opener(self, role: str) -> Actor | None:
        """The first one in the opening of the article who has a role."""
        if role not in self._openers:
            opening = (a for i in range(min(OPENING, len(self._read))) for a in self.players(i, role))
            self._openers[role] = next(opening, None)
        return self._openers[role]

    def changed(self, index: int) -> None:
        """Say that an actor of a sentence has taken on a role."""
        for ends in (True, False):
            self._parts.pop((index, ends), None)
        for role in ROLES:
            self._players.pop((index, role), None)
        for known in (self._said, self._earlier, self._openers):
            known.clear()


@lru_cache(maxsize=256)
def _elsewhere(where: str, roles: frozenset[tuple[str, bool]]) -> tuple[frozenset[str], frozenset[str]]:
    """Features of a party with these roles in a sentence around, where the amount's own names it, too, and where it does not."""
    beside, alone = (
        [PLAYS[role](f"{plays}, no amount" if idle else plays) for role, idle in roles] for plays in (f"{where} too", where)
    )
    return frozenset(beside), frozenset((*alone, where))


class Standing(NamedTuple):
    """How a party stands in an article.

    `rank` tells those named most, `levels` how large a part of the article's givers, and of its getters, it is; `headline` and
    `lead` whether those name it; `features` are those of what it does and how it is named, whatever the amount.
    """

    rank: str | None
    levels: tuple[str, str]
    headline: bool
    lead: bool
    features: frozenset[str]


@dataclass(slots=True)
class Profile:
    """What each party of the article is, how often it is named, and how often it gives or gets, whatever the amount.

    `openers` are plain words that the article only has at the head of a sentence, where anything is written with a capital;
    `headline` are the parties that its first sentence names, `lead` those of its first ones; `beneficiary` is the country for
    which those get who only collect (`pass_on`), `prominent` the kinds of those who have a role or are named most, and so may
    be a party of any amount.
    """

    kinds: dict[str, str]
    ranks: dict[str, str]
    roles: dict[str, Counter[str]]
    cast: Cast
    openers: frozenset[str] = frozenset()
    headline: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    beneficiary: str | None = None
    totals: dict[str, int] = field(init=False)
    prominent: dict[str, str] = field(init=False)
    _standing: dict[str, Standing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.totals = {role: sum(counts.values()) for role, counts in self.roles.items()}
        foremost = (party for role in ROLES for party, _ in self.roles[role].most_common(2))
        self.prominent = {party: self.kinds.get(party, "") for party in (*foremost, *self.ranks)}

    def standing(self, party: str) -> Standing:
        """How a party stands in the article."""
        known = self._standing.get(party)
        if known is None:
            payer, payee = (_share(self.roles[role].get(party, 0), self.totals[role]) for role in ROLES)
            rank, levels = self.ranks.get(party), (payer, payee)
            features = _standing(rank, party in self.openers, levels)
            known = self._standing[party] = Standing(rank, levels, party in self.headline, party in self.lead, features)
        return known


@lru_cache(maxsize=256)
def _standing(rank: str | None, opens: bool, levels: tuple[str, str]) -> frozenset[str]:
    held = {PLAYS[role](f"role in the article: {level}") for role, level in zip(ROLES, levels, strict=True)}
    if rank is not None:
        held.add(f"named {rank}")
    if opens:
        held.add("only opens sentences")
    return frozenset(held)


def profile(read: Sequence[Scene], turned: Set[str] = _NONE) -> Profile:
    """Count what each party does in the whole article: with money, or with goods where the classes of trade are `turned`."""
    kinds: dict[str, str] = {}
    named: Counter[str] = Counter()
    roles: dict[str, Counter[str]] = {role: Counter() for role in ROLES}
    idle: dict[str, Counter[str]] = {role: Counter() for role in ROLES}  # which count where there are no others
    opening: dict[str, bool] = {}
    for one in read:
        for actor in one.actors:
            at_head = actor.form == "name" and actor.kind != "country" and actor.first == actor.last == 0
            opening[actor.id] = opening.get(actor.id, True) and at_head
            kinds.setdefault(actor.id, actor.kind)
            if actor.form != "pronoun":
                named[actor.id] += 1
            by_kind = [(role, kind) for role, kind in _kept(actor) if kind != "verb"]
            for role in {_OPPOSITE[role] if kind in turned else role for role, kind in by_kind if kind not in _MUTE}:
                (idle if actor.idle else roles)[role][actor.id] += 1
    ranks = {party: ("most", "second", "third")[i] for i, (party, _) in enumerate(named.most_common(3))}
    openers = frozenset(party for party, at_head in opening.items() if at_head)
    headline, lead = (frozenset(actor.id for one in read[:upto] for actor in one.actors) for upto in (1, _LEAD))
    return Profile(kinds, ranks, roles if any(roles.values()) else idle, Cast(read, turned), openers, headline, lead)


def pass_on(read: Sequence[Scene], channels: Set[str]) -> str | None:
    """Take what bodies get that only collect for others from them, and say for whom: the country most named that gives little.

    The sentences in which they get something, and nobody else does, are marked `passed_on`.
    """
    told = [one for one in read if any(a.id in channels and _gets(a) for a in one.actors)]
    if not told:
        return None
    named: Counter[str] = Counter()
    for one in read:
        for actor in one.actors:
            if actor.kind == "country" and actor.form not in ("pronoun", "role"):
                named[actor.id] += -1 if any(role == "payer" for role, _ in actor.roles) else 1
    beneficiary, count = max(named.items(), key=lambda item: item[1], default=(None, 0))
    if beneficiary is None or count < _OFTEN:
        return None
    for one in told:
        one.passed_on = not any(_gets(a) for a in one.actors if a.id not in channels)
        for actor in one.actors:
            if actor.id in channels:
                actor.roles = [(role, rule) for role, rule in actor.roles if role != "payee"]
    return beneficiary


_OFTEN = 2  # times that an article names the country that it is about


def _gets(actor: Actor) -> bool:
    return any(role == "payee" for role, _ in actor.roles)


def _share(count: int, total: int) -> str:
    share = count / total if count else 0.0
    return "most" if share >= 0.5 else "much" if share >= 0.25 else "some" if share > 0 else "never"
