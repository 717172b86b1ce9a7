"""What the text around an amount says for and against each candidate, as features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

from factbase.extract.parties.candidate import NOBODY, ONLY, PLAYS, ROLES, Candidate
from factbase.extract.parties.flow import channels, trade
from factbase.extract.parties.frames import scenes
from factbase.extract.parties.grammar import Grammar, grammar
from factbase.extract.parties.ledgers import Entry, ledgers
from factbase.extract.parties.profile import BACK, MOST, OPENING, Cast, Profile, pass_on, profile, trades
from factbase.extract.parties.rivals import busy_elsewhere, counts_parties, hinders, holder, one_by_one, parallels, without_rivals
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.parties.sentence import beside
from factbase.extract.parties.sorts import sort_of, sorted_as
from factbase.extract.parties.spot import Spot, spot_of
from factbase.extract.parties.whole import LEADS, article_wide, nobodys, told_of, travels, untold
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind

_RATHER_MEANS = ("programme", "place", "person", "group")  # kinds of names that give and get less surely than bodies do
_ROW = 6  # amounts before and behind one that may be in a row with it


def rows(article: Article, mentions: Sequence[Mention]) -> list[dict[str, Candidate]]:
    """Candidates with the features of the first pass, for each mention in order."""
    if not article.sentences:
        return [{} for _ in mentions]
    near = set(range(OPENING))
    for mention in mentions:
        index = article.sentence_at(mention.start)
        near.update(range(index - 2 * BACK, index + 2))
    article.shared["units"] = [unit for unit, _ in Counter(m.unit for m in mentions if m.kind is Kind.MONEY).most_common()]
    read = scenes(article, near)
    for mention in mentions:  # the "Turkish" of "5 million Turkish lira" is nobody
        if mention.kind is Kind.MONEY:
            here = read[article.sentence_at(mention.start)]
            here.actors = [a for a in here.actors if a.end <= mention.start or a.start >= mention.end]
    words = grammar(article.lang)
    listed = ledgers(article, mentions, read, words)
    beneficiary = pass_on(read, channels())
    money = goods = profile(read)
    if any(mention.kind is Kind.COUNT for mention in mentions) and trades(read, trade()):
        goods = profile(read, trade())
    money.beneficiary = goods.beneficiary = beneficiary
    found = []
    for i, mention in enumerate(mentions):
        found.append(candidates(article, i, mentions, read, goods if mention.kind is Kind.COUNT else money, words, listed.get(i)))
        if found[-1] and money is not goods:
            for about in (money, goods):
                about.cast.changed(article.sentence_at(mention.start))
    return found


def candidates(
    article: Article,
    at: int,
    mentions: Sequence[Mention],
    read: Sequence[Scene],
    about: Profile,
    words: Grammar,
    entry: Entry | None = None,
) -> dict[str, Candidate]:
    """Everyone who may be a party of the amount at an index, which a list may say (`entry`), and nobody, with features."""
    mention = mentions[at]
    index = article.sentence_at(mention.start)
    spot = spot_of(mentions, at, read[index], words)
    before, counts = _before(mentions, at, spot, words)
    nearest = _nearest(mention, spot)
    present = {actor.id for actor in nearest}
    elsewhere = entry.others if entry is not None else ()
    found, order = _beside(mentions, at, before, nearest, spot, about, words, elsewhere)
    if entry is not None:
        _of(found, entry.actor).plays(entry.role, "by list")
        found[entry.actor.id].group = None
    rivals = present - {actor.id for actor in order}
    _hold(found, spot, about, words, rivals)
    _said_around(found, read, index, about, present)
    if index and spot.verb is not None and spot.scene.verbs[spot.verb].kind == "redeem":
        for actor in read[index - 1].actors:
            if actor.id in found and any(rule.startswith("verb give") for role, rule in actor.roles if role == ROLES[0]):
                found[actor.id].plays(ROLES[1], "by verb, inherited")  # "*Acme* gave Peru ships. Peru pays 5 million for them."
    if spot.scene.passed_on and about.beneficiary is not None:
        found.setdefault(about.beneficiary, Candidate(about.beneficiary, "country")).plays("payee", "by channel")
        for party in channels():
            if party in found:
                found[party].add("only collects here")
    courts = {party for party, one in found.items() if "penalty" in spot.silent and sort_of(party, one.kind) == "judge"}
    others = busy_elsewhere(spot.scene, order, spot.last, spot.verb) | hinders(spot.scene, order, spot.verb)
    for party in rivals | courts | others | spot.scene.drawn:
        found.pop(party, None)
    traits = tuple(_features_of_amount(mention, spot))
    fund = mention.programme if mention.programme not in spot.scene.drawn else None
    if fund is not None and fund not in found and sort_of(fund, "programme") == "fund":
        found[fund] = Candidate(fund, about.kinds.get(fund, "programme"))
    told = _carry(found, mention, spot, about, present, traits)
    _latest(found, index, about.cast, spot.first)
    if counts:
        traits = (*traits, "counts those of the amount before")
    found[NOBODY] = Candidate(NOBODY, "", wide=(nobodys(traits, told, tuple(bool(about.roles[role]) for role in ROLES)),))
    return found


def _before(mentions: Sequence[Mention], at: int, spot: Spot, words: Grammar) -> tuple[Mention | None, bool]:
    """The amount before, one that only counts its parties left out, and whether this one only counts those of the one before."""
    before, scene = mentions[at - 1] if at else None, spot.scene
    counts = counts_parties(mentions[at], before, scene, spot.first, words)
    inside = before is not None and at > 1 and before.start >= scene.tokens[0].start
    if before and inside and counts_parties(before, mentions[at - 2], scene, scene.token_at(before.start), words):
        before = mentions[at - 2]
    return before, counts


def _nearest(mention: Mention, spot: Spot) -> list[Actor]:
    """The actors of the sentence, nearest first, without those that only are what is counted ("300 *families*")."""
    order = [
        a
        for a in spot.scene.actors
        if not (a.form in ("group", "people", "role") and a.start < mention.end and a.end > mention.start)
    ]
    order.sort(key=lambda a: min(abs(a.first - spot.last), abs(spot.first - a.last)))
    return order[:MOST]


def _beside(
    mentions: Sequence[Mention],
    at: int,
    before: Mention | None,
    nearest: list[Actor],
    spot: Spot,
    about: Profile,
    words: Grammar,
    elsewhere: Sequence[Actor] = (),
) -> tuple[dict[str, Candidate], list[Actor]]:
    """Those whom the amount's own sentence names, with features, and the actors that are no other amount's (`elsewhere`)."""
    found: dict[str, Candidate] = {}
    own, others, shared = one_by_one(spot.scene, mentions[at], mentions[max(0, at - _ROW) : at + _ROW], words)
    parallel = list(parallels(spot.scene, before, spot.first, words))
    if parallel:
        about.cast.changed(spot.scene.index)
    taken = (*others, *elsewhere, *(same for _, _, same in parallel))
    opening = next((m for m in mentions[max(0, at - _ROW) : at] if m.start >= spot.scene.tokens[0].start), None)
    order = without_rivals(nearest, opening if before is not None else None, spot.scene, spot.first, spot.last, spot.fence)
    order = [a for a in order if all(a is not other for other in taken)]
    for rank, actor in enumerate(order):
        leads = any(actor is lead for lead, _, _ in parallel) or (
            spot.upto is not None and actor.last == spot.upto - 1 > spot.end
        )
        beside(_of(found, actor), actor, rank, spot, leads)
    for actor, role, _ in parallel:
        _of(found, actor).plays(role, "by parallel")
    if own is not None:
        found[own.id].group = None
        for role in shared:
            found[own.id].plays(role, "by parallel")
    return found, order


def _hold(found: dict[str, Candidate], spot: Spot, about: Profile, words: Grammar, rivals: Set[str]) -> None:
    """Add what speaks for the name right before that the amount hangs on, of no other amount: "Chile (6 million)"."""
    how, actor = holder(spot.scene, spot.first, words)
    if actor is None or actor.id in rivals:
        return
    candidate = _of(found, actor)
    for role, level in zip(ROLES, about.standing(actor.id).levels, strict=True):
        candidate.plays(role, f"holds the amount, {level}")
    candidate.add(f"holds the amount, {how}")


def _said_around(found: dict[str, Candidate], read: Sequence[Scene], index: int, about: Profile, present: Set[str]) -> None:
    """Add those whom sentences around name, with what they do there, and those whom the article names most."""
    for where, scene in _around(read, index):
        for party, part, if_here, alone in about.cast.said(scene.index, where):
            candidate = found.get(party)
            if candidate is None:
                candidate = found[party] = Candidate(party, part.actor.kind or part.kind)
            elif not candidate.kind:
                candidate.kind = part.kind
            if candidate.actor is None:
                candidate.actor = part.actor
            candidate.held |= if_here if party in present else alone
    for party, kind in about.prominent.items():
        if party not in found:
            found[party] = Candidate(party, kind)


def _carry(
    found: dict[str, Candidate], mention: Mention, spot: Spot, about: Profile, present: Set[str], traits: tuple[str, ...]
) -> tuple[bool, bool]:
    """Add how far the amount may be carried over to those whom no words around it give a role; whether these tell each role."""
    plays = [(not _STRONG[0].isdisjoint(c.held), not _STRONG[1].isdisjoint(c.held)) for c in found.values()]
    told = (any(payer for payer, _ in plays), any(payee for _, payee in plays))
    topical = travels(mention, spot.flow)
    carried = tuple(one for one in traits if not one.startswith("verb"))
    for (party, candidate), (payer, payee) in zip(found.items(), plays, strict=True):
        held, named, kind, one = candidate.held, party in present, candidate.kind, about.standing(party)
        candidate.told = told_of(payer, payee, told)
        if payer or payee:
            standing = LEADS[one.lead, named]
            if kind in _RATHER_MEANS:
                candidate.plays(ROLES[0 if payer else 1], f"by words, is {kind}")
        else:
            goes = told if topical and "with another amount" not in held else None
            standing = untold(one.rank, one.headline and spot.scene.index > 0, named, one.lead, spot.flow, goes)
        sort = sorted_as(sort_of(party, kind), named, carried)
        if party == mention.programme and sort_of(party, kind) == "fund":
            _own_fund(candidate, told)
        candidate.wide = (one.features, standing, sort, *article_wide(candidate.told, kind, one.levels, named, carried))
    return told


def _own_fund(candidate: Candidate, told: tuple[bool, bool]) -> None:
    """Add that the amount is of a fund that may itself pay or get: "5 million for the *Green Climate Fund*"."""
    for i, role in enumerate(ROLES):
        candidate.held.add(ONLY[role](f"its fund, {'other role' if told[1 - i] else 'nothing'} told"))


_TELLING = (
    "by parallel",
    "by list",
    "by verb, same",
    "by verb, inherited",
    "by noun, near",
    "by place",
    "by channel",
    "by asking",
)
_STRONG = tuple(frozenset(map(PLAYS[role], _TELLING)) for role in ROLES)
"""The features, by role, by which the words around an amount themselves say that one plays it."""


def _around(read: Sequence[Scene], index: int) -> Iterable[tuple[str, Scene]]:
    """The sentences around, with how they lie to the amount's."""
    for back in range(1, BACK + 1):
        if index - back >= 0:
            yield "1 before" if back == 1 else "2-3 before", read[index - back]
    if index > BACK:
        yield "headline", read[0]
    if index + 1 < len(read):
        yield "1 after", read[index + 1]


