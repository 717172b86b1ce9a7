"""Whom a role noun ("the bank", "het kabinet") or a pronoun stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factbase.extract.names.lexicon import lexicon
from factbase.extract.parties.datelines import town
from factbase.extract.parties.descriptions import lands, trade, ungenitive
from factbase.extract.parties.grammar import Grammar, grammar
from factbase.extract.parties.scene import Actor, Scene
from factbase.extract.parties.sorts import sort_of
from factbase.extract.speakers.speech import speech_words
from factbase.extract.text.article import Article, Token
from factbase.normalise import bodies

_SAID = 6  # words from a verb of saying to the pronoun that opens what is said
_NEAR = 4  # words from who speaks to the verb of saying
_SPEAKING = ("leader", "government", "ministry", "seat")  # forms of a name that speak for whom they act for


def resolve(article: Article, read: Sequence[Scene]) -> None:
    """Give role nouns and pronouns the id of the last one of their sort; those that stay without are dropped."""
    words = grammar(article.lang)
    speech = speech_words(article.lang)
    says = speech.verb_cues - speech.at
    home = article.shared.get("home")
    ours = home if home in lexicon(article.lang).words.get("also_home", ()) else words.home
    _towns(read, home, words)
    homes, peoples, main = lands(read, words), _of_no_state(read), _foremost(read)
    opening = town(read, words)
    last: dict[str, Actor] = {"place": opening} if opening is not None else {}
    called: dict[str, Actor] = {}  # role noun -> the last one whom the article has called so ("the bank Santander")
    named: Counter[str] = Counter()
    latest: dict[str, Actor] = {}  # the bodies named so far, that named last at the end
    topic: Actor | None = None
    before: Actor | None = None  # whom the sentence before is about
    single: Actor | None = None  # the last subject that is no group: "it" is not "households"
    for one in read:
        subject: Actor | None = None
        opener: Actor | None = None
        for actor in one.actors:
            if actor.kind == "state" and actor.form == "role":
                actor.kind = "place" if home in words.of_states else "government"
            if actor.form == "people" and actor.id in peoples and _led_by_article(actor, one, words):
                firm = next((body for body in reversed(latest.values()) if homes.get(body.id) == actor.id), None)
                if firm is not None:
                    actor.id, actor.kind, actor.form = firm.id, firm.kind, "role"
            elif actor.land:
                _called_by_land(actor, ungenitive(one.tokens[actor.last]), before, called, latest, homes, words)
            elif actor.form in ("pronoun", "role"):
                stands = actor.form == "role" and actor.kind != "government"
                meant = called.get(words.role_in(one.tokens[actor.last].lower)) if stands else None
                if not (actor.kind == "government" and one.tokens[actor.last].lower in lexicon(article.lang).home_offices):
                    about = (_one(subject), opener, single) if actor.kind == "it" else (subject, opener, topic)
                    meant = meant or _sayer(actor, one, says) or _meant(actor, last, about[0] or about[1] or about[2])
                if meant is subject and subject is not None and actor.form == "pronoun" and _bound(actor, subject, one):
                    meant = topic if topic is not None and topic.id != subject.id else None
                if meant is not None and actor.form == "role" and actor.kind == "organisation":
                    itself = subject if subject is not None and meant.id == subject.id and _bound(actor, subject, one) else None
                    word = words.role_in(one.tokens[actor.last].lower)
                    if itself is not None or _rules(word, meant, words):
                        others = (a for a in (topic, *reversed(latest.values())) if a is not None and a.kind == "organisation")
                        meant = next((a for a in others if a.id != meant.id and not _rules(word, a, words)), None)
                        meant = meant or _next(read, one, word, words)
                if meant is not None and meant.id == "EU" and actor.form == "role" and actor.kind == "government":
                    meant = main or meant  # "the EU gave 5 million. *Parliament* added 3 million": that of the land told of
                if meant is not None and actor.form == "role" and not _fits(one.tokens[actor.last].lower, meant, words):
                    meant = None
                if actor.kind == "we":
                    meant = next((a for a in one.actors if a.form in _SPEAKING), meant)
                if meant is not None:
                    actor.id, actor.kind = meant.id, meant.kind
                elif actor.form == "role" and (name := _by_kind(actor, one, words)):
                    actor.id = name
                elif own := home if actor.kind == "government" else ours if actor.kind == "we" else None:
                    actor.id, actor.kind = own, "country"
            if actor.form in ("pronoun", "adjective") or not actor.id:
                continue
            if not (actor.kind == "place" and _lies_in(actor, last.get("place"), one)):
                last[actor.kind] = actor
            if actor.kind == "organisation":
                if sort_of(actor.id, actor.kind) == "authority":
                    last["authority"] = actor  # "Porto City Council ... *the city*"
                latest[actor.id] = latest.pop(actor.id, actor)
                named[actor.id] += 1
                foremost = last.get("foremost organisation")
                if foremost is None or named[actor.id] >= named[foremost.id]:
                    last["foremost organisation"] = actor
            if actor.form not in ("role", "group"):
                for noun in (*_called(actor, one, words), *sorted(bodies.called(actor.id))):
                    called[noun] = actor
            if actor.form in _SPEAKING:
                last["speaker"] = actor
            if actor.form != "role" and actor.kind in ("organisation", "programme") and _is_fund(actor, words):
                last["fund"] = actor
            if actor.marker == "subject" and actor.kind != "person" and subject is None:
                subject = actor
            if (
                actor.marker in ("bare", "poss")
                and actor.form == "name"
                and actor.kind not in ("place", "person")
                and _opens(actor, one, words)
            ):
                opener = actor
        before = subject or opener
        if before is not None:
            topic, single = before, _one(before) or single
        one.actors = [a for a in one.actors if a.id]
        renumber: dict[int, int] = {}
        for i, actor in enumerate(one.actors):
            actor.group = renumber.setdefault(actor.group, i)


def _foremost(read: Sequence[Scene]) -> Actor | None:
    """The land that an article names at least as often as the Union; None where it is rather about the Union itself."""
    named = [a for one in read for a in one.actors if a.kind == "country" and a.form not in ("pronoun", "role") and a.id]
    [(land, often)] = Counter(a.id for a in named if a.id != "EU").most_common(1) or [("", 0)]
    union = sum(a.id == "EU" for a in named)
    return next(a for a in named if a.id == land) if often and often >= union else None


def _led_by_article(actor: Actor, one: Scene, words: Grammar) -> bool:
    """Whether an article stands right before an actor: "*the* Germans", not "5 million Germans"."""
    return actor.first > 0 and one.tokens[actor.first - 1].lower in words.articles


def _of_no_state(read: Sequence[Scene]) -> set[str]:
    """The lands of whose people alone an article speaks, never as states: "Siemens buys Altair. *The Germans* pay 5 billion"."""
    named = [actor for one in read for actor in one.actors if actor.kind == "country"]
    return {a.id for a in named if a.form == "people"} - {a.id for a in named if a.form not in ("people", "adjective")}


def _called_by_land(
    actor: Actor,
    noun: str,
    topic: Actor | None,
    called: dict[str, Actor],
    latest: dict[str, Actor],
    homes: dict[str, str],
    words: Grammar,
) -> None:
    """Give "the Dutch company" the id of the body of that land named last, or of the topic, which may be; else the land's own."""
    meant = next((body for body in reversed(latest.values()) if homes.get(body.id) == actor.land), None)
    if meant is None and words.role_of(noun) == "organisation":
        likely = (body for body in (called.get(noun), topic) if body is not None and body.id in latest)
        meant = next((body for body in likely if body.id not in homes), None)
    if meant is not None:
        actor.id, actor.kind = meant.id, meant.kind
    else:
        actor.id, actor.kind, actor.form = actor.land, "country", "adjective"
        actor.marker = f"{actor.marker}+adj" if actor.marker not in ("", "subject", "object") else "adj"
        actor.roles.clear()


