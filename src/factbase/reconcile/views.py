"""A claim made ready for comparison: names folded, words stemmed, time placed, once for all its comparisons."""

from __future__ import annotations

import datetime as dt
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from factbase import edtf, knowledge
from factbase.model import Claim, Hedge, Interval, Kind, Status, Step

_WORD = re.compile(r"[^\W\d_]+(?:-\d+)?")
STEM = 5
"""Words are cut to five letters: truncation does nearly as well as a stemmer in European languages, needs no language, and
lets cognates meet (*militair*, *military*). McNamee & Mayfield, Character N-Gram Tokenization for European Language Text
Retrieval, 2004."""


NOT_RUNNING = frozenset({("extent", "extra"), ("extent", "yearly")})
"""Scopes of what comes on top of a running total, or by the year, and is not that total at a later time."""

TEXTS = 8192
"""How many texts are remembered with what was found in them: those of one sentence or one series follow each other closely."""

Stated = tuple[str, str, Decimal]
"""An amount as its article gives it: dimension, unit of money, number."""

Span = tuple[float, float]
"""An interval as two numbers, infinite where open: for comparing fast; verdicts are judged on exact decimals."""


GIVEN = {
    slot: 1 << n
    for n, slot in enumerate(
        (
            "payer",
            "payee",
            "programme",
            "speaker",
            "published",
            "about",
            "places",
            "words",
            "topics",
            "names",
            "scopes",
            "story",
            "company",
        )
    )
}
"""One bit for each slot that a claim may leave open; so are TIME, COUNTED and CONCEPT."""
_BITS = tuple(GIVEN.values())
TIME, COUNTED, CONCEPT = 1 << 13, 1 << 14, 1 << 15


@dataclass(frozen=True, slots=True)
class When:
    """The time a claim holds for.

    Attributes:
        start, end: first and last day, None where unknown.
        stated: whether the text gives it; otherwise it holds at publication.
        period: a year, month or the like that the amount is for, rather than a moment it is true at.
        cumulative: runs from a start until `end`.
    """

    start: dt.date | None
    end: dt.date | None
    stated: bool
    period: bool
    cumulative: bool


@dataclass(frozen=True, slots=True)
class View:
    """One claim with what comparisons need. Built by `view`; `given` has a bit for each slot that it states."""

    claim: Claim
    dimension: str
    payer: frozenset[str]
    payee: frozenset[str]
    programme: str
    speaker: str
    when: When
    published: dt.date | None
    published_from: dt.date | None
    measure: frozenset[str]
    labelled: bool
    about: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    topics: frozenset[str]
    names: frozenset[str]
    opening: frozenset[str]
    scopes: frozenset[tuple[str, str]]
    story: frozenset[str]
    company: frozenset[Stated]
    heading: bool
    stray: bool
    doubted: frozenset[str]
    apart: frozenset[str]
    running: bool
    added: bool
    changes: frozenset[str]
    digits: str
    own: Span
    base: Span | None
    amount: float
    base_amount: float
    base_unit: str
    given: int

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


NOBODY: frozenset[Stated] = frozenset()


