"""Names that an article itself teaches: a full name first and a surname later, an abbreviation in brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from factbase import knowledge
from factbase.extract.names.name import STATE_FORMS, Name
from factbase.extract.names.runs import WORD, Run, runs, title_case
from factbase.extract.names.terms import Terms
from factbase.normalise.folding import fold

Known = Callable[[int], "tuple[int, int, Name | None] | None"]
"""The known span that holds an offset; its name where it stands for a state."""

_WORDS = 14  # words of the longest name in parts that a comma parts
_RETURNS = 100  # places of a word that are looked at for the whole name: more no real article has
_INSIDE = re.compile(r"[\w-]")
_INITIALS = 2
_TITLE = 250  # characters that a leader's title may take before a person's name
_BRACKET = re.compile(r"\s\(\s*[\"'“‘]?([^\W\d_][\w&+.-]{1,11})[\"'”’]?\s*[),;]")
_ASIDE = re.compile(r",\s+\d\d\b|\s+\((?:\d\d|([A-Z][A-Za-z0-9-]{1,11})|[A-Z][\w-]+(?: [A-Z][\w-]+){1,2})\)")
_DATELINE_END = re.compile(r"[,\w .]{0,20}\s?(?:[-–—]{1,2}|:)\s")
_FIGURE = re.compile(r"\s?(?=\d)|[$£€¥₹]")
_AT_FIGURE = re.compile(r"\d ?(?:[^\W\d_]{1,8}\.? )?[A-Z]{3}(?![^\W_])|(?<![^\W_])[A-Z]{3} ?\d")
_TOWN_END = re.compile(r"\s?(?:\(|[-–—]{1,2}\s|:\s|,\s)")
_NUMBERED = re.compile(r"[A-Z][a-z]{3,}\d{1,3}")
"""A coined name with a number in it: "Section27", "Giro555"; "F16" and "Mk2" are models."""
_YEAR = re.compile(r" (?:19|20)\d\d ")
_SOME = 3  # words before a year within a name
_COINED = re.compile(r"[^\W\d_]{3}(?<=[a-z])[A-Z]")
_LETTERS = re.compile(r"[A-Z]{3,6}")
_OWNER = re.compile(r"([^\W\d_]+)['’]s $")
_NICK_OPENS, _NICK_ENDS = re.compile(r" [\"'“‘„]"), re.compile(r"[\"'”’] ")
_SAYS = re.compile(r": [\"“„«‘'](?=\w)")
_LISTED = re.compile(r"[A-Z]\w+,? (?:[a-z]{1,3}|&) $")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


@dataclass(slots=True)
class Learned:
    """A name taken from the article: its kind, for whom a person acts, where it is first named, and under what else it goes."""

    id: str
    kind: str
    country: str | None = None
    at: int = 0


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


def _edge(word: str, name: str) -> bool:
    """Whether a name begins or ends with a word."""
    words = fold(name).split()
    return bool(words) and word in (words[0], words[-1])


@lru_cache(maxsize=8)
def _act_words(lang: str, _state: int) -> frozenset[str]:
    verbs: dict[str, list[str]] = knowledge.read(f"lang/{lang}/parties.yaml").get("verbs", {})
    says = knowledge.read(f"lang/{lang}/speech.yaml") if any(True for _ in knowledge.places(f"lang/{lang}/speech.yaml")) else {}
    saying = [*says.get("verbs", ()), *(first for frame in says.get("frames", ()) for first in frame[0])]
    some = frozenset(fold(str(verb).split(" ")[0]) for row in (*verbs.values(), saying) for verb in row)
    return some - frozenset(map(fold, says.get("auxiliaries", ())))


def _acts(lang: str) -> frozenset[str]:
    """The first words of the verbs by which one pays, gets or says; empty where a language has none written down."""
    name = f"lang/{lang}/parties.yaml"
    return _act_words(lang, id(knowledge.read(name))) if any(True for _ in knowledge.places(name)) else frozenset()


class Learner:
    """Learns the names of one article from its capitalised runs.

    Attributes:
        learned: what was learned, by the folded name.
        aliases: the same by everything else that it goes by.
    """

    def __init__(self, terms: Terms) -> None:
        self._alone: dict[tuple[str, str], bool] = {}  # whether words of a name also stand without its first
        self.terms = terms
        self.text, self.folded, self.lang, self.lex, self.hits = terms.text, terms.folded, terms.lang, terms.lex, terms.hits
        self.learned: dict[str, Learned] = {}
        self.aliases: dict[str, Learned] = {}
        self._places: dict[str, list[int]] = {}  # where each capitalised word stands
        self._bodies: dict[str, list[tuple[int, str]]] = {}  # by the first or last word of their names, as they appear

    def learn(self, states: list[Name]) -> list[tuple[int, int]]:
        """Learn names from capitalised runs; returns the spans of single words that may be parts of them."""
        covered = sorted(
            [(n.start, n.end, n) for n in states]
            + [(s, e, None) for s, e, entry in self.hits if entry.kind not in ("country", "place")]
            + [(s, e, None) for s, e in (*self.terms.roles, *self.terms.sums)],
            key=lambda c: c[:2],
        )
        begins = [c[0] for c in covered]

        def starts(offset: int) -> tuple[int, int, Name | None] | None:
            at = bisect_right(begins, offset) - 1
            return covered[at] if at >= 0 and offset < covered[at][1] else None

        self._known_people()
        self._known_letters(states)
        spans: list[tuple[int, int]] = []
        found = runs(self.text, self.lex)
        place = 0  # where the known place last met ends
        for run in found:
            for start, _, word in run.words:
                self._places.setdefault(word, []).append(start)
        for run in self._whole(found, starts):
            for words, opening in self._pieces(run, starts):
                first, last = words[0][0], words[-1][1]
                place = self.terms.at[first][0] if self._place(first) else place
                if last < place or (last == place and not self._place(first)):
                    continue  # "Rio Grande do Sul"
                spans.append((words[0][0], words[-1][1]))
                self._learn(words, opening, states)
        self._persons_by_surname(spans)
        self._full_names(spans)
        self._by_initials()
        return spans

    def _whole(self, runs: list[Run], known_at: Known) -> list[Run]:
        """Runs with those joined that one body's name holds: "the Crops and Livestock Fund"."""
        out: list[Run] = []
        for run in runs:
            last = out[-1] if out else None
            if self._nicknamed(out, run) or self._sorted(out, run):
                out[-2:] = [Run([*out[-2].words, *run.words], out[-2].opening)]
                continue
            joiner = self.lex.joiner.fullmatch(self.folded, last.end, run.start) if last else None
            council = self.lex.councils.match(self.folded, run.end)
            if council and fold(run.words[-1][2]) in self.lex.openers:
                council = None  # "The council said"
            if council and len(run.words) <= 2 and not any(known_at(start) for start, _, _ in run.words):
                words = [*run.words, (council.start(1), council.end(1), council[1])]
                if last and joiner and len(last.words) <= 2 and not known_at(last.words[0][0]):
                    words = [*last.words, (last.end + 1, run.start - 1, self.text[last.end + 1 : run.start - 1]), *words]
                    out.pop()
                out.append(Run(words, (last or run).opening))  # "Hammersmith and Fulham council"
                continue
            if last and self._dated(last, run):
                last.words = [*last.words, (last.end + 1, run.start - 1, self.text[last.end + 1 : run.start - 1]), *run.words]
                continue
            if last and self._ampersand(last, run, known_at):
                ands = [(last.end + 1, last.end + 2, "&")]
                last.words = [*last.words, *ands, *run.words]
                self._with_list(out)
                continue
            if (
                last
                and joiner
                and len(last.words) <= 4
                and fold(run.words[-1][2]) in self.lex.heads
                and fold(last.words[-1][2]) not in self.lex.heads
                and len(run.words) > 1
                and (self._behind_article(last) or self._abbreviated(last.start, run.end))
                and not any(self._named(start, known_at) for start, _, _ in (*self._own_words(last, known_at), run.words[0]))
            ):
                between = [(last.end + 1, run.start - 1, self.text[last.end + 1 : run.start - 1])]
                last.words = [*last.words, *between, *run.words]
                self._with_list(out)
            else:
                out.append(run)
        return out

    def _behind_article(self, run: Run) -> bool:
        """Whether an article stands before a run, or opens it where it opens a sentence."""
        before = self.folded[max(0, run.start - 8) : run.start]
        return self.lex.articles.search(before) is not None or fold(run.words[0][2]) in self.lex.article_words

    def _own_words(self, run: Run, known_at: Known) -> list[tuple[int, int, str]]:
        """A run's words without the place that its body is of: "the Dubai Electricity" of its Electricity and Water Authority."""
        words = run.words[fold(run.words[0][2]) in self.lex.article_words :]
        place = known_at(words[0][0]) if len(words) > 1 else None
        return words[1:] if place and place[2] and place[2].form in ("name", "capital") else words

    def _nicknamed(self, before: list[Run], run: Run) -> bool:
        """Whether a run ends a person's name that a nickname in quotation marks parts: "Senator Maria 'Mimi' Reyes"."""
        if len(before) < 2 or len(before[-1].words) > 2 or len(run.words) > 2:
            return False
        first, nick = before[-2:]
        opens, ends = self.text[first.end : nick.start], self.text[nick.end : run.start]
        if not _NICK_OPENS.fullmatch(opens) or not _NICK_ENDS.fullmatch(ends):
            return False
        given = fold(first.words[-1][2]) in self.lex.given or self._title(first.words)
        return given or self.lex.titles.search(self.folded[max(0, first.start - 60) : first.start]) is not None

    def _sorted(self, before: list[Run], run: Run) -> bool:
        """Whether brackets within a name say which of several it is: "the Reef Repair (Islands) Fund"."""
        if len(before) < 2 or len(before[-1].words) > 1 or fold(run.words[0][2]) not in self.lex.money_heads:
            return False
        first, inner = before[-2:]
        return self.text[first.end : inner.start] == " (" and self.text[inner.end : run.start] == ") "

    def _abbreviated(self, start: int, end: int) -> bool:
        """Whether letters in brackets stand for all of a span: "National Risk and Management Council (NRMC)"."""
        bracket = _BRACKET.match(self.text, end)
        return bracket is not None and len(bracket[1]) > 3 and _initials_fit(bracket[1], self.text[start:end])

    def _ampersand(self, last: Run, run: Run, known_at: Known) -> bool:
        """Whether an "&" joins two runs to one name: "Karel Bond & Company"."""
        if self.text[last.end : run.start] != " & " or title_case(self.text, last.start, run.end):
            return False
        return not any(known_at(start) for start, _, _ in (*last.words, run.words[0]))

    def _dated(self, last: Run, run: Run) -> bool:
        """Whether a year stands within a programme's name: "the Coast 2050 Long-Term Plan"."""
        year = _YEAR.fullmatch(self.text, last.end, run.start)
        head = fold(run.words[-1][2])
        money = head in self.lex.money_heads or any(head.endswith(one) for one in self.lex.money_heads if len(one) > _SOME)
        if year is None or not money or fold(last.words[-1][2]) in self.lex.heads:
            return False
        return self._behind_article(last) and last.words[-1][2] not in self.lex.days and len(last.words) <= _SOME

    def _with_list(self, out: list[Run]) -> None:
        """Join the last run to the one before its comma, as one programme: "the Transport, Trade & Skills Project"."""
        if len(out) < 2 or fold(out[-1].words[-1][2]) not in self.lex.money_heads:
            return
        first, last = out[-2:]
        if (
            self.text[first.end : last.start] == ", "
            and len(first.words) + len(last.words) <= _WORDS
            and fold(first.words[-1][2]) not in self.lex.heads
            and self.lex.articles.search(self.folded[max(0, first.start - 8) : first.start])
        ):
            start, end, word = first.words[-1]
            first.words = [*first.words[:-1], (start, end + 1, word + ","), *last.words]
            out.pop()

    def _named(self, start: int, known_at: Known) -> bool:
        """Whether a word is known, and is no adjective that may open a body's name: "the European Growth and Skills Fund"."""
        known = known_at(start)
        return known is not None and (known[2] is None or known[2].form != "adjective")

    def _pieces(self, run: Run, known_at: Known) -> list[tuple[list[tuple[int, int, str]], bool]]:
        """The parts of a run that are names of their own: without what is known, without words that only open a sentence."""
        words, opening = list(run.words), run.opening
        while words and not (known_at(words[0][0]) or self._place(words[0][0])) and self._leads(words, opening):
            words, opening = words[1:], False
            while words and words[0][2] in self.lex.connectors:
                words = words[1:]
        while words and self._sign(words[-1]):
            words = words[:-1]
            while words and words[-1][2] in self.lex.connectors:
                words = words[:-1]
        if not words:
            return []
        person = self._titled(words) or self._behind_fields(words)
        if person:
            words, opening = words[person:], False
        elif given := self._given_behind(words, known_at):
            body = any(self._head(word) or known_at(start) for start, _, word in words[:given])
            return [*(self._pieces(Run(words[:given], opening), known_at) if body else ()), (words[given:], False)]
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
            elif known and piece and self._branch(piece, known) and (not opening or self._returns(piece, word)):
                piece.append(word)  # "Arvo France Logistique"
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
            while piece and (
                piece[-1][2] in self.lex.connectors
                or self._day(piece[-1])
                or self._sign(piece[-1])
                or (len(piece) > 2 and piece[-1][2] in self.lex.behind_names)
            ):
                piece = piece[:-1]
            if self._of_fields(piece):
                out += [(piece[:1], is_opening), (piece[2:], False)]
            elif piece:
                out.append((piece, is_opening))
        return out

    def _place(self, at: int) -> bool:
        """Whether a known place begins here, whose first word could open a sentence: "New Jersey"."""
        return at in self.terms.at and self.terms.at[at][1].kind == "place"

    def _branch(self, piece: list[tuple[int, int, str]], known: tuple[int, int, Name | None]) -> bool:
        """Whether a country's plain name behind a name is its branch there and no other party: "Arvo Nederland"."""
        start, end, name = known
        land = name.form == "name" and name.kind == "country" if name else self.folded[start:end] in self.lex.towns
        if not land or piece[-1][1] + 1 != start:
            return False
        words = [fold(word) for _, _, word in piece]
        plain = words[0] in self.lex.given or set(words) & self.lex.common - self.lex.field_words
        return not plain and not title_case(self.text, piece[0][0], end)

    def _returns(self, piece: list[tuple[int, int, str]], word: tuple[int, int, str]) -> bool:
        """Whether words that open a sentence, with the land behind them, are a name: of several words, or one that returns."""
        return len(piece) > 1 or len(self._standing([*piece, word])) > 1

    def _variant(self, piece: list[tuple[int, int, str]], at: int) -> bool:
        """Whether words before a known surname spell the given name of its bearer in another way: "Volodimir Zelenski"."""
        _, entry = self.terms.at.get(at, (0, None))
        if entry is None or entry.kind != "person" or entry.form != "part" or piece[-1][1] + 1 != at:
            return False
        given = fold(entry.id).split()[: len(piece)]
        return fuzz.ratio(" ".join(given), " ".join(fold(w) for _, _, w in piece)) >= 75

    def _employer(self, words: list[tuple[int, int, str]], known_at: Known) -> int:
        """Where "Joost Vermaas of the Harbour Foundation" parts into a person and a body; 0 where it does not."""
        if self._of_fields(words):
            return 1
        if len(words) > 3 and all(fold(word) in self.lex.given for _, _, word in words[:2]):
            return 0  # "Gert Jan van der Hove": a surname follows two given names
        for i in range(2, len(words) - 1):
            capitals = sum(word[0].isupper() and not known_at(at) for at, _, word in words[:i])
            person = capitals >= 2 and words[i - 1][2][0].isupper()
            if person and words[i][2] in self.lex.employs and not any(self._head(word) for _, _, word in words[:i]):
                return i
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

    def _of_fields(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether a surname alone stands behind a title and before what it is for: "minister Keijzer van Kust en Haven"."""
        if len(words) < 3 or words[1][2] not in self.lex.employs or not words[2][2][0].isupper():
            return False
        field = fold(words[2][2])
        row = self.lex.joiner.match(self.folded, words[2][1]) is not None
        if not (row or len(words) > 3 or field in self.lex.field_words or field in self.lex.towns):
            return False  # "wethouder Huib van Olden"
        surname = f"{words[1][2].capitalize()} {words[2][2]}"
        if fold(words[0][2]) in self.lex.given or surname in self.text:  # "burgemeester Eva van Dam", who is "Van Dam" later
            return False
        return self.lex.titles.search(self.folded[max(0, words[0][0] - 40) : words[0][0]]) is not None

    def _head(self, word: str) -> bool:
        folded = fold(word)
        return folded in self.lex.heads or folded in self.lex.places or any(folded.endswith(h) for h in self.lex.long_heads)

    def _owner(self, words: list[tuple[int, int, str]], known_at: Known) -> int:
        """Where a name ends and "of the World Bank" begins; 0 where it does not."""
        for i in range(2, len(words) - 1):
            if words[i][2] in self.lex.connectors and fold(words[i - 1][2]) in self.lex.heads:
                after = next((j for j in range(i, len(words)) if words[j][2] not in self.lex.connectors), None)
                known = known_at(words[after][0]) if after is not None else None
                if known and known[2] is None:
                    return i
                money = fold(words[i - 1][2]) in self.lex.money_heads and words[i][2] == self.lex.words["of"][0]
                if money and after is not None and len(words) - after > 1 and fold(words[-1][2]) in self.lex.heads:
                    return i  # "the Reef Strong Fund of the Coast Community Foundation"
        return 0

    def _leads(self, words: list[tuple[int, int, str]], opening: bool) -> bool:
        """Whether the first word of a run only stands before a name: an opener, a day, a title."""
        first = fold(words[0][2])
        if self._day(words[0]):
            return True
        rest = [fold(w) for _, _, w in words[1:]]
        if rest and self._title(words) and rest[0] not in self.lex.heads:
            return True
        if rest and self._town_adjective(words):
            return True
        if opening and rest and self._noun_before(words):
            return True
        return first in (self.lex.openers if opening else self.lex.article_words)

    def _title(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether a run begins with a title: "Chief Executive Eva Maas", "Unie-voorzitter Eva Maas"; not "Financial Times"."""
        first = fold(words[0][2])
        if first in self.lex.heads:
            return False
        stem, _, last = first.rstrip(".").rpartition("-")
        if last in self.lex.last_title_words or (stem and last in self.lex.leader_words):
            return True
        if first.endswith(self.lex.long_titles) and first not in self.lex.given:
            return True  # "Cultuurwethouder Eva Maas"
        phrase = first
        for _, _, word in words[1:-1]:
            phrase += " " + fold(word)
            if phrase in self.lex.title_phrases:
                return True
        return False

    def _titled(self, words: list[tuple[int, int, str]]) -> int:
        """Where the person begins behind a title that no list holds: "Harbours Secretary Eva Maas"; 0 where there is none."""
        for at in range(len(words) - 2, 1, -1):
            before = fold(words[at - 1][2])
            if before in self.lex.last_title_words and before not in self.lex.heads and words[at][2][0].isupper():
                person = fold(words[at][2]) in self.lex.given or len(words) - at == 2
                return at if person and not any(self._head(word) for _, _, word in words[at:]) else 0
        return 0

    def _behind_fields(self, words: list[tuple[int, int, str]]) -> int:
        """Where a person begins behind what his office is for: "Commissioner for Coastal Ties Jozef Sekera"; else 0."""
        if len(words) < 3 or not self.lex.office_for.search(self.folded[max(0, words[0][0] - 40) : words[0][0]]):
            return 0
        last = fold(words[-1][2])
        plain = last in self.lex.field_words or last.endswith(self.lex.plurals) or self._head(words[-1][2])
        return 0 if plain or not words[-2][2][0].isupper() else len(words) - 2

    def _given_behind(self, words: list[tuple[int, int, str]], known_at: Known) -> int:
        """Where a person begins behind what he answers for: "Harbours and Small Enterprise Anders Holm"; 0 where none does."""
        at = len(words) - 2
        letters = at == 1 and len(words[0][2]) > 2 and sum(map(str.isupper, words[0][2])) > 2  # "in charge of the RBA Eva Maas"
        if (at < 2 and not letters) or fold(words[at][2]) not in self.lex.given or not words[at - 1][2][0].isupper():
            return 0
        before, last = fold(words[at - 1][2]), words[-1][2]
        plain = before not in self.lex.given and before not in self.lex.connectors and last[0].isupper()
        return at if plain and not self._head(last) and not known_at(words[at][0]) and not known_at(words[-1][0]) else 0

    def _town_adjective(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether the first word of a run is the adjective of a town before a name: "het Gentse Arvalto Security"."""
        first, second = words[0][2], words[1][2]
        start = words[0][0]
        if not self.lex.articles.search(self.folded[max(0, start - 8) : start]):
            return False
        if not self.lex.adjective_endings or not first.endswith(self.lex.adjective_endings) or not second[0].isupper():
            return False
        return not any(self._head(word) for _, _, word in words[1:]) and fold(first) not in self.lex.given

    def _noun_before(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether the capital of a sentence's first word makes it no name: "Chipmaker Arvo", "Supermarktketen Boni".

        It says what sort of body follows, or what follows is named without it elsewhere; a word that may itself belong to a
        name ("Bank Mandiri", "Club Brugge") only then.
        """
        first, rest = fold(words[0][2]), self.text[words[1][0] : words[-1][1]]
        if words[1][2] in self.lex.connectors or first in self.lex.given:
            return False
        key = words[0][2], rest
        alone = self._alone.get(key)
        if alone is None:
            behind = words[0][2] + " "
            alone = any(self.text[max(0, at - len(behind)) : at] != behind for at in self._standing(words[1:]))
            self._alone[key] = alone
        if first in self.lex.heads:
            return alone and first in self.lex.body_nouns and len(self._standing(words)) == 1
        abbreviation = words[1][2].isupper() and len(words[1][2]) > 2 and not words[0][2].isupper()
        sort = abbreviation or first in self.lex.body_nouns or any(first.endswith(noun) for noun in self.lex.long_body_nouns)
        return sort or (alone and len(words) == 2 and not self._given_too(words))

    def _given_too(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether the first of two words is a person's name rather than a noun: the pair stands where no sentence opens, or a
        title before it or behind it says so."""
        again = self._standing(words)
        end = words[-1][1]
        if again and again[-1] > end:
            return True
        if any(titled.match(self.folded, end) for titled in (self.lex.titled_after, self.lex.leader_after)):
            return True
        alone = (at for at in self._standing(words[1:]) if at != words[1][0])  # "Ms Patel", of Priti Patel
        return any(self.lex.titles.search(self.folded[max(0, at - 20) : at]) for at in alone)

    def _sign(self, word: tuple[int, int, str]) -> bool:
        """Whether a short word is a currency's sign before a figure: "Rs 200", "C$40", "RM5"; "PSV 12 million" is none."""
        figure = _FIGURE.match(self.text, word[1]) if len(word[2]) <= 3 else None
        return figure is not None and (figure[0] != " " or not word[2].isupper())

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
        if len(words) < 2 or title_case(self.text, words[0][0], words[-1][1]):
            return False
        for start, end, _ in words:
            known = known_at(start)
            if known and known[0] <= words[0][0] and known[1] >= words[-1][1]:
                return False  # known as a whole
            if known and known[0] < words[0][0]:
                return False  # it ends a known name: "Housing for All Plan"
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
        numbered = any(c.isdigit() for c in text) and not _NUMBERED.fullmatch(text)
        if len(words) == 1 and (numbered or (opening and not self._introduced(end, text))):
            return
        at_figure = _FIGURE.match(self.text, end) or _AT_FIGURE.search(self.text, max(0, start - 12), end + 3)
        if len(words) == 1 and text in self.lex.currencies and at_figure:
            return
        if len(words) == 1 and (text in self.lex.no_names or self._adjective(end, text) or fold(text) in self.lex.common):
            return
        if title_case(self.text, start, end) or self._in_dateline(start, end) or self._mere_title(words):
            return
        if len(words) > 1 and (fold(text) in self.lex.title_phrases or words[-1][2] in self.lex.behind_names):
            return  # "the Auditor General", "Green MP for South Harlow"
        kind, country = self._kind(words, states)
        if kind == "person" and not text.isupper():  # "DOMINIC O’Shea"
            text = " ".join(w.capitalize() if w.isupper() and len(w) > 3 else w for w in text.split())
        key = fold(text)
        id_ = self.lex.towns.get(key, text) if kind != "person" else text
        if len(text) == 2 and text in knowledge.read("countries.yaml"):
            id_ = f"{text} ({kind})"  # the club AZ is not Azerbaijan
        if key in self.aliases and self.aliases[key].kind == "country":
            return  # letters of a ministry
        item = self.learned.setdefault(key, Learned(id_, kind, country, start))
        if kind == "person" and item.kind != "person" and not self._body_like(words):
            item.kind = "person"
        item.country = item.country or country
        self._alias(item, words)
        bracket = _BRACKET.match(self.text, end)
        if bracket and item.kind not in ("person", "place") and _initials_fit(bracket[1], text):
            short = fold(bracket[1])
            known = self.terms.at.get(bracket.start(1))
            if known and known[1].kind == "organisation":
                item.id = known[1].id
            else:
                self.aliases.setdefault(short, item)

    def _mere_title(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether a run is an office beside its holder's name: "Eva Maas, the Country Director for Peru"."""
        if len(words) < 2 or fold(words[-1][2]) not in self.lex.last_title_words or fold(words[0][2]) in self.lex.given:
            return False
        before = self.text[max(0, words[0][0] - 6) : words[0][0]]
        after = self.text[words[-1][1] : words[-1][1] + 3].replace(",", "")
        return before.endswith((", ", ", the ", ", de ")) or (after[:1] == " " and after[1:2].isupper())

    def _in_dateline(self, start: int, end: int) -> bool:
        """Whether a word is the agency of a dateline: "NAIROBI (KNA) - "."""
        if self.text[start - 1 : start] != "(" or self.text[end : end + 1] != ")":
            return False
        line = self.text.rfind("\n", max(0, start - 60), start) + 1
        return start - line < 60 and _DATELINE_END.match(self.text, end + 1) is not None

    def _introduced(self, end: int, word: str) -> bool:
        """Whether a single word that opens a sentence is introduced as a name: "Codelco, the state-owned miner, ..."."""
        if fold(word) in self.lex.towns or _NUMBERED.fullmatch(word):
            return True
        if _LETTERS.fullmatch(word) and word not in self.lex.no_names and word not in self.lex.currencies:
            return self.text[end : end + 1] == " "
        if word.endswith("s") or word.lower() in self.terms.counts:
            return False
        if _SAYS.match(self.text, end) and fold(word) not in self.lex.speak_alone:
            return True
        if self.lex.apposed.match(self.folded, end) is not None:
            return True
        # "Shell betaalt ... Shell ..."; "KBC lends ...": named more than once, or in capitals, and it pays or gets
        after = _NEXT_WORD.match(self.folded, end)
        if after is None or fold(word) in self.lex.openers:
            return False
        named = (word.isupper() and len(word) > 1) or self._counted(word) > 1
        return (named and after[1] in _acts(self.lang)) or (after[1] in self.lex.tells and self._subject(end, word))

    def _subject(self, end: int, word: str) -> bool:
        """Whether a word before "said" can only be a name: in a whole sentence, no group or office, nowhere in small letters."""
        line = self.text.find("\n", end)
        whole = self.text.find(".", end, line if line >= 0 else len(self.text)) >= 0
        return whole and len(word) > 3 and fold(word) not in self.lex.speak_alone and not self.terms.counts[word.lower()]

    def _counted(self, word: str) -> int:
        """How often a name of one word stands in the text, without what is joined to it: the "Arvo" of "Arvo's"."""
        return min(self.terms.counts[part] for part in re.split(r"[\W_]+", word) if part)

    def _standing(self, words: list[tuple[int, int, str]]) -> list[int]:
        """Where these words stand as whole words, of the first places and the one here: a name that returns does so soon."""
        written = self.text[words[0][0] : words[-1][1]]
        places = self._places.get(words[0][2], [])
        at = bisect_left(places, words[0][0])
        near = [*places[:_RETURNS], *places[max(_RETURNS, at) : at + _RETURNS]]
        return [p for p in near if self.text.startswith(written, p) and not _INSIDE.match(self.text, p + len(written))]

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
        if words[-1][1] - words[0][0] > len(item.id):
            self.aliases.setdefault(fold(self.text[words[0][0] : words[-1][1]]), item)  # with a nickname between
        if item.kind == "person":
            for i in range(1, len(folded)):
                self.aliases.setdefault(" ".join(folded[i:]), item)
        elif item.kind in ("organisation", "programme"):
            first = folded[0]
            plain = first in self.terms.counts  # "Teachers demand ...", of no Teachers' Commission
            if first not in self.lex.openers and first not in self.lex.heads and len(first) > 2 and not plain:
                self.aliases.setdefault(first, item)

    def _body_like(self, words: list[tuple[int, int, str]]) -> bool:
        folded = [fold(w).rstrip(".") for _, _, w in words]
        return folded[-1] in self.lex.heads or any(any(c.isdigit() for c in w) for w in folded)

    def _kind(self, words: list[tuple[int, int, str]], states: list[Name]) -> tuple[str, str | None]:
        """What a learned name is, from its own words and those around; and for whom a person acts."""
        start, end = words[0][0], words[-1][1]
        folded = [fold(w) for _, _, w in words]
        before = self.folded[max(0, start - 60) : start]
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
        enclosed = len(words) > 1 and self.text[end : end + 1] == "," and self.lex.titled_before.search(before)
        if enclosed and not any(self._head(word) for word in folded):
            # "the minister in charge, Eva Maas, "
            return "person", next((n.id for n in reversed(leaders) if n.end < start), None)
        if self.lex.of_place.search(before) and not self.lex.locative.search(
            self.lex.articles.sub(" ", self.lex.of_place.sub(" ", before))
        ):
            return "organisation", None  # "the province of Limburg" decides and pays
        if len(words) > 1 and self.lex.titles.search(before):
            return "person", None
        if len(words) > 2 and folded[0] in self.lex.given and words[-2][2] in self.lex.connectors:
            return "person", None  # "Johannes van der Zee"
        ruler = _LAST_WORD.search(before)
        if ruler and ruler[1] in self.lex.leader_words and len(words) == 1:
            return "person", None  # "President Maas"
        if folded[-1] in self.lex.places or folded[0] in self.lex.places:
            return "place", None
        if self._town(start, end) or fold(self.text[start:end]) in self.lex.towns:
            return "place", None
        if self.lex.titles.search(before):
            return "person", None
        if 2 <= len(words) <= 4 and self.lex.titled_after.match(self.folded, end):
            return "person", None
        previous = re.search(r"([^\W\d_]+)\s+$", before)
        if previous and previous[1] in self.lex.body_nouns:
            return "organisation", None
        if len(words) >= 2 and folded[0].split("-")[0] in self.lex.given:
            return "person", None
        if self.lex.staff.search(before):
            return "organisation", None
        if 2 <= len(words) <= 3 and self._employed(end):
            return "person", None
        abbreviation = sum(letter.isupper() for letter in words[0][2]) > 2
        coined = _COINED.search(words[0][2]) is not None  # "OrbiNet", but "McAllen"
        plain = len(words) == 1 and not abbreviation and not coined
        if plain and (self.lex.locative.search(before) or self._second_town(start)):
            return "place", None
        if 2 <= len(words) <= 4 and (aside := _ASIDE.match(self.text, end)):
            owner = _OWNER.search(before)
            called = " ".join([owner[1], *folded] if owner else folded)
            listed = _LISTED.search(self.text, max(0, start - 24), start)  # "Fisheries and Small Ports (MFSP)"
            return ("organisation" if aside[1] and (listed or _initials_fit(aside[1], called)) else "person"), None
        return "organisation", None

    def _second_town(self, start: int) -> bool:
        """Whether a word stands behind a town and "and": "in Tarifa and Cadiz"."""
        before = self.text[max(0, start - 60) : start]
        joined = self.lex.coordinated_place.search(before)
        return joined is not None and self.lex.locative.search(fold(before[: joined.start()])) is not None

    def _town(self, start: int, end: int) -> bool:
        """Whether words in capitals open a line as the town of its dateline: "PORTO ALEGRE (AP) -"."""
        if not self.text[start:end].isupper() or end - start < 4 or _TOWN_END.match(self.text, end) is None:
            return False
        return not self.text[max(0, self.text.rfind("\n", max(0, start - 30), start)) : start].strip()

    def _employed(self, end: int) -> bool:
        """Whether a body's name follows behind "of": "Eva Maas of the Harbour Institute"."""
        of = self.lex.of.match(self.folded, end) or self.lex.comes_from.match(self.folded, end)
        word = WORD.match(self.text, of.end()) if of else None
        return word is not None and word[0][0].isupper() and fold(word[0]) not in self.lex.towns

    def corrected(self, start: int, end: int, kind: str) -> Name:
        """A name that a trained pipeline finds; where it sees a person in what was learned as something else, a person it is."""
        text = self.text[start:end]
        learned = self.aliases.get(fold(text))
        if learned and kind == "person":
            learned.kind = kind
        return Name(start, end, text, learned.id if learned else text, kind)

    def named(self, spans: list[tuple[int, int]]) -> list[Name]:
        """The spans that name what was learned."""
        out: list[Name] = []
        for start, end in spans:
            text = self.text[start:end]
            item = self.aliases.get(fold(text))
            if item is not None:
                form = "name" if item.id == text or item.kind == "place" else "part" if item.kind != "country" else "ministry"
                out.append(Name(start, end, text, item.id, item.kind, form, item.country))
            elif fold(text) in self.lex.heads and self.lex.articles.search(self.folded[max(0, start - 8) : start]):
                body = self._body_called(fold(text), start)
                if body is None and fold(text) in self.lex.alone:
                    out.append(Name(start, end, text, self.lex.alone[fold(text)], "country", "seat"))
                    continue
                if body is None and text.isupper() and len(text) == _INITIALS:
                    continue  # "the AG" is an office and no company's "AG"
                body = body or text
                out.append(Name(start, end, text, body, "organisation", "part"))
        return out

    def _known_people(self) -> None:
        """A known person named in full goes by the surname afterwards, as any other does."""
        for start, end, entry in self.hits:
            if entry.kind == "person" and " " in entry.term:
                item = Learned(entry.id, "person", entry.country)
                words = self.folded[start:end].split()
                for i in range(1, len(words)):
                    self.aliases.setdefault(" ".join(words[i:]), item)

    def _known_letters(self, states: list[Name]) -> None:
        """Letters in brackets behind a known name go for it afterwards: "the Extended Fund Facility (EFF)"."""
        known = [(end, e.id, e.kind) for _, end, e in self.hits if e.kind in ("organisation", "programme")]
        known += [(n.end, n.id, "country") for n in states if n.form == "ministry"]
        for end, id_, kind in known:
            bracket = _BRACKET.match(self.text, end + 2 * self.text.startswith(("'s", "’s"), end))
            if bracket and bracket.start(1) not in self.terms.at and bracket[1].isupper():
                self.aliases.setdefault(fold(bracket[1]), Learned(id_, kind))

    def _persons_by_surname(self, spans: list[tuple[int, int]]) -> None:
        """An unknown name of two or three words whose last one returns by itself, and whose first does not, is a person's."""
        alone = {self.text[start:end] for start, end in spans if " " not in self.text[start:end]}
        no_persons = {self.text[start:end] for start, end in spans if self._no_person(start)}
        alone -= no_persons
        for item in self.learned.values():
            words = item.id.split()
            if (
                item.kind == "organisation"
                and 2 <= len(words) <= 3
                and words[-1] in alone
                and words[0] not in alone
                and item.id not in no_persons
                and not self._heads(words)
            ):
                item.kind = "person"
                for i in range(1, len(words) - 1):
                    self.aliases.setdefault(fold(" ".join(words[i:])), item)
                self.aliases[fold(words[-1])] = item

    def _full_names(self, spans: list[tuple[int, int]]) -> None:
        """A surname before the full name, as a headline's is, or a given name alone is the only person's of that name."""
        bearers: dict[str, dict[str, Learned]] = {}
        given: dict[str, dict[str, Learned]] = {}
        for item in self.aliases.values():
            words = item.id.split()
            if item.kind == "person" and len(words) > 1:
                bearers.setdefault(fold(words[-1]), {})[item.id] = item
                given.setdefault(fold(words[0]), {})[item.id] = item
        for key, item in self.learned.items():
            full = bearers.get(key, {})
            if len(full) == 1 and (item.kind == "person" or (item.kind == "organisation" and self._speaks(item))):
                self.aliases[key] = next(iter(full.values()))
        for key in {fold(self.text[start:end]) for start, end in spans} & given.keys() - bearers.keys():
            if len(given[key]) == 1 and (key in self.lex.given or key in self.learned):
                self.aliases[key] = next(iter(given[key].values()))  # "Anders", of Anders Holm

    def _by_initials(self) -> None:
        """Capitals that are the initials of just one body or programme: "the GDF", of the Great Dune Foundation."""
        full: dict[str, dict[str, Learned]] = {}
        for item in self.learned.values():
            words = [word for word in re.split(r"[\s-]+", item.id) if word[:1].isupper()]
            if item.kind in ("organisation", "programme") and len(words) > _INITIALS:
                full.setdefault("".join(word[0] for word in words), {})[item.id] = item
        for key, item in self.learned.items():
            bodies = full.get(item.id, {})
            if item.kind in ("organisation", "programme") and len(bodies) == 1 and key in self.aliases:
                self.aliases[key] = next(iter(bodies.values()))

    def _speaks(self, item: Learned) -> bool:
        """Whether a single word stands behind a verb of acting or saying where it is first named: "..., says Harlow"."""
        before = _LAST_WORD.search(self.folded[max(0, item.at - 24) : item.at])
        return before is not None and before[1] in _acts(self.lang)

    def _no_person(self, start: int) -> bool:
        """Whether an article or the "in" of a place stands before a name, as it does before no person's."""
        before = self.folded[max(0, start - 20) : start]
        return self.lex.articles.search(before[-8:]) is not None or self.lex.locative.search(before) is not None

    def _heads(self, words: list[str]) -> bool:
        if any(fold(words[-1]).endswith(head) for head in self.lex.heads if len(head) >= 4):
            return True
        return any(fold(word).rstrip(".") in self.lex.heads or word.isupper() or not word[0].isupper() for word in words)

    def _body_called(self, head: str, at: int) -> str | None:
        """The body whose name ends or begins with a word, the last one before: "the Bank" of the World Bank."""
        if head not in self._bodies:
            known = [(start, e.id) for start, _, e in self.hits if e.kind == "organisation" and e.id and _edge(head, e.term)]
            known += [(i.at, i.id) for i in self.learned.values() if i.kind == "organisation" and _edge(head, i.id)]
            self._bodies[head] = sorted(known)
        bodies = self._bodies[head]
        last = bisect_left(bodies, (at,)) - 1
        return bodies[last][1] if last >= 0 else None
