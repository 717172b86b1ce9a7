"""The working view of one article that extraction components share: sentences, tokens and mentions, all by offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

from factbase import knowledge
from factbase.extract.text.casing import recased
from factbase.extract.text.marks import unmarked
from factbase.extract.text.plain import retyped
from factbase.extract.text.words import maker, remembered, split
from factbase.extract.text.wrapping import unwrapped
from factbase.model import Document, Hedge, Kind, Status, Step
from factbase.normalise.folding import fold

_STOP = re.compile(r"([.!?…])((?:[\"'”’»)\]]|\[\d{1,3}\]){0,6})[^\S\n]+(?=((?:[\"'“‘„«(\[]|,,){0,3})([^\W_]|[€$£¥]))")
_LINE = re.compile(r"\n\s*")
_LONGEST = 1000
"""Characters of a sentence. What is longer is a list, a table or noise: it is read in pieces, so that whatever compares
the words or amounts of a sentence with each other takes time in proportion to the length of the article."""
_PAUSES = tuple(map(re.compile, (r"(?<=[,;:|])\s+", r"\s+", r"(?<=[^\w\s])(?=\w)")))
_LAST = re.compile(r"(?:[^\W_]+[.’'-])*[^\W_]+$")
_FIRST = re.compile(r"[^\W\d_]+")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


@lru_cache(maxsize=16)
def _abbreviations(lang: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(titles, open abbreviations, sentence starters) of a language; none where it has no such file."""
    try:
        data = knowledge.read(f"lang/{lang}/sentences.yaml")
    except knowledge.KnowledgeError:
        return frozenset(), frozenset(), frozenset()
    return frozenset(map(str, data["titles"])), frozenset(map(str, data["open"])), frozenset(map(str, data["starters"]))


def _ends(text: str, found: re.Match[str], lang: str) -> bool:
    """Whether a stop ends a sentence: not behind "Gen.", an initial or "mln.", nor before a word in lower case.

    After Grefenstette & Tapanainen, "What is a word, what is a sentence?" (1994): abbreviations known, single letters, and
    the case of what follows.
    """
    following = found.group(4)
    if following.islower() and not found.group(3):
        return False
    if found.group(1) != "." or found.group(2):
        return True
    dot = found.start()
    last = _LAST.search(text, max(0, dot - 24), dot)
    if last is None:
        return True
    word, (titles, may_end, starters) = last.group().lower(), _abbreviations(lang)
    if word in titles and word not in may_end:
        return False
    acronym = _ACRONYM.fullmatch(last.group()) and not (len(word) == 1 and last.group().islower())
    if not acronym and word not in may_end:
        return True
    opening = _FIRST.match(text, found.end() + len(found.group(3)))
    return opening is not None and opening.group().lower() in starters


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut where it is too long: behind a comma or the like, else between two words, else anywhere."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        for pattern in _PAUSES:
            pauses = list(pattern.finditer(text, start + _LONGEST // 2, limit))
            if pauses:
                cut, following = pauses[-1].span()
                break
        else:
            cut = following = limit
        yield start, cut
        start = following
    yield start, end


class Token(NamedTuple):
    """A word or sign with its place in the article."""

    start: int
    end: int
    text: str
    lower: str


_TOKEN = re.compile(r"([^\W_]+(?:[-'’.&][^\W_]+)*|\S)")
_RUN = re.compile(r"(\w+)")
_token = maker(Token)
_lower = remembered(str.lower)
lowered = itemgetter(3)
"""The word of a token in lower case, for C loops."""


@dataclass(slots=True)
class Mention:
    """One amount on its way to becoming a claim: the quantity first, then the slots that later components fill.

    `found` keeps what components tell each other (a verb, a clause) and never leaves extraction.
    """

    start: int
    end: int
    kind: Kind
    amount: Decimal
    unit: str
    amount_high: Decimal | None = None
    per: str | None = None
    hedge: Hedge = Hedge.EXACT
    low: Decimal | None = None
    high: Decimal | None = None
    payer: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()
    programme: str | None = None
    status: Status = Status.OTHER
    conditional: bool = False
    date: str | None = None
    speaker: str | None = None
    measure: str = ""
    concept: str | None = None
    steps: list[Step] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)


class Article:
    """A document with its sentences and tokens, made when first asked for. `shared` is for components to cache in.

    `text` is the document's, of the same length, with a space for each line break that only a page's width put there, without
    Markdown, with one sign for all that open the items of lists, for all quotation marks and apostrophes, and with headlines in
    the capitals of sentences.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lang = document.lang or "en"
        self.text = recased(retyped(unmarked(unwrapped(document.text))), self.lang)
        self.shared: dict[str, Any] = {}
        self._places: dict[Callable[[str], bool], list[int]] = {}
        self._split: dict[int, tuple[list[Token], list[str], list[int]]] = {}

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """(start, end) of each sentence; a line break always ends one, and so does too great a length."""
        spans, at = [], 0
        text = self.text
        for found in sorted((*_STOP.finditer(text), *_LINE.finditer(text)), key=re.Match.start):
            end = found.start()
            if found.re is _LINE:
                while end > at and text[end - 1].isspace():
                    end -= 1
            elif _ends(text, found, self.lang):
                end = found.end(2)
            else:
                continue
            spans.append((at, end))
            at = found.end()
        spans.append((at, len(text)))
        pieces = (piece for a, b in spans for piece in _pieces(self.text, a, b))
        return [(a, b) for a, b in pieces if self.text[a:b].strip()]

    @cached_property
    def folded(self) -> str:
        """The text without case and accents, of the same length."""
        return fold(self.text)

    @cached_property
    def _folded_words(self) -> tuple[list[int], list[str]]:
        starts, _, words = split(_RUN, self.folded, 0, len(self.folded))
        return starts, words

    def places(self, sort: Callable[[str], bool]) -> list[int]:
        """Where the words of the folded text stand that are of a sort; looked up once for each sort."""
        found = self._places.get(sort)
        if found is None:
            starts, words = self._folded_words
            found = self._places[sort] = list(compress(starts, map(sort, words)))
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the offset."""
        return (bisect_right(self._starts, offset) or 1) - 1

    def split(self, sentence: int) -> tuple[list[Token], list[str], list[int]]:
        """The tokens of a sentence, by index; each in lower case; and where each starts."""
        found = self._split.get(sentence)
        if found is None:
            starts, ends, words = split(_TOKEN, self.text, *self.sentences[sentence])
            lower = list(map(_lower, words))
            tokens = list(map(_token, zip(starts, ends, words, lower, strict=True)))
            found = self._split[sentence] = tokens, lower, starts
        return found

    def tokens(self, sentence: int) -> list[Token]:
        """The tokens of a sentence, by index."""
        return self.split(sentence)[0]

    def words(self, sentence: int) -> list[str]:
        """The tokens of a sentence, by index, in lower case only."""
        return self.split(sentence)[1]
