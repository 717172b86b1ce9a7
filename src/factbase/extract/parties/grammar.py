"""The words of a language that tell who gives and who gets (`lang/*/parties.yaml`), and the roles that their frames have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from factbase import knowledge
from factbase.extract.names.lexicon import lexicon
from factbase.extract.text.article import Token
from factbase.extract.text.phrases import Phrases
from factbase.extract.text.words import remembered
from factbase.normalise.folding import fold

# The signs that open, close and break clauses.
OPENING = {"(": ")", "[": "]", "“": "”", "„": "”", "«": "»"}
QUOTES = frozenset('"')
CLOSING = frozenset(')]”»"')
BREAKS = frozenset(";:–—•")
SIGNS = frozenset({*OPENING, *QUOTES, *CLOSING, *BREAKS, ","})
SUM = "sum"  # the class of an amount of money itself, beside those of nouns
OPENS_AMOUNT = re.compile(r"[\d$€£¥₹]")
_VERB_GAP = 18  # words between the parts of a separable verb


class Grammar:
    """The words of one language that tell who does what."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        words: dict[str, Any] = knowledge.read(f"lang/{lang}/parties.yaml")
        self.verbs = Phrases(words["verbs"], gap=_VERB_GAP)
        self.nouns = Phrases(words["nouns"], gap=0)
        self.markers = {str(w): key for key, ws in words["markers"].items() for w in ws if " " not in str(w)}
        self._long_markers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key, ws in words["markers"].items():
            for phrase in (tuple(str(w).split()) for w in ws if " " in str(w)):
                self._long_markers.setdefault(phrase[-1], []).append((phrase, key))
        self.naming = frozenset(tuple(str(phrase).split()) for phrase in words.get("naming", ()))
        self.fixed = Phrases({"fixed": words.get("fixed", ())}, gap=0)
        self.determiners = frozenset(map(str, words["determiners"]))
        self.partitives = frozenset(map(str, words.get("partitives", ())))
        self.sequel = frozenset(map(str, words.get("sequel", ())))
        self.articles = frozenset(map(str, words["articles"]))
        self.be, self.have = frozenset(map(str, words["be"])), frozenset(map(str, words["have"]))
        self.whose = frozenset(map(str, words.get("whose", ())))
        self.sent = frozenset(map(str, words.get("sent", ())))
        self.asking = frozenset(map(str, words.get("asking", ())))
        self.introducing = self.be | frozenset(map(str, words.get("introducing", ())))
        self._listing = Phrases(words.get("listing", {}), gap=3)
        self.getters = frozenset(map(str, words.get("getters", ())))
        self.one_by_one = frozenset(map(str, words.get("one_by_one", ())))
        self.officials = frozenset(map(str, words.get("officials", ())))
        self.former = frozenset(map(str, words.get("former", ())))
        self.local = frozenset(map(str, words.get("local", ())))
        self.union = frozenset(map(str, words.get("union", ())))
        self.judges = frozenset(map(str, words.get("judges", ())))
        self.appraisals = frozenset(map(str, words.get("appraisals", ())))
        self.businesses = frozenset(map(str, words.get("businesses", ())))
        self.events = frozenset(map(str, words.get("events", ())))
        self.contests = frozenset(map(str, words.get("contests", ())))
        self.storms = frozenset(map(str, words.get("storms", ())))
        self.structures = tuple(map(str, words.get("structures", ())))
        self.rounds = frozenset(map(str, words.get("rounds", ())))
        self.statehood = frozenset(map(str, words.get("statehood", ())))
        self.limiting = frozenset(map(str, words.get("limiting", ())))
        self.particles = frozenset(map(str, words.get("particles", ())))
        self.finite = str(words.get("finite", ""))
        self.never_finite = frozenset(map(str, words.get("never_finite", ())))
        self.general = frozenset(map(str, words.get("general", ())))
        self.of_states = frozenset(map(str, knowledge.read("parties.yaml")["of_states"]))
        self.never_of_money = frozenset(map(str, knowledge.read("parties.yaml")["never_of_money"]))
        self.auxiliaries = frozenset(map(str, words["auxiliaries"]))
        self.conjunctions = frozenset(map(str, words["conjunctions"]))
        self.boundaries = frozenset(map(str, words["boundaries"]))
        self.complement = frozenset(map(str, words.get("complement", ())))
        self.unbounding = frozenset(tuple(str(phrase).split()) for phrase in words.get("unbounding", ()))
        self.bounds = remembered(lambda word: word in SIGNS or word in self.boundaries)
        participle = re.compile(str(words["participle"]))
        self.participle = lru_cache(maxsize=8192)(lambda word: participle.search(word) is not None)
        self.unfinite = re.compile(str(words["unfinite"]))
        self.roles: dict[str, str] = {str(w): sort for sort, ws in words["roles"].items() for w in ws}
        tails = sorted((w for w in self.roles if len(w) > 3), key=len, reverse=True)

        @lru_cache(maxsize=8192)
        def role_in(word: str) -> str:
            """The role noun that a word is or, as a compound, ends in; empty where it is none."""
            return word if word in self.roles else next((tail for tail in tails if word.endswith(tail)), "")

        self.role_in = role_in
        joined = frozenset(map(str, words.get("compounds", ())))

        @lru_cache(maxsize=8192)
        def role_of(word: str) -> str:
            """The sort of the role noun that a word is or ends in, as "hulp*organisatie*" does; empty where it is none."""
            tail = role_in(word)
            return self.roles[tail] if tail and (tail == word or tail in joined) else ""

        self.role_of = role_of
        self.pronouns = {str(w): sort for sort, ws in words["pronouns"].items() for w in ws}
        portions = "|".join(re.escape(str(phrase)) for phrase in words.get("portions", ()))
        self.portions = re.compile(rf"\b(?:{portions})\b" if portions else "(?!)", re.IGNORECASE)
        self.indefinite = frozenset(map(str, words.get("indefinite", ())))
        self.products = frozenset(map(str, words.get("products", ())))
        self.or_so = frozenset(map(str, words.get("or_so", ())))
        self.each = frozenset(map(str, words.get("each", ())))
        self.singulars = {str(one): str(many) for one, many in words.get("singulars", {}).items()}
        self.stands = remembered(
            lambda word: word in self.pronouns or bool(self.role_of(word)) or word in self.each or word in self.union
        )
        self.afflicted = Phrases({"afflicted": words.get("afflicted", ())}, gap=0)
        self.group_words = frozenset(map(str, words["groups"]))
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
        self.governed = frozenset(map(str, words.get("governed", ())))
        self.governing = {str(word): str(kind) for word, kind in words.get("governing", {}).items()}
        self.wins = frozenset(map(str, words.get("wins", ())))
        self.suffix = re.compile(rf"[ -]?(?:{'|'.join(map(re.escape, words.get('suffixes', ())))})$")
        self.subordinators = frozenset(map(str, words.get("subordinators", ())))
        self.bodies = lexicon(lang).body_nouns
        self.adjective = re.compile(str(words["adjective"]))
        self.descriptor = re.compile(str(words.get("descriptor", "(?!)")))
        self.plural = re.compile(str(words["plural"])) if "plural" in words else None
        self.plural_names = frozenset(map(str, words.get("plural_names", ())))
        numbers = knowledge.read(f"lang/{lang}/numbers.yaml")
        self.scales = frozenset(map(str, numbers["scales"]))
        self.numerals = self.scales | {str(word) for word, value in (numbers["words"] | numbers["tens"]).items() if value > 1}
        self.counts = remembered(lambda word: OPENS_AMOUNT.match(word) is not None or word in self.numerals)
        """Whether a word is, or opens, an amount: "$5", "three"."""
        self.times = frozenset(map(str, words.get("times", ())))
        self.aux_reach = 20 if words.get("subject_may_follow") else 4
        self.subject_may_follow = bool(words.get("subject_may_follow"))
        self.purpose = frozenset(map(str, words.get("purpose", ())))
        self.modals = frozenset() if self.subject_may_follow else self.auxiliaries - self.be - self.have - self.purpose
        self.infinitive = frozenset(map(str, words.get("infinitive", ())))
        self.capitals = {
            str(city).lower(): (code, "country")
            for code, row in knowledge.read("countries.yaml").items()
            for tongue in (lang, "en")
            for city in ((row or {}).get(tongue) or {}).get("capital", ())
            if fold(str(city)) not in lexicon(lang).towns
        } | {str(seat).lower(): ("EU", "country") for seat in words.get("union_seats", ())}
        self.seats = {str(code): str(town) for code, town in knowledge.read("parties.yaml")["seats"].items()}
        states = (((row or {}).get(lang) or {}) for row in knowledge.read("countries.yaml").values())
        self.countries = frozenset(str(name) for state in states for name in state.get("name", ()))
        self.continuing = Phrases({"continues": words.get("continuing", ())}, gap=0)
        self.expletive = Phrases({"expletive": words.get("expletive", ())}, gap=0)
        self.home: str | None = words.get("home")
        self.function = (
            self.determiners
            | self.auxiliaries
            | self.conjunctions
            | self.boundaries
            | frozenset(self.markers)
            | frozenset(self.pronouns)
        )

    def listing(self, tokens: Sequence[Token]) -> str | None:
        """The role of those who are listed below words that announce a list: "the main *pledges*", "the *recipients*"."""
        hits = self._listing.hits(tokens, [token.lower for token in tokens])
        return max(hits, key=lambda hit: hit.last).key if hits else None

    def marker(self, tokens: Sequence[Token], i: int) -> str | None:
        """The kind of the preposition that ends in a token, longer ones first: "according *to*" is none of giving."""
        word = tokens[i].lower
        for phrase, key in self._long_markers.get(word, ()):
            begin = i + 1 - len(phrase)
            if begin >= 0 and phrase == tuple(token.lower for token in tokens[begin : i + 1]):
                return key
        return self.markers.get(word)


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
    table |= {("noun", SUM, place): role for place, role in content["sum"].items()}
    return table


def frames() -> dict[tuple[str, ...], str]:
    """(`verb`, class, voice, place) or (`noun`, class, place) to `payer` or `payee`."""
    return _frames(id(knowledge.read("parties.yaml")))


@lru_cache(maxsize=8)
def currency_words(lang: str) -> frozenset[str]:
    """The codes and names of currencies in a language, in lower case."""
    found = set()
    for code, row in knowledge.read("currencies.yaml").items():
        names = [str(word).lower() for word in ((row or {}).get(lang) or ())]
        found |= {str(code).lower(), *names, *(name.rpartition(" ")[2] for name in names)}
    return frozenset(found)
