"""What the text around an amount says for and against each candidate, as features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from factbase.extract.parties.candidate import NOBODY, ONLY, PLAYS, ROLES, Candidate
from factbase.extract.parties.flow import channels, flow_of, penalties, silent_verbs, trade
from factbase.extract.parties.frames import scenes
from factbase.extract.parties.grammar import Grammar, grammar
from factbase.extract.parties.profile import BACK, MOST, OPENING, Cast, Profile, pass_on, profile
from factbase.extract.parties.rivals import (
    BEHIND,
    BEHIND_REACH,
    busy_elsewhere,
    counts_parties,
    fence_of,
    holder,
    next_amount,
    one_by_one,
    parallels,
    row_end,
    without_rivals,
)
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind

_WHERE = ("in", "at", "chez")  # prepositions that rather say where than to whom
_LOOSE = (*_WHERE, "aim")  # places that tell a role less surely than "to" and "from"
_SOURCES = ("from", "chez")  # prepositions before whom one raises money from
_RATHER_MEANS = ("programme", "place", "person", "group")  # kinds of names that give and get less surely than bodies do
_NEAR = 8  # words that count as near
_ROW = 6  # amounts before and behind one that may be in a row with it
_ONLOOKING = ("say", "approve", "fine", "wish")  # classes of verbs whose subject may be nobody to the amount
_STANDING = ("pronoun", "role", "leader", "people", "adjective", "capital", "force")


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
    beneficiary = pass_on(read, channels())
    about = profile(read)
    about.beneficiary = beneficiary
    words = grammar(article.lang)
    return [candidates(article, i, mentions, read, about, words) for i in range(len(mentions))]


def candidates(
    article: Article,
    at: int,
    mentions: Sequence[Mention],
    read: Sequence[Scene],
    about: Profile,
    words: Grammar,
) -> dict[str, Candidate]:
    """Everyone who may be a party of the amount at an index, and nobody, with features."""
    mention = mentions[at]
    before = mentions[at - 1] if at else None
    index = article.sentence_at(mention.start)
    found: dict[str, Candidate] = {}
    here = read[index]
    first, last = here.token_at(mention.start), here.token_at(max(mention.start, mention.end - 1))
    counts = counts_parties(mention, before, here, first, words)
    inside = before is not None and at > 1 and before.start >= here.tokens[0].start
    if before and inside and counts_parties(before, mentions[at - 2], here, here.token_at(before.start), words):
        before = mentions[at - 2]
    verb = here.governing(first, last)
    flow = flow_of(mention.concept)
    amount = _features_of_amount(mention, flow, here, first, last, verb)
    order = [
        a for a in here.actors if not (a.form in ("group", "people", "role") and a.start < mention.end and a.end > mention.start)
    ]
    order.sort(key=lambda a: min(abs(a.first - last), abs(first - a.last)))
    del order[MOST:]
    present = {actor.id for actor in order}
    order = without_rivals(order, before, here, first, last)
    own, others, shared = one_by_one(here, mention, mentions[max(0, at - _ROW) : at + _ROW], words)
    order = [a for a in order if all(a is not other for other in others)]
    parallel = list(parallels(here, before, first, words))
    if parallel:
        about.cast.changed(index)
    order = [a for a in order if all(a is not same for _, _, same in parallel)]
    end = row_end(mentions, at, here, words)
    after = next_amount(mentions, at, end, here, words)
    fence = fence_of(here, end, after, words)
    upto = here.token_at(after) if after is not None and after < here.tokens[-1].end else None
    silent = silent_verbs(flow)
    turned = trade() if mention.kind is Kind.COUNT else frozenset()
    goods, share = flow != "none", mention.kind is Kind.PERCENT
    for rank, actor in enumerate(order):
        leads = any(actor is lead for lead, _, _ in parallel) or (upto is not None and actor.last == upto - 1 > end)
        _here(_of(found, actor), actor, rank, here, first, last, end, verb, silent, turned, goods, share, -1 if leads else fence)
    for actor, role, _ in parallel:
        _of(found, actor).plays(role, "by parallel")
    if own is not None:
        found[own.id].group = None
        for role in shared:
            found[own.id].plays(role, "by parallel")
    how, held_by = holder(here, first, words)
    if held_by is not None:
        for role, level in zip(ROLES, about.standing(held_by.id).levels, strict=True):
            _of(found, held_by).plays(role, f"holds the amount, {level}")
        _of(found, held_by).add(f"holds the amount, {how}")
    for where, scene in _around(read, index):
        for party, part, beside, alone in about.cast.said(scene.index, where):
            candidate = found.get(party)
            if candidate is None:
                candidate = found[party] = Candidate(party, part.actor.kind or part.kind)
            elif not candidate.kind:
                candidate.kind = part.kind
            if candidate.actor is None:
                candidate.actor = part.actor
            candidate.held |= beside if party in present else alone
    for party, kind in about.prominent.items():
        if party not in found:
            found[party] = Candidate(party, kind)
    if here.passed_on and about.beneficiary is not None:
        found.setdefault(about.beneficiary, Candidate(about.beneficiary, "country")).plays("payee", "by channel")
        for party in channels():
            if party in found:
                found[party].add("only collects here")
    for party in busy_elsewhere(here, order, last, verb):
        found.pop(party, None)
    plays = [(not _STRONG[0].isdisjoint(c.held), not _STRONG[1].isdisjoint(c.held)) for c in found.values()]
    told = (any(payer for payer, _ in plays), any(payee for _, payee in plays))
    travels, traits = _travels(mention, flow), tuple(amount)
    carried = tuple(one for one in traits if not one.startswith("verb"))
    for (party, candidate), (payer, payee) in zip(found.items(), plays, strict=True):
        held, named, kind, one = candidate.held, party in present, candidate.kind, about.standing(party)
        candidate.told = _told(payer, payee, told)
        if payer or payee:
            standing = _LEADS[one.lead, named]
            if kind in _RATHER_MEANS:
                candidate.plays(ROLES[0 if payer else 1], f"by words, is {kind}")
        else:
            topical = travels and "with another amount" not in held
            standing = _untold(one.rank, one.headline and index > 0, named, one.lead, flow, told if topical else None)
        candidate.wide = (one.features, standing, *_article_wide(candidate.told, kind, one.levels, named, carried))
    for i, role in enumerate(ROLES):
        chief = about.chief[role]
        if not told[i] and chief is not None and chief in found:
            found[chief].held |= _chief(role, told[1 - i], flow, chief in present)
    _latest(found, index, about.cast, first)
    if counts:
        traits = (*traits, "counts those of the amount before")
    found[NOBODY] = Candidate(NOBODY, "", wide=(_empty(traits, told, tuple(bool(about.roles[role]) for role in ROLES)),))
    return found


@lru_cache(maxsize=4096)
def _empty(amount: tuple[str, ...], told: tuple[bool, ...], anyone: tuple[bool, ...]) -> frozenset[str]:
    """Features of nobody: what the amount is, whether the words around it tell a role, whether anyone in the article has it."""
    held = {"nobody", *(f"nobody: {one}" for one in amount)}
    for i, role in enumerate(ROLES):
        if not told[i]:
            held.add(ONLY[role]("nobody: none by words here"))
            if told[1 - i]:
                held.add(ONLY[role]("nobody: the other role is told here"))
        if not anyone[i]:
            held.add(ONLY[role]("nobody: none in the article"))
    return frozenset(held)


_STRONG = tuple(
    frozenset(map(PLAYS[role], ("by parallel", "by verb, same", "by verb, inherited", "by noun, near", "by place", "by channel")))
    for role in ROLES
)
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


def _features_of_amount(mention: Mention, flow: str, here: Scene, first: int, last: int, verb: int | None) -> list[str]:
    """What the amount itself says of its parties: its kind, how such money flows, its verb."""
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
    end: int,
    verb: int | None,
    silent: Set[str],
    turned: Set[str],
    goods: bool,
    share: bool,
    fence: int,
) -> None:
    """Features of an actor in the amount's own sentence.

    Verbs of the classes in `silent` say nothing of who pays; those in `turned` give the payer's role to the payee and back,
    where the amount is of `goods`, and else none; `share` says that it is a percentage, of which nobody behind "of" pays.
    `end` is the last token of the row that the amount is in ("5 tanks and 6 guns *from Peru*").
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
    if fence < 0 or (after and actor.first > fence and marker in BEHIND):
        candidate.add("with another amount")
        return
    beneficiary = "asker" in silent and place == "for" and actor.kind in ("country", "place")
    if beneficiary:
        candidate.plays("payee", "as beneficiary")
        return
    by_verb = {role for role, rule in actor.roles if rule.startswith("verb") and actor.verb == verb}
    behind_row = distance if actor.first <= end or not after else actor.first - end
    describes = actor.marker.endswith("+adj")  # "for *Brazilian* striker Neymar"
    things = actor.form == "pronoun" and place in ("of", "in")  # "2 million of it"
    if after and not crossed and not things and behind_row <= BEHIND_REACH and place in BEHIND and by_verb <= {BEHIND[place]}:
        role = ROLES[1 - ROLES.index(BEHIND[place])] if "penalty" in silent else BEHIND[place]
        if actor.kind == "place" and place in _WHERE:
            candidate.plays(role, "by place, where")
        elif describes or (share and place == "of"):  # "58 percent *of the Irish*"
            candidate.plays(role, "by place, adjective" if describes else "by place, share")
        else:
            candidate.plays(role, f"by place, {place}" if place in _LOOSE else "by place")
    behind = marker in ("object", "subject") and after and verb is not None and here.verbs[verb].first < first
    for role, rule in actor.roles:
        source, _, detail = rule.partition(" ")
        if source == "parallel" or (source == "verb" and behind):
            continue
        kind = detail.split(" ", 1)[0]
        if kind in turned:
            if not goods:
                continue  # who buys farms neither gives nor gets them
            detail += ", things"
        if kind in turned or ("penalty" in silent and source != "noun" and kind in ("give", "receive")):
            role = ROLES[1 - ROLES.index(role)]  # who is given a fine pays, who buys tanks gets them
        if role == "payee" and "penalty" in silent and kind in penalties() and actor.kind != "country":
            candidate.add(f"only {kind}, is {actor.kind}")
            continue  # a court or a watchdog that fines someone does not keep the money
        if role == "payer" and source != "noun" and kind in silent and not (kind == "raise" and place in _SOURCES):
            continue
        if source == "inherited":
            if verb is not None and here.subjects.get(verb) is actor:
                candidate.plays(role, "by verb, inherited")
        elif source == "verb":
            if actor.kind == "place" and place in _WHERE:  # "a factory in Dresden"
                candidate.plays(role, "by verb, where")
                continue
            strength = "other" if actor.verb != verb else "loose" if actor.boundaries else "adjective" if describes else "same"
            candidate.plays(role, f"by verb, {strength}")
            if strength == "same":
                candidate.plays(role, f"by verb {detail}")
        elif actor.kind == "place" and place in _WHERE:
            candidate.plays(role, "by noun, where")
        else:
            candidate.plays(role, f"by noun, {near}")
            if near == "near":
                candidate.plays(role, f"by noun {detail}")
    if marker == "whose" and not after:
        candidate.plays("payer", "by place, whose")
    if not actor.roles:
        candidate.add(f"no role, {marker} {near}")
        if marker == "subject" and actor.verb is not None and here.verbs[actor.verb].kind in _ONLOOKING:
            candidate.add(f"only {here.verbs[actor.verb].kind}, is {actor.kind}")
    if actor.form in _STANDING:
        candidate.add(f"as {actor.form}")