def view(claim: Claim, apart: frozenset[str] = frozenset(), company: frozenset[Stated] = NOBODY) -> View:
    """The claim made ready for comparison.

    Args:
        apart: names, folded, that a person told from the claim's own.
        company: the telling amounts of its article (`companies`), where they are known.
    """
    lang = claim.lang or "en"
    text = claim.sentence or ""
    label = _label(claim.concept)
    labelled = bool(label) and (claim.measure == label or claim.measure.startswith(f"{label},"))
    copied = claim.concept is None and claim.measure in text  # words of the sentence, which is compared by itself
    words = "" if copied else claim.measure[len(label) :] if labelled else claim.measure
    measure = meanings(words, lang) | meanings(words, "en")
    near, published = _near(claim), _published(claim)
    running = _runs(claim, near)
    moment = _when(claim, published, running)
    said = scopes(near, lang)
    own = _span(claim.interval)
    slots: dict[str, Any] = {
        "payer": _folded(claim.payer),
        "payee": _folded(claim.payee),
        "programme": fold(claim.programme or ""),
        "speaker": fold(claim.speaker or ""),
        "published": published,
        "about": _same(
            countries(claim.measure) | (names(claim.measure, first=not text.startswith(claim.measure)) - _capitals(claim))
        ),
        "places": countries(text),
        "words": meanings(text, lang) - _fillers(lang),
        "topics": topics(text, lang),
        "names": names(text),
        "scopes": _same(scopes(claim.measure, "en") | scopes(claim.measure, lang) | said),
        "story": _folded(claim.story) if text else frozenset(),
        "company": company,
    }
    stated = moment.stated * TIME + (claim.kind is Kind.COUNT) * COUNTED + bool(claim.concept) * CONCEPT
    return View(
        claim=claim,
        dimension=dimension(claim),
        **slots,
        when=moment,
        published_from=edtf.parse(claim.published).earliest if claim.published else None,
        measure=_same(measure),
        labelled=labelled,
        heading=_heading(claim) and _alone(claim, company),
        stray=_stray(claim, slots["places"], company),
        doubted=_doubted(claim.steps),
        opening=_same(names(text, first=True) - slots["names"] - stopwords(lang)),
        apart=apart,
        running=running or (claim.status is Status.DELIVERED and not moment.period),
        added=not said.isdisjoint(NOT_RUNNING),
        changes=changes(near, lang),
        digits=digits(claim.amount),
        own=own,
        base=_span(claim.conversion.interval, own) if claim.conversion else None,
        amount=float(claim.amount),
        base_amount=float(claim.conversion.amount) if claim.conversion else 0.0,
        base_unit=claim.conversion.unit if claim.conversion else "",
        given=stated + sum(bit for bit, value in zip(_BITS, slots.values(), strict=True) if value),
    )


def stated(claim: Claim) -> Stated:
    """The amount as its article gives it, to be looked for in another article."""
    return dimension(claim), claim.unit if claim.kind is Kind.MONEY else "", claim.amount


COMMON = 20
"""Whole numbers below this are met in any article."""


def telling(claim: Claim) -> bool:
    """Whether two articles that give the amount are likely to mean one thing by it; rows of tables tell nothing of each other."""
    return claim.subject is None and (abs(claim.amount) >= COMMON or claim.amount % 1 != 0)


SURE = 1.5
"""Bits in favour of a party from which it is taken to be read rightly: below, about half of them are not."""


@lru_cache(maxsize=TEXTS)
def _doubted(steps: tuple[Step, ...]) -> frozenset[str]:
    """The party slots that were filled on little evidence, as the last step of each says."""
    last = {step.slot: step.weight for step in steps if step.slot in ("payer", "payee")}
    return frozenset(slot for slot, weight in last.items() if weight is not None and weight < SURE)


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


HEADLINE = 20
"""Where, in characters, the sentence of a headline starts at the latest."""
NEARBY = Decimal("0.06")
"""What a headline rounds a figure of its text by at most."""


def _heading(claim: Claim) -> bool:
    """Whether the claim stands in the heading of its article: at the top, in words that no full stop closes."""
    return claim.context is not None and claim.context[0] <= HEADLINE and not (claim.sentence or ".").endswith((".", "!", "?"))


def _alone(claim: Claim, company: frozenset[Stated]) -> bool:
    """Whether the text below a heading gives other amounts of its kind and money, and none that the heading may have rounded."""
    what, unit, amount = stated(claim)
    others = [n for w, u, n in company if w == what and u == unit]
    return bool(others) and all(abs(n - amount) > abs(amount) * NEARBY for n in others)


def _stray(claim: Claim, places: frozenset[str], company: frozenset[Stated]) -> bool:
    """Whether a sum is in money of a land that its article does not speak of, and the article's other sums are in other money."""
    if claim.kind is not Kind.MONEY or claim.unit in _world_money():
        return False
    own = stated(claim)
    units = {unit for _, unit, _ in company - {own}} - {""}
    lands = tender(claim.unit)
    return bool(units) and claim.unit not in units and lands.isdisjoint((*claim.story, *places, *claim.payer, *claim.payee))


