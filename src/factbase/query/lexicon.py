"""What words mean: phrases of any language we know, and the parties, programmes and concepts that they name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from factbase import knowledge

_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*")
_POSSESSIVE = re.compile(r"'s?$")
_PARTY_FILES = {"countries.yaml": "country", "organisations.yaml": "organisation", "programmes.yaml": "programme"}
_NOT_NAMES = {"capital", "id", "kind", "type", "body", "medium", "called"}
"""Fields of an entry that do not hold its names: a fund is not what "fund" means."""


def fold(text: str) -> str:
    """Lower case without accents, to compare by."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("’", "'")
    for mark in filter(unicodedata.combining, set(plain)):
        plain = plain.replace(mark, "")
    return plain


def words(text: str) -> list[str]:
    """The folded words of a text; a possessive's ending goes."""
    folded = fold(text)
    found: list[str] = _WORD.findall(folded)
    return [_POSSESSIVE.sub("", word) for word in found] if "'" in folded else found


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_NAMES:
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _optional(name: str) -> Any:
    return knowledge.read(name) if any(knowledge.places(name)) else {}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded phrases and what they mean.

    Attributes:
        parties: phrase (words joined by a space) to the ids of parties and programmes that it names.
        concepts: phrase to concept keys; a stem ends in `*`, which the phrase here has lost.
        stems: word stems to concept keys.
        broader: concept key to its broader concept.
        names: id to a name for people.
        forms: id to every name that its entry gives it, as written.
        kinds: id to `country`, `organisation` or `programme`.
        ignored: words that say nothing.
    """

    parties: Mapping[str, frozenset[str]]
    concepts: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    broader: Mapping[str, str]
    names: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    ignored: frozenset[str]


def lexicon() -> Lexicon:
    """The lexicon of the knowledge files in force."""
    return _lexicon(knowledge.user_folders())


@lru_cache(maxsize=2)
def _lexicon(folders: tuple[Path, ...]) -> Lexicon:
    parties: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    written: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for file, kind in _PARTY_FILES.items():
        content = _optional(file)
        entries = content.get(file.removesuffix(".yaml"), content) if isinstance(content, dict) else {}
        for key, entry in entries.items():
            id_ = entry.get("id", key) if isinstance(entry, dict) else key
            forms = list(_strings(entry))
            kinds.setdefault(str(id_), kind)
            written.setdefault(str(id_), []).extend((str(key), *forms))
            names.setdefault(str(id_), forms[0] if len(str(id_)) == 2 and forms else str(id_))
            for form in (str(id_), str(key), *forms):
                if phrase := " ".join(words(form)):
                    parties.setdefault(phrase, set()).add(str(id_))
    concepts: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    broader: dict[str, str] = {}
    for key, entry in _optional("concepts.yaml").get("concepts", {}).items():
        if "parent" in entry:
            broader[key] = entry["parent"]
        for form in (key.replace("_", " "), *_strings(entry.get("label")), *_strings(entry.get("words"))):
            target = stems if form.endswith("*") else concepts
            if not form.startswith("*") and ".." not in form and (phrase := " ".join(words(form))):
                target.setdefault(phrase, set()).add(key)
    ignored = {fold(w) for lang in knowledge.languages() for w in _optional(f"lang/{lang}/query.yaml").get("ignore", ())}
    every = {id_: tuple(dict.fromkeys(forms)) for id_, forms in written.items()}
    return Lexicon(_frozen(parties), _frozen(concepts), _frozen(stems), broader, names, every, kinds, frozenset(ignored))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(ids) for key, ids in found.items()}
