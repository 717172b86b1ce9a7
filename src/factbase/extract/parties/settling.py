"""What a sentence as a whole says of the roles that its places give: who is only between, and who lends or borrows."""

from __future__ import annotations

from collections.abc import Sequence

from factbase.extract.parties.flow import owners
from factbase.extract.parties.grammar import OPENS_AMOUNT
from factbase.extract.parties.scene import Actor, Scene, Verb
from factbase.extract.parties.sorts import sort_of


def settle(read: Scene) -> None:
    """Take roles away from those who only approve, are sold or are bought of someone, and turn those of who lends to nobody."""
    _act_for(read)
    _join(read)
    _draw(read)
    told = [rule for actor in read.actors for _, rule in actor.roles]
    if any(rule.startswith("verb approve") for rule in told):
        _leave_to_givers(read)
    if not _SALES.isdisjoint(told):
        _leave_to_buyers(read)
        _leave_to_sellers(read)
    if "noun fine poss" in told:
        _leave_to_fined(read)
    if any(verb.kind == "wish" for verb in read.verbs):
        _want(read)
    if "verb propose active subject" in told:
        _petition(read)
    if "verb receive active subject" in told:
        _order(read)
    if "verb lend active subject" in told:
        _borrow(read)
    if "verb borrow active subject" in told:
        _lend(read)
    if not _SETTLED.isdisjoint(told):
        _leave_to_offenders(read)
    if any(verb.kind == "relieve" for verb in read.verbs):
        _forgive(read)


def rank(read: Sequence[Scene]) -> None:
    """Give who is only ranked the role of those he is ranked with: "Peru gets 5 million, Chile *follows* with 4 million"."""
    for i, one in enumerate(read):
        ranked = [a for a in one.actors if _RANKED in a.roles]
        if not ranked:
            continue
        near = (one, *(read[j] for j in (i - 1, i - 2, i + 1) if 0 <= j < len(read)))
        told = next((role for role in (_told(other, ranked[0]) for other in near) if role), None)
        if told is not None and told != _RANKED[0]:
            for actor in ranked:
                actor.roles = [(told if (role, rule) == _RANKED else role, rule) for role, rule in actor.roles]


_RANKED = ("payer", "verb rank active subject")
_UNRANKING = ("rank", "announce", "approve")  # classes of verbs that do not tell in what those are ranked who stand near


def _told(read: Scene, ranked: Actor) -> str | None:
    """The role that a verb gives to one of the kind of who is ranked, as its subject, in a sentence; None where none does."""
    for actor in read.actors:
        if actor.kind != ranked.kind or actor.id in ("EU", ranked.id) or actor.marker != "subject" or actor.idle:
            continue
        for role, rule in actor.roles:
            source, kind, _, place = rule.split(" ")
            if source == "verb" and place == "subject" and kind not in _UNRANKING:
                return role
    return None


def _act_for(read: Scene) -> None:
    """A person who does something for a body leaves his role to it: "Jane Roe promised 5 million *on behalf of Peru*"."""
    for body in read.actors:
        if body.marker != "by" or body.verb is None or read.verbs[body.verb].passive or body.kind == "person":
            continue
        for person in read.actors:
            office = (person.form == "role" and person.kind == "government") or person.form == "leader"
            acts = person.kind == "person" or person.acts or office
            if acts and person is not body and person.marker == "subject" and person.verb == body.verb:
                body.roles, person.roles = person.roles, []


def _join(read: Scene) -> None:
    """Give a partner the part of the one it does something with: "Peru, *together with Chile*, gave", "samen met Chili"."""
    for i, partner in enumerate(read.actors):
        if partner.marker != "beside" or any(one is partner for one in read.subjects.values()):
            continue  # "together with Chile, *which gave 5 million*"
        leads = [a for a in read.actors if a is not partner and a.marker == "subject" and a.roles]
        behind = [a for a in leads if a.last < partner.first and partner.first - a.last <= _BESIDE]
        before = [a for a in leads if a.first > partner.last and partner.first <= _BESIDE]
        for lead in (behind or before)[:1]:
            row = [a for a in read.actors[i:] if a.group == partner.group]
            for one in row:
                one.roles, one.verb, one.marker, one.group = [*lead.roles], lead.verb, lead.marker, lead.group


_BESIDE = 4  # words from the one who does something to the name of his partner


