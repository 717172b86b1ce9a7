"""Who and what an article names: states and those who act for them, known bodies, and names that the article itself teaches.

Three sources, in this order: runs of capitalised words that the article teaches (`learning`), states and phrases that stand for
one (`states`), and all else that the knowledge files hold. A trained pipeline of the user's (`trained`) adds others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from factbase import knowledge
from factbase.extract.names import trained
from factbase.extract.names.learning import Learner
from factbase.extract.names.lexicon import OCCASION
from factbase.extract.names.name import Name
from factbase.extract.names.states import States
from factbase.extract.names.terms import Terms
from factbase.extract.text.article import Article, Mention
from factbase.model import Kind, Problem

_TENDER = 3
"""Amounts in a country's money from which an article is taken to count in it."""


def names(article: Article) -> list[Name]:
    """The names of an article in order of appearance; found once and kept in `article.shared`.

    `article.shared["home"]` is then the country of a bare "the government", None where nothing tells it.
    """
    if "names" not in article.shared:
        terms = Terms(article)
        states = States(terms)
        article.shared["home"] = states.home
        article.shared["names"] = _find(terms, states.find())
    found: list[Name] = article.shared["names"]
    return found


def component(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `article.shared["names"]` for the components after this one, and where sums of money stand and counts end."""
    article.shared["tender"] = _tender(mentions)
    article.shared["purses"] = frozenset(filter(None, map(_country_of, _units(mentions))))
    article.shared["sums"] = [(m.start, m.end) for m in mentions if m.kind is Kind.MONEY]
    article.shared["counted"] = frozenset(m.end for m in mentions if m.kind is Kind.COUNT)
    names(article)
    return []


def _units(mentions: Iterable[Mention]) -> Counter[str]:
    """How many amounts of money an article has in each currency."""
    return Counter(m.unit for m in mentions if m.kind is Kind.MONEY and m.unit)


def _tender(mentions: Iterable[Mention]) -> str | None:
    """The country in whose money an article counts: most of its amounts, in a currency that is one country's and not the world's.

    News of a land's budget seldom names the land; its rands do.
    """
    units = _units(mentions)
    code, count = units.most_common(1)[0] if units else ("", 0)
    return None if count < _TENDER or 2 * count <= units.total() else _country_of(code)


@lru_cache(maxsize=256)
def _country_of(code: str) -> str | None:
    """The country that a currency is named for, where it is tender there and not the world's: ZA of ZAR."""
    if code in knowledge.read("signs.yaml")["world"]:
        return None
    row = knowledge.read("currencies.yaml").get(code, {})
    return code[:2] if code[:2] in row.get("countries", ()) else None


def _find(terms: Terms, states: list[Name]) -> list[Name]:
    learner = Learner(terms)
    spans = learner.learn(states)
    more = [learner.corrected(*entity) for entity in trained.entities(terms.text)]
    text = terms.text
    found = learner.named(spans)
    named = [hit for hit in terms.hits if hit[2].kind not in ("country", OCCASION)]
    known = [Name(s, e, text[s:e], x.id, x.kind, x.form, x.country) for s, e, x in named]
    found += _beside(states, found)
    found += _beside(known, found)
    found += _beside(more, found)
    return _in_office(sorted(found, key=lambda n: (n.start, -n.end)), terms)


def _beside(names: Iterable[Name], taken: Iterable[Name]) -> list[Name]:
    """The names that meet none of those taken."""
    spans = sorted((n.start, n.end) for n in taken)
    starts = [start for start, _ in spans]

    def meets(name: Name) -> bool:
        at = bisect_left(starts, name.end)
        return at > 0 and spans[at - 1][1] > name.start

    return [name for name in names if not meets(name)]


def _in_office(found: list[Name], terms: Terms) -> list[Name]:
    """Persons whose office the article states somewhere act for that state everywhere in it."""
    acts: dict[str, str] = {}
    for at, (before, name) in enumerate(pairwise(found)):
        if name.kind == "person" and before.form == "leader" and terms.text[before.end : name.start] in (" ", ", "):
            if name.country and before.start not in terms.owned:
                found[at] = replace(before, id=name.country)
            else:
                acts.setdefault(name.id, before.id)
    for name, after in pairwise(found):
        if (
            name.kind == "person"
            and after.form == "leader"
            and re.fullmatch(r",(?: \w+){0,2} ", terms.text[name.end : after.start])
        ):
            acts.setdefault(name.id, after.id)
    return [replace(n, country=acts.get(n.id, n.country)) if n.kind == "person" else n for n in found]
