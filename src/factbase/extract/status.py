"""The state of each amount: pledged, budgeted, committed, delivered, requested or other, after the OECD-DAC and IATI terms.

The words around an amount are sorted into cue classes (`lang/<code>/status.yaml`): verbs of giving by form, promises,
reservations, contracts, requests, costs, proceeds, prices, casualties; and tense. Each class counts the more the
nearer it stands, and speaks for and against each status by the weights of `data/status.yaml`: a linear model whose
every feature has a name, so that the step says which words decided. An amount that a text repeats, converts, lists or
goes on about shares its evidence.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.article import Article, Mention
from factbase.extract.clauses import Sentence
from factbase.model import Kind, Problem, Status, Step

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*|\S")
_CONVERSION = re.compile(r"\s*[(\[][^()\[\]\d]{0,20}")
_NEAR = 5
_AFTER = 3  # words after an amount in which it may be the size of something: "a 2 billion euro fund"
CLASSES = frozenset(
    [
        "transfer.now",
        "transfer.done",
        "gift",
        "promise",
        "announce",
        "reserve",
        "commit",
        "request",
        "cost",
        "raise",
        "price",
        "worth",
        "toll",
        "vessel",
        "aid_frame",
    ]
)
STRONG = CLASSES - {"worth", "aid_frame", "announce", "gift"}
PLACES = {"unit": 1.2, "near": 1.0, "clause": 0.7, "sentence": 0.35, "aside": 0.15}
"""How much a cue counts by where it stands: in the amount's own words, within five words of it, in its clause, elsewhere in its
sentence, in a clause that only tells of something else."""
LISTED, CONTINUED = 0.8, 0.6
"""How much an amount without cues of its own takes over from the one before it in its sentence, and in the sentence before."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of a cue class, where it stands."""

    name: str
    start: int
    end: int
    place: str = ""


