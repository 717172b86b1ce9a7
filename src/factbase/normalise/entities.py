"""Entities: the canonical ids and display names that the knowledge files hold.

Names that the files hold have their id there. All others go by the name that their article gives them; which of those are one
entity is told in `merging`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from factbase import knowledge


@dataclass(frozen=True, slots=True)
class Term:
    """One known name: whose it is, of what kind and form, in which language (None: in any), and for whom a person acts."""

    term: str
    id: str
    kind: str
    form: str = "name"
    lang: str | None = None
    country: str | None = None


def terms() -> tuple[Term, ...]:
    """Every name in the knowledge files, countries first."""
    return _terms(knowledge.user_folders())


@lru_cache(maxsize=4)
def _terms(_folders: tuple[Path, ...]) -> tuple[Term, ...]:
    out: list[Term] = []
    for code, languages in knowledge.read("countries.yaml").items():
        for lang, forms in languages.items():
            out += [Term(term, code, "country", form, lang) for form, words in forms.items() for term in words]
    for file, kind in (("organisations.yaml", "organisation"), ("programmes.yaml", "programme")):
        for name, row in knowledge.read(file).items():
            row = row or {}
            id_ = row.get("id", name)
            sort = "country" if id_ == "EU" else row.get("kind", kind)
            out += [Term(term, id_, sort) for term in (name, *row.get("any", ()))]
            out += [Term(term, id_, sort, lang=lang) for lang in knowledge.languages() for term in row.get(lang, ())]
    for name, row in knowledge.read("people.yaml").items():
        row = row or {}
        acts_for = row.get("country") or row.get("body")
        for term in (name, *row.get("aliases", ())):
            out.append(Term(term, name, "person", "name" if " " in term else "part", country=acts_for))
    return tuple(out)


@lru_cache(maxsize=4)
def _by_id(_folders: tuple[Path, ...]) -> dict[str, tuple[Term, ...]]:
    out: dict[str, list[Term]] = defaultdict(list)
    for term in terms():
        out[term.id].append(term)
    return {id_: tuple(rows) for id_, rows in out.items()}


def is_known(id_: str) -> bool:
    """Whether the knowledge files hold an entity."""
    return id_ in _by_id(knowledge.user_folders())


def label(id_: str, lang: str = "en") -> str:
    """The display name of an entity in a language: `NL` is the Netherlands, or Nederland."""
    known = _by_id(knowledge.user_folders()).get(id_, ())
    return next((t.term for t in known if t.lang == lang and t.form == "name"), id_)
