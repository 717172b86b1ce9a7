"""Speakers: to whom the text attributes a figure, through reported speech.

An attribution is found in the figure's own sentence ("... , the minister said", "volgens de Wereldbank ..."), in the quotation it
stands in, in a sentence that reports the one before ("Dat meldt het ministerie"), or it is carried on where a sentence plainly
continues an attributed one. Names are resolved to whoever they stand for: a surname to its person, "the minister" to the minister
that the article names, "she" to the woman who spoke last, a government to itself.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from factbase import knowledge
from factbase.extract.article import Article, Mention
from factbase.extract.lexicon import known_language
from factbase.extract.name import Name
from factbase.extract.names import names
from factbase.extract.words import split
from factbase.model import Problem, Step
from factbase.normalise.entities import body_label, called, is_medium
from factbase.normalise.folding import fold


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to state something.

    Attributes:
        start, end: the words of saying and the speaker.
        speaker: who, canonically.
        rule: `verb`, `by`, `according`, `document`, `headline`, `group`, `pronoun`.
        back: whether it reports the sentence before ("Dat meldt ...").
        sort: `person`, `body` or `group`.
    """

    start: int
    end: int
    speaker: str
    rule: str
    back: bool
    sort: str


_WORDS = re.compile(r"(\w+)")
_MOST, _FAR = 40, 2000  # cues and names, and characters, of a sentence that are looked at: no real one has more
_NEAR, _OPENING = (
    110,
    30,
)  # characters before a verb in which its office stands; a subject that opens its sentence starts this soon
_DIGIT = re.compile(r"\d")


def _alternatives(items: Any) -> str:
    return "|".join(re.escape(fold(str(item))) for item in sorted(items, key=lambda item: -len(str(item)))) or r"(?!)"


@dataclass(frozen=True)
class _Words:
    verb: re.Pattern[str]
    frames: tuple[tuple[frozenset[str], re.Pattern[str], re.Pattern[str] | None], ...]
    document_short: re.Pattern[str]
    at: frozenset[str]
    according: re.Pattern[str]
    genitive: re.Pattern[str]
    by: re.Pattern[str]
    document: re.Pattern[str]
    document_verb: re.Pattern[str]
    of: re.Pattern[str]
    back: re.Pattern[str]
    pronouns: dict[str, str]
    pronoun_before: re.Pattern[str]
    pronoun_after: re.Pattern[str]
    group: re.Pattern[str]
    body_before: re.Pattern[str]
    body_after: re.Pattern[str]
    role_words: frozenset[str]
    place_roles: dict[str, str]
    cues: frozenset[str]
    verb_cues: frozenset[str]
    according_cues: frozenset[str]
    spokes: frozenset[str]
    articles: frozenset[str]
    not_speech: re.Pattern[str]
    office: re.Pattern[str]
    office_after: re.Pattern[str]
    coordinated: re.Pattern[str]
    by_before: re.Pattern[str]
    between: re.Pattern[str]
    apposed: re.Pattern[str]
    lead: re.Pattern[str]
    governed: re.Pattern[str]
    joined: re.Pattern[str]
    inverts_freely: bool
    participle: str


def _apart(pairs: dict[str, list[str]]) -> str:
    """Verbs that mean another thing with a word behind that closes their clause: "stelt ... beschikbaar"."""
    return "".join(
        rf"|(?:{_alternatives([verb])})(?= [^.;:!?\n]{{0,90}}?(?:{_alternatives(last)})(?!\w))" for verb, last in pairs.items()
    )


def _firsts(phrases: Iterable[object]) -> frozenset[str]:
    """The words that phrases begin with."""
    return frozenset(_WORDS.findall(fold(str(phrase)))[0] for phrase in phrases)


def _words(lang: str) -> _Words:
    return _read_words(known_language(lang, "speech"), knowledge.user_folders())


