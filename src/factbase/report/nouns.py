"""The nouns that counts are told with: a base keeps the singular (`person`), a reader is shown `28 people`.

The sources' own words come first: the noun as it stands in a claim's quote. Where no claim says it beside its number, the
language's plurals and endings in `lang/*/nouns.yaml` do, and where those do not know, the singular is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.model import Claim

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*$")
_STEM = 3
"""Letters at least that a noun and its plural begin with alike."""
_LONGER = 4
"""Letters at most by which a plural is longer than its singular."""


def plural(unit: str, claims: Iterable[Claim] = ()) -> str:
    """A figure's unit for people: a counted noun as its claims write it of more than one; any other unit as it is."""
    if not _is_noun(unit):
        return unit
    told = [c for c in claims if c.unit == unit]
    written = Counter(word for c in told if c.amount != 1 and (word := _written(c.quote, unit, _lang(c))))
    if written:
        return max(written, key=lambda word: (written[word], word))
    return _by_rule(unit, _lang(told[0])) if told else _irregular(unit)


def _is_noun(unit: str) -> bool:
    return unit.replace("-", "").isalpha() and not (len(unit) == 3 and unit.isupper())


def _lang(claim: Claim) -> str:
    return (claim.lang or "").partition("-")[0]


@lru_cache(maxsize=4096)
def _written(quote: str, unit: str, lang: str) -> str | None:
    """The noun that a quote ends in, where it is the unit in some form."""
    found = _WORD.search(quote)
    if found is None:
        return None
    word, noun = found[0].lower(), unit.lower()
    same = word[:_STEM] == noun[:_STEM] and len(word) <= len(noun) + _LONGER
    if not same and _nouns(lang).get("plurals", {}).get(word) != noun:
        return None
    return found[0] if unit[0].isupper() else word


@lru_cache(maxsize=4096)
def _by_rule(unit: str, lang: str) -> str:
    nouns = _nouns(lang)
    if unit in nouns.get("nominal", ()):
        return unit
    listed: dict[str, str] = nouns.get("plurals", {})
    if irregular := next((many for many, one in listed.items() if one == unit), None):
        return irregular
    for many, one in nouns.get("endings", {}).items():
        if one and unit.endswith(one) and len(one) < len(unit) and not (one == "y" and unit[-2] in "aeou"):
            return unit.removesuffix(one) + str(many)
    return unit + "s" if nouns.get("plural") == "s" else unit


@lru_cache(maxsize=4096)
def _irregular(unit: str) -> str:
    """The plural that a list of some language gives, for a unit without its claims."""
    listed = (many for lang in knowledge.languages() for many, one in _nouns(lang).get("plurals", {}).items() if one == unit)
    return next(listed, unit)


def _nouns(lang: str) -> dict[str, Any]:
    """The nouns file of a language; empty for one that has none."""
    content: dict[str, Any] = knowledge.read(f"lang/{lang}/nouns.yaml") if lang in knowledge.languages() else {}
    return content