class Lexicon:
    """The cue words of one language, by their first word."""

    def __init__(self, lang: str) -> None:
        data: dict[str, Any] = knowledge.read(f"lang/{lang}/status.yaml")
        self.exact: dict[str, list[str]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.prefixes: list[tuple[str, str]] = []
        self.suffixes: list[tuple[str, str]] = []
        for name, words in data.items():
            groups = {f"{name}.{form}": members for form, members in words.items()} if isinstance(words, dict) else {name: words}
            for cue, members in groups.items():
                for word in members:
                    self._add(cue, str(word).lower())
        self.suffix_ends = tuple(s for s, _ in self.suffixes)
        self.prefix_heads = tuple(p for p, _ in self.prefixes)

    def _add(self, cue: str, word: str) -> None:
        if word.startswith("-"):
            self.suffixes.append((word[1:], cue))
        elif word.endswith("-"):
            self.prefixes.append((word[:-1], cue))
        elif len(parts := tuple(_TOKEN.findall(word))) > 1:
            self.phrases.setdefault(parts[0], []).append((parts, cue))
        else:
            self.exact.setdefault(word, []).append(cue)

    def cues(self, tokens: list[tuple[int, int, str]]) -> list[Cue]:
        """Every cue in a row of tokens (start, end, lower-case text)."""
        out: list[Cue] = []
        for i, (start, end, word) in enumerate(tokens):
            for name in self.exact.get(word, ()):
                out.append(Cue(name, start, end))
            for parts, name in self.phrases.get(word, ()):
                if len(parts) <= len(tokens) - i and all(tokens[i + k][2] == parts[k] for k in range(1, len(parts))):
                    out.append(Cue(name, start, tokens[i + len(parts) - 1][1]))
            if self.suffix_ends and word.endswith(self.suffix_ends):
                out += [Cue(name, start, end) for s, name in self.suffixes if word.endswith(s) and len(word) > len(s) + 1]
            if self.prefix_heads and word.startswith(self.prefix_heads):
                out += [Cue(name, start, end) for p, name in self.prefixes if word.startswith(p)]
        return out


@lru_cache(maxsize=32)
def lexicon(lang: str) -> Lexicon:
    """The cue words of a language, read once."""
    return Lexicon(lang)


@dataclass(frozen=True, slots=True)
class Weights:
    """`data/status.yaml`: points of each feature for each status, and what each kind of quantity starts from."""

    features: dict[str, dict[Status, float]]
    start: dict[str, dict[Status, float]]
    scale: dict[str, dict[str, float]]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights in force, read once."""

    def row(points: dict[str, Any]) -> dict[Status, float]:
        return {Status(name): float(value) for name, value in points.items()}

    data: dict[str, Any] = knowledge.read("status.yaml")
    return Weights(
        {name: row(points) for name, points in data["weights"].items()},
        {kind: row(entry["start"]) for kind, entry in data["kinds"].items()},
        {kind: {k: float(v) for k, v in (entry.get("scale") or {}).items()} for kind, entry in data["kinds"].items()},
    )


def status(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Fill `status` and `conditional` of the mentions, with a step that names the strongest cues."""
    _Reader(article, mentions).run()
    return []


def features(cues: list[Cue]) -> dict[str, float]:
    """What the model looks at: each cue class by its nearest cue, and verbs of giving together with their tense."""
    out: dict[str, float] = {}
    tenses = {c.name for c in cues if c.name not in CLASSES and c.place in ("unit", "near", "clause")}
    for cue in cues:
        if cue.name in CLASSES and PLACES[cue.place] > out.get(cue.name, 0.0):
            out[cue.name] = PLACES[cue.place]
    now, done = out.get("transfer.now", 0.0), out.get("transfer.done", 0.0)
    if "obligation" in tenses and max(now, done) > 0.5:
        out["transfer+obligation"] = max(now, done)
    elif "future" in tenses:
        out["transfer.now+future"], out["transfer.done+future"] = now, done
    elif "passive_now" in tenses:
        out["transfer.done+passive_now"] = done
    elif "perfect" in tenses:
        out["transfer.done+perfect"] = done
    return {name: value for name, value in out.items() if value}


@dataclass(slots=True)
class _Reading:
    """What is known of one mention's status on the way."""

    mention: Mention
    cues: list[Cue]
    values: dict[str, float]
    scores: dict[Status, float]
    borrowed: str = ""


class _Reader:
    """Weighs the cues around each mention, sentence by sentence."""

    def __init__(self, article: Article, mentions: list[Mention]) -> None:
        self.article, self.text = article, article.text
        self.lang = article.lang if article.lang in knowledge.languages() else "en"
        self.lexicon = lexicon(self.lang)
        self._sentences: dict[int, tuple[Sentence, list[Cue]]] = {}
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in sorted(mentions, key=lambda m: (m.start, m.end)):
            self.by_sentence.setdefault(article.sentence_at(m.start), []).append(m)

    def run(self) -> None:
        readings: list[_Reading] = []
        before: _Reading | None = None
        last = -1
        for index, mentions in self.by_sentence.items():
            first = True
            for mention in mentions:
                reading = self._read(index, mention)
                if before is not None:
                    self._borrow(reading, before, same=not first, near=index - last <= 1)
                readings.append(reading)
                before, last, first = reading, index, False
        self._pool(readings)
        for reading in readings:
            self._conclude(reading)

    def _sentence(self, index: int) -> tuple[Sentence, list[Cue]]:
        if index not in self._sentences:
            start, end = self.article.sentences[index]
            solid = [(m.start, m.end) for m in self.by_sentence.get(index, ())]
            tokens = [(m.start(), m.end(), m.group().lower()) for m in _TOKEN.finditer(self.text, start, end)]
            self._sentences[index] = Sentence(self.text, start, end, self.lang, solid), self.lexicon.cues(tokens)
        return self._sentences[index]

    def _read(self, index: int, mention: Mention) -> _Reading:
        cues = self.cues(index, mention)
        values = features(cues)
        table = weights()
        kind = str(mention.kind) if mention.kind in (Kind.MONEY, Kind.COUNT, Kind.PERCENT) else "count"
        scores = dict(table.start[kind])
        for name, value in values.items():
            scale = table.scale[kind].get(name, 1.0)
            for s, points in table.features.get(name, {}).items():
                scores[s] += points * value * scale
        return _Reading(mention, cues, values, scores)

    def cues(self, index: int, mention: Mention) -> list[Cue]:
        """The cues of a sentence as they bear on a mention in it, each with its place."""
        sentence, cues = self._sentence(index)
        own = sentence.at(mention.start)
        others = [m for m in self.by_sentence[index] if m is not mention]
        out = []
        for cue in cues:
            place = "unit"
            if not mention.start <= cue.start < mention.end:
                left, right = min(mention.end, cue.end), max(mention.start, cue.start)
                clause = sentence.at(cue.start)
                words = self.text.count(" ", left, right)
                if cue.name == "vessel":
                    if cue.start < mention.end or words > _AFTER:
                        continue
                    place = "near"
                elif clause is own:
                    blocked = any(left <= m.start and m.end <= right for m in others)
                    place = "near" if not blocked and words <= _NEAR else "clause"
                else:
                    place = "aside" if clause.kind == "sub" and cue.start > mention.end else "sentence"
            out.append(Cue(cue.name, cue.start, cue.end, place))
        return out

    def _borrow(self, reading: _Reading, before: _Reading, same: bool, near: bool) -> None:
        """An amount in a list, or in a sentence that goes on about the one before, shares its evidence."""
        strong = [c for c in reading.cues if c.name in STRONG]
        if same and not any(c.place in ("unit", "near", "clause") for c in strong):
            share = LISTED
        elif not same and near and not strong and "\n\n" not in self.text[before.mention.end : reading.mention.start]:
            share = CONTINUED
        else:
            return
        if before.mention.kind is not reading.mention.kind and Kind.PERCENT in (before.mention.kind, reading.mention.kind):
            return
        for s, points in before.scores.items():
            reading.scores[s] += share * points
        reading.borrowed = self.text[before.mention.start : before.mention.end]

    def _pool(self, readings: list[_Reading]) -> None:
        """A figure that the article repeats or converts has one status: its evidence is added up."""
        groups: dict[Any, list[_Reading]] = {}
        for reading in readings:
            m = reading.mention
            groups.setdefault((m.kind, m.unit, m.amount, m.amount_high), []).append(reading)
        for one, two in itertools.pairwise(readings):
            between = self.text[one.mention.end : two.mention.start]
            if one.mention.kind is Kind.MONEY is two.mention.kind and _CONVERSION.fullmatch(between):
                groups[id(one)] = [one, two]
        totals: dict[int, dict[Status, float]] = {}
        for group in groups.values():
            if len(group) > 1 and (group[0].mention.kind is Kind.MONEY or group[0].mention.amount > 20):
                for reading in group:
                    share = totals.setdefault(id(reading), {})
                    for other in group:
                        if other is not reading:
                            for s, points in other.scores.items():
                                share[s] = share.get(s, 0.0) + points
        for reading in readings:
            for s, points in totals.get(id(reading), {}).items():
                reading.scores[s] += points

    def _conclude(self, reading: _Reading) -> None:
        """Take the status with the most points, and say what spoke for it."""
        mention, table = reading.mention, weights()
        mention.status = max(Status, key=lambda s: reading.scores[s])
        spoke = sorted(
            ((v * table.features.get(n, {}).get(mention.status, 0.0), n) for n, v in reading.values.items()), reverse=True
        )
        words: list[str] = []
        place: Cue | None = None
        for points, name in spoke[:3]:
            if points <= 0:
                continue
            base = name.split("+")[0]
            found = next((c for p in PLACES for c in reading.cues if c.place == p and c.name.startswith(base)), None)
            words.append(f"“{self.text[found.start : found.end]}” ({name}) {points:+.1f}" if found else f"{name} {points:+.1f}")
            place = place or found
        if reading.borrowed:
            words.append(f"goes with “{reading.borrowed}”")
        text = f"{mention.status}: " + (", ".join(words) or "nothing says otherwise")
        mention.steps.append(
            Step(slot="status", rule="status", text=text, start=place.start if place else None, end=place.end if place else None)
        )