def _towns(read: Sequence[Scene], home: str | None, words: Grammar) -> None:
    """Take a town for itself that elsewhere stands for the Union, where it lies at home and nothing else names the Union."""
    everyone = [a for one in read for a in one.actors if a.id == "EU"]
    if home and home in words.seats and all(a.form == "capital" for a in everyone):
        for actor in everyone:
            actor.id, actor.kind, actor.form = words.seats[home], "place", "name"


def _lies_in(actor: Actor, town: Actor | None, one: Scene) -> bool:
    """Whether a place only says where the town before it lies: "in Brownsville, *Texas*"."""
    beside = town is not None and actor.start - town.end <= _COMMA
    return beside and actor.first > 0 and one.tokens[actor.first - 1].text == ","


_COMMA = 2  # characters of a comma and the blank behind it


def _one(actor: Actor | None) -> Actor | None:
    """An actor that "it" may stand for: no group."""
    return actor if actor is not None and actor.form != "group" else None


def _opens(actor: Actor, one: Scene, words: Grammar) -> bool:
    """Whether a name is the first thing in its sentence, and so its subject even of a verb that says nothing of money.

    "*ASML* grows", "Chipmaker *ASML* grows".
    """
    before = one.tokens[: actor.first]
    return len(before) <= _CALLED and all(t.lower in words.determiners or _says_which(t, words) for t in before)


_CALLED = 6  # words before a name that may say what it is


def _says_which(token: Token, words: Grammar) -> bool:
    """Whether a word may be part of what a name behind it is called: "the *charity*", "the *Danish shipping* company"."""
    word = token.lower
    plain = token.text.isalpha() and word not in words.function | words.times and not words.verbs.starting(word)
    return plain or trade(word, words)


