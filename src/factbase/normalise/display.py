"""Names for people: a country's name for its code."""

from __future__ import annotations

from functools import lru_cache

from factbase import knowledge


@lru_cache(maxsize=4096)
def party(id: str) -> str:
    """A party for people: the English name of a country's code, otherwise as it is."""
    if len(id) != 2 or not id.isupper() or not any(knowledge.places("countries.yaml")):
        return id
    names = knowledge.read("countries.yaml").get(id, {}).get("en", {}).get("name", [id])
    return str(names[0])
