"""Who does what in a sentence: verbs with their voice, nouns that have a giver, and the names that play a role to them.

This is no parser. Verbs and nouns come from `lang/*/parties.yaml`; a name belongs to the verb nearest to it in its clause, and
the word before a name (a preposition, a noun, a verb, nothing) says in which place it stands: subject, object, or behind a
preposition. `data/parties.yaml` says which role a place has. Dutch order (verb second, participle last) needs no rules of its
own, for a subject is there, too, the first name without a preposition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count
from operator import itemgetter
from pathlib import Path
from typing import Any

from factbase import knowledge
from factbase.extract.article import Article, Token, lowered
from factbase.extract.lexicon import lexicon
from factbase.extract.name import Name
from factbase.extract.names import names
from factbase.extract.phrases import Hit, Phrases
from factbase.extract.words import remembered
from factbase.normalise.folding import fold

_VERB_GAP = 18  # words between the parts of a separable verb
_NOUN_REACH = 5  # words from a noun to the preposition that belongs to it
_MARKER_REACH = 5  # words between a preposition and the name it governs
_CLAUSE = 26  # words within which a verb can govern
_BOUNDARY_COST = 9  # words that a clause boundary is worth in choosing the governing verb
_OPENING_WORDS = 14  # words in which a sentence says that it goes on about the one before
_AHEAD_COST = 6  # words that it costs what a preposition governs to belong to a verb behind it
_AGENT_COST = 8  # words that it costs an agent to belong to a verb that is not passive
_BEHIND_VERB = frozenset(("to", "for", "from", "by", "in"))
_FAR = 6  # clause boundaries that nobody counts beyond
_WEAK = {"say": 10, "flow": 5, "destine": 3, "request": 2}  # words by which verbs of these classes yield to others
_OPENING = {"(": ")", "[": "]", "“": "”", "„": "”", "«": "»"}
_QUOTES = frozenset('"')
_CLOSING = frozenset(')]”»"')
_BREAKS = frozenset(";:–—•")
_WORD = re.compile(r"\w")
_OPENS_AMOUNT = re.compile(r"[\d$€£¥₹]")
_SIGNS = frozenset({*_OPENING, *_QUOTES, *_CLOSING, *_BREAKS, ","})
_start = itemgetter(0)


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
        outer: the preposition that its own hangs on ("*for* schools in Peru").
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
    outer: str = ""
    noun: str = ""
    group: int = 0
    verb: int | None = None
    boundaries: int = 0
    roles: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """A sentence as read: its tokens, the clause of each, its verbs, nouns and actors.

    `continues` says whether it goes on about the amount before; `subjects`, for a verb without a subject of its own, whose it
    takes: the name before "which", or that of the verb before.
    """

    index: int
    tokens: list[Token]
    clauses: list[int]
    parents: list[int]
    verbs: list[Verb]
    nouns: list[Hit]
    actors: list[Actor]
    continues: bool = False
    subjects: dict[int, Actor] = field(default_factory=dict)

    def crossed(self, a: int, b: int) -> int:
        """Clause boundaries between two token indexes: 0 in one clause, 1 between a clause and the one it hangs on."""
        x, y = self.clauses[a], self.clauses[b]
        steps = 0
        while x != y and steps < _FAR:  # a clause hangs on one of a lower number
            if x > y:
                x = self.parents[x]
            else:
                y = self.parents[y]
            steps += 1
        return steps

    def token_at(self, offset: int) -> int:
        """Index of the token at or before an offset."""
        return max(0, bisect_right(self.tokens, offset, key=_start) - 1)

    def governing(self, first: int, last: int, marker: str = "", verb_last: bool = True) -> int | None:
        """Index in `verbs` of the verb that governs the words: the nearest, each clause boundary making it farther.

        What a preposition (`marker`) governs belongs to a verb before it, unless the language puts verbs last; "by" looks for a
        passive.
        """
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
            if marker in _BEHIND_VERB and not verb_last and verb.first > last:
                cost += _AHEAD_COST
            if marker == "by" and not verb.passive:
                cost += _AGENT_COST
            if best is None or cost < best[0]:
                best = cost, i
        return best[1] if best else None


class Grammar:
    """The words of one language that this module needs."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        words: dict[str, Any] = knowledge.read(f"lang/{lang}/parties.yaml")
        self.verbs = Phrases(words["verbs"], gap=_VERB_GAP)
        self.nouns = Phrases(words["nouns"], gap=0)
        self.markers = {str(w): key for key, ws in words["markers"].items() for w in ws if " " not in str(w)}
        self.long_markers = Phrases({k: [w for w in ws if " " in str(w)] for k, ws in words["markers"].items()}, gap=0)
        self.determiners = frozenset(map(str, words["determiners"]))
        self.partitives = frozenset(map(str, words.get("partitives", ())))
        self.sequel = frozenset(map(str, words.get("sequel", ())))
        self.articles = frozenset(map(str, words["articles"]))
        self.be, self.have = frozenset(map(str, words["be"])), frozenset(map(str, words["have"]))
        self.auxiliaries = frozenset(map(str, words["auxiliaries"]))
        self.conjunctions = frozenset(map(str, words["conjunctions"]))
        self.boundaries = frozenset(map(str, words["boundaries"]))
        self.bounds = remembered(lambda word: word in _SIGNS or word in self.boundaries)
        participle = re.compile(str(words["participle"]))
        self.participle = lru_cache(maxsize=8192)(lambda word: participle.search(word) is not None)
        self.unfinite = re.compile(str(words["unfinite"]))
        self.roles = {str(w): sort for sort, ws in words["roles"].items() for w in ws}
        tails = sorted((w for w in self.roles if len(w) > 3), key=len, reverse=True)

        @lru_cache(maxsize=8192)
        def role_in(word: str) -> str:
            """The role noun that a word is or, as a compound, ends in; empty where it is none."""
            return word if word in self.roles else next((tail for tail in tails if word.endswith(tail)), "")

        self.role_in = role_in
        self.pronouns = {str(w): sort for sort, ws in words["pronouns"].items() for w in ws}
        self.stands = remembered(lambda word: word in self.pronouns or word in self.roles)
        members: dict[str, list[str]] = {}
        for word, name in words["groups"].items():
            members.setdefault(str(name), []).append(str(word))
        self.everything = Phrases(
            {
                f"{sort} {key}": ws
                for sort, entries in (("verb", words["verbs"]), ("noun", words["nouns"]), ("group", members))
                for key, ws in entries.items()
            },
            gap=_VERB_GAP,
        )
        self.sorts = remembered(lambda key: tuple(key.split(" ", 1)))
        self.relative = frozenset(map(str, words.get("relative", ())))
        self.suffix = re.compile(rf"[ -]?(?:{'|'.join(map(re.escape, words.get('suffixes', ())))})$")
        self.subordinators = frozenset(map(str, words.get("subordinators", ())))
        self.bodies = lexicon(lang).body_nouns
        self.adjective = re.compile(str(words["adjective"]))
        self.times = frozenset(map(str, words.get("times", ())))
        self.aux_reach = 20 if words.get("subject_may_follow") else 4
        self.subject_may_follow = bool(words.get("subject_may_follow"))
        self.infinitive = frozenset(map(str, words.get("infinitive", ())))
        self.capitals = {
            str(city).lower(): (code, "country")
            for code, row in knowledge.read("countries.yaml").items()
            for tongue in (lang, "en")
            for city in ((row or {}).get(tongue) or {}).get("capital", ())
            if fold(str(city)) not in lexicon(lang).towns
        } | {str(seat).lower(): ("EU", "country") for seat in words.get("union_seats", ())}
        states = (((row or {}).get(lang) or {}) for row in knowledge.read("countries.yaml").values())
        self.countries = frozenset(str(name) for state in states for name in state.get("name", ()))
        self.continuing = Phrases({"continues": words.get("continuing", ())}, gap=0)
        self.home: str | None = words.get("home")
        self.function = (
            self.determiners
            | self.auxiliaries
            | self.conjunctions
            | self.boundaries
            | frozenset(self.markers)
            | frozenset(self.pronouns)
        )


