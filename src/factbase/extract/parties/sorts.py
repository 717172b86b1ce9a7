"""What sort of party a candidate is by knowledge of the world: a poor country, a lender, a court, farmers.

Countries, groups and well-known bodies are in `data/sorts.yaml`, the words of other bodies' names in `lang/*/names.yaml`, which
count in any article: a Dutch one names English bodies too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from factbase import knowledge

_WORD = re.compile(r"[^\W_][\w-]*")
_RICH = "rich country"  # what any other country is


class _Sorts:
    """The sorts of countries, bodies and groups, ready to be looked up."""

    def __init__(self) -> None:
        content = knowledge.read("sorts.yaml")
        self.countries = {str(code): f"{sort} country" for sort, codes in content["countries"].items() for code in codes}
        bodies = content["bodies"]
        by_language = [knowledge.read(f"lang/{lang}/names.yaml").get("sorts", {}) for lang in knowledge.languages()]
        self.names: dict[str, str] = {str(name): sort for sort, row in bodies.items() for name in row.get("names", ())}
        self.words: dict[str, str] = {str(word): sort for sort, row in bodies.items() for word in row.get("words", ())}
        self.words |= {str(word): sort for sorts in by_language for sort, words in sorts.items() for word in words}
        self.order = {sort: i for i, sort in enumerate(bodies)}
        self.groups: dict[str, str] = {str(word): sort for sort, words in content["groups"].items() for word in words}


@lru_cache(maxsize=2)
def _sorts(_state: int) -> _Sorts:
    return _Sorts()


def sort_of(party: str, kind: str) -> str:
    """The sort of a party, by its name and the kind of name that it is."""
    return _sort_of(party, kind, id(knowledge.read("sorts.yaml")))


@lru_cache(maxsize=16_384)
def _sort_of(party: str, kind: str, state: int) -> str:
    sorts = _sorts(state)
    if kind == "country":
        return sorts.countries.get(party, _RICH)
    if party in sorts.names:
        return sorts.names[party]
    words = _WORD.findall(party.lower())
    if kind == "group":
        return next((sorts.groups[word] for word in words if word in sorts.groups), "other group")
    found = [sorts.words[word] for word in words if word in sorts.words] if kind not in ("person", "place") else []
    return min(found, key=sorts.order.__getitem__, default=f"plain {kind}")


@lru_cache(maxsize=8192)
def sorted_as(sort: str, present: bool, amount: tuple[str, ...]) -> frozenset[str]:
    """Features of a candidate of a sort, by whether the amount's own sentence names it, and what the amount is."""
    crossed = ("here" if present else "away", *(one for one in amount if one.startswith(("kind", "status"))))
    return frozenset((f"sort {sort}", *(f"sort {sort}, {one}" for one in crossed)))
