"""Offices: which person "the minister" is, by the roles that an article gives its persons."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.speakers.speech import speech_words
from factbase.extract.text.article import Article
from factbase.normalise.folding import fold

_HOLDERS = 200  # holders of an office that are looked at before one, and a fifth of it behind
_BACK = 200  # names back among which a titled person is looked for
_BESIDE = 45  # characters beside a person in which an office stands
_FIELDS = 130  # characters before a person in which the fields of an office stand
_BEHIND = 60  # characters behind a name in which an office stands
_POSSESSIVE = re.compile(r"['’]s?\s")
_WORDS_ALONE = 3  # words of a role that comes without its state


class Offices:
    """The persons of one article with their offices."""

    def __init__(self, article: Article, cast: Sequence[Name]) -> None:
        self._article, self._text, self._folded = article, article.text, article.folded
        self._words = speech_words(article.lang)
        self._names = cast
        self._starts = [n.start for n in cast]
        self._held = self._holders()
        self._everywhere = {(words, person) for rows in self._held.values() for _, words, person in rows}
        self._acting: dict[str, set[str]] = {}
        for person in cast:
            if person.kind == "person" and person.country:
                self._acting.setdefault(person.country, set()).add(person.id)

    def _holders(self) -> dict[str, list[tuple[int, str, str]]]:
        """Persons with the role words that stand right before or after them: (offset, role, person) by state."""
        out: dict[str, list[tuple[int, str, str]]] = {}
        for before, after in itertools.pairwise(self._names):
            gap = self._text[before.end : after.start]
            if before.form == "leader" and after.kind == "person" and len(gap) <= 2:
                out.setdefault(before.id, []).append((after.start, fold(before.text), after.id))
            elif after.form == "leader" and before.kind == "person" and gap.startswith(",") and len(gap) < 10:
                out.setdefault(after.id, []).append((before.start, fold(after.text), before.id))
        return out

    def holder(self, name: Name) -> str | None:
        """The person who holds the office that a name of a leader says, where the article tells."""
        if beside := self._beside(name):
            return beside
        role = fold(name.text).split()[-1]
        known = self._near(self._held.get(name.id, []), name.start)
        before = [person for at, words, person in known if at <= name.start and (role in words or words.endswith(role))]
        if before:
            return before[-1]
        if same := next((person for _, words, person in known if _same_role(role, words)), None):
            return same
        if not self._comes_with_state(name) and (alone := self._of_no_state(role, name.start)):
            return alone
        acting = self._acting.get(name.id, set()) - {person for _, words, person in known if role not in words}
        return next(iter(acting)) if len(acting) == 1 else None

    def _near(self, rows: list[tuple[int, str, str]], at: int) -> list[tuple[int, str, str]]:
        """The first holders of an article, and those around an offset."""
        here = bisect_left(rows, at, key=lambda row: row[0])
        return [*rows[:_HOLDERS], *rows[max(_HOLDERS, here - _HOLDERS) : max(_HOLDERS, here + _HOLDERS // 5)]]

    def _of_no_state(self, role: str, at: int) -> str | None:
        """The person named before beside a role, else the only one anywhere: "State Minister Eva Maas ... the Minister"."""
        last = bisect_left(self._starts, at)
        if person := self.titled(role, self._names[max(0, last - _BACK) : last]):
            return person.id
        anywhere = {person for words, person in self._everywhere if role in words}
        return anywhere.pop() if len(anywhere) == 1 else None

    def _comes_with_state(self, name: Name) -> bool:
        """Whether a role comes with its state: "the Turkish president", "Turkey's president"."""
        if _POSSESSIVE.search(name.text):
            return True
        every = names(self._article)
        at = bisect_left(every, name.start, key=lambda n: n.start)
        inside = itertools.takewhile(lambda n: n.start == name.start, itertools.islice(every, at, None))
        return any(n.end < name.end for n in inside) or len(name.text.split()) > _WORDS_ALONE

    def _beside(self, name: Name) -> str | None:
        """The person that a role is an apposition of, or that stands right behind it."""
        at = bisect_left(self._starts, name.start)
        before, after = self._names[max(0, at - 1) : at], self._names[at + 1 : at + 2]
        if before and before[0].kind == "person" and re.fullmatch(r",(?: \w+){0,3} ?", self._folded[before[0].end : name.start]):
            return before[0].id
        if after and after[0].kind == "person" and re.fullmatch(r",? ", self._text[name.end : after[0].start]):
            return after[0].id
        return None

    def titled(self, noun: str, before: Sequence[Name]) -> Name | None:
        """The last person that stands beside an office: "UNHCR Representative in Malawi Eva Maas"."""
        if noun not in self._words.role_words and noun not in self._words.spokes:
            return None
        office = re.compile(rf"\b\w*{re.escape(noun)}\b")
        # "Minister of Coasts, Mills and Inland Ports, Maj. Eva Maas"
        fields = re.compile(rf"\b\w*{re.escape(noun)}{self._words.of_fields}, (?:[\w'.-]+ ){{0,2}}$")
        people = (n for n in reversed(before) if n.kind == "person")
        return next(
            (
                n
                for n in people
                if office.search(self._folded, max(0, n.start - _BESIDE), n.end + _BESIDE)
                or fields.search(self._folded, max(0, n.start - _FIELDS), n.start)
            ),
            None,
        )

    def titled_later(self, noun: str, at: int) -> str | None:
        """The one person whom the article goes on to name with an office: "the auditor said. ... Auditor Eva Maas"."""
        first = bisect_left(self._starts, at)
        apposed = re.compile(rf", (?:[\w'’-]+ ){{0,3}}?{re.escape(noun)}\b")
        later = [n for n in self._names[first : first + _BACK] if n.kind == "person"]
        people = {n.id for n in later if self._folded[max(0, n.start - len(noun) - 1) : n.start - 1] == noun}
        people |= {n.id for n in later if apposed.match(self._folded, n.end, n.end + _BEHIND)}
        return people.pop() if len(people) == 1 else None


def _same_role(role: str, words: str) -> bool:
    """Whether a role is one that a person is given elsewhere."""
    last = words.split()[-1]
    return role in words or last.endswith(role) or role.endswith(last)
