"""Entities: canonical ids and display names, and which spellings are one entity."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from factbase import knowledge


@lru_cache(maxsize=4)
def _countries(_folders: tuple[Path, ...]) -> dict[str, Any]:
    rows: dict[str, Any] = knowledge.read("countries.yaml")
    return rows


@lru_cache(maxsize=4)
def _media(_folders: tuple[Path, ...]) -> frozenset[str]:
    return frozenset(name for name, row in knowledge.read("organisations.yaml").items() if (row or {}).get("medium"))


def is_medium(entity: str) -> bool:
    """Whether an entity is a news medium: it passes figures on and states none of its own."""
    return entity in _media(knowledge.user_folders())


@lru_cache(maxsize=4)
def _called(_folders: tuple[Path, ...]) -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for name, row in knowledge.read("organisations.yaml").items():
        if row and row.get("called"):
            out.setdefault(row.get("id", name), set()).update(row["called"])
    return {name: frozenset(nouns) for name, nouns in out.items()}


def called(entity: str) -> frozenset[str]:
    """The plain nouns that an article uses for an entity: the alliance, het bondgenootschap."""
    return _called(knowledge.user_folders()).get(entity, frozenset())


def body_label(entity: str, form: str, text: str, lang: str) -> str:
    """The display name of a body that speaks: a state by its government or ministry, any other by its own name."""
    row = _countries(knowledge.user_folders()).get(entity)
    if row is None:
        return entity
    if entity == "EU":
        return "European Commission" if form == "seat" and "omm" in text else "European Union"
    adjective = next(iter(row["en"].get("adjective", row["en"]["name"])))
    if form == "ministry":
        words = knowledge.read(f"lang/{lang}/names.yaml")
        field = next((f for f in sorted(words["fields"], key=len, reverse=True) if f in text.lower()), None)
        english = words.get("fields_in_english", {}).get(field, field)
        return f"{adjective} Ministry of {english.title()}" if english else f"{adjective} ministry"
    if form == "force":
        return f"{adjective} {text.split(maxsplit=1)[-1] if ' ' in text else text}"
    if form == "parliament":
        return f"{adjective} parliament"
    if form == "leader":
        return text
    if form in ("name", "people", "capital"):
        return str(row["en"]["name"][0])
    return f"{adjective} government"
