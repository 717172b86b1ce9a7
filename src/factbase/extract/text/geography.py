"""The countries that a text speaks of, by names, peoples, capitals, towns and leaders: what an ambiguous unit is told by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import ahocorasick

from factbase import knowledge
from factbase.normalise.entities import terms
from factbase.normalise.folding import fold

_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+([A-Za-z]{2})(?![\w.-])")
_PAPER = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+)\.[\w.-]+")
_SHORT = 4
"""Letters up to which a name in capitals must be written so: US, UK, NATO."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A word at start..end that speaks for a country (ISO 3166 alpha-2)."""

    start: int
    end: int
    country: str


class Geography:
    """The words of one language that speak for a country."""

    def __init__(self, lang: str) -> None:
        homes: dict[str, dict[str, list[str]]] = knowledge.read("homes.yaml")
        self._papers: dict[str, str] = {}
        for country, row in homes.items():
            for name in row.get("papers", ()):
                self._papers.setdefault(_bare(name), country)
        domains, countries = knowledge.read("domains.yaml"), knowledge.read("countries.yaml")
        own = {country.lower(): country for country in countries if country.lower() not in domains["worldwide"]}
        self._domains: dict[str, str] = own | domains["countries"]
        self._press = re.compile(rf"[-\d]|$|{'|'.join(domains['press'])}")
        self._automaton: Any = ahocorasick.Automaton()
        bodies = ((name, country) for country, row in homes.items() for name in row.get("bodies", ()))
        for name, country in chain(_spoken(lang), _towns(), bodies):
            if not self._automaton.exists(folded := fold(name)):
                self._automaton.add_word(folded, (len(folded), name, country))
        self._automaton.make_automaton()

    def sights(self, text: str, folded: str) -> list[Sight]:
        """Every such word, the longest of those that overlap, in order of appearance."""
        hits: list[Sight] = []
        for last, (length, written, country) in self._automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            short = length <= _SHORT and written.isupper()
            if text[start:end] == written if short else not written[:1].isupper() or text[start].isupper():
                hits.append(Sight(start, end, country))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Sight] = []
        for hit in hits:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def home(self, publisher: str | None, url: str | None) -> tuple[str, ...]:
        """The countries that an article's paper speaks for, by its name or its address; () where neither tells."""
        if publisher and (country := self._papers.get(_bare(publisher))) is not None:
            return (country,)
        named = tuple(sight.country for sight in self.sights(publisher, fold(publisher))) if publisher else ()
        if named:
            return named
        hosts = (_HOST.match(address) for address in (publisher, url) if address)
        endings = (host[1].lower() for host in hosts if host)
        if ended := tuple(dict.fromkeys(self._domains[end] for end in endings if end in self._domains)):
            return ended
        papers = (_PAPER.match(address) for address in (publisher, url) if address)
        return tuple({country for paper in papers if paper and (country := self._opening(fold(paper[1]))) is not None})

    def _opening(self, host: str) -> str | None:
        """The country by whose name an address opens that then says it is of the press: "malawi24", "ghanaweb"."""
        opened = [(end + 1, country) for end, (length, _, country) in self._automaton.iter(host) if end + 1 == length]
        return next((country for end, country in reversed(opened) if self._press.match(host, end)), None)


def _spoken(lang: str) -> Iterator[tuple[str, str]]:
    """Names of countries, of their peoples, capitals and leaders in a language, each with its country."""
    for term in terms():
        country = term.id if term.kind == "country" else term.country or ""
        if len(country) == 2 and country.isupper() and term.lang in (lang, None) and term.form != "part":
            yield term.term, country


def _towns() -> Iterator[tuple[str, str]]:
    """Towns and regions with their countries; not the Punjab, which two countries share."""
    lands: dict[str, set[str]] = {}
    for country, places in knowledge.read("places.yaml").items():
        for place, others in places.items():
            for name in (place, *others):
                lands.setdefault(name, set()).add(country)
    return ((name, min(countries)) for name, countries in lands.items() if len(countries) == 1)


def _bare(paper: str) -> str:
    """A paper's name without its article, for comparing."""
    return fold(paper).removeprefix("the ").strip()


def geography(lang: str) -> Geography:
    """The geography of a language."""
    return _geography(lang, knowledge.user_folders())


@lru_cache(maxsize=16)
def _geography(lang: str, _folders: tuple[Path, ...]) -> Geography:
    return Geography(lang)