def _of(found: dict[str, Candidate], actor: Actor) -> Candidate:
    candidate = found.get(actor.id)
    if candidate is None:
        candidate = found[actor.id] = Candidate(actor.id, actor.kind)
    candidate.kind = candidate.kind or actor.kind
    return candidate


def _features_of_amount(mention: Mention, spot: Spot) -> list[str]:
    """What the amount itself says of its parties: its kind, how such money flows, its verb."""
    scene = spot.scene
    features = [f"kind {mention.kind.value}", f"flow {spot.flow}", f"status {mention.status.value}"]
    if mention.kind is Kind.COUNT:
        features.append(f"count, flow {spot.flow}")
    if scene.continues:
        features.append("continues")
    if spot.verb is not None:
        verb = scene.verbs[spot.verb]
        crossed = min(scene.crossed(verb.first, spot.first), scene.crossed(verb.last, spot.first))
        features.append(f"verb {verb.kind}" if not crossed else "verb far off")
    else:
        features.append("no verb")
    return features


def _latest(found: dict[str, Candidate], index: int, cast: Cast, first: int) -> None:
    """Mark the last one before the amount who had each role, and the first one in the article."""
    for role in ROLES:
        latest = next((a for a in reversed(cast.players(index, role)) if a.first < first), None) or cast.earlier(index, role)
        if latest is not None and latest.id in found:
            found[latest.id].plays(role, "role latest")
        opening = cast.opener(role)
        if opening is not None and opening.id in found:
            found[opening.id].plays(role, "role first")