def _sayer(pronoun: Actor, one: Scene, says: frozenset[str]) -> Actor | None:
    """Who speaks, for a pronoun that opens what is said: "behind Peru came Chile, which said that *it* would pay"."""
    if pronoun.form != "pronoun" or pronoun.kind == "we" or pronoun.marker != "subject":
        return None
    said = next((i for i in range(pronoun.first - 1, max(-1, pronoun.first - _SAID), -1) if one.tokens[i].lower in says), None)
    if said is None:
        return None
    before = [a for a in one.actors if a.id and a.last < said and a.form != "adjective"]
    return before[-1] if before and said - before[-1].last <= _NEAR else None


def _is_fund(actor: Actor, words: Grammar) -> bool:
    """Whether a name, in its own language or by its English name, is that of a fund, a programme or a campaign."""
    known = (words, grammar("en"))
    return any(one.roles.get(one.role_in(word)) == "fund" for word in actor.id.lower().split() for one in known)


def _bound(pronoun: Actor, subject: Actor, one: Scene) -> bool:
    """Whether a pronoun would mean the subject of its own verb, which none does ("Peru received it from *it*")."""
    if any(a.marker == "subject" and a.verb == pronoun.verb is not None and a.id != subject.id for a in one.actors):
        return False  # "Peru says *Chile* gave it 5 million"
    return pronoun.marker not in ("subject", "poss", "bare") and not one.crossed(pronoun.first, subject.first)


def _rules(noun: str, body: Actor, words: Grammar) -> bool:
    """Whether a body is an authority or a court, which no noun of a business means: "the watchdog fined *the company*"."""
    return noun in words.businesses and (body.kind == "country" or sort_of(body.id, body.kind) in ("authority", "judge"))


def _next(read: Sequence[Scene], one: Scene, noun: str, words: Grammar) -> Actor | None:
    """The body with which the next sentence opens, of one that is only named there: "... *the firm*. *Acme* called it unfair"."""
    after = read[one.index + 1].actors if one.index + 1 < len(read) and noun in words.businesses else ()
    return next((a for a in after if a.first <= 1 and a.kind == "organisation" and a.form == "name" and a.id), None)


def _called(actor: Actor, one: Scene, words: Grammar) -> Sequence[str]:
    """The role nouns by which an article calls a name: within it, right before it, behind "of" or a comma.

    "Ghent *University*", "the *bank* Santander", "bakkerij*keten* Bart", "the *city* of Porto", "Santander, a Spanish *bank*".
    """
    tokens = one.tokens
    near = [tokens[i].lower for i in range(actor.first, actor.last + 1)]
    if actor.first and tokens[actor.first - 1].text.islower():
        near.append(tokens[actor.first - 1].lower)
    if actor.first > 1 and words.markers.get(tokens[actor.first - 1].lower) == "of":
        near.append(tokens[actor.first - 2].lower)
    if (
        actor.last + 2 < len(tokens)
        and tokens[actor.last + 1].text == ","
        and tokens[actor.last + 2].lower in (words.determiners - words.boundaries)
    ):
        near += [t.lower for t in tokens[actor.last + 3 : actor.last + 6] if t.text.islower()]
    return [role for word in near if (role := words.role_in(word)) and _may_be(words.roles[role], actor)]


def _may_be(sort: str, actor: Actor) -> bool:
    """Whether a name may be called by a noun of a sort: "in Mozambique, the *bank* lends 5 million" calls no country a bank."""
    return sort != "organisation" or actor.kind not in ("country", "place")


def _fits(noun: str, meant: Actor, words: Grammar) -> bool:
    """Whether a body may be called by a role noun: "the council" is no "University of Porto"."""
    if meant.kind != "organisation" or noun in words.general:
        return True
    own = {role for word in meant.id.lower().split() if (role := words.role_in(word)) and words.roles[role] == "organisation"}
    return not own or noun in own or not own.isdisjoint(words.general)


def _by_kind(actor: Actor, one: Scene, words: Grammar) -> str:
    """What a body is called that nothing names: "the *county council*"; empty where one word says too little."""
    before = one.tokens[actor.first - 1] if actor.first > 1 else None
    if actor.kind != "organisation" or before is None or not before.text.isalpha() or not before.text.islower():
        return ""
    plain = before.lower not in words.function and (before.lower in words.local or not words.adjective.search(before.lower))
    return f"{before.lower} {one.tokens[actor.last].lower}" if plain else ""


def _meant(actor: Actor, last: dict[str, Actor], topic: Actor | None) -> Actor | None:
    """Whom a role noun or pronoun stands for."""
    if actor.form == "role":
        if actor.kind == "fund":
            return last.get("fund") or last.get("programme")
        if actor.kind == "place":
            return last.get("place") or last.get("authority")
        if actor.kind in ("country", "government"):
            return topic if topic is not None and topic.kind == "country" else last.get("country")
        if topic is not None and topic.kind == "organisation":
            return topic
        return last.get("foremost organisation") or last.get("organisation")
    if actor.kind == "we":
        return last.get("speaker")
    return topic
