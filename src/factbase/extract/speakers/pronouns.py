"""Pronouns of reported speech: for whom "she", "they" and "it" stand in "it said"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Speaker
from factbase.extract.speakers.bodies import Bodies
from factbase.extract.speakers.cast import Cast
from factbase.extract.speakers.groups import Groups

OPENING = 30
"""A subject that opens its sentence starts within so many characters."""
_CLOSE = 12  # characters in which a pronoun or a subject stands at the very head of its sentence
_LONG = 2000  # characters of a quotation before its "it said"
_PEOPLE = 3  # sentences back in which a person named may be meant
_SOMEONE = 2  # sentences back in which one without a name is meant
_BODY_FORMS = ("government", "ministry", "parliament")
_DASH = re.compile(r" (?:[-–—]|--) ")  # closes the dateline before a first sentence
_CLOSING = ("”", '"', "’", "'")


class Pronouns:
    """Resolves the pronouns of one article, by who spoke and who was named before them."""

    def __init__(self, cast: Cast, bodies: Bodies, groups: Groups) -> None:
        self._cast, self._bodies, self._groups, self._words = cast, bodies, groups, cast.words
        self._article, self._text, self._folded = cast.article, cast.text, cast.folded

    def meant(self, word: str, at: int) -> Speaker | None:
        """Who a pronoun stands for: the speaker of the sentences just before, else the last person or body named."""
        sort, index = self._words.pronouns[word], self._article.sentence_at(at)
        said = [a for a in self._cast.now if a.end <= at and a.sort == sort]
        if said and all(n.kind == "person" for n in self._cast.between(said[-1].end, at)):
            return Speaker(said[-1].speaker, sort)  # "the agency said, as it appealed for ..."
        if word in self._words.for_groups and self._cast.last_sort == "group" and self._cast.spoke_lately("group", index):
            return Speaker(self._cast.last["group"], "group")
        if word in self._words.for_groups and (group := self._groups.several(index)):
            return group
        if sort == "person":
            return self._person(word, at, index)
        return self._body(at, index)

    def owner(self, word: str, at: int) -> Speaker | None:
        """Whose people "its economists" are: the one organisation of the sentence before, else as "it"."""
        index = self._article.sentence_at(at)
        first, start = self._article.sentences[max(0, index - 1)][0], self._article.sentences[index][0]
        before = self._cast.between(first, start) if "\n" not in self._text[first:start] else []
        bodies = (n for n in before if n.kind == "organisation")
        subjects = [n for n in bodies if not self._words.governed.search(self._folded[first : n.start])]
        alone = len({n.id for n in subjects}) == 1 and before[0].kind == "organisation"
        return self._cast.who(subjects[0]) if alone else self.meant(word, at)

    def _person(self, word: str, at: int, index: int) -> Speaker | None:
        """Who "she" or "they" stands for."""
        either = word in self._words.plural_pronouns  # one woman, or several people
        if either and self._plural(at):
            return self._groups.several(index)
        if someone := self._unnamed(at, index):
            return someone
        if self._cast.spoke_lately("person", index) and self._nobody_since(index):
            return Speaker(self._cast.last["person"], "person")
        if either and (body := self._body_before(index)):
            return body
        people = [n for n in self._cast.before(at) if n.kind == "person"]
        if either and not any(self._article.sentence_at(n.start) >= index - _PEOPLE for n in people):
            return self._feminine_body(at, index)
        if not people:
            return None
        subject = [n for n in people if self._article.sentence_at(n.start) == self._article.sentence_at(people[-1].start)]
        return Speaker(subject[0].id, "person")

    def _unnamed(self, at: int, index: int) -> Speaker | None:
        """One without a name whom a sentence just before opens with: "A senior officer was hopeful. ..., she said"."""
        for before in range(index - 1, max(-1, index - 1 - _SOMEONE), -1):
            start = self._article.sentences[before][0]
            if "\n" in self._text[start:at] or any(n.kind == "person" for n in self._cast.between(start, at)):
                return None
            if someone := self._groups.unnamed(self._words.unnamed_opening.match(self._folded, start)):
                return someone
        return None

    def _feminine_body(self, at: int, index: int) -> Speaker | None:
        """The body that "ze" stands for: "De provincie heeft 20 miljoen, zo maakte ze bekend"."""
        office = self._words.office_opening.match(self._folded, self._article.sentences[index][0], at)
        if "body" in self._cast.last:
            return Speaker(self._cast.last["body"], "body")
        return self._bodies.office(office[1], office.start(1)) if office else self._bodies.main(at)

    def _body(self, at: int, index: int) -> Speaker | None:
        """What body "it" stands for."""
        start = self._article.sentences[index][0]
        if self._text[at - 2 : at] == ", " and (subject := self._own_subject(start, at)):
            return subject
        if index and self._text[start:at].rstrip().endswith(_CLOSING) and (quoted := self._quoted(at, index)):
            return quoted
        if self._text[at - 2 : at] == ", " and (office := self._words.office_opening.match(self._folded, start, at)):
            return self._bodies.office(office[1], office.start(1))
        if subject := self._goes_on(at, index):
            return subject
        if self._cast.spoke_lately("body", index):
            return Speaker(self._cast.last["body"], "body")
        return self._body_named(at, index)

    def _own_subject(self, start: int, at: int) -> Speaker | None:
        """The subject of the sentence that "it said" closes: "The bank will pay France 9 million, it said"."""
        noun = self._words.body_opening.match(self._folded, start, at)
        if noun and (who := self._bodies.meant(noun[1], start)):
            return who
        inside = self._words.inside
        opening = [n for n in self._opening(start, at) if not inside.search(self._folded[start : n.start])]
        if len(opening) > 1 and self._cast.owned_by(opening[0], opening[1]):
            opening = opening[1:]  # "Brazil's Vale has ..., it confirmed"
        if len(opening) > 1 and _DASH.search(self._text, opening[0].end, opening[1].start):
            opening = opening[1:]  # "LINDOW, May 8 - Arvo has ..., it said"
        if opening and opening[0].kind == "programme":  # "Under its Harbour Facility the bank lends 9 million, it said"
            opening = [n for n in self._cast.between(start, at) if n.kind == "organisation"][:1] or opening
        return self._cast.who(opening[0]) if opening and opening[0].kind != "person" else None

    def _quoted(self, at: int, index: int) -> Speaker | None:
        """Who says the quotation right before "it said"."""
        if "body" in self._cast.last:
            return self._before_quotation(at)
        subject = self._opening(self._article.sentences[index - 1][0])
        # "Talvo, the builder, was glad. "It is a relief," it said."
        return self._cast.who(subject[0]) if subject and subject[0].kind == "organisation" else None

    def _before_quotation(self, at: int) -> Speaker | None:
        """Who says a quotation that ends at an offset: the body that opens the sentence before, else the last that spoke."""
        closed = len(self._text[:at].rstrip()) - 1
        opened = max(self._text.rfind(mark, max(0, closed - _LONG), closed) for mark in '“„‘"')
        if opened < 0:
            return None
        first = self._article.sentences[max(0, self._article.sentence_at(opened) - 1)][0]
        subject = self._opening(first, opened)
        if subject and subject[0].kind != "person" and subject[0].form != "adjective":
            return self._cast.who(subject[0])
        return Speaker(self._cast.last["body"], "body")

    def _goes_on(self, at: int, index: int) -> Speaker | None:
        """The organisation that opens the sentence before in the paragraph, where "it" opens this one or closes it."""
        start = self._article.sentences[index][0]
        if not index or not (at - start < _CLOSE or self._text[at - 2 : at] == ", "):
            return None
        first = self._article.sentences[index - 1][0]
        if self._text.find("\n", first, start) >= 0:
            return None
        subject = self._cast.between(first, first + _CLOSE)
        return self._cast.who(subject[0]) if subject and subject[0].kind == "organisation" else None

    def _body_named(self, at: int, index: int) -> Speaker | None:
        """The body named in the sentence, or in the one before it, else the last that spoke."""
        start = self._article.sentences[index][0]
        spoken = "body" in self._cast.last
        here = [n for n in self._cast.before(at) if n.start >= start and n.kind != "person" and not self._visited(n, start)]
        if here:
            return self._cast.who(here[-1] if spoken else here[0])
        if spoken:
            return Speaker(self._cast.last["body"], "body")
        if not index:
            return None
        bodies = [n for n in self._cast.between(self._article.sentences[index - 1][0], start) if n.kind != "person"]
        return self._cast.who(bodies[0]) if bodies else self._groups.several(index)

    def _visited(self, name: Name, start: int) -> bool:
        """Whether a capital is but a place: "after a visit to Oslo it said"."""
        return name.form == "capital" and self._words.governed.search(self._folded[start : name.start]) is not None

    def _opening(self, start: int, at: int | None = None) -> Sequence[Name]:
        """The names that open a sentence, before an offset."""
        return self._cast.between(start, start + OPENING if at is None else min(at, start + OPENING))

    def _body_before(self, index: int) -> Speaker | None:
        """The body that the sentence before opens with, where it names nobody else: "De regering was tegen. Zij ..."."""
        if not index:
            return None
        first, end = self._article.sentences[index - 1]
        named = self._cast.between(first, end)
        if len(named) != 1 or named[0].kind == "person" or named[0].start - first > OPENING:
            return None
        return self._cast.who(named[0]) if named[0].form in _BODY_FORMS else None

    def _plural(self, at: int) -> bool:
        """Whether the verb behind a pronoun is in the plural: "zij zeggen"."""
        verb = re.match(r"\w+ (\w+)", self._folded[at : at + 40])
        return verb is not None and verb[1].endswith(self._words.plural_verb)

    def _nobody_since(self, index: int) -> bool:
        """Whether nobody else was named as a subject since the last person spoke."""
        since, until = self._article.sentences[self._cast.last_at["person"]][1], self._article.sentences[index][0]
        named = (n for n in self._cast.between(since, until) if n.kind == "person" and n.id != self._cast.last["person"])
        return not any(map(self._opens, named))

    def _opens(self, name: Name) -> bool:
        """Whether a name opens its sentence, as its subject does."""
        before = self._folded[self._article.sentences[self._article.sentence_at(name.start)][0] : name.start]
        return len(before) < OPENING and not self._words.by_before.search(before) and not self._words.governed.search(before)
