"""The known names of a language and its words around names, compiled once for finding them all in one pass over a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ahocorasick

from factbase import knowledge
from factbase.extract.text.patterns import alternatives
from factbase.normalise.entities import terms as known_terms
from factbase.normalise.folding import fold

_SIGNS = "$£€¥"  # behind letters, a currency's sign: "US$90" names no state


OCCASION = "occasion"
"""The kind of a term of several words that names a day, and nobody: "Boxing Day"."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a known term. `style`: `exact` spelling, a `capital` first, or `any` case."""

    id: str
    kind: str
    form: str
    style: str
    term: str
    country: str | None = None


def _style(term: str) -> str:
    letters = [c for c in term if c.isalpha()]
    if letters and len(letters) <= 6 and all(c.isupper() for c in letters):
        return "exact"
    return "capital" if term[:1].isupper() else "any"


def _spelled(term: str, kind: str, heads: frozenset[str]) -> str:
    """The style of a term of a kind: a fund's long name is written in small letters too ("the regional growth fund").

    Args:
        heads: the last words, folded, by which programmes' names say what they are.
    """
    words = term.split()
    plain = kind == "programme" and len(words) > 2 and fold(words[-1]) in heads
    plain = plain and all(word[:1].isupper() or word.islower() for word in words)
    return "any" if plain and not any(c.isdigit() for c in term) else _style(term)


@dataclass(frozen=True)
class Lexicon:
    """The known terms of one language, and its words around names."""

    words: dict[str, Any]
    automaton: Any
    openers: frozenset[str]
    article_words: frozenset[str]
    heads: frozenset[str]
    money_heads: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    connectors: frozenset[str]
    body_nouns: frozenset[str]
    long_body_nouns: tuple[str, ...]
    locative: re.Pattern[str]
    articles: re.Pattern[str]
    of: re.Pattern[str]
    joiner: re.Pattern[str]
    titles: re.Pattern[str]
    title_words: frozenset[str]
    last_title_words: frozenset[str]
    title_phrases: frozenset[str]
    titled_after: re.Pattern[str]
    leader_after: re.Pattern[str]
    titled_before: re.Pattern[str]
    apposed: re.Pattern[str]
    no_names: frozenset[str]
    what_forces_get: re.Pattern[str]
    currencies: frozenset[str]
    common: frozenset[str]
    abstract: tuple[str, ...]
    bands: frozenset[str]
    of_people: frozenset[str]
    adjective_endings: tuple[str, ...]
    fields: re.Pattern[str]
    field_words: frozenset[str]
    fields_before: re.Pattern[str]
    with_field: frozenset[str]
    fields_behind: re.Pattern[str]
    leader_words: frozenset[str]
    comes_from: re.Pattern[str]
    office_for: re.Pattern[str]
    behind_names: frozenset[str]
    owners: frozenset[str]
    joined_to_places: tuple[str, ...]
    joined_nouns: frozenset[str]
    coordinated_place: re.Pattern[str]
    given: frozenset[str]
    employs: frozenset[str]
    staff: re.Pattern[str]
    of_place: re.Pattern[str]
    councils: re.Pattern[str]
    alone: dict[str, str]
    towns: dict[str, str]
    lands: dict[str, str]
    tells: frozenset[str]
    long_titles: tuple[str, ...]
    honorifics: frozenset[str]
    speak_alone: frozenset[str]
    linking: frozenset[str]
    of_words: frozenset[str]
    plurals: tuple[str, ...]
    long_heads: tuple[str, ...]
    common_offices: frozenset[str]
    home_offices: frozenset[str]
    foreign_offices: frozenset[str]
    in_seat: re.Pattern[str]
    in_part: re.Pattern[str]


_TITLE = 5  # letters of a title that others are made with: "cultuurwethouder"


def _phrases(words: dict[str, Any]) -> dict[str, str]:
    """Phrases that stand for a state or its head, folded, with their form."""
    out: dict[str, str] = {}
    for form, key in (("government", "government"), ("force", "forces"), ("parliament", "parliament"), ("leader", "leaders")):
        out |= {fold(phrase): form for phrase in words.get(key, ())}
    for form, key in (("ministry", "ministry_forms"), ("leader", "minister_forms")):
        for template in words.get(key, ()):
            if template.count("{field}") == 1:
                out |= {fold(template.replace("{field}", item)): form for item in words["fields"]}
    return out | {fold(phrase): "ministry" for phrase in words.get("ministry", ())}


