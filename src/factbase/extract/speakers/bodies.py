"""Bodies: for whom "the bank", "the harbour commission" or "the interior ministry" stands."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Speaker
from factbase.extract.speakers.cast import MOST, Cast
from factbase.extract.speakers.offices import Offices
from factbase.extract.speakers.speech import WORDS
from factbase.normalise.bodies import adjective, body_label, called, is_known
from factbase.normalise.folding import fold

_NEAR = 110  # characters before a verb in which its office stands
_LATER = 4  # sentences behind one in which the body that it calls by a plain noun is named
_KIND = 40  # characters before a name in which its kind stands: "vakbond Arvo"
_APPOSED = 60  # characters behind a name in which its kind stands: "Arvo, the dockers' union"
_HEAD = 25  # characters at the head of a sentence in which its subject stands
_NAMED = 200  # names back among which a government's state is looked for
_PLACED = 20  # characters before a name in which a preposition stands
_TIMES = 10  # occurrences of a name at which one looks for whose it is
_OWNER = 3  # characters of the genitive ending between an owner and what is his
_PART = 4  # letters at least of a part of a compound


class Bodies:
    """What plain nouns of one article stand for."""

    def __init__(self, cast: Cast) -> None:
        self._cast, self._words = cast, cast.words
        self._article, self._text, self._folded = cast.article, cast.text, cast.folded
        self._offices = Offices(cast.article, cast.names)
        self._makers: dict[str, Speaker | None] = {}
        cast.maker = self._maker

    def meant(self, word: str, at: int) -> Speaker | None:
        """The body or person named before that a plain noun stands for: "the bank", "de burgemeester", "de havencommissie"."""
        before = self._cast.before(at)
        found = self._words.last_noun.fullmatch(word)
        noun = found[1] if found else word
        if noun != word and noun not in self._words.role_words:  # a compound
            named = next((n for n in reversed(before) if n.kind == "organisation" and word in fold(n.id)), None)
            if named is not None:
                return Speaker(named.id, "body")
            if noun in self._words.specific:
                return Speaker(self._words.in_english.get(word, word), "body")
        if noun in self._words.spokes:
            return self._spokesman(noun, at, before)
        if noun in self._words.role_words:
            return self._in_role(noun, at, before)
        return self._of_kind(noun, at, before)

    def _spokesman(self, noun: str, at: int, before: Sequence[Name]) -> Speaker | None:
        """A spokesman by name, else the body of the sentence, else the last body."""
        if titled := self._offices.titled(noun, before):
            return Speaker(titled.id, "person")
        sentence = self._article.sentences[self._article.sentence_at(at)][0]
        bodies = [n for n in before if n.kind in ("organisation", "programme") or n.form in ("ministry", "government")]
        here = [n for n in bodies if n.start >= sentence]
        opening = None if here else self._words.group_opening.match(self._folded, sentence, at)
        if opening:  # "The police held 40 fans, a spokesman said"
            return Speaker(self._words.in_english.get(opening[1], opening[1]), "group")
        if not here and self._cast.spoke_lately("body", self._article.sentence_at(at)):
            return Speaker(self._cast.last["body"], "body")
        here = here or [n for n in bodies if n.kind != "programme"][-1:] or bodies[-1:]
        return self._cast.who(here[0]) if here else None

    def of_spokesman(self, noun: str, at: int) -> Speaker:
        """The office or group that the word before "spokesman" names: "army", "police"."""
        return self.office(noun, at) if noun in self._words.offices else Speaker(self._words.in_english.get(noun, noun), "group")

    def _in_role(self, noun: str, at: int, before: Sequence[Name]) -> Speaker | None:
        """Who is given a role before or after, or the mayor of the place named last, else some roles by their noun."""
        titled = self._offices.titled(noun, before)
        if person := titled.id if titled else self._offices.titled_later(noun, at):
            return Speaker(person, "person")
        role, place = self._words.place_roles.get(noun), self._place(at)
        return Speaker(f"{role} of {place}", "person") if role and place else self.alone(noun)

    def head(self, role: str, at: int, body: Speaker | None) -> Speaker | None:
        """Who is only known as a head of a body: the person whom the article names in that role, else the body."""
        found = self._words.last_noun.fullmatch(role)
        noun = found[1] if found else role
        titled = self._offices.titled(noun, self._cast.before(at))
        person = titled.id if titled else self._offices.titled_later(noun, at)
        return Speaker(person, "person") if person else body

    def _of_kind(self, noun: str, at: int, before: Sequence[Name]) -> Speaker | None:
        """The last body that is of a kind, by its name or by what is known of it."""
        if noun in self._words.governments:
            return self.government(at)
        for n in reversed(before):
            if n.kind in ("organisation", "programme", "country") and noun in called(n.id):
                return self._cast.who(n)
        for n in reversed(before):
            if n.kind in ("organisation", "programme") and (noun in fold(n.id) or noun in fold(n.text)):
                return Speaker(n.id, "body")
        if noun in self._words.town_bodies and (town := self._place(at)):
            return Speaker(town, "body")
        return self._specific(noun, before) if noun in self._words.specific else self._any(noun, at, before)

    def government(self, at: int) -> Speaker | None:
        """The government of the state that the article names most often before an offset."""
        every = names(self._article)
        last = bisect_left(every, at, key=lambda n: n.start)
        states = Counter(n.id for n in every[max(0, last - _NAMED) : last] if n.kind == "country")
        state = next(iter(states.most_common(1)), None)
        return Speaker(body_label(state[0], "government", "", self._article.lang), "body") if state else None

    def _specific(self, noun: str, before: Sequence[Name]) -> Speaker | None:
        """A body that no other can stand for: the one beside whose name its kind stands, else by its plain noun."""
        if (described := self._described(noun, before)) is not None:
            return Speaker(described.id, "body")
        unnamed = noun in self._words.of_members or not any(n.kind == "organisation" for n in before)
        return self.alone(noun) if unnamed else None

    def _any(self, noun: str, at: int, before: Sequence[Name]) -> Speaker | None:
        """Any body can be "the organisation": the last that spoke, a firm that the article is about, or the last named.

        "Arvo's sales rose 41%, the company said" is said by the firm that its sentence opens with.
        """
        if noun in self._words.watchers and "body" not in self._cast.last and (watcher := self._named_later(at, before)):
            return watcher
        if noun in self._words.firms and (subject := self._opening_firm(at, before)):
            return Speaker(subject.id, "body")
        if "body" in self._cast.last and self._cast.last["body"] in {n.id for n in before}:
            return Speaker(self._cast.last["body"], "body")
        if noun in self._words.firms and (main := self.main(at)):
            return main
        if spoke := self._cast.last.get("organisation") or self._cast.last.get("body"):
            return Speaker(spoke, "body")
        bodies = [n for n in before if n.kind == "organisation"]
        subjects = (n for n in reversed(bodies) if not self._words.governed.search(self._folded, n.start - _PLACED, n.start))
        programmes = (n for n in reversed(before) if n.kind == "programme")
        # no valley of "hit by the storm in the Lindow"
        last = next(itertools.chain(subjects, programmes, reversed(bodies)), None)
        return Speaker(last.id, "body") if last else self.alone(noun)

    def _named_later(self, at: int, before: Sequence[Name]) -> Speaker | None:
        """The body, new to the article, that speaks in the next sentences: "the watchdog said. ... the Harbour Board found"."""
        sentences, known = self._article.sentences, {n.id for n in before}
        end = sentences[min(self._article.sentence_at(at) + _LATER, len(sentences) - 1)][1]
        new = (n for n in self._cast.between(at, end) if n.kind == "organisation" and n.id not in known)
        says = next((n for n in new if self._words.says.match(self._folded, n.end) or self._released(n)), None)
        return self._cast.who(says) if says else None

    def _released(self, name: Name) -> bool:
        """Whether something is said to be by a body: "data released by the Charity Commission"."""
        return self._words.by_before.search(self._folded[max(0, name.start - _PLACED) : name.start]) is not None

    def _opening_firm(self, at: int, before: Sequence[Name]) -> Name | None:
        """The only organisation of a sentence up to an offset, where it stands near its head."""
        start = self._article.sentences[self._article.sentence_at(at)][0]
        here = [n for n in before if n.start >= start and n.kind == "organisation"]
        return here[0] if len({n.id for n in here}) == 1 and here[0].start - start < _HEAD else None

    def alone(self, noun: str) -> Speaker | None:
        """A body that a text may leave without a name, by its plain noun."""
        return Speaker(self._words.in_english.get(noun, noun), "body") if noun in self._words.known_alone else None

    def _place(self, at: int) -> str | None:
        """The town or region named last: whose council or mayor, where the article names none, it is."""
        found = names(self._article)
        before = [n for n in found[: bisect_left(found, at, key=lambda n: n.start)] if n.kind == "place" or n.form == "capital"]
        governed = (n for n in reversed(before) if self._has_mayor(n))
        places = (n for n in reversed(before) if n.kind == "place")
        town = next(itertools.chain(governed, places), None)
        return town.text if town and town.form == "capital" else town.id if town else None

    def _has_mayor(self, place: Name) -> bool:
        """Whether a place is named with who governs it: "Lindow governor Eva Maas", "the mayor of Lindow"."""
        ahead = max(0, place.start - _PLACED)
        behind = self._words.of_town_office.match(self._folded, place.end) is not None
        return behind or self._words.town_office_of.search(self._folded, ahead, place.start) is not None

    def of_members(self, found: re.Match[str], start: int = 0) -> Speaker:
        """A body by whose it is, "the nurses' union": the one that is said to be that, else its own words."""
        at = start + found.start(1)
        described = self._described(found[1], self._cast.before(at))
        return Speaker(described.id if described else self._text[at : start + found.end(1)], "body")

    def _described(self, noun: str, before: Sequence[Name]) -> Name | None:
        """The last body beside whose name its kind stands: "vakbond Arvo", "Arvo, the dockers' union"."""
        kind = re.compile(rf"(?:^|\W)\w*{re.escape(noun)} $")
        apposed = re.compile(rf",? (?:\([^()]*\),? )?(?:[\w'’-]+ ){{0,3}}{re.escape(noun)}(?![\w-])")
        for n in reversed(before[-MOST:]):
            if n.kind == "organisation" and (
                kind.search(self._folded, max(0, n.start - _KIND), n.start)
                or apposed.match(self._folded, n.end, n.end + _APPOSED)
            ):
                return n
        return None

    def office_before(self, start: int, at: int) -> Speaker | None:
        """A body known by its office that stands right before a verb: "the interior ministry in the east said"."""
        left = max(start, at - _NEAR)
        office = self._words.office.search(self._folded[left:at])
        if office:
            return self._of_state(office, left) or self.office(office[1], left + office.start(1))
        return self.government(at) if self._words.ministers.search(self._folded[left:at]) else None

    def _of_state(self, office: re.Match[str], left: int) -> Speaker | None:
        """An office with its state behind it: "the embassy of Peru in Oslo"."""
        of = self._words.of_town.match(self._folded, left + office.end(1))
        state = self._cast.next(of.end()) if of else None
        if of is None or state is None or state.start - of.end() != 1 or state.kind != "country" or state.form != "name":
            return None
        named = self._words.in_english.get(office[1], office[1])
        return Speaker(f"{adjective(state.id)} {named}", "body")

    def office(self, phrase: str, at: int) -> Speaker:
        """A body known by its office, "the interior ministry": the one that a name before says, else its own words."""
        if led := self._words.definite_first.match(phrase):
            phrase, at = phrase[led.end() :], at + led.end()  # "their audit offices"
        if phrase in self._words.governments and (state := self._of_kind(phrase, at, self._cast.before(at))):
            return state  # "Norway, whose government said"
        noun = phrase.split()[-1]
        for n in reversed(self._cast.before(at)):
            if n.kind in ("organisation", "country") and (noun in called(n.id) or fold(n.text).split()[-1].endswith(noun)):
                return self._cast.who(n)
            if n.kind == "organisation" and _made_of(phrase, fold(n.text)):
                return self._cast.who(n)  # "het statistiekbureau", of the Centraal Bureau voor de Statistiek
        own = " ".join(self._text[at : at + len(phrase)].split())
        first, _, rest = phrase.partition(" ")
        nation = self._cast.adjectives.get(at + len(first))
        if nation and rest:
            own = f"{adjective(nation.id) or first} {self._words.in_english.get(rest, rest)}"  # "de Japanse ambassade"
            return Speaker(own, "body")
        owner = self._words.possessed.search(self._text, max(0, at - _OWNER), at)
        if owner and (nation := self._cast.adjectives.get(owner.start())) and adjective(nation.id):
            return Speaker(f"{adjective(nation.id)} {self._words.in_english.get(phrase, own)}", "body")  # "Japan's embassy"
        return Speaker(self._words.in_english.get(phrase, own), "body")

    def office_of(self, name: Name) -> Speaker | None:
        """Who holds an office of a body that is joined to its name: "de VN-directeur", "het VN-agentschap"."""
        office = self._words.office_of.match(self._folded, name.end)
        if office is None:
            return None
        behind = self._cast.next(office.end())
        named = behind is not None and behind.start - office.end() in (1, 2) and behind.kind == "person"
        return None if named else self.meant(office[1], name.start)

    def side_by_side(self, at: int, phrase: str) -> Speaker | None:
        """The bodies that a sentence before named side by side last, for "the agencies"; for "both firms" the two most named."""
        before = self._cast.before(at, MOST)
        for last in range(len(before) - 1, 0, -1):
            if self._joins(before[last - 1], before[last], self._words.joining):
                first = last - 1
                while first and self._joins(before[first - 1], before[first]):
                    first -= 1
                row = [self._cast.who(name).name for name in before[first : last + 1]]
                return Speaker(f"{', '.join(row[:-1])} and {row[-1]}", "body")
        return self._two(before) if self._words.two.search(phrase) else None

    def _two(self, before: Sequence[Name]) -> Speaker | None:
        """The two organisations that an article names most often, in their order; none where a third is named as often."""
        named = Counter(n.id for n in before if n.kind == "organisation").most_common(3)
        if len(named) < 2 or (len(named) > 2 and named[2][1] == named[1][1]):
            return None
        row = [id_ for id_, _ in named[:2]]
        row.sort(key=lambda id_: next(n.start for n in before if n.id == id_))
        return Speaker(" and ".join(row), "body")

    def _joins(self, one: Name, two: Name, by: re.Pattern[str] | None = None) -> bool:
        """Whether two bodies stand side by side, joined by a comma or by such a word."""
        gap = self._folded[one.end : two.start]
        beside = "person" not in (one.kind, two.kind) and self._words.joined.fullmatch(gap) is not None
        return beside and (by is None or by.search(gap) is not None)

    def _maker(self, name: Name) -> Speaker | None:
        """Who made a report with a name of its own, as the article says somewhere: "the bank's GRADE report found"."""
        if name.id not in self._makers:
            self._makers[name.id] = None  # while it is looked for
            if name.id == name.text and not is_known(name.id):
                again = itertools.islice((n for n in self._cast.names if n.id == name.id), _TIMES)
                self._makers[name.id] = next(filter(None, map(self._made_by, again)), None)
        return self._makers[name.id]

    def _made_by(self, name: Name) -> Speaker | None:
        """Whose the report is that a name stands for here."""
        noun = self._words.own_report.match(self._folded, name.end)
        if noun is None and fold(name.text).split()[-1] not in self._words.document_words:
            return None
        before = self._cast.before(name.start, 1)
        if before and self._cast.owned_by(before[0], name):
            return self._cast.who(before[0])
        if owner := self._words.plain_maker.search(self._folded, max(0, name.start - _APPOSED), name.start):
            return self.meant(owner[1], name.start) if owner[1] else self._any("", name.start, self._cast.before(name.start))
        of = self._words.of_body.match(self._folded, noun.end()) if noun else None
        body = self._cast.next(of.end()) if of else None
        if body is not None and of is not None and body.start == of.end() and body.kind == "organisation":
            return self._cast.who(body)  # "het GRADE-rapport van de Wereldbank"
        plain = self._words.body_after.match(self._folded, of.start() + 4) if of else None
        return self.meant(plain[1], name.start) if plain else None

    def main(self, at: int) -> Speaker | None:
        """The body that an article names most often before an offset."""
        first = self._cast.names[: bisect_left(self._cast.starts, at)]
        named = Counter(n.id for n in first if n.kind == "organisation")
        return Speaker(named.most_common(1)[0][0], "body") if named else None


def _made_of(phrase: str, name: str) -> bool:
    """Whether an office's words, or the two parts of a compound, are words of a body's name."""
    words = set(WORDS.findall(name))
    parts = phrase.split()
    if len(parts) > 1:
        return words.issuperset(parts)
    return any(phrase[:at].rstrip("s") in words and phrase[at:] in words for at in range(_PART, len(phrase) - _PART + 1))
