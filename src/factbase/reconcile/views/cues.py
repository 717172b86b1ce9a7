"""Words around an amount that say which part is meant, that it changed, or that it grows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from factbase import knowledge
from factbase.model import Claim
from factbase.reconcile.views.words import TEXTS, known_language, language

FEARED = ("outlook", "feared")
"""What a count may yet come to."""
FORMER = ("statement", "former")
"""What was stated before."""
REFUSED = ("answer", "refused")
"""What was offered or asked for, and turned down."""
EXTRA = ("extent", "extra")
NOT_RUNNING = frozenset({EXTRA, ("extent", "yearly")})
"""Scopes of what comes on top of a running total, or by the year, and is not that total at a later time."""


@lru_cache(maxsize=8)
def _change_of(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words between an amount and what it was or became; and those before the first and before the second of two."""
    words = language(lang).get("became", {})
    between, first, second = ("|".join(re.escape(w) for w in words.get(key, ())) or r"(?!)" for key in ("between", "from", "to"))
    return (
        re.compile(rf"\b(?:{between})\b(?:\W+\w+){{0,4}}\W*$", re.I),
        re.compile(rf"\b(?:{first})\b(?:\W+\w+)?\W*$", re.I),
        re.compile(rf"^\W*(?:\w+\W+){{0,3}}(?:{second})\b(?:\W+\w+){{0,2}}\W*$", re.I),
    )


@lru_cache(maxsize=8)
def _reckoning(lang: str) -> re.Pattern[str]:
    known = knowledge.read(f"lang/{known_language(lang)}/dates.yaml").get("conversions", ())
    words = (*known, *language(lang).get("worth", ()))
    return re.compile(rf"^\W*(?:\w+,\s*)?(?:{'|'.join(map(re.escape, words)) or r'(?!)'})\b", re.I)


def reckons(between: str, lang: str) -> bool:
    """Whether the words between two sums say that the second is the worth of the first: 10 million crowns, *or* 1 million.

    The end of a verb may come first: "trekt 10 miljoen kronen uit, *omgerekend* 1 miljoen".
    """
    return bool(_reckoning(lang).search(between))


ANSWERED = 90
"""The characters behind an amount in which its sentence says that it was another before."""
BETWEEN = 60
"""The most characters between an amount and what it was before."""


def changed(a: Claim, b: Claim) -> bool:
    """Whether the sentence of two amounts says that the one became, or had been, the other: from X to Y, X against Y before."""
    first, last = sorted((a, b), key=lambda c: c.start)
    text = first.sentence or ""
    at = text.find(first.quote)
    to = text.find(last.quote, at + len(first.quote))
    if at < 0 or to < 0 or to - at - len(first.quote) > BETWEEN:
        return False
    inner, before = text[at + len(first.quote) : to], text[max(0, at - 25) : at]
    between, opens, closes = _change_of(a.lang or "en")
    return bool(between.search(inner)) or bool(opens.search(before) and closes.search(inner))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words, to be found in lower case: a pattern that does not mind the case takes five times as long."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b")


@lru_cache(maxsize=8)
def _scope_words(lang: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    groups = language(lang).get("scopes", {})
    return tuple((_scope(words, lang), group, member) for group, members in groups.items() for member, words in members.items())


@lru_cache(maxsize=8)
def _any_scope(lang: str) -> re.Pattern[str]:
    """Any word of scope: few texts hold one, and only those are searched for which."""
    groups = language(lang).get("scopes", {})
    return _scope((word for members in groups.values() for words in members.values() for word in words), lang)


def _scope(words: Iterable[str], lang: str) -> re.Pattern[str]:
    """Any of some words of scope, but where they say when: the *previous* loan is another one, the *previous* week is a time."""
    times = "|".join(sorted(map(re.escape, _time_nouns(lang))))
    return re.compile(rf"{_any_of(words).pattern}(?!\s+(?:{times or '(?!)'})\b)")


def _time_nouns(lang: str) -> set[str]:
    """What names a span of time or a day of the week or the year."""
    known = knowledge.read(f"lang/{known_language(lang)}/dates.yaml")
    groups = (known.get(key, {}) for key in ("units", "weekdays", "months", "seasons"))
    return {word.lower() for group in groups for words in group.values() for word in words} | set(known.get("dayparts", ()))


@lru_cache(maxsize=TEXTS)
def scopes(text: str, lang: str) -> frozenset[tuple[str, str]]:
    """The words of scope in a text, as (group, member): ("valuation", "book_value")."""
    low = text.lower()
    if not _any_scope(lang).search(low):
        return frozenset()
    return frozenset((group, member) for pattern, group, member in _scope_words(lang) if pattern.search(low))


_FIGURE = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d.,]*(?<=\d)")
"""Figures but for years, each of which has words of its own around it."""