def lexicon(lang: str) -> Lexicon:
    """The known terms of a language, English where it has no folder of its own."""
    return _lexicon(known_language(lang, "names"), knowledge.user_folders())


def known_language(lang: str, file: str) -> str:
    """The language whose file of this name to use: the text's own, English where it has none."""
    return _known_language(lang, file, knowledge.user_folders())


@lru_cache(maxsize=256)
def _known_language(lang: str, file: str, _folders: tuple[Path, ...]) -> str:
    return lang if any(True for _ in knowledge.places(f"lang/{lang}/{file}.yaml")) else "en"


@lru_cache(maxsize=16)
def _lexicon(lang: str, _folders: tuple[Path, ...]) -> Lexicon:
    words = knowledge.read(f"lang/{lang}/names.yaml")
    programmes = knowledge.read(f"lang/{lang}/programmes.yaml")
    money_heads = frozenset(fold(head) for kind in programmes["kinds"].values() for head in kind["heads"])
    every = (knowledge.read(f"lang/{other}/programmes.yaml")["kinds"] for other in knowledge.languages())
    heads = frozenset(fold(head) for kinds in every for kind in kinds.values() for head in kind["heads"])
    terms: dict[str, list[Entry]] = {}
    given = frozenset(map(fold, knowledge.read("given_names.yaml")))

    def add(term: str, entry_id: str, kind: str, form: str = "name", country: str | None = None) -> None:
        entries = terms.setdefault(fold(term), [])
        if not any(e.term == term for e in entries):
            entries.append(Entry(entry_id, kind, form, _spelled(term, kind, heads), term, country))

    # First come, first served: the article's own language, then names of any, then long names of other languages.
    everything = known_terms()
    for foreign in (False, True):
        for t in everything:
            if (t.lang not in (lang, None)) is foreign and (
                not foreign or t.kind != "country" or (t.form == "name" and len(t.term) > 4)
            ):
                add(t.term, t.id, t.kind, t.form, t.country)
                if t.term.isupper() and t.term.isalpha() and len(t.term) > 4 and fold(t.term) not in given:
                    add(t.term.capitalize(), t.id, t.kind, t.form, t.country)  # "Ecowas", as many papers spell it
                if t.term.startswith("UN "):
                    for written in ("U.N. ", "United Nations "):
                        add(written + t.term[3:], t.id, t.kind, t.form, t.country)
    for town, name in _towns().items():
        if " " in town:  # whole, before a word of it can be a state, an opener or a demonym: "New Jersey", "Western Australia"
            add(town.title(), name, "place")
    for phrase, form in _phrases(words).items():
        terms.setdefault(phrase, []).append(Entry("", "country", form, "any", phrase))
    for day in words["occasions"]:
        add(day, "", OCCASION)
    for phrase in words.get("bare_ministries", ()):
        terms.setdefault(fold(phrase), []).append(Entry("", "country", "ministry", "capital", phrase))
    automaton = ahocorasick.Automaton()
    for term, entries in terms.items():
        automaton.add_word(term, (len(term), tuple(entries)))
    automaton.make_automaton()
    fields = frozenset(word for item in words["fields"] for word in fold(item).split())
    titles = frozenset(word for title in words["titles"] for word in (fold(title), *fold(title).split()))
    title_phrases = frozenset(map(fold, words["titles"]))
    own_titles = sorted(title_phrases - set(map(fold, words["honorifics"])))  # "Eva Maas, director", not "..., asked Mr Dijk"
    compound = r"(?:\w{4,})??" if words["compound_titles"] else ""
    openers = frozenset(map(fold, [*words["openers"], *words["articles"]]))
    auxiliaries = knowledge.read(f"lang/{lang}/parties.yaml")["auxiliaries"]  # of "Frankly, the plan would cost 3 million, ..."
    heads = frozenset(map(fold, [*words["organisation_heads"], *words["legal_forms"]])) | money_heads
    return Lexicon(
        abstract=tuple(words["abstract"]),
        bands=frozenset(map(fold, words["bands"])),
        of_people=frozenset(words["of_people"]),
        lands=_lands(words),
        honorifics=frozenset(words["honorifics"]),
        long_titles=tuple(t for t in title_phrases if len(t) > _TITLE and " " not in t) if words["compound_titles"] else ("\0",),
        tells=frozenset(map(fold, words["tells"])),
        speak_alone=frozenset(map(fold, words["speak_alone"])) | title_phrases,
        common=openers | heads | titles | fields,
        words=words,
        automaton=automaton,
        article_words=frozenset(map(fold, words["articles"])),
        openers=openers,
        heads=heads,
        money_heads=money_heads,
        places=frozenset(map(fold, words["place_heads"])),
        days=frozenset(words["days"]),
        connectors=frozenset(words["connectors"]),
        body_nouns=frozenset(map(fold, words["body_nouns"])),
        long_body_nouns=tuple(sorted(noun for noun in map(fold, words["body_nouns"]) if len(noun) > 4)),
        locative=re.compile(rf"(?:^|\W)(?:{alternatives(words['locative'])})\s+$"),
        articles=re.compile(rf"(?:^|\W)(?:{alternatives(words['articles'])})\s+$"),
        of=re.compile(rf"\s+(?:{alternatives(words['of'])})\s+(?:(?:{alternatives(words['articles'])})\s+)?"),
        joiner=re.compile(rf",?\s+(?:{alternatives(words['joiners'])})\s+"),
        titles=re.compile(
            rf"(?:^|\W){compound}(?:{alternatives([*words['titles'], *words['leaders']])})\.?(?: \([^()]{{2,8}}\))?,?[^\S\n]+$"
        ),
        apposed=re.compile(
            rf", (?:(?:{alternatives(words['relatives'])}) |(?:{alternatives(words['articles'])}) "
            rf"(?![^,.;:]*(?<!\w)(?:{alternatives(auxiliaries)}) ))[^,.;:]{{4,120}}, "
        ),
        titled_before=re.compile(
            rf"(?<!\w)(?:{alternatives(words['articles'])}) (?:[\w-]+ )?"
            rf"(?:{alternatives([*words['titles'], *words['leaders']])}) [^,.;:]{{2,40}}, $"
        ),
        titled_after=re.compile(
            rf", (?:(?:{alternatives(words['articles'])}) )?(?:[\w'-]+ ){{0,4}}?(?:{alternatives(own_titles)})(?!\w)"
        ),
        leader_after=re.compile(
            rf", (?:(?:{alternatives(words['articles'])}) )?(?:[\w'-]+ ){{0,4}}?(?:{alternatives(words['leaders'])})(?!\w)"
        ),
        no_names=frozenset(words["no_names"]) | _scales(lang),
        currencies=_currencies(),
        what_forces_get=re.compile(rf" (?:{alternatives(words['what_forces_get'])})(?!\w)"),
        adjective_endings=tuple(words.get("adjective_endings", ())),
        title_words=titles,
        last_title_words=frozenset(phrase.split()[-1] for phrase in title_phrases),
        title_phrases=title_phrases,
        fields=re.compile(
            rf"(?:,\s+(?:{alternatives(words['fields'])}))?,?\s+(?:{alternatives(words['joiners'])})"
            rf"\s+(?:{alternatives(words['fields'])})(?!\w)"
        ),
        field_words=fields,
        with_field=frozenset(map(fold, words["with_field"])),
        fields_behind=_fields_in_a_row(words["joiners"]),
        leader_words=frozenset(map(fold, words["leaders"])),
        comes_from=re.compile(rf"\s+(?:{alternatives(words['comes_from'])})\s+(?:(?:{alternatives(words['articles'])})\s+)?"),
        office_for=re.compile(
            rf"(?:^|\W)(?:{alternatives(words['titles'])})\s+(?:{alternatives(words['of'])})\s+(?:(?:[^\W\d_]+,? ){{1,3}})?$"
        ),
        behind_names=frozenset(words["behind_names"]),
        joined_nouns=frozenset(words["joined_nouns"]),
        joined_to_places=tuple(f"-{word}" for word in words["joined_to_places"]) or ("\0",),
        owners=frozenset(words["owners"]),
        coordinated_place=re.compile(rf"[^\W\d_a-z][\w-]+ (?:{'|'.join(map(re.escape, words['joiners']))}) $"),
        fields_before=re.compile(rf"((?:[^\W\d_a-z][\w-]+,? ){{1,4}})(?:{'|'.join(map(re.escape, words['joiners']))}) $"),
        given=given,
        employs=frozenset(words["employs"]),
        staff=re.compile(
            rf"(?:^|\W)(?:{alternatives(words['staff'])})\s+(?:{alternatives(words['staff_at'])})\s+(?:(?:{alternatives(words['articles'])})\s+)?$"
        ),
        of_place=re.compile(rf"(?:^|\W)(?:{alternatives(words['of_place'])})\s+(?:(?:{alternatives(words['of'])})\s+)?$"),
        councils=re.compile(rf" ({alternatives(words['councils'])})(?![\w-])"),
        alone={fold(word): id_ for word, id_ in words["alone"].items()},
        towns=_towns(),
        linking=frozenset(words["linking"]),
        of_words=frozenset(words["linking_one"]),
        plurals=tuple(words["plurals"]),
        long_heads=tuple(sorted(head for head in heads if len(head) > 4)),
        foreign_offices=frozenset(map(fold, words["foreign_offices"])),
        home_offices=frozenset(map(fold, words["home_offices"])),
        common_offices=frozenset(map(fold, words["common_offices"])),
        in_seat=re.compile(rf"\s+(?:{alternatives(words['in_seat'])})\s+"),
        in_part=re.compile(rf"\s+(?:{alternatives(words.get('in_part', ()))})\b" if words.get("in_part") else "(?!)"),
    )


