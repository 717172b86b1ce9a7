"""Numbers that name no unit: what they count or pay is found in the words around them.

"35,418 were killed" counts people, "56 of the 87 drones" drones, "and 111 million" the euros of the amount before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from factbase.extract.amounts.enumeration import Enumeration
from factbase.extract.amounts.geography import geography
from factbase.extract.amounts.lexer import SIGN, WORD
from factbase.extract.amounts.quantities import POINT
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Kind
from factbase.normalise.folding import fold

LARGE = 10**6
"""From this scale on a bare number is mostly money."""

_BILLION = 10**9
_MANKIND = 10**10
"""No toll, staff or crowd is larger."""
_FAR = 30
_SHARE = 200
_PLAIN = (Kind.MONEY, Kind.COUNT)
_ROW = 45
"""Tokens back to what the levels of a row are of."""
_MANY, _PARTED = 100, 9
"""From this number on "er" counts it though so many tokens part them: "het land heeft er, dankzij subsidie, al ruim 38.000"."""
_MEMBERS = 6
"""Numbers of a row up to the one that names their unit."""
_AGO = 90
"""Tokens back to where a number was last said to be of something."""


def _near(places: list[int], i: int, found: list[Quantity], ahead: bool = True) -> Quantity | None:
    """The quantity among `places` (ascending indexes) last before i, else first behind it."""
    at = bisect_left(places, i)
    if at:
        return found[places[at - 1]]
    return found[places[at]] if ahead and at < len(places) else None


class Ellipsis:
    """Gives the bare numbers of one article their unit."""

    def __init__(self, reading: Reading) -> None:
        self.tokens, self.article, self.text, self.note = reading.tokens, reading.article, reading.text, reading.note
        self.grammar, self.money, self.hedges, self.nouns = reading.grammar, reading.money, reading.hedges, reading.nouns
        self.another = reading.usage.another
        self.points, self.percentages = reading.measures.points, reading.measures.percentages
        self.rows = Enumeration(reading)
        self.numbers: set[int] = set()
        self.first: dict[Decimal, Quantity] = {}
        self.units: Counter[str] = Counter()
        self.usual: dict[str, Quantity] = {}

    def resolve(self, found: list[Quantity]) -> None:
        """Say what every bare number is of: people by what befell them, money or things by what stands around it."""
        anchors = [i for i, q in enumerate(found) if q.kind in (Kind.MONEY, Kind.COUNT) and q.number.high is None]
        worth = {i for i in anchors if self.rows.conversion(found[i], found[i - 1] if i else None)}
        money = [i for i in anchors if found[i].kind is Kind.MONEY and i not in worth]
        large = [i for i in anchors if found[i].number.scale >= LARGE and i not in worth]
        self.numbers = {q.number.first for q in found if q.kind is not Kind.PERCENT}
        first = self.first = {}
        self.usual = {found[i].unit: found[i] for i in large if found[i].kind is Kind.MONEY}
        self.units = Counter(found[i].unit for i in large if found[i].kind is Kind.MONEY)
        for i in anchors:
            first.setdefault(found[i].value, found[i])
        sums = {q.value: q for q in found if q.kind is Kind.MONEY}
        sentence = [self.article.sentence_at(self.tokens.start[q.first]) for q in found]
        for i, q in enumerate(found):
            if q.kind is Kind.COUNT and q.value >= LARGE and q.value in sums:
                self._misspelt(q, sums[q.value])
            if q.kind is Kind.COUNT and q.unit in self.nouns.others:
                self._back_to_noun(q, i, found, sentence)
            here = i > 0 and sentence[i - 1] == sentence[i]
            if here and found[i - 1].kind is Kind.PERCENT and self._of_rate(q, found[i - 1]):
                self._like(q, found[i - 1])
            if q.kind is not None:
                continue
            if (closing := self._row(i, found)) is not None:
                q.kind, q.unit = closing.kind, closing.unit
                self.note(q, "unit", "unit.row", f"one of a row that is of '{closing.unit}'")
                continue
            if here and found[i - 1].kind in _PLAIN and self._level(found[i - 1], q):
                self._like(q, found[i - 1])
                continue
            if here and self.rows.bracketed(q, found[i - 1]):
                self._like(q, found[i - 1])
                continue
            if here and self._part(q, found[i - 1]):
                self._like(q, found[i - 1])
                continue
            if (level := self._first_level(i, found, sentence)) is not None:
                self._like(q, level)
                continue
            if self._percentage(q):
                q.kind, q.unit = Kind.PERCENT, "%"
                self.note(q, "unit", "percent.named", "a percentage, as the words before say")
                continue
            if (among := self._among(q, sentence[i])) is not None:
                q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(among) else Kind.COUNT, among
                self.note(q, "unit", "count.among", f"counts '{among}', of whom the sentence opens")
                continue
            if (whole := self._whole(i, found, sentence)) is not None:
                self._like(q, whole)
                continue
            pointed = here and found[i - 1].kind is Kind.COUNT and any(w in self.nouns.pointers for w in self._words_before(q, 2))
            if not pointed and self._of_people(q):
                q.kind, q.unit = Kind.COUNT if q.number.high is None else Kind.OTHER, self.nouns.person
                self.note(q, "unit", "count.people", "counts people, as what befell them says")
                continue
            if q.number.fraction or q.number.high is not None:
                continue
            earlier = [found[j] for j in range(max(0, i - 12), i) if sentence[j] == sentence[i] and j not in worth]
            row = self.rows.before(q, earlier)
            if row is not None and row.kind is Kind.PERCENT and self._toll(q) is not None:
                row = None  # "the number of jobs fell by 7 percent (from 291)"
            if row is not None and row.kind is Kind.MONEY and self._from(q.first) and self._toll(q) is not None:
                row = None  # "the number of farms with a debt of 2 million euros rose from 3 million"
            if row is not None:
                self._like(q, row)
                continue
            if q.value < 2:
                continue
            if i + 1 < len(found) and self._converted(q, found[i + 1]):
                own = _near(money, i, found, ahead=False)
                if own is not None and own.unit != found[i + 1].unit:
                    self._like(q, own)
                    continue
            toll = self._toll(q) if q.value < _MANKIND else None
            if toll is None and q.number.plain and q.number.scale == 1 and self._to_or_at(q):
                toll = self._restated(q, sentence[i])
            if toll is not None:
                q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(toll) else Kind.COUNT, toll
                self.note(q, "unit", "count.toll", f"counts '{toll}', as the words before say")
            elif (many := self._apposed(q)) is not None:
                q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(many) else Kind.COUNT, many
                self.note(q, "unit", "count.apposed", f"counts '{many}', of which the words before say that there are many")
            elif q.number.scale >= LARGE:
                near = first.get(q.value) or self._counted_large(i, found, sentence)
                near = near or self._nearest(i, found, sentence, money, large) or _near(anchors, i, found)
                apart = near is not None and self.article.sentence_at(self.tokens.start[near.first]) != sentence[i]
                if near is not None and not self._too_many(q, near, apart):
                    self._like(q, near)
                elif near is None and i and sentence[i - 1] == sentence[i] and self._as_large(found[i - 1]):
                    self._like(q, found[i - 1])
                elif near is None and i and sentence[i - 1] == sentence[i] and self._goes_on(found[i - 1]):
                    self._like(q, found[i - 1])
                    q.kind = q.kind if q.kind in _PLAIN else Kind.COUNT
                elif (code := self.money.bare) is not None:
                    q.kind, q.unit = Kind.MONEY, code
                    self.note(q, "unit", "money.bare", f"an amount without unit, taken for {code} as usual in this language")
            elif q.whole:
                self._small(q, i, found, sentence)

    def _part(self, q: Quantity, whole: Quantity) -> bool:
        """Whether the sentence opened with what a bare number is a part of: "Of the 60 villages, 12 were affected"."""
        if whole.kind is not Kind.COUNT or whole.number.high is not None or q.number.high is not None:
            return False
        if not 1 < q.value <= whole.value:
            return False
        norm, i = self.tokens.norm, self.hedges.opens(self.tokens, whole.first)
        i -= i > 0 and norm[i - 1] in self.nouns.determiners
        if not i or norm[i - 1] not in self.nouns.of:
            return False
        i -= 1
        return i == 0 or self.tokens.breaks(i) or norm[i - 1] in (".", "!", "?", ":", ";", ",") or norm[i - 1] in self.nouns.out

    def _first_level(self, i: int, found: list[Quantity], sentence: list[int]) -> Quantity | None:
        """The amount whose unit a bare number shares, as one leads to the other or is put for it: "from 4,000 to nearly 40,000
        kilos", "not 75,500 but 77,100 beds"."""
        q, after = found[i], found[i + 1] if i + 1 < len(found) else None
        if after is None or after.kind is None or not after.unit or sentence[i + 1] != sentence[i] or q.number.high is not None:
            return None
        norm, end = self.tokens.norm, self.hedges.opens(self.tokens, after.first)
        to = self.hedges.to.at(self.tokens, q.last)
        reached = to[0] if to is not None else q.last + 1 if q.last < end and norm[q.last] in self.hedges.toward else -1
        if reached in (end, after.first) and self._from(q.first):
            return after
        k = q.last + (q.last < end and norm[q.last] == ",")
        before = self.hedges.opens(self.tokens, q.first) - 1
        denied = before >= 0 and norm[before] in self.nouns.denials
        return after if denied and end - 1 <= k < after.first and norm[k] in self.nouns.clause_openers else None

    def _percentage(self, q: Quantity) -> bool:
        """Whether the words before say that a bare number is a percentage: "turnout percentages of 75.4 and 75.2"."""
        norm = self.tokens.norm
        if not q.number.digits or q.number.scale != 1 or q.value > _SHARE or q.number.high is not None:
            return False
        for k in range(q.first - 1, max(-1, q.first - _PARTED), -1):
            if self.tokens.breaks(k + 1) or (norm[k] in ".!?;:" and self._stops(k)):
                return False
            if norm[k].endswith(self.percentages):
                return True
        return False

    def _among(self, q: Quantity, sentence: int) -> str | None:
        """Of whom a sentence opens that then says how many of them: "Of the farmers asked, 400 ..."."""
        tokens, norm = self.tokens, self.tokens.norm
        if q.number.high is not None or q.number.fraction or not q.whole or q.value < 2:
            return None
        i = self.hedges.opens(tokens, q.first)
        pointers = self.nouns.pointers
        if not i or not (norm[i - 1] in pointers if pointers else norm[i - 1] == ","):
            return None
        k = bisect_left(tokens.start, self.article.sentences[sentence][0])
        if q.first - k > _ROW or k + 2 >= i or norm[k] not in self.nouns.of or norm[k + 1] not in self.nouns.determiners:
            return None
        head = self.nouns.head(tokens, k + 2, True)
        return head.lemma if head is not None and head.plural and head.last <= i else None

    def _whole(self, i: int, found: list[Quantity], sentence: list[int]) -> Quantity | None:
        """The amount of which a bare number is a part: "30 million houses in five years, of which 20 million ..."."""
        q = found[i]
        at = self.hedges.opens(self.tokens, q.first)
        if q.number.high is not None or q.number.fraction or self.nouns.parts.before(self.tokens, at) is None:
            return None
        for j in range(i - 1, max(-1, i - _MEMBERS), -1):
            if sentence[j] != sentence[i]:
                return None
            if found[j].kind in (Kind.MONEY, Kind.COUNT):
                return found[j] if found[j].value > q.value else None
        return None

    def _row(self, i: int, found: list[Quantity]) -> Quantity | None:
        """What closes the row that a bare number opens: the ten years of "five, eight and ten years"."""
        norm, last = self.tokens.norm, i
        while last + 1 < len(found) and found[last + 1].first - found[last].last == 1 and last - i < _MEMBERS:
            sign = norm[found[last].last]
            if sign in self.nouns.joins:
                return found[last + 1] if last > i and found[last + 1].kind in (Kind.DURATION, Kind.COUNT) else None
            if sign != ",":
                return None
            last += 1
        return None

    def _nearest(self, i: int, found: list[Quantity], sentence: list[int], money: list[int], large: list[int]) -> Quantity | None:
        """The amount that a large bare number goes on: of its own sentence, else the last one that is as large.

        An aside in another currency, alone of its kind in an article that counts in one, is not gone on with in a new paragraph.
        """
        near = _near(large, i, found)
        for places in (large, money):
            at = bisect_left(places, i)
            if at and sentence[places[at - 1]] == sentence[i]:
                return found[places[at - 1]]
        if near is None or near.kind is not Kind.MONEY or self.units[near.unit] > 1:
            return near
        usual, times = self.units.most_common(1)[0]
        parted = "\n" in self.text[self.tokens.end[near.last - 1] : self.tokens.start[found[i].first]]
        return self.usual[usual] if parted and times > 2 else near

    def _counted_large(self, i: int, found: list[Quantity], sentence: list[int]) -> Quantity | None:
        """The count in millions right before, itself bare: "shipments of 211 million, against a forecast of 195 million"."""
        before = found[i - 1] if i and sentence[i - 1] == sentence[i] else None
        if before is None or before.kind is not Kind.COUNT or before.number.scale < LARGE:
            return None
        return before if any(step.rule in ("count.toll", "count.elliptic") for step in before.steps) else None

    def _small(self, q: Quantity, i: int, found: list[Quantity], sentence: list[int]) -> None:
        """A bare number below a million counts what its sentence counted before, or the sentence before that."""
        before = [
            j for j in range(max(0, i - 24), i) if found[j].kind in (Kind.MONEY, Kind.COUNT) and found[j].number.high is None
        ]
        here = [found[j] for j in before if sentence[j] == sentence[i]]
        counted = [p for p in here if p.kind is Kind.COUNT]
        if not here:
            counted = [found[j] for j in before if sentence[i] - sentence[j] == 1 and found[j].kind is Kind.COUNT]
        before_it = self.tokens.norm[q.first - 1] if q.first else ""
        if not q.number.digits and before_it in self.nouns.determiners and any(e.value == q.value for e in counted):
            q.kind = Kind.OTHER  # "two people were held. The two ..."
        elif q.number.scale == 1000 and q.number.digits and (money := self._thousands(i, found, sentence)) is not None:
            self._like(q, money)
        elif (ahead := self._ahead(q, i, found, sentence)) is not None:
            self._like(q, ahead)
        elif not counted and (told := self._of_place(q)) is not None:
            q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(told) else Kind.COUNT, told
            self.note(q, "unit", "count.place", f"counts '{told}', in brackets behind where they are or come from")
        elif (happened := self._happened(i, found, sentence, bool(here))) is not None:
            q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(happened) else Kind.COUNT, happened
            self.note(q, "unit", "count.elliptic", f"counts '{happened}', of which there were others before")
        elif not counted and (share := self._of_share(i, found, sentence)) is not None:
            q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(share) else Kind.COUNT, share
            self.note(q, "unit", "count.share", f"counts '{share}', of whom the sentence said how large a share")
        elif counted:
            self._like(q, self._closest(q, counted))
        elif (same := self._again(q, i, found, sentence)) is not None:
            self._like(q, same)
        elif (crowd := self._crowd(i, found, sentence)) is not None:
            q.kind, q.unit = Kind.COUNT, crowd.unit
            self.note(q, "unit", "count.elliptic", f"counts '{crowd.unit}', of which the sentence says how many there may be")
        elif not here and self._pointed(q):
            last = next((found[j] for j in reversed(before) if found[j].kind is Kind.COUNT), None)
            unit = last.unit if last is not None else self._noun_before(q)
            theirs = self.nouns.theirs.get(self.tokens.norm[q.last + 1]) if q.last + 1 < len(self.tokens) else None
            if unit is None and theirs is not None:
                unit = theirs or None
            if unit is None and (theirs is not None or not self.nouns.pointers):
                return
            unit = unit or self.nouns.thing
            q.kind, q.unit = Kind.OTHER if self.nouns.is_abstract(unit) else Kind.COUNT, unit
            self.note(q, "unit", "count.pointed", f"counts '{q.unit}', which the article named before")

    def _of_share(self, i: int, found: list[Quantity], sentence: list[int]) -> str | None:
        """Of whom the sentence gave a share, where a clause opens in a number: "80% of the towns fell short, while 27 ..."."""
        norm, at = self.tokens.norm, self.hedges.opens(self.tokens, found[i].first)
        opens = at > 0 and (norm[at - 1] == "," or norm[at - 1] in self.nouns.clause_openers)
        for j in range(i - 1, max(-1, i - _MEMBERS), -1):
            if sentence[j] != sentence[i] or not opens:
                return None
            share = found[j]
            if share.kind is Kind.PERCENT and share.last + 1 < len(norm) and norm[share.last] in self.nouns.of:
                head = self.nouns.head(self.tokens, share.last + 1 + (norm[share.last + 1] in self.nouns.determiners), True)
                return head.lemma if head is not None and head.plural else None
        return None

    def _thousands(self, i: int, found: list[Quantity], sentence: list[int]) -> Quantity | None:
        """The money that bare thousands go on: "the fee went from 6K to 18K and now $30,000"; counts nearby rule it out."""
        near = [found[j] for j in range(max(0, i - 6), min(len(found), i + 6)) if abs(sentence[j] - sentence[i]) <= 1 and j != i]
        if any(e.kind is Kind.COUNT and e.number.value >= 100 for e in near):
            return None
        return next((e for e in reversed(near) if e.kind is Kind.MONEY), None)

    def _ahead(self, q: Quantity, i: int, found: list[Quantity], sentence: list[int]) -> Quantity | None:
        """The count whose noun the number shares: the 15 of "15 national and over 26 local seats"."""
        after = found[i + 1] if i + 1 < len(found) and sentence[i + 1] == sentence[i] else None
        if after is None or after.kind is not Kind.COUNT:
            return None
        norm, end = self.tokens.norm, self.hedges.opens(self.tokens, after.first) - 1
        words = range(q.last, end)
        named = all(self.tokens.kind[k] == WORD and norm[k] not in self.nouns.stop for k in words)
        return after if 0 < len(words) <= 4 and named and norm[end] in self.nouns.joins else None

    def _of_place(self, q: Quantity) -> str | None:
        """What a number in brackets behind a country or town counts: "most students come from Iran (320) and Peru (276)"."""
        tokens, norm, i = self.tokens, self.tokens.norm, q.first
        closed = q.last < len(tokens) and norm[q.last] == ")"
        if not closed or i < 3 or norm[i - 1] != "(" or not tokens.capital(i - 2) or not q.number.digits:
            return None
        if q.number.plain and 1900 <= q.value <= 2100:
            return None
        name = self.text[tokens.start[i - 2] : tokens.end[i - 2]]
        if not geography(self.article.lang).sights(name, fold(name)):
            return None
        for k in range(i - 3, max(-1, i - _ROW), -1):
            if tokens.breaks(k + 1) or (norm[k] in ".!?;" and self._stops(k)) or k in self.numbers:
                return None
            if norm[k] not in self.nouns.nominal and self._named_plural(k) and not tokens.capital(k):
                return self.nouns.lemma(norm[k])
        return None

    def _happened(self, i: int, found: list[Quantity], sentence: list[int], here: bool) -> str | None:
        """What the number before is of where that is no count: an event, or one thing: "110 fires, 36 of them out of control"."""
        for j in range(i - 1, max(-1, i - 24), -1):
            if sentence[i] - sentence[j] > (0 if here else 1):
                return None
            before = found[j]
            if before.kind is Kind.COUNT:
                return None
            noun = before.number.value == 1 or any(step.rule.startswith("count.") for step in before.steps)
            if before.kind is Kind.OTHER and before.unit and noun and before.number.high is None and not before.number.fraction:
                return before.unit
        return None

    def _too_many(self, q: Quantity, near: Quantity, apart: bool) -> bool:
        """Whether billions beside a count of thousands, or millions in another sentence, are money left without its currency."""
        usual = self.money.bare is not None and (q.number.scale >= _BILLION or apart)
        return usual and near.kind is Kind.COUNT and q.value > _BILLION // 10**6 * near.value

    def _closest(self, q: Quantity, counted: list[Quantity]) -> Quantity:
        """The last of the counts, or the one before it that is of like magnitude: stores, not the lands they are in."""
        last = counted[-1]
        near = [c for c in counted if c.value and _FAR * min(c.value, q.value) >= max(c.value, q.value)]
        return last if last in near or not near else near[-1]

    def _goes_on(self, before: Quantity) -> bool:
        """Whether a bare number may be of what the one before it is of: people, however vaguely said, or anything counted."""
        return before.unit == self.nouns.person or before.kind in _PLAIN

    def _as_large(self, before: Quantity) -> bool:
        """Whether the number before says how many millions there are of something, be it no count: "8 million awards"."""
        named = any(step.rule == "count.head" for step in before.steps)
        return before.kind is Kind.OTHER and named and before.number.scale >= LARGE and before.number.high is None

    def _crowd(self, i: int, found: list[Quantity], sentence: list[int]) -> Quantity | None:
        """The vague number before, of a noun: "tens of thousands of demonstrators; police put it at 30,000"."""
        before = next((found[j] for j in range(i - 1, max(-1, i - 6), -1) if sentence[j] == sentence[i]), None)
        vague = before is not None and before.number.high is not None and before.kind is Kind.OTHER
        return before if vague and before is not None and before.unit and not before.per else None

    def _again(self, q: Quantity, i: int, found: list[Quantity], sentence: list[int]) -> Quantity | None:
        """The same number with its unit elsewhere: beside it in the sentence, or so exact that it cannot well be another's."""
        exact = len(q.value.normalize().as_tuple().digits) >= 3 and not (q.number.plain and 1900 <= q.value <= 2100)
        beside = found[i + 1] if i + 1 < len(found) and sentence[i] == sentence[i + 1] else None
        if beside is not None and beside.value == q.value and q.last < beside.first and beside.kind in _PLAIN:
            return beside
        same = self.first.get(q.value)
        if same is None or same.high is not None:
            return None
        return same if exact or (same.kind is Kind.COUNT and same.first < q.first and self._definite(q)) else None

    def _definite(self, q: Quantity) -> bool:
        """Whether an article or pointer makes a bare number one of things known: "will build the three at its yard"."""
        norm, i = self.tokens.norm, q.first
        return i > 0 and norm[i - 1] in self.nouns.determiners and self._closed(q)

    def _closed(self, q: Quantity) -> bool:
        """Whether no noun follows a number."""
        after = self.tokens.norm[q.last] if q.last < len(self.tokens) else "."
        sign = self.tokens.kind[q.last if q.last < len(self.tokens) else -1] == SIGN
        shapes = self.nouns.participle_shapes
        verb = shapes is not None and any(shapes.fullmatch(word) for word in self.tokens.norm[q.last : q.last + 2])
        return sign or verb or after in self.nouns.stop or after in self.nouns.pointed_after

    def _like(self, q: Quantity, near: Quantity) -> None:
        q.kind, q.unit, q.currency = near.kind, near.unit, near.currency
        what = "money" if near.kind is Kind.MONEY else "count"
        self.note(q, "unit", f"{what}.elliptic", f"takes the unit '{near.unit}' of a neighbouring amount")

    def _misspelt(self, q: Quantity, same: Quantity) -> None:
        """A counted noun that is a currency gone wrong: "800 million eruos" where 800 million euros stand elsewhere."""
        word = self.tokens.norm[q.last - 1]
        distances = (Levenshtein.distance(word, form, score_cutoff=2) for form in self.money.forms(same.unit))
        if len(word) < 4 or min(distances, default=3) > 2:
            return
        q.kind, q.unit, q.currency = same.kind, same.unit, same.currency
        text = f"'{word}' taken for a misspelt currency, as the article states the same amount in {same.unit}"
        self.note(q, "unit", "money.misspelt", text)

    def _back_to_noun(self, q: Quantity, i: int, found: list[Quantity], sentence: list[int]) -> None:
        for j in range(i - 1, -1, -1):
            if sentence[i] - sentence[j] > 1:
                break
            if found[j].kind is Kind.COUNT and found[j].unit not in self.nouns.others:
                q.unit = found[j].unit
                return
        q.unit = self.nouns.person

    def _of_people(self, q: Quantity) -> bool:
        """Whether what befell the counted says that they are people: "35,418 were killed", "killing 12"."""
        tokens, norm, nouns_ = self.tokens, self.tokens.norm, self.nouns
        if q.value != q.value.to_integral_value() or q.number.fraction or q.value < 2:
            return False
        i = q.first
        while i > 0 and (found := self.hedges._before.before(tokens, i)) is not None and found[0] < i:
            i = found[0]
        if i and norm[i - 1] in nouns_.people_before and not tokens.breaks(i):
            return True
        if i > 1 and norm[i - 1] in nouns_.of and norm[i - 2] in nouns_.people_of:
            return True  # "the death of four"
        k, steps = q.last, 0
        while k < len(tokens) and steps < 8 and not tokens.breaks(k):
            word = norm[k]
            if word in nouns_.people_after or nouns_.people_phrases.at(tokens, k) is not None:
                return True
            if word not in nouns_.people_across:
                return False
            k, steps = k + 1, steps + 1
        return False

    def _converted(self, q: Quantity, following: Quantity) -> bool:
        """Whether the next quantity is money in brackets right behind q."""
        gap = self.tokens.norm[q.last : following.first]
        return following.kind is Kind.MONEY and len(gap) == 1 and gap[0] in "(["

    def _pointed(self, q: Quantity) -> bool:
        """Whether words point back to a thing named before: "er 24", "the first six", "out of the 24"."""
        norm, i = self.tokens.norm, q.first
        after = norm[q.last] if q.last < len(norm) else "."
        if after in self.nouns.of and q.last + 1 < len(norm) and norm[q.last + 1] in self.nouns.theirs:
            return True
        if after in self.nouns.thereof:
            return True
        closed = self._closed(q)
        if closed and i and norm[i - 1] in self.another:
            return True
        if closed and self.nouns.ranked.before(self.tokens, i) is not None:
            return True
        near = any(w in self.nouns.pointers for w in norm[max(0, i - (_PARTED if q.value >= _MANY else 4)) : i])
        first = (
            i > 1
            and norm[i - 1] in self.nouns.pointed_by
            and (norm[i - 2] in self.nouns.determiners or norm[i - 2] in self.nouns.of)
        )
        return closed and (near or first)

    def _noun_before(self, q: Quantity) -> str | None:
        """The nearest plural noun before the number, or before the "er" that points back from it."""
        near = range(q.first - 1, max(-1, q.first - _PARTED - 1), -1)
        pointer = next((i for i in near if self.tokens.norm[i] in self.nouns.pointers), None)
        found = self._plural_before(pointer, q) if pointer is not None else None
        return found or self._plural_before(q.first, q)

    def _plural_before(self, end: int, q: Quantity) -> str | None:
        tokens = self.tokens
        for i in range(end - 1, max(-1, q.first - 40), -1):
            following = tokens.norm[i + 1]
            if following in self.nouns.pointers or following in self.nouns.after_verb:
                continue  # the verb of "haalden er elf de eindstreep", "dorpelingen vrezen de mijn"
            if tokens.norm[i] in self.nouns.modifying and tokens.kind[i + 1] == WORD and following not in self.nouns.stop:
                continue  # a part of "data firm"
            if tokens.kind[i] == WORD and tokens.norm[i] not in self.nouns.nominal and self.nouns.is_plural(tokens.norm[i]):
                return self.nouns.lemma(tokens.norm[i])
        return None

    def _toll(self, q: Quantity) -> str | None:
        """What a number of something counts that was named before it: "the death toll rose to 40,000"."""
        tokens, norm = self.tokens, self.tokens.norm
        if (group := self._group(q)) is not None:
            return group
        if (listed := self._labelled(q)) is not None or (listed := self._reached(q)) is not None:
            return listed
        changing: str | None = None  # "the prisoners rose to 400": only where no toll is named farther back
        moved = False  # a change up to the number carries over others: "the dead in the three lands have risen to 840"
        level = self._to(q.first) or self._from(q.first)
        for i in range(q.first - 1, max(-1, q.first - (_ROW if level else 25)), -1):
            if tokens.breaks(i + 1) or (norm[i] in ".!?;" and self._stops(i)):
                return changing
            if i in self.numbers and not moved:
                if changing is not None or not level:
                    return changing
                continue  # "the number of fires rose in three states: to 20 in one, to 35 in another"
            if (unit := self.nouns.tolls.get(norm[i])) is not None:
                return unit
            if norm[i] in self.nouns.counts_of and i + 1 == self.hedges.opens(tokens, q.first):
                counted = tokens.kind[i - 1] == WORD and self.nouns.is_plural(norm[i - 1])
                return self.nouns.lemma(norm[i - 1]) if i and counted else changing
            if norm[i] in self.nouns.number_of and i + 2 < q.first:
                return self._numbered(i, q.first) or changing or self._numbered_before(i)
            if norm[i] in self.hedges.change and i and level:
                moved = True
                k = i - 1
                while k > 0 and norm[k] in self.hedges.still:
                    k -= 1  # "targets have also fallen"
                if changing is None and norm[k] not in self.hedges.change and self._named_plural(k):
                    changing = self.nouns.lemma(norm[k])
            if norm[i] in self.nouns.nominal and i > 1 and norm[i - 1] in self.nouns.determiners:
                return changing or self.nouns.person
        return changing

    def _group(self, q: Quantity) -> str | None:
        """Who make up a group of so many: "a crew of just 90", "een team van twaalf"."""
        norm, i = self.tokens.norm, self.hedges.opens(self.tokens, q.first) - 1
        closed = q.last >= len(norm) or self.tokens.kind[q.last] != WORD or norm[q.last] in self.nouns.stop
        return self.nouns.groups.get(norm[i - 1]) if i > 0 and closed and norm[i] in self.nouns.of else None

    def _numbered(self, i: int, end: int) -> str | None:
        """What "the number of" at token i is said to be of before token `end`."""
        tokens, norm = self.tokens, self.tokens.norm
        k = i + 1 + (norm[i + 1] in self.nouns.of)
        k += norm[k] in self.nouns.determiners
        head = self.nouns.head(tokens, k, True)
        if head is None:
            return self.nouns.plurals.get(norm[k])
        return head.lemma if head.last <= end else None

    def _numbered_before(self, i: int) -> str | None:
        """What a "number" without a noun at token i was said to be of: "The number of nurses fell. The number is 800." """
        norm = self.tokens.norm
        if norm[i + 1] in self.nouns.of:
            return None
        for k in range(i - 1, max(-1, i - _AGO), -1):
            if norm[k] in self.nouns.number_of:
                return self._numbered(k, i)
        return None

    def _to_or_at(self, q: Quantity) -> bool:
        """Whether a word that leads to a level stands right before the number: "stands at", "staat op"."""
        i = self.hedges.opens(self.tokens, q.first)
        return i > 0 and self.tokens.norm[i - 1] in self.nouns.places

    def _restated(self, q: Quantity, sentence: int) -> str | None:
        """What a number counts that a pronoun stands for: "The toll rises. Officially that stands at 202." """
        tokens, norm, i = self.tokens, self.tokens.norm, q.first
        if sentence == 0:
            return None
        starts = self.article.sentences
        first = bisect_left(tokens.start, starts[sentence][0])
        if i - first > 12 or not any(w in self.nouns.restated for w in norm[first:i]):
            return None
        before = bisect_left(tokens.start, starts[sentence - 1][0])
        units = [self.nouns.tolls[w] for w in norm[before:first] if w in self.nouns.tolls]
        return units[-1] if units else None

    def _apposed(self, q: Quantity) -> str | None:
        """What a number counts that says how many "more" are: "no land has more people with HIV: about 8 million"."""
        tokens, norm = self.tokens, self.tokens.norm
        i = self.hedges.opens(tokens, q.first) - 1
        hedged = i + 1 < q.first  # "ever more pensioners, some 1.2 million": without, a comma may open another matter
        if i < 2 or not (norm[i] in (":", "–", "—", "(") or (norm[i] == "," and hedged)):
            return None
        for k in range(i - 2, max(-1, i - 14), -1):
            if tokens.breaks(k + 1) or k in self.numbers or norm[k] in ".!?;:":
                return None
            if norm[k] in self.nouns.many and self._named_plural(k + 1):
                return self.nouns.lemma(norm[k + 1])
        return None

    def _labelled(self, q: Quantity) -> str | None:
        """What a line of a list of facts counts: "Killed: 60", "Houses destroyed: 239,682"."""
        tokens, norm, i = self.tokens, self.tokens.norm, q.first - 1
        if i < 1 or norm[i] != ":":
            return None
        goes_on = q.last < len(tokens) and tokens.kind[q.last] != SIGN and not tokens.breaks(q.last)
        if goes_on and norm[q.last] not in self.nouns.stop:
            return None
        first = i
        while first > 0 and i - first < 4 and tokens.kind[first - 1] == WORD and not tokens.breaks(first):
            first -= 1
        opens = first == 0 or tokens.breaks(first) or norm[first - 1] in (".", ";", "•", "-", "–", "*", ":")
        words = norm[first:i]
        if not opens or not words:
            return None
        noun = next((w for w in words if self.nouns.is_plural(w) and w not in self.nouns.people_after), None)
        if noun is not None:
            return self.nouns.lemma(noun)
        return self.nouns.person if any(w in self.nouns.people_after for w in words) else None

    def _reached(self, q: Quantity) -> str | None:
        """What a number that something comes to counts: "cyclone deaths pass 750", "the dead now number 446"."""
        tokens, norm = self.tokens, self.tokens.norm
        hedge = self.hedges.before(tokens, q.first)
        says = hedge is not None and norm[hedge.first] in self.nouns.reaching  # "deaths exceeded 750", by its verb more
        i = hedge.first if hedge is not None and says else self.hedges.opens(tokens, q.first) - 1
        if i < 1 or norm[i] not in self.nouns.reaching:
            return None
        k = i - 1
        while k > 0 and norm[k] in self.hedges.still:
            k -= 1
        if tokens.kind[k] != WORD:
            return None
        if norm[k] in self.nouns.nominal:
            return self.nouns.plurals.get(norm[k], norm[k])
        if (unit := self.nouns.tolls.get(norm[k])) is not None:
            return unit
        return self.nouns.lemma(norm[k]) if self._named_plural(k) else None

    def _stops(self, i: int) -> bool:
        """Whether the sign at token i ends a sentence: not the point of "Feb. 24"."""
        return i + 1 >= len(self.tokens) or self.article.sentence_at(self.tokens.start[i + 1]) != self.article.sentence_at(
            self.tokens.start[i]
        )

    def _named_plural(self, i: int) -> bool:
        """Whether token i is a plural noun, not the auxiliary of "laten stijgen tot"."""
        word = self.tokens.norm[i]
        return self.tokens.kind[i] == WORD and word not in self.nouns.auxiliaries and self.nouns.is_plural(word)

    def _words_before(self, q: Quantity, size: int) -> list[str]:
        return self.tokens.norm[max(0, q.first - size) : q.first]

    def _of_rate(self, q: Quantity, rate: Quantity) -> bool:
        """Whether a decimal behind a percentage is one too: "pay by 0.4 percent and tax by 0.5", "0.8 percentage points or 0.5
        points"; not the points that an index rose by."""
        if not q.number.decimals or q.number.scale != 1 or q.value >= 100:
            return False
        if q.kind is Kind.OTHER:
            return q.unit == POINT and self.tokens.norm[rate.last - 1].endswith(self.points)
        return q.kind is None and self.hedges.by.before(self.tokens, self.hedges.opens(self.tokens, q.first)) is not None

    def _level(self, a: Quantity, b: Quantity) -> bool:
        """Whether b is the level that a changed to: "from 1.2 million to 2 million"."""
        if b.first - a.last == 1 and self.tokens.norm[a.last] in self.hedges.toward:
            return True
        to = self.hedges.to.at(self.tokens, a.last)
        return to is not None and to[0] == b.first

    def _from(self, i: int) -> bool:
        """Whether the words right before token i, hedges aside, lead from a level: "rose from", "steeg van"."""
        return self.hedges.from_.before(self.tokens, self.hedges.opens(self.tokens, i)) is not None

    def _to(self, i: int) -> bool:
        """Whether the words right before token i, hedges aside, lead to a level: "rose to", "steeg naar"."""
        norm = self.tokens.norm
        return any(
            at > 0 and (norm[at - 1] in self.hedges.toward or self.hedges.to.before(self.tokens, at) is not None)
            for at in (i, self.hedges.opens(self.tokens, i))
        )