@lru_cache(maxsize=1)
def _world_money() -> frozenset[str]:
    """Currencies that sums anywhere are given in."""
    return frozenset(knowledge.read("series.yaml")["world_money"])


@lru_cache(maxsize=512)
def tender(unit: str) -> frozenset[str]:
    """The states in which a currency is legal tender."""
    return frozenset((knowledge.read("currencies.yaml").get(unit) or {}).get("countries", ()))


def companies(claims: Iterable[Claim]) -> dict[str, frozenset[Stated]]:
    """The telling amounts of each article's text, without its heading, by its name."""
    found: dict[str, set[Stated]] = defaultdict(set)
    for claim in claims:
        if telling(claim) and not _heading(claim):
            found[claim.doc].add(stated(claim))
    return {doc: frozenset(amounts) for doc, amounts in found.items()}


def _span(interval: Interval, like: Span | None = None) -> Span:
    """The interval as numbers; the very object `like` where it says the same, as a million of them take room."""
    low, high = interval.low, interval.high
    found = (-math.inf if low is None else float(low), math.inf if high is None else float(high))
    return like if found == like else found


@lru_cache(maxsize=100_000)
def _same(words: frozenset[Any]) -> frozenset[Any]:
    """One object for sets that say the same: claims of one thing mostly do, and a set takes ten times the room of its name."""
    return words


@lru_cache(maxsize=100_000)
def _folded(parties: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, parties))


def spans(a: View, b: View) -> tuple[Span, Span, float, float] | None:
    """Both claims' spans and amounts in one unit, or None where no rate is known."""
    if a.claim.kind is not Kind.MONEY or a.claim.unit == b.claim.unit:
        return a.own, b.own, a.amount, b.amount
    if a.base is None or b.base is None or a.base_unit != b.base_unit:
        return None
    return a.base, b.base, a.base_amount, b.base_amount


def touch(a: Span, b: Span) -> bool:
    """As `meets`, for spans."""
    low, high = max(a[0], b[0]), min(a[1], b[1])
    return low < high or (low == high and (a[0] == a[1] or b[0] == b[1]))


def dimension(claim: Claim) -> str:
    """What can be compared at all: money in any currency, percentages, counts, and every other unit by itself."""
    base = claim.kind.value if claim.kind in (Kind.MONEY, Kind.COUNT, Kind.PERCENT) else f"{claim.kind.value} {claim.unit}"
    return f"{base} per {claim.per}" if claim.per else base


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """A name without case, accents, articles and signs, so that spellings of one name meet."""
    if len(name) == 2 and name.isupper():
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    return " ".join(word for word in re.findall(r"[^\W_]+", plain) if word not in _articles())


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    """The articles that names are written with or without, of every language."""
    return frozenset(word for lang in knowledge.languages() for word in language(lang).get("articles", ()))


@lru_cache(maxsize=8)
def stopwords(lang: str) -> frozenset[str]:
    """Words of a language that say nothing by themselves."""
    return frozenset(language(lang).get("stopwords", ()))


@lru_cache(maxsize=8)
def people(lang: str) -> frozenset[str]:
    """Nouns of a language that count people, alive or dead."""
    return frozenset(language(lang).get("people", ()))


@lru_cache(maxsize=8)
def animals(lang: str) -> frozenset[str]:
    """Nouns of a language that count animals."""
    return frozenset(language(lang).get("animals", ()))


@lru_cache(maxsize=8)
def language(lang: str) -> dict[str, Any]:
    """What the reconciler knows of a language; English where it knows nothing."""
    found: dict[str, Any] = knowledge.read(f"lang/{_known(lang)}/reconcile.yaml")
    return found


@lru_cache(maxsize=64)
def _known(lang: str) -> str:
    """The language, or English where there is no folder of it."""
    return lang if lang in knowledge.languages() else "en"


@lru_cache(maxsize=TEXTS)
def meanings(text: str, lang: str) -> frozenset[str]:
    """What the telling words of a text mean, where the vocabulary knows them, and the others folded and cut to five letters."""
    return frozenset().union(*(_meaning(word, lang) for word in _WORD.findall(text)))


