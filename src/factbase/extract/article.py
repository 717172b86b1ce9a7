"""The working view of one article that extraction components share: sentences, tokens and mentions, all by offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from factbase.model import Document, Hedge, Kind, Status, Step

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*|\S")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-ZÀ-ÞĀ-Ž\d€$£])|\n+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with its place in the article."""

    start: int
    end: int
    text: str
    lower: str


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
    """A document with its sentences and tokens, made when first asked for. `shared` is for components to cache in."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.lang = document.lang or "en"
        self.shared: dict[str, Any] = {}
        self._tokens: dict[int, list[Token]] = {}

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """(start, end) of each sentence; a line break always ends one."""
        spans, at = [], 0
        for found in _BREAK.finditer(self.text):
            spans.append((at, found.start()))
            at = found.end()
        spans.append((at, len(self.text)))
        return [(a, b) for a, b in spans if self.text[a:b].strip()]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def tokens(self, sentence: int) -> list[Token]:
        """The tokens of a sentence, by index."""
        if sentence not in self._tokens:
            start, end = self.sentences[sentence]
            self._tokens[sentence] = [
                Token(m.start(), m.end(), m.group(), m.group().lower()) for m in _TOKEN.finditer(self.text, start, end)
            ]
        return self._tokens[sentence]
