"""Numbers that name no unit: what they count or pay is found in the words and amounts around them.

"35,418 were killed" counts people, "56 of the 87 drones" drones, "and 111 million" the euros of the amount before. The rules
stand in `Ellipsis._settle` in the order of how much they say: what stands right beside the number (`neighbours`), what the words
before it are of (`tolls`), then, for numbers in millions and for small ones, what else the sentences and the article tell of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from factbase.extract.amounts.ellipsis.listed import Lists
from factbase.extract.amounts.ellipsis.neighbours import PLAIN, Neighbours, near
from factbase.extract.amounts.ellipsis.pointers import Pointers
from factbase.extract.amounts.ellipsis.tolls import Tolls
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Kind

LARGE = 10**6
"""From this scale on a bare number is mostly money."""
_BILLION = 10**9
_MANKIND = 10**10
"""No toll, staff or crowd is larger."""
_ALIKE = 10
"""How many times a count a bare number may be, and still be of what the sentence before counted."""
_ROUND = 2
"""Digits of a number that two sums of an article easily share."""
_FAR = 30
"""How many times one count of a sentence is another where both may be of the same."""
_SHARE = 200
_BACK = 2
"""Sentences back to the things that a number in millions points to."""
_MEMBERS = 6
"""Numbers back in a sentence to what a number is of."""
_PARTED = 9
"""Tokens back to the word that makes a number a percentage."""


class Ellipsis:
    """Gives the bare numbers of one article their unit."""

    def __init__(self, reading: Reading, found: list[Quantity]) -> None:
        self.reading, self.found = reading, found
        self.tokens, self.text, self.note = reading.tokens, reading.text, reading.note
        self.money, self.hedges, self.nouns = reading.money, reading.hedges, reading.nouns
        self.tolls = Tolls(reading, {q.number.first for q in found if q.kind is not Kind.PERCENT})
        self.beside, self.pointers = Neighbours(reading, found, self.tolls), Pointers(reading)
        self.lists = Lists(reading, found)
        self.sentence = self.beside.sentence
        self.large = [i for i in self.beside.anchors if found[i].number.scale >= LARGE and i not in self.beside.worth]
        sums = [found[i] for i in self.large if found[i].kind is Kind.MONEY]
        self.units, self.usual = Counter(q.unit for q in sums), {q.unit: q for q in sums}
        self.first: dict[Decimal, Quantity] = {}
        for i in self.beside.anchors:
            self.first.setdefault(found[i].value, found[i])

    def resolve(self) -> None:
        """Say what every bare number is of: people by what befell them, money or things by what stands around it."""
        sums = {q.value: q for q in self.found if q.kind is Kind.MONEY}
        self.lists.settle()
        for i, q in enumerate(self.found):
            if q.kind is Kind.COUNT and q.value >= LARGE and q.value in sums:
                self._misspelt(q, sums[q.value])
            if q.kind is Kind.COUNT and q.unit in self.nouns.others:
                self._back_to_noun(q, i)
            if (rate := self.beside.rate(i)) is not None:
                self._like(q, rate)
            if q.kind is None:
                self._settle(q, i)
        self.lists.settle()  # by rows that now have a unit

    def _settle(self, q: Quantity, i: int) -> None:
        """Give a bare number its unit by the first rule that has one."""
        if (closing := self.beside.closing(i)) is not None:
            q.kind, q.unit, q.currency = closing.kind, closing.unit, closing.currency
            if closing.kind is Kind.MONEY and q.number.scale == 1:
                q.multiply(closing.number.scale)
            self.note(q, "unit", "unit.row", f"one of a row that is of '{closing.unit}'")
        elif (same := self.beside.paired(i)) is not None:
            self._like(q, same)
        elif self.beside.percentage(i) or self._percentage(q):
            q.kind, q.unit = Kind.PERCENT, "%"
            self.note(q, "unit", "percent.named", "a percentage, as the words beside it say")
        elif (among := self.tolls.among(q, self.sentence[i])) is not None:
            self._counts(q, among, "among", "of whom the sentence opens")
        elif (whole := self.beside.whole(i) or self.beside.of_sum(i)) is not None:
            self._like(q, whole)
        elif not self._points_to_count(q, i) and self.tolls.of_people(q):
            q.kind, q.unit = Kind.COUNT if q.number.high is None else Kind.OTHER, self.nouns.person
            self.note(q, "unit", "count.people", "counts people, as what befell them says")
        elif q.number.fraction or q.number.high is not None:
            return
        elif (row := self.beside.compared(i)) is not None:
            self._like(q, row)
        elif q.value < 2:
            return
        elif (own := self.beside.converted(i)) is not None:
            self._like(q, own)
        elif (toll := self._toll(q, i)) is not None:
            self._counts(q, toll, "toll", "as the words before say")
        elif (many := self.tolls.apposed(q)) is not None:
            self._counts(q, many, "apposed", "of which the words before say that there are many")
        elif q.number.scale >= LARGE:
            self._settle_large(q, i)
        elif q.whole:
            self._settle_small(q, i)

    def _counts(self, q: Quantity, noun: str, rule: str, why: str) -> None:
        q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(noun) else Kind.COUNT, noun
        self.note(q, "unit", f"count.{rule}", f"counts '{noun}', {why}")

    def _like(self, q: Quantity, near: Quantity) -> None:
        q.kind, q.unit, q.currency = near.kind, near.unit, near.currency
        what = str(near.kind) if near.kind in PLAIN else "measure"
        self.note(q, "unit", f"{what}.elliptic", f"takes the unit '{near.unit}' of a neighbouring amount")

    def _points_to_count(self, q: Quantity, i: int) -> bool:
        """Whether a word before the number points back to what the sentence counts: "90 wagens, waarvan er 12 uitbrandden"."""
        before = self.beside.before(i)
        if before is None or before.kind is not Kind.COUNT:
            return False
        return any(w in self.nouns.pointers for w in self.tokens.norm[max(0, q.first - 2) : q.first])

    def _toll(self, q: Quantity, i: int) -> str | None:
        toll = self.tolls.of(q) if q.value < _MANKIND and q.first not in self.lists.named else None
        if toll is None and q.number.plain and q.number.scale == 1 and self.tolls.at_level(q):
            return self.tolls.restated(q, self.sentence[i])
        return toll

    def _percentage(self, q: Quantity) -> bool:
        """Whether the words before say that a bare number is a percentage: "turnout percentages of 75.4 and 75.2"."""
        norm = self.tokens.norm
        if not q.number.digits or q.number.scale != 1 or q.value > _SHARE or q.number.high is not None:
            return False
        for k in range(q.first - 1, max(-1, q.first - _PARTED), -1):
            if self.tokens.breaks(k + 1) or (norm[k] in ".!?;:" and self.reading.ends_sentence(k)):
                return False
            if norm[k].endswith(self.reading.measures.percentages):
                return True
        return False

    # -- words that stand for others --

    def _misspelt(self, q: Quantity, same: Quantity) -> None:
        """A counted noun that is a currency gone wrong: "800 million eruos" where 800 million euros stand elsewhere."""
        word = self.tokens.norm[q.last - 1]
        distances = (Levenshtein.distance(word, form, score_cutoff=2) for form in self.money.forms(same.unit))
        if len(word) < 4 or min(distances, default=3) > 2:
            return
        q.kind, q.unit, q.currency = same.kind, same.unit, same.currency
        text = f"'{word}' taken for a misspelt currency, as the article states the same amount in {same.unit}"
        self.note(q, "unit", "money.misspelt", text)

    def _back_to_noun(self, q: Quantity, i: int) -> None:
        """Others are others of what was counted before, else people."""
        for j in range(i - 1, -1, -1):
            if self.sentence[i] - self.sentence[j] > 1:
                break
            if self.found[j].kind is Kind.COUNT and self.found[j].unit not in self.nouns.others:
                q.unit = self.found[j].unit
                return
        q.unit = self.nouns.person

    # -- numbers in millions --

    def _settle_large(self, q: Quantity, i: int) -> None:
        """Millions are of what the same number is of elsewhere, or the nearest amount as large; else money."""
        before = self.beside.before(i)
        if (measured := self._measured(i)) is not None:
            self._like(q, measured)
            return
        like = self._same(q, i) or self._counted_large(before) or self._more(q, i)
        if like is None and self.pointers.several(q) and (things := self._things(q, i)) is not None:
            self._counts(q, things, "pointed", "which the article named before")
            return
        like = like or self._nearest(i) or near(self.beside.anchors, i, self.found)
        if like is not None:
            apart = self.reading.article.sentence_at(self.tokens.start[like.first]) != self.sentence[i]
            like = None if self._too_many(q, like, apart) else like
            before = None
        if like is not None:
            self._like(q, like)
        elif before is not None and self._as_large(before):
            self._like(q, before)
        elif before is not None and self._goes_on(before):
            self._like(q, before)
            q.kind = q.kind if q.kind in PLAIN else Kind.COUNT
        elif (code := self.money.bare) is not None:
            q.kind, q.unit = Kind.MONEY, code
            self.note(q, "unit", "money.bare", f"an amount without unit, taken for {code} as usual in this language")

    def _measured(self, i: int) -> Quantity | None:
        """The weight in millions that a bare number goes on: "218 million bushels, against 985 million in 2024".

        Where a language leaves its currency out, the words must compare the two.
        """
        q = self.found[i]
        compared = self.hedges.compared.before(self.tokens, self.hedges.opens(self.tokens, q.first)) is not None
        for j in range(i - 1, max(-1, i - _MEMBERS), -1):
            before, apart = self.found[j], self.sentence[i] - self.sentence[j]
            if apart > (self.money.bare is None):
                return None
            if before.number.scale >= LARGE and before.kind is not None:
                weighed = before.kind is Kind.OTHER and before.unit and before.number.high is None and not self._as_large(before)
                return before if weighed and (compared or self.money.bare is None) else None
        return None

    def _things(self, q: Quantity, i: int) -> str | None:
        """What a number that points back to things is of: what was counted or named within a few sentences."""
        near_by = (self.found[j] for j in range(i - 1, max(-1, i - 24), -1) if self.sentence[i] - self.sentence[j] <= _BACK)
        return self.pointers.to(q, next((p for p in near_by if p.kind is Kind.COUNT), None))

    def _same(self, q: Quantity, i: int) -> Quantity | None:
        """The same number with its unit; a round one is rather of what its own sentence, or the one before it, goes on with."""
        same, at = self.first.get(q.value), bisect_left(self.large, i)
        if same is None or not at or len(q.value.normalize().as_tuple().digits) > _ROUND:
            return same
        last = self.large[at - 1]
        where = self.reading.article.sentence_at(self.tokens.start[same.first])
        here = where == self.sentence[i] or (where < self.sentence[i] and self.sentence[last] < self.sentence[i])
        if where < self.sentence[last] == self.sentence[i] - 1 and not self._parted(self.found[last], i):
            here = self.found[last].unit == same.unit
        return same if here or self.sentence[i] - self.sentence[last] > 1 else None

    def _counted_large(self, before: Quantity | None) -> Quantity | None:
        """The count in millions right before, itself bare: "shipments of 211 million, against a forecast of 195 million"."""
        if before is None or before.kind is not Kind.COUNT or before.number.scale < LARGE:
            return None
        return before if any(step.rule in ("count.toll", "count.elliptic") for step in before.steps) else None

    def _more(self, q: Quantity, i: int) -> Quantity | None:
        """The count of which there are so many more: "6 million doses, worth $80 million, and an option for 8 million more"."""
        if self.tokens.norm[q.last] not in self.nouns.more:
            return None
        here = (self.found[j] for j in self.large if j < i and self.sentence[j] == self.sentence[i])
        first = next(here, None)
        return first if first is not None and first.kind is Kind.COUNT else None

    def _nearest(self, i: int) -> Quantity | None:
        """The amount that a large bare number goes on: of its own sentence, else the last one that is as large.

        An aside in another currency, alone of its kind in an article that counts in one, is not gone on with in a new paragraph.
        """
        last = near(self.large, i, self.found)
        for places in (self.large, self.beside.money):
            at = bisect_left(places, i)
            if at and self.sentence[places[at - 1]] == self.sentence[i]:
                return self.found[places[at - 1]]
        if (many := self._said_before(i)) is not None:
            return many
        if last is None or last.kind is not Kind.MONEY or self.units[last.unit] > 1:
            return last
        usual, times = self.units.most_common(1)[0]
        return self.usual[usual] if self._parted(last, i) and times > 2 else last

    def _parted(self, before: Quantity, i: int) -> bool:
        """Whether a new paragraph begins between a quantity and the i-th."""
        return "\n" in self.text[self.tokens.end[before.last - 1] : self.tokens.start[self.found[i].first]]

    def _said_before(self, i: int) -> Quantity | None:
        """The count that the sentence before ends on, where a language names its money: "It sent 305,000 doses. It had offered up
        to one million."."""
        at = bisect_left(self.beside.anchors, i)
        if not at or self.money.bare is not None:
            return None
        j = self.beside.anchors[at - 1]
        last, q = self.found[j], self.found[i]
        alike = last.kind is Kind.COUNT and last.value * _ALIKE >= q.value
        return last if alike and self.sentence[i] - self.sentence[j] == 1 else None

    def _too_many(self, q: Quantity, like: Quantity, apart: bool) -> bool:
        """Whether billions beside a count of thousands, or millions in another sentence, are money left without its currency."""
        usual = self.money.bare is not None and (q.number.scale >= _BILLION or apart)
        return usual and like.kind is Kind.COUNT and q.value > _BILLION // 10**6 * like.value

    def _goes_on(self, before: Quantity) -> bool:
        """Whether a bare number may be of what the one before it is of: people, however vaguely said, or anything counted."""
        return before.unit == self.nouns.person or before.kind in PLAIN

    def _as_large(self, before: Quantity) -> bool:
        """Whether the number before says how many millions there are of something, be it no count: "8 million awards"."""
        named = any(step.rule == "count.head" for step in before.steps)
        return before.kind is Kind.OTHER and named and before.number.scale >= LARGE and before.number.high is None

    # -- small numbers --

    def _settle_small(self, q: Quantity, i: int) -> None:
        """A bare number below a million counts what its sentence counted before, or the sentence before that."""
        found, sentence = self.found, self.sentence
        before = [j for j in range(max(0, i - 24), i) if found[j].kind in PLAIN and found[j].number.high is None]
        here = [found[j] for j in before if sentence[j] == sentence[i]]
        counted = [p for p in here if p.kind is Kind.COUNT]
        if not here:
            counted = [found[j] for j in before if sentence[i] - sentence[j] == 1 and found[j].kind is Kind.COUNT]
        if self.pointers.is_part(q):
            wholes = [found[j] for j in before if found[j].kind is Kind.COUNT and found[j].value >= q.value]
            counted = wholes[-1:] or counted
        before_it = self.tokens.norm[q.first - 1]
        if not q.number.digits and before_it in self.nouns.determiners and any(e.value == q.value for e in counted):
            q.kind = Kind.OTHER  # "two people were held. The two ..."
        elif q.number.scale == 1000 and q.number.digits and (money := self._thousands(i)) is not None:
            self._like(q, money)
        elif (ahead := self.beside.shared_noun(i)) is not None:
            self._like(q, ahead)
        elif (happened := self._happened(i, bool(here))) is not None:
            self._counts(q, happened, "elliptic", "of which there were others before")
        elif not counted and (share := self._of_share(i)) is not None:
            self._counts(q, share, "share", "of whom the sentence said how large a share")
        elif counted:
            self._like(q, self._closest(q, counted))
        elif (same := self._again(i)) is not None:
            self._like(q, same)
        elif (crowd := self._crowd(i)) is not None:
            q.kind, q.unit = Kind.COUNT, crowd.unit
            self.note(q, "unit", "count.elliptic", f"counts '{crowd.unit}', of which the sentence says how many there may be")
        elif not here and (self.pointers.points(q) or self.pointers.several(q)):
            last = next((found[j] for j in reversed(before) if found[j].kind is Kind.COUNT), None)
            if (unit := self.pointers.to(q, last)) is not None:
                self._counts(q, unit, "pointed", "which the article named before")

    def _thousands(self, i: int) -> Quantity | None:
        """The money that bare thousands go on: "the fee went from 6K to 18K and now $30,000"; counts nearby rule it out."""
        around = range(max(0, i - 6), min(len(self.found), i + 6))
        close = [self.found[j] for j in around if abs(self.sentence[j] - self.sentence[i]) <= 1 and j != i]
        if any(e.kind is Kind.COUNT and e.number.value >= 100 for e in close):
            return None
        return next((e for e in reversed(close) if e.kind is Kind.MONEY), None)

    def _happened(self, i: int, here: bool) -> str | None:
        """What the number before is of where that is no count: an event, or one thing: "110 fires, 36 of them out of control"."""
        for j in range(i - 1, max(-1, i - 24), -1):
            if self.sentence[i] - self.sentence[j] > (0 if here else 1):
                return None
            before = self.found[j]
            if before.kind is Kind.COUNT:
                return None
            noun = before.number.value == 1 or any(step.rule.startswith("count.") for step in before.steps)
            if before.kind is Kind.OTHER and before.unit and noun and before.number.high is None and not before.number.fraction:
                return before.unit
        return None

    def _of_share(self, i: int) -> str | None:
        """Of whom the sentence gave a share, where a clause opens in a number: "80% of the towns fell short, while 27 ..."."""
        norm, at = self.tokens.norm, self.hedges.opens(self.tokens, self.found[i].first)
        opens = norm[at - 1] == "," or norm[at - 1] in self.nouns.clause_openers
        for j in range(i - 1, max(-1, i - _MEMBERS), -1):
            if self.sentence[j] != self.sentence[i] or not opens:
                return None
            share = self.found[j]
            if share.kind is Kind.PERCENT and norm[share.last] in self.nouns.of:
                head = self.nouns.head(self.tokens, share.last + 1 + (norm[share.last + 1] in self.nouns.determiners), True)
                return head.lemma if head is not None and head.plural else None
        return None

    def _closest(self, q: Quantity, counted: list[Quantity]) -> Quantity:
        """The last of the counts, or the one before it that is of like magnitude: stores, not the lands they are in."""
        last = counted[-1]
        alike = [c for c in counted if c.value and _FAR * min(c.value, q.value) >= max(c.value, q.value)]
        return last if last in alike or not alike else alike[-1]

    def _again(self, i: int) -> Quantity | None:
        """The same number with its unit elsewhere: beside it in the sentence, or so exact that it cannot well be another's."""
        q, beside = self.found[i], self.beside.behind(i)
        exact = len(q.value.normalize().as_tuple().digits) >= 3 and not (q.number.plain and 1900 <= q.value <= 2100)
        if beside is not None and beside.value == q.value and q.last < beside.first and beside.kind in PLAIN:
            return beside
        same = self.first.get(q.value)
        if same is None or same.high is not None:
            return None
        known = same.kind is Kind.COUNT and same.first < q.first and self.pointers.definite(q)
        return same if exact or known else None

    def _crowd(self, i: int) -> Quantity | None:
        """The vague number before, of a noun: "tens of thousands of demonstrators; police put it at 30,000"."""
        before = next(
            (self.found[j] for j in range(i - 1, max(-1, i - _MEMBERS), -1) if self.sentence[j] == self.sentence[i]), None
        )
        vague = before is not None and before.number.high is not None and before.kind is Kind.OTHER
        return before if vague and before is not None and before.unit and not before.per else None
