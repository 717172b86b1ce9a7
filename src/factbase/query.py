"""Which figures do these words mean? Names in any language we know, concepts, programmes and plain words, typos tolerated.

A question is taken apart into terms: names of parties ("Dutch", "Oekraïne"), concepts ("military aid") and other words. A
figure answers a term with its slots, its label, the words of its claims or a near spelling of them; its score is the share of
the question's weight that it answers. Filters are exact and come first.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rapidfuzz import fuzz, process, utils

from factbase import edtf, knowledge
from factbase.model import Claim, Entity, Figure, Judgement, Kind, Series, Status, Verdict, plain
from factbase.normalise.entities import Merge
from factbase.normalise.entities import merges as find_merges
from factbase.report.words import base_interval
from factbase.table import Row

if TYPE_CHECKING:
    from factbase.store.brief import Brief

    Said: TypeAlias = Claim | Brief
    """A claim, or as much of it as questions look at."""

NEAR = 82.0
"""Least likeness (0 to 100, normalised indel distance) of a word to one of the base for it to pass as a typo."""
RECONCILED = {Kind.MONEY, Kind.COUNT, Kind.PERCENT}
"""Kinds of figures that are shown first: others, such as durations, are kept but not compared."""
ENOUGH = 0.5
"""Least share of the question's weight that an answer must answer."""

_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*")
_POSSESSIVE = re.compile(r"'s?$")
_WEIGHTS = {"party": 3.0, "concept": 2.0, "word": 1.0}
_PARTY_FILES = {"countries.yaml": "country", "organisations.yaml": "organisation", "programmes.yaml": "programme"}
_NOT_NAMES = {"capital", "id", "kind", "type", "body", "medium", "called"}
"""Fields of an entry that do not hold its names: a fund is not what "fund" means."""


class QueryError(ValueError):
    """A question cannot be asked so; the message says what to do."""


def fold(text: str) -> str:
    """Lower case without accents, to compare by."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)).replace("’", "'")


def words(text: str) -> list[str]:
    """The folded words of a text; a possessive's ending goes."""
    folded = fold(text)
    found: list[str] = _WORD.findall(folded)
    return [_POSSESSIVE.sub("", word) for word in found] if "'" in folded else found


# --- what words mean ----------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that the question speaks of.

    Attributes:
        kind: `party`, `concept` or `word`.
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


def terms(question: str, known: Iterable[str] = ()) -> list[Term]:
    """Take a question apart: longest known phrases first, then near spellings of names, then words.

    Args:
        known: words of the base, which are no misspelt names.
    """
    lex, said, found, at = lexicon(), words(question), [], 0
    vocabulary = set(known)
    while at < len(said):
        for length in range(min(6, len(said) - at), 0, -1):
            phrase = " ".join(said[at : at + length])
            if length == 1 and phrase in lex.ignored:
                continue
            if ids := lex.parties.get(phrase):
                found.append(Term("party", phrase, ids))
                break
            if keys := lex.concepts.get(phrase) or (_stem(phrase, lex) if length == 1 else None):
                found.append(Term("concept", phrase, keys))
                break
        else:
            length = 1
            word = said[at]
            if word not in lex.ignored:
                found.append(_guess(word, lex) if word not in vocabulary else Term("word", word))
        at += length
    return found


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