def _fields_in_a_row(joiners: list[str]) -> re.Pattern[str]:
    """Capitalised words, more of them behind commas where a joiner closes the row: "Coasts, Small Ports and Fisheries"."""
    field = r"[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+){0,5}"
    return re.compile(rf"{field}(?:(?:, {field}){{0,3}},? (?:{'|'.join(map(re.escape, joiners))}) {field}){{0,2}}")


def _towns() -> dict[str, str]:
    """Known places, folded, with their usual English name."""
    rows = [row for country in knowledge.read("places.yaml").values() for row in country.items()]
    return {fold(name): place for place, others in reversed(rows) for name in (place, *others)}


def _lands(words: dict[str, Any]) -> dict[str, str]:
    """The country of each known place of one word, and of words that tell of one: "Antwerpen", "Vlaamse"."""
    out: dict[str, str] = {}
    for country, row in reversed(knowledge.read("places.yaml").items()):
        out |= {name: country for place, others in row.items() for name in (place, *others) if " " not in name}
    return out | {word: country for country, told in words["telling"].items() for word in told}


def _currencies() -> frozenset[str]:
    """Codes of currencies, and their signs that are words: CHF, Rs."""
    rows = knowledge.read("currencies.yaml")
    signs = {*knowledge.read("signs.yaml")["signs"], *(sign for row in rows.values() for sign in row.get("symbols", ()))}
    return frozenset(rows) | {sign for sign in signs if sign.isalpha()}


