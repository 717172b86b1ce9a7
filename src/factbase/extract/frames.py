"""Who does what in a sentence: verbs with their voice, nouns that have a giver, and the names that play a role to them.

This is no parser. Verbs and nouns come from `lang/*/parties.yaml`; a name belongs to the verb nearest to it in its clause, and the
word before a name (a preposition, a noun, a verb, nothing) says in which place it stands: subject, object, or behind a
preposition. `data/parties.yaml` says which role a place has. Dutch order (verb second, participle last) needs no rules of its own,
for a subject is there, too, the first name without a preposition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any

from factbase import knowledge
from factbase.extract.article import Article, Token
from factbase.extract.names import Name, names
from factbase.extract.phrases import Hit, Phrases

_VERB_GAP = 18  # words between the parts of a separable verb
_NOUN_REACH = 5  # words from a noun to the preposition that belongs to it
_MARKER_REACH = 5  # words between a preposition and the name it governs
_CLAUSE = 26  # words within which a verb can govern
_BOUNDARY_COST = 9  # words that a clause boundary is worth in choosing the governing verb
_WEAK = {"say": 10, "flow": 5, "destine": 3, "request": 2}  # words by which verbs of these classes yield to others
_SIGNS = frozenset(";:()[]–—\"“”„«»•")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a known class: index of its first and last word, and its voice."""

    kind: str
    first: int
    last: int
    passive: bool


@dataclass(slots=True)
class Actor:
    """One who is named, or meant by a role noun or pronoun, at one place.

    Attributes:
        id, kind, form: as of the name it is or stands for; `form` is `role` or `pronoun` where it only stands for one.
        start, end: offsets in the article; `first`, `last`: token indexes in the sentence.
        marker: the preposition's kind (`to`, `from`, ...); `poss` before a noun; `object` or `subject` without one.
        noun: class of the noun that it belongs to ("the Danish *contribution*", "*aid* to Peru"), if any.
        group: index of the first actor that it is coordinated with ("Peru and Chile"), or its own.
        verb: index of its governing verb in the sentence, if any.
        roles: (role, rule) pairs that verb and noun give it.
    """

    id: str
    kind: str
    form: str
    start: int
    end: int
    first: int
    last: int
    marker: str = ""
    noun: str = ""
    group: int = 0
    verb: int | None = None
    boundaries: int = 0
    roles: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """A sentence as read: its tokens, how many clause boundaries precede each, its verbs, nouns and actors."""

    index: int
    tokens: list[Token]
    bounds: list[int]
    verbs: list[Verb]
    nouns: list[Hit]
    actors: list[Actor]

    def crossed(self, a: int, b: int) -> int:
        """Clause boundaries between two token indexes."""
        return abs(self.bounds[a] - self.bounds[b])

    def token_at(self, offset: int) -> int:
        """Index of the token at or before an offset."""
        return max(0, bisect_right(self.tokens, offset, key=lambda t: t.start) - 1)

    def governing(self, first: int, last: int) -> int | None:
        """Index in `verbs` of the verb that governs the words: the nearest, each clause boundary making it farther."""
        best: tuple[float, int] | None = None
        for i, verb in enumerate(self.verbs):
            distance = min(
                max(0, verb.first - last) if verb.first > last else max(0, first - verb.first),
                max(0, verb.last - last) if verb.last > last else max(0, first - verb.last),
            )
            crossed = min(self.crossed(verb.first, first), self.crossed(verb.last, last))
            if distance > _CLAUSE:
                continue
            cost = distance + _BOUNDARY_COST * crossed + _WEAK.get(verb.kind, 0)
            if best is None or cost < best[0]:
                best = cost, i
        return best[1] if best else None