@lru_cache(maxsize=8)
def _grammar(lang: str, _state: int) -> Grammar:
    return Grammar(lang)


@lru_cache(maxsize=64)
def _file(lang: str, _folders: tuple[Path, ...]) -> str:
    name = f"lang/{lang}/parties.yaml"
    return lang if any(True for _ in knowledge.places(name)) else "en"


def grammar(lang: str) -> Grammar:
    """The grammar words of a language; English where it has none of its own."""
    chosen = _file(lang, knowledge.user_folders())
    return _grammar(chosen, id(knowledge.read(f"lang/{chosen}/parties.yaml")))


@lru_cache(maxsize=2)
def _frames(_state: int) -> dict[tuple[str, ...], str]:
    content: dict[str, Any] = knowledge.read("parties.yaml")
    table: dict[tuple[str, ...], str] = {}
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


@lru_cache(maxsize=8)
def _currency_words(lang: str) -> frozenset[str]:
    """The codes and names of currencies in a language, in lower case."""
    found = set()
    for code, row in knowledge.read("currencies.yaml").items():
        names = [str(word).lower() for word in ((row or {}).get(lang) or ())]
        found |= {str(code).lower(), *names, *(name.rpartition(" ")[2] for name in names)}
    return frozenset(found)


# --- one sentence --------------------------------------------------------------------------------


