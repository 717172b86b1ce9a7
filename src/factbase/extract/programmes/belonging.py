"""Which amount belongs to which programme: by the part of the sentence it stands in, by what goes on, by what all is about.

An amount belongs to the programme of its own segment of the sentence, then to the one that a sentence plainly continues, then to
the one that the whole article is about. Where nothing says so, it belongs to none.
"""

from __future__ import annotations

import re
from itertools import pairwise

from factbase.extract.names.finder import names
from factbase.extract.programmes.matter import Matters
from factbase.extract.programmes.naming import programmes
from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.topic import Subject, Topic
from factbase.extract.programmes.within import Sentence
from factbase.extract.programmes.words import words_of
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind, Problem, Step

_MOST = 40  # amounts and programmes of a sentence that are weighed: no real one has more
_BROKEN = 90  # characters before a law in which it is said to be broken
_PASSING = 40  # characters before a programme in which it is said to be an example
_SIGN = re.compile(r"[,;:]")
_COUNTING = ("programme", "initiative", "plan", "campaign")
"""Kinds whose articles count what they do throughout: grants and those who get them, doses, jobs."""


def component(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Give each mention the programme it belongs to, with the words that say so."""
    found = programmes(article)
    if found and mentions:
        _Assignment(article, mentions, found).run()
    return []


class _Assignment:
    def __init__(self, article: Article, mentions: list[Mention], found: list[Programme]) -> None:
        self.article, self.folded = article, article.folded
        self.words = words_of(article.lang)
        self.matters = Matters(article, self.words)
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.sentence = {id(m): article.sentence_at(m.start) for m in self.mentions}
        self.amounts: dict[int, list[Mention]] = {}
        for m in self.mentions:
            self.amounts.setdefault(self.sentence[id(m)], []).append(m)
        broken = {p.id for p in found if self._is_broken(p)}
        found = [p for p in found if p.id not in broken and not self._in_passing(p)]
        named = {p.id for p in found if p.how != "short"}
        self.found = found = [p for p in found if p.id in named]
        self.by_sentence: dict[int, list[Programme]] = {}
        for programme in found:
            self.by_sentence.setdefault(article.sentence_at(programme.start), []).append(programme)
        paid = [self.sentence[id(m)] for m in self.mentions if m.kind is Kind.MONEY]
        subject = Subject(article, self.words, found, self.by_sentence, paid) if found else None
        self.topic = subject.topic() if subject else None
        self.topic_id = self.topic.programme.id if self.topic else ""
        self.given = subject.given() if subject and not self.topic else None
        for index, here in self.by_sentence.items():  # a work is what an article is about, or mentioned in passing
            self.by_sentence[index] = [p for p in here if p.how != "work" or p.id == self.topic_id]
        self.gifts = -2  # the last sentence on a campaign's own money
        self.shared = -2  # the last sentence with a share of the topic's money

    def run(self) -> None:
        carried: Programme | None = None
        counted = False
        previous = -2
        for index in sorted({*self.amounts, *self.by_sentence}):
            here, group = self.by_sentence.get(index, []), self.amounts.get(index, [])
            if here:
                self._source(index, here[0], group)
                amounts = [m for m in group[:_MOST] if not self.matters.beyond(m)]
                Sentence(self.article, self.words, index, amounts, here[:_MOST], self.topic_id, self._set).divide()
                carried = here[-1]
                counted = any(m.kind is Kind.COUNT and m.programme == carried.id for m in group)
            elif carried is not None and index == previous + 1 and self._continues(index):
                for m in group:
                    if (m.kind is not Kind.COUNT or counted) and not (m.kind is Kind.MONEY and self._another_matter(m)):
                        self._set(m, carried, "continued", "The sentence goes on about {}.")
            else:
                carried = None
            previous = index
        if self.topic is not None:
            self._by_topic(self.topic)
        elif self.given is not None:
            self._by_gifts(self.given)
        self._receivers()

    # -- programmes that are none of an amount's --

    def _is_broken(self, programme: Programme) -> bool:
        """Whether a programme is a law that somebody broke: no money of the article is its own."""
        before = self.folded[max(0, programme.start - _BROKEN) : programme.start]
        return programme.type == "law" and self.words.broken.search(before) is not None

    def _in_passing(self, programme: Programme) -> bool:
        """Whether a programme is only an example, or what another is measured against: "the largest since the Marshall Plan"."""
        begin = self.article.sentences[self.article.sentence_at(programme.start)][0]
        return self.words.passing.search(self.folded[max(begin, programme.start - _PASSING) : programme.start]) is not None

    # -- from one sentence to the next --

    def _source(self, index: int, first: Programme, group: list[Mention]) -> None:
        """A sentence that only says where the money of the one before it comes from: "The money comes from the Harbour Fund"."""
        before, start = index - 1, self.article.sentences[index][0]
        if self.by_sentence.get(before) or any(m.kind is Kind.MONEY and m.start < first.start for m in group):
            return
        if self.words.source.search(self.folded[start : first.start]):
            for m in self.amounts.get(before, ()):
                if m.kind is Kind.MONEY and not self._another_matter(m):
                    self._set(m, first, "source", "The next sentence says that it is money of {}.")

    def _continues(self, index: int) -> bool:
        start, end = self.article.sentences[index]
        opens = self.words.pronoun.match(self.folded, start, end) or self.words.back_within.search(self.folded, start, end)
        return opens is not None

    def _another_matter(self, mention: Mention) -> bool:
        return self.matters.another(mention, self.topic_id, bool(self.by_sentence.get(self.sentence[id(mention)])))

    def _receivers(self) -> None:
        """Those among whom a programme's money goes: "9 million from the Reef Fund went to some 300 skippers"."""
        for group in self.amounts.values():
            for sum_, m in pairwise(group[:_MOST]):
                spent = m.kind is Kind.COUNT and sum_.kind is Kind.MONEY and sum_.programme is not None and m.programme is None
                if spent and self.words.receivers.fullmatch(self.folded, sum_.end, m.start):
                    step = next(s for s in sum_.steps if s.slot == "programme")
                    programme = next(p for p in self.found if p.start == step.start)
                    self._set(m, programme, "receivers", "Money of {} goes to them.")

    # -- what an article is about --

    def _by_topic(self, topic: Topic) -> None:
        """Money, and shares of it, of an article that is about one programme; people and things are not counted by it."""
        programme = topic.programme
        spends = any(m.programme == programme.id and m.kind is Kind.MONEY for m in self.mentions)
        if programme.type == "operation" and not spends:
            return  # the text ties no money to it
        for index in sorted(index for index in self.amounts if topic.first <= index <= topic.last):
            here = self.by_sentence.get(index, [])
            if programme.type != "campaign" or not index or here or self._donations(index):
                self._of_topic(index, programme, here)

    def _of_topic(self, index: int, topic: Programme, here: list[Programme]) -> None:
        start, end = self.article.sentences[index]
        group = self.amounts[index]
        money = [m for m in group if m.kind is Kind.MONEY]
        for m in money:
            if m.programme is not None or not (self._another_matter(m) or self.matters.another_fund(m)):
                self._set(m, topic, "topic", "The article is about {}.")
        shares = bool(here or money or self.words.money.search(self.folded, start, end)) or index - 1 == self.shared
        for m in group:
            if m.kind is Kind.PERCENT and shares and not self.words.background.search(self.folded, start, end):
                self._set(m, topic, "topic", "The article is about {}, and the share is one of its money.")
                self.shared = index
            elif m.kind is not Kind.MONEY and self._about(m, index, topic, here):
                self._set(m, topic, "topic", "The article is about {}, and the sentence tells of nothing else.")

    def _about(self, mention: Mention, index: int, topic: Programme, here: list[Programme]) -> bool:
        """Whether a sentence of an article on one programme counts what the programme does: it names it, or names nobody else."""
        start, end = self.article.sentences[index]
        if self._another_matter(mention) or self.words.background.search(self.folded, start, end):
            return False
        if self._continues(index):
            return True
        if topic.type not in _COUNTING:
            return False
        if any(p.id == topic.id for p in here):
            return True
        before = (n for n in names(self.article) if start <= n.start < mention.start)
        return not any(n.kind in ("organisation", "person", "country") for n in before)

    def _donations(self, index: int) -> bool:
        """Whether a sentence of an article on a campaign speaks of the campaign's own money, not of a body's gift elsewhere."""
        start, end = self.article.sentences[index]
        goes_on = index - 1 == self.gifts and "\n" not in self.article.text[self.article.sentences[index - 1][1] : start]
        here = (n for n in names(self.article) if start <= n.start < end and n.id != self.topic_id)
        bodies = any(n.kind == "organisation" or n.form in ("government", "ministry", "leader") for n in here)
        if goes_on or not bodies or self.words.gifts.search(self.folded, start, end):
            self.gifts = index
        return self.gifts == index

    def _by_gifts(self, fund: Programme) -> None:
        """Gifts that go to nobody else, in the paragraph that opens with the fund."""
        first = self.article.sentence_at(fund.start)
        until = self.article.text.find("\n", fund.end)
        for m in self.mentions:
            index = self.sentence[id(m)]
            start, end = self.article.sentences[index]
            if m.kind is not Kind.MONEY or index <= first or (0 <= until < m.start) or self._another_matter(m):
                continue
            behind = _SIGN.split(self.folded[m.end : end])[0]
            if self.words.gives.search(self.folded, start, m.start) and not self.words.into.search(behind + " "):
                self._set(m, fund, "gift", "The article opens with {}, and the gift goes to nobody else.")

    def _set(self, mention: Mention, programme: Programme, rule: str, text: str) -> None:
        if mention.programme is None and not (mention.kind is Kind.COUNT and self.matters.partners(mention)):
            mention.programme = programme.id
            mention.steps.append(
                Step(
                    slot="programme",
                    rule=f"programme.{rule}",
                    text=text.format(programme.id),
                    start=programme.start,
                    end=programme.end,
                )
            )
