"""Attributions: whom a sentence says to state something, resolved in the order of the text.

Names are resolved to whoever they stand for: a surname to its person, "the minister" to the minister that the article names,
"she" to the woman who spoke last, a government to itself.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Set
from dataclasses import dataclass

from factbase.extract.names.finder import names
from factbase.extract.names.lexicon import lexicon
from factbase.extract.names.name import Name
from factbase.extract.speakers.speech import WORDS, speech_words
from factbase.extract.text.article import Article
from factbase.extract.text.words import split
from factbase.normalise.entities import adjective, body_label, called, is_medium, passes_on
from factbase.normalise.folding import fold

_MOST, _FAR = 40, 2000  # cues and names, and characters, of a sentence that are looked at: no real one has more
_NEAR, _OPENING = (
    110,
    30,
)  # characters before a verb in which its office stands; a subject that opens its sentence starts this soon
_QUOTED = re.compile(r": [\"“„«‘'](?=\w)")
_MARK = re.compile(r"[\"“”„«»‘]|\n|(?<![^\s(:])'(?=[^\W\d])|(?<=[\w.,!?…])['’](?![\w])")
_OPENS = re.compile(r"[A-Z0-9]")
_ASIDE = re.compile(r"^ \([^()]{0,40}\)")
_PARTED = re.compile(r"[,;:]")
_DIGIT = re.compile(r"\d")


def _made_of(phrase: str, name: str) -> bool:
    """Whether an office's words, or the two parts of a compound, are words of a body's name."""
    words = set(WORDS.findall(name))
    parts = phrase.split()
    if len(parts) > 1:
        return words.issuperset(parts)
    return any(phrase[:at].rstrip("s") in words and phrase[at:] in words for at in range(4, len(phrase) - 3))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to state something.

    Attributes:
        start, end: the words of saying and the speaker.
        speaker: who, canonically.
        rule: `verb`, `by`, `according`, `document`, `headline`, `group`, `pronoun`.
        back: whether it reports the sentence before ("Dat meldt ...").
        sort: `person`, `body` or `group`.
        weak: whether the verb only tells what somebody wants or thinks of ("hopes for"), so that one of saying goes first.
    """

    start: int
    end: int
    speaker: str
    rule: str
    back: bool
    sort: str
    weak: bool = False


