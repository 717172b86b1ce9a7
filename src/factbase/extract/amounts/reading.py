"""What is known while the amounts of one article are read: its tokens, its language, and the quantities found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from factbase.extract.amounts.counts.nouns import Nouns
from factbase.extract.amounts.counts.plurals import nouns
from factbase.extract.amounts.hedges import Found, Hedges, hedges
from factbase.extract.amounts.lexer import Tokens
from factbase.extract.amounts.money.currencies import Currency, Money, money
from factbase.extract.amounts.numbers.grammar import Grammar, grammar
from factbase.extract.amounts.numbers.number import Number
from factbase.extract.amounts.units import Measures, measures
from factbase.extract.amounts.usage import Usage, usage
from factbase.extract.text.article import Article
from factbase.model import Hedge, Kind, Step


@dataclass(slots=True)
class Quantity:
    """A number on its way to a mention: the tokens it covers, what it is, and how that came about.

    Attributes:
        number: the number as read. `first`, `last`: the tokens covered, its sign, currency or counted noun with it.
        value, high: in single units of `unit`; `step` the unit of its last significant digit.
        kind: None while nothing says what the number is of.
        currency: of money, what its sign or name may mean. `prefixed`: the currency stands before the number.
        hedge: None where nothing is said; `near` where its words bind the number closely.
        shared: unit or scale come from the number it is joined to.
    """

    number: Number
    first: int
    last: int
    value: Decimal
    high: Decimal | None = None
    kind: Kind | None = None
    unit: str = ""
    per: str | None = None
    currency: Currency | None = None
    step: Decimal = Decimal(1)
    hedge: Hedge | None = None
    near: bool = False
    prefixed: bool = False
    shared: bool = False
    steps: list[Step] = field(default_factory=list)

    @property
    def integral(self) -> bool:
        """Whether the value is a whole number, of however many digits."""
        return self.value == self.value.to_integral_value()

    @property
    def whole(self) -> bool:
        """Whether the value is a whole number of two or more."""
        return self.value >= 2 and self.integral

    def regroup(self) -> str:
        """Take the sign inside the digits for one that separates thousands; what to say of it."""
        n = self.number
        assert n.grouped is not None
        self.value, self.step = n.grouped.copy_sign(self.value), Decimal(1)
        n.value, n.base, n.decimals = n.grouped, n.grouped, False
        return f"read as {self.value:f}, as what it is of has no thousandths"

    def multiply(self, scale: Decimal) -> None:
        """Take on a scale that was written apart from the number."""
        self.value *= scale
        if self.high is not None:
            self.high *= scale
        self.step *= scale
        self.number.scale *= scale
        self.number.plain = False


class Reading:
    """An article's tokens with the grammar, money, measures, hedges and nouns of its language.

    Attributes:
        taken: the token before which all are read; `previous` the last quantity read.
    """

    def __init__(self, article: Article) -> None:
        lang = article.lang
        self.article, self.text = article, article.text
        self.tokens = Tokens(article.text)
        self.grammar: Grammar = grammar(lang)
        self.money: Money = money(lang)
        self.measures: Measures = measures(lang)
        self.hedges: Hedges = hedges(lang)
        self.nouns: Nouns = nouns(lang)
        self.usage: Usage = usage(lang)
        self.taken = 0
        self.previous: Quantity | None = None

    def ends_sentence(self, i: int) -> bool:
        """Whether the sign at token i ends a sentence: not the point of "Feb. 24"."""
        start, at = self.tokens.start, self.article.sentence_at
        return i + 1 >= len(self.tokens) or at(start[i + 1]) != at(start[i])

    def note(self, q: Quantity, slot: str, rule: str, text: str) -> None:
        """Say how a slot of the quantity came about, from the words it covers."""
        start, end = self.tokens.start[q.first], self.tokens.end[q.last - 1]
        q.steps.append(Step(slot=slot, rule=rule, text=text, start=start, end=end))

    def note_hedge(self, q: Quantity, found: Found) -> None:
        """Say from which words a hedge comes."""
        start, end = self.tokens.start[found.first], self.tokens.end[found.last - 1]
        text = f"'{self.text[start:end]}' says {found.hedge}"
        q.steps.append(Step(slot="hedge", rule=f"hedge.{found.hedge}", text=text, start=start, end=end))
