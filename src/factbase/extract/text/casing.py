"""Headlines in title case or capitals, whose capitals say nothing: read as a sentence would be written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from factbase import knowledge
from factbase.normalise.entities import terms

_LONGEST, _FEWEST = 200, 4
"""Characters of the longest headline; its fewest words of more than three letters, one fewer where it opens the text."""
_SHARE = 0.75
"""Of those words, how many have capitals in a line that is in title case."""
_ENOUGH = 40
"""Words in small letters of an article whose headline names nobody that it does not name as well."""
_WORD = re.compile(r"(?<![\w'’])[^\W\d_]+|(?<=\d)[^\W\d_]+")
_LONG = re.compile(r"[^\W\d_]{4,}")
_CLOSES = (".", "!", "?", '"', "”", ")")
_ALONE = re.compile(r"(?<=[a-zà-ÿ,] )([A-ZÀ-Þ][^\W\d_]+)(?! [A-ZÀ-Þ])")
_PAIR = re.compile(r"(?=\b([A-ZÀ-Þ][^\W\d_]+)[ -]([A-ZÀ-Þ][^\W\d_]+))")
_NEXT = re.compile(r" ([A-Z][^\W\d_]+)")
_OWNED = re.compile(r"(?<=\w['’])[A-Z]+\b")
_FILES = "clauses", "hedges", "nouns", "numbers", "parties", "programmes", "speech", "status", "vocabulary"
"""The files of a language whose words are no names."""


class _Known(NamedTuple):
    """What is known of the words of a language.

    Attributes:
        plain: those that are written in small letters.
        names: the known names with a capital, the longest first, by their first word in small letters.
        given: given names, in small letters.
        proper: days and months that the language writes with a capital, in small letters.
    """

    plain: frozenset[str]
    names: dict[str, tuple[str, ...]]
    given: frozenset[str]
    proper: frozenset[str]


class _Body(NamedTuple):
    """How an article writes words outside its headlines.

    Attributes:
        small: how often a word stands there in small letters.
        alone: how often one with a capital does within a sentence, beside no other.
        pairs: those with a capital that stand side by side.
        whole: those in capitals throughout, which are abbreviations.
        names: those that stand there with a capital anywhere, all of their capitals but the first taken off.
        tells: whether it is so long that who is named in a headline is named there again.
    """

    small: Counter[str]
    alone: Counter[str]
    pairs: frozenset[tuple[str, str]]
    whole: frozenset[str]
    names: frozenset[str]
    tells: bool
    known: _Known


def is_headline(line: str, fewest: int = _FEWEST) -> bool:
    """Whether a line is written in title case or capitals throughout."""
    if len(line) > _LONGEST or line.rstrip().endswith(_CLOSES):
        return False
    words = _LONG.findall(line)
    return len(words) >= fewest and sum(word[0].isupper() for word in words) >= _SHARE * len(words)


def recased(text: str, lang: str) -> str:
    """A text whose headlines have capitals only where its sentences have them, or no word is known that could be meant.

    It stays of the same length. What a word is in the rest of the article tells best (Lita et al., "tRuEcasIng", ACL 2003, from a
    corpus), then the names and words that are known.
    """
    lines = text.split("\n")
    titles = {i for i, line in enumerate(lines) if is_headline(line, _FEWEST - (i == 0))}
    if not titles or lang not in knowledge.languages():
        return text
    rest = "\n".join(line for i, line in enumerate(lines) if i not in titles)
    words = _WORD.findall(rest)
    small = Counter(filter(str.islower, words))
    body = _Body(
        small=small,
        alone=Counter(_ALONE.findall(rest)),
        pairs=frozenset(_PAIR.findall(rest)),
        whole=frozenset(word for word in words if word.isupper() and len(word) > 1),
        names=frozenset(word.capitalize() for word in words if word[0].isupper()),
        tells=small.total() >= _ENOUGH,
        known=_known(lang, knowledge.user_folders()),
    )
    return "\n".join(_sentence(line, body) if i in titles else line for i, line in enumerate(lines))


def _sentence(line: str, body: _Body) -> str:
    """A headline as a sentence: its first word keeps its capital, and so do names that are known."""
    shouted, at = line.upper() == line, 0
    parts: list[str] = []
    words = list(_WORD.finditer(line))
    paired = _paired(line, words, body)
    for k, found in enumerate(words):
        start, end = found.span()
        if start < at:
            continue
        word = found.group()
        if (name := _name(line, start, word, body)) is not None:
            end, cased = start + len(name), name
        elif k in paired:
            cased = word.capitalize() if shouted else word
        else:
            cased = word if _sign(line, found) else _cased(word, shouted, body)
            if cased.islower() and not word.islower() and (not parts or _given(line, end, cased, body)):
                cased = cased.capitalize()
        if len(cased) == end - start:
            parts += [line[at:start], cased]
            at = end
    line = "".join([*parts, line[at:]])
    return _OWNED.sub(lambda found: found.group().lower(), line) if shouted else line


def _paired(line: str, words: list[re.Match[str]], body: _Body) -> set[int]:
    """The words that stand beside another as in a name of the article."""
    found: set[int] = set()
    for k, (a, b) in enumerate(pairwise(words)):
        if line[a.end() : b.start()] in (" ", "-") and (a.group().capitalize(), b.group().capitalize()) in body.pairs:
            found |= {k, k + 1}
    return found


def _sign(line: str, found: re.Match[str]) -> bool:
    """Whether letters belong to a sign or an abbreviation: "K1.6bn", "$5M", "R$ 40", "COP28", "F-16", "U.S."."""
    start, end = found.span()
    beside = line[start - 1 : start].isdigit() or line[end : end + 1].isdigit()
    return beside or (end - start == 1 and not line[end : end + 1].isspace())


def _name(line: str, start: int, word: str, body: _Body) -> str | None:
    """The known name of several words that stands here, as its owners write it."""
    for name in body.known.names.get(word.lower(), ()):
        end = start + len(name)
        if " " in name and line[start:end].lower() == name.lower() and not line[end : end + 1].isalpha():
            return name
    return None


def _given(line: str, end: int, word: str, body: _Body) -> bool:
    """Whether a word is rather a given name: the next one is no plain word."""
    surname = _NEXT.match(line, end)
    if surname is None or word not in body.known.given:
        return False
    following = surname[1].lower()
    return not body.small[following] and following not in body.known.plain


def _cased(word: str, shouted: bool, body: _Body) -> str:
    """A word of a headline as the article would write it within a sentence."""
    if word.islower() or (word.isupper() and len(word) > 1 and (not shouted or word in body.whole)):
        return word
    small, large = word.lower(), word.capitalize()
    if word not in (small, large, word.upper()):
        return word  # "MPs"
    if body.alone[large] > body.small[small] or small in body.known.proper:
        return large
    known = large in body.known.names.get(small, ())
    if body.small[small] or (not known and (small in body.known.plain or (body.tells and large not in body.names))):
        return small
    return large if shouted else word


@lru_cache(maxsize=8)
def _known(lang: str, _folders: tuple[Path, ...]) -> _Known:
    contents = [knowledge.read(f"lang/{lang}/{name}.yaml") for name in _FILES]
    words = knowledge.read(f"lang/{lang}/names.yaml")
    contents.append(words["openers"])
    contents += [concept.get("words", {}).get(lang, []) for concept in knowledge.read("concepts.yaml")["concepts"].values()]
    names: dict[str, set[str]] = {}
    towns = knowledge.read("places.yaml").values()
    called = [term.term for term in terms() if term.lang in (None, lang)]
    for name in (*called, *_strings(list(knowledge.read("lands.yaml").values())), *(town for land in towns for town in land)):
        if name[:1].isupper() and (opening := _WORD.match(name)):
            names.setdefault(opening[0].lower(), set()).add(name)
    return _Known(
        plain=frozenset(word for phrase in _strings(contents) for word in _WORD.findall(phrase) if word.islower()),
        names={first: tuple(sorted(these, key=lambda name: (-len(name), name))) for first, these in names.items()},
        given=frozenset(word.lower() for word in _strings(knowledge.read("given_names.yaml"))),
        proper=frozenset(day.lower() for day in words["days"] if day[0].isupper()),
    )


def _strings(content: Any) -> Iterator[str]:
    """Every string in the lists of a file."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _strings(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _strings(value)
