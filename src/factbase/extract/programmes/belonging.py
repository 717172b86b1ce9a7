"""Which amount belongs to which programme: by the part of the sentence it stands in, by what goes on, by what all is about.

An amount belongs to the programme of its own segment of the sentence, then to the one that a sentence plainly continues, then to
the one that the whole article is about. Where nothing says so, it belongs to none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from factbase.extract.names.finder import names
from factbase.extract.programmes.naming import programmes
from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.words import words_of
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind, Problem, Step
from factbase.normalise.folding import fold

_MOST = 40  # amounts and programmes of a sentence that are weighed: no real one has more
_AROUND = 45  # characters beside an amount whose words say what it is
_JOINED = 12  # characters before a programme in which "and the" stands
_BROKEN = 90  # characters before a law in which it is said to be broken
_OPENING = 2  # the last of the sentences that say what an article is about
_STOP = re.compile(r"[,;:] ")
_EVENTS = ("project", "plan", "deal", "campaign")
"""Kinds that an article names because it is about them; a fund, an operation or a law may be named in passing."""


def component(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Give each mention the programme it belongs to, with the words that say so."""
    found = programmes(article)
    if found and mentions:
        _Assignment(article, mentions, found).run()
    return []


_COUNTING = ("programme", "initiative", "plan", "campaign")
"""Kinds whose articles count what they do throughout: grants and those who get them, doses, jobs."""
_UMBRELLAS = ("programme", "plan", "initiative")
"""Kinds under which the other figures of an article may fall."""
_PARAGRAPH = re.compile(r"^[^\n]{60,}[.!?][\"'”’]?$", re.MULTILINE)