@lru_cache(maxsize=200_000)
def _meaning(word: str, lang: str) -> frozenset[str]:
    """The meanings of one word; none for a word that tells nothing, those of its parts for a compound."""
    low = word.lower()
    if found := _vocabulary(lang).get(low):
        return found
    if len(word) < 3 or low in stopwords(lang):
        return frozenset()
    return _parts_mean(low, lang) or frozenset({_cut(word)})


PART = 4
"""The fewest letters of a part of a compound."""


def _parts_mean(word: str, lang: str) -> frozenset[str]:
    """The meanings of the parts of a compound, where the language writes them as one word: *woning* and *bouw*."""
    known = _vocabulary(lang)
    if not language(lang).get("compounds"):
        return frozenset()
    cuts = range(PART, len(word) - PART + 1)
    firsts = (known.get(word[:at]) or known.get(word[:at].removesuffix("s")) for at in cuts)
    return frozenset().union(*(found for found in (*firsts, *(known.get(word[at:]) for at in cuts)) if found))


@lru_cache(maxsize=8)
def _fillers(lang: str) -> frozenset[str]:
    """What the words mean that tell nothing in a sentence."""
    known = _vocabulary(lang)
    return frozenset(_cut(word) for word in map(str, language(lang).get("fillers", ())) if len(word) > 2 and word not in known)


@lru_cache(maxsize=8)
def _vocabulary(lang: str) -> dict[str, frozenset[str]]:
    """The words of a language with what they mean, as keys that all languages share."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, words in knowledge.read(f"lang/{_known(lang)}/vocabulary.yaml").items():
        for word in words:
            found[str(word).lower()].add(f"={key}")
    return {word: frozenset(keys) for word, keys in found.items()}


@lru_cache(maxsize=200_000)
def _cut(word: str) -> str:
    return sys.intern(fold(word)[:STEM])


@lru_cache(maxsize=1)
def concepts() -> dict[str, Any]:
    """The concept file's entries by key."""
    found: dict[str, Any] = knowledge.read("concepts.yaml")["concepts"]
    return found


@lru_cache(maxsize=1)
def growing_concepts() -> frozenset[str]:
    """Concepts of things that only add up as time goes by."""
    return frozenset(knowledge.read("series.yaml")["growing"])


@lru_cache(maxsize=1)
def shifting_concepts() -> frozenset[str]:
    """Concepts of which a later number may well be lower."""
    return frozenset(knowledge.read("series.yaml")["shifting"])


@lru_cache(maxsize=1)
def vague_concepts() -> frozenset[str]:
    """Concepts that say how money moves and not what for."""
    return frozenset(knowledge.read("series.yaml")["vague"])


@lru_cache(maxsize=4096)
def _label(key: str | None) -> str:
    """The label that the extractor writes a measure with, before what narrows it."""
    return str(concepts().get(key, {}).get("label", {}).get("en", "")) if key else ""