def _draw(read: Scene) -> None:
    """Leave the payer's role to who gives from a fund, or whose it is known to be: "the WHO gave 5 million *from its fund*"."""
    for fund in read.actors:
        if (fund.outer or fund.marker) != "from" or sort_of(fund.id, fund.kind) != "fund":
            continue
        if not any(role == "payer" for role, _ in fund.roles):
            continue
        heir = read.subjects.get(fund.verb) if fund.verb is not None else None
        givers = [a for a in read.actors if a is not fund and ((a.verb == fund.verb and _gives(a)) or a is heir)]
        if givers:
            read.drawn.add(fund.id)
            fund.roles = []
        elif (owner := owners().get(fund.id)) is not None:
            read.drawn.add(fund.id)
            fund.id, fund.kind = owner, "organisation"


def _gives(actor: Actor) -> bool:
    """Whether a verb of giving has an actor as the one who gives: its subject, or its agent."""
    return any(role == "payer" and rule.startswith("verb") and rule.endswith((" subject", " by")) for role, rule in actor.roles)


def _leave_to_fined(read: Scene) -> None:
    """A state or an authority whose the fine is imposes it: "*Brussels'* fine of 5 million", "the *FTC* penalty"."""
    for actor in read.actors:
        if ("payer", "noun fine poss") in actor.roles and actor.kind != "place" and _prosecutes(actor):
            actor.roles = [("payee" if rule == "noun fine poss" else role, rule) for role, rule in actor.roles]


def _leave_to_givers(read: Scene) -> None:
    """Take the payer's role from who only approves money where the sentence names its giver: "Brussels clears *Spanish* aid"."""
    approvers = [a for a in read.actors if any(rule.startswith("verb approve") for role, rule in a.roles if role == "payer")]
    if approvers and any(role == "payer" and rule.startswith("noun") for a in read.actors for role, rule in a.roles):
        for actor in approvers:
            actor.roles = [(role, rule) for role, rule in actor.roles if role != "payer" or not rule.startswith("verb approve")]


_OWNED = "verb buy active by"
"""The rule by which who owns what is bought gets the money: "49 percent of Acme *owned by Peru*"."""

_SALES = frozenset(("verb sell active to", "verb sell passive to", "verb buy active object", "verb buy passive subject", _OWNED))
"""Rules by which who buys or is bought has a role, so that others may have to leave theirs to it."""

_BUYERS = (("payer", "verb sell active to"), ("payer", "verb sell passive to"))


def _leave_to_buyers(read: Scene) -> None:
    """Where a sentence says to whom something is sold, nobody else buys it: "Ajax sells *Smith* to Porto"."""
    sold = {a.verb for a in read.actors if any((role, rule) in a.roles for role, rule in _BUYERS)}
    for actor in read.actors:
        if actor.verb in sold:
            actor.roles = [
                (role, rule) for role, rule in actor.roles if not rule.startswith("noun") and rule != "verb sell active object"
            ]


_SELLERS = ("verb buy active from", "verb buy active of", "verb buy active chez", "verb buy active at")

_BOUGHT = ("verb buy active object", "verb buy passive subject")


def _leave_to_sellers(read: Scene) -> None:
    """Only a body that is bought from nobody named is who gets the money: not a player, not what "Gilde" sells."""
    sold = {a.verb for a in read.actors if any(rule in _SELLERS for _, rule in a.roles)}
    owned = {a.verb for a in read.actors if ("payee", _OWNED) in a.roles}  # "49 percent of Acme *owned by Peru*"
    for actor in read.actors:
        if actor.verb in owned and ("payee", _OWNED) not in actor.roles:
            actor.roles = [(role, rule) for role, rule in actor.roles if rule != "verb buy active of"]
        if actor.verb in sold or actor.kind != "organisation":
            actor.roles = [(role, rule) for role, rule in actor.roles if rule not in _BOUGHT]


def _petition(read: Scene) -> None:
    """Who asks a parliament for money and is no government asks for itself: "*Oxfam* asked Congress for 5 million"."""
    for actor in read.actors:
        if actor.kind not in ("country", "government") and ("payer", "verb propose active subject") in actor.roles:
            actor.roles = [("payee", "verb request active subject")]


def _order(read: Scene) -> None:
    """Who gets an order sells, and the others buy: "*Acme* won a contract of 5 million to supply *Peru*"."""
    ordered = {hit.first for hit in read.nouns if hit.key == "sale"}
    for i, verb in enumerate(read.verbs):
        if verb.kind != "receive" or verb.passive or ordered.isdisjoint(range(verb.last + 1, verb.last + 1 + _ORDER)):
            continue
        for actor in read.actors:
            if actor.verb == i and ("payee", "verb receive active subject") in actor.roles:
                actor.roles = [("payee", "verb sell active subject")]
            elif actor.first > verb.last and actor.marker in ("to", "for", "from", "of", "object") and actor.roles:
                actor.verb, actor.roles = i, [("payer", "verb sell active to")]


_ORDER = 6  # words from a verb of getting to the order that one gets