@lru_cache(maxsize=16)
def _read_words(lang: str, _folders: tuple[Path, ...]) -> _Words:
    words, around = knowledge.read(f"lang/{lang}/speech.yaml"), knowledge.read(f"lang/{lang}/names.yaml")
    articles = _alternatives(around["articles"])
    nouns = _alternatives([*words["bodies"], *words["roles"]])
    adverb = rf"{_alternatives(words['adverbs'])}|\w+(?:{_alternatives(words['adverb_endings'])})"
    pronouns, relative = _alternatives(words["pronouns"]), _alternatives(words["relative"])
    titles = _alternatives([*around["titles"], *around["leaders"], *words["roles"]])
    governs, of = _alternatives(words["governs"]), _alternatives(words["of"])
    return _Words(
        verb=re.compile(rf"(?<![\w-])({_alternatives(words['verbs'])})(?![\w-])"),
        frames=tuple(
            (
                _firsts(first),
                re.compile(rf"(?<!\w)(?:{_alternatives(first)})( [^.;:!?\n]{{2,110}}? )(?:{_alternatives(last)})(?![\w-])"),
                re.compile(rf"(?<!\w)(?:{_alternatives(before[0])})(?= )") if before else None,
            )
            for first, last, *before in words.get("frames", ())
        ),
        document_short=re.compile(
            rf"(?<!\w)(?:{_alternatives(words['definite'])}) (?:\w+-)?(?:{_alternatives(words['documents'])})(?: [\w]+)? "
            rf"(?:{_alternatives(words['document_verbs'])})(?!\w)"
        ),
        at=frozenset(map(fold, words["at"])),
        according=re.compile(rf"(?<!\w)({_alternatives(words['according'])})(?!\w)"),
        genitive=re.compile(
            rf"'s? (?:own |latest |new |first )?(?:{_alternatives(words['words'])})"
            rf"(?=[\W_]*$|[,.;:)\"”]| (?:{_alternatives([*words['document_verbs'], *words['after']])}|{governs}|{of})(?!\w))"
        ),
        by=re.compile(rf"[^.;:]{{0,30}}?(?<!\w)(?:{_alternatives(words['by'])}) "),
        document=re.compile(rf"(?<!\w)(?:\w+-)?({_alternatives(words['documents'])})(?!\w)"),
        document_verb=re.compile(rf"(?<!\w)(?:{_alternatives(words['document_verbs'])})(?!\w)"),
        of=re.compile(rf"[^.;:,]{{0,40}}?(?<!\w)(?:{_alternatives(words['of'])}) "),
        back=re.compile(rf"(?<!\w)(?:{_alternatives(words['back'])})(?!\w)"),
        pronouns={fold(word): sort for word, sort in words["pronouns"].items()},
        pronoun_before=re.compile(rf"(?<!\w)({pronouns})(?: (?:{adverb})){{0,3}} $"),
        pronoun_after=re.compile(rf" ({pronouns})(?!\w)"),
        group=re.compile(rf"(?<!\w)({_alternatives(words['groups'])}|\w{{3,}}(?:{_alternatives(words['group_endings'])}))(?!\w)"),
        body_before=re.compile(rf"(?<!\w)(?:{articles}) (?:[\w-]+ ){{0,2}}?({nouns})(?:,[^,]{{1,50}},)?(?: [\w-]+){{0,3}} ?$"),
        body_after=re.compile(rf" (?:{articles}) (?:[\w-]+ )?({nouns})(?![\w-])"),
        articles=frozenset(map(fold, around["articles"])),
        spokes=frozenset(map(fold, words["spokes"])),
        verb_cues=_firsts(words["verbs"]),
        according_cues=_firsts(words["according"]),
        cues=frozenset().union(
            *(_firsts(words[key]) for key in ("verbs", "according", "words", "documents")),
            *(_firsts(f[0]) for f in words.get("frames", ())),
        ),
        place_roles={fold(noun): role for noun, role in words["place_roles"].items()},
        role_words=frozenset(map(fold, [*words["roles"]])),
        not_speech=re.compile(rf"(?<!\w)(?:{_alternatives(words['not_speech'])}{_apart(words['not_speech_apart'])})(?!\w)"),
        office=re.compile(
            rf"(?<!\w)(?:(?:{articles}|{_alternatives(words['definite'])}|[\w-]+'s?) )"
            rf"((?:(?!(?:{of}|{governs}) )[\w-]+ ){{0,3}}?[\w-]*(?:{_alternatives(words['offices'])}))"
            rf"(?: (?:{governs}|{of}) [\w' -]{{2,40}}?)?(?:,? (?:{adverb}))* ?$"
        ),
        office_after=re.compile(rf" (?:{articles}) ((?:[\w-]+ )?[\w-]*(?:{_alternatives(words['offices'])}))(?![\w-])"),
        coordinated=re.compile(rf"(?<!\w)(?:{_alternatives(around['joiners'])})(?: (?:{adverb}))* $"),
        by_before=re.compile(rf"(?:^|\W)(?:{_alternatives(words['by'])}) (?:(?:{articles}) )?(?:(?:{titles}) )?$"),
        between=re.compile(rf"\)?(?: \([^()]*\))?(?:,? (?:{relative})|,[^,]{{1,70}},)?(?: (?:{adverb})){{0,4}} ?"),
        apposed=re.compile(
            rf"(?: \([^()]*\))?, [^.;:]{{2,90}}, ?(?:(?:{relative}) )?(?:(?:{_alternatives(words['adverbs'])}) )?"
        ),
        governed=re.compile(rf"(?:^|\W)(?:{_alternatives(words['governs'])}) (?:(?:{articles}) )?$"),
        joined=re.compile(rf"(?: \([^()]*\))?(?:,|,? (?:{_alternatives(around['joiners'])})) (?:(?:{articles}) )?"),
        inverts_freely=bool(words["inverts_freely"]),
        participle=str(words.get("participle") or ""),
        lead=re.compile(rf" (?:(?:{articles}) )?(?:(?!(?:{relative}) )[\w'-]+ ){{0,2}}?(?:(?:{titles}) )?"),
    )


