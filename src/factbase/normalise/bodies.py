"""Bodies: what the knowledge files say of who speaks and acts, and the names to show them by."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from factbase import knowledge
from factbase.normalise.entities import label


@lru_cache(maxsize=4)
def _organisations(_folders: tuple[Path, ...]) -> dict[str, dict[str, Any]]:
    return {row.get("id", name): row for name, row in knowledge.read("organisations.yaml").items() if row}


def is_medium(id_: str) -> bool:
    """Whether an entity is a news medium."""
    return bool(_organisations(knowledge.user_folders()).get(id_, {}).get("medium"))


def is_known(id_: str) -> bool:
    """Whether the knowledge files have a body."""
    return id_ in _organisations(knowledge.user_folders())


def passes_on(id_: str) -> bool:
    """Whether a news medium only passes figures on, as an agency does; what a newspaper found, it states itself."""
    return _organisations(knowledge.user_folders()).get(id_, {}).get("medium") is True


def called(id_: str) -> frozenset[str]:
    """The plain nouns that an article uses for an entity: the alliance, het bondgenootschap."""
    return frozenset(_organisations(knowledge.user_folders()).get(id_, {}).get("called", ()))


def body_label(id_: str, form: str, text: str, lang: str) -> str:
    """The display name of a body that speaks: a state by its government or ministry, any other by its own name.

    Args:
        id_: the entity.
        form: how it is named in the text, as in `extract.names.name.Name.form`.
        text: the words themselves.
        lang: their language.
    """
    row = knowledge.read("countries.yaml").get(id_)
    if row is None or form == "leader":
        return id_ if row is None else text
    if id_ == "EU":
        seats = row["en"]["seat"]  # "the Commission", of the European Commission
        return label("EU") if form != "seat" else text if text in seats else str(seats[0])
    adjective = next(iter(row["en"].get("adjective", row["en"]["name"])))
    words = knowledge.read(f"lang/{lang}/names.yaml") if form in ("government", "ministry", "seat") else {}
    if words and (named := next((own for word, own in words["own_bodies"].items() if word in text.lower().split()), None)):
        return str(named)
    if form == "ministry":
        inside = [(text.lower().index(field), -len(field), field) for field in words["fields"] if field in text.lower()]
        field = min(inside)[-1] if inside else None
        english = words.get("fields_in_english", {}).get(field, field)
        whose, _, office = knowledge.read("lang/en/names.yaml")["ministries"].get(id_, f"{adjective} Ministry").rpartition(" ")
        return f"{whose} {office} of {english.title()}" if english else f"{whose} {office.lower()}"
    if form == "force":
        return f"{adjective} {_force(text, lang)}"
    if words and text.lower().endswith(tuple(words["authorities"])):
        return f"{adjective} authorities"  # those of a land, of whatever sort
    return f"{adjective} {'parliament' if form == 'parliament' else 'government'}"


def _force(text: str, lang: str) -> str:
    """What a force of a state is in English: "army" of "het Poolse leger", else the words behind its state."""
    english: dict[str, str] = knowledge.read(f"lang/{lang}/names.yaml")["forces_in_english"]
    force = next((word for word in reversed(text.lower().split()) if word in english), None)
    return english[force] if force else text.split(maxsplit=1)[-1]


def of_money(speaker: str) -> str:
    """Who speaks of a sum: the authorities of a land that give or count money are its government."""
    land, authorities, rest = speaker.rpartition(" authorities")
    return f"{land} government" if authorities and not rest and land in _adjectives(knowledge.user_folders()) else speaker


@lru_cache(maxsize=4)
def _adjectives(_folders: tuple[Path, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(adjective, knowledge.read("countries.yaml"))))


def adjective(id_: str) -> str | None:
    """The English adjective of a country: Danish; None of any other id."""
    row = knowledge.read("countries.yaml").get(id_)
    return next(iter(row["en"].get("adjective", row["en"]["name"]))) if row else None
