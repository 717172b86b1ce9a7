"""What a figure measures: the words that say so, and the concept behind them (`data/concepts.yaml`).

A concept is recognised by its words near the amount. Which of several concepts in one sentence is meant is a matter of
distance: a word in the amount's own noun phrase ("3 million euros in *military aid*") is nearest, a comma makes it farther,
another amount in between farther still; and of weight: what says little by itself ("people", "spending") yields to any other,
a field of work that money goes to ("transport") to what the money is ("cost"), and a verb ("gave", "asked for") to any noun.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter, itemgetter
from typing import Any

from factbase import knowledge
from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.places import set_apart, step
from factbase.extract.text.article import Article, Mention, Token, lowered
from factbase.extract.text.clauses import words_of
from factbase.extract.text.phrases import Hit, Phrases, matches
from factbase.extract.text.words import remembered
from factbase.model import Document, Kind, Problem, Step

_GAP = 5  # words that `..` in a phrase may stand for
_WIDE = 12  # the same in verbs, which Dutch parts with an amount between: "trok daar 1,5 miljard euro extra voor uit"
_REACH = 40  # tokens to either side of an amount that are looked at
_CARRY = 3  # sentences back that an amount without words of its own may take its concept from
_BESIDE = 8  # words around a broader concept in which one that narrows it is looked for
_SIGNS = {",": 3.0, ")": 3.0, ";": 8.0, ":": 8.0}  # words that a sign between an amount and a word counts for
_start = itemgetter(0)
_end = attrgetter("end")
_BODIES = frozenset({"organisation", "person"})
_OFFICES = frozenset({"ministry", "leader"})
_FAR = 12.0  # words, signs and other amounts counted in, from which a word hardly speaks of an amount
GUESSED = -0.9
"""Bits that a concept is right which is carried on from another amount, or told by a far word: about a third of them are."""
_TAKEN = 14.0  # words by which one that names the next amount is pushed back behind others
_GENERAL = 14  # words by which a general concept is pushed back behind others
_NAME = 24  # words by which a part of a body's name is pushed back behind words that are no name
_FIELD = 12  # words by which money's field of work is pushed back behind what the money is


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of the concept file. `kinds` is empty where any kind of amount will do; `depth` counts broader concepts above."""

    key: str
    label: str
    parent: str | None
    kinds: frozenset[str]
    general: bool
    people: bool
    field: bool
    depth: int


@lru_cache(maxsize=1)
def _concepts_of(_digest: int) -> dict[str, Concept]:
    entries: dict[str, Any] = knowledge.read("concepts.yaml")["concepts"]

    def depth(key: str) -> int:
        seen, parent = {key}, entries[key].get("parent")
        while parent in entries and parent not in seen:
            seen.add(parent)
            parent = entries[parent].get("parent")
        return len(seen) - 1

    return {
        key: Concept(
            key,
            entry["label"].get("en", key),
            entry.get("parent"),
            frozenset(entry.get("kinds", ())),
            bool(entry.get("general")),
            bool(entry.get("people")),
            bool(entry.get("field")),
            depth(key),
        )
        for key, entry in entries.items()
    }


def concepts() -> dict[str, Concept]:
    """Every concept of the concept files in force, by key."""
    return _concepts_of(id(knowledge.read("concepts.yaml")))


def ancestors(key: str) -> tuple[str, ...]:
    """The concept and the broader ones above it, narrowest first: `military_aid`, `aid`."""
    return _ancestors(key, id(knowledge.read("concepts.yaml")))


@lru_cache(maxsize=4096)
def _ancestors(key: str, _digest: int) -> tuple[str, ...]:
    known, chain = concepts(), []
    at: str | None = key
    while at in known and at not in chain:
        chain.append(at)
        at = known[at].parent
    return tuple(chain)


class Lexicon(Phrases):
    """The concept words of one language, and the words that narrow a concept."""

    def __init__(self, lang: str, section: str = "concepts", row: str = "words") -> None:
        entries: dict[str, Any] = knowledge.read("concepts.yaml")[section]
        gap = _WIDE if row == "verbs" else _GAP
        super().__init__({key: (entry.get(row) or {}).get(lang, ()) for key, entry in entries.items()}, gap=gap)
        narrower: dict[str, list[tuple[str, str]]] = {}
        for key, entry in entries.items():
            for word in (entry.get("with") or {}).get(lang, ()):
                if entry.get("parent"):
                    narrower.setdefault(entry["parent"], []).append((str(word).lower(), key))
        self._with = {parent: ([*(key for _, key in words), parent], _first_of(words)) for parent, words in narrower.items()}

    def narrowed(self, hit: Hit, tokens: Sequence[Token]) -> str:
        """The narrower concept that words beside a broader one call for, else the concept itself."""
        if (options := self._with.get(hit.key)) is None:
            return hit.key
        keys, first = options
        return keys[min(map(first, map(lowered, tokens[max(0, hit.first - _BESIDE) : hit.last + 1 + _BESIDE])))]


