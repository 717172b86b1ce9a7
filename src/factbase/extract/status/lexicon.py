"""The cue words of a language, as `lang/<code>/status.yaml` holds them, and where they stand in a row of words."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.status.cue import BESIDE_OTHERS, TENSES, Cue
from factbase.extract.text.clauses import words_of
from factbase.extract.text.words import maker, remembered

TOKEN = re.compile(r"(\d[\d.,]*\d|[^\W_]+(?:[-'’.&][^\W_]+)*|\S)")
_SHOWN = TENSES | BESIDE_OTHERS  # also where a longer phrase begins, or one that holds them
_OUTWEIGHS = frozenset({"promise"})  # where a gap parts a phrase of it, what its end says alone is hidden: "mag .. rekenen op"
_GAP = 20  # words that .. in a phrase may stand for
_Known = tuple[dict[str, list[tuple[list[str], str]]], list[tuple[tuple[str, ...], str]], list[str]]
"""What a word tells: phrases that it begins, by their second word; phrases with a gap that it begins; cues that it is itself."""
_cue = maker(Cue)


class Lexicon:
    """The cue words of one language, by their first word.

    Attributes:
        words: what tells how clauses and figures hang together.
        having: the verbs that make a perfect of a participle whose subject acts.
        infinitive_endings: how a verb ends that closes a clause of wanting.
        posts: what a firm cuts.
    """

    def __init__(self, lang: str) -> None:
        data: dict[str, Any] = knowledge.read(f"lang/{lang}/status.yaml")
        self._exact: dict[str, list[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._split: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._prefixes: list[tuple[str, str]] = []
        self._suffixes: list[tuple[str, str]] = []
        self.infinitive_endings = tuple(map(str, data.pop("infinitive_endings", ())))
        self._particles = frozenset(map(str, data.pop("particles", ())))
        self.having = frozenset(map(str, data.pop("having", ())))
        self._marker = str(data.pop("infinitive_marker", ""))
        for cue, word in _written(data):
            self._add(cue, word)
        self._join()
        self.posts = frozenset(word for word, names in self._exact.items() if "posts" in names)
        self.words = words_of(lang)
        self._followers = self.words.prepositions | self.words.subordinators | self.words.coordinators
        self._known = remembered(self._looked_up)

    def _add(self, cue: str, word: str) -> None:
        if word.startswith("-"):
            self._suffixes.append((word[1:], cue))
        elif word.endswith("-"):
            self._prefixes.append((word[:-1], cue))
        elif " .. " in word:
            head, tail = word.split(" .. ")
            self._split.setdefault(head, []).append((tuple(tail.split()), cue))
        elif len(parts := tuple(TOKEN.findall(word))) > 1:
            self._phrases.setdefault(parts[0], []).append((parts, cue))
        else:
            self._exact.setdefault(word, []).append(cue)

    def _join(self) -> None:
        """Separable verbs as they are written where a clause ends in them: "trekt .. uit" as "uittrekt", and "uit te trekken".

        Not what is known as another word: "uitgaven" are expenses.
        """
        known = frozenset(self._exact)
        for head, members in self._split.items():
            for tail, cue in members:
                if len(tail) == 1 and tail[0] in self._particles and tail[0] + head not in known:
                    self._add(cue, tail[0] + head)
                    self._add(cue, f"{tail[0]} {self._marker} {head}")

    def _looked_up(self, word: str) -> _Known | None:
        alone = [*self._exact.get(word, ())]
        alone += [name for suffix, name in self._suffixes if word.endswith(suffix) and len(word) > len(suffix) + 1]
        alone += [name for prefix, name in self._prefixes if word.startswith(prefix)]
        pairs: dict[str, list[tuple[list[str], str]]] = {}
        for parts, name in self._phrases.get(word, ()):
            pairs.setdefault(parts[1], []).append(([*parts], name))
        known = pairs, self._split.get(word, []), alone
        return known if any(known) else None

    def cues(self, starts: list[int], ends: list[int], words: list[str]) -> list[Cue]:
        """Every cue in a row of words in lower case; a phrase hides the shorter ones inside it, but not how it is meant."""
        out: list[Cue] = []
        hidden = 0
        tails: set[int] = set()  # where the second parts of phrases with a gap stand
        known = list(map(self._known, words))
        for i in itertools.compress(itertools.count(), known):
            pairs, split_phrases, alone = known[i]  # type: ignore[misc]
            start = starts[i]
            if pairs and i + 1 < len(words):
                rows = pairs.get(words[i + 1], ())
                here = [(len(p), name) for p, name in rows if len(p) == 2 or words[i : i + len(p)] == p]
                longest = max((size for size, name in here if name not in BESIDE_OTHERS), default=0)
                inside = i + longest <= hidden or i in tails
                shown = [(size, name) for size, name in here if name in _SHOWN or (size == longest and not inside)]
                out += [_cue((name, start, ends[i + size - 1], "", 0)) for size, name in shown]
                hidden = max(hidden, i + longest)
            for tail, name in split_phrases:
                if (last := self._particle(words, i, tail)) is not None:
                    out.append(_cue((name, start, ends[last], "", 0)))
                    hidden = hidden if name in BESIDE_OTHERS else max(hidden, i + 1)
                    if name in _OUTWEIGHS and len(tail) > 1 and last - len(tail) > i and "," not in words[i:last]:
                        tails.add(last + 1 - len(tail))
            if i >= hidden:
                out += [_cue((name, start, ends[i], "", 0)) for name in alone]
        return out

    def _particle(self, words: list[str], i: int, tail: tuple[str, ...]) -> int | None:
        """Where the second part of a phrase with a gap stands.

        What may be a preposition too ends its clause as a particle, or stands before another: "trok in mei 3 miljoen uit voor".
        """
        stop, first = min(len(words), i + 2 + _GAP), tail[0]
        begin = i + (2 if words[i] in self.having and len(tail) == 1 else 1)  # "have 3 million left", but they "have left"
        for k in range(begin, stop) if first in words[i + 1 : stop] else ():
            last = k + len(tail) - 1
            if words[k] != first or tuple(words[k : last + 1]) != tail:
                continue
            follow = words[last + 1] if last + 1 < len(words) else ""
            ends = not follow or not (follow[0].isalnum() or unicodedata.category(follow[0]) == "Sc")
            if len(tail) > 1 or first not in self.words.prepositions or ends or follow in self._followers:
                return last
        return None


def _written(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(class, word or phrase) of a knowledge file, with a|b written out."""
    for name, words in data.items():
        groups = {f"{name}.{form}": members for form, members in words.items()} if isinstance(words, dict) else {name: words}
        for cue, members in groups.items():
            for word in members:
                for either in itertools.product(*(part.split("|") for part in str(word).lower().split())):
                    yield cue, " ".join(either)


@lru_cache(maxsize=32)
def lexicon(lang: str) -> Lexicon:
    """The cue words of a language, read once."""
    return Lexicon(lang)