@lru_cache(maxsize=16)
def _told(payer: bool, payee: bool, anyone: tuple[bool, ...]) -> tuple[str, str]:
    """`Candidate.told` of one whom the words give these roles, where they give anyone those."""
    return (
        "told" if payer else "another told" if payee or anyone[0] else "",
        "told" if payee else "another told" if payer or anyone[1] else "",
    )


@lru_cache(maxsize=8192)
def _article_wide(
    told: tuple[str, str], kind: str, levels: tuple[str, str], present: bool, amount: tuple[str, ...]
) -> tuple[frozenset[str], ...]:
    """Sets of features of how far the amount may be carried over to a candidate by what it does in the whole article."""
    held: list[frozenset[str]] = []
    for i, role in enumerate(ROLES):
        if told[i] == "another told":
            held.append(_TOLD_ELSEWHERE[i, told[1 - i] == "told"])
        elif not told[i]:
            level = levels[i] if levels[i] in ("most", "much") else "little"
            held += (_carried_to(role, kind or "unknown", present), _carried(role, level, amount))
    return tuple(held)


@lru_cache(maxsize=256)
def _carried_to(role: str, kind: str, present: bool) -> frozenset[str]:
    """Features of the one to whom an amount would be carried over."""
    return frozenset((ONLY[role](f"carried, is {kind}"), ONLY[role](f"carried, {'here' if present else 'away'}")))