class _Finder:
    """The attributions of one article, sentence by sentence, resolved in the order of the text."""

    def __init__(self, article: Article) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self.words = _words(article.lang)
        self.names = [
            n for n in names(article) if (n.form != "adjective" and n.kind not in ("place", "group")) or n.form == "capital"
        ]
        self.names = [n for n in self.names if not is_medium(n.id)]
        self.starts = [n.start for n in self.names]
        self.adjectives = {n.end: n for n in names(article) if n.form in ("adjective", "name", "people") and n.kind == "country"}
        self.office = self._office()
        self.offices = {(words, person) for rows in self.office.values() for _, words, person in rows}
        self.acting: dict[str, set[str]] = {}
        for person in self.names:
            if person.kind == "person" and person.country:
                self.acting.setdefault(person.country, set()).add(person.id)
        self.last: dict[str, str] = {}  # the last speaker of each sort, and of any
        self.last_at: dict[str, int] = {}
        self.last_sort = "body"
        self.found: dict[int, list[Attribution]] = {}

    def _office(self) -> dict[str, list[tuple[int, str, str]]]:
        """Persons with the role words that stand right before or after them: (offset, role, person) by state."""
        out: dict[str, list[tuple[int, str, str]]] = {}
        for before, after in zip(self.names, self.names[1:], strict=False):
            gap = self.text[before.end : after.start]
            if before.form == "leader" and after.kind == "person" and len(gap) <= 2:
                out.setdefault(before.id, []).append((after.start, fold(before.text), after.id))
            elif after.form == "leader" and before.kind == "person" and gap.startswith(",") and len(gap) < 10:
                out.setdefault(after.id, []).append((before.start, fold(after.text), before.id))
        return out

    # -- who a name stands for --

    def who(self, name: Name) -> tuple[str, str]:
        """The speaker behind a name, and what sort."""
        if name.kind == "person":
            return name.id, "person"
        if name.form == "leader":
            return self._in_office(name)
        return body_label(name.id, name.form, name.text, self.article.lang), "body"

    def _in_office(self, name: Name) -> tuple[str, str]:
        role = fold(name.text).split()[-1]
        for other in self._apposed(name):
            return other, "person"
        known = self.office.get(name.id, [])
        at = bisect_left(known, name.start, key=lambda row: row[0])
        known = [*known[: 5 * _MOST], *known[max(5 * _MOST, at - 5 * _MOST) : max(5 * _MOST, at + _MOST)]]
        same = [
            person
            for _, words, person in known
            if role in words or words.split()[-1].endswith(role) or role.endswith(words.split()[-1])
        ]
        before = [person for at, words, person in known if at <= name.start and (role in words or words.endswith(role))]
        if before or same:
            return (before or same)[-1 if before else 0], "person"
        if not self.owned(name):
            anywhere = {person for words, person in self.offices if role in words}
            if len(anywhere) == 1:
                return anywhere.pop(), "person"
        acting = self.acting.get(name.id, set())
        if len(acting) == 1:
            return next(iter(acting)), "person"
        return body_label(name.id, "leader", name.text, self.article.lang), "person"

    def owned(self, name: Name) -> bool:
        """Whether a role comes with its state: "the Turkish president"."""
        every = names(self.article)
        at = bisect_left(every, name.start, key=lambda n: n.start)
        inside = itertools.takewhile(lambda n: n.start == name.start, itertools.islice(every, at, None))
        return any(n.end < name.end for n in inside) or len(name.text.split()) > 3

    def _apposed(self, name: Name) -> list[str]:
        at = bisect_left(self.starts, name.start)
        out = []
        if (
            at
            and self.names[at - 1].kind == "person"
            and re.fullmatch(r",(?: \w+){0,3} ?", self.folded[self.names[at - 1].end : name.start])
        ):
            out.append(self.names[at - 1].id)
        if (
            at + 1 < len(self.names)
            and self.names[at + 1].kind == "person"
            and re.fullmatch(r",? ", self.text[name.end : self.names[at + 1].start])
        ):
            out.append(self.names[at + 1].id)
        return out

    def _body(self, noun: str, at: int) -> tuple[str, str] | None:
        """The body or person named before that a plain noun stands for: "the bank", "de burgemeester"."""
        last = bisect_left(self.starts, at)
        before = self.names[max(0, last - 5 * _MOST) : last]
        if noun in self.words.spokes:
            sentence = self.article.sentences[self.article.sentence_at(at)][0]
            bodies = [n for n in before if n.kind in ("organisation", "programme") or n.form in ("ministry", "government")]
            here = [n for n in bodies if n.start >= sentence]
            return self.who((here or bodies[-1:])[0]) if bodies else None
        if noun in self.words.role_words:
            titled = [
                n
                for n in before
                if n.kind == "person" and re.search(rf"\b\w*{re.escape(noun)}\b", self.folded[max(0, n.start - 45) : n.end + 45])
            ]
            if titled:
                return titled[-1].id, "person"
            return self._of_place(noun, at)
        for n in reversed(before):
            if n.kind in ("organisation", "programme", "country") and noun in called(n.id):
                return self.who(n)
        for n in reversed(before):
            if n.kind in ("organisation", "programme") and noun in fold(n.id):
                return n.id, "body"
        if "body" in self.last:
            return self.last["body"], "body"
        for n in reversed(before):
            if n.kind == "organisation":
                return n.id, "body"
        return None

    def _office_before(self, start: int, at: int) -> tuple[str, str] | None:
        """A body known by its office that stands right before a verb: "the interior ministry in the east said"."""
        left = max(start, at - _NEAR)
        office = self.words.office.search(self.folded[left:at])
        return self._office_named(office[1], left + office.start(1)) if office else None

    def _office_named(self, phrase: str, at: int) -> tuple[str, str]:
        """A body known by its office, "the interior ministry": the one that a name before says, else its own words."""
        noun = phrase.split()[-1]
        for n in reversed(self.names[max(0, bisect_left(self.starts, at) - 5 * _MOST) : bisect_left(self.starts, at)]):
            if n.kind in ("organisation", "country") and (noun in called(n.id) or fold(n.text).split()[-1].endswith(noun)):
                return self.who(n)
        return " ".join(self.text[at : at + len(phrase)].split()), "body"

    def _of_place(self, noun: str, at: int) -> tuple[str, str] | None:
        """An unnamed mayor or governor, with the place named before."""
        role = self.words.place_roles.get(noun)
        place = next((n for n in reversed(names(self.article)) if n.start < at and n.kind == "place"), None)
        return (f"{role} of {place.id}", "person") if role and place else None

    # -- the attributions of a sentence --

    def attributions(self, index: int) -> list[Attribution]:
        """Who is said to state something in a sentence."""
        if index not in self.found:
            self.found[index] = found = self._find(index)
            for one in found:
                self.last["any"] = self.last[one.sort] = one.speaker
                self.last_at[one.sort] = index
                self.last_sort = one.sort
        return self.found[index]

    def _at(self, spots: list[tuple[int, str]], firsts: Set[str], pattern: re.Pattern[str], end: int) -> Iterator[re.Match[str]]:
        """What a pattern, whose phrases begin with any of these words, finds at the spots."""
        for at, word in spots:
            if word in firsts and (found := pattern.match(self.folded, at, end)):
                yield found

    def _find(self, index: int) -> list[Attribution]:
        start, end = self.article.sentences[index]
        here = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        cues = self.words.cues
        spots = [(at, word) for at, _, word in zip(*split(_WORDS, self.folded, start, end), strict=True) if word in cues][:_MOST]
        end = min(end, start + _FAR)
        here = here[:_MOST]
        if not spots and (index > 2 or not here):
            return []
        back = self.words.back.search(self.folded, start, min(end, start + 160)) is not None
        blocked = [m.span() for m in self.words.not_speech.finditer(self.folded, start, end)]
        out: list[Attribution] = []

        def add(a: int, b: int, who: tuple[str, str] | None, rule: str) -> bool:
            if who is not None:
                out.append(Attribution(a, b, who[0], rule, back, who[1]))
            return who is not None

        if (
            here
            and index <= 1
            and re.fullmatch(r"\W*", self.text[here[-1].end : end])
            and re.search(r" [-–|] $", self.text[start : here[-1].start])
        ):
            add(here[-1].start, here[-1].end, self.who(here[-1]), "headline")
        for found in self._at(spots, self.words.according_cues, self.words.according, end):
            add(
                found.start(),
                found.end(),
                self._after(found.end() - 1 + (self.text[found.end() - 1] != " "), end, here),
                "according",
            )
        for firsts, frame, preposition in self.words.frames:
            for found in self._at(spots, firsts, frame, end):
                inside = preposition.search(self.folded, *found.span(1)) if preposition else None
                if (preposition and not inside) or any(a <= found.start() < b for a, b in blocked):
                    continue
                opens = inside.end() if inside else found.start(1)
                who = self._after(opens, found.end(1), [n for n in here if n.start >= opens])
                near = [
                    n
                    for n in here
                    if n.end <= found.start() and self.words.between.fullmatch(self.folded[n.end : found.start()].rstrip())
                ]
                if not out or out[-1].end < found.end():
                    subject = who or (self.who(near[-1]) if near else self._office_before(start, found.start()))
                    add(found.start(), found.end(), subject, "verb")
        framed = [(a.start, a.end) for a in out]
        for found in self._at(spots, self.words.verb_cues, self.words.verb, end):
            if any(a <= found.start() < b for a, b in framed):
                continue
            if any(a <= found.start() < b for a, b in blocked):
                continue
            if found[1] in self.words.at and not _DIGIT.search(self.folded, found.end(), min(end, found.end() + 90)):
                continue
            who, rule = self._subject(found, start, end, here)
            add(found.start(), found.end(), who, rule)
        if not out:
            for found in self._at(spots, cues, self.words.document, end):
                if not self.words.document_verb.search(self.folded, start, end):
                    break
                of = self.words.of.match(self.folded, found.end())
                if of and add(found.start(), of.end(), self._after(of.end() - 1, end, here), "document"):
                    break
                if self.words.document_short.match(
                    self.folded, max(start, found.start() - 6)
                ) or self.words.document_short.search(self.folded, start, end):
                    last = self.last.get("any")
                    if last and add(found.start(), found.end(), (last, self.last_sort), "document"):
                        break
                owner = next(
                    (n for n in here if n.end <= found.start() <= n.end + 25 and self.words.genitive.match(self.folded, n.end)),
                    None,
                )
                if owner and add(owner.start, found.end(), self.who(owner), "document"):
                    break
        colon = re.match(r"[^:]{2,40}: ", self.text[start:end])
        if (
            not out
            and colon
            and index <= 2
            and here
            and here[0].end == start + colon.end() - 2
            and here[0].start - start < 20
            and here[0].kind != "programme"
            and end - start < 160
        ):
            add(start, here[0].end, self.who(here[0]), "headline")
        for n in here:
            if not out and (own := self.words.genitive.match(self.folded, n.end)):
                add(n.start, own.end(), self.who(n), "words")
        return out

    def _after(self, at: int, end: int, here: list[Name]) -> tuple[str, str] | None:
        """Who is named right behind a phrase: a name, a pronoun, a plain noun for a body, a group."""
        pronoun = self.words.pronoun_after.match(self.folded, at)
        if pronoun and not (pronoun[1] in self.words.articles and self.folded[pronoun.end() : pronoun.end() + 1] == " "):
            return self._pronoun(pronoun[1], pronoun.start(1))
        group = self.words.group.search(self.folded, at, min(end, at + 45))
        lead = self.words.lead.match(self.folded, at)
        limit = lead.end() if lead else at
        following = [n for n in here if n.start >= at]
        if (
            following
            and following[0].start <= max(limit, at + 1) + 28
            and not re.search(r"[,;:]", self.text[at : following[0].start])
        ):
            noun = self.words.body_after.match(self.folded, at)
            if not group or group.start() > following[0].start:
                if (
                    noun
                    and noun.end() < following[0].start
                    and self._body(noun[1], at)
                    and " " in self.text[noun.end() : following[0].start].strip()
                ):
                    return self._body(noun[1], at)
                return self._joined(following)
        if group:
            return self._group(group)
        office = self.words.office_after.match(self.folded, at)
        if office:
            return self._office_named(office[1], office.start(1))
        noun = self.words.body_after.match(self.folded, at)
        return self._body(noun[1], at) if noun else None

    def _joined(self, following: list[Name]) -> tuple[str, str]:
        """One speaker, or several that stand in a row: "Eva Maas en Jan Dijk"."""
        first = following[0]
        if (
            first.form == "leader"
            and len(following) > 1
            and following[1].kind == "person"
            and following[1].start - first.end <= 2
        ):
            following = following[1:]
        who, sort = self.who(following[0])
        people, at = [who], following[0]
        for name in following[1:]:
            gap = self.folded[at.end : name.start]
            if self.words.joined.fullmatch(gap) and name.kind == at.kind == "person":
                people.append(self.who(name)[0])
                at = name
            elif name.start > at.end + 60 or name.kind == "person":
                break
        if len(people) == 1:
            return who, sort
        return ", ".join(people[:-1]) + " and " + people[-1], sort

    def _group(self, found: re.Match[str]) -> tuple[str, str]:
        nation = self.adjectives.get(found.start() - 1)
        text = self.text[found.start() : found.end()]
        return (f"{self.text[nation.start : nation.end]} {text}" if nation else text), "group"

    def _pronoun(self, word: str, at: int) -> tuple[str, str] | None:
        """Who a pronoun stands for: the speaker of the sentences just before, else the last person or body named."""
        sort, index = self.words.pronouns[word], self.article.sentence_at(at)
        start = self.article.sentences[index][0]
        if sort in self.last and index - self.last_at.get(sort, -9) <= 2 and self.found_before(index, sort):
            return self.last[sort], sort
        last = bisect_left(self.starts, at)
        before = self.names[max(0, last - 5 * _MOST) : last]
        if sort == "person":
            people = [n for n in before if n.kind == "person"]
            if not people:
                return None
            subject = [n for n in people if self.article.sentence_at(n.start) == self.article.sentence_at(people[-1].start)]
            return subject[0].id, "person"
        here = [n for n in before if n.start >= start and n.kind != "person"]
        if here and sort not in self.last:
            return self.who(here[0])
        if here and self.last_at.get(sort, -9) < index - 2:
            return self.who(here[-1])
        return (self.last[sort], sort) if sort in self.last else None

    def found_before(self, index: int, sort: str) -> bool:
        """Whether nobody else of the sort was named since the last of it spoke."""
        since = self.article.sentences[self.last_at[sort]][1]
        until = self.article.sentences[index][0]
        named = self.names[bisect_left(self.starts, since) : bisect_left(self.starts, until)]
        return not any((n.kind == "person") == (sort == "person") and n.id != self.last[sort] for n in named) or sort == "body"

    def _subject(self, verb: re.Match[str], start: int, end: int, here: list[Name]) -> tuple[tuple[str, str] | None, str]:
        """Whose saying a verb tells: the subject before it, the one behind "by", or the one behind an inverted verb."""
        at, behind = verb.start(), verb.end()
        by = self.words.by.match(self.folded, behind, min(end, behind + 40))
        if by and (who := self._after(by.end() - 1, end, here)):
            return who, "by"
        before = [n for n in here if n.end <= at]
        head = self.folded[start:at]
        pronoun = self.words.pronoun_before.search(head)
        group = next(iter(deque(self.words.group.finditer(self.folded, max(start, at - 70), at), maxlen=1)), None)
        direct = self._after(behind, end, here) if self.folded[behind : behind + 1] == " " and self._comma(verb, start) else None
        if direct:
            return direct, "verb"
        for near in reversed(before[-4:]):
            if near.kind in ("person", "organisation") and self.words.apposed.fullmatch(self.folded[near.end : at]):
                return self.who(near), "verb"
        if before:
            near = before[-1]
            gap = self.folded[near.end : at]
            apposed = self.words.apposed.fullmatch(gap)
            enclosed = gap == ", " and self.text[start : near.start].rstrip().endswith(",")
            if self.words.between.fullmatch(gap) or apposed or enclosed:
                governed = self.words.governed.search(self.folded[start : near.start])
                if group and group.end() <= near.start + 1 and governed:
                    return self._group(group), "group"
                if not governed or apposed:
                    return self._with_first(before, near), "verb"
        if pronoun:
            return self._pronoun(pronoun[1], start + pronoun.start(1)), "pronoun"
        if group and re.fullmatch(r"(?: [\w']+){0,4} ?", self.folded[group.end() : at]):
            return self._group(group), "group"
        if before and (
            self.words.by_before.search(self.folded[max(start, before[-1].start - 40) : before[-1].start])
            and re.fullmatch(r"(?: \w+){0,3} ", self.folded[before[-1].end : at])
        ):
            return self.who(before[-1]), "by"
        if office := self._office_before(start, at):
            return office, "body"
        noun = self.words.body_before.search(head)
        if noun and (who := self._body(noun[1], at)):
            return who, "body"
        inverted = self._after(behind, end, here) if self.folded[behind : behind + 1] == " " else None
        if inverted and self._may_invert(verb, start):
            return inverted, "verb"
        if self.words.participle and verb[1].endswith(self.words.participle):
            person = next((n for n in reversed(before) if n.kind == "person" or n.form == "leader"), None)
            if person:
                return self.who(person), "verb"
        opens = bool(here) and here[0].end < at and here[0].start - start < _OPENING and here[0].kind != "programme"
        if opens and self.words.coordinated.search(head) and not self.words.governed.search(self.folded[start : here[0].start]):
            return self.who(here[0]), "subject"
        return None, ""

    def _with_first(self, before: list[Name], near: Name) -> tuple[str, str]:
        """The subject, joined with one before it: "the UN and the government say"."""
        if len(before) > 1:
            other = before[-2]
            gap = self.folded[other.end : near.start]
            if self.words.joined.fullmatch(gap) and other.kind != "place":
                first, sort = self.who(other)
                return f"{first} and {self.who(near)[0]}", sort
        return self.who(near)

    def _comma(self, verb: re.Match[str], start: int) -> bool:
        """Whether a quotation or comma stands right before a verb, so that its subject is behind it."""
        return self.text[start : verb.start()].rstrip().endswith((",", '"', "”", "’’", "''"))

    def _may_invert(self, verb: re.Match[str], start: int) -> bool:
        """Whether a verb may stand before its subject: behind a quotation or comma in English, freely in Dutch."""
        if self.words.inverts_freely:
            return True
        before = self.text[start : verb.start()].rstrip()
        return before.endswith((",", '"', "”", "’", "'", "?", "!", "as")) or not before

    # -- what goes on --

    def only_speaker(self) -> bool:
        """Whether one speaker alone is said to state things, again and again: an article on one report."""
        spoken = [a.speaker for at in range(len(self.article.sentences)) for a in self.attributions(at)]
        return len(spoken) >= 3 and len(set(spoken)) == 1

    def opens_with_another(self, start: int, speaker: str) -> bool:
        """Whether a sentence opens with another body or person as its subject."""
        opening = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, start + 25)]
        other = [n for n in opening if self.who(n)[0] != speaker]
        return any(
            n.kind == "person"
            or n.form in ("ministry", "force", "government", "leader")
            or (n.kind == "organisation" and " " in n.text)
            for n in other
        )

    # -- quotations --

    def quotations(self) -> list[tuple[int, int]]:
        """Spans between quotation marks, paragraph by paragraph; an unclosed one ends with its paragraph."""
        spans, opened = [], -1
        for found in re.finditer(r"[\"“”„«»]|\n", self.text):
            sign = found[0]
            if sign == "\n":
                if opened >= 0:
                    spans.append((opened, found.start()))
                opened = -1
            elif sign in "“„«" or (sign == '"' and opened < 0):
                opened = found.start() if opened < 0 else opened
            elif opened >= 0:
                spans.append((opened, found.end()))
                opened = -1
        if opened >= 0:
            spans.append((opened, len(self.text)))
        return spans


