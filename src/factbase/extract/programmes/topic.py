"""Which programme an article is about, as its headline, its opening and the return of a name tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.words import Words
from factbase.extract.text.article import Article
from factbase.normalise.folding import fold

__all__ = ["Subject", "Topic"]

_AROUND = 45  # characters beside a programme whose words say what becomes of it
_OPENING = 2  # the last of the sentences that say what an article is about
_EARLY = 4  # the last of the sentences in which what an article is about is named
_APART = 2  # characters between two names of one programme, the second of which is no return to it
_PARAGRAPH = re.compile(r"^[^\n]{60,}[.!?][\"'”’]?$", re.MULTILINE)
_EVENTS = ("project", "plan", "deal", "campaign")
"""Kinds that an article names because it is about them; a fund, an operation or a law may be named in passing."""
_UMBRELLAS = ("programme", "plan", "initiative")
"""Kinds under which the other figures of an article may fall."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The programme that an article is about, in the sentences `first` to `last`."""

    programme: Programme
    first: int
    last: int


class Subject:
    """What the programmes of an article are to it.

    Args:
        found: every mention of a programme; at least one is more than a short form.
        paid: the sentences that state a sum of money, as often as they do.
    """

    def __init__(
        self,
        article: Article,
        words: Words,
        found: list[Programme],
        by_sentence: Mapping[int, list[Programme]],
        paid: Sequence[int],
    ) -> None:
        self.article, self.folded, self.words = article, article.folded, words
        self.found, self.by_sentence = found, by_sentence
        self._paid = Counter(paid)
        self._named = [p for p in found if p.how != "short"]
        self._counts = Counter(
            p.id for p, before in zip(found, [None, *found], strict=False) if not before or p.start - before.end > _APART
        )

    def topic(self) -> Topic | None:
        """The programme that the whole article is about.

        One that the headline names; one that a phrase names for the thing at hand ("the deal, known as ..."); one that returns
        again and again; or the only project, plan, deal or campaign, where the text itself introduces it by name. What is
        named once and late is mentioned in passing ("the research project Atlas counts 300 clashes").
        """
        named = [p for p in self._named if not self._lost(p) and not self._late_work(p)]
        if not named:
            return None
        best = max(named, key=lambda p: self._counts[p.id])
        if (found := self._headed(named) or self._described(named)) is not None:
            return self._throughout(found)
        if self._of_a_part(best) and self.own_amount(best):
            return None
        if (found := self._returning(best) or self._introduced(named) or self._in_lead(named, best)) is not None:
            return self._throughout(found)
        if len({p.id for p in named}) == 1 and self._umbrella(best):
            return self._throughout(best)
        return self._between(best) if self._most_named(best) else None

    def given(self) -> Programme | None:
        """The only fund of an article, named in its opening with an amount of its own: gifts after it go there."""
        first = self._named[0]
        if len({p.id for p in self._named}) != 1 or first.type not in ("fund", "campaign"):
            return None
        return first if self._sentence(first) <= 1 and self.own_amount(first) else None

    def own_amount(self, programme: Programme) -> bool:
        """Whether the sentence that names a programme has an amount of its own for it."""
        return self._paid[self._sentence(programme)] > 0

    # -- how an article may say what it is about, the surest first --

    def _headed(self, named: list[Programme]) -> Programme | None:
        """One named as often as any, in the headline or the title, or by a phrase for the thing at hand."""
        title, most = fold(self.article.document.title or ""), max(self._counts.values())
        for p in named:
            if self._counts[p.id] == most and (p.start < self._headline or fold(p.id) in title or self._at_hand(p)):
                return p
        return None

    def _described(self, named: list[Programme]) -> Programme | None:
        """The first fund that an article names, where its opening has spoken of it by a plain word: "new reef fund"."""
        first, sentences = named[0], self.article.sentences
        if first.type != "fund" or self._counts[first.id] < max(self._counts.values()):
            return None
        opening = max(self._headline, sentences[min(_EARLY, len(sentences)) - 1][1])
        plain = self.words.fund.finditer(self.folded, 0, min(opening, sentences[self._sentence(first)][0]))
        return first if any(not word[0].endswith(self.words.bodies) for word in plain) else None

    def _returning(self, best: Programme) -> Programme | None:
        """One that returns again and again, more than all others together."""
        count = self._counts[best.id]
        return best if count >= 3 and count > 1.5 * (self._counts.total() - count) else None

    def _introduced(self, named: list[Programme]) -> Programme | None:
        """The only programme, where it is one that an article is about and the text itself introduces it."""
        introduced = [p for p in named if p.how != "known" and (p.type in _EVENTS or p.how in ("quoted", "named", "topic"))]
        if len({p.id for p in introduced}) != 1 or len({p.id for p in named}) != 1:
            return None
        first, once = introduced[0], self._counts[introduced[0].id] == 1
        if once and (first.type == "law" or (self.own_amount(first) and first.type != "campaign")):
            return None  # named once, for an amount of its own
        return first if self._early(first) or (not once and not self.own_amount(first)) else None

    def _in_lead(self, named: list[Programme], best: Programme) -> Programme | None:
        """The first in the opening paragraph, if named about as often as any and not as one of several with their own sums."""
        lead = next((p for p in named if p.start < self._lead and p.type not in ("fund", "law", "deal")), None)
        if lead is None or self._beside_others(lead) or self._counts[lead.id] < self._counts[best.id] - 1:
            return None
        passing = len(self._counts) > 1 and self._counts[lead.id] == 1 and self.own_amount(lead)
        return None if passing else lead

    def _most_named(self, best: Programme) -> bool:
        """Whether one is named early, again, and more often than any other."""
        second = max((n for name, n in self._counts.items() if name != best.id), default=0)
        often = self._counts[best.id] >= 2 and self._counts[best.id] > second
        return often and self._early(best) and not self._listed(best) and best.type != "law"

    def _throughout(self, programme: Programme) -> Topic:
        return Topic(programme, 0, len(self.article.sentences))

    def _between(self, programme: Programme) -> Topic:
        """A programme as the topic of the sentences around those that name it."""
        last = max(self._sentence(p) for p in self.found if p.id == programme.id)
        return Topic(programme, self._sentence(programme) - 1, last + 1)

    # -- what is told of one programme --

    @cached_property
    def _headline(self) -> int:
        """Where an article's headline ends; 0 where it has none."""
        text, end = self.article.text, self.article.sentences[0][1]
        return end if text[end : end + 1] in ("", "\n") and text[end - 1] not in ".!?" else 0

    @cached_property
    def _lead(self) -> int:
        """Where an article's opening ends: its first paragraph, behind headline and page furniture; 0 where it has no other."""
        text = self.article.text
        paragraph = _PARAGRAPH.search(text)
        return paragraph.end() if paragraph and text[paragraph.end() :].strip() else 0

    def _sentence(self, programme: Programme) -> int:
        return self.article.sentence_at(programme.start)

    def _beside(self, programme: Programme) -> list[Programme]:
        """The programmes of the sentence that names one."""
        return [p for p in self.by_sentence.get(self._sentence(programme), []) if p.how != "short"]

    def _at_hand(self, p: Programme) -> bool:
        """Whether a phrase names a programme for the thing at hand, which the article goes on about or has just told."""
        if p.how != "topic" or self.own_amount(p):
            return False
        return self._counts[p.id] > 1 or (self._early(p) and p.type != "law")

    def _late_work(self, p: Programme) -> bool:
        """Whether something that is built is named once, behind the opening: in passing."""
        return p.how == "work" and self._counts[p.id] < 2 and p.start >= max(self._headline, self._lead)

    def _lost(self, programme: Programme) -> bool:
        """Whether an article opens with what is left of a programme's money: the hole that it leaves, its end."""
        openings = (p for p in self.found if p.id == programme.id and self._sentence(p) <= _OPENING)
        return any(self.words.lost.search(self.folded, max(0, p.start - _AROUND), p.end + _AROUND) for p in openings)

    def _umbrella(self, programme: Programme) -> bool:
        """Whether what a sentence says of a programme is said of all of it: "The whole Reef programme now runs until 2030"."""
        start, end = self.article.sentences[self._sentence(programme)]
        return programme.type in _UMBRELLAS and self.words.whole.search(self.folded, start, end) is not None

    def _early(self, programme: Programme) -> bool:
        """Whether a programme is named in the first sentences."""
        return self._sentence(programme) <= _EARLY

    def _beside_others(self, programme: Programme) -> bool:
        """Whether other programmes stand in the sentence that names one."""
        return any(p.id != programme.id for p in self._beside(programme))

    def _listed(self, programme: Programme) -> bool:
        """Whether a sentence names a programme among others of its kind, each with an amount of its own."""
        several = {p.id for p in self._beside(programme) if p.type == programme.type}
        return 2 <= len(several) <= self._paid[self._sentence(programme)]

    def _of_a_part(self, programme: Programme) -> bool:
        """Whether a sentence gives a programme only a part of some larger sum: "60 million of it comes from the Harbour Fund"."""
        start = self.article.sentences[self._sentence(programme)][0]
        return self.words.partly.search(self.folded, start, programme.start) is not None