# --- what figures answer ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure that answers a question.

    Attributes:
        score: share of the question's weight that it answers, 0 to 1.
        claim: the claim whose words say it best.
        over_time: every figure of its series, in order of time, itself among them.
        missed: terms of the question that it does not answer.
        claims: all that state it.
    """

    figure: Figure
    series: Series | None
    score: float
    claim: Claim
    over_time: tuple[Figure, ...]
    missed: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def label(self) -> str:
        """What the figure is, for people, without its time."""
        from factbase.report.words import label

        return label(self.figure)

    def __str__(self) -> str:
        from factbase.report.words import figure_span, figure_value, sources, time

        when = f", {time(self.figure.date)}" if self.figure.date else ""
        return (
            f"{self.label}: {figure_value(self.figure, self.claims)} ({figure_span(self.figure, self.claims)}){when}; "
            f"{self.figure.verdict}, {sources(self.figure)}"
        )


def answer_row(answer: Answer) -> Row:
    """An answer as JSON types: the figure, the best quote with its place, the score."""
    figure, claim = answer.figure, answer.claim
    names = ("id", "series", "label", "value", "low", "high", "unit", "date", "verdict", "support", "sources")
    row: Row = {name: plain(getattr(figure, name)) for name in names}
    row |= {"quote": claim.sentence or claim.quote, "doc": claim.doc, "start": claim.start, "end": claim.end}
    row |= {"publisher": claim.publisher, "published": claim.published, "score": round(answer.score, 3)}
    row["over_time"] = [{"id": f.id, "date": f.date, "value": plain(f.value)} for f in answer.over_time]
    return row


@dataclass(slots=True)
class _Entry:
    figure: Figure
    series: Series | None
    claims: Sequence[Said]
    parties: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    nearby: set[str] = field(default_factory=set)


class Index:
    """The figures of a base, ready for questions.

    Args:
        figures, series, claims: of the base, claims by id and as much of them as questions look at.
        whole: the claims of some ids, for answers to show.
    """

    def __init__(
        self,
        figures: Sequence[Figure],
        series: Mapping[str, Series],
        claims: Mapping[str, Said],
        whole: Callable[[Collection[str]], Mapping[str, Claim]],
    ) -> None:
        self._entries = [
            _entry(f, series.get(f.series), [claims[c] for c in f.claims if c in claims]) for f in figures if f.claims
        ]
        self._over_time: dict[str, list[Figure]] = {}
        for figure in figures:
            self._over_time.setdefault(figure.series, []).append(figure)
        self._claims, self._whole = claims, whole
        for siblings in self._over_time.values():
            siblings.sort(key=lambda f: (self._day(f) or dt.date.min, f.id))

    def _day(self, figure: Figure) -> dt.date | None:
        return effective_day(figure, [self._claims[c] for c in figure.claims if c in self._claims])

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(set().union(*(e.said | e.nearby for e in self._entries)))

    @cached_property
    def _parties(self) -> dict[str, set[str]]:
        """Folded names of the parties and programmes that the base holds, to their ids there."""
        found: dict[str, set[str]] = {}
        for entry in self._entries:
            for id_ in entry.parties:
                found.setdefault(" ".join(words(id_)), set()).add(id_)
        return found

    def resolve(self, name: str, slot: str = "party") -> frozenset[str]:
        """The ids that a name given to a filter means.

        Raises:
            QueryError: where nothing is like it, naming what comes nearest.
        """
        if len(name) == 2 and name.isupper():
            return frozenset({name})
        phrase = " ".join(words(name))
        if found := lexicon().parties.get(phrase, frozenset()) | frozenset(self._parties.get(phrase, ())):
            return found
        held = [p for p in self._parties if p]
        inside = [p for p in held if phrase and (phrase in p.split() or p.startswith(phrase))]
        near = inside or [
            m[0] for m in process.extract(phrase, [*held, *lexicon().parties], scorer=fuzz.ratio, score_cutoff=NEAR, limit=1)
        ]
        if not near:
            nearest = process.extract(phrase, held, scorer=fuzz.WRatio, processor=utils.default_process, limit=3)
            held_names = sorted({i for m in nearest for i in self._parties[m[0]]})
            raise QueryError(f"no {slot} like {name!r}" + (f"; the base knows {', '.join(held_names)}" if held_names else ""))
        return frozenset().union(*(self._parties.get(p) or lexicon().parties[p] for p in near))

    def ask(
        self,
        text: str = "",
        *,
        payer: str | None = None,
        payee: str | None = None,
        programme: str | None = None,
        status: str | None = None,
        concept: str | None = None,
        since: str | None = None,
        until: str | None = None,
        at: str | None = None,
        currency: str | None = None,
        verdict: str | None = None,
        limit: int | None = None,
    ) -> list[Answer]:
        """The figures that answer, best first.

        Args:
            text: words in any language we know; empty for all that pass the filters.
            payer, payee, programme: names or codes. status, concept, verdict: as in the vocabulary.
            since, until: EDTF; the figure's time must not end before, or begin after.
            at: EDTF day; of each series only the figure that held then: the last one known for that day or earlier.
            currency: ISO 4217 code that some claim states the figure in.

        Raises:
            QueryError: for a filter that cannot be understood.
        """
        kept = self._filtered(payer, payee, programme, status, concept, since, until, currency, verdict)
        if at is not None:
            kept = self._as_of(kept, _date(at).latest, at)
        asked = terms(text, self._vocabulary)
        if text.strip() and not asked:
            raise QueryError(f"{text!r} holds no word to look for")
        total = sum(t.weight for t in asked)
        near = {t.text: self._near(t.text) for t in asked if t.kind == "word"}
        found = []
        for entry in kept:
            shares = [(t, _share(t, entry, near)) for t in asked]
            score = sum(t.weight * s for t, s in shares) / total if total else 1.0
            if score >= ENOUGH:
                found.append((entry, score, tuple(t.text for t, s in shares if s == 0)))
        found.sort(key=lambda each: _order(each[0], each[1]))
        found = found[:limit]
        claims = self._whole({claim.id for entry, *_ in found for claim in entry.claims})
        return [
            self._answer(entry, score, missed, tuple(claims[claim.id] for claim in entry.claims))
            for entry, score, missed in found
        ]

    def _answer(self, entry: _Entry, score: float, missed: tuple[str, ...], claims: tuple[Claim, ...]) -> Answer:
        return Answer(
            figure=entry.figure,
            series=entry.series,
            score=score,
            claim=_best(entry.figure, claims),
            over_time=tuple(self._over_time[entry.figure.series]),
            missed=missed,
            claims=claims,
        )

    def _near(self, word: str) -> set[str]:
        """The base's words that this one is, begins, or is a slip of the pen for."""
        if word in (vocabulary := self._vocabulary_set):
            return {word} | ({v for v in vocabulary if v.startswith(word)} if len(word) >= 5 else set())
        if len(word) < 4:
            return set()
        near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=NEAR, limit=8)
        return {m[0] for m in near} | {v for v in self._vocabulary if v.startswith(word)}

    @cached_property
    def _vocabulary_set(self) -> frozenset[str]:
        return frozenset(self._vocabulary)

    def _filtered(
        self,
        payer: str | None,
        payee: str | None,
        programme: str | None,
        status: str | None,
        concept: str | None,
        since: str | None,
        until: str | None,
        currency: str | None,
        verdict: str | None,
    ) -> list[_Entry]:
        kept = self._entries
        if payer is not None:
            ids = self.resolve(payer, "payer")
            kept = [e for e in kept if any(ids & set(c.payer) for c in e.claims)]
        if payee is not None:
            ids = self.resolve(payee, "payee")
            kept = [e for e in kept if any(ids & set(c.payee) for c in e.claims)]
        if programme is not None:
            ids = self.resolve(programme, "programme") | {programme}
            kept = [e for e in kept if any(c.programme in ids for c in e.claims)]
        if status is not None:
            wanted = _one_of(status, Status, "status")
            kept = [e for e in kept if any(c.status == wanted for c in e.claims)]
        if verdict is not None:
            sought = _one_of(verdict, Verdict, "verdict")
            kept = [e for e in kept if e.figure.verdict == sought]
        if concept is not None:
            key = _concept(concept)
            kept = [e for e in kept if key in e.concepts]
        if currency is not None:
            code = _currency(currency)
            kept = [e for e in kept if any(c.unit == code for c in e.claims)]
        if since is not None:
            first = _date(since).earliest or dt.date.min
            kept = [e for e in kept if (effective_day(e.figure, e.claims) or dt.date.min) >= first]
        if until is not None:
            last = _date(until).latest or dt.date.max
            kept = [e for e in kept if (_begins(e) or dt.date.min) <= last]
        return kept

    def _as_of(self, entries: list[_Entry], day: dt.date | None, text: str) -> list[_Entry]:
        if day is None:
            raise QueryError(f"--at needs a day, month or year, not {text!r}")
        best: dict[str, tuple[dt.date, int, _Entry]] = {}
        for entry in entries:
            held = effective_day(entry.figure, entry.claims)
            begun = _begins(entry)
            if held is None or (held > day and (begun is None or begun > day or entry.figure.date is None)):
                continue
            series = entry.figure.series
            merit = (min(held, day), entry.figure.sources)
            if series not in best or merit > best[series][:2]:
                best[series] = (*merit, entry)
        return [entry for _, _, entry in best.values()]


