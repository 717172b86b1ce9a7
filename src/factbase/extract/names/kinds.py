"""What a name is that an article teaches: a person, a body, a programme, a place; by its own words and those around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from factbase.extract.names.letters import initials_fit
from factbase.extract.names.name import Name
from factbase.extract.names.runs import WORD, is_body_like, is_head
from factbase.extract.names.terms import Terms
from factbase.normalise.folding import fold

_TITLE = 250  # characters that a leader's title may take before a person's name
_ASIDE = re.compile(r",\s+\d\d\b|\s+\((?:\d\d|([A-Z][A-Za-z0-9-]{1,11})|[A-Z][\w-]+(?: [A-Z][\w-]+){1,2})\)")
_COINED = re.compile(r"[^\W\d_]{3}(?<=[a-z])[A-Z]")
_OWNER = re.compile(r"([^\W\d_]+)['’]s $")
_LISTED = re.compile(r"[A-Z]\w+,? (?:[a-z]{1,3}|&) $")
_TOWN_END = re.compile(r"\s?(?:\(|[-–—]{1,2}\s|:\s|,\s)")
_BEFORE = re.compile(r"([^\W\d_]+) $")


class Kinds:
    """Tells the kinds of one article's names."""

    def __init__(self, terms: Terms) -> None:
        self.text, self.folded, self.lex = terms.text, terms.folded, terms.lex

    def of(self, words: list[tuple[int, int, str]], states: list[Name]) -> tuple[str, str | None]:
        """What a learned name is, from its own words and those around; and for whom a person acts."""
        start, end = words[0][0], words[-1][1]
        folded = [fold(w) for _, _, w in words]
        before = self.folded[max(0, start - 60) : start]
        if is_body_like(words, self.lex) or any(a in self.lex.heads and b in self.lex.connectors for a, b in pairwise(folded)):
            return ("programme" if folded[-1] in self.lex.money_heads else "organisation"), None
        first = bisect_left(states, start - _TITLE, key=lambda n: n.start)
        near = states[first : bisect_left(states, end + 9, lo=first, key=lambda n: n.start)]
        leaders = [n for n in near if n.form == "leader"]
        leader = next((n for n in leaders if n.end < start <= n.end + 3 and not self.text[n.end : start].strip(" ,")), None)
        if leader:
            return "person", leader.id
        after = next((n for n in leaders if end < n.start <= end + 8 and self.text[end] == ","), None)
        if after and len(words) >= 2:
            return "person", after.id
        enclosed = len(words) > 1 and self.text[end : end + 1] == "," and self.lex.titled_before.search(before)
        if enclosed and not any(is_head(word, self.lex) for word in folded):
            # "the minister in charge, Eva Maas, "
            return "person", next((n.id for n in reversed(leaders) if n.end < start), None)
        if self.lex.of_place.search(before) and not self.lex.locative.search(
            self.lex.articles.sub(" ", self.lex.of_place.sub(" ", before))
        ):
            return "organisation", None  # "the province of Limburg" decides and pays
        if len(words) > 1 and self.lex.titles.search(before):
            return "person", None
        if len(words) > 2 and folded[0] in self.lex.given and words[-2][2] in self.lex.connectors:
            return "person", None  # "Johannes van der Zee"
        ruler = _BEFORE.search(before)
        if ruler and ruler[1] in self.lex.leader_words and len(words) == 1:
            return "person", None  # "President Maas"
        if folded[-1] in self.lex.places or folded[0] in self.lex.places:
            return "place", None
        if self._town(start, end) or fold(self.text[start:end]) in self.lex.towns:
            return "place", None
        if self.lex.titles.search(before):
            return "person", None
        if 2 <= len(words) <= 4 and self.lex.titled_after.match(self.folded, end):
            return "person", None
        previous = re.search(r"([^\W\d_]+)\s+$", before)
        if previous and previous[1] in self.lex.body_nouns:
            return "organisation", None
        if len(words) >= 2 and folded[0].split("-")[0] in self.lex.given:
            return "person", None
        if self.lex.staff.search(before):
            return "organisation", None
        if 2 <= len(words) <= 3 and self._employed(end):
            return "person", None
        abbreviation = sum(letter.isupper() for letter in words[0][2]) > 2
        coined = _COINED.search(words[0][2]) is not None  # "OrbiNet", but "McAllen"
        plain = len(words) == 1 and not abbreviation and not coined
        if plain and (self.lex.locative.search(before) or self._second_town(start)):
            return "place", None
        if 2 <= len(words) <= 4 and (aside := _ASIDE.match(self.text, end)):
            owner = _OWNER.search(before)
            called = " ".join([owner[1], *folded] if owner else folded)
            listed = _LISTED.search(self.text, max(0, start - 24), start)  # "Fisheries and Small Ports (MFSP)"
            return ("organisation" if aside[1] and (listed or initials_fit(aside[1], called)) else "person"), None
        return "organisation", None

    def _second_town(self, start: int) -> bool:
        """Whether a word stands behind a town and "and": "in Tarifa and Cadiz"."""
        before = self.text[max(0, start - 60) : start]
        joined = self.lex.coordinated_place.search(before)
        return joined is not None and self.lex.locative.search(fold(before[: joined.start()])) is not None

    def _town(self, start: int, end: int) -> bool:
        """Whether words in capitals open a line as the town of its dateline: "PORTO ALEGRE (AP) -"."""
        if not self.text[start:end].isupper() or end - start < 4 or _TOWN_END.match(self.text, end) is None:
            return False
        return not self.text[max(0, self.text.rfind("\n", max(0, start - 30), start)) : start].strip()

    def _employed(self, end: int) -> bool:
        """Whether a body's name follows behind "of": "Eva Maas of the Harbour Institute"."""
        of = self.lex.of.match(self.folded, end) or self.lex.comes_from.match(self.folded, end)
        word = WORD.match(self.text, of.end()) if of else None
        return word is not None and word[0][0].isupper() and fold(word[0]) not in self.lex.towns
