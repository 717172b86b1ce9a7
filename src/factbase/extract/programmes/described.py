"""Programmes that an article describes and never names: "the consumption coupons", "het noodloket", "an energy emergency fund".

They count only in an article that does not go on about a programme with a name, and are spoken of in its opening.
"""

from __future__ import annotations

import re
from collections import Counter

from factbase.extract.programmes.notes import Notes
from factbase.extract.text.clauses import words_of as clause_words

_MENTIONS = 2
"""Mentions of a handout in an article that is about it, where its opening does not speak of it."""
_OPENING = 3
"""The last of the sentences that say what an article is about."""
_AGAIN = 2
"""Times that "the fund" comes back in an article that is about one."""
_NAMED = 2
"""Mentions of a programme by its name in an article that describes it, besides, as what it hands out."""


def handouts(notes: Notes) -> None:
    """ "The state hands out consumption coupons": what is handed out, by its most used description, wherever it is spoken of."""
    named = Counter(p.id for p in notes.found)
    if any(p.how == "known" for p in notes.found) or max(named.values(), default=0) >= _NAMED:
        return
    people = {n.end for n in notes.names if n.kind == "person"}
    found = [hit for hit in notes.words.handout.finditer(notes.folded) if hit.end() not in people]  # Mr Jambon
    if not found or (len(found) < _MENTIONS and notes.article.sentence_at(found[0].start()) > _OPENING):
        return
    described: dict[str, Counter[str]] = {}
    for hit in found:
        kinds = described.setdefault(notes.words.handouts[hit["head"]], Counter())
        if hit["of"] and _describes(notes, hit["of"]):
            kinds[hit["of"]] += 1
    for hit in found:
        head = notes.words.handouts[hit["head"]]
        if kinds := described[head]:
            of = kinds.most_common(1)[0][0]
            start = hit.start("of") if hit["of"] in kinds else hit.start("head")
            notes.add(start, hit.end(), "programme", "described", f"{notes.words.english.get(of, of)} {head}".lower())


def schemes(notes: Notes) -> None:
    """ "An emergency fund for energy bills ... the fund": what the opening describes and the article comes back to."""
    if any(p.how != "described" for p in notes.found) or not notes.article.sentences:
        return
    again = Counter(found[1] for found in notes.words.short.finditer(notes.folded))
    opening = notes.article.sentences[min(_OPENING, len(notes.article.sentences) - 1)][1]
    for found in notes.words.scheme.finditer(notes.folded, 0, opening):
        if again[found["head"]] >= _AGAIN and (words := _description(notes, found)):
            called = notes.in_english(words[0].upper() + words[1:]).lower()
            kind = notes.words.nouns[found["head"]][0]
            notes.add_all(rf"(?<![\w-]){re.escape(words)}(?![\w-])", kind, "described", called, re.IGNORECASE)
            return


def _description(notes: Notes, found: re.Match[str]) -> str:
    """The words that say which fund or scheme is meant, with the head; empty where none do, or where it is a body."""
    of = found["of"]
    ahead = clause_words(notes.words.lang).prepositions | notes.words.articles
    cut = max((m.end() for m in re.finditer(r"\S+ ", of) if m[0].strip() in ahead), default=0)
    words = f"{of[cut:]}{found['head']}"
    described = any(word not in notes.words.plain for word in of[cut:].split())
    return words if described and not any(body in words for body in notes.words.bodies) else ""


def _describes(notes: Notes, word: str) -> bool:
    """Whether a word tells which of many such things is meant."""
    return word not in clause_words(notes.words.lang).prepositions | notes.words.articles | notes.words.plain
