"""Programmes: the named funds, initiatives, operations, deals and laws of an article.

A programme is known (data/programmes.yaml), or named by the text itself: a capitalised head ("Harbour Renewal Fund", "Operation
Interflex"), quotation marks beside a head noun (the "Clean Streets" campaign), a naming phrase ("the deal, known as ..."), a name
before a plain head ("the PURL scheme"). "The fund" is the fund named before. Which amount belongs to which: `belonging`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from factbase import knowledge
from factbase.extract.names.finder import names
from factbase.extract.names.lexicon import lexicon
from factbase.extract.names.name import Name
from factbase.extract.programmes.programme import Programme
from factbase.extract.programmes.unity import Unity, compound_kind
from factbase.extract.programmes.words import words_of
from factbase.extract.text.article import Article
from factbase.normalise.folding import fold


@lru_cache(maxsize=4)
def _known(_folders: tuple[Path, ...]) -> dict[str, str]:
    return {name: row.get("type", "programme") for name, row in knowledge.read("programmes.yaml").items()}


@lru_cache(maxsize=4)
def _also_bodies(_folders: tuple[Path, ...]) -> frozenset[str]:
    """Programmes that are as well bodies: Gavi."""
    return frozenset(name for name, row in knowledge.read("programmes.yaml").items() if row.get("body"))


@lru_cache(maxsize=4)
def _bodies(_folders: tuple[Path, ...]) -> frozenset[str]:
    """Known bodies, folded, by every name: their own names are no programme's."""
    rows = knowledge.read("organisations.yaml").items()
    return frozenset(
        fold(term) for name, row in rows for term in (name, *(t for key in ("any", "en", "nl") for t in (row or {}).get(key, ())))
    )


# --- finding ---------------------------------------------------------------------------------------

_RANK = ("known", "topic", "quoted", "named", "head", "plain", "work")  # of two findings at one place, the one that says more
_LETTERS = re.compile(r"(?<= \()([^\W\d_][\w+-]{1,9})(?=\))")
_NAMED_BY_NOUN = ("project", "programme", "initiative", "plan", "operation", "campaign", "deal")
"""Kinds whose plain noun beside a name says what it is; a fund or a law is as often another's."""
_BUILT = 2  # words on building in an article on a work
_LONG = 10  # letters of a compound that names a work
_PHRASE = 110  # characters before letters in brackets in which the words are that they stand for
_WITHIN = re.compile(r"(?<![.!?:] )(?<!^)\b[^\W\d_a-z]\w+ $")
_JOINED = re.compile(r"(?<=[a-z€$£\d] )(?:[A-Z][\w'’-]+ ){1,5}(?:and|on|en|&|op) $")
_PLAIN_WORDS = re.compile(r"(?: [a-zß-öø-ÿ-]+){0,4}")
_VERSION = re.compile(r" \d(?:\.\d)?(?=[ -])")
_SPELLED = re.compile(r"(?: [a-zà-ÿ][\w-]*){1,8} \(([A-Z][\w+-]{1,9})\)")
_SHORT = re.compile(r" \([A-Z][\w+-]{1,9}\)(?= )")
"""A short form in brackets, as it stands before a plain head: "the Survival and Recovery (SURE) program"."""
_SMALL = re.compile(r"[^\W\d_]{8,}(?![\w-])")
_QUOTED = re.compile(r"[\"“„«‘']([^\W\d_][^\"“”„«»\n]{1,58}?[\w+!?])[,.]?[\"”»’'](?!\w)")


def _last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    """The last of some matches."""
    return next(iter(deque(found, maxlen=1)), None)


def _capital(text: str, at: int) -> bool:
    return text[at : at + 1].isupper()


def fits(letters: str, words: list[str]) -> bool:
    """Whether letters are the initials of the last words, in order, with words or parts of compounds between left out."""
    wanted = [c for c in fold(letters) if c.isalnum()]
    if len(wanted) < 2 or sum(c.isupper() for c in letters) == 0:
        return False
    for first in range(len(words) - 1, -1, -1):
        if words[first][0] == wanted[0]:
            rest, ok = " ".join(words[first:]), True
            at = 0
            for letter in wanted:
                at = rest.find(letter, at) + 1
                ok = ok and at > 0
            if ok:
                return True
    return False


