"""The subject of a verb of saying: the one before it, the one behind "by", or the one behind an inverted verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Speaker
from factbase.extract.speakers.pronouns import OPENING
from factbase.extract.speakers.referents import Referents
from factbase.extract.speakers.sentence import SpeechSentence
from factbase.normalise.bodies import body_label

Told = tuple[Speaker | None, str]
"""Who says it, where somebody does, and by what rule."""
_BY = 40  # characters behind a verb in which "by" stands
_GROUP = 70  # characters before a verb in which its group stands
_UNNAMED = 110  # characters before a verb in which one without a name stands
_ROW = 4  # names before a verb that are looked at
_TITLE = 50  # characters before a name in which its title stands
_WORDS_OF = 5  # words at most from a government to whose it is
_ASIDE = re.compile(r"^ \([^()]{0,40}\)")
_PARTED = re.compile(r"[,;:]")
_BETWEEN = re.compile(r"(?: [–—-] [^–—\n]{1,70}? [–—-]|, [\w' ]{2,25},)?(?: [\w']+){0,4} ?")
_CLOSING = (",", '"', "”", "’", "'", "?", "!", " as")
_QUOTED = (",", '"', "”", "’’", "''")


@dataclass(slots=True)
class _Verb:
    """A verb of saying with what stands around it.

    Attributes:
        word: the verb; `start`, `end` its offsets.
        sentence: where it stands.
        before: the names before it that may be its subject.
        head: the sentence before it, folded.
        group: the last group right before it.
    """

    word: str
    start: int
    end: int
    sentence: SpeechSentence
    before: list[Name]
    head: str
    group: re.Match[str] | None


class Subjects:
    """Finds the subjects of verbs of saying in one article."""

    def __init__(self, referents: Referents) -> None:
        self._cast, self._bodies = referents.cast, referents.bodies
        self._groups, self._pronouns, self._followers = referents.groups, referents.pronouns, referents.followers
        self._words, self._text, self._folded = self._cast.words, self._cast.text, self._cast.folded
        self._goes_to: dict[int, int] = {}  # where "the government of President Eva Maas" or "Eva Maas (Groen" ends, by its start

    def of(self, found: re.Match[str], sentence: SpeechSentence) -> Told:
        """Whose saying a verb tells."""
        if by := self._by(found, sentence):
            return by
        verb = self._verb(found, sentence)
        for strategy in (
            self._by_before,
            self._enclosed,
            self._directly_behind,
            self._apposed,
            self._named,
            self._of_subordinate,
            self._without_name,
            self._behind,
            self._of_participle,
            self._opening,
        ):
            if told := strategy(verb):
                return told
        return None, ""

    def _verb(self, found: re.Match[str], sentence: SpeechSentence) -> _Verb:
        at = found.start()
        before = self.free([n for n in sentence.names if n.end <= at])
        if found[1] in self._words.asking:
            before = [n for n in before if not self._is_asked(n, sentence.start)]
        groups = self._words.group.finditer(self._folded, max(sentence.start, at - _GROUP), at)
        head = self._folded[sentence.start : at]
        return _Verb(found[1], at, found.end(), sentence, before, head, max(groups, key=re.Match.start, default=None))

    def _is_asked(self, name: Name, start: int) -> bool:
        """Whether a name is whom a document asks: "a motion that the cabinet asks"."""
        return self._words.addressed.search(self._folded, max(start, name.start - 60), name.start) is not None

    # --- strategies, in the order in which they are tried ---------------------------------------------------------------

    def _by(self, found: re.Match[str], sentence: SpeechSentence) -> Told | None:
        """ "The toll was confirmed by the mayor"."""
        if self._has_subject(found, sentence.names):
            return None
        by = self._words.by.match(self._folded, found.end(), min(sentence.end, found.end() + _BY))
        who = self._followers.behind(by.end() - 1, sentence.end, sentence.names) if by else None
        return (who, "by") if who else None

    def _by_before(self, verb: _Verb) -> Told | None:
        """ "Er zijn door het Rode Kruis 900 doden geteld": "by" before a participle that closes its clause."""
        if not (self._words.inverts_freely and verb.word.endswith(self._words.participial)):
            return None
        if not self._words.clause_end.match(self._folded, verb.end):
            return None
        by = self._words.by_within.search(self._folded, verb.sentence.start, verb.start)
        if by is None or _PARTED.search(self._text, by.end(), verb.start):
            return None
        who = self._followers.behind(by.end() - 1, verb.start, [n for n in verb.sentence.names if n.end <= verb.start])
        return (who, "by") if who else None

    def _enclosed(self, verb: _Verb) -> Told | None:
        """ "The bank's director, Eva Maas, said Talvo ...", "the minister of Coasts and Ports, Captain Eva Maas, has said"."""
        near = verb.before[-1] if verb.before and verb.before[-1].kind == "person" else None
        if near and self._words.closes.fullmatch(self._folded, near.end, verb.start):
            titled = self._words.comma_title.search(self._folded[max(verb.sentence.start, near.start - _TITLE) : near.start])
            return (self._cast.who(near), "verb") if titled else None
        return None

    def _directly_behind(self, verb: _Verb) -> Told | None:
        """ "..., said the mayor": behind a quotation or comma."""
        goes_on = not self._words.relative_behind.match(self._folded, verb.end)
        if not (goes_on and self.behind_comma(verb.start, verb.sentence.start)) or self._opens_clause(verb):
            return None
        who = self._followed(verb)
        return (who, "verb") if who else None

    def _opens_clause(self, verb: _Verb) -> bool:
        """Whether a pronoun behind a verb and its comma opens what is said: "Talvo, the largest yard, said it had sold 900"."""
        pronoun = not self._words.inverts_freely and self._words.pronoun_after.match(self._folded, verb.end)
        return bool(pronoun) and self._text[verb.sentence.start : verb.start].rstrip().endswith(",")

    def _apposed(self, verb: _Verb) -> Told | None:
        """ "Eva Maas, who leads the harbour commission, said"."""
        first = verb.before[0] if verb.before and verb.before[0].kind == "person" else None
        opening = (first,) if first and first.start == verb.sentence.start else ()
        for near in (*opening, *reversed(verb.before[-_ROW:])):
            if near.kind in ("person", "organisation") and self._words.apposed.fullmatch(self._folded[near.end : verb.start]):
                return self._member(near, verb.sentence.start) or self._cast.who(near), "verb"
        return None

    def _named(self, verb: _Verb) -> Told | None:
        """ "Arvo said", "the bank's Harbour Outlook found", "analysts at Arvo said"."""
        before = verb.before
        if len(before) > 1 and self._words.led.search(self._folded[before[-2].end : before[-1].start]):
            verb.before = before = before[:-1]  # "Arvo analysts led by Eva Maas said"
        if not before:
            return None
        near = before[-1]
        gap = self._folded[self._goes_to.get(near.start, near.end) : verb.start]
        apposed = self._words.apposed.fullmatch(gap) is not None
        enclosed = gap == ", " and self._words.comma_title.search(self._folded[verb.sentence.start : near.start]) is not None
        gap = _ASIDE.sub("", gap)
        if self._words.own_document.fullmatch(gap):  # "a World Bank study found", "the bank's Harbour Outlook report found"
            owner = before[-2] if len(before) > 1 and self._cast.owned_by(before[-2], near) else near
            return self._cast.who(owner), "document"
        if speaks := self._speaks_for(verb, near, gap):
            return speaks, "verb"
        gap = self._words.employer.sub("", gap) if near.kind == "person" else gap
        if self._words.between.fullmatch(gap) or apposed or enclosed:
            return self._beside(verb, near, apposed or self._words.relative_behind.match(gap) is not None)
        return None

    def _speaks_for(self, verb: _Verb, near: Name, gap: str) -> Speaker | None:
        """The body whose people speak: "Arvo analysts said", "the prime minister's spokesman said", "de VN-directeur zei"."""
        if near.kind == "organisation" and verb.group and verb.group.start() == near.end + 1:
            rest = self._folded[verb.group.end() : verb.start]
            if self._words.between.fullmatch(rest) or self._words.led_by.fullmatch(rest):
                return self._cast.who(near)
        ruling = self._words.ruling.match(gap) if near.kind == "organisation" else None
        if ruling and self._words.between.fullmatch(gap[ruling.end() :]):
            return self._cast.who(near)  # "the Junta administration said"
        if near.kind == "country" and self._words.spokes_of.match(gap):
            return Speaker(body_label(near.id, "government", near.text, self._cast.article.lang), "body")
        led = self._words.head_of.match(gap) if near.kind == "organisation" else None
        if led and self._words.between.fullmatch(gap[led.end() :]):
            return self._bodies.head(led[1], near.end, self._cast.who(near))  # "Talvo's finance chief said", "the Talvo boss"
        held = self._words.office_of.match(self._words.employer.sub("", gap) if near.kind == "person" else gap)
        if held and self._words.between.fullmatch(held.string[held.end() :]):
            return self._bodies.office_of(near)
        return None

    def _member(self, body: Name, start: int) -> Speaker | None:
        """Who is only said to be of a body: "a senator of the Harbour Party, who reckoned ..."."""
        if body.kind != "organisation":
            return None
        return self._groups.unnamed(self._words.unnamed_of.search(self._folded, start, body.start))

    def _beside(self, verb: _Verb, near: Name, itself: bool) -> Told | None:
        """The name right before a verb, or the group that it belongs to; `itself` where it is plainly the subject."""
        start, group = verb.sentence.start, verb.group
        governed = self._words.governed.search(self._folded[start : near.start]) or self.owns(near, start)
        if group and group.end() <= near.start + 1:
            if self._words.relative_behind.match(self._folded, group.end()):
                return self._groups.meant(group), "group"  # "experts who advised the cabinet said"
            employed = self._words.works_for.fullmatch(self._folded[group.end() : near.start]) is not None
            if employed and near.kind == "organisation" and group[1] in self._words.speaks_for:
                return self._groups.speak_for(group[1], self._cast.who(near)), "verb"  # "analysts at Arvo said"
            if governed or employed:
                return self._groups.meant(group), "group"
        if itself and (member := self._member(near, start)):
            return member, "body"
        if self._words.role_at.search(self._folded[start : near.start]):
            return self._cast.who(near), "verb"  # "an analyst at Arvo said"
        return (self.row(verb.before, near), "verb") if not governed or itself else None

    def _of_subordinate(self, verb: _Verb) -> Told | None:
        """ "Terwijl de VN om 9 miljoen hadden verzocht": the subject opens a clause that its verb closes."""
        for near in reversed(verb.before[-_ROW:]):
            if self._words.subordinated.search(self._folded[max(verb.sentence.start, near.start - 20) : near.start]):
                whole = not _PARTED.search(self._text, near.end, verb.start)
                return (self._cast.who(near), "verb") if whole else None
        return None

    def _without_name(self, verb: _Verb) -> Told | None:
        """ "She said", "residents said", "a researcher said", "the interior ministry said", "the bank said"."""
        start = verb.sentence.start
        if staff := self._words.staff_before.search(verb.head):
            return self._pronouns.meant(staff[1], start + staff.start(1)), "pronoun"  # "his office said"
        if staff := self._words.body_staff_before.search(verb.head):
            return self._pronouns.owner(staff[1], start + staff.start(1)), "pronoun"  # "its economists reckon"
        if head := self._words.their_head_before.search(verb.head):
            at = start + head.start(1)
            return self._bodies.head(head[2], at, self._pronouns.owner(head[1], at)), "pronoun"  # "its deputy director said"
        if pronoun := self._words.pronoun_before.search(verb.head):
            return self._pronouns.meant(pronoun[1], start + pronoun.start(1)), "pronoun"
        if verb.group and _BETWEEN.fullmatch(self._folded[verb.group.end() : verb.start]):
            return self._groups.meant(verb.group), "group"
        if speaks := self._spokesman_of(verb):
            return speaks, "body"
        unnamed = self._words.unnamed_before.search(self._folded, max(start, verb.start - _UNNAMED), verb.start)
        if someone := self._groups.unnamed(unnamed):
            return someone, "body"
        if office := self._bodies.office_before(start, verb.start):
            return office, "body"
        if bare := self._words.bare_before.search(verb.head):
            return self._bodies.meant(bare[1], verb.start), "body"  # "City Hall said"
        several = self._words.bodies_before.search(verb.head)
        if several and (row := self._bodies.side_by_side(verb.start, several[0])):
            return row, "body"
        if (defined := self._words.body_defined.search(verb.head)) and (alone := self._bodies.alone(defined[1])):
            return alone, "body"  # "the commission that deals out the gifts said"
        if members := self._words.members_before.search(verb.head):
            return self._bodies.of_members(members, start), "body"
        noun = self._words.body_before.search(verb.head)
        if noun and self._words.inverts_freely and self._words.governed.search(verb.head[: noun.start()]):
            return None  # "Voor de rechtbank eisen 900 boeren ..."
        if who := self._bodies.meant(noun[1], verb.start) if noun else None:
            return who, "body"
        people = self._words.plural_before.search(verb.head)
        return (Speaker(self._text[start + people.start(1) : start + people.end(1)], "group"), "group") if people else None

    def _spokesman_of(self, verb: _Verb) -> Speaker | None:
        """The office or group whose spokesman speaks: "a military spokesman said", "een legerwoordvoerder zei"."""
        found = self._words.spokesman_before.search(verb.head)
        at = verb.sentence.start + found.start(1) if found else 0
        if named := next((n for n in verb.before if found and n.start == at), None):
            return self._cast.who(named)
        return self._bodies.of_spokesman(found[1], at) if found else None

    def _behind(self, verb: _Verb) -> Told | None:
        """ "Volgens plan betaalt Talvo niets, meldt Arvo": a subject behind a verb that may stand before it."""
        if self._words.body_opening.fullmatch(self._folded, verb.sentence.start, verb.start - 1):
            return None  # "Het busbedrijf eist van Talvo ..."
        said = self._words.that.match(self._folded, verb.end) is not None  # "De rechtbank bepaalde dat Talvo ..."
        who = self._followed(verb) if self._may_invert(verb) and not said else None
        return (who, "verb") if who else None

    def _of_participle(self, verb: _Verb) -> Told | None:
        """ "Eva Maas was glad, saying that ..."."""
        if not (self._words.participle and verb.word.endswith(self._words.participle)):
            return None
        person = next((n for n in reversed(verb.before) if n.kind == "person" or n.form == "leader"), None)
        if person:
            return self._cast.who(person), "verb"
        opening = self._words.pronoun_opening.match(self._folded, verb.sentence.start, verb.start)
        return (self._pronouns.meant(opening[1], opening.start(1)), "pronoun") if opening else None

    def _opening(self, verb: _Verb) -> Told | None:
        """The subject that opens the sentence: "Maas used the summit to announce ...", "Arvo has 900 drivers and says ..."."""
        start = verb.sentence.start
        first = verb.before[0] if verb.before and verb.before[0].start - start < OPENING else None
        if first and first.kind in ("person", "organisation") and self._words.infinitive.search(self._folded, start, verb.start):
            return self._cast.who(first), "subject"
        if not self._words.coordinated.search(verb.head):
            return None
        first = verb.sentence.names[0] if verb.sentence.names else None
        opens = first is not None and first.end < verb.start and first.start - start < OPENING and first.kind != "programme"
        if first and opens and not self._words.governed.search(self._folded[start : first.start]):
            return self._cast.who(first), "subject"
        whose = None if opens else self._words.body_opening.match(self._folded, start, verb.start)
        who = self._bodies.meant(whose[1], start) if whose else None
        return (who, "body") if who else None

    # --- what they look at ----------------------------------------------------------------------------------------------

    def _followed(self, verb: _Verb) -> Speaker | None:
        """Who stands right behind a verb, if not a time, a place or whom it asks; behind "saying" stands what is said."""
        if self._words.participle and verb.word.endswith(self._words.participle):
            return None
        if self._folded[verb.end : verb.end + 1] != " " or verb.word in self._words.hearer or self._adjunct(verb.end):
            return None
        if verb.word in self._words.asked_of and self._words.asked_behind.match(self._folded, verb.end):
            return None
        return self._followers.behind(verb.end, verb.sentence.end, verb.sentence.names)

    def _adjunct(self, at: int) -> bool:
        """Whether a time or place and no subject follows: "Announced ahead of the harvest", "said in Lagos"."""
        return not self._words.inverts_freely and self._words.adjunct.match(self._folded, at) is not None

    def _may_invert(self, verb: _Verb) -> bool:
        """Whether a verb may stand before its subject: behind a quotation or comma in English, freely in Dutch."""
        before = self._text[verb.sentence.start : verb.start].rstrip()
        return self._words.inverts_freely or before.endswith(_CLOSING) or not before

    def behind_comma(self, at: int, start: int) -> bool:
        """Whether a quotation or comma stands right before a verb, so that its subject is behind it."""
        return self._text[start:at].rstrip().endswith(_QUOTED)

    def _has_subject(self, verb: re.Match[str], here: list[Name]) -> bool:
        """Whether a name stands right before a verb, as the subject of "Maas said the gap left by the ministry"."""
        beside = any(n.end == verb.start() - 1 and n.form != "adjective" for n in here)
        return beside and not verb[1].endswith(self._words.participial)

    def owns(self, name: Name, start: int) -> bool:
        """Whether a state is only that of a noun before it: "the people of Sudan", "Voor de bevolking van Soedan hopen ..."."""
        plain = name.kind == "country" and name.form in ("name", "people")
        return plain and self._words.owns.search(self._folded[max(0, name.start - 12) : name.start]) is not None

    def free(self, before: list[Name]) -> list[Name]:
        """Names without those that only say to what a person belongs: "Eva Maas (Groen)", "minister Maas of Coasts and Ports"."""
        out: list[Name] = []
        left: Name | None = None  # the last of those left out
        for name in before:
            last = out[-1] if out else None
            if last and last.kind == "person" and name.kind != "person" and self._belongs(last, name, left):
                left = name
                self._goes_to[last.start] = name.end
                continue
            left = None
            if last and last.form in ("government", "ministry", "parliament") and self._governs(last, name):
                self._goes_to[last.start] = name.end
                continue  # "the government of President Eva Maas"
            out.append(name)
        return out

    def _belongs(self, person: Name, name: Name, left: Name | None) -> bool:
        """Whether a name only says to what a person belongs."""
        gap = self._folded[person.end : name.start]
        if gap == " (" or self._words.works_for.fullmatch(gap) or self._words.fields.fullmatch(gap):
            return True
        if self._words.titled_of.fullmatch(gap):
            return True  # "Eva Maas, chairman of Talvo said"
        beyond = self._folded[left.end : name.start] if left else None
        return beyond is not None and (beyond in (" ", " (") or self._words.joined.fullmatch(beyond) is not None)

    def _governs(self, body: Name, name: Name) -> bool:
        """Whether a name is that of the leader whose government it is."""
        between = self._folded[body.end : name.start].split()
        of = bool(between) and len(between) < _WORDS_OF and self._words.owns.search(f" {between[0]} ") is not None
        return of and (name.form == "leader" or name.kind == "person")

    def row(self, before: list[Name], near: Name) -> Speaker:
        """The subject, joined with those before it: "the UN and the government say", "Arvo, Talvo and the EU say"."""
        subject = self._cast.who(near)
        row, at = [subject], near
        for name in reversed(before[-_ROW:-1] if near is before[-1] else ()):
            gap = self._folded[name.end : at.start]
            last = len(row) == 1  # between the last two stands "and", between others a comma
            if name.kind == "place" or not self._words.joined.fullmatch(gap) or last is not bool(self._words.joining.search(gap)):
                break
            if not last and not self._may_list(name, at):
                break
            if (first := self._cast.who(name)).name not in (one.name for one in row):
                row.insert(0, first)
            elif last:
                return first
            at = name
        names = [one.name for one in row]
        return Speaker(f"{', '.join(names[:-1])} and {names[-1]}", row[0].sort) if len(row) > 1 else subject

    def _may_list(self, name: Name, behind: Name) -> bool:
        """Whether a name may stand in a row with the one behind its comma: no place, and none that tells of a person."""
        start = self._cast.article.sentences[self._cast.article.sentence_at(name.start)][0]
        same = (name.kind == "person") is (behind.kind == "person")
        return same and not self._words.governed.search(self._folded[start : name.start]) and not self.owns(name, start)
