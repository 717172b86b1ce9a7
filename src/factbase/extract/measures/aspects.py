"""What a figure is within its concept (a replacement value, extra, per year), and words of the text where no concept is known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from functools import lru_cache
from itertools import takewhile
from operator import itemgetter
from typing import Any

from factbase import knowledge
from factbase.extract.measures.concepts import concepts, lexicon
from factbase.extract.measures.distance import Around, by_distance
from factbase.extract.places import set_apart, step
from factbase.extract.text.article import Article, Mention, Token
from factbase.extract.text.clauses import words_of
from factbase.extract.text.phrases import Hit
from factbase.extract.text.words import remembered
from factbase.model import Kind

_NEAR = 8  # words from an amount in which a word may say what it is within its concept
_MOST = 2  # aspects of one amount
_PHRASE = 8  # words of a phrase that a preposition joins to an amount
_start = itemgetter(0)


def describe(article: Article, mentions: Sequence[Mention], around: Around) -> None:
    """Set `measure`: the concept's label and what the figure is within it, or words of the text where no concept is known."""
    if not mentions:
        return
    aspects = [(side, lexicon(article.lang, "aspects", side)) for side in _SIDES]
    telling = _telling(article.lang, id(knowledge.read("concepts.yaml")))
    places = set_apart(article, around.amounts)
    labels, aspects_in = knowledge.read("concepts.yaml")["aspects"], dict[int, list[tuple[str, list[Hit]]]]()
    back = words_of(article.lang if article.lang in knowledge.languages() else "en").back
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
            if _beside(hit, mention, side)
            and _applies(labels[hit.key], mention)
            and not (labels[hit.key].get("rate") and _elapsed(hit, tokens, back))
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


def _elapsed(hit: Hit, tokens: Sequence[Token], back: Set[str]) -> bool:
    """Whether a stretch of time only says when: "3 million a year *earlier*" are not so much a year."""
    return hit.last + 1 < len(tokens) and tokens[hit.last + 1].lower in back


def _beside(hit: Hit, mention: Mention, side: str) -> bool:
    """Whether a word stands on the side of an amount on which it says something of it."""
    if side == "next":
        return 0 <= hit.start - mention.end <= 1
    return side == "words" or (hit.end <= mention.start if side == "before" else hit.start >= mention.end)


def _aspects(
    mention: Mention,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    labels: dict[str, Any],
    around: Around,
) -> list[str]:
    """Labels of what the figure is within its concept (replacement value, extra, per year), nearest first, at most two."""
    near = sorted((distance, hit.key) for hit, distance, _ in by_distance(mention, tokens, hits, around) if distance <= _NEAR)
    chosen = list(dict.fromkeys(key for _, key in near))[:_MOST]
    mention.found["aspects"] = tuple(chosen)
    return [labels[key]["label"] for key in chosen]


def _own_words(article: Article, mention: Mention) -> str:
    """Words of the text, where no concept is known: what is counted, and a phrase that a preposition joins to the amount.

    It ends before a sign, after eight words at the latest; where it goes on to a number it is another amount's ("half of the 900
    beds"). Other words around are no name of a measure.
    """
    prepositions = words_of(article.lang).prepositions if article.lang in knowledge.languages() else ()
    words = [mention.unit] if mention.kind is Kind.COUNT else []
    tokens = article.tokens(article.sentence_at(mention.start))
    behind = tokens[bisect_left(tokens, mention.end, key=_start) :]
    if behind and behind[0].text.lower() in prepositions:
        phrase = [token.text for token in takewhile(lambda token: token.text.isalpha(), behind[:_PHRASE])]
        counted = behind[len(phrase) : len(phrase) + 1]
        words += phrase if len(phrase) > 1 and not (counted and counted[0].text[:1].isdigit()) else ()
    return " ".join(words)