class _Finder:
    def __init__(self, article: Article) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self.words = words_of(article.lang)
        self.known = _known(knowledge.user_folders())
        self.bodies = _bodies(knowledge.user_folders())
        self.bodies_called = {fold(n.id).split()[-1] for n in names(article) if n.kind == "organisation" and " " in n.id}
        self.towns = frozenset(lexicon(article.lang).towns.values())
        self.states = {t.text for t in names(article) if t.kind == "country"}
        self.found: list[Programme] = []
        self.spelled: set[int] = set()  # where names begin that go on in small words up to their letters in brackets

    def programmes(self) -> list[Programme]:
        all_names = names(self.article)
        self._from_hyphens()
        self._from_names(all_names)
        self._from_prefixes()
        self._from_quotes()
        self._from_naming()
        self._from_naming_after()
        self._from_plain_heads(all_names)
        self._from_numbers()
        self._from_apposition(all_names)
        self._from_nouns_beside(all_names)
        self._from_enlarged()
        self._from_lists(all_names)
        self._from_grants(all_names)
        self._from_brackets(all_names)
        self._from_small_letters()
        self._from_works(all_names)
        self.found = [p for p in self.found if p.start not in self.spelled]
        bodies = _also_bodies(knowledge.user_folders())
        if any(p.id not in bodies for p in self.found):
            self.found = [p for p in self.found if p.id not in bodies]
        self.found.sort(key=lambda p: (p.start, -p.end))
        kept: list[Programme] = []
        for programme in self.found:
            if not kept or programme.start >= kept[-1].end:
                kept.append(programme)
            elif _RANK.index(programme.how) < _RANK.index(kept[-1].how) and (
                programme.how == "known" or programme.end >= kept[-1].end
            ):
                kept[-1] = programme
        unity = Unity(self.article, self.words, self.known, self.bodies_called)
        return unity.with_short(unity.unified(kept))

    def _add(self, start: int, end: int, kind: str, how: str, name: str | None = None) -> None:
        name = name or self._in_english(self.text[start:end])
        if 1 < len(name) <= 90:
            self.found.append(Programme(start, end, " ".join(name.split()), kind, how))

    def _from_names(self, all_names: list[Name]) -> None:
        for name in all_names:
            if name.id in self.known:
                self._add(name.start, name.end, self.known[name.id], "known", name.id)
                continue
            if name.kind not in ("programme", "organisation") or fold(name.id) in self.bodies:
                continue
            if name.text.partition("-")[0] in self.words.no_names:
                continue  # "het AI-programma"
            if name.form == "part" and not self._type(name.text) and not name.text.isupper():
                continue  # "Brainport" may be the region and not the fund named after it
            kind = self._type(name.id) or self._lettered(name)
            first, _, rest = name.text.partition(" ")
            proper = rest and (kind is None or self._opens(name.start) or (" " not in rest and not rest.istitle()))
            compound = self._type(first) if proper else None
            if compound and _capital(rest, 0) and fold(first) not in self.words.prefixes:
                self._add(name.end - len(rest), name.end, compound, "named", rest)  # "Groeifondsprogramma Arvalta"
                continue
            if kind:
                self._add(name.start, name.end, kind, "head", self._in_english(self._most_used(name, all_names)))

    def _in_english(self, name: str) -> str:
        """The English name of one that says plainly what it is: a Pandemiefonds is a Pandemic Fund, in whatever language."""
        words = name.split()
        found = self.words.compound.fullmatch(fold(words[-1])) if words else None
        if found is None:
            return name
        before = [self.words.english.get(fold(word)) for word in words[:-1]]
        if not all(before):
            return name
        return " ".join([*(word for word in before if word), self.words.english[found[1]], self.words.endings[found[2]]])

    def _most_used(self, name: Name, all_names: list[Name]) -> str:
        """Of a name and its short form in brackets, the one that the article goes on to use."""
        texts = [n.text for n in all_names if n.id == name.id]
        short = [text for text in texts if " " not in text and text != name.id and self._type(text)]
        return short[0] if 2 * len(short) >= len(texts) and short else name.id

    def _type(self, name: str) -> str | None:
        """The kind of programme that a name's own words tell, None for names of other things."""
        folded = fold(name)
        if any(body in folded for body in self.words.bodies):
            return None
        parts = folded.split()
        if len(parts) > 1 and parts[0] in self.words.prefixes:
            return self.words.prefixes[parts[0]]
        if len(parts) > 1 and parts[-1] in self.words.heads:
            proper = [part for part in parts[:-1] if part not in self.words.plain and len(part) > 2]
            return self.words.heads[parts[-1]] if proper else None
        if kind := compound_kind(parts[-1] if parts else "", self.words):
            return kind
        for part, behind in pairwise(parts):  # "Facility for Coastal Towns", "Tijdelijk Kustfonds Zeeland"
            if behind in self.words.onward and part in self.words.heads:
                return self.words.heads[part]
            if kind := compound_kind(part, self.words):
                return kind
        return None

    def _lettered(self, name: Name) -> str | None:
        """The kind of a name of plain words that letters in brackets make one: "the Joint Response Plan (JRP)"."""
        words = fold(name.id).split()
        letters = _LETTERS.search(self.text, name.end, name.end + 14) if name.kind == "programme" and len(words) > 2 else None
        if letters is None or letters.start() != name.end + 2 or not fits(letters[1], words):
            return None
        return self.words.heads.get(words[-1])

    def _from_prefixes(self) -> None:
        """ "operatie Interflex", "Project Beethoven", "actie 'Samen Sterk'"."""
        states = {n.start for n in names(self.article) if n.kind in ("country", "person")}
        for found in self.words.prefix.finditer(self.folded):
            at = found.end()
            quoted = _QUOTED.match(self.text, at)
            if quoted and _capital(self.text, quoted.start(1)):
                self._add(found.start(), quoted.end(1), self.words.prefixes[found[1]], "quoted", quoted[1])
            elif at in states and not _capital(self.text, found.start()):
                continue  # "the plan Ukraine asked for" names none
            elif _WITHIN.search(self.text[max(0, found.start() - 24) : found.start()]) and _capital(self.text, found.start()):
                continue  # "the Cove Project North", a name that begins before
            elif _capital(self.text, at) and (run := self.words.run.match(self.text, at)):
                if letters := self._initialled(run):
                    self.spelled.add(run.start())
                    for again in re.finditer(rf"(?<![\w-]){re.escape(letters)}(?!\w)", self.text, re.IGNORECASE):
                        self._add(*again.span(), self.words.prefixes[found[1]], "named", letters)
                    continue
                opening = _capital(self.text, found.start()) or not self.words.plain_heads.match(self.folded, run.end())
                if opening and not any(p.start <= at < p.end for p in self.found):
                    self._add(found.start(), run.end(), self.words.prefixes[found[1]], "head")

    def _initialled(self, run: re.Match[str]) -> str | None:
        """The letters for a name that goes on in small words: the SUB of "de regeling Specifieke uitkering buurthuizen (SUB)"."""
        found = _SPELLED.match(self.text, run.end())
        return found[1] if found and fits(found[1], fold(self.text[run.start() : found.start(1) - 2]).split()) else None

    def _from_quotes(self) -> None:
        """ "the 'Build with Us' initiative", "the campaign 'Warm Winter'", "'One Heart,' a joint broadcast"."""
        for found in _QUOTED.finditer(self.text):
            if not _capital(self.text, found.start(1)) or found[1].count(" ") > 6:
                continue
            if len(words := found[1].split()) > 2 and self.words.sentence_words.intersection(map(fold, words)):
                continue  # "We were ready to go," the fund said
            head = self._type(found[1])
            after = self.words.after_quote.match(self.folded, found.end())
            before = _last(self.words.noun.finditer(self.folded, max(0, found.start() - 40), found.start()))
            if after:
                self._add(found.start(1), found.end(1), self.words.nouns[after[1]][0], "quoted")
            elif before and not self.text[before.end() : found.start()].strip(" :,"):
                self._add(found.start(1), found.end(1), self.words.nouns[before[2]][0], "quoted")
            elif head and " " in found[1]:
                self._add(found.start(1), found.end(1), head, "quoted")  # the 'Start and Grow Fund'

    def _from_naming(self) -> None:
        """ "the deal, known as Project Beethoven", "a campaign by the name of One Heart"."""
        for found in self.words.named.finditer(self.folded):
            at = found.end()
            quoted = _QUOTED.match(self.text, at)
            span = quoted.span(1) if quoted else None
            if span is None and _capital(self.text, at) and (run := self.words.run.match(self.text, at)):
                span = run.span()
            if span is None and self.words.suffixes and (small := _SMALL.match(self.text, at)):
                if (compound := self._type(small[0])) and found[0].split()[0] in self.words.called:
                    self._add(*small.span(), compound, "named", self._in_english(small[0][0].upper() + small[0][1:]))
                continue
            if span is not None and quoted and not _capital(self.text, span[0]):
                before = self.folded[max(0, found.start() - 30) : found.start()]
                if found[0].split()[0] in self.words.called and self.words.meant_for.search(before):
                    self._add(*span, "programme", "named", quoted[1][0].upper() + quoted[1][1:])
                continue
            if span is None or not _capital(self.text, span[0]):
                continue
            noun = _last(self.words.noun.finditer(self.folded, max(0, found.start() - 45), found.start()))
            near = (
                noun is not None
                and not re.search(r"[.;:!?\n]", self.text[noun.end() : found.start()])
                and found.start() - noun.end() < 25
            )
            kind = self._type(self.text[span[0] : span[1]]) or (self.words.nouns[noun[2]][0] if noun and near else None)
            if kind:
                definite = bool(noun and near and noun[1]) or bool(quoted and noun is None)
                self._add(*span, kind, "topic" if definite else "named")

    def _from_naming_after(self) -> None:
        """ "het plan, Groene Horizon genaamd", "the project, Northern Arc as it is called"."""
        if not self.words.named_after.search(self.folded):
            return
        for noun in self.words.noun.finditer(self.folded):
            at = noun.end()
            if self.text[at : at + 2] != ", ":
                continue
            run = self.words.run.match(self.text, at + 2) if _capital(self.text, at + 2) else _QUOTED.match(self.text, at + 2)
            if run and (run.end() - at) < 90 and self.words.named_after.match(self.folded, run.end()):
                span = run.span(1) if run.re is _QUOTED else run.span()
                self._add(*span, self.words.nouns[noun[2]][0], "topic" if noun[1] else "named")

    def _from_plain_heads(self, all_names: list[Name]) -> None:
        """ "the PURL scheme", "the Brainport deal": an unknown name right before a plain head, after an article."""
        for name in all_names:
            if name.kind not in ("organisation", "place", "programme") or name.id in self.known or name.form == "capital":
                continue
            version = _VERSION.match(self.text, name.end) or _SHORT.match(self.text, name.end)
            found = self.words.plain_heads.match(self.folded, version.end() if version else name.end)
            if not found or fold(name.id) in self.bodies or (" " in name.text and name.form == "part"):
                continue
            start = name.start
            if more := _JOINED.search(self.text, max(0, name.start - 60), name.start):
                start = more.start()  # "the Crop Recycling and Reef Mending programme"
            ahead = self.folded[max(0, start - 40) : start]
            definite = self.words.definite_ahead if version else self.words.definite
            sum_ = self.words.definite_sum.search(ahead)  # "the €50 million Arvo scheme"
            if not definite.search(ahead) and not ahead.endswith("'s ") and not sum_:
                continue
            if start < name.start:
                called = self.text[start : name.end]
                self._add(start, found.end(1), self.words.nouns.get(found[1], ("programme",))[0], "plain", f"{called} {found[1]}")
                continue
            kind = self.words.nouns.get(found[1], ("programme",))[0]
            apposed = next((p for p in self.found if p.how == "known" and self._apposed(p.end, name.start)), None)
            if apposed:
                self._add(name.start, found.end(1), apposed.type, "known", apposed.id)
                continue
            called = name.id if name.form == "part" and name.text.isupper() else name.text
            called += version[0] if version and not version[0].endswith(")") else ""
            self._add(name.start, found.end(1), kind, "plain", f"{called} {found[1]}")

    def _apposed(self, end: int, start: int) -> bool:
        """Whether a comma, an article and an owner part two places: "Pepfar, the American president's (Aids plan)"."""
        return 2 < start - end < 40 and self.words.apposing.fullmatch(self.folded, end, start) is not None

    def _from_numbers(self) -> None:
        """ "Metro 3", "giro 4321", "Fund 126": a plain head and its number, under one label."""
        for found in self.words.numbered.finditer(self.folded):
            kind, label = self.words.labels[found[1]]
            how = "named" if kind == "project" else "head"
            if label[0].islower():  # a common word, which only a capital makes a name
                before = re.search(r"[^\W\d_]+ $", self.text[max(0, found.start() - 30) : found.start()])
                if not _capital(self.text, found.start()) or self._opens(found.start()) or (before and before[0][0].isupper()):
                    continue
                label = self.text[found.start(1) : found.end(1)]
            self._add(*found.span(), kind, how, f"{label} {found[2]}")

    def _opens(self, at: int) -> bool:
        """Whether a sentence begins at an offset."""
        return self.article.sentences[self.article.sentence_at(at)][0] == at

    def _from_hyphens(self) -> None:
        """ "de OWE-regeling", "ERC-beurzen": a name and a head in one word."""
        for found in self.words.hyphened.finditer(self.folded):
            name = self.text[found.start(1) : found.end(1)]
            if not name.isupper() or len(name) < 2 or name in self.states or name in self.words.no_names:
                continue
            head = self.words.endings.get(found[2])
            if fold(name) in self.bodies and not head:
                continue  # "het VN-programma"
            kind = self.words.suffixes.get(found[2], "programme")
            if fold(name) in self.bodies:
                self._add(*found.span(), kind, "head", f"{name} {head}")
                continue
            for again in re.finditer(rf"(?<![\w-]){re.escape(name)}(?:-\w+)?(?!\w)", self.text):
                self._add(*again.span(), kind, "head", name)

    def _from_apposition(self, all_names: list[Name]) -> None:
        """ "a new scheme, the OWE,": an abbreviation in apposition to a plain head."""
        others = {n.start for n in all_names if n.kind in ("country", "person") or fold(n.id) in self.bodies}
        for found in self.words.apposed.finditer(self.folded):
            run = self.words.run.match(self.text, found.end())
            if (
                run
                and run.start() not in others
                and run[0].isupper()
                and re.match(r"[\"'”’]?[,.)]", self.text[run.end() : run.end() + 2])
            ):
                self._add(*run.span(), self.words.nouns[found[1]][0], "named")

    def _from_nouns_beside(self, all_names: list[Name]) -> None:
        """ "zorgakkoord AZWA", "PIXEurope, a programme for chips", "NanoIC, as the project is called"."""
        for name in all_names:
            if name.kind not in ("organisation", "programme") or name.id in self.known or fold(name.id) in self.bodies:
                continue
            behind = self.words.noun_behind.match(self.folded, name.end)
            if behind and name.text.istitle() and self.words.governing.search(self.folded[max(0, name.start - 20) : name.start]):
                behind = None  # "a plan for Southside, a quarter ...", "a month after Idina, the aid plan ..."
            scheme = self.words.scheme_before.search(self.folded[max(0, name.start - 40) : name.start])
            capitals = " " not in name.text and (sum(letter.isupper() for letter in name.text) > 1 or scheme is not None)
            before = self.words.noun_before.search(self.folded[max(0, name.start - 40) : name.start]) if capitals else None
            noun = (behind[1] or behind[2]) if behind else before[1] if before else None
            if noun is None:
                continue
            kind = self.words.nouns[noun][0] if noun in self.words.nouns else self.words.suffixes[noun]
            if kind in _NAMED_BY_NOUN:
                for again in all_names:
                    if again.id == name.id:
                        self._add(again.start, again.end, kind, "named", name.id)

    def _from_small_letters(self) -> None:
        """ "de woningbouwimpuls", of the Woningbouwimpuls: a compound that is a name in one place is one in another."""
        if not self.words.suffixes:
            return
        for programme in {p.id: p for p in self.found if p.how in ("head", "named") and " " not in p.id}.values():
            small = programme.id[0].lower() + programme.id[1:]
            if self._type(small) and small in self.text:
                for again in re.finditer(rf"(?<![\w-]){re.escape(small)}(?![\w-])", self.text):
                    self._add(*again.span(), programme.type, programme.how, programme.id)

    def _from_enlarged(self) -> None:
        """ "de Lkb-plus": a larger edition of a scheme, and the scheme itself."""
        if not any(f"-{word}" in self.folded for word in self.words.enlarged):
            return
        for letters in dict.fromkeys(m[1] for m in self.words.plus.finditer(self.text)):
            for again in re.finditer(rf"(?<![\w-]){re.escape(letters)}(?:-\w+)?(?![\w-])", self.text):
                self._add(*again.span(), "programme", "named")

    def _candidates(self, all_names: list[Name]) -> dict[int, Name]:
        """Names that no list holds, by their start, which may turn out to be programmes."""
        return {
            n.start: n
            for n in all_names
            if n.kind in ("organisation", "programme") and n.id not in self.known and fold(n.id) not in self.bodies
        }

    def _from_lists(self, all_names: list[Name]) -> None:
        """ "For both schemes there is money: 9 million for RBS and 4 million for Oven"."""
        several = next(self.words.several.finditer(self.folded), None)
        if several is None:
            return
        free = self._candidates(all_names)
        for several in self.words.several.finditer(self.folded):
            start, end = self.article.sentences[self.article.sentence_at(several.start())]
            behind = [free[m.end()] for m in self.words.listed.finditer(self.folded, start, end) if m.end() in free]
            if len(behind) > 1:
                for name in behind:
                    self._add(name.start, name.end, self.words.nouns[several[1]][0], "named", name.id)

    def _from_grants(self, all_names: list[Name]) -> None:
        """ "grants under RBS", "subsidies onder de RBS": what money is given under, in letters or in a spelling of its own."""
        for start, name in self._candidates(all_names).items():
            if self._body(name.id):
                continue
            coined = name.text.isupper() or sum(map(str.isupper, name.text.split()[0])) > 1 or name.text.count(" ") > 1
            if coined and len(name.text) > 2 and self.words.scheme_of.search(self.folded[max(0, start - 40) : start]):
                head = self.words.plain_heads.match(self.folded, name.end)
                called = f"{name.id} {head[1]}" if head else name.id  # "under RBS plan"
                for again in all_names:
                    if again.id == name.id:
                        self._add(again.start, again.end, "programme", "named", called)

    def _from_works(self, all_names: list[Name]) -> None:
        """ "West Quay Link", "de spoortunnel Noordboog", "Norrboken, a railway": works of which it tells that they are built."""
        building = self.words.building.finditer(self.folded)
        if sum(1 for _ in zip(building, range(_BUILT), strict=False)) < _BUILT:
            return
        called: dict[str, str] = {}
        for at, name in enumerate(all_names):
            if name.kind not in ("organisation", "programme", "place") or name.id in self.known or fold(name.id) in self.bodies:
                continue
            if not self._work(name):
                continue
            called.setdefault(name.id, name.id)
            after = all_names[at + 1] if at + 1 < len(all_names) else None
            before = all_names[at - 1] if at else None
            for other, gap in (
                (after, self.folded[name.end : after.start] if after else ""),
                (before, self.folded[before.end : name.start] if before else ""),
            ):
                named = other is not None and other.kind in ("organisation", "programme") and other.id not in self.known
                if other and named and gap[:1] == "," and self.words.also_called.fullmatch(gap):
                    called[other.id] = called[name.id]  # "Norrlinjen, the North Line,"
        for name in all_names:
            if name.id in called and (name.form != "part" or name.kind != "place"):
                self._add(name.start, name.end, "project", "work", called[name.id])

    def _work(self, name: Name) -> bool:
        """Whether a name is one of a work by its own last word, or by the plain noun right before or behind it."""
        words = fold(name.text).split()
        if len(words) > 1 and (words[-1] in self.words.work_heads or " ".join(words[-2:]) in self.words.work_heads):
            return True
        if len(words) == 1 and words[0].endswith(self.words.work_endings or ("\0",)) and len(words[0]) > _LONG:
            return True
        if name.kind == "place" and name.id in self.towns:
            return False
        before = self.words.work_before.search(self.folded[max(0, name.start - 40) : name.start])
        return before is not None or self.words.work_behind.match(self.folded, name.end) is not None

    def _body(self, name: str) -> bool:
        """Whether a name says that it is a body's: "the National Board for Small Industries"."""
        words = fold(name).split()
        heads = self.words.body_heads
        return words[-1] in heads or any(a in heads and b in self.words.onward for a, b in pairwise(words))

    def _from_brackets(self, all_names: list[Name]) -> None:
        """ "the rural bakery support scheme (RBS)": letters in brackets that name the words before, here and later on."""
        called = {n.start for n in all_names if n.id != n.text}
        for found in _LETTERS.finditer(self.text):
            left = max(0, found.start() - _PHRASE, self.text.rfind("\n", 0, found.start()) + 1)
            whole = next((p for p in self.found if self._spelled_out(p, found)), None)
            spelled = self.folded[whole.start : found.start()] if whole else ""
            if whole and found[1] not in self.known and fits(found[1], re.findall(r"[\w'-]+", spelled)):
                for again in re.finditer(rf"(?<![\w-]){re.escape(found[1])}(?:-\w+)?(?!\w)", self.text):
                    self._add(*again.span(), whole.type, whole.how, whole.id)
                continue
            phrase = self.words.bracketed.search(self.folded, left, found.start() - 1)
            head = self.words.plain_heads.match(self.folded, found.end() + 1)
            if phrase is None and head and found[1].isupper() and found.start() not in called:
                words = re.findall(r"[\w'-]+", self.folded[left : found.start()])
                if fold(found[1]) not in self.bodies and found[1] not in self.known and fits(found[1], words):
                    kind = self.words.nouns.get(head[1], ("programme",))[0]
                    self._add(found.start(), head.end(1), kind, "named", f"{found[1]} {head[1]}")
                continue
            if phrase is None or found[1] in self.known or fold(found[1]) in self.bodies or found.start() in called:
                continue
            words = re.findall(r"[\w'-]+", self.folded[left : found.start()])
            if not fits(found[1], words):
                continue
            noun = phrase[1]
            kind = self.words.nouns[noun][0] if noun in self.words.nouns else self.words.suffixes[noun]
            for again in re.finditer(rf"(?<![\w-]){re.escape(found[1])}(?:-\w+)?(?!\w)", self.text):
                self._add(*again.span(), kind, "named")

    def _spelled_out(self, programme: Programme, letters: re.Match[str]) -> bool:
        """Whether letters in brackets stand behind a name, or a few plain words that still belong to it."""
        gap = self.text[programme.end : max(programme.end, letters.start() - 2)]
        return programme.end <= letters.start() - 2 and _PLAIN_WORDS.fullmatch(gap) is not None


def programmes(article: Article) -> list[Programme]:
    """Every mention of a programme in order of appearance; found once and kept in `article.shared`."""
    if "programmes" not in article.shared:
        article.shared["programmes"] = _Finder(article).programmes()
    found: list[Programme] = article.shared["programmes"]
    return found