@lru_cache(maxsize=8)
def _topic_words(lang: str) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Single concept words of a language, stems (`militar*`) and ends of compounds (`*schade`), each with their concepts."""
    tables: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    for key, entry in concepts().items():
        for word in (entry.get("words") or {}).get(lang, ()):
            bare = str(word).lower().strip("*")
            if " " not in bare:
                kind = 1 if str(word).endswith("*") else 2 if str(word).startswith("*") else 0
                tables[kind].setdefault(bare, set()).add(key)
    exact, starts, ends = ({word: frozenset(keys) for word, keys in table.items()} for table in tables)
    return exact, starts, ends


@lru_cache(maxsize=100_000)
def _topics_of(word: str, lang: str) -> frozenset[str]:
    exact, starts, ends = _topic_words(lang)
    found = set(exact.get(word, ()))
    for cut in range(3, len(word) + 1):
        found |= starts.get(word[:cut], frozenset())
        found |= ends.get(word[-cut:], frozenset())
    return frozenset(found)


@lru_cache(maxsize=TEXTS)
def topics(text: str, lang: str) -> frozenset[str]:
    """The concepts that the words of a text speak of, which two languages share."""
    known = _known(lang)
    return _same(frozenset().union(*(_topics_of(word.lower(), known) for word in _WORD.findall(text))))


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, str]:
    """Names, adjectives and peoples of states in every language, folded, to their codes."""
    found: dict[str, str] = {}
    for code, languages in knowledge.read("countries.yaml").items():
        for forms in languages.values():
            for role in ("name", "adjective", "people"):
                for form in forms.get(role, ()):
                    found.setdefault(fold(form), code)
    return found


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset({*map(str, knowledge.read("countries.yaml")), "EU"})


def is_state(party: str) -> bool:
    """Whether a party is a state or the European Union, and not a company of two letters."""
    return len(party) == 2 and party in _states()


@lru_cache(maxsize=100_000)
def only_states(parties: frozenset[str]) -> bool:
    """Whether all of the parties are states."""
    return all(map(is_state, parties))


@lru_cache(maxsize=1)
def _seats() -> dict[str, frozenset[str]]:
    """The capitals of each state, cut like names: writers say Kyiv for Ukraine."""
    return {
        code: frozenset(
            fold(word)[:STEM] for forms in languages.values() for form in forms.get("capital", ()) for word in form.split()
        )
        for code, languages in knowledge.read("countries.yaml").items()
    }


def _capitals(claim: Claim) -> frozenset[str]:
    """The capitals of the claim's parties, which say no more than the parties do."""
    return frozenset(word for party in (*claim.payer, *claim.payee) for word in _seats().get(party, ()))


@lru_cache(maxsize=TEXTS)
def _spans(text: str) -> tuple[tuple[str | None, str], ...]:
    """The capitalised words of a text in order, each with the state it names; a name of several words comes whole."""
    known, words, at, found = _gazetteer(), _WORD.findall(text), 0, []
    while at < len(words):
        size = 1
        if words[at][0].isupper():
            for size in (3, 2, 1):
                code = known.get(fold(" ".join(words[at : at + size])))
                if code or size == 1:
                    found.append((code, words[at]))
                    break
        at += size
    return tuple(found)


def countries(text: str) -> frozenset[str]:
    """The states that a text names, by name, adjective or people."""
    return _same(frozenset(code for code, _ in _spans(text) if code))


def names(text: str, first: bool = False) -> frozenset[str]:
    """Words with a capital that name no state, cut like others; the word that opens the text only where `first` says so."""
    return _same(
        frozenset(
            _cut(word) for code, word in _spans(text) if not code and len(word) > 1 and (first or not text.startswith(word))
        )
    )


@lru_cache(maxsize=8)
def _scope_words(lang: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    groups = language(lang).get("scopes", {})
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I), group, member)
        for group, members in groups.items()
        for member, words in members.items()
    )


@lru_cache(maxsize=8)
def _any_scope(lang: str) -> re.Pattern[str]:
    """Any word of scope: few texts hold one, and only those are searched for which."""
    return re.compile("|".join(pattern.pattern for pattern, _, _ in _scope_words(lang)) or r"(?!)", re.I)


@lru_cache(maxsize=TEXTS)
def scopes(text: str, lang: str) -> frozenset[tuple[str, str]]:
    """The words of scope in a text, as (group, member): ("valuation", "book_value")."""
    if not text or not _any_scope(lang).search(text):
        return frozenset()
    return frozenset((group, member) for pattern, group, member in _scope_words(lang) if pattern.search(text))


@lru_cache(maxsize=8)
def _change_words(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups = language(lang).get("changes", {})
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)) for kind, words in groups.items())


@lru_cache(maxsize=50_000)
def changes(text: str, lang: str) -> frozenset[str]:
    """How a text says that a figure answers an earlier one: `corrected`, `revised`."""
    return frozenset(kind for kind, pattern in _change_words(lang) if pattern.search(text))


def _near(claim: Claim) -> str:
    """The words just around the amount."""
    text = claim.sentence or ""
    at = text.find(claim.quote)
    return text[max(0, at - 60) : at + len(claim.quote) + 60] if at >= 0 else ""


@lru_cache(maxsize=8)
def _growing(lang: str) -> re.Pattern[str]:
    words = language(lang).get("growing", ())
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)


