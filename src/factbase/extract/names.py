"""Who and what an article names: states and those who act for them, known bodies, and the names that the article itself teaches.

Three sources, in this order: the knowledge files (countries with their adjectives, capitals and seats, organisations, people),
phrases that stand for a state ("the Danish government", "het ministerie van Defensie", "Ukraine's president"), and runs of
capitalised words learned from the article: a full name first and a surname later, an abbreviation in brackets.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from factbase import knowledge
from factbase.extract.article import Article, Mention
from factbase.extract.lexicon import Entry, Lexicon, find_known
from factbase.extract.lexicon import lexicon as lexicon
from factbase.model import Problem
from factbase.normalise.folding import fold as fold

MODEL_VARIABLE = "FACTBASE_SPACY_MODEL"
"""The environment variable that names a trained spaCy pipeline, installed or in a folder; without it everything works."""

_MODEL_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place"}

STATE_FORMS = frozenset({"government", "ministry", "leader", "force", "parliament", "capital", "seat"})
"""Forms of a country's name that mean those who act for it."""


@lru_cache(maxsize=2)
def _pipeline(model: str) -> Any:
    """A trained pipeline, loaded once.

    Raises:
        OSError: where spaCy finds no pipeline of this name; its message says what to install.
    """
    import spacy  # slow to import, and only needed where a user names a pipeline

    return spacy.load(model)


@dataclass(frozen=True, slots=True)
class Name:
    """One name in an article.

    Attributes:
        start, end, text: the words, without an article before them.
        id: ISO 3166 alpha-2 for a state and for whatever stands for it, `EU`, else the canonical name.
        kind: `country`, `organisation`, `person`, `programme`, `place` or `group`.
        form: how it is named: `name`, `adjective` (Dutch), `people` (the Dutch), `capital` (Kyiv as a government), `seat` (the
            Kremlin), `government`, `ministry`, `leader` (the minister), `force`, `parliament`, `part` (a surname or an
            abbreviation of a name given in full elsewhere).
        country: of a person: the state or body acted for, where the article or the knowledge files say so.
    """

    start: int
    end: int
    text: str
    id: str
    kind: str
    form: str = "name"
    country: str | None = None

    @property
    def party(self) -> str:
        """Who pays or receives when this name does: a person in office is the state or body behind it."""
        return self.country or self.id


# --- capitalised runs ----------------------------------------------------------------------------

_TITLE = 250  # characters that a leader's title may take before a person's name
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;\n•|\"“”„»«]\s*[\"'“‘„(\[]*\s*$|^\s*[\"'“‘(\[-]*\s*$")


_CAPITAL = re.compile(r"(?<![^\W_])(?<![^\W_]['’.&-])(?:[a-z](?=[A-Z])|[^\W\d_a-zß-öø-ÿ])[^\W_]*(?:['’.&-][^\W_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_][\w'’-]*) $")
_GAPS = (" ", "\u00a0", "'", " '", " ’")


@dataclass(slots=True)
class Run:
    """Capitalised words in a row: their places, and whether the first opens a sentence."""

    words: list[tuple[int, int, str]]
    opening: bool

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


_LONGEST_RUN = 60  # words; what is longer is noise, not a name


def _runs(text: str, lex: Lexicon) -> list[Run]:
    """Capitalised words in a row, with the connectors between them ("Bank of England", "Ursula von der Leyen")."""
    runs: list[Run] = []
    row: list[tuple[int, int, str]] = []
    opening, last_end, closed = True, 0, True

    for found in _CAPITAL.finditer(text):
        start, end, word = found.start(), found.end(), found.group()
        if not (word[0].isupper() or (len(word) > 2 and word[1].isupper())):
            continue
        owner = word.endswith(("'s", "’s")) and len(word) > 3
        if owner:  # "Germany's": the name ends before it
            end, word = end - 2, word[:-2]
        between = None if closed else _between(text, last_end, start, row[-1][2], lex)
        if between is None or len(row) > _LONGEST_RUN:
            if row:
                runs.append(Run(row, opening))
            row, between = [], []
            opening = _SENTENCE_END.search(text, max(0, start - 6), start) is not None
        row += [*between, (start, end, word)]
        closed, last_end = owner, found.end()
    if row:
        runs.append(Run(row, opening))
    return runs


