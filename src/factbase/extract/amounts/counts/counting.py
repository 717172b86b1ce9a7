"""Counts: whether the words behind a number are what it counts, or leave it without a unit."""

from __future__ import annotations

from factbase.extract.amounts.counts.nouns import Head
from factbase.extract.amounts.exclusions.calendar import Calendar
from factbase.extract.amounts.exclusions.labels import Labels
from factbase.extract.amounts.lexer import NUMBER, SIGN, WORD
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.reading import Quantity, Reading
from factbase.model import Kind

_MILLION = 10**6
_YEARS = 1900, 2100
_CLAUSE = 14
"""Tokens back to what a clause is of."""


class Counting:
    """Reads the numbers of one article as counts of things."""

    def __init__(self, reading: Reading, labels: Labels, calendar: Calendar) -> None:
        self.text, self.tokens, self.grammar = reading.text, reading.tokens, reading.grammar
        self.hedges, self.nouns, self.measures, self.note = reading.hedges, reading.nouns, reading.measures, reading.note
        self.labels, self.calendar = labels, calendar
        self.usage = reading.usage

    def count(self, q: Quantity, k: int) -> Quantity | None:
        """The number as a count of what the words from token k on name; None where it is no amount at all."""
        tokens, norm, n = self.tokens, self.tokens.norm, q.number
        if self._time_of_day(n, k) or (n.plain and len(norm[n.first]) > 1 and norm[n.first][0] == "0"):  # "0800", "007"
            return None
        if n.bare or self.labels.titled(n):
            return None
        if k == q.last and (length := self._of_length(k)) is not None:
            q.kind, q.unit, q.last = Kind.OTHER, length, k + 1  # "de 3 kilometerzone"
            return q
        if k > q.last and not self.nouns.is_plural(norm[k]) and (what := self._measured(n, q, k)) is not None:
            q.kind, q.unit, q.last = Kind.OTHER, what, k + 1  # "a 500-bed hospital"
            if what in self.nouns.crews and q.whole:
                q.kind = Kind.COUNT  # "a 64-member team"
            return q
        prev = norm[n.first - 1]
        if prev in self.nouns.whole and norm[k] in self.nouns.determiners and not tokens.breaks(k + 1):
            k += 1  # "alle drie de steden"
        head = self.nouns.head(tokens, k, n.value != 1)
        counted = head is not None and not (prev in self.nouns.determiners and head.last - k > 1)
        if self.calendar.year(n, prev, counted) and not self.calendar.opens_range(n):
            return None
        if n.value == 1 and not n.digits:
            return self._one(q, k, prev)
        return self._without_head(q, k, prev) if head is None else self._with_head(q, k, prev, head)

    def _time_of_day(self, n: Number, k: int) -> bool:
        """Whether the number is an hour: "7.30 p.m.", "1100 GMT"."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[k] not in self.usage.clock:
            return False
        marked = len(norm[k]) > 1 or tokens.touches(k) or norm[k + 1 : k + 2] == ["."]
        if n.digits and (n.plain or n.decimals) and n.value < 25 and marked:
            return True
        return len(norm[k]) > 2 and n.plain and len(norm[n.first]) == 4 and n.value < 2400 and n.value % 100 < 60

    def _without_head(self, q: Quantity, k: int, prev: str) -> Quantity | None:
        """The number where no plural noun follows: of a people by its name, of what a singular noun measures, or of nothing."""
        n = q.number
        if self.labels.named(n, prev):
            return None
        if (people := self._people(n, k)) is not None:
            q.kind, q.unit, q.last = Kind.COUNT, people, k + 1
            self.note(q, "unit", "count.name", f"counts '{people}', a name")
            return q
        if (what := self._measured(n, q, k)) is not None:
            q.kind, q.unit, q.last = Kind.OTHER, what, k + 1
            return q
        norm = self.tokens.norm
        if k > q.last and n.digits and norm[q.last] == "-" and norm[k] not in self.nouns.people_after:
            q.kind, q.unit, q.last = Kind.OTHER, norm[k], k + 1  # "de 3-kilometerzone"
            return q
        return self.unitless(q, k)

    def _with_head(self, q: Quantity, k: int, prev: str, head: Head) -> Quantity | None:
        """The number as a count of a noun, where that is no verb and the number no label: "Lot 3 bidders"."""
        n, tokens = q.number, self.tokens
        if self._is_label(n, prev, head) or (n.plain and n.value < 1000 and self.labels.model(n)):
            return None
        if self._event(n):
            return None
        if n.scale >= _MILLION and head.lemma in self.nouns.sums:
            return self.unitless(q)  # "1,65 miljard extra investeringen" are euros
        if self._foreseen(prev, head):
            return self.unitless(q, k)
        if self._verb(head) or self._predicate(n, head) or self._infinitive(n, head):
            return None if self.calendar.year(n, prev, False) else self.unitless(q, k)
        q.unit, q.last = head.lemma, max(head.last, q.last)
        abstract = self.nouns.is_abstract(head.lemma)
        if n.grouped is not None and n.scale == 1 and not abstract and (n.value >= 10 or not self._average(n)):
            self.note(q, "amount", "number.regrouped", q.regroup())
        compound = k > n.last and n.digits and head.last == k + 1 and tokens.norm[n.last] == "-"  # "24-uursstakingen"
        rated = prev in self.usage.denominators
        counted = q.whole and not (abstract or compound or rated or n.high is not None or n.fraction)
        q.kind = Kind.COUNT if counted else Kind.OTHER
        words = self.text[tokens.start[head.first] : tokens.end[head.last - 1]]
        self.note(q, "unit", "count.head", f"counts '{words}', head '{head.lemma}'")
        return q

    def _event(self, n: Number) -> bool:
        """Whether a year is part of the name that opens its sentence or has an article: "The Tokyo 2020 athletes".

        Elsewhere, as where it is round, it may count: "in Paris 2024 homes", "gave Ukraine 2000 shells".
        """
        tokens, norm, i = self.tokens, self.tokens.norm, n.first - 1
        if not (n.plain and _YEARS[0] <= n.value < _YEARS[1]) or not n.value % 100 or tokens.kind[i] != WORD:
            return False
        if tokens.breaks(n.first) or not tokens.capital(i) or self.hedges.opens(tokens, n.first) < n.first:
            return False
        if norm[i - 1] in self.nouns.determiners and not tokens.breaks(i):
            return True
        opens = i == 0 or tokens.breaks(i) or norm[i - 1] in ".!?:;"
        return opens and self._written_so(i)

    def _written_so(self, i: int) -> bool:
        """Whether the word at token i has its capital within a sentence, too, so that it is a name."""
        tokens, norm = self.tokens, self.tokens.norm
        same = (k for k in range(1, len(tokens)) if norm[k] == norm[i] and tokens.capital(k) and not tokens.breaks(k))
        return any(tokens.kind[k - 1] == WORD and k != i for k in same)

    def _foreseen(self, prev: str, head: Head) -> bool:
        """Whether the "noun" is who foresaw the number: "below the 512 analysts had forecast"."""
        if head.last - head.first > 1 or prev not in self.nouns.determiners or head.lemma not in self.nouns.forecasters:
            return False
        return not self.nouns.foreseen.isdisjoint(self.tokens.norm[head.last : head.last + 2])

    def _is_label(self, n: Number, prev: str, head: Head) -> bool:
        """Whether the number names what stands before it, one of a kind: "Room 12 offers", "No. 3 seeds"."""
        norm = self.tokens.norm
        labelled = prev in self.usage.labels and not self.labels.says_how_many(n.first - 1)
        labelled = labelled or (self.labels.listed(n) and not head.plural)
        spelled = not n.digits and n.scale == 1 and not self.tokens.breaks(n.first) and prev not in self.usage.ranking
        if not (n.plain or (labelled and spelled)):
            return False
        return labelled or (prev == "." and norm[n.first - 2] in self.usage.labels)

    def _of_length(self, k: int) -> str | None:
        """A compound that a measure opens, whose number says how long or how much: "3 kilometerzone", "10 jarenplan"."""
        word = self.tokens.norm[k]
        if self.tokens.breaks(k) or self.tokens.kind[k] != WORD or self.nouns.is_plural(word):
            return None
        return word if self.measures.opens(word) else None

    def _average(self, n: Number) -> bool:
        """Whether the words before speak of an average, which may have a fraction of a person."""
        return any(word in self.usage.averages for word in self.tokens.norm[max(0, n.first - 4) : n.first])

    def _people(self, n: Number, k: int) -> str | None:
        """A name that does not change in the plural: "1.2 million Rohingya", "300 Swiss"."""
        tokens = self.tokens
        if tokens.breaks(k) or tokens.kind[k] != WORD or not tokens.capital(k) or n.value < 2 or k > n.last:
            return None
        if n.high is not None:
            return None  # "Thousands Flee"
        if tokens.norm[k] in self.nouns.stop or tokens.norm[k] in self.calendar.months or (n.plain and n.value < 100):
            return None
        after = tokens.norm[k + 1]
        alone = tokens.breaks(k + 1) or after in self.nouns.stop or after in ".,;:!?)"
        return tokens.raw(k) if alone and n.value == n.value.to_integral_value() else None

    def _measured(self, n: Number, q: Quantity, k: int) -> str | None:
        """A singular noun that the number measures: "six-speed gearbox", "a 12 page report"."""
        tokens = self.tokens
        if n.value <= 1 or tokens.breaks(k) or (what := self.nouns.measure(tokens, k)) is None:
            return None
        if self.grammar.numeral(what):
            return None  # "three-nought-four" is read figure by figure
        if k > q.last:
            return what
        follows = tokens.kind[k + 1] == WORD and not tokens.breaks(k + 1)
        return what if follows and n.value < 1000 and tokens.norm[k + 1] not in self.nouns.stop else None

    def _predicate(self, n: Number, head: Head) -> bool:
        """Whether the "noun" after a number that opens its sentence is its verb: "Tien doorstonden de proef"."""
        tokens, i = self.tokens, self.hedges.opens(self.tokens, n.first)
        opens = i == 0 or tokens.breaks(i) or tokens.norm[i - 1] in ".!?:;"
        after = tokens.norm[head.last] in self.nouns.after_verb and not tokens.breaks(head.last)
        following = tokens.norm[head.last]
        single = head.last - head.first == 1 and tokens.norm[head.first] not in self.nouns.plurals
        if single and self._of_whole(i):
            return True  # "van de 400 winkels er zo'n dertig sluiten"
        if single and (shapes := self.nouns.participle_shapes) is not None and shapes.fullmatch(tokens.norm[head.first]):
            return True  # "er werden 450 aangenomen"
        if single and n.scale >= _MILLION and self.nouns.strong_participle(tokens.norm[head.first]):
            return True  # "van de beloofde 30 miljoen gevonden"
        closes = tokens.breaks(head.last) or tokens.kind[head.last] == SIGN
        if single and closes and any(w in self.nouns.verb_last for w in tokens.norm[max(0, i - 2) : i]):
            return True  # "terwijl maar 27 overhielden": such a clause has no other verb
        return single and opens and (after or following in self.nouns.reflexives)

    def _verb(self, head: Head) -> bool:
        """Whether the "noun" is a verb in the form of a plural: "omdat de kosten met 1,5 miljard dalen"."""
        return self.tokens.norm[head.first] in self.nouns.verbs and not self.tokens.capital(head.first)

    def _of_whole(self, i: int) -> bool:
        """Whether a pronoun right before token i says that what its clause named is counted, so that no noun follows."""
        tokens, norm = self.tokens, self.tokens.norm
        if norm[i - 1] not in self.nouns.pointers:
            return False
        for k in range(i - 2, max(-1, i - _CLAUSE), -1):
            if tokens.breaks(k + 1) or norm[k] in (".", ";", ":", "!", "?", ","):
                return self.nouns.parts.at(tokens, k + 1) is not None
            if norm[k] in self.nouns.of and norm[k + 1] in self.nouns.determiners and tokens.kind[k + 2] == NUMBER:
                return True
        return False

    def _infinitive(self, n: Number, head: Head) -> bool:
        """Whether the "noun" behind a number closes a clause with an auxiliary, and is its verb: "wil 750 miljoen vrijmaken"."""
        tokens, norm, j = self.tokens, self.tokens.norm, head.last
        word = norm[j - 1]
        if norm[j] in self.nouns.predicates:
            return False  # "zullen er 900 opvangplekken nodig zijn"
        if not self.nouns.verb_shapes or j - head.first != 1 or word in self.nouns.plurals or tokens.capital(j - 1):
            return False
        closes = tokens.breaks(j) or tokens.kind[j] == SIGN or norm[j] in self.nouns.stop
        if not closes:
            return False
        ends = tokens.breaks(j) or norm[j] in (".", "!", "?", ";")
        certain = self.nouns.verb_shapes.fullmatch(word) is not None
        if not certain and not (ends and word.endswith(self.nouns.infinitive_endings)):
            return False
        auxiliaries = self.nouns.auxiliaries if certain else self.nouns.modals
        for i in range(n.first - 1, max(-1, n.first - 25), -1):
            if tokens.breaks(i + 1) or norm[i] in (".", ";", ":", "!", "?"):
                return False
            if norm[i] == "," and norm[i - 1] in self.nouns.closing:
                return False  # "zullen er 90 nodig zijn, en 40 bedden": the auxiliary has its infinitive
            if norm[i] in auxiliaries:
                # "zal leiden tot 500 zitplaatsen": the auxiliary has its infinitive
                return certain or norm[i + 1] not in self.nouns.infinitives
        return False

    def _one(self, q: Quantity, k: int, prev: str) -> Quantity | None:
        """ "one" is a number before a noun or an "of", else a pronoun."""
        tokens, norm = self.tokens, self.tokens.norm
        if prev in self.usage.one_after:
            return None
        if tokens.kind[k] != WORD or self.grammar.numeral(norm[k]):
            return self.unitless(q, k)
        q.kind = Kind.OTHER
        if norm[k] in self.nouns.of:
            head = self.nouns.head(tokens, k, True)
            if head is not None:
                q.unit, q.last = head.lemma, head.last
            return q
        if norm[k] in self.nouns.stop:
            for joins in (self.hedges.to, self.hedges.or_):
                found = joins.at(tokens, k)
                if found is not None and self.grammar.parts(norm[found[0]]):
                    q.kind = None  # "one to two years"
                    return q
            return None
        if not norm[k].endswith(self.nouns.adverb_endings):
            q.unit, q.last = norm[k], k + 1
        return q

    def _rate(self, n: Number) -> bool:
        """Whether the number says for how many a price right before it is: "$4 a dozen"."""
        before = self.tokens.kind[max(0, n.first - 2) : n.first]
        return NUMBER in before and not self.tokens.breaks(n.first) and self.measures.per(self.tokens, n.first) is not None

    def unitless(self, q: Quantity, k: int | None = None) -> Quantity | None:
        """A number without a unit of its own: an ellipsis, perhaps, to be resolved by its context."""
        n, norm = q.number, self.tokens.norm
        prev = norm[n.first - 1]
        if n.bare or n.rule == "number.few" or self.labels.marks_no_amount(n) or (self.labels.named(n, prev) and q.kind is None):
            return None
        if self.calendar.year(n, prev, False) and not self.calendar.opens_range(n):
            return None
        if n.collective and not n.digits and (n.last - n.first == 1 or self._rate(n)):
            return None
        if self.labels.numbered(n):
            q.kind = q.kind or Kind.OTHER  # "No. 1, 2 and 3"
        j = q.last
        rated = norm[j] in self.usage.denominators
        if prev in self.usage.denominators or (rated and (norm[j + 1][0].isdigit() or self.grammar.numeral(norm[j + 1]))):
            q.kind = q.kind or Kind.OTHER  # "1,397 per one million"
        return q
