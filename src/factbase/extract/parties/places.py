"""In which place an actor stands to the verbs and nouns of its sentence, and the roles that the place gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from factbase.extract.parties.grammar import Grammar, currency_words, frames
from factbase.extract.parties.scene import Actor, Scene, Verb
from factbase.extract.parties.verbs import OPENS_AMOUNT
from factbase.extract.text.article import Token

_NOUN_REACH = 5  # words from a noun to the preposition that belongs to it
_AMOUNT = 7  # words that an amount may take
_HEDGED = 2  # words before it that may say how exact it is
_MARKER_REACH = 7  # words between a preposition and the name it governs
_TRADES = ("buy", "move")  # classes of verbs whose object comes from someone
_SHARES = ("with", "for", "at")  # prepositions by which an amount hangs on who gives it
_WORD = re.compile(r"\w")


def place(read: Scene, words: Grammar) -> None:
    """Find for every actor its marker, noun, group and verb, and from these its roles."""
    table = frames()
    nouns = {hit.first: hit.key for hit in read.nouns}
    plain: dict[int, list[int]] = {}
    for i, actor in enumerate(read.actors):
        actor.group = i
        before = read.actors[i - 1] if i else None
        after = read.actors[i + 1] if i + 1 < len(read.actors) else None
        describes = _describing(actor, read.tokens) and after is not None and after.first == actor.last + 1
        if before and not describes and _joined(read, i, words):
            apart = i > 1 and _describing(before, read.tokens) and before.last == actor.first - 1
            actor.group = read.actors[i - 2].group if apart else before.group
        if before and before.form == "group" and _named_behind(before, actor, read.tokens, words):
            before.id, actor.group, actor.marker = "", before.group, ""  # they are meant in the group's place
        else:
            _attach(actor, read, nouns, words)
        actor.verb = None if actor.marker else _beside(read, actor, words)
        if actor.verb is None:
            actor.verb = read.governing(actor.first, actor.last, actor.marker.removesuffix("+adj"), words.subject_may_follow)
        if actor.group != i and before and actor.marker in ("", "poss"):
            head = read.actors[actor.group]
            if not (head.marker == "poss" and actor.marker != "poss"):
                actor.marker, actor.noun = head.marker, head.noun
        if not actor.marker and actor.group == i and actor.verb is not None:
            plain.setdefault(actor.verb, []).append(i)
    for governing, members in plain.items():
        _subject_and_object(read, read.verbs[governing], members, words)
    _inherit(read, words)
    for i, actor in read.subjects.items():
        verb_kind, voice = read.verbs[i].kind, "passive" if read.verbs[i].passive else "active"
        role = table.get(("verb", verb_kind, voice, "subject"))
        if role:
            actor.roles.append((role, f"inherited {verb_kind} {voice} subject"))
    for actor in read.actors:
        if not actor.marker:
            head = read.actors[actor.group]
            actor.marker = head.marker or "bare"
        if actor.noun:
            role = table.get(("noun", actor.noun, actor.marker))
            if role and not _contradicted(read, actor, role, table):
                actor.roles.append((role, f"noun {actor.noun} {actor.marker}"))
        base = actor.marker.removesuffix("+adj")
        if actor.outer == "-" and base in ("of", "from", "in", "at", "with") and not _sold_by(read, actor, base):
            continue
        if actor.kind == "place" and base in ("from", "by", "of", "subject"):
            actor.id, actor.kind = words.capitals.get(actor.id.lower(), (actor.id, actor.kind))
        if actor.verb is not None and actor.marker != "poss":
            verb = read.verbs[actor.verb]
            actor.boundaries = min(read.crossed(verb.first, actor.first), read.crossed(verb.last, actor.last))
            voice = "passive" if verb.passive else "active"
            if base == "in" and actor.first < verb.first and verb.kind != "invest" and not actor.outer:
                continue  # "in Peru the bank gave": where, not to whom
            if actor.form == "pronoun" and base in ("of", "in", "at", "with", "on"):
                continue  # "spent of it", "part of them": rather the money
            for place in dict.fromkeys((actor.outer or base, base)):
                role = table.get(("verb", verb.kind, voice, place))
                if role:
                    actor.roles.append((role, f"verb {verb.kind} {voice} {place}"))
                    break
    told = [rule for actor in read.actors for _, rule in actor.roles]
    if any(rule.startswith("verb approve") for rule in told):
        _leave_to_givers(read)
    if not _SALES.isdisjoint(told):
        _leave_to_buyers(read)
        _leave_to_sellers(read)
    if "verb lend active subject" in told:
        _borrow(read)


def _describing(actor: Actor, tokens: Sequence[Token]) -> bool:
    """Whether a name can say of which land the one right behind it is: "*Chilean* Codelco", "*Chile's* Codelco"."""
    return actor.form == "adjective" or (actor.kind == "country" and tokens[actor.last].text.endswith(("'s", "’s")))


def _named_behind(group: Actor, actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a name says who is in the group before it: "investors *led by* Acme", "donors, *namely* Peru"."""
    between = tokens[group.last + 1 : actor.first]
    said = tuple(t.lower for t in between if t.text != "," and t.lower not in words.determiners)
    return 0 < len(between) <= 6 and said in words.naming


