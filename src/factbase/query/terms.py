"""A question taken apart into the things that it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from factbase.query.lexicon import Lexicon, lexicon, words

NEAR = 82.0
"""Least likeness (0 to 100, normalised indel distance) of a word to one of the base for it to pass as a typo."""
_WEIGHTS = {"party": 3.0, "name": 2.0, "concept": 2.0, "word": 1.0}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that the question speaks of.

    Attributes:
        kind: `party`, `name` (of a party or programme that only the base knows), `concept` or `word`.
        text: its words in the question, folded.
        ids: the parties or concepts it may mean.
    """

    kind: str
    text: str
    ids: frozenset[str] = frozenset()

    @property
    def weight(self) -> float:
        """How much of an answer it asks for."""
        return _WEIGHTS[self.kind]


def terms(question: str, known: Container[str] = (), names: Mapping[str, Collection[str]] | None = None) -> list[Term]:
    """Take a question apart: longest known phrases first, then near spellings of names, then words.

    Args:
        known: words of the base, which are no misspelt names.
        names: folded names that the base holds, to the ids of their parties and programmes there.
    """
    lex, said, found, at = lexicon(), words(question), [], 0
    held = names or {}
    while at < len(said):
        for length in range(min(6, len(said) - at), 0, -1):
            phrase = " ".join(said[at : at + length])
            if length == 1 and phrase in lex.ignored:
                continue
            own = _own(held.get(phrase, ()), phrase, lex)
            if ids := lex.parties.get(phrase):
                found.append(Term("party", phrase, ids | own))
                break
            if own:
                found.append(Term("name", phrase, own))
                break
            if keys := lex.concepts.get(phrase) or (_stem(phrase, lex) if length == 1 else None):
                found.append(Term("concept", phrase, keys))
                break
        else:
            length = 1
            word = said[at]
            if word not in lex.ignored:
                found.append(_guess(word, lex) if word not in known else Term("word", word))
        at += length
    return found


def _own(ids: Collection[str], phrase: str, lex: Lexicon) -> frozenset[str]:
    """Names of the base by which a phrase is meant: written as names are, and no word of a concept."""
    return frozenset(id_ for id_ in ids if id_ != id_.lower() and phrase not in lex.concepts)


def _stem(word: str, lex: Lexicon) -> frozenset[str] | None:
    return next((lex.stems[word[:n]] for n in range(len(word), 3, -1) if word[:n] in lex.stems), None)


def _guess(word: str, lex: Lexicon) -> Term:
    """A word as the nearest name or concept it may be a slip of the pen for; else as a plain word."""
    if len(word) >= 5:
        for kind, phrases in (("party", lex.parties), ("concept", lex.concepts)):
            near = process.extractOne(word, phrases.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
            if near and near[0][0] == word[0]:
                return Term(kind, word, phrases[near[0]])
    return Term("word", word)
