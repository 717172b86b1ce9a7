"""Referents: for whom a name, an office, a plain noun or a pronoun of reported speech stands.

A surname stands for its person, "the minister" for the minister that the article names, "she" for the woman who spoke last, "the
bank" for the bank named before, a government for itself.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter

from factbase.extract.names.finder import names
from factbase.extract.names.lexicon import lexicon
from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Attribution
from factbase.extract.speakers.speech import WORDS, speech_words
from factbase.extract.text.article import Article
from factbase.normalise.bodies import adjective, body_label, called, passes_on
from factbase.normalise.folding import fold

MOST = 40
"""Cues and names of a sentence that are looked at: no real one has more."""
OPENING = 30
"""A subject that opens its sentence starts within so many characters."""
_LONG = 2000  # characters of a quotation before its "it said"
_NEAR = 110  # characters before a verb in which its office stands
_ASIDE = re.compile(r"^ \([^()]{0,40}\)")
_BEHIND = 60  # characters behind a name in which an office stands
_PARTED = re.compile(r"[,;:]")
_DIGIT = re.compile(r"\d")
_LETTERS = 2
_THINGS = re.compile(r"[A-Z]{2,5}s")
"""Abbreviations in the plural, which are things: "GPUs"."""


def _made_of(phrase: str, name: str) -> bool:
    """Whether an office's words, or the two parts of a compound, are words of a body's name."""
    words = set(WORDS.findall(name))
    parts = phrase.split()
    if len(parts) > 1:
        return words.issuperset(parts)
    return any(phrase[:at].rstrip("s") in words and phrase[at:] in words for at in range(4, len(phrase) - 3))


class Referents:
    """For whom the words of one article stand; it is told who speaks, sentence by sentence, as pronouns stand for them.

    Attributes:
        names: the names that may speak, in order of appearance; `starts` their offsets.
        media: the spans of news media that only pass figures on.
        acting_for: by person, the state or body acted for.
        last: the last speaker of each sort (`person`, `body`, `group`), and of `any`.
        now: the attributions of the sentence being read, so far.
        speaks_for: the body behind each group that was said to be of one.
    """

    def __init__(self, article: Article) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self.words = speech_words(article.lang)
        self.of_place = lexicon(article.lang).of_place
        self.names = [
            n
            for n in names(article)
            if (n.form != "adjective" and n.kind not in ("place", "group")) or n.form == "capital" or self._decides(n)
        ]
        self.names = [n for n in self.names if not (n.kind == "organisation" and _THINGS.fullmatch(n.text))]
        self.media = {n.start: n.end for n in self.names if passes_on(n.id)}
        self.names = [n for n in self.names if n.start not in self.media]
        bracketed = {b.start for a, b in itertools.pairwise(self.names) if a.id == b.id and self.text[a.end : b.start] == " ("}
        self.names = [n for n in self.names if n.start not in bracketed]
        self.starts = [n.start for n in self.names]
        self.adjectives = {n.end: n for n in names(article) if n.form in ("adjective", "name", "people") and n.kind == "country"}
        self.office = self._offices()
        self.offices = {(words, person) for rows in self.office.values() for _, words, person in rows}
        self.acting: dict[str, set[str]] = {}
        for person in self.names:
            if person.kind == "person" and person.country:
                self.acting.setdefault(person.country, set()).add(person.id)
        self.acting_for = {n.id: n.country for n in self.names if n.kind == "person" and n.country}
        self.last: dict[str, str] = {}  # the last speaker of each sort, and of any
        self.last_at: dict[str, int] = {}
        self.last_sort = "body"
        self.speaks_for: dict[str, tuple[str, str]] = {}  # the body behind each group that was said to be of it
        self.now: list[Attribution] = []  # those of the sentence being read, so far

    def remember(self, one: Attribution, index: int) -> None:
        """Take note of who speaks in a sentence."""
        self.last["any"] = self.last[one.sort] = one.speaker
        self.last_at[one.sort] = index
        self.last_sort = one.sort

    def _decides(self, name: Name) -> bool:
        """Whether a place is named as those who govern it: "the province of Limburg"."""
        return name.kind == "place" and self.of_place.search(self.folded[max(0, name.start - 30) : name.start]) is not None

    def _offices(self) -> dict[str, list[tuple[int, str, str]]]:
        """Persons with the role words that stand right before or after them: (offset, role, person) by state."""
        out: dict[str, list[tuple[int, str, str]]] = {}
        for before, after in zip(self.names, self.names[1:], strict=False):
            gap = self.text[before.end : after.start]
            if before.form == "leader" and after.kind == "person" and len(gap) <= 2:
                out.setdefault(before.id, []).append((after.start, fold(before.text), after.id))
            elif after.form == "leader" and before.kind == "person" and gap.startswith(",") and len(gap) < 10:
                out.setdefault(after.id, []).append((before.start, fold(after.text), before.id))
        return out

    def who(self, name: Name) -> tuple[str, str]:
        """The speaker behind a name, and what sort."""
        if name.kind == "person":
            return name.id, "person"
        if name.form == "leader":
            return self._in_office(name)
        if name.kind == "organisation" and name.id == name.text and len(name.id) == _LETTERS:
            return name.id, "body"  # "the AG" is no land whose code it looks like
        return body_label(name.id, name.form, name.text, self.article.lang), "body"

    def _in_office(self, name: Name) -> tuple[str, str]:
        role = fold(name.text).split()[-1]
        for other in self._apposed(name):
            return other, "person"
        known = self.office.get(name.id, [])
        at = bisect_left(known, name.start, key=lambda row: row[0])
        known = [*known[: 5 * MOST], *known[max(5 * MOST, at - 5 * MOST) : max(5 * MOST, at + MOST)]]
        same = [
            person
            for _, words, person in known
            if role in words or words.split()[-1].endswith(role) or role.endswith(words.split()[-1])
        ]
        before = [person for at, words, person in known if at <= name.start and (role in words or words.endswith(role))]
        if before or same:
            return (before or same)[-1 if before else 0], "person"
        if not self._owned(name):
            if known_titled := self._titled_before(role, name.start):
                return known_titled, "person"
            anywhere = {person for words, person in self.offices if role in words}
            if len(anywhere) == 1:
                return anywhere.pop(), "person"
        acting = self.acting.get(name.id, set()) - {person for _, words, person in known if role not in words}
        if len(acting) == 1:
            return next(iter(acting)), "person"
        return body_label(name.id, "leader", name.text, self.article.lang), "person"

    def _owned(self, name: Name) -> bool:
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

    def body(self, word: str, at: int) -> tuple[str, str] | None:
        """The body or person named before that a plain noun stands for: "the bank", "de burgemeester", "de havencommissie"."""
        last = bisect_left(self.starts, at)
        before = self.names[max(0, last - 5 * MOST) : last]
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
            if n.kind in ("organisation", "programme") and (noun in fold(n.id) or noun in fold(n.text)):
                return n.id, "body"
        if noun in self.words.town_bodies and (town := self._town(at)):
            return town, "body"
        if noun in self.words.specific:
            if (described := self._described(noun, before)) is not None:
                return described.id, "body"
            alone = noun in self.words.known_alone and (
                noun in self.words.of_members or not any(n.kind == "organisation" for n in before)
            )
            return (self.words.in_english.get(noun, noun), "body") if alone else None
        if "body" in self.last and self.last["body"] in {n.id for n in before}:
            return self.last["body"], "body"
        if noun in self.words.firms and (main := self.main(at)):
            return main
        if "body" in self.last:
            return self.last["body"], "body"
        for n in reversed(before):
            if n.kind == "organisation":
                return n.id, "body"
        return (self.words.in_english.get(noun, noun), "body") if noun in self.words.known_alone else None

    def _town(self, at: int) -> str | None:
        """The town or region named last: whose council, where the article names none, it is."""
        found = names(self.article)
        return next((n.id for n in reversed(found[: bisect_left(found, at, key=lambda n: n.start)]) if n.kind == "place"), None)

    def _described(self, noun: str, before: list[Name]) -> Name | None:
        """The last body beside whose name its kind stands: "vakbond Arvo", "Arvo, the dockers' union"."""
        kind = re.compile(rf"(?:^|\W)\w*{re.escape(noun)} $")
        apposed = re.compile(rf",? (?:\([^()]*\),? )?(?:[\w'’-]+ ){{0,3}}{re.escape(noun)}(?![\w-])")
        for n in reversed(before[-MOST:]):
            if n.kind == "organisation" and (
                kind.search(self.folded, max(0, n.start - 40), n.start) or apposed.match(self.folded, n.end, n.end + 60)
            ):
                return n
        return None

    def _titled(self, noun: str, before: list[Name]) -> Name | None:
        """The last person that stands beside an office: "UNHCR Representative in Malawi Eva Maas"."""
        if noun not in self.words.role_words and noun not in self.words.spokes:
            return None
        office = re.compile(rf"\b\w*{re.escape(noun)}\b")
        people = (n for n in reversed(before) if n.kind == "person")
        return next((n for n in people if office.search(self.folded, max(0, n.start - 45), n.end + 45)), None)

    def _titled_before(self, role: str, at: int) -> str | None:
        """The person named before beside a role of no state in particular: "State Minister Eva Maas ... the Minister"."""
        last = bisect_left(self.starts, at)
        titled = self._titled(role, self.names[max(0, last - 5 * MOST) : last])
        return titled.id if titled else None

    def _titled_later(self, noun: str, first: int) -> tuple[str, str] | None:
        """The one person whom the article goes on to name with an office: "the auditor said. ... Auditor Eva Maas"."""
        behind = re.compile(rf", (?:[\w'’-]+ ){{0,3}}?{re.escape(noun)}\b")
        later = [n for n in self.names[first : first + 5 * MOST] if n.kind == "person"]
        before = {n.id for n in later if self.folded[max(0, n.start - len(noun) - 1) : n.start - 1] == noun}
        people = before | {n.id for n in later if behind.match(self.folded, n.end, n.end + _BEHIND)}
        return (people.pop(), "person") if len(people) == 1 else None

    def unnamed(self, found: re.Match[str] | None) -> tuple[str, str] | None:
        """One whom the text leaves without a name, by the plain noun: "a researcher"."""
        return (self.words.in_english.get(found[1], found[1]), "person") if found else None

    def office_before(self, start: int, at: int) -> tuple[str, str] | None:
        """A body known by its office that stands right before a verb: "the interior ministry in the east said"."""
        left = max(start, at - _NEAR)
        office = self.words.office.search(self.folded[left:at])
        return self._office_named(office[1], left + office.start(1)) if office else None

    def _office_named(self, phrase: str, at: int) -> tuple[str, str]:
        """A body known by its office, "the interior ministry": the one that a name before says, else its own words."""
        noun = phrase.split()[-1]
        for n in reversed(self.names[max(0, bisect_left(self.starts, at) - 5 * MOST) : bisect_left(self.starts, at)]):
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

    def after(self, at: int, end: int, here: list[Name]) -> tuple[str, str] | None:
        """Who is named right behind a phrase: a name, a pronoun, a plain noun for a body, a group."""
        pronoun = self.words.pronoun_after.match(self.folded, at)
        if pronoun and not (pronoun[1] in self.words.articles and self.folded[pronoun.end() : pronoun.end() + 1] == " "):
            return self.pronoun(pronoun[1], pronoun.start(1))
        group = self.words.group.search(self.folded, at, min(end, at + 45))
        if group and _DIGIT.search(self.text, at, group.start()):
            group = None  # "the mayor, said 900 residents ..."
        theirs = self.words.one_of_theirs.match(self.folded, at)
        if theirs and (person := next((n for n in here if n.start == theirs.end() and n.kind != "country"), None)):
            return self.who(person)  # "said one of its lawyers, Eva Maas"
        lead = self.words.lead.match(self.folded, at)
        limit = lead.end() if lead else at
        following = [n for n in here if n.start >= at]
        titled = self.words.titled_behind.match(self.folded, at)
        if titled and (person := next((n for n in following if n.start == titled.end() and n.kind == "person"), None)):
            return self.who(person)  # "according to the state treasurer, Eva Maas"
        reach = max(limit, at + 1) + 28
        if following and following[0].start > reach and self.words.described.fullmatch(self.folded, at, following[0].start):
            reach = following[0].start  # "meldt de Duitse verzekeraarsorganisatie GDV"
        if (
            following
            and following[0].start <= reach
            and not _PARTED.search(self.text, limit if "," in self.text[at:limit] else at, following[0].start)
        ):
            noun = self.words.body_after.match(self.folded, at)
            longer = group is not None and following[0].start == group.start() and following[0].end > group.end()
            if not group or group.start() > following[0].start or longer:
                before_it = noun and noun.end() < following[0].start
                goes_on = WORDS.match(self.folded, noun.end() + 1) if noun and before_it else None
                if noun and goes_on and goes_on[1] in self.words.auxiliaries:
                    return self.body(noun[1], at)
                if (
                    noun
                    and noun.end() < following[0].start
                    and self.body(noun[1], at)
                    and " " in self.text[noun.end() : following[0].start].strip()
                ):
                    return self.body(noun[1], at)
                return self._joined(following)
        if group:
            return self.group(group)
        if self.words.bodies_after.match(self.folded, at) and (several := self.side_by_side(at)):
            return several
        if someone := self.unnamed(self.words.unnamed_after.match(self.folded, at)):
            return someone
        noun = self.words.body_after.match(self.folded, at)
        if noun and noun[1] in self.words.spokes and (behind := self.words.spoken_for.match(self.folded, noun.end(), end)):
            called = self.words.body_noun.fullmatch(behind[1])
            if called and (who := self.body(called[1], at)):
                return who
            if office := self.words.office_after.search(self.folded, behind.start(), behind.end()):
                return self._office_named(office[1], office.start(1))  # "a spokesman for the fire service"
            return None if called else (behind[1], "group")  # "a spokesman for the universities"
        office = self.words.office_after.match(self.folded, at)
        if office:
            return self._office_named(office[1], office.start(1))
        noun = self.words.body_after.match(self.folded, at)
        if noun and (town := self._of_town(noun)):
            return town, "body"
        return self.body(noun[1], at) if noun else None

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
        if len(following) > 1 and first.form in ("name", "leader", "part") and self.owned_by(first, following[1]):
            behind = _ASIDE.sub("", self.folded[following[1].end : following[1].end + _NEAR])
            if self.words.own_document.match(behind):
                return self.who(first)  # "estimates the bank's Harbour Outlook (HO) report"
            following = following[1:]
            first = following[0]
        if len(following) > 1 and first.kind == "country" and self._office_between(first, following[1]):
            following = following[1:]
            first = following[0]
        national = len(following) > 1 and first.kind == "country" and following[1].kind == "organisation"
        if national and self.text[first.end : following[1].start] == " ":
            following = following[1:]  # "the New Zealand Red Cross"
            first = following[0]
        who, sort = self.office_of(first) or self.who(first)
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

    def owned_by(self, owner: Name, body: Name) -> bool:
        """Whether a name belongs to the one before it: "Zambia's Health Institute", "the President's Media Office"."""
        gap = self.text[owner.end : body.start]
        return gap in ("'s ", "’s ", "' ", "’ ") and body.kind in ("organisation", "person") and owner.kind != "person"

    def office_of(self, name: Name) -> tuple[str, str] | None:
        """Who holds an office of a body that is joined to its name: "de VN-directeur", "het VN-agentschap"."""
        office = self.words.office_of.match(self.folded, name.end)
        if office is None or any(n.start - office.end() in (1, 2) and n.kind == "person" for n in self._from(office.end())):
            return None
        return self.body(office[1], name.start)

    def _from(self, at: int, until: int | None = None) -> list[Name]:
        """The names between two offsets; the next one from an offset on where no other is given."""
        first = bisect_left(self.starts, at)
        return self.names[first : first + 1 if until is None else bisect_left(self.starts, until)]

    def group(self, found: re.Match[str]) -> tuple[str, str]:
        """The group, or the body that it speaks for: "analysts at Arvo"; with its nation, "Danish officials"."""
        if found[1] in self.words.speaks_for:
            body = next(iter(self._from(found.end())), None)
            employed = body is not None and self.words.employed.fullmatch(self.folded, found.end(), body.start)
            if body is not None and employed and body.kind == "organisation":
                self.speaks_for[found[1]] = self.who(body)
                return self.who(body)
        ahead = max(0, found.start() - 12)
        if found[1] in self.speaks_for and self.words.definite_before.search(self.folded, ahead, found.start()):
            return self.speaks_for[found[1]]  # "the analysts", of the analysts at Arvo
        nation = self.adjectives.get(found.start() - 1)
        text = self.text[found.start() : found.end()]
        text = self.words.in_english.get(fold(text), text)
        return (f"{adjective(nation.id) or nation.text} {text}" if nation else text), "group"

    def pronoun(self, word: str, at: int) -> tuple[str, str] | None:
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
        opening = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, min(at, start + OPENING))]
        if len(opening) > 1 and self.owned_by(opening[0], opening[1]):
            opening = opening[1:]  # "Brazil's Vale has ..., it confirmed"
        if sort == "body" and self.text[at - 2 : at] == ", ":
            noun = self.words.body_opening.match(self.folded, start, at)
            if noun and (who := self.body(noun[1], start)):
                return who  # "The bank will pay France 9 million, it said"
        if sort == "body" and opening and opening[0].kind != "person" and self.text[at - 2 : at] == ", ":
            return self.who(opening[0])
        quoted = sort == "body" and self.text[start:at].rstrip().endswith(("”", '"', "’", "'")) and index > 0
        if quoted and "body" not in self.last:
            first = self.article.sentences[index - 1][0]
            subject = self.names[bisect_left(self.starts, first) : bisect_left(self.starts, first + OPENING)]
            if subject and subject[0].kind == "organisation":
                return self.who(subject[0])  # "Talvo, the builder, was glad. "It is a relief," it said."
        if quoted and (before_it := self._before_quotation(at)) is not None:
            return before_it
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
        if sort in self.last and index - self.last_at.get(sort, -9) <= 2 and self._found_before(index, sort):
            return self.last[sort], sort
        last = bisect_left(self.starts, at)
        before = self.names[max(0, last - 5 * MOST) : last]
        if sort == "person" and word in self.words.plural_pronouns and (body := self._body_before(index)):
            return body
        if sort == "person":
            people = [n for n in before if n.kind == "person"]
            if not any(self.article.sentence_at(n.start) >= index - 3 for n in people) and word in self.words.plural_pronouns:
                office = self.words.office_opening.match(self.folded, start, at)
                if office and "body" not in self.last:
                    return self._office_named(office[1], office.start(1))  # "De provincie heeft 20 miljoen, zo maakte ze bekend"
                return (self.last["body"], "body") if "body" in self.last else self.main(at)
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

    def _body_before(self, index: int) -> tuple[str, str] | None:
        """The body that the sentence before opens with, where it names nobody else: "De regering was tegen. Zij ..."."""
        if not index:
            return None
        first, end = self.article.sentences[index - 1]
        named = self._from(first, end)
        if len(named) != 1 or named[0].kind == "person" or named[0].start - first > OPENING:
            return None
        return self.who(named[0]) if named[0].form in ("government", "ministry", "parliament") else None

    def _before_quotation(self, at: int) -> tuple[str, str] | None:
        """Who says a quotation that ends at an offset: the body that opens the sentence before, else the last that spoke."""
        closed = len(self.text[:at].rstrip()) - 1
        opened = max(self.text.rfind(mark, max(0, closed - _LONG), closed) for mark in '“„‘"')
        if opened < 0 or "body" not in self.last:
            return None
        index = self.article.sentence_at(opened)
        first = self.article.sentences[max(0, index - 1)][0]
        subject = self.names[bisect_left(self.starts, first) : bisect_left(self.starts, min(opened, first + OPENING))]
        if subject and subject[0].kind != "person" and subject[0].form != "adjective":
            return self.who(subject[0])
        return self.last["body"], "body"

    def side_by_side(self, at: int) -> tuple[str, str] | None:
        """The bodies that a sentence before named side by side last, for "the agencies": none where it names no two so."""
        last = bisect_left(self.starts, at)
        for a, b in itertools.pairwise(reversed(self.names[max(0, last - MOST) : last])):
            gap = self.folded[b.end : a.start]
            if a.kind != "person" and b.kind != "person" and self.words.joined.fullmatch(gap) and self.words.joining.search(gap):
                return f"{self.who(b)[0]} and {self.who(a)[0]}", "body"
        return None

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
                    return self.group(group)
        return None

    def main(self, at: int) -> tuple[str, str] | None:
        """The body that an article names most often before an offset."""
        named = Counter(n.id for n in self.names[: bisect_left(self.starts, at)] if n.kind == "organisation")
        return (named.most_common(1)[0][0], "body") if named else None

    def _found_before(self, index: int, sort: str) -> bool:
        """Whether nobody else of the sort was named since the last of it spoke."""
        since = self.article.sentences[self.last_at[sort]][1]
        until = self.article.sentences[index][0]
        named = self.names[bisect_left(self.starts, since) : bisect_left(self.starts, until)]
        return sort == "body" or not any(n.kind == "person" and n.id != self.last[sort] and self._opens(n) for n in named)

    def _opens(self, name: Name) -> bool:
        """Whether a name opens its sentence, as its subject does."""
        before = self.folded[self.article.sentences[self.article.sentence_at(name.start)][0] : name.start]
        return len(before) < OPENING and not self.words.by_before.search(before) and not self.words.governed.search(before)