def _sold_by(read: Scene, actor: Actor, base: str) -> bool:
    """Whether who stands right behind another name is whom that one is bought from: "signed Smith *from Ajax*"."""
    if actor.verb is None or read.verbs[actor.verb].kind not in _TRADES or base not in ("from", "of"):
        return False
    bought = next((a for a in read.actors if a.last < actor.first and actor.first - a.last <= 2), None)
    return bought is not None and bought.form == "name" and bought.first > read.verbs[actor.verb].first


def _leave_to_givers(read: Scene) -> None:
    """Take the payer's role from who only approves money where the sentence names its giver: "Brussels clears *Spanish* aid"."""
    approvers = [a for a in read.actors if any(rule.startswith("verb approve") for role, rule in a.roles if role == "payer")]
    if approvers and any(role == "payer" and rule.startswith("noun") for a in read.actors for role, rule in a.roles):
        for actor in approvers:
            actor.roles = [(role, rule) for role, rule in actor.roles if role != "payer" or not rule.startswith("verb approve")]


_SALES = frozenset(("verb sell active to", "verb sell passive to", "verb buy active object", "verb buy passive subject"))
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
    for actor in read.actors:
        if actor.verb in sold or actor.kind != "organisation":
            actor.roles = [(role, rule) for role, rule in actor.roles if rule not in _BOUGHT]


def _borrow(read: Scene) -> None:
    """Where one verb lends and borrows, who lends to nobody borrows: "Peru *leent* 5 miljoen".

    "Peru *leent* Chili 5 miljoen" lends.
    """
    lent = {a.verb for a in read.actors if any(rule.startswith(_LENT) for _, rule in a.roles)}
    for actor in read.actors:
        if actor.verb not in lent and ("payer", "verb lend active subject") in actor.roles:
            actor.roles = [("payee" if rule == "verb lend active subject" else role, rule) for role, rule in actor.roles]


_LENT = ("verb lend active object", "verb lend active to")


def _contradicted(read: Scene, actor: Actor, role: str, table: Mapping[tuple[str, ...], str]) -> bool:
    """Whether a passive verb gives its agent another role than the noun would: "aid received by Peru" is no aid by Peru."""
    if actor.marker != "by" or actor.verb is None or not read.verbs[actor.verb].passive:
        return False
    return table.get(("verb", read.verbs[actor.verb].kind, "passive", "by"), role) != role


def _beside(read: Scene, actor: Actor, words: Grammar) -> int | None:
    """The verb right behind a name without a preposition, or, of saying, right before it: "Peru said", "zegt Peru".

    An infinitive counts as right behind it, too: "om Peru *te helpen*".
    """
    behind = actor.last + 1
    if behind < len(read.tokens) and read.tokens[behind].lower in words.infinitive:
        behind += 1
    for i, verb in enumerate(read.verbs):
        if verb.first == behind or (words.subject_may_follow and verb.kind == "say" and verb.last == actor.first - 1):
            return i
    return None