class _Assignment:
    def __init__(self, article: Article, mentions: list[Mention], found: list[Programme]) -> None:
        self.article = article
        self.folded = article.folded
        self.words = words_of(article.lang)
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.sentence = {id(m): article.sentence_at(m.start) for m in self.mentions}
        self.by_sentence: dict[int, list[Programme]] = {}
        broken = {p.id for p in found if self._is_broken(p)}
        found = [p for p in found if p.id not in broken and not self._in_passing(p)]
        named = {p.id for p in found if p.how != "short"}
        self.found = found = [p for p in found if p.id in named]
        for programme in found:
            self.by_sentence.setdefault(article.sentence_at(programme.start), []).append(programme)
        self.topic_from = 0  # the first sentence whose amounts may be the topic's
        self.topic_until = len(article.sentences)  # the last sentence whose amounts may be the topic's
        self.topic = self._topic() if found else None
        self.topic_id = self.topic.id if self.topic else ""
        for index, here in self.by_sentence.items():  # a work is what an article is about, or mentioned in passing
            self.by_sentence[index] = [p for p in here if p.how != "work" or p.id == self.topic_id]
        self.spends = False  # whether the text ties any money to the topic
        self.gifts = -2  # the last sentence on a campaign's own money
        self.shared = -2  # the last sentence with a share of the topic's money

    def run(self) -> None:
        amounts: dict[int, list[Mention]] = {}
        for m in self.mentions:
            amounts.setdefault(self.sentence[id(m)], []).append(m)
        carried: Programme | None = None
        counted = False
        previous = -2
        for index in sorted(set(amounts) | set(self.by_sentence)):
            here = self.by_sentence.get(index, [])
            group = amounts.get(index, [])
            if here:
                self._source(index, here, group)
                self._within(index, group, here)
                carried = here[-1]
                counted = any(m.kind is Kind.COUNT and m.programme == carried.id for m in group)
            elif carried is not None and index == previous + 1 and self._continues(index):
                for m in group:
                    if (m.kind is not Kind.COUNT or counted) and not (m.kind is Kind.MONEY and self._another_matter(m, index)):
                        self._set(m, carried, "continued", "The sentence goes on about {}.")
            else:
                carried = None
            previous = index
        if self.topic is None and (fund := self._given()):
            self._by_gifts(fund)
        if self.topic is not None:
            self.spends = any(m.programme == self.topic.id and m.kind is Kind.MONEY for m in self.mentions)
            for index in sorted(index for index in amounts if self.topic_from <= index <= self.topic_until):
                self._by_topic(index, amounts[index], self.by_sentence.get(index, []))
        self._receivers(amounts)

    def _receivers(self, amounts: dict[int, list[Mention]]) -> None:
        """Those among whom a programme's money goes: "9 million from the Reef Fund went to some 300 skippers"."""
        for group in amounts.values():
            for sum_, m in pairwise(group[:_MOST]):
                spent = m.kind is Kind.COUNT and sum_.kind is Kind.MONEY and sum_.programme is not None and m.programme is None
                if spent and self.words.receivers.fullmatch(self.folded, sum_.end, m.start):
                    step = next((s for s in sum_.steps if s.slot == "programme"), None)
                    programme = next((p for p in self.found if step and p.start == step.start), None)
                    if programme:
                        self._set(m, programme, "receivers", "Money of {} goes to them.")

    def _is_broken(self, programme: Programme) -> bool:
        """Whether a programme is a law that somebody broke: no money of the article is its own."""
        before = self.folded[max(0, programme.start - _BROKEN) : programme.start]
        return programme.type == "law" and self.words.broken.search(before) is not None

    def _in_passing(self, programme: Programme) -> bool:
        """Whether a programme is only an example, or what another is measured against: "the largest since the Marshall Plan"."""
        begin = self.article.sentences[self.article.sentence_at(programme.start)][0]
        return self.words.passing.search(self.folded[max(begin, programme.start - 40) : programme.start]) is not None

    def _source(self, index: int, here: list[Programme], group: list[Mention]) -> None:
        """A sentence that only says where the money of the one before it comes from: "The money comes from the Harbour Fund"."""
        before = index - 1
        first = here[0]
        start = self.article.sentences[index][0]
        if before < 0 or any(m.kind is Kind.MONEY and m.start < first.start for m in group) or self.by_sentence.get(before):
            return
        if self.words.source.search(self.folded[start : first.start]):
            for m in self.mentions:
                if self.sentence[id(m)] == before and m.kind is Kind.MONEY and not self._another_matter(m, before):
                    self._set(m, first, "source", "The next sentence says that it is money of {}.")

    # -- within a sentence --

    def _within(self, index: int, group: list[Mention], here: list[Programme]) -> None:
        start, end = self.article.sentences[index]
        group, here = [m for m in group[:_MOST] if not self._beyond(m)], here[:_MOST]
        breaks = [m.start() for m in self.words.breaks.finditer(self.folded, start, end) if not self._in_amount(m.start(), group)]

        def segment(offset: int) -> int:
            return bisect_right(breaks, offset)

        taken: set[int] = set()
        real = here
        if self._alternate(real, group):
            for programme, m in zip(real, group, strict=True):
                self._set(m, programme, "listed", "The amount stands behind {}, in a list.")
                taken.add(id(m))
            return
        tied: set[int] = set()
        for programme, m in ((p, m) for p in real for m in group):
            if 0 <= m.start - programme.end <= 3 and self._bracketed(m):
                self._set(m, programme, "bracket", "The amount stands in brackets behind {}.")
                taken.add(id(m))
                tied.add(programme.start)
        for programme in real:
            if programme.start in tied:
                continue
            before = [m for m in group if m.end <= programme.start and id(m) not in taken]
            nearest = before[-1] if before else None
            if nearest is not None and self._bracketed(nearest) and len(before) > 1:
                nearest = before[-2]
            near = nearest is not None and segment(nearest.start) == segment(programme.start)
            near = near and not self._acts(programme, group)
            also: list[Mention] = []
            if near and nearest is not None and nearest.kind is Kind.COUNT:
                paid = next((m for m in reversed(before[: before.index(nearest)]) if m.kind is Kind.MONEY), None)
                if paid is not None and self._paid_to(paid, programme):
                    also, nearest = before[before.index(paid) + 1 :], paid
            free = nearest is not None and nearest.programme in (None, programme.id)
            if near and free and nearest is not None and self._reaches(nearest, programme, here):
                for m in [nearest, *self._conversions(nearest, group), *also]:
                    self._set(m, programme, "segment", "The amount stands with {}.")
                    taken.add(id(m))
                tied.add(programme.start)
        for programme in real:
            if programme.start in tied:
                self._relative(programme, group, taken, here)
                continue
            after = [m for m in group if m.start >= programme.end and id(m) not in taken]
            limit = next((p.start for p in here if p.start > programme.end and p.id != programme.id), end)
            for m in after:
                own = segment(m.start) == segment(programme.start)
                begin = breaks[segment(m.start) - 1] if segment(m.start) else start
                if m.start < limit and (
                    own
                    or (
                        (m.kind is Kind.MONEY or programme.type == "operation")
                        and self._same_subject(begin, m.start, end, programme)
                    )
                ):
                    self._set(m, programme, "after", "The sentence says it of {}.")
                    taken.add(id(m))
            sort = Kind.COUNT if self.topic and programme.id == self.topic.id and programme.type != "operation" else Kind.MONEY
            only = [m for m in group if m.kind in (Kind.MONEY, sort) and not self._bracketed(m)]
            if not any(m.programme == programme.id for m in group) and len(only) == 1 and programme.how != "short":
                for m in [only[0], *self._conversions(only[0], group)]:
                    if id(m) not in taken:
                        self._set(m, programme, "sentence", "It is the sentence's only amount, and the sentence names {}.")
                        taken.add(id(m))

    def _acts(self, programme: Programme, group: list[Mention]) -> bool:
        """Whether a programme opens a clause with an amount of its own: "... in loans and the Reef Fund has paid 3 million"."""
        before = self.folded[max(0, programme.start - _JOINED) : programme.start]
        behind = next((m for m in group if m.start >= programme.end), None)
        if behind is None:
            return False
        between = self.folded[programme.end : behind.start]
        if self.words.holding.match(between) is not None:
            return True  # "set up a fund, Ravoti, with 3 million in it"
        if self.words.joined.search(before) is None:
            return False
        return self.words.acting.match(between) is not None and _STOP.search(between) is None

    def _paid_to(self, sum_: Mention, programme: Programme) -> bool:
        """Whether a sum stands in one stretch with its receivers and a programme: "9 million to 600 people under the Scheme"."""
        return sum_.kind is Kind.MONEY and not _STOP.search(self.folded, sum_.end, programme.start)

    def _alternate(self, programmes: list[Programme], amounts: list[Mention]) -> bool:
        """Whether a sentence lists several programmes, each with one amount behind it."""
        if len(programmes) < 2 or len(programmes) != len(amounts) or len({p.id for p in programmes}) != len(programmes):
            return False
        row = [offset for p, m in zip(programmes, amounts, strict=True) for offset in (p.start, m.start)]
        return row == sorted(row) and all(m.kind is amounts[0].kind for m in amounts)

    def _in_amount(self, offset: int, group: list[Mention]) -> bool:
        return any(m.start <= offset < m.end for m in group)

    def _reaches(self, mention: Mention, programme: Programme, here: list[Programme]) -> bool:
        """Whether an amount goes to or comes from a programme after it, with no other in between that would take it."""
        loose = mention.kind is Kind.MONEY or programme.type == "operation"
        if not loose and not self.words.into.search(self.folded[max(mention.end, programme.start - 40) : programme.start]):
            return False
        return not any(mention.end <= p.start < programme.start and p.id != programme.id for p in here)

    def _bracketed(self, mention: Mention) -> bool:
        before = self.article.text[: mention.start].rstrip(" ~≈")
        return before.endswith(("(", "[")) or bool(re.search(r"[(\[][^()\[\]]{0,24}$", before[-26:]))

    def _conversions(self, mention: Mention, group: list[Mention]) -> list[Mention]:
        """The same amount in other currencies, in brackets behind it."""
        out, end = [], mention.end
        for m in group:
            if m.start >= end and m.start - end < 28 and self._bracketed(m) and m.kind is mention.kind:
                out.append(m)
                end = m.end
        return out

    def _relative(self, programme: Programme, group: list[Mention], taken: set[int], here: list[Programme]) -> None:
        """Amounts in a clause that hangs on the programme: "the fund, which has raised 250 million"."""
        first = min((m.start for m in group if m.start >= programme.end), default=programme.end)
        hangs = self.words.relative.search(self.folded[programme.end : first])
        for m in group:
            if hangs and m.start >= programme.end and id(m) not in taken:
                between = self.folded[programme.end : m.start]
                if m.kind is not Kind.MONEY and self.words.background.search(between):
                    continue  # "from the Quake Fund for the floods that killed 235 people"
                if ";" not in between and not any(programme.end <= p.start < m.start for p in here):
                    self._set(m, programme, "relative", "A clause on {} says it.")
                    taken.add(id(m))

    def _same_subject(self, begin: int, amount: int, end: int, programme: Programme) -> bool:
        """Whether a later part of the sentence names nobody else before its amount, or refers back ("adds 55 million to it")."""
        others = [n for n in names(self.article) if begin <= n.start < amount and n.id != programme.id and n.kind != "place"]
        return not others or self.words.back.search(self.folded, begin, end) is not None

    # -- across sentences --

    def _continues(self, index: int) -> bool:
        start, end = self.article.sentences[index]
        opens = self.words.pronoun.match(self.folded, start, end) or self.words.back_within.search(self.folded, start, end)
        return opens is not None

    def _topic(self) -> Programme | None:
        """The programme that the whole article is about.

        One that the headline names; one that a phrase names for the thing at hand ("the deal, known as ..."); one that returns
        again and again; or the only project, plan, deal or campaign, where the text itself introduces it by name. What is
        named once and late is mentioned in passing ("the research project Atlas counts 300 clashes").
        """
        sentences = self.article.sentences
        named = [p for p in self.found if p.how != "short"]
        counts = Counter(
            p.id for p, before in zip(self.found, [None, *self.found], strict=False) if not before or p.start - before.end > 2
        )
        most = max(counts.values())
        title_end = sentences[0][1]
        headline = (
            title_end
            if self.article.text[title_end : title_end + 1] in ("", "\n") and self.article.text[title_end - 1] not in ".!?"
            else 0
        )
        opening = max(headline, self._lead())
        title = fold(self.article.document.title or "")
        named = [p for p in named if not self._lost(p) and not (p.how == "work" and counts[p.id] < 2 and p.start >= opening)]
        if not named:
            return None
        for p in named:
            if counts[p.id] == most and (
                p.start < headline
                or fold(p.id) in title
                or (p.how == "topic" and not self._own_amount(p) and (counts[p.id] > 1 or (self._early(p) and p.type != "law")))
            ):
                return p
        if (described := self._described(named, max(headline, sentences[min(_OPENING, len(sentences)) - 1][1]))) is not None:
            return described
        best = max(named, key=lambda p: counts[p.id])
        rest = sum(counts.values()) - counts[best.id]
        second = max((n for name, n in counts.items() if name != best.id), default=0)
        if self._of_a_part(best) and self._own_amount(best):
            return None
        if counts[best.id] >= 3 and counts[best.id] > 1.5 * rest:
            return best
        introduced = [p for p in named if p.how != "known" and (p.type in _EVENTS or p.how in ("quoted", "named", "topic"))]
        alone = len({p.id for p in introduced}) == 1 and len({p.id for p in named}) == 1
        first = introduced[0] if alone and (introduced[0].type != "law" or counts[introduced[0].id] > 1) else None
        if first and counts[first.id] == 1 and self._own_amount(first) and first.type != "campaign":
            first = None  # named once, for an amount of its own
        if first and (self._early(first) or (counts[first.id] > 1 and not self._own_amount(first))):
            return first
        lead = next((p for p in named if p.start < self._lead() and p.type not in ("fund", "law", "deal")), None)
        passing = lead and len(counts) > 1 and counts[lead.id] == 1 and self._own_amount(lead)  # one of several, with its own sum
        if lead and not passing and not self._beside_others(lead) and counts[lead.id] >= counts[best.id] - 1:
            return lead
        if len({p.id for p in named}) == 1 and self._umbrella(best):
            return best
        listed = self._listed(best)
        if counts[best.id] >= 2 and counts[best.id] > second and self._early(best) and not listed and best.type != "law":
            self.topic_from = self.article.sentence_at(best.start) - 1
            self.topic_until = max(self.article.sentence_at(p.start) for p in self.found if p.id == best.id) + 1
            return best
        return None

    def _described(self, named: list[Programme], opening: int) -> Programme | None:
        """The only programme of an article that opens with a plain word for a fund: "new reef fund"."""
        only = named[0]
        if only.type != "fund" or any(p.id != only.id for p in named):
            return None
        before = self.article.sentences[self.article.sentence_at(only.start)][0]
        plain = self.words.fund.finditer(self.folded, 0, min(opening, before))
        return only if any(not word[0].endswith(self.words.bodies) for word in plain) else None

    def _lost(self, programme: Programme) -> bool:
        """Whether an article opens with what is left of a programme's money: the hole that it leaves, its end."""
        openings = (p for p in self.found if p.id == programme.id and self.article.sentence_at(p.start) <= _OPENING)
        return any(self.words.lost.search(self.folded, max(0, p.start - _AROUND), p.end + _AROUND) for p in openings)

    def _umbrella(self, programme: Programme) -> bool:
        """Whether what a sentence says of a programme is said of all of it: "The whole Reef programme now runs until 2030"."""
        start, end = self.article.sentences[self.article.sentence_at(programme.start)]
        return programme.type in _UMBRELLAS and self.words.whole.search(self.folded, start, end) is not None

    def _lead(self) -> int:
        """Where an article's opening ends: its first paragraph, behind headline and page furniture; 0 where it has no other."""
        text = self.article.text
        paragraph = _PARAGRAPH.search(text)
        return paragraph.end() if paragraph and text[paragraph.end() :].strip() else 0

    def _early(self, programme: Programme) -> bool:
        """Whether a programme is named in the first sentences."""
        return self.article.sentence_at(programme.start) <= 4

    def _beside_others(self, programme: Programme) -> bool:
        """Whether other programmes stand in the sentence that names one."""
        index = self.article.sentence_at(programme.start)
        return any(p.id != programme.id and p.how != "short" for p in self.by_sentence.get(index, []))

    def _listed(self, programme: Programme) -> bool:
        """Whether a sentence names a programme among others of its kind, each with an amount of its own."""
        index = self.article.sentence_at(programme.start)
        several = {p.id for p in self.by_sentence.get(index, []) if p.how != "short" and p.type == programme.type}
        amounts = sum(m.kind is Kind.MONEY and self.sentence[id(m)] == index for m in self.mentions)
        return 2 <= len(several) <= amounts

    def _of_a_part(self, programme: Programme) -> bool:
        """Whether a sentence gives a programme only a part of some larger sum: "60 million of it comes from the Harbour Fund"."""
        start = self.article.sentences[self.article.sentence_at(programme.start)][0]
        return self.words.partly.search(self.folded, start, programme.start) is not None

    def _own_amount(self, programme: Programme) -> bool:
        """Whether the sentence that names a programme has an amount of its own for it."""
        index = self.article.sentence_at(programme.start)
        return any(m.kind is Kind.MONEY and self.sentence[id(m)] == index for m in self.mentions)

    def _by_topic(self, index: int, group: list[Mention], here: list[Programme]) -> None:
        """Money, and shares of it, of an article that is about one programme; people and things are not counted by it."""
        assert self.topic is not None
        start, end = self.article.sentences[index]
        if self.topic.type == "operation" and not self.spends:
            return
        if self.topic.type == "campaign" and index and not here and not self._donations(index):
            return
        money = [m for m in group if m.kind is Kind.MONEY]
        for m in money:
            if m.programme is None and (self._another_matter(m, index) or self._another_fund(m, start)):
                continue
            self._set(m, self.topic, "topic", "The article is about {}.")
        shares = bool(here or money or self.words.money.search(self.folded, start, end)) or index - 1 == self.shared
        for m in group:
            if m.kind is Kind.PERCENT and shares and not self.words.background.search(self.folded, start, end):
                self._set(m, self.topic, "topic", "The article is about {}, and the share is one of its money.")
                self.shared = index
            elif m.kind is not Kind.MONEY and self._about(m, index, here):
                self._set(m, self.topic, "topic", "The article is about {}, and the sentence tells of nothing else.")

    def _about(self, mention: Mention, index: int, here: list[Programme]) -> bool:
        """Whether a sentence of an article on one programme counts what the programme does: it names it, or names nobody else."""
        start, end = self.article.sentences[index]
        if self._another_matter(mention, index) or self.words.background.search(self.folded, start, end):
            return False
        if self._continues(index):
            return True
        if self.topic is None or self.topic.type not in _COUNTING:
            return False
        if any(p.id == self.topic_id for p in here):
            return True
        return not any(
            start <= n.start < mention.start and n.kind in ("organisation", "person", "country") for n in names(self.article)
        )

    def _another_matter(self, mention: Mention, index: int) -> bool:
        """Whether the words around an amount make it a need, a price, a revenue, and no money of a programme."""
        start, end = self.article.sentences[index]
        if self.words.aside.match(self.folded, start, end):
            return True
        then = self.words.formerly.match(self.folded, start, end)
        if then and not self.by_sentence.get(index) and self._by_another(start, mention.start, then.end(), end):
            return True  # "A year ago the bank had lent it 40 million"
        if self.words.beside.search(self.folded[max(start, mention.start - _AROUND) : mention.start]):
            return True  # "on top of the 10 million of last week"
        before, after = self._around(mention, start, end)
        other = self.words.no_money
        return bool(other.search(before) or other.search(after) or self.words.elsewhere.search(after)) or self._beyond(mention)

    def _beyond(self, mention: Mention) -> bool:
        """Whether an amount is that of a state's budget, or the price of use, whatever programme its sentence names."""
        before, after = self._around(mention, *self.article.sentences[self.sentence[id(mention)]])
        return any(map(self.words.beyond.search, (before, after)))

    def _around(self, mention: Mention, start: int, end: int) -> tuple[str, str]:
        """The words beside an amount within its sentence, as far as the next sign."""
        left = max(start, mention.start - _AROUND)
        right = min(end, mention.end + _AROUND)
        return re.split(r"[,;:]", self.folded[left : mention.start])[-1], re.split(r"[,;:]", self.folded[mention.end : right])[0]

    def _another_fund(self, mention: Mention, start: int) -> bool:
        """Whether words before an amount tell of a fund or plan that is not the topic: "wants a research fund of 3 billion"."""
        return self.words.another.search(self._around(mention, start, mention.end)[0]) is not None

    def _by_another(self, start: int, until: int, at: int, end: int) -> bool:
        """Whether a sentence on earlier times names somebody who acts, and no pronoun of its topic or word that points back."""
        near = min(end, at + _AROUND)
        if self.words.pronoun.match(self.folded, at, near) or self.words.back.search(self.folded, at, near):
            return False
        acting = (n for n in names(self.article) if start <= n.start < until and n.form != "adjective")
        return any(n.kind in ("organisation", "person", "country") and n.id != self.topic_id for n in acting)

    def _given(self) -> Programme | None:
        """The only fund of an article, named in its opening with an amount of its own: gifts after it go there."""
        named = [p for p in self.found if p.how != "short"]
        if len({p.id for p in named}) != 1 or named[0].type not in ("fund", "campaign"):
            return None
        return named[0] if self.article.sentence_at(named[0].start) <= 1 and self._own_amount(named[0]) else None

    def _by_gifts(self, fund: Programme) -> None:
        """Gifts that go to nobody else, in the paragraph that opens with the fund."""
        first = self.article.sentence_at(fund.start)
        until = self.article.text.find("\n", fund.end)
        for m in self.mentions:
            index = self.sentence[id(m)]
            start, end = self.article.sentences[index]
            if m.kind is not Kind.MONEY or index <= first or (0 <= until < m.start) or self._another_matter(m, index):
                continue
            behind = re.split(r"[,;:]", self.folded[m.end : end])[0]
            if self.words.gives.search(self.folded, start, m.start) and not self.words.into.search(behind + " "):
                self._set(m, fund, "gift", "The article opens with {}, and the gift goes to nobody else.")

    def _donations(self, index: int) -> bool:
        """Whether a sentence of an article on a campaign speaks of the campaign's own money, not of a body's gift elsewhere."""
        start, end = self.article.sentences[index]
        goes_on = index - 1 == self.gifts and "\n" not in self.article.text[self.article.sentences[index - 1][1] : start]
        if self.words.gifts.search(self.folded, start, end) or goes_on:
            self.gifts = index
            return True
        here = [n for n in names(self.article) if start <= n.start < end and n.id != self.topic_id]
        bodies = [n for n in here if n.kind == "organisation" or n.form in ("government", "ministry", "leader")]
        if not bodies:
            self.gifts = index
        return not bodies

    def _partners(self, mention: Mention) -> bool:
        """Whether a count is a known set of those who take part: "the province and the 21 municipalities"."""
        if mention.kind is not Kind.COUNT or not self.words.partners.search(self.folded, mention.start, mention.end):
            return False
        return self.words.definite.search(self.folded[max(0, mention.start - 8) : mention.start]) is not None

    def _set(self, mention: Mention, programme: Programme, rule: str, text: str) -> None:
        if mention.programme is None and not self._partners(mention):
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
