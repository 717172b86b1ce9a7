"""Names that an article itself teaches: a full name first and a surname later, an abbreviation in brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from factbase import knowledge
from factbase.extract.names.joining import Joiner
from factbase.extract.names.kinds import Kinds
from factbase.extract.names.letters import BRACKET, initials_fit
from factbase.extract.names.name import Name
from factbase.extract.names.runs import FIGURE, is_body_like, runs, title_case
from factbase.extract.names.splitting import Splitter
from factbase.extract.names.terms import Terms
from factbase.normalise.folding import fold

_INITIALS = 2
_DATELINE_END = re.compile(r"[,\w .]{0,20}\s?(?:[-–—]{1,2}|:)\s")
_AT_FIGURE = re.compile(r"\d ?(?:[^\W\d_]{1,8}\.? )?[A-Z]{3}(?![^\W_])|(?<![^\W_])[A-Z]{3} ?\d")
_NUMBERED = re.compile(r"[A-Z][a-z]{3,}\d{1,3}")
"""A coined name with a number in it: "Section27", "Giro555"; "F16" and "Mk2" are models."""
_HOLDER = 60
"""Characters of an office and its holder's name, and of what the office is for."""
_BEFORE_BRACKET = re.compile(r"([^\W\d_a-z][\w'’-]+)(?: (?:[a-z]{1,3} ){0,2}[^\W\d_a-z][\w'’-]+){0,3} \((?:[^()\n]{0,40} )?$")
_LETTERS = re.compile(r"[A-Z]{3,6}")
_SAYS = re.compile(r": [\"“„«‘'](?=\w)")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


@dataclass(slots=True)
class Learned:
    """A name taken from the article: its kind, for whom a person acts, where it is first named, and under what else it goes."""

    id: str
    kind: str
    country: str | None = None
    at: int = 0


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
        self.terms = terms
        self.text, self.folded, self.lang, self.lex, self.hits = terms.text, terms.folded, terms.lang, terms.lex, terms.hits
        self.kinds = Kinds(terms)
        self.learned: dict[str, Learned] = {}
        self.aliases: dict[str, Learned] = {}
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
        splitter = Splitter(self.terms, found)
        place = 0  # where the known place last met ends
        for run in Joiner(self.terms).whole(found, starts):
            for words, opening in splitter.pieces(run, starts):
                first, last = words[0][0], words[-1][1]
                place = self.terms.at[first][0] if splitter.place(first) else place
                if last < place or (last == place and not splitter.place(first)):
                    continue  # "Rio Grande do Sul"
                spans.append((words[0][0], words[-1][1]))
                self._learn(words, opening, states)
        self._persons_by_surname(spans)
        self._full_names(spans)
        self._by_initials()
        return spans

    def _learn(self, words: list[tuple[int, int, str]], opening: bool, states: list[Name]) -> None:
        text = " ".join(w for _, _, w in words)
        start, end = words[0][0], words[-1][1]
        numbered = any(c.isdigit() for c in text) and not _NUMBERED.fullmatch(text)
        if len(words) == 1 and (numbered or (opening and not self._introduced(end, text))):
            return
        at_figure = FIGURE.match(self.text, end) or _AT_FIGURE.search(self.text, max(0, start - 12), end + 3)
        if len(words) == 1 and text in self.lex.currencies and at_figure:
            return
        if len(words) == 1 and (text in self.lex.no_names or self._adjective(end, text) or fold(text) in self.lex.common):
            return
        if title_case(self.text, start, end) or self._in_dateline(start, end) or self._mere_title(words):
            return
        if self._portfolio(start, end, text):
            return
        if len(words) > 1 and (fold(text) in self.lex.title_phrases or words[-1][2] in self.lex.behind_names):
            return  # "the Auditor General", "Green MP for South Harlow"
        kind, country = self.kinds.of(words, states)
        if kind == "person" and not text.isupper():  # "DOMINIC O’Shea"
            text = " ".join(w.capitalize() if w.isupper() and len(w) > 3 else w for w in text.split())
        key = fold(text)
        id_ = self.lex.towns.get(key, text) if kind != "person" else text
        if len(text) == 2 and text in knowledge.read("countries.yaml"):
            id_ = f"{text} ({kind})"  # the club AZ is not Azerbaijan
        if key in self.aliases and self.aliases[key].kind == "country":
            return  # letters of a ministry
        item = self.learned.setdefault(key, Learned(id_, kind, country, start))
        if kind == "person" and item.kind != "person" and not is_body_like(words, self.lex):
            item.kind = "person"
        item.country = item.country or country
        self._alias(item, words)
        bracket = BRACKET.match(self.text, end)
        if bracket and item.kind not in ("person", "place") and initials_fit(bracket[1], text):
            short = fold(bracket[1])
            known = self.terms.at.get(bracket.start(1))
            if known and known[1].kind == "organisation":
                item.id = known[1].id
            else:
                self.aliases.setdefault(short, item)

    def _portfolio(self, start: int, end: int, text: str) -> bool:
        """Whether brackets behind an office and a name hold what the office is for: "minister Eva Maas (Kust en Haven)"."""
        before = _BEFORE_BRACKET.search(self.text, max(0, start - _HOLDER), start)
        if before is None or text.isupper() or self.text.find(")", end, end + _HOLDER) < 0:
            return False
        titled = self.lex.titles.search(self.folded[max(0, before.start() - _HOLDER) : before.start()]) is not None
        return titled or fold(before[1]) in self.lex.title_words | self.lex.leader_words

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
            bracket = BRACKET.match(self.text, end + 2 * self.text.startswith(("'s", "’s"), end))
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
