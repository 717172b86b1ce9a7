"""What else an article gives beside an amount: other amounts, other money, a heading above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from factbase import knowledge
from factbase.model import Claim, Kind
from factbase.reconcile.views.amounts import dimension

Stated = tuple[str, str, Decimal]
"""An amount as its article gives it: dimension, unit of money, number."""
NOBODY: frozenset[Stated] = frozenset()


def stated(claim: Claim) -> Stated:
    """The amount as its article gives it, to be looked for in another article."""
    return dimension(claim), claim.unit if claim.kind is Kind.MONEY else "", claim.amount


COMMON = 20
"""Whole numbers below this are met in any article: 12 helicopters, 15 percent."""


def telling(claim: Claim) -> bool:
    """Whether two articles that give the amount are likely to mean one thing by it; rows of tables tell nothing of each other."""
    return claim.subject is None and (abs(claim.amount) >= COMMON or claim.amount % 1 != 0)


HEADLINE = 20
"""Where, in characters, the sentence of a headline starts at the latest."""
LEAD = 250
"""Where, in characters, the last sentence starts that says what an article is about: its headline, first line and second."""
NEARBY = Decimal("0.06")
"""What a headline rounds a figure of its text by at most."""
ADDED = Decimal("0.01")
"""The same of a headline that adds two figures of its text, as two of many add up to something near it by chance."""


def heading(claim: Claim) -> bool:
    """Whether the claim stands in the heading of its article: at the top, in words that no full stop closes."""
    return claim.context is not None and claim.context[0] <= HEADLINE and not (claim.sentence or ".").endswith((".", "!", "?"))


def leads(claim: Claim) -> bool:
    """Whether the claim stands in the headline or lead of its article, which give what the article is about."""
    return claim.context is not None and claim.context[0] < LEAD


def alone(claim: Claim, company: frozenset[Stated]) -> bool:
    """Whether the text below a heading gives other amounts of its kind and money, or its number in other money, and none that the
    heading may have rounded, nor two that it may have added."""
    what, unit, amount = stated(claim)
    others = [n for w, u, n in company if w == what and u == unit]
    known = others or any(n == amount for w, _, n in company if w == what)
    rounded = any(abs(n - amount) <= abs(amount) * NEARBY for n in others)
    return bool(known) and not rounded and not _added(amount, others)


def _added(amount: Decimal, others: Iterable[Decimal]) -> bool:
    """Whether two of the others add up to about the amount: from both ends inwards, as an article may give thousands."""
    ordered = sorted(others)
    low, high = 0, len(ordered) - 1
    while low < high:
        over = ordered[low] + ordered[high] - amount
        if abs(over) <= abs(amount) * ADDED:
            return True
        low, high = (low, high - 1) if over > 0 else (low + 1, high)
    return False


def largest(claim: Claim, company: frozenset[Stated]) -> bool:
    """Whether its article gives other amounts of its kind and money, and none above it: the whole of what they are parts of."""
    what, unit, amount = stated(claim)
    others = [n for w, u, n in company if w == what and u == unit and n != amount]
    return bool(others) and amount > max(others)


def stray(claim: Claim, places: frozenset[str], company: frozenset[Stated]) -> bool:
    """Whether a sum is in money of a land that its article does not speak of, and the article's other sums are in other money."""
    if claim.kind is not Kind.MONEY or claim.unit in _world_money():
        return False
    own = stated(claim)
    units = {unit for _, unit, _ in company - {own}} - {""}
    lands = tender(claim.unit)
    return bool(units) and claim.unit not in units and lands.isdisjoint((*claim.story, *places, *claim.payer, *claim.payee))


@lru_cache(maxsize=1)
def _world_money() -> frozenset[str]:
    """Currencies that sums anywhere are given in."""
    return frozenset(knowledge.read("series.yaml")["world_money"])


@lru_cache(maxsize=512)
def tender(unit: str) -> frozenset[str]:
    """The states in which a currency is legal tender."""
    return frozenset((knowledge.read("currencies.yaml").get(unit) or {}).get("countries", ()))


def companies(claims: Iterable[Claim]) -> dict[str, frozenset[Stated]]:
    """The telling amounts of each article's text, without its heading, by its name."""
    found: dict[str, set[Stated]] = defaultdict(set)
    for claim in claims:
        if telling(claim) and not heading(claim):
            found[claim.doc].add(stated(claim))
    return {doc: frozenset(amounts) for doc, amounts in found.items()}
