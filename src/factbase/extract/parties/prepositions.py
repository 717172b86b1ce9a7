"""The preposition and the noun that an actor hangs on, from the words on either side of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factbase.extract.parties.grammar import OPENS_AMOUNT, SUM, Grammar, currency_words
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.text.article import Token

_NOUN_REACH = 5  # words from a noun to the preposition that belongs to it
_AMOUNT = 7  # words that an amount may take
_HEDGED = 2  # words before it that may say how exact it is
_SUM_REACH = 8  # words from the preposition that an amount governs back to it
_MARKER_REACH = 7  # words between a preposition and the name it governs
_COURT = 3  # words behind a place by which a court or a jury sits there
_APPOSED = 4  # words between an article and a name that say who that is
_WORD = re.compile(r"\w")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def attach(actor: Actor, read: Scene, nouns: dict[int, str], words: Grammar) -> None:
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
        apostrophe = genitive and tokens[actor.last + 1 : actor.last + 2] and tokens[actor.last + 1].text in ("'", "’")
        own = actor.last + (2 if apostrophe else 1)  # "the donors' 5 million"
        behind = own if actor.form == "adjective" else _behind_amount(tokens, own, words)
        named = actor.form == "adjective" and _names(actor, read, words)
        for i in range(behind if not named else len(tokens), min(behind + _NOUN_REACH, len(tokens))):
            if not _WORD.match(tokens[i].text) or (tokens[i].lower in words.function and i > own):
                break
            if i in nouns:
                actor.marker, actor.noun = "poss", nouns[i]
                return
        if behind > own:  # "Peru's 5 million"
            actor.marker = "whose"
            return
        if genitive and any(verb.kind in ("give", "spend", "buy", "bid") and verb.last == actor.first - 1 for verb in read.verbs):
            actor.marker = "object"  # "to support *Peru's* recovery"
            return
        if actor.form == "adjective" or genitive:
            actor.marker, at = preposition(tokens, read.clauses, actor.first, words)
            _outer(actor, at, read, words)
            named = any(a.first == actor.last + 1 and a.form == "name" for a in read.actors)  # "to the *Spanish* Red Cross"
            loose = named or (genitive and actor.marker == "of")  # "the start of *Russia's* invasion"
            actor.marker = actor.marker + "+adj" if actor.marker and not loose else "adj"
            return
    if _sits(actor, tokens, words):
        actor.marker = "adj"
        return
    if _adjunct(actor, read, nouns, words):
        return
    first = next((a.first for a in read.actors if a.last == actor.first - 1 and a.form == "adjective"), actor.first)
    told = actor.form == "group" or _is_told_of(actor, tokens, words)
    actor.marker, at = preposition(tokens, read.clauses, first, words, plain=told)
    if actor.marker in _AUTHORS and at and tokens[at - 1].lower in words.appraisals:
        actor.marker = "source"
    if actor.marker == "by" and at and tokens[at - 1].lower in words.sequel:
        actor.outer = "-"  # "Chile gave most, followed *by Peru*"
    opens = at == 0 or (at > 0 and tokens[at - 1].text == ",")
    if actor.marker == "like" and opens and any(verb.first == actor.last + 1 for verb in read.verbs):
        actor.marker = ""  # ", as *Peru* gave 5 million" opens a clause
    if actor.marker == "source" and not words.subject_may_follow and _acts_behind(actor, tokens, words):
        actor.marker = ""  # "they said *Peru* would pay 5 million"
    if _aimed_at(actor, tokens, words):
        actor.marker = "aim"
        return
    if actor.marker == "of" and at and tokens[at - 1].lower in words.partitives:  # "dozens of countries gave"
        actor.marker, at = preposition(tokens, read.clauses, at - 1, words)
    if actor.marker == "among" and (actor.kind == "person" or actor.form == "leader" or _between(read, at, words)):
        actor.marker = "at"  # "onder *Jan Jansen* gaf het land 5 miljoen": when, not to whom
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
        if not actor.noun and _on_sum(actor.outer or actor.marker, at, read, words):
            actor.noun = SUM


_AUTHORS = ("by", "of", "from")  # places of who made an estimate: "an assessment *by Peru*", "experts *of Peru*"


def _is_told_of(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether an article and plain words right before a name say who that is: "from the crypto exchange *Acme*"."""
    if actor.kind == "country" or actor.form != "name" or _goes_on(actor, tokens, words):
        return False
    for i in range(actor.first - 1, max(-1, actor.first - 1 - _APPOSED), -1):
        word = tokens[i].lower
        if word in words.articles:
            return i < actor.first - 1
        if not tokens[i].text.isalpha() or not tokens[i].text.islower() or word in words.function or word in words.times:
            return False
        if words.nouns.starting(word) or (words.verbs.starting(word) and not words.participle(word)):
            return False
    return False


