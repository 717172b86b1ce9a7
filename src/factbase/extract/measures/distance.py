"""How far the words of a sentence stand from its amounts, in words, signs and other amounts between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter

from factbase import knowledge
from factbase.extract.names.finder import names
from factbase.extract.names.name import Name
from factbase.extract.text.article import Article, Mention, Token, lowered
from factbase.extract.text.clauses import words_of
from factbase.extract.text.phrases import Hit, matches
from factbase.extract.text.words import remembered
from factbase.model import Kind

_REACH = 40  # tokens to either side of an amount that are looked at
_SIGNS = {",": 3.0, ")": 3.0, ";": 8.0, ":": 8.0}  # words that a sign between an amount and a word counts for
_OTHER = 4.0  # words that another amount between counts for
_BEYOND = 1  # other amounts between, beyond which a word says nothing of an amount
_BEFORE = 1.5  # words that a word before an amount is farther than one behind it
_NEXT = 14  # characters between such a word and that amount: "injured more than"
_OF = 60  # characters between a share and what it is of
_TO = 6  # words before one that names a fund, among which one says that money goes there
_PARTED = re.compile(r"[,;:()]")
_BODIES = frozenset({"organisation", "person"})
_OFFICES = frozenset({"ministry", "leader", "seat"})
_start = itemgetter(0)
_end = attrgetter("end")


class Around:
    """What stands around the amounts of an article.

    Attributes:
        amounts: all of them, in order.
        parts: matches words that open an aside on what an amount is made up of.
    """

    def __init__(self, article: Article, mentions: Sequence[Mention], bodies: Sequence[Name] = ()) -> None:
        self.amounts = sorted(mentions, key=lambda m: m.start)
        words = words_of(article.lang if article.lang in knowledge.languages() else "en")
        self.parts, self._prepositions, self._text = words.parts, words.prepositions, article.text
        self._coordinators, self._of, self._ways = words.coordinators, words.of, words.ways
        self._starts, self._bodies = [m.start for m in self.amounts], bodies
        self._is_agent = _agents(article.lang, id(knowledge.read("concepts.yaml")))

    def agent(self, hit: Hit) -> bool:
        """Whether a word names those who pay, lend or hold money: what taxpayers pay for is no tax."""
        return self._is_agent(self._text[hit.start : hit.end].lower())

    def named(self, hit: Hit) -> bool:
        """Whether a word is part of a longer name of a body: the World Food Programme gives more than food."""
        at = bisect_left(self._bodies, hit.end, key=_end)
        if at == len(self._bodies) or self._bodies[at].start > hit.start:
            return False
        return self._bodies[at].end - self._bodies[at].start > hit.end - hit.start

    def taken(self, hit: Hit, between: Sequence[str]) -> bool:
        """Whether a word says what the next amount is: "lost 5 million on sales of 3 million", "costs 5 million, with 3
        million for roads", "killed 5 and injured 30".

        Args:
            between: the words and signs, in lower case, between the amount before it and the word.
        """
        joined, parted = bool(between) and between[0] in self._coordinators, "," in between
        at = bisect_left(self._starts, hit.end)
        if at == len(self._starts) or self._starts[at] - hit.end > _NEXT:
            return False
        words = self._text[hit.end : self._starts[at]].strip().lower()
        last = words or self._text[hit.start : hit.end].lower().split()[-1]  # "sales of" may be a phrase
        if last in self._of or (words in self._prepositions and (joined or parted)):
            return True
        return joined and (not words or words.replace(" ", "").isalpha())

    def anothers(self, hit: Hit, mention: Mention) -> bool:
        """Whether a word is another amount's.

        It stands around it ("*kostte* 20 mensen *het leven* en trof er 30"), right before one of the same kind ("5 million and
        the *remaining* 3 million"), or right behind one of another ("bid 5 million, a 40% *premium*").
        """
        at = max(0, bisect_left(self._starts, hit.start) - 1)
        for m in self.amounts[at : at + 3]:
            if m is not mention and m.start < hit.end and hit.start < m.end:
                return hit.start < m.start
            if m.kind is not mention.kind and 0 <= hit.start - m.end <= 1:
                return True
            if m.start > mention.end and self._part_of(hit, m, mention):
                return True
            if m is not mention and m.kind is mention.kind and m.start > hit.end:
                return mention.end <= hit.start and not self._text[hit.end : m.start].strip()
        return False

    def _part_of(self, hit: Hit, part: Mention, mention: Mention) -> bool:
        """Whether a preposition joins a word to an amount that is told as a part: "6 million, including 5 million *in loans*"."""
        if not 1 < hit.start - part.end < _NEXT or self._text[part.end : hit.start].strip().lower() not in self._prepositions:
            return False
        return self.parts.match(self._text[mention.end : part.start].lstrip(" ,(").lower()) is not None

    def counted(self, hit: Hit, mention: Mention) -> bool:
        """Whether a word is what another amount counts: of "9 cooks and 20 *tanks*" the cooks are no tanks."""
        at = bisect_left(self._starts, hit.start + 1) - 1
        if at < 0 or (m := self.amounts[at]) is mention:
            return False
        return m.start <= hit.start < m.end and m.kind is mention.kind is Kind.COUNT and m.unit != mention.unit

    def shared_out(self, hit: Hit) -> bool:
        """Whether a word says what a share is of: "5 million, or 2 % of the *revenue*"."""
        at = bisect_left(self._starts, hit.start) - 1
        if at < 0 or self.amounts[at].kind is not Kind.PERCENT or hit.start - self.amounts[at].end > _OF:
            return False
        between = self._text[self.amounts[at].end : hit.start].lower().split()
        return between[:1] != [] and between[0] in self._prepositions and not any(map(_PARTED.search, between))

    def passed_through(self, hit: Hit, mention: Mention, tokens: Sequence[Token]) -> bool:
        """Whether a sum comes out of what a word names, or goes into it: 3 million *from the emergency fund* are not its size.

        "A fund of 3 million" and "a 3 million dollar fund" are.
        """
        if hit.last + 1 < len(tokens) and tokens[hit.last + 1].text.lower() in self._of:
            following = tokens[hit.last + 2 : hit.last + 4]
            if any(mention.start <= token.start < mention.end for token in following):
                return False
        for token in reversed(tokens[max(0, hit.first - _TO) : hit.first]):
            if (token.start < mention.end and mention.start < token.end) or not token.text[:1].isalnum():
                return False
            if (word := token.text.lower()) in self._ways:
                return True
            if word in self._prepositions:
                return False
        return False

    def others(self, start: int, end: int, mention: Mention) -> int:
        """How many other amounts stand between two offsets."""
        a, b = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return sum(1 for m in self.amounts[a : min(b, a + 20)] if m is not mention) if a < b else 0


@lru_cache(maxsize=32)
def _agents(lang: str, _digest: int) -> Callable[[str], bool]:
    """Says of a word whether it names those who pay, lend or hold money."""
    patterns = knowledge.read("concepts.yaml").get("agents", {}).get(lang, ())
    return remembered(lambda word: any(matches(pattern, word) for pattern in patterns))


def bodies(article: Article) -> list[Name]:
    """The bodies and people that an article names by several words, in order."""
    return [n for n in names(article) if " " in n.text and (n.kind in _BODIES or n.form in _OFFICES)]


def by_distance(
    mention: Mention,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    around: Around,
) -> Iterator[tuple[Hit, float, bool]]:
    """Hits that may speak of the amount, with their distance in words; commas and other amounts in between make it longer."""
    if not hits:
        return
    first = max(0, bisect_left(tokens, mention.start + 1, key=_start) - 1)
    last = max(first, bisect_left(tokens, mention.end, lo=first, key=_start) - 1)
    for hit in hits:
        inside = hit.start < mention.end and hit.end > mention.start
        after = hit.first > last
        a, b = (last + 1, hit.first) if after else (hit.last + 1, first)
        if b - a > _REACH:
            continue
        distance = 0.0 if inside else float(max(0, b - a))
        if not inside and distance:
            between = list(map(lowered, tokens[a:b]))
            if after and (closed := _aside(between, around.parts)):
                a, between = a + closed, between[closed:]
                distance = float(len(between))
            distance += sum(filter(None, map(_SIGNS.get, between)))
            others = around.others(tokens[a].start, tokens[b - 1].end, mention) if between else 0
            if others > _BEYOND:
                continue
            distance += _OTHER * others
            if around.anothers(hit, mention) or (after and around.taken(hit, between)):
                continue
        yield hit, distance if after or inside else distance + _BEFORE, inside


def _aside(words: Sequence[str], parts: re.Pattern[str]) -> int:
    """How many words are an aside on what an amount is made up of: "28 people[, including eleven children,] were killed"."""
    if words[0] != "," or parts.match(" ".join(words[1:5])) is None:
        return 0
    closed = len(words) - words[::-1].index(",")
    return closed if closed > 1 else 0