def runs(claim: Claim) -> bool:
    """Whether the words give a running total: what was delivered, raised or lost so far."""
    return _runs(claim, _near(claim))


def _runs(claim: Claim, near: str) -> bool:
    planned = claim.status in (Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED)
    if claim.date is not None and (edtf.parse(claim.date).interval or len(claim.date) == 4):
        return bool(edtf.parse(claim.date).interval) and not _plan(claim)
    if claim.concept in growing_concepts() and not planned:
        return True
    lang = claim.lang or "en"
    return _grown(claim.measure, "en") or (lang != "en" and _grown(claim.measure, lang)) or _grown(near, lang)


@lru_cache(maxsize=TEXTS)
def _grown(text: str, lang: str) -> bool:
    return bool(_growing(lang).search(text))


def digits(amount: Decimal) -> str:
    """The significant digits of an amount: 8700000000 gives "87"."""
    _, figures, _ = amount.normalize().as_tuple()
    return "".join(map(str, figures)).strip("0") or "0"


def _published(claim: Claim) -> dt.date | None:
    return edtf.parse(claim.published).latest if claim.published else None


def _plan(claim: Claim) -> bool:
    """Whether the money is set for a run of whole years, and not counted from a day until another."""
    if claim.date is None or claim.status not in (Status.PLEDGED, Status.BUDGETED, Status.COMMITTED, Status.REQUESTED):
        return False
    date = edtf.parse(claim.date)
    return len(date.end) == 4 and len(date.start) in (0, 2, 4)


def when(claim: Claim) -> When:
    """The time a claim holds for: as stated, else at publication."""
    return _when(claim, _published(claim), runs(claim))


def _when(claim: Claim, published: dt.date | None, running: bool) -> When:
    if claim.date is None:
        return _moment(published, published, False, False, False)
    date = edtf.parse(claim.date)
    if date.interval:
        plan = _plan(claim)
        return _moment(date.earliest, date.latest or published, True, plan, not plan)
    moment = date.earliest == date.latest or (len(claim.date) > 4 and running)
    return _moment(date.earliest, date.latest, True, not moment, False)


@lru_cache(maxsize=65536)
def _moment(start: dt.date | None, end: dt.date | None, stated: bool, period: bool, cumulative: bool) -> When:
    """One object for all claims of one time."""
    return When(start, end, stated, period, cumulative)


def common(a: Claim, b: Claim) -> tuple[Interval, Interval, Decimal, Decimal, str] | None:
    """Both claims' intervals and amounts in one unit, or None where no rate is known: their own unit where it is the same."""
    if a.kind is not Kind.MONEY or a.unit == b.unit:
        return a.interval, b.interval, a.amount, b.amount, a.unit
    x, y = a.conversion, b.conversion
    if x is None or y is None or x.unit != y.unit:
        return None
    return x.interval, y.interval, x.amount, y.amount, x.unit


def meets(a: Interval, b: Interval) -> bool:
    """Whether more than the outermost point is allowed by both: 345 rounds to 340 or to 350, and the two are not one figure."""
    shared = a.meet(b)
    if shared is None:
        return False
    return shared.low is None or shared.low != shared.high or a.low == a.high or b.low == b.high


def same_figures(a: Claim, b: Claim) -> bool:
    """Whether two sums in two currencies carry the same number although a converted one would not.

    More than so many dollars may be as many of a dearer currency; the same hedge on both sides is a repetition.
    """
    if a.kind is not Kind.MONEY or a.unit == b.unit or a.amount != b.amount or not a.amount or a.amount_high != b.amount_high:
        return False
    x, y = a.conversion, b.conversion
    if x is None or y is None or abs(x.amount - y.amount) <= abs(max(x.amount, y.amount)) * Decimal("0.04"):
        return False
    less, more = ((a, x), (b, y)) if x.amount < y.amount else ((b, y), (a, x))
    upward = less[0].hedge is not more[0].hedge and less[0].hedge in (Hedge.OVER, Hedge.AT_LEAST)
    return not (upward and abs(more[1].amount) <= abs(less[1].amount) * Decimal("1.1"))
