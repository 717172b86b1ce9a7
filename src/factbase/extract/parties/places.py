"""In which place an actor stands to the verbs and nouns of its sentence, and the roles that the place gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress, count

from factbase.extract.parties.candidate import ROLES
from factbase.extract.parties.grammar import OPENS_AMOUNT, SUM, Grammar, frames
from factbase.extract.parties.prepositions import attach
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.parties.settling import settle
from factbase.extract.parties.subjects import inherit, subject_and_object, verb_behind, verb_beside
from factbase.extract.text.article import Token

_TRADES = ("buy", "move")  # classes of verbs whose object comes from someone


def place(read: Scene, lower: Sequence[str], words: Grammar) -> None:
    """Find for every actor its marker, noun, group and verb, and from these its roles; `lower` are the sentence's words."""
    if not read.actors:
        return
    table = frames()
    acting = {verb.first for verb in read.verbs if verb.first == verb.last}  # "Peru *claims* 5 million from Chile"
    nouns = {hit.first: hit.key for hit in read.nouns if hit.first not in acting}
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
            attach(actor, read, nouns, words)
        actor.verb = None if actor.marker else verb_beside(read, actor, words)
        if actor.verb is None:
            actor.verb = read.governing(actor.first, actor.last, actor.marker.removesuffix("+adj"), words.subject_may_follow)
            if actor.verb and not actor.marker and _aims(read, actor):
                actor.verb -= 1  # "Peru gave $1, Chile $5 *to get* there"
        if actor.group != i and before and actor.marker in ("", "poss"):
            head = read.actors[actor.group]
            if not (head.marker == "poss" and actor.marker != "poss"):
                actor.marker, actor.noun, actor.outer = head.marker, head.noun, head.outer
        if not actor.marker and actor.group == i and actor.verb is not None:
            plain.setdefault(actor.verb, []).append(i)
    for governing, members in plain.items():
        subject_and_object(read, read.verbs[governing], members, words)
    inherit(read, words)
    for i, actor in read.subjects.items():
        verb_kind, voice = read.verbs[i].kind, "passive" if read.verbs[i].passive else "active"
        stands = read.governed.get(i, "subject")
        role = table.get(("verb", verb_kind, voice, stands))
        if role:
            for one in _together(read, i, actor):
                one.roles.append((role, f"inherited {verb_kind} {voice} {stands}"))
    for actor in read.actors:
        if not actor.marker:
            head = read.actors[actor.group]
            actor.marker = head.marker or "bare"
        by_noun: str | None = None
        if actor.noun:
            role = table.get(("noun", actor.noun, (actor.outer if actor.noun == SUM else "") or actor.marker))
            if role and not _contradicted(read, actor, role, table):
                actor.roles.append((role, f"noun {actor.noun} {actor.marker}"))
                by_noun = role if actor.noun != SUM else None
        base = actor.marker.removesuffix("+adj")
        if actor.outer == "-" and base in ("of", "from", "in", "at", "with") and not _sold_by(read, actor, base):
            continue
        if actor.kind == "place" and base in ("from", "by", "of", "subject"):
            actor.id, actor.kind = words.capitals.get(actor.id.lower(), (actor.id, actor.kind))
        if actor.verb is not None and actor.marker != "poss":
            verb = read.verbs[actor.verb]
            actor.boundaries = min(read.crossed(verb.first, actor.first), read.crossed(verb.last, actor.last))
            if read.index == 0 and base in ("for", "to"):
                actor.boundaries = 0  # a headline's "Aid for Peru: Chile gives 5 million"
            voice = "passive" if verb.passive else "active"
            on_amount = words.subject_may_follow and _on_amount(read, actor)
            if base == "in" and actor.first < verb.first and verb.kind != "invest" and not (actor.outer or on_amount):
                continue  # "in Peru the bank gave": where, not to whom
            if actor.form == "pronoun" and base in ("of", "in", "at", "with", "on"):
                continue  # "spent of it", "part of them": rather the money
            for place in dict.fromkeys((actor.outer or base, base)):
                role = table.get(("verb", verb.kind, voice, place))
                if role and (verb.kind != "flow" or by_noun in (None, role)):  # "a claim *by Peru* has risen to 5 million"
                    actor.roles.append((role, f"verb {verb.kind} {voice} {place}"))
                    break
    _own(read, lower, table, words)
    _collect(read, words)
    settle(read)
    spoken = set(compress(read.clauses, map(words.counts, lower)))
    spoken |= {read.clauses[hit.first] for hit in read.nouns}
    for actor in read.actors:
        actor.idle = bool(actor.verb is not None and not actor.noun and read.clauses[read.verbs[actor.verb].first] not in spoken)


