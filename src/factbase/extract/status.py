"""The state of each amount: pledged, budgeted, committed, delivered, requested or other, after the OECD-DAC and IATI terms.

The words around an amount are sorted into cue classes (`lang/<code>/status.yaml`): verbs of giving by form, promises,
reservations, contracts, requests, costs, proceeds, prices, casualties; and tense. Each class counts the more the
nearer it stands, and by its side of the amount, and speaks for and against each status by the weights of
`data/status.yaml`: a linear model whose every feature has a name, so that the step says which words decided. An amount
that a text repeats, converts, lists or goes on about shares its evidence.
"""

from __future__ import annotations

import itertools
import operator
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from factbase import knowledge
from factbase.extract.parts import totals
from factbase.extract.text.article import Article, Mention
from factbase.extract.text.clauses import Clause, Sentence, words_of
from factbase.extract.text.words import remembered, split
from factbase.extract.times.value import Reference
from factbase.model import Kind, Problem, Status, Step

_TOKEN = re.compile(r"(\d[\d.,]*\d|[^\W_]+(?:[-'’.&][^\W_]+)*|\S)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CONVERSION = re.compile(r"\s*[(\[][^()\[\]\d]{0,20}")
_BRACKETS = re.compile(r"\([^()]*\)\s*")
_STOPS = frozenset(";:")
_NEAR = 5
_SPLIT = 20  # words that .. in a phrase may stand for
_REACH = 600  # characters to either side of an amount in which its sentence is looked at
_LOOK = 12  # figures back among which one of the same kind is looked for
_HANGS = 2  # clauses that may lie between an amount's clause and the verb that it hangs on
_DENIED = 3  # words between a denial and the amount it denies
_ABOUT = 2  # words between an amount and a clause that is about it
_TITLE = 2  # figures of a headline
_HEAD = 3  # sentences with which an article opens, its headline among them
_OPENING = 4  # figures after it among which the one it rounds is looked for
_ROUNDED = Decimal("0.05")
_TOGETHER = 60  # characters between an amount and its conversion
_WORTH = 3  # words between an amount and its worth in another currency
_DIGITS = 2  # digits before the zeros of a number that is no round one
_AFTER = 3  # words after an amount in which it may be the size of something: "a 2 billion euro fund"
STATES = tuple(Status)
_NONE = (0.0,) * len(STATES)
_TENSES = frozenset(
    {"future", "want", "perfect", "obligation", "passive_now", "be_now", "infinitive", "if", "proposal", "denial", "ignore"}
)
_WEAK = frozenset(
    {"conference", "crew", "goods", "receive"}
    | {"worth", "aid_frame", "announce", "gift", "rate", "past", "ahead", "people", "small", "unreal", "loan"}
)  # say little by themselves
_VERBS = ("transfer.now", "transfer.done", "go.now", "trade.now", "spend", "reserve")
_DONE = ("go.done", "trade.done", "request", "promise", "commit")
_AIMS = frozenset((*_VERBS, "request", "promise", "cost", "raise", "volume"))  # what money can be for: "to build", "to repay"
_ALONE = frozenset({"future", "want", "obligation"})
_PAIRS = (
    ("transfer.now", "rate"),
    ("go.now", "rate"),
    ("raise", "aid_frame"),
    ("raise", "gift"),
    ("cost", "past"),
    ("outlay", "past"),
    ("people", "future alone"),
    ("people", "receive"),
    ("loss", "toll"),
    ("loss", "cost"),
    ("volume", "future alone"),
    ("goods", "future alone"),
    ("goods", "go.done"),
    ("crew", "go.done"),
    ("raise", "conference"),
    ("transfer.done", "conference"),
    ("come", "conference"),
)
_IN_NAMES = frozenset({"conference", "vessel", "aid_frame", "people", "toll", "economy", "raise"})  # hold in a name as well
_OWN_WORDS = frozenset({"people", "crew", "goods"})  # say something of a figure in its own words only
_SMALL = 20_000  # an amount of money below which it is the price or the pay of one thing or person, more often than not
_MONEY_SIGNS = ("€", "$", "£", "¥")
_YEAR = re.compile(r"(?:19|20)\d\d")
PLACES = {"unit": 1.2, "near": 1.0, "governs": 0.9, "clause": 0.7, "sentence": 0.35, "aside": 0.15}
"""How much a cue counts by where it stands: in the amount's own words, within five words of it, in the clause that its clause is
what is asked or promised in ("NATO asks that"), in its clause, elsewhere in its sentence, in a clause about something else."""


_BESIDE = frozenset({"near", "clause", "governs"})
_RANKS = {place: rank for rank, place in enumerate(PLACES)}
_MUTE = _TENSES | _WEAK
_TOLD = frozenset((*_VERBS, *_DONE))
_year = remembered(lambda word: int(word) if len(word) == 4 and _YEAR.fullmatch(word) else 0)
"""The year that a word is, 0 where it is none."""
_sort = remembered(lambda word: "#" if _year(word) else word.lower())
"""A word as phrases hold it: in lower case, and # for any year ("in # prices")."""
_Phrases = tuple[tuple[tuple[str, ...], str], ...]
_Known = tuple[_Phrases, _Phrases, tuple[str, ...]]
"""What a word tells in a `Lexicon`: phrases that it begins, phrases with a gap that it begins, and cues that it is by itself."""


class Cue(NamedTuple):
    """A word or phrase of a cue class, where it stands."""

    name: str
    start: int
    end: int
    place: str = ""
    clause: int = 0


class Lexicon:
    """The cue words of one language, by their first word."""

    def __init__(self, lang: str) -> None:
        data: dict[str, Any] = knowledge.read(f"lang/{lang}/status.yaml")
        self.exact: dict[str, list[str]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.split: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.prefixes: list[tuple[str, str]] = []
        self.suffixes: list[tuple[str, str]] = []
        self.endings = tuple(map(str, data.pop("infinitive_endings", ())))
        self.particles = frozenset(map(str, data.pop("particles", ())))
        self.marker = str(data.pop("infinitive_marker", ""))
        for name, words in data.items():
            groups = {f"{name}.{form}": members for form, members in words.items()} if isinstance(words, dict) else {name: words}
            for cue, members in groups.items():
                for word in members:
                    for either in itertools.product(*(part.split("|") for part in str(word).lower().split())):
                        self._add(cue, " ".join(either))
        self._join()
        self.words = words_of(lang)
        self.followers = self.words.prepositions | self.words.subordinators | self.words.coordinators
        self._known = remembered(self._looked_up)

    def _add(self, cue: str, word: str) -> None:
        if word.startswith("-"):
            self.suffixes.append((word[1:], cue))
        elif word.endswith("-"):
            self.prefixes.append((word[:-1], cue))
        elif " .. " in word:
            head, tail = word.split(" .. ")
            self.split.setdefault(head, []).append((tuple(tail.split()), cue))
        elif len(parts := tuple(_TOKEN.findall(word))) > 1:
            self.phrases.setdefault(parts[0], []).append((parts, cue))
        else:
            self.exact.setdefault(word, []).append(cue)

    def _join(self) -> None:
        """Separable verbs as they are written where a clause ends in them: "trekt .. uit" as "uittrekt", and "uit te trekken".

        Not what is known as another word: "uitgaven" are expenses.
        """
        known = frozenset(self.exact)
        for head, members in self.split.items():
            for tail, cue in members:
                if len(tail) == 1 and tail[0] in self.particles and tail[0] + head not in known:
                    self._add(cue, tail[0] + head)
                    self._add(cue, f"{tail[0]} {self.marker} {head}")

    def _looked_up(self, word: str) -> _Known | None:
        alone = [*self.exact.get(word, ())]
        alone += [name for suffix, name in self.suffixes if word.endswith(suffix) and len(word) > len(suffix) + 1]
        alone += [name for prefix, name in self.prefixes if word.startswith(prefix)]
        known = tuple(self.phrases.get(word, ())), tuple(self.split.get(word, ())), tuple(alone)
        return known if any(known) else None

    def cues(self, starts: list[int], ends: list[int], words: list[str]) -> list[Cue]:
        """Every cue in a row of words in lower case; a phrase hides the shorter cues inside it."""
        out: list[Cue] = []
        hidden = 0
        known = list(map(self._known, words))
        for i in itertools.compress(itertools.count(), known):
            phrases, split_phrases, alone = known[i]  # type: ignore[misc]
            start = starts[i]
            if phrases:
                longest = 0
                for parts, name in phrases:
                    size = len(parts)
                    if tuple(words[i : i + size]) == parts:
                        out.append(Cue(name, start, ends[i + size - 1]))
                        longest = max(longest, size)
                hidden = max(hidden, i + longest)
            for tail, name in split_phrases:
                if (last := self._particle(words, i, tail)) is not None:
                    out.append(Cue(name, start, ends[last]))
                    hidden = max(hidden, i + 1)
            if i >= hidden:
                out += [Cue(name, start, ends[i]) for name in alone]
        return out

    def _particle(self, words: list[str], i: int, tail: tuple[str, ...]) -> int | None:
        """Where the second part of a phrase with a gap stands.

        What may be a preposition too ends its clause as a particle, or stands before another: "trok in mei 3 miljoen uit voor".
        """
        stop, first = min(len(words), i + 2 + _SPLIT), tail[0]
        for k in range(i + 1, stop) if first in words[i + 1 : stop] else ():
            last = k + len(tail) - 1
            if words[k] != first or tuple(words[k : last + 1]) != tail:
                continue
            follow = words[last + 1] if last + 1 < len(words) else ""
            ends = not follow[:1].isalnum() and follow[:1] not in _MONEY_SIGNS
            if len(tail) > 1 or first not in self.words.prepositions or ends or follow in self.followers:
                return last
        return None


@lru_cache(maxsize=32)
def lexicon(lang: str) -> Lexicon:
    """The cue words of a language, read once."""
    return Lexicon(lang)


@dataclass(frozen=True)
class Weights:
    """`data/status.yaml`: what each feature says of a kind of quantity, what the kind starts from, and what is shared.

    Attributes:
        points: for each kind and feature, points for each of `STATES`, in order.
        start: for each kind, the points without any feature.
        shares: how much of its evidence an amount takes over from others, by how it stands to them.
    """

    points: dict[str, dict[str, tuple[float, ...]]]
    start: dict[str, tuple[float, ...]]
    shares: dict[str, float]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Weights:
        """The weights that a file holds: points for all kinds, and what is added for one kind."""
        common = {name: _row(points) for name, points in data["weights"].items()}
        points, start = {}, {}
        for kind, entry in data["kinds"].items():
            more = entry.get("weights") or {}
            points[kind] = common | {name: _plus(common.get(name, _NONE), _row(own)) for name, own in more.items()}
            start[kind] = _row(entry["start"])
        return cls(points, start, {name: float(value) for name, value in data["shares"].items()})

    def evidence(self, kind: str, values: dict[str, float]) -> list[float]:
        """What features come to, in points for each of `STATES`."""
        table = self.points[kind]
        told = [name for name in values if name in table]
        strengths = [values[name] for name in told]
        by_state = zip(*[table[name] for name in told], strict=True)
        return [sum(map(operator.mul, strengths, points)) for points in by_state] if told else [0.0] * len(STATES)

    def best(self, kind: str, values: dict[str, float]) -> Status:
        """The state with the most points."""
        scores = _plus(self.evidence(kind, values), self.start[kind])
        return STATES[scores.index(max(scores))]


def _row(points: dict[str, Any]) -> tuple[float, ...]:
    given = {Status(name): float(value) for name, value in points.items()}
    return tuple(given.get(s, 0.0) for s in STATES)


def _plus(one: Sequence[float], two: Sequence[float]) -> tuple[float, ...]:
    return tuple(map(operator.add, one, two))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights in force, read once."""
    return Weights.of(knowledge.read("status.yaml"))


def status(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `status` and `conditional` of the mentions, with a step that names the strongest cues."""
    reader = Reader(article, mentions, weights())
    for reading in reader.read():
        reader.conclude(reading)
    return []


def features(cues: list[Cue]) -> dict[str, float]:
    """What the model looks at: each cue class by its nearest cue, and verbs of giving together with their tense."""
    out: dict[str, float] = {}
    verbs: dict[str, int] = {}
    alone: dict[str, float] = {}
    timed: list[Cue] = []
    for cue in cues:
        name, place = cue.name, cue.place
        if name in _TENSES:
            timed.append(cue)
        elif (place == "unit" or name not in _OWN_WORDS) and (weight := PLACES[place]) > out.get(name, 0.0):
            out[name], verbs[name] = weight, cue.clause
    tenses: dict[int, set[str]] = {}
    if timed:
        done_at = {c.start - 1 for c in cues if c.name == "transfer.done"}
        verb_at = {c.start - 1 for c in cues if c.name in _VERBS and c.place != "aside"}
    for cue in timed:
        name = cue.name
        if name == "be_now" and cue.end in done_at:
            name = "passive_now"
        elif name == "infinitive":
            if cue.end not in verb_at:
                continue
            name = "future"  # "agreed to pay", "to give"
        tenses.setdefault(cue.clause, set()).add(name)
        if name in _ALONE:
            alone[name] = max(alone.get(name, 0.0), PLACES[cue.place])
    for name in _VERBS:
        if value := out.get(name):
            tense = tenses.get(verbs[name], set())
            if "obligation" in tense and value > 0.5:
                out["obligation"] = max(out.get("obligation", 0.0), value)
            else:
                found = next((t for t in ("future", "want", "perfect", "passive_now") if t in tense), None)
                if found:
                    out[f"{name}+{'future' if found == 'want' else found}"] = value
    if out.keys().isdisjoint(_TOLD):
        # A verb that no class knows still has its tense: "will create a fund of".
        out |= {f"{name} alone": value for name, value in alone.items()}
    for one, two in _PAIRS:
        if one in out and two in out:
            out[f"{one}+{two}"] = min(out[one], out[two])
    return out


def sides(cues: list[Cue], mention: Mention) -> dict[str, float]:
    """On which side of the amount its clause says so: "asked 2 million" is a request, "2 million people asked" is not."""
    out: dict[str, float] = {}
    for cue in cues:
        if cue.place in _BESIDE:
            out[f"{cue.name}{'<' if cue.start < mention.start else '>'}"] = 1.0
    return out


@dataclass(slots=True)
class Reading:
    """What bears on one mention's status: the features of its own words, and those that others share with it."""

    mention: Mention
    index: int
    cues: list[Cue]
    own: dict[str, float]
    lent: dict[str, float] = field(default_factory=dict)
    borrowed: str = ""
    places: list[Places] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The entry of `kinds` that the mention falls under."""
        return str(self.mention.kind) if self.mention.kind in (Kind.MONEY, Kind.PERCENT) else "count"

    @property
    def values(self) -> dict[str, float]:
        """Its own features and those it has been lent."""
        values = dict(self.own)
        for name, value in self.lent.items():
            values[name] = values.get(name, 0.0) + value
        return values

    def lend(self, other: dict[str, float], share: float) -> None:
        """Add a share of another's features."""
        for name, value in other.items():
            self.lent[name] = self.lent.get(name, 0.0) + share * value


@dataclass(slots=True)
class Places:
    """The places at which an article gives one figure, and how much each counts at the others."""

    readings: list[Reading]
    share: float


class Reader:
    """Reads the cues around each mention of an article, sentence by sentence, by the weights given."""

    def __init__(self, article: Article, mentions: list[Mention], table: Weights) -> None:
        self.article, self.text, self.table = article, article.text, table
        self.lang = article.lang if article.lang in knowledge.languages() else "en"
        self.lexicon, self.words = lexicon(self.lang), words_of(self.lang)
        self.year = reference.year if (reference := Reference.of(article.document.published)) else None
        self._sentences: dict[int, tuple[Sentence, list[Cue], list[int]]] = {}
        self._totals: dict[int, tuple[float, ...]] = {}
        self.by_sentence: dict[int, list[Mention]] = {}
        ordered = sorted(mentions, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in ordered]
        for m in ordered:
            self.by_sentence.setdefault(article.sentence_at(m.start), []).append(m)

    def read(self) -> list[Reading]:
        """The features of every mention, those that it shares with others among them."""
        readings = [self._read(index, m) for index, mentions in self.by_sentence.items() for m in mentions]
        for at, reading in enumerate(readings):
            self._borrow(reading, readings[max(0, at - _LOOK) : at])
        self._sums(readings)
        self._pool(readings)
        self._headline(readings)
        self._article(readings)
        self._opens(readings)
        return readings

    def _sentence(self, index: int) -> tuple[Sentence, list[Cue], list[int]]:
        """A sentence, its cues, and where they begin."""
        known = self._sentences.get(index)
        if known is None:
            sentence = Sentence.of(self.article, index, self.by_sentence.get(index, ()), self.lang)
            starts, ends, words = split(_TOKEN, self.text, *self.article.sentences[index])
            found = [*self.lexicon.cues(starts, ends, list(map(_sort, words))), *self._years(starts, words)]
            found.sort(key=_start)
            named = self._named(starts, words)
            cues = [
                Cue(cue.name, cue.start, cue.end, "", sentence.place(cue.start))
                for cue in found
                if cue.start not in named or cue.name in _IN_NAMES
            ]
            known = self._sentences[index] = sentence, cues, [cue.start for cue in cues]
        return known

    def _named(self, starts: list[int], words: list[str]) -> frozenset[int]:
        """Where words stand that are part of a name ("the Reserve Bank", "the Shortfall Scheme"): they tell of no state."""
        capital = [word[0].isupper() and len(word) > 1 for word in words]
        if sum(capital) * 2 > len(words):
            return frozenset()  # a headline in capitals
        inner = range(1, len(words))
        return frozenset(
            starts[i] for i in inner if capital[i] and ((capital[i - 1] and i > 1) or (i + 1 < len(words) and capital[i + 1]))
        )

    def _years(self, starts: list[int], words: list[str]) -> Iterator[Cue]:
        """The years before and after the article's own, as cues."""
        if self.year is None:
            return
        years = list(map(_year, words))
        for i in itertools.compress(itertools.count(), years):
            if years[i] != self.year:
                yield Cue("past" if years[i] < self.year else "ahead", starts[i], starts[i] + 4)

    def _read(self, index: int, mention: Mention) -> Reading:
        cues = self.cues(index, mention)
        own = features(cues) | sides(cues, mention)
        if mention.kind is Kind.MONEY and mention.amount < _SMALL:
            own["small"] = 1.0
        return Reading(mention, index, cues, own)

    def cues(self, index: int, mention: Mention) -> list[Cue]:
        """The cues of a sentence as they bear on a mention in it, each with its place."""
        sentence, cues, starts = self._sentence(index)
        # Beyond this reach a sentence is no sentence, and every amount in it need not look at every word of it.
        cues = cues[bisect_left(starts, mention.start - _REACH) : bisect_left(starts, mention.end + _REACH)]
        here = sentence.place(mention.start)
        own = sentence.clauses[here]
        bare = here not in {cue.clause for cue in cues if cue.name not in _MUTE}
        if bare and any(_strong(c) and self._describes(here, sentence.clauses[c.clause], c, mention) for c in cues):
            bare = False  # "a quarter of the 4 billion that the agency sought": the verb before is another figure's
        out = []
        aims = set()
        if any(cue.clause == here and cue.start < mention.start and _strong(cue) for cue in cues):
            aims = {cue.end + 1 for cue in cues if cue.name == "infinitive" and cue.start >= mention.end}
        for cue in cues:
            place = "unit"
            if cue.start in aims and cue.name in _AIMS:
                place = "aside"  # "asks for 2 million to help": what it is for
            elif not mention.start <= cue.start < mention.end:
                left, right = min(mention.end, cue.end), max(mention.start, cue.start)
                if cue.name == "vessel":
                    between = {w.lower() for w in _TOKEN.findall(self.text, mention.end, cue.start)}
                    if (
                        between & self.words.prepositions
                        or cue.start < mention.end
                        or _BRACKETS.sub("", self.text[left:right]).count(" ") > _AFTER
                    ):
                        continue
                    place = "near"
                elif cue.clause == here:
                    near = self.text.count(" ", left, right) <= _NEAR and not self._between(left, right)
                    place = "near" if near else "clause"
                else:
                    place = self._outside(here, own, sentence.clauses[cue.clause], mention, cue, bare)
            name = "future" if cue.name == "want" and self._to_do(sentence.clauses[cue.clause], mention) else cue.name
            out.append(Cue(name, cue.start, cue.end, place, cue.clause))
        return out

    def _to_do(self, clause: Clause, mention: Mention) -> bool:
        """Whether a clause of wanting ends in an infinitive: "wil 3 miljoen besparen" is a plan, "wil 3 miljoen" a request."""
        words = _TOKEN.findall(self.text, max(mention.end, clause.start), clause.end)
        last = next((w for w in reversed(words) if w[0].isalpha()), "")
        return bool(last) and last.endswith(self.lexicon.endings)

    def _between(self, left: int, right: int) -> bool:
        """Whether an amount begins between two places."""
        return bisect_left(self._starts, left) < bisect_left(self._starts, right)

    def _outside(self, here: int, own: Clause, clause: Clause, mention: Mention, cue: Cue, bare: bool) -> str:
        """The place of a cue in another clause of the sentence; `here` is the place of the amount's own."""
        there = cue.clause
        if own.opener in self.words.complementizers and there == here - 1 and cue.name in ("request", "promise", "reserve"):
            return "governs"
        if clause.kind == "free":
            # "2 billion is what the state will spend"
            return "clause"
        if clause.kind == "sub" and cue.start > mention.end:
            return "near" if self._describes(here, clause, cue, mention) else "aside"
        if not bare or clause.kind != "main" or own.kind != "main" or abs(there - here) > _HANGS:
            return "sentence"
        # "…spends around 2% of output, or just over 22 billion": the clause hangs on another.
        free = there == here - 1 or not self._between(min(mention.end, cue.end), max(mention.start, cue.start))
        return "clause" if free else "sentence"

    def _describes(self, here: int, clause: Clause, cue: Cue, mention: Mention) -> bool:
        """Whether a cue stands in a clause that tells of the amount right before it: "the 3 million that the town sought"."""
        if clause.kind != "sub" or cue.clause != here + 1 or cue.start <= mention.end:
            return False
        gap = self.text[mention.end : clause.start]
        return gap.count(" ") <= _ABOUT and _STOPS.isdisjoint(gap)

    def _borrow(self, reading: Reading, before: list[Reading]) -> None:
        """An amount in a list, or in a sentence that goes on about the one before, shares its evidence."""
        near = itertools.takewhile(lambda r: reading.index - r.index <= 2, reversed(before))
        last = next((r for r in itertools.islice(near, _LOOK) if r.mention.kind is reading.mention.kind), None)
        if last is None or reading.mention.kind is Kind.PERCENT:
            return
        shares = self.table.shares
        strong = [c for c in reading.cues if _strong(c)]
        start, end = self.article.sentences[reading.index]
        share = 0.0
        if last.index == reading.index:
            if not any(c.place in ("unit", "near", "clause", "governs") for c in strong):
                share = shares["listed"]
        elif (found := self.words.parts.search(self.text, start, min(end, start + 60))) and found.start() < reading.mention.start:
            own = any(c.place in ("near", "clause") for c in strong)
            share = shares["part"] * (shares["alike"] if own else 1.0)
        elif not strong and reading.index - last.index == 1 and "\n\n" not in self.text[last.mention.end : reading.mention.start]:
            share = shares["continued"]
        if share:
            reading.lend(last.values, share)
            reading.borrowed = self.text[last.mention.start : last.mention.end]

    def _sums(self, readings: list[Reading]) -> None:
        """The parts of a delivered total have been delivered, though their verbs be in the present ("supplies 2 billion")."""
        of = {id(r.mention): r for r in readings}
        for total, parts in totals([r.mention for r in readings]):
            reading = of[id(total)]
            if self.table.best(reading.kind, values := reading.values) is Status.DELIVERED:
                for part in parts:
                    of[id(part)].lend(values, self.table.shares["part"])

    def _pool(self, readings: list[Reading]) -> None:
        """A figure that the article repeats or converts has one status: its evidence is added up."""
        groups: dict[Any, list[Reading]] = {}
        for reading in readings:
            m = reading.mention
            groups.setdefault((m.kind, m.unit, m.amount, m.amount_high), []).append(reading)
        for one, two in itertools.pairwise(readings):
            between = self.text[one.mention.end : two.mention.start]
            if one.mention.kind is not Kind.MONEY or two.mention.kind is not Kind.MONEY:
                continue
            if _CONVERSION.fullmatch(between) or (one.mention.unit != two.mention.unit and self._apposed(between)):
                groups[id(one)] = [one, two]
        shares = self.table.shares
        alike = [g for g in groups.values() if len(g) > 1 and (g[0].mention.kind is Kind.MONEY or g[0].mention.amount > 20)]
        values = {id(r): r.values for group in alike for r in group}
        for group in alike:
            same = group[0].mention.unit != group[-1].mention.unit or _exact(group[0].mention)
            places = Places(group, 1.0 if same else shares["round"])
            for reading in group:
                reading.places.append(places)
            total = _sum(values[id(r)] for r in group)
            pair = len(group) == 2 and abs(group[1].mention.start - group[0].mention.end) < _TOGETHER
            for reading in group:
                share = shares["alike"] if _told(reading) and not pair else shares["repeated"]
                reading.lend(_less(total, values[id(reading)]), share / (len(group) - 1))

    def _apposed(self, between: str) -> bool:
        """Whether but a comma and few words part an amount from its worth: "542 million shillings, about 4 million euros"."""
        words = _WORD.findall(between.lower())
        return between.startswith(",") and len(words) <= _WORTH and self.words.prepositions.isdisjoint(words)

    def _headline(self, readings: list[Reading]) -> None:
        """A headline rounds the figure that its story opens with: "nearing a billion" is the 987 million below it.

        Where it gives what its text does not, as by a slip, it tells of what its story opens with all the same.
        """
        for at, reading in enumerate(readings[:_TITLE]):
            if reading.index > 0 or reading.mention.kind is not Kind.MONEY or _told(reading):
                continue
            one = reading.mention
            below = [r for r in readings[at + 1 : at + 1 + _OPENING] if r.index > 0 and r.mention.unit == one.unit]
            rounded = (r for r in below if 0 < abs(one.amount - r.mention.amount) <= _ROUNDED * one.amount)
            alone = not any(r.mention.amount == one.amount for r in readings if r is not reading)
            other = next(rounded, below[0] if below and alone else None)
            if other is not None:
                reading.lend(other.values, self.table.shares["repeated"])

    def _article(self, readings: list[Reading]) -> None:
        """What the article's figures of a kind are on the whole says something of each."""
        share = self.table.shares["article"]
        for kind in Kind:
            alike = [r for r in readings if r.mention.kind is kind]
            if len(alike) < 2:
                continue
            values = [r.values for r in alike]
            total = _sum(values)
            for reading, own in zip(alike, values, strict=True):
                reading.lend(_less(total, own), share / (len(alike) - 1))

    def _opens(self, readings: list[Reading]) -> None:
        """What an article opens with (a budget, an appeal, a toll) says something of figures whose clause says nothing."""
        sentences = range(min(_HEAD, len(self.article.sentences))) if readings else ()
        names = {cue.name for index in sentences for cue in self._sentence(index)[1]} - _MUTE - _OWN_WORDS
        opening = dict.fromkeys((f"opening {name}" for name in names), 1.0)
        for reading in itertools.filterfalse(_told, readings):
            reading.lend(opening, self.table.shares["opening"])

    def state(self, reading: Reading) -> Status:
        """The state with the most points, all places together where the article gives the figure: one figure has one state.

        A round number may be that of another thing, and counts less elsewhere.
        """
        own = self._points(reading)
        scores = list(own)
        for places in reading.places:
            for at, points in enumerate(self._total(places)):
                scores[at] += places.share * (points - own[at])
        return STATES[scores.index(max(scores))]

    def _total(self, places: Places) -> tuple[float, ...]:
        """The points of all places of a figure, worked out once."""
        total = self._totals.get(id(places))
        if total is None:
            total = self._totals[id(places)] = reduce(_plus, map(self._points, places.readings))
        return total

    def _points(self, reading: Reading) -> tuple[float, ...]:
        return _plus(self.table.evidence(reading.kind, reading.values), self.table.start[reading.kind])

    def conclude(self, reading: Reading) -> None:
        """Take the status with the most points, and say what spoke for it."""
        mention, table = reading.mention, self.table
        mention.status = self.state(reading)
        at, points = STATES.index(mention.status), table.points[reading.kind]
        spoke = sorted(((v * points[n][at], n) for n, v in reading.own.items() if n in points), reverse=True)
        words: list[str] = []
        place: Cue | None = None
        nearest = sorted(reading.cues, key=lambda c: _RANKS[c.place])
        for earned, name in spoke[:3]:
            if earned <= 0:
                continue
            base = name.split("+")[0]
            found = next((c for c in nearest if c.name.startswith(base)), None)
            words.append(f"“{self.text[found.start : found.end]}” ({name}) {earned:+.1f}" if found else f"{name} {earned:+.1f}")
            place = place or found
        if reading.borrowed:
            words.append(f"goes with “{reading.borrowed}”")
        text = f"{mention.status}: " + (", ".join(words) or "nothing says otherwise")
        self._hypothesis(reading)
        mention.steps.append(
            Step(slot="status", rule="status", text=text, start=place.start if place else None, end=place.end if place else None)
        )

    def _hypothesis(self, reading: Reading) -> None:
        """Mark an amount that its clause denies, proposes, or makes hang on something."""
        mention = reading.mention
        own = self._sentence(reading.index)[0].at(mention.start)
        for cue in reading.cues:
            if cue.place not in ("near", "clause"):
                continue
            gap = len(_TOKEN.findall(self.text, cue.end, mention.start)) if cue.end <= mention.start else None
            if (
                (cue.name == "if" and own.start <= cue.start and self.text[own.start : cue.start].strip() == "")
                or (cue.name in ("unreal", "proposal") and cue.place == "near")
                or (cue.name == "denial" and gap is not None and gap <= _DENIED)
            ):
                mention.conditional = True
                text = f"“{self.text[cue.start : cue.end]}” makes it no plain statement"
                mention.steps.append(Step(slot="conditional", rule=cue.name, text=text, start=cue.start, end=cue.end))
                return


def _exact(mention: Mention) -> bool:
    """Whether a number is so exact that it is hardly another thing's."""
    return len(str(int(mention.amount)).rstrip("0")) >= _DIGITS


def _told(reading: Reading) -> bool:
    """Whether the clause of an amount says something of its state."""
    return any(_strong(c) and c.place in ("near", "governs", "clause") for c in reading.cues)


_start = operator.itemgetter(1)


def _strong(cue: Cue) -> bool:
    """Whether a cue says something by itself."""
    return cue.name not in _MUTE


def _sum(rows: Iterable[dict[str, float]]) -> dict[str, float]:
    """Features added up."""
    total: dict[str, float] = {}
    for row in rows:
        for name, value in row.items():
            total[name] = total.get(name, 0.0) + value
    return total


def _less(total: dict[str, float], own: dict[str, float]) -> dict[str, float]:
    """A sum of features without one of its parts."""
    return {name: value - own.get(name, 0.0) for name, value in total.items()}
