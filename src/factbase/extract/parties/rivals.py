"""Which names of a sentence with several amounts belong to another one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factbase.extract.parties.grammar import Grammar
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Mention, Token, lowered
from factbase.model import Kind

BEHIND_REACH = 7  # words from an amount to the name behind it
BEHIND = {
    "from": "payer",
    "by": "payer",
    "of": "payer",
    "to": "payee",
    "for": "payee",
    "in": "payee",
    "aim": "payee",
}  # "5 million from Peru for Chile"


def one_by_one(
    here: Scene, mention: Mention, mentions: Sequence[Mention], words: Grammar
) -> tuple[Actor | None, list[Actor], frozenset[str]]:
    """Whose an amount is in "Peru and Chile gave 5 million and 6 *respectively*", the others, and what roles they share."""
    nobody: tuple[None, list[Actor], frozenset[str]] = (None, [], frozenset())
    if words.one_by_one.isdisjoint(map(lowered, here.tokens)):
        return nobody
    begin, end = here.tokens[0].start, here.tokens[-1].end
    row = [m for m in mentions if begin <= m.start < end and m.kind is mention.kind]
    for group in {a.group for a in here.actors}:
        members = [a for a in here.actors if a.group == group and a.form != "pronoun"]
        if len(members) == len(row) > 1:
            own = members[row.index(mention)]
            return own, [a for a in members if a is not own], frozenset(role for a in members for role, _ in a.roles)
    return nobody


def row_end(mentions: Sequence[Mention], at: int, here: Scene, words: Grammar) -> int:
    """The last token of the row of amounts that one begins or goes on, which share what stands behind: "5 tanks and *6 guns*"."""
    mention = mentions[at]
    end = here.token_at(max(mention.start, mention.end - 1))
    for after in mentions[at + 1 : at + 1 + _ROW]:
        if after.kind is not mention.kind or after.start >= here.tokens[-1].end:
            break
        first = here.token_at(after.start)
        between = here.tokens[end + 1 : first]
        if len(between) > _BETWEEN or not all(t.text == "," or _in_row(t, words) for t in between):
            break
        if not any(t.text == "," or t.lower in words.conjunctions for t in between):
            break
        end = here.token_at(max(after.start, after.end - 1))
    return end


_ROW = 5  # amounts of a row that are looked at
_BETWEEN = 5  # words between two amounts of a row


def _in_row(token: Token, words: Grammar) -> bool:
    """Whether a word may stand between two amounts of a row: "and", "een", part of what is counted; no verb, no preposition."""
    word = token.lower
    return (
        word in words.conjunctions
        or word in words.determiners
        or (token.text.isalpha() and word not in words.function and not words.verbs.starting(word))
    )


def next_amount(mentions: Sequence[Mention], at: int, end: int, here: Scene, words: Grammar) -> int | None:
    """Where the next amount behind a row that ends in a token begins, in offsets; None where there is none.

    A count behind a preposition says how many get or give the amount before, and is none: "5 million *to 300 families*".
    """
    mention = mentions[at]
    for after in mentions[at + 1 : at + 1 + _ROW]:
        if after.start < here.tokens[end].end:
            continue
        counts = after.kind is Kind.COUNT and mention.kind is not Kind.COUNT and after.start < here.tokens[-1].end
        if not counts or not complement_of(here, here.token_at(after.start), words):
            return after.start
    return None


def complement_of(here: Scene, first: int, words: Grammar) -> str:
    """The kind of the preposition by which a count says how many get or give: "*to* over 300 families"; empty where none does."""
    for i in range(first - 1, max(-1, first - 1 - _HEDGES - 1), -1):
        kind = words.marker(here.tokens, i)
        if kind in _COMPLEMENTS:
            return kind
        token = here.tokens[i]
        hedges = kind in ("at", "against") or token.lower in words.determiners  # "to *more than* 300"
        if not hedges and not _hedges(token, words):
            return ""
    return ""


def counts_parties(mention: Mention, before: Mention | None, here: Scene, first: int, words: Grammar) -> bool:
    """Whether an amount only counts who gets or gives the money before it: "5 million to *300 families*"."""
    if mention.kind is not Kind.COUNT or before is None or before.kind is not Kind.MONEY:
        return False
    if before.start < here.tokens[0].start or not complement_of(here, first, words):
        return False
    edge = here.token_at(before.end - 1)
    return first - edge <= _COUNTED and not any(edge < verb.first < first for verb in here.verbs)


_COUNTED = 8  # words from money to the count of those who get it
_COMPLEMENTS = ("to", "for", "among", "from", "by", "of")


def fence_of(here: Scene, last: int, after: int | None, words: Grammar) -> int:
    """The token behind which prepositions belong to the next amount: where one stands before it ("5 to Peru and 6 to Chile")."""
    if after is None or after >= here.tokens[-1].end:
        return len(here.tokens)
    upto = here.token_at(after)
    told = any(words.markers.get(t.lower) in ("to", "for", "from", "by") for t in here.tokens[last + 1 : upto])
    if words.subject_may_follow:  # Dutch "5 miljoen *van* Peru"
        told = told or any(a.marker == "of" and last < a.first < upto for a in here.actors)
    return upto if told else len(here.tokens)


def without_rivals(order: list[Actor], before: Mention | None, here: Scene, first: int, last: int, fence: int) -> list[Actor]:
    """The actors without those behind another amount, where this one has its own: "5 from Peru, 6 from Chile".

    Those of the amount before stand between it and this one, those of the next one behind the `fence`.
    """
    own = {a.marker for a in order if last < a.first <= min(last + BEHIND_REACH, fence)} & BEHIND.keys()
    edge = first
    if before is not None and here.tokens[0].start <= before.start and before.end <= here.tokens[first].start:
        edge = here.token_at(before.end - 1)
    return [a for a in order if a.marker not in own or not (edge < a.first < first or a.first > fence)]


def _before(here: Scene, actor: Actor) -> set[str]:
    """The words right before a name and its preposition."""
    return {token.lower for token in here.tokens[max(0, actor.first - 4) : actor.first]}


def parallels(here: Scene, before: Mention | None, first: int, words: Grammar) -> Iterable[tuple[Actor, str, Actor]]:
    """Who takes a role from the amount before, whose verb goes for this one, too.

    "Peru gets 5 million, *Chile* 6 million", "followed by *Chile* with 6 million", "ahead of *Chile* with 6 million",
    "from Peru (5 million) and *Chile* (6 million)": a name right before an amount plays the role of the one in the same place
    before, which comes third; that one stands right before its amount, too, or is the subject of the last verb that tells a role.
    """
    how, lead = holder(here, first, words)
    if lead is not None and lead.marker == "like" and how in _IN_A_ROW:
        yield from _for_instance(here, lead)
        return
    if before is None or before.start < here.tokens[0].start or before.end > here.tokens[first].start:
        return
    start, edge = here.token_at(before.start), here.token_at(before.end - 1)
    if lead is None:
        how, lead = _likewise(here, start, first, words)
    if lead is None or lead.first <= edge or how not in _IN_A_ROW:
        return
    sequel = lead.marker in ("by", "against") and lead.first > 1 and not words.sequel.isdisjoint(_before(here, lead))
    bracketed = how == "bracket" == holder(here, start, words)[0]
    if not (lead.marker in _PLAIN or sequel or bracketed) or any(edge < v.first < first for v in here.verbs):
        return
    same = next((a for a in reversed(here.actors) if start - 3 <= a.last < start and (bracketed or a.marker in _PLAIN)), None)
    if sequel or same is None or not (bracketed or any(rule.startswith(("verb", "parallel")) for _, rule in same.roles)):
        same = next((a for a in reversed(here.actors) if a.last < first and a is not lead and _gave(a)), same)
    own = here.verbs[lead.verb].first if lead.marker == "subject" and lead.verb is not None else -1
    if own > lead.last and not here.crossed(own, lead.first):
        return  # "terwijl Peru 6 miljoen gaf" has a verb of its own
    if same is not None and same is not lead:
        told = {role for role, rule in same.roles if rule == "parallel verb"} or {
            r for r, rule in same.roles if bracketed or rule.startswith("verb")
        }
        for role in sorted(told):
            if (role, "parallel verb") not in lead.roles:
                lead.roles.append((role, "parallel verb"))
            yield lead, role, same


def _for_instance(here: Scene, lead: Actor) -> Iterable[tuple[Actor, str, Actor]]:
    """Who takes the role of the group that it is told of as one: "donors, including *Peru* (5 million), pledged aid"."""
    many = next((a for a in reversed(here.actors) if a.last < lead.first and a.form == "group"), None)
    if many is not None:
        for role in sorted({role for role, rule in many.roles if rule.startswith("verb")}):
            if (role, "parallel verb") not in lead.roles:
                lead.roles.append((role, "parallel verb"))
            yield lead, role, many


def _likewise(here: Scene, start: int, first: int, words: Grammar) -> tuple[str, Actor | None]:
    """Who stands before an amount with the same preposition as the amount before: "Peru is in *for* 5, Chile *for* 6 million"."""
    at, other = (behind_hedges(here, i, words) for i in (first, start))
    if min(at, other) < 1 or here.tokens[at].lower != here.tokens[other].lower or here.tokens[at].lower not in words.markers:
        return "", None
    before = next((a for a in here.actors if a.last == other - 1), None)
    if before is not None and not before.roles:
        return "", None  # "bought Smith for 5 million and Jones for 6 million"
    return "with", next((a for a in here.actors if a.last == at - 1), None)


_IN_A_ROW = ("bare", "comma", "with", "bracket", "dash")  # ways in which the amounts of a row hang on their names
_HEDGES = 3  # words that may stand between a name and its amount ("Peru, *with up to* 5 million")
_APPOSED = 6  # words between commas that say what a name is ("Peru, *a newcomer*, 5 million")
_SIGNS = {",": "comma", "(": "bracket", ":": "colon"} | dict.fromkeys(("-", "--", "–", "—"), "dash")


def holder(here: Scene, first: int, words: Grammar) -> tuple[str, Actor | None]:
    """Who stands right before the amount that begins at a token, and how it hangs on the name; ("", None) where nobody does.

    `bare`: "Chile 6 million"; `comma`: "Chile, 6 million", "Chile, a newcomer, 6 million"; `bracket`: "Chile (6 million)";
    `colon`: "Chile: 6 million"; `dash`: "Chile – 6 million"; `with`: "Chile, with 6 million".
    """
    at, tokens = behind_hedges(here, first, words), here.tokens
    if at < 0:
        return "", None
    ending = {a.last: a for a in here.actors if a.last <= at}
    how = "with" if words.markers.get(tokens[at].lower) == "with" else _SIGNS.get(tokens[at].text, "")
    if not how:
        return ("bare", ending[at]) if at in ending else ("", None)
    if how == "dash" and here.tokens[at - 1].text == tokens[at].text:
        at -= 1  # "Chile -- 6 million"
    name = ending.get(at - 1)
    if name is None and how == "with" and at and tokens[at - 1].text == ",":
        name = ending.get(at - 2)
    if name is None and how == "comma":
        opening = next((i for i in range(at - 2, max(0, at - 2 - _APPOSED), -1) if tokens[i].text == ","), 0)
        if opening and tokens[opening + 1].lower in words.determiners and not any(opening < v.first < at for v in here.verbs):
            name = ending.get(opening - 1)
    return (how, name) if name is not None else ("", None)


def behind_hedges(here: Scene, first: int, words: Grammar) -> int:
    """The token that an amount hangs on, words that only say how exact it is left out."""
    at = first - 1
    while at >= 0 and first - at <= _HEDGES and _hedges(here.tokens[at], words):
        at -= 1
    return at


def _hedges(token: Token, words: Grammar) -> bool:
    """Whether a word may only say how exact an amount is."""
    return (
        token.text.isalpha()
        and token.text.islower()
        and token.lower not in words.function
        and not words.verbs.starting(token.lower)
    )


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


def hinders(here: Scene, actors: Sequence[Actor], verb: int | None) -> set[str]:
    """Parties that only keep an amount from being paid: "*Hungary* blocks 5 million for Peru"."""
    if verb is None or here.verbs[verb].kind != "hinder":
        return set()
    place = "by" if here.verbs[verb].passive else "subject"
    return {actor.id for actor in actors if actor.verb == verb and actor.marker == place}