def _own(read: Scene, lower: Sequence[str], table: Mapping[tuple[str, ...], str], words: Grammar) -> None:
    """Give the one before "whose" what he has of the noun behind it: "Acme, *whose* 5 million *offer* was refused"."""
    for i in compress(count(), map(words.whose.__contains__, lower)):
        owner = next((a for a in reversed(read.actors) if i - 2 <= a.last < i), None)
        noun = next((hit for hit in read.nouns if i < hit.first <= i + _OWNED), None)
        if owner is None or noun is None or any(i < verb.first < noun.first for verb in read.verbs):
            continue
        if role := table.get(("noun", noun.key, "poss")):
            owner.roles.append((role, f"noun {noun.key} poss"))


_OWNED = 7  # words from "whose" to what is somebody's


def _collect(read: Scene, words: Grammar) -> None:
    """Leave what an appeal brings in to the body whose it is: "the Red Cross's *Peru appeal*", "the *Peru Appeal* of Oxfam"."""
    for actor in read.actors:
        if not any(role == ROLES[1] for role, _ in actor.roles):
            continue
        named = actor.kind == "programme" and any(n[0] == "income" for n in words.nouns.starting(read.tokens[actor.last].lower))
        of_land = actor.kind == "country" and actor.marker == "for" and actor.noun == "income" and actor.outer == ""
        before = next(
            (a for a in read.actors if a.last == actor.first - 1 and a.kind == "organisation" and a.form == "name"), None
        )
        behind = next((a for a in read.actors if named and a.marker == "of" and actor.last < a.first <= actor.last + _OF), None)
        whose = before or (behind if behind is not None and behind.kind == "organisation" else None)
        if whose is not None and (named or of_land):
            whose.roles, actor.roles = [*whose.roles, *(one for one in actor.roles if one not in whose.roles)], []


_OF = 3  # words from a name to that of the body behind "of the"


def _on_amount(read: Scene, actor: Actor) -> bool:
    """Whether an amount stands right before the preposition of a name: Dutch "wil *5 miljoen in Acme* steken"."""
    return not read.sums.isdisjoint(range(actor.first - 2 - _ARTICLE, actor.first - 1))


_ARTICLE = 1  # words between a preposition and its name


def _shares(read: Scene, actor: Actor, words: Grammar) -> bool:
    """Whether a name stands between two amounts, right before its own: "40 tents to Peru, and *Chile* 30"."""
    after = actor.last + 1
    held = after < len(read.tokens) and words.counts(read.tokens[after].lower)
    return held and any(words.counts(token.lower) for token in read.tokens[: actor.first])


def _together(read: Scene, verb: int, actor: Actor) -> Sequence[Actor]:
    """Those whom a clause is about: the whole row behind a preposition, "Peru and Chile, for *whom* 5 million is set aside"."""
    return [a for a in read.actors if a.group == actor.group] if verb in read.governed else [actor]


def _aims(read: Scene, actor: Actor) -> bool:
    """Whether the verb that would govern a bare name only says what an amount behind the name is for."""
    verb = read.verbs[actor.verb or 0]
    return verb.infinitive and any(OPENS_AMOUNT.match(token.text) for token in read.tokens[actor.last + 1 : verb.first])


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


def _contradicted(read: Scene, actor: Actor, role: str, table: Mapping[tuple[str, ...], str]) -> bool:
    """Whether a passive verb gives its agent another role than the noun would: "aid received by Peru" is no aid by Peru."""
    if actor.marker != "by" or actor.verb is None or not read.verbs[actor.verb].passive:
        return False
    return table.get(("verb", read.verbs[actor.verb].kind, "passive", "by"), role) != role


def _joined(read: Scene, i: int, words: Grammar) -> bool:
    """Whether an actor is in a row with the one before it: "Peru and Chile", "Peru, Chile and Bolivia"."""
    for j in range(i, min(i + 12, len(read.actors))):
        first = read.actors[j].first
        own = read.actors[j - 1]  # "Peru and the *Chilean* Codelco"
        if j > 1 and _describing(own, read.tokens) and own.last == first - 1 and not own.noun:
            first, own = own.first, read.actors[j - 2]
        between = read.tokens[own.last + 1 : first]
        if between and between[0].text == ")":  # "the Refugee Agency (UNHCR) and Oxfam"
            between = between[1:]
        if not 0 < len(between) <= 5 or any(
            t.text != "," and t.lower not in words.conjunctions | words.determiners for t in between
        ):
            return False
        if any(t.lower in words.conjunctions for t in between):
            comma = between[0].text == ","  # "5 million for it, and *Peru* pays", "40 tents to Peru, and *Chile* 30"
            opens = comma and (verb_behind(read, read.actors[j], words) or _shares(read, read.actors[j], words))
            apart = own.kind == "place" and read.actors[j].kind == "group"  # "the towns in *Porto* and *companies*"
            return not opens and not apart
        if read.actors[j].form in ("pronoun", "role") or len(between) > 2:
            return False
        end = read.actors[j].last + 1  # a headline's "aid for Peru, Chile:"
        if end >= len(read.tokens) or read.tokens[end].text in ":;.":
            return read.actors[j].kind == read.actors[j - 1].kind == "country"
    return False
