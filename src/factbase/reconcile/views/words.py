"""What the words of a text mean, whatever its language, and names without what their spellings differ in."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import Any

from factbase import knowledge

WORD = re.compile(r"[^\W\d_]+(?:-\d+)?")
STEM = 5
"""Words are cut to five letters: truncation does nearly as well as a stemmer in European languages, needs no language, and
lets cognates meet (*militair*, *military*). McNamee & Mayfield, Character N-Gram Tokenization for European Language Text
Retrieval, 2004."""
TEXTS = 8192
"""How many texts are remembered with what was found in them: those of one sentence or one series follow each other closely."""


@lru_cache(maxsize=100_000)
def interned(words: frozenset[Any]) -> frozenset[Any]:
    """One object for sets that say the same: claims of one thing mostly do, and a set takes ten times the room of its name."""
    return words


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """A name without case, accents, articles and signs, so that spellings of one name meet."""
    if len(name) == 2 and name.isupper():
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    return " ".join(word for word in re.findall(r"[^\W_]+", plain) if word not in _articles())


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    """The articles that names are written with or without, of every language."""
    return frozenset(word for lang in knowledge.languages() for word in language(lang).get("articles", ()))


@lru_cache(maxsize=8)
def stopwords(lang: str) -> frozenset[str]:
    """Words of a language that say nothing by themselves."""
    return frozenset(language(lang).get("stopwords", ()))


@lru_cache(maxsize=8)
def people(lang: str) -> frozenset[str]:
    """Nouns of a language that count people, alive or dead."""
    return frozenset(language(lang).get("people", ()))


@lru_cache(maxsize=8)
def animals(lang: str) -> frozenset[str]:
    """Nouns of a language that count animals."""
    return frozenset(language(lang).get("animals", ()))


@lru_cache(maxsize=8)
def language(lang: str) -> dict[str, Any]:
    """What the reconciler knows of a language; English where it knows nothing."""
    found: dict[str, Any] = knowledge.read(f"lang/{known_language(lang)}/reconcile.yaml")
    return found


@lru_cache(maxsize=64)
def known_language(lang: str) -> str:
    """The language, or English where there is no folder of it."""
    return lang if lang in knowledge.languages() else "en"


@lru_cache(maxsize=TEXTS)
def meanings(text: str, lang: str) -> frozenset[str]:
    """What the telling words of a text mean, where the vocabulary knows them, and the others folded and cut to five letters."""
    return frozenset().union(*(_meaning(word, lang) for word in WORD.findall(text)))


@lru_cache(maxsize=200_000)
def _meaning(word: str, lang: str) -> frozenset[str]:
    """The meanings of one word; none for a word that tells nothing, those of its parts for a compound."""
    low = word.lower()
    if found := _vocabulary(lang).get(low):
        return found
    if len(word) < 3 or low in stopwords(lang):
        return frozenset()
    return _parts_mean(low, lang) or frozenset({cut(word)})


PART = 4
"""The fewest letters of a part of a compound."""


def _parts_mean(word: str, lang: str) -> frozenset[str]:
    """The meanings of the parts of a compound, where the language writes them as one word: *woning* and *bouw*."""
    known = _vocabulary(lang)
    if not language(lang).get("compounds"):
        return frozenset()
    cuts = range(PART, len(word) - PART + 1)
    firsts = (known.get(word[:at]) or known.get(word[:at].removesuffix("s")) for at in cuts)
    return frozenset().union(*(found for found in (*firsts, *(known.get(word[at:]) for at in cuts)) if found))


@lru_cache(maxsize=8)
def fillers(lang: str) -> frozenset[str]:
    """What the words mean that tell nothing in a sentence."""
    known = _vocabulary(lang)
    return frozenset(cut(word) for word in map(str, language(lang).get("fillers", ())) if len(word) > 2 and word not in known)


@lru_cache(maxsize=8)
def _vocabulary(lang: str) -> dict[str, frozenset[str]]:
    """The words of a language with what they mean, as keys that all languages share."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, words in knowledge.read(f"lang/{known_language(lang)}/vocabulary.yaml").items():
        for word in words:
            found[str(word).lower()].add(f"={key}")
    return {word: frozenset(keys) for word, keys in found.items()}


@lru_cache(maxsize=200_000)
def cut(word: str) -> str:
    return sys.intern(fold(word)[:STEM])
