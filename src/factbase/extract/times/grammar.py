"""What a language's words say of times and figures: the relations, joins and frames of `lang/<code>/dates.yaml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from factbase import knowledge
from factbase.extract.text.patterns import any_of
from factbase.extract.text.words import remembered
from factbase.extract.times.events import Event, events
from factbase.extract.times.forms import WORD, Forms, alternatives

__all__ = ["WORD", "Grammar", "grammar"]

_NONE = ("\0",)  # no word at all
_MOVE = 4  # words between shares and what they did


class Grammar:
    """The forms of one language and the words around them.

    Raises:
        KnowledgeError: for a form whose meaning or class is unknown.
    """

    def __init__(self, lang: str) -> None:
        data: dict[str, Any] = knowledge.read(f"lang/{lang}/dates.yaml")
        self.lang = lang
        self.forms = Forms(lang, data)
        self.events = _events(lang)
        triggers = frozenset(self.forms.by_word) | frozenset(self.events)
        self.begins = remembered(lambda word: word[0].isdigit() or word in triggers)
        self._before_times(data)
        self._beside_figures(data)
        self._in_clauses(data)
        self._of_articles(data)

    def _before_times(self, data: dict[str, Any]) -> None:
        """What stands before, between and behind the times themselves."""
        self.articles = _words(data.get("articles") or ())
        self.future = _words(data.get("future") or ())
        self.year_nouns = tuple(data.get("year_nouns") or ())
        self.year_relations = dict(data.get("year_relations") or {})
        self.years = tuple(f" {w}" for w in data["units"]["year"])
        self.parts = _phrases(data["parts"])
        self.relations = _phrases(data["relations"])
        self.joins = _phrases(data["joins"])
        self.leads = frozenset(phrase[-1] for phrase in (*self.parts, *self.relations))
        self.since = frozenset(p[0] for p, role in self.relations.items() if role == "since" and len(p) == 1)
        self.onward, self.spread = _words(data["onward"]), _words(data["spread"])
        self.of = frozenset(str(w).split()[0] for w in data["of"])

    def _beside_figures(self, data: dict[str, Any]) -> None:
        """What stands between a figure and a time, and says whose that time is."""
        self.causes: dict[str, str] = dict(data["causes"])
        self.copulas = _words(data["copulas"])
        self.wholes = re.compile(rf"{alternatives(data['wholes'])}(?!\w)", re.IGNORECASE)
        self.superlatives = _whole(data["superlatives"])
        self.standing = _whole(data["standing"])
        self.day_on_which = re.compile(rf"\W*{alternatives(data['day_on_which'])}(?!\w)", re.IGNORECASE)
        self.befell, self.counts_up = _stems(data["befell"]), _stems(data["counts_up"])
        self.so_stood, self.joiners = _whole(data["so_stood"]), _whole(data["toll_joiners"], r"(?!\w)")
        self.levels = _whole(data["levels"], r"\W*$")
        self.changes = _changes(data)
        self.grows = _stems(data["grows"])
        self.change_to = _words(data["change_to"])
        self.measured = _whole(data["measured_against"], r"(?:[ \n]+[^\W\d_]+){0,4} $")
        self.level_nouns = _words(data["level_nouns"])
        self.change_nouns, self.change_bases = _words(data["change_nouns"]), _words(data["change_bases"])
        self.prices, self.price_levels = _words(data["prices"]), _whole(data["price_levels"], r"\W*$")
        conversions = alternatives(data["conversions"])
        self.conversions = re.compile(rf"(?:^|[,(])\s*{conversions}[^.;:\d]{{0,20}}$", re.IGNORECASE)

    def _in_clauses(self, data: dict[str, Any]) -> None:
        """What tells the kind of a clause: its verb, or the word that opens it."""
        self.when = tuple(str(w) for w in data["when"])
        self.contrasts = _words(data["contrasts"])
        self.running = _words(data["running"])
        self.origins = _words(data["origins"])
        self.holds = _words(data.get("holds") or ())
        self.past, self.present = _words(data["past_tense"]), _words(data["present"])
        self.undone, self.participles = _words(data["undone"]), re.compile("|".join(data["participles"]))
        self.perfect, self.past_endings = _words(data["perfect"]), tuple(map(str, data["past_endings"]))
        self._finite = self.past | self.present | self.holds | self.perfect | self.future

    def is_verb(self, word: str) -> bool:
        """Whether a word is a verb with a tense, as far as the language's lists tell."""
        return word.lower() in self._finite or word.lower().endswith(self.past_endings)

    def _of_articles(self, data: dict[str, Any]) -> None:
        """What tells what an article is of: results, statistics, a list, trade in shares."""
        self.accounts, self.no_accounts = _stems(data["accounts"]), _stems(data["no_accounts"])
        self.forecasts = _stems(data["forecasts"])
        self.surveys = _stems(data["surveys"])
        self.standings = _stems(data["standings"])
        self.trading = _clause_of(data["trading"])


def _words(words: Iterable[object]) -> frozenset[str]:
    return frozenset(map(str, words))


def _phrases(table: dict[str, list[str]]) -> dict[tuple[str, ...], str]:
    """For each phrase, as a row of words, the role it is listed under."""
    return {tuple(WORD.findall(phrase)): role for role, phrases in table.items() for phrase in phrases}


def _whole(words: Iterable[str], behind: str = "") -> re.Pattern[str]:
    """Any of the words, whole, with what must follow them."""
    return re.compile(rf"(?<!\w){alternatives(words)}{behind}", re.IGNORECASE)


def _changes(data: dict[str, Any]) -> re.Pattern[str]:
    """What stands right before a change: "growth of 3 percent", "was down 3 percent", but not "shot down 3 drones"."""
    moved = rf"(?:^|[^\w\s]\s*|(?<!\w){alternatives(data['change_verbs'] or _NONE)}\s+)"
    particles = f"{moved}{alternatives(data['change_particles'] or _NONE)}"
    between = r"(?P<between>\W*(?:\w+\W+){0,2})$"
    return re.compile(rf"(?:(?<!\w){alternatives(data['changes'])}|{particles}){between}", re.IGNORECASE)


def _stems(words: Iterable[str]) -> re.Pattern[str]:
    """Words that begin or, after a hyphen, hold one of the stems given."""
    return re.compile(r"(?<!\w)" + any_of(map(str.lower, words)), re.IGNORECASE)


def _clause_of(data: dict[str, Any]) -> re.Pattern[str]:
    """A thing and what it did, in either order, with some words between; `no_moves` is what only looks like it."""
    things, moves, others = (rf"(?<!\w){alternatives(data[key])}" for key in ("things", "moves", "no_moves"))
    moves = rf"(?!{others}){moves}"
    between = rf"(?:\W+\w+){{0,{_MOVE}}}?\W+"
    return re.compile(f"{things}{between}{moves}|{moves}{between}{things}", re.IGNORECASE)


def _events(lang: str) -> dict[str, list[Event]]:
    """The known events of which the language has names, by the first word of each name."""
    out: dict[str, list[Event]] = {}
    for event in events():
        for name in event.names.get(lang, ()):
            out.setdefault(WORD.findall(name.lower())[0], []).append(event)
    return out


@lru_cache(maxsize=32)
def grammar(lang: str) -> Grammar:
    """The grammar of a language, compiled once."""
    return Grammar(lang)