class Grammar:
    """The words of one language that this module needs."""

    def __init__(self, lang: str) -> None:
        words: dict[str, Any] = knowledge.read(f"lang/{lang}/parties.yaml")
        self.verbs = Phrases(words["verbs"], gap=_VERB_GAP)
        self.nouns = Phrases(words["nouns"], gap=0)
        self.markers = {str(w): key for key, ws in words["markers"].items() for w in ws if " " not in str(w)}
        self.long_markers = Phrases({k: [w for w in ws if " " in str(w)] for k, ws in words["markers"].items()}, gap=0)
        self.determiners = frozenset(map(str, words["determiners"]))
        self.be, self.have = frozenset(map(str, words["be"])), frozenset(map(str, words["have"]))
        self.auxiliaries = frozenset(map(str, words["auxiliaries"]))
        self.conjunctions = frozenset(map(str, words["conjunctions"]))
        self.boundaries = frozenset(map(str, words["boundaries"]))
        self.participle = re.compile(str(words["participle"]))
        self.roles = {str(w): sort for sort, ws in words["roles"].items() for w in ws}
        self.pronouns = {str(w): sort for sort, ws in words["pronouns"].items() for w in ws}
        self.groups = Phrases({str(name): [str(w)] for w, name in words["groups"].items()}, gap=0)
        self.group_names = {str(w): str(name) for w, name in words["groups"].items()}
        self.subject_may_follow = bool(words.get("subject_may_follow"))
        self.infinitive = frozenset(map(str, words.get("infinitive", ())))
        self.home: str | None = words.get("home")
        self.function = (
            self.determiners | self.auxiliaries | self.conjunctions | self.boundaries | frozenset(self.markers) | frozenset(self.pronouns)
        )


@lru_cache(maxsize=8)
def _grammar(lang: str, _state: int) -> Grammar:
    return Grammar(lang)


def grammar(lang: str) -> Grammar:
    """The grammar words of a language; English where it has none of its own."""
    name = f"lang/{lang}/parties.yaml"
    chosen = lang if any(True for _ in knowledge.places(name)) else "en"
    return _grammar(chosen, id(knowledge.read(f"lang/{chosen}/parties.yaml")))


@lru_cache(maxsize=2)
def _frames(_state: int) -> dict[tuple[str, ...], str]:
    content, table = knowledge.read("parties.yaml"), {}
    for kind, voices in content["verbs"].items():
        for voice, places in voices.items():
            for place, role in places.items():
                table["verb", kind, voice, place] = role
    for kind, places in content["nouns"].items():
        for place, role in places.items():
            table["noun", kind, place] = role
    return table


def frames() -> dict[tuple[str, ...], str]:
    """(`verb`, class, voice, place) or (`noun`, class, place) to `payer` or `payee`."""
    return _frames(id(knowledge.read("parties.yaml")))


# --- one sentence --------------------------------------------------------------------------------


def _verbs(tokens: Sequence[Token], bounds: Sequence[int], words: Grammar) -> list[Verb]:
    """The verbs of a sentence in order; a word that may be a noun counts as one after an article or an adjective."""
    found: list[Verb] = []
    for hit in words.verbs.hits(tokens):
        if bounds[hit.first] != bounds[hit.last] or _is_noun(hit, tokens, words):
            continue
        if found and found[-1].first == hit.first:
            continue
        found.append(Verb(hit.key, hit.first, hit.last, _passive(hit, tokens, bounds, words)))
    return found


