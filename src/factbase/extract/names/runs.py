"""Capitalised words in a row: what may be a name that no list holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from factbase.extract.names.lexicon import Lexicon
from factbase.extract.text.casing import is_headline
from factbase.normalise.folding import fold

FIGURE = re.compile(r"\s?(?=\d)|[$£€¥₹]")
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;\n•|\"“”„»«]\s*[\"'“‘„(\[]*\s*$|^\s*[\"'“‘(\[-]*\s*$")
_CAPITAL = re.compile(
    r"(?<![^\W_])(?:(?<![^\W_]['’.&-])|(?<=\b[ae]l-)|(?<=\ba[a-z]-)|(?<=\bash-))"
    r"(?:[a-z](?=[A-Z])|[^\W\d_a-zß-öø-ÿ])[^\W_]*(?:['’.&-][^\W_]+)*"
)
_TICKER = re.compile(r"[A-Z\d]{2,6}\.[A-Z]{1,2}")
"""How wires name a share: "Talvo TLV.AS"."""
_ARTICLE = re.compile(r"(?<![^\W_])((?:a[a-z]|el|ul)h?-)$")
"""The Arabic article in all its spellings, as it stands before a name."""
_CAPITAL_BEHIND = re.compile(r" [^\W\d_a-zß-öø-ÿ]")
_DATELINE = re.compile(r"[A-Z][\w .,'/-]*(?:\([\w /.-]+\))?[\w .,]*\s?(?:[-–—]{1,2}|:)\s")
_DASHES = ("-", "–", "—", ":")
_GAPS = (" ", "\u00a0", "'", " '", " ’")
_OWNED = ("' ", "’ ")
_LONG = 8  # letters of a word that is no given name
_LONGEST = 60  # words; what is longer is noise, not a name
_HEADLINE = 200  # characters of the longest headline
_is_headline = lru_cache(maxsize=1024)(is_headline)
_LONGEST_LINE = 2000  # characters before a name that are looked at for the beginning of its line


@dataclass(slots=True)
class Run:
    """Capitalised words in a row: their places, and whether the first opens a sentence."""

    words: list[tuple[int, int, str]]
    opening: bool

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


def runs(text: str, lex: Lexicon) -> list[Run]:
    """Capitalised words in a row, with the connectors between them ("Bank of England", "Ursula von der Leyen")."""
    out: list[Run] = []
    row: list[tuple[int, int, str]] = []
    opening, last_end, closed = True, 0, True

    for found in _CAPITAL.finditer(text):
        start, end, word = found.start(), found.end(), found.group()
        if not (word[0].isupper() or (len(word) > 2 and word[1].isupper())) or _TICKER.fullmatch(word):
            continue
        if text[start - 1 : start] == "-" and (joined := _ARTICLE.search(text, max(0, start - 4), start)):
            start, word = joined.start(1), joined[1] + word  # "al-Maktoum"
        if word.endswith(lex.joined_to_places) and word not in lex.words["no_names"]:
            if row:
                out.append(Run(row, opening))
            row, closed = [], True  # "the Lagos-based lender"
            continue
        stem, _, joined_noun = word.rpartition("-")
        if stem and joined_noun in lex.joined_nouns and not _introduces(joined_noun, text, found.end(), lex):
            end, word = start + len(stem), stem  # "de Talvo-topman"
        cut = end < found.end()
        owner = word.endswith(("'s", "’s")) and len(word) > 3
        if owner and (word[:-2] in lex.owners) and _CAPITAL_BEHIND.match(text, end):
            owner = False  # "Karoo People's Front"
        if owner:  # "Germany's": the name ends before it
            end, word = end - 2, word[:-2]
        between = None if closed else _between(text, last_end, start, row, lex, opening)
        if (between and word in lex.days) or word in lex.honorifics:
            between = None  # "the Growth Plan on Friday", "In May Ms Maas"
        if between is None or len(row) > _LONGEST:
            if row:
                out.append(Run(row, opening))
            row, between = [], []
            opening = _SENTENCE_END.search(text, max(0, start - 6), start) is not None or _behind_dateline(text, start)
        elif text[last_end:start] in _OWNED:
            owner_at, owner_end, owners = row[-1]
            row[-1] = (owner_at, owner_end + 1, owners + text[owner_end])
        row += [*between, (start, end, word)]
        closed, last_end = owner or cut, found.end()
    if row:
        out.append(Run(row, opening))
    return out


def _introduces(noun: str, text: str, end: int, lex: Lexicon) -> bool:
    """Whether a name follows a person's title: what that is joined to is none of his names ("Talvo-topman Eva Maas")."""
    return noun in lex.last_title_words and _CAPITAL_BEHIND.match(text, end) is not None