def component(article: Article, mentions: list[Mention]) -> list[Problem]:
    """Give each mention its speaker, with the words that say so."""
    if not mentions:
        return []
    finder = _Finder(article)
    sentences = article.sentences
    for index in range(len(sentences)):
        finder.attributions(index)
    quotes = finder.quotations()
    for mention in mentions:
        index = article.sentence_at(mention.start)
        near = _own(finder, mention, index) or _quoted(finder, mention, quotes)
        chosen = near or _next(finder, index) or _carried(finder, index)
        if chosen:
            one, rule = chosen
            mention.speaker = one.speaker
            text = f"{one.speaker} is said to state it ({' '.join(article.text[one.start : one.end].split())})."
            mention.steps.append(Step(slot="speaker", rule=f"speaker.{rule}", text=text, start=one.start, end=one.end))
    return []


def _own(finder: _Finder, mention: Mention, index: int) -> tuple[Attribution, str] | None:
    """The attribution nearest to the mention in its own sentence."""
    own = [a for a in finder.attributions(index) if not a.back or a.start > mention.end]
    if not own:
        return None
    nearest = min(own, key=lambda a: (a.speaker == "", max(a.start - mention.end, mention.start - a.end)))
    return nearest, nearest.rule


def _quoted(finder: _Finder, mention: Mention, quotes: list[tuple[int, int]]) -> tuple[Attribution, str] | None:
    """The attribution beside the quotation that the mention stands in."""
    at = bisect_right(quotes, (mention.start, len(finder.text) + 1)) - 1
    if at < 0 or mention.start >= quotes[at][1]:
        return None
    span = quotes[at]
    article = finder.article
    first, last = article.sentence_at(span[0]), article.sentence_at(max(span[0], span[1] - 1))
    for index in (last, first, last + 1, first - 1):
        if 0 <= index < len(article.sentences):
            for one in finder.attributions(index):
                return one, "quotation"
    return None


