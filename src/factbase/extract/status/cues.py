"""The cues of an article: what each of its sentences holds, before any amount looks at it."""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factbase import knowledge
from factbase.extract.status.cue import Cue
from factbase.extract.status.lexicon import TOKEN, lexicon
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.clauses import Sentence
from factbase.extract.text.words import maker, remembered, split
from factbase.extract.times.value import Reference

_IN_NAMES = frozenset(
    {"conference", "vessel", "aid_frame", "people", "posts", "toll", "economy", "raise"}
)  # hold in a name as well
_YEAR = re.compile(r"(?:19|20)\d\d")
_year = remembered(lambda word: int(word) if len(word) == 4 and _YEAR.fullmatch(word) else 0)
"""The year that a word is, 0 where it is none."""
_FIGURE = re.compile(r"\d[\d.,]*")
_sort = remembered(lambda word: "#" if _year(word) else "0" if _FIGURE.fullmatch(word) else word.lower())
"""A word as phrases hold it: in lower case, # for any year ("in # prices"), and 0 for any other figure ("cost 0")."""
_cue = maker(Cue)
_start = operator.attrgetter("start")


class CuedSentence(NamedTuple):
    """A sentence with its cues in order of appearance, and where they begin."""

    sentence: Sentence
    cues: list[Cue]
    starts: list[int]


class Cues:
    """The cues of one article, sentence by sentence, found when first asked for.

    Attributes:
        mentions: the amounts of each sentence, in order of appearance.
    """

    def __init__(self, article: Article, mentions: Sequence[Mention]) -> None:
        self._article = article
        self._lang = article.lang if article.lang in knowledge.languages() else "en"
        self.lexicon = lexicon(self._lang)
        self._published = reference.year if (reference := Reference.of(article.document.published)) else None
        self._known: dict[int, CuedSentence] = {}
        self.mentions: dict[int, list[Mention]] = {}
        for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
            self.mentions.setdefault(article.sentence_at(mention.start), []).append(mention)

    def of(self, index: int) -> CuedSentence:
        """The cues of a sentence."""
        known = self._known.get(index)
        if known is None:
            sentence = Sentence.of(self._article, index, self.mentions.get(index, ()), self._lang)
            starts, ends, words = split(TOKEN, self._article.text, *self._article.sentences[index])
            found = [*self.lexicon.cues(starts, ends, list(map(_sort, words))), *self._years(starts, words)]
            found.sort(key=_start)
            named = _named(starts, words)
            cues = [
                _cue((cue.name, cue.start, cue.end, "", sentence.place(cue.start)))
                for cue in found
                if cue.start not in named or cue.name in _IN_NAMES
            ]
            known = self._known[index] = CuedSentence(sentence, cues, [cue.start for cue in cues])
        return known

    def _years(self, starts: list[int], words: list[str]) -> Iterator[Cue]:
        """The years before and after the article's own, as cues."""
        if self._published is None:
            return
        years = list(map(_year, words))
        for i in itertools.compress(itertools.count(), years):
            if years[i] != self._published:
                yield Cue("past" if years[i] < self._published else "ahead", starts[i], starts[i] + 4)


def _named(starts: list[int], words: list[str]) -> frozenset[int]:
    """Where words stand that are part of a name ("the Reserve Bank", "the Shortfall Scheme"): they tell of no state."""
    capital = [word[0].isupper() and len(word) > 1 for word in words]
    if sum(capital) * 2 > len(words):
        return frozenset()  # a headline in capitals
    inner = range(1, len(words))
    return frozenset(
        starts[i] for i in inner if capital[i] and ((capital[i - 1] and i > 1) or (i + 1 < len(words) and capital[i + 1]))
    )
