"""The cast of an article: the names that may speak in it, and who spoke last."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable

from factbase.extract.names.finder import names
from factbase.extract.names.lexicon import lexicon
from factbase.extract.names.name import Name
from factbase.extract.speakers.attribution import Attribution, Speaker
from factbase.extract.speakers.offices import Offices
from factbase.extract.speakers.speech import speech_words
from factbase.extract.text.article import Article
from factbase.normalise.bodies import body_label, passes_on
from factbase.normalise.folding import fold

MOST = 40
"""Cues and names of a sentence that are looked at: no real one has more."""
_BACK = 5 * MOST  # names back among which the one meant is looked for
_PLACE_OF = 30  # characters before a place in which it is said to be a body: "the province of Limburg"
_LETTERS = 2
_THINGS = re.compile(r"[A-Z]{2,5}s")
"""Abbreviations in the plural, which are things: "GPUs"."""


class Cast:
    """The names of one article that may speak, and its memory of who does, sentence by sentence.

    Attributes:
        names: in order of appearance; `starts` their offsets.
        adjectives: what tells of a state, by where it ends: "Danish".
        acting_for: by person, the state or body acted for.
        last: the last speaker of each sort, and of `any`; `last_at` their sentences, `last_sort` the sort of the very last.
        now: the attributions of the sentence being read, so far.
    """

    def __init__(self, article: Article) -> None:
        self.article, self.text, self.folded = article, article.text, article.folded
        self.words = speech_words(article.lang)
        every = names(article)
        self._of_place = lexicon(article.lang).of_place
        self._settled = {n.id for n in every if n.kind == "organisation" and self._is_settled(n)}
        may_speak = [n for n in every if self._may_speak(n)]
        # news media only pass figures on, but not those of "a Reuters poll"
        media = frozenset(n.start for n in may_speak if passes_on(n.id) and not self.words.own_document.match(self.folded, n.end))
        self.names = self._unbracketed(self._outermost([n for n in may_speak if n.start not in media]))
        self.starts = [n.start for n in self.names]
        self.adjectives = {n.end: n for n in every if n.form in ("adjective", "name", "people") and n.kind == "country"}
        self.acting_for = {n.id: n.country for n in self.names if n.kind == "person" and n.country}
        self._organisations = {n.id for n in self.names if n.kind == "organisation"}
        self._offices = Offices(article, self.names)
        self.last: dict[str, str] = {}
        self.last_at: dict[str, int] = {}
        self.last_sort = "body"
        self.now: list[Attribution] = []
        self.maker: Callable[[Name], Speaker | None] = lambda _: None  # who made a report with a name of its own

    def _may_speak(self, name: Name) -> bool:
        if name.kind == "organisation" and _THINGS.fullmatch(name.text):
            return False
        if fold(name.text) in self.words.bare:
            return False  # "City Hall", of the town that is spoken of
        if self.words.based.match(self.folded, name.end):
            return False  # "the Tunis-based bank"
        if name.id in self._settled:  # "the village of Blatten": its people speak, and no "charity" is meant by it
            return self._says(name)
        if name.kind == "place":  # a place is named as those who govern it: "the province of Limburg"
            decides = self._of_place.search(self.folded[max(0, name.start - _PLACE_OF) : name.start]) is not None
            return decides or name.form == "capital" or self._says(name)
        return (name.form != "adjective" and name.kind != "group") or name.form == "capital"

    def _is_settled(self, name: Name) -> bool:
        """Whether words before a name say that people live there: "the village of Blatten", "300 people lived in Blatten"."""
        return self.words.settled.search(self.folded, max(0, name.start - _PLACE_OF), name.start) is not None

    def _says(self, place: Name) -> bool:
        """Whether what has the name of a place is the subject of a verb of saying: "Halifax said", not "in Halifax said"."""
        before = self.folded[max(0, place.start - _PLACE_OF) : place.start]
        if self.words.governed.search(before) or self.words.owns.search(before):
            return False
        return self.words.verb.match(self.folded, place.end + 1) is not None

    def _outermost(self, found: list[Name]) -> list[Name]:
        """Without names inside others: "the Treasury" of "the Treasury Department"."""
        ends = itertools.accumulate((n.end for n in found), max, initial=0)
        return [n for n, end in zip(found, ends, strict=False) if n.end > end]

    def _unbracketed(self, found: list[Name]) -> list[Name]:
        """Without the abbreviations in brackets behind the names that they are short for."""
        pairs = itertools.pairwise(found)
        again = {b.start for a, b in pairs if a.id == b.id and self.text[a.end : b.start] == " ("}
        return [n for n in found if n.start not in again]

    def remember(self, one: Attribution, index: int) -> None:
        """Take note of who speaks in a sentence."""
        self.last["any"] = self.last[one.sort] = one.speaker
        if one.speaker in self._organisations:
            self.last["organisation"] = one.speaker
        self.last_at[one.sort] = index
        self.last_sort = one.sort

    def before(self, at: int, most: int = _BACK) -> list[Name]:
        """The names before an offset, as far back as one looks."""
        last = bisect_left(self.starts, at)
        return self.names[max(0, last - most) : last]

    def between(self, at: int, until: int) -> list[Name]:
        """The names that begin between two offsets."""
        return self.names[bisect_left(self.starts, at) : bisect_left(self.starts, until)]

    def next(self, at: int) -> Name | None:
        """The first name from an offset on."""
        return next(iter(self.names[(first := bisect_left(self.starts, at)) : first + 1]), None)

    def spoke_lately(self, sort: str, index: int, within: int = 2) -> bool:
        """Whether one of a sort spoke in the sentences just before."""
        return sort in self.last and index - self.last_at[sort] <= within

    def who(self, name: Name) -> Speaker:
        """The speaker behind a name: of a report with a name of its own, whoever made it."""
        if name.kind in ("organisation", "programme") and (maker := self.maker(name)):
            return maker
        if name.kind == "person":
            return Speaker(name.id, "person")
        if name.form == "leader":
            holder = self._offices.holder(name)
            return Speaker(holder or body_label(name.id, "leader", name.text, self.article.lang), "person")
        if fuller := self._fuller(name):
            return Speaker(body_label(fuller.id, fuller.form, fuller.text, self.article.lang), "body")
        if name.kind == "organisation" and name.id == name.text and len(name.id) == _LETTERS:
            return Speaker(name.id, "body")  # "the AG" is no land whose code it looks like
        return Speaker(body_label(name.id, name.form, name.text, self.article.lang), "body")

    def _fuller(self, name: Name) -> Name | None:
        """Another body before a name whose own name ends in it: "de Europese Rekenkamer … de Rekenkamer".

        "The ministry" is the one that was named last of its state.
        """
        if name.form == "ministry" and " " not in name.text:
            before = reversed(self.before(name.start))
            return next((n for n in before if n.form == "ministry" and n.id == name.id and " " in n.text), None)
        if name.kind != "organisation" or " " in name.text or "." in name.text:
            return None
        ending = f" {fold(name.text)}"
        return next((n for n in self.before(name.start) if n.kind == "organisation" and fold(n.text).endswith(ending)), None)

    def owned_by(self, owner: Name, body: Name) -> bool:
        """Whether a name belongs to the one before it: "Zambia's Health Institute", "the President's Media Office"."""
        gap = self.text[owner.end : body.start]
        return gap in ("'s ", "’s ", "' ", "’ ") and body.kind in ("organisation", "person") and owner.kind != "person"