def _inherit(read: Scene, words: Grammar) -> None:
    """Find the subjects of verbs that have none in their own clause."""
    own = {a.verb: i for i, a in reversed(list(enumerate(read.actors))) if a.marker == "subject" and a.verb is not None}
    known: dict[int, Actor] = {}
    for i, verb in enumerate(read.verbs):
        if i in own and not read.crossed(read.actors[own[i]].first, verb.first):
            known[i] = read.actors[own[i]]
            continue
        opening = verb.first
        while opening and read.clauses[opening - 1] == read.clauses[verb.first]:
            opening -= 1
        if read.tokens[opening].lower in words.relative:
            before = [a for a in read.actors if a.last < opening and opening - a.last <= _NOUN_REACH + 4]
            if before:
                known[i] = read.subjects[i] = before[-1]
                continue
        said = i and read.verbs[i - 1].kind == "say" and read.tokens[opening].lower in words.complement
        if i and not said and i - 1 in known and read.crossed(read.verbs[i - 1].first, verb.first) <= 1:
            known[i] = known[i - 1]
            if i not in own:
                read.subjects[i] = known[i]


def _joined(read: Scene, i: int, words: Grammar) -> bool:
    """Whether an actor is in a row with the one before it: "Peru and Chile", "Peru, Chile and Bolivia"."""
    for j in range(i, min(i + 12, len(read.actors))):
        first = read.actors[j].first
        own = read.actors[j - 1]  # "Peru and the *Chilean* Codelco"
        if j > 1 and _describing(own, read.tokens) and own.last == first - 1 and not own.noun:
            first, own = own.first, read.actors[j - 2]
        between = read.tokens[own.last + 1 : first]
        if not 0 < len(between) <= 5 or any(
            t.text != "," and t.lower not in words.conjunctions | words.determiners for t in between
        ):
            return False
        if any(t.lower in words.conjunctions for t in between):
            return True
        if read.actors[j].form in ("pronoun", "role") or len(between) > 2:
            return False
        end = read.actors[j].last + 1  # a headline's "aid for Peru, Chile:"
        if end >= len(read.tokens) or read.tokens[end].text in ":;.":
            return read.actors[j].kind == read.actors[j - 1].kind == "country"
    return False


def _attach(actor: Actor, read: Scene, nouns: dict[int, str], words: Grammar) -> None:
    """Set an actor's marker and noun from the words on either side of it."""
    tokens = read.tokens
    written = tokens[actor.last].text
    genitive = actor.form != "pronoun" and (
        written.endswith(("'s", "’s"))
        or (actor.last + 1 < len(tokens) and tokens[actor.last + 1].text in ("'", "’") and written.endswith("s"))
    )
    if actor.form == "adjective" and not genitive and _is_people(actor, tokens, words):
        actor.form = "people"
    if actor.kind == "country" and (actor.form == "adjective" or genitive):
        for i in range(actor.last + 1, min(actor.last + 4, len(tokens))):  # "Libya's eastern parliament"
            if not tokens[i].text.islower() or tokens[i].lower in words.function:
                break
            if words.roles.get(tokens[i].lower) == "government" or (
                tokens[i].lower in words.statehood and nouns.keys().isdisjoint((i, i + 1))
            ):
                if any(t.lower in words.local for t in tokens[actor.last + 1 : i]):  # "Lima's city government" is not Peru's
                    actor.id, actor.kind = tokens[actor.first].text.removesuffix("'s").removesuffix("’s"), "organisation"
                actor.last, actor.form = i, "government"
                actor.marker, at = preposition(tokens, read.clauses, actor.first, words)
                _outer(actor, at, read, words)
                return
    possessive = actor.form == "adjective" or genitive or (actor.form == "pronoun" and _possessive(actor, tokens, words))
    if possessive:
        behind = actor.last + 1 if actor.form == "adjective" else _behind_amount(tokens, actor.last + 1, words)
        for i in range(behind, min(behind + _NOUN_REACH, len(tokens))):
            if not _WORD.match(tokens[i].text) or (tokens[i].lower in words.function and i > actor.last + 1):
                break
            if i in nouns:
                actor.marker, actor.noun = "poss", nouns[i]
                return
        if behind > actor.last + 1:  # "Peru's 5 million"
            actor.marker = "whose"
            return
        if genitive and any(verb.kind in ("give", "spend") and verb.last == actor.first - 1 for verb in read.verbs):
            actor.marker = "object"  # "to support *Peru's* recovery"
            return
        if actor.form == "adjective" or genitive:
            actor.marker, at = preposition(tokens, read.clauses, actor.first, words)
            _outer(actor, at, read, words)
            named = any(a.first == actor.last + 1 and a.form == "name" for a in read.actors)  # "to the *Spanish* Red Cross"
            loose = named or (genitive and actor.marker == "of")  # "the start of *Russia's* invasion"
            actor.marker = actor.marker + "+adj" if actor.marker and not loose else "adj"
            return
    if _adjunct(actor, read, nouns, words):
        return
    actor.marker, at = preposition(tokens, read.clauses, actor.first, words, plain=actor.form == "group")
    opens = at == 0 or (at > 0 and tokens[at - 1].text == ",")
    if actor.marker == "like" and opens and any(verb.first == actor.last + 1 for verb in read.verbs):
        actor.marker = ""  # ", as *Peru* gave 5 million" opens a clause
    if _aimed_at(actor, tokens, words):
        actor.marker = "aim"
        return
    if actor.marker == "of" and at and tokens[at - 1].lower in words.partitives:  # "dozens of countries gave"
        actor.marker, at = preposition(tokens, read.clauses, at - 1, words)
    _outer(actor, at, read, words)
    if actor.marker:
        near = actor.marker in ("of", "in", "at", "with")
        reach = _NOUN_REACH + (-1 if near else 2) + sum(_in_amount(tokens[i], words) for i in range(max(0, at - _AMOUNT), at))
        for i in range(at - 1, max(-1, at - 1 - reach), -1):
            if tokens[i].text in ";:.(" or read.clauses[i] != read.clauses[at] or (near and _governs(tokens, i, words)):
                break
            if i in nouns:
                actor.noun = nouns[i]
                break