def _one_of(text: str, kind: type[Status] | type[Verdict], what: str) -> Status | Verdict:
    try:
        return kind(text.lower())
    except ValueError:
        raise QueryError(f"no {what} {text!r}; there are {', '.join(kind)}") from None


def _concept(text: str) -> str:
    """The key of the concept file that a filter names, written with spaces or without."""
    keys = {key for of in (*lexicon().concepts.values(), *lexicon().stems.values()) for key in of}
    if (key := text.strip().lower().replace(" ", "_")) in keys:
        return key
    nearest = process.extract(key, sorted(keys), scorer=fuzz.WRatio, limit=3)
    raise QueryError(f"no concept {text!r}; nearest are {', '.join(m[0] for m in nearest)}")


def _currency(text: str) -> str:
    """The code of a currency that there is."""
    if (code := text.strip().upper()) in knowledge.read("currencies.yaml"):
        return code
    raise QueryError(f"no currency {text!r}; write an ISO 4217 code such as EUR")


def _date(text: str) -> edtf.Edtf:
    try:
        return edtf.parse(text)
    except edtf.EdtfError as error:
        raise QueryError(f"{error}; write a day as 2025-08-31, a month as 2025-08, a year as 2025") from None


def effective_day(figure: Figure, claims: Iterable[Said]) -> dt.date | None:
    """The last day that a figure is about: of its date, or else the day on which it was first printed."""
    if figure.date is not None and (latest := edtf.parse(figure.date).latest) is not None:
        return latest
    printed = [d for c in claims if c.published and (d := edtf.parse(c.published).earliest)]
    return min(printed, default=None)