def _between(text: str, start: int, end: int, last: str, lex: Lexicon) -> list[tuple[int, int, str]] | None:
    """The connectors between two capitalised words of one name, None where another name begins."""
    gap = text[start:end]
    if gap in _GAPS or (gap == ". " and len(last) <= 2 and last[0].isupper()):
        return []
    if len(gap) > 24 or gap[:1] not in (" ", "\u00a0") or gap[-1:] not in (" ", "\u00a0", "'", "’"):
        return None
    words = [(start + m.start(), start + m.end(), m.group()) for m in _WORD.finditer(gap)]
    plain = len(words) <= 3 and all(word in lex.connectors for _, _, word in words)
    return words if plain and not re.search(r"[^\w\s'’]", gap) else None


# --- names that the article teaches --------------------------------------------------------------


@dataclass(slots=True)
class Learned:
    """A name taken from the article: its kind, for whom a person acts, and under what else it goes."""

    id: str
    kind: str
    country: str | None = None
    aliases: set[str] = field(default_factory=set)


Known = Callable[[int], "tuple[int, int, Name | None] | None"]
"""The known span that holds an offset; its name where it stands for a state."""

_BRACKET = re.compile(r"\s\(\s*[\"'“‘]?([^\W\d_][\w&+.-]{1,11})[\"'”’]?\s*[),;]")
_ASIDE = re.compile(r",\s+\d\d\b|\s+\((?:\d\d|([A-Z][A-Za-z0-9-]{1,11}))\)")


def _initials_fit(abbreviation: str, full: str) -> bool:
    """Whether the letters of an abbreviation occur in order in the words, beginning with an initial."""
    letters, at = fold(re.sub(r"[^\w]", "", abbreviation)), 0
    target = fold(full)
    if not letters or not any(word.startswith(letters[0]) for word in re.split(r"[\s-]+", target)):
        return False
    for letter in letters:
        at = target.find(letter, at) + 1
        if not at:
            return False
    return True


_LONGEST_LINE = 2000  # characters before a name that are looked at for the beginning of its line


def _title_case(text: str, start: int, end: int) -> bool:
    """Whether the line around is written in title case or capitals throughout, so that capitals say nothing."""
    left = max(start - _LONGEST_LINE, text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1, 0)
    right = text.find("\n", end, left + 200)
    return _all_capitals(text[left : right if right >= 0 else left + 200])


@lru_cache(maxsize=1024)
def _all_capitals(line: str) -> bool:
    if line.rstrip().endswith((".", "!", "?", '"', "”")):
        return False
    words: list[str] = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _edge(word: str, name: str) -> bool:
    """Whether a name begins or ends with a word."""
    words = fold(name).split()
    return bool(words) and word in (words[0], words[-1])


_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


@lru_cache(maxsize=8)
def _act_words(lang: str, _state: int) -> frozenset[str]:
    verbs: dict[str, list[str]] = knowledge.read(f"lang/{lang}/parties.yaml").get("verbs", {})
    return frozenset(fold(str(verb).split(" ")[0]) for verbs_of_class in verbs.values() for verb in verbs_of_class)


def _acts(lang: str) -> frozenset[str]:
    """The first words of the verbs by which one pays, gets or says; empty where a language has none written down."""
    name = f"lang/{lang}/parties.yaml"
    return _act_words(lang, id(knowledge.read(name))) if any(True for _ in knowledge.places(name)) else frozenset()


