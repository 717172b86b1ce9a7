"""The states and other names in a text."""

from __future__ import annotations

from functools import lru_cache

from factbase import knowledge
from factbase.model import Claim
from factbase.reconcile.views.words import STEM, TEXTS, WORD, cut, fold, interned


@lru_cache(maxsize=100_000)
def folded(parties: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, parties))


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, str]:
    """Names, adjectives and peoples of states in every language, folded, to their codes."""
    found: dict[str, str] = {}
    for code, languages in knowledge.read("countries.yaml").items():
        for forms in languages.values():
            for role in ("name", "adjective", "people"):
                for form in forms.get(role, ()):
                    found.setdefault(fold(form), code)
    return found


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset({*map(str, knowledge.read("countries.yaml")), "EU"})


def is_state(party: str) -> bool:
    """Whether a party is a state or the European Union, and not a company of two letters."""
    return len(party) == 2 and party in _states()


@lru_cache(maxsize=100_000)
def only_states(parties: frozenset[str]) -> bool:
    """Whether all of the parties are states."""
    return all(map(is_state, parties))


@lru_cache(maxsize=1)
def _seats() -> dict[str, frozenset[str]]:
    """The capitals of each state, cut like names: writers say Kyiv for Ukraine."""
    return {
        code: frozenset(
            fold(word)[:STEM] for forms in languages.values() for form in forms.get("capital", ()) for word in form.split()
        )
        for code, languages in knowledge.read("countries.yaml").items()
    }


@lru_cache(maxsize=1)
def _broad() -> frozenset[str]:
    """Capitals, and bodies that stories of any topic name, folded."""
    forms = [forms for languages in knowledge.read("countries.yaml").values() for forms in languages.values()]
    seats = {fold(name) for some in forms for name in some.get("capital", ())}
    return frozenset(seats.union(map(fold, knowledge.read("series.yaml")["broad"])))


def is_broad(name: str) -> bool:
    """Whether a folded name tells no more of what an article is about than the name of a state does."""
    return is_state(name) or name in _broad()


def capitals(claim: Claim) -> frozenset[str]:
    """The capitals of the claim's parties, which say no more than the parties do."""
    return _capitals((*claim.payer, *claim.payee))


@lru_cache(maxsize=100_000)
def _capitals(parties: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for party in parties for word in _seats().get(party, ()))


@lru_cache(maxsize=TEXTS)
def capitalised(text: str) -> tuple[tuple[str | None, str], ...]:
    """The capitalised words of a text in order, each with the state it names; a name of several words comes whole."""
    known, words, at, found = _gazetteer(), WORD.findall(text), 0, []
    while at < len(words):
        size = 1
        if words[at][0].isupper():
            for size in (3, 2, 1):
                code = known.get(fold(" ".join(words[at : at + size])))
                if code or size == 1:
                    found.append((code, words[at]))
                    break
        at += size
    return tuple(found)


@lru_cache(maxsize=TEXTS)
def countries(text: str) -> frozenset[str]:
    """The states that a text names, by name, adjective or people."""
    return interned(frozenset(code for code, _ in capitalised(text) if code))


@lru_cache(maxsize=TEXTS)
def names(text: str, first: bool = False) -> frozenset[str]:
    """Words with a capital that name no state, cut like others; the word that opens the text only where `first` says so."""
    return interned(
        frozenset(
            cut(word) for code, word in capitalised(text) if not code and len(word) > 1 and (first or not text.startswith(word))
        )
    )