def _scales(lang: str) -> frozenset[str]:
    """Scale words as a headline writes them: the "Billion" of "$2 Billion" is no name."""
    numbers = knowledge.read(f"lang/{known_language(lang, 'numbers')}/numbers.yaml")
    words = {*numbers["scales"], *numbers["hundreds"], *numbers["vague"], *numbers["abbreviations"]}
    return frozenset(form for word in words for form in (word.capitalize(), word.upper()))


def _fits(entry: Entry, written: str) -> bool:
    if entry.style == "exact":
        return written == entry.term
    return entry.style == "any" or written[:1].isupper() or written[:1].isdigit()


def find_known(text: str, folded: str, lex: Lexicon) -> list[tuple[int, int, Entry]]:
    """Known terms at word edges, the leftmost and longest of overlapping ones."""
    found: list[tuple[int, int, Entry]] = []
    for last, (length, entries) in lex.automaton.iter(folded):
        start, end = last + 1 - length, last + 1
        if (start and folded[start - 1].isalnum()) or (end < len(folded) and (folded[end].isalnum() or folded[end] in _SIGNS)):
            continue
        written = text[start:end]
        fitting = [entry for entry in entries if _fits(entry, written)]
        if fitting:
            exact = next((entry for entry in fitting if entry.term == written), fitting[0]) if len(fitting) > 1 else fitting[0]
            found.append((start, end, exact))
    found.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, Entry]] = []
    for hit in found:
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept
