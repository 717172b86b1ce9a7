"""Which names of a sentence with several amounts belong to another one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factbase.extract.parties.grammar import Grammar
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Mention

BEHIND_REACH = 7  # words from an amount to the name behind it
_STANDING = ("pronoun", "role", "leader", "people", "adjective", "capital", "force")
BEHIND = {
    "from": "payer",
    "by": "payer",
    "of": "payer",
    "to": "payee",
    "for": "payee",
    "in": "payee",
}  # "5 million from Peru for Chile"


def fence_of(here: Scene, last: int, after: int | None, words: Grammar) -> int:
    """The token behind which prepositions belong to the next amount: where one stands before it ("5 to Peru and 6 to Chile")."""
    if after is None or after >= here.tokens[-1].end:
        return len(here.tokens)
    upto = here.token_at(after)
    told = any(words.markers.get(t.lower) in ("to", "for", "from", "by") for t in here.tokens[last + 1 : upto])
    return upto if told else len(here.tokens)


def without_rivals(order: list[Actor], before: Mention | None, here: Scene, first: int, last: int) -> list[Actor]:
    """The actors without those behind the amount before, where this amount has its own ("5 from Peru, 6 from Chile")."""
    if before is None or before.end > here.tokens[first].start or before.start < here.tokens[0].start:
        return order
    edge = here.token_at(before.end - 1)
    own = {a.marker for a in order if last < a.first <= last + BEHIND_REACH}
    rivals = [a for a in order if edge < a.first < first and a.marker in BEHIND and a.marker in own]
    return [a for a in order if a not in rivals]


def _before(here: Scene, actor: Actor) -> set[str]:
    """The words right before a name and its preposition."""
    return {token.lower for token in here.tokens[max(0, actor.first - 4) : actor.first]}


def parallels(here: Scene, before: Mention | None, first: int, words: Grammar) -> Iterable[tuple[Actor, str, Actor]]:
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


def busy_elsewhere(here: Scene, actors: Sequence[Actor], last: int, verb: int | None) -> set[str]:
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