def _is_noun(hit: Hit, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a word that can be verb or noun is a noun here."""
    word = tokens[hit.first].lower
    if hit.first != hit.last:
        if words.participle.search(word) or hit.last + 1 >= len(tokens):
            return False
        # "gaf 3 miljoen uit Peru": the last word is a preposition, no part of the verb
        after = tokens[hit.last + 1]
        particle = tokens[hit.last].lower in words.markers
        return particle and after.text[:1].isalnum() and after.lower not in words.markers and after.lower not in words.function
    if not words.nouns._starting(word):
        return False
    before = tokens[hit.first - 1].lower if hit.first else ""
    if before in words.auxiliaries or before in words.pronouns or before == "to":
        return False
    written = tokens[hit.first - 1].text[:1] if hit.first else ""
    return not (written.isupper() and hit.first > 1) or before in words.function


def _passive(hit: Hit, tokens: Sequence[Token], bounds: Sequence[int], words: Grammar) -> bool:
    """Whether the verb is a participle after a form of "be" (or, in Dutch, anywhere with "worden" in its clause)."""
    if not any(words.participle.search(tokens[i].lower) for i in {hit.first, hit.last}):
        return False
    clause = bounds[hit.first]
    near = range(hit.first - 1, max(-1, hit.first - 7), -1)
    for i in near:
        word = tokens[i].lower
        if bounds[i] != clause:
            break
        if word in words.be:
            return True
        if word in words.have:
            return False
    following = tokens[hit.last + 1].lower if hit.last + 1 < len(tokens) else ""
    if words.markers.get(following) == "by":
        return True
    if following in words.be:  # "die gegeven werd"
        return True
    if following in words.have:
        return False
    for i in range(hit.first - 7, max(-1, hit.first - 22), -1):
        word = tokens[i].lower
        if bounds[i] != clause:
            break
        if word in words.have:
            return False
        if word in words.be:
            return True
    return False


def _bounds(tokens: Sequence[Token], words: Grammar) -> list[int]:
    """How many clause boundaries stand at or before each token."""
    marks = [
        1 if t.text in _SIGNS or (t.lower in words.boundaries and (not i or tokens[i - 1].text != "(")) else 0
        for i, t in enumerate(tokens)
    ]
    return list(accumulate(marks))


def _marker(tokens: Sequence[Token], first: int, words: Grammar) -> tuple[str, int]:
    """The kind of the preposition that governs the words at `first`, and its place; ("", -1) where there is none."""
    for i in range(first - 1, max(-1, first - 1 - _MARKER_REACH), -1):
        token = tokens[i]
        if token.lower in words.markers:
            return words.markers[token.lower], i
        if token.lower in words.determiners:
            continue
        if not _WORD.match(token.text) or token.lower in words.function or not token.text.islower():
            return "", -1
        if words.verbs._starting(token.lower) and not words.participle.search(token.lower):
            return "", -1
    return "", -1


def scene(article: Article, index: int, found: Sequence[Name]) -> Scene:
    """Read one sentence. `found` are the names in it, in order."""
    words = grammar(article.lang)
    tokens = article.tokens(index)
    bounds = _bounds(tokens, words)
    read = Scene(index, tokens, bounds, _verbs(tokens, bounds, words), words.nouns.hits(tokens), [])
    if tokens:
        read.actors = _actors(read, found, words)
        _place(read, words)
    return read


def _actors(read: Scene, found: Sequence[Name], words: Grammar) -> list[Actor]:
    """Names, groups, role nouns and pronouns of a sentence, in order, two names of one party in a row made one."""
    tokens, actors = read.tokens, []
    for name in found:
        first, last = read.token_at(name.start), read.token_at(max(name.start, name.end - 1))
        actor = Actor(name.party, "country" if name.country and name.kind == "person" else name.kind, name.form, name.start, name.end, first, last)
        before = actors[-1] if actors else None
        if before and before.id == actor.id and all(t.text in ",(" for t in tokens[before.last + 1 : first]) and first - before.last <= 2:
            before.end, before.last, before.form = actor.end, last, actor.form
            continue
        actors.append(actor)
    taken = {i for a in actors for i in range(a.first, a.last + 1)}
    for hit in words.groups.hits(tokens):
        if taken.isdisjoint(range(hit.first, hit.last + 1)):
            actors.append(Actor(hit.key, "group", "group", hit.start, hit.end, hit.first, hit.last))
            taken |= set(range(hit.first, hit.last + 1))
    for i, token in enumerate(tokens):
        if i in taken:
            continue
        before_word = tokens[i - 1].lower if i else ""
        if token.lower in words.pronouns:
            sort = words.pronouns[token.lower]
            if sort != "it" or _is_it(i, tokens, words):
                actors.append(Actor("", sort, "pronoun", token.start, token.end, i, i))
        elif token.lower in words.roles and (before_word in words.determiners or not before_word) or (
            i > 1 and token.lower in words.roles and tokens[i - 2].lower in words.determiners and before_word.isalpha() and before_word not in words.function
        ):
            if i + 1 < len(tokens) and words.markers.get(tokens[i + 1].lower) == "of":
                continue
            actors.append(Actor("", words.roles[token.lower], "role", token.start, token.end, i, i))
    actors.sort(key=lambda a: (a.first, a.last))
    return actors


def _is_it(i: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a word that is "it" and, in Dutch, also an article stands alone here: before a verb, a preposition or a sign."""
    if i + 1 >= len(tokens):
        return True
    after = tokens[i + 1]
    return after.lower in words.function or not _WORD.match(after.text) or bool(words.verbs._starting(after.lower))


def _place(read: Scene, words: Grammar) -> None:
    """Find for every actor its marker, noun, group and verb, and from these its roles."""
    tokens, table = read.tokens, frames()
    nouns = {hit.first: hit.key for hit in read.nouns}
    plain: dict[int, list[int]] = {}
    for i, actor in enumerate(read.actors):
        actor.group = i
        before = read.actors[i - 1] if i else None
        if before and _joined(tokens, before.last, actor.first, words):
            actor.group = before.group
        actor.verb = read.governing(actor.first, actor.last)
        _attach(actor, read, nouns, words)
        if actor.group != i and before and actor.marker in ("", "poss"):
            head = read.actors[actor.group]
            if not (head.marker == "poss" and actor.marker != "poss"):
                actor.marker, actor.noun = head.marker, head.noun
        if not actor.marker and actor.group == i and actor.verb is not None:
            plain.setdefault(actor.verb, []).append(i)
    for verb, members in plain.items():
        _subject_and_object(read, read.verbs[verb], members, words)
    for actor in read.actors:
        if not actor.marker:
            head = read.actors[actor.group]
            actor.marker = head.marker or "bare"
        if actor.noun:
            role = table.get(("noun", actor.noun, actor.marker))
            if role:
                actor.roles.append((role, f"noun {actor.noun} {actor.marker}"))
        if actor.verb is not None and actor.marker != "poss":
            verb = read.verbs[actor.verb]
            actor.boundaries = min(read.crossed(verb.first, actor.first), read.crossed(verb.last, actor.last))
            role = table.get(("verb", verb.kind, "passive" if verb.passive else "active", actor.marker))
            if role:
                actor.roles.append((role, f"verb {verb.kind} {'passive' if verb.passive else 'active'} {actor.marker}"))


def _joined(tokens: Sequence[Token], last: int, first: int, words: Grammar) -> bool:
    """Whether only commas, conjunctions and articles stand between two names."""
    between = tokens[last + 1 : first]
    return 0 < len(between) <= 4 and all(t.text == "," or t.lower in words.conjunctions or t.lower in words.determiners for t in between)


def _attach(actor: Actor, read: Scene, nouns: dict[int, str], words: Grammar) -> None:
    """Set an actor's marker and noun from the words on either side of it."""
    tokens = read.tokens
    written = tokens[actor.last].text
    genitive = actor.form != "pronoun" and (
        written.endswith(("'s", "’s"))
        or (actor.last + 1 < len(tokens) and tokens[actor.last + 1].text in ("'", "’") and written.endswith("s"))
    )
    possessive = actor.form == "adjective" or genitive or (actor.form == "pronoun" and _possessive(actor, tokens, words))
    if possessive:
        for i in range(actor.last + 1, min(actor.last + 1 + _NOUN_REACH, len(tokens))):
            if not _WORD.match(tokens[i].text) or (tokens[i].lower in words.function and i > actor.last + 1):
                break
            if i in nouns:
                actor.marker, actor.noun = "poss", nouns[i]
                return
        if actor.form == "adjective" or genitive:
            actor.marker, at = _marker(tokens, actor.first, words)
            actor.marker = actor.marker + "+adj" if actor.marker else "adj"
            return
    actor.marker, at = _marker(tokens, actor.first, words)
    if actor.marker:
        for i in range(at - 1, max(-1, at - 1 - _NOUN_REACH - 2), -1):
            if tokens[i].text in ";:.(" or read.bounds[i] != read.bounds[at]:
                break
            if i in nouns:
                actor.noun = nouns[i]
                break


def _possessive(actor: Actor, tokens: Sequence[Token], words: Grammar) -> bool:
    return actor.last + 1 < len(tokens) and tokens[actor.last].lower in words.determiners


def _subject_and_object(read: Scene, verb: Verb, members: Sequence[int], words: Grammar) -> None:
    """Of the names without a preposition around a verb the first is its subject, a later one its object."""
    actors = [read.actors[i] for i in members]
    before = read.tokens[verb.first - 1].lower if verb.first else ""
    if before in words.infinitive:  # "om Peru te helpen"
        for actor in actors:
            actor.marker = "object"
        return
    ahead = any(a.first < verb.first for a in actors)
    subject: Actor | None = None
    for actor in sorted(actors, key=lambda a: (read.crossed(a.first, verb.first), a.first)):
        if subject is None and (actor.first < verb.first or (words.subject_may_follow and not ahead)):
            subject, actor.marker = actor, "subject"
        else:
            actor.marker = "object"


# --- the article ---------------------------------------------------------------------------------


def scenes(article: Article) -> list[Scene]:
    """Every sentence as read, role nouns and pronouns resolved to names; read once and kept in `article.shared`."""
    if "scenes" not in article.shared:
        article.shared["scenes"] = _scenes(article)
    read: list[Scene] = article.shared["scenes"]
    return read


def _scenes(article: Article) -> list[Scene]:
    by_sentence: dict[int, list[Name]] = {}
    for name in names(article):
        if name.start < name.end:
            by_sentence.setdefault(article.sentence_at(name.start), []).append(name)
    read = [scene(article, i, by_sentence.get(i, ())) for i in range(len(article.sentences))]
    _resolve(article, read)
    return read


_FUND_WORDS = ("fund", "fonds", "facility", "faciliteit", "programme", "initiative", "initiatief", "appeal", "foundation", "stichting")


def _resolve(article: Article, read: Sequence[Scene]) -> None:
    """Give role nouns and pronouns the id of the last one of their sort; those that stay without are dropped."""
    home = grammar(article.lang).home
    last: dict[str, Actor] = {}
    topic: Actor | None = None
    for one in read:
        subject: Actor | None = None
        for actor in one.actors:
            if actor.form in ("pronoun", "role"):
                meant = _meant(actor, last, subject or topic)
                if meant is not None:
                    actor.id, actor.kind = meant.id, meant.kind
                elif actor.kind == "government" and home:
                    actor.id, actor.kind = home, "country"
            if actor.form in ("pronoun", "adjective") or not actor.id:
                continue
            last[actor.kind] = actor
            if actor.form != "role" and actor.kind in ("organisation", "programme") and any(w in actor.id.lower() for w in _FUND_WORDS):
                last["fund"] = actor
            if actor.marker == "subject" and actor.kind != "person" and subject is None:
                subject = actor
        if subject is not None:
            topic = subject
        one.actors = [a for a in one.actors if a.id]
        renumber = {}
        for i, actor in enumerate(one.actors):
            actor.group = renumber.setdefault(actor.group, i)


def _meant(actor: Actor, last: dict[str, Actor], topic: Actor | None) -> Actor | None:
    """Whom a role noun or pronoun stands for."""
    if actor.form == "role":
        if actor.kind == "fund":
            return last.get("fund") or last.get("programme")
        return last.get("country" if actor.kind in ("country", "government") else "organisation")
    if actor.kind == "we":
        return None
    return topic
