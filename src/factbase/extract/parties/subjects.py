"""The subject and the object of a verb: of the names without a preposition around it, or taken over from the verb before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factbase.extract.parties.grammar import OPENS_AMOUNT, Grammar
from factbase.extract.parties.scene import Actor, Scene, Verb
from factbase.extract.parties.verbs import governed

_NOUN_REACH = 5  # words from a noun to the preposition that belongs to it
_INSERTED = 14  # words that a phrase between commas may take
_HELPED = 4  # words from an auxiliary to its verb
_SHARES = ("with", "for", "at")  # prepositions by which an amount hangs on who gives it


def verb_beside(read: Scene, actor: Actor, words: Grammar) -> int | None:
    """The verb right behind a name without a preposition, or, of saying, right before it: "Peru said", "zegt Peru".

    An infinitive counts as right behind it, too ("om Peru *te helpen*"), and so does what follows on a phrase between commas.
    """
    behind = _behind_insertion(read, actor.last + 1, words)
    if behind < len(read.tokens) and read.tokens[behind].lower in words.infinitive:
        behind += 1
    helped = behind < len(read.tokens) and read.tokens[behind].lower in words.auxiliaries
    upto = behind + _HELPED if helped else behind
    for i, verb in enumerate(read.verbs):
        told = words.subject_may_follow and verb.kind == "say" and verb.last == actor.first - 1
        if behind <= verb.first <= upto or told:
            return i
    return None


def verb_behind(read: Scene, actor: Actor, words: Grammar) -> bool:
    """Whether a verb of a known class or its auxiliary stands right behind an actor, whose subject it then is."""
    at = actor.last + 1
    helped = at < len(read.tokens) and read.tokens[at].lower in words.auxiliaries
    return helped or any(verb.first == at for verb in read.verbs)


def _behind_insertion(read: Scene, at: int, words: Grammar) -> int:
    """Where a clause goes on whose subject ends before a token: behind a phrase between commas that is no clause about it.

    "Peru, in a plan unveiled in March, *will spend* 5 million"; the same token where there is no such phrase.
    """
    tokens = read.tokens
    opening = at + 2 if at + 2 < len(tokens) and words.participle(tokens[at + 1].lower) else at + 1  # ", *based in* Paris,"
    if opening >= len(tokens) or tokens[at].text != ",":
        return at
    opens = tokens[opening].lower in words.determiners | words.indefinite
    apposed = opening == at + 1 and opens and tokens[opening].lower not in words.boundaries  # ", *the founder of Acme*,"
    if not apposed and tokens[opening].lower not in words.markers:
        return at
    closing = next((i for i in range(at + 2, min(len(tokens) - 1, at + _INSERTED)) if tokens[i].text == ","), None)
    if closing is None:
        return at
    after = tokens[closing + 1].lower
    finite = after in words.auxiliaries or (words.verbs.starting(after) and not words.nouns.starting(after))
    return closing + 1 if finite and closing + 1 not in {a.first for a in read.actors} else at


def inherit(read: Scene, words: Grammar) -> None:
    """Find the subjects of verbs that have none in their own clause."""
    own = {a.verb: i for i, a in reversed(list(enumerate(read.actors))) if a.marker == "subject" and a.verb is not None}
    known: dict[int, Actor] = {}
    for i, verb in enumerate(read.verbs):
        opening = verb.first
        while opening and read.clauses[opening - 1] == read.clauses[verb.first]:
            opening -= 1
        how = governed(read.tokens, opening, words)
        before = [a for a in read.actors if a.last < opening and opening - a.last <= _NOUN_REACH] if how else []
        if how and before:
            read.subjects[i], read.governed[i] = before[-1], how[0]
        if i in own and not read.crossed(read.actors[own[i]].first, verb.first):
            known[i] = read.actors[own[i]]
            continue
        if how and before:
            if how[1] or how[0] == "of":  # "of whom 94 were paid", "each of whom was given"
                known[i], read.governed[i] = before[-1], "subject"
            continue
        told = read.tokens[opening].lower in words.complement and any(v.last == opening - 1 for v in read.verbs)
        if read.tokens[opening].lower in words.relative and not told:  # "Peru said *that* ..." tells nothing of Peru
            before = [a for a in read.actors if a.last < opening and opening - a.last <= _NOUN_REACH + 4]
            if before:
                named = [a for a in before if a.form != "adjective"]  # "Acme, a *Danish* firm that raised 5 million"
                known[i] = read.subjects[i] = (named or before)[-1]
                continue
        if verb.passive and any(OPENS_AMOUNT.match(t.text) for t in read.tokens[opening : verb.first]):
            continue  # "so that *5 million* will be handed out"
        said = i and read.verbs[i - 1].kind == "say" and read.tokens[opening].lower in words.complement
        if i and (told_to := _told_to(read, i)) is not None:
            known[i] = read.subjects[i] = told_to
            if read.verbs[i - 1].kind == "buy":  # "ordered *Acme* to pay" orders no goods
                read.verbs[i - 1] = replace(read.verbs[i - 1], kind="fine")
            continue
        if i and not said and i - 1 in known and read.crossed(read.verbs[i - 1].first, verb.first) <= 1:
            known[i] = known[i - 1]
            if i not in own:
                read.subjects[i] = known[i]


def _told_to(read: Scene, at: int) -> Actor | None:
    """Who is to do what an infinitive says, where the verb before has it done by its object: "Chile wants *Peru* to pay"."""
    verb, before = read.verbs[at], read.verbs[at - 1]
    if not verb.infinitive or before.kind not in _CAUSING:
        return None
    objects = (a for a in read.actors if a.marker == "object" and a.verb == at - 1 and a.first > before.last)
    return next((a for a in objects if a.last <= verb.first - 2 <= a.last + _AND_CO), None)


_AND_CO = 2  # words that may stand behind a name as part of it ("Acme *& Co*")
_CAUSING = ("wish", "request", "claim", "fine", "buy", "say", "approve")  # classes of verbs by which one is to do what follows


def subject_and_object(read: Scene, verb: Verb, members: Sequence[int], words: Grammar) -> None:
    """Of the names without a preposition around a verb the first is its subject, a later one its object."""
    actors = [read.actors[i] for i in members]
    before = read.tokens[verb.first - 1].lower if verb.first else ""
    last = words.subject_may_follow and _opening(read, verb) in words.relative  # "wat *Peru* 5 miljoen kost"
    behind = all(a.first > verb.first or read.crossed(a.first, verb.first) for a in actors)
    priced = verb.kind == "cost" and (last or behind)  # "de staking kost *Peru* 5 miljoen"
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

    def rank(actor: Actor) -> tuple[int, bool, bool, bool, int]:
        opens = actor.last == verb.first - 1 and actor.first > 0 and read.tokens[actor.first - 1].lower in words.conjunctions
        which = order < 0 and _modifies(read, actor, words)
        nearest = actor.first if which else order * actor.first
        return read.crossed(actor.first, verb.first), actor.first > verb.first, not opens, which, nearest

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


def _modifies(read: Scene, actor: Actor, words: Grammar) -> bool:
    """Whether a name may only say which the noun behind it is: "Norway hosts *Sudan* talks and pledges 5 million"."""
    after = read.tokens[min(actor.last + 1, len(read.tokens) - 1)]
    plain = after.text.isalpha() and after.text.islower() and after.lower not in words.function
    return plain and actor.form == "name" and not words.verbs.starting(after.lower) and after.lower not in words.times


def _begins(read: Scene, actor: Actor, verb: Verb, words: Grammar) -> bool:
    """Whether a name is the subject of what an infinitive hangs on: "*Peru* is bereid Chili 5 miljoen te geven"."""
    after = read.tokens[min(actor.last + 1, len(read.tokens) - 1)].lower
    finite = after in words.auxiliaries and after not in words.infinitive
    return finite and actor.last < verb.first and not read.crossed(actor.first, verb.first)


def _opening(read: Scene, verb: Verb) -> str:
    """The word that opens a verb's clause."""
    at = verb.first
    while at and read.clauses[at - 1] == read.clauses[verb.first]:
        at -= 1
    return read.tokens[at].lower


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
    between = read.tokens[verb.first + 1 : _uncounted(actor)]
    return any(OPENS_AMOUNT.match(t.text) or t.text in _ENDING for t in between) or read.crossed(verb.first, actor.first) > 0


def _uncounted(actor: Actor) -> int:
    """Where an actor begins, how many they are included: "supports *33 towns* with 5 million"."""
    return actor.first - 1 if actor.form == "group" else actor.first


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
    return any(t.text[:1].isdigit() for t in read.tokens[verb.first + 1 : _uncounted(actor)])


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
