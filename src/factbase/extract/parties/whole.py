"""What the whole article says of a candidate, as sets of features that many candidates share."""

from __future__ import annotations

from functools import lru_cache

from factbase.extract.parties.candidate import ONLY, ROLES
from factbase.extract.text.article import Mention
from factbase.model import Kind

_ANOTHER = "another is told here"
_OPPOSITE = "told in the other role here"
_TOLD_ELSEWHERE = {
    (i, opposite): frozenset((ONLY[role](_OPPOSITE if opposite else _ANOTHER),))
    for i, role in enumerate(ROLES)
    for opposite in (True, False)
}
_STAYS = ("none", "gift", "request")  # flows whose parties are not taken from what the article is about
LEADS = {
    (lead, here): frozenset((f"{'in' if lead else 'not in'} the lead, {'here' if here else 'away'}",))
    for lead in (True, False)
    for here in (True, False)
}
"""Features of a candidate by whether the lead names it, and the amount's own sentence."""


@lru_cache(maxsize=16)
def told_of(payer: bool, payee: bool, anyone: tuple[bool, ...]) -> tuple[str, str]:
    """`Candidate.told` of one whom the words give these roles, where they give anyone those."""
    return (
        "told" if payer else "another told" if payee or anyone[0] else "",
        "told" if payee else "another told" if payer or anyone[1] else "",
    )


@lru_cache(maxsize=8192)
def article_wide(
    told: tuple[str, str], kind: str, levels: tuple[str, str], present: bool, amount: tuple[str, ...]
) -> tuple[frozenset[str], ...]:
    """Sets of features of how far the amount may be carried over to a candidate by what it does in the whole article."""
    held: list[frozenset[str]] = []
    for i, role in enumerate(ROLES):
        if told[i] == "another told":
            held.append(_TOLD_ELSEWHERE[i, told[1 - i] == "told"])
        elif not told[i]:
            level = levels[i] if levels[i] in ("most", "much") else "little"
            held += (_carried_to(role, kind or "unknown", present), _carried(role, level, amount))
    return tuple(held)


@lru_cache(maxsize=256)
def _carried_to(role: str, kind: str, present: bool) -> frozenset[str]:
    """Features of the one to whom an amount would be carried over."""
    return frozenset((ONLY[role](f"carried, is {kind}"), ONLY[role](f"carried, {'here' if present else 'away'}")))


@lru_cache(maxsize=4096)
def _carried(role: str, level: str, amount: tuple[str, ...]) -> frozenset[str]:
    """Features of an amount that would be carried over to one who has a role so often."""
    return frozenset(ONLY[role](f"carried, {level}, {one}") for one in amount)


def travels(mention: Mention, flow: str) -> bool:
    """Whether an amount is one of money or goods that go to whom the article is about, without being said again."""
    return flow == "transfer" or (mention.kind is Kind.MONEY and flow not in _STAYS)


@lru_cache(maxsize=2048)
def untold(
    rank: str | None, headline: bool, present: bool, lead: bool, flow: str, told: tuple[bool, bool] | None
) -> frozenset[str]:
    """Features of one whom no words around the amount give a role: how much the article is about it, and how the money flows.

    Money whose giver is `told` here goes to whom the article is about, without being said again; None where it does not.
    """
    held = {*LEADS[lead, present], f"named {rank or 'seldom'}, flow {flow}"}
    if told is not None and (headline or rank is not None):
        topic = f"{'headline' if headline else 'text'} {rank or 'seldom'}"
        held |= {
            ONLY[role](f"topic, {topic}, {'other role' if told[1 - i] else 'nothing'} told")
            for i, role in enumerate(ROLES)
            if not told[i]
        }
    return frozenset(held)


@lru_cache(maxsize=4096)
def nobodys(amount: tuple[str, ...], told: tuple[bool, ...], anyone: tuple[bool, ...]) -> frozenset[str]:
    """Features of nobody: what the amount is, whether the words around it tell a role, whether anyone in the article has it."""
    held = {"nobody", *(f"nobody: {one}" for one in amount)}
    for i, role in enumerate(ROLES):
        if not told[i]:
            held.add(ONLY[role]("nobody: none by words here"))
            if told[1 - i]:
                held.add(ONLY[role]("nobody: the other role is told here"))
        if not anyone[i]:
            held.add(ONLY[role]("nobody: none in the article"))
    return frozenset(held)