def _paragraph(finder: _Finder, a: int, b: int) -> bool:
    """Whether two neighbouring sentences stand in one paragraph."""
    sentences = finder.article.sentences
    return "\n" not in finder.text[sentences[a][1] : sentences[b][0]]


def _next(finder: _Finder, index: int) -> tuple[Attribution, str] | None:
    """A later sentence's attribution, where it reports this one.

    "Dat meldt het ministerie" reports the paragraph before it; the second sentence of a lead often tells whose news the first is.
    """
    for later in range(index + 1, min(index + 4, len(finder.article.sentences))):
        if not _paragraph(finder, later - 1, later) and (later > index + 1 or index == 0):
            return None
        following = finder.attributions(later)
        if following and following[0].back:
            return following[0], "back"
        if following:
            opens = index == 0 or not _paragraph(finder, index - 1, index)
            lead = later == index + 1 and index <= 3 and opens and _paragraph(finder, index, later)
            return (following[0], "lead") if lead else None
    return None


def _carried(finder: _Finder, index: int) -> tuple[Attribution, str] | None:
    """The attribution of the sentences before, where this one goes on without a speaker or subject of its own."""
    start = finder.article.sentences[index][0]
    for before in range(index - 1, max(-1, index - 4), -1):
        own = finder.attributions(before)
        if own:
            near = index - before <= 2 and all(_paragraph(finder, at, at + 1) for at in range(before, index))
            subject = finder.opens_with_another(start, own[-1].speaker)
            return (own[-1], "continued") if (near or finder.only_speaker()) and not subject else None
    return None
