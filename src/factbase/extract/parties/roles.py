"""Payer and payee of each amount: who gives and who gets.

Every name near an amount is a candidate for each role, and so is nobody. What the text says for or against one is a set of
features: the place that it has to the amount's verb and nouns (`frames`), the preposition before it, how far off it stands,
what it does elsewhere in the article; for nobody, what kind of amount it is. A conditional logit model (McFadden 1974) weighs
them (`data/party_weights.yaml`, one readable number a feature; trained by `tools/train_parties.py` with the rules as its prior,
so that without evidence the rules decide). A second pass looks at the first: an amount in a row of amounts, a conversion in
brackets, the same amount in the headline are paid by the same. Where nobody is likelier, the slot stays empty.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple

from factbase import knowledge
from factbase.extract.measures import ancestors
from factbase.extract.parties.frames import scenes
from factbase.extract.parties.grammar import Grammar, grammar
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.words import remembered
from factbase.model import Kind, Problem, Step

ROLES = ("payer", "payee")
NOBODY = ""  # the id of the candidate that leaves a role empty
_BACK = 3  # sentences before the amount in which a party may be named
_OPENING = 6  # sentences that open the article
_MOST = 20  # actors of one sentence that are looked at, the nearest to the amount
_NEAR = 8  # words that count as near
_BEHIND_REACH = 7  # words from an amount to the name behind it
_STANDING = ("pronoun", "role", "leader", "people", "adjective", "capital", "force")
_BEHIND = {
    "from": "payer",
    "by": "payer",
    "of": "payer",
    "to": "payee",
    "for": "payee",
    "in": "payee",
}  # "5 million from Peru for Chile"
_SOME = 0.8  # amounts with a party (in probability) from which an article says whose its amounts are
_MUTE = ("announce", "request")  # classes of verbs and nouns that say little of who gives in an article
_KNOWN = 65_536  # sets of features whose weight is remembered
_UNSEEN = 0.01  # probability of a party that only an amount before knows of
_LEAST = 1e-9  # probability below which none is told apart
_FLOOR = math.log(_LEAST)
_LEAD = 3  # sentences that say what the article is about


_PLAYS = {role: remembered(f"{role} > {{}}".format) for role in ROLES}
"""The mark of a feature of one who plays a role: for that role it is `own ...`, for the opposite one `other ...`."""
_ONLY = {role: remembered(f"{role} = {{}}".format) for role in ROLES}
"""The mark of a feature that a candidate has for one role only. Features without a mark hold for both."""


def spelled(feature: str, role: str) -> str | None:
    """The name of a feature as it bears on a role, as the weights have it; None where it says nothing of that role."""
    for marked in ROLES:
        if feature.startswith(f"{marked} > "):
            return f"{'own' if marked == role else 'other'} {feature[len(marked) + 3 :]}"
        if feature.startswith(f"{marked} = "):
            return feature[len(marked) + 3 :] if marked == role else None
    return feature


_SPELLED = {role: remembered(partial(spelled, role=role)) for role in ROLES}


Shares = Mapping[str, Mapping[str, float]]
"""The probability by role and candidate."""
Related = dict[str, dict[str, frozenset[str]]]
"""Features of the second pass by role and candidate."""


@dataclass(slots=True)
class Candidate:
    """One who may be a party of an amount, with what speaks for it in each role and the actor that speaks loudest.

    `told` says of each of `ROLES` what the words around the amount themselves say: `told` where they give it to this one,
    `another told` where they give it to another or this one the opposite role, nothing where they do neither.
    `held` are the features that the words give it, `wide` those that it has in the whole article; no feature is in both.
    """

    id: str
    kind: str
    held: set[str] = field(default_factory=set)
    actor: Actor | None = None
    group: tuple[int, int] | None = None
    told: tuple[str, str] = ("", "")
    wide: frozenset[str] = frozenset()

    @property
    def features(self) -> dict[str, set[str]]:
        """The names of its features by role."""
        return {role: self.named(role) for role in ROLES}

    def named(self, role: str) -> set[str]:
        """The names of its features as they bear on a role."""
        return {name for name in map(_SPELLED[role], (*self.held, *self.wide)) if name is not None}

    def add(self, *features: str) -> None:
        """Add features that hold for either role."""
        self.held.update(features)

    def plays(self, role: str, feature: str) -> None:
        """Add a feature of one who plays a role: `own ...` for that role, `other ...` for the opposite one."""
        self.held.add(_PLAYS[role](feature))

    def only(self, role: str, feature: str) -> None:
        """Add a feature of a candidate for one role."""
        self.held.add(_ONLY[role](feature))


class _Weights(dict[str, float]):
    """The weights of features as they bear on one role, found by name once and then looked up in C."""

    def __init__(self, role: str, named: Mapping[str, float]) -> None:
        super().__init__()
        self._role, self._named = role, named

    def __missing__(self, feature: str) -> float:
        name = spelled(feature, self._role)
        weight = self[feature] = self._named.get(name, 0.0) if name is not None else 0.0
        return weight


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by role and feature for the two passes, in natural logits, and from what probability on a role is filled."""

    first: dict[str, dict[str, float]]
    second: dict[str, dict[str, float]]
    threshold: dict[str, float]
    _weights: dict[str, _Weights] = field(default_factory=dict)
    _wide: dict[str, dict[frozenset[str], float]] = field(default_factory=dict)
    _more: dict[str, dict[frozenset[str], float]] = field(default_factory=dict)

    def logits(self, role: str, row: Mapping[str, Candidate]) -> dict[str, float]:
        """What the first pass thinks of the candidates of an amount."""
        weights = self._weights.get(role)
        if weights is None:
            weights = self._weights[role] = _Weights(role, self.first[role])
        of, total, known, logits = weights.__getitem__, math.fsum, self._wide.setdefault(role, {}), {}
        for party, candidate in row.items():
            wide = known.get(candidate.wide)
            if wide is None:
                if len(known) >= _KNOWN:
                    known.clear()
                wide = known[candidate.wide] = total(map(of, candidate.wide))
            logits[party] = total(map(of, candidate.held)) + wide
        return logits

    def first_pass(self, row: Mapping[str, Candidate]) -> Shares:
        """How likely each candidate plays each role by what is said around the amount."""
        return exclusive({role: probabilities(self.logits(role, row)) for role in ROLES})

    def second_pass(self, first: Shares, related: Related) -> Shares:
        """How likely after what the amounts around say."""
        return exclusive({role: probabilities(self._revised(role, first[role], related[role])) for role in ROLES})

    def _revised(self, role: str, first: Mapping[str, float], related: Mapping[str, frozenset[str]]) -> dict[str, float]:
        known, get, out = self._more.setdefault(role, {}), self.second[role].get, {}
        for party, features in related.items():
            more = known.get(features)
            if more is None:
                more = known[features] = math.fsum(filter(None, map(get, features)))
            out[party] = logit(first, party) + more
        return out