@lru_cache(maxsize=4096)
def _carried(role: str, level: str, amount: tuple[str, ...]) -> frozenset[str]:
    """Features of an amount that would be carried over to one who has a role so often."""
    return frozenset(ONLY[role](f"carried, {level}, {one}") for one in amount)


_ANOTHER = "another is told here"
_OPPOSITE = "told in the other role here"
_TOLD_ELSEWHERE = {
    (i, opposite): frozenset((ONLY[role](_OPPOSITE if opposite else _ANOTHER),))
    for i, role in enumerate(ROLES)
    for opposite in (True, False)
}
_STAYS = ("none", "gift", "request")  # flows whose parties are not taken from what the article is about


def _travels(mention: Mention, flow: str) -> bool:
    """Whether an amount is one of money or goods that go to whom the article is about, without being said again."""
    return flow == "transfer" or (mention.kind is Kind.MONEY and flow not in _STAYS)


@lru_cache(maxsize=256)
def _chief(role: str, other: bool, flow: str, present: bool) -> frozenset[str]:
    """Features of the one who has a role in most of the article, for an amount whose own words give it to nobody."""
    where = "here" if present else "away"
    said = f"chief, {'other role' if other else 'nothing'} told, {where}"
    return frozenset((ONLY[role](said), ONLY[role](f"chief, flow {flow}")))


