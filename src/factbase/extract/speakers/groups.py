"""Groups that speak without a name, and the bodies that they speak for: "analysts at Arvo", "Danish officials"."""

from __future__ import annotations

import re

from factbase.extract.speakers.attribution import Speaker
from factbase.extract.speakers.cast import Cast
from factbase.normalise.bodies import adjective
from factbase.normalise.folding import fold

_DEFINITE = 12  # characters before a group in which "the" stands
_OPENING = 40  # characters at the head of a sentence in which a group opens it


class Groups:
    """The groups of one article, and the body behind each that was said to be of one."""

    def __init__(self, cast: Cast) -> None:
        self._cast, self._words, self._folded = cast, cast.words, cast.folded
        self._of: dict[str, Speaker] = {}

    def meant(self, found: re.Match[str]) -> Speaker:
        """The group, or the body that it speaks for; with its nation, "Danish officials"."""
        if found[1] in self._words.speaks_for:
            body = self._cast.next(found.end())
            if body and body.kind == "organisation" and self._words.employed.fullmatch(self._folded, found.end(), body.start):
                return self.speak_for(found[1], self._cast.who(body))
        named = self._cast.next(found.end())
        if named and named.kind == "organisation" and named.start == found.end() + 1:
            return self._cast.who(named)  # "consultants Arvo"
        ahead = max(0, found.start() - _DEFINITE)
        if found[1] in self._of and self._words.definite_before.search(self._folded, ahead, found.start()):
            return self._of[found[1]]  # "the analysts", of the analysts at Arvo
        nation = self._cast.adjectives.get(found.start() - 1)
        text = self._cast.text[found.start() : found.end()]
        text = self._words.in_english.get(fold(text), text)
        return Speaker(f"{adjective(nation.id) or nation.text} {text}" if nation else text, "group")

    def speak_for(self, group: str, body: Speaker) -> Speaker:
        """Take note that a group speaks for a body."""
        self._of[group] = body
        return body

    def unnamed(self, found: re.Match[str] | None) -> Speaker | None:
        """One whom the text leaves without a name, by the plain noun: "a researcher"."""
        return Speaker(self._words.in_english.get(found[1], found[1]), "person") if found else None

    def several(self, index: int) -> Speaker | None:
        """The group that a sentence, or the one before it, opens with: "Unions disagree. They fear ..."."""
        for at in (index, index - 1):
            if at >= 0:
                start = self._cast.article.sentences[at][0]
                if group := self._words.group.search(self._folded, start, start + _OPENING):
                    return self.meant(group)
                if people := self._words.plural_opening.match(self._folded, start):
                    return Speaker(self._cast.text[people.start(1) : people.end(1)], "group")
        return None