def _verbs(
    hits: Sequence[Hit], tokens: Sequence[Token], clauses: Sequence[int], words: Grammar, inside: Set[int], ends: Set[int]
) -> list[Verb]:
    """The verbs of a sentence in order; a word that may be a noun counts as a verb right after a name.

    `inside` are the tokens that belong to names, `ends` the last ones of names that are no adjectives.
    """
    found: list[Verb] = []
    for hit in hits:
        if hit.first in inside or clauses[hit.first] != clauses[hit.last]:
            continue
        if _is_noun(hit, tokens, words, inside, ends) or _is_adjective(hit, tokens, words):
            continue
        if found and found[-1].first == hit.first:
            continue
        found.append(Verb(hit.key, hit.first, hit.last, _passive(hit, tokens, clauses, words)))
    helping = [v.first == v.last and tokens[v.first].lower in words.auxiliaries for v in found]
    main: dict[int, int] = {}
    for v, helps in zip(found, helping, strict=True):
        if not helps and words.unfinite.search(tokens[v.first].lower):
            main[clauses[v.first]] = v.first
    return [v for v, helps in zip(found, helping, strict=True) if not helps or main.get(clauses[v.first], -1) < v.first]


def _is_noun(hit: Hit, tokens: Sequence[Token], words: Grammar, inside: Set[int], ends: Set[int]) -> bool:
    """Whether a word that can be verb or noun is a noun here."""
    word = tokens[hit.first].lower
    if hit.first != hit.last:
        if words.participle(word) or hit.last + 1 >= len(tokens) or hit.last - hit.first == 1:
            return False
        # "gaf 3 miljoen uit Peru": the last word is a preposition, no part of the verb
        return tokens[hit.last].lower in words.markers and tokens[hit.last + 1].text[:1].isupper()
    before = tokens[hit.first - 1].lower if hit.first else ""
    if before in words.articles and not words.participle(word):  # "the plans"
        return True
    if not words.nouns.starting(word):
        return False
    if before in words.auxiliaries or before in words.pronouns or before == "to":
        return False
    following = tokens[hit.last + 1].text if hit.last + 1 < len(tokens) else ""
    if (
        (_OPENS_AMOUNT.match(following) or (hit.key == "cost" and hit.last + 1 in inside))
        and before
        and before not in words.determiners
        and before not in words.markers
        and tokens[hit.first - 1].text.isalpha()
        and not words.adjective.search(before)
    ):
        return False  # "the strikes cost 5 million"
    named = following[:1].isupper()
    if named and (before in words.roles or before in words.bodies):  # "watchdog fines Meta"
        return False
    if (
        before
        and before not in words.determiners
        and before not in words.markers
        and not tokens[hit.first - 1].text[:1].isdigit()
    ):
        for i in range(hit.first - 2, max(-1, hit.first - words.aux_reach), -1):
            if tokens[i].text in ",;:.()":
                break
            if tokens[i].lower in words.auxiliaries and tokens[i].lower not in words.have:
                return False
    return hit.first - 1 not in ends


