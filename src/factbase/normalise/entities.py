"""Entities: canonical ids and display names, and which names of an open kind are one entity.

Names that the knowledge files hold have their id there. All others go by the name that their article gives them, so that two
articles, or two languages, may spell one entity in two ways. `merges` finds such pairs: names are compared only within a block
(same kind, and a rare word or the same initials in common), by features that each say in a sentence what they saw, in the way of
record linkage (Fellegi and Sunter 1969: evidence for and against adds up in bits). A person's `merge` or `split` always wins.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from factbase import knowledge
from factbase.model import Claim, Entity, Judgement, Step, Value
from factbase.normalise.folding import fold

MERGED_FROM = 6.0
"""Bits of evidence from which two names are one entity."""

# --- what the knowledge files say ------------------------------------------------------------------


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
def _index(_folders: tuple[Path, ...]) -> dict[str, list[Term]]:
    index: dict[str, list[Term]] = defaultdict(list)
    for term in terms():
        index[fold(term.term)].append(term)
    return dict(index)


def resolve(text: str, lang: str | None = None, context: Iterable[str] = ()) -> Entity | None:
    """The entity that a name stands for: a known one by any of its names, else the nearest of `context`, else None.

    Args:
        text: the name as written, with or without an article before it.
        lang: the language of the text; names of that language go first.
        context: ids of entities that the name may be a variant of.
    """
    plain = _bare(text, lang)
    found = _index(knowledge.user_folders()).get(plain, [])
    ranked = sorted(found, key=lambda t: (t.lang not in (lang, None), t.form != "name"))
    if ranked:
        return entity(ranked[0].id, ranked[0].kind)
    for other in context:
        if compare(text, other, "organisation").score >= MERGED_FROM:
            return entity(other)
    return None


def _bare(text: str, lang: str | None) -> str:
    plain = " ".join(fold(text).split())
    for code in [lang] if lang in knowledge.languages() else knowledge.languages():
        for article in knowledge.read(f"lang/{code}/names.yaml")["articles"]:
            if plain.startswith(fold(article) + " "):
                return plain[len(article) + 1 :]
    return plain


def entity(id_: str, kind: str | None = None) -> Entity:
    """An entity with every name that the knowledge files give it."""
    known = _by_id(knowledge.user_folders()).get(id_, ())
    names = tuple(dict.fromkeys(t.term for t in known if t.form in ("name", "part") and t.term != id_))
    return Entity(id=id_, name=label(id_), kind=kind or (known[0].kind if known else "organisation"), aliases=names)


@lru_cache(maxsize=4)
def _by_id(_folders: tuple[Path, ...]) -> dict[str, tuple[Term, ...]]:
    out: dict[str, list[Term]] = defaultdict(list)
    for term in terms():
        out[term.id].append(term)
    return {id_: tuple(rows) for id_, rows in out.items()}


def label(id_: str, lang: str = "en") -> str:
    """The display name of an entity in a language: `NL` is the Netherlands, or Nederland."""
    known = _by_id(knowledge.user_folders()).get(id_, ())
    return next((t.term for t in known if t.lang == lang and t.form == "name"), id_)


# --- who speaks ------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _organisations(_folders: tuple[Path, ...]) -> dict[str, dict[str, Any]]:
    return {row.get("id", name): row for name, row in knowledge.read("organisations.yaml").items() if row}


def is_medium(id_: str) -> bool:
    """Whether an entity is a news medium."""
    return bool(_organisations(knowledge.user_folders()).get(id_, {}).get("medium"))


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
    if form in ("name", "people"):
        return label(id_)
    adjective = next(iter(row["en"].get("adjective", row["en"]["name"])))
    if form == "ministry":
        words = knowledge.read(f"lang/{lang}/names.yaml")
        field = next((f for f in sorted(words["fields"], key=len, reverse=True) if f in text.lower()), None)
        english = words.get("fields_in_english", {}).get(field, field)
        return f"{adjective} Ministry of {english.title()}" if english else f"{adjective} ministry"
    own = knowledge.read(f"lang/{lang}/names.yaml")["own_bodies"] if form == "government" else {}
    if named := own.get(text.lower().split()[-1]):
        return str(named)
    if form == "force":
        return f"{adjective} {text.split(maxsplit=1)[-1]}"
    return f"{adjective} {'parliament' if form == 'parliament' else 'government'}"


def adjective(id_: str) -> str | None:
    """The English adjective of a country: Danish; None of any other id."""
    row = knowledge.read("countries.yaml").get(id_)
    return next(iter(row["en"].get("adjective", row["en"]["name"]))) if row else None


# --- which names are one ----------------------------------------------------------------------------


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
    joined, parted = _judged(judgements)
    known = _by_id(knowledge.user_folders())
    out: list[Merge] = []

    def into(a: str, b: str, kind: str) -> str:
        return max((a, b), key=lambda n: (n in known, counts[n, kind], len(n), n))

    for a, b, kind in sorted(_blocks(counts)):
        if frozenset((a, b)) in parted or frozenset((a, b)) in joined or (a in known and b in known):
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


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided on names: who is one, who is not.

    Attributes:
        into: every merged name with the one that stands for it.
        apart: for a name, the names that it is not, folded.
    """

    into: Mapping[str, str]
    apart: Mapping[str, frozenset[str]]

    def named(self, claim: Claim) -> Claim:
        """The claim with every merged name under the one that stands for it."""
        into = self.into
        names = (*claim.payer, *claim.payee, claim.programme, claim.speaker)
        if not any(name in into for name in names if name):
            return claim
        return claim.model_copy(
            update={
                "payer": tuple(dict.fromkeys(into.get(name, name) for name in claim.payer)),
                "payee": tuple(dict.fromkeys(into.get(name, name) for name in claim.payee)),
                "programme": into.get(claim.programme, claim.programme) if claim.programme else claim.programme,
                "speaker": into.get(claim.speaker, claim.speaker) if claim.speaker else claim.speaker,
            }
        )

    def others(self, claim: Claim) -> frozenset[str]:
        """The names, folded, that none of the claim's names may be taken for."""
        if not self.apart:
            return frozenset()
        names = (*claim.payer, *claim.payee, claim.programme or "")
        return frozenset(other for name in names for other in self.apart.get(name, ()))


def decisions(judgements: Iterable[Judgement]) -> Decisions:
    """The merges and splits in force; the same whatever else a base holds."""
    judgements = tuple(j for j in judgements if j.kind in ("merge", "split", "undo"))
    if not judgements:
        return Decisions({}, {})
    _, parted = _judged(judgements)
    apart: dict[str, set[str]] = defaultdict(set)
    for pair in parted:
        for name in pair:
            apart[name] |= {fold(other) for other in pair - {name}}
    return Decisions(canonical(merges((), judgements), judgements), {name: frozenset(rows) for name, rows in apart.items()})


def _judged(judgements: Iterable[Judgement]) -> tuple[dict[frozenset[str], Judgement], set[frozenset[str]]]:
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
    _, parted = _judged(judgements)
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
