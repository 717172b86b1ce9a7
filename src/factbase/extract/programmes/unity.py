"""One programme under its several names: the fullest of them, parts of it, and plain nouns that point back: "the fund"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.words import Words
from factbase.extract.text.article import Article
from factbase.normalise.folding import fold

_TAKEN_PART_IN = ("operation", "campaign", "initiative", "programme")


def compound_kind(word: str, words: Words) -> str | None:
    """The kind that the last part of a compound tells: a fund of "kustfonds"."""
    fits = (kind for suffix, kind in words.suffixes.items() if word.endswith(suffix) and len(word) >= len(suffix) + 3)
    return next(fits, None)


def _core(name: str, words: Words) -> str:
    """What tells a programme from others: its name without head and prefix. Beethoven, of "Project Beethoven"."""
    parts = re.findall(r"\w+\+?", fold(name))
    while parts and (parts[0] in words.prefixes or parts[0] in words.articles):
        parts = parts[1:]
    while len(parts) > 1 and (parts[-1] in words.heads or parts[-1] in words.nouns or parts[-1] in words.english_heads):
        parts = parts[:-1]
    return " ".join(parts)


def _opens(a: str, b: str) -> bool:
    """Whether one name is the first words, two at least, of the other: "the Northern Corridor" of a longer project."""
    short, long = sorted((a, b), key=len)
    return " " in short and long.startswith(short + " ")


class Unity:
    """Brings together the names of each programme of one article.

    Attributes:
        known: programmes that the knowledge files name, which keep their names.
        bodies_called: the last words of the article's bodies: "the agency" is one of these rather than a programme.
    """

    def __init__(self, article: Article, words: Words, known: Collection[str], bodies_called: Collection[str]) -> None:
        self._article, self.text, self.folded = article, article.text, article.folded
        self.words, self.known, self.bodies_called = words, known, bodies_called

    def unified(self, kept: list[Programme]) -> list[Programme]:
        """Names of one programme under its fullest: "Operation Beethoven" and "the Beethoven deal" are Project Beethoven."""
        full: dict[str, str] = {}
        for programme in sorted(kept, key=lambda p: p.how != "known"):
            core = _core(programme.id, self.words)
            if not core:
                continue
            for other, name in full.items():
                if f" {other} ".endswith(f" {core} ") or f" {core} ".endswith(f" {other} ") or _opens(core, other):
                    longer = (
                        programme.id if len(core) > len(other) and programme.how != "known" and name not in self.known else name
                    )
                    full[core] = full[other] = longer
                    break
            else:
                full[core] = programme.id
        return [replace(p, id=self._longer(p, full) or full.get(_core(p.id, self.words), p.id)) for p in kept]

    def _longer(self, programme: Programme, full: dict[str, str]) -> str | None:
        """The only longer name that holds a compound: "het Kustfonds" is the "Tijdelijk Kustfonds Zeeland"."""
        word = fold(self.text[programme.start : programme.end])
        if programme.how == "known" or not compound_kind(word, self.words):
            return None
        longer = {name for core, name in full.items() if core != word and f" {word} " in f" {core} "}
        return longer.pop() if len(longer) == 1 else None

    def with_short(self, kept: list[Programme]) -> list[Programme]:
        """The mentions with "the fund", "deze missie" among them, each the last programme of its kind named before."""
        out: list[Programme] = []
        at = 0
        last: dict[str, Programme] = {}
        spots = (
            [(m.start(1), m.end(1), m.start(), self.words.nouns[m[1]]) for m in self.words.short.finditer(self._article)]
            if kept
            else []
        )
        if kept:
            spots += [(m.start(), m.end(), m.start(), _TAKEN_PART_IN) for m in self.words.part.finditer(self._article)]
            spots.sort()
            out += self._by_part(kept)
        events = sorted(
            [(p.start, 0, p) for p in kept] + [(s, 1, (s, e, b, kinds)) for s, e, b, kinds in spots], key=lambda x: x[:2]
        )
        for start, order, item in events:
            if order == 0:
                programme: Programme = item  # type: ignore[assignment]
                last[programme.type] = programme
                out.append(programme)
                at = programme.end
            elif start >= at:
                s, e, begin, kinds = item  # type: ignore[misc]
                candidates = [last[kind] for kind in kinds if kind in last]
                noun = self.folded[s:e]
                candidates = [p for p in candidates if noun not in self.bodies_called or fold(p.id).endswith(noun)]
                if candidates:
                    latest = max(candidates, key=lambda p: p.start)
                    # "its program Volta Nova" is no other one than it says.
                    if not any(p.start <= e + 1 and begin < p.end for p in (*kept, *out)):
                        out.append(Programme(s, e, latest.id, latest.type, "short"))
        return sorted(out, key=lambda p: p.start)

    def _by_part(self, kept: list[Programme]) -> list[Programme]:
        """A plain noun after a word of a programme's name: "the quake appeal" of the Coastal Quake Appeal."""
        cores = [(p, frozenset(_core(p.id, self.words).split()) - self.words.plain) for p in {p.id: p for p in kept}.values()]
        out = []
        for m in self.words.noun_after_word.finditer(self.folded):
            if self.words.some_ahead.search(self.folded[max(0, m.start() - 40) : m.start()]):
                continue  # "a further recovery package"
            kinds = self.words.nouns[m[2]]
            named = [p for p, core in cores if p.type in kinds and set(re.findall(r"\w+", m[1])) & core]
            if len(named) == 1 and not any(p.start < m.end() and m.start() < p.end for p in kept):
                out.append(Programme(m.start(), m.end(), named[0].id, named[0].type, "short"))
        return out