def _behind_dateline(text: str, start: int) -> bool:
    """Whether a word is the first behind "OSLO - " or "LAGOS (NAN) -- "."""
    if text[start - 1 : start] != " " or text[start - 2 : start - 1] not in _DASHES:
        return False
    line = text.rfind("\n", max(0, start - 60), start) + 1
    return start - line < 60 and _DATELINE.fullmatch(text, line, start) is not None


def _between(
    text: str, start: int, end: int, row: list[tuple[int, int, str]], lex: Lexicon, opening: bool
) -> list[tuple[int, int, str]] | None:
    """The connectors between two capitalised words of one name, None where another name begins."""
    gap, last = text[start:end], row[-1][2]
    if gap in _OWNED and last in lex.owners:
        return []  # "the Farmers' Pension Scheme"
    if gap in _GAPS or (gap == ". " and last[0].isupper() and (len(last) == 1 or (len(last) == 2 and last[1].islower()))):
        return []
    if len(gap) > 24 or gap[:1] not in (" ", "\u00a0") or gap[-1:] not in (" ", "\u00a0", "'", "’"):
        return None
    words = [(start + m.start(), start + m.end(), m.group()) for m in WORD.finditer(gap)]
    plain = len(words) <= 3 and all(word in lex.connectors for _, _, word in words)
    if not plain or re.search(r"[^\w\s'’]", gap):
        return None
    if words and words[0][2] in lex.article_words and fold(last) in lex.alone:
        return None  # "dat de Commissie de vissers geld geeft"
    if opening and len(row) == 1 and words and words[0][2] in lex.of_people and _people(last, lex):
        return None  # "Bewoners van Harlingen"
    goes_on = not words or words[0][2] not in lex.linking or _may_go_on([w for _, _, w in row], words[0][2], lex, opening)
    return words if goes_on else None


def _people(word: str, lex: Lexicon) -> bool:
    """Whether a word is rather the plural of a noun than a given name."""
    folded = fold(word)
    plural = word.endswith(lex.plurals) and (len(word) >= _LONG or word.endswith(lex.plurals[-1]))
    return plural and len(word) > 4 and folded not in lex.given and folded not in lex.bands and not is_head(word, lex)


def _may_go_on(row: list[str], link: str, lex: Lexicon, opening: bool) -> bool:
    """Whether a name goes on behind a preposition: "Fund for Ukraine", "Friends of the Earth", not "Ana Ruiz of Oxfam".

    One that begins with what it is, or with one word (in the plural, unless the word is "of"), does; where that word opens a
    sentence ("Residents of Harlow"), only one of those that bands call themselves by.
    """
    if any(is_head(word, lex) for word in row):
        return True
    if opening and len(row) == 1 and row[0].endswith(lex.plurals) and fold(row[0]) not in lex.bands:
        return False
    return len(row) == 1 and (link in lex.of_words or row[0].endswith(lex.plurals))


def is_head(word: str, lex: Lexicon) -> bool:
    """Whether a word says what sort of body or place a name is of: "Bank", "Valley", "Kustraad"."""
    folded = fold(word).rstrip(".")
    return folded in lex.heads or folded in lex.places or folded.endswith(lex.long_heads)


def title_case(text: str, start: int, end: int) -> bool:
    """Whether the line around is written in title case or capitals throughout, so that capitals say nothing."""
    left = max(start - _LONGEST_LINE, text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1, 0)
    right = text.find("\n", end, left + _HEADLINE)
    if right < 0 and len(text) > left + _HEADLINE:
        return False  # a paragraph
    return _is_headline(text[left : right if right >= 0 else len(text)])


def is_body_like(words: list[tuple[int, int, str]], lex: Lexicon) -> bool:
    """Whether a name ends in what sort of body it is of, or has a number in it: no person's does."""
    folded = [fold(w).rstrip(".") for _, _, w in words]
    return folded[-1] in lex.heads or any(any(c.isdigit() for c in w) for w in folded)


def is_title(words: list[tuple[int, int, str]], lex: Lexicon) -> bool:
    """Whether a run begins with a title: "Chief Executive Eva Maas", "Unie-voorzitter Eva Maas"; not "Financial Times"."""
    first = fold(words[0][2])
    if first in lex.heads:
        return False
    stem, _, last = first.rstrip(".").rpartition("-")
    if last in lex.last_title_words or (stem and last in lex.leader_words):
        return True
    if first.endswith(lex.long_titles) and first not in lex.given:
        return True  # "Cultuurwethouder Eva Maas"
    phrase = first
    for _, _, word in words[1:-1]:
        phrase += " " + fold(word)
        if phrase in lex.title_phrases:
            return True
    return False