def _acts_behind(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a verb or its auxiliary stands right behind an actor, which then is its subject."""
    after = tokens[actor.last + 1].lower if actor.last + 1 < len(tokens) else ""
    verb = bool(words.verbs.starting(after)) and not words.nouns.starting(after)
    return verb or after in words.auxiliaries or after in words.have


def _goes_on(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a clause may go on behind a name as its subject: "after the storm Acme *lost* 5 million"."""
    after = tokens[actor.last + 1].text if actor.last + 1 < len(tokens) else ""
    amount = words.subject_may_follow and OPENS_AMOUNT.match(after) is not None
    return after == "," or amount or _acts_behind(actor, tokens, words)


def _names(actor: Actor, read: Scene, words: Grammar) -> bool:
    """Whether an adjective and plain words behind it say what a name is: "*French* credit provider Rize"."""
    name = next((a for a in read.actors if a.first > actor.last and a.form == "name" and a.kind != "country"), None)
    between = read.tokens[actor.last + 1 : name.first] if name is not None else []
    plain = all(t.text.islower() and t.lower not in words.function and not words.verbs.starting(t.lower) for t in between)
    return 0 < len(between) <= _NOUN_REACH and plain


def _on_sum(place: str, at: int, read: Scene, words: Grammar) -> bool:
    """Whether a preposition of giving or getting hangs on an amount of money: "5 million *for* Peru", "for schools *in* Peru"."""
    if place not in ("to", "for", "from"):
        return False
    tokens, i = read.tokens, at - 1
    while i >= max(0, at - _SUM_REACH) and i not in read.sums:
        token = tokens[i]
        if token.text == ")":  # "5 million ($6 million) for Peru"
            while i > 0 and tokens[i].text != "(":
                i -= 1
        elif not token.text.isalpha() or read.clauses[i] != read.clauses[at] or _acts(token, words):
            return False
        i -= 1
    return i in read.sums


def _acts(token: Token, words: Grammar) -> bool:
    """Whether a word may be a verb that tells who gives, and no preposition that such a verb goes with."""
    return bool(words.verbs.starting(token.lower)) and token.lower not in words.function


def _between(read: Scene, at: int, words: Grammar) -> bool:
    """Whether a preposition says between whom something is that is not shared out: "an agreement *between* Peru and Chile"."""
    word = read.tokens[at - 1].lower if at and at - 1 not in read.sums else ""
    shared = any(not verb[1] for verb in words.verbs.starting(word)) or any(n[0] != "sale" for n in words.nouns.starting(word))
    return word.isalpha() and word not in words.function and not shared


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
    if actor.form not in ("name", "part", "role") or any(verb.first == actor.last + 1 for verb in read.verbs):
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


def _sits(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a country or a town only says where a court or a jury sits: "a *Texas* jury", "a *Lima* appeals court"."""
    if actor.kind not in ("country", "place") or actor.form not in ("name", "part", "capital"):
        return False
    for token in tokens[actor.last + 1 : actor.last + 1 + _COURT]:
        if not token.text.islower() or token.lower in words.function:
            return False
        if token.lower in words.judges:
            return True
    return False


def _outer(actor: Actor, at: int, read: Scene, words: Grammar) -> None:
    """Find the preposition before a plain noun before the actor's own: "for schools in Peru", "aan de regering in Lima".

    Right behind another actor ("companies from Peru") the preposition belongs to that one: `outer` is then `-`.
    """
    if actor.marker not in ("in", "of", "from", "at", "with"):
        return
    nearest = next((a for a in read.actors if a.last == at - 1 and a is not actor), None)
    if nearest is not None:
        by_way = actor.marker == "from" and nearest.marker == "at"  # "5 million under the Chips Act *from Peru*"
        actor.outer = "" if by_way else "-"
        return
    if actor.marker == "from":
        return
    before = read.tokens[at - 1] if at else None
    if before is not None and before.lower in words.conjunctions:
        return  # "for an office *and from Peru* comes 5 million"
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
    if after is None or not after.text[:1].isalpha() or after.lower in words.function:
        return True
    return bool(words.verbs.starting(after.lower)) and not words.participle(after.lower) and not words.nouns.starting(after.lower)


def _possessive(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a pronoun says whose something is: "*its* loan"; a Dutch "het" that stands for someone does not."""
    word = tokens[actor.last].lower
    owns = word in words.determiners and (actor.kind != "it" or word in words.articles)
    return owns and actor.last + 1 < len(tokens)


def preposition(
    tokens: Sequence[Token], clauses: Sequence[int], first: int, words: Grammar, plain: bool = False
) -> tuple[str, int]:
    """The kind of the preposition that governs the words at `first`, and its place; ("", -1) where there is none.

    Before a `plain` noun any words may stand that say which: "to *striking dock* workers".
    """
    closed = tokens[first - 1].text == ")" if first else False  # "to a public unit (PSU) *Peru BV*"
    for i in range(first - 1, max(-1, first - 1 - _MARKER_REACH), -1):
        token = tokens[i]
        if closed:
            closed = token.text != "("
            continue
        if clauses[i] != clauses[first]:
            return "", -1
        counted = tokens[i + 1].text[:1].isdigit()
        counting = plain and tokens[i + 1].lower in words.scales and i + 2 == first  # "to *2 million* customers"
        if (
            not counting
            and token.text[:1].isdigit()
            and (tokens[i + 1].lower in words.scales or tokens[i + 1].lower in currency_words(words.lang))
        ):
            return "", -1  # "aid of 5 million euros reached Peru"
        if _YEAR.match(token.text):
            return "", -1  # "in 2019 Peru gave 5 million"
        kind = words.marker(tokens, i)
        if kind == "against" and counted and i > 1 and _led(tokens[i - 2], words):  # "to more *than* 2,000 families"
            continue
        hedged = kind == "at" and counted  # "*around* 150 farmers were paid 5 million"
        if kind and not (hedged and ((plain and i == 0) or (i and _led(tokens[i - 1], words)))):
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
