"""Who is named right behind a phrase: "according to the state treasurer, Eva Maas", "said the mayor"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Speaker
from factbase.extract.speakers.bodies import Bodies
from factbase.extract.speakers.cast import Cast
from factbase.extract.speakers.groups import Groups
from factbase.extract.speakers.pronouns import Pronouns
from factbase.extract.speakers.speech import WORDS
from factbase.normalise.entities import label

_GROUP = 45  # characters behind a phrase in which a group stands
_OF = 12  # characters before a group in which "of the" stands
_NAME = 28  # characters behind a phrase and its article in which a name stands
_APPOSED = 70  # characters behind a phrase in which the name of a body stands that it describes
_DOCUMENT = 110  # characters behind a name in which its document stands
_ASIDE = re.compile(r"^ \([^()]{0,40}\)")
_PARTED = re.compile(r"[,;:]")
_DIGIT = re.compile(r"\d")


class Followers:
    """Finds whom a phrase of one article is followed by: a name, a pronoun, a plain noun for a body, a group."""

    def __init__(self, cast: Cast, bodies: Bodies, groups: Groups, pronouns: Pronouns) -> None:
        self._cast, self._bodies, self._groups, self._pronouns = cast, bodies, groups, pronouns
        self._words, self._text, self._folded = cast.words, cast.text, cast.folded

    def behind(self, at: int, end: int, here: Sequence[Name]) -> Speaker | None:
        """Who is named right behind an offset, before another; `here` are the names of the sentence."""
        following = [n for n in here if n.start >= at]
        if person := self._introduced(at, following):
            return person
        if staff := self._words.staff_after.match(self._folded, at):
            return self._pronouns.meant(staff[1], staff.start(1))  # "according to his office"
        if staff := self._words.body_staff_after.match(self._folded, at):
            return self._pronouns.owner(staff[1], staff.start(1))  # "according to its economists"
        if head := self._words.their_head_after.match(self._folded, at):
            owner = self._pronouns.owner(head[1], head.start(1))
            return self._bodies.head(head[2], at, owner)  # "according to its deputy director"
        if self._words.ministers_after.match(self._folded, at):
            return self._bodies.government(at)  # "said its ministers for the environment and for trade"
        pronoun = self._words.pronoun_after.match(self._folded, at)
        if pronoun and not (pronoun[1] in self._words.articles and self._folded[pronoun.end() : pronoun.end() + 1] == " "):
            return self._pronouns.meant(pronoun[1], pronoun.start(1))
        group = self._group(at, end)
        if following and self._reaches(at, following[0]) and not self._preceded(group, following[0]):
            return self._named(at, following)
        if group:
            return self._groups.meant(group)
        return self._plain(at, end)

    def _group(self, at: int, end: int) -> re.Match[str] | None:
        """A group behind an offset; none in "the mayor, said 900 residents ..."."""
        group = self._words.group.search(self._folded, at, min(end, at + _GROUP))
        return None if group and _DIGIT.search(self._text, at, group.start()) else group

    def _introduced(self, at: int, following: Sequence[Name]) -> Speaker | None:
        """A person behind words that say who it is: "said one of its lawyers, Eva Maas", "the state treasurer, Eva Maas"."""
        theirs = self._words.one_of_theirs.match(self._folded, at)
        if theirs and (one := next((n for n in following if n.start == theirs.end() and n.kind != "country"), None)):
            return self._cast.who(one)
        titled = self._words.titled_behind.match(self._folded, at)
        person = next((n for n in following if titled and n.start == titled.end() and n.kind == "person"), None)
        if person:
            return self._cast.who(person)
        body = following[0] if following and following[0].kind == "organisation" else None
        closes = body and self._text[body.end : body.end + 1] in (",", ".") and body.start - at < _APPOSED
        if body and closes and self._words.kind_behind.fullmatch(self._folded, at, body.start):
            return self._cast.who(body)  # "volgens de beheerder, ontwikkelingsbank Arvo,"
        return None

    def _reaches(self, at: int, name: Name) -> bool:
        """Whether a name stands right behind an offset, but for an article and what describes it."""
        lead = self._words.lead.match(self._folded, at)
        limit = lead.end() if lead else at
        reach = max(limit, at + 1) + _NAME
        if name.start > reach and not self._words.described.fullmatch(self._folded, at, name.start):
            return False  # "meldt de Duitse verzekeraarsorganisatie GDV"
        return not _PARTED.search(self._text, limit if "," in self._text[at:limit] else at, name.start)

    def _preceded(self, group: re.Match[str] | None, name: Name) -> bool:
        """Whether a group stands before a name, and is no part of it."""
        if not group or group.start() > name.start or self._owned(group.start()):
            return False  # no prosecutors of "officier van justitie Eva Maas"
        return not (name.start == group.start() and name.end > group.end())

    def _owned(self, at: int) -> bool:
        """Whether "of" stands right before an offset."""
        return self._words.owns.search(self._folded, max(0, at - _OF), at) is not None

    def _named(self, at: int, following: Sequence[Name]) -> Speaker | None:
        """A name, or the plain noun for a body before one that is another's: "volgens de rechter had Arvo ..."."""
        if of_state := self._of_state(at, following):
            return of_state
        noun = self._words.body_after.match(self._folded, at)
        office = self._words.office_after.match(self._folded, at)
        if noun and office and noun.end() < office.end() < following[0].start:
            return self._bodies.office(office[1], office.start(1))  # "the state government of Lindow", no state
        between = (noun.end(), following[0].start) if noun and noun[1] in self._words.spokes else None
        if between and self._words.works_for.fullmatch(self._folded, *between):
            return self._joined(following)  # "een woordvoerder van de Talvo's"
        if noun and noun.end() < following[0].start:
            whose = self._words.of_body.fullmatch(self._folded, noun.end(), following[0].start)
            sort = self._words.last_noun.fullmatch(noun[1])
            if whose and len(following) > 1 and self._closes_apposition(following[0], following[1]):
                return self._cast.who(following[1])  # "de kinderorganisatie van de VN, Unicef,"
            if whose and following[0].kind == "organisation" and (sort[1] if sort else noun[1]) not in self._words.specific:
                return self._joined(following)  # "het persbureau van de Rode Halve Maan"
            goes_on = WORDS.match(self._folded, noun.end() + 1)
            if goes_on and goes_on[1] in self._words.auxiliaries:
                return self._bodies.meant(noun[1], at)
            parted = " " in self._text[noun.end() : following[0].start].strip()
            if parted and (who := self._bodies.meant(noun[1], at)):
                return who
        return self._joined(following)

    def _of_state(self, at: int, following: Sequence[Name]) -> Speaker | None:
        """An office of a state, or of several, named behind it: "the audit offices of Estonia and Latvia"."""
        office = self._words.office_after.match(self._folded, at)
        of = self._words.of_town.match(self._folded, office.end()) if office else None
        first = following[0]
        if not office or not of or of.end() + 1 != first.start or first.kind != "country" or first.form != "name":
            return None
        states = [label(first.id)]
        for one, two in itertools.pairwise(following):
            if two.kind != "country" or not self._words.joined.fullmatch(self._folded[one.end : two.start]):
                break
            states.append(label(two.id))
        named = self._words.in_english.get(office[1], office[1])
        return Speaker(f"{named} of {', '.join(states[:-1]) + ' and ' if states[1:] else ''}{states[-1]}", "body")

    def _plain(self, at: int, end: int) -> Speaker | None:
        """Bodies, persons and offices without a name."""
        several = self._words.bodies_after.match(self._folded, at)
        if several and (row := self._bodies.side_by_side(at, several[0])):
            return row
        if bare := self._words.bare_after.match(self._folded, at):
            return self._bodies.meant(bare[1], at)  # "according to City Hall"
        if someone := self._groups.unnamed(self._words.unnamed_after.match(self._folded, at)):
            return someone
        if members := self._words.members_after.match(self._folded, at):
            return self._bodies.of_members(members)
        noun = self._words.body_after.match(self._folded, at)
        if noun and noun[1] in self._words.spokes and (behind := self._words.spoken_for.match(self._folded, noun.end(), end)):
            return self._spoken_for(behind, at)
        if office := self._words.office_after.match(self._folded, at):
            return self._bodies.office(office[1], office.start(1))
        if noun and (town := self._of_town(noun)):
            return Speaker(town, "body")
        if noun and self._words.defines.match(self._folded, noun.end()) and (alone := self._bodies.alone(noun[1])):
            return alone  # "volgens de commissie die over de giften gaat"
        return self._bodies.meant(noun[1], at) if noun else None

    def _spoken_for(self, behind: re.Match[str], at: int) -> Speaker | None:
        """The body or group that a spokesman is of: "a spokesman for the fire service", "for the universities"."""
        body = self._words.body_noun.fullmatch(behind[2])
        if (body and " " in behind[1].strip()) or behind[2] in self._words.offices:
            return self._bodies.office(behind[1] + behind[2], behind.start(1))  # "with the county's fire prevention bureau"
        if body and (who := self._bodies.meant(body[1], at)):
            return who
        if office := self._words.office_after.search(self._folded, behind.start(), behind.end()):
            return self._bodies.office(office[1], office.start(1))
        return None if body else Speaker(behind[2], "group")

    def _of_town(self, noun: re.Match[str]) -> str | None:
        """A body that is known by its place: "de universiteit van Oxford"."""
        of = self._words.of_town.match(self._folded, noun.end()) if noun[1] in self._words.specific else None
        town = next((n for n in names(self._cast.article) if of and n.start == of.end() + 1 and n.kind == "place"), None)
        return f"{self._words.in_english.get(noun[1], noun[1])} of {town.id}" if town else None

    def _joined(self, following: Sequence[Name]) -> Speaker:
        """One speaker, or several that stand in a row: "Eva Maas en Jan Dijk"."""
        first = following[0]
        if len(following) > 1 and self._words.led_behind.match(self._folded, first.end):
            return self._joined(following[1:])  # "het door Arvo geleide ministerie van Havens"
        if len(following) > 1 and self._document_of(first, following[1]):
            return self._cast.who(first)  # "estimates the bank's Harbour Outlook (HO) report"
        while len(following) > 1 and self._tells_of(first, following[1]):
            following = following[1:]
            first = following[0]
        if short := self._short_behind(first, following[1:]):
            return self._cast.who(short)
        who = self._bodies.office_of(first) or self._cast.who(first)
        row = self._row(who.name, following)
        if len(row) > 1:
            return Speaker(", ".join(row[:-1]) + " and " + row[-1], who.sort)
        second = following[1] if len(following) > 1 else None
        titled = second and self._words.titled.fullmatch(self._folded[first.end : second.start])
        if second and titled and who.sort == "body" and second.kind == "person":
            return Speaker(second.id, "person")  # "Oxfam-directeur Eva Maas", "Arvo economist Eva Maas"
        return who

    def _closes_apposition(self, owner: Name, body: Name) -> bool:
        """Whether a body's own name stands between commas behind whose it is: "the children's agency of the UN, Unicef"."""
        closed = self._text[body.end : body.end + 1] in (",", ".")
        return closed and body.kind == owner.kind == "organisation" and self._text[owner.end : body.start] == ", "

    def _short_behind(self, first: Name, following: Sequence[Name]) -> Name | None:
        """The body whose own name stands in brackets behind what it is: "de VN-organisatie voor handel (UNCTAD)"."""
        if not self._words.office_of.match(self._folded, first.end):
            return None
        bracket = self._text.find("(", first.end, first.end + _APPOSED)
        return next((n for n in following if n.start == bracket + 1 and n.kind == "organisation"), None)

    def _document_of(self, owner: Name, document: Name) -> bool:
        """Whether a name is the title of a document of the one before it."""
        if owner.form not in ("name", "leader", "part") or not self._cast.owned_by(owner, document):
            return False
        behind = _ASIDE.sub("", self._folded[document.end : document.end + _DOCUMENT])
        return self._words.own_document.match(behind) is not None

    def _tells_of(self, first: Name, second: Name) -> bool:
        """Whether a name only tells of the one behind it: its office, its owner, where it is."""
        if first.form == "leader" and second.kind == "person" and second.start - first.end <= 2:
            return True
        if first.form in ("name", "leader", "part") and self._cast.owned_by(first, second):
            return True
        if first.kind == second.kind == "organisation":
            return self._words.sort_between.fullmatch(self._folded[first.end : second.start]) is not None
        if first.kind != "country":
            return False
        if self._words.office_between.fullmatch(self._folded[first.end : second.start]):
            return True  # "the Malawi director of Oxfam"
        return second.kind == "organisation" and self._text[first.end : second.start] == " "  # "the New Zealand Red Cross"

    def _row(self, who: str, following: Sequence[Name]) -> list[str]:
        """The speakers that are joined to the first of some names; a comma alone stands before an apposition."""
        people, row, at = [who], [who], following[0]
        for name in following[1:]:
            gap = self._folded[at.end : name.start]
            joined = self._words.joining.search(gap) is not None
            bodies = name.kind not in ("person", "place") and at.kind not in ("person", "place")
            owns = self._text[name.end : name.end + 2] in ("'s", "’s")
            if not ((name.kind == at.kind == "person" or (bodies and not owns)) and self._words.joined.fullmatch(gap)):
                break
            row.append(self._cast.who(name).name)
            at = name
            if joined:
                people = list(row)
        return people