def _borrow(read: Scene) -> None:
    """Where one verb lends and borrows, who lends to nobody borrows: "Peru *leent* 5 miljoen".

    "Peru *leent* Chili 5 miljoen" lends.
    """
    lent = {a.verb for a in read.actors if any(rule.startswith(_LENT) for _, rule in a.roles)}
    for actor in read.actors:
        if actor.verb in lent or actor.verb is None or _to_someone(read, read.verbs[actor.verb]):
            continue
        if ("payer", "verb lend active subject") in actor.roles:
            actor.roles = [("payee" if rule == "verb lend active subject" else role, rule) for role, rule in actor.roles]


def _to_someone(read: Scene, verb: Verb) -> bool:
    """Whether a word with a capital stands between a verb and its amount: "Peru leent *Chili* 5 miljoen"; not its subject."""
    placed = {i for a in read.actors if a.marker not in ("", "bare", "object") for i in range(a.first, a.last + 1)}
    for i, token in enumerate(read.tokens[verb.last + 1 :], verb.last + 1):
        if OPENS_AMOUNT.match(token.text) or not token.text.isalpha():
            return False
        if token.text.istitle() and i not in placed:
            return True
    return False


def _lend(read: Scene) -> None:
    """Give a bank that signs a loan the role of who lends, and those with whom it signs that of who borrows."""
    for verb in {a.verb for a in read.actors if _BORROWS in a.roles}:
        lenders = [a for a in read.actors if a.verb == verb and _BORROWS in a.roles and _is_lender(a)]
        partners = [a for a in read.actors if a.verb == verb and _LENDS in a.roles]
        if not lenders or any(map(_is_lender, partners)):
            continue
        for actor in lenders:
            actor.roles = [("payer", "verb lend active subject") if role == _BORROWS else role for role in actor.roles]
            actor.group = read.actors.index(actor)  # "the bank *and* Peru signed a loan"
        for actor in partners:
            actor.roles = [("payee", "verb lend active to") if role == _LENDS else role for role in actor.roles]
        others = [a for a in read.actors if a not in lenders and a.group in {one.group for one in lenders}]
        for actor in others:
            actor.group = read.actors.index(others[0])


def _is_lender(actor: Actor) -> bool:
    return sort_of(actor.id, actor.kind) == "lender"


_BORROWS, _LENDS = ("payee", "verb borrow active subject"), ("payer", "verb borrow active with")


def _leave_to_offenders(read: Scene) -> None:
    """Where an authority settles with someone, that one pays it: "*Texas* announced a settlement of 5 million with *Acme*"."""
    partners = [a for a in read.actors if not _SETTLED.isdisjoint(rule for _, rule in a.roles) and not _prosecutes(a)]
    settling = [a for a in read.actors if a.marker in ("subject", "poss", "bare") and a not in partners]
    if not partners or any(a.kind == "organisation" and not _prosecutes(a) for a in settling):
        return
    for actor in partners:
        actor.roles = [("payer", "verb fined active subject") if rule in _SETTLED else (role, rule) for role, rule in actor.roles]
    for actor in settling:
        actor.roles = [("payee", "verb fined active with") if role == "payer" else (role, rule) for role, rule in actor.roles]


def _prosecutes(actor: Actor) -> bool:
    """Whether a party is one to whom offenders pay: a land, a region, a court, an authority."""
    return actor.kind in ("country", "place") or sort_of(actor.id, actor.kind) in ("judge", "authority")


_SETTLED = frozenset(("noun fine with", "verb fined active with"))
"""The rules by which someone settles with another."""


def _forgive(read: Scene) -> None:
    """Whose debt is taken from him gets what it comes to: "the banks write off 5 million of *Peru's debt*"."""
    for actor in read.actors:
        verb = read.verbs[actor.verb] if actor.verb is not None else None
        if verb is None or verb.kind != "relieve" or actor.marker not in _OWING or read.crossed(actor.first, verb.last):
            continue
        if verb.first < actor.first < verb.last or actor.noun == "budget" or actor.last + 1 == verb.first:
            actor.roles = [("payee", "verb relieve active of")]


_OWING = ("poss", "adj", "of")  # places of one to whom a debt belongs


def _want(read: Scene) -> None:
    """Who wants money from someone claims it: "*Chile* wants 5 million from Peru"."""
    behind = {at + 2 for at in read.sums}  # Dutch "5 miljoen *van Peru*"
    asked = {a.verb for a in read.actors if ("payer", "noun sum from") in a.roles or (a.marker == "of" and a.first in behind)}
    for actor in read.actors:
        if actor.verb in asked and actor.marker == "subject" and actor.verb is not None and read.verbs[actor.verb].kind == "wish":
            actor.roles.append(("payee", "verb claim active subject"))


_LENT = ("verb lend active object", "verb lend active to")
