"""Runs of capitalised words parted into names: without what is known, without titles and words that only open a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from rapidfuzz import fuzz

from factbase.extract.names.name import STATE_FORMS, Known, Name
from factbase.extract.names.runs import FIGURE, Run, is_head, is_title, title_case
from factbase.extract.names.terms import Terms
from factbase.normalise.folding import fold

_LETTERS = 4  # of the shortest word that goes on with a name
_RETURNS = 100  # places of a word that are looked at for the whole name: more no real article has
_INSIDE = re.compile(r"[\w-]")


Words = list[tuple[int, int, str]]
"""(start, end, word) of the words of a name."""
Piece = tuple[Words, bool]
"""The words of a name, and whether they open a sentence."""


class Splitter:
    """Parts the runs of one article into names."""

    def __init__(self, terms: Terms, runs: list[Run]) -> None:
        self.terms = terms
        self.text, self.folded, self.lex = terms.text, terms.folded, terms.lex
        self._alone: dict[tuple[str, str], bool] = {}  # whether words of a name also stand without its first
        self._places: dict[str, list[int]] = {}  # where each capitalised word stands
        for run in runs:
            for start, _, word in run.words:
                self._places.setdefault(word, []).append(start)

    def pieces(self, run: Run, known_at: Known) -> list[Piece]:
        """The parts of a run that are names of their own: without what is known, without words that only open a sentence."""
        words, opening = self._trimmed(run, known_at)
        if not words:
            return []
        person = self._titled(words) or self._behind_fields(words)
        if person:
            words, opening = words[person:], False
        elif given := self._given_behind(words, known_at):
            body = any(is_head(word, self.lex) or known_at(start) for start, _, word in words[:given])
            return [*(self.pieces(Run(words[:given], opening), known_at) if body else ()), (words[given:], False)]
        split = self._employer(words, known_at) or self._owner(words, known_at)
        if split:
            rest = Run(words[split:], False)
            while rest.words[0][2] in self.lex.connectors:
                rest.words = rest.words[1:]
            return [*self.pieces(Run(words[:split], opening), known_at), *self.pieces(rest, known_at)]
        if self._is_body(words, known_at):
            return [(words, opening)]
        return [name for piece in self._between_known(words, opening, known_at) for name in self._cleaned(*piece)]

    def _trimmed(self, run: Run, known_at: Known) -> tuple[Words, bool]:
        """The words of a run without those that only open its sentence, and without signs at its end; whether they open it."""
        words, opening = list(run.words), run.opening
        while words and not (known_at(words[0][0]) or self.place(words[0][0])) and self._leads(words, opening):
            words, opening = words[1:], False
            while words and words[0][2] in self.lex.connectors:
                words = words[1:]
        while words and self._sign(words[-1]):
            words = words[:-1]
            while words and words[-1][2] in self.lex.connectors:
                words = words[:-1]
        return words, opening

    def _between_known(self, words: Words, opening: bool, known_at: Known) -> list[Piece]:
        """The parts between names that are known; a name that goes on past a known one keeps it: "Pedro Lima"."""
        pieces: list[Piece] = []
        piece: Words = []
        for word in words:
            known = known_at(word[0])
            if known and piece and known[2] and known[2].form in ("name", "capital") and fold(piece[-1][2]) in self.lex.given:
                piece.append(word)  # "Pedro Lima"
            elif known and piece and self._branch(piece, known) and (not opening or self._returns(piece, word)):
                piece.append(word)  # "Arvo France Logistique"
            elif known:
                if piece and not self._variant(piece, known[0]):
                    pieces.append((piece, opening))
                piece, opening = [], False
            else:
                piece.append(word)
        if piece and (whole := self._from_known(piece, words, known_at)):
            if pieces and pieces[-1][0][-1][1] + 1 == whole[0][0]:
                before, opening = pieces.pop()
                whole = before + whole
            pieces.append((whole, opening))
        elif piece:
            pieces.append((piece, opening))
        return pieces

    def _cleaned(self, piece: Words, opening: bool) -> list[Piece]:
        """A part without connectors, days and signs at its ends, in two where it names the fields of two offices."""
        while piece and (piece[0][2] in self.lex.connectors or self._day(piece[0])):
            piece = piece[1:]
        while piece and (
            piece[-1][2] in self.lex.connectors
            or self._day(piece[-1])
            or self._sign(piece[-1])
            or (len(piece) > 2 and piece[-1][2] in self.lex.behind_names)
        ):
            piece = piece[:-1]
        if self._of_fields(piece):
            return [(piece[:1], opening), (piece[2:], False)]
        return [(piece, opening)] if piece else []

    def _from_known(self, piece: Words, words: Words, known_at: Known) -> Words:
        """The name that a last word makes of the known one before it: "Hyundai Rotem", "Macquarie Point"; else nothing."""
        at = len(words) - 1
        word = words[at][2]
        offices = self.lex.title_words | self.lex.leader_words
        if len(piece) > 1 or not at or offices.intersection(fold(w) for _, _, w in words[at - 1 :]):
            return []
        if word.isupper() or fold(word) in self.lex.given or self._day(words[at]):
            return []
        if title_case(self.text, words[0][0], words[at][1]):
            return []
        if len(self._standing(piece)) > 1 or self.terms.counts[word.lower()] or word[:1].islower():
            return []
        while at and words[at - 1][1] + 1 == words[at][0] and (before := known_at(words[at - 1][0])):
            if before[2].form != "name" if before[2] is not None else before[0] not in self.terms.at:
                break
            at -= 1
        return words[at:] if at < len(words) - 1 else []

    def place(self, at: int) -> bool:
        """Whether a known place begins here, whose first word could open a sentence: "New Jersey"."""
        return at in self.terms.at and self.terms.at[at][1].kind == "place"

    def _branch(self, piece: Words, known: tuple[int, int, Name | None]) -> bool:
        """Whether a country's plain name behind a name is its branch there and no other party: "Arvo Nederland"."""
        start, end, name = known
        land = name.form == "name" and name.kind == "country" if name else self.folded[start:end] in self.lex.towns
        if not land or piece[-1][1] + 1 != start:
            return False
        words = [fold(word) for _, _, word in piece]
        plain = words[0] in self.lex.given or set(words) & self.lex.common - self.lex.field_words
        return not plain and not title_case(self.text, piece[0][0], end)

    def _returns(self, piece: Words, word: tuple[int, int, str]) -> bool:
        """Whether words that open a sentence, with the land behind them, are a name: of several words, or one that returns."""
        return len(piece) > 1 or len(self._standing([*piece, word])) > 1

    def _variant(self, piece: Words, at: int) -> bool:
        """Whether words before a known surname spell the given name of its bearer in another way: "Volodimir Zelenski"."""
        _, entry = self.terms.at.get(at, (0, None))
        if entry is None or entry.kind != "person" or entry.form != "part" or piece[-1][1] + 1 != at:
            return False
        given = fold(entry.id).split()[: len(piece)]
        return fuzz.ratio(" ".join(given), " ".join(fold(w) for _, _, w in piece)) >= 75

    def _employer(self, words: Words, known_at: Known) -> int:
        """Where "Joost Vermaas of the Harbour Foundation" parts into a person and a body; 0 where it does not."""
        if self._of_fields(words):
            return 1
        if len(words) > 3 and all(fold(word) in self.lex.given for _, _, word in words[:2]):
            return 0  # "Gert Jan van der Hove": a surname follows two given names
        for i in range(2, len(words) - 1):
            capitals = sum(word[0].isupper() and not known_at(at) for at, _, word in words[:i])
            person = capitals >= 2 and words[i - 1][2][0].isupper()
            if person and words[i][2] in self.lex.employs and not any(is_head(word, self.lex) for _, _, word in words[:i]):
                return i
        if len(words) < 4 or fold(words[0][2]) not in self.lex.given:
            return 0
        for i in range(2, len(words) - 1):
            if words[i][2] in self.lex.connectors:
                after = next((j for j in range(i, len(words)) if words[j][2] not in self.lex.connectors), None)
                if after is None:
                    return 0
                body = known_at(words[after][0]) or any(fold(word) in self.lex.heads for _, _, word in words[after:])
                return i if body else 0
        return 0

    def _of_fields(self, words: Words) -> bool:
        """Whether a surname alone stands behind a title and before what it is for: "minister Keijzer van Kust en Haven"."""
        if len(words) < 3 or words[1][2] not in self.lex.employs or not words[2][2][0].isupper():
            return False
        field = fold(words[2][2])
        row = self.lex.joiner.match(self.folded, words[2][1]) is not None
        if not (row or len(words) > 3 or field in self.lex.field_words or field in self.lex.towns):
            return False  # "wethouder Huib van Olden"
        surname = f"{words[1][2].capitalize()} {words[2][2]}"
        if fold(words[0][2]) in self.lex.given or surname in self.text:  # "burgemeester Eva van Dam", who is "Van Dam" later
            return False
        return self.lex.titles.search(self.folded[max(0, words[0][0] - 40) : words[0][0]]) is not None

    def _owner(self, words: Words, known_at: Known) -> int:
        """Where a name ends and "of the World Bank" begins; 0 where it does not."""
        for i in range(2, len(words) - 1):
            if words[i][2] in self.lex.connectors and fold(words[i - 1][2]) in self.lex.heads:
                after = next((j for j in range(i, len(words)) if words[j][2] not in self.lex.connectors), None)
                known = known_at(words[after][0]) if after is not None else None
                if known and known[2] is None:
                    return i
                money = fold(words[i - 1][2]) in self.lex.money_heads and words[i][2] == self.lex.words["of"][0]
                if money and after is not None and len(words) - after > 1 and fold(words[-1][2]) in self.lex.heads:
                    return i  # "the Reef Strong Fund of the Coast Community Foundation"
        return 0

    def _leads(self, words: Words, opening: bool) -> bool:
        """Whether the first word of a run only stands before a name: an opener, a day, a title."""
        first = fold(words[0][2])
        if self._day(words[0]):
            return True
        rest = [fold(w) for _, _, w in words[1:]]
        if rest and is_title(words, self.lex) and rest[0] not in self.lex.heads:
            return True
        if rest and self._town_adjective(words):
            return True
        if opening and rest and self._noun_before(words):
            return True
        return first in (self.lex.openers if opening else self.lex.article_words)

    def _titled(self, words: Words) -> int:
        """Where the person begins behind a title that no list holds: "Harbours Secretary Eva Maas"; 0 where there is none."""
        for at in range(len(words) - 2, 1, -1):
            before = fold(words[at - 1][2])
            if before in self.lex.last_title_words and before not in self.lex.heads and words[at][2][0].isupper():
                person = fold(words[at][2]) in self.lex.given or len(words) - at == 2
                return at if person and not any(is_head(word, self.lex) for _, _, word in words[at:]) else 0
        return 0

    def _behind_fields(self, words: Words) -> int:
        """Where a person begins behind what his office is for: "Commissioner for Coastal Ties Jozef Sekera"; else 0."""
        if len(words) < 3 or not self.lex.office_for.search(self.folded[max(0, words[0][0] - 40) : words[0][0]]):
            return 0
        last = fold(words[-1][2])
        plain = last in self.lex.field_words or last.endswith(self.lex.plurals) or is_head(words[-1][2], self.lex)
        return 0 if plain or not words[-2][2][0].isupper() else len(words) - 2

    def _given_behind(self, words: Words, known_at: Known) -> int:
        """Where a person begins behind what he answers for: "Harbours and Small Enterprise Anders Holm"; 0 where none does."""
        at = len(words) - 2
        letters = at == 1 and len(words[0][2]) > 2 and sum(map(str.isupper, words[0][2])) > 2  # "in charge of the RBA Eva Maas"
        if (at < 2 and not letters) or fold(words[at][2]) not in self.lex.given or not words[at - 1][2][0].isupper():
            return 0
        before, last = fold(words[at - 1][2]), words[-1][2]
        plain = before not in self.lex.given and before not in self.lex.connectors and last[0].isupper()
        return at if plain and not is_head(last, self.lex) and not known_at(words[at][0]) and not known_at(words[-1][0]) else 0

    def _town_adjective(self, words: Words) -> bool:
        """Whether the first word of a run is the adjective of a town before a name: "het Gentse Arvalto Security"."""
        first, second = words[0][2], words[1][2]
        start = words[0][0]
        if not self.lex.articles.search(self.folded[max(0, start - 8) : start]):
            return False
        if not self.lex.adjective_endings or not first.endswith(self.lex.adjective_endings) or not second[0].isupper():
            return False
        return not any(is_head(word, self.lex) for _, _, word in words[1:]) and fold(first) not in self.lex.given

    def _noun_before(self, words: Words) -> bool:
        """Whether the capital of a sentence's first word makes it no name: "Chipmaker Arvo", "Supermarktketen Boni".

        It says what sort of body follows, or what follows is named without it elsewhere; a word that may itself belong to a
        name ("Bank Mandiri", "Club Brugge") only then.
        """
        first, rest = fold(words[0][2]), self.text[words[1][0] : words[-1][1]]
        if words[1][2] in self.lex.connectors or first in self.lex.given:
            return False
        key = words[0][2], rest
        alone = self._alone.get(key)
        if alone is None:
            behind = words[0][2] + " "
            alone = any(self.text[max(0, at - len(behind)) : at] != behind for at in self._standing(words[1:]))
            self._alone[key] = alone
        if first in self.lex.heads:
            return alone and first in self.lex.body_nouns and len(self._standing(words)) == 1
        abbreviation = words[1][2].isupper() and len(words[1][2]) > 2 and not words[0][2].isupper()
        sort = abbreviation or first in self.lex.body_nouns or any(first.endswith(noun) for noun in self.lex.long_body_nouns)
        return sort or (alone and len(words) == 2 and not self._given_too(words))

    def _given_too(self, words: Words) -> bool:
        """Whether the first of two words is a person's name rather than a noun: the pair stands where no sentence opens, or a
        title before it or behind it says so."""
        again = self._standing(words)
        end = words[-1][1]
        if again and again[-1] > end:
            return True
        if any(titled.match(self.folded, end) for titled in (self.lex.titled_after, self.lex.leader_after)):
            return True
        alone = (at for at in self._standing(words[1:]) if at != words[1][0])  # "Ms Patel", of Priti Patel
        return any(self.lex.titles.search(self.folded[max(0, at - 20) : at]) for at in alone)

    def _sign(self, word: tuple[int, int, str]) -> bool:
        """Whether a short word is a currency's sign before a figure: "Rs 200", "C$40", "RM5"; "PSV 12 million" is none."""
        figure = FIGURE.match(self.text, word[1]) if len(word[2]) <= 3 else None
        return figure is not None and (figure[0] != " " or not word[2].isupper())

    def _day(self, word: tuple[int, int, str]) -> bool:
        """Whether a word is a day or month; a short one only before a full stop or figure ("Feb. 3", but "Viña del Mar")."""
        if word[2] not in self.lex.days:
            return False
        return (
            len(word[2]) > 4
            or self.text[word[1] : word[1] + 1] == "."
            or re.match(r"\s\d", self.text[word[1] : word[1] + 2]) is not None
        )

    def _is_body(self, words: Words, known_at: Known) -> bool:
        """Whether a run that holds known names is one body's name: "National Bank of Ukraine", "Turkish Airlines"."""
        if len(words) < 2 or title_case(self.text, words[0][0], words[-1][1]):
            return False
        for start, end, _ in words:
            known = known_at(start)
            if known and known[0] <= words[0][0] and known[1] >= words[-1][1]:
                return False  # known as a whole
            if known and known[0] < words[0][0]:
                return False  # it ends a known name: "Housing for All Plan"
            if known and known[2] is not None and known[2].form in STATE_FORMS - {"capital"}:
                return False
            if known and known[2] is None and known[1] > end:
                return False
        folded = [fold(w) for _, _, w in words]
        if folded[-1].rstrip(".") in self.lex.heads and folded[-1] not in self.lex.words["government"]:
            return True
        noun = re.match(r" ([^\W\d_]+)", self.folded[words[-1][1] : words[-1][1] + 20])
        if noun and noun[1] in self.lex.body_nouns and not known_at(words[0][0]):
            return True
        if any(a in self.lex.heads and b in self.lex.connectors for a, b in pairwise(folded)):
            return True
        return self._national(words, known_at)

    def _national(self, words: Words, known_at: Known) -> bool:
        """Whether an adjective of a land begins a name: one that never stands without it, or goes on with what is no body.

        "*Swiss Solidarity*", "the *Irish Lantern* gave 5 million; ... *Irish Lantern* says"; not "the Irish Tesco".
        """
        rest = [fold(word) for _, _, word in words[1:]]
        offices = self.lex.title_words | self.lex.leader_words
        known = known_at(words[0][0])
        land = known[2].form == "adjective" if known is not None and known[2] is not None else False
        if not land or len(words[1][2]) < _LETTERS or rest[0] in self.lex.given or offices.intersection(rest):
            return False
        if any(known_at(start) for start, _, _ in words[1:]):
            return False
        whole = len(self._standing(words))
        return rest[0].endswith(self.lex.abstract) or (whole > 1 and whole == len(self._standing(words[1:])))

    def _standing(self, words: Words) -> list[int]:
        """Where these words stand as whole words, of the first places and the one here: a name that returns does so soon."""
        written = self.text[words[0][0] : words[-1][1]]
        places = self._places.get(words[0][2], [])
        at = bisect_left(places, words[0][0])
        near = [*places[:_RETURNS], *places[max(_RETURNS, at) : at + _RETURNS]]
        return [p for p in near if self.text.startswith(written, p) and not _INSIDE.match(self.text, p + len(written))]
