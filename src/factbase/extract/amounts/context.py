"""What the rest of the article says about its amounts: their hedges, what ambiguous currencies mean, what brackets convert."""

from __future__ import annotations

import itertools
from collections import Counter
from decimal import Decimal

from factbase.extract.amounts.hedges import Found
from factbase.extract.amounts.money.resolver import Resolver
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Hedge, Kind


def _round(value: Decimal) -> bool:
    """Whether a value has one digit that is not zero: so many amounts do that two of them need not be one."""
    return len(value.normalize().as_tuple().digits) < 2


class Context:
    """Fills hedge and unit of one article's quantities from their surroundings."""

    def __init__(self, reading: Reading) -> None:
        self.tokens, self.article, self.text = reading.tokens, reading.article, reading.text
        self.hedges, self.money, self.note, self.note_hedge = reading.hedges, reading.money, reading.note, reading.note_hedge

    def hedge(self, found: list[Quantity]) -> None:
        last = 0
        previous: Quantity | None = None
        for q in found:
            if q.hedge is None:
                before = self.hedges.before(self.tokens, q.first)
                if before is not None and self._speaks_not(before, q, last):
                    before = None
                after = self.hedges.after(self.tokens, q.last)
                if before is None and after is None:
                    after = self.hedges.beyond(self.tokens, q.first, q.last)
                chosen = before if before is not None and before.hedge is not Hedge.EXACT else after or before
                chosen = chosen or self.hedges.within(self.tokens, q.number.first, q.number.last)
                if chosen is not None:
                    q.hedge, q.near = chosen.hedge, chosen.near
                    self.note_hedge(q, chosen)
                elif (
                    previous is not None
                    and previous.shared
                    and previous.hedge not in (None, Hedge.RANGE)
                    and q.first - previous.last <= 2
                ):
                    q.hedge, q.near = previous.hedge, previous.near
            last, previous = q.last, q

    def _speaks_not(self, before: Found, q: Quantity, last: int) -> bool:
        """Whether the words before are no hedge of q: part of the amount before, or a comparison or level right behind it.

        "40 percent more than the 30 of last year", "rose 4 percent to 31", "built over eight years".
        """
        behind = before.first == last and last > 0 and not self.tokens.breaks(last)
        if before.first < last or (behind and before.hedge not in (Hedge.ABOUT, Hedge.EXACT)):
            return True
        if (
            self.tokens.norm[before.first] in self.hedges.levels
            and before.last - before.first == 1
            and self._changed(before.first, q)
        ):
            return True
        if q.kind is Kind.COUNT and " ".join(self.tokens.norm[before.first : before.last]) in self.hedges.places:
            return True  # "hidden within eight boxes"
        if q.kind is Kind.COUNT and self.hedges.among(self.tokens, before, q.last):
            return True
        return q.kind is Kind.DURATION and self.hedges.during(self.tokens, before)

    def _changed(self, i: int, q: Quantity) -> bool:
        """Whether a verb of change stands in the clause before token i: "verhoogt de hulp aan Gaza tot 800 miljoen".

        One that says how far money may yet go does not: "de kosten lopen op tot 2 miljard"; a toll that does so is there.
        """
        norm, hedges = self.tokens.norm, self.hedges
        changed = False
        for k in range(i - 1, max(-1, i - 11), -1):
            if self.tokens.breaks(k + 1) or (norm[k] in (",", ".", ";", ":") and not (norm[k] == "," and k == i - 1)):
                break
            if norm[k] in hedges.rising and q.kind is Kind.MONEY:
                return False
            if len(norm[k]) > 1 and norm[k] in hedges.change:
                changed = True
                if norm[k] not in hedges.spans:
                    break
        return changed

    def resolve(self, found: list[Quantity]) -> None:
        """What ambiguous currencies mean in this article."""
        ambiguous = [(i, q) for i, q in enumerate(found) if q.kind is Kind.MONEY and q.currency is not None and q.currency.others]
        if not ambiguous:
            return
        plain = [q for q in found if q.kind is Kind.MONEY and q.currency is not None and not q.currency.others]
        stated = Counter(q.unit for q in plain)
        by_value: dict[tuple[Decimal, Decimal | None], tuple[str, int]] = {}
        for q in plain:
            at = self.tokens.start[q.first]
            if not _round(q.value):
                by_value[q.value, q.high] = q.unit, self.article.sentence_at(at)
        spans = [(self.tokens.start[q.first], self.tokens.end[q.last - 1]) for q in plain]
        marked = frozenset(q.unit for q in plain if q.currency is not None and q.currency.sign)
        resolver = Resolver(self.money, self.article, stated, marked, spans)
        for i, q in ambiguous:
            currency, at = q.currency, self.tokens.start[q.first]
            assert currency is not None
            sentence = self.article.sentence_at(at)
            same, where = by_value.get((q.value, q.high), ("", sentence))
            if same in currency.others and where != sentence:
                answer: tuple[str, str] | None = (same, "as the article states the same amount so in full")
            else:
                answer = resolver(currency, at, self.article.sentences[sentence])
            if (worth := self._worth_of(i, found)) is not None and worth == (answer[0] if answer else q.unit):
                other = resolver.other(currency, worth)
                answer = (other, f"as it says what an amount in {worth} is worth") if other else answer
            counted = next((codes for w in self.tokens.norm[q.first : q.last] if (codes := self.money.magnitudes.get(w))), None)
            if counted is not None and (answer[0] if answer else q.unit) not in counted:
                among = next((code for code in (currency.code, *currency.others) if code in counted), None)
                answer = (among, "as only lands that use it count in that magnitude") if among else answer
            if answer is not None:
                q.unit = answer[0]
                self.note(q, "unit", "money.resolved", f"ambiguous currency read as {answer[0]}, {answer[1]}")
            else:
                self.note(q, "unit", "money.usual", f"ambiguous currency read as {q.unit}, its usual meaning")

    def _worth_of(self, i: int, found: list[Quantity]) -> str | None:
        """The unit of the amount that the i-th stands in brackets behind, or that stands so behind it: "C$600 ($480)"."""
        norm, q = self.tokens.norm, found[i]
        before = found[i - 1] if i else None
        if before is not None and norm[q.first - 1] in ("(", "/") and before.last == q.first - 1 and before.kind is Kind.MONEY:
            return before.unit if before.currency != q.currency else None  # "Sh1,173.8b (Sh1.1 trillion)" is rounded
        after = found[i + 1] if i + 1 < len(found) else None
        if after is None or after.kind is not Kind.MONEY or after.first != q.last + 1 or norm[q.last] not in ("(", "/"):
            return None
        return after.unit if after.currency is not None and not after.currency.others else None

    def convert(self, found: list[Quantity]) -> None:
        """A conversion in brackets takes the hedge of what it converts."""
        norm = self.tokens.norm
        for a, b in itertools.pairwise(found):
            if (
                a.kind is Kind.MONEY
                and b.kind is Kind.MONEY
                and a.unit != b.unit
                and b.hedge is None
                and a.hedge not in (None, Hedge.EXACT, Hedge.RANGE)
            ):
                gap = norm[a.last : b.first]
                if 1 <= len(gap) <= 2 and gap[0] in "([":
                    b.hedge, b.near = a.hedge, a.near
                    self.note(b, "hedge", "hedge.conversion", "a conversion takes the hedge of the amount it converts")
