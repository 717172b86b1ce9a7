"""An amount in its sentence, as those meet it who may pay or receive it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from factbase.extract.parties.candidate import ROLES
from factbase.extract.parties.flow import flow_of, silent_verbs, trade
from factbase.extract.parties.grammar import OPENS_AMOUNT, Grammar
from factbase.extract.parties.rivals import behind_hedges, fence_of, next_amount, row_end
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Mention
from factbase.model import Kind, Status

_NOTHING: frozenset[str] = frozenset()
_COMING = (Status.PLEDGED, Status.BUDGETED)  # states of money of which who gives it may tell without saying so


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an amount stands in its sentence, and what its kind makes of the words there.

    Attributes:
        scene: the sentence.
        first, last: the amount's tokens.
        end: the last token of the row of amounts that it is in ("5 tanks and 6 guns *from Peru*").
        verb: the verb that governs it, by index.
        fence: the token behind which a preposition belongs to the next amount.
        upto: the token at which the next amount of the sentence begins.
        flow: how money or goods of its concept go (`flow.flow_of`).
        silent: classes of verbs that say nothing of who pays such an amount.
        turned: classes of verbs that give the payer's role to the payee and back, as the amount counts goods.
        counted: whether it counts people or things.
        sent: whether it counts helpers or goods, which come from whoever sends them.
        goods: whether goods go at all; where they do not, such verbs give no role.
        share: whether it is a percentage, of which nobody behind "of" pays.
        unsaid: whether someone is to give it whom its clause does not name: "5 million *will be set aside*".
        settled: the roles that a clause right behind it tells, which no verb before it does.
        price: whether it is what something is had for, so that who gets that pays: "got the site *for 5 million*".
    """

    scene: Scene
    first: int
    last: int
    end: int
    verb: int | None
    fence: int
    upto: int | None
    flow: str
    silent: Set[str]
    turned: Set[str]
    counted: bool
    sent: bool
    goods: bool
    share: bool
    unsaid: bool
    settled: Set[str]
    price: bool


def spot_of(mentions: Sequence[Mention], at: int, scene: Scene, words: Grammar) -> Spot:
    """The place of the mention at an index, in its sentence."""
    mention = mentions[at]
    first, last = scene.token_at(mention.start), scene.token_at(max(mention.start, mention.end - 1))
    flow = flow_of(mention.concept)
    moves = mention.kind is not Kind.PERCENT and flow != "none"
    told = _told_behind(scene, last, words) if moves else None
    end, verb = row_end(mentions, at, scene, words), told if told is not None else _verb_of(scene, first, last, words)
    after = next_amount(mentions, at, end, scene, words)
    return Spot(
        scene=scene,
        first=first,
        last=last,
        end=end,
        verb=verb,
        fence=fence_of(scene, end, after, words),
        upto=scene.token_at(after) if after is not None and after < scene.tokens[-1].end else None,
        flow=flow,
        silent=silent_verbs(flow),
        turned=trade() if mention.kind is Kind.COUNT else _NOTHING,
        counted=mention.kind is Kind.COUNT,
        sent=mention.kind is Kind.COUNT and (flow == "transfer" or mention.unit in words.sent),
        goods=flow != "none",
        share=mention.kind is Kind.PERCENT,
        unsaid=verb is not None and mention.status in _COMING and _is_unsaid(scene, verb),
        settled=_settled(scene, verb, first, last, words) if moves else _NOTHING,
        price=mention.kind is Kind.MONEY and verb is not None and _is_price(scene, verb, first, words),
    )


def _verb_of(scene: Scene, first: int, last: int, words: Grammar) -> int | None:
    """The verb that governs an amount: none behind "and" where one stands before the amount ("sold it for 5 and *bought*")."""
    nearest = scene.governing(first, last, verb_last=words.subject_may_follow)
    if nearest is None or scene.verbs[nearest].first < last or not nearest:
        return nearest
    before, behind = scene.verbs[nearest - 1], scene.verbs[nearest]
    joined = scene.tokens[behind.first - 1].lower in words.conjunctions
    return nearest - 1 if joined and before.first < first and not scene.crossed(before.first, behind.first) else nearest


def _told_behind(scene: Scene, last: int, words: Grammar) -> int | None:
    """The verb of a clause right behind an amount that says whose it is: "more than the 5 million *that Peru pledged*"."""
    at = last + 1
    if at < len(scene.tokens) and scene.tokens[at].text == "(":
        at = next((i + 1 for i in range(at, min(len(scene.tokens), at + _BRACKETED)) if scene.tokens[i].text == ")"), at)
    if at >= len(scene.tokens) or scene.tokens[at].lower not in words.relative:
        return None
    inside = (i for i, verb in enumerate(scene.verbs) if verb.first > at and scene.clauses[verb.first] == scene.clauses[at])
    verb = next(inside, None)
    return verb if verb is not None and _doers(scene, verb, at) else None


def _doers(scene: Scene, verb: int, at: int) -> list[Actor]:
    """Those who do what a verb says in the clause of a token, and give or get by it."""
    subjects = (a for a in scene.actors if a.verb == verb and a.marker == "subject" and _by_verb(a))
    return [a for a in subjects if scene.clauses[a.first] == scene.clauses[at]]


def _by_verb(actor: Actor) -> Set[str]:
    """The roles that an actor's own verb gives it."""
    return {role for role, rule in actor.roles if rule.startswith("verb")}


def _settled(scene: Scene, verb: int | None, first: int, last: int, words: Grammar) -> Set[str]:
    """The roles that a clause right behind an amount tells, so that no verb before it does.

    "*Chile* pays more than the 5 million that *Peru* pledged"; who pays part of what another asks for does not pay it all.
    """
    if verb is None or verb != _told_behind(scene, last, words):
        return _NOTHING
    told = {role for a in _doers(scene, verb, scene.verbs[verb].first) for role in _by_verb(a)}
    return told | {ROLES[0]} if scene.verbs[verb].kind in _ASKING and _of_whole(scene, first, words) else told


def _of_whole(scene: Scene, first: int, words: Grammar) -> bool:
    """Whether something is part of an amount, or is compared with it: "2 million *of the* 5 million", "more *than* 5 million"."""
    at = behind_hedges(scene, first, words)
    while at > 0 and scene.tokens[at].lower in words.determiners:
        at -= 1
    return at > 0 and words.markers.get(scene.tokens[at].lower) in ("of", "against")


_ASKING = ("request", "claim")
_BRACKETED = 10  # words that a conversion in brackets may take


def _is_unsaid(scene: Scene, verb: int) -> bool:
    """Whether a verb of giving or spending is passive and nobody is named who does it."""
    told = scene.verbs[verb]
    return told.passive and told.kind in ("give", "spend") and not any(a.verb == verb and a.marker == "by" for a in scene.actors)


def _is_price(scene: Scene, verb: int, first: int, words: Grammar) -> bool:
    """Whether an amount is what is paid for that which a verb of getting has as its object: "got the site *for 5 million*"."""
    at = behind_hedges(scene, first, words)
    got = scene.tokens[scene.verbs[verb].last + 1 : max(0, at)]
    if scene.verbs[verb].kind != "receive" or not got or words.markers.get(scene.tokens[at].lower) != "for":
        return False
    won = scene.tokens[scene.verbs[verb].first].lower in words.wins  # a contract, for which one is paid
    return not won and not any(t.text == "," or OPENS_AMOUNT.match(t.text) for t in got)