def _is_adjective(hit: Hit, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a participle only says which: "the *affected* cities"."""
    if hit.first != hit.last or not 0 < hit.first < len(tokens) - 1 or not words.participle(tokens[hit.first].lower):
        return False
    before, after = tokens[hit.first - 1].lower, tokens[hit.first + 1]
    return before in words.articles and after.text.islower() and after.lower not in words.function


def _passive(hit: Hit, tokens: Sequence[Token], clauses: Sequence[int], words: Grammar) -> bool:
    """Whether the verb is a participle after a form of "be" (or, in Dutch, anywhere with "worden" in its clause)."""
    if not any(words.participle(tokens[i].lower) for i in {hit.first, hit.last}):
        return False
    clause = clauses[hit.first]
    near = range(hit.first - 1, max(-1, hit.first - 7), -1)
    for i in near:
        word = tokens[i].lower
        if clauses[i] != clause:
            break
        if word in words.be and not _owns(i, tokens, words):
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
        if clauses[i] != clause:
            break
        if word in words.have:
            return False
        if word in words.be and not _owns(i, tokens, words):
            return True
    if hit.first == 0 or tokens[hit.first - 1].text in ",":  # "Promised to Jordan were six tanks"
        return any(
            tokens[i].lower in words.be and clauses[i] == clause for i in range(hit.last + 1, min(hit.last + 7, len(tokens)))
        )
    return False


def _owns(i: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a form of "be" is a possessive here, as Dutch "zijn" can be: before a plain word that is no participle."""
    if words.pronouns.get(tokens[i].lower) != "own" or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    return after.text.islower() and after.lower not in words.function and not words.participle(after.lower)


def _clauses(tokens: Sequence[Token], words: Grammar) -> tuple[list[int], list[int]]:
    """The clause of each token, and the clause that each clause hangs on (itself for the first).

    Brackets, quotation marks and clauses that open after a comma with "which" or "die" close again and give way to the clause
    around them; a semicolon, a colon or a dash begins a new clause that hangs on the one before.
    """
    parents: list[int] = [0]
    of: list[int] = []
    stack: list[tuple[int, str]] = [(0, "")]
    dependent = bool(tokens) and tokens[0].lower in words.subordinators
    bounds = set(compress(count(), map(words.bounds, map(lowered, tokens))))
    turns = sorted(bounds | {i - 1 for i in bounds if i})  # no other token ends or begins a clause
    for i in turns:
        token = tokens[i]
        of += [stack[-1][0]] * (i - len(of))
        text, after = token.text, tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if text in _OPENING or (text in _QUOTES and stack[-1][1] != text):
            parents.append(stack[-1][0])
            stack.append((len(parents) - 1, _OPENING.get(text, text)))
            of.append(stack[-1][0])
            continue
        of.append(stack[-1][0])
        if any(sign == text for _, sign in stack) and text in _CLOSING:
            while stack.pop()[1] != text:
                pass
            stack = stack or [(0, "")]
        elif text in _BREAKS:
            parents.append(stack[-1][0])
            stack = [*[s for s in stack if s[1] not in ("", ",")], (len(parents) - 1, "")]
        elif text == "," and dependent:  # "Sinds ..., trekken"; "When ..., the bank"
            dependent = False
            parents.append(stack[-1][0])
            stack = [(len(parents) - 1, "")]
        elif text == "," and stack[-1][1] == "," and (after in words.auxiliaries or words.verbs.starting(after)):
            stack.pop()
        elif (
            after in words.boundaries
            and text not in _OPENING
            and token.lower not in words.markers
            and not (token.lower in words.have and i + 2 < len(tokens) and words.participle(tokens[i + 2].lower))
        ):
            parents.append(stack[-1][0])
            stack.append((len(parents) - 1, ","))
    of += [stack[-1][0]] * (len(tokens) - len(of))
    return of, parents


def _marker(tokens: Sequence[Token], clauses: Sequence[int], first: int, words: Grammar) -> tuple[str, int]:
    """The kind of the preposition that governs the words at `first`, and its place; ("", -1) where there is none."""
    for i in range(first - 1, max(-1, first - 1 - _MARKER_REACH), -1):
        token = tokens[i]
        if clauses[i] != clauses[first]:
            return "", -1
        counted = tokens[i + 1].text[:1].isdigit()
        kind = words.markers.get(token.lower)
        if kind and not (kind == "at" and counted and i and _led(tokens[i - 1], words)):
            return kind, i
        if token.lower in words.determiners or token.lower in words.markers or token.text[:1].isdigit():
            continue
        if token.text in ",." and counted:
            continue
        if not _WORD.match(token.text) or token.lower in words.function or not token.text.islower() or token.lower in words.times:
            return "", -1
        known = token.lower in words.roles or token.lower in words.bodies or words.adjective.search(token.lower)
        if not known and i == first - 1:  # an adverb may stand before an adjective: "for a better equipped Peru"
            return "", -1
        if words.verbs.starting(token.lower) and not words.participle(token.lower):
            return "", -1
    return "", -1


def _led(token: Token, words: Grammar) -> bool:
    """Whether a word is a preposition, so that what follows only hedges: "to over 2,000 families"."""
    return words.markers.get(token.lower) in ("to", "for", "from", "by", "among")


def scene(article: Article, index: int, found: Sequence[Name]) -> Scene:
    """Read one sentence. `found` are the names in it, in order."""
    words = grammar(article.lang)
    tokens = article.tokens(index)
    clauses, parents = _clauses(tokens, words)
    read = Scene(index, tokens, clauses, parents, [], [], [])
    if tokens:
        named = _named(read, found, words)
        inside = {i for a in named for i in range(a.first, a.last + 1)}
        ends = {a.last for a in named if a.form != "adjective"}
        hits: dict[str, list[Hit]] = {"verb": [], "noun": [], "group": []}
        for hit in words.everything.hits(tokens):
            sort, key = words.sorts(hit.key)
            hits[sort].append(Hit(key, *hit[1:]))
        read.nouns = [hit for hit in hits["noun"] if hit.first not in inside]
        read.verbs = _verbs(hits["verb"], tokens, clauses, words, inside, ends)
        read.actors = _actors(read, named, hits["group"], words)
        _place(read, words)
        read.continues = bool(words.continuing.hits(tokens[:_OPENING_WORDS]))
    return read


def _named(read: Scene, found: Sequence[Name], words: Grammar) -> list[Actor]:
    """The names of a sentence in order, two names of one party in a row made one."""
    tokens = read.tokens
    actors: list[Actor] = []
    opening = _dateline(tokens)
    for name in found:
        if name.end <= opening or (name.end - name.start <= 3 and _is_currency(read, name)):
            continue
        if name.kind != "country" and name.text.lower() in _currency_words(words.lang):
            continue
        first, last = read.token_at(name.start), read.token_at(max(name.start, name.end - 1))
        form = name.form
        if form == "force" and last + 1 < len(tokens) and words.nouns.starting(tokens[last + 1].lower):
            form = "name" if tokens[first].text in words.countries else "adjective"  # "Ukraine", "Dutch military aid"
            last = first
        actor = Actor(
            name.party,
            "country" if name.country and name.kind == "person" else name.kind,
            form,
            name.start,
            name.end,
            first,
            last,
        )
        before = actors[-1] if actors else None
        if (
            before
            and before.id == actor.id
            and all(t.text in ",(" for t in tokens[before.last + 1 : first])
            and first - before.last <= 2
        ):
            before.end, before.last, before.form = actor.end, last, actor.form
            continue
        actors.append(actor)
    for actor in actors:  # "de regering in Kyiv"
        if (
            actor.form == "government"
            and actor.last + 2 < len(tokens)
            and words.markers.get(tokens[actor.last + 1].lower) == "in"
        ):
            actor.id = words.capitals.get(tokens[actor.last + 2].lower, (actor.id, ""))[0]
    return actors


def _actors(read: Scene, named: Sequence[Actor], groups: Sequence[Hit], words: Grammar) -> list[Actor]:
    """Names, groups, role nouns and pronouns of a sentence, in order."""
    tokens, actors = read.tokens, list(named)
    taken = {i for a in actors for i in range(a.first, a.last + 1)}
    by_last = {a.last: a for a in actors}
    for hit in groups:
        if taken.isdisjoint(range(hit.first, hit.last + 1)) and (
            not hit.first or tokens[hit.first - 1].lower not in words.pronouns
        ):
            whose = by_last.get(hit.first - 1) or by_last.get(hit.first - 2)
            if whose is not None and whose.form == "adjective" and tokens[hit.first - 1].text[:1].isalnum():
                actors.remove(whose)
                group = Actor(
                    f"{demonym(whose.id)} {hit.key}".strip(), "group", "group", whose.start, hit.end, whose.first, hit.last
                )
            else:
                group = Actor(hit.key, "group", "group", hit.start, hit.end, hit.first, hit.last)
            actors.append(group)
            taken |= set(range(group.first, group.last + 1))
    for i in compress(count(), map(words.stands, map(lowered, tokens))):
        if i in taken:
            continue
        token = tokens[i]
        if token.lower in words.pronouns:
            sort = words.pronouns[token.lower]
            if sort == "own":
                if any(_known_noun(t, words) for t in tokens[i + 1 : i + 3]):
                    actors.append(Actor("", sort, "pronoun", token.start, token.end, i, i))
            elif sort != "it" or _is_it(i, tokens, words):
                actors.append(Actor("", sort, "pronoun", token.start, token.end, i, i))
        elif token.lower in words.roles and _is_role(i, tokens, words):
            after = tokens[i + 1] if i + 1 < len(tokens) else token
            stands = i + 1 in taken or (i + 2 in taken and (after.text == "," or after.text.istitle()))  # "the giver, Peru, paid"
            if stands or words.markers.get(after.lower) == "of":
                continue
            actors.append(Actor("", words.roles[token.lower], "role", token.start, token.end, i, i))
    actors.sort(key=lambda a: (a.first, a.last))
    return actors


def _is_currency(read: Scene, name: Name) -> bool:
    """Whether a short name is part of a currency sign: the "US" of "US$5"."""
    after = read.token_at(name.end)
    return read.tokens[after].start == name.end and read.tokens[after].text in "$€£¥"


def _known_noun(token: Token, words: Grammar) -> bool:
    return bool(words.nouns.starting(token.lower))


def _is_role(i: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a role noun stands for someone: after an article or a preposition, at most one adjective between."""
    for back in (1, 2):
        if i - back < 0:
            return back == 1
        word = tokens[i - back].lower
        if word in words.determiners or word in words.markers:
            return True
        if not word.isalpha() or not tokens[i - back].text.islower() or word in words.function:
            return False
    return False


def _dateline(tokens: Sequence[Token]) -> int:
    """Offset where the sentence proper begins after "PARIS (Reuters) -"."""
    signs = [t for t in tokens[:16] if t.text in "-–—"]
    skip = 2 if len(tokens) > 2 and tokens[0].text == "date" and tokens[1].text[:1].isdigit() else 0
    if not signs or not tokens[skip].text.isupper() or len(tokens[skip].text) < 3:
        return tokens[skip].start if tokens else 0
    head = tokens[skip : tokens.index(signs[0])]
    plain = [t for t in head if t.text.isalpha()]
    return signs[0].end if sum(t.text.isupper() or "(" in [h.text for h in head] for t in plain) >= len(plain) - 1 else 0


def demonym(country: str) -> str:
    """The English adjective of a country, its code where it has none."""
    row = knowledge.read("countries.yaml").get(country) or {}
    found: list[str] = (row.get("en") or {}).get("adjective") or []
    return found[0] if found else country


def _is_it(i: int, tokens: Sequence[Token], words: Grammar) -> bool:
    """Whether a word that is "it" and, in Dutch, also an article stands alone here: before a verb, a preposition or a sign."""
    if i + 1 >= len(tokens):
        return True
    after = tokens[i + 1]
    if after.lower in words.determiners:  # "het demissionaire kabinet"
        return False
    return after.lower in words.function or not _WORD.match(after.text) or bool(words.verbs.starting(after.lower))


def _contradicted(read: Scene, actor: Actor, role: str, table: Mapping[tuple[str, ...], str]) -> bool:
    """Whether a passive verb gives its agent another role than the noun would: "aid received by Peru" is no aid by Peru."""
    if actor.marker != "by" or actor.verb is None or not read.verbs[actor.verb].passive:
        return False
    return table.get(("verb", read.verbs[actor.verb].kind, "passive", "by"), role) != role


def _place(read: Scene, words: Grammar) -> None:
    """Find for every actor its marker, noun, group and verb, and from these its roles."""
    table = frames()
    nouns = {hit.first: hit.key for hit in read.nouns}
    plain: dict[int, list[int]] = {}
    for i, actor in enumerate(read.actors):
        actor.group = i
        before = read.actors[i - 1] if i else None
        if before and _joined(read, i, words):
            actor.group = before.group
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
        if actor.outer == "-" and base in ("of", "from", "in", "at", "with"):
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


def _beside(read: Scene, actor: Actor, words: Grammar) -> int | None:
    """The verb right behind a name without a preposition, or, of saying, right before it: "Peru said", "zegt Peru"."""
    for i, verb in enumerate(read.verbs):
        if verb.first == actor.last + 1 or (words.subject_may_follow and verb.kind == "say" and verb.last == actor.first - 1):
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
        if i and i - 1 in known and read.crossed(read.verbs[i - 1].first, verb.first) <= 1:
            known[i] = known[i - 1]
            if i not in own:
                read.subjects[i] = known[i]


def _joined(read: Scene, i: int, words: Grammar) -> bool:
    """Whether an actor is in a row with the one before it: "Peru and Chile", "Peru, Chile and Bolivia"."""
    for j in range(i, min(i + 12, len(read.actors))):
        between = read.tokens[read.actors[j - 1].last + 1 : read.actors[j].first]
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
            if words.roles.get(tokens[i].lower) == "government":
                actor.last, actor.form = i, "government"
                actor.marker, at = _marker(tokens, read.clauses, actor.first, words)
                _outer(actor, at, read, words)
                return
    possessive = actor.form == "adjective" or genitive or (actor.form == "pronoun" and _possessive(actor, tokens, words))
    if possessive:
        for i in range(actor.last + 1, min(actor.last + 1 + _NOUN_REACH, len(tokens))):
            if not _WORD.match(tokens[i].text) or (tokens[i].lower in words.function and i > actor.last + 1):
                break
            if i in nouns:
                actor.marker, actor.noun = "poss", nouns[i]
                return
        if actor.form == "adjective" or genitive:
            actor.marker, at = _marker(tokens, read.clauses, actor.first, words)
            _outer(actor, at, read, words)
            actor.marker = actor.marker + "+adj" if actor.marker else "adj"
            return
    if _adjunct(actor, read, nouns, words):
        return
    actor.marker, at = _marker(tokens, read.clauses, actor.first, words)
    if actor.marker == "of" and at and tokens[at - 1].lower in words.partitives:  # "dozens of countries gave"
        actor.marker, at = _marker(tokens, read.clauses, at - 1, words)
    _outer(actor, at, read, words)
    if actor.marker:
        near = actor.marker in ("of", "in", "at", "with")
        for i in range(at - 1, max(-1, at - 1 - _NOUN_REACH - (-1 if near else 2)), -1):
            if tokens[i].text in ";:.(" or read.clauses[i] != read.clauses[at] or (near and tokens[i].lower in words.markers):
                break
            if i in nouns:
                actor.noun = nouns[i]
                break


def _adjunct(actor: Actor, read: Scene, nouns: dict[int, str], words: Grammar) -> bool:
    """A bare name before a noun that has a giver: "a World Bank loan" is the bank's, "Ukraine aid" is for the country."""
    if actor.form not in ("name", "part") or any(verb.first == actor.last + 1 for verb in read.verbs):
        return False
    noun = nouns.get(actor.last + 1)
    stem, hyphen, rest = read.tokens[actor.last].lower.rpartition("-")
    if hyphen and actor.end < read.tokens[actor.last].end and stem:
        actor.marker = "adj"  # "EU-hosted"
        found = words.nouns.hits([Token(0, len(rest), rest, rest)])
        noun = found[0].key if found else noun
    if noun is None:
        return bool(actor.marker)
    actor.marker, actor.noun = ("for" if actor.kind == "country" and noun in ("aid", "income") else "poss"), noun
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
            and not words.verbs.starting(before.lower)
        ):
            actor.outer = "-"  # "het hoofdkwartier van het fonds"
    plain = 0
    for i in range(at - 1, max(-1, at - 7), -1):
        token = read.tokens[i]
        kind = words.markers.get(token.lower)
        if kind is not None:
            if plain and kind in ("for", "to"):
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


def _subject_and_object(read: Scene, verb: Verb, members: Sequence[int], words: Grammar) -> None:
    """Of the names without a preposition around a verb the first is its subject, a later one its object."""
    actors = [read.actors[i] for i in members]
    before = read.tokens[verb.first - 1].lower if verb.first else ""
    if before in words.infinitive:  # "om Peru te helpen"
        for actor in actors:
            actor.marker = "object"
        return
    ahead = any(a.first < verb.first for a in actors)
    if words.subject_may_follow and _silent_subject(read, verb, words):
        for actor in actors:
            actor.marker = "object"
        return
    subject: Actor | None = None
    # In Dutch, whose verb may come last, the first name is the subject; in English the one right before the verb.
    order = 1 if words.subject_may_follow else -1
    for actor in sorted(actors, key=lambda a: (read.crossed(a.first, verb.first), a.first > verb.first, order * a.first)):
        if subject is None and (actor.first < verb.first or (words.subject_may_follow and not ahead)):
            subject, actor.marker = actor, "subject"
        elif _gapped(read, verb, actor):
            actor.marker = "gapped"
        elif subject is not None and (subject.id == actor.id != "" or (order < 0 and actor.first < verb.first)):
            actor.marker = "bare"
        else:
            actor.marker = "object"


def _gapped(read: Scene, verb: Verb, actor: Actor) -> bool:
    """Whether a name opens a clause without its verb: "Peru gave 5 million, *Chile* 6 million"."""
    after = actor.last + 1
    if actor.first < verb.first or after >= len(read.tokens) or not _OPENS_AMOUNT.match(read.tokens[after].text):
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
        if token.lower in words.auxiliaries or words.verbs.starting(token.lower):
            return i > start + 1
        if token.text[0].isdigit() or token.lower in words.roles or words.nouns.starting(token.lower) or not token.text.islower():
            named = any(a.first <= i <= a.last and a.form != "adjective" for a in read.actors)
            if not token.text.islower() and not named and token.text[0].isalpha():
                continue
            return False
        if token.lower in words.function and token.lower not in words.determiners:
            return False
    return False


# --- the article ---------------------------------------------------------------------------------


def scenes(article: Article, near: Set[int] | None = None) -> list[Scene]:
    """The sentences as read, role nouns and pronouns resolved to names; read once and kept in `article.shared`.

    Only those whose index is in `near` are read where it is given; the others stay without words.
    """
    if "scenes" not in article.shared:
        article.shared["scenes"] = _scenes(article, near)
    read: list[Scene] = article.shared["scenes"]
    return read


def _scenes(article: Article, near: Set[int] | None) -> list[Scene]:
    by_sentence: dict[int, list[Name]] = {}
    for name in names(article):
        if name.start < name.end:
            by_sentence.setdefault(article.sentence_at(name.start), []).append(name)
    read = [
        scene(article, i, by_sentence.get(i, ())) if near is None or i in near else Scene(i, [], [], [], [], [], [])
        for i in range(len(article.sentences))
    ]
    _resolve(article, read)
    return read


_SPEAKING = ("leader", "government", "ministry", "seat")
_FUND_WORDS = (
    "fund",
    "fonds",
    "facility",
    "faciliteit",
    "programme",
    "initiative",
    "initiatief",
    "appeal",
    "foundation",
    "stichting",
)


def _resolve(article: Article, read: Sequence[Scene]) -> None:
    """Give role nouns and pronouns the id of the last one of their sort; those that stay without are dropped."""
    words = grammar(article.lang)
    last: dict[str, Actor] = {}
    called: dict[str, Actor] = {}  # role noun -> the last one whom the article has called so ("the bank Santander")
    topic: Actor | None = None
    for one in read:
        subject: Actor | None = None
        for actor in one.actors:
            if actor.form in ("pronoun", "role"):
                meant = called.get(one.tokens[actor.last].lower) if actor.form == "role" and actor.kind != "government" else None
                meant = meant or _meant(actor, last, subject or topic)
                if meant is subject and subject is not None and actor.form == "pronoun" and _bound(actor, subject, one):
                    meant = topic if topic is not None and topic.id != subject.id else None
                if actor.kind == "we":
                    meant = next((a for a in one.actors if a.form in _SPEAKING), meant)
                if meant is not None:
                    actor.id, actor.kind = meant.id, meant.kind
                elif actor.kind in ("government", "we") and words.home:
                    actor.id, actor.kind = words.home, "country"
            if actor.form in ("pronoun", "adjective") or not actor.id:
                continue
            last[actor.kind] = actor
            if actor.form not in ("role", "group"):
                for noun in _called(actor, one, words):
                    called[noun] = actor
            if actor.form in _SPEAKING:
                last["speaker"] = actor
            if (
                actor.form != "role"
                and actor.kind in ("organisation", "programme")
                and any(w in actor.id.lower() for w in _FUND_WORDS)
            ):
                last["fund"] = actor
            if actor.marker == "subject" and actor.kind != "person" and subject is None:
                subject = actor
        if subject is not None:
            topic = subject
        one.actors = [a for a in one.actors if a.id]
        renumber: dict[int, int] = {}
        for i, actor in enumerate(one.actors):
            actor.group = renumber.setdefault(actor.group, i)


def _bound(pronoun: Actor, subject: Actor, one: Scene) -> bool:
    """Whether a pronoun would mean the subject of its own verb, which none does ("Peru received it from *it*")."""
    return pronoun.marker not in ("subject", "poss", "bare") and not one.crossed(pronoun.first, subject.first)


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
    return [role for word in near if (role := words.role_in(word))]


def _meant(actor: Actor, last: dict[str, Actor], topic: Actor | None) -> Actor | None:
    """Whom a role noun or pronoun stands for."""
    if actor.form == "role":
        if actor.kind == "fund":
            return last.get("fund") or last.get("programme")
        if actor.kind == "place":
            return last.get("place")
        if actor.kind in ("country", "government"):
            return topic if topic is not None and topic.kind == "country" else last.get("country")
        return topic if topic is not None and topic.kind == "organisation" else last.get("organisation")
    if actor.kind == "we":
        return last.get("speaker")
    return topic
