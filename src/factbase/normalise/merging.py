"""Which names of an open kind are one entity.

Two articles, or two languages, may spell one entity in two ways. `merges` finds such pairs: names are compared only within a
block (same kind, and a rare word or the same initials in common), by features that each say in a sentence what they saw, in the
way of record linkage (Fellegi and Sunter 1969: evidence for and against adds up in bits). A person's `merge` or `split` always
wins (`decisions`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from factbase import knowledge
from factbase.model import Judgement, Step, Value
from factbase.normalise.entities import is_known, terms
from factbase.normalise.folding import fold

MERGED_FROM = 6.0
"""Bits of evidence from which two names are one entity."""


class Merge(Value):
    """Two names that are one entity, and why.

    Attributes:
        a, b: the ids, in alphabetical order.
        into: the id that stands for both.
        score: the evidence in bits.
        by: `names` where the program compared them, `judgement` where a person decided.
        steps: what spoke for and against.
    """

    a: str
    b: str
    into: str
    score: float
    by: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names came to: the bits for (+) and against (-), each with its sentence."""

    score: float
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Parts:
    """A name taken apart: its words without articles and legal forms, and what is left without its head noun."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    head: str
    numbers: frozenset[str]
    states: frozenset[str]
    initials: str

    @property
    def text(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=8)
def _heads(_folders: tuple[Path, ...]) -> tuple[dict[str, str], dict[str, str], frozenset[str], dict[str, str]]:
    """Head noun -> kind of programme, compound ending -> kind, words that say nothing, country word -> code."""
    heads: dict[str, str] = {}
    suffixes: dict[str, str] = {}
    idle: set[str] = set()
    for lang in knowledge.languages():
        programmes, names = knowledge.read(f"lang/{lang}/programmes.yaml"), knowledge.read(f"lang/{lang}/names.yaml")
        for kind, row in programmes["kinds"].items():
            heads |= {fold(word): kind for word in (*row["heads"], *row["nouns"])}
        heads |= {fold(word): kind for word, kind in programmes["prefixes"].items()}
        suffixes |= {fold(word): kind for word, kind in programmes.get("suffixes", {}).items()}
        idle |= {fold(w) for key in ("articles", "connectors", "joiners") for w in names[key]} | set(names.get("legal_forms", ()))
    states = {fold(t.term): t.id for t in terms() if t.kind == "country" and t.form in ("name", "adjective")}
    return heads, suffixes, frozenset(idle), states


@lru_cache(maxsize=65536)
def _parts(name: str, folders: tuple[Path, ...]) -> _Parts:
    heads, suffixes, idle, states = _heads(folders)
    words = tuple(w for w in re.findall(r"\w+", fold(name).replace("'s ", " ")) if w not in idle) or tuple(
        re.findall(r"\w+", fold(name))
    )
    core, head = list(words), ""
    for at in (-1, 0):
        if len(core) > 1 and core[at] in heads:
            head = head or heads[core[at]]
            core.pop(at)
    if core and not head:
        for suffix, kind in suffixes.items():
            if core[-1].endswith(suffix) and len(core[-1]) >= len(suffix) + 3:
                core[-1], head = core[-1][: -len(suffix)], kind
                break
    numbers = frozenset(n for w in words for n in re.findall(r"\d+", w))
    found = frozenset(states[w] for w in words if w in states)
    return _Parts(words, tuple(core), head, numbers, found, "".join(w[0] for w in words))


Feature = Callable[[_Parts, _Parts, str], float]


def same_letters(a: _Parts, b: _Parts, kind: str) -> float:
    """The names are the same but for case, accents, articles and legal forms."""
    return 12.0 if a.words == b.words else 0.0


def abbreviation(a: _Parts, b: _Parts, kind: str) -> float:
    """One name is the initials of the other."""
    short, full = sorted((a, b), key=lambda p: len(p.words))
    return 7.0 if len(short.words) == 1 and len(full.words) >= 3 and short.words[0] == full.initials else 0.0


def same_core(a: _Parts, b: _Parts, kind: str) -> float:
    """The names share what tells them from others, and differ only in the noun for what it is."""
    if a.words == b.words or not a.core or a.core != b.core:
        return 0.0
    if a.head and a.head == b.head:
        return 9.0
    return 6.5 if kind == "programme" and len("".join(a.core)) >= 5 else 0.0


def same_spelling(a: _Parts, b: _Parts, kind: str) -> float:
    """The names are spelled nearly alike."""
    if a.words == b.words:
        return 0.0
    if len(a.words) == len(b.words) and any(v[0] != w[0] for v, w in zip(a.words, b.words, strict=True)):
        return 0.0  # a slip of the pen seldom changes a first letter: Eastern is not Western
    ratio = fuzz.ratio(a.text, b.text)
    return 0.0 if ratio < 84 or len(a.text) < 6 else (ratio - 80) / 2.5


def same_person(a: _Parts, b: _Parts, kind: str) -> float:
    """The surnames are spelled alike, and so are the given names."""
    if kind != "person" or len(a.words) < 2 or len(b.words) < 2 or a.words == b.words:
        return 0.0
    surname, given = fuzz.ratio(a.words[-1], b.words[-1]), fuzz.ratio(a.words[0], b.words[0])
    return 7.0 if surname >= 85 and given >= 70 else 0.0


def other_given_name(a: _Parts, b: _Parts, kind: str) -> float:
    """The given names differ."""
    if kind != "person" or len(a.words) < 2 or len(b.words) < 2:
        return 0.0
    return -10.0 if fuzz.ratio(a.words[0], b.words[0]) < 60 else 0.0


def other_number(a: _Parts, b: _Parts, kind: str) -> float:
    """The numbers in the names differ."""
    return -12.0 if a.numbers != b.numbers else 0.0


def other_state(a: _Parts, b: _Parts, kind: str) -> float:
    """The names belong to different countries."""
    return -12.0 if a.states and b.states and a.states != b.states else 0.0


def other_word(a: _Parts, b: _Parts, kind: str) -> float:
    """One name has a telling word that the other lacks."""
    if len(a.words) == 1 or len(b.words) == 1 or a.core == b.core:
        return 0.0
    alone = [w for w in {*a.core} ^ {*b.core} if not any(fuzz.ratio(w, v) >= 75 for v in ({*a.core} | {*b.core}) - {w})]
    return -6.0 if alone else 0.0


FEATURES: tuple[Feature, ...] = (
    same_letters,
    abbreviation,
    same_core,
    same_spelling,
    same_person,
    other_given_name,
    other_number,
    other_state,
    other_word,
)
"""Each says in its docstring what it saw, and returns the bits that it speaks for or against."""


def compare(a: str, b: str, kind: str) -> Comparison:
    """Weigh whether two names of a kind are one entity."""
    folders = knowledge.user_folders()
    left, right = _parts(a, folders), _parts(b, folders)
    steps = []
    for feature in FEATURES:
        weight = feature(left, right, kind)
        if weight:
            text = (feature.__doc__ or "").strip()
            steps.append(
                Step(slot="entity", rule=f"entity.{feature.__name__}", text=f"{text} ({a}, {b})", weight=round(weight, 2))
            )
    return Comparison(round(sum(step.weight or 0 for step in steps), 2), tuple(steps))


def _blocks(names: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str, str]]:
    """Pairs worth comparing: of one kind, with the beginning of a telling word or the initials in common."""
    folders = knowledge.user_folders()
    blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, kind in names:
        parts = _parts(name, folders)
        for word in parts.core:
            blocks[kind, word[:4]].add(name)
        blocks[kind, f"={parts.initials}"].add(name)
        if len(parts.words) == 1:
            blocks[kind, f"={parts.words[0]}"].add(name)
    seen = set()
    for (kind, _), members in blocks.items():
        if len(members) > 200:  # a word that so many share tells nothing
            continue
        for a in members:
            for b in members:
                if a < b and (a, b, kind) not in seen:
                    seen.add((a, b, kind))
                    yield a, b, kind


def merges(names: Iterable[tuple[str, str]], judgements: Iterable[Judgement] = ()) -> list[Merge]:
    """Which names are one entity.

    Args:
        names: (id, kind) of every mention, repeated as often as it occurs: the most frequent name stands for the others.
        judgements: what a person decided; `merge` joins any two names, `split` keeps two apart, `undo` takes one of these back.

    Returns: one merge for each pair, in the order of the names. States are never merged: their ids are ISO codes.
    """
    counts = Counter((name, kind) for name, kind in names if not (len(name) == 2 and name.isupper()))
    joined, parted = judged(judgements)
    out: list[Merge] = []

    def into(a: str, b: str, kind: str) -> str:
        return max((a, b), key=lambda n: (is_known(n), counts[n, kind], len(n), n))

    for a, b, kind in sorted(_blocks(counts)):
        if frozenset((a, b)) in parted or frozenset((a, b)) in joined or (is_known(a) and is_known(b)):
            continue
        found = compare(a, b, kind)
        if found.score >= MERGED_FROM:
            out.append(Merge(a=a, b=b, into=into(a, b, kind), score=found.score, by="names", steps=found.steps))
    for pair, judgement in joined.items():
        a, b = sorted(pair)
        kind = next((k for n, k in counts if n in pair), "organisation")
        text = f"{judgement.by} decided so{': ' + judgement.note if judgement.note else ''}."
        step = Step(slot="entity", rule="entity.judgement", text=text)
        out.append(Merge(a=a, b=b, into=into(a, b, kind), score=99.0, by="judgement", steps=(step,)))
    return sorted(out, key=lambda m: (m.a, m.b))


def judged(judgements: Iterable[Judgement]) -> tuple[dict[frozenset[str], Judgement], set[frozenset[str]]]:
    """The pairs that a person joined, and those kept apart; the latest word on a pair counts."""
    rows = sorted(judgements, key=lambda j: (j.at, j.id))
    undone = {subject for j in rows if j.kind == "undo" for subject in j.subjects}
    joined: dict[frozenset[str], Judgement] = {}
    parted: set[frozenset[str]] = set()
    for j in rows:
        if j.id in undone or j.kind not in ("merge", "split") or len(j.subjects) < 2:
            continue
        first, *others = j.subjects
        for other in others:
            pair = frozenset((first, other))
            joined.pop(pair, None)
            parted.discard(pair)
            if j.kind == "merge":
                joined[pair] = j
            else:
                parted.add(pair)
    return joined, parted


def canonical(found: Iterable[Merge], judgements: Iterable[Judgement] = ()) -> dict[str, str]:
    """Every merged name with the one that stands for it. A chain of merges never joins two names that a person split."""
    _, parted = judged(judgements)
    groups: dict[str, set[str]] = {}
    chosen: dict[str, str] = {}
    for merge in sorted(found, key=lambda m: (-m.score, m.a, m.b)):
        left, right = groups.get(merge.a, {merge.a}), groups.get(merge.b, {merge.b})
        if left is right or any(frozenset((a, b)) in parted for a in left for b in right):
            continue
        group = left | right
        head = chosen.get(merge.into, merge.into)
        for name in group:
            groups[name], chosen[name] = group, head
    return {name: head for name, head in chosen.items() if name != head}
