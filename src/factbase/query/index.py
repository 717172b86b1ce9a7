"""The figures of a base, ready for questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process, utils

from factbase import edtf
from factbase.model import Kind, Status, Verdict
from factbase.query import filters
from factbase.query.entry import Entry, begins, effective_day
from factbase.query.filters import QueryError
from factbase.query.lexicon import lexicon, words
from factbase.query.terms import NEAR, Term, terms
from factbase.query.vocabulary import Vocabulary, Words

if TYPE_CHECKING:
    from factbase.store.brief import BriefFigure, Briefs

RECONCILED = (Kind.MONEY, Kind.COUNT, Kind.PERCENT)
"""Kinds of figures that are shown first: others, such as durations, are kept but not compared."""
ENOUGH = 0.5
"""Least share of the question's weight that an answer must answer."""


class Hit(NamedTuple):
    """A figure that answers a question.

    Attributes:
        figure, series: their ids.
        score: share of the question's weight that it answers, 0 to 1.
        over_time: ids of every figure of its series, in order of time, itself among them.
        missed: terms of the question that it does not answer.
    """

    figure: str
    series: str
    score: float
    over_time: tuple[str, ...]
    missed: tuple[str, ...]


class Index:
    """The figures of a base, ready for questions."""

    def __init__(self, base: Briefs) -> None:
        self._entries = [
            Entry.of(figure, base.series.get(figure.series), [base.claims[c] for c in figure.claims if c in base.claims])
            for figure in base.figures
            if figure.claims
        ]
        self._series: dict[str, list[Entry]] = {}
        for entry in self._entries:
            self._series.setdefault(entry.figure.series, []).append(entry)
        self._vocabulary = Vocabulary([text for entry in self._entries for text in (entry.said, entry.nearby)])

    @cached_property
    def _parties(self) -> dict[str, set[str]]:
        """Folded names of the parties and programmes that the base holds, to their ids there."""
        found: dict[str, set[str]] = {}
        for id_ in set().union(*(entry.parties for entry in self._entries)):
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
    ) -> list[Hit]:
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
            kept = filters.as_of(kept, at)
        asked = terms(text, self._vocabulary, self._parties)
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
        over_time = {series: self._in_time(series) for series in {entry.figure.series for entry, *_ in found}}
        return [Hit(e.figure.id, e.figure.series, score, over_time[e.figure.series], missed) for e, score, missed in found]

    def _in_time(self, series: str) -> tuple[str, ...]:
        """The figures of a series in order of time."""
        order = sorted((effective_day(e.figure, e.claims) or dt.date.min, e.figure.id) for e in self._series[series])
        return tuple(figure for _, figure in order)

    def _near(self, word: str) -> set[str]:
        """The base's words that this one is, begins, or is a slip of the pen for."""
        if word in self._vocabulary:
            return {word} | (self._vocabulary.beginning(word) if len(word) >= 5 else set())
        if len(word) < 4:
            return set()
        near = process.extract(word, self._vocabulary.sorted, scorer=fuzz.ratio, score_cutoff=NEAR, limit=8)
        return {m[0] for m in near} | self._vocabulary.beginning(word)

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
    ) -> list[Entry]:
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
            wanted = filters.one_of(status, Status, "status")
            kept = [e for e in kept if any(c.status == wanted for c in e.claims)]
        if verdict is not None:
            sought = filters.one_of(verdict, Verdict, "verdict")
            kept = [e for e in kept if e.figure.verdict == sought]
        if concept is not None:
            key = filters.concept(concept)
            kept = [e for e in kept if key in e.concepts]
        if currency is not None:
            code = filters.currency(currency)
            kept = [e for e in kept if any(c.unit == code for c in e.claims)]
        if since is not None:
            first = filters.date(since).earliest or dt.date.min
            kept = [e for e in kept if (effective_day(e.figure, e.claims) or dt.date.min) >= first]
        if until is not None:
            last = filters.date(until).latest or dt.date.max
            kept = [e for e in kept if (begins(e) or dt.date.min) <= last]
        return kept


def _order(entry: Entry, score: float) -> tuple[bool, float, int, int, int, str]:
    figure, series = entry.figure, entry.series
    aside = series is not None and series.kind not in RECONCILED
    return aside, -round(score, 2), -figure.sources, -(series.size if series else 0), _recency(figure), figure.id


def _recency(figure: BriefFigure) -> int:
    latest = edtf.parse(figure.date).latest if figure.date else None
    return -latest.toordinal() if latest else 0


def _share(term: Term, entry: Entry, near: Mapping[str, set[str]]) -> float:
    """How far a figure answers a term, 0 to 1."""
    if term.kind in ("party", "name"):
        if term.ids & entry.parties:
            return 1.0
        if term.ids & entry.about:  # a toll has no parties: the news that it is of tells it from others
            return 0.4 if entry.parties else 0.8
        return _worded(term, entry, 0.5, 0.3)
    if term.kind == "concept":
        return 1.0 if term.ids & entry.concepts else _worded(term, entry, 0.8, 0.4)
    found = near[term.text]
    return 1.0 if _any(found, entry.said) else 0.6 if _any(found, entry.nearby) else 0.0


def _worded(term: Term, entry: Entry, said: float, nearby: float) -> float:
    """A share for words that all stand in what a figure is called, or in its claims' sentences."""
    wanted = term.text.split()
    return said if all(w in entry.said for w in wanted) else nearby if all(w in entry.nearby for w in wanted) else 0.0


def _any(wanted: Iterable[str], text: Words) -> bool:
    return any(word in text for word in wanted)