_LEADS = {
    (lead, here): frozenset((f"{'in' if lead else 'not in'} the lead, {'here' if here else 'away'}",))
    for lead in (True, False)
    for here in (True, False)
}


@lru_cache(maxsize=2048)
def _untold(
    rank: str | None, headline: bool, present: bool, lead: bool, flow: str, told: tuple[bool, bool] | None
) -> frozenset[str]:
    """Features of one whom no words around the amount give a role: how much the article is about it, and how the money flows.

    Money whose giver is `told` here goes to whom the article is about, without being said again; None where it does not.
    """
    where = "headline" if headline else "sentence" if present else "lead" if lead else "text"
    held = {*_LEADS[lead, present], f"named {rank or 'seldom'}, flow {flow}", f"named in {where}, flow {flow}"}
    if told is not None and (headline or rank is not None):
        topic = f"{'headline' if headline else 'text'} {rank or 'seldom'}"
        held |= {
            ONLY[role](f"topic, {topic}, {'other role' if told[1 - i] else 'nothing'} told")
            for i, role in enumerate(ROLES)
            if not told[i]
        }
    return frozenset(held)


@lru_cache(maxsize=256)
def _stands(marker: str, after: bool, crossed: bool) -> str:
    """The feature of where an actor stands to the amount, whatever the verb."""
    return f"stands as {marker} {'behind' if after else 'before'}, {'another' if crossed else 'same'} clause"


def _latest(found: dict[str, Candidate], index: int, cast: Cast, first: int) -> None:
    """Mark the last one before the amount who had each role, and the first one in the article."""
    for role in ROLES:
        latest = next((a for a in reversed(cast.players(index, role)) if a.first < first), None) or cast.earlier(index, role)
        if latest is not None and latest.id in found:
            found[latest.id].plays(role, "role latest")
        opening = cast.opener(role)
        if opening is not None and opening.id in found:
            found[opening.id].plays(role, "role first")