class Attributions:
    """The attributions of one article, sentence by sentence, resolved in the order of the text."""

    def __init__(self, article: Article) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self.words = speech_words(article.lang)
        self.of_place = lexicon(article.lang).of_place
        self.names = [
            n
            for n in names(article)
            if (n.form != "adjective" and n.kind not in ("place", "group")) or n.form == "capital" or self._decides(n)
        ]
        self.media = {n.start: n.end for n in self.names if passes_on(n.id)}
        self.names = [n for n in self.names if n.start not in self.media]
        bracketed = {b.start for a, b in itertools.pairwise(self.names) if a.id == b.id and self.text[a.end : b.start] == " ("}
        self.names = [n for n in self.names if n.start not in bracketed]
        self.starts = [n.start for n in self.names]
        self.adjectives = {n.end: n for n in names(article) if n.form in ("adjective", "name", "people") and n.kind == "country"}
        self.office = self._office()
        self.offices = {(words, person) for rows in self.office.values() for _, words, person in rows}
        self.acting: dict[str, set[str]] = {}
        for person in self.names:
            if person.kind == "person" and person.country:
                self.acting.setdefault(person.country, set()).add(person.id)
        self.acting_for = {n.id: n.country for n in self.names if n.kind == "person" and n.country}
        self.last: dict[str, str] = {}  # the last speaker of each sort, and of any
        self.last_at: dict[str, int] = {}
        self.last_sort = "body"
        self.found: dict[int, list[Attribution]] = {}
        self.now: list[Attribution] = []  # those of the sentence being read, so far

    def _decides(self, name: Name) -> bool:
        """Whether a place is named as those who govern it: "the province of Limburg"."""
        return name.kind == "place" and self.of_place.search(self.folded[max(0, name.start - 30) : name.start]) is not None

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
        acting = self.acting.get(name.id, set()) - {person for _, words, person in known if role not in words}
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

    def _body(self, word: str, at: int) -> tuple[str, str] | None:
        """The body or person named before that a plain noun stands for: "the bank", "de burgemeester", "de havencommissie"."""
        last = bisect_left(self.starts, at)
        before = self.names[max(0, last - 5 * _MOST) : last]
        found = self.words.last_noun.fullmatch(word)
        noun = found[1] if found else word
        if noun != word and noun not in self.words.role_words:  # a compound
            named = next((n for n in reversed(before) if n.kind == "organisation" and word in fold(n.id)), None)
            if named is not None:
                return named.id, "body"
            if noun in self.words.specific:
                return self.words.in_english.get(word, word), "body"
        titled = self._titled(noun, before)
        if noun in self.words.spokes and titled:
            return titled.id, "person"
        if noun in self.words.spokes:
            sentence = self.article.sentences[self.article.sentence_at(at)][0]
            bodies = [n for n in before if n.kind in ("organisation", "programme") or n.form in ("ministry", "government")]
            here = [n for n in bodies if n.start >= sentence]
            return self.who((here or bodies[-1:])[0]) if bodies else None
        if noun in self.words.role_words:
            if titled:
                return titled.id, "person"
            return self._titled_later(noun, last) or self._of_place(noun, at)
        for n in reversed(before):
            if n.kind in ("organisation", "programme", "country") and noun in called(n.id):
                return self.who(n)
        for n in reversed(before):
            if n.kind in ("organisation", "programme") and noun in fold(n.id):
                return n.id, "body"
        if noun in self.words.specific:
            alone = noun in self.words.known_alone and not any(n.kind == "organisation" for n in before)
            return (self.words.in_english.get(noun, noun), "body") if alone else None
        if "body" in self.last and self.last["body"] in {n.id for n in before}:
            return self.last["body"], "body"
        if noun in self.words.firms and (main := self._main(at)):
            return main
        if "body" in self.last:
            return self.last["body"], "body"
        for n in reversed(before):
            if n.kind == "organisation":
                return n.id, "body"
        return (self.words.in_english.get(noun, noun), "body") if noun in self.words.known_alone else None

    def _titled(self, noun: str, before: list[Name]) -> Name | None:
        """The last person that stands beside an office: "UNHCR Representative in Malawi Eva Maas"."""
        if noun not in self.words.role_words and noun not in self.words.spokes:
            return None
        office = re.compile(rf"\b\w*{re.escape(noun)}\b")
        people = (n for n in reversed(before) if n.kind == "person")
        return next((n for n in people if office.search(self.folded, max(0, n.start - 45), n.end + 45)), None)

    def _titled_later(self, noun: str, first: int) -> tuple[str, str] | None:
        """The one person whom the article goes on to name with an office: "the auditor said. ... Auditor Eva Maas"."""
        people = {
            n.id
            for n in self.names[first : first + 5 * _MOST]
            if n.kind == "person" and self.folded[max(0, n.start - len(noun) - 1) : n.start - 1] == noun
        }
        return (people.pop(), "person") if len(people) == 1 else None

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
            if n.kind == "organisation" and _made_of(phrase, fold(n.text)):
                return self.who(n)  # "het statistiekbureau", of the Centraal Bureau voor de Statistiek
        return self.words.in_english.get(phrase, " ".join(self.text[at : at + len(phrase)].split())), "body"

    def _of_place(self, noun: str, at: int) -> tuple[str, str] | None:
        """An unnamed mayor or governor, with the place named before."""
        role = self.words.place_roles.get(noun)
        place = next((n for n in reversed(names(self.article)) if n.start < at and n.kind == "place"), None)
        return (f"{role} of {place.id}", "person") if role and place else None

    # -- the attributions of a sentence --

    def of(self, index: int) -> list[Attribution]:
        """Who is said to state something in a sentence."""
        if index not in self.found:
            self.found[index] = found = self._find(index)
            for one in found:
                self.last["any"] = self.last[one.sort] = one.speaker
                self.last_at[one.sort] = index
                self.last_sort = one.sort
        return self.found[index]

    def _at(self, spots: list[tuple[int, str]], firsts: Set[str], pattern: re.Pattern[str], end: int) -> list[re.Match[str]]:
        """What a pattern, whose phrases begin with any of these words, finds at the spots."""
        folded = self.folded
        return [found for at, word in spots if word in firsts and (found := pattern.match(folded, at, end))]

    def _find(self, index: int) -> list[Attribution]:
        start, end = self.article.sentences[index]
        here = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        cues = self.words.cues
        begins, _, words = split(WORDS, self.folded, start, end)
        spots = list(itertools.islice(itertools.compress(zip(begins, words, strict=True), map(cues.__contains__, words)), _MOST))
        end = min(end, start + _FAR)
        here = here[:_MOST]
        if not spots and (index > 2 or not here) and not (here and self.text.find(":", start, end) > 0):
            return []
        back = self.words.back.search(self.folded, start, min(end, start + 160)) is not None
        blocked = [m.span() for m in self.words.not_speech.finditer(self.folded, start, end)]
        blocked += [m.span() for m in self.words.own.finditer(self.folded, start, end)]
        self.now = out = []

        def add(a: int, b: int, who: tuple[str, str] | None, rule: str, weak: bool = False) -> bool:
            if who is not None:
                out.append(Attribution(a, b, who[0], rule, back, who[1], weak or is_medium(who[0])))
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
                    inside_names = any(opens <= n.start < found.end(1) for n in here)
                    if near and not inside_names and not self.words.pronoun_after.match(self.folded, opens):
                        who = self.who(near[-1])  # "Arvo heeft een commissie gevraagd"
                    subject = who or (self.who(near[-1]) if near else self._office_before(start, found.start()))
                    add(found.start(), found.end(), subject, "verb")
        framed = [(a.start, a.end) for a in out]
        for found in self._at(spots, self.words.verb_cues, self.words.verb, end):
            if any(a <= found.start() < b for a, b in framed):
                continue
            if any(a <= found.start() < b for a, b in blocked):
                by = self.words.by.match(self.folded, found.end(), min(end, found.end() + 60))
                if by and found[1] in self.words.passives:  # "was fined 14 million by the watchdog"
                    add(found.start(), by.end(), self._after(by.end() - 1, end, here), "by")
                continue
            if self._no_saying(found, start):
                continue
            stop = self.text[found.end() : found.end() + 1] in (",", ".", ";")
            aside = stop and self.words.aside_verb.search(self.text, start, found.start()) is not None
            closes = aside or not self.text[found.end() : end].strip(" .\"”'’") or self._comma(found, start)
            closes = closes and not self.words.document_verb.fullmatch(found[1])
            if (
                found[1] in self.words.at
                and not (back or closes)
                and not _DIGIT.search(self.folded, found.end(), min(end, found.end() + 90))
            ):
                continue
            who, rule = self._subject(found, start, end, here)
            weak = found[1] in self.words.at and not self.words.that.match(self.folded, found.end())
            add(found.start(), found.end(), who, rule, weak)
        for found in self.words.own.finditer(self.folded, start, end):
            before = [n for n in here if n.end <= found.start()]
            whose = None if before else self.words.body_opening.match(self.folded, start, found.start())
            if whose and (who := self._body(whose[1], start)):
                add(*found.span(), who, "own")  # "Het fonds kan naar eigen zeggen ..."
            elif not whose and (before or here):
                add(*found.span(), self.who(before[-1] if before else here[0]), "own")
        if not out:
            for found in self._at(spots, cues, self.words.document, end):
                if not self.words.document_verb.search(self.folded, start, end):
                    break
                of = self.words.of.match(self.folded, found.end())
                if of and add(found.start(), of.end(), self._after(of.end() - 1, end, here), "document"):
                    break
                owner = next((n for n in here if found.start() - n.end in (1, 2) and n.kind != "person"), None)
                if owner and add(owner.start, found.end(), self.who(owner), "document"):
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
        if not out and (count := self.words.count_of.search(self.folded, start, end)):
            add(*count.span(), self._body(count[1], count.start(1)), "words")  # "by the company's count"
        if not out and index <= 1 and self.is_headline(index):
            role = self.words.headline.search(self.folded, start, end)
            if role:
                out.append(Attribution(*role.span(), "", "later", back, "body"))
        quoted = _QUOTED.search(self.text, start, end)
        if not out and quoted and (opening := [n for n in here if n.end <= quoted.start()]):
            person = next((n for n in opening if n.kind == "person"), None)
            alone = opening[-1] if opening[-1].end == quoted.start() else None
            speaker = person or alone
            if speaker and speaker.start - start < 80:
                add(speaker.start, quoted.start() + 1, self.who(speaker), "quotation")
        colon = re.match(r"[^:]{2,40}: ", self.text[start:end])
        if (
            not out
            and colon
            and index <= 2
            and here
            and here[0].end == start + colon.end() - 2
            and here[0].start - start < 20
            and here[0].kind != "programme"
            and not (here[0].kind == "country" and here[0].form == "name")  # "Kenya: Half of the roads washed away"
            and end - start < 160
        ):
            add(start, here[0].end, self.who(here[0]), "headline")
        for n in here:
            if all(a.start > n.end for a in out) and (own := self.words.genitive.match(self.folded, n.end)):
                add(n.start, own.end(), self.who(n), "words")
        return out

    def _no_saying(self, verb: re.Match[str], start: int) -> bool:
        """Whether a verb's form says nothing of who says: "the proposed budget", "it has been revealed"."""
        before = self.folded[max(start, verb.start() - 30) : verb.start()]
        if self.words.adjectival and verb[1].endswith(self.words.adjectival) and self.words.determined.search(before):
            return True
        by = self.words.by.match(self.folded, verb.end(), verb.end() + 40)
        return not by and self.words.impersonal.search(before) is not None

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
            and not _PARTED.search(self.text, limit if "," in self.text[at:limit] else at, following[0].start)
        ):
            noun = self.words.body_after.match(self.folded, at)
            if not group or group.start() > following[0].start:
                before_it = noun and noun.end() < following[0].start
                goes_on = WORDS.match(self.folded, noun.end() + 1) if noun and before_it else None
                if noun and goes_on and goes_on[1] in self.words.auxiliaries:
                    return self._body(noun[1], at)
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
        noun = self.words.body_after.match(self.folded, at)
        if noun and noun[1] in self.words.spokes and (behind := self.words.spoken_for.match(self.folded, noun.end(), end)):
            called = self.words.body_noun.fullmatch(behind[1])
            return self._body(called[1], at) if called else (behind[1], "group")  # "a spokesman for the universities"
        office = self.words.office_after.match(self.folded, at)
        if office:
            return self._office_named(office[1], office.start(1))
        noun = self.words.body_after.match(self.folded, at)
        if noun and (town := self._of_town(noun)):
            return town, "body"
        return self._body(noun[1], at) if noun else None

    def _of_town(self, noun: re.Match[str]) -> str | None:
        """A body that is known by its place: "de universiteit van Oxford"."""
        of = self.words.of_town.match(self.folded, noun.end()) if noun[1] in self.words.specific else None
        town = next((n for n in names(self.article) if of and n.start == of.end() + 1 and n.kind == "place"), None)
        return f"{self.words.in_english.get(noun[1], noun[1])} of {town.id}" if town else None

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
        if len(following) > 1 and first.form in ("name", "leader", "part") and self._owned_by(first, following[1]):
            behind = _ASIDE.sub("", self.folded[following[1].end : following[1].end + _NEAR])
            if self.words.own_document.match(behind):
                return self.who(first)  # "estimates the bank's Harbour Outlook (HO) report"
            following = following[1:]
            first = following[0]
        if len(following) > 1 and first.kind == "country" and self._office_between(first, following[1]):
            following = following[1:]
            first = following[0]
        who, sort = self._office_of(first) or self.who(first)
        people, row, at = [who], [who], first
        for name in following[1:]:
            gap = self.folded[at.end : name.start]
            alike = name.kind == at.kind == "person" or (
                (name.kind != "person" and at.kind != "person" and self.words.joining.search(gap) and name.kind != "place")
                and self.text[name.end : name.end + 2] not in ("'s", "’s")
            )
            if not (alike and self.words.joined.fullmatch(gap)):
                break
            row.append(self.who(name)[0])
            at = name
            if self.words.joining.search(gap):
                people = list(row)  # a comma alone stands before an apposition: "Eva Maas, Director of Arvo"
        if len(people) == 1:
            second = following[1] if len(following) > 1 else None
            if second and sort == "body" and second.kind == "person":
                gap = self.folded[first.end : second.start]
                if self.words.titled.fullmatch(gap):  # "Oxfam-directeur Eva Maas", "Arvo economist Eva Maas"
                    return second.id, "person"
            return who, sort
        return ", ".join(people[:-1]) + " and " + people[-1], sort

    def _office_between(self, first: Name, second: Name) -> bool:
        """Whether a name only says where another's office is: "the Malawi director of Oxfam"."""
        return self.words.office_between.fullmatch(self.folded[first.end : second.start]) is not None

    def _owned_by(self, owner: Name, body: Name) -> bool:
        """Whether a name belongs to the one before it: "Zambia's Health Institute", "the President's Media Office"."""
        gap = self.text[owner.end : body.start]
        return gap in ("'s ", "’s ", "' ", "’ ") and body.kind in ("organisation", "person") and owner.kind != "person"

    def _office_of(self, name: Name) -> tuple[str, str] | None:
        """Who holds an office of a body that is joined to its name: "de VN-directeur", "het VN-agentschap"."""
        office = self.words.office_of.match(self.folded, name.end)
        if office is None or any(n.start - office.end() in (1, 2) and n.kind == "person" for n in self._from(office.end())):
            return None
        return self._body(office[1], name.start)

    def _from(self, at: int, until: int | None = None) -> list[Name]:
        """The names between two offsets; the next one from an offset on where no other is given."""
        first = bisect_left(self.starts, at)
        return self.names[first : first + 1 if until is None else bisect_left(self.starts, until)]

    def _group(self, found: re.Match[str]) -> tuple[str, str]:
        nation = self.adjectives.get(found.start() - 1)
        text = self.text[found.start() : found.end()]
        text = self.words.in_english.get(fold(text), text)
        return (f"{adjective(nation.id) or nation.text} {text}" if nation else text), "group"

    def _pronoun(self, word: str, at: int) -> tuple[str, str] | None:
        """Who a pronoun stands for: the speaker of the sentences just before, else the last person or body named."""
        sort, index = self.words.pronouns[word], self.article.sentence_at(at)
        said = [a for a in self.now if a.end <= at and a.sort == sort]
        if said and all(n.kind == "person" for n in self._from(said[-1].end, at)):
            return said[-1].speaker, sort  # "the agency said, as it appealed for ..."
        start = self.article.sentences[index][0]
        if word in self.words.for_groups and self.last_sort == "group" and index - self.last_at.get("group", -9) <= 2:
            return self.last["group"], "group"
        if sort == "person" and word in self.words.plural_pronouns and self._plural(at):
            return self._several(index)
        opening = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, min(at, start + _OPENING))]
        if len(opening) > 1 and self._owned_by(opening[0], opening[1]):
            opening = opening[1:]  # "Brazil's Vale has ..., it confirmed"
        if sort == "body" and opening and opening[0].kind != "person" and self.text[at - 2 : at] == ", ":
            return self.who(opening[0])
        aside = sort == "body" and self.text[at - 2 : at] == ", "
        if aside and (office := self.words.office_opening.match(self.folded, start, at)):
            return self._office_named(office[1], office.start(1))
        if (
            sort == "body"
            and index
            and (at - start < 12 or self.text[at - 2 : at] == ", ")
            and self.article.text.find("\n", self.article.sentences[index - 1][0], start) < 0
        ):
            first = self.article.sentences[index - 1][0]
            subject = self.names[bisect_left(self.starts, first) : bisect_left(self.starts, first + 12)]
            if subject and subject[0].kind == "organisation":
                return self.who(subject[0])
        if sort in self.last and index - self.last_at.get(sort, -9) <= 2 and self.found_before(index, sort):
            return self.last[sort], sort
        last = bisect_left(self.starts, at)
        before = self.names[max(0, last - 5 * _MOST) : last]
        if sort == "person":
            people = [n for n in before if n.kind == "person"]
            if not any(self.article.sentence_at(n.start) >= index - 3 for n in people) and word in self.words.plural_pronouns:
                office = self.words.office_opening.match(self.folded, start, at)
                if office and "body" not in self.last:
                    return self._office_named(office[1], office.start(1))  # "De provincie heeft 20 miljoen, zo maakte ze bekend"
                return (self.last["body"], "body") if "body" in self.last else self._main(at)
            if not people:
                return None
            subject = [n for n in people if self.article.sentence_at(n.start) == self.article.sentence_at(people[-1].start)]
            return subject[0].id, "person"
        here = [n for n in before if n.start >= start and n.kind != "person"]
        if here and sort not in self.last:
            return self.who(here[0])
        if here and self.last_at.get(sort, -9) < index - 2:
            return self.who(here[-1])
        if sort not in self.last and index:
            first = self.article.sentences[index - 1][0]
            named = self.names[bisect_left(self.starts, first) : bisect_left(self.starts, start)]
            bodies = [n for n in named if n.kind != "person"]
            return self.who(bodies[0]) if bodies else self._several(index)
        return (self.last[sort], sort) if sort in self.last else None

    def _plural(self, at: int) -> bool:
        """Whether the verb behind a pronoun is in the plural: "zij zeggen"."""
        verb = re.match(r"\w+ (\w+)", self.folded[at : at + 40])
        return verb is not None and verb[1].endswith(self.words.plural_verb)

    def _several(self, index: int) -> tuple[str, str] | None:
        """The group that the sentence, or the one before it, opens with: "Unions disagree. They fear ..."."""
        for at in (index, index - 1):
            if at >= 0:
                start = self.article.sentences[at][0]
                group = self.words.group.search(self.folded, start, start + 40)
                if group:
                    return self._group(group)
        return None

    def _main(self, at: int) -> tuple[str, str] | None:
        """The body that an article names most often before an offset."""
        named = Counter(n.id for n in self.names[: bisect_left(self.starts, at)] if n.kind == "organisation")
        return (named.most_common(1)[0][0], "body") if named else None

    def found_before(self, index: int, sort: str) -> bool:
        """Whether nobody else of the sort was named since the last of it spoke."""
        since = self.article.sentences[self.last_at[sort]][1]
        until = self.article.sentences[index][0]
        named = self.names[bisect_left(self.starts, since) : bisect_left(self.starts, until)]
        return sort == "body" or not any(n.kind == "person" and n.id != self.last[sort] and self._opens(n) for n in named)

    def _opens(self, name: Name) -> bool:
        """Whether a name opens its sentence, as its subject does."""
        before = self.folded[self.article.sentences[self.article.sentence_at(name.start)][0] : name.start]
        return len(before) < _OPENING and not self.words.by_before.search(before) and not self.words.governed.search(before)

    def _subject(self, verb: re.Match[str], start: int, end: int, here: list[Name]) -> tuple[tuple[str, str] | None, str]:
        """Whose saying a verb tells: the subject before it, the one behind "by", or the one behind an inverted verb."""
        at, behind = verb.start(), verb.end()
        if self._of_medium(at, behind):
            return None, ""
        by = self.words.by.match(self.folded, behind, min(end, behind + 40))
        if by and (who := self._after(by.end() - 1, end, here)):
            return who, "by"
        before = self._free([n for n in here if n.end <= at])
        head = self.folded[start:at]
        pronoun = self.words.pronoun_before.search(head)
        group = next(iter(deque(self.words.group.finditer(self.folded, max(start, at - 70), at), maxlen=1)), None)
        goes_on = self.folded[behind : behind + 1] == " " and not self.words.relative_behind.match(self.folded, behind)
        adjunct = self._adjunct(behind)
        direct = self._after(behind, end, here) if goes_on and not adjunct and self._comma(verb, start) else None
        if direct:
            return direct, "verb"
        first = before[0] if before and before[0].kind == "person" and before[0].start == start else None
        for near in (*((first,) if first else ()), *reversed(before[-4:])):
            if near.kind in ("person", "organisation") and self.words.apposed.fullmatch(self.folded[near.end : at]):
                return self.who(near), "verb"
        if len(before) > 1 and self.words.led.search(self.folded[before[-2].end : before[-1].start]):
            before = before[:-1]  # "Arvo analysts led by Eva Maas said"
        if before:
            near = before[-1]
            gap = self.folded[near.end : at]
            apposed = self.words.apposed.fullmatch(gap)
            enclosed = gap == ", " and self.words.comma_title.search(self.folded[start : near.start]) is not None
            gap = _ASIDE.sub("", gap)
            if self.words.own_document.fullmatch(gap):  # "a World Bank study found", "the bank's Harbour Outlook report found"
                owner = before[-2] if len(before) > 1 and self._owned_by(before[-2], near) else near
                return self.who(owner), "document"
            if near.kind == "organisation" and group and group.start() == near.end + 1:
                rest = self.folded[group.end() : at]
                if self.words.between.fullmatch(rest) or self.words.led_by.fullmatch(rest):
                    return self.who(near), "verb"  # "Arvo analysts said"
            spokes = self.words.spokes_of.match(gap)
            if spokes and near.kind == "country":
                government = body_label(near.id, "government", near.text, self.article.lang)
                return (government, "body"), "verb"  # "the prime minister's spokesman said"
            gap = self.words.employer.sub("", gap) if near.kind == "person" else gap
            held = self.words.office_of.match(gap)
            if held and self.words.between.fullmatch(gap[held.end() :]) and (who := self._office_of(near)):
                return who, "verb"
            if self.words.between.fullmatch(gap) or apposed or enclosed:
                governed = self.words.governed.search(self.folded[start : near.start])
                within = group and group.end() <= near.start + 1
                if group and within and self.words.relative_behind.match(self.folded, group.end()):
                    return self._group(group), "group"  # "experts who advised the cabinet said"
                employed = group and within and self.words.works_for.fullmatch(self.folded[group.end() : near.start])
                if employed and near.kind == "organisation":
                    return self.who(near), "verb"  # "analysts at Arvo said"
                if group and within and governed:
                    return self._group(group), "group"
                if self.words.role_at.search(self.folded[start : near.start]):
                    return self.who(near), "verb"  # "an analyst at Arvo said"
                if not governed or apposed or self.words.relative_behind.match(gap):
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
        inverted = self._after(behind, end, here) if self.folded[behind : behind + 1] == " " and not adjunct else None
        if inverted and self._may_invert(verb, start):
            return inverted, "verb"
        if self.words.participle and verb[1].endswith(self.words.participle):
            person = next((n for n in reversed(before) if n.kind == "person" or n.form == "leader"), None)
            if person:
                return self.who(person), "verb"
        for near in reversed(before[-4:]):  # "terwijl de VN om 9 miljoen hadden verzocht"
            if self.words.subordinated.search(self.folded[max(start, near.start - 20) : near.start]):
                if not _PARTED.search(self.text, near.end, at):
                    return self.who(near), "verb"
                break
        opens = bool(here) and here[0].end < at and here[0].start - start < _OPENING and here[0].kind != "programme"
        if opens and self.words.coordinated.search(head) and not self.words.governed.search(self.folded[start : here[0].start]):
            return self.who(here[0]), "subject"
        return None, ""

    def _of_medium(self, at: int, behind: int) -> bool:
        """Whether a news medium says it: ", reports Reuters", "schrijft het Algemeen Dagblad"."""
        article = self.words.some_article.match(self.folded, behind)
        return bool(self.media) and (article.end() if article else behind + 1) in self.media

    def _free(self, before: list[Name]) -> list[Name]:
        """Names without those that only say to what a person belongs: "Eva Maas (Groen)", "Eva Maas of Arvo"."""
        out: list[Name] = []
        for name in before:
            person = out[-1] if out and out[-1].kind == "person" else None
            if person and name.kind != "person":
                gap = self.folded[person.end : name.start]
                if gap == " (" or self.words.works_for.fullmatch(gap):
                    continue
            out.append(name)
        return out

    def _with_first(self, before: list[Name], near: Name) -> tuple[str, str]:
        """The subject, joined with one before it: "the UN and the government say"."""
        if len(before) > 1:
            other = before[-2]
            gap = self.folded[other.end : near.start]
            if self.words.joined.fullmatch(gap) and self.words.joining.search(gap) and other.kind != "place":
                first, sort = self.who(other)
                if first == self.who(near)[0]:
                    return first, sort
                return f"{first} and {self.who(near)[0]}", sort
        return self.who(near)

    def _comma(self, verb: re.Match[str], start: int) -> bool:
        """Whether a quotation or comma stands right before a verb, so that its subject is behind it."""
        return self.text[start : verb.start()].rstrip().endswith((",", '"', "”", "’’", "''"))

    def _adjunct(self, at: int) -> bool:
        """Whether a time or place and no subject follows: "Announced ahead of the harvest", "said in Lagos"."""
        return not self.words.inverts_freely and self.words.adjunct.match(self.folded, at) is not None

    def _may_invert(self, verb: re.Match[str], start: int) -> bool:
        """Whether a verb may stand before its subject: behind a quotation or comma in English, freely in Dutch."""
        if self.words.inverts_freely:
            return True
        before = self.text[start : verb.start()].rstrip()
        return before.endswith((",", '"', "”", "’", "'", "?", "!", " as")) or not before

    # -- what goes on --

    def is_headline(self, index: int) -> bool:
        """Whether a sentence stands on a line of its own without a full stop, and the article goes on."""
        start, end = self.article.sentences[index]
        return self.text[end : end + 1] == "\n" and self.text[end - 1] not in ".!" and end - start < 200

    def reporter(self) -> Attribution | None:
        """Whose report, study or figures the article is about, as its opening says."""
        for index in range(min(4, len(self.article.sentences))):
            start, end = self.article.sentences[index]
            said = [a for a in self.of(index) if a.sort == "body" and a.speaker and not a.weak]
            if said and self.words.report.search(self.folded, start, end):
                return said[0]
        return None

    def only_speaker(self) -> bool:
        """Whether one speaker alone is said to state things, again and again: an article on one report."""
        spoken = [a.speaker for at in range(len(self.article.sentences)) for a in self.of(at)]
        return len(spoken) >= 3 and len(set(spoken)) == 1

    def opens_with_another(self, start: int, speaker: str) -> bool:
        """Whether a sentence opens with another body or person as its subject."""
        opening = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, start + 25)]
        other = [n for n in opening if self.who(n)[0] != speaker]
        return any(
            n.kind == "person"
            or n.form in ("ministry", "force", "government", "leader")
            or (n.kind == "organisation" and " " in n.text)
            or (n.start == start and n.kind in ("country", "organisation"))
            for n in other
        )

    # -- quotations --

    def quotations(self) -> list[tuple[int, int]]:
        """Spans between quotation marks, paragraph by paragraph; an unclosed one ends with its paragraph."""
        spans, opened = [], -1
        for found in _MARK.finditer(self.text):
            sign = found[0]
            if sign == "\n":
                if opened >= 0:
                    spans.append((opened, found.start()))
                opened = -1
            elif sign in "“„«‘" or (sign in "\"'" and opened < 0):
                if sign != "'" or _OPENS.match(self.text, found.end()):
                    opened = found.start() if opened < 0 else opened
            elif opened >= 0 and (sign not in "'’" or self.text[opened] in "'‘"):
                spans.append((opened, found.end()))
                opened = -1
        if opened >= 0 and self.text[opened] not in "'‘":
            spans.append((opened, len(self.text)))
        return spans