class _Finder:
    """One article's names in the making."""

    def __init__(self, article: Article) -> None:
        self.text, self.lang = article.text, article.lang
        self.folded = fold(article.text)
        self.lex = lexicon(article.lang)
        self.hits = find_known(self.text, self.folded, self.lex)
        self.hit_at = {start: (end, entry) for start, end, entry in self.hits}
        self.owned: set[int] = set()  # starts of phrases whose country the text itself says
        self.roles: list[tuple[int, int]] = []  # roles that turned out to be no state's
        self.learned: dict[str, Learned] = {}
        self.aliases: dict[str, Learned] = {}
        self._bodies: dict[str, list[tuple[int, str]]] = {}  # by the first or last word of their names, as they appear
        self.home = self._home()

    # -- the state in focus --

    def _home(self) -> str | None:
        """The country of a bare "the government": the language's own, unless the article names another more."""
        counts = Counter(entry.id for _, _, entry in self.hits if entry.kind == "country" and entry.id and entry.id != "EU")
        home = self.lex.words.get("home")
        if home is None:
            return counts.most_common(1)[0][0] if counts else None
        return str(home)

    # -- phrases for a state --

    def _states(self) -> list[Name]:
        """Countries, and phrases for their governments with the country each belongs to."""
        out: list[Name] = []
        hits, focus, at = self.hits, None, 0
        while at < len(hits):
            start, end, entry = hits[at]
            at += 1
            if entry.kind != "country" or entry.id == "":
                if entry.kind == "country":
                    name, used = self._phrase(start, end, entry, None, at, focus)
                    at += used
                    if name is None:
                        self.roles.append((start, end))
                        word = _LAST_WORD.search(self.text[max(0, start - 30) : start])
                        if (
                            entry.form in ("government", "force", "parliament")
                            and word
                            and word[1][0].isupper()
                            and self._regional(start)
                        ):
                            first = start - len(word[0])
                            out.append(Name(first, end, self.text[first:end], self.text[first:end], "organisation"))
                    else:
                        out.append(name)
                        focus = name.id
                continue
            if entry.form in ("name", "capital") and self._given_name(start, end, at):
                continue
            if entry.form in ("name", "adjective", "capital") and at < len(hits):
                nstart, nend, nentry = hits[at]
                gap = self.folded[end:nstart]
                if nentry.id == "" and nentry.kind == "country" and gap in (" ", "-", "'s ", "' "):
                    name, used = self._phrase(nstart, nend, nentry, (start, entry.id), at + 1, focus)
                    at += 1 + used
                    if name:
                        out.append(name)
                        focus = name.id
                        continue
            form, kind, ident = entry.form, "country", entry.id
            if form == "capital" and self._is_place(start, end):
                form, kind, ident = "name", "place", self.text[start:end]
            out.append(Name(start, end, self.text[start:end], ident, kind, form))
        return out

    def _given_name(self, start: int, end: int, at: int) -> bool:
        """Whether a country or town is a person's given name here: "Israel Katz", "Jordan Pickford"."""
        word = _WORD.match(self.text, end + 1) if self.text[end : end + 1] == " " else None
        if word is None or not word[0].istitle() or "-" in word[0] or word.start() in self.hit_at or " " in self.text[start:end]:
            return False
        folded, lex = fold(word[0]), self.lex
        if any(folded in group for group in (lex.heads, lex.places, lex.openers, lex.title_words)) or word[0] in lex.days:
            return False
        if self.lex.titles.search(self.folded[max(0, start - 40) : start]) or self._after_role(start, at):
            return True
        return self.folded.count(folded) > 1 and not _title_case(self.text, start, end)

    def _after_role(self, start: int, at: int) -> bool:
        before = self.hits[at - 2] if at >= 2 else None
        return before is not None and before[2].form == "leader" and before[1] == start - 1

    def _is_place(self, start: int, end: int) -> bool:
        """Whether a capital is meant as a town: after "in", in a dateline, in "Kyiv's mayor"."""
        before = self.folded[max(0, start - 14) : start]
        if self.lex.locative.search(before):
            return True
        after = self.text[end : end + 3]
        line = self.text.rfind("\n", 0, start) + 1
        dateline = self.text[start:end].isupper() and start - line < 40
        return dateline or (bool(re.match(r"\s\(|,\s|-\w| [–—-]", after)) and start - line < 40)

    def _phrase(
        self, start: int, end: int, entry: Entry, owner: tuple[int, str] | None, at: int, focus: str | None
    ) -> tuple[Name | None, int]:
        """A phrase for a state from its words and those around; with it, how many further hits it took."""
        used = 0
        more = self.lex.fields.match(self.folded, end) if entry.form in ("ministry", "leader") else None
        if more or (more := self._second_field(start, end, entry)):
            end = more.end()
            while at + used < len(self.hits) and self.hits[at + used][0] < end:
                used += 1
        country = owner[1] if owner else None
        if owner:
            start = owner[0]
            self.owned.add(start)
        else:
            of = self.lex.of.match(self.folded, end)
            if of and of.end() in self.hit_at:
                oend, oentry = self.hit_at[of.end()]
                if oentry.kind == "country" and oentry.id:
                    country, end = oentry.id, oend
                    used += 1
                    self.owned.add(start)
                else:
                    return None, used
            elif of and self.text[of.end() : of.end() + 1].isupper() and entry.form == "leader":
                return None, used
        if country is None and entry.form == "leader" and self._owned(start):
            return None, used
        if country is None and self._regional(start):
            field = _LAST_WORD.search(self.text[max(0, start - 30) : start])
            if (
                entry.form not in ("leader", "ministry")
                or not self.text[start].isupper()
                or field is None
                or not field[1][0].isupper()
            ):
                return None, used
            start -= len(field[0])  # "Information Minister": a field that no list holds
        if country is None and entry.form not in ("leader", "ministry", "government"):
            return None, used
        written = self.text[start:end]
        bare = self.folded[start:end] in map(fold, self.lex.words.get("ministry", ()))
        if country is None and not (
            self.lex.articles.search(self.folded[max(0, start - 8) : start])
            or written[:1].isupper()
            or (entry.form in ("leader", "ministry") and not bare)
        ):
            return None, used
        country = country or focus or self.home
        if country is None:
            return None, used
        return Name(start, end, self.text[start:end], country, "country", entry.form), used

    def _regional(self, start: int) -> bool:
        """Whether a phrase belongs to something named or called right before it: "the Sindh government", "club president"."""
        before = _LAST_WORD.search(self.text[max(0, start - 30) : start])
        if before is None:
            return False
        word = fold(before[1])
        if before[1][0].isupper():
            return word not in self.lex.openers and word not in self.lex.article_words and word not in self.lex.title_words
        return word in self.lex.body_nouns

    def _second_field(self, start: int, end: int, entry: Entry) -> re.Match[str] | None:
        """The rest of "Ministry of Health and Welfare", where the second field is none that we know."""
        last = self.folded[start:end].rsplit(" ", 1)[-1]
        if entry.form != "ministry" or last in self.lex.words["ministry"] or not self.text[end - len(last)].isupper():
            return None
        joiner = self.lex.joiner.match(self.folded, end)
        if not joiner or joiner.end() in self.hit_at or not self.text[joiner.end() : joiner.end() + 1].isupper():
            return None
        return _WORD.match(self.text, joiner.end())

    def _owned(self, start: int) -> bool:
        """Whether a known body stands right before a role: "World Bank President"."""
        before = [hit for hit in self.hits if hit[1] in (start - 1, start - 3)]
        return any(entry.kind == "organisation" for _, _, entry in before)

    # -- learning --

    def learn(self, states: list[Name]) -> list[tuple[int, int]]:
        """Learn names from capitalised runs; returns the spans of single words that may be parts of them."""
        covered = sorted(
            [(n.start, n.end, n) for n in states]
            + [(s, e, None) for s, e, entry in self.hits if entry.kind != "country"]
            + [(s, e, None) for s, e in self.roles],
            key=lambda c: c[0],
        )
        begins = [c[0] for c in covered]

        def starts(offset: int) -> tuple[int, int, Name | None] | None:
            at = bisect_right(begins, offset) - 1
            return covered[at] if at >= 0 and offset < covered[at][1] else None

        spans: list[tuple[int, int]] = []
        for run in self._joined(_runs(self.text, self.lex), starts):
            for words, opening in self._pieces(run, starts):
                spans.append((words[0][0], words[-1][1]))
                self._learn(words, opening, states)
        return spans

    def _joined(self, runs: list[Run], known_at: Known) -> list[Run]:
        """Runs with those joined that one body's name holds: "the Crops and Livestock Fund"."""
        out: list[Run] = []
        for run in runs:
            last = out[-1] if out else None
            joiner = self.lex.joiner.fullmatch(self.folded, last.end, run.start) if last else None
            if (
                last
                and joiner
                and len(last.words) <= 2
                and fold(run.words[-1][2]) in self.lex.heads
                and len(run.words) > 1
                and self.lex.articles.search(self.folded[max(0, last.start - 8) : last.start])
                and not any(known_at(start) for start, _, _ in (*last.words, run.words[0]))
            ):
                between = [(last.end + 1, run.start - 1, self.text[last.end + 1 : run.start - 1])]
                last.words = [*last.words, *between, *run.words]
            else:
                out.append(run)
        return out

    def _pieces(self, run: Run, known_at: Known) -> list[tuple[list[tuple[int, int, str]], bool]]:
        """The parts of a run that are names of their own: without what is known, without words that only open a sentence."""
        words, opening = list(run.words), run.opening
        while words and not known_at(words[0][0]) and self._leads(words, opening):
            words, opening = words[1:], False
            while words and words[0][2] in self.lex.connectors:
                words = words[1:]
        if not words:
            return []
        split = self._employer(words, known_at) or self._owner(words, known_at)
        if split:
            rest = Run(words[split:], False)
            while rest.words[0][2] in self.lex.connectors:
                rest.words = rest.words[1:]
            return [*self._pieces(Run(words[:split], opening), known_at), *self._pieces(rest, known_at)]
        if self._is_body(words, known_at):
            return [(words, opening)]
        pieces: list[tuple[list[tuple[int, int, str]], bool]] = []
        piece: list[tuple[int, int, str]] = []
        for word in words:
            known = known_at(word[0])
            if known and piece and known[2] and known[2].form in ("name", "capital") and fold(piece[-1][2]) in self.lex.given:
                piece.append(word)  # "Pedro Lima"
            elif known:
                if piece and not self._variant(piece, known[0]):
                    pieces.append((piece, opening))
                piece, opening = [], False
            else:
                piece.append(word)
        if piece:
            pieces.append((piece, opening))
        out = []
        for piece, is_opening in pieces:
            while piece and (piece[0][2] in self.lex.connectors or self._day(piece[0])):
                piece = piece[1:]
            while piece and (piece[-1][2] in self.lex.connectors or self._day(piece[-1])):
                piece = piece[:-1]
            if piece:
                out.append((piece, is_opening))
        return out

    def _variant(self, piece: list[tuple[int, int, str]], at: int) -> bool:
        """Whether words before a known surname spell the given name of its bearer in another way: "Volodimir Zelenski"."""
        _, entry = self.hit_at.get(at, (0, None))
        if entry is None or entry.kind != "person" or entry.form != "part" or piece[-1][1] + 1 != at:
            return False
        given = fold(entry.id).split()[: len(piece)]
        return fuzz.ratio(" ".join(given), " ".join(fold(w) for _, _, w in piece)) >= 75

    def _employer(self, words: list[tuple[int, int, str]], known_at: Known) -> int:
        """Where "Joost Vermaas of the Harbour Foundation" parts into a person and a body; 0 where it does not."""
        if len(words) < 4 or fold(words[0][2]) not in self.lex.given:
            return 0
        for i in range(2, len(words) - 1):
            if words[i][2] in self.lex.connectors:
                after = next((j for j in range(i, len(words)) if words[j][2] not in self.lex.connectors), None)
                if after is None:
                    return 0
                body = known_at(words[after][0]) or any(fold(word) in self.lex.heads for _, _, word in words[after:])
                return i if body else 0
        return 0

    def _owner(self, words: list[tuple[int, int, str]], known_at: Known) -> int:
        """Where a name ends and "of the World Bank" begins; 0 where it does not."""
        for i in range(2, len(words) - 1):
            if words[i][2] in self.lex.connectors and fold(words[i - 1][2]) in self.lex.heads:
                after = next((j for j in range(i, len(words)) if words[j][2] not in self.lex.connectors), None)
                known = known_at(words[after][0]) if after is not None else None
                if known and known[2] is None:
                    return i
        return 0

    def _leads(self, words: list[tuple[int, int, str]], opening: bool) -> bool:
        """Whether the first word of a run only stands before a name: an opener, a day, a title."""
        first = fold(words[0][2])
        if self._day(words[0]):
            return True
        rest = [fold(w) for _, _, w in words[1:]]
        if rest and first.rstrip(".") in self.lex.title_words and first not in self.lex.heads and rest[0] not in self.lex.heads:
            return True
        return first in (self.lex.openers if opening else self.lex.article_words)

    def _day(self, word: tuple[int, int, str]) -> bool:
        """Whether a word is a day or month; a short one only before a full stop or figure ("Feb. 3", but "Viña del Mar")."""
        if word[2] not in self.lex.days:
            return False
        return (
            len(word[2]) > 4
            or self.text[word[1] : word[1] + 1] == "."
            or re.match(r"\s\d", self.text[word[1] : word[1] + 2]) is not None
        )

    def _is_body(self, words: list[tuple[int, int, str]], known_at: Known) -> bool:
        """Whether a run that holds known names is one body's name: "National Bank of Ukraine", "Turkish Airlines"."""
        if len(words) < 2 or _title_case(self.text, words[0][0], words[-1][1]):
            return False
        for start, end, _ in words:
            known = known_at(start)
            if known and known[0] <= words[0][0] and known[1] >= words[-1][1]:
                return False  # known as a whole
            if known and known[2] is not None and known[2].form in STATE_FORMS - {"capital"}:
                return False
            if known and known[2] is None and known[1] > end:
                return False
        folded = [fold(w) for _, _, w in words]
        if folded[-1].rstrip(".") in self.lex.heads and folded[-1] not in self.lex.words["government"]:
            return True
        noun = re.match(r" ([^\W\d_]+)", self.folded[words[-1][1] : words[-1][1] + 20])
        if noun and noun[1] in self.lex.body_nouns and not known_at(words[0][0]):
            return True
        return any(a in self.lex.heads and b in self.lex.connectors for a, b in pairwise(folded))

    def _learn(self, words: list[tuple[int, int, str]], opening: bool, states: list[Name]) -> None:
        text = " ".join(w for _, _, w in words)
        start, end = words[0][0], words[-1][1]
        if len(words) == 1 and ((opening and not self._introduced(end, text)) or any(c.isdigit() for c in text)):
            return
        if len(words) == 1 and (text in self.lex.no_names or self._adjective(end, text) or fold(text) in self.lex.common):
            return
        if _title_case(self.text, start, end):
            return
        kind, country = self._kind(words, states)
        key = fold(text)
        item = self.learned.setdefault(key, Learned(text, kind, country))
        if kind == "person" and item.kind != "person" and not self._body_like(words):
            item.kind = "person"
        item.country = item.country or country
        self._alias(item, words)
        bracket = _BRACKET.match(self.text, end)
        if bracket and item.kind != "person" and _initials_fit(bracket[1], text):
            short = fold(bracket[1])
            known = self.hit_at.get(bracket.start(1))
            if known and known[1].kind == "organisation":
                item.id = known[1].id
            else:
                self.aliases.setdefault(short, item)

    def _introduced(self, end: int, word: str) -> bool:
        """Whether a single word that opens a sentence is introduced as a name: "Codelco, the state-owned miner, ..."."""
        if word.endswith("s") or f" {word.lower()}" in self.text:
            return False
        if self.lex.apposed.match(self.folded, end) is not None:
            return True
        # "Shell betaalt ... Shell ..."; "KBC lends ...": named more than once, or in capitals, and it pays or gets
        after = _NEXT_WORD.match(self.folded, end)
        if after is None or fold(word) in self.lex.openers:
            return False
        named = (word.isupper() and len(word) > 1) or self.text.count(word) > 1
        return named and after[1] in _acts(self.lang)

    def _adjective(self, end: int, word: str) -> bool:
        """Whether a capitalised word is an adjective of a town: "de Amsterdamse club"."""
        return (
            word.endswith(self.lex.adjective_endings or ("\0",))
            and re.match(r" [^\W\d_A-Z]", self.text[end : end + 2]) is not None
        )

    def _alias(self, item: Learned, words: list[tuple[int, int, str]]) -> None:
        folded = [fold(w) for _, _, w in words]
        self.aliases.setdefault(" ".join(folded), item)
        if len(words) < 2:
            return
        if item.kind == "person":
            for i in range(1, len(folded)):
                self.aliases.setdefault(" ".join(folded[i:]), item)
        elif item.kind in ("organisation", "programme"):
            first = folded[0]
            if first not in self.lex.openers and first not in self.lex.heads and len(first) > 2:
                self.aliases.setdefault(first, item)

    def _body_like(self, words: list[tuple[int, int, str]]) -> bool:
        folded = [fold(w).rstrip(".") for _, _, w in words]
        return folded[-1] in self.lex.heads or any(any(c.isdigit() for c in w) for w in folded)

    def _kind(self, words: list[tuple[int, int, str]], states: list[Name]) -> tuple[str, str | None]:
        """What a learned name is, from its own words and those around; and for whom a person acts."""
        start, end = words[0][0], words[-1][1]
        folded = [fold(w) for _, _, w in words]
        before = self.folded[max(0, start - 40) : start]
        if self._body_like(words) or any(a in self.lex.heads and b in self.lex.connectors for a, b in pairwise(folded)):
            return ("programme" if folded[-1] in self.lex.money_heads else "organisation"), None
        first = bisect_left(states, start - _TITLE, key=lambda n: n.start)
        near = states[first : bisect_left(states, end + 9, lo=first, key=lambda n: n.start)]
        leaders = [n for n in near if n.form == "leader"]
        leader = next((n for n in leaders if n.end < start <= n.end + 3 and not self.text[n.end : start].strip(" ,")), None)
        if leader:
            return "person", leader.id
        after = next((n for n in leaders if end < n.start <= end + 8 and self.text[end] == ","), None)
        if after and len(words) >= 2:
            return "person", after.id
        if folded[-1] in self.lex.places or folded[0] in self.lex.places:
            return "place", None
        if self.lex.titles.search(before):
            return "person", None
        if 2 <= len(words) <= 4 and self.lex.titled_after.match(self.folded, end):
            return "person", None
        previous = re.search(r"([^\W\d_]+)\s+$", before)
        if previous and previous[1] in self.lex.body_nouns:
            return "organisation", None
        if len(words) >= 2 and folded[0] in self.lex.given:
            return "person", None
        if len(words) == 1 and self.lex.locative.search(before):
            return "place", None
        if 2 <= len(words) <= 4 and (aside := _ASIDE.match(self.text, end)):
            return ("organisation" if aside[1] and _initials_fit(aside[1], " ".join(folded)) else "person"), None
        return "organisation", None

    def from_model(self, model: str) -> list[Name]:
        """What a trained pipeline finds: persons correct what was learned, the rest joins where nothing else was found."""
        out = []
        for span in _pipeline(model)(self.text).ents:
            kind = _MODEL_KINDS.get(span.label_)
            if kind is None:
                continue
            learned = self.aliases.get(fold(span.text))
            if learned and kind == "person":
                learned.kind = kind
            out.append(Name(span.start_char, span.end_char, span.text, learned.id if learned else span.text, kind))
        return out

    def known_people(self) -> None:
        """A known person named in full goes by the surname afterwards, as any other does."""
        for start, end, entry in self.hits:
            if entry.kind == "person" and " " in entry.term:
                item = Learned(entry.id, "person", entry.country)
                words = self.folded[start:end].split()
                for i in range(1, len(words)):
                    self.aliases.setdefault(" ".join(words[i:]), item)

    def persons_by_surname(self, spans: list[tuple[int, int]]) -> None:
        """An unknown name of two or three words whose last one returns by itself, and whose first does not, is a person's."""
        alone = {self.text[start:end] for start, end in spans if " " not in self.text[start:end]}
        for item in self.learned.values():
            words = item.id.split()
            if (
                item.kind == "organisation"
                and 2 <= len(words) <= 3
                and words[-1] in alone
                and words[0] not in alone
                and not self._heads(words)
            ):
                item.kind = "person"
                for i in range(1, len(words)):
                    self.aliases.setdefault(fold(" ".join(words[i:])), item)

    def _heads(self, words: list[str]) -> bool:
        if any(fold(words[-1]).endswith(head) for head in self.lex.heads if len(head) >= 4):
            return True
        return any(fold(word).rstrip(".") in self.lex.heads or word.isupper() or not word[0].isupper() for word in words)

    def _body_called(self, head: str, at: int) -> str | None:
        """The body whose name ends or begins with a word, the last one before: "the Bank" of the World Bank."""
        if head not in self._bodies:
            known = [(start, e.id) for start, _, e in self.hits if e.kind == "organisation" and e.id and _edge(head, e.term)]
            learned = {i.id for i in self.learned.values() if i.kind == "organisation" and _edge(head, i.id)}
            known += [(self.folded.find(fold(name)), name) for name in learned]
            self._bodies[head] = sorted(body for body in known if body[0] >= 0)
        bodies = self._bodies[head]
        last = bisect_left(bodies, (at,)) - 1
        return bodies[last][1] if last >= 0 else None

    # -- all together --

    def names(self) -> list[Name]:
        states = self._states()
        self.known_people()
        spans = self.learn(states)
        self.persons_by_surname(spans)
        model = os.environ.get(MODEL_VARIABLE)
        more = self.from_model(model) if model else []
        out: list[Name] = []
        taken: list[tuple[int, int]] = []
        for start, end in spans:
            word = fold(self.text[start:end])
            item = self.aliases.get(word)
            if item is None:
                if word in self.lex.heads and self.lex.articles.search(self.folded[max(0, start - 8) : start]):
                    body = self._body_called(word, start) or self.text[start:end]
                    out.append(Name(start, end, self.text[start:end], body, "organisation", "part"))
                    taken.append((start, end))
                continue
            full = item.id == self.text[start:end]
            out.append(Name(start, end, self.text[start:end], item.id, item.kind, "name" if full else "part", item.country))
            taken.append((start, end))
        bounds = sorted(taken)
        covered = _Cover(bounds)
        out += [n for n in states if not covered.meets(n.start, n.end)]
        for start, end, entry in self.hits:
            if entry.kind != "country" and not covered.meets(start, end):
                out.append(Name(start, end, self.text[start:end], entry.id, entry.kind, entry.form, entry.country))
        if more:
            covered = _Cover(sorted((n.start, n.end) for n in out))
            out += [n for n in more if not covered.meets(n.start, n.end)]
        out.sort(key=lambda n: (n.start, -n.end))
        return self._in_office(out)

    def _in_office(self, found: list[Name]) -> list[Name]:
        """Persons whose office the article states somewhere act for that state everywhere in it."""
        acts: dict[str, str] = {}
        for at, (before, name) in enumerate(pairwise(found)):
            if name.kind == "person" and before.form == "leader" and self.text[before.end : name.start] in (" ", ", "):
                if name.country and before.start not in self.owned:
                    found[at] = replace(before, id=name.country)
                else:
                    acts.setdefault(name.id, before.id)
        for name, after in pairwise(found):
            if (
                name.kind == "person"
                and after.form == "leader"
                and re.fullmatch(r",(?: \w+){0,2} ", self.text[name.end : after.start])
            ):
                acts.setdefault(name.id, after.id)
        return [replace(n, country=acts.get(n.id, n.country)) if n.kind == "person" else n for n in found]


class _Cover:
    """Whether a span meets any of a sorted row of spans; asked in ascending order."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._starts, self._spans = [s for s, _ in spans], spans

    def meets(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return at > 0 and self._spans[at - 1][1] > start


# --- the component -------------------------------------------------------------------------------


def names(article: Article) -> list[Name]:
    """The names of an article in order of appearance; found once and kept in `article.shared`."""
    if "names" not in article.shared:
        article.shared["names"] = _Finder(article).names()
    found: list[Name] = article.shared["names"]
    return found


def component(article: Article, _mentions: list[Mention]) -> list[Problem]:
    """Fill `article.shared["names"]` for the components after this one."""
    names(article)
    return []