def _first_of(options: Sequence[tuple[str, str]]) -> Callable[[str], int]:
    """A function that says which of these words a word is, by index; their number where it is none."""
    patterns = [pattern for pattern, _ in options]
    return remembered(lambda word: next((i for i, pattern in enumerate(patterns) if matches(pattern, word)), len(patterns)))


@lru_cache(maxsize=32)
def _lexicon(lang: str, section: str, row: str, _digest: int) -> Lexicon:
    return Lexicon(lang, section, row)


def lexicon(lang: str, section: str = "concepts", row: str = "words") -> Lexicon:
    """The concept words (or those of another section or row of the concept file) of a language."""
    return _lexicon(lang, section, row, id(knowledge.read("concepts.yaml")))


def concept_of(text: str, lang: str) -> str | None:
    """The concept that a description of a measure is about, None where no word of it is known.

    >>> concept_of("military aid to Ukraine, cumulative", "en")
    'military_aid'
    """
    article = Article(Document(name="measure", text=" ".join(text.split()), lang=lang))
    known, words, best = concepts(), lexicon(lang), None
    for index in range(len(article.sentences)):
        tokens = article.tokens(index)
        for hit in words.hits(tokens):
            key = words.narrowed(hit, tokens)
            rank = (known[key].general, -hit.words, hit.start, -known[key].depth)
            if best is None or rank < best[0]:
                best = rank, key
    return best[1] if best else None


class _Around:
    """What stands around the amounts of an article.

    Attributes:
        amounts: all of them, in order.
        parts: matches words that open an aside on what an amount is made up of.
    """

    def __init__(self, article: Article, mentions: Sequence[Mention], bodies: Sequence[Name] = ()) -> None:
        self.amounts = sorted(mentions, key=lambda m: m.start)
        words = words_of(article.lang if article.lang in knowledge.languages() else "en")
        self.parts, self._prepositions, self._text = words.parts, words.prepositions, article.text
        self._starts, self._bodies = [m.start for m in self.amounts], bodies
        self._is_agent = _agents(article.lang, id(knowledge.read("concepts.yaml")))

    def agent(self, hit: Hit) -> bool:
        """Whether a word names those who pay, lend or hold money: what taxpayers pay for is no tax."""
        return self._is_agent(self._text[hit.start : hit.end].lower())

    def named(self, hit: Hit) -> bool:
        """Whether a word is part of a longer name of a body: the World Food Programme gives more than food."""
        at = bisect_left(self._bodies, hit.end, key=_end)
        if at == len(self._bodies) or self._bodies[at].start > hit.start:
            return False
        return self._bodies[at].end - self._bodies[at].start > hit.end - hit.start

    def taken(self, hit: Hit) -> bool:
        """Whether a word says what the next amount is: "costs 5 million, which leaves a deficit of 3 million"."""
        at = bisect_left(self._starts, hit.end)
        return at < len(self._starts) and self._text[hit.end : self._starts[at]].strip().lower() in self._prepositions

    def others(self, start: int, end: int, mention: Mention) -> int:
        """How many other amounts stand between two offsets."""
        a, b = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return sum(1 for m in self.amounts[a : min(b, a + 20)] if m is not mention) if a < b else 0


@lru_cache(maxsize=32)
def _agents(lang: str, _digest: int) -> Callable[[str], bool]:
    """Says of a word whether it names those who pay, lend or hold money."""
    patterns = knowledge.read("concepts.yaml").get("agents", {}).get(lang, ())
    return remembered(lambda word: any(matches(pattern, word) for pattern in patterns))