def _begins(entry: _Entry) -> dt.date | None:
    if entry.figure.date is not None:
        return edtf.parse(entry.figure.date).earliest
    return effective_day(entry.figure, entry.claims)


def _order(entry: _Entry, score: float) -> tuple[bool, float, int, int, int, str]:
    figure, series = entry.figure, entry.series
    aside = series is not None and series.kind not in RECONCILED
    return aside, -round(score, 2), -figure.sources, -len(series.claims if series else ()), _recency(figure), figure.id


def _recency(figure: Figure) -> int:
    latest = edtf.parse(figure.date).latest if figure.date else None
    return -latest.toordinal() if latest else 0


def _entry(figure: Figure, series: Series | None, claims: Sequence[Said]) -> _Entry:
    entry = _Entry(figure, series, claims)
    lex = lexicon()
    holders: list[Said | Series] = [*claims, *([series] if series else [])]
    for party in holders:
        entry.parties |= {*party.payer, *party.payee, *([party.programme] if party.programme else [])}
        concept = party.concept
        while concept is not None and concept not in entry.concepts:
            entry.concepts.add(concept)
            concept = lex.broader.get(concept)
    labels = [figure.label, figure.measure or "", figure.subject or "", figure.unit, *entry.parties]
    labels += [t for c in claims for t in (c.measure, c.subject or "", c.unit, c.speaker or "")]
    entry.said = {w for label in set(labels) for w in words(label)} | {w for c in entry.concepts for w in c.split("_")}
    entry.nearby = {w for t in {" ".join((c.sentence or c.quote, *c.story)) for c in claims} for w in words(t)}
    return entry


def _share(term: Term, entry: _Entry, near: Mapping[str, set[str]]) -> float:
    """How far a figure answers a term, 0 to 1."""
    if term.kind == "party":
        if term.ids & entry.parties:
            return 1.0
        return 0.5 if set(term.text.split()) <= entry.said else 0.3 if set(term.text.split()) <= entry.nearby else 0.0
    if term.kind == "concept":
        if term.ids & entry.concepts:
            return 1.0
        return 0.8 if set(term.text.split()) <= entry.said else 0.4 if set(term.text.split()) <= entry.nearby else 0.0
    found = near[term.text]
    return 1.0 if found & entry.said else 0.6 if found & entry.nearby else 0.0


def _best(figure: Figure, claims: Sequence[Claim]) -> Claim:
    """The claim whose words to show: one that allows the figure's value, is attributed, exact and late."""

    def merit(claim: Claim) -> tuple[bool, bool, bool, str, str]:
        interval = base_interval(claim, figure.unit)
        allows = interval is not None and interval.contains(figure.value)
        return (allows, not claim.conditional, claim.unit == figure.unit, claim.published or "", claim.id)

    return max(claims, key=merit)


# --- who is named -------------------------------------------------------------------------------


def merges(claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> list[Merge]:
    """Which names in claims are one entity: those that people merged, and those that the program proposes, with reasons."""
    names = [(p, "organisation") for claim in claims for p in (*claim.payer, *claim.payee)]
    names += [(claim.programme, "programme") for claim in claims if claim.programme]
    return find_merges(names, judgements)


def entities(claims: Iterable[Claim]) -> list[Entity]:
    """The parties and programmes that claims name, the most frequent first, with the names the knowledge files give them."""
    count: dict[tuple[str, str], int] = {}
    for claim in claims:
        named = {(p, "country" if len(p) == 2 and p.isupper() else "organisation") for p in (*claim.payer, *claim.payee)}
        named |= {(claim.programme, "programme")} if claim.programme else set()
        for key in named:
            count[key] = count.get(key, 0) + 1
    lex = lexicon()
    order = sorted(count, key=lambda key: (-count[key], key))
    return [_entity(i, kind, lex) for i, kind in order]


def known_entities() -> list[Entity]:
    """Every party and programme of the knowledge files in force."""
    lex = lexicon()
    return [_entity(id_, kind, lex) for id_, kind in lex.kinds.items()]


def _entity(id_: str, kind: str, lex: Lexicon) -> Entity:
    name = lex.names.get(id_, id_)
    return Entity(id=id_, name=name, kind=kind, aliases=tuple(form for form in lex.forms.get(id_, ()) if form not in (id_, name)))
