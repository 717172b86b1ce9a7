"""Which amounts of a sentence belong to which of the programmes that it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from factbase.extract.names.finder import names
from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.words import Words
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind

__all__ = ["Sentence"]

_JOINED = 12  # characters before a programme in which "and the" stands
_INTO = 40  # characters before a programme in which "to the" stands
_BEHIND = 3  # characters between a programme and the bracket that holds its amount
_CONVERTED = 28  # characters between an amount and the same in another currency
_STOP = re.compile(r"[,;:] ")
_OPENED = re.compile(r"[(\[][^()\[\]]{0,24}$")

Give = Callable[[Mention, Programme, str, str], None]
"""Gives an amount to a programme, by a rule and for a reason in words with {} for the programme."""


class Sentence:
    """A sentence that names programmes, with its amounts.

    Args:
        index: its number in the article.
        amounts: those that may be a programme's, in order.
        here: its programmes, in order.
        topic: the id of the programme that the article is about; "" where it is about none.
        give: what to do with an amount that belongs to a programme.
    """

    def __init__(
        self, article: Article, words: Words, index: int, amounts: list[Mention], here: list[Programme], topic: str, give: Give
    ) -> None:
        self.article, self.folded, self.words = article, article.folded, words
        self.start, self.end = article.sentences[index]
        self.amounts, self.here, self.topic, self._give = amounts, here, topic, give
        breaks = (m.start() for m in words.breaks.finditer(self.folded, self.start, self.end))
        self._breaks = [at for at in breaks if not any(m.start <= at < m.end for m in amounts)]
        self._taken: set[int] = set()  # amounts that have a programme, by identity
        self._tied: set[int] = set()  # where the programmes start that have an amount before or right behind them

    def divide(self) -> None:
        """Give each amount the programme it stands with: in a list, in brackets, before it, behind it, alone."""
        if self._alternate():
            for programme, m in zip(self.here, self.amounts, strict=True):
                self._take(m, programme, "listed", "The amount stands behind {}, in a list.")
            return
        for programme in self.here:
            self._in_brackets(programme)
        for programme in self.here:
            if programme.start not in self._tied:
                self._before(programme)
        for programme in self.here:
            if programme.start in self._tied:
                self._relative(programme)
            else:
                self._behind(programme)
                self._alone(programme)

    # -- the places of an amount, the surest first --

    def _alternate(self) -> bool:
        """Whether a sentence lists several programmes, each with one amount behind it."""
        several = len(self.here) >= 2 and len(self.here) == len(self.amounts) == len({p.id for p in self.here})
        if not several or len({m.kind for m in self.amounts}) > 1:
            return False
        row = [offset for p, m in zip(self.here, self.amounts, strict=True) for offset in (p.start, m.start)]
        return row == sorted(row)

    def _in_brackets(self, programme: Programme) -> None:
        for m in self.amounts:
            if 0 <= m.start - programme.end <= _BEHIND and self._bracketed(m):
                self._take(m, programme, "bracket", "The amount stands in brackets behind {}.")
                self._tied.add(programme.start)

    def _before(self, programme: Programme) -> None:
        """The last amount before a programme in its segment of the sentence, with what it is in other currencies."""
        before = [m for m in self.amounts if m.end <= programme.start and id(m) not in self._taken]
        if len(before) > 1 and self._bracketed(before[-1]):
            del before[-1]
        if not before or self._segment(before[-1].start) != self._segment(programme.start) or self._acts(programme):
            return
        nearest, also = before[-1], []
        if nearest.kind is Kind.COUNT:
            paid = next((i for i in reversed(range(len(before))) if before[i].kind is Kind.MONEY), None)
            if paid is not None and not _STOP.search(self.folded, before[paid].end, programme.start):
                nearest, also = before[paid], before[paid + 1 :]  # "9 million to 600 people under the Scheme"
        if nearest.programme not in (None, programme.id) or not self._reaches(nearest, programme):
            return
        for m in [nearest, *self._conversions(nearest), *also]:
            self._take(m, programme, "segment", "The amount stands with {}.")
        self._tied.add(programme.start)

    def _relative(self, programme: Programme) -> None:
        """Amounts in a clause that hangs on the programme: "the fund, which has raised 250 million"."""
        behind = [m for m in self.amounts if m.start >= programme.end]
        first = behind[0].start if behind else programme.end
        if not self.words.relative.search(self.folded[programme.end : first]):
            return
        for m in behind:
            between = self.folded[programme.end : m.start]
            if m.kind is not Kind.MONEY and self.words.background.search(between):
                continue  # "from the Quake Fund for the floods that killed 235 people"
            if id(m) not in self._taken and ";" not in between and not self._parted(programme.end, m.start):
                self._take(m, programme, "relative", "A clause on {} says it.")

    def _behind(self, programme: Programme) -> None:
        """The amounts behind a programme as far as the next one, in its segment or where the subject stays the same."""
        limit = next((p.start for p in self.here if p.start > programme.end and p.id != programme.id), self.end)
        own = self._segment(programme.start)
        for m in self.amounts:
            if id(m) in self._taken or not programme.end <= m.start < limit:
                continue
            if self._segment(m.start) == own or (self._loose(m, programme) and self._same_subject(m, programme)):
                self._take(m, programme, "after", "The sentence says it of {}.")

    def _alone(self, programme: Programme) -> None:
        """The sentence's only sum, or only amount where its programme is what the article is about."""
        counted = self.topic == programme.id and programme.type != "operation"
        kinds = (Kind.MONEY, Kind.COUNT) if counted else (Kind.MONEY,)
        only = [m for m in self.amounts if m.kind in kinds and not self._bracketed(m)]
        if len(only) != 1 or programme.how == "short" or any(m.programme == programme.id for m in self.amounts):
            return
        for m in [only[0], *self._conversions(only[0])]:
            if id(m) not in self._taken:
                self._take(m, programme, "sentence", "It is the sentence's only amount, and the sentence names {}.")

    def _take(self, mention: Mention, programme: Programme, rule: str, text: str) -> None:
        self._give(mention, programme, rule, text)
        self._taken.add(id(mention))

    # -- what stands between an amount and a programme --

    def _segment(self, offset: int) -> int:
        """The part of the sentence, between the breaks of its clauses, that an offset stands in."""
        return bisect_right(self._breaks, offset)

    def _parted(self, start: int, end: int, but: str = "") -> bool:
        """Whether another programme stands between two places."""
        return any(start <= p.start < end and p.id != but for p in self.here)

    def _loose(self, mention: Mention, programme: Programme) -> bool:
        """Whether an amount may be a programme's across the sentence: money, or anything that an operation counts."""
        return mention.kind is Kind.MONEY or programme.type == "operation"

    def _reaches(self, mention: Mention, programme: Programme) -> bool:
        """Whether an amount goes to or comes from a programme after it, with no other in between that would take it."""
        before = self.folded[max(mention.end, programme.start - _INTO) : programme.start]
        if not self._loose(mention, programme) and not self.words.into.search(before):
            return False
        return not self._parted(mention.end, programme.start, programme.id)

    def _acts(self, programme: Programme) -> bool:
        """Whether a programme opens a clause with an amount of its own: "... in loans and the Reef Fund has paid 3 million"."""
        behind = next((m for m in self.amounts if m.start >= programme.end), None)
        if behind is None:
            return False
        between = self.folded[programme.end : behind.start]
        if self.words.holding.match(between) is not None:
            return True  # "set up a fund, Ravoti, with 3 million in it"
        if self.words.joined.search(self.folded[max(0, programme.start - _JOINED) : programme.start]) is None:
            return False
        return self.words.acting.match(between) is not None and _STOP.search(between) is None

    def _same_subject(self, mention: Mention, programme: Programme) -> bool:
        """Whether a later part of the sentence names nobody else before its amount, or refers back ("adds 55 million to it")."""
        part = self._segment(mention.start)
        begin = self._breaks[part - 1] if part else self.start
        others = (n for n in names(self.article) if begin <= n.start < mention.start and n.id != programme.id)
        return all(n.kind == "place" for n in others) or self.words.back.search(self.folded, begin, self.end) is not None

    def _bracketed(self, mention: Mention) -> bool:
        before = self.article.text[: mention.start].rstrip(" ~≈")
        return before.endswith(("(", "[")) or _OPENED.search(before[-26:]) is not None

    def _conversions(self, mention: Mention) -> list[Mention]:
        """The same amount in other currencies, in brackets behind it."""
        out, end = [], mention.end
        for m in self.amounts:
            if 0 <= m.start - end < _CONVERTED and m.kind is mention.kind and self._bracketed(m):
                out.append(m)
                end = m.end
        return out