def _in_amount(token: Token, words: Grammar) -> bool:
    """Whether a token is part of an amount: "a bid of *5 million* euros on Peru"."""
    return bool(OPENS_AMOUNT.match(token.text)) or token.lower in words.scales


def _governs(tokens: Sequence[Token], at: int, words: Grammar) -> bool:
    """Whether a word is a preposition of anything but an amount: "a bid *of* 5 million on Peru" is one on Peru."""
    return tokens[at].lower in words.markers and not OPENS_AMOUNT.match(tokens[min(at + 1, len(tokens) - 1)].text)


def _aimed_at(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a name is the object of an infinitive that says what money is for: "5 million to *keep Mali* from famine"."""
    at = actor.first - 1
    while at > 0 and tokens[at].lower in words.determiners:
        at -= 1
    verb = tokens[at].lower if at > 0 else ""
    if not verb.isalpha() or not tokens[at].text.islower() or verb in words.function or words.verbs.starting(verb):
        return False
    return tokens[at - 1].lower in words.purpose and not _describes(verb, words)


def _behind_amount(tokens: Sequence[Token], at: int, words: Grammar) -> int:
    """Where the words go on behind an amount that begins at a token, or right there: "the UN's nearly $6bn (£5bn) *plan*"."""
    hedges = 0
    while hedges < _HEDGED and at + hedges < len(tokens) and _may_hedge(tokens[at + hedges], words):
        hedges += 1
    if at + hedges < len(tokens) and OPENS_AMOUNT.match(tokens[at + hedges].text):
        at += hedges
    end = at
    while end < min(len(tokens), at + _AMOUNT):
        token = tokens[end]
        inside = token.text in ".,-" or token.lower in words.scales
        if not OPENS_AMOUNT.match(token.text) and (end == at or not inside):
            break
        end += 1
    if end > at and end < len(tokens) and tokens[end].text == "(":
        closing = next((i for i in range(end + 1, min(len(tokens), end + _AMOUNT)) if tokens[i].text == ")"), None)
        end = closing + 1 if closing is not None else end
    return end


def _may_hedge(token: Token, words: Grammar) -> bool:
    """Whether a word may only say how exact the amount behind it is: "the UN's *nearly* $6 billion"."""
    word = token.lower
    return token.text.isalpha() and token.text.islower() and word not in words.function and not words.nouns.starting(word)


def _adjunct(actor: Actor, read: Scene, nouns: dict[int, str], words: Grammar) -> bool:
    """A bare name before a noun that has a giver: "a World Bank loan" is the bank's, "Ukraine aid" is for the country."""
    if actor.form not in ("name", "part") or any(verb.first == actor.last + 1 for verb in read.verbs):
        return False
    noun, written = nouns.get(actor.last + 1), read.tokens[actor.last].text
    stem, hyphen, rest = read.tokens[actor.last].lower.rpartition("-")
    if hyphen and actor.end < read.tokens[actor.last].end and stem:
        actor.marker = "adj"  # "EU-hosted"
        found = words.nouns.hits([Token(0, len(rest), rest, rest)])
        noun = found[0].key if found else noun
    if noun is None:
        return bool(actor.marker)
    gets = actor.kind == "country" and noun in ("aid", "income") and not written.isupper()  # "US aid" is of the US
    actor.marker, actor.noun = ("for" if gets else "poss"), noun
    return True


def _outer(actor: Actor, at: int, read: Scene, words: Grammar) -> None:
    """Find the preposition before a plain noun before the actor's own: "for schools in Peru", "aan de regering in Lima".

    Right behind another actor ("companies from Peru") the preposition belongs to that one: `outer` is then `-`.
    """
    if actor.marker not in ("in", "of", "from", "at", "with"):
        return
    if any(a.last == at - 1 and a is not actor for a in read.actors):
        actor.outer = "-"
        return
    if actor.marker == "from":
        return
    before = read.tokens[at - 1] if at else None
    if actor.marker == "of" and before is not None and before.text.islower() and not words.nouns.starting(before.lower):
        near = read.tokens[max(0, at - 4) : at]
        if (
            before.lower not in words.function
            and not any(t.text[0].isdigit() for t in near)
            and (not words.verbs.starting(before.lower) or (at > 1 and read.tokens[at - 2].lower in words.articles))
        ):
            actor.outer = "-"  # "het hoofdkwartier van het fonds"
    plain = 0
    for i in range(at - 1, max(-1, at - 7), -1):
        token = read.tokens[i]
        kind = words.markers.get(token.lower)
        if kind is not None:
            if plain and (kind in ("for", "to") or (kind == "in" and actor.marker == "of")):  # "in the rebuilding of Peru"
                actor.outer = kind
            if not plain or kind != "of":  # "for the victims *of* the famine in Peru"
                return
            continue
        if token.lower in words.determiners or token.lower in words.conjunctions:
            continue
        if not token.text[:1].islower() or token.lower in words.function or words.nouns.starting(token.lower):
            return
        plain += 1


def _is_people(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether an adjective stands alone and means the people: "the Dutch will pay", "cost the Dutch €19bn"."""
    after = tokens[actor.last + 1] if actor.last + 1 < len(tokens) else None
    if not actor.first or tokens[actor.first - 1].text in ":-–—•":  # a headline's "Dutch set aside 5 million"
        return after is not None and bool(words.verbs.starting(after.lower)) and not words.nouns.starting(after.lower)
    if tokens[actor.first - 1].lower not in words.determiners:
        return False
    return after is None or not after.text[:1].isalpha() or after.lower in words.function


def _possessive(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    return actor.last + 1 < len(tokens) and tokens[actor.last].lower in words.determiners


def preposition(
    tokens: Sequence[Token], clauses: Sequence[int], first: int, words: Grammar, plain: bool = False
) -> tuple[str, int]:
    """The kind of the preposition that governs the words at `first`, and its place; ("", -1) where there is none.

    Before a `plain` noun any words may stand that say which: "to *striking dock* workers".
    """
    for i in range(first - 1, max(-1, first - 1 - _MARKER_REACH), -1):
        token = tokens[i]
        if clauses[i] != clauses[first]:
            return "", -1
        counted = tokens[i + 1].text[:1].isdigit()
        if token.text[:1].isdigit() and (
            tokens[i + 1].lower in words.scales or tokens[i + 1].lower in currency_words(words.lang)
        ):
            return "", -1  # "aid of 5 million euros reached Peru"
        kind = words.marker(tokens, i)
        if kind == "against" and counted and i > 1 and _led(tokens[i - 2], words):  # "to more *than* 2,000 families"
            continue
        if kind and not (kind == "at" and counted and i and _led(tokens[i - 1], words)):
            return kind, i
        if token.lower in words.determiners or token.lower in words.markers or token.text[:1].isdigit():
            continue
        if token.text in ",." and counted:
            continue
        if not _WORD.match(token.text) or token.lower in words.function or not token.text.islower() or token.lower in words.times:
            return "", -1
        if i < first - 1 and tokens[i + 1].lower in words.articles:  # "on its feet the company needs 5 million"
            return "", -1
        if (
            not plain and i == first - 1 and not _describes(token.lower, words)
        ):  # an adverb may come first: "for a better equipped Peru"
            return "", -1
        if words.verbs.starting(token.lower) and not words.participle(token.lower):
            return "", -1
    return "", -1


def _describes(word: str, words: Grammar) -> bool:
    """Whether a word may say what a name behind it is: "for plastics *recycler* Peru BV", "aan tech*bedrijf* Peru"."""
    return bool(word in words.bodies or words.role_in(word) or words.adjective.search(word) or words.descriptor.search(word))


def _led(token: Token, words: Grammar) -> bool:
    """Whether a word is a preposition, so that what follows only hedges: "to over 2,000 families"."""
    return words.markers.get(token.lower) in ("to", "for", "from", "by", "among")


def _subject_and_object(read: Scene, verb: Verb, members: Sequence[int], words: Grammar) -> None:
    """Of the names without a preposition around a verb the first is its subject, a later one its object."""
    actors = [read.actors[i] for i in members]
    before = read.tokens[verb.first - 1].lower if verb.first else ""
    priced = verb.kind == "cost" and all(a.first > verb.first for a in actors)  # "de staking kost *Peru* 5 miljoen"
    if priced or before in words.infinitive or _disagrees(read, verb, actors, words):  # "om Peru te helpen"
        for actor in actors:
            actor.marker = "subject" if _begins(read, actor, verb, words) else "object"
        return
    if words.subject_may_follow and _relative_subject(read, verb, actors, words):
        for actor in actors:
            actor.marker = "object"
        return
    ahead = any(a.first < verb.first and not read.crossed(a.first, verb.first) for a in actors)
    if words.subject_may_follow and _silent_subject(read, verb, words):
        for actor in actors:
            actor.marker = "object"
        return
    subject: Actor | None = None
    # In Dutch, whose verb may come last, the first name is the subject; in English the one right before the verb.
    order = 1 if words.subject_may_follow else -1

    def rank(actor: Actor) -> tuple[int, bool, bool, int]:
        opens = actor.last == verb.first - 1 and actor.first > 0 and read.tokens[actor.first - 1].lower in words.conjunctions
        return read.crossed(actor.first, verb.first), actor.first > verb.first, not opens, order * actor.first

    for actor in sorted(actors, key=rank):  # "... and *Chile* gave 5 million" opens a clause of its own
        beyond = _beyond(read, verb, actor)
        if subject is None and (actor.first < verb.first or (words.subject_may_follow and not ahead and not beyond)):
            subject, actor.marker = actor, "subject"
        elif _gapped(read, verb, actor, words):
            actor.marker = "gapped"
        elif beyond or (
            subject is not None
            and (
                subject.id == actor.id != ""
                or (actor.first < verb.first and (order < 0 or read.crossed(actor.first, verb.first)))
            )
        ):
            actor.marker = "bare"
        else:
            actor.marker = "object"


def _begins(read: Scene, actor: Actor, verb: Verb, words: Grammar) -> bool:
    """Whether a name is the subject of what an infinitive hangs on: "*Peru* is bereid Chili 5 miljoen te geven"."""
    after = read.tokens[min(actor.last + 1, len(read.tokens) - 1)].lower
    finite = after in words.auxiliaries and after not in words.infinitive
    return finite and actor.last < verb.first and not read.crossed(actor.first, verb.first)


def _relative_subject(read: Scene, verb: Verb, actors: Sequence[Actor], words: Grammar) -> bool:
    """Whether the pronoun that opens a clause about a name is its subject: "Acme, *dat* de club 5 miljoen betaalt".

    It is where the clause has an amount, which is then what is paid, and one more name before it, who then gets it.
    """
    opening = verb.first
    while opening and read.clauses[opening - 1] == read.clauses[verb.first]:
        opening -= 1
    if read.tokens[opening].lower not in words.relative or not opening or read.tokens[opening - 1].text != ",":
        return False
    named = any(a.last == opening - 2 for a in read.actors)
    inside = [a for a in actors if a.first > opening]
    amount = any(OPENS_AMOUNT.match(t.text) for t in read.tokens[opening : verb.first])
    return named and amount and len(inside) == len(actors) == 1 and inside[0].first <= opening + 2


def _beyond(read: Scene, verb: Verb, actor: Actor) -> bool:
    """Whether a name behind a verb stands too far off to be its subject or object: behind an amount, a comma or in brackets.

    "Peru gave Chile 5 million, *Bolivia* said": who gets something without a preposition is named before what he gets.
    """
    between = read.tokens[verb.first + 1 : actor.first]
    return any(OPENS_AMOUNT.match(t.text) or t.text in _ENDING for t in between) or read.crossed(verb.first, actor.first) > 0


_ENDING = frozenset(",;:()[]–—")


def _disagrees(read: Scene, verb: Verb, actors: Sequence[Actor], words: Grammar) -> bool:
    """Whether a verb in the plural stands before one name, which then is no subject of it: "Landen *beloven* Peru 5 miljoen"."""
    word = read.tokens[verb.first].lower
    if words.plural is None or len(actors) != 1 or not words.plural.search(word) or words.participle(word):
        return False
    clause = [t.lower for t, of in zip(read.tokens, read.clauses, strict=True) if of == read.clauses[verb.first]]
    opening = next((i for i, t in enumerate(read.tokens) if read.clauses[i] == read.clauses[verb.first]), verb.first)
    name = actors[0]
    return (
        opening < verb.first == name.first - 1
        and name.form == "name"
        and name.kind != "group"
        and name.id not in words.plural_names
        and all(a.group != name.group for a in read.actors if a is not name)
        and words.auxiliaries.isdisjoint(clause)
    )


def _gapped(read: Scene, verb: Verb, actor: Actor, words: Grammar) -> bool:
    """Whether a name opens a clause without its verb: "Peru gave 5 million, *Chile* 6 million"."""
    after = actor.last + 1
    if after < len(read.tokens) and words.markers.get(read.tokens[after].lower) in _SHARES:  # "Chile *with* 6 million"
        after += 1
    if actor.first < verb.first or after >= len(read.tokens) or not OPENS_AMOUNT.match(read.tokens[after].text):
        return False
    return any(t.text[:1].isdigit() for t in read.tokens[verb.first + 1 : actor.first])


def _silent_subject(read: Scene, verb: Verb, words: Grammar) -> bool:
    """Whether the clause opens with a noun that nobody is named by: "De staking heeft Lufthansa ... gekost"."""
    tokens = read.tokens
    start = verb.first
    while start and read.clauses[start - 1] == read.clauses[verb.first] and tokens[start - 1].text != ",":
        start -= 1
    if tokens[start].lower not in words.determiners or tokens[start].lower in words.pronouns or start + 1 >= len(tokens):
        return False
    for i in range(start + 1, min(start + 5, len(tokens))):
        token = tokens[i]
        if token.lower in words.times:
            return False
        if any(a.first == i and a.form != "adjective" for a in read.actors):
            return False
        if any(a.first <= i <= a.last for a in read.actors):
            continue
        if token.lower in words.auxiliaries or (words.verbs.starting(token.lower) and not words.participle(token.lower)):
            return i > start + 1
        if token.text[0].isdigit() or words.nouns.starting(token.lower) or not token.text.islower():
            named = any(a.first <= i <= a.last and a.form != "adjective" for a in read.actors)
            if not token.text.islower() and not named and token.text[0].isalpha():
                continue
            return False
        if token.lower in words.function and token.lower not in words.determiners:
            return False
    return False