def logit(first: Mapping[str, float], party: str) -> float:
    """With what a candidate enters the second pass, by its probability in the first."""
    p = first.get(party, _UNSEEN)
    return math.log(p) if p > _LEAST else _FLOOR


def exclusive(independent: Shares) -> Shares:
    """The probabilities of each role given that nobody plays both: marginals over all pairs of payer and payee that differ."""
    payer, payee = (independent[role] for role in ROLES)
    return {ROLES[0]: _less(payer, payee), ROLES[1]: _less(payee, payer)}


def _less(own: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """The probabilities of one role, each times that of not playing the other one; both have the same candidates in order."""
    left = dict(zip(own, [p * (1.0 - q) for p, q in zip(own.values(), other.values(), strict=True)], strict=True))
    if NOBODY in left:
        left[NOBODY] = own[NOBODY]
    total = sum(left.values()) or 1.0
    return {party: p / total for party, p in left.items()}


def probabilities(logits: Mapping[str, float]) -> dict[str, float]:
    """The softmax of the candidates' logits, `NOBODY` among them."""
    top = max(logits.values(), default=0.0)
    least, exp = top - 60.0, math.exp
    parts = [exp(z - top) if z > least else exp(-60.0) for z in logits.values()]
    total = sum(parts)
    return {party: part / total for party, part in zip(logits, parts, strict=True)}


@lru_cache(maxsize=2)
def _model(_state: int) -> Model:
    content: dict[str, Any] = knowledge.read("party_weights.yaml")
    both: dict[str, dict[str, dict[str, float]]] = {
        name: {role: _sum(content[name].get("both") or {}, content[name].get(role) or {}) for role in ROLES}
        for name in ("first", "second")
    }
    return Model(both["first"], both["second"], {role: float(content["threshold"][role]) for role in ROLES})


def _sum(a: Mapping[str, float], b: Mapping[str, float]) -> dict[str, float]:
    return {key: a.get(key, 0.0) + b.get(key, 0.0) for key in {*a, *b}}


def model() -> Model:
    """The weights in force."""
    return _model(id(knowledge.read("party_weights.yaml")))


@lru_cache(maxsize=2)
def _flows(_state: int) -> dict[str, str]:
    return {concept: flow for flow, concepts in knowledge.read("parties.yaml")["flows"].items() for concept in concepts}


def flow_of(concept: str | None) -> str:
    """How money of a concept flows: `transfer`, `income`, `outlay`, `none`, or `unknown`."""
    if concept is None:
        return "unknown"
    return _flow_of(concept, id(knowledge.read("parties.yaml")), id(knowledge.read("concepts.yaml")))


@lru_cache(maxsize=4096)
def _flow_of(concept: str, state: int, _concepts: int) -> str:
    flows = _flows(state)
    return next((flows[key] for key in ancestors(concept) if key in flows), "unknown")


def _silent(flow: str) -> frozenset[str]:
    """The classes of verbs whose subject does not pay where money flows so: who launches an appeal asks."""
    return frozenset(knowledge.read("parties.yaml")["silent"].get(flow, ()))


# --- what the text says --------------------------------------------------------------------------


class Part(NamedTuple):
    """One party of a sentence: the actor that names it first, what it is, and the roles that its verbs and nouns give it."""

    actor: Actor
    kind: str
    roles: frozenset[str]


class Cast:
    """The actors of an article's sentences, gathered once for all the amounts around them."""

    def __init__(self, read: Sequence[Scene]) -> None:
        self._read = read
        self._parts: dict[tuple[int, bool], list[Part]] = {}
        self._players: dict[tuple[int, str], list[Actor]] = {}
        self._openers: dict[str, Actor | None] = {}

    def parts(self, index: int, ends: bool) -> list[Part]:
        """The parties of a sentence, of those named last in it (`ends`) or first."""
        known = self._parts.get((index, ends))
        if known is None:
            actors = self._read[index].actors
            by_party: dict[str, list[Actor]] = {}
            for actor in actors[-_MOST:] if ends else actors[:_MOST]:
                by_party.setdefault(actor.id, []).append(actor)
            known = self._parts[index, ends] = [
                Part(same[0], next((a.kind for a in same if a.kind), ""), frozenset(role for a in same for role, _ in a.roles))
                for same in by_party.values()
            ]
        return known

    def players(self, index: int, role: str) -> list[Actor]:
        """The actors of a sentence that have a role."""
        known = self._players.get((index, role))
        if known is None:
            known = [a for a in self._read[index].actors if any(r == role for r, _ in a.roles)]
            self._players[index, role] = known
        return known

    def opener(self, role: str) -> Actor | None:
        """The first one in the opening of the article who has a role."""
        if role not in self._openers:
            opening = (a for i in range(min(_OPENING, len(self._read))) for a in self.players(i, role))
            self._openers[role] = next(opening, None)
        return self._openers[role]

    def changed(self, index: int) -> None:
        """Say that an actor of a sentence has taken on a role."""
        for ends in (True, False):
            self._parts.pop((index, ends), None)
        for role in ROLES:
            self._players.pop((index, role), None)
        self._openers.clear()


@dataclass(slots=True)
class Profile:
    """What each party of the article is, how often it is named, and how often it gives or gets, whatever the amount.

    `openers` are plain words that the article only has at the head of a sentence, where anything is written with a capital;
    `headline` are the parties that its first sentence names, `lead` those of its first ones.
    """

    kinds: dict[str, str]
    ranks: dict[str, str]
    roles: dict[str, Counter[str]]
    cast: Cast
    openers: frozenset[str] = frozenset()
    headline: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    totals: dict[str, int] = field(init=False)
    foremost: dict[str, list[str]] = field(init=False)
    _levels: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.totals = {role: sum(counts.values()) for role, counts in self.roles.items()}
        self.foremost = {role: [party for party, _ in counts.most_common(2)] for role, counts in self.roles.items()}

    def levels(self, party: str) -> tuple[str, str]:
        """How large a part of the article's givers, and of its getters, this party is."""
        known = self._levels.get(party)
        if known is None:
            payer, payee = (_share(self.roles[role].get(party, 0), self.totals[role]) for role in ROLES)
            known = self._levels[party] = payer, payee
        return known

    def standing(self, party: str) -> tuple[str, ...]:
        """Features of how a party is named in the article, whatever the amount."""
        rank = self.ranks.get(party)
        named = (f"named {rank}",) if rank is not None else ()
        return (*named, "only opens sentences") if party in self.openers else named


def profile(read: Sequence[Scene]) -> Profile:
    """Count what each party does in the whole article."""
    kinds: dict[str, str] = {}
    named: Counter[str] = Counter()
    roles: dict[str, Counter[str]] = {role: Counter() for role in ROLES}
    opening: dict[str, bool] = {}
    for one in read:
        for actor in one.actors:
            at_head = actor.form == "name" and actor.kind != "country" and actor.first == actor.last == 0
            opening[actor.id] = opening.get(actor.id, True) and at_head
            kinds.setdefault(actor.id, actor.kind)
            if actor.form != "pronoun":
                named[actor.id] += 1
            for role in {role for role, rule in actor.roles if rule.split()[1] not in _MUTE and rule != "parallel verb"}:
                roles[role][actor.id] += 1
    ranks = {party: ("most", "second", "third")[i] for i, (party, _) in enumerate(named.most_common(3))}
    openers = frozenset(party for party, at_head in opening.items() if at_head)
    headline, lead = (frozenset(actor.id for one in read[:upto] for actor in one.actors) for upto in (1, _LEAD))
    return Profile(kinds, ranks, roles, Cast(read), openers, headline, lead)


def candidates(
    article: Article,
    mention: Mention,
    read: Sequence[Scene],
    about: Profile,
    words: Grammar,
    before: Mention | None = None,
    after: int | None = None,
) -> dict[str, Candidate]:
    """Everyone who may be a party of the amount, and nobody, with features.

    `before` is the amount before it, `after` where the next one begins.
    """
    index = article.sentence_at(mention.start)
    found: dict[str, Candidate] = {}
    here = read[index]
    first, last = here.token_at(mention.start), here.token_at(max(mention.start, mention.end - 1))
    verb = here.governing(first, last)
    amount = _features_of_amount(mention, here, first, last, verb)
    order = [
        a for a in here.actors if not (a.form in ("group", "people", "role") and a.start < mention.end and a.end > mention.start)
    ]
    order.sort(key=lambda a: min(abs(a.first - last), abs(first - a.last)))
    del order[_MOST:]
    present = {actor.id for actor in order}
    order = _without_rivals(order, before, here, first, last)
    parallel = list(_parallel(here, before, first, words))
    if parallel:
        about.cast.changed(index)
    order = [a for a in order if all(a is not same for _, _, same in parallel)]
    fence = _fence(here, last, after, words)
    upto = here.token_at(after) if after is not None and after < here.tokens[-1].end else None
    silent = _silent(flow_of(mention.concept))
    for rank, actor in enumerate(order):
        leads = any(actor is lead for lead, _, _ in parallel) or (upto is not None and actor.last == upto - 1 > last)
        _here(_of(found, actor), actor, rank, here, first, last, verb, silent, -1 if leads else fence)
    for actor, role, _ in parallel:
        _of(found, actor).plays(role, "by parallel")
    for where, scene in _around(read, index):
        for part in about.cast.parts(scene.index, where.endswith("before")):
            candidate = _of(found, part.actor, part.kind)
            candidate.actor = candidate.actor or part.actor
            candidate.held |= _elsewhere(where, part.actor.id in present, part.roles)
    for role in ROLES:
        for party in about.foremost[role]:
            found.setdefault(party, Candidate(party, about.kinds.get(party, "")))
    for party in about.ranks:
        found.setdefault(party, Candidate(party, about.kinds.get(party, "")))
    for party in _busy_elsewhere(here, order, last, verb):
        found.pop(party, None)
    told = tuple(any(not strong.isdisjoint(c.held) for c in found.values()) for strong in _STRONG)
    headline = about.headline if index else frozenset()
    travels, traits, flow = _travels(mention), tuple(amount), flow_of(mention.concept)
    for party, candidate in found.items():
        held = candidate.held
        candidate.told = _told(not _STRONG[0].isdisjoint(held), not _STRONG[1].isdisjoint(held), told)
        candidate.wide = _article_wide(
            candidate.told, candidate.kind or "unknown", about.levels(party), about.standing(party), party in present, traits
        )
        held.add(_LEADS[party in about.lead, party in present])
        if "told" not in candidate.told:
            held |= _prominent(about.ranks.get(party), _where(party, headline, present, about.lead), flow)
        if travels and "told" not in candidate.told and "with another amount" not in held:
            held |= _topic(about.ranks.get(party), party in headline, told)
    _latest(found, read, index, about.cast, first)
    found[NOBODY] = Candidate(NOBODY, "", wide=_empty(traits, told, tuple(bool(about.roles[role]) for role in ROLES)))
    return found


@lru_cache(maxsize=4096)
def _empty(amount: tuple[str, ...], told: tuple[bool, ...], anyone: tuple[bool, ...]) -> frozenset[str]:
    """Features of nobody: what the amount is, whether the words around it tell a role, whether anyone in the article has it."""
    held = {"nobody", *(f"nobody: {one}" for one in amount)}
    for i, role in enumerate(ROLES):
        if not told[i]:
            held.add(_ONLY[role]("nobody: none by words here"))
            if told[1 - i]:
                held.add(_ONLY[role]("nobody: the other role is told here"))
        if not anyone[i]:
            held.add(_ONLY[role]("nobody: none in the article"))
    return frozenset(held)


def _fence(here: Scene, last: int, after: int | None, words: Grammar) -> int:
    """The token behind which prepositions belong to the next amount: where one stands before it ("5 to Peru and 6 to Chile")."""
    if after is None or after >= here.tokens[-1].end:
        return len(here.tokens)
    upto = here.token_at(after)
    told = any(words.markers.get(t.lower) in ("to", "for", "from", "by") for t in here.tokens[last + 1 : upto])
    return upto if told else len(here.tokens)


def _without_rivals(order: list[Actor], before: Mention | None, here: Scene, first: int, last: int) -> list[Actor]:
    """The actors without those behind the amount before, where this amount has its own ("5 from Peru, 6 from Chile")."""
    if before is None or before.end > here.tokens[first].start or before.start < here.tokens[0].start:
        return order
    edge = here.token_at(before.end - 1)
    own = {a.marker for a in order if last < a.first <= last + _BEHIND_REACH}
    rivals = [a for a in order if edge < a.first < first and a.marker in _BEHIND and a.marker in own]
    return [a for a in order if a not in rivals]


def _before(here: Scene, actor: Actor) -> set[str]:
    """The words right before a name and its preposition."""
    return {token.lower for token in here.tokens[max(0, actor.first - 4) : actor.first]}


def _parallel(here: Scene, before: Mention | None, first: int, words: Grammar) -> Iterable[tuple[Actor, str, Actor]]:
    """Who takes a role from the amount before, whose verb goes for this one, too.

    "Peru gets 5 million, *Chile* 6 million", "followed by *Chile* with 6 million": a name right before an amount plays the role
    of the one in the same place before, which comes third; that one stands right before its amount, too, or is the subject of
    the last verb that tells a role.
    """
    if before is None or before.start < here.tokens[0].start or before.end > here.tokens[first].start:
        return
    sign = here.tokens[first - 1].lower if first else ""
    gap = 2 if sign == "," or words.markers.get(sign) == "with" else 1  # "Chile with 6 million", "Chile, 6 million"
    lead = next((a for a in here.actors if a.last == first - gap), None)
    start, edge = here.token_at(before.start), here.token_at(before.end - 1)
    if lead is None or lead.first <= edge:
        return
    sequel = lead.marker == "by" and lead.first > 1 and not words.sequel.isdisjoint(_before(here, lead))
    if not (lead.marker in _PLAIN or sequel) or any(edge < v.first < first for v in here.verbs):
        return
    same = next((a for a in reversed(here.actors) if start - 2 <= a.last < start and a.marker in _PLAIN), None)
    if same is None or not any(rule.startswith(("verb", "parallel")) for _, rule in same.roles):
        same = next((a for a in reversed(here.actors) if a.last < first and a is not lead and _gave(a)), same)
    own = here.verbs[lead.verb].first if lead.marker == "subject" and lead.verb is not None else -1
    if own > lead.last and not here.crossed(own, lead.first):
        return  # "terwijl Peru 6 miljoen gaf" has a verb of its own
    if same is not None and same is not lead:
        told = {role for role, rule in same.roles if rule == "parallel verb"} or {
            r for r, rule in same.roles if rule.startswith("verb")
        }
        for role in sorted(told):
            if (role, "parallel verb") not in lead.roles:
                lead.roles.append((role, "parallel verb"))
            yield lead, role, same


_PLAIN = ("", "bare", "subject", "object", "gapped")


def _gave(actor: Actor) -> bool:
    """Whether an actor is the subject of a verb that says what it gives or gets."""
    return actor.marker == "subject" and any(rule.startswith("verb") for _, rule in actor.roles)


def _busy_elsewhere(here: Scene, actors: Sequence[Actor], last: int, verb: int | None) -> set[str]:
    """Parties that the sentence names only in a later clause, where a verb of its own tells what they do.

    "Malawi has received 9 million, with Norway contributing 2 million": of the 9 million Norway is no party.
    """
    if verb is None or all(a.verb != verb for a in actors):
        return set()
    bound: dict[str, bool] = {}
    for actor in actors:
        later = actor.first > last and actor.verb not in (None, verb)
        apart = actor.marker == "with" or (actor.marker == "subject" and here.crossed(actor.first, last) > 0)
        bound[actor.id] = bound.get(actor.id, True) and later and apart
    return {party for party, is_bound in bound.items() if is_bound}


_STRONG = tuple(
    frozenset(_PLAYS[role](what) for what in ("by parallel", "by verb, same", "by verb, inherited", "by noun, near", "by place"))
    for role in ROLES
)
"""The features, by role, by which the words around an amount themselves say that one plays it."""


def _around(read: Sequence[Scene], index: int) -> Iterable[tuple[str, Scene]]:
    """The sentences around, with how they lie to the amount's."""
    for back in range(1, _BACK + 1):
        if index - back >= 0:
            yield "1 before" if back == 1 else "2-3 before", read[index - back]
    if index > _BACK:
        yield "headline", read[0]
    if index + 1 < len(read):
        yield "1 after", read[index + 1]


def _of(found: dict[str, Candidate], actor: Actor, kind: str | None = None) -> Candidate:
    candidate = found.get(actor.id)
    if candidate is None:
        candidate = found[actor.id] = Candidate(actor.id, actor.kind)
    candidate.kind = candidate.kind or (actor.kind if kind is None else kind)
    return candidate


def _features_of_amount(mention: Mention, here: Scene, first: int, last: int, verb: int | None) -> list[str]:
    """What the amount itself says of its parties: its kind, how such money flows, its verb."""
    flow = flow_of(mention.concept)
    features = [f"kind {mention.kind.value}", f"flow {flow}", f"status {mention.status.value}"]
    if mention.kind is Kind.COUNT:
        features.append(f"count, flow {flow}")
    if here.continues:
        features.append("continues")
    if verb is not None:
        kind = here.verbs[verb]
        crossed = min(here.crossed(kind.first, first), here.crossed(kind.last, last))
        features.append(f"verb {kind.kind}" if not crossed else "verb far off")
    else:
        features.append("no verb")
    return features


def _here(
    candidate: Candidate,
    actor: Actor,
    rank: int,
    here: Scene,
    first: int,
    last: int,
    verb: int | None,
    silent: Set[str],
    fence: int,
) -> None:
    """Features of an actor in the amount's own sentence. Verbs of the classes in `silent` say nothing of who pays.

    Behind the token `fence` a preposition belongs to the next amount; -1 says that the actor itself goes with another.
    """
    marker = actor.marker.removesuffix("+adj") or "bare"
    crossed = min(here.crossed(actor.first, first), here.crossed(actor.last, last))
    after = actor.first > last
    distance = actor.first - last if after else first - actor.last
    if candidate.actor is None:
        candidate.actor, candidate.group = actor, (here.index, actor.group)
    near = "near" if distance <= _NEAR and not crossed else "clause" if not crossed else "across" if crossed == 1 else "far"
    candidate.add(f"here, {near}")
    if rank == 0:
        candidate.add("nearest")
    if actor.first <= last and actor.last >= first:
        candidate.add("inside the amount")
        return
    candidate.add(_stands(marker, after, crossed > 0))
    place = actor.outer or marker
    if fence < 0 or (after and actor.first > fence and marker in _BEHIND):
        candidate.add("with another amount")
        return
    beneficiary = "asker" in silent and place == "for" and actor.kind in ("country", "place")
    if beneficiary:
        candidate.plays("payee", "as beneficiary")
        return
    by_verb = {role for role, rule in actor.roles if rule.startswith("verb") and actor.verb == verb}
    things = actor.form == "pronoun" and place in ("of", "in")  # "2 million of it"
    if after and not crossed and not things and distance <= _BEHIND_REACH and place in _BEHIND and by_verb <= {_BEHIND[place]}:
        role = ROLES[1 - ROLES.index(_BEHIND[place])] if "penalty" in silent else _BEHIND[place]
        candidate.plays(role, f"by place, {place}" if place in ("in", "at") else "by place")
    behind = marker in ("object", "subject") and after and verb is not None and here.verbs[verb].first < first
    for role, rule in actor.roles:
        source, _, detail = rule.partition(" ")
        if source == "parallel" or (source == "verb" and behind):
            continue
        if "penalty" in silent and source != "noun" and detail.split(" ", 1)[0] in ("give", "receive"):
            role = ROLES[1 - ROLES.index(role)]  # who is given a fine pays
        if role == "payer" and source != "noun" and detail.split(" ", 1)[0] in silent:
            continue
        if source == "inherited":
            if verb is not None and here.subjects.get(verb) is actor:
                candidate.plays(role, "by verb, inherited")
        elif source == "verb":
            strength = "other" if actor.verb != verb else "loose" if actor.boundaries else "same"
            candidate.plays(role, f"by verb, {strength}")
            if strength == "same":
                candidate.plays(role, f"by verb {detail}")
        else:
            candidate.plays(role, f"by noun, {near}")
            if near == "near":
                candidate.plays(role, f"by noun {detail}")
    if not actor.roles:
        candidate.add(f"no role, {marker} {near}")
    if actor.form in _STANDING:
        candidate.add(f"as {actor.form}")


@lru_cache(maxsize=256)
def _elsewhere(where: str, present: bool, roles: frozenset[str]) -> frozenset[str]:
    """Features of a party with these roles in a sentence around; `present`: the amount's own sentence names it, too."""
    plays = f"{where} too" if present else where
    return frozenset((*(_PLAYS[role](plays) for role in roles), *(() if present else (where,))))


@lru_cache(maxsize=16)
def _told(payer: bool, payee: bool, anyone: tuple[bool, ...]) -> tuple[str, str]:
    """`Candidate.told` of one whom the words give these roles, where they give anyone those."""
    return (
        "told" if payer else "another told" if payee or anyone[0] else "",
        "told" if payee else "another told" if payer or anyone[1] else "",
    )


@lru_cache(maxsize=16384)
def _article_wide(
    told: tuple[str, str],
    kind: str,
    levels: tuple[str, str],
    standing: tuple[str, ...],
    present: bool,
    amount: tuple[str, ...],
) -> frozenset[str]:
    """Features of what a candidate of a kind does in the whole article, and how far the amount may be carried over to it."""
    held = set(standing)
    for i, role in enumerate(ROLES):
        held.add(_PLAYS[role](f"role in the article: {levels[i]}"))
        if told[i] == "another told":
            held.add(_ONLY[role](_OPPOSITE if told[1 - i] == "told" else _ANOTHER))
        elif not told[i]:
            own = levels[i] if levels[i] in ("most", "much") else "little"
            carried = (f"{own}, {one}" for one in amount if not one.startswith("verb"))
            held.update(_ONLY[role](f"carried, {one}") for one in (f"is {kind}", "here" if present else "away", *carried))
    return frozenset(held)


_ANOTHER = "another is told here"
_OPPOSITE = "told in the other role here"
_STAYS = ("none", "gift", "request")  # flows whose parties are not taken from what the article is about


def _travels(mention: Mention) -> bool:
    """Whether an amount is one of money or goods that go to whom the article is about, without being said again."""
    flow = flow_of(mention.concept)
    return flow == "transfer" or (mention.kind is Kind.MONEY and flow not in _STAYS)


@lru_cache(maxsize=256)
def _topic(rank: str | None, headline: bool, told: tuple[bool, ...]) -> frozenset[str]:
    """Features of whom the article is about: money whose giver is told here goes to it, without being said again."""
    if not headline and rank is None:
        return frozenset()
    topic = f"{'headline' if headline else 'text'} {rank or 'seldom'}"
    return frozenset(
        _ONLY[role](f"topic, {topic}, {'other role' if told[1 - i] else 'nothing'} told")
        for i, role in enumerate(ROLES)
        if not told[i]
    )


_LEADS = {
    (lead, here): f"{'in' if lead else 'not in'} the lead, {'here' if here else 'away'}"
    for lead in (True, False)
    for here in (True, False)
}


def _where(party: str, headline: Set[str], present: Set[str], lead: Set[str]) -> str:
    """The most telling place in which the article names a party."""
    return "headline" if party in headline else "sentence" if party in present else "lead" if party in lead else "text"


@lru_cache(maxsize=1024)
def _prominent(rank: str | None, where: str, flow: str) -> frozenset[str]:
    """Features of one whom no words around the amount give a role: how much the article is about it, and how the money flows."""
    return frozenset((f"named {rank or 'seldom'}, flow {flow}", f"named in {where}, flow {flow}"))


@lru_cache(maxsize=256)
def _stands(marker: str, after: bool, crossed: bool) -> str:
    """The feature of where an actor stands to the amount, whatever the verb."""
    return f"stands as {marker} {'behind' if after else 'before'}, {'another' if crossed else 'same'} clause"


def _share(count: int, total: int) -> str:
    share = count / total if count else 0.0
    return "most" if share >= 0.5 else "much" if share >= 0.25 else "some" if share > 0 else "never"


def _latest(found: dict[str, Candidate], read: Sequence[Scene], index: int, cast: Cast, first: int) -> None:
    """Mark the last one before the amount who had each role, and the first one in the article."""
    for role in ROLES:
        for back in range(_BACK * 2 + 1):
            if index - back < 0:
                break
            actors = cast.players(index - back, role)
            if not back:
                actors = [a for a in actors if a.first < first]
            if actors:
                if actors[-1].id in found:
                    found[actors[-1].id].plays(role, "role latest")
                break
        opening = cast.opener(role)
        if opening is not None and opening.id in found:
            found[opening.id].plays(role, "role first")


# --- two passes ----------------------------------------------------------------------------------


def rows(article: Article, mentions: Sequence[Mention]) -> list[dict[str, Candidate]]:
    """Candidates with the features of the first pass, for each mention in order."""
    if not article.sentences:
        return [{} for _ in mentions]
    near = set(range(_OPENING))
    for mention in mentions:
        index = article.sentence_at(mention.start)
        near.update(range(index - 2 * _BACK, index + 2))
    read = scenes(article, near)
    for mention in mentions:  # the "Turkish" of "5 million Turkish lira" is nobody
        if mention.kind is Kind.MONEY:
            here = read[article.sentence_at(mention.start)]
            here.actors = [a for a in here.actors if a.end <= mention.start or a.start >= mention.end]
    about = profile(read)
    earlier: list[Mention | None] = [None, *mentions[:-1]]
    later = [*(m.start for m in mentions[1:]), None]
    words = grammar(article.lang)
    return [candidates(article, m, read, about, words, a, b) for m, a, b in zip(mentions, earlier, later, strict=False)]


def relate(
    article: Article,
    mentions: Sequence[Mention],
    table: Sequence[dict[str, Candidate]],
    first: Sequence[Shares],
) -> list[Related]:
    """Features of the second pass, by mention, role and candidate: what the first pass says of the amounts around.

    `first[i][role][id]` is the probability of the first pass. Candidates of a neighbour become candidates here, too.
    """
    links = [_link(article, mentions, i) if i else "" for i in range(len(mentions))]
    barren = [flow_of(m.concept) == "none" for m in mentions]
    of_its_kind = Counter(barren)
    total = {(role, side): Counter[str]() for role in ROLES for side in (True, False)}
    same: dict[tuple[Kind, object, str], list[int]] = {}
    for i, m in enumerate(mentions):
        same.setdefault((m.kind, m.amount, m.unit), []).append(i)
        for role in ROLES:
            total[role, barren[i]].update(first[i][role])
    out: list[Related] = []
    for i, mention in enumerate(mentions):
        row, link = table[i], links[i]
        if link:
            for party, before in table[i - 1].items():
                if any(first[i - 1][role].get(party, 0.0) > 0.3 for role in ROLES):
                    row.setdefault(party, Candidate(party, before.kind, actor=before.actor))
        twins = [j for j in same[mention.kind, mention.amount, mention.unit][:8] if j != i]
        others = of_its_kind[barren[i]] - 1
        features: Related = {}
        for r, role in enumerate(ROLES):
            sums, mine = total[role, barren[i]], first[i][role]
            here = "told" if any(candidate.told[r] == "told" for candidate in row.values()) else "untold"
            earlier, alike = first[i - 1][role] if link else {}, [first[j][role] for j in twins]
            empty = (sums[NOBODY] - mine.get(NOBODY, 0.0)) / others if others else 1.0
            filled = others * (1.0 - empty)
            standing = "most filled" if empty < 0.5 else "few filled"
            of_role = features[role] = {}
            for party, candidate in row.items():
                before_it = _level(earlier.get(party, 0.0)) if link else ""
                elsewhere = _level(max([one.get(party, 0.0) for one in alike])) if alike else ""
                if party == NOBODY:
                    of_role[party] = _nobody(link, before_it, elsewhere, _level(empty) if others else "", here)
                    continue
                of_others = ""
                if filled >= _SOME:
                    share = (sums[party] - mine.get(party, 0.0)) / filled
                    of_others = f"{_level(share)}, {candidate.told[r] or standing}"
                of_role[party] = _related(link, before_it, elsewhere, of_others, candidate.told[r] or here)
        out.append(features)
    return out


@lru_cache(maxsize=4096)
def _related(link: str, before: str, elsewhere: str, others: str, here: str) -> frozenset[str]:
    """Features of the second pass of one candidate; what is empty says nothing. `here` is what the words here say of the role."""
    linked = (f"{link} before it {before}", f"{link} before it {before}, {here}") if link else ()
    return frozenset(
        filter(None, (*linked, elsewhere and f"same amount elsewhere {elsewhere}", others and f"of other amounts {others}"))
    )


@lru_cache(maxsize=4096)
def _nobody(link: str, before: str, elsewhere: str, others: str, here: str) -> frozenset[str]:
    """Features of the second pass of nobody."""
    empty = {f"other amounts {others}", f"other amounts {others}, {here}"} if others else set()
    return frozenset(f"nobody: {one}" for one in _related(link, before, elsewhere, "", here) | empty)


def _level(p: float) -> str:
    return "yes" if p >= 0.75 else "likely" if p >= 0.5 else "maybe" if p >= 0.25 else "hardly" if p >= 0.08 else "no"


def _link(article: Article, mentions: Sequence[Mention], i: int) -> str:
    """How an amount hangs on the one before: its `conversion` in brackets, next in a `row`, in the same `sentence`, or later."""
    before, here = mentions[i - 1], mentions[i]
    between = article.text[before.end : here.start]
    if len(between) <= 24 and "(" in between and ")" not in between and before.kind is here.kind is Kind.MONEY:
        return "conversion"
    index, earlier = article.sentence_at(here.start), article.sentence_at(before.start)
    if index == earlier:
        return "row" if before.kind is here.kind and len(between) <= 60 and not any(c in between for c in ".;:") else "sentence"
    if index - earlier > 2:
        return ""
    return "amount" if before.kind is here.kind else "other amount"


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


def conversions(article: Article, mentions: Sequence[Mention]) -> dict[int, int]:
    """The index of each conversion in brackets ("5 million euros ($5.4 million)") to that of the amount it converts."""
    found: dict[int, int] = {}
    for i in range(1, len(mentions)):
        if _link(article, mentions, i) == "conversion":
            found[i] = found.get(i - 1, i - 1)
    return found


def choose(
    scores: Mapping[str, Mapping[str, float]], row: Mapping[str, Candidate], threshold: Mapping[str, float]
) -> dict[str, tuple[str, ...]]:
    """Fill each role: the likeliest candidate above the threshold, with those coordinated with it; nobody in both roles."""
    taken: dict[str, tuple[str, ...]] = {}
    groups = _groups(row)
    shares = {role: [(sum(map(scores[role].__getitem__, members)), members) for members in groups] for role in ROLES}
    used: set[str] = set()
    for role in sorted(ROLES, key=lambda r: -max((p for p, _ in shares[r]), default=0.0)):
        p, members = max((one for one in shares[role] if used.isdisjoint(one[1])), default=(0.0, ()))
        taken[role] = members if p >= threshold[role] else ()
        used.update(taken[role])
    return taken


def _groups(row: Mapping[str, Candidate]) -> list[tuple[str, ...]]:
    """Candidates, with those who are coordinated together ("Peru and Chile"): they share what speaks for any of them."""
    groups: dict[object, list[str]] = {}
    for party, candidate in row.items():
        if party != NOBODY:
            groups.setdefault(candidate.group or party, []).append(party)
    for members in groups.values():
        if len(members) > 1:
            members.sort(key=lambda member: (row[member].actor.start if row[member].actor else 0, member))  # type: ignore[union-attr]
    return [tuple(members) for members in groups.values()]


def _step(role: str, candidate: Candidate, score: float, chosen: Model, related: Set[str], article: Article) -> Step:
    """Why a candidate plays the role: the features that speak loudest for it."""
    weights, more = chosen.first[role], chosen.second[role]
    ranked = [(-weights.get(f, 0.0), f) for f in candidate.named(role)] + [(-more.get(f, 0.0), f) for f in related]
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