def measures(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Set `measure` and `concept` of each mention from the words around it. Needs the mentions' spans, kinds and units."""
    try:
        words, _ = lexicon(article.lang), lexicon(article.lang, "aspects")
    except KeyError as error:
        return [Problem(severity="error", code="measures.knowledge", message=f"concepts.yaml has no section {error}")]
    around = _Around(article, mentions, _bodies(article))
    ordered = around.amounts
    found_in: dict[int, list[Hit]] = {}
    last: dict[Kind, tuple[int, Mention]] = {}
    for mention in ordered if article.sentences else ():
        index = article.sentence_at(mention.start)
        tokens = article.tokens(index)
        if index not in found_in:
            found_in[index] = [Hit(words.narrowed(hit, tokens), *hit[1:]) for hit in words.hits(tokens, article.words(index))]
        best = _nearest(mention, tokens, found_in[index], around)
        if best is not None:
            _set(article, mention, best, "nearest words")
        if mention.concept is None or concepts()[mention.concept].general:
            _carry(mention, index, last.get(mention.kind))
        if mention.concept is not None:
            last[mention.kind] = (index, mention)
    stated: dict[tuple[Kind, object, str], Mention] = {}
    for mention in reversed(ordered):
        again = stated.get((mention.kind, mention.amount, mention.unit))
        if again is not None and _gives_way(mention.concept, again.concept):
            _carry(mention, 0, (0, again))
        elif mention.concept is not None:
            stated[mention.kind, mention.amount, mention.unit] = mention
    _describe(article, ordered, around)
    return []


def _bodies(article: Article) -> list[Name]:
    """The bodies and people that an article names by several words, in order."""
    return [n for n in names(article) if " " in n.text and (n.kind in _BODIES or n.form in _OFFICES)]


def verb_measures(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Set `measure` and `concept` where a verb alone says them ("gave", "asked for"). Comes after the parties, who read verbs
    for themselves; what a verb says holds for its own amount: the next may have been asked for, and this one given."""
    around, verbs = _Around(article, mentions), lexicon(article.lang, row="verbs")
    found_in: dict[int, list[Hit]] = {}
    told = []
    for mention in around.amounts if article.sentences else ():
        if mention.concept is not None:
            continue
        index = article.sentence_at(mention.start)
        tokens = article.tokens(index)
        if index not in found_in:
            found_in[index] = verbs.hits(tokens, article.words(index))
        if (best := _nearest(mention, tokens, found_in[index], around)) is not None:
            _set(article, mention, best, "nearest verb")
            told.append(mention)
    _describe(article, told, around)
    return []


def _describe(article: Article, mentions: Sequence[Mention], around: _Around) -> None:
    """Set `measure`: the concept's label and what the figure is within it, or words of the text where no concept is known."""
    if not mentions:
        return
    aspects = [(side, lexicon(article.lang, "aspects", side)) for side in _SIDES]
    telling = _telling(article.lang, id(knowledge.read("concepts.yaml")))
    places = set_apart(article, around.amounts)
    labels, aspects_in = knowledge.read("concepts.yaml")["aspects"], dict[int, list[tuple[str, list[Hit]]]]()
    for mention in mentions:
        if not article.sentences:
            continue
        index = article.sentence_at(mention.start)
        tokens = article.tokens(index)
        if index not in aspects_in:
            lower = article.words(index)
            tells = any(map(telling, lower))
            aspects_in[index] = [(side, words.hits(tokens, lower)) for side, words in aspects] if tells else []
        hits = [
            hit
            for side, hits in aspects_in[index]
            for hit in hits
            if _beside(hit, mention, side) and _applies(labels[hit.key], mention)
        ]
        within = _aspects(mention, tokens, hits, labels, around)
        what = concepts()[mention.concept].label if mention.concept is not None else _own_words(article, mention)
        if (place := places.get(id(mention))) is not None:
            within.append(place.text)
            mention.steps.append(step(place))
        mention.measure = ", ".join(filter(None, [what, *within]))


_SIDES = ("words", "before", "after", "next")  # sides of an amount on which words tell what it is within its concept


@lru_cache(maxsize=32)
def _telling(lang: str, _digest: int) -> Callable[[str], bool]:
    """Says of a word whether it may begin words for an aspect, on any side: most sentences have none."""
    aspects = [lexicon(lang, "aspects", side) for side in _SIDES]
    return remembered(lambda word: any(words.may_begin(word) for words in aspects))


def _applies(entry: dict[str, Any], mention: Mention) -> bool:
    """Whether what an aspect says can be said of an amount of this kind and state."""
    return mention.kind.value in entry.get("kinds", (mention.kind.value,)) and mention.status.value not in entry.get("unless", ())


def _beside(hit: Hit, mention: Mention, side: str) -> bool:
    """Whether a word stands on the side of an amount on which it says something of it."""
    if side == "next":
        return 0 <= hit.start - mention.end <= 1
    return side == "words" or (hit.end <= mention.start if side == "before" else hit.start >= mention.end)


def _gives_way(concept: str | None, other: str | None) -> bool:
    """Whether a concept says less than that of the same amount elsewhere: none, a broader one, or a general one."""
    if concept is None or concept in ancestors(other or "")[1:]:
        return True
    known = concepts()
    return known[concept].general and other is not None and not known[other].general


def _set(article: Article, mention: Mention, best: tuple[Hit, float], rule: str) -> None:
    hit, distance = best
    mention.concept = hit.key
    words = " ".join(article.text[hit.start : hit.end].split())
    text = f"“{words}” says that this measures {concepts()[hit.key].label}."
    weight = GUESSED if distance > _FAR else None
    mention.steps.append(Step(slot="concept", rule=rule, text=text, start=hit.start, end=hit.end, weight=weight))


def _carry(mention: Mention, index: int, before: tuple[int, Mention] | None) -> None:
    """An amount without telling words of its own goes on about what the last such amount measured."""
    if before is None or before[1].concept in (None, mention.concept):
        return
    at, earlier = before
    assert earlier.concept is not None
    same = earlier.amount == mention.amount and earlier.unit == mention.unit
    kin = mention.kind is not Kind.COUNT or earlier.unit == mention.unit
    bare = mention.concept is None and kin
    narrower = mention.concept is not None and mention.concept in ancestors(earlier.concept)
    if same or (index - at <= _CARRY and (bare or narrower)):
        mention.concept = earlier.concept
        reason = "the same amount elsewhere" if same else "the amount before it"
        text = f"No nearer word says what is measured: {concepts()[earlier.concept].label}, like {reason}."
        where = {"start": earlier.start, "end": earlier.end}
        mention.steps.append(Step(slot="concept", rule="carried", text=text, weight=GUESSED, **where))


def _nearest(
    mention: Mention,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    around: _Around,
) -> tuple[Hit, float] | None:
    """The concept whose words stand nearest in the sentence, general ones after all others, and how near."""
    known, best = concepts(), None
    for hit, distance, inside in _by_distance(mention, tokens, hits, around):
        concept = known[hit.key]
        if concept.kinds and mention.kind.value not in concept.kinds:
            continue
        if mention.kind is Kind.MONEY and around.agent(hit):
            continue
        counted = inside and mention.kind is Kind.COUNT and not concept.people  # "342 businesses" are companies
        behind = _GENERAL if concept.general and not counted else 0
        if concept.field and mention.kind is Kind.MONEY:
            behind += _FIELD
        if around.named(hit):
            behind += _NAME
        rank = distance + behind - min(hit.words, 3) - concept.depth - (3 if inside else 0)
        if best is None or rank < best[0]:
            best = rank, hit, distance
    return best[1:] if best else None


def _by_distance(
    mention: Mention,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    around: _Around,
) -> Iterator[tuple[Hit, float, bool]]:
    """Hits with their distance in words from the amount, commas and other amounts in between making it longer."""
    if not hits:
        return
    first = max(0, bisect_left(tokens, mention.start + 1, key=_start) - 1)
    last = max(first, bisect_left(tokens, mention.end, lo=first, key=_start) - 1)
    for hit in hits:
        inside = hit.start < mention.end and hit.end > mention.start
        after = hit.first > last
        a, b = (last + 1, hit.first) if after else (hit.last + 1, first)
        if b - a > _REACH:
            continue
        distance = 0.0 if inside else float(max(0, b - a))
        if not inside and distance:
            between = list(map(lowered, tokens[a:b]))
            if after and (closed := _aside(between, around.parts)):
                a, between = a + closed, between[closed:]
                distance = float(len(between))
            distance += sum(filter(None, map(_SIGNS.get, between)))
            distance += 4.0 * around.others(tokens[a].start, tokens[b - 1].end, mention) if between else 0
            if after and "," in between and around.taken(hit):
                distance += _TAKEN
        yield hit, distance if after or inside else distance + 1.5, inside


def _aside(words: Sequence[str], parts: re.Pattern[str]) -> int:
    """How many words are an aside on what an amount is made up of: "28 people[, including eleven children,] were killed"."""
    if words[0] != "," or parts.match(" ".join(words[1:5])) is None:
        return 0
    closed = len(words) - words[::-1].index(",")
    return closed if closed > 1 else 0


def _aspects(
    mention: Mention,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    labels: dict[str, Any],
    around: _Around,
) -> list[str]:
    """Labels of what the figure is within its concept (replacement value, extra, per year), nearest first, at most two."""
    near = sorted((distance, hit.key) for hit, distance, _ in _by_distance(mention, tokens, hits, around) if distance <= 8)
    chosen = list(dict.fromkeys(key for _, key in near))[:2]
    mention.found["aspects"] = tuple(chosen)
    return [labels[key]["label"] for key in chosen]


def _own_words(article: Article, mention: Mention) -> str:
    """Words of the text, where no concept is known: what is counted, and a phrase that a preposition joins to the amount.

    It ends before a sign or a number, after eight words at the latest. Other words around are no name of a measure.
    """
    prepositions = words_of(article.lang).prepositions if article.lang in knowledge.languages() else ()
    words = [mention.unit] if mention.kind is Kind.COUNT else []
    tokens = article.tokens(article.sentence_at(mention.start))
    behind = tokens[bisect_left(tokens, mention.end, key=_start) :]
    if behind and behind[0].text.lower() in prepositions:
        words += [token.text for token in takewhile(lambda token: token.text.isalpha(), behind[:8])]
    return " ".join(words)