@lru_cache(maxsize=8)
def _joins(lang: str) -> re.Pattern[str]:
    """What the words of one figure end with and those of the next begin with."""
    words = "|".join(map(re.escape, language(lang).get("joins", ())))
    return re.compile(rf"[,;:()–—]|\b(?:{words or '(?!)'})\b", re.I)


@lru_cache(maxsize=8)
def _base(lang: str) -> re.Pattern[str]:
    """Words before an amount that another comes on top of."""
    words = "|".join(map(re.escape, language(lang).get("base", ())))
    return re.compile(rf"\b(?:{words or '(?!)'})\b(?:\W+\w+){{0,2}}\W*$", re.I)


def own_words(text: str, quote: str, lang: str) -> str:
    """The words around an amount that are its own: not those of the figures before and after it.

    "150 million, and *another* 100 million": what is added is the second.
    """
    at = text.find(quote)
    if at < 0:
        return ""
    end = at + len(quote)
    before, after = text[max(0, at - NEAR) : at], text[end : end + NEAR]
    *_, last = (None, *_FIGURE.finditer(before))
    if last is not None:
        join = _joins(lang).search(before, last.end())
        before = before[join.end() if join else last.end() :]
    if (first := _FIGURE.search(after)) is not None:
        *_, join = (None, *_joins(lang).finditer(after, 0, first.start()))
        after = after[: join.start() if join else first.start()]
    return f"{before}{quote}{after}"


def scopes_of(words: str, quote: str, lang: str) -> frozenset[tuple[str, str]]:
    """The words of scope among those of an amount. On top of what something comes is not itself added."""
    found = scopes(words, lang)
    on_top = EXTRA in found and _base(lang).search(words[: words.find(quote)])
    return found - {EXTRA} if on_top else found


@lru_cache(maxsize=8)
def _change_words(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, _any_of(words)) for kind, words in language(lang).get("changes", {}).items())


def changes(text: str, lang: str) -> frozenset[str]:
    """How a text says that a figure answers an earlier one: `corrected`, `revised`."""
    low = text.lower()
    return frozenset(kind for kind, pattern in _change_words(lang) if pattern.search(low))


NEAR = 60
"""How far, in characters, the words reach that tell of an amount."""


def around(text: str, quote: str) -> str:
    """The words around an amount in which its sentence may say that it was another before."""
    at = text.find(quote)
    return text[max(0, at - NEAR) : at + len(quote) + ANSWERED] if at >= 0 else ""


@lru_cache(maxsize=8)
def _changing(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Before an amount, a verb of change and what it leads to; and what leads there before an amount with the verb behind it."""
    words = language(lang).get("changed", {})
    verbs, to = ("|".join(map(re.escape, words.get(key, ()))) or r"(?!)" for key in ("verbs", "to"))
    leads = rf"\b(?:{to})\b\W*(?:[^\W\d]+\W+){{0,2}}"
    contrast = "|".join(map(re.escape, language(lang).get("contrasts", ()))) or r"(?!)"
    return (
        re.compile(rf"\b(?:{verbs})\b[^;]{{0,{ANSWERED}}}?{leads}(?:\d(?:(?!\b(?:{contrast})\b)[^;]){{0,{ANSWERED}}})?$", re.I),
        re.compile(rf"{leads}$", re.I),
        re.compile(rf"^\W*(?:\w+\W+){{0,3}}?(?:{verbs})\b", re.I),
    )


def reached(sentence: str, quote: str, lang: str) -> bool:
    """Whether a sentence says that something rose or fell to the amount, was raised or cut to it: raises its bid *to* 740 pence.

    What stands behind the amount that was led to is of the same change: to 740 pence a share, 5 billion pounds in all. But for
    what is set against it: Korea went up to 740 million, *while* Britain gives 5 billion.
    """
    at = sentence.find(quote)
    if at < 0:
        return False
    before, after = sentence[max(0, at - 2 * ANSWERED) : at], sentence[at + len(quote) : at + len(quote) + BETWEEN]
    verb, leads, behind = _changing(lang)
    return bool(verb.search(before)) or bool(leads.search(before) and behind.search(after))


@lru_cache(maxsize=8)
def _growing(lang: str) -> re.Pattern[str]:
    return _any_of(language(lang).get("growing", ()))


@lru_cache(maxsize=TEXTS)
def grown(text: str, lang: str) -> bool:
    """Whether a text says that something adds up as time goes by."""
    return bool(_growing(lang).search(text.lower()))
